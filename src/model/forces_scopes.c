/* model/forces_scopes.c -- scopes, and the growth of each. */
#include "model/forces_scopes.h"
#include <math.h>
#include <string.h>

domar_status domar_forces_scopes_new(domar_cx *cx, domar_forces_scopes *s, const domar_series *series, size_t first, size_t last)
{
    *s = (domar_forces_scopes){ .pairs = last - first, .G = domar_axis_size(domar_series_axis(series, DOMAR_ECONOMIES)) };
    domar_growth_find(&s->rows, series);
    s->years = domar_scratch_bytes(cx, s->pairs + 1, sizeof *s->years);
    domar_status st = s->years ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k <= s->pairs; k++)
        st = domar_growth_read(cx, &s->years[k], &s->rows, domar_series_table(series, first + k));
    return st;
}

domar_status domar_forces_scopes_regions(domar_cx *cx, domar_forces_scopes *s, const domar_regions *r, const char *economy)
{
    s->count = r->count;
    s->axis = r->axis;
    s->member = domar_scratch_bytes(cx, r->count * s->G, sizeof *s->member);
    s->chosen = domar_scratch_bytes(cx, r->count, sizeof *s->chosen);
    if (!s->member || !s->chosen) return DOMAR_ENOMEM;
    for (size_t g = 0; g < s->G; g++) s->member[r->of[g] * s->G + g] = true;
    for (size_t k = 0; k < r->count; k++) s->chosen[k] = domar_regions_selected(r, economy, k);
    return DOMAR_OK;
}

static domar_status between(domar_cx *cx, const domar_forces_scopes *s, domar_forces_change *c, const bool *member, size_t pair,
                            const domar_forces_rule *rule)
{
    return domar_forces_between(cx, c, &s->rows, &s->years[pair], &s->years[pair + 1], member, rule);
}

/* Does it lack nothing in any of the years? */
static domar_status lacks_nothing(domar_cx *cx, const domar_forces_scopes *s, const bool *member, const domar_forces_rule *rule,
                                  bool *whole)
{
    *whole = true;
    for (size_t p = 0; p < s->pairs && *whole; p++) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_forces_change c;
        const domar_status st = between(cx, s, &c, member, p, rule);
        domar_scratch_rewind(cx, mark);
        if (st) return st;
        *whole = c.lack == DOMAR_LACKS_NOTHING;
    }
    return DOMAR_OK;
}

domar_status domar_forces_scopes_world(domar_cx *cx, domar_forces_scopes *s, const domar_forces_rule *rule)
{
    static const domar_item world = { .code = "WORLD", .en = "all economies with accounts", .zh = "全部有账户的经济体" };
    bool *alone = domar_scratch_bytes(cx, s->G, sizeof *alone), any = false;
    s->member = domar_scratch_bytes(cx, s->G, sizeof *s->member);
    s->chosen = domar_scratch_bytes(cx, 1, sizeof *s->chosen);
    if (!s->member || !s->chosen || !alone) return DOMAR_ENOMEM;
    for (size_t g = 0; g < s->G; g++) {
        alone[g] = true;
        const domar_status st = lacks_nothing(cx, s, alone, rule, &s->member[g]);
        if (st) return st;
        alone[g] = false;
        any = any || s->member[g];
    }
    if (!any)
        return domar_fail(cx, DOMAR_EDATA, "no economy has volumes, labour and capital in all selected years: narrow --year, or "
                          "ask for --scope economies, which says what each lacks");
    s->count = 1;
    s->chosen[0] = true;
    const domar_status st = domar_axis_new(cx, &s->own, &world, 1);
    s->axis = s->own;
    return st;
}

void domar_forces_scopes_free(domar_forces_scopes *s) { domar_axis_free(s->own); }

domar_status domar_forces_of(domar_cx *cx, const domar_forces_scopes *s, domar_forces_change *c, size_t scope, size_t pair,
                             const domar_forces_rule *rule)
{
    return between(cx, s, c, s->member + scope * s->G, pair, rule);
}

domar_status domar_forces_readings(domar_cx *cx, const domar_forces_scopes *s, const domar_forces_change *own, size_t scope,
                                   size_t pair, const domar_forces_rule *rule, double relations[DOMAR_GAPS],
                                   double forces[DOMAR_GAPS])
{
    for (int gap = 0; gap < DOMAR_GAPS; gap++) {
        const domar_mark mark = domar_scratch_mark(cx);
        domar_forces_rule other = *rule;
        domar_forces_change c = *own;
        other.gap = (domar_gap)gap;
        const domar_status st = other.gap == rule->gap ? DOMAR_OK : domar_forces_of(cx, s, &c, scope, pair, &other);
        domar_scratch_rewind(cx, mark);
        if (st) return st;
        relations[gap] = c.lack ? NAN : domar_forces_relations(&c);
        forces[gap] = c.lack ? NAN : c.part[DOMAR_PART_FORCES];
    }
    return DOMAR_OK;
}
