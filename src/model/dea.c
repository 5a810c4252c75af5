/* model/dea.c -- tasks on threads, in rounds: what earlier rounds found to span the frontier of a set is what later ones
 * look at first.  Rounds are cut by place in the set and not by thread, so that every task sees the same. */
#include "model/dea.h"
#include "base/threads.h"
#include "model/dea_program.h"
#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { MOST_THREADS = 64, SMALL_SET = 192, PIECE = 16 };
static const size_t ROUNDS[] = { 24, 96, 384, 1536, SIZE_MAX };       /* of the tasks of a set */
enum { ROUND_COUNT = sizeof ROUNDS / sizeof *ROUNDS };

/* Efficient but for rounding: a super-sbm measures these again. */
static const double EFFICIENT = 1 - 1e-9;

/* Slacks below this share of the datum are rounding. */
static const double ROUNDING = 1e-12;

struct seat { domar_lp_work *work; domar_dea_program program; atomic_flag taken; };

struct run {
    const domar_dea_plan *plan;
    const double *const *z;
    domar_dea_answer *a;
    domar_lp_columns **columns, **pool;      /* sets */
    unsigned char **spans;                   /* sets: places that an answer had a weight on */
    uint32_t *order;                         /* tasks by round */
    size_t begin, seats;
    struct seat *seat;
};

/* ---- room */
static domar_status answer_new(domar_cx *cx, domar_dea_answer **out, const domar_dea_plan *plan)
{
    const domar_dea_form *f = &plan->form;
    domar_dea_answer *a = domar_alloc(cx, 1, sizeof *a);
    if (!a) return DOMAR_ENOMEM;
    *out = a;
    a->tasks = plan->tasks;
    a->variables = f->inputs + f->outputs + f->bads;
    a->lines = domar_dea_lines(f);
    const size_t T = a->tasks, V = a->variables, room = a->lines + 1;
    struct { double **at; size_t count; bool detail; } all[] = {
        { &a->score, T, false }, { &a->primal, T, false }, { &a->dual, T, false }, { &a->gap, T, false },
        { &a->slack, T * V, true }, { &a->target, T * V, true }, { &a->part, T * V, true },
        { &a->price, T * a->lines, true }, { &a->lambda, T * room, true } };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (plan->detail || !all[k].detail)
            if (!(*all[k].at = domar_alloc(cx, all[k].count, sizeof(double)))) return DOMAR_ENOMEM;
    if (!(a->outcome = domar_alloc(cx, T, sizeof *a->outcome))) return DOMAR_ENOMEM;
    if (!plan->detail) return DOMAR_OK;
    if (!(a->peers = domar_alloc(cx, T, sizeof *a->peers))) return DOMAR_ENOMEM;
    return (a->peer = domar_alloc(cx, T * room, sizeof *a->peer)) ? DOMAR_OK : DOMAR_ENOMEM;
}

void domar_dea_free(domar_dea_answer *a)
{
    if (!a) return;
    void *const all[] = { a->outcome, a->score, a->primal, a->dual, a->gap, a->slack, a->target, a->part, a->price, a->peers,
                          a->peer, a->lambda };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_release(all[k]);
    domar_release(a);
}

