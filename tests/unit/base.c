/* unit/base.c -- memory, scratch, messages, text, atomic files, threads. */
#include "base/out.h"
#include "base/text.h"
#include "base/threads.h"
#include <dirent.h>
#include <math.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static int set_up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int tear_down(void **state) { domar_cx_free(*state); return 0; }

static void memory_is_aligned_and_zeroed(void **state)
{
    domar_cx *cx = *state;
    unsigned char *p = domar_alloc(cx, 1000, 1);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % 64, 0);
    for (size_t k = 0; k < 1000; k++) assert_int_equal(p[k], 0);
    domar_release(p);
    assert_null(domar_alloc(cx, SIZE_MAX / 2, 8));
    assert_true(strstr(domar_cx_message(cx), "memory") != NULL);
}

static void blocks_outlive_their_context(void **state)
{
    (void)state;
    domar_cx *other;
    assert_int_equal(domar_cx_new(&other, NULL), DOMAR_OK);
    char *text = domar_strdup(other, "kept");
    domar_cx_free(other);
    assert_string_equal(text, "kept");
    domar_release(text);
}

static void growing_keeps_and_zeroes(void **state)
{
    domar_cx *cx = *state;
    int *list = NULL;
    size_t capacity = 0;
    for (int k = 0; k < 1000; k++) {
        assert_int_equal(domar_grow(cx, &list, &capacity, (size_t)k + 1, sizeof *list), DOMAR_OK);
        assert_int_equal(list[k], 0);
        list[k] = k + 1;
    }
    for (int k = 0; k < 1000; k++) assert_int_equal(list[k], k + 1);
    domar_release(list);
}

static void scratch_rewinds(void **state)
{
    domar_cx *cx = *state;
    const domar_mark mark = domar_scratch_mark(cx);
    double *first = domar_scratch(cx, 100);
    for (size_t k = 0; k < 100; k++) first[k] = 1;
    double *large = domar_scratch(cx, 1 << 20);
    assert_true(first && large && large[(1 << 20) - 1] == 0);
    domar_scratch_rewind(cx, mark);
    const double *again = domar_scratch(cx, 100);
    for (size_t k = 0; k < 100; k++) assert_true(again[k] == 0);
    domar_scratch_rewind(cx, mark);
}

static void a_message_is_one_line(void **state)
{
    domar_cx *cx = *state;
    assert_int_equal(domar_fail(cx, DOMAR_EDATA, "label %s", "a\nb\tc\x1b"), DOMAR_EDATA);
    assert_string_equal(domar_cx_message(cx), "label a b c ");
    domar_fail_in(cx, DOMAR_EDATA, "%s: ", "f.csv");
    assert_string_equal(domar_cx_message(cx), "f.csv: label a b c ");
    char *large = malloc(5000);
    memset(large, 'x', 4999);
    large[4999] = 0;
    domar_fail(cx, DOMAR_EDATA, "%s", large);
    assert_true(strlen(domar_cx_message(cx)) < 1024);
    free(large);
}

static void numbers_read_back(void **state)
{
    (void)state;
    const double values[] = { 0, -0.0, 1, -1, 0.1, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 1.0 / 3,
                              123456789012345.0, 9007199254740993.0, 2.5e15, -1e15 };
    char buf[32];
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        buf[domar_number_text(buf, values[k])] = 0;
        const double back = strtod(buf, NULL);
        assert_memory_equal(&back, &values[k], sizeof back);
    }
    assert_int_equal(domar_number_text(buf, NAN), 0);
    buf[domar_number_text(buf, 0.1)] = 0;
    assert_string_equal(buf, "0.1");
}

static const char *word(const void *list, size_t k) { return ((const char *const *)list)[k]; }

static void slips_are_recognised(void **state)
{
    (void)state;
    const char *words[] = { "economy", "industry", "partner" };
    assert_int_equal(domar_nearest("econmy", 3, word, words), 0);
    assert_int_equal(domar_nearest("INDUSTRY", 3, word, words), 1);
    assert_int_equal(domar_nearest("zebra", 3, word, words), SIZE_MAX);
    assert_int_equal(domar_edit_distance("CNH", "CHN"), 1);
    assert_int_equal(domar_edit_distance("kitten", "sitting"), 3);
}

static void utf8_is_checked(void **state)
{
    (void)state;
    size_t at = 0;
    assert_true(domar_utf8_valid("农业 ok", strlen("农业 ok"), &at));
    assert_false(domar_utf8_valid("ab\xff", 3, &at));
    assert_int_equal(at, 2);
    assert_false(domar_utf8_valid("\xc0\x80", 2, &at));          /* overlong */
    assert_false(domar_utf8_valid("\xed\xa0\x80", 3, &at));      /* surrogate */
    assert_false(domar_utf8_valid("\xe5\x86", 2, &at));          /* cut short */
    assert_int_equal(domar_text_width("农业ab"), 6);
}

static size_t entries(const char *folder)
{
    size_t count = 0;
    DIR *d = opendir(folder);
    while (readdir(d)) count++;
    closedir(d);
    return count - 2;
}

