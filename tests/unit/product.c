/* unit/product.c -- the product of few columns by every instruction set this processor has,
 * against plain sums in long double. */
#include "linalg/product.c"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { ROWS = 203, COLS = 331 };
static double M[ROWS * COLS], X[COLS * DOMAR_FEW], Y[COLS * DOMAR_FEW], first[COLS * DOMAR_FEW];

static void fill(double *to, size_t count, uint64_t seed)
{
    for (size_t p = 0; p < count; p++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        to[p] = (double)(seed >> 40) / (1 << 24) - 0.4;
    }
}

static void check_rows(size_t k)
{
    for (size_t i = 0; i < ROWS; i++)
        for (size_t l = 0; l < k; l++) {
            long double sum = 0;
            for (size_t j = 0; j < COLS; j++) sum += (long double)M[i * COLS + j] * X[j * k + l];
            assert_true(fabs((double)(sum - Y[i * k + l])) < 1e-13);
        }
}

static void check_columns(size_t k)
{
    for (size_t j = 0; j < COLS; j++)
        for (size_t l = 0; l < k; l++) {
            long double sum = 0;
            for (size_t i = 0; i < ROWS; i++) sum += (long double)M[i * COLS + j] * X[i * k + l];
            assert_true(fabs((double)(sum - Y[j * k + l])) < 1e-13);
        }
}

/* Pieces that are no multiple of the rows or columns a kernel takes at once. */
static void check_kernel(kernel *rows, kernel *columns)
{
    static const size_t widths[] = { 1, 8, 16 };
    for (size_t c = 0; c < 3; c++) {
        const struct job job = { Y, M, X, ROWS, COLS, widths[c] };
        memset(Y, 0x7f, sizeof Y);
        rows(&job, 0, 57);
        rows(&job, 57, ROWS);
        check_rows(widths[c]);
        memset(Y, 0x7f, sizeof Y);
        columns(&job, 0, 192);
        columns(&job, 192, COLS);
        check_columns(widths[c]);
    }
}

static void every_instruction_set(void **state)
{
    (void)state;
    check_kernel(rows_plain, transposed_plain);
#if defined __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        check_kernel(rows_avx2, transposed_avx2);
    if (__builtin_cpu_supports("avx512f")) check_kernel(rows_avx512, transposed_avx512);
#endif
}

static void threads_leave_no_trace(void **state)
{
    static const size_t widths[] = { 1, 8, 16 };
    (void)state;
    for (size_t c = 0; c < 3; c++)
        for (int transposed = 0; transposed < 2; transposed++)
            for (int threads = 1; threads <= 5; threads++) {
                memset(Y, 0, sizeof Y);
                (transposed ? domar_product_t : domar_product)(threads, Y, M, X, ROWS, COLS,
                                                               widths[c]);
                if (threads == 1) memcpy(first, Y, sizeof Y);
                else assert_memory_equal(first, Y, sizeof Y);
            }
}

static int set_up(void **state)
{
    (void)state;
    fill(M, sizeof M / sizeof *M, 3);
    fill(X, sizeof X / sizeof *X, 4);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_instruction_set),
                                        cmocka_unit_test(threads_leave_no_trace) };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
