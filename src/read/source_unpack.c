/* read/source_unpack.c -- gzip, zstd and zip members as streams out of bytes in memory. */
#include "read/source_inside.h"
#include <string.h>
#include <stdlib.h>
#include <strings.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

/* A table of zeros packs well, a bomb packs better: beyond the first 64 MiB nothing may unpack
 * to more than 200 times its size. */
enum { BOMB_RATIO = 200, BOMB_FREE = 64 << 20 };

struct domar_unpacker {
    domar_pack  pack;
    const char *name, *bytes;
    size_t      size, used, given;       /* packed: all and taken; unpacked so far */
    size_t      packed;                  /* what `given` is weighed against */
    bool        ended;
    z_stream    inflate;
    bool        inflating;
    ZSTD_DStream *zstd;
    size_t      zstd_left;               /* 0: between two frames */
    zip_t      *zip;
    zip_file_t *file;
};

domar_pack domar_pack_of(const char *bytes, size_t size)
{
    if (size >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0) return DOMAR_PACK_GZIP;
    if (size >= 4 && memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0) return DOMAR_PACK_ZSTD;
    if (size >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0))
        return DOMAR_PACK_ZIP;
    return DOMAR_PACK_NONE;
}

static domar_status cut_off(domar_cx *cx, const domar_unpacker *u, const char *what)
{
    return domar_fail(cx, DOMAR_EDATA,
                      "%s: the %s data end too early, the file is cut off: fetch it "
                      "again",
                      u->name, what);
}

static domar_status damaged(domar_cx *cx, const domar_unpacker *u, const char *what,
                            const char *why)
{
    return domar_fail(cx, DOMAR_EDATA, "%s: the %s data are damaged (%s): fetch the file again",
                      u->name, what, why ? why : "no details");
}

/* ---- gzip: members one after the other, as `cat a.gz b.gz` makes them */
static domar_status read_gzip(domar_cx *cx, domar_unpacker *u, char *to, size_t size, size_t *got)
{
    z_stream *z = &u->inflate;
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)size;
    while (z->avail_out && !u->ended) {
        if (z->avail_in == 0) {
            const size_t left = u->size - u->used, part = left < 1 << 20 ? left : 1 << 20;
            if (part == 0) return cut_off(cx, u, "gzip");
            z->next_in = (Bytef *)(uintptr_t)(u->bytes + u->used);
            z->avail_in = (uInt)part;
            u->used += part;
        }
        const int code = inflate(z, Z_NO_FLUSH);
        if (code == Z_STREAM_END) {
            const size_t at = u->used - z->avail_in;
            if (domar_pack_of(u->bytes + at, u->size - at) != DOMAR_PACK_GZIP) u->ended = true;
            else if (inflateReset(z) != Z_OK) return damaged(cx, u, "gzip", z->msg);
        } else if (code == Z_MEM_ERROR)
            return domar_fail(cx, DOMAR_ENOMEM, "%s: not enough memory to unpack it", u->name);
        else if (code != Z_OK && code != Z_BUF_ERROR)
            return damaged(cx, u, "gzip", z->msg);
    }
    *got = size - z->avail_out;
    return DOMAR_OK;
}

static domar_status read_zstd(domar_cx *cx, domar_unpacker *u, char *to, size_t size, size_t *got)
{
    ZSTD_outBuffer out = { to, size, 0 };
    while (out.pos < out.size && !u->ended) {
        ZSTD_inBuffer in = { u->bytes, u->size, u->used };
        const size_t before = out.pos;
        if (in.pos == in.size && u->zstd_left == 0) {
            u->ended = true;
            break;
        }
        const size_t left = ZSTD_decompressStream(u->zstd, &out, &in);
        if (ZSTD_isError(left)) return damaged(cx, u, "zstd", ZSTD_getErrorName(left));
        if (in.pos == u->used && out.pos == before) return cut_off(cx, u, "zstd");
        u->used = in.pos;
        u->zstd_left = left;
    }
    *got = out.pos;
    return DOMAR_OK;
}

/* ---- zip */
static domar_status zip_failure(domar_cx *cx, const char *name, int code)
{
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const domar_status st = domar_fail(cx, DOMAR_EDATA,
                                       "%s: not a whole zip archive (%s), it is cut "
                                       "off or damaged: fetch it again",
                                       name, zip_error_strerror(&error));
    zip_error_fini(&error);
    return st;
}

