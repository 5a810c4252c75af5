/* domar/scenario.h -- pages that say what changes. */
#ifndef DOMAR_SCENARIO_H
#define DOMAR_SCENARIO_H
#include <domar/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a scenario (YAML or JSON, docs/scenarios.md; "@trade_costs" and "@as_is" come with the
 * program) and tells it back in words, a line a line; lang "en" or "zh".  Freed with domar_text_free.
 * DOMAR_ENOTFOUND, DOMAR_EDATA: file, line, what is wrong. */
DOMAR_API domar_status domar_scenario_check(domar_cx *cx, char **text, const char *path, const char *lang);

/* Scenarios side by side on one table: a row an economy (params: by=industry: an industry) with real income, equivalent
 * variation, real wage and real GDP (output, prices, incomes, sales, jobs) under each, in columns such as
 * "real_income.tariff_cut", and what each differs from the first ("real_income.markups.diff").  The certificate says in
 * which settings the pages differ.  params: those of reform.simulate, but scenario, partner, bloc and table_out. */
DOMAR_API domar_status domar_reform_compare(domar_cx *cx, domar_result **out, const domar_series *series,
                                            const char *const *scenarios, size_t count, const domar_pair *params);

#ifdef __cplusplus
}
#endif
#endif
