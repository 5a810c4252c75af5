/* engine/words.c -- free texts as classes. */
#include "engine/words.h"
#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b, void *values)
{
    const char *const *v = values;
    return strcmp(v[*(const uint32_t *)a], v[*(const uint32_t *)b]);
}

domar_status domar_words_put(domar_cx *cx, domar_result *r, const domar_column *column,
                             const char *const *values)
{
    const size_t rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    uint32_t *order = domar_scratch_bytes(cx, rows, sizeof *order);
    uint32_t *classes = domar_scratch_bytes(cx, rows, sizeof *classes);
    domar_item *items = domar_scratch_bytes(cx, rows + 1, sizeof *items);
    domar_status st = DOMAR_ENOMEM;
    if (!order || !classes || !items) goto done;
    for (size_t k = 0; k < rows; k++) order[k] = (uint32_t)k;
    qsort_r(order, rows, sizeof *order, by_text, (void *)(uintptr_t)values);
    uint32_t count = 0;
    for (size_t k = 0; k < rows; k++) {
        const char *text = values[order[k]];
        if (count == 0 || strcmp(items[count - 1].code, text) != 0)
            items[count++] = (domar_item){ .code = text };
        classes[order[k]] = count - 1;
    }
    const domar_column table[] = {
        { .name = column->name, .unit = column->unit, .en = column->en, .zh = column->zh, .classes = items },
        { .name = NULL } };
    st = domar_result_put_class(cx, r, table, column->name, classes);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}
