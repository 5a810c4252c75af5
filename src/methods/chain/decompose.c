/* methods/chain/decompose.c -- why a row of the accounts changed between two years
 *
 *     f^_i (B y)_i,     f = row / x,   B = (I - A)^-1,   y = (I - A) x
 *
 * In three factors: f, B, y.  In six: B into technology (inputs of product k per unit, whoever
 * sells them) and sourcing (the share of each seller), y into sourcing, mix over products and level
 * of each economy's final demand.  A factor has the value of the first year (0) or of the last (1);
 * E(s) is the row with the factors as s says, so that
 *
 *     polar: mean of changing the factors in order from first to last, and from last to first
 *     all:   mean over all orders,  sum_S |S|! (K-1-|S|)! / K!  (E(S + k) - E(S))
 *
 * [dietzenbacher1998].  lmdi takes apart every f_i B_ij y_j by logarithmic means [ang2005]; where a
 * factor is zero in one year, or changes its sign, the parts of that flow are the mean over orders.
 * All three are exact: the terms add up to the change. */
#include "base/text.h"
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options { const char *row, *method; bool full; };

enum { BY_INDUSTRY, BY_ECONOMY };
enum { BASIC = 3, FULL = 6, STATES = 1 << FULL };
/* Bits of a state.  Full: demand sourcing, mix and level together make up the y of the basic. */
enum { COEFFICIENT = 1, TECHNOLOGY = 2, SOURCING = 4, BOUGHT = 8, MIX = 16, LEVEL = 32 };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "What is taken apart: VA (value added), OUTPUT, or a factor or satellite row.",
      .zh = "分解对象：VA（增加值）、OUTPUT（总产出），或某一要素行、卫星账户行。" },
    { DOMAR_FIELD(struct options, method), .text = "polar", .choices = "polar|all|lmdi",
      .en = "Mean of the two polar decompositions, mean over all orders, or logarithmic means.",
      .zh = "两极分解平均、全排列平均或对数均值（LMDI）。" },
    { DOMAR_FIELD(struct options, full),
      .en = "Six factors instead of three: technology and sourcing of inputs; sourcing, mix and "
            "level of final demand.",
      .zh = "六因素而非三因素：投入技术与来源，最终需求的来源、结构与规模。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry,factor,term", "By producing industry.", "按生产行业。" },
    { "economy", "economy,factor,term", "Whole economies.", "按经济体。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "Change since the first year that is due to the factor.",
      "自首年以来由该因素引起的变化。", NULL },
    { .name = NULL } };

static const domar_term terms[] = {
    { "three factors", "dv", "row per unit of output", "单位产出系数", "More or less of the row per output (for "
      "value added: the value-added coefficient).", "单位产出所含数量的变化（增加值则为增加值率）。" },
    { "three factors", "dl", "structure of production", "生产结构", "Inputs: technology and who supplies them.",
      "投入结构：技术与来源。" },
    { "three factors", "dy", "final demand", "最终需求", "Level, mix and origin of final demand.",
      "最终需求的规模、结构与来源。" },
    { "six factors (--full)", "dv", "row per unit of output", "单位产出系数", "More or less of the row per output.",
      "单位产出所含数量的变化。" },
    { "six factors (--full)", "technology", "technology", "技术", "Inputs of each product per unit of output, whoever "
      "sells them.", "单位产出对各产品的投入，不论来源。" },
    { "six factors (--full)", "sourcing", "sourcing of inputs", "投入来源", "Who sells the inputs: shifts between home and "
      "abroad, and among suppliers.", "投入由谁供应：国内外之间、供应方之间的变化。" },
    { "six factors (--full)", "final_sourcing", "sourcing of final demand", "最终需求来源", "Who sells the final products.",
      "最终产品由谁供应。" },
    { "six factors (--full)", "final_mix", "mix of final demand", "最终需求结构", "Which products final demand buys.",
      "最终需求购买哪些产品。" },
    { "six factors (--full)", "final_level", "level of final demand", "最终需求规模", "How much each economy finally uses.",
      "各经济体最终使用的总量。" },
    { .code = NULL } };

