/* bench/panel.c -- a panel of firms as CSV, a million rows, into columns and frozen: against pandas on the same file and
 * against looking for its line ends. */
#include "bench.h"
#include "base/random.h"
#include "base/threads.h"
#include "panel/panel.h"
#include "read/panel_file.h"
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROUNDS = 7, FIRMS = 125000, YEARS = 8 };

static double spread(uint64_t stream, uint64_t place, double mean)
{
    return exp(mean + domar_random_normal(1, stream, place));
}

/* by_year: a survey after the other, so that neighbouring rows are of different firms; else a firm after the other. */
static size_t write_panel(const char *path, bool by_year)
{
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    fputs("firm,year,industry,va,k,wl\n", f);
    for (uint64_t i = 0; i < (uint64_t)FIRMS * YEARS; i++) {
        const uint64_t firm = by_year ? i % FIRMS : i / YEARS, year = by_year ? i / FIRMS : i % YEARS;
        fprintf(f, "F%09u,%u,C%u,%.4f,%.4f,%.4f\n", (unsigned)(firm * 7919 * 104729 % 999999937), 2000 + (unsigned)year,
                1300 + (unsigned)(domar_random(1, 0, firm) * 3100), spread(1, i, 9), spread(2, i, 10), spread(3, i, 8));
    }
    const long size = ftell(f);
    fclose(f);
    return (size_t)size;
}

static double time_read(domar_cx *cx, const char *path, bool freeze)
{
    domar_panel_draft *draft;
    domar_panel *panel;
    const double start = bench_seconds();
    bench_must(cx, domar_panel_file_read(cx, &draft, path, NULL));
    if (!freeze) {
        const double seconds = bench_seconds() - start;
        domar_panel_draft_free(draft);
        return seconds;
    }
    bench_must(cx, domar_panel_freeze(cx, &panel, draft, NULL, NULL));
    const double seconds = bench_seconds() - start;
    domar_panel_free(panel);
    return seconds;
}

static double time_lines(const char *path, size_t size)
{
    const double start = bench_seconds();
    const int fd = open(path, O_RDONLY);
    const char *text = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    size_t lines = 0;
    close(fd);
    if (text == MAP_FAILED) return NAN;
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(text + size - p))); p++) lines++;
    munmap((void *)(uintptr_t)text, size);
    return lines > (size_t)FIRMS * YEARS ? bench_seconds() - start : NAN;
}

/* NAN: there is no Python with pandas. */
static double time_pandas(const char *path)
{
    char command[1024];
    double best = INFINITY, seconds;
    snprintf(command, sizeof command,
             "for p in python3 /usr/bin/python3; do $p -c 'import pandas' 2> /dev/null && exec $p -c '\n"
             "import pandas, time\n"
             "for k in range(3):\n t = time.perf_counter(); pandas.read_csv(\"%s\"); print(time.perf_counter() - t)'; done", path);
    FILE *pipe = popen(command, "r");
    while (pipe && fscanf(pipe, "%lf", &seconds) == 1) best = fmin(best, seconds);
    if (pipe) pclose(pipe);
    return isinf(best) ? NAN : best;
}

static void one_file(domar_cx *cx, const char *folder, bool by_year)
{
    char path[512], what[96];
    const char *order = by_year ? "by year" : "by firm";
    snprintf(path, sizeof path, "%s/panel.csv", folder);
    const size_t size = write_panel(path, by_year);
    double read = INFINITY, frozen = INFINITY, lines = INFINITY, pandas = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        read = fmin(read, time_read(cx, path, false));
        frozen = fmin(frozen, time_read(cx, path, true));
        lines = fmin(lines, time_lines(path, size));
        if (round % 3 == 0 && !isnan(pandas)) pandas = fmin(pandas, time_pandas(path));
    }
    unlink(path);
    bench_note("%zu MB, %d rows x 6 columns, %s: %.0f MB/s", size / 1000000, FIRMS * YEARS, order, 1e-6 * (double)size / read);
    snprintf(what, sizeof what, "%s: columns : finding line ends, one thread", order);
    bench_line_speed(what, read, lines, NAN);
    if (isnan(pandas)) {
        bench_note("no Python with pandas here: not compared with read_csv");
        return;
    }
    snprintf(what, sizeof what, "%s: columns : pandas read_csv", order);
    bench_line_speed(what, read, pandas, 3);
    snprintf(what, sizeof what, "%s: frozen panel : pandas read_csv", order);
    bench_line_speed(what, frozen, pandas, NAN);
}

void bench_panel(domar_cx *cx, const char *folder)
{
    bench_head("Reading panels (ratio: peer / domar, more is better)", "peer s");
    one_file(cx, folder, false);
    one_file(cx, folder, true);
}
