/* model/outage.c -- lines of a scenario as capacity lost and links closed.
 *
 * Which cells a line means is told by model/shocks.c, as for the equilibrium; here a world without numbers
 * stands in for the base, since no prices are asked for. */
#include "model/outage.h"
#include "model/shocks.h"
#include <math.h>
#include <string.h>

static domar_status refuse(domar_cx *cx, const domar_scenario *s, const domar_change *line)
{
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s has no place in the inventory model, which takes shut_down and "
                      "productivity: leave it out, or ask for --by economy", s->path, line->line, line->kind);
}

static domar_status take_line(domar_cx *cx, domar_outage *o, domar_base *base, const domar_scenario *s,
                              const domar_change *line)
{
    const domar_world *w = base->world;
    const bool shut = strcmp(line->kind, "shut_down") == 0;
    domar_move move = { { NULL } };
    if (!shut && strcmp(line->kind, "productivity") != 0) return refuse(cx, s, line);
    domar_status st = domar_shock_line(cx, &move, base, s, line);
    const double *capacity = move.of[DOMAR_MOVE_PRODUCTIVITY], *link = move.of[DOMAR_MOVE_ICEBERG];
    for (size_t p = 0; !st && capacity && p < w->n; p++) {
        if (capacity[p] > 0)
            st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu: productivity rises: the inventory model takes losses alone",
                            s->path, line->line);
        if (capacity[p] < 0) o->lost[p] = shut ? 1 : 1 - (1 - o->lost[p]) * exp(capacity[p]);
    }
    for (size_t at = 0; !st && link && at < w->G * w->n; at++)
        if (link[at] > 0) o->closed[at] = true;
    domar_move_free(&move);
    return st;
}

domar_status domar_outage_new(domar_cx *cx, domar_outage *out, const domar_table *t, const domar_scenario *s)
{
    const domar_item factor = { "VA", "value added", "增加值", DOMAR_VALUE_ADDED, "" };
    domar_base base = { .t = t };
    *out = (domar_outage){ .lost = domar_alloc(cx, t->n, sizeof *out->lost),
                           .closed = domar_alloc(cx, t->G * t->n, sizeof *out->closed) };
    domar_status st = out->lost && out->closed ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_world_new(cx, &base.world, t->G, t->N, 1, 1, false);
    if (!st) st = domar_axis_new(cx, &base.factors, &factor, 1);
    for (size_t k = 0; !st && k < s->count; k++) st = take_line(cx, out, &base, s, &s->changes[k]);
    for (size_t p = 0; !st && p < t->n; p++) out->producers += out->lost[p] > 0;
    for (size_t at = 0; !st && at < t->G * t->n; at++) out->links += out->closed[at];
    domar_world_free(base.world);
    domar_axis_free(base.factors);
    if (st) domar_outage_free(out);
    return st;
}

void domar_outage_free(domar_outage *o)
{
    domar_release(o->lost);
    domar_release(o->closed);
    *o = (domar_outage){ NULL, NULL, 0, 0 };
}
