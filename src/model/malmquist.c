/* model/malmquist.c -- all distances as tasks of one solve (two with variable returns), then sums of logs. */
#include "model/malmquist.h"
#include <math.h>
#include <string.h>

/* Distances of a row: against its own period's frontier, that of the period before and after, and the pooled ones: of all, or of
 * its period with the one before, with the one after. */
enum { OWN, BEFORE, AFTER, POOLED, POOLED_AFTER, KINDS };

struct job {
    domar_malmquist *m;
    const domar_dea_data *d;
    const domar_malmquist_plan *plan;
    domar_dea_order *order;
    domar_dea_set *set;
    domar_dea_task *task;
    size_t sets, tasks, own;             /* own: tasks against the own period come first */
    uint32_t *at[KINDS];                 /* rows: the task; DOMAR_DEA_OUTSIDE: none */
    double *u[2];                        /* tasks: under the form's returns, under variable ones; NULL: not asked */
    uint32_t *outcome[2];
};

void domar_malmquist_free(domar_malmquist *m)
{
    if (!m) return;
    domar_release(m->row);
    domar_release(m->outcome);
    for (size_t k = 0; k < DOMAR_MALMQUIST_PARTS; k++) domar_release(m->part[k]);
    domar_release(m);
}

/* ---- pairs and tasks */
static bool pair(const domar_sample *s, size_t k, bool *gap)
{
    const bool same = k > s->start[s->unit[k]];
    *gap = same && s->period[k - 1] + 1 != s->period[k];
    return same && !*gap;
}

static domar_status pairs_new(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->d->sample;
    domar_malmquist *m = domar_alloc(cx, 1, sizeof *m);
    bool gap;
    if (!m) return DOMAR_ENOMEM;
    j->m = m;
    for (size_t k = 0; k < s->rows; k++) {
        m->pairs += pair(s, k, &gap);
        m->gaps += gap;
    }
    m->row = domar_alloc(cx, m->pairs + 1, sizeof *m->row);
    m->outcome = m->row ? domar_alloc(cx, m->pairs + 1, sizeof *m->outcome) : NULL;
    if (!m->outcome) return DOMAR_ENOMEM;
    for (size_t k = 0; k < DOMAR_MALMQUIST_PARTS; k++)
        if (!(m->part[k] = domar_alloc(cx, m->pairs + 1, sizeof(double)))) return DOMAR_ENOMEM;
    for (size_t k = 0, n = 0; k < s->rows; k++)
        if (pair(s, k, &gap)) m->row[n++] = (uint32_t)k;
    return DOMAR_OK;
}

static void add(struct job *j, int kind, size_t row, size_t set)
{
    j->at[kind][row] = (uint32_t)j->tasks;
    j->task[j->tasks++] = (domar_dea_task){ (uint32_t)set, (uint32_t)row, domar_dea_self(j->order, &j->set[set], row) };
}

/* Sets: the frontier of each period; then the one of all, or of each period and the next. */
static domar_status tasks_new(domar_cx *cx, struct job *j)
{
    const domar_sample *s = j->d->sample;
    const size_t T = s->periods, P = j->m->pairs;
    const bool global = j->plan->reference == DOMAR_DEA_GLOBAL, biennial = j->plan->reference == DOMAR_DEA_BIENNIAL;
    const domar_dea_reference own = global || biennial ? DOMAR_DEA_CONTEMPORANEOUS : j->plan->reference;
    j->sets = global ? T + 1 : biennial ? 2 * T : T;
    j->set = domar_scratch_bytes(cx, j->sets, sizeof *j->set);
    j->task = domar_scratch_bytes(cx, s->rows + 2 * P + 1, sizeof *j->task);
    if (!j->set || !j->task) return DOMAR_ENOMEM;
    for (size_t k = 0; k < KINDS; k++) {
        if (!(j->at[k] = domar_scratch_bytes(cx, s->rows + 1, sizeof *j->at[k]))) return DOMAR_ENOMEM;
        memset(j->at[k], 0xff, s->rows * sizeof *j->at[k]);
    }
    for (size_t t = 0; t < T; t++) {
        size_t from, to;
        domar_dea_span(&from, &to, t, T, own, 0);
        j->set[t] = domar_dea_set_of(j->order, 0, from, to);
        if (biennial) j->set[T + t] = domar_dea_set_of(j->order, 0, t, t + 1 < T ? t + 1 : t);
    }
    if (global) j->set[T] = domar_dea_set_of(j->order, 0, 0, T - 1);
    for (size_t p = 0; p < P; p++)
        for (size_t k = j->m->row[p] - 1; k <= j->m->row[p]; k++)
            if (j->at[OWN][k] == DOMAR_DEA_OUTSIDE) add(j, OWN, k, s->period[k]);
    j->own = j->tasks;
    for (size_t p = 0; p < P; p++) {
        const size_t b = j->m->row[p], a = b - 1;
        if (global) {
            for (size_t k = a; k <= b; k++)
                if (j->at[POOLED][k] == DOMAR_DEA_OUTSIDE) add(j, POOLED, k, T);
            continue;
        }
        add(j, biennial ? POOLED_AFTER : AFTER, a, biennial ? T + s->period[a] : s->period[b]);
        add(j, biennial ? POOLED : BEFORE, b, biennial ? T + s->period[a] : s->period[a]);
    }
    return DOMAR_OK;
}

