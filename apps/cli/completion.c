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

static void param_words(json_t *list)
{
    size_t k;
    json_t *p;
    json_array_foreach(list, k, p) printf(" --%s", json_string_value(json_object_get(p, "name")));
}

static void command_options(struct cli *cli, const struct command *c)
{
    option_words(c->options);
    if (c->results) option_words(result_options);
    option_words(common_options);
    for (size_t l = 0; c->open && l < 3; l++) param_words(shared_params(cli, NULL, l));
}

/* Is a hint a list of words ("en|zh"), not of kinds of words ("NAME|FILE")? */
static bool lists_choices(const struct option *o)
{
    if (o->takes != TAKES_VALUE || !o->hint || !strchr(o->hint, '|')) return false;
    for (const char *h = o->hint; *h; h++)
        if (*h >= 'A' && *h <= 'Z') return false;
    return true;
}

static void choice_words(const struct option *o)
{
    for (const char *h = o->hint; *h; h++) putchar(*h == '|' ? ' ' : *h);
}

static void param_choices(json_t *p)
{
    size_t i;
    json_t *choice;
    json_array_foreach(json_object_get(p, "choices"), i, choice)
        printf("%s%s", i ? " " : "", json_string_value(choice));
}

static void grain_words(json_t *method)
{
    size_t k;
    json_t *g;
    json_array_foreach(json_object_get(method, "grains"), k, g)
        printf("%s%s", k ? " " : "", json_string_value(json_object_get(g, "name")));
}

/* ---- bash */
static void bash_values(const struct option *list, const char *command)
{
    for (; list && list->name; list++) {
        if (!lists_choices(list)) continue;
        printf("    %s:--%s) words=\"", command, list->name);
        choice_words(list);
        printf("\" ;;\n");
    }
}

static void bash_method(json_t *m)
{
    const char *id = json_string_value(json_object_get(m, "id"));
    size_t k;
    json_t *p;
    printf("    run:%s:--by) words=\"", id);
    grain_words(m);
    printf("\" ;;\n");
    json_array_foreach(json_object_get(m, "params"), k, p)
        if (json_object_get(p, "choices")) {
            printf("    run:%s:--%s) words=\"", id, json_string_value(json_object_get(p, "name")));
            param_choices(p);
            printf("\" ;;\n");
        }
}

