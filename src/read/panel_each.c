/* read/panel_each.c -- delimited text in blocks of rows, for what is larger than memory. */
#include "read/panel_csv.h"

struct domar_panel_codes { const domar_panel_parts *parts; const size_t *column; };

struct walk {
    const domar_panel_wanted *wanted;
    domar_panel_take *take;
    void *arg;
    size_t *column;                    /* of the file: texts, then numbers */
    const double **value;
    const uint32_t **item;
    size_t first;
};

size_t domar_panel_block_codes(const domar_panel_block *b, size_t text)
{
    return b->codes->parts->part[b->codes->column[text]].texts.count;
}

const char *domar_panel_block_code(const domar_panel_block *b, size_t text, uint32_t item)
{
    return domar_texts_at(&b->codes->parts->part[b->codes->column[text]].texts, item);
}

/* All columns are skipped but those that are wanted. */
static domar_status begin(void *arg, domar_cx *cx, domar_panel_parts *p, size_t rows)
{
    struct walk *w = arg;
    const domar_panel_wanted *wanted = w->wanted;
    const size_t count = wanted->text_count + wanted->number_count;
    (void)rows;
    w->column = domar_alloc(cx, count, sizeof *w->column);
    w->item = domar_alloc(cx, wanted->text_count, sizeof *w->item);
    w->value = domar_alloc(cx, wanted->number_count, sizeof *w->value);
    if (!w->column || !w->item || !w->value) return DOMAR_ENOMEM;
    for (size_t c = 0; c < p->count; c++) p->part[c].kind = DOMAR_PART_SKIPPED;
    for (size_t k = 0; k < count; k++) {
        const bool text = k < wanted->text_count;
        const char *name = text ? wanted->texts[k] : wanted->numbers[k - wanted->text_count];
        const domar_status st = domar_panel_parts_find(cx, p, name, &w->column[k]);
        if (st) return st;
        domar_panel_part *part = &p->part[w->column[k]];
        if (part->kind != DOMAR_PART_SKIPPED)
            return domar_fail(cx, DOMAR_EUSAGE, "%s: column %s is asked for twice: name it once", p->file, part->name);
        part->kind = text ? DOMAR_PART_TEXTS : DOMAR_PART_NUMBERS;
    }
    return DOMAR_OK;
}

static domar_status give(void *arg, domar_cx *cx, domar_panel_parts *p, size_t rows)
{
    struct walk *w = arg;
    const size_t texts = w->wanted->text_count;
    const struct domar_panel_codes codes = { p, w->column };
    for (size_t k = 0; k < texts; k++) w->item[k] = p->part[w->column[k]].item;
    for (size_t k = 0; k < w->wanted->number_count; k++) w->value[k] = p->part[w->column[texts + k]].value;
    const domar_panel_block block = { .first = w->first, .rows = rows, .value = w->value, .item = w->item, .codes = &codes };
    w->first += rows;
    return w->take(w->arg, cx, &block);
}

domar_status domar_panel_file_each(domar_cx *cx, const char *path, const domar_panel_file_options *o,
                                   const domar_panel_wanted *wanted, domar_panel_take *take, void *arg)
{
    struct walk w = { .wanted = wanted, .take = take, .arg = arg };
    domar_panel_parts parts = { 0 };
    domar_source *s;
    const void *bytes;
    size_t size;
    domar_status st = domar_source_open(cx, &s, path, o ? o->member : NULL, o ? o->encoding : NULL);
    if (st) return st;
    if (domar_source_workbook(s) || domar_source_bytes(s, &bytes, &size))
        st = domar_fail(cx, DOMAR_EUSAGE, "%s is no delimited text, which alone is read in blocks: save it as CSV", path);
    else st = domar_panel_csv_blocks(cx, &parts, s, begin, give, &w);
    domar_release(w.column);
    domar_release(w.value);
    domar_release(w.item);
    domar_panel_parts_drop(&parts);
    domar_source_free(s);
    return st;
}
