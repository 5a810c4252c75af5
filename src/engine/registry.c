/* engine/registry.c -- the tables behind the def files, and finding a method by name. */
#include "engine/registry.h"
#include "base/text.h"
#include "panel/sample.h"

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

const domar_param domar_panel_params[] = {
    { .name = "by", .kind = DOMAR_TEXT, .en = "Grain of the answer: one of the method's grains.",
      .zh = "结果的粒度：该方法所列粒度之一。" },
    { .name = "missing", .kind = DOMAR_TEXT, .text = "error", .choices = DOMAR_MISSING_CHOICES,
      .en = "Missing values: refused, their rows dropped, counted as zero, or filled within the unit by its mean, by the line "
            "between neighbouring periods, or by the last value.",
      .zh = "缺失值的处理：报错、删除该行、按零计，或在单元内以均值、相邻期间线性插值、前值填补。" },
    { .name = "define", .kind = DOMAR_TEXT,
      .en = "Definition of a composite index: a YAML or JSON page (docs/index-definitions.md). For methods of indices.",
      .zh = "综合指数的定义：YAML 或 JSON 文件（见 docs/index-definitions.md）。适用于指数类方法。" },
    { .name = "where", .kind = DOMAR_TEXT,
      .en = "Only rows of the panel that satisfy this: \"region=East|West\", \"capital>0\", several joined by &.",
      .zh = "只用满足条件的行：“region=East|West”、“capital>0”，多个条件以 & 连接。" },
    { .name = "periods", .kind = DOMAR_TEXT, .en = "Only these periods: 2010, 2005-2010, or codes separated by commas.",
      .zh = "只用这些期间：2010、2005-2010，或以逗号分隔的代码。" },
    { .name = "units", .kind = DOMAR_TEXT, .en = "Keep rows of these units in the answer (codes, comma-separated).",
      .zh = "结果只保留这些单元（代码，逗号分隔）。" },
    { .name = "sort", .kind = DOMAR_TEXT,
      .en = "Sort the rows of each period by this column, largest first; +column for smallest first.",
      .zh = "每期内按此列排序，由大到小；+列名则由小到大。" },
    { .name = "top", .kind = DOMAR_INT, .def = 0, .lo = 0, .hi = 1e9,
      .en = "Keep the first rows of each period after sorting (by the first value where no sort is given); 0 keeps all.",
      .zh = "排序后每期只保留前若干行（未指定排序时按第一个数值列）；0 表示全部。" },
    { .name = "compare", .kind = DOMAR_TEXT,
      .en = "Conventions side by side: NAME=a,b runs once with each value of the parameter NAME; columns end in .a, .b and "
            ".b.diff, what differs from the first.",
      .zh = "并列比较口径：NAME=a,b 以参数 NAME 的各取值分别计算；列名以 .a、.b 结尾，.b.diff 为与第一个之差。" },
    { .name = "confidential", .kind = DOMAR_BOOL, .def = 0, .lo = 0, .hi = 1,
      .en = "Nothing about few units leaves: rows of less than three units, or of one with more than 85 per cent of the sum, "
            "lose their numbers; rows of single units are refused.",
      .zh = "保密：少于三个单元或单一单元占比超过 85% 的行不给数值；单个单元的行不予输出。" },
    { .name = NULL }
};

const domar_param domar_panel_reading[] = {
    { .name = "unit", .kind = DOMAR_TEXT,
      .en = "Column that tells units apart (province, firm); by its name where not given, else the first column of texts; row: "
            "every row is a unit.",
      .zh = "区分单元（省份、企业）的列；未指定时按列名识别，否则取第一个文本列；row 表示每行一个单元。" },
    { .name = "period", .kind = DOMAR_TEXT, .en = "Column that tells periods apart; by its name where not given (year, period, ...).",
      .zh = "区分期间的列；未指定时按列名识别（year、period、年份等）。" },
    { .name = "sheet", .kind = DOMAR_TEXT, .en = "Sheet of a workbook, by name or number; default the first.",
      .zh = "工作簿中的工作表（名称或序号），默认第一个。" },
    { .name = "member", .kind = DOMAR_TEXT, .en = "File within a zip archive.", .zh = "压缩包中的文件。" },
    { .name = "encoding", .kind = DOMAR_TEXT, .choices = "utf-8|gb18030", .en = "Encoding of the text, where it is not recognised.",
      .zh = "文本编码（无法识别时）。" },
    { .name = "columns", .kind = DOMAR_TEXT, .en = "Read these columns only (names, comma-separated).",
      .zh = "只读取这些列（列名，逗号分隔）。" },
    { .name = NULL }
};

bool domar_method_on_panel(const char *id)
{
    const domar_method *m = domar_method_of(id);
    return m && (m->needs & DOMAR_NEEDS_PANEL);
}

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
