/* cli.h -- what the commands of the program share. */
#ifndef DOMAR_CLI_H
#define DOMAR_CLI_H
#include <domar/domar.h>
#include <jansson.h>
#include <stdio.h>

enum { MOST_ARGUMENTS = 1024 };

/* An option that a command knows.  `flag` ones take no value; `maybe` ones only after '='. */
struct option {
    const char *name;
    enum { TAKES_VALUE, TAKES_NONE, TAKES_MAYBE } takes;
    const char *hint;                  /* "FILE", "en|zh" */
    const char *en, *zh;
};

/* Command line, taken apart. */
struct arguments {
    const char *words[MOST_ARGUMENTS];      /* positional */
    size_t      count;
    domar_pair options[MOST_ARGUMENTS]; /* in order; value "" for flags; ends with a NULL name */
    size_t      options_count;
};

struct cli {
    domar_cx   *cx;
    const char *lang;                  /* "en" or "zh" */
    const char *labels;                /* what a terminal shows unless told: code, name, both */
    bool        progress;              /* standard error is a terminal and nobody said no */
    struct arguments args;
    json_t     *about;                 /* domar_methods_json, loaded when asked for */
};

struct command {
    const char *name, *usage;
    const char *en, *zh;               /* one sentence */
    const struct option *options;      /* own options, end with a NULL name */
    bool results;                      /* takes the options of result output too */
    bool open;                         /* unknown options are parameters of a method */
    int (*run)(struct cli *cli);
};
extern const struct command commands[];        /* ends with a NULL name */
extern const struct option common_options[];   /* every command */
extern const struct option result_options[];   /* commands that print a result */
const struct command *find_command(const char *name);

/* ---- options.c */
/* Exit code 0 or 2 after a message. */
int parse_arguments(struct cli *cli, const struct command *command, int argc, char **argv);
/* Last value given, or NULL. */
const char *option(const struct cli *cli, const char *name);
bool zh(const struct cli *cli);
/* "did you mean" among names; NULL if nothing is near. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

/* ---- about.c: the program's description of itself */
json_t *about(struct cli *cli);                              /* borrowed; NULL after a message */
json_t *about_method(struct cli *cli, const char *id);       /* borrowed; NULL if unknown */
/* Lists of parameters that methods share, k from 0 to 2: of tables, of panels, of reading a panel.  method NULL: of any; NULL
 * where the method has no such list. */
json_t *shared_params(struct cli *cli, json_t *method, size_t k);
/* A parameter of the method or a common one; method NULL: of any method. */
json_t *about_param(struct cli *cli, json_t *method, const char *name, size_t size);
const char *text_in(const struct cli *cli, json_t *both); /* {"en","zh"} in the user's language */

/* ---- output.c */
/* "domar: ..." on standard error; returns the exit code of the status. */
int fail(const struct cli *cli, domar_status status);
/* Do both names lead to one file?  Then a result must not be written over its own table. */
bool same_file(const char *a, const char *b);
/* 0, or the exit code of a usage error: an output names a file that is read. */
int outputs_apart(const struct cli *cli);
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Print a result as the options say, certificate too. Exit code. */
int print_result(struct cli *cli, const domar_result *r);
/* Make a folder-independent, terminal-aware choice of format: table on a terminal, else csv. */
const char *chosen_format(const struct cli *cli);

/* ---- signals and progress (terminal.c) */
void terminal_watch(void);
bool terminal_progress(void *user, const char *what, double done);
void terminal_clear(void);
void terminal_log(void *user, domar_log_level level, const char *line);
int terminal_width(void);
bool terminal_color(void);

/* ---- commands */
int cmd_info(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_import(struct cli *cli);
int cmd_run(struct cli *cli);
int cmd_sums(struct cli *cli);
int cmd_methods(struct cli *cli);
int cmd_brief(struct cli *cli);
int cmd_study(struct cli *cli);
int cmd_scenario(struct cli *cli);
int cmd_reform(struct cli *cli);
int cmd_diff(struct cli *cli);
int cmd_cite(struct cli *cli);
int cmd_help(struct cli *cli);
int cmd_version(struct cli *cli);
int cmd_completion(struct cli *cli);
int cmd_man(struct cli *cli);
#endif
