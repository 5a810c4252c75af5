/* methods/index/transition.c -- who moves up, who stays: chains of classes, and whether the surroundings matter (model/markov.h). */
#include "base/text.h"
#include "linalg/sorted.h"
#include "model/cross_sections.h"
#include "model/density.h"
#include "model/markov.h"
#include "model/weights.h"
#include "read/weights_file.h"
#include "spec/method.h"
#include "spec/panel_result.h"
#include "spec/records.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *variable, *rule, *cuts, *lag_cuts;
    int64_t classes, step;
    DOMAR_WEIGHTS_FIELDS;
};

enum { BY_MOVE, BY_CLASS, BY_LAG, BY_LAG_CLASS, BY_STATISTIC, BY_UNIT };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, variable), .en = "What classes are made of: a column or an expression.", .zh = "划分等级的变量：列名或表达式。" },
    { DOMAR_FIELD(struct options, classes), .def = 4, .lo = 2, .hi = DOMAR_CLASSES, .en = "Number of classes.", .zh = "等级数。" },
    { DOMAR_FIELD(struct options, rule), .text = "quantiles", .choices = "quantiles|period_quantiles|mean|values",
      .en = "Where classes are cut: at quantiles of all periods together (type 7), of each period (ranks only), at multiples of the period's mean "
            "(--cuts, else 0.75, 1, 1.25), or at given values (--cuts).",
      .zh = "分级界限：全部时期合并的分位数（第 7 类）、各期分位数（仅看位次）、当期均值的倍数（--cuts，默认 0.75、1、1.25）或给定数值（--cuts）。" },
    { DOMAR_FIELD(struct options, cuts), .en = "Cuts in ascending order, one less than classes: \"0.75,1,1.25\". A class holds its upper cut.",
      .zh = "升序分界点，比等级数少一个，如“0.75,1,1.25”；等级含上界。" },
    { DOMAR_FIELD(struct options, step), .def = 1, .lo = 1, .hi = 1000, .unit = "periods", .en = "Length of a move.", .zh = "转移的时间跨度。" },
    { DOMAR_FIELD(struct options, lag_cuts), .text = "same", .choices = "same|own",
      .en = "Classes of surroundings: at the same cuts, or at quantiles of the surroundings themselves.", .zh = "周边水平的分级：用同样的界限，或用周边水平自身的分位数。" },
    DOMAR_WEIGHTS_PARAMS(struct options),
    { .name = NULL } };

static const domar_grain grains[] = {
    { "move", "class,next", "Every move from a class to a class.", "各等级之间的转移。" },
    { "class", "class", "Every class: bounds, shares at first, at last, in the long run.", "各等级的界限与期初、期末、长期占比。" },
    { "lag", "lag,class,next", "Moves by the class of the surroundings at their beginning (needs weights).", "按期初周边水平等级分列的转移（需空间权重）。" },
    { "lag_class", "lag,class", "Classes by the class of the surroundings: moves up, down, the long run.", "按周边水平等级分列的各等级：上移、下移与长期占比。" },
    { "statistic", "statistic", "Mobility, and tests whether the chain is one over time and over surroundings.", "流动性指数，以及链在时间与空间上是否一致的检验。" },
    { "unit", "unit,period", "Class of every unit and of its surroundings, for maps.", "各单位及其周边的等级，便于制图。" },
    { .name = NULL } };

