/* model/shock.c -- codes and a row of the accounts as a vector of money. */
#include "model/shock.h"
#include "base/text.h"
#include "model/accounts.h"
#include <math.h>
#include <string.h>

/* wanted (size of the axis): is the item in the list?  All where list is NULL. */
static domar_status read_list(domar_cx *cx, bool *wanted, const domar_axis *axis, const char *list,
                              const char *what, const char *kind)
{
    char code[128];
    size_t named = 0;
    for (size_t k = 0; k < domar_axis_size(axis); k++) wanted[k] = !list;
    while (list && domar_next_part(&list, code, sizeof code)) {
        const size_t at = domar_axis_find(axis, code);
        if (at == SIZE_MAX) {
            const char *near = domar_axis_suggest(axis, code);
            return domar_fail(cx, DOMAR_EUSAGE, "--%s-%s: there is no %s %s in this table%s%s: "
                              "`domar info` lists them", what, kind, kind, code,
                              near ? ", did you mean " : "", near ? near : "");
        }
        wanted[at] = true;
        named++;
    }
    if (list && !named)
        return domar_fail(cx, DOMAR_EUSAGE, "--%s-%s is empty: give codes, separated by commas, or leave it out", what, kind);
    return DOMAR_OK;
}

domar_status domar_pick(domar_cx *cx, bool *picked, size_t *count, const domar_table *t,
                        const char *economies, const char *industries, const char *what)
{
    const domar_mark mark = domar_scratch_mark(cx);
    bool *g = domar_scratch_bytes(cx, t->G, sizeof *g);
    bool *k = domar_scratch_bytes(cx, t->N, sizeof *k);
    domar_status st = g && k ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st)
        st = read_list(cx, g, domar_series_axis(t->series, DOMAR_ECONOMIES), economies, what,
                       "economy");
    if (!st)
        st = read_list(cx, k, domar_series_axis(t->series, DOMAR_INDUSTRIES), industries, what,
                       "industry");
    *count = 0;
    for (size_t i = 0; i < t->n && !st; i++) {
        picked[i] = g[i / t->N] && k[i % t->N];
        *count += picked[i];
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* Is a per cent of the row an amount of money?  Stocks and physical rows are not paid. Accounts
 * may have a satellite VA too, but VA is the table's own value added here. */
static bool is_paid(const domar_table *t, const domar_item *row)
{
    if (strcmp(row->kind, DOMAR_VALUE_ADDED) == 0) return true;
    const domar_axis *satellites = domar_series_axis(t->series, DOMAR_SATELLITES);
    if (!satellites || domar_axis_find(satellites, row->code) == SIZE_MAX) return true;
    return strcmp(row->kind, DOMAR_MONEY) == 0 || strcmp(row->kind, DOMAR_LABOUR) == 0;
}

domar_status domar_shock_money(domar_cx *cx, double *d, const domar_table *t,
                               const domar_shock *shock, domar_item *row)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const double *values = domar_find_row(cx, t, shock->row, row);
    const bool levied = shock->levy > 0 || shock->levy < 0;
    const double rate = levied ? shock->levy : shock->change / 100;
    size_t count, gaps = 0, first = 0;
    bool *picked = domar_scratch_bytes(cx, t->n, sizeof *picked);
    domar_status st = DOMAR_EUSAGE;
    if (!values) goto done;
    st = picked ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && !levied && !is_paid(t, row))
        st = domar_fail(cx, DOMAR_EUSAGE, "%s is not paid in money, so that per cent of it are no "
                        "cost: give --levy, money per unit of the row", row->code);
    if (!st) st = domar_pick(cx, picked, &count, t, shock->economies, shock->industries, "from");
    for (size_t i = 0; i < t->n && !st; i++) {
        d[i] = picked[i] ? rate * values[i] : 0;
        if (!isnan(d[i])) continue;
        if (domar_produces(t->x[i]) && !gaps++) first = i;
        d[i] = 0;
    }
    const domar_axis *G = domar_series_axis(t->series, DOMAR_ECONOMIES);
    const domar_axis *N = domar_series_axis(t->series, DOMAR_INDUSTRIES);
    if (gaps)
        st = domar_fail(cx, DOMAR_EDATA, "%s has no number for %zu industries that produce, first "
                        "%s %s: choose others by --from-economy and --from-industry", row->code,
                        gaps, domar_axis_code(G, first / t->N), domar_axis_code(N, first % t->N));
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

char *domar_shock_text(domar_cx *cx, const domar_shock *shock, const domar_item *row, bool chinese)
{
    const char *name = chinese ? (*row->zh ? row->zh : row->code) : *row->en ? row->en : row->code;
    const char *g = shock->economies ? shock->economies : "";
    const char *k = shock->industries ? shock->industries : "";
    const char *in = *g || *k ? " in " : "", *blank = *g && *k ? " " : "";
    const bool levied = shock->levy > 0 || shock->levy < 0;
    const double size = levied ? shock->levy : shock->change;
    if (chinese)
        return domar_format(cx, levied ? "%s%s%s%s每单位%s加征 %g" : "%s%s%s%s%s变动 %+g%%", g, blank, k,
                            *g || *k ? "的" : "", name, size);
    return domar_format(cx, levied ? "%g on a unit of %s%s%s%s%s" : "%+g %% of %s%s%s%s%s", size,
                        name, in, g, blank, k);
}
