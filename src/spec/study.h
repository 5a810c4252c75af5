/* spec/study.h -- a study page as texts: chapters with data, steps to run and what is shown of them.  read/study_page.h
 * reads one; src/study runs it, and knows what the texts mean. */
#ifndef DOMAR_SPEC_STUDY_H
#define DOMAR_SPEC_STUDY_H
#include "base/context.h"

/* One text in both languages; "" where the page says nothing. */
typedef struct { const char *en, *zh; } domar_both;

/* What a setting of a table or figure holds. */
typedef enum {
    DOMAR_SETTING_COLUMN, DOMAR_SETTING_COLUMNS, DOMAR_SETTING_NUMBER, DOMAR_SETTING_FLAG, DOMAR_SETTING_TEXT,
    DOMAR_SETTING_BOTH, DOMAR_SETTING_WHERE, DOMAR_SETTING_PERIOD
} domar_show_setting_type;

typedef struct {
    const char *name;
    domar_show_setting_type type;
    const char **value;           /* columns, the text, en and zh, or names and codes in turn */
    size_t count, line;
} domar_show_setting;

/* One table or figure. */
typedef struct {
    const char *kind;             /* table, lines, bars, stacked, heat, scatter, density */
    domar_show_setting *setting;
    size_t settings, line;
} domar_show;

/* A column of an answer that later steps find in the chapter's panel. */
typedef struct {
    const char *name, *column;
    const char **of;              /* dimension and code in turn: the rows that are meant */
    size_t count, line;
} domar_kept_column;

typedef struct {
    const char *id, *method;
    domar_both title, about;
    domar_pair *params;           /* ends with a NULL name */
    size_t count;
    domar_show *show;
    size_t shows;
    bool shown;                   /* the page says what is shown, if nothing */
    domar_kept_column *keep;
    size_t kept, line;
} domar_study_step;

typedef struct { const char *code; domar_both label; } domar_study_name;

/* Groups of units: a column of texts that the file need not have. */
typedef struct {
    const char *column;
    domar_study_name *group;
    size_t groups;
    const char **unit;            /* code of a unit */
    size_t *of;                   /* its group */
    size_t units, line;
} domar_study_classes;

typedef struct {
    const char *file;             /* beside the page; "" where --data gives it */
    const char *unit, *period, *columns, *sheet, *member, *encoding;   /* NULL: not said */
    const char *missing, *where, *periods;                             /* of all steps; NULL: not said */
    const char *spread, *value;   /* long to wide: names of columns in one, values in the other; NULL: as it is */
    domar_pair *rename;           /* new name, name in the file; ends with a NULL name */
    domar_both source, licence;
    domar_study_name *name;       /* of units */
    size_t names;
    domar_study_classes *classes;
    size_t class_columns, line;
} domar_study_data;

typedef struct {
    const char *id;
    domar_both title, about;
    domar_study_data data;
    domar_study_step *step;       /* `robust` of them, the last ones, are for the page on robustness */
    size_t steps, robust, line;
} domar_study_chapter;

typedef struct {
    const char *path;
    domar_both title, about;
    domar_study_chapter *chapter;
    size_t chapters;
} domar_study_page;
#endif
