/* read/study_page.c -- study pages: the title, the chapters; what their parts have in common. */
#include "read/study_inside.h"
#include "base/text.h"

struct book {
    domar_study_page page;       /* first: the face */
    domar_kept kept;
};

void *domar_study_room(domar_page *page, size_t count, size_t size)
{
    void *block = domar_alloc(page->kept->cx, count ? count : 1, size);
    return block && !domar_keep(page->kept, block) ? block : NULL;
}

/* ---- small values */
domar_status domar_study_both(domar_page *page, const yaml_node_t *node, const char *what, domar_both *both)
{
    static const char *const languages[] = { "en", "zh", NULL };
    *both = (domar_both){ "", "" };
    if (!node) return DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) {
        const domar_status st = domar_page_text(page, node, what, &both->en);
        both->zh = both->en;
        return st;
    }
    domar_status st = domar_page_keys(page, node, what, languages);
    const yaml_node_t *en = st ? NULL : domar_page_find(page, node, "en"), *zh = st ? NULL : domar_page_find(page, node, "zh");
    if (!st && !en && !zh) st = domar_page_wrong(page, node, what, "says nothing: give {en: ..., zh: ...}");
    if (!st && en) st = domar_page_text(page, en, what, &both->en);
    if (!st && zh) st = domar_page_text(page, zh, what, &both->zh);
    if (!en) both->en = both->zh;
    if (!zh) both->zh = both->en;
    return st;
}

domar_status domar_study_list(domar_page *page, const yaml_node_t *node, const char *what, const char **text)
{
    domar_text t = domar_text_new(page->kept->cx);
    domar_status st = DOMAR_OK;
    if (node->type == YAML_SCALAR_NODE) return domar_page_text(page, node, what, text);
    if (node->type != YAML_SEQUENCE_NODE || !domar_list_size(node))
        return domar_page_wrong(page, node, what, "should be a text, or a list of texts");
    for (size_t k = 0; !st && k < domar_list_size(node); k++) {
        const char *part = NULL;
        st = domar_page_text(page, domar_list_item(page, node, k), what, &part);
        if (!st && k) domar_text_put(&t, ",");
        if (!st) domar_text_put(&t, part);
    }
    if (!st) st = t.status;
    if (!st) {
        *text = domar_keep_text(page->kept, t.data);
        st = *text ? DOMAR_OK : DOMAR_ENOMEM;
    }
    domar_text_drop(&t);
    return st;
}

domar_status domar_study_find(domar_page *page, const yaml_node_t *mapping, const char *key, const char **text)
{
    const yaml_node_t *node = domar_page_find(page, mapping, key);
    return node ? domar_study_list(page, node, key, text) : DOMAR_OK;
}

domar_status domar_study_pair(domar_page *page, const yaml_node_t *mapping, size_t k, const char *what, const char **name,
                              yaml_node_t **value)
{
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start + k;
    const domar_status st = domar_page_text(page, domar_page_node(page, pair->key), what, name);
    *value = domar_page_node(page, pair->value);
    for (size_t d = 0; !st && d < k; d++) {
        const yaml_node_t *before = domar_page_node(page, mapping->data.mapping.pairs.start[d].key);
        if (strcmp((const char *)before->data.scalar.value, *name) == 0)
            return domar_page_wrong(page, domar_page_node(page, pair->key), *name, "comes twice: leave one out");
    }
    return st;
}

