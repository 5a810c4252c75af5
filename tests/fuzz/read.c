/* fuzz/read.c -- any bytes through every reader, and through the satellite accounts.
 *
 * The first byte picks the reader (past the last one: the surest, then the accounts); the rest
 * is the file, wrapped or plain.  A part before a line "===" is the YAML beside it. */
#include "engine/registry.h"
#include "inputs.h"
#include "read/sea.h"
#include "read/source.h"
#include <string.h>

static const domar_reader *surest(const domar_head *head, const domar_read_options *options)
{
    const domar_reader *best = NULL;
    int most = 0;
    for (const domar_reader *const *r = domar_readers; *r; r++) {
        const int sure = (*r)->probe(head, options);
        if (sure > most) {
            most = sure;
            best = *r;
        }
    }
    return best;
}

static domar_status read_one(domar_cx *cx, domar_series *series, const char *path, size_t which,
                             const char *sidecar)
{
    const domar_read_options options = { .year = 2005, .sidecar = sidecar };
    domar_source *source;
    domar_head head;
    size_t count = 0;
    while (domar_readers[count]) count++;
    domar_status st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = domar_source_head(cx, source, &head);
    const domar_reader *reader = st              ? NULL
                                 : which < count ? domar_readers[which]
                                                 : surest(&head, &options);
    if (!st && reader) st = reader->read(cx, series, source, &options);
    domar_source_free(source);
    return st;
}

/* The accounts, attached to a table that is known to be good. */
static domar_status attach(domar_cx *cx, domar_series *series, const char *path)
{
    char table[64];
    domar_source *source;
    const int fd = input_file(input_table, sizeof input_table - 1, table);
    domar_status st = read_one(cx, series, table, SIZE_MAX, NULL);
    if (st) abort();
    close(fd);
    st = domar_source_open(cx, &source, path, NULL, NULL);
    if (!st) st = domar_sea_attach(cx, series, source);
    domar_source_free(source);
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const domar_settings settings = { .threads = 1, .memory_limit = (size_t)256 << 20 };
    char path[64], beside[64];
    domar_cx *cx;
    domar_series *series;
    int yaml = -1;
    if (size < 1 || domar_cx_new(&cx, &settings)) return 0;
    const size_t which = *bytes++;
    size--;
    const uint8_t *cut = memmem(bytes, size, "\n===\n", 5);
    if (cut) {
        yaml = input_file(bytes, (size_t)(cut - bytes), beside);
        size -= (size_t)(cut - bytes) + 5;
        bytes = cut + 5;
    }
    const int fd = input_file(bytes, size, path);
    if (domar_series_new(cx, &series, NULL) == DOMAR_OK) {
        const domar_status st = which == 255
                                    ? attach(cx, series, path)
                                    : read_one(cx, series, path, which, cut ? beside : NULL);
        const char *message = domar_cx_message(cx);
        if (st && (!*message || strchr(message, '\n'))) abort();      /* one line, always */
        domar_series_free(series);
    }
    domar_cx_free(cx);
    close(fd);
    if (yaml >= 0) close(yaml);
    return 0;
}
