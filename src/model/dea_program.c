/* model/dea_program.c -- rows are variables, then scale, then the norm of a fraction; own columns are what moves the
 * point (th, ph, be, t), slacks, and the slack of the scale. */
#include "model/dea_program.h"
#include <math.h>
#include <string.h>

typedef domar_dea_program program;

static bool fraction(const domar_dea_form *f) { return f->model == DOMAR_DEA_SBM && f->orientation == DOMAR_DEA_NON; }

size_t domar_dea_lines(const domar_dea_form *f)
{
    return f->inputs + f->outputs + f->bads + (f->returns != DOMAR_DEA_CRS) + fraction(f);
}

size_t domar_dea_room(const domar_dea_form *f) { return 2 * (f->inputs + f->outputs + f->bads) + 2; }

domar_status domar_dea_program_new(domar_cx *cx, domar_dea_program *p, const domar_dea_form *f)
{
    const size_t rows = domar_dea_lines(f), room = domar_dea_room(f), V = f->inputs + f->outputs + f->bads;
    p->room = room;
    struct { double **at; size_t count; } all[] = { { &p->A, room * rows }, { &p->b, rows }, { &p->c, room }, { &p->z, V },
                                                    { &p->g, V }, { &p->w, V } };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (!(*all[k].at = domar_alloc(cx, all[k].count, sizeof(double)))) return DOMAR_ENOMEM;
    p->kind = domar_alloc(cx, room, sizeof *p->kind);
    p->slack = p->kind ? domar_alloc(cx, V, sizeof *p->slack) : NULL;
    p->move = p->slack ? domar_alloc(cx, V, sizeof *p->move) : NULL;
    p->start = p->move ? domar_alloc(cx, rows, sizeof *p->start) : NULL;
    return p->start ? DOMAR_OK : DOMAR_ENOMEM;
}

void domar_dea_program_drop(domar_dea_program *p)
{
    void *const all[] = { p->A, p->b, p->c, p->z, p->g, p->w, p->kind, p->slack, p->move, p->start };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_release(all[k]);
}

static uint32_t add(program *p, double cost, domar_lp_kind kind)
{
    const size_t q = p->own++;
    memset(p->A + q * p->rows, 0, p->rows * sizeof *p->A);
    p->c[q] = cost;
    p->kind[q] = (unsigned char)kind;
    return (uint32_t)q;
}

static bool is_output(const domar_dea_form *f, size_t v) { return v >= f->inputs && v < f->inputs + f->outputs; }
static bool is_bad(const domar_dea_form *f, size_t v) { return v >= f->inputs + f->outputs; }

/* Slack of a variable: what is used or emitted too much, or produced too little. */
static void add_slack(program *p, const domar_dea_form *f, size_t v, double cost)
{
    p->slack[v] = add(p, cost, DOMAR_LP_POSITIVE);
    p->A[p->slack[v] * p->rows + v] = is_output(f, v) ? -1 : 1;
}

static void add_scale_slack(program *p, const domar_dea_form *f)
{
    if (f->returns != DOMAR_DEA_NIRS && f->returns != DOMAR_DEA_NDRS) return;
    const uint32_t q = add(p, 0, DOMAR_LP_POSITIVE);
    p->A[q * p->rows + p->scale] = f->returns == DOMAR_DEA_NIRS ? 1 : -1;
}

/* th, ph or be, free; the right side is the point, less what the main column carries. */
static void build_moving(program *p, const domar_dea_form *f)
{
    const bool radial = f->model == DOMAR_DEA_RADIAL, in = f->orientation == DOMAR_DEA_IN;
    p->main = add(p, radial && in ? 1 : -1, DOMAR_LP_FREE);
    for (size_t v = 0; v < p->variables; v++) {
        double *entry = p->A + p->main * p->rows + v;
        const bool moves = radial && !is_bad(f, v) && is_output(f, v) != in;
        p->b[v] = moves ? 0 : p->z[v];
        if (moves) *entry = -p->z[v];
        else if (!radial) *entry = is_output(f, v) ? -p->g[v] : p->g[v];
    }
    for (size_t v = 0; v < p->variables; v++)
        if (!is_bad(f, v) || f->strong) add_slack(p, f, v, 0);
}

static void build_russell(program *p, const domar_dea_form *f)
{
    for (size_t v = 0; v < p->variables; v++) {
        p->b[v] = p->z[v];
        if (p->g[v] > 0 && p->w[v] > 0) {
            p->move[v] = add(p, -p->w[v], DOMAR_LP_POSITIVE);
            p->A[p->move[v] * p->rows + v] = is_output(f, v) ? -p->g[v] : p->g[v];
        }
        if (!is_bad(f, v) || f->strong) add_slack(p, f, v, 0);
    }
}

static void build_additive(program *p, const domar_dea_form *f)
{
    for (size_t v = 0; v < p->variables; v++) {
        p->b[v] = p->z[v];
        add_slack(p, f, v, -p->w[v]);
    }
}