/* ---- sets */
static domar_status columns_new(domar_cx *cx, struct run *r)
{
    const domar_dea_plan *plan = r->plan;
    const size_t V = r->a->variables, lines = r->a->lines;
    const domar_mark mark = domar_scratch_mark(cx);
    double *one = domar_scratch(cx, plan->rows + 1);
    const double **value = domar_scratch_bytes(cx, lines, sizeof *value);
    domar_status st = one && value ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < plan->rows; k++) one[k] = 1;
    for (size_t v = 0; !st && v < V; v++) value[v] = plan->x[v];
    if (!st && plan->form.returns != DOMAR_DEA_CRS) value[V] = one;   /* the norm's row stays NULL: no unit enters it */
    for (size_t k = 0; !st && k < plan->sets; k++) {
        const domar_dea_set *s = &plan->set[k];
        st = domar_lp_columns_new(cx, &r->columns[k], value, lines, NULL, s->row, s->count);
        if (!st && s->count > SMALL_SET && !(r->spans[k] = domar_alloc(cx, s->count, 1))) st = DOMAR_ENOMEM;
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

/* What answers stood on so far. */
static domar_status pool_new(domar_cx *cx, struct run *r, size_t k)
{
    const size_t count = r->plan->set[k].count;
    const domar_mark mark = domar_scratch_mark(cx);
    uint32_t *pick = domar_scratch_bytes(cx, count, sizeof *pick);
    size_t n = 0;
    if (!pick) return DOMAR_ENOMEM;
    for (size_t j = 0; j < count; j++)
        if (r->spans[k][j]) pick[n++] = (uint32_t)j;
    domar_lp_columns_free(r->pool[k]);
    r->pool[k] = NULL;
    const domar_status st = n ? domar_lp_columns_draw(cx, &r->pool[k], r->columns[k], pick, n) : DOMAR_OK;
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- one task */
static void note_detail(struct run *r, size_t t, const domar_dea_program *p, const domar_lp_answer *s)
{
    domar_dea_answer *a = r->a;
    const size_t V = a->variables, room = a->lines + 1;
    const domar_dea_set *set = &r->plan->set[r->plan->task[t].set];
    const bool fraction = p->norm != SIZE_MAX;
    const double by = fraction && p->main != DOMAR_DEA_NONE && s->x[p->main] > 0 ? 1 / s->x[p->main] : 1;
    a->peers[t] = (uint32_t)s->used;
    for (size_t k = 0; k < s->used; k++) {
        a->peer[t * room + k] = s->column[k];
        a->lambda[t * room + k] = s->weight[k] * by;
    }
    for (size_t v = 0; v < V; v++) {
        double sum = 0;
        for (size_t k = 0; k < s->used; k++) sum += s->weight[k] * by * r->plan->x[v][set->row[s->column[k]]];
        a->target[t * V + v] = sum;
        const double slack = p->slack[v] != DOMAR_DEA_NONE ? s->x[p->slack[v]] * by : 0;
        a->slack[t * V + v] = slack > ROUNDING * fabs(p->z[v]) ? slack : 0;
        a->part[t * V + v] = p->move[v] != DOMAR_DEA_NONE ? s->x[p->move[v]] * by : 0;
    }
}

static void note(struct run *r, size_t t, const domar_lp_answer *s)
{
    domar_dea_answer *a = r->a;
    const domar_dea_form *f = &r->plan->form;
    const double o = s->objective;
    a->outcome[t] = s->outcome;
    a->primal[t] = fmax(a->primal[t], s->primal);
    a->dual[t] = fmax(a->dual[t], s->dual);
    a->gap[t] = fmax(a->gap[t], s->gap);
    a->score[t] = NAN;
    if (s->outcome != DOMAR_LP_OPTIMAL) return;
    switch (f->model) {
    case DOMAR_DEA_RADIAL:
        a->score[t] = f->orientation == DOMAR_DEA_IN ? o : -o;
        if (r->plan->task[t].self != DOMAR_DEA_OUTSIDE && !f->super)       /* the unit itself is a solution: the rest is rounding */
            a->score[t] = f->orientation == DOMAR_DEA_IN ? fmin(a->score[t], 1) : fmax(a->score[t], 1);
        break;
    case DOMAR_DEA_SBM:
        a->score[t] = f->orientation == DOMAR_DEA_NON ? o : f->orientation == DOMAR_DEA_IN ? 1 + o : 1 / (1 - o); break;
    case DOMAR_DEA_ADDITIVE:
    case DOMAR_DEA_DDF:
    case DOMAR_DEA_RUSSELL: a->score[t] = 0 - o; break;
    }
}

static void price(struct run *r, size_t t, const domar_lp_answer *s)
{
    if (r->plan->detail) memcpy(r->a->price + t * r->a->lines, s->y, r->a->lines * sizeof *s->y);
}

static domar_lp program_of(const struct run *r, size_t t, const domar_dea_program *p)
{
    const domar_dea_task *task = &r->plan->task[t];
    return (domar_lp){ .rows = p->rows, .own = p->own, .b = p->b, .A = p->A, .c = p->c, .kind = p->kind,
                       .shared = r->columns[task->set], .pool = r->pool[task->set], .skip = SIZE_MAX };
}

static void point(const struct run *r, size_t t, domar_dea_program *p)
{
    const domar_dea_plan *plan = r->plan;
    const size_t row = plan->task[t].row;
    for (size_t v = 0; v < r->a->variables; v++) {
        p->z[v] = r->z[v][row];
        p->g[v] = plan->g && plan->g[v] ? plan->g[v][row] : 0;
        p->w[v] = plan->w ? plan->w[v][row] : 1;
    }
}

static void solve_task(struct run *r, size_t t, struct seat *seat)
{
    const domar_dea_form *f = &r->plan->form;
    const domar_dea_task *task = &r->plan->task[t];
    domar_dea_program *p = &seat->program;
    const bool inside = task->self != DOMAR_DEA_OUTSIDE;
    point(r, t, p);
    domar_dea_build(p, f, false);
    domar_lp lp = program_of(r, t, p);
    if (f->super && f->model != DOMAR_DEA_SBM && inside) lp.skip = task->self;
    else if (inside) {
        domar_dea_start(p, f, &lp, task->self);
        lp.start = p->start;
    }
    const domar_lp_answer *s = domar_lp_solve(seat->work, &lp);
    size_t pivots = s->pivots;
    note(r, t, s);
    price(r, t, s);
    if (f->super && f->model == DOMAR_DEA_SBM && s->outcome == DOMAR_LP_OPTIMAL && r->a->score[t] >= EFFICIENT && inside) {
        domar_dea_build(p, f, true);
        lp = program_of(r, t, p);
        lp.skip = task->self;
        s = domar_lp_solve(seat->work, &lp);
        note(r, t, s);
        price(r, t, s);
        if (s->outcome == DOMAR_LP_OPTIMAL && f->orientation == DOMAR_DEA_IN) r->a->score[t] = 1 + s->objective;
        if (s->outcome == DOMAR_LP_OPTIMAL && f->orientation == DOMAR_DEA_OUT) r->a->score[t] = 1 / (1 - s->objective);
        pivots += s->pivots;
    } else if (r->plan->detail && f->second != DOMAR_DEA_NO_SECOND && p->main != DOMAR_DEA_NONE &&
               (f->model == DOMAR_DEA_RADIAL || f->model == DOMAR_DEA_DDF) && s->outcome == DOMAR_LP_OPTIMAL) {
        const double score = r->a->score[t];
        domar_dea_second_stage(p, f, s->x[p->main]);
        memcpy(p->start, s->basis, p->rows * sizeof *p->start);
        lp.start = p->start;
        s = domar_lp_solve(seat->work, &lp);
        note(r, t, s);
        r->a->score[t] = score;
        pivots += s->pivots;
    }
    r->a->outcome[t] = s->outcome;
    if (r->plan->detail && s->outcome == DOMAR_LP_OPTIMAL) note_detail(r, t, p, s);
    unsigned char *spans = r->spans[task->set];
    for (size_t k = 0; spans && k < s->used; k++)
        if (!spans[s->column[k]]) __atomic_store_n(&spans[s->column[k]], 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&r->a->pivots, pivots, __ATOMIC_RELAXED);
}

static void body(void *arg, size_t begin, size_t end)
{
    struct run *r = arg;
    size_t k = 0;
    while (atomic_flag_test_and_set(&r->seat[k].taken)) k = (k + 1) % r->seats;
    for (size_t j = begin; j < end; j++) solve_task(r, r->order[r->begin + j], &r->seat[k]);
    atomic_flag_clear(&r->seat[k].taken);
}

/* ---- rounds */
/* Tasks by round, in their order otherwise; first[k]: where round k begins. */
static void arrange(struct run *r, size_t first[ROUND_COUNT + 1], size_t *seen)
{
    size_t at = 0;
    for (size_t k = 0; k < ROUND_COUNT; k++) {
        first[k] = at;
        memset(seen, 0, r->plan->sets * sizeof *seen);
        for (size_t t = 0; t < r->plan->tasks; t++) {
            const uint32_t set = r->plan->task[t].set;
            const size_t place = r->plan->set[set].count > SMALL_SET ? seen[set]++ : SIZE_MAX - 1;
            if (place < ROUNDS[k] && (k == 0 || place >= ROUNDS[k - 1])) r->order[at++] = (uint32_t)t;
        }
    }
    first[ROUND_COUNT] = at;
}

static domar_status rounds(domar_cx *cx, struct run *r)
{
    enum { STRETCH = 4096 };
    size_t first[ROUND_COUNT + 1], *seen = domar_scratch_bytes(cx, r->plan->sets + 1, sizeof *seen);
    domar_status st = seen ? DOMAR_OK : DOMAR_ENOMEM;
    if (st) return st;
    arrange(r, first, seen);
    for (size_t k = 0; !st && k < ROUND_COUNT; k++) {
        for (size_t set = 0; !st && k > 0 && set < r->plan->sets; set++)
            if (r->spans[set] && first[k + 1] > first[k]) st = pool_new(cx, r, set);
        for (size_t at = first[k]; !st && at < first[k + 1]; at += STRETCH) {
            const size_t left = first[k + 1] - at, count = left < STRETCH ? left : STRETCH;
            r->begin = at;
            domar_parallel((int)r->seats, count, PIECE, body, r);
            st = domar_tick(cx, at + count, r->plan->tasks);
        }
    }
    return st;
}

domar_status domar_dea_solve(domar_cx *cx, domar_dea_answer **out, const domar_dea_plan *plan)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct run r = { .plan = plan, .z = plan->z ? plan->z : plan->x };
    const int threads = domar_cx_threads(cx);
    domar_status st = answer_new(cx, &r.a, plan);
    if (st) goto done;
    st = DOMAR_ENOMEM;
    r.seats = threads < MOST_THREADS ? (size_t)threads : MOST_THREADS;
    r.seat = domar_scratch_bytes(cx, r.seats, sizeof *r.seat);
    r.columns = domar_scratch_bytes(cx, plan->sets + 1, sizeof *r.columns);
    r.pool = domar_scratch_bytes(cx, plan->sets + 1, sizeof *r.pool);
    r.spans = domar_scratch_bytes(cx, plan->sets + 1, sizeof *r.spans);
    r.order = domar_scratch_bytes(cx, plan->tasks + 1, sizeof *r.order);
    if (!r.seat || !r.columns || !r.pool || !r.spans || !r.order) goto done;
    for (size_t k = 0; k < r.seats; k++) {
        atomic_flag_clear(&r.seat[k].taken);
        if ((st = domar_lp_work_new(cx, &r.seat[k].work, r.a->lines, domar_dea_room(&plan->form)))) goto done;
        if ((st = domar_dea_program_new(cx, &r.seat[k].program, &plan->form))) goto done;
    }
    st = columns_new(cx, &r);
    if (!st) st = rounds(cx, &r);
done:
    for (size_t k = 0; r.seat && k < r.seats; k++) {
        domar_lp_work_free(r.seat[k].work);
        domar_dea_program_drop(&r.seat[k].program);
    }
    for (size_t k = 0; r.columns && r.pool && r.spans && k < plan->sets; k++) {
        domar_lp_columns_free(r.columns[k]);
        domar_lp_columns_free(r.pool[k]);
        domar_release(r.spans[k]);
    }
    domar_scratch_rewind(cx, mark);
    if (st) {
        domar_dea_free(r.a);
        r.a = NULL;
    }
    *out = r.a;
    return st;
}

double domar_dea_efficiency(const domar_dea_form *form, double score)
{
    switch (form->model) {
    case DOMAR_DEA_RADIAL: return form->orientation == DOMAR_DEA_IN ? score : 1 / score;
    case DOMAR_DEA_SBM: return score;
    case DOMAR_DEA_DDF: return 1 / (1 + score);
    case DOMAR_DEA_ADDITIVE:
    case DOMAR_DEA_RUSSELL: break;
    }
    return NAN;
}
