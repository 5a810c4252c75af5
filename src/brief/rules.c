/* brief/rules.c -- the list of rules; findings by score. */
#include "brief/rules.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static domar_brief_rule *const rules[] = {
    domar_rule_sources_of_growth, domar_rule_relations,      domar_rule_forces_industry,
    domar_rule_manufacturing,     domar_rule_real_economy,   domar_rule_structural_change,
    domar_rule_growth,            domar_rule_productivity,   domar_rule_key_industry,
    domar_rule_import_leakage,    domar_rule_extraction,     domar_rule_export_content,
    domar_rule_content_change,    domar_rule_position,       domar_rule_choke_point,
    domar_rule_supplier,          domar_rule_supplier_shift, domar_rule_market,
    domar_rule_jobs_abroad,       domar_rule_smile,          domar_rule_concentration,
    domar_rule_pull,              domar_rule_obstacle,       domar_rule_productivity_gap,
    domar_rule_reform,            domar_rule_reform_industries };

const char *domar_rose(double change) { return change < 0 ? "fell" : "rose"; }
const char *domar_rose_zh(double change) { return change < 0 ? "下降" : "上升"; }

double domar_own(const domar_brief *b, enum domar_brief_answer a, int year, const char *column)
{
    const domar_result *r = b->data[a].result;
    return domar_brief_value(r, domar_brief_row(r, year, b->economy, NULL, NULL), column);
}

domar_status domar_brief_note(domar_cx *cx, domar_brief *b, const char *rule, double score,
                              enum domar_brief_answer source, char *en, char *zh)
{
    domar_status st = DOMAR_OK;
    if (!en || !zh) st = DOMAR_ENOMEM;
    if (!st && isfinite(score))
        st = domar_grow(cx, &b->findings, &b->capacity, b->count + 1, sizeof *b->findings);
    char *command = st || !isfinite(score) ? NULL : domar_strdup(cx, b->data[source].command);
    if (command) {
        b->findings[b->count++] =
            (struct domar_brief_finding){ rule, fmin(score, 3), { en, zh }, command };
        return DOMAR_OK;
    }
    domar_release(en);
    domar_release(zh);
    return st || isfinite(score) ? DOMAR_ENOMEM : DOMAR_OK;
}

domar_status domar_brief_also(domar_cx *cx, domar_brief *b, size_t count,
                              enum domar_brief_answer second)
{
    if (b->count == count) return DOMAR_OK;
    struct domar_brief_finding *last = &b->findings[b->count - 1];
    char *both = domar_format(cx, "%s && %s", last->command, b->data[second].command);
    if (!both) return DOMAR_ENOMEM;
    domar_release(last->command);
    last->command = both;
    return DOMAR_OK;
}

/* Where growth came from opens the list, whatever its score. */
static int by_score(const void *a, const void *b)
{
    const struct domar_brief_finding *x = a, *y = b;
    const int first = (strcmp(y->rule, "sources_of_growth") == 0) - (strcmp(x->rule, "sources_of_growth") == 0);
    if (first) return first;
    return x->score > y->score ? -1 : x->score < y->score ? 1 : 0;
}

domar_status domar_brief_judge(domar_cx *cx, domar_brief *b)
{
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        const domar_status st = rules[k](cx, b);
        if (st) return st;
    }
    qsort(b->findings, b->count, sizeof *b->findings, by_score);
    return DOMAR_OK;
}
