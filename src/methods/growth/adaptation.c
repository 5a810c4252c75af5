/* methods/growth/adaptation.c -- are production relations keeping up with productive forces?
 *
 *     L = log U* - log U,   g_i = dL / dlog A_i
 *     Delta L = sum drag - sum relief + abroad + remainder                 [baqaee2020; harberger1964; model/adaptation.h]
 *
 * drag: forces grow where relations hold back what they are worth; relief: wedges that went.  Flows of factors are those of
 * growth.forces. */
#include "base/text.h"
#include "model/adaptation.h"
#include "model/forces.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *scope, *gap; bool whole; };

enum { BY_INDUSTRY, BY_ECONOMY, BY_FACTOR };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, scope), .text = "economies", .choices = "economies|world", .only = "by=industry|economy",
      .en = "Whose welfare: each economy's (its own wedges off, those of others stay, terms of trade follow), or the world's (all "
            "wedges off, transfers free so that everybody gains the same share).",
      .zh = "谁的福利：各经济体（取消自身楔子，他方楔子不变，贸易条件内生），或世界（取消全部楔子，转移支付自由，各方同比例受益）。" },
    { DOMAR_FIELD(struct options, gap), .choices = "none|markup|capital",
      .en = "What the difference of returns to capital between industries is taken for: nothing, a markup, or a wedge on capital. "
            "Default: nothing; of factor flows a wedge on capital, as growth.forces has it.",
      .zh = "行业间资本回报差异的解释：无、加成或资本楔子。默认：无；要素流动为资本楔子，与 growth.forces 一致。" },
    { DOMAR_FIELD(struct options, whole), .en = "One row over all selected years, instead of one a year.",
      .zh = "合并为一行（全部所选年份），而非逐年。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "Which industries' forces outran relations, and where wedges eased.",
      "哪些行业的生产力超前于生产关系，何处楔子有所松动。" },
    { "economy", "economy", "The misfit of every year, and what moved it.", "各年错配程度及其变动来源。" },
    { "factor", "economy,factor", "Whether factors move to where they are worth more.", "要素是否流向价值更高之处。" },
    { .name = NULL } };

#define PERCENT "per cent (log)"

static const domar_column columns[] = {
    { "frontier", PERCENT, "What 1 % more productivity is worth without the wedges, in % of welfare.", "无楔子时生产率提高 1% 的福利价值（%）。", NULL },
    { "actual", PERCENT, "What it is worth as things are.", "现状下生产率提高 1% 的福利价值（%）。", NULL },
    { "g", PERCENT, "The difference: by how much relations fall behind when productivity grows by 1 %.",
      "二者之差：生产率提高 1% 时生产关系落后的程度。", NULL },
    { "tfp", PERCENT, "Growth of productivity, inputs weighed by cost; empty: no accounts.", "生产率增长（按成本加权）；空缺表示无账户数据。", NULL },
    { "misfit", PERCENT, "What the wedges in force cost: log of welfare without them over welfare.", "现有楔子的代价：无楔子福利与现状之比的对数。", NULL },
    { "misfit_money", "money", "The same times final spending.", "同上，乘以最终支出。", NULL },
    { "change", PERCENT, "Change of the misfit since the year before.", "较上一年的错配变化。", NULL },
    { "drag", PERCENT, "Forces outran relations: growth of productivity times g, mean of the two years.",
      "生产力超前于生产关系：生产率增长乘以 g（两年均值）。", NULL },
    { "relief", PERCENT, "Relations eased: what the change of wedges gained; negative: they tightened.", "生产关系松动：楔子变化带来的福利；负值表示收紧。", NULL },
    { "adaptation", PERCENT, "Relief less drag.", "松动减超前。", NULL },
    { "abroad", PERCENT, "Change of the misfit by productivity and wedges of others.", "他方生产率与楔子引起的错配变化。", NULL },
    { "remainder", PERCENT, "Change that is left: factors, demand and trade costs, industries without accounts, third order.",
      "其余变化：要素、需求、贸易成本、无账户行业及三阶项。", NULL },
    { "covered", "share", "Of sales, industries whose productivity is known.", "生产率已知行业占销售额比重。", NULL },
    { "drag_money", "money", "Drag times mean final spending of the two years.", "超前项乘以两年平均最终支出。", NULL },
    { "relief_money", "money", "Relief likewise.", "松动项同上。", NULL },
    { "adaptation_money", "money", "Adaptation likewise.", "适应项同上。", NULL },
    { "supply", PERCENT, "Growth of the factor.", "要素增长。", NULL },
    { "flow_social", PERCENT, "Move of the factor to where it is worth more to the economy; negative: less.",
      "要素流向社会价值更高处；负值表示相反。", NULL },
    { "flow_private", PERCENT, "Move to where it is worth more to who employs it.", "流向雇用者价值更高处。", NULL },
    { .name = NULL } };