static void bash(struct cli *cli)
{
    size_t k;
    json_t *m, *methods = json_object_get(about(cli), "methods");
    printf("_domar() {\n    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local command=${COMP_WORDS[1]} method=${COMP_WORDS[2]} words=\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (const struct command *c = commands; c->name; c++)
        printf("%s%s", c == commands ? "" : " ", c->name);
    printf(
        "\" -- \"$cur\"))\n        return\n    fi\n"
        "    case $command in run|methods|cite|help)\n        if [ \"$COMP_CWORD\" = 2 ]; then\n"
        "            COMPREPLY=($(compgen -W \"");
    method_ids(cli, " ");
    printf("\" -- \"$cur\"))\n            return\n        fi ;;\n    esac\n    case "
           "$command:$method:$prev in\n");
    json_array_foreach(methods, k, m) bash_method(m);
    printf("    esac\n    [ -n \"$words\" ] || case $command:$prev in\n");
    for (const struct command *c = commands; c->name; c++) bash_values(c->options, c->name);
    for (const struct command *c = commands; c->name; c++)
        if (c->results) bash_values(result_options, c->name);
    bash_values(common_options, "*");
    printf("    esac\n    if [ -n \"$words\" ]; then\n        COMPREPLY=($(compgen -W \"$words\" "
           "-- \"$cur\"))\n"
           "        return\n    fi\n    case $cur in -*)\n        case $command in\n");
    for (const struct command *c = commands; c->name; c++) {
        printf("        %s) words=\"", c->name);
        command_options(cli, c);
        printf("\" ;;\n");
    }
    printf("        esac\n        case $command:$method in\n");
    json_array_foreach(methods, k, m) {
        printf("        run:%s) words=\"$words", json_string_value(json_object_get(m, "id")));
        param_words(json_object_get(m, "params"));
        printf("\" ;;\n");
    }
    printf("        esac\n        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
           "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n    esac\n}\ncomplete -o filenames "
           "-F _domar domar\n");
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
    printf("#compdef domar\n_domar() {\n    local -a commands methods options\n    local "
           "typed=$words[2]:$words[3]\n    commands=(\n");
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
    printf(
        "    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
        "    case $words[2] in run|methods|cite|help)\n"
        "        if (( CURRENT == 3 )); then _describe method methods; return; fi ;;\n    esac\n"
        "    case $words[2] in\n");
    for (const struct command *c = commands; c->name; c++) {
        printf("    %s) options=(", c->name);
        command_options(cli, c);
        printf(" ) ;;\n");
    }
    printf("    esac\n    case $typed in\n");
    json_array_foreach(json_object_get(about(cli), "methods"), k, m) {
        printf("    run:%s) options+=(", json_string_value(json_object_get(m, "id")));
        param_words(json_object_get(m, "params"));
        printf(" ) ;;\n");
    }
    printf("    esac\n    if [[ $PREFIX == -* ]]; then compadd -a options; else _files; "
           "fi\n}\n_domar \"$@\"\n");
}

/* ---- fish */
static void fish_begin(const char *condition, const char *name)
{
    printf("complete -c domar -n '%s' -l %s", condition, name);
}

static void fish_end(const char *text)
{
    printf(" -d ");
    quoted(text);
    printf("\n");
}

static void fish_options(const struct command *c, const struct option *list)
{
    char condition[96];
    snprintf(condition, sizeof condition, "__fish_seen_subcommand_from %s", c->name);
    for (; list && list->name; list++) {
        fish_begin(condition, list->name);
        if (lists_choices(list)) {
            printf(" -x -a '");
            choice_words(list);
            printf("'");
        } else if (list->takes == TAKES_VALUE)
            printf(" -r");
        fish_end(list->en);
    }
}

static void fish_params(json_t *list, const char *word)
{
    char condition[160];
    size_t k;
    json_t *p;
    snprintf(condition, sizeof condition,
             "__fish_seen_subcommand_from run; and __fish_seen_subcommand_from %s", word);
    json_array_foreach(list, k, p) {
        fish_begin(condition, json_string_value(json_object_get(p, "name")));
        if (json_object_get(p, "choices")) {
            printf(" -x -a '");
            param_choices(p);
            printf("'");
        } else if (strcmp(json_string_value(json_object_get(p, "kind")), "bool") != 0)
            printf(" -x");
        fish_end(json_string_value(json_object_get(json_object_get(p, "doc"), "en")));
    }
}

static void fish(struct cli *cli)
{
    size_t k;
    json_t *m;
    for (const struct command *c = commands; c->name; c++) {
        printf("complete -c domar -n __fish_use_subcommand -f -a %s -d ", c->name);
        quoted(c->en);
        printf("\n");
        fish_options(c, c->options);
        if (c->results) fish_options(c, result_options);
        fish_options(c, common_options);
    }
    for (size_t l = 0; l < 3; l++) fish_params(shared_params(cli, NULL, l), "run");
    json_array_foreach(json_object_get(about(cli), "methods"), k, m) {
        const char *id = json_string_value(json_object_get(m, "id"));
        printf("complete -c domar -n '__fish_seen_subcommand_from run methods cite help; "
               "and test (count (commandline -opc)) -eq 2' -f -a %s -d ", id);
        quoted(json_string_value(json_object_get(json_object_get(m, "title"), "en")));
        printf("\ncomplete -c domar -n '__fish_seen_subcommand_from run; and "
               "__fish_seen_subcommand_from %s' "
               "-l by -x -a '",
               id);
        grain_words(m);
        printf("'\n");
        fish_params(json_object_get(m, "params"), id);
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
