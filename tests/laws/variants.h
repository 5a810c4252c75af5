/* laws/variants.h -- every way to ask a method that its own table tells: each grain, and each
 * choice of each parameter that has choices or names a row of the accounts, one at a time.  Where a
 * scenario is solved, which takes its time, choices are tried with the first grain alone. */
#ifndef DOMAR_TESTS_VARIANTS_H
#define DOMAR_TESTS_VARIANTS_H
#include "spec/method.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    const domar_method *method;
    size_t      grain;
    domar_pair  params[32];     /* by, perhaps one more and its company, a scenario or the method's example, two, room, the end */
    char        choice[32], company[32], example[400];
    char        name[128];      /* "chain.upstreamness --by economy --inventories net" */
} toy_variant;

/* "inputs=capital,labour outputs=output" after what is there, but what the variant sets itself; the next free place. */
static inline size_t toy_take_example(toy_variant *v, size_t at)
{
    char *save = NULL;
    snprintf(v->example, sizeof v->example, "%s", v->method->example ? v->method->example : "");
    for (char *word = strtok_r(v->example, " ", &save); word && at + 4 < 32; word = strtok_r(NULL, " ", &save)) {
        char *equals = strchr(word, '=');
        bool set = false;
        if (!equals) continue;
        *equals = 0;
        for (size_t k = 0; k < at; k++) set |= strcmp(v->params[k].name, word) == 0;
        if (!set) v->params[at++] = (domar_pair){ word, equals + 1 };
    }
    return at;
}

static inline void toy_variant_set(toy_variant *v, const domar_method *m, size_t grain,
                                   const char *name, const char *choice, size_t size,
                                   const char *only)
{
    const size_t length = size < sizeof v->choice ? size : sizeof v->choice - 1;
    *v = (toy_variant){ .method = m, .grain = grain };
    memcpy(v->choice, choice, length);
    v->params[0] = (domar_pair){ "by", m->grains[grain].name };
    if (name) v->params[1] = (domar_pair){ name, v->choice };
    if (only && strncmp(only, "by=", 3) != 0) {
        const size_t cut = strcspn(only, "=");
        snprintf(v->company, sizeof v->company, "%.*s", (int)cut, only);
        v->params[2] = (domar_pair){ v->company, only + cut + 1 };
    }
    size_t at = 1 + (size_t)(name != NULL) + (size_t)(v->params[2].name != NULL);
    if (m->needs & DOMAR_NEEDS_SCENARIO)
        v->params[at++] = (domar_pair){ "scenario", m->example ? m->example : "@trade_costs" };
    if (m->needs & DOMAR_NEEDS_PANEL) at = toy_take_example(v, at);
    for (const domar_param *p = m->params; p && p->name && !(m->needs & DOMAR_NEEDS_PANEL); p++)       /* paths: short ones will do */
        if (strcmp(p->name, "horizon") == 0) {
            v->params[at++] = (domar_pair){ "years", "2" };
            v->params[at++] = (domar_pair){ "horizon", "3" };
        }
    snprintf(v->name, sizeof v->name, "%s --by %s%s%s%s%s", m->id, m->grains[grain].name,
             name ? " --" : "", name ? name : "", name ? " " : "", v->choice);
}

/* "by=day|loss": does the parameter go with this grain? */
static inline bool toy_goes_with(const char *only, const char *grain)
{
    if (!only || strncmp(only, "by=", 3) != 0) return true;
    const size_t size = strlen(grain);
    for (const char *p = only + 3; *p; p += strcspn(p, "|"), p += *p == '|')
        if (strcspn(p, "|") == size && memcmp(p, grain, size) == 0) return true;
    return false;
}

/* Variant k of a method into *v (which must not move); false when there are no more. */
static inline bool toy_variant_at(toy_variant *v, const domar_method *m, size_t k)
{
    size_t grains = 0;
    while (m->grains[grains].name) grains++;
    const bool first_only = (m->needs & DOMAR_NEEDS_SCENARIO) && k >= grains;
    const size_t grain = first_only ? 0 : k % grains;
    size_t left = first_only ? k - grains + 1 : k / grains;
    if (left == 0) {
        toy_variant_set(v, m, grain, NULL, "", 0, NULL);
        return true;
    }
    for (const domar_param *p = m->params; p && p->name; p++) {
        const char *list = p->kind == DOMAR_BOOL   ? "true|false"
                           : p->kind == DOMAR_TEXT ? p->choices
                                                   : NULL;
        if (strcmp(p->name, "row") == 0) list = "EMP|K|CO2|lab";    /* a row of laws/economy.c */
        while (list && *list) {
            const size_t size = strcspn(list, "|");
            if (--left == 0) {
                if (toy_goes_with(p->only, m->grains[grain].name))
                    toy_variant_set(v, m, grain, p->name, list, size, p->only);
                else toy_variant_set(v, m, grain, NULL, "", 0, NULL);       /* the plain one once more */
                return true;
            }
            list += size + (list[size] == '|');
        }
    }
    return false;
}
#endif