enum { MOST = 12 };
static const char *const names[][MOST] = {
    [BY_INDUSTRY] = { "frontier", "actual", "g", "tfp", "drag", "relief", "adaptation", "drag_money", "relief_money",
                      "adaptation_money" },
    [BY_ECONOMY] = { "misfit", "misfit_money", "change", "drag", "relief", "adaptation", "abroad", "remainder", "covered",
                     "drag_money", "relief_money", "adaptation_money" },
    [BY_FACTOR] = { "supply", "flow_social", "flow_private" } };

struct row { uint32_t year, economy, item; double v[MOST]; };

struct work {
    const domar_input *in;
    const struct options *opt;
    domar_growth_rows rows;
    domar_growth_year *years;
    size_t count;                       /* years */
    const char *gap;
    bool  *chosen;                      /* G */
    domar_adaptation a;
    domar_axis *own_axis;               /* the world, or factors; to be freed */
    struct row *row;
    size_t made;
    double gap_share;                   /* of output, industries with a gap of returns */
    domar_text lacks;                   /* factor flows */
};

static int year_of(const struct work *w, size_t k) { return domar_series_year(w->in->series, w->in->first + k); }

static const domar_axis *axis_of(const struct work *w, domar_dimension which) { return domar_series_axis(w->in->series, which); }

/* ---- rows */
/* Log changes of a span of years to logs and money; first: the year from which the first step starts. */
static void add_step(const struct work *w, double *percent, double *money, double step, size_t scope, size_t year)
{
    const double *spent = w->a.spent + year * w->a.scopes + scope;
    *percent += 100 * step;
    *money += 0.5 * step * (spent[0] + spent[-(ptrdiff_t)w->a.scopes]);
}

static void industry_row(const struct work *w, struct row *r, size_t p, size_t from, size_t year)
{
    const domar_adaptation *a = &w->a;
    const size_t scope = domar_adaptation_scope(a, p), at = year * a->n + p;
    double *v = r->v;
    v[0] = a->frontier[at];
    v[1] = a->actual[at];
    v[2] = v[0] - v[1];
    for (int k = 3; k < 10; k++) v[k] = from < year ? 0 : NAN;
    for (size_t y = from + 1; y <= year; y++) {
        v[3] += 100 * a->tfp[y * a->n + p];
        add_step(w, &v[4], &v[7], a->drag[y * a->n + p], scope, y);
        add_step(w, &v[5], &v[8], a->relief[y * a->n + p], scope, y);
    }
    v[6] = v[5] - v[4];
    v[9] = v[8] - v[7];
}

static void economy_row(const struct work *w, struct row *r, size_t scope, size_t from, size_t year)
{
    const domar_adaptation *a = &w->a;
    const size_t at = year * a->scopes + scope;
    double *v = r->v;
    v[0] = 100 * a->misfit[at];
    v[1] = a->misfit[at] * a->spent[at];
    for (int k = 2; k < MOST; k++) v[k] = from < year ? 0 : NAN;
    for (size_t y = from + 1; y <= year; y++) {
        const domar_adaptation_sum s = domar_adaptation_of(a, scope, y);
        v[2] += 100 * s.change;
        add_step(w, &v[3], &v[9], s.drag, scope, y);
        add_step(w, &v[4], &v[10], s.relief, scope, y);
        v[6] += 100 * s.abroad;
        v[7] += 100 * s.remainder;
        v[8] += s.covered / (double)(year - from);
    }
    v[5] = v[4] - v[3];
    v[11] = v[10] - v[9];
}

