/* methods/index/inequality.c -- how unequal units are, and how much of it lies between groups
 *
 * Model/inequality.h has the equations: Dagum's Gini by within, between (net) and transvariation, Theil's T and L.  A unit
 * has its own group in every period: nobody's label is used for another one. */
#include "base/text.h"
#include "model/cross_sections.h"
#include "model/inequality.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <string.h>

struct options { const char *variable, *group, *weights; };

enum { BY_PERIOD, BY_GROUP, BY_PAIR, BY_STATISTIC };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "What is unequally spread: a column or an expression.",
      .zh = "考察不平等的变量：列名或表达式。" },
    { DOMAR_FIELD(struct options, group), .en = "Column with the group of each row: a region, an industry.",
      .zh = "分组列：如区域或行业。" },
    { DOMAR_FIELD(struct options, weights), .en = "Column with a weight of each row, such as population; none: every unit counts 1.",
      .zh = "权重列（如人口）；不给则各单位等权。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "Every period: inequality and its parts.", "各期的不平等及其分解。" },
    { "group", "period,group", "Every group: inequality within it, and what it adds.", "各组：组内不平等及其贡献。" },
    { "pair", "period,group,partner", "Every two groups: inequality between them.", "任意两组之间的不平等。" },
    { "statistic", "period,statistic", "The same parts in one column, for pictures.", "同样的分解合为一列，便于作图。" },
    { .name = NULL } };

/* The order of domar_inequality_status. */
static const domar_item statuses[] = {
    { .code = "empty", .en = "no value", .zh = "无数值" },
    { .code = "meanless", .en = "a mean is not above zero: not defined", .zh = "均值不为正，无定义" },
    { .code = "negative", .en = "values below zero: Theil not defined, the Gini may pass 1", .zh = "含负值：泰尔指数无定义，基尼系数可超过 1" },
    { .code = "zero", .en = "values of zero: Theil L not defined", .zh = "含零值：泰尔 L 指数无定义" },
    { .code = "alone", .en = "one unit", .zh = "仅一个单位" },
    { .code = "ok", .en = "all defined", .zh = "均有定义" }, { .code = NULL } };

static const domar_column columns[] = {
    { "units", "units", "Units with a value.", "有值的单位数。", NULL },
    { "mean", "", "Mean, weighted where --weights is given.", "均值（给定 --weights 时加权）。", NULL },
    { "gini", "0 to 1", "Gini coefficient: mean distance of two units over twice the mean. Of a group: within it; of a pair: between two "
      "units, one from each.", "基尼系数：两单位差距的均值除以两倍均值。分组时为组内，两组时为组间。", NULL },
    { "within", "0 to 1", "Of the Gini: from differences within groups. Of a group: what it adds.", "基尼系数的组内部分；分组时为该组的贡献。", NULL },
    { "between", "0 to 1", "Of the Gini: from net differences between groups (between the means, as far as richer groups do not overlap "
      "poorer ones).", "基尼系数的组间（净值）部分。", NULL },
    { "transvariation", "0 to 1", "Of the Gini: from overlap, units of a poorer group that are richer than units of a richer one.",
      "基尼系数的超变密度部分：较低组中高于较高组单位者。", NULL },
    { "within_share", "per cent", "Share of within in the Gini.", "组内部分占比。", NULL },
    { "between_share", "per cent", "Share of between in the Gini.", "组间部分占比。", NULL },
    { "transvariation_share", "per cent", "Share of transvariation in the Gini.", "超变密度部分占比。", NULL },
    { "theil_t", "nats", "Theil's T.", "泰尔 T 指数。", NULL },
    { "theil_t_within", "nats", "Of it: within groups. Of a group: what it adds.", "其中组内部分；分组时为该组的贡献。", NULL },
    { "theil_t_between", "nats", "Of it: between groups. Of a group: what it adds, which may be negative.", "其中组间部分；分组时为该组的贡献，可为负。", NULL },
    { "theil_t_within_share", "per cent", "Share of within in Theil's T.", "泰尔 T 指数组内占比。", NULL },
    { "theil_l", "nats", "Theil's L (mean log deviation).", "泰尔 L 指数（平均对数离差）。", NULL },
    { "theil_l_within", "nats", "Of it: within groups. Of a group: what it adds.", "其中组内部分；分组时为该组的贡献。", NULL },
    { "theil_l_between", "nats", "Of it: between groups. Of a group: what it adds, which may be negative.", "其中组间部分；分组时为该组的贡献，可为负。", NULL },
    { "cv", "ratio", "Coefficient of variation: standard deviation (over n) by mean.", "变异系数：标准差（除以 n）与均值之比。", NULL },
    { "share", "per cent", "Share of the group's units (or weight).", "该组单位（或权重）占比。", NULL },
    { "value_share", "per cent", "Share of the group in the sum of the variable.", "该组占变量总和的比重。", NULL },
    { "affluence", "0 to 1", "Relative economic affluence D: 1 where every unit of one group is richer than all of the other, 0 where the means "
      "are the same.", "相对经济影响 D：一组全部高于另一组时为 1，两组均值相等时为 0。", NULL },
    { "above", "", "Mean of what units of the group are ahead of units of the partner, 0 where they are behind.",
      "该组单位超出对方单位的平均差距（落后时计 0）。", NULL },
    { "below", "", "Mean of what they are behind, 0 where they are ahead.", "该组单位落后对方单位的平均差距（超出时计 0）。", NULL },
    { "value", "", "The measure.", "数值。", NULL },
    { "value_percent", "per cent", "Share of the part in its measure.", "占相应指数的比重。", NULL },
    { "status", NULL, "What is defined.", "有定义的情况。", statuses },
    { .name = NULL } };

