/* options.c -- taking the command line apart: --name value, --name=value, -o FILE, words. */
#include "cli.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const struct option common_options[] = {
    { "lang", TAKES_VALUE, "en|zh", "Language of labels and words.", "标签与文字的语言。" },
    { "threads", TAKES_VALUE, "N", "Threads to use; default all processors.", "线程数，默认用全部处理器。" },
    { "deterministic", TAKES_NONE, NULL, "Equal bits whatever the number of threads.",
      "结果逐位一致，与线程数无关。" },
    { "seed", TAKES_VALUE, "N", "Seed of methods that draw.", "随机方法的种子。" },
    { "no-progress", TAKES_NONE, NULL, "No progress on the terminal.", "不显示进度。" },
    { "help", TAKES_NONE, NULL, "Help on this command.", "显示本命令的帮助。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL } };

const struct option result_options[] = {
    { "format", TAKES_VALUE, "table|csv|json|ndjson|sdmx|xlsx|har|gexf",
      "Format; default table on a terminal, csv into a pipe, or by the name after -o.",
      "格式；终端默认 table，管道默认 csv，或按 -o 的文件名判断。" },
    { "output", TAKES_VALUE, "FILE", "Write to a file (-o FILE), whole or not at all.",
      "写入文件（-o FILE），要么完整要么不写。" },
    { "labels", TAKES_VALUE, "code|name|both",
      "Codes, names or both; default both on a terminal, else code.",
      "显示代码、名称或两者；终端默认 both，否则 code。" },
    { "digits", TAKES_VALUE, "N", "Significant digits of the aligned table; default 5.",
      "对齐表格的有效数字，默认 5。" },
    { "certificate", TAKES_MAYBE, "FILE",
      "Print the certificate to standard error, or as JSON to FILE.",
      "把计算凭证打印到标准错误，或以 JSON 写入 FILE。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

bool zh(const struct cli *cli) { return strcmp(cli->lang, "zh") == 0; }

const char *option(const struct cli *cli, const char *name)
{
    const char *value = NULL;
    for (const domar_pair *p = cli->args.options; p->name; p++)
        if (strcmp(p->name, name) == 0) value = p->value;
    return value;
}

/* Edits between two short words; enough for suggestions. */
static size_t distance(const char *a, const char *b)
{
    size_t row[64], n = strlen(b);
    if (n >= 64 || strlen(a) >= 64) return 64;
    for (size_t j = 0; j <= n; j++) row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t up = row[j];
            size_t best = corner + (a[i - 1] != b[j - 1]);
            if (up + 1 < best) best = up + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
            corner = up;
        }
    }
    return row[n];
}

const char *nearest_name(const char *word, const char *const *names, size_t count)
{
    const char *best = NULL;
    size_t least = 64;
    for (size_t k = 0; k < count; k++) {
        const size_t d = distance(word, names[k]);
        if (d < least) {
            least = d;
            best = names[k];
        }
    }
    return least <= 1 + strlen(word) / 4 ? best : NULL;
}

static const struct option *find_in(const struct option *list, const char *name, size_t size)
{
    for (; list && list->name; list++)
        if (strlen(list->name) == size && memcmp(list->name, name, size) == 0) return list;
    return NULL;
}

static const struct option *find_option(const struct command *c, const char *name, size_t size)
{
    const struct option *o = find_in(c->options, name, size);
    if (!o && c->results) o = find_in(result_options, name, size);
    return o ? o : find_in(common_options, name, size);
}

static size_t add_params(json_t *list, const char **names, size_t count, size_t most)
{
    size_t k;
    json_t *p;
    json_array_foreach(list, k, p)
        if (count < most) names[count++] = json_string_value(json_object_get(p, "name"));
    return count;
}

/* method: whose parameters are options too, or NULL. */
static int unknown_option(struct cli *cli, const struct command *c, json_t *method,
                          const char *name, size_t size)
{
    const char *names[128];
    char word[64];
    size_t count = 0;
    const struct option *lists[] = { c->options, c->results ? result_options : NULL,
                                     common_options };
    for (size_t l = 0; l < 3; l++)
        for (const struct option *o = lists[l]; o && o->name; o++) names[count++] = o->name;
    if (method) {
        count = add_params(json_object_get(method, "params"), names, count, 128);
        for (size_t l = 0; l < 3; l++) count = add_params(shared_params(cli, method, l), names, count, 128);
    }
    snprintf(word, sizeof word, "%.*s", (int)size, name);
    const char *who = method ? json_string_value(json_object_get(method, "id")) : c->name;
    const char *near = nearest_name(word, names, count);
    if (near) return usage_error("%s has no option --%s: did you mean --%s?", who, word, near);
    return usage_error("%s has no option --%s: see `domar %s %s`", who, word,
                       method ? "methods" : "help", who);
}

static int add_option(struct cli *cli, const char *name, size_t size, const char *value)
{
    struct arguments *a = &cli->args;
    if (a->options_count + 1 >= MOST_ARGUMENTS) return usage_error("too many options");
    for (size_t k = 0; k < a->options_count; k++)
        if (strlen(a->options[k].name) == size && strncmp(a->options[k].name, name, size) == 0)
            return usage_error("--%.*s is given twice: leave one out", (int)size, name);
    char *copy = strndup(name, size);        /* lives as long as the program */
    if (!copy) return domar_status_exit(DOMAR_ENOMEM);
    a->options[a->options_count++] = (domar_pair){ copy, value };
    return 0;
}

/* One --option; *k moves past its value. */
static int take_option(struct cli *cli, const struct command *c, int argc, char **argv, int *k)
{
    const char *name = strcmp(argv[*k], "-o") == 0 ? "--output" : argv[*k];
    name += 2;
    const char *equal = strchr(name, '=');
    const size_t size = equal ? (size_t)(equal - name) : strlen(name);
    const struct option *o = find_option(c, name, size);
    json_t *method = c->open && cli->args.count ? about_method(cli, cli->args.words[0]) : NULL;
    json_t *param = !o && c->open ? about_param(cli, method, name, size) : NULL;
    /* Of an unknown method nothing is known: the command says so itself. */
    if (!o && !param && (!c->open || method || !cli->args.count))
        return unknown_option(cli, c, method, name, size);
    if (param) name = json_string_value(json_object_get(param, "name"));   /* of the same size */
    if (o && o->takes == TAKES_NONE && equal)
        return usage_error("--%s takes no value", o->name);
    if (equal) return add_option(cli, name, size, equal + 1);
    const char *kind = json_string_value(json_object_get(param, "kind"));
    if (o ? o->takes != TAKES_VALUE : kind && strcmp(kind, "bool") == 0)
        return add_option(cli, name, size, o ? "" : "true");
    if (*k + 1 >= argc || (strncmp(argv[*k + 1], "--", 2) == 0 && argv[*k + 1][2]))
        return usage_error("--%s needs a value", name);
    ++*k;
    return add_option(cli, name, size, argv[*k]);
}

int parse_arguments(struct cli *cli, const struct command *c, int argc, char **argv)
{
    bool only_words = false;
    for (int k = 0; k < argc; k++) {
        const char *word = argv[k];
        if (!only_words && strcmp(word, "--") == 0) {
            only_words = true;
        } else if (!only_words && (strcmp(word, "-h") == 0)) {
            const int code = add_option(cli, "help", 4, "");
            if (code) return code;
        } else if (!only_words && (strncmp(word, "--", 2) == 0 || strcmp(word, "-o") == 0)) {
            const int code = take_option(cli, c, argc, argv, &k);
            if (code) return code;
        } else if (!only_words && word[0] == '-' && word[1]) {
            return usage_error("%s has no option %s: options begin with --", c->name, word);
        } else {
            if (cli->args.count >= MOST_ARGUMENTS) return usage_error("too many arguments");
            cli->args.words[cli->args.count++] = word;
        }
    }
    return 0;
}
