/* methods/frontier/sfa.c -- how far units are from a frontier that has noise of its own
 *
 *     y = b0 + x b + v - u,   v ~ N(0, sv2),   u >= 0        [aigner1977; meeusen1977; battese1992; battese1995]
 *
 * model/stochastic_frontier.h has the models.  Where the data show no inefficiency (their skewness has the wrong sign) or
 * no noise, the answer says so in its status. */
#include "base/text.h"
#include "model/stochastic_frontier.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *y, *x, *z, *frontier, *model, *distribution;
    bool decay, z_constant, translog;
    const char *last;
};

enum { BY_UNIT, BY_COEFFICIENT, BY_PERIOD };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .text = "", .en = "Output (or cost) as the frontier has it, mostly a log: log(output).",
      .zh = "被解释变量（产出或成本），通常取对数：log(output)。" },
    { DOMAR_FIELD(struct options, x), .text = "", .en = "Inputs as the frontier has them: log(capital),log(labour).",
      .zh = "前沿中的解释变量：log(capital),log(labour)。" },
    { DOMAR_FIELD(struct options, z), .text = "", .only = "model=bc95",
      .en = "What the mean of inefficiency depends on (bc95).", .zh = "决定无效率均值的变量（bc95）。" },
    { DOMAR_FIELD(struct options, frontier), .text = "production", .choices = "production|cost",
      .en = "Inefficiency lowers y, or raises it.", .zh = "生产前沿（无效率使 y 降低）或成本前沿（使 y 升高）。" },
    { DOMAR_FIELD(struct options, model), .text = "cross", .choices = "cross|bc92|bc95",
      .en = "Each row by itself, one inefficiency a unit that moves by a common trend (Battese and Coelli 1992), or a mean that "
            "depends on --z (Battese and Coelli 1995).",
      .zh = "逐行独立、单元无效率按共同趋势变化（BC92）、或均值取决于 --z（BC95）。" },
    { DOMAR_FIELD(struct options, distribution), .text = "half-normal", .choices = "half-normal|truncated|exponential",
      .only = "model=cross|bc92", .en = "Of inefficiency: normal cut at 0 with mode 0 or mu, or exponential (cross only).",
      .zh = "无效率分布：半正态、截断正态、指数（仅 cross）。" },
    { DOMAR_FIELD(struct options, decay), .def = 1, .lo = 0, .hi = 1, .only = "model=bc92",
      .en = "eta is free; false: inefficiency stays the same over time.", .zh = "eta 自由估计；false 表示无效率不随时间变化。" },
    { DOMAR_FIELD(struct options, last), .text = "panel", .choices = "panel|unit", .only = "model=bc92",
      .en = "T in exp(-eta (t - T)): last period of the panel, or of the unit.", .zh = "exp(-eta (t-T)) 中的 T：面板末期或单元末期。" },
    { DOMAR_FIELD(struct options, z_constant), .def = 1, .lo = 0, .hi = 1, .only = "model=bc95",
      .en = "The mean of inefficiency has a constant.", .zh = "无效率均值含常数项。" },
    { DOMAR_FIELD(struct options, translog), .def = 0, .lo = 0, .hi = 1,
      .en = "Adds half the squares of --x and their products, not centred.", .zh = "加入 --x 的二次项（平方的一半与交叉项，不去中心）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Efficiency of every row.", "各行的效率。" },
    { "coefficient", "term", "Estimates with standard errors.", "参数估计与标准误。" },
    { "period", "period", "Efficiency period by period.", "各期效率汇总。" },
    { .name = NULL } };

static const domar_item statuses[] = {
    { .code = "found", .en = "maximum found", .zh = "已求得最大值" },
    { .code = "no_inefficiency", .en = "no inefficiency is seen (skewness of the wrong sign): least squares", .zh = "未见无效率（偏度方向错误）：即最小二乘" },
    { .code = "no_noise", .en = "no noise is seen: gamma is 1", .zh = "未见噪声：gamma 为 1" },
    { .code = "no_maximum", .en = "the likelihood has no top that could be found", .zh = "似然函数未找到最大值" },
    { .code = NULL } };