static const domar_column columns[] = {
    { "moves", "moves", "Moves seen.", "观察到的转移次数。", NULL },
    { "probability", "share", "Of the moves that begin in the class.", "占由该等级出发的转移的比重。", NULL },
    { "se", "share", "Its standard error, sqrt(p (1 - p) / n).", "其标准误。", NULL },
    { "passage", "periods", "Mean time until the next class is reached for the first time; to the class itself: until return.",
      "首次到达该等级的平均时间；到自身为平均返回时间。", NULL },
    { "from", "", "The class lies above this.", "等级下界（不含）。", NULL },
    { "to", "", "And up to this.", "等级上界（含）。", NULL },
    { "rows", "rows", "Units and periods in the class.", "处于该等级的单位与时期数。", NULL },
    { "first", "per cent", "Share of units in the class in the first period.", "首期占比。", NULL },
    { "last", "per cent", "Share in the last period.", "末期占比。", NULL },
    { "long_run", "per cent", "Share in the long run (ergodic), were moves to go on like this; empty where it depends on the beginning.",
      "长期（遍历）占比；取决于初始状态时为空。", NULL },
    { "stay", "share", "Probability to stay.", "停留概率。", NULL },
    { "up", "share", "Probability to move up.", "上移概率。", NULL },
    { "down", "share", "Probability to move down.", "下移概率。", NULL },
    { "sojourn", "periods", "Mean stay, 1 / (1 - p).", "平均停留时间。", NULL },
    { "value", "", "The statistic; of a unit: its value.", "统计量；按单位时为变量值。", NULL },
    { "df", "", "Degrees of freedom: rows that were seen, moves that were seen (Bickenbach and Bode).", "自由度：仅计观察到的行与转移。", NULL },
    { "p", "probability", "p value with df.", "相应 p 值。", NULL },
    { "df_full", "", "Degrees of freedom k (k - 1)(chains - 1), as if every move could be seen.", "自由度 k(k-1)(链数-1)。", NULL },
    { "p_full", "probability", "p value with df_full.", "相应 p 值。", NULL },
    { "lag_value", "", "Weighted mean of the neighbours.", "邻居的加权均值。", NULL },
    { "of", "", "Class of the unit, from 1 (lowest).", "单位所处等级，1 为最低。", NULL },
    { "of_lag", "", "Class of its surroundings.", "周边所处等级。", NULL },
    { .name = NULL } };

enum { SHORROCKS, BARTHOLOMEW, SECOND, DETERMINANT, HALF_LIFE, LR_TIME, Q_TIME, LR_SPACE, Q_SPACE, STATISTICS };
static const domar_item statistics[STATISTICS] = {
    { .code = "shorrocks", .en = "mobility (k - trace) / (k - 1), Shorrocks", .zh = "Shorrocks 流动性指数" },
    { .code = "bartholomew", .en = "mean number of classes moved in the long run, Bartholomew", .zh = "Bartholomew 流动性指数" },
    { .code = "second_eigenvalue", .en = "second eigenvalue (modulus)", .zh = "第二大特征值（模）" },
    { .code = "determinant", .en = "determinant (modulus)", .zh = "行列式（绝对值）" },
    { .code = "half_life", .en = "half-life of the way to the long run, periods", .zh = "向长期分布收敛的半衰期" },
    { .code = "lr_time", .en = "likelihood ratio: the same chain in all periods?", .zh = "似然比：各期是否同一链" },
    { .code = "q_time", .en = "Pearson's Q: the same chain in all periods?", .zh = "皮尔逊 Q：各期是否同一链" },
    { .code = "lr_space", .en = "likelihood ratio: the same chain whatever the surroundings?", .zh = "似然比：不同周边下是否同一链" },
    { .code = "q_space", .en = "Pearson's Q: the same chain whatever the surroundings?", .zh = "皮尔逊 Q：不同周边下是否同一链" } };

struct row {
    double moves, probability, se, passage, from, to, rows, first, last, long_run, stay, up, down, sojourn, value, df, p, df_full, p_full,
           lag_value, of, of_lag;
    uint32_t at[3];
};
#define AT(member) offsetof(struct row, member)
static const domar_record_field of_move[] = {
    { "moves", AT(moves) }, { "probability", AT(probability) }, { "se", AT(se) }, { "passage", AT(passage) }, { NULL, 0 } };
static const domar_record_field of_class[] = {
    { "from", AT(from) }, { "to", AT(to) }, { "rows", AT(rows) }, { "moves", AT(moves) }, { "first", AT(first) }, { "last", AT(last) },
    { "long_run", AT(long_run) }, { "stay", AT(stay) }, { "up", AT(up) }, { "down", AT(down) }, { "sojourn", AT(sojourn) }, { NULL, 0 } };
