/* model/shocks.c -- a line of a scenario, given meaning by the table: which cells, and how far they move. */
#include "model/shocks.h"
#include <math.h>
#include <string.h>

/* Cells that a line means. */
struct cells {
    bool *economy, *industry, *partner, *user, *factor;     /* G, N, G, N + 1 (last: final use), F */
};

struct work {
    domar_base *base;
    const domar_scenario *s;
    const domar_change *line;
    domar_move *move;
    domar_move_kind kind;
    double *level;                  /* of this kind of wedge; NULL: no level, hats only */
    struct cells c;
    size_t hit;                     /* cells that moved */
};

/* ---- which cells */
static domar_status lacks(domar_cx *cx, const struct work *x, const domar_axis *axis, const char *code,
                          const char *what, const char *file, size_t line)
{
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: the table has no %s %s%s%s%s", file ? file : x->s->path, line, what,
                      code, near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
}

static domar_status choose(domar_cx *cx, bool *mask, size_t count, const struct work *x, const domar_axis *axis,
                           const domar_chosen *codes, const char *what)
{
    for (size_t k = 0; k < count; k++) mask[k] = codes->count == 0;
    for (size_t k = 0; k < codes->count; k++) {
        const bool final = count > domar_axis_size(axis) && strcmp(codes->code[k], "final") == 0;
        const size_t at = final ? count - 1 : domar_axis_find(axis, codes->code[k]);
        if (at == SIZE_MAX) return lacks(cx, x, axis, codes->code[k], what, NULL, x->line->line);
        mask[at] = true;
    }
    return DOMAR_OK;
}

static domar_status choose_all(domar_cx *cx, struct work *x)
{
    const domar_world *w = x->base->world;
    const domar_axis *economies = domar_series_axis(x->base->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(x->base->t->series, DOMAR_INDUSTRIES);
    bool *mask = domar_scratch_bytes(cx, 2 * w->G + 2 * w->N + 1 + w->F, sizeof *mask);
    if (!mask) return DOMAR_ENOMEM;
    x->c = (struct cells){ mask, mask + w->G, mask + w->G + w->N, mask + 2 * w->G + w->N,
                           mask + 2 * w->G + 2 * w->N + 1 };
    domar_status st = choose(cx, x->c.economy, w->G, x, economies, &x->line->economy, "economy");
    if (!st) st = choose(cx, x->c.industry, w->N, x, industries, &x->line->industry, "industry");
    if (!st) st = choose(cx, x->c.partner, w->G, x, economies, &x->line->partner, "economy");
    if (!st) st = choose(cx, x->c.user, w->N + 1, x, industries, &x->line->user, "industry");
    return st ? st : choose(cx, x->c.factor, w->F, x, x->base->factors, &x->line->factor, "factor");
}

/* ---- how far */
static domar_status move_cell(domar_cx *cx, struct work *x, size_t at, domar_how how, double value)
{
    const double old = x->level ? x->level[at] : 0;
    double now = old;
    if (!x->level) now = how == DOMAR_FACTOR ? log(value) : log1p(value / 100);
    else if (how == DOMAR_FACTOR) now = log1p(expm1(old) * value);
    else now = log1p(((how == DOMAR_BY ? 100 * expm1(old) : 0) + value) / 100);
    if (!isfinite(now))
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %g leads to a price of zero or below", x->s->path,
                          x->line->line, value);
    x->move->of[x->kind][at] += now - old;
    if (x->level) x->level[at] = now;
    x->hit++;
    return DOMAR_OK;
}

static bool is_edge(domar_move_kind kind) { return kind <= DOMAR_MOVE_ICEBERG; }

