/* model/markov.c -- chains of classes: long run, first passage, mobility, tests. */
#include "model/markov.h"
#include "linalg/lapack.h"
#include "solve/distributions.h"
#include <math.h>
#include <string.h>

size_t domar_class_of(double x, const double *cuts, size_t k)
{
    size_t c = 0;
    while (c + 1 < k && cuts[c] < x) c++;
    return c;
}

/* reach[i * k + j]: j can be reached from i in some number of steps, 0 too. */
static void close_over(bool *reach, const double *P, size_t k)
{
    for (size_t i = 0; i < k * k; i++) reach[i] = P[i] > 0;
    for (size_t i = 0; i < k; i++) reach[i * k + i] = true;
    for (size_t l = 0; l < k; l++)
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                if (reach[i * k + l] && reach[l * k + j]) reach[i * k + j] = true;
}

/* Solve (I - T) m = 1 for the classes that `in` marks, T the part of P among them; a: k x (k + 1).  Elimination without pivoting is
 * stable here: I - T is an M-matrix with dominant rows. */
static void solve_passage(double *m, double *a, const double *P, const bool *in, size_t k)
{
    size_t at[DOMAR_CLASSES], n = 0;
    for (size_t i = 0; i < k; i++)
        if (in[i]) at[n++] = i;
    const size_t w = n + 1;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) a[i * w + j] = (i == j) - P[at[i] * k + at[j]];
        a[i * w + n] = 1;
    }
    for (size_t p = 0; p < n; p++)
        for (size_t i = p + 1; i < n; i++) {
            const double f = a[i * w + p] / a[p * w + p];
            for (size_t j = p; j <= n; j++) a[i * w + j] -= f * a[p * w + j];
        }
    for (size_t i = n; i-- > 0;) {
        double sum = a[i * w + n];
        for (size_t j = i + 1; j < n; j++) sum -= a[i * w + j] * m[at[j]];
        m[at[i]] = sum / a[i * w + i];
    }
}

/* Steps to j, from the classes that come there for sure: all that they can reach before j can reach j. */
static void passage_to(domar_markov *m, size_t j, const bool *reach, const bool *known, bool *in, double *a, double *to)
{
    const size_t k = m->k;
    for (size_t i = 0; i < k; i++) in[i] = i != j && known[i] && reach[i * k + j];
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < k; i++)
            for (size_t l = 0; in[i] && l < k; l++)
                if (m->P[i * k + l] > 0 && l != j && !in[l]) more = !(in[i] = false);
    }
    for (size_t i = 0; i < k; i++) to[i] = NAN;
    solve_passage(to, a, m->P, in, k);
    double back = 1;
    bool sure = known[j];
    for (size_t l = 0; sure && l < k; l++)
        if (l != j && m->P[j * k + l] > 0) {
            sure = in[l];
            back += sure ? m->P[j * k + l] * to[l] : 0;
        }
    to[j] = sure ? back : NAN;
    for (size_t i = 0; i < k; i++) m->passage[i * k + j] = to[i];
}

/* Shares in the long run by the reduction of Grassmann, Taksar and Heyman, which subtracts nothing; in: the closed set. */
static void long_run(double *pi, double *a, const double *P, const bool *in, size_t k)
{
    size_t at[DOMAR_CLASSES], n = 0;
    for (size_t i = 0; i < k; i++) {
        pi[i] = 0;
        if (in[i]) at[n++] = i;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) a[i * n + j] = P[at[i] * k + at[j]];
    for (size_t p = n; p-- > 1;) {
        double out = 0;
        for (size_t j = 0; j < p; j++) out += a[p * n + j];
        for (size_t i = 0; i < p; i++) {
            a[i * n + p] /= out;
            for (size_t j = 0; j < p; j++) a[i * n + j] += a[i * n + p] * a[p * n + j];
        }
    }
    double total = pi[at[0]] = 1;
    for (size_t p = 1; p < n; p++) {
        double sum = 0;
        for (size_t i = 0; i < p; i++) sum += pi[at[i]] * a[i * n + p];
        total += pi[at[p]] = sum;
    }
    for (size_t i = 0; i < n; i++) pi[at[i]] /= total;
}

/* The one closed set of classes: those that every class it reaches can reach back. */
static bool closed_set(bool *in, const bool *reach, const bool *known, size_t k)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < k; i++) {
        in[i] = true;
        for (size_t j = 0; j < k; j++) in[i] = in[i] && (!reach[i * k + j] || (reach[j * k + i] && known[j]));
        if (in[i] && first == SIZE_MAX) first = i;
    }
    for (size_t i = 0; i < k; i++)
        if (!known[i] || (in[i] && !reach[first * k + i])) return false;
    return first != SIZE_MAX;
}

