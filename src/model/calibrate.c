/* model/calibrate.c -- shares, wedges and elasticities of the base.
 *
 * Flows are sellers' values; what stands between them and what buyers pay are the wedges in force:
 * those of the scenario's `baseline`, and what the table's row of taxes on products holds beyond them
 * (one rate a user).  Taxes on production are a wedge between price and cost.  What is left of output
 * goes to factors.  Final use below zero counts as none; sales are then made consistent again
 * [costinot2014]. */
#include "model/calibrate.h"
#include "model/owners.h"
#include "model/shocks.h"
#include <math.h>
#include <string.h>

domar_move_kind domar_level_move(domar_level_kind kind)
{
    static const domar_move_kind moves[] = { DOMAR_MOVE_IMPORTER, DOMAR_MOVE_EXPORTER, DOMAR_MOVE_IMPORTER,
        DOMAR_MOVE_EXPORTER, DOMAR_MOVE_BURN, DOMAR_MOVE_INPUT, DOMAR_MOVE_OUTPUT, DOMAR_MOVE_OUTPUT,
        DOMAR_MOVE_FACTOR, DOMAR_MOVE_FRICTION };
    return moves[kind];
}

void domar_base_free(domar_base *b)
{
    if (!b) return;
    domar_world_free(b->world);
    domar_axis_free(b->factors);
    domar_axis_free(b->households);
    domar_release(b->spends);
    for (int k = 0; k < DOMAR_LEVELS; k++) domar_release(b->level[k]);
    domar_release(b);
}

/* ---- which factors there are: labour and the rest where the table tells them apart */
static size_t row_of(const domar_table *t, const char *kind)
{
    const domar_axis *rows = domar_series_axis_or_null(t->series, DOMAR_FACTORS);
    return rows && t->V ? domar_axis_find_kind(rows, kind) : SIZE_MAX;
}

static domar_status name_factors(domar_cx *cx, domar_base *b)
{
    const domar_axis *rows = domar_series_axis_or_null(b->t->series, DOMAR_FACTORS);
    const size_t labour = row_of(b->t, DOMAR_LABOUR), capital = row_of(b->t, DOMAR_CAPITAL);
    domar_item items[2] = { { "VA", "value added", "增加值", DOMAR_VALUE_ADDED, "" } };
    if (labour == SIZE_MAX) return domar_axis_new(cx, &b->factors, items, 1);
    items[0] = domar_axis_item(rows, labour);
    items[1] = capital == SIZE_MAX ? (domar_item){ "REST", "capital and the rest", "资本及其他", DOMAR_CAPITAL, "" }
                                   : domar_axis_item(rows, capital);
    return domar_axis_new(cx, &b->factors, items, 2);
}

/* ---- flows */
struct flows {
    domar_base *b;
    double *X;           /* users x N: bill of goods at the border, with wedges */
    double *paid;        /* users: of it wedges between seller and border */
    bool    given;       /* the base stays as it is, also where shares of inputs do not quite sum to 1 */
    bool    keep;        /* negative flows stay where shares are fixed (elasticity 1, origins in common) */
};

static double wedge(const domar_base *b, size_t at)
{
    double T = 1;
    for (int o = 0; o < DOMAR_OWNERS; o++)
        if (b->world->T[o]) T *= b->world->T[o][at];
    return T;
}

static void add_flow(struct flows *x, size_t u, size_t i, size_t j, double flow)
{
    const domar_world *w = x->b->world;
    const size_t buyer = domar_world_economy(w, u), group = domar_world_group_of(w, u);
    if (flow < 0 && !(x->keep && !w->specific && fabs(w->e[u] - 1) < 1e-9)) {
        x->b->clipped++;
        x->b->clipped_share -= flow;
        return;
    }
    const double T = wedge(x->b, domar_world_edge(w, buyer, j, i));
    w->pi[(group * w->N + j) * w->G + i] += flow * T;
    x->X[u * w->N + j] += flow * T;
    x->paid[u] += flow * (T - 1);
}

/* Industries without output buy for final use; sales of theirs there are none. */
static bool produces(const domar_table *t, size_t p) { return t->x[p] > 0; }

