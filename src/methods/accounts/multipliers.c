/* methods/accounts/multipliers.c -- what one unit of final demand sets in motion
 *
 *     output = 1'B,  value_added = v'B,  income = w'B,  jobs = l'B          [miller2009, ch. 6]
 *     imports_j = sum over k in the economy of j of m_k B_kj,  m_k = inputs of k from abroad / x_k
 *
 * v, w, l: value added, labour compensation, jobs over output.  --scope domestic counts only what
 * arises in the economy of j.  --closed adds households (type II, model/households.h): labour
 * compensation is their row, their consumption, scaled to it, their column; their own entries are
 * left out.  An economy without data on labour stays open, and the certificate says so. */
#include "base/text.h"
#include "model/accounts.h"
#include "model/households.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

enum { OUTPUT, VALUE, INCOME, JOBS, IMPORTS, MEASURES };

static const char *const names[] = { "output", "value_added", "income", "jobs", "imports" };

struct options { bool closed; const char *scope; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, closed), .def = 0, .lo = 0, .hi = 1,
      .en = "Close the table for households: type II.", .zh = "把居民部门内生化：Ⅱ型乘数。" },
    { DOMAR_FIELD(struct options, scope), .text = "world", .choices = "world|domestic",
      .en = "world: wherever it arises; domestic: in the industry's own economy alone.",
      .zh = "world：不论发生在何处；domestic：仅计本经济体。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Every industry.", "各行业。" }, { .name = NULL } };

static const domar_column columns[] = {
    { "output", "ratio", "Output per unit of final demand for the industry's product.",
      "每单位最终需求带动的总产出。", NULL },
    { "value_added", "ratio", "Value added per unit.", "每单位带动的增加值。", NULL },
    { "income", "ratio", "Labour compensation per unit.", "每单位带动的劳动者报酬。", NULL },
    { "jobs", "jobs per money", "Jobs per unit, in the unit of the satellite row.",
      "每单位带动的就业（单位见卫星账户）。", NULL },
    { "imports", "ratio", "Intermediate inputs that the industry's economy imports per unit.",
      "每单位带动的本经济体中间品进口。", NULL },
    { .name = NULL } };

struct work {
    const domar_table *t;
    const domar_input *in;
    bool   domestic;
    double *rows[MEASURES];     /* n each: coefficients; NaN where there are no data */
    bool   any[MEASURES];       /* is the row in the table at all */
    size_t *chosen, k;          /* economies asked for */
    domar_households households; /* k = 0: open */
    double *answer;             /* n x MEASURES */
};

/* Inputs from abroad over output; national tables: the imported row if there is one. */
static bool import_row(double *m, const domar_table *t)
{
    const double *national = t->G == 1 ? domar_row_of_kind(t, DOMAR_IMPORTED, NULL) : NULL;
    for (size_t j = 0; j < t->n; j++) m[j] = national ? national[j] : t->G == 1 ? NAN : 0;
    if (t->G > 1)
        for (size_t i = 0; i < t->n; i++)
            for (size_t j = 0; j < t->n; j++)
                if (i / t->N != j / t->N) m[j] += t->Z[i * t->n + j];
    domar_coefficients(m, m, t);
    return t->G > 1 || national;
}

static void coefficient_rows(struct work *w)
{
    const domar_table *t = w->t;
    const double *labour = domar_row_of_kind(t, DOMAR_LABOUR, NULL);
    const double *jobs = domar_row_of_kind(t, DOMAR_JOBS, NULL);
    for (size_t i = 0; i < t->n; i++) w->rows[OUTPUT][i] = 1;
    domar_va_coefficients(w->rows[VALUE], t);
    w->any[OUTPUT] = w->any[VALUE] = true;
    if ((w->any[INCOME] = labour != NULL)) domar_coefficients(w->rows[INCOME], labour, t);
    if ((w->any[JOBS] = jobs != NULL)) domar_coefficients(w->rows[JOBS], jobs, t);
    w->any[IMPORTS] = import_row(w->rows[IMPORTS], t);
}

/* No number for industry i, although it produces. */
static bool gap(const struct work *w, size_t measure, size_t i)
{
    return isnan(w->rows[measure][i]) && domar_produces(w->t->x[i]);
}

static bool complete(const struct work *w, size_t measure, size_t economy)
{
    const size_t from = economy == SIZE_MAX ? 0 : economy * w->t->N;
    const size_t to = economy == SIZE_MAX ? w->t->n : from + w->t->N;
    for (size_t i = from; i < to; i++)
        if (gap(w, measure, i)) return false;
    return w->any[measure];
}

static double known(double v) { return isnan(v) ? 0 : v; }

/* ---- solving */

