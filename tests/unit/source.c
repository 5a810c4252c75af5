/* unit/source.c -- wrappings, encodings, guards. */
#include "read/source.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>
#include <cmocka.h>

static char place[64];

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", place, name);
    return path;
}

static const char *put(const char *name, const void *bytes, size_t size)
{
    FILE *f = fopen(path_of(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
    return path_of(name);
}

static size_t pack_gzip(const char *text, size_t size, char *out, size_t room)
{
    z_stream z = { 0 };
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)size;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

struct member { const char *name, *text; size_t size; bool link; };

static const char *put_zip(const char *name, const struct member *members, size_t count)
{
    unlink(path_of(name));
    zip_t *zip = zip_open(path_of(name), ZIP_CREATE, NULL);
    assert_non_null(zip);
    for (size_t k = 0; k < count; k++) {
        zip_source_t *s = zip_source_buffer(zip, members[k].text, members[k].size, 0);
        const zip_int64_t at = zip_file_add(zip, members[k].name, s, ZIP_FL_ENC_UTF_8);
        assert_true(at >= 0);
        if (members[k].link)
            zip_file_set_external_attributes(zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX,
                                             0120777u << 16);
    }
    assert_int_equal(zip_close(zip), 0);
    return path_of(name);
}

/* All lines as one text, after looking at the head; also checks line numbers and the padding. */
static domar_status slurp(domar_cx *cx, const char *path, const char *member, const char *encoding,
                          char **text, size_t *size)
{
    domar_source *s;
    domar_head head;
    const char *block;
    size_t part, first, lines = 1;
    *text = NULL;
    *size = 0;
    domar_status st = domar_source_open(cx, &s, path, member, encoding);
    if (st) return st;
    for (int round = 0; !st && round < 2; round++) { /* twice: a rewind must give the same */
        *size = 0;
        lines = 1;
        st = domar_source_head(cx, s, &head);
        while (!st && !(st = domar_source_lines(cx, s, &block, &part, &first)) && part) {
            *text = realloc(*text, *size + part + 1);
            memcpy(*text + *size, block, part);
            assert_int_equal(first, lines);
            for (size_t k = 0; k < part; k++) lines += block[k] == '\n';
            *size += part;
            (*text)[*size] = 0;
            char sum = 0;
            for (int k = 0; k < 64; k++) sum = (char)(sum ^ block[part + (size_t)k]);
            (void)sum;                                         /* a sanitizer sees the overrun */
        }
        if (!st && round == 0) st = domar_source_rewind(cx, s);
    }
    domar_source_free(s);
    return st;
}

static void gives(domar_cx *cx, const char *path, const char *member, const char *encoding,
                  const char *want, size_t want_size)
{
    char *text;
    size_t size;
    const domar_status st = slurp(cx, path, member, encoding, &text, &size);
    if (st) fail_msg("%s: %s", path, domar_cx_message(cx));
    assert_int_equal(size, want_size);
    assert_memory_equal(text, want, want_size);
    free(text);
}

static void refuses(domar_cx *cx, const char *path, domar_status status, const char *say)
{
    char *text;
    size_t size;
    const domar_status st = slurp(cx, path, NULL, NULL, &text, &size);
    free(text);
    if (!strstr(domar_cx_message(cx), say))
        fail_msg("'%s' is not in: %s", say, domar_cx_message(cx));
    assert_int_equal(st, status);
}

/* Some 12 MB of lines, more than one block of a stream. */
static char *long_text(size_t *size)
{
    char *text = malloc(13 << 20), *p = text;
    for (unsigned k = 0; p < text + (12 << 20); k++)
        p += sprintf(p, "row %u,%u,%u\n", k, k * 2654435761u, k * 40503u);
    *size = (size_t)(p - text);
    return text;
}

static void unwraps(void **state)
{
    domar_cx *cx = *state;
    size_t size;
    char *text = long_text(&size), *packed = malloc(size + 1024);
    gives(cx, put("a.csv", text, size), NULL, NULL, text, size);
    size_t n = pack_gzip(text, size / 2, packed, size); /* two gzip members, one after the other */
    n += pack_gzip(text + size / 2, size - size / 2, packed + n, size - n);
    gives(cx, put("a.csv.gz", packed, n), NULL, NULL, text, size);
    const size_t z = ZSTD_compress(packed, size + 1024, text, size, 3);
    assert_false(ZSTD_isError(z));
    gives(cx, put("a.csv.zst", packed, z), NULL, NULL, text, size);
    const struct member members[] = { { "in/b.csv", text, size, false },
                                      { "README.txt", "hello\n", 6, false },
                                      { "__MACOSX/in/b.csv", "?", 1, false } };
    gives(cx, put_zip("a.zip", members, 3), NULL, NULL, text, size);
    gives(cx, path_of("a.zip"), "in/b.csv", NULL, text, size);

    n = pack_gzip(text, size, packed, size);
    refuses(cx, put("cut.gz", packed, n / 2), DOMAR_EDATA, "cut off");
    memset(packed + n / 2, 0x55, 64);
    refuses(cx, put("bad.gz", packed, n), DOMAR_EDATA, "damaged");
    n = ZSTD_compress(packed, size + 1024, text, size, 3);
    refuses(cx, put("cut.zst", packed, n / 2), DOMAR_EDATA, "cut off");
    char whole[1 << 16];
    FILE *f = fopen(path_of("a.zip"), "rb");
    n = fread(whole, 1, sizeof whole, f);
    fclose(f);
    refuses(cx, put("cut.zip", whole, n), DOMAR_EDATA, "cut off");
    free(text);
    free(packed);
}

static void chooses_members(void **state)
{
    domar_cx *cx = *state;
    const struct member members[] = { { "ICIO_2011.csv", "b\n", 2, false },
                                      { "ICIO_2010.csv", "a\n", 2, false } };
    refuses(cx, put_zip("two.zip", members, 2), DOMAR_EUSAGE, "holds 2 tables (ICIO_2010.csv");
    gives(cx, path_of("two.zip"), "ICIO_2011.csv", NULL, "b\n", 2);
    domar_source *s;
    domar_head head;
    int year;
    assert_int_equal(domar_source_open(cx, &s, path_of("two.zip"), "ICIO_2011.csv", NULL),
                     DOMAR_OK);
    assert_string_equal(domar_source_name(s), "two.zip:ICIO_2011.csv");
    assert_int_equal(domar_source_head(cx, s, &head), DOMAR_OK);
    assert_string_equal(head.name, "ICIO_2011.csv");
    assert_true(head.whole && head.size == 2 && head.bytes[0] == 'b');
    assert_int_equal(domar_source_year(cx, s, 0, &year), DOMAR_OK);
    assert_int_equal(year, 2011);
    assert_int_equal(domar_source_year(cx, s, 2010, &year), DOMAR_EDATA);
    domar_source_free(s);
    assert_int_equal(domar_source_open(cx, &s, path_of("two.zip"), "none.csv", NULL),
                     DOMAR_ENOTFOUND);
    assert_null(s);
    char **names;
    size_t count;
    assert_int_equal(domar_source_members(cx, path_of("two.zip"), &names, &count), DOMAR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "ICIO_2010.csv");
    for (size_t k = 0; k < count; k++) domar_release(names[k]);
    domar_release(names);
    assert_int_equal(domar_source_members(cx, put("plain.csv", "a\n", 2), &names, &count),
                     DOMAR_OK);
    assert_null(names);
    assert_int_equal(count, 0);
}

static void guards_archives(void **state)
{
    domar_cx *cx = *state;
    static const struct { const char *name, *say;
    } tricks[] = { { "../evil.csv", "climbs out" },
                   { "a/../../evil.csv", "climbs out" },
                   { "/etc/evil.csv", "root" },
                   { "a\\..\\evil.csv", "backslash" },
                   { "C:evil.csv", "drive" } };
    for (size_t k = 0; k < sizeof tricks / sizeof *tricks; k++) {
        const struct member m[] = { { "good.csv", "a\n", 2, false },
                                    { tricks[k].name, "b\n", 2, false } };
        refuses(cx, put_zip("trick.zip", m, 2), DOMAR_EDATA, tricks[k].say);
    }
    const struct member link[] = { { "link.csv", "/etc/passwd", 11, true } };
    refuses(cx, put_zip("link.zip", link, 1), DOMAR_EDATA, "is a link");
    const struct member none[] = { { "picture.png", "x", 1, false } };
    refuses(cx, put_zip("none.zip", none, 1), DOMAR_EDATA, "holds no table");
    const struct member book[] = { { "xl/workbook.xml", "x", 1, false } };
    refuses(cx, put_zip("book.zip", book, 1), DOMAR_EDATA, "workbook");

    const size_t big = 72 << 20; /* 72 MiB of "0,": some 70 kB packed */
    char *zeros = malloc(big), *packed = malloc(1 << 20);
    for (size_t k = 0; k < big; k++) zeros[k] = k % 4096 == 4095 ? '\n' : k & 1 ? ',' : '0';
    const struct member bomb[] = { { "bomb.csv", zeros, big, false } };
    refuses(cx, put_zip("bomb.zip", bomb, 1), DOMAR_ELIMIT, "200 times");
    const size_t n = pack_gzip(zeros, big, packed, 1 << 20);
    refuses(cx, put("bomb.gz", packed, n), DOMAR_ELIMIT, "200 times");
    const size_t z = ZSTD_compress(packed, 1 << 20, zeros, big, 3);
    refuses(cx, put("bomb.zst", packed, z), DOMAR_ELIMIT, "200 times");
    free(zeros);
    free(packed);
}

static void decodes(void **state)
{
    domar_cx *cx = *state;
    static const char gb[] = "\xc5\xa9\xd2\xb5,1\n\xb9\xa4\xd2\xb5,2\n"; /* farming, industry */
    static const char utf8[] = "\xe5\x86\x9c\xe4\xb8\x9a,1\n\xe5\xb7\xa5\xe4\xb8\x9a,2\n";
    gives(cx, put("bom.csv", "\xef\xbb\xbf" "a,1\n", 7), NULL, NULL, "a,1\n", 4);
    gives(cx, put("gb.csv", gb, sizeof gb - 1), NULL, NULL, utf8, sizeof utf8 - 1);
    gives(cx, path_of("gb.csv"), NULL, "GBK", utf8, sizeof utf8 - 1);
    char packed[256];
    gives(cx, put("gb.csv.gz", packed, pack_gzip(gb, sizeof gb - 1, packed, sizeof packed)), NULL,
          NULL, utf8, sizeof utf8 - 1);
    gives(cx,
          put("bom.csv.gz", packed,
              pack_gzip("\xef\xbb\xbf"
                        "a\n",
                        5, packed, sizeof packed)),
          NULL, NULL, "a\n", 2);
    refuses(cx, put("latin.csv", "a,1\nC\xf4te,2\n", 11), DOMAR_EDATA,
            "line 2: byte 0xf4 is not UTF-8");
    refuses(cx, put("utf16.csv", "\xff\xfe" "a\0,\0", 6), DOMAR_EDATA, "UTF-16");
    refuses(cx, put("nul.csv", "a,\0,b\n", 6), DOMAR_EDATA, "byte 3 is zero");
    char *text;
    size_t size;
    assert_int_equal(
        slurp(cx, put("half.csv", "\xc5\xa9,1\n\xc5", 6), NULL, "gb18030", &text, &size),
        DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "line 2"));
    free(text);
    assert_int_equal(slurp(cx, path_of("gb.csv"), NULL, "latin1", &text, &size), DOMAR_EUSAGE);

    /* Bytes that go wrong behind the first MiB are found too. */
    char *big = long_text(&size);
    memcpy(big + (2 << 20), "\xff\xff", 2);
    refuses(cx, put("late.csv", big, size), DOMAR_EDATA, "byte 0xff is not UTF-8");
    free(big);
}

static void refuses_what_is_no_file(void **state)
{
    domar_cx *cx = *state;
    refuses(cx, path_of("absent.csv"), DOMAR_ENOTFOUND, "check the path");
    refuses(cx, place, DOMAR_EIO, "is a directory");
    refuses(cx, put("empty.csv", "", 0), DOMAR_EDATA, "is empty");
    char packed[64];
    refuses(cx, put("empty.gz", packed, pack_gzip("", 0, packed, sizeof packed)), DOMAR_EDATA,
            "is empty");
}

/* 10 GB of which the disk holds one line: a small machine refuses it, a large one sees the zeros. */
static void weighs_large_files(void **state)
{
    domar_cx *cx;
    (void)state;
    const domar_settings small = { .memory_limit = (size_t)1 << 30 };
    put("sparse.csv", "x,a\nr,1\n", 8);
    assert_int_equal(truncate(path_of("sparse.csv"), (off_t)10 << 30), 0);
    assert_int_equal(domar_cx_new(&cx, &small), DOMAR_OK);
    refuses(cx, path_of("sparse.csv"), DOMAR_EDATA, "is zero");
    char *line = malloc(2 << 20);
    memset(line, '1', 2 << 20);
    for (size_t k = 63; k < 2 << 20; k += 64) line[k] = '\n';
    put("sparse.csv", line, 2 << 20);
    assert_int_equal(truncate(path_of("sparse.csv"), (off_t)10 << 30), 0);
    refuses(cx, path_of("sparse.csv"), DOMAR_ELIMIT,
            "sparse.csv needs 4.3 GB of memory, 1.1 GB can be had");
    free(line);
    unlink(path_of("sparse.csv"));
    domar_cx_free(cx);
}

static void finds_years(void **state)
{
    (void)state;
    assert_int_equal(domar_year_in("wiod13_2008.csv.gz"), 2008);
    assert_int_equal(domar_year_in("ICIO2018_2010.CSV"), 2010);
    assert_int_equal(domar_year_in("2018_SML.csv"), 2018);
    assert_int_equal(domar_year_in("WIOT2014_Nov16_ROW.csv"), 2014);
    assert_int_equal(domar_year_in("china_2002_122.csv"), 2002);
    assert_int_equal(domar_year_in("ADB-MRIO-2017_Dec2022-2.csv"), 2017);
    assert_int_equal(domar_year_in("CHN2018ttl.csv"), 2018);
    assert_int_equal(domar_year_in("table_20080101.csv"), 0);
    assert_int_equal(domar_year_in("table.csv"), 0);
}

static void reads_standard_input(void **state)
{
    domar_cx *cx = *state;
    char packed[64];
    put("in.gz", packed, pack_gzip("a,1\nb,2\n", 8, packed, sizeof packed));
    const int keep = dup(STDIN_FILENO);
    assert_non_null(freopen(path_of("in.gz"), "rb", stdin));
    gives(cx, "-", NULL, NULL, "a,1\nb,2\n", 8);
    assert_true(dup2(keep, STDIN_FILENO) >= 0);
    close(keep);
}

static int up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int down(void **state) { domar_cx_free(*state); return 0; }

static int make_place(void **state)
{
    (void)state;
    snprintf(place, sizeof place, "/tmp/domar_source_XXXXXX");
    return mkdtemp(place) ? 0 : -1;
}

static int remove_place(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r '%s'", place);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(unwraps, up, down),
        cmocka_unit_test_setup_teardown(chooses_members, up, down),
        cmocka_unit_test_setup_teardown(guards_archives, up, down),
        cmocka_unit_test_setup_teardown(decodes, up, down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_file, up, down),
        cmocka_unit_test_setup_teardown(weighs_large_files, up, down),
        cmocka_unit_test_setup_teardown(reads_standard_input, up, down),
        cmocka_unit_test(finds_years),
    };
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
