/* table/table.h -- the inside of axes, tables and series.
 *
 * A reader fills a domar_draft; domar_series_add freezes it: checks that it is finite, applies
 * the conventions, and takes the arrays over.  Frozen tables are shared read-only. */
#ifndef DOMAR_TABLE_TABLE_H
#define DOMAR_TABLE_TABLE_H
#include "axis/axis.h"

/* Has this output?  Negative output, a residue of rounding where sales do not make up for changes
 * of inventories, is kept as it is: its coefficients are numbers like any other's. */
static inline bool domar_produces(double output) { return output > 0 || output < 0; }

/* Kinds of final demand. */
#define DOMAR_HOUSEHOLDS  "households"
#define DOMAR_NPISH       "npish"
#define DOMAR_GOVERNMENT  "government"
#define DOMAR_INVESTMENT  "investment"     /* gross fixed capital formation */
#define DOMAR_INVENTORIES "inventories"
#define DOMAR_ABROAD      "purchases_abroad"
#define DOMAR_CONSUMPTION "consumption"    /* not split */
#define DOMAR_EXPORTS     "exports"        /* national tables */
#define DOMAR_IMPORTS     "imports"        /* national tables, negative */
#define DOMAR_DISCREPANCY "discrepancy"
#define DOMAR_FINAL       "final"          /* not split */
/* Kinds of factors: rows that make up value added, and rows that stand between. */
#define DOMAR_VALUE_ADDED   "value_added"      /* not split */
#define DOMAR_LABOUR        "labour"
#define DOMAR_CAPITAL       "capital"          /* depreciation, operating surplus, mixed income */
#define DOMAR_TAX_PRODUCTS  "tax_products"     /* less subsidies, on the inputs bought */
#define DOMAR_TAX_PRODUCTION "tax_production"  /* less subsidies */
#define DOMAR_MARGINS       "margins"          /* transport, cif/fob */
#define DOMAR_IMPORTED      "imported_inputs"  /* national tables with a separate import matrix */
#define DOMAR_ADJUSTMENT    "adjustment"       /* purchases abroad and the like */
/* Kinds of satellites. */
#define DOMAR_JOBS    "jobs"
#define DOMAR_HOURS   "hours"
#define DOMAR_STOCK   "capital_stock"
#define DOMAR_ENERGY  "energy"
#define DOMAR_EMISSION "emission"
#define DOMAR_MONEY   "money"              /* flows in the table's money; DOMAR_LABOUR serves here too */
#define DOMAR_PRICE   "price_index"        /* intensive: averaged, never summed */
/* Kind of an industry: broad sector code of data/codes/broad.csv (AGR, MIN, MAN, ...), "" if unknown. */

/* ---- conventions (contract.md) */
typedef enum { DOMAR_OUTPUT_PUBLISHED, DOMAR_OUTPUT_ROWS, DOMAR_OUTPUT_COLUMNS } domar_output_from;
typedef enum { DOMAR_VA_RESIDUAL, DOMAR_VA_GIVEN } domar_va_rule;
typedef enum { DOMAR_ZERO_MISSING, DOMAR_ZERO_KEEP } domar_zero_rule;
typedef enum { DOMAR_INVENTORIES_KEEP, DOMAR_INVENTORIES_SPREAD } domar_inventory_rule;
typedef struct {
    domar_output_from    output_from;
    domar_va_rule        va;
    domar_zero_rule      zero_output;
    domar_inventory_rule inventories;
} domar_conventions;
/* Names as on the command line ("rows", "residual", "keep", ...). */
const char *domar_convention_text(const domar_conventions *c, const char *key);
/* Set one by name; DOMAR_EUSAGE lists the choices. */
domar_status domar_convention_set(domar_cx *cx, domar_conventions *c, const char *key, const char *value);

/* ---- what is known about a series in words: a small ordered map */
typedef struct domar_info_map domar_info_map;
domar_status domar_info_set(domar_cx *cx, domar_series *series, const char *key, const char *value);
/* Several at once; the list ends with a NULL name. */
domar_status domar_info_set_all(domar_cx *cx, domar_series *series, const domar_pair *pairs);
/* "million USD" from unit and currency, each of which may be missing or hold the other: what the
 * word "money" stands for.  Freed with domar_release; NULL: cx knows why. */