static void make_rows(struct work *w)
{
    const domar_adaptation *a = &w->a;
    const size_t items = w->in->grain == BY_INDUSTRY ? a->n : a->scopes;
    for (size_t k = w->opt->whole ? w->count - 1 : 0; k < w->count; k++)
        for (size_t i = 0; i < items; i++) {
            const size_t from = w->opt->whole ? 0 : k ? k - 1 : 0;
            struct row r = { .year = (uint32_t)k };
            if (w->in->grain == BY_INDUSTRY) {
                r.economy = (uint32_t)(i / a->N);
                r.item = (uint32_t)(i % a->N);
                if (isnan(a->frontier[k * a->n + i]) && isnan(a->relief[k * a->n + i])) continue;
                industry_row(w, &r, i, from, k);
            } else {
                r.economy = (uint32_t)i;
                if (!a->world && !w->chosen[i]) continue;
                economy_row(w, &r, i, from, k);
            }
            w->row[w->made++] = r;
        }
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w, const domar_axis *economies,
                           const domar_axis *items, const char *item)
{
    char *money = domar_series_money(cx, w->in->series);
    const domar_dim dims[] = { { "year", w->in->years }, { "economy", economies }, { item, items } };
    domar_status st = money ? domar_result_new_rows(cx, out, "growth.adaptation", money, dims, item ? 3 : 2, w->made)
                            : DOMAR_ENOMEM;
    domar_release(money);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy"),
             *code = item ? domar_result_codes(*out, item) : NULL;
    for (size_t k = 0; k < w->made; k++) {
        year[k] = w->row[k].year;
        economy[k] = w->row[k].economy;
        if (code) code[k] = w->row[k].item;
    }
    for (size_t c = 0; !st && c < MOST && names[w->in->grain][c]; c++) {
        double *v;
        st = domar_result_column(cx, *out, columns, names[w->in->grain][c], &v);
        for (size_t k = 0; !st && k < w->made; k++) v[k] = w->row[k].v[c];
    }
    return st;
}

/* ---- words: of misfit */
static size_t wedges_of(const struct work *w, size_t scope)
{
    size_t sum = 0;
    for (size_t y = 0; y < w->count; y++) sum += w->a.own[y * w->a.scopes + scope];
    return sum;
}

/* The scope with the largest final spending among those asked for, with wedges if there is one. */
static size_t told(const struct work *w)
{
    size_t best = SIZE_MAX;
    const double *spent = w->a.spent + (w->count - 1) * w->a.scopes;
    for (size_t s = 0; s < w->a.scopes; s++) {
        if (!w->a.world && !w->chosen[s]) continue;
        const bool more = wedges_of(w, s) > 0, had = best != SIZE_MAX && wedges_of(w, best) > 0;
        if (best == SIZE_MAX || more > had || (more == had && spent[s] > spent[best])) best = s;
    }
    return best == SIZE_MAX ? 0 : best;
}

/* "Chemicals 0.12, Trade 0.05": the largest three above zero of sums over the years; g at the end where step is NULL. */
static domar_status put_largest(const struct work *w, domar_text *t, const double *step, size_t scope, const char *language)
{
    const domar_adaptation *a = &w->a;
    const size_t from = a->world ? 0 : scope * a->N, to = a->world ? a->n : from + a->N;
    size_t shown[3] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
    for (int k = 0; k < 3; k++) {
        double most = 1e-6;                                        /* of a log: nothing below a ten-thousandth of a per cent */
        for (size_t p = from; p < to; p++) {
            double sum = step ? 0 : a->frontier[(w->count - 1) * a->n + p] - a->actual[(w->count - 1) * a->n + p];
            for (size_t y = 1; step && y < w->count; y++) sum += step[y * a->n + p];
            if (!(sum > most) || p == shown[0] || p == shown[1]) continue;
            most = sum;
            shown[k] = p;
        }
        if (shown[k] == SIZE_MAX) break;
        domar_text_printf(t, "%s", k ? (*language == 'z' ? "、" : ", ") : "");
        if (a->world) domar_text_printf(t, "%s ", domar_axis_label(axis_of(w, DOMAR_ECONOMIES), shown[k] / a->N, language));
        domar_text_printf(t, "%s %.3g", domar_axis_label(axis_of(w, DOMAR_INDUSTRIES), shown[k] % a->N, language),
                          step ? 100 * most : most);
    }
    if (shown[0] == SIZE_MAX) domar_text_printf(t, "%s", *language == 'z' ? "无" : "none");
    return t->status;
}

