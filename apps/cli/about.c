/* about.c -- the program's description of itself, the source of help, completion and manual. */
#include "cli.h"
#include <string.h>

json_t *about(struct cli *cli)
{
    domar_cx *cx = cli->cx, *own = NULL;
    char *text = NULL;
    if (cli->about) return cli->about;
    /* Options are taken apart before there is a context. */
    if (!cx && domar_cx_new(&own, NULL) == DOMAR_OK) cx = own;
    if (cx && domar_methods_json(cx, &text, NULL) == DOMAR_OK) {
        json_error_t error;
        cli->about = json_loads(text, 0, &error);
        if (!cli->about) fprintf(stderr, "domar: the method table is not JSON (%s)\n", error.text);
    }
    domar_text_free(text);
    domar_cx_free(own);
    return cli->about;
}

json_t *about_method(struct cli *cli, const char *id)
{
    json_t *m;
    size_t k;
    json_array_foreach(json_object_get(about(cli), "methods"), k, m)
        if (strcmp(json_string_value(json_object_get(m, "id")), id) == 0) return m;
    return NULL;
}

/* A parameter is a C name; on the command line its underscores may be dashes, as in all options. */
static bool is_name(const char *known, const char *name, size_t size)
{
    for (size_t k = 0; k < size; k++)
        if (known[k] != name[k] && !(known[k] == '_' && name[k] == '-')) return false;
    return true;
}

static json_t *param_in(json_t *list, const char *name, size_t size)
{
    size_t k;
    json_t *p;
    json_array_foreach(list, k, p) {
        const char *known = json_string_value(json_object_get(p, "name"));
        if (strlen(known) == size && is_name(known, name, size)) return p;
    }
    return NULL;
}

static bool on_panel(json_t *method)
{
    size_t k;
    json_t *need;
    json_array_foreach(json_object_get(method, "needs"), k, need)
        if (strcmp(json_string_value(need), "panel") == 0) return true;
    return false;
}

json_t *shared_params(struct cli *cli, json_t *method, size_t k)
{
    static const char *const lists[] = { "common", "common_panel", "reading_panel" };
    if (k > 2 || (method && (k == 0) == on_panel(method))) return NULL;
    return json_object_get(about(cli), lists[k]);
}

json_t *about_param(struct cli *cli, json_t *method, const char *name, size_t size)
{
    size_t k;
    json_t *m, *p = NULL;
    for (k = 0; !p && k < 3; k++) p = param_in(shared_params(cli, method, k), name, size);
    if (p) return p;
    if (method) return param_in(json_object_get(method, "params"), name, size);
    json_array_foreach(json_object_get(about(cli), "methods"), k, m)
        if ((p = param_in(json_object_get(m, "params"), name, size))) return p;
    return NULL;
}

const char *text_in(const struct cli *cli, json_t *both)
{
    const char *text = json_string_value(json_object_get(both, cli->lang));
    return text ? text : "";
}
