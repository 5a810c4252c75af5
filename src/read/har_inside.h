/* read/har_inside.h -- a header array file on its way to become a table: for read/har.c, which
 * finds headers, sets and axes, and read/har_blocks.c, which adds headers into the blocks of the
 * table. */
#ifndef DOMAR_READ_HAR_INSIDE_H
#define DOMAR_READ_HAR_INSIDE_H
#include "read/har_file.h"
#include "read/sidecar.h"

/* What a dimension stands for; the first five are axes, in the order of domar_dimension. */
typedef enum {
    DOMAR_HAR_ECONOMY,
    DOMAR_HAR_INDUSTRY,
    DOMAR_HAR_CATEGORY,
    DOMAR_HAR_FACTOR,
    DOMAR_HAR_SATELLITE,
    DOMAR_HAR_YEAR,
    DOMAR_HAR_SUM,          /* added up */
    DOMAR_HAR_ROLES
} domar_har_role;
enum { DOMAR_HAR_AXES = 5 };
extern const char *const domar_har_role_names[DOMAR_HAR_ROLES];

typedef struct {
    domar_cx *cx;
    const domar_har *h;
    const domar_sidecar *page;       /* NULL: the file is ours */
    const char  *file;
    const char **codes[DOMAR_HAR_AXES];      /* by role, with their count and axis */
    size_t       size[DOMAR_HAR_AXES];
    domar_axis  *axis[DOMAR_HAR_AXES];
    int         *years;
    domar_draft **drafts;
    size_t       count;              /* of years */
} domar_har_table;

/* Name of the header that is a block, or a code of one; NULL if none.  by_name: a block may also
 * be the header of its own name. */
const char *domar_har_header_of(const domar_har_table *t, const char *what, bool by_name);
/* The first of the headers that make a block: "DOM+IMP" is a sum. buffer, or NULL for NULL. */
const char *domar_har_first(char *buffer, size_t size, const char *list);
/* DOMAR_HAR_ROLES: nothing says what the set is. */
domar_har_role domar_har_role_of(const domar_har_table *t, const char *set);
/* Is this the name of a block (Z, Y, V, VY, S, X)? */
bool domar_har_is_block(const char *name);
/* All blocks of all years, into drafts whose arrays are zero. */
domar_status domar_har_read_blocks(domar_har_table *t);
#endif
