/* cmd_help.c -- help, methods, cite, version: words from the table of commands and the
 * methods' own. */
#include "cli.h"
#include <string.h>

static const char *in_lang(const struct cli *cli, const char *en, const char *chinese)
{
    return zh(cli) ? chinese : en;
}

static void print_options(const struct cli *cli, const struct option *list)
{
    enum { HEAD = 32 };                      /* longer heads get a line of their own */
    for (; list && list->name; list++) {
        char head[96];
        snprintf(head, sizeof head, "--%s%s%s", list->name,
                 list->hint ? list->takes == TAKES_MAYBE ? "[=" : " " : "",
                 list->hint ? list->hint : "");
        if (list->takes == TAKES_MAYBE) strcat(head, "]");
        if (strlen(head) > HEAD) printf("  %s\n  %*s", head, HEAD, "");
        else printf("  %-*s", HEAD, head);
        printf(" %s\n", in_lang(cli, list->en, list->zh));
    }
}

static int help_command(const struct cli *cli, const struct command *c)
{
    printf("domar %s %s\n\n%s\n", c->name, c->usage, in_lang(cli, c->en, c->zh));
    if (c->options) {
        printf("\n%s\n", in_lang(cli, "Options", "选项"));
        print_options(cli, c->options);
    }
    if (c->open)
        printf("\n%s\n", in_lang(cli, "Parameters of the method: `domar methods METHOD`.",
                                 "方法参数见 `domar methods METHOD`。"));
    if (c->results) {
        printf("\n%s\n", in_lang(cli, "Output", "输出"));
        print_options(cli, result_options);
    }
    printf("\n%s\n", in_lang(cli, "Always", "通用"));
    print_options(cli, common_options);
    return 0;
}

static int help_all(struct cli *cli)
{
    printf("%s\n\n", in_lang(cli, "domar, an engine for industrial economics", "domar，产业经济计算引擎"));
    for (const struct command *c = commands; c->name; c++)
        printf("  domar %-11s %s\n", c->name, in_lang(cli, c->en, c->zh));
    printf("\n%s\n",
           in_lang(cli, "`domar help COMMAND` says more; `domar methods` lists what can be asked.",
                   "`domar help 命令` 查看详情；`domar methods` 列出可用方法。"));
    printf("%s\n",
           in_lang(cli, "Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 data invalid, "
                        "5 not converged, 6 check failed, 7 not permitted, 8 resource limit, "
                        "130 interrupted.",
                   "退出码：0 正常，1 失败，2 用法，3 找不到，4 数据无效，5 不收敛，"
                   "6 检查未通过，7 无权限，8 资源不足，130 中断。"));
    return 0;
}

/* ---- methods */
/* --from-economy: dashes are what the rest of the line is typed with. */
static void print_option(const char *name)
{
    printf("  --");
    for (int width = 16; *name || width > 0; width--, name += *name != 0)
        putchar(*name == '_' ? '-' : *name ? *name : ' ');
}

static void print_params(const struct cli *cli, json_t *list)
{
    size_t k;
    json_t *p;
    json_array_foreach(list, k, p) {
        json_t *def = json_object_get(p, "default"), *choices = json_object_get(p, "choices");
        print_option(json_string_value(json_object_get(p, "name")));
        printf(" %s", text_in(cli, json_object_get(p, "doc")));
        if (choices) {
            size_t i;
            json_t *choice;
            json_array_foreach(choices, i, choice)
                printf("%s%s", i ? "|" : " [", json_string_value(choice));
            printf("]");
        }
        if (json_is_string(def)) printf(" (%s)", json_string_value(def));
        else if (json_is_number(def)) printf(" (%g)", json_number_value(def));
        else if (json_is_boolean(def)) printf(" (%s)", json_is_true(def) ? "true" : "false");
        const char *only = json_string_value(json_object_get(p, "only"));
        if (only) printf(in_lang(cli, " {with --%s}", " {用于 --%s}"), only);
        printf("\n");
    }
}

static void print_grains(const struct cli *cli, json_t *method)
{
    size_t k, i;
    json_t *g, *name;
    json_array_foreach(json_object_get(method, "grains"), k, g) {
        printf("  --by %-18s year", json_string_value(json_object_get(g, "name")));
        json_array_foreach(json_object_get(g, "columns"), i, name)
            printf(",%s", json_string_value(name));
        printf("\n  %-23s %s\n", "", text_in(cli, json_object_get(g, "doc")));
    }
}

static void print_source(json_t *cited)
{
    const char *where = json_string_value(json_object_get(cited, "where"));
    printf("%s%s%s\n", json_string_value(json_object_get(cited, "text")), *where ? " " : "",
           where);
}

