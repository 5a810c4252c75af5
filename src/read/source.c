/* read/source.c -- an input as blocks of whole lines of UTF-8.
 *
 * The file is mapped (standard input is read into memory), with zero bytes after it so that
 * parsers may look ahead.  Plain UTF-8 is handed out in place; everything else goes
 * unpack -> decode -> lines through one buffer.  Mapped bytes are never unpacked to disk. */
#include "read/source.h"
#include "read/source_inside.h"
#include "read/har_file.h"
#include "read/stat_file.h"
#include "read/xlsx_head.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAD = 64, HEAD = 1 << 20, BLOCK = 4 << 20, RAW = 1 << 16, LONGEST_LINE = 256 << 20 };
/* A number and its comma take some 20 bytes of text and 8 of memory: the least that is needed. */
static const double memory_per_byte = 0.4;

struct domar_source {
    char  *path, *name;
    const char *bytes;               /* the file as it is, PAD zeros after it */
    size_t size;
    void  *map;                      /* NULL: bytes live in spool */
    size_t mapped;
    char  *spool;
    domar_pack pack;
    domar_zip_member *members;
    size_t tables, picked;
    bool   undecided;                /* several tables and none chosen */
    bool   binary;                   /* a header array file, Stata's or SPSS's: bytes only */
    domar_xlsx *workbook;            /* NULL: none */
    domar_text shown;                /* of a workbook: its head */
    domar_text sheet;                /* of a workbook: a sheet of it as lines */
    char  *encoding;                 /* as asked for, NULL: detect */
    bool   gb18030;
    size_t bom;                      /* bytes of a byte-order mark to skip */

    bool   direct;                   /* lines lie in bytes itself */
    size_t at;                       /* direct: next byte */
    size_t line;                     /* number of the next line */
    domar_unpacker *unpacker;
    iconv_t decoder;
    bool   decoding;
    char   raw[RAW];                 /* unpacked, not decoded */
    size_t raws;
    char  *buffer;
    size_t capacity, filled,
        given; /* buffer holds filled bytes, the first `given` are handed out */
    bool   ended;
};

/* ---- opening */
static domar_status io_failure(domar_cx *cx, const char *path, int error)
{
    return domar_fail(cx, error == ENOENT ? DOMAR_ENOTFOUND : DOMAR_EIO,
                      "%s cannot be read (%s): %s", path, strerror(error),
                      error == ENOENT   ? "check the path"
                      : error == EACCES ? "ask for the right to read it"
                                        : "check the file");
}