/* What holds whichever way it is told. */
struct sums { double misfit[2], drag, relief; };

static struct sums sum_up(const struct work *w, size_t scope)
{
    const domar_adaptation *a = &w->a;
    struct sums s = { .misfit = { 100 * a->misfit[scope], 100 * a->misfit[(w->count - 1) * a->scopes + scope] } };
    for (size_t y = 1; y < w->count; y++) {
        const domar_adaptation_sum one = domar_adaptation_of(a, scope, y);
        s.drag += 100 * one.drag;
        s.relief += 100 * one.relief;
    }
    return s;
}

static domar_status say(const struct work *w, domar_text *t, size_t scope, const char *language)
{
    const bool zh = *language == 'z';
    const char *who = w->a.world ? (zh ? "世界" : "World") : domar_axis_label(axis_of(w, DOMAR_ECONOMIES), scope, language);
    const struct sums s = sum_up(w, scope);
    const int first = year_of(w, 0), last = year_of(w, w->count - 1);
    if (!wedges_of(w, scope)) {
        domar_text_printf(t, zh ? "%s，至 %d 年：没有任何楔子，生产关系无从落后；请用 --wedges、情景基期或 --gap markup 给出楔子。"
                                : "%s, to %d: no wedges are in force, so that relations cannot fall behind: give --wedges, a "
                                  "baseline, or --gap markup.", who, last);
        return t->status;
    }
    domar_text_printf(t, zh ? "%s，" : "%s, ", who);
    if (!w->a.series_of_wedges) {
        domar_text_printf(t, zh ? "%d 年：现有楔子使福利损失 %.3g%%（对数）；楔子无历年变化，超前与松动无从定义；生产率提高时生产关系落后最多的行业（g）："
                                : "%d: the wedges in force cost %.3g %% (log) of welfare; they have no time series, so that drag and "
                                  "relief are not defined; relations fall behind most where productivity grows in (g): ",
                          last, s.misfit[1]);
        put_largest(w, t, NULL, scope, language);
        domar_text_printf(t, zh ? "。" : ".");
        return t->status;
    }
    const bool gaps = strcmp(w->gap, "none") != 0;
    domar_text_printf(t, zh ? "%d 至 %d 年：楔子%s造成的福利损失由 %.3g%% 变为 %.3g%%（对数）；" :
                      "%d to %d: the cost of wedges%s went from %.3g to %.3g %% of welfare (log); ", first, last,
                      !gaps ? "" : zh ? "（含资本回报差异）" : ", gaps of returns to capital among them,", s.misfit[0], s.misfit[1]);
    if (isnan(s.drag)) domar_text_printf(t, zh ? "生产力增长未知（无账户数据）；" : "growth of forces is not known (no accounts); ");
    else {
        domar_text_printf(t, s.drag < 0 ? (zh ? "生产力在关系约束较少处增长，使错配缩小 %.3g（扩大最多：" :
                                           "forces grew where relations hold back less, by %.3g (outran them most: ")
                                        : (zh ? "生产力超前于生产关系 %.3g（最多：" : "forces outran relations by %.3g (most: "), fabs(s.drag));
        put_largest(w, t, w->a.drag, scope, language);
        domar_text_printf(t, zh ? "）；" : "); ");
    }
    domar_text_printf(t, s.relief < 0 ? (zh ? "生产关系收紧 %.3g（松动最多：" : "relations tightened by %.3g (eased most: ")
                                      : (zh ? "生产关系松动 %.3g（最多：" : "relations eased by %.3g (most: "), fabs(s.relief));
    put_largest(w, t, w->a.relief, scope, language);
    domar_text_printf(t, zh ? "）。" : ").");
    return t->status;
}

static domar_status read_misfit(domar_cx *cx, domar_result *r, const struct work *w)
{
    const bool shaky = w->in->scenario->illustrative;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    const size_t scope = told(w);
    domar_status st = say(w, &en, scope, "en");
    if (!st) st = say(w, &zh, scope, "zh");
    if (shaky) domar_text_printf(&en, " Illustrative: no data stand behind some of the levels.");
    if (shaky) domar_text_printf(&zh, "示意性情景：部分数值没有数据依据。");
    if (!st) st = en.status ? en.status : zh.status;
    if (!st) st = domar_result_read(cx, r, en.data, zh.data);
    domar_text_drop(&en);
    domar_text_drop(&zh);
    return st;
}

