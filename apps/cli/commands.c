/* commands.c -- the table of commands: names, options, one sentence each. */
#include "cli.h"

static const struct option import_options[] = {
    { "output", TAKES_VALUE, "FILE", "The native file to write (-o FILE).",
      "要写出的原生文件（-o FILE）。" },
    { "output-from", TAKES_VALUE, "published|rows|columns",
      "Output as published (row sums where none), or row or column sums.",
      "产出取自公布值（无则行和）、行和或列和。" },
    { "va", TAKES_VALUE, "residual|given",
      "Value added as output less inputs, or as the table gives it.",
      "增加值取产出减投入，或取表中给定值。" },
    { "zero-output", TAKES_VALUE, "missing|keep",
      "Industries without output have no number, or stay.", "零产出行业：无数值，或保留。" },
    { "inventories", TAKES_VALUE, "keep|spread",
      "Inventories stay, or are spread over the other uses of the row.",
      "存货保留，或按比例分摊到该行其他用途。" },
    { "satellite", TAKES_VALUE, "FILE", "Attach WIOD Socio-Economic Accounts, or rows in long CSV, before aggregating.",
      "附加 WIOD 社会经济账户，或归并前的长表 CSV 行。" },
    { "rows", TAKES_VALUE, "FILE", "Attach rows in long CSV (row,economy,industry,year,value) to the finished table.",
      "向完成归并的表附加长表 CSV 行（row,economy,industry,year,value）。" },
    { "industries", TAKES_VALUE, "NAME|FILE",
      "Aggregate industries: broad, world12 or a concordance file.",
      "行业归并：broad、world12 或对照表文件。" },
    { "economies", TAKES_VALUE, "NAME|FILE",
      "Aggregate economies: whole (CN1+CN2, MX1+MX2), world12 or a file.",
      "经济体归并：whole（CN1+CN2、MX1+MX2）、world12 或文件。" },
    { "balance", TAKES_VALUE, "ras|gras",
      "Rebalance rows and columns (gras keeps negative entries).", "平衡行列（gras 保留负值）。" },
    { "year", TAKES_VALUE, "YYYY",
      "The year, where the file does not say, or to pick one from an archive.",
      "年份：文件未注明时指定，或从压缩包中选取。" },
    { "format", TAKES_VALUE, "NAME", "Read as this format instead of recognising it.",
      "按此格式读取，不自动识别。" },
    { "sidecar", TAKES_VALUE, "FILE", "YAML that describes a labelled matrix.",
      "说明带标签矩阵的 YAML 文件。" },
    { "encoding", TAKES_VALUE, "utf-8|gb18030",
      "Encoding of the text, where it is not recognised.", "文本编码（无法识别时）。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

static const struct option check_options[] = {
    { "tolerance", TAKES_VALUE, "T",
      "Largest gap that passes, as a share of output; default 0.001.",
      "允许的最大差额（占产出比重），默认 0.001。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

static const struct option sums_options[] = {
    { "group", TAKES_VALUE, "COLUMNS", "Columns that tell groups, comma-separated (region,year).", "分组的列，逗号分隔（如 region,year）。" },
    { "variables", TAKES_VALUE, "COLUMNS", "Columns to sum, comma-separated.", "求和的列，逗号分隔。" },
    { "unit", TAKES_VALUE, "COLUMN", "Column of units, to count those behind every sum.", "单元所在的列，用于统计每组的单元数。" },
    { "confidential", TAKES_NONE, NULL, "Sums of less than three units, or of one with more than 85 per cent, are left out.",
      "少于三个单元或单一单元占比超过 85% 的和不予给出。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL } };

static const struct option methods_options[] = {
    { "json", TAKES_NONE, NULL, "Everything, as JSON.", "以 JSON 输出全部内容。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL } };

static const struct option brief_options[] = {
    { "economy", TAKES_VALUE, "CODE", "The economy.", "经济体。" },
    { "year", TAKES_VALUE, "YYYY", "The year; default the last.", "年份，默认最后一年。" },
    { "product", TAKES_VALUE, "CODE", "Industry whose final product's value chain is drawn; default its "
      "largest manufactured one.", "绘制其最终产品价值链的行业，默认规模最大的制造业产品。" },
    { "scenario", TAKES_VALUE, "FILE", "The one reform whose gainers and losers are shown (docs/scenarios.md); "
      "default @trade_costs.", "展示其受益者与受损者的一项改革（见 docs/scenarios.md），默认 @trade_costs。" },
    { "baseline", TAKES_VALUE, "FILE", "Page with the wedges that are there, on which obstacles are ranked; "
      "default @as_is: what the table itself has.", "列出现有楔子的情景文件，用于障碍排序，默认 @as_is（仅用表内信息）。" },
    { "output", TAKES_VALUE, "FILE", "The page to write (-o FILE.html).",
      "要写出的网页（-o FILE.html）。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

static const struct option study_options[] = {
    { "output", TAKES_VALUE, "FILE", "The page to write (-o FILE.html); the CSV of every step goes to the folder FILE_csv.",
      "要写出的网页（-o FILE.html），各步骤的 CSV 写入 FILE_csv 文件夹。" },
    { "data", TAKES_VALUE, "CHAPTER=PATH", "Where the data of a chapter lie, if not where the page says; CHAPTER.PARAMETER=PATH: "
      "a file that a parameter names.", "某章数据文件的位置（与页面所述不同时）；CHAPTER.PARAMETER=PATH 指参数所用的文件。" },
    { "confidential", TAKES_NONE, NULL, "Nothing about few units leaves: steps on single units are left out, with the reason.",
      "不输出涉及少数单位的内容：按单个单位的步骤略去并注明原因。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

static const struct option diff_options[] = {
    { "rtol", TAKES_VALUE, "R", "Relative tolerance; default 1e-9.", "相对容差，默认 1e-9。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL } };

static const struct option cite_options[] = {
    { "bibtex", TAKES_NONE, NULL, "As BibTeX.", "以 BibTeX 输出。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL } };

static const struct option reform_options[] = {
    { "by", TAKES_VALUE, "economy|industry", "A row an economy, or a row an industry; default economy.",
      "每行一个经济体或一个行业，默认经济体。" },
    { "year", TAKES_VALUE, "YYYY", "Years, as for run; default the last.", "年份，同 run；默认最后一年。" },
    { "economy", TAKES_VALUE, "CODES", "Keep rows of these economies.", "只保留这些经济体。" },
    { "industry", TAKES_VALUE, "CODES", "Keep rows of these industries.", "只保留这些行业。" },
    { "sort", TAKES_VALUE, "COLUMN", "Sort by this column, largest first; +COLUMN for smallest first.",
      "按此列排序，由大到小；+列名则由小到大。" },
    { "top", TAKES_VALUE, "N", "Keep the first rows after sorting.", "排序后只保留前若干行。" },
    { "verify", TAKES_NONE, NULL, "Check every answer as reform.simulate --verify does.",
      "按 reform.simulate --verify 检验每个结果。" },
    { NULL, TAKES_NONE, NULL, NULL, NULL }
};

const struct command commands[] = {
    { "info", "TABLE", "What a table is: source, years, codes, conventions.",
      "表的来源、年份、代码与口径。", NULL, true, false, cmd_info },
    { "check", "TABLE", "Does it add up? Exit code 6 if the gap exceeds the tolerance.",
      "检查是否平衡；差额超过容差时退出码为 6。", check_options, true, false, cmd_check },
    { "import", "FILE... -o TABLE.h5", "Read published tables into a native file.",
      "把公布的表读入原生文件。", import_options, false, false, cmd_import },
    { "run", "METHOD TABLE", "Run a method on a table.", "在表上运行一个方法。", NULL, true, true,
      cmd_run },
    { "sums", "FILE --group COLUMNS --variables COLUMNS", "Sum a panel by groups, larger than memory if need be.",
      "按组汇总面板，可大于内存。", sums_options, true, false, cmd_sums },
    { "methods", "[METHOD]", "List the methods, or explain one.", "列出方法，或说明其中一个。",
      methods_options, false, false, cmd_methods },
    { "brief", "TABLE --economy CODE -o FILE.html", "Write the brief on one economy.",
      "写出一个经济体的简报。", brief_options, false, false, cmd_brief },
    { "study", "PAGE.yaml -o FILE.html", "Run the methods of a study page on its panels: one report, CSV beside it.",
      "按研究页面在面板上运行各方法，生成一份报告及 CSV。", study_options, false, false, cmd_study },
    { "scenario", "check FILE", "Tell a scenario back in words, or where it is wrong.",
      "用文字复述情景文件，或指出错误。", NULL, false, false, cmd_scenario },
    { "reform", "compare TABLE A.yaml B.yaml...", "Set scenarios side by side on one table.",
      "在同一张表上并列比较多个情景。", reform_options, true, false, cmd_reform },
    { "diff", "A B", "Compare two results on their keys. Exit code 6 if they differ.",
      "按键比较两个结果；不同则退出码为 6。", diff_options, true, false, cmd_diff },
    { "cite", "METHOD", "Whom to cite for a method.", "方法的引用文献。", cite_options, false,
      false, cmd_cite },
    { "help", "[COMMAND|METHOD]", "Help.", "帮助。", NULL, false, false, cmd_help },
    { "version", "", "The version.", "版本。", NULL, false, false, cmd_version },
    { "completion", "bash|zsh|fish", "Print the shell completion.", "打印命令行补全脚本。", NULL,
      false, false, cmd_completion },
    { "man", "", "Print the manual page.", "打印手册页。", NULL, false, false, cmd_man },
    { NULL, NULL, NULL, NULL, NULL, false, false, NULL }
};
