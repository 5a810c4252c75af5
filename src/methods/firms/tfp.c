/* methods/firms/tfp.c -- production functions and productivity of firms
 *
 *     y = f(x; b) + omega + eps,   omega_t = g(omega_(t-1)) + xi
 *
 * Kernels: model/production.h, model/innovation.h.  Everything that the estimators leave open is told: all least points of
 * the criterion, which one is taken and by what rule, how well instruments do. */
#include "base/text.h"
#include "model/firm_production.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>
#include <stdio.h>

struct options {
    const char *y, *free, *state, *proxy, *industry, *method, *measure, *form;
    int64_t degree, powers, starts, draws, point;
};

enum { BY_COEFFICIENT, BY_OPTIMUM, BY_UNIT, BY_PERIOD };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, y), .text = "log(value_added)", .en = "Log output: value added, or gross output with --measure gross.",
      .zh = "产出对数：增加值，或总产出（--measure gross）。" },
    { DOMAR_FIELD(struct options, free), .text = "log(labour)", .en = "Logs of inputs chosen once productivity is known (comma-separated).",
      .zh = "已知生产率后选择的投入的对数（逗号分隔）。" },
    { DOMAR_FIELD(struct options, state), .text = "log(capital)", .en = "Logs of inputs chosen a period before.", .zh = "前一期已定的投入（状态变量）的对数。" },
    { DOMAR_FIELD(struct options, proxy), .text = "log(materials)",
      .en = "Log of what shows productivity: materials (acf, lp, wooldridge), investment (op); with --measure gross, materials.",
      .zh = "反映生产率的代理变量的对数：中间投入（acf、lp、wooldridge）、投资（op）；--measure gross 时为中间投入。" },
    { DOMAR_FIELD(struct options, industry), .en = "Column of industries, each with a function of its own; without it all firms have one.",
      .zh = "行业列，各行业分别估计；不给出则全部企业同一函数。" },
    { DOMAR_FIELD(struct options, method), .text = "acf", .choices = "acf|lp|op|wooldridge|ols|fe",
      .en = "acf: Ackerberg, Caves and Frazer; lp: Levinsohn and Petrin; op: Olley and Pakes; wooldridge: one equation with instruments; "
            "ols; fe: effects of firms.",
      .zh = "acf：Ackerberg–Caves–Frazer；lp：Levinsohn–Petrin；op：Olley–Pakes；wooldridge：单方程工具变量；ols；fe：企业固定效应。" },
    { DOMAR_FIELD(struct options, measure), .text = "value_added", .choices = "value_added|gross",
      .en = "gross: materials are an input too, with materials a period before as instrument; not identified in general (Gandhi, Navarro "
            "and Rivers), so read it with care.",
      .zh = "gross：中间投入亦为投入，以前期中间投入为工具；一般不可识别（Gandhi–Navarro–Rivers），须谨慎。" },
    { DOMAR_FIELD(struct options, form), .text = "cobb_douglas", .choices = "cobb_douglas|translog",
      .en = "translog: squares and products of logs too; with acf, ols, fe.", .zh = "translog：含对数的平方与交互项；用于 acf、ols、fe。" },
    { DOMAR_FIELD(struct options, degree), .def = 2, .lo = 1, .hi = 4, .en = "Degree of the polynomial of the first stage.",
      .zh = "第一阶段多项式次数。" },
    { DOMAR_FIELD(struct options, powers), .def = 3, .lo = 1, .hi = 3, .en = "Degree of productivity's path g.", .zh = "生产率转移函数 g 的次数。" },
    { DOMAR_FIELD(struct options, starts), .def = 64, .lo = 1, .hi = 100000, .en = "Places from which least points of the criterion are looked for.",
      .zh = "搜索准则极小点的起点数。" },
    { DOMAR_FIELD(struct options, draws), .def = 50, .lo = 0, .hi = 100000,
      .en = "Draws of firms for standard errors (acf, lp, op); 0: none. ols, fe, wooldridge: clustered by firm.",
      .zh = "自助法抽取企业的次数（acf、lp、op）；0 为不计算。ols、fe、wooldridge 按企业聚类。" },
    { DOMAR_FIELD(struct options, point), .def = 0, .lo = 0, .hi = 100000,
      .en = "Least point to take (as --by optimum numbers them); 0: of the admissible roots the one whose smallest elasticity is largest.",
      .zh = "采用的极小点（编号见 --by optimum）；0：在可接受的根中取最小弹性最大者。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "coefficient", "industry,term", "Coefficients of the function.", "生产函数系数。" },
    { "optimum", "industry,optimum,term", "All least points of the criterion that were found.", "找到的全部准则极小点。" },
    { "unit", "unit,period", "Productivity of every firm and period.", "各企业各期生产率。" },
    { "period", "industry,period", "Productivity over firms by period.", "各期企业生产率。" },
    { .name = NULL } };

