/* model/transition.c -- laws of motion around the static equilibrium.
 *
 * The table's year is a steady state; changes come in year 1 and stay.  Hats against the table's year:
 *
 *     capital of an economy    k_(t+1) = beta (1 - delta + r* r_t) k_t,  r* = 1/beta - 1 + delta
 *     value of an industry     V_jt    = log w_jt + nu log d_jt                       [kleinman2023; caliendo2019]
 *                              d_jt    = S_k mu_jk exp(beta V_k,t+1 / nu)
 *     workers                  l_k,t+1 = S_j l_jt mu_jk exp(beta V_k,t+1 / nu) / d_jt
 *
 * r: rental over the price of final use, w: labour income a worker over it.  Owners of capital have log
 * utility and save beta of what they have.  mu_jk = stay [j = k] + (1 - stay) size_k: who looks around
 * takes an industry in proportion to its size, so the base is a steady state.  In the long run r = 1, V
 * repeats itself, and the second line gives l_k ~ size_k exp(beta V_k / nu) d_k.
 *
 * Where labour and capital are one factor, it is made of them in fixed shares (Cobb and Douglas, `share` of
 * capital in every industry, capital moving freely within the economy).  That is, exactly, a factor of
 * mobility share / (1 - share) between industries [0 where workers' places are given], supplied as
 * k^share, its efficiency in an industry l^(1 - share), and in the long run supplied with elasticity
 * share / (1 - share) to its real return (docs/architecture.md). */
#include "model/transition.h"
#include <math.h>
#include <string.h>

enum { MEMORY = 8 };

static size_t rows(const domar_transition *x) { return x->o.years + 2; }
static size_t last_row(const domar_transition *x) { return x->o.years + 1; }

/* ---- the static equilibrium at given stocks */
static double base_income(const domar_world *w, size_t pool)
{
    double sum = 0;
    for (size_t k = 0; k < w->N; k++) sum += w->W[(pool / w->F * w->N + k) * w->F + pool % w->F];
    return sum;
}

/* Gross domestic income at the market's last sweep: what factors and wedges earn here, whoever owns it. */
static double earned_in(const domar_market *m, size_t b)
{
    double sum = m->burn[b];
    for (size_t c = 0; c < m->w->sources; c++) sum += m->income[b * m->w->sources + c];
    return sum;
}

static void set_stocks(domar_transition *x, size_t row)
{
    const domar_world *w = x->w;
    const double part = x->composite ? 1 - x->o.share : 1, odds = x->o.share / (1 - x->o.share);
    double *supply = x->more.of[DOMAR_MOVE_SUPPLY], *augment = x->more.of[DOMAR_MOVE_AUGMENT];
    for (size_t b = 0; b < w->G; b++) {
        double *at = &supply[b * w->F + x->capital];
        if (row == last_row(x)) *at = x->composite ? odds * x->gift[b] : 0;    /* capital is supplied as it pays */
        else *at = x->composite ? x->o.share * x->lk[row * w->G + b] : x->lk[row * w->G + b] - x->gift[b];
    }
    for (size_t p = 0; p < w->n; p++) augment[p * w->F + x->labour] = part * x->lL[row * w->n + p];
}

static void read_economy(domar_transition *x, const domar_market *m, size_t row, size_t b)
{
    const domar_world *w = m->w;
    const size_t at = row * w->G + b, pool = b * w->F + x->capital;
    const double lP = m->lP[b];
    x->lU[at] = log(domar_real_income(m, b));
    x->lI[at] = log(earned_in(m, b) / x->income[b]) - lP;
    if (!(x->stock[b] > 0)) return;
    const double earns = log(m->pool[pool] * m->scale / base_income(w, pool)) - lP;
    if (row == last_row(x)) x->lk[at] = earns;
    else x->lr[at] = earns - x->lk[at];
}

static void read_year(domar_transition *x, const domar_market *m, size_t row)
{
    const domar_world *w = m->w;
    for (size_t b = 0; b < w->G; b++) read_economy(x, m, row, b);
    for (size_t p = 0; p < w->n; p++) {
        const size_t at = row * w->n + p, f = p * w->F + x->labour;
        x->ly[at] = m->lR[p] - m->lp[p];
        if (x->size[p] > 0)
            x->lw[at] = log(m->Wd[f] * m->scale / w->W[f]) - x->lL[at] - m->lP[p / w->N];
    }
}

