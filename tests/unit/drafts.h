/* unit/drafts.h -- drafts of panels as text, for tests of what reads them. */
#ifndef DOMAR_TESTS_DRAFTS_H
#define DOMAR_TESTS_DRAFTS_H
#include "axis/axis.h"
#include "read/panel_file.h"
#include "readers_kit.h"
#include <math.h>

/* "name n(1|2|?) name t(a|b|a; suspect)": numbers, texts, what is missing. */
static inline const char *drawn(const domar_panel_draft *d)
{
    static char text[1 << 14];
    size_t n = 0;
    for (size_t c = 0; c < d->columns; c++) {
        const domar_panel_draft_column *p = &d->column[c];
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %s(", c ? " " : "", p->name, p->value ? "n" : "t");
        for (size_t i = 0; i < d->rows; i++) {
            n += (size_t)snprintf(text + n, sizeof text - n, "%s", i ? "|" : "");
            if (p->value && isnan(p->value[i])) n += (size_t)snprintf(text + n, sizeof text - n, "?");
            else if (p->value) n += (size_t)snprintf(text + n, sizeof text - n, "%.15g", p->value[i]);
            else n += (size_t)snprintf(text + n, sizeof text - n, "%s",
                                       p->item[i] == DOMAR_NO_ITEM ? "?" : domar_axis_code(p->axis, p->item[i]));
        }
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s)", p->suspect ? "; " : "", p->suspect ? p->suspect : "");
    }
    return text;
}

static inline void draft_is(domar_cx *cx, const char *path, const domar_panel_file_options *o, const char *expected)
{
    domar_panel_draft *d;
    const domar_status st = domar_panel_file_read(cx, &d, path, o);
    if (st) print_error("%s\n", domar_cx_message(cx));
    assert_int_equal(st, DOMAR_OK);
    assert_string_equal(drawn(d), expected);
    domar_panel_draft_free(d);
}

/* The message holds this part. */
static inline void draft_fails(domar_cx *cx, const char *path, const domar_panel_file_options *o, domar_status expected,
                               const char *part)
{
    domar_panel_draft *d;
    assert_int_equal(domar_panel_file_read(cx, &d, path, o), expected);
    assert_null(d);
    if (!strstr(domar_cx_message(cx), part)) fail_msg("'%s' is not in: %s", part, domar_cx_message(cx));
    assert_null(strchr(domar_cx_message(cx), '\n'));
}

/* The k-th allocation fails, k = 0, 1, 2, ... until the file is read. */
static inline void draft_starves(const char *path)
{
    domar_status st = DOMAR_ENOMEM;
    long k = 0;
    for (; st && k < 4000; k++) {
        struct hunger h = { k };
        const domar_settings settings = { .user = &h, .allocate = hungry, .release = hungry_free, .threads = 1 };
        domar_panel_draft *d = NULL;
        domar_cx *cx;
        st = domar_cx_new(&cx, &settings);
        if (st) continue;
        st = domar_panel_file_read(cx, &d, path, NULL);
        domar_panel_draft_free(d);
        domar_cx_free(cx);
        assert_true(st == DOMAR_OK || st == DOMAR_ENOMEM);
    }
    assert_int_equal(st, DOMAR_OK);
    assert_true(k > 10);
}
#endif