static const domar_item states[] = {
    { .code = "chosen", .en = "taken as the estimate", .zh = "采用" }, { .code = "admissible_root", .en = "criterion 0, elasticities between 0 and 1.2", .zh = "可接受的根" },
    { .code = "root", .en = "criterion 0, an elasticity out of (0, 1.2)", .zh = "根，但弹性越界" },
    { .code = "least_point", .en = "a least point that is no root", .zh = "非根的极小点" }, { .code = NULL } };

static const domar_column columns[] = {
    { "estimate", "", "Coefficient.", "系数。", NULL },
    { "se", "", "Standard error: over draws of firms, or clustered by firm.", "标准误：按企业自助抽样或聚类。", NULL },
    { "low", "", "Lower end of the 95 per cent interval (percentile of draws, or t).", "95% 区间下端。", NULL },
    { "high", "", "Upper end.", "95% 区间上端。", NULL },
    { "elasticity", "", "Mean elasticity of output to the input (its own term).", "产出对该投入的平均弹性。", NULL },
    { "criterion", "", "acf: (Z'e/n)' (Z'Z/n)^-1 (Z'e/n), 0 at a root; lp, op: mean square of e.", "准则值：acf 为矩条件二次型，根处为 0；lp、op 为残差均方。", NULL },
    { "condition", "", "Smallest over largest singular value of the moments' derivatives, columns of length 1: near 0, the moments hardly "
      "tell coefficients apart.", "矩条件导数（列归一）的最小与最大奇异值之比：接近 0 表示几乎不可识别。", NULL },
    { "starts", "starts", "Starts that led here.", "收敛至此的起点数。", NULL },
    { "state", NULL, "What kind of least point it is.", "极小点类型。", states },
    { "tfp", "log points", "log output less f(x; b).", "产出对数减 f(x; b)。", NULL },
    { "omega", "log points", "Productivity that the firm knew: tfp less the residual of the first stage.", "企业已知的生产率：tfp 减第一阶段残差。", NULL },
    { "eps", "log points", "Residual of the first stage.", "第一阶段残差。", NULL },
    { "mean_tfp", "log points", "Mean over firms.", "企业均值。", NULL },
    { "sd_tfp", "log points", "Standard deviation over firms.", "企业标准差。", NULL },
    { "rows", "rows", "Rows used.", "使用的行数。", NULL },
    { "units", "firms", "Firms used.", "使用的企业数。", NULL },
    { .name = NULL } };

struct work {
    const struct options *opt;
    const domar_input *in;
    domar_firm_production p;
    domar_axis *terms;
};

static const char *const methods[] = { "acf", "lp", "op", "wooldridge", "ols", "fe" };

/* ---- grains */
static size_t dims_of(const struct work *w, domar_dim dims[3])
{
    size_t count = 0;
    if (w->opt->industry) dims[count++] = (domar_dim){ "industry", w->p.firms.industries };
    return count;
}

static double mean_elasticity(const struct work *w, size_t g, size_t input)
{
    const domar_production *f = &w->p.of[g].fit;
    double sum = 0;
    if (f->terms == w->p.inputs) return f->b[input];
    for (size_t i = 0; i < f->rows; i++) sum += domar_production_elasticity(f, f->b, w->p.of[g].x, input, i);
    return sum / (double)f->rows;
}

