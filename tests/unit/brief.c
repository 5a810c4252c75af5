/* unit/brief.c -- findings follow the table: made on a small world, changed in one respect, and
 * the finding on it changes; works on a single year and on one economy alone. */
#include "table/table.h"
#include <domar/domar.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { G = 3, N = 3, C = 1, n = G * N };
static const char *const economies[] = { "AAA", "BBB", "CCC" };

static domar_axis *axis(domar_cx *cx, const domar_item *items, size_t count)
{
    domar_axis *a = NULL;
    assert_int_equal(domar_axis_new(cx, &a, items, count), DOMAR_OK);
    return a;
}

/* Economy 0 buys `imported` from industry 2 of economy 1; its manufacturing makes `made`.  volume: index of output, NAN for
 * a table without accounts. */
static void add_year_with(domar_cx *cx, domar_series *s, int year, size_t count, double imported,
                          double made, double volume)
{
    domar_item e[G], i[] = { { .code = "farm", .en = "Farming", .zh = "农业", .kind = "AGR" },
                             { .code = "plant", .en = "Plants", .zh = "工厂", .kind = "MAN" },
                             { .code = "serve", .en = "Services", .zh = "服务", .kind = "FIN" } };
    for (size_t g = 0; g < G; g++) e[g] = (domar_item){ .code = economies[g], .en = economies[g] };
    const domar_item c = { .code = "C", .kind = DOMAR_HOUSEHOLDS },
                     f = { .code = "VA", .kind = DOMAR_VALUE_ADDED };
    domar_axis *ae = axis(cx, e, count), *ai = axis(cx, i, N), *ac = axis(cx, &c, 1),
               *af = axis(cx, &f, 1);
    domar_draft *d = NULL;
    static const domar_item rows_of[] = { { .code = "GO_QI", .kind = "volume_index" }, { .code = "LAB", .kind = DOMAR_LABOUR },
                                          { .code = "H_EMP", .kind = DOMAR_HOURS }, { .code = "K_GFCF", .kind = DOMAR_STOCK } };
    domar_axis *as = volume > 0 ? axis(cx, rows_of, 4) : NULL;
    assert_int_equal(domar_draft_new(cx, &d, year, ae, ai, ac, af, as), DOMAR_OK);
    const size_t rows = count * N;
    for (size_t k = 0; k < rows; k++) {
        for (size_t j = 0; j < rows; j++) d->Z[k * rows + j] = k / N == j / N ? 5 : 1;
        for (size_t u = 0; u < count; u++) d->Y[k * count + u] = u == k / N ? 60 : 3;
    }
    d->Y[1 * count + 0] = made;
    if (count > 1) d->Z[(1 * N + 2) * rows + 1] = imported;
    domar_release(d->x);
    d->x = NULL;
    for (size_t j = 0; j < rows; j++) d->V[j] = 50;
    for (size_t j = 0; as && j < rows; j++) {
        d->S[j] = volume;
        d->S[rows + j] = 30;
        d->S[2 * rows + j] = 10;
        d->S[3 * rows + j] = 100;
    }
    domar_axis_free(as);
    assert_int_equal(domar_series_add(cx, s, d), DOMAR_OK);
    domar_axis_free(ae);
    domar_axis_free(ai);
    domar_axis_free(ac);
    domar_axis_free(af);
}

static void add_year(domar_cx *cx, domar_series *s, int year, size_t count, double imported, double made)
{
    add_year_with(cx, s, year, count, imported, made, NAN);
}

static domar_brief *brief_with(domar_cx *cx, size_t count, bool two_years, double imported,
                               double made, const domar_brief_options *options)
{
    domar_series *s = NULL;
    domar_brief *b = NULL;
    assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
    assert_int_equal(domar_info_set(cx, s, "unit", "million"), DOMAR_OK);
    if (two_years) add_year(cx, s, 2000, count, 1, 60);
    add_year(cx, s, 2001, count, imported, made);
    const domar_status st = domar_brief_new(cx, &b, s, "AAA", options);
    if (st) fail_msg("%s", domar_cx_message(cx));
    domar_series_free(s);
    return b;
}

static domar_brief *brief_of(domar_cx *cx, size_t count, bool two_years, double imported,
                             double made)
{
    return brief_with(cx, count, two_years, imported, made, NULL);
}

/* The command of the first finding with these words. */
static const char *command_saying(const domar_brief *b, const char *words)
{
    for (size_t k = 0; k < domar_brief_findings(b); k++)
        if (strstr(domar_brief_finding(b, k, "en"), words)) return domar_brief_command(b, k);
    return "";
}

