// study_words.ts -- the words of a study page in both languages, names of columns, numbers with as many digits as they need.
import type { Column } from "./data";
import type { Lang } from "./words";

const words = {
  title: ["Study", "研究报告"],
  language: ["中文", "English"],
  print: ["Print", "打印"],
  contents: ["Contents", "目录"],
  chapter: ["Chapter", "章"],
  apart: ["Each chapter stands on a sample of its own: nothing is concluded across chapters.", "各章所用样本不同，不作跨章结论。"],
  data: ["Data", "数据"],
  source: ["Source", "来源"],
  licence: ["Licence", "许可"],
  noLicence: ["not stated; the data are not distributed with the study", "未声明；数据不随研究分发"],
  gaps: ["Missing values", "缺失值处理"],
  onlyRows: ["Rows", "样本筛选"],
  onlyPeriods: ["Periods", "时期"],
  asked: ["asked", "命令"],
  kept: ["kept for later steps as", "供后续步骤使用，记为"],
  table: ["Table", "表"],
  figure: ["Figure", "图"],
  numbers: ["Numbers of the figure", "图中数据"],
  columns: ["What the columns are", "各列含义"],
  all: ["all rows", "全部数据"],
  robustness: ["Robustness: what depends on conventions", "稳健性：哪些结果取决于口径"],
  robustAbout: ["The same question under other conventions. How far a number moves, and whether the order of rows agrees with the one under the first convention (Spearman's rank correlation; 1: the same order).",
    "在其他口径下重复同一计算：数值变动多少，排序是否与第一种口径一致（Spearman 秩相关系数，1 为完全一致）。"],
  convention: ["convention", "口径"],
  column: ["column", "列"],
  rows: ["rows", "行数"],
  against: ["against", "对照"],
  meanMove: ["mean change (absolute)", "平均变动（绝对值）"],
  largestMove: ["largest change", "最大变动"],
  order: ["rank correlation", "秩相关系数"],
  conventions: ["Conventions of every step", "各步骤的口径"],
  conventionsAbout: ["Every choice that could change a number, residuals and checks, as the program certifies them.", "凡可能改变数值的选择、残差与检验，均由程序出具。"],
  methods: ["Methods and sources", "方法与来源"],
  missing: ["Not shown", "未显示"],
  tooLong: ["too many rows for a page: the CSV has all of them", "行数过多，完整数据见 CSV"],
  nothing: ["nothing to draw: these columns hold no numbers here", "无可绘数据"],
  confidential: ["Confidential: nothing about few units is shown.", "保密模式：不显示涉及少数单位的内容。"],
  period: ["period", "时期"],
  highest: ["highest", "最高"],
  lowest: ["lowest", "最低"],
  points: ["points", "点"],
} as const;
export type StudyWord = keyof typeof words;
export const tell = (w: StudyWord, lang: Lang): string => words[w][lang === "zh" ? 1 : 0];

/** Dimension words of results. */
const dims: Record<string, [string, string]> = {
  unit: ["unit", "单位"], period: ["period", "时期"], partner: ["partner", "对方"], group: ["group", "组"], indicator: ["indicator", "指标"],
  dimension: ["dimension", "维度"], system: ["system", "子系统"], class: ["class", "类别"], from: ["from", "起始状态"], to: ["to", "终止状态"],
  term: ["term", "项"], statistic: ["statistic", "统计量"], variable: ["variable", "变量"], pool: ["pool", "样本池"], status: ["status", "状态"],
  reference: ["reference", "参照期"], grid: ["grid", "网格"], lag: ["neighbours", "邻居均值"], units: ["units", "单位数"],
  score: ["score", "得分"], rank: ["rank", "名次"], rank_change: ["rank change", "名次变动"], weight: ["weight", "权重"], gini: ["Gini", "基尼系数"],
  within: ["within", "组内"], between: ["between", "组间"], transvariation: ["transvariation", "超变密度"],
  within_share: ["within, share", "组内占比"], between_share: ["between, share", "组间占比"], transvariation_share: ["transvariation, share", "超变密度占比"],
  theil_t: ["Theil T", "泰尔 T"], theil_l: ["Theil L", "泰尔 L"], cv: ["coefficient of variation", "变异系数"], mean: ["mean", "均值"],
  sd: ["standard deviation", "标准差"], min: ["min", "最小值"], max: ["max", "最大值"], values: ["values", "取值数"], value: ["value", "数值"],
  density: ["density", "密度"], moran: ["Moran's I", "莫兰指数"], geary: ["Geary's C", "吉尔里指数"], p: ["p", "p 值"], z: ["z", "z 值"],
  ec: ["efficiency change", "效率变化"], tc: ["technical change", "技术变化"], pec: ["pure efficiency change", "纯效率变化"], sec: ["scale change", "规模变化"],
  index: ["productivity index", "生产率指数"], degree: ["coordination degree", "耦合协调度"], development: ["development", "发展度"], obstacle: ["obstacle degree", "障碍度"],
  error_grey: ["error, GM(1,1)", "GM(1,1) 误差"], error_benchmark: ["error, benchmark", "基准误差"], grade: ["grade", "等级"], next: ["next class", "下期等级"],
  p_draws: ["p by exchanges", "置换 p 值"], expected: ["expected", "期望值"], geary_z: ["z of Geary", "吉尔里 z 值"], geary_p: ["p of Geary", "吉尔里 p 值"], local_p: ["p by exchanges", "置换 p 值"],
  high_high: ["high-high", "高-高"], low_low: ["low-low", "低-低"], low_high: ["low-high", "低-高"], high_low: ["high-low", "高-低"], efficiency: ["efficiency", "效率"], direction: ["direction", "方向"],
  outcome: ["outcome", "结果"], df2: ["df of denominator", "分母自由度"], sd_log: ["sd of logs", "对数标准差"], change: ["change", "变动"], long_run: ["long run", "长期"], first: ["first", "期初"], last: ["last", "期末"],
  weight_within: ["weight within", "组内权重"], by_entropy: ["by entropy", "熵权法"], by_critic: ["by CRITIC", "CRITIC"], by_cv: ["by CV", "变异系数法"], by_scatter: ["by scatter", "拉开档次法"], by_pca: ["by PCA", "主成分"],
  best_rank: ["best rank", "最好名次"], median_rank: ["median rank", "名次中位数"], worst_rank: ["worst rank", "最差名次"], near: ["near", "稳定比重"],
  peak: ["peak at", "主峰位置"], height: ["height", "峰高"], width: ["width", "半高宽"], peaks: ["peaks", "峰数"], right_tail: ["right tail", "右拖尾"], skewness: ["skewness", "偏度"],
  lag_value: ["neighbours", "邻居"], quadrant: ["quadrant", "象限"], cluster: ["cluster", "集聚类型"], local: ["local Moran", "局部莫兰指数"],
  probability: ["probability", "概率"], count: ["count", "频数"], coupling: ["coupling", "耦合度"], coordination: ["coordination", "协调度"],
};

