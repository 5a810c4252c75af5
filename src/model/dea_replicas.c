/* model/dea_replicas.c -- columns are copied, multiplied and priced again; nothing is asked of memory within a replica. */
#include "model/dea_replicas.h"
#include "base/threads.h"
#include "model/dea_program.h"
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { MOST_THREADS = 64, STRETCH = 512, PIECE = 4, LANES = DOMAR_LP_LANES };

struct seat {
    domar_lp_work *work;
    domar_lp_columns *columns;
    domar_dea_program program;
    double *f;
    atomic_flag taken;
    domar_dea_replica_report report;
};

struct run {
    const domar_dea_form *form;
    const double *const *x;
    const domar_dea_set *set;
    domar_lp_columns *columns;           /* as observed */
    uint32_t *basis;                     /* units x lines: on the frontier observed */
    double *score;
    domar_dea_factors *factors;
    void *arg;
    size_t lines, first, seats;
    struct seat *seat;
};

/* The moved rows of every column by f. */
static void multiply(const struct run *r, struct seat *s)
{
    const size_t from = r->form->orientation == DOMAR_DEA_IN ? 0 : r->form->inputs;
    const size_t to = r->form->orientation == DOMAR_DEA_IN ? r->form->inputs : r->form->inputs + r->form->outputs;
    const domar_lp_columns *c = r->columns;
    for (size_t k = 0; k < c->blocks; k++)
        for (size_t i = from; i < to; i++)
            for (size_t l = 0; l < LANES && k * LANES + l < c->count; l++) {
                const size_t at = (k * c->lines + i) * LANES + l;
                s->columns->a[at] = c->a[at] * s->f[k * LANES + l];
            }
}

static double solve(const struct run *r, struct seat *s, size_t unit, uint32_t *keep)
{
    domar_dea_program *p = &s->program;
    for (size_t v = 0; v < r->form->inputs + r->form->outputs; v++) p->z[v] = r->x[v][r->set->row[unit]];
    domar_dea_build(p, r->form, false);
    domar_lp lp = { .rows = p->rows, .own = p->own, .b = p->b, .A = p->A, .c = p->c, .kind = p->kind, .shared = s->columns,
                    .skip = SIZE_MAX, .start = r->basis + unit * r->lines };
    if (keep) {
        domar_dea_start(p, r->form, &lp, unit);
        lp.start = p->start;
    }
    const domar_lp_answer *a = domar_lp_solve(s->work, &lp);
    if (keep) memcpy(keep, a->basis, r->lines * sizeof *keep);
    s->report.unsolved += a->outcome != DOMAR_LP_OPTIMAL;
    if (a->outcome != DOMAR_LP_OPTIMAL) return NAN;
    s->report.primal = fmax(s->report.primal, a->primal);
    s->report.dual = fmax(s->report.dual, a->dual);
    s->report.gap = fmax(s->report.gap, a->gap);
    return r->form->orientation == DOMAR_DEA_IN ? a->objective : -a->objective;
}

static void body(void *arg, size_t begin, size_t end)
{
    struct run *r = arg;
    const size_t n = r->set->count;
    size_t k = 0;
    while (atomic_flag_test_and_set(&r->seat[k].taken)) k = (k + 1) % r->seats;
    struct seat *s = &r->seat[k];
    for (size_t b = r->first + begin; b < r->first + end; b++) {
        r->factors(r->arg, b, s->f);
        multiply(r, s);
        for (size_t u = 0; u < n; u++) r->score[b * n + u] = solve(r, s, u, NULL);
    }
    atomic_flag_clear(&s->taken);
}

static domar_status columns_new(domar_cx *cx, domar_lp_columns **out, const struct run *r, size_t rows)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t V = r->form->inputs + r->form->outputs;
    double *one = domar_scratch(cx, rows);
    const double **value = domar_scratch_bytes(cx, r->lines, sizeof *value);
    domar_status st = one && value ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < rows; k++) one[k] = 1;
    for (size_t v = 0; !st && v < V; v++) value[v] = r->x[v];
    if (!st && r->form->returns != DOMAR_DEA_CRS) value[V] = one;
    if (!st) st = domar_lp_columns_new(cx, out, value, r->lines, NULL, r->set->row, r->set->count);
    domar_scratch_rewind(cx, mark);
    return st;
}

static domar_status seat_new(domar_cx *cx, struct seat *s, const struct run *r, size_t rows)
{
    atomic_flag_clear(&s->taken);
    if (!(s->f = domar_scratch(cx, r->set->count))) return DOMAR_ENOMEM;
    domar_status st = domar_lp_work_new(cx, &s->work, r->lines, domar_dea_room(r->form));
    if (!st) st = domar_dea_program_new(cx, &s->program, r->form);
    return st ? st : columns_new(cx, &s->columns, r, rows);
}

domar_status domar_dea_replicas(domar_cx *cx, double *score, domar_dea_replica_report *report, const domar_dea_form *form,
                                const double *const *x, size_t rows, const domar_dea_set *set, size_t replicas,
                                domar_dea_factors *factors, void *arg)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const int threads = domar_cx_threads(cx);
    struct run r = { .form = form, .x = x, .set = set, .score = score, .factors = factors, .arg = arg,
                     .lines = domar_dea_lines(form), .seats = threads < MOST_THREADS ? (size_t)threads : MOST_THREADS };
    domar_status st = DOMAR_ENOMEM;
    *report = (domar_dea_replica_report){ 0 };
    r.basis = domar_scratch_bytes(cx, set->count * r.lines, sizeof *r.basis);
    r.seat = domar_scratch_bytes(cx, r.seats, sizeof *r.seat);
    if (r.basis && r.seat) st = columns_new(cx, &r.columns, &r, rows);
    for (size_t k = 0; !st && k < r.seats; k++) st = seat_new(cx, &r.seat[k], &r, rows);
    for (size_t u = 0; !st && u < set->count; u++) (void)solve(&r, &r.seat[0], u, r.basis + u * r.lines);
    for (; !st && r.first < replicas; r.first += STRETCH) {
        const size_t left = replicas - r.first, count = left < STRETCH ? left : STRETCH;
        domar_parallel((int)r.seats, count, PIECE, body, &r);
        st = domar_tick(cx, r.first + count, replicas);
    }
    for (size_t k = 0; r.seat && k < r.seats; k++) {
        struct seat *s = &r.seat[k];
        report->unsolved += s->report.unsolved;
        report->primal = fmax(report->primal, s->report.primal);
        report->dual = fmax(report->dual, s->report.dual);
        report->gap = fmax(report->gap, s->report.gap);
        domar_lp_work_free(s->work);
        domar_lp_columns_free(s->columns);
        domar_dea_program_drop(&s->program);
    }
    domar_lp_columns_free(r.columns);
    domar_scratch_rewind(cx, mark);
    return st;
}
