/* brief/rules_home.c -- rules on the economy itself: structure, growth, productivity, key
 * industries. */
#include "brief/rules.h"
#include "linalg/sorted.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Median of a column over all economies in one year; NAN if fewer than three have a number. */
static domar_status median(domar_cx *cx, double *middle, const domar_result *r, int year,
                           const char *column)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t rows = r ? domar_result_rows(r) : 0;
    double *list = domar_scratch(cx, rows + 1);
    size_t count = 0;
    char text[16];
    *middle = NAN;
    if (!list) return DOMAR_ENOMEM;
    snprintf(text, sizeof text, "%d", year);
    for (size_t k = 0; k < rows; k++) {
        const double v = domar_brief_value(r, k, column);
        if (isfinite(v) && strcmp(domar_brief_code(r, k, "year"), text) == 0) list[count++] = v;
    }
    if (count > 2) {
        qsort(list, count, sizeof *list, domar_ascending);
        *middle = count % 2 ? list[count / 2] : 0.5 * (list[count / 2 - 1] + list[count / 2]);
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* The share of manufacturing moved: 5 points are remarkable. */
domar_status domar_rule_manufacturing(domar_cx *cx, domar_brief *b)
{
    const double now = domar_own(b, BRIEF_ECONOMIES, b->year, "manufacturing_share");
    const double then = domar_own(b, BRIEF_ECONOMIES, b->first_year, "manufacturing_share");
    const double change = 100 * (now - then);
    if (!isfinite(change) || b->year == b->first_year) return DOMAR_OK;
    return domar_brief_note(
        cx, b, "manufacturing", fabs(change) / 5, BRIEF_ECONOMIES,
        domar_format(cx,
                     "Manufacturing makes %.1f%% of value added; since %d its share %s by %.1f "
                     "percentage points.",
                     100 * now, b->first_year, domar_rose(change), fabs(change)),
        domar_format(cx, "制造业占增加值的 %.1f%%，自 %d 年以来%s了 %.1f 个百分点。", 100 * now,
                     b->first_year, domar_rose_zh(change), fabs(change)));
}

/* The real economy against the median of the table: 5 points are remarkable. */
domar_status domar_rule_real_economy(domar_cx *cx, domar_brief *b)
{
    const double now = domar_own(b, BRIEF_ECONOMIES, b->year, "real_economy_share");
    double peers;
    const domar_status st = median(cx, &peers, b->data[BRIEF_ECONOMIES].result, b->year,
                                   "real_economy_share");
    if (st) return st;
    const double gap = 100 * (now - peers);
    if (!isfinite(gap)) return DOMAR_OK;
    return domar_brief_note(cx, b, "real_economy", fabs(gap) / 5, BRIEF_ECONOMIES,
                            domar_format(cx,
                                         "The real economy (all but finance and real estate) makes "
                                         "%.1f%% of value added, %.1f points "
                                         "%s the median economy of the table.",
                                         100 * now, fabs(gap), gap < 0 ? "below" : "above"),
                            domar_format(cx,
                                         "实体经济（金融、房地产以外）占增加值的 "
                                         "%.1f%%，比表中各经济体的中位数%s %.1f 个百分点。",
                                         100 * now, gap < 0 ? "低" : "高", fabs(gap)));
}

/* Structure changes faster or slower than elsewhere: 1 point a year is remarkable. */
domar_status domar_rule_structural_change(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_ECONOMIES].result;
    double own = 0, others = 0;
    size_t years = 0, cells = 0;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "structural_change");
        if (!isfinite(v) || atoi(domar_brief_code(r, k, "year")) > b->year) continue;
        const bool mine = strcmp(domar_brief_code(r, k, "economy"), b->economy) == 0;
        if (mine) { own += v; years++; }
        else { others += v; cells++; }
    }
    if (!years || !cells) return DOMAR_OK;
    own *= 100 / (double)years;
    others *= 100 / (double)cells;
    if (fabs(own - others) < 0.1) return DOMAR_OK;     /* the same figure as printed */
    return domar_brief_note(
        cx, b, "structural_change", fabs(own - others), BRIEF_ECONOMIES,
        domar_format(cx,
                     "Each year %.1f%% of value added moves between industries, %s than in the "
                     "other economies on "
                     "average (%.1f%%).",
                     own, own < others ? "less" : "more", others),
        domar_format(cx, "每年有 %.1f%% 的增加值在行业之间转移，%s其他经济体的平均水平（%.1f%%）。",
                     own, own < others ? "低于" : "高于", others));
}

