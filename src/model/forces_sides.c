/* model/forces_sides.c -- goods, users, prices and factors of a scope in two years.
 *
 * An industry without output in either year is none: what it buys counts as final use.  What an industry sells beyond what
 * the table tells is used at home, so that rows add up.  Imports that a national table has as one negative column are the
 * same share of every domestic use of the product; a row of imported inputs is one good. */
#include "model/forces_sides.h"
#include <math.h>
#include <string.h>

#define NONE SIZE_MAX

static bool is_kind(const domar_table *t, size_t category, const char *kind)
{
    return strcmp(domar_axis_kind(domar_series_axis(t->series, DOMAR_CATEGORIES), category), kind) == 0;
}

/* ---- who is in it */
static bool active(const domar_growth_year *a, const domar_growth_year *b, size_t i) { return a->t->x[i] > 0 && b->t->x[i] > 0; }

static domar_status find_members(domar_cx *cx, domar_forces_sides *s, const domar_growth_year *a, const domar_growth_year *b,
                                 const bool *economy)
{
    const domar_table *t = a->t;
    s->row = domar_scratch_bytes(cx, t->n, sizeof *s->row);
    s->economy = domar_scratch_bytes(cx, t->n, sizeof *s->economy);
    s->member = domar_scratch_bytes(cx, t->G, sizeof *s->member);
    s->origin = domar_scratch_bytes(cx, t->n + t->N + 1, sizeof *s->origin);
    if (!s->row || !s->economy || !s->member || !s->origin) return DOMAR_ENOMEM;
    for (size_t g = 0; g < t->G; g++) {
        for (size_t i = g * t->N; economy[g] && i < (g + 1) * t->N; i++) {
            if ((a->t->x[i] > 0) != (b->t->x[i] > 0) && !s->lack) {
                s->lack = DOMAR_LACKS_INDUSTRY;
                s->culprit = i;
            }
            if (!active(a, b, i)) continue;
            s->economy[s->H] = s->E;
            s->row[s->H++] = i;
        }
        if (economy[g]) s->member[s->E++] = g;
    }
    for (size_t i = 0; i < t->n; i++)
        if (!economy[i / t->N] && (a->t->x[i] > 0 || b->t->x[i] > 0)) s->origin[s->M++] = i;
    const domar_axis *categories = domar_series_axis(t->series, DOMAR_CATEGORIES), *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    if (t->G == 1 && domar_axis_find_kind(categories, DOMAR_IMPORTS) != NONE)
        for (size_t h = 0; h < s->H; h++) s->origin[s->M++] = t->n + s->row[h] % t->N;
    if (t->V && domar_axis_find_kind(factors, DOMAR_IMPORTED) != NONE) s->origin[s->M++] = t->n + t->N;
    s->U = s->H + s->E;
    return DOMAR_OK;
}

/* ---- flows of a year */
/* What the scope buys of a good from outside: its members' own columns alone, since tables are wide. */
static void take_import(double *line, const domar_table *t, const domar_forces_sides *s, size_t i, const size_t *user)
{
    for (size_t e = 0; e < s->E; e++) {
        const size_t g = s->member[e];
        for (size_t j = g * t->N; j < (g + 1) * t->N; j++) line[user[j]] += t->Z[i * t->n + j];
        for (size_t u = g * t->C; u < (g + 1) * t->C; u++) line[s->H + e] += t->Y[i * t->m + u];
    }
}

/* Where imports of a product are one negative column: the same share of every use at home. */
static void split_imports(domar_forces_side *d, const domar_forces_sides *s, size_t k, double imported)
{
    const domar_table *t = d->y->t;
    double *line = d->z + k * s->U, used = 0, *away = NULL;
    for (size_t u = 0; u < s->U; u++) used += line[u];
    for (size_t m = 0; m < s->M; m++)
        if (s->origin[m] == t->n + s->row[k]) away = d->z + (s->H + m) * s->U;
    for (size_t u = 0; away && used > 0 && u < s->U; u++) {
        away[u] = line[u] * imported / used;
        line[u] -= away[u];
    }
}