static domar_status put_coefficients(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[] = { "estimate", "se", "low", "high", "elasticity", "rows", "units" };
    const size_t terms = domar_axis_size(w->terms);
    domar_dim dims[3];
    size_t count = dims_of(w, dims), rows = 0, k = 0;
    double *to[7];
    dims[count++] = (domar_dim){ "term", w->terms };
    for (size_t g = 0; g < w->p.industries; g++) rows += w->p.of[g].fit.rows ? terms : 0;
    domar_status st = domar_result_new_rows(cx, out, "firms.tfp", NULL, dims, count, rows);
    for (size_t c = 0; !st && c < 7; c++) st = domar_result_column(cx, *out, columns, names[c], &to[c]);
    for (size_t g = 0; !st && g < w->p.industries; g++) {
        const domar_production *f = &w->p.of[g].fit;
        for (size_t j = 0; f->rows && j < terms; j++, k++) {
            if (w->opt->industry) domar_result_codes(*out, "industry")[k] = (uint32_t)g;
            domar_result_codes(*out, "term")[k] = (uint32_t)j;
            const double of[] = { f->b[j], f->se[j], f->low[j], f->high[j],
                                  f->second[j] == UINT8_MAX ? mean_elasticity(w, g, f->first[j]) : NAN, (double)f->rows, (double)f->firms };
            for (size_t c = 0; c < 7; c++) to[c][k] = of[c];
        }
    }
    return st;
}

static uint32_t state_of(const domar_production *f, size_t q)
{
    const domar_production_point *at = &f->point[q];
    return q == f->chosen ? 0 : at->root && at->admissible ? 1 : at->root ? 2 : 3;
}

static domar_status numbers_axis(domar_cx *cx, domar_axis **out, size_t count)
{
    char (*code)[24] = domar_scratch_bytes(cx, count + 1, sizeof *code);
    domar_item *items = domar_scratch_bytes(cx, count + 1, sizeof *items);
    if (!code || !items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        snprintf(code[k], sizeof *code, "%zu", k + 1);
        items[k].code = code[k];
    }
    return domar_axis_new(cx, out, items, count);
}

static domar_status put_optima(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[] = { "estimate", "criterion", "condition", "starts", "units" };
    const size_t terms = domar_axis_size(w->terms);
    domar_axis *numbers = NULL;
    domar_dim dims[3];
    size_t count = dims_of(w, dims), rows = 0, most = 0, k = 0;
    double *to[5];
    for (size_t g = 0; g < w->p.industries; g++) {
        rows += w->p.of[g].fit.points * terms;
        most = w->p.of[g].fit.points > most ? w->p.of[g].fit.points : most;
    }
    domar_status st = numbers_axis(cx, &numbers, most);
    dims[count++] = (domar_dim){ "optimum", numbers };
    dims[count++] = (domar_dim){ "term", w->terms };
    uint32_t *state = st ? NULL : domar_scratch_bytes(cx, rows + 1, sizeof *state);
    if (!st && !state) st = DOMAR_ENOMEM;
    if (!st) st = domar_result_new_rows(cx, out, "firms.tfp", NULL, dims, count, rows);
    for (size_t c = 0; !st && c < 5; c++) st = domar_result_column(cx, *out, columns, names[c], &to[c]);
    for (size_t g = 0; !st && g < w->p.industries; g++) {
        const domar_production *f = &w->p.of[g].fit;
        for (size_t q = 0; q < f->points; q++)
            for (size_t j = 0; j < terms; j++, k++) {
                if (w->opt->industry) domar_result_codes(*out, "industry")[k] = (uint32_t)g;
                domar_result_codes(*out, "optimum")[k] = (uint32_t)q;
                domar_result_codes(*out, "term")[k] = (uint32_t)j;
                const double of[] = { f->point[q].b[j], f->point[q].criterion, f->point[q].condition, (double)f->point[q].starts, (double)f->firms };
                for (size_t c = 0; c < 5; c++) to[c][k] = of[c];
                state[k] = state_of(f, q);
            }
    }
    if (!st) st = domar_result_put_class(cx, *out, columns, "state", state);
    domar_axis_free(numbers);
    return st;
}

static domar_status put_firms(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[] = { "tfp", "omega", "eps" };
    double *to[3];
    const bool staged = w->p.of && strcmp(w->opt->method, "ols") != 0 && strcmp(w->opt->method, "fe") != 0 && strcmp(w->opt->method, "wooldridge") != 0;
    domar_status st = domar_result_new_sample(cx, out, "firms.tfp", w->p.firms.sample);
    for (size_t c = 0; !st && c < (staged ? 3 : 1); c++) st = domar_result_column(cx, *out, columns, names[c], &to[c]);
    for (size_t g = 0; !st && g < w->p.industries; g++) {
        const struct domar_firm_function *f = &w->p.of[g];
        const double *of[] = { f->fit.tfp, f->fit.omega, f->fit.eps };
        for (size_t i = 0; i < f->fit.rows; i++)
            for (size_t c = 0; c < (staged ? 3 : 1); c++) to[c][f->row[i]] = of[c][i];
    }
    return st;
}

