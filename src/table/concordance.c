/* table/concordance.c -- a list "source,target,weight" read against the codes of an axis. */
#include "table/concordance.h"
#include "base/lines.h"
#include "base/text.h"
#include <math.h>

/* A line of the list; source is SIZE_MAX where it says "*", and the strings are in scratch. */
struct row { size_t source, line; double weight; const char *target, *en, *zh, *kind; };
/* One link, once "*" is spelled out. */
struct link { size_t source, target; double weight; };

struct reading {
    domar_cx *cx;
    const domar_axis *axis;
    const char  *name;
    struct row  *rows;     size_t n_rows, row_capacity;
    struct link *links;    size_t n_links, link_capacity;
    domar_item  *targets;  size_t n_targets, target_capacity;
    bool        *listed;   /* sources that have a line of their own */
    size_t       unknown;  /* lines about codes that the axis lacks */
};

/* ---- lines */
static const char *keep_text(domar_cx *cx, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = domar_scratch_bytes(cx, size, 1);
    return copy ? memcpy(copy, text, size) : NULL;
}

static domar_status take_row(struct reading *r, const domar_lines *l, const size_t column[6])
{
    const char *source = domar_lines_field(l, column[0]);
    const char *target = domar_lines_field(l, column[1]);
    const char *weight = domar_lines_field(l, column[2]);
    struct row row = { .source = SIZE_MAX, .line = l->line };
    if (!*source || !*target)
        return domar_fail(r->cx, DOMAR_EDATA, "%s, line %zu: %s is empty: give a code", r->name,
                          l->line, *source ? "target" : "source");
    if (!domar_parse_double(weight, &row.weight) || !(row.weight > 0 && row.weight <= 1))
        return domar_fail(r->cx, DOMAR_EDATA,
                          "%s, line %zu, %s: the weight is \"%s\": give a share "
                          "above 0, at most 1", r->name, l->line, source, weight);
    if (strcmp(source, "*") != 0) {
        row.source = domar_axis_find(r->axis, source);
        if (row.source == SIZE_MAX) {
            r->unknown++;
            return DOMAR_OK;
        }
        r->listed[row.source] = true;
        if (strcmp(target, "*") == 0) target = domar_axis_code(r->axis, row.source);
    }
    row.target = keep_text(r->cx, target);
    row.en = keep_text(r->cx, domar_lines_field(l, column[3]));
    row.zh = keep_text(r->cx, domar_lines_field(l, column[4]));
    row.kind = keep_text(r->cx, domar_lines_field(l, column[5]));
    if (!row.target || !row.en || !row.zh || !row.kind) return DOMAR_ENOMEM;
    const domar_status st = domar_grow(r->cx, &r->rows, &r->row_capacity, r->n_rows + 1,
                                       sizeof *r->rows);
    if (!st) r->rows[r->n_rows++] = row;
    return st;
}

static domar_status take_rows(struct reading *r, const char *csv, size_t size)
{
    static const char *const names[6] = { "source", "target", "weight", "en", "zh", "kind" };
    size_t column[6];
    domar_lines l = domar_lines_of(csv, size, r->name);
    domar_status st = domar_lines_next(r->cx, &l);
    if (st) return st;
    for (size_t k = 0; k < 6; k++) {
        column[k] = domar_lines_column(&l, names[k]);
        if (k < 3 && column[k] == SIZE_MAX)
            return domar_fail(r->cx, DOMAR_EDATA, "%s: a concordance starts with the line "
                              "source,target,weight; %s is missing", r->name, names[k]);
    }
    while (!(st = domar_lines_next(r->cx, &l)) && l.count)
        if ((st = take_row(r, &l, column))) return st;
    return st;
}

/* ---- links */
static bool same(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* Position of a target, new at the end if need be; empty labels are filled by later lines. */
static domar_status target_of(struct reading *r, const domar_item *item, size_t *at)
{
    for (*at = 0; *at < r->n_targets; ++*at) {
        domar_item *t = &r->targets[*at];
        if (!same(t->code, item->code)) continue;
        if (!*t->en) t->en = item->en;
        if (!*t->zh) t->zh = item->zh;
        if (!*t->kind) t->kind = item->kind;
        return DOMAR_OK;
    }
    const domar_status st = domar_grow(r->cx, &r->targets, &r->target_capacity, r->n_targets + 1,
                                       sizeof *r->targets);
    if (!st) r->targets[r->n_targets++] = *item;
    return st;
}

static domar_status link_one(struct reading *r, const struct row *row, size_t source)
{
    const domar_item own = domar_axis_item(r->axis, source);
    domar_item item = { row->target, row->en, row->zh, row->kind, "" };
    size_t at = 0;
    if (same(row->target, "*")) item = own;
    domar_status st = target_of(r, &item, &at);
    for (size_t k = 0; k < r->n_links && !st; k++)
        if (r->links[k].source == source && r->links[k].target == at)
            st = domar_fail(r->cx, DOMAR_EDATA,
                            "%s, line %zu: %s goes to %s a second time: join the "
                            "two weights", r->name, row->line, own.code, item.code);
    if (!st) st = domar_grow(r->cx, &r->links, &r->link_capacity, r->n_links + 1,
                             sizeof *r->links);
    if (!st) r->links[r->n_links++] = (struct link){ source, at, row->weight };
    return st;
}

static domar_status link_all(struct reading *r)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < r->n_rows && !st; k++) {
        if (r->rows[k].source != SIZE_MAX) {
            st = link_one(r, &r->rows[k], r->rows[k].source);
            continue;
        }
        for (size_t i = 0; i < domar_axis_size(r->axis) && !st; i++)
            if (!r->listed[i]) st = link_one(r, &r->rows[k], i);
    }
    return st;
}

