/* table/regions.c -- from words such as "EU27,NORTH=CAN+USA" to runs of rows. */
#include "base/embed.h"
#include "base/lines.h"
#include "base/text.h"
#include "table/regions.h"
#include <stdio.h>
#include <string.h>

struct bloc { const char *code, *en, *zh; };     /* texts in scratch */

struct plan {
    const domar_axis *economies;
    size_t       G, blocs;
    size_t      *bloc;            /* G: bloc + 1 of each economy; 0: none */
    struct bloc *list;            /* G at most */
};

static const char *keep(domar_cx *cx, const char *text, size_t size)
{
    char *copy = domar_scratch_bytes(cx, size + 1, 1);
    return copy ? memcpy(copy, text, size) : NULL;
}

static domar_status new_bloc(domar_cx *cx, struct plan *p, const char *code, size_t size,
                             const char *en, const char *zh)
{
    if (p->blocs == p->G)
        return domar_fail(cx, DOMAR_EUSAGE, "--bloc names more blocs than there are economies");
    struct bloc *b = &p->list[p->blocs++];
    b->code = keep(cx, code, size);
    b->en = keep(cx, en, strlen(en));
    b->zh = keep(cx, zh, strlen(zh));
    return b->code && b->en && b->zh ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status join(domar_cx *cx, struct plan *p, size_t g)
{
    if (p->bloc[g] && p->bloc[g] != p->blocs)
        return domar_fail(cx, DOMAR_EUSAGE, "--bloc: %s is in %s and in %s: leave it out of one",
                          domar_axis_code(p->economies, g), p->list[p->bloc[g] - 1].code,
                          p->list[p->blocs - 1].code);
    p->bloc[g] = p->blocs;
    return DOMAR_OK;
}

static domar_status no_member(domar_cx *cx, const struct plan *p, const char *code)
{
    const char *near = domar_axis_suggest(p->economies, code);
    return domar_fail(cx, DOMAR_EUSAGE, "--bloc: there is no economy %s in this table%s%s%s", code,
                      near ? ": did you mean " : ": `domar info` lists them", near ? near : "",
                      near ? "?" : "");
}

enum { SPELLINGS = 2 };      /* a list may name a member by two codes, of which a table has one */

/* Members "AUT+BEL+..." join the newest bloc; those the table lacks are passed over where the
 * list serves many tables. */
static domar_status join_all(domar_cx *cx, struct plan *p, const char *members, bool ready)
{
    size_t found = 0, lacking = 0;
    for (const char *at = members; *at;) {
        const size_t size = strcspn(at, "+");
        char code[128];
        if (size == 0 || size >= sizeof code)
            return domar_fail(cx, DOMAR_EUSAGE, "--bloc %s: give members as NAME=AUT+BEL+...",
                              p->list[p->blocs - 1].code);
        memcpy(code, at, size);
        code[size] = 0;
        const size_t g = domar_axis_find(p->economies, code);
        if (g == SIZE_MAX && !ready) return no_member(cx, p, code);
        if (g != SIZE_MAX) {
            const domar_status st = join(cx, p, g);
            if (st) return st;
            found++;
        } else lacking++;
        at += size + (at[size] == '+');
    }
    if (found && lacking > SPELLINGS)
        domar_log(cx, DOMAR_LOG_WARNING, "--bloc %s: only %zu of its members are economies of this table; the others may stand in a "
                  "rest and count as abroad", p->list[p->blocs - 1].code, found);
    if (found) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "--bloc %s: this table has none of its members",
                      p->list[p->blocs - 1].code);
}

