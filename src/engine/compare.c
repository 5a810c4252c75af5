/* engine/compare.c -- scenarios side by side: the same table, one run of reform.simulate a page, one row an economy or
 * an industry. */
#include "base/text.h"
#include "engine/differ.h"
#include "engine/filter.h"
#include "engine/registry.h"
#include "read/scenario.h"
#include <domar/scenario.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char METHOD[] = "reform.simulate";
enum { MEASURES = 6, NAME = 96 };
static const double TIE = 1e-9;                     /* points: below the terms' own accuracy nobody prefers anything */

struct work {
    const domar_series *series;
    size_t count, rows;
    const char *const *paths;
    char (*name)[NAME];                             /* what each page is called in columns */
    const char **names;
    domar_result **of;                              /* count */
    domar_scenario **page;                          /* count */
    domar_common common;
    const domar_grain *grain;
    bool by_industry, unsound;
};

static const char *const measures[2][MEASURES] = {
    { "real_income", "ev", "real_wage", "gdp", NULL, NULL },
    { "output", "price", "factor_income", "sales", "jobs", "jobs_change" } };

/* ---- names: the file without folder and ending, letters that a column may have, each once */
static void name_page(struct work *w, size_t k)
{
    const char *from = strrchr(w->paths[k], '/');
    from = from ? from + 1 : w->paths[k];
    if (*from == '@') from++;
    const char *dot = strrchr(from, '.');
    size_t size = dot && dot > from ? (size_t)(dot - from) : strlen(from);
    if (size > NAME - 16) size = NAME - 16;
    for (size_t i = 0; i < size; i++)
        w->name[k][i] = strchr(" ,;.\"'\t", from[i]) ? '_' : from[i];
    w->names[k] = w->name[k];
    for (size_t twin = 2, i = 0; i < k; i++)
        if (strcmp(w->name[i], w->name[k]) == 0) {
            snprintf(w->name[k] + size, 16, "_%zu", twin++);
            i = (size_t)-1;                         /* from the beginning with the new name */
        }
}

/* ---- running */
static bool is_ours(const char *name)
{
    static const char *const ours[] = { "economy", "industry", "sort", "top", "scenario" };
    for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
        if (strcmp(ours[k], name) == 0) return true;
    return false;
}

static domar_status check_params(domar_cx *cx, struct work *w, const domar_pair *params)
{
    const domar_method *m = domar_method_of(METHOD);
    const domar_mark mark = domar_scratch_mark(cx);
    void *options = domar_scratch_bytes(cx, m->options_size, 1);
    domar_status st = options ? domar_params_bind(cx, options, &w->common, m, params) : DOMAR_ENOMEM;
    domar_scratch_rewind(cx, mark);
    if (st) return st;
    const char *by = w->common.by ? w->common.by : "economy";
    w->by_industry = strcmp(by, "industry") == 0;
    if (!w->by_industry && strcmp(by, "economy") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "scenarios are compared by economy or by industry, not by %s", by);
    if (w->common.table_out || w->common.scenario || w->common.bloc || w->common.partner)
        return domar_fail(cx, DOMAR_EUSAGE, "comparing takes no --%s: leave it out", w->common.table_out ? "table-out"
                          : w->common.scenario ? "scenario" : w->common.bloc ? "bloc" : "partner");
    w->grain = m->grains;
    while (strcmp(w->grain->name, by) != 0) w->grain++;
    return domar_filter_check(cx, &w->common, w->series, m, w->grain, NULL);
}

static domar_status run_all(domar_cx *cx, struct work *w, const domar_pair *params)
{
    size_t given = 0, count = 1;
    while (params && params[given].name) given++;
    domar_pair *list = domar_scratch_bytes(cx, given + 2, sizeof *list);
    if (!list) return DOMAR_ENOMEM;
    for (size_t k = 0; k < given; k++)
        if (!is_ours(params[k].name)) list[count++] = params[k];
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < w->count; k++) {
        list[0] = (domar_pair){ "scenario", w->paths[k] };
        st = domar_scenario_read(cx, &w->page[k], w->paths[k]);
        if (st) break;                              /* names its file itself */
        st = domar_run(cx, &w->of[k], METHOD, w->series, list);
        if (st == DOMAR_ECHECK && w->of[k]) {
            w->unsound = true;
            st = DOMAR_OK;
        }
        if (st == DOMAR_ENOCONV) st = domar_fail_in(cx, st, "%s: ", w->names[k]);
    }
    w->rows = st ? 0 : domar_result_rows(w->of[0]);
    return st;
}

