/* methods/index/coupling.c -- do systems advance together: coupling coordination degree
 *
 *     C = n (prod U)^(1/n) / sum U,   T = sum a_i U_i,   D = sqrt(C T)
 *
 * or C of Wang et al. (2021), which tells more where systems are alike but low (model/coupling.h).  Variants that circulate
 * without the n, without the root, squared, or with weights inside C are not offered: docs/index-definitions.md tells what
 * they do. */
#include "base/text.h"
#include "model/coupling.h"
#include "model/index_frame.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct options { domar_index_options index; const char *systems, *shares, *variant, *classes; double margin; };

enum { BY_UNIT, BY_SYSTEM, BY_CLASS };

static const domar_param params[] = {
    DOMAR_INDEX_PARAMS,
    { DOMAR_FIELD(struct options, systems), .en = "Columns or expressions that are systems already, in [0, 1]; else those of --define.",
      .zh = "已是子系统得分的列或表达式，取值在 [0, 1]；否则用 --define 中的子系统。" },
    { DOMAR_FIELD(struct options, shares), .en = "Shares of the systems in T, with commas; default those of the definition, else equal.",
      .zh = "各子系统在 T 中的份额，逗号分隔；默认按定义，否则相等。" },
    { DOMAR_FIELD(struct options, variant), .text = "trad", .choices = "trad|wang",
      .en = "C: the traditional one (corrected: with n and the n-th root), or Wang et al. (2021).", .zh = "耦合度："
          "修正后的传统公式（含 n 与 n 次方根），或王淑佳等（2021）。" },
    { DOMAR_FIELD(struct options, classes), .text = "ten", .choices = "ten|four", .en = "Classes of D: ten of 0.1, or four by 0.3, "
        "0.5, 0.8.",
      .zh = "协调等级：按 0.1 分十级，或按 0.3、0.5、0.8 分四级。" },
    { DOMAR_FIELD(struct options, margin), .def = 0.1, .lo = 0, .hi = 1, .en = "Systems within this of each other are in step: none lags.",
      .zh = "各子系统得分之差不超过此值时视为同步。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "unit", "unit,period", "Coupling, development and coordination of each unit and period.", "各单元各期的耦合度、发展度与协调度。" },
    { "system", "unit,period,system", "Scores of the systems.", "各子系统得分。" },
    { "class", "period,class", "How many units are in each class.", "各期各协调等级的单元数。" },
    { .name = NULL } };

static const domar_item classes[] = {
    { "extreme_disorder", "extreme disorder", "极度失调", NULL, NULL }, { "severe_disorder", "severe disorder", "严重失调", NULL, NULL },
    { "moderate_disorder", "moderate disorder", "中度失调", NULL, NULL }, { "mild_disorder", "mild disorder", "轻度失调", NULL, NULL },
    { "near_disorder", "on the verge of disorder", "濒临失调", NULL, NULL }, { "bare", "barely coordinated", "勉强协调", NULL, NULL },
    { "primary", "primary coordination", "初级协调", NULL, NULL }, { "intermediate", "intermediate coordination", "中级协调", NULL, NULL },
    { "good", "good coordination", "良好协调", NULL, NULL }, { "high_quality", "coordination of high quality", "优质协调", NULL, NULL },
    { "low", "low coordination", "低度协调", NULL, NULL }, { "moderate", "moderate coordination", "中度协调", NULL, NULL },
    { "high", "high coordination", "高度协调", NULL, NULL }, { "extreme", "extreme coordination", "极度协调", NULL, NULL },
    { "none", "all systems at 0", "各子系统均为 0", NULL, NULL }, { .code = NULL } };
enum { TEN = 10, FOUR = 4, NONE = TEN + FOUR, CLASSES };

static const domar_item quadrants[] = {
    { "both_high", "both above the mean", "双高", NULL, NULL }, { "first_high", "the first above, the second below", "前高后低",
        NULL, NULL },
    { "second_high", "the second above, the first below", "前低后高", NULL, NULL }, { "both_low", "both below the mean", "双低",
        NULL, NULL },
    { .code = NULL } };
static const domar_item in_step[] = { { "none", "in step", "同步", NULL, NULL }, { .code = NULL } };

static const domar_column columns[] = {
    { "coupling", "ratio", "C: how alike the systems are.", "耦合度 C：各子系统的接近程度。", NULL },
    { "development", "index", "T: how high they are together.", "发展度 T：综合发展水平。", NULL },
    { "degree", "index", "D, the root of C T.", "耦合协调度 D，即 C·T 的平方根。", NULL },
    { "rank", "place", "Rank by D in its period.", "按 D 的同期排名。", NULL },
    { "class", NULL, "Class of D, lower bounds included.", "协调等级（含下界）。", classes },
    { "lagging", NULL, "The lowest system, where systems are more than --margin apart; else none.", "各子系统之差超过 --margin "
        "时得分最低者；否则为 none。", in_step },
    { "gap", "index", "Highest less lowest system.", "最高与最低子系统之差。", NULL },
    { "plane", NULL, "Two systems: where they stand against the means of all rows.", "两个子系统时，相对于全部样本均值所处的象限。",
        quadrants },
    { "score", "index", "Score of the system.", "子系统得分。", NULL },
    { "against_mean", "index", "The same less its mean over all rows.", "得分减全部样本均值。", NULL },
    { "count", "count", "Units in the class.", "该等级的单元数。", NULL },
    { "share", "share", "The same of all units of the period.", "占该期单元的比重。", NULL },
    { "units", "count", "The same, for --confidential.", "同上，供 --confidential 使用。", NULL },
    { .name = NULL } };

struct work {
    const struct options *opt;
    domar_index_frame f;             /* unless systems are columns */
    domar_sample *own;               /* of columns */
    const domar_sample *s;
    domar_axis *axis;                /* systems */
    size_t n;
    double *u, *share;               /* rows x n; n */
    double *mean;                    /* n */
    domar_coupled *row;              /* rows */
    uint32_t *class;                 /* rows */
};

/* ---- systems */
static domar_status from_columns(domar_cx *cx, struct work *w, const domar_input *in)
{
    const char **terms = NULL;
    domar_status st = domar_terms_split(cx, &terms, &w->n, w->opt->systems, "systems");
    if (!st && (in->definition || w->opt->index.indicators))
        st = domar_fail(cx, DOMAR_EUSAGE, "--systems names columns: give either that, or a definition with systems");
    if (!st) st = domar_index_unused(cx, &w->opt->index, "systems");
    if (!st) st = domar_sample_new(cx, &w->own, in->panel, terms, w->n, in->missing);
    domar_item *items = domar_scratch_bytes(cx, w->n, sizeof *items);
    if (!st && !items) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->n; k++) items[k] = (domar_item){ .code = terms[k] };
    if (!st) st = domar_axis_new(cx, &w->axis, items, w->n);
    w->s = w->own;
    const size_t rows = st ? 0 : w->s->rows;
    if (!st && !(w->u = domar_scratch(cx, rows * w->n))) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->n; k++)
        for (size_t i = 0; !st && i < rows; i++) {
            const double u = w->own->x[k][i];
            w->u[i * w->n + k] = u;
            if (!(u >= 0 && u <= 1))
                st = domar_fail(cx, DOMAR_EDATA, "system %s of %s, %s is %g: systems lie in [0, 1]; normalise first, or give a "
                    "definition", terms[k],
                                domar_axis_code(w->s->panel->unit_axis, w->s->unit[i]),
                                domar_axis_code(w->s->panel->period_axis, w->s->period[i]), u);
        }
    domar_release((void *)terms);
    return st;
}

