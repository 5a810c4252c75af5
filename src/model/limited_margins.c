/* model/limited_margins.c -- the equations stand in the header; ratios to P are taken in logs, so that they hold where P is
 * next to nothing. */
#include "model/limited_margins.h"
#include "solve/distributions.h"
#include <math.h>

static const double LOG_ROOT_2PI = 0.91893853320467274178;

domar_limited_margin domar_limited_margin_at(double m, double s, double left, double right)
{
    const double a = (left - m) / s, b = (right - m) / s, l = domar_normal_log_between(a, b), P = exp(l);
    const double fa = isinf(a) ? 0 : exp(-0.5 * a * a - LOG_ROOT_2PI - l), fb = isinf(b) ? 0 : exp(-0.5 * b * b - LOG_ROOT_2PI - l);
    const double lean = fa - fb, turn = (isinf(a) ? 0 : a * fa) - (isinf(b) ? 0 : b * fb);
    domar_limited_margin r = { .inside = P, .conditional = m + s * lean };
    r.expected = P * r.conditional + (isinf(left) ? 0 : left * domar_normal_below(a)) + (isinf(right) ? 0 : right * domar_normal_below(-b));
    r.inside_slope = P * lean / s;
    r.expected_slope = P;
    r.conditional_slope = 1 + turn - lean * lean;
    return r;
}
