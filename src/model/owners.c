/* model/owners.c -- shares of spending and of income by household, checked to sum to 1. */
#include "model/owners.h"
#include <math.h>
#include <string.h>

static bool names(const domar_chosen *codes, const char *code)
{
    for (size_t k = 0; k < codes->count; k++)
        if (strcmp(codes->code[k], code) == 0) return true;
    return codes->count == 0;
}

/* Has the economy a household of the scenario's? */
static bool is_covered(const domar_scenario *s, const char *economy)
{
    for (size_t k = 0; k < s->households; k++)
        if (names(&s->household[k].economy, economy)) return true;
    return false;
}

domar_status domar_name_households(domar_cx *cx, domar_base *base, const domar_scenario *s)
{
    const domar_axis *economies = domar_series_axis(base->t->series, DOMAR_ECONOMIES);
    domar_item *items = domar_scratch_bytes(cx, s->households + 1, sizeof *items);
    size_t count = 0;
    bool all = true;
    if (!items) return DOMAR_ENOMEM;
    for (; count < s->households; count++) items[count].code = s->household[count].name;
    for (size_t b = 0; b < domar_axis_size(economies); b++) all = all && is_covered(s, domar_axis_code(economies, b));
    if (!all) items[count++] = (domar_item){ "national", "all final users", "全部最终用户", "", "" };
    return domar_axis_new(cx, &base->households, items, count);
}

/* value (count of the axis) by code, or the axis' kinds; those for all others first. */
static domar_status shares_of(domar_cx *cx, double *value, const domar_axis *axis, const domar_levels *levels,
                              const domar_scenario *s, const char *what)
{
    for (int named = 0; named < 2; named++)
        for (size_t k = 0; k < levels->count; k++) {
            const domar_setting *l = &levels->level[k];
            size_t at = 0;
            if ((l->code != NULL) != named) continue;
            if (!named) {
                for (; at < domar_axis_size(axis); at++) value[at] = l->value;
                continue;
            }
            const size_t kind = domar_axis_find_kind(axis, l->code);
            domar_status st = DOMAR_OK;
            if (domar_axis_find(axis, l->code) != SIZE_MAX || kind == SIZE_MAX) st = domar_find_code(cx, &at, axis, l->code, s, l->line, what);
            else at = kind;
            if (st) return st;
            value[at] = l->value;
        }
    return DOMAR_OK;
}

static domar_status check_sum(domar_cx *cx, double sum, const domar_base *b, const domar_scenario *s, size_t economy,
                              const char *of)
{
    if (fabs(sum - 1) < 1e-6) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s: households of %s have %.6g of %s together: shares should sum to 1", s->path,
                      domar_axis_code(domar_series_axis(b->t->series, DOMAR_ECONOMIES), economy), sum, of);
}

/* Shares of one economy's households: of categories (H x C), factors (H x F) and wedges (H). */
struct shares { double *spends, *factors, *revenue; };

static domar_status set_economy(domar_cx *cx, domar_base *b, const domar_scenario *s, const struct shares *x, size_t economy)
{
    const size_t C = b->t->C, F = b->world->F, H = b->world->H;
    const domar_axis *categories = domar_series_axis(b->t->series, DOMAR_CATEGORIES);
    const char *code = domar_axis_code(domar_series_axis(b->t->series, DOMAR_ECONOMIES), economy);
    domar_status st = DOMAR_OK;
    if (!is_covered(s, code)) {
        const size_t h = H - 1;                           /* `national` */
        for (size_t c = 0; c < C; c++) x->spends[h * C + c] = 1;
        for (size_t f = 0; f < F; f++) x->factors[h * F + f] = 1;
        x->revenue[h] = 1;
        return DOMAR_OK;
    }
    for (size_t h = 0; !st && h < s->households; h++) {
        if (!names(&s->household[h].economy, code)) continue;
        st = shares_of(cx, x->spends + h * C, categories, &s->household[h].spends, s, "final-demand category");
        if (!st) st = shares_of(cx, x->factors + h * F, b->factors, &s->household[h].factors, s, "factor");
        x->revenue[h] = s->household[h].revenue;
    }
    for (size_t c = 0; !st && c < C; c++) {
        double sum = 0;
        for (size_t h = 0; h < H; h++) sum += x->spends[h * C + c];
        st = check_sum(cx, sum, b, s, economy, domar_axis_code(categories, c));
    }
    for (size_t f = 0; !st && f < F; f++) {
        double sum = 0;
        for (size_t h = 0; h < H; h++) sum += x->factors[h * F + f];
        st = check_sum(cx, sum, b, s, economy, domar_axis_code(b->factors, f));
    }
    double sum = 0;
    for (size_t h = 0; h < H; h++) sum += x->revenue[h];
    return st ? st : check_sum(cx, sum, b, s, economy, "revenue");
}

/* ---- owners elsewhere */
static const struct { const char *kind; int source; } wedges[] = {
    { "tariff", DOMAR_EARN_IMPORT }, { "rent", DOMAR_EARN_IMPORT }, { "export_tax", DOMAR_EARN_EXPORT }, { "input_tax", DOMAR_EARN_INPUT },
    { "output_tax", DOMAR_EARN_OUTPUT }, { "markup", DOMAR_EARN_OUTPUT }, { "factor_tax", DOMAR_EARN_FACTOR_TAX } };