static const domar_record_field of_lag_class[] = {
    { "moves", AT(moves) }, { "stay", AT(stay) }, { "up", AT(up) }, { "down", AT(down) }, { "long_run", AT(long_run) }, { NULL, 0 } };
static const domar_record_field of_statistic[] = {
    { "value", AT(value) }, { "df", AT(df) }, { "p", AT(p) }, { "df_full", AT(df_full) }, { "p_full", AT(p_full) }, { NULL, 0 } };
static const domar_record_field of_unit[] = {
    { "value", AT(value) }, { "lag_value", AT(lag_value) }, { "of", AT(of) }, { "of_lag", AT(of_lag) }, { NULL, 0 } };
#undef AT

enum { NO_CLASS = 255 };
struct work {
    const domar_sample *s;
    const struct options *o;
    domar_weights_choice choice;
    domar_weights_pairs pairs;
    domar_cross_sections c;
    domar_weights *raw, *last;           /* last: the weights of the last period */
    bool   spatial;
    size_t k;
    double cuts[DOMAR_CLASSES], lag_cuts[DOMAR_CLASSES];      /* as multiples of the period's mean, or values; period_quantiles: unused */
    double *lag;                         /* rows; NaN: no neighbour */
    unsigned char *of, *of_lag;          /* rows: class; NO_CLASS */
    double *counts;                      /* k x k */
    double *by_lag, *by_period;          /* k x k x k, periods x k x k */
    size_t moves, lag_moves, begins;     /* begins: periods in which moves begin, the first rows of by_period */
    domar_markov m;
    domar_markov_test time, space;
    struct row *rows;
    size_t count;
};

/* ---- classes */
static domar_status read_cuts(domar_cx *cx, struct work *w)
{
    const char *list = w->o->cuts;
    char part[64];
    size_t count = 0;
    if (*w->o->rule == 'm' && !list) list = "0.75,1,1.25";
    if (*w->o->rule == 'q' || *w->o->rule == 'p')
        return list ? domar_fail(cx, DOMAR_EUSAGE, "--cuts goes with --rule mean or values") : DOMAR_OK;
    if (!list) return domar_fail(cx, DOMAR_EUSAGE, "--rule values needs --cuts: the values between classes, such as 0.3,0.5,0.7");
    for (const char *at = list; domar_next_part(&at, part, sizeof part);) {
        if (count + 1 >= DOMAR_CLASSES) return domar_fail(cx, DOMAR_EUSAGE, "--cuts: at most %d of them", DOMAR_CLASSES - 1);
        if (!domar_parse_double(part, &w->cuts[count]) || (count && !(w->cuts[count] > w->cuts[count - 1])))
            return domar_fail(cx, DOMAR_EUSAGE, "--cuts %s: give numbers in ascending order", list);
        count++;
    }
    w->k = count + 1;
    return DOMAR_OK;
}

static void quantile_cuts(double *cuts, const double *sorted, size_t n, size_t k)
{
    for (size_t j = 1; j < k; j++) cuts[j - 1] = domar_quantile(sorted, n, (double)j / (double)k);
}

/* Values that are there, sorted; how many. */
static size_t sorted_values(double *sorted, const double *x, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) sorted[count++] = x[i];
    qsort(sorted, count, sizeof *sorted, domar_ascending);
    return count;
}

static void classify(unsigned char *of, const struct work *w, const double *x, size_t t, const double *cuts, double scale)
{
    for (size_t i = w->c.start[t]; i < w->c.start[t + 1]; i++) {
        const size_t row = w->c.row[i];
        of[row] = isnan(x[row]) ? NO_CLASS : (unsigned char)domar_class_of(x[row] / scale, cuts, w->k);
    }
}

