/* methods/chain/upgrading.c -- who moved up the value chain, and why
 *
 * Of an aggregate ratio R = sum_i w_i r_i (value added over output: w output shares; value added a
 * job: w job shares; upstreamness: w output shares) the change between two years is, exactly,
 *
 *     within_i  = (w_i(0) + w_i(1)) / 2  (r_i(1) - r_i(0))
 *     between_i = ((r_i(0) + r_i(1)) / 2 - (R(0) + R(1)) / 2)  (w_i(1) - w_i(0)),
 *
 * the second measured from the mean, so that growing is good where the ratio is above it.  Value
 * added of an industry that has no weight (no jobs) enters within, so that the sum stays exact.
 *
 * An industry's verdict looks at two things: what it keeps of its output, and what it holds of the
 * world's value added in its line (of its economy's in a national table). */
#include "model/accounts.h"
#include "model/selection.h"
#include "spec/method.h"
#include <math.h>
#include <string.h>

struct options { const char *measure; };

enum { BY_INDUSTRY, BY_ECONOMY };

static const domar_param params[] = {
    { DOMAR_FIELD(struct options, measure), .text = "va_share",
      .choices = "va_share|productivity|upstreamness",
      .en = "The ratio that within and between take apart: value added over output, value added a "
            "job (needs jobs), or stages to final use.",
      .zh = "within 与 between 所分解的指标：增加值率、劳动生产率（需就业数据）或上游度。" },
    { .name = NULL } };

static const domar_grain grains[] = {
    { "industry", "economy,industry", "From the first to the last year, by industry.",
      "首年至末年，按行业。" },
    { "economy", "economy", "The path over the years, economies; changes since the year before.",
      "各年路径，按经济体；变化为与前一年相比。" },
    { .name = NULL } };

enum { UPGRADED, SQUEEZED, SELECTIVE, RETREATED, NO_VERDICT };
static const domar_item verdicts[] = {
    { "upgraded", "upgraded: keeps more of its output and holds more of the world's value added",
      "升级：增加值率与世界份额均上升", NULL, NULL },
    { "squeezed", "squeezed: holds more, keeps less of its output", "增量低利：世界份额上升而增加值率下降", NULL, NULL },
    { "selective", "selective: keeps more of its output, holds less", "缩量提质：增加值率上升而世界份额下降", NULL, NULL },
    { "retreated", "retreated: keeps less and holds less", "退步：增加值率与世界份额均下降", NULL, NULL },
    { "none", "no output in one of the years", "某一年份无产出", NULL, NULL },
    { .code = NULL } };

static const domar_column columns[] = {
    { "upstreamness", "stages", "Stages to final use.", "上游度。", NULL },
    { "upstreamness_change", "stages", "Its change: since the first year; of an economy since the year before.",
      "上游度变化：与首年相比；经济体为与前一年相比。", NULL },
    { "va_share", "share", "Value added over output.", "增加值率。", NULL },
    { "va_share_change", "share", "Its change, likewise.", "增加值率变化（同上）。", NULL },
    { "world_share", "share", "Share in the world's value added of the industry (of an economy: in all; "
      "in a national table: in the economy's).", "占世界同行业增加值的比重（经济体为占总量；单国表为占本国）。", NULL },
    { "world_share_change", "share", "Its change, likewise.", "该比重变化（同上）。", NULL },
    { "productivity", "money per job", "Value added a job, current prices.",
      "劳均增加值（现价）。", NULL },
    { "productivity_growth", "share a year", "Its growth a year, current prices; none unless above zero in "
      "both years.", "劳均增加值年均增长率（现价）；任一年不为正则不给。", NULL },
    { "within", "share, stages or money per job", "Change of the economy's ratio that comes from the industry's own ratio.",
      "由行业自身指标变化引起的总体变化。", NULL },
    { "between", "share, stages or money per job", "Change of it that comes from the industry's weight.", "由行业比重变化引起的总体变化。",
      NULL },
    { "verdict", NULL, "What happened, in a word.", "结论。", verdicts },
    { .name = NULL } };

