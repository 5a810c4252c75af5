/* read/xlsx.c -- what a workbook holds: its worksheets and shared texts. */
#include "read/source_inside.h"
#include "read/xlsx_inside.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MOST_SHEETS = 4096, MOST_TEXTS = 1 << 26, MOST_BYTES = 1 << 30, PATH = 512 };

/* A relation of the workbook to a part of it. */
struct relation { char *id, *target; bool sheet; };
struct relations {
    domar_xml xml;
    struct relation *list;
    size_t count, capacity;
    char *wanted;            /* target of the type `ending` */
    const char *ending;
};

static bool ends_with(const char *text, const char *ending)
{
    const size_t a = strlen(text), b = strlen(ending);
    return a >= b && strcmp(text + a - b, ending) == 0;
}

static void on_relation(domar_xml *xml, const char *name, const char **attributes)
{
    struct relations *r = (struct relations *)xml;
    const char *id = domar_xml_attribute(attributes, "Id");
    const char *target = domar_xml_attribute(attributes, "Target");
    const char *type = domar_xml_attribute(attributes, "Type");
    if (strcmp(name, "Relationship") != 0 || !id || !target || !type) return;
    if (ends_with(type, r->ending) && !r->wanted && !(r->wanted = domar_strdup(xml->cx, target)))
        domar_xml_stop(xml, DOMAR_ENOMEM);
    if (r->count == MOST_SHEETS) return;
    if (domar_grow(xml->cx, &r->list, &r->capacity, r->count + 1, sizeof *r->list)) {
        domar_xml_stop(xml, DOMAR_ENOMEM);
        return;
    }
    struct relation *one = &r->list[r->count++];
    one->id = domar_strdup(xml->cx, id);
    one->target = domar_strdup(xml->cx, target);
    one->sheet = ends_with(type, "/worksheet");
    if (!one->id || !one->target) domar_xml_stop(xml, DOMAR_ENOMEM);
}

static void on_nothing(domar_xml *xml, const char *name)
{
    (void)xml;
    (void)name;
}

static void relations_free(struct relations *r)
{
    for (size_t k = 0; k < r->count; k++) {
        domar_release(r->list[k].id);
        domar_release(r->list[k].target);
    }
    domar_release(r->list);
    domar_release(r->wanted);
    r->list = NULL;
    r->wanted = NULL;
    r->count = r->capacity = 0;
}

static domar_status member(domar_cx *cx, const domar_xlsx *x, const char *path, size_t *index)
{
    return domar_zip_find(cx, x->name, x->bytes, x->size, path, index);
}

/* The relations that are written beside the part `path`; none if there is no such member. */
static domar_status read_relations(domar_cx *cx, const domar_xlsx *x, const char *path,
                                   const char *ending, struct relations *r)
{
    static const domar_xml_handlers handlers = { on_relation, on_nothing, NULL };
    char beside[PATH];
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t index;
    snprintf(beside, sizeof beside, "%.*s_rels/%s.rels", (int)(base - path), path, base);
    r->ending = ending;
    const domar_status st = member(cx, x, beside, &index);
    if (st || index == SIZE_MAX) return st;
    r->xml = (domar_xml){ .cx = cx, .file = x->name, .member = beside };
    return domar_xml_walk(&r->xml, &handlers, x->bytes, x->size, index);
}

/* A target as seen from the part `from`: absolute, or beside it. */
static void resolve(char to[PATH], const char *from, const char *target)
{
    const char *slash = strrchr(from, '/');
    if (target[0] == '/') snprintf(to, PATH, "%s", target + 1);
    else snprintf(to, PATH, "%.*s%s", slash ? (int)(slash + 1 - from) : 0, from, target);
}

/* ---- the list of sheets */
struct book {
    domar_xml xml;
    domar_xlsx *x;
    const struct relations *parts;
    const char *path;
};

static void on_sheet(domar_xml *xml, const char *name, const char **attributes)
{
    struct book *b = (struct book *)xml;
    domar_xlsx *x = b->x;
    if (strcmp(name, "sheet") != 0) return;
    const char *title = domar_xml_attribute(attributes, "name"), *id = NULL;
    for (const char **a = attributes; *a; a += 2)
        if (strlen(a[0]) > 3 && ends_with(a[0], ":id")) id = a[1];
    const struct relation *part = NULL;
    for (size_t k = 0; id && k < b->parts->count; k++)
        if (strcmp(b->parts->list[k].id, id) == 0) part = &b->parts->list[k];
    if (!title || !part || !part->sheet || x->count == MOST_SHEETS) return;
    char path[PATH];
    size_t index;
    resolve(path, b->path, part->target);
    domar_status st = member(xml->cx, x, path, &index);
    if (!st && index == SIZE_MAX)
        st = domar_fail(xml->cx, DOMAR_EDATA,
                        "%s: the part %s of sheet %s is missing: fetch the file again", x->name,
                        path, title);
    if (!st) st = domar_grow(xml->cx, &x->sheets, &x->capacity, x->count + 1, sizeof *x->sheets);
    if (!st && !(x->sheets[x->count].name = domar_strdup(xml->cx, title))) st = DOMAR_ENOMEM;
    if (st) domar_xml_stop(xml, st);
    else x->sheets[x->count++].index = index;
}

