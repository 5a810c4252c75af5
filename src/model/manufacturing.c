/* model/manufacturing.c -- shares of manufacturing, their peaks [rodrik2016], and what is left inside. */
#include "model/manufacturing.h"
#include "model/accounts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double ratio(double a, double b) { return b > 0 ? a / b : NAN; }

static bool is(const domar_table *t, size_t k, const char *kind)
{
    return strcmp(domar_axis_kind(domar_series_axis(t->series, DOMAR_INDUSTRIES), k), kind) == 0;
}

/* ---- imported inputs of an industry */
/* Share of imports in the use of product i at home; a national table's. */
static double import_share(const domar_table *t, size_t i, double exports)
{
    const domar_axis *axis = domar_series_axis(t->series, DOMAR_CATEGORIES);
    double m = 0;
    for (size_t c = 0; c < t->m; c++)
        if (strcmp(domar_axis_kind(axis, c), DOMAR_IMPORTS) == 0) m -= t->Y[i * t->m + c];
    return m > 0 && t->x[i] - exports + m > 0 ? m / (t->x[i] - exports + m) : 0;
}

/* n; false: the table does not tell. */
static domar_status imported_inputs(domar_cx *cx, double *imported, bool *known, const domar_table *t)
{
    const domar_axis *categories = domar_series_axis(t->series, DOMAR_CATEGORIES),
                     *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    const size_t row = domar_axis_find_kind(factors, DOMAR_IMPORTED);
    const bool column = t->Z && categories && domar_axis_find_kind(categories, DOMAR_IMPORTS) != SIZE_MAX;
    *known = t->Z && (t->G > 1 || row != SIZE_MAX || column);
    if (!*known) return DOMAR_OK;
    if (t->G == 1 && row != SIZE_MAX) {
        for (size_t j = 0; j < t->n; j++) imported[j] = t->V[row * t->n + j];
        return DOMAR_OK;
    }
    const domar_mark mark = domar_scratch_mark(cx);
    double *exports = domar_scratch(cx, t->n);
    if (!exports) return DOMAR_ENOMEM;
    domar_exports(exports, t);
    for (size_t i = 0; i < t->n; i++) {
        const double share = t->G == 1 ? import_share(t, i, exports[i]) : 1;
        for (size_t j = 0; j < t->n; j++)
            if (t->G == 1 || i / t->N != j / t->N) imported[j] += share * t->Z[i * t->n + j];
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}

/* ---- a year */
struct sums { double value, jobs, made_value, made_jobs, made_output, made_imported, real; bool kinds; };

static struct sums sums_of(const domar_table *t, const double *jobs, const double *imported, size_t g)
{
    struct sums s = { .kinds = false };
    for (size_t k = 0; k < t->N; k++) {
        const size_t i = g * t->N + k;
        s.kinds = s.kinds || *domar_axis_kind(domar_series_axis(t->series, DOMAR_INDUSTRIES), k);
        if (!domar_produces(t->x[i])) continue;
        s.value += t->va[i];
        s.jobs += jobs ? jobs[i] : NAN;
        if (!is(t, k, "FIN") && !is(t, k, "REA")) s.real += t->va[i];
        if (!is(t, k, "MAN")) continue;
        s.made_value += t->va[i];
        s.made_jobs += jobs ? jobs[i] : NAN;
        s.made_output += t->x[i];
        s.made_imported += imported ? imported[i] : NAN;
    }
    return s;
}

static int falling(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* Value added over jobs of the quarter with most of it; NaN with fewer than four economies. */
static double leaders(double *levels, const struct sums *s, const domar_table *t)
{
    const domar_axis *economies = domar_series_axis(t->series, DOMAR_ECONOMIES);
    double value = 0, jobs = 0;
    size_t count = 0;
    for (size_t g = 0; g < t->G; g++) {
        const double level = ratio(s[g].value, s[g].jobs);
        if (!isnan(level) && strcmp(domar_axis_kind(economies, g), "rest") != 0) levels[count++] = level;
    }
    if (count < 4) return NAN;
    qsort(levels, count, sizeof *levels, falling);
    const double least = levels[count / 4 - 1];
    for (size_t g = 0; g < t->G; g++) {
        if (!(ratio(s[g].value, s[g].jobs) >= least) || strcmp(domar_axis_kind(economies, g), "rest") == 0) continue;
        value += s[g].value;
        jobs += s[g].jobs;
    }
    return value / jobs;
}

domar_status domar_manufacturing_of(domar_cx *cx, domar_manufacturing *of, const domar_table *t, const double *jobs)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct sums *s = domar_scratch_bytes(cx, t->G, sizeof *s);
    double *imported = domar_scratch(cx, t->n), *levels = domar_scratch(cx, t->G);
    bool known = false;
    domar_status st = s && imported && levels ? imported_inputs(cx, imported, &known, t) : DOMAR_ENOMEM;
    for (size_t g = 0; !st && g < t->G; g++) s[g] = sums_of(t, jobs, known ? imported : NULL, g);
    const double top = st ? NAN : leaders(levels, s, t);
    for (size_t g = 0; !st && g < t->G; g++) {
        const double told = s[g].kinds ? 1 : NAN;
        of[g] = (domar_manufacturing){
            .value_share = told * ratio(s[g].made_value, s[g].value), .jobs_share = told * ratio(s[g].made_jobs, s[g].jobs),
            .real_share = told * ratio(s[g].real, s[g].value), .va_ratio = told * ratio(s[g].made_value, s[g].made_output),
            .imported = told * ratio(s[g].made_imported, s[g].made_output),
            .level = ratio(s[g].value, s[g].jobs) / top };
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- verdicts */
static size_t peak_year(const domar_manufacturing *path, size_t step, size_t count, bool jobs, double *most)
{
    size_t top = SIZE_MAX;
    for (size_t k = 0; k < count; k++) {
        const double share = jobs ? path[k * step].jobs_share : path[k * step].value_share;
        if (isnan(share) || (top != SIZE_MAX && share <= *most)) continue;
        top = k;
        *most = share;
    }
    return top;
}

domar_peak domar_peak_of(const domar_manufacturing *path, size_t step, size_t count, double fall, double threshold)
{
    const domar_manufacturing *now = &path[(count - 1) * step];
    double most[2] = { NAN, NAN };
    domar_peak p = { .value_year = peak_year(path, step, count, false, &most[0]),
                     .jobs_year = peak_year(path, step, count, true, &most[1]), .level = NAN,
                     .verdict = DOMAR_PEAK_UNKNOWN };
    if (p.value_year == SIZE_MAX || isnan(now->value_share)) return p;
    const bool jobs = p.jobs_year != SIZE_MAX && !isnan(now->jobs_share);
    const bool value_past = most[0] - now->value_share > fall, jobs_past = jobs && most[1] - now->jobs_share > fall;
    const size_t year = jobs ? p.jobs_year : p.value_year;
    p.level = path[year * step].level;
    if (!value_past && !jobs_past) p.verdict = DOMAR_PEAK_AHEAD;
    else if (!value_past) p.verdict = DOMAR_PEAK_JOBS;
    else if (jobs && !jobs_past) p.verdict = DOMAR_PEAK_VALUE;
    else if (isnan(p.level)) p.verdict = DOMAR_PEAK_BEFORE;
    else if (year == 0) p.verdict = p.level < threshold ? DOMAR_PEAK_BEFORE_EARLY : DOMAR_PEAK_BEFORE_MATURE;
    else p.verdict = p.level < threshold ? DOMAR_PEAK_PREMATURE : DOMAR_PEAK_MATURE;
    return p;
}

domar_hollow_verdict domar_hollow_of(const domar_manufacturing *first, const domar_manufacturing *last, double fall)
{
    const double signs[] = { first->value_share - last->value_share, first->va_ratio - last->va_ratio,
                             last->imported - first->imported };
    int count = 0;
    for (int k = 0; k < 3; k++) {
        if (isnan(signs[k])) return DOMAR_HOLLOW_UNKNOWN;
        count += signs[k] > fall;
    }
    return count == 3 ? DOMAR_HOLLOW : count == 2 ? DOMAR_HOLLOW_PARTLY : DOMAR_HOLLOW_NOT;
}
