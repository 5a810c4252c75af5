/* domar/method.h -- the one door to every method. */
#ifndef DOMAR_METHOD_H
#define DOMAR_METHOD_H
#include <domar/result.h>

#ifdef __cplusplus
extern "C" {
#endif

DOMAR_API size_t domar_method_count(void);
/* "chain.upstreamness"; in the order of the gallery. */
DOMAR_API const char *domar_method_id(size_t k);
/* Position of an id, or SIZE_MAX. */
DOMAR_API size_t domar_method_find(const char *id);
/* The known id nearest to a mistyped one, or NULL if nothing is near. */
DOMAR_API const char *domar_method_suggest(const char *id);

/* Everything that is known about all methods (id NULL) or one, readers, writers and common
 * parameters, as JSON text; freed with domar_text_free. */
DOMAR_API domar_status domar_methods_json(domar_cx *cx, char **json, const char *id);

/* Run a method.  params: the method's own, and the common ones: year ("2008", "1995-2008",
 * "all", default the last), by, economy, industry, partner (comma-separated codes), top, sort.
 * The result is to be freed by the caller.  DOMAR_EUSAGE for an unknown method, parameter or
 * code (the message suggests the nearest), DOMAR_EDATA where the table lacks what is needed, DOMAR_ECHECK where a check
 * that was asked for does not hold: the result comes all the same. */
DOMAR_API domar_status domar_run(domar_cx *cx, domar_result **out, const char *id,
                                 const domar_series *series, const domar_pair *params);

/* Accounting identities of every year as a result (one row a broken identity, worst first);
 * *gap is the largest relative gap. DOMAR_ECHECK when it exceeds tolerance; the result comes
 * all the same. */
DOMAR_API domar_status domar_check(domar_cx *cx, domar_result **out, double *gap,
                                   const domar_series *series, double tolerance);
/* What a series is: one row a property. */
DOMAR_API domar_status domar_info(domar_cx *cx, domar_result **out, const domar_series *series);
/* Compare two results (CSV or JSON) on their keys: rows present in one only and values that
 * differ by more than rtol * max(|b|, scale of the column). DOMAR_ECHECK if they differ. */
DOMAR_API domar_status domar_diff(domar_cx *cx, domar_result **out, const char *path_a,
                                  const char *path_b, double rtol);

#ifdef __cplusplus
}
#endif
#endif
