/* model/trade.c -- regions, coefficients, exports and the inverse, once for all schemes. */
#include "model/trade.h"
#include "base/threads.h"
#include "linalg/lapack.h"
#include "model/accounts.h"
#include <math.h>
#include <string.h>

size_t domar_trade_region(const domar_trade *w, size_t p)
{
    return w->regions->of[w->regions->row[p] / w->N];
}

/* Z and x in the order of the regions: borrowed where that is the table's. */
static domar_status put_in_order(domar_cx *cx, domar_trade *w)
{
    const domar_table *t = w->t;
    const size_t *row = w->regions->row, n = w->n;
    w->Z = t->Z;
    w->x = t->x;
    if (w->regions->plain) return DOMAR_OK;
    double *Z = domar_scratch(cx, n * n), *x = domar_scratch(cx, n);
    if (!Z || !x) return DOMAR_ENOMEM;
    for (size_t p = 0; p < n; p++) {
        const double *from = t->Z + row[p] * n;
        x[p] = t->x[row[p]];
        for (size_t q = 0; q < n; q++) Z[p * n + q] = from[row[q]];
    }
    w->Z = Z;
    w->x = x;
    return DOMAR_OK;
}

static domar_status make_room(domar_cx *cx, domar_trade *w)
{
    const size_t n = w->n, R = w->R;
    double *rows = domar_scratch(cx, 8 * n), *wide = domar_scratch(cx, 3 * n * R);
    w->at = domar_scratch_bytes(cx, R + 1, sizeof *w->at);
    if (!rows || !wide || !w->at) return DOMAR_ENOMEM;
    w->ix = rows;
    w->v = rows + n;
    w->w = rows + 2 * n;
    w->e = rows + 3 * n;
    w->WB = rows + 4 * n;
    w->vL = rows + 5 * n;
    w->LF = rows + 6 * n;
    w->LE = rows + 7 * n;
    w->F = wide;
    w->E = wide + n * R;
    w->VB = wide + 2 * n * R;
    for (size_t r = 0; r < R; r++) {
        const size_t k = w->first[r + 1] - w->first[r];
        w->at[r + 1] = w->at[r] + k * k;
    }
    w->L = domar_scratch(cx, w->at[R]);
    return w->L ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- flows */
static void final_demand(domar_trade *w, const double *by_economy)
{
    const size_t G = w->t->G;
    for (size_t p = 0; p < w->n; p++)
        for (size_t g = 0; g < G; g++)
            w->F[p * w->R + w->regions->of[g]] += by_economy[w->regions->row[p] * G + g];
}

struct flows { domar_trade *w; double *gap; };

/* E and e of some rows, and what their output leaves after deliveries. */
static void add_exports(void *arg, size_t begin, size_t end)
{
    const struct flows *f = arg;
    const domar_trade *w = f->w;
    for (size_t p = begin; p < end; p++) {
        const size_t home = domar_trade_region(w, p);
        const double *z = w->Z + p * w->n;
        double *E = w->E + p * w->R, delivered = 0, exported = 0;
        for (size_t r = 0; r < w->R; r++) {
            double sum = 0, lost = 0;
            for (size_t q = w->first[r]; q < w->first[r + 1]; q++) {
                sum += z[q];
                if (!domar_produces(w->x[q])) lost += z[q];
            }
            w->F[p * w->R + r] += lost;
            sum += w->F[p * w->R + r] - lost;
            delivered += sum;
            E[r] = r == home ? 0 : sum;
            exported += E[r];
        }
        w->e[p] = exported;
        f->gap[p] = w->x[p] - delivered;
    }
}

static void settle(domar_trade *w, const double *gap)
{
    /* Row sums differ from themselves by rounding only: leave the zeros of home demand alone. */
    if (domar_series_conventions(w->t->series)->output_from == DOMAR_OUTPUT_ROWS) return;
    for (size_t p = 0; p < w->n; p++) {
        w->F[p * w->R + domar_trade_region(w, p)] += gap[p];
        if (domar_produces(w->x[p])) w->discrepancy = fmax(w->discrepancy, fabs(gap[p]) / w->x[p]);
    }
}

static domar_status find_flows(domar_cx *cx, domar_trade *w)
{
    const domar_table *t = w->t;
    const domar_mark mark = domar_scratch_mark(cx);
    double *final = domar_scratch(cx, t->n * t->G), *gap = domar_scratch(cx, t->n);
    if (!final || !gap) return DOMAR_ENOMEM;
    domar_final_by_economy(final, t);
    final_demand(w, final);
    domar_parallel(domar_cx_threads(cx), w->n, 64, add_exports, &(struct flows){ w, gap });
    settle(w, gap);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- coefficients */
static domar_status find_coefficients(domar_cx *cx, domar_trade *w)
{
    const domar_mark mark = domar_scratch_mark(cx);
    double *inputs = domar_scratch(cx, w->n);
    if (!inputs) return DOMAR_ENOMEM;
    for (size_t p = 0; p < w->n; p++)
        for (size_t q = 0; q < w->n; q++) inputs[q] += w->Z[p * w->n + q];
    const bool residual = domar_series_conventions(w->t->series)->va == DOMAR_VA_RESIDUAL;
    for (size_t p = 0; p < w->n; p++) {
        const double va = w->t->va[w->regions->row[p]];
        w->ix[p] = domar_produces(w->x[p]) ? 1 / w->x[p] : 0;
        w->v[p] = va * w->ix[p];
        /* A residual is exact: what rounding leaves of it is nobody's. */
        w->w[p] = domar_produces(w->x[p]) ? residual ? 0 : (w->x[p] - inputs[p] - va) / w->x[p] : 1;
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- inverses */
static domar_status invert_locals(domar_cx *cx, domar_trade *w)
{
    size_t most = 0;
    for (size_t r = 0; r < w->R; r++)
        if (w->first[r + 1] - w->first[r] > most) most = w->first[r + 1] - w->first[r];
    const domar_mark mark = domar_scratch_mark(cx);
    blasint *pivots = domar_scratch_bytes(cx, most, sizeof *pivots), info = 0;
    const blasint room = (blasint)(most * 64);
    double *work = domar_scratch(cx, most * 64);
    if (!pivots || !work) return DOMAR_ENOMEM;
    for (size_t r = 0; r < w->R && info == 0; r++) {
        const size_t a = w->first[r], k = w->first[r + 1] - a;
        const blasint size = (blasint)k;
        double *L = w->L + w->at[r];
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                L[i * k + j] = (i == j) - w->Z[(a + i) * w->n + a + j] * w->ix[a + j];
        dgetrf_(&size, &size, L, &size, pivots, &info);
        if (info == 0) dgetri_(&size, L, &size, pivots, work, &room, &info);
        if (info)
            domar_fail(cx, DOMAR_ENOCONV, "%s: the inputs of one of its industries from home use "
                       "up its output: mend its column or aggregate",
                       domar_axis_code(w->regions->axis, r));
    }
    domar_scratch_rewind(cx, mark);
    return info ? DOMAR_ENOCONV : DOMAR_OK;
}

/* vL = v_r L_rr, LF = L_rr F_rr, LE = L_rr e_r. */
static void use_locals(domar_trade *w)
{
    for (size_t r = 0; r < w->R; r++) {
        const size_t a = w->first[r], k = w->first[r + 1] - a;
        const double *L = w->L + w->at[r];
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++) {
                w->vL[a + j] += w->v[a + i] * L[i * k + j];
                w->LF[a + i] += L[i * k + j] * w->F[(a + j) * w->R + r];
                w->LE[a + i] += L[i * k + j] * w->e[a + j];
            }
    }
}

/* Rows of V B, and w' B with the last of them: sums over rows of B in order. */
static void content(void *arg, size_t begin, size_t end)
{
    const domar_trade *w = arg;
    for (size_t r = begin; r < end; r++)
        for (size_t p = w->first[r]; p < w->first[r + 1]; p++) {
            const double *b = w->B + p * w->n, v = w->v[p];
            double *row = w->VB + r * w->n;
            for (size_t q = 0; q < w->n; q++) row[q] += v * b[q];
        }
}

static domar_status invert(domar_cx *cx, domar_trade *w, domar_leontief *system)
{
    domar_status st = DOMAR_OK;
    if (!w->regions->plain) {
        st = domar_leontief_new(cx, &w->own, w->Z, w->x, NULL, w->t->G, w->N);
        system = w->own;
    }
    if (!st) st = domar_leontief_inverse(cx, system, &w->B);
    if (st) return st;
    domar_parallel(domar_cx_threads(cx), w->R, 1, content, w);
    for (size_t p = 0; p < w->n; p++)
        if (fabs(w->w[p]) > 0)
            for (size_t q = 0; q < w->n; q++) w->WB[q] += w->w[p] * w->B[p * w->n + q];
    for (size_t p = 0; p < w->n; p++)
        if (fabs(w->WB[p] * w->e[p]) > 0) w->others = true;
    return DOMAR_OK;
}

domar_status domar_trade_new(domar_cx *cx, domar_trade *out, const domar_input *in)
{
    const domar_regions *regions = in->regions;
    *out = (domar_trade){ .t = in->table, .regions = regions, .n = regions->n, .N = regions->N,
                          .R = regions->count, .first = regions->first };
    domar_status st = put_in_order(cx, out);
    if (!st) st = make_room(cx, out);
    if (!st) st = find_flows(cx, out);
    if (!st) st = find_coefficients(cx, out);
    if (!st) st = invert_locals(cx, out);
    if (!st) use_locals(out);
    return st ? st : invert(cx, out, in->system);
}

void domar_trade_free(domar_trade *trade) { domar_leontief_free(trade->own); }
