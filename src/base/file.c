/* base/file.c -- short files in one piece. */
#include "base/file.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool domar_file_exists(const char *path) { return access(path, F_OK) == 0; }

domar_status domar_file_text(domar_cx *cx, char **out, size_t *size, const char *path, size_t most)
{
    domar_status st = DOMAR_OK;
    *out = NULL;
    *size = 0;
    FILE *file = fopen(path, "rb");
    if (!file) return domar_fail(cx, DOMAR_ENOTFOUND, "cannot open %s: %s", path, strerror(errno));
    char *text = domar_alloc(cx, most + 1, 1);
    if (!text) st = DOMAR_ENOMEM;
    else *size = fread(text, 1, most + 1, file);
    if (!st && ferror(file)) st = domar_fail(cx, DOMAR_ENOTFOUND, "cannot read %s: %s", path, strerror(errno));
    else if (!st && *size > most) st = domar_fail(cx, DOMAR_ELIMIT, "%s is longer than %zu bytes", path, most);
    fclose(file);
    if (st) domar_release(text);
    else {
        text[*size] = 0;
        *out = text;
    }
    return st;
}
