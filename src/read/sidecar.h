/* read/sidecar.h -- a YAML page beside a table that says what its rows and columns are
 * (docs/readers/matrix.md lists the keys). */
#ifndef DOMAR_READ_SIDECAR_H
#define DOMAR_READ_SIDECAR_H
#include "table/table.h"

/* A list of codes in the order of the page; en, zh, kind, unit are NULL where it says nothing. */
typedef struct {
    domar_item *item;
    size_t     *line;
    size_t      count;
} domar_sidecar_list;

enum { DOMAR_SIDECAR_INFOS = 9 };

typedef struct {
    const char *path;
    int         year;                 /* 0: not said */
    size_t      labels;               /* leading text columns, 1 unless said */
    const char *separator;            /* between economy and industry; NULL: one economy */
    const char *economy;              /* code of the only economy; NULL */
    const char *output;               /* label of the output row and column; NULL */
    const char *industry_list;        /* code list that labels the industries; NULL */
    const char *make;                 /* make table beside a use table; NULL */
    const char *absent;               /* "zero": an economy may lack industries; NULL */
    domar_sidecar_list economies, industries, final_demand, factors, satellites, ignore;
    domar_sidecar_list headers, sets;    /* header array files: block or code -> header, set -> role */
    domar_sidecar_list columns, filter;  /* SDMX: role -> column, column -> the value wanted */
    const char *info[DOMAR_SIDECAR_INFOS];   /* title, source, ...; NULL */
    void       *document;
} domar_sidecar;

/* DOMAR_ENOTFOUND, DOMAR_EDATA (file and line: not YAML, unknown key or kind, wrong shape). */
domar_status domar_sidecar_read(domar_cx *cx, domar_sidecar **out, const char *path);
void domar_sidecar_free(domar_sidecar *s);                  /* NULL-safe */
/* Put what the page says in words into the series. */
domar_status domar_sidecar_tell(domar_cx *cx, const domar_sidecar *s, domar_series *series);
/* Place of a code in a list, or SIZE_MAX. */
size_t domar_sidecar_find(const domar_sidecar_list *list, const char *code);
#endif