/* Moves every cell of the line for one economy, industry and partner. */
static domar_status move_cells(domar_cx *cx, struct work *x, size_t b, size_t j, size_t i, domar_how how, double value)
{
    const domar_world *w = x->base->world;
    domar_status st = DOMAR_OK;
    switch (x->kind) {
    case DOMAR_MOVE_EXPORTER: case DOMAR_MOVE_BURN: case DOMAR_MOVE_IMPORTER: case DOMAR_MOVE_ICEBERG:
        return b == i ? DOMAR_OK : move_cell(cx, x, domar_world_edge(w, b, j, i), how, value);
    case DOMAR_MOVE_INPUT: case DOMAR_MOVE_FRICTION:
        for (size_t k = 0; !st && k < w->N + w->H; k++)
            if (x->c.user[k < w->N ? k : w->N]) st = move_cell(cx, x, (b * (w->N + w->H) + k) * w->N + j, how, value);
        return st;
    case DOMAR_MOVE_FACTOR: case DOMAR_MOVE_AUGMENT:
        for (size_t f = 0; !st && f < w->F; f++)
            if (x->c.factor[f]) st = move_cell(cx, x, (b * w->N + j) * w->F + f, how, value);
        return st;
    case DOMAR_MOVE_SUPPLY:
        for (size_t f = 0; !st && j == 0 && f < w->F; f++)
            if (x->c.factor[f]) st = move_cell(cx, x, b * w->F + f, how, value);
        return st;
    default: return move_cell(cx, x, b * w->N + j, how, value);
    }
}

static domar_status move_everywhere(domar_cx *cx, struct work *x, domar_how how, double value)
{
    const domar_world *w = x->base->world;
    domar_status st = DOMAR_OK;
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; x->c.economy[b] && j < w->N; j++)
            for (size_t i = 0; !st && i < (is_edge(x->kind) ? w->G : 1); i++)
                if (x->c.industry[j] && (!is_edge(x->kind) || x->c.partner[i]))
                    st = move_cells(cx, x, b, j, i, how, value);
    return st;
}

/* A row of a file speaks for the cells that the line means too. */
static domar_status move_row(domar_cx *cx, struct work *x, const domar_wedge_row *row)
{
    const domar_world *w = x->base->world;
    const domar_axis *economies = domar_series_axis(x->base->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(x->base->t->series, DOMAR_INDUSTRIES);
    const char *file = x->line->file;
    const size_t b = row->economy ? domar_axis_find(economies, row->economy) : SIZE_MAX,
                 j = row->industry ? domar_axis_find(industries, row->industry) : SIZE_MAX,
                 i = row->partner ? domar_axis_find(economies, row->partner) : SIZE_MAX;
    if (row->economy && b == SIZE_MAX) return lacks(cx, x, economies, row->economy, "economy", file, row->line);
    if (row->industry && j == SIZE_MAX) return lacks(cx, x, industries, row->industry, "industry", file, row->line);
    if (row->partner && i == SIZE_MAX) return lacks(cx, x, economies, row->partner, "economy", file, row->line);
    domar_status st = DOMAR_OK;
    const size_t partners = is_edge(x->kind) ? w->G : 1;
    for (size_t bb = b == SIZE_MAX ? 0 : b; !st && bb < (b == SIZE_MAX ? w->G : b + 1); bb++)
        for (size_t jj = j == SIZE_MAX ? 0 : j; !st && jj < (j == SIZE_MAX ? w->N : j + 1); jj++)
            for (size_t ii = i == SIZE_MAX ? 0 : i; !st && ii < (i == SIZE_MAX ? partners : i + 1); ii++)
                if (x->c.economy[bb] && x->c.industry[jj] && (!is_edge(x->kind) || x->c.partner[ii]))
                    st = move_cells(cx, x, bb, jj, ii, DOMAR_TO, row->value);
    return st;
}

/* ---- kinds that are not one cell one value */
/* The factor by which a price must rise so that a share falls to 1e-15 of itself. */
static double shut(const domar_world *w, size_t j) { return 34.5 / fmax(w->theta[j], 0.35); }

static domar_status shut_down(domar_cx *cx, struct work *x)
{
    const domar_world *w = x->base->world;
    const bool link = x->line->partner.count > 0;
    x->kind = link ? DOMAR_MOVE_ICEBERG : DOMAR_MOVE_PRODUCTIVITY;
    domar_status st = domar_move_want(cx, x->move, w, x->kind);
    for (size_t b = 0; b < w->G; b++)
        for (size_t j = 0; !st && j < w->N; j++) {
            if (!x->c.economy[b] || !x->c.industry[j]) continue;
            if (!link) x->move->of[x->kind][b * w->N + j] -= shut(w, j);
            for (size_t i = 0; link && i < w->G; i++)
                if (x->c.partner[i] && i != b) x->move->of[x->kind][domar_world_edge(w, b, j, i)] += shut(w, j);
            x->hit++;
        }
    return st;
}

static domar_status transfer(domar_cx *cx, struct work *x)
{
    const domar_world *w = x->base->world;
    size_t to = 0, from = 0;
    domar_status st = domar_move_want(cx, x->move, w, DOMAR_MOVE_TRANSFER);
    for (size_t b = 0; b < w->G; b++) {
        to += x->c.economy[b];
        from += x->c.partner[b];
    }
    for (size_t b = 0; !st && b < w->G; b++) {
        double share = 0;
        if (x->c.economy[b]) share += x->line->value / (double)to;
        if (x->c.partner[b]) share -= x->line->value / (double)from;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++)      /* to households as they spend */
            x->move->of[DOMAR_MOVE_TRANSFER][h] += share * w->basket[h];
    }
    x->hit = to;
    return st;
}

