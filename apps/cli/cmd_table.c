/* cmd_table.c -- info, check, import. */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

static int need_words(const struct cli *cli, size_t count, const char *usage)
{
    if (cli->args.count == count) return 0;
    if (cli->args.count < count) return usage_error("something is missing: domar %s", usage);
    return usage_error("%s is one word too many: domar %s", cli->args.words[count], usage);
}

int cmd_info(struct cli *cli)
{
    domar_series *series = NULL;
    domar_result *r = NULL;
    int code = need_words(cli, 1, "info TABLE");
    if (code) return code;
    cli->labels = "name";
    domar_status status = domar_open(cli->cx, &series, cli->args.words[0]);
    if (!status) status = domar_info(cli->cx, &r, series);
    code = status ? fail(cli, status) : print_result(cli, r);
    domar_result_free(r);
    domar_series_free(series);
    return code;
}

static bool tolerance_of(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && !*end && *value >= 0 && *value < 1e300;
}

/* Only native files carry digests. */
static bool is_native(const char *path)
{
    char head[4] = { 0 };
    FILE *f = fopen(path, "rb");
    const bool yes = f && fread(head, 1, 4, f) == 4 && memcmp(head, "\x89HDF", 4) == 0;
    if (f) fclose(f);
    return yes;
}

int cmd_check(struct cli *cli)
{
    domar_series *series = NULL;
    domar_result *r = NULL;
    double tolerance = 1e-3, gap = 0;
    const char *text = option(cli, "tolerance");
    int code = need_words(cli, 1, "check TABLE");
    if (code) return code;
    if (text && !tolerance_of(text, &tolerance))
        return usage_error("--tolerance %s: give a number that is not negative", text);
    const char *path = cli->args.words[0];
    domar_status status = is_native(path) ? domar_verify(cli->cx, path) : DOMAR_OK;
    if (!status) status = domar_open(cli->cx, &series, path);
    if (!status) status = domar_check(cli->cx, &r, &gap, series, tolerance);
    if (r) {
        code = print_result(cli, r);
        /* The aligned table ends with the verdict; files and other formats get it beside them. */
        if (!code && (strcmp(chosen_format(cli), "table") != 0 || option(cli, "output")))
            fprintf(stderr, "domar: %s\n", domar_result_reading(r, cli->lang));
    }
    if (status == DOMAR_ECHECK && r && !code)
        code = domar_status_exit(status); /* the verdict said it */
    else if (status && !code) code = fail(cli, status);
    domar_result_free(r);
    domar_series_free(series);
    return code;
}

static void tell(const struct cli *cli, const domar_series *s, const char *path)
{
    const size_t years = domar_series_size(s);
    terminal_clear();
    fprintf(stderr,
            zh(cli) ? "domar: 已读入 %s：%zu 个经济体 × %zu 个行业，"
                    : "domar: read %s: %zu economies x %zu industries, ",
            domar_series_info(s, "reader"), domar_axis_size(domar_series_axis(s, DOMAR_ECONOMIES)),
            domar_axis_size(domar_series_axis(s, DOMAR_INDUSTRIES)));
    if (years == 1) fprintf(stderr, "%d", domar_series_year(s, 0));
    else
        fprintf(stderr, zh(cli) ? "%zu 年（%d-%d）" : "%zu years (%d-%d)", years,
                domar_series_year(s, 0), domar_series_year(s, years - 1));
    fprintf(stderr,
            zh(cli) ? "；产出 %s，增加值 %s，零产出 %s，存货 %s → %s\n"
                    : "; output %s, value added %s, zero output %s, inventories %s -> %s\n",
            domar_series_info(s, "output_from"), domar_series_info(s, "va"),
            domar_series_info(s, "zero_output"), domar_series_info(s, "inventories"), path);
}

int cmd_import(struct cli *cli)
{
    static domar_pair options[MOST_ARGUMENTS];
    static const char *const own[] = { "output",        "lang", "threads",
                                       "deterministic", "seed", "no-progress" };
    const char *path = option(cli, "output");
    domar_series *series = NULL;
    size_t count = 0;
    if (cli->args.count == 0)
        return usage_error("nothing to import: domar import FILE... -o TABLE.h5");
    if (!path) return usage_error("where to? give -o TABLE.h5");
    for (const domar_pair *p = cli->args.options; p->name; p++) {
        bool mine = false;
        for (size_t k = 0; k < sizeof own / sizeof *own; k++) mine |= strcmp(p->name, own[k]) == 0;
        if (!mine) options[count++] = *p;
    }
    options[count] = (domar_pair){ NULL, NULL };
    domar_status status =
        domar_import(cli->cx, &series, cli->args.words, cli->args.count, options);
    if (!status) status = domar_save(cli->cx, series, path);
    if (!status) tell(cli, series, path);
    domar_series_free(series);
    return status ? fail(cli, status) : 0;
}
