/* laws/laws.c -- laws that every registered method obeys, for each of its grains and choices:
 * another unit of money, other names and orders, other numbers of threads, one economy instead of
 * all.  The accounts are awkward on purpose: industries without output, missing satellites,
 * negative inventories. */
#include "engine/registry.h"
#include "laws/compare.h"
#include "laws/economy.h"
#include "laws/variants.h"
#include <stdlib.h>

static const size_t lands[] = { 3, 0, 5, 1, 4, 2 }, trades[] = { 7, 2, 0, 5, 8, 1, 6, 3, 4 };
static const size_t alone[] = { 0 };

static const struct { const char *name; toy_economy economy; } cases[] = {
    { "world, output of rows, zero output kept",
      { .G = 6, .N = 9, .years = 2, .seed = 11, .money = 1, .satellites = true, .holes = true,
        .conventions = { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP,
                         DOMAR_INVENTORIES_KEEP } } },
    { "world, output as published, value added as given",
      { .G = 6, .N = 9, .years = 2, .seed = 12, .money = 1, .satellites = true, .holes = true,
        .conventions = { DOMAR_OUTPUT_PUBLISHED, DOMAR_VA_GIVEN, DOMAR_ZERO_MISSING,
                         DOMAR_INVENTORIES_KEEP } } },
    { "world, one year, no satellites",
      { .G = 6, .N = 9, .years = 1, .seed = 13, .money = 1,
        .conventions = { DOMAR_OUTPUT_COLUMNS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_MISSING,
                         DOMAR_INVENTORIES_SPREAD } } },
    { "national table",
      { .G = 1, .N = 9, .years = 2, .seed = 14, .money = 1, .satellites = true, .holes = true,
        .conventions = { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP,
                         DOMAR_INVENTORIES_KEEP } } },
};
enum { CASES = sizeof cases / sizeof *cases };

static size_t failed, compared, refused;

/* Methods on panels have a program of their own (panels.c). */
static bool on_tables(size_t m) { return !(domar_methods[m]->needs & DOMAR_NEEDS_PANEL); }

static domar_cx *new_cx(int threads, bool deterministic)
{
    const domar_settings settings = { .threads = threads, .deterministic = deterministic };
    domar_cx *cx = NULL;
    if (domar_cx_new(&cx, &settings)) abort();
    return cx;
}

static domar_series *new_series(domar_cx *cx, const toy_economy *e)
{
    domar_series *s = toy_economy_series(cx, e);
    if (s) return s;
    printf("the accounts cannot be made: %s\n", domar_cx_message(cx));
    exit(1);
}

static void broken(const char *law, const toy_variant *v, const char *where)
{
    failed++;
    printf("  BROKEN: %s: %s (%s)\n", law, v->name, where);
}

/* Two runs must end alike; true when there are two answers to compare. */
static bool alike(const char *law, const toy_variant *v, const char *where, domar_cx *cx,
                  domar_status a, domar_status b)
{
    if (a == DOMAR_OK && b == DOMAR_OK) return true;
    if (a == b) return false;
    broken(law, v, where);
    printf("    %s against %s: %s\n", domar_status_text(a), domar_status_text(b),
           domar_cx_message(cx));
    return false;
}

static void check_law(const char *law, const toy_variant *v, const char *where, domar_cx *cx,
                      domar_status st, const domar_result *base, const domar_series *other,
                      double factor)
{
    domar_result *r = NULL;
    const domar_status st_other = domar_run(cx, &r, v->method->id, other, v->params);
    if (alike(law, v, where, cx, st, st_other) &&
        !toy_same(v->method, base, r, factor, 1e-10, &compared))
        broken(law, v, where);
    domar_result_free(r);
}

/* A method may refuse a table that lacks what it needs, with a word; nothing else may fail.  A
 * row that the accounts do not have is a mistake of the one who asks. */
static void check_status(domar_cx *cx, const toy_variant *v, const char *where, domar_status st,
                         bool world)
{
    if (st == DOMAR_OK) {
        if (!world && (v->method->needs & DOMAR_NEEDS_WORLD))
            broken("answers a national table although it needs a world", v, where);
        return;
    }
    refused++;
    const char *name = v->params[1].name;
    const bool no_row = st == DOMAR_EUSAGE && name && strcmp(name, "row") == 0;
    /* What is counted flow by flow cannot be asked for in sums. */
    const bool no_sum = st == DOMAR_EUSAGE && strstr(domar_cx_message(cx), "do not sum");
    if ((st != DOMAR_EDATA && !no_row && !no_sum) || !*domar_cx_message(cx)) {
        broken("fails", v, where);
        printf("    %s: %s\n", domar_status_text(st), domar_cx_message(cx));
    }
}