/* ---- columns */
static const double *values(const struct work *w, size_t k, const char *name)
{
    const size_t c = domar_result_find(w->of[k], name);
    return c == SIZE_MAX ? NULL : domar_result_values(w->of[k], c);
}

static domar_status put(domar_cx *cx, domar_result *r, const struct work *w, const char *measure, size_t k, const double *v,
                        bool difference)
{
    const size_t c = domar_result_find(w->of[k], measure);
    const char *unit = domar_result_unit(w->of[k], c);
    char *name = domar_format(cx, "%s.%s%s", measure, w->names[k], difference ? ".diff" : "");
    char *en = domar_format(cx, difference ? "%s %s, less %s." : "%s %s", domar_result_doc(w->of[k], c, "en"), w->names[k],
                            w->names[0]);
    char *zh = domar_format(cx, difference ? "%s%s 减 %s。" : "%s%s", domar_result_doc(w->of[k], c, "zh"), w->names[k],
                            w->names[0]);
    const bool points = difference && strcmp(unit, "%") == 0;
    const domar_column column[] = { { name, points ? "points" : unit, en, zh, NULL }, { .name = NULL } };
    const domar_status st = name && en && zh ? domar_result_put(cx, r, column, name, v) : DOMAR_ENOMEM;
    domar_release(name);
    domar_release(en);
    domar_release(zh);
    return st;
}

static domar_status put_measure(domar_cx *cx, domar_result *r, const struct work *w, const char *measure, double *room)
{
    const double *first = values(w, 0, measure);
    domar_status st = DOMAR_OK;
    if (!first) return DOMAR_OK;                    /* jobs, where the table has none */
    for (size_t k = 0; !st && k < w->count; k++) {
        const double *v = values(w, k, measure);
        st = put(cx, r, w, measure, k, v, false);
        if (st || !k) continue;
        for (size_t i = 0; i < w->rows; i++) room[i] = v[i] - first[i];
        st = put(cx, r, w, measure, k, room, true);
    }
    return st;
}

static domar_status fill(domar_cx *cx, domar_result **out, const struct work *w)
{
    domar_dim dims[8];
    size_t count = 0;
    while (count < 8 && domar_result_kind(w->of[0], count) == DOMAR_COLUMN_DIMENSION) {
        dims[count] = (domar_dim){ domar_result_name(w->of[0], count), domar_result_axis(w->of[0], count) };
        count++;
    }
    double *room = domar_scratch(cx, w->rows);
    domar_status st = room ? domar_result_new_rows(cx, out, "reform.compare", "", dims, count, w->rows) : DOMAR_ENOMEM;
    for (size_t d = 0; !st && d < count; d++)
        memcpy(domar_result_codes(*out, dims[d].name), domar_result_items(w->of[0], d), w->rows * sizeof(uint32_t));
    for (size_t k = 0; !st && k < MEASURES && measures[w->by_industry][k]; k++)
        st = put_measure(cx, *out, w, measures[w->by_industry][k], room);
    return st;
}

