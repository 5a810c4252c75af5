/* laws/tiva.c -- trade in value added: indicators add up over partners, industries and the world,
 * one economy's export is another's import, and it does not matter whether a neighbour counts as
 * one economy or as two of its own kind. */
#include "laws/economy.h"
#include "laws/split.h"
#include "table/aggregate.h"
#include <domar/domar.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { G = 5, N = 8, SPLIT = 2 };
static size_t failed, checked;
static domar_cx *cx;

static void equal(const char *what, const char *where, double a, double b, double scale)
{
    checked++;
    if (isnan(a) && isnan(b)) return;
    if (fabs(a - b) <= 1e-10 * fmax(fabs(b), scale)) return;
    failed++;
    printf("  BROKEN: %s, %s: %.15g against %.15g\n", what, where, a, b);
}

/* An answer with the codes of its rows found once. */
struct answer { domar_result *r; const double *value; size_t dims[4]; };
enum { ECONOMY, INDUSTRY, PARTNER, INDICATOR };

static struct answer ask(const domar_series *series, const char *id, const char *by, const char *in)
{
    static const char *const names[] = { "economy", "industry", "partner", "indicator" };
    const domar_pair params[3] = { { "by", by }, { in ? "in" : NULL, in } };
    struct answer a = { 0 };
    if (domar_run(cx, &a.r, id, series, params)) {
        printf("  BROKEN: %s by %s: %s\n", id, by, domar_cx_message(cx));
        exit(1);
    }
    const size_t value = domar_result_find(a.r, "value");
    a.value = value == SIZE_MAX ? NULL : domar_result_values(a.r, value);
    for (size_t d = 0; d < 4; d++) a.dims[d] = domar_result_find(a.r, names[d]);
    return a;
}

static const char *code(const struct answer *a, size_t dim, size_t row)
{
    return domar_axis_code(domar_result_axis(a->r, a->dims[dim]),
                           domar_result_items(a->r, a->dims[dim])[row]);
}

/* Sum over the rows with these codes (NULL: all) and the number of them. */
static double sum(const struct answer *a, const char *const want[4], size_t *count)
{
    uint32_t item[4] = { 0 };
    double total = 0;
    *count = 0;
    for (size_t d = 0; d < 4; d++) {
        if (!want[d] || a->dims[d] == SIZE_MAX) continue;
        const size_t at = domar_axis_find(domar_result_axis(a->r, a->dims[d]), want[d]);
        if (at == SIZE_MAX) return NAN;
        item[d] = (uint32_t)at;
    }
    for (size_t k = 0; k < domar_result_rows(a->r); k++) {
        bool in = true;
        for (size_t d = 0; d < 4 && in; d++)
            in = !want[d] || a->dims[d] == SIZE_MAX ||
                 domar_result_items(a->r, a->dims[d])[k] == item[d];
        if (!in) continue;
        total += a->value[k];
        ++*count;
    }
    return total;
}

static double pick(const struct answer *a, const char *economy, const char *industry,
                   const char *partner, const char *indicator)
{
    size_t count;
    const char *const want[4] = { economy, industry, partner, indicator };
    const double value = sum(a, want, &count);
    if (count) return value;
    failed++;
    printf("  BROKEN: no row %s %s %s %s\n", economy ? economy : "*", industry ? industry : "*",
           partner ? partner : "*", indicator ? indicator : "*");
    return NAN;
}

/* ---- within a row, and between the two sides of a flow */
struct sum_law { const char *whole, *part[3]; double sign[3]; };
static const struct sum_law sums[] = {
    { "EXGR", { "EXGR_FNL", "EXGR_INT" }, { 1, 1 } },
    { "IMGR", { "IMGR_FNL", "IMGR_INT" }, { 1, 1 } },
    { "BALGR", { "EXGR", "IMGR" }, { 1, -1 } },
    { "EXGR_DVA", { "EXGR_DDC", "EXGR_IDC", "EXGR_RIM" }, { 1, 1, 1 } },
    { "EXGR_DVASH", { "EXGR_INTDVASH", "EXGR_FNLDVASH" }, { 1, 1 } },
    { "BALVAFD", { "FFD_DVA", "DFD_FVA" }, { 1, -1 } },
    { "EXGR", { "EXGR_DVA", "EXGR_FVA" }, { 1, 1 } } };      /* the last: closed tables only */
enum { SUMS = sizeof sums / sizeof *sums };

