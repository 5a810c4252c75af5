/* model/cost_tfp.h -- growth of productivity of producers at shares in cost.
 *
 *     dlog A_i = dlog q_i - sum_e 1/2 (Om~_ie^a + Om~_ie^b) dlog x_ie
 *
 * Om~: shares in cost at buyers' prices, wedges of the calibrated worlds included; with shares in revenue wedges would count as
 * technology. */
#ifndef DOMAR_MODEL_COST_TFP_H
#define DOMAR_MODEL_COST_TFP_H
#include "model/case.h"
#include "model/growth.h"

/* tfp (n): logs; NAN where volumes, labour or capital are not known.  why (n): which of them, in this order. */
typedef enum { DOMAR_TFP_KNOWN, DOMAR_TFP_NO_OUTPUT, DOMAR_TFP_NO_VOLUME, DOMAR_TFP_NO_INPUTS, DOMAR_TFP_NO_LABOUR,
               DOMAR_TFP_NO_CAPITAL } domar_tfp_lack;
void domar_cost_tfp(double *tfp, domar_tfp_lack *why, const domar_growth_rows *rows, const domar_growth_year *a,
                    const domar_growth_year *b, const domar_case *ca, const domar_case *cb);
#endif