char *domar_series_money(domar_cx *cx, const domar_series *series);
size_t domar_info_size(const domar_series *series);
const char *domar_info_key(const domar_series *series, size_t k);
/* All that is known of `from`; what `to` knew by the same keys is replaced. */
domar_status domar_info_copy(domar_cx *cx, domar_series *to, const domar_series *from);

/* ---- drafts */
typedef struct {
    int         year;
    domar_axis *economies, *industries, *categories, *factors, *satellites;  /* owned references; satellites may be NULL */
    double *Z;          /* n x n; NULL, with Y and categories: accounts only, nobody says who buys from whom */
    double *Y;          /* n x m */
    double *V;          /* factors x n; NULL if no factors */
    double *VY;         /* factors x m: what final use pays to the row; NULL if not published */
    double *S;          /* satellites x n, NaN missing; NULL */
    double *x;          /* n: output as published; NULL if the source has none */
    void   *mapping;    /* arrays live in this mapping instead of the heap; see domar_draft_free */
    void  (*unmap)(void *mapping);
} domar_draft;

/* Allocates Z, Y, V, x and, with satellites, S for these axes (references are taken).
 * factors and satellites may be NULL.  Asks domar_memory_check first. */
domar_status domar_draft_new(domar_cx *cx, domar_draft **out, int year, const domar_axis *economies,
                             const domar_axis *industries, const domar_axis *categories,
                             const domar_axis *factors, const domar_axis *satellites);
/* Accounts only: no flows and no final demand (Z, Y, categories NULL).  x has to be filled, and V with a row of kind
 * DOMAR_VALUE_ADDED, or no factors where nobody says what is added; NaN: missing. */
domar_status domar_draft_new_accounts(domar_cx *cx, domar_draft **out, int year, const domar_axis *economies,
                                      const domar_axis *industries, const domar_axis *factors,
                                      const domar_axis *satellites);
/* The same with its arrays in a file without a name in $TMPDIR (/var/tmp), for tables larger than
 * memory: pages come and go as they are used.  DOMAR_ELIMIT tells the room that the disk lacks. */
domar_status domar_draft_new_on_disk(domar_cx *cx, domar_draft **out, int year,
                                     const domar_axis *economies, const domar_axis *industries,
                                     const domar_axis *categories, const domar_axis *factors);
void domar_draft_free(domar_draft *draft);

/* ---- series */
domar_status domar_series_new(domar_cx *cx, domar_series **out, const domar_conventions *conventions);
/* Freeze a draft into the series, which takes it over even on failure.  DOMAR_EDATA: not
 * finite (names row and column), axes differ from the years before, year present twice,
 * negative output, imbalance is recorded and no error. */
domar_status domar_series_add(domar_cx *cx, domar_series *series, domar_draft *draft);
/* For files that were frozen before: x, va as stored, nothing is scanned (O(1)). */
domar_status domar_series_add_frozen(domar_cx *cx, domar_series *series, domar_draft *draft,
                                     const double *x, const double *va);
/* While a series is being built: attach satellite rows to year k; S (satellites x n, from
 * domar_alloc) is taken over even on failure. All years must get the same axis. */
domar_status domar_series_set_satellites(domar_cx *cx, domar_series *series, size_t k,
                                         const domar_axis *satellites, double *S);
/* The years of another series move over, which is left without any.  A final-demand category that one of them lacks has
 * zeros there; the other axes must be the same: DOMAR_EDATA. */
domar_status domar_series_take(domar_cx *cx, domar_series *to, domar_series *from);
const domar_conventions *domar_series_conventions(const domar_series *series);
const domar_axis *domar_series_axis_or_null(const domar_series *series, domar_dimension which);

struct domar_table {
    const domar_series *series;      /* borrowed: axes, info, conventions */
    int     year;
    size_t  G, N, n, C, m;           /* economies, industries, GN, categories, GC (0 in accounts only) */
    size_t  factors, satellites;     /* rows of V and S */
    const double *Z, *Y, *V, *VY, *S;/* as in domar_draft; frozen; Z, Y NULL in accounts only */
    const double *published;         /* n or NULL: output as published */
    const double *x, *va;            /* n: by the conventions */
    domar_draft *draft;              /* owner of all arrays but x and va */
    double *own_x, *own_va;          /* owned unless mapped */
};
#endif