static void take_flows(domar_forces_side *d, const domar_forces_sides *s, const bool *economy, const size_t *user)
{
    const domar_table *t = d->y->t;
    const bool virtual_imports = t->G == 1 && s->M && s->origin[0] >= t->n;
    for (size_t m = 0; m < s->M; m++)
        if (s->origin[m] < t->n) take_import(d->z + (s->H + m) * s->U, t, s, s->origin[m], user);
    for (size_t k = 0; k < s->H; k++) {
        const size_t i = s->row[k];
        double *line = d->z + k * s->U, total = 0, abroad = 0, imported = 0;
        for (size_t j = 0; j < t->n; j++) {
            const double z = t->Z[i * t->n + j];
            total += z;
            if (user[j] != NONE) line[user[j]] += z;
            else abroad += z;
        }
        for (size_t u = 0; u < t->m; u++) {
            const double v = t->Y[i * t->m + u];
            total += v;
            if (t->G == 1 && is_kind(t, u, DOMAR_IMPORTS)) imported -= v;
            else if ((t->G == 1 && is_kind(t, u, DOMAR_EXPORTS)) || !economy[u / t->C]) abroad += v;
            else
                for (size_t e = 0; e < s->E; e++)
                    if (s->member[e] == u / t->C) line[s->H + e] += v;
        }
        d->exports[k] = abroad;
        line[s->H + s->economy[k]] += t->x[i] - total;  /* the balance is used at home */
        if (virtual_imports && imported > 0) split_imports(d, s, k, imported);
    }
}

/* Inputs bought abroad of which only the total is known. */
static void take_imported_row(domar_forces_side *d, const domar_forces_sides *s, const size_t *user)
{
    const domar_table *t = d->y->t;
    const domar_axis *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    double *line = s->M && s->origin[s->M - 1] == t->n + t->N ? d->z + (s->H + s->M - 1) * s->U : NULL;
    for (size_t f = 0; line && f < t->factors; f++) {
        if (strcmp(domar_axis_kind(factors, f), DOMAR_IMPORTED) != 0) continue;
        for (size_t j = 0; j < t->n; j++)
            if (user[j] != NONE) line[user[j]] += t->V[f * t->n + j];
        for (size_t u = 0; t->VY && u < t->m; u++)
            for (size_t e = 0; e < s->E; e++)
                if (s->member[e] == u / t->C && !is_kind(t, u % t->C, DOMAR_EXPORTS)) line[s->H + e] += t->VY[f * t->m + u];
    }
}

/* ---- wedges of the table and of the user */
static double at(const domar_forces_rule *r, domar_wedge_kind kind, int year, size_t economy, long industry, const char *factor,
                 const char *factor_kind)
{
    return 1 + domar_wedge_at(r->wedges.line, r->wedges.count, kind, year, economy, industry, DOMAR_WEDGE_ALL, DOMAR_WEDGE_ALL, factor,
                              factor_kind) / 100;
}

static double taxes_on_final(const domar_table *t, size_t g)
{
    const domar_axis *factors = domar_series_axis(t->series, DOMAR_FACTORS);
    double sum = 0;
    for (size_t f = 0; t->VY && f < t->factors; f++)
        for (size_t u = g * t->C; strcmp(domar_axis_kind(factors, f), DOMAR_TAX_PRODUCTS) == 0 && u < (g + 1) * t->C; u++)
            if (!is_kind(t, u % t->C, DOMAR_EXPORTS) && !is_kind(t, u % t->C, DOMAR_IMPORTS)) sum += t->VY[f * t->m + u];
    return sum;
}

static bool meets(long named, long here) { return named == DOMAR_WEDGE_ALL || named == here; }

static size_t economy_of(const domar_forces_sides *s, size_t u) { return s->member[u < s->H ? s->economy[u] : u - s->H]; }

