/* model/dea_direction.c -- where to go, and what each variable's move is worth. */
#include "base/text.h"
#include "model/dea_panel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = { "own", "inputs", "outputs", "bads", "ones", "means" };
enum { OWN, INPUTS, OUTPUTS, BADS, ONES, MEANS, WORDS };

static size_t word(const char *text)
{
    size_t k = 0;
    while (k < WORDS && strcmp(words[k], text) != 0) k++;
    return k;
}

bool domar_dea_direction_is_list(const char *direction) { return word(direction) == WORDS; }

static double *constant(domar_cx *cx, size_t rows, double value)
{
    double *a = domar_scratch(cx, rows);
    for (size_t k = 0; a && k < rows; k++) a[k] = value;
    return a;
}

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += x[k];
    return sum / (double)n;
}

domar_status domar_dea_direction(domar_cx *cx, const double **g, const domar_dea_data *d, const char *direction)
{
    const domar_sample *s = d->sample;
    const size_t kind = word(direction);
    bool any = false;
    for (size_t v = 0; v < d->variables; v++) {
        const bool input = v < d->inputs, bad = v >= d->inputs + d->outputs;
        const bool on = kind == INPUTS ? input : kind == OUTPUTS ? !input : kind == BADS ? bad : true;
        const double *x = kind == WORDS ? s->x[d->variables + v] : s->x[v];
        g[v] = !on ? NULL : kind == ONES ? constant(cx, s->rows, 1) : kind == MEANS ? constant(cx, s->rows, mean(x, s->rows)) : x;
        if (on && !g[v]) return DOMAR_ENOMEM;
        for (size_t k = 0; g[v] && k < s->rows; k++) {
            if (g[v][k] < 0)
                return domar_fail(cx, DOMAR_EDATA, "the direction of %s is %.12g for %s: directions are sizes of at least 0 "
                                  "(inputs and bad outputs go down, outputs up)", d->name[v], g[v][k],
                                  domar_axis_code(s->panel->unit_axis, s->unit[k]));
            any = any || g[v][k] > 0;
        }
    }
    return any ? DOMAR_OK : domar_fail(cx, DOMAR_EUSAGE, "--direction %s moves nothing: no variable has a part in it", direction);
}

/* "0.25,0.5,..." one a variable. */
static domar_status numbers(domar_cx *cx, double *of, const domar_dea_data *d, const char *text)
{
    const char **part = NULL;
    size_t count = 0;
    domar_status st = domar_terms_split(cx, &part, &count, text, "weights");
    if (!st && count != d->variables)
        st = domar_fail(cx, DOMAR_EUSAGE, "--weights has %zu parts for %zu variables: groups, equal, ones or one number each",
                        count, d->variables);
    for (size_t v = 0; !st && v < count; v++) {
        char *end;
        of[v] = strtod(part[v], &end);
        if (*end || !(of[v] >= 0) || !isfinite(of[v]))
            st = domar_fail(cx, DOMAR_EUSAGE, "--weights: '%s' is no number of at least 0", part[v]);
    }
    domar_release(part);
    return st;
}

domar_status domar_dea_weights(domar_cx *cx, const double **w, const domar_dea_data *d, const char *weights,
                               const double *const *g)
{
    size_t count[3] = { 0 }, groups = 0, all = 0;
    double *of = domar_scratch(cx, d->variables);
    if (!of) return DOMAR_ENOMEM;
    for (size_t v = 0; v < d->variables; v++) count[(v >= d->inputs) + (v >= d->inputs + d->outputs)] += g[v] != NULL;
    for (size_t k = 0; k < 3; k++) {
        groups += count[k] > 0;
        all += count[k];
    }
    const bool by_group = strcmp(weights, "groups") == 0, equal = strcmp(weights, "equal") == 0;
    if (!by_group && !equal && strcmp(weights, "ones") != 0) {
        const domar_status st = numbers(cx, of, d, weights);
        if (st) return st;
    } else for (size_t v = 0; v < d->variables; v++) {
        const size_t own = count[(v >= d->inputs) + (v >= d->inputs + d->outputs)];
        of[v] = by_group ? own ? 1 / ((double)groups * (double)own) : 0 : equal ? 1 / (double)all : 1;
    }
    for (size_t v = 0; v < d->variables; v++)
        if (!(w[v] = constant(cx, d->sample->rows, of[v]))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

domar_status domar_dea_slack_weights(domar_cx *cx, const double **w, const domar_dea_data *d, const char *weights)
{
    const domar_sample *s = d->sample;
    const bool own = strcmp(weights, "own") == 0, range = strcmp(weights, "range") == 0;
    for (size_t v = 0; v < d->variables; v++) {
        double low = INFINITY, high = -INFINITY, *a = constant(cx, s->rows, 1);
        if (!a) return DOMAR_ENOMEM;
        w[v] = a;
        for (size_t k = 0; k < s->rows; k++) {
            low = fmin(low, s->x[v][k]);
            high = fmax(high, s->x[v][k]);
            if (own) a[k] = s->x[v][k] > 0 ? 1 / s->x[v][k] : 0;
        }
        for (size_t k = 0; range && k < s->rows; k++) a[k] = high > low ? 1 / ((double)d->variables * (high - low)) : 0;
    }
    return DOMAR_OK;
}
