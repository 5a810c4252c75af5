/* base/file.h -- short files in one piece: lists that a user gives. */
#ifndef DOMAR_BASE_FILE_H
#define DOMAR_BASE_FILE_H
#include "base/context.h"

bool domar_file_exists(const char *path);
/* The whole file, followed by a 0; freed with domar_release.  DOMAR_ENOTFOUND; DOMAR_ELIMIT: more than `most` bytes. */
domar_status domar_file_text(domar_cx *cx, char **out, size_t *size, const char *path, size_t most);
#endif
