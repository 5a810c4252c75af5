/* famine/study.c -- a study from its page to the report and the folder beside it, which a failure must not leave. */
#include "famine/famine.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void clear(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;
    while (dir && (e = readdir(dir)))
        if (*e->d_name != '.') unlinkat(dirfd(dir), e->d_name, 0);
    if (dir) closedir(dir);
    rmdir(folder);
}

static domar_status study(const famine *f)
{
    char path[512], folder[512];
    domar_study *s = NULL;
    snprintf(path, sizeof path, "%s/study.html", f->folder);
    snprintf(folder, sizeof folder, "%s/study_csv", f->folder);
    domar_status st = domar_study_new(f->cx, &s, f->what, NULL);
    if (!st) st = domar_study_write(f->cx, s, path, "zh");
    if (!st) {
        unlink(path);
        clear(folder);
    }
    domar_study_free(s);
    return st;
}

static domar_status reshaped(const famine *f)
{
    domar_study *s = NULL;
    const domar_study_options options = { .confidential = true };
    const domar_status st = domar_study_new(f->cx, &s, f->what, &options);
    domar_study_free(s);
    return st;
}

static void write_pages(const char *page, const char *data)
{
    FILE *out = fopen(page, "w");
    if (!out || fputs("study:\n  title: Long\n  chapters:\n    - id: a\n      data: {file: long.csv, reshape: {rows: what, value: much, names: {x: tall}}}\n"
                      "      steps: [{method: index.inequality, params: {variable: x, group: side}}, {method: panel.describe, keep: {}}]\n", out) < 0 ||
        fclose(out)) abort();
    out = fopen(data, "w");
    if (!out || fputs("unit,year,side,what,much\nA,1,l,tall,1\nA,1,l,wide,2\nB,1,l,tall,3\nB,1,l,wide,4\nC,1,r,tall,5\nC,1,r,wide,6\nD,1,r,tall,2\n", out) < 0 ||
        fclose(out)) abort();
}

void famine_study(const char *folder)
{
    char page[512], data[512];
    famine f = { .cx = famine_cx(), .folder = folder, .what = DOMAR_SOURCE_DIR "/tests/data/study_small.yaml" };
    famine_try("a study", study, f);
    snprintf(page, sizeof page, "%s/long.yaml", folder);
    snprintf(data, sizeof data, "%s/long.csv", folder);
    write_pages(page, data);
    f.what = page;
    famine_try("a study of a long file", reshaped, f);
    unlink(page);
    unlink(data);
    domar_cx_free(f.cx);
}
