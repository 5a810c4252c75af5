/* base/out.c -- temporary file beside the target, fsync, rename; nothing half written.  What is no
 * regular file (a pipe, a device) is written to as it stands: it must not be replaced. */
#include "base/out.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 16 };

struct domar_out {
    int    fd;
    char  *path;                 /* NULL for standard output */
    char  *temporary;            /* NULL for standard output, pipes and devices */
    int    error;                /* errno of the first failure */
    size_t used;
    char   buffer[BUFFER];
};

static void drop(domar_out *o)
{
    if (o->path && o->fd >= 0) close(o->fd);
    domar_release(o->path);
    domar_release(o->temporary);
    domar_release(o);
}

/* What the user can do about it, for the errors that users meet. */
static const char *advice(int error)
{
    switch (error) {
    case ENOENT:  return "make the directory first";
    case EACCES:
    case EROFS:   return "choose a place you may write to";
    case ENOSPC:
    case EDQUOT:  return "free some space or choose another place";
    case EISDIR:  return "give the name of a file";
    default:      return "choose another path";
    }
}

domar_status domar_out_open(domar_cx *cx, domar_out **out, const char *path)
{
    domar_out *o = domar_alloc(cx, 1, sizeof *o);
    *out = NULL;
    if (!o) return DOMAR_ENOMEM;
    o->fd = STDOUT_FILENO;
    if (strcmp(path, "-") != 0) {
        struct stat st, link;
        char target[PATH_MAX];
        /* A link stays: what it points to is replaced. */
        if (lstat(path, &link) == 0 && S_ISLNK(link.st_mode) && realpath(path, target)) path = target;
        const bool exists = stat(path, &st) == 0;
        if (exists && S_ISDIR(st.st_mode)) {
            drop(o);
            return domar_fail(cx, DOMAR_EIO, "%s is a directory: give the name of a file", path);
        }
        o->fd = -1;
        const bool stream = exists && !S_ISREG(st.st_mode);
        o->path = domar_strdup(cx, path);
        o->temporary = o->path && !stream ? domar_format(cx, "%s.tmp-XXXXXX", path) : NULL;
        if (!o->path || (!stream && !o->temporary)) { drop(o); return DOMAR_ENOMEM; }
        o->fd = stream ? open(path, O_WRONLY | O_CLOEXEC) : mkostemp(o->temporary, O_CLOEXEC);
        if (o->fd < 0) {
            const int error = errno;
            drop(o);
            return domar_fail(cx, DOMAR_EIO, "%s cannot be written (%s): %s", path, strerror(error),
                              advice(error));
        }
        /* mkstemp makes files private; a result should be as readable as the user's others. */
        const mode_t mask = umask(0);
        umask(mask);
        if (!stream && fchmod(o->fd, exists ? st.st_mode & 0777 : 0666 & ~mask) != 0) o->error = errno;
    }
    *out = o;
    return DOMAR_OK;
}

static void flush(domar_out *o)
{
    for (size_t done = 0; done < o->used && !o->error;) {
        const ssize_t n = write(o->fd, o->buffer + done, o->used - done);
        if (n >= 0) done += (size_t)n;
        else if (errno != EINTR) o->error = errno;
    }
    o->used = 0;
}

void domar_out_write(domar_out *o, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size && !o->error) {
        if (o->used == BUFFER) flush(o);
        const size_t room = BUFFER - o->used, part = size < room ? size : room;
        memcpy(o->buffer + o->used, p, part);
        o->used += part;
        p += part;
        size -= part;
    }
}

void domar_out_put(domar_out *o, const char *string) { domar_out_write(o, string, strlen(string)); }
const char *domar_out_path(const domar_out *o) { return o->temporary; }

domar_status domar_out_commit(domar_cx *cx, domar_out *o)
{
    flush(o);
    if (!o->temporary) {
        domar_status st = DOMAR_OK;
        if (o->error && o->error != EPIPE)                  /* the reader had enough: `| head` */
            st = domar_fail(cx, DOMAR_EIO, "%s cannot be written (%s): %s", o->path ? o->path : "standard output",
                            strerror(o->error), advice(o->error));
        drop(o);
        return st;
    }
    if (!o->error && fsync(o->fd) != 0) o->error = errno;
    if (!o->error && rename(o->temporary, o->path) != 0) o->error = errno;
    if (!o->error) { drop(o); return DOMAR_OK; }
    const domar_status st = domar_fail(cx, DOMAR_EIO, "%s cannot be written (%s): %s", o->path,
                                       strerror(o->error), advice(o->error));
    domar_out_discard(o);
    return st;
}

void domar_out_discard(domar_out *o)
{
    if (!o) return;
    if (o->temporary) unlink(o->temporary);
    drop(o);
}
