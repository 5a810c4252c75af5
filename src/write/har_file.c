/* write/har_file.c -- header arrays, record by record.
 *
 * A record is its length in bytes (4 bytes), its bytes, the length again.  A header is a record
 * with its name, one with type, storage, long name and dimensions, and data records that count
 * down to 1. Real headers carry their sets; mostly empty arrays are stored as positions and
 * numbers. */
#include "write/har_file.h"
#include "base/text.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>

enum { BOX = 7996, SPARSE = 3996, TEXT = 29996, ROOM = 40000, LEAST = DOMAR_HAR_ELEMENT };

struct domar_har_out {
    domar_cx  *cx;
    domar_out *file;
    size_t     used;
    unsigned char bytes[ROOM];          /* of the record at hand */
};

domar_status domar_har_out_new(domar_cx *cx, domar_har_out **out, domar_out *file)
{
    *out = domar_alloc(cx, 1, sizeof **out);
    if (!*out) return DOMAR_ENOMEM;
    (*out)->cx = cx;
    (*out)->file = file;
    return DOMAR_OK;
}

void domar_har_out_free(domar_har_out *w) { domar_release(w); }

/* ---- records */
static void put(domar_har_out *w, const void *bytes, size_t size)
{
    memcpy(w->bytes + w->used, bytes, size);
    w->used += size;
}

static void put_int(domar_har_out *w, size_t value)
{
    unsigned char b[4];
    for (size_t k = 0; k < 4; k++) b[k] = (unsigned char)(value >> (8 * k));
    put(w, b, 4);
}

static void put_real(domar_har_out *w, double value)
{
    const float f = (float)value;
    uint32_t bits;
    memcpy(&bits, &f, 4);
    put_int(w, bits);
}

/* Cut or filled with blanks. */
static void put_text(domar_har_out *w, const char *text, size_t width)
{
    const size_t size = strlen(text), kept = size < width ? size : width;
    put(w, text, kept);
    memset(w->bytes + w->used, ' ', width - kept);
    w->used += width - kept;
}

static void end(domar_har_out *w)
{
    unsigned char length[4];
    for (size_t k = 0; k < 4; k++) length[k] = (unsigned char)(w->used >> (8 * k));
    domar_out_write(w->file, length, 4);
    domar_out_write(w->file, w->bytes, w->used);
    domar_out_write(w->file, length, 4);
    w->used = 0;
}

static void begin_header(domar_har_out *w, domar_har_title title, const char *type, size_t rank,
                         const size_t *dims)
{
    put_text(w, title.name, DOMAR_HAR_NAME);
    end(w);
    put_text(w, "", 4);
    put_text(w, type, 6);
    put_text(w, title.about, DOMAR_HAR_LONG);
    put_int(w, rank);
    for (size_t k = 0; k < rank; k++) put_int(w, dims[k]);
    end(w);
}

/* Records of texts that all have this width. */
static void put_column(domar_har_out *w, const char *const *texts, size_t count, size_t width)
{
    const size_t most = TEXT / width;
    size_t records = count ? (count + most - 1) / most : 1;
    for (size_t at = 0; records > 0; records--) {
        const size_t here = count - at < most ? count - at : most;
        put_text(w, "", 4);
        put_int(w, records);
        put_int(w, count);
        put_int(w, here);
        for (size_t k = 0; k < here; k++) put_text(w, texts[at + k], width);
        end(w);
        at += here;
    }
}

/* ---- texts in ASCII */

/* The code point at *p, which moves on. Texts are valid UTF-8. */
static uint32_t next_point(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    const size_t size = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    uint32_t c = size == 1 ? s[0] : s[0] & (0xffu >> (size + 1));
    size_t k = 1;
    for (; k < size && (s[k] & 0xc0) == 0x80; k++) c = c << 6 | (s[k] & 0x3f);
    *p += k;
    return c;
}

