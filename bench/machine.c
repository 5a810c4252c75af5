/* bench/machine.c -- what this machine can do, in the same run. */
#include "bench.h"
#include "base/threads.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>

enum { SIZE = 2464, DOUBLES = 1 << 25 };          /* 256 MB: far beyond any cache */

struct sums { const double *data; double *out; };

/* 64 independent sums, so that memory is the limit and not the adder. */
static void sum(void *arg, size_t begin, size_t end)
{
    const struct sums *s = arg;
    for (size_t block = begin; block < end; block++) {
        const double *p = s->data + block * 65536;
        double lanes[64] = { 0 };
        for (size_t k = 0; k < 65536; k += 64)
            for (size_t l = 0; l < 64; l++) lanes[l] += p[k + l];
        for (size_t l = 1; l < 64; l++) lanes[0] += lanes[l];
        s->out[block] = lanes[0];
    }
}

static double read_bytes(int threads)
{
    double *data = bench_alloc(DOUBLES, sizeof *data),
           *out = bench_alloc(DOUBLES / 65536, sizeof *out);
    double best = INFINITY;
    for (size_t k = 0; k < DOUBLES; k++) data[k] = (double)(k % 7);
    struct sums s = { data, out };
    for (int round = 0; round < 7; round++) {
        const double start = bench_seconds();
        domar_parallel(threads, DOUBLES / 65536, 8, sum, &s);
        best = fmin(best, bench_seconds() - start);
    }
    free(data);
    free(out);
    return DOUBLES * sizeof(double) / best;
}

static double gemm_flops(void)
{
    const size_t n = SIZE;
    double *a = bench_alloc(n * n, sizeof *a), *b = bench_alloc(n * n, sizeof *b);
    double *c = bench_alloc(n * n, sizeof *c), best = INFINITY;
    for (size_t k = 0; k < n * n; k++) a[k] = b[k] = (double)(k % 11) / 11;
    for (int round = 0; round < 4; round++) {
        const double start = bench_seconds();
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, SIZE, SIZE, SIZE, 1, a, SIZE, b,
                    SIZE, 0, c, SIZE);
        best = fmin(best, bench_seconds() - start);
    }
    free(a);
    free(b);
    free(c);
    return 2.0 * SIZE * SIZE * SIZE / best;
}

bench_machine bench_machine_measure(int threads)
{
    openblas_set_num_threads(threads);
    bench_machine machine = { .gemm_flops = gemm_flops() };
    bench_rest();
    machine.read_bytes = read_bytes(threads);
    return machine;
}
