/* spec/wedges.h -- wedges over years, as users give them (read/wedge_table.h): T = 1 + value / 100. */
#ifndef DOMAR_SPEC_WEDGES_H
#define DOMAR_SPEC_WEDGES_H
#include <stddef.h>

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

/* All lines of a file; borrowed. */
typedef struct {
    const domar_wedge_line *line;
    size_t      count;
    const char *path;
} domar_wedge_lines;

/* How many codes it names, 0 to DOMAR_WEDGE_NAMES: where several lines hold, the one with most counts, the last of equals. */
enum { DOMAR_WEDGE_NAMES = 6 };
int domar_wedge_names(const domar_wedge_line *line);

/* The value for one place in a year: of the lines that hold there the one that names most codes (the last of equals),
 * 0 where none does.  industry, partner, user: positions, DOMAR_WEDGE_FINAL for final users. */
double domar_wedge_at(const domar_wedge_line *lines, size_t count, domar_wedge_kind kind, int year, size_t economy,
                      long industry, long partner, long user, const char *factor, const char *factor_kind);
#endif