/* One year. */
struct side {
    const domar_table *t;
    domar_leontief *system;
    const double *row;       /* n; NULL: output itself */
    double *f;               /* n */
    double *F;               /* n x G: final demand by economy, B F 1 = x */
    double *level;           /* G */
    double *mix;             /* N x G: share of each product */
};

struct work {
    const domar_input *in;
    const domar_table *t;    /* shapes */
    struct side of[2];
    size_t  factors;
    double *E[STATES];       /* n each, of the states asked for */
    double *part;            /* factors x n */
    domar_item item;         /* what is taken apart */
    char   *unit;
};

/* ---- sides */
static domar_status find_row(domar_cx *cx, const struct work *w, const char *name,
                             const double **row, const domar_table *t)
{
    const domar_axis *factors = domar_series_axis(w->in->series, DOMAR_FACTORS),
                     *satellites = domar_series_axis(w->in->series, DOMAR_SATELLITES);
    const size_t satellite = domar_axis_find(satellites, name), factor = domar_axis_find(factors, name);
    *row = NULL;
    if (domar_icmp(name, "OUTPUT") == 0) return DOMAR_OK;
    if (strcmp(name, "VA") == 0) *row = t->va;
    else if (satellite != SIZE_MAX && t->S) {
        if (strcmp(domar_axis_kind(satellites, satellite), DOMAR_PRICE) == 0)
            return domar_fail(cx, DOMAR_EUSAGE, "%s is an index, which has no parts: choose a flow", name);
        *row = t->S + satellite * t->n;
    } else if (factor != SIZE_MAX && t->V) *row = t->V + factor * t->n;
    else
        return domar_fail(cx, DOMAR_EUSAGE, "there is no row %s in this table: `domar info` lists "
                          "factors and satellites", name);
    return DOMAR_OK;
}

static domar_item item_of(const struct work *w, const char *name)
{
    const domar_axis *axes[] = { domar_series_axis(w->in->series, DOMAR_SATELLITES),
                                 domar_series_axis(w->in->series, DOMAR_FACTORS) };
    if (strcmp(name, "VA") == 0) return (domar_item){ "VA", "Value added", "增加值", DOMAR_VALUE_ADDED, "" };
    if (domar_icmp(name, "OUTPUT") == 0) return (domar_item){ "OUTPUT", "Output", "总产出", "", "" };
    for (size_t k = 0; k < 2; k++) {
        const size_t row = domar_axis_find(axes[k], name);
        if (row != SIZE_MAX) return domar_axis_item(axes[k], row);
    }
    return (domar_item){ .code = name };
}

static domar_status look(domar_cx *cx, struct side *s, size_t G, size_t N)
{
    const domar_table *t = s->t;
    s->f = domar_scratch(cx, t->n);
    s->F = domar_scratch(cx, t->n * G);
    s->level = domar_scratch(cx, G);
    s->mix = domar_scratch(cx, N * G);
    double *used = domar_scratch(cx, t->n);
    if (!s->f || !s->F || !s->level || !s->mix || !used) return DOMAR_ENOMEM;
    domar_status st = domar_leontief_new(cx, &s->system, t->Z, t->x, NULL, G, N);
    if (st) return st;
    if (s->row) domar_coefficients(s->f, s->row, t);
    else
        for (size_t i = 0; i < t->n; i++) s->f[i] = 1;
    domar_final_by_economy(s->F, t);
    domar_leontief_apply(s->system, domar_cx_threads(cx), used, t->x, 1);
    for (size_t i = 0; i < t->n; i++) {             /* the balance: what is left is used at home */
        double known = 0;
        for (size_t g = 0; g < G; g++) known += s->F[i * G + g];
        s->F[i * G + i / N] += t->x[i] - used[i] - known;
    }
    for (size_t i = 0; i < t->n; i++)
        for (size_t g = 0; g < G; g++) {
            s->mix[i % N * G + g] += s->F[i * G + g];
            s->level[g] += s->F[i * G + g];
        }
    for (size_t k = 0; k < N * G; k++) s->mix[k] = s->level[k % G] > 0 ? s->mix[k] / s->level[k % G] : 0;
    return DOMAR_OK;
}

