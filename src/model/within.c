/* model/within.c -- see the header */
#include "model/within.h"
#include "model/least_squares.h"
#include <math.h>
#include <string.h>

enum { PASSES = 12, MOST_DENSE = 1000 };

struct system {
    const domar_factor *factors;
    const double *w;
    size_t many, n, m;          /* m: classes of all factors together */
    double *count;              /* m: weight of each class, the diagonal of D'WD */
    double *a, *r, *z, *p, *q;  /* m each: conjugate gradients */
    double *d;                  /* n: D p */
};

static domar_status system_new(domar_cx *cx, struct system *s, const domar_factor *factors, size_t many, const double *w,
                               size_t n)
{
    *s = (struct system){ .factors = factors, .w = w, .many = many, .n = n };
    for (size_t f = 0; f < many; f++) s->m += factors[f].classes;
    double *block = domar_scratch(cx, 6 * s->m + n + 1);
    if (!block) return DOMAR_ENOMEM;
    double **parts[] = { &s->count, &s->a, &s->r, &s->z, &s->p, &s->q };
    for (size_t k = 0; k < 6; k++) *parts[k] = block + k * s->m;
    s->d = block + 6 * s->m;
    for (size_t f = 0, at = 0; f < many; at += factors[f++].classes)
        for (size_t i = 0; i < n; i++) s->count[at + factors[f].item[i]] += w ? w[i] : 1;
    return DOMAR_OK;
}

/* out = D'W x */
static void gather(double *out, const struct system *s, const double *x)
{
    memset(out, 0, s->m * sizeof *out);
    for (size_t f = 0, at = 0; f < s->many; at += s->factors[f++].classes)
        for (size_t i = 0; i < s->n; i++) out[at + s->factors[f].item[i]] += s->w ? s->w[i] * x[i] : x[i];
}

/* out = D p */
static void spread(double *out, const struct system *s, const double *p)
{
    memset(out, 0, s->n * sizeof *out);
    for (size_t f = 0, at = 0; f < s->many; at += s->factors[f++].classes)
        for (size_t i = 0; i < s->n; i++) out[i] += p[at + s->factors[f].item[i]];
}

static double product(const double *a, const double *b, size_t m)
{
    double sum = 0;
    for (size_t j = 0; j < m; j++) sum += a[j] * b[j];
    return sum;
}

static double condition(struct system *s)               /* z = r / count; returns r'z */
{
    for (size_t j = 0; j < s->m; j++) s->z[j] = s->count[j] > 0 ? s->r[j] / s->count[j] : 0;
    return product(s->r, s->z, s->m);
}

/* Largest class mean that is to be taken out. */
static double largest(const struct system *s)
{
    double most = 0;
    for (size_t j = 0; j < s->m; j++) most = fmax(most, fabs(s->z[j]));
    return most;
}

/* a <- solution for x, to a relative 1e-10, or to rounding: then the sums of x by two factors differ by rounding, no
 * solution meets both, and going on would only add noise along the null space. */
static domar_status solve(domar_cx *cx, struct system *s, const double *x, double floor)
{
    memset(s->a, 0, s->m * sizeof *s->a);
    gather(s->r, s, x);
    double rho = condition(s);
    const double start = rho;
    double best = rho;
    if (s->many == 1) {
        memcpy(s->a, s->z, s->m * sizeof *s->a);
        return DOMAR_OK;
    }
    memcpy(s->p, s->z, s->m * sizeof *s->p);
    for (size_t k = 0; k < 20 * s->m + 20 && rho > 1e-20 * start && rho < 1e4 * best && largest(s) > floor;
         k++) {
        best = fmin(best, rho);
        spread(s->d, s, s->p);
        gather(s->q, s, s->d);
        const double curve = product(s->p, s->q, s->m);
        if (!(curve > 0)) break;
        for (size_t j = 0; j < s->m; j++) {
            s->a[j] += rho / curve * s->p[j];
            s->r[j] -= rho / curve * s->q[j];
        }
        const double old = rho;
        rho = condition(s);
        for (size_t j = 0; j < s->m; j++) s->p[j] = s->z[j] + rho / old * s->p[j];
        const domar_status st = k % 64 == 63 ? domar_tick_residual(cx, sqrt(rho / start)) : DOMAR_OK;
        if (st) return st;
    }
    return DOMAR_OK;
}

