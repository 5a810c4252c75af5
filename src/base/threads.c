/* base/threads.c -- threads are started for one loop and joined: no pool, no state that lives
 * on.  Starting one costs some 20 microseconds, loops here take milliseconds. */
#include "base/threads.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct loop {
    size_t count, grain;
    atomic_size_t next;
    void (*body)(void *arg, size_t begin, size_t end);
    void *arg;
};

static void *work(void *p)
{
    struct loop *loop = p;
    for (;;) {
        const size_t begin = atomic_fetch_add(&loop->next, loop->grain);
        if (begin >= loop->count) return NULL;
        const size_t left = loop->count - begin;
        loop->body(loop->arg, begin, begin + (left < loop->grain ? left : loop->grain));
    }
}

void domar_parallel(int threads, size_t count, size_t grain,
                    void (*body)(void *arg, size_t begin, size_t end), void *arg)
{
    enum { MOST = 64 };
    struct loop loop = { .count = count, .grain = grain ? grain : 1, .body = body, .arg = arg };
    pthread_t thread[MOST];
    int started = 0;
    const size_t pieces = (count + loop.grain - 1) / loop.grain;
    atomic_init(&loop.next, 0);
    if (threads > MOST) threads = MOST;
    while (started + 1 < threads && (size_t)started + 1 < pieces)
        if (pthread_create(&thread[started], NULL, work, &loop) == 0) started++;
        else break;                         /* the caller does the share of a missing thread */
    work(&loop);
    while (started > 0) pthread_join(thread[--started], NULL);
}

int domar_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    const int count = CPU_COUNT(&set);
    return count > 0 ? count : 1;
}
