/* methods/index/network.c -- who is tied to whom: a network between units by gravity, its shape, its roles, and what explains its ties
 *
 *     R_ij = k_ij M_i M_j / (d_ij / |g_i - g_j|)^p,    k_ij = M_i / (M_i + M_j)
 *
 * M mass (geometric mean where several are given), d distance, g income a head where --per_head is given (else the gap is left out),
 * k the share that makes ties directed.  A tie is a flow above the mean of its origin's flows, unless told otherwise. */
#include "base/text.h"
#include "model/cross_sections.h"
#include "model/ties.h"
#include "model/weights.h"
#include "read/weights_file.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

struct options {
    const char *variable, *per_head, *distance, *distances, *metric, *unmatched, *threshold, *explain, *explained;
    double  power, level;
    bool    share;
    int64_t splits, draws;
};

enum { BY_PERIOD, BY_UNIT, BY_TIE, BY_BLOCK, BY_QAP, MATRICES = 16 };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "Mass of a unit: a column or an expression, several separated by commas (their geometric mean).",
      .zh = "引力质量：列名或表达式；多个以逗号分隔，取几何平均。" },
    { DOMAR_FIELD(struct options, per_head), .en = "Income a head: distance is divided by the gap of two units (modified gravity); none: distance alone.",
      .zh = "人均 GDP：距离除以两单位之差（修正引力模型）；不给则仅用地理距离。" },
    { DOMAR_FIELD(struct options, distance), .en = "Two columns with the coordinates of the units: \"lon,lat\" or \"x,y\".", .zh = "单位坐标的两列：“lon,lat”或“x,y”。" },
    { DOMAR_FIELD(struct options, distances), .en = "File of distances: pairs of units with a third column, or a square matrix; one direction will do.",
      .zh = "距离文件：两列单位名称加第三列距离，或方阵；给出一个方向即可。" },
    { DOMAR_FIELD(struct options, metric), .text = "auto", .choices = "auto|plane|sphere",
      .en = "Distance in the plane, or in kilometres on the sphere from degrees; auto: by the names of the columns.", .zh = "平面距离或球面距离（公里）；auto 按列名判断。" },
    { DOMAR_FIELD(struct options, unmatched), .text = "error", .choices = "error|ignore", .en = "Units of the file that the panel does not have: refuse, or ignore their lines.",
      .zh = "文件中有而面板中没有的单位：报错或忽略。" },
    { DOMAR_FIELD(struct options, power), .def = 2, .lo = 0, .hi = 20, .en = "Power p of distance.", .zh = "距离的幂 p。" },
    { DOMAR_FIELD(struct options, share), .def = 1, .lo = 0, .hi = 1, .en = "Flows carry the origin's share in both masses, so that ties have a direction.",
      .zh = "流量乘以起点质量占两者之和的份额，使联系有方向。" },
    { DOMAR_FIELD(struct options, threshold), .text = "row_mean", .choices = "row_mean|mean|value",
      .en = "A tie is a flow above the mean of its origin's flows, above the mean of all, or above --level.", .zh = "联系判定：高于所在行均值、总均值或 --level。" },
    { DOMAR_FIELD(struct options, level), .def = 0, .lo = 0, .hi = 1e300, .only = "threshold=value", .en = "The flow above which there is a tie.", .zh = "判定联系的流量阈值。" },
    { DOMAR_FIELD(struct options, splits), .def = 2, .lo = 1, .hi = 4, .only = "by=unit|block", .en = "Times that nodes are parted in two by position (CONCOR): 2 gives four blocks.",
      .zh = "CONCOR 对分次数：2 次得四个板块。" },
    { DOMAR_FIELD(struct options, explain), .only = "by=qap", .en = "What explains ties, separated by commas: |a - b| of columns or expressions, and the word distance; none: "
      "distance and the gap of masses.", .zh = "QAP 解释变量，逗号分隔：变量的绝对差，或 distance（距离）；不给则为距离与质量之差。" },
    { DOMAR_FIELD(struct options, explained), .text = "ties", .choices = "ties|flow", .only = "by=qap", .en = "What is explained: ties (0 or 1), or flows.",
      .zh = "QAP 被解释矩阵：联系（0/1）或流量。" },
    { DOMAR_FIELD(struct options, draws), .def = 999, .lo = 0, .hi = 999999, .en = "Random exchanges of nodes for p values of --by qap; 0: none.", .zh = "QAP 置换次数；0 为不做。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "period", "period", "The whole network in every period.", "各期的整体网络特征。" },
    { "unit", "unit,period", "Every unit: ties, centrality, block.", "各单位的联系、中心性与板块。" },
    { "tie", "unit,partner,period", "Every pair of units: flow, tie.", "各对单位的流量与联系。" },
    { "block", "block,partner,period", "Ties between blocks of like positions.", "板块之间的联系。" },
    { "qap", "term,period", "What explains the ties: correlations and regression of matrices.", "联系的影响因素：QAP 相关与回归。" },
    { .name = NULL } };

