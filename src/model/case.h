/* model/case.h -- a scenario solved on a table: what the methods of reform and obstacles start from. */
#ifndef DOMAR_MODEL_CASE_H
#define DOMAR_MODEL_CASE_H
#include "model/budget.h"
#include "model/outcome.h"
#include "model/shocks.h"

typedef struct {
    const domar_scenario *scenario;
    const domar_table *t;
    domar_base   *base;
    domar_shocks  shocks;
    domar_budget *budget;        /* NULL: rates stay as the scenario has them */
    domar_outcome o;             /* at the counterfactual */
    double *baseX;               /* G x N x G: purchases at the border at the base */
    double *output_tax;          /* n: logs of taxes on output at the base; NULL: there are none */
    bool    given;               /* the base is taken as given and may violate Walras' law itself */
} domar_case;

/* DOMAR_ENOCONV names the market that does not clear, and how much of the shock was solved. */
domar_status domar_case_new(domar_cx *cx, domar_case **out, const domar_table *t, const domar_scenario *s,
                            domar_fp_way way);
void domar_case_free(domar_case *c);                                   /* NULL-safe */
/* Solve again with further moves, warm from the case's answer; z (size) gets the new answer.  With a budget the closing
 * rates are found anew, and moves of wedges are refused (DOMAR_EUSAGE): they would not be counted as revenue. */
domar_status domar_case_resolve(domar_cx *cx, domar_case *c, double *z, const domar_move *more, size_t count);
/* DOMAR_EUSAGE where the scenario has closing rates: for methods that move single wedges. */
domar_status domar_case_needs_given_rates(domar_cx *cx, const domar_scenario *s);
/* Back to the case's own answer. */
domar_status domar_case_return(domar_cx *cx, domar_case *c, double *room);
#endif
