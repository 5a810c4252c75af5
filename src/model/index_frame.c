/* model/index_frame.c -- from a definition and a panel to scores; what stands in the certificate. */
#include "model/index_frame.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

size_t domar_index_code(const char *const *codes, const char *code)
{
    size_t k = 0;
    while (codes[k] && strcmp(codes[k], code) != 0) k++;
    return k;
}

const char *domar_index_name(const domar_axis *axis, size_t item, bool zh)
{
    const domar_item i = domar_axis_item(axis, item);
    const char *name = zh ? i.zh : i.en;
    return name && *name ? name : i.code;
}

/* ---- options */
static domar_status combined(domar_cx *cx, unsigned *bits, const char *list)
{
    char code[32];
    const char *at = list;
    size_t count = 0;
    while (domar_next_part(&at, code, sizeof code)) {
        const size_t k = domar_index_code(domar_weighting_codes, code);
        if (k >= DOMAR_W_GAME)
            return domar_fail(cx, DOMAR_EUSAGE, "--combine %s: choose among entropy, critic, cv, scatter, pca, equal, expert, ahp", code);
        count += !(*bits >> k & 1);
        *bits |= 1u << k;
    }
    if (count < 2) return domar_fail(cx, DOMAR_EUSAGE, "--combine %s: name two weightings or more, such as entropy,critic", list);
    return DOMAR_OK;
}

static domar_status conventions(domar_cx *cx, domar_index_convention *how, const domar_index_options *o)
{
    *how = (domar_index_convention){
        .normalise = (domar_normalisation)domar_index_code(domar_normalisation_codes, o->normalise),
        .weights = (domar_weighting)domar_index_code(domar_weighting_codes, o->weights),
        .zeros = (domar_zeros)domar_index_code(domar_zeros_codes, o->zeros),
        .aggregate = (domar_aggregation)domar_index_code(domar_aggregation_codes, o->aggregate),
        .scope = (domar_scope)domar_index_code(domar_scope_codes, o->scope),
        .as_published = strcmp(o->direction, "as-published") == 0, .absolute = strcmp(o->correlation, "absolute") == 0,
        .critic_cv = strcmp(o->contrast, "cv") == 0, .signed_scatter = strcmp(o->scatter, "signed") == 0,
        .absolute_loadings = strcmp(o->loadings, "absolute") == 0, .shift = o->shift, .low = o->low, .high = o->high,
        .base = o->base, .spread = o->spread, .components = o->components, .rho = o->rho };
    if (!(o->low < o->high)) return domar_fail(cx, DOMAR_EUSAGE, "--low %g should be below --high %g", o->low, o->high);
    return how->weights == DOMAR_W_GAME ? combined(cx, &how->combine, o->combine) : DOMAR_OK;
}

/* ---- definition */
static domar_status listed(domar_cx *cx, domar_index_frame *f, const domar_index_options *o)
{
    const char **terms = NULL, **negative = NULL;
    size_t count = 0, negatives = 0;
    domar_status st = domar_terms_split(cx, &terms, &count, o->indicators, "indicators");
    if (!st && o->negative) st = domar_terms_split(cx, &negative, &negatives, o->negative, "negative");
    if (!st) st = domar_definition_of_list(cx, &f->own, terms, count, negative, negatives);
    domar_release((void *)terms);
    domar_release((void *)negative);
    f->def = f->own;
    return st;
}

static domar_status define(domar_cx *cx, domar_index_frame *f, const domar_input *in, const domar_index_options *o)
{
    f->def = in->definition;
    if (f->def && (o->indicators || o->negative))
        return domar_fail(cx, DOMAR_EUSAGE, "--%s: the indicators are those of %s; give either that or --define",
                          o->indicators ? "indicators" : "negative", f->def->path);
    if (f->def) return DOMAR_OK;
    if (!o->indicators)
        return domar_fail(cx, DOMAR_EUSAGE, "which indicators? Give --define FILE (docs/index-definitions.md), or --indicators a,b,c with "
                          "--negative b for those of which less is better");
    if (strcmp(o->weights, "expert") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--weights expert takes the weights of a definition: give --define FILE "
                          "(docs/index-definitions.md), or --weights equal");
    return listed(cx, f, o);
}

domar_status domar_index_unused(domar_cx *cx, const domar_index_options *o, const char *option)
{
    const struct { const char *name, *value, *usual; } set[] = {
        { "weights", o->weights, "entropy" }, { "normalise", o->normalise, "minmax" }, { "aggregate", o->aggregate, "additive" },
        { "zeros", o->zeros, "zero" }, { "pool", o->pool, "panel" }, { "direction", o->direction, "right" } };
    for (size_t k = 0; k < sizeof set / sizeof *set; k++)
        if (set[k].value && strcmp(set[k].value, set[k].usual) != 0)
            return domar_fail(cx, DOMAR_EUSAGE, "--%s %s goes with --define or --indicators: --%s takes columns as they are", set[k].name,
                              set[k].value, option);
    return DOMAR_OK;
}

