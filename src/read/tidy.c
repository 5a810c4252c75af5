/* read/tidy.c -- tidy long CSV: one number a line, the role says what it is
 * (docs/readers/tidy.md).
 *
 *     year,role,from_economy,from_industry,to_economy,to_industry,value     in any order */
#include "base/text.h"
#include "read/long.h"
#include "spec/reader.h"

enum {
    YEAR,
    ROLE,
    FROM_ECONOMY,
    FROM_INDUSTRY,
    TO_ECONOMY,
    TO_INDUSTRY,
    VALUE,
    CATEGORY,
    FACTOR,
    COLUMNS
};
static const char *const names[COLUMNS] = { "year", "role", "from_economy", "from_industry",
    "to_economy", "to_industry", "value", "category", "factor" };
enum { REQUIRED = VALUE + 1, MOST_COLUMNS = 32 };

static const struct { const char *word; domar_long_role role; } roles[] = {
    { "flow", DOMAR_LONG_FLOW }, { "final", DOMAR_LONG_FINAL }, { "factor", DOMAR_LONG_FACTOR },
    { "factor_final", DOMAR_LONG_FACTOR_FINAL }, { "satellite", DOMAR_LONG_SATELLITE },
    { "output", DOMAR_LONG_OUTPUT } };
enum { ROLES = sizeof roles / sizeof *roles };

struct tidy { size_t at[COLUMNS]; };

static size_t column_of(domar_field f)
{
    size_t k = 0;
    f = domar_field_trim(f);
    while (k < COLUMNS && !domar_field_is(f, names[k])) k++;
    return k;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    bool seen[COLUMNS + 1] = { false };
    (void)options;
    if (!head->whole && !memchr(head->bytes, '\n', head->size)) return 0;
    const size_t count = domar_csv_first(head, fields, MOST_COLUMNS, NULL);
    for (size_t k = 0; k < count && k < MOST_COLUMNS; k++) seen[column_of(fields[k])] = true;
    return seen[ROLE] && seen[VALUE] && seen[FROM_INDUSTRY] && seen[TO_ECONOMY] ? 99 : 0;
}

static domar_status find_columns(domar_cx *cx, struct tidy *t, const domar_field *fields,
                                 size_t count, const char *file, bool year_known)
{
    for (size_t k = 0; k < COLUMNS; k++) t->at[k] = SIZE_MAX;
    for (size_t c = 0; c < count; c++) {
        const size_t k = column_of(fields[c]);
        const domar_field f = domar_field_trim(fields[c]);
        if (k == COLUMNS || t->at[k] != SIZE_MAX)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line 1: the column %.*s %s: docs/readers/tidy.md lists "
                              "the columns",
                              file, (int)(f.size < 40 ? f.size : 40), f.at,
                              k == COLUMNS ? "is not known" : "comes twice");
        t->at[k] = c;
    }
    for (size_t k = 0; k < REQUIRED; k++)
        if (t->at[k] == SIZE_MAX && !(k == YEAR && year_known))
            return domar_fail(cx, DOMAR_EDATA, "%s, line 1: the column %s is missing%s", file,
                              names[k], k == YEAR ? ": add it, or give --year" : "");
    return DOMAR_OK;
}

static domar_status cell_of(const void *arg, domar_cx *cx, const domar_field *fields,
                            domar_long_cell *cell)
{
    const struct tidy *t = arg;
    const domar_field role = domar_field_trim(fields[t->at[ROLE]]), none = { .at = "" };
    size_t k = 0;
    while (k < ROLES && !domar_field_is(role, roles[k].word)) k++;
    if (k == ROLES)
        return domar_fail(cx, DOMAR_EDATA,
                          "the role \"%.*s\" is not known: use flow, final, factor, "
                          "factor_final, satellite or output",
                          (int)(role.size < 40 ? role.size : 40), role.at);
    *cell = (domar_long_cell){ .role = roles[k].role,
        .year = t->at[YEAR] == SIZE_MAX ? none : fields[t->at[YEAR]],
        .from_economy = fields[t->at[FROM_ECONOMY]], .from = fields[t->at[FROM_INDUSTRY]],
        .to_economy = fields[t->at[TO_ECONOMY]], .to = fields[t->at[TO_INDUSTRY]],
        .value = fields[t->at[VALUE]] };
    const bool factor = cell->role == DOMAR_LONG_FACTOR || cell->role == DOMAR_LONG_FACTOR_FINAL ||
                        cell->role == DOMAR_LONG_SATELLITE;
    const bool use = cell->role == DOMAR_LONG_FINAL || cell->role == DOMAR_LONG_FACTOR_FINAL;
    if (factor && t->at[FACTOR] != SIZE_MAX) cell->from = fields[t->at[FACTOR]];
    if (use && t->at[CATEGORY] != SIZE_MAX) cell->to = fields[t->at[CATEGORY]];
    if (cell->role == DOMAR_LONG_OUTPUT && !domar_field_trim(cell->to).size) {
        cell->to_economy = cell->from_economy;
        cell->to = cell->from;
    }
    return DOMAR_OK;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    size_t count = 0;
    domar_sidecar *page = NULL;
    struct tidy t;
    const char *file = domar_source_name(source);
    const int stated = options->year ? options->year : domar_year_in(file);
    domar_status st = domar_long_header(cx, source, fields, MOST_COLUMNS, &count, NULL);
    if (!st) st = find_columns(cx, &t, fields, count, file, stated != 0);
    if (!st && options->sidecar) st = domar_sidecar_read(cx, &page, options->sidecar);
    const bool dated = !st && t.at[YEAR] != SIZE_MAX;
    const domar_long_shape shape = { .fields = count, .arg = &t, .cell = cell_of, .page = page,
        .industry_list = page ? page->industry_list : NULL,
        .year = dated ? options->year : 0, .only_year = dated ? 0 : stated };
    if (!st) st = domar_long_read(cx, series, source, &shape);
    if (!st && page) st = domar_sidecar_tell(cx, page, series);
    domar_sidecar_free(page);
    return st;
}

const domar_reader domar_read_tidy = {
    .id = "tidy", .title_en = "Tidy long CSV, one number a line", .title_zh = "长格式 CSV（每行一个数）",
    .page = "docs/readers/tidy.md", .probe = probe, .read = read };