static const domar_item parts[] = {
    { .code = "frontier", .en = "frontier", .zh = "前沿" }, { .code = "variance", .en = "variances", .zh = "方差" },
    { .code = "inefficiency", .en = "inefficiency", .zh = "无效率" }, { .code = NULL } };

static const domar_column columns[] = {
    { "efficiency", "share", "E[exp(-u) | e]: 1 is the frontier (Battese and Coelli).", "E[exp(-u)|e]，1 为前沿（Battese-Coelli）。", NULL },
    { "jlms", "share", "exp(-E[u | e]) (Jondrow and others).", "exp(-E[u|e])（JLMS）。", NULL },
    { "inefficiency", "", "E[u | e], in the units of y.", "E[u|e]，单位同 y。", NULL },
    { "rank", "", "Best first, within the period; equal efficiencies share a rank.", "期内排名，效率相同者并列。", NULL },
    { "status", "", "Whether the likelihood has a top.", "似然求解状态。", statuses },
    { "part", "", "Frontier, variances, or distribution of inefficiency.", "所属部分：前沿、方差、无效率分布。", parts },
    { "estimate", "", "Maximum likelihood estimate.", "极大似然估计。", NULL },
    { "se", "", "Standard error, from the second derivatives.", "标准误（由二阶导数得到）。", NULL },
    { "t", "", "Estimate over standard error.", "估计值与标准误之比。", NULL },
    { "p", "", "Two-sided probability of t under the normal; none for variances, see lr_p.", "t 的双侧正态概率；方差参数不给出，见 lr_p。", NULL },
    { "ols", "", "Least squares estimate.", "最小二乘估计。", NULL },
    { "ols_se", "", "Its standard error.", "最小二乘标准误。", NULL },
    { "rows", "rows", "Rows of the period.", "该期行数。", NULL },
    { "mean", "share", "Mean efficiency.", "平均效率。", NULL },
    { "sd", "share", "Standard deviation of efficiency.", "效率标准差。", NULL },
    { "min", "share", "Lowest efficiency.", "最低效率。", NULL },
    { "max", "share", "Highest efficiency.", "最高效率。", NULL },
    { .name = NULL } };

struct job {
    const domar_input *in;
    const struct options *opt;
    const char **xs, **zs, **terms;       /* names as the user wrote them; y, x, z for the sample */
    size_t x, z, built;                   /* built: terms of the frontier, products included */
    domar_sample *sample;
    const double **column;                /* built */
    double *age;
    domar_sfa model;
    domar_sfa_fit fit;
    domar_sfa_answer answer;
    size_t size;
};

