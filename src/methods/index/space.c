/* methods/index/space.c -- do like values lie side by side?  Moran, Geary, local Moran, period by period (model/moran.h). */
#include "base/text.h"
#include "model/cross_sections.h"
#include "model/moran.h"
#include "read/weights_file.h"
#include "solve/distributions.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <string.h>

struct options {
    const char *variable;
    int64_t draws;
    double  alpha;
    DOMAR_WEIGHTS_FIELDS;
};

enum { BY_PERIOD, BY_UNIT };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "What may cluster: a column or an expression.", .zh = "考察空间集聚的变量：列名或表达式。" },
    { DOMAR_FIELD(struct options, draws), .def = 999, .lo = 0, .hi = 999999, .en = "Random exchanges of values for p values; 0: none (formulas only).",
      .zh = "置换检验的次数；0 为不做（仅用公式）。" },
    { DOMAR_FIELD(struct options, alpha), .def = 0.05, .lo = 0, .hi = 1, .only = "by=unit",
      .en = "Significance below which a unit belongs to a cluster.", .zh = "判定集聚的显著性水平。" },
    DOMAR_WEIGHTS_PARAMS(struct options),
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "Every period: Moran's I and Geary's c with their tests.", "各期的莫兰指数与吉尔里系数及其检验。" },
    { "unit", "unit,period", "Every unit: local Moran, its surroundings, the cluster it belongs to.", "各单位的局部莫兰指数、周边水平与集聚类型。" },
    { .name = NULL } };

/* The order of domar_quadrant. */
static const domar_item quadrants[] = {
    { .code = "high_high", .en = "high among high", .zh = "高-高" }, { .code = "low_low", .en = "low among low", .zh = "低-低" },
    { .code = "low_high", .en = "low among high", .zh = "低-高" }, { .code = "high_low", .en = "high among low", .zh = "高-低" },
    { .code = "none", .en = "not significant", .zh = "不显著" }, { .code = "island", .en = "no neighbour", .zh = "无邻居" },
    { .code = "constant", .en = "all values are the same, or fewer than four", .zh = "数值全部相同或不足四个" }, { .code = NULL } };

static const domar_column columns[] = {
    { "units", "units", "Units with a value.", "有值的单位数。", NULL },
    { "moran", "", "Moran's I: above its expectation where like values lie side by side.", "莫兰指数：高于期望值表示相似值相邻。", NULL },
    { "expected", "", "What I would be on average without any pattern, -1 / (n - 1).", "无空间格局时的期望值 -1/(n-1)。", NULL },
    { "sd", "", "Standard deviation of I under randomisation (values as they are, in any place).", "随机化假设下的标准差。", NULL },
    { "z", "", "(I - expected) / sd, under randomisation.", "随机化假设下的 z 值。", NULL },
    { "p", "probability", "Two-sided p value of z.", "z 的双侧 p 值。", NULL },
    { "z_normal", "", "z under normality.", "正态假设下的 z 值。", NULL },
    { "p_normal", "probability", "Two-sided p value of z_normal.", "其双侧 p 值。", NULL },
    { "p_draws", "probability", "Two-sided p value by random exchanges: twice the smaller tail, own value counted.",
      "置换检验的双侧 p 值：较小一侧的两倍，含实际值。", NULL },
    { "geary", "", "Geary's c: below 1 where like values lie side by side.", "吉尔里系数：小于 1 表示相似值相邻。", NULL },
    { "geary_z", "", "(c - 1) / sd, under randomisation.", "吉尔里系数的 z 值（随机化）。", NULL },
    { "geary_p", "probability", "Its two-sided p value.", "其双侧 p 值。", NULL },
    { "geary_z_normal", "", "z of Geary's c under normality.", "吉尔里系数的 z 值（正态）。", NULL },
    { "geary_p_draws", "probability", "Two-sided p value of Geary's c by random exchanges.", "吉尔里系数置换检验的双侧 p 值。", NULL },
    { "high_high", "units", "Units above the mean among such.", "高-高象限单位数（不论显著与否）。", NULL },
    { "low_low", "units", "Units below the mean among such.", "低-低象限单位数。", NULL },
    { "low_high", "units", "Units below the mean among units above.", "低-高象限单位数。", NULL },
    { "high_low", "units", "Units above the mean among units below.", "高-低象限单位数。", NULL },
    { "value", "standard deviations", "The unit's own value, from the mean.", "本单位与均值之差（标准差）。", NULL },
    { "lag", "standard deviations", "Weighted sum over its neighbours (mean where rows add up to 1), from the mean.",
      "邻居的加权和（行标准化时为均值），与均值之差。", NULL },
    { "local", "", "Local Moran: value times lag; over all units it adds up to I times the sum of weights.", "局部莫兰指数：本值乘周边值，各单位之和等于 I 乘权重总和。", NULL },
    { "local_z", "", "Against its mean and standard deviation over all exchanges of the others, exactly.", "对其他单位所有置换的精确均值与标准差的 z 值。", NULL },
    { "local_p", "probability", "p value by random exchanges of the others: the smaller tail, own value counted.", "条件置换的 p 值：较小一侧，含实际值。", NULL },
    { "quadrant", NULL, "Which corner of Moran's scatter plot the unit lies in.", "莫兰散点图中的象限。", quadrants },
    { "cluster", NULL, "The same where it is significant at --alpha: by draws, or by local_z (two-sided) where there are none.",
      "在 --alpha 下显著的集聚类型：按置换检验；无置换时按 local_z 双侧判定。", quadrants },
    { .name = NULL } };

