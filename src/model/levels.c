/* model/levels.c -- multilateral levels (levels.h). */
#include "model/levels.h"
#include "model/growth_economy.h"
#include <math.h>
#include <string.h>

/* ---- the kernel */
static void ccd(double *index, const double *share, const double *q, size_t count, size_t parts)
{
    double s[DOMAR_LEVEL_PARTS], x[DOMAR_LEVEL_PARTS];
    bool used[DOMAR_LEVEL_PARTS];
    for (size_t k = 0; k < parts; k++) {
        s[k] = x[k] = 0;
        used[k] = false;
        for (size_t c = 0; c < count; c++) {
            used[k] = used[k] || !(q[c * parts + k] == 0 && share[c * parts + k] == 0);
            s[k] += share[c * parts + k] / (double)count;
            x[k] += log(q[c * parts + k]) / (double)count;
        }
    }
    for (size_t c = 0; c < count; c++) {
        index[c] = 0;
        for (size_t k = 0; k < parts; k++)
            if (used[k]) index[c] += 0.5 * (share[c * parts + k] + s[k]) * (log(q[c * parts + k]) - x[k]);
    }
}

static void geks(double *index, const double *share, const double *q, size_t count, size_t parts)
{
    double w[DOMAR_LEVEL_PARTS], r[DOMAR_LEVEL_PARTS];
    for (size_t c = 0; c < count; c++) {
        index[c] = 0;
        for (size_t d = 0; d < count; d++) {
            for (size_t k = 0; k < parts; k++) r[k] = log(q[c * parts + k] / q[d * parts + k]);
            domar_index_weights(w, true, parts, share + d * parts, share + c * parts, r);
            for (size_t k = 0; k < parts; k++)
                if (!(w[k] == 0)) index[c] += w[k] * r[k] / (double)count;
        }
    }
}

void domar_multilateral(double *index, const double *share, const double *q, size_t count, size_t parts, bool fisher)
{
    if (fisher) geks(index, share, q, count, parts);
    else ccd(index, share, q, count, parts);
}

/* ---- an industry */
bool domar_levels_take_quality(const domar_growth_rows *rows, const domar_series *series)
{
    const domar_axis *satellites = domar_series_axis(series, DOMAR_SATELLITES);
    const size_t row = domar_axis_find(satellites, "LAB_QPH");
    if (row == SIZE_MAX || !rows->hours) return false;
    const char *unit = domar_axis_item(satellites, row).unit;
    return *unit && !domar_unit_is_index(unit);
}

struct room {
    size_t *of;                 /* economies that have all of a kind */
    double *share, *q, *index;
};

/* Drops economies that do not use a kind that others do: nothing compares them.  Returns how many are left. */
static size_t drop_partial(struct room *r, size_t count, size_t parts)
{
    bool used[DOMAR_LEVEL_PARTS] = { false };
    size_t left = 0;
    for (size_t c = 0; c < count; c++)
        for (size_t k = 0; k < parts; k++) used[k] = used[k] || r->q[c * parts + k] > 0;
    for (size_t c = 0; c < count; c++) {
        bool all = true;
        for (size_t k = 0; k < parts; k++) all = all && (!used[k] || r->q[c * parts + k] > 0);
        if (!all) continue;
        memmove(r->q + left * parts, r->q + c * parts, parts * sizeof *r->q);
        memmove(r->share + left * parts, r->share + c * parts, parts * sizeof *r->share);
        r->of[left++] = r->of[c];
    }
    return left;
}

/* Index over kinds of one factor of the economies that have all of it, into to (G). */
static void kinds(double *to, struct room *r, double *const *value, double *const *quantity, size_t parts, size_t G, size_t N,
                  size_t industry, bool fisher)
{
    size_t count = 0;
    for (size_t g = 0; g < G; g++) {
        double whole = 0, there = 1;
        for (size_t k = 0; k < parts; k++) {
            const double q = quantity[k][g * N + industry], v = value[k][g * N + industry];
            whole += v;
            if (!(q > 0) && !(q == 0 && v == 0)) there = NAN;
            r->q[count * parts + k] = q;
            r->share[count * parts + k] = v;
        }
        to[g] = NAN;
        if (isnan(there) || !(whole > 0)) continue;
        for (size_t k = 0; k < parts; k++) r->share[count * parts + k] /= whole;
        r->of[count++] = g;
    }
    count = drop_partial(r, count, parts);
    domar_multilateral(r->index, r->share, r->q, count, parts, fisher);
    for (size_t c = 0; c < count; c++) to[r->of[c]] = isfinite(r->index[c]) ? r->index[c] : NAN;
}

