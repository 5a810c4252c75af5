/* engine/write.c -- an answer into a file of a known format, whole or not at all. */
#include "base/text.h"
#include "engine/registry.h"
#include <stdio.h>

static const domar_writer *find_writer(const char *format)
{
    for (const domar_writer *const *w = domar_writers; *w; w++)
        if (strcmp((*w)->id, format) == 0) return *w;
    return NULL;
}

static domar_status choose(domar_cx *cx, const domar_pair *p, const char *a, const char *b, const char *c)
{
    if (strcmp(p->value, a) == 0 || strcmp(p->value, b) == 0 || (c && strcmp(p->value, c) == 0))
        return DOMAR_OK;
    return domar_fail(cx, DOMAR_EUSAGE, "--%s cannot be %s: choose one of %s, %s%s%s", p->name, p->value, a,
                      b, c ? ", " : "", c ? c : "");
}

static domar_status set(domar_cx *cx, domar_write_options *o, const domar_pair *p)
{
    int64_t number = 0;
    if (strcmp(p->name, "lang") == 0) {
        o->lang = p->value;
        return choose(cx, p, "en", "zh", NULL);
    }
    if (strcmp(p->name, "labels") == 0) {
        o->labels = p->value;
        return choose(cx, p, "code", "name", "both");
    }
    if (strcmp(p->name, "color") == 0) {
        o->color = strcmp(p->value, "true") == 0;
        return choose(cx, p, "true", "false", NULL);
    }
    int *at = strcmp(p->name, "width") == 0 ? &o->width : strcmp(p->name, "digits") == 0 ? &o->digits : NULL;
    if (!at) return domar_fail(cx, DOMAR_EUSAGE, "there is no write option %s", p->name);
    if (!domar_parse_int(p->value, &number) || number < 0 || number > 1000000)
        return domar_fail(cx, DOMAR_EUSAGE, "--%s %s: give a whole number", p->name, p->value);
    *at = (int)number;
    return DOMAR_OK;
}

static domar_status unknown_format(domar_cx *cx, const char *format)
{
    char names[256] = "";
    for (const domar_writer *const *w = domar_writers; *w; w++) {
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", (*w)->id);
    }
    return domar_fail(cx, DOMAR_EUSAGE, "there is no format %s: choose one of %s", format, names);
}

domar_status domar_result_write(domar_cx *cx, const domar_result *r, const char *format, const char *path,
                                const domar_pair *options)
{
    domar_write_options o = { .lang = "en", .labels = "code" };
    const domar_writer *writer = find_writer(format);
    domar_out *out = NULL;
    if (!writer) return unknown_format(cx, format);
    for (; options && options->name; options++) {
        const domar_status st = set(cx, &o, options);
        if (st) return st;
    }
    if (writer->binary && strcmp(path, "-") == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "%s cannot go to standard output: give -o FILE", writer->id);
    domar_status st = domar_out_open(cx, &out, path);
    if (st) return st;
    domar_task(cx, "writing");
    if (writer->binary && !domar_out_path(out))
        st = domar_fail(cx, DOMAR_EUSAGE, "%s cannot go to %s, which is no regular file: give -o FILE",
                        writer->id, path);
    else
        st = writer->write(cx, out, r, &o);
    if (st) {
        domar_out_discard(out);
        return st;
    }
    return domar_out_commit(cx, out);
}