/* ---- shared texts: <si> with <t>, or pieces <r><t>; <rPh> says how it is spoken */
struct texts {
    domar_xml xml;
    domar_xlsx *x;
    bool inside, spoken;
};

static void on_text_start(domar_xml *xml, const char *name, const char **attributes)
{
    struct texts *t = (struct texts *)xml;
    domar_xlsx *x = t->x;
    (void)attributes;
    if (strcmp(name, "t") == 0) t->inside = !t->spoken;
    else if (strcmp(name, "rPh") == 0) t->spoken = true;
    if (strcmp(name, "si") != 0) return;
    if (x->texts == MOST_TEXTS || x->shared.size > MOST_BYTES) {
        domar_xml_stop(xml, domar_fail(xml->cx, DOMAR_ELIMIT,
                                       "%s holds more than %d MB of texts: this is no table of "
                                       "numbers",
                                       x->name, MOST_BYTES >> 20));
        return;
    }
    if (domar_grow(xml->cx, &x->at, &x->texts_capacity, x->texts + 1, sizeof *x->at))
        domar_xml_stop(xml, DOMAR_ENOMEM);
    else x->at[x->texts++] = x->shared.size;
}

static void on_text_end(domar_xml *xml, const char *name)
{
    struct texts *t = (struct texts *)xml;
    if (strcmp(name, "t") == 0) t->inside = false;
    else if (strcmp(name, "rPh") == 0) t->spoken = false;
    else if (strcmp(name, "si") == 0 && domar_xml_append(xml->cx, &t->x->shared, "", 1))
        domar_xml_stop(xml, DOMAR_ENOMEM);
}

static void on_text(domar_xml *xml, const char *at, size_t size)
{
    struct texts *t = (struct texts *)xml;
    if (t->inside && domar_xml_append(xml->cx, &t->x->shared, at, size))
        domar_xml_stop(xml, DOMAR_ENOMEM);
}

static domar_status read_texts(domar_cx *cx, domar_xlsx *x, const char *book, const char *target)
{
    static const domar_xml_handlers handlers = { on_text_start, on_text_end, on_text };
    char path[PATH];
    size_t index;
    resolve(path, book, target);
    const domar_status st = member(cx, x, path, &index);
    if (st || index == SIZE_MAX) return st;
    struct texts t = { .xml = { .cx = cx, .file = x->name, .member = path }, .x = x };
    return domar_xml_walk(&t.xml, &handlers, x->bytes, x->size, index);
}

static domar_status read_book(domar_cx *cx, domar_xlsx *x, const char *path)
{
    static const domar_xml_handlers handlers = { on_sheet, on_nothing, NULL };
    struct relations parts = { 0 };
    size_t index;
    domar_status st = read_relations(cx, x, path, "/sharedStrings", &parts);
    if (!st) st = member(cx, x, path, &index);
    if (!st && index == SIZE_MAX)
        st = domar_fail(cx, DOMAR_EDATA, "%s is no Excel workbook (.xlsx): save it as one, or its "
                        "sheet as CSV", x->name);
    struct book b = { .xml = { .cx = cx, .file = x->name, .member = path },
                      .x = x, .parts = &parts, .path = path };
    if (!st) st = domar_xml_walk(&b.xml, &handlers, x->bytes, x->size, index);
    if (!st && x->count == 0)
        st = domar_fail(cx, DOMAR_EDATA, "%s: no worksheet in it: fetch the file again", x->name);
    if (!st && parts.wanted) st = read_texts(cx, x, path, parts.wanted);
    relations_free(&parts);
    return st;
}

domar_status domar_xlsx_open(domar_cx *cx, domar_xlsx **out, const char *name, const void *bytes,
                             size_t size)
{
    struct relations root = { 0 };
    char path[PATH] = "xl/workbook.xml";
    domar_xlsx *x = domar_alloc(cx, 1, sizeof *x);
    *out = NULL;
    if (!x) return DOMAR_ENOMEM;
    x->name = name;
    x->bytes = bytes;
    x->size = size;
    domar_status st = read_relations(cx, x, "", "/officeDocument", &root);
    if (!st && root.wanted) resolve(path, "", root.wanted);
    if (!st) st = read_book(cx, x, path);
    relations_free(&root);
    if (st) domar_xlsx_free(x);
    else *out = x;
    return st;
}

void domar_xlsx_free(domar_xlsx *x)
{
    if (!x) return;
    for (size_t k = 0; k < x->count; k++) domar_release(x->sheets[k].name);
    domar_release(x->sheets);
    domar_release(x->shared.bytes);
    domar_release(x->at);
    domar_release(x);
}

size_t domar_xlsx_sheets(const domar_xlsx *x) { return x->count; }
const char *domar_xlsx_sheet(const domar_xlsx *x, size_t sheet) { return x->sheets[sheet].name; }

size_t domar_xlsx_find(const domar_xlsx *x, const char *sheet)
{
    for (size_t k = 0; k < x->count; k++)
        if (strcasecmp(x->sheets[k].name, sheet) == 0) return k;
    return SIZE_MAX;
}
