/* read/har_file.c -- header array files: an index of the headers, then their records on demand. */
#include "read/har_records.h"
#include "base/text.h"
#include <stdlib.h>

enum { SECOND = 84 };

/* ---- bytes and records */
uint32_t domar_har_word(const unsigned char *b, bool big)
{
    return big ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
               : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

domar_status domar_har_damaged(domar_cx *cx, const domar_har *h, const char *name, size_t place,
                            const char *what)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, header %s, byte %zu: %s: fetch the file again, or save it anew "
                      "with ViewHAR",
                      h->file, *name ? name : "(first)", place + 1, what);
}

/* The record at *place, which moves behind it. False at the end of the file or of sense. */
bool domar_har_next(const domar_har *h, size_t *place, domar_har_record *r)
{
    if (h->size - *place < 8) return false;
    const size_t size = domar_har_word(h->bytes + *place, h->big);
    if (size > h->size - *place - 8) return false;
    if (domar_har_word(h->bytes + *place + 4 + size, h->big) != size) return false;
    *r = (domar_har_record){ h->bytes + *place + 4, size, *place };
    *place += size + 8;
    return true;
}

static bool is_blank(const unsigned char *b, size_t size)
{
    for (size_t k = 0; k < size; k++)
        if (b[k] != ' ') return false;
    return true;
}

static void copy_trimmed(char *to, const unsigned char *from, size_t size)
{
    while (size && (from[size - 1] == ' ' || from[size - 1] == 0)) size--;
    memcpy(to, from, size);
    to[size] = 0;
}

/* Names go into messages and must be printable. */
static bool is_plain(const unsigned char *b, size_t size)
{
    for (size_t k = 0; k < size; k++)
        if (b[k] < ' ' || b[k] == 0x7f) return false;
    return true;
}

bool domar_har_is(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    for (int big = 0; size >= 24 && big < 2; big++)
        if (domar_har_word(b, big) == 4 && domar_har_word(b + 8, big) == 4 &&
            !is_blank(b + 4, 4) && domar_har_word(b + 12, big) >= SECOND && is_blank(b + 16, 4))
            return true;
    return false;
}

/* ---- the index */

/* Type, storage, long name, dimensions. */
static domar_status read_second(domar_cx *cx, const domar_har *h, domar_har_header *header,
                                const domar_har_record *r)
{
    static const struct { const char *type; domar_har_kind kind; bool sets, boxed; } types[] = {
        { "1C", DOMAR_HAR_TEXT, false, false }, { "2I", DOMAR_HAR_INTEGER, false, false },
        { "2R", DOMAR_HAR_REAL, false, false }, { "RE", DOMAR_HAR_REAL, true, true },
        { "RL", DOMAR_HAR_REAL, false, true } };
    size_t t = 0;
    if (r->size < SECOND || !is_blank(r->at, 4) || !is_plain(r->at, 10))
        return domar_har_damaged(cx, h, header->name, r->place,
                                 "its second domar_har_record does not say what it holds");
    while (t < 5 && memcmp(r->at + 4, types[t].type, 2) != 0) t++;
    header->sparse = memcmp(r->at + 6, "SPSE", 4) == 0;
    if (t == 5 || (!header->sparse && memcmp(r->at + 6, "FULL", 4) != 0) ||
        (header->sparse && !types[t].boxed))
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, header %s: its type %.6s is not known (1CFULL, 2IFULL, "
                          "2RFULL, REFULL, RESPSE, RLFULL, RLSPSE are)",
                          h->file, header->name, (const char *)r->at + 4);
    header->kind = types[t].kind;
    header->with_sets = types[t].sets;
    header->boxed = types[t].boxed;
    copy_trimmed(header->about, r->at + 10, DOMAR_HAR_LONG);
    header->rank = domar_har_whole(h, r, 80);
    if (header->rank == 0 || header->rank > DOMAR_HAR_RANK ||
        r->size < SECOND + 4 * header->rank ||
        (header->kind == DOMAR_HAR_TEXT && header->rank != 2))
        return domar_har_damaged(cx, h, header->name, r->place,
                                 "it has a number of dimensions that no header has");
    header->size = 1;
    for (size_t k = 0; k < header->rank; k++) {
        header->dim[k] = domar_har_whole(h, r, SECOND + 4 * k);
        if (header->dim[k] > INT32_MAX ||
            (header->dim[k] && header->size > INT32_MAX / header->dim[k]))
            return domar_har_damaged(cx, h, header->name, r->place,
                                     "its dimensions are too large");
        header->size *= header->dim[k];
    }
    if (header->kind == DOMAR_HAR_TEXT) header->size = header->dim[0];
    return DOMAR_OK;
}