/* "ROW AGR 1996: no volume ...": the first lack of every economy. */
static domar_status put_lacks(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const char *const words[] = {
        [DOMAR_TFP_NO_OUTPUT] = "output in one year of two only", [DOMAR_TFP_NO_VOLUME] = "no volume of output (GO_QI, or GO_P)",
        [DOMAR_TFP_NO_INPUTS] = "no price of inputs (II_QI, or GO_P of suppliers)",
        [DOMAR_TFP_NO_LABOUR] = "neither hours nor jobs, or no labour compensation (LAB)",
        [DOMAR_TFP_NO_CAPITAL] = "no real capital (K_GFCF, CAP_QI)" };
    const domar_adaptation *a = &w->a;
    domar_text t = domar_text_new(cx);
    size_t cells = 0, of = 0;
    for (size_t first = 0; first < a->n; first += a->N) {
        bool said = false;
        for (size_t k = 1; k < w->count; k++)
            for (size_t p = first; p < first + a->N && (a->world || w->chosen[first / a->N]); p++) {
                const domar_tfp_lack why = a->why[k * a->n + p];
                if (!(w->years[k].output[p] > 0)) continue;
                of++;
                if (why == DOMAR_TFP_KNOWN) continue;
                cells++;
                if (said) continue;
                said = true;
                domar_text_printf(&t, "%s%s %s %d: %s", t.size ? "; " : "", domar_axis_code(axis_of(w, DOMAR_ECONOMIES), p / a->N),
                                  domar_axis_code(axis_of(w, DOMAR_INDUSTRIES), p % a->N), year_of(w, k), words[why]);
            }
    }
    domar_status st = t.status;
    if (!st && cells) st = domar_result_certify(cx, r, "without_productivity", (double)cells / (double)of, NAN);
    if (!st && cells) st = domar_result_certify_text(cx, r, "not_known", t.data);
    domar_text_drop(&t);
    return st;
}

/* "ROW, MEX": economies without a wedge in any year, where others have some: their misfit is 0 for want of wedges. */
static domar_status put_without(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_text t = domar_text_new(cx);
    for (size_t s = 0; s < w->a.scopes && !w->a.world; s++)
        if (w->chosen[s] && !wedges_of(w, s))
            domar_text_printf(&t, "%s%s", t.size ? ", " : "", domar_axis_code(axis_of(w, DOMAR_ECONOMIES), s));
    domar_status st = t.status;
    if (!st && t.size) st = domar_result_certify_text(cx, r, "without_wedges", t.data);
    domar_text_drop(&t);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify(cx, r, "market_residual", w->a.residual, 1e-10);
    if (!st)
        st = domar_result_certify_text(cx, r, "frontier", w->a.world
            ? "world: all wedges off, transfers free with sum 0, everybody gains the same share (max kappa)"
            : "each economy: its own wedges off, those of others stay, terms of trade follow");
    if (!st)
        st = domar_result_certify_text(cx, r, "wedges", strcmp(w->gap, "none") == 0
            ? "the table's taxes, the scenario's baseline, --wedges"
            : strcmp(w->gap, "markup") == 0
                ? "the table's taxes, the scenario's baseline, --wedges; residual return gap of capital as a markup"
                : "the table's taxes, the scenario's baseline, --wedges; residual return gap of capital as a wedge on it");
    if (!st && w->gap_share > 0) st = domar_result_certify(cx, r, "output_with_return_gap", w->gap_share, NAN);
    if (!st)
        st = domar_result_certify_text(cx, r, "time_series", w->a.series_of_wedges ? "wedges differ between years"
            : "none: no wedge differs between years, so that drag and relief are not defined");
    if (!st) st = put_without(cx, r, w);
    return st || !w->a.series_of_wedges ? st : put_lacks(cx, r, w);
}

