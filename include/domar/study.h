/* domar/study.h -- a study page run from end to end: methods on panels, one report. */
#ifndef DOMAR_STUDY_H
#define DOMAR_STUDY_H
#include <domar/panel.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct domar_study domar_study;

/* What may be chosen; all zeros (or a NULL pointer) are the defaults. */
typedef struct {
    const domar_pair *data;  /* where files lie, where not beside the page: chapter, or chapter.parameter, and path */
    bool confidential;       /* nothing about few units leaves: steps on single units are left out, with the reason */
} domar_study_options;

/* Read a page (docs/studies.md) and the data of its chapters, run every step.  Freed by the caller.  DOMAR_EDATA,
 * DOMAR_EUSAGE, ...: file and line of the page, chapter and step. */
DOMAR_API domar_status domar_study_new(domar_cx *cx, domar_study **out, const char *page, const domar_study_options *options);
DOMAR_API void domar_study_free(domar_study *study);
/* Steps in order, robustness of each chapter after its others. */
DOMAR_API size_t domar_study_steps(const domar_study *study);
/* "nqpf/space"; the one line that reads its answer, "" where it has none. Borrowed. */
DOMAR_API const char *domar_study_label(const domar_study *study, size_t k);
DOMAR_API const char *domar_study_reading(const domar_study *study, size_t k, const char *lang);
/* Write the self-contained page to path (FILE.html) and the CSV of every step to the folder FILE_csv beside it, all or
 * nothing.  A folder of that name is replaced where a study wrote it, else refused. */
DOMAR_API domar_status domar_study_write(domar_cx *cx, const domar_study *study, const char *path, const char *lang);

#ifdef __cplusplus
}
#endif
#endif
