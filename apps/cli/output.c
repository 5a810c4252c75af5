/* output.c -- results to standard output or a file, messages to standard error. */
#include "cli.h"
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int fail(const struct cli *cli, domar_status status)
{
    terminal_clear();
    const char *message = cli->cx ? domar_cx_message(cli->cx) : "";
    fprintf(stderr, "domar: %s\n", *message ? message : domar_status_text(status));
    return domar_status_exit(status);
}

int usage_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("domar: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return domar_status_exit(DOMAR_EUSAGE);
}

bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

static const char *named(const char *option)
{
    return strcmp(option, "output") == 0 ? "-o" : strcmp(option, "certificate") == 0 ? "--certificate" : "--table-out";
}

/* An output that is one of the inputs would be lost: tables, scenarios, lists that options name. */
int outputs_apart(const struct cli *cli)
{
    static const char *const outputs[] = { "output", "certificate", "table-out", "table_out" };
    const size_t kinds = sizeof outputs / sizeof *outputs;
    for (const domar_pair *o = cli->args.options; o->name; o++) {
        size_t k = 0;
        while (k < kinds && strcmp(o->name, outputs[k]) != 0) k++;
        if (k == kinds || !*o->value) continue;
        for (size_t i = 0; i < cli->args.count; i++)
            if (same_file(o->value, cli->args.words[i]))
                return usage_error("%s %s is one of the files to read: give another name", named(o->name), o->value);
        for (const domar_pair *in = cli->args.options; in->name; in++) {
            size_t q = 0;
            while (q < kinds && strcmp(in->name, outputs[q]) != 0) q++;
            if (in != o && (q == kinds || in < o) && (same_file(o->value, in->value) || (q < kinds && strcmp(o->value, in->value) == 0)))
                return usage_error("%s %s is what %s%s names too: give another name", named(o->name), o->value,
                                   q < kinds ? "" : "--", q < kinds ? named(in->name) : in->name);
        }
    }
    return 0;
}

const char *chosen_format(const struct cli *cli)
{
    static const char *const endings[][2] = { { ".sdmx.csv", "sdmx" }, { ".csv", "csv" },
        { ".json", "json" }, { ".ndjson", "ndjson" }, { ".jsonl", "ndjson" }, { ".xlsx", "xlsx" },
        { ".har", "har" }, { ".gexf", "gexf" }, { ".txt", "table" } };
    const char *format = option(cli, "format"), *path = option(cli, "output");
    if (format) return format;
    for (size_t k = 0; path && k < sizeof endings / sizeof *endings; k++) {
        const size_t size = strlen(path), tail = strlen(endings[k][0]);
        if (size > tail && strcmp(path + size - tail, endings[k][0]) == 0) return endings[k][1];
    }
    return !path && isatty(STDOUT_FILENO) ? "table" : "csv";
}

static int print_certificate(struct cli *cli, const domar_result *r)
{
    const char *path = option(cli, "certificate");
    char *text = NULL;
    if (!path) return 0;
    const domar_status status = *path ? domar_certificate_write(cli->cx, r, path)
                                      : domar_certificate_text(cli->cx, &text, r);
    if (status) return fail(cli, status);
    if (text) fputs(text, stderr);
    domar_text_free(text);
    return 0;
}

int print_result(struct cli *cli, const domar_result *r)
{
    const char *format = chosen_format(cli), *path = option(cli, "output"),
               *labels = option(cli, "labels");
    const char *digits = option(cli, "digits");
    const bool table = strcmp(format, "table") == 0, screen = !path && isatty(STDOUT_FILENO);
    char width[16];
    snprintf(width, sizeof width, "%d", table && screen ? terminal_width() : 0);
    const domar_pair options[] = { { "lang", cli->lang },
                                   { "labels", labels              ? labels
                                               : !table || !screen ? "code"
                                               : cli->labels       ? cli->labels
                                                                   : "both" },
                                   { "width", width },
                                   { "color",
                                     table && screen && terminal_color() ? "true" : "false" },
                                   { digits ? "digits" : NULL, digits },
                                   { NULL, NULL } };
    terminal_clear();
    const domar_status status = domar_result_write(cli->cx, r, format, path ? path : "-", options);
    if (status) return fail(cli, status);
    return print_certificate(cli, r);
}