/* First finding with these words, or NULL. */
static const char *saying(const domar_brief *b, const char *words)
{
    for (size_t k = 0; k < domar_brief_findings(b); k++)
        if (strstr(domar_brief_finding(b, k, "en"), words)) return domar_brief_finding(b, k, "en");
    return NULL;
}

static void a_changed_table_changes_the_finding(void **state)
{
    domar_cx *cx = *state;
    domar_brief *before = brief_of(cx, G, true, 1, 60), *after = brief_of(cx, G, true, 30, 60);
    const char *a = saying(before, "single foreign source"),
               *b = saying(after, "single foreign source");
    assert_non_null(a);
    assert_non_null(b);
    assert_true(strcmp(a, b) != 0);
    assert_non_null(strstr(b, "Services of BBB"));
    domar_brief_free(before);
    domar_brief_free(after);
}

static void manufacturing_rises_and_falls(void **state)
{
    domar_cx *cx = *state;
    domar_brief *more = brief_of(cx, G, true, 1, 200), *less = brief_of(cx, G, true, 1, 5);
    assert_non_null(saying(more, "its share rose"));
    assert_non_null(saying(less, "its share fell"));
    /* A swing this large comes first. */
    assert_non_null(strstr(domar_brief_command(more, 0), "domar run "));
    domar_brief_free(more);
    domar_brief_free(less);
}

static void both_languages_and_order(void **state)
{
    domar_cx *cx = *state;
    domar_brief *b = brief_of(cx, G, true, 10, 100);
    assert_true(domar_brief_findings(b) >= 5);
    for (size_t k = 0; k < domar_brief_findings(b); k++) {
        assert_true(strlen(domar_brief_finding(b, k, "zh")) > 10);
        assert_true(strcmp(domar_brief_finding(b, k, "zh"), domar_brief_finding(b, k, "en")) != 0);
        assert_non_null(strstr(domar_brief_command(b, k), "TABLE"));
    }
    domar_brief_free(b);
}

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    const long size = ftell(f);
    rewind(f);
    char *text = calloc(1, (size_t)size + 1);
    assert_int_equal(fread(text, 1, (size_t)size, f), (size_t)size);
    fclose(f);
    return text;
}

static void one_year_and_one_economy(void **state)
{
    domar_cx *cx = *state;
    const char *path = DOMAR_BINARY_DIR "/unit-brief.html";
    domar_brief *year = brief_of(cx, G, false, 10, 100), *alone = brief_of(cx, 1, true, 0, 100);
    assert_null(saying(year, "since"));
    assert_int_equal(domar_brief_write(cx, alone, path, "zh"), DOMAR_OK);
    char *page = slurp(path);
    assert_non_null(strstr(page, "needs a table of several economies"));
    assert_non_null(strstr(page, "trade_cost reaches no cell of the table"));   /* the reform */
    assert_non_null(strstr(page, "There are no obstacles of these kinds."));
    assert_null(strstr(page, "src=\"http"));
    assert_non_null(strstr(page, "lang=\"zh-CN\""));
    free(page);
    remove(path);
    assert_int_equal(domar_brief_write(cx, alone, path, "fr"), DOMAR_EUSAGE);
    domar_brief_free(year);
    domar_brief_free(alone);
}

static void an_earlier_year_knows_nothing_of_later_ones(void **state)
{
    domar_cx *cx = *state;
    domar_brief *b[2] = { NULL, NULL };
    const domar_brief_options in_2001 = { .year = 2001 };
    for (int k = 0; k < 2; k++) { /* the same 2000 and 2001, with and without 2002 */
        domar_series *s = NULL;
        assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
        add_year(cx, s, 2000, G, 1, 60);
        add_year(cx, s, 2001, G, 9, 80);
        if (k) add_year(cx, s, 2002, G, 50, 400);
        assert_int_equal(domar_brief_new(cx, &b[k], s, "AAA", &in_2001), DOMAR_OK);
        domar_series_free(s);
    }
    assert_true(domar_brief_findings(b[0]) > 5);
    assert_int_equal(domar_brief_findings(b[0]), domar_brief_findings(b[1]));
    for (size_t k = 0; k < domar_brief_findings(b[0]); k++)
        assert_string_equal(domar_brief_finding(b[0], k, "en"), domar_brief_finding(b[1], k, "en"));
    domar_brief_free(b[0]);
    domar_brief_free(b[1]);
}

