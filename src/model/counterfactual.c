/* model/counterfactual.c -- what the market says, cell by cell.
 *
 *     z'_iju = pi'_uji B'_uj / T'_mji             purchases of buyer u in economy m, at sellers' prices
 *     y'_ijc = S_h y_ijhc z'_ijh / z_ijh          final use of households over the categories they buy, as in the base
 *     x'_ij  = S_u z'_iju + S_c y'_ijc
 *     v'     taxes on products by wedges paid (frictions are nobody's), taxes on production by their rate, labour as it is paid, other rows with
 *            output; the last row (capital, else value added) is what is left of output
 *
 * With origins in common to the users of an economy pi is its economy's, as it is for the base in the model. */
#include "model/counterfactual.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

struct work {
    const domar_case *c;
    const domar_market *m;
    const domar_world *w;
    const domar_table *t;
    domar_draft *d;
    double *paid;                /* users: wedges between seller and border */
    double *inputs;              /* n: purchases at sellers' prices */
    double *like;                /* homes x N x C: categories of final use by good */
    double *part;                /* C + N: final use of one cell at the base, by category and idle industry */
    size_t  rest;                /* row that closes the columns; SIZE_MAX: none */
    size_t  labour, products, production;   /* rows, SIZE_MAX: none */
};

static bool produces(const domar_table *t, size_t p) { return t->x[p] > 0; }
static double level(const double *array, size_t at) { return array ? array[at] : 1; }

/* ---- heads */
size_t domar_jobs_row(const domar_table *t)
{
    const domar_axis *rows = domar_series_axis_or_null(t->series, DOMAR_SATELLITES);
    return rows && t->S ? domar_axis_find_kind(rows, DOMAR_JOBS) : SIZE_MAX;
}

size_t domar_labour_of(const domar_base *b)
{
    return b->world->F == 1 ? 0 : domar_axis_find_kind(b->factors, DOMAR_LABOUR);
}

double domar_heads_hat(const domar_market *m, size_t place)
{
    const domar_world *w = m->w;
    const size_t pool = place / w->F / w->N * w->F + place % w->F;
    if (m->slot[place] == SIZE_MAX) return NAN;
    const double income = m->Wd[place] * m->scale / w->W[place];
    return income / (w->kappa[pool] > 0 ? domar_return(m, pool) : exp(m->lw[place]));
}

/* ---- flows */
static double seller_flow(const domar_market *m, size_t u, size_t j, size_t i)
{
    const domar_world *w = m->w;
    const size_t at = domar_world_edge(w, domar_world_economy(w, u), j, i);
    return m->B[u * w->N + j] * domar_market_share(m, domar_world_group_of(w, u), j, i) * level(m->net, at);
}

/* Final use of the base in the model, the same way. */
static double base_flow(const domar_world *w, size_t h, size_t j, size_t i)
{
    const size_t u = domar_world_home(w, h), at = domar_world_edge(w, h / w->H, j, i);
    double flow = w->g[u * w->N + j] * w->E[h] / level(w->tg, u * w->N + j) / level(w->fr, u * w->N + j);
    for (int o = 0; o < DOMAR_OWNERS; o++) flow /= level(w->T[o], at);
    return flow * w->pi[(domar_world_group_of(w, u) * w->N + j) * w->G + i];
}

/* What household h spends of a category, of the table's column. */
static double spends(const struct work *x, size_t h, size_t c) { return x->c->base->spends[h * x->t->C + c]; }

/* like[h][j][c]: where a household's use of a good goes; as its whole final use where there is none. */
static void learn_categories(struct work *x)
{
    const domar_table *t = x->t;
    for (size_t h = 0; h < x->w->homes; h++) {
        double *like = x->like + h * t->N * t->C, whole = 0;
        double *all = x->part;                                   /* C */
        memset(all, 0, t->C * sizeof *all);
        for (size_t p = 0; p < t->n; p++)
            for (size_t c = 0; c < t->C; c++) {
                const double y = spends(x, h, c) * fmax(t->Y[p * t->m + h / x->w->H * t->C + c], 0);
                like[p % t->N * t->C + c] += y;
                all[c] += y;
                whole += y;
            }
        for (size_t j = 0; j < t->N; j++) {
            double sum = 0;
            for (size_t c = 0; c < t->C; c++) sum += like[j * t->C + c];
            for (size_t c = 0; c < t->C; c++)
                like[j * t->C + c] = sum > 0 ? like[j * t->C + c] / sum : whole > 0 ? all[c] / whole : c == 0;
        }
    }
}

