/* read/scenario_words.c -- a scenario told back in words, a line a line. */
#include "read/scenario.h"
#include "base/text.h"
#include <math.h>

struct words { domar_text text; bool zh; };

static const char *in(const struct words *w, const char *en, const char *zh) { return w->zh ? zh : en; }

static void put_codes(struct words *w, const domar_chosen *codes, const char *all)
{
    if (!codes->count) domar_text_put(&w->text, all);
    for (size_t k = 0; k < codes->count; k++)
        domar_text_printf(&w->text, "%s%s", k ? in(w, ", ", "、") : "", codes->code[k]);
}

static void put_level(struct words *w, double value)
{
    if (isinf(value)) domar_text_put(&w->text, in(w, "infinite", "无穷大"));
    else domar_text_printf(&w->text, "%g", value);
}

static void put_levels(struct words *w, const domar_levels *l, const domar_scenario_setting *setting)
{
    size_t named = 0;
    if (!l->count && isnan(setting->value)) return;
    domar_text_printf(&w->text, "- %s%s", in(w, setting->en, setting->zh), in(w, ": ", "："));
    if (!l->count) {
        put_level(w, setting->value);
        domar_text_printf(&w->text, in(w, " (default: %s)\n", "（默认：%s）\n"), in(w, setting->source, setting->source_zh));
        return;
    }
    for (size_t k = 0; k < l->count; k++) named += l->level[k].code != NULL;
    for (size_t k = 0; k < l->count; k++) {
        if (l->level[k].code) continue;
        put_level(w, l->level[k].value);
        domar_text_put(&w->text, named ? in(w, " for others; ", "（其余）；") : "");
    }
    if (l->file) domar_text_printf(&w->text, in(w, "%zu values, from %s", "%zu 个数值，来自 %s"), named, l->file);
    else {
        size_t shown = 0;
        for (size_t k = 0; k < l->count; k++) {
            if (!l->level[k].code) continue;
            domar_text_printf(&w->text, "%s%s ", shown++ ? ", " : "", l->level[k].code);
            put_level(w, l->level[k].value);
        }
    }
    if (l->source) domar_text_printf(&w->text, in(w, " (source: %s)", "（来源：%s）"), l->source);
    domar_text_put(&w->text, "\n");
}

static void put_cells(struct words *w, const domar_change *c, const domar_scenario_kind *kind)
{
    const struct { unsigned flag; const domar_chosen *codes; const char *en, *zh, *all_en, *all_zh; } cells[] = {
        { DOMAR_TAKES_ECONOMY, &c->economy, "economy ", "经济体 ", "all", "全部" },
        { DOMAR_TAKES_INDUSTRY, &c->industry, "industry ", "行业 ", "all", "全部" },
        { DOMAR_TAKES_PARTNER, &c->partner, "partner ", "伙伴 ", "all", "全部" },
        { DOMAR_TAKES_USER, &c->user, "users ", "用户 ", "all", "全部" },
        { DOMAR_TAKES_FACTOR, &c->factor, "factor ", "要素 ", "all", "全部" } };
    bool first = true;
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        if (!(kind->takes & cells[k].flag)) continue;
        domar_text_printf(&w->text, "%s%s", first ? "" : "; ", in(w, cells[k].en, cells[k].zh));
        put_codes(w, cells[k].codes, in(w, cells[k].all_en, cells[k].all_zh));
        first = false;
    }
}

static void put_change(struct words *w, const domar_change *c)
{
    const domar_scenario_kind *kind = domar_scenario_find_kind(c->kind);
    domar_text_printf(&w->text, "- %s", in(w, kind->en, kind->zh));
    domar_text_put(&w->text, in(w, " [", "［"));
    put_cells(w, c, kind);
    domar_text_put(&w->text, in(w, "]", "］"));
    const bool money = strcmp(c->kind, "transfer") == 0;
    if (c->how == DOMAR_FROM_FILE)
        domar_text_printf(&w->text, in(w, ": to the %zu values of %s (%%)", "：调整至 %2$s 的 %1$zu 个数值（%%）"), c->row_count, c->file);
    else if (strcmp(c->kind, "shut_down") == 0) domar_text_put(&w->text, in(w, ": to nothing", "：降为零"));
    else if (c->how == DOMAR_TO) domar_text_printf(&w->text, in(w, ": to %g %%", "：调整至 %g%%"), c->value);
    else if (c->how == DOMAR_FACTOR) domar_text_printf(&w->text, in(w, ": times %g", "：乘以 %g"), c->value);
    else domar_text_printf(&w->text, in(w, ": by %+g %s", "：变动 %+g %s"), c->value,
                           money ? in(w, "of the table's money", "（表中货币）") : kind->level ? in(w, "points", "个百分点") : "%");
    if (c->owner) domar_text_printf(&w->text, in(w, "; revenue: %s", "；收入归 %s"), c->owner);
    if (c->name) domar_text_printf(&w->text, in(w, "; called %s", "；名称 %s"), c->name);
    if (c->source) domar_text_printf(&w->text, in(w, " (source: %s)", "（来源：%s）"), c->source);
    if (c->illustrative) domar_text_put(&w->text, in(w, " (illustrative)", "（示意性）"));
    domar_text_put(&w->text, "\n");
}

