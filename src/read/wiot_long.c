/* read/wiot_long.c -- the long-run WIOD, 1965-2000, in its long CSV (docs/readers/wiot_long.md).
 *
 *     year,row_country,row_isic3,col_country,col_isic3,value     and maybe row_id, col_id
 *
 * Codes that start with x are no industries: xCONS_h ... under final demand, and under the
 * country xTOT the rows below the flows (xVA, xTXSP, ...) and the columns beside them. */
#include "read/long.h"
#include "spec/reader.h"
#include <string.h>

enum { YEAR, ROW_COUNTRY, ROW, COL_COUNTRY, COL, VALUE, COLUMNS };
static const char *const names[COLUMNS] = { "year", "row_country", "row_isic3", "col_country",
    "col_isic3", "value" };
enum { MOST_COLUMNS = 16 };

struct places { size_t at[COLUMNS]; };

static bool find_columns(struct places *p, const domar_field *fields, size_t count)
{
    for (size_t k = 0; k < COLUMNS; k++) {
        size_t c = 0;
        while (c < count && !domar_field_is(domar_field_trim(fields[c]), names[k])) c++;
        if (c == count) return false;
        p->at[k] = c;
    }
    return true;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    struct places p;
    (void)options;
    if (!memchr(head->bytes, '\n', head->size)) return 0;
    const size_t count = domar_csv_first(head, fields, MOST_COLUMNS, NULL);
    return count <= MOST_COLUMNS && find_columns(&p, fields, count) ? 100 : 0;
}

static bool starts_x(domar_field f)
{
    f = domar_field_trim(f);
    return f.size && f.at[0] == 'x';
}

static domar_status cell_of(const void *arg, domar_cx *cx, const domar_field *fields,
                            domar_long_cell *cell)
{
    const struct places *p = arg;
    (void)cx;
    *cell = (domar_long_cell) { .year = fields[p->at[YEAR]],
                                .from_economy = fields[p->at[ROW_COUNTRY]],
                                .from = fields[p->at[ROW]],
                                .to_economy = fields[p->at[COL_COUNTRY]],
                                .to = fields[p->at[COL]],
                                .value = fields[p->at[VALUE]] };
    const bool use = starts_x(cell->to);
    if (domar_field_is(domar_field_trim(cell->to_economy), "xTOT")) cell->role = DOMAR_LONG_SKIP;
    else if (!domar_field_is(domar_field_trim(cell->from_economy), "xTOT"))
        cell->role = use ? DOMAR_LONG_FINAL : DOMAR_LONG_FLOW;
    else if (domar_field_is(domar_field_trim(cell->from), "xII")) cell->role = DOMAR_LONG_SKIP;
    else if (domar_field_is(domar_field_trim(cell->from), "xGO"))
        cell->role = use ? DOMAR_LONG_SKIP : DOMAR_LONG_OUTPUT;
    else cell->role = use ? DOMAR_LONG_FACTOR_FINAL : DOMAR_LONG_FACTOR;
    return DOMAR_OK;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    static const domar_pair known[] = { { "title", "Long-run World Input-Output Database, "
                                                       "1965-2000" },
                                            { "source", "Groningen Growth and Development Centre, "
                                                        "long-run WIOD" },
                                            { "citation", "Woltjer, P., Gouma, R. and Timmer, M. "
                                                          "P. (2021), Long-run World Input-Output "
                                                          "Database: Version 1.0 Sources and "
                                                          "Methods, GGDC Research Memorandum "
                                                          "190" },
                                            { "currency", "USD" },
                                            { "unit", "million" },
                                            { "price_basis", "current, basic prices" }, { NULL, NULL } };
    domar_field fields[MOST_COLUMNS];
    size_t count = 0;
    struct places p;
    domar_status st = domar_long_header(cx, source, fields, MOST_COLUMNS, &count, NULL);
    if (!st && !find_columns(&p, fields, count))
        st = domar_fail(cx, DOMAR_EDATA,
                        "%s, line 1: the columns year, row_country, row_isic3, col_country, "
                        "col_isic3 and value are needed",
                        domar_source_name(source));
    const domar_long_shape shape = { .fields = count, .industry_list = "industries_lrwiod",
        .year = options->year, .arg = &p, .cell = cell_of };
    if (!st) st = domar_long_read(cx, series, source, &shape);
    if (!st) st = domar_info_set_all(cx, series, known);
    return st;
}

const domar_reader domar_read_wiot_long = {
    .id = "wiot_long", .title_en = "Long-run WIOD, long CSV", .title_zh = "长期世界投入产出表（长格式 CSV）",
    .page = "docs/readers/wiot_long.md", .probe = probe, .read = read };