static const domar_item no_yes[] = { { .code = "no", .en = "no", .zh = "否" }, { .code = "yes", .en = "yes", .zh = "是" }, { .code = NULL } };
static const domar_item roles[] = {
    { .code = "net_sender", .en = "gives more to others than it gets, and little within", .zh = "净溢出" },
    { .code = "net_receiver", .en = "gets more from others than it gives", .zh = "净受益" },
    { .code = "two_way", .en = "many ties within and out to others", .zh = "双向溢出" },
    { .code = "broker", .en = "gives and gets, with few ties within", .zh = "经纪人" },
    { .code = "alone", .en = "no ties", .zh = "孤立" }, { .code = NULL } };

static const domar_column columns[] = {
    { "units", "units", "Units in the network.", "网络中的单位数。", NULL },
    { "ties", "ties", "Ties.", "联系数。", NULL },
    { "density", "share", "Ties over all that could be.", "网络密度。", NULL },
    { "reciprocity", "share", "Ties that are answered.", "互惠性。", NULL },
    { "connectedness", "share", "Pairs that hang together, over all pairs (Krackhardt).", "网络关联度。", NULL },
    { "hierarchy", "share", "One less the share of connected pairs that reach each other (Krackhardt).", "网络等级度。", NULL },
    { "efficiency", "share", "One less the share of ties beyond what holds the network together (Krackhardt).", "网络效率。", NULL },
    { "clustering", "share", "Ties among the neighbours of a node over pairs of them; of the whole: mean over nodes with two or more.", "聚类系数。", NULL },
    { "path", "steps", "Mean steps between pairs that reach each other.", "平均路径长度。", NULL },
    { "reach", "share", "Pairs of which the first reaches the second.", "可达比例。", NULL },
    { "global_efficiency", "share", "Mean of 1 / steps over all pairs.", "全局效率。", NULL },
    { "flow", "", "Sum of flows; of a pair: its flow.", "流量合计；按对时为该对流量。", NULL },
    { "flow_out", "", "Flows out.", "流出。", NULL },
    { "flow_in", "", "Flows in.", "流入。", NULL },
    { "out", "ties", "Ties out.", "点出度。", NULL },
    { "in", "ties", "Ties in.", "点入度。", NULL },
    { "degree", "share", "Neighbours (either way) over all others.", "度数中心度。", NULL },
    { "betweenness", "share", "Share of shortest ways between others that lead through the unit.", "中介中心度。", NULL },
    { "closeness_out", "share", "Mean of 1 / steps to the others, 0 where there is no way.", "流出接近中心度（调和）。", NULL },
    { "closeness_in", "share", "Mean of 1 / steps from the others.", "流入接近中心度（调和）。", NULL },
    { "block", "number", "Block of like positions (CONCOR).", "所属板块（CONCOR）。", NULL },
    { "tie", NULL, "Is there a tie?", "是否存在联系。", no_yes },
    { "share_within", "share", "Ties of the block that stay within it; expected by its size: (units - 1) / (all - 1).", "板块内部关系比例。", NULL },
    { "expected_within", "share", "What this would be if ties went anywhere.", "期望内部关系比例。", NULL },
    { "role", NULL, "Role of the block (rows with itself): by ties within against what is expected, and ties out against in.", "板块角色（本板块行）：按内部关系比例与期望比较及收发关系。", roles },
    { "correlation", "", "Correlation of the two matrices.", "两矩阵的相关系数。", NULL },
    { "correlation_p", "probability", "Its two-sided p value by exchanges of nodes.", "QAP 相关的双侧 p 值。", NULL },
    { "coefficient", "", "Coefficient in the regression on all.", "QAP 回归系数。", NULL },
    { "standardised", "", "The same in standard deviations.", "标准化系数。", NULL },
    { "p", "probability", "Two-sided p value by exchanges of nodes.", "双侧 p 值。", NULL },
    { "p_large", "probability", "Share of exchanges with a coefficient at least as large.", "系数不小于实际值的置换比例。", NULL },
    { "p_small", "probability", "Share with one at least as small.", "系数不大于实际值的置换比例。", NULL },
    { "r2", "share", "R2 of the regression.", "QAP 回归的 R2。", NULL },
    { .name = NULL } };

