/* model/innovation.c -- vectors of coefficients over [monomials, target, x, z], products by the matrix C of their sums. */
#include "model/innovation.h"
#include "solve/least_points.h"
#include "solve/maximum.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST = DOMAR_INNOVATION_MOST, TERMS = 10, WORK = 2 };

struct domar_innovation {
    size_t p, degree, vars, q, Q, stride, K;
    bool   survival;
    domar_monomials basis;
    double origin[MOST], phi_mean, phi_scale, P_mean, P_scale;
    double lag_mean[MOST], L[MOST * MOST], T[MOST * MOST];      /* lagged x = mean + L u, u = T (x - mean) */
    double x_mean[MOST], z_mean[MOST], target_mean;
    uint8_t power_w[TERMS], power_P[TERMS], lower[TERMS];       /* terms of g; lower: the one with a power of w less */
    double *C, *rows, n;                                        /* Q x stride; rows to add; sum of weights */
    double root[MOST * MOST];                                   /* Z'Z / n = root root' */
    double *W, *CW, *work[WORK], *e, *Ce;                       /* K x Q twice; Q each */
    double c[TERMS], G[TERMS * TERMS], sigma;                   /* G: its Cholesky factor */
};

static double *w_of(const domar_innovation *m, size_t k) { return m->W + k * m->Q; }
static double *cw_of(const domar_innovation *m, size_t k) { return m->CW + k * m->Q; }
static size_t x_at(const domar_innovation *m, size_t j) { return m->q + 1 + j; }
static size_t z_at(const domar_innovation *m, size_t j) { return m->q + 1 + m->p + j; }

/* ---- coordinates */
static void terms_of(domar_innovation *m)
{
    for (size_t a = 0; a <= m->degree; a++)
        for (size_t b = 0; b <= (m->survival ? m->degree - a : 0); b++) {
            m->power_w[m->K] = (uint8_t)a;
            m->power_P[m->K++] = (uint8_t)b;
        }
    for (size_t k = 0; k < m->K; k++)
        for (size_t l = 0; l < m->K; l++)                       /* without w: the one with a power of P less */
            if (m->power_w[k] ? m->power_w[l] + 1 == m->power_w[k] && m->power_P[l] == m->power_P[k]
                              : m->power_w[l] == 0 && m->power_P[l] + 1 == m->power_P[k])
                m->lower[k] = (uint8_t)l;
}

static double rest(const domar_innovation *m, const double *column, const double *const *x, const double *b, size_t at)
{
    double sum = column[at];
    for (size_t j = 0; j < m->p; j++) sum -= b[j] * x[j][at];
    return sum;
}

static domar_status coordinates(domar_cx *cx, domar_innovation *m, const domar_innovation_data *d)
{
    const double n = (double)d->rows;
    double cov[MOST * MOST] = { 0 }, square = 0, square_P = 0;
    for (size_t i = 0; i < d->rows; i++) {
        const size_t t = d->now[i], s = d->before[i];
        m->phi_mean += rest(m, d->phi, d->x, m->origin, s) / n;
        m->target_mean += rest(m, d->target, d->x, m->origin, t) / n;
        if (m->survival) m->P_mean += d->survival[s] / n;
        for (size_t j = 0; j < m->p; j++) {
            m->lag_mean[j] += d->x[j][s] / n;
            m->x_mean[j] += d->x[j][t] / n;
            m->z_mean[j] += d->z[j][t] / n;
        }
    }
    for (size_t i = 0; i < d->rows; i++) {
        const size_t s = d->before[i];
        square += pow(rest(m, d->phi, d->x, m->origin, s) - m->phi_mean, 2) / n;
        if (m->survival) square_P += pow(d->survival[s] - m->P_mean, 2) / n;
        for (size_t j = 0; j < m->p; j++)
            for (size_t k = 0; k <= j; k++) cov[j * m->p + k] += (d->x[j][s] - m->lag_mean[j]) * (d->x[k][s] - m->lag_mean[k]) / n;
    }
    m->phi_scale = square > 0 ? sqrt(square) : 1;
    m->P_scale = square_P > 0 ? sqrt(square_P) : 1;
    for (size_t j = 0; j < m->p; j++) {                         /* L by rows, with a look at what is left of each */
        double left = cov[j * m->p + j];
        for (size_t k = 0; k <= j; k++) {
            double sum = cov[j * m->p + k];
            for (size_t l = 0; l < k; l++) sum -= m->L[j * m->p + l] * m->L[k * m->p + l];
            left = sum;
            m->L[j * m->p + k] = k < j ? sum / m->L[k * m->p + k] : sqrt(fmax(0, sum));
        }
        if (!(left > 1e-11 * cov[j * m->p + j]))
            return domar_fail(cx, DOMAR_EDATA, "input %zu of the production function does not move apart from those before it (or at all) "
                              "among firms with a period before: leave it out", j + 1);
    }
    for (size_t j = 0; j < m->p; j++)                           /* T = L^-1, column by column */
        for (size_t i = j; i < m->p; i++) {
            double sum = i == j;
            for (size_t k = j; k < i; k++) sum -= m->L[i * m->p + k] * m->T[k * m->p + j];
            m->T[i * m->p + j] = sum / m->L[i * m->p + i];
        }
    return DOMAR_OK;
}