/* Value added grew faster or slower than the world's: 4 points a year are remarkable. */
domar_status domar_rule_growth(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_ECONOMIES].result;
    const double span = b->year - b->first_year;
    double now = 0, then = 0;
    char last[16], first[16];
    snprintf(last, sizeof last, "%d", b->year);
    snprintf(first, sizeof first, "%d", b->first_year);
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const char *year = domar_brief_code(r, k, "year");
        const double v = domar_brief_value(r, k, "value_added");
        if (isfinite(v) && strcmp(year, last) == 0) now += v;
        if (isfinite(v) && strcmp(year, first) == 0) then += v;
    }
    const double own = domar_own(b, BRIEF_ECONOMIES, b->year, "value_added");
    const double before = domar_own(b, BRIEF_ECONOMIES, b->first_year, "value_added");
    if (!(span > 0) || !(then > 0) || !(before > 0) || !(own > 0)) return DOMAR_OK;
    const double rate = 100 * (pow(own / before, 1 / span) - 1),
                 world = 100 * (pow(now / then, 1 / span) - 1);
    return domar_brief_note(
        cx, b, "growth", fabs(rate - world) / 4, BRIEF_ECONOMIES,
        domar_format(cx,
                     "Value added grew by %.1f%% a year from %d to %d at current prices, the table "
                     "as a whole by %.1f%%; "
                     "its share of the total went from %.1f%% to %.1f%%.",
                     rate, b->first_year, b->year, world, 100 * before / then, 100 * own / now),
        domar_format(cx,
                     "%d—%d 年增加值年均增长 %.1f%%（现价），全表合计为 %.1f%%；占全表比重由 "
                     "%.1f%% 变为 %.1f%%。",
                     b->first_year, b->year, rate, world, 100 * before / then, 100 * own / now));
}

/* Value added a job against the best economy, in the last year with jobs: half is remarkable. */
domar_status domar_rule_productivity(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_ECONOMIES].result;
    int year = b->year;
    double own = NAN, best = 0;
    size_t top = SIZE_MAX;
    for (; year >= b->first_year; year--) {
        own = domar_own(b, BRIEF_ECONOMIES, year, "value_added") /
              domar_own(b, BRIEF_ECONOMIES, year, "jobs");
        if (isfinite(own)) break;
    }
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "value_added") / domar_brief_value(r, k, "jobs");
        if (!isfinite(v) || strcmp(domar_brief_code(r, k, "year"), text) != 0 || v <= best)
            continue;
        best = v;
        top = k;
    }
    if (!isfinite(own) || top == SIZE_MAX ||
        strcmp(domar_brief_code(r, top, "economy"), b->economy) == 0)
        return DOMAR_OK;
    const double part = 100 * own / best;
    return domar_brief_note(
        cx, b, "productivity", (100 - part) / 50, BRIEF_ECONOMIES,
        domar_format(cx,
                     "In %d a job produced %.0f%% of the value added of one in %s, the best of the "
                     "table (current "
                     "prices and exchange rates).",
                     year, part, domar_brief_place(r, top, "economy")),
        domar_format(cx, "%d 年每个就业创造的增加值为表中最高者（%s）的 %.0f%%（现价、现行汇率）。",
                     year, domar_brief_name(r, top, "economy", "zh"), part));
}

/* The largest key industry and what it keeps of its output: 10 points off the economy's mean are
 * remarkable. */
domar_status domar_rule_key_industry(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_LINKAGES].result, *s = b->data[BRIEF_INDUSTRIES].result;
    double largest = 0, output = 0, value = 0;
    size_t top = SIZE_MAX, count = 0;
    for (size_t k = 0; r && s && k < domar_result_rows(r); k++) {
        const size_t row = domar_brief_row(s, 0, NULL, domar_brief_code(r, k, "industry"), NULL);
        const double x = domar_brief_value(s, row, "output"),
                     va = domar_brief_value(s, row, "value_added");
        if (!(x > 0)) continue;
        output += x;
        value += va;
        if (strcmp(domar_brief_code(r, k, "key"), "key") != 0) continue;
        count++;
        if (x > largest) {
            largest = x;
            top = row;
        }
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    const double kept = 100 * domar_brief_value(s, top, "value_added") / largest,
                 mean = 100 * value / output;
    const size_t before = b->count;
    const domar_status st = domar_brief_note(
        cx, b, "key_industry", fabs(kept - mean) / 10, BRIEF_LINKAGES,
        domar_format(cx,
                     "%zu industries are key (they pull and push more than the mean of the table); "
                     "the largest, %s, "
                     "keeps %.0f%% of its output as value added, the economy as a whole %.0f%%.",
                     count, domar_brief_name(s, top, "industry", "en"), kept, mean),
        domar_format(cx,
                     "有 %zu 个关键行业（拉动与推动均高于全表平均）；其中最大的是%s，增加值率为 "
                     "%.0f%%，全经济为 %.0f%%。",
                     count, domar_brief_name(s, top, "industry", "zh"), kept, mean));
    return st ? st : domar_brief_also(cx, b, before, BRIEF_INDUSTRIES);
}

