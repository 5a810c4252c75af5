/* model/dynamic_panel_equations.c -- equations in differences and levels, with their instruments */
#include "model/dynamic_panel_inside.h"
#include <math.h>
#include <string.h>

static double at(const double *v, size_t T, size_t unit, size_t tau, size_t lag)
{
    return lag <= tau ? v[unit * T + tau - lag] : NAN;
}

/* Is the equation in levels complete? */
static bool complete(const domar_gmm_data *d, size_t unit, size_t tau)
{
    for (size_t l = 0; l <= d->lags; l++)
        if (isnan(at(d->y, d->T, unit, tau, l))) return false;
    for (size_t j = 0; j < d->k; j++)
        if (isnan(at(d->x[j], d->T, unit, tau, 0))) return false;
    return true;
}

static bool has_row(const domar_gmm_data *d, size_t unit, size_t tau, bool level)
{
    return level ? d->system && complete(d, unit, tau)
                 : tau > 0 && complete(d, unit, tau) && complete(d, unit, tau - 1);
}

static domar_status count_rows(domar_cx *cx, struct gmm *g)
{
    const domar_gmm_data *d = g->d;
    g->start = domar_scratch_bytes(cx, d->units + 1, sizeof *g->start);
    if (!g->start) return DOMAR_ENOMEM;
    for (int pass = 0; pass < 2; pass++) {
        if (pass) {
            g->unit = domar_scratch_bytes(cx, g->rows + 1, sizeof *g->unit);
            g->tau = domar_scratch_bytes(cx, g->rows + 1, sizeof *g->tau);
            g->level = domar_scratch_bytes(cx, g->rows + 1, sizeof *g->level);
            if (!g->unit || !g->tau || !g->level) return DOMAR_ENOMEM;
        }
        g->rows = g->units = 0;
        for (size_t u = 0; u < d->units; u++) {
            const size_t before = g->rows;
            for (int level = 0; level < 2; level++)
                for (size_t t = 0; t < d->T; t++) {
                    if (!has_row(d, u, t, level)) continue;
                    if (pass) {
                        g->unit[g->rows] = u;
                        g->tau[g->rows] = t;
                        g->level[g->rows] = level;
                    }
                    g->rows++;
                }
            if (g->rows > before) g->start[++g->units] = g->rows;
        }
    }
    return g->rows ? DOMAR_OK : domar_fail(cx, DOMAR_EDATA, "no unit has the %zu neighbouring periods in a row that the model "
                                           "in differences with %zu lags needs", d->lags + 2, d->lags);
}

/* ---- regressors */
/* Periods that the equations touch, without the first: that one is the base. */
static size_t list_columns(struct gmm *g, bool *touched)
{
    const domar_gmm_data *d = g->d;
    size_t K = 0, first = SIZE_MAX;
    for (size_t r = 0; r < g->rows; r++) {
        touched[g->tau[r]] = true;
        if (!g->level[r]) touched[g->tau[r] - 1] = true;
    }
    for (size_t l = 0; l < d->lags; l++) g->column[K++] = l;
    for (size_t j = 0; j < d->k; j++)
        if (d->kind[j] != DOMAR_GMM_INSTRUMENT) g->column[K++] = d->lags + j;
    for (size_t t = 0; t < d->T && d->period_effects; t++) {
        if (!touched[t]) continue;
        if (first == SIZE_MAX) first = t;
        else g->column[K++] = DOMAR_GMM_DUMMY + t;
    }
    if (d->system) g->column[K++] = DOMAR_GMM_CONSTANT;
    return K;
}

/* Level of regressor c; in differences the caller takes two. */
static double regressor(const domar_gmm_data *d, size_t c, size_t unit, size_t tau)
{
    if (c == DOMAR_GMM_CONSTANT) return 1;
    if (c >= DOMAR_GMM_DUMMY) return tau == c - DOMAR_GMM_DUMMY;
    if (c >= d->lags) return at(d->x[c - d->lags], d->T, unit, tau, 0);
    return at(d->y, d->T, unit, tau, c + 1);
}

static double in_equation(const struct gmm *g, size_t r, size_t c)
{
    const double now = regressor(g->d, c, g->unit[r], g->tau[r]);
    return g->level[r] ? now : now - regressor(g->d, c, g->unit[r], g->tau[r] - 1);
}

/* ---- instruments: described first, so that columns without a value are never made */
struct described {
    size_t set;                 /* group */
    const double *v;            /* lagged levels or differences of it; NULL: exogenous column c */
    size_t c, lag, tau;         /* tau SIZE_MAX: for all periods in one column */
    bool   level;
};

static double instrument(const struct gmm *g, const struct described *s, size_t r)
{
    const size_t T = g->d->T, u = g->unit[r], t = g->tau[r];
    if (!s->v) return s->c == DOMAR_GMM_CONSTANT && !g->level[r] ? 0 : in_equation(g, r, s->c);
    if (s->level != g->level[r] || (s->tau != SIZE_MAX && s->tau != t)) return 0;
    const double z = s->level ? at(s->v, T, u, t, s->lag) - at(s->v, T, u, t, s->lag + 1) : at(s->v, T, u, t, s->lag);
    return isnan(z) ? 0 : z;
}

