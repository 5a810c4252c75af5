/* model/precondition.c -- the diagonal blocks of I - G', economy by economy, and their inverses in single precision.
 *
 * Of economy b the unknowns are its prices of factors, sellers' prices, sales and spending.  Within it all of tangent.c is
 * kept except revenue of wedges at the border and on inputs; of the rest of the world only that sales abroad fall by theta
 * (1 - share in that market) for every per cent of price.  What is left out are shares of imports: methods that would need
 * 70 rounds need 20. */
#include "model/precondition.h"
#include "linalg/lapack.h"
#include <math.h>
#include <string.h>

struct domar_blocks {
    const domar_market *m;
    size_t *first, *width;       /* G + 1: places of factor prices; G: unknowns of a block */
    size_t *start;               /* G + 1: blocks within inverse */
    float  *inverse;             /* blocks by rows */
    float  *in, *out;            /* widest */
    size_t  widest;
};

void domar_blocks_free(domar_blocks *b)
{
    if (!b) return;
    domar_release(b->first);
    domar_release(b->width);
    domar_release(b->start);
    domar_release(b->inverse);
    domar_release(b->in);
    domar_release(b->out);
    domar_release(b);
}

/* Room, and where each economy's unknowns are. */
static domar_status lay_out(domar_cx *cx, domar_blocks *k)
{
    const domar_world *w = k->m->w;
    const size_t F = w->F;
    k->first = domar_alloc(cx, w->G + 1, sizeof *k->first);
    k->width = domar_alloc(cx, w->G, sizeof *k->width);
    k->start = domar_alloc(cx, w->G + 1, sizeof *k->start);
    if (!k->first || !k->width || !k->start) return DOMAR_ENOMEM;
    for (size_t b = 0; b < w->G; b++) {
        size_t past = k->first[b];                             /* places follow each other, economy by economy */
        for (size_t at = b * w->N * F; at < (b + 1) * w->N * F; at++)
            if (k->m->slot[at] != SIZE_MAX && k->m->slot[at] + 1 > past) past = k->m->slot[at] + 1;
        k->first[b + 1] = past;
        k->width[b] = past - k->first[b] + 2 * w->N + w->H;
        k->start[b + 1] = k->start[b] + k->width[b] * k->width[b];
        if (k->width[b] > k->widest) k->widest = k->width[b];
    }
    k->inverse = domar_alloc(cx, k->start[w->G], sizeof *k->inverse);
    k->in = domar_alloc(cx, k->widest, sizeof *k->in);
    k->out = domar_alloc(cx, k->widest, sizeof *k->out);
    return k->inverse && k->in && k->out ? DOMAR_OK : DOMAR_ENOMEM;
}

/* ---- rows of an economy's Jacobian.  J (width x width by rows), factor prices, p, R, E. */
struct block {
    const domar_market *m;
    size_t b, S, width;          /* economy; its factor prices */
    size_t first;                /* of them, among all */
    double *J;
    double *d;                   /* N: share bought at home, of the user at hand */
    double *dm, *dc, *dv;        /* width: gradients of the price of goods, of cost, of the factor bill */
    double *row;                 /* width */
    double *demand;              /* F x width: of the pools */
    double *scale;               /* width: of the economy's factor incomes together */
};

static size_t P(const struct block *x, size_t k) { return x->S + k; }
static size_t R(const struct block *x, size_t k) { return x->S + x->m->w->N + k; }
static size_t E(const struct block *x, size_t h) { return x->S + 2 * x->m->w->N + h; }

static void add(double *to, const double *row, double times, size_t width)
{
    for (size_t k = 0; k < width; k++) to[k] += times * row[k];
}

/* Price of the user's bill of goods, and shares bought at home. */
static void user_prices(struct block *x, size_t u)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t group = domar_world_group_of(w, u);
    memset(x->dm, 0, x->width * sizeof *x->dm);
    for (size_t j = 0; j < w->N; j++) {
        x->d[j] = domar_market_share(m, group, j, x->b);
        x->dm[P(x, j)] = m->gp[u * w->N + j] * x->d[j];
    }
}