/* ---- what is asked */
static domar_status ask(domar_cx *cx, struct job *j)
{
    const struct options *o = j->opt;
    const bool bc95 = strcmp(o->model, "bc95") == 0;
    if (!*o->y) return domar_fail(cx, DOMAR_EUSAGE, "--y: name the output or cost, mostly a log: --y \"log(output)\"");
    domar_status st = domar_terms_split(cx, &j->xs, &j->x, o->x, "x");
    if (!st && *o->z) st = domar_terms_split(cx, &j->zs, &j->z, o->z, "z");
    if (st) return st;
    if (bc95 && !j->z)
        return domar_fail(cx, DOMAR_EUSAGE, "--model bc95: name what inefficiency depends on by --z");
    if (strcmp(o->model, "bc92") == 0 && strcmp(o->distribution, "exponential") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--model bc92 takes --distribution half-normal or truncated");
    if (strcmp(o->model, "bc92") == 0 && !j->in->panel->period_name)
        return domar_fail(cx, DOMAR_EUSAGE, "--model bc92 needs periods: name their column by --period, or ask --model cross");
    j->terms = domar_scratch_bytes(cx, 1 + j->x + j->z, sizeof *j->terms);
    if (!j->terms) return DOMAR_ENOMEM;
    j->terms[0] = o->y;
    for (size_t k = 0; k < j->x; k++) j->terms[1 + k] = j->xs[k];
    for (size_t k = 0; k < j->z; k++) j->terms[1 + j->x + k] = j->zs[k];
    return domar_sample_new(cx, &j->sample, j->in->panel, j->terms, 1 + j->x + j->z, j->in->missing);
}

/* Terms of the frontier; --translog adds squares and products. */
static domar_status build(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->sample;
    j->built = j->x + (j->opt->translog ? j->x * (j->x + 1) / 2 : 0);
    j->column = domar_scratch_bytes(cx, j->built + 1, sizeof *j->column);
    if (!j->column) return DOMAR_ENOMEM;
    for (size_t k = 0; k < j->x; k++) j->column[k] = s->x[1 + k];
    for (size_t a = 0, at = j->x; at < j->built; a++)
        for (size_t b = a; b < j->x; b++, at++) {
            double *v = domar_scratch(cx, s->rows);
            if (!v) return DOMAR_ENOMEM;
            for (size_t i = 0; i < s->rows; i++) v[i] = (a == b ? 0.5 : 1) * s->x[1 + a][i] * s->x[1 + b][i];
            j->column[at] = v;
        }
    return DOMAR_OK;
}

static domar_status ages(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->sample;
    const domar_panel *p = s->panel;
    const bool own = strcmp(j->opt->last, "unit") == 0;
    double last = -INFINITY;
    j->age = domar_scratch(cx, s->rows);
    if (!j->age) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) last = fmax(last, p->time[s->period[i]]);
    for (size_t u = 0; u < s->units; u++)
        for (size_t i = s->start[u]; i < s->start[u + 1]; i++) {
            const double end = own ? p->time[s->period[s->start[u + 1] - 1]] : last;
            j->age[i] = (p->time[s->period[i]] - end) / p->step;
        }
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, struct job *j)
{
    static const char *const laws[] = { "half-normal", "truncated", "exponential" };
    const struct options *o = j->opt;
    const domar_sample *s = j->sample;
    domar_status st = build(cx, j);
    if (st) return st;
    domar_sfa *m = &j->model;
    *m = (domar_sfa){ .rows = s->rows, .terms = j->built, .effects = j->z, .y = s->x[0], .x = j->column, .z = s->x + 1 + j->x,
                      .z_constant = o->z_constant, .cost = strcmp(o->frontier, "cost") == 0 };
    for (size_t k = 0; k < 3; k++)
        if (strcmp(o->distribution, laws[k]) == 0) m->law = (domar_sfa_law)k;
    if (j->z) m->law = DOMAR_SFA_TRUNCATED;
    if (strcmp(o->model, "bc92") == 0) {
        m->start = s->start;
        m->units = s->units;
        if (o->decay && (st = ages(cx, j))) return st;
        m->age = o->decay ? j->age : NULL;
    }
    j->size = domar_sfa_size(m);
    double **of[] = { &j->answer.estimate, &j->answer.covariance, &j->answer.ols, &j->answer.ols_se, &j->answer.efficiency,
                      &j->answer.jlms, &j->answer.inefficiency };
    const size_t count[] = { j->size, j->size * j->size, j->built + 1, j->built + 1, s->rows, s->rows, s->rows };
    for (size_t k = 0; k < 7; k++)
        if (!(*of[k] = domar_scratch(cx, count[k]))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

/* "log(K)", "log(K)^2/2", "log(K)*log(L)"; NULL: no memory */
static char *name_of(domar_cx *cx, const struct job *j, size_t term)
{
    if (term < j->x) return domar_strdup(cx, j->xs[term]);
    for (size_t a = 0, at = j->x; a < j->x; a++)
        for (size_t b = a; b < j->x; b++, at++)
            if (at == term)
                return a == b ? domar_format(cx, "%s^2/2", j->xs[a]) : domar_format(cx, "%s*%s", j->xs[a], j->xs[b]);
    return NULL;
}

static domar_status refuse(domar_cx *cx, const struct job *j)
{
    if (j->fit.outcome == DOMAR_SFA_FEW)
        return domar_fail(cx, DOMAR_EDATA, "%s: %zu rows are too few for %zu parameters", j->in->panel->name, j->sample->rows, j->size);
    if (j->fit.bad == 0) return domar_fail(cx, DOMAR_EDATA, "--x: the data are not finite");
    char *name = j->fit.bad <= j->built ? name_of(cx, j, j->fit.bad - 1) : domar_strdup(cx, j->zs[j->fit.bad - j->built - 2]);
    if (!name) return DOMAR_ENOMEM;
    const domar_status st = domar_fail(cx, DOMAR_EDATA, "--%s: %s is a combination of the terms before it (or constant): take it out",
                                       j->fit.bad <= j->built ? "x" : "z", name);
    domar_release(name);
    return st;
}

/* ---- answers */
struct place { double score; uint32_t period; size_t row; };

static int before(const void *a, const void *b)
{
    const struct place *p = a, *q = b;
    if (p->period != q->period) return p->period < q->period ? -1 : 1;
    if (p->score > q->score || p->score < q->score) return p->score > q->score ? -1 : 1;
    return p->row < q->row ? -1 : 1;
}

static domar_status ranks(domar_cx *cx, double *rank, const domar_sample *s, const double *score)
{
    struct place *of = domar_scratch_bytes(cx, s->rows, sizeof *of);
    if (!of) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) {
        if (isnan(score[i])) {            /* all of them are, or none */
            for (size_t k = 0; k < s->rows; k++) rank[k] = NAN;
            return DOMAR_OK;
        }
        of[i] = (struct place){ score[i], s->period[i], i };
    }
    qsort(of, s->rows, sizeof *of, before);
    for (size_t k = 0, first = 0; k < s->rows; k++) {
        if (k && of[k].period != of[k - 1].period) first = k;
        const bool tie = k > first && of[k - 1].score - of[k].score <= 1e-12;
        rank[of[k].row] = tie ? rank[of[k - 1].row] : (double)(k - first + 1);
    }
    return DOMAR_OK;
}

static domar_status by_unit(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_sample *s = j->sample;
    double *rank = domar_scratch(cx, s->rows);
    uint32_t *status = domar_scratch_bytes(cx, s->rows, sizeof *status);
    if (!rank || !status) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) status[i] = (uint32_t)j->fit.outcome;
    domar_status st = ranks(cx, rank, s, j->answer.efficiency);
    if (!st) st = domar_result_new_sample(cx, out, "frontier.sfa", s);
    if (!st) st = domar_result_put(cx, *out, columns, "efficiency", j->answer.efficiency);
    if (!st) st = domar_result_put(cx, *out, columns, "jlms", j->answer.jlms);
    if (!st) st = domar_result_put(cx, *out, columns, "inefficiency", j->answer.inefficiency);
    if (!st) st = domar_result_put(cx, *out, columns, "rank", rank);
    if (!st) st = domar_result_put_class(cx, *out, columns, "status", status);
    return st;
}

