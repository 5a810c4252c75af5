/* study/files.c -- where files lie: beside the page, or where --data says. */
#include "study/study.h"
#include "base/file.h"
#include "base/text.h"
#include "read/study_page.h"

/* --data CHAPTER=PATH or CHAPTER.PARAM=PATH; NULL: nothing is said. */
static const char *said(const domar_pair *data, const char *chapter, const char *param)
{
    const size_t size = strlen(chapter);
    for (; data && data->name; data++) {
        if (strncmp(data->name, chapter, size) != 0) continue;
        const char *rest = data->name + size;
        if (param ? *rest == '.' && strcmp(rest + 1, param) == 0 : !*rest) return data->value;
    }
    return NULL;
}

domar_status domar_study_file(domar_cx *cx, char **path, const domar_study_page *page, const domar_study_chapter *chapter,
                              const char *param, const char *given, const domar_pair *data)
{
    const char *other = said(data, chapter->id, param);
    const char *dot = param ? "." : "", *name = param ? param : "";
    *path = NULL;
    if (!other && !*given)
        return domar_fail(cx, DOMAR_EUSAGE, "%s, line %zu: the page does not say where the data of %s lie: give --data %s=PATH",
                          page->path, chapter->data.line, chapter->id, chapter->id);
    /* Parameters are beside the page already (read/study_step.c). */
    char *full = other || param ? domar_strdup(cx, other ? other : given) : domar_study_beside(cx, page->path, given);
    if (!full) return DOMAR_ENOMEM;
    if (domar_file_exists(full)) {
        *path = full;
        return DOMAR_OK;
    }
    const domar_status st =
        domar_fail(cx, DOMAR_ENOTFOUND, "%s, line %zu: there is no file %s: say where it lies with --data %s%s%s=PATH", page->path,
                   param ? chapter->line : chapter->data.line, full, chapter->id, dot, name);
    domar_release(full);
    return st;
}

static bool knows(const domar_study_chapter *c, const char *rest)
{
    if (!*rest) return true;
    for (size_t k = 0; *rest == '.' && k < c->steps; k++)
        for (const domar_pair *p = c->step[k].params; p->name; p++)
            if (domar_study_names_file(p->name) && strcmp(p->name, rest + 1) == 0) return true;
    return false;
}

static const char *chapter_id(const void *page, size_t k) { return ((const domar_study_page *)page)->chapter[k].id; }

domar_status domar_study_files_known(domar_cx *cx, const domar_study_page *page, const domar_pair *data)
{
    for (; data && data->name; data++) {
        bool known = false;
        for (size_t k = 0; !known && k < page->chapters; k++) {
            const size_t size = strlen(page->chapter[k].id);
            known = strncmp(data->name, page->chapter[k].id, size) == 0 && knows(&page->chapter[k], data->name + size);
        }
        if (known) continue;
        const size_t near = domar_nearest(data->name, page->chapters, chapter_id, page);
        return domar_fail(cx, DOMAR_EUSAGE, "--data %s: %s has no such chapter, or no file of that name in it%s%s%s", data->name,
                          page->path, near == SIZE_MAX ? "" : ": did you mean ", near == SIZE_MAX ? "" : page->chapter[near].id,
                          near == SIZE_MAX ? "" : "?");
    }
    return DOMAR_OK;
}
