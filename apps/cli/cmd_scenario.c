/* cmd_scenario.c -- scenario check: a page told back in words. */
#include "cli.h"
#include <string.h>

int cmd_scenario(struct cli *cli)
{
    char *text = NULL;
    if (cli->args.count != 2 || strcmp(cli->args.words[0], "check") != 0)
        return usage_error("say what to do with which page: domar scenario check FILE");
    const domar_status status = domar_scenario_check(cli->cx, &text, cli->args.words[1], cli->lang);
    if (status) return fail(cli, status);
    fputs(text, stdout);
    domar_text_free(text);
    return 0;
}
