/* model/growth_sum.c -- sums of growth of one industry.
 *
 *     Tornqvist:  w_k = (s_k^a + s_k^b) / 2
 *     Fisher:     w_k = (m_k + m'_k) / 2,   m_k ~ M(s_k^a r_k, s_k^a Q),  r_k = q_k^b / q_k^a,  Q = sum_k s_k^a r_k
 *
 * with M(x, y) = (x - y) / log(x / y): sum_k M(x_k, y_k) log(x_k / y_k) = sum_k (x_k - y_k) = 0 makes log Q = sum_k m_k
 * log r_k, Laspeyres' index; m' are the same of Paasche's, backwards [reinsdorf2002]. */
#include "model/growth_sum.h"
#include <math.h>

double domar_log_mean(double x, double y)
{
    if (!(fabs(x) > 0) || !(fabs(y) > 0)) return isnan(x + y) ? NAN : 0;
    const double d = log(x / y);
    return fabs(d) > 1e-7 ? (x - y) / d : 0.5 * (x + y) * (1 - d * d / 12);
}

double domar_log_points(double change, double from, double to)
{
    return from > 0 && to > 0 ? 100 * change / domar_log_mean(to, from) : NAN;
}

/* Adds half of the weights of sum_k share_k exp(sign growth_k); false: not above zero. */
static bool add_side(double *w, size_t count, const double *share, const double *growth, double sign)
{
    double Q = 0, all = 0;
    for (size_t k = 0; k < count; k++) Q += fabs(share[k]) > 0 ? share[k] * exp(sign * growth[k]) : 0;
    if (!(Q > 0)) return false;
    for (size_t k = 0; k < count; k++)
        all += fabs(share[k]) > 0 ? domar_log_mean(share[k] * exp(sign * growth[k]), share[k] * Q) : 0;
    for (size_t k = 0; k < count; k++)
        if (fabs(share[k]) > 0) w[k] += 0.5 * domar_log_mean(share[k] * exp(sign * growth[k]), share[k] * Q) / all;
    return true;
}

void domar_index_weights(double *w, bool fisher, size_t count, const double *share_a, const double *share_b,
                         const double *growth)
{
    bool known = true;
    for (size_t k = 0; k < count; k++) known = known && (!isnan(growth[k] + share_a[k] + share_b[k]) || (share_a[k] == 0 && share_b[k] == 0));
    for (size_t k = 0; k < count; k++) w[k] = fisher && known ? 0 : 0.5 * (share_a[k] + share_b[k]);
    if (!fisher || !known) return;
    const bool both = add_side(w, count, share_a, growth, 1) && add_side(w, count, share_b, growth, -1);
    for (size_t k = 0; !both && k < count; k++) w[k] = NAN;
}

/* ---- shares */
bool domar_incomes_known(const domar_growth_year *a, const domar_growth_year *b, size_t i)
{
    return !isnan(a->labour[i] + a->capital[i] + b->labour[i] + b->capital[i]);
}

double domar_value_added_of(const domar_growth_year *y, size_t i, bool incomes)
{
    return incomes ? y->labour[i] + y->capital[i] : y->value_added[i];
}

/* Parts that cost is made of: labour, capital, inputs (all of them, or by kind). */
enum { LABOUR, CAPITAL, INPUTS, PARTS = INPUTS + DOMAR_PURCHASES };

typedef struct {
    size_t count;
    double share[2][PARTS], growth[PARTS];
    bool   kinds;                       /* inputs by kind */
} parts;

static void set_shares(double *s, const domar_growth_year *y, size_t i, bool incomes, const parts *p)
{
    const double cost = y->inputs[i] + domar_value_added_of(y, i, incomes);
    s[LABOUR] = cost > 0 ? y->labour[i] / cost : NAN;
    s[CAPITAL] = cost > 0 ? (incomes ? y->capital[i] : y->value_added[i] - y->labour[i]) / cost : NAN;
    double whole = 0;
    for (size_t k = 0; p->kinds && k + INPUTS < p->count; k++) whole += y->purchase[k][i];
    for (size_t k = 0; k + INPUTS < p->count; k++)
        s[INPUTS + k] = cost > 0 ? y->inputs[i] / cost * (p->kinds ? y->purchase[k][i] / whole : 1) : NAN;
}