static domar_status make_room(domar_cx *cx, domar_innovation *m)
{
    m->C = domar_scratch(cx, m->Q * m->stride);
    m->rows = domar_scratch(cx, DOMAR_GRAM_ROWS * m->stride);
    m->W = domar_scratch(cx, m->K * m->Q);
    m->CW = domar_scratch(cx, m->K * m->Q);
    m->e = domar_scratch(cx, m->Q);
    m->Ce = domar_scratch(cx, m->Q);
    for (size_t k = 0; k < WORK; k++)
        if (!(m->work[k] = domar_scratch(cx, m->Q))) return DOMAR_ENOMEM;
    return m->C && m->rows && m->W && m->CW && m->e && m->Ce ? DOMAR_OK : DOMAR_ENOMEM;
}

domar_status domar_innovation_new(domar_cx *cx, domar_innovation **out, const domar_innovation_data *d, size_t degree, const double *b0)
{
    domar_innovation *m = *out = domar_scratch_bytes(cx, 1, sizeof *m);
    if (!m) return DOMAR_ENOMEM;
    if (d->p > MOST) return domar_fail(cx, DOMAR_ELIMIT, "%zu terms of the production function: at most %d", d->p, MOST);
    m->p = d->p;
    m->degree = degree;
    m->survival = d->survival;
    m->vars = 1 + m->p + m->survival;
    memcpy(m->origin, b0, m->p * sizeof *b0);
    terms_of(m);
    domar_status st = domar_monomials_new(cx, &m->basis, m->vars, degree);
    m->q = m->basis.size;
    m->Q = m->q + 1 + 2 * m->p;
    m->stride = domar_gram_stride(m->Q);
    if (!st) st = coordinates(cx, m, d);
    if (!st) st = make_room(cx, m);
    if (!st) domar_innovation_sums(m, d);
    return st;
}

domar_status domar_innovation_twin(domar_cx *cx, domar_innovation **out, const domar_innovation *of)
{
    domar_innovation *m = *out = domar_scratch_bytes(cx, 1, sizeof *m);
    if (!m) return DOMAR_ENOMEM;
    *m = *of;
    return make_room(cx, m);
}

/* ---- sums */
static void fill_row(const domar_innovation *m, double *row, const domar_innovation_data *d, size_t i)
{
    const size_t t = d->now[i], s = d->before[i], p = m->p;
    double v[MOST + 2], lagged[MOST];
    for (size_t j = 0; j < p; j++) lagged[j] = d->x[j][s] - m->lag_mean[j];
    v[0] = (rest(m, d->phi, d->x, m->origin, s) - m->phi_mean) / m->phi_scale;
    for (size_t k = 0; k < p; k++) {
        v[1 + k] = 0;
        for (size_t j = 0; j <= k; j++) v[1 + k] += m->T[k * p + j] * lagged[j];
    }
    if (m->survival) v[1 + p] = (d->survival[s] - m->P_mean) / m->P_scale;
    domar_monomials_at(&m->basis, row, v);
    row[m->q] = rest(m, d->target, d->x, m->origin, t) - m->target_mean;
    for (size_t j = 0; j < p; j++) {
        row[x_at(m, j)] = d->x[j][t] - m->x_mean[j];
        row[z_at(m, j)] = d->z[j][t] - m->z_mean[j];
    }
}

