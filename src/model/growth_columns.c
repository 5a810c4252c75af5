/* model/growth_columns.c -- what growth.accounts tells (growth_columns.h). */
#include "model/growth_columns.h"

#define LOG "per cent (log)"
const domar_column domar_growth_columns[] = {
    { "output", LOG, "Growth of gross output.", "总产出增长。", NULL },
    { "inputs", LOG, "Contribution of inputs bought.", "中间投入的贡献。", NULL },
    { "value_added", LOG, "Growth of real value added (economy: Tornqvist or Fisher index of industries).",
      "实际增加值增长（经济体：各行业的指数加总）。", NULL },
    { "hours", LOG, "Contribution of hours worked, or of heads (the certificate tells).", "工时的贡献（或人数，见证书）。", NULL },
    { "quality", LOG, "Contribution of labour quality: skills, or services an hour.", "劳动质量的贡献：技能构成或每工时服务。", NULL },
    { "capital", LOG, "Contribution of capital.", "资本的贡献。", NULL },
    { "tfp", LOG, "Total factor productivity: what is left.", "全要素生产率：余项。", NULL },
    { "labour", LOG, "Contribution of labour: hours and quality, or all of it where they are not told apart.",
      "劳动的贡献：工时与质量，或二者不可分时的合计。", NULL },
    { "capital_and_tfp", LOG, "Capital and productivity together, known without capital too.",
      "资本与全要素生产率合计；无资本数据时亦可得。", NULL },
    { "va_labour", LOG, "Contribution of labour to value added.", "劳动对增加值的贡献。", NULL },
    { "va_capital", LOG, "Contribution of capital to value added.", "资本对增加值的贡献。", NULL },
    { "va_tfp", LOG, "Total factor productivity of value added.", "增加值的全要素生产率。", NULL },
    { "labour_productivity", LOG, "Growth of output (economy: value added) an hour, or a head.",
      "每工时（或人均）产出增长；经济体为增加值。", NULL },
    { "tfp_to_economy", LOG, "What the industry's productivity gives its economy: Domar weight times tfp.",
      "行业生产率对经济体的贡献：多马权重乘以 TFP。", NULL },
    { "tfp_industries", LOG, "Productivity of industries, Domar-weighted.", "各行业生产率的多马加权和。", NULL },
    { "reallocation_capital", LOG, "Capital moving to industries where it earns more.", "资本流向收益更高的行业。", NULL },
    { "reallocation_labour", LOG, "Labour moving to industries where it earns more.", "劳动流向报酬更高的行业。", NULL },
    { "deflation", LOG, "Real value added as given less output less inputs: what the price of value added hides in tfp.",
      "所用实际增加值与“产出减投入”之差：由增加值价格引起的 TFP。", NULL },
    { "reallocation_value_added", LOG, "Growth of value added simply added up at prices of the base year less value_added: "
      "with it tfp is that of one production function for all.",
      "按基年价格简单加总的增加值增长减 value_added；加上它即为单一生产函数的 TFP。", NULL },
    { "covered", "share", "Share in value added of the industries with complete data, which alone count.",
      "数据完整、计入加总的行业所占增加值份额。", NULL },
    { "contribution", LOG, "Contribution to the growth of output.", "对产出增长的贡献。", NULL },
    { "level_output", "ratio", "Output, the reference economy being 1.", "产出，基准经济体为 1。", NULL },
    { "level_inputs", "ratio", "Inputs bought, likewise.", "中间投入，同上。", NULL },
    { "level_labour", "ratio", "Labour, likewise.", "劳动，同上。", NULL },
    { "level_capital", "ratio", "Capital, likewise.", "资本，同上。", NULL },
    { "level_input", "ratio", "All inputs, labour and capital together, likewise.", "全部投入（含劳动、资本），同上。", NULL },
    { "level_tfp", "ratio", "Total factor productivity, likewise.", "全要素生产率，同上。", NULL },
    { "level_productivity", "ratio", "Output an hour, or a head, likewise.", "每工时（或人均）产出，同上。", NULL },
    { .name = NULL } };

const char *const domar_growth_shown[DOMAR_GROWTH_GRAINS][DOMAR_GROWTH_MOST + 1] = {
    [DOMAR_GROWTH_INDUSTRY] = { "output", "inputs", "hours", "quality", "capital", "tfp", "labour", "capital_and_tfp", "value_added",
                      "va_labour", "va_capital", "va_tfp", "labour_productivity", "tfp_to_economy" },
    [DOMAR_GROWTH_ECONOMY] = { "value_added", "hours", "quality", "capital", "tfp", "tfp_industries", "reallocation_capital",
                     "reallocation_labour", "deflation", "reallocation_value_added", "labour", "capital_and_tfp",
                     "labour_productivity", "covered" },
    [DOMAR_GROWTH_FACTOR] = { "contribution" },
    [DOMAR_GROWTH_LEVEL] = { "level_output", "level_inputs", "level_labour", "level_capital", "level_input", "level_tfp",
                   "level_productivity" } };
