/* read/world_inside.h -- the labels of a world matrix, for world*.c alone. */
#ifndef DOMAR_READ_WORLD_INSIDE_H
#define DOMAR_READ_WORLD_INSIDE_H
#include "read/world.h"

typedef enum {
    DOMAR_COL_INDUSTRY,
    DOMAR_COL_FINAL,
    DOMAR_COL_OUTPUT,
    DOMAR_COL_DISCREPANCY
} domar_col_kind;

/* A growing list of codes, from scratch. */
typedef struct {
    char **code;
    size_t count;
} domar_codes;

typedef struct {
    const domar_world_layout *layout;
    const char *file;                  /* for messages */
    char **names;                      /* header: names[c + 1] belongs to numeric column c */
    size_t columns;                    /* numeric columns */
    domar_col_kind *kind;              /* columns */
    size_t *at; /* columns: index of the industry or the final-demand column */
    domar_codes economies, industries, categories;
    bool   has_output;
} domar_world_labels;

/* Sort the columns out and check that they are complete; lists come from scratch, names are
 * released with domar_release(labels->names). */
domar_status domar_world_label(domar_cx *cx, domar_world_labels *labels, domar_source *source,
                               const domar_world_layout *layout);
size_t domar_codes_at(const domar_codes *list, const char *text, size_t size);
bool domar_in_list(const char *const *list, const char *text);
#endif
