/* model/budget.c -- rates found by secants, one an economy: what another economy's rate does to this one's revenue is
 * small and is met by the next round.
 *
 *     revenue_b = S tariffs + S export taxes + S input taxes + S output taxes + S factor taxes,   over P_b
 *
 * Rents and markups are nobody's taxes.  Where a tax and a rent share a border the tax is the outer one. */
#include "model/budget.h"
#include <math.h>
#include <string.h>

enum { ROUNDS = 60 };

struct line {
    domar_move_kind kind;
    uint32_t *rate;              /* of each cell of the kind: which rate moves it; UINT32_MAX: none */
    double   *level;             /* base->level of the instrument, borrowed: the rate is added to it */
};

struct domar_budget {
    const domar_base *base;
    const domar_scenario *s;
    struct line *lines;
    size_t count;
    domar_move move;
    double *t, *last, *gap, *old;     /* rates each: logs, those of the round before, what is missing over spending */
    double *target;              /* real revenue */
    size_t *economy, rates;
};

static double share(const double *level, size_t at) { return level ? -expm1(-level[at]) : 0; }

/* Real revenue of every economy at the market's last sweep. */
static void revenue(double *out, const domar_budget *b, const domar_market *m)
{
    const domar_world *w = m->w;
    double *const *level = b->base->level;
    for (size_t e = 0; e < w->G; e++)
        out[e] = m->income[e * w->sources + DOMAR_EARN_INPUT] + m->income[e * w->sources + DOMAR_EARN_FACTOR_TAX];
    for (size_t at = 0; at < w->G * w->n; at++) {
        out[at / w->n] += m->X[at] * share(level[DOMAR_TARIFF], at);
        const double border = m->X[at] * (m->net ? m->net[at] : 1) * (m->T[DOMAR_EXPORTER] ? m->T[DOMAR_EXPORTER][at] : 1);
        out[at % w->G] += border * share(level[DOMAR_EXPORT_TAX], at);
    }
    for (size_t p = 0; p < w->n; p++) out[p / w->N] += m->newR[p] * share(level[DOMAR_OUTPUT_TAX], p);
    for (size_t e = 0; e < w->G; e++) out[e] *= exp(-m->lP[e]);
}

