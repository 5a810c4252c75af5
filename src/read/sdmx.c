/* read/sdmx.c -- SDMX-CSV 1.0 and 2.0 as Eurostat and the OECD serve input-output tables
 * (docs/readers/sdmx.md): one observation a line, its dimensions in columns.
 *
 *     DATAFLOW,LAST UPDATE,freq,ind_use,ind_ava,c_dest,unit,c_orig,TIME_PERIOD,OBS_VALUE,OBS_FLAG
 *     STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,...,TIME_PERIOD,OBS_VALUE,...
 *
 * Columns are told by their names or by a page; a dimension that is neither supplier nor user must
 * have one value, in the file or by the page's filter. */
#include "base/text.h"
#include "read/long.h"
#include "spec/reader.h"
#include <stdio.h>

enum { FROM_ECONOMY, FROM, TO_ECONOMY, TO, ECONOMY, YEAR, VALUE, ROLES };
static const char *const ROLE[ROLES] = { "from_economy", "from", "to_economy", "to",
                                         "economy",      "year", "value" };
enum { MOST_COLUMNS = 64, MOST_TEXT = 64 };
#define NONE SIZE_MAX

/* Names by which a column is known, case ignored. */
static const struct { const char *name; size_t role; } known[] = {
    { "c_orig", FROM_ECONOMY }, { "c_dest", TO_ECONOMY }, { "counterpart_area", TO_ECONOMY },
    { "ind_ava", FROM }, { "prd_ava", FROM }, { "prod_na", FROM }, { "row", FROM },
    { "ind_use", TO }, { "prd_use", TO }, { "induse", TO }, { "column", TO }, { "col", TO },
    { "geo", ECONOMY }, { "ref_area", ECONOMY }, { "time_period", YEAR }, { "time", YEAR },
    { "obs_value", VALUE } };
/* Columns that are no dimensions although they may stand before the value. */
static const char *const apart[] = { "dataflow",       "structure", "structure_id",
                                     "structure_name", "action",    "last update" };
/* Attributes behind the value that change what it means. */
static const char *const units[] = { "unit_mult", "unit_measure", "currency", "unit" };

/* Rows and columns of FIGARO that are no industries, where no page says so. */
static const domar_item figaro_uses[] = {
    { .code = "P3_S14", .kind = DOMAR_HOUSEHOLDS }, { .code = "P3_S15", .kind = DOMAR_NPISH },
    { .code = "P3_S13", .kind = DOMAR_GOVERNMENT }, { .code = "P51G", .kind = DOMAR_INVESTMENT },
    { .code = "P5M", .kind = DOMAR_INVENTORIES } };
static const domar_item figaro_factors[] = { { .code = "D21X31", .kind = DOMAR_TAX_PRODUCTS },
                                             { .code = "OP_RES", .kind = DOMAR_ADJUSTMENT },
                                             { .code = "OP_NRES", .kind = DOMAR_ADJUSTMENT },
                                             { .code = "D1", .kind = DOMAR_LABOUR },
                                             { .code = "D29X39", .kind = DOMAR_TAX_PRODUCTION },
                                             { .code = "B2A3G", .kind = DOMAR_CAPITAL } };
static const domar_item figaro_sums[] = { { .code = "TOTAL" } };

/* A dimension that must have one value. */
struct single {
    size_t column;
    char   name[MOST_TEXT], value[MOST_TEXT];
    bool   wanted, seen;            /* the page says which; a line has told it */
};

struct sdmx {
    size_t at[ROLES];
    size_t count;                   /* columns */
    bool   labelled;                /* "AT: Austria" */
    struct single *singles;
    size_t singles_count;
    const domar_sidecar *page;      /* of the user, or figaro */
    domar_sidecar figaro;
    domar_item uses[5], factors[6], sums[1];
};

/* ---- the header */
static domar_field code_in(domar_field f, bool labelled)
{
    f = domar_field_trim(f);
    const char *colon = labelled && f.size ? memchr(f.at, ':', f.size) : NULL;
    if (colon && colon > f.at) f.size = (size_t)(colon - f.at);
    return domar_field_trim(f);
}

static bool is_word(domar_field f, const char *word)
{
    const size_t size = strlen(word);
    if (f.size != size) return false;
    for (size_t k = 0; k < size; k++) {
        char a = f.at[k], b = word[k];
        if (a >= 'A' && a <= 'Z') a = (char)(a - 'A' + 'a');
        if (b >= 'A' && b <= 'Z') b = (char)(b - 'A' + 'a');
        if (a != b) return false;
    }
    return true;
}

static bool is_one_of(domar_field f, const char *const *words, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (is_word(f, words[k])) return true;
    return false;
}