/* ---- final demand in a state: y_(s,k) = sum_g origin x mix x level */
static void final_demand(double *y, size_t width, size_t column, const struct work *w, unsigned state)
{
    const size_t G = w->t->G, N = w->t->N;
    const struct side *bought = &w->of[(state & BOUGHT) != 0], *other = &w->of[(state & BOUGHT) == 0];
    const struct side *mix = &w->of[(state & MIX) != 0], *level = &w->of[(state & LEVEL) != 0];
    for (size_t i = 0; i < w->t->n; i++) {
        double sum = 0;
        for (size_t g = 0; g < G; g++) {
            const size_t k = i % N * G + g;
            /* A product not bought in one year has the origins of the other. */
            const struct side *from = fabs(bought->mix[k]) > 0 ? bought : other;
            const double all = from->mix[k] * from->level[g];
            if (fabs(all) > 0) sum += from->F[i * G + g] / all * mix->mix[k] * level->level[g];
        }
        y[i * width + column] = sum;
    }
}

/* ---- inputs in a state: technology of one year, sources of the other */
static domar_status mixed_inputs(domar_cx *cx, domar_leontief **system, const struct work *w,
                                 const struct side *technology, const struct side *sources)
{
    const size_t n = w->t->n, N = w->t->N, G = w->t->G;
    double *A = domar_scratch(cx, n * n), *one = domar_scratch(cx, n);
    double *of = domar_scratch(cx, 2 * N);
    if (!A || !one || !of) return DOMAR_ENOMEM;
    const struct side *both[] = { technology, sources };
    for (size_t j = 0; j < n; j++) {
        memset(of, 0, 2 * N * sizeof *of);
        for (int side = 0; side < 2; side++)
            for (size_t i = 0; domar_produces(both[side]->t->x[j]) && i < n; i++)
                of[(size_t)side * N + i % N] += both[side]->t->Z[i * n + j] / both[side]->t->x[j];
        for (size_t i = 0; i < n; i++) {
            const double total = of[i % N], known = of[N + i % N];
            const struct side *from = fabs(known) > 0 ? sources : technology;
            const double all = fabs(known) > 0 ? known : total;
            A[i * n + j] = fabs(all) > 0 ? from->t->Z[i * n + j] / from->t->x[j] / all * total : 0;
        }
        one[j] = 1;
    }
    return domar_leontief_new(cx, system, A, one, NULL, G, N);
}

/* E of every state wanted with these inputs; wanted: bits. */
static domar_status evaluate(domar_cx *cx, struct work *w, domar_leontief *system, unsigned inputs,
                             uint64_t wanted)
{
    const size_t n = w->t->n;
    const domar_mark mark = domar_scratch_mark(cx);
    unsigned states[STATES];
    size_t count = 0;
    for (unsigned s = 0; s < STATES; s++)
        if ((wanted >> s & 1) && (s & (TECHNOLOGY | SOURCING)) == inputs && !(s & COEFFICIENT))
            states[count++] = s;
    for (unsigned s = 0; s < STATES; s++) {          /* the coefficient does not enter the solve */
        const unsigned without = s & ~(unsigned)COEFFICIENT;
        bool listed = !((wanted >> s & 1) && (s & (TECHNOLOGY | SOURCING)) == inputs && (s & COEFFICIENT));
        for (size_t k = 0; k < count; k++) listed = listed || states[k] == without;
        if (!listed) states[count++] = without;
    }
    if (!count) return DOMAR_OK;
    double *X = domar_scratch(cx, n * count);
    if (!X) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) final_demand(X, count, k, w, states[k]);
    const domar_status st = domar_leontief_solve(cx, system, X, count);
    for (size_t k = 0; !st && k < count; k++)
        for (unsigned c = 0; c <= COEFFICIENT; c++) {
            double *E = w->E[states[k] | c];
            const double *f = w->of[c].f;
            for (size_t i = 0; E && i < n; i++) E[i] = f[i] * X[i * count + k];
        }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Bits of a factor. */