struct row { domar_moran_test moran, geary; double units, quadrant[4]; };
#define AT(member) offsetof(struct row, member)
static const domar_record_field of_period[] = {
    { "units", AT(units) }, { "moran", AT(moran.value) }, { "expected", AT(moran.expected) }, { "sd", AT(moran.sd_random) },
    { "z", AT(moran.z_random) }, { "p", AT(moran.p_random) }, { "z_normal", AT(moran.z_normal) }, { "p_normal", AT(moran.p_normal) },
    { "p_draws", AT(moran.p_draws) }, { "geary", AT(geary.value) }, { "geary_z", AT(geary.z_random) }, { "geary_p", AT(geary.p_random) },
    { "geary_z_normal", AT(geary.z_normal) }, { "geary_p_draws", AT(geary.p_draws) }, { "high_high", AT(quadrant[DOMAR_QUADRANT_HH]) },
    { "low_low", AT(quadrant[DOMAR_QUADRANT_LL]) }, { "low_high", AT(quadrant[DOMAR_QUADRANT_LH]) },
    { "high_low", AT(quadrant[DOMAR_QUADRANT_HL]) }, { NULL, 0 } };
#undef AT
#define AT(member) offsetof(domar_moran_local, member)
static const domar_record_field of_unit[] = {
    { "value", AT(z) }, { "lag", AT(lag) }, { "local", AT(value) }, { "local_z", AT(score) }, { "local_p", AT(p) }, { NULL, 0 } };
#undef AT

struct work {
    const domar_sample *s;
    const struct options *o;
    domar_weights_choice choice;
    domar_weights_pairs pairs;
    domar_cross_sections c;
    domar_weights *raw, *w;               /* w: of the last period, with as many units as it had */
    struct row *rows;                     /* periods */
    domar_moran_local *local;             /* rows of the sample */
    bool *in;                             /* rows of the sample: not dropped as an island */
    size_t worst_islands;
    double gap;                           /* |sum of local - S0 I| over S0 */
};

/* Is the period's set of units that of the period before?  Then so are its weights. */
static bool same_units(const struct work *w, size_t k)
{
    const domar_cross_sections *c = &w->c;
    const size_t n = c->start[k + 1] - c->start[k];
    if (!k || !w->w || n != c->start[k] - c->start[k - 1]) return false;
    for (size_t i = 0; i < n; i++)
        if (w->s->unit[c->row[c->start[k] + i]] != w->s->unit[c->row[c->start[k - 1] + i]]) return false;
    return true;
}

/* Rows of the sample that the weights stand for in the period. */
static domar_status rows_of(domar_cx *cx, struct work *w, size_t *row, size_t k)
{
    size_t *at = domar_scratch_bytes(cx, w->s->units + 1, sizeof *at);
    if (!at) return DOMAR_ENOMEM;
    for (size_t i = w->c.start[k]; i < w->c.start[k + 1]; i++) at[w->s->unit[w->c.row[i]]] = w->c.row[i];
    for (size_t i = 0; i < w->w->n; i++) row[i] = at[w->w->unit[i]];
    return DOMAR_OK;
}

