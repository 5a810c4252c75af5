/* axis/axis.c -- code lists: immutable once made, shared by counted references. */
#include "axis/axis.h"
#include "base/text.h"
#include <stdatomic.h>
#include <stdlib.h>

struct domar_axis {
    atomic_int  references;
    size_t      count;
    domar_item *items;
    uint32_t   *sorted;      /* positions by code, for look-up */
    char       *bytes;       /* all strings */
};

static const char *store(char **at, const char *text)
{
    const char *start = *at;
    const size_t size = text ? strlen(text) : 0;
    if (size) memcpy(*at, text, size);
    (*at)[size] = 0;
    *at += size + 1;
    return start;
}

/* ---- order: eight bytes of each code beside its place, so that sorting a million firms hardly looks at their texts */
struct key {
    uint64_t head;           /* the bytes behind what all codes begin with, the first one highest */
    uint32_t place;
};

static size_t common(const domar_item *items, size_t count)
{
    size_t n = count ? strlen(items[0].code) : 0;
    for (size_t k = 1; n && k < count; k++) {
        size_t same = 0;
        while (same < n && items[k].code[same] == items[0].code[same]) same++;
        n = same;
    }
    return n;
}

static int by_head(const void *a, const void *b, void *arg)
{
    const struct key *x = a, *y = b;
    const domar_item *items = arg;
    if (x->head != y->head) return x->head < y->head ? -1 : 1;
    const int order = strcmp(items[x->place].code, items[y->place].code);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static domar_status sort_codes(domar_cx *cx, domar_axis *axis)
{
    struct key *keys = domar_alloc(cx, axis->count, sizeof *keys);
    const size_t skip = common(axis->items, axis->count);
    bool ordered = true;
    if (!keys) return DOMAR_ENOMEM;
    for (size_t k = 0; k < axis->count; k++) {
        const unsigned char *p = (const unsigned char *)axis->items[k].code + skip;
        keys[k].place = (uint32_t)k;
        for (int b = 0; b < 8; b++, p += *p != 0) keys[k].head = keys[k].head << 8 | *p;
        ordered = ordered && (k == 0 || by_head(&keys[k - 1], &keys[k], axis->items) < 0);
    }
    if (!ordered) qsort_r(keys, axis->count, sizeof *keys, by_head, axis->items);
    for (size_t k = 0; k < axis->count; k++) axis->sorted[k] = keys[k].place;
    domar_release(keys);
    return DOMAR_OK;
}

static domar_status check_codes(domar_cx *cx, const domar_axis *axis)
{
    for (size_t k = 0; k < axis->count; k++)
        if (!axis->items[k].code[0])
            return domar_fail(cx, DOMAR_EDATA, "label %zu of a list is empty: give it a code", k + 1);
    for (size_t k = 1; k < axis->count; k++) {
        const char *code = axis->items[axis->sorted[k]].code;
        if (strcmp(code, axis->items[axis->sorted[k - 1]].code) == 0)
            return domar_fail(cx, DOMAR_EDATA, "the label %s stands twice in one list (places %u and "
                              "%u): rename one", code, axis->sorted[k - 1] + 1, axis->sorted[k] + 1);
    }
    return DOMAR_OK;
}

domar_status domar_axis_new(domar_cx *cx, domar_axis **out, const domar_item *items, size_t count)
{
    size_t bytes = 0;
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 0; k < count; k++) {
        const char *texts[] = { items[k].code, items[k].en, items[k].zh, items[k].kind, items[k].unit };
        for (size_t f = 0; f < 5; f++) bytes += (texts[f] ? strlen(texts[f]) : 0) + 1;
    }
    domar_axis *axis = domar_alloc(cx, 1, sizeof *axis);
    if (!axis) return st;
    atomic_init(&axis->references, 1);
    axis->count = count;
    axis->items = domar_alloc(cx, count, sizeof *axis->items);
    axis->sorted = domar_alloc(cx, count, sizeof *axis->sorted);
    axis->bytes = domar_alloc(cx, bytes, 1);
    if (!axis->items || !axis->sorted || !axis->bytes) goto failed;
    char *at = axis->bytes;
    for (size_t k = 0; k < count; k++) {
        axis->items[k] = (domar_item){
            .code = store(&at, items[k].code), .en = store(&at, items[k].en),
            .zh = store(&at, items[k].zh), .kind = store(&at, items[k].kind),
            .unit = store(&at, items[k].unit) };
    }
    if ((st = sort_codes(cx, axis)) || (st = check_codes(cx, axis))) goto failed;
    *out = axis;
    return DOMAR_OK;
failed:
    domar_axis_free(axis);
    return st;
}

