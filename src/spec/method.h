/* spec/method.h -- what a method is, told once.  Command line, completion, manual page, web
 * forms, bindings, reference pages and the tests of laws all read these structs. */
#ifndef DOMAR_SPEC_METHOD_H
#define DOMAR_SPEC_METHOD_H
#include "panel/panel.h"
#include "solve/leontief.h"
#include "spec/result.h"
#include "spec/definition.h"
#include "spec/scenario.h"
#include "spec/wedges.h"
#include "table/regions.h"

typedef enum { DOMAR_REAL, DOMAR_INT, DOMAR_BOOL, DOMAR_TEXT } domar_kind;

typedef struct {
    const char *name;
    domar_kind  kind;
    size_t      at;             /* offset in the method's own options struct */
    double      def, lo, hi;    /* numbers and booleans: default, closed bounds, enforced before run() */
    const char *text;           /* texts: default (NULL allowed) */
    const char *choices;        /* texts: "none|net"; NULL: anything */
    const char *unit;           /* NULL: none */
    const char *en, *zh;        /* one sentence each */
    const char *only;           /* "scheme=bm": of use with this choice alone, "by=day|loss": with these grains;
                                   else refused */
} domar_param;

/* Name, place and kind of a field, taken from the struct itself: they cannot drift. */
#define DOMAR_FIELD(type, f) .name = #f, .at = offsetof(type, f),                     \
    .kind = _Generic(((type *)0)->f, double: DOMAR_REAL, int64_t: DOMAR_INT,          \
                                     bool: DOMAR_BOOL, const char *: DOMAR_TEXT)

/* A grain offered by --by: its name and the dimensions of the rows after `year`. */
typedef struct {
    const char *name;           /* "industry"; the first one is the default */
    const char *dims;           /* "economy,industry" */
    const char *en, *zh;
} domar_grain;

/* A named part of an answer (dimension "term" or "indicator"), explained: of a decomposition who
 * made it, where it ends and whether it is counted twice. */
typedef struct {
    const char *group;               /* the scheme or family it belongs to; "" if there is one */
    const char *code;                /* "dva_fin" */
    const char *label_en, *label_zh;
    const char *en, *zh;             /* one sentence each */
} domar_term;
/* Axis of the terms of a group (NULL: of all), in their order. */
domar_status domar_terms_axis(domar_cx *cx, domar_axis **out, const domar_term *terms,
                              const char *group);

/* Made ready by the engine before run(). */
enum {
    DOMAR_NEEDS_SOLVE   = 1,    /* in->system: systems with I - A */
    DOMAR_NEEDS_INVERSE = 2,    /* and its inverse is formed (domar_leontief_inverse is then free) */
    DOMAR_NEEDS_SERIES  = 4,    /* run once on the whole series, not year by year */
    DOMAR_NEEDS_WORLD   = 8,    /* at least two economies: refused on a national table */
    DOMAR_TAKES_BLOCS   = 16,   /* in->regions: economies, or blocs of them (--bloc) */
    DOMAR_NEEDS_SCENARIO = 32,  /* in->scenario: what changes (--scenario) */
    DOMAR_GIVES_TABLE   = 64,   /* adds a new table to in->table_out where that is asked for (--table-out) */
    DOMAR_TAKES_ACCOUNTS = 128, /* answers on accounts only too (t->Z NULL); others are refused there */
    DOMAR_TAKES_WEDGES  = 256,  /* in->wedges: wedges over years (--wedges FILE), none where none are given */
    DOMAR_NEEDS_PANEL   = 512,  /* asked on a panel, in->panel; series, table and years are NULL then */
    DOMAR_TAKES_DEFINITION = 1024   /* in->definition: of a composite index (--define FILE), NULL where none is given */
};

/* Laws that tests/laws proves for every method; opting out takes a reason. */
typedef struct {
    const char *no_units, *no_relabel, *no_threads;   /* NULL: the law holds */
} domar_laws;

typedef struct {
    const domar_panel *panel;       /* NULL unless the method is asked on a panel */
    const char *missing;            /* its policy for missing values: one for domar_sample_new */
    const domar_definition *definition;     /* NULL where none is given (DOMAR_TAKES_DEFINITION) */
    bool confidential;              /* leave out what tells of single units (extremes, names); the engine hides rows of few */
    const domar_series *series;
    const domar_table  *table;      /* the year at hand; the last selected one for NEEDS_SERIES */
    size_t first, last;             /* selected years, positions in the series */
    const domar_axis   *years;      /* their codes, for NEEDS_SERIES methods: dimension "year" */
    domar_leontief     *system;     /* NULL unless needed, and on accounts only; not const: solving counts in its report */
    const domar_regions *regions;   /* NULL unless the method takes blocs; filters name these */
    const domar_scenario *scenario; /* NULL unless needed */
    domar_wedge_lines wedges;       /* of the user; count 0 where none are given (DOMAR_TAKES_WEDGES) */
    domar_series **table_out;       /* NULL unless asked for: add the year's new table to it (DOMAR_GIVES_TABLE) */
    size_t grain;                   /* position in the method's grains */
    const char *economy, *industry, *partner;  /* the user's filters as given, NULL if none: hints;
                                                  the engine filters rows afterwards in any case */
} domar_input;

typedef struct domar_method {
    const char *id;                         /* "chain.upstreamness": path, URL and gold file too */
    const char *title_en, *title_zh;
    const char *about_en, *about_zh;        /* a paragraph: what it answers, how to read it */
    const char *formula;                    /* LaTeX in the letters of docs/vocabulary.md */
    const char *cite;                       /* "miller2009 sec. 2.3; antras2012" keys of src/engine/references.def */
    const domar_param  *params;             /* ends with a nameless row; NULL if none */
    const domar_grain  *grains;             /* ends with a nameless row; at least one */
    const domar_column *columns;            /* ends with a nameless row */
    const domar_term   *terms;              /* ends with a codeless row; NULL if none */
    const char *dim_docs;                   /* what economy, partner, ... mean here: "economy: the exporter; partner: ..." */
    const char *dim_docs_zh;
    const char *example;                    /* a scenario that comes with the program and that the method answers in
                                               every grain; NULL: @trade_costs.  Methods on panels: parameters with which
                                               they answer examples/panels/sample.csv, "inputs=capital,labour outputs=output" */
    size_t     options_size;
    unsigned   needs;
    domar_laws laws;
    /* *out is new and owned by the engine; on failure it stays NULL or is freed by the engine.  DOMAR_ECHECK: *out is
     * whole, but a check that was asked for does not hold; the certificate shows which. */
    domar_status (*run)(domar_cx *cx, domar_result **out, const domar_input *in, const void *options);
} domar_method;

/* One year was selected where `what` compares years: DOMAR_EDATA, with two to ask for where the series has them. */
domar_status domar_one_year(domar_cx *cx, const domar_input *in, const char *what);

/* Dimensions of the grain in use, year first: writes at most 8 of them, returns how many.
 * factor_axis serves the dimension "factor", year_axis is made by the engine (year column is
 * added by the engine for single-year methods, so methods list only what follows the year). */
size_t domar_grain_dims(domar_dim dims[8], const domar_grain *grain, const domar_table *t,
                        const domar_axis *factor_axis);
#endif
