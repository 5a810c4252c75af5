/* methods/panel/tobit.c -- regressions of something with limits
 *
 *     y*_it = b0 + x_it b (+ a_i) + e_it,   y = max(left, min(right, y*)), or rows beyond the limits are not seen
 *
 * [tobin1958; butler1982; mcdonald1980]; model/limited.h and limited_effects.h have the likelihoods. */
#include "base/text.h"
#include "model/least_squares.h"
#include "model/limited_effects.h"
#include "model/limited_margins.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *y, *x, *model, *left, *right, *effects;
    int64_t nodes;
};

enum { BY_COEFFICIENT, BY_EFFECT, BY_UNIT };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .text = "", .en = "What is explained.", .zh = "被解释变量。" },
    { DOMAR_FIELD(struct options, x), .text = "", .en = "What explains it; a constant is added.", .zh = "解释变量（自动加入常数项）。" },
    { DOMAR_FIELD(struct options, model), .text = "tobit", .choices = "tobit|truncated",
      .en = "Beyond a limit the limit is seen (tobit), or nothing (truncated).", .zh = "超出界限者记为界限值（tobit）或不被观测（截断）。" },
    { DOMAR_FIELD(struct options, left), .text = "0", .en = "Lower limit; none: there is none.", .zh = "下限；none 表示无。" },
    { DOMAR_FIELD(struct options, right), .text = "none", .en = "Upper limit; none: there is none.", .zh = "上限；none 表示无。" },
    { DOMAR_FIELD(struct options, effects), .text = "none", .choices = "none|random", .only = "model=tobit",
      .en = "Random effects of units, or none (pooled).", .zh = "单元随机效应，或无（混合）。" },
    { DOMAR_FIELD(struct options, nodes), .def = 16, .lo = 4, .hi = 64, .only = "effects=random",
      .en = "Nodes of the quadrature to begin with; doubled while twice as many change the likelihood.", .zh = "初始求积节点数；若加倍后似然改变则自动加倍。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "coefficient", "term", "Estimates with standard errors.", "参数估计与标准误。" },
    { "effect", "term,class", "Marginal effects, averaged over rows.", "平均边际效应。" },
    { "unit", "unit,period", "What is expected of every row.", "各行的拟合期望。" },
    { .name = NULL } };

static const domar_item places[] = {
    { .code = "inside", .en = "between the limits", .zh = "界限之间" }, { .code = "left", .en = "at the lower limit", .zh = "处于下限" },
    { .code = "right", .en = "at the upper limit", .zh = "处于上限" }, { .code = NULL } };
static const domar_item statuses[] = {
    { .code = "found", .en = "maximum found", .zh = "已求得最大值" },
    { .code = "no_maximum", .en = "the likelihood has no top that could be found", .zh = "似然函数未找到最大值" }, { .code = NULL } };

static const domar_column columns[] = {
    { "estimate", "", "Estimate, or marginal effect.", "估计值或边际效应。", NULL },
    { "se", "", "Standard error, from the second derivatives; of effects by the delta method.", "标准误（二阶导数；边际效应用 delta 法）。", NULL },
    { "t", "", "Estimate over standard error.", "估计值与标准误之比。", NULL },
    { "p", "", "Two-sided probability under the normal; none for standard deviations.", "双侧正态概率；标准差参数不给出。", NULL },
    { "status", "", "Whether the likelihood has a top.", "似然求解状态。", statuses },
    { "y", "", "What is seen.", "观测值。", NULL },
    { "place", "", "Between the limits or at one.", "是否处于界限。", places },
    { "latent", "", "x b: expectation of y*.", "x b，即 y* 的期望。", NULL },
    { "expected", "", "E[y], with what lies at the limits.", "E[y]（含界限值）。", NULL },
    { "conditional", "", "E[y | between the limits].", "E[y|界限之间]。", NULL },
    { "probability", "share", "P(between the limits).", "处于界限之间的概率。", NULL },
    { .name = NULL } };

struct job {
    const domar_input *in;
    const struct options *opt;
    const char **xs, **terms;
    size_t x, k, size;                    /* columns of x; with the constant; with sigmas */
    domar_sample *sample;
    domar_limited data;
    bool truncated, random;
    double *b, *V;                        /* size, size x size: b, sigma, sigma of units */
    domar_limited_fit fit;
    domar_limited_effects_fit effects;
    domar_limited_outcome outcome;
};