static domar_status map_file(domar_cx *cx, domar_source *s, int fd, size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t whole = (size + PAD + page - 1) / page * page;
    /* Anonymous zeros first, the file over them: what lies behind its end stays readable. */
    void *map = mmap(NULL, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (map != MAP_FAILED &&
        mmap(map, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
        munmap(map, whole);
        map = MAP_FAILED;
    }
    if (map == MAP_FAILED && errno == ENOMEM)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "%s needs %.1f GB of address space to be read, which is more than "
                          "the system gives: raise the limit (ulimit -v) or use a larger machine",
                          s->path, (double)whole / 1e9);
    if (map == MAP_FAILED) return io_failure(cx, s->path, errno);
    s->map = map;
    s->mapped = whole;
    s->bytes = map;
    s->size = size;
    return DOMAR_OK;
}

static domar_status spool(domar_cx *cx, domar_source *s, int fd)
{
    size_t capacity = 0;
    domar_task(cx, "reading");
    for (;;) {
        domar_status st = domar_tick(cx, 0, 0); /* whoever writes the pipe may take for ever */
        if (!st) st = domar_grow(cx, &s->spool, &capacity, s->size + RAW + PAD, 1);
        if (st) return st;
        s->bytes = s->spool;
        const ssize_t n = read(fd, s->spool + s->size, capacity - s->size - PAD);
        if (n > 0) s->size += (size_t)n;
        else if (n == 0) break;
        else if (errno != EINTR) return io_failure(cx, s->path, errno);
    }
    memset(s->spool + s->size, 0, PAD);
    return DOMAR_OK;
}

static domar_status load(domar_cx *cx, domar_source *s, const char *path)
{
    struct stat about;
    const bool standard = strcmp(path, "-") == 0;
    const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    domar_status st = DOMAR_OK;
    if (fd < 0) return io_failure(cx, path, errno);
    if (fstat(fd, &about) != 0) st = io_failure(cx, path, errno);
    else if (S_ISDIR(about.st_mode))
        st = domar_fail(cx, DOMAR_EIO, "%s is a directory: give the file in it", path);
    else if (S_ISREG(about.st_mode) && !standard && about.st_size > 0)
        st = map_file(cx, s, fd, (size_t)about.st_size);
    else if (!S_ISREG(about.st_mode) || standard)
        st = spool(cx, s, fd);
    if (!standard) close(fd);
    if (!st && s->size == 0)
        st = domar_fail(cx, DOMAR_EDATA, "%s is empty: fetch it again", s->name);
    return st;
}

static domar_status set_encoding(domar_cx *cx, domar_source *s, const char *encoding)
{
    static const char *const utf8[] = { "utf-8", "utf8" }, *const gb[] = { "gb18030", "gbk",
                                                                           "gb2312" };
    if (!encoding || !*encoding) return DOMAR_OK;
    for (size_t k = 0; k < 2; k++)
        if (domar_icmp(encoding, utf8[k]) == 0) s->encoding = domar_strdup(cx, "utf-8");
    for (size_t k = 0; k < 3; k++)
        if (domar_icmp(encoding, gb[k]) == 0) s->encoding = domar_strdup(cx, "gb18030");
    if (s->encoding) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE,
                      "encoding %s is not known: utf-8 or gb18030 (convert others "
                      "with iconv)",
                      encoding);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static domar_status name_it(domar_cx *cx, domar_source *s)
{
    const char *path = strcmp(s->path, "-") == 0 ? "standard input" : base_name(s->path);
    domar_release(s->name);
    s->name = s->tables ? domar_format(cx, "%s:%s", path, s->members[s->picked].name)
                        : domar_strdup(cx, path);
    return s->name ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status choose(domar_cx *cx, domar_source *s, const char *member)
{
    s->undecided = s->tables > 1 && !member;
    if (!member) return DOMAR_OK;
    for (size_t k = 0; k < s->tables; k++)
        if (strcmp(s->members[k].name, member) == 0 ||
            strcmp(base_name(s->members[k].name), member) == 0) {
            s->picked = k;
            return DOMAR_OK;
        }
    return s->tables
               ? domar_fail(cx, DOMAR_ENOTFOUND, "%s has no table %s: the first of its %zu is %s",
                            s->path, member, s->tables, s->members[0].name)
               : domar_fail(cx, DOMAR_EUSAGE, "%s is no zip archive: it has no member %s", s->path,
                            member);
}

/* ---- the stream: unpack, decode, gather */
static void stop(domar_source *s)
{
    domar_unpack_free(s->unpacker);
    s->unpacker = NULL;
    if (s->decoding) iconv_close(s->decoder);
    s->decoding = false;
    s->raws = s->filled = s->given = 0;
    s->ended = false;
    s->line = 1;
}

static domar_status start(domar_cx *cx, domar_source *s)
{
    stop(s);
    s->direct = s->pack == DOMAR_PACK_NONE && !s->gb18030;
    s->at = s->bom;
    if (s->workbook) return DOMAR_OK;
    if (s->direct) return DOMAR_OK;
    if (s->gb18030) {
        s->decoder = iconv_open("UTF-8", "GB18030");
        s->decoding = (intptr_t)s->decoder != -1;
        if (!s->decoding)
            return domar_fail(cx, DOMAR_EFAIL,
                              "%s: this system cannot decode GB18030: convert the "
                              "file to UTF-8",
                              s->name);
    }
    return domar_unpack_open(cx, &s->unpacker, s->pack, s->name, s->bytes, s->size,
                             s->tables ? s->members[s->picked].index : 0);
}

/* raw -> buffer; room holds at least twice RAW. */
static domar_status decode(domar_cx *cx, domar_source *s, bool last)
{
    char *in = s->raw, *out = s->buffer + s->filled;
    size_t in_left = s->raws, out_left = s->capacity - PAD - s->filled;
    const size_t before = s->filled;
    const size_t code = iconv(s->decoder, &in, &in_left, &out, &out_left);
    s->filled = (size_t)(out - s->buffer);
    if (code == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && last)))
        return domar_fail(cx, DOMAR_EDATA,
                          "%s, line %zu: byte 0x%02x is not GB18030: convert the file "
                          "to UTF-8",
                          s->name, s->line - 1 + domar_lines_before(s->buffer, s->filled),
                          (unsigned)(unsigned char)*in);
    if (in_left == s->raws && s->filled == before && in_left)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: decoding GB18030 does not go on: convert the file to "
                          "UTF-8",
                          s->name);
    memmove(s->raw, in, in_left);
    s->raws = in_left;
    return DOMAR_OK;
}

