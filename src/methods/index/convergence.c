/* methods/index/convergence.c -- do units come together?  Spread over time (sigma), and growth of those behind (beta)
 *
 *     sigma_t = sd_t / mean_t,    (ln y_(i, t+h) - ln y_it) / h = a + b ln y_it + c'x_it + u_i + v_t + e_it
 *
 * b below zero: who is behind grows faster; the way to the steady state is gone at the speed -ln(1 + b h) / h, half of it in
 * ln 2 / speed [barro1992].  With neighbours: growth of the surroundings beside it (SAR, SDM), or errors that spread (SEM), by maximum
 * likelihood (model/spatial_panel.h). */
#include "base/text.h"
#include "model/cross_sections.h"
#include "model/growth_pairs.h"
#include "model/panel_report.h"
#include "model/spatial_panel.h"
#include "read/weights_file.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <string.h>

struct options {
    const char *variable, *x, *effects, *se, *model;
    int64_t step;
    double confidence;
    DOMAR_WEIGHTS_FIELDS;
};

enum { BY_STATISTIC, BY_TERM, BY_PERIOD };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "What may come together: a column or an expression, above zero.", .zh = "考察收敛的变量：列名或表达式，须为正。" },
    { DOMAR_FIELD(struct options, x), .en = "Variables that the steady state depends on, separated by commas (conditional convergence), as they are when growth "
      "begins; none: absolute convergence.", .zh = "影响稳态的控制变量，逗号分隔（条件收敛），取期初值；不给为绝对收敛。" },
    { DOMAR_FIELD(struct options, effects), .text = "none", .choices = "none|unit|period|two-way",
      .en = "Fixed effects of units, periods or both; effects of units allow each its own steady state.",
      .zh = "单位、时期或双向固定效应；单位效应即各有其稳态。" },
    { DOMAR_FIELD(struct options, se), .text = "cluster", .choices = "cluster|robust|classical", .only = "model=none",
      .en = "Standard errors: clustered by unit, robust (HC1), classical; with neighbours those of maximum likelihood.",
      .zh = "标准误：按单位聚类、稳健（HC1）或经典；空间模型用极大似然标准误。" },
    { DOMAR_FIELD(struct options, model), .text = "none", .choices = "none|sar|sem|sdm",
      .en = "Neighbours: none; growth of the surroundings (sar); errors that spread (sem); growth and levels of the surroundings (sdm).",
      .zh = "空间模型：无；空间滞后（sar）；空间误差（sem）；空间杜宾（sdm）。" },
    { DOMAR_FIELD(struct options, step), .def = 1, .lo = 1, .hi = 1000, .unit = "periods", .en = "Span over which growth is taken.", .zh = "计算增长的时间跨度。" },
    { DOMAR_FIELD(struct options, confidence), .def = 95, .lo = 50, .hi = 99.99, .unit = "%", .only = "by=coefficient",
      .en = "Level of the confidence intervals.", .zh = "置信水平。" },
    DOMAR_WEIGHTS_PARAMS(struct options),
    { .name = NULL } };

static const domar_grain grains[] = {
    { "statistic", "statistic", "Speed, half-life and trends of the spread.", "收敛速度、半衰期与离散度趋势。" },
    { "coefficient", "term", "Coefficients with standard errors.", "系数与标准误。" },
    { "period", "period", "Spread in every period.", "各期的离散度。" },
    { .name = NULL } };

static const domar_column columns[] = {
    DOMAR_COEFFICIENT_COLUMNS, DOMAR_STATISTIC_COLUMNS,
    { "mean", "", "Mean.", "均值。", NULL },
    { "sd", "", "Standard deviation (over n).", "标准差（除以 n）。", NULL },
    { "cv", "ratio", "Sigma: standard deviation over mean.", "σ：标准差与均值之比。", NULL },
    { "sd_log", "log points", "Standard deviation of logs (over n); empty where a value is not above zero.", "对数标准差（除以 n）；有非正值时为空。", NULL },
    { "change", "per cent", "Change of cv on the period before.", "变异系数较上期的变化。", NULL },
    { .name = NULL } };