/* Measures from..to of the world: one right-hand side each. */
static domar_status world(domar_cx *cx, struct work *w, size_t from, size_t to)
{
    const size_t k = to - from, n = w->t->n;
    double *R = domar_scratch(cx, n * k);
    if (!R) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < k; c++) R[i * k + c] = known(w->rows[from + c][i]);
    domar_status st = domar_leontief_solve_t(cx, w->in->system, R, k);
    if (!st && w->households.k) st = domar_households_add(cx, &w->households, R, n, k);
    for (size_t c = 0; c < k && !st; c++) {
        const bool whole = complete(w, from + c, SIZE_MAX);
        for (size_t i = 0; i < n; i++) w->answer[(from + c) * n + i] = whole ? R[i * k + c] : NAN;
    }
    return st;
}

/* Measures from..to counted in the own economy of j: one right-hand side each and economy. */
static domar_status domestic(domar_cx *cx, struct work *w, size_t from, size_t to)
{
    const domar_table *t = w->t;
    const size_t each = to - from, k = w->k * each, n = t->n;
    double *R = domar_scratch(cx, n * k);
    if (!R) return DOMAR_ENOMEM;
    for (size_t e = 0; e < w->k; e++)
        for (size_t i = w->chosen[e] * t->N; i < (w->chosen[e] + 1) * t->N; i++)
            for (size_t c = 0; c < each; c++) R[i * k + e * each + c] = known(w->rows[from + c][i]);
    domar_status st = domar_leontief_solve_t(cx, w->in->system, R, k);
    if (!st && w->households.k) st = domar_households_add(cx, &w->households, R, n, k);
    for (size_t e = 0; e < w->k && !st; e++)
        for (size_t c = 0; c < each; c++) {
            const bool whole = complete(w, from + c, w->chosen[e]);
            for (size_t i = w->chosen[e] * t->N; i < (w->chosen[e] + 1) * t->N; i++)
                w->answer[(from + c) * t->n + i] = whole ? R[i * k + e * each + c] : NAN;
        }
    return st;
}

static bool is_closed(const struct work *w, size_t economy)
{
    for (size_t k = 0; k < w->households.k; k++)
        if (w->households.economies[k] == economy) return true;
    return false;
}

/* Which economies stay open although the table was to be closed. */
static domar_status certify_open(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *G = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    domar_text open = domar_text_new(cx);
    domar_status st = domar_result_certify_text(cx, r, "household_column", w->households.kind);
    if (!st) st = domar_result_certify(cx, r, "closed_economies", (double)w->households.k, NAN);
    for (size_t g = 0, a = 0; g < w->t->G; g++)
        if (a < w->households.k && w->households.economies[a] == g) a++;
        else domar_text_printf(&open, "%s%s", open.size ? "," : "", domar_axis_code(G, g));
    if (!st) st = open.status;
    if (!st && open.size) st = domar_result_certify_text(cx, r, "open_economies", open.data);
    domar_text_drop(&open);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = w->households.k ? certify_open(cx, r, w) : DOMAR_OK;
    for (size_t c = 0; c < MEASURES && !st; c++) {
        size_t gaps = 0;
        for (size_t i = 0; i < w->t->n && w->any[c]; i++) gaps += gap(w, c, i);
        if (!w->any[c])
            st = domar_result_certify_text(cx, r, names[c], "the table has no such row");
        if (!gaps) continue;
        const bool local = w->domestic || c == IMPORTS;
        char *text = domar_format(cx, "%zu industries have no data: %s", gaps,
                                  local ? "none in their economies has a number" :
                                  "world totals cannot be given, see --scope domestic");
        st = text ? domar_result_certify_text(cx, r, names[c], text) : DOMAR_ENOMEM;
        domar_release(text);
    }
    return st;
}

/* The largest output multiplier among the economies asked for. */
static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_table *t = w->t;
    const domar_axis *G = domar_series_axis(t->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    size_t top = SIZE_MAX;
    for (size_t e = 0; e < w->k; e++) {
        if (w->households.k && !is_closed(w, w->chosen[e])) continue;     /* its numbers are type I */
        for (size_t i = w->chosen[e] * t->N; i < (w->chosen[e] + 1) * t->N; i++)
            if (t->x[i] > 0 && (top == SIZE_MAX || w->answer[i] > w->answer[top])) top = i;
    }
    if (top == SIZE_MAX) return DOMAR_OK;
    char *en = domar_format(cx, "The largest multiplier is that of %s, %s: %.2f of output per unit "
                            "of final demand.", domar_axis_label(G, top / t->N, "en"),
                            domar_axis_label(N, top % t->N, "en"), w->answer[top]);
    char *zh = domar_format(cx, "乘数最大的是%s%s：每单位最终需求带动 %.2f 单位产出。",
                            domar_axis_label(G, top / t->N, "zh"),
                            domar_axis_label(N, top % t->N, "zh"), w->answer[top]);
    return domar_result_read_own(cx, r, en, zh);
}