enum { VA_SHARE, PRODUCTIVITY, UPSTREAMNESS };

/* One year: n each, NaN where not known. */
struct year { double *stages, *jobs; const double *x, *va; };

struct work {
    const domar_input *in;
    const domar_table *t;
    size_t years;
    struct year *of;
    int measure;
};

static domar_status look(domar_cx *cx, struct work *w, size_t k)
{
    const domar_table *t = domar_series_table(w->in->series, w->in->first + k);
    struct year *y = &w->of[k];
    const double *jobs = domar_row_of_kind(t, DOMAR_JOBS, NULL);
    domar_leontief *system = NULL;
    y->stages = domar_scratch(cx, t->n);
    y->jobs = domar_scratch(cx, t->n);
    y->x = t->x;
    y->va = t->va;
    if (!y->stages || !y->jobs) return DOMAR_ENOMEM;
    memcpy(y->stages, t->x, t->n * sizeof *t->x);
    domar_status st = domar_leontief_new(cx, &system, t->Z, t->x, NULL, t->G, t->N);
    if (!st) st = domar_leontief_solve(cx, system, y->stages, 1);      /* u = B x / x */
    domar_leontief_free(system);
    for (size_t i = 0; i < t->n; i++) y->jobs[i] = jobs ? jobs[i] : NAN;
    return st;
}

/* Numerator and denominator of the ratio, whose shares weigh. */
static void parts(const struct work *w, size_t k, size_t i, double *top, double *bottom)
{
    const struct year *y = &w->of[k];
    *top = w->measure == UPSTREAMNESS ? y->stages[i] : y->va[i];
    *bottom = w->measure == PRODUCTIVITY ? y->jobs[i] : y->x[i];
}

static double ratio(double a, double b) { return b > 0 || b < 0 ? a / b : NAN; }

/* Sums over an economy; missing jobs of an industry with output make them missing. */
static void totals(const struct work *w, size_t k, size_t g, double *top, double *bottom)
{
    *top = *bottom = 0;
    for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
        double a, b;
        parts(w, k, i, &a, &b);
        if (!domar_produces(w->of[k].x[i])) continue;
        *top += a;
        *bottom += b;
    }
}

/* within and between of industry i from year a to year b. */
static void shift(const struct work *w, size_t a, size_t b, size_t i, double *within, double *between)
{
    double top[2], bottom[2], all_top[2], all_bottom[2], r[2], weight[2], loose[2];
    const size_t year[] = { a, b };
    for (int k = 0; k < 2; k++) {
        parts(w, year[k], i, &top[k], &bottom[k]);
        totals(w, year[k], i / w->t->N, &all_top[k], &all_bottom[k]);
        const bool there = domar_produces(w->of[year[k]].x[i]);
        weight[k] = there ? ratio(bottom[k], all_bottom[k]) : 0;
        r[k] = there ? ratio(top[k], bottom[k]) : NAN;
        /* What no weight carries: value added without a job. */
        loose[k] = there && isnan(r[k]) && !isnan(bottom[k]) ? ratio(top[k], all_bottom[k]) : 0;
    }
    /* An industry that comes or goes has its only ratio. */
    if (isnan(r[0]) && !(fabs(weight[0]) > 0)) r[0] = r[1];
    if (isnan(r[1]) && !(fabs(weight[1]) > 0)) r[1] = r[0];
    if (isnan(r[0]) && !(fabs(weight[0]) > 0) && !(fabs(weight[1]) > 0)) r[0] = r[1] = 0;
    const double mean = 0.5 * (ratio(all_top[0], all_bottom[0]) + ratio(all_top[1], all_bottom[1]));
    *within = 0.5 * (weight[0] + weight[1]) * (r[1] - r[0]) + loose[1] - loose[0];
    *between = (0.5 * (r[0] + r[1]) - mean) * (weight[1] - weight[0]);
}

