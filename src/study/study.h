/* study/study.h -- the inside of a study: the page, the panels of its chapters, the answers of its steps. */
#ifndef DOMAR_STUDY_INSIDE_H
#define DOMAR_STUDY_INSIDE_H
#include "base/context.h"
#include "panel/panel.h"
#include "spec/study.h"
#include <domar/study.h>

struct domar_study_answer {
    const domar_study_chapter *chapter;
    const domar_study_step *step;
    bool   robust;
    char  *name;                /* "chapter/step" */
    char  *csv;                 /* "03-nqpf-space.csv" */
    char  *asked;               /* method and parameters, as on a command line */
    domar_result *result;       /* NULL: missing says why */
    char  *missing;
};

/* What a chapter's data are, for the page. */
struct domar_study_facts { char *file, *unit, *period, *first, *last; size_t rows, units, periods; };

struct domar_study {
    domar_study_page *page;
    struct domar_study_facts *facts;       /* chapters */
    struct domar_study_answer *answer;
    size_t answers;
    bool confidential;
};

/* files.c: where the files of a chapter lie, once --data had its say; texts from domar_alloc.  param NULL: the data. */
domar_status domar_study_file(domar_cx *cx, char **path, const domar_study_page *page, const domar_study_chapter *chapter,
                              const char *param, const char *given, const domar_pair *data);
/* Every name in data is of a chapter, or of a chapter and a parameter of it that names a file. */
domar_status domar_study_files_known(domar_cx *cx, const domar_study_page *page, const domar_pair *data);

/* data.c: the panel of a chapter, with names and classes of its units. */
domar_status domar_study_panel(domar_cx *cx, domar_panel **out, const domar_study_page *page, const domar_study_chapter *chapter,
                               const char *path);

/* keep.c: the panel with a column of the answer, which takes the place of *panel. */
domar_status domar_study_keep(domar_cx *cx, domar_panel **panel, const domar_result *r, const domar_kept_column *kept);

/* check.c: methods and parameters of all steps, before anything runs; columns of an answer that the page wants shown. */
domar_status domar_study_check_steps(domar_cx *cx, const domar_study_page *page);
domar_status domar_study_check_shows(domar_cx *cx, const domar_study_page *page, const domar_study_step *step, const domar_result *r);

/* run.c */
domar_status domar_study_run(domar_cx *cx, domar_study *s, const domar_pair *data);

/* tables.c: the CSV folder.  made: written beside its place; place: put there, the one before kept aside; undo; done. */
typedef struct { char *folder, *made; bool placed, exchanged; } domar_study_tables;
domar_status domar_study_tables_make(domar_cx *cx, domar_study_tables *t, const domar_study *s, const char *path);
domar_status domar_study_tables_place(domar_cx *cx, domar_study_tables *t);
void domar_study_tables_end(domar_study_tables *t, bool keep);
#endif
