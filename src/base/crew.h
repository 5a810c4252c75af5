/* base/crew.h -- contexts for threads that work for one caller.
 *
 * The caller's allocator need not stand several threads at once: members ask it one at a time.  They report no
 * progress and log nothing; the caller ticks between pieces of work.  While members work the caller's own context
 * rests. */
#ifndef DOMAR_BASE_CREW_H
#define DOMAR_BASE_CREW_H
#include "base/context.h"

typedef struct domar_crew domar_crew;

domar_status domar_crew_new(domar_cx *cx, domar_crew **out, size_t count);
domar_cx *domar_crew_member(const domar_crew *crew, size_t k);
/* After everything that members allocated is released. */
void domar_crew_free(domar_crew *crew);                                /* NULL-safe */
#endif