/* ---- rows: of an industry i, or of the economy g (i == SIZE_MAX) */
struct figures { double stages, va_share, world, productivity; };

static struct figures at(const struct work *w, size_t k, size_t g, size_t i)
{
    const domar_table *t = w->t;
    const struct year *y = &w->of[k];
    double x = 0, va = 0, jobs = 0, stages = 0, world = 0;
    for (size_t j = 0; j < t->n; j++) {
        const bool mine = i == SIZE_MAX ? j / t->N == g : j == i;
        const bool line = t->G == 1 || i == SIZE_MAX || j % t->N == i % t->N;
        if (line) world += y->va[j];
        if (!mine || !domar_produces(y->x[j])) continue;
        x += y->x[j];
        va += y->va[j];
        stages += y->stages[j];
        jobs += y->jobs[j];
    }
    return (struct figures){ ratio(stages, x), ratio(va, x), ratio(va, world), ratio(va, jobs) };
}

static uint32_t verdict(const struct figures *a, const struct figures *b)
{
    if (isnan(a->va_share) || isnan(b->va_share)) return NO_VERDICT;
    const bool keeps = b->va_share >= a->va_share, holds = b->world >= a->world;
    return keeps ? holds ? UPGRADED : SELECTIVE : holds ? SQUEEZED : RETREATED;
}

/* A year; NAN where one of the two is not above zero: such a growth means nothing. */
static double growth(double first, double last, int years)
{
    return first > 0 && last > 0 ? pow(last / first, 1 / (double)years) - 1 : NAN;
}

enum { VALUES = 10 };

/* from: the year it is compared with, SIZE_MAX: none. */
static uint32_t fill(const struct work *w, double out[VALUES], size_t from, size_t to, size_t g, size_t i)
{
    const struct figures b = at(w, to, g, i);
    const struct figures a = from == SIZE_MAX ? (struct figures){ NAN, NAN, NAN, NAN } : at(w, from, g, i);
    const int span = from == SIZE_MAX ? 0 : domar_series_year(w->in->series, w->in->first + to) -
                                            domar_series_year(w->in->series, w->in->first + from);
    double within = 0, between = 0;
    for (size_t j = i == SIZE_MAX ? g * w->t->N : i;
         from != SIZE_MAX && j < (i == SIZE_MAX ? (g + 1) * w->t->N : i + 1); j++) {
        double one, other;
        shift(w, from, to, j, &one, &other);
        within += one;
        between += other;
    }
    if (from == SIZE_MAX) within = between = NAN;
    const double all[VALUES] = {
        b.stages, b.stages - a.stages, b.va_share, b.va_share - a.va_share, b.world, b.world - a.world,
        b.productivity, growth(a.productivity, b.productivity, span), within, between };
    memcpy(out, all, sizeof all);
    return verdict(&a, &b);
}

/* ---- answer */
static domar_status put(domar_cx *cx, domar_result *r, const struct work *w, const double *values,
                        const uint32_t *classes, size_t rows)
{
    const char *jobs = domar_unit_of_kind(w->t, DOMAR_JOBS);
    char *per_job = domar_format(cx, "money per %s", *jobs ? jobs : "job");
    const char *const units[] = { "share", per_job, "stages" };
    double *column = domar_scratch(cx, rows);
    domar_status st = column && per_job ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t c = 0; !st && c < VALUES; c++) {
        bool any = false;
        for (size_t k = 0; k < rows; k++) {
            column[k] = values[k * VALUES + c];
            any = any || !isnan(column[k]);
        }
        if (c >= 6 && c < 8 && !any) continue;       /* no jobs in this table */
        const domar_column described[] = {
            { columns[c].name, c == 6 ? per_job : c < 8 ? columns[c].unit : units[w->measure],
              columns[c].en, columns[c].zh, NULL }, { .name = NULL } };
        st = domar_result_put(cx, r, described, columns[c].name, column);
    }
    domar_release(per_job);
    return st || !classes ? st : domar_result_put_class(cx, r, columns, "verdict", classes);
}