static void collect(struct flows *x)
{
    const domar_table *t = x->b->t;
    const domar_world *w = x->b->world;
    for (size_t p = 0; p < t->n; p++) {
        if (!produces(t, p)) continue;
        for (size_t b = 0; b < t->G; b++) {
            double idle = 0;
            for (size_t k = b * t->N; k < (b + 1) * t->N; k++) {
                if (produces(t, k)) add_flow(x, domar_world_user(w, k), p / t->N, p % t->N, t->Z[p * t->n + k]);
                else idle += t->Z[p * t->n + k];
            }
            for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
                double final = h == b * w->H ? idle : 0;
                for (size_t c = 0; c < t->C; c++) final += x->b->spends[h * t->C + c] * t->Y[p * t->m + b * t->C + c];
                add_flow(x, domar_world_home(w, h), p / t->N, p % t->N, final);
            }
        }
    }
}

static void make_shares(double *array, size_t count, size_t width)
{
    for (size_t k = 0; k < count; k++) {
        double sum = 0;
        for (size_t i = 0; i < width; i++) sum += array[k * width + i];
        for (size_t i = 0; sum > 0 && i < width; i++) array[k * width + i] /= sum;
    }
}

/* ---- taxes on products: of each user, what the wedges do not explain */
static domar_status tax_users(domar_cx *cx, struct flows *x)
{
    domar_base *b = x->b;
    const domar_table *t = b->t;
    domar_world *w = b->world;
    const size_t row = row_of(t, DOMAR_TAX_PRODUCTS);
    domar_status st = DOMAR_OK;
    for (size_t u = 0; !st && row != SIZE_MAX && u < w->users; u++) {
        const size_t economy = domar_world_economy(w, u), k = domar_world_place(w, u), h = economy * w->H + k - w->N;
        double tax = 0, bill = 0;
        if (k < w->N) tax = t->V[row * t->n + economy * w->N + k];
        else
            for (size_t c = 0; t->VY && c < t->C; c++) tax += b->spends[h * t->C + c] * t->VY[row * t->m + economy * t->C + c];
        if (k >= w->N && !t->VY) continue;
        for (size_t j = 0; j < w->N; j++) bill += x->X[u * w->N + j] * (w->fr ? w->fr[u * w->N + j] : 1);
        const double rest = tax - x->paid[u];
        if (!(bill > 0) || fabs(rest) <= 1e-9 * bill) continue;
        if (!(bill + rest > 0))
            return domar_fail(cx, DOMAR_EDATA, "%s %s: subsidies on products exceed what it buys (%g against %g)",
                              domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), economy),
                              k < w->N ? domar_axis_code(domar_series_axis(t->series, DOMAR_INDUSTRIES), k) : "final use",
                              -rest, bill);
        const size_t size = w->users * w->N;
        if (!(st = domar_world_ones(cx, &w->tg, size)) && !b->level[DOMAR_INPUT_TAX] &&
            !(b->level[DOMAR_INPUT_TAX] = domar_alloc(cx, size, sizeof(double))))
            st = DOMAR_ENOMEM;
        for (size_t j = 0; !st && j < w->N; j++) {
            b->level[DOMAR_INPUT_TAX][u * w->N + j] += log1p(rest / bill);
            w->tg[u * w->N + j] *= 1 + rest / bill;
        }
    }
    return st;
}

/* What a user pays over the price at the border. */
static double inside(const domar_world *w, size_t at) { return (w->tg ? w->tg[at] : 1) * (w->fr ? w->fr[at] : 1); }