/* ---- pools */
static const char *pool_name(const void *arg, size_t pool)
{
    const domar_index_frame *f = arg;
    return f->pool_axis ? domar_axis_code(f->pool_axis, f->pool[pool]) : "";
}

/* Rows of a pool stand together, in the order of the sample; empty pools are left out. */
static domar_status pools(domar_cx *cx, domar_index_frame *f, const char *by)
{
    const domar_sample *s = f->sample;
    const bool years = strcmp(by, "year") == 0, units = strcmp(by, "unit") == 0;
    const uint32_t *key = years ? s->period : s->unit;
    const size_t keys = years ? s->periods : units ? s->units : 1;
    size_t *at = domar_scratch_bytes(cx, keys + 1, sizeof *at);
    f->order = domar_alloc(cx, s->rows, sizeof *f->order);
    f->start = domar_alloc(cx, keys + 1, sizeof *f->start);
    f->pool = domar_alloc(cx, keys, sizeof *f->pool);
    f->x = domar_alloc(cx, s->terms, sizeof *f->x);
    if (!at || !f->order || !f->start || !f->pool || !f->x) return DOMAR_ENOMEM;
    if (years && !s->panel->period_name)
        return domar_fail(cx, DOMAR_EUSAGE, "--pool year: %s has no periods; use --pool panel", s->panel->name);
    for (size_t i = 0; i < s->rows; i++) at[(years || units ? key[i] : 0) + 1]++;
    for (size_t k = 0; k < keys; k++) {
        if (at[k + 1]) {
            const size_t g = f->data.pools++;
            f->pool[g] = k;
            f->start[g + 1] = f->start[g] + at[k + 1];
        }
        at[k + 1] += at[k];
    }
    for (size_t i = 0; i < s->rows; i++) f->order[at[years || units ? key[i] : 0]++] = i;
    f->pool_axis = years ? s->panel->period_axis : units ? s->panel->unit_axis : NULL;
    if (!years) {                                              /* as in the sample: units stand together */
        for (size_t j = 0; j < s->terms; j++) f->x[j] = s->x[j];
        return DOMAR_OK;
    }
    if (!(f->block = domar_alloc(cx, s->terms * s->rows, sizeof *f->block))) return DOMAR_ENOMEM;
    for (size_t j = 0; j < s->terms; j++) {
        double *x = f->block + j * s->rows;
        for (size_t i = 0; i < s->rows; i++) x[i] = s->x[j][f->order[i]];
        f->x[j] = x;
    }
    return DOMAR_OK;
}