static const double *price_level(const domar_growth_year *y, const char *code)
{
    const size_t row = domar_axis_find(domar_series_axis(y->t->series, DOMAR_SATELLITES), code);
    return row == SIZE_MAX || !y->t->S ? NULL : y->t->S + row * y->n;
}

static double positive_log(double v) { return v > 0 ? log(v) : NAN; }

/* Output less the index of inputs, labour and capital, of the economies that know them all. */
static void sum_up(const domar_industry_levels *to, struct room *r, const domar_growth_year *y, size_t industry, bool fisher)
{
    const size_t G = y->t->G, N = y->t->N;
    size_t count = 0;
    for (size_t g = 0; g < G; g++) {
        const size_t i = g * N + industry;
        const double cost = y->inputs[i] + y->labour[i] + y->capital[i];
        const double part[] = { y->inputs[i], y->labour[i], y->capital[i] }, q[] = { to->inputs[g], to->labour[g], to->capital[g] };
        bool there = cost > 0 && isfinite(to->output[g]);
        to->input[g] = to->tfp[g] = NAN;
        for (size_t k = 0; k < 3; k++) {
            r->share[count * 3 + k] = part[k] / cost;
            r->q[count * 3 + k] = part[k] == 0 ? 0 : exp(q[k]);
            there = there && (part[k] == 0 || isfinite(q[k]));
        }
        if (there) r->of[count++] = g;
    }
    count = drop_partial(r, count, 3);
    domar_multilateral(r->index, r->share, r->q, count, 3, fisher);
    for (size_t c = 0; c < count; c++) {
        if (!isfinite(r->index[c])) continue;
        to->input[r->of[c]] = r->index[c];
        to->tfp[r->of[c]] = to->output[r->of[c]] - r->index[c];
    }
}

domar_status domar_levels_of(domar_cx *cx, const domar_industry_levels *to, const domar_growth_rows *rows,
                             const domar_growth_year *y, size_t industry, bool fisher)
{
    const size_t G = y->t->G, N = y->t->N;
    const domar_mark mark = domar_scratch_mark(cx);
    struct room r = { domar_scratch_bytes(cx, G, sizeof *r.of), domar_scratch(cx, G * DOMAR_LEVEL_PARTS),
                      domar_scratch(cx, G * DOMAR_LEVEL_PARTS), domar_scratch(cx, G) };
    if (!r.of || !r.share || !r.q || !r.index) {
        domar_scratch_rewind(cx, mark);
        return DOMAR_ENOMEM;
    }
    const double *of_output = price_level(y, "GO_PLI"), *of_inputs = price_level(y, "II_PLI");
    const bool quality = domar_levels_take_quality(rows, y->t->series);
    const bool counted = !domar_unit_is_index(rows->hours ? rows->hours_unit : rows->jobs_unit);   /* an index has no level */
    if (rows->skills) kinds(to->labour, &r, y->skill_labour, y->skill_hours, rows->skills, G, N, industry, fisher);
    if (rows->assets) kinds(to->capital, &r, y->asset_capital, y->asset_stock, rows->assets, G, N, industry, fisher);
    for (size_t g = 0; g < G; g++) {
        const size_t i = g * N + industry;
        const double hours = !counted ? NAN : rows->hours ? y->hours[i] : y->jobs[i];
        to->output[g] = positive_log(y->output[i] / (of_output ? of_output[i] : 1));
        to->inputs[g] = positive_log(y->inputs[i] / (of_inputs ? of_inputs[i] : 1));
        if (!rows->skills) to->labour[g] = positive_log(hours * (quality ? y->labour_quality[i] : 1));
        if (!rows->assets) to->capital[g] = positive_log(y->stock[i]);
        to->per_hour[g] = to->output[g] - positive_log(hours);
    }
    sum_up(to, &r, y, industry, fisher);
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