struct row { double units, mean, sd, cv, sd_log, change, time; };
#define AT(member) offsetof(struct row, member)
static const domar_record_field of_period[] = {
    { "units", AT(units) }, { "mean", AT(mean) }, { "sd", AT(sd) }, { "cv", AT(cv) }, { "sd_log", AT(sd_log) }, { "change", AT(change) }, { NULL, 0 } };
#undef AT

struct work {
    const struct options *o;
    const char **terms, **names;
    size_t count;                        /* terms: variable, controls */
    domar_sample *s;
    domar_cross_sections c;
    struct row *sigma;                   /* periods */
    domar_growth_pairs g;
    domar_regress_data data;
    domar_regress r;
    domar_covariance v;
    bool spatial;
    domar_weights_choice choice;
    domar_weights_pairs pairs;
    domar_weights *raw, *w;
    domar_spectrum spectrum;
    domar_spatial_data around;
    domar_spatial ml;
    const double *b, *errors;            /* coefficients that are shown */
    size_t level, shown;                 /* of the log level; how many */
    size_t units;                        /* with a growth rate */
    double beta, se, df, speed, speed_se, half_life;
};

/* ---- sigma */
static domar_status spread(domar_cx *cx, struct work *w)
{
    double *x = domar_scratch(cx, w->s->rows);
    w->sigma = domar_scratch_bytes(cx, w->c.periods, sizeof *w->sigma);
    if (!x || !w->sigma) return DOMAR_ENOMEM;
    for (size_t t = 0; t < w->c.periods; t++) {
        struct row *r = &w->sigma[t];
        const size_t n = w->c.start[t + 1] - w->c.start[t];
        double sum = 0, logs = 0, squares = 0, log_squares = 0;
        domar_cross_section_values(x, &w->c, t, w->s->x[0]);
        for (size_t i = 0; i < n; i++) {
            sum += x[i];
            logs += x[i] > 0 ? log(x[i]) : NAN;
        }
        r->units = (double)n;
        r->time = w->s->panel->time[w->c.period[t]];
        r->mean = sum / (double)n;
        for (size_t i = 0; i < n; i++) {
            squares += (x[i] - r->mean) * (x[i] - r->mean);
            log_squares += isnan(logs) ? NAN : pow(log(x[i]) - logs / (double)n, 2);
        }
        r->sd = sqrt(squares / (double)n);
        r->cv = r->mean > 0 ? r->sd / r->mean : NAN;
        r->sd_log = sqrt(log_squares / (double)n);
        r->change = t ? 100 * (r->cv / w->sigma[t - 1].cv - 1) : NAN;
    }
    return DOMAR_OK;
}

/* Slope of one measure on time with its t test. */
static domar_test trend(const struct work *w, bool logs)
{
    const double T = (double)w->c.periods;
    double time = 0, value = 0, xx = 0, xy = 0, rest = 0;
    for (size_t t = 0; t < w->c.periods; t++) {
        time += w->sigma[t].time / T;
        value += (logs ? w->sigma[t].sd_log : w->sigma[t].cv) / T;
    }
    for (size_t t = 0; t < w->c.periods; t++) {
        const double x = w->sigma[t].time - time, y = (logs ? w->sigma[t].sd_log : w->sigma[t].cv) - value;
        xx += x * x;
        xy += x * y;
    }
    const double slope = xy / xx;
    for (size_t t = 0; t < w->c.periods; t++) {
        const double e = (logs ? w->sigma[t].sd_log : w->sigma[t].cv) - value - slope * (w->sigma[t].time - time);
        rest += e * e;
    }
    const double df = T - 2, se = sqrt(rest / df / xx);
    if (w->c.periods < 3 || isnan(slope)) return (domar_test){ .value = NAN, .df1 = NAN, .df2 = NAN, .p = NAN, .undefined = true };
    return (domar_test){ slope, NAN, df, domar_t_two_sided(slope / se, df), false };
}

