/* methods/chain/tiva.c -- trade in value added: the indicators of the OECD's database
 *
 * Three arrays of G columns hold all there is to know, n x G each:
 *
 *     R_jg = (v_g' B)_j,           value added of g in a unit of product j,
 *     X_ig = (B F)_ig,             output of i that ends in the final demand of g,
 *     M_ig = (A_.g B_gg e_g)_i,    inputs i in what g makes for its exports.
 *
 * Every level of the row (economy c, industry i, partner p) is a product of two or three numbers of
 * them [oecd2019tiva]; sums over partners and industries are sums of levels, and shares are taken
 * last, of the sums. */
#include "base/text.h"
#include "base/threads.h"
#include "model/accounts.h"
#include "model/local.h"
#include "model/selection.h"
#include "model/tiva_terms.h"
#include <math.h>
#include <string.h>

struct options { const char *indicator; };

enum { BY_INDUSTRY, BY_ECONOMY, BY_PARTNER, BY_INDUSTRY_PARTNER };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, indicator), .en = "Only these indicators (codes, comma-separated).",
      .zh = "只给出这些指标（代码，逗号分隔）。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,indicator", "By industry, partners together.",
      "按行业，伙伴合计。" },
    { "economy", "economy,indicator", "Whole economies.", "按经济体。" },
    { "partner", "economy,partner,indicator", "By partner.", "按伙伴经济体。" },
    { "industry,partner", "economy,industry,partner,indicator", "By industry and partner.",
      "按行业和伙伴经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "money or %", "The indicator: money for levels, per cent for shares.",
      "指标值：水平值为货币，份额为百分比。", NULL },
    { .name = NULL } };

struct work {
    const domar_table *t;
    double *v, *vL, *own;   /* n: value added over output; v_c L_cc; v_i L_ii */
    double *e, *all;        /* n: exports; content of a unit, all origins */
    double *E, *F;          /* n x G: deliveries of inputs, and for final use, by economy */
    double *R, *X;          /* n x G */
    double *M, *again;      /* n x G: inputs that exports of g call for; n: B_gg e_g over output */
    size_t *chosen, k;      /* economies asked for */
    size_t *shown, terms;   /* indicators asked for */
    double *total;          /* G: exports */
};

/* ---- the arrays */
static bool make_room(domar_cx *cx, struct work *w)
{
    const size_t n = w->t->n, G = w->t->G;
    double *rows = domar_scratch(cx, 6 * n + G), *wide = domar_scratch(cx, 5 * n * G);
    w->chosen = domar_scratch_bytes(cx, G, sizeof *w->chosen);
    if (!rows || !wide || !w->chosen) return false;
    w->v = rows;
    w->vL = rows + n;
    w->own = rows + 2 * n;
    w->e = rows + 3 * n;
    w->all = rows + 4 * n;
    w->again = rows + 5 * n;
    w->total = rows + 6 * n;
    w->E = wide;
    w->F = wide + n * G;
    w->R = wide + 2 * n * G;
    w->X = wide + 3 * n * G;
    w->M = wide + 4 * n * G;
    return true;
}

static void deliveries(void *arg, size_t begin, size_t end)
{
    const struct work *w = arg;
    const domar_table *t = w->t;
    for (size_t i = begin; i < end; i++)
        for (size_t j = 0; j < t->n; j++) w->E[i * t->G + j / t->N] += t->Z[i * t->n + j];
}

static void embodied(void *arg, size_t begin, size_t end)
{
    const struct work *w = arg;
    const domar_table *t = w->t;
    for (size_t i = begin; i < end; i++) {
        for (size_t g = 0; g < t->G; g++) w->M[i * t->G + g] = 0;
        for (size_t j = 0; j < t->n; j++)
            w->M[i * t->G + j / t->N] += t->Z[i * t->n + j] * w->again[j];
    }
}