/* Records of texts end where their countdown reaches 1. */
static domar_status skip_texts(domar_cx *cx, const domar_har *h, const domar_har_header *header,
                               size_t *place)
{
    domar_har_record r;
    size_t left = 2;
    while (left > 1) {
        if (!domar_har_next(h, place, &r) || r.size < 16 || !is_blank(r.at, 4) ||
            domar_har_whole(h, &r, 4) == 0)
            return domar_har_damaged(cx, h, header->name, *place, "its list of texts breaks off");
        left = domar_har_whole(h, &r, 4);
    }
    return DOMAR_OK;
}

/* The record of sets, and where the elements of each lie. */
static domar_status read_sets(domar_cx *cx, const domar_har *h, domar_har_header *header,
                              size_t *place)
{
    domar_har_record r;
    if (!domar_har_next(h, place, &r) || r.size < 32 || !is_blank(r.at, 4))
        return domar_har_damaged(cx, h, header->name, *place,
                                 "its domar_har_record of sets is missing");
    const size_t sets = domar_har_whole(h, &r, 12);
    if (sets > header->rank || r.size < 36 + 17 * sets)
        return domar_har_damaged(cx, h, header->name, r.place,
                                 "its domar_har_record of sets is too short");
    for (size_t k = 0; k < sets; k++) {
        if (!is_plain(r.at + 32 + DOMAR_HAR_ELEMENT * k, DOMAR_HAR_ELEMENT))
            return domar_har_damaged(cx, h, header->name, r.place, "the name of a set is no text");
        copy_trimmed(header->set[k], r.at + 32 + DOMAR_HAR_ELEMENT * k, DOMAR_HAR_ELEMENT);
    }
    const unsigned char *status = r.at + 32 + DOMAR_HAR_ELEMENT * sets;
    for (size_t k = 0; k < sets; k++) {
        if (status[k] != 'k') continue;
        for (size_t b = 0; b < k; b++)
            if (status[b] == 'k' && strcmp(header->set[b], header->set[k]) == 0)
                header->elements[k] = header->elements[b];
        if (header->elements[k]) continue;
        header->elements[k] = *place;
        const domar_status st = skip_texts(cx, h, header, place);
        if (st) return st;
    }
    return DOMAR_OK;
}

/* One header; data records are left to those who want them. *place: behind its name. */
static domar_status read_header(domar_cx *cx, const domar_har *h, domar_har_header *header,
                                const domar_har_record *name, size_t *place)
{
    domar_har_record r;
    if (name->size != 4 || !is_plain(name->at, 4))
        return domar_har_damaged(cx, h, "", name->place,
                                 "a domar_har_record that is neither data nor a name");
    copy_trimmed(header->name, name->at, DOMAR_HAR_NAME);
    if (!domar_har_next(h, place, &r))
        return domar_har_damaged(cx, h, header->name, *place, "the file breaks off");
    domar_status st = read_second(cx, h, header, &r);
    if (!st && header->with_sets) st = read_sets(cx, h, header, place);
    header->data = *place;
    return st;
}

domar_status domar_har_open(domar_cx *cx, domar_har **out, const char *file, const void *bytes,
                            size_t size)
{
    domar_har *h = domar_alloc(cx, 1, sizeof *h);
    size_t place = 0, capacity = 0;
    domar_har_record r;
    domar_status st = DOMAR_OK;
    *out = NULL;
    if (!h) return DOMAR_ENOMEM;
    *h = (domar_har){ .file = file, .bytes = bytes, .size = size };
    h->big = size >= 4 && domar_har_word(bytes, true) == 4;
    while (!st && place < size) {
        if (!domar_har_next(h, &place, &r) || r.size < 4) {
            st = domar_har_damaged(cx, h, h->count ? h->header[h->count - 1].name : "", place,
                         "a domar_har_record has two lengths, or the file breaks off");
            break;
        }
        if (is_blank(r.at, 4)) continue;                        /* data of the header before */
        st = domar_grow(cx, &h->header, &capacity, h->count + 1, sizeof *h->header);
        if (st) break;
        h->header[h->count] = (domar_har_header){ .name = "" };
        st = read_header(cx, h, &h->header[h->count], &r, &place);
        if (!st && domar_har_find(h, h->header[h->count].name))
            st = domar_har_damaged(cx, h, h->header[h->count].name, r.place,
                                   "this header comes twice");
        h->count++;
    }
    if (!st && !h->count) st = domar_fail(cx, DOMAR_EDATA, "%s holds no header", file);
    if (st) domar_har_free(h);
    else *out = h;
    return st;
}

