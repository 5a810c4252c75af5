/* unit/reading.h -- helpers of the tests of readers: text into a file, a file into a series. */
#ifndef DOMAR_TESTS_READING_H
#define DOMAR_TESTS_READING_H
#include "read/source.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* Read path with one reader; on success *series is to be freed. */
static inline domar_status reading(domar_cx *cx, const domar_reader *reader, const char *path,
                                   const char *member, int year, domar_series **series)
{
    const domar_read_options options = { .year = year };
    domar_source *source = NULL;
    *series = NULL;
    domar_status st = domar_series_new(cx, series, NULL);
    if (!st) st = domar_source_open(cx, &source, path, member, NULL);
    if (!st) st = reader->read(cx, *series, source, &options);
    domar_source_free(source);
    if (st) {
        domar_series_free(*series);
        *series = NULL;
    }
    return st;
}

/* A text as a file of this name in the temporary directory. */
static inline const char *reading_file(const char *name, const char *text)
{
    static char path[256];
    snprintf(path, sizeof path, "/tmp/domar_%d_%s", (int)getpid(), name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* Reading this text fails with data invalid and says all of these. */
static inline void reading_refuses(domar_cx *cx, const domar_reader *reader, const char *name,
                                   const char *text, const char *const *say, size_t says)
{
    domar_series *series;
    const char *path = reading_file(name, text);
    const domar_status st = reading(cx, reader, path, NULL, 0, &series);
    unlink(path);
    for (size_t k = 0; k < says; k++)
        if (st != DOMAR_EDATA || !strstr(domar_cx_message(cx), say[k]))
            fail_msg("status %d, '%s' is not in: %s", (int)st, say[k], domar_cx_message(cx));
    if (strchr(domar_cx_message(cx), '\n'))
        fail_msg("more than one line: %s", domar_cx_message(cx));
}

/* What the reader thinks of a file. */
static inline int reading_probe(domar_cx *cx, const domar_reader *reader, const char *path)
{
    const domar_read_options options = { 0 };
    domar_source *source;
    domar_head head;
    if (domar_source_open(cx, &source, path, NULL, NULL)) return -1;
    const int sure = domar_source_head(cx, source, &head) ? -1 : reader->probe(&head, &options);
    domar_source_free(source);
    return sure;
}

static inline int reading_up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static inline int reading_down(void **state) { domar_cx_free(*state); return 0; }
#endif