static domar_status eigen(domar_cx *cx, domar_markov *m)
{
    const blasint n = (blasint)m->k, size = 8 * n, one = 1;
    double *a = domar_scratch(cx, m->k * m->k), *re = domar_scratch(cx, 2 * m->k), *im = re + m->k, *work = domar_scratch(cx, 8 * m->k), none = 0;
    blasint info = 0;
    if (!a || !re || !work) return DOMAR_ENOMEM;
    memcpy(a, m->P, m->k * m->k * sizeof *a);
    dgeev_("N", "N", &n, a, &n, re, im, &none, &one, &none, &one, work, &size, &info);
    if (info) return DOMAR_OK;                            /* left NaN */
    size_t unit = 0;
    m->determinant = 1;
    for (size_t i = 0; i < m->k; i++) {
        m->determinant *= hypot(re[i], im[i]);
        if (hypot(re[i] - 1, im[i]) < hypot(re[unit] - 1, im[unit])) unit = i;
    }
    m->second = 0;
    for (size_t i = 0; i < m->k; i++)
        if (i != unit) m->second = fmax(m->second, hypot(re[i], im[i]));
    m->half_life = m->second > 0 && m->second < 1 - 1e-12 ? -log(2) / log(m->second) : m->second > 0 ? NAN : 0;
    return DOMAR_OK;
}

domar_status domar_markov_of(domar_cx *cx, domar_markov *m, const double *count, size_t k)
{
    *m = (domar_markov){ .k = k, .count = domar_scratch(cx, k * k), .P = domar_scratch(cx, k * k), .passage = domar_scratch(cx, k * k),
                         .row = domar_scratch(cx, k), .ergodic = domar_scratch(cx, k), .second = NAN, .determinant = NAN, .bartholomew = NAN,
                         .half_life = NAN };
    bool *reach = domar_scratch_bytes(cx, k * k, sizeof *reach), *known = domar_scratch_bytes(cx, 2 * k, sizeof *known), *in = known + k;
    double *a = domar_scratch(cx, k * (k + 2)), *to = a + k * (k + 1);
    if (!m->count || !m->P || !m->passage || !m->row || !m->ergodic || !reach || !known || !a) return DOMAR_ENOMEM;
    double stay = 0;
    bool all = true;
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) m->row[i] += m->count[i * k + j] = count[i * k + j];
        known[i] = m->row[i] > 0;
        all = all && known[i];
        for (size_t j = 0; j < k; j++) m->P[i * k + j] = known[i] ? count[i * k + j] / m->row[i] : NAN;
        stay += m->P[i * k + i];
    }
    m->shorrocks = ((double)k - stay) / (double)(k - 1);
    close_over(reach, m->P, k);
    for (size_t j = 0; j < k; j++) passage_to(m, j, reach, known, in, a, to);
    m->ergodic_unique = closed_set(in, reach, known, k);
    for (size_t i = 0; i < k; i++) m->ergodic[i] = NAN;
    if (m->ergodic_unique) {
        long_run(m->ergodic, a, m->P, in, k);
        m->bartholomew = 0;
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++) m->bartholomew += m->ergodic[i] * m->P[i * k + j] * fabs((double)i - (double)j);
    }
    return all ? eigen(cx, m) : DOMAR_OK;
}

domar_status domar_markov_same(domar_cx *cx, domar_markov_test *t, const double *counts, size_t L, size_t k)
{
    double *all = domar_scratch(cx, k * k), *row = domar_scratch(cx, k);
    *t = (domar_markov_test){ .df_full = (double)(k * (k - 1) * (L - 1)) };
    if (!all || !row) return DOMAR_ENOMEM;
    for (size_t l = 0; l < L; l++)
        for (size_t i = 0; i < k * k; i++) {
            all[i] += counts[l * k * k + i];
            row[i / k] += counts[l * k * k + i];
        }
    for (size_t i = 0; i < k; i++) {
        double chains = 0, reached = 0;
        for (size_t j = 0; j < k; j++) reached += all[i * k + j] > 0;
        for (size_t l = 0; l < L; l++) {
            const double *n = counts + (l * k + i) * k;
            double sum = 0;
            for (size_t j = 0; j < k; j++) sum += n[j];
            if (!(sum > 0)) continue;
            chains++;
            for (size_t j = 0; j < k; j++) {
                const double p = all[i * k + j] / row[i], own = n[j] / sum;
                if (!(p > 0)) continue;
                t->lr += n[j] > 0 ? 2 * n[j] * log(own / p) : 0;
                t->q += sum * (own - p) * (own - p) / p;
            }
        }
        if (chains > 0) t->df += (chains - 1) * (reached - 1);
    }
    t->p_lr = domar_chi2_above(fmax(t->lr, 0), t->df);         /* NaN where nothing is left to test */
    t->p_q = domar_chi2_above(t->q, t->df);
    t->p_lr_full = domar_chi2_above(fmax(t->lr, 0), t->df_full);
    t->p_q_full = domar_chi2_above(t->q, t->df_full);
    return DOMAR_OK;
}