domar_status domar_axis_of_numbers(domar_cx *cx, domar_axis **out, const double *first, size_t count, size_t stride)
{
    domar_item *items = domar_alloc(cx, count, sizeof *items);
    char (*text)[32] = domar_alloc(cx, count, sizeof *text);
    domar_status st = items && text ? DOMAR_OK : DOMAR_ENOMEM;
    *out = NULL;
    for (size_t k = 0; !st && k < count; k++) {
        double value;
        memcpy(&value, (const char *)first + k * stride, sizeof value);
        text[k][domar_number_text(text[k], value)] = 0;
        items[k].code = text[k];
    }
    if (!st) st = domar_axis_new(cx, out, items, count);
    domar_release(items);
    domar_release(text);
    return st;
}

domar_axis *domar_axis_keep(const domar_axis *axis)
{
    domar_axis *a = (domar_axis *)(uintptr_t)axis;     /* counting is not a change of the list */
    if (a) atomic_fetch_add(&a->references, 1);
    return a;
}

void domar_axis_free(domar_axis *axis)
{
    if (!axis || atomic_fetch_sub(&axis->references, 1) > 1) return;
    domar_release(axis->items);
    domar_release(axis->sorted);
    domar_release(axis->bytes);
    domar_release(axis);
}

const uint32_t *domar_axis_by_code(const domar_axis *axis) { return axis->sorted; }
size_t domar_axis_size(const domar_axis *axis) { return axis ? axis->count : 0; }
const char *domar_axis_code(const domar_axis *axis, size_t item) { return axis->items[item].code; }
const char *domar_axis_kind(const domar_axis *axis, size_t item) { return axis->items[item].kind; }
domar_item domar_axis_item(const domar_axis *axis, size_t item) { return axis->items[item]; }

const char *domar_axis_label(const domar_axis *axis, size_t item, const char *lang)
{
    const domar_item *i = &axis->items[item];
    const char *label = lang && strcmp(lang, "zh") == 0 ? i->zh : i->en;
    return *label ? label : *i->en ? i->en : i->code;
}

size_t domar_axis_find(const domar_axis *axis, const char *code)
{
    size_t lo = 0, hi = domar_axis_size(axis);
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2, item = axis->sorted[mid];
        const int order = strcmp(code, axis->items[item].code);
        if (order == 0) return item;
        if (order < 0) hi = mid;
        else lo = mid + 1;
    }
    for (size_t k = 0; k < domar_axis_size(axis); k++)
        if (domar_icmp(code, axis->items[k].code) == 0) return k;
    return SIZE_MAX;
}

size_t domar_axis_find_kind(const domar_axis *axis, const char *kind)
{
    for (size_t k = 0; k < domar_axis_size(axis); k++)
        if (strcmp(axis->items[k].kind, kind) == 0) return k;
    return SIZE_MAX;
}

static const char *code_of(const void *axis, size_t k) { return domar_axis_code(axis, k); }

const char *domar_axis_suggest(const domar_axis *axis, const char *code)
{
    const size_t k = domar_nearest(code, domar_axis_size(axis), code_of, axis);
    return k == SIZE_MAX ? NULL : axis->items[k].code;
}

bool domar_axis_equal(const domar_axis *a, const domar_axis *b)
{
    if (a == b) return true;
    if (!a || !b || a->count != b->count) return false;
    for (size_t k = 0; k < a->count; k++)
        if (strcmp(a->items[k].code, b->items[k].code) != 0) return false;
    return true;
}