static domar_status make_classes(domar_cx *cx, struct work *w)
{
    const size_t n = w->s->rows;
    const double *x = w->s->x[0];
    double *sorted = domar_scratch(cx, n), *here = domar_scratch(cx, n);
    w->of = domar_scratch_bytes(cx, n, 1);
    w->of_lag = domar_scratch_bytes(cx, n, 1);
    if (!sorted || !here || !w->of || !w->of_lag) return DOMAR_ENOMEM;
    const bool own = w->spatial && *w->o->lag_cuts == 'o';
    if (*w->o->rule == 'q') quantile_cuts(w->cuts, sorted, sorted_values(sorted, x, n), w->k);
    if (*w->o->rule == 'q' && own) quantile_cuts(w->lag_cuts, sorted, sorted_values(sorted, w->lag, n), w->k);
    for (size_t t = 0; t < w->c.periods; t++) {
        const size_t size = w->c.start[t + 1] - w->c.start[t];
        double mean = 1;
        domar_cross_section_values(here, &w->c, t, x);
        if (*w->o->rule == 'p') quantile_cuts(w->cuts, sorted, sorted_values(sorted, here, size), w->k);
        if (*w->o->rule == 'm') {
            mean = 0;
            for (size_t i = 0; i < size; i++) mean += here[i] / (double)size;
            if (!(mean > 0))
                return domar_fail(cx, DOMAR_EDATA, "the mean of %s is %g in %s: multiples of it are no classes, choose another --rule", w->o->variable,
                                  mean, domar_axis_code(w->s->panel->period_axis, w->c.period[t]));
        }
        classify(w->of, w, x, t, w->cuts, mean);
        if (!w->spatial) continue;
        domar_cross_section_values(here, &w->c, t, w->lag);
        if (*w->o->rule == 'p' && own) quantile_cuts(w->lag_cuts, sorted, sorted_values(sorted, here, size), w->k);
        classify(w->of_lag, w, w->lag, t, own ? w->lag_cuts : w->cuts, mean);
    }
    return DOMAR_OK;
}

/* ---- surroundings */
static domar_status make_lags(domar_cx *cx, struct work *w)
{
    const size_t n = w->s->rows;
    size_t *row = domar_scratch_bytes(cx, w->s->units + 1, sizeof *row);
    double *x = domar_scratch(cx, w->s->units + 1), *lag = domar_scratch(cx, w->s->units + 1);
    w->lag = domar_scratch(cx, n);
    if (!row || !x || !lag || !w->lag) return DOMAR_ENOMEM;
    domar_status st = domar_weights_file_read(cx, &w->pairs, w->o->adjacency, w->s->panel->unit_axis, *w->o->unmatched == 'i');
    if (!st) st = domar_weights_new(cx, &w->raw, w->s->panel, &w->choice, &w->pairs);
    for (size_t i = 0; !st && i < n; i++) w->lag[i] = NAN;
    for (size_t t = 0; !st && t < w->c.periods; t++) {
        domar_weights_free(w->last);
        w->last = NULL;
        st = domar_weights_in(cx, &w->last, row, w->raw, w->s, w->c.period[t], &w->choice);
        if (st) break;
        for (size_t i = 0; i < w->last->n; i++) x[i] = w->s->x[0][row[i]];
        domar_weights_lag(lag, w->last, x);
        for (size_t i = 0; i < w->last->n; i++)
            if (w->last->start[i] < w->last->start[i + 1]) w->lag[row[i]] = lag[i];
        st = domar_tick(cx, t + 1, w->c.periods);
    }
    return st;
}