/* Type I beside type II in one column must not pass unseen. */
static void warn_open(domar_cx *cx, const struct work *w)
{
    size_t open = 0;
    for (size_t e = 0; e < w->k; e++) open += !is_closed(w, w->chosen[e]);
    if (open)
        domar_log(cx, DOMAR_LOG_WARNING, "%d: %zu of the economies shown have no labour compensation "
                  "or household consumption and stay open: their numbers are type I (--certificate "
                  "names them)", w->t->year, open);
}

/* "thousand persons per million USD": a factor of a thousand must not hide in a word. */
static domar_status name_jobs(domar_cx *cx, domar_result *r, const domar_table *t, const char *money)
{
    const char *unit = domar_unit_of_kind(t, DOMAR_JOBS);
    if (!*unit) return DOMAR_OK;
    char *text = domar_format(cx, "%s per %s", unit, *money ? money : "money");
    const domar_status st = text ? domar_result_set_unit(cx, r, "jobs", text) : DOMAR_ENOMEM;
    domar_release(text);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *o = options;
    const domar_table *t = in->table;
    struct work w = { .t = t, .in = in, .domestic = strcmp(o->scope, "domestic") == 0,
                      .chosen = domar_scratch_bytes(cx, t->G, sizeof *w.chosen),
                      .answer = domar_scratch(cx, t->n * MEASURES) };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], t, NULL);
    char *money = domar_series_money(cx, in->series);
    domar_status st = DOMAR_ENOMEM;
    if (!w.chosen || !w.answer || !money) goto done;
    for (size_t c = 0; c < MEASURES; c++)
        if (!(w.rows[c] = domar_scratch(cx, t->n))) goto done;
    for (size_t p = 0; p < t->n * MEASURES; p++) w.answer[p] = NAN;
    w.k = domar_select_economies(w.chosen, t, in->economy);
    coefficient_rows(&w);
    const double *wage = w.any[INCOME] ? w.rows[INCOME] : NULL;
    st = o->closed ? domar_households_close(cx, &w.households, t, in->system, wage) : DOMAR_OK;
    if (st) goto done;
    st = w.domestic ? domestic(cx, &w, OUTPUT, IMPORTS) : world(cx, &w, OUTPUT, IMPORTS);
    if (!st && w.any[IMPORTS]) st = domestic(cx, &w, IMPORTS, MEASURES);
    if (!st) st = domar_result_new(cx, out, "accounts.multipliers", money, dims, count);
    if (st) goto done;
    for (size_t c = 0; c < MEASURES && !st; c++) {
        domar_mask_zero_output(w.answer + c * t->n, t);
        st = domar_result_put(cx, *out, columns, names[c], w.answer + c * t->n);
    }
    if (!st) st = name_jobs(cx, *out, t, money);
    if (!st && w.households.k) warn_open(cx, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
done:
    domar_release(money);
    return st;
}

const domar_method domar_accounts_multipliers = {
    .id = "accounts.multipliers",
    .title_en = "Multipliers of output, value added, income, jobs and imports",
    .title_zh = "产出、增加值、收入、就业与进口乘数",
    .about_en = "What one unit of final demand for an industry's product sets in motion along the "
        "whole chain of supply: output, value added, labour income, jobs, and the intermediate "
        "goods that the economy must import for it. Type I counts suppliers; closed for households "
        "(type II) what wages buy is counted too: every economy of the table with labour "
        "compensation (the row of kind labour) gains that row, and its household consumption, "
        "scaled so that all of it is spent, as a column; the others stay open, which a warning and "
        "the certificate tell. Households' own entries are not counted in.",
    .about_zh = "对某行业产品的一单位最终需求沿整个供应链带动的产出、增加值、劳动收入、就业，"
        "以及本经济体为此需进口的中间品。Ⅰ型只计供应链；居民内生（Ⅱ型）时工资的再消费也计入："
        "表中凡有劳动者报酬（labour 类行）的经济体都增加该行，并以其居民消费（按全部支出缩放）为列；其余保持开放，"
        "由警告和凭证说明。居民自身的元素不计入乘数。",
    .formula = "r' (I - A)^{-1}, \\quad r \\in \\{\\mathbf 1, v, w, l, m\\}, \\qquad \\text{type II: } "
        "A \\to \\begin{pmatrix} A & H \\\\ W & 0 \\end{pmatrix}",
    .cite = "miller2009 ch. 6",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the producer; industry: its industry, whose product is demanded",
    .dim_docs_zh = "economy：生产者；industry：被需求产品的行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