/* The rows' names: constant, terms, sigma2, gamma, mu or z:..., eta. */
static domar_status axis_of_terms(domar_cx *cx, domar_axis **out, const struct job *j, uint32_t *part)
{
    const size_t n = j->size, V = j->built + 1;
    domar_item *items = domar_scratch_bytes(cx, n, sizeof *items);
    char **name = domar_scratch_bytes(cx, n, sizeof *name);
    domar_status st = items && name ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < n; k++) {
        const size_t e = k - V - 2;       /* place among the effects */
        part[k] = k < V ? 0 : k < V + 2 ? 1 : 2;
        if (k == 0) name[k] = domar_strdup(cx, "constant");
        else if (k < V) name[k] = name_of(cx, j, k - 1);
        else if (k < V + 2) name[k] = domar_strdup(cx, k == V ? "sigma2" : "gamma");
        else if (j->model.start && j->model.age && k == n - 1) name[k] = domar_strdup(cx, "eta");
        else if (!j->z) name[k] = domar_strdup(cx, "mu");
        else if (j->opt->z_constant && e == 0) name[k] = domar_strdup(cx, "z:constant");
        else name[k] = domar_format(cx, "z:%s", j->zs[e - j->opt->z_constant]);
        items[k].code = name[k];
        if (!name[k]) st = DOMAR_ENOMEM;
    }
    if (!st) st = domar_axis_new(cx, out, items, n);
    for (size_t k = 0; name && k < n; k++) domar_release(name[k]);
    return st;
}