/* ---- moves */
static domar_status count_moves(domar_cx *cx, struct work *w)
{
    const domar_sample *s = w->s;
    const domar_panel *p = s->panel;
    const size_t k = w->k;
    w->counts = domar_scratch(cx, k * k);
    w->by_lag = domar_scratch(cx, k * k * k);
    w->by_period = domar_scratch(cx, s->periods * k * k);
    if (!w->counts || !w->by_lag || !w->by_period) return DOMAR_ENOMEM;
    const double length = (double)w->o->step * p->step;
    for (size_t u = 0; u < s->units; u++)
        for (size_t i = s->start[u], j = i; i < s->start[u + 1]; i++) {
            while (j < s->start[u + 1] && p->time[s->period[j]] < p->time[s->period[i]] + length * (1 - 1e-9)) j++;
            if (j == s->start[u + 1]) break;
            if (fabs(p->time[s->period[j]] - p->time[s->period[i]] - length) > 1e-9 * length) continue;
            const size_t move = w->of[i] * k + w->of[j];
            w->counts[move]++;
            w->by_period[s->period[i] * k * k + move]++;
            w->moves++;
            if (!w->spatial || w->of_lag[i] == NO_CLASS) continue;
            w->by_lag[w->of_lag[i] * k * k + move]++;
            w->lag_moves++;
        }
    for (size_t t = 0; t < s->periods; t++) {            /* periods without moves are no chains */
        double sum = 0;
        for (size_t i = 0; i < k * k; i++) sum += w->by_period[t * k * k + i];
        if (sum > 0) memmove(w->by_period + k * k * w->begins++, w->by_period + t * k * k, k * k * sizeof *w->by_period);
    }
    if (w->moves) return DOMAR_OK;
    return domar_fail(cx, DOMAR_EDATA, "no unit is there in two periods %lld apart: moves cannot be seen", (long long)w->o->step);
}

/* ---- rows */
static struct row *next(struct work *w, size_t a, size_t b, size_t c)
{
    struct row *r = &w->rows[w->count++];
    r->at[0] = (uint32_t)a;
    r->at[1] = (uint32_t)b;
    r->at[2] = (uint32_t)c;
    return r;
}

static void move_of(struct row *r, const domar_markov *m, size_t i, size_t j, double step)
{
    const double p = m->P[i * m->k + j];
    r->moves = m->count[i * m->k + j];
    r->probability = p;
    r->se = sqrt(p * (1 - p) / m->row[i]);
    r->passage = step * m->passage[i * m->k + j];
}

static void ways_of(struct row *r, const domar_markov *m, size_t i)
{
    r->moves = m->row[i];
    r->stay = m->P[i * m->k + i];
    for (size_t j = 0; j < m->k; j++) {
        r->down += j < i ? m->P[i * m->k + j] : 0;
        r->up += j > i ? m->P[i * m->k + j] : 0;
    }
    if (!(m->row[i] > 0)) r->up = r->down = NAN;
    r->long_run = 100 * m->ergodic[i];
    r->sojourn = r->stay < 1 ? 1 / (1 - r->stay) : NAN;
}

static void class_row(struct work *w, size_t i)
{
    struct row *r = next(w, i, 0, 0);
    size_t in[2] = { 0, 0 }, last = w->c.periods - 1;
    const bool fixed = *w->o->rule == 'q' || *w->o->rule == 'v';
    ways_of(r, &w->m, i);
    r->sojourn *= (double)w->o->step;
    r->from = i && (fixed || *w->o->rule == 'm') ? w->cuts[i - 1] : NAN;
    r->to = i + 1 < w->k && (fixed || *w->o->rule == 'm') ? w->cuts[i] : NAN;
    for (size_t q = 0; q < w->s->rows; q++) r->rows += w->of[q] == i;
    for (int end = 0; end < 2; end++) {
        const size_t t = end ? last : 0;
        for (size_t q = w->c.start[t]; q < w->c.start[t + 1]; q++) in[end] += w->of[w->c.row[q]] == i;
    }
    r->first = 100 * (double)in[0] / (double)(w->c.start[1] - w->c.start[0]);
    r->last = 100 * (double)in[1] / (double)(w->c.start[last + 1] - w->c.start[last]);
}

static domar_status lag_rows(domar_cx *cx, struct work *w, bool moves)
{
    for (size_t l = 0; l < w->k; l++) {
        domar_markov m;
        const domar_status st = domar_markov_of(cx, &m, w->by_lag + l * w->k * w->k, w->k);
        if (st) return st;
        for (size_t i = 0; i < w->k; i++) {
            if (!moves) ways_of(next(w, l, i, 0), &m, i);
            for (size_t j = 0; moves && j < w->k; j++) move_of(next(w, l, i, j), &m, i, j, (double)w->o->step);
        }
    }
    return DOMAR_OK;
}

