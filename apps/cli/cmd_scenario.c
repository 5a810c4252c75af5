/* cmd_scenario.c -- scenario check: a page told back in words; reform compare: pages side by side. */
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

/* The table comes first, as everywhere. */
int cmd_reform(struct cli *cli)
{
    static const char *const passed[] = { "by", "year", "economy", "industry", "sort", "top", "verify" };
    enum { PASSED = sizeof passed / sizeof *passed };
    domar_pair params[PASSED + 1] = { { NULL, NULL } };
    const char *const *words = cli->args.words;
    domar_series *series = NULL;
    domar_result *r = NULL;
    size_t count = 0;
    if (cli->args.count < 4 || strcmp(words[0], "compare") != 0)
        return usage_error("say what to compare on which table: domar reform compare TABLE A.yaml B.yaml [C.yaml ...]");
    for (size_t k = 0; k < PASSED; k++) {
        const char *value = option(cli, passed[k]);
        if (value) params[count++] = (domar_pair){ passed[k], strcmp(passed[k], "verify") == 0 ? "true" : value };
    }
    domar_status status = domar_open(cli->cx, &series, words[1]);
    if (!status) status = domar_reform_compare(cli->cx, &r, series, words + 2, cli->args.count - 2, params);
    int code = r ? print_result(cli, r) : 0;
    if (status && !code) code = fail(cli, status);
    domar_result_free(r);
    domar_series_free(series);
    return code;
}
