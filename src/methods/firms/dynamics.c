/* methods/firms/dynamics.c -- whose growth aggregate productivity is: firms that stay, enter, leave
 *
 *     P_t = sum_i s_it p_it,    P_t - P_(t-k) = within + covariance (or between, cross) + entry + exit
 *
 * Six decompositions, model/firm_dynamics.h; every one sums exactly. */
#include "base/text.h"
#include "model/firm_dynamics.h"
#include "model/firm_sample.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include <math.h>

struct options {
    const char *productivity, *share, *industry, *scheme;
    int64_t span;
};

enum { BY_PERIOD, BY_INDUSTRY, BY_SCHEME, BY_LEVEL, BY_INDUSTRY_LEVEL };

#define SCHEMES "mp|op|fhk|gr|bg|bhc"
static const domar_param params[] = {
    { DOMAR_FIELD(struct options, productivity), .text = "log(value_added/labour)",
      .en = "Productivity: a term; of a log the parts are log points.", .zh = "生产率：变量或表达式；取对数时各项为对数点。" },
    { DOMAR_FIELD(struct options, share), .text = "value_added", .en = "Weights: a term; made to sum to 1 in each period (and industry).",
      .zh = "权重：变量或表达式；在各期（各行业）内归一。" },
    { DOMAR_FIELD(struct options, industry), .text = "industry", .only = "by=industry|industry_level", .en = "Column of industries.",
      .zh = "行业列。" },
    { DOMAR_FIELD(struct options, scheme), .text = "mp", .choices = SCHEMES, .only = "by=period|industry",
      .en = "mp: Melitz and Polanec; op: Olley and Pakes (no entry and exit); fhk: Foster, Haltiwanger and Krizan; gr: Griliches and "
            "Regev; bg: Baldwin and Gu (entrants replace leavers); bhc: Baily, Hulten and Campbell.",
      .zh = "mp：Melitz–Polanec；op：Olley–Pakes（不分进入退出）；fhk：Foster–Haltiwanger–Krizan；gr：Griliches–Regev；bg：Baldwin–Gu（进入替代退出）；"
            "bhc：Baily–Hulten–Campbell。" },
    { DOMAR_FIELD(struct options, span), .def = 1, .lo = 1, .hi = 1000, .unit = "periods", .only = "by=period|industry|scheme",
      .en = "From how many periods before, in steps of the panel's own periods.", .zh = "与几期之前相比（以面板的期距为单位）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "All firms, against the period --span before.", "全部企业，与 --span 期前相比。" },
    { "industry", "period,industry", "The same within each industry.", "各行业之内。" },
    { "scheme", "period,scheme", "All firms by all decompositions.", "全部企业，各种分解并列。" },
    { "level", "period", "Levels: aggregate, mean and covariance of Olley and Pakes.", "水平：总量、均值与 Olley–Pakes 协方差。" },
    { "industry_level", "period,industry", "Levels within each industry.", "各行业的水平。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "change", "productivity", "Aggregate productivity less that of --span periods before.", "总体生产率的变化。", NULL },
    { "within", "productivity", "Growth of stayers themselves (op, mp: of their plain mean).", "存续企业自身的增长（op、mp 为简单均值）。", NULL },
    { "covariance", "productivity", "Shares and productivity going more together (op, mp).", "份额与生产率协方差的变化（op、mp）。", NULL },
    { "between", "productivity", "Shares moving to the more productive (fhk, gr, bg, bhc).", "份额向高生产率企业转移（fhk、gr、bg、bhc）。", NULL },
    { "cross", "productivity", "Shares moving to those that grow (fhk).", "份额向增长快的企业转移（fhk）。", NULL },
    { "entry", "productivity", "What entrants add, against the scheme's reference.", "进入企业的贡献（相对该方法的基准）。", NULL },
    { "exit", "productivity", "What leaving adds.", "退出企业的贡献。", NULL },
    { "share_entrants", "share", "Weight of entrants in the later period.", "进入企业在后期的份额。", NULL },
    { "share_leavers", "share", "Weight of leavers in the earlier period.", "退出企业在前期的份额。", NULL },
    { "stayers", "firms", "Firms in both periods (and in the same industry).", "两期均在（且行业不变）的企业数。", NULL },
    { "entrants", "firms", "Firms in the later period only.", "仅在后期的企业数。", NULL },
    { "leavers", "firms", "Firms in the earlier period only.", "仅在前期的企业数。", NULL },
    { "productivity", "productivity", "Aggregate productivity of the (later) period.", "（后）期总体生产率。", NULL },
    { "mean", "productivity", "Plain mean over firms.", "企业简单均值。", NULL },
    { "op_covariance", "productivity", "Aggregate less plain mean: how far the productive are the large.", "总体与简单均值之差：大企业是否更有生产率。", NULL },
    { "units", "firms", "Least of what stands behind the parts: firms that stay, and those that enter or leave where there are any; of "
      "levels: firms.", "各项背后最少的企业数（存续，以及有进入或退出时的进入、退出）；水平值为企业数。", NULL },
    { "dominance", "share", "Largest weight of one firm, of both periods.", "单个企业的最大权重（两期）。", NULL },
    { .name = NULL } };

static const domar_item schemes[] = {
    { .code = "mp", .en = "Melitz and Polanec", .zh = "Melitz–Polanec" }, { .code = "op", .en = "Olley and Pakes", .zh = "Olley–Pakes" },
    { .code = "fhk", .en = "Foster, Haltiwanger and Krizan", .zh = "Foster–Haltiwanger–Krizan" },
    { .code = "gr", .en = "Griliches and Regev", .zh = "Griliches–Regev" }, { .code = "bg", .en = "Baldwin and Gu", .zh = "Baldwin–Gu" },
    { .code = "bhc", .en = "Baily, Hulten and Campbell", .zh = "Baily–Hulten–Campbell" } };
/* Which parts a scheme has beside within: covariance, between, cross, entry, exit. */
static const bool has[DOMAR_DYNAMICS_SCHEMES][5] = {
    { true, false, false, true, true }, { true, false, false, false, false }, { false, true, true, true, true },
    { false, true, false, true, true }, { false, true, false, true, true }, { false, true, false, true, true } };

struct work {
    const struct options *opt;
    const domar_input *in;
    domar_firm_sample firms;
    size_t T, N, left_out;
    size_t *before;
    domar_dynamics_part *part;
    domar_dynamics_scheme scheme;
    bool levels, industries;
};

/* A row of the answer: its part, and the scheme it is told by. */
struct row { size_t g; domar_dynamics_scheme scheme; };

enum { CHANGE, WITHIN, COVARIANCE, BETWEEN, CROSS, ENTRY, EXIT, SHARE_E, SHARE_X, STAYERS, ENTRANTS, LEAVERS, P, MEAN, OP, UNITS, LARGEST };
static const char *const names[] = { "change", "within", "covariance", "between", "cross", "entry", "exit", "share_entrants",
    "share_leavers", "stayers", "entrants", "leavers", "productivity", "mean", "op_covariance", "units", "dominance" };

static double least_units(const domar_dynamics_part *p)
{
    double least = (double)p->stayers;
    if (p->entrants) least = fmin(least, (double)p->entrants);
    if (p->leavers) least = fmin(least, (double)p->leavers);
    return least;
}

static double number_of(const struct work *w, struct row row, int what)
{
    const domar_dynamics_part *p = &w->part[row.g];
    const size_t before = w->before[row.g / w->N];
    const double of[] = { p->of[row.scheme].within, p->of[row.scheme].covariance, p->of[row.scheme].between, p->of[row.scheme].cross,
                          p->of[row.scheme].entry, p->of[row.scheme].exit };
    switch (what) {
    case CHANGE: return p->change;
    case WITHIN: return of[0];
    case SHARE_E: return p->share_entrants;
    case SHARE_X: return p->share_leavers;
    case STAYERS: return (double)p->stayers;
    case ENTRANTS: return (double)p->entrants;
    case LEAVERS: return (double)p->leavers;
    case P: return p->P;
    case MEAN: return p->mean;
    case OP: return p->covariance;
    case UNITS: return w->levels ? (double)p->firms : least_units(p);
    case LARGEST: return w->levels || before == SIZE_MAX ? p->largest : fmax(p->largest, w->part[before * w->N + row.g % w->N].largest);
    default: return has[row.scheme][what - COVARIANCE] ? of[what - WITHIN] : NAN;
    }
}

static domar_status rows_of(domar_cx *cx, struct row **rows, size_t *count, const struct work *w)
{
    *count = 0;
    if (!(*rows = domar_scratch_bytes(cx, w->T * w->N * DOMAR_DYNAMICS_SCHEMES + 1, sizeof **rows))) return DOMAR_ENOMEM;
    for (size_t g = 0; g < w->T * w->N; g++) {
        if (!w->part[g].firms || (!w->levels && isnan(w->part[g].change))) continue;
        if (w->in->grain != BY_SCHEME) (*rows)[(*count)++] = (struct row){ g, w->scheme };
        for (int s = 0; w->in->grain == BY_SCHEME && s < DOMAR_DYNAMICS_SCHEMES; s++)
            (*rows)[(*count)++] = (struct row){ g, (domar_dynamics_scheme)s };
    }
    return DOMAR_OK;
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    struct row *rows;
    size_t count, dims = 0;
    domar_axis *axis = NULL;
    domar_dim dim[3];
    domar_status st = rows_of(cx, &rows, &count, w);
    if (!st && w->in->grain == BY_SCHEME) st = domar_axis_new(cx, &axis, schemes, DOMAR_DYNAMICS_SCHEMES);
    dim[dims++] = (domar_dim){ "period", w->in->panel->period_axis };
    if (w->industries) dim[dims++] = (domar_dim){ "industry", w->firms.industries };
    if (w->in->grain == BY_SCHEME) dim[dims++] = (domar_dim){ "scheme", axis };
    if (!st) st = domar_result_new_rows(cx, out, "firms.dynamics", NULL, dim, dims, count);
    for (size_t k = 0; !st && k < count; k++) {
        domar_result_codes(*out, "period")[k] = (uint32_t)(rows[k].g / w->N);
        if (w->industries) domar_result_codes(*out, "industry")[k] = (uint32_t)(rows[k].g % w->N);
        if (w->in->grain == BY_SCHEME) domar_result_codes(*out, "scheme")[k] = (uint32_t)rows[k].scheme;
    }
    for (int c = CHANGE; !st && c <= LARGEST; c++) {
        double *to;
        if (w->levels && c < P) continue;
        bool any = w->in->grain == BY_SCHEME || c < COVARIANCE || c > EXIT || has[w->scheme][c - COVARIANCE];
        if (any) st = domar_result_column(cx, *out, columns, names[c], &to);
        for (size_t k = 0; !st && any && k < count; k++) to[k] = number_of(w, rows[k], c);
    }
    domar_axis_free(axis);
    return st;
}

/* ---- certificate and reading */
static double sum_of(const domar_dynamics_part *p, int s)
{
    return p->of[s].within + p->of[s].covariance + p->of[s].between + p->of[s].cross + p->of[s].entry + p->of[s].exit;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    double gap = 0, level = 0;
    size_t without = 0;
    for (size_t g = 0; g < w->T * w->N; g++) {
        const domar_dynamics_part *p = &w->part[g];
        if (p->firms) level = fmax(level, fabs(p->P - p->mean - p->covariance) / fmax(1, fabs(p->P)));
        for (int s = 0; s < DOMAR_DYNAMICS_SCHEMES && !isnan(p->change); s++) {
            const double off = fabs(sum_of(p, s) - p->change) / fmax(1, fabs(p->P));
            if (isnan(off)) without++;
            else gap = fmax(gap, off);
        }
    }
    domar_status st = domar_sample_certify(cx, r, w->firms.sample, w->in->missing);
    if (!st) st = domar_result_certify_text(cx, r, "productivity", w->opt->productivity);
    if (!st) st = domar_result_certify_text(cx, r, "share", w->opt->share);
    if (!st) st = domar_result_certify_text(cx, r, "shares_sum_to_1", w->industries ? "in each period and industry" : "in each period");
    if (!st) st = domar_result_certify(cx, r, "rows_without_weight", (double)w->left_out, NAN);
    if (!st && !w->levels) st = domar_result_certify(cx, r, "span", (double)w->opt->span, NAN);
    if (!st && !w->levels && w->in->grain != BY_SCHEME) st = domar_result_certify_text(cx, r, "scheme", schemes[w->scheme].en);
    if (!st && !w->levels) st = domar_result_certify_text(cx, r, "bg_without_leavers", "reference: aggregate of the earlier period");
    if (!st && without) st = domar_result_certify(cx, r, "without_stayers", (double)without, NAN);
    if (!st) st = domar_result_certify(cx, r, "gap_olley_pakes", level, 1e-10);
    return st || w->levels ? st : domar_result_certify(cx, r, "gap_of_sums", gap, 1e-10);
}

static domar_status tell(domar_cx *cx, domar_result *r, const struct work *w)
{
    size_t t = w->T;
    if (w->N > 1) return DOMAR_OK;
    while (t && isnan(w->part[t - 1].change)) t--;
    if (!t) return domar_result_read(cx, r, "No two periods --span apart have firms.", "没有相隔 --span 期且均有企业的两期。");
    const domar_dynamics_part *p = &w->part[--t];
    const domar_axis *periods = w->in->panel->period_axis;
    const domar_dynamics_scheme s = w->scheme;
    const char *from = domar_axis_code(periods, w->before[t]), *to = domar_axis_code(periods, t);
    char *en = domar_format(cx, "From %s to %s aggregate productivity changed by %.4g: %.4g within firms that stay, %.4g by shares moving "
                            "among them, %.4g by %zu entrants, %.4g by %zu leavers (%s).", from, to, p->change, p->of[s].within,
                            p->of[s].covariance + p->of[s].between + p->of[s].cross, p->of[s].entry, p->entrants, p->of[s].exit,
                            p->leavers, schemes[s].en);
    char *zh = domar_format(cx, "%s 至 %s 年总体生产率变化 %.4g：存续企业自身 %.4g，存续企业间份额转移 %.4g，%zu 家进入 %.4g，%zu 家退出 %.4g（%s）。", from,
                            to, p->change, p->of[s].within, p->of[s].covariance + p->of[s].between + p->of[s].cross, p->entrants,
                            p->of[s].entry, p->leavers, p->of[s].exit, schemes[s].zh);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status compute(domar_cx *cx, struct work *w)
{
    const domar_panel *panel = w->in->panel;
    const char *terms[] = { w->opt->productivity, w->opt->share };
    if (!panel->period_name)
        return domar_fail(cx, DOMAR_EDATA, "%s has no periods, so nobody can stay, enter or leave: name the column with --period", panel->name);
    domar_status st = domar_firm_sample_new(cx, &w->firms, panel, terms, 2, w->in->missing, w->industries ? w->opt->industry : NULL);
    if (st) return st;
    const domar_sample *s = w->firms.sample;
    w->T = s->periods;
    w->N = domar_axis_size(w->firms.industries);
    w->before = domar_scratch_bytes(cx, w->T + 1, sizeof *w->before);
    w->part = domar_scratch_bytes(cx, w->T * w->N + 1, sizeof *w->part);
    if (!w->before || !w->part) return DOMAR_ENOMEM;
    const double distance = panel->step * (double)w->opt->span;
    bool any = w->levels;
    for (size_t t = 0; t < w->T; t++) {
        w->before[t] = SIZE_MAX;
        for (size_t b = 0; b < t; b++)
            if (fabs(panel->time[t] - panel->time[b] - distance) <= 1e-6 * distance) w->before[t] = b;
        any |= w->before[t] != SIZE_MAX;
    }
    if (!any) return domar_fail(cx, DOMAR_EDATA, "%s has no two periods %g apart: give another --span", panel->name, distance);
    return domar_firm_dynamics(cx, w->part, &w->left_out, &(domar_dynamics_input){ s->rows, s->units, w->T, w->N, s->start, s->period,
        w->firms.industry, s->x[0], s->x[1], w->before });
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    struct work w = { .opt = options, .in = in };
    const domar_mark mark = domar_scratch_mark(cx);
    w.levels = in->grain == BY_LEVEL || in->grain == BY_INDUSTRY_LEVEL;
    w.industries = in->grain == BY_INDUSTRY || in->grain == BY_INDUSTRY_LEVEL;
    for (int s = 0; s < DOMAR_DYNAMICS_SCHEMES; s++)
        if (strcmp(w.opt->scheme, schemes[s].code) == 0) w.scheme = (domar_dynamics_scheme)s;
    domar_status st = compute(cx, &w);
    if (!st) st = answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    if (!st && !w.levels) st = tell(cx, *out, &w);
    domar_firm_sample_free(&w.firms);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_firms_dynamics = {
    .id = "firms.dynamics",
    .title_en = "Growth of aggregate productivity: firms that stay, enter and leave", .title_zh = "总体生产率增长的分解：存续、进入与退出",
    .about_en = "Splits the change of share-weighted productivity between two periods into what stayers did themselves, shares moving among "
                "them, entrants and leavers. Schemes differ in the reference that entrants and leavers are held against, and so in signs: Melitz and "
                "Polanec take stayers of the same period; Foster, Haltiwanger and Krizan the earlier aggregate; Griliches and Regev the mean of "
                "both; Baldwin and Gu those that leave. Parts sum to the change exactly. A firm that changes its industry leaves one and enters the other.",
    .about_zh = "把两期之间份额加权生产率的变化分解为存续企业自身、存续企业间份额转移、进入与退出。各方法对进入、退出所取基准不同，符号也可能不同：Melitz–Polanec "
                "以同期存续企业为基准；Foster–Haltiwanger–Krizan 以前期总量；Griliches–Regev 以两期均值；Baldwin–Gu 以退出企业。各项之和恰等于变化。企业改换行业视为"
                "退出原行业并进入新行业。",
    .formula = "\\Delta P = \\Delta \\bar p_S + \\Delta \\mathrm{cov}_S + s_{E2} (P_{E2} - P_{S2}) + s_{X1} (P_{S1} - P_{X1})",
    .cite = "melitz2015; olley1996; foster2001; griliches1995; baldwin2006; baily1992", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "period: the later one; industry: as the column says; scheme: the decomposition",
    .dim_docs_zh = "period：后一期；industry：行业列；scheme：分解方法",
    .example = "", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
