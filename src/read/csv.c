/* read/csv.c -- fields of delimited text: splitting, unquoting, headers. */
#include "read/csv_inside.h"
#include "base/text.h"
#include "read/number.h"

char domar_csv_delimiter(const char *line, size_t size)
{
    static const char candidates[] = { ',', ';', '\t' };
    size_t seen[3] = { 0 };
    bool quoted = false;
    for (size_t k = 0; k < size && line[k] != '\n'; k++) {
        quoted ^= line[k] == '"';
        for (size_t c = 0; c < 3 && !quoted; c++) seen[c] += line[k] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < 3; c++)
        if (seen[c] > seen[best]) best = c;
    return candidates[best];
}

static bool blank(char c) { return c == ' ' || c == '\r' || c == '\t'; }

const char *domar_csv_field(const char *at, const char *end, char delimiter, domar_field *field)
{
    const char *p = at;
    while (p < end && *p == ' ') p++;
    if (p < end && *p == '"') {
        const char *start = ++p;
        while (p < end && (*p != '"' || (p + 1 < end && p[1] == '"'))) p += *p == '"' ? 2 : 1;
        if (p > end) p = end;
        *field = (domar_field){ start, (size_t)(p - start), true };
        while (p < end && *p != delimiter) p++;
        return p;
    }
    const char *stop = memchr(p, delimiter, (size_t)(end - p));
    if (!stop) stop = end;
    const char *last = stop;
    while (last > p && blank(last[-1])) last--;
    *field = (domar_field){ p, (size_t)(last - p), false };
    return stop;
}

size_t domar_csv_split(const char *line, size_t size, char delimiter, domar_field *fields,
                       size_t max)
{
    const char *p = line, *end = line + size;
    size_t count = 0;
    while (end > line && (end[-1] == '\n' || end[-1] == '\r')) end--;
    for (;; p++) {
        domar_field f;
        p = domar_csv_field(p, end, delimiter, &f);
        if (count < max) fields[count] = f;
        count++;
        if (p >= end) return count;
    }
}

char *domar_field_text(domar_cx *cx, domar_field f)
{
    while (f.size && blank(*f.at)) { f.at++; f.size--; }
    while (f.size && blank(f.at[f.size - 1])) f.size--;
    char *text = domar_alloc(cx, f.size + 1, 1);
    size_t n = 0;
    for (size_t k = 0; text && k < f.size; k++) {
        text[n++] = f.at[k];
        if (f.quoted && f.at[k] == '"' && k + 1 < f.size && f.at[k + 1] == '"') k++;
    }
    return text;
}

bool domar_field_is(domar_field f, const char *text)
{
    const size_t size = strlen(text);
    return f.size == size && memcmp(f.at, text, size) == 0;
}

bool domar_csv_number(const char *at, const char *end, double *value, const char **rest)
{
    if (at < end && *at == '+' && at + 1 < end && at[1] != '-') at++;
    return domar_number(at, end, value, rest);
}

/* ---- headers */
static const char *line_of(const domar_head *head, size_t line, size_t *size)
{
    const char *p = head->bytes, *end = p + head->size;
    for (;;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop && !head->whole) return NULL;
        if (line-- == 1) {
            *size = (size_t)((stop ? stop : end) - p);
            return p;
        }
        if (!stop) return NULL;
        p = stop + 1;
    }
}

domar_status domar_csv_header(domar_cx *cx, domar_source *s, size_t line, char delimiter,
                              char ***names, size_t *count)
{
    domar_head head;
    size_t size = 0;
    *names = NULL;
    *count = 0;
    domar_status st = domar_source_head(cx, s, &head);
    if (st) return st;
    const char *text = line_of(&head, line, &size);
    if (!text)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: line %zu, the header, is missing or longer than 1 MiB: "
                          "check that the file is whole",
                          domar_source_name(s), line);
    if (!delimiter) delimiter = domar_csv_delimiter(text, size);
    const size_t fields = domar_csv_split(text, size, delimiter, NULL, 0);
    /* One block: the pointers, then the texts, each shorter than its field and a 0. */
    char **list = domar_alloc(cx, fields * sizeof *list + size + fields + 1, 1);
    if (!list) return DOMAR_ENOMEM;
    char *out = (char *)(list + fields);
    const char *p = text, *end = text + size;
    while (end > text && end[-1] == '\r') end--;
    for (size_t k = 0; k < fields; k++, p++) {
        domar_field f;
        p = domar_csv_field(p, end, delimiter, &f);
        list[k] = out;
        for (size_t b = 0; b < f.size; b++) {
            *out++ = f.at[b];
            if (f.quoted && f.at[b] == '"' && b + 1 < f.size && f.at[b + 1] == '"') b++;
        }
        *out++ = 0;
    }
    *names = list;
    *count = fields;
    return DOMAR_OK;
}
