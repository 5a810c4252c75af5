/* spec/definition.c -- definitions without a page, and looking up. */
#include "spec/definition.h"
#include <math.h>
#include <string.h>

const char *const domar_definition_conventions[] = {
    "direction", "normalise", "base", "spread", "weights", "zeros", "shift", "low", "high", "count", "correlation", "contrast",
    "scatter", "components", "loadings", "combine", "aggregate", "rho", "pool", "scope", "missing", "variant", "classes", NULL };

const domar_judgement *domar_definition_judgement(const domar_definition *d, const char *of)
{
    for (size_t k = 0; k < d->judgements; k++)
        if (strcmp(d->judgement[k].of, of) == 0) return &d->judgement[k];
    return NULL;
}

/* All in one block, so that one release ends it. */
struct listed {
    domar_definition d;
    domar_part all[2];
    domar_pair none;
    domar_indicator indicator[];
};

domar_status domar_definition_of_list(domar_cx *cx, domar_definition **out, const char *const *terms, size_t count,
                                      const char *const *negative, size_t negatives)
{
    size_t room = 0;
    *out = NULL;
    for (size_t k = 0; k < count; k++) room += strlen(terms[k]) + 1;
    struct listed *l = domar_alloc(cx, 1, sizeof *l + count * sizeof *l->indicator + room);
    if (!l) return DOMAR_ENOMEM;
    char *text = (char *)(l->indicator + count);
    for (size_t k = 0; k < count; k++) {
        l->indicator[k] = (domar_indicator){ .term = text, .code = text, .title_en = "", .title_zh = "", .unit = "",
                                             .best = { NAN, NAN }, .bounds = { NAN, NAN }, .weight = NAN };
        memcpy(text, terms[k], strlen(terms[k]) + 1);
        text += strlen(terms[k]) + 1;
        for (size_t j = 0; j < k; j++)
            if (strcmp(terms[j], terms[k]) == 0) {
                domar_release(l);
                return domar_fail(cx, DOMAR_EUSAGE, "--indicators names %s twice: leave one out", terms[k]);
            }
    }
    for (size_t n = 0; n < negatives; n++) {
        size_t k = 0;
        while (k < count && strcmp(terms[k], negative[n]) != 0) k++;
        if (k == count) {
            domar_release(l);
            return domar_fail(cx, DOMAR_EUSAGE, "--negative %s is not among --indicators: add it there, or leave it out", negative[n]);
        }
        l->indicator[k].direction = DOMAR_NEGATIVE;
    }
    for (size_t k = 0; k < 2; k++)
        l->all[k] = (domar_part){ .code = "all", .title_en = "all", .title_zh = "全部", .weight = NAN, .count = count, .dimensions = 1 };
    l->d = (domar_definition){ .path = "command line", .title_en = "", .title_zh = "", .source = "", .conventions = &l->none,
        .indicator = l->indicator, .indicators = count, .dimension = l->all, .dimensions = 1, .system = l->all + 1, .systems = 1 };
    *out = &l->d;
    return DOMAR_OK;
}
