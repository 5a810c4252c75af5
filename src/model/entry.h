/* model/entry.h -- what an economy would gain from an industry in which it has no advantage yet.  Plain arrays.
 *
 * Entering means that the industry's weight in what economy g exports rises from w_gi = X_gi / X_g to the world's,
 * s_i = X_i / X (an advantage of just 1), at the cost of all others in proportion, and that it is then like the industry
 * where the advantage is.  The mean of a ratio r over what g exports moves by
 *
 *     (s_i - w_gi) / (1 - w_gi)  (r*_i - r_g),     r*_i = sum_h M_hi a_hi / sum_h M_hi b_hi,   r_g = sum_i w_gi a_gi / b_gi
 *
 * for r = a / b stages to final use or value added over output. */
#ifndef DOMAR_MODEL_ENTRY_H
#define DOMAR_MODEL_ENTRY_H
#include "model/complexity.h"

/* What counts in a score, in this order. */
typedef enum { DOMAR_NEAR, DOMAR_COMPLEX, DOMAR_OPENING, DOMAR_KEEPING, DOMAR_PRODUCTIVE, DOMAR_REASONS } domar_reason;
/* After the reasons alone and in pairs (domar_reason_of): */
enum {
    DOMAR_REASON_PAIRS = DOMAR_REASONS * (DOMAR_REASONS - 1) / 2,
    DOMAR_REASON_MODEST = DOMAR_REASONS + DOMAR_REASON_PAIRS,  /* nothing in which it stands out */
    DOMAR_REASON_HELD,                                         /* has the advantage */
    DOMAR_REASON_UNKNOWN                                       /* nobody's advantage, or an economy without any */
};
/* Class of a pair a != b. */
uint32_t domar_reason_of(domar_reason a, domar_reason b);

typedef struct {
    const domar_complexity *c;
    bool    fitness;                   /* complexity is quality, not pci */
    double *outlook;                   /* G */
    double *stages, *va_share, *productivity;        /* N: where the advantage is; NaN unknown */
    double *own_stages, *own_va_share, *own_productivity;    /* G: of what is exported; of the whole economy */
    double *gain_complexity, *gain_outlook, *gain_stages, *gain_va_share, *gain_productivity;  /* G x N */
    double *score, *rank;              /* G x N; NaN where there is an advantage or nothing to tell */
    uint32_t *reason;                  /* G x N */
} domar_entry;

/* Numerators and denominators, G x N each, NULL or NaN: not known. */
typedef struct { const double *stages, *output, *value_added, *work; } domar_entry_data;

/* Arrays from scratch; `c` must outlive it.  weights: DOMAR_REASONS of them, none below 0. */
domar_status domar_entry_new(domar_cx *cx, domar_entry *e, const domar_complexity *c, bool fitness,
                             const domar_entry_data *data, const double *weights);
#endif
