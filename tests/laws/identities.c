/* laws/identities.c -- what must add up, between methods and within one, on made-up accounts in
 * which everybody produces, output is the rows' and value added the residual of the columns. */
#include "laws/economy.h"
#include "model/accounts.h"
#include <domar/domar.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { G = 5, N = 8, n = G * N };
static size_t failed, checked;
static domar_cx *cx;
static domar_series *series;

static void equal(const char *what, size_t at, double a, double b)
{
    checked++;
    if (fabs(a - b) <= 1e-10 * fmax(fabs(b), 1)) return;
    failed++;
    printf("  BROKEN: %s, %zu: %.15g against %.15g\n", what, at, a, b);
}

/* id and up to three parameters, "by=partner". */
static domar_result *ask(const char *id, const char *a, const char *b)
{
    char text[2][64] = { "", "" };
    domar_pair params[3] = { { NULL, NULL } };
    const char *const given[] = { a, b };
    size_t count = 0;
    for (int k = 0; k < 2; k++) {
        if (!given[k]) continue;
        snprintf(text[k], sizeof text[k], "%s", given[k]);
        char *cut = strchr(text[k], '=');
        if (!cut) abort();
        *cut = 0;
        params[count++] = (domar_pair){ text[k], cut + 1 };
    }
    domar_result *r = NULL;
    if (domar_run(cx, &r, id, series, params)) {
        printf("  BROKEN: %s: %s\n", id, domar_cx_message(cx));
        exit(1);
    }
    return r;
}

static const double *column(const domar_result *r, const char *name)
{
    const size_t c = domar_result_find(r, name);
    if (c != SIZE_MAX) return domar_result_values(r, c);
    printf("  BROKEN: no column %s\n", name);
    exit(1);
}

static double dot(const double *a, const double *b, size_t size)
{
    double s = 0;
    for (size_t k = 0; k < size; k++) s += a[k] * (b ? b[k] : 1);
    return s;
}

/* Value added travels u stages, final use d stages: both exhaust output.  What H and A count is
 * what the Ghosh and the Leontief inverse sum. */
static void positions(const domar_table *t)
{
    domar_result *up = ask("chain.upstreamness", NULL, NULL),
                 *down = ask("chain.downstreamness", NULL, NULL);
    domar_result *linkages = ask("accounts.linkages", NULL, NULL),
                 *m = ask("accounts.multipliers", NULL, NULL);
    domar_result *mean = ask("chain.upstreamness", "by=economy", NULL);
    const double *u = column(up, "upstreamness"), *d = column(down, "downstreamness");
    double f[n];
    domar_final_total(f, t);
    equal("value added times upstreamness is output", 0, dot(t->va, u, n), dot(t->x, NULL, n));
    equal("final use times downstreamness is output", 0, dot(f, d, n), dot(t->x, NULL, n));
    equal("the world's mean upstreamness is its mean downstreamness", 0, dot(t->x, u, n),
          dot(t->x, d, n));
    for (size_t i = 0; i < n; i++) {
        equal("forward linkage (Ghosh) is upstreamness", i, column(linkages, "forward")[i], u[i]);
        equal("backward linkage is downstreamness", i, column(linkages, "backward")[i], d[i]);
        equal("the output multiplier is downstreamness", i, column(m, "output")[i], d[i]);
        equal("the value-added multiplier of the world is one", i, column(m, "value_added")[i], 1);
    }
    for (size_t g = 0; g < G; g++)
        equal("mean upstreamness", g, column(mean, "upstreamness")[g],
              dot(t->x + g * N, u + g * N, N) / dot(t->x + g * N, NULL, N));
    domar_result_free(up);
    domar_result_free(down);
    domar_result_free(linkages);
    domar_result_free(m);
    domar_result_free(mean);
}