static domar_status from_definition(domar_cx *cx, struct work *w, const domar_input *in)
{
    domar_status st = domar_index_frame_new(cx, &w->f, in, &w->opt->index);
    const domar_definition *def = w->f.def;
    if (st) return st;
    if (def->systems < 2)
        return domar_fail(cx, DOMAR_EUSAGE, "coupling needs two systems or more, and %s has one: list its indicators under "
            "`systems:`, or name "
                          "columns by --systems", def->path);
    if (w->f.how.normalise != DOMAR_MINMAX)
        return domar_fail(cx, DOMAR_EUSAGE, "coupling needs systems in [0, 1]: use --normalise minmax, not %s",
                          domar_normalisation_codes[w->f.how.normalise]);
    w->s = w->f.sample;
    w->n = def->systems;
    double *pooled = domar_scratch(cx, w->s->rows), *score = domar_scratch(cx, w->s->rows);
    w->u = domar_scratch(cx, w->s->rows * w->n);
    if (!pooled || !score || !w->u) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w->n; k++) {
        st = domar_composite_part(cx, pooled, NULL, &w->f.c, &w->f.data, def->system[k].first, def->system[k].count);
        domar_index_unpool(&w->f, score, pooled);
        for (size_t i = 0; i < w->s->rows; i++) w->u[i * w->n + k] = fmin(1, fmax(0, score[i]));     /* rounding */
    }
    for (size_t i = 0; !st && i < w->f.data.pools * w->f.data.terms; i++)
        if (w->f.c.facts[i].weight < 0)
            st = domar_fail(cx, DOMAR_EDATA, "%s has a weight below 0, and systems are no longer in [0, 1]: use --scatter constrained",
                            def->indicator[i % w->f.data.terms].code);
    return st ? st : domar_index_parts(cx, &w->axis, def->system, def->systems);
}