static domar_status by_coefficient(domar_cx *cx, domar_result **out, const struct job *j)
{
    const size_t n = j->size, V = j->built + 1;
    double *of[6];                        /* estimate, se, t, p, ols, ols_se */
    static const char *const names[6] = { "estimate", "se", "t", "p", "ols", "ols_se" };
    uint32_t *part = domar_scratch_bytes(cx, n, sizeof *part), *status = domar_scratch_bytes(cx, n, sizeof *status);
    domar_axis *axis = NULL;
    for (size_t c = 0; c < 6; c++)
        if (!(of[c] = domar_scratch(cx, n))) return DOMAR_ENOMEM;
    if (!part || !status) return DOMAR_ENOMEM;
    domar_status st = axis_of_terms(cx, &axis, j, part);
    for (size_t k = 0; k < n; k++) {
        const bool plain = j->fit.outcome == DOMAR_SFA_NO_INEFFICIENCY && k < V;
        of[0][k] = j->answer.estimate[k];
        of[1][k] = plain ? j->answer.ols_se[k] : sqrt(j->answer.covariance[k * n + k]);
        of[2][k] = of[0][k] / of[1][k];
        of[3][k] = part[k] == 1 ? NAN : domar_normal_two_sided(of[2][k]);
        of[4][k] = k < V ? j->answer.ols[k] : NAN;
        of[5][k] = k < V ? j->answer.ols_se[k] : NAN;
        status[k] = (uint32_t)j->fit.outcome;
    }
    if (!st) st = domar_result_new(cx, out, "frontier.sfa", NULL, &(domar_dim){ "term", axis }, 1);
    if (!st) st = domar_result_put_class(cx, *out, columns, "part", part);
    for (size_t c = 0; !st && c < 6; c++) st = domar_result_put(cx, *out, columns, names[c], of[c]);
    if (!st) st = domar_result_put_class(cx, *out, columns, "status", status);
    domar_axis_free(axis);
    return st;
}

