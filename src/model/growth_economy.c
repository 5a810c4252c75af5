/* model/growth_economy.c -- Domar aggregation and reallocation (growth_economy.h). */
#include "model/growth_economy.h"
#include <math.h>
#include <string.h>

void domar_chain_volumes(double *volume, const double *growth, const double *value, size_t years, size_t n, size_t base)
{
    for (size_t i = 0; i < n; i++) {
        volume[base * n + i] = value[i];
        for (size_t y = base + 1; y < years; y++) volume[y * n + i] = volume[(y - 1) * n + i] * exp(growth[y * n + i]);
        for (size_t y = base; y-- > 0;) volume[y * n + i] = volume[(y + 1) * n + i] / exp(growth[(y + 1) * n + i]);
    }
}

/* ---- which industries count */
static bool nothing(double v) { return isnan(v) || v == 0; }

/* Nobody produces there in either year: no part of the economy. */
static bool idle(const domar_economy_growth *in, size_t i)
{
    return nothing(in->a->output[i]) && nothing(in->b->output[i]);
}

static bool complete(const domar_economy_growth *in, size_t i, domar_told told)
{
    const domar_industry_sum *s = &in->of[i];
    const double needed = told == DOMAR_TOLD_OUTPUT ? s->value_added
                          : told == DOMAR_TOLD_LABOUR ? s->value_added + s->implied + s->rest : s->value_added + s->implied + s->tfp;
    return isfinite(needed);
}

static double value_added(const domar_economy_growth *in, const domar_growth_year *y, size_t i)
{
    return domar_value_added_of(y, i, domar_incomes_known(in->a, in->b, i));
}

/* Mean share in value added of the industries that are complete. */
static double coverage(const domar_economy_growth *in, size_t first, size_t end, domar_told told)
{
    double share = 0;
    for (int k = 0; k < 2; k++) {
        const domar_growth_year *y = k ? in->b : in->a;
        double all = 0, mine = 0;
        for (size_t i = first; i < end; i++) {
            const double v = value_added(in, y, i);
            if (idle(in, i) || isnan(v)) continue;
            all += fabs(v);
            if (complete(in, i, told)) mine += fabs(v);
        }
        share += all > 0 ? 0.5 * mine / all : 0;
    }
    return share;
}

/* ---- factors of the economy: each kind added up over the industries that count */
typedef struct { const domar_economy_growth *in; size_t first, end; domar_told told; } members;

static bool counts(const members *m, size_t i) { return !idle(m->in, i) && complete(m->in, i, m->told); }

static double sum(const members *m, const double *of)
{
    double all = 0;
    for (size_t i = m->first; i < m->end; i++)
        if (counts(m, i)) all += of[i];
    return all;
}

/* Like sum, but of members with an income of that factor: others need no quantity. */
static double sum_where(const members *m, const double *of, const double *pay_a, const double *pay_b)
{
    double all = 0;
    for (size_t i = m->first; i < m->end; i++)
        if (counts(m, i) && (!nothing(pay_a[i]) || !nothing(pay_b[i]))) all += of[i];
    return all;
}

static double growth_of_sum(const members *m, double *const of[2], const double *pay_a, const double *pay_b)
{
    return domar_log_change(sum_where(m, of[0], pay_a, pay_b), sum_where(m, of[1], pay_a, pay_b));
}

/* Tornqvist over kinds, each added up over industries. */
static double growth_of_kinds(const members *m, double *const pay_a[], double *const pay_b[], double *const q_a[],
                              double *const q_b[], size_t count)
{
    double whole[2] = { 0 }, g = 0;
    for (size_t k = 0; k < count; k++) {
        whole[0] += sum(m, pay_a[k]);
        whole[1] += sum(m, pay_b[k]);
    }
    for (size_t k = 0; k < count; k++) {
        const double share = domar_mean_share(sum(m, pay_a[k]), whole[0], sum(m, pay_b[k]), whole[1]);
        double *const q[] = { q_a[k], q_b[k] };
        if (!(share == 0)) g += share * growth_of_sum(m, q, pay_a[k], pay_b[k]);
    }
    return count ? g : NAN;
}

/* What tells the growth of a factor of the whole economy: kinds of all members, one plain quantity of all, or nothing that can
 * be added up over industries. */