static domar_status open_archive(domar_cx *cx, zip_t **out, const char *name, const char *bytes,
                                 size_t size)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
    *out = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    domar_status st = DOMAR_OK;
    if (!*out) {
        const int code = zip_error_code_zip(&error);
        zip_source_free(source);
        st = code == ZIP_ER_MEMORY
           ? domar_fail(cx, DOMAR_ENOMEM, "%s: not enough memory to open it", name)
           : zip_failure(cx, name, code);
    }
    zip_error_fini(&error);
    return st;
}

static domar_status open_member(domar_cx *cx, domar_unpacker *u, size_t member)
{
    zip_stat_t about;
    domar_status st = open_archive(cx, &u->zip, u->name, u->bytes, u->size);
    if (st) return st;
    if (zip_stat_index(u->zip, member, 0, &about) != 0)
        return zip_failure(cx, u->name, zip_error_code_zip(zip_get_error(u->zip)));
    if (about.encryption_method != ZIP_EM_NONE)
        return domar_fail(cx, DOMAR_EDATA, "%s is encrypted: unpack it with its password first",
                          u->name);
    u->packed = about.comp_size;
    u->file = zip_fopen_index(u->zip, member, 0);
    return u->file ? DOMAR_OK
                   : zip_failure(cx, u->name, zip_error_code_zip(zip_get_error(u->zip)));
}

static domar_status read_zip(domar_cx *cx, domar_unpacker *u, char *to, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size && !u->ended) {
        const zip_int64_t n = zip_fread(u->file, to + *got, size - *got);
        if (n < 0) return damaged(cx, u, "zip", zip_file_strerror(u->file));
        if (n == 0) u->ended = true;
        *got += (size_t)n;
    }
    return DOMAR_OK;
}

/* ---- one door */
domar_status domar_unpack_open(domar_cx *cx, domar_unpacker **out, domar_pack pack,
                               const char *name, const char *bytes, size_t size, size_t member)
{
    domar_unpacker *u = domar_alloc(cx, 1, sizeof *u);
    domar_status st = DOMAR_OK;
    *out = u;
    if (!u) return DOMAR_ENOMEM;
    u->pack = pack;
    u->name = name;
    u->bytes = bytes;
    u->size = u->packed = size;
    if (pack == DOMAR_PACK_GZIP) {
        u->inflating = inflateInit2(&u->inflate, 15 + 16) == Z_OK;
        if (!u->inflating)
            st = domar_fail(cx, DOMAR_ENOMEM, "%s: not enough memory to unpack it", name);
    } else if (pack == DOMAR_PACK_ZSTD) {
        u->zstd = ZSTD_createDStream();
        if (!u->zstd)
            st = domar_fail(cx, DOMAR_ENOMEM, "%s: not enough memory to unpack it", name);
    } else if (pack == DOMAR_PACK_ZIP)
        st = open_member(cx, u, member);
    if (st) {
        domar_unpack_free(u);
        *out = NULL;
    }
    return st;
}

domar_status domar_unpack_read(domar_cx *cx, domar_unpacker *u, char *to, size_t size, size_t *got)
{
    domar_status st = DOMAR_OK;
    if (size > 1 << 30) size = 1 << 30;
    switch (u->pack) {
    case DOMAR_PACK_NONE: {
        const size_t left = u->size - u->used;
        *got = size < left ? size : left;
        memcpy(to, u->bytes + u->used, *got);
        u->used += *got;
        return DOMAR_OK;
    }
    case DOMAR_PACK_GZIP: st = read_gzip(cx, u, to, size, got); break;
    case DOMAR_PACK_ZSTD: st = read_zstd(cx, u, to, size, got); break;
    case DOMAR_PACK_ZIP:  st = read_zip(cx, u, to, size, got); break;
    }
    if (st) return st;
    u->given += *got;
    if (u->pack == DOMAR_PACK_ZIP)
        u->used = u->packed < u->given ? u->packed : u->given;      /* libzip does not tell */
    if (u->given > BOMB_FREE && u->given / BOMB_RATIO > u->packed)
        return domar_fail(cx, DOMAR_ELIMIT,
                          "%s unpacks to more than %d times its size (%zu bytes so "
                          "far), which tables do not do: unpack it yourself if you trust it",
                          u->name, (int)BOMB_RATIO, u->given);
    return DOMAR_OK;
}

size_t domar_unpack_used(const domar_unpacker *u) { return u->used; }

void domar_unpack_free(domar_unpacker *u)
{
    if (!u) return;
    if (u->inflating) inflateEnd(&u->inflate);
    ZSTD_freeDStream(u->zstd);
    if (u->file) zip_fclose(u->file);
    if (u->zip) zip_discard(u->zip);
    domar_release(u);
}