/* One line over all goods and users where it holds. */
static void paint_line(double *to, const domar_forces_sides *s, const domar_table *t, const domar_wedge_line *l)
{
    for (size_t k = 0; k < s->H + s->M; k++) {
        const size_t i = k < s->H ? s->row[k] : s->origin[k - s->H], from = i < t->n ? i / t->N : NONE;
        const long good = i == t->n + t->N ? DOMAR_WEDGE_ALL : (long)((i < t->n ? i : i - t->n) % t->N);
        if (!meets(l->industry, good) || !meets(l->partner, from == NONE ? DOMAR_WEDGE_ALL : (long)from)) continue;
        for (size_t u = 0; u < s->U; u++) {
            const size_t g = economy_of(s, u);
            const long who = u < s->H ? (long)(s->row[u] % t->N) : DOMAR_WEDGE_FINAL;
            if (meets(l->economy, (long)g) && meets(l->user, who) && !(l->kind == DOMAR_WEDGE_TARIFF && from == g))
                to[k * s->U + u] = 1 + l->value / 100;
        }
    }
}

/* Lines of a kind in a year, those that name more over those that name less. */
static void paint(double *to, const domar_forces_sides *s, const domar_table *t, const domar_forces_rule *r, domar_wedge_kind kind)
{
    for (size_t at = 0; at < (s->H + s->M) * s->U; at++) to[at] = 1;
    for (int names = 0; names <= DOMAR_WEDGE_NAMES; names++)
        for (size_t k = 0; k < r->wedges.count; k++) {
            const domar_wedge_line *l = &r->wedges.line[k];
            bool here = l->kind == kind && domar_wedge_names(l) == names && (!l->year || l->year == t->year), ours = false;
            for (size_t e = 0; here && e < s->E; e++) ours = ours || meets(l->economy, (long)s->member[e]);
            if (ours) paint_line(to, s, t, l);
        }
}

/* Taxes of the table: at one rate on all that a user buys. */
static void take_uniform(domar_forces_side *d, const domar_forces_sides *s)
{
    for (size_t u = 0; u < s->U; u++) {
        double bought = 0;
        for (size_t k = 0; k < s->H + s->M; k++) bought += d->z[k * s->U + u];
        const double tax = u < s->H ? d->y->taxes_products[s->row[u]] : taxes_on_final(d->y->t, economy_of(s, u));
        for (size_t k = 0; k < s->H + s->M; k++) d->T[k * s->U + u] = bought > 0 ? 1 + tax / bought : 1;
    }
}

static domar_status take_wedges(domar_cx *cx, domar_forces_side *d, const domar_forces_sides *s, const domar_forces_rule *r)
{
    static const domar_wedge_kind kinds[] = { DOMAR_WEDGE_INPUT_TAX, DOMAR_WEDGE_TARIFF };
    const domar_table *t = d->y->t;
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t cells = (s->H + s->M) * s->U;
    double *more = r->wedges.count ? domar_scratch(cx, cells) : NULL;
    if (r->wedges.count && !more) return DOMAR_ENOMEM;
    take_uniform(d, s);
    for (size_t k = 0; more && k < 2; k++) {
        paint(more, s, t, r, kinds[k]);
        for (size_t cell = 0; cell < cells; cell++) d->T[cell] *= more[cell];
    }
    domar_scratch_rewind(cx, mark);
    for (size_t h = 0; h < s->H; h++) {
        const size_t i = s->row[h], g = i / t->N;
        const long k = (long)(i % t->N);
        d->mu[h] = t->x[i] / (t->x[i] - d->y->taxes_production[i]);
        d->mu[h] *= at(r, DOMAR_WEDGE_OUTPUT_TAX, t->year, g, k, NULL, NULL) * at(r, DOMAR_WEDGE_MARKUP, t->year, g, k, NULL, NULL);
        d->tf[h] = at(r, DOMAR_WEDGE_FACTOR_TAX, t->year, g, k, "LAB", DOMAR_LABOUR);
        d->tf[s->H + h] = at(r, DOMAR_WEDGE_FACTOR_TAX, t->year, g, k, "CAP", DOMAR_CAPITAL);
    }
    return DOMAR_OK;
}