static domar_status put_periods(domar_cx *cx, domar_result **out, const struct work *w)
{
    static const char *const names[] = { "mean_tfp", "sd_tfp", "units" };
    const domar_sample *s = w->p.firms.sample;
    const size_t T = s->periods, parts = T * w->p.industries;
    double *sum = domar_scratch(cx, 3 * parts + 1), *to[3];
    domar_dim dims[3];
    size_t count = dims_of(w, dims), rows = 0, k = 0;
    if (!sum) return DOMAR_ENOMEM;
    if (s->panel->period_name) dims[count++] = (domar_dim){ "period", s->panel->period_axis };
    for (int round = 0; round < 2; round++)
        for (size_t g = 0; g < w->p.industries; g++)
            for (size_t i = 0; i < w->p.of[g].fit.rows; i++) {
                double *at = sum + 3 * (g * T + s->period[w->p.of[g].row[i]]);
                const double v = w->p.of[g].fit.tfp[i];
                if (round) at[1] += (v - at[0] / at[2]) * (v - at[0] / at[2]);
                else {
                    at[0] += v;
                    at[2]++;
                }
            }
    for (size_t p = 0; p < parts; p++) rows += sum[3 * p + 2] > 0;
    domar_status st = domar_result_new_rows(cx, out, "firms.tfp", NULL, dims, count, rows);
    for (size_t c = 0; !st && c < 3; c++) st = domar_result_column(cx, *out, columns, names[c], &to[c]);
    for (size_t p = 0; !st && p < parts; p++) {
        const double n = sum[3 * p + 2];
        if (!(n > 0)) continue;
        if (w->opt->industry) domar_result_codes(*out, "industry")[k] = (uint32_t)(p / T);
        if (s->panel->period_name) domar_result_codes(*out, "period")[k] = (uint32_t)(p % T);
        to[0][k] = sum[3 * p] / n;
        to[1][k] = n > 1 ? sqrt(sum[3 * p + 1] / (n - 1)) : NAN;
        to[2][k++] = n;
    }
    return st;
}

/* ---- certificate */
static domar_status note(domar_cx *cx, domar_result *r, const struct work *w, size_t g, const char *name, double value, double bound)
{
    char *full = w->opt->industry ? domar_format(cx, "%s.%s", name, domar_axis_code(w->p.firms.industries, g)) : domar_strdup(cx, name);
    const domar_status st = full ? domar_result_certify(cx, r, full, value, bound) : DOMAR_ENOMEM;
    domar_release(full);
    return st;
}

static domar_status note_function(domar_cx *cx, domar_result *r, const struct work *w, size_t g, domar_tfp_method method)
{
    const domar_production *f = &w->p.of[g].fit;
    size_t roots = 0, admissible = 0;
    for (size_t q = 0; q < f->points; q++) {
        roots += f->point[q].root;
        admissible += f->point[q].root && f->point[q].admissible;
    }
    domar_status st = note(cx, r, w, g, "firms", (double)f->firms, NAN);
    if (!st) st = note(cx, r, w, g, "pairs_of_periods", (double)f->pairs, NAN);
    if (!st && method == DOMAR_TFP_WOOLDRIDGE) {
        for (size_t j = 0; !st && j < w->p.free; j++) {
            char *name = domar_format(cx, "first_stage_F.%s", w->p.names[j]);
            st = name ? note(cx, r, w, g, name, f->F[j], NAN) : DOMAR_ENOMEM;
            domar_release(name);
        }
        return st ? st : note(cx, r, w, g, "cragg_donald", f->cragg_donald, NAN);
    }
    if (st || method > DOMAR_TFP_OP) return st;
    st = note(cx, r, w, g, "first_stage_r2", f->r2_first, NAN);
    if (!st) st = note(cx, r, w, g, "least_points", (double)f->points, NAN);
    if (!st) st = note(cx, r, w, g, "roots", (double)roots, NAN);
    if (!st) st = note(cx, r, w, g, "admissible_roots", (double)admissible, NAN);
    if (!st) st = note(cx, r, w, g, "starts_lost", (double)f->lost, NAN);
    if (!st && method == DOMAR_TFP_OP) st = note(cx, r, w, g, "leavers", (double)f->leavers, NAN);
    if (!st && f->draws) st = note(cx, r, w, g, "draws_lost", (double)f->draws_lost, NAN);
    if (st || f->chosen == SIZE_MAX) return st;
    const domar_production_point *at = &f->point[f->chosen];
    if (!st) st = note(cx, r, w, g, "criterion", at->criterion, at->root && !isnan(at->condition) ? 1e-16 : NAN);
    return st || isnan(at->condition) ? st : note(cx, r, w, g, "condition", at->condition, NAN);
}

