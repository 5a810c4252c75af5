/* model/network.h -- weighted directed networks: plain arrays, W[s * n + r] the flow from s to r, no
 * loops.  Nodes are gone through by size and code, so that answers do not depend on their order. */
#ifndef DOMAR_MODEL_NETWORK_H
#define DOMAR_MODEL_NETWORK_H
#include "base/context.h"

/* Sums of rows and columns (n each). */
void domar_network_strength(double *out, double *in, const double *W, size_t n);
/* p = (1 - d) / n + d (W' (p / out) + what dangles / n), to 1e-13 in the 1-norm [brin1998]; *sweeps:
 * how many it took. DOMAR_ENOCONV after 1000. */
domar_status domar_network_pagerank(domar_cx *cx, double *p, const double *W, size_t n, double damping,
                                    size_t *sweeps);
/* Share of shortest paths between others that run through a node, a flow w being 1 / w long, over
 * (n - 1)(n - 2) [brandes2001].  keep (n x n): edges that count; NULL: all. */
domar_status domar_network_betweenness(domar_cx *cx, double *b, const double *W, const bool *keep, size_t n);
/* How likely so large a share of a node's flow is by chance, (1 - w / strength)^(k - 1) with k edges:
 * seen from the seller and from the buyer [serrano2009]. */
void domar_network_significance(double *out, double *in, const double *W, size_t n);
/* Communities by size from 1, maximising directed modularity by moving nodes, then communities
 * [blondel2008; leicht2008].  order: nodes as they are visited. */
domar_status domar_network_communities(domar_cx *cx, size_t *community, double *modularity,
                                       const double *W, const size_t *order, size_t n);
#endif
