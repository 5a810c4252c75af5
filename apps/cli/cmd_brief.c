/* cmd_brief.c -- brief. */
#include "cli.h"
#include <stdlib.h>

int cmd_brief(struct cli *cli)
{
    const char *economy = option(cli, "economy"), *path = option(cli, "output"),
               *year = option(cli, "year");
    domar_series *series = NULL;
    domar_brief *brief = NULL;
    char *end = NULL;
    const long number = year ? strtol(year, &end, 10) : 0;
    const domar_brief_options options = { (int)number, option(cli, "product"), option(cli, "scenario"),
                                          option(cli, "baseline") };
    if (cli->args.count != 1)
        return usage_error("which table? domar brief TABLE --economy CODE -o FILE.html");
    if (!economy) return usage_error("which economy? give --economy CODE");
    if (!path) return usage_error("where to? give -o FILE.html");
    if (year && (*end || number < 1 || number > 9999))
        return usage_error("--year %s: give one year", year);
    domar_status status = domar_open(cli->cx, &series, cli->args.words[0]);
    if (!status) status = domar_brief_new(cli->cx, &brief, series, economy, &options);
    if (!status) status = domar_brief_write(cli->cx, brief, path, cli->lang);
    if (!status) {
        terminal_clear();
        for (size_t k = 0; k < domar_brief_findings(brief) && k < 5; k++)
            printf("%zu. %s\n", k + 1, domar_brief_finding(brief, k, cli->lang));
        printf(zh(cli) ? "简报已写入 %s\n" : "The brief is in %s\n", path);
    }
    domar_brief_free(brief);
    domar_series_free(series);
    return status ? fail(cli, status) : 0;
}