static void print_terms(const struct cli *cli, json_t *list)
{
    const char *group = "";
    size_t k;
    json_t *t;
    json_array_foreach(list, k, t) {
        const char *now = json_string_value(json_object_get(t, "group"));
        if (k == 0) printf("\n%s\n", in_lang(cli, "Terms", "分解项"));
        if (strcmp(now, group) != 0) printf("  -- %s\n", now);
        group = now;
        printf("  %-18s %s%s%s\n", json_string_value(json_object_get(t, "code")),
               text_in(cli, json_object_get(t, "label")), in_lang(cli, ": ", "："),
               text_in(cli, json_object_get(t, "doc")));
    }
}

static int explain(struct cli *cli, json_t *m)
{
    size_t k;
    json_t *c;
    printf("%s  %s\n\n%s\n\n", json_string_value(json_object_get(m, "id")),
           text_in(cli, json_object_get(m, "title")), text_in(cli, json_object_get(m, "about")));
    printf("  %s\n\n%s\n", json_string_value(json_object_get(m, "formula")),
           in_lang(cli, "Answers", "结果"));
    print_grains(cli, m);
    printf("\n  %s\n\n%s\n", text_in(cli, json_object_get(m, "dimensions")),
           in_lang(cli, "Columns", "列"));
    json_array_foreach(json_object_get(m, "columns"), k, c) {
        const char *unit = json_string_value(json_object_get(c, "unit"));
        printf("  %-26s %s%s%s%s\n", json_string_value(json_object_get(c, "name")),
               text_in(cli, json_object_get(c, "doc")), *unit ? " [" : "", unit, *unit ? "]" : "");
    }
    print_terms(cli, json_object_get(m, "terms"));
    printf("\n%s\n", in_lang(cli, "Parameters", "参数"));
    print_params(cli, json_object_get(m, "params"));
    for (size_t l = 0; l < 3; l++) print_params(cli, shared_params(cli, m, l));
    printf("\n%s\n", in_lang(cli, "Sources", "文献"));
    json_array_foreach(json_object_get(m, "cite"), k, c) {
        printf("  ");
        print_source(c);
    }
    return 0;
}

static int no_method(const char *id)
{
    const char *near = domar_method_suggest(id);
    if (near) return usage_error("there is no method %s: did you mean %s?", id, near);
    return usage_error("there is no method %s: `domar methods` lists them", id);
}

int cmd_methods(struct cli *cli)
{
    const char *id = cli->args.count ? cli->args.words[0] : NULL;
    json_t *m = id ? about_method(cli, id) : NULL;
    size_t k;
    if (id && !m) return no_method(id);
    if (option(cli, "json")) {
        char *text = NULL;
        const domar_status status = domar_methods_json(cli->cx, &text, id);
        if (status) return fail(cli, status);
        fputs(text, stdout);
        domar_text_free(text);
        return 0;
    }
    if (m) return explain(cli, m);
    json_array_foreach(json_object_get(about(cli), "methods"), k, m)
        printf("%-24s %s\n", json_string_value(json_object_get(m, "id")),
               text_in(cli, json_object_get(m, "title")));
    return 0;
}

int cmd_help(struct cli *cli)
{
    const char *word = cli->args.count ? cli->args.words[0] : NULL;
    if (!word) return help_all(cli);
    const struct command *c = find_command(word);
    if (c) return help_command(cli, c);
    json_t *m = about_method(cli, word);
    if (m) return explain(cli, m);
    const char *names[32];
    size_t count = 0;
    for (const struct command *known = commands; known->name; known++)
        names[count++] = known->name;
    const char *near = nearest_name(word, names, count);
    return near ? usage_error("there is no command %s: did you mean %s?", word, near)
                : no_method(word);
}

int cmd_cite(struct cli *cli)
{
    const char *id = cli->args.count ? cli->args.words[0] : NULL;
    size_t k;
    json_t *c;
    if (!id) return usage_error("which method? domar cite METHOD");
    json_t *m = about_method(cli, id);
    if (!m) return no_method(id);
    const bool bibtex = option(cli, "bibtex") != NULL;
    json_array_foreach(json_object_get(m, "cite"), k, c) {
        if (bibtex) printf("%s\n", json_string_value(json_object_get(c, "bibtex")));
        else print_source(c);
    }
    printf(bibtex ? "%% domar %s, %s: %s\n" : "domar %s, %s: %s\n", domar_version(), id,
           json_string_value(json_object_get(m, "formula")));
    return 0;
}

int cmd_version(struct cli *cli)
{
    (void)cli;
    printf("domar %s\n", domar_version());
    return 0;
}
