/* bench/parse.c -- a CSV in the manner of OECD ICIO through the reader, against the same bytes
 * from page cache and against R data.table's fread on as many threads. */
#include "bench.h"
#include "base/threads.h"
#include "read/csv.h"
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 6 };

static double time_read(const char *path, char *buffer, size_t room)
{
    const double start = bench_seconds();
    const int file = open(path, O_RDONLY);
    while (file >= 0 && read(file, buffer, room) > 0) continue;
    if (file >= 0) close(file);
    return bench_seconds() - start;
}

/* ---- the numbers alone, into one array */
struct matrix { double *values; size_t columns, rows; };

static size_t row_of(void *arg, domar_cx *cx, size_t line, const domar_field *labels)
{
    struct matrix *m = arg;
    (void)cx;
    (void)labels;
    return line == 1 ? DOMAR_ROW_SKIP : m->rows++;
}

static void targets(void *arg, size_t row, double **to)
{
    const struct matrix *m = arg;
    for (size_t c = 0; c < m->columns; c++) to[c] = m->values + row * m->columns + c;
}

static double time_numbers(domar_cx *cx, const char *path, size_t rows, size_t columns)
{
    struct matrix m = { .columns = columns };
    domar_source *source;
    const domar_csv_matrix shape = { .delimiter = ',', .labels = 1, .columns = columns,
                                     .arg = &m, .row_of = row_of, .targets = targets };
    const double start = bench_seconds();
    m.values = domar_alloc(cx, rows * columns, sizeof *m.values);
    if (!m.values) bench_must(cx, DOMAR_ENOMEM);
    bench_must(cx, domar_source_open(cx, &source, path, NULL, NULL));
    bench_must(cx, domar_csv_read(cx, source, &shape));
    const double seconds = bench_seconds() - start;
    domar_source_free(source);
    domar_release(m.values);
    return seconds;
}

/* The whole import: recognised, read, labelled, checked, frozen. */
static double time_import(domar_cx *cx, const char *path)
{
    domar_series *series;
    const double start = bench_seconds();
    bench_must(cx, domar_import(cx, &series, &path, 1, NULL));
    const double seconds = bench_seconds() - start;
    domar_series_free(series);
    return seconds;
}

/* NAN: there is no R, or no data.table. */
static double time_fread(const char *path)
{
    char command[1024];
    double best = INFINITY, seconds;
    snprintf(command, sizeof command,
             "Rscript -e 'suppressMessages(library(data.table)); setDTthreads(%d);"
             " for (k in 1:%d) { t <- Sys.time(); d <- fread(\"%s\", showProgress = FALSE);"
             " cat(as.numeric(Sys.time() - t, units = \"secs\"), \"\\n\"); rm(d) }' 2> /dev/null",
             domar_processors(), ROUNDS, path);
    FILE *pipe = popen(command, "r");
    while (pipe && fscanf(pipe, "%lf", &seconds) == 1) best = fmin(best, seconds);
    if (pipe) pclose(pipe);
    return isinf(best) ? NAN : best;
}

static void one_file(domar_cx *cx, const char *folder, size_t G, size_t N, int digits)
{
    bench_world w;
    char path[512], what[96];
    bench_world_make(&w, G, N);
    snprintf(path, sizeof path, "%s/2020_BENCH.csv", folder);
    const size_t bytes = bench_world_csv(&w, path, digits);
    const size_t rows = w.n + 3, columns = w.n + w.m + 1;
    bench_world_drop(&w);
    const size_t room = 1 << 20;
    char *buffer = bench_alloc(room, 1);
    double read = INFINITY, numbers = INFINITY, import = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        read = fmin(read, time_read(path, buffer, room));
        numbers = fmin(numbers, time_numbers(cx, path, rows, columns));
        import = fmin(import, time_import(cx, path));
    }
    const double fread = time_fread(path);
    free(buffer);
    unlink(path);
    bench_note("%zu MB, %zu x %zu numbers of %d digits: %.0f MB/s, %.0f million numbers/s",
               bytes / 1000000, rows, columns, digits, 1e-6 * (double)bytes / numbers,
               1e-6 * (double)(rows * columns) / numbers);
    snprintf(what, sizeof what, "%d digits: numbers : read() of 1 MB from page cache", digits);
    bench_line_speed(what, numbers, read, 0.15);
    snprintf(what, sizeof what, "%d digits: whole import : read()", digits);
    bench_line_speed(what, import, read, NAN);
    if (isnan(fread)) {
        bench_note("no Rscript with data.table here: not compared with fread");
        return;
    }
    snprintf(what, sizeof what, "%d digits: numbers : data.table fread", digits);
    bench_line_speed(what, numbers, fread, 2);
    snprintf(what, sizeof what, "%d digits: whole import : data.table fread", digits);
    bench_line_speed(what, import, fread, 2);
}

void bench_parse(domar_cx *cx, const char *folder)
{
    bench_head("Reading CSV (ratio: peer / domar, more is better)", "peer s");
    one_file(cx, folder, 77, 45, 17);
    one_file(cx, folder, 80, 50, 9);
}