/* ---- what an archive holds */
static bool has_suffix(const char *name, const char *suffix)
{
    const size_t a = strlen(name), b = strlen(suffix);
    return a > b && strcasecmp(name + a - b, suffix) == 0;
}

/* What is wrong with a member's path, NULL if nothing. */
static const char *path_trick(const char *name)
{
    if (name[0] == '/') return "starts at the root";
    if (strchr(name, '\\')) return "holds a backslash";
    if (name[0] && name[1] == ':') return "names a drive";
    for (const char *p = name; *p; p = *p ? p + 1 : p) {
        const size_t part = strcspn(p, "/");
        if (part == 2 && p[0] == '.' && p[1] == '.') return "climbs out of the archive";
        p += part;
        if (!*p) break;
    }
    for (const char *p = name; *p; p++)
        if ((unsigned char)*p < 0x20) return "holds control characters";
    return NULL;
}

/* A table by its name, and not the words that come with it. */
static bool is_table(const char *name)
{
    static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".tab" };
    static const char *const words[] = { "readme", "read_me", "licen", "notice" };
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
    bool table = false;
    for (size_t s = 0; s < sizeof suffixes / sizeof *suffixes; s++)
        table = table || has_suffix(base, suffixes[s]);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        table = table && !strcasestr(base, words[w]);
    return table && base[0] != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

static bool is_link(zip_t *zip, size_t k)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, k, 0, &system, &attributes) != 0) return false;
    return system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const domar_zip_member *)a)->name, ((const domar_zip_member *)b)->name);
}

static domar_status list(domar_cx *cx, const char *archive, zip_t *zip, domar_zip_member **members,
                         size_t *count)
{
    const zip_int64_t entries = zip_get_num_entries(zip, 0);
    size_t capacity = 0;
    bool workbook = false, binary = false;
    for (size_t k = 0; k < (size_t)(entries > 0 ? entries : 0); k++) {
        const char *name = zip_get_name(zip, k, ZIP_FL_ENC_GUESS);
        const char *trick = name ? path_trick(name) : "has no name";
        if (!trick && is_link(zip, k)) trick = "is a link";
        if (trick)
            return domar_fail(cx, DOMAR_EDATA,
                              "%s: the path of member '%.80s' %s, so the archive is "
                              "refused: pack the table alone",
                              archive, name ? name : "", trick);
        workbook = workbook || strcmp(name, "xl/workbook.xml") == 0 ||
                   strcmp(name, "[Content_Types].xml") == 0;
        binary = binary || strcmp(name, "xl/workbook.bin") == 0;
        if (!is_table(name)) continue;
        if (domar_grow(cx, members, &capacity, *count + 1, sizeof **members)) return DOMAR_ENOMEM;
        (*members)[*count] = (domar_zip_member){ domar_strdup(cx, name), k };
        if (!(*members)[*count].name) return DOMAR_ENOMEM;
        ++*count;
    }
    if (*count) {
        qsort(*members, *count, sizeof **members, by_name);
        return DOMAR_OK;
    }
    if (binary)
        return domar_fail(cx, DOMAR_EDATA, "%s is a binary workbook: save it as .xlsx or its sheet "
                          "as CSV", archive);
    if (workbook) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "%s holds no table (.csv, .tsv, .txt, .tab) among its %d "
                      "members: pack the table itself", archive, (int)entries);
}

domar_status domar_zip_list(domar_cx *cx, const char *name, const char *bytes, size_t size,
                            domar_zip_member **members, size_t *count)
{
    zip_t *zip;
    *members = NULL;
    *count = 0;
    domar_status st = open_archive(cx, &zip, name, bytes, size);
    if (st) return st;
    st = list(cx, name, zip, members, count);
    zip_discard(zip);
    if (st) {
        domar_zip_list_free(*members, *count);
        *members = NULL;
        *count = 0;
    }
    return st;
}

domar_status domar_zip_find(domar_cx *cx, const char *name, const char *bytes, size_t size,
                            const char *member, size_t *index)
{
    zip_t *zip;
    const domar_status st = open_archive(cx, &zip, name, bytes, size);
    if (st) return st;
    const zip_int64_t at = zip_name_locate(zip, member, ZIP_FL_NOCASE);
    *index = at < 0 ? SIZE_MAX : (size_t)at;
    zip_discard(zip);
    return DOMAR_OK;
}

void domar_zip_list_free(domar_zip_member *members, size_t count)
{
    for (size_t k = 0; k < count; k++) domar_release(members[k].name);
    domar_release(members);
}