/* Z'Z / n with the means in it, as the criterion is written. */
static void weigh(domar_innovation *m)
{
    const size_t p = m->p;
    double ZZ[MOST * MOST];
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < p; k++)
            ZZ[j * p + k] = m->C[z_at(m, j) * m->stride + z_at(m, k)] / m->n + m->z_mean[k] * m->C[z_at(m, j) * m->stride] / m->n +
                            m->z_mean[j] * m->C[z_at(m, k) * m->stride] / m->n + m->z_mean[j] * m->z_mean[k];
    if (!domar_cholesky(ZZ, p))
        for (size_t j = 0; j < p * p; j++) ZZ[j] = j % (p + 1) == 0;
    memcpy(m->root, ZZ, p * p * sizeof *ZZ);
}

void domar_innovation_sums(domar_innovation *m, const domar_innovation_data *d)
{
    memset(m->C, 0, m->Q * m->stride * sizeof *m->C);
    memset(m->rows, 0, DOMAR_GRAM_ROWS * m->stride * sizeof *m->rows);
    m->n = 0;
    for (size_t i = 0; i < d->rows; i += DOMAR_GRAM_ROWS) {
        double w[DOMAR_GRAM_ROWS] = { 0 };
        for (size_t r = 0; r < DOMAR_GRAM_ROWS && i + r < d->rows; r++) {
            w[r] = d->weight ? d->weight[d->now[i + r]] : 1;
            m->n += w[r];
            if (w[r] > 0) fill_row(m, m->rows + r * m->stride, d, i + r);
        }
        domar_gram_add(m->C, m->rows, w, m->Q, m->stride);
    }
    domar_gram_mirror(m->C, m->Q, m->stride);
    weigh(m);
}