static unsigned bits_of(const struct work *w, size_t k)
{
    static const unsigned basic[] = { COEFFICIENT, TECHNOLOGY | SOURCING, BOUGHT | MIX | LEVEL };
    return w->factors == BASIC ? basic[k] : 1u << k;
}

/* The state in which the factors of the subset are those of the last year. */
static unsigned state_of(const struct work *w, unsigned subset)
{
    unsigned state = 0;
    for (size_t k = 0; k < w->factors; k++)
        if (subset >> k & 1) state |= bits_of(w, k);
    return state;
}

static bool on_a_pole(unsigned subset, size_t factors)
{
    const unsigned all = (1u << factors) - 1, rest = all & ~subset;
    return (subset & (subset + 1)) == 0 || (rest & (rest + 1)) == 0;
}

static domar_status evaluate_all(domar_cx *cx, struct work *w, bool poles)
{
    uint64_t wanted = 0;
    domar_status st = DOMAR_OK;
    for (unsigned subset = 0; subset < 1u << w->factors; subset++) {
        const unsigned s = state_of(w, subset);
        if (poles && !on_a_pole(subset, w->factors)) continue;
        wanted |= (uint64_t)1 << s;
        if (!(w->E[s] = domar_scratch(cx, w->t->n))) return DOMAR_ENOMEM;
    }
    for (unsigned mixed = 0; !st && mixed < 4; mixed++) {
        const unsigned inputs = mixed * TECHNOLOGY;
        const bool technology = inputs & TECHNOLOGY, sources = inputs & SOURCING;
        const domar_mark mark = domar_scratch_mark(cx);
        domar_leontief *own = NULL;
        if (w->factors == BASIC && technology != sources) continue;
        if (technology != sources) st = mixed_inputs(cx, &own, w, &w->of[technology], &w->of[sources]);
        if (!st) st = evaluate(cx, w, own ? own : w->of[technology].system, inputs, wanted);
        domar_leontief_free(own);
        domar_scratch_rewind(cx, mark);
    }
    return st;
}

/* ---- parts */
static void add_step(struct work *w, size_t k, unsigned before, double weight)
{
    const double *a = w->E[state_of(w, before)], *b = w->E[state_of(w, before | 1u << k)];
    double *part = w->part + k * w->t->n;
    for (size_t i = 0; i < w->t->n; i++) part[i] += weight * (b[i] - a[i]);
}

static void polar(struct work *w)
{
    const unsigned all = (1u << w->factors) - 1;
    for (size_t k = 0; k < w->factors; k++) {
        const unsigned below = (1u << k) - 1;
        add_step(w, k, below, 0.5);
        add_step(w, k, all & ~below & ~(1u << k), 0.5);
    }
}

static void all_orders(struct work *w)
{
    double factorial[FULL + 1] = { 1 };
    for (size_t k = 1; k <= FULL; k++) factorial[k] = factorial[k - 1] * (double)k;
    for (size_t k = 0; k < w->factors; k++)
        for (unsigned s = 0; s < 1u << w->factors; s++) {
            size_t size = 0;
            if (s >> k & 1) continue;
            for (size_t b = 0; b < w->factors; b++) size += s >> b & 1;
            add_step(w, k, s, factorial[size] * factorial[w->factors - 1 - size] / factorial[w->factors]);
        }
}

