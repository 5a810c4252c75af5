/* brief/collect.c -- the questions that a brief asks of the methods, one row each.  A method that
 * cannot answer on this table leaves its reason, and the page says what is missing. */
#include "base/text.h"
#include "brief/brief.h"
#include <string.h>

enum when { THE_YEAR, FIRST_YEAR, ALL_YEARS, SPAN };

/* Values of parameters that only the brief knows. */
#define ECONOMY  "?economy"
#define PRODUCT  "?product"
#define JOBS     "?jobs"
#define BASELINE "?baseline"
#define REFORM   "?reform"

/* Everything but productivity: any industry could be better, and the largest would head the list. */
#define WEDGES "tariff,export_tax,rent_importer,rent_exporter,rent_burn,input_tax,friction,output_tax,markup," \
               "factor_tax,trade_cost"

#define NONE { { NULL, NULL } }
#define HERE { { "economy", ECONOMY } }

enum { OWN_PARAMS = 5 };

static const struct question {
    const char *id, *method, *by;
    enum when when;
    domar_pair params[OWN_PARAMS];  /* beside by and year; a NULL name ends */
} questions[BRIEF_ANSWERS] = {
    [BRIEF_ECONOMIES] = { "economies", "accounts.structure", "economy", ALL_YEARS, NONE },
    [BRIEF_INDUSTRIES] = { "industries", "accounts.structure", "industry", THE_YEAR, HERE },
    [BRIEF_INDUSTRIES_FIRST] = { "industries_first", "accounts.structure", "industry", FIRST_YEAR, HERE },
    [BRIEF_GROWTH] = { "growth", "growth.forces", "economy", ALL_YEARS, HERE },
    [BRIEF_GROWTH_TERMS] = { "growth_terms", "growth.forces", "term", ALL_YEARS, HERE },
    [BRIEF_GROWTH_INDUSTRIES] = { "growth_industries", "growth.forces", "industry", SPAN,
                                  { { "economy", ECONOMY }, { "whole", "true" } } },
    [BRIEF_GROWTH_PEERS] = { "growth_peers", "growth.forces", "economy", SPAN, { { "whole", "true" } } },
    [BRIEF_POSITION] = { "position", "chain.upstreamness", "economy", ALL_YEARS, NONE },
    [BRIEF_UP] = { "up", "chain.upstreamness", "industry", THE_YEAR, HERE },
    [BRIEF_DOWN] = { "down", "chain.downstreamness", "industry", THE_YEAR, HERE },
    [BRIEF_CONTENT] = { "content", "chain.value_added", "economy", ALL_YEARS, HERE },
    [BRIEF_ORIGIN] = { "origin", "chain.value_added", "partner", THE_YEAR, HERE },
    [BRIEF_ORIGIN_FIRST] = { "origin_first", "chain.value_added", "partner", FIRST_YEAR, HERE },
    [BRIEF_TERMS] = { "terms", "chain.exports", "economy", ALL_YEARS,
                      { { "economy", ECONOMY }, { "scheme", "kww" } } },
    [BRIEF_PARTICIPATION] = { "participation", "chain.participation", "economy", ALL_YEARS, HERE },
    [BRIEF_LENGTH] = { "length", "chain.length", "economy", ALL_YEARS, HERE },
    [BRIEF_PATH] = { "path", "chain.upgrading", "economy", ALL_YEARS, NONE },
    [BRIEF_UPGRADING] = { "upgrading", "chain.upgrading", "industry", SPAN, HERE },
    [BRIEF_CHAIN] = { "chain", "chain.smile", "industry", THE_YEAR,
                      { { "maker", ECONOMY }, { "product", PRODUCT } } },
    [BRIEF_LINKAGES] = { "linkages", "accounts.linkages", "industry", THE_YEAR, HERE },
    [BRIEF_MULTIPLIERS] = { "multipliers", "accounts.multipliers", "industry", THE_YEAR,
                            { { "economy", ECONOMY }, { "scope", "domestic" } } },
    [BRIEF_SUPPLIERS] = { "suppliers", "chain.dependence", "economy", ALL_YEARS, HERE },
    [BRIEF_CHOKE] = { "choke", "chain.dependence", "supplier", THE_YEAR, HERE },
    [BRIEF_EXPOSURE] = { "exposure", "chain.dependence", "industry", THE_YEAR, HERE },
    [BRIEF_MARKETS] = { "markets", "accounts.footprint", "economy", ALL_YEARS, { { "partner", ECONOMY } } },
    [BRIEF_JOBS] = { "jobs", "accounts.footprint", "economy", ALL_YEARS,
                     { { "partner", ECONOMY }, { "row", JOBS } } },
    [BRIEF_EXTRACTION] = { "extraction", "accounts.extraction", "industry", THE_YEAR, HERE },
    /* The ranges of easing stand here because the sentences of rules_reform.c name them. */
    [BRIEF_OBSTACLES] = { "obstacles", "obstacles.rank", "obstacle", THE_YEAR,
                          { { "scenario", BASELINE }, { "of", ECONOMY }, { "kinds", WEDGES },
                            { "ease", "10" }, { "most", "10" } } },
    [BRIEF_GAPS] = { "gaps", "obstacles.rank", "obstacle", THE_YEAR,
                     { { "scenario", BASELINE }, { "of", ECONOMY }, { "kinds", "productivity" },
                       { "raise", "10" }, { "most", "10" } } },
    [BRIEF_KINDS] = { "kinds", "obstacles.rank", "kind", THE_YEAR,
                      { { "scenario", BASELINE }, { "of", ECONOMY }, { "ease", "10" }, { "raise", "10" } } },
    [BRIEF_REFORM] = { "reform", "reform.simulate", "economy", THE_YEAR, { { "scenario", REFORM } } },
    [BRIEF_REFORM_INDUSTRIES] = { "reform_industries", "reform.simulate", "industry", THE_YEAR,
                                  { { "economy", ECONOMY }, { "scenario", REFORM } } },
    [BRIEF_REFORM_TERMS] = { "reform_terms", "reform.simulate", "term", THE_YEAR,
                             { { "economy", ECONOMY }, { "scenario", REFORM } } },
};