typedef enum { KINDS, PLAIN, UNTOLD } source;

static bool paid(const double *a, const double *b, size_t i) { return !nothing(a[i]) || !nothing(b[i]); }

/* Do all members that pay the factor know each of its kinds? */
static bool kinds_known(const members *m, double *const pay_a[], double *const pay_b[], double *const q_a[], double *const q_b[],
                        size_t count, const double *all_a, const double *all_b)
{
    for (size_t i = m->first; i < m->end; i++) {
        bool any = false;
        if (!counts(m, i) || !paid(all_a, all_b, i)) continue;
        for (size_t k = 0; k < count; k++) {
            if (!paid(pay_a[k], pay_b[k], i)) continue;
            if (isnan(pay_a[k][i] + pay_b[k][i] + q_a[k][i] + q_b[k][i])) return false;
            any = true;
        }
        if (!any) return false;
    }
    return count > 0;
}

/* Hours, or heads where no member has hours; NaN where some do not say, or where they are indices. */
static double growth_of_hours(const members *m)
{
    const domar_growth_year *a = m->in->a, *b = m->in->b;
    double *const hours[] = { a->hours, b->hours }, *const jobs[] = { a->jobs, b->jobs };
    const double g = growth_of_sum(m, hours, a->labour, b->labour);
    if (!isnan(g)) return domar_unit_is_index(m->in->rows->hours_unit) ? NAN : g;
    for (size_t i = m->first; i < m->end; i++)
        if (counts(m, i) && !isnan(a->hours[i] + b->hours[i])) return NAN;
    return domar_unit_is_index(m->in->rows->jobs_unit) ? NAN : growth_of_sum(m, jobs, a->labour, b->labour);
}

static source labour_told(const members *m, double hours)
{
    const domar_growth_year *a = m->in->a, *b = m->in->b;
    if (kinds_known(m, a->skill_labour, b->skill_labour, a->skill_hours, b->skill_hours, m->in->rows->skills, a->labour, b->labour))
        return KINDS;
    return isnan(hours) ? UNTOLD : PLAIN;
}

/* Stocks add up where they, and no indices of services, are what industries grow by. */
static source capital_told(const members *m)
{
    const domar_growth_year *a = m->in->a, *b = m->in->b;
    if (kinds_known(m, a->asset_capital, b->asset_capital, a->asset_stock, b->asset_stock, m->in->rows->assets, a->capital,
                    b->capital)) return KINDS;
    if (m->in->rows->assets) return UNTOLD;
    for (size_t i = m->first; i < m->end; i++)
        if (counts(m, i) && paid(a->capital, b->capital, i) &&
            !isnan(domar_log_change(a->capital_volume[i], b->capital_volume[i]))) return UNTOLD;
    return PLAIN;
}

/* ---- the sums */
/* Weights of the members in value added: mean shares, or Fisher's. */
typedef struct { double whole[2], laspeyres, paasche; } whole_economy;

static whole_economy add_up(const members *m)
{
    whole_economy v = { { 0 }, 0, 0 };
    for (size_t i = m->first; i < m->end; i++) {
        if (!counts(m, i)) continue;
        const double g = m->in->of[i].value_added, va = value_added(m->in, m->in->a, i), vb = value_added(m->in, m->in->b, i);
        v.whole[0] += va;
        v.whole[1] += vb;
        v.laspeyres += va * exp(g);
        v.paasche += vb * exp(-g);
    }
    return v;
}

/* Weight of a member before norming: Tornqvist's add up to 1, Fisher's two parts each to norm[0], norm[1]. */
static void weigh(double part[2], const members *m, const whole_economy *v, size_t i)
{
    const double va = value_added(m->in, m->in->a, i), vb = value_added(m->in, m->in->b, i), g = m->in->of[i].value_added;
    part[0] = va / v->whole[0];
    part[1] = vb / v->whole[1];
    if (!m->in->fisher) return;
    const double x[] = { va * exp(g) / v->laspeyres, vb * exp(-g) / v->paasche };
    for (int k = 0; k < 2; k++) part[k] = domar_log_mean(x[k], part[k]);
}

/* Sums of the members' contributions, in the economy. */
typedef struct { double labour, hours, capital; } contributions;

