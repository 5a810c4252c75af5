/* methods/accounts/paths.c -- structural path analysis: the largest single ways into final demand
 *
 *     f' y + f' A y + f' A A y + ... = f' B y:    a path  i_k > ... > i_1 > i_0  carries
 *     f_ik  a_ik,ik-1 ... a_i1,i0  y_i0                                     [defourny1984; treloar1997]
 *
 * All paths that end as this one does carry together m_ik a_.. y, m = f' B.  The search takes the
 * heaviest such tree first, by what its paths up to --depth can carry at most; a tree lighter than the
 * K-th largest path found so far cannot hold one of the K largest, so that these are proven when no
 * heavier tree is left.  What the paths shown
 * do not carry is the remainder, exactly: the total is known from m. */
#include "model/accounts.h"
#include "spec/method.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options { const char *row, *user, *maker, *product; int64_t most, depth; };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, row), .text = "VA",
      .en = "What the paths carry: VA (value added), or a factor or satellite row.",
      .zh = "路径承载的内容：VA（增加值），或某一要素行、卫星账户行。" },
    { DOMAR_FIELD(struct options, user), .en = "Economy whose final demand it is; default all.",
      .zh = "最终需求所属经济体；默认全部。" },
    { DOMAR_FIELD(struct options, maker), .en = "Economy that makes the final product; default all.",
      .zh = "最终产品的制造经济体；默认全部。" },
    { DOMAR_FIELD(struct options, product), .en = "Industry of the final product; default all.",
      .zh = "最终产品所属行业；默认全部。" },
    { DOMAR_FIELD(struct options, most), .def = 50, .lo = 1, .hi = 100000,
      .en = "How many paths to show, largest first.", .zh = "给出多少条最大的路径。" },
    { DOMAR_FIELD(struct options, depth), .def = 12, .lo = 0, .hi = 60,
      .en = "Longest path, in purchases of inputs.", .zh = "路径最长的中间采购次数。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "path", "economy,industry,partner,partner_industry,factor,path", "The largest paths.", "最大的路径。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "value", "factor", "What the path carries.", "路径承载的数量。", NULL },
    { "share", "share", "The same over all that final demand carries.", "占最终需求所含总量的比重。", NULL },
    { "stages", "stages", "Industries on the path.", "路径上的行业数。", NULL },
    { "tree", "factor", "What all paths carry that end as this one.", "以此路径结尾的全部路径承载的数量。", NULL },
    { .name = NULL } };

enum { NODES = 4000000 };     /* room for trees: half a gigabyte at most */

struct node { uint32_t parent, industry; uint32_t depth; double weight, bound; };

struct search {
    domar_cx *cx;
    const domar_table *t;
    double *f, *m, *bound;       /* n: row over output; all of it upstream, and of its size */
    double *y;                   /* n */
    struct node *nodes;
    size_t count, capacity;
    uint32_t *heap;              /* nodes by bound, heaviest first */
    size_t waiting, room;
    double *best;                /* the largest values so far, the least first */
    uint32_t *found;             /* nodes of these */
    size_t known, most, depth;
    bool proven;
};

static void swap(uint32_t *list, size_t a, size_t b)
{
    const uint32_t kept = list[a];
    list[a] = list[b];
    list[b] = kept;
}

/* ---- the largest paths so far, the least on top */
static void sink(struct search *s, size_t k)
{
    for (;;) {
        size_t next = 2 * k + 1;
        if (next >= s->known) return;
        if (next + 1 < s->known && s->best[next + 1] < s->best[next]) next++;
        if (s->best[next] >= s->best[k]) return;
        const double kept = s->best[k];
        s->best[k] = s->best[next];
        s->best[next] = kept;
        swap(s->found, k, next);
        k = next;
    }
}

