/* methods/chain/imports.c -- gross imports taken apart: whose value enters, and what enters again
 *
 * The border is the importer's [borin2019, importer perspective]: with A~ the inputs without those
 * that r's industries import and d_r all that r imports,
 *
 *     va_t = v_t B~_t. d_r,        dc_t = v_t B_t. d_r - va_t.
 *
 * A~ differs from A in the columns of r only, so that no second inverse is needed.  With
 * z = B_rr^-1 (B d_r)_r, what the makers of these imports need of r in the first place,
 *
 *     dc_t = v_t B_tr z - [t = r] v_r L_rr z. */
#include "base/text.h"
#include "linalg/lapack.h"
#include "model/trade.h"
#include <math.h>
#include <string.h>

struct options { char unused; };

enum { BY_ECONOMY, BY_PARTNER };

static const domar_grain grains[] = {
    { "economy", "economy,term", "All imports of an economy.", "经济体的全部进口。" },
    { "partner", "economy,partner,term", "By origin of the value added, the importer among them.",
      "按增加值来源（含进口方自身）。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "money", "The term.", "该项数值。", NULL },
    { "share", "share", "The same over the economy's imports.", "占该经济体进口的比重。", NULL },
    { .name = NULL } };

enum { VA, DC, OTHER, TERMS };

static const domar_term terms[] = {
    { "", "va", "value added", "增加值",
      "Made by its origin, enters the importer for the first time; counted once.",
      "由来源方创造，首次进入进口方；只计一次。" },
    { "", "dc", "content counted twice", "重复计算部分",
      "Made by its origin, but has been in the importer's imports before: it left in exports and "
      "comes in again.",
      "由来源方创造，但此前已计入该方进口：曾随出口离开，现再次进入。" },
    { "", "other", "taxes, margins and sales without output", "税收、运费及无产出行业的销售",
      "What the table counts neither as value added of anybody nor as inputs. Appears where there is "
      "any.",
      "表中既不属于任何一方增加值、也不属于中间投入的部分。仅在存在时列出。" },
    { .code = NULL } };

struct work {
    const domar_input *in;
    domar_trade trade;
    bool    by_partner;
    size_t  width;              /* terms of a row: one less where nothing is nobody's */
    size_t *chosen, k, rows;
    double *imports;            /* R */
    double *VD;                 /* R x R: content of origin t in the imports of r; other after it */
    double *other;              /* R */
    double *M, *z;              /* most x most, most */
    blasint *pivots;
    double  gap, again, home;   /* of all: certificate; of the largest importer: reading */
    size_t  top;
};

static domar_status allocate(domar_cx *cx, struct work *w)
{
    const domar_trade *t = &w->trade;
    const size_t R = t->R;
    size_t most = 0;
    for (size_t r = 0; r < R; r++)
        if (t->first[r + 1] - t->first[r] > most) most = t->first[r + 1] - t->first[r];
    double *sums = domar_scratch(cx, 2 * R);
    w->chosen = domar_scratch_bytes(cx, R, sizeof *w->chosen);
    w->VD = domar_scratch(cx, R * R);
    w->M = domar_scratch(cx, most * most);
    w->z = domar_scratch(cx, most);
    w->pivots = domar_scratch_bytes(cx, most, sizeof *w->pivots);
    if (!sums || !w->chosen || !w->VD || !w->M || !w->z || !w->pivots) return DOMAR_ENOMEM;
    w->imports = sums;
    w->other = sums + R;
    return DOMAR_OK;
}

static domar_status prepare(domar_cx *cx, struct work *w)
{
    const domar_trade *t = &w->trade;
    const domar_status st = allocate(cx, w);
    if (st) return st;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)t->R, (int)t->R, (int)t->n, 1, t->VB,
                (int)t->n, t->E, (int)t->R, 0, w->VD, (int)t->R);
    for (size_t p = 0; p < t->n; p++)
        for (size_t r = 0; r < t->R; r++) {
            w->imports[r] += t->E[p * t->R + r];
            w->other[r] += t->WB[p] * t->E[p * t->R + r];
        }
    for (size_t r = 0; r < t->R; r++)
        if (domar_regions_selected(t->regions, w->in->economy, r)) w->chosen[w->k++] = r;
    w->width = t->others ? TERMS : OTHER;
    w->rows = w->k * (w->by_partner ? t->R * OTHER : w->width);
    return DOMAR_OK;
}

