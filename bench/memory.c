/* bench/memory.c -- the most memory that is held at once beyond the (mapped) table, in units of
 * n x n doubles: what domar asks its allocator for, and what a process of its own has resident. */
#include "bench.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct block { size_t bytes; max_align_t data[]; };

void *bench_account_allocate(void *user, size_t bytes)
{
    bench_account *a = user;
    struct block *b = malloc(sizeof *b + bytes);
    if (!b) return NULL;
    b->bytes = bytes;
    a->held += bytes;
    if (a->held > a->most) a->most = a->held;
    return b->data;
}

void bench_account_release(void *user, void *data)
{
    bench_account *a = user;
    if (!data) return;
    struct block *b = (struct block *)(void *)((char *)data - offsetof(struct block, data));
    a->held -= b->bytes;
    free(b);
}

/* A line of /proc/self/status in bytes. */
static double status_of(const char *key)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    double kilobytes = NAN;
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, key, strlen(key)) == 0) sscanf(line + strlen(key), ": %lf", &kilobytes);
    if (file) fclose(file);
    return 1024 * kilobytes;
}

/* In a process of its own, so that nothing but the method has been resident: bytes that it asked
 * for, and the peak of the process without mapped files, to standard output. */
int bench_memory_child(const char *path, const char *method)
{
    bench_account a = { 0, 0 };
    domar_cx *cx;
    domar_series *series;
    domar_result *result;
    const domar_settings settings = { .user = &a, .allocate = bench_account_allocate, .release = bench_account_release };
    if (domar_cx_new(&cx, &settings)) return 8;
    bench_must(cx, domar_open(cx, &series, path));
    const size_t before = a.most = a.held;
    bench_must(cx, domar_run(cx, &result, method, series, NULL));
    printf("%zu %.0f\n", a.most - before, status_of("VmHWM") - status_of("RssFile"));
    domar_result_free(result);
    domar_series_free(series);
    domar_cx_free(cx);
    return 0;
}

static void one(const char *path, const char *method, size_t n, double target)
{
    char command[1024], what[96], self[512];
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    size_t asked = 0;
    double resident = NAN;
    self[length > 0 ? length : 0] = 0;
    snprintf(command, sizeof command, "'%s' --memory-of '%s' %s", self, path, method);
    FILE *pipe = popen(command, "r");
    const bool told = pipe && fscanf(pipe, "%zu %lf", &asked, &resident) == 2;
    if ((pipe && pclose(pipe)) || !told) {
        fprintf(stderr, "bench: %s ended without an answer\n", method);
        exit(1);
    }
    const double square = (double)(n * n) * sizeof(double);
    snprintf(what, sizeof what, "n=%zu: %s, allocated", n, method);
    bench_line_size(what, (double)asked / square, target);
    snprintf(what, sizeof what, "n=%zu: %s, process at its peak without mapped files", n, method);
    bench_line_size(what, resident / square, NAN);
}

static void one_size(const char *folder, size_t G, size_t N)
{
    bench_world w;
    domar_cx *cx;
    char path[512];
    snprintf(path, sizeof path, "%s/memory.h5", folder);
    bench_world_make(&w, G, N);
    if (domar_cx_new(&cx, NULL)) exit(1);
    domar_series *series = bench_world_series(cx, &w);
    bench_must(cx, domar_save(cx, series, path));
    domar_series_free(series);
    bench_world_drop(&w);
    domar_cx_free(cx);
    one(path, "accounts.multipliers", w.n, 1.2);
    one(path, "chain.upstreamness", w.n, 1.2);
    one(path, "accounts.footprint", w.n, 1.2);
    one(path, "accounts.extraction", w.n, 2.2);
    one(path, "chain.exports", w.n, 3);
    unlink(path);
}

void bench_memory(const char *folder)
{
    bench_head("Memory beyond the mapped table, in n x n doubles", "");
    one_size(folder, 41, 35);
    one_size(folder, 44, 56);
    one_size(folder, 80, 50);
}
