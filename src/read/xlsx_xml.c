/* read/xlsx_xml.c -- a member of a workbook through expat, block by block. */
#include "read/source_inside.h"
#include "read/xlsx_inside.h"
#include <string.h>

enum { BLOCK = 1 << 18 };

/* Handlers of one walk: expat's user data. */
struct walk {
    domar_xml *x;
    const domar_xml_handlers *handlers;
};

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *domar_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}

void domar_xml_stop(domar_xml *x, domar_status status)
{
    if (!x->status) x->status = status;
    XML_StopParser(x->parser, XML_FALSE);
}

domar_status domar_xml_append(domar_cx *cx, domar_xml_text *to, const char *at, size_t size)
{
    if (domar_grow(cx, &to->bytes, &to->capacity, to->size + size + 1, 1)) return DOMAR_ENOMEM;
    memcpy(to->bytes + to->size, at, size);
    to->size += size;
    to->bytes[to->size] = 0;
    return DOMAR_OK;
}

static bool over(const domar_xml *x) { return x->status || x->enough; }

static void on_start(void *data, const char *name, const char **attributes)
{
    const struct walk *w = data;
    if (!over(w->x)) w->handlers->start(w->x, without_prefix(name), attributes);
    if (w->x->enough) XML_StopParser(w->x->parser, XML_FALSE);
}

static void on_end(void *data, const char *name)
{
    const struct walk *w = data;
    if (!over(w->x)) w->handlers->end(w->x, without_prefix(name));
    if (w->x->enough) XML_StopParser(w->x->parser, XML_FALSE);
}

static void on_text(void *data, const char *at, int size)
{
    const struct walk *w = data;
    if (!over(w->x)) w->handlers->text(w->x, at, (size_t)size);
}

/* Workbooks have no document type; entities that blow up need one. */
static void on_doctype(void *data, const char *name, const char *system, const char *public,
                       int internal)
{
    const struct walk *w = data;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    domar_xml_stop(w->x, domar_fail(w->x->cx, DOMAR_EDATA,
                                    "%s: %s declares a document type, which no workbook has: save "
                                    "the workbook anew",
                                    w->x->file, w->x->member));
}

static domar_status broken(const domar_xml *x)
{
    const enum XML_Error error = XML_GetErrorCode(x->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return domar_fail(x->cx, DOMAR_ENOMEM, "%s: not enough memory to read it", x->file);
    return domar_fail(x->cx, DOMAR_EDATA,
                      "%s: %s is damaged at its line %lu, byte %lu (%s): fetch the file again or "
                      "save the workbook anew",
                      x->file, x->member, (unsigned long)XML_GetCurrentLineNumber(x->parser),
                      (unsigned long)XML_GetCurrentColumnNumber(x->parser),
                      XML_ErrorString(error));
}

static domar_status pump(domar_xml *x, domar_unpacker *u)
{
    for (size_t got = 1; got && !over(x);) {
        void *block = XML_GetBuffer(x->parser, BLOCK);
        if (!block)
            return domar_fail(x->cx, DOMAR_ENOMEM, "%s: not enough memory to read it", x->file);
        domar_status st = domar_unpack_read(x->cx, u, block, BLOCK, &got);
        if (!st) st = domar_tick(x->cx, 0, 0);
        if (st) return st;
        const enum XML_Status parsed = XML_ParseBuffer(x->parser, (int)got, got == 0);
        if (parsed == XML_STATUS_ERROR && !over(x)) return broken(x);
    }
    return x->status;
}

domar_status domar_xml_walk(domar_xml *x, const domar_xml_handlers *handlers, const void *bytes,
                            size_t size, size_t index)
{
    struct walk w = { x, handlers };
    domar_unpacker *u = NULL;
    domar_status st =
        domar_unpack_open(x->cx, &u, DOMAR_PACK_ZIP, x->file, bytes, size, index);
    if (st) return st;
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser) {
        st = domar_fail(x->cx, DOMAR_ENOMEM, "%s: not enough memory to read it", x->file);
        goto done;
    }
    XML_SetUserData(x->parser, &w);
    XML_SetElementHandler(x->parser, on_start, on_end);
    if (handlers->text) XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    st = pump(x, u);
done:
    if (x->parser) XML_ParserFree(x->parser);
    x->parser = NULL;
    domar_unpack_free(u);
    return st;
}