/* x <- x - D a until nothing is left; total (m; may be NULL) gathers a. */
static domar_status take_out(domar_cx *cx, struct system *s, double *x, double *total, double *left)
{
    double size = 0;
    for (size_t i = 0; i < s->n; i++) size = fmax(size, fabs(x[i]));
    *left = 0;
    if (!(size > 0)) return DOMAR_OK;
    for (size_t pass = 0; pass < PASSES; pass++) {
        const domar_status st = solve(cx, s, x, 4e-16 * size);
        if (st) return st;
        spread(s->d, s, s->a);
        for (size_t i = 0; i < s->n; i++) x[i] -= s->d[i];
        if (total)
            for (size_t j = 0; j < s->m; j++) total[j] += s->a[j];
        gather(s->r, s, x);
        *left = 0;
        for (size_t j = 0; j < s->m; j++)
            if (s->count[j] > 0) *left = fmax(*left, fabs(s->r[j]) / s->count[j] / size);
        if (*left < 1e-15 || (pass > 1 && *left < 1e-14)) return DOMAR_OK;
    }
    return *left < 1e-11 ? DOMAR_OK : domar_fail(cx, DOMAR_ENOCONV, "absorbed effects leave class means of %.1e: the "
                                                 "classes are connected too thinly; absorb fewer columns", *left);
}

domar_status domar_within(domar_cx *cx, double *const *columns, size_t count, const domar_factor *factors, size_t many,
                          const double *w, size_t n, double *left)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct system s;
    double worst = 0, one = 0;
    domar_status st = system_new(cx, &s, factors, many, w, n);
    for (size_t c = 0; !st && many && c < count; c++) {
        st = take_out(cx, &s, columns[c], NULL, &one);
        worst = fmax(worst, one);
    }
    if (left) *left = worst;
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- connected parts of the first two factors */
static uint32_t root(uint32_t *up, uint32_t j)
{
    while (up[j] != j) j = up[j] = up[up[j]];
    return j;
}

