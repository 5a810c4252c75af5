/* tests/readers_kit.h -- files of a moment, and a reader run on one. */
#ifndef DOMAR_TESTS_READERS_KIT_H
#define DOMAR_TESTS_READERS_KIT_H
#include "base/context.h"
#include "read/source.h"
#include "spec/reader.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* A folder for this test program; files in it are removed by forget(). */
static char folder[64];
static char made[64][128];
static size_t made_count;

static inline const char *file_with(const char *name, const char *text)
{
    static char path[128];
    if (!*folder) {
        snprintf(folder, sizeof folder, "/tmp/domar-test-XXXXXX");
        assert_non_null(mkdtemp(folder));
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    fclose(f);
    size_t k = 0;
    while (k < made_count && strcmp(made[k], path) != 0) k++;
    if (k == made_count) {
        assert_true(made_count < 64);
        strcpy(made[made_count++], path);
    }
    return made[k];
}

static inline int forget(void **state)
{
    (void)state;
    while (made_count) unlink(made[--made_count]);
    if (*folder) rmdir(folder);
    *folder = 0;
    return 0;
}

/* Probe, then read, with default conventions; *out is NULL on failure. */
static inline domar_status read_with(domar_cx *cx, domar_series **out, const domar_reader *reader,
                                     const char *path, const domar_read_options *options)
{
    static const domar_conventions plain;
    static const domar_read_options none;
    domar_source *source = NULL;
    domar_series *series = NULL;
    domar_head head;
    if (!options) options = &none;
    *out = NULL;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = domar_source_head(cx, source, &head);
    if (!st) st = domar_series_new(cx, &series, &plain);
    if (!st && reader->probe(&head, options) <= 0)
        st = domar_fail(cx, DOMAR_EDATA, "%s: not recognised", path);
    if (!st) st = reader->read(cx, series, source, options);
    domar_source_free(source);
    if (st) domar_series_free(series);
    else *out = series;
    return st;
}

/* Reading must fail with this status, and the message must hold each word ("a|b|c"). */
static inline void refused(domar_cx *cx, const domar_reader *reader, const char *path,
                           const domar_read_options *options, domar_status status, const char *words)
{
    domar_series *s;
    char list[256];
    assert_int_equal(read_with(cx, &s, reader, path, options), status);
    assert_null(s);
    snprintf(list, sizeof list, "%s", words);
    for (char *w = strtok(list, "|"); w; w = strtok(NULL, "|"))
        if (!strstr(domar_cx_message(cx), w))
            fail_msg("\"%s\" is not in: %s", w, domar_cx_message(cx));
    assert_null(strchr(domar_cx_message(cx), '\n'));
}

/* ---- the k-th allocation fails, k = 0, 1, 2, ... until reading succeeds */
struct hunger { long left; };
static inline void *hungry(void *user, size_t bytes)
{
    struct hunger *h = user;
    return h->left-- > 0 ? malloc(bytes) : NULL;
}
static inline void hungry_free(void *user, void *block) { (void)user; free(block); }

static inline void starve(const domar_reader *reader, const char *path, const domar_read_options *options)
{
    domar_status st = DOMAR_ENOMEM;
    long k = 0;
    for (; st && k < 4000; k++) {
        struct hunger h = { k };
        const domar_settings settings = { .user = &h, .allocate = hungry, .release = hungry_free,
                                          .threads = 1 };
        domar_cx *cx;
        domar_series *s;
        st = domar_cx_new(&cx, &settings);
        if (!st) {
            st = read_with(cx, &s, reader, path, options);
            domar_series_free(s);
            domar_cx_free(cx);
        }
        assert_true(st == DOMAR_OK || st == DOMAR_ENOMEM);
    }
    assert_int_equal(st, DOMAR_OK);
    assert_true(k > 10);
}

static inline bool shared_is_there(const char *path)
{
    if (access(path, R_OK) == 0) return true;
    printf("skipped: %s is not there\n", path);
    return false;
}
#define SHARED(path) DOMAR_SOURCE_DIR "/../shared/data/io/" path

static inline bool near(double a, double b)
{
    const double d = a > b ? a - b : b - a, scale = b < 0 ? -b : b;
    return d <= 1e-12 * (scale > 1 ? scale : 1);
}

static inline int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static inline int down(void **state)
{
    domar_cx_free(*state);
    return 0;
}
#define READING_TEST(f) cmocka_unit_test_setup_teardown(f, up, down)
#endif
