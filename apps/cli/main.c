/* main.c -- the program `domar`: finds the command, makes the context, runs it. */
#include "cli.h"
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command *find_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

static int unknown_command(const char *word)
{
    const char *names[32];
    size_t count = 0;
    for (const struct command *c = commands; c->name; c++) names[count++] = c->name;
    const char *near = nearest_name(word, names, count);
    if (near) return usage_error("there is no command %s: did you mean %s?", word, near);
    return usage_error("there is no command %s: see `domar help`", word);
}

static bool whole_number(const char *text, unsigned long long most, unsigned long long *value)
{
    char *end;
    *value = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *value <= most;
}

/* Settings from the options; 0 or an exit code. */
static int settings_of(struct cli *cli, domar_settings *s)
{
    unsigned long long number;
    const char *lang = option(cli, "lang"), *threads = option(cli, "threads"),
               *seed = option(cli, "seed");
    if (lang && strcmp(lang, "en") != 0 && strcmp(lang, "zh") != 0)
        return usage_error("--lang cannot be %s: choose one of en, zh", lang);
    cli->lang = lang ? lang : "en";
    cli->progress = isatty(STDERR_FILENO) && !option(cli, "no-progress");
    *s = (domar_settings){ .progress = terminal_progress, .log = terminal_log, .user = cli,
                           .deterministic = option(cli, "deterministic") != NULL };
    if (threads) {
        if (!whole_number(threads, 1024, &number) || number == 0)
            return usage_error("--threads %s: give a whole number from 1 to 1024", threads);
        s->threads = (int)number;
    }
    if (seed) {
        if (!whole_number(seed, ~0ull, &number))
            return usage_error("--seed %s: give a whole number", seed);
        s->seed = number;
    }
    return 0;
}

static int run(struct cli *cli, const struct command *command)
{
    domar_settings settings;
    int code = settings_of(cli, &settings);
    if (code) return code;
    const domar_status status = domar_cx_new(&cli->cx, &settings);
    if (status) {
        fprintf(stderr, "domar: %s\n", domar_status_text(status));
        return domar_status_exit(status);
    }
    code = command->run(cli);
    terminal_clear();
    json_decref(cli->about);
    domar_cx_free(cli->cx);
    return code;
}

/* Has the reader of standard output gone? */
static bool output_closed(void)
{
    struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
    return poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP));
}

/* What did not reach standard output is an error, unless the reader had enough (`| head`). */
static int finish_output(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    const bool enough = errno == EPIPE || (errno == 0 && output_closed());
    if (enough || code) return code;
    fprintf(
        stderr,
        "domar: standard output cannot be written (%s): free some space or choose another place\n",
        strerror(errno ? errno : ENOSPC));
    return domar_status_exit(DOMAR_EIO);
}

int main(int argc, char **argv)
{
    static struct cli cli;                   /* large, and one a process */
    const char *word = argc > 1 ? argv[1] : "help";
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);                /* `| head` ends the output, not the program */
    terminal_watch();
    cli.lang = "en";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) word = "help";
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) word = "version";
    const struct command *command = find_command(word);
    if (!command) return unknown_command(word);
    int code = parse_arguments(&cli, command, argc - 2, argv + 2);
    if (code) return code;
    if (option(&cli, "help")) {
        cli.args.words[0] = command->name;
        cli.args.count = 1;
        command = find_command("help");
    } else if ((code = outputs_apart(&cli))) return code;
    code = run(&cli, command);
    return finish_output(code);
}