/* Sales at home to user u, whose bill of goods changes by x->row and substitutes with e. */
static void user_sales(struct block *x, size_t u, double e)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    for (size_t i = 0; i < w->N; i++) {
        const size_t at = domar_world_edge(w, x->b, i, x->b);
        const double sold = m->B[u * w->N + i] * x->d[i] * (m->net ? m->net[at] : 1);
        const size_t p = x->b * w->N + i;
        if (!(w->R[p] > 0) || !(fabs(sold) > 0)) continue;
        const double part = sold / m->newR[p];
        double *J = x->J + R(x, i) * x->width;
        add(J, x->row, part, x->width);
        J[P(x, i)] += part * ((1 - e) * x->d[i] - w->theta[i] * (1 - x->d[i]));
    }
}

static double level(const double *array, size_t at) { return array ? array[at] : 1; }

static void producer(struct block *x, size_t k)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    const size_t p = x->b * w->N + k, u = domar_world_user(w, p), width = x->width;
    const double s = m->sp[p], e = w->e[u], sub = w->x[p];
    if (!(w->R[p] > 0)) return;
    user_prices(x, u);
    memset(x->dv, 0, width * sizeof *x->dv);
    for (size_t f = 0; f < w->F; f++)
        if (m->slot[p * w->F + f] != SIZE_MAX) x->dv[m->slot[p * w->F + f] - x->first] += m->php[p * w->F + f];
    for (size_t i = 0; i < width; i++) x->dc[i] = s * x->dv[i] + (1 - s) * x->dm[i];
    double *price = x->J + P(x, k) * width;
    add(price, x->dc, 1 + w->psi[p], width);
    price[R(x, k)] -= w->psi[p];
    /* bill of goods: (1 - x)(dm - dc) + dR, within it (1 - e)(q - dm) */
    for (size_t i = 0; i < width; i++) x->row[i] = (1 - sub) * (x->dm[i] - x->dc[i]) - (1 - e) * x->dm[i];
    x->row[R(x, k)] += 1;
    user_sales(x, u, e);
    for (size_t f = 0; f < w->F; f++) {
        const size_t at = p * w->F + f;
        if (m->slot[at] == SIZE_MAX) continue;
        const size_t own = m->slot[at] - x->first;
        double *row = x->row;                                   /* of the factor's income */
        for (size_t i = 0; i < width; i++) row[i] = (1 - sub) * (x->dv[i] - x->dc[i]) - (1 - w->r[p]) * x->dv[i];
        row[own] += 1 - w->r[p];
        row[R(x, k)] += 1;
        add(x->demand + f * width, row, m->Wd[at] / m->pool[x->b * w->F + f], width);
        if (!isinf(w->kappa[x->b * w->F + f]))
            add(x->J + own * width, row, 1 / (1 + w->kappa[x->b * w->F + f]), width);
        for (size_t h = 0; h < w->H; h++) {
            const size_t home = x->b * w->H + h, source = x->b * w->sources;
            if (!(w->E[home] > 0)) continue;
            const double owns = w->own ? w->own[(source + DOMAR_EARN_FACTORS + f) * w->homes + home] : 1;
            const double tax = w->own ? w->own[(source + DOMAR_EARN_FACTOR_TAX) * w->homes + home] : 1;
            add(x->J + E(x, h) * width, row, m->Wd[at] * (owns * m->scale + tax * (level(m->tf, at) - 1)) / m->newE[home], width);
        }
    }
    for (size_t h = 0; h < w->H; h++) {
        const size_t home = x->b * w->H + h;
        const double owns = w->own ? w->own[(x->b * w->sources + DOMAR_EARN_OUTPUT) * w->homes + home] : 1;
        if (w->E[home] > 0)
            x->J[E(x, h) * width + R(x, k)] += owns * (1 - 1 / m->mu[p]) * w->R[p] * exp(m->lR[p]) / m->newE[home];
    }
}

static void household(struct block *x, size_t h, double *price, double total)
{
    const domar_world *w = x->m->w;
    const size_t home = x->b * w->H + h, u = domar_world_home(w, home);
    const double e = w->e[u];
    if (!(w->E[home] > 0)) return;
    user_prices(x, u);
    for (size_t i = 0; i < x->width; i++) x->row[i] = -(1 - e) * x->dm[i];
    x->row[E(x, h)] += 1;
    user_sales(x, u, e);
    add(price, x->dm, w->E[home] / total, x->width);
}