/* ---- certificate: what the runs promise, each under its name; then what they share */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const char *const shared[] = { "unit_of_account", "output_from", "va", "zero_output", "inventories", "title",
                                          "source", "version", "file", "digest", "unit", "counterfactual",
                                          "table_illustrative", "engine" };
    domar_status st = domar_certify_differences(cx, r, (const domar_scenario *const *)w->page, w->names, w->count);
    bool shaky = false;
    for (size_t k = 0; k < w->count; k++) {
        for (size_t e = 0; !st && e < domar_result_certificate_size(w->of[k]); e++) {
            const domar_certificate_entry entry = domar_result_certificate(w->of[k], e);
            char *name = isnan(entry.bound) ? NULL : domar_format(cx, "%s.%s", entry.name, w->names[k]);
            if (isnan(entry.bound)) continue;
            st = name ? domar_result_certify(cx, r, name, entry.value, entry.bound) : DOMAR_ENOMEM;
            domar_release(name);
        }
        char *name = st ? NULL : domar_format(cx, "scenario.%s", w->names[k]);
        if (!st) st = name ? domar_result_certify_text(cx, r, name, w->page[k]->path) : DOMAR_ENOMEM;
        domar_release(name);
        shaky = shaky || w->page[k]->illustrative;
    }
    for (size_t k = 0; !st && k < sizeof shared / sizeof *shared; k++)
        for (size_t e = 0; !st && e < domar_result_certificate_size(w->of[0]); e++) {
            const domar_certificate_entry entry = domar_result_certificate(w->of[0], e);
            if (strcmp(entry.name, shared[k]) == 0) st = domar_result_certify_text(cx, r, entry.name, entry.text);
        }
    if (!st && shaky) st = domar_result_certify_text(cx, r, "illustrative", "yes: no data stand behind some of the levels");
    return st ? st : domar_result_certify_text(cx, r, "method", METHOD);
}

/* ---- reading: over the last year, who is best off where */
struct tally {
    size_t first;                /* row where the last year begins */
    size_t *best;                /* count: rows that prefer it */
    double *total;               /* count: summed, at base prices */
    size_t rows, others;         /* rows with numbers; of them those whose order is not that of the sums */
    size_t widest, up, down;     /* row of the largest gap, and between which pages */
    double gap;
};

/* Money that a page brings to a row: the equivalent variation, or output at base prices. */
static double money(const struct work *w, size_t k, size_t i)
{
    if (!w->by_industry) return values(w, k, "ev")[i];
    const double quantity = values(w, k, "output")[i] / 100, price = values(w, k, "price")[i] / 100;
    return values(w, k, "sales")[i] / (1 + price) / (1 + quantity) * quantity;
}

static void count_row(const struct work *w, struct tally *t, size_t i)
{
    const char *what = measures[w->by_industry][0];
    size_t up = 0, down = 0;
    bool tied = false, other = false;
    for (size_t k = 1; k < w->count; k++) {
        if (values(w, k, what)[i] > values(w, up, what)[i]) up = k;
        if (values(w, k, what)[i] < values(w, down, what)[i]) down = k;
    }
    const double top = values(w, up, what)[i];
    for (size_t k = 0; k < w->count; k++) tied = tied || (k != up && !(top - values(w, k, what)[i] > TIE));
    if (!tied) t->best[up]++;
    for (size_t k = 0; k < w->count; k++)
        for (size_t q = 0; q < w->count; q++)
            other = other || (t->total[k] > t->total[q] && values(w, q, what)[i] - values(w, k, what)[i] > TIE);
    t->others += other;
    t->rows++;
    if (!(top - values(w, down, what)[i] > t->gap)) return;
    t->gap = top - values(w, down, what)[i];
    t->widest = i;
    t->up = up;
    t->down = down;
}

static bool whole(const struct work *w, size_t i)
{
    for (size_t k = 0; k < w->count; k++)
        if (isnan(values(w, k, measures[w->by_industry][0])[i])) return false;
    return true;
}

static domar_status count_up(domar_cx *cx, struct tally *t, const struct work *w)
{
    const uint32_t *years = domar_result_items(w->of[0], 0);
    *t = (struct tally){ .best = domar_scratch_bytes(cx, w->count, sizeof *t->best), .total = domar_scratch(cx, w->count) };
    if (!t->best || !t->total) return DOMAR_ENOMEM;
    while (t->first < w->rows && years[t->first] != years[w->rows - 1]) t->first++;
    for (size_t i = t->first; i < w->rows; i++)
        for (size_t k = 0; whole(w, i) && k < w->count; k++) t->total[k] += money(w, k, i);
    for (size_t i = t->first; i < w->rows; i++)
        if (whole(w, i)) count_row(w, t, i);
    return DOMAR_OK;
}

