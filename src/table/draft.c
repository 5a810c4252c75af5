/* table/draft.c -- the arrays that a reader fills: in memory, or in a file of the system's. */
#include "table/table.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Without categories: accounts only. */
static domar_status allocate(domar_cx *cx, domar_draft *d)
{
    const bool flows = d->categories != NULL;
    const size_t n = domar_axis_size(d->economies) * domar_axis_size(d->industries);
    const size_t m = domar_axis_size(d->economies) * domar_axis_size(d->categories);
    const size_t k = domar_axis_size(d->factors), s = domar_axis_size(d->satellites);
    const double bytes = (double)n * (double)((flows ? n + m : 0) + k + s + 4) * sizeof(double);
    domar_status st = domar_memory_check(cx, bytes, "reading this table");
    if (st) return st;
    if (flows && (!(d->Z = domar_alloc(cx, n * n, sizeof(double))) || !(d->Y = domar_alloc(cx, n * m, sizeof(double)))))
        return DOMAR_ENOMEM;
    d->V = domar_alloc(cx, k * n, sizeof(double));
    d->x = d->V ? domar_alloc(cx, n, sizeof(double)) : NULL;
    d->S = d->x && s ? domar_alloc(cx, s * n, sizeof(double)) : NULL;
    if (!d->x || (s && !d->S)) return DOMAR_ENOMEM;
    return DOMAR_OK;
}

static domar_draft *with_axes(domar_cx *cx, int year, const domar_axis *economies,
                              const domar_axis *industries, const domar_axis *categories,
                              const domar_axis *factors, const domar_axis *satellites)
{
    domar_draft *d = domar_alloc(cx, 1, sizeof *d);
    if (!d) return NULL;
    d->year = year;
    d->economies = domar_axis_keep(economies);
    d->industries = domar_axis_keep(industries);
    d->categories = domar_axis_keep(categories);
    d->factors = domar_axis_keep(factors);
    d->satellites = domar_axis_keep(satellites);
    return d;
}

domar_status domar_draft_new(domar_cx *cx, domar_draft **out, int year, const domar_axis *economies,
                             const domar_axis *industries, const domar_axis *categories,
                             const domar_axis *factors, const domar_axis *satellites)
{
    domar_draft *d = with_axes(cx, year, economies, industries, categories, factors, satellites);
    *out = NULL;
    if (!d) return DOMAR_ENOMEM;
    const domar_status st = allocate(cx, d);
    if (st) domar_draft_free(d);
    else *out = d;
    return st;
}

domar_status domar_draft_new_accounts(domar_cx *cx, domar_draft **out, int year, const domar_axis *economies,
                                      const domar_axis *industries, const domar_axis *factors,
                                      const domar_axis *satellites)
{
    return domar_draft_new(cx, out, year, economies, industries, NULL, factors, satellites);
}

/* ---- on disk */
struct mapping { void *at; size_t size; };

static void unmap(void *p)
{
    struct mapping *m = p;
    if (m->at) munmap(m->at, m->size);
    domar_release(m);
}

/* A file that is gone as soon as nobody has it open. */
static domar_status map_file(domar_cx *cx, struct mapping *m)
{
    const char *folder = getenv("TMPDIR");
    char path[512];
    struct statvfs disk;
    if (!folder || !*folder) folder = "/var/tmp";
    snprintf(path, sizeof path, "%s/domar-XXXXXX", folder);
    const int file = mkostemp(path, O_CLOEXEC);
    if (file < 0)
        return domar_fail(cx, DOMAR_EIO, "no temporary file can be made in %s (%s): set TMPDIR to a folder on a "
                          "disk with room", folder, strerror(errno));
    unlink(path);
    const bool known = fstatvfs(file, &disk) == 0;
    const double room = known ? (double)disk.f_bavail * (double)disk.f_frsize : 0;
    domar_status st = DOMAR_OK;
    if (known && room < (double)m->size)
        st = domar_fail(cx, DOMAR_ELIMIT, "reading this table needs %.1f GB in %s, which has %.1f: set TMPDIR to "
                        "a folder on a larger disk", (double)m->size / 1e9, folder, room / 1e9);
    else if (ftruncate(file, (off_t)m->size) != 0 ||
             (m->at = mmap(NULL, m->size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)) == MAP_FAILED) {
        m->at = NULL;
        st = domar_fail(cx, DOMAR_EIO, "a temporary file of %.1f GB in %s cannot be used (%s): set TMPDIR to "
                        "another folder", (double)m->size / 1e9, folder, strerror(errno));
    }
    close(file);
    return st;
}

domar_status domar_draft_new_on_disk(domar_cx *cx, domar_draft **out, int year,
                                     const domar_axis *economies, const domar_axis *industries,
                                     const domar_axis *categories, const domar_axis *factors)
{
    domar_draft *d = with_axes(cx, year, economies, industries, categories, factors, NULL);
    struct mapping *m = d ? domar_alloc(cx, 1, sizeof *m) : NULL;
    domar_status st = DOMAR_ENOMEM;
    *out = NULL;
    if (!m) goto done;
    d->mapping = m;
    d->unmap = unmap;
    const size_t n = domar_axis_size(economies) * domar_axis_size(industries);
    const size_t uses = domar_axis_size(economies) * domar_axis_size(categories);
    m->size = n * (n + uses + domar_axis_size(factors)) * sizeof(double);
    if ((st = map_file(cx, m))) goto done;
    d->Z = m->at;
    d->Y = d->Z + n * n;
    d->V = d->Y + n * uses;
done:
    if (st) domar_draft_free(d);
    else *out = d;
    return st;
}

void domar_draft_free(domar_draft *d)
{
    if (!d) return;
    if (d->unmap) d->unmap(d->mapping);
    else {
        double *arrays[] = { d->Z, d->Y, d->V, d->VY, d->S, d->x };
        for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) domar_release(arrays[k]);
    }
    domar_axis_free(d->economies);
    domar_axis_free(d->industries);
    domar_axis_free(d->categories);
    domar_axis_free(d->factors);
    domar_axis_free(d->satellites);
    domar_release(d);
}