static const char *warning(const struct work *w, domar_tfp_method method)
{
    bool several = false, none = false, weak = false;
    for (size_t g = 0; g < w->p.industries; g++) {
        const domar_production *f = &w->p.of[g].fit;
        size_t admissible = 0;
        for (size_t q = 0; q < f->points; q++) admissible += f->point[q].root && f->point[q].admissible;
        several |= admissible > 1;
        none |= f->rows && method <= DOMAR_TFP_OP && !admissible;
        for (size_t j = 0; method == DOMAR_TFP_WOOLDRIDGE && j < w->p.free; j++) weak |= !(f->F[j] > 10) || !(f->cragg_donald > 10);
    }
    return weak ? "instruments are weak (F or Cragg-Donald below 10): coefficients and their errors mean little"
         : none ? "no admissible root: the coefficients are no estimate of the model, see --by optimum"
         : several ? "several admissible roots: data do not tell which is meant, see --by optimum and choose with --point"
         : method == DOMAR_TFP_WOOLDRIDGE ? "compare with acf: this estimator failed to find the truth in simulations with persistent wages"
         : "none";
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, domar_tfp_method method)
{
    const struct options *o = w->opt;
    const bool staged = method <= DOMAR_TFP_OP;
    domar_status st = domar_sample_certify(cx, r, w->p.firms.sample, w->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "estimator", o->method);
    if (!st) st = domar_result_certify_text(cx, r, "measure", o->measure);
    if (!st) st = domar_result_certify_text(cx, r, "form", o->form);
    if (!st && method <= DOMAR_TFP_WOOLDRIDGE) st = domar_result_certify(cx, r, "first_stage_degree", (double)o->degree, NAN);
    if (!st && staged) st = domar_result_certify(cx, r, "path_degree", (double)o->powers, NAN);
    if (!st && staged) st = domar_result_certify(cx, r, "starts", (double)o->starts, NAN);
    if (!st && staged)
        st = domar_result_certify_text(cx, r, "choice", o->point ? "by --point" : "of roots with mean elasticities in (0, 1.2) the one whose smallest "
                                       "elasticity is largest");
    if (!st && method == DOMAR_TFP_OP)
        st = domar_result_certify_text(cx, r, "staying", "probit in the first stage's polynomial; who is in the panel a period later stays; kept in draws");
    if (!st) st = domar_result_certify_text(cx, r, "standard_errors", !staged ? "clustered by firm" : o->draws ? "draws of firms" : "none");
    if (!st && staged && o->draws) st = domar_result_certify(cx, r, "draws", (double)o->draws, NAN);
    if (!st && staged && o->draws) st = domar_result_certify(cx, r, "seed", (double)domar_cx_seed(cx), NAN);
    if (!st && *o->measure == 'g')
        st = domar_result_certify_text(cx, r, "identification", "gross output: materials a period before as instrument do not identify in general");
    for (size_t g = 0; !st && g < w->p.industries; g++)
        if (w->p.of[g].fit.rows) st = note_function(cx, r, w, g, method);
    return st ? st : domar_result_certify_text(cx, r, "warning", warning(w, method));
}