/* z = B_rr^-1 (B d_r)_r. */
static domar_status comes_again(domar_cx *cx, struct work *w, size_t r)
{
    const domar_trade *t = &w->trade;
    const size_t a = t->first[r], m = t->first[r + 1] - a;
    const blasint size = (blasint)m, one = 1;
    blasint info;
    for (size_t i = 0; i < m; i++) {
        const double *b = t->B + (a + i) * t->n;
        double sum = 0;
        memcpy(w->M + i * m, b + a, m * sizeof *w->M);
        for (size_t p = 0; p < t->n; p++) sum += b[p] * t->E[p * t->R + r];
        w->z[i] = sum;
    }
    dgetrf_(&size, &size, w->M, &size, w->pivots, &info);
    if (info)
        return domar_fail(cx, DOMAR_ENOCONV, "%s: its imports cannot be taken out of the table "
                          "(singular): mend its columns or aggregate",
                          domar_axis_code(t->regions->axis, r));
    dgetrs_("T", &size, &one, w->M, &size, w->pivots, w->z, &size, &info);
    return DOMAR_OK;
}

static double counted_twice(const struct work *w, size_t t, size_t r)
{
    const domar_trade *d = &w->trade;
    double sum = 0;
    for (size_t p = d->first[r]; p < d->first[r + 1]; p++)
        sum += (d->VB[t * d->n + p] - (t == r ? d->vL[p] : 0)) * w->z[p - d->first[r]];
    return sum;
}

/* Terms of importer r; out: by origin, or their sums. */
static void take_apart(struct work *w, size_t r, double *out)
{
    const domar_trade *t = &w->trade;
    double va = 0, dc = 0;
    for (size_t s = 0; s < t->R; s++) {
        const double again = counted_twice(w, s, r), once = w->VD[s * t->R + r] - again;
        va += once;
        dc += again;
        if (w->by_partner) {
            out[s * OTHER + VA] = once;
            out[s * OTHER + DC] = again;
        }
    }
    if (!w->by_partner) {
        out[VA] = va;
        out[DC] = dc;
        if (w->width > OTHER) out[OTHER] = w->other[r];
    }
    if (w->imports[r] > 0)
        w->gap = fmax(w->gap, fabs(w->imports[r] - va - dc - w->other[r]) / w->imports[r]);
    if (w->top != SIZE_MAX && w->imports[r] <= w->imports[w->top]) return;
    w->top = r;
    w->again = dc;
    w->home = w->VD[r * t->R + r];
}

static domar_status fill(domar_cx *cx, struct work *w, double *value, double *share)
{
    const size_t step = w->k ? w->rows / w->k : 0;
    domar_status st = DOMAR_OK;
    w->top = SIZE_MAX;
    for (size_t c = 0; !st && c < w->k; c++) {
        const size_t r = w->chosen[c];
        if ((st = comes_again(cx, w, r))) break;
        take_apart(w, r, value + c * step);
        for (size_t k = c * step; k < (c + 1) * step; k++)
            share[k] = w->imports[r] > 0 || w->imports[r] < 0 ? value[k] / w->imports[r] : NAN;
    }
    return st;
}

static void put_codes(domar_result *result, const struct work *w)
{
    uint32_t *economy = domar_result_codes(result, "economy"),
             *partner = w->by_partner ? domar_result_codes(result, "partner") : NULL,
             *term = domar_result_codes(result, "term");
    const size_t step = w->k ? w->rows / w->k : 0, width = w->by_partner ? OTHER : w->width;
    for (size_t k = 0; k < w->rows; k++) {
        economy[k] = (uint32_t)w->chosen[k / step];
        term[k] = (uint32_t)(k % width);
        if (partner) partner[k] = (uint32_t)(k % step / OTHER);
    }
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    if (w->top == SIZE_MAX || !(w->imports[w->top] > 0)) return DOMAR_OK;
    const domar_axis *axis = w->trade.regions->axis;
    const double part = 100 / w->imports[w->top];
    char *en = domar_format(cx, "Of each 100 that %s imports, %.1f was made by itself and comes home; "
                            "%.1f has come in before.", domar_axis_label(axis, w->top, "en"),
                            part * w->home, part * w->again);
    char *zh = domar_format(cx, "%s每 100 单位进口中，%.1f 由其自身创造后返回，%.1f 此前已进入过一次。",
                            domar_axis_label(axis, w->top, "zh"), part * w->home, part * w->again);
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    domar_status st = domar_result_certify(cx, r, "terms_against_imports", w->gap,
                                           w->by_partner && w->trade.others ? NAN : 1e-10);
    if (!st) st = domar_result_certify(cx, r, "discrepancy_used_at_home", w->trade.discrepancy, NAN);
    return st;
}