static domar_status find_shares(domar_cx *cx, struct work *w)
{
    const char *list = w->opt->shares;
    char text[64];
    double *weight = domar_scratch(cx, w->n), sum = 0;
    size_t count = 0;
    w->share = domar_scratch(cx, w->n);
    if (!weight || !w->share) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->n; k++) weight[k] = w->own ? NAN : w->f.def->system[k].weight;
    for (; list && domar_next_part(&list, text, sizeof text); count++) {
        double value;
        if (!domar_parse_double(text, &value) || !(value >= 0) || !isfinite(value))
            return domar_fail(cx, DOMAR_EUSAGE, "--shares: %s is no number of 0 and above", text);
        if (count < w->n) weight[count] = value;
        sum += value;
    }
    if (w->opt->shares && count == w->n && !(sum > 0))
        return domar_fail(cx, DOMAR_EUSAGE, "--shares %s: one of them at least is above 0", w->opt->shares);
    if (w->opt->shares && count != w->n)
        return domar_fail(cx, DOMAR_EUSAGE, "--shares %s: give one number for each of the %zu systems", w->opt->shares, w->n);
    domar_shares(w->share, weight, w->n);
    return DOMAR_OK;
}

static uint32_t class_of(double degree, bool four)
{
    if (isnan(degree)) return NONE;
    if (four) return TEN + (degree >= 0.8 ? 3 : degree >= 0.5 ? 2 : degree >= 0.3 ? 1 : 0);
    uint32_t k = 0;
    while (k < TEN - 1 && degree >= (double)(k + 1) / 10) k++;
    return k;
}

static domar_status couple(domar_cx *cx, struct work *w)
{
    const bool wang = strcmp(w->opt->variant, "wang") == 0, four = strcmp(w->opt->classes, "four") == 0;
    const size_t rows = w->s->rows;
    w->row = domar_scratch_bytes(cx, rows, sizeof *w->row);
    w->class = domar_scratch_bytes(cx, rows, sizeof *w->class);
    w->mean = domar_scratch(cx, w->n);
    if (!w->row || !w->class || !w->mean) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        w->row[i] = domar_couple(w->u + i * w->n, w->share, w->n, wang);
        w->class[i] = class_of(w->row[i].degree, four);
        for (size_t k = 0; k < w->n; k++) w->mean[k] += w->u[i * w->n + k] / (double)rows;
    }
    return DOMAR_OK;
}

/* ---- answers */
/* The lowest system; n where all are in step. */
static size_t lagging(const struct work *w, size_t i, double *gap)
{
    const double *u = w->u + i * w->n;
    size_t low = 0, high = 0;
    for (size_t k = 1; k < w->n; k++) {
        if (u[k] < u[low]) low = k;
        if (u[k] > u[high]) high = k;
    }
    *gap = u[high] - u[low];
    return *gap > w->opt->margin ? low : w->n;
}

/* Classes that are systems, known only now: a table of columns of its own. */
static domar_status put_lagging(domar_cx *cx, domar_result *r, const struct work *w, const uint32_t *codes)
{
    domar_item *items = domar_scratch_bytes(cx, w->n + 2, sizeof *items);
    domar_column mine[2] = { { .name = NULL }, { .name = NULL } };
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < w->n; k++) items[k] = domar_axis_item(w->axis, k);
    items[w->n] = in_step[0];
    for (const domar_column *c = columns; c->name; c++)
        if (strcmp(c->name, "lagging") == 0) mine[0] = *c;
    mine[0].classes = items;
    return domar_result_put_class(cx, r, mine, "lagging", codes);
}

