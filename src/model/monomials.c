/* model/monomials.c */
#include "model/monomials.h"
#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2,fma", "default")))
#else
#define WIDE
#endif

static size_t count_of(size_t vars, size_t degree)
{
    size_t count = 1;
    for (size_t k = 1; k <= degree; k++) count = count * (vars + k) / k;
    return count;
}

domar_status domar_monomials_new(domar_cx *cx, domar_monomials *m, size_t vars, size_t degree)
{
    const size_t size = count_of(vars, degree);
    if (size >= UINT16_MAX) return domar_fail(cx, DOMAR_ELIMIT, "polynomials of degree %zu in %zu variables are too many: take fewer", degree, vars);
    *m = (domar_monomials){ vars, degree, size, NULL, NULL, NULL };
    m->parent = domar_scratch_bytes(cx, size, sizeof *m->parent);
    m->var = domar_scratch_bytes(cx, size, sizeof *m->var);
    m->times = domar_scratch_bytes(cx, size * vars + 1, sizeof *m->times);
    const domar_mark mark = domar_scratch_mark(cx);
    uint8_t *power = domar_scratch_bytes(cx, size * vars + 1, 1), *want = domar_scratch_bytes(cx, vars + 1, 1);
    if (!m->parent || !m->var || !m->times || !power || !want) return DOMAR_ENOMEM;
    size_t next = 1, first = 0;
    for (size_t d = 1; d <= degree; d++) {
        const size_t last = next;
        for (size_t p = first; p < last; p++)                       /* no variable before the parent's last one */
            for (size_t v = p ? m->var[p] : 0; v < vars; v++, next++) {
                m->parent[next] = (uint16_t)p;
                m->var[next] = (uint16_t)v;
                memcpy(power + next * vars, power + p * vars, vars);
                power[next * vars + v]++;
            }
        first = last;
    }
    for (size_t p = 0; p < size; p++)
        for (size_t v = 0; v < vars; v++) {
            memcpy(want, power + p * vars, vars);
            want[v]++;
            size_t at = p;
            while (at < size && memcmp(power + at * vars, want, vars) != 0) at++;
            m->times[p * vars + v] = at < size ? (uint16_t)at : UINT16_MAX;
        }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

void domar_monomials_at(const domar_monomials *m, double *value, const double *x)
{
    value[0] = 1;
    for (size_t k = 1; k < m->size; k++) value[k] = value[m->parent[k]] * x[m->var[k]];
}

void domar_monomials_times(const domar_monomials *m, double *to, const double *p, double constant, const double *form)
{
    for (size_t k = 0; k < m->size; k++) to[k] = constant * p[k];
    for (size_t k = 0; k < m->size; k++) {
        if (!(fabs(p[k]) > 0)) continue;
        for (size_t v = 0; v < m->vars; v++)
            if (m->times[k * m->vars + v] != UINT16_MAX) to[m->times[k * m->vars + v]] += p[k] * form[v];
    }
}

WIDE void domar_gram_add(double *C, const double *rows, const double w[DOMAR_GRAM_ROWS], size_t size, size_t stride)
{
    const double *a = rows, *b = a + stride, *c = b + stride, *d = c + stride, *e = d + stride, *f = e + stride, *g = f + stride,
                 *h = g + stride;
    for (size_t i = 0; i < size; i++) {
        const double wa = w[0] * a[i], wb = w[1] * b[i], wc = w[2] * c[i], wd = w[3] * d[i], we = w[4] * e[i], wf = w[5] * f[i],
                     wg = w[6] * g[i], wh = w[7] * h[i];
        double *restrict to = C + i * stride;
        for (size_t j = i / 8 * 8; j < stride; j++)
            to[j] += ((wa * a[j] + wb * b[j]) + (wc * c[j] + wd * d[j])) + ((we * e[j] + wf * f[j]) + (wg * g[j] + wh * h[j]));
    }
}

void domar_gram_mirror(double *C, size_t size, size_t stride)
{
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < i; j++) C[i * stride + j] = C[j * stride + i];
}

void domar_gram_solve(double *b, size_t *rank, const double *C, size_t stride, size_t k, size_t y, double *work)
{
    *rank = 0;
    for (size_t i = 0; i < k; i++) {                                /* Cholesky by rows; a pivot near 0: the row is left out */
        double *row = work + i * k, left = C[i * stride + i];
        for (size_t j = 0; j < i; j++) {
            double sum = C[i * stride + j];
            const double *other = work + j * k;
            for (size_t m = 0; m < j; m++) sum -= row[m] * other[m];
            row[j] = other[j] > 0 ? sum / other[j] : 0;
            left -= row[j] * row[j];
        }
        row[i] = left > 1e-11 * C[i * stride + i] ? sqrt(left) : 0;
        *rank += row[i] > 0;
    }
    for (size_t i = 0; i < k; i++) {
        double sum = C[i * stride + y];
        for (size_t m = 0; m < i; m++) sum -= work[i * k + m] * b[m];
        b[i] = work[i * k + i] > 0 ? sum / work[i * k + i] : 0;
    }
    for (size_t i = k; i-- > 0;) {
        double sum = b[i];
        for (size_t m = i + 1; m < k; m++) sum -= work[m * k + i] * b[m];
        b[i] = work[i * k + i] > 0 ? sum / work[i * k + i] : 0;
    }
}
