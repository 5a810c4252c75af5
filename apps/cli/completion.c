/* completion.c -- shell completions from the tables of commands and methods. */
#include "cli.h"
#include <string.h>

static void method_ids(struct cli *cli, const char *separator)
{
    size_t k;
    json_t *m;
    json_array_foreach(json_object_get(about(cli), "methods"), k, m)
        printf("%s%s", k ? separator : "", json_string_value(json_object_get(m, "id")));
}

static void option_words(const struct option *list)
{
    for (; list && list->name; list++) printf(" --%s", list->name);
}

/* Parameters that some method or every method takes. */
static void param_words(struct cli *cli)
{
    size_t k, i;
    json_t *m, *p;
    json_array_foreach(json_object_get(about(cli), "common"), k, p)
        printf(" --%s", json_string_value(json_object_get(p, "name")));
    json_array_foreach(json_object_get(about(cli), "methods"), k, m)
        json_array_foreach(json_object_get(m, "params"), i, p)
            printf(" --%s", json_string_value(json_object_get(p, "name")));
}

static void command_options(struct cli *cli, const struct command *c)
{
    option_words(c->options);
    if (c->results) option_words(result_options);
    option_words(common_options);
    if (c->open) param_words(cli);
}

static void bash(struct cli *cli)
{
    printf("_domar() {\n    local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (const struct command *c = commands; c->name; c++) printf("%s%s", c == commands ? "" : " ", c->name);
    printf("\" -- \"$cur\"))\n        return\n    fi\n"
           "    case $command in run|methods|cite|help)\n        if [ \"$COMP_CWORD\" = 2 ]; then\n"
           "            COMPREPLY=($(compgen -W \"");
    method_ids(cli, " ");
    printf("\" -- \"$cur\"))\n            return\n        fi ;;\n    esac\n    case $cur in -*)\n        case $command in\n");
    for (const struct command *c = commands; c->name; c++) {
        printf("        %s) words=\"", c->name);
        command_options(cli, c);
        printf("\" ;;\n");
    }
    printf("        esac\n        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
           "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n    esac\n}\ncomplete -o filenames -F _domar domar\n");
}

/* Single quotes inside a single-quoted shell word. */
static void quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++)
        if (*text == '\'') fputs("'\\''", stdout);
        else putchar(*text);
    putchar('\'');
}

static void zsh_shell(struct cli *cli)
{
    size_t k;
    json_t *m;
    printf("#compdef domar\n_domar() {\n    local -a commands methods words\n    commands=(\n");
    for (const struct command *c = commands; c->name; c++) {
        char text[256];
        snprintf(text, sizeof text, "%s:%s", c->name, c->en);
        printf("        ");
        quoted(text);
        printf("\n");
    }
    printf("    )\n    methods=(\n");
    json_array_foreach(json_object_get(about(cli), "methods"), k, m) {
        char text[256];
        snprintf(text, sizeof text, "%s:%s", json_string_value(json_object_get(m, "id")),
                 json_string_value(json_object_get(json_object_get(m, "title"), "en")));
        printf("        ");
        quoted(text);
        printf("\n");
    }
    printf("    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
           "    case $words[2] in run|methods|cite|help)\n"
           "        if (( CURRENT == 3 )); then _describe method methods; return; fi ;;\n    esac\n"
           "    case $words[2] in\n");
    for (const struct command *c = commands; c->name; c++) {
        printf("    %s) words=(", c->name);
        command_options(cli, c);
        printf(" ) ;;\n");
    }
    printf("    esac\n    if [[ $PREFIX == -* ]]; then compadd -a words; else _files; fi\n}\n_domar \"$@\"\n");
}

static void fish_options(const struct command *c, const struct option *list)
{
    for (; list && list->name; list++) {
        printf("complete -c domar -n '__fish_seen_subcommand_from %s' -l %s%s -d ", c->name, list->name,
               list->takes == TAKES_VALUE ? " -r" : "");
        quoted(list->en);
        printf("\n");
    }
}

static void fish(struct cli *cli)
{
    size_t k;
    json_t *m, *p;
    for (const struct command *c = commands; c->name; c++) {
        printf("complete -c domar -n __fish_use_subcommand -f -a %s -d ", c->name);
        quoted(c->en);
        printf("\n");
        fish_options(c, c->options);
        if (c->results) fish_options(c, result_options);
        fish_options(c, common_options);
    }
    json_array_foreach(json_object_get(about(cli), "methods"), k, m) {
        printf("complete -c domar -n '__fish_seen_subcommand_from run methods cite help' -a %s -d ",
               json_string_value(json_object_get(m, "id")));
        quoted(json_string_value(json_object_get(json_object_get(m, "title"), "en")));
        printf("\n");
    }
    json_array_foreach(json_object_get(about(cli), "common"), k, p) {
        printf("complete -c domar -n '__fish_seen_subcommand_from run' -r -l %s -d ",
               json_string_value(json_object_get(p, "name")));
        quoted(json_string_value(json_object_get(json_object_get(p, "doc"), "en")));
        printf("\n");
    }
}

int cmd_completion(struct cli *cli)
{
    const char *shell = cli->args.count ? cli->args.words[0] : "";
    if (!about(cli)) return domar_status_exit(DOMAR_EFAIL);
    if (strcmp(shell, "bash") == 0) bash(cli);
    else if (strcmp(shell, "zsh") == 0) zsh_shell(cli);
    else if (strcmp(shell, "fish") == 0) fish(cli);
    else return usage_error("which shell? domar completion bash|zsh|fish");
    return 0;
}
