/* cmd_run.c -- run, diff. */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

/* Options of output and of the program; everything else is a parameter of the method. */
static bool is_ours(const char *name)
{
    for (const struct option *o = common_options; o->name; o++)
        if (strcmp(o->name, name) == 0) return true;
    for (const struct option *o = result_options; o->name; o++)
        if (strcmp(o->name, name) == 0) return true;
    return false;
}

/* Options that say how a panel is read, not what is asked of it. */
static bool of_file(struct cli *cli, const char *name)
{
    size_t k;
    json_t *p;
    json_array_foreach(shared_params(cli, NULL, 2), k, p)
        if (strcmp(json_string_value(json_object_get(p, "name")), name) == 0) return true;
    return false;
}

static int run_panel(struct cli *cli, domar_pair *params)
{
    static domar_pair reading[MOST_ARGUMENTS];
    domar_panel *panel = NULL;
    domar_result *r = NULL;
    size_t count = 0, kept = 0;
    for (const domar_pair *p = params; p->name; p++) {
        if (strcmp(p->name, "define") == 0) reading[count++] = *p;       /* a definition may name the keys */
        if (of_file(cli, p->name)) reading[count++] = *p;
        else params[kept++] = *p;
    }
    params[kept] = reading[count] = (domar_pair){ NULL, NULL };
    domar_status status = domar_panel_open(cli->cx, &panel, cli->args.words[1], reading);
    if (!status) status = domar_run_panel(cli->cx, &r, cli->args.words[0], panel, params);
    int code = r ? print_result(cli, r) : 0;
    if (status && !code) code = fail(cli, status);
    domar_result_free(r);
    domar_panel_free(panel);
    return code;
}

int cmd_run(struct cli *cli)
{
    static domar_pair params[MOST_ARGUMENTS];
    domar_series *series = NULL;
    domar_result *r = NULL;
    size_t count = 0;
    const char *const *words = cli->args.words;
    if (cli->args.count < 1)
        return usage_error("which method? domar run METHOD TABLE; `domar methods` lists them");
    if (domar_method_find(words[0]) == SIZE_MAX) {
        const char *near = domar_method_suggest(words[0]);
        if (near) return usage_error("there is no method %s: did you mean %s?", words[0], near);
        return usage_error("there is no method %s: `domar methods` lists them", words[0]);
    }
    if (cli->args.count < 2) return usage_error("which table? domar run %s TABLE", words[0]);
    if (cli->args.count > 2)
        return usage_error("%s is one word too many: domar run METHOD TABLE", words[2]);
    for (const domar_pair *p = cli->args.options; p->name; p++)
        if (!is_ours(p->name)) params[count++] = *p;
    params[count] = (domar_pair){ NULL, NULL };
    if (domar_method_on_panel(words[0])) return run_panel(cli, params);
    domar_status status = domar_open(cli->cx, &series, words[1]);
    if (!status) status = domar_run(cli->cx, &r, words[0], series, params);
    int code = r ? print_result(cli, r) : 0;
    if (status && !code) code = fail(cli, status);        /* a check that fails comes with its answer */
    domar_result_free(r);
    domar_series_free(series);
    return code;
}

int cmd_diff(struct cli *cli)
{
    const char *rtol = option(cli, "rtol");
    char *end = NULL;
    const double tolerance = rtol ? strtod(rtol, &end) : 1e-9;
    domar_result *r = NULL;
    int code = 0;
    if (cli->args.count != 2) return usage_error("two results are needed: domar diff A B");
    if (rtol && (end == rtol || *end || !(tolerance >= 0)))
        return usage_error("--rtol %s: give a number that is not negative", rtol);
    const domar_status status =
        domar_diff(cli->cx, &r, cli->args.words[0], cli->args.words[1], tolerance);
    if (r && domar_result_rows(r)) code = print_result(cli, r);
    if (r && !code) fprintf(stderr, "domar: %s\n", domar_result_reading(r, cli->lang));
    domar_result_free(r);
    if (status == DOMAR_ECHECK) return domar_status_exit(status);
    return status ? fail(cli, status) : code;
}