/* ---- beta */
static domar_status covariance(domar_cx *cx, struct work *w, domar_effects effects)
{
    const domar_factor unit = { w->data.unit, w->data.units }, period = { w->data.period, w->data.periods };
    domar_se_options o = { .kind = strcmp(w->o->se, "cluster") == 0 ? DOMAR_SE_CLUSTER : *w->o->se == 'r' ? DOMAR_SE_HC1 : DOMAR_SE_CLASSICAL,
                           .group = unit.item, .groups = unit.classes, .absorbed = w->r.absorbed, .counted = w->r.absorbed };
    bool exact;
    domar_status st = DOMAR_OK;
    /* Effects of units lie within the clusters: of them only the constant counts. */
    if (effects == DOMAR_EFFECTS_UNIT) o.counted = 1;
    else if (effects == DOMAR_EFFECTS_TWO_WAY) st = domar_within_parameters(cx, &o.counted, &exact, &period, 1, w->data.n);
    return st ? st : domar_least_squares_covariance(cx, &w->v, &w->r.fit, &o);
}

static void find_speed(struct work *w)
{
    const double h = w->g.length, left = 1 + w->b[w->level] * h;
    w->beta = w->b[w->level];
    w->se = w->errors[w->level];
    w->speed = left > 0 ? -log(left) / h : NAN;
    w->speed_se = left > 0 ? w->se / left : NAN;
    w->half_life = w->speed > 0 ? log(2) / w->speed : NAN;
}

/* ---- with neighbours: every unit in every period */
static domar_status unbalanced(domar_cx *cx, const struct work *w, size_t i, size_t period)
{
    return domar_fail(cx, DOMAR_EDATA, "--model %s needs growth of every unit in every period, %s has none from %s on: leave it out (--where), choose "
                      "--periods, or fill in (--missing)", w->o->model, domar_axis_code(w->s->panel->unit_axis, w->w->unit[i]),
                      domar_axis_code(w->s->panel->period_axis, period));
}

/* Growth and columns by period, then unit, in the order of the weights. */
static domar_status arrange(domar_cx *cx, struct work *w)
{
    domar_spatial_data *d = &w->around;
    const domar_growth_pairs *g = &w->g;
    const size_t n = w->w->n, periods = w->s->periods, durbin = strcmp(w->o->model, "sdm") == 0 ? w->count : 0;
    size_t *at = domar_scratch_bytes(cx, periods, sizeof *at), *row, T = 0;
    bool *begins = domar_scratch_bytes(cx, periods, sizeof *begins);
    if (!at || !begins) return DOMAR_ENOMEM;
    for (size_t p = 0; p < g->n; p++) begins[g->period[p]] = true;
    for (size_t t = 0; t < periods; t++)
        if (begins[t]) at[T++] = t;
    const size_t N = n * T;
    double *block = domar_scratch(cx, (w->count + durbin + 1) * N), **x = domar_scratch_bytes(cx, w->count + durbin, sizeof *x);
    row = domar_scratch_bytes(cx, w->s->units * periods, sizeof *row);
    if (!block || !x || !row) return DOMAR_ENOMEM;
    for (size_t p = 0; p < g->n; p++) row[g->unit[p] * periods + g->period[p]] = p + 1;
    for (size_t k = 0; k < N; k++) {
        const size_t p = row[w->w->unit[k % n] * periods + at[k / n]];
        if (!p) return unbalanced(cx, w, k % n, at[k / n]);
        block[k] = g->growth[p - 1];
        for (size_t c = 0; c < w->count; c++) block[(c + 1) * N + k] = g->x[c][p - 1];
    }
    for (size_t c = 0; c < w->count + durbin; c++) x[c] = block + (c + 1) * N;
    for (size_t c = 0; c < durbin; c++) domar_spatial_lag(x[w->count + c], w->w, x[c], T);
    *d = (domar_spatial_data){ .n = n, .T = T, .k = w->count + durbin, .w = w->w, .spectrum = &w->spectrum, .y = block, .x = x,
                               .lag = strcmp(w->o->model, "sem") != 0, .error = strcmp(w->o->model, "sem") == 0,
                               .units = *w->o->effects == 'u' || *w->o->effects == 't', .periods = *w->o->effects == 'p' || *w->o->effects == 't' };
    return DOMAR_OK;
}