struct row {
    domar_ties_whole whole;
    domar_ties_node node;
    domar_qap qap;
    double units, flow, flow_out, flow_in, block, ties, density, within, expected, r2;
    uint32_t at[3], class;
};
#define AT(member) offsetof(struct row, member)
static const domar_record_field of_period[] = {
    { "units", AT(units) }, { "ties", AT(whole.ties) }, { "density", AT(whole.density) }, { "reciprocity", AT(whole.reciprocity) },
    { "connectedness", AT(whole.connectedness) }, { "hierarchy", AT(whole.hierarchy) }, { "efficiency", AT(whole.efficiency) },
    { "clustering", AT(whole.clustering) }, { "path", AT(whole.path) }, { "reach", AT(whole.reach) },
    { "global_efficiency", AT(whole.global_efficiency) }, { "flow", AT(flow) }, { NULL, 0 } };
static const domar_record_field of_unit[] = {
    { "flow_out", AT(flow_out) }, { "flow_in", AT(flow_in) }, { "out", AT(node.out) }, { "in", AT(node.in) }, { "degree", AT(node.degree) },
    { "betweenness", AT(node.betweenness) }, { "closeness_out", AT(node.closeness_out) }, { "closeness_in", AT(node.closeness_in) },
    { "clustering", AT(node.clustering) }, { "block", AT(block) }, { NULL, 0 } };
static const domar_record_field of_tie[] = { { "flow", AT(flow) }, { NULL, 0 } };
static const domar_record_field of_block[] = {
    { "units", AT(units) }, { "ties", AT(ties) }, { "density", AT(density) }, { "share_within", AT(within) }, { "expected_within", AT(expected) }, { NULL, 0 } };
static const domar_record_field of_qap[] = {
    { "correlation", AT(qap.correlation) }, { "correlation_p", AT(qap.correlation_p) }, { "coefficient", AT(qap.coefficient) },
    { "standardised", AT(qap.standardised) }, { "p", AT(qap.p) }, { "p_large", AT(qap.p_large) }, { "p_small", AT(qap.p_small) }, { "r2", AT(r2) },
    { NULL, 0 } };
#undef AT

struct work {
    const struct options *o;
    const domar_sample *s;
    domar_cross_sections c;
    domar_weights_pairs pairs;
    domar_weights *raw;                      /* units by code; places, or distances of the file as weights */
    size_t  masses, matrices;                /* terms: masses, income a head where given, what explains */
    size_t  head, first;                     /* terms of the sample: SIZE_MAX none; of what explains */
    const char *names[MATRICES];             /* of what explains */
    bool    far[MATRICES];                   /* it is distance */
    double *D;                               /* raw->n x raw->n */
    /* of the period at hand */
    size_t  n, *unit, *row;                  /* position in raw, row of the sample */
    double *R;                               /* n x n */
    bool   *tie;
    struct row *rows;
    size_t  count, capacity;
    domar_ties_whole last, begun;
    size_t  most;                            /* unit of the last period with most ties out */
};

/* ---- sample: what goes into it */
static domar_status take_terms(domar_cx *cx, struct work *w, const char **terms, size_t *count, const char *list, const char *option, bool explains)
{
    const char **parts = NULL;
    size_t many = 0;
    domar_status st = domar_terms_split(cx, &parts, &many, list, option);
    if (!st && *count + many > MATRICES) st = domar_fail(cx, DOMAR_EUSAGE, "--%s: at most %d variables in all", option, MATRICES);
    for (size_t k = 0; !st && k < many; k++) {
        char *copy = domar_scratch_bytes(cx, strlen(parts[k]) + 1, 1);
        if (!copy) st = DOMAR_ENOMEM;
        else strcpy(copy, parts[k]);
        if (!st && explains) {
            w->far[w->matrices] = strcmp(copy, "distance") == 0;
            w->names[w->matrices++] = copy;
        }
        if (!st && !(explains && w->far[w->matrices - 1])) terms[(*count)++] = copy;
    }
    domar_release(parts);
    return st;
}

