/* native: what is written comes back, bit for bit and without being read; damage is told in one
 * line; digests are what Python's hashlib says; nothing leaks when memory runs out. */
#include "base/digest.h"
#include "read/native.h"
#include "toy_series.h"
#include "write/native.h"
#include <glob.h>
#include <hdf5.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const char FILE_[] = DOMAR_BINARY_DIR "/unit_native.h5";
static const char OTHER[] = DOMAR_BINARY_DIR "/unit_native_other.h5";

static void save_toy(domar_cx *cx, const char *path)
{
    domar_series *s = toy_series(cx, (domar_conventions){ .zero_output = DOMAR_ZERO_KEEP });
    assert_non_null(s);
    assert_int_equal(domar_native_write(cx, s, path), DOMAR_OK);
    domar_series_free(s);
}

static void same_bits(const double *a, const double *b, size_t count)
{
    assert_true((a == NULL) == (b == NULL));
    if (a) assert_memory_equal(a, b, count * sizeof *a);
}

static void same_axis(const domar_axis *a, const domar_axis *b)
{
    assert_true(domar_axis_equal(a, b));
    for (size_t k = 0; k < domar_axis_size(a); k++) {
        const domar_item x = domar_axis_item(a, k), y = domar_axis_item(b, k);
        assert_string_equal(x.en, y.en);
        assert_string_equal(x.zh, y.zh);
        assert_string_equal(x.kind, y.kind);
        assert_string_equal(x.unit, y.unit);
    }
}

static void comes_back(void **state)
{
    domar_cx *cx;
    domar_series *back;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ DOMAR_OUTPUT_ROWS, DOMAR_VA_GIVEN,
                                                          DOMAR_ZERO_KEEP, 0 });
    assert_int_equal(domar_native_write(cx, s, FILE_), DOMAR_OK);
    assert_true(domar_native_is(FILE_));
    assert_int_equal(domar_native_open(cx, &back, FILE_), DOMAR_OK);
    for (int k = 0; k < 5; k++)
        same_axis(domar_series_axis(s, (domar_dimension)k),
                  domar_series_axis(back, (domar_dimension)k));
    assert_int_equal(domar_series_size(back), 2);
    for (size_t k = 0; k < 2; k++) {
        const domar_table *a = domar_series_table(s, k), *b = domar_series_table(back, k);
        assert_int_equal(a->year, b->year);
        same_bits(a->Z, b->Z, a->n * a->n);
        same_bits(a->Y, b->Y, a->n * a->m);
        same_bits(a->V, b->V, a->factors * a->n);
        same_bits(a->VY, b->VY, a->factors * a->m);
        same_bits(a->S, b->S, a->satellites * a->n);
        same_bits(a->published, b->published, a->n);
        same_bits(a->x, b->x, a->n);
        same_bits(a->va, b->va, a->n);
        assert_int_equal((uintptr_t)b->Z % 64, 0);
    }
    assert_int_equal(domar_info_size(back), domar_info_size(s));
    for (size_t k = 0; k < domar_info_size(s); k++) {
        const char *key = domar_info_key(s, k);
        assert_string_equal(domar_info_key(back, k), key);
        assert_string_equal(domar_series_info(back, key), domar_series_info(s, key));
    }
    assert_string_equal(domar_series_info(back, "output_from"), "rows");
    assert_string_equal(domar_series_info(back, "va"), "given");
    assert_int_equal(domar_native_verify(cx, FILE_), DOMAR_OK);
    domar_series_free(s);
    /* What was opened can be saved again: same arrays, so the same digests. */
    assert_int_equal(domar_native_write(cx, back, OTHER), DOMAR_OK);
    assert_int_equal(domar_native_verify(cx, OTHER), DOMAR_OK);
    /* The mapping stays after the file is replaced: it is the old file's. */
    assert_int_equal(domar_native_write(cx, back, FILE_), DOMAR_OK);
    assert_true(domar_series_table(back, 1)->x[0] > 0);
    domar_series_free(back);
    domar_cx_free(cx);
}