enum { GINI, WITHIN, BETWEEN, TRANSVARIATION, THEIL_T, T_WITHIN, T_BETWEEN, THEIL_L, L_WITHIN, L_BETWEEN, CV, STATISTICS };
static const domar_item statistics[STATISTICS] = {
    { .code = "gini", .en = "Gini", .zh = "基尼系数" }, { .code = "gini_within", .en = "Gini: within", .zh = "基尼：组内" },
    { .code = "gini_between", .en = "Gini: between", .zh = "基尼：组间" },
    { .code = "gini_transvariation", .en = "Gini: transvariation", .zh = "基尼：超变密度" },
    { .code = "theil_t", .en = "Theil T", .zh = "泰尔 T" }, { .code = "theil_t_within", .en = "Theil T: within", .zh = "泰尔 T：组内" },
    { .code = "theil_t_between", .en = "Theil T: between", .zh = "泰尔 T：组间" },
    { .code = "theil_l", .en = "Theil L", .zh = "泰尔 L" }, { .code = "theil_l_within", .en = "Theil L: within", .zh = "泰尔 L：组内" },
    { .code = "theil_l_between", .en = "Theil L: between", .zh = "泰尔 L：组间" },
    { .code = "cv", .en = "coefficient of variation", .zh = "变异系数" } };

struct row {
    domar_inequality_group g;
    domar_inequality_pair p;
    double within, between, transvariation, within_share, between_share, transvariation_share, t_within, t_between, t_within_share,
           l_within, l_between, cv, share, value_share, value, percent;
    uint32_t period, a, b, status;
};

#define AT(member) offsetof(struct row, member)
static const domar_record_field of_period[] = {
    { "units", AT(g.count) }, { "mean", AT(g.mean) }, { "gini", AT(g.gini) }, { "theil_t", AT(g.theil_t) }, { "theil_l", AT(g.theil_l) },
    { "cv", AT(cv) }, { NULL, 0 } };
