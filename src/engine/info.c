/* engine/info.c -- what a series is, one row a property. */
#include "base/text.h"
#include "engine/registry.h"
#include "engine/words.h"
#include <stdio.h>

static const domar_item properties[] = {
    { .code = "title", .en = "Title", .zh = "名称" },
    { .code = "source", .en = "Source", .zh = "来源" },
    { .code = "version", .en = "Version", .zh = "版本" },
    { .code = "licence", .en = "Licence", .zh = "许可" },
    { .code = "citation", .en = "Citation", .zh = "引用" },
    { .code = "reader", .en = "Read as", .zh = "读取格式" },
    { .code = "file", .en = "File", .zh = "文件" },
    { .code = "digest", .en = "Digest", .zh = "摘要值" },
    { .code = "currency", .en = "Currency", .zh = "货币" },
    { .code = "unit", .en = "Unit", .zh = "单位" },
    { .code = "price_basis", .en = "Prices", .zh = "价格基准" },
    { .code = "years", .en = "Years", .zh = "年份" },
    { .code = "economies", .en = "Economies", .zh = "经济体" },
    { .code = "industries", .en = "Industries", .zh = "行业" },
    { .code = "categories", .en = "Final demand", .zh = "最终需求" },
    { .code = "factors", .en = "Factors", .zh = "要素（增加值项）" },
    { .code = "satellites", .en = "Satellites", .zh = "卫星账户" },
    { .code = "output_from", .en = "Output from", .zh = "产出取自" },
    { .code = "va", .en = "Value added", .zh = "增加值口径" },
    { .code = "zero_output", .en = "Zero output", .zh = "零产出处理" },
    { .code = "inventories", .en = "Inventories", .zh = "存货处理" },
    { .code = "counterfactual", .en = "Counterfactual", .zh = "反事实" },
    { .code = "scenario", .en = "Scenario", .zh = "情景" },
    { .code = "illustrative", .en = "Illustrative", .zh = "示意性" },
    { .code = "balance", .en = "Rebalanced", .zh = "平衡调整" },
    { .code = "notes", .en = "Notes", .zh = "说明" },
};
enum { PROPERTIES = sizeof properties / sizeof *properties };

/* "41: AUS AUT BEL ..." */
static void list_axis(domar_text *t, const domar_axis *axis)
{
    domar_text_printf(t, "%zu:", domar_axis_size(axis));
    for (size_t k = 0; k < domar_axis_size(axis); k++)
        domar_text_printf(t, " %s", domar_axis_code(axis, k));
}

static void list_years(domar_text *t, const domar_series *s)
{
    for (size_t k = 0; k < domar_series_size(s); k++)
        domar_text_printf(t, "%s%d", k ? " " : "", domar_series_year(s, k));
}

static void describe(domar_text *t, const domar_series *s, const char *property)
{
    static const char *const axes[] = { "economies", "industries", "categories", "factors", "satellites" };
    for (size_t a = 0; a < 5; a++)
        if (strcmp(property, axes[a]) == 0) {
            const domar_axis *axis = domar_series_axis_or_null(s, (domar_dimension)a);
            if (axis) list_axis(t, axis);
            return;
        }
    if (strcmp(property, "years") == 0) list_years(t, s);
    else domar_text_put(t, domar_series_info(s, property));
}

domar_status domar_info(domar_cx *cx, domar_result **out, const domar_series *series)
{
    static const domar_column column = { .name = "value", .unit = "", .en = "What is known of it.",
                                         .zh = "已知内容。" };
    domar_text texts[PROPERTIES];
    domar_item rows[PROPERTIES];
    const char *values[PROPERTIES];
    size_t count = 0;
    domar_axis *axis = NULL;
    domar_status st = DOMAR_OK;
    *out = NULL;
    for (size_t k = 0; k < PROPERTIES; k++) {
        domar_text *t = &texts[count];
        *t = domar_text_new(cx);
        describe(t, series, properties[k].code);
        if (t->status && !st) st = t->status;
        if (!t->size) {
            domar_text_drop(t);
            continue;
        }
        rows[count] = properties[k];
        values[count++] = t->data;
    }
    if (!st) st = domar_axis_new(cx, &axis, rows, count);
    if (!st) st = domar_result_new(cx, out, "info", "", &(domar_dim){ "property", axis }, 1);
    if (!st) st = domar_words_put(cx, *out, &column, values);
    if (st) {
        domar_result_free(*out);
        *out = NULL;
    }
    domar_axis_free(axis);
    for (size_t k = 0; k < count; k++) domar_text_drop(&texts[k]);
    return st;
}