/* ---- ready blocs */
static domar_status ready_bloc(domar_cx *cx, struct plan *p, const char *name)
{
    char known[512] = "";
    size_t size, used = 0;
    const char *text = domar_embedded("data/blocs/blocs.csv", &size);
    if (!text) return domar_fail(cx, DOMAR_EFAIL, "the library holds no list of blocs");
    domar_lines l = domar_lines_of(text, size, "data/blocs/blocs.csv");
    domar_status st = domar_lines_next(cx, &l);
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count) {
        const char *code = domar_lines_field(&l, 0);
        if (domar_icmp(code, name) == 0) {
            st = new_bloc(cx, p, code, strlen(code), domar_lines_field(&l, 1),
                          domar_lines_field(&l, 2));
            return st ? st : join_all(cx, p, domar_lines_field(&l, 3), true);
        }
        if (used + strlen(code) + 2 < sizeof known)
            used += (size_t)sprintf(known + used, "%s%s", used ? ", " : "", code);
    }
    return st ? st
              : domar_fail(cx, DOMAR_EUSAGE, "--bloc %s: name its members (%s=AUT+BEL+...) or "
                           "choose one of %s", name, name, known);
}

static domar_status take_blocs(domar_cx *cx, struct plan *p, const char *blocs)
{
    /* A part of the list may be long: EU27 written out. */
    const size_t room = strlen(blocs) + 1;
    char *part = domar_scratch_bytes(cx, room, 1);
    domar_status st = part ? DOMAR_OK : DOMAR_ENOMEM;
    while (!st && domar_next_part(&blocs, part, room)) {
        const char *members = strchr(part, '=');
        if (!members) {
            st = ready_bloc(cx, p, part);
            continue;
        }
        const size_t size = (size_t)(members - part);
        if (size == 0 || !members[1])
            return domar_fail(cx, DOMAR_EUSAGE, "--bloc %s: give a name and members, "
                              "NAME=AUT+BEL+...", part);
        st = new_bloc(cx, p, part, size, "", "");
        if (!st) st = join_all(cx, p, members + 1, false);
    }
    if (!st && !p->blocs)
        return domar_fail(cx, DOMAR_EUSAGE, "--bloc is empty: give NAME=AUT+BEL+..., or none");
    return st;
}

/* ---- split economies: concordance source,target,weight,en,zh,kind */
static size_t bloc_of(const struct plan *p, const char *code)
{
    for (size_t b = 0; b < p->blocs; b++)
        if (strcmp(p->list[b].code, code) == 0) return b;
    return SIZE_MAX;
}

/* Parts that no bloc of the user's has yet, and the economy itself, which then is empty. */
static domar_status join_parts(domar_cx *cx, struct plan *p)
{
    size_t size;
    const char *text = domar_embedded("data/concordances/whole.csv", &size);
    if (!text) return domar_fail(cx, DOMAR_EFAIL, "the library holds no list of split economies");
    domar_lines l = domar_lines_of(text, size, "data/concordances/whole.csv");
    domar_status st = domar_lines_next(cx, &l);
    while (!st && !(st = domar_lines_next(cx, &l)) && l.count) {
        const char *part = domar_lines_field(&l, 0), *whole = domar_lines_field(&l, 1);
        const size_t g = domar_axis_find(p->economies, part),
                     h = domar_axis_find(p->economies, whole);
        if (g == SIZE_MAX || strcmp(part, whole) == 0 || p->bloc[g]) continue;
        if (bloc_of(p, whole) == SIZE_MAX)
            st = new_bloc(cx, p, whole, strlen(whole), domar_lines_field(&l, 3),
                          domar_lines_field(&l, 4));
        if (!st) p->bloc[g] = bloc_of(p, whole) + 1;
        if (!st && h != SIZE_MAX && !p->bloc[h]) p->bloc[h] = p->bloc[g];
    }
    return st;
}

