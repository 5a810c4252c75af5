// figures_growth.ts -- growth over the series: factors, forces, relations.
import { num, type Row } from "./data";
import { diverging } from "./charts/diverging";
import { lines } from "./charts/lines";
import { waterfall } from "./charts/waterfall";
import type { Draw, Page } from "./figures";
import { fixed, type Word } from "./words";

/** "+2.84", "−0.33": points of growth (100 x log). */
const points = (v: number, digits = 2): string => {
  if (!Number.isFinite(v)) return "–";
  const text = fixed(Math.abs(v), digits), zero = /^[0.]*$/.test(text);
  return `${zero ? "" : v < 0 ? "−" : "+"}${text}`;
};

interface Span { rows: Row[]; first: number; last: number; years: number }

/** The years that are chained, which the cumulative columns tell; undefined where there are none. */
function span(p: Page): Span | undefined {
  const rows = p.answer("growth").rows.filter((r) => r.economy === p.own && Number.isFinite(num(r.cumulative_forces)));
  if (rows.length === 0) return undefined;
  const years = rows.reduce((s, r) => s + num(r.years), 0), last = Number(rows[rows.length - 1].year);
  return { rows, first: last - years, last, years };
}

const between = (p: Page, s: Span): string => (p.lang === "zh" ? `${s.first}—${s.last} 年` : `${s.first} to ${s.last}`);

const total = (s: Span, column: string): number => s.rows.reduce((sum, r) => sum + num(r[column]), 0);

/** Relations of goods and trade are one step: they are nothing unless there are taxes or markups. */
const steps: [Word, string[]][] = [
  ["growthHours", ["hours"]], ["growthQuality", ["quality"]], ["growthCapital", ["capital"]], ["growthForces", ["technology"]],
  ["growthLabourFlow", ["labour_flow"]], ["growthCapitalFlow", ["capital_flow"]],
  ["growthGoods", ["inputs", "final_use", "exports", "imports"]], ["growthRemainder", ["remainder"]]];

export function growth(p: Page): Draw | undefined {
  const s = span(p);
  if (!s) return undefined;
  const chained = new Set(s.rows.map((r) => String(r.year)));
  const of = (codes: string[]): number => p.answer("growth_terms").rows
    .filter((r) => r.economy === p.own && codes.includes(String(r.term)) && chained.has(String(r.year)))
    .reduce((sum, r) => sum + num(r.value), 0);
  const all = steps.map(([word, codes]) => ({ name: p.say(word), value: of(codes) / s.years }));
  const gdp = { name: p.say("growthGdp"), value: total(s, "gdp") / s.years };
  const each = (column: string): string => points(total(s, column) / s.years);
  const [low, high] = ["relations_low", "relations_high"].map((c) => points(span3(p, c), 2));
  return {
    option: waterfall({ steps: all.filter((x) => Math.abs(x.value) >= 5e-7), total: gdp, format: (v) => points(v, 2) }),
    summary: p.lang === "zh"
      ? `${between(p, s)}实际 GDP 年均增长 ${fixed(gdp.value)} 个（对数）百分点：要素投入 ${each("factors")}，生产力（技术）${each("forces")}，生产关系（配置）${each("relations")}（视资本回报差异的解释，介于 ${low} 与 ${high} 之间）。`
      : `${between(p, s)}: real GDP grew by ${fixed(gdp.value)} points a year: more factors ${each("factors")}, forces (technology) ${each("forces")}, relations (allocation) ${each("relations")}, between ${low} and ${high} by what gaps of returns to capital are taken for.`,
    open: true,
    head: ["", p.say("pointsYear"), p.say("pointsSpan")],
    rows: [...all, gdp].map((x) => [x.name, points(x.value), points(x.value * s.years, 1)]),
  };
}

/** Ends of the interval over the whole span, a year: of the chained answer, not the sum of yearly ends. */
function span3(p: Page, column: string): number {
  const r = p.answer("growth_peers").rows.find((x) => x.economy === p.own);
  return num(r?.[column]) / num(r?.years);
}