/* Whatever is exported or finally used has been earned by somebody, once. */
static void value_added(const domar_table *t, const char *in, bool exports)
{
    domar_result *fine = ask("chain.value_added", "by=industry", in);
    domar_result *partner = ask("chain.value_added", "by=partner", in);
    domar_result *economy = ask("chain.value_added", "by=economy", in);
    const double *v = column(fine, "value"), *p = column(partner, "value");
    double e[n], F[n * G], by_origin[n] = { 0 };
    domar_exports(e, t);
    domar_final_by_economy(F, t);
    for (size_t r = 0; r < G; r++) {
        double total = 0;
        for (size_t i = 0; i < n; i++) {
            total += exports ? (i / N == r ? e[i] : 0) : F[i * G + r];
            by_origin[i] += v[r * n + i];
        }
        equal("value added by partner adds up", r, dot(p + r * G, NULL, G), total);
        equal("total", r, column(economy, "total")[r], total);
        equal("domestic value added", r, column(economy, "domestic")[r], p[r * G + r]);
        equal("foreign value added", r, column(economy, "foreign")[r], total - p[r * G + r]);
        for (size_t s = 0; s < G; s++)
            equal("value added by industry adds up", r * G + s, dot(v + r * n + s * N, NULL, N),
                  p[r * G + s]);
    }
    for (size_t i = 0; !exports && i < n; i++)
        equal("all value added is finally used", i, by_origin[i], t->va[i]);
    domar_result_free(fine);
    domar_result_free(partner);
    domar_result_free(economy);
}

static void vax_and_footprints(const domar_table *t)
{
    domar_result *used = ask("chain.value_added", "by=partner", "in=final_demand");
    domar_result *economy = ask("chain.value_added", "by=economy", NULL);
    domar_result *footprint = ask("accounts.footprint", "by=economy", NULL);
    domar_result *carbon = ask("accounts.footprint", "by=economy", "row=CO2");
    const double *p = column(used, "value");
    const size_t co2 = domar_axis_find(domar_series_axis(series, DOMAR_SATELLITES), "CO2");
    for (size_t s = 0; s < G; s++) {
        double abroad = 0;
        for (size_t r = 0; r < G; r++) abroad += r == s ? 0 : p[r * G + s];
        equal("VAX is value added in the final demand of the others", s, column(economy, "vax")[s],
              abroad);
    }
    for (size_t k = 0; k < G * G; k++)
        equal("the footprint of value added is value added by origin", k,
              column(footprint, "value")[k], p[k]);
    equal("carbon footprints sum to emissions", 0, dot(column(carbon, "value"), NULL, G * G),
          dot(t->S + co2 * n, NULL, n));
    domar_result_free(used);
    domar_result_free(economy);
    domar_result_free(footprint);
    domar_result_free(carbon);
}

/* Shares of a user add up to one, and the finer answer to the coarser one. */
static void dependence(void)
{
    domar_result *users = ask("chain.dependence", NULL, NULL),
                 *economies = ask("chain.dependence", "by=economy", NULL);
    domar_result *suppliers = ask("chain.dependence", "by=supplier", NULL);
    domar_result *choke = ask("chain.dependence", "by=choke", "suppliers=100");
    double listed[n * G] = { 0 };
    for (int c = 0; c < 2; c++) {
        const char *name = c ? "total" : "direct";
        for (size_t j = 0; j < n; j++)
            equal("shares of an industry's suppliers", j,
                  dot(column(users, name) + j * G, NULL, G), 1);
        for (size_t k = 0; k < G * G; k++)
            equal("suppliers' industries add up", k, dot(column(suppliers, name) + k * N, NULL, N),
                  column(economies, name)[k]);
    }
    const uint32_t *codes[4];
    for (size_t c = 0; c < 4; c++)
        codes[c] = domar_result_items(choke, c + 1); /* after the year */
    for (size_t k = 0; k < domar_result_rows(choke); k++)
        listed[(codes[0][k] * N + codes[1][k]) * G + codes[2][k]] += column(choke, "total")[k];
    for (size_t k = 0; k < n * G; k++)
        if (k / G / N != k % G)
            equal("all foreign suppliers are listed", k, listed[k], column(users, "total")[k]);
    for (size_t k = 0; k < n * G; k++) {
        const double hhi = column(users, "hhi")[k];
        equal("concentration lies between equal shares and one", k,
              hhi >= 1.0 / (G - 1) && hhi <= 1, 1);
    }
    domar_result_free(users);
    domar_result_free(economies);
    domar_result_free(suppliers);
    domar_result_free(choke);
}

