/* famine/methods.c -- every method, each grain and choice, on a world and on a national table. */
#include "engine/registry.h"
#include "famine/famine.h"
#include "laws/economy.h"
#include "laws/variants.h"
#include <stdlib.h>

static domar_status run(const famine *f)
{
    const toy_variant *v = f->what;
    domar_result *r = NULL;
    const domar_status st = domar_run(f->cx, &r, v->method->id, f->series, v->params);
    if (st && r) abort();       /* nothing half made comes back */
    domar_result_free(r);
    return st;
}

/* A row that the method cannot use (stocks are no cost, say) is refused with plenty of memory too;
 * tests/laws looks at the words. */
static bool refused(const famine *f)
{
    const toy_variant *v = f->what;
    const domar_status st = v->params[1].name ? run(f) : DOMAR_OK;
    return st == DOMAR_EUSAGE || st == DOMAR_EDATA;
}

static domar_status make(const famine *f)
{
    domar_series *s = toy_economy_series(f->cx, f->what);
    domar_series_free(s);
    return s ? DOMAR_OK : DOMAR_ENOMEM;
}

static void try_all(const char *folder, const toy_economy *economy)
{
    famine f = { .cx = famine_cx(), .folder = folder, .what = economy };
    famine_try("a series", make, f);
    domar_series *s = toy_economy_series(f.cx, economy);
    if (!s) abort();
    f.series = s;
    toy_variant v;
    for (size_t m = 0; domar_methods[m]; m++)
        for (size_t i = 0; !(domar_methods[m]->needs & DOMAR_NEEDS_PANEL) && toy_variant_at(&v, domar_methods[m], i); i++) {
            if (economy->G == 1 && (v.method->needs & DOMAR_NEEDS_WORLD)) continue;
            f.what = &v;
            if (refused(&f)) continue;
            famine_try(v.name, run, f);
        }
    domar_series_free(s);
    domar_cx_free(f.cx);
}

static const toy_economy world = { .G = 4, .N = 5, .years = 2, .seed = 5, .money = 1, .satellites = true, .holes = true,
                                   .conventions = { DOMAR_OUTPUT_ROWS, DOMAR_VA_RESIDUAL, DOMAR_ZERO_KEEP,
                                                    DOMAR_INVENTORIES_KEEP } };

void famine_worlds(const char *folder) { try_all(folder, &world); }

void famine_nations(const char *folder)
{
    toy_economy national = world;
    national.G = 1;
    try_all(folder, &national);
}