static domar_status one_period(domar_cx *cx, struct work *w, size_t k)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t draws = (size_t)w->o->draws;
    size_t *row = domar_scratch_bytes(cx, w->s->units + 1, sizeof *row);
    double *x = domar_scratch(cx, w->s->units + 1), sum = 0;
    domar_moran_local *local = domar_scratch_bytes(cx, w->s->units + 1, sizeof *local);
    domar_status st = row && x && local ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && !same_units(w, k)) {
        domar_weights_free(w->w);
        w->w = NULL;
        st = domar_weights_in(cx, &w->w, NULL, w->raw, w->s, w->c.period[k], &w->choice);
        if (!st && w->w->islands > w->worst_islands) w->worst_islands = w->w->islands;
    }
    if (!st) st = rows_of(cx, w, row, k);
    for (size_t i = 0; !st && i < w->w->n; i++) x[i] = w->s->x[0][row[i]];
    struct row *to = &w->rows[k];
    /* Streams go by the period's place on the panel's axis: what else is asked for does not move the draws. */
    const uint64_t stream = 2 * w->c.period[k], seed = domar_cx_seed(cx);
    if (!st) st = domar_moran(cx, &to->moran, &to->geary, x, w->w, w->local ? 0 : draws, seed, stream);
    if (!st) st = domar_moran_locals(cx, local, x, w->w, w->local ? draws : 0, seed, stream + 1);
    for (size_t i = 0; !st && i < w->w->n; i++) {
        sum += isnan(local[i].value) ? 0 : local[i].value;
        if (local[i].quadrant < DOMAR_QUADRANT_NONE) to->quadrant[local[i].quadrant]++;
        if (w->local) w->local[row[i]] = local[i];
        w->in[row[i]] = true;
    }
    if (!st) to->units = (double)w->w->n;
    if (!st && !isnan(to->moran.value)) w->gap = fmax(w->gap, fabs(sum / w->w->total - to->moran.value));
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status compute(domar_cx *cx, struct work *w, bool by_unit)
{
    domar_status st;
    w->rows = domar_scratch_bytes(cx, w->c.periods, sizeof *w->rows);
    w->in = domar_scratch_bytes(cx, w->s->rows + 1, sizeof *w->in);
    if (by_unit) w->local = domar_scratch_bytes(cx, w->s->rows, sizeof *w->local);
    st = w->rows && w->in && (!by_unit || w->local) ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_weights_file_read(cx, &w->pairs, w->o->adjacency, w->s->panel->unit_axis, *w->o->unmatched == 'i');
    if (!st) st = domar_weights_new(cx, &w->raw, w->s->panel, &w->choice, &w->pairs);
    if (w->o->draws == 1) return domar_fail(cx, DOMAR_EUSAGE, "--draws 1 tells nothing: give 0 or, say, 999");
    for (size_t k = 0; !st && k < w->c.periods; k++) {
        st = one_period(cx, w, k);
        if (!st) st = domar_tick(cx, k + 1, w->c.periods);
    }
    return st;
}

/* ---- answers */
static domar_status put_periods(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_dim dim = { "period", w->s->panel->period_axis };
    domar_status st = domar_result_new_rows(cx, out, "index.space", NULL, &dim, 1, w->c.periods);
    for (size_t k = 0; !st && k < w->c.periods; k++) domar_result_codes(*out, "period")[k] = (uint32_t)w->c.period[k];
    return st ? st : domar_result_put_records(cx, *out, columns, of_period, w->rows, sizeof *w->rows);
}

