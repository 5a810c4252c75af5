/* study/run.c -- chapter by chapter: the panel, then the steps in order. */
#include "study/study.h"
#include "base/text.h"
#include "read/study_page.h"

/* ---- parameters */
static bool has(const domar_pair *params, const char *name)
{
    for (; params->name; params++)
        if (strcmp(params->name, name) == 0) return true;
    return false;
}

struct params { domar_pair *pair; size_t count; char *file[8]; size_t files; };

static void params_drop(struct params *p)
{
    for (size_t k = 0; k < p->files; k++) domar_release(p->file[k]);
    domar_release(p->pair);
}

/* The step's own, those of the chapter's data, and files where they lie. */
static domar_status params_of(domar_cx *cx, struct params *p, const domar_study_page *page, const domar_study_chapter *c,
                              const domar_study_step *s, const domar_pair *data)
{
    const domar_pair common[] = { { "missing", c->data.missing }, { "where", c->data.where }, { "periods", c->data.periods } };
    domar_status st = DOMAR_OK;
    *p = (struct params){ .pair = domar_alloc(cx, s->count + 5, sizeof *p->pair) };
    if (!p->pair) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->count; k++) {
        domar_pair pair = s->params[k];
        if (domar_study_names_file(pair.name) && p->files < 8) {
            st = domar_study_file(cx, &p->file[p->files], page, c, pair.name, pair.value, data);
            pair.value = p->file[p->files++];
        }
        p->pair[p->count++] = pair;
    }
    for (size_t k = 0; k < 3; k++)
        if (common[k].value && !has(s->params, common[k].name)) p->pair[p->count++] = common[k];
    return st;
}

/* ---- "frontier.dea --inputs K,L --outputs Y" */
static void put_word(domar_text *t, const char *word)
{
    if (*word && !word[strcspn(word, " \t'\"\\$&|<>();*?#~`{}[]!")]) {
        domar_text_put(t, word);
        return;
    }
    domar_text_quoted(t, word);
}

static char *asked(domar_cx *cx, const domar_study_step *s, const domar_pair *params)
{
    domar_text t = domar_text_new(cx);
    domar_text_put(&t, s->method);
    for (; params->name; params++) {
        domar_text_put(&t, " --");
        for (const char *c = params->name; *c; c++) domar_text_add(&t, *c == '_' ? "-" : c, 1);
        domar_text_put(&t, " ");
        put_word(&t, params->value);
    }
    char *text = t.status ? NULL : domar_strdup(cx, t.data);
    domar_text_drop(&t);
    return text;
}

/* ---- steps */
static domar_status in_step(domar_cx *cx, domar_status st, const domar_study *s, const struct domar_study_answer *a)
{
    if (!st || st == DOMAR_ENOMEM || st == DOMAR_ECANCEL) return st;
    return domar_fail_in(cx, st, "%s, line %zu: chapter %s, step %s: ", s->page->path, a->step->line, a->chapter->id, a->step->id);
}

/* What is kept inside is computed in full; --confidential guards what leaves. */
static domar_status keep_columns(domar_cx *cx, const struct domar_study_answer *a, domar_panel **panel, const domar_result *r)
{
    domar_status st = DOMAR_OK;
    for (size_t k = 0; !st && k < a->step->kept; k++) st = domar_study_keep(cx, panel, r, &a->step->keep[k]);
    return st;
}