/* Leontief's prices and Ghosh's outputs are one model in two languages [dietzenbacher1997]; what
 * is put in comes out with final users; parts of a price are the value added of its origins. */
static void prices(const domar_table *t)
{
    domar_result *all = ask("accounts.prices", "change=7", NULL);
    domar_result *wage = ask("accounts.prices", "row=lab", "from_economy=EAB");
    domar_result *supply = ask("accounts.ghosh", "by=effect", "row=lab");
    domar_result *wages = ask("accounts.prices", "row=lab", NULL);
    domar_result *parts = ask("accounts.prices", "row=lab", "by=partner");
    domar_result *world = ask("accounts.prices", "row=lab", "by=economy");
    domar_result *held = ask("accounts.prices", "shock=price", "change=3");
    domar_result *ghosh = ask("accounts.ghosh", NULL, NULL);
    domar_result *reach = ask("accounts.ghosh", "by=partner", NULL);
    domar_result *up = ask("chain.upstreamness", NULL, NULL);
    const double *labour = domar_row_of_kind(t, DOMAR_LABOUR, NULL);
    for (size_t i = 0; i < n; i++) {
        equal("all value added dearer: every price as much", i, column(all, "total")[i], 7);
        equal("all prices given", i, column(held, "total")[i], 3);
        equal("Ghosh's change of output is Leontief's of the price", i,
              column(supply, "per_cent")[i], column(wages, "total")[i]);
        equal("parts of a price by origin", i, dot(column(parts, "total") + i * G, NULL, G),
              column(wages, "total")[i]);
        equal("one economy's wages", i, column(wage, "total")[i],
              column(parts, "total")[i * G + 1]);
        equal("row sum of the Ghosh inverse", i, column(ghosh, "total")[i],
              column(up, "upstreamness")[i]);
        equal("its parts by economy", i, dot(column(reach, "value") + i * G, NULL, G),
              column(ghosh, "total")[i]);
        equal("its own economy", i, column(reach, "value")[i * G + i / N],
              column(ghosh, "domestic")[i]);
    }
    equal("what is put in comes out", 0, dot(column(supply, "final"), NULL, n),
          0.1 * dot(labour, NULL, n));
    double paid = 0, F[n * G];
    domar_final_by_economy(F, t);
    for (size_t g = 0; g < G; g++) {
        double spent = 0;
        for (size_t i = 0; i < n; i++) spent += F[i * G + g];
        paid += column(world, "final")[g] / 100 * spent;
    }
    equal("final users pay it", 0, paid, 0.1 * dot(labour, NULL, n));
    domar_result *const results[] = { all,   wage, supply, wages, parts,
                                      world, held, ghosh,  reach, up };
    for (size_t k = 0; k < sizeof results / sizeof *results; k++) domar_result_free(results[k]);
}

int main(void)
{
    const toy_economy spec = { .G = G, .N = N, .years = 1, .seed = 21, .money = 1,
        .satellites = true, .conventions = { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP,
                                             DOMAR_INVENTORIES_KEEP } };
    if (domar_cx_new(&cx, NULL) || !(series = toy_economy_series(cx, &spec))) return 1;
    const domar_table *t = domar_series_table(series, 0);
    positions(t);
    value_added(t, "in=exports", true);
    value_added(t, "in=final_demand", false);
    vax_and_footprints(t);
    dependence();
    prices(t);
    domar_series_free(series);
    domar_cx_free(cx);
    printf("%zu identities checked, %zu broken\n", checked, failed);
    return failed || !checked ? 1 : 0;
}
