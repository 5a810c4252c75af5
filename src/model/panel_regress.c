/* model/panel_regress.c -- see the header */
#include "model/panel_regress.h"
#include <math.h>
#include <string.h>

/* ---- rows and columns */
static domar_status make_room(domar_cx *cx, domar_regress *r, const domar_regress_data *d, size_t rows)
{
    r->row = domar_scratch_bytes(cx, rows + 1, sizeof *r->row);
    r->y = domar_scratch(cx, rows + 1);
    r->x = domar_scratch_bytes(cx, d->k + 2, sizeof *r->x);
    r->norm = domar_scratch(cx, d->k + 2);
    r->k = d->k + r->constant;
    double *block = domar_scratch(cx, r->k * rows + 1);
    if (!r->row || !r->y || !r->x || !r->norm || !block) return DOMAR_ENOMEM;
    for (size_t j = 0; j < r->k; j++) r->x[j] = block + j * rows;
    return DOMAR_OK;
}

static double length(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
    return sqrt(sum);
}

/* Rows as they are; the constant first. */
static domar_status take_levels(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    const domar_status st = make_room(cx, r, d, d->n);
    if (st) return st;
    r->n = d->n;
    for (size_t i = 0; i < d->n; i++) {
        r->row[i] = i;
        if (r->constant) r->x[0][i] = 1;
    }
    memcpy(r->y, d->y, d->n * sizeof *r->y);
    for (size_t j = 0; j < d->k; j++) memcpy(r->x[j + r->constant], d->x[j], d->n * sizeof *r->y);
    return DOMAR_OK;
}

static domar_status take_means(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    const domar_status st = make_room(cx, r, d, d->units);
    if (st) return st;
    for (size_t u = 0; u < d->units; u++) {
        const size_t from = d->start[u], end = d->start[u + 1];
        if (from == end) continue;
        const double T = (double)(end - from);
        r->row[r->n] = from;
        if (r->constant) r->x[0][r->n] = 1;
        for (size_t j = 0; j <= d->k; j++) {
            const double *from_x = j < d->k ? d->x[j] : d->y;
            double sum = 0;
            for (size_t i = from; i < end; i++) sum += from_x[i];
            *(j < d->k ? &r->x[j + r->constant][r->n] : &r->y[r->n]) = sum / T;
        }
        r->n++;
    }
    return DOMAR_OK;
}

static bool follows(const domar_regress_data *d, size_t i)
{
    if (!i || d->unit[i] != d->unit[i - 1]) return false;
    const double gap = d->time[d->period[i]] - d->time[d->period[i - 1]];
    return gap < 1.5 * d->step;
}

static domar_status take_differences(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    const domar_status st = make_room(cx, r, d, d->n);
    if (st) return st;
    for (size_t i = 0; i < d->n; i++) {
        if (!follows(d, i)) continue;
        r->row[r->n] = i;
        r->y[r->n] = d->y[i] - d->y[i - 1];
        if (r->constant) r->x[0][r->n] = 1;
        for (size_t j = 0; j < d->k; j++) r->x[j + r->constant][r->n] = d->x[j][i] - d->x[j][i - 1];
        r->n++;
    }
    for (size_t j = 0; j < d->k; j++) r->norm[j + r->constant] = length(d->x[j], d->n);
    if (r->constant) r->norm[0] = sqrt((double)r->n);
    return DOMAR_OK;
}

