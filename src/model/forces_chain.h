/* model/forces_chain.h -- growth taken apart for any scope between the years of a series, under several readings. */
#ifndef DOMAR_MODEL_FORCES_CHAIN_H
#define DOMAR_MODEL_FORCES_CHAIN_H
#include "model/forces.h"

typedef struct {
    domar_growth_rows  rows;
    domar_growth_year *years;               /* pairs + 1 */
    size_t pairs;
    domar_forces_rule  rule;
} domar_forces_chain;

/* Years first to last of the series; arrays from scratch.  DOMAR_EDATA: a wedge on a factor that is neither labour nor capital. */
domar_status domar_forces_chain_new(domar_cx *cx, domar_forces_chain *chain, const domar_series *series, size_t first, size_t last,
                                    const domar_forces_rule *rule);

/* Scope `member` (G) between years pair and pair + 1; rule NULL: that of the chain. */
domar_status domar_forces_chain_at(domar_cx *cx, domar_forces_change *out, const domar_forces_chain *chain, const bool *member,
                                   size_t pair, const domar_forces_rule *rule);

/* member (G): which economies lack nothing in any of the years. */
domar_status domar_forces_known(domar_cx *cx, const domar_forces_chain *chain, bool *member, size_t *count);

/* What it is that lacks, in English and Chinese; of anything but DOMAR_LACKS_NOTHING. */
const char *const *domar_forces_lacks(domar_forces_lack lack);

/* Relations and forces under each reading of the gaps; own: what the chain's own gives.  NaN: that reading is
 * not to be had; all of them where own lacks something. */
domar_status domar_forces_readings(domar_cx *cx, double relations[DOMAR_GAPS], double forces[DOMAR_GAPS],
                                   const domar_forces_chain *chain, const bool *member, size_t pair, const domar_forces_change *own);

/* By how much forces and relations would differ under the other assumption on prices that are not known. */
domar_status domar_forces_other_price(domar_cx *cx, double *forces, double *relations, const domar_forces_chain *chain,
                                      const bool *member, size_t pair, const domar_forces_change *own);
#endif
