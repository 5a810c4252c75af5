/* bench/write.c -- ten million rows of an answer as CSV, numbers that read back exactly, into a file
 * that is synced to the disk. */
#include "bench.h"
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void bench_write(domar_cx *cx, const char *folder)
{
    enum { ROUNDS = 3 };
    static const domar_pair params[] = { { "scheme", "wwz" }, { NULL, NULL } };
    bench_world w;
    domar_result *result;
    struct stat file;
    char path[512];
    double best = INFINITY;
    bench_head("Writing CSV (ratio: 200 MB/s / domar, more is better)", "200 MB/s");
    bench_world_make(&w, 102, 62);
    domar_series *series = bench_world_series(cx, &w);
    bench_world_drop(&w);
    bench_must(cx, domar_run(cx, &result, "chain.exports", series, params));
    domar_series_free(series);
    snprintf(path, sizeof path, "%s/rows.csv", folder);
    for (int round = 0; round < ROUNDS; round++) {
        const double start = bench_seconds();
        bench_must(cx, domar_result_write(cx, result, "csv", path, NULL));
        best = fmin(best, bench_seconds() - start);
    }
    if (stat(path, &file)) exit(1);
    bench_note("%zu rows, %lld MB: %.0f MB/s", domar_result_rows(result),
               (long long)file.st_size / 1000000, 1e-6 * (double)file.st_size / best);
    bench_line_speed("rows of chain.exports : 200 MB/s", best, 1e-6 * (double)file.st_size / 200, 1);
    unlink(path);
    domar_result_free(result);
}