/* ---- absorbed effects */
static domar_status absorb(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    const bool units = r->effects == DOMAR_EFFECTS_UNIT || r->effects == DOMAR_EFFECTS_TWO_WAY;
    const bool periods = r->effects == DOMAR_EFFECTS_PERIOD || r->effects == DOMAR_EFFECTS_TWO_WAY;
    r->factor = domar_scratch_bytes(cx, d->absorbs + 2, sizeof *r->factor);
    double **all = domar_scratch_bytes(cx, d->k + 1, sizeof *all);
    if (!r->factor || !all) return DOMAR_ENOMEM;
    if (units) r->factor[r->factors++] = (domar_factor){ d->unit, d->units };
    if (periods) r->factor[r->factors++] = (domar_factor){ d->period, d->periods };
    for (size_t f = 0; f < d->absorbs; f++) r->factor[r->factors++] = d->absorb[f];
    for (size_t j = 0; j < d->k; j++) {
        r->norm[j] = length(r->x[j], r->n);
        all[j] = r->x[j];
    }
    all[d->k] = r->y;
    domar_status st = domar_within(cx, all, d->k + 1, r->factor, r->factors, NULL, r->n, &r->left);
    return st ? st : domar_within_parameters(cx, &r->absorbed, &r->exact, r->factor, r->factors, r->n);
}

/* ---- random effects */
/* Variances from the regressions within and between units: E[SSR between, rows weighing] = (N - K) s_e + (n - tr) s_u. */
static domar_status variances(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    domar_regress within = { .effects = DOMAR_EFFECTS_UNIT }, between = { .effects = DOMAR_EFFECTS_BETWEEN, .constant = true };
    domar_status st = take_levels(cx, &within, d);
    if (!st) st = absorb(cx, &within, d);
    if (!st) st = domar_least_squares_fit(cx, &within.fit, within.y, within.x, within.norm, NULL, within.n, within.k);
    if (!st) st = take_means(cx, &between, d);
    double *T = st ? NULL : domar_scratch(cx, between.n + 1);
    if (!st && !T) st = DOMAR_ENOMEM;
    if (st) return st;
    for (size_t u = 0; u < between.n; u++) {
        const uint32_t unit = d->unit[between.row[u]];
        T[u] = (double)(d->start[unit + 1] - d->start[unit]);
    }
    st = domar_least_squares_fit(cx, &between.fit, between.y, between.x, NULL, T, between.n, between.k);
    if (st) return st;
    const domar_least_squares *b = &between.fit;
    const double df_e = (double)d->n - (double)(within.absorbed + within.fit.rank);
    const double df_b = (double)between.n - (double)b->rank;
    if (df_e < 1 || df_b < 1)
        return domar_fail(cx, DOMAR_EDATA, "random effects: %zu rows of %zu units leave no degrees of freedom %s units", d->n,
                          between.n, df_e < 1 ? "within" : "between");
    double trace = 0;                                   /* tr[(X'PX)^-1 X'ZZ'X] = sum T_i h_i with weights T_i */
    for (size_t u = 0; u < between.n; u++) trace += T[u] * b->leverage[u];
    r->s_e = within.fit.ssr / df_e;
    r->s_u = fmax(0, (b->ssr - df_b * r->s_e) / ((double)d->n - trace));
    return DOMAR_OK;
}

static domar_status quasi_demean(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    r->theta = domar_scratch(cx, d->units + 1);
    if (!r->theta) return DOMAR_ENOMEM;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = variances(cx, r, d);
    domar_scratch_rewind(cx, mark);
    if (!st) st = take_levels(cx, r, d);
    if (st) return st;
    for (size_t j = 0; j < r->k; j++) r->norm[j] = length(r->x[j], r->n);
    for (size_t u = 0; u < d->units; u++) {
        const size_t from = d->start[u], end = d->start[u + 1];
        const double T = (double)(end - from), whole = r->s_e + T * r->s_u;
        r->theta[u] = whole > 0 ? 1 - sqrt(r->s_e / whole) : 0;
        for (size_t j = 0; j <= r->k && from < end; j++) {
            double *x = j < r->k ? r->x[j] : r->y, mean = 0;
            for (size_t i = from; i < end; i++) mean += x[i] / T;
            for (size_t i = from; i < end; i++) x[i] -= r->theta[u] * mean;
        }
    }
    return DOMAR_OK;
}

