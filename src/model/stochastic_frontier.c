/* model/stochastic_frontier.c -- data made orthogonal, starts, the climb, the way back to the user's units; conditional
 * expectations of u are in stochastic_scores.c. */
#include "model/stochastic_inside.h"
#include "solve/distributions.h"
#include "solve/maximum.h"
#include <math.h>
#include <string.h>

static const double LOG_ROOT_2PI = 0.91893853320467274178, TWO_OVER_PI = 0.63661977236758134308;

enum { GRID = 9, LOOK = 20000 };

size_t domar_sfa_size(const domar_sfa *s)
{
    const size_t mean = s->effects + (s->effects ? s->z_constant : s->law == DOMAR_SFA_TRUNCATED);
    return s->terms + 3 + mean + (s->start && s->age ? 1 : 0);
}

/* ---- data: columns orthogonal with mean square 1, X = Q R (Gram and Schmidt, twice) */

/* Column j of Q (rows x k) against those before it; false: it is their combination. */
static bool orthogonal(double *Q, double *R, size_t rows, size_t k, size_t j)
{
    const double n = (double)rows;
    double before = 0, after = 0;
    for (size_t i = 0; i < rows; i++) before += Q[i * k + j] * Q[i * k + j];
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < j; c++) {
            double s = 0;
            for (size_t i = 0; i < rows; i++) s += Q[i * k + c] * Q[i * k + j];
            s /= n;
            R[c * k + j] += s;
            for (size_t i = 0; i < rows; i++) Q[i * k + j] -= s * Q[i * k + c];
        }
    for (size_t i = 0; i < rows; i++) after += Q[i * k + j] * Q[i * k + j];
    if (!(after > 1e-20 * before) || !isfinite(before)) return false;
    const double scale = sqrt(after / n);
    R[j * k + j] = scale;
    for (size_t i = 0; i < rows; i++) Q[i * k + j] /= scale;
    return true;
}

static bool orthogonal_all(double *Q, double *R, size_t rows, size_t k, size_t *bad)
{
    memset(R, 0, k * k * sizeof *R);
    for (size_t j = 0; j < k; j++)
        if (!orthogonal(Q, R, rows, k, j)) {
            *bad = j;
            return false;
        }
    return true;
}

/* b := R^-1 b */
static void back(const double *R, size_t k, double *b)
{
    for (size_t i = k; i-- > 0;) {
        for (size_t j = i + 1; j < k; j++) b[i] -= R[i * k + j] * b[j];
        b[i] /= R[i * k + i];
    }
}

static domar_status gather(domar_cx *cx, struct domar_sfa_work *w, const domar_sfa *s)
{
    const size_t n = s->rows, k = s->terms + 1, q = w->effects, groups = s->start ? s->units : n;
    const double sign = s->cost ? -1 : 1;
    double *x = domar_scratch(cx, n * k), *y = domar_scratch(cx, n), *z = domar_scratch(cx, groups * q + 1);
    w->R = domar_scratch(cx, k * k);
    w->Rz = domar_scratch(cx, q * q + 1);
    w->ols = domar_scratch(cx, k);
    if (!x || !y || !z || !w->R || !w->Rz || !w->ols) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) {                /* a cost frontier is one of production upside down */
        x[i * k] = sign;
        for (size_t j = 1; j < k; j++) x[i * k + j] = sign * s->x[j - 1][i];
        y[i] = sign * s->y[i];
    }
    for (size_t g = 0; g < groups; g++)
        for (size_t j = 0; j < q; j++)
            z[g * q + j] = s->effects == 0 || (s->z_constant && j == 0) ? 1 : s->z[j - s->z_constant][g];
    w->f = (domar_stochastic){ .rows = n, .groups = groups, .terms = k, .effects = q, .x = x, .y = y, .z = z,
                               .start = s->start, .age = s->start ? s->age : NULL, .exponential = s->law == DOMAR_SFA_EXPONENTIAL,
                               .stride = 1, .threads = n > 4096 ? domar_cx_threads(cx) : 1 };
    w->f.sums = domar_scratch(cx, domar_stochastic_sums(&w->f));
    w->x = x, w->y = y, w->z = z;
    return w->f.sums ? DOMAR_OK : DOMAR_ENOMEM;
}