static size_t add(struct described *list, const struct gmm *g, size_t count, const struct described *s)
{
    for (size_t r = 0; r < g->rows; r++)
        if (fabs(instrument(g, s, r)) > 0) {
            if (list) list[count] = *s;
            return count + 1;
        }
    return count;
}

/* Lagged levels for differences, and the lagged difference for levels, of variable v. */
static size_t lagged(struct described *list, const struct gmm *g, size_t count, size_t set, const double *v, size_t from)
{
    const domar_gmm_data *d = g->d;
    const size_t to = d->to ? d->to - (d->from - from) : d->T;
    for (size_t t = 0; t < (d->collapse ? 1 : d->T); t++) {
        const size_t tau = d->collapse ? SIZE_MAX : t;
        for (size_t lag = from; lag <= to && lag < d->T; lag++)
            count = add(list, g, count, &(struct described){ set, v, 0, lag, tau, false });
        if (d->system) count = add(list, g, count, &(struct described){ set, v, 0, from - 1, tau, true });
    }
    return count;
}

static size_t describe(struct described *list, const struct gmm *g)
{
    const domar_gmm_data *d = g->d;
    size_t count = lagged(list, g, 0, 0, d->y, d->from);
    for (size_t j = 0; j < d->k; j++)
        if (d->kind[j] == DOMAR_GMM_PREDETERMINED || d->kind[j] == DOMAR_GMM_ENDOGENOUS)
            count = lagged(list, g, count, 1 + j, d->x[j], d->from - (d->kind[j] == DOMAR_GMM_PREDETERMINED));
    for (size_t j = 0; j < d->k; j++)
        if (d->kind[j] == DOMAR_GMM_EXOGENOUS || d->kind[j] == DOMAR_GMM_INSTRUMENT)
            count = add(list, g, count, &(struct described){ DOMAR_GMM_DUMMY, NULL, d->lags + j, 0, SIZE_MAX, false });
    for (size_t c = 0; c < g->K; c++)
        if (g->column[c] >= DOMAR_GMM_DUMMY)
            count = add(list, g, count, &(struct described){ DOMAR_GMM_CONSTANT, NULL, g->column[c], 0, SIZE_MAX, false });
    return count;
}

double gmm_initial(const struct gmm *g, size_t r, size_t s)
{
    const domar_gmm_initial how = g->d->initial;
    const size_t a = g->tau[r], b = g->tau[s];
    if (g->level[r] != g->level[s]) {                   /* cov(e_a - e_a-1, e_b) */
        if (how != DOMAR_GMM_FULL) return 0;
        const size_t difference = g->level[r] ? b : a, level = g->level[r] ? a : b;
        return level == difference ? 1 : level + 1 == difference ? -1 : 0;
    }
    if (g->level[r] || how == DOMAR_GMM_WHITE) return a == b;
    return a == b ? 2 : a + 1 == b || b + 1 == a ? -1 : 0;
}

domar_status gmm_equations(domar_cx *cx, struct gmm *g, const domar_gmm_data *d)
{
    *g = (struct gmm){ .d = d };
    domar_status st = count_rows(cx, g);
    g->column = domar_scratch_bytes(cx, d->lags + d->k + d->T + 1, sizeof *g->column);
    bool *touched = domar_scratch_bytes(cx, d->T + 1, sizeof *touched);
    if (st || !g->column || !touched) return st ? st : DOMAR_ENOMEM;
    g->K = list_columns(g, touched);
    g->L = describe(NULL, g);
    if ((st = domar_memory_check(cx, 8.0 * (double)g->rows * (double)(g->K + g->L), "instruments"))) return st;
    struct described *list = domar_scratch_bytes(cx, g->L + 1, sizeof *list);
    g->y = domar_scratch(cx, g->rows);
    g->X = domar_scratch(cx, g->rows * g->K + 1);
    g->Z = domar_scratch(cx, g->rows * g->L + 1);
    g->ZX = domar_scratch(cx, g->L * g->K + 1);
    g->Zy = domar_scratch(cx, g->L + 1);
    g->set = domar_scratch_bytes(cx, g->L + 1, sizeof *g->set);
    g->of_level = domar_scratch_bytes(cx, g->L + 1, sizeof *g->of_level);
    if (!list || !g->y || !g->X || !g->Z || !g->ZX || !g->Zy || !g->set || !g->of_level) return DOMAR_ENOMEM;
    describe(list, g);
    for (size_t l = 0; l < g->L; l++) {
        g->set[l] = list[l].set;
        g->of_level[l] = list[l].level;
    }
    for (size_t r = 0; r < g->rows; r++) {
        const double *y = d->y + g->unit[r] * d->T + g->tau[r];
        g->y[r] = g->level[r] ? *y : *y - y[-1];
        for (size_t c = 0; c < g->K; c++) g->X[r * g->K + c] = in_equation(g, r, g->column[c]);
        for (size_t l = 0; l < g->L; l++) g->Z[r * g->L + l] = instrument(g, &list[l], r);
    }
    return DOMAR_OK;
}
