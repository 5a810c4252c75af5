/* base/text.h -- growing text, spelling suggestions, small helpers on strings. */
#ifndef DOMAR_BASE_TEXT_H
#define DOMAR_BASE_TEXT_H
#include "base/context.h"
#include <string.h>

typedef struct {
    domar_cx *cx;
    char     *data;      /* always ends with 0 once something was added */
    size_t    size, capacity;
    domar_status status; /* first failure sticks; later additions do nothing */
} domar_text;

domar_text domar_text_new(domar_cx *cx);
void domar_text_add(domar_text *t, const char *bytes, size_t size);
void domar_text_put(domar_text *t, const char *string);
void domar_text_printf(domar_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shortest decimal that reads back as the same double; "" for NaN. */
void domar_text_number(domar_text *t, double value);
/* A JSON string with quotes and escapes. */
void domar_text_json(domar_text *t, const char *string);
/* Within single quotes, as a shell takes it for one word. */
void domar_text_quoted(domar_text *t, const char *word);
void domar_text_drop(domar_text *t);                       /* frees data */

/* Shortest round-trip decimal into buf (32 bytes); returns its length, 0 for NaN. */
size_t domar_number_text(char buf[32], double value);

/* Edits between two words, ignoring case (Damerau-Levenshtein, restricted). */
size_t domar_edit_distance(const char *a, const char *b);
/* Index of the nearest word, or SIZE_MAX if none is near enough to be a slip. */
size_t domar_nearest(const char *word, size_t count, const char *(*name)(const void *list, size_t k),
                     const void *list);
int domar_icmp(const char *a, const char *b);              /* ASCII case ignored */
/* Is the word one of a list such as "none|net"? */
bool domar_is_choice(const char *choices, const char *word);
/* The next comma-separated part of *list, trimmed, into buf; false at the end. */
bool domar_next_part(const char **list, char *buf, size_t size);
/* Whole text as a number; false if anything else is in it. */
bool domar_parse_double(const char *text, double *value);
bool domar_parse_int(const char *text, int64_t *value);
/* Columns that text takes on a terminal (CJK counts two). */
size_t domar_text_width(const char *utf8);
/* UTF-8 well formed? *at is the offset of the first bad byte. */
bool domar_utf8_valid(const char *bytes, size_t size, size_t *at);
#endif
