/* engine/run.c -- the one door: bind, prepare, run year by year, filter, certify. */
#include "base/text.h"
#include "engine/filter.h"
#include "engine/params.h"
#include "engine/registry.h"
#include "engine/run.h"
#include "read/scenario.h"
#include "read/wedge_table.h"
#include <math.h>
#include <stdio.h>

struct job {
    const domar_method *method;
    const domar_series *series;
    const void         *options;
    domar_common        common;
    domar_regions *regions;          /* NULL unless the method takes blocs */
    domar_scenario *scenario;        /* NULL unless the method needs one */
    domar_wedge_lines wedges;        /* none unless the method takes them and they are given */
    domar_series *made;              /* new tables, where they are asked for */
    bool          unsound;           /* a check that was asked for does not hold */
    size_t first, last, grain;
    domar_leontief_report report;    /* worst over the years */
};

/* ---- which years, which grain */
static size_t year_at(const domar_series *s, int64_t year)
{
    for (size_t k = 0; k < domar_series_size(s); k++)
        if (domar_series_year(s, k) == year) return k;
    return SIZE_MAX;
}

static domar_status select_years(domar_cx *cx, struct job *job)
{
    const domar_series *s = job->series;
    const size_t count = domar_series_size(s);
    const char *text = job->common.year;
    int from = 0, to = 0, used = 0;
    job->first = job->last = count - 1;
    if (!text) {
        if (job->method->needs & DOMAR_NEEDS_SERIES) job->first = 0;
        return DOMAR_OK;
    }
    if (strcmp(text, "all") == 0) {
        job->first = 0;
        return DOMAR_OK;
    }
    if (sscanf(text, "%d-%d%n", &from, &to, &used) == 2 && !text[used]) used = 0;
    else if (sscanf(text, "%d%n", &from, &used) == 1 && !text[used]) to = from;
    else return domar_fail(cx, DOMAR_EUSAGE, "--year %s: give a year, a span such as 1995-2008, or all", text);
    if (from > to)
        return domar_fail(cx, DOMAR_EUSAGE, "--year %s: the first year comes first, %d-%d", text, to, from);
    job->first = year_at(s, from);
    job->last = year_at(s, to);
    if (job->first == SIZE_MAX || job->last == SIZE_MAX)
        return domar_fail(cx, DOMAR_EUSAGE, "--year %s: the table holds %d to %d", text,
                          domar_series_year(s, 0), domar_series_year(s, count - 1));
    return DOMAR_OK;
}

static domar_status select_regions(domar_cx *cx, struct job *job)
{
    if (job->method->needs & DOMAR_TAKES_BLOCS)
        return domar_regions_new(cx, &job->regions, job->series, job->common.bloc);
    if (!job->common.bloc) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "%s does not take --bloc: aggregate the table "
                      "(`domar import --economies`)", job->method->id);
}

static domar_status select_scenario(domar_cx *cx, struct job *job)
{
    const bool needed = job->method->needs & DOMAR_NEEDS_SCENARIO;
    if (needed && job->common.scenario) return domar_scenario_read(cx, &job->scenario, job->common.scenario);
    if (needed) return domar_fail(cx, DOMAR_EUSAGE, "%s needs --scenario FILE: a page that says what changes "
                                  "(docs/scenarios.md; %s is one to try)", job->method->id,
                                  job->method->example ? job->method->example : "@trade_costs");
    if (!job->common.scenario) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "%s takes no --scenario", job->method->id);
}

static domar_status select_wedges(domar_cx *cx, struct job *job)
{
    const char *path = job->common.wedges;
    domar_wedge_line *lines = NULL;
    if (!path) return DOMAR_OK;
    if (!(job->method->needs & DOMAR_TAKES_WEDGES))
        return domar_fail(cx, DOMAR_EUSAGE, "%s takes no --wedges", job->method->id);
    const domar_status st = domar_wedge_table_read(cx, &lines, &job->wedges.count, path, job->series);
    job->wedges.line = lines;
    job->wedges.path = path;
    return st;
}

static domar_status select_table(domar_cx *cx, const struct job *job)
{
    if (!job->common.table_out || (job->method->needs & DOMAR_GIVES_TABLE)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "%s makes no new table: leave --table-out out", job->method->id);
}