static domar_status read_units(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_sample *s = w->s;
    uint32_t last = 0;
    double sum = 0;
    size_t count = 0, *lags = domar_scratch_bytes(cx, w->n + 1, sizeof *lags), most = 0;
    if (!lags) return DOMAR_ENOMEM;
    for (size_t i = 0; i < s->rows; i++) last = s->period[i] > last ? s->period[i] : last;
    for (size_t i = 0; i < s->rows; i++) {
        double gap;
        if (s->period[i] != last) continue;
        lags[lagging(w, i, &gap)]++;
        if (isnan(w->row[i].degree)) continue;
        sum += w->row[i].degree;
        count++;
    }
    for (size_t k = 1; k < w->n; k++)
        if (lags[k] > lags[most]) most = k;
    const bool four = strcmp(w->opt->classes, "four") == 0, dated = s->panel->period_name != NULL;
    const double mean = count ? sum / (double)count : NAN;
    const domar_item *class = &classes[class_of(mean, four)];
    const char *when = dated ? domar_axis_code(s->panel->period_axis, last) : "";
    char *en = domar_format(cx, "Mean coordination degree%s%s: %.3f (%s); of %zu units, %zu lag in %s, %zu are in step.",
                            dated ? " in " : "", when, mean,
                            class->en, count, lags[most], domar_index_name(w->axis, most, false), lags[w->n]);
    char *zh = domar_format(cx, "%s%s平均协调度为 %.3f（%s）；%zu 个单元中，%zu 个的%s滞后，%zu 个同步。", when, dated ? " 年" : "",
        mean, class->zh, count, lags[most],
                            domar_index_name(w->axis, most, true), lags[w->n]);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status answer_units(domar_cx *cx, domar_result **out, const struct work *w)
{
    const size_t rows = w->s->rows;
    double *column[4], *gap = domar_scratch(cx, rows), *rank = domar_scratch(cx, rows), *degree = domar_scratch(cx, rows);
    uint32_t *lag = domar_scratch_bytes(cx, rows, sizeof *lag), *plane = domar_scratch_bytes(cx, rows, sizeof *plane);
    if (!gap || !rank || !degree || !lag || !plane) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        const double *u = w->u + i * w->n;
        degree[i] = w->row[i].degree;
        lag[i] = (uint32_t)lagging(w, i, &gap[i]);
        plane[i] = w->n != 2 ? 0 : (u[0] < w->mean[0] ? 2u : 0u) + (u[1] < w->mean[1] ? 1u : 0u);
    }
    domar_status st = domar_index_ranks(cx, rank, degree, w->s);
    if (!st) st = domar_result_new_sample(cx, out, "index.coupling", w->s);
    if (!st) st = domar_result_column(cx, *out, columns, "coupling", &column[0]);
    if (!st) st = domar_result_column(cx, *out, columns, "development", &column[1]);
    for (size_t i = 0; !st && i < rows; i++) {
        column[0][i] = w->row[i].coupling;
        column[1][i] = w->row[i].development;
    }
    if (!st) st = domar_result_put(cx, *out, columns, "degree", degree);
    if (!st) st = domar_result_put(cx, *out, columns, "rank", rank);
    if (!st) st = domar_result_put_class(cx, *out, columns, "class", w->class);
    if (!st) st = put_lagging(cx, *out, w, lag);
    if (!st) st = domar_result_put(cx, *out, columns, "gap", gap);
    if (!st && w->n == 2) st = domar_result_put_class(cx, *out, columns, "plane", plane);
    return st ? st : read_units(cx, *out, w);
}

static domar_status answer_systems(domar_cx *cx, domar_result **out, const struct work *w)
{
    double *column;
    domar_status st = domar_index_new_parts(cx, out, "index.coupling", w->s, "system", w->axis);
    if (!st) st = domar_result_put(cx, *out, columns, "score", w->u);
    if (!st) st = domar_result_column(cx, *out, columns, "against_mean", &column);
    for (size_t i = 0; !st && i < w->s->rows * w->n; i++) column[i] = w->u[i] - w->mean[i % w->n];
    return st ? st : read_units(cx, *out, w);
}