static void rows_add_up(const domar_series *series, const char *by, bool closed)
{
    struct answer a = ask(series, "chain.tiva", by, NULL);
    size_t terms = 0;
    const size_t rows = domar_result_rows(a.r);
    while (terms < rows && (!terms || strcmp(code(&a, INDICATOR, terms),
                                             code(&a, INDICATOR, 0)) != 0))
        terms++;
    for (size_t k = 0; k + terms <= rows; k += terms) {
        double given[64];
        const domar_axis *axis = domar_result_axis(a.r, a.dims[INDICATOR]);
        for (size_t t = 0; t < terms; t++)
            given[domar_result_items(a.r, a.dims[INDICATOR])[k + t]] = a.value[k + t];
        for (size_t s = 0; s < SUMS - (closed ? 0u : 1u); s++) {
            double level = 0;
            for (size_t q = 0; q < 3 && sums[s].part[q]; q++)
                level += sums[s].sign[q] * given[domar_axis_find(axis, sums[s].part[q])];
            equal(sums[s].whole, by, given[domar_axis_find(axis, sums[s].whole)], level, 10);
        }
    }
    domar_result_free(a.r);
}

static void mirrored(const domar_series *series)
{
    static const char *const pairs[][2] = {
        { "EXGR", "IMGR" }, { "EXGR_INT", "IMGR_INT" }, { "FFD_DVA", "DFD_FVA" },
        { "DEXFVA_LEVEL", "FEXDVA_LEVEL" } };
    struct answer a = ask(series, "chain.tiva", "industry,partner", NULL);
    for (size_t k = 0; k < domar_result_rows(a.r); k++)
        for (size_t q = 0; q < sizeof pairs / sizeof *pairs; q++)
            if (strcmp(code(&a, INDICATOR, k), pairs[q][0]) == 0)
                equal(pairs[q][0], "seen by the partner", a.value[k],
                      pick(&a, code(&a, PARTNER, k), code(&a, INDUSTRY, k), code(&a, ECONOMY, k),
                           pairs[q][1]), 10);
    domar_result_free(a.r);
}

/* ---- over partners, industries, the world */
static void coarser(const domar_series *series)
{
    static const char *const levels[] = {
        "EXGR", "IMGR", "BALGR", "EXGR_DVA", "EXGR_DDC", "EXGR_IDC", "EXGR_RIM", "EXGR_FVA",
        "EXGR_INTDVA", "IMGR_DVA", "REII", "DEXFVA_LEVEL", "FEXDVA_LEVEL", "FFD_DVA",
        "DFD_FVA", "BALVAFD" };
    struct answer fine = ask(series, "chain.tiva", "industry,partner", NULL),
                  industry = ask(series, "chain.tiva", "industry", NULL),
                  partner = ask(series, "chain.tiva", "partner", NULL),
                  economy = ask(series, "chain.tiva", "economy", NULL);
    const domar_axis *economies = domar_series_axis(series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(series, DOMAR_INDUSTRIES);
    for (size_t l = 0; l < sizeof levels / sizeof *levels; l++)
        for (size_t g = 0; g < G; g++) {
            const char *c = domar_axis_code(economies, g);
            const double whole = pick(&economy, c, NULL, NULL, levels[l]);
            equal(levels[l], "over industries", pick(&industry, c, NULL, NULL, levels[l]), whole,
                  10);
            equal(levels[l], "over partners", pick(&partner, c, NULL, NULL, levels[l]), whole, 10);
            for (size_t i = 0; i < N; i++) {
                const char *k = domar_axis_code(industries, i);
                equal(levels[l], "an industry over partners", pick(&fine, c, k, NULL, levels[l]),
                      pick(&industry, c, k, NULL, levels[l]), 10);
            }
        }
    equal("gross balances", "of the world", pick(&economy, NULL, NULL, NULL, "BALGR"), 0, 1e3);
    equal("balances of value added", "of the world", pick(&economy, NULL, NULL, NULL, "BALVAFD"),
          0, 1e3);
    equal("forward", "backward", pick(&economy, NULL, NULL, NULL, "FEXDVA_LEVEL"),
          pick(&economy, NULL, NULL, NULL, "DEXFVA_LEVEL"), 10);
    static const char *const shares[] = { "EXGRPSH", "IMGRPSH", "EXGR_DVAPSH", "FFD_DVAPSH",
                                          "DFD_FVAPSH", "EXGR_INTDVAPSH" };
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++)
        for (size_t g = 0; g < G; g++)
            equal(shares[s], "over partners",
                  pick(&partner, domar_axis_code(economies, g), NULL, NULL, shares[s]), 100, 1);
    domar_result_free(fine.r);
    domar_result_free(industry.r);
    domar_result_free(partner.r);
    domar_result_free(economy.r);
}