/* Kinds of inputs serve where the table has no volume of all and knows every kind. */
static bool by_kind(const domar_growth_rows *rows, const domar_growth_year *a, const domar_growth_year *b, size_t i)
{
    double sum = 0;
    if (!rows->purchases || !isnan(domar_log_change(a->inputs_volume[i], b->inputs_volume[i]))) return false;
    for (size_t k = 0; k < rows->purchases; k++) {
        const double va = a->purchase[k][i], vb = b->purchase[k][i];
        if (va == 0 && vb == 0) continue;
        sum += va + vb + domar_log_change(a->purchase_volume[k][i], b->purchase_volume[k][i]);
    }
    return isfinite(sum) && (a->inputs[i] > 0 || b->inputs[i] > 0);
}

static void find_parts(parts *p, const domar_growth_rows *rows, const domar_growth_year *a, const domar_growth_year *b, size_t i,
                       double labour)
{
    const bool incomes = domar_incomes_known(a, b, i);
    p->kinds = by_kind(rows, a, b, i);
    p->count = INPUTS + (p->kinds ? rows->purchases : 1);
    p->growth[LABOUR] = labour;
    p->growth[CAPITAL] = domar_growth_of_capital(rows, a, b, i);
    if (!p->kinds) p->growth[INPUTS] = domar_growth_of_inputs(a, b, i, NULL);
    for (size_t k = 0; p->kinds && k < rows->purchases; k++)
        p->growth[INPUTS + k] = domar_log_change(a->purchase_volume[k][i], b->purchase_volume[k][i]);
    set_shares(p->share[0], a, i, incomes, p);
    set_shares(p->share[1], b, i, incomes, p);
}

/* What nothing is spent on gives nothing, whether it grows or is not known. */
static double given(double weight, double growth) { return weight == 0 ? 0 : weight * growth; }

/* Fisher's index of value added: quantities of output and, with a minus, of inputs; all as shares of cost. */
static double fisher_value_added(const parts *p, double output)
{
    double bought[2] = { 0 }, L = exp(output), P = exp(-output);
    for (size_t k = INPUTS; k < p->count; k++) {
        const double sa = p->share[0][k], sb = p->share[1][k];
        bought[0] += sa;
        bought[1] += sb;
        L -= sa == 0 ? 0 : sa * exp(p->growth[k]);
        P -= sb == 0 ? 0 : sb * exp(-p->growth[k]);
    }
    L /= 1 - bought[0];
    P = (1 - bought[1]) / P;
    return L > 0 && P > 0 ? 0.5 * log(L * P) : NAN;
}

static double real_value_added(const domar_growth_year *a, const domar_growth_year *b, size_t i, domar_sum_rule rule,
                               const parts *p, double output, double implied)
{
    const bool incomes = domar_incomes_known(a, b, i);
    if (rule.single)
        return domar_log_change(domar_value_added_of(a, i, incomes), domar_value_added_of(b, i, incomes)) -
               (domar_log_change(a->output[i], b->output[i]) - output);
    const double published = domar_log_change(a->value_added_volume[i], b->value_added_volume[i]);
    if (!isnan(published)) return published;
    return rule.fisher ? fisher_value_added(p, output) : implied;
}

/* Weights of labour and capital in value added. */
static void sum_value_added(domar_industry_sum *g, const parts *p, bool fisher)
{
    double v[2][INPUTS], w[INPUTS];
    for (int y = 0; y < 2; y++) {
        double own = 1;
        for (size_t k = INPUTS; k < p->count; k++) own -= p->share[y][k];
        for (size_t k = 0; k < INPUTS; k++) v[y][k] = p->share[y][k] / own;
    }
    domar_index_weights(w, fisher, INPUTS, v[0], v[1], p->growth);
    g->va_labour = given(w[LABOUR], p->growth[LABOUR]);
    g->va_capital = given(w[CAPITAL], p->growth[CAPITAL]);
    g->va_tfp = g->value_added - g->va_labour - g->va_capital;
}

