/* axis/axis.h -- code lists with labels: immutable, counted references, safe across threads.  What tables, panels and
 * results show. */
#ifndef DOMAR_AXIS_AXIS_H
#define DOMAR_AXIS_AXIS_H
#include "base/context.h"
#include <domar/table.h>

typedef struct {
    const char *code, *en, *zh;      /* en, zh may be "" */
    const char *kind;                /* see the kinds below; "" if unknown */
    const char *unit;                /* satellites and factors: "thousand persons"; "" = the table's money */
} domar_item;

/* Copies the items.  Codes must be unique and not empty: DOMAR_EDATA names the duplicate. */
domar_status domar_axis_new(domar_cx *cx, domar_axis **out, const domar_item *items, size_t count);
/* Numbers as codes, in the shortest way that reads back: of each, `stride` bytes apart, the double at `first` and on. */
domar_status domar_axis_of_numbers(domar_cx *cx, domar_axis **out, const double *first, size_t count, size_t stride);
domar_axis *domar_axis_keep(const domar_axis *axis);        /* one more reference */
void domar_axis_free(domar_axis *axis);                     /* one less; NULL-safe */
domar_item domar_axis_item(const domar_axis *axis, size_t item);
/* Positions in the order of their codes (borrowed): for what must not depend on the order of a file. */
const uint32_t *domar_axis_by_code(const domar_axis *axis);
/* First item of this kind, or SIZE_MAX. */
size_t domar_axis_find_kind(const domar_axis *axis, const char *kind);
/* The code nearest to a mistyped one, or NULL. */
const char *domar_axis_suggest(const domar_axis *axis, const char *code);
bool domar_axis_equal(const domar_axis *a, const domar_axis *b);   /* same codes in order */
#endif
