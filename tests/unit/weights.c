/* Spatial weights by hand: four places on a line and an island far off. */
#include "model/weights.h"
#include "read/weights_file.h"
#include <domar/domar.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static domar_cx *cx;
static const double xs[] = { 0, 1, 3, 6, 100 }, ys[] = { 0, 0, 0, 0, 0 };
static const domar_weights_choice plain = { .link = "auto", .standardise = "none", .islands = "keep" },
                                  rows = { .link = "auto", .standardise = "row", .islands = "keep" };

static int begin(void **state) { (void)state; return domar_cx_new(&cx, NULL); }
static int end(void **state) { (void)state; domar_cx_free(cx); return 0; }

static void dense(double W[25], const domar_weights *w)
{
    memset(W, 0, 25 * sizeof *W);
    domar_weights_dense(W, w);
}

static void places(void **state)
{
    domar_weights *raw, *w;
    double W[25];
    (void)state;
    assert_int_equal(domar_weights_of_places(cx, &raw, 5, xs, ys, false, DOMAR_TIE_INVERSE, 2, 5, 0, NULL), DOMAR_OK);
    assert_int_equal(raw->islands, 1);
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &rows, NULL), DOMAR_OK);
    dense(W, w);
    assert_true(fabs(W[0 * 5 + 1] - 1 / (1 + 1.0 / 9)) < 1e-15);       /* 1, 1/9; 6 is out of reach */
    assert_true(W[0 * 5 + 3] == 0 && W[4 * 5 + 3] == 0);
    assert_true(fabs(w->total - 4) < 1e-14 && w->islands == 1);
    domar_weights_free(w);
    domar_weights_free(raw);
    /* two nearest: of 1 those are 0 and 3 */
    assert_int_equal(domar_weights_of_places(cx, &raw, 5, xs, ys, false, DOMAR_TIE_NEIGHBOURS, 1, 0, 2, NULL), DOMAR_OK);
    dense(W, raw);
    assert_true(W[5] == 1 && W[7] == 1 && W[8] == 0 && W[4 * 5 + 3] == 1 && W[4 * 5 + 2] == 1);
    assert_false(domar_weights_symmetric(raw));
    domar_weights_free(raw);
    /* one nearest of a place between two equally near: both */
    const double even[] = { 0, 1, 2 };
    assert_int_equal(domar_weights_of_places(cx, &raw, 3, even, ys, false, DOMAR_TIE_NEIGHBOURS, 1, 0, 1, NULL), DOMAR_OK);
    assert_int_equal(raw->start[2] - raw->start[1], 2);
    domar_weights_free(raw);
    const double same[] = { 0, 1, 1 };
    assert_int_equal(domar_weights_of_places(cx, &raw, 3, same, ys, false, DOMAR_TIE_INVERSE, 1, 0, 0, NULL), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "2 and 3 have the same coordinates"));
    /* a quarter of a meridian */
    assert_true(fabs(domar_weights_distance(0, 0, 0, 90, true) - 6371.0088 * 1.5707963267948966) < 1e-9);
}

static void islands(void **state)
{
    domar_weights *raw, *w;
    double W[25];
    domar_weights_choice c = rows;
    (void)state;
    assert_int_equal(domar_weights_of_places(cx, &raw, 5, xs, ys, false, DOMAR_TIE_BAND, 1, 3, 0, NULL), DOMAR_OK);
    c.islands = "error";
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &c, NULL), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "number 5"));
    c.islands = "drop";
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &c, NULL), DOMAR_OK);
    assert_true(w->n == 4 && fabs(w->total - 4) < 1e-15 && w->islands == 1);
    domar_weights_free(w);
    c.islands = "nearest";
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &c, NULL), DOMAR_OK);
    dense(W, w);
    assert_true(W[4 * 5 + 3] == 1 && W[3 * 5 + 4] == 0.5 && W[3 * 5 + 2] == 0.5);     /* both ways */
    domar_weights_free(w);
    /* without place 3 nobody is near 6 any more */
    const bool keep[] = { true, true, false, true, false };
    c.islands = "drop";
    assert_int_equal(domar_weights_among(cx, &w, raw, keep, &c, NULL), DOMAR_OK);
    assert_true(w->n == 2 && w->unit[0] == 0 && w->unit[1] == 1);
    domar_weights_free(w);
    domar_weights_free(raw);
}

