/* table/identities.c -- totals against totals, value added against its rows, negative cells.
 *
 *     r_i = sum_j z_ij + sum_u y_iu        c_j = sum_i z_ij + sum_f v_fj
 *     gap = max_i |r_i - c_i| / x_i, and |r_i - c_i| / sum x where x_i = 0       [contract.md] */
#include "table/identities.h"
#include "linalg/exact.h"
#include <string.h>

const domar_item domar_identity_kinds[DOMAR_IDENTITIES + 1] = {
    { "balance", "Row total against column total", "行合计与列合计", "", "" },
    { "row_output", "Row total against published output", "行合计与公布产出", "", "" },
    { "column_output", "Column total against published output", "列合计与公布产出", "", "" },
    { "value_added", "Value added in force against the rows given", "采用的增加值与给定行", "", "" },
    { "zero_output", "Industry without output", "无产出的行业", "", "" },
    { "negative_value_added", "Negative value added", "增加值为负", "", "" },
    { "negative_use", "Negative intermediate use", "中间使用为负", "", "" },
    { "negative_final_use", "Negative final use other than inventories", "存货以外的最终使用为负", "", "" },
    { "negative_factor", "Negative factor payment other than taxes less subsidies",
      "税减补贴以外的要素支付为负", "", "" },
    { NULL, NULL, NULL, NULL, NULL } };

/* The worst `most` of every kind so far, best of them last. */
struct finder {
    const domar_table *t;
    double *rows, *columns;         /* n: totals; columns with all factors */
    double *inputs;                 /* n: columns of Z alone */
    double  world, floor;           /* sum of output */
    size_t  most, held[DOMAR_IDENTITIES];
    domar_identity *kept;           /* DOMAR_IDENTITIES x most */
    domar_identity_summary *summary;
};

static void found(struct finder *f, domar_identity_kind kind, size_t i, size_t j, double value,
                  double expected)
{
    const double x = f->t->x[i], scale = x > 0 ? x : f->world;
    const double off = fabs(value - expected),
        gap = scale > 0 ? off / scale : off > 0 ? INFINITY : 0;
    domar_identity *list = f->kept + kind * f->most;
    size_t at = f->held[kind];
    f->summary->count[kind]++;
    if (gap > f->summary->worst[kind]) f->summary->worst[kind] = gap;
    if (at == f->most && (at == 0 || list[at - 1].gap >= gap)) return;
    if (at < f->most) f->held[kind]++;
    else at--;
    for (; at > 0 && list[at - 1].gap < gap; at--) list[at] = list[at - 1];
    list[at] = (domar_identity){ kind, f->t->year, i, j, value, expected, gap };
}

static void compare(struct finder *f, domar_identity_kind kind, size_t i, double value,
                    double expected)
{
    const double x = f->t->x[i], scale = x > 0 ? x : f->world;
    if (fabs(value - expected) > f->floor * scale) found(f, kind, i, SIZE_MAX, value, expected);
}

/* ---- totals */
/* rows, columns, inputs of f; low (n): scratch. Accounts only have no rows and columns to add up. */
static void totals(struct finder *f, double *low)
{
    const domar_table *t = f->t;
    for (size_t i = 0; i < t->n; i++) {
        double high = 0, rest = 0;
        for (size_t j = 0; j < t->n; j++) {
            const double z = t->Z[i * t->n + j];
            domar_carry(&high, &rest, z);
            domar_carry(&f->columns[j], &low[j], z);
        }
        for (size_t u = 0; u < t->m; u++) domar_carry(&high, &rest, t->Y[i * t->m + u]);
        f->rows[i] = high + rest;
    }
    for (size_t j = 0; j < t->n; j++) f->inputs[j] = f->columns[j] + low[j];
    for (size_t k = 0; k < t->factors; k++)
        for (size_t j = 0; j < t->n; j++) domar_carry(&f->columns[j], &low[j], t->V[k * t->n + j]);
    for (size_t j = 0; j < t->n; j++) f->columns[j] += low[j];
}

static void compare_totals(struct finder *f)
{
    const domar_table *t = f->t;
    f->summary->gap = t->factors ? 0 : NAN;
    for (size_t i = 0; i < t->n; i++) {
        const double scale = t->x[i] > 0 ? t->x[i] : f->world,
            off = fabs(f->rows[i] - f->columns[i]);
        if (t->factors) {
            compare(f, DOMAR_IDENTITY_BALANCE, i, f->rows[i], f->columns[i]);
            if (off > 0) f->summary->gap = fmax(f->summary->gap,
                                                scale > 0 ? off / scale : INFINITY);
        }
        if (!t->published) continue;
        compare(f, DOMAR_IDENTITY_ROW, i, f->rows[i], t->published[i]);
        if (t->factors) compare(f, DOMAR_IDENTITY_COLUMN, i, f->columns[i], t->published[i]);
    }
}