static const domar_record_field of_parts[] = {
    { "within", AT(within) }, { "between", AT(between) }, { "transvariation", AT(transvariation) }, { "within_share", AT(within_share) },
    { "between_share", AT(between_share) }, { "transvariation_share", AT(transvariation_share) }, { "theil_t_within", AT(t_within) },
    { "theil_t_between", AT(t_between) }, { "theil_t_within_share", AT(t_within_share) }, { "theil_l_within", AT(l_within) },
    { "theil_l_between", AT(l_between) }, { NULL, 0 } };
static const domar_record_field of_group[] = {
    { "units", AT(g.count) }, { "mean", AT(g.mean) }, { "share", AT(share) }, { "value_share", AT(value_share) }, { "gini", AT(g.gini) },
    { "within", AT(within) }, { "within_share", AT(within_share) }, { "theil_t", AT(g.theil_t) }, { "theil_t_within", AT(t_within) },
    { "theil_t_between", AT(t_between) }, { "theil_l", AT(g.theil_l) }, { "theil_l_within", AT(l_within) }, { "theil_l_between", AT(l_between) },
    { "cv", AT(cv) }, { NULL, 0 } };
static const domar_record_field of_pair[] = {
    { "gini", AT(p.gini) }, { "affluence", AT(p.affluence) }, { "above", AT(p.above) }, { "below", AT(p.below) }, { "between", AT(between) },
    { "transvariation", AT(transvariation) }, { "between_share", AT(between_share) }, { "transvariation_share", AT(transvariation_share) },
    { NULL, 0 } };
static const domar_record_field of_statistic[] = { { "value", AT(value) }, { "value_percent", AT(percent) }, { NULL, 0 } };
#undef AT

struct work {
    const domar_sample *s;
    domar_cross_sections c;
    const uint32_t *group;                /* rows of the sample; NULL: one group */
    const domar_axis *groups, *statistics;
    size_t k;
    domar_inequality *of;                 /* periods */
    domar_inequality_group *group_of;     /* periods x k */
    domar_inequality_pair *pair_of;       /* periods x k x k, for the grain pair alone */
    struct row *rows;
    size_t count;
};

static double percent(double part, double whole) { return 100 * part / whole; }

/* ---- compute */
static domar_status compute(domar_cx *cx, struct work *w, bool pairs)
{
    const size_t T = w->c.periods, k = w->k, most = w->s->rows;
    double *y = domar_scratch(cx, 2 * most), *weight = y + most;
    uint32_t *group = domar_scratch_bytes(cx, most, sizeof *group);
    w->of = domar_scratch_bytes(cx, T, sizeof *w->of);
    w->group_of = domar_scratch_bytes(cx, T * k, sizeof *w->group_of);
    if (pairs) w->pair_of = domar_scratch_bytes(cx, T * k * k, sizeof *w->pair_of);
    domar_status st = y && group && w->of && w->group_of && (!pairs || w->pair_of) ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t t = 0; !st && t < T; t++) {
        const size_t n = w->c.start[t + 1] - w->c.start[t];
        domar_cross_section_values(y, &w->c, t, w->s->x[0]);
        if (w->s->x[1]) domar_cross_section_values(weight, &w->c, t, w->s->x[1]);
        for (size_t i = 0; w->group && i < n; i++) group[i] = w->group[w->c.row[w->c.start[t] + i]];
        st = domar_inequality_of(cx, &w->of[t], w->group_of + t * k, pairs ? w->pair_of + t * k * k : NULL, y, w->s->x[1] ? weight : NULL,
                                 w->group ? group : NULL, n, k);
        if (!st) st = domar_tick(cx, t, T);
    }
    return st;
}

static domar_status check_weights(domar_cx *cx, const domar_sample *s, const char *name)
{
    for (size_t i = 0; s->x[1] && i < s->rows; i++)
        if (s->x[1][i] < 0)
            return domar_fail(cx, DOMAR_EDATA, "%s is %g for %s, %s: weights must be 0 or more", name, s->x[1][i],
                              domar_axis_code(s->panel->unit_axis, s->unit[i]), domar_axis_code(s->panel->period_axis, s->period[i]));
    return DOMAR_OK;
}