static void files_are_whole_or_absent(void **state)
{
    domar_cx *cx = *state;
    char folder[] = "/tmp/domar-unit-XXXXXX", path[64];
    domar_out *out;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.csv", folder);
    assert_int_equal(domar_out_open(cx, &out, path), DOMAR_OK);
    domar_out_put(out, "half");
    domar_out_discard(out);
    assert_int_equal(entries(folder), 0);
    assert_int_equal(domar_out_open(cx, &out, path), DOMAR_OK);
    for (int k = 0; k < 100000; k++) domar_out_put(out, "0123456789");
    assert_int_equal(domar_out_commit(cx, out), DOMAR_OK);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 1000000);
    assert_int_equal(entries(folder), 1);
    unlink(path);
    assert_int_equal(domar_out_open(cx, &out, folder), DOMAR_EIO);
    snprintf(path, sizeof path, "%s/none/a.csv", folder);
    assert_int_equal(domar_out_open(cx, &out, path), DOMAR_EIO);
    assert_true(strstr(domar_cx_message(cx), "make the directory first") != NULL);
    rmdir(folder);
}

/* A pipe or a device is written to, never replaced; a link keeps pointing. */
static void streams_and_links_stay(void **state)
{
    domar_cx *cx = *state;
    char folder[] = "/tmp/domar-unit-XXXXXX", pipe_path[64], link_path[64], file_path[64], got[8] = { 0 };
    struct stat st;
    domar_out *out;
    assert_non_null(mkdtemp(folder));
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe", folder);
    snprintf(link_path, sizeof link_path, "%s/link", folder);
    snprintf(file_path, sizeof file_path, "%s/file", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    const int reader = open(pipe_path, O_RDWR);
    assert_true(reader >= 0);
    assert_int_equal(domar_out_open(cx, &out, pipe_path), DOMAR_OK);
    assert_null(domar_out_path(out));
    domar_out_put(out, "through");
    assert_int_equal(domar_out_commit(cx, out), DOMAR_OK);
    assert_int_equal(read(reader, got, 7), 7);
    assert_string_equal(got, "through");
    close(reader);
    assert_true(stat(pipe_path, &st) == 0 && S_ISFIFO(st.st_mode));
    close(open(file_path, O_WRONLY | O_CREAT, 0600));
    assert_int_equal(symlink(file_path, link_path), 0);
    assert_int_equal(domar_out_open(cx, &out, link_path), DOMAR_OK);
    domar_out_put(out, "new");
    assert_int_equal(domar_out_commit(cx, out), DOMAR_OK);
    assert_true(lstat(link_path, &st) == 0 && S_ISLNK(st.st_mode));
    assert_true(stat(file_path, &st) == 0 && st.st_size == 3);
    assert_int_equal(entries(folder), 3);
    unlink(pipe_path);
    unlink(link_path);
    unlink(file_path);
    rmdir(folder);
}

static void full_disk_is_told(void **state)
{
    domar_cx *cx = *state;
    if (access("/dev/full", W_OK) != 0) skip();
    const int saved = dup(STDOUT_FILENO);
    assert_non_null(freopen("/dev/full", "w", stdout));
    domar_out *out;
    assert_int_equal(domar_out_open(cx, &out, "-"), DOMAR_OK);
    for (int k = 0; k < 10000; k++) domar_out_put(out, "0123456789");
    const domar_status status = domar_out_commit(cx, out);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    assert_int_equal(status, DOMAR_EIO);
}

static void fill(void *arg, size_t begin, size_t end)
{
    for (size_t k = begin; k < end; k++) ((double *)arg)[k] += (double)k;
}

static void every_piece_runs_once(void **state)
{
    (void)state;
    double sums[1001] = { 0 };
    for (int threads = 1; threads <= 4; threads++) domar_parallel(threads, 1001, 7, fill, sums);
    for (size_t k = 0; k < 1001; k++) assert_true(sums[k] == 4 * (double)k);
}

static void parts_of_lists(void **state)
{
    (void)state;
    const char *list = " CHN, USA ,,DEU";
    char part[8];
    const char *expected[] = { "CHN", "USA", "DEU" };
    for (size_t k = 0; k < 3; k++) {
        assert_true(domar_next_part(&list, part, sizeof part));
        assert_string_equal(part, expected[k]);
    }
    assert_false(domar_next_part(&list, part, sizeof part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_and_zeroed), cmocka_unit_test(blocks_outlive_their_context),
        cmocka_unit_test(growing_keeps_and_zeroes), cmocka_unit_test(scratch_rewinds),
        cmocka_unit_test(a_message_is_one_line), cmocka_unit_test(numbers_read_back),
        cmocka_unit_test(slips_are_recognised), cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(files_are_whole_or_absent), cmocka_unit_test(streams_and_links_stay),
        cmocka_unit_test(files_are_whole_or_absent), cmocka_unit_test(full_disk_is_told),
        cmocka_unit_test(every_piece_runs_once), cmocka_unit_test(parts_of_lists) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
