/* bench/index.c -- composite indices of a made-up panel of 100,000 rows and 40 indicators, kernels alone. */
#include "bench.h"
#include "base/random.h"
#include "model/composite.h"
#include "model/coupling.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 100000, TERMS = 40, ROUNDS = 8 };

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void bench_index(domar_cx *cx)
{
    double *block = bench_alloc((size_t)ROWS * TERMS, sizeof *block);
    const double *column[TERMS];
    const size_t start[] = { 0, ROWS };
    const char *terms[TERMS];
    char names[TERMS][8];
    domar_definition *def = NULL;
    double best = INFINITY, busy = INFINITY, coupled = INFINITY;
    const domar_index_convention entropy = { .weights = DOMAR_W_ENTROPY }, critic = { .weights = DOMAR_W_CRITIC, .aggregate = DOMAR_TOPSIS };
    for (size_t j = 0; j < TERMS; j++) {
        for (size_t i = 0; i < ROWS; i++) block[j * ROWS + i] = exp(domar_random_normal(7, j, i));
        column[j] = block + j * ROWS;
        snprintf(names[j], sizeof names[j], "x%zu", j);
        terms[j] = names[j];
    }
    bench_must(cx, domar_definition_of_list(cx, &def, terms, TERMS, terms, 5));
    const domar_composite_data data = { .def = def, .rows = ROWS, .terms = TERMS, .pools = 1, .start = start, .x = column };
    bench_head("composite index, 100,000 rows x 40 indicators", "asked s");
    for (int round = 0; round < ROUNDS; round++) {
        domar_composite c;
        bench_rest();
        const double t0 = bench_seconds(), p0 = processor_seconds();
        bench_must(cx, domar_composite_make(cx, &c, &data, &entropy));       /* normalised, entropy weights, a sum */
        c.how = critic;
        bench_must(cx, domar_composite_weigh(cx, &c, &data));                /* CRITIC weights of the same */
        bench_must(cx, domar_composite_part(cx, c.score, NULL, &c, &data, 0, TERMS));      /* TOPSIS */
        best = fmin(best, bench_seconds() - t0);
        busy = fmin(busy, processor_seconds() - p0);
        domar_composite_free(&c);
    }
    bench_line("  minmax, entropy, sum; CRITIC; TOPSIS", best, 0.1, 1);
    bench_note("  processor seconds of all threads together: %.4f", busy);
    const double third[] = { 1.0 / 3, 1.0 / 3, 1.0 / 3 };
    double sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double t0 = bench_seconds();
        for (size_t i = 0; i < ROWS; i++) {
            const double u[] = { 1 / (1 + column[0][i]), 1 / (1 + column[1][i]), 1 / (1 + column[2][i]) };
            sum += domar_couple(u, third, 3, true).degree;
        }
        coupled = fmin(coupled, bench_seconds() - t0);
    }
    bench_line(sum > 0 ? "  coupling (Wang 2021), 100,000 rows x 3 systems" : "", coupled, 0.02, 1);
    domar_release(def);
    free(block);
}