/* Asking for one economy gives the rows that the whole answer has for it. */
static void check_filter(const toy_variant *v, const char *where, domar_cx *cx,
                         const domar_series *s)
{
    domar_result *all = NULL, *some = NULL;
    toy_variant asked = *v;
    size_t at = 1;
    while (asked.params[at].name) at++;
    asked.params[at] = (domar_pair){ "economy", "EAC" };
    if (domar_run(cx, &all, v->method->id, s, v->params)) return;
    const size_t rows = domar_result_rows(all), c = domar_result_find(all, "economy");
    size_t *kept = malloc((rows + 1) * sizeof *kept), count = 0;
    if (!kept) abort();
    for (size_t k = 0; c != SIZE_MAX && k < rows; k++)
        if (strcmp(domar_axis_code(domar_result_axis(all, c), domar_result_items(all, c)[k]),
                   "EAC") == 0)
            kept[count++] = k;
    const domar_status st = c == SIZE_MAX ? DOMAR_EUSAGE
                                          : domar_run(cx, &some, v->method->id, s, asked.params);
    if (c != SIZE_MAX && (st || domar_result_select(cx, all, kept, count) ||
                          !toy_same(v->method, some, all, 1, 1e-10, &compared))) {
        broken("filter", v, where);
        if (st) printf("    %s\n", domar_cx_message(cx));
    }
    free(kept);
    domar_result_free(all);
    domar_result_free(some);
}

static void units_and_labels(size_t k, bool *answered)
{
    const char *where = cases[k].name;
    toy_economy dear = cases[k].economy, moved = cases[k].economy;
    domar_cx *cx = new_cx(2, false);
    dear.money = 1000;
    moved.economies = dear.G > 1 ? lands : alone;
    moved.industries = trades;
    domar_series *base = new_series(cx, &cases[k].economy), *scaled = new_series(cx, &dear);
    domar_series *renamed = new_series(cx, &moved);
    toy_variant v;
    for (size_t m = 0; domar_methods[m]; m++)
        for (size_t i = 0; on_tables(m) && toy_variant_at(&v, domar_methods[m], i); i++) {
            domar_result *r = NULL;
            const domar_status st = domar_run(cx, &r, v.method->id, base, v.params);
            check_status(cx, &v, where, st, dear.G > 1);
            if (!v.method->laws.no_units) check_law("units", &v, where, cx, st, r, scaled, 1000);
            if (!v.method->laws.no_relabel) check_law("labels", &v, where, cx, st, r, renamed, 1);
            if (st == DOMAR_OK && dear.G > 1) check_filter(&v, where, cx, base);
            answered[m * 32 + v.grain] |= st == DOMAR_OK && domar_result_rows(r) > 0;
            domar_result_free(r);
        }
    domar_series_free(base);
    domar_series_free(scaled);
    domar_series_free(renamed);
    domar_cx_free(cx);
}

/* One thread against 2 and 4: within 1e-12, and the same bits where that was asked for. */
static void threads(const char *where, const toy_economy *e)
{
    domar_cx *cx[6];
    for (int k = 0; k < 6; k++) cx[k] = new_cx(1 << k % 3, k >= 3);
    domar_series *s = new_series(cx[0], e);
    toy_variant v;
    for (size_t m = 0; domar_methods[m]; m++)
        for (size_t i = 0; on_tables(m) && toy_variant_at(&v, domar_methods[m], i); i++) {
            domar_result *r[6] = { NULL };
            domar_status st[6];
            if (v.method->laws.no_threads) continue;
            for (int k = 0; k < 6; k++) st[k] = domar_run(cx[k], &r[k], v.method->id, s, v.params);
            for (int k = 1; k < 3; k++)
                if (alike("threads", &v, where, cx[k], st[0], st[k]) &&
                    !toy_same(v.method, r[0], r[k], 1, 1e-12, &compared))
                    broken("threads", &v, where);
            for (int k = 4; k < 6; k++)
                if (alike("deterministic", &v, where, cx[k], st[3], st[k]) &&
                    !toy_same_bits(r[3], r[k]))
                    broken("deterministic", &v, where);
            for (int k = 0; k < 6; k++) domar_result_free(r[k]);
        }
    domar_series_free(s);
    for (int k = 0; k < 6; k++) domar_cx_free(cx[k]);
}

static void print_exceptions(const domar_method *m)
{
    const struct { const char *law, *reason; } all[] = {
        { "units", m->laws.no_units }, { "labels", m->laws.no_relabel },
        { "threads", m->laws.no_threads } };
    for (size_t k = 0; k < 3; k++)
        if (all[k].reason) printf("  %s is exempt from %s: %s\n", m->id, all[k].law, all[k].reason);
}

int main(void)
{
    bool *answered = calloc(domar_method_count() * 32 + 1, sizeof *answered);
    const toy_economy large = { .G = 12, .N = 18, .years = 1, .seed = 15, .money = 1,
                                .satellites = true, .holes = true,
                                .conventions = cases[0].economy.conventions };
    if (!answered) abort();
    for (size_t m = 0; domar_methods[m]; m++) print_exceptions(domar_methods[m]);
    for (size_t k = 0; k < CASES; k++) units_and_labels(k, answered);
    threads("world of 216 industries", &large);
    for (size_t m = 0; domar_methods[m]; m++)
        for (size_t g = 0; on_tables(m) && domar_methods[m]->grains[g].name; g++)
            if (!answered[m * 32 + g]) {
                failed++;
                printf("  BROKEN: %s --by %s never answered\n", domar_methods[m]->id,
                       domar_methods[m]->grains[g].name);
            }
    printf("%zu methods, %zu numbers compared, %zu refusals with a word, %zu laws broken\n",
           domar_method_count(), compared, refused, failed);
    free(answered);
    return failed || !compared ? 1 : 0;
}
