/* table/conventions.c -- conventions by name: one row a choice, told once. */
#include "base/text.h"
#include "table/table.h"

static const struct { const char *key, *value; int number; } rows[] = {
    { "output_from", "published", DOMAR_OUTPUT_PUBLISHED },
    { "output_from", "rows",      DOMAR_OUTPUT_ROWS },
    { "output_from", "columns",   DOMAR_OUTPUT_COLUMNS },
    { "va",          "residual",  DOMAR_VA_RESIDUAL },
    { "va",          "given",     DOMAR_VA_GIVEN },
    { "zero_output", "missing",   DOMAR_ZERO_MISSING },
    { "zero_output", "keep",      DOMAR_ZERO_KEEP },
    { "inventories", "keep",      DOMAR_INVENTORIES_KEEP },
    { "inventories", "spread",    DOMAR_INVENTORIES_SPREAD },
};
enum { ROWS = sizeof rows / sizeof *rows };

static int number_of(const domar_conventions *c, const char *key)
{
    if (strcmp(key, "output_from") == 0) return (int)c->output_from;
    if (strcmp(key, "va") == 0) return (int)c->va;
    if (strcmp(key, "zero_output") == 0) return (int)c->zero_output;
    if (strcmp(key, "inventories") == 0) return (int)c->inventories;
    return -1;
}

const char *domar_convention_text(const domar_conventions *c, const char *key)
{
    const int number = number_of(c, key);
    for (size_t k = 0; k < ROWS; k++)
        if (strcmp(rows[k].key, key) == 0 && rows[k].number == number) return rows[k].value;
    return NULL;
}

static void set(domar_conventions *c, const char *key, int number)
{
    if (strcmp(key, "output_from") == 0) c->output_from = (domar_output_from)number;
    else if (strcmp(key, "va") == 0) c->va = (domar_va_rule)number;
    else if (strcmp(key, "zero_output") == 0) c->zero_output = (domar_zero_rule)number;
    else c->inventories = (domar_inventory_rule)number;
}

domar_status domar_convention_set(domar_cx *cx, domar_conventions *c, const char *key, const char *value)
{
    char choices[128] = "";
    for (size_t k = 0; k < ROWS; k++) {
        if (strcmp(rows[k].key, key) != 0) continue;
        if (strcmp(rows[k].value, value) == 0) {
            set(c, key, rows[k].number);
            return DOMAR_OK;
        }
        if (*choices) strcat(choices, ", ");
        strcat(choices, rows[k].value);
    }
    return domar_fail(cx, DOMAR_EUSAGE, "%s cannot be %s: choose one of %s", key, value, choices);
}
