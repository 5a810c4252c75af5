/* famine/answers.c -- describing, checking, writing and comparing. */
#include "engine/registry.h"
#include "famine/famine.h"
#include "laws/economy.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static domar_status describe(const famine *f)
{
    char *json = NULL;
    const domar_status st = domar_methods_json(f->cx, &json, f->what);
    domar_text_free(json);
    return st;
}

static domar_status check(const famine *f)
{
    domar_result *r = NULL;
    double gap;
    const domar_status st = domar_check(f->cx, &r, &gap, f->series, 1);
    domar_result_free(r);
    return st;
}

static domar_status info(const famine *f)
{
    domar_result *r = NULL;
    const domar_status st = domar_info(f->cx, &r, f->series);
    domar_result_free(r);
    return st;
}

static domar_status filter(const famine *f)
{
    static const domar_pair params[] = { { "year", "all" }, { "economy", "EAA,EAC" },
                                         { "sort", "upstreamness" }, { "top", "3" },
                                         { NULL, NULL } };
    domar_result *r = NULL;
    const domar_status st = domar_run(f->cx, &r, "chain.upstreamness", f->series, params);
    domar_result_free(r);
    return st;
}

/* Files are made here and taken away here, so that a failure must not leave any. */
static domar_status write_answer(const famine *f)
{
    const domar_writer *w = f->what;
    static const domar_pair options[] = { { "labels", "both" }, { "lang", "zh" }, { NULL, NULL } };
    char path[256];
    snprintf(path, sizeof path, "%s/answer.%s", f->folder, w->id);
    const domar_status st = domar_result_write(f->cx, f->result, w->id, path, options);
    if (!st) unlink(path);
    return st;
}

static domar_status certificate(const famine *f)
{
    char path[256], *text = NULL;
    snprintf(path, sizeof path, "%s/certificate.json", f->folder);
    domar_status st = domar_certificate_text(f->cx, &text, f->result);
    if (!st) st = domar_certificate_write(f->cx, f->result, path);
    if (!st) unlink(path);
    domar_text_free(text);
    return st;
}

static domar_status brief(const famine *f)
{
    char path[256];
    domar_brief *b = NULL;
    snprintf(path, sizeof path, "%s/brief.html", f->folder);
    domar_status st = domar_brief_new(f->cx, &b, f->series, "EAB", NULL);
    if (!st) st = domar_brief_write(f->cx, b, path, "zh");
    if (!st) unlink(path);
    domar_brief_free(b);
    return st;
}

/* On a world of its own: a brief solves some twenty equilibria, and every allocation of them fails once. */
static void try_brief(famine f)
{
    const toy_economy economy = { .G = 2, .N = 2, .years = 2, .seed = 6, .money = 1, .satellites = true };
    domar_series *s = toy_economy_series(f.cx, &economy);
    if (!s) abort();
    f.series = s;
    famine_try("brief", brief, f);
    domar_series_free(s);
}

/* A new table and scenarios side by side: files that a failure must not leave. */
static domar_status make_table(const famine *f)
{
    char path[256];
    domar_result *r = NULL;
    snprintf(path, sizeof path, "%s/new.h5", f->folder);
    const domar_pair params[] = { { "scenario", "@trade_costs" }, { "by", "market" }, { "year", "all" }, { "table_out", path },
                                  { NULL, NULL } };
    const domar_status st = domar_run(f->cx, &r, "reform.simulate", f->series, params);
    if (!st) unlink(path);
    domar_result_free(r);
    return st;
}

static domar_status compare(const famine *f)
{
    static const char *const pages[] = { "@trade_costs", "@trade_costs" };
    static const domar_pair by_industry[] = { { "by", "industry" }, { "top", "3" }, { NULL, NULL } };
    domar_result *r = NULL;
    const domar_status st = domar_reform_compare(f->cx, &r, f->series, pages, 2, by_industry);
    domar_result_free(r);
    return st;
}

static domar_status diff(const famine *f)
{
    const char *const *paths = f->what;
    domar_result *r = NULL;
    const domar_status st = domar_diff(f->cx, &r, paths[0], paths[1], 1e-9);
    domar_result_free(r);
    return st == DOMAR_ECHECK ? DOMAR_OK : st;     /* they do differ */
}

static void try_diff(famine f, const domar_result *other)
{
    char a[256], b[256];
    const char *const paths[] = { a, b };
    snprintf(a, sizeof a, "%s/a.csv", f.folder);
    snprintf(b, sizeof b, "%s/b.csv", f.folder);
    if (domar_result_write(f.cx, f.result, "csv", a, NULL) ||
        domar_result_write(f.cx, other, "csv", b, NULL)) {
        printf("%s\n", domar_cx_message(f.cx));
        exit(1);
    }
    f.what = paths;
    famine_try("diff", diff, f);
    unlink(a);
    unlink(b);
}

void famine_answers(const char *folder)
{
    const toy_economy economy = { .G = 4, .N = 5, .years = 2, .seed = 6, .money = 1,
                                  .satellites = true, .holes = true };
    famine f = { .cx = famine_cx(), .folder = folder };
    domar_series *s = toy_economy_series(f.cx, &economy);
    domar_result *r = NULL, *other = NULL, *edges = NULL;
    static const domar_pair by_edge[] = { { "by", "edge" }, { NULL, NULL } };
    static const domar_pair net[] = { { "inventories", "net" }, { NULL, NULL } };
    if (!s || domar_run(f.cx, &r, "chain.upstreamness", s, NULL) ||
        domar_run(f.cx, &other, "chain.upstreamness", s, net) ||
        domar_run(f.cx, &edges, "chain.network", s, by_edge)) abort();
    f.series = s;
    f.result = r;
    famine_try("describe all methods", describe, f);
    f.what = "chain.upstreamness";
    famine_try("describe one method", describe, f);
    famine_try("check", check, f);
    famine_try("info", info, f);
    famine_try("filters", filter, f);
    famine_try("certificate", certificate, f);
    for (size_t k = 0; domar_writers[k]; k++) {
        char name[64];
        snprintf(name, sizeof name, "write %s", domar_writers[k]->id);
        f.what = domar_writers[k];
        f.result = strcmp(domar_writers[k]->id, "gexf") == 0 ? edges : r;   /* a graph needs edges */
        famine_try(name, write_answer, f);
    }
    f.result = r;
    domar_result_free(edges);
    famine_try("new table", make_table, f);
    famine_try("scenarios side by side", compare, f);
    try_diff(f, other);
    try_brief(f);
    domar_result_free(r);
    domar_result_free(other);
    domar_series_free(s);
    domar_cx_free(f.cx);
}