static int probe(const domar_head *head, const domar_read_options *options)
{
    domar_field fields[MOST_COLUMNS];
    bool value = false;
    (void)options;
    if (!memchr(head->bytes, '\n', head->size)) return 0;
    const size_t count = domar_csv_first(head, fields, MOST_COLUMNS, NULL);
    const domar_field first = count ? domar_field_trim(fields[0]) : (domar_field){ .at = "" };
    for (size_t k = 0; k < count && k < MOST_COLUMNS; k++)
        value |= is_word(code_in(fields[k], true), "obs_value");
    const bool begins = is_word(first, "dataflow") || is_word(first, "structure") ||
                        (first.size > 10 && memcmp(first.at, "STRUCTURE[", 10) == 0);
    return value && begins ? 99 : 0;
}

static size_t column_named(const domar_field *fields, size_t count, const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (is_word(code_in(fields[k], true), name)) return k;
    return NONE;
}

/* Columns that the page names, then those that are known. */
static domar_status find_roles(domar_cx *cx, struct sdmx *s, const domar_field *fields,
                               const char *file)
{
    const domar_sidecar_list *list = s->page ? &s->page->columns : NULL;
    for (size_t r = 0; r < ROLES; r++) s->at[r] = NONE;
    for (size_t k = 0; list && k < list->count; k++) {
        size_t r = 0;
        while (r < ROLES && strcmp(ROLE[r], list->item[k].code) != 0) r++;
        const char *name = list->item[k].en;
        if (r == ROLES)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s, line %zu: columns cannot give %s: it gives from_economy, "
                              "from, to_economy, to, economy, year, value",
                              s->page->path, list->line[k], list->item[k].code);
        s->at[r] = name ? column_named(fields, s->count, name) : NONE;
        if (s->at[r] == NONE)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s has no column %s, which %s, line %zu gives as %s", file,
                              name ? name : "(no name)", s->page->path, list->line[k], ROLE[r]);
    }
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        const size_t c = column_named(fields, s->count, known[k].name);
        bool taken = false;
        for (size_t r = 0; r < ROLES; r++) taken |= s->at[r] == c;
        if (c != NONE && !taken && s->at[known[k].role] == NONE) s->at[known[k].role] = c;
    }
    /* With a counterpart the reporter is the supplier. */
    if (s->at[TO_ECONOMY] != NONE && s->at[FROM_ECONOMY] == NONE) {
        s->at[FROM_ECONOMY] = s->at[ECONOMY];
        s->at[ECONOMY] = NONE;
    }
    const bool world = s->at[FROM_ECONOMY] != NONE && s->at[TO_ECONOMY] != NONE;
    const size_t missing = s->at[FROM] == NONE                ? FROM
                           : s->at[TO] == NONE                ? TO
                           : s->at[YEAR] == NONE              ? YEAR
                           : s->at[VALUE] == NONE             ? VALUE
                           : !world && s->at[ECONOMY] == NONE ? ECONOMY
                                                              : ROLES;
    if (missing == ROLES) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line 1: no column is known to be %s: name it in a page, "
                      "`columns: {%s: NAME}` (docs/readers/sdmx.md)",
                      file, ROLE[missing], ROLE[missing]);
}

/* Code columns of files with names beside them ("REF_AREA,Reference area") are in capitals. */
static bool is_name(domar_field f)
{
    for (size_t k = 0; k < f.size; k++)
        if ((f.at[k] >= 'a' && f.at[k] <= 'z') || f.at[k] == ' ') return true;
    return false;
}

static void copy_text(char *to, domar_field f)
{
    const size_t size = f.size < MOST_TEXT ? f.size : MOST_TEXT - 1;
    memcpy(to, f.at, size);
    to[size] = 0;
}

/* Every other dimension, and attributes that change the unit. */
static domar_status find_singles(domar_cx *cx, struct sdmx *s, const domar_field *fields,
                                 const char *file)
{
    const domar_sidecar_list *list = s->page ? &s->page->filter : NULL;
    const bool named = column_named(fields, s->count, "structure_name") != NONE;
    const bool national = s->at[ECONOMY] != NONE;
    for (size_t c = 0; c < s->count; c++) {
        const domar_field f = code_in(fields[c], true);
        bool role = false;
        for (size_t r = 0; r < ROLES; r++) role |= s->at[r] == c && !(national && r == ECONOMY);
        const bool unit = is_one_of(f, units, sizeof units / sizeof *units);
        bool asked = false;
        for (size_t k = 0; list && k < list->count; k++) asked |= is_word(f, list->item[k].code);
        if (role || is_one_of(f, apart, sizeof apart / sizeof *apart) || (named && is_name(f)))
            continue;
        if (c > s->at[VALUE] && !unit && !asked) continue;
        struct single *one = &s->singles[s->singles_count++];
        *one = (struct single){ .column = c };
        copy_text(one->name, f);
    }
    for (size_t k = 0; list && k < list->count; k++) {
        size_t at = 0;
        while (at < s->singles_count && domar_icmp(s->singles[at].name, list->item[k].code) != 0)
            at++;
        if (at == s->singles_count || !list->item[k].en)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s has no column %s to filter",
                              s->page->path, list->line[k], file, list->item[k].code);
        s->singles[at].wanted = true;
        snprintf(s->singles[at].value, MOST_TEXT, "%s", list->item[k].en);
    }
    return DOMAR_OK;
}