/* What household h buys of row p, over categories and, of the first, industries without output, which buy for it. */
static void split_final(struct work *x, size_t h, size_t p, double flow)
{
    const domar_table *t = x->t;
    const size_t b = h / x->w->H;
    const bool first = h % x->w->H == 0;
    const double *y = t->Y + p * t->m + b * t->C, *z = t->Z + p * t->n + b * t->N;
    double *to_y = x->d->Y + p * t->m + b * t->C, *to_z = x->d->Z + p * t->n + b * t->N, total = 0;
    bool negative = false;
    for (size_t c = 0; c < t->C; c++) x->part[c] = spends(x, h, c) * y[c];
    for (size_t k = 0; k < t->N; k++) x->part[t->C + k] = !first || produces(t, b * t->N + k) ? 0 : z[k];
    for (size_t k = 0; k < t->C + t->N; k++) {
        total += x->part[k];
        negative = negative || x->part[k] < 0;
    }
    double hat = 0;                                 /* dropped, or nothing there: like others of the good */
    if (total > 0 && !negative) hat = flow / total;
    else if (total > 0) {                           /* parts that nearly cancel must not be blown up */
        const double base = base_flow(x->w, h, p % t->N, p / t->N);
        hat = base > 0 ? flow / base : 0;
    }
    const double rest = total > 0 && !negative ? 0 : flow - hat * total;
    for (size_t c = 0; c < t->C; c++)
        to_y[c] += hat * x->part[c] + rest * x->like[(h * t->N + p % t->N) * t->C + c];
    for (size_t k = 0; k < t->N; k++) to_z[k] += hat * x->part[t->C + k];
}

static void put_row(struct work *x, size_t p)
{
    const domar_table *t = x->t;
    const domar_world *w = x->w;
    for (size_t b = 0; b < t->G; b++) {
        const double T = 1 / level(x->m->net, domar_world_edge(w, b, p % t->N, p / t->N));
        for (size_t k = b * t->N; k < (b + 1) * t->N; k++) {
            if (!produces(t, k)) continue;
            const size_t u = domar_world_user(w, k);
            const double flow = seller_flow(x->m, u, p % t->N, p / t->N);
            x->d->Z[p * t->n + k] = flow;
            x->paid[u] += flow * (T - 1);
        }
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
            const size_t u = domar_world_home(w, h);
            const double flow = seller_flow(x->m, u, p % t->N, p / t->N);
            x->paid[u] += flow * (T - 1);
            split_final(x, h, p, flow);
        }
    }
}

static domar_status put_flows(domar_cx *cx, struct work *x)
{
    const domar_table *t = x->t;
    domar_status st = DOMAR_OK;
    for (size_t p = 0; !st && p < t->n; p++) {
        const double *z = x->d->Z + p * t->n, *y = x->d->Y + p * t->m;
        if (produces(t, p)) put_row(x, p);
        for (size_t k = 0; k < t->n; k++) {
            x->d->x[p] += z[k];
            x->inputs[k] += z[k];
        }
        for (size_t k = 0; k < t->m; k++) x->d->x[p] += y[k];
        if (p % t->N == 0) st = domar_tick(cx, p, t->n);
    }
    return st;
}

/* ---- rows of factors and taxes */
/* Wedges that a user pays over sellers' prices; without frictions, whose revenue is nobody's, they are taxes. */
static double wedges(const struct work *x, size_t u, bool frictions)
{
    const domar_market *m = x->m;
    double sum = x->paid[u];
    for (size_t at = u * x->w->N; m->tg && at < (u + 1) * x->w->N; at++)
        sum += (m->tg[at] - (frictions ? 1 : level(m->fr, at))) * m->B[at];
    return sum;
}

/* Share of output that taxes on production take, by the level in force; 0 where there is none. */
static double tax_share(const double *levels, size_t p) { return levels ? -expm1(-levels[p]) : 0; }

static double factor_cell(const struct work *x, size_t r, size_t k)
{
    const domar_table *t = x->t;
    const domar_world *w = x->w;
    const double base = t->V[r * t->n + k], now = x->d->x[k];
    if (!produces(t, k)) {                                       /* with what it buys */
        double inputs = 0;
        for (size_t p = 0; p < t->n; p++) inputs += t->Z[p * t->n + k];
        return inputs > 0 ? base * x->inputs[k] / inputs : base;
    }
    if (r == x->products) return wedges(x, domar_world_user(w, k), false);
    if (r == x->production)
        return now * (base / t->x[k] + tax_share(x->c->base->level[DOMAR_OUTPUT_TAX], k) - tax_share(x->c->output_tax, k));
    if (r == x->labour && w->s[k] > 0) return x->m->Wd[k * w->F] * level(x->m->tf, k * w->F);
    return base * now / t->x[k];
}

