/* model/price_change.c
 *
 *     log p_i = log(x_i' / x_i) - log(q_i' / q_i),    x output in money, q its volume
 */
#include "model/price_change.h"
#include <math.h>

/* Weighted mean of what is known among some suppliers, NaN where nothing is. */
struct mean { double sum, weight; };

static void add(struct mean *m, double value, double weight)
{
    if (isnan(value)) return;
    m->sum += weight * value;
    m->weight += weight;
}

static double mean_of(const struct mean *m) { return m->weight > 0 ? m->sum / m->weight : NAN; }

domar_status domar_price_changes(domar_cx *cx, domar_price_change *c, const domar_growth_year *a, const domar_growth_year *b,
                                 size_t G, size_t N)
{
    const size_t n = G * N;
    struct mean all = { 0 }, *of_economy = domar_scratch_bytes(cx, G, sizeof *of_economy),
                *of_industry = domar_scratch_bytes(cx, N, sizeof *of_industry);
    double whole = 0, assumed = 0;
    c->p = domar_scratch(cx, n);
    c->priced = domar_scratch_bytes(cx, G, sizeof *c->priced);
    if (!of_economy || !of_industry || !c->p || !c->priced) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        const double weight = a->output[i] + b->output[i];
        c->p[i] = domar_growth_of_price(a, b, i);
        if (isnan(c->p[i])) continue;
        c->priced[i / N] = true;
        add(&of_economy[i / N], c->p[i], weight);
        add(&of_industry[i % N], c->p[i], weight);
        add(&all, c->p[i], weight);
    }
    for (size_t i = 0; i < n; i++) {
        const double output = isnan(b->output[i]) ? 0 : b->output[i];
        whole += output;
        if (isnan(c->p[i])) {
            assumed += output;
            c->p[i] = mean_of(c->priced[i / N] ? &of_economy[i / N] : &of_industry[i % N]);
            if (isnan(c->p[i])) c->p[i] = mean_of(&all);
        }
        c->p[i] = isnan(c->p[i]) ? 1 : exp(c->p[i]);
    }
    c->assumed = whole > 0 ? assumed / whole : NAN;
    return DOMAR_OK;
}