/* First place of these eight bytes in the file, -1 if they are not there. */
static long place_of(const char *path, double value)
{
    double got;
    long at = 0;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while (fseek(f, at, SEEK_SET) == 0 && fread(&got, sizeof got, 1, f) == 1) {
        if (memcmp(&got, &value, sizeof got) == 0) { fclose(f); return at; }
        at += 8;
    }
    fclose(f);
    return -1;
}

static void a_changed_number_is_found(void **state)
{
    domar_cx *cx;
    domar_series *s;
    double changed = 1.625;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    save_toy(cx, FILE_);
    const long at = place_of(FILE_, 1.5);                    /* VY[0] of 2007 */
    assert_true(at > 0);
    FILE *f = fopen(FILE_, "r+b");
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fwrite(&changed, sizeof changed, 1, f), 1);
    fclose(f);
    /* opening reads no numbers */
    assert_int_equal(domar_native_open(cx, &s, FILE_), DOMAR_OK);
    domar_series_free(s);
    assert_int_equal(domar_native_verify(cx, FILE_), DOMAR_ECHECK);
    assert_non_null(strstr(domar_cx_message(cx), "digest"));
    assert_null(strchr(domar_cx_message(cx), '\n'));
    domar_cx_free(cx);
}

static void expect(domar_cx *cx, const char *path, domar_status want, const char *word)
{
    domar_series *s = (domar_series *)cx;
    const domar_status got = domar_native_open(cx, &s, path);
    if (got != want || !strstr(domar_cx_message(cx), word))
        fail_msg("%s: status %d, message \"%s\"", path, (int)got, domar_cx_message(cx));
    assert_null(s);
    assert_null(strchr(domar_cx_message(cx), '\n'));
    assert_int_equal(domar_native_verify(cx, path), want);
}

static void truncated_at_every_length(void **state)
{
    domar_cx *cx;
    struct stat st;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    save_toy(cx, FILE_);
    assert_int_equal(stat(FILE_, &st), 0);
    for (off_t size = st.st_size - 1; size > 8; size = size > 4096 ? size - 1777 : size - 97) {
        assert_int_equal(truncate(FILE_, size), 0);
        expect(cx, FILE_, DOMAR_EDATA, "truncated or damaged");
    }
    assert_int_equal(truncate(FILE_, 3), 0);
    expect(cx, FILE_, DOMAR_EDATA, "no HDF5 file");
    assert_int_equal(truncate(FILE_, 0), 0);
    expect(cx, FILE_, DOMAR_EIO, "mapped");
    domar_cx_free(cx);
}

static void foreign_files(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    expect(cx, DOMAR_BINARY_DIR "/no/such.h5", DOMAR_ENOTFOUND, "check the path");
    const hid_t h = H5Fcreate(OTHER, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(h);
    expect(cx, OTHER, DOMAR_EDATA, "none that domar wrote");
    FILE *f = fopen(OTHER, "w");
    fputs("year,economy\n2008,CHN\n", f);
    fclose(f);
    assert_false(domar_native_is(OTHER));
    expect(cx, OTHER, DOMAR_EDATA, "no HDF5 file");
    domar_cx_free(cx);
}

/* A file that lost a part: each of these must be named. */
static void parts_missing(void **state)
{
    static const char *const parts[] = { "2007", "2008/Z", "2008/Y", "2007/V", "2008/S", "2008/x",
                                         "2007/va",
        "economies", "industries/zh", "categories/kind", "factors", "satellites", "years" };
    domar_cx *cx;
    domar_series *s;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        save_toy(cx, OTHER);
        const hid_t h = H5Fopen(OTHER, H5F_ACC_RDWR, H5P_DEFAULT);
        assert_true(H5Ldelete(h, parts[k], H5P_DEFAULT) >= 0);
        H5Fclose(h);
        const domar_status st = domar_native_open(cx, &s, OTHER);
        if (strcmp(parts[k], "factors") == 0 || strcmp(parts[k], "satellites") == 0) {
            assert_int_equal(st, DOMAR_OK);                  /* a table may have none */
            domar_series_free(s);
        } else {
            assert_int_equal(st, DOMAR_EDATA);
            assert_non_null(strstr(domar_cx_message(cx), "import the table again"));
        }
    }
    domar_cx_free(cx);
}