export function growthPath(p: Page): Draw | undefined {
  const s = span(p);
  if (!s || s.rows.length < 2) return undefined;
  const years = [String(s.first), ...s.rows.map((r) => String(r.year))];
  const of = (column: string): number[] => [0, ...s.rows.map((r) => num(r[`cumulative_${column}`]))];
  const columns: [Word, string][] = [["growthGdp", "gdp"], ["forces", "forces"], ["growthFactors", "factors"], ["relations", "relations"]];
  const last = s.rows.length;
  return {
    option: lines({ years, zero: true, format: (v) => points(v, 0), series: columns.map(([word, c]) => ({ name: p.say(word), values: of(c), strong: c === "gdp" })) }),
    summary: `${s.last}: ${columns.map(([word, c]) => `${p.say(word)} ${points(of(c)[last], 1)}`).join(p.lang === "zh" ? "，" : ", ")}${p.lang === "zh" ? "。" : "."}`,
    head: ["", ...columns.map(([word]) => p.say(word))],
    rows: years.map((y, k) => [y, ...columns.map(([, c]) => points(of(c)[k], 1))]),
  };
}

export function growthIndustries(p: Page): Draw | undefined {
  const own = p.answer("growth_industries").rows.filter((r) => r.economy === p.own && Number.isFinite(num(r.forces)));
  if (own.length === 0) return undefined;
  const year = (r: Row, column: string): number => num(r[column]) / num(r.years);
  const rows = [...own].sort((a, b) => year(b, "forces") - year(a, "forces")), last = rows.length - 1;
  const names = rows.map((r) => p.name("growth_industries", "industry", r.industry));
  const keep = rows.map((_, k) => k).filter((k) => rows.length <= 20 || k < 10 || k > last - 10);
  return {
    option: diverging({ names: keep.map((k) => names[k]), values: keep.map((k) => year(rows[k], "forces")), format: (v) => points(v), series: p.say("growthForces") }),
    summary: p.lang === "zh" ? `贡献最大：${names[0]}（${points(year(rows[0], "forces"))}）；最小：${names[last]}（${points(year(rows[last], "forces"))}）。`
      : `Most: ${names[0]} (${points(year(rows[0], "forces"))}); least: ${names[last]} (${points(year(rows[last], "forces"))}).`,
    head: ["", p.say("growthForces"), p.say("growthRelations"), p.say("growthFactors"), p.say("growthTfp"), p.say("growthWeight")],
    rows: rows.map((r, k) => [names[k], points(year(r, "forces")), points(year(r, "relations")), points(year(r, "factors")), points(year(r, "tfp")), fixed(num(r.weight), 3)]),
  };
}

export function growthPeers(p: Page): Draw | undefined {
  const year = (r: Row, column: string): number => num(r[column]) / num(r.years);
  const rows = p.answer("growth_peers").rows.filter((r) => Number.isFinite(num(r.forces))).sort((a, b) => year(b, "forces") - year(a, "forces"));
  if (rows.length < 2) return undefined;
  const names = rows.map((r) => p.name("growth_peers", "economy", r.economy)), own = rows.findIndex((r) => r.economy === p.own), last = rows.length - 1;
  const keep = rows.map((_, k) => k).filter((k) => rows.length <= 24 || k < 12 || k > last - 12 || k === own);
  return {
    option: diverging({ names: keep.map((k) => names[k]), values: keep.map((k) => year(rows[k], "forces")), strong: own < 0 ? undefined : keep.indexOf(own), format: (v) => points(v), series: p.say("growthForces") }),
    summary: own < 0 ? p.largest(...names.slice(0, 2).map((n, k): [string, string] => [n, points(year(rows[k], "forces"))]))
      : p.lang === "zh" ? `${names[own]}：${points(year(rows[own], "forces"))}，在 ${rows.length} 个经济体中列第 ${own + 1} 位。`
        : `${names[own]}: ${points(year(rows[own], "forces"))}, place ${own + 1} of ${rows.length}.`,
    head: ["", p.say("growthGdp"), p.say("growthFactors"), p.say("growthForces"), p.say("growthRelations"), p.say("growthInterval"), p.say("growthSpan")],
    rows: rows.map((r, k) => [names[k], ...["gdp", "factors", "forces", "relations"].map((c) => points(year(r, c))),
      `${points(year(r, "relations_low"))} … ${points(year(r, "relations_high"))}`, `${Number(r.year) - num(r.years)}–${r.year}`]),
  };
}