static domar_status open_sample(domar_cx *cx, struct work *w, domar_sample **s, const domar_input *in)
{
    const char *terms[2 * MATRICES];
    size_t count = 0;
    const struct options *o = w->o;
    if (!o->variable) return domar_fail(cx, DOMAR_EUSAGE, "index.network needs --variable: the mass of a unit, such as its index or GDP");
    if (!o->distance && !o->distances) return domar_fail(cx, DOMAR_EUSAGE, "how far apart are units? Give --distance lon,lat (two columns) or --distances FILE");
    if (o->distance && o->distances) return domar_fail(cx, DOMAR_EUSAGE, "--distance and --distances both say how far apart units are: leave one out");
    if (o->draws == 1) return domar_fail(cx, DOMAR_EUSAGE, "--draws 1 tells nothing: give 0 or, say, 999");
    domar_status st = take_terms(cx, w, terms, &count, o->variable, "variable", false);
    w->masses = count;
    w->head = SIZE_MAX;
    if (!st && o->per_head) {
        w->head = count;
        terms[count++] = o->per_head;
    }
    w->first = count;
    if (!st && in->grain == BY_QAP && o->explain) st = take_terms(cx, w, terms, &count, o->explain, "explain", true);
    else if (!st && in->grain == BY_QAP) {
        w->far[0] = true;
        w->names[0] = "distance";
        w->names[1] = o->variable;
        w->matrices = 2;
        w->first = 0;                                   /* the first mass */
    }
    return st ? st : domar_sample_new(cx, s, in->panel, terms, count, in->missing);
}

/* ---- distances */
static domar_status make_distances(domar_cx *cx, struct work *w)
{
    const struct options *o = w->o;
    const domar_weights_choice choice = { .link = o->distances ? "adjacency" : "inverse", .adjacency = o->distances, .distance = o->distance, .metric = o->metric,
                                          .power = 1, .standardise = "none", .islands = "keep", .unmatched = o->unmatched };
    domar_status st = domar_weights_file_read(cx, &w->pairs, o->distances, w->s->panel->unit_axis, *o->unmatched == 'i');
    if (!st) st = domar_weights_new(cx, &w->raw, w->s->panel, &choice, &w->pairs);
    if (st) return st;
    const size_t n = w->raw->n;
    w->D = domar_scratch(cx, n * n);
    if (!w->D) return DOMAR_ENOMEM;
    if (o->distances) domar_weights_dense(w->D, w->raw);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            if (j == i) continue;
            if (!o->distances) w->D[i * n + j] = domar_weights_distance(w->raw->x[i], w->raw->y[i], w->raw->x[j], w->raw->y[j], w->raw->sphere);
            else if (!(w->D[i * n + j] > 0)) w->D[i * n + j] = w->D[j * n + i];
            if (!(w->D[i * n + j] > 0))
                return domar_fail(cx, DOMAR_EDATA, "%s has no distance above 0 between %s and %s", o->distances ? o->distances : o->distance,
                                  domar_axis_code(w->s->panel->unit_axis, w->raw->unit[i]), domar_axis_code(w->s->panel->unit_axis, w->raw->unit[j]));
        }
    return DOMAR_OK;
}

/* ---- the network of a period */
static void units_here(struct work *w, size_t t)
{
    w->n = 0;
    for (size_t k = 0; k < w->raw->n; k++) {
        const size_t u = w->raw->unit[k];
        for (size_t i = w->s->start[u]; i < w->s->start[u + 1]; i++)
            if (w->s->period[i] == w->c.period[t]) {
                w->unit[w->n] = k;
                w->row[w->n++] = i;
            }
    }
}