/* up (classes of both factors): parents; returns the number of connected parts that have rows. */
static size_t connect(uint32_t *up, bool *seen, const domar_factor *factors, size_t n)
{
    const uint32_t first = (uint32_t)factors[0].classes, all = first + (uint32_t)factors[1].classes;
    size_t parts = 0;
    for (uint32_t j = 0; j < all; j++) up[j] = j;
    for (size_t i = 0; i < n; i++) {
        const uint32_t a = root(up, factors[0].item[i]), b = root(up, first + factors[1].item[i]);
        up[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t a = root(up, factors[0].item[i]);
        parts += !seen[a];
        seen[a] = true;
    }
    return parts;
}

/* The second factor to mean zero within each part, the others to mean zero, the first takes it all. */
static domar_status settle(domar_cx *cx, double *total, const struct system *s)
{
    const domar_factor *f = s->factors;
    uint32_t *up = domar_scratch_bytes(cx, f[0].classes + f[1].classes + 1, sizeof *up);
    bool *seen = domar_scratch_bytes(cx, f[0].classes + f[1].classes + 1, sizeof *seen);
    double *sum = domar_scratch(cx, f[0].classes + 1), *rows = domar_scratch(cx, f[0].classes + 1);
    if (!up || !seen || !sum || !rows) return DOMAR_ENOMEM;
    connect(up, seen, f, s->n);
    double *second = total + f[0].classes;
    for (size_t i = 0; i < s->n; i++) {
        const uint32_t part = root(up, f[0].item[i]);   /* roots are the lowest: classes of the first factor */
        sum[part] += (s->w ? s->w[i] : 1) * second[f[1].item[i]];
        rows[part] += s->w ? s->w[i] : 1;
    }
    for (uint32_t j = 0; j < f[0].classes + f[1].classes; j++) {
        const uint32_t part = root(up, j);
        if (part >= f[0].classes || !(rows[part] > 0)) continue;
        total[j] += (j < f[0].classes ? 1 : -1) * sum[part] / rows[part];
    }
    double *next = second + f[1].classes;
    for (size_t k = 2; k < s->many; next += f[k++].classes) {
        double mean = 0, weight = 0;
        for (size_t i = 0; i < s->n; i++) {
            mean += (s->w ? s->w[i] : 1) * next[f[k].item[i]];
            weight += s->w ? s->w[i] : 1;
        }
        for (size_t j = 0; j < f[k].classes; j++) next[j] -= mean / weight;
        for (size_t j = 0; j < f[0].classes; j++) total[j] += mean / weight;
    }
    return DOMAR_OK;
}

domar_status domar_within_effects(domar_cx *cx, double *const *effect, double *rest, const double *x,
                                  const domar_factor *factors, size_t many, const double *w, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct system s;
    domar_status st = system_new(cx, &s, factors, many, w, n);
    double *total = st ? NULL : domar_scratch(cx, s.m + 1), left;
    if (!st && !total) st = DOMAR_ENOMEM;
    memcpy(rest, x, n * sizeof *rest);
    if (!st) st = take_out(cx, &s, rest, total, &left);
    if (!st && many > 1) st = settle(cx, total, &s);
    for (size_t f = 0, at = 0; !st && f < many; at += factors[f++].classes)
        for (size_t j = 0; j < factors[f].classes; j++)
            effect[f][j] = s.count[at + j] > 0 ? total[at + j] : NAN;
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- the other factors beside the largest: S = D2'W D2 - D2'W D1 (D1'W D1)^-1 D1'W D2 */
struct schur {
    size_t big, m;              /* the factor with most classes; classes of the others together */
    size_t *at;                 /* many: where the classes of a factor begin in S */
    size_t *start, *order;      /* rows by class of the largest factor */
    double *S;                  /* m x m; after `invert` its generalised inverse */
    double *c;                  /* m: weights of one class of the largest, by classes of the others */
    size_t *list, used;         /* where c is not zero */
    double weight;
    size_t rank;
};

static domar_status schur_new(domar_cx *cx, struct schur *s, const domar_factor *f, size_t many, size_t n)
{
    *s = (struct schur){ .big = 0 };
    for (size_t k = 1; k < many; k++)
        if (f[k].classes > f[s->big].classes) s->big = k;
    s->at = domar_scratch_bytes(cx, many + 1, sizeof *s->at);
    if (!s->at) return DOMAR_ENOMEM;
    for (size_t k = 0; k < many; k++) {
        s->at[k] = s->m;
        if (k != s->big) s->m += f[k].classes;
    }
    if (s->m > MOST_DENSE) return DOMAR_OK;
    s->start = domar_scratch_bytes(cx, f[s->big].classes + 2, sizeof *s->start);
    s->order = domar_scratch_bytes(cx, n + 1, sizeof *s->order);
    s->S = domar_scratch(cx, s->m * s->m + 1);
    s->c = domar_scratch(cx, s->m + 1);
    s->list = domar_scratch_bytes(cx, s->m + 1, sizeof *s->list);
    if (!s->start || !s->order || !s->S || !s->c || !s->list) return DOMAR_ENOMEM;
    for (size_t i = 0; i < n; i++) s->start[f[s->big].item[i] + 2]++;
    for (size_t u = 2; u < f[s->big].classes + 2; u++) s->start[u] += s->start[u - 1];
    for (size_t i = 0; i < n; i++) s->order[s->start[f[s->big].item[i] + 1]++] = i;
    return DOMAR_OK;
}

/* c of class u. */
static void schur_class(struct schur *s, size_t u, const domar_factor *f, size_t many, const double *w)
{
    for (size_t p = 0; p < s->used; p++) s->c[s->list[p]] = 0;
    s->used = 0;
    s->weight = 0;
    for (size_t p = s->start[u]; p < s->start[u + 1]; p++) {
        const size_t i = s->order[p];
        const double wi = w ? w[i] : 1;
        if (!(wi > 0)) continue;
        s->weight += wi;
        for (size_t k = 0; k < many; k++) {
            if (k == s->big) continue;
            const size_t j = s->at[k] + f[k].item[i];
            if (!(s->c[j] > 0)) s->list[s->used++] = j;
            s->c[j] += wi;
        }
    }
}

static void schur_fill(struct schur *s, const domar_factor *f, size_t many, const double *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < many; k++)
            for (size_t l = 0; l < many; l++)
                if (k != s->big && l != s->big)
                    s->S[(s->at[k] + f[k].item[i]) * s->m + s->at[l] + f[l].item[i]] += w ? w[i] : 1;
    for (size_t u = 0; u < f[s->big].classes; u++) {
        schur_class(s, u, f, many, w);
        for (size_t p = 0; p < s->used; p++)
            for (size_t q = 0; q < s->used; q++)
                s->S[s->list[p] * s->m + s->list[q]] -= s->c[s->list[p]] * s->c[s->list[q]] / s->weight;
    }
}

domar_status domar_within_parameters(domar_cx *cx, size_t *parameters, bool *exact, const domar_factor *factors,
                                     size_t many, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = DOMAR_ENOMEM;
    size_t total = 0;
    *parameters = 0;
    *exact = true;
    for (size_t f = 0; f < many; f++) {
        bool *seen = domar_scratch_bytes(cx, factors[f].classes + 1, sizeof *seen);
        if (!seen) goto done;
        size_t used = 0;
        for (size_t i = 0; i < n; i++) {
            used += !seen[factors[f].item[i]];
            seen[factors[f].item[i]] = true;
        }
        total += f ? used - 1 : used;
    }
    *parameters = total;
    st = DOMAR_OK;
    if (many == 2) {
        uint32_t *up = domar_scratch_bytes(cx, factors[0].classes + factors[1].classes + 1, sizeof *up);
        bool *seen = domar_scratch_bytes(cx, factors[0].classes + factors[1].classes + 1, sizeof *seen);
        if (up && seen) *parameters = total + 1 - connect(up, seen, factors, n);
        else st = DOMAR_ENOMEM;
    } else if (many > 2) {
        struct schur s;
        st = schur_new(cx, &s, factors, many, n);
        *exact = s.m <= MOST_DENSE;
        if (st || !*exact) goto done;
        schur_fill(&s, factors, many, NULL, n);
        if ((st = domar_invert_semidefinite(cx, s.S, s.m, &s.rank))) goto done;
        size_t used = 0;
        for (size_t u = 0; u < factors[s.big].classes; u++) used += s.start[u + 1] > s.start[u];
        *parameters = used + s.rank;
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_within_leverage(domar_cx *cx, double *h, const domar_factor *f, size_t many, const double *w, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct schur s;
    domar_status st = schur_new(cx, &s, f, many, n);
    double *g = st ? NULL : domar_scratch(cx, s.m + 1);
    if (!st && !g) st = DOMAR_ENOMEM;
    if (!st && s.m > MOST_DENSE)
        st = domar_fail(cx, DOMAR_ELIMIT, "hc2 and hc3 need the leverage of %zu absorbed classes besides the largest "
                        "factor, at most %d can be had; use hc1 or cluster", s.m, MOST_DENSE);
    if (st) goto done;
    schur_fill(&s, f, many, w, n);
    if ((st = domar_invert_semidefinite(cx, s.S, s.m, &s.rank))) goto done;
    for (size_t u = 0; u < f[s.big].classes; u++) {
        schur_class(&s, u, f, many, w);
        double all = 0;                                 /* c' S^- c */
        memset(g, 0, s.m * sizeof *g);
        for (size_t j = 0; j < s.m; j++)
            for (size_t p = 0; p < s.used; p++) g[j] += s.S[j * s.m + s.list[p]] * s.c[s.list[p]];
        for (size_t p = 0; p < s.used; p++) all += s.c[s.list[p]] * g[s.list[p]];
        for (size_t p = s.start[u]; p < s.start[u + 1]; p++) {
            const size_t i = s.order[p];
            double sum = (1 + all / s.weight) / s.weight;
            for (size_t k = 0; k < many; k++) {
                if (k == s.big) continue;
                const size_t a = s.at[k] + f[k].item[i];
                sum -= 2 * g[a] / s.weight;
                for (size_t l = 0; l < many; l++)
                    if (l != s.big) sum += s.S[a * s.m + s.at[l] + f[l].item[i]];
            }
            h[i] = (w ? w[i] : 1) > 0 ? (w ? w[i] : 1) * sum : 0;
        }
    }
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_within_nested(domar_cx *cx, bool *nested, const domar_factor *factor, const uint32_t *group, size_t n)
{
    const domar_mark mark = domar_scratch_mark(cx);
    uint32_t *of = domar_scratch_bytes(cx, factor->classes + 1, sizeof *of);
    if (!of) return DOMAR_ENOMEM;
    *nested = true;
    for (size_t i = 0; i < n && *nested; i++) {
        uint32_t *g = &of[factor->item[i]];
        if (*g && *g != group[i] + 1) *nested = false;
        *g = group[i] + 1;
    }
    domar_scratch_rewind(cx, mark);
    return DOMAR_OK;
}
