/* model/export_terms.c -- what each term of a decomposition of exports is: who made it, where it
 * ends, whether it is counted more than once.  s: the exporter; r: the partner that imports. */
#include "model/schemes.h"

const domar_term domar_export_terms[] = {
    { "kww", "dva_fin", "domestic value added in final goods", "最终品出口中的本国增加值",
      "Made by the exporter, in goods sold abroad for final use; counted once.",
      "由出口国创造，体现在销往国外供最终使用的产品中；只计一次。" },
    { "kww", "dva_int", "domestic value added in inputs used by their importer",
      "被直接进口国吸收的中间品中的本国增加值",
      "Made by the exporter, in inputs from which the country of their last processing makes what "
      "it uses itself; counted once.",
      "由出口国创造，体现在中间品中，最后加工国用其生产本国最终使用的产品；只计一次。" },
    { "kww", "dva_int_rex", "domestic value added in inputs re-exported to third countries",
      "被再出口到第三国的中间品中的本国增加值",
      "Made by the exporter, in inputs that are sold on in finished goods to a third country, which "
      "uses them; counted once.",
      "由出口国创造，体现在中间品中，加工成最终品后再出口到第三国并在那里使用；只计一次。" },
    { "kww", "rdv_fin", "domestic value added that returns in final imports",
      "以最终品进口返回本国的增加值",
      "Made by the exporter, comes home in finished goods and is used there; counted once, part of "
      "GDP but not of value-added exports.",
      "由出口国创造，随进口最终品返回本国使用；只计一次，计入 GDP 但不计入增加值出口。" },
    { "kww", "rdv_int", "domestic value added that returns in imported inputs",
      "以中间品进口返回本国的增加值",
      "Made by the exporter, comes home in inputs from which it makes what it uses itself; counted "
      "once, part of GDP but not of value-added exports.",
      "由出口国创造，随进口中间品返回，用于生产本国最终使用的产品；只计一次，计入 GDP 但不计入增加值出口。" },
    { "kww", "ddc", "domestic content counted twice", "国内重复计算部分",
      "Made by the exporter, comes home in inputs and is exported again: the same value added "
      "crosses the exporter's border more than once.",
      "由出口国创造，随进口中间品返回后又被出口：同一增加值多次跨越出口国边境。" },
    { "kww", "fva_fin", "foreign value added in final goods", "最终品出口中的外国增加值",
      "Made by others, in goods that the exporter sells for final use; counted once here.",
      "由他国创造，体现在出口国销往国外供最终使用的产品中；此处只计一次。" },
    { "kww", "fva_int", "foreign value added in inputs", "中间品出口中的外国增加值",
      "Made by others, in inputs from which the partner makes what it uses itself; counted once "
      "here.",
      "由他国创造，体现在中间品中，伙伴国用其生产本国最终使用的产品；此处只计一次。" },
    { "kww", "fdc", "foreign content counted twice", "国外重复计算部分",
      "Made by others, in inputs from which the partner makes what it exports again.",
      "由他国创造，体现在中间品中，伙伴国加工后再次出口。" },

    { "wwz", "dva_fin", "domestic value added in final goods", "最终品出口中的本国增加值",
      "Made by s, in final goods that r uses; counted once.", "由 s 创造，体现在 r 最终使用的产品中；只计一次。" },
    { "wwz", "dva_int", "domestic value added in inputs that the importer uses up",
      "被直接进口国吸收的中间品中的本国增加值",
      "Made by s, in inputs from which r makes goods that r uses; counted once.",
      "由 s 创造，体现在中间品中，r 用其生产本国最终使用的产品；只计一次。" },
    { "wwz", "dva_intrexi1", "domestic value added in inputs re-exported as inputs, used there",
      "以中间品再出口并被第三国吸收的本国增加值",
      "Made by s; r works it into inputs for a third country, which makes what it uses itself; "
      "counted once.",
      "由 s 创造；r 加工成中间品出口到第三国，第三国用其生产本国最终使用的产品；只计一次。" },
    { "wwz", "dva_intrexf", "domestic value added in inputs re-exported in final goods",
      "以最终品再出口的本国增加值",
      "Made by s; r works it into final goods for a third country; counted once.",
      "由 s 创造；r 加工成最终品出口到第三国；只计一次。" },
    { "wwz", "dva_intrexi2", "domestic value added in inputs re-exported as inputs, sold on",
      "以中间品再出口并被转销的本国增加值",
      "Made by s; r works it into inputs for a third country, which exports final goods to yet "
      "another or to r; counted once.",
      "由 s 创造；r 加工成中间品出口到第三国，第三国再以最终品出口到其他国家或 r；只计一次。" },
    { "wwz", "rdv_int", "domestic value added that returns in inputs", "以中间品返回本国的增加值",
      "Made by s; comes home from r in inputs, and s makes from them what it uses itself; counted "
      "once.",
      "由 s 创造；以中间品从 r 返回，s 用其生产本国最终使用的产品；只计一次。" },
    { "wwz", "rdv_fin", "domestic value added that returns in final goods from the partner",
      "以最终品从伙伴国返回的本国增加值",
      "Made by s; comes home from r in final goods; counted once.",
      "由 s 创造；以最终品从 r 返回本国使用；只计一次。" },
    { "wwz", "rdv_fin2", "domestic value added that returns in final goods through third countries",
      "经第三国以最终品返回的本国增加值",
      "Made by s; r works it into inputs for a third country, from which it comes home in final "
      "goods; counted once.",
      "由 s 创造；r 加工成中间品出口到第三国，再由第三国以最终品返回本国使用；只计一次。" },
    { "wwz", "ova_fin", "third countries' value added in final goods", "最终品出口中的第三国增加值",
      "Made by third countries, in final goods that r uses; counted once here.",
      "由第三国创造，体现在 r 最终使用的产品中；此处只计一次。" },
    { "wwz", "mva_fin", "the importer's value added in final goods", "最终品出口中的进口国增加值",
      "Made by r itself and bought back in final goods; counted once here.",
      "由 r 自己创造，以最终品买回；此处只计一次。" },
    { "wwz", "ova_int", "third countries' value added in inputs", "中间品出口中的第三国增加值",
      "Made by third countries, in inputs from which r makes what it uses itself; counted once "
      "here.",
      "由第三国创造，体现在中间品中，r 用其生产本国最终使用的产品；此处只计一次。" },
    { "wwz", "mva_int", "the importer's value added in inputs", "中间品出口中的进口国增加值",
      "Made by r itself, in inputs from which it makes what it uses itself; counted once here.",
      "由 r 自己创造，体现在中间品中，r 用其生产本国最终使用的产品；此处只计一次。" },
    { "wwz", "ddc_fin", "domestic content counted twice, in final exports",
      "最终品出口引起的国内重复计算",
      "Made by s; returns in inputs and leaves again in final goods: it is also in another flow of "
      "s's exports.",
      "由 s 创造；以中间品返回后又以最终品出口，已计入 s 的其他出口。" },
    { "wwz", "ddc_int", "domestic content counted twice, in exports of inputs",
      "中间品出口引起的国内重复计算",
      "Made by s; returned in inputs before and leaves again in inputs: it is also in another flow "
      "of s's exports.",
      "由 s 创造；曾以中间品返回，现又以中间品出口，已计入 s 的其他出口。" },
    { "wwz", "odc", "third countries' content counted twice", "第三国重复计算部分",
      "Made by third countries, in inputs from which r makes what it exports again.",
      "由第三国创造，体现在中间品中，r 加工后再次出口。" },
    { "wwz", "mdc", "the importer's content counted twice", "进口国重复计算部分",
      "Made by r, in inputs from which it makes what it exports again.",
      "由 r 自己创造，体现在中间品中，r 加工后再次出口。" },

    { "ltv", "dva", "domestic value added (extraction)", "本国增加值（抽取法）",
      "What the exporter's GDP would lack if just this flow did not exist; counted once.",
      "若没有这一流量，出口国 GDP 将减少的数额；只计一次。" },
    { "ltv", "ddc", "domestic content counted twice", "国内重复计算部分",
      "Made by the exporter, but still made if just this flow did not exist: it has crossed the "
      "border before.",
      "由出口国创造，但没有这一流量时仍会存在：此前已跨越边境。" },
    { "ltv", "fc", "foreign content", "国外成分",
      "Made by others, once or more often counted.", "由他国创造，可能重复计算。" },

    { "all", "other", "taxes, margins and sales without output", "税收、运费及无产出行业的销售",
      "What the table counts neither as value added of anybody nor as inputs: taxes less "
      "subsidies on inputs, transport margins, and sales by industries for which it shows no "
      "output. Appears where there is any.",
      "表中既不属于任何一方增加值、也不属于中间投入的部分：产品税净额、运输费用，以及表中没有产出的行业的销售。"
      "仅在存在时列出。" },
    { .code = NULL } };
