/* base/context_inside.h -- fields of domar_cx, for base/ alone. */
#ifndef DOMAR_BASE_CONTEXT_INSIDE_H
#define DOMAR_BASE_CONTEXT_INSIDE_H
#include "base/context.h"
#include <stdarg.h>

enum { DOMAR_MESSAGE = 1024 };

struct domar_chunk;
struct domar_cx {
    domar_settings settings;
    bool        zeroed;             /* allocate already gives zeroed memory */
    int         threads;
    const char *task;
    double      part;               /* of it that is behind us, by the last domar_tick */
    struct domar_chunk *chunk;      /* newest scratch chunk */
    char        message[DOMAR_MESSAGE];
};
#endif