/* From a good start, to x->rough only: DOMAR_ENOCONV where the start was not good enough. */
static domar_status approach(domar_transition *x, domar_case *c, double *z)
{
    const size_t count = c->shocks.count;
    const domar_fixed_point f = domar_market_map(c->o.m);
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    const domar_mark mark = domar_scratch_mark(x->cx);
    domar_move *all = domar_scratch_bytes(x->cx, count + 1, sizeof *all);
    domar_status st = all ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) {
        memcpy(all, c->shocks.moves, count * sizeof *all);
        all[count] = x->more;
        st = domar_market_move(x->cx, c->o.m, all, count + 1, 1);
    }
    options.way = DOMAR_FP_ANDERSON;
    options.tol = options.accept = x->rough;
    options.sweeps = 200;
    if (!st) st = domar_fixed_point_solve(x->cx, z, &c->o.report, &f, &options);
    domar_scratch_rewind(x->cx, mark);
    return st;
}

/* Warm from the row's last answer, or the year before. */
static domar_status solve_row(domar_transition *x, size_t row)
{
    const bool end = row == last_row(x);
    domar_case *c = end ? x->end : x->c;
    const size_t size = c->o.m->size;
    double *z = end ? c->o.z : x->z + row * size;
    if (!end && row >= x->filled)                           /* the first round goes on as the last two years went */
        for (size_t k = 0; k < size; k++)
            z[k] = row == 1 ? c->o.z[k] : row == 2 ? z[k - size] : 1.9 * z[k - size] - 0.9 * z[k - 2 * size];
    set_stocks(x, row);
    domar_status st = x->rough > 0 && !c->budget ? approach(x, c, z) : DOMAR_ENOCONV;
    if (st == DOMAR_ENOCONV) {                              /* in full, and to rounding */
        if (!end) memcpy(c->o.z, z, size * sizeof *z);
        st = domar_case_resolve(x->cx, c, x->z, &x->more, 1);        /* row 0 is free */
        if (!st) memcpy(z, x->z, size * sizeof *z);
    }
    if (st) return st;
    if (!end && row >= x->filled) x->filled = row + 1;
    if (!(x->rough > 0)) x->residual = fmax(x->residual, c->o.report.residual);
    x->solves++;
    read_year(x, c->o.m, row);
    return DOMAR_OK;
}

/* ---- choice.  room := d_j over exp(shift), e := exp(beta V / nu - shift); returns the shift. */
static double choose(const domar_transition *x, double *d, double *e, const double *V, size_t b)
{
    const size_t N = x->w->N;
    const double *size = x->size + b * N, stay = x->o.stay;
    double shift = -INFINITY, all = 0;
    for (size_t k = 0; k < N; k++)
        if (size[k] > 0) shift = fmax(shift, x->o.beta * V[b * N + k] / x->o.nu);
    for (size_t k = 0; k < N; k++) {
        e[k] = size[k] > 0 ? exp(x->o.beta * V[b * N + k] / x->o.nu - shift) : 0;
        all += size[k] * e[k];
    }
    for (size_t k = 0; k < N; k++) d[k] = stay * e[k] + (1 - stay) * all;
    return shift;
}

/* V := log w + nu log d(next). */
static void value(const domar_transition *x, double *V, const double *lw, const double *next)
{
    const size_t N = x->w->N;
    for (size_t b = 0; b < x->w->G; b++) {
        double *d = x->room, *e = d + N;
        const double shift = choose(x, d, e, next, b);
        for (size_t k = 0; k < N; k++)
            V[b * N + k] = x->size[b * N + k] > 0 ? lw[b * N + k] + x->o.nu * (log(d[k]) + shift) : 0;
    }
}

static double mean(const domar_transition *x, const double *V, size_t b)
{
    double sum = 0;
    for (size_t p = b * x->w->N; p < (b + 1) * x->w->N; p++) sum += x->size[p] * V[p];
    return sum;
}

/* V that repeats itself at wages lw; V holds a start.  Its mean, which no choice depends on, would settle at
 * the pace of beta only: differences are iterated, and the mean c / (1 - beta) is added, c of one step. */