static domar_status answer(domar_cx *cx, domar_result **out, struct work *w)
{
    domar_term shown[TERMS + 1] = { { 0 } };
    domar_axis *axis = NULL;
    domar_dim dims[8];
    double *value, *share;
    memcpy(shown, terms, (w->by_partner ? OTHER : w->width) * sizeof *shown);
    domar_status st = domar_terms_axis(cx, &axis, shown, NULL);
    char *money = st ? NULL : domar_series_money(cx, w->in->series);
    if (!st && !money) st = DOMAR_ENOMEM;
    if (st) goto done;
    const size_t count = domar_grain_dims(dims, &grains[w->in->grain], w->in->table, axis);
    for (size_t d = 0; d < count; d++)
        if (strcmp(dims[d].name, "term") != 0) dims[d].axis = w->trade.regions->axis;
    st = domar_result_new_rows(cx, out, "chain.imports", money, dims, count, w->rows);
    if (st) goto done;
    put_codes(*out, w);
    st = domar_result_column(cx, *out, columns, "value", &value);
    if (!st) st = domar_result_column(cx, *out, columns, "share", &share);
    if (!st) st = fill(cx, w, value, share);
    if (!st) st = certify(cx, *out, w);
    if (!st) st = read_out(cx, *out, w);
done:
    domar_release(money);
    domar_axis_free(axis);
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    struct work w = { .in = in, .by_partner = in->grain == BY_PARTNER };
    (void)options;
    domar_status st = domar_trade_new(cx, &w.trade, in);
    if (!st) st = prepare(cx, &w);
    if (!st) st = answer(cx, out, &w);
    domar_trade_free(&w.trade);
    return st;
}

const domar_method domar_chain_imports = {
    .id = "chain.imports",
    .title_en = "Gross imports taken apart: whose value enters, and what enters again",
    .title_zh = "总进口分解：谁的增加值进入，哪些再次进入",
    .about_en =
        "What an economy imports holds value added of its suppliers, of theirs, and of its own that "
        "comes home. Some of it has come in before: it was worked into exports and is imported "
        "again. From the importer's view this is counted twice; the rest is value added that "
        "enters once. The two (and what is nobody's value added) add up to imports; by origin they "
        "tell who made them, the importer among them.",
    .about_zh =
        "一个经济体的进口包含供应方、供应方的供应方以及自身返回的增加值。其中一部分此前已经进入过：加工成出口品"
        "后又被进口。从进口方看，这部分是重复计算，其余为只进入一次的增加值。两项（及不属于任何一方增加值的部分）"
        "之和等于进口；按来源可见由谁创造，包括进口方自身。",
    .formula = "va_{tr} = v_t \\tilde B_{t \\cdot} d_r, \\quad dc_{tr} = v_t B_{t \\cdot} d_r - "
        "va_{tr}, \\quad \\tilde B = (I - \\tilde A)^{-1}, \\ \\tilde A = A \\text{ with } \\tilde A_{tr} = 0 \\ (t \\ne r), \\ d_r: \\text{ imports of } r",
    .cite = "borin2019",
    .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "economy: the importer (a bloc counts as one); partner: the economy that made the "
        "value added; term: a part of these imports",
    .dim_docs_zh = "economy：进口方（集团视为一个整体）；partner：创造增加值的经济体；term：进口的一部分",
    .options_size = sizeof(struct options),
    .needs = DOMAR_NEEDS_SOLVE | DOMAR_NEEDS_WORLD | DOMAR_TAKES_BLOCS, .run = run };
