/* The inventory model: at normal nothing moves by a bit, goods and stocks add up whatever is lost, less is lost
 * with more in stock, and what was lost comes back; what of a scenario it takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "model/inventory.h"
#include "model/outage.h"
#include "toy_series.h"
#include <string.h>

static domar_cx *cx;
static domar_series *series;
static const domar_table *t;
static const domar_inventory_rules usual = { false, 30, 3, 0.8, 20, 1.25, 100 };

static int set_up(void **state)
{
    const domar_conventions rows = { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP, DOMAR_INVENTORIES_KEEP };
    (void)state;
    if (domar_cx_new(&cx, NULL)) return 1;
    series = toy_series(cx, rows);
    if (!series) return 1;
    t = domar_series_table(series, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    domar_series_free(series);
    domar_cx_free(cx);
    return 0;
}

static domar_inventory *start(const domar_inventory_rules *rules)
{
    domar_inventory *m = NULL;
    assert_int_equal(domar_inventory_new(cx, &m, t, rules), DOMAR_OK);
    return m;
}

/* Days of output lost by all when industry 1 makes nothing for some days. */
static double lose(domar_inventory *m, size_t duration, size_t days)
{
    double lost[TOY_G * TOY_N] = { 0 }, sum = 0;
    lost[1] = 1;
    for (size_t day = 0; day < days; day++) {
        domar_inventory_day(m, day < duration ? lost : NULL, NULL);
        for (size_t p = 0; p < m->n; p++) sum += 1 - m->y[p];
        if (day < duration) assert_true(m->y[1] == 0);
    }
    return sum;
}

static void nothing_moves(void **state)
{
    (void)state;
    for (int by = 0; by < 2; by++) {
        domar_inventory_rules rules = usual;
        rules.by_supplier = by;
        domar_inventory *m = start(&rules);
        for (int day = 0; day < 500; day++) domar_inventory_day(m, NULL, NULL);
        for (size_t p = 0; p < m->n; p++) assert_true(m->y[p] == 1 && m->alpha[p] == 1);
        for (size_t at = 0; at < m->K * m->n; at++) assert_true(m->stock[at] == 30 && m->order[at] == 1);
        for (size_t b = 0; b < m->G; b++) assert_true(m->final[b] == 1);
        assert_true(m->lowest == 1);
        domar_inventory_free(m);
    }
}

static void goods_add_up(void **state)
{
    (void)state;
    for (int by = 0; by < 2; by++) {
        domar_inventory_rules rules = usual;
        rules.by_supplier = by;
        domar_inventory *m = start(&rules);
        assert_true(lose(m, 40, 120) > 40);
        assert_true(m->gap < 1e-13);
        assert_true(domar_inventory_imbalance(m) < 1e-11);
        assert_true(m->lowest >= 0 && m->lowest < 0.9);
        domar_inventory_free(m);
    }
}

/* A day's use is the least that can be held; stocks never fall below nothing. */
static void stocks_end_at_nothing(void **state)
{
    (void)state;
    domar_inventory_rules rules = usual;
    rules.by_supplier = true;
    rules.stored = rules.unstored = 1;
    rules.psi = 0;
    domar_inventory *m = start(&rules);
    lose(m, 60, 60);
    for (size_t at = 0; at < m->K * m->n; at++) assert_true(m->stock[at] >= 0);
    assert_true(m->gap < 1e-13);
    domar_inventory_free(m);
}

static void stocks_help(void **state)
{
    (void)state;
    double last = INFINITY;
    for (double days = 3; days < 30; days *= 2) {
        domar_inventory_rules rules = usual;
        rules.stored = days;
        domar_inventory *m = start(&rules);
        const double lost = lose(m, 20, 200);
        if (!(lost < last)) fail_msg("%g days of stock lose %.17g, fewer days %.17g", days, lost, last);
        last = lost;
        domar_inventory_free(m);
    }
    assert_true(last > 0);
}

static void comes_back(void **state)
{
    (void)state;
    domar_inventory *m = start(&usual);
    lose(m, 30, 3000);
    for (size_t p = 0; p < m->n; p++) assert_true(fabs(m->y[p] - 1) < 1e-9);
    for (size_t b = 0; b < m->G; b++) assert_true(fabs(m->final[b] - 1) < 1e-9);
    domar_inventory_free(m);
}

/* A closed link takes its orders from the supplier and its goods from the buyer, and nobody else's. */
static void a_link_closes(void **state)
{
    (void)state;
    bool closed[TOY_G * TOY_N * TOY_G] = { false };
    domar_inventory *m = start(&usual);
    closed[(0 * TOY_N + 2) * TOY_G + 1] = true;             /* economy 0 buys good 2 from economy 1 */
    domar_inventory_day(m, NULL, closed);
    const size_t seller = TOY_N + 2;
    double bought = 0;
    for (size_t p = 0; p < TOY_N; p++) bought += t->Z[seller * t->n + p];
    for (size_t c = 0; c < TOY_C; c++) bought += t->Y[seller * t->m + c];
    assert_true(bought > 0);
    for (size_t p = 0; p < m->n; p++)
        assert_true(fabs(m->y[p] - (p == seller ? 1 - bought / t->x[p] : 1)) < 1e-14);
    assert_true(m->final[1] == 1 && m->final[0] < 1);
    domar_inventory_free(m);
}

static domar_change change(const char *kind, double by, const char *const *economy, const char *const *industry,
                           const char *const *partner)
{
    return (domar_change){ .kind = kind, .how = DOMAR_BY, .value = by, .economy = { economy, economy != NULL },
                           .industry = { industry, industry != NULL }, .partner = { partner, partner != NULL }, .line = 7 };
}

static void lines_become_losses(void **state)
{
    static const char *const chn[] = { "CHN" }, *const row[] = { "ROW" }, *const a[] = { "a" }, *const b[] = { "b" };
    (void)state;
    const domar_change lines[] = { change("productivity", -20, chn, a, NULL), change("productivity", -50, chn, a, NULL),
                                   change("shut_down", 0, row, b, NULL), change("shut_down", 0, chn, b, row) };
    const domar_scenario s = { .path = "page", .changes = lines, .count = 4 };
    domar_outage o;
    assert_int_equal(domar_outage_new(cx, &o, t, &s), DOMAR_OK);
    for (size_t p = 0; p < t->n; p++)
        assert_true(fabs(o.lost[p] - (p == 0 ? 0.6 : p == TOY_N + 1 ? 1 : 0)) < 1e-15);
    assert_true(o.producers == 2 && o.links == 1 && o.closed[(0 * TOY_N + 1) * TOY_G + 1]);
    domar_outage_free(&o);
    const domar_change wrong[] = { change("tariff", 5, chn, a, row), change("productivity", 5, chn, a, NULL),
                                   change("shut_down", 0, chn, row, NULL) };
    for (size_t k = 0; k < 3; k++) {
        const domar_scenario bad = { .path = "page", .changes = wrong + k, .count = 1 };
        assert_int_equal(domar_outage_new(cx, &o, t, &bad), DOMAR_EDATA);
        assert_non_null(strstr(domar_cx_message(cx), "page, line 7: "));
        assert_null(o.lost);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_moves), cmocka_unit_test(goods_add_up), cmocka_unit_test(stocks_end_at_nothing),
        cmocka_unit_test(stocks_help), cmocka_unit_test(comes_back), cmocka_unit_test(a_link_closes),
        cmocka_unit_test(lines_become_losses) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