static void put_settings(struct words *w, const domar_scenario *s)
{
    domar_text_printf(&w->text, "%s\n", in(w, "Settings", "设定"));
    for (const domar_scenario_setting *k = domar_scenario_settings; k->key; k++) put_levels(w, domar_scenario_levels(s, k), k);
    domar_text_printf(&w->text, in(w, "- deficits: %s; origins: %s to all users of an economy; base: %s; negative purchases: %s\n",
                                   "- 贸易差额：%s；来源份额：%s；基期：%s；负购买：%s\n"), s->deficits, s->layout, s->base, s->negatives);
}

/* "LAB 0.6, others 0": shares by code. */
static void put_shares(struct words *w, const domar_levels *l)
{
    if (!l->count) domar_text_put(&w->text, in(w, "none", "无"));
    for (size_t k = 0; k < l->count; k++)
        domar_text_printf(&w->text, "%s%s %g", k ? ", " : "", l->level[k].code ? l->level[k].code : in(w, "others", "其余"), l->level[k].value);
}

static void put_owners(struct words *w, const domar_scenario *s)
{
    if (s->households || s->ownerships) domar_text_printf(&w->text, "%s\n", in(w, "Who spends and owns", "支出与所有权"));
    for (size_t k = 0; k < s->households; k++) {
        const domar_household *h = &s->household[k];
        domar_text_printf(&w->text, in(w, "- household %s in ", "- 家庭 %s，经济体 "), h->name);
        put_codes(w, &h->economy, in(w, "all economies", "全部"));
        domar_text_put(&w->text, in(w, ": spends ", "：支出份额 "));
        put_shares(w, &h->spends);
        domar_text_put(&w->text, in(w, "; owns of factors ", "；要素收入份额 "));
        put_shares(w, &h->factors);
        domar_text_printf(&w->text, in(w, "; of taxes and markups %g\n", "；税收与加成份额 %g\n"), h->revenue);
    }
    for (size_t k = 0; k < s->ownerships; k++) {
        const domar_ownership *o = &s->ownership[k];
        domar_text_printf(&w->text, in(w, "- of %s in ", "- %s，经济体 "), o->of);
        put_codes(w, &o->economy, in(w, "all economies", "全部"));
        domar_text_put(&w->text, in(w, " belong to ", "，归属 "));
        put_shares(w, &o->owner);
        domar_text_put(&w->text, "\n");
    }
}

static void put_budget(struct words *w, const domar_change *c)
{
    const domar_scenario_kind *kind = domar_scenario_find_kind(c->kind);
    domar_text_printf(&w->text, in(w, "- one rate of %s [", "- 以统一税率调整%s［"), in(w, kind->en, kind->zh));
    put_cells(w, c, kind);
    domar_text_printf(&w->text, in(w, "] in each economy keeps its real revenue at %g times the base\n",
                                   "］，使各经济体实际税收保持基期的 %g 倍\n"), c->value);
}

domar_status domar_scenario_explain(domar_cx *cx, char **text, const domar_scenario *s, const char *lang)
{
    struct words w = { domar_text_new(cx), lang && strcmp(lang, "zh") == 0 };
    const char *title = w.zh && s->title_zh ? s->title_zh : s->title_en ? s->title_en : s->path;
    domar_text_printf(&w.text, "%s\n", title);
    if (s->source) domar_text_printf(&w.text, in(&w, "Source: %s\n", "来源：%s\n"), s->source);
    if (s->illustrative)
        domar_text_put(&w.text, in(&w, "Illustrative: no data stand behind some of the levels; every answer repeats it.\n",
                                   "示意性情景：部分数值没有数据依据，所有结果都会重复此说明。\n"));
    put_settings(&w, s);
    put_owners(&w, s);
    for (size_t k = 0; k < s->budgets; k++) put_budget(&w, &s->budget[k]);
    if (s->baselines) domar_text_printf(&w.text, "%s\n", in(&w, "Wedges that are there already", "基期已有的楔子"));
    for (size_t k = 0; k < s->baselines; k++) put_change(&w, &s->baseline[k]);
    domar_text_printf(&w.text, "%s\n", in(&w, "Changes", "变动"));
    for (size_t k = 0; k < s->count; k++) put_change(&w, &s->changes[k]);
    if (!s->count) domar_text_printf(&w.text, "%s\n", in(&w, "- none", "- 无"));
    const domar_status st = w.text.status;
    *text = st ? NULL : w.text.data;
    if (st) domar_text_drop(&w.text);
    return st;
}