/* Sales abroad. */
static void abroad(struct block *x)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    for (size_t i = 0; i < w->N; i++) {
        const size_t p = x->b * w->N + i;
        if (!(w->R[p] > 0)) continue;
        double fall = 0;
        for (size_t to = 0; to < w->G; to++) {
            const size_t at = domar_world_edge(w, to, i, x->b);
            if (to == x->b || !(m->X[at] > 0)) continue;
            double all = 0;
            if (m->X[at] * (m->net ? m->net[at] : 1) > 0.01 * m->newR[p])     /* its share there matters */
                for (size_t from = 0; from < w->G; from++) all += m->X[domar_world_edge(w, to, i, from)];
            fall += m->X[at] * (m->net ? m->net[at] : 1) * (all > 0 ? 1 - m->X[at] / all : 1);
        }
        x->J[R(x, i) * x->width + P(x, i)] -= w->theta[i] * fall / m->newR[p];
    }
}

/* Prices of factors from what is demanded, at the world's unit of account; price: of consumption. */
static void rewards(struct block *x, const double *price)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    for (size_t f = 0; f < w->F; f++) {
        const size_t q = x->b * w->F + f;
        const double kappa = w->kappa[q], eta = w->eta[q];
        double *demand = x->demand + f * x->width, *dw = x->row;
        if (!(m->pool[q] > 0)) continue;
        memset(dw, 0, x->width * sizeof *dw);
        if (domar_market_floored(m, q)) add(dw, price, w->floor[q], x->width);
        else if (isinf(eta)) add(dw, price, 1, x->width);
        else {
            add(dw, demand, 1 / (1 + eta), x->width);
            add(dw, price, eta / (1 + eta), x->width);
        }
        size_t last = SIZE_MAX;
        for (size_t k = 0; k < w->N; k++) {
            const size_t at = (x->b * w->N + k) * w->F + f;
            if (m->slot[at] == SIZE_MAX || m->slot[at] == last) continue;
            last = m->slot[at];
            double *J = x->J + (last - x->first) * x->width;
            if (isinf(kappa)) add(J, dw, 1, x->width);
            else {
                add(J, dw, 1, x->width);                        /* (kappa + 1) / (1 + kappa) */
                add(J, demand, -1 / (1 + kappa), x->width);
            }
        }
    }
}

/* The unit of account: the world's factor income stays, so that what this economy earns more lowers all it counts in. */
static void unit(struct block *x)
{
    const domar_market *m = x->m;
    const domar_world *w = m->w;
    double world = 0;
    for (size_t q = 0; q < w->G * w->F; q++) world += m->pool[q];
    memset(x->scale, 0, x->width * sizeof *x->scale);
    for (size_t f = 0; f < w->F; f++) add(x->scale, x->demand + f * x->width, -m->pool[x->b * w->F + f] / world, x->width);
    for (size_t f = 0; f < w->F; f++) add(x->demand + f * x->width, x->scale, 1, x->width);
    for (size_t at = x->b * w->N * w->F; at < (x->b + 1) * w->N * w->F; at++)
        if (m->slot[at] != SIZE_MAX && !isinf(w->kappa[x->b * w->F + at % w->F]))
            add(x->J + (m->slot[at] - x->first) * x->width, x->scale, 1 / (1 + w->kappa[x->b * w->F + at % w->F]), x->width);
    for (size_t h = 0; h < w->H; h++) {
        const size_t home = x->b * w->H + h;
        for (size_t f = 0; f < w->F && w->E[home] > 0; f++) {
            const double owns = w->own ? w->own[(x->b * w->sources + DOMAR_EARN_FACTORS + f) * w->homes + home] : 1;
            add(x->J + E(x, h) * x->width, x->scale, owns * m->pool[x->b * w->F + f] * m->scale / m->newE[home], x->width);
        }
    }
}

static void fill(struct block *x)
{
    const domar_world *w = x->m->w;
    double total = 0, *price = x->scale + x->width;
    memset(x->J, 0, x->width * x->width * sizeof *x->J);
    memset(x->demand, 0, w->F * x->width * sizeof *x->demand);
    memset(price, 0, x->width * sizeof *price);
    for (size_t k = 0; k < w->N; k++) producer(x, k);
    for (size_t h = x->b * w->H; h < (x->b + 1) * w->H; h++) total += w->E[h];
    for (size_t h = 0; h < w->H; h++) household(x, h, price, total);
    abroad(x);
    unit(x);
    rewards(x, price);
    for (size_t k = 0; k < w->N; k++) {                         /* those that do not produce stay where they are */
        if (w->R[x->b * w->N + k] > 0) continue;
        memset(x->J + P(x, k) * x->width, 0, x->width * sizeof *x->J);
        memset(x->J + R(x, k) * x->width, 0, x->width * sizeof *x->J);
    }
}

