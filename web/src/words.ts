// words.ts -- the page's own words in both languages, and numbers as each of them writes.
export type Lang = "en" | "zh";
type Both = readonly [en: string, zh: string];

const words = {
  title: ["Industries and value chains", "产业与价值链简报"],
  asOf: ["accounts of", "账户年份"],
  findings: ["Five findings", "五点发现"],
  fewFindings: ["Findings", "主要发现"],
  groupGrowth: ["Growth: productive forces against production relations", "增长：生产力与生产关系"],
  growth: ["Where growth came from", "增长来自何处"],
  growthDoc: ["Real GDP, points a year (100 x log): more factors, better technology (productive forces), better allocation (production relations). What lacks volumes, hours or capital ends the span.",
    "实际 GDP 年均对数百分点：要素投入、技术进步（生产力）、配置改善（生产关系）。缺少物量、工时或资本数据时，区间到此为止。"],
  growthPath: ["Forces, relations and factors over the years", "历年生产力、生产关系与要素"],
  growthPathDoc: ["Added up since the first year, points (100 x log).", "自首年以来的累计（对数百分点）。"],
  growthIndustries: ["Which industries carried the forces", "生产力来自哪些行业"],
  growthIndustriesDoc: ["Total factor productivity of each industry times its cost-based Domar weight, points a year.", "各行业全要素生产率乘以成本多马权重，年均百分点。"],
  growthPeers: ["Forces of other economies", "各经济体的生产力"],
  growthPeersDoc: ["Contribution of technology to growth of real GDP, points a year, each over the years that are known.", "技术对实际 GDP 增长的贡献（年均百分点），按各自已知年份。"],
  growthGdp: ["real GDP", "实际 GDP"],
  growthHours: ["hours worked", "工时"],
  growthQuality: ["quality of labour", "劳动质量"],
  growthCapital: ["capital", "资本"],
  growthFactors: ["factors", "要素"],
  forces: ["forces", "生产力"],
  relations: ["relations", "生产关系"],
  growthForces: ["technology (forces)", "技术（生产力）"],
  growthRelations: ["allocation (relations)", "配置（生产关系）"],
  growthLabourFlow: ["relations: flow of labour", "生产关系：劳动流动"],
  growthCapitalFlow: ["relations: flow of capital", "生产关系：资本流动"],
  growthGoods: ["relations: goods and trade", "生产关系：产品与贸易"],
  growthRemainder: ["remainder", "余项"],
  growthTfp: ["its own TFP", "自身全要素生产率"],
  growthWeight: ["Domar weight", "多马权重"],
  growthInterval: ["interval", "区间"],
  growthSpan: ["years", "年份"],
  pointsYear: ["points a year", "年均百分点"],
  pointsSpan: ["whole span", "全期"],
  groupHome: ["Structure and position in the value chain", "产业结构与价值链位置"],
  groupExports: ["Exports and key industries", "出口与关键行业"],
  groupChain: ["In the value chain: upgrading, and one product", "价值链：升级与单一产品"],
  groupTies: ["Ties abroad: suppliers, markets, choke points", "对外联系：供应方、市场与卡脖子环节"],
  further: ["Further findings", "其他发现"],
  command: ["numbers from", "数据来自"],
  stands: ["Where the economy stands", "总体状况"],
  structure: ["Structure of value added", "增加值结构"],
  structureDoc: ["Share of each industry in value added, current prices.", "各行业占增加值的比重（现价）。"],
  shares: ["Manufacturing and the real economy over the years", "制造业与实体经济比重的变化"],
  sharesDoc: ["The real economy is everything but finance and real estate.", "实体经济指金融、房地产以外的各行业。"],
  smile: ["Smile curve: position and what is kept", "微笑曲线：位置与增加值率"],
  smileDoc: ["Each bubble is an industry: left is far from the final user, up is much value added per output; size is value added.",
    "每个气泡为一个行业：越靠左离最终使用越远，越靠上增加值率越高；大小为增加值。"],
  position: ["Position in the value chain over the years", "价值链位置的变化"],
  positionDoc: ["Average number of stages between an economy's products and final use.", "产品到最终使用的平均阶段数。"],
  content: ["What the exports contain", "出口中包含什么"],
  contentDoc: ["Domestic and foreign value added in each 100 of exports.", "每 100 单位出口中的国内与国外增加值。"],
  terms: ["Exports by term: where their value ends", "出口分解：价值最终去向"],
  termsDoc: ["Koopman, Wang and Wei: domestic value added by where it is finally used, foreign value added, and what is counted twice.",
    "按 Koopman-Wang-Wei 方法：本国增加值按最终使用地划分，另有国外增加值与重复计算部分。"],
  termFinal: ["used abroad, in final goods", "国外使用：最终品"],
  termInputs: ["used abroad, in inputs", "国外使用：中间品"],
  termThird: ["used in third countries, after re-export", "经再出口由第三国使用"],
  termHome: ["comes home and is used there", "返回本国使用"],
  termForeign: ["foreign value added", "国外增加值"],
  termTwice: ["counted twice", "重复计算"],
  termOther: ["taxes, margins and the like", "税收、运费等"],
  participation: ["Participation in global value chains", "全球价值链参与度"],
  participationDoc: ["Forward: value added that goes into intermediate trade. Backward: final products that rest on it. Trade: exports that cross more than one border.",
    "前向：进入中间品贸易的增加值比重；后向：依赖中间品贸易的最终产品比重；贸易：跨境不止一次的出口比重。"],
  forward: ["forward", "前向"],
  backward: ["backward", "后向"],
  gvcTrade: ["in exports", "贸易"],
  length: ["Production length", "生产长度"],
  lengthDoc: ["How often value added is counted as output until final use, by its way: through intermediate trade (value chains), in final exports, at home.", "增加值到最终使用前被计为产出的次数（按去向）。"],
  lengthHome: ["used at home", "国内使用"],
  lengthFinal: ["final exports", "最终品出口"],
  lengthGvc: ["value chains", "全球价值链"],
  path: ["Upgrading path: position and what is kept", "升级路径：位置与增加值率"],
  pathDoc: ["The line is the economy over the years, dots are other economies in the last year; left is far from the final user.",
    "线为该经济体各年，点为其他经济体末年；越靠左离最终使用越远。"],
  upgrading: ["Who moved up", "谁实现了升级"],
  upgradingDoc: ["Change of the industry's share in the world's value added of its line, points; the table has the verdicts.",
    "行业占世界同行业增加值比重的变化（百分点）；数据表给出结论。"],
  chain: ["The value chain of one product", "单一产品的价值链"],
  chainDoc: ["Where what is finally paid is earned: economies on the left, their industries in the middle, the product on the right.",
    "最终支出由谁获得：左为经济体，中为其行业，右为产品。"],
  otherIndustries: ["other industries", "其他行业"],
  verdict: ["verdict", "结论"],
  change: ["change", "变化"],
  origin: ["Foreign value added in exports, by origin", "出口中的国外增加值来源"],
  originDoc: ["Share of each foreign economy in gross exports.", "各国外经济体占总出口的比重。"],
  key: ["Key industries", "关键行业"],
  keyDoc: ["Right: pulls more on its suppliers than the average industry of the table. Up: more is bought from it along the chains.",
    "越靠右对上游的拉动越强于全表平均；越靠上各链条对它的需求越多。"],
  suppliers: ["Dependence on foreign suppliers over the years", "对国外供应方的依赖"],
  suppliersDoc: ["Share in all inputs, every tier of supply counted.", "占全部投入的比重（含各级供应）。"],
  exposure: ["Which industry depends on whom", "哪些行业依赖谁"],
  exposureDoc: ["Share of foreign suppliers in all inputs of an industry, every tier counted.", "国外供应方占各行业全部投入的比重（含各级供应）。"],
  choke: ["Largest foreign sources of inputs (choke points)", "最大的国外投入来源（卡脖子环节）"],
  chokeDoc: ["Single industries abroad by their share in all inputs.", "国外单个行业占全部投入的比重。"],
  markets: ["Who finally uses what is produced", "最终由谁使用"],
  marketsDoc: ["Value added earned with the final demand of each foreign economy, share of the total.", "各国外经济体最终需求带来的增加值占比。"],
  groupObstacles: ["What holds back", "障碍"],
  groupReform: ["One reform: gainers and losers", "一项改革：谁受益、谁受损"],
  obstacles: ["Largest single obstacles", "最大的单项障碍"],
  obstaclesDoc: ["What this economy would gain if one obstacle at a border, or one tax, markup or rent, were eased, share of its final use. Gains overlap and do not add up.",
    "放宽单项边境障碍或单项税收、加成、租金给本经济体带来的收益（占最终使用比重）。各项收益相互重叠，不可相加。"],
  obstacle: ["obstacle", "障碍"],
  level: ["level now", "现有水平"],
  gain: ["gain", "收益"],
  ofFinalUse: ["% of final use", "占最终使用"],
  perPoint: ["gain from the first 1%", "首个 1% 的收益"],
  confirmed: ["solved in full", "完整求解确认"],
  gaps: ["Where better productivity gains most", "哪里提高生产率收益最大"],
  gapsDoc: ["Gain from productivity that is a tenth higher in one industry, share of final use.", "单个行业生产率提高 10% 的收益（占最终使用比重）。"],
  shareOfVa: ["share in value added", "增加值比重"],
  kinds: ["All obstacles of a kind eased together", "同类障碍一并放宽"],
  kindsDoc: ["Everywhere in the table, solved in full; what this economy gains, share of its final use.", "全表范围一并放宽并完整求解；本经济体的收益（占最终使用比重）。"],
  count: ["number", "数目"],
  reform: ["Who gains and who loses", "各经济体的得失"],
  reformDoc: ["Change of real income: what the final users of each economy can buy, at base prices.", "实际收入变化：各经济体最终用户按基期价格衡量的购买力。"],
  realIncome: ["real income", "实际收入"],
  ev: ["in money of the base", "按基期货币"],
  gdp: ["real GDP", "实际国内生产总值"],
  realWage: ["real return to labour or factors", "劳动或要素实际回报"],
  reformIndustries: ["Which industries grow and shrink", "哪些行业扩张、哪些收缩"],
  reformIndustriesDoc: ["Change of the quantity that each industry of this economy produces.", "本经济体各行业产量的变化。"],
  output: ["output", "产量"],
  price: ["price, in world factor income", "价格（以世界要素收入计）"],
  factorIncome: ["factor income", "要素收入"],
  sales: ["sales", "销售额"],
  reformTerms: ["Where this economy's gain comes from", "本经济体的收益从何而来"],
  reformTermsDoc: ["Per cent of base final use. The steps are integrated along the reform and add up to the exact change of real income.",
    "占基期最终使用的百分比。各分项沿改革路径积分，之和等于实际收入的精确变化。"],
  termTermsOfTrade: ["terms of trade", "贸易条件"],
  termVolume: ["volume of trade held back by borders", "边境障碍所抑制的贸易量"],
  termTechnology: ["technology, trade costs in goods", "技术与贸易成本"],
  termReallocation: ["reallocation at home", "国内再配置"],
  termFactors: ["factors at work", "要素投入"],
  termTransfers: ["transfers", "转移收支"],
  illustrative: ["Illustrative.", "示意性。"],
  assumedRanges: ["How far obstacles can be eased is assumed, not measured: trade costs by 10%, productivity by 10%, taxes, markups and rents to nothing. Levels of trade costs and of productivity gaps are not known.",
    "放宽幅度为假设而非测算：贸易成本降低 10%，生产率提高 10%，税收、加成与租金降为零。贸易成本与生产率差距的水平未知。"],
  assumedLevels: ["Levels of this reform are assumptions: no data stand behind some of them.", "本项改革的数值为假设，部分没有数据依据。"],
  elasticities: ["Elasticities: those of the page, with the source that it names. What it leaves out: 6 between origins of a good (theta 5, the median of structural estimates: Head and Mayer 2014), 1 everywhere else, and factors that move freely between industries (assumed).",
    "弹性：以情景文件为准，来源由文件注明。文件未给出者：来源间替代弹性取 6（theta 为 5，结构估计的中位数，Head 和 Mayer 2014），其余均取 1，要素在行业间自由流动（假设）。"],
  askedWith: ["scenario", "情景"],
  says: ["What the page says", "情景内容"],
  table: ["Table", "数据表"],
  methods: ["Methods and sources", "方法与来源"],
  certificates: ["Certificates", "计算凭证"],
  dataVersion: ["Data", "数据"],
  missing: ["Not available", "无法给出"],
  domestic: ["domestic", "国内"],
  foreign: ["foreign", "国外"],
  valueAdded: ["Value added", "增加值"],
  worldShare: ["Share in the table's value added", "占全表增加值比重"],
  manufacturing: ["Manufacturing", "制造业"],
  realEconomy: ["Real economy", "实体经济"],
  domesticContent: ["Domestic part of exports", "出口国内增加值率"],
  upstreamness: ["Stages to final use", "到最终使用的阶段数"],
  exportShare: ["Exports in output", "出口占产出比重"],
  ratio: ["value added / output", "增加值率"],
  stages: ["stages to final use", "到最终使用的阶段数"],
  power: ["pull on suppliers (power of dispersion)", "影响力系数"],
  sensitivity: ["use by others (sensitivity of dispersion)", "感应度系数"],
  points: ["pts", "个百分点"],
  currentPrices: ["current prices", "现价"],
  language: ["中文", "English"],
  print: ["Print", "打印"],
  oneYear: ["the table has one year only", "本表只有一个年份"],
  others: ["others", "其他经济体"],
  score: ["score", "得分"],
  largest: ["Largest", "最大"],
} as const satisfies Record<string, Both>;