/* ---- one b: terms of g, their coefficients, e */
static bool terms_at(domar_innovation *m, const double *delta)
{
    double form[MOST + 2] = { m->phi_scale }, P[MOST + 2] = { 0 }, mean = 0, square = 0;
    for (size_t k = 0; k < m->p; k++)
        for (size_t j = k; j < m->p; j++) form[1 + k] -= delta[j] * m->L[j * m->p + k];
    for (size_t v = 0; v < m->vars; v++) {
        mean += form[v] * m->C[1 + v] / m->n;
        for (size_t u = 0; u < m->vars; u++) square += form[v] * form[u] * m->C[(1 + v) * m->stride + 1 + u] / m->n;
    }
    m->sigma = sqrt(square - mean * mean);
    if (!(m->sigma > 0) || !isfinite(m->sigma)) return false;
    for (size_t v = 0; v < m->vars; v++) form[v] /= m->sigma;
    P[m->vars - 1] = 1;
    memset(m->W, 0, m->K * m->Q * sizeof *m->W);
    m->W[0] = 1;
    for (size_t k = 1; k < m->K; k++)
        if (m->power_w[k]) domar_monomials_times(&m->basis, w_of(m, k), w_of(m, m->lower[k]), -mean / m->sigma, form);
        else domar_monomials_times(&m->basis, w_of(m, k), w_of(m, m->lower[k]), 0, P);
    for (size_t i = 0; i < m->Q; i++)
        for (size_t k = 0; k < m->K; k++) {
            double sum = 0;
            for (size_t a = 0; a < m->q; a++) sum += m->C[i * m->stride + a] * w_of(m, k)[a];
            cw_of(m, k)[i] = sum;
        }
    return true;
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static bool rest_at(domar_innovation *m, const double *b)
{
    double delta[MOST];
    for (size_t j = 0; j < m->p; j++) delta[j] = b[j] - m->origin[j];
    if (!(m->n > 0) || !terms_at(m, delta)) return false;
    memset(m->e, 0, m->Q * sizeof *m->e);
    m->e[m->q] = 1;
    for (size_t j = 0; j < m->p; j++) m->e[x_at(m, j)] = -delta[j];
    for (size_t k = 0; k < m->K; k++) {
        for (size_t l = 0; l < m->K; l++) m->G[k * m->K + l] = dot(w_of(m, k), cw_of(m, l), m->q);
        m->c[k] = dot(cw_of(m, k), m->e, m->Q);
    }
    if (!domar_cholesky(m->G, m->K)) return false;
    domar_cholesky_solve(m->G, m->K, m->c);
    for (size_t i = 0; i < m->Q; i++) {
        m->Ce[i] = m->C[i * m->stride + m->q];
        for (size_t j = 0; j < m->p; j++) m->Ce[i] -= delta[j] * m->C[i * m->stride + x_at(m, j)];
        for (size_t k = 0; k < m->K; k++) m->Ce[i] -= m->c[k] * cw_of(m, k)[i];
    }
    for (size_t k = 0; k < m->K; k++)
        for (size_t a = 0; a < m->q; a++) m->e[a] -= m->c[k] * w_of(m, k)[a];
    return true;
}

/* The linear form by which w / sigma moves with b_j. */
static void form_of(const domar_innovation *m, double form[MOST + 2], size_t j)
{
    memset(form, 0, (MOST + 2) * sizeof *form);
    for (size_t k = 0; k <= j; k++) form[1 + k] = -m->L[j * m->p + k] / m->sigma;
}

/* v = d target / d b_j - sum_k c_k dW_k: how e moves while the coefficients of g stay. */
static void move(domar_innovation *m, double *v, double *room, const double *form, size_t j)
{
    memset(room, 0, m->Q * sizeof *room);
    for (size_t k = 0; k < m->K; k++)
        for (size_t a = 0; m->power_w[k] && a < m->q; a++) room[a] -= m->c[k] * m->power_w[k] * w_of(m, m->lower[k])[a];
    memset(v, 0, m->Q * sizeof *v);
    domar_monomials_times(&m->basis, v, room, 0, form);
    v[x_at(m, j)] -= 1;
}

static void whiten(const domar_innovation *m, double *g, size_t step)
{
    for (size_t i = 0; i < m->p; i++) {
        for (size_t k = 0; k < i; k++) g[i * step] -= m->root[i * m->p + k] * g[k * step];
        g[i * step] /= m->root[i * m->p + i];
    }
}

bool domar_innovation_moments(domar_innovation *m, const double *b, double *g, double *J)
{
    const size_t p = m->p;
    double form[MOST + 2], dc[TERMS], *v = m->work[0], *room = m->work[1];
    if (!rest_at(m, b)) return false;
    for (size_t k = 0; k < p; k++) g[k] = m->Ce[z_at(m, k)] / m->n;
    whiten(m, g, 1);
    for (size_t j = 0; J && j < p; j++) {
        form_of(m, form, j);
        for (size_t k = 0; k < m->K; k++) {                     /* dW_k' e */
            dc[k] = 0;
            if (!m->power_w[k]) continue;
            domar_monomials_times(&m->basis, room, w_of(m, m->lower[k]), 0, form);
            dc[k] = m->power_w[k] * dot(room, m->Ce, m->q);
        }
        move(m, v, room, form, j);
        for (size_t k = 0; k < m->K; k++) dc[k] += dot(cw_of(m, k), v, m->Q);
        domar_cholesky_solve(m->G, m->K, dc);
        for (size_t k = 0; k < m->K; k++)
            for (size_t a = 0; a < m->q; a++) v[a] -= dc[k] * w_of(m, k)[a];
        for (size_t k = 0; k < p; k++) J[k * p + j] = dot(m->C + z_at(m, k) * m->stride, v, m->Q) / m->n;
        whiten(m, J + j, p);
    }
    return true;
}

double domar_innovation_squares(domar_innovation *m, const double *b, double *gradient)
{
    double form[MOST + 2];
    if (!rest_at(m, b)) return NAN;
    for (size_t j = 0; gradient && j < m->p; j++) {
        form_of(m, form, j);
        move(m, m->work[0], m->work[1], form, j);
        gradient[j] = 2 * dot(m->Ce, m->work[0], m->Q) / m->n;
    }
    double value = m->Ce[m->q];
    for (size_t j = 0; j < m->p; j++) value -= (b[j] - m->origin[j]) * m->Ce[x_at(m, j)];
    return value / m->n;
}

/* ---- the rows themselves */
struct rows { double *C, *line, *room, c[TERMS]; size_t size, stride; double mean, sigma; };

static void line_of(const domar_innovation *m, double *line, const struct rows *w, const domar_innovation_data *d, const double *b, size_t i)
{
    const double one = (rest(m, d->phi, d->x, b, d->before[i]) - w->mean) / w->sigma,
                 P = m->survival ? (d->survival[d->before[i]] - m->P_mean) / m->P_scale : 0;
    line[0] = 1;
    for (size_t k = 1; k < m->K; k++) line[k] = line[m->lower[k]] * (m->power_w[k] ? one : P);
    line[m->K] = rest(m, d->target, d->x, b, d->now[i]);
    for (size_t j = 0; j < m->p; j++) line[m->K + 1 + j] = d->z[j][d->now[i]];
}

/* g (p), whitened, and the mean square of e. */
static double pass(const domar_innovation *m, struct rows *w, const domar_innovation_data *d, const double *b, double *e, double *g)
{
    double square = 0, n = 0;
    size_t rank;
    w->mean = m->phi_mean;                                      /* near enough to centre and scale powers of w */
    for (size_t j = 0; j < m->p; j++) w->mean -= (b[j] - m->origin[j]) * m->lag_mean[j];
    w->sigma = m->sigma;
    memset(w->C, 0, w->size * w->stride * sizeof *w->C);
    memset(w->line, 0, DOMAR_GRAM_ROWS * w->stride * sizeof *w->line);
    for (size_t i = 0; i < d->rows; i += DOMAR_GRAM_ROWS) {
        double one[DOMAR_GRAM_ROWS] = { 0 };
        for (size_t r = 0; r < DOMAR_GRAM_ROWS && i + r < d->rows; r++) {
            one[r] = d->weight ? d->weight[d->now[i + r]] : 1;
            line_of(m, w->line + r * w->stride, w, d, b, i + r);
        }
        domar_gram_add(w->C, w->line, one, w->size, w->stride);
    }
    domar_gram_mirror(w->C, w->size, w->stride);
    domar_gram_solve(w->c, &rank, w->C, w->stride, m->K, m->K, w->room);
    square = 0;
    for (size_t j = 0; j < m->p; j++) g[j] = 0;
    for (size_t i = 0; i < d->rows; i++) {
        const double weight = d->weight ? d->weight[d->now[i]] : 1;
        line_of(m, w->line, w, d, b, i);
        const double own = w->line[m->K] - dot(w->c, w->line, m->K);
        if (e) e[i] = own;
        square += weight * own * own;
        n += weight;
        for (size_t j = 0; j < m->p; j++) g[j] += weight * w->line[m->K + 1 + j] * own;
    }
    for (size_t j = 0; j < m->p; j++) g[j] /= n;
    whiten(m, g, 1);
    return square / n;
}

domar_status domar_innovation_rows(domar_cx *cx, domar_innovation *m, const domar_innovation_data *d, double *b, double *e,
                                   double *criterion, int newton)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct rows w = { .size = m->K + 1 + m->p };
    double g[MOST], other[MOST], J[MOST * MOST];
    w.stride = domar_gram_stride(w.size);
    w.C = domar_scratch(cx, w.size * w.stride);
    w.line = domar_scratch(cx, DOMAR_GRAM_ROWS * w.stride);
    w.room = domar_scratch(cx, m->K * m->K);
    const domar_status st = w.C && w.line && w.room ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) rest_at(m, b);
    for (int round = 0; !st && round < newton; round++) {
        pass(m, &w, d, b, NULL, g);
        if (!domar_innovation_moments(m, b, other, J)) break;
        if (!domar_small_solve(J, g, m->p)) break;
        for (size_t k = 0; k < m->p; k++) b[k] -= isfinite(g[k]) ? g[k] : 0;
    }
    if (!st) {
        const double square = pass(m, &w, d, b, e, g);
        *criterion = newton >= 0 ? dot(g, g, m->p) : square;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}