/* ---- growth of output and of prices */
/* Mean of what is known of an industry, by value: home: in the scope only. */
static double peers(const domar_growth_year *a, const domar_growth_year *b, const bool *economy, size_t industry, bool home)
{
    const domar_table *t = a->t;
    double sum = 0, weights = 0;
    for (size_t g = 0; g < t->G; g++) {
        const size_t i = g * t->N + industry;
        const double dp = domar_growth_of_price(a, b, i), value = 0.5 * (a->output[i] + b->output[i]);
        if (isnan(dp) || economy[g] != home) continue;
        sum += value * dp;
        weights += value;
    }
    return weights > 0 ? sum / weights : NAN;
}

/* Where nothing is known of an industry: the scope's own mean over all of them. */
static double home_mean(const domar_forces_sides *s, const domar_growth_year *a)
{
    double sum = 0, weights = 0;
    for (size_t h = 0; h < s->H; h++) {
        sum += a->output[s->row[h]] * s->dp[h];
        weights += a->output[s->row[h]];
    }
    return sum / weights;
}

static double assumed_price(const domar_forces_sides *s, const domar_growth_year *a, const domar_growth_year *b,
                            const bool *economy, size_t origin, bool own_price)
{
    const domar_table *t = a->t;
    if (origin == t->n + t->N) return home_mean(s, a);
    const size_t industry = origin < t->n ? origin % t->N : origin - t->n;
    const double first = peers(a, b, economy, industry, own_price || origin >= t->n);
    if (!isnan(first)) return first;
    const double second = peers(a, b, economy, industry, !own_price);
    return isnan(second) ? home_mean(s, a) : second;
}

static void take_prices(domar_forces_sides *s, const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                        bool own_price)
{
    for (size_t h = 0; h < s->H; h++) {
        s->dq[h] = domar_log_change(a->output_volume[s->row[h]], b->output_volume[s->row[h]]);
        s->dp[h] = domar_growth_of_price(a, b, s->row[h]);
        if (!isnan(s->dq[h]) || s->lack) continue;
        s->lack = DOMAR_LACKS_VOLUME;
        s->culprit = s->row[h];
    }
    double assumed = 0, all = 0;
    for (size_t m = 0; m < s->M; m++) {
        const double *line[] = { s->of[0].z + (s->H + m) * s->U, s->of[1].z + (s->H + m) * s->U };
        double value = 0;
        for (size_t u = 0; u < s->U; u++) value += line[0][u] + line[1][u];
        s->dp[s->H + m] = s->origin[m] < a->n ? domar_growth_of_price(a, b, s->origin[m]) : NAN;
        all += value;
        if (!isnan(s->dp[s->H + m])) continue;
        assumed += value;
        s->dp[s->H + m] = assumed_price(s, a, b, economy, s->origin[m], own_price);
        if (!isnan(s->dp[s->H + m]) || !(value > 0) || s->lack) continue;
        s->lack = DOMAR_LACKS_IMPORT_PRICE;
        s->culprit = s->origin[m];
    }
    s->assumed = all > 0 ? assumed / all : 0;
}

/* ---- labour by group, and capital that is there */
static bool skills_known(const domar_forces_sides *s, const domar_growth_rows *rows)
{
    for (int d = 0; d < 2; d++)
        for (size_t h = 0; h < s->H; h++)
            for (size_t k = 0; k < rows->skills; k++)
                if (!(s->of[d].y->skill_hours[k][s->row[h]] >= 0) || !(s->of[d].y->skill_labour[k][s->row[h]] >= 0)) return false;
    return rows->skills > 0;
}