/* ---- misfit, drag and relief */
static domar_status run_misfit(domar_cx *cx, domar_result **out, struct work *w)
{
    static const domar_item world = { .code = "WORLD", .en = "World", .zh = "世界" };
    const size_t n = w->in->table->n, G = w->in->table->G;
    const bool gaps = strcmp(w->gap, "none") != 0, markup = strcmp(w->gap, "markup") == 0;
    domar_adaptation *a = &w->a;
    *a = (domar_adaptation){ .series = w->in->series, .first = w->in->first, .count = w->count, .chosen = w->chosen,
                             .world = w->opt->scope[0] == 'w', .scenario = w->in->scenario, .rows = &w->rows, .years = w->years,
                             .wedges = { .lines = w->in->wedges } };
    double *gap = gaps ? domar_scratch(cx, w->count * n) : NULL;
    domar_status st = gap || !gaps ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && gaps) {
        domar_return_gaps(gap, markup, w->years, w->count);
        double output = 0;
        for (size_t i = 0; i < n; i++) {
            const double x = w->years[w->count - 1].output[i];
            if (!(x > 0)) continue;
            output += x;
            w->gap_share += isnan(gap[(w->count - 1) * n + i]) ? 0 : x;
        }
        w->gap_share /= output;
        if (!(w->gap_share > 0))
            st = domar_fail(cx, DOMAR_EDATA, "--gap %s: no industry has capital income and a real stock (K_GFCF) above zero in all "
                            "selected years: narrow --year, or leave --gap out", w->gap);
    }
    *(markup ? &a->wedges.markup : &a->wedges.capital) = gap;
    if (!st) st = domar_adaptation_run(cx, a);
    if (!st && !(w->row = domar_scratch_bytes(cx, w->count * (n > G ? n : G), sizeof *w->row))) st = DOMAR_ENOMEM;
    if (!st) make_rows(w);
    if (!st && a->world) st = domar_axis_new(cx, &w->own_axis, &world, 1);
    if (!st && w->in->grain == BY_INDUSTRY)
        st = answer(cx, out, w, axis_of(w, DOMAR_ECONOMIES), axis_of(w, DOMAR_INDUSTRIES), "industry");
    else if (!st) st = answer(cx, out, w, a->world ? w->own_axis : axis_of(w, DOMAR_ECONOMIES), NULL, NULL);
    if (!st) st = certify(cx, *out, w);
    return st ? st : read_misfit(cx, *out, w);
}