static domar_status make_flows(domar_cx *cx, struct work *w, double *mass)
{
    const size_t n = w->n, N = w->raw->n;
    for (size_t i = 0; i < n; i++) {
        double logs = 0;
        for (size_t m = 0; m < w->masses; m++) {
            const double x = w->s->x[m][w->row[i]];
            if (!(x > 0))
                return domar_fail(cx, DOMAR_EDATA, "the mass of %s in %s is %g: masses must be above zero",
                                  domar_axis_code(w->s->panel->unit_axis, w->s->unit[w->row[i]]),
                                  domar_axis_code(w->s->panel->period_axis, w->s->period[w->row[i]]), x);
            logs += log(x);
        }
        mass[i] = exp(logs / (double)w->masses);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double d = w->D[w->unit[i] * N + w->unit[j]];
            if (w->head != SIZE_MAX) d /= fabs(w->s->x[w->head][w->row[i]] - w->s->x[w->head][w->row[j]]);
            w->R[i * n + j] = i == j ? 0 : mass[i] * mass[j] * pow(d, -w->o->power) * (w->o->share ? mass[i] / (mass[i] + mass[j]) : 1);
        }
    return DOMAR_OK;
}

static void make_ties(struct work *w)
{
    const size_t n = w->n;
    double all = 0;
    for (size_t k = 0; k < n * n; k++) all += w->R[k] / ((double)n * (double)(n - 1));
    for (size_t i = 0; i < n; i++) {
        double level = *w->o->threshold == 'm' ? all : w->o->level;
        if (*w->o->threshold == 'r') {
            level = 0;
            for (size_t j = 0; j < n; j++) level += w->R[i * n + j] / (double)(n - 1);
        }
        for (size_t j = 0; j < n; j++) w->tie[i * n + j] = i != j && w->R[i * n + j] > level * (1 + 1e-12);
    }
}

/* ---- rows */
static struct row *next(domar_cx *cx, struct work *w, size_t a, size_t b, size_t c)
{
    if (domar_grow(cx, &w->rows, &w->capacity, w->count + 1, sizeof *w->rows)) return NULL;
    struct row *r = &w->rows[w->count++];
    r->at[0] = (uint32_t)a;
    r->at[1] = (uint32_t)b;
    r->at[2] = (uint32_t)c;
    return r;
}

static domar_status unit_rows(domar_cx *cx, struct work *w, size_t t, const domar_ties_node *nodes, const uint32_t *block)
{
    for (size_t i = 0; i < w->n; i++) {
        struct row *r = next(cx, w, w->s->unit[w->row[i]], w->c.period[t], 0);
        if (!r) return DOMAR_ENOMEM;
        r->node = nodes[i];
        r->block = (double)block[i] + 1;
        for (size_t j = 0; j < w->n; j++) {
            r->flow_out += w->R[i * w->n + j];
            r->flow_in += w->R[j * w->n + i];
        }
    }
    return DOMAR_OK;
}

static domar_status tie_rows(domar_cx *cx, struct work *w, size_t t)
{
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = 0; j < w->n; j++) {
            if (i == j) continue;
            struct row *r = next(cx, w, w->s->unit[w->row[i]], w->s->unit[w->row[j]], w->c.period[t]);
            if (!r) return DOMAR_ENOMEM;
            r->flow = w->R[i * w->n + j];
            r->class = w->tie[i * w->n + j];
        }
    return DOMAR_OK;
}

enum { SENDER, RECEIVER, BOTH, BROKER, ALONE };
static uint32_t role_of(double within, double out, double in, double expected)
{
    if (!(within + out + in > 0)) return ALONE;
    const bool inner = within + out > 0 && within / (within + out) >= expected;
    if (inner) return in > out ? RECEIVER : BOTH;
    return out > in ? SENDER : BROKER;
}