static void statistic_rows(struct work *w)
{
    const domar_markov *m = &w->m;
    const double value[STATISTICS] = { m->shorrocks, m->bartholomew, m->second, m->determinant, m->half_life * (double)w->o->step, w->time.lr, w->time.q,
                                       w->space.lr, w->space.q };
    for (size_t i = 0; i < (w->spatial ? STATISTICS : LR_SPACE); i++) {
        const domar_markov_test *t = i < LR_TIME ? NULL : i < LR_SPACE ? &w->time : &w->space;
        const bool lr = i == LR_TIME || i == LR_SPACE;
        struct row *r = next(w, i, 0, 0);
        r->value = value[i];
        r->df = t ? t->df : NAN;
        r->p = t ? lr ? t->p_lr : t->p_q : NAN;
        r->df_full = t ? t->df_full : NAN;
        r->p_full = t ? lr ? t->p_lr_full : t->p_q_full : NAN;
    }
}

static void unit_row(struct work *w, size_t i)
{
    struct row *r = next(w, w->s->unit[i], w->s->period[i], 0);
    r->value = w->s->x[0][i];
    r->of = w->of[i] + 1;
    r->lag_value = w->spatial ? w->lag[i] : NAN;
    r->of_lag = w->spatial && w->of_lag[i] != NO_CLASS ? w->of_lag[i] + 1 : NAN;
}

static domar_status make_rows(domar_cx *cx, struct work *w, size_t grain)
{
    const size_t k = w->k, most = k * k * k > w->s->rows ? k * k * k : w->s->rows;
    w->rows = domar_scratch_bytes(cx, most + STATISTICS, sizeof *w->rows);
    if (!w->rows) return DOMAR_ENOMEM;
    if (grain == BY_LAG || grain == BY_LAG_CLASS) return lag_rows(cx, w, grain == BY_LAG);
    if (grain == BY_STATISTIC) statistic_rows(w);
    for (size_t i = 0; grain == BY_MOVE && i < k * k; i++) move_of(next(w, i / k, i % k, 0), &w->m, i / k, i % k, (double)w->o->step);
    for (size_t i = 0; grain == BY_CLASS && i < k; i++) class_row(w, i);
    for (size_t i = 0; grain == BY_UNIT && i < w->s->rows; i++) unit_row(w, i);
    return DOMAR_OK;
}

/* ---- answer */
static domar_status class_axis(domar_cx *cx, domar_axis **out, size_t k)
{
    char code[DOMAR_CLASSES][24], en[DOMAR_CLASSES][64], zh[DOMAR_CLASSES][64];
    domar_item items[DOMAR_CLASSES];
    for (size_t i = 0; i < k; i++) {
        snprintf(code[i], sizeof code[i], "%zu", i + 1);
        snprintf(en[i], sizeof en[i], "class %zu%s", i + 1, i == 0 ? " (lowest)" : i + 1 == k ? " (highest)" : "");
        snprintf(zh[i], sizeof zh[i], "第 %zu 级%s", i + 1, i == 0 ? "（最低）" : i + 1 == k ? "（最高）" : "");
        items[i] = (domar_item){ .code = code[i], .en = en[i], .zh = zh[i] };
    }
    return domar_axis_new(cx, out, items, k);
}