static void value_for_ever(const domar_transition *x, double *V, const double *lw)
{
    const domar_world *w = x->w;
    double *next = x->room + 2 * w->N, moved = INFINITY, last = INFINITY;
    for (int k = 0; k < 10000 && moved > 1e-15 && !(k > 100 && moved < 1e-13 && moved >= last); k++) {
        last = moved;
        moved = 0;
        value(x, next, lw, V);
        for (size_t b = 0; b < w->G; b++) {
            const double c = mean(x, next, b);
            for (size_t p = b * w->N; p < (b + 1) * w->N; p++) {
                if (!(x->size[p] > 0)) continue;
                moved = fmax(moved, fabs(next[p] - c - V[p]));
                V[p] = next[p] - c;
            }
        }
    }
    value(x, next, lw, V);
    for (size_t b = 0; b < w->G; b++) {
        const double c = mean(x, next, b);
        for (size_t p = b * w->N; p < (b + 1) * w->N; p++)
            V[p] = x->size[p] > 0 ? next[p] - c + c / (1 - x->o.beta) : 0;
    }
}

/* Workers of the next year; value: what they expect of it. */
static void move_workers(domar_transition *x, double *next, const double *lL, const double *V)
{
    const size_t N = x->w->N;
    for (size_t b = 0; b < x->w->G; b++) {
        const double *size = x->size + b * N;
        double *d = x->room, *e = d + N, look = 0;
        choose(x, d, e, V, b);
        for (size_t k = 0; k < N; k++)
            if (size[k] > 0) look += size[k] * exp(lL[b * N + k]) / d[k];
        for (size_t k = 0; k < N; k++)
            if (size[k] > 0)
                next[b * N + k] = log(e[k] * (x->o.stay * exp(lL[b * N + k]) / d[k] + (1 - x->o.stay) * look));
    }
}

/* Where workers are when nobody gains by other wages: l ~ size e d. */
static void settle_workers(domar_transition *x, double *lL, const double *V)
{
    const size_t N = x->w->N;
    for (size_t b = 0; b < x->w->G; b++) {
        double *d = x->room, *e = d + N, all = 0;
        choose(x, d, e, V, b);
        for (size_t k = 0; k < N; k++) all += x->size[b * N + k] * e[k] * d[k];
        for (size_t k = 0; k < N; k++) lL[b * N + k] = x->size[b * N + k] > 0 ? log(e[k] * d[k] / all) : 0;
    }
}

/* ---- the path */
static double *of_row(const domar_transition *x, double *array, size_t row) { return array + row * x->w->n; }

/* log (1 + growth) of capital. */
static double grows(const domar_transition *x, double lr)
{
    return log(x->o.beta * (1 - x->o.delta + x->rental * exp(lr)));
}

static domar_status forward(domar_transition *x)
{
    const size_t G = x->w->G;
    const bool gradual = x->o.labour == DOMAR_LABOUR_GRADUAL;
    domar_status st = DOMAR_OK;
    for (size_t t = 1; !st && t <= x->o.years; t++) {
        st = solve_row(x, t);
        if (!st && !(x->rough > 0)) st = domar_tick(x->cx, t, x->o.years);
        if (st || t == x->o.years) break;
        for (size_t b = 0; b < G; b++)
            if (x->stock[b] > 0) x->lk[(t + 1) * G + b] = x->lk[t * G + b] + grows(x, x->lr[t * G + b]);
        if (!gradual) continue;
        double *V = of_row(x, x->V, t + 1);
        if (!x->o.foresight) {
            memcpy(V, of_row(x, x->V, t), x->w->n * sizeof *V);
            value_for_ever(x, V, of_row(x, x->lw, t));
        }
        move_workers(x, of_row(x, x->lL, t + 1), of_row(x, x->lL, t), V);
    }
    return st;
}

/* A point that cannot be solved: the step there is shortened. */
static void no_answer(double *g, size_t count)
{
    for (size_t k = 0; k < count; k++) g[k] = NAN;
}

static bool hard(domar_status st) { return st && st != DOMAR_ENOCONV; }

/* Values of years 2 ... that come true where wages are as they are now; the largest difference to V. */
static double come_true(const domar_transition *x, double *V)
{
    const size_t n = x->w->n, years = x->o.years;
    double most = 0;
    for (size_t t = years; t >= 2; t--) {
        double *now = V + (t - 2) * n;
        value(x, now, of_row(x, x->lw, t), t == years ? of_row(x, x->V, years + 1) : now + n);
        for (size_t p = 0; p < n; p++) most = fmax(most, fabs(now[p] - of_row(x, x->V, t)[p]));
    }
    return most;
}

