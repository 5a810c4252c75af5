/* base/threads.h -- one loop cut into pieces.  Pieces are handed out in order to whichever
 * thread is free; body must not depend on which thread runs it. */
#ifndef DOMAR_BASE_THREADS_H
#define DOMAR_BASE_THREADS_H
#include <stddef.h>

/* Calls body(arg, begin, end) over [0, count) in pieces of at most `grain`, on up to `threads`
 * threads (1: in the caller).  If a thread cannot be started the caller does its share. */
void domar_parallel(int threads, size_t count, size_t grain,
                    void (*body)(void *arg, size_t begin, size_t end), void *arg);
/* Processors this process may use, at least 1. */
int domar_processors(void);
#endif