static void nothing_half_written(void **state)
{
    domar_cx *cx;
    (void)state;
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    domar_series *s = toy_series(cx, (domar_conventions){ 0 });
    assert_int_equal(domar_native_write(cx, s, "-"), DOMAR_EUSAGE);
    assert_int_equal(domar_native_write(cx, s, DOMAR_BINARY_DIR "/no/such/dir.h5"), DOMAR_EIO);
    assert_int_equal(domar_native_write(cx, s, DOMAR_BINARY_DIR), DOMAR_EIO);
    assert_int_equal(domar_native_write(cx, s, OTHER), DOMAR_OK);
    /* No file may be larger than this: refused before anything is written, the old one stays. */
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){ 10000, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const domar_status refused = domar_native_write(cx, s, OTHER);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(refused, DOMAR_ELIMIT);
    assert_non_null(strstr(domar_cx_message(cx), "needs"));
    assert_int_equal(domar_native_verify(cx, OTHER), DOMAR_OK);
    glob_t left;
    assert_int_equal(glob(DOMAR_BINARY_DIR "/unit_native_other.h5.tmp*", 0, NULL, &left),
                     GLOB_NOMATCH);
    domar_series_free(s);
    domar_cx_free(cx);
}

static domar_status save_and_open(domar_cx *cx)
{
    domar_series *s = toy_series(cx, (domar_conventions){ 0 }), *back = NULL;
    if (!s) return DOMAR_ENOMEM;
    domar_status st = domar_native_write(cx, s, FILE_);
    if (!st) st = domar_native_open(cx, &back, FILE_);
    if (!st) st = domar_native_verify(cx, FILE_);
    domar_series_free(back);
    domar_series_free(s);
    return st;
}

static void famine(void **state)
{
    size_t failures = 0;
    (void)state;
    for (size_t k = 0;; k++) {
        toy_memory m = { 0, k, 0 };
        domar_cx *cx;
        domar_status st = toy_cx(&cx, &m);
        if (!st) {
            st = save_and_open(cx);
            domar_cx_free(cx);
        }
        assert_int_equal(m.alive, 0);
        if (m.calls <= k) { assert_int_equal(st, DOMAR_OK); break; }
        assert_int_equal(st, DOMAR_ENOMEM);
        failures++;
    }
    assert_true(failures > 50);
}

/* The system's Python is the one that apt gives h5py to. */
#define PYTHON "$(test -x /usr/bin/python3 && echo /usr/bin/python3 || echo python3)"

/* The file as Python sees it: names, dimensions, units, digests by hashlib. */
static void python_opens_it(void **state)
{
    domar_cx *cx;
    (void)state;
    if (system(PYTHON " -c 'import h5py' 2>/dev/null") != 0) {
        print_message("skipped: python3 has no h5py\n");
        skip();
    }
    assert_int_equal(domar_cx_new(&cx, NULL), DOMAR_OK);
    save_toy(cx, FILE_);
    assert_int_equal(system(PYTHON " tests/unit/native_check.py " DOMAR_BINARY_DIR
                            "/unit_native.h5"), 0);
    domar_cx_free(cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(a_changed_number_is_found),
        cmocka_unit_test(truncated_at_every_length),
        cmocka_unit_test(foreign_files),
        cmocka_unit_test(parts_missing),
        cmocka_unit_test(nothing_half_written),
        cmocka_unit_test(famine),
        cmocka_unit_test(python_opens_it) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