/* Least squares; y becomes its residuals. */
static void least_squares(struct domar_sfa_work *w, domar_sfa_answer *a, domar_sfa_fit *fit)
{
    const size_t n = w->f.rows, k = w->f.terms;
    double third = 0;
    for (size_t j = 0; j < k; j++) {
        double s = 0;
        for (size_t i = 0; i < n; i++) s += w->x[i * k + j] * w->y[i];
        w->ols[j] = s / (double)n;
        for (size_t i = 0; i < n; i++) w->y[i] -= w->ols[j] * w->x[i * k + j];
    }
    w->f.ssr = 0;
    for (size_t i = 0; i < n; i++) {
        w->f.ssr += w->y[i] * w->y[i];
        third += w->y[i] * w->y[i] * w->y[i];
    }
    back(w->R, k, w->ols);
    const double m2 = w->f.ssr / (double)n;
    fit->skewness = third / (double)n / (m2 * sqrt(m2));
    fit->loglik_ols = -(double)n * (LOG_ROOT_2PI + 0.5 * log(m2) + 0.5);
    for (size_t j = 0; a->ols && j < k; j++) a->ols[j] = w->ols[j];
    for (size_t j = 0; a->ols_se && j < k; j++) {   /* row j of R^-1 */
        double square = 0;
        for (size_t c = 0; c < k; c++) {
            memset(w->column, 0, k * sizeof *w->column);
            w->column[c] = 1;
            back(w->R, k, w->column);
            square += w->column[j] * w->column[j];
        }
        a->ols_se[j] = sqrt(square / (double)n * w->f.ssr / (double)(n - k));
    }
}

/* ---- starts */

/* Parameters for this gamma and mu / su: variance of the residuals kept where mu = 0, the intercept moved by E u. */
static void start_at(double *p, const struct domar_sfa_work *w, double gamma, double ratio)
{
    const domar_stochastic *f = &w->f;
    const size_t k = f->terms;
    const double m2 = f->ssr / (double)f->rows;
    memset(p, 0, domar_stochastic_size(f) * sizeof *p);
    const double sigma2 = f->exponential ? m2 : m2 / (1 - gamma * TWO_OVER_PI);
    const double su = sqrt(gamma * sigma2), sv = sqrt((1 - gamma) * sigma2);
    const double mean = f->exponential ? su : su * (ratio + domar_normal_hazard(ratio));
    p[0] = mean / sv * f->x[0];                     /* the constant's column is 1 or -1 */
    p[k] = 1 / sv;
    p[k + 1] = f->exponential ? log(sv / su) : log(su / sv);
    if (f->effects) p[k + 2] = ratio * su / sv;
}

static double grid(struct domar_sfa_work *w)
{
    double best = 0.5, value = -INFINITY;
    w->f.stride = w->f.groups / LOOK + 1;
    for (int g = 1; g <= GRID; g++) {
        start_at(w->p, w, g / 10.0, 0);
        const double v = domar_stochastic_value(&w->f, w->p, NULL, NULL);
        if (v > value) value = v, best = g / 10.0;
    }
    w->f.stride = 1;
    return best;
}

/* From one start to its top; the best so far stays in w->best. */
static domar_status climb(domar_cx *cx, struct domar_sfa_work *w, domar_sfa_fit *fit, double gamma, double ratio,
                          domar_maximum_report *top)
{
    domar_maximum_report report;
    const domar_maximum_of m = { domar_stochastic_size(&w->f), &w->f, domar_stochastic_value, true };
    start_at(w->p, w, gamma, ratio);
    const domar_status st = domar_maximum(cx, w->p, &report, &m, &DOMAR_MAXIMUM_DEFAULTS, w->room);
    if (st) return st;
    fit->starts++;
    fit->iterations += report.iterations;
    if (!isfinite(report.value)) return DOMAR_OK;
    const double apart = 1e-6 * (1 + fabs(report.value));
    if (!isfinite(top->value) || fabs(report.value - top->value) > apart) fit->tops++;
    if (!isfinite(top->value) || report.value > top->value + (top->curved && !report.curved ? apart : 0)) {
        *top = report;
        memcpy(w->best, w->p, m.size * sizeof *w->best);
    }
    return DOMAR_OK;
}