/* ---- value added.  By residual it holds every factor row but imported inputs; given, it is
 * its rows by definition. */
static void compare_value_added(struct finder *f)
{
    const domar_table *t = f->t;
    if (!t->factors || domar_series_conventions(t->series)->va != DOMAR_VA_RESIDUAL) return;
    for (size_t j = 0; j < t->n; j++) {
        double high = 0, low = 0;
        for (size_t k = 0; k < t->factors; k++)
            if (strcmp(domar_axis_kind(t->draft->factors, k), DOMAR_IMPORTED) != 0)
                domar_carry(&high, &low, t->V[k * t->n + j]);
        compare(f, DOMAR_IDENTITY_VALUE_ADDED, j, t->va[j], high + low);
    }
}

/* ---- cells */
static void single_cells(struct finder *f)
{
    const domar_table *t = f->t;
    for (size_t i = 0; i < t->n; i++) {
        if (!(t->x[i] > 0) && !isnan(t->x[i])) found(f, DOMAR_IDENTITY_ZERO_OUTPUT, i, SIZE_MAX, f->inputs[i], 0);
        if (t->va[i] < 0) found(f, DOMAR_IDENTITY_NEGATIVE_VALUE_ADDED, i, SIZE_MAX, t->va[i], 0);
        for (size_t j = 0; t->Z && j < t->n; j++)
            if (t->Z[i * t->n + j] < 0)
                found(f, DOMAR_IDENTITY_NEGATIVE_USE, i, j, t->Z[i * t->n + j], 0);
    }
}

static bool one_of(const char *kind, const char *const *kinds)
{
    for (; *kinds; kinds++)
        if (strcmp(kind, *kinds) == 0) return true;
    return false;
}

static void final_and_factor_cells(struct finder *f)
{
    static const char *const signed_uses[] = { DOMAR_INVENTORIES, DOMAR_IMPORTS, DOMAR_DISCREPANCY,
                                               DOMAR_ABROAD, NULL };
    static const char *const signed_rows[] = { DOMAR_TAX_PRODUCTS, DOMAR_TAX_PRODUCTION,
                                               DOMAR_ADJUSTMENT, DOMAR_MARGINS, NULL };
    const domar_table *t = f->t;
    for (size_t u = 0; u < t->m; u++) {
        if (one_of(domar_axis_kind(t->draft->categories, u % t->C), signed_uses)) continue;
        for (size_t i = 0; i < t->n; i++)
            if (t->Y[i * t->m + u] < 0)
                found(f, DOMAR_IDENTITY_NEGATIVE_FINAL, i, u, t->Y[i * t->m + u], 0);
    }
    for (size_t k = 0; k < t->factors; k++) {
        if (one_of(domar_axis_kind(t->draft->factors, k), signed_rows)) continue;
        for (size_t j = 0; j < t->n; j++)
            if (t->V[k * t->n + j] < 0)
                found(f, DOMAR_IDENTITY_NEGATIVE_FACTOR, j, k, t->V[k * t->n + j], 0);
    }
}

/* Move the lists of all kinds together; returns how many there are. */
static size_t close_up(struct finder *f)
{
    size_t count = 0;
    for (size_t kind = 0; kind < DOMAR_IDENTITIES; kind++)
        for (size_t k = 0; k < f->held[kind]; k++) f->kept[count++] = f->kept[kind * f->most + k];
    return count;
}

domar_status domar_identities(domar_cx *cx, domar_identity **out, size_t *count,
                              domar_identity_summary *summary, const domar_table *t, double floor,
                              size_t most)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct finder f = { .t = t, .floor = floor, .most = most, .summary = summary };
    domar_status st = DOMAR_ENOMEM;
    double *low = domar_scratch(cx, t->n);
    *out = NULL;
    *count = 0;
    *summary = (domar_identity_summary){ 0 };
    f.rows = domar_scratch(cx, t->n);
    f.columns = domar_scratch(cx, t->n);
    f.inputs = domar_scratch(cx, t->n);
    if (!low || !f.inputs || !f.rows || !f.columns) goto done;
    if (!(f.kept = domar_alloc(cx, DOMAR_IDENTITIES * most, sizeof *f.kept))) goto done;
    for (size_t i = 0; i < t->n; i++) f.world += t->x[i];
    summary->gap = NAN;
    if (t->Z) {
        totals(&f, low);
        compare_totals(&f);
        compare_value_added(&f);
    }
    single_cells(&f);
    final_and_factor_cells(&f);
    *count = close_up(&f);
    *out = f.kept;
    st = DOMAR_OK;
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
