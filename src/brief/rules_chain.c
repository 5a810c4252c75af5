/* brief/rules_chain.c -- rules on the place in the value chain: content of exports, position,
 * suppliers, markets. */
#include "brief/rules.h"
#include "table/table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_own(const domar_brief *b, const char *code) { return strcmp(code, b->economy) == 0; }

/* Foreign value added in exports and where most of it is from: a quarter is remarkable. */
domar_status domar_rule_export_content(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_ORIGIN].result;
    const double domestic = domar_own(b, BRIEF_CONTENT, b->year, "domestic_share");
    double most = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++)
        if (domar_brief_named(b, domar_brief_code(r, k, "partner")) &&
            domar_brief_value(r, k, "share") > most) {
            most = domar_brief_value(r, k, "share");
            top = k;
        }
    if (top == SIZE_MAX || !isfinite(domestic)) return DOMAR_OK;
    const double foreign = 100 * (1 - domestic);
    return domar_brief_note(
        cx, b, "export_content", foreign / 25, BRIEF_ORIGIN,
        domar_format(cx,
                     "Of every 100 of exports in %d, %.1f is value added abroad; the largest part "
                     "of that by a named economy (%.1f) is from %s.",
                     b->year, foreign, 100 * most, domar_brief_place(r, top, "partner")),
        domar_format(cx,
                     "%d 年每 100 单位出口中，有 %.1f "
                     "是国外增加值，其中来自单个经济体最多的是%s（%.1f）。",
                     b->year, foreign, domar_brief_name(r, top, "partner", "zh"), 100 * most));
}

/* The domestic share of exports moved: 5 points are remarkable. */
domar_status domar_rule_content_change(domar_cx *cx, domar_brief *b)
{
    const double now = 100 * domar_own(b, BRIEF_CONTENT, b->year, "domestic_share");
    const double then = 100 * domar_own(b, BRIEF_CONTENT, b->first_year, "domestic_share"),
                 change = now - then;
    if (!isfinite(change) || b->year == b->first_year) return DOMAR_OK;
    return domar_brief_note(
        cx, b, "content_change", fabs(change) / 5, BRIEF_CONTENT,
        domar_format(cx, "The domestic part of exports %s from %.1f%% in %d to %.1f%% in %d.",
                     domar_rose(change), then, b->first_year, now, b->year),
        domar_format(cx, "出口中的国内增加值比重由 %d 年的 %.1f%% %s到 %d 年的 %.1f%%。",
                     b->first_year, then, domar_rose_zh(change), b->year, now));
}

/* The economy moved along the chain: 0.2 stages are remarkable. */
domar_status domar_rule_position(domar_cx *cx, domar_brief *b)
{
    const double now = domar_own(b, BRIEF_POSITION, b->year, "upstreamness");
    const double then = domar_own(b, BRIEF_POSITION, b->first_year, "upstreamness"),
                 change = now - then;
    if (!isfinite(change) || b->year == b->first_year) return DOMAR_OK;
    return domar_brief_note(
        cx, b, "position", fabs(change) / 0.2, BRIEF_POSITION,
        domar_format(cx,
                     "In %d the economy's products took %.2f stages of production on average to "
                     "reach their final user, "
                     "%.2f in %d: it moved %s.",
                     b->year, now, then, b->first_year,
                     change < 0 ? "closer to the final user"
                                : "upstream, towards parts and materials"),
        domar_format(
            cx, "%d 年产品平均经过 %.2f 个生产阶段到达最终用户（%d 年为 %.2f）：在价值链上%s。",
            b->year, now, b->first_year, then,
            change < 0 ? "向最终用户靠近" : "向上游的零部件和原材料环节移动"));
}

/* The foreign industry on which most of the inputs rest: 2 % of all inputs are remarkable. */
domar_status domar_rule_choke_point(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_CHOKE].result;
    double most = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++)
        if (domar_brief_named(b, domar_brief_code(r, k, "partner")) &&
            domar_brief_value(r, k, "total") > most) {
            most = domar_brief_value(r, k, "total");
            top = k;
        }
    if (top == SIZE_MAX) return DOMAR_OK;
    return domar_brief_note(cx, b, "choke_point", 100 * most / 2, BRIEF_CHOKE,
                            domar_format(cx,
                                         "The largest single foreign source of inputs is the "
                                         "industry %s of %s: %.2f%% of everything used along the "
                                         "chains of supply, %.2f%% of what is bought directly.",
                                         domar_brief_name(r, top, "partner_industry", "en"),
                                         domar_brief_place(r, top, "partner"), 100 * most,
                                         100 * domar_brief_value(r, top, "direct")),
                            domar_format(cx,
                                         "最大的单一国外投入来源是%s的%s：占全部供应链投入的 "
                                         "%.2f%%，占直接采购的 %.2f%%。",
                                         domar_brief_name(r, top, "partner", "zh"),
                                         domar_brief_name(r, top, "partner_industry", "zh"),
                                         100 * most, 100 * domar_brief_value(r, top, "direct")));
}