/* share: labour's in value added, mean of both years. */
static void add_factors(domar_economy_sum *e, const members *m, double share, const contributions *own)
{
    const domar_growth_year *a = m->in->a, *b = m->in->b;
    const double hours = growth_of_hours(m);
    const source labour = labour_told(m, hours), capital = capital_told(m);
    double *const stock[] = { a->stock, b->stock };
    const double more = own->labour - own->hours;       /* quality within industries */
    e->hours = share * hours;
    e->labour = labour == KINDS ? share * growth_of_kinds(m, a->skill_labour, b->skill_labour, a->skill_hours, b->skill_hours,
                                                          m->in->rows->skills)
                : labour == PLAIN ? e->hours + more : own->labour;
    e->quality = labour == UNTOLD || (labour == PLAIN && more == 0) ? NAN : e->labour - e->hours;
    e->capital = capital == KINDS ? (1 - share) * growth_of_kinds(m, a->asset_capital, b->asset_capital, a->asset_stock,
                                                                  b->asset_stock, m->in->rows->assets)
                 : capital == PLAIN ? (1 - share) * growth_of_sum(m, stock, a->capital, b->capital) : own->capital;
    e->moved_labour = labour == UNTOLD ? NAN : own->labour - e->labour;
    e->moved_capital = capital == UNTOLD ? NAN : own->capital - e->capital;
    e->rest = e->value_added - e->labour;
    e->tfp = e->rest - e->capital;
    e->per_hour = e->value_added - hours;
}

static void aggregate(domar_economy_sum *e, const members *m, double *tfp_share)
{
    const domar_economy_growth *in = m->in;
    const whole_economy v = add_up(m);
    double norm[2] = { 0 }, part[2];
    contributions own = { 0, 0, 0 };
    for (size_t i = m->first; i < m->end; i++) {
        if (!counts(m, i)) continue;
        weigh(part, m, &v, i);
        norm[0] += part[0];
        norm[1] += part[1];
    }
    e->value_added = e->industries = e->deflation = 0;
    for (size_t i = m->first; i < m->end; i++) {
        const domar_industry_sum *s = &in->of[i];
        if (!counts(m, i)) continue;
        weigh(part, m, &v, i);
        const double w = 0.5 * (part[0] / norm[0] + part[1] / norm[1]), domar = w / (1 - s->w_inputs);
        e->value_added += w * s->value_added;
        e->deflation += w * (s->value_added - s->implied);
        e->industries += domar * s->tfp;
        own.labour += domar * s->labour;
        own.hours += domar * (isnan(s->quality) ? s->labour : s->hours);
        own.capital += domar * s->capital;
        if (tfp_share) tfp_share[i - m->first] = domar * s->tfp;
    }
    if (in->volume_a) {
        const double volume[] = { sum(m, in->volume_a), sum(m, in->volume_b) };
        e->moved_value_added = domar_log_change(volume[0], volume[1]) - e->value_added;
    }
    if (e->told != DOMAR_TOLD_OUTPUT)
        add_factors(e, m, domar_mean_share(sum(m, in->a->labour), v.whole[0], sum(m, in->b->labour), v.whole[1]), &own);
}

domar_economy_sum domar_economy_sum_of(const domar_economy_growth *in, size_t g, double *tfp_share)
{
    const size_t N = in->a->t->N, first = g * N;
    domar_economy_sum e = { .told = DOMAR_TOLD_ALL, .value_added = NAN, .hours = NAN, .quality = NAN, .capital = NAN,
                            .tfp = NAN, .labour = NAN, .rest = NAN, .industries = NAN, .moved_value_added = NAN,
                            .moved_capital = NAN, .moved_labour = NAN, .deflation = NAN, .per_hour = NAN };
    for (size_t i = 0; tfp_share && i < N; i++) tfp_share[i] = NAN;
    while (e.told < DOMAR_TOLD_NOTHING) {
        e.covered = coverage(in, first, first + N, e.told);
        if (e.covered > 0 && e.covered >= in->least) break;
        e.told++;
    }
    if (e.told == DOMAR_TOLD_NOTHING) {
        e.covered = coverage(in, first, first + N, DOMAR_TOLD_OUTPUT);
        return e;
    }
    const members m = { in, first, first + N, e.told };
    aggregate(&e, &m, tfp_share);
    return e;
}
