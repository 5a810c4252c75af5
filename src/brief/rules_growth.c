/* brief/rules_growth.c -- rules on growth: factors, forces, relations, over the years that are chained. */
#include "brief/rules.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The economy's row of the chained answer; columns a year. */
struct span { const domar_result *r; size_t row; double years; int first, last; };

static struct span own_span(const domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_GROWTH_PEERS].result;
    struct span s = { .r = r, .row = domar_brief_row(r, 0, b->economy, NULL, NULL) };
    s.years = domar_brief_value(r, s.row, "years");
    s.last = s.row == SIZE_MAX ? 0 : atoi(domar_brief_code(r, s.row, "year"));
    s.first = isfinite(s.years) ? s.last - (int)s.years : 0;
    return s;
}

static double a_year(const struct span *s, const char *column) { return domar_brief_value(s->r, s->row, column) / s->years; }

/* Where growth came from: a point and a half a year of technology are remarkable. */
domar_status domar_rule_sources_of_growth(domar_cx *cx, domar_brief *b)
{
    const struct span s = own_span(b);
    const double gdp = a_year(&s, "gdp"), factors = a_year(&s, "factors"), forces = a_year(&s, "forces"),
                 relations = a_year(&s, "relations"), low = a_year(&s, "relations_low"), high = a_year(&s, "relations_high");
    if (!isfinite(gdp)) return DOMAR_OK;
    return domar_brief_note(
        cx, b, "sources_of_growth", fabs(forces) / 1.5, BRIEF_GROWTH_PEERS,
        domar_format(cx, "From %d to %d real GDP grew by %.1f points a year: %+.1f from more factors, %+.1f from better technology "
                     "(productive forces), %+.1f from better allocation (production relations; between %+.1f and %+.1f by what "
                     "gaps of returns are taken for).", s.first, s.last, gdp, factors, forces, relations, low, high),
        domar_format(cx, "%d—%d 年实际 GDP 年均增长 %.1f 个百分点：要素投入 %+.1f，技术进步（生产力）%+.1f，配置改善（生产关系）"
                     "%+.1f（视回报差异的解释，介于 %+.1f 与 %+.1f 之间）。", s.first, s.last, gdp, factors, forces, relations,
                     low, high));
}

/* Relations: half a point a year is remarkable. */
domar_status domar_rule_relations(domar_cx *cx, domar_brief *b)
{
    const struct span s = own_span(b);
    const domar_result *terms = b->data[BRIEF_GROWTH_TERMS].result;
    static const char *const parts[] = { "labour_flow", "capital_flow", "inputs", "final_use", "exports", "imports" };
    const double relations = a_year(&s, "relations");
    double largest = 0;
    size_t name = SIZE_MAX;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        double sum = 0;
        size_t at = SIZE_MAX;
        for (size_t row = 0; terms && row < domar_result_rows(terms); row++) {
            const int year = atoi(domar_brief_code(terms, row, "year"));
            if (strcmp(domar_brief_code(terms, row, "term"), parts[k]) != 0 || year <= s.first || year > s.last) continue;
            sum += domar_brief_value(terms, row, "value");
            at = row;
        }
        if (at == SIZE_MAX || fabs(sum) <= fabs(largest)) continue;
        largest = sum;
        name = at;
    }
    if (!isfinite(relations) || name == SIZE_MAX || fabs(relations) < 0.05) return DOMAR_OK;
    const size_t before = b->count;
    const domar_status st = domar_brief_note(
        cx, b, "relations", fabs(relations) / 0.5, BRIEF_GROWTH_PEERS,
        domar_format(cx, "Production relations %s %.2f points a year to growth from %d to %d, most of all the %s (%+.2f).",
                     relations < 0 ? "took" : "added", fabs(relations), s.first, s.last, domar_brief_name(terms, name, "term", "en"),
                     largest / s.years),
        domar_format(cx, "%d—%d 年生产关系使年均增长%s %.2f 个百分点，其中影响最大的是%s（%+.2f）。", s.first, s.last,
                     relations < 0 ? "减少" : "增加", fabs(relations), domar_brief_name(terms, name, "term", "zh"), largest / s.years));
    return st ? st : domar_brief_also(cx, b, before, BRIEF_GROWTH_TERMS);
}

/* The industry whose technology carried or held back growth most: half a point a year is remarkable. */
domar_status domar_rule_forces_industry(domar_cx *cx, domar_brief *b)
{
    const domar_result *r = b->data[BRIEF_GROWTH_INDUSTRIES].result;
    size_t up = SIZE_MAX, down = SIZE_MAX;
    for (size_t k = 0; r && k < domar_result_rows(r); k++) {
        const double v = domar_brief_value(r, k, "forces");
        if (!isfinite(v) || strcmp(domar_brief_code(r, k, "economy"), b->economy) != 0) continue;
        if (up == SIZE_MAX || v > domar_brief_value(r, up, "forces")) up = k;
        if (down == SIZE_MAX || v < domar_brief_value(r, down, "forces")) down = k;
    }
    if (up == SIZE_MAX || up == down) return DOMAR_OK;
    const double years = domar_brief_value(r, up, "years"), most = domar_brief_value(r, up, "forces") / years,
                 least = domar_brief_value(r, down, "forces") / years;
    const int last = atoi(domar_brief_code(r, up, "year")), first = last - (int)years;
    return domar_brief_note(
        cx, b, "forces_industry", fmax(fabs(most), fabs(least)) / 0.5, BRIEF_GROWTH_INDUSTRIES,
        domar_format(cx, "Technology came most from %s (%+.2f points of growth a year from %d to %d) and least from %s (%+.2f).",
                     domar_brief_name(r, up, "industry", "en"), most, first, last, domar_brief_name(r, down, "industry", "en"), least),
        domar_format(cx, "%d—%d 年技术进步贡献最大的行业是%s（年均 %+.2f 个百分点），最小的是%s（%+.2f）。", first, last,
                     domar_brief_name(r, up, "industry", "zh"), most, domar_brief_name(r, down, "industry", "zh"), least));
}