static domar_status block_rows(domar_cx *cx, struct work *w, size_t t, const uint32_t *block)
{
    enum { MOST = 16 };
    double ties[MOST][MOST] = { { 0 } }, size[MOST] = { 0 };
    for (size_t i = 0; i < w->n; i++) {
        size[block[i]]++;
        for (size_t j = 0; j < w->n; j++) ties[block[i]][block[j]] += w->tie[i * w->n + j];
    }
    for (size_t a = 0; a < MOST; a++)
        for (size_t b = 0; b < MOST; b++) {
            if (!(size[a] > 0) || !(size[b] > 0)) continue;
            struct row *r = next(cx, w, a, b, w->c.period[t]);
            if (!r) return DOMAR_ENOMEM;
            double out = 0, in = 0;
            for (size_t c = 0; c < MOST; c++) {
                out += c != a ? ties[a][c] : 0;
                in += c != a ? ties[c][a] : 0;
            }
            const double pairs = a == b ? size[a] * (size[a] - 1) : size[a] * size[b];
            r->units = size[a];
            r->ties = ties[a][b];
            r->density = pairs > 0 ? ties[a][b] / pairs : NAN;
            r->expected = (size[a] - 1) / ((double)w->n - 1);
            r->within = ties[a][a] + out > 0 ? ties[a][a] / (ties[a][a] + out) : NAN;
            r->class = role_of(ties[a][a], out, in, r->expected);
        }
    return DOMAR_OK;
}

static domar_status qap_rows(domar_cx *cx, struct work *w, size_t t)
{
    const size_t n = w->n, N = w->raw->n, k = w->matrices;
    double *room = domar_scratch(cx, (k + 1) * n * n), *y = room + k * n * n, *x[MATRICES], r2 = NAN, intercept = NAN;
    domar_qap of[MATRICES];
    size_t bad = SIZE_MAX, term = w->first;
    if (!room) return DOMAR_ENOMEM;
    for (size_t m = 0; m < k; m++) {
        x[m] = room + m * n * n;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                x[m][i * n + j] = w->far[m] ? w->D[w->unit[i] * N + w->unit[j]] : fabs(w->s->x[term][w->row[i]] - w->s->x[term][w->row[j]]);
        term += !w->far[m];
    }
    for (size_t i = 0; i < n * n; i++) y[i] = *w->o->explained == 't' ? w->tie[i] : w->R[i];
    domar_status st = domar_qap_fit(cx, of, &r2, &intercept, &bad, y, x, k, n, (size_t)w->o->draws, domar_cx_seed(cx), w->c.period[t]);
    if (st == DOMAR_EDATA)
        return domar_fail(cx, st, "%s in %s: all pairs are the same, or it is a combination of the others: leave it out of --explain", w->names[bad],
                          domar_axis_code(w->s->panel->period_axis, w->c.period[t]));
    for (size_t m = 0; !st && m < k; m++) {
        struct row *r = next(cx, w, m, w->c.period[t], 0);
        if (!r) return DOMAR_ENOMEM;
        r->qap = of[m];
        r->r2 = r2;
    }
    return st;
}

static domar_status one_period(domar_cx *cx, struct work *w, size_t t, size_t grain)
{
    const domar_mark mark = domar_scratch_mark(cx);
    const size_t most = w->raw->n;
    double *mass = domar_scratch(cx, most);
    domar_ties_node *nodes = domar_scratch_bytes(cx, most, sizeof *nodes);
    uint32_t *block = domar_scratch_bytes(cx, most, sizeof *block);
    domar_ties_whole whole;
    domar_status st = mass && nodes && block ? DOMAR_OK : DOMAR_ENOMEM;
    units_here(w, t);
    if (!st && w->n < 3)
        st = domar_fail(cx, DOMAR_EDATA, "%zu units in %s: a network needs three", w->n, domar_axis_code(w->s->panel->period_axis, w->c.period[t]));
    if (!st) st = make_flows(cx, w, mass);
    if (!st) make_ties(w);
    if (!st && (grain == BY_PERIOD || grain == BY_UNIT || t == 0 || t + 1 == w->c.periods)) st = domar_ties_measure(cx, &whole, nodes, w->tie, w->n);
    if (!st && t == 0) w->begun = whole;
    if (!st && t + 1 == w->c.periods) {
        size_t top = 0;
        for (size_t i = 1; i < w->n; i++)
            if (nodes[i].out + nodes[i].in > nodes[top].out + nodes[top].in) top = i;
        w->last = whole;
        w->most = w->s->unit[w->row[top]];
    }
    if (!st && (grain == BY_UNIT || grain == BY_BLOCK)) st = domar_ties_blocks(cx, block, w->tie, w->n, (size_t)w->o->splits);
    if (!st && grain == BY_PERIOD) {
        struct row *r = next(cx, w, w->c.period[t], 0, 0);
        if (r) {
            r->whole = whole;
            r->units = (double)w->n;
            for (size_t k = 0; k < w->n * w->n; k++) r->flow += w->R[k];
        } else st = DOMAR_ENOMEM;
    }
    if (!st && grain == BY_UNIT) st = unit_rows(cx, w, t, nodes, block);
    if (!st && grain == BY_TIE) st = tie_rows(cx, w, t);
    if (!st && grain == BY_BLOCK) st = block_rows(cx, w, t, block);
    if (!st && grain == BY_QAP) st = qap_rows(cx, w, t);
    domar_scratch_rewind(cx, mark);
    return st;
}