static size_t row_of(const domar_table *t, const char *kind)
{
    const domar_axis *rows = domar_series_axis_or_null(t->series, DOMAR_FACTORS);
    return rows && t->V ? domar_axis_find_kind(rows, kind) : SIZE_MAX;
}

/* The row that is what is left: capital, value added, else the last that is neither labour nor a tax. */
static void find_rows(struct work *x)
{
    x->products = row_of(x->t, DOMAR_TAX_PRODUCTS);
    x->production = row_of(x->t, DOMAR_TAX_PRODUCTION);
    x->labour = x->w->F == 2 ? row_of(x->t, DOMAR_LABOUR) : SIZE_MAX;
    x->rest = row_of(x->t, DOMAR_CAPITAL);
    if (x->rest == SIZE_MAX) x->rest = row_of(x->t, DOMAR_VALUE_ADDED);
    for (size_t r = 0; r < x->t->factors && row_of(x->t, DOMAR_CAPITAL) == SIZE_MAX &&
                       row_of(x->t, DOMAR_VALUE_ADDED) == SIZE_MAX; r++)
        if (r != x->products && r != x->production && r != x->labour) x->rest = r;
}

static void put_factors(struct work *x)
{
    const domar_table *t = x->t;
    for (size_t k = 0; t->V && k < t->n; k++) {
        double left = x->d->x[k] - x->inputs[k];
        for (size_t r = 0; r < t->factors; r++) {
            if (r == x->rest) continue;
            x->d->V[r * t->n + k] = factor_cell(x, r, k);
            left -= x->d->V[r * t->n + k];
        }
        if (x->rest != SIZE_MAX) x->d->V[x->rest * t->n + k] = left;
    }
}

/* What final use pays to the rows: with spending, and taxes on products in sum as the wedges have it. */
static void put_final_factors(struct work *x)
{
    const domar_table *t = x->t;
    const domar_world *w = x->w;
    for (size_t b = 0; b < t->G; b++) {
        double spent = 0, now = 0, base = 0, tax = 0, *bought = x->part;      /* C */
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) {
            now += w->E[h] * exp(x->m->lE[h]);
            base += w->E[h];
            tax += wedges(x, domar_world_home(w, h), false);
        }
        const double hat = base > 0 ? now / base : 1;
        memset(bought, 0, t->C * sizeof *bought);
        for (size_t p = 0; p < t->n; p++)
            for (size_t c = 0; c < t->C; c++) bought[c] += x->d->Y[p * t->m + b * t->C + c];
        for (size_t c = 0; c < t->C; c++) spent += bought[c];
        for (size_t r = 0; r < t->factors; r++) {
            const double *from = t->VY + r * t->m + b * t->C;
            double *to = x->d->VY + r * t->m + b * t->C;
            double more = r == x->products ? tax : 0;
            for (size_t c = 0; c < t->C; c++) {
                to[c] = from[c] * hat;
                if (r == x->products) more -= to[c];
            }
            for (size_t c = 0; c < t->C && spent > 0; c++) to[c] += more * bought[c] / spent;
        }
    }
}

/* ---- satellites, by what drives them */
static double satellite_hat(const struct work *x, const char *kind, size_t p)
{
    const domar_market *m = x->m;
    const domar_world *w = x->w;
    if (!produces(x->t, p)) return 1;
    const size_t labour = p * w->F + domar_labour_of(x->c->base), capital = p * w->F + w->F - 1;
    const double quantity = exp(m->lR[p] - m->lp[p]);
    if (strcmp(kind, DOMAR_PRICE) == 0) return exp(m->lp[p]);
    if (strcmp(kind, DOMAR_MONEY) == 0) return exp(m->lR[p]);
    if (strcmp(kind, DOMAR_JOBS) == 0 || strcmp(kind, DOMAR_HOURS) == 0) {
        const double heads = domar_heads_hat(m, labour);
        return isnan(heads) ? quantity : heads;
    }
    if (strcmp(kind, DOMAR_LABOUR) == 0 && m->slot[labour] != SIZE_MAX)
        return m->Wd[labour] * level(m->tf, labour) / w->W[labour] / level(w->tf, labour);
    if (strcmp(kind, DOMAR_STOCK) == 0 && m->slot[capital] != SIZE_MAX)
        return m->Wd[capital] * m->scale / w->W[capital] / exp(m->lw[capital]);
    return quantity;
}

static void put_satellites(struct work *x)
{
    const domar_table *t = x->t;
    const domar_axis *rows = domar_series_axis(t->series, DOMAR_SATELLITES);
    for (size_t r = 0; t->S && r < t->satellites; r++)
        for (size_t p = 0; p < t->n; p++)
            x->d->S[r * t->n + p] = t->S[r * t->n + p] * satellite_hat(x, domar_axis_kind(rows, r), p);
}

