/* read/study_page.h -- study pages: YAML or JSON (docs/studies.md, data/schemas/study.schema.json). */
#ifndef DOMAR_READ_STUDY_PAGE_H
#define DOMAR_READ_STUDY_PAGE_H
#include "spec/study.h"

/* Read a page, freed with domar_study_page_free.  DOMAR_ENOTFOUND; DOMAR_EDATA: file, line, what is wrong. */
domar_status domar_study_page_read(domar_cx *cx, domar_study_page **out, const char *path);
void domar_study_page_free(domar_study_page *page);                                           /* NULL-safe */
/* Name of the file that a text on the page means: beside the page.  A new text; NULL: no memory. */
char *domar_study_beside(domar_cx *cx, const char *page, const char *name);
/* Does the parameter name a file?  Its value is a path beside the page then. */
bool domar_study_names_file(const char *param);
#endif