/* Bytes of a text as it is written, into `to` if that is not NULL (with its 0). */
static size_t escape(char *to, const char *text)
{
    size_t size = 0;
    for (const char *p = text; *p;) {
        const uint32_t c = next_point(&p);
        char piece[12];
        const bool plain = c > ' ' && c < 0x7f && c != '\\';
        if (plain || (c == ' ' && *p)) snprintf(piece, sizeof piece, "%c", (char)c);
        else snprintf(piece, sizeof piece, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        if (to) memcpy(to + size, piece, strlen(piece) + 1);
        size += strlen(piece);
    }
    if (to && !size) *to = 0;
    return size;
}

domar_status domar_har_out_texts(domar_har_out *w, domar_har_title title, const char *const *texts,
                                 size_t count)
{
    const domar_mark mark = domar_scratch_mark(w->cx);
    const char **plain = domar_scratch_bytes(w->cx, count + 1, sizeof *plain);
    size_t width = LEAST;
    domar_status st = plain ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; k < count && !st; k++) {
        const size_t size = escape(NULL, texts[k]);
        char *copy = domar_scratch_bytes(w->cx, size + 1, 1);
        if (size > width) width = size;
        if (!copy) st = DOMAR_ENOMEM;
        else escape(copy, texts[k]);
        plain[k] = copy;
    }
    if (!st && width > TEXT)
        st = domar_fail(w->cx, DOMAR_ELIMIT,
                        "the header %s holds a text of %zu characters: a header "
                        "array file takes %d at most",
                        title.name, width, TEXT);
    if (!st) {
        begin_header(w, title, "1CFULL", 2, (size_t[]){ count, width });
        put_column(w, plain, count, width);
    }
    domar_scratch_rewind(w->cx, mark);
    return st;
}

/* ---- sets */
static bool is_first(const domar_har_dim *dims, size_t k)
{
    for (size_t b = 0; b < k; b++)
        if (strcmp(dims[b].set, dims[k].set) == 0) return false;
    return true;
}

/* Names of elements have 12 ASCII characters: shorter codes stay, longer ones become E1, E2, ...
 */
static domar_status put_elements(domar_har_out *w, const domar_har_dim *d)
{
    const domar_mark mark = domar_scratch_mark(w->cx);
    const char **names = domar_scratch_bytes(w->cx, d->count + 1, sizeof *names);
    domar_status st = names ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; k < d->count && !st; k++) {
        const char *text = d->elements[k];
        names[k] = text;
        bool fits = strlen(text) <= DOMAR_HAR_ELEMENT;
        for (const char *p = text; *p; p++) fits &= *p > ' ' && *p < 0x7f;
        if (fits) continue;
        char *made = domar_scratch_bytes(w->cx, DOMAR_HAR_ELEMENT + 1, 1);
        if (!made) st = DOMAR_ENOMEM;
        else snprintf(made, DOMAR_HAR_ELEMENT + 1, "E%zu", (k + 1) % 1000000000);
        names[k] = made;
    }
    if (!st) put_column(w, names, d->count, DOMAR_HAR_ELEMENT);
    domar_scratch_rewind(w->cx, mark);
    return st;
}

static domar_status put_sets(domar_har_out *w, domar_har_title title, const domar_har_dim *dims,
                             size_t rank)
{
    size_t written = 0;
    for (size_t k = 0; k < rank; k++) written += is_first(dims, k);
    put_text(w, "", 4);
    put_int(w, written);
    put_int(w, 1);
    put_int(w, rank);
    put_text(w, title.coefficient, DOMAR_HAR_ELEMENT);
    put_int(w, 1);
    for (size_t k = 0; k < rank; k++) put_text(w, dims[k].set, DOMAR_HAR_ELEMENT);
    for (size_t k = 0; k < rank; k++) put_text(w, "k", 1);
    for (size_t k = 0; k < rank; k++) put_int(w, 0);
    put_int(w, 0);
    end(w);
    domar_status st = DOMAR_OK;
    for (size_t k = 0; k < rank && !st; k++)
        if (is_first(dims, k)) st = put_elements(w, &dims[k]);
    return st;
}

/* ---- numbers */
struct array {
    size_t dim[DOMAR_HAR_RANK], size, nonzero;
    double (*value)(const void *arg, size_t k);
    const void *arg;
};

/* Boxes of at most BOX numbers: whole dimensions first, then a run of one, then single indices, so
 * that a box is a stretch of the array. */
