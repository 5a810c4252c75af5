/* laws/schemes.c -- decompositions of exports agree where they must, splitting an economy and
 * grouping it back changes nothing, and a bloc of everybody exports nothing. */
#include "laws/economy.h"
#include "base/text.h"
#include <domar/domar.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { G = 5, N = 8, n = G * N, SPLIT = 2 };
static size_t failed, checked;
static domar_cx *cx;

static void equal(const char *what, const char *where, double a, double b, double scale)
{
    checked++;
    if (fabs(a - b) <= 1e-10 * fmax(fabs(b), scale)) return;
    failed++;
    printf("  BROKEN: %s, %s: %.15g against %.15g\n", what, where, a, b);
}

static domar_result *ask(const domar_series *series, const char *scheme, const char *by,
                         const char *bloc)
{
    const domar_pair params[] = { { "scheme", scheme }, { "by", by },
                                  { bloc ? "bloc" : NULL, bloc }, { NULL, NULL } };
    domar_result *r = NULL;
    if (domar_run(cx, &r, "chain.exports", series, params)) {
        printf("  BROKEN: %s by %s: %s\n", scheme, by, domar_cx_message(cx));
        exit(1);
    }
    return r;
}

static const char *code(const domar_result *r, const char *dimension, size_t row)
{
    const size_t c = domar_result_find(r, dimension);
    return domar_axis_code(domar_result_axis(r, c), domar_result_items(r, c)[row]);
}

/* Sum of an economy's terms whose codes begin so; list separated by commas, NULL: all. */
static double sum(const domar_result *r, const char *economy, const char *list)
{
    const double *value = domar_result_values(r, domar_result_find(r, "value"));
    double total = 0;
    for (size_t k = 0; k < domar_result_rows(r); k++) {
        const char *rest = list, *term = code(r, "term", k);
        char part[32];
        bool in = !list;
        if (strcmp(code(r, "economy", k), economy) != 0) continue;
        while (list && domar_next_part(&rest, part, sizeof part))
            in = in || strncmp(term, part, strlen(part)) == 0;
        if (in) total += value[k];
    }
    return total;
}

/* What all schemes say of an exporter, and the nine terms as sums of the sixteen. */
static void agree(const domar_series *series, const char *bloc)
{
    static const char *const groups[][2] = {
        { "dva_fin", "dva_fin" }, { "dva_int", "dva_int" }, { "rdv", "rdv" }, { "ddc", "ddc" },
        { "fva_fin", "ova_fin,mva_fin" }, { "fva_int", "ova_int,mva_int" }, { "fdc", "odc,mdc" },
        { "other", "other" } };
    domar_result *wwz = ask(series, "wwz", "economy", bloc), *kww = ask(series, "kww", "economy", bloc),
                 *ltv = ask(series, "ltv", "economy", bloc), *bm = ask(series, "bm", "economy", bloc);
    for (size_t k = 0; k < domar_result_rows(ltv); k++) {
        const char *g = code(ltv, "economy", k);
        const double exports = sum(wwz, g, NULL);
        if (strcmp(code(ltv, "term", k), "dva") != 0) continue;
        equal("domestic value added, wwz", g, sum(wwz, g, "dva,rdv"), sum(ltv, g, "dva"), exports);
        equal("domestic value added, kww", g, sum(kww, g, "dva,rdv"), sum(ltv, g, "dva"), exports);
        equal("domestic content twice, wwz", g, sum(wwz, g, "ddc"), sum(ltv, g, "ddc"), exports);
        equal("foreign content, kww", g, sum(kww, g, "fva,fdc"), sum(ltv, g, "fc"), exports);
        equal("domestic value added, bm", g, sum(bm, g, "dva"), sum(ltv, g, "dva"), exports);
        equal("its parts, bm", g, sum(bm, g, "vax,ref"), sum(bm, g, "dva"), exports);
        equal("what returns, bm", g, sum(bm, g, "ref"), sum(wwz, g, "rdv"), exports);
        equal("foreign content, bm", g, sum(bm, g, "fva,fdc"), sum(ltv, g, "fc"), exports);
        for (size_t c = 0; c < sizeof groups / sizeof *groups; c++)
            equal(groups[c][0], g, sum(kww, g, groups[c][0]), sum(wwz, g, groups[c][1]), exports);
    }
    domar_result_free(wwz);
    domar_result_free(kww);
    domar_result_free(ltv);
    domar_result_free(bm);
}

/* ---- an economy in two parts */

/* Which original row stands at row i of the split table, and how much of it. */
static size_t original(size_t i, double *part)
{
    const size_t g = i / N;
    *part = g == SPLIT ? 0.3 : g == SPLIT + 1 ? 0.7 : 1;
    return (g <= SPLIT ? g : g - 1) * N + i % N;
}

