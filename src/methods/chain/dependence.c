/* methods/chain/dependence.c -- on whom a user depends, at face value and looking through
 *
 *     direct_{s j} = sum_{i in s} z_ij / sum_i z_ij
 *     total_{s j}  = sum_{i in s} (B - I)_ij / sum_i (B - I)_ij,   B - I = A + A^2 + ...
 *
 * The first is the share of supplier s in the inputs that j buys; the second its share in all
 * output that one unit of j calls forth anywhere behind it: the inputs, the inputs of the
 * inputs, and so on [baldwin2023: face value and look-through exposure, here as shares of all
 * inputs].  Gross output is counted at every tier, as in production, not value added.
 * A user economy is the sum over its industries, numerator and denominator, one unit of j
 * weighted by its output.
 *
 * hhi: sum of squared shares of the foreign suppliers in what comes from abroad (total), 1 where
 * a single one supplies.  With partner_industry it is taken within that product, so that a
 * high total with a high hhi is a choke point.
 *
 * B is not formed: B - I summed over the rows of s is A' (I - A')^-1 1_s, one right-hand side a
 * supplier; products A x keep digits that B - 1 would cancel.  Only the list of each industry's
 * largest suppliers in all economies takes the inverse. */
#include "model/selection.h"
#include "model/suppliers.h"
#include "spec/method.h"
#include <math.h>

struct options { int64_t suppliers; };

enum { BY_INDUSTRY, BY_ECONOMY, BY_SUPPLIER, BY_CHOKE };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, suppliers), .def = 5, .lo = 1, .hi = DOMAR_MOST_SUPPLIERS,
      .en = "By choke: how many foreign suppliers are listed for each user, largest first.",
      .zh = "按 choke：每个使用者列出多少个外国供应者，由大到小。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,partner", "Every industry on every supplier economy.",
      "各行业对各供应经济体。" },
    { "economy", "economy,partner", "Whole economies on supplier economies.", "经济体对经济体。" },
    { "supplier", "economy,partner,partner_industry",
      "Whole economies on every industry of every supplier.", "经济体对各供应经济体的各行业。" },
    { "choke", "economy,industry,partner,partner_industry",
      "Every industry on its largest foreign suppliers.", "各行业对其最大的外国供应行业。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "direct", "share", "Share of the supplier in the inputs bought.", "供应者在所购投入中的比重。", NULL },
    { "total", "share", "Share of the supplier in all inputs, of the first and every earlier tier.",
      "供应者在全部（直接与各层间接）投入中的比重。", NULL },
    { "hhi", "share", "Concentration of foreign suppliers in the total, from 0 to 1; by supplier and by choke, of the "
      "foreign economies that supply this product.",
      "外国供应者在全部投入中的集中度，0 到 1。", NULL },
    { .name = NULL } };

/* ---- suppliers are economies: D and T, users x G, of z and of B - I */

/* D_js = sum over i in s of z_ij; nothing where j has no output. */
static void bought(double *D, const domar_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++)
            if (domar_produces(t->x[j])) D[j * t->G + i / t->N] += t->Z[i * t->n + j];
}

/* Sum users over industries, one unit of j weighted by w_j (NULL: as it is). */
static void sum_users(double *to, const double *from, const double *w, const domar_table *t)
{
    for (size_t j = 0; j < t->n; j++)
        for (size_t s = 0; s < t->G; s++)
            to[j / t->N * t->G + s] += (w ? w[j] : 1) * from[j * t->G + s];
}

/* Rows of D and T become shares, h (users x G) the concentration; block: users an economy. */
static domar_exposure to_shares(double *D, double *T, double *h, const domar_table *t,
                                size_t block, const char *economies)
{
    domar_exposure peak = { 0 };
    const size_t G = t->G;
    for (size_t g = 0; g < G; g++) {
        const bool told = domar_economy_selected(t, economies, g);
        for (size_t j = g * block; j < (g + 1) * block; j++) {
            double *d = D + j * G, *a = T + j * G, all_d = 0, all = 0;
            const bool tell = told && (block == 1 || domar_is_large(t, j));
            for (size_t s = 0; s < G; s++) {
                all_d += d[s];
                all += a[s];
            }
            if (!(fabs(all_d) > 0)) all = 0;    /* buys nothing: what T holds is rounding */
            const double hhi = fabs(all) > 0 ? domar_concentration(a, G, 1, g) : NAN;
            for (size_t s = 0; s < G; s++) {
                d[s] = domar_share(d[s], all_d);
                a[s] = domar_share(a[s], all);
                h[j * G + s] = hhi;
                if (tell && s != g) domar_exposure_note(&peak, j, s, d[s], a[s]);
            }
        }
    }
    return peak;
}