/* The mean over the orders of three factors of one flow p q r. */
static void orders_of_flow(double part[BASIC], const double a[BASIC], const double b[BASIC])
{
    for (int k = 0; k < BASIC; k++) {
        const int l = (k + 1) % BASIC, m = (k + 2) % BASIC;
        part[k] += (b[k] - a[k]) * (2 * a[l] * a[m] + a[l] * b[m] + b[l] * a[m] + 2 * b[l] * b[m]) / 6;
    }
}

/* What rounding leaves of a zero is zero: its logarithm would be anything. */
static double clean(double value, double noise) { return fabs(value) > noise ? value : 0; }

static domar_status logarithmic(domar_cx *cx, struct work *w, size_t *by_order)
{
    const size_t n = w->t->n;
    const double *B[2];
    double *y = domar_scratch(cx, 2 * n);
    if (!y) return DOMAR_ENOMEM;
    for (int s = 0; s < 2; s++) {
        const domar_status st = domar_leontief_inverse(cx, w->of[s].system, &B[s]);
        if (st) return st;
        for (size_t j = 0; j < n; j++)
            for (size_t g = 0; g < w->t->G; g++) y[(size_t)s * n + j] += w->of[s].F[j * w->t->G + g];
        for (size_t j = 0; j < n; j++)
            y[(size_t)s * n + j] = clean(y[(size_t)s * n + j], 1e-12 * fabs(w->of[s].t->x[j]));
    }
    for (size_t i = 0; i < n; i++) {
        double part[BASIC] = { 0 };
        for (size_t j = 0; j < n; j++) {
            const double a[] = { w->of[0].f[i], clean(B[0][i * n + j], 1e-15), y[j] },
                         b[] = { w->of[1].f[i], clean(B[1][i * n + j], 1e-15), y[n + j] };
            const double flow0 = a[0] * a[1] * a[2], flow1 = b[0] * b[1] * b[2];
            if (!(a[0] * b[0] > 0 && a[1] * b[1] > 0 && a[2] * b[2] > 0)) {
                *by_order += fabs(flow0) > 0 || fabs(flow1) > 0;
                orders_of_flow(part, a, b);
                continue;
            }
            double ratio = 0;
            for (int k = 0; k < BASIC; k++) ratio += log(b[k] / a[k]);
            const double mean = fabs(ratio) > 1e-8 ? (flow1 - flow0) / ratio : 0.5 * (flow0 + flow1);
            for (int k = 0; k < BASIC; k++) part[k] += mean * log(b[k] / a[k]);
        }
        for (size_t k = 0; k < BASIC; k++) w->part[k * n + i] = part[k];
    }
    return DOMAR_OK;
}