/* More bytes into the buffer until it holds `want` or the input ends. */
static domar_status fill(domar_cx *cx, domar_source *s, size_t want)
{
    domar_status st = domar_grow(cx, &s->buffer, &s->capacity, want + 2 * RAW + PAD, 1);
    while (!st && !s->ended && s->filled < want) {
        size_t got = 0;
        if (s->gb18030) {
            st = domar_unpack_read(cx, s->unpacker, s->raw + s->raws, RAW - s->raws, &got);
            s->raws += got;
            s->ended = !st && got == 0;
            if (!st && s->raws) st = decode(cx, s, s->ended);
        } else {
            st = domar_unpack_read(cx, s->unpacker, s->buffer + s->filled, want - s->filled, &got);
            if (s->bom && s->line == 1 && s->filled == 0 && got >= s->bom) {
                got -= s->bom;
                memmove(s->buffer, s->buffer + s->bom, got);
            }
            s->filled += got;
            s->ended = !st && got == 0;
        }
    }
    if (!st) memset(s->buffer + s->filled, 0, PAD);
    return st;
}

static domar_status sniff(domar_cx *cx, domar_source *s, const char *bytes, size_t size,
                          bool whole)
{
    domar_looks looks;
    const domar_status st = domar_text_looks(cx, &looks, s->name, s->encoding, bytes, size, whole);
    s->gb18030 = !st && looks.gb18030;
    s->bom = st ? 0 : looks.bom;
    return st;
}

/* Look at the first MiB as it is and decide on the encoding. */
static domar_status detect(domar_cx *cx, domar_source *s)
{
    s->gb18030 = false;
    s->bom = 0;
    s->binary = s->pack == DOMAR_PACK_NONE && (domar_har_is(s->bytes, s->size) || domar_stat_is(s->bytes, s->size));
    if (s->binary) return DOMAR_OK;
    if (s->pack == DOMAR_PACK_ZIP && s->tables == 0) {
        const domar_status st = domar_xlsx_open(cx, &s->workbook, s->name, s->bytes, s->size);
        return st ? st : domar_xlsx_head(cx, &s->shown, s->workbook);
    }
    if (s->pack == DOMAR_PACK_NONE)
        return sniff(cx, s, s->bytes, s->size < HEAD ? s->size : HEAD, s->size <= HEAD);
    domar_status st = start(cx, s);
    if (!st) st = fill(cx, s, HEAD + 1);
    if (!st && s->filled == 0)
        st = domar_fail(cx, DOMAR_EDATA, "%s is empty: fetch it again", s->name);
    if (!st) st = sniff(cx, s, s->buffer, s->filled < HEAD ? s->filled : HEAD, s->filled <= HEAD);
    return st;
}