static domar_status spatial(domar_cx *cx, struct work *w)
{
    domar_status st = domar_weights_file_read(cx, &w->pairs, w->o->adjacency, w->s->panel->unit_axis, *w->o->unmatched == 'i');
    if (!st) st = domar_weights_new(cx, &w->raw, w->s->panel, &w->choice, &w->pairs);
    if (!st) st = domar_growth_pairs_of(cx, &w->g, w->s, (size_t)w->o->step, w->o->variable);
    if (!st) st = domar_weights_in(cx, &w->w, NULL, w->raw, w->s, SIZE_MAX, &w->choice);
    if (!st) st = arrange(cx, w);
    if (!st) st = domar_spectrum_new(cx, &w->spectrum, w->w);
    if (!st) st = domar_spatial_fit(cx, &w->ml, &w->around);
    if (st) return st;
    w->level = w->ml.constant;
    if (w->ml.dropped[w->level])
        return domar_fail(cx, DOMAR_EDATA, "%s does not differ where growth begins: there is no convergence to measure", w->o->variable);
    w->units = w->w->n;
    w->g.n = w->around.n * w->around.T;
    w->b = w->ml.b;
    w->errors = w->ml.se;
    w->shown = w->ml.m;
    w->df = INFINITY;
    find_speed(w);
    return DOMAR_OK;
}

static domar_status regress(domar_cx *cx, struct work *w)
{
    static const char *const words[] = { "none", "unit", "period", "two-way" };
    domar_effects effects = DOMAR_EFFECTS_NONE;
    while (strcmp(words[effects], w->o->effects)) effects = (domar_effects)(effects + 1);
    domar_status st = domar_growth_pairs_of(cx, &w->g, w->s, (size_t)w->o->step, w->o->variable);
    if (st) return st;
    const domar_panel *p = w->s->panel;
    w->data = (domar_regress_data){ .n = w->g.n, .k = w->g.columns, .units = w->s->units, .periods = w->s->periods, .y = w->g.growth,
                                    .x = (const double *const *)w->g.x, .unit = w->g.unit, .period = w->g.period, .start = w->g.start,
                                    .time = p->time, .step = p->step };
    for (size_t u = 0; u < w->s->units; u++) w->units += w->g.start[u + 1] > w->g.start[u];
    st = domar_regress_fit(cx, &w->r, &w->data, effects, false);
    if (!st && w->r.fit.dropped[w->r.constant])
        st = domar_fail(cx, DOMAR_EDATA, "%s does not differ where growth begins: there is no convergence to measure", w->o->variable);
    if (!st) st = covariance(cx, w, effects);
    if (st) return st;
    w->level = w->r.constant;
    w->b = w->r.fit.beta;
    w->errors = w->v.se;
    w->shown = w->r.k;
    w->df = w->v.df;
    find_speed(w);
    return DOMAR_OK;
}