/* What others call the same: exports' value added, what others finally use. */
static void neighbours(const domar_series *series)
{
    static const char *const same[][2] = { { "EXGR_DVA", "domestic" }, { "EXGR_FVA", "foreign" },
                                           { "FFD_DVA", "vax" }, { "EXGR", "total" } };
    struct answer tiva = ask(series, "chain.tiva", "economy", NULL),
                  origin = ask(series, "chain.value_added", "economy", NULL);
    for (size_t s = 0; s < sizeof same / sizeof *same; s++) {
        const double *value =
            domar_result_values(origin.r, domar_result_find(origin.r, same[s][1]));
        for (size_t g = 0; g < domar_result_rows(origin.r); g++)
            equal(same[s][0], same[s][1],
                  pick(&tiva, code(&origin, ECONOMY, g), NULL, NULL, same[s][0]), value[g], 10);
    }
    for (size_t g = 0; g < domar_result_rows(origin.r); g++) {
        const char *c = code(&origin, ECONOMY, g);
        const double earned = pick(&tiva, c, NULL, NULL, "VALU");
        equal("value added", "finally used", pick(&tiva, c, NULL, NULL, "FD_VA"), earned, 10);
        equal("value added", "used here or abroad", pick(&tiva, c, NULL, NULL, "DXD_DVA") +
              pick(&tiva, c, NULL, NULL, "FFD_DVA"), earned, 10);
        equal("output", "sold here or abroad", pick(&tiva, c, NULL, NULL, "DOM") +
              pick(&tiva, c, NULL, NULL, "EXGR"), pick(&tiva, c, NULL, NULL, "PROD"), 10);
    }
    domar_result_free(tiva.r);
    domar_result_free(origin.r);
}

/* ---- an economy in two parts */