domar_status domar_source_open(domar_cx *cx, domar_source **out, const char *path,
                               const char *member, const char *encoding)
{
    domar_source *s = domar_alloc(cx, 1, sizeof *s);
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!s) return st;
    s->line = 1;
    s->shown = domar_text_new(cx);
    s->sheet = domar_text_new(cx);
    s->path = domar_strdup(cx, path);
    if (!s->path || (st = name_it(cx, s)) || (st = set_encoding(cx, s, encoding))) goto done;
    if ((st = load(cx, s, path))) goto done;
    s->pack = domar_pack_of(s->bytes, s->size);
    if (s->pack == DOMAR_PACK_ZIP &&
        (st = domar_zip_list(cx, s->name, s->bytes, s->size, &s->members, &s->tables))) goto done;
    if ((st = choose(cx, s, member)) || (st = name_it(cx, s)) || (st = detect(cx, s))) goto done;
    if (s->pack == DOMAR_PACK_NONE &&
        (st = domar_memory_check(cx, (double)s->size * memory_per_byte, s->name))) goto done;
    st = start(cx, s);
done:
    if (st) domar_source_free(s);
    else *out = s;
    return st;
}

void domar_source_free(domar_source *s)
{
    if (!s) return;
    stop(s);
    domar_xlsx_free(s->workbook);
    domar_text_drop(&s->shown);
    domar_text_drop(&s->sheet);
    if (s->map) munmap(s->map, s->mapped);
    domar_release(s->spool);
    domar_release(s->buffer);
    domar_zip_list_free(s->members, s->tables);
    domar_release(s->encoding);
    domar_release(s->path);
    domar_release(s->name);
    domar_release(s);
}

const char *domar_source_name(const domar_source *s) { return s->name; }
const char *domar_source_path(const domar_source *s) { return s->path; }

bool domar_source_bytes(const domar_source *s, const void **bytes, size_t *size)
{
    *bytes = s->bytes;
    *size = s->size;
    return s->binary;
}

domar_xlsx *domar_source_workbook(const domar_source *s) { return s->workbook; }

domar_status domar_source_sheet(domar_cx *cx, domar_source *s, size_t sheet)
{
    const char zeros[PAD] = { 0 };
    domar_text_drop(&s->sheet);
    s->sheet = domar_text_new(cx);
    domar_status st = domar_xlsx_csv(cx, &s->sheet, s->workbook, sheet);
    const size_t size = s->sheet.size;
    if (!st) domar_text_add(&s->sheet, zeros, PAD);
    if (!st) st = s->sheet.status;
    if (st) return st;
    domar_xlsx_free(s->workbook);
    s->workbook = NULL;
    s->bytes = s->sheet.data;
    s->size = size;
    s->pack = DOMAR_PACK_NONE;
    return start(cx, s);
}

domar_status domar_source_rewind(domar_cx *cx, domar_source *s) { return start(cx, s); }

/* ---- reading */
domar_status domar_source_head(domar_cx *cx, domar_source *s, domar_head *head)
{
    if (s->workbook) {
        *head = (domar_head){ .name = base_name(s->path), .bytes = s->shown.data,
                              .size = s->shown.size < HEAD ? s->shown.size : HEAD };
        return DOMAR_OK;
    }
    const domar_status st = s->direct ? DOMAR_OK : fill(cx, s, HEAD + 1);
    if (st) return st;
    const size_t size = s->direct ? s->size - s->bom : s->filled;
    *head = (domar_head){
        .name = s->tables ? base_name(s->members[s->picked].name) : base_name(s->path),
        .bytes = s->direct ? s->bytes + s->bom : s->buffer,
        .size = size < HEAD ? size : HEAD, .whole = size <= HEAD };
    return DOMAR_OK;
}