/* ---- lines */
static bool in_list(const domar_sidecar_list *list, domar_field f)
{
    for (size_t k = 0; k < list->count; k++)
        if (domar_field_is(f, list->item[k].code)) return true;
    return false;
}

/* Is the line of the values wanted?  Sets *kept; DOMAR_EDATA where two values remain. */
static domar_status check_singles(domar_cx *cx, const struct sdmx *s, const domar_field *fields,
                                  bool *kept)
{
    *kept = true;
    for (size_t k = 0; k < s->singles_count; k++) {
        struct single *one = &s->singles[k];
        const domar_field f = code_in(fields[one->column], s->labelled);
        char value[MOST_TEXT];
        copy_text(value, f);
        if (one->wanted && strcmp(value, one->value) != 0) {
            *kept = false;
            return DOMAR_OK;
        }
    }
    for (size_t k = 0; k < s->singles_count; k++) {
        struct single *one = &s->singles[k];
        char value[MOST_TEXT];
        copy_text(value, code_in(fields[one->column], s->labelled));
        if (!one->wanted && !one->seen) memcpy(one->value, value, sizeof value);
        one->seen = true;
        if (strcmp(value, one->value) != 0)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s is %s here and %s before: a table needs one of them, say "
                              "`filter: {%s: %s}` in a page",
                              one->name, *value ? value : "(empty)",
                              *one->value ? one->value : "(empty)", one->name, one->value);
    }
    return DOMAR_OK;
}

static domar_status cell_of(const void *arg, domar_cx *cx, const domar_field *fields,
                            domar_long_cell *cell)
{
    const struct sdmx *s = arg;
    const domar_sidecar *p = s->page;
    const bool world = s->at[ECONOMY] == NONE;
    bool kept;
    const domar_status st = check_singles(cx, s, fields, &kept);
    *cell = (domar_long_cell){ .role = DOMAR_LONG_SKIP };
    if (st || !kept) return st;
    const domar_field from = code_in(fields[s->at[FROM]], s->labelled);
    const domar_field to = code_in(fields[s->at[TO]], s->labelled);
    const bool use = in_list(&p->final_demand, to);
    domar_field value = domar_field_trim(fields[s->at[VALUE]]);
    if (domar_field_is(value, ":") || domar_field_is(value, "NaN")) value.size = 0;
    *cell = (domar_long_cell){
        .year = domar_field_trim(fields[s->at[YEAR]]), .from = from, .to = to, .value = value,
        .from_economy = code_in(fields[s->at[world ? FROM_ECONOMY : ECONOMY]], s->labelled),
        .to_economy = code_in(fields[s->at[world ? TO_ECONOMY : ECONOMY]], s->labelled) };
    const bool total = p->output && domar_field_is(from, p->output);
    const bool totals = p->output && domar_field_is(to, p->output);
    if (in_list(&p->ignore, from) || in_list(&p->ignore, to) || (total && (totals || use)) ||
        (world &&
         (in_list(&p->ignore, cell->from_economy) || in_list(&p->ignore, cell->to_economy))))
        cell->role = DOMAR_LONG_SKIP;
    else if (in_list(&p->factors, from))
        cell->role = use ? DOMAR_LONG_FACTOR_FINAL : totals ? DOMAR_LONG_SKIP : DOMAR_LONG_FACTOR;
    else if (in_list(&p->satellites, from))
        cell->role = use || totals ? DOMAR_LONG_SKIP : DOMAR_LONG_SATELLITE;
    else if (total)
        cell->role = DOMAR_LONG_OUTPUT;
    else if (totals) /* the row's own total: the row of output says it */
        cell->role = DOMAR_LONG_SKIP;
    else
        cell->role = use ? DOMAR_LONG_FINAL : DOMAR_LONG_FLOW;
    return DOMAR_OK;
}

