/* base/crew.c -- members share the caller's allocator behind one lock. */
#include "base/crew.h"
#include "base/context_inside.h"
#include <pthread.h>

struct domar_crew {
    pthread_mutex_t lock;
    domar_settings  caller;
    size_t   count;
    domar_cx *member[];
};

static void *allocate(void *user, size_t bytes)
{
    domar_crew *crew = user;
    pthread_mutex_lock(&crew->lock);
    void *block = crew->caller.allocate(crew->caller.user, bytes);
    pthread_mutex_unlock(&crew->lock);
    return block;
}

static void release(void *user, void *block)
{
    domar_crew *crew = user;
    pthread_mutex_lock(&crew->lock);
    crew->caller.release(crew->caller.user, block);
    pthread_mutex_unlock(&crew->lock);
}

domar_status domar_crew_new(domar_cx *cx, domar_crew **out, size_t count)
{
    domar_crew *crew = *out = domar_alloc(cx, 1, sizeof *crew + count * sizeof *crew->member);
    if (!crew) return DOMAR_ENOMEM;
    crew->caller = cx->settings;
    pthread_mutex_init(&crew->lock, NULL);
    domar_settings own = cx->settings;
    own.user = crew;
    own.allocate = allocate;
    own.release = release;
    own.log = NULL;
    own.progress = NULL;
    own.threads = 1;
    for (; crew->count < count; crew->count++)
        if (domar_cx_new(&crew->member[crew->count], &own)) {
            domar_crew_free(crew);
            *out = NULL;
            return domar_fail(cx, DOMAR_ENOMEM, "not enough memory for %zu threads", count);
        }
    return DOMAR_OK;
}

domar_cx *domar_crew_member(const domar_crew *crew, size_t k) { return crew->member[k]; }

void domar_crew_free(domar_crew *crew)
{
    if (!crew) return;
    for (size_t k = 0; k < crew->count; k++) domar_cx_free(crew->member[k]);
    pthread_mutex_destroy(&crew->lock);
    domar_release(crew);
}