static void keep(struct search *s, uint32_t node, double value)
{
    if (s->known < s->most) {
        size_t k = s->known++;
        s->best[k] = value;
        s->found[k] = node;
        for (; k > 0 && s->best[(k - 1) / 2] > s->best[k]; k = (k - 1) / 2) {
            const double kept = s->best[k];
            s->best[k] = s->best[(k - 1) / 2];
            s->best[(k - 1) / 2] = kept;
            swap(s->found, k, (k - 1) / 2);
        }
    } else if (value > s->best[0]) {
        s->best[0] = value;
        s->found[0] = node;
        sink(s, 0);
    }
}

/* ---- trees to look at, heaviest first */
static bool heavier(const struct search *s, size_t a, size_t b)
{
    return s->nodes[s->heap[a]].bound > s->nodes[s->heap[b]].bound;
}

static domar_status push(struct search *s, struct node node)
{
    domar_status st = domar_grow(s->cx, &s->nodes, &s->capacity, s->count + 1, sizeof *s->nodes);
    if (!st) st = domar_grow(s->cx, &s->heap, &s->room, s->waiting + 1, sizeof *s->heap);
    if (st) return st;
    s->nodes[s->count] = node;
    keep(s, (uint32_t)s->count, fabs(s->f[node.industry] * node.weight));
    s->heap[s->waiting] = (uint32_t)s->count++;
    for (size_t k = s->waiting++; k > 0 && heavier(s, k, (k - 1) / 2); k = (k - 1) / 2)
        swap(s->heap, k, (k - 1) / 2);
    return DOMAR_OK;
}

static uint32_t pop(struct search *s)
{
    const uint32_t top = s->heap[0];
    s->heap[0] = s->heap[--s->waiting];
    for (size_t k = 0;;) {
        size_t next = 2 * k + 1;
        if (next >= s->waiting) return top;
        if (next + 1 < s->waiting && heavier(s, next + 1, next)) next++;
        if (!heavier(s, next, k)) return top;
        swap(s->heap, k, next);
        k = next;
    }
}

/* Can a tree of this weight still hold one of the largest? */
static bool hopeful(const struct search *s, double bound)
{
    return bound > 0 && (s->known < s->most || bound > s->best[0]);
}

static domar_status extend(struct search *s, uint32_t at)
{
    const domar_table *t = s->t;
    const struct node from = s->nodes[at];
    domar_status st = DOMAR_OK;
    if (from.depth >= s->depth || !domar_produces(t->x[from.industry])) return DOMAR_OK;
    for (size_t i = 0; !st && i < t->n; i++) {
        const double weight = t->Z[i * t->n + from.industry] / t->x[from.industry] * from.weight;
        const double bound = s->bound[i] * fabs(weight);
        if (hopeful(s, bound))
            st = push(s, (struct node){ at, (uint32_t)i, from.depth + 1, weight, bound });
    }
    return st;
}

static domar_status look(struct search *s)
{
    domar_status st = DOMAR_OK;
    for (size_t i = 0; !st && i < s->t->n; i++) {
        const double bound = s->bound[i] * fabs(s->y[i]);
        if (hopeful(s, bound)) st = push(s, (struct node){ UINT32_MAX, (uint32_t)i, 0, s->y[i], bound });
    }
    for (size_t steps = 0; !st && s->waiting && hopeful(s, s->nodes[s->heap[0]].bound); steps++) {
        if (s->count > NODES) {
            s->proven = false;
            return DOMAR_OK;
        }
        st = extend(s, pop(s));
        if (!st && steps % 256 == 0) st = domar_tick(s->cx, s->known, s->most + 1);
    }
    return st;
}

/* ---- what to search */
static domar_status place(domar_cx *cx, const domar_axis *axis, const char *code, const char *what,
                          size_t *at)
{
    *at = code ? domar_axis_find(axis, code) : SIZE_MAX;
    if (!code || *at != SIZE_MAX) return DOMAR_OK;
    const char *near = domar_axis_suggest(axis, code);
    return domar_fail(cx, DOMAR_EUSAGE, "--%s: there is no %s in this table%s%s%s", what, code,
                      near ? ": did you mean " : ": `domar info` lists them", near ? near : "",
                      near ? "?" : "");
}

