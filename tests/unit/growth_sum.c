/* Sums of growth: weights against the indices themselves, stocks out of investment against the sum written out, levels that
 * chain, and volumes that go both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/growth_economy.h"
#include "model/levels.h"
#include "model/perpetual.h"
#include <math.h>

#define close_to(a, b) assert_true(fabs((double)(a) - (double)(b)) <= 1e-14 * fmax(1, fabs((double)(b))))

static const double share_a[] = { 0.5, 0.3, 0.2 }, share_b[] = { 0.4, 0.25, 0.35 }, growth[] = { 0.2, -0.1, 0.7 };

static double index_of(const double *w, const double *g, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) sum += w[k] * g[k];
    return sum;
}

/* The log of Fisher's index is the mean of Laspeyres' and Paasche's logs, whatever weights add up to it. */
static void weights(void **state)
{
    (void)state;
    double w[3], L = 0, P = 0;
    domar_index_weights(w, false, 3, share_a, share_b, growth);
    close_to(index_of(w, growth, 3), 0.45 * 0.2 - 0.275 * 0.1 + 0.275 * 0.7);
    for (int k = 0; k < 3; k++) {
        L += share_a[k] * exp(growth[k]);
        P += share_b[k] * exp(-growth[k]);
    }
    domar_index_weights(w, true, 3, share_a, share_b, growth);
    close_to(index_of(w, growth, 3), 0.5 * log(L / P));
    const double same[] = { 0.1, 0.1, 0.1 };                /* all grow alike: so does the index */
    domar_index_weights(w, true, 3, share_a, share_b, same);
    close_to(index_of(w, same, 3), 0.1);
    const double still[] = { 0, 0, 0 };
    domar_index_weights(w, true, 3, share_a, share_b, still);
    close_to(w[2], 0.275);
}

static void unknown_parts(void **state)
{
    (void)state;
    double w[3];
    const double gap[] = { 0.2, NAN, 0.7 }, none_a[] = { 0.5, 0, 0.5 }, none_b[] = { 0.4, 0, 0.6 };
    domar_index_weights(w, true, 3, share_a, share_b, gap);
    close_to(w[1], 0.275);                                  /* Tornqvist's */
    domar_index_weights(w, true, 3, none_a, none_b, gap);   /* of no weight, so it does not matter */
    assert_true(w[1] == 0);
    close_to(w[0] * 0.2 + w[2] * 0.7, 0.5 * log((0.5 * exp(0.2) + 0.5 * exp(0.7)) / (0.4 * exp(-0.2) + 0.6 * exp(-0.7))));
    close_to(domar_log_mean(3, 3), 3);
    close_to(domar_log_mean(1, exp(1)), exp(1) - 1);
    assert_true(domar_log_mean(0, 2) == 0 && isnan(domar_log_mean(NAN, 2)));
}

static void stocks(void **state)
{
    (void)state;
    double K[4];
    const double steady[] = { 100, 110, 121, 133.1 };       /* grows by a tenth: so does the stock, nearly */
    domar_perpetual(K, steady, 4, 0.05);
    close_to(K[0], 100 / (log(1.331) / 3 + 0.05));
    close_to(K[3], ((K[0] * 0.95 + 110) * 0.95 + 121) * 0.95 + 133.1);
    const double late[] = { 0, 10, NAN, 12 };
    domar_perpetual(K, late, 4, 0.05);
    assert_true(isnan(K[0]) && isnan(K[1]));                /* one investment before the gap: no growth, no stock */
    const double gap[] = { 10, 12, NAN, 12 };
    domar_perpetual(K, gap, 4, 0.05);
    close_to(K[1], 10 / (log(1.2) + 0.05) * 0.95 + 12);
    assert_true(isnan(K[2]) && isnan(K[3]));
    const double falling[] = { 100, 80, 60, 40 };           /* falls faster than it wears out: no such stock */
    domar_perpetual(K, falling, 4, 0.05);
    assert_true(isnan(K[0]) && isnan(K[3]));
}

static void levels(void **state)
{
    (void)state;
    static const double share[] = { 0.6, 0.4, 0.5, 0.5, 0.3, 0.7 }, q[] = { 10, 5, 12, 9, 4, 8 };
    double index[3], w[2], r[2];
    for (int fisher = 0; fisher < 2; fisher++) {
        domar_multilateral(index, share, q, 2, 2, fisher);  /* of two economies it is the index between them */
        for (int k = 0; k < 2; k++) r[k] = log(q[2 + k] / q[k]);
        domar_index_weights(w, fisher, 2, share, share + 2, r);
        close_to(index[1] - index[0], w[0] * r[0] + w[1] * r[1]);
        domar_multilateral(index, share, q, 3, 2, fisher);
        double mean = 0;                                    /* of three the mean of the ways over each of them */
        for (size_t d = 0; d < 3; d++) {
            double leg[2] = { 0 };
            for (size_t e = 0; e < 2; e++) {
                for (size_t k = 0; k < 2; k++) r[k] = log(q[(e ? 2 : d) * 2 + k] / q[(e ? d : 0) * 2 + k]);
                domar_index_weights(w, fisher, 2, share + (e ? d : 0) * 2, share + (e ? 2 : d) * 2, r);
                leg[e] = w[0] * r[0] + w[1] * r[1];
            }
            mean += (leg[0] + leg[1]) / 3;
        }
        close_to(index[2] - index[0], mean);
    }
    static const double idle[] = { 1, 0, 1, 0 }, nothing[] = { 2, 0, 6, 0 };
    domar_multilateral(index, idle, nothing, 2, 2, false);  /* a kind that nobody uses */
    close_to(index[1] - index[0], log(3));
}

static void volumes(void **state)
{
    (void)state;
    static const double g[] = { NAN, NAN, 0.1, -0.2, 0.3, NAN }, value[] = { 50, 70 };
    double v[6];
    domar_chain_volumes(v, g, value, 3, 2, 1);
    close_to(v[0], 50 / exp(0.1));
    close_to(v[2], 50);
    close_to(v[4], 50 * exp(0.3));
    close_to(v[1], 70 * exp(0.2));
    assert_true(isnan(v[5]));
    assert_true(domar_unit_is_index("1995 = 100") && domar_unit_is_index("index") && !domar_unit_is_index("million hours"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(weights), cmocka_unit_test(unknown_parts), cmocka_unit_test(stocks),
                                        cmocka_unit_test(levels), cmocka_unit_test(volumes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
