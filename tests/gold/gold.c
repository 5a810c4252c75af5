/* gold.c -- reading files of worked answers. */
#include "gold.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void wrong(const char *file, size_t line, const char *what, const char *detail)
{
    fprintf(stderr, "%s, line %zu: %s %s\n", file, line, what, detail);
    exit(2);
}

void gold_clear(struct gold *g)
{
    for (size_t r = 0; r < g->rows; r++) free(g->cells[r][0]);
    memset(g, 0, sizeof *g);
    g->scale = 1;
}

/* "a=b c=d" into pairs that point into words. */
static void split_pairs(domar_pair *pairs, char *words, const char *file, size_t line)
{
    size_t count = 0;
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        char *equal = strchr(word, '=');
        if (!equal) wrong(file, line, "name=value is wanted, not", word);
        if (count + 1 == GOLD_PAIRS) wrong(file, line, "too many options at", word);
        *equal = 0;
        pairs[count++] = (domar_pair){ word, equal + 1 };
    }
}

static double number(const char *text, const char *file, size_t line)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end) wrong(file, line, "not a number:", text);
    return value;
}

static void take_key(struct gold *g, const char *key, const char *value, const char *file,
                     size_t line)
{
    if (strcmp(key, "panel") == 0) g->on_panel = true;
    if (strcmp(key, "table") == 0 || strcmp(key, "panel") == 0) snprintf(g->table, GOLD_TEXT, "%s", value);
    else if (strcmp(key, "method") == 0) snprintf(g->method, GOLD_TEXT, "%s", value);
    else if (strcmp(key, "refused") == 0) snprintf(g->refused, GOLD_TEXT, "%s", value);
    else if (strcmp(key, "tolerance") == 0) g->tolerance = number(value, file, line);
    else if (strcmp(key, "scale") == 0) g->scale = number(value, file, line);
    else if (strcmp(key, "source") == 0) g->has_source = true;
    else if (strcmp(key, "import") == 0 || strcmp(key, "keys") == 0 || strcmp(key, "params") == 0) {
        const size_t which = strcmp(key, "params") == 0;
        snprintf(g->words[which], GOLD_TEXT, "%s", value);
        split_pairs(g->options[which], g->words[which], file, line);
    } else
        wrong(file, line, "unknown key", key);
}

/* One comma-separated line; the cells share one block, that of cell 0. */
static void take_row(struct gold *g, const char *text, const char *file, size_t line)
{
    char *at = strdup(text);
    size_t c = 0;
    if (!at) exit(2);
    if (g->rows == GOLD_ROWS) wrong(file, line, "too many rows at", text);
    for (char *next = at; next; c++) {
        if (c == GOLD_COLUMNS) wrong(file, line, "too many cells at", text);
        g->cells[g->rows][c] = next;
        next = strchr(next, ',');
        if (next) *next++ = 0;
    }
    if (g->rows == 0) {
        g->columns = c;
        g->line = line;
    } else if (c != g->columns)
        wrong(file, line, "not as many cells as the header:", text);
    g->rows++;
}

bool gold_next(struct gold *g, FILE *f, const char *file, size_t *line)
{
    static char text[8192];
    gold_clear(g);
    for (long mark = ftell(f); fgets(text, sizeof text, f); mark = ftell(f), ++*line) {
        text[strcspn(text, "\r\n")] = 0;
        if (!*text || *text == '#') continue;
        char *colon = strchr(text, ':'), *comma = strchr(text, ',');
        if (!colon || (comma && comma < colon)) {
            take_row(g, text, file, *line);
            continue;
        }
        *colon = 0;
        if ((strcmp(text, "table") == 0 || strcmp(text, "panel") == 0) && *g->table) {     /* the next case */
            fseek(f, mark, SEEK_SET);
            break;
        }
        take_key(g, text, colon + 1 + strspn(colon + 1, " "), file, *line);
    }
    if (!*g->table) return false;
    if (*g->refused && *g->method && g->rows == 0) return true;
    if (*g->refused || !*g->method || !(g->tolerance > 0) || !g->has_source || g->rows < 2)
        wrong(file, *line, "a case needs table, method, tolerance, source and rows, or refused:", g->table);
    return true;
}