static domar_status take_sample(domar_cx *cx, domar_index_frame *f, const domar_input *in)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const char **terms = domar_scratch_bytes(cx, f->def->indicators, sizeof *terms);
    for (size_t j = 0; terms && j < f->def->indicators; j++) terms[j] = f->def->indicator[j].term;
    const domar_status st = terms ? domar_sample_new(cx, &f->sample, in->panel, terms, f->def->indicators, in->missing) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_index_frame_new(domar_cx *cx, domar_index_frame *f, const domar_input *in, const domar_index_options *opt)
{
    const domar_mark mark = domar_scratch_mark(cx);
    *f = (domar_index_frame){ .def = NULL };
    domar_status st = conventions(cx, &f->how, opt);
    if (!st) st = define(cx, f, in, opt);
    if (!st) st = take_sample(cx, f, in);
    if (!st) st = pools(cx, f, opt->pool);
    if (!st) {
        size_t units = 0;
        for (size_t u = 0; u < f->sample->units; u++) units += f->sample->start[u + 1] > f->sample->start[u];
        if (strcmp(opt->count, "units") == 0) f->how.count = (double)units;
        f->data = (domar_composite_data){ .def = f->def, .rows = f->sample->rows, .terms = f->sample->terms, .pools = f->data.pools,
                                          .start = f->start, .x = f->x, .pool_name = pool_name, .arg = f };
        st = domar_composite_make(cx, &f->c, &f->data, &f->how);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

void domar_index_frame_free(domar_index_frame *f)
{
    domar_composite_free(&f->c);
    domar_sample_free(f->sample);
    domar_release(f->own);
    domar_release(f->order);
    domar_release(f->start);
    domar_release(f->block);
    domar_release((void *)f->x);
    domar_release(f->pool);
}

void domar_index_unpool(const domar_index_frame *f, double *to, const double *from)
{
    for (size_t i = 0; i < f->data.rows; i++) to[f->order[i]] = from[i];
}

/* ---- axes */
domar_status domar_index_indicators(domar_cx *cx, domar_axis **out, const domar_definition *def)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, def->indicators, sizeof *items);
    for (size_t j = 0; items && j < def->indicators; j++) {
        const domar_indicator *i = &def->indicator[j];
        items[j] = (domar_item){ .code = i->code, .en = i->title_en, .zh = i->title_zh, .unit = i->unit };
    }
    const domar_status st = items ? domar_axis_new(cx, out, items, def->indicators) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_index_parts(domar_cx *cx, domar_axis **out, const domar_part *part, size_t count)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    for (size_t k = 0; items && k < count; k++)
        items[k] = (domar_item){ .code = part[k].code, .en = part[k].title_en, .zh = part[k].title_zh };
    const domar_status st = items ? domar_axis_new(cx, out, items, count) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_index_new_parts(domar_cx *cx, domar_result **out, const char *method, const domar_sample *s, const char *dimension,
                                   const domar_axis *axis)
{
    const bool dated = s->panel->period_name != NULL;
    const size_t parts = domar_axis_size(axis);
    const domar_dim with[] = { { "unit", s->panel->unit_axis }, { "period", s->panel->period_axis }, { dimension, axis } },
                    without[] = { { "unit", s->panel->unit_axis }, { dimension, axis } };
    const domar_status st = domar_result_new_rows(cx, out, method, NULL, dated ? with : without, dated ? 3 : 2, s->rows * parts);
    if (st) return st;
    uint32_t *unit = domar_result_codes(*out, "unit"), *period = domar_result_codes(*out, "period"),
        *part = domar_result_codes(*out, dimension);
    for (size_t i = 0; i < s->rows * parts; i++) {
        unit[i] = s->unit[i / parts];
        if (dated) period[i] = s->period[i / parts];
        part[i] = (uint32_t)(i % parts);
    }
    return DOMAR_OK;
}

domar_status domar_index_new_periods(domar_cx *cx, domar_result **out, const char *method, size_t *at, const domar_sample *s,
                                     const char *dimension, const domar_axis *axis)
{
    const bool dated = s->panel->period_name != NULL;
    const size_t items = domar_axis_size(axis);
    const domar_dim dims[] = { { "period", s->panel->period_axis }, { dimension, axis } };
    size_t used = 0;
    for (size_t t = 0; t < s->periods; t++) at[t] = SIZE_MAX;
    for (size_t i = 0; i < s->rows; i++) at[s->period[i]] = 0;
    for (size_t t = 0; t < s->periods; t++)
        if (!at[t]) at[t] = items * used++;
    const domar_status st = domar_result_new_rows(cx, out, method, NULL, dims + !dated, 1 + dated, used * items);
    for (size_t t = 0; !st && t < s->periods; t++)
        for (size_t k = 0; k < items && at[t] != SIZE_MAX; k++) {
            if (dated) domar_result_codes(*out, "period")[at[t] + k] = (uint32_t)t;
            domar_result_codes(*out, dimension)[at[t] + k] = (uint32_t)k;
        }
    return st;
}

/* ---- certificate */
static domar_status certify_weights(domar_cx *cx, domar_result *r, const domar_index_frame *f)
{
    const domar_index_convention *how = &f->how;
    const bool game = how->weights == DOMAR_W_GAME;
    const unsigned used = game ? how->combine : 1u << how->weights;
    char text[160];
    domar_status st = domar_result_certify_text(cx, r, "weights", domar_weighting_codes[how->weights]);
    for (size_t k = 0; !st && game && k < DOMAR_W_GAME; k++)
        if (how->combine >> k & 1) {
            snprintf(text, sizeof text, "game.%s", domar_weighting_codes[k]);
            st = domar_result_certify(cx, r, text, f->c.lambda[k], NAN);
        }
    if (!st && used >> DOMAR_W_ENTROPY & 1) {
        snprintf(text, sizeof text, how->zeros == DOMAR_Z_ZERO ? "0 ln 0 = 0" : how->zeros == DOMAR_Z_SHIFT ? "%g added after normalising"
                 : how->zeros == DOMAR_Z_RESCALE ? "into [%g, %g]" : "data not normalised, moved by |min| + 0.01 where they reach 0",
                 how->zeros == DOMAR_Z_SHIFT ? how->shift : how->low, how->high);
        st = domar_result_certify_text(cx, r, "zeros", text);
        if (!st) st = domar_result_certify_text(cx, r, "entropy_n", how->count > 0 ? "units" : "rows of the pool");
    }
    if (!st && used >> DOMAR_W_CRITIC & 1) {
        snprintf(text, sizeof text, "%s times sum of %s, n - 1", how->critic_cv ? "sd over mean" : "sd", how->absolute ? "1 - "
            "|r|" : "1 - r");
        st = domar_result_certify_text(cx, r, "critic", text);
    }
    if (!st && used >> DOMAR_W_SCATTER & 1) {
        st = domar_result_certify(cx, r, "scatter_negative_entries", (double)f->c.turned, NAN);
        if (!st && f->c.turned)
            st = domar_result_certify_text(cx, r, "scatter", how->signed_scatter ? "entries as they are" : "largest w'Hw of weights "
                "of 0 and above");
    }
    if (!st && used >> DOMAR_W_PCA & 1) {
        snprintf(text, sizeof text, "%s entries of components up to %g of the variance, by their eigenvalues",
                 how->absolute_loadings ? "absolute" : "squared", how->components);
        st = domar_result_certify_text(cx, r, "pca", text);
    }
    if (!st && used >> DOMAR_W_AHP & 1) st = domar_result_certify(cx, r, "consistency_ratio", f->c.ratio, 0.1);
    return st;
}

domar_status domar_index_certify(domar_cx *cx, domar_result *r, const domar_index_frame *f, const domar_input *in)
{
    const domar_index_convention *how = &f->how;
    const bool tree = how->weights == DOMAR_W_EXPERT || how->weights == DOMAR_W_AHP;
    char text[96];
    double worst = 0;
    snprintf(text, sizeof text, how->normalise == DOMAR_EFFICACY ? "%s, %g + %g x minmax" : "%s", domar_normalisation_codes[how->normalise],
             how->base, how->spread);
    domar_status st = domar_result_certify_text(cx, r, "definition", f->def->path);
    if (!st && f->def->source && *f->def->source) st = domar_result_certify_text(cx, r, "definition_source", f->def->source);
    if (!st) st = domar_result_certify_text(cx, r, "direction", how->as_published ? "as-published: negative by the formula of "
        "positive" : "right");
    if (!st) st = domar_result_certify_text(cx, r, "normalise", text);
    if (!st) st = certify_weights(cx, r, f);
    if (!st) st = domar_result_certify_text(cx, r, "scope", tree ? "tree of the definition" : domar_scope_codes[how->scope]);
    snprintf(text, sizeof text, how->aggregate == DOMAR_GREY ? "%s, rho %g" : "%s", domar_aggregation_codes[how->aggregate], how->rho);
    if (!st) st = domar_result_certify_text(cx, r, "aggregate", text);
    if (!st) st = domar_result_certify_text(cx, r, "pool",
        !f->pool_axis ? "panel" : f->pool_axis == f->sample->panel->unit_axis ? "unit" : "year");
    for (size_t g = 0; g < f->data.pools; g++) {
        double sum = 0;
        for (size_t j = 0; j < f->data.terms; j++) sum += f->c.facts[g * f->data.terms + j].weight;
        worst = fmax(worst, fabs(sum - 1));
    }
    if (!st) st = domar_result_certify(cx, r, "weights_sum_gap", worst, 1e-12);
    if (!st && f->c.clipped) st = domar_result_certify(cx, r, "beyond_bounds", (double)f->c.clipped, NAN);
    return st ? st : domar_sample_certify(cx, r, f->sample, in->missing);
}

/* ---- ranks */
struct placed { double score; uint32_t period; size_t row; };

static int by_period(const void *pa, const void *pb)
{
    const struct placed *a = pa, *b = pb;
    if (a->period != b->period) return a->period < b->period ? -1 : 1;
    if (a->score > b->score || a->score < b->score) return a->score > b->score ? -1 : 1;
    return (isnan(a->score) != 0) - (isnan(b->score) != 0);
}

domar_status domar_index_ranks(domar_cx *cx, double *rank, const double *score, const domar_sample *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct placed *list = domar_scratch_bytes(cx, s->rows, sizeof *list);
    if (!list) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) list[i] = (struct placed){ score[i], s->period[i], i };
    qsort(list, s->rows, sizeof *list, by_period);
    for (size_t k = 0, first = 0; k < s->rows; k++) {
        if (!k || list[k].period != list[k - 1].period) first = k;
        const bool tie = k > first && !(list[k].score < list[k - 1].score);
        rank[list[k].row] = isnan(list[k].score) ? NAN : tie ? rank[list[k - 1].row] : (double)(k - first + 1);
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