/* ---- answer */
static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, size_t by_order,
                            bool lmdi)
{
    const domar_table *a = w->of[0].t, *b = w->of[1].t;
    double gap = 0, scale = 0;
    for (size_t i = 0; i < w->t->n; i++) {
        const double change = (w->of[1].row ? w->of[1].row[i] : b->x[i]) -
                              (w->of[0].row ? w->of[0].row[i] : a->x[i]);
        double sum = 0;
        for (size_t k = 0; k < w->factors; k++) sum += w->part[k * w->t->n + i];
        if (!isfinite(change) || !isfinite(sum)) continue;
        if (!domar_produces(a->x[i]) || !domar_produces(b->x[i])) continue;
        gap = fmax(gap, fabs(sum - change));
        scale = fmax(scale, fabs(change));
    }
    domar_status st = domar_result_certify(cx, r, "terms_against_change", scale > 0 ? gap / scale : 0, 1e-9);
    char years[32];
    snprintf(years, sizeof years, "%d to %d", a->year, b->year);
    if (!st) st = domar_result_certify_text(cx, r, "years", years);
    if (!st) st = domar_result_certify_text(cx, r, "prices", "current: changes of prices are in all terms");
    if (!st && lmdi) st = domar_result_certify(cx, r, "flows_by_order", (double)by_order, NAN);
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w,
                             const domar_axis *axis)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES);
    size_t top = SIZE_MAX, best = 0;
    double most = 0, sums[FULL], kept[FULL] = { 0 };
    for (size_t g = 0; g < w->t->G; g++) {
        double all = 0;
        if (!domar_economy_selected(w->t, w->in->economy, g)) continue;
        for (size_t k = 0; k < w->factors; k++) {
            sums[k] = 0;
            for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
                const double part = w->part[k * w->t->n + i];
                if (isfinite(part)) sums[k] += part;
            }
            all += sums[k];
        }
        if (top != SIZE_MAX && fabs(all) <= fabs(most)) continue;
        top = g;
        most = all;
        memcpy(kept, sums, sizeof kept);
    }
    if (top == SIZE_MAX || !(fabs(most) > 0)) return DOMAR_OK;
    for (size_t k = 1; k < w->factors; k++)
        if (fabs(kept[k]) > fabs(kept[best])) best = k;
    char *en = domar_format(cx, "%s, %d to %d: a change of %+.4g %s; the largest cause is %s "
                            "(%+.4g, current prices).", domar_axis_label(economies, top, "en"), w->of[0].t->year,
                            w->of[1].t->year, most, w->unit,
                            domar_axis_label(axis, best, "en"), kept[best]);
    char *zh = domar_format(cx, "%s %d—%d 年变化 %+.4g %s；最大原因是%s（%+.4g，现价）。",
                            domar_axis_label(economies, top, "zh"), w->of[0].t->year,
                            w->of[1].t->year, most, w->unit,
                            domar_axis_label(axis, best, "zh"), kept[best]);
    const domar_status st = en && zh ? domar_result_read(cx, r, en, zh) : DOMAR_ENOMEM;
    domar_release(en);
    domar_release(zh);
    return st;
}

/* value: rows x factors, factor fastest. */
static void arrange(double *value, const struct work *w, bool whole)
{
    const size_t n = w->t->n, N = whole ? w->t->N : 1;
    for (size_t row = 0; row < n / N; row++)
        for (size_t k = 0; k < w->factors; k++) {
            double sum = 0;
            for (size_t i = row * N; i < (row + 1) * N; i++) {
                const double part = w->part[k * n + i];
                const bool gone = whole && !domar_produces(w->of[0].t->x[i]) &&
                                  !domar_produces(w->of[1].t->x[i]);
                if (!gone) sum += part;
            }
            value[row * w->factors + k] = sum;
        }
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w,
                           const domar_axis *axis)
{
    const bool whole = w->in->grain == BY_ECONOMY;
    const size_t rows = (whole ? w->t->G : w->t->n) * w->factors;
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->t, axis);
    const domar_column described[] = { { "value", w->unit, columns[0].en, columns[0].zh, NULL },
                                       { .name = NULL } };
    domar_axis *factor = NULL;
    double *value;
    domar_status st = domar_axis_new(cx, &factor, &w->item, 1);
    if (st) return st;
    for (size_t d = 0; d < count; d++)
        if (strcmp(dims[d].name, "factor") == 0) dims[d].axis = factor;
    st = domar_result_new_rows(cx, out, "chain.decompose", w->unit, dims, count, rows);
    domar_axis_free(factor);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy"),
             *term = domar_result_codes(*out, "term");
    uint32_t *industry = whole ? NULL : domar_result_codes(*out, "industry");
    for (size_t k = 0; k < rows; k++) {
        const size_t row = k / w->factors;
        year[k] = (uint32_t)(domar_axis_size(w->in->years) - 1);
        term[k] = (uint32_t)(k % w->factors);
        economy[k] = (uint32_t)(whole ? row : row / w->t->N);
        if (industry) industry[k] = (uint32_t)(row % w->t->N);
    }
    st = domar_result_column(cx, *out, described, "value", &value);
    if (!st) arrange(value, w, whole);
    return st;
}