/* ---- one line */
static const struct { const char *kind, *owner; domar_move_kind move; int level; } kinds[] = {
    { "tariff", NULL, DOMAR_MOVE_IMPORTER, DOMAR_TARIFF },
    { "export_tax", NULL, DOMAR_MOVE_EXPORTER, DOMAR_EXPORT_TAX },
    { "rent", "exporter", DOMAR_MOVE_EXPORTER, DOMAR_RENT_EXPORTER },
    { "rent", "burn", DOMAR_MOVE_BURN, DOMAR_RENT_BURN },
    { "rent", NULL, DOMAR_MOVE_IMPORTER, DOMAR_RENT_IMPORTER },
    { "trade_cost", NULL, DOMAR_MOVE_ICEBERG, -1 },
    { "input_tax", NULL, DOMAR_MOVE_INPUT, DOMAR_INPUT_TAX },
    { "friction", NULL, DOMAR_MOVE_FRICTION, DOMAR_FRICTION },
    { "output_tax", NULL, DOMAR_MOVE_OUTPUT, DOMAR_OUTPUT_TAX },
    { "markup", NULL, DOMAR_MOVE_OUTPUT, DOMAR_MARKUP },
    { "factor_tax", NULL, DOMAR_MOVE_FACTOR, DOMAR_FACTOR_TAX },
    { "productivity", NULL, DOMAR_MOVE_PRODUCTIVITY, -1 },
    { "factor_productivity", NULL, DOMAR_MOVE_AUGMENT, -1 },
    { "factor_supply", NULL, DOMAR_MOVE_SUPPLY, -1 },
    { "taste", NULL, DOMAR_MOVE_TASTE, -1 },
};

static domar_status move_line(domar_cx *cx, struct work *x)
{
    const domar_change *line = x->line;
    size_t k = 0;
    if (strcmp(line->kind, "shut_down") == 0) return shut_down(cx, x);
    if (strcmp(line->kind, "transfer") == 0) return transfer(cx, x);
    while (k < sizeof kinds / sizeof *kinds &&
           (strcmp(kinds[k].kind, line->kind) != 0 ||
            (kinds[k].owner && (!line->owner || strcmp(kinds[k].owner, line->owner) != 0)))) k++;
    if (k == sizeof kinds / sizeof *kinds)
        return domar_fail(cx, DOMAR_EUSAGE, "%s, line %zu: %s is not known here", x->s->path, line->line, line->kind);
    if (line->owner && strcmp(line->owner, "burn") == 0 && kinds[k].move != DOMAR_MOVE_BURN)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: only the revenue of `rent` can be burnt", x->s->path, line->line);
    x->kind = kinds[k].move;
    const size_t size = domar_move_size(x->base->world, x->kind);
    domar_status st = domar_move_want(cx, x->move, x->base->world, x->kind);
    if (!st && kinds[k].level >= 0) {
        double **level = &x->base->level[kinds[k].level];
        if (!*level && !(*level = domar_alloc(cx, size, sizeof **level))) st = DOMAR_ENOMEM;
        x->level = *level;
    }
    if (!st && line->how != DOMAR_FROM_FILE) return move_everywhere(cx, x, line->how, line->value);
    for (size_t r = 0; !st && r < line->row_count; r++) st = move_row(cx, x, &line->rows[r]);
    return st;
}

