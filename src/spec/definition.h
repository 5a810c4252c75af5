/* spec/definition.h -- the definition of a composite index as it was written (docs/index-definitions.md): systems,
 * their dimensions, their indicators with direction and unit, the conventions in use. */
#ifndef DOMAR_SPEC_DEFINITION_H
#define DOMAR_SPEC_DEFINITION_H
#include "base/context.h"

typedef enum { DOMAR_POSITIVE, DOMAR_NEGATIVE, DOMAR_MODERATE } domar_direction;

typedef struct {
    const char *term;                /* column or expression */
    const char *code;                /* what answers call it; the term where no code is given */
    const char *title_en, *title_zh; /* "" if none */
    const char *unit;                /* "" if none */
    domar_direction direction;
    double best[2];                  /* of moderate ones: values from .. to are best */
    double bounds[2];                /* lowest and highest value that count, NaN: those of the data */
    double weight;                   /* among those of its dimension; NaN: none given */
    size_t dimension, system;        /* positions */
} domar_indicator;

/* A dimension or a system: its indicators are first .. first + count. */
typedef struct {
    const char *code, *title_en, *title_zh;
    double weight;                   /* of a dimension: among those of its system */
    size_t system;                   /* of a dimension */
    size_t first, count;
    size_t dimension, dimensions;    /* of a system: its dimensions are dimension .. dimension + dimensions */
} domar_part;

/* Pairwise comparisons of the parts of `of`: a[i][j] times as important is i as j. */
typedef struct { const char *of; size_t size; const double *a; } domar_judgement;

typedef struct domar_definition {
    const char *path;                /* "command line" if there is no page */
    const char *title_en, *title_zh, *source;
    const char *unit, *period;       /* key columns; NULL: not said */
    const domar_pair *conventions;   /* options as the page has them; ends with a nameless pair */
    const domar_indicator *indicator; size_t indicators;
    const domar_part *dimension; size_t dimensions;
    const domar_part *system; size_t systems;
    bool has_dimensions, has_systems;    /* else one stands for all, with the code "all" */
    const domar_judgement *judgement; size_t judgements;
} domar_definition;

/* Options that a page may set under `conventions`. */
extern const char *const domar_definition_conventions[];

/* The comparisons among the parts of a system, dimension, or "systems", "dimensions", "indicators"; NULL if none. */
const domar_judgement *domar_definition_judgement(const domar_definition *d, const char *of);

/* Indicators of a list "a,b,log(c)", those of `negative` (may be NULL) with the negative direction; no page.
 * Released with domar_release. */
domar_status domar_definition_of_list(domar_cx *cx, domar_definition **out, const char *const *terms, size_t count,
                                      const char *const *negative, size_t negatives);
#endif