static domar_status check_weights(const struct reading *r)
{
    for (size_t i = 0; i < domar_axis_size(r->axis); i++) {
        double sum = 0;
        for (size_t k = 0; k < r->n_links; k++)
            if (r->links[k].source == i) sum += r->links[k].weight;
        if (sum == 0)
            return domar_fail(r->cx, DOMAR_EDATA,
                              "%s: the code %s of the table has no line: add it, or "
                              "a line \"*,*,1\" that keeps the others", r->name,
                              domar_axis_code(r->axis, i));
        if (fabs(sum - 1) > 1e-9)
            return domar_fail(r->cx, DOMAR_EDATA,
                              "%s: the weights of %s sum to %.12g: make them sum "
                              "to 1", r->name, domar_axis_code(r->axis, i), sum);
    }
    return DOMAR_OK;
}

/* What the text leaves open comes from the sources where they all say the same. */
static void inherit(const struct reading *r)
{
    for (size_t t = 0; t < r->n_targets; t++) {
        domar_item *target = &r->targets[t], common = { 0 };
        for (size_t k = 0; k < r->n_links; k++) {
            if (r->links[k].target != t) continue;
            const domar_item s = domar_axis_item(r->axis, r->links[k].source);
            if (!common.code) common = s;
            if (!same(common.en, s.en)) common.en = "";
            if (!same(common.zh, s.zh)) common.zh = "";
            if (!same(common.kind, s.kind)) common.kind = "";
            if (!same(common.unit, s.unit)) common.unit = "";
        }
        if (!*target->en) target->en = common.en;
        if (!*target->zh) target->zh = common.zh;
        if (!*target->kind) target->kind = common.kind;
        target->unit = common.unit;
    }
}

/* ---- the object */
domar_status domar_parts_new(domar_cx *cx, domar_parts *p, size_t targets, size_t parts)
{
    *p = (domar_parts){ .targets = targets, .parts = parts };
    p->start = domar_alloc(cx, targets + 1, sizeof *p->start);
    p->from = p->start ? domar_alloc(cx, parts, sizeof *p->from) : NULL;
    p->weight = p->from ? domar_alloc(cx, parts, sizeof *p->weight) : NULL;
    return p->weight ? DOMAR_OK : DOMAR_ENOMEM;
}

void domar_parts_free(domar_parts *p)
{
    domar_release(p->start);
    domar_release(p->from);
    domar_release(p->weight);
}

/* Links by target, sources ascending. */
static domar_status sort_links(const struct reading *r, domar_parts *p)
{
    const domar_status st = domar_parts_new(r->cx, p, r->n_targets, r->n_links);
    size_t at = 0;
    if (st) return st;
    for (size_t t = 0; t < r->n_targets; t++) {
        for (size_t k = 0; k < r->n_links; k++) {
            if (r->links[k].target != t) continue;
            size_t place = at++;
            for (; place > p->start[t] && p->from[place - 1] > r->links[k].source; place--) {
                p->from[place] = p->from[place - 1];
                p->weight[place] = p->weight[place - 1];
            }
            p->from[place] = r->links[k].source;
            p->weight[place] = r->links[k].weight;
        }
        p->start[t + 1] = at;
    }
    return DOMAR_OK;
}

static domar_status make(const struct reading *r, domar_concordance **out)
{
    domar_concordance *c = domar_alloc(r->cx, 1, sizeof *c);
    if (!c) return DOMAR_ENOMEM;
    c->source = domar_axis_keep(r->axis);
    c->name = domar_strdup(r->cx, r->name);
    domar_status st = c->name ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_axis_new(r->cx, &c->target, r->targets, r->n_targets);
    if (!st) st = sort_links(r, &c->parts);
    if (st) domar_concordance_free(c);
    else *out = c;
    return st;
}

domar_status domar_concordance_new(domar_cx *cx, domar_concordance **out, const domar_axis *axis,
                                   const char *csv, size_t size, const char *name)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct reading r = { .cx = cx, .axis = axis, .name = name };
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!(r.listed = domar_scratch_bytes(cx, domar_axis_size(axis), sizeof *r.listed))) goto done;
    if ((st = take_rows(&r, csv, size)) || (st = link_all(&r)) ||
        (st = check_weights(&r))) goto done;
    inherit(&r);
    st = make(&r, out);
    if (!st && r.unknown)
        domar_log(cx, DOMAR_LOG_NOTE, "%s: %zu of its lines are about codes that this table lacks",
                  name, r.unknown);
done:
    domar_release(r.rows);
    domar_release(r.links);
    domar_release(r.targets);
    domar_scratch_rewind(cx, mark);
    return st;
}

void domar_concordance_free(domar_concordance *c)
{
    if (!c) return;
    domar_release(c->name);
    domar_axis_free(c->source);
    domar_axis_free(c->target);
    domar_parts_free(&c->parts);
    domar_release(c);
}