/* Only the classes of the scale in use, and none where it occurs. */
static domar_status answer_classes(domar_cx *cx, domar_result **out, const struct work *w)
{
    const bool four = strcmp(w->opt->classes, "four") == 0;
    const size_t first = four ? TEN : 0, count = four ? FOUR : TEN;
    size_t *at = domar_scratch_bytes(cx, w->s->periods, sizeof *at);
    domar_item items[TEN + 1];
    domar_axis *axis = NULL;
    double *column[3] = { NULL }, *all = domar_scratch(cx, w->s->periods);
    memcpy(items, classes + first, count * sizeof *items);
    items[count] = classes[NONE];
    domar_status st = all && at ? domar_axis_new(cx, &axis, items, count + 1) : DOMAR_ENOMEM;
    if (!st) st = domar_index_new_periods(cx, out, "index.coupling", at, w->s, "class", axis);
    if (!st) st = domar_result_column(cx, *out, columns, "count", &column[0]);
    if (!st) st = domar_result_column(cx, *out, columns, "share", &column[1]);
    if (!st) st = domar_result_column(cx, *out, columns, "units", &column[2]);
    for (size_t i = 0; !st && i < w->s->rows; i++) {
        const size_t k = w->class[i] == NONE ? count : w->class[i] - first;
        column[0][at[w->s->period[i]] + k] += 1;
        all[w->s->period[i]] += 1;
    }
    for (size_t t = 0; !st && t < w->s->periods; t++)
        for (size_t c = at[t]; at[t] != SIZE_MAX && c <= at[t] + count; c++) {
            column[1][c] = column[0][c] / all[t];
            column[2][c] = column[0][c];
        }
    domar_axis_free(axis);
    return st ? st : read_units(cx, *out, w);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, const domar_input *in)
{
    domar_text shares = domar_text_new(cx), means = domar_text_new(cx);
    size_t none = 0;
    for (size_t k = 0; k < w->n; k++) {
        domar_text_printf(&shares, "%s%s %.6g", k ? ", " : "", domar_axis_code(w->axis, k), w->share[k]);
        domar_text_printf(&means, "%s%s %.6g", k ? ", " : "", domar_axis_code(w->axis, k), w->mean[k]);
    }
    for (size_t i = 0; i < w->s->rows; i++) none += (size_t)(isnan(w->row[i].coupling) != 0);
    domar_status st = shares.status ? shares.status : means.status;
    if (!st) st = domar_result_certify_text(cx, r, "coupling", strcmp(w->opt->variant, "wang") == 0
                                            ? "Wang 2021: sqrt((1 - mean |Ui - Uj|) (prod U / max U)^(1/(n-1)))" : "traditional: n "
                                                "(prod U)^(1/n) / sum U");
    if (!st) st = domar_result_certify_text(cx, r, "shares", shares.data);
    if (!st) st = domar_result_certify_text(cx, r, "means", means.data);
    if (!st) st = domar_result_certify_text(cx, r, "classes", strcmp(w->opt->classes, "four") == 0 ? "four: 0.3, 0.5, 0.8, lower "
        "bounds included"
                                            : "ten of 0.1, lower bounds included");
    if (!st) st = domar_result_certify(cx, r, "margin", w->opt->margin, NAN);
    if (!st) st = domar_result_certify(cx, r, "rows_all_zero", (double)none, NAN);
    domar_text_drop(&shares);
    domar_text_drop(&means);
    if (st) return st;
    return w->own ? domar_sample_certify(cx, r, w->own, in->missing) : domar_index_certify(cx, r, &w->f, in);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options };
    domar_status st = w.opt->systems ? from_columns(cx, &w, in) : from_definition(cx, &w, in);
    if (!st && w.n < 2) st = domar_fail(cx, DOMAR_EUSAGE, "--systems %s: coupling needs two systems or more", w.opt->systems);
    if (!st) st = find_shares(cx, &w);
    if (!st) st = couple(cx, &w);
    if (!st) switch (in->grain) {
    case BY_SYSTEM: st = answer_systems(cx, out, &w); break;
    case BY_CLASS:  st = answer_classes(cx, out, &w); break;
    default:        st = answer_units(cx, out, &w);
    }
    if (!st) st = certify(cx, *out, &w, in);
    domar_axis_free(w.axis);
    domar_sample_free(w.own);
    domar_index_frame_free(&w.f);
    return st;
}

const domar_method domar_index_coupling = {
    .id = "index.coupling", .title_en = "Coupling coordination of systems", .title_zh = "子系统的耦合协调度",
    .about_en = "Asks whether systems, such as productive forces and production relations, advance together. C tells how alike they "
        "are, T how high, "
                "D = sqrt(C T) both. The traditional C is near 1 whenever systems are roughly alike; Wang et al. (2021) spreads it better. "
                "Levels depend on normalisation and weights; compare ranks and years, not studies.",
    .about_zh = "考察各子系统（如生产力与生产关系）是否协调推进。C 反映接近程度，T 反映发展水平，D = √(C·T) 兼顾两者。传统 C "
        "在子系统大致接近时总近于 1，王淑佳等"
                "（2021）的修正区分度更好。数值取决于无量纲化与权重，宜比较名次与年份，不宜跨研究比较。",
    .formula = "C = \\frac{n (\\prod_i U_i)^{1/n}}{\\sum_i U_i},\\; T = \\sum_i a_i U_i,\\; D = \\sqrt{C T}", .cite = "wang2021coupling",
    .params = params, .grains = grains, .columns = columns, .dim_docs = "unit: who is scored; system: what should advance together",
    .dim_docs_zh = "unit：评价对象；system：应协调推进的子系统",
    .example = "systems=openness,value_added/output", .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_PANEL | DOMAR_TAKES_DEFINITION, .run = run };