/* Which cells a line means in one economy: those that a point more moves. */
static domar_status find_cells(domar_cx *cx, domar_budget *b, domar_base *base, struct line *line, const domar_change *c, size_t economy)
{
    const domar_axis *economies = domar_series_axis(base->t->series, DOMAR_ECONOMIES);
    const char *code = domar_axis_code(economies, economy);
    domar_change probe = *c;
    domar_move point = { { NULL } };
    double *saved[DOMAR_LEVELS];
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_OK;
    probe.economy = (domar_chosen){ &code, 1 };
    probe.how = DOMAR_BY;
    probe.value = 1;
    for (int k = 0; !st && k < DOMAR_LEVELS; k++) {
        const size_t size = domar_move_size(base->world, domar_level_move((domar_level_kind)k));
        saved[k] = base->level[k] ? domar_scratch(cx, size) : NULL;
        if (base->level[k] && !saved[k]) st = DOMAR_ENOMEM;
        if (saved[k]) memcpy(saved[k], base->level[k], size * sizeof *saved[k]);
    }
    if (!st) st = domar_shock_line(cx, &point, base, b->s, &probe);
    for (int k = 0; !st && k < DOMAR_LEVELS; k++) {
        const size_t size = domar_move_size(base->world, domar_level_move((domar_level_kind)k));
        bool touched = false;
        for (size_t at = 0; base->level[k] && at < size; at++) {
            const double before = saved[k] ? saved[k][at] : 0;
            touched = touched || fabs(base->level[k][at] - before) > 0;
            base->level[k][at] = before;
        }
        if (touched) line->level = base->level[k];
    }
    for (int k = 0; !st && k < DOMAR_MOVES; k++) {
        if (!point.of[k]) continue;
        const size_t size = domar_move_size(base->world, (domar_move_kind)k);
        line->kind = (domar_move_kind)k;
        if (!line->rate) {
            if (!(line->rate = domar_alloc(cx, size, sizeof *line->rate))) st = DOMAR_ENOMEM;
            for (size_t at = 0; !st && at < size; at++) line->rate[at] = UINT32_MAX;
        }
        if (!st) st = domar_move_want(cx, &b->move, base->world, line->kind);
        for (size_t at = 0; !st && at < size; at++)
            if (fabs(point.of[k][at]) > 0) line->rate[at] = (uint32_t)b->rates;
    }
    domar_move_free(&point);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status read_line(domar_cx *cx, domar_budget *b, domar_base *base, struct line *line, const domar_change *c)
{
    static const char *const taxes = "tariff, export_tax, input_tax, output_tax, factor_tax";
    const domar_axis *economies = domar_series_axis(base->t->series, DOMAR_ECONOMIES);
    if (!strstr(taxes, c->kind) || c->how != DOMAR_FACTOR)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: revenue is met by one of %s, and times says how much of the base's "
                          "real revenue", b->s->path, c->line, taxes);
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < (c->economy.count ? c->economy.count : base->world->G); k++) {
        size_t e = k;
        if (c->economy.count) st = domar_find_code(cx, &e, economies, c->economy.code[k], b->s, c->line, "economy");
        for (size_t r = 0; !st && r < b->rates; r++)
            if (b->economy[r] == e)
                st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s has a closing rate already: one rate an economy", b->s->path,
                                c->line, domar_axis_code(economies, e));
        if (!st) st = find_cells(cx, b, base, line, c, e);
        if (st) return st;
        b->economy[b->rates] = e;
        b->target[b->rates++] = c->value;
    }
    return DOMAR_OK;
}

/* Targets in money: times the base's real revenue. */
static domar_status weigh(domar_cx *cx, domar_budget *b)
{
    domar_market *m = NULL;
    domar_status st = domar_market_new(cx, &m, b->base->world);
    const domar_mark mark = domar_scratch_mark(cx);
    double *z = st ? NULL : domar_scratch(cx, 2 * m->size), *base = domar_scratch(cx, b->base->world->G);
    if (!st && (!z || !base)) st = DOMAR_ENOMEM;
    if (!st) st = domar_market_move(cx, m, NULL, 0, 0);
    if (!st) {
        domar_market_sweep(m, z + m->size, z);
        revenue(base, b, m);
        for (size_t k = 0; k < b->rates; k++) b->target[k] *= base[b->economy[k]];
    }
    domar_scratch_rewind(cx, mark);
    domar_market_free(m);
    return st;
}

domar_status domar_budget_new(domar_cx *cx, domar_budget **out, domar_base *base, const domar_scenario *s)
{
    *out = NULL;
    if (!s->budgets) return DOMAR_OK;
    const size_t G = base->world->G;
    domar_budget *b = *out = domar_alloc(cx, 1, sizeof *b);
    if (!b) return DOMAR_ENOMEM;
    b->base = base;
    b->s = s;
    b->lines = domar_alloc(cx, s->budgets, sizeof *b->lines);
    b->t = domar_alloc(cx, 5 * G, sizeof *b->t);
    b->economy = domar_alloc(cx, G, sizeof *b->economy);
    domar_status st = b->lines && b->t && b->economy ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        b->last = b->t + G;
        b->gap = b->t + 2 * G;
        b->old = b->t + 3 * G;
        b->target = b->t + 4 * G;
    }
    for (size_t k = 0; !st && k < s->budgets; k++) st = read_line(cx, b, base, &b->lines[b->count++], &s->budget[k]);
    if (!st) st = weigh(cx, b);
    if (st) {
        domar_budget_free(b);
        *out = NULL;
    }
    return st;
}