static domar_status tell(domar_cx *cx, domar_result *r, const struct work *w, domar_tfp_method method)
{
    const domar_production *f = &w->p.of[0].fit;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    if (w->p.industries > 1) {
        domar_text_printf(&en, "%s by industry: warning: %s.", w->opt->method, warning(w, method));
        domar_text_printf(&zh, "分行业 %s 估计；注意事项见证书 warning。", w->opt->method);
    } else {
        domar_text_printf(&en, "%s on %zu firms, %zu rows:", w->opt->method, f->firms, f->rows);
        domar_text_printf(&zh, "%s：%zu 家企业，%zu 行：", w->opt->method, f->firms, f->rows);
        for (size_t a = 0; a < w->p.inputs; a++) {
            domar_text_printf(&en, "%s elasticity %.3f to %s", a ? "," : "", mean_elasticity(w, 0, a), w->p.names[a]);
            domar_text_printf(&zh, "%s对 %s 的弹性 %.3f", a ? "，" : "", w->p.names[a], mean_elasticity(w, 0, a));
        }
        const char *warn = warning(w, method);
        domar_text_printf(&en, "%s%s.", strcmp(warn, "none") == 0 ? "" : "; ", strcmp(warn, "none") == 0 ? "" : warn);
        domar_text_printf(&zh, "%s", strcmp(warn, "none") == 0 ? "。" : "；另见证书 warning。");
    }
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status check(domar_cx *cx, const struct options *o, size_t grain)
{
    const bool staged = strcmp(o->method, "acf") == 0 || strcmp(o->method, "lp") == 0 || strcmp(o->method, "op") == 0;
    if (grain == BY_OPTIMUM && !staged) return domar_fail(cx, DOMAR_EUSAGE, "--method %s has one answer: --by optimum goes with acf, lp and op", o->method);
    if (*o->form == 't' && (strcmp(o->method, "lp") == 0 || strcmp(o->method, "op") == 0 || strcmp(o->method, "wooldridge") == 0))
        return domar_fail(cx, DOMAR_EUSAGE, "--form translog goes with acf, ols and fe: %s takes free inputs out before", o->method);
    if (*o->measure == 'g' && (strcmp(o->method, "wooldridge") == 0 || strcmp(o->method, "op") == 0))
        return domar_fail(cx, DOMAR_EUSAGE, "--measure gross goes with acf, lp, ols and fe (op: name materials among --free)");
    return DOMAR_OK;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    struct work w = { .opt = o, .in = in };
    const domar_mark mark = domar_scratch_mark(cx);
    size_t method = 0;
    while (strcmp(methods[method], o->method) != 0) method++;
    domar_status st = check(cx, o, in->grain);
    if (!st)
        st = domar_firm_production_new(cx, &w.p, in->panel, in->missing, &(domar_firm_production_options){ o->y, o->free, o->state, o->proxy,
            o->industry, (domar_tfp_method)method, *o->measure == 'g', *o->form == 't', o->degree, o->powers, o->starts,
            in->grain == BY_COEFFICIENT ? o->draws : 0, o->point, { NULL, NULL } });
    if (!st) st = domar_firm_production_axis(cx, &w.terms, &w.p);
    if (!st) {
        static domar_status (*const put[])(domar_cx *, domar_result **, const struct work *) = { put_coefficients, put_optima, put_firms, put_periods };
        st = put[in->grain](cx, out, &w);
    }
    if (!st) st = certify(cx, *out, &w, (domar_tfp_method)method);
    if (!st) st = tell(cx, *out, &w, (domar_tfp_method)method);
    domar_axis_free(w.terms);
    domar_firm_production_free(&w.p);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_firms_tfp = {
    .id = "firms.tfp", .title_en = "Production functions and productivity of firms", .title_zh = "企业生产函数与全要素生产率",
    .about_en = "Estimates the production function of firms and their total factor productivity by Ackerberg-Caves-Frazer, Levinsohn-Petrin, "
                "Olley-Pakes, Wooldridge, least squares or effects of firms. The criterion of acf has several least points as a rule, "
                "some of them no roots, and programs that stop at the first one report numbers that are no estimate: here all that are found are "
                "listed with criterion, condition and whether elasticities are possible, and the rule of choice is told.",
    .about_zh = "以 Ackerberg–Caves–Frazer、Levinsohn–Petrin、Olley–Pakes、Wooldridge、最小二乘或企业固定效应估计企业生产函数与全要素生产率。acf 的准则通常有多个"
                "极小点，其中有的并非根；停在第一个极小点的程序给出的并不是估计值。这里列出找到的全部极小点及其准则值、条件与弹性是否可接受，并说明选取规则。",
    .formula = "y_{it} = f(x_{it}; \\beta) + \\omega_{it} + \\varepsilon_{it}, \\quad \\omega_{it} = g(\\omega_{i,t-1}) + \\xi_{it}, \\quad E[\\xi z] = 0",
    .cite = "ackerberg2015; levinsohn2003; olley1996; wooldridge2009; gandhi2020", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: of the function; optimum: a least point, the chosen one first; industry: as the column says",
    .dim_docs_zh = "term：生产函数的项；optimum：极小点，采用者居首；industry：行业列",
    .example = "starts=12 draws=4", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