static domar_status limit(domar_cx *cx, double *out, const char *text, double none, const char *name)
{
    char *end;
    *out = none;
    if (!*text || strcmp(text, "none") == 0) return DOMAR_OK;
    *out = strtod(text, &end);
    return *end || !isfinite(*out) ? domar_fail(cx, DOMAR_EUSAGE, "--%s: %s is not a number: write one, or none", name, text) : DOMAR_OK;
}

static domar_status ask(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    if (!*o->y) return domar_fail(cx, DOMAR_EUSAGE, "--y: name the variable that is explained");
    domar_status st = domar_terms_split(cx, &j->xs, &j->x, o->x, "x");
    if (!st) st = limit(cx, &j->data.left, o->left, -INFINITY, "left");
    if (!st) st = limit(cx, &j->data.right, o->right, INFINITY, "right");
    if (!st && !(j->data.left < j->data.right))
        st = domar_fail(cx, DOMAR_EUSAGE, "--left %s is not below --right %s", o->left, o->right);
    if (st) return st;
    j->truncated = strcmp(o->model, "truncated") == 0;
    j->random = strcmp(o->effects, "random") == 0;
    j->terms = domar_scratch_bytes(cx, 1 + j->x, sizeof *j->terms);
    if (!j->terms) return DOMAR_ENOMEM;
    j->terms[0] = o->y;
    for (size_t c = 0; c < j->x; c++) j->terms[1 + c] = j->xs[c];
    return domar_sample_new(cx, &j->sample, j->in->panel, j->terms, 1 + j->x, j->in->missing);
}

static domar_status prepare(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->sample;
    j->k = j->x + 1;
    j->size = j->k + 1 + j->random;
    double *x = domar_scratch(cx, s->rows * j->k);
    j->b = domar_scratch(cx, j->size);
    j->V = domar_scratch(cx, j->size * j->size);
    if (!x || !j->b || !j->V) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        x[i * j->k] = 1;
        for (size_t c = 1; c < j->k; c++) x[i * j->k + c] = s->x[c][i];
    }
    j->data = (domar_limited){ s->rows, j->k, x, s->x[0], j->data.left, j->data.right };
    return DOMAR_OK;
}

/* The first term that is a combination of those before it. */
static domar_status collinear(domar_cx *cx, const struct job *j)
{
    const domar_sample *s = j->sample;
    double **X = domar_scratch_bytes(cx, j->k, sizeof *X);
    domar_least_squares fit;
    if (!X) return DOMAR_ENOMEM;
    for (size_t c = 0; c < j->k; c++) {
        if (!(X[c] = domar_scratch(cx, s->rows))) return DOMAR_ENOMEM;
        for (size_t i = 0; i < s->rows; i++) X[c][i] = j->data.x[i * j->k + c];
    }
    const domar_status st = domar_least_squares_fit(cx, &fit, s->x[0], X, NULL, NULL, s->rows, j->k);
    if (st) return st;
    for (size_t c = 1; c < j->k; c++)
        if (fit.dropped[c])
            return domar_fail(cx, DOMAR_EDATA, "--x: %s is a combination of the terms before it (or constant): take it out", j->xs[c - 1]);
    return domar_fail(cx, DOMAR_EDATA, "--y: %s lies in the plane of its terms: there is nothing to estimate", j->opt->y);
}

static domar_status refuse(domar_cx *cx, const struct job *j)
{
    const domar_sample *s = j->sample;
    if (j->outcome == DOMAR_LIMITED_COLLINEAR) return collinear(cx, j);
    if (j->outcome == DOMAR_LIMITED_FEW)
        return domar_fail(cx, DOMAR_EDATA, "%s: too few rows between the limits for %zu terms (left %s, right %s)", s->panel->name, j->k,
                          j->opt->left, j->opt->right);
    for (size_t i = 0; i < s->rows; i++)
        if (s->x[0][i] < j->data.left || s->x[0][i] > j->data.right)
            return domar_fail(cx, DOMAR_EDATA, "%s of %s, %s is %.6g, beyond a limit: leave such rows out, or ask --model tobit", j->opt->y,
                              domar_axis_code(s->panel->unit_axis, s->unit[i]), domar_axis_code(s->panel->period_axis, s->period[i]), s->x[0][i]);
    return DOMAR_OK;
}

