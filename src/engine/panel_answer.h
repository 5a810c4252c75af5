/* engine/panel_answer.h -- what the engine does with answers on panels: conventions side by side, confidentiality. */
#ifndef DOMAR_ENGINE_PANEL_ANSWER_H
#define DOMAR_ENGINE_PANEL_ANSWER_H
#include "spec/method.h"

enum { DOMAR_MOST_CONVENTIONS = 8 };

/* --compare NAME=a,b: a parameter of the method and the values to try (copies, in scratch). */
typedef struct {
    const char *name, *value[DOMAR_MOST_CONVENTIONS];
    size_t count;
} domar_convention;
/* DOMAR_EUSAGE: no such parameter, or fewer than two values. */
domar_status domar_convention_split(domar_cx *cx, domar_convention *c, const domar_method *method, const char *text);
/* The answers (one a value) on the keys of the first: values NAME.a, NAME.b, NAME.b.diff; classes NAME.a, NAME.b; what is in one
 * only is missing in the others.  The certificate says which entries differ and how much depends on the convention. */
domar_status domar_answers_join(domar_cx *cx, domar_result **out, domar_result *const *of, const domar_convention *c);

/* --confidential: does the grain tell of several units a row?  DOMAR_EPERM where it tells of single ones. */
domar_status domar_confidential_check(domar_cx *cx, const domar_method *method, size_t grain);
/* Rows of less than DOMAR_LEAST_UNITS units (column `units`), or of which one has more than DOMAR_MOST_SHARE (column `dominance`),
 * lose their numbers; the certificate counts them.  DOMAR_EPERM where the answer does not tell how many units a row has. */
#define DOMAR_LEAST_UNITS 3
#define DOMAR_MOST_SHARE 0.85
domar_status domar_confidential_apply(domar_cx *cx, domar_result *r);
#endif
