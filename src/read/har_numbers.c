/* read/har_numbers.c -- the numbers of a header: boxes of an array, or positions and numbers. */
#include "read/har_records.h"
#include <string.h>

enum { CHUNK = 1024 };

static double real_of(const unsigned char *b, bool big)
{
    const uint32_t bits = domar_har_word(b, big);
    float f;
    memcpy(&f, &bits, 4);
    return (double)f;
}

struct stretch {
    const domar_har *h;
    const domar_har_header *header;
    const char *broken;                 /* what does not hold; NULL: nothing */
    size_t place;                       /* of the record at fault */
    domar_har_take *take;
    void *arg;
};

/* Numbers of 4 bytes at b that lie at position `at` of the array and behind it. */
static void hand_out(const struct stretch *s, size_t at, const unsigned char *b, size_t count)
{
    double values[CHUNK];
    for (size_t done = 0; done < count;) {
        const size_t here = count - done < CHUNK ? count - done : CHUNK;
        for (size_t k = 0; k < here; k++) {
            const unsigned char *p = b + 4 * (done + k);
            values[k] = s->header->kind == DOMAR_HAR_INTEGER
                            ? (double)(int32_t)domar_har_word(p, s->h->big)
                            : real_of(p, s->h->big);
        }
        s->take(s->arg, at + done, values, here);
        done += here;
    }
}

/* A box of the array, from..to in every dimension (counted from 1), whose numbers lie at b. */
static bool take_box(const struct stretch *s, const size_t *from, const size_t *to,
                     const unsigned char *b, size_t bytes)
{
    const domar_har_header *header = s->header;
    size_t count = 1, index[DOMAR_HAR_RANK];
    for (size_t k = 0; k < header->rank; k++) {
        if (from[k] < 1 || from[k] > to[k] || to[k] > header->dim[k]) return false;
        index[k] = from[k] - 1;
        count *= to[k] - from[k] + 1;
    }
    if (count != bytes / 4) return false;
    const size_t run = to[0] - from[0] + 1;
    for (size_t done = 0; done < count; done += run) {
        size_t at = 0, k = 1;
        for (size_t d = header->rank; d-- > 0;) at = at * header->dim[d] + index[d];
        hand_out(s, at, b + 4 * done, run);
        while (k < header->rank && ++index[k] == to[k]) {
            index[k] = from[k] - 1;
            k++;
        }
    }
    return true;
}

/* 2R, 2I: each record says its box and holds it. */
static void take_plain(struct stretch *s)
{
    size_t got = 0, left = 2;
    domar_har_record r;
    s->place = s->header->data;
    while (!s->broken && left > 1) {
        if (!domar_har_next(s->h, &s->place, &r) || r.size < 32) {
            s->broken = "its numbers break off";
            return;
        }
        const domar_har *h = s->h;
        const size_t from[] = { domar_har_whole(h, &r, 16), domar_har_whole(h, &r, 24) };
        const size_t to[] = { domar_har_whole(h, &r, 20), domar_har_whole(h, &r, 28) };
        left = domar_har_whole(h, &r, 4);
        if (s->header->rank != 2 || !left || !take_box(s, from, to, r.at + 32, r.size - 32))
            s->broken = "a domar_har_record of numbers is not of the size that it says";
        got += (r.size - 32) / 4;
    }
    if (!s->broken && got != s->header->size) s->broken = "it holds fewer numbers than it says";
}

/* RE, RL: dimensions, then pairs of records: a box, its numbers. */
static void take_full(struct stretch *s)
{
    const domar_har *h = s->h;
    size_t got = 0, left;
    domar_har_record r, box;
    s->place = s->header->data;
    if (!domar_har_next(h, &s->place, &r) || r.size < 12 + 4 * s->header->rank ||
        domar_har_whole(h, &r, 8) != s->header->rank) {
        s->broken = "its domar_har_record of dimensions is missing";
        return;
    }
    for (left = domar_har_whole(h, &r, 4); left > 1; left = domar_har_whole(h, &r, 4)) {
        size_t from[DOMAR_HAR_RANK], to[DOMAR_HAR_RANK];
        if (!domar_har_next(h, &s->place, &box) || box.size < 8 + 8 * s->header->rank ||
            !domar_har_next(h, &s->place, &r) || r.size < 8 || !domar_har_whole(h, &r, 4)) {
            s->broken = "its numbers break off";
            return;
        }
        for (size_t k = 0; k < s->header->rank; k++) {
            from[k] = domar_har_whole(h, &box, 8 + 8 * k);
            to[k] = domar_har_whole(h, &box, 12 + 8 * k);
        }
        if (!take_box(s, from, to, r.at + 8, r.size - 8)) {
            s->broken = "a domar_har_record of numbers is not of the size that it says";
            return;
        }
        got += (r.size - 8) / 4;
    }
    if (got != s->header->size) s->broken = "it holds fewer numbers than it says";
}

/* RESPSE: records of positions and as many numbers. */
static void take_sparse(struct stretch *s)
{
    const domar_har *h = s->h;
    size_t left = 2, got = 0;
    domar_har_record r;
    s->place = s->header->data;
    if (!domar_har_next(h, &s->place, &r) || r.size < 16 || domar_har_whole(h, &r, 8) != 4 ||
        domar_har_whole(h, &r, 12) != 4) {
        s->broken = "its sparse numbers are not of 4 bytes";
        return;
    }
    const size_t count = domar_har_whole(h, &r, 4);
    while (left > 1) {
        const bool read =
            domar_har_next(h, &s->place, &r) && r.size >= 16 && domar_har_whole(h, &r, 4);
        const size_t here = read ? domar_har_whole(h, &r, 12) : 0;
        if (!read || here > count - got || (r.size - 16) / 8 < here) {
            s->broken = "its sparse numbers break off";
            return;
        }
        for (size_t k = 0; k < here; k++) {
            const size_t at = domar_har_whole(h, &r, 16 + 4 * k);
            if (at < 1 || at > s->header->size) {
                s->broken = "a sparse number lies outside the array";
                return;
            }
            hand_out(s, at - 1, r.at + 16 + 4 * (here + k), 1);
        }
        got += here;
        left = domar_har_whole(h, &r, 4);
    }
    if (got != count) s->broken = "it holds fewer sparse numbers than it says";
}

domar_status domar_har_numbers(domar_cx *cx, const domar_har *h, const domar_har_header *header,
                               domar_har_take *take, void *arg)
{
    struct stretch s = { .h = h, .header = header, .take = take, .arg = arg };
    if (header->kind == DOMAR_HAR_TEXT)
        return domar_fail(cx, DOMAR_EDATA, "%s, header %s: it should hold numbers", h->file,
                          header->name);
    if (!header->boxed) take_plain(&s);
    else if (header->sparse) take_sparse(&s);
    else take_full(&s);
    return s.broken ? domar_har_damaged(cx, h, header->name, s.place, s.broken) : DOMAR_OK;
}
