/* famine/famine.c -- the allocator that can refuse, and the loop over k. */
#include "famine/famine.h"
#include <dirent.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 100000,       /* no deed may take more allocations than this */
       EVERY = 120 };

static struct { atomic_size_t calls, fail_at; atomic_long alive; } memory = { .fail_at = SIZE_MAX };
static size_t deeds, failures, wrongs;

static void *allocate(void *user, size_t bytes)
{
    (void)user;
    if (atomic_fetch_add(&memory.calls, 1) == atomic_load(&memory.fail_at)) return NULL;
    void *block = malloc(bytes);
    if (!block) abort();            /* real famine proves nothing */
    memset(block, 0xa5, bytes < 4096 ? bytes : 4096);     /* nobody may count on zeros from here */
    atomic_fetch_add(&memory.alive, 1);
    return block;
}

static void release(void *user, void *block)
{
    (void)user;
    if (block) atomic_fetch_sub(&memory.alive, 1);
    free(block);
}

domar_cx *famine_cx(void)
{
    const domar_settings settings = { .allocate = allocate, .release = release, .threads = 2,
                                      .memory_limit = (size_t)8 << 30 };
    domar_cx *cx = NULL;
    if (domar_cx_new(&cx, &settings)) abort();
    return cx;
}

void famine_totals(size_t *d, size_t *f, size_t *w)
{
    *d = deeds;
    *f = failures;
    *w = wrongs;
}

static size_t files_in(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    if (!dir) abort();
    for (const struct dirent *e; (e = readdir(dir));)
        count += e->d_name[0] != '.' || strlen(e->d_name) > 2;
    closedir(dir);
    return count;
}

static void wrong(const char *name, size_t k, const char *what, const char *detail)
{
    wrongs++;
    printf("  WRONG: %s, allocation %zu: %s%s%s\n", name, k, what, *detail ? ": " : "", detail);
}

void famine_try(const char *name, famine_deed *deed, famine f)
{
    const size_t before_wrongs = wrongs, dense = f.dense ? f.dense : EVERY;
    deeds++;
    /* Every one of the first allocations; what comes late in long work is the same code over and over, and is tried ever
     * wider apart, never at a steady distance. */
    for (size_t k = 0; k < MOST && wrongs < before_wrongs + 3; k += k < dense ? 1 : 1 + (k - dense) / (dense / 4)) {
        const size_t files = files_in(f.folder), start = atomic_load(&memory.calls);
        const long alive = atomic_load(&memory.alive);
        atomic_store(&memory.fail_at, start + k);
        const domar_status st = deed(&f);
        const bool met = atomic_load(&memory.calls) > start + k;
        atomic_store(&memory.fail_at, SIZE_MAX);
        const char *message = domar_cx_message(f.cx);
        if (atomic_load(&memory.alive) != alive) {
            char text[64];
            snprintf(text, sizeof text, "%ld blocks", atomic_load(&memory.alive) - alive);
            wrong(name, k, "leaks", text);
        }
        if (!met) {
            if (st) wrong(name, k, "fails in plenty", message);
            return;
        }
        failures++;
        if (!st) wrong(name, k, "nobody noticed that there was no memory", "");
        else if (st != DOMAR_ENOMEM) wrong(name, k, domar_status_text(st), message);
        else if (!strstr(message, "memory")) wrong(name, k, "the message does not say so", message);
        if (st && files_in(f.folder) != files) wrong(name, k, "leaves a file behind", "");
    }
    if (wrongs == before_wrongs) wrong(name, MOST, "does not end", "");
}

/* famine [worlds|nations|answers|files]: all, or one part. */
int main(int argc, char **argv)
{
    static const struct { const char *name; void (*part)(const char *folder); } parts[] = {
        { "worlds", famine_worlds }, { "nations", famine_nations }, { "answers", famine_answers }, { "files", famine_files },
        { "panels", famine_panels }, { "study", famine_study } };
    char folder[] = "/tmp/domar-famine-XXXXXX";
    if (!mkdtemp(folder)) abort();
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (argc < 2 || strcmp(argv[1], parts[k].name) == 0) parts[k].part(folder);
    if (rmdir(folder)) {
        wrongs++;
        printf("  WRONG: files are left in %s\n", folder);
    }
    printf("%zu deeds, %zu failed allocations, %zu wrongs\n", deeds, failures, wrongs);
    return wrongs || !failures ? 1 : 0;
}
