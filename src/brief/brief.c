/* brief/brief.c -- making a brief, and looking at its findings. */
#include "brief/brief.h"
#include "table/table.h"
#include <domar/scenario.h>
#include <stdlib.h>
#include <string.h>

static domar_status choose_year(domar_cx *cx, domar_brief *b, int year)
{
    const size_t count = domar_series_size(b->series);
    b->first_year = domar_series_year(b->series, 0);
    b->year = year ? year : domar_series_year(b->series, count - 1);
    for (size_t k = 0; k < count; k++)
        if (domar_series_year(b->series, k) == b->year) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "the table has no year %d: it holds %d to %d", year,
                      b->first_year, domar_series_year(b->series, count - 1));
}

static domar_status choose_economy(domar_cx *cx, domar_brief *b, const char *economy)
{
    const domar_axis *axis = domar_series_axis(b->series, DOMAR_ECONOMIES);
    const size_t at = domar_axis_find(axis, economy);
    if (at == SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE,
                          "there is no economy %s in this table: `domar info` lists them", economy);
    b->economy = domar_strdup(cx, domar_axis_code(axis, at));
    b->label[0] = domar_strdup(cx, domar_axis_label(axis, at, "en"));
    b->label[1] = domar_strdup(cx, domar_axis_label(axis, at, "zh"));
    return b->economy && b->label[0] && b->label[1] ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status choose_product(domar_cx *cx, domar_brief *b, const char *product)
{
    const domar_axis *axis = domar_series_axis(b->series, DOMAR_INDUSTRIES);
    const size_t at = domar_axis_find(axis, product);
    if (at == SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE,
                          "there is no industry %s in this table: `domar info` lists them", product);
    b->product = domar_strdup(cx, domar_axis_code(axis, at));
    return b->product ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status keep_info(domar_cx *cx, domar_brief *b)
{
    static const char *const keys[] = { "source", "version",     "licence", "citation",
                                        "file",   "price_basis", "notes" };
    const char *unit = domar_series_info(b->series, "unit"),
               *currency = domar_series_info(b->series, "currency");
    b->money =
        strstr(unit, currency) ? domar_strdup(cx, unit) : domar_format(cx, "%s %s", unit, currency);
    if (!b->money) return DOMAR_ENOMEM;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        b->info[0][k] = domar_strdup(cx, keys[k]);
        b->info[1][k] = domar_strdup(cx, domar_series_info(b->series, keys[k]));
        if (!b->info[0][k] || !b->info[1][k]) return DOMAR_ENOMEM;
    }
    return domar_methods_json(cx, &b->methods, NULL);
}

/* A page is read before anything is asked: one that is wrong is told at once. */
static domar_status choose_page(domar_cx *cx, struct domar_brief_scenario *p, const char *given,
                                const char *usual)
{
    static const char *const langs[] = { "en", "zh" };
    domar_status st = DOMAR_OK;
    p->given = given != NULL;
    if (!(p->path = domar_strdup(cx, given ? given : usual))) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < 2; k++)
        st = domar_scenario_check(cx, &p->text[k], p->path, langs[k]);
    return st;
}

/* Final use of the economy: exports and imports that a national table has as columns are not. */
static void sum_final_use(domar_brief *b)
{
    const domar_axis *categories = domar_series_axis(b->series, DOMAR_CATEGORIES);
    const size_t G = domar_axis_size(domar_series_axis(b->series, DOMAR_ECONOMIES)),
                 N = domar_axis_size(domar_series_axis(b->series, DOMAR_INDUSTRIES)),
                 C = domar_axis_size(categories);
    const size_t own = domar_axis_find(domar_series_axis(b->series, DOMAR_ECONOMIES), b->economy);
    size_t year = 0;
    while (domar_series_year(b->series, year) != b->year) year++;
    const double *Y = domar_table_Y(domar_series_table(b->series, year));
    for (size_t c = 0; c < C; c++) {
        const char *kind = domar_axis_kind(categories, c);
        if (strcmp(kind, DOMAR_EXPORTS) == 0 || strcmp(kind, DOMAR_IMPORTS) == 0) continue;
        for (size_t i = 0; i < G * N; i++) b->final_use += Y[i * G * C + own * C + c];
    }
}

domar_status domar_brief_new(domar_cx *cx, domar_brief **out, const domar_series *series,
                             const char *economy, const domar_brief_options *options)
{
    const domar_brief_options none = { 0, NULL, NULL, NULL }, *o = options ? options : &none;
    domar_brief *b = domar_alloc(cx, 1, sizeof *b);
    *out = NULL;
    if (!b) return DOMAR_ENOMEM;
    b->series = series;
    domar_status st = domar_series_size(series) && domar_table_Z(domar_series_table(series, 0)) ? DOMAR_OK
        : domar_fail(cx, DOMAR_EDATA, "a brief needs an input-output table, and this file holds accounts only: "
                     "`domar run growth.accounts` answers on it");
    if (!st) st = choose_economy(cx, b, economy);
    if (!st) st = choose_year(cx, b, o->year);
    if (!st && o->product) st = choose_product(cx, b, o->product);
    if (!st) st = choose_page(cx, &b->page[BRIEF_BASELINE_PAGE], o->baseline, "@as_is");
    if (!st) st = choose_page(cx, &b->page[BRIEF_REFORM_PAGE], o->scenario, "@trade_costs");
    if (!st) sum_final_use(b);
    if (!st) st = keep_info(cx, b);
    if (!st) st = domar_brief_collect(cx, b);
    if (!st) st = domar_brief_judge(cx, b);
    b->series = NULL;
    if (st) domar_brief_free(b);
    else *out = b;
    return st;
}

void domar_brief_free(domar_brief *b)
{
    if (!b) return;
    for (size_t k = 0; k < BRIEF_ANSWERS; k++) {
        domar_result_free(b->data[k].result);
        domar_release(b->data[k].missing);
        domar_release(b->data[k].command);
    }
    for (size_t k = 0; k < b->count; k++) {
        domar_release(b->findings[k].text[0]);
        domar_release(b->findings[k].text[1]);
        domar_release(b->findings[k].command);
    }
    for (size_t k = 0; k < 8; k++) {
        domar_release(b->info[0][k]);
        domar_release(b->info[1][k]);
    }
    char *texts[] = { b->economy, b->label[0], b->label[1], b->money, b->product };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) domar_release(texts[k]);
    for (size_t k = 0; k < BRIEF_PAGES; k++) {
        domar_release(b->page[k].path);
        domar_text_free(b->page[k].text[0]);
        domar_text_free(b->page[k].text[1]);
    }
    domar_text_free(b->methods);
    domar_release(b->findings);
    domar_release(b);
}

size_t domar_brief_findings(const domar_brief *b) { return b->count; }

const char *domar_brief_finding(const domar_brief *b, size_t k, const char *lang)
{
    return b->findings[k].text[lang && strcmp(lang, "zh") == 0];
}

const char *domar_brief_command(const domar_brief *b, size_t k) { return b->findings[k].command; }