/* Wages fall where workers go: a step of this part of the way, which takes them to fall half as much as workers
 * come, is a guess that serves. */
static void ease(const domar_transition *x, double *g, const double *z, size_t count)
{
    const double comes = x->o.beta / x->o.nu * (1 + x->o.stay) / (1 - x->o.beta * x->o.stay), part = 1 / (1 + comes / 2);
    for (size_t k = 0; k < count; k++) g[k] = z[k] + part * (g[k] - z[k]);
}

/* Expected values of years 2 ... -> those that come true.  Markets are solved a thousand times better than
 * expectations are met by now. */
static void expect(void *self, double *g, const double *z)
{
    domar_transition *x = self;
    const size_t count = (x->o.years - 1) * x->w->n;
    memcpy(of_row(x, x->V, 2), z, count * sizeof *z);
    if (hard(x->st) || (x->st = forward(x))) {
        no_answer(g, count);
        return;
    }
    x->rounds++;
    x->rough = fmin(fmax(1e-3 * come_true(x, g), 1e-14), 1e-5);
    ease(x, g, z, count);
}

/* Workers of the long run -> where they would go at its wages. */
static void rest(void *self, double *g, const double *z)
{
    domar_transition *x = self;
    const size_t n = x->w->n, row = last_row(x);
    memcpy(of_row(x, x->lL, row), z, n * sizeof *z);
    if (hard(x->st) || (x->st = solve_row(x, row))) {
        no_answer(g, n);
        return;
    }
    value_for_ever(x, of_row(x, x->V, row), of_row(x, x->lw, row));
    settle_workers(x, g, of_row(x, x->V, row));
    x->rest_residual = 0;
    for (size_t p = 0; p < n; p++) x->rest_residual = fmax(x->rest_residual, fabs(g[p] - z[p]));
    ease(x, g, z, n);
}

static domar_status fixed_point(domar_transition *x, double *z, size_t size, void (*map)(void *, double *, const double *))
{
    domar_fp_options options = DOMAR_FP_DEFAULTS;
    domar_fp_report report;
    const domar_fixed_point f = { .size = size, .self = x, .map = map };
    options.way = DOMAR_FP_ANDERSON;
    options.memory = MEMORY;
    options.tol = 3e-12;                                    /* of the part of the way */
    options.sweeps = 300;
    options.cap = 5;
    x->st = DOMAR_OK;
    const domar_status st = domar_fixed_point_solve(x->cx, z, &report, &f, &options);
    if (x->st) return x->st;
    if (st != DOMAR_ENOCONV) return st;
    return domar_fail(x->cx, DOMAR_ENOCONV, "workers' expectations still differ from what comes by %.1e after %zu rounds: try a "
                      "larger --nu or --foresight static", report.residual, report.sweeps);
}

static domar_status long_run(domar_transition *x)
{
    const size_t n = x->w->n;
    if (x->o.labour != DOMAR_LABOUR_GRADUAL) return solve_row(x, last_row(x));
    const domar_mark mark = domar_scratch_mark(x->cx);
    double *z = domar_scratch(x->cx, n);
    domar_status st = z ? fixed_point(x, z, n, rest) : DOMAR_ENOMEM;
    domar_scratch_rewind(x->cx, mark);
    return st;
}

static domar_status whole_path(domar_transition *x)
{
    const size_t n = x->w->n, count = (x->o.years - 1) * n;
    const bool foreseen = x->o.labour == DOMAR_LABOUR_GRADUAL && x->o.foresight;
    domar_status st = DOMAR_OK;
    if (foreseen) {
        double *z = domar_alloc(x->cx, 2 * count, sizeof *z);
        if (!z) return DOMAR_ENOMEM;
        for (size_t t = 2; t <= x->o.years; t++) memcpy(z + (t - 2) * n, of_row(x, x->V, last_row(x)), n * sizeof *z);
        x->rough = 1e-5;
        st = fixed_point(x, z, count, expect);
        x->rough = 0;
        if (!st) {                                          /* at what they expect, to rounding */
            memcpy(of_row(x, x->V, 2), z, count * sizeof *z);
            st = forward(x);
            x->expectations = come_true(x, z + count);
        }
        domar_release(z);
        return st;
    }
    return forward(x);
}

