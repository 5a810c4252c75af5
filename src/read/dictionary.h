/* read/dictionary.h -- a list of codes that grows, in order of appearance, found by hash. */
#ifndef DOMAR_READ_DICTIONARY_H
#define DOMAR_READ_DICTIONARY_H
#include "read/csv.h"

typedef struct {
    char   **code;
    size_t   count, capacity;
    uint32_t *slot;            /* place + 1, 0 free */
    size_t   slots;
} domar_dictionary;

/* Spaces around the field do not count.  Place of the code, or SIZE_MAX. */
size_t domar_dictionary_find(const domar_dictionary *d, domar_field f);
/* Adds the code unless it is there. */
domar_status domar_dictionary_learn(domar_cx *cx, domar_dictionary *d, domar_field f);
/* The lists, not the struct. */
void domar_dictionary_free(domar_dictionary *d);
/* Without the spaces around it. */
domar_field domar_field_trim(domar_field f);
#endif
