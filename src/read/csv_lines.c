/* read/csv_lines.c -- delimited text line by line. */
#include "read/csv.h"
#include "read/dictionary.h"
#include <string.h>

size_t domar_csv_first(const domar_head *head, domar_field *fields, size_t max, char *delimiter)
{
    const char *stop = memchr(head->bytes, '\n', head->size);
    size_t size = stop ? (size_t)(stop - head->bytes) : head->size;
    while (size && head->bytes[size - 1] == '\r') size--;
    const char found = domar_csv_delimiter(head->bytes, size);
    if (delimiter) *delimiter = found;
    return domar_csv_split(head->bytes, size, found, fields, max);
}

domar_status domar_csv_year(domar_cx *cx, domar_field f, int *year)
{
    f = domar_field_trim(f);
    *year = 0;
    for (size_t k = 0; k < f.size && k < 5; k++) {
        if (f.at[k] < '0' || f.at[k] > '9') break;
        *year = *year * 10 + (f.at[k] - '0');
    }
    if (f.size == 4 && *year >= 1000) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "\"%.*s\" is not a year", (int)(f.size < 40 ? f.size : 40), f.at);
}

domar_status domar_csv_lines(domar_cx *cx, domar_source *s, domar_csv_use *use, void *arg)
{
    const char *block;
    size_t size, number;
    domar_status st;
    while (!(st = domar_source_lines(cx, s, &block, &size, &number)) && size) {
        const char *p = block, *end = block + size;
        for (; p < end; number++) {
            const char *stop = memchr(p, '\n', (size_t)(end - p));
            if (!stop) stop = end;
            size_t length = (size_t)(stop - p);
            while (length && (p[length - 1] == '\r' || p[length - 1] == ' ')) length--;
            if (length && (st = use(arg, cx, p, length, number))) return st;
            p = stop + 1;
        }
    }
    return st;
}

/* ---- below a header */
struct records { domar_csv_use *use; void *arg; const char *file; };

static domar_status use_record(void *arg, domar_cx *cx, const char *text, size_t size, size_t number)
{
    const struct records *r = arg;
    const domar_status st = number > 1 ? r->use(r->arg, cx, text, size, number) : DOMAR_OK;
    return st == DOMAR_EDATA ? domar_fail_in(cx, st, "%s, line %zu: ", r->file, number) : st;
}

domar_status domar_csv_records(domar_cx *cx, domar_source *s, domar_csv_use *use, void *arg)
{
    struct records r = { use, arg, domar_source_name(s) };
    const domar_status st = domar_source_rewind(cx, s);
    return st ? st : domar_csv_lines(cx, s, use_record, &r);
}