static domar_status put(domar_cx *cx, domar_result **out, const struct work *w, size_t grain)
{
    static const domar_record_field *const fields[] = { of_move, of_class, of_move, of_lag_class, of_statistic, of_unit };
    static const char *const names[][3] = { { "class", "next" }, { "class" }, { "lag", "class", "next" }, { "lag", "class" }, { "statistic" },
                                            { "unit", "period" } };
    domar_axis *classes = NULL, *list = NULL;
    domar_dim dims[3];
    size_t count = 0;
    domar_status st = class_axis(cx, &classes, w->k);
    if (!st) st = domar_axis_new(cx, &list, statistics, STATISTICS);
    for (; !st && count < 3 && names[grain][count]; count++)
        dims[count] = (domar_dim){ names[grain][count], grain == BY_STATISTIC ? list : grain != BY_UNIT ? classes : count ?
                                   w->s->panel->period_axis : w->s->panel->unit_axis };
    if (!st) st = domar_result_new_rows(cx, out, "index.transition", NULL, dims, count, w->count);
    for (size_t d = 0; !st && d < count; d++)
        for (size_t i = 0; i < w->count; i++) domar_result_codes(*out, dims[d].name)[i] = w->rows[i].at[d];
    if (!st) st = domar_result_put_records(cx, *out, columns, fields[grain], w->rows, sizeof *w->rows);
    domar_axis_free(classes);
    domar_axis_free(list);
    return st;
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    static const char *const rules[] = { "quantiles of all periods together, type 7", "quantiles of each period, type 7", "multiples of the period's mean",
                                         "given values" };
    const size_t rule = *w->o->rule == 'q' ? 0 : *w->o->rule == 'p' ? 1 : *w->o->rule == 'm' ? 2 : 3;
    domar_text t = domar_text_new(cx);
    for (size_t i = 0; i + 1 < w->k; i++) domar_text_printf(&t, "%s%.10g", i ? ", " : "", w->cuts[i]);
    domar_status st = t.status;
    if (!st) st = domar_result_certify_text(cx, r, "variable", w->o->variable);
    if (!st) st = domar_result_certify_text(cx, r, "class_rule", rules[rule]);
    if (!st && rule != 1) st = domar_result_certify_text(cx, r, "cuts", t.data);
    if (!st) st = domar_result_certify_text(cx, r, "class_bounds", "above the lower, up to the upper");
    if (!st) st = domar_result_certify(cx, r, "step", (double)w->o->step, NAN);
    if (!st) st = domar_result_certify(cx, r, "moves", (double)w->moves, NAN);
    if (!st) st = domar_result_certify_text(cx, r, "long_run", w->m.ergodic_unique ? "unique" : "not unique, or a class without moves: not given");
    if (!st) st = domar_result_certify_text(cx, r, "df", "rows and moves that were seen");
    if (!st && w->spatial) st = domar_weights_certify(cx, r, &w->choice, &w->pairs, w->last);
    if (!st && w->spatial) st = domar_result_certify_text(cx, r, "lag", "of the period in which the move begins");
    if (!st && w->spatial) st = domar_result_certify_text(cx, r, "lag_cuts", *w->o->lag_cuts == 'o' ? "quantiles of the surroundings" : "as of the units");
    if (!st && w->spatial) st = domar_result_certify(cx, r, "moves_with_surroundings", (double)w->lag_moves, NAN);
    domar_text_drop(&t);
    return st;
}

static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_markov *m = &w->m;
    const size_t top = w->k - 1;
    if (!(m->row[0] > 0) || !(m->row[top] > 0)) return DOMAR_OK;
    domar_text en = domar_text_new(cx), zh = domar_text_new(cx);
    domar_text_printf(&en, "Of units in the lowest class of %s %.1f %% are there after %lld period%s, of those in the highest %.1f %%", w->o->variable,
                      100 * m->P[0], (long long)w->o->step, w->o->step > 1 ? "s" : "", 100 * m->P[w->k * w->k - 1]);
    domar_text_printf(&zh, "%s最低等级的单位 %lld 期后仍停留的占 %.1f%%，最高等级为 %.1f%%", w->o->variable, (long long)w->o->step, 100 * m->P[0],
                      100 * m->P[w->k * w->k - 1]);
    if (w->spatial && !isnan(w->space.p_lr)) {
        const bool matters = w->space.p_lr < 0.05;
        domar_text_printf(&en, "; surroundings %s (LR %.2f, p %.3f).", matters ? "matter" : "make no difference that chance would not", w->space.lr, w->space.p_lr);
        domar_text_printf(&zh, "；周边水平%s（LR %.2f，p %.3f）。", matters ? "有显著影响" : "无显著影响", w->space.lr, w->space.p_lr);
    } else {
        domar_text_put(&en, ".");
        domar_text_put(&zh, "。");
    }
    return domar_result_read_texts(cx, r, &en, &zh);
}

