/* model/obstacle_axes.c -- where an obstacle stands, in codes and in words. */
#include "model/obstacle_axes.h"
#include <stdio.h>
#include <string.h>

static const domar_item none = { "-", "-", "-", "", "" };

static domar_status with_none(domar_cx *cx, domar_axis **out, const domar_axis *from)
{
    const size_t count = domar_axis_size(from);
    domar_item *items = domar_scratch_bytes(cx, count + 1, sizeof *items);
    if (!items) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) items[k] = domar_axis_item(from, k);
    items[count] = none;
    return domar_axis_new(cx, out, items, count + 1);
}

static domar_status numbers(domar_cx *cx, domar_axis **out, size_t count)
{
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    char (*codes)[24] = domar_scratch_bytes(cx, count, sizeof *codes);
    if (!items || !codes) return DOMAR_ENOMEM;
    for (size_t k = 0; k < count; k++) {
        snprintf(codes[k], sizeof codes[k], "%zu", k + 1);
        items[k].code = codes[k];
    }
    return domar_axis_new(cx, out, items, count);
}

/* A code that another item has already is written prefix:code. */
static domar_status put(domar_cx *cx, domar_item *items, size_t at, domar_item item, const char *prefix)
{
    size_t k = 0;
    while (k < at && strcmp(items[k].code, item.code) != 0) k++;
    if (k < at) {
        const size_t size = strlen(prefix) + strlen(item.code) + 2;
        char *code = domar_scratch_bytes(cx, size, 1);
        if (!code) return DOMAR_ENOMEM;
        snprintf(code, size, "%s:%s", prefix, item.code);
        item.code = code;
    }
    items[at] = item;
    return DOMAR_OK;
}

/* Industries, final users, none, factors. */
static domar_status users(domar_cx *cx, domar_axis **out, const domar_case *c)
{
    const domar_world *w = c->base->world;
    const size_t N = w->N, H = w->H, count = N + H + 1 + w->F;
    domar_item *items = domar_scratch_bytes(cx, count, sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < N; k++) items[k] = domar_axis_item(domar_series_axis(c->t->series, DOMAR_INDUSTRIES), k);
    for (size_t h = 0; !st && h < H; h++)
        st = put(cx, items, N + h, H == 1 ? (domar_item){ "final", "final use", "最终使用", "", "" }
                                          : domar_axis_item(c->base->households, h), "household");
    if (!st) st = put(cx, items, N + H, none, "none");
    for (size_t f = 0; !st && f < w->F; f++) st = put(cx, items, N + H + 1 + f, domar_axis_item(c->base->factors, f), "factor");
    return st ? st : domar_axis_new(cx, out, items, count);
}

domar_status domar_obstacle_axes_new(domar_cx *cx, domar_obstacle_axes *a, const domar_case *c, size_t ranks)
{
    const domar_axis *economies = domar_series_axis(c->t->series, DOMAR_ECONOMIES);
    domar_item kinds[DOMAR_OBSTACLE_KINDS];
    *a = (domar_obstacle_axes){ NULL, NULL, NULL, NULL, NULL, NULL };
    for (size_t k = 0; k < DOMAR_OBSTACLE_KINDS; k++)
        kinds[k] = (domar_item){ domar_obstacle_kinds[k].code, domar_obstacle_kinds[k].en, domar_obstacle_kinds[k].zh, "", "" };
    const domar_mark mark = domar_scratch_mark(cx);
    domar_status st = numbers(cx, &a->rank, ranks);
    if (!st) st = domar_axis_new(cx, &a->kind, kinds, DOMAR_OBSTACLE_KINDS);
    if (!st) st = with_none(cx, &a->economy, economies);
    if (!st) st = with_none(cx, &a->industry, domar_series_axis(c->t->series, DOMAR_INDUSTRIES));
    if (!st) st = with_none(cx, &a->partner, economies);
    if (!st) st = users(cx, &a->user, c);
    domar_scratch_rewind(cx, mark);
    return st;
}

void domar_obstacle_axes_free(domar_obstacle_axes *a)
{
    domar_axis *all[] = { a->rank, a->kind, a->economy, a->industry, a->partner, a->user };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) domar_axis_free(all[k]);
}

char *domar_obstacle_words(domar_cx *cx, const domar_obstacle_axes *a, const domar_case *c, const domar_obstacle *o, const char *lang)
{
    const domar_world *w = c->base->world;
    size_t place[4];
    domar_obstacle_place(c, place, o);
    const bool zh = strcmp(lang, "zh") == 0, industry = place[1] < w->N, partner = place[2] < w->G, user = place[3] != w->N + w->H;
    const char *economy = domar_axis_label(a->economy, place[0], lang), *kind = zh ? domar_obstacle_kinds[o->kind].zh
                                                                                   : domar_obstacle_kinds[o->kind].en;
    const char *what = industry ? domar_axis_label(a->industry, place[1], lang) : "";
    const char *from = partner ? domar_axis_label(a->partner, place[2], lang) : "";
    const char *who = user ? domar_axis_label(a->user, place[3], lang) : "";
    if (zh) return domar_format(cx, "%s%s的%s%s%s%s%s%s", economy, what, kind, partner ? "（来自" : "", from, partner ? "）" : "",
                                user ? "，" : "", who);
    return domar_format(cx, "%s in %s%s%s%s%s%s%s", kind, economy, industry ? ", " : "", what, partner ? ", from " : "", from,
                        user ? ", " : "", who);
}