static domar_status next_block(domar_cx *cx, domar_source *s, const char **block, size_t *size)
{
    const char *last = NULL;
    memmove(s->buffer, s->buffer + s->given, s->filled - s->given);
    s->filled -= s->given;
    s->given = 0;
    for (size_t want = BLOCK; !last; want *= 2) {
        const domar_status st = fill(cx, s, want);
        if (st) return st;
        last = s->ended ? s->buffer + s->filled : memrchr(s->buffer, '\n', s->filled);
        if (!last && want >= LONGEST_LINE)
            return domar_fail(cx, DOMAR_EDATA, "%s, line %zu: longer than %d MB: this is no table",
                              s->name, s->line, LONGEST_LINE >> 20);
    }
    *block = s->buffer;
    *size = (size_t)(last - s->buffer) + !s->ended;
    s->given = *size;
    return DOMAR_OK;
}

domar_status domar_source_run(domar_cx *cx, domar_source *s, const char **block, size_t *size,
                              size_t *first_line)
{
    domar_status st = DOMAR_OK;
    if (s->undecided)
        return domar_fail(cx, DOMAR_EUSAGE,
                          "%s holds %zu tables (%s, %s, ...): name one of them, or "
                          "its year",
                          base_name(s->path), s->tables, s->members[0].name, s->members[1].name);
    if (s->binary && domar_stat_is(s->bytes, s->size))
        return domar_fail(cx, DOMAR_EDATA, "%s is a file of Stata or SPSS: panels are read from those, tables are not",
                          s->name);
    if (s->binary)
        return domar_fail(cx, DOMAR_EDATA, "%s is a header array file: read it with --format har",
                          s->name);
    if (s->workbook)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s is a workbook of another kind: save its sheet as CSV", s->name);
    *first_line = s->line;
    if (s->direct) {
        *block = s->bytes + s->at;
        *size = s->size - s->at;
        s->at = s->size;
        return DOMAR_OK;
    }
    st = fill(cx, s, 1);
    if (!st) st = next_block(cx, s, block, size);
    if (!st && *size) s->line += domar_lines_before(*block, *size) - 1;
    return st;
}

domar_status domar_source_lines(domar_cx *cx, domar_source *s, const char **block, size_t *size,
                                size_t *first_line)
{
    size_t bad = 0;
    const domar_status st = domar_source_run(cx, s, block, size, first_line);
    if (st || domar_utf8_valid(*block, *size, &bad)) return st;
    return domar_fail(cx, DOMAR_EDATA,
                      "%s, line %zu: byte 0x%02x is not UTF-8: convert the file, or "
                      "say gb18030 as its encoding if it is",
                      s->name, *first_line - 1 + domar_lines_before(*block, bad),
                      (unsigned)(unsigned char)(*block)[bad]);
}

void domar_source_progress(const domar_source *s, size_t *done, size_t *total)
{
    *total = s->size;
    *done = s->unpacker ? domar_unpack_used(s->unpacker) : s->at;
}

domar_status domar_source_members(domar_cx *cx, const char *path, char ***names, size_t *count)
{
    domar_source *s;
    *names = NULL;
    *count = 0;
    domar_status st = domar_source_open(cx, &s, path, NULL, NULL);
    if (st) return st;
    if (s->tables && !(*names = domar_alloc(cx, s->tables, sizeof **names))) st = DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->tables; k++) {        /* the names change hands */
        (*names)[(*count)++] = s->members[k].name;
        s->members[k].name = NULL;
    }
    domar_source_free(s);
    return st;
}

domar_status domar_source_year(domar_cx *cx, const domar_source *s, int wanted, int *year)
{
    int found = s->tables ? domar_year_in(base_name(s->members[s->picked].name)) : 0;
    if (!found) found = domar_year_in(base_name(s->path));
    *year = wanted ? wanted : found;
    if (wanted && found && wanted != found)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: its name says %d, the year asked for is %d: rename the "
                          "file or leave the year out",
                          s->name, found, wanted);
    if (!*year)
        return domar_fail(cx, DOMAR_EDATA,
                          "%s: no year in its name: say --year, or name the file by its year",
                          s->name);
    return DOMAR_OK;
}
