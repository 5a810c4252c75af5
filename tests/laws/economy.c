/* laws/economy.c -- made-up accounts. */
#include "laws/economy.h"
#include <math.h>
#include <stdio.h>

enum { HOUSEHOLDS, GOVERNMENT, INVESTMENT, INVENTORIES, WORLD_USES, EXPORTS = WORLD_USES, IMPORTS,
       NATIONAL_USES };
enum { LABOUR, CAPITAL, TAXES, FACTORS };
enum { JOBS, HOURS, STOCK, INCOME, CO2, PRICES, HIGH, LOW, HIGH_PAY, LOW_PAY, SATELLITES };

static const domar_item uses[] = {
    { "hh", "Households", "居民", DOMAR_HOUSEHOLDS, "" },
    { "gov", "Government", "政府", DOMAR_GOVERNMENT, "" },
    { "inv", "Investment", "投资", DOMAR_INVESTMENT, "" },
    { "stk", "Inventories", "存货", DOMAR_INVENTORIES, "" },
    { "exp", "Exports", "出口", DOMAR_EXPORTS, "" },
    { "imp", "Imports", "进口", DOMAR_IMPORTS, "" } };
static const domar_item factors[] = {
    { "lab", "Labour", "劳动", DOMAR_LABOUR, "" }, { "cap", "Capital", "资本", DOMAR_CAPITAL, "" },
    { "tax", "Taxes on products", "产品税", DOMAR_TAX_PRODUCTS, "" } };
static const domar_item satellites[] = {
    { "EMP", "Jobs", "就业", DOMAR_JOBS, "thousand" },
    { "HRS", "Hours", "工时", DOMAR_HOURS, "million hours" },
    { "K", "Capital stock", "资本存量", DOMAR_STOCK, "" },
    { "LAB", "Labour income", "劳动报酬", DOMAR_MONEY, "" },
    { "CO2", "Carbon dioxide", "二氧化碳", DOMAR_EMISSION, "kilotonnes" },
    { "GO_P", "Prices", "价格", DOMAR_PRICE, "2000 = 100" },
    { "H_HS", "Hours of the skilled", "高技能工时", DOMAR_HOURS, "million hours" },
    { "H_LS", "Hours of the unskilled", "低技能工时", DOMAR_HOURS, "million hours" },
    { "LABHS", "Income of the skilled", "高技能劳动报酬", DOMAR_MONEY, "" },
    { "LABLS", "Income of the unskilled", "低技能劳动报酬", DOMAR_MONEY, "" } };
static const char *const sectors[] = { "AGR", "MIN", "MAN", "MAN", "EGW", "CON", "TRD", "TRA",
                                       "ICT", "FIN", "REA", "BUS", "PUB", "OTH" };

/* A number in [0, 1) that depends on all of these and nothing else. */
static double number(const toy_economy *e, int year, size_t a, size_t b, size_t what)
{
    uint64_t h = e->seed + (uint64_t)year;
    const uint64_t parts[] = { a, b, what };
    for (int k = 0; k < 3; k++) {
        h += parts[k] + 0x9e3779b97f4a7c15u;
        h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
        h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
        h ^= h >> 31;
    }
    return (double)(h >> 11) * 0x1p-53;
}

/* Which original row stands at row i. */
static size_t original(const toy_economy *e, size_t i)
{
    const size_t g = i / e->N, k = i % e->N;
    return (e->economies ? e->economies[g] : g) * e->N + (e->industries ? e->industries[k] : k);
}

/* Two originals produce nothing: one still buys inputs, the other is not there at all. */
static bool idle(const toy_economy *e, size_t o)
{
    return e->holes && (o == 2 || o == e->N + 1 || (e->G == 1 && o == 4));
}
static bool absent(const toy_economy *e, size_t o) { return idle(e, o) && o != 2; }

static void fill_flows(domar_draft *d, const toy_economy *e)
{
    const size_t n = e->G * e->N;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            const size_t a = original(e, i), b = original(e, j);
            const double u = number(e, d->year, a, b, 1), home = a / e->N == b / e->N ? 1 : 0.08;
            const bool none = u < 0.15 || idle(e, a) || absent(e, b);
            d->Z[i * n + j] = none ? 0 : e->money * home * (0.2 + 10 * u * u * u);
        }
}

static void fill_uses(domar_draft *d, const toy_economy *e)
{
    const size_t n = e->G * e->N, C = e->G == 1 ? NATIONAL_USES : WORLD_USES, m = e->G * C;
    static const double parts[] = { 0.55, 0.15, 0.2, 0 };
    for (size_t i = 0; i < n; i++) {
        const size_t a = original(e, i);
        double sold = 0, bought = 0;
        for (size_t j = 0; j < n; j++) {
            sold += d->Z[i * n + j];
            bought += d->Z[j * n + i];
        }
        const double final = fmax(0.3 * bought, 1.9 * bought - sold) +
                             e->money * (2 + 20 * number(e, d->year, a, 0, 2));
        for (size_t u = 0; u < m && !idle(e, a); u++) {
            const size_t g = u / C, c = u % C, user = e->economies ? e->economies[g] : g;
            double y = 0;
            if (c == EXPORTS) y = 0.35 * final * number(e, d->year, a, c, 3);
            else if (c == IMPORTS) y = -0.2 * final * number(e, d->year, a, c, 3);
            else if (c == INVENTORIES)
                y = 0.06 * final * (number(e, d->year, a, user, 4) - (e->holes ? 0.6 : 0));
            else y = parts[c] * final * (0.5 + number(e, d->year, a, user, 5 + c));
            d->Y[i * m + u] = user == a / e->N ? y : 0.1 * y;
        }
        d->x[i] = sold;
        for (size_t u = 0; u < m; u++) d->x[i] += d->Y[i * m + u];
        if (e->holes) d->x[i] *= 1 + 2e-4 * (number(e, d->year, a, 0, 12) - 0.5);
    }
}