static domar_status put_full(domar_har_out *w, const struct array *a)
{
    size_t whole = 1, cut = 0;
    while (cut < DOMAR_HAR_RANK && whole * a->dim[cut] <= BOX) whole *= a->dim[cut++];
    const bool one = cut == DOMAR_HAR_RANK;
    const size_t run = one ? 1 : BOX / whole, along = one ? 1 : a->dim[cut];
    const size_t each = (along + run - 1) / run, outer = a->size / (whole * along);
    size_t left = 2 * each * outer;
    put_text(w, "", 4);
    put_int(w, left + 1);
    put_int(w, DOMAR_HAR_RANK);
    for (size_t k = 0; k < DOMAR_HAR_RANK; k++) put_int(w, a->dim[k]);
    end(w);
    for (size_t o = 0, at = 0; o < outer; o++)
        for (size_t b = 0; b < each; b++) {
            const size_t from = b * run, to = from + run < along ? from + run : along;
            const size_t count = whole * (to - from);
            size_t rest = o;
            put_text(w, "", 4);
            put_int(w, left--);
            for (size_t k = 0; k < DOMAR_HAR_RANK; k++) {
                const size_t single = k > cut ? rest % a->dim[k] : 0;
                if (k > cut) rest /= a->dim[k];
                put_int(w, 1 + (k < cut ? 0 : k == cut ? from : single));
                put_int(w, k < cut ? a->dim[k] : k == cut ? to : single + 1);
            }
            end(w);
            put_text(w, "", 4);
            put_int(w, left--);
            for (size_t k = 0; k < count; k++) put_real(w, a->value(a->arg, at + k));
            end(w);
            at += count;
            const domar_status st = domar_tick(w->cx, at, a->size);
            if (st) return st;
        }
    return DOMAR_OK;
}

static domar_status put_sparse(domar_har_out *w, const struct array *a)
{
    size_t records = a->nonzero ? (a->nonzero + SPARSE - 1) / SPARSE : 1, k = 0;
    size_t left = a->nonzero;
    float values[SPARSE];
    put_text(w, "", 4);
    put_int(w, a->nonzero);
    put_int(w, 4);
    put_int(w, 4);
    put_text(w, "", 80);
    end(w);
    for (; records > 0; records--) {
        const size_t here = left < SPARSE ? left : SPARSE;
        put_text(w, "", 4);
        put_int(w, records);
        put_int(w, a->nonzero);
        put_int(w, here);
        for (size_t found = 0; found < here; k++) {
            const float v = (float)a->value(a->arg, k);
            if (!(v > 0 || v < 0)) continue;
            values[found++] = v;
            put_int(w, k + 1);
        }
        for (size_t f = 0; f < here; f++) put_real(w, (double)values[f]);
        end(w);
        left -= here;
        const domar_status st = domar_tick(w->cx, k, a->size);
        if (st) return st;
    }
    return DOMAR_OK;
}

domar_status domar_har_out_reals(domar_har_out *w, domar_har_title title,
                                 const domar_har_dim *dims, size_t rank,
                                 double (*value)(const void *arg, size_t k), const void *arg)
{
    struct array a = { .size = 1, .value = value, .arg = arg };
    for (size_t k = 0; k < DOMAR_HAR_RANK; k++) {
        a.dim[k] = k < rank ? dims[k].count : 1;
        if (a.dim[k] == 0 || a.size > INT32_MAX / a.dim[k])
            return domar_fail(w->cx, DOMAR_ELIMIT, "the header %s would hold %s numbers: a header "
                              "array file takes 1 to %d: write fewer years", title.name,
                              a.dim[k] ? "too many" : "no", INT32_MAX);
        a.size *= a.dim[k];
    }
    for (size_t k = 0; k < a.size; k++) {
        const float v = (float)value(arg, k);
        a.nonzero += v > 0 || v < 0;
    }
    const bool sparse = a.nonzero < a.size / 2 && a.size > 64;
    begin_header(w, title, sparse ? "RESPSE" : "REFULL", DOMAR_HAR_RANK, a.dim);
    domar_status st = put_sets(w, title, dims, rank);
    if (st) return st;
    return sparse ? put_sparse(w, &a) : put_full(w, &a);
}