static domar_status by_period(domar_cx *cx, domar_result **out, const struct job *j)
{
    const domar_sample *s = j->sample;
    static const char *const names[5] = { "rows", "mean", "sd", "min", "max" };
    double *of[5];
    for (size_t c = 0; c < 5; c++)
        if (!(of[c] = domar_scratch(cx, s->periods))) return DOMAR_ENOMEM;
    for (size_t t = 0; t < s->periods; t++) of[3][t] = INFINITY, of[4][t] = -INFINITY;
    for (size_t i = 0; i < s->rows; i++) {
        const size_t t = s->period[i];
        const double e = j->answer.efficiency[i];
        of[0][t]++;
        of[1][t] += e;
        of[3][t] = fmin(of[3][t], e);
        of[4][t] = fmax(of[4][t], e);
    }
    for (size_t t = 0; t < s->periods; t++) of[1][t] /= of[0][t];
    for (size_t i = 0; i < s->rows; i++) of[2][s->period[i]] += pow(j->answer.efficiency[i] - of[1][s->period[i]], 2);
    for (size_t t = 0; t < s->periods; t++) {
        of[2][t] = of[0][t] > 1 ? sqrt(of[2][t] / (of[0][t] - 1)) : NAN;
        if (isinf(of[3][t])) of[3][t] = of[4][t] = NAN;
    }
    domar_status st = domar_result_new(cx, out, "frontier.sfa", NULL, &(domar_dim){ "period", s->panel->period_axis }, 1);
    for (size_t c = 0; !st && c < 5; c++) st = domar_result_put(cx, *out, columns, names[c], of[c]);
    return st;
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct job *j)
{
    const struct options *o = j->opt;
    const domar_sfa_fit *f = &j->fit;
    const bool bc92 = j->model.start, bc95 = j->z > 0;
    domar_status st = domar_sample_certify(cx, r, j->sample, j->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "frontier", o->frontier);
    if (!st) st = domar_result_certify_text(cx, r, "model", o->model);
    if (!st) st = domar_result_certify_text(cx, r, "distribution", bc95 ? "truncated, mean z d" : o->distribution);
    if (!st && bc92) st = domar_result_certify_text(cx, r, "inefficiency over time", !o->decay ? "constant" : strcmp(o->last, "unit") == 0
                                                        ? "exp(-eta (t - T)), T the unit's last period"
                                                        : "exp(-eta (t - T)), T the last period of all");
    if (!st && o->translog) st = domar_result_certify_text(cx, r, "translog", "0.5 x^2 and x_j x_k, not centred");
    if (!st) st = domar_result_certify_text(cx, r, "efficiency", "E[exp(-u) | e], of cost frontiers too");
    if (!st) st = domar_result_certify_text(cx, r, "variances", "sigma2 = sv2 + su2, gamma = su2 / sigma2 (su: before truncation)");
    if (!st) st = domar_result_certify_text(cx, r, "status", statuses[f->outcome].code);
    if (!st) st = domar_result_certify(cx, r, "log_likelihood", f->loglik, NAN);
    if (!st) st = domar_result_certify(cx, r, "log_likelihood_ols", f->loglik_ols, NAN);
    if (!st) st = domar_result_certify(cx, r, "lr", f->lr, NAN);
    if (!st) st = domar_result_certify(cx, r, "lr_restrictions", f->lr_df, NAN);
    if (!st) st = domar_result_certify(cx, r, "lr_p", f->lr_p, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "lr_distribution", "mixed chi-square, half df - 1 and half df");
    if (!st) st = domar_result_certify(cx, r, "ols_skewness", f->skewness, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "start", "least squares, gamma on a grid 0.1 to 0.9");
    if (!st) st = domar_result_certify(cx, r, "start_gamma", f->start_gamma, NAN);
    if (!st) st = domar_result_certify(cx, r, "starts", (double)f->starts, NAN);
    if (!st) st = domar_result_certify(cx, r, "tops_found", (double)f->tops, NAN);
    if (!st) st = domar_result_certify(cx, r, "iterations", (double)f->iterations, NAN);
    if (!st && f->outcome == DOMAR_SFA_FOUND) st = domar_result_certify(cx, r, "gain_left", f->gain, 1e-9 * (1 + fabs(f->loglik)));
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct job *j)
{
    static const char *const no_en[] = { NULL, "No inefficiency is seen: residuals of least squares are skewed the wrong way (or not enough), "
                                         "so all efficiencies are 1. Look at the model, not at ranks.",
                                         "No noise is seen: gamma goes to 1 and the frontier wraps the data; standard errors are not given.",
                                         "The likelihood has no top that could be found: no numbers. Where mu is free it mostly runs to minus infinity: ask --distribution "
                                         "exponential, which is what the truncated normal becomes there." };
    static const char *const no_zh[] = { NULL, "未见无效率：最小二乘残差的偏度方向错误（或不足），效率全为 1。应检查模型设定，而非解读排名。",
                                         "未见噪声：gamma 趋于 1，前沿包络数据；不给出标准误。",
                                         "似然函数未找到最大值：不给出数值。mu 自由时常趋于负无穷，此时截断正态即为指数分布，可用 --distribution exponential。" };
    const domar_sample *s = j->sample;
    const domar_sfa_outcome at = j->fit.outcome;
    if (at != DOMAR_SFA_FOUND) return domar_result_read(cx, r, no_en[at], no_zh[at]);
    const double *e = j->answer.efficiency;
    size_t best = 0, worst = 0;
    double mean = 0;
    for (size_t i = 0; i < s->rows; i++) {
        if (e[i] > e[best]) best = i;
        if (e[i] < e[worst]) worst = i;
        mean += e[i] / (double)s->rows;
    }
    char *label[2];
    const size_t of[2] = { best, worst };
    for (size_t k = 0; k < 2; k++) {
        const char *unit = domar_axis_code(s->panel->unit_axis, s->unit[of[k]]);
        label[k] = s->panel->period_name ? domar_format(cx, "%s (%s)", unit, domar_axis_code(s->panel->period_axis, s->period[of[k]]))
                                         : domar_strdup(cx, unit);
    }
    char *en = NULL, *zh = NULL;
    if (label[0] && label[1]) {
        const double gamma = j->answer.estimate[j->built + 2], p = j->fit.lr_p;
        en = domar_format(cx, "Mean efficiency %.3g; highest %s with %.3g, lowest %s with %.3g. gamma is %.3g; that there is no "
                          "inefficiency has p = %.2g.", mean, label[0], e[best], label[1], e[worst], gamma, p);
        zh = domar_format(cx, "平均效率 %.3g；最高 %s（%.3g），最低 %s（%.3g）。gamma 为 %.3g；“不存在无效率”的 p = %.2g。", mean, label[0],
                          e[best], label[1], e[worst], gamma, p);
    }
    const domar_status st = domar_result_read_own(cx, r, en, zh);
    domar_release(label[0]);
    domar_release(label[1]);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct job j = { .in = in, .opt = options };
    domar_status (*const fill[])(domar_cx *, domar_result **, const struct job *) = { by_unit, by_coefficient, by_period };
    domar_status st = ask(cx, &j);
    if (!st) st = prepare(cx, &j);
    domar_task(cx, "likelihood");
    if (!st) st = domar_sfa_estimate(cx, &j.answer, &j.fit, &j.model);
    if (!st && j.fit.outcome > DOMAR_SFA_NO_TOP) st = refuse(cx, &j);
    if (!st) st = fill[in->grain](cx, out, &j);
    if (!st) st = certify(cx, *out, &j);
    if (!st) st = read_out(cx, *out, &j);
    domar_sample_free(j.sample);
    domar_release(j.xs);
    domar_release(j.zs);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_frontier_sfa = {
    .id = "frontier.sfa", .title_en = "Stochastic frontier", .title_zh = "随机前沿分析",
    .about_en = "Efficiency against a frontier that noise moves up and down: composed errors of noise and one-sided inefficiency, for "
                "production or cost, rows by themselves, panels with a common trend, or inefficiency explained by other variables in one step. "
                "Efficiencies are expectations given the residual; read gamma and the one-sided test before any ranking.",
    .about_zh = "在含噪声的前沿下测算效率：误差由噪声与单侧无效率组成，适用于生产或成本前沿、逐行独立、带共同趋势的面板，"
                "或一步估计无效率的影响因素。效率为给定残差的条件期望；解读排名之前先看 gamma 与单侧检验。",
    .formula = "y = x\\beta + v - u,\\; v \\sim N(0,\\sigma_v^2),\\; u \\ge 0,\\; \\gamma = \\sigma_u^2/(\\sigma_u^2+\\sigma_v^2)",
    .cite = "aigner1977; meeusen1977; jondrow1982; battese1988; battese1992; battese1995; kodde1986",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit, period: a row of the panel; term: a parameter", .dim_docs_zh = "unit、period：面板的行；term：参数",
    .example = "y=log(output) x=log(capital),log(labour)", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