/* ---- rows of the answer */
static struct row *next_row(struct work *w, size_t t)
{
    struct row *row = &w->rows[w->count++];
    row->period = (uint32_t)w->c.period[t];
    row->status = (uint32_t)w->of[t].status;
    return row;
}

static void period_row(struct work *w, size_t t)
{
    const domar_inequality *d = &w->of[t];
    struct row *row = next_row(w, t);
    row->g = d->all;
    row->cv = d->all.mean > 0 ? d->all.sd / d->all.mean : NAN;
    row->within = d->within;
    row->between = d->between;
    row->transvariation = d->transvariation;
    row->within_share = percent(d->within, d->all.gini);
    row->between_share = percent(d->between, d->all.gini);
    row->transvariation_share = percent(d->transvariation, d->all.gini);
    row->t_within = d->theil_t_within;
    row->t_between = d->theil_t_between;
    row->t_within_share = percent(d->theil_t_within, d->all.theil_t);
    row->l_within = d->theil_l_within;
    row->l_between = d->theil_l_between;
}

static void group_rows(struct work *w, size_t t)
{
    for (size_t j = 0; j < w->k; j++) {
        const domar_inequality_group *g = &w->group_of[t * w->k + j];
        if (!(g->count > 0)) continue;
        struct row *row = next_row(w, t);
        row->a = (uint32_t)j;
        row->g = *g;
        row->cv = g->mean > 0 ? g->sd / g->mean : NAN;
        row->share = 100 * g->share;
        row->value_share = 100 * g->value_share;
        row->within = g->gini_part;
        row->within_share = percent(g->gini_part, w->of[t].all.gini);
        row->t_within = g->theil_t_part;
        row->t_between = g->theil_t_between;
        row->l_within = g->theil_l_part;
        row->l_between = g->theil_l_between;
    }
}

/* Each pair once, the one whose code comes first in front: rows keep their names over time. */
static void pair_rows(struct work *w, size_t t)
{
    for (size_t j = 0; j < w->k; j++)
        for (size_t h = 0; h < w->k; h++) {
            const domar_inequality_group *g = w->group_of + t * w->k;
            if (!(g[j].count > 0) || !(g[h].count > 0)) continue;
            if (strcmp(domar_axis_code(w->groups, j), domar_axis_code(w->groups, h)) >= 0) continue;
            struct row *row = next_row(w, t);
            row->a = (uint32_t)j;
            row->b = (uint32_t)h;
            row->p = w->pair_of[(t * w->k + j) * w->k + h];
            row->between = row->p.between;
            row->transvariation = row->p.transvariation;
            row->between_share = percent(row->p.between, w->of[t].all.gini);
            row->transvariation_share = percent(row->p.transvariation, w->of[t].all.gini);
        }
}

static void statistic_rows(struct work *w, size_t t)
{
    const domar_inequality *d = &w->of[t];
    const double value[STATISTICS] = { d->all.gini, d->within, d->between, d->transvariation, d->all.theil_t, d->theil_t_within,
                                       d->theil_t_between, d->all.theil_l, d->theil_l_within, d->theil_l_between,
                                       d->all.mean > 0 ? d->all.sd / d->all.mean : NAN };
    static const int whole[STATISTICS] = { GINI, GINI, GINI, GINI, THEIL_T, THEIL_T, THEIL_T, THEIL_L, THEIL_L, THEIL_L, CV };
    for (size_t m = 0; m < STATISTICS; m++) {
        const bool total = m == GINI || m == THEIL_T || m == THEIL_L || m == CV;
        if (!w->group && !total) continue;
        struct row *row = next_row(w, t);
        row->a = (uint32_t)m;
        row->value = value[m];
        row->percent = percent(value[m], value[whole[m]]);
    }
}