static domar_status run_guarded(domar_cx *cx, struct domar_study_answer *a, const domar_panel *panel, struct params *p)
{
    p->pair[p->count] = (domar_pair){ "confidential", "true" };
    const domar_status st = domar_run_panel(cx, &a->result, a->step->method, panel, p->pair);
    if (st != DOMAR_EPERM) return st;
    a->missing = domar_strdup(cx, domar_cx_message(cx));
    return a->missing ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status run_step(domar_cx *cx, domar_study *s, struct domar_study_answer *a, domar_panel **panel, const domar_pair *data)
{
    struct params p;
    domar_result *whole = NULL;
    domar_status st = params_of(cx, &p, s->page, a->chapter, a->step, data);
    if (st) {                                          /* names file and line itself */
        params_drop(&p);
        return st;
    }
    if (!(a->asked = asked(cx, a->step, p.pair))) st = DOMAR_ENOMEM;
    if (!st && !s->confidential) st = domar_run_panel(cx, &a->result, a->step->method, *panel, p.pair);
    else if (!st && a->step->kept) st = domar_run_panel(cx, &whole, a->step->method, *panel, p.pair);
    if (!st && s->confidential) st = run_guarded(cx, a, *panel, &p);
    if (!st && a->step->kept) st = keep_columns(cx, a, panel, s->confidential ? whole : a->result);
    st = in_step(cx, st, s, a);
    if (!st && a->result) st = domar_study_check_shows(cx, s->page, a->step, a->result);
    domar_result_free(whole);
    params_drop(&p);
    return st;
}

/* ---- chapters */
static domar_status keep_facts(domar_cx *cx, struct domar_study_facts *f, const domar_panel *p, const char *path)
{
    const char *slash = strrchr(path, '/');
    f->file = domar_strdup(cx, slash ? slash + 1 : path);
    f->unit = domar_strdup(cx, p->unit_name);
    f->period = domar_strdup(cx, p->period_name);
    f->first = domar_strdup(cx, p->period_name ? domar_axis_code(p->period_axis, 0) : "");
    f->last = domar_strdup(cx, p->period_name ? domar_axis_code(p->period_axis, p->periods - 1) : "");
    f->rows = p->rows;
    f->units = p->units;
    f->periods = p->periods;
    return f->file && f->unit && f->period && f->first && f->last ? DOMAR_OK : DOMAR_ENOMEM;
}

static domar_status run_chapter(domar_cx *cx, domar_study *s, size_t c, size_t *at, const domar_pair *data)
{
    const domar_study_chapter *chapter = &s->page->chapter[c];
    domar_panel *panel = NULL;
    char *path = NULL;
    domar_status st = domar_study_file(cx, &path, s->page, chapter, NULL, chapter->data.file, data);
    if (!st) st = domar_study_panel(cx, &panel, s->page, chapter, path);
    if (!st) st = keep_facts(cx, &s->facts[c], panel, path);
    for (size_t k = 0; !st && k < chapter->steps; k++, ++*at) {
        struct domar_study_answer *a = &s->answer[*at];
        domar_task(cx, a->name);
        st = domar_tick(cx, *at, s->answers);
        if (!st) st = run_step(cx, s, a, &panel, data);
    }
    domar_task(cx, "study");
    domar_panel_free(panel);
    domar_release(path);
    return st;
}

static domar_status name_answers(domar_cx *cx, domar_study *s)
{
    size_t at = 0;
    for (size_t c = 0; c < s->page->chapters; c++) s->answers += s->page->chapter[c].steps;
    s->facts = domar_alloc(cx, s->page->chapters, sizeof *s->facts);
    s->answer = domar_alloc(cx, s->answers, sizeof *s->answer);
    if (!s->facts || !s->answer) return DOMAR_ENOMEM;
    for (size_t c = 0; c < s->page->chapters; c++)
        for (size_t k = 0; k < s->page->chapter[c].steps; k++, at++) {
            const domar_study_chapter *chapter = &s->page->chapter[c];
            struct domar_study_answer *a = &s->answer[at];
            a->chapter = chapter;
            a->step = &chapter->step[k];
            a->robust = k >= chapter->steps - chapter->robust;
            a->name = domar_format(cx, "%s/%s", chapter->id, a->step->id);
            a->csv = domar_format(cx, "%02zu-%s-%s.csv", at + 1, chapter->id, a->step->id);
            if (!a->name || !a->csv) return DOMAR_ENOMEM;
        }
    return DOMAR_OK;
}

/* Files that are not there are told before hours of computing. */
static domar_status find_files(domar_cx *cx, const domar_study_page *page, const domar_pair *data)
{
    domar_status st = domar_study_files_known(cx, page, data);
    for (size_t c = 0; !st && c < page->chapters; c++) {
        const domar_study_chapter *chapter = &page->chapter[c];
        char *path = NULL;
        st = domar_study_file(cx, &path, page, chapter, NULL, chapter->data.file, data);
        domar_release(path);
        for (size_t k = 0; !st && k < chapter->steps; k++) {
            struct params p;
            st = params_of(cx, &p, page, chapter, &chapter->step[k], data);
            params_drop(&p);
        }
    }
    return st;
}

domar_status domar_study_run(domar_cx *cx, domar_study *s, const domar_pair *data)
{
    size_t at = 0;
    domar_status st = domar_study_check_steps(cx, s->page);
    if (!st) st = find_files(cx, s->page, data);
    if (!st) st = name_answers(cx, s);
    for (size_t c = 0; !st && c < s->page->chapters; c++) st = run_chapter(cx, s, c, &at, data);
    return st;
}