/* ---- what is not said: FIGARO's own rows and columns; the unit */
static void take_figaro(struct sdmx *s)
{
    memcpy(s->uses, figaro_uses, sizeof s->uses);
    memcpy(s->factors, figaro_factors, sizeof s->factors);
    memcpy(s->sums, figaro_sums, sizeof s->sums);
    s->figaro.final_demand = (domar_sidecar_list){ .item = s->uses, .count = 5 };
    s->figaro.factors = (domar_sidecar_list){ .item = s->factors, .count = 6 };
    s->figaro.ignore = (domar_sidecar_list){ .item = s->sums, .count = 1 };
    s->page = &s->figaro;
}

/* "MIO_EUR", or "USD" with the power of ten beside it. */
static domar_status tell_unit(domar_cx *cx, const struct sdmx *s, domar_series *series)
{
    static const struct { const char *begins, *unit, *power; } sizes[] = {
        { "MIO_", "million", "6" }, { "THS_", "thousand", "3" }, { "BIO_", "billion", "9" } };
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < s->singles_count && !st; k++) {
        const struct single *one = &s->singles[k];
        const bool power = domar_icmp(one->name, "unit_mult") == 0;
        for (size_t u = 0; u < 3 && !st; u++) {
            if (power && strcmp(one->value, sizes[u].power) == 0)
                st = domar_info_set(cx, series, "unit", sizes[u].unit);
            if (strncmp(one->value, sizes[u].begins, 4) != 0 || power) continue;
            st = domar_info_set(cx, series, "unit", sizes[u].unit);
            if (!st && strlen(one->value) == 7)
                st = domar_info_set(cx, series, "currency", one->value + 4);
        }
        if ((domar_icmp(one->name, "unit_measure") == 0 ||
             domar_icmp(one->name, "currency") == 0) &&
            strlen(one->value) == 3 && !st)
            st = domar_info_set(cx, series, "currency", one->value);
    }
    return st;
}

/* ---- the reader */
static domar_status prepare(domar_cx *cx, struct sdmx *s, const domar_field *fields,
                            const char *file)
{
    domar_status st = find_roles(cx, s, fields, file);
    if (st) return st;
    const domar_field origin = s->at[FROM_ECONOMY] == NONE
                                   ? (domar_field){ .at = "" }
                                   : code_in(fields[s->at[FROM_ECONOMY]], true);
    for (size_t k = 0; k < s->count; k++)
        s->labelled |= memchr(fields[k].at, ':', fields[k].size) != NULL;
    if (!s->page && is_word(origin, "c_orig")) take_figaro(s);
    if (!s->page)
        return domar_fail(cx, DOMAR_EUSAGE,
                          "%s: a page must say which codes are final demand, factors and "
                          "totals: give --sidecar FILE.yaml (docs/readers/sdmx.md)",
                          file);
    if (!s->page->final_demand.count)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: final_demand is missing: list its codes with their kinds",
                          s->page->path);
    s->singles = domar_scratch_bytes(cx, s->count, sizeof *s->singles);
    return s->singles ? find_singles(cx, s, fields, file) : DOMAR_ENOMEM;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_field fields[MOST_COLUMNS];
    domar_sidecar *page = NULL;
    struct sdmx s = { .count = 0 };
    domar_head head;
    domar_status st = domar_source_head(cx, source, &head);
    if (!st && memmem(head.bytes, head.size, "\ndataflow,DOMAR:", 16))
        st = domar_fail(cx, DOMAR_EDATA, "%s is an answer that domar wrote, no table",
                        domar_source_name(source));
    if (!st) st = domar_long_header(cx, source, fields, MOST_COLUMNS, &s.count, NULL);
    if (!st && options->sidecar) st = domar_sidecar_read(cx, &page, options->sidecar);
    s.page = page;
    if (!st) st = prepare(cx, &s, fields, domar_source_name(source));
    const domar_long_shape shape = { .fields = s.count,
                                     .arg = &s,
                                     .cell = cell_of,
                                     .page = s.page,
                                     .industry_list = s.page ? s.page->industry_list : NULL,
                                     .year = options->year,
                                     .square = true };
    if (!st) st = domar_long_read(cx, series, source, &shape);
    if (!st) st = tell_unit(cx, &s, series);
    if (!st && page) st = domar_sidecar_tell(cx, page, series);
    domar_sidecar_free(page);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_reader domar_read_sdmx = { .id = "sdmx",
                                       .title_en = "SDMX-CSV 1.0 and 2.0 (Eurostat, OECD)",
                                       .title_zh = "SDMX-CSV 1.0 与 2.0（欧盟统计局、经合组织）",
                                       .page = "docs/readers/sdmx.md",
                                       .probe = probe,
                                       .read = read };