static void name_row(domar_text *to, const struct work *w, size_t i, const char *lang)
{
    for (size_t d = 1; d < (w->by_industry ? 3u : 2u); d++)
        domar_text_printf(to, "%s%s", d > 1 ? " " : "", domar_axis_label(domar_result_axis(w->of[0], d),
                                                                       domar_result_items(w->of[0], d)[i], lang));
}

static void say(domar_text *to, const struct work *w, const struct tally *t, bool zh)
{
    const char *who = w->by_industry ? zh ? "个行业" : "industries" : zh ? "个经济体" : "economies";
    const char *what = measures[w->by_industry][0];
    bool shaky = false;
    if (!(t->gap > TIE)) {
        domar_text_printf(to, zh ? "%zu %s的结果在各情景下相同。" : "The scenarios give the same to all %zu %s.", t->rows, who);
        return;
    }
    domar_text_printf(to, zh ? "%zu %s中最优的情景：" : "Best for %zu %s: ", t->rows, who);
    for (size_t k = 0; k < w->count; k++)
        domar_text_printf(to, zh ? "%s%s %zu 个" : "%s%s for %zu", k ? zh ? "，" : ", " : "", w->names[k], t->best[k]);
    size_t top = 0;
    for (size_t k = 1; k < w->count; k++)
        if (t->total[k] > t->total[top]) top = k;
    domar_text_printf(to, zh ? "；合计（%s）以 %s 最高，%zu 个的排序与合计不同。差距最大的是"
                             : "; in sum (%s) it is %s, and for %zu the order is another than in sum. The gap is widest in ",
                      w->by_industry ? zh ? "按基期价格计的产出" : "output at base prices" : zh ? "等价变化" : "equivalent variation",
                      w->names[top], t->others);
    name_row(to, w, t->widest, zh ? "zh" : "en");
    domar_text_printf(to, zh ? "（%s：%s %+.3g%%，%s %+.3g%%）。" : " (%s: %s %+.3g %%, %s %+.3g %%).",
                      w->by_industry ? zh ? "产量" : "output" : zh ? "实际收入" : "real income",
                      w->names[t->up], values(w, t->up, what)[t->widest], w->names[t->down], values(w, t->down, what)[t->widest]);
    for (size_t k = 0; k < w->count; k++) shaky = shaky || w->page[k]->illustrative;
    if (shaky)
        domar_text_put(to, zh ? "示意性情景：部分数值没有数据依据。" : " Illustrative: no data stand behind some of the levels.");
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    struct tally t;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    domar_status st = w->rows ? count_up(cx, &t, w) : DOMAR_OK;
    if (!st && w->rows && t.rows) {
        say(&en, w, &t, false);
        say(&zh, w, &t, true);
        st = en.status ? en.status : zh.status ? zh.status : domar_result_read(cx, r, en.data, zh.data);
    }
    domar_text_drop(&en);
    domar_text_drop(&zh);
    return st;
}

domar_status domar_reform_compare(domar_cx *cx, domar_result **out, const domar_series *series, const char *const *scenarios,
                                  size_t count, const domar_pair *params)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .series = series, .count = count, .paths = scenarios };
    *out = NULL;
    if (count < 2) return domar_fail(cx, DOMAR_EUSAGE, "comparing takes two scenarios at least");
    w.name = domar_scratch_bytes(cx, count, sizeof *w.name);
    w.names = domar_scratch_bytes(cx, count, sizeof *w.names);
    w.of = domar_scratch_bytes(cx, count, sizeof *w.of);
    w.page = domar_scratch_bytes(cx, count, sizeof *w.page);
    domar_status st = w.name && w.names && w.of && w.page ? check_params(cx, &w, params) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < count; k++) name_page(&w, k);
    if (!st) st = run_all(cx, &w, params);
    if (!st) st = fill(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
    if (!st) st = domar_filter_rows(cx, *out, &w.common);
    for (size_t k = 0; w.of && w.page && k < count; k++) {
        domar_result_free(w.of[k]);
        domar_scenario_free(w.page[k]);
    }
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    domar_scratch_rewind(cx, mark);
    if (!st && w.unsound)
        st = domar_fail(cx, DOMAR_ECHECK, "a check that was asked for does not hold: --certificate shows which");
    return st;
}