static domar_status estimate(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->sample;
    domar_status st;
    domar_task(cx, "likelihood");
    if (j->random) {
        const domar_limited_effects d = { j->data, s->units, s->start, (size_t)j->opt->nodes };
        st = domar_tobit_effects_fit(cx, j->b, j->V, &j->effects, &d);
        j->outcome = j->effects.outcome;
        j->b[j->k] = j->effects.sigma;
        j->b[j->k + 1] = j->effects.sigma_unit;
        for (size_t i = 0; i < s->rows; i++) {
            j->fit.at_left += s->x[0][i] <= j->data.left;
            j->fit.at_right += s->x[0][i] >= j->data.right;
        }
    } else {
        double *work = domar_scratch(cx, domar_limited_work(j->k));
        if (!work) return DOMAR_ENOMEM;
        st = (j->truncated ? domar_truncated_fit : domar_tobit_fit)(cx, j->b, j->V, &j->fit, &j->data, NULL, work);
        j->outcome = j->fit.outcome;
        j->b[j->k] = j->fit.sigma;
    }
    return st || j->outcome <= DOMAR_LIMITED_NO_TOP ? st : refuse(cx, j);
}

/* ---- answers */
static domar_status axis_of_terms(domar_cx *cx, domar_axis **out, const struct job *j, size_t first, size_t count)
{
    domar_item *items = domar_scratch_bytes(cx, j->size, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    items[0] = (domar_item){ .code = "constant", .en = "constant", .zh = "常数项" };
    for (size_t c = 1; c < j->k; c++) items[c].code = j->xs[c - 1];
    items[j->k] = (domar_item){ .code = "sigma", .en = "standard deviation of e", .zh = "e 的标准差" };
    if (j->random) items[j->k + 1] = (domar_item){ .code = "sigma_unit", .en = "standard deviation of units' effects", .zh = "单元效应的标准差" };
    return domar_axis_new(cx, out, items + first, count);
}

static domar_status put(domar_cx *cx, domar_result *r, const double *estimate, const double *se, const uint32_t *bare, size_t n,
                        const struct job *j)
{
    double *t = domar_scratch(cx, n), *p = domar_scratch(cx, n);
    uint32_t *status = domar_scratch_bytes(cx, n, sizeof *status);
    if (!t || !p || !status) return DOMAR_ENOMEM;
    for (size_t k = 0; k < n; k++) {
        t[k] = estimate[k] / se[k];
        p[k] = bare && bare[k] ? NAN : domar_normal_two_sided(t[k]);
        status[k] = (uint32_t)j->outcome;
    }
    domar_status st = domar_result_put(cx, r, columns, "estimate", estimate);
    if (!st) st = domar_result_put(cx, r, columns, "se", se);
    if (!st) st = domar_result_put(cx, r, columns, "t", t);
    if (!st) st = domar_result_put(cx, r, columns, "p", p);
    return st ? st : domar_result_put_class(cx, r, columns, "status", status);
}

static domar_status by_coefficient(domar_cx *cx, domar_result **out, const struct job *j)
{
    double *se = domar_scratch(cx, j->size);
    uint32_t *bare = domar_scratch_bytes(cx, j->size, sizeof *bare);
    domar_axis *axis = NULL;
    if (!se || !bare) return DOMAR_ENOMEM;
    for (size_t k = 0; k < j->size; k++) {
        se[k] = sqrt(j->V[k * j->size + k]);
        bare[k] = k >= j->k;
    }
    domar_status st = axis_of_terms(cx, &axis, j, 0, j->size);
    if (!st) st = domar_result_new(cx, out, "panel.tobit", NULL, &(domar_dim){ "term", axis }, 1);
    if (!st) st = put(cx, *out, j->b, se, bare, j->size, j);
    domar_axis_free(axis);
    return st;
}

/* Standard deviation of y* given x. */
static double spread(const struct job *j, const double *b) { return j->random ? hypot(b[j->k], b[j->k + 1]) : b[j->k]; }

static double latent(const struct job *j, const double *b, size_t i)
{
    double m = 0;
    for (size_t c = 0; c < j->k; c++) m += j->data.x[i * j->k + c] * b[c];
    return m;
}

/* Mean slopes over rows: of y*, E[y], E[y | inside], P(inside). */
static void slopes(double mean[4], const struct job *j, const double *b)
{
    const double s = spread(j, b), n = (double)j->sample->rows;
    mean[0] = 1;
    mean[1] = mean[2] = mean[3] = 0;
    for (size_t i = 0; i < j->sample->rows; i++) {
        const domar_limited_margin g = domar_limited_margin_at(latent(j, b, i), s, j->data.left, j->data.right);
        mean[1] += g.expected_slope / n;
        mean[2] += g.conditional_slope / n;
        mean[3] += g.inside_slope / n;
    }
}

static domar_status by_effect(domar_cx *cx, domar_result **out, const struct job *j)
{
    static const domar_item kinds[] = { { .code = "latent", .en = "of y*", .zh = "对 y*" }, { .code = "expected", .en = "of E[y]", .zh = "对 E[y]" },
                                        { .code = "conditional", .en = "of E[y | inside]", .zh = "对 E[y|界限之间]" },
                                        { .code = "probability", .en = "of P(inside)", .zh = "对处于界限之间的概率" } };
    const size_t n = j->size, rows = j->x * 4;
    double *of = domar_scratch(cx, rows), *se = domar_scratch(cx, rows), *turn = domar_scratch(cx, 4 * n), *away = domar_scratch(cx, n), mean[4];
    domar_axis *terms = NULL, *classes = NULL;
    if (!of || !se || !turn || !away) return DOMAR_ENOMEM;
    slopes(mean, j, j->b);
    for (size_t a = 0; a < n; a++) {                /* derivative of the mean slopes in each parameter, central */
        double up[4], down[4];
        const double h = 1e-4 * sqrt(j->V[a * n + a]);
        memcpy(away, j->b, n * sizeof *away);
        away[a] = j->b[a] + h;
        slopes(up, j, away);
        away[a] = j->b[a] - h;
        slopes(down, j, away);
        for (size_t e = 0; e < 4; e++) turn[e * n + a] = h > 0 ? (up[e] - down[e]) / (2 * h) : 0;
    }
    for (size_t c = 0; c < j->x; c++)
        for (size_t e = 0; e < 4; e++) {
            double variance = 0;
            of[c * 4 + e] = j->b[1 + c] * mean[e];
            for (size_t a = 0; a < n; a++)
                for (size_t d = 0; d < n; d++) {
                    const double ga = j->b[1 + c] * turn[e * n + a] + (a == 1 + c ? mean[e] : 0);
                    const double gd = j->b[1 + c] * turn[e * n + d] + (d == 1 + c ? mean[e] : 0);
                    variance += ga * gd * j->V[a * n + d];
                }
            se[c * 4 + e] = sqrt(variance);
        }
    domar_status st = axis_of_terms(cx, &terms, j, 1, j->x);
    if (!st) st = domar_axis_new(cx, &classes, kinds, 4);
    const domar_dim dims[] = { { "term", terms }, { "class", classes } };
    if (!st) st = domar_result_new(cx, out, "panel.tobit", NULL, dims, 2);
    if (!st) st = put(cx, *out, of, se, NULL, rows, j);
    domar_axis_free(terms);
    domar_axis_free(classes);
    return st;
}

static domar_status by_unit(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_sample *s = j->sample;
    static const char *const names[4] = { "latent", "expected", "conditional", "probability" };
    double *of[4];
    uint32_t *place = domar_scratch_bytes(cx, s->rows, sizeof *place);
    for (size_t c = 0; c < 4; c++)
        if (!(of[c] = domar_scratch(cx, s->rows))) return DOMAR_ENOMEM;
    if (!place) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        of[0][i] = latent(j, j->b, i);
        const domar_limited_margin g = domar_limited_margin_at(of[0][i], spread(j, j->b), j->data.left, j->data.right);
        of[1][i] = g.expected;
        of[2][i] = g.conditional;
        of[3][i] = g.inside;
        place[i] = s->x[0][i] <= j->data.left ? 1 : s->x[0][i] >= j->data.right ? 2 : 0;
    }
    domar_status st = domar_result_new_sample(cx, out, "panel.tobit", s);
    if (!st) st = domar_result_put(cx, *out, columns, "y", s->x[0]);
    if (!st) st = domar_result_put_class(cx, *out, columns, "place", place);
    for (size_t c = 0; !st && c < 4; c++) st = domar_result_put(cx, *out, columns, names[c], of[c]);
    return st;
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const struct options *o = j->opt;
    const domar_limited_effects_fit *f = &j->effects;
    domar_status st = domar_sample_certify(cx, r, j->sample, j->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "model", o->model);
    if (!st) st = domar_result_certify_text(cx, r, "left", o->left);
    if (!st) st = domar_result_certify_text(cx, r, "right", o->right);
    if (!st) st = domar_result_certify(cx, r, "rows_at_left", (double)j->fit.at_left, NAN);
    if (!st) st = domar_result_certify(cx, r, "rows_at_right", (double)j->fit.at_right, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "effects_of_units", o->effects);
    if (!st) st = domar_result_certify_text(cx, r, "status", statuses[j->outcome].code);
    if (!st) st = domar_result_certify(cx, r, "log_likelihood", j->random ? f->loglik : j->fit.loglik, NAN);
    if (!st && j->in->grain != BY_COEFFICIENT)
        st = domar_result_certify_text(cx, r, "expectations", j->random ? "over units' effects: variance sigma^2 + sigma_unit^2" : "given x");
    if (!st && j->in->grain == BY_EFFECT) st = domar_result_certify_text(cx, r, "marginal effects", "derivatives, mean over rows; delta method");
    if (!st && !j->outcome)
        st = domar_result_certify(cx, r, "gain_left", j->random ? f->gain : j->fit.gain, 1e-9 * (1 + fabs(j->random ? f->loglik : j->fit.loglik)));
    if (st || !j->random) return st;
    st = domar_result_certify(cx, r, "log_likelihood_pooled", f->loglik_pooled, NAN);
    if (!st) st = domar_result_certify(cx, r, "lr_units", f->lr, NAN);
    if (!st) st = domar_result_certify(cx, r, "lr_units_p", f->lr_p, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "quadrature", "Gauss-Hermite around each unit's mode");
    if (!st) st = domar_result_certify(cx, r, "nodes", (double)f->nodes, NAN);
    if (!st) st = domar_result_certify(cx, r, "rho", f->sigma_unit * f->sigma_unit / (f->sigma_unit * f->sigma_unit + f->sigma * f->sigma), NAN);
    return st ? st : domar_result_certify(cx, r, "twice_the_nodes", f->quadrature, 1e-6 * (1 + fabs(f->loglik)));
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct job *j)
{
    if (j->outcome)
        return domar_result_read(cx, r, "The likelihood has no top that could be found: no numbers. A truncated sample may look like the tail of any "
                                 "far-away normal; try fewer terms, or other limits.",
                                 "似然函数未找到最大值：不给出数值。截断样本可能与任意远处正态分布的尾部无异；可减少变量或更换界限。");
    double mean[4];
    slopes(mean, j, j->b);
    size_t big = 1;
    for (size_t c = 1; c < j->k; c++) {             /* the surest one */
        const double t = fabs(j->b[c]) / sqrt(j->V[c * j->size + c]), best = fabs(j->b[big]) / sqrt(j->V[big * j->size + big]);
        if (t > best) big = c;
    }
    const size_t beyond = j->fit.at_left + j->fit.at_right;
    char *en = domar_format(cx, "%zu of %zu rows are at a limit. One more of %s (the surest effect) moves y* by %.4g, and what is seen by %.4g on average.",
                            beyond, j->sample->rows, j->xs[big - 1], j->b[big], j->b[big] * mean[j->truncated ? 2 : 1]);
    char *zh = domar_format(cx, "%zu/%zu 行处于界限。%s（最显著）增加 1 使 y* 变动 %.4g，观测值平均变动 %.4g。", beyond, j->sample->rows, j->xs[big - 1],
                            j->b[big], j->b[big] * mean[j->truncated ? 2 : 1]);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct job j = { .in = in, .opt = options };
    domar_status (*const fill[])(domar_cx *, domar_result **, const struct job *) = { by_coefficient, by_effect, by_unit };
    domar_status st = ask(cx, &j);
    if (!st) st = prepare(cx, &j);
    if (!st) st = estimate(cx, &j);
    if (!st) st = fill[in->grain](cx, out, &j);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = read_out(cx, *out, &j);
    domar_sample_free(j.sample);
    domar_release(j.xs);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_panel_tobit = {
    .id = "panel.tobit", .title_en = "Regression of something with limits", .title_zh = "受限因变量回归（Tobit 与截断）",
    .about_en = "Regression where the explained variable cannot pass a limit: tobit (rows beyond are seen at the limit), pooled or with random "
                "effects of units, and truncated regression (rows beyond are not seen). Marginal effects of what is seen, of the mean between "
                "limits and of the probability.",
    .about_zh = "被解释变量受界限约束时的回归：Tobit（超出者记为界限值），混合或单元随机效应；截断回归（超出者不被观测）。"
                "给出对观测期望、界限内均值与概率的边际效应。",
    .formula = "y^*_{it} = x_{it}'b + a_i + e_{it},\\; y = \\max(l, \\min(r, y^*))", .cite = "tobin1958; mcdonald1980; butler1982; olsen1978; orme2002",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: a variable or a standard deviation; class: what the effect is on", .dim_docs_zh = "term：变量或标准差；class：效应对象",
    .example = "y=openness x=log(capital),log(labour) left=0.3", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
