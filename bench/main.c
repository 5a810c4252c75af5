/* bench/main.c -- `make bench`, or domar_bench [--strict] [parse] [panel] [solve] [methods] [reform] [memory] [index] [firms] [likelihood]:
 * lines of ours, peer, ratio, target.  --strict: exit code 6 if a target is missed. */
#include "bench.h"
#include "base/threads.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static size_t missed;

double bench_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_thread_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void bench_rest(void) { usleep(80000); }

void bench_head(const char *title, const char *peer)
{
    printf("\n%-56s %9s %9s %7s %8s\n", title, "domar s", peer, "ratio", "target");
    fflush(stdout);
}

static void verdict(double ratio, double target, bool ok, const char *sign)
{
    if (isnan(target)) printf(" %7.3f %8s\n", ratio, "-");
    else printf(" %7.3f %2s %5.2f %s\n", ratio, sign, target, ok ? "ok" : "miss");
    missed += !isnan(target) && !ok;
    fflush(stdout);
}

void bench_line(const char *what, double ours, double peer, double target)
{
    printf("%-56s %9.4f %9.4f", what, ours, peer);
    verdict(ours / peer, target, ours / peer <= target, "<=");
}

void bench_verdict(double ratio, double target) { verdict(ratio, target, ratio <= target, "<="); }

void bench_line_speed(const char *what, double ours, double peer, double target)
{
    printf("%-56s %9.4f %9.4f", what, ours, peer);
    verdict(peer / ours, target, peer / ours >= target, ">=");
}

void bench_line_size(const char *what, double squares, double target)
{
    printf("%-56s %9s %9s", what, "", "");
    verdict(squares, target, squares <= target, "<=");
}

void bench_note(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
}

void bench_must(const domar_cx *cx, domar_status st)
{
    if (!st) return;
    fprintf(stderr, "bench: %s\n", domar_cx_message(cx));
    exit(1);
}

void *bench_alloc(size_t count, size_t size)
{
    void *block = calloc(count, size);
    if (block) return block;
    fprintf(stderr, "bench: no memory for %zu items of %zu bytes\n", count, size);
    exit(1);
}

static bool said(int argc, char **argv, const char *word)
{
    for (int k = 1; k < argc; k++)
        if (strcmp(argv[k], word) == 0) return true;
    return false;
}

static bool wanted(int argc, char **argv, const char *part)
{
    return argc == 1 + said(argc, argv, "--strict") || said(argc, argv, part);
}

/* Other work on the machine bends the ratios: say so. */
static void busy(void)
{
    double load[1];
    if (getloadavg(load, 1) == 1 && load[0] > domar_processors() + 0.5)
        bench_note("\nload %.1f on %d processors: others are at work, the figures are disturbed",
                   load[0], domar_processors());
}

int main(int argc, char **argv)
{
    const char *parent = getenv("TMPDIR");
    char folder[256];
    domar_cx *cx;
    if (argc == 4 && strcmp(argv[1], "--memory-of") == 0)
        return bench_memory_child(argv[2], argv[3]);
    if (domar_cx_new(&cx, NULL)) return 8;
    snprintf(folder, sizeof folder, "%s/domar-bench-XXXXXX", parent && *parent ? parent : "/tmp");
    if (!mkdtemp(folder)) {
        perror(folder);
        return 1;
    }
    const bench_machine machine = bench_machine_measure(domar_cx_threads(cx));
    bench_note(
        "%d processors; dgemm (n = 2464) %.1f GF/s, memory read %.1f GB/s; best of several runs",
        domar_processors(), machine.gemm_flops / 1e9, machine.read_bytes / 1e9);
    busy();
    if (wanted(argc, argv, "parse")) bench_parse(cx, folder);
    if (wanted(argc, argv, "panel")) bench_panel(cx, folder);
    if (wanted(argc, argv, "solve")) bench_solve(cx, &machine);
    if (wanted(argc, argv, "methods")) bench_methods(cx);
    if (wanted(argc, argv, "reform")) bench_reform(cx, folder);
    if (wanted(argc, argv, "frontier")) bench_frontier(cx, folder);
    if (wanted(argc, argv, "memory")) bench_memory(folder);
    if (wanted(argc, argv, "write")) bench_write(cx, folder);
    if (wanted(argc, argv, "index")) bench_index(cx);
    if (wanted(argc, argv, "firms")) bench_firms(cx);
    if (wanted(argc, argv, "likelihood")) bench_likelihood(cx);
    rmdir(folder);
    domar_cx_free(cx);
    busy();
    bench_note("%zu targets missed", missed);
    return missed && said(argc, argv, "--strict") ? 6 : 0;
}
