/* famine/panels.c -- reading a panel, and every method on panels, each grain and choice. */
#include "engine/registry.h"
#include "famine/famine.h"
#include "laws/variants.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SAMPLE DOMAR_SOURCE_DIR "/examples/panels/sample.csv"

struct question { const domar_panel *panel; const toy_variant *v; };

static domar_status ask(const famine *f)
{
    const struct question *q = f->what;
    domar_result *r = NULL;
    const domar_status st = domar_run_panel(f->cx, &r, q->v->method->id, q->panel, q->v->params);
    if (st && r) abort();       /* nothing half made comes back */
    domar_result_free(r);
    return st;
}

static domar_status read_sample(const famine *f)
{
    domar_panel *p = NULL;
    const domar_status st = domar_panel_open(f->cx, &p, SAMPLE, NULL);
    if (st && p) abort();
    domar_panel_free(p);
    return st;
}

static domar_status sum_sample(const famine *f)
{
    domar_result *r = NULL;
    const domar_status st = domar_panel_sums(f->cx, &r, SAMPLE, "region,year", "capital,labour", "unit", true);
    if (st && r) abort();
    domar_result_free(r);
    return st;
}

/* An index with a definition that names keys, conventions and comparisons. */
static domar_status defined(const famine *f)
{
    const char *page = f->what;
    const domar_pair reading[] = { { "define", page }, { NULL, NULL } },
                     params[] = { { "define", page }, { "by", "dimension" }, { "weights", "ahp" }, { NULL, NULL } };
    domar_panel *p = NULL;
    domar_result *r = NULL;
    domar_status st = domar_panel_open(f->cx, &p, SAMPLE, reading);
    if (!st) st = domar_run_panel(f->cx, &r, "index.build", p, params);
    if (st && r) abort();
    domar_result_free(r);
    domar_panel_free(p);
    return st;
}

static void write_page(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out || fputs("index:\n  title: {en: An index, zh: 指数}\n  unit: unit\n  period: year\n  conventions: {weights: critic, shift: 0.01}\n"
                      "  systems:\n    - code: a\n      dimensions:\n        - {code: b, indicators: [patents, {name: openness, unit: share}]}\n"
                      "        - {code: c, indicators: [{name: emissions, direction: negative}]}\n"
                      "    - code: d\n      indicators: [{name: investment, direction: moderate, best: [5, 10]}]\n"
                      "  judgements: {systems: [[1, 3], [1/3, 1]], a: [[1, 2], [0.5, 1]], b: [[1, 1], [1, 1]]}\n", out) < 0 || fclose(out)) abort();
}

void famine_panels(const char *folder)
{
    char page[512];
    famine f = { .cx = famine_cx(), .folder = folder };
    domar_panel *panel = NULL;
    toy_variant v;
    struct question q = { .v = &v };
    famine_try("reading a panel", read_sample, f);
    famine_try("sums of a panel", sum_sample, f);
    snprintf(page, sizeof page, "%s/index.yaml", folder);
    write_page(page);
    f.what = page;
    famine_try("an index by its definition", defined, f);
    unlink(page);
    if (domar_panel_open(f.cx, &panel, SAMPLE, NULL)) abort();
    q.panel = panel;
    f.what = &q;
    for (size_t m = 0; domar_methods[m]; m++)
        for (size_t i = 0; (domar_methods[m]->needs & DOMAR_NEEDS_PANEL) && toy_variant_at(&v, domar_methods[m], i); i++) {
            const domar_status st = ask(&f);
            if (st == DOMAR_EUSAGE || st == DOMAR_EDATA) continue;      /* tests/laws looks at the words */
            f.dense = *v.choice ? 16 : 60;      /* choices take mostly the same road as the plain question */
            famine_try(v.name, ask, f);
        }
    domar_panel_free(panel);
    domar_cx_free(f.cx);
}