static domar_status make_rows(domar_cx *cx, struct work *w, size_t grain)
{
    static void (*const fill[])(struct work *, size_t) = { period_row, group_rows, pair_rows, statistic_rows };
    const size_t each = grain == BY_PERIOD ? 1 : grain == BY_GROUP ? w->k : grain == BY_PAIR ? w->k * w->k : STATISTICS;
    w->rows = domar_scratch_bytes(cx, w->c.periods * each, sizeof *w->rows);
    if (!w->rows) return DOMAR_ENOMEM;
    for (size_t t = 0; t < w->c.periods; t++) fill[grain](w, t);
    return DOMAR_OK;
}

static domar_status put(domar_cx *cx, domar_result **out, const struct work *w, size_t grain)
{
    static const domar_record_field *const fields[] = { of_period, of_group, of_pair, of_statistic };
    const domar_dim dims[] = { { "period", w->s->panel->period_axis }, { grain == BY_STATISTIC ? "statistic" : "group",
                               grain == BY_STATISTIC ? w->statistics : w->groups }, { "partner", w->groups } };
    uint32_t *status = domar_scratch_bytes(cx, w->count + 1, sizeof *status);
    domar_status st = status ? domar_result_new_rows(cx, out, "index.inequality", NULL, dims, grain == BY_PERIOD ? 1 : grain == BY_PAIR ? 3 : 2,
                                                     w->count) : DOMAR_ENOMEM;
    if (st) return st;
    for (size_t i = 0; i < w->count; i++) {
        domar_result_codes(*out, "period")[i] = w->rows[i].period;
        if (grain != BY_PERIOD) domar_result_codes(*out, dims[1].name)[i] = w->rows[i].a;
        if (grain == BY_PAIR) domar_result_codes(*out, "partner")[i] = w->rows[i].b;
        status[i] = w->rows[i].status;
    }
    st = domar_result_put_records(cx, *out, columns, fields[grain], w->rows, sizeof *w->rows);
    if (!st && grain == BY_PERIOD && w->group) st = domar_result_put_records(cx, *out, columns, of_parts, w->rows, sizeof *w->rows);
    return st ? st : domar_result_put_class(cx, *out, columns, "status", status);
}