/* ---- answer */
static domar_status second_axis(domar_cx *cx, domar_axis **out, const struct work *w, size_t grain)
{
    domar_item items[MATRICES];
    char code[MATRICES][8], *names[MATRICES] = { NULL };
    domar_status st = DOMAR_OK;
    const size_t count = grain == BY_QAP ? w->matrices : MATRICES;
    for (size_t k = 0; !st && k < count; k++) {
        if (grain == BY_QAP) {
            names[k] = w->far[k] ? domar_format(cx, "%s", w->names[k]) : domar_format(cx, "|d %s|", w->names[k]);
            if (!names[k]) st = DOMAR_ENOMEM;
            items[k] = (domar_item){ .code = names[k] };
        } else {
            snprintf(code[k], sizeof code[k], "%zu", k + 1);
            items[k] = (domar_item){ .code = code[k] };
        }
    }
    if (!st) st = domar_axis_new(cx, out, items, count);
    for (size_t k = 0; k < MATRICES; k++) domar_release(names[k]);
    return st;
}

static domar_status put(domar_cx *cx, domar_result **out, const struct work *w, size_t grain)
{
    static const domar_record_field *const fields[] = { of_period, of_unit, of_tie, of_block, of_qap };
    const domar_axis *units = w->s->panel->unit_axis, *periods = w->s->panel->period_axis;
    domar_axis *list = NULL;
    uint32_t *class = domar_scratch_bytes(cx, w->count + 1, sizeof *class);
    domar_status st = class ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st && grain >= BY_BLOCK) st = second_axis(cx, &list, w, grain);
    const domar_dim dims[][3] = { { { "period", periods } }, { { "unit", units }, { "period", periods } },
                                  { { "unit", units }, { "partner", units }, { "period", periods } },
                                  { { "block", list }, { "partner", list }, { "period", periods } }, { { "term", list }, { "period", periods } } };
    static const size_t counts[] = { 1, 2, 3, 3, 2 };
    if (!st) st = domar_result_new_rows(cx, out, "index.network", NULL, dims[grain], counts[grain], w->count);
    for (size_t d = 0; !st && d < counts[grain]; d++) {
        uint32_t *code = domar_result_codes(*out, dims[grain][d].name);
        for (size_t i = 0; i < w->count; i++) code[i] = w->rows[i].at[d];
    }
    for (size_t i = 0; !st && i < w->count; i++) class[i] = w->rows[i].class;
    if (!st) st = domar_result_put_records(cx, *out, columns, fields[grain], w->rows, sizeof *w->rows);
    if (!st && grain == BY_TIE) st = domar_result_put_class(cx, *out, columns, "tie", class);
    if (!st && grain == BY_BLOCK) st = domar_result_put_class(cx, *out, columns, "role", class);
    domar_axis_free(list);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w, size_t grain)
{
    const struct options *o = w->o;
    char text[64];
    domar_status st = domar_result_certify_text(cx, r, "mass", o->variable);
    if (!st) st = domar_result_certify_text(cx, r, "distance", o->distances ? o->distances : w->raw->sphere ? "great-circle km" : "plane");
    snprintf(text, sizeof text, "%g", o->power);
    if (!st) st = domar_result_certify_text(cx, r, "power", text);
    if (!st) st = domar_result_certify_text(cx, r, "gap", o->per_head ? o->per_head : "none");
    if (!st) st = domar_result_certify_text(cx, r, "share_of_origin", o->share ? "M_i / (M_i + M_j)" : "none");
    if (!st) st = domar_result_certify_text(cx, r, "ties_above", o->threshold);
    if (!st && grain == BY_PERIOD) st = domar_result_certify_text(cx, r, "clustering", "ties without direction, nodes with two neighbours or more");
    if (!st && grain == BY_UNIT) st = domar_result_certify_text(cx, r, "closeness", "harmonic");
    if (!st && (grain == BY_UNIT || grain == BY_BLOCK)) st = domar_result_certify_text(cx, r, "blocks", "CONCOR on rows and columns of ties, diagonal 0");
    if (!st && grain == BY_QAP) st = domar_result_certify_text(cx, r, "qap", "nodes of the explained matrix exchanged; own value counted");
    if (!st && grain == BY_QAP) st = domar_result_certify(cx, r, "draws", (double)o->draws, NAN);
    return st || grain != BY_QAP ? st : domar_result_certify(cx, r, "seed", (double)domar_cx_seed(cx), NAN);
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *units = w->s->panel->unit_axis;
    const bool many = w->c.periods > 1;
    char before[64] = "", before_zh[64] = "";
    if (many) {
        snprintf(before, sizeof before, " (%.3f%.40s)", w->begun.density, w->c.first);
        snprintf(before_zh, sizeof before_zh, "（%.40s %.3f）", w->c.first_zh, w->begun.density);
    }
    char *en = domar_format(cx, "%.0f ties%s, density %.3f%s; %.1f %% of ties are answered; most ties: %s.", w->last.ties, w->c.last, w->last.density, before,
                            100 * w->last.reciprocity, domar_axis_label(units, w->most, "en"));
    char *zh = domar_format(cx, "%s共有 %.0f 条联系，密度 %.3f%s；互惠比例 %.1f%%；联系最多的是%s。", w->c.last_zh, w->last.ties, w->last.density, before_zh,
                            100 * w->last.reciprocity, domar_axis_label(units, w->most, "zh"));
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .o = options };
    domar_sample *s = NULL;
    domar_status st = open_sample(cx, &w, &s, in);
    w.s = s;
    if (!st) st = domar_cross_sections_of(cx, &w.c, s);
    if (!st) st = make_distances(cx, &w);
    if (!st) {
        const size_t n = w.raw->n;
        w.unit = domar_scratch_bytes(cx, n, sizeof *w.unit);
        w.row = domar_scratch_bytes(cx, n, sizeof *w.row);
        w.R = domar_scratch(cx, n * n);
        w.tie = domar_scratch_bytes(cx, n * n, sizeof *w.tie);
        st = w.unit && w.row && w.R && w.tie ? DOMAR_OK : DOMAR_ENOMEM;
    }
    for (size_t t = 0; !st && t < w.c.periods; t++) {
        st = one_period(cx, &w, t, in->grain);
        if (!st) st = domar_tick(cx, t + 1, w.c.periods);
    }
    if (!st) st = put(cx, out, &w, in->grain);
    if (!st) st = certify(cx, *out, &w, in->grain);
    if (!st) st = domar_sample_certify(cx, *out, s, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_release(w.rows);
    domar_weights_free(w.raw);
    domar_sample_free(s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_network = {
    .id = "index.network", .title_en = "Networks between units by gravity: shape, centrality, blocks, and what explains ties",
    .title_zh = "空间关联网络：引力模型、整体特征、中心性、板块与 QAP",
    .about_en = "Ties between units as large masses near each other have them: flows by (modified) gravity, ties where a flow stands out. The whole network by "
                "density, reciprocity, connectedness, hierarchy and efficiency; units by degree, betweenness and closeness; blocks of like positions with "
                "their roles (CONCOR); and correlation and regression of matrices (QAP) for what explains the ties.",
    .about_zh = "以（修正）引力模型构造单位间的关联：质量大、距离近者联系强，流量突出者为联系。给出整体网络的密度、互惠性、关联度、等级度与效率，"
                "各单位的度数、中介与接近中心度，CONCOR 板块及其角色，以及 QAP 相关与回归。",
    .formula = "R_{ij} = \\frac{M_i}{M_i + M_j} \\frac{M_i M_j}{(d_{ij} / |g_i - g_j|)^p}",
    .cite = "krackhardt1994; breiger1975; krackhardt1988; brandes2001", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "unit: where a tie begins; partner: where it ends; block, partner: blocks of like positions; term: what explains",
    .dim_docs_zh = "unit：联系的起点；partner：终点；block、partner：板块；term：解释变量",
    .example = "variable=output distance=x,y draws=19", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
