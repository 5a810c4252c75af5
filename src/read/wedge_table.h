/* read/wedge_table.h -- wedges over years, as users give them: long CSV, one wedge a line.
 *
 *     kind,value[,year,economy,industry,partner,user,factor]
 *
 * value: per cent that the buyer pays above what the seller gets (tariff 20, subsidy -10; markup: price above cost).
 * Columns that are left out, and empty cells, mean all.  A line that names more codes wins over one that names fewer. */
#ifndef DOMAR_READ_WEDGE_TABLE_H
#define DOMAR_READ_WEDGE_TABLE_H
#include "table/table.h"

typedef enum {
    DOMAR_WEDGE_MARKUP,        /* economy, industry: who sells */
    DOMAR_WEDGE_OUTPUT_TAX,    /* the same; revenue of the government */
    DOMAR_WEDGE_INPUT_TAX,     /* economy: of the buyer; industry: good; user: industry that buys, or "final" */
    DOMAR_WEDGE_TARIFF,        /* economy: importer; industry: good; partner: origin */
    DOMAR_WEDGE_FACTOR_TAX,    /* economy; industry: who employs; factor: code or kind of a row */
    DOMAR_WEDGE_KINDS
} domar_wedge_kind;
extern const char *const domar_wedge_kinds[DOMAR_WEDGE_KINDS];      /* "markup", ... as in scenarios */

enum { DOMAR_WEDGE_FINAL = -2, DOMAR_WEDGE_ALL = -1 };             /* in place of a code's position */

typedef struct {
    domar_wedge_kind kind;
    int    year;                        /* 0: all years */
    long   economy, industry, partner, user;   /* positions on the table's axes, or the marks above */
    const char *factor;                 /* NULL: all */
    double value;                       /* T = 1 + value / 100 > 0 */
    size_t line;
} domar_wedge_line;

/* Lines in the order of the file; *lines from scratch.  Codes are those of the series.  DOMAR_EDATA: file, line, column:
 * unknown kind, code or year, no number, -100 or less, columns that the kind does not take, the same wedge twice. */
domar_status domar_wedge_table_read(domar_cx *cx, domar_wedge_line **lines, size_t *count, const char *path,
                                    const domar_series *series);
/* The value for one place in a year: of the lines that hold there the one that names most codes (the last of equals),
 * 0 where none does.  industry, partner, user: positions, DOMAR_WEDGE_FINAL for final users. */
double domar_wedge_at(const domar_wedge_line *lines, size_t count, domar_wedge_kind kind, int year, size_t economy,
                      long industry, long partner, long user, const char *factor, const char *factor_kind);
#endif