/* ---- words */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, const struct options *o)
{
    double gap = 0;
    size_t undefined = 0;
    for (size_t t = 0; t < w->c.periods; t++) {
        gap = fmax(gap, w->of[t].gap);                  /* NaN where nothing is defined: left out */
        undefined += w->of[t].status != DOMAR_INEQUALITY_OK;
    }
    domar_status st = domar_result_certify(cx, r, "gini_gap", gap, 1e-12);
    if (!st) st = domar_result_certify_text(cx, r, "variable", o->variable);
    if (!st) st = domar_result_certify_text(cx, r, "group", o->group ? o->group : "none");
    if (!st) st = domar_result_certify_text(cx, r, "weights", o->weights ? o->weights : "equal");
    if (!st) st = domar_result_certify_text(cx, r, "gini", "mean distance with zero distances to oneself (divisor 2 n^2 mean)");
    if (!st) st = domar_result_certify_text(cx, r, "zero_log_zero", "0");
    if (!st) st = domar_result_certify_text(cx, r, "sd_divisor", "n");
    return st ? st : domar_result_certify(cx, r, "periods_partly_defined", (double)undefined, NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w, const struct options *o)
{
    const domar_inequality *first = &w->of[0], *last = &w->of[w->c.periods - 1];
    if (isnan(last->all.gini)) return DOMAR_OK;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    domar_text_printf(&en, "The Gini coefficient of %s is %.4f%s", o->variable, last->all.gini, w->c.last);
    domar_text_printf(&zh, "%s%s的基尼系数为 %.4f", w->c.last_zh, o->variable, last->all.gini);
    if (w->c.periods > 1 && !isnan(first->all.gini)) {
        domar_text_printf(&en, " (%.4f%s)", first->all.gini, w->c.first);
        domar_text_printf(&zh, "（%s为 %.4f）", w->c.first_zh, first->all.gini);
    }
    if (w->group && last->all.gini > 0) {
        const double b = percent(last->between, last->all.gini), t = percent(last->transvariation, last->all.gini),
                     n = percent(last->within, last->all.gini);
        domar_text_printf(&en, "; %.1f %% of it lies between groups (%s), %.1f %% is overlap, %.1f %% lies within.", b, o->group, t, n);
        domar_text_printf(&zh, "；其中组间（%s）占 %.1f%%，超变密度占 %.1f%%，组内占 %.1f%%。", o->group, b, t, n);
    } else {
        domar_text_put(&en, ".");
        domar_text_put(&zh, "。");
    }
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    const domar_mark mark = domar_scratch_mark(cx);
    const char *const terms[] = { o->variable, o->weights };
    struct work w = { .k = 1 };
    domar_sample *s = NULL;
    domar_axis *groups = NULL, *list = NULL;
    uint32_t *group = NULL;
    domar_status st = DOMAR_OK;
    if (!o->variable) st = domar_fail(cx, DOMAR_EUSAGE, "index.inequality needs --variable: the column whose spread is measured");
    else if (!o->group && (in->grain == BY_GROUP || in->grain == BY_PAIR))
        st = domar_fail(cx, DOMAR_EUSAGE, "--by %s needs --group: the column with each unit's group", grains[in->grain].name);
    if (!st) st = domar_sample_new(cx, &s, in->panel, terms, 2, in->missing);
    if (!st) st = check_weights(cx, s, o->weights);
    if (!st) st = domar_cross_sections_of(cx, &w.c, s);
    if (!st && o->group) st = domar_sample_classes(cx, &group, &groups, s, o->group, "group");
    if (!st) st = domar_axis_new(cx, &list, statistics, STATISTICS);
    if (st) goto done;
    w.s = s;
    w.group = group;
    w.groups = groups;
    w.statistics = list;
    if (groups) w.k = domar_axis_size(groups);
    st = compute(cx, &w, in->grain == BY_PAIR);
    if (!st) st = make_rows(cx, &w, in->grain);
    if (!st) st = put(cx, out, &w, in->grain);
    if (!st) st = certify(cx, *out, &w, o);
    if (!st) st = domar_sample_certify(cx, *out, s, in->missing);
    if (!st) st = read_out(cx, *out, &w, o);
done:
    domar_release(group);
    domar_axis_free(groups);
    domar_axis_free(list);
    domar_sample_free(s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_inequality = {
    .id = "index.inequality", .title_en = "Inequality between units, and its parts within and between groups",
    .title_zh = "单位间不平等及其组内、组间分解",
    .about_en = "How unequally an index or any variable is spread over units, period by period: the Gini coefficient with Dagum's three parts "
                "(within groups, net between groups, and transvariation, the overlap of groups), Theil's T and L with within and between, "
                "and the coefficient of variation. The three parts add up to the Gini exactly. By group: who adds what. By pair: which two groups "
                "are far apart.",
    .about_zh = "逐期度量指数或任一变量在各单位间分布的不平等：基尼系数及其 Dagum 三项分解（组内、组间净值、超变密度），泰尔 T、L 指数的组内与"
                "组间分解，以及变异系数。三项之和恰等于基尼系数。按组给出各组贡献，按两组给出组间差距。",
    .formula = "G = \\frac{\\sum_{i,r} w_i w_r |y_i - y_r|}{2 W^2 \\bar y} = \\underbrace{\\sum_j G_{jj} p_j s_j}_{G_w} + "
               "\\underbrace{\\sum_{j>h} G_{jh} (p_j s_h + p_h s_j) D_{jh}}_{G_{nb}} + \\underbrace{\\sum_{j>h} G_{jh} (p_j s_h + p_h s_j) (1 - D_{jh})}_{G_t}",
    .cite = "dagum1997; theil1967", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "group, partner: groups of units by --group; statistic: the measure or its part",
    .dim_docs_zh = "group、partner：按 --group 划分的组；statistic：指标或其分项",
    .example = "variable=output group=region", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