/* Shares of slacks in the data: terms whose datum is 0 drop out, and the mean is over the others. */
static double term(const program *p, const domar_dea_form *f, size_t v)
{
    const size_t from = v < f->inputs ? 0 : f->inputs, to = v < f->inputs ? f->inputs : p->variables;
    size_t count = 0;
    for (size_t u = from; u < to; u++) count += p->z[u] > 0;
    return p->z[v] > 0 ? 1 / ((double)count * p->z[v]) : 0;
}

/* Charnes and Cooper: all of it times t, so that the denominator is 1. */
static void build_sbm(program *p, const domar_dea_form *f, bool again)
{
    const bool non = fraction(f), in = f->orientation == DOMAR_DEA_IN;
    if (non) {
        p->main = add(p, 1, DOMAR_LP_POSITIVE);
        p->A[p->main * p->rows + p->norm] = 1;
        p->b[p->norm] = 1;
        if (p->scale != SIZE_MAX) {
            p->A[p->main * p->rows + p->scale] = -1;
            p->b[p->scale] = 0;
        }
    }
    for (size_t v = 0; v < p->variables; v++) {
        const bool top = v < f->inputs, counted = non || top == in;
        const double share = counted ? term(p, f, v) : 0;
        if (non) p->A[p->main * p->rows + v] = -p->z[v];
        p->b[v] = non ? 0 : p->z[v];
        if (!again) {
            if (is_bad(f, v) && !counted && !f->strong) continue;
            add_slack(p, f, v, top || !non ? -share : 0);
            if (non && !top) p->A[p->slack[v] * p->rows + p->norm] = share;
            continue;
        }
        add_slack(p, f, v, 0);
        if (!counted) continue;
        p->move[v] = add(p, top || !non ? share : 0, DOMAR_LP_POSITIVE);   /* gives way: more input, less output */
        p->A[p->move[v] * p->rows + v] = is_output(f, v) ? 1 : -1;
        if (non && !top) p->A[p->move[v] * p->rows + p->norm] = -share;
    }
}

void domar_dea_build(program *p, const domar_dea_form *f, bool again)
{
    p->variables = f->inputs + f->outputs + f->bads;
    p->rows = domar_dea_lines(f);
    p->scale = f->returns == DOMAR_DEA_CRS ? SIZE_MAX : p->variables;
    p->norm = fraction(f) ? p->rows - 1 : SIZE_MAX;
    p->own = 0;
    p->main = DOMAR_DEA_NONE;
    memset(p->b, 0, p->rows * sizeof *p->b);
    for (size_t v = 0; v < p->variables; v++) p->slack[v] = p->move[v] = DOMAR_DEA_NONE;
    if (p->scale != SIZE_MAX) p->b[p->scale] = 1;
    switch (f->model) {
    case DOMAR_DEA_RADIAL:
    case DOMAR_DEA_DDF: build_moving(p, f); break;
    case DOMAR_DEA_RUSSELL: build_russell(p, f); break;
    case DOMAR_DEA_ADDITIVE: build_additive(p, f); break;
    case DOMAR_DEA_SBM: build_sbm(p, f, again); break;
    }
    add_scale_slack(p, f);
}

/* The row with the largest entry against the data, among inputs or among the others. */
static size_t row_of(const program *p, const domar_dea_form *f, const double *entry, bool inputs)
{
    const size_t from = inputs ? 0 : f->inputs, to = inputs ? f->inputs : p->variables;
    for (size_t v = from; v < to; v++)
        if (fabs(entry[v]) > 0) return v;
    return SIZE_MAX;
}

void domar_dea_start(program *p, const domar_dea_form *f, const domar_lp *lp, size_t self)
{
    size_t mine = p->scale, its = p->norm;
    for (size_t i = 0; i < p->rows; i++) p->start[i] = domar_lp_filler(lp, i);
    for (size_t v = 0; v < p->variables; v++)
        if (p->slack[v] != DOMAR_DEA_NONE) p->start[v] = p->slack[v];
    if (p->main != DOMAR_DEA_NONE && its == SIZE_MAX) {
        its = row_of(p, f, p->A + p->main * p->rows, false);
        if (its == SIZE_MAX) its = row_of(p, f, p->A + p->main * p->rows, true);
    }
    if (mine == SIZE_MAX) {
        mine = row_of(p, f, p->z, its >= f->inputs);             /* not of the same side, else both would be one */
        if (mine == SIZE_MAX) mine = row_of(p, f, p->z, its < f->inputs);
    }
    if (mine == SIZE_MAX || mine == its) return;
    p->start[mine] = domar_lp_shared(lp, self);
    if (its != SIZE_MAX) p->start[its] = p->main;
}

void domar_dea_second_stage(program *p, const domar_dea_form *f, double main)
{
    for (size_t i = 0; i < p->rows; i++) p->b[i] -= p->A[p->main * p->rows + i] * main;
    p->kind[p->main] = DOMAR_LP_ZERO;
    p->c[p->main] = 0;
    for (size_t v = 0; v < p->variables; v++)
        if (p->slack[v] != DOMAR_DEA_NONE)
            p->c[p->slack[v]] = f->second == DOMAR_DEA_SUM ? -1 : p->z[v] > 0 ? -1 / p->z[v] : 0;
}