export type Word = keyof typeof words;
export const say = (w: Word, lang: Lang): string => words[w][lang === "zh" ? 1 : 0];

const plain = (v: number, digits: number): string =>
  v.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const percent = (v: number, digits = 1): string => (Number.isFinite(v) ? `${plain(100 * v, digits)}%` : "–");
export const fixed = (v: number, digits = 2): string => (Number.isFinite(v) ? plain(v, digits) : "–");

const currencies: Record<string, string> = {
  USD: "美元", EUR: "欧元", CNY: "元人民币", JPY: "日元", GBP: "英镑", KRW: "韩元", INR: "印度卢比",
};

/** A unit such as "million USD" as each language writes it. */
export function unitName(unit: string, lang: Lang): string {
  if (lang === "en") return unit;
  const [, scale = "", currency = unit] = /^(million|10 thousand|thousand)?\s*(.*)$/.exec(unit) ?? [];
  const scales: Record<string, string> = { million: "百万", "10 thousand": "万", thousand: "千" };
  return `${scales[scale] ?? ""}${currencies[currency] ?? ` ${currency}`}`.trim();
}

/** What the program says of an answer it cannot give. */
export function reason(text: string, lang: Lang): string {
  if (lang === "en") return text;
  if (/growth cannot be split/.test(text)) return "缺少物量、劳动或资本数据，无法分解增长来源（可用 domar import --rows 附加）";
  if (/growth.forces compares years/.test(text)) return "只有一个年份，无法比较增长";
  if (/several economies/.test(text)) return "需要多经济体的投入产出表，本表只有一个经济体";
  if (/no row of jobs/.test(text)) return "表中没有就业数据，可用 --satellite 导入";
  if (/reaches no cell of the table/.test(text)) return `${text.split(":")[0]}：该情景的变动在本表中没有对象`;
  if (/exports or imports as columns/.test(text)) return "表中出口或进口为单独列：一般均衡需要世界表或封闭经济表";
  if (/no equilibrium found/.test(text)) return `未能求得均衡（${text}）`;
  if (/no obstacles of these kinds/.test(text)) return "没有此类障碍";
  if (/steps add up to/.test(text)) return `分项之和与总收益不符（${text}）`;
  return text;
}

/** Money in the table's unit ("million USD") as people write it: 7.3 trillion USD, 7.3 万亿 USD. */
export function money(v: number, unit: string, lang: Lang): string {
  if (!Number.isFinite(v)) return "–";
  const scale = unit.startsWith("million") ? 1e6 : unit.startsWith("10 thousand") ? 1e4 : 1;
  const currency = unit.replace(/^(million|10 thousand|thousand)\s*/, "");
  const a = v * (unit.startsWith("thousand") ? 1e3 : scale);
  const steps: [number, string][] = lang === "zh"
    ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"], [1, ""]]
    : [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"], [1, ""]];
  const [size, name] = steps.find(([s]) => Math.abs(a) >= s) ?? [1, ""];
  const shown = a / size;
  const number = plain(shown, Math.abs(shown) < 100 ? 2 : 0);
  return lang === "zh" ? `${number} ${name}${unitName(currency, lang)}` : `${number} ${name} ${currency}`.replace(/\s+/g, " ");
}
