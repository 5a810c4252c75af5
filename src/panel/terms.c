/* panel/terms.c -- variables as they are written: log(L.output / labour).
 *
 *     sum     = product { + | - product }
 *     product = power { * | / power }
 *     power   = [-] factor [ ^ power ]
 *     factor  = number | name | `any name` | ( sum ) | function ( sum ) | L|F|D [digit] . factor
 *
 * Every part is computed for all rows at once. */
#include "panel/fill.h"
#include "base/text.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    double *v;
    bool   *gone;      /* a lag points outside the unit's periods */
} vec;

struct reader {
    domar_cx *cx;
    const domar_panel *p;
    const char *term, *at, *fill;
    size_t filled, depth;
};

static domar_status sum(struct reader *r, vec *out);

static domar_status wrong(struct reader *r, const char *what)
{
    return domar_fail(r->cx, DOMAR_EUSAGE, "%s: %s at \"%s\": write columns, numbers, + - * / ^, log(), exp(), sqrt(), abs(), "
                      "L.x, F.x, D.x", r->term, what, *r->at ? r->at : "the end");
}

static domar_status new_vec(struct reader *r, vec *out)
{
    out->v = domar_scratch(r->cx, r->p->rows);
    out->gone = domar_scratch_bytes(r->cx, r->p->rows, sizeof *out->gone);
    return out->v && out->gone ? DOMAR_OK : DOMAR_ENOMEM;
}

static void blanks(struct reader *r)
{
    while (*r->at == ' ') r->at++;
}

static bool takes(struct reader *r, char c)
{
    blanks(r);
    if (*r->at != c) return false;
    r->at++;
    return true;
}

/* ---- columns */
static domar_status column(struct reader *r, vec *out, const char *name)
{
    const domar_panel_column *c = domar_panel_find(r->cx, r->p, name);
    if (!c) return DOMAR_EUSAGE;
    if (!c->value && c->suspect)
        return domar_fail(r->cx, DOMAR_EDATA, "%s: column %s: %s is not a number", r->p->name, c->name, c->suspect);
    if (!c->value)
        return domar_fail(r->cx, DOMAR_EUSAGE, "%s: column %s holds texts (%s, ...): a variable needs numbers", r->p->name, c->name,
                          domar_axis_size(c->axis) ? domar_axis_code(c->axis, 0) : "none");
    const domar_status st = new_vec(r, out);
    if (st) return st;
    memcpy(out->v, c->value, r->p->rows * sizeof *out->v);
    r->filled += domar_panel_fill(out->v, r->p, r->fill);
    return DOMAR_OK;
}

static bool in_name(char c) { return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80 || c == '$'; }

/* ---- lags: the row of the same unit `steps` earlier (later where negative), SIZE_MAX if there is none */
static size_t shifted(const domar_panel *p, size_t i, long steps)
{
    const size_t u = p->unit[i], first = p->start[u], end = p->start[u + 1];
    const double want = p->time[p->period[i]] - (double)steps * p->step, near = 1e-6 * p->step;
    for (size_t k = i; steps >= 0 && k + 1 > first; k--) {
        const double t = p->time[p->period[k]];
        if (fabs(t - want) <= near) return k;
        if (t < want || k == first) break;
    }
    for (size_t k = i; steps < 0 && k < end; k++)
        if (fabs(p->time[p->period[k]] - want) <= near) return k;
    return SIZE_MAX;
}

static domar_status factor(struct reader *r, vec *out);

/* "L2." stands before: kind L, F or D. */
static domar_status shift(struct reader *r, vec *out, char kind, long steps)
{
    vec of;
    domar_status st = new_vec(r, out);
    if (!st) st = factor(r, &of);
    for (size_t i = 0; !st && i < r->p->rows; i++) {
        const size_t k = shifted(r->p, i, kind == 'F' ? -steps : steps);
        out->gone[i] = k == SIZE_MAX || of.gone[k] || (kind == 'D' && of.gone[i]);
        out->v[i] = k == SIZE_MAX ? NAN : kind == 'D' ? of.v[i] - of.v[k] : of.v[k];
    }
    return st;
}

/* ---- functions and operators */
static double apply(const char *name, double x)
{
    if (strcmp(name, "log") == 0) return x > 0 ? log(x) : NAN;
    if (strcmp(name, "sqrt") == 0) return x >= 0 ? sqrt(x) : NAN;
    return strcmp(name, "exp") == 0 ? exp(x) : fabs(x);
}

static bool is_function(const char *name)
{
    return strcmp(name, "log") == 0 || strcmp(name, "exp") == 0 || strcmp(name, "sqrt") == 0 || strcmp(name, "abs") == 0;
}

static domar_status bracket(struct reader *r, vec *out)
{
    if (++r->depth > 64) return wrong(r, "brackets nest too deep");
    const domar_status st = sum(r, out);
    r->depth--;
    if (st) return st;
    return takes(r, ')') ? DOMAR_OK : wrong(r, "a closing bracket is missing");
}

