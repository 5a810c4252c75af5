/* study/study.c -- a study from the page to its answers. */
#include "study/study.h"
#include "read/study_page.h"

domar_status domar_study_new(domar_cx *cx, domar_study **out, const char *page, const domar_study_options *options)
{
    domar_study *s = domar_alloc(cx, 1, sizeof *s);
    *out = NULL;
    if (!s) return DOMAR_ENOMEM;
    s->confidential = options && options->confidential;
    domar_status st = domar_study_page_read(cx, &s->page, page);
    if (!st) st = domar_study_run(cx, s, options ? options->data : NULL);
    if (st) domar_study_free(s);
    else *out = s;
    return st;
}

void domar_study_free(domar_study *s)
{
    if (!s) return;
    for (size_t k = 0; s->answer && k < s->answers; k++) {
        struct domar_study_answer *a = &s->answer[k];
        char *texts[] = { a->name, a->csv, a->asked, a->missing };
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) domar_release(texts[j]);
        domar_result_free(a->result);
    }
    for (size_t c = 0; s->facts && c < s->page->chapters; c++) {
        struct domar_study_facts *f = &s->facts[c];
        char *texts[] = { f->file, f->unit, f->period, f->first, f->last };
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) domar_release(texts[j]);
    }
    domar_release(s->answer);
    domar_release(s->facts);
    domar_study_page_free(s->page);
    domar_release(s);
}

size_t domar_study_steps(const domar_study *s) { return s->answers; }
const char *domar_study_label(const domar_study *s, size_t k) { return s->answer[k].name; }

const char *domar_study_reading(const domar_study *s, size_t k, const char *lang)
{
    const struct domar_study_answer *a = &s->answer[k];
    return a->result ? domar_result_reading(a->result, lang) : a->missing;
}
