/* spec/scenario.h -- a scenario as it was written: what changes, under which elasticities and closure
 * (docs/scenarios.md).  Codes are texts here; the table gives them meaning (model/shocks.h). */
#ifndef DOMAR_SPEC_SCENARIO_H
#define DOMAR_SPEC_SCENARIO_H
#include "base/context.h"

/* A list of codes, groups already replaced by their members; count 0: all. */
typedef struct { const char *const *code; size_t count; } domar_chosen;

typedef enum { DOMAR_TO, DOMAR_BY, DOMAR_FACTOR, DOMAR_FROM_FILE } domar_how;

/* A row of a file of wedges; texts NULL where the file has no such column. */
typedef struct { const char *economy, *industry, *partner; double value; size_t line; } domar_wedge_row;

/* One line of `changes` or `baseline`. */
typedef struct {
    const char *kind;            /* one of domar_scenario_kinds */
    domar_chosen economy;         /* importer, producer or owner of the factor, as the kind says */
    domar_chosen industry;        /* the good, or the producer */
    domar_chosen partner;         /* exporter */
    domar_chosen user;            /* industries that buy (input subsidies); count 0: all users */
    domar_chosen factor;
    domar_how   how;
    double      value;           /* TO: the new level (a tariff in per cent); BY: points added; FACTOR: times */
    const char *file;            /* FROM_FILE: CSV economy,industry,partner,value (long), path as found */
    const domar_wedge_row *rows; /* its rows, read by the engine */
    size_t row_count;
    const char *owner;           /* who gets the revenue: importer, exporter, home, burn; NULL: as the kind has it */
    const char *name;            /* instrument in the decomposition; defaults to the kind */
    const char *source;          /* of the level; NULL with illustrative */
    bool        illustrative;
    size_t      line;
} domar_change;

typedef struct { const char *code; double value; size_t line; } domar_setting;     /* code NULL: for all others */
typedef struct { const domar_setting *level; size_t count; const char *file, *source; } domar_levels;

/* A final user of its own: what it buys and what it owns, by economy (count 0: all). */
typedef struct {
    const char *name;
    domar_chosen economy;
    domar_levels spends;         /* shares of the table's final-demand categories, code NULL: of all others */
    domar_levels factors;        /* shares of what factors earn in its economy */
    double revenue;              /* share of what taxes, tariffs and markups earn there */
    size_t line;
} domar_household;
/* A source of income that is owned elsewhere. */
typedef struct {
    const char *of;              /* kind of wedge, or code of a factor */
    domar_chosen economy;        /* where it is earned */
    domar_levels owner;          /* shares by economy, or `burn`; the rest stays */
    size_t line;
} domar_ownership;

typedef struct {
    const char *path, *title_en, *title_zh, *source;
    bool        illustrative;               /* of the page or any line of it */
    domar_levels trade, goods, value_added, factors, final;   /* elasticities, by industry (trade: theta) */
    domar_levels mobility;                   /* by factor code: 0 fixed .. INFINITY one price */
    domar_levels supply;                     /* by factor code: elasticity to the real price; INFINITY: long run */
    domar_levels floor;                      /* by factor code: real wage floor's indexation, NaN: none */
    domar_levels scale;                      /* by industry: productivity to the size of the bundle of inputs */
    const domar_household *household; size_t households;   /* none: one an economy */
    const domar_ownership *ownership; size_t ownerships;
    const domar_change *budget; size_t budgets;      /* rates that keep real revenue at `value` times the base's */
    const char *deficits;                    /* fixed (default), zero, world_income */
    const char *base;                        /* balanced (default), as_given: sales and incomes of the table stay */
    const char *negatives;                   /* drop (default), keep: negative purchases, where shares are fixed */
    const char *layout;                      /* common (default), specific */
    const domar_change *baseline; size_t baselines;
    const domar_change *changes;  size_t count;
    void *document;
} domar_scenario;
/* What a line may change, told once for readers, help and explanation. */
enum { DOMAR_TAKES_ECONOMY = 1, DOMAR_TAKES_INDUSTRY = 2, DOMAR_TAKES_PARTNER = 4, DOMAR_TAKES_USER = 8,
       DOMAR_TAKES_FACTOR = 16 };
typedef struct {
    const char *kind, *en, *zh;
    unsigned takes;
    bool level;                  /* has a level: `to` and files set it, in per cent; else changes only */
    const char *owners;          /* "importer|exporter|burn": who may get the revenue; NULL: it is fixed */
} domar_scenario_kind;
extern const domar_scenario_kind domar_scenario_kinds[];     /* ends with a NULL kind */
const domar_scenario_kind *domar_scenario_find_kind(const char *kind);   /* NULL if unknown */
/* The settings by code, told once: where they stand in the scenario, their names, and what holds without them. */
typedef struct {
    size_t at;                   /* offset of a domar_levels in domar_scenario */
    const char *key, *en, *zh;
    double value;                /* the default; NAN: none */
    const char *source, *source_zh;          /* of the default */
} domar_scenario_setting;
extern const domar_scenario_setting domar_scenario_settings[];           /* ends with a NULL key */
static inline const domar_levels *domar_scenario_levels(const domar_scenario *s, const domar_scenario_setting *k)
{
    return (const domar_levels *)(const void *)((const char *)s + k->at);
}
/* "trade 5 (default: ...); goods 0.8 and 3 by code (source); ...": for certificates.  NULL: no memory. */
char *domar_scenario_settings_text(domar_cx *cx, const domar_scenario *s);
#endif
