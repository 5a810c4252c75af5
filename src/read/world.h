/* read/world.h -- world matrices whose rows and columns are called ECONOMY_INDUSTRY: what the
 * releases of WIOD (as CSV) and of OECD ICIO share.
 *
 *     ,AUS_a,AUS_b,...,AUS_HFCE,...,OUT        columns: industries, final demand, output
 *     AUS_a,...                                a row for each industry column
 *     VA,...                                   rows of value added and taxes
 *     OUT,...                                  output again: the last row, so a cut file shows */
#ifndef DOMAR_READ_WORLD_H
#define DOMAR_READ_WORLD_H
#include "read/source.h"

typedef struct {
    const char *industry_list;             /* code list with labels: "industries_icio" */
    const char *const *categories;         /* codes of final demand, ends with NULL */
    const char *const *outputs;            /* names of the output row and column */
    const char *const *factors;            /* names of the rows that make up value added */
    const char *tax_suffix;                /* rows ECONOMY_suffix are taxes; NULL: none */
    const char *const *taxes;              /* names of tax rows of the whole world */
    const char *discrepancy;               /* a last column for the world; NULL: none */
    bool        listed;                    /* kinds of factors are those of the list of factors, and
                                              final use pays to each of them */
    const char *last;                      /* with it no output is published: the factor whose row
                                              ends the file, so a cut file shows; NULL */
} domar_world_layout;

/* The first cell and the second field of the header, unquoted, for probes; false if the head has
 * no such line. `last` is the last field. */
bool domar_world_header(const domar_head *head, char first[32], char second[64], char last[64]);
/* Does the header hold a final-demand column of this category (X_cat or cat_X)? */
bool domar_world_has(const domar_head *head, const char *category);

/* Read the matrix and add it to the series as this year. */
domar_status domar_world_read(domar_cx *cx, domar_series *series, domar_source *source, int year,
                              const domar_world_layout *layout);
#endif
