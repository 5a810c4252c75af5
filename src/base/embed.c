/* base/embed.c -- look-up in the table that cmake/embed.cmake writes. */
#include "base/embed.h"
#include <string.h>

struct file { const char *name, *begin, *end; };
extern const struct file domar_embedded_files[];

const char *domar_embedded(const char *path, size_t *size)
{
    for (const struct file *f = domar_embedded_files; f->name; f++)
        if (strcmp(f->name, path) == 0) {
            if (size) *size = (size_t)(f->end - f->begin);
            return f->begin;
        }
    return NULL;
}

const char *domar_embedded_name(size_t k)
{
    for (const struct file *f = domar_embedded_files; f->name; f++)
        if (k-- == 0) return f->name;
    return NULL;
}