static domar_status find_source(domar_cx *cx, size_t *source, const domar_base *b, const domar_scenario *s, const domar_ownership *o)
{
    for (size_t k = 0; k < sizeof wedges / sizeof *wedges; k++)
        if (strcmp(wedges[k].kind, o->of) == 0) {
            *source = (size_t)wedges[k].source;
            return DOMAR_OK;
        }
    size_t f = domar_axis_find(b->factors, o->of);
    if (f == SIZE_MAX) f = domar_axis_find_kind(b->factors, o->of);
    *source = DOMAR_EARN_FACTORS + f;
    if (f != SIZE_MAX) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: ownership of %s: choose tariff, rent, export_tax, input_tax, output_tax, markup, "
                      "factor_tax, or a factor of the table (%s%s%s)", s->path, o->line, o->of, domar_axis_code(b->factors, 0),
                      b->world->F > 1 ? ", " : "", b->world->F > 1 ? domar_axis_code(b->factors, 1) : "");
}

/* What is earned in the economy from the source goes, in part, to others' households as these share such income. */
static domar_status give(domar_cx *cx, domar_base *b, const domar_scenario *s, const domar_ownership *o, const struct shares *all,
                         size_t economy, size_t source)
{
    domar_world *w = b->world;
    const domar_axis *economies = domar_series_axis(b->t->series, DOMAR_ECONOMIES);
    double *own = w->own + (economy * w->sources + source) * w->homes, kept = 1;
    for (size_t k = 0; k < o->owner.count; k++) kept -= o->owner.level[k].value;
    if (kept < -1e-9)
        return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: shares of owners sum to %.6g, above 1", s->path, o->line, 1 - kept);
    for (size_t h = economy * w->H; h < (economy + 1) * w->H; h++) own[h] *= fmax(kept, 0);
    for (size_t k = 0; k < o->owner.count; k++) {
        const domar_setting *l = &o->owner.level[k];
        size_t to;
        if (!l->code)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: owners need codes of economies, or burn", s->path, l->line);
        if (strcmp(l->code, "burn") == 0) continue;
        const domar_status st = domar_find_code(cx, &to, economies, l->code, s, l->line, "economy");
        if (st) return st;
        for (size_t h = to * w->H; h < (to + 1) * w->H; h++)
            own[h] += l->value * (source < DOMAR_EARN_FACTORS ? all->revenue[h] : all->factors[h * w->F + source - DOMAR_EARN_FACTORS]);
    }
    return DOMAR_OK;
}

static domar_status give_all(domar_cx *cx, domar_base *b, const domar_scenario *s, const struct shares *all)
{
    domar_world *w = b->world;
    const domar_axis *economies = domar_series_axis(b->t->series, DOMAR_ECONOMIES);
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < s->ownerships; k++) {
        const domar_ownership *o = &s->ownership[k];
        size_t source;
        st = find_source(cx, &source, b, s, o);
        for (size_t c = 0; !st && c < o->economy.count; c++) {
            size_t at;
            st = domar_find_code(cx, &at, economies, o->economy.code[c], s, o->line, "economy");
        }
        for (size_t e = 0; !st && e < w->G; e++)
            if (names(&o->economy, domar_axis_code(economies, e))) st = give(cx, b, s, o, all, e, source);
    }
    return st;
}

domar_status domar_set_owners(domar_cx *cx, domar_base *b, const domar_scenario *s)
{
    domar_world *w = b->world;
    const size_t C = b->t->C;
    if (!(b->spends = domar_alloc(cx, w->homes * C, sizeof *b->spends))) return DOMAR_ENOMEM;
    const struct shares all = { b->spends, domar_scratch(cx, w->homes * w->F), domar_scratch(cx, w->homes) };
    domar_status st = all.factors && all.revenue ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t e = 0; !st && e < w->G; e++) {
        const size_t h = e * w->H;
        const struct shares here = { all.spends + h * C, all.factors + h * w->F, all.revenue + h };
        st = set_economy(cx, b, s, &here, e);
    }
    for (size_t k = 0; !st && k < s->households; k++)
        for (size_t c = 0; !st && c < s->household[k].economy.count; c++) {
            size_t at;
            st = domar_find_code(cx, &at, domar_series_axis(b->t->series, DOMAR_ECONOMIES), s->household[k].economy.code[c], s,
                                 s->household[k].line, "economy");
        }
    if (st || (w->H == 1 && !s->ownerships)) return st;
    if (!(w->own = domar_alloc(cx, w->G * w->sources * w->homes, sizeof *w->own))) return DOMAR_ENOMEM;
    for (size_t e = 0; e < w->G; e++)
        for (size_t c = 0; c < w->sources; c++)
            for (size_t h = e * w->H; h < (e + 1) * w->H; h++)
                w->own[(e * w->sources + c) * w->homes + h] =
                    c < DOMAR_EARN_FACTORS ? all.revenue[h] : all.factors[h * w->F + c - DOMAR_EARN_FACTORS];
    return give_all(cx, b, s, &all);
}

void domar_set_baskets(domar_world *w)
{
    for (size_t b = 0; b < w->G; b++) {
        double sum = 0;
        for (size_t h = b * w->H; h < (b + 1) * w->H; h++) sum += w->E[h];
        for (size_t h = b * w->H; sum > 0 && h < (b + 1) * w->H; h++) w->basket[h] = w->E[h] / sum;
    }
}