/* ---- consumption: final spending without what keeps capital on its path */
double domar_transition_consumption(const domar_transition *x, size_t b)
{
    return domar_world_spent_in(x->w, b) - x->o.delta * x->stock[b];
}

static void consume(domar_transition *x)
{
    const size_t G = x->w->G, end = last_row(x);
    for (size_t b = 0; b < G; b++) {
        const double spent = domar_world_spent_in(x->w, b), base = domar_transition_consumption(x, b);
        double power = 1;
        for (size_t t = 1; t <= end; t++) {
            const bool rests = t == end || !(x->stock[b] > 0);
            const double k = exp(x->lk[t * G + b]), growth = rests ? 1 : exp(grows(x, x->lr[t * G + b]));
            const double now = spent * exp(x->lU[t * G + b]) - x->stock[b] * k * (growth - 1 + x->o.delta);
            x->lC[t * G + b] = base > 0 && now > 0 ? log(now / base) : NAN;
            x->welfare[b] += (t == end ? power : (1 - x->o.beta) * power) * x->lC[t * G + b];
            power *= x->o.beta;
        }
    }
}

double domar_transition_distance(const domar_transition *x, size_t year)
{
    const size_t G = x->w->G, n = x->w->n, end = last_row(x);
    double most = 0;
    for (size_t b = 0; b < G; b++) {
        most = fmax(most, fabs(x->lk[year * G + b] - x->lk[end * G + b]));
        most = fmax(most, fabs(x->lU[year * G + b] - x->lU[end * G + b]));
    }
    for (size_t p = 0; p < n; p++) most = fmax(most, fabs(x->lL[year * n + p] - x->lL[end * n + p]));
    return most;
}

/* ---- the scenario with its factors as they are within a year, and in the long run */
static domar_status with(domar_cx *cx, domar_levels *levels, domar_setting **own, const char *code, double level)
{
    domar_setting *more = *own = domar_alloc(cx, levels->count + 1, sizeof *more);
    if (!more) return DOMAR_ENOMEM;
    if (levels->count) memcpy(more, levels->level, levels->count * sizeof *more);
    more[levels->count++] = (domar_setting){ code, level, 0 };
    levels->level = more;
    return DOMAR_OK;
}

static domar_status find_factors(domar_transition *x)
{
    const domar_axis *factors = x->plain->factors;
    const domar_world *w = x->plain->world;
    x->composite = w->F == 1;
    x->labour = x->composite ? 0 : domar_axis_find_kind(factors, DOMAR_LABOUR);
    x->capital = x->composite ? 0 : domar_axis_find_kind(factors, DOMAR_CAPITAL);
    if (x->labour == SIZE_MAX || x->capital == SIZE_MAX)
        return domar_fail(x->cx, DOMAR_EDATA, "the table has no factor of kind %s: a path needs labour and capital, or value "
                          "added that is not split", x->labour == SIZE_MAX ? "labour" : "capital");
    if (!x->composite && x->o.share > 0)
        return domar_fail(x->cx, DOMAR_EUSAGE, "--capital-share: the table tells capital (%s) from labour already",
                          domar_axis_code(factors, x->capital));
    if (x->composite && !(x->o.share > 0)) x->o.share = 0.35;          /* kleinman2023: labour has 0.65 */
    for (size_t b = 0; b < w->G; b++) {
        const size_t q = b * w->F + x->capital;
        if (fabs(w->eta[q]) > 0 || !isnan(w->floor[q]))
            return domar_fail(x->cx, DOMAR_EDATA, "the scenario gives %s a supply elasticity or a floor: here capital is what "
                              "was saved; leave `supply` and `floor` of it out", domar_axis_code(factors, x->capital));
    }
    return DOMAR_OK;
}