static domar_status check(domar_cx *cx, struct work *w, const domar_input *in)
{
    const struct options *o = w->o;
    w->spatial = o->adjacency || o->distance || o->economic;
    w->k = (size_t)o->classes;
    if (!o->variable) return domar_fail(cx, DOMAR_EUSAGE, "index.transition needs --variable: the column that classes are made of");
    if (!w->spatial && (in->grain == BY_LAG || in->grain == BY_LAG_CLASS))
        return domar_fail(cx, DOMAR_EUSAGE, "--by %s: who is near whom? Give --adjacency FILE, --distance lon,lat or --economic GDP", grains[in->grain].name);
    if (w->spatial && *o->lag_cuts == 's' && strcmp(o->standardise, "row") != 0)
        return domar_fail(cx, DOMAR_EUSAGE, "--standardise %s: sums over neighbours cannot be classed like values; choose row, or --lag_cuts own", o->standardise);
    if (w->spatial && *o->lag_cuts == 'o' && *o->rule != 'q' && *o->rule != 'p')
        return domar_fail(cx, DOMAR_EUSAGE, "--lag_cuts own goes with --rule quantiles or period_quantiles");
    return read_cuts(cx, w);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in, const void *options)
{
    const struct options *o = options;
    const domar_mark mark = domar_scratch_mark(cx);
    struct work w = { .o = o, .choice = DOMAR_WEIGHTS_CHOICE(o) };
    domar_sample *s = NULL;
    domar_status st = check(cx, &w, in);
    if (!st) st = domar_sample_new(cx, &s, in->panel, &o->variable, 1, in->missing);
    if (!st) st = domar_cross_sections_of(cx, &w.c, s);
    w.s = s;
    if (!st && w.spatial) st = make_lags(cx, &w);
    if (!st) st = make_classes(cx, &w);
    if (!st) st = count_moves(cx, &w);
    if (!st) st = domar_markov_of(cx, &w.m, w.counts, w.k);
    if (!st) st = domar_markov_same(cx, &w.time, w.by_period, w.begins, w.k);
    if (!st) st = domar_markov_same(cx, &w.space, w.by_lag, w.k, w.k);
    if (!st) st = make_rows(cx, &w, in->grain);
    if (!st) st = put(cx, out, &w, in->grain);
    if (!st) st = certify(cx, *out, &w);
    if (!st) st = domar_sample_certify(cx, *out, s, in->missing);
    if (!st) st = read_out(cx, *out, &w);
    domar_weights_free(w.raw);
    domar_weights_free(w.last);
    domar_sample_free(s);
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_method domar_index_transition = {
    .id = "index.transition", .title_en = "Moves between classes: Markov chains, also by surroundings", .title_zh = "等级转移：马尔可夫链与空间马尔可夫链",
    .about_en = "Units are put into classes, and moves from period to period are counted: who stays, who climbs, what the shares come to in the long run, "
                "how long a class takes to be reached, how mobile the whole is. With spatial weights moves are told apart by the class of the "
                "surroundings at their beginning, and tests say whether these matter.",
    .about_zh = "将各单位分级并统计逐期转移：谁停留、谁上移，长期分布如何，到达某级需多久，整体流动性多大。给出空间权重时，按期初周边水平的等级分列转移，"
                "并检验周边是否有影响。",
    .formula = "p_{ij} = \\frac{n_{ij}}{\\sum_j n_{ij}}, \\quad \\pi' = \\pi' P, \\quad LR = 2 \\sum_{l,i,j} n_{ij}(l) \\ln \\frac{p_{ij}(l)}{p_{ij}}",
    .cite = "anderson1957; bickenbach2003; rey2001; shorrocks1978", .params = params, .grains = grains, .columns = columns,
    .dim_docs = "class: where a move begins, 1 is the lowest; next: where it ends; lag: class of the surroundings; statistic: measure or test",
    .dim_docs_zh = "class：期初等级，1 为最低；next：期末等级；lag：周边水平等级；statistic：指数或检验",
    .example = "variable=output distance=x,y", .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_PANEL, .run = run };
