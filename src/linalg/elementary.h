/* linalg/elementary.h -- logs and exponentials of whole arrays, some five times the speed of one by one. */
#ifndef DOMAR_LINALG_ELEMENTARY_H
#define DOMAR_LINALG_ELEMENTARY_H
#include <stddef.h>

/* to[i] = log(of[i]) within 1 unit in the last place, of[i] > 0 and finite.  to may be of. */
void domar_logs(double *to, const double *of, size_t n);
/* to[i] = exp(of[i]) within 1 unit in the last place, |of[i]| <= 708; beyond it is held there. to may be of. */
void domar_exps(double *to, const double *of, size_t n);
#endif
