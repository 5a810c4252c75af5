/* fuzz/run.c -- any parameters for every method, on a small table.
 *
 * The first byte picks the method (past the last one: the name is the first line), the lines
 * that follow are name=value. */
#include "inputs.h"
#include <domar/domar.h>
#include <string.h>

enum { MOST = 16 };

static domar_series *table(domar_cx *cx)
{
    char path[64];
    const char *const paths[] = { path };
    const domar_pair options[] = { { "year", "2005" }, { NULL, NULL } };
    domar_series *series;
    const int fd = input_file(input_table, sizeof input_table - 1, path);
    if (domar_import(cx, &series, paths, 1, options)) abort();
    close(fd);
    return series;
}

/* Cut the text into lines and each line at its first '='. */
static const char *cut(char *text, domar_pair *pairs)
{
    size_t n = 0;
    char *rest = NULL;
    const char *first = strtok_r(text, "\n", &rest);
    for (char *line; n + 1 < MOST && (line = strtok_r(NULL, "\n", &rest));) {
        char *equal = strchr(line, '=');
        if (!equal) continue;
        *equal = 0;
        pairs[n++] = (domar_pair){ line, equal + 1 };
    }
    pairs[n] = (domar_pair){ NULL, NULL };
    return first ? first : "";
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const domar_settings settings = { .threads = 1, .memory_limit = (size_t)256 << 20 };
    domar_pair pairs[MOST];
    domar_cx *cx;
    domar_result *result = NULL;
    if (size < 1 || domar_cx_new(&cx, &settings)) return 0;
    domar_series *series = table(cx);
    char *text = malloc(size + 8);
    if (!text) abort();
    memcpy(text, "id\n", 3);                       /* stands for the name where a byte picks it */
    const size_t skip = *bytes < domar_method_count() ? 0 : 3;
    memcpy(text + 3, bytes + 1, size - 1);
    text[size + 2] = 0;
    const char *id = cut(text + skip, pairs);
    if (!skip) id = domar_method_id(*bytes);
    const domar_status st = domar_run(cx, &result, id, series, pairs);
    const char *message = domar_cx_message(cx);
    if (st && (!*message || strchr(message, '\n'))) abort();
    if (!st && !result) abort();
    domar_result_free(result);
    domar_series_free(series);
    domar_cx_free(cx);
    free(text);
    return 0;
}