static domar_axis *split_axis(const domar_axis *axis)
{
    domar_item items[G + 1];
    domar_axis *out = NULL;
    for (size_t g = 0; g <= G; g++) {
        items[g] = domar_axis_item(axis, g <= SPLIT ? g : g - 1);
        if (g == SPLIT) items[g].code = "P1";
        if (g == SPLIT + 1) items[g].code = "P2";
    }
    if (domar_axis_new(cx, &out, items, G + 1)) exit(1);
    return out;
}

static domar_series *split(const domar_series *in)
{
    enum { P = (G + 1) * N };
    const domar_table *t = domar_series_table(in, 0);
    domar_axis *economies = split_axis(domar_series_axis(in, DOMAR_ECONOMIES));
    domar_series *out = NULL;
    domar_draft *d = NULL;
    double a, b;
    if (domar_series_new(cx, &out, domar_series_conventions(in)) ||
        domar_draft_new(cx, &d, t->year, economies, domar_series_axis(in, DOMAR_INDUSTRIES),
                        domar_series_axis(in, DOMAR_CATEGORIES),
                        domar_series_axis(in, DOMAR_FACTORS), NULL))
        exit(1);
    for (size_t i = 0; i < P; i++) {
        const size_t row = original(i, &a);
        d->x[i] = a * t->x[row];
        for (size_t j = 0; j < P; j++) {
            const size_t column = original(j, &b);
            d->Z[i * P + j] = a * b * t->Z[row * n + column];
        }
        for (size_t u = 0; u < (G + 1) * t->C; u++) {
            const size_t g = u / t->C, from = g <= SPLIT ? g : g - 1;
            b = g == SPLIT ? 0.3 : g == SPLIT + 1 ? 0.7 : 1;
            d->Y[i * (G + 1) * t->C + u] = a * b * t->Y[row * t->m + from * t->C + u % t->C];
        }
        for (size_t f = 0; f < t->factors; f++) d->V[f * P + i] = a * t->V[f * n + row];
    }
    if (domar_series_add(cx, out, d)) exit(1);
    domar_axis_free(economies);
    return out;
}

static void regroup(const domar_series *series)
{
    static const char *const schemes[] = { "kww", "wwz", "ltv", "bm", "my" };
    static const char *const grains[] = { "economy", "partner", "industry", "industry,partner" };
    const char *name = domar_axis_code(domar_series_axis(series, DOMAR_ECONOMIES), SPLIT);
    domar_series *parts = split(series);
    char bloc[64];
    snprintf(bloc, sizeof bloc, "%s=P1+P2", name);
    for (size_t s = 0; s < 5; s++)
        for (size_t k = 0; k < 4; k++) {
            domar_result *whole = ask(series, schemes[s], grains[k], NULL),
                         *again = ask(parts, schemes[s], grains[k], bloc);
            const double *a = domar_result_values(whole, domar_result_find(whole, "value")),
                         *b = domar_result_values(again, domar_result_find(again, "value"));
            if (domar_result_rows(whole) != domar_result_rows(again)) failed++;

            for (size_t row = 0; row < domar_result_rows(whole); row++)
                if (!isnan(a[row]) || !isnan(b[row]))
                    equal(schemes[s], grains[k], b[row], a[row], 10);
            domar_result_free(whole);
            domar_result_free(again);
        }
    domar_series_free(parts);
}

static void everybody(const domar_series *series)
{
    char bloc[128] = "ALL";
    const domar_axis *axis = domar_series_axis(series, DOMAR_ECONOMIES);
    for (size_t g = 0; g < G; g++) {
        strcat(bloc, g ? "+" : "=");
        strcat(bloc, domar_axis_code(axis, g));
    }
    for (int s = 0; s < 3; s++) {
        static const char *const schemes[] = { "kww", "wwz", "ltv" };
        domar_result *r = ask(series, schemes[s], "economy", bloc);
        const double *value = domar_result_values(r, domar_result_find(r, "value"));
        for (size_t k = 0; k < domar_result_rows(r); k++)
            equal("a bloc of everybody", schemes[s], value[k], 0, 1e-300);
        domar_result_free(r);
    }
}

int main(void)
{
    static const domar_conventions conventions[] = {
        { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP, DOMAR_INVENTORIES_KEEP },
        { DOMAR_OUTPUT_PUBLISHED, DOMAR_VA_GIVEN, DOMAR_ZERO_MISSING, DOMAR_INVENTORIES_KEEP } };
    if (domar_cx_new(&cx, NULL)) return 1;
    for (int c = 0; c < 2; c++) {
        const toy_economy spec = { .G = G, .N = N, .years = 1, .seed = 31, .money = 1,
                                   .holes = c == 1, .conventions = conventions[c] };
        domar_series *series = toy_economy_series(cx, &spec);
        if (!series) return 1;
        agree(series, NULL);
        agree(series, "PAIR=EAA+EAC");
        regroup(series);
        everybody(series);
        domar_series_free(series);
    }
    domar_cx_free(cx);
    printf("%zu numbers checked, %zu broken\n", checked, failed);
    return failed || !checked ? 1 : 0;
}