static domar_status certify(domar_cx *cx, domar_result *r, const struct work *w)
{
    double gap = 0;
    for (size_t g = 0; g < w->t->G; g++) {
        double top[2], bottom[2], sum = 0;
        totals(w, 0, g, &top[0], &bottom[0]);
        totals(w, w->years - 1, g, &top[1], &bottom[1]);
        for (size_t i = g * w->t->N; i < (g + 1) * w->t->N; i++) {
            double within, between;
            shift(w, 0, w->years - 1, i, &within, &between);
            sum += within + between;
        }
        const double first = ratio(top[0], bottom[0]), last = ratio(top[1], bottom[1]);
        if (isfinite(sum) && fabs(last) > 0) gap = fmax(gap, fabs(sum - (last - first)) / fabs(last));
    }
    return domar_result_certify(cx, r, "within_and_between_against_change", gap, 1e-10);
}

/* The industry of the economy asked for with the largest gain in world value added. */
static domar_status read_out(domar_cx *cx, domar_result *r, const struct work *w)
{
    const domar_axis *economies = domar_series_axis(w->in->series, DOMAR_ECONOMIES),
                     *industries = domar_series_axis(w->in->series, DOMAR_INDUSTRIES);
    const size_t last = w->years - 1;
    size_t top = SIZE_MAX, counts[5] = { 0 };
    double most = 0;
    for (size_t i = 0; i < w->t->n; i++) {
        if (!domar_economy_selected(w->t, w->in->economy, i / w->t->N)) continue;
        const struct figures a = at(w, 0, i / w->t->N, i), b = at(w, last, i / w->t->N, i);
        const uint32_t v = verdict(&a, &b);
        counts[v]++;
        if (v != UPGRADED || (top != SIZE_MAX && b.world - a.world <= most)) continue;
        top = i;
        most = b.world - a.world;
    }
    const size_t all = counts[0] + counts[1] + counts[2] + counts[3];
    char *en, *zh;
    if (top == SIZE_MAX) {
        en = domar_format(cx, "None of %zu industries upgraded: none keeps more of its output and holds "
                          "more of the world's value added.", all);
        zh = domar_format(cx, "%zu 个行业中没有一个实现升级（增加值率与世界份额同时上升）。", all);
    } else {
        en = domar_format(cx, "%zu of %zu industries upgraded, most of all %s of %s: its share in the "
                          "world's value added of the line rose by %.1f points.", counts[UPGRADED], all,
                          domar_axis_label(industries, top % w->t->N, "en"),
                          domar_axis_label(economies, top / w->t->N, "en"), 100 * most);
        zh = domar_format(cx, "%zu 个行业中有 %zu 个实现升级，最突出的是%s的%s：占世界同行业增加值的比重上升 %.1f 个百分点。",
                          all, counts[UPGRADED], domar_axis_label(economies, top / w->t->N, "zh"),
                          domar_axis_label(industries, top % w->t->N, "zh"), 100 * most);
    }
    return domar_result_read_own(cx, r, en, zh);
}