/* M_ig = sum over j of g: z_ij / x_j (B_gg e_g)_j. */
static domar_status reexports(domar_cx *cx, struct work *w, domar_leontief *system)
{
    const domar_table *t = w->t;
    for (size_t i = 0; i < t->n; i++) w->M[i * t->G + i / t->N] = w->e[i];
    const domar_status st = domar_leontief_solve(cx, system, w->M, t->G);
    if (st) return st;
    for (size_t i = 0; i < t->n; i++)
        w->again[i] = domar_produces(t->x[i]) ? w->M[i * t->G + i / t->N] / t->x[i] : 0;
    domar_parallel(domar_cx_threads(cx), t->n, 64, embodied, w);
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, struct work *w, domar_leontief *system)
{
    const domar_table *t = w->t;
    domar_local l;
    domar_va_coefficients(w->v, t);
    domar_final_by_economy(w->F, t);
    domar_exports(w->e, t);
    domar_parallel(domar_cx_threads(cx), t->n, 64, deliveries, w);
    domar_status st = domar_local_new(cx, &l, t, system);
    if (st) return st;
    domar_local_apply_t(&l, w->vL, w->v);
    for (size_t i = 0; i < t->n; i++) {
        w->own[i] = w->v[i] * l.L[i / t->N * t->N * t->N + i % t->N * t->N + i % t->N];
        w->R[i * t->G + i / t->N] = w->v[i];
        w->total[i / t->N] += w->e[i];
    }
    memcpy(w->X, w->F, t->n * t->G * sizeof *w->X);
    if ((st = domar_leontief_solve_t(cx, system, w->R, t->G))) return st;
    if ((st = domar_leontief_solve(cx, system, w->X, t->G))) return st;
    for (size_t i = 0; i < t->n; i++)
        for (size_t g = 0; g < t->G; g++) w->all[i] += w->R[i * t->G + g];
    return reexports(cx, w, system);
}

/* ---- levels */

/* Row a = (c, i), partner p; b is the same industry of p. */
static double with_partner(const struct work *w, domar_tiva_level level, size_t a, size_t p)
{
    const size_t G = w->t->G, N = w->t->N, c = a / N, b = p * N + a % N;
    const double ei = w->E[a * G + p], ef = w->F[a * G + p], mi = w->E[b * G + c], mf = w->F[b * G + c];
    switch (level) {
    case DOMAR_EXGR: return ei + ef;
    case DOMAR_EXGR_FNL: return ef;
    case DOMAR_EXGR_INT: return ei;
    case DOMAR_IMGR: return mi + mf;
    case DOMAR_IMGR_FNL: return mf;
    case DOMAR_IMGR_INT: return mi;
    case DOMAR_BALGR: return ei + ef - mi - mf;
    case DOMAR_EXGR_DVA: return w->R[a * G + c] * (ei + ef);
    case DOMAR_EXGR_DDC: return w->own[a] * (ei + ef);
    case DOMAR_EXGR_IDC: return (w->vL[a] - w->own[a]) * (ei + ef);
    case DOMAR_EXGR_RIM: return (w->R[a * G + c] - w->vL[a]) * (ei + ef);
    case DOMAR_EXGR_FVA: return (w->all[a] - w->R[a * G + c]) * (ei + ef);
    case DOMAR_EXGR_INTDVA: return w->R[a * G + c] * ei;
    case DOMAR_EXGR_FNLDVA: return w->R[a * G + c] * ef;
    case DOMAR_REII: return w->M[b * G + c];
    case DOMAR_IMGR_DVA: return w->R[b * G + c] * (mi + mf);
    case DOMAR_DEXFVA: return w->R[a * G + p] * w->e[a];
    case DOMAR_FEXDVA: return w->R[b * G + c] * w->e[b];
    case DOMAR_FFD_DVA: return w->v[a] * w->X[a * G + p];
    case DOMAR_DFD_FVA: return w->v[b] * w->X[b * G + c];
    case DOMAR_BALVAFD: return w->v[a] * w->X[a * G + p] - w->v[b] * w->X[b * G + c];
    default: return NAN;
    }
}