/** A short name for a head or an axis; the full sentence is the column's own. */
export function columnName(c: Column, lang: Lang): string {
  const [base, ...rest] = c.name.split("."), known = dims[base], tail = rest.length ? ` (${rest.join(", ").replace("diff", lang === "zh" ? "差" : "change")})` : "";
  if (known) return known[lang === "zh" ? 1 : 0] + tail;
  const name = base.replace(/_/g, " ");
  if (lang === "en") return name + tail;
  const clause = c.zh.split(/[。，：；（(、,:]/)[0];
  return (clause && [...clause].length <= 12 ? clause : name) + tail;
}

/** The same with its unit. */
export function axisName(c: Column, lang: Lang): string {
  const unit = unitWord(c.unit, lang);
  return unit ? (lang === "zh" ? `${columnName(c, lang)}（${unit}）` : `${columnName(c, lang)} (${unit})`) : columnName(c, lang);
}

const units: Record<string, string> = {
  share: "比重", "per cent": "%", ratio: "比率", index: "指数", place: "名次", places: "名次", units: "个", rows: "行", nats: "奈特", "0 to 1": "0—1",
  "unit of the indicator": "指标单位", "per unit of the variable": "每单位变量", "standard deviations": "标准差", "2017 USD": "2017 年美元", peaks: "个", count: "个", bandwidths: "带宽",
  years: "年", "per cent a year": "%/年", points: "点", periods: "期", score: "得分",
};
export const unitWord = (unit: string, lang: Lang): string => (unit === "probability" ? "" : lang === "zh" ? units[unit] ?? unit : unit);

/** What becomes of missing values, in words. */
const policies: Record<string, [string, string]> = {
  error: ["refused; there are none", "不允许缺失（数据完整）"], drop: ["their rows are dropped", "剔除所在行"], zero: ["counted as zero", "记为零"],
  mean: ["filled by the unit's mean", "以单位均值填补"], interpolate: ["filled by the line between neighbouring periods", "线性插补"], forward: ["filled by the last value", "以上期值填补"],
};
export const policy = (name: string, lang: Lang): string => policies[name]?.[lang === "zh" ? 1 : 0] ?? name;

/** Four figures that count, for columns whose numbers have units of their own. */
const figuresOf = (x: number): string => (x === 0 ? "0" : Math.abs(x) >= 1000 ? x.toLocaleString("en-US", { maximumFractionDigits: 0, useGrouping: Math.abs(x) >= 10000 })
  : Math.abs(x) < 1e-4 ? x.toExponential(1) : String(Number(x.toPrecision(4)))).replace(/-/g, "−");

/** A format that tells these numbers apart: whole ones stay whole. */
export function digitsFor(values: number[], percent = false): (v: number) => string {
  const known = values.filter(Number.isFinite).map((v) => (percent ? 100 * v : v)), sizes = known.map(Math.abs).filter((v) => v > 0).sort((a, b) => a - b);
  if (!percent && sizes.length > 2 && !known.every((v) => Number.isInteger(v)) && sizes[sizes.length - 1] > (sizes.length < 60 ? 200 : 1e5) * sizes[Math.floor(sizes.length / 4)])
    return (v) => (Number.isFinite(v) ? figuresOf(v) : "–");
  const most = Math.max(0, ...known.map(Math.abs));
  const whole = known.every((v) => Number.isInteger(v)), digits = whole ? 0 : most >= 1000 ? 0 : most >= 100 ? 1 : most >= 10 ? 2 : most >= 1 ? 3 : most >= 0.01 ? 4 : 6;
  const cut = percent ? Math.min(digits, 1) : digits;
  return (v) => {
    if (!Number.isFinite(v)) return "–";
    const full = percent ? 100 * v : v, x = Math.abs(full) < 1e-11 * most ? 0 : full;      // dust of rounding
    if (x !== 0 && !whole && !percent && Math.abs(x) < 0.5 * 10 ** -cut) return x.toExponential(1).replace(/-/g, "−");
    return x.toLocaleString("en-US", { minimumFractionDigits: cut, maximumFractionDigits: cut, useGrouping: most >= 10000 }).replace(/-/g, "−") + (percent ? "%" : "");
  };
}
/** Axis labels: no more digits than a tick needs. */
export const tick = (percent: boolean) => (v: number): string =>
  (percent ? `${Number((100 * v).toPrecision(4))}%` : Math.abs(v) >= 1e6 ? v.toExponential(1) : String(Number(v.toPrecision(4)))).replace(/-/g, "−");
