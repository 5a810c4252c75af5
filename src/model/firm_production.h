/* model/firm_production.h -- production functions of a panel of firms, industry by industry. */
#ifndef DOMAR_MODEL_FIRM_PRODUCTION_H
#define DOMAR_MODEL_FIRM_PRODUCTION_H
#include "model/firm_sample.h"
#include "model/production.h"

typedef struct {
    const char *y, *free, *state, *proxy, *industry;    /* terms (lists: free, state); industry NULL: one */
    domar_tfp_method method;
    bool gross, translog;
    int64_t degree, powers, starts, draws, choose;
    const char *extra[2];                               /* more terms of the sample, or NULL */
} domar_firm_production_options;

typedef struct {
    domar_firm_sample firms;
    const char **names;                  /* free, state, proxy: as the user wrote them */
    size_t free, states, inputs;         /* inputs: of the function, materials too where gross */
    size_t industries;
    struct domar_firm_function {
        size_t *row;                     /* fit.rows: places in the sample */
        domar_production fit;
        const double **x;                /* inputs */
    } *of;                               /* industries; fit.rows 0: nobody */
    const double *extra[2];              /* rows of the sample */
} domar_firm_production;

/* What it keeps beside its own blocks is scratch: take a mark first.  Freed also where it fails. */
domar_status domar_firm_production_new(domar_cx *cx, domar_firm_production *out, const domar_panel *panel, const char *missing,
                                       const domar_firm_production_options *o);
void domar_firm_production_free(domar_firm_production *p);
/* Axis of the terms of the function: names, squares and products. */
domar_status domar_firm_production_axis(domar_cx *cx, domar_axis **out, const domar_firm_production *p);
#endif