static double alone(const struct work *w, domar_tiva_level level, size_t a)
{
    const size_t G = w->t->G, c = a / w->t->N;
    double sum = 0;
    switch (level) {
    case DOMAR_PROD: return w->t->x[a];
    case DOMAR_VALU: return w->t->va[a];
    case DOMAR_DOM: return w->E[a * G + c] + w->F[a * G + c];
    case DOMAR_DOM_FNL: return w->F[a * G + c];
    case DOMAR_DOM_INT: return w->E[a * G + c];
    case DOMAR_DXD_DVA: return w->v[a] * w->X[a * G + c];
    case DOMAR_FD_VA:
        for (size_t g = 0; g < G; g++) sum += w->v[a] * w->X[a * G + g];
        return sum;
    default:
        for (size_t p = 0; p < G; p++)
            if (p != c) sum += with_partner(w, level, a, p);
        return sum;
    }
}

/* ---- rows */
struct row { size_t c, i, p; };     /* SIZE_MAX: all of them together */

static double level_of(const struct work *w, domar_tiva_level level, struct row r)
{
    const size_t N = w->t->N;
    double sum = 0;
    for (size_t a = r.c * N; a < (r.c + 1) * N; a++)
        if (r.i == SIZE_MAX || a % N == r.i)
            sum += r.p == SIZE_MAX ? alone(w, level, a) : with_partner(w, level, a, r.p);
    return sum;
}

static double value_of(const struct work *w, size_t term, struct row r)
{
    const domar_tiva_rule *rule = &domar_tiva_rules[term];
    const double level = level_of(w, rule->level, r);
    if (rule->base == DOMAR_LEVEL) return level;
    if (rule->base == DOMAR_OF_PARTNERS) r.p = SIZE_MAX;
    const double whole = rule->base == DOMAR_OF_ECONOMY ? w->total[r.c] : level_of(w, rule->whole, r);
    return whole > 0 || whole < 0 ? 100 * level / whole : NAN;
}

/* An industry without output has no numbers of its own, but its product is imported all the same. */
static bool has_row(const struct work *w, const struct row *r, size_t term)
{
    const int level = (int)domar_tiva_rules[term].level;
    if (level == DOMAR_IMGR || level == DOMAR_IMGR_FNL || level == DOMAR_IMGR_INT) return true;
    if (domar_series_conventions(w->t->series)->zero_output != DOMAR_ZERO_MISSING) return true;
    return r->i == SIZE_MAX || domar_produces(w->t->x[r->c * w->t->N + r->i]);
}

struct answer { const struct work *w; double *value; size_t rows, partners; bool industry, partner; };

/* Rows of one economy each: pieces of their own. */
static void fill(void *arg, size_t begin, size_t end)
{
    const struct answer *f = arg;
    const struct work *w = f->w;
    for (size_t c = begin; c < end; c++) {
        double *out = f->value + c * f->rows * f->partners * w->terms;
        for (size_t i = 0; i < f->rows; i++)
            for (size_t p = 0; p < (f->partner ? w->t->G : 1); p++) {
                const struct row r = { w->chosen[c], f->industry ? i : SIZE_MAX,
                                       f->partner ? p : SIZE_MAX };
                if (r.p == r.c) continue;
                for (size_t k = 0; k < w->terms; k++)
                    *out++ = has_row(w, &r, w->shown[k]) ? value_of(w, w->shown[k], r) : NAN;
            }
    }
}

