/* cmd_study.c -- study. */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

/* --data CHAPTER=PATH as pairs; 0 or the exit code of a usage error. */
static int split_data(struct cli *cli, domar_pair *data)
{
    size_t count = 0;
    for (const domar_pair *p = cli->args.options; p->name; p++) {
        if (strcmp(p->name, "data") != 0) continue;
        char *equals = strchr(p->value, '=');
        if (!equals || equals == p->value || !equals[1]) return usage_error("--data %s: write CHAPTER=PATH", p->value);
        *equals = 0;                                   /* the arguments are the program's own */
        data[count++] = (domar_pair){ p->value, equals + 1 };
    }
    data[count] = (domar_pair){ NULL, NULL };
    return 0;
}

int cmd_study(struct cli *cli)
{
    static domar_pair data[MOST_ARGUMENTS];
    const char *path = option(cli, "output");
    domar_study *study = NULL;
    if (cli->args.count != 1) return usage_error("which page? domar study PAGE.yaml -o FILE.html");
    if (!path) return usage_error("where to? give -o FILE.html");
    const int code = split_data(cli, data);
    if (code) return code;
    const domar_study_options options = { data, option(cli, "confidential") != NULL };
    domar_status status = domar_study_new(cli->cx, &study, cli->args.words[0], &options);
    if (!status) status = domar_study_write(cli->cx, study, path, cli->lang);
    if (!status) {
        terminal_clear();
        for (size_t k = 0; k < domar_study_steps(study); k++)
            if (*domar_study_reading(study, k, cli->lang))
                printf("%s: %s\n", domar_study_label(study, k), domar_study_reading(study, k, cli->lang));
        printf(zh(cli) ? "研究报告已写入 %s\n" : "The study is in %s\n", path);
    }
    domar_study_free(study);
    return status ? fail(cli, status) : 0;
}