domar_status domar_shock_line(domar_cx *cx, domar_move *move, domar_base *base, const domar_scenario *s,
                              const domar_change *line)
{
    struct work x = { .base = base, .s = s, .line = line, .move = move };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = choose_all(cx, &x);
    if (!st) st = move_line(cx, &x);
    if (!st && !x.hit)
        st = domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s reaches no cell of the table", s->path, line->line, line->kind);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- what is shut must be replaceable.  Is a purchase gone, by its own link or its producer? */
static bool is_gone(const domar_move *moves, size_t count, const domar_world *w, size_t b, size_t j, size_t i)
{
    double up = 0;
    for (size_t k = 0; k < count; k++) {
        const double *d = moves[k].of[DOMAR_MOVE_ICEBERG], *A = moves[k].of[DOMAR_MOVE_PRODUCTIVITY];
        if (d) up += d[domar_world_edge(w, b, j, i)];
        if (A) up -= A[i * w->N + j];
    }
    return up >= 0.99 * shut(w, j);
}

/* A buyer whose every origin of a good is gone, or who cannot do with others, has no equilibrium but a price of infinity. */
static domar_status check_replaced(domar_cx *cx, const domar_shocks *out, const domar_base *base, const domar_scenario *s,
                                   const domar_change *line)
{
    const domar_world *w = base->world;
    const domar_axis *economies = domar_series_axis(base->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(base->t->series, DOMAR_INDUSTRIES);
    for (size_t q = 0; q < w->groups * w->N; q++) {
        const size_t b = domar_world_buyer(w, q / w->N), j = q % w->N;
        double left = 0, lost = 0;
        for (size_t i = 0; i < w->G; i++)
            *(is_gone(out->moves, out->count, w, b, j, i) ? &lost : &left) += w->pi[q * w->G + i];
        const bool rigid = w->theta[j] < 0.35;
        if (!(lost > 0) || (left > 1e-12 && !rigid)) continue;
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: %s of %s cannot be replaced: %s: shut down less%s", s->path, line->line,
                          domar_axis_code(industries, j), domar_axis_code(economies, b),
                          left > 1e-12 ? "its trade elasticity is below 0.35" : "nobody is left to sell it",
                          left > 1e-12 ? ", or give a higher elasticity" : ", or lower its productivity instead");
    }
    return DOMAR_OK;
}

/* ---- all lines */
void domar_shocks_free(domar_shocks *shocks)
{
    for (size_t k = 0; k < shocks->count; k++) domar_move_free(&shocks->moves[k]);
    domar_release(shocks->moves);
    domar_release(shocks->names);
    *shocks = (domar_shocks){ NULL, NULL, 0 };
}

domar_status domar_shocks_new(domar_cx *cx, domar_shocks *out, domar_base *base, const domar_scenario *s)
{
    const domar_world *w = base->world;
    domar_status st = DOMAR_OK;
    *out = (domar_shocks){ domar_alloc(cx, s->count + 2, sizeof *out->moves),
                           domar_alloc(cx, s->count + 2, sizeof *out->names), 0 };
    if (!out->moves || !out->names) st = DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < s->count; c++) {
        const char *name = s->changes[c].name ? s->changes[c].name : s->changes[c].kind;
        size_t k = 0;
        while (k < out->count && strcmp(out->names[k], name) != 0) k++;
        if (k == out->count) out->names[out->count++] = name;
        st = domar_shock_line(cx, &out->moves[k], base, s, &s->changes[c]);
        if (!st && strcmp(s->changes[c].kind, "shut_down") == 0) st = check_replaced(cx, out, base, s, &s->changes[c]);
    }
    if (!st && s->deficits && strcmp(s->deficits, "zero") == 0) {
        domar_move *move = &out->moves[out->count];
        out->names[out->count++] = "deficits";
        st = domar_move_want(cx, move, w, DOMAR_MOVE_TRANSFER);
        for (size_t h = 0; !st && h < w->homes; h++) {          /* what households of an economy owe each other stays */
            double deficit = 0;
            for (size_t k = h / w->H * w->H; k < (h / w->H + 1) * w->H; k++) deficit += w->D[k];
            move->of[DOMAR_MOVE_TRANSFER][h] = -deficit * w->basket[h];
        }
    }
    if (st) domar_shocks_free(out);
    return st;
}