/* ---- back to the user's units: estimate and its covariance J (-H)^-1 J' */
static void natural(struct domar_sfa_work *w, double *estimate, double *J)
{
    const domar_stochastic *f = &w->f;
    const size_t k = f->terms, q = f->effects, n = domar_stochastic_size(f);
    const double *p = w->best, t = p[k], way = f->exponential ? -1 : 1, l2 = exp(2 * way * p[k + 1]);
    const double sigma2 = (1 + l2) / (t * t), gamma = l2 / (1 + l2);
    const size_t from[2] = { 0, k + 2 }, size[2] = { k, q };
    memset(J, 0, n * n * sizeof *J);
    for (int part = 0; part < 2; part++) {          /* R^-1 p / t */
        const double *R = part ? w->Rz : w->R;
        const size_t at = from[part];
        for (size_t c = 0; c <= size[part]; c++) {
            double *column = w->column;
            memset(column, 0, size[part] * sizeof *column);
            for (size_t j = 0; j < size[part]; j++) column[j] = c < size[part] ? (c == j) / t : p[at + j] / t;
            back(R, size[part], column);
            for (size_t j = 0; j < size[part]; j++) {
                if (c < size[part]) J[(at + j) * n + at + c] = column[j];
                else estimate[at + j] = column[j], J[(at + j) * n + k] = -column[j] / t;
            }
        }
    }
    for (size_t j = 0; j < k; j++) estimate[j] += w->ols[j];
    estimate[k] = sigma2;
    J[k * n + k] = -2 * sigma2 / t;
    J[k * n + k + 1] = way * 2 * l2 / (t * t);
    estimate[k + 1] = gamma;
    J[(k + 1) * n + k + 1] = way * 2 * gamma * (1 - gamma);
    if (f->age) estimate[n - 1] = p[n - 1], J[n * n - 1] = 1;
}

static bool covariance(struct domar_sfa_work *w, double *V, const double *J)
{
    const size_t n = domar_stochastic_size(&w->f);
    double *H = w->room, *g = H + n * n, *inverse = w->matrix;
    domar_stochastic_value(&w->f, w->best, g, H);
    for (size_t i = 0; i < n * n; i++) H[i] = -H[i];
    if (!domar_cholesky(H, n)) return false;
    domar_cholesky_inverse(H, n, inverse);
    for (size_t i = 0; i < n; i++)                  /* H := J inverse */
        for (size_t j = 0; j < n; j++) {
            double s = 0;
            for (size_t c = 0; c < n; c++) s += J[i * n + c] * inverse[c * n + j];
            H[i * n + j] = s;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double s = 0;
            for (size_t c = 0; c < n; c++) s += H[i * n + c] * J[j * n + c];
            V[i * n + j] = s;
        }
    return true;
}

/* P(LR > x): half chi-square of df - 1, half of df; with one the former is a point at 0. */
static double mixed(double x, double df)
{
    if (!(x > 0)) return 1;
    return 0.5 * ((df > 1 ? domar_chi2_above(x, df - 1) : 0) + domar_chi2_above(x, df));
}

static void judge(struct domar_sfa_work *w, domar_sfa_fit *fit, const domar_maximum_report *top, double gamma)
{
    const double scale = 1 + fabs(fit->loglik_ols);
    fit->gradient = top->gradient;
    fit->gain = top->gain;
    fit->loglik = top->value;
    fit->lr_df = (double)(domar_stochastic_size(&w->f) - w->f.terms - 1);
    if (!isfinite(top->value) || top->value - fit->loglik_ols <= 1e-8 * scale) {
        /* nothing is gained by any inefficiency */
        fit->outcome = DOMAR_SFA_NO_INEFFICIENCY;
        fit->loglik = fit->loglik_ols;
    } else if (gamma > 1 - 1e-7) fit->outcome = DOMAR_SFA_NO_NOISE;
    else if (!top->curved || top->outcome > DOMAR_MAXIMUM_STALLED || top->gain > 1e-9 * scale)
        fit->outcome = DOMAR_SFA_NO_TOP;
    fit->lr = fmax(0, 2 * (fit->loglik - fit->loglik_ols));
    fit->lr_p = mixed(fit->lr, fit->lr_df);
}