/* ---- price, cost and who is paid */
static domar_status pay(domar_cx *cx, struct flows *x, size_t p)
{
    domar_base *b = x->b;
    const domar_table *t = b->t;
    domar_world *w = b->world;
    const size_t u = domar_world_user(w, p), taxes = row_of(t, DOMAR_TAX_PRODUCTION), labour = row_of(t, DOMAR_LABOUR);
    double goods = 0;
    for (size_t j = 0; j < w->N; j++) goods += x->X[u * w->N + j] * inside(w, u * w->N + j);
    if (taxes != SIZE_MAX) {
        const double rate = -log1p(-t->V[taxes * t->n + p] / t->x[p]);
        if (isnan(rate) || isinf(rate))
            return domar_fail(cx, DOMAR_EDATA, "%s %s: taxes on production exceed output",
                              domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), p / t->N),
                              domar_axis_code(domar_series_axis(t->series, DOMAR_INDUSTRIES), p % t->N));
        b->level[DOMAR_OUTPUT_TAX][p] += rate;
        w->mu[p] *= exp(rate);
    }
    const double cost = t->x[p] / w->mu[p];
    double factors = cost - goods, first = factors;
    w->R[p] = t->x[p];
    if (!(factors > 1e-12 * cost)) {                  /* sells for less than it buys: the owners pay */
        b->losses++;
        w->mu[p] = t->x[p] / goods;
        w->s[p] = 0;
        w->phi[p * w->F] = 1;
        return DOMAR_OK;
    }
    w->s[p] = factors / cost;
    const size_t stated = x->given && w->F == 1 ? row_of(t, DOMAR_VALUE_ADDED) : SIZE_MAX;
    if (stated != SIZE_MAX) w->s[p] = t->V[stated * t->n + p] / cost;
    if (w->F == 2) first = fmin(fmax(t->V[labour * t->n + p], 0), factors);
    w->phi[p * w->F] = first / factors;
    if (w->F == 2) w->phi[p * w->F + 1] = 1 - first / factors;
    return DOMAR_OK;
}

static domar_status fill(domar_cx *cx, struct flows *x)
{
    domar_base *b = x->b;
    domar_world *w = b->world;
    domar_status st = DOMAR_OK;
    collect(x);
    if (row_of(b->t, DOMAR_TAX_PRODUCTION) != SIZE_MAX && !b->level[DOMAR_OUTPUT_TAX] &&
        !(b->level[DOMAR_OUTPUT_TAX] = domar_alloc(cx, w->n, sizeof(double))))
        st = DOMAR_ENOMEM;
    if (!st) st = tax_users(cx, x);
    for (size_t p = 0; !st && p < w->n; p++)
        if (produces(b->t, p)) st = pay(cx, x, p);
    for (size_t u = 0; u < w->users; u++)
        for (size_t j = 0; j < w->N; j++) {
            const size_t at = u * w->N + j;
            w->g[at] = x->X[at] * inside(w, at);
            const size_t k = domar_world_place(w, u);
            if (k >= w->N) w->E[domar_world_economy(w, u) * w->H + k - w->N] += w->g[at];
        }
    for (size_t k = 0; k < w->groups * w->N * w->G; k++)
        if (w->pi[k] < 0) {
            w->pi[k] = 0;
            b->clipped++;
        }
    make_shares(w->pi, w->groups * w->N, w->G);
    if (!x->given) make_shares(w->g, w->users, w->N);
    for (size_t u = 0; x->given && u < w->users; u++) {
        const size_t economy = domar_world_economy(w, u), k = domar_world_place(w, u), p = economy * w->N + k;
        const double bill = k >= w->N ? w->E[economy * w->H + k - w->N] : (1 - w->s[p]) * w->R[p] / w->mu[p];
        for (size_t j = 0; bill > 0 && j < w->N; j++) w->g[u * w->N + j] /= bill;
    }
    return st;
}

/* ---- elasticities by code */
domar_status domar_find_code(domar_cx *cx, size_t *at, const domar_axis *axis, const char *code, const domar_scenario *s,
                             size_t line, const char *what)
{
    if ((*at = domar_axis_find(axis, code)) != SIZE_MAX) return DOMAR_OK;
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the table has no %s %s%s%s%s", s->path, line, what, code,
                      near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
}