/* ---- flows of factors, as growth.forces has them */
static domar_status flows_of(domar_cx *cx, struct work *w, size_t economy, size_t pair, double *sum, bool *member)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_forces_change c;
    const domar_forces_rule rule = { .wedges = w->in->wedges,
                                     .gap = strcmp(w->gap, "capital") == 0 ? DOMAR_GAP_CAPITAL
                                          : strcmp(w->gap, "markup") == 0 ? DOMAR_GAP_MARKUP : DOMAR_GAP_NONE };
    memset(member, 0, w->in->table->G * sizeof *member);
    member[economy] = true;
    domar_status st = domar_forces_between(cx, &c, &w->rows, &w->years[pair], &w->years[pair + 1], member, &rule);
    if (!st && c.lack)
        domar_text_printf(&w->lacks, "%s%s %d", w->lacks.size ? ", " : "", domar_axis_code(axis_of(w, DOMAR_ECONOMIES), economy),
                          year_of(w, pair + 1));
    if (!st) st = w->lacks.status;
    for (size_t f = 0; !st && !c.lack && f < c.groups; f++) {
        struct row *r = &w->row[w->made++];
        r->year = (uint32_t)(pair + 1);
        r->economy = (uint32_t)economy;
        r->item = (uint32_t)(f + 1 == c.groups ? w->rows.skills + 1 : c.skills ? f : w->rows.skills);
        const double v[] = { 100 * c.supply[f], 100 * c.flow_social[f], 100 * c.flow_private[f] };
        memcpy(r->v, v, sizeof v);
        for (int k = 0; k < 2; k++) sum[2 * (f + 1 == c.groups) + k] += v[1 + k];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* The years' rows of an economy and factor into one; only where all years are there. */
static void chain_rows(struct work *w)
{
    size_t kept = 0;
    for (size_t k = 0; k < w->made; k++) {
        struct row *r = &w->row[k];
        size_t at = 0;
        while (at < kept && (w->row[at].economy != r->economy || w->row[at].item != r->item)) at++;
        if (at < kept) {
            for (int c = 0; c < 3; c++) w->row[at].v[c] += r->v[c];
            w->row[at].year++;
        } else {
            const struct row first = { 1, r->economy, r->item, { r->v[0], r->v[1], r->v[2] } };
            w->row[kept++] = first;
        }
    }
    w->made = 0;
    for (size_t k = 0; k < kept; k++)
        if (w->row[k].year == w->count - 1) w->row[w->made++] = w->row[k];
}

static domar_status read_flows(domar_cx *cx, domar_result *r, const struct work *w, size_t economy, const double *sum)
{
    const domar_axis *e = axis_of(w, DOMAR_ECONOMIES);
    const char *told_en = sum[0] > 0 ? "to" : "away from", *told_zh = sum[0] > 0 ? "流向" : "离开";
    char *en = domar_format(cx, "%s, %d to %d: labour moved %s where it is worth more to the economy (%.3g %% of GDP in all, %.3g to who "
                            "employs it); capital %s it (%.3g, %.3g).", domar_axis_label(e, economy, "en"), year_of(w, 0),
                            year_of(w, w->count - 1), told_en, sum[0], sum[1], sum[2] > 0 ? "to" : "away from", sum[2], sum[3]);
    char *zh = domar_format(cx, "%s，%d 至 %d 年：劳动%s社会价值更高处（累计为 GDP 的 %.3g%%，对雇用者为 %.3g%%）；资本%s（%.3g，%.3g）。",
                            domar_axis_label(e, economy, "zh"), year_of(w, 0), year_of(w, w->count - 1), told_zh, sum[0], sum[1],
                            sum[2] > 0 ? "流向" : "离开", sum[2], sum[3]);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status make_factors(domar_cx *cx, struct work *w)
{
    domar_item item[DOMAR_SKILLS + 2];
    for (size_t k = 0; k < w->rows.skills; k++) item[k] = w->rows.skill[k];
    item[w->rows.skills] = (domar_item){ .code = "labour", .en = "Labour", .zh = "劳动" };
    item[w->rows.skills + 1] = (domar_item){ .code = "capital", .en = "Capital", .zh = "资本" };
    return domar_axis_new(cx, &w->own_axis, item, w->rows.skills + 2);
}

static domar_status run_flows(domar_cx *cx, domar_result **out, struct work *w)
{
    const size_t G = w->in->table->G, pairs = w->count - 1;
    double (*sum)[4] = domar_scratch_bytes(cx, G, sizeof *sum), most = -1;
    bool *member = domar_scratch_bytes(cx, G, sizeof *member);
    size_t first = SIZE_MAX;
    w->lacks = domar_text_new(cx);
    w->row = domar_scratch_bytes(cx, G * pairs * (w->rows.skills + 2), sizeof *w->row);
    domar_status st = sum && member && w->row ? make_factors(cx, w) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < pairs * G; k++) {
        const size_t before = w->made, g = k % G;
        if (!w->chosen[g]) continue;
        st = flows_of(cx, w, g, k / G, sum[g], member);
        double va = 0;
        for (size_t i = g * w->in->table->N; i < (g + 1) * w->in->table->N; i++) va += w->in->table->va[i];
        if (w->made > before && va > most) {
            most = va;
            first = g;
        }
        if (!st) st = domar_tick(cx, k + 1, pairs * G);
    }
    if (!st && w->opt->whole) chain_rows(w);
    if (!st && (!w->made || first == SIZE_MAX))
        st = domar_fail(cx, DOMAR_EDATA, "factor flows are not known: volumes, labour and capital lack (`domar run growth.forces` says "
                        "which): attach the rows (`domar import --rows`), or narrow --year");
    if (!st) st = answer(cx, out, w, axis_of(w, DOMAR_ECONOMIES), w->own_axis, "factor");
    if (!st && w->opt->whole)
        for (size_t k = 0; k < w->made; k++) domar_result_codes(*out, "year")[k] = (uint32_t)pairs;
    if (!st && w->lacks.size) st = domar_result_certify_text(cx, *out, "not_known", w->lacks.data);
    if (!st)
        st = domar_result_certify_text(cx, *out, "wedges", "the table's taxes, --wedges, gaps of pay and of returns (--gap), as in "
                                       "growth.forces; the scenario's baseline has no part in flows");
    if (!st) st = read_flows(cx, *out, w, first, sum[first]);
    domar_text_drop(&w->lacks);
    return st;
}

/* ---- run */
static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .in = in, .opt = options, .count = in->last - in->first + 1 };
    const size_t G = in->table->G;
    w.gap = w.opt->gap ? w.opt->gap : in->grain == BY_FACTOR ? "capital" : "none";
    if (w.count == 1 && (in->grain == BY_FACTOR || w.opt->whole))
        return domar_one_year(cx, in, w.opt->whole ? "--whole" : "growth.adaptation --by factor");
    domar_growth_find(&w.rows, in->series);
    w.years = domar_scratch_bytes(cx, w.count, sizeof *w.years);
    w.chosen = domar_scratch_bytes(cx, G, sizeof *w.chosen);
    domar_status st = w.years && w.chosen ? domar_case_needs_given_rates(cx, in->scenario) : DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < G; g++) w.chosen[g] = domar_economy_selected(in->table, in->economy, g);
    for (size_t k = 0; !st && k < w.count; k++)
        st = domar_growth_read(cx, &w.years[k], &w.rows, domar_series_table(in->series, in->first + k));
    if (!st) st = in->grain == BY_FACTOR ? run_flows(cx, out, &w) : run_misfit(cx, out, &w);
    domar_axis_free(w.own_axis);
    return st;
}