static domar_status select_flows(domar_cx *cx, const struct job *job)
{
    if (domar_series_table(job->series, 0)->Z || (job->method->needs & DOMAR_TAKES_ACCOUNTS)) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s needs to know who buys from whom, and this file holds accounts only (output, "
                      "value added, factors): give an input-output table, or ask growth.accounts", job->method->id);
}

/* ---- one year */
static void worse(struct job *job, const domar_leontief *system)
{
    const domar_leontief_report r = domar_leontief_reported(system);
    if (r.backward_error > job->report.backward_error) job->report.backward_error = r.backward_error;
    if (isnan(job->report.condition) || r.condition > job->report.condition) job->report.condition = r.condition;
    job->report.solves += r.solves;
    job->report.sweeps += r.sweeps;
    job->report.factored |= r.factored;
}

static domar_status prepare(domar_cx *cx, domar_input *in, const domar_method *m)
{
    const domar_table *t = in->table;
    if ((m->needs & DOMAR_NEEDS_WORLD) && t->G < 2)
        return domar_fail(cx, DOMAR_EDATA, "%s needs a table of several economies, this one has %zu",
                          m->id, t->G);
    if (!t->Z || !(m->needs & (DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_INVERSE))) return DOMAR_OK;
    domar_status st = domar_leontief_new(cx, &in->system, t->Z, t->x, NULL, t->G, t->N);
    if (!st && (m->needs & DOMAR_NEEDS_INVERSE)) {
        const double *B;
        st = domar_leontief_inverse(cx, in->system, &B);
    }
    return st;
}

/* The solver knows positions, the user labels. */
static domar_status name_culprit(domar_cx *cx, const domar_table *t, size_t i)
{
    if (i >= t->n) return DOMAR_ENOCONV;
    return domar_fail_in(cx, DOMAR_ENOCONV, "%s %s, %d: ",
                         domar_axis_code(domar_series_axis(t->series, DOMAR_ECONOMIES), i / t->N),
                         domar_axis_code(domar_series_axis(t->series, DOMAR_INDUSTRIES), i % t->N),
                         t->year);
}

static domar_status run_one(domar_cx *cx, domar_result **out, struct job *job, size_t first, size_t last,
                            const domar_axis *years)
{
    const domar_method *m = job->method;
    domar_input in = { .series = job->series, .table = domar_series_table(job->series, last),
                       .first = first, .last = last, .years = years, .grain = job->grain,
                       .regions = job->regions, .scenario = job->scenario, .wedges = job->wedges,
                       .table_out = job->common.table_out ? &job->made : NULL, .economy = job->common.economy,
                       .industry = job->common.industry, .partner = job->common.partner };
    const domar_mark mark = domar_scratch_mark(cx);
    *out = NULL;
    domar_task(cx, m->id);
    domar_status st = prepare(cx, &in, m);
    if (!st) st = m->run(cx, out, &in, job->options);
    if (st == DOMAR_ECHECK) {                       /* the answer stands; domar_run says so at its end */
        job->unsound = true;
        st = DOMAR_OK;
    }
    if (st == DOMAR_ENOCONV && in.system) st = name_culprit(cx, in.table, domar_leontief_culprit(in.system));
    if (in.system) worse(job, in.system);
    domar_leontief_free(in.system);
    domar_scratch_rewind(cx, mark);
    if (!st && !years) st = domar_result_put_year(cx, *out, in.table->year);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    return st;
}