static domar_status demand(domar_cx *cx, struct search *s, const struct options *opt)
{
    const domar_table *t = s->t;
    const domar_axis *economies = domar_series_axis(t->series, DOMAR_ECONOMIES);
    size_t user, maker, product;
    domar_status st = place(cx, economies, opt->user, "user", &user);
    if (!st) st = place(cx, economies, opt->maker, "maker", &maker);
    if (!st) st = place(cx, domar_series_axis(t->series, DOMAR_INDUSTRIES), opt->product, "product", &product);
    if (st) return st;
    for (size_t i = 0; i < t->n; i++)
        for (size_t u = 0; u < t->m; u++)
            if ((user == SIZE_MAX || u / t->C == user) && (maker == SIZE_MAX || i / t->N == maker) &&
                (product == SIZE_MAX || i % t->N == product))
                s->y[i] += t->Y[i * t->m + u];
    return DOMAR_OK;
}

/* next' = size' |A|, all in sizes; A is never formed. */
static void step_back(double *next, const double *size, const domar_table *t)
{
    memset(next, 0, t->n * sizeof *next);
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; size[i] > 0 && j < t->n; j++) next[j] += size[i] * fabs(t->Z[i * t->n + j]);
    for (size_t j = 0; j < t->n; j++) next[j] = domar_produces(t->x[j]) ? next[j] / fabs(t->x[j]) : 0;
}

/* m = f' B.  What a tree can hold at most is the sum over its paths of their sizes,
 * |f|' (I + |A| + .. + |A|^depth): with a negative flow m would be too small a bound. */
static domar_status weigh(domar_cx *cx, struct search *s, domar_leontief *system, const double *row)
{
    const domar_table *t = s->t;
    double *size = domar_scratch(cx, 2 * t->n), *next = size ? size + t->n : NULL;
    if (!size) return DOMAR_ENOMEM;
    domar_coefficients(s->f, row, t);
    for (size_t i = 0; i < t->n; i++) {
        if (isnan(s->f[i])) s->f[i] = 0;             /* a producer without data carries nothing known */
        s->m[i] = s->f[i];
        s->bound[i] = size[i] = fabs(s->f[i]);
    }
    for (size_t k = 0; k < s->depth; k++) {
        step_back(next, size, t);
        for (size_t i = 0; i < t->n; i++) s->bound[i] += size[i] = next[i];
    }
    return domar_leontief_solve_t(cx, system, s->m, 1);
}

/* ---- answer */
static int by_size(const void *a, const void *b, void *arg)
{
    const struct search *s = arg;
    const struct node *p = &s->nodes[*(const uint32_t *)a], *q = &s->nodes[*(const uint32_t *)b];
    const double x = fabs(s->f[p->industry] * p->weight), y = fabs(s->f[q->industry] * q->weight);
    return x > y ? -1 : x < y;
}

/* "CHN c1 > CHN c14 > USA c15", from the producer to the final product. */
static char *spell(domar_cx *cx, const struct search *s, uint32_t node, const char *lang)
{
    const domar_axis *economies = domar_series_axis(s->t->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(s->t->series, DOMAR_INDUSTRIES);
    char *text = domar_strdup(cx, "");
    for (; text && node != UINT32_MAX; node = s->nodes[node].parent) {
        const size_t i = s->nodes[node].industry;
        char *longer = lang ? domar_format(cx, "%s%s%s %s", text, *text ? " > " : "",
                                           domar_axis_label(economies, i / s->t->N, lang),
                                           domar_axis_label(industries, i % s->t->N, lang))
                            : domar_format(cx, "%s%s%s %s", text, *text ? " > " : "",
                                           domar_axis_code(economies, i / s->t->N),
                                           domar_axis_code(industries, i % s->t->N));
        domar_release(text);
        text = longer;
    }
    return text;
}

static domar_status path_axis(domar_cx *cx, domar_axis **axis, const struct search *s)
{
    domar_item *items = domar_scratch_bytes(cx, s->known, sizeof *items);
    domar_status st = items ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < s->known; k++) {
        items[k].code = spell(cx, s, s->found[k], NULL);
        items[k].en = spell(cx, s, s->found[k], "en");
        items[k].zh = spell(cx, s, s->found[k], "zh");
        if (!items[k].code || !items[k].en || !items[k].zh) st = DOMAR_ENOMEM;
    }
    if (!st) st = domar_axis_new(cx, axis, items, s->known);
    for (size_t k = 0; items && k < s->known; k++) {
        domar_release((void *)(uintptr_t)items[k].code);
        domar_release((void *)(uintptr_t)items[k].en);
        domar_release((void *)(uintptr_t)items[k].zh);
    }
    return st;
}