static void put_codes(domar_result *result, const struct answer *f)
{
    const struct work *w = f->w;
    uint32_t *economy = domar_result_codes(result, "economy"),
             *indicator = domar_result_codes(result, "indicator");
    uint32_t *industry = f->industry ? domar_result_codes(result, "industry") : NULL;
    uint32_t *partner = f->partner ? domar_result_codes(result, "partner") : NULL;
    size_t at = 0;
    for (size_t c = 0; c < w->k; c++)
        for (size_t i = 0; i < f->rows; i++)
            for (size_t p = 0; p < (f->partner ? w->t->G : 1); p++) {
                if (f->partner && p == w->chosen[c]) continue;
                for (size_t k = 0; k < w->terms; k++, at++) {
                    economy[at] = (uint32_t)w->chosen[c];
                    indicator[at] = (uint32_t)k;
                    if (industry) industry[at] = (uint32_t)i;
                    if (partner) partner[at] = (uint32_t)p;
                }
            }
}

/* ---- indicators asked for */
static domar_status choose(domar_cx *cx, struct work *w, domar_axis **axis, const char *list,
                           bool partner)
{
    size_t known = 0;
    while (domar_tiva_terms[known].code) known++;
    domar_term *terms = domar_scratch_bytes(cx, known + 1, sizeof *terms);
    w->shown = domar_scratch_bytes(cx, known, sizeof *w->shown);
    domar_status st = terms && w->shown ? domar_tiva_check(cx, list, partner) : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < known; k++)
        if ((partner ? domar_tiva_rules[k].partner : domar_tiva_rules[k].alone) &&
            domar_tiva_listed(list, domar_tiva_terms[k].code)) {
            terms[w->terms] = domar_tiva_terms[k];
            w->shown[w->terms++] = k;
        }
    if (!st && !w->terms)
        st = domar_fail(cx, DOMAR_EUSAGE, "--indicator is empty: give codes, separated by commas");
    return st ? st : domar_terms_axis(cx, axis, terms, NULL);
}