/* ---- does the table say what the market says? */
static double worst_gap(const struct work *x)
{
    const domar_market *m = x->m;
    const domar_world *w = x->w;
    double gap = 0;
    for (size_t p = 0; p < w->n; p++) {
        if (!(w->R[p] > 0)) continue;
        const double sales = w->R[p] * exp(m->lR[p]);
        double left = sales / m->mu[p] - x->inputs[p] - wedges(x, domar_world_user(w, p), true);
        for (size_t f = 0; f < w->F; f++) left -= m->Wd[p * w->F + f] * level(m->tf, p * w->F + f);
        gap = fmax(gap, fmax(fabs(left), fabs(x->d->x[p] - sales)) / sales);
    }
    return gap;
}

/* ---- words */
static const char convention[] =
    "flows at new prices, in the unit of account (world factor income is that of the base); final use over categories as in "
    "the base; negative purchases that the base drops stay dropped; row of capital (else value added) closes the columns; "
    "jobs and hours with heads (Roy, by mobility), labour income with wages paid, capital stock with capital employed, "
    "money with sales, price indices with prices, other satellites with the quantity of output";

static domar_status describe(domar_cx *cx, domar_series *s, const domar_case *c)
{
    const domar_scenario *scenario = c->scenario;
    const char *what = scenario->title_en ? scenario->title_en : scenario->path;
    char *title = domar_format(cx, "%s: counterfactual, %s%s", domar_series_info(c->t->series, "title"), what,
                               scenario->illustrative ? " (illustrative)" : "");
    const char *origins = c->base->world->specific ? "of each user" : "in common to the users of an economy, in the base too";
    char *words = domar_format(cx, "%s; origins: %s; base: %s", convention, origins,
                               c->given ? "as given, its gaps close in the last row" : "balanced");
    const domar_pair pairs[] = { { "title", title }, { "counterfactual", words }, { "scenario", scenario->path },
        { "price_basis", "prices of the new equilibrium; unit of account: world factor income as in the base" },
        { scenario->illustrative ? "illustrative" : NULL, "yes: no data stand behind some of the levels" }, { NULL, NULL } };
    domar_status st = title && words ? domar_info_set_all(cx, s, pairs) : DOMAR_ENOMEM;
    domar_release(title);
    domar_release(words);
    return st;
}

/* ---- the year */
static domar_status make_draft(domar_cx *cx, struct work *x)
{
    const domar_table *t = x->t;
    const domar_series *s = t->series;
    domar_status st = domar_draft_new(cx, &x->d, t->year, domar_series_axis(s, DOMAR_ECONOMIES),
        domar_series_axis(s, DOMAR_INDUSTRIES), domar_series_axis(s, DOMAR_CATEGORIES), domar_series_axis(s, DOMAR_FACTORS),
        t->S ? domar_series_axis(s, DOMAR_SATELLITES) : NULL);
    if (!st && t->VY && !(x->d->VY = domar_alloc(cx, t->factors * t->m, sizeof *x->d->VY))) st = DOMAR_ENOMEM;
    if (!st) {
        x->paid = domar_scratch(cx, x->w->users);
        x->inputs = domar_scratch(cx, t->n);
        x->like = domar_scratch(cx, x->w->homes * t->N * t->C);
        x->part = domar_scratch(cx, t->C + t->N);
        if (!x->paid || !x->inputs || !x->like || !x->part) st = DOMAR_ENOMEM;
    }
    return st;
}

static domar_status make_series(domar_cx *cx, domar_series **out, const domar_case *c)
{
    domar_status st = domar_series_new(cx, out, domar_series_conventions(c->t->series));
    if (!st) st = domar_info_copy(cx, *out, c->t->series);
    return st ? st : describe(cx, *out, c);
}

domar_status domar_counterfactual(domar_cx *cx, domar_series **series, double *gap, const domar_case *c)
{
    struct work x = { .c = c, .m = c->o.m, .w = c->o.m->w, .t = c->t };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_series *made = NULL;
    domar_status st = make_draft(cx, &x);
    if (!st) {
        find_rows(&x);
        learn_categories(&x);
        st = put_flows(cx, &x);
    }
    if (!st) {
        put_factors(&x);
        if (x.d->VY) put_final_factors(&x);
        put_satellites(&x);
        *gap = worst_gap(&x);
        if (!*series) st = make_series(cx, &made, c);
    }
    if (!st) {
        st = domar_series_add(cx, *series ? *series : made, x.d);      /* takes the draft in any case */
        x.d = NULL;
    }
    domar_draft_free(x.d);
    if (st) domar_series_free(made);
    else if (made) *series = made;
    domar_scratch_rewind(cx, mark);
    return st;
}