static void the_industry_that_pulls_most(void **state)
{
    domar_cx *cx = *state;
    domar_brief *b = brief_of(cx, G, true, 1, 200);
    /* Every industry buys 5 of each of three at home; farming's output is the smallest, so its
     * coefficients, and what demand for it sets in motion, are the largest. */
    const char *pull = saying(b, "in motion at home");
    assert_non_null(pull);
    assert_non_null(strstr(pull, "Farming"));
    /* A sentence with numbers of two methods names both. */
    const char *smile = command_saying(b, "largest exporter");
    assert_non_null(strstr(smile, "accounts.structure"));
    assert_non_null(strstr(smile, "chain.upstreamness"));
    domar_brief_free(b);
}

static void unknown_economy_and_year(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = NULL;
    domar_brief *b = NULL;
    const domar_brief_options early = { .year = 1990 }, mill = { .product = "mill" };
    assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
    add_year(cx, s, 2001, G, 1, 60);
    assert_int_equal(domar_brief_new(cx, &b, s, "XXX", NULL), DOMAR_EUSAGE);
    assert_int_equal(domar_brief_new(cx, &b, s, "AAA", &early), DOMAR_EUSAGE);
    assert_int_equal(domar_brief_new(cx, &b, s, "AAA", &mill), DOMAR_EUSAGE);
    assert_null(b);
    domar_series_free(s);
}

/* A page of a scenario beside the tests' binaries. */
static const char *write_page(const char *text)
{
    static const char *const path = DOMAR_BINARY_DIR "/unit brief.yaml";
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    fclose(f);
    return path;
}

static void obstacles_follow_the_table(void **state)
{
    domar_cx *cx = *state;
    domar_brief *before = brief_of(cx, G, false, 1, 60), *after = brief_of(cx, G, false, 30, 60);
    const char *a = saying(before, "Of single obstacles"), *b = saying(after, "Of single obstacles");
    assert_non_null(a);
    assert_non_null(b);
    assert_true(strcmp(a, b) != 0);
    assert_non_null(strstr(b, "trade costs that are 10% lower on what AAA buys of Services from BBB"));
    assert_non_null(strstr(b, "illustrative"));
    assert_non_null(strstr(command_saying(after, "Of single obstacles"), "obstacles.rank TABLE"));
    /* Productivity: the industry that sells most, here what AAA buys of its own plants. */
    domar_brief *plants = brief_of(cx, G, false, 1, 200);
    assert_non_null(strstr(saying(plants, "Productivity that is"), "Plants"));
    domar_brief_free(before);
    domar_brief_free(after);
    domar_brief_free(plants);
}

static void obstacles_have_the_wedges_of_a_baseline(void **state)
{
    domar_cx *cx = *state;
    const domar_brief_options options = {
        .baseline = write_page("source: made up\nbaseline:\n  - {kind: rent, owner: exporter, economy: AAA, partner: BBB, "
                               "industry: serve, to: 60}\n") };
    domar_brief *b = brief_with(cx, G, false, 30, 60, &options);
    const char *said = saying(b, "Of single obstacles");
    assert_non_null(said);
    assert_non_null(strstr(said, "an end to the barrier, rent to the exporter (60.0%) on what AAA buys of Services from BBB"));
    assert_null(strstr(said, "illustrative"));              /* the page has a source */
    /* A path that a shell would take apart is quoted. */
    assert_non_null(strstr(command_saying(b, "Of single obstacles"), "--scenario '" DOMAR_BINARY_DIR "/unit brief.yaml'"));
    domar_brief_free(b);
}

static void the_reform_is_the_one_asked_for(void **state)
{
    domar_cx *cx = *state;
    domar_brief *usual = brief_of(cx, G, false, 5, 60);
    const domar_brief_options options = {
        .scenario = write_page("title: {en: Plants fade, zh: 工厂衰落}\nsource: made up\nchanges:\n  - {kind: productivity, "
                               "economy: AAA, industry: plant, by: -20}\n") };
    domar_brief *worse = brief_with(cx, G, false, 5, 60, &options);
    assert_non_null(strstr(saying(usual, "would change real income"), "+"));
    assert_non_null(strstr(saying(usual, "would change real income"), "illustrative"));
    const char *said = saying(worse, "would change real income");
    assert_non_null(strstr(said, "\"Plants fade\""));
    assert_non_null(strstr(said, "by -"));
    assert_non_null(strstr(said, "place 3 of 3"));
    assert_null(strstr(said, "illustrative"));
    assert_non_null(strstr(saying(worse, "would move output"), "% in Plants, the two ends"));
    domar_brief_free(usual);
    domar_brief_free(worse);
}