static domar_status answer(domar_cx *cx, domar_result **out, const struct work *w)
{
    const bool whole = w->in->grain == BY_ECONOMY;
    const size_t rows = whole ? w->years * w->t->G : w->t->n;
    double *values = domar_scratch(cx, rows * VALUES);
    uint32_t *classes = domar_scratch_bytes(cx, rows, sizeof *classes);
    domar_dim dims[9] = { { "year", w->in->years } };
    const size_t count = 1 + domar_grain_dims(dims + 1, &grains[w->in->grain], w->t, NULL);
    char *money = domar_series_money(cx, w->in->series);
    domar_status st = values && classes && money ? DOMAR_OK : DOMAR_ENOMEM;
    if (!st) st = domar_result_new_rows(cx, out, "chain.upgrading", money, dims, count, rows);
    domar_release(money);
    if (st) return st;
    uint32_t *year = domar_result_codes(*out, "year"), *economy = domar_result_codes(*out, "economy");
    uint32_t *industry = whole ? NULL : domar_result_codes(*out, "industry");
    for (size_t k = 0; k < rows; k++) {
        const size_t at_year = whole ? k / w->t->G : w->years - 1;
        const size_t g = whole ? k % w->t->G : k / w->t->N, i = whole ? SIZE_MAX : k;
        const size_t from = !whole ? 0 : at_year ? at_year - 1 : SIZE_MAX;
        year[k] = (uint32_t)at_year;
        economy[k] = (uint32_t)g;
        if (industry) industry[k] = (uint32_t)(k % w->t->N);
        classes[k] = fill(w, values + k * VALUES, from, at_year, g, i);
    }
    return put(cx, *out, w, values, whole ? NULL : classes, rows);
}

static domar_status run(domar_cx *cx, domar_result **out, const domar_input *in,
                        const void *options)
{
    static const char *const names[] = { "va_share", "productivity", "upstreamness" };
    const struct options *opt = options;
    struct work w = { .in = in, .t = in->table, .years = in->last - in->first + 1 };
    if (w.years < 2)
        return domar_one_year(cx, in, "chain.upgrading");
    while (strcmp(names[w.measure], opt->measure) != 0) w.measure++;
    if (w.measure == PRODUCTIVITY && !domar_row_of_kind(w.t, DOMAR_JOBS, NULL))
        return domar_fail(cx, DOMAR_EDATA, "the table has no row of jobs: import it with --satellite, or take "
                          "another --measure");
    w.of = domar_scratch_bytes(cx, w.years, sizeof *w.of);
    domar_status st = w.of ? DOMAR_OK : DOMAR_ENOMEM;
    for (size_t k = 0; !st && k < w.years; k++) {
        st = look(cx, &w, k);
        if (!st) st = domar_tick(cx, k + 1, w.years);
    }
    if (!st) st = answer(cx, out, &w);
    if (!st) st = certify(cx, *out, &w);
    return st ? st : read_out(cx, *out, &w);
}

const domar_method domar_chain_upgrading = {
    .id = "chain.upgrading",
    .title_en = "Upgrading: who moved up the value chain, and why",
    .title_zh = "价值链升级：谁在上移、为何上移",
    .about_en =
        "Follows position, value added per output, share in the world's value added and value added "
        "a job over the years. By industry it compares the last year with the first and gives a "
        "verdict: upgraded (keeps more of its output and holds more of the world's value added in its "
        "line), squeezed, selective, retreated. The change of the economy's ratio is taken apart "
        "exactly into what happened within industries and what their weights did. Money is in "
        "current prices.",
    .about_zh =
        "跟踪位置、增加值率、世界增加值份额和劳均增加值的逐年变化。按行业比较首末两年并给出结论：升级（增加值率与世界同行业份额"
        "同时上升）、增量低利、缩量提质、退步。经济体总体指标的变化被严格分解为行业内变化与行业比重变化。货币按现价。",
    .formula = "\\Delta R = \\sum_i \\bar w_i \\Delta r_i + \\sum_i (\\bar r_i - \\bar R) \\Delta w_i",
    .cite = "humphrey2002; antras2012",
    .params = params, .grains = grains, .columns = columns,
    .dim_docs = "year: the last one, or each on the path; economy, industry: who is looked at",
    .dim_docs_zh = "year：末年，或路径上的各年；economy、industry：考察对象",
    .options_size = sizeof(struct options), .needs = DOMAR_NEEDS_SERIES, .run = run };
