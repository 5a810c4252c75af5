/* man.c -- the manual page, from the tables of commands and methods. */
#include "cli.h"
#include <string.h>

enum { LINE = 72 };

/* Text of a page: backslashes and leading dots are roff's; a sentence begins a line, lines are
 * short. */
static void text(const char *s)
{
    size_t column = 0;
    for (; *s; s++) {
        const bool ends = s[1] == ' ' && strchr(".?!", *s);
        if (*s == '\\') fputs("\\e", stdout);
        else if (*s == '-') fputs("\\-", stdout);
        else if (column == 0 && (*s == '.' || *s == '\'')) printf("\\&%c", *s);
        else putchar(*s);
        column++;
        if (ends || (s[1] == ' ' && column + strcspn(s + 2, " ") >= LINE)) {
            putchar('\n');
            column = 0;
            s++;                              /* the space */
        }
    }
}

static void item(const char *head, const char *hint, const char *body)
{
    printf(".It Fl \\-%s", head);
    if (hint) printf(" Ar %s", hint);
    printf("\n");
    text(body);
    printf("\n");
}

static void options(const char *title, const struct option *list)
{
    if (!list || !list->name) return;
    printf("%s\n.Bl -tag -width Ds\n", title);
    for (; list->name; list++) item(list->name, list->hint, list->en);
    printf(".El\n");
}

static void param(json_t *p)
{
    item(json_string_value(json_object_get(p, "name")), NULL,
         json_string_value(json_object_get(json_object_get(p, "doc"), "en")));
}

static void params(json_t *list)
{
    size_t k;
    json_t *p;
    if (!json_array_size(list)) return;
    printf(".Bl -tag -width Ds\n");
    json_array_foreach(list, k, p) param(p);
    printf(".El\n");
}

int cmd_man(struct cli *cli)
{
    size_t k;
    json_t *m;
    if (!about(cli)) return domar_status_exit(DOMAR_EFAIL);
    printf(".Dd November 23, 2026\n.Dt DOMAR 1\n.Os\n.Sh NAME\n.Nm domar\n.Nd engine for "
           "industrial economics\n"
           ".Sh SYNOPSIS\n");
    for (const struct command *c = commands; c->name; c++) {
        printf(".Nm\n.Cm %s\n", c->name);
        if (*c->usage) {
            printf(".Ar ");
            text(c->usage);
            printf("\n");
        }
    }
    printf(".Sh DESCRIPTION\n.Nm\nreads published input\\-output tables, answers questions about "
           "them with named\n"
           "methods, and puts a certificate on every answer.\n.Bl -tag -width Ds\n");
    for (const struct command *c = commands; c->name; c++) {
        printf(".It Cm %s\n", c->name);
        text(c->en);
        printf("\n");
    }
    printf(".El\n");
    for (const struct command *c = commands; c->name; c++)
        if (c->options) {
            char title[64];
            snprintf(title, sizeof title, ".Ss Options of %s", c->name);
            options(title, c->options);
        }
    options(".Ss Options of commands that print a result", result_options);
    options(".Ss Options of every command", common_options);
    printf(".Sh METHODS\n.Bl -tag -width Ds\n");
    json_array_foreach(json_object_get(about(cli), "methods"), k, m) {
        printf(".It %s\n", json_string_value(json_object_get(m, "id")));
        text(json_string_value(json_object_get(json_object_get(m, "title"), "en")));
        printf(".\n");
        params(json_object_get(m, "params"));
    }
    static const char *const who[] = { "Every method on tables takes", "Every method on panels takes",
                                       "How the file of a panel is read" };
    for (size_t l = 0; l < 3; l++) {
        printf(".El\n.Pp\n%s:\n.Bl -tag -width Ds\n", who[l]);
        json_array_foreach(shared_params(cli, NULL, l), k, m) param(m);
    }
    printf(".El\n.Sh EXIT STATUS\n0 ok, 1 failure, 2 usage, 3 input not found or unreadable, 4 "
           "data invalid,\n"
           "5 not converged, 6 finished but a requested check failed, 7 not permitted,\n8 "
           "resource limit, "
           "130 interrupted.\n");
    return 0;
}
