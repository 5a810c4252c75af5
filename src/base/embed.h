/* base/embed.h -- files that travel inside the library (code lists, concordances, web bundle). */
#ifndef DOMAR_BASE_EMBED_H
#define DOMAR_BASE_EMBED_H
#include <stddef.h>

/* Bytes of "data/codes/economies.csv", followed by a 0; NULL if there is no such file. */
const char *domar_embedded(const char *path, size_t *size);
/* Path of the k-th embedded file, NULL past the end. */
const char *domar_embedded_name(size_t k);
#endif
