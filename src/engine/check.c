/* engine/check.c -- accounting identities of all years as one answer: a row a broken identity or
 * a noteworthy cell, worst first; counts and the accounting gap in the certificate. */
#include "base/text.h"
#include "engine/registry.h"
#include "engine/words.h"
#include "table/identities.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 20 };                    /* rows shown of each kind and year; counts say the rest */
static const double EQUAL = 1e-9;      /* of output: numerics.md, accounting identities */

struct findings {
    domar_identity *list;
    size_t count, capacity;
    size_t counts[DOMAR_IDENTITIES];
    double gap;                        /* NAN until a year has one */
};

static domar_status collect(domar_cx *cx, struct findings *f, const domar_series *series)
{
    for (size_t k = 0; k < domar_series_size(series); k++) {
        domar_identity_summary summary;
        domar_identity *found = NULL;
        size_t count = 0;
        domar_status st = domar_identities(cx, &found, &count, &summary, domar_series_table(series, k),
                                           EQUAL, MOST);
        if (!st) st = domar_grow(cx, &f->list, &f->capacity, f->count + count, sizeof *f->list);
        if (!st && count) {
            memcpy(f->list + f->count, found, count * sizeof *found);
            f->count += count;
        }
        domar_release(found);
        if (!st) st = domar_tick(cx, k + 1, domar_series_size(series));
        if (st) return st;
        for (size_t i = 0; i < DOMAR_IDENTITIES; i++) f->counts[i] += summary.count[i];
        if (isnan(f->gap) || summary.gap > f->gap) f->gap = summary.gap;
    }
    return DOMAR_OK;
}

/* The other cell of a finding: "CHN c14", a factor, or "-". */
static void name_other(char *buf, size_t size, const domar_identity *id, const domar_series *series)
{
    const domar_table *t = domar_series_table(series, 0);
    const domar_axis *G = domar_series_axis(series, DOMAR_ECONOMIES);
    snprintf(buf, size, "-");
    if (id->j == SIZE_MAX) return;
    switch (id->kind) {
    case DOMAR_IDENTITY_NEGATIVE_USE:
        snprintf(buf, size, "%s %s", domar_axis_code(G, id->j / t->N),
                 domar_axis_code(domar_series_axis(series, DOMAR_INDUSTRIES), id->j % t->N));
        break;
    case DOMAR_IDENTITY_NEGATIVE_FINAL:
        snprintf(buf, size, "%s %s", domar_axis_code(G, id->j / t->C),
                 domar_axis_code(domar_series_axis(series, DOMAR_CATEGORIES), id->j % t->C));
        break;
    case DOMAR_IDENTITY_NEGATIVE_FACTOR:
        snprintf(buf, size, "%s", domar_axis_code(domar_series_axis(series, DOMAR_FACTORS), id->j));
        break;
    default: break;
    }
}

static const domar_column columns[] = {
    { .name = "against", .en = "The other side of the cell, - where there is none.", .zh = "单元格的另一方，没有则为 -。" },
    { .name = "value", .unit = "money", .en = "What stands there.", .zh = "表中数值。" },
    { .name = "expected", .unit = "money", .en = "What should stand there.", .zh = "应有数值。" },
    { .name = "gap", .unit = "share", .en = "Difference against the industry's output (world output "
      "where it has none).", .zh = "差额占该行业产出的比重（无产出者以世界总产出为分母）。" },
    { .name = NULL } };

