/* run.c -- gold_run FILE...: every case of the files through the public interface.
 * Exit 0 if all agree, 1 if not, 2 for a mistake in a file, 77 if data are missing. */
#include "gold.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t failures, compared;

static void differs(const char *file, const struct gold *g, size_t row, const char *what,
                    const char *got)
{
    fprintf(stderr, "%s, case of line %zu, row %zu", file, g->line, row);
    for (size_t c = 0; c < g->columns && row; c++)
        fprintf(stderr, "%s%s", c ? "," : " (", g->cells[row][c]);
    fprintf(stderr, "%s: %s %s\n", row ? ")" : "", what, got);
    failures++;
}

static const char *code_of(const domar_result *r, size_t column, size_t row)
{
    return domar_axis_code(domar_result_axis(r, column), domar_result_items(r, column)[row]);
}

/* Row of the answer with the dimensions of row k, or SIZE_MAX. */
static size_t find_row(const domar_result *r, const struct gold *g, size_t k)
{
    for (size_t row = 0; row < domar_result_rows(r); row++) {
        bool same = true;
        for (size_t c = 0; c < g->columns && same; c++)
            if (domar_result_kind(r, c) == DOMAR_COLUMN_DIMENSION)
                same = strcmp(code_of(r, c, row), g->cells[k][c]) == 0;
        if (same) return row;
    }
    return SIZE_MAX;
}

static void compare_value(const char *file, const struct gold *g, size_t k, size_t c, double got)
{
    char text[128];
    const char *cell = g->cells[k][c];
    char *end;
    const double want = *cell ? strtod(cell, &end) : NAN;
    snprintf(text, sizeof text, "%.17g, expected %s", got, *cell ? cell : "no number");
    compared++;
    if (*cell && (*end || end == cell)) differs(file, g, k, "not a number:", cell);
    else if (isnan(want) != isnan(got)) differs(file, g, k, g->cells[0][c], text);
    else if (!isnan(want) && !(fabs(got - want) <= g->tolerance * fmax(fabs(want), g->scale)))
        differs(file, g, k, g->cells[0][c], text);
}

static void compare(const char *file, const struct gold *g, const domar_result *r)
{
    char text[64];
    if (domar_result_columns(r) != g->columns) {
        snprintf(text, sizeof text, "%zu, expected %zu", domar_result_columns(r), g->columns);
        differs(file, g, 0, "columns of the answer:", text);
        return;
    }
    for (size_t c = 0; c < g->columns; c++)
        if (strcmp(domar_result_name(r, c), g->cells[0][c]) != 0) {
            differs(file, g, 0, g->cells[0][c], "is not what the column is called");
            return;
        }
    if (domar_result_rows(r) != g->rows - 1) {
        snprintf(text, sizeof text, "%zu, expected %zu", domar_result_rows(r), g->rows - 1);
        differs(file, g, 0, "rows of the answer:", text);
    }
    for (size_t k = 1; k < g->rows; k++) {
        const size_t row = find_row(r, g, k);
        if (row == SIZE_MAX) {
            differs(file, g, k, "row", "is not in the answer");
            continue;
        }
        for (size_t c = 0; c < g->columns; c++) {
            const domar_column_kind kind = domar_result_kind(r, c);
            if (kind == DOMAR_COLUMN_VALUE)
                compare_value(file, g, k, c, domar_result_values(r, c)[row]);
            else if (kind == DOMAR_COLUMN_CLASS && strcmp(code_of(r, c, row), g->cells[k][c]) != 0)
                differs(file, g, k, g->cells[0][c], code_of(r, c, row));
        }
    }
}

static void one_case(domar_cx *cx, const char *file, const struct gold *g)
{
    const char *paths[] = { g->table };
    domar_series *series = NULL;
    domar_panel *panel = NULL;
    domar_result *r = NULL;
    domar_status st = g->on_panel ? domar_panel_open(cx, &panel, g->table, g->options[0])
                                  : domar_import(cx, &series, paths, 1, g->options[0]);
    if (st) {
        differs(file, g, 0, "table not read:", domar_cx_message(cx));
        return;
    }
    st = g->on_panel ? domar_run_panel(cx, &r, g->method, panel, g->options[1])
                     : domar_run(cx, &r, g->method, series, g->options[1]);
    if (*g->refused) {
        compared++;
        if (!st) differs(file, g, 0, "an answer was given, expected:", g->refused);
        else if (!strstr(domar_cx_message(cx), g->refused))
            differs(file, g, 0, "refused in other words:", domar_cx_message(cx));
    } else if (st)
        differs(file, g, 0, "no answer:", domar_cx_message(cx));
    else compare(file, g, r);
    domar_result_free(r);
    domar_series_free(series);
    domar_panel_free(panel);
}

static int one_file(domar_cx *cx, const char *file)
{
    static struct gold g;
    FILE *f = fopen(file, "r");
    size_t line = 1;
    int skipped = 0;
    if (!f) {
        fprintf(stderr, "%s cannot be read\n", file);
        return 2;
    }
    while (gold_next(&g, f, file, &line)) {
        if (strncmp(g.table, "../shared", 9) == 0 && access(g.table, R_OK) != 0) {
            printf("skipped: %s\n", g.table);
            skipped = 77;
        } else
            one_case(cx, file, &g);
    }
    gold_clear(&g);
    fclose(f);
    return skipped;
}

int main(int argc, char **argv)
{
    domar_cx *cx = NULL;
    int code = 0;
    if (domar_cx_new(&cx, NULL)) return 1;
    for (int k = 1; k < argc; k++) {
        const int this = one_file(cx, argv[k]);
        if (this > code) code = this;
    }
    domar_cx_free(cx);
    printf("%zu numbers compared, %zu failures\n", compared, failures);
    return failures || (!compared && !code) ? 1 : code;
}