domar_industry_sum domar_industry_sum_of(const domar_growth_rows *rows, const domar_growth_year *a,
                                         const domar_growth_year *b, size_t i, domar_sum_rule rule)
{
    domar_industry_sum g = { .output = domar_log_change(a->output_volume[i], b->output_volume[i]) };
    const domar_labour_growth l = domar_growth_of_labour(rows, a, b, i);
    const bool incomes = domar_incomes_known(a, b, i);
    parts p;
    double w[PARTS];
    find_parts(&p, rows, a, b, i, l.input);
    domar_index_weights(w, rule.fisher, p.count, p.share[0], p.share[1], p.growth);
    for (size_t k = 0; k < DOMAR_PURCHASES; k++) g.purchase[k] = NAN;
    for (size_t k = INPUTS; k < p.count; k++) {
        const double part = given(w[k], p.growth[k]);
        g.w_inputs += w[k];
        g.inputs += part;
        if (p.kinds) g.purchase[k - INPUTS] = part;
    }
    g.w_labour = w[LABOUR];
    g.w_capital = w[CAPITAL];
    g.labour = given(w[LABOUR], l.input);
    g.hours = given(w[LABOUR], l.hours);
    g.quality = given(w[LABOUR], l.quality);
    g.capital = given(w[CAPITAL], p.growth[CAPITAL]);
    g.rest = g.output - g.inputs - g.labour;
    g.tfp = g.rest - g.capital;
    g.heads = l.heads && !isnan(l.hours);
    g.per_hour = g.output - l.hours;
    g.implied = domar_value_added_of(a, i, incomes) > 0 && domar_value_added_of(b, i, incomes) > 0     /* else no growth of it */
                ? (g.output - g.inputs) / (1 - g.w_inputs) : NAN;
    g.value_added = real_value_added(a, b, i, rule, &p, g.output, g.implied);
    sum_value_added(&g, &p, rule.fisher);
    return g;
}

/* ---- parts */
/* Contributions of groups by their mean share in the income of all; returns their sum. */
static double groups(double *part, double weight, double *const value_a[], double *const value_b[], double *const q_a[],
                     double *const q_b[], size_t count, size_t i)
{
    double whole_a = 0, whole_b = 0, sum = 0;
    for (size_t k = 0; k < count; k++) {
        whole_a += value_a[k][i];
        whole_b += value_b[k][i];
    }
    for (size_t k = 0; k < count; k++) {
        part[k] = weight * given(domar_mean_share(value_a[k][i], whole_a, value_b[k][i], whole_b),
                                 domar_log_change(q_a[k][i], q_b[k][i]));
        sum += part[k];
    }
    return sum;
}

/* What kinds do not tell; what rounding leaves of nothing is nothing. */
static double left(double whole, double by_kind)
{
    const double rest = whole - (isnan(by_kind) ? 0 : by_kind);
    return fabs(rest) <= 1e-13 * (fabs(whole) + 1) ? 0 : rest;
}

void domar_sum_parts_of(domar_sum_parts *to, const domar_growth_rows *rows, const domar_growth_year *a,
                        const domar_growth_year *b, size_t i, const domar_industry_sum *g)
{
    const double by_skill = groups(to->skill, g->w_labour, a->skill_labour, b->skill_labour, a->skill_hours, b->skill_hours,
                                   rows->skills, i);
    const double by_asset = groups(to->asset, g->w_capital, a->asset_capital, b->asset_capital, a->asset_stock, b->asset_stock,
                                   rows->assets, i);
    double bought = rows->purchases ? 0 : NAN;
    for (size_t k = 0; k < rows->purchases; k++) bought += to->purchase[k] = g->purchase[k];
    to->inputs = left(g->inputs, bought);
    to->labour = left(g->labour, by_skill);
    to->capital = left(g->capital, by_asset);
    for (size_t k = 0; isnan(by_skill) && k < rows->skills; k++) to->skill[k] = NAN;
    for (size_t k = 0; isnan(by_asset) && k < rows->assets; k++) to->asset[k] = NAN;
}
