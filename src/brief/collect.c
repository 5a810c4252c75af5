/* brief/collect.c -- the questions that a brief asks of the methods, one row each.  A method that
 * cannot answer on this table leaves its reason, and the page says what is missing. */
#include "brief/brief.h"
#include <string.h>

enum when { THE_YEAR, FIRST_YEAR, ALL_YEARS, SPAN };

static const struct question {
    const char *id, *method, *by;
    enum when when;
    const char *filter;             /* the dimension that must be this economy; NULL: none */
    const char *name, *value;       /* one parameter of the method; NULL: none */
} questions[BRIEF_ANSWERS] = {
    [BRIEF_ECONOMIES] = { "economies", "accounts.structure", "economy", ALL_YEARS, NULL, NULL,
                          NULL },
    [BRIEF_INDUSTRIES] = { "industries", "accounts.structure", "industry", THE_YEAR, "economy",
                           NULL, NULL },
    [BRIEF_INDUSTRIES_FIRST] = { "industries_first", "accounts.structure", "industry", FIRST_YEAR,
                                 "economy", NULL, NULL },
    [BRIEF_POSITION] = { "position", "chain.upstreamness", "economy", ALL_YEARS, NULL, NULL, NULL },
    [BRIEF_UP] = { "up", "chain.upstreamness", "industry", THE_YEAR, "economy", NULL, NULL },
    [BRIEF_DOWN] = { "down", "chain.downstreamness", "industry", THE_YEAR, "economy", NULL, NULL },
    [BRIEF_CONTENT] = { "content", "chain.value_added", "economy", ALL_YEARS, "economy", NULL,
                        NULL },
    [BRIEF_ORIGIN] = { "origin", "chain.value_added", "partner", THE_YEAR, "economy", NULL, NULL },
    [BRIEF_ORIGIN_FIRST] = { "origin_first", "chain.value_added", "partner", FIRST_YEAR, "economy",
                             NULL, NULL },
    [BRIEF_TERMS] = { "terms", "chain.exports", "economy", ALL_YEARS, "economy", "scheme", "kww" },
    [BRIEF_PARTICIPATION] = { "participation", "chain.participation", "economy", ALL_YEARS, "economy",
                              NULL, NULL },
    [BRIEF_LENGTH] = { "length", "chain.length", "economy", ALL_YEARS, "economy", NULL, NULL },
    [BRIEF_PATH] = { "path", "chain.upgrading", "economy", ALL_YEARS, NULL, NULL, NULL },
    [BRIEF_UPGRADING] = { "upgrading", "chain.upgrading", "industry", SPAN, "economy", NULL, NULL },
    [BRIEF_CHAIN] = { "chain", "chain.smile", "industry", THE_YEAR, "maker", "product", "" },
    [BRIEF_LINKAGES] = { "linkages", "accounts.linkages", "industry", THE_YEAR, "economy", NULL,
                         NULL },
    [BRIEF_MULTIPLIERS] = { "multipliers", "accounts.multipliers", "industry", THE_YEAR, "economy",
                            "scope", "domestic" },
    [BRIEF_SUPPLIERS] = { "suppliers", "chain.dependence", "economy", ALL_YEARS, "economy", NULL,
                          NULL },
    [BRIEF_CHOKE] = { "choke", "chain.dependence", "supplier", THE_YEAR, "economy", NULL, NULL },
    [BRIEF_EXPOSURE] = { "exposure", "chain.dependence", "industry", THE_YEAR, "economy", NULL,
                         NULL },
    [BRIEF_MARKETS] = { "markets", "accounts.footprint", "economy", ALL_YEARS, "partner", NULL,
                        NULL },
    [BRIEF_JOBS] = { "jobs", "accounts.footprint", "economy", ALL_YEARS, "partner", "row", "" },
    [BRIEF_EXTRACTION] = { "extraction", "accounts.extraction", "industry", THE_YEAR, "economy",
                           NULL, NULL },
};

/* Code of the jobs row, "" if the table has none. */
static const char *jobs_row(const domar_series *s)
{
    const domar_axis *axis = domar_series_axis(s, DOMAR_SATELLITES);
    for (size_t k = 0; k < domar_axis_size(axis); k++)
        if (strcmp(domar_axis_kind(axis, k), "jobs") == 0) return domar_axis_code(axis, k);
    return "";
}

/* The value of a question's own parameter; NULL: left to the method. */
static const char *value_of(const domar_brief *b, const struct question *q)
{
    if (*q->value) return q->value;
    return strcmp(q->name, "product") == 0 ? b->product : jobs_row(b->series);
}

static size_t ask_params(domar_pair *p, const domar_brief *b, const struct question *q,
                         const char *year)
{
    size_t n = 0;
    p[n++] = (domar_pair){ "by", q->by };
    p[n++] = (domar_pair){ "year", year };
    if (q->filter) p[n++] = (domar_pair){ q->filter, b->economy };
    if (q->name && value_of(b, q)) p[n++] = (domar_pair){ q->name, value_of(b, q) };
    p[n] = (domar_pair){ NULL, NULL };
    return n;
}

static char *command_of(domar_cx *cx, const struct question *q, const domar_pair *p)
{
    char line[512];
    size_t used = (size_t)snprintf(line, sizeof line, "domar run %s TABLE", q->method);
    for (; p->name && used < sizeof line; p++)
        used += (size_t)snprintf(line + used, sizeof line - used, " --%s %s", p->name, p->value);
    return domar_strdup(cx, line);
}

static domar_status ask(domar_cx *cx, domar_brief *b, size_t k)
{
    const struct question *q = &questions[k];
    struct domar_brief_dataset *d = &b->data[k];
    char year[32];
    domar_pair params[6];
    if (q->when == SPAN) snprintf(year, sizeof year, "%d-%d", b->first_year, b->year);
    else snprintf(year, sizeof year, "%d", q->when == FIRST_YEAR ? b->first_year : b->year);
    ask_params(params, b, q, q->when == ALL_YEARS ? "all" : year);
    d->id = q->id;
    d->method = q->method;
    if (!(d->command = command_of(cx, q, params))) return DOMAR_ENOMEM;
    if (q->name && !*q->value && strcmp(q->name, "row") == 0 && !*jobs_row(b->series)) {
        d->missing = domar_strdup(cx, "the table has no row of jobs: import it with --satellite");
        return d->missing ? DOMAR_OK : DOMAR_ENOMEM;
    }
    const domar_status st = domar_run(cx, &d->result, q->method, b->series, params);
    /* What this table cannot answer is told on the page; everything else ends the brief. */
    if (st != DOMAR_EDATA && st != DOMAR_ENOCONV) return st;
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
