/* model/forces_chain.c -- the same growth, asked again under other rules. */
#include "model/forces_chain.h"
#include "model/forces_sides.h"
#include <math.h>
#include <string.h>

const char *const *domar_forces_lacks(domar_forces_lack lack)
{
    static const char *const words[][2] = {
        [DOMAR_LACKS_VOLUME] = { "no volume of output (GO_QI, or GO_P)", "缺产出物量（GO_QI 或 GO_P）" },
        [DOMAR_LACKS_LABOUR] = { "no labour compensation (LAB)", "缺劳动报酬（LAB）" },
        [DOMAR_LACKS_HOURS] = { "neither hours nor jobs", "缺工时和就业" },
        [DOMAR_LACKS_STOCK] = { "no real capital stock (K_GFCF)", "缺实际资本存量（K_GFCF）" },
        [DOMAR_LACKS_TAXES] = { "no taxes, which other cells have", "缺税收（其他单元有）" },
        [DOMAR_LACKS_IMPORT_PRICE] = { "no price of an import", "缺进口价格" },
        [DOMAR_LACKS_INDUSTRY] = { "output in one year of two only", "仅一年有产出" },
        [DOMAR_LACKS_COST] = { "no positive cost, or Domar weights that do not exist", "成本非正或多马权重不存在" } };
    return words[lack];
}

/* A tax on one skill or asset would change nothing here: say so rather than pass it over. */
static domar_status check_factors(domar_cx *cx, const domar_forces_rule *rule)
{
    static const char *const known[] = { DOMAR_LABOUR, DOMAR_CAPITAL, "LAB", "CAP" };
    for (size_t k = 0; k < rule->wedges.count; k++) {
        const char *factor = rule->wedges.line[k].factor;
        size_t f = 0;
        while (factor && f < 4 && strcmp(factor, known[f]) != 0) f++;
        if (f == 4)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: growth is split with taxes on labour and on capital, not on %s: "
                              "give labour or capital", rule->wedges.path, rule->wedges.line[k].line, factor);
    }
    return DOMAR_OK;
}

domar_status domar_forces_chain_new(domar_cx *cx, domar_forces_chain *chain, const domar_series *series, size_t first, size_t last,
                                    const domar_forces_rule *rule)
{
    *chain = (domar_forces_chain){ .pairs = last - first, .rule = *rule };
    domar_growth_find(&chain->rows, series);
    domar_status st = check_factors(cx, rule);
    if (!st && !(chain->years = domar_scratch_bytes(cx, last - first + 1, sizeof *chain->years))) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k <= chain->pairs; k++)
        st = domar_growth_read(cx, &chain->years[k], &chain->rows, domar_series_table(series, first + k));
    return st;
}

domar_status domar_forces_chain_at(domar_cx *cx, domar_forces_change *out, const domar_forces_chain *chain, const bool *member,
                                   size_t pair, const domar_forces_rule *rule)
{
    return domar_forces_between(cx, out, &chain->rows, &chain->years[pair], &chain->years[pair + 1], member,
                                rule ? rule : &chain->rule);
}

domar_status domar_forces_known(domar_cx *cx, const domar_forces_chain *chain, bool *member, size_t *count)
{
    const size_t G = chain->years[0].t->G;
    const domar_mark mark = domar_scratch_mark(cx);
    bool *alone = domar_scratch_bytes(cx, G, sizeof *alone);
    domar_status st = alone ? DOMAR_OK : DOMAR_ENOMEM;
    *count = 0;
    for (size_t g = 0; !st && g < G; g++) {
        memset(alone, 0, G * sizeof *alone);
        alone[g] = member[g] = true;
        for (size_t p = 0; !st && p < chain->pairs && member[g]; p++) {
            const domar_mark here = domar_scratch_mark(cx);
            domar_forces_change c;
            st = domar_forces_chain_at(cx, &c, chain, alone, p, NULL);
            member[g] = c.lack == DOMAR_LACKS_NOTHING;
            domar_scratch_rewind(cx, here);
        }
        *count += member[g];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_forces_readings(domar_cx *cx, double relations[DOMAR_GAPS], double forces[DOMAR_GAPS],
                                   const domar_forces_chain *chain, const bool *member, size_t pair, const domar_forces_change *own)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_forces_sides s;
    for (int gap = 0; gap < DOMAR_GAPS; gap++) relations[gap] = forces[gap] = NAN;
    if (own->lack) return DOMAR_OK;
    domar_status st = domar_forces_sides_new(cx, &s, &chain->rows, &chain->years[pair], &chain->years[pair + 1], member, &chain->rule);
    for (int gap = 0; !st && gap < DOMAR_GAPS; gap++) {
        const domar_mark here = domar_scratch_mark(cx);
        domar_forces_rule rule = chain->rule;
        domar_forces_change other = *own;
        rule.gap = (domar_gap)gap;
        if (rule.gap != chain->rule.gap) st = domar_forces_of_sides(cx, &other, &s, &rule);
        domar_scratch_rewind(cx, here);
        if (st || other.lack) continue;
        relations[gap] = domar_forces_relations(&other);
        forces[gap] = other.part[DOMAR_PART_FORCES];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_forces_other_price(domar_cx *cx, double *forces, double *relations, const domar_forces_chain *chain,
                                      const bool *member, size_t pair, const domar_forces_change *own)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_forces_rule rule = chain->rule;
    domar_forces_change other;
    *forces = *relations = 0;
    if (!(own->assumed > 0)) return DOMAR_OK;
    rule.own_price = !rule.own_price;
    const domar_status st = domar_forces_chain_at(cx, &other, chain, member, pair, &rule);
    if (!st && !other.lack) {
        *forces = other.part[DOMAR_PART_FORCES] - own->part[DOMAR_PART_FORCES];
        *relations = domar_forces_relations(&other) - domar_forces_relations(own);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