static uint32_t first_of(const struct search *s, uint32_t node)
{
    while (s->nodes[node].parent != UINT32_MAX) node = s->nodes[node].parent;
    return s->nodes[node].industry;
}

static void put_codes(domar_result *r, const struct search *s)
{
    static const char *const dims[] = { "economy", "industry", "partner", "partner_industry", "path" };
    uint32_t *codes[5];
    for (size_t d = 0; d < 5; d++) codes[d] = domar_result_codes(r, dims[d]);
    for (size_t k = 0; k < s->known; k++) {
        const uint32_t made = s->nodes[s->found[k]].industry, sold = first_of(s, s->found[k]);
        const uint32_t N = (uint32_t)s->t->N;
        const uint32_t values[] = { made / N, made % N, sold / N, sold % N, (uint32_t)k };
        for (size_t d = 0; d < 5; d++) codes[d][k] = values[d];
    }
}

static domar_status fill(domar_cx *cx, domar_result *r, const struct search *s,
                         const domar_column *described)
{
    double total = 0, shown = 0, *column[4];
    domar_status st = DOMAR_OK;
    for (size_t i = 0; i < s->t->n; i++) total += s->m[i] * s->y[i];
    for (size_t c = 0; !st && c < 4; c++)
        st = domar_result_column(cx, r, described, described[c].name, &column[c]);
    for (size_t k = 0; !st && k < s->known; k++) {
        const struct node *node = &s->nodes[s->found[k]];
        column[0][k] = s->f[node->industry] * node->weight;
        column[1][k] = fabs(total) > 0 ? column[0][k] / total : NAN;
        column[2][k] = node->depth + 1;
        column[3][k] = s->m[node->industry] * node->weight;
        shown += column[0][k];
    }
    if (!st) st = domar_result_certify(cx, r, "total", total, NAN);
    if (!st) st = domar_result_certify(cx, r, "remainder", total - shown, NAN);
    return st ? st : domar_result_certify_text(cx, r, "largest_proven", s->proven ? "yes" : "no: too many "
                                               "paths, ask for fewer or name a product");
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct search *s)
{
    double total = 0;
    for (size_t i = 0; i < s->t->n; i++) total += s->m[i] * s->y[i];
    if (!s->known || !(fabs(total) > 0)) return DOMAR_OK;
    const struct node *node = &s->nodes[s->found[0]];
    const double share = 100 * s->f[node->industry] * node->weight / total;
    char *path = spell(cx, s, s->found[0], "en"), *zh_path = spell(cx, s, s->found[0], "zh");
    char *en = path ? domar_format(cx, "The largest path, %s, carries %.2f %% of all.", path, share) : NULL;
    char *zh = zh_path ? domar_format(cx, "最大的路径为 %s，占总量的 %.2f%%。", zh_path, share) : NULL;
    const domar_status st = domar_result_read_own(cx, r, en, zh);
    domar_release(path);
    domar_release(zh_path);
    return st;
}