static domar_status solve(domar_cx *cx, struct job *j, size_t which, domar_dea_returns returns)
{
    domar_dea_plan plan = { .form = j->plan->form, .rows = j->d->sample->rows, .x = j->d->sample->x, .g = j->plan->g, .w = j->plan->w,
                            .set = j->set, .sets = j->sets, .task = j->task, .tasks = j->tasks };
    domar_malmquist *m = j->m;
    domar_dea_answer *a = NULL;
    plan.form.returns = returns;
    domar_status st = domar_dea_solve(cx, &a, &plan);
    if (!st) st = (j->u[which] = domar_scratch(cx, j->tasks + 1)) ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = (j->outcome[which] = domar_scratch_bytes(cx, j->tasks + 1, sizeof *j->outcome[which])) ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t t = 0; !st && t < j->tasks; t++) {
        const double e = domar_dea_efficiency(&plan.form, a->score[t]);
        j->u[which][t] = j->plan->differences ? 0 - a->score[t] : e > 0 ? log(e) : NAN;
        j->outcome[which][t] = a->outcome[t];
        m->count[a->outcome[t]]++;
        m->programs++;
        m->primal = fmax(m->primal, a->primal[t]);
        m->dual = fmax(m->dual, a->dual[t]);
        m->gap = fmax(m->gap, a->gap[t]);
    }
    domar_dea_free(a);
    return st;
}

/* ---- sums */
static double of(const struct job *j, size_t which, int kind, size_t row)
{
    const uint32_t task = j->at[kind][row];
    return task == DOMAR_DEA_OUTSIDE ? NAN : j->u[which][task];
}

static uint32_t worst(uint32_t so_far, const struct job *j, size_t which, int kind, size_t row)
{
    const uint32_t task = j->at[kind][row];
    if (task == DOMAR_DEA_OUTSIDE) return so_far;                 /* not needed */
    const uint32_t o = j->outcome[which][task];
    return o > so_far ? o : so_far;
}

/* The index of a pair under one assumption on returns. */
static double move(const struct job *j, size_t which, size_t a, size_t b)
{
    switch (j->plan->reference) {
    case DOMAR_DEA_GLOBAL: return of(j, which, POOLED, b) - of(j, which, POOLED, a);
    case DOMAR_DEA_BIENNIAL: return of(j, which, POOLED, b) - of(j, which, POOLED_AFTER, a);
    case DOMAR_DEA_CONTEMPORANEOUS:
    case DOMAR_DEA_SEQUENTIAL:
    case DOMAR_DEA_WINDOW: break;
    }
    if (j->plan->split == DOMAR_MALMQUIST_GL) return of(j, which, BEFORE, b) - of(j, which, OWN, a);
    return 0.5 * (of(j, which, BEFORE, b) - of(j, which, OWN, a) + (of(j, which, OWN, b) - of(j, which, AFTER, a)));
}

static void sum(struct job *j)
{
    const domar_sample *s = j->d->sample;
    domar_malmquist *m = j->m;
    double so_far = 0;
    for (size_t p = 0; p < m->pairs; p++) {
        const size_t b = m->row[p], a = b - 1;
        const double index = move(j, 0, a, b), ec = of(j, 0, OWN, b) - of(j, 0, OWN, a);
        double tc = index - ec, pec = NAN, sec = NAN;
        const bool also = j->u[1] != NULL, ray = j->plan->split >= DOMAR_MALMQUIST_RAY;
        m->outcome[p] = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            const bool ahead = kind == AFTER || kind == POOLED_AFTER, behind = kind == BEFORE;
            for (size_t k = a; k <= b; k++) {
                if ((ahead && k == b) || (behind && k == a)) continue;
                if (kind == POOLED && j->plan->reference == DOMAR_DEA_BIENNIAL && k == a) continue;
                m->outcome[p] = worst(m->outcome[p], j, 0, kind, k);
                if (also && (ray || kind == OWN)) m->outcome[p] = worst(m->outcome[p], j, 1, kind, k);
            }
        }
        if (also) {
            pec = of(j, 1, OWN, b) - of(j, 1, OWN, a);
            if (ray) tc = move(j, 1, a, b) - pec;
            sec = ray ? index - pec - tc : ec - pec;
        }
        const bool begins = p == 0 || m->row[p - 1] != a || s->unit[m->row[p - 1]] != s->unit[b];
        so_far = begins ? index : so_far + index;
        const double parts[] = { index, ec, tc, pec, sec, so_far };
        for (size_t k = 0; k < DOMAR_MALMQUIST_PARTS; k++) m->part[k][p] = parts[k];
    }
}

domar_status domar_malmquist_new(domar_cx *cx, domar_malmquist **out, const domar_dea_data *d, const domar_malmquist_plan *plan)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct job j = { .d = d, .plan = plan };
    domar_status st = domar_dea_order_new(cx, &j.order, d->sample, NULL, 1);
    if (!st) st = pairs_new(cx, &j);
    if (!st) st = tasks_new(cx, &j);
    if (!st) st = solve(cx, &j, 0, plan->form.returns);
    if (!st && plan->split == DOMAR_MALMQUIST_FGNZ) j.tasks = j.own;
    if (!st && plan->split != DOMAR_MALMQUIST_NONE) st = solve(cx, &j, 1, DOMAR_DEA_VRS);
    if (!st) sum(&j);
    domar_dea_order_free(j.order);
    domar_scratch_rewind(cx, mark);
    if (st) {
        domar_malmquist_free(j.m);
        return st;
    }
    *out = j.m;
    return DOMAR_OK;
}
