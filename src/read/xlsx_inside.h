/* read/xlsx_inside.h -- XML members of a workbook as streams, for xlsx*.c alone. */
#ifndef DOMAR_READ_XLSX_INSIDE_H
#define DOMAR_READ_XLSX_INSIDE_H
#include "read/xlsx.h"
#include <expat.h>

/* One member on its way through the parser.  The handlers' user data is a struct that begins
 * with this one. */
typedef struct {
    domar_cx   *cx;
    const char *file, *member;
    XML_Parser  parser;
    domar_status status;     /* the first failure; the walk then ends */
    bool        enough;      /* the handlers need no more */
} domar_xml;

/* Elements without their prefix, attributes in pairs as expat gives them. */
typedef void domar_xml_start(domar_xml *x, const char *name, const char **attributes);
typedef void domar_xml_end(domar_xml *x, const char *name);

typedef struct {
    domar_xml_start *start;
    domar_xml_end   *end;
    void (*text)(domar_xml *x, const char *at, size_t size);     /* NULL: not looked at */
} domar_xml_handlers;

/* Walk through member `index` of the archive. */
domar_status domar_xml_walk(domar_xml *x, const domar_xml_handlers *handlers, const void *bytes,
                            size_t size, size_t index);
/* Leave the status (a message has been left) and end the walk. */
void domar_xml_stop(domar_xml *x, domar_status status);
/* Value of an attribute by its name without prefix, NULL if there is none. */
const char *domar_xml_attribute(const char **attributes, const char *name);

/* Texts one after the other. */
typedef struct {
    char  *bytes;
    size_t size, capacity;
} domar_xml_text;
/* Append; the text stays ended by a zero byte. */
domar_status domar_xml_append(domar_cx *cx, domar_xml_text *to, const char *at, size_t size);

struct domar_xlsx {
    const char *name;
    const void *bytes;
    size_t size;
    struct { char *name; size_t index; } *sheets;       /* index: member of the archive */
    size_t count, capacity;
    domar_xml_text shared;                               /* all shared texts, each ended by zero */
    size_t *at;                                          /* where text k begins */
    size_t texts, texts_capacity;
};
#endif