/* ---- certificate and reading */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    double gap = 0;
    for (size_t c = 0; c < w->k; c++) {
        const struct row whole = { w->chosen[c], SIZE_MAX, SIZE_MAX };
        const double exports = w->total[w->chosen[c]];
        const double found = level_of(w, DOMAR_EXGR_DVA, whole) + level_of(w, DOMAR_EXGR_FVA, whole);
        if (exports > 0) gap = fmax(gap, fabs(found - exports) / exports);
    }
    const bool closed = domar_series_conventions(w->t->series)->va == DOMAR_VA_RESIDUAL &&
        domar_series_conventions(w->t->series)->output_from == DOMAR_OUTPUT_ROWS;
    /* Sales of industries whose output rounds to zero are nobody's value added. */
    return domar_result_certify(cx, r, "not_accounted_for", gap, closed ? 1e-4 : NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *axis = domar_series_axis(w->t->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX;
    for (size_t c = 0; c < w->k; c++)
        if (top == SIZE_MAX || w->total[w->chosen[c]] > w->total[top]) top = w->chosen[c];
    if (top == SIZE_MAX || !(w->total[top] > 0)) return DOMAR_OK;
    const struct row whole = { top, SIZE_MAX, SIZE_MAX };
    const double part = 100 / w->total[top], own = part * level_of(w, DOMAR_EXGR_DVA, whole),
                 forward = part * level_of(w, DOMAR_FEXDVA, whole),
                 backward = part * level_of(w, DOMAR_DEXFVA, whole);
    char *en = domar_format(cx, "%s: %.1f %% of gross exports is domestic value added, %.1f %% foreign; "
                            "its value added in the exports of others is %.1f %% of its own exports.",
                            domar_axis_label(axis, top, "en"), own, backward, forward);
    char *zh = domar_format(cx, "%s：总出口中国内增加值占 %.1f%%，国外增加值占 %.1f%%；其增加值体现在他国出口中的部分"
                            "相当于本国出口的 %.1f%%。", domar_axis_label(axis, top, "zh"), own,
                            backward, forward);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    struct work w = { .t = in->table };
    const bool partner = in->grain == BY_PARTNER || in->grain == BY_INDUSTRY_PARTNER;
    const bool industry = in->grain == BY_INDUSTRY || in->grain == BY_INDUSTRY_PARTNER;
    domar_axis *indicators = NULL;
    domar_dim dims[8];
    char *money = NULL;
    domar_status st = choose(cx, &w, &indicators, opt->indicator, partner);
    if (!st && !make_room(cx, &w)) st = DOMAR_ENOMEM;
    if (!st) st = prepare(cx, &w, in->system);
    if (!st && !(money = domar_series_money(cx, in->series))) st = DOMAR_ENOMEM;
    if (st) goto done;
    w.k = domar_select_economies(w.chosen, w.t, in->economy);
    struct answer f = { .w = &w, .rows = industry ? w.t->N : 1, .partners = partner ? w.t->G - 1 : 1,
                        .industry = industry, .partner = partner };
    const size_t count = domar_grain_dims(dims, &grains[in->grain], w.t, indicators);
    st = domar_result_new_rows(cx, out, "chain.tiva", money, dims, count,
                               w.k * f.rows * f.partners * w.terms);
    if (st) goto done;
    put_codes(*out, &f);
    st = domar_result_column(cx, *out, columns, "value", &f.value);
    if (!st) domar_parallel(domar_cx_threads(cx), w.k, 1, fill, &f);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = read_out(cx, *out, &w);
done:
    domar_release(money);
    domar_axis_free(indicators);
    return st;
}

const domar_method domar_chain_tiva = {
    .id = "chain.tiva",
    .title_en = "Trade in value added: the OECD's indicators",
    .title_zh = "增加值贸易：OECD TiVA 指标",
    .about_en =
        "The indicators of the OECD's TiVA database from any table of several economies, under its "
        "codes: gross trade, value added in exports by who made it, participation backward and "
        "forward, value added in final demand. Shares are per cent, levels money; DEXFVAP and "
        "FEXDVAP are per cent of the economy's gross exports, as the OECD has them, where programs "
        "of others print levels under these codes (here DEXFVA_LEVEL, FEXDVA_LEVEL). FEXDVA goes "
        "by the industry that exports abroad, FFD_DVA by the industry of origin. REII counts all "
        "rounds of production at home, also those that come back over the border (B_cc). Shares "
        "of an economy are shares of its sums.",
    .about_zh =
        "由任何多经济体投入产出表计算 OECD TiVA 数据库的指标，沿用其代码：总贸易、出口中的增加值及其来源、前后向参与度、最终"
        "需求中的增加值。份额为百分比，水平值为货币；DEXFVAP 与 FEXDVAP 按 OECD 定义为占经济体总出口的百分比，同类软件以此"
        "代码给出水平值（此处为 DEXFVA_LEVEL、FEXDVA_LEVEL）。FEXDVA 按国外出口行业，FFD_DVA 按来源行业。REII 计入国内全部"
        "生产轮次，包括经境外返回者（B_cc）。经济体的份额由合计数计算。",
    .formula = "EXGR\\_DVA_{c,i} = v_c' B_{cc} \\hat e_c, \\quad EXGR\\_DDC = v_{c,i} L_{cc,ii} e_{c,i}, "
        "\\quad FFD\\_DVA_{c,i} = v_{c,i} \\sum_{p \\ne c} (B F)_{(c,i) p}",
    .cite = "oecd2019tiva",
    .params = params, .grains = grains, .columns = columns, .terms = domar_tiva_terms,
    .dim_docs = "economy: whose indicator it is (exporter, importer or final user as the indicator "
        "says); industry: its industry, of imports the imported product, of FEXDVA the industry "
        "that exports abroad, of DFD_FVA the industry of origin; partner: the other economy",
    .dim_docs_zh = "economy：指标所属经济体（出口方、进口方或最终使用方，依指标而定）；industry：其行业，进口指标为进口产品，"
        "FEXDVA 为国外出口行业，DFD_FVA 为来源行业；partner：另一方经济体",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD,
    .run = run };
