/* table/chained.h -- index rows of coarser accounts: chained Tornqvist indices of their parts. */
#ifndef DOMAR_TABLE_CHAINED_H
#define DOMAR_TABLE_CHAINED_H
#include "table/concordance.h"

/* Does the row hold an index, which is averaged and never summed? */
bool domar_is_index(const char *kind);
/* Row s of S' (targets) of this year.  before: the year before, NULL in the first; done: the years of S' until then.  A
 * gap ends the chain: what follows it has no number. */
void domar_chain_index(double *out, size_t s, const domar_table *t, const domar_table *before, const domar_series *done,
                       const domar_parts *parts);
#endif