void domar_har_free(domar_har *h)
{
    if (!h) return;
    domar_release(h->header);
    domar_release(h);
}

const domar_har_header *domar_har_find(const domar_har *h, const char *name)
{
    for (size_t k = 0; k < h->count; k++)
        if (domar_icmp(h->header[k].name, name) == 0) return &h->header[k];
    return NULL;
}

/* ---- texts */
static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \u4e2d and \U0001f600 become UTF-8, in place; what only looks like one stays. */
static void unescape(char *text)
{
    char *to = text;
    for (const char *p = text; *p;) {
        const size_t digits = p[0] == '\\' && p[1] == 'u'   ? 4
                              : p[0] == '\\' && p[1] == 'U' ? 8
                                                            : 0;
        uint32_t c = 0;
        size_t k = 0;
        for (; k < digits && hex(p[2 + k]) >= 0; k++) c = c << 4 | (uint32_t)hex(p[2 + k]);
        if (!digits || k < digits || c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
            *to++ = *p++;
            continue;
        }
        p += 2 + digits;
        if (c < 0x80) *to++ = (char)c;
        else {
            const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
            static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
            *to++ = (char)(lead[more] | c >> (6 * more));
            for (int b = more - 1; b >= 0; b--) *to++ = (char)(0x80 | ((c >> (6 * b)) & 0x3f));
        }
    }
    *to = 0;
}

/* count texts of this width from the records at place, into scratch. */
static domar_status texts_at(domar_cx *cx, const char ***out, const domar_har *h,
                             const domar_har_header *header, size_t place, size_t count,
                             size_t width)
{
    size_t got = 0, left = 2, bad;
    domar_har_record r;
    if (count > h->size || width > h->size)
        return domar_har_damaged(cx, h, header->name, place,
                                 "it says that it holds more than the file does");
    const char **texts = domar_scratch_bytes(cx, count + 1, sizeof *texts);
    if (!texts) return DOMAR_ENOMEM;
    while (left > 1) {
        const bool read = domar_har_next(h, &place, &r) && r.size >= 16 && is_blank(r.at, 4);
        const size_t here = read ? domar_har_whole(h, &r, 12) : 0;
        if (!read || here > count - got || r.size < 16 + here * width ||
            !domar_har_whole(h, &r, 4))
            return domar_har_damaged(cx, h, header->name, place, "its texts break off");
        for (size_t k = 0; k < here; k++) {
            char *text = domar_scratch_bytes(cx, width + 1, 1);
            if (!text) return DOMAR_ENOMEM;
            copy_trimmed(text, r.at + 16 + k * width, width);
            const bool plain = is_plain((const unsigned char *)text, strlen(text));
            unescape(text);
            if (!plain || !domar_utf8_valid(text, strlen(text), &bad))
                return domar_har_damaged(cx, h, header->name, r.place,
                               "it holds text that is neither ASCII nor UTF-8");
            texts[got++] = text;
        }
        left = domar_har_whole(h, &r, 4);
    }
    *out = texts;
    if (got == count) return DOMAR_OK;
    return domar_har_damaged(cx, h, header->name, place, "it holds fewer texts than it says");
}

domar_status domar_har_texts(domar_cx *cx, const char ***texts, const domar_har *h,
                             const domar_har_header *header)
{
    *texts = NULL;
    if (header->kind == DOMAR_HAR_TEXT)
        return texts_at(cx, texts, h, header, header->data, header->dim[0], header->dim[1]);
    return domar_fail(cx, DOMAR_EDATA, "%s, header %s: it should hold text", h->file,
                      header->name);
}

domar_status domar_har_elements(domar_cx *cx, const char ***texts, const domar_har *h,
                                const domar_har_header *header, size_t dim)
{
    *texts = NULL;
    return texts_at(cx, texts, h, header, header->elements[dim], header->dim[dim],
                    DOMAR_HAR_ELEMENT);
}