/* (I - J)^-1 by rows; a block that is singular is left alone. */
static void invert(float *out, double *J, size_t width, blasint *pivot, double *work, size_t room)
{
    const blasint n = (blasint)width, lwork = (blasint)room;
    blasint info = 0;
    bool fine = true;
    for (size_t k = 0; k < width * width; k++) J[k] = -J[k];
    for (size_t k = 0; k < width; k++) J[k * width + k] += 1;
    dgetrf_(&n, &n, J, &n, pivot, &info);
    if (!info) dgetri_(&n, J, &n, pivot, work, &lwork, &info);
    for (size_t k = 0; !info && k < width * width; k++) fine = fine && fabs(J[k]) < 1e8;
    for (size_t k = 0; k < width * width; k++) out[k] = !info && fine ? (float)J[k] : k / width == k % width;
}

static domar_status make(domar_cx *cx, domar_blocks *k)
{
    const domar_market *m = k->m;
    const domar_world *w = m->w;
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t wide = k->widest;
    double *J = domar_scratch(cx, wide * wide), *rows = domar_scratch(cx, (6 + w->F) * wide + w->N), *work = domar_scratch(cx, 64 * wide);
    blasint *pivot = domar_scratch_bytes(cx, wide, sizeof *pivot);
    const domar_status st = J && rows && work && pivot ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t b = 0; !st && b < w->G; b++) {
        struct block x = { m, b, k->first[b + 1] - k->first[b], k->width[b], k->first[b], J, rows, rows + w->N, NULL, NULL, NULL, NULL, NULL };
        x.dc = x.dm + wide;
        x.dv = x.dc + wide;
        x.row = x.dv + wide;
        x.scale = x.row + wide;                                /* and the price of consumption behind it */
        x.demand = x.scale + 2 * wide;
        fill(&x);
        invert(k->inverse + k->start[b], J, k->width[b], pivot, work, 64 * wide);
    }
    domar_scratch_rewind(cx, mark);
    return st;
}

domar_status domar_blocks_make(domar_cx *cx, domar_blocks **out, const domar_market *m)
{
    domar_status st = DOMAR_OK;
    if (!*out) {
        if (!(*out = domar_alloc(cx, 1, sizeof **out))) return DOMAR_ENOMEM;
        (*out)->m = m;
        st = lay_out(cx, *out);
    }
    if (!st) st = make(cx, *out);
    if (st) {
        domar_blocks_free(*out);
        *out = NULL;
    }
    return st;
}

/* ---- x := inverse x */
static void by_rows(float *restrict out, const float *restrict a, const float *restrict in, size_t width)
{
    for (size_t r = 0; r < width; r++) {
        float s[8] = { 0 };
        size_t c = 0;
        for (; c + 8 <= width; c += 8)
            for (size_t i = 0; i < 8; i++) s[i] += a[r * width + c + i] * in[c + i];
        for (; c < width; c++) s[0] += a[r * width + c] * in[c];
        out[r] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
    }
}

static void by_columns(float *restrict out, const float *restrict a, const float *restrict in, size_t width)
{
    memset(out, 0, width * sizeof *out);
    for (size_t r = 0; r < width; r++) {
        const float t = in[r];
        for (size_t c = 0; c < width; c++) out[c] += t * a[r * width + c];
    }
}

void domar_blocks_apply(const domar_blocks *k, double *x, bool transposed)
{
    const domar_market *m = k->m;
    const domar_world *w = m->w;
    double most = 0;
    for (size_t i = 0; i < m->size; i++) most = fmax(most, fabs(x[i]));
    if (!(most > 0) || isinf(most)) return;
    for (size_t b = 0; b < w->G; b++) {                         /* scaled: single precision has few exponents */
        const size_t S = k->first[b + 1] - k->first[b];
        const struct { size_t at, count; } parts[] = { { k->first[b], S }, { m->slots + b * w->N, w->N },
            { m->slots + w->n + b * w->N, w->N }, { m->slots + 2 * w->n + b * w->H, w->H } };
        size_t n = 0;
        for (size_t q = 0; q < 4; q++)
            for (size_t i = 0; i < parts[q].count; i++) k->in[n++] = (float)(x[parts[q].at + i] / most);
        (transposed ? by_columns : by_rows)(k->out, k->inverse + k->start[b], k->in, n);
        n = 0;
        for (size_t q = 0; q < 4; q++)
            for (size_t i = 0; i < parts[q].count; i++) x[parts[q].at + i] = most * (double)k->out[n++];
    }
}
