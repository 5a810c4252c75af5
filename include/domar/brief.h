/* domar/brief.h -- one page on one economy. */
#ifndef DOMAR_BRIEF_H
#define DOMAR_BRIEF_H
#include <domar/table.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_brief domar_brief;

/* What may be chosen; all zeros (or a NULL pointer) are the defaults. */
typedef struct {
    int year;                /* 0: the last */
    const char *product;     /* industry whose final product's value chain is drawn; NULL: the economy's
                                largest manufactured one */
    const char *scenario;    /* page of the one reform; NULL: @trade_costs */
    const char *baseline;    /* page with the wedges that are there, on which obstacles are ranked;
                                NULL: @as_is, what the table itself has */
} domar_brief_options;

/* Collect the brief on an economy (its code).  Freed by the caller. */
DOMAR_API domar_status domar_brief_new(domar_cx *cx, domar_brief **out, const domar_series *series,
                                       const char *economy, const domar_brief_options *options);
DOMAR_API void domar_brief_free(domar_brief *brief);
/* Findings by rank; at least five where the table allows. lang "en" or "zh"; borrowed. */
DOMAR_API size_t domar_brief_findings(const domar_brief *brief);
DOMAR_API const char *domar_brief_finding(const domar_brief *brief, size_t k, const char *lang);
/* The command line that gives the numbers of a finding; borrowed. */
DOMAR_API const char *domar_brief_command(const domar_brief *brief, size_t k);
/* Write the self-contained HTML page (whole or not at all). */
DOMAR_API domar_status domar_brief_write(domar_cx *cx, const domar_brief *brief, const char *path,
                                         const char *lang);

#ifdef __cplusplus
}
#endif
#endif
