/* brief/rules_reform.c -- rules on what holds back and on the one reform.  Ranges of easing are assumed and
 * levels of a scenario may be: every sentence says so where the answer does. */
#include "brief/rules.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_illustrative(const domar_result *r)
{
    for (size_t k = 0; r && k < domar_result_certificate_size(r); k++)
        if (strcmp(domar_result_certificate(r, k).name, "illustrative") == 0) return true;
    return false;
}

static const char *shaky(const domar_result *r, bool zh)
{
    if (!is_illustrative(r)) return "";
    return zh ? "（示意性：幅度为假设）" : " (illustrative: levels are assumed)";
}

/* First line of what a page says: its title. */
static char *title(domar_cx *cx, const domar_brief *b, enum domar_brief_page page, bool zh)
{
    const char *text = b->page[page].text[zh];
    return domar_format(cx, "%.*s", (int)strcspn(text, "\n"), text);
}

/* An obstacle that is nobody's in particular is passed over; "-" stands for no partner. */
static bool between_named(const domar_brief *b, const domar_result *r, size_t k)
{
    const char *buyer = domar_brief_code(r, k, "economy"), *origin = domar_brief_code(r, k, "partner");
    return (strcmp(buyer, b->economy) == 0 || domar_brief_named(b, buyer)) &&
           (strcmp(origin, "-") == 0 || strcmp(origin, b->economy) == 0 || domar_brief_named(b, origin));
}

/* What is eased, in words: "trade costs that are 10% lower on ...", "without the tariff of 4.5% on ...". */
static char *eased(domar_cx *cx, const domar_result *r, size_t k, bool zh)
{
    const char *lang = zh ? "zh" : "en", *kind = domar_brief_name(r, k, "kind", lang),
               *good = domar_brief_name(r, k, "industry", lang);
    const double level = domar_brief_value(r, k, "level");
    const bool cost = strcmp(domar_brief_code(r, k, "kind"), "trade_cost") == 0,
               edge = strcmp(domar_brief_code(r, k, "partner"), "-") != 0;
    char step[128];
    if (cost) snprintf(step, sizeof step, zh ? "%s降低 10%%" : "%ss that are 10%% lower", kind);
    else snprintf(step, sizeof step, zh ? "取消%s（现为 %.1f%%）" : "an end to the %s (%.1f%%)", kind, level);
    if (zh && edge)
        return domar_format(cx, "%s从%s购买的“%s”%s", domar_brief_name(r, k, "economy", lang),
                            domar_brief_name(r, k, "partner", lang), good, step);
    if (zh) return domar_format(cx, "%s的“%s”%s", domar_brief_name(r, k, "economy", lang), good, step);
    if (edge)
        return domar_format(cx, "%s on what %s buys of %s from %s", step, domar_brief_place(r, k, "economy"), good,
                            domar_brief_place(r, k, "partner"));
    return domar_format(cx, "%s on %s in %s", step, good, domar_brief_place(r, k, "economy"));
}

/* The largest confirmed obstacle between named economies: 0.3 % of final use are remarkable. */
domar_status domar_rule_obstacle(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_OBSTACLES].result;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && top == SIZE_MAX && k < domar_result_rows(r); k++)      /* largest gain first */
        if (strcmp(domar_brief_code(r, k, "confirmed"), "yes") == 0 && between_named(b, r, k)) top = k;
    const double gain = 100 * domar_brief_value(r, top, "gain_feasible") / b->final_use;
    if (top == SIZE_MAX || !(b->final_use > 0) || !(gain > 0)) return DOMAR_OK;
    char *what[2] = { eased(cx, r, top, false), eased(cx, r, top, true) };
    const domar_status st = what[0] && what[1] ? domar_brief_note(
        cx, b, "obstacle", gain / 0.3, BRIEF_OBSTACLES,
        domar_format(cx, "Of single obstacles between economies that can be named, one gains most: %s, worth "
                     "%.2f%% of final use%s.", what[0], gain, shaky(r, false)),
        domar_format(cx, "在可以指名的经济体之间，收益最大的单项障碍：%s，相当于最终使用的 %.2f%%%s。",
                     what[1], gain, shaky(r, true))) : DOMAR_ENOMEM;
    domar_release(what[0]);
    domar_release(what[1]);
    return st;
}

/* The industry where better productivity gains most, which is more than its own weight: 3 % of final use are
 * remarkable. */
