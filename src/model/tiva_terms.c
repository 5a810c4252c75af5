/* model/tiva_terms.c -- indicators of trade in value added under the codes of the OECD's database. */
#include "model/tiva_terms.h"
#include "base/text.h"

const domar_term domar_tiva_terms[] = {
    { "", "PROD", "production (gross output)", "总产出",
      "Gross output of the industry.",
      "行业总产出。" },
    { "", "VALU", "value added", "增加值",
      "Value added of the industry.",
      "行业增加值。" },
    { "", "PROD_VASH", "value added share of output", "增加值率",
      "Value added over output, per cent.",
      "增加值占总产出的百分比。" },
    { "", "EXGR", "gross exports", "总出口",
      "Gross exports of the industry's products.",
      "行业产品的总出口。" },
    { "", "EXGR_FNL", "gross exports of final products", "最终品出口",
      "Gross exports for final use.",
      "供最终使用的出口。" },
    { "", "EXGR_INT", "gross exports of intermediate products", "中间品出口",
      "Gross exports that others use as inputs.",
      "供他国作为中间投入的出口。" },
    { "", "EXGRPSH", "partner share of gross exports", "出口的伙伴份额",
      "Exports to the partner over all exports, per cent.",
      "对该伙伴出口占全部出口的百分比。" },
    { "", "IMGR", "gross imports", "总进口",
      "Gross imports of products of the industry (of others).",
      "他国该行业产品的进口。" },
    { "", "IMGR_FNL", "gross imports of final products", "最终品进口",
      "Gross imports for final use.",
      "供最终使用的进口。" },
    { "", "IMGR_INT", "gross imports of intermediate products", "中间品进口",
      "Gross imports used as inputs.",
      "作为中间投入的进口。" },
    { "", "IMGRPSH", "partner share of gross imports", "进口的伙伴份额",
      "Imports from the partner over all imports, per cent.",
      "自该伙伴进口占全部进口的百分比。" },
    { "", "BALGR", "gross trade balance", "贸易差额",
      "Gross exports less gross imports.",
      "总出口减总进口。" },
    { "", "DOM", "sales at home", "国内销售",
      "Output sold at home (not an OECD code).",
      "在国内销售的产出（非 OECD 代码）。" },
    { "", "DOM_FNL", "sales at home for final use", "国内最终销售",
      "Of it for final use (not an OECD code).",
      "其中供最终使用（非 OECD 代码）。" },
    { "", "DOM_INT", "sales at home of inputs", "国内中间品销售",
      "Of it as inputs (not an OECD code).",
      "其中作为中间投入（非 OECD 代码）。" },
    { "", "EXGR_DVA", "domestic value added in exports", "出口中的国内增加值",
      "Value added of the exporter in its exports, by exporting industry; also what is counted "
      "twice.",
      "出口中由出口国创造的增加值（按出口行业，含重复计算部分）。" },
    { "", "EXGR_DDC", "direct domestic industry value added", "本行业直接增加值",
      "Of it made by the exporting industry itself, with its own inputs of itself.",
      "其中由出口行业自身（含自用投入）创造。" },
    { "", "EXGR_IDC", "indirect domestic value added", "国内间接增加值",
      "Of it made by other domestic industries, without leaving the economy.",
      "其中由其他国内行业创造且未离开本国。" },
    { "", "EXGR_RIM", "re-imported domestic value added", "再进口的国内增加值",
      "Of it exported before and returned in imported inputs.",
      "其中曾被出口、随进口中间品返回。" },
    { "", "EXGR_FVA", "foreign value added in exports", "出口中的国外增加值",
      "Value added of others in exports, by exporting industry.",
      "出口中由他国创造的增加值（按出口行业）。" },
    { "", "EXGR_DVASH", "domestic value added share of exports", "出口国内增加值率",
      "EXGR_DVA over EXGR, per cent.",
      "EXGR_DVA 占 EXGR 的百分比。" },
    { "", "EXGR_FVASH", "foreign value added share of exports", "出口国外增加值率",
      "EXGR_FVA over EXGR, per cent.",
      "EXGR_FVA 占 EXGR 的百分比。" },
    { "", "EXGR_TDVAIND", "industry's domestic value added in total exports", "行业国内增加值占总出口比重",
      "EXGR_DVA of the industry over all exports of the economy, per cent.",
      "行业 EXGR_DVA 占经济体总出口的百分比。" },
    { "", "EXGR_TFVAIND", "foreign value added in the industry's exports, of all exports",
      "行业出口国外增加值占总出口比重",
      "EXGR_FVA of the industry over all exports of the economy, per cent.",
      "行业 EXGR_FVA 占经济体总出口的百分比。" },
    { "", "EXGR_DVAPSH", "partner share of domestic value added in exports", "出口国内增加值的伙伴份额",
      "EXGR_DVA to the partner over that to all, per cent.",
      "对该伙伴的 EXGR_DVA 占全部的百分比。" },
    { "", "EXGR_INTDVA", "domestic value added in intermediate exports", "中间品出口中的国内增加值",
      "Domestic value added in exports that others use as inputs (a level; not an OECD code).",
      "中间品出口中的国内增加值（水平值，非 OECD 代码）。" },
    { "", "EXGR_INTDVASH", "domestic value added in intermediate exports, share", "中间品出口国内增加值占总出口比重",
      "EXGR_INTDVA over all EXGR, per cent, as the OECD has it.",
      "EXGR_INTDVA 占 EXGR 的百分比（按 OECD 定义，分母为总出口）。" },
    { "", "EXGR_FNLDVASH", "domestic value added in final exports, share", "最终品出口国内增加值占总出口比重",
      "Domestic value added in exports for final use over all EXGR, per cent; with EXGR_INTDVASH it "
      "makes EXGR_DVASH.",
      "最终品出口中的国内增加值占 EXGR 的百分比；与 EXGR_INTDVASH 之和即 EXGR_DVASH。" },
    { "", "EXGR_INTDVAPSH", "its partner share", "中间品出口国内增加值的伙伴份额",
      "EXGR_INTDVA to the partner over that to all, per cent.",
      "对该伙伴的 EXGR_INTDVA 占全部的百分比。" },
    { "", "IMGR_DVA", "domestic value added in imports", "进口中的国内增加值",
      "Value added of the importer itself in its imports, by imported product.",
      "进口中由进口国自己创造的增加值（按进口产品）。" },
    { "", "IMGR_DVASH", "domestic value added share of imports", "进口国内增加值率",
      "IMGR_DVA over IMGR, per cent.",
      "IMGR_DVA 占 IMGR 的百分比。" },
    { "", "REII", "re-exported intermediate imports", "再出口的中间品进口",
      "Imported inputs that are embodied in the economy's exports, by imported product: what the "
      "output that its exports call for at home buys abroad.",
      "体现在本国出口中的进口中间品（按进口产品）：出口所带动的国内产出从国外购买的投入。" },
    { "", "IMGRINT_REII", "re-exported share of intermediate imports", "中间品进口的再出口比重",
      "REII over IMGR_INT, per cent.",
      "REII 占 IMGR_INT 的百分比。" },
    { "", "DEXFVA_LEVEL", "foreign value added in own exports", "本国出口中的国外增加值（水平值）",
      "Backward participation as a level: foreign value added in the economy's exports; with a "
      "partner, of that origin. Peers print it as DEXFVAP.",
      "后向参与的水平值：本国出口中的国外增加值；有伙伴时为该来源"
      "。同类软件以 DEXFVAP 之名给出。" },
    { "", "DEXFVAP", "backward participation", "后向参与度",
      "DEXFVA_LEVEL over all gross exports of the economy, per cent (OECD's DEXFVApSH with a partner).",
      "DEXFVA_LEVEL 占经济体总出口的百分比（有伙伴时即 OECD 的 DEXFVApSH）"
      "。" },
    { "", "FEXDVA_LEVEL", "domestic value added in the exports of others", "他国出口中的本国增加值（水平值）",
      "Forward participation as a level, by the industry that exports abroad; with a partner, in "
      "its exports. Peers print it as FEXDVAP.",
      "前向参与的水平值（按国外出口行业）；有伙伴时为其出口中的部"
      "分。同类软件以 FEXDVAP 之名给出。" },
    { "", "FEXDVAP", "forward participation", "前向参与度",
      "FEXDVA_LEVEL over all gross exports of the economy whose value added it is, per cent (OECD's "
      "FEXDVApSH with a partner).",
      "FEXDVA_LEVEL 占增加值来源经济体总出口的百分比（有伙伴时即 OECD "
      "的 FEXDVApSH）。" },
    { "", "FD_VA", "value added in final demand of all", "全部最终需求中的增加值",
      "Value added of the industry in anybody's final demand.",
      "行业增加值中被任何经济体最终使用的部分。" },
    { "", "DXD_DVA", "domestic value added in final demand at home", "国内最终需求中的国内增加值",
      "Value added of the industry in final demand at home.",
      "行业增加值中被国内最终使用的部分。" },
    { "", "FFD_DVA", "domestic value added in foreign final demand", "国外最终需求中的国内增加值",
      "Value added of the industry in final demand abroad: exports of value added.",
      "行业增加值中被国外最终使用的部分，即增加值出口。" },
    { "", "FFD_DVAPSH", "its partner share", "其伙伴份额",
      "FFD_DVA with the partner over that with all, per cent.",
      "对该伙伴的 FFD_DVA 占全部的百分比。" },
    { "", "VALU_FFDDVA", "value added driven by foreign final demand", "国外最终需求拉动的增加值比重",
      "FFD_DVA over value added, per cent.",
      "FFD_DVA 占增加值的百分比。" },
    { "", "DFD_FVA", "foreign value added in domestic final demand", "国内最终需求中的国外增加值",
      "Value added of the industry of others in final demand here: imports of value added.",
      "他国该行业增加值中被本国最终使用的部分，即增加值进口。" },
    { "", "DFD_FVAPSH", "its partner share", "其伙伴份额",
      "DFD_FVA from the partner over that from all, per cent.",
      "来自该伙伴的 DFD_FVA 占全部的百分比。" },
    { "", "BALVAFD", "balance of value added in final demand", "最终需求增加值差额",
      "FFD_DVA less DFD_FVA.",
      "FFD_DVA 减 DFD_FVA。" },
    { .code = NULL } };

