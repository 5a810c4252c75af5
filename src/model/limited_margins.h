/* model/limited_margins.h -- what a limited regression says of what is seen                          [mcdonald1980]
 *
 *     a = (left - m) / s, b = (right - m) / s,  P = P(a < Z < b),  m = x b
 *     E[y]            = left P(Z <= a) + right P(Z >= b) + m P + s (f(a) - f(b)),   slope in m: P
 *     E[y | inside]   = m + s (f(a) - f(b)) / P,     slope: 1 + (a f(a) - b f(b)) / P - ((f(a) - f(b)) / P)2
 *     P                                              slope: (f(a) - f(b)) / s */
#ifndef DOMAR_MODEL_LIMITED_MARGINS_H
#define DOMAR_MODEL_LIMITED_MARGINS_H

typedef struct {
    double inside, expected, conditional;                       /* P, E[y], E[y | inside] */
    double inside_slope, expected_slope, conditional_slope;     /* in m */
} domar_limited_margin;

/* left, right: -inf, inf where there is none. */
domar_limited_margin domar_limited_margin_at(double m, double s, double left, double right);
#endif