/* Code of the jobs row, NULL if the table has none. */
static const char *jobs_row(const domar_series *s)
{
    const domar_axis *axis = domar_series_axis(s, DOMAR_SATELLITES);
    for (size_t k = 0; k < domar_axis_size(axis); k++)
        if (strcmp(domar_axis_kind(axis, k), "jobs") == 0) return domar_axis_code(axis, k);
    return NULL;
}

/* The value of a parameter; NULL: left to the method. */
static const char *value_of(const domar_brief *b, const char *value)
{
    if (strcmp(value, ECONOMY) == 0) return b->economy;
    if (strcmp(value, PRODUCT) == 0) return b->product;
    if (strcmp(value, JOBS) == 0) return jobs_row(b->series);
    if (strcmp(value, BASELINE) == 0) return b->page[BRIEF_BASELINE_PAGE].path;
    if (strcmp(value, REFORM) == 0) return b->page[BRIEF_REFORM_PAGE].path;
    return value;
}

static bool asks_for(const struct question *q, const char *value)
{
    for (size_t k = 0; k < OWN_PARAMS && q->params[k].name; k++)
        if (strcmp(q->params[k].value, value) == 0) return true;
    return false;
}

static void ask_params(domar_pair *p, const domar_brief *b, const struct question *q,
                       const char *year)
{
    *p++ = (domar_pair){ "by", q->by };
    *p++ = (domar_pair){ "year", year };
    for (size_t k = 0; k < OWN_PARAMS && q->params[k].name; k++) {
        const char *value = value_of(b, q->params[k].value);
        if (value) *p++ = (domar_pair){ q->params[k].name, value };
    }
    *p = (domar_pair){ NULL, NULL };
}

/* A word of a command line: quoted where a shell would read more in it. */
static void put_word(domar_text *t, const char *word)
{
    const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (*word && !word[strspn(word, plain)]) {
        domar_text_put(t, word);
        return;
    }
    domar_text_quoted(t, word);
}

static char *command_of(domar_cx *cx, const struct question *q, const domar_pair *p)
{
    domar_text t = domar_text_new(cx);
    domar_text_printf(&t, "domar run %s TABLE", q->method);
    for (; p->name; p++) {
        domar_text_printf(&t, " --%s", p->name);
        if (strcmp(p->value, "true") == 0) continue;       /* a switch */
        domar_text_put(&t, " ");
        put_word(&t, p->value);
    }
    char *line = t.status ? NULL : domar_strdup(cx, t.data);
    domar_text_drop(&t);
    return line;
}

/* What this table cannot answer, and an equilibrium that is not found, is told on the page; everything
 * else ends the brief, and so does a page that was asked for and does not fit the table. */
static bool may_be_missing(const domar_brief *b, const struct question *q, domar_status st)
{
    const bool asked = (asks_for(q, BASELINE) && b->page[BRIEF_BASELINE_PAGE].given) ||
                       (asks_for(q, REFORM) && b->page[BRIEF_REFORM_PAGE].given);
    return st == DOMAR_ENOCONV || (st == DOMAR_EDATA && !asked);
}

static domar_status ask(domar_cx *cx, domar_brief *b, size_t k)
{
    const struct question *q = &questions[k];
    struct domar_brief_dataset *d = &b->data[k];
    char year[32];
    domar_pair params[3 + OWN_PARAMS];
    if (q->when == SPAN) snprintf(year, sizeof year, "%d-%d", b->first_year, b->year);
    else snprintf(year, sizeof year, "%d", q->when == FIRST_YEAR ? b->first_year : b->year);
    ask_params(params, b, q, q->when == ALL_YEARS ? "all" : year);
    d->id = q->id;
    d->method = q->method;
    if (!(d->command = command_of(cx, q, params))) return DOMAR_ENOMEM;
    if (asks_for(q, JOBS) && !jobs_row(b->series)) {
        d->missing = domar_strdup(cx, "the table has no row of jobs: import it with --satellite");
        return d->missing ? DOMAR_OK : DOMAR_ENOMEM;
    }
    const domar_status st = domar_run(cx, &d->result, q->method, b->series, params);
    if (!may_be_missing(b, q, st)) return st;
    d->missing = domar_strdup(cx, domar_cx_message(cx));
    return d->missing ? DOMAR_OK : DOMAR_ENOMEM;
}

domar_status domar_brief_collect(domar_cx *cx, domar_brief *b)
{
    for (size_t k = 0; k < BRIEF_ANSWERS; k++) {
        domar_status st = ask(cx, b, k);
        domar_task(cx, "brief");
        if (!st) st = domar_tick(cx, k + 1, BRIEF_ANSWERS);
        if (st) return st;
    }
    return DOMAR_OK;
}
