/* model/capital_share.c -- from labour shares, a number, a list by industry, or a column. */
#include "model/capital_share.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>

bool domar_capital_share_is_text(const char *text)
{
    double number;
    return strcmp(text, "labour_share") == 0 || strchr(text, '=') || domar_parse_double(text, &number);
}

static domar_status refuse(domar_cx *cx, const domar_capital_share_from *f, size_t industry, double share, const char *why)
{
    return domar_fail(cx, DOMAR_EDATA, "the capital share of %s would be %.3g%s: it must lie between 0 and 1: give --capital-share as a "
                      "number, a list industry=share, or a column", domar_axis_code(f->axis, industry), share, why);
}

/* Of all periods together: one year's labour share moves with the cycle. */
static domar_status from_labour(domar_cx *cx, double *share, const domar_capital_share_from *f)
{
    double *sum = domar_scratch(cx, 2 * f->industries);
    if (!sum) return DOMAR_ENOMEM;
    for (size_t i = 0; i < f->rows; i++) {
        if (!(f->value_added[i] > 0) || !(f->wage_bill[i] > 0) || isinf(f->value_added[i]) || isinf(f->wage_bill[i])) continue;
        sum[2 * f->industry[i]] += f->value_added[i];
        sum[2 * f->industry[i] + 1] += f->wage_bill[i];
    }
    for (size_t s = 0; s < f->industries; s++) {
        const double a = sum[2 * s] > 0 ? 1 - f->scale * (sum[2 * s + 1] / sum[2 * s]) : 0.5;
        char why[96];
        snprintf(why, sizeof why, " (labour share %.3g times %g)", sum[2 * s + 1] / sum[2 * s], f->scale);
        if (!(a > 0 && a < 1)) return refuse(cx, f, s, a, why);
        for (size_t t = 0; t < f->periods; t++) share[t * f->industries + s] = a;
    }
    return DOMAR_OK;
}

static domar_status from_list(domar_cx *cx, double *share, const domar_capital_share_from *f)
{
    char part[256];
    for (size_t s = 0; s < f->industries; s++) share[s] = NAN;
    for (const char *list = f->text; domar_next_part(&list, part, sizeof part);) {
        char *equals = strrchr(part, '=');
        double a;
        if (!equals || !domar_parse_double(equals + 1, &a))
            return domar_fail(cx, DOMAR_EUSAGE, "--capital-share: '%s' is not INDUSTRY=NUMBER", part);
        *equals = 0;
        const size_t s = domar_axis_find(f->axis, part);
        if (s == SIZE_MAX) {
            const char *near = domar_axis_suggest(f->axis, part);
            return domar_fail(cx, DOMAR_EUSAGE, "--capital-share: there is no industry '%s'%s%s%s", part, near ? ": did you mean " : "",
                              near ? near : "", near ? "?" : "");
        }
        share[s] = a;
    }
    for (size_t s = 0; s < f->industries; s++)
        if (isnan(share[s])) return domar_fail(cx, DOMAR_EUSAGE, "--capital-share: there is none for industry %s: add %s=NUMBER",
                                               domar_axis_code(f->axis, s), domar_axis_code(f->axis, s));
    for (size_t g = f->industries; g < f->periods * f->industries; g++) share[g] = share[g % f->industries];
    return DOMAR_OK;
}

static domar_status from_column(domar_cx *cx, double *share, const domar_capital_share_from *f)
{
    const size_t groups = f->periods * f->industries;
    for (size_t g = 0; g < groups; g++) share[g] = NAN;
    for (size_t i = 0; i < f->rows; i++) {
        const size_t g = f->period[i] * f->industries + f->industry[i];
        if (isnan(share[g])) share[g] = f->column[i];
        if (!(fabs(share[g] - f->column[i]) <= 1e-9))
            return domar_fail(cx, DOMAR_EDATA, "--capital-share: industry %s has the shares %.6g and %.6g in one period: it is one number "
                              "for an industry", domar_axis_code(f->axis, f->industry[i]), share[g], f->column[i]);
    }
    for (size_t g = 0; g < groups; g++)
        if (isnan(share[g])) share[g] = 0.5;
    return DOMAR_OK;
}

domar_status domar_capital_share(domar_cx *cx, double *share, const domar_capital_share_from *f)
{
    const size_t groups = f->periods * f->industries;
    const domar_mark mark = domar_scratch_mark(cx);
    double number;
    domar_status st = DOMAR_OK;
    if (f->column) st = from_column(cx, share, f);
    else if (strcmp(f->text, "labour_share") == 0) st = from_labour(cx, share, f);
    else if (domar_parse_double(f->text, &number))
        for (size_t g = 0; g < groups; g++) share[g] = number;
    else st = from_list(cx, share, f);
    for (size_t g = 0; !st && g < groups; g++)
        if (!(share[g] > 0 && share[g] < 1)) st = refuse(cx, f, g % f->industries, share[g], "");
    domar_scratch_rewind(cx, mark);
    return st;
}