static domar_status prepare(domar_cx *cx, struct work *w, const struct options *opt)
{
    const domar_input *in = w->in;
    w->t = in->table;
    w->factors = opt->full ? FULL : BASIC;
    if (in->first == in->last)
        return domar_fail(cx, DOMAR_EDATA, "chain.decompose compares two years: give --year FIRST-LAST "
                          "of a series");
    if (opt->full && w->t->G < 2)
        return domar_fail(cx, DOMAR_EDATA, "sourcing needs a table of several economies: leave --full out");
    if (opt->full && strcmp(opt->method, "lmdi") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--method lmdi takes three factors apart: leave --full out, or "
                          "take polar or all");
    w->item = item_of(w, opt->row);
    const char *unit = w->item.unit;
    w->unit = unit && *unit ? domar_strdup(cx, unit) : domar_series_money(cx, in->series);
    w->part = domar_scratch(cx, w->factors * w->t->n);
    domar_status st = w->unit && w->part ? DOMAR_OK : DOMAR_ENOMEM;
    for (int s = 0; !st && s < 2; s++) {
        w->of[s].t = domar_series_table(in->series, s ? in->last : in->first);
        st = find_row(cx, w, opt->row, &w->of[s].row, w->of[s].t);
        if (!st) st = look(cx, &w->of[s], w->t->G, w->t->N);
    }
    return st;
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    const bool lmdi = strcmp(opt->method, "lmdi") == 0, poles = strcmp(opt->method, "polar") == 0;
    struct work w = { .in = in };
    domar_axis *axis = NULL;
    size_t by_order = 0;
    domar_status st = prepare(cx, &w, opt);
    if (!st) st = lmdi ? logarithmic(cx, &w, &by_order) : evaluate_all(cx, &w, poles);
    if (!st && poles) polar(&w);
    else if (!st && !lmdi) all_orders(&w);
    if (!st) st = domar_terms_axis(cx, &axis, terms, opt->full ? "six factors (--full)" : "three factors");
    if (!st) st = answer(cx, out, &w, axis);
    if (!st) st = certify(cx, *out, &w, by_order, lmdi);
    if (!st) st = read_out(cx, *out, &w, axis);
    for (int s = 0; s < 2; s++) domar_leontief_free(w.of[s].system);
    domar_axis_free(axis);
    domar_release(w.unit);
    return st;
}

const domar_method domar_chain_decompose = {
    .id = "chain.decompose",
    .title_en = "Structural decomposition: why value added, output or jobs changed",
    .title_zh = "结构分解：增加值、产出或就业为何变化",
    .about_en =
        "Takes the change of a row between the first and the last of the years apart into its "
        "causes: the row per unit of output, the structure of production, final demand; with "
        "--full technology and sourcing of inputs, and sourcing, mix and level of final demand. "
        "The parts add up exactly. Which order factors change in matters; polar takes the mean of "
        "two orders, all of every order, lmdi logarithmic means. Changes are in current prices.",
    .about_zh =
        "把首年到末年某一行的变化分解为各种原因：单位产出系数、生产结构、最终需求；加 --full 则为投入技术与来源，最终需求的"
        "来源、结构与规模。各项之和严格等于变化。因素变化的先后影响结果：polar 取两种顺序的平均，all 取全部顺序的平均，"
        "lmdi 用对数均值。变化按现价计算。",
    .formula = "\\Delta(\\hat f B y) = \\tfrac12[\\Delta\\hat f B_0 y_0 + \\hat f_1 \\Delta B y_0 + \\hat f_1 "
        "B_1 \\Delta y] + \\tfrac12[\\Delta\\hat f B_1 y_1 + \\hat f_0 \\Delta B y_1 + \\hat f_0 B_0 \\Delta y]",
    .cite = "dietzenbacher1998; miller2009 ch. 13; ang2005",
    .params = params, .grains = grains, .columns = columns, .terms = terms,
    .dim_docs = "year: the last of the two years; economy, industry: where the row arises; factor: the row; "
        "term: the cause",
    .dim_docs_zh = "year：两年中的末年；economy、industry：产生该行的经济体和行业；factor：分解的行；term：原因",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES, .run = run };
