/* spec/scenario.c -- the kinds of change that a scenario knows. */
#include "spec/scenario.h"
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