const domar_tiva_rule domar_tiva_rules[] = {
    { DOMAR_PROD, 0, DOMAR_LEVEL, true, false },   /* PROD */
    { DOMAR_VALU, 0, DOMAR_LEVEL, true, false },   /* VALU */
    { DOMAR_VALU, DOMAR_PROD, DOMAR_OF_ROW, true, false },   /* PROD_VASH */
    { DOMAR_EXGR, 0, DOMAR_LEVEL, true, true },   /* EXGR */
    { DOMAR_EXGR_FNL, 0, DOMAR_LEVEL, true, true },   /* EXGR_FNL */
    { DOMAR_EXGR_INT, 0, DOMAR_LEVEL, true, true },   /* EXGR_INT */
    { DOMAR_EXGR, DOMAR_EXGR, DOMAR_OF_PARTNERS, false, true },   /* EXGRPSH */
    { DOMAR_IMGR, 0, DOMAR_LEVEL, true, true },   /* IMGR */
    { DOMAR_IMGR_FNL, 0, DOMAR_LEVEL, true, true },   /* IMGR_FNL */
    { DOMAR_IMGR_INT, 0, DOMAR_LEVEL, true, true },   /* IMGR_INT */
    { DOMAR_IMGR, DOMAR_IMGR, DOMAR_OF_PARTNERS, false, true },   /* IMGRPSH */
    { DOMAR_BALGR, 0, DOMAR_LEVEL, true, true },   /* BALGR */
    { DOMAR_DOM, 0, DOMAR_LEVEL, true, false },   /* DOM */
    { DOMAR_DOM_FNL, 0, DOMAR_LEVEL, true, false },   /* DOM_FNL */
    { DOMAR_DOM_INT, 0, DOMAR_LEVEL, true, false },   /* DOM_INT */
    { DOMAR_EXGR_DVA, 0, DOMAR_LEVEL, true, true },   /* EXGR_DVA */
    { DOMAR_EXGR_DDC, 0, DOMAR_LEVEL, true, true },   /* EXGR_DDC */
    { DOMAR_EXGR_IDC, 0, DOMAR_LEVEL, true, true },   /* EXGR_IDC */
    { DOMAR_EXGR_RIM, 0, DOMAR_LEVEL, true, true },   /* EXGR_RIM */
    { DOMAR_EXGR_FVA, 0, DOMAR_LEVEL, true, true },   /* EXGR_FVA */
    { DOMAR_EXGR_DVA, DOMAR_EXGR, DOMAR_OF_ROW, true, true },   /* EXGR_DVASH */
    { DOMAR_EXGR_FVA, DOMAR_EXGR, DOMAR_OF_ROW, true, true },   /* EXGR_FVASH */
    { DOMAR_EXGR_DVA, DOMAR_EXGR, DOMAR_OF_ECONOMY, true, false },   /* EXGR_TDVAIND */
    { DOMAR_EXGR_FVA, DOMAR_EXGR, DOMAR_OF_ECONOMY, true, false },   /* EXGR_TFVAIND */
    { DOMAR_EXGR_DVA, DOMAR_EXGR_DVA, DOMAR_OF_PARTNERS, false, true },   /* EXGR_DVAPSH */
    { DOMAR_EXGR_INTDVA, 0, DOMAR_LEVEL, true, true },   /* EXGR_INTDVA */
    { DOMAR_EXGR_INTDVA, DOMAR_EXGR, DOMAR_OF_ROW, true, true },   /* EXGR_INTDVASH */
    { DOMAR_EXGR_FNLDVA, DOMAR_EXGR, DOMAR_OF_ROW, true, true },   /* EXGR_FNLDVASH */
    { DOMAR_EXGR_INTDVA, DOMAR_EXGR_INTDVA, DOMAR_OF_PARTNERS, false, true },   /* EXGR_INTDVAPSH */
    { DOMAR_IMGR_DVA, 0, DOMAR_LEVEL, true, true },   /* IMGR_DVA */
    { DOMAR_IMGR_DVA, DOMAR_IMGR, DOMAR_OF_ROW, true, true },   /* IMGR_DVASH */
    { DOMAR_REII, 0, DOMAR_LEVEL, true, true },   /* REII */
    { DOMAR_REII, DOMAR_IMGR_INT, DOMAR_OF_ROW, true, true },   /* IMGRINT_REII */
    { DOMAR_DEXFVA, 0, DOMAR_LEVEL, true, true },   /* DEXFVA_LEVEL */
    { DOMAR_DEXFVA, DOMAR_EXGR, DOMAR_OF_ECONOMY, true, true },   /* DEXFVAP */
    { DOMAR_FEXDVA, 0, DOMAR_LEVEL, true, true },   /* FEXDVA_LEVEL */
    { DOMAR_FEXDVA, DOMAR_EXGR, DOMAR_OF_ECONOMY, true, true },   /* FEXDVAP */
    { DOMAR_FD_VA, 0, DOMAR_LEVEL, true, false },   /* FD_VA */
    { DOMAR_DXD_DVA, 0, DOMAR_LEVEL, true, false },   /* DXD_DVA */
    { DOMAR_FFD_DVA, 0, DOMAR_LEVEL, true, true },   /* FFD_DVA */
    { DOMAR_FFD_DVA, DOMAR_FFD_DVA, DOMAR_OF_PARTNERS, false, true },   /* FFD_DVAPSH */
    { DOMAR_FFD_DVA, DOMAR_VALU, DOMAR_OF_ROW, true, false },   /* VALU_FFDDVA */
    { DOMAR_DFD_FVA, 0, DOMAR_LEVEL, true, true },   /* DFD_FVA */
    { DOMAR_DFD_FVA, DOMAR_DFD_FVA, DOMAR_OF_PARTNERS, false, true },   /* DFD_FVAPSH */
    { DOMAR_BALVAFD, 0, DOMAR_LEVEL, true, true },   /* BALVAFD */
};

