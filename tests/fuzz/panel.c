/* fuzz/panel.c -- any bytes as the file of a panel, read and frozen.
 *
 * Bits of the first byte: encoding said, two columns wanted, the second sheet, three threads, in blocks too.
 * The rest is the file. */
#include "inputs.h"
#include "panel/panel.h"
#include "read/panel_file.h"
#include <string.h>

static domar_status count(void *arg, domar_cx *cx, const domar_panel_block *b)
{
    size_t *rows = arg;
    (void)cx;
    for (size_t i = 0; i < b->rows; i++)
        if (b->item[0][i] != DOMAR_NO_ITEM && !*domar_panel_block_code(b, 0, b->item[0][i])) abort();
    *rows += b->rows;
    return DOMAR_OK;
}

/* Blocks give as many rows as the whole file. */
static void walk(domar_cx *cx, const char *path, const domar_panel_file_options *o, size_t rows)
{
    static const char *const text[] = { "unit" }, *const number[] = { "x" };
    const domar_panel_wanted wanted = { text, number, 1, 1 };
    size_t seen = 0;
    if (domar_panel_file_each(cx, path, o, &wanted, count, &seen) == DOMAR_OK && rows && seen != rows) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const wanted[] = { "unit", "x" };
    if (size < 1) return 0;
    const unsigned bits = *bytes;
    const domar_settings settings = { .threads = bits & 8 ? 3 : 1, .memory_limit = (size_t)256 << 20 };
    const domar_panel_file_options options = { .encoding = bits & 1 ? "gb18030" : NULL, .sheet = bits & 4 ? "2" : NULL,
                                               .columns = bits & 2 ? wanted : NULL, .count = 2 };
    domar_panel_draft *draft;
    domar_panel *panel = NULL;
    domar_cx *cx;
    char path[64];
    if (domar_cx_new(&cx, &settings)) return 0;
    const int fd = input_file(bytes + 1, size - 1, path);
    domar_status st = domar_panel_file_read(cx, &draft, path, &options);
    if (bits & 16) walk(cx, path, &options, st ? 0 : draft->rows);
    if (!st) st = domar_panel_freeze(cx, &panel, draft, NULL, NULL);
    const char *message = domar_cx_message(cx);
    if (st && (!*message || strchr(message, '\n'))) abort();      /* one line, always */
    domar_panel_free(panel);
    domar_cx_free(cx);
    close(fd);
    return 0;
}