static void fill_factors(domar_draft *d, const toy_economy *e)
{
    const size_t n = e->G * e->N;
    for (size_t j = 0; j < n; j++) {
        const size_t b = original(e, j);
        double bought = 0;
        for (size_t i = 0; i < n; i++) bought += d->Z[i * n + j];
        const double tax = 0.03 * bought * number(e, d->year, b, 0, 13),
                     left = d->x[j] - bought - tax;
        d->V[TAXES * n + j] = tax;
        d->V[LABOUR * n + j] = left * (0.4 + 0.4 * number(e, d->year, b, 0, 14));
        d->V[CAPITAL * n + j] = left - d->V[LABOUR * n + j];
    }
}

static void fill_satellites(domar_draft *d, const toy_economy *e)
{
    const size_t n = e->G * e->N;
    for (size_t j = 0; j < n; j++) {
        const size_t b = original(e, j);
        const double size = d->x[j] / e->money;
        const double hours = size * (1 + number(e, d->year, b, 0, 22)), skilled = 0.2 + 0.3 * number(e, d->year, b, 0, 27);
        const double pay = d->V[LABOUR * n + j];
        const double rows[SATELLITES] = {
            [JOBS] = size * (0.5 + 5 * number(e, d->year, b, 0, 21)),
            [HOURS] = hours, [HIGH] = skilled * hours, [LOW] = (1 - skilled) * hours,
            [HIGH_PAY] = fmin(2 * skilled, 0.9) * pay, [LOW_PAY] = (1 - fmin(2 * skilled, 0.9)) * pay,
            [STOCK] = d->x[j] * (1 + 2 * number(e, d->year, b, 0, 23)),
            [INCOME] = d->V[LABOUR * n + j], [CO2] = size * number(e, d->year, b, 0, 25),
            [PRICES] = 90 + 40 * number(e, d->year, b, 0, 26) };
        for (size_t k = 0; k < SATELLITES; k++) {
            const bool hole = e->holes && (b / e->N == 3 || b == 5) && k != CO2;
            d->S[k * n + j] = hole ? NAN : rows[k];
        }
    }
}

static domar_status new_axis(domar_cx *cx, domar_axis **out, size_t count, const size_t *order,
                             const char *letters, bool industry)
{
    char codes[64][8], names[64][24];
    domar_item items[64];
    for (size_t k = 0; k < count; k++) {
        const size_t o = order ? order[k] : k;
        snprintf(codes[k], sizeof codes[k], "%s%c%c", letters, (char)('A' + o / 26),
                 (char)('A' + o % 26));
        snprintf(names[k], sizeof names[k], "%s %zu", industry ? "Industry" : "Land", o);
        items[k] = (domar_item){ codes[k], names[k], "", industry ? sectors[o % 14] : "", "" };
    }
    return domar_axis_new(cx, out, items, count);
}

static domar_draft *draft_of_year(domar_cx *cx, const toy_economy *e, int year)
{
    domar_axis *g = NULL, *k = NULL, *c = NULL, *f = NULL, *s = NULL;
    domar_draft *d = NULL;
    const size_t C = e->G == 1 ? NATIONAL_USES : WORLD_USES;
    if (!new_axis(cx, &g, e->G, e->economies, "E", false) &&
        !new_axis(cx, &k, e->N, e->industries, "i", true) && !domar_axis_new(cx, &c, uses, C) &&
        !domar_axis_new(cx, &f, factors, FACTORS) &&
        (!e->satellites || !domar_axis_new(cx, &s, satellites, SATELLITES)) &&
        !domar_draft_new(cx, &d, year, g, k, c, f, s)) {
        fill_flows(d, e);
        fill_uses(d, e);
        fill_factors(d, e);
        if (e->satellites) fill_satellites(d, e);
    }
    domar_axis_free(g);
    domar_axis_free(k);
    domar_axis_free(c);
    domar_axis_free(f);
    domar_axis_free(s);
    return d;
}

domar_series *toy_economy_series(domar_cx *cx, const toy_economy *spec)
{
    domar_series *s = NULL;
    domar_status st = domar_series_new(cx, &s, &spec->conventions);
    for (int year = 2011 - spec->years; !st && year <= 2010; year++) {
        domar_draft *d = draft_of_year(cx, spec, year);
        st = d ? domar_series_add(cx, s, d) : DOMAR_ENOMEM;
    }
    if (!st) st = domar_info_set(cx, s, "title", "Made-up accounts");
    if (!st) st = domar_info_set(cx, s, "currency", "USD");
    if (!st) st = domar_info_set(cx, s, "unit", "million");
    if (st) {
        domar_series_free(s);
        return NULL;
    }
    return s;
}