/* ---- lists of codes */
static size_t find_term(const char *code)
{
    for (size_t k = 0; domar_tiva_terms[k].code; k++)
        if (domar_icmp(domar_tiva_terms[k].code, code) == 0) return k;
    return SIZE_MAX;
}

static const char *term_code(const void *list, size_t k)
{
    (void)list;
    return domar_tiva_terms[k].code;
}

domar_status domar_tiva_check(domar_cx *cx, const char *list, bool partner)
{
    char code[64];
    size_t known = 0, given = 0;
    while (domar_tiva_terms[known].code) known++;
    while (list && domar_next_part(&list, code, sizeof code)) {
        const size_t k = find_term(code), near = domar_nearest(code, known, term_code, NULL);
        given++;
        if (k == SIZE_MAX)
            return domar_fail(cx, DOMAR_EUSAGE, "there is no indicator %s%s%s%s", code,
                              near == SIZE_MAX ? ": `domar methods chain.tiva` lists them"
                                               : ": did you mean ",
                              near == SIZE_MAX ? "" : domar_tiva_terms[near].code,
                              near == SIZE_MAX ? "" : "?");
        if (!(partner ? domar_tiva_rules[k].partner : domar_tiva_rules[k].alone))
            return domar_fail(cx, DOMAR_EUSAGE, "%s is not given %s partner: choose another --by",
                              domar_tiva_terms[k].code, partner ? "by" : "without a");
        if (given > known) break;
    }
    return DOMAR_OK;
}

bool domar_tiva_listed(const char *list, const char *wanted)
{
    char code[64];
    if (!list) return true;
    while (domar_next_part(&list, code, sizeof code))
        if (domar_icmp(code, wanted) == 0) return true;
    return false;
}