/* ---- fit */
static double correlation2(const double *a, const double *b, size_t n)
{
    double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < n; i++) {
        ma += a[i] / (double)n;
        mb += b[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
        ab += (a[i] - ma) * (b[i] - mb);
    }
    return aa > 0 && bb > 0 ? ab * ab / (aa * bb) : NAN;
}

static double about_mean(const double *y, size_t n, bool centre)
{
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n && centre; i++) mean += y[i] / (double)n;
    for (size_t i = 0; i < n; i++) sum += (y[i] - mean) * (y[i] - mean);
    return sum;
}

/* x'b without constant and effects, all rows of the data. */
static void predict(double *out, const domar_regress *r, const domar_regress_data *d)
{
    memset(out, 0, d->n * sizeof *out);
    for (size_t j = 0; j < d->k; j++) {
        const double b = r->fit.beta[j + r->constant];
        for (size_t i = 0; i < d->n && !isnan(b); i++) out[i] += b * d->x[j][i];
    }
}

/* Squared correlations of x'b with y: of all rows, of means of units, of deviations from them. */
static domar_status squares(domar_cx *cx, domar_regress *r, const domar_regress_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *block = domar_scratch(cx, 4 * d->n + 4);
    if (!block) return DOMAR_ENOMEM;
    double *xb = block, *y = block + d->n, *mx = block + 2 * d->n, *my = block + 3 * d->n;
    size_t units = 0;
    predict(xb, r, d);
    memcpy(y, d->y, d->n * sizeof *y);
    r->r2_overall = correlation2(xb, y, d->n);
    for (size_t u = 0; u < d->units; u++) {
        const size_t from = d->start[u], end = d->start[u + 1];
        if (from == end) continue;
        for (size_t i = from; i < end; i++) {
            mx[units] += xb[i] / (double)(end - from);
            my[units] += y[i] / (double)(end - from);
        }
        for (size_t i = from; i < end; i++) {
            xb[i] -= mx[units];
            y[i] -= my[units];
        }
        units++;
    }
    r->r2_between = correlation2(mx, my, units);
    r->r2_within = units < d->n ? correlation2(xb, y, d->n) : NAN;
    const bool centred = r->constant || r->factors;
    r->r2 = 1 - r->fit.ssr / about_mean(r->y, r->n, centred && r->effects != DOMAR_EFFECTS_RANDOM);
    if (r->effects == DOMAR_EFFECTS_RANDOM) r->r2 = r->r2_overall;
    r->r2_effects = r->factors ? 1 - r->fit.ssr / about_mean(d->y, d->n, true) : NAN;
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

domar_status domar_regress_fit(domar_cx *cx, domar_regress *r, const domar_regress_data *d, domar_effects effects, bool drift)
{
    const bool absorbs = effects == DOMAR_EFFECTS_UNIT || effects == DOMAR_EFFECTS_PERIOD || effects == DOMAR_EFFECTS_TWO_WAY ||
                         (effects == DOMAR_EFFECTS_NONE && d->absorbs);
    *r = (domar_regress){ .effects = effects, .exact = true, .s_e = NAN, .s_u = NAN };
    r->constant = effects == DOMAR_EFFECTS_DIFFERENCE ? drift : !absorbs;
    domar_status st = effects == DOMAR_EFFECTS_BETWEEN ? take_means(cx, r, d)
                    : effects == DOMAR_EFFECTS_DIFFERENCE ? take_differences(cx, r, d)
                    : effects == DOMAR_EFFECTS_RANDOM ? DOMAR_OK : take_levels(cx, r, d);
    if (!st && effects == DOMAR_EFFECTS_RANDOM) {
        r->constant = true;
        st = quasi_demean(cx, r, d);
    }
    if (!st && absorbs) st = absorb(cx, r, d);
    if (st) return st;
    if (!r->n) return domar_fail(cx, DOMAR_EDATA, "no rows are left for the regression%s", effects == DOMAR_EFFECTS_DIFFERENCE
                                 ? ": no unit has two neighbouring periods" : "");
    const bool own = absorbs || effects == DOMAR_EFFECTS_RANDOM || effects == DOMAR_EFFECTS_DIFFERENCE;
    st = domar_least_squares_fit(cx, &r->fit, r->y, r->x, own ? r->norm : NULL, NULL, r->n, r->k);
    if (st) return st;
    if (r->fit.rank == r->constant && d->k)
        return domar_fail(cx, DOMAR_EDATA, "no regressor varies beside the effects: with effects of units use variables that "
                          "change over time");
    if (r->n <= r->fit.rank + r->absorbed)
        return domar_fail(cx, DOMAR_EDATA, "%zu rows leave no degrees of freedom for %zu coefficients and %zu effects", r->n,
                          r->fit.rank, r->absorbed);
    return squares(cx, r, d);
}

/* ---- levels */
static domar_status absorbed_levels(domar_cx *cx, double *fitted, double *residual, double *u, double *v,
                                    const domar_regress *r, const domar_regress_data *d)
{
    double **effect = domar_scratch_bytes(cx, r->factors + 1, sizeof *effect), *gap = domar_scratch(cx, d->n + 1);
    if (!effect || !gap) return DOMAR_ENOMEM;
    for (size_t f = 0; f < r->factors; f++) {
        effect[f] = r->factor[f].item == d->unit ? u : r->factor[f].item == d->period ? v
                  : domar_scratch(cx, r->factor[f].classes + 1);
        if (!effect[f]) return DOMAR_ENOMEM;
    }
    for (size_t i = 0; i < d->n; i++) gap[i] = d->y[i] - fitted[i];
    const domar_status st = domar_within_effects(cx, effect, residual, gap, r->factor, r->factors, NULL, d->n);
    for (size_t i = 0; !st && i < d->n; i++) {
        residual[i] = r->fit.residual[i];
        fitted[i] = d->y[i] - residual[i];
    }
    return st;
}

domar_status domar_regress_levels(domar_cx *cx, double *fitted, double *residual, double *u, double *v,
                                  const domar_regress *r, const domar_regress_data *d)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_OK;
    for (size_t j = 0; j < d->units; j++) u[j] = NAN;
    for (size_t j = 0; j < d->periods; j++) v[j] = NAN;
    predict(fitted, r, d);
    if (r->factors) st = absorbed_levels(cx, fitted, residual, u, v, r, d);
    else if (r->effects == DOMAR_EFFECTS_BETWEEN || r->effects == DOMAR_EFFECTS_DIFFERENCE) {
        const bool means = r->effects == DOMAR_EFFECTS_BETWEEN;
        for (size_t i = 0; i < d->n; i++) fitted[i] = residual[i] = NAN;
        for (size_t p = 0; p < r->n; p++) {
            const size_t from = r->row[p], end = means ? d->start[d->unit[from] + 1] : from + 1;
            for (size_t i = from; i < end; i++) {
                fitted[i] = r->fit.fitted[p];
                residual[i] = r->fit.residual[p];
            }
        }
    } else {
        for (size_t i = 0; i < d->n; i++) {
            fitted[i] += r->fit.beta[0];
            residual[i] = d->y[i] - fitted[i];
        }
        for (size_t j = 0; r->effects == DOMAR_EFFECTS_RANDOM && j < d->units; j++) {   /* the best linear prediction */
            double sum = 0;
            const double T = (double)(d->start[j + 1] - d->start[j]);
            for (size_t i = d->start[j]; i < d->start[j + 1]; i++) sum += residual[i];
            if (T > 0) u[j] = r->s_u > 0 ? r->s_u * sum / (r->s_e + T * r->s_u) : 0;
            for (size_t i = d->start[j]; i < d->start[j + 1]; i++) {
                fitted[i] += u[j];
                residual[i] -= u[j];
            }
        }
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