/* ---- answers */
static domar_status put_statistics(domar_cx *cx, domar_result **out, const struct work *w)
{
    const struct row *first = &w->sigma[0], *last = &w->sigma[w->c.periods - 1];
    const double t = w->beta / w->se;
    const domar_statistic list[] = {
        { "beta", "Coefficient of the log level where growth begins; p: of zero", "期初对数水平的系数；p 为其为零的检验",
          { w->beta, NAN, w->spatial ? NAN : w->df, domar_t_two_sided(t, w->df), false } },
        { "speed", "Speed of convergence a unit of time", "收敛速度（每单位时间）", { w->speed, NAN, NAN, NAN, isnan(w->speed) } },
        { "speed_se", "Its standard error (delta method)", "其标准误（delta 法）", { w->speed_se, NAN, NAN, NAN, isnan(w->speed) } },
        { "half_life", "Time in which half of the way is gone; undefined where units drift apart", "半衰期；发散时无定义",
          { w->half_life, NAN, NAN, NAN, isnan(w->half_life) } },
        { "rows", "Growth rates", "增长率个数", DOMAR_NUMBER((double)w->g.n) },
        { "units", "Units", "单位数", DOMAR_NUMBER((double)w->units) },
        { "r2", "R2 of the regression as transformed", "变换后回归的 R2", DOMAR_NUMBER(w->spatial ? w->ml.r2 : w->r.r2) },
        { "sigma_first", "Coefficient of variation in the first period", "首期变异系数", { first->cv, NAN, NAN, NAN, isnan(first->cv) } },
        { "sigma_last", "In the last period", "末期变异系数", { last->cv, NAN, NAN, NAN, isnan(last->cv) } },
        { "sigma_trend", "Its trend a unit of time (t test)", "变异系数的时间趋势（t 检验）", trend(w, false) },
        { "sd_log_trend", "Trend of the standard deviation of logs (t test)", "对数标准差的时间趋势（t 检验）", trend(w, true) } };
    return domar_put_statistics(cx, out, "index.convergence", columns, list, sizeof list / sizeof *list, w->units);
}

static domar_status put_terms(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_coefficients shown = { w->names, w->b, w->errors, w->shown, w->units, w->df, w->o->confidence };
    return domar_put_coefficients(cx, out, "index.convergence", columns, &shown);
}

