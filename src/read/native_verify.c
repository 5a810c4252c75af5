/* read/native_verify.c -- the digests of a native file, recomputed. */
#include "base/digest.h"
#include "read/native.h"
#include "read/native_file.h"
#include "spec/native.h"
#include <string.h>

static domar_status compare_digest(const domar_native_file *f, hid_t d, const char *name)
{
    const size_t piece = (size_t)1 << 24;           /* between two looks at whether to stop */
    const size_t bytes = (size_t)H5Dget_storage_size(d);
    const char *at = domar_native_bytes(f, d, bytes);
    char *stored = NULL, hex[65];
    domar_digest digest;
    if (!at) return domar_native_broken(f, name, "is compressed, chunked or cut off");
    if (H5Aexists(d, DOMAR_NATIVE_DIGEST) <= 0)
        return domar_fail(f->cx, DOMAR_ECHECK,
                          "%s: %s has no digest: it was not written by domar", f->path, name);
    domar_status st = domar_native_text(f, d, DOMAR_NATIVE_DIGEST, &stored);
    domar_digest_begin(&digest);
    for (size_t done = 0; done < bytes && !st; done += piece) {
        domar_digest_add(&digest, at + done, bytes - done < piece ? bytes - done : piece);
        st = domar_tick(f->cx, (size_t)(at - f->map->base) + done, f->map->size);
    }
    domar_digest_end(&digest, hex);
    if (!st && strcmp(hex, stored) != 0)
        st = domar_fail(f->cx, DOMAR_ECHECK,
                        "%s: %s does not match its digest, it was changed after domar "
                        "wrote it: import the table again", f->path, name);
    domar_release(stored);
    return st;
}

struct verifying { const domar_native_file *f; domar_status status; };

static herr_t verify_link(hid_t root, const char *name, const H5L_info_t *info, void *arg)
{
    struct verifying *v = arg;
    if (info->type != H5L_TYPE_HARD) return 0;
    const hid_t object = H5Oopen(root, name, H5P_DEFAULT);
    if (object < 0) v->status = domar_native_broken(v->f, name, "cannot be read");
    else if (H5Iget_type(object) == H5I_DATASET) v->status = compare_digest(v->f, object, name);
    if (object >= 0) H5Oclose(object);
    return v->status ? 1 : 0;
}

domar_status domar_native_verify(domar_cx *cx, const char *path)
{
    domar_native_file f;
    domar_status st = domar_native_begin(&f, cx, path);
    if (!st) {
        struct verifying v = { &f, DOMAR_OK };
        domar_task(cx, "verifying");
        if (H5Lvisit(f.file, H5_INDEX_NAME, H5_ITER_INC, verify_link, &v) < 0 && !v.status)
            v.status = domar_native_broken(&f, "the list of arrays", "cannot be read");
        st = v.status;
    }
    domar_native_end(&f);
    return st;
}