static void scales(void **state)
{
    domar_weights *raw, *w;
    double W[25], s1, s2;
    domar_weights_choice c = plain;
    (void)state;
    /* a path of three: eigenvalues 0, +-sqrt 2; the largest row has 2 */
    domar_weights_pair list[] = { { 0, 1, 1 }, { 1, 0, 1 }, { 1, 2, 1 }, { 2, 1, 1 } };
    const domar_weights_pairs pairs = { list, 4, 0, false };
    assert_int_equal(domar_weights_of_pairs(cx, &raw, 3, &pairs, NULL), DOMAR_OK);
    assert_true(domar_weights_symmetric(raw));
    assert_int_equal(domar_weights_moments(cx, &s1, &s2, raw), DOMAR_OK);
    assert_true(s1 == 8 && s2 == 4 + 16 + 4);                  /* 1/2 of 4 times 2^2; (1 + 1)^2 + (2 + 2)^2 + (1 + 1)^2 */
    c.standardise = "spectral";
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &c, NULL), DOMAR_OK);
    assert_true(fabs(w->scale - sqrt(2)) < 1e-9);
    domar_weights_free(w);
    c.standardise = "minmax";
    assert_int_equal(domar_weights_among(cx, &w, raw, NULL, &c, NULL), DOMAR_OK);
    assert_true(w->scale == 2 && w->total == 2);
    domar_weights_free(w);
    domar_weights_free(raw);
    list[3] = list[0];
    assert_int_equal(domar_weights_of_pairs(cx, &raw, 3, &pairs, NULL), DOMAR_EDATA);
    /* likeness */
    const double a[] = { 1, 3, 4 };
    assert_int_equal(domar_weights_of_likeness(cx, &raw, 3, a, NULL), DOMAR_OK);
    memset(W, 0, sizeof W);
    domar_weights_dense(W, raw);
    assert_true(W[1] == 0.5 && W[5] == 1 && W[2] == 1 / 3.0 && W[0] == 0);
    domar_weights_free(raw);
}

static domar_status read_text(domar_weights_pairs *pairs, const char *text, const domar_axis *units, bool ignore)
{
    char path[] = "/tmp/domar_weights_XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    const domar_status st = domar_weights_file_read(cx, pairs, path, units, ignore);
    unlink(path);
    return st;
}

static void files(void **state)
{
    domar_axis *units;
    domar_weights_pairs p;
    const domar_item items[] = { { .code = "Hebei" }, { .code = "Henan" }, { .code = "海南" } };
    (void)state;
    assert_int_equal(domar_axis_new(cx, &units, items, 3), DOMAR_OK);
    const domar_mark mark = domar_scratch_mark(cx);
    assert_int_equal(read_text(&p, "i,j\nHebei,Henan\n# a remark\n\"Henan\",\"Hebei\"\n", units, false), DOMAR_OK);
    assert_true(p.count == 2 && p.pair[1].from == 1 && p.pair[1].to == 0 && p.pair[1].weight == 1 && !p.square);
    assert_int_equal(read_text(&p, "Hebei\t海南\t0.25\n", units, false), DOMAR_OK);           /* no header */
    assert_true(p.count == 1 && p.pair[0].to == 2 && p.pair[0].weight == 0.25);
    assert_int_equal(read_text(&p, ",Hebei,Henan,海南\nHebei,0,1,0\nHenan,1,0,0\n海南,0,0.5,0\n", units, false), DOMAR_OK);
    assert_true(p.square && p.count == 3 && p.pair[2].from == 2 && p.pair[2].to == 1);
    assert_int_equal(read_text(&p, "i,j\nHebei,Hennan\n", units, false), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "line 2: 'Hennan' is no unit of the panel (did you mean Henan?)"));
    assert_int_equal(read_text(&p, "i,j\nHebei,Tibet\nHebei,Henan\n", units, true), DOMAR_OK);
    assert_true(p.count == 1 && p.ignored == 1);
    assert_int_equal(read_text(&p, "i,j,w\nHebei,Henan,-1\n", units, false), DOMAR_EDATA);
    assert_int_equal(read_text(&p, "i,j\nHebei\n", units, false), DOMAR_EDATA);
    assert_int_equal(read_text(&p, "i,j\n", units, false), DOMAR_EDATA);
    assert_int_equal(domar_weights_file_read(cx, &p, "/nowhere/at/all.csv", units, false), DOMAR_ENOTFOUND);
    assert_int_equal(domar_weights_file_read(cx, &p, NULL, units, false), DOMAR_OK);
    domar_scratch_rewind(cx, mark);
    domar_axis_free(units);
}

int main(void)
{
    const struct CMUnitTest all[] = { cmocka_unit_test(places), cmocka_unit_test(islands), cmocka_unit_test(scales), cmocka_unit_test(files) };
    return cmocka_run_group_tests(all, begin, end);
}