static domar_status put_all(domar_cx *cx, domar_result *r, const double *direct,
                            const double *total, const double *hhi)
{
    domar_status st = domar_result_put(cx, r, columns, "direct", direct);
    if (!st) st = domar_result_put(cx, r, columns, "total", total);
    return st ? st : domar_result_put(cx, r, columns, "hhi", hhi);
}

static domar_status on_economies(domar_cx *cx, domar_result *r, const domar_input *in,
                                 domar_exposure *peak)
{
    const domar_table *t = in->table;
    const size_t G = t->G, n = t->n;
    double *X = domar_scratch(cx, n * G), *T = domar_scratch(cx, n * G),
           *D = domar_scratch(cx, n * G);
    double *DG = domar_scratch(cx, G * G), *TG = domar_scratch(cx, G * G);
    if (!X || !T || !D || !DG || !TG) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) X[i * G + i / t->N] = 1;
    const domar_status st = domar_leontief_solve_t(cx, in->system, X, G);
    if (st) return st;
    domar_leontief_apply_t(in->system, domar_cx_threads(cx), T, X, G);
    bought(D, t);
    if (in->grain == BY_INDUSTRY) {
        *peak = to_shares(D, T, X, t, t->N, in->economy);
        return put_all(cx, r, D, T, X);
    }
    sum_users(DG, D, NULL, t);
    sum_users(TG, T, t->x, t);
    *peak = to_shares(DG, TG, X, t, 1, in->economy);
    return put_all(cx, r, DG, TG, X);
}

/* ---- suppliers are industries, users whole economies */

/* One user r: d, a (n, strided by k) of all suppliers into rows [r, s, i] of the columns. */
static void supplier_rows(double *const put[3], const double *d, const double *a, size_t k,
                          size_t r, const domar_table *t, domar_exposure *peak)
{
    double all_d = 0, all = 0;
    for (size_t i = 0; i < t->n; i++) {
        all_d += d[i * k];
        all += a[i * k];
    }
    for (size_t i = 0; i < t->n; i++) {
        const size_t at = r * t->n + i, product = i % t->N;
        put[0][at] = domar_share(d[i * k], all_d);
        put[1][at] = domar_share(a[i * k], all);
        put[2][at] = domar_concentration(a + product * k, t->G, t->N * k, r);
        if (i / t->N != r) domar_exposure_note(peak, r, i, put[0][at], put[1][at]);
    }
}

static domar_status on_industries(domar_cx *cx, domar_result *r, const domar_input *in,
                                  domar_exposure *peak)
{
    const domar_table *t = in->table;
    size_t *chosen = domar_scratch_bytes(cx, t->G, sizeof *chosen);
    if (!chosen) return DOMAR_ENOMEM;
    const size_t n = t->n, k = domar_select_economies(chosen, t, in->economy);
    double *X = domar_scratch(cx, n * k), *T = domar_scratch(cx, n * k),
           *D = domar_scratch(cx, n * k);
    double *put[3];
    for (int c = 0; c < 3; c++) put[c] = domar_scratch(cx, t->G * n);
    if (!X || !T || !D || !put[0] || !put[1] || !put[2]) return DOMAR_ENOMEM;
    for (size_t c = 0; c < k; c++)
        for (size_t j = chosen[c] * t->N; j < (chosen[c] + 1) * t->N; j++) {
            X[j * k + c] = t->x[j];
            for (size_t i = 0; domar_produces(t->x[j]) && i < n; i++) D[i * k + c] += t->Z[i * n + j];
        }
    const domar_status st = domar_leontief_solve(cx, in->system, X, k);
    if (st) return st;
    domar_leontief_apply(in->system, domar_cx_threads(cx), T, X, k);
    for (size_t c = 0; c < k; c++) supplier_rows(put, D + c, T + c, k, chosen[c], t, peak);
    return put_all(cx, r, put[0], put[1], put[2]);
}

/* ---- each industry's largest foreign suppliers: ragged rows */

/* Columns of B for the users asked for: of the inverse if they are all, else solved for. */
static domar_status columns_of_inverse(domar_cx *cx, const double **B, const domar_input *in,
                                       const size_t *chosen, size_t k)
{
    const domar_table *t = in->table;
    const size_t width = k * t->N;
    if (k == t->G) return domar_leontief_inverse(cx, in->system, B);
    double *X = domar_scratch(cx, t->n * width);
    if (!X) return DOMAR_ENOMEM;
    for (size_t u = 0; u < width; u++) X[(chosen[u / t->N] * t->N + u % t->N) * width + u] = 1;
    *B = X;
    return domar_leontief_solve(cx, in->system, X, width);
}