/* ---- from the plan to the object */
static domar_status make_axis(domar_cx *cx, domar_regions *r, const struct plan *p)
{
    domar_item *items = domar_scratch_bytes(cx, p->G, sizeof *items);
    size_t *place = domar_scratch_bytes(cx, p->blocs + 1, sizeof *place);
    if (!items || !place) return DOMAR_ENOMEM;
    for (size_t g = 0; g < p->G; g++) {
        const size_t b = p->bloc[g];
        if (b && place[b]) {
            r->of[g] = place[b] - 1;
            continue;
        }
        r->of[g] = r->count++;
        items[r->of[g]] = domar_axis_item(p->economies, g);
        if (!b) continue;
        place[b] = r->count;
        items[r->of[g]] = (domar_item){ .code = p->list[b - 1].code, .en = p->list[b - 1].en,
                                        .zh = p->list[b - 1].zh };
    }
    for (size_t g = 0; g < p->G; g++)
        for (size_t b = 0; b < p->blocs; b++)
            if (!p->bloc[g] && domar_icmp(p->list[b].code, domar_axis_code(p->economies, g)) == 0)
                return domar_fail(cx, DOMAR_EUSAGE, "--bloc %s: an economy has this name and is "
                                  "no member: choose another name", p->list[b].code);
    return domar_axis_new(cx, &r->axis, items, r->count);
}

static void put_rows(domar_regions *r, size_t G)
{
    size_t at = 0;
    for (size_t k = 0; k < r->count; k++) {
        r->first[k] = at;
        for (size_t g = 0; g < G; g++)
            for (size_t i = 0; r->of[g] == k && i < r->N; i++) r->row[at++] = g * r->N + i;
    }
    r->first[r->count] = at;
}

static domar_status name_members(domar_cx *cx, domar_regions *r, const struct plan *p)
{
    domar_text t = domar_text_new(cx);
    domar_text_put(&t, "");
    for (size_t b = 0; b < p->blocs; b++) {
        const char *between = " = ";
        domar_text_printf(&t, "%s%s", b ? "; " : "", p->list[b].code);
        for (size_t g = 0; g < p->G; g++) {
            if (p->bloc[g] != b + 1) continue;
            domar_text_printf(&t, "%s%s", between, domar_axis_code(p->economies, g));
            between = " + ";
        }
    }
    r->members = t.data;
    return t.status;
}

domar_status domar_regions_new(domar_cx *cx, domar_regions **out, const domar_series *series,
                               const char *blocs)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct plan p = { .economies = domar_series_axis(series, DOMAR_ECONOMIES) };
    domar_regions *r = *out = NULL;
    domar_status st = DOMAR_ENOMEM;
    p.G = domar_axis_size(p.economies);
    p.bloc = domar_scratch_bytes(cx, p.G, sizeof *p.bloc);
    p.list = domar_scratch_bytes(cx, p.G, sizeof *p.list);
    if (!p.bloc || !p.list || !(r = domar_alloc(cx, 1, sizeof *r))) goto done;
    r->N = domar_axis_size(domar_series_axis(series, DOMAR_INDUSTRIES));
    r->n = p.G * r->N;
    r->of = domar_alloc(cx, p.G, sizeof *r->of);
    r->first = domar_alloc(cx, p.G + 1, sizeof *r->first);
    r->row = domar_alloc(cx, r->n, sizeof *r->row);
    if (!r->of || !r->first || !r->row) goto done;
    const bool apart = blocs && strcmp(blocs, "none") == 0;
    st = blocs && !apart ? take_blocs(cx, &p, blocs) : DOMAR_OK;
    if (!st && !apart) st = join_parts(cx, &p);
    r->plain = p.blocs == 0;
    if (!st) st = make_axis(cx, r, &p);
    if (!st) st = name_members(cx, r, &p);
    if (!st) put_rows(r, p.G);
done:
    domar_scratch_rewind(cx, mark);
    if (st) domar_regions_free(r);
    else *out = r;
    return st;
}

void domar_regions_free(domar_regions *r)
{
    if (!r) return;
    domar_axis_free(r->axis);
    domar_release(r->first);
    domar_release(r->row);
    domar_release(r->of);
    domar_release(r->members);
    domar_release(r);
}

bool domar_regions_selected(const domar_regions *regions, const char *list, size_t r)
{
    char code[128];
    if (!list) return true;
    while (domar_next_part(&list, code, sizeof code))
        if (domar_axis_find(regions->axis, code) == r) return true;
    return false;
}
