/* laws/schemes.c -- decompositions of exports agree where they must, splitting an economy and
 * grouping it back changes nothing, a bloc of everybody exports nothing, and what is extracted is
 * what counts once at that border. */
#include "laws/economy.h"
#include "laws/split.h"
#include "base/text.h"
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
    if (fabs(a - b) <= 1e-10 * fmax(fabs(b), scale)) return;
    failed++;
    printf("  BROKEN: %s, %s: %.15g against %.15g\n", what, where, a, b);
}

/* how: "scheme", "scheme approach perspective", or a method with a dot. */
static domar_result *ask(const domar_series *series, const char *how, const char *by,
                         const char *bloc)
{
    char words[3][32] = { "", "source", "exporter" };
    domar_result *r = NULL;
    const bool exports = !strchr(how, '.');
    const int count = sscanf(how, "%31s %31s %31s", words[0], words[1], words[2]);
    domar_pair params[6] = { { "by", by } };
    size_t k = 1;
    if (bloc) params[k++] = (domar_pair){ "bloc", bloc };
    if (exports) params[k++] = (domar_pair){ "scheme", words[0] };
    if (count > 1) params[k++] = (domar_pair){ "approach", words[1] };
    if (count > 2) params[k++] = (domar_pair){ "perspective", words[2] };
    if (domar_run(cx, &r, exports ? "chain.exports" : how, series, params)) {
        printf("  BROKEN: %s by %s: %s\n", how, by, domar_cx_message(cx));
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

static void same_again(const domar_series *series, const domar_series *parts, const char *how,
                       const char *grain, const char *bloc)
{
    domar_result *whole = ask(series, how, grain, NULL), *again = ask(parts, how, grain, bloc);
    const double *a = domar_result_values(whole, domar_result_find(whole, "value")),
                 *b = domar_result_values(again, domar_result_find(again, "value"));
    if (domar_result_rows(whole) != domar_result_rows(again)) failed++;
    for (size_t row = 0; row < domar_result_rows(whole); row++)
        if (!isnan(a[row]) || !isnan(b[row])) equal(how, grain, b[row], a[row], 10);
    domar_result_free(whole);
    domar_result_free(again);
}

/* Which grains sum for whom: of the perspective's border and finer. */
static void regroup(const domar_series *series)
{
    enum { ALL = 15, PARTNER = 5, INDUSTRY = 9, BOTH = 1 };
    static const struct { const char *how; unsigned grains; } asked[] = {
        { "kww", ALL }, { "wwz", ALL }, { "ltv", ALL }, { "my", ALL }, { "bm source exporter", ALL },
        { "bm sink exporter", ALL }, { "bm source world", ALL }, { "bm sink world", ALL },
        { "bm source bilateral", PARTNER }, { "bm sink bilateral", PARTNER },
        { "bm source sector", INDUSTRY }, { "bm sink sector", INDUSTRY },
        { "bm source sector_bilateral", BOTH }, { "bm sink sector_bilateral", BOTH } };
    static const char *const grains[] = { "industry,partner", "economy", "partner", "industry" };
    const char *name = domar_axis_code(domar_series_axis(series, DOMAR_ECONOMIES), SPLIT);
    domar_series *parts = toy_split(cx, series, SPLIT, 0.3);
    char bloc[64];
    snprintf(bloc, sizeof bloc, "%s=P1+P2", name);
    for (size_t s = 0; s < sizeof asked / sizeof *asked; s++)
        for (size_t k = 0; k < 4; k++)
            if (asked[s].grains >> k & 1) same_again(series, parts, asked[s].how, grains[k], bloc);
    same_again(series, parts, "chain.imports", "economy", bloc);
    same_again(series, parts, "chain.imports", "partner", bloc);
    domar_series_free(parts);
}

/* ---- borders */

static void equal_terms(const char *what, const domar_result *a, const domar_result *b,
                        const char *term, size_t dims)
{
    static const char *const names[] = { "economy", "partner", "industry" };
    const double *x = domar_result_values(a, domar_result_find(a, "value")),
                 *y = domar_result_values(b, domar_result_find(b, "value"));
    for (size_t i = 0, j = 0; i < domar_result_rows(a); i++) {
        if (strcmp(code(a, "term", i), term) != 0) continue;
        while (j < domar_result_rows(b) && strcmp(code(b, "term", j), term) != 0) j++;
        if (j == domar_result_rows(b)) {
            failed++;
            printf("  BROKEN: %s, %s: a row less\n", what, term);
            return;
        }
        for (size_t d = 0; d < 3; d++)
            if (dims >> d & 1 && strcmp(code(a, names[d], i), code(b, names[d], j)) != 0) failed++;
        if (!isnan(x[i]) || !isnan(y[j])) equal(what, term, x[i], y[j], 10);
        j++;
    }
}

/* Extraction of a flow is what its own perspective calls value added; one border, one sum. */
static void borders(const domar_series *series, const char *bloc)
{
    static const char *const same[][4] = {              /* a, b, grain, terms */
        { "bm source exporter", "ltv", "economy", "dva,ddc" },
        { "bm source bilateral", "ltv", "partner", "dva,ddc" },
        { "bm source sector", "ltv", "industry", "dva,ddc" },
        { "bm source sector_bilateral", "ltv", "industry,partner", "dva,ddc" },
        { "bm source exporter", "my", "industry,partner", "dva,ddc,fva,fdc" },
        { "bm source exporter", "bm sink exporter", "economy", "dva,vax,ref,ddc,fva,fdc" },
        { "bm source bilateral", "bm sink bilateral", "partner", "dva,vax,ref,ddc,fva,fdc" },
        { "bm source sector", "bm sink sector", "industry", "dva,vax,ref,ddc,fva,fdc" },
        { "bm source exporter", "bm source world", "economy", "dva,vax,ref,ddc" },
        { "bm sink exporter", "bm sink world", "economy", "dva,vax,ref,ddc" } };
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
        domar_result *a = ask(series, same[k][0], same[k][2], bloc),
                     *b = ask(series, same[k][1], same[k][2], bloc);
        const char *rest = same[k][3];
        const size_t dims = strcmp(same[k][2], "economy") == 0 ? 1 : strcmp(same[k][2], "partner") == 0
                            ? 3 : strcmp(same[k][2], "industry") == 0 ? 5 : 7;
        char term[32];
        while (domar_next_part(&rest, term, sizeof term))
            equal_terms(same[k][1], a, b, term, dims);
        domar_result_free(a);
        domar_result_free(b);
    }
}

/* What all import is what all export. */
static void both_sides(const domar_series *series, const char *bloc)
{
    domar_result *imports = ask(series, "chain.imports", "economy", bloc),
                 *exports = ask(series, "my", "economy", bloc);
    const double *m = domar_result_values(imports, domar_result_find(imports, "value")),
                 *e = domar_result_values(exports, domar_result_find(exports, "value"));
    double bought = 0, sold = 0;
    for (size_t k = 0; k < domar_result_rows(imports); k++) bought += m[k];
    for (size_t k = 0; k < domar_result_rows(exports); k++) sold += e[k];
    equal("imports of all", "exports of all", bought, sold, 10);
    domar_result_free(imports);
    domar_result_free(exports);
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
        borders(series, NULL);
        borders(series, "PAIR=EAA+EAC");
        both_sides(series, NULL);
        both_sides(series, "PAIR=EAA+EAC");
        regroup(series);
        everybody(series);
        domar_series_free(series);
    }
    domar_cx_free(cx);
    printf("%zu numbers checked, %zu broken\n", checked, failed);
    return failed || !checked ? 1 : 0;
}