/* ---- chapters */
static bool plain(const char *id)
{
    for (const char *c = id; *c; c++)
        if (!(*c == '_' || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9'))) return false;
    return true;
}

static domar_status read_chapter(domar_page *page, domar_study_page *study, const yaml_node_t *node, size_t at)
{
    static const char *const keys[] = { "id", "title", "about", "data", "steps", "robustness", NULL };
    domar_study_chapter *c = &study->chapter[at];
    domar_status st = domar_page_keys(page, node, "a chapter", keys);
    if (st) return st;
    c->line = domar_page_line(node);
    const yaml_node_t *id = domar_page_find(page, node, "id"), *data = domar_page_find(page, node, "data"),
                      *steps = domar_page_find(page, node, "steps");
    if (!id) return domar_page_wrong(page, node, "this chapter", "has no id: give it a short name, which --data uses too");
    st = domar_page_text(page, id, "id", &c->id);
    if (!st && !plain(c->id)) st = domar_page_wrong(page, id, c->id, "names files: use letters a-z, digits and _ alone");
    for (size_t k = 0; !st && k < at; k++)
        if (strcmp(study->chapter[k].id, c->id) == 0)
            st = domar_page_wrong(page, id, c->id, "is the id of another chapter too: give each its own");
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "title"), "title", &c->title);
    if (!st && !*c->title.en) c->title = (domar_both){ c->id, c->id };
    if (!st) st = domar_study_both(page, domar_page_find(page, node, "about"), "about", &c->about);
    if (!st && !data) st = domar_page_wrong(page, node, c->id, "has no data: give data: {file: ...}");
    if (!st) st = domar_study_data_read(page, data, &c->data);
    if (!st && !steps) st = domar_page_wrong(page, node, c->id, "has no steps: list the methods to run");
    return st ? st : domar_study_steps_read(page, c, steps, domar_page_find(page, node, "robustness"));
}

static domar_status read_all(domar_page *page, domar_study_page *study)
{
    static const char *const top[] = { "study", NULL }, *const keys[] = { "title", "about", "chapters", NULL };
    domar_status st = domar_page_keys(page, domar_page_root(page), "a study page", top);
    const yaml_node_t *root = st ? NULL : domar_page_find(page, domar_page_root(page), "study");
    if (!st && !root) st = domar_page_wrong(page, domar_page_root(page), "the page", "has no study: begin with `study:`");
    if (!st) st = domar_page_keys(page, root, "a study", keys);
    const yaml_node_t *title = st ? NULL : domar_page_find(page, root, "title"),
                      *chapters = st ? NULL : domar_page_find(page, root, "chapters");
    if (!st && !title) st = domar_page_wrong(page, root, "the study", "has no title: give {en: ..., zh: ...}");
    if (!st) st = domar_study_both(page, title, "title", &study->title);
    if (!st) st = domar_study_both(page, domar_page_find(page, root, "about"), "about", &study->about);
    if (!st && (!chapters || chapters->type != YAML_SEQUENCE_NODE || !domar_list_size(chapters)))
        st = domar_page_wrong(page, chapters ? chapters : root, "chapters", "should be a list of at least one: - id: ...");
    if (st) return st;
    study->chapters = domar_list_size(chapters);
    study->chapter = domar_study_room(page, study->chapters, sizeof *study->chapter);
    if (!study->chapter) return DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < study->chapters; k++)
        st = read_chapter(page, study, domar_list_item(page, chapters, k), k);
    return st;
}

domar_status domar_study_page_read(domar_cx *cx, domar_study_page **out, const char *path)
{
    static const domar_page_kind kind = { "a study", "study: {title, chapters} (docs/studies.md)", "studies", "none does" };
    struct book *book = domar_alloc(cx, 1, sizeof *book);
    domar_page page;
    *out = NULL;
    if (!book) return DOMAR_ENOMEM;
    book->kept.cx = cx;
    domar_status st = domar_page_open(&book->kept, &page, &kind, path);
    if (!st) {
        book->page.path = domar_keep_text(&book->kept, path);
        st = book->page.path ? read_all(&page, &book->page) : DOMAR_ENOMEM;
        domar_page_close(&page);
    }
    if (st) domar_study_page_free(&book->page);
    else *out = &book->page;
    return st;
}

void domar_study_page_free(domar_study_page *page)
{
    if (!page) return;
    domar_kept_drop(&((struct book *)page)->kept);
    domar_release(page);
}

char *domar_study_beside(domar_cx *cx, const char *page, const char *name)
{
    const char *slash = strrchr(page, '/');
    return *name == '/' || !slash ? domar_strdup(cx, name) : domar_format(cx, "%.*s/%s", (int)(slash - page), page, name);
}