static domar_status year_axis(domar_cx *cx, domar_axis **out, const struct job *job)
{
    const size_t count = job->last - job->first + 1;
    const domar_mark mark = domar_scratch_mark(cx);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*codes)[16] = domar_scratch_bytes(cx, count, sizeof *codes);
    domar_status st = DOMAR_ENOMEM;
    if (items && codes) {
        for (size_t k = 0; k < count; k++) {
            snprintf(codes[k], sizeof *codes, "%d", domar_series_year(job->series, job->first + k));
            items[k].code = codes[k];
        }
        st = domar_axis_new(cx, out, items, count);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status run_series(domar_cx *cx, domar_result **out, struct job *job)
{
    domar_axis *years = NULL;
    domar_status st = year_axis(cx, &years, job);
    if (!st) st = run_one(cx, out, job, job->first, job->last, years);
    domar_axis_free(years);
    return st;
}

/* The reading is that of the last year; every year brings its own certificate. */
static domar_status run_years(domar_cx *cx, domar_result **out, struct job *job)
{
    domar_result *all = NULL, *part = NULL;
    domar_status st = DOMAR_OK;
    for (size_t k = job->first; k <= job->last && !st; k++) {
        st = run_one(cx, &part, job, k, k, NULL);
        if (st && job->first < job->last)
            st = domar_fail_in(cx, st, "%d: ", domar_series_year(job->series, k));
        if (!st && job->first < job->last)
            st = domar_result_date_words(cx, part, domar_series_year(job->series, k));
        if (!st) st = domar_result_take_words(cx, all, part);
        if (!st && all) st = domar_result_append(cx, all, part);
        else if (!st) all = part;
        else domar_result_free(part);
        part = NULL;
    }
    if (st) domar_result_free(all);
    *out = st ? NULL : all;
    return st;
}

/* ---- certificate */
domar_status domar_run_certify_engine(domar_cx *cx, domar_result *r, const domar_method *m, size_t grain)
{
    char threads[64];
    domar_status st = domar_result_certify_text(cx, r, "method", m->id);
    if (!st) st = domar_result_certify_text(cx, r, "grain", m->grains[grain].name);
    if (!st) st = domar_result_certify_text(cx, r, "engine", domar_version());
    snprintf(threads, sizeof threads, "%d%s", domar_cx_threads(cx),
             domar_cx_deterministic(cx) ? ", deterministic" : "");
    return st ? st : domar_result_certify_text(cx, r, "threads", threads);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct job *job)
{
    static const char *const keys[] = { "output_from", "va", "zero_output", "inventories" };
    static const char *const data[] = { "title", "source", "version", "file", "digest", "unit", "counterfactual" };
    const domar_leontief_report *p = &job->report;
    domar_status st = DOMAR_OK;
    if (job->regions && *job->regions->members)
        st = domar_result_certify_text(cx, r, "blocs", job->regions->members);
    if (st) return st;
    if (p->solves || p->factored) {
        const double n = (double)domar_series_table(job->series, job->last)->n;
        st = domar_result_certify(cx, r, "backward_error", p->backward_error,
                                  30 * n * 2.220446049250313e-16);
        if (!st) st = domar_result_certify(cx, r, "condition", p->condition, NAN);
        if (!st) st = domar_result_certify_text(cx, r, "solver", p->factored ? "LU" : "block-Jacobi GMRES");
    }
    for (size_t k = 0; !st && k < sizeof keys / sizeof *keys; k++)
        st = domar_result_certify_text(cx, r, keys[k], domar_series_info(job->series, keys[k]));
    for (size_t k = 0; !st && k < sizeof data / sizeof *data; k++) {
        const char *text = domar_series_info(job->series, data[k]);
        if (*text) st = domar_result_certify_text(cx, r, data[k], text);
    }
    return st ? st : domar_run_certify_engine(cx, r, job->method, job->grain);
}

/* What a scenario rests on stands with every answer that it gave. */
static domar_status certify_scenario(domar_cx *cx, domar_result *r, const domar_scenario *s)
{
    char *settings = domar_scenario_settings_text(cx, s);
    domar_status st = settings ? domar_result_certify_text(cx, r, "elasticities", settings) : DOMAR_ENOMEM;
    if (!st) st = domar_result_certify_text(cx, r, "scenario", s->path);
    if (!st && s->source) st = domar_result_certify_text(cx, r, "scenario_source", s->source);
    if (!st && s->illustrative)
        st = domar_result_certify_text(cx, r, "illustrative", "yes: no data stand behind some of the levels");
    domar_release(settings);
    return st;
}

/* What was asked for, so that a result says how to repeat it. */
domar_status domar_run_certify_params(domar_cx *cx, domar_result *r, const domar_pair *params)
{
    domar_status st = DOMAR_OK;
    for (; !st && params && params->name; params++) {
        char name[96];
        snprintf(name, sizeof name, "param.%s", params->name);
        st = domar_result_certify_text(cx, r, name, params->value);
    }
    return st;
}

/* A table that a scenario made up stays what it is, whoever uses it. */
static domar_status repeat_illustrative(domar_cx *cx, domar_result *r, const domar_series *s)
{
    const char *why = domar_series_info(s, "illustrative"), *en = domar_result_reading(r, "en");
    if (!*why) return DOMAR_OK;
    domar_status st = domar_result_certify_text(cx, r, "table_illustrative", why);
    if (st || !*en || strstr(en, "Illustrative")) return st;
    char *more = domar_format(cx, "%s Illustrative: the table comes from a scenario with levels behind which no data stand.", en);
    char *more_zh = domar_format(cx, "%s示意性：该表来自部分数值没有数据依据的情景。", domar_result_reading(r, "zh"));
    st = more && more_zh ? domar_result_read(cx, r, more, more_zh) : DOMAR_ENOMEM;
    domar_release(more);
    domar_release(more_zh);
    return st;
}

domar_status domar_run_unknown(domar_cx *cx, const char *id)
{
    const char *near = domar_method_suggest(id);
    if (near)
        return domar_fail(cx, DOMAR_EUSAGE, "there is no method %s: did you mean %s?", id, near);
    return domar_fail(cx, DOMAR_EUSAGE, "there is no method %s: `domar methods` lists them", id);
}

/* A bound that does not hold is said at once: nobody reads every certificate. */
void domar_run_warn_broken(domar_cx *cx, const domar_result *r)
{
    for (size_t k = 0; k < domar_result_certificate_size(r); k++) {
        const domar_certificate_entry e = domar_result_certificate(r, k);
        if (!isnan(e.bound) && !(e.value <= e.bound))
            domar_log(cx, DOMAR_LOG_WARNING, "%s is %.3g where at most %.3g holds: see --certificate", e.name, e.value, e.bound);
    }
}

domar_status domar_run(domar_cx *cx, domar_result **out, const char *id, const domar_series *series,
                       const domar_pair *params)
{
    struct job job = { .method = domar_method_of(id), .series = series,
                       .report = { .condition = NAN } };
    const domar_method *m = job.method;
    const domar_mark mark = domar_scratch_mark(cx);
    *out = NULL;
    if (!m) return domar_run_unknown(cx, id);
    if (m->needs & DOMAR_NEEDS_PANEL)
        return domar_fail(cx, DOMAR_EUSAGE, "%s is asked on a panel (units, periods, variables), not on a table", id);
    void *options = domar_scratch_bytes(cx, m->options_size, 1);
    domar_status st = options ? domar_params_bind(cx, options, &job.common, m, params) : DOMAR_ENOMEM;
    job.options = options;
    if (!st) st = select_flows(cx, &job);
    if (!st) st = select_years(cx, &job);
    if (!st) st = domar_params_grain(cx, &job.grain, m, job.common.by);
    if (!st) st = select_regions(cx, &job);
    if (!st) st = select_scenario(cx, &job);
    if (!st) st = select_wedges(cx, &job);
    if (!st) st = select_table(cx, &job);
    if (!st) st = domar_filter_check(cx, &job.common, series, m, &m->grains[job.grain], job.regions);
    if (!st) st = m->needs & DOMAR_NEEDS_SERIES ? run_series(cx, out, &job) : run_years(cx, out, &job);
    if (!st) st = domar_filter_rows(cx, *out, &job.common);
    if (!st && job.scenario) st = certify_scenario(cx, *out, job.scenario);
    if (!st) st = certify(cx, *out, &job);
    if (!st) st = domar_run_certify_params(cx, *out, params);
    if (!st) domar_run_warn_broken(cx, *out);
    if (!st) st = repeat_illustrative(cx, *out, series);
    if (!st && job.made) st = domar_save(cx, job.made, job.common.table_out);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    domar_series_free(job.made);
    domar_regions_free(job.regions);
    domar_scenario_free(job.scenario);
    domar_scratch_rewind(cx, mark);
    if (!st && job.unsound)
        st = domar_fail(cx, DOMAR_ECHECK, "%s: a check that was asked for does not hold: --certificate shows which", m->id);
    return st;
}