static domar_status named(struct reader *r, vec *out)
{
    char name[256];
    size_t size = 0;
    if (*r->at == '`') {
        const char *end = strchr(++r->at, '`');
        size = end ? (size_t)(end - r->at) : sizeof name;
        if (size >= sizeof name) return wrong(r, "a backtick is missing");
        memcpy(name, r->at, size);
        name[size] = 0;
        r->at = end + 1;
        return column(r, out, name);
    }
    while (in_name(r->at[size]) && size < sizeof name - 1) size++;
    memcpy(name, r->at, size);
    name[size] = 0;
    r->at += size;
    if (*r->at == '.' && strchr("LFD", name[0]) && strspn(name + 1, "0123456789") == strlen(name + 1) && strlen(name) < 4) {
        r->at++;
        return shift(r, out, name[0], name[1] ? strtol(name + 1, NULL, 10) : 1);
    }
    if (is_function(name) && takes(r, '(')) {
        const domar_status st = bracket(r, out);
        for (size_t i = 0; !st && i < r->p->rows; i++) out->v[i] = apply(name, out->v[i]);
        return st;
    }
    while (*r->at == '.' && in_name(r->at[1]) && size < sizeof name - 2) {     /* names with points: "va.real" */
        do name[size++] = *r->at++; while (in_name(*r->at) && size < sizeof name - 1);
        name[size] = 0;
    }
    return column(r, out, name);
}

static domar_status factor(struct reader *r, vec *out)
{
    blanks(r);
    if (takes(r, '(')) return bracket(r, out);
    if (isdigit((unsigned char)*r->at) || *r->at == '.') {
        char *end;
        const double number = strtod(r->at, &end);
        const domar_status st = end == r->at ? wrong(r, "not a number") : new_vec(r, out);
        r->at = end;
        for (size_t i = 0; !st && i < r->p->rows; i++) out->v[i] = number;
        return st;
    }
    if (in_name(*r->at) || *r->at == '`') return named(r, out);
    return wrong(r, "a name or number is missing");
}

static void combine(vec *a, const vec *b, char op, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        const double x = a->v[i], y = b->v[i];
        const double z = op == '+' ? x + y : op == '-' ? x - y : op == '*' ? x * y : op == '/' ? x / y : pow(x, y);
        a->v[i] = isfinite(z) ? z : NAN;
        a->gone[i] |= b->gone[i];
    }
}

static domar_status power(struct reader *r, vec *out)
{
    if (++r->depth > 64) return wrong(r, "signs nest too deep");
    const bool minus = takes(r, '-');
    vec exponent;
    domar_status st = minus ? power(r, out) : factor(r, out);
    for (size_t i = 0; !st && minus && i < r->p->rows; i++) out->v[i] = -out->v[i];
    if (!st && !minus && takes(r, '^')) {
        st = power(r, &exponent);
        if (!st) combine(out, &exponent, '^', r->p->rows);
    }
    r->depth--;
    return st;
}

static domar_status product(struct reader *r, vec *out)
{
    domar_status st = power(r, out);
    while (!st) {
        vec more;
        const char op = takes(r, '*') ? '*' : takes(r, '/') ? '/' : 0;
        if (!op) break;
        st = power(r, &more);
        if (!st) combine(out, &more, op, r->p->rows);
    }
    return st;
}

static domar_status sum(struct reader *r, vec *out)
{
    domar_status st = product(r, out);
    while (!st) {
        vec more;
        const char op = takes(r, '+') ? '+' : takes(r, '-') ? '-' : 0;
        if (!op) break;
        st = product(r, &more);
        if (!st) combine(out, &more, op, r->p->rows);
    }
    return st;
}

domar_status domar_panel_term(domar_cx *cx, double *value, bool *gone, size_t *filled, const domar_panel *p, const char *term,
                              const char *fill)
{
    struct reader r = { .cx = cx, .p = p, .term = term, .at = term, .fill = fill };
    const domar_mark mark = domar_scratch_mark(cx);
    vec out;
    domar_status st = sum(&r, &out);
    blanks(&r);
    if (!st && *r.at) st = wrong(&r, "something is left over");
    if (!st) {
        memcpy(value, out.v, p->rows * sizeof *value);
        for (size_t i = 0; gone && i < p->rows; i++) gone[i] |= out.gone[i];
        *filled += r.filled;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

const double *domar_panel_plain(const domar_panel *p, const char *term)
{
    for (size_t k = 0; k < p->columns; k++)
        if (strcmp(p->column[k].name, term) == 0) return p->column[k].value;
    return NULL;
}

/* Length of the next term of a list: up to a comma outside brackets and backticks. */
static size_t term_size(const char *at)
{
    size_t size = 0;
    int depth = 0;
    bool quoted = false;
    for (; at[size]; size++) {
        quoted ^= at[size] == '`';
        depth += quoted ? 0 : at[size] == '(' ? 1 : at[size] == ')' ? -1 : 0;
        if (at[size] == ',' && !quoted && depth <= 0) break;
    }
    return size;
}

domar_status domar_terms_split(domar_cx *cx, const char ***terms, size_t *count, const char *list, const char *option)
{
    size_t most = 1;
    *terms = NULL;
    *count = 0;
    for (const char *c = list; *c; c++) most += *c == ',';
    const char **names = domar_alloc(cx, most * sizeof *names + strlen(list) + 1, 1);
    if (!names) return DOMAR_ENOMEM;
    char *out = (char *)(names + most);
    for (const char *at = list; *at;) {
        const size_t size = term_size(at);
        const char *from = at, *end = at + size;
        while (from < end && *from == ' ') from++;
        while (end > from && end[-1] == ' ') end--;
        if (end > from) {
            names[(*count)++] = out;
            memcpy(out, from, (size_t)(end - from));
            out += end - from;
            *out++ = 0;
        }
        at += size + (at[size] == ',');
    }
    if (*count) {
        *terms = names;
        return DOMAR_OK;
    }
    domar_release(names);
    return domar_fail(cx, DOMAR_EUSAGE, "--%s is empty: name columns, separated by commas", option);
}