static domar_status fill(domar_cx *cx, domar_result *r, const struct findings *f, const domar_series *series)
{
    enum { NAME = 96 };
    const domar_table *t = domar_series_table(series, 0);
    const domar_mark mark = domar_scratch_mark(cx);
    double *value = domar_scratch(cx, f->count), *expected = domar_scratch(cx, f->count);
    double *gap = domar_scratch(cx, f->count);
    char (*names)[NAME] = domar_scratch_bytes(cx, f->count, NAME);
    const char **others = domar_scratch_bytes(cx, f->count, sizeof *others);
    uint32_t *year = domar_result_codes(r, "year"), *kind = domar_result_codes(r, "identity");
    uint32_t *economy = domar_result_codes(r, "economy"), *industry = domar_result_codes(r, "industry");
    domar_status st = DOMAR_ENOMEM;
    if (!value || !expected || !gap || !names || !others) goto done;
    for (size_t k = 0; k < f->count; k++) {
        const domar_identity *id = &f->list[k];
        uint32_t y = 0;
        while (domar_series_year(series, y) != id->year) y++;
        year[k] = y;
        kind[k] = (uint32_t)id->kind;
        economy[k] = (uint32_t)(id->i / t->N);
        industry[k] = (uint32_t)(id->i % t->N);
        value[k] = id->value;
        expected[k] = id->expected;
        gap[k] = id->gap;
        name_other(names[k], NAME, id, series);
        others[k] = names[k];
    }
    if ((st = domar_words_put(cx, r, &columns[0], others))) goto done;
    if ((st = domar_result_put(cx, r, columns, "value", value))) goto done;
    if ((st = domar_result_put(cx, r, columns, "expected", expected))) goto done;
    st = domar_result_put(cx, r, columns, "gap", gap);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status make_axes(domar_cx *cx, domar_axis **years, domar_axis **kinds, const domar_series *s)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t count = domar_series_size(s);
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*codes)[16] = domar_scratch_bytes(cx, count, sizeof *codes);
    domar_status st = DOMAR_ENOMEM;
    if (items && codes) {
        for (size_t k = 0; k < count; k++) {
            snprintf(codes[k], sizeof *codes, "%d", domar_series_year(s, k));
            items[k].code = codes[k];
        }
        st = domar_axis_new(cx, years, items, count);
    }
    if (!st) st = domar_axis_new(cx, kinds, domar_identity_kinds, DOMAR_IDENTITIES);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct findings *f,
                            const domar_series *series, double tolerance)
{
    static const char *const keys[] = { "output_from", "va", "zero_output", "inventories", "source",
                                        "version", "file", "digest" };
    domar_status st = domar_result_certify(cx, r, "gap", f->gap, tolerance);
    for (size_t k = 0; !st && k < DOMAR_IDENTITIES; k++) {
        char name[64];
        snprintf(name, sizeof name, "count.%s", domar_identity_kinds[k].code);
        st = domar_result_certify(cx, r, name, (double)f->counts[k], NAN);
    }
    for (size_t k = 0; !st && k < sizeof keys / sizeof *keys; k++)
        if (*domar_series_info(series, keys[k]))
            st = domar_result_certify_text(cx, r, keys[k], domar_series_info(series, keys[k]));
    return st ? st : domar_result_certify_text(cx, r, "engine", domar_version());
}

static domar_status words(domar_cx *cx, domar_result *r, double gap, double tolerance, bool flows)
{
    char en[256], zh[256];
    const size_t rows = domar_result_rows(r);
    if (!flows) {
        snprintf(en, sizeof en, "These are accounts without flows: there are no rows and columns to add up.");
        snprintf(zh, sizeof zh, "该账户不含流量，无行列合计可核对。");
    } else if (isnan(gap)) {
        snprintf(en, sizeof en, "Column totals cannot be formed: the table has no value-added rows.");
        snprintf(zh, sizeof zh, "无法计算列合计：表中没有增加值行。");
    } else {
        snprintf(en, sizeof en, "Rows and columns differ by at most %.3g of an industry's output "
                 "(tolerance %.3g): the table %s.", gap, tolerance,
                 gap > tolerance ? "does not add up" : "adds up");
        snprintf(zh, sizeof zh, "行合计与列合计之差最多为行业产出的 %.3g（容差 %.3g）：%s。", gap, tolerance,
                 gap > tolerance ? "该表不平衡" : "该表平衡");
    }
    /* Rows and columns may agree with each other and yet not with what is published. */
    if (rows && !(gap > tolerance)) {
        snprintf(en + strlen(en), sizeof en - strlen(en), " %zu other %s listed.", rows,
                 rows == 1 ? "finding is" : "findings are");
        snprintf(zh + strlen(zh), sizeof zh - strlen(zh), "另有 %zu 处见列表。", rows);
    }
    return domar_result_read(cx, r, en, zh);
}

domar_status domar_check(domar_cx *cx, domar_result **out, double *gap, const domar_series *series,
                         double tolerance)
{
    struct findings f = { .gap = NAN };
    domar_axis *years = NULL, *kinds = NULL;
    *out = NULL;
    *gap = NAN;
    domar_task(cx, "checking");
    domar_status st = collect(cx, &f, series);
    char *money = st ? NULL : domar_series_money(cx, series);
    if (!st && !money) st = DOMAR_ENOMEM;
    if (!st) st = make_axes(cx, &years, &kinds, series);
    const domar_dim dims[] = { { "year", years }, { "identity", kinds },
                               { "economy", domar_series_axis(series, DOMAR_ECONOMIES) },
                               { "industry", domar_series_axis(series, DOMAR_INDUSTRIES) } };
    if (!st)
        st = domar_result_new_rows(cx, out, "check", money, dims, 4, f.count);
    if (!st) st = fill(cx, *out, &f, series);
    if (!st) st = certify(cx, *out, &f, series, tolerance);
    if (!st) st = words(cx, *out, f.gap, tolerance, domar_series_table(series, 0)->Z != NULL);
    domar_axis_free(years);
    domar_axis_free(kinds);
    domar_release(money);
    domar_release(f.list);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
        return st;
    }
    *gap = f.gap;
    if (f.gap > tolerance)
        return domar_fail(cx, DOMAR_ECHECK, "rows and columns differ by %.3g of output, more than the "
                          "tolerance %.3g", f.gap, tolerance);
    return DOMAR_OK;
}