static domar_status room(domar_cx *cx, struct domar_sfa_work *w, size_t n)
{
    w->p = domar_scratch(cx, n);
    w->best = domar_scratch(cx, n);
    w->column = domar_scratch(cx, n);
    w->matrix = domar_scratch(cx, n * n);
    w->jacobian = domar_scratch(cx, n * n);
    w->room = domar_scratch(cx, domar_maximum_work(n) + n * n);
    return w->p && w->best && w->column && w->matrix && w->jacobian && w->room ? DOMAR_OK : DOMAR_ENOMEM;
}

static void blank(domar_sfa_answer *a, const domar_sfa *s, size_t n)
{
    double *rows[] = { a->efficiency, a->jlms, a->inefficiency };
    for (size_t j = 0; j < n; j++) a->estimate[j] = NAN;
    for (size_t j = 0; a->covariance && j < n * n; j++) a->covariance[j] = NAN;
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; rows[k] && i < s->rows; i++) rows[k][i] = NAN;
}

/* Least squares is the answer: sigma2 as maximum likelihood has it, no inefficiency. */
static void plain(struct domar_sfa_work *w, domar_sfa_answer *a, const domar_sfa *s)
{
    const size_t k = w->f.terms, n = domar_stochastic_size(&w->f);
    for (size_t j = 0; j < k; j++) a->estimate[j] = w->ols[j];
    a->estimate[k] = w->f.ssr / (double)w->f.rows;
    a->estimate[k + 1] = 0;
    for (size_t j = k + 2; j < n; j++) a->estimate[j] = NAN;
    for (size_t i = 0; i < s->rows; i++) {
        if (a->efficiency) a->efficiency[i] = 1;
        if (a->jlms) a->jlms[i] = 1;
        if (a->inefficiency) a->inefficiency[i] = 0;
    }
}

domar_status domar_sfa_estimate(domar_cx *cx, domar_sfa_answer *a, domar_sfa_fit *fit, const domar_sfa *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t n = domar_sfa_size(s), k = s->terms + 1;
    struct domar_sfa_work w = { .effects = n - k - 2 - (s->start && s->age ? 1 : 0) };
    domar_maximum_report top = { .value = NAN };
    domar_status st = DOMAR_OK;

    *fit = (domar_sfa_fit){ .loglik = NAN, .loglik_ols = NAN, .lr = NAN, .lr_p = NAN, .skewness = NAN, .gradient = NAN,
                            .gain = NAN, .start_gamma = NAN };
    blank(a, s, n);
    if (s->rows <= n) {
        fit->outcome = DOMAR_SFA_FEW;
        goto done;
    }
    if ((st = room(cx, &w, n)) || (st = gather(cx, &w, s))) goto done;
    const size_t groups = w.f.groups;
    if (!orthogonal_all(w.x, w.R, s->rows, k, &fit->bad)) fit->outcome = DOMAR_SFA_COLLINEAR;
    else if (w.effects && !orthogonal_all(w.z, w.Rz, groups, w.effects, &fit->bad)) {
        fit->outcome = DOMAR_SFA_COLLINEAR;
        fit->bad += k + (s->effects && !s->z_constant);
    }
    if (fit->outcome) goto done;
    least_squares(&w, a, fit);
    fit->start_gamma = grid(&w);
    const double ratios[] = { 0, -1.5, 1.5 };
    for (size_t r = 0; r < (w.effects ? 3 : 1); r++)
        if ((st = climb(cx, &w, fit, fit->start_gamma, ratios[r], &top))) goto done;
    natural(&w, a->estimate, w.jacobian);
    judge(&w, fit, &top, a->estimate[k + 1]);
    if (fit->outcome == DOMAR_SFA_NO_INEFFICIENCY) plain(&w, a, s);
    else {
        if (a->covariance && fit->outcome == DOMAR_SFA_FOUND && !covariance(&w, a->covariance, w.jacobian))
            fit->outcome = DOMAR_SFA_NO_TOP;
        if (fit->outcome == DOMAR_SFA_NO_TOP) blank(a, s, n);
        else domar_sfa_scores(a, &w, s);
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