static domar_status fill_list(domar_cx *cx, domar_result **out, const domar_supplier_list *l,
                              const domar_dim *dims, size_t count)
{
    domar_status st = domar_result_new_rows(cx, out, "chain.dependence", "", dims, count, l->count);
    if (st) return st;
    for (size_t c = 0; c < count; c++) {
        uint32_t *codes = domar_result_codes(*out, dims[c].name);
        for (size_t row = 0; row < l->count; row++) codes[row] = l->dim[c][row];
    }
    return put_all(cx, *out, l->direct, l->total, l->hhi);
}

static domar_status choke_points(domar_cx *cx, domar_result **out, const domar_input *in,
                                 size_t most, const domar_dim *dims, size_t count,
                                 domar_exposure *peak)
{
    const domar_table *t = in->table;
    domar_supplier_list l = { 0 };
    const double *B = NULL;
    size_t *chosen = domar_scratch_bytes(cx, t->G, sizeof *chosen);
    double *a = domar_scratch(cx, t->n);
    if (!chosen || !a) return DOMAR_ENOMEM;
    const size_t k = domar_select_economies(chosen, t, in->economy), width = k * t->N;
    if (!domar_supplier_list_new(cx, &l, width * most)) return DOMAR_ENOMEM;
    const domar_status st = columns_of_inverse(cx, &B, in, chosen, k);
    if (st) return st;
    for (size_t u = 0; u < width; u++) {
        const size_t j = chosen[u / t->N] * t->N + u % t->N;
        for (size_t i = 0; i < t->n; i++) a[i] = B[i * width + u];
        a[j] -= 1;
        domar_supplier_list_add(&l, a, j, most, t, peak);
    }
    return fill_list(cx, out, &l, dims, count);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    domar_exposure peak = { 0 };
    domar_dim dims[8];
    const size_t count = domar_grain_dims(dims, &grains[in->grain], in->table, NULL);
    domar_status st;                                        /* scratch: the engine rewinds */
    if (in->grain == BY_CHOKE)
        st = choke_points(cx, out, in, (size_t)opt->suppliers, dims, count, &peak);
    else if (!(st = domar_result_new(cx, out, "chain.dependence", "", dims, count)))
        st = in->grain == BY_SUPPLIER ? on_industries(cx, *out, in, &peak)
                                      : on_economies(cx, *out, in, &peak);
    const bool user = in->grain == BY_INDUSTRY || in->grain == BY_CHOKE;
    const bool supplier = in->grain >= BY_SUPPLIER;
    return st ? st : domar_exposure_read(cx, *out, &peak, in->table, user, supplier);
}

const domar_method domar_chain_dependence = {
    .id = "chain.dependence",
    .title_en = "Dependence on suppliers, direct and total",
    .title_zh = "对供应者的直接与完全依赖度",
    .about_en =
        "How much of what an industry uses comes from each economy: in what it buys (direct), "
        "and in everything made anywhere to supply it (total). Inputs that arrive through third "
        "economies show in the second only, so a gap between the two is hidden exposure. The "
        "user's own economy is one of the rows; shares of a user add up to 1. hhi says how few "
        "foreign suppliers there are. By supplier or choke, a large total with a large hhi "
        "marks a choke point. Industries without inputs have no number.",
    .about_zh = "一个行业的投入有多少来自各经济体：在其直接购入中（direct），以及在为其生产的全部上游产出中（total）。"
        "经第三方转来的投入只出现在后者，两者之差即隐性依赖。使用者所在经济体也占一行；同一使用者各行之和为 1。"
        "hhi 表示外国供应者的集中程度。按 supplier 或 choke 查看时，total 与 hhi 都大的即为卡脖子环节。没有投入的行业没有数值。",
    .formula = "direct_{sj} = \\frac{\\sum_{i \\in s} z_{ij}}{\\sum_i z_{ij}}, \\quad "
        "total_{sj} = \\frac{\\sum_{i \\in s} (B - I)_{ij}}{\\sum_i (B - I)_{ij}}, \\quad "
        "hhi_j = \\sum_{s \\ne r} \\Bigl(\\frac{total_{sj}}{\\sum_{q \\ne r} total_{qj}}\\Bigr)^2",
    .cite = "baldwin2023; miller2009 sec. 2.3",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy: the user; industry: its industry; partner: the supplier; "
        "partner_industry: the supplier's industry",
    .dim_docs_zh = "economy：使用者；industry：其行业；partner：供应者；partner_industry：供应者的行业",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD,
    .run = run };
