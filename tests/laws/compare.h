/* laws/compare.h -- two answers with the same keys, rows in any order. */
#ifndef DOMAR_TESTS_COMPARE_H
#define DOMAR_TESTS_COMPARE_H
#include "spec/method.h"

/* Values of a, times factor to the power of the column's degree in money, against b.
 *   |a - b| <= rtol * max(|b|, 1e-3 * largest |b| of the column)
 * money: what the word stands for in these results.  Prints the first difference and returns
 * false; true: equal.  *compared counts the numbers that were. */
bool toy_same(const domar_method *m, const domar_result *a, const domar_result *b, double factor,
              double rtol, size_t *compared);
/* Same rows in the same order and the same bits. */
bool toy_same_bits(const domar_result *a, const domar_result *b);
#endif
