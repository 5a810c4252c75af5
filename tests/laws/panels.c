/* laws/panels.c -- laws that every method on panels obeys, for each of its grains and choices, on examples/panels/sample.csv:
 * another order of the rows, other numbers of threads, and (with plenty of memory) an answer in every grain. */
#include "engine/registry.h"
#include "laws/compare.h"
#include "laws/variants.h"
#include <stdlib.h>

static size_t failed, compared, refused;

static domar_cx *new_cx(int threads, bool deterministic)
{
    const domar_settings settings = { .threads = threads, .deterministic = deterministic, .seed = 7 };
    domar_cx *cx = NULL;
    if (domar_cx_new(&cx, &settings)) abort();
    return cx;
}

static domar_panel *open_panel(domar_cx *cx, const char *path)
{
    domar_panel *p = NULL;
    if (domar_panel_open(cx, &p, path, NULL)) {
        printf("%s: %s\n", path, domar_cx_message(cx));
        exit(1);
    }
    return p;
}

/* The same rows from last to first. */
static void turn_over(const char *from, const char *to)
{
    static char lines[4096][512];
    size_t count = 0;
    FILE *in = fopen(from, "r"), *out = fopen(to, "w");
    if (!in || !out) abort();
    while (count < 4096 && fgets(lines[count], sizeof lines[count], in)) count++;
    fputs(lines[0], out);
    for (size_t k = count; k-- > 1;) fputs(lines[k], out);
    fclose(in);
    if (fclose(out)) abort();
}

static void broken(const char *law, const toy_variant *v, const char *why)
{
    failed++;
    printf("  BROKEN: %s: %s: %s\n", law, v->name, why);
}

/* A choice may be refused where it takes more than the example gives, with a word; the plain question may not. */
static void check_status(domar_cx *cx, const toy_variant *v, domar_status st)
{
    const bool plain = !*v->choice;
    if (st == DOMAR_OK) return;
    refused++;
    if (plain || (st != DOMAR_EUSAGE && st != DOMAR_EDATA) || !*domar_cx_message(cx)) broken("answers", v, domar_cx_message(cx));
}

static void one_variant(const toy_variant *v, domar_cx *const *cx, const domar_panel *panel, const domar_panel *turned)
{
    domar_result *r[6] = { NULL }, *other = NULL;
    domar_status st[6];
    const domar_laws *laws = &v->method->laws;
    for (int k = 0; k < 6; k++) {
        st[k] = domar_run_panel(cx[k], &r[k], v->method->id, panel, v->params);
        if (st[k] != st[0]) broken("threads", v, domar_cx_message(cx[k]));
        else if (k == 0) check_status(cx[0], v, st[0]);
    }
    if (st[0] == DOMAR_OK && st[1] == DOMAR_OK && st[2] == DOMAR_OK && !laws->no_threads)
        for (int k = 1; k < 3; k++)
            if (!toy_same(v->method, r[0], r[k], 1, 1e-12, &compared)) broken("threads", v, "other numbers");
    if (st[3] == DOMAR_OK && st[4] == DOMAR_OK && st[5] == DOMAR_OK && !laws->no_threads)
        for (int k = 4; k < 6; k++)
            if (!toy_same_bits(r[3], r[k])) broken("deterministic", v, "other bits");
    if (st[0] == DOMAR_OK && !laws->no_relabel) {
        if (domar_run_panel(cx[0], &other, v->method->id, turned, v->params)) broken("order of rows", v, domar_cx_message(cx[0]));
        else if (!toy_same(v->method, r[0], other, 1, 1e-8, &compared)) broken("order of rows", v, "other numbers");
    }
    for (int k = 0; k < 6; k++) domar_result_free(r[k]);
    domar_result_free(other);
}

int main(int argc, char **argv)
{
    static char turned_path[512];
    domar_cx *cx[6];
    toy_variant v;
    size_t methods = 0;
    if (argc < 3) return 2;
    snprintf(turned_path, sizeof turned_path, "%s/turned.csv", argv[2]);
    turn_over(argv[1], turned_path);
    for (int k = 0; k < 6; k++) cx[k] = new_cx(1 << k % 3, k >= 3);
    domar_panel *panel = open_panel(cx[0], argv[1]), *turned = open_panel(cx[0], turned_path);
    for (size_t m = 0; domar_methods[m]; m++) {
        if (!(domar_methods[m]->needs & DOMAR_NEEDS_PANEL) || (argc > 3 && strcmp(argv[3], domar_methods[m]->id) != 0)) continue;
        methods++;
        if (domar_methods[m]->laws.no_relabel)
            printf("  %s is exempt from the order of rows: %s\n", domar_methods[m]->id, domar_methods[m]->laws.no_relabel);
        if (domar_methods[m]->laws.no_threads)
            printf("  %s is exempt from threads: %s\n", domar_methods[m]->id, domar_methods[m]->laws.no_threads);
        for (size_t i = 0; toy_variant_at(&v, domar_methods[m], i); i++) one_variant(&v, cx, panel, turned);
    }
    printf("%zu methods, %zu numbers compared, %zu refusals with a word, %zu laws broken\n", methods, compared, refused, failed);
    domar_panel_free(panel);
    domar_panel_free(turned);
    for (int k = 0; k < 6; k++) domar_cx_free(cx[k]);
    return failed || !compared ? 1 : 0;
}