static domar_status put_periods(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_dim dim = { "period", w->s->panel->period_axis };
    domar_status st = domar_result_new_rows(cx, out, "index.convergence", NULL, &dim, 1, w->c.periods);
    for (size_t t = 0; !st && t < w->c.periods; t++) domar_result_codes(*out, "period")[t] = (uint32_t)w->c.period[t];
    return st ? st : domar_result_put_records(cx, *out, columns, of_period, w->sigma, sizeof *w->sigma);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, bool beta)
{
    domar_status st = domar_result_certify_text(cx, r, "variable", w->o->variable);
    if (!st) st = domar_result_certify_text(cx, r, "sigma", "sd / mean, sd over n");
    if (st || !beta) return st;
    if (!st) st = domar_result_certify_text(cx, r, "growth", "(ln y(t+h) - ln y(t)) / h, on ln y(t); other variables at t");
    if (!st) st = domar_result_certify(cx, r, "h", w->g.length, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "convergence", w->count > 1 || *w->o->effects == 'u' || *w->o->effects == 't' ? "conditional" : "absolute");
    if (!st) st = domar_result_certify_text(cx, r, "effects", w->o->effects);
    if (!st) st = domar_result_certify_text(cx, r, "model", w->o->model);
    if (!st && (*w->o->effects == 'u' || *w->o->effects == 't'))
        st = domar_result_certify_text(cx, r, "bias", "effects of units with few periods make convergence look faster (Nickell)");
    if (!st && w->spatial) {
        st = domar_result_certify_text(cx, r, "standard_errors", "maximum likelihood");
        if (!st) st = domar_result_certify_text(cx, r, "speed_from", "coefficient of the level, not its total effect");
        if (!st) st = domar_result_certify(cx, r, "log_likelihood", w->ml.log_likelihood, NAN);
        if (!st) st = domar_weights_certify(cx, r, &w->choice, &w->pairs, w->w);
        return st ? st : domar_result_certify(cx, r, "gradient", w->ml.gradient, 1e-5);
    }
    const bool cluster = strcmp(w->o->se, "cluster") == 0;
    if (!st) st = domar_result_certify_text(cx, r, "standard_errors", cluster ? "clustered by unit" : *w->o->se == 'r' ? "robust (HC1)" : "classical");
    if (!st && cluster) st = domar_result_certify(cx, r, "clusters", (double)w->v.clusters, NAN);
    if (!st) st = domar_result_certify(cx, r, "collinear_left_out", (double)(w->r.k - w->r.fit.rank), NAN);
    return st ? st : domar_result_certify(cx, r, "gradient", w->r.fit.gradient, 1e-9);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w, bool beta)
{
    const struct row *a = &w->sigma[0], *b = &w->sigma[w->c.periods - 1];
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    if (!isnan(a->cv) && !isnan(b->cv)) {
        domar_text_printf(&en, "The spread of %s %s, from %.4f%s to %.4f%s", w->o->variable, b->cv < a->cv ? "fell" : "rose", a->cv, w->c.first, b->cv, w->c.last);
        domar_text_printf(&zh, "%s的变异系数由%s %.4f %s至%s %.4f", w->o->variable, w->c.first_zh, a->cv, b->cv < a->cv ? "降" : "升", w->c.last_zh, b->cv);
    } else {
        domar_text_printf(&en, "Convergence of %s", w->o->variable);
        domar_text_printf(&zh, "%s的收敛性", w->o->variable);
    }
    if (beta) {
        const bool sure = domar_t_two_sided(w->beta / w->se, w->df) < 0.05;
        domar_text_printf(&en, "; who is behind %s (beta %.4f, standard error %.4f", !sure ? "grows neither faster nor slower for sure" :
                          w->beta < 0 ? "grows faster" : "grows more slowly", w->beta, w->se);
        domar_text_printf(&zh, "；落后者%s（β 为 %.4f，标准误 %.4f", !sure ? "增速无显著差异" : w->beta < 0 ? "增长更快" : "增长更慢", w->beta, w->se);
        if (sure && !isnan(w->half_life)) {
            domar_text_printf(&en, "; half of the way in %.1f", w->half_life);
            domar_text_printf(&zh, "；半衰期 %.1f", w->half_life);
        }
        domar_text_put(&en, ")");
        domar_text_put(&zh, "）");
    }
    domar_text_put(&en, ".");
    domar_text_put(&zh, "。");
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status open_sample(domar_cx *cx, struct work *w, const domar_input *in)
{
    const char **x = NULL;
    size_t count = 0;
    if (!w->o->variable) return domar_fail(cx, DOMAR_EUSAGE, "index.convergence needs --variable: the column that may come together");
    if (!in->panel->period_name) return domar_fail(cx, DOMAR_EDATA, "convergence needs periods, %s is a cross-section: name the column with --period", in->panel->name);
    domar_status st = w->o->x ? domar_terms_split(cx, &x, &count, w->o->x, "x") : DOMAR_OK;
    w->count = count + 1;
    if (!st) {
        w->terms = domar_scratch_bytes(cx, count + 1, sizeof *w->terms);
        st = w->terms ? DOMAR_OK : DOMAR_ENOMEM;
    }
    for (size_t k = 0; !st && k < count; k++) {
        char *copy = domar_scratch_bytes(cx, strlen(x[k]) + 1, 1);
        if (!copy) st = DOMAR_ENOMEM;
        else w->terms[k + 1] = strcpy(copy, x[k]);
    }
    domar_release(x);
    if (st) return st;
    w->terms[0] = w->o->variable;
    st = domar_sample_new(cx, &w->s, in->panel, w->terms, w->count, in->missing);
    return st ? st : domar_cross_sections_of(cx, &w->c, w->s);
}

/* In the order of the fit: the constant where there is one, the level, the controls; of the surroundings; rho, lambda. */
static domar_status name_terms(domar_cx *cx, struct work *w)
{
    char *level = domar_scratch_bytes(cx, strlen(w->o->variable) + 6, 1);
    size_t at = 0;
    w->names = domar_scratch_bytes(cx, w->shown + 1, sizeof *w->names);
    if (!level || !w->names) return DOMAR_ENOMEM;
    strcat(strcat(strcpy(level, "log("), w->o->variable), ")");
    if (w->level) w->names[at++] = "(constant)";
    w->names[at++] = level;
    for (size_t k = 1; k < w->count; k++) w->names[at++] = w->terms[k];
    for (size_t k = 0; w->spatial && k < w->around.k - w->count; k++) {
        char *name = domar_scratch_bytes(cx, strlen(w->names[w->level + k]) + 3, 1);
        if (!name) return DOMAR_ENOMEM;
        w->names[at++] = strcat(strcpy(name, "W."), w->names[w->level + k]);
    }
    if (w->spatial) w->names[at] = w->around.lag ? "rho" : "lambda";
    return DOMAR_OK;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const struct options *o = options;
    struct work w = { .o = o, .choice = DOMAR_WEIGHTS_CHOICE(o), .spatial = strcmp(o->model, "none") != 0 };
    const bool beta = in->grain != BY_PERIOD;
    domar_status st = DOMAR_OK;
    if (!w.spatial && (o->adjacency || o->distance || o->economic))
        st = domar_fail(cx, DOMAR_EUSAGE, "neighbours are used with --model sar, sem or sdm alone: choose one, or leave the weights out");
    if (!st) st = open_sample(cx, &w, in);
    if (!st) st = spread(cx, &w);
    if (!st && beta) st = (w.spatial ? spatial : regress)(cx, &w);
    if (!st && beta) st = name_terms(cx, &w);
    if (!st) st = (in->grain == BY_STATISTIC ? put_statistics : in->grain == BY_TERM ? put_terms : put_periods)(cx, out, &w);
    if (!st) st = certify(cx, *out, &w, beta);
    if (!st) st = domar_sample_certify(cx, *out, w.s, in->missing);
    if (!st) st = read_out(cx, *out, &w, beta);
    domar_weights_free(w.raw);
    domar_weights_free(w.w);
    domar_sample_free(w.s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_convergence = {
    .id = "index.convergence", .title_en = "Convergence: spread over time, and growth of those behind", .title_zh = "收敛性：σ 收敛与 β 收敛",
    .about_en = "Whether units come together. Sigma: does the coefficient of variation, or the standard deviation of logs, fall? Beta: do units that are "
                "behind grow faster, all alike (absolute) or given what sets them apart (conditional: controls, effects of units)? With speed and half-life "
                "by the usual formula, and standard errors clustered by unit. With spatial weights growth of the surroundings counts too (SAR, SEM, SDM).",
    .about_zh = "各单位是否趋同。σ 收敛：变异系数或对数标准差是否下降；β 收敛：落后者是否增长更快，包括绝对收敛与条件收敛（控制变量、单位效应），给出收敛"
                "速度、半衰期与按单位聚类的标准误。给出空间权重时可估计 SAR、SEM、SDM 空间收敛模型。",
    .formula = "\\sigma_t = \\frac{s_t}{\\bar y_t}, \\quad \\frac{\\ln y_{i,t+h} - \\ln y_{it}}{h} = a + b \\ln y_{it} + c' x_{it} + u_i + v_t + e_{it}, \\quad "
               "\\lambda = -\\frac{\\ln(1 + b h)}{h}, \\quad \\tau = \\frac{\\ln 2}{\\lambda}",
    .cite = "barro1992; elhorst2014", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "term: variable of the regression; statistic: measure or test", .dim_docs_zh = "term：回归变量；statistic：指标或检验",
    .example = "variable=output", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
