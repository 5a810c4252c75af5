/* Fixed points: linear and steep maps with known answers, both ways agree, the linear solver against
 * LAPACK, walls of NaN, honest failure. */
#include "solve/fixed_point.h"
#include "linalg/lapack.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { N = 120 };
static domar_cx *cx;

static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

/* G(z)_i = a_i + s tanh(sum_j M_ij z_j): slope between -s and s times M. */
struct steep { double M[N * N], a[N], slope, last[N]; bool wall; };

static void map(void *self, double *g, const double *z)
{
    struct steep *s = self;
    for (size_t i = 0; i < N; i++) {
        double t = 0;
        for (size_t j = 0; j < N; j++) t += s->M[i * N + j] * z[j];
        s->last[i] = t;
        g[i] = s->a[i] + s->slope * tanh(t);
        if (s->wall && fabs(z[i]) > 2) g[i] = NAN;
    }
}

static void product(void *self, double *out, const double *v)
{
    const struct steep *s = self;
    for (size_t i = 0; i < N; i++) {
        double t = 0;
        for (size_t j = 0; j < N; j++) t += s->M[i * N + j] * v[j];
        out[i] = s->slope * t / pow(cosh(s->last[i]), 2);
    }
}

static void product_t(void *self, double *out, const double *v)
{
    const struct steep *s = self;
    memset(out, 0, N * sizeof *out);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) out[j] += s->M[i * N + j] * s->slope * v[i] / pow(cosh(s->last[i]), 2);
}

static void make(struct steep *s, double slope, uint64_t seed)
{
    memset(s, 0, sizeof *s);
    s->slope = slope;
    for (size_t i = 0; i < N; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        s->a[i] = (double)(seed >> 40) / 16777216.0 - 0.5;
        s->M[i * N + i] = 1;
        for (size_t j = 0; j < N; j++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            s->M[i * N + j] += ((double)(seed >> 40) / 16777216.0 - 0.5) / N;
        }
    }
}

static domar_fixed_point face(struct steep *s)
{
    return (domar_fixed_point){ .size = N, .self = s, .map = map, .product = product, .product_t = product_t };
}

static double residual(struct steep *s, const double *z)
{
    double g[N], most = 0;
    map(s, g, z);
    for (size_t k = 0; k < N; k++) most = fmax(most, fabs(g[k] - z[k]));
    return most;
}

/* Slope -6 everywhere: plain iteration runs away to a cycle; both ways find the one answer. */
static void ways_agree(void **state)
{
    static struct steep s;
    double a[N] = { 0 }, b[N] = { 0 };
    domar_fp_report report;
    (void)state;
    make(&s, -6, 1);
    const domar_fixed_point f = face(&s);
    domar_fp_options o = DOMAR_FP_DEFAULTS;
    o.way = DOMAR_FP_ANDERSON;
    assert_int_equal(domar_fixed_point_solve(cx, a, &report, &f, &o), DOMAR_OK);
    assert_true(report.newton == 0 && residual(&s, a) <= 1e-11);
    o.way = DOMAR_FP_NEWTON;
    assert_int_equal(domar_fixed_point_solve(cx, b, &report, &f, &o), DOMAR_OK);
    assert_true(report.newton > 0 && residual(&s, b) <= 1e-11);
    for (size_t k = 0; k < N; k++) assert_true(fabs(a[k] - b[k]) < 1e-11);
}

/* The map is not defined beyond 2: steps are shortened. */
static void wall(void **state)
{
    static struct steep s;
    double z[N] = { 0 };
    domar_fp_report report;
    (void)state;
    make(&s, -3, 2);
    s.wall = true;
    const domar_fixed_point f = face(&s);
    domar_fp_options o = DOMAR_FP_DEFAULTS;
    o.cap = 10;
    assert_int_equal(domar_fixed_point_solve(cx, z, &report, &f, &o), DOMAR_OK);
    assert_true(residual(&s, z) <= 1e-11);
}

/* z = z + 1 has no answer: ENOCONV, a report, and no crash. */
static void shift(void *self, double *g, const double *z) { (void)self; for (size_t k = 0; k < N; k++) g[k] = z[k] + 1; }
static void same(void *self, double *out, const double *v) { (void)self; memcpy(out, v, N * sizeof *v); }

static void no_answer(void **state)
{
    double z[N] = { 0 };
    domar_fp_report report;
    (void)state;
    const domar_fixed_point f = { .size = N, .map = shift, .product = same, .product_t = same };
    domar_fp_options o = DOMAR_FP_DEFAULTS;
    for (int way = 0; way < 3; way++) {
        o.way = (domar_fp_way)way;
        assert_int_equal(domar_fixed_point_solve(cx, z, &report, &f, &o), DOMAR_ENOCONV);
        assert_true(fabs(report.residual - 1) < 1e-9);
    }
}

static void linear(void **state)
{
    static struct steep s;
    static double A[N * N];
    double z[N] = { 0 }, g[N], b[N], x[N], want[N];
    (void)state;
    make(&s, -2, 3);
    map(&s, g, z);
    const domar_fixed_point f = face(&s);
    for (int transposed = 0; transposed < 2; transposed++) {
        const blasint n = N, one = 1;
        blasint pivot[N], info = 0;
        size_t products = 0;
        for (size_t j = 0; j < N; j++) {
            double e[N] = { 0 };
            e[j] = 1;
            (transposed ? product_t : product)(&s, g, e);
            for (size_t i = 0; i < N; i++) A[j * N + i] = e[i] - g[i];
            b[j] = want[j] = cos((double)j);
        }
        memset(x, 0, sizeof x);
        assert_int_equal(domar_fixed_point_linear(cx, x, &products, &f, b, transposed, 1e-13), DOMAR_OK);
        dgetrf_(&n, &n, A, &n, pivot, &info);
        dgetrs_("N", &n, &one, A, &n, pivot, want, &n, &info);
        assert_true(products > 1 && products < 200);
        for (size_t k = 0; k < N; k++) assert_true(fabs(x[k] - want[k]) < 1e-11);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ways_agree), cmocka_unit_test(wall), cmocka_unit_test(no_answer),
                                        cmocka_unit_test(linear) };
    return cmocka_run_group_tests(tests, start, stop);
}