static domar_status make_cases(domar_transition *x, const domar_table *t, const domar_scenario *s)
{
    domar_cx *cx = x->cx;
    domar_status st = domar_base_new(cx, &x->plain, t, s);
    if (!st) st = find_factors(x);
    if (st) return st;
    const double odds = x->o.share / (1 - x->o.share);
    const char *labour = domar_axis_code(x->plain->factors, x->labour), *capital = domar_axis_code(x->plain->factors, x->capital);
    x->path = *s;
    st = with(cx, &x->path.mobility, &x->own[0], labour, x->o.labour == DOMAR_LABOUR_MOBILE ? INFINITY : x->composite ? odds : 0);
    x->rest = x->path;
    if (!st) st = with(cx, &x->rest.supply, &x->own[1], capital, x->composite ? odds : INFINITY);
    if (!st) st = domar_case_new(cx, &x->c, t, &x->path, DOMAR_FP_AUTO);
    if (st == DOMAR_ENOCONV) return domar_fail_in(cx, st, "the first year: ");
    if (!st) st = domar_case_new(cx, &x->end, t, &x->rest, DOMAR_FP_AUTO);
    if (st == DOMAR_ENOCONV) return domar_fail_in(cx, st, "the long run: ");
    return st;
}

static domar_status make_room(domar_transition *x)
{
    const domar_world *w = x->w = x->c->base->world;
    const size_t G = rows(x) * w->G, n = rows(x) * w->n, a = x->c->o.m->size, b = x->end->o.m->size;
    const size_t size = a > b ? a : b;
    const struct { double **to; size_t count; } all[] = {
        { &x->size, w->n }, { &x->stock, w->G }, { &x->income, w->G }, { &x->gift, w->G },
        { &x->lk, G }, { &x->lr, G }, { &x->lU, G }, { &x->lI, G }, { &x->lC, G },
        { &x->lL, n }, { &x->lw, n }, { &x->ly, n }, { &x->V, n }, { &x->welfare, w->G },
        { &x->z, rows(x) * size }, { &x->room, 2 * w->N + w->n } };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k].to = domar_alloc(x->cx, all[k].count, sizeof(double)))) return DOMAR_ENOMEM;
    domar_status st = domar_move_want(x->cx, &x->more, w, DOMAR_MOVE_SUPPLY);
    return st ? st : domar_move_want(x->cx, &x->more, w, DOMAR_MOVE_AUGMENT);
}

static domar_status take_base(domar_transition *x)
{
    const domar_world *w = x->w;
    domar_market *m = x->c->o.m;
    const domar_status st = domar_market_move(x->cx, m, NULL, 0, 0);
    if (st) return st;
    domar_market_sweep(m, x->z + m->size, x->z);             /* both rows are free yet */
    x->rental = 1 / x->o.beta - 1 + x->o.delta;
    for (size_t b = 0; b < w->G; b++) {
        const double work = base_income(w, b * w->F + x->labour), owned = base_income(w, b * w->F + x->capital);
        for (size_t p = b * w->N; p < (b + 1) * w->N; p++) x->size[p] = work > 0 ? w->W[p * w->F + x->labour] / work : 0;
        x->stock[b] = owned > 0 ? (x->composite ? x->o.share : 1) * owned / x->rental : 0;
        for (size_t k = 0; k < x->c->shocks.count; k++) {
            const double *supply = x->c->shocks.moves[k].of[DOMAR_MOVE_SUPPLY];
            if (supply) x->gift[b] += supply[b * w->F + x->capital];
        }
        if (!x->composite && x->stock[b] > 0) x->lk[w->G + b] = x->gift[b];
        x->income[b] = earned_in(m, b);
    }
    return DOMAR_OK;
}

domar_status domar_transition_new(domar_cx *cx, domar_transition **out, const domar_table *t, const domar_scenario *s,
                                  const domar_transition_options *o)
{
    domar_transition *x = *out = domar_alloc(cx, 1, sizeof *x);
    if (!x) return DOMAR_ENOMEM;
    x->cx = cx;
    x->o = *o;
    x->filled = 1;
    domar_status st = make_cases(x, t, s);
    if (!st) st = make_room(x);
    if (!st) st = take_base(x);
    if (!st) st = long_run(x);
    if (!st) st = whole_path(x);
    if (!st) consume(x);
    if (st) {
        domar_transition_free(x);
        *out = NULL;
    }
    return st;
}

void domar_transition_free(domar_transition *x)
{
    if (!x) return;
    double *const all[] = { x->size, x->stock, x->income, x->gift, x->lk, x->lr, x->lU, x->lI, x->lC, x->lL, x->lw,
                            x->ly, x->V, x->welfare, x->z, x->room };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_release(all[k]);
    domar_case_free(x->c);
    domar_case_free(x->end);
    for (int k = 0; k < 2; k++) domar_release(x->own[k]);
    domar_base_free(x->plain);
    domar_move_free(&x->more);
    domar_release(x);
}