static void take_factors(domar_forces_sides *s, const domar_growth_rows *rows)
{
    bool hours = !domar_unit_is_index(rows->hours_unit);       /* an index has no mean pay */
    s->skills = skills_known(s, rows);
    s->groups = s->skills ? rows->skills : 1;
    for (int d = 0; d < 2; d++)
        for (size_t h = 0; h < s->H; h++) hours = hours && s->of[d].y->hours[s->row[h]] > 0;
    for (int d = 0; d < 2; d++)
        for (size_t h = 0; h < s->H; h++) {
            domar_forces_side *o = &s->of[d];
            const size_t i = s->row[h];
            const double pay = o->y->labour[i];
            double parts = 0;
            for (size_t k = 0; s->skills && k < s->groups; k++) parts += o->y->skill_labour[k][i];
            for (size_t k = 0; k < s->groups; k++) {
                o->labour[k][h] = !s->skills ? pay : parts > 0 ? pay * o->y->skill_labour[k][i] / parts : 0;
                o->hours[k][h] = s->skills ? o->y->skill_hours[k][i] : hours ? o->y->hours[i] : o->y->jobs[i];
            }
            const bool paid = isfinite(pay), worked = isfinite(o->hours[0][h]), stock = o->y->stock[i] >= 0;
            const bool taxed = isfinite(o->y->taxes_products[i]) && isfinite(o->y->taxes_production[i]);
            if (s->lack || (paid && worked && stock && taxed)) continue;
            s->lack = !paid ? DOMAR_LACKS_LABOUR : !worked ? DOMAR_LACKS_HOURS : !stock ? DOMAR_LACKS_STOCK : DOMAR_LACKS_TAXES;
            s->culprit = i;
        }
}

static domar_status allocate(domar_cx *cx, domar_forces_sides *s, domar_forces_side *d)
{
    const size_t cells = (s->H + s->M) * s->U;
    d->z = domar_scratch(cx, cells);
    d->T = domar_scratch(cx, cells);
    d->exports = domar_scratch(cx, s->H);
    d->mu = domar_scratch(cx, s->H);
    d->tf = domar_scratch(cx, 2 * s->H);
    if (!d->z || !d->T || !d->exports || !d->mu || !d->tf) return DOMAR_ENOMEM;
    for (size_t k = 0; k < DOMAR_SKILLS; k++)
        if (!(d->labour[k] = domar_scratch(cx, s->H)) || !(d->hours[k] = domar_scratch(cx, s->H))) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

domar_status domar_forces_sides_new(domar_cx *cx, domar_forces_sides *s, const domar_growth_rows *rows,
                                    const domar_growth_year *a, const domar_growth_year *b, const bool *economy,
                                    const domar_forces_rule *rule)
{
    const domar_growth_year *const years[] = { a, b };
    *s = (domar_forces_sides){ 0 };
    domar_status st = find_members(cx, s, a, b, economy);
    size_t *user = st ? NULL : domar_scratch_bytes(cx, a->n, sizeof *user);
    if (!st && !user) st = DOMAR_ENOMEM;
    for (size_t j = 0; !st && j < a->n; j++) user[j] = NONE;
    for (size_t e = 0; !st && e < s->E; e++)
        for (size_t j = s->member[e] * a->t->N; j < (s->member[e] + 1) * a->t->N; j++) user[j] = s->H + e;
    for (size_t h = 0; !st && h < s->H; h++) user[s->row[h]] = h;
    for (int d = 0; !st && d < 2; d++) {
        s->of[d].y = years[d];
        if ((st = allocate(cx, s, &s->of[d]))) break;
        take_flows(&s->of[d], s, economy, user);
        take_imported_row(&s->of[d], s, user);
        if ((st = take_wedges(cx, &s->of[d], s, rule))) break;
    }
    if (!st && (!(s->dq = domar_scratch(cx, s->H)) || !(s->dp = domar_scratch(cx, s->H + s->M)))) st = DOMAR_ENOMEM;
    if (!st) {
        take_prices(s, a, b, economy, rule->own_price);
        take_factors(s, rows);
    }
    return st;
}
