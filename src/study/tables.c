/* study/tables.c -- the folder of CSV files: made beside its place under another name, then put there in one move. */
#include "study/study.h"
#include "base/out.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const conventions = "00-conventions.csv";

/* "03-nqpf-space.csv": what a study writes. */
static bool ours(const char *name)
{
    const size_t size = strlen(name);
    return size > 7 && strspn(name, "0123456789") >= 2 && name[strspn(name, "0123456789")] == '-' && strcmp(name + size - 4, ".csv") == 0;
}

/* Remove a folder of ours with what is in it. */
static void sweep(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;
    while (dir && (e = readdir(dir)))
        if (ours(e->d_name)) unlinkat(dirfd(dir), e->d_name, 0);
    if (dir) closedir(dir);
    rmdir(folder);
}

static domar_status replaceable(domar_cx *cx, const char *folder)
{
    struct stat st;
    domar_status status = DOMAR_OK;
    if (lstat(folder, &st) != 0) return DOMAR_OK;
    DIR *dir = S_ISDIR(st.st_mode) ? opendir(folder) : NULL;
    if (!dir) return domar_fail(cx, DOMAR_EIO, "%s is in the way of the folder of CSV files: move it, or choose another -o", folder);
    const struct dirent *e;
    while (!status && (e = readdir(dir)))
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && !ours(e->d_name))
            status = domar_fail(cx, DOMAR_EIO, "%s holds %s, which no study wrote, so it is not replaced: move it, or choose another -o",
                                folder, e->d_name);
    closedir(dir);
    return status;
}

/* ---- 00-conventions.csv: the certificates, a line an entry */
static void put_field(domar_out *out, const char *text)
{
    if (!text[strcspn(text, ",\"\n\r")]) {
        domar_out_put(out, text);
        return;
    }
    domar_out_put(out, "\"");
    for (; *text; text++)
        if (*text == '"') domar_out_put(out, "\"\"");
        else domar_out_write(out, text, 1);
    domar_out_put(out, "\"");
}

static void put_entry(domar_out *out, const struct domar_study_answer *a, domar_certificate_entry e)
{
    char number[32];
    put_field(out, a->chapter->id);
    domar_out_put(out, ",");
    put_field(out, a->step->id);
    domar_out_put(out, ",");
    put_field(out, a->step->method);
    domar_out_put(out, ",");
    put_field(out, e.name);
    domar_out_put(out, ",");
    put_field(out, e.text);
    domar_out_put(out, ",");
    domar_out_write(out, number, domar_number_text(number, e.bound));
    domar_out_put(out, "\n");
}

static domar_status put_conventions(domar_cx *cx, const domar_study *s, const char *path)
{
    domar_out *out;
    const domar_status st = domar_out_open(cx, &out, path);
    if (st) return st;
    domar_out_put(out, "chapter,step,method,convention,value,bound\n");
    for (size_t k = 0; k < s->answers; k++)
        for (size_t e = 0; s->answer[k].result && e < domar_result_certificate_size(s->answer[k].result); e++)
            put_entry(out, &s->answer[k], domar_result_certificate(s->answer[k].result, e));
    return domar_out_commit(cx, out);
}

static domar_status put_files(domar_cx *cx, const domar_study *s, const char *folder)
{
    static const domar_pair both[] = { { "labels", "both" }, { NULL, NULL } };
    char *path = domar_format(cx, "%s/%s", folder, conventions);
    domar_status st = path ? put_conventions(cx, s, path) : DOMAR_ENOMEM;
    domar_release(path);
    for (size_t k = 0; !st && k < s->answers; k++) {
        if (!s->answer[k].result) continue;
        path = domar_format(cx, "%s/%s", folder, s->answer[k].csv);
        st = path ? domar_result_write(cx, s->answer[k].result, "csv", path, both) : DOMAR_ENOMEM;
        domar_release(path);
    }
    return st;
}

domar_status domar_study_tables_make(domar_cx *cx, domar_study_tables *t, const domar_study *s, const char *path)
{
    const size_t size = strlen(path), stem = size > 5 && strcmp(path + size - 5, ".html") == 0 ? size - 5 : size;
    *t = (domar_study_tables){ .folder = domar_format(cx, "%.*s_csv", (int)stem, path) };
    domar_status st = t->folder ? replaceable(cx, t->folder) : DOMAR_ENOMEM;
    if (st) return st;
    if (!(t->made = domar_format(cx, "%s.tmp-XXXXXX", t->folder))) return DOMAR_ENOMEM;
    if (!mkdtemp(t->made)) {
        const int error = errno;
        domar_release(t->made);
        t->made = NULL;
        return domar_fail(cx, DOMAR_EIO, "%s cannot be made (%s): choose another -o", t->folder, strerror(error));
    }
    const mode_t mask = umask(0);
    umask(mask);
    if (chmod(t->made, 0777 & ~mask) != 0) st = domar_fail(cx, DOMAR_EIO, "%s cannot be opened to others", t->made);
    return st ? st : put_files(cx, s, t->made);
}

domar_status domar_study_tables_place(domar_cx *cx, domar_study_tables *t)
{
    if (renameat2(AT_FDCWD, t->made, AT_FDCWD, t->folder, RENAME_EXCHANGE) == 0) t->exchanged = true;
    else if (rename(t->made, t->folder) != 0) {              /* nothing is there, or an empty folder */
        if (errno != ENOTEMPTY && errno != EEXIST)
            return domar_fail(cx, DOMAR_EIO, "%s cannot be put in place (%s): choose another -o", t->folder, strerror(errno));
        sweep(t->folder);                                    /* a file system that cannot exchange */
        if (rename(t->made, t->folder) != 0)
            return domar_fail(cx, DOMAR_EIO, "%s cannot be put in place (%s): choose another -o", t->folder, strerror(errno));
    }
    t->placed = true;
    return DOMAR_OK;
}

void domar_study_tables_end(domar_study_tables *t, bool keep)
{
    if (t->made && !keep && t->placed) {
        if (t->exchanged) t->placed = renameat2(AT_FDCWD, t->made, AT_FDCWD, t->folder, RENAME_EXCHANGE) != 0;
        else sweep(t->folder);
    }
    if (t->made && (!t->placed || t->exchanged)) sweep(t->made);   /* what failed, or what was there before */
    domar_release(t->folder);
    domar_release(t->made);
}