/* What a unit of demand for a large industry's product imports: a fifth is remarkable. */
domar_status domar_rule_import_leakage(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_MULTIPLIERS].result,
                       *s = b->data[BRIEF_INDUSTRIES].result;
    double worst = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const size_t row = domar_brief_row(s, 0, NULL, domar_brief_code(r, k, "industry"), NULL);
        const double m = domar_brief_value(r, k, "imports");
        if (!(domar_brief_value(s, row, "va_share") > 0.02) || !(m > worst)) continue;
        worst = m;
        top = k;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    return domar_brief_note(cx, b, "import_leakage", worst / 0.2, BRIEF_MULTIPLIERS,
                            domar_format(cx,
                                         "Of 100 spent on the products of %s, %.0f goes abroad for "
                                         "parts and materials along the chain, "
                                         "the most among industries above 2%% of value added.",
                                         domar_brief_name(r, top, "industry", "en"), 100 * worst),
                            domar_format(cx,
                                         "每 100 单位对%s产品的需求中，有 %.0f "
                                         "沿产业链用于进口零部件和原材料，为增加值占比 2%% "
                                         "以上行业之最。",
                                         domar_brief_name(r, top, "industry", "zh"), 100 * worst));
}

/* The industry on which most output hangs: a fifth of the economy's output is remarkable. */
domar_status domar_rule_extraction(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_EXTRACTION].result, *s = b->data[BRIEF_INDUSTRIES].result;
    double most = 0, output = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; s && k < domar_result_rows(s); k++)
        output += domar_brief_value(s, k, "output");
    for (size_t k = 0; r && k < domar_result_rows(r); k++)
        if (domar_brief_value(r, k, "loss_output") > most) {
            most = domar_brief_value(r, k, "loss_output");
            top = k;
        }
    if (top == SIZE_MAX || !(output > 0)) return DOMAR_OK;
    const double part = 100 * most / output;
    const size_t before = b->count;
    const domar_status st = domar_brief_note(
        cx, b, "extraction", part / 20, BRIEF_EXTRACTION,
        domar_format(cx,
                     "Most hangs on %s: without it and its chain of suppliers, output worth %.0f%% "
                     "of what the economy "
                     "makes would be missing (by the accounts alone: nobody steps in).",
                     domar_brief_name(r, top, "industry", "en"), part),
        domar_format(cx,
                     "牵连最广的是%s：若没有该行业及其供应链，全表将减少相当于本经济体总产出 "
                     "%.0f%% 的产出（账面测算，不考虑替代）。",
                     domar_brief_name(r, top, "industry", "zh"), part));
    return st ? st : domar_brief_also(cx, b, before, BRIEF_INDUSTRIES);
}

/* The five largest industries together, beyond what an even split would give them: 40 points are
 * remarkable. */
domar_status domar_rule_concentration(domar_cx *cx, domar_brief *b)
{
    enum { FIVE = 5 };
    const domar_result *s = b->data[BRIEF_INDUSTRIES].result;
    double most[FIVE] = { 0 }, sum = 0;
    size_t top = SIZE_MAX, count = 0;
    for (size_t k = 0; s && k < domar_result_rows(s); k++) {
        double v = domar_brief_value(s, k, "va_share");
        if (!isfinite(v)) continue;
        count++;
        if (v > most[0]) top = k;
        for (size_t place = 0; place < FIVE; place++) /* the larger one stays, the other moves on */
            if (v > most[place]) {
                const double other = most[place];
                most[place] = v;
                v = other;
            }
    }
    if (top == SIZE_MAX || count < 2 * FIVE) return DOMAR_OK;
    for (size_t place = 0; place < FIVE; place++) sum += 100 * most[place];
    return domar_brief_note(
        cx, b, "concentration", (sum - 100 * FIVE / (double)count) / 40, BRIEF_INDUSTRIES,
        domar_format(cx,
                     "The five largest of %zu industries make %.0f%% of value added; the largest "
                     "is %s with %.1f%%.",
                     count, sum, domar_brief_name(s, top, "industry", "en"), 100 * most[0]),
        domar_format(cx, "%zu 个行业中最大的五个占增加值的 %.0f%%；最大的是%s，占 %.1f%%。", count,
                     sum, domar_brief_name(s, top, "industry", "zh"), 100 * most[0]));
}

/* The industry whose demand sets most in motion at home: three of output for one are remarkable. */
domar_status domar_rule_pull(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_MULTIPLIERS].result,
                       *s = b->data[BRIEF_INDUSTRIES].result;
    double most = 0;
    size_t top = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const size_t row = domar_brief_row(s, 0, NULL, domar_brief_code(r, k, "industry"), NULL);
        const double m = domar_brief_value(r, k, "output");
        if (!(domar_brief_value(s, row, "va_share") > 0.02) || !(m > most)) continue;
        most = m;
        top = k;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    return domar_brief_note(cx, b, "pull", most / 3, BRIEF_MULTIPLIERS,
                            domar_format(cx,
                                         "100 more of final demand for the products of %s sets "
                                         "%.0f of output in motion at home, its own counted, "
                                         "the most among industries above 2%% of value added.",
                                         domar_brief_name(r, top, "industry", "en"), 100 * most),
                            domar_format(cx,
                                         "对%s产品的最终需求每增加 100，可带动国内产出 "
                                         "%.0f（含本行业），为增加值占比 2%% 以上行业之最。",
                                         domar_brief_name(r, top, "industry", "zh"), 100 * most));
}