/* Foreign supplier with the largest total share in a year. */
static size_t largest_supplier(const domar_brief *b, int year, double *foreign)
{
    const domar_result *r = b->data[BRIEF_SUPPLIERS].result;
    char text[16];
    size_t top = SIZE_MAX;
    snprintf(text, sizeof text, "%d", year);
    *foreign = 0;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "total");
        if (strcmp(domar_brief_code(r, k, "year"), text) != 0 ||
            is_own(b, domar_brief_code(r, k, "partner")))
            continue;
        if (isfinite(v)) *foreign += v;
        if (!domar_brief_named(b, domar_brief_code(r, k, "partner"))) continue;
        if (top == SIZE_MAX || v > domar_brief_value(r, top, "total")) top = k;
    }
    return top;
}

/* How much of all foreign inputs comes from one economy: a quarter is remarkable. */
domar_status domar_rule_supplier(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_SUPPLIERS].result;
    double foreign = 0;
    const size_t top = largest_supplier(b, b->year, &foreign);
    if (top == SIZE_MAX || !(foreign > 0)) return DOMAR_OK;
    const double share = domar_brief_value(r, top, "total"), part = 100 * share / foreign;
    return domar_brief_note(
        cx, b, "supplier", part / 25, BRIEF_SUPPLIERS,
        domar_format(cx,
                     "%.1f%% of all inputs, every tier of supply counted, are made abroad; the "
                     "largest named supplier, %s, makes %.0f%% of these.",
                     100 * foreign, domar_brief_place(r, top, "partner"), part),
        domar_format(cx,
                     "各级投入合计有 %.1f%% 在国外生产，最大的单个供应方是%s，占其中的 %.0f%%。",
                     100 * foreign, domar_brief_name(r, top, "partner", "zh"), part));
}

/* The supplier that gained or lost most: 3 points of all inputs are remarkable. */
domar_status domar_rule_supplier_shift(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_SUPPLIERS].result;
    double most = 0, then = NAN, now = NAN;
    size_t top = SIZE_MAX;
    char text[16];
    snprintf(text, sizeof text, "%d", b->year);
    if (b->year == b->first_year) return DOMAR_OK;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const char *partner = domar_brief_code(r, k, "partner");
        if (strcmp(domar_brief_code(r, k, "year"), text) != 0 || !domar_brief_named(b, partner)) continue;
        const double last = domar_brief_value(r, k, "total");
        const double first =
            domar_brief_value(r, domar_brief_row(r, b->first_year, NULL, NULL, partner), "total");
        if (!(fabs(last - first) > most)) continue;
        most = fabs(last - first);
        top = k;
        now = last;
        then = first;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    return domar_brief_note(
        cx, b, "supplier_shift", 100 * most / 3, BRIEF_SUPPLIERS,
        domar_format(cx,
                     "The share of %s in all inputs %s from %.1f%% in %d to %.1f%% in %d, the "
                     "largest move of any "
                     "supplier.",
                     domar_brief_place(r, top, "partner"), domar_rose(now - then), 100 * then,
                     b->first_year, 100 * now, b->year),
        domar_format(cx,
                     "%s在全部投入中的比重由 %d 年的 %.1f%% %s到 %d 年的 "
                     "%.1f%%，为各供应方中变动最大者。",
                     domar_brief_name(r, top, "partner", "zh"), b->first_year, 100 * then,
                     domar_rose_zh(now - then), b->year, 100 * now));
}

/* Sum over consumers of what is produced here, in one year; *top: the largest foreign consumer. */
static double produced(const domar_brief *b, enum domar_brief_answer a, int year, double *abroad,
                       size_t *top)
{
    const domar_result *r = b->data[a].result;
    char text[16];
    double all = 0;
    snprintf(text, sizeof text, "%d", year);
    *abroad = 0;
    *top = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "value");
        if (strcmp(domar_brief_code(r, k, "year"), text) != 0) continue;
        all += v;                                      /* a gap makes the sum a gap */
        if (is_own(b, domar_brief_code(r, k, "economy"))) continue;
        *abroad += v;
        if (!domar_brief_named(b, domar_brief_code(r, k, "economy"))) continue;
        if (*top == SIZE_MAX || v > domar_brief_value(r, *top, "value")) *top = k;
    }
    return all;
}

/* Value added that lives on one foreign market: a tenth is remarkable. */
domar_status domar_rule_market(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_MARKETS].result;
    double abroad = 0;
    size_t top;
    const double all = produced(b, BRIEF_MARKETS, b->year, &abroad, &top);
    if (top == SIZE_MAX || !(all > 0)) return DOMAR_OK;
    const double share = 100 * domar_brief_value(r, top, "value") / all;
    return domar_brief_note(
        cx, b, "market", share / 10, BRIEF_MARKETS,
        domar_format(cx,
                     "%.1f%% of value added is earned with what others finally use; the largest "
                     "single foreign market is %s "
                     "with %.1f%%.",
                     100 * abroad / all, domar_brief_place(r, top, "economy"), share),
        domar_format(cx, "%.1f%% 的增加值来自国外的最终需求；最大的国外市场是%s，占 %.1f%%。",
                     100 * abroad / all, domar_brief_name(r, top, "economy", "zh"), share));
}

