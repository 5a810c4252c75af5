/* cmd_sums.c -- sums by group of files that need not fit into memory. */
#include "cli.h"

int cmd_sums(struct cli *cli)
{
    const char *group = option(cli, "group"), *variables = option(cli, "variables");
    domar_result *r = NULL;
    if (cli->args.count != 1) return usage_error("one file is needed: domar sums FILE --group COLUMNS --variables COLUMNS");
    if (!group || !variables) return usage_error("domar sums needs --group and --variables: names of columns, separated by commas");
    const domar_status status = domar_panel_sums(cli->cx, &r, cli->args.words[0], group, variables, option(cli, "unit"),
                                                 option(cli, "confidential") != NULL);
    const int code = status ? fail(cli, status) : print_result(cli, r);
    domar_result_free(r);
    return code;
}