domar_status domar_rule_productivity_gap(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_GAPS].result, *s = b->data[BRIEF_INDUSTRIES].result;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && top == SIZE_MAX && k < domar_result_rows(r); k++)
        if (strcmp(domar_brief_code(r, k, "economy"), b->economy) == 0) top = k;
    const double gain = 100 * domar_brief_value(r, top, "gain_feasible") / b->final_use;
    const double share = 100 * domar_brief_value(
        s, domar_brief_row(s, b->year, b->economy, domar_brief_code(r, top, "industry"), NULL), "va_share");
    if (top == SIZE_MAX || !(b->final_use > 0) || !isfinite(share)) return DOMAR_OK;
    const size_t before = b->count;
    const domar_status st = domar_brief_note(
        cx, b, "productivity_gap", gain / 3, BRIEF_GAPS,
        domar_format(cx, "Productivity that is 10%% higher would gain most in %s: %.1f%% of final use, by an industry "
                     "with %.1f%% of value added%s.", domar_brief_name(r, top, "industry", "en"), gain, share,
                     shaky(r, false)),
        domar_format(cx, "生产率提高 10%%，在%s收益最大：相当于最终使用的 %.1f%%，该行业占增加值的 %.1f%%%s。",
                     domar_brief_name(r, top, "industry", "zh"), gain, share, shaky(r, true)));
    return st ? st : domar_brief_also(cx, b, before, BRIEF_INDUSTRIES);
}

/* What the one reform does to real income here, and its place among all: 5 % are remarkable. */
domar_status domar_rule_reform(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_REFORM].result;
    const size_t mine = domar_brief_row(r, b->year, b->economy, NULL, NULL);
    const double own = domar_brief_value(r, mine, "real_income");
    size_t place = 1, count = 0;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "real_income");
        if (!isfinite(v)) continue;
        count++;
        if (v > own) place++;
    }
    if (!isfinite(own) || !(fabs(own) > 0)) return DOMAR_OK;
    char *page[2] = { title(cx, b, BRIEF_REFORM_PAGE, false), title(cx, b, BRIEF_REFORM_PAGE, true) };
    const domar_status st = page[0] && page[1] ? domar_brief_note(
        cx, b, "reform", fabs(own) / 5, BRIEF_REFORM,
        domar_format(cx, "One reform, \"%s\", would change real income by %+.2f%%: place %zu of %zu economies%s.", page[0],
                     own, place, count, shaky(r, false)),
        domar_format(cx, "一项改革“%s”将使实际收入变化 %+.2f%%，在 %zu 个经济体中列第 %zu 位%s。", page[1], own,
                     count, place, shaky(r, true))) : DOMAR_ENOMEM;
    domar_release(page[0]);
    domar_release(page[1]);
    return st;
}

/* The industry that the reform moves most, among those above 2 % of value added: 15 % of its output are
 * remarkable. */
domar_status domar_rule_reform_industries(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_REFORM_INDUSTRIES].result, *s = b->data[BRIEF_INDUSTRIES].result;
    size_t up = SIZE_MAX, down = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "output");
        const size_t row = domar_brief_row(s, b->year, b->economy, domar_brief_code(r, k, "industry"), NULL);
        if (!isfinite(v) || !(domar_brief_value(s, row, "va_share") > 0.02)) continue;
        if (up == SIZE_MAX || v > domar_brief_value(r, up, "output")) up = k;
        if (down == SIZE_MAX || v < domar_brief_value(r, down, "output")) down = k;
    }
    const double most = domar_brief_value(r, up, "output"), least = domar_brief_value(r, down, "output");
    if (up == down || !(fmax(fabs(most), fabs(least)) > 0)) return DOMAR_OK;
    char *page[2] = { title(cx, b, BRIEF_REFORM_PAGE, false), title(cx, b, BRIEF_REFORM_PAGE, true) };
    const size_t before = b->count;
    domar_status st = page[0] && page[1] ? domar_brief_note(
        cx, b, "reform_industries", fmax(fabs(most), fabs(least)) / 15, BRIEF_REFORM_INDUSTRIES,
        domar_format(cx, "The reform \"%s\" would move output by %+.1f%% in %s and by %+.1f%% in %s, the two ends among "
                     "industries above 2%% of value added%s.", page[0], most, domar_brief_name(r, up, "industry", "en"),
                     least, domar_brief_name(r, down, "industry", "en"), shaky(r, false)),
        domar_format(cx, "改革“%s”使增加值占比 2%% 以上的行业产出变化不一：最高为%s（%+.1f%%），"
                     "最低为%s（%+.1f%%）%s。", page[1], domar_brief_name(r, up, "industry", "zh"), most,
                     domar_brief_name(r, down, "industry", "zh"), least, shaky(r, true))) : DOMAR_ENOMEM;
    domar_release(page[0]);
    domar_release(page[1]);
    return st ? st : domar_brief_also(cx, b, before, BRIEF_INDUSTRIES);
}
