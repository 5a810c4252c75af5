/* model/dea_panel.h -- envelopment on panels: variables, reference sets, directions and weights from what the user wrote. */
#ifndef DOMAR_MODEL_DEA_PANEL_H
#define DOMAR_MODEL_DEA_PANEL_H
#include "axis/axis.h"
#include "model/dea.h"
#include "panel/sample.h"

typedef struct {
    domar_sample *sample;
    size_t inputs, outputs, bads, variables, more;
    const char **name;                   /* variables: as the user wrote them */
    const char **list[4];                /* what the names stand in */
} domar_dea_data;

/* inputs, outputs, bad (NULL or "": none): lists of terms.  more (NULL: none): a list of further terms, after the variables in
 * sample->x; of `option` "direction" there must be one a variable. */
domar_status domar_dea_data_new(domar_cx *cx, domar_dea_data **out, const domar_panel *p, const char *missing,
                                const char *inputs, const char *outputs, const char *bad, const char *more, const char *option);
void domar_dea_data_free(domar_dea_data *d);                                  /* NULL-safe */
/* DOMAR_EDATA where a variable is below 0 (or not above it), with unit and period. */
domar_status domar_dea_data_positive(domar_cx *cx, const domar_dea_data *d, bool strictly, const char *what);
/* Variables by name, and one more "scale" (the price of the scale) if `scale`. */
domar_status domar_dea_variables_axis(domar_cx *cx, domar_axis **out, const domar_dea_data *d, bool scale);

/* ---- reference sets: rows by group and period, so that the periods of a set stand in a row */
typedef enum { DOMAR_DEA_CONTEMPORANEOUS, DOMAR_DEA_SEQUENTIAL, DOMAR_DEA_WINDOW, DOMAR_DEA_BIENNIAL,
               DOMAR_DEA_GLOBAL } domar_dea_reference;
typedef struct {
    size_t groups, periods;
    uint32_t *order, *place;             /* rows by group and period; where each row stands */
    size_t   *start;                     /* groups x periods + 1 */
    uint32_t *group;                     /* rows */
} domar_dea_order;

/* group: rows, or NULL for one. */
domar_status domar_dea_order_new(domar_cx *cx, domar_dea_order **out, const domar_sample *s, const uint32_t *group,
                                 size_t groups);
/* Within a group and period by the code of the unit: what is drawn by place then does not depend on the order of the file. */
domar_status domar_dea_order_by_code(domar_cx *cx, domar_dea_order *o, const domar_sample *s);
void domar_dea_order_free(domar_dea_order *o);                                /* NULL-safe */
/* Rows of a group in periods from..to; where row stands in it (DOMAR_DEA_OUTSIDE). */
domar_dea_set domar_dea_set_of(const domar_dea_order *o, size_t group, size_t from, size_t to);
uint32_t domar_dea_self(const domar_dea_order *o, const domar_dea_set *s, size_t row);
/* Every row against the set of its group and period: sets (groups x periods) and tasks (rows). */
void domar_dea_against(domar_dea_set *set, domar_dea_task *task, const domar_dea_order *o, const domar_sample *s,
                       domar_dea_reference kind, size_t window);
/* The periods of a set: *from to *to. */
void domar_dea_span(size_t *from, size_t *to, size_t period, size_t periods, domar_dea_reference kind, size_t window);

/* ---- directions and weights */
/* own (all variables), inputs, outputs (with bads), bads: the data of these; ones; means: over all rows; else a list of terms,
 * one a variable.  g: variables pointers, NULL where 0; memory from scratch. */
domar_status domar_dea_direction(domar_cx *cx, const double **g, const domar_dea_data *d, const char *direction);
bool domar_dea_direction_is_list(const char *direction);
/* groups: a third (or half) to inputs, outputs and bads each, evenly within; equal; ones; or numbers.  Only variables with a
 * direction count. */
domar_status domar_dea_weights(domar_cx *cx, const double **w, const domar_dea_data *d, const char *weights,
                               const double *const *g);
/* additive: ones; own: 1 / datum; range: 1 / (variables x range) over the rows. */
domar_status domar_dea_slack_weights(domar_cx *cx, const double **w, const domar_dea_data *d, const char *weights);
#endif