/* Persons that one unit of the table's jobs stands for; 1 where the unit does not say. */
static double persons(const domar_brief *b)
{
    const domar_axis *axis = domar_series_axis(b->series, DOMAR_SATELLITES);
    for (size_t k = 0; k < domar_axis_size(axis); k++) {
        if (strcmp(domar_axis_kind(axis, k), "jobs") != 0) continue;
        const char *unit = domar_axis_item(axis, k).unit;
        return strncmp(unit, "thousand", 8) == 0 ? 1e3 : strncmp(unit, "10 thousand", 11) == 0 ? 1e4
             : strncmp(unit, "million", 7) == 0 ? 1e6 : 1;
    }
    return 1;
}

/* 137437000 as people say it: "137.4 million", "1.37 亿". */
static const char *amount(char *text, size_t size, double v, bool zh)
{
    if (zh && v >= 1e8) snprintf(text, size, "%.2f 亿", v / 1e8);
    else if (zh && v >= 1e4) snprintf(text, size, "%.1f 万", v / 1e4);
    else if (!zh && v >= 1e6) snprintf(text, size, "%.1f million", v / 1e6);
    else if (!zh && v >= 1e3) snprintf(text, size, "%.1f thousand", v / 1e3);
    else snprintf(text, size, "%.0f", v);
    return text;
}

/* Jobs that hang on foreign final demand: 15 % are remarkable. */
domar_status domar_rule_jobs_abroad(domar_cx *cx, domar_brief *b)
{
    double abroad = 0, all = NAN;
    size_t top;
    int year = b->year;
    for (; year >= b->first_year; year--) {
        all = produced(b, BRIEF_JOBS, year, &abroad, &top);
        if (isfinite(all) && all > 0) break;
    }
    if (!isfinite(all) || !(all > 0) || year < b->first_year) return DOMAR_OK;
    const double share = 100 * abroad / all, unit = persons(b);
    char part[2][40], whole[2][40];
    return domar_brief_note(
        cx, b, "jobs_abroad", share / 15, BRIEF_JOBS,
        domar_format(cx, "In %d, %.1f%% of jobs (%s of %s) depended on final demand abroad.", year,
                     share, amount(part[0], sizeof part[0], abroad * unit, false),
                     amount(whole[0], sizeof whole[0], all * unit, false)),
        domar_format(cx, "%d 年有 %.1f%% 的就业（%s，共 %s）依赖国外最终需求。", year, share,
                     amount(part[1], sizeof part[1], abroad * unit, true),
                     amount(whole[1], sizeof whole[1], all * unit, true)));
}

/* The largest exporter on the smile: far from its user or close, and what it keeps.  10 points
 * between what it keeps and what the economy keeps are remarkable. */
domar_status domar_rule_smile(domar_cx *cx, domar_brief *b)
{
    const domar_result *s = b->data[BRIEF_INDUSTRIES].result, *u = b->data[BRIEF_UP].result;
    double most = 0, output = 0, value = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; s && k < domar_result_rows(s); k++) {
        const double x = domar_brief_value(s, k, "output"),
                     e = domar_brief_value(s, k, "export_share") * x;
        if (x > 0) {
            output += x;
            value += domar_brief_value(s, k, "value_added");
        }
        if (e > most) {
            most = e;
            top = k;
        }
    }
    if (top == SIZE_MAX || !(output > 0)) return DOMAR_OK;
    const double kept =
        100 * domar_brief_value(s, top, "value_added") / domar_brief_value(s, top, "output");
    const double stage = domar_brief_value(
        u, domar_brief_row(u, 0, NULL, domar_brief_code(s, top, "industry"), NULL), "upstreamness");
    const size_t before = b->count;
    const domar_status st = domar_brief_note(
        cx, b, "smile", fabs(kept - 100 * value / output) / 10, BRIEF_INDUSTRIES,
        domar_format(cx,
                     "The largest exporter is %s: it stands %.1f stages from the final user and "
                     "keeps %.0f%% of its output "
                     "as value added (whole economy: %.0f%%).",
                     domar_brief_name(s, top, "industry", "en"), stage, kept, 100 * value / output),
        domar_format(
            cx, "最大的出口行业是%s：距最终使用 %.1f 个阶段，增加值率 %.0f%%（全经济 %.0f%%）。",
            domar_brief_name(s, top, "industry", "zh"), stage, kept, 100 * value / output));
    return st ? st : domar_brief_also(cx, b, before, BRIEF_UP);
}