const domar_method domar_growth_adaptation = {
    .id = "growth.adaptation",
    .title_en = "Adaptation of production relations to productive forces",
    .title_zh = "生产关系对生产力的适应",
    .about_en =
        "Asks whether production relations keep up with productive forces. Every year's table is made an equilibrium world with "
        "the elasticities of --scenario (@as_is is one to try) and the wedges of that year; misfit is what they cost: welfare without them over welfare, in logs. Where an industry's "
        "productivity is worth more without the wedges than with them (g), its growth widens the misfit: drag, forces outran "
        "relations. Relief is what the change of wedges gained. Adaptation is relief less drag; both are shown, a ratio of the two "
        "means nothing. The misfit of one economy may be below zero: its own wedges turn the terms of trade. Wedges are the "
        "table's own taxes, the baseline of the scenario, those of --wedges and, if asked for, gaps of returns to capital, which are "
        "a residual. Where no wedge differs between years drag and relief are not defined, and g "
        "and the flows of factors (--by factor) are what can be said. The first year has levels only.",
    .about_zh =
        "考察生产关系是否跟上生产力。按 --scenario（可用 @as_is）的弹性将每年的表校准为带有当年楔子的均衡世界；错配为楔子的代价，即无楔子福利与现状之比的对数。若某行业"
        "生产率在无楔子时的价值高于现状（g），其增长便扩大错配，即“超前”（生产力超前于生产关系）；“松动”为楔子变化带来的福利。适应等于松动"
        "减超前，二者均列出，其比值没有意义。单个经济体的错配可为负：自身楔子改善贸易条件。楔子包括表内税收、情景基期、--wedges "
        "以及可选的资本回报差异（残差）。若楔子无历年变化，超前与松动无定义，只给出 g 与要素流动（--by factor）。首年只有水平值。",
    .formula = "\\Delta L = \\sum_i \\tfrac12 (g_i^0 + g_i^1)\\, \\Delta\\log A_i - \\sum_i \\int \\frac{\\partial \\log U}{\\partial "
               "\\log \\tau_i}\\, d\\log \\tau_i + \\ldots, \\quad g_i = \\lambda^*_i - \\frac{d \\log U}{d \\log A_i}",
    .cite = "baqaee2020; harberger1964",
    .params = params, .grains = grains, .columns = columns, .example = "@as_is",
    .dim_docs = "year: the end of the span; economy: whose welfare and wedges; industry: whose productivity, and on whose product or "
                "production wedges lie; factor: skill group, labour undivided, capital",
    .dim_docs_zh = "year：期末年份；economy：福利与楔子所属经济体；industry：生产率所属行业，或楔子所在产品及生产的行业；"
                   "factor：技能组、未细分劳动、资本",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES | DOMAR_NEEDS_SCENARIO | DOMAR_TAKES_WEDGES, .run = run };
