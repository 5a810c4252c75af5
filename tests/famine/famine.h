/* famine/famine.h -- one thing to do, tried with the k-th allocation failing, k = 0, 1, 2, ...
 * until it succeeds.  Every failure must say DOMAR_ENOMEM in words and give everything back. */
#ifndef DOMAR_TESTS_FAMINE_H
#define DOMAR_TESTS_FAMINE_H
#include <domar/domar.h>

typedef struct {
    domar_cx *cx;
    const domar_series *series;     /* made in plenty */
    const domar_result *result;     /* likewise */
    const char *folder;             /* for files; must be as empty after a failure as before */
    size_t dense;                   /* every one of this many first allocations; 0: the usual number */
    const void *what;               /* of the deed */
} famine;

/* Does it once and frees what it made. */
typedef domar_status famine_deed(const famine *f);

/* Prints what is wrong. */
void famine_try(const char *name, famine_deed *deed, famine f);

/* Contexts whose memory can be taken away. */
domar_cx *famine_cx(void);
/* Deeds tried, allocations failed, and wrongs so far. */
void famine_totals(size_t *deeds, size_t *failures, size_t *wrongs);

/* The rooms of deeds. */
void famine_worlds(const char *folder);
void famine_nations(const char *folder);
void famine_files(const char *folder);
void famine_answers(const char *folder);
void famine_panels(const char *folder);
void famine_study(const char *folder);
#endif
