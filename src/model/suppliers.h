/* model/suppliers.h -- exposure of users to suppliers: concentration, the largest, a sentence. */
#ifndef DOMAR_MODEL_SUPPLIERS_H
#define DOMAR_MODEL_SUPPLIERS_H
#include "spec/result.h"

/* part / whole; NaN where there is no whole. */
double domar_share(double part, double whole);
/* Sum of squared shares of part[0], part[step], ... (count of them), position own left out; NaN
 * where they sum to nothing. */
double domar_concentration(const double *part, size_t count, size_t step, size_t own);

/* ---- the largest exposure seen so far: what a reading tells */
typedef struct { size_t user, supplier; double direct, total; } domar_exposure;
void domar_exposure_note(domar_exposure *p, size_t user, size_t supplier, double direct,
                         double total);
/* Has industry j at least 1 % of its economy's output?  Readings pass over smaller ones. */
bool domar_is_large(const domar_table *t, size_t j);
/* The one-line reading; user, supplier: are they industries (positions of n) or economies? */
domar_status domar_exposure_read(domar_cx *cx, domar_result *r, const domar_exposure *p,
                                 const domar_table *t, bool user, bool supplier);

/* ---- each user's largest foreign suppliers, one row each */
typedef struct {
    size_t    count;
    uint32_t *dim[4];                   /* economy, industry, partner, partner_industry */
    double   *direct, *total, *hhi;
} domar_supplier_list;
enum { DOMAR_MOST_SUPPLIERS = 100 };
/* Room for rows, from scratch; false: cx knows why. */
bool domar_supplier_list_new(domar_cx *cx, domar_supplier_list *l, size_t rows);
/* Adds the `most` (at most DOMAR_MOST_SUPPLIERS) largest foreign suppliers of industry j, largest
 * first, and notes them in *peak. a: column j of B - I (n). */
void domar_supplier_list_add(domar_supplier_list *l, const double *a, size_t j, size_t most,
                             const domar_table *t, domar_exposure *peak);
#endif