static void a_reform_without_an_answer_ends_no_brief(void **state)
{
    domar_cx *cx = *state;
    const char *path = DOMAR_BINARY_DIR "/unit-brief.html";
    /* Nobody can give away more than he has. */
    const domar_brief_options options = {
        .scenario = write_page("source: made up\nchanges:\n  - {kind: transfer, economy: AAA, partner: BBB, by: 1e6}\n") };
    domar_brief *b = brief_with(cx, G, false, 5, 60, &options);
    assert_true(domar_brief_findings(b) >= 5);
    assert_null(saying(b, "would change real income"));
    assert_non_null(saying(b, "Of single obstacles"));
    assert_int_equal(domar_brief_write(cx, b, path, "en"), DOMAR_OK);
    char *page = slurp(path);
    assert_non_null(strstr(page, "no equilibrium found"));
    free(page);
    remove(path);
    domar_brief_free(b);
}

static void a_page_that_is_wrong_is_told(void **state)
{
    domar_cx *cx = *state;
    domar_series *s = NULL;
    domar_brief *b = NULL;
    assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
    add_year(cx, s, 2001, G, 1, 60);
    domar_brief_options o = { .scenario = "no such page.yaml" };
    assert_int_equal(domar_brief_new(cx, &b, s, "AAA", &o), DOMAR_ENOTFOUND);
    o.scenario = write_page("illustrative: true\nchanges:\n  - {kind: tarif, to: 1}\n");
    assert_int_equal(domar_brief_new(cx, &b, s, "AAA", &o), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "line 3"));
    /* Asked for, well written, and about an economy that the table does not have. */
    o.scenario = write_page("illustrative: true\nchanges:\n  - {kind: tariff, economy: XXX, to: 1}\n");
    assert_int_equal(domar_brief_new(cx, &b, s, "AAA", &o), DOMAR_EDATA);
    assert_non_null(strstr(domar_cx_message(cx), "XXX"));
    assert_null(b);
    domar_series_free(s);
}

static int set_up(void **state) { return (int)domar_cx_new((domar_cx **)state, NULL); }
static int tear_down(void **state) { domar_cx_free(*state); return 0; }

/* Nothing moves but volumes: all of growth is technology, and it opens the findings. */
static void growth_follows_volumes(void **state)
{
    static const struct { double volume; const char *says; } cases[] = {
        { 110, "real GDP grew by 9.5 points a year: +0.0 from more factors, +9.5 from better technology" },
        { 120, "real GDP grew by 18.2 points a year: +0.0 from more factors, +18.2 from better technology" } };
    domar_cx *cx = *state;
    for (size_t k = 0; k < 2; k++) {
        domar_series *s = NULL;
        domar_brief *b = NULL;
        assert_int_equal(domar_series_new(cx, &s, NULL), DOMAR_OK);
        add_year_with(cx, s, 2000, G, 1, 60, 100);
        add_year_with(cx, s, 2001, G, 1, 60, cases[k].volume);
        if (domar_brief_new(cx, &b, s, "AAA", NULL)) fail_msg("%s", domar_cx_message(cx));
        if (!strstr(domar_brief_finding(b, 0, "en"), cases[k].says)) fail_msg("%s", domar_brief_finding(b, 0, "en"));
        domar_brief_free(b);
        domar_series_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(growth_follows_volumes),
                                        cmocka_unit_test(a_changed_table_changes_the_finding),
                                        cmocka_unit_test(manufacturing_rises_and_falls),
                                        cmocka_unit_test(both_languages_and_order),
                                        cmocka_unit_test(one_year_and_one_economy),
                                        cmocka_unit_test(
                                            an_earlier_year_knows_nothing_of_later_ones),
                                        cmocka_unit_test(the_industry_that_pulls_most),
                                        cmocka_unit_test(unknown_economy_and_year),
                                        cmocka_unit_test(obstacles_follow_the_table),
                                        cmocka_unit_test(obstacles_have_the_wedges_of_a_baseline),
                                        cmocka_unit_test(the_reform_is_the_one_asked_for),
                                        cmocka_unit_test(a_reform_without_an_answer_ends_no_brief),
                                        cmocka_unit_test(a_page_that_is_wrong_is_told) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
