/* read/figaro.c -- Eurostat's FIGARO inter-country tables, industry by industry or product by
 * product, as a matrix and as a flat list: docs/readers/figaro.md.
 *
 *     rowLabels,AR_A01,...,ZA_U,AR_P3_S13,...       matrix: ECONOMY_industry, ECONOMY_category
 *     W2_D21X31,...                                  rows of taxes and value added
 *     refArea,rowIi,counterpartArea,colIi,obsValue   flat */
#include "base/text.h"
#include "read/long.h"
#include "read/world.h"
#include <string.h>

static const char *const categories[] = { "P3_S13", "P3_S14", "P3_S15", "P51G", "P5M", NULL };
static const char *const factors[] = { "W2_D21X31", "W2_OP_RES", "W2_OP_NRES", "W2_D1",
                                       "W2_D29X39", "W2_B2A3G", NULL };
static const char *const outputs[] = { NULL };
static const domar_world_layout matrix = { .industry_list = "industries_figaro",
                                           .categories = categories,
                                           .outputs = outputs,
                                           .factors = factors,
                                           .listed = true,
                                           .last = "W2_B2A3G" };

static int probe_matrix(const domar_head *head, const domar_read_options *options)
{
    char first[32], second[64], last[64];
    (void)options;
    if (!domar_world_header(head, first, second, last)) return 0;
    return strcmp(first, "rowLabels") == 0 && strchr(second, '_') && domar_world_has(head, "P3_S13")
               ? 95
               : 0;
}

static domar_status tell(domar_cx *cx, domar_series *series, domar_source *source)
{
    static const domar_pair about[] = {
        { "title", "FIGARO inter-country input-output tables" },
        { "source", "Eurostat and Joint Research Centre, FIGARO" },
        { "citation", "Remond-Tiedrez and Rueda-Cantuche, eds. (2019), EU inter-country supply, use "
                      "and input-output tables: full international and global accounts for "
                      "research in input-output analysis (FIGARO), Eurostat" },
        { "licence", "reuse with acknowledgement of the source (Decision 2011/833/EU)" },
        { "currency", "EUR" },
        { "unit", "million" },
        { "price_basis", "current, basic prices" },
        { NULL, NULL }
    };
    domar_status st = domar_info_set_all(cx, series, about);
    const char *edition = strstr(domar_source_name(source), "ed_");
    if (!st && edition && edition - domar_source_name(source) >= 3 && edition[-3] == '_') {
        const char version[] = { '2', '0', edition[-2], edition[-1], ' ', 'e', 'd', 'i', 't', 'i',
                                 'o', 'n', 0 };
        st = domar_info_set(cx, series, "version", version);
    }
    return st;
}

static domar_status read_matrix(domar_cx *cx, domar_series *series, domar_source *source,
                                const domar_read_options *options)
{
    int year;
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = domar_world_read(cx, series, source, year, &matrix);
    return st ? st : tell(cx, series, source);
}

/* ---- flat */
enum { FROM_ECONOMY, FROM, TO_ECONOMY, TO, VALUE, COLUMNS, MOST_COLUMNS = 16 };
static const char *const names[COLUMNS] = { "refArea", "rowIi", "counterpartArea", "colIi",
                                            "obsValue" };
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

static int probe_flat(const domar_head *head, const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    struct places p;
    (void)options;
    if (!memchr(head->bytes, '\n', head->size)) return 0;
    const size_t count = domar_csv_first(head, fields, MOST_COLUMNS, NULL);
    return count <= MOST_COLUMNS && find_columns(&p, fields, count) ? 100 : 0;
}

static bool is_category(domar_field f)
{
    for (size_t k = 0; categories[k]; k++)
        if (domar_field_is(domar_field_trim(f), categories[k])) return true;
    return false;
}

static domar_status cell_of(const void *arg, domar_cx *cx, const domar_field *fields,
                            domar_long_cell *cell)
{
    const struct places *p = arg;
    *cell = (domar_long_cell){ .from_economy = fields[p->at[FROM_ECONOMY]],
                               .from = fields[p->at[FROM]],
                               .to_economy = fields[p->at[TO_ECONOMY]],
                               .to = fields[p->at[TO]],
                               .value = fields[p->at[VALUE]] };
    const bool use = is_category(cell->to);
    if (!domar_field_is(domar_field_trim(cell->from_economy), "W2")) {
        cell->role = use ? DOMAR_LONG_FINAL : DOMAR_LONG_FLOW;
        return DOMAR_OK;
    }
    cell->role = use ? DOMAR_LONG_FACTOR_FINAL : DOMAR_LONG_FACTOR;
    for (size_t k = 0; factors[k]; k++)                       /* "W2" and "D1" are "W2_D1" */
        if (domar_field_is(domar_field_trim(cell->from), factors[k] + 3)) {
            cell->from = (domar_field){ .at = factors[k], .size = strlen(factors[k]) };
            return DOMAR_OK;
        }
    return domar_fail(cx, DOMAR_EDATA, "\"%.*s\" of W2 is no row of taxes or value added that is "
                      "known: remove its lines", (int)(cell->from.size < 40 ? cell->from.size : 40),
                      cell->from.at);
}

static domar_status read_flat(domar_cx *cx, domar_series *series, domar_source *source,
                              const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    size_t count = 0;
    int year;
    struct places p;
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = domar_long_header(cx, source, fields, MOST_COLUMNS, &count, NULL);
    if (!st && !find_columns(&p, fields, count))
        st = domar_fail(cx, DOMAR_EDATA, "%s, line 1: the columns refArea, rowIi, counterpartArea, "
                        "colIi and obsValue are needed", domar_source_name(source));
    if (st) return st;
    const domar_long_shape shape = { .fields = count, .industry_list = "industries_figaro",
                                     .only_year = year, .arg = &p, .cell = cell_of };
    st = domar_long_read(cx, series, source, &shape);
    return st ? st : tell(cx, series, source);
}

const domar_reader domar_read_figaro = { .id = "figaro",
                                         .title_en = "FIGARO, matrix",
                                         .title_zh = "FIGARO 国家间投入产出表（矩阵格式）",
                                         .page = "docs/readers/figaro.md",
                                         .probe = probe_matrix,
                                         .read = read_matrix };
const domar_reader domar_read_figaro_flat = { .id = "figaro_flat",
                                              .title_en = "FIGARO, flat CSV",
                                              .title_zh = "FIGARO 国家间投入产出表（长格式 CSV）",
                                              .page = "docs/readers/figaro.md",
                                              .probe = probe_flat,
                                              .read = read_flat };