void domar_budget_free(domar_budget *b)
{
    if (!b) return;
    for (size_t k = 0; k < b->count; k++) domar_release(b->lines[k].rate);
    domar_release(b->lines);
    domar_release(b->t);
    domar_release(b->economy);
    domar_move_free(&b->move);
    domar_release(b);
}

const domar_move *domar_budget_move(const domar_budget *b) { return &b->move; }
const char *domar_budget_name(const domar_budget *b) { return b->s->budget[0].name ? b->s->budget[0].name : "closing_rate"; }
size_t domar_budget_rates(const domar_budget *b) { return b->rates; }

double domar_budget_rate(const domar_budget *b, size_t k, size_t *economy)
{
    *economy = b->economy[k];
    return 100 * expm1(b->t[k]);
}

/* The rates as they are now, in the instrument's move and in the levels of the wedges. */
static void place(domar_budget *b, const double *from, const double *to)
{
    for (size_t k = 0; k < b->count; k++) {
        struct line *line = &b->lines[k];
        for (size_t at = 0; at < domar_move_size(b->base->world, line->kind); at++) {
            const uint32_t r = line->rate[at];
            if (r == UINT32_MAX) continue;
            b->move.of[line->kind][at] = to[r];
            line->level[at] += to[r] - from[r];
        }
    }
}

void domar_budget_take(const domar_budget *b, double *rates) { memcpy(rates, b->t, b->rates * sizeof *rates); }

void domar_budget_put(domar_budget *b, const double *rates)
{
    place(b, b->t, rates);
    memcpy(b->t, rates, b->rates * sizeof *rates);
}

static domar_status not_met(domar_cx *cx, const domar_budget *b)
{
    const domar_axis *economies = domar_series_axis(b->base->t->series, DOMAR_ECONOMIES);
    size_t worst = 0;
    for (size_t k = 1; k < b->rates; k++)
        if (!(fabs(b->gap[k]) <= fabs(b->gap[worst]))) worst = k;
    return domar_fail(cx, DOMAR_ENOCONV, "no rate was found that brings the real revenue of %s to its target (missing %.1e of its "
                      "spending at a rate of %.3g %%): choose another instrument or a nearer target",
                      domar_axis_code(economies, b->economy[worst]), b->gap[worst], 100 * expm1(b->t[worst]));
}

static domar_status look(domar_cx *cx, domar_budget *b, domar_outcome *o, const domar_move *moves, size_t count, domar_fp_way way,
                         double *most)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *now = domar_scratch(cx, o->m->w->G);
    domar_status st = now ? domar_outcome_solve(cx, o, moves, count, way) : DOMAR_ENOMEM;
    *most = 0;
    if (!st) revenue(now, b, o->m);
    for (size_t k = 0; !st && k < b->rates; k++) {
        b->old[k] = b->gap[k];
        b->gap[k] = (now[b->economy[k]] - b->target[k]) / domar_world_spent_in(o->m->w, b->economy[k]);
        *most = fmax(*most, fabs(b->gap[k]));
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_budget_solve(domar_cx *cx, domar_budget *b, domar_outcome *o, const domar_move *moves, size_t count,
                                domar_fp_way way)
{
    double most;
    domar_status st = look(cx, b, o, moves, count, way, &most);
    for (int round = 0; !st && most > 1e-11; round++) {
        if (round == ROUNDS) return not_met(cx, b);
        for (size_t k = 0; k < b->rates; k++) {
            const double moved = b->t[k] - b->last[k], fell = b->gap[k] - b->old[k];
            double step = round && fabs(moved) > 0 && fell / moved > 0 ? -b->gap[k] * moved / fell : -b->gap[k];
            step = fmax(-0.2, fmin(0.2, step));
            b->last[k] = b->t[k];
            b->t[k] += step;
        }
        place(b, b->last, b->t);
        st = look(cx, b, o, moves, count, way, &most);
        if (!st) st = domar_tick(cx, (size_t)round + 1, ROUNDS);
    }
    return st;
}