static domar_status prepare(domar_cx *cx, struct search *s, const domar_input *in,
                            const struct options *opt, domar_item *item)
{
    const size_t n = s->t->n;
    double *rows = domar_scratch(cx, 4 * n);
    s->best = domar_scratch(cx, s->most);
    s->found = domar_scratch_bytes(cx, s->most, sizeof *s->found);
    if (!rows || !s->best || !s->found) return DOMAR_ENOMEM;
    s->f = rows;
    s->m = rows + n;
    s->bound = rows + 2 * n;
    s->y = rows + 3 * n;
    const double *row = domar_find_row(cx, s->t, opt->row, item);
    if (!row) return DOMAR_EUSAGE;
    if (item->kind && strcmp(item->kind, DOMAR_PRICE) == 0)
        return domar_fail(cx, DOMAR_EUSAGE, "%s is an index, which cannot be traced: choose a flow", item->code);
    const domar_status st = demand(cx, s, opt);
    return st ? st : weigh(cx, s, in->system, row);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    const struct options *opt = options;
    struct search s = { .cx = cx, .t = in->table, .most = (size_t)opt->most, .depth = (size_t)opt->depth,
                        .proven = true };
    domar_axis *paths = NULL, *factor = NULL;
    domar_item item = { 0 };
    domar_dim dims[8];
    char *unit = NULL;
    domar_status st = prepare(cx, &s, in, opt, &item);
    if (!st) st = look(&s);
    if (st) goto done;
    qsort_r(s.found, s.known, sizeof *s.found, by_size, &s);
    if ((st = path_axis(cx, &paths, &s)) || (st = domar_axis_new(cx, &factor, &item, 1))) goto done;
    const bool money = !item.unit || !*item.unit;
    unit = money ? domar_series_money(cx, in->series) : domar_strdup(cx, item.unit);
    if (!unit) st = DOMAR_ENOMEM;
    if (st) goto done;
    const domar_column described[] = {
        { "value", unit, columns[0].en, columns[0].zh, NULL }, columns[1], columns[2],
        { "tree", unit, columns[3].en, columns[3].zh, NULL }, { .name = NULL } };
    const size_t count = domar_grain_dims(dims, &grains[0], s.t, paths);
    dims[4].axis = factor;
    if ((st = domar_result_new_rows(cx, out, "accounts.paths", unit, dims, count, s.known))) goto done;
    put_codes(*out, &s);
    st = fill(cx, *out, &s, described);
    if (!st) st = domar_result_certify_text(cx, *out, "row", item.code);
    if (!st) st = read_out(cx, *out, &s);
done:
    domar_release(s.nodes);
    domar_release(s.heap);
    domar_release(unit);
    domar_axis_free(paths);
    domar_axis_free(factor);
    return st;
}

const domar_method domar_accounts_paths = {
    .id = "accounts.paths",
    .title_en = "Structural paths: the largest single ways into final demand",
    .title_zh = "结构路径分析：进入最终需求的最大路径",
    .about_en =
        "Final demand rests on infinitely many chains of purchases. This lists the largest ones, "
        "from the producer at their start to the final product: what each carries of value added, "
        "jobs or emissions, and what the whole tree of paths that end like it carries. The K "
        "largest up to --depth purchases are found for certain; the certificate tells the remainder.",
    .about_zh =
        "最终需求依赖无穷多条采购链。本方法列出其中最大的若干条，从起点生产者到最终产品：每条承载多少增加值、就业或排放，"
        "以及以其结尾的整棵路径树承载多少。在 --depth 次采购之内，所列确为最大的 K 条；凭证给出其余部分。",
    .formula = "f' B y = \\sum_{k} \\sum_{i_0 \\dots i_k} f_{i_k} a_{i_k i_{k-1}} \\cdots a_{i_1 i_0} y_{i_0}",
    .cite = "defourny1984; treloar1997",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "economy, industry: the producer at the start; partner, partner_industry: the maker of "
        "the final product; factor: what is carried; path: all of them, from the producer to the final product",
    .dim_docs_zh = "economy、industry：起点生产者；partner、partner_industry：最终产品制造者；factor：承载的内容；path：从生产者到最终产品的完整路径",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SOLVE, .run = run };