/* The sum over what the code stands for in the split table. */
static double parts_of(const struct answer *b, const char *economy, const char *industry,
                       const char *partner, const char *indicator, const char *name)
{
    static const char *const halves[] = { "P1", "P2" };
    const bool first = economy && strcmp(economy, name) == 0,
               second = partner && strcmp(partner, name) == 0;
    double total = 0;
    for (size_t i = 0; i < (first ? 2u : 1u); i++)
        for (size_t j = 0; j < (second ? 2u : 1u); j++)
            total += pick(b, first ? halves[i] : economy, industry, second ? halves[j] : partner,
                          indicator);
    return total;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Others see no difference, but for exports between the halves (FEXDVA); with a partner, levels
 * and shares of all partners are sums over the halves, shares of a row are not. */
static void others_see_nothing(const domar_series *series, const domar_series *halves,
                               const char *by, const char *name)
{
    struct answer a = ask(series, "chain.tiva", by, NULL), b = ask(halves, "chain.tiva", by, NULL);
    const bool industry = a.dims[INDUSTRY] != SIZE_MAX, partner = a.dims[PARTNER] != SIZE_MAX;
    for (size_t k = 0; k < domar_result_rows(a.r); k++) {
        const char *term = code(&a, INDICATOR, k), *c = code(&a, ECONOMY, k);
        const char *p = partner ? code(&a, PARTNER, k) : NULL;
        static const char *const own[] = { "EXGR", "EXGR_FNL", "EXGR_INT", "IMGR", "IMGR_FNL",
                                           "IMGR_INT", "BALGR", "FFD_DVA", "DFD_FVA", "BALVAFD" };
        bool sums_up = strcmp(c, name) != 0;
        for (size_t o = 0; partner && !sums_up && o < sizeof own / sizeof *own; o++)
            sums_up = strcmp(term, own[o]) == 0;
        const size_t length = strlen(term);
        const bool of_row = strcmp(term, "IMGRINT_REII") == 0 ||
                            (length > 3 && strcmp(term + length - 2, "SH") == 0 &&
                             strcmp(term + length - 3, "PSH") != 0);
        if (!sums_up || starts(term, "FEXDVA") || (of_row && p && strcmp(p, name) == 0)) continue;
        equal(term, by, parts_of(&b, c, industry ? code(&a, INDUSTRY, k) : NULL, p, term, name),
              a.value[k], 10);
    }
    domar_result_free(a.r);
    domar_result_free(b.r);
}

/* Value added in what one economy finally uses or exports, by origin; exports between the halves
 * are new exports of theirs. */
static void origins(const domar_series *series, const domar_series *halves, const char *in,
                    const char *name)
{
    struct answer a = ask(series, "chain.value_added", "partner", in),
                  b = ask(halves, "chain.value_added", "partner", in);
    for (size_t k = 0; k < domar_result_rows(a.r); k++) {
        const char *c = code(&a, ECONOMY, k), *p = code(&a, PARTNER, k);
        if (strcmp(in, "exports") == 0 && strcmp(c, name) == 0) continue;
        equal("value added by origin", in, parts_of(&b, c, NULL, p, NULL, name), a.value[k], 10);
    }
    domar_result_free(a.r);
    domar_result_free(b.r);
}

static void all_again(const domar_series *series, const domar_series *again, const char *id,
                      const char *by, const char *in)
{
    struct answer a = ask(series, id, by, in), b = ask(again, id, by, in);
    if (domar_result_rows(a.r) != domar_result_rows(b.r)) {
        failed++;
        printf("  BROKEN: %s by %s: another number of rows after grouping\n", id, by);
    }
    for (size_t c = 0; c < domar_result_columns(a.r); c++) {
        if (!domar_result_values(a.r, c)) continue;
        const double *x = domar_result_values(a.r, c), *y = domar_result_values(b.r, c);
        for (size_t k = 0; k < domar_result_rows(a.r); k++) equal(id, by, y[k], x[k], 10);
    }
    domar_result_free(a.r);
    domar_result_free(b.r);
}

static domar_series *group_back(const domar_series *halves, const char *name)
{
    const domar_axis *axis = domar_series_axis(halves, DOMAR_ECONOMIES);
    char list[256] = "source,target,weight\n";
    size_t size = strlen(list);
    domar_concordance *map = NULL;
    domar_series *out = NULL;
    for (size_t g = 0; g <= G; g++) {
        const char *from = domar_axis_code(axis, g);
        const bool half = g == SPLIT || g == SPLIT + 1;
        size += (size_t)snprintf(list + size, sizeof list - size, "%s,%s,1\n", from,
                                 half ? name : from);
    }
    if (domar_concordance_new(cx, &map, axis, list, size, "halves") ||
        domar_series_aggregate(cx, &out, halves, map, NULL)) {
        printf("the halves cannot be grouped: %s\n", domar_cx_message(cx));
        exit(1);
    }
    domar_concordance_free(map);
    return out;
}

static void split_and_group(const domar_series *series)
{
    static const char *const grains[] = { "industry", "economy", "partner", "industry,partner" };
    const char *name = domar_axis_code(domar_series_axis(series, DOMAR_ECONOMIES), SPLIT);
    domar_series *halves = toy_split(cx, series, SPLIT, 0.3), *again = group_back(halves, name);
    for (size_t k = 0; k < 4; k++) {
        others_see_nothing(series, halves, grains[k], name);
        all_again(series, again, "chain.tiva", grains[k], NULL);
    }
    origins(series, halves, "exports", name);
    origins(series, halves, "final_demand", name);
    for (size_t k = 0; k < 3; k++) {
        all_again(series, again, "chain.value_added", grains[k], "exports");
        all_again(series, again, "chain.value_added", grains[k], "final_demand");
    }
    domar_series_free(halves);
    domar_series_free(again);
}

int main(void)
{
    static const domar_conventions conventions[] = {
        { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP, DOMAR_INVENTORIES_KEEP },
        { DOMAR_OUTPUT_PUBLISHED, DOMAR_VA_GIVEN, DOMAR_ZERO_KEEP, DOMAR_INVENTORIES_KEEP } };
    if (domar_cx_new(&cx, NULL)) return 1;
    for (int c = 0; c < 2; c++) {
        const toy_economy spec = { .G = G, .N = N, .years = 1, .seed = 41, .money = 1,
                                   .holes = c == 1, .conventions = conventions[c] };
        domar_series *series = toy_economy_series(cx, &spec);
        if (!series) return 1;
        rows_add_up(series, "industry,partner", c == 0);
        rows_add_up(series, "partner", c == 0);
        rows_add_up(series, "industry", c == 0);
        rows_add_up(series, "economy", c == 0);
        mirrored(series);
        coarser(series);
        if (c == 0) neighbours(series);
        split_and_group(series);
        domar_series_free(series);
    }
    domar_cx_free(cx);
    printf("%zu numbers checked, %zu broken\n", checked, failed);
    return failed || !checked ? 1 : 0;
}
