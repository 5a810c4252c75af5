/* engine/registry.c -- the tables behind the def files, and finding a method by name. */
#include "engine/registry.h"
#include "base/text.h"

#define DOMAR_METHOD(symbol) extern const domar_method symbol;
#include "engine/methods.def"
#undef DOMAR_METHOD
#define DOMAR_READER(symbol) extern const domar_reader symbol;
#include "engine/readers.def"
#undef DOMAR_READER
#define DOMAR_WRITER(symbol) extern const domar_writer symbol;
#include "engine/writers.def"
#undef DOMAR_WRITER

const domar_method *const domar_methods[] = {
#define DOMAR_METHOD(symbol) &symbol,
#include "engine/methods.def"
#undef DOMAR_METHOD
    NULL
};

const domar_reader *const domar_readers[] = {
#define DOMAR_READER(symbol) &symbol,
#include "engine/readers.def"
#undef DOMAR_READER
    NULL
};

const domar_writer *const domar_writers[] = {
#define DOMAR_WRITER(symbol) &symbol,
#include "engine/writers.def"
#undef DOMAR_WRITER
    NULL
};

const domar_reference domar_references[] = {
#define DOMAR_REFERENCE(key, text, bibtex) { #key, text, bibtex },
#include "engine/references.def"
#undef DOMAR_REFERENCE
    { NULL, NULL, NULL }
};

const domar_param domar_common_params[] = {
    { .name = "year", .kind = DOMAR_TEXT, .en = "Years: 2008, 1995-2008, all; default the last.",
      .zh = "年份：2008、1995-2008 或 all（全部）；默认最后一年。" },
    { .name = "by", .kind = DOMAR_TEXT, .en = "Grain of the answer: one of the method's grains.",
      .zh = "结果的粒度：该方法所列粒度之一。" },
    { .name = "economy", .kind = DOMAR_TEXT,
      .en = "Keep rows of these economies (codes, comma-separated).",
      .zh = "只保留这些经济体（代码，逗号分隔）。" },
    { .name = "industry", .kind = DOMAR_TEXT,
      .en = "Keep rows of these industries (codes, comma-separated).",
      .zh = "只保留这些行业（代码，逗号分隔）。" },
    { .name = "partner", .kind = DOMAR_TEXT,
      .en = "Keep rows of these partners (codes, comma-separated).",
      .zh = "只保留这些伙伴经济体（代码，逗号分隔）。" },
    { .name = "sort", .kind = DOMAR_TEXT,
      .en = "Sort the rows of each year by this column, largest first; +column for smallest first.",
      .zh = "每年内按此列排序，由大到小；+列名则由小到大。" },
    { .name = "top", .kind = DOMAR_INT, .def = 0, .lo = 0, .hi = 1e9,
      .en = "Keep the first rows of each year after sorting (by the first value where no sort is "
            "given); 0 keeps all.",
      .zh = "排序后每年只保留前若干行（未指定排序时按第一个数值列）；0 表示全部。" },
    { .name = "bloc", .kind = DOMAR_TEXT,
      .en = "Economies taken as one, what they sell each other being no trade: EU27, "
            "NORTH=CAN+USA+MEX, several separated by commas; none keeps apart also the parts of "
            "split economies (CN1, MX1), which are otherwise together. For methods that trace "
            "exports.",
      .zh = "视为一个整体的经济体，内部流动不算贸易：EU27、NORTH=CAN+USA+MEX，多个用逗号分隔；none 表示连"
            "拆分的经济体（CN1、MX1 等，默认合并）也分开。适用于追踪出口的方法。" },
    { .name = "scenario", .kind = DOMAR_TEXT,
      .en = "What changes: a YAML or JSON page (docs/scenarios.md), or @trade_costs or @outage, which come with the "
            "program. For methods that simulate.",
      .zh = "情景：YAML 或 JSON 文件（见 docs/scenarios.md），或程序自带的 @trade_costs、@outage。适用于模拟类方法。" },
    { .name = "wedges", .kind = DOMAR_TEXT,
      .en = "Taxes, tariffs and markups over years, beside those of the table: CSV of kind, value (per cent) and those of year, "
            "economy, industry, partner, user, factor that are needed (docs/wedges.md). For methods of growth that say so.",
      .zh = "历年税收、关税和加成（在表内税收之外）：CSV，列为 kind、value（百分比）及所需的 year、economy、industry、partner、"
            "user、factor（见 docs/wedges.md）。适用于注明可用的增长类方法。" },
    { .name = "table_out", .kind = DOMAR_TEXT,
      .en = "Write the table of the new equilibrium to this native file: other methods run on it. For methods that "
            "simulate.",
      .zh = "把新均衡的投入产出表写入此原生文件，可供其他方法使用。适用于模拟类方法。" },
    { .name = NULL }
};

size_t domar_method_count(void)
{
    size_t count = 0;
    while (domar_methods[count]) count++;
    return count;
}

const char *domar_method_id(size_t k) { return domar_methods[k]->id; }

size_t domar_method_find(const char *id)
{
    for (size_t k = 0; domar_methods[k]; k++)
        if (strcmp(domar_methods[k]->id, id) == 0) return k;
    return SIZE_MAX;
}

const domar_method *domar_method_of(const char *id)
{
    const size_t k = domar_method_find(id);
    return k == SIZE_MAX ? NULL : domar_methods[k];
}

static const char *id_of(const void *list, size_t k)
{
    (void)list;
    return domar_methods[k]->id;
}

/* "multipliers" for "accounts.multipliers": the family is what people leave out. */
static const char *with_family(const char *id)
{
    for (size_t k = 0; domar_methods[k]; k++) {
        const char *dot = strchr(domar_methods[k]->id, '.');
        if (dot && domar_icmp(dot + 1, id) == 0) return domar_methods[k]->id;
    }
    return NULL;
}

const char *domar_method_suggest(const char *id)
{
    const char *family = with_family(id);
    if (family) return family;
    const size_t k = domar_nearest(id, domar_method_count(), id_of, NULL);
    return k == SIZE_MAX ? NULL : domar_methods[k]->id;
}
