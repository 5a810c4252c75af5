/* model/stochastic_scores.c -- u given e is N+(m, d2) in every model:
 *
 *     normal       m = (mu sv2 - su2 sum h e) / (sv2 + su2 sum h2),   d2 = su2 sv2 / (sv2 + su2 sum h2)
 *     exponential  m = -e - sv2 / su,                                 d2 = sv2
 *
 *     E[u h | e] = h (m + d hazard(m / d))                                             [jondrow1982]
 *     E[exp(-u h) | e] = exp(-h m + h2 d2 / 2) P(m/d - h d) / P(m/d)                   [battese1988, battese1992] */
#include "model/stochastic_inside.h"
#include <math.h>

/* In logs by q(s) = log P + s2/2 the exponent is the difference of the q: -h m + h2 d2 / 2 = ((m/d - h d)2 - (m/d)2) / 2. */
static void score(domar_sfa_answer *a, size_t i, double h, double mean, double sd)
{
    const double s = mean / sd;
    const domar_tail at = domar_tail_at(s), moved = domar_tail_at(s - h * sd);
    const double u = h * sd * at.q1;                /* hazard(s) + s */
    if (a->inefficiency) a->inefficiency[i] = u;
    if (a->jlms) a->jlms[i] = exp(-u);
    if (a->efficiency) a->efficiency[i] = fmin(1, exp(moved.q - at.q));
}

void domar_sfa_scores(domar_sfa_answer *a, const struct domar_sfa_work *w, const domar_sfa *s)
{
    const domar_stochastic *f = &w->f;
    const size_t k = f->terms, q = f->effects, n = domar_stochastic_size(f);
    const double *p = w->best, t = p[k], l = exp(p[k + 1]), eta = f->age ? p[n - 1] : 0, sv = 1 / t;
    if (!a->efficiency && !a->jlms && !a->inefficiency) return;
    for (size_t g = 0; g < f->groups; g++) {
        const size_t from = s->start ? s->start[g] : g, to = s->start ? s->start[g + 1] : g + 1;
        double A = 0, B = 0, m = 0;
        for (size_t i = from; i < to; i++) {
            const double h = f->age ? exp(-eta * f->age[i]) : 1;
            double e = t * f->y[i];
            for (size_t j = 0; j < k; j++) e -= f->x[i * k + j] * p[j];
            A += h * h;
            B += h * e;
        }
        for (size_t j = 0; j < q; j++) m += f->z[g * q + j] * p[k + 2 + j];
        const double D = 1 + l * l * A;
        const double mean = f->exponential ? -B - l : (m - l * l * B) / D, sd = f->exponential ? 1 : l / sqrt(D);
        for (size_t i = from; i < to; i++) score(a, i, f->age ? exp(-eta * f->age[i]) : 1, mean * sv, sd * sv);
    }
}