static domar_status put_units(domar_cx *cx, domar_result **out, const struct work *w)
{
    const domar_dim dims[] = { { "unit", w->s->panel->unit_axis }, { "period", w->s->panel->period_axis } };
    size_t count = 0;
    domar_moran_local *kept = domar_scratch_bytes(cx, w->s->rows + 1, sizeof *kept);
    uint32_t *quadrant = domar_scratch_bytes(cx, 2 * w->s->rows + 1, sizeof *quadrant), *cluster = quadrant + w->s->rows;
    if (!kept || !quadrant) return DOMAR_ENOMEM;
    for (size_t i = 0; i < w->s->rows; i++) count += w->in[i];
    domar_status st = domar_result_new_rows(cx, out, "index.space", NULL, dims, 2, count);
    if (st) return st;
    count = 0;
    for (size_t i = 0; i < w->s->rows; i++) {
        if (!w->in[i]) continue;
        const domar_moran_local *l = &w->local[i];
        const double p = isnan(l->p) ? domar_normal_two_sided(l->score) : l->p;
        domar_result_codes(*out, "unit")[count] = w->s->unit[i];
        domar_result_codes(*out, "period")[count] = w->s->period[i];
        quadrant[count] = l->quadrant;
        cluster[count] = l->quadrant >= DOMAR_QUADRANT_NONE || p < w->o->alpha ? l->quadrant : DOMAR_QUADRANT_NONE;
        kept[count++] = *l;
    }
    st = domar_result_put_records(cx, *out, columns, of_unit, kept, sizeof *kept);
    if (!st) st = domar_result_put_class(cx, *out, columns, "quadrant", quadrant);
    return st ? st : domar_result_put_class(cx, *out, columns, "cluster", cluster);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify_text(cx, r, "variable", w->o->variable);
    if (!st) st = domar_weights_certify(cx, r, &w->choice, &w->pairs, w->w);
    if (!st) st = domar_result_certify(cx, r, "most_islands", (double)w->worst_islands, NAN);
    if (!st) st = domar_result_certify(cx, r, "local_sum_gap", w->gap, 1e-10);
    if (!st) st = domar_result_certify_text(cx, r, "local_variance_divisor", "n");
    if (!st) st = domar_result_certify(cx, r, "draws", (double)w->o->draws, NAN);
    if (!st && w->o->draws) st = domar_result_certify(cx, r, "seed", (double)domar_cx_seed(cx), NAN);
    if (!st && w->o->draws)
        st = domar_result_certify_text(cx, r, "p_of_draws", w->local ? "smaller tail, (count + 1) / (draws + 1)" : "two-sided, 2 (count + 1) / (draws + 1)");
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const struct row *first = &w->rows[0], *last = &w->rows[w->c.periods - 1];
    if (isnan(last->moran.value)) return DOMAR_OK;
    const bool draws = !isnan(last->moran.p_draws), sure = (draws ? last->moran.p_draws : last->moran.p_random) < 0.05;
    const bool alike = last->moran.value > last->moran.expected;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    domar_text_printf(&en, "Moran's I of %s is %.4f%s (z %.2f)", w->o->variable, last->moran.value, w->c.last, last->moran.z_random);
    domar_text_printf(&zh, "%s%s的莫兰指数为 %.4f（z 值 %.2f）", w->c.last_zh, w->o->variable, last->moran.value, last->moran.z_random);
    if (w->c.periods > 1 && !isnan(first->moran.value)) {
        domar_text_printf(&en, ", %.4f%s", first->moran.value, w->c.first);
        domar_text_printf(&zh, "，%s为 %.4f", w->c.first_zh, first->moran.value);
    }
    domar_text_put(&en, !sure ? ": no pattern that chance would not make." : alike ? ": like values lie side by side." : ": unlike values lie side by side.");
    domar_text_put(&zh, !sure ? "：空间格局不显著。" : alike ? "：相似值显著集聚。" : "：相异值显著相邻。");
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .o = o, .choice = DOMAR_WEIGHTS_CHOICE(o) };
    domar_sample *s = NULL;
    domar_status st = o->variable ? DOMAR_OK : domar_fail(cx, DOMAR_EUSAGE, "index.space needs --variable: the column that may cluster");
    if (!st) st = domar_sample_new(cx, &s, in->panel, &o->variable, 1, in->missing);
    if (!st) st = domar_cross_sections_of(cx, &w.c, s);
    w.s = s;
    if (!st) st = compute(cx, &w, in->grain == BY_UNIT);
    if (!st) st = in->grain == BY_UNIT ? put_units(cx, out, &w) : put_periods(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = domar_sample_certify(cx, *out, s, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_weights_free(w.raw);
    domar_weights_free(w.w);
    domar_sample_free(s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_space = {
    .id = "index.space", .title_en = "Spatial autocorrelation: Moran, Geary, local clusters", .title_zh = "空间自相关：莫兰指数、吉尔里系数与局部集聚",
    .about_en = "Whether high values lie beside high ones and low beside low, period by period: Moran's I and Geary's c with three kinds of inference "
                "(normality, randomisation, random exchanges of values), and local Moran for every unit with the cluster it belongs to. Who is "
                "near whom is said by a file of neighbours, coordinates or economic likeness; units without a neighbour by a policy that is named.",
    .about_zh = "逐期检验高值是否与高值相邻、低值是否与低值相邻：莫兰指数与吉尔里系数及三种推断（正态、随机化、置换），以及各单位的局部莫兰指数与"
                "集聚类型。空间关系由邻接文件、坐标或经济距离给出；无邻居单位按指明的规则处理。",
    .formula = "I = \\frac{n}{S_0} \\frac{\\sum_{ij} w_{ij} z_i z_j}{\\sum_i z_i^2}, \\quad c = \\frac{n-1}{2 S_0} \\frac{\\sum_{ij} w_{ij} (x_i - x_j)^2}"
               "{\\sum_i z_i^2}, \\quad I_i = \\frac{z_i \\sum_j w_{ij} z_j}{\\sum_k z_k^2 / n}",
    .cite = "moran1950; geary1954; cliff1981; anselin1995", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: where; period: when", .dim_docs_zh = "unit：单位；period：时期",
    .example = "variable=output distance=x,y draws=19", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
