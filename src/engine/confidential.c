/* engine/confidential.c -- nothing about few units leaves. */
#include "base/text.h"
#include "engine/panel_answer.h"
#include <math.h>

static const char *const hint = "choose a grain of groups, or leave --confidential out where the data may be shown";

domar_status domar_confidential_check(domar_cx *cx, const domar_method *method, size_t grain)
{
    const char *list = method->grains[grain].dims;
    char dim[64];
    bool single = false;
    while (domar_next_part(&list, dim, sizeof dim)) single |= strcmp(dim, "unit") == 0 || strcmp(dim, "partner") == 0;
    if (!single) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EPERM, "%s by %s tells of single units, which --confidential keeps in: %s", method->id,
                      method->grains[grain].name, hint);
}

domar_status domar_confidential_apply(domar_cx *cx, domar_result *r)
{
    const size_t u = domar_result_find(r, "units"), d = domar_result_find(r, "dominance");
    size_t few = 0, dominated = 0;
    if (u == SIZE_MAX || domar_result_kind(r, u) != DOMAR_COLUMN_VALUE)
        return domar_fail(cx, DOMAR_EPERM, "this answer does not tell how many units stand behind a row, so --confidential keeps it "
                          "in: %s", hint);
    const double *units = domar_result_values(r, u), *share = d == SIZE_MAX ? NULL : domar_result_values(r, d);
    const size_t rows = domar_result_rows(r);
    bool *hide = domar_scratch_bytes(cx, rows, sizeof *hide);
    if (!hide) return DOMAR_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        const bool is_few = !(units[i] >= DOMAR_LEAST_UNITS), is_one = share && share[i] > DOMAR_MOST_SHARE;
        few += is_few;
        dominated += !is_few && is_one;
        hide[i] = is_few || is_one;
    }
    for (size_t c = 0; c < domar_result_columns(r); c++)
        if (domar_result_kind(r, c) == DOMAR_COLUMN_VALUE) domar_result_hide(r, c, hide);
    domar_status st = domar_result_read(cx, r, "", "");       /* a sentence may name what a row may not */
    if (!st) st = domar_result_certify_text(cx, r, "confidential", "rows of less than 3 units, or of one with more than 85 % of the "
                                            "sum, have no numbers");
    if (!st) st = domar_result_certify(cx, r, "rows_of_few_units", (double)few, NAN);
    return st ? st : domar_result_certify(cx, r, "rows_dominated", (double)dominated, NAN);
}
