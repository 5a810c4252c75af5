/* spec/scenario.c -- the kinds of change that a scenario knows. */
#include "spec/scenario.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

enum { EDGE = DOMAR_TAKES_ECONOMY | DOMAR_TAKES_INDUSTRY | DOMAR_TAKES_PARTNER,
       MAKER = DOMAR_TAKES_ECONOMY | DOMAR_TAKES_INDUSTRY,
       WORKER = MAKER | DOMAR_TAKES_FACTOR };

const domar_scenario_kind domar_scenario_kinds[] = {
    { "tariff", "tariffs of the importer", "进口关税", EDGE, true, NULL },
    { "export_tax", "export taxes (of the partner that sells)", "出口税", EDGE, true, NULL },
    { "rent", "barriers to trade that earn a rent", "产生租金的贸易壁垒", EDGE, true, "importer|exporter|burn" },
    { "trade_cost", "trade costs in goods (icebergs)", "冰山贸易成本", EDGE, false, NULL },
    { "input_tax", "taxes (below 0: subsidies) on goods that users buy", "投入税（负值为补贴）", MAKER | DOMAR_TAKES_USER, true, NULL },
    { "friction", "frictions on goods that users buy, nobody's revenue", "投入摩擦（收入归零）", MAKER | DOMAR_TAKES_USER, true, NULL },
    { "output_tax", "taxes on output", "产出税", MAKER, true, NULL },
    { "markup", "markups of price over cost", "加成", MAKER, true, NULL },
    { "factor_tax", "taxes (below 0: subsidies) on factors that producers pay for", "要素税（负值为补贴）", WORKER, true, NULL },
    { "productivity", "productivity", "生产率", MAKER, false, NULL },
    { "factor_productivity", "productivity of factors", "要素生产率", WORKER, false, NULL },
    { "factor_supply", "supply of factors", "要素供给", DOMAR_TAKES_ECONOMY | DOMAR_TAKES_FACTOR, false, NULL },
    { "transfer", "money that economy receives from partner", "转移支付（economy 从 partner 获得）",
      DOMAR_TAKES_ECONOMY | DOMAR_TAKES_PARTNER, false, NULL },
    { "taste", "weight of a good in final use", "最终使用中的偏好", MAKER, false, NULL },
    { "shut_down", "production (with a partner: purchases from it) ceases", "停产（若给出 partner，则停止向其购买）", EDGE, false, NULL },
    { .kind = NULL } };

const domar_scenario_kind *domar_scenario_find_kind(const char *kind)
{
    for (const domar_scenario_kind *k = domar_scenario_kinds; k->kind; k++)
        if (strcmp(k->kind, kind) == 0) return k;
    return NULL;
}

#define AT(f) offsetof(domar_scenario, f)
const domar_scenario_setting domar_scenario_settings[] = {
    { AT(trade), "trade", "elasticity between origins less 1 (theta)", "来源间替代弹性减 1（theta）", 5,
      "Head and Mayer 2014, median of structural estimates", "Head 与 Mayer 2014 结构估计中位数" },
    { AT(goods), "goods", "elasticity between inputs", "中间投入间替代弹性", 1, "Cobb-Douglas", "柯布-道格拉斯" },
    { AT(value_added), "value_added", "elasticity between factors and inputs", "要素与中间投入间替代弹性", 1, "Cobb-Douglas", "柯布-道格拉斯" },
    { AT(factors), "factors", "elasticity among factors", "要素间替代弹性", 1, "Cobb-Douglas", "柯布-道格拉斯" },
    { AT(final), "final", "elasticity between goods in final use", "最终使用中产品间替代弹性", 1, "Cobb-Douglas", "柯布-道格拉斯" },
    { AT(mobility), "mobility", "mobility of factors", "要素流动性", INFINITY, "one price of a factor in an economy", "经济体内要素价格统一" },
    { AT(supply), "supply", "elasticity of supply of factors", "要素供给弹性", 0, "fixed supply", "供给固定" },
    { AT(floor), "floor", "floor of real returns, indexation", "实际回报下限的指数化程度", NAN, NULL, NULL },
    { AT(scale), "scale", "productivity to the size of the industry's inputs", "规模弹性（生产率对投入规模）", 0, "constant returns", "规模报酬不变" },
    { .key = NULL } };

static void put_value(domar_text *text, double value)
{
    if (isinf(value)) domar_text_put(text, "infinite");
    else domar_text_printf(text, "%g", value);
}

char *domar_scenario_settings_text(domar_cx *cx, const domar_scenario *s)
{
    domar_text text = domar_text_new(cx);
    for (const domar_scenario_setting *k = domar_scenario_settings; k->key; k++) {
        const domar_levels *l = domar_scenario_levels(s, k);
        size_t named = 0;
        double general = k->value;
        if (!l->count && isnan(k->value)) continue;
        for (size_t i = 0; i < l->count; i++) {
            named += l->level[i].code != NULL;
            if (!l->level[i].code) general = l->level[i].value;
        }
        domar_text_printf(&text, "%s%s ", text.size ? "; " : "", k->key);
        put_value(&text, general);
        if (named) domar_text_printf(&text, ", %zu by code", named);
        if (!l->count) domar_text_printf(&text, " (default: %s)", k->source);
        else if (l->source || s->source) domar_text_printf(&text, " (%s)", l->source ? l->source : s->source);
    }
    const bool whole = !text.status;
    if (!whole) domar_text_drop(&text);
    return whole ? text.data : NULL;
}