/* value (count of the axis) := the levels, those for all others first. */
static domar_status read_levels(domar_cx *cx, double *value, const domar_axis *axis, const domar_levels *levels,
                                const domar_scenario *s, const char *what)
{
    domar_status st = DOMAR_OK;
    for (int named = 0; named < 2; named++)
        for (size_t k = 0; !st && k < levels->count; k++) {
            const domar_setting *l = &levels->level[k];
            size_t at;
            if ((l->code != NULL) != named) continue;
            if (!named)
                for (at = 0; at < domar_axis_size(axis); at++) value[at] = l->value;
            else if (!(st = domar_find_code(cx, &at, axis, l->code, s, l->line, what))) value[at] = l->value;
        }
    return st;
}

static domar_status settings(domar_cx *cx, domar_base *b, const domar_scenario *s)
{
    domar_world *w = b->world;
    const domar_axis *industries = domar_series_axis(b->t->series, DOMAR_INDUSTRIES),
                     *economies = domar_series_axis(b->t->series, DOMAR_ECONOMIES);
    const domar_mark mark = domar_scratch_mark(cx);
    double *of = domar_scratch(cx, 5 * w->N + w->G + 3 * w->F);
    if (!of) return DOMAR_ENOMEM;
    double *goods = of, *added = goods + w->N, *among = added + w->N, *final = among + w->N, *mobility = final + w->G,
           *supply = mobility + w->F, *floors = supply + w->F, *scale = floors + w->F;
    for (size_t j = 0; j < 3 * w->N + w->G; j++) of[j] = 1;
    for (size_t j = 0; j < w->N; j++) w->theta[j] = 5;      /* head2014: median of structural estimates */
    for (size_t f = 0; f < w->F; f++) {
        mobility[f] = INFINITY;
        floors[f] = NAN;
    }
    domar_status st = read_levels(cx, w->theta, industries, &s->trade, s, "industry");
    if (!st) st = read_levels(cx, goods, industries, &s->goods, s, "industry");
    if (!st) st = read_levels(cx, added, industries, &s->value_added, s, "industry");
    if (!st) st = read_levels(cx, among, industries, &s->factors, s, "industry");
    if (!st) st = read_levels(cx, final, economies, &s->final, s, "economy");
    if (!st) st = read_levels(cx, mobility, b->factors, &s->mobility, s, "factor");
    if (!st) st = read_levels(cx, supply, b->factors, &s->supply, s, "factor");
    if (!st) st = read_levels(cx, floors, b->factors, &s->floor, s, "factor");
    if (!st) st = read_levels(cx, scale, industries, &s->scale, s, "industry");
    for (size_t j = 0; !st && j < w->N; j++)
        if (scale[j] * w->theta[j] >= 1) b->several++;
    for (size_t p = 0; p < w->n; p++) {
        w->e[domar_world_user(w, p)] = goods[p % w->N];
        w->x[p] = added[p % w->N];
        w->r[p] = among[p % w->N];
        w->psi[p] = scale[p % w->N];
    }
    for (size_t g = 0; g < w->G; g++) {
        for (size_t h = g * w->H; h < (g + 1) * w->H; h++) w->e[domar_world_home(w, h)] = final[g];
        for (size_t f = 0; f < w->F; f++) {
            w->kappa[g * w->F + f] = mobility[f];
            w->eta[g * w->F + f] = supply[f];
            w->floor[g * w->F + f] = floors[f];
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Wedges that are there already: their levels, and what they do to the base. */
static domar_status baseline(domar_cx *cx, domar_base *b, const domar_scenario *s)
{
    domar_world *w = b->world;
    domar_move move = { { NULL } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < s->baselines; k++) st = domar_shock_line(cx, &move, b, s, &s->baseline[k]);
    for (int o = 0; !st && o < DOMAR_OWNERS; o++)
        if (move.of[o]) st = domar_world_ones(cx, &w->T[o], w->G * w->n);
    if (!st && move.of[DOMAR_MOVE_INPUT]) st = domar_world_ones(cx, &w->tg, w->users * w->N);
    if (!st && move.of[DOMAR_MOVE_FRICTION]) st = domar_world_ones(cx, &w->fr, w->users * w->N);
    if (!st && move.of[DOMAR_MOVE_FACTOR]) st = domar_world_ones(cx, &w->tf, w->n * w->F);
    double *to[DOMAR_MOVES] = { [DOMAR_MOVE_EXPORTER] = w->T[0], [DOMAR_MOVE_BURN] = w->T[1], [DOMAR_MOVE_IMPORTER] = w->T[2],
                                [DOMAR_MOVE_INPUT] = w->tg, [DOMAR_MOVE_FRICTION] = w->fr, [DOMAR_MOVE_OUTPUT] = w->mu,
                                [DOMAR_MOVE_FACTOR] = w->tf };
    for (int k = 0; !st && k < DOMAR_MOVES; k++)
        for (size_t at = 0; to[k] && move.of[k] && at < domar_move_size(w, (domar_move_kind)k); at++)
            to[k][at] *= exp(move.of[k][at]);
    domar_move_free(&move);
    return st;
}

/* Factor incomes as the table states them, else as the shares have it. */
static void take_incomes(domar_base *b)
{
    const domar_world *w = b->world;
    const domar_table *t = b->t;
    const size_t row = w->F == 1 ? row_of(t, DOMAR_VALUE_ADDED) : SIZE_MAX;
    for (size_t k = 0; k < w->n * w->F; k++) {
        const size_t p = k / w->F;
        if (!(w->R[p] > 0)) continue;
        w->W[k] = row != SIZE_MAX ? t->V[row * t->n + p] : w->phi[k] * w->s[p] * w->R[p] / w->mu[p] / (w->tf ? w->tf[k] : 1);
    }
}

/* A national table with exports as a column has no world to sell to. */
static domar_status refuse_open(domar_cx *cx, const domar_table *t)
{
    const domar_axis *categories = domar_series_axis(t->series, DOMAR_CATEGORIES);
    if (domar_axis_find_kind(categories, DOMAR_EXPORTS) == SIZE_MAX &&
        domar_axis_find_kind(categories, DOMAR_IMPORTS) == SIZE_MAX) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "the table has exports or imports as columns: equilibrium needs a table of the world, "
                      "or of a closed economy");
}

domar_status domar_base_new(domar_cx *cx, domar_base **out, const domar_table *t, const domar_scenario *s)
{
    domar_base *b = *out = domar_alloc(cx, 1, sizeof *b);
    const domar_mark mark = domar_scratch_mark(cx);
    if (!b) return DOMAR_ENOMEM;
    b->t = t;
    b->scenario = s;
    const bool given = s->base && strcmp(s->base, "as_given") == 0;
    struct flows x = { .b = b, .given = given, .keep = s->negatives && strcmp(s->negatives, "keep") == 0 };
    domar_status st = refuse_open(cx, t);
    if (!st) st = name_factors(cx, b);
    if (!st) st = domar_name_households(cx, b, s);
    if (!st) st = domar_world_new(cx, &b->world, t->G, t->N, domar_axis_size(b->factors), domar_axis_size(b->households),
                                  s->layout && strcmp(s->layout, "specific") == 0);
    if (!st) b->world->indexed = s->deficits && strcmp(s->deficits, "world_income") == 0;
    if (!st) st = domar_set_owners(cx, b, s);
    if (!st) st = settings(cx, b, s);
    if (!st) st = baseline(cx, b, s);
    if (!st) {
        x.X = domar_scratch(cx, b->world->users * t->N);
        x.paid = domar_scratch(cx, b->world->users);
        st = x.X && x.paid ? fill(cx, &x) : DOMAR_ENOMEM;
    }
    if (!st) domar_set_baskets(b->world);
    if (!st && given) take_incomes(b);
    if (!st) st = given ? domar_world_close(cx, b->world, strcmp(s->deficits, "zero") == 0) : domar_world_balance(cx, b->world);
    double output = 0;
    for (size_t p = 0; !st && p < t->n; p++) {
        output += fmax(t->x[p], 0);
        if (produces(t, p)) b->rebalanced = fmax(b->rebalanced, fabs(b->world->R[p] / t->x[p] - 1));
    }
    if (output > 0) b->clipped_share /= output;
    domar_scratch_rewind(cx, mark);
    if (st) {
        domar_base_free(b);
        *out = NULL;
    }
    return st;
}
