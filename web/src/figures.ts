// figures.ts -- what each picture of the brief shows: data, one sentence, table twin.
import { Answer, num, type Brief, type Row } from "./data";
import { bars, stack } from "./charts/bars";
import { bubbles, type Bubble } from "./charts/bubbles";
import { heat } from "./charts/heat";
import type { Option } from "./charts/kit";
import { lines } from "./charts/lines";
import { chain, length, participation, path, terms, upgrading } from "./figures_chain";
import { growth, growthIndustries, growthPath, growthPeers } from "./figures_growth";
import { gaps, kinds, obstacles, reform, reformIndustries, reformTerms } from "./figures_reform";
import { fixed, percent, say, type Lang, type Word } from "./words";

export interface Figure {
  id: string; title: Word; doc: Word; height: number; sources: string[];
  /** undefined: the table cannot answer. */
  draw?: { option: Option; summary: string; head: string[]; rows: (string | number)[][]; open?: boolean };
  /** Why a picture was refused: its data do not add up. */
  refused?: string;
}

export type Draw = NonNullable<Figure["draw"]>;

export class Page {
  readonly own: string;
  private readonly answers = new Map<string, Answer>();
  constructor(readonly brief: Brief, readonly lang: Lang) { this.own = brief.economy.code; }

  answer(id: string): Answer {
    let a = this.answers.get(id);
    if (!a) {
      a = new Answer(this.brief.data[id]);
      // A brief on an earlier year knows nothing of later ones.
      a.rows = a.rows.filter((r) => r.year === undefined || Number(r.year) <= this.brief.year);
      this.answers.set(id, a);
    }
    return a;
  }
  say(w: Word): string { return say(w, this.lang); }
  name(id: string, column: string, code: unknown): string { return this.answer(id).label(column, String(code), this.lang); }
  years(id: string): string[] { return [...new Set(this.answer(id).rows.map((r) => String(r.year)))]; }
  series(id: string, match: Row, column: string): number[] {
    const rows = this.answer(id).where(match);
    return this.years(id).map((y) => num(rows.find((r) => String(r.year) === y)?.[column]));
  }
  largest(...parts: [name: string, value: string][]): string {
    return this.lang === "zh" ? `最大：${parts.map(([n, v]) => `${n}（${v}）`).join("，其次：")}。`
      : `Largest: ${parts.map(([n, v]) => `${n} (${v})`).join(", then ")}.`;
  }
}

export const pct = (v: number): string => percent(v, 1);
const pct0 = (v: number): string => percent(v, 0);

function structure(p: Page): Draw | undefined {
  const now = p.answer("industries"), then = p.answer("industries_first");
  if (now.empty) return undefined;
  const rows = [...now.rows].sort((a, b) => num(b.va_share) - num(a.va_share));
  const before = (r: Row): number => num(then.where({ industry: r.industry })[0]?.va_share);
  const names = rows.map((r) => p.name("industries", "industry", r.industry));
  const [y0, y1] = [String(p.brief.first_year), String(p.brief.year)];
  const top = rows.slice(0, 20), both = y0 !== y1;
  return {
    option: bars({ names: names.slice(0, 20), format: pct0, series: [
      { name: y1, values: top.map((r) => num(r.va_share)) }, ...(both ? [{ name: y0, values: top.map(before), quiet: true }] : [])] }),
    summary: p.largest(...names.slice(0, 2).map((n, k): [string, string] => [n, pct(num(rows[k].va_share))])),
    head: [p.say("structure"), y1, ...(both ? [y0] : []), p.say("exportShare")],
    rows: rows.map((r, k) => [names[k], pct(num(r.va_share)), ...(both ? [pct(before(r))] : []), pct(num(r.export_share))]),
  };
}

function shares(p: Page): Draw | undefined {
  const years = p.years("economies");
  const m = p.series("economies", { economy: p.own }, "manufacturing_share");
  const r = p.series("economies", { economy: p.own }, "real_economy_share");
  if (years.length < 2 || !m.some(Number.isFinite)) return undefined;
  const change = 100 * (m[m.length - 1] - m[0]);
  return {
    option: lines({ years, format: pct0, series: [
      { name: p.say("realEconomy"), values: r }, { name: p.say("manufacturing"), values: m, strong: true }] }),
    summary: `${p.say("manufacturing")}: ${change >= 0 ? "+" : "−"}${fixed(Math.abs(change), 1)} ${p.say("points")} (${years[0]}–${years[years.length - 1]}).`,
    head: ["", p.say("manufacturing"), p.say("realEconomy")],
    rows: years.map((y, k) => [y, pct(m[k]), pct(r[k])]),
  };
}

function smile(p: Page): Draw | undefined {
  const rows = p.answer("industries").rows.filter((r) => num(r.output) > 0);
  const points = rows.map((r): Bubble => ({
    name: p.name("industries", "industry", r.industry), group: 0, size: num(r.value_added),
    x: num(p.answer("up").where({ industry: r.industry })[0]?.upstreamness), y: num(r.value_added) / num(r.output) }))
    .filter((b) => Number.isFinite(b.x) && Number.isFinite(b.y));
  if (points.length < 3) return undefined;
  const top = [...points].sort((a, b) => b.x - a.x);
  return {
    option: bubbles({ points, groups: [p.say("smile")], inverseX: true, xName: p.say("stages"), yName: p.say("ratio"),
      xFormat: (v) => fixed(v, 1), yFormat: pct0 }),
    summary: p.lang === "zh" ? `离最终使用最远：${top[0].name}（${fixed(top[0].x, 1)} 个阶段）；最近：${top[top.length - 1].name}（${fixed(top[top.length - 1].x, 1)}）。`
      : `Farthest from the final user: ${top[0].name} (${fixed(top[0].x, 1)} stages); closest: ${top[top.length - 1].name} (${fixed(top[top.length - 1].x, 1)}).`,
    head: ["", p.say("stages"), p.say("ratio")],
    rows: top.map((b) => [b.name, fixed(b.x), pct(b.y)]),
  };
}

function position(p: Page): Draw | undefined {
  const a = p.answer("position"), years = p.years("position");
  if (a.empty || years.length < 2) return undefined;
  const size = (code: unknown): number => num(p.answer("economies").where({ economy: code as string }).slice(-1)[0]?.value_added);
  const others = [...new Set(a.rows.map((r) => String(r.economy)))].filter((c) => c !== p.own)
    .sort((x, y) => size(y) - size(x)).slice(0, 6);
  const values = p.series("position", { economy: p.own }, "upstreamness");
  return {
    option: lines({ years, format: (v) => fixed(v, 2), series: [
      { name: p.name("position", "economy", p.own), values, strong: true },
      ...others.map((c) => ({ name: p.name("position", "economy", c), values: p.series("position", { economy: c }, "upstreamness"), quiet: true }))] }),
    summary: `${years[0]}: ${fixed(values[0])}; ${years[years.length - 1]}: ${fixed(values[values.length - 1])}.`,
    head: ["", p.name("position", "economy", p.own), ...others.map((c) => p.name("position", "economy", c))],
    rows: years.map((y, k) => [y, fixed(values[k]), ...others.map((c) => fixed(p.series("position", { economy: c }, "upstreamness")[k]))]),
  };
}

function content(p: Page): Draw | undefined {
  const years = p.years("content"), d = p.series("content", {}, "domestic_share");
  if (!d.some(Number.isFinite)) return undefined;
  const last = d.length - 1;
  return {
    option: stack({ years, format: pct0, series: [
      { name: p.say("domestic"), values: d }, { name: p.say("foreign"), values: d.map((v) => 1 - v) }] }),
    summary: `${years[last]}: ${p.say("domestic")} ${pct(d[last])}, ${p.say("foreign")} ${pct(1 - d[last])}.`,
    head: ["", p.say("domestic"), p.say("foreign")],
    rows: years.map((y, k) => [y, pct(d[k]), pct(1 - d[k])]),
  };
}

function origin(p: Page): Draw | undefined {
  const now = p.answer("origin").rows.filter((r) => r.partner !== p.own && num(r.share) > 0).sort((a, b) => num(b.share) - num(a.share));
  if (now.length === 0) return undefined;
  const before = (r: Row): number => num(p.answer("origin_first").where({ partner: r.partner })[0]?.share);
  const names = now.map((r) => p.name("origin", "partner", r.partner)), both = p.brief.first_year !== p.brief.year;
  const top = now.slice(0, 12);
  return {
    option: bars({ names: names.slice(0, 12), format: pct, series: [
      { name: String(p.brief.year), values: top.map((r) => num(r.share)) },
      ...(both ? [{ name: String(p.brief.first_year), values: top.map(before), quiet: true }] : [])] }),
    summary: p.largest(...names.slice(0, 2).map((n, k): [string, string] => [n, p.lang === "zh" ? `占出口 ${pct(num(now[k].share))}` : `${pct(num(now[k].share))} of exports`])),
    head: ["", String(p.brief.year), ...(both ? [String(p.brief.first_year)] : [])],
    rows: now.map((r, k) => [names[k], percent(num(r.share), 2), ...(both ? [percent(before(r), 2)] : [])]),
  };
}

function key(p: Page): Draw | undefined {
  const a = p.answer("linkages"), codes = ["key", "backward", "forward", "weak"];
  const points = a.rows.map((r): Bubble => ({
    name: p.name("linkages", "industry", r.industry), group: codes.indexOf(String(r.key)), x: num(r.power_of_dispersion),
    y: num(r.sensitivity_of_dispersion), size: num(p.answer("industries").where({ industry: r.industry })[0]?.output) }))
    .filter((b) => b.group >= 0 && Number.isFinite(b.x) && Number.isFinite(b.y));
  if (points.length === 0) return undefined;
  const groups = codes.map((c) => p.name("linkages", "key", c));
  const names = points.filter((b) => b.group === 0).sort((a2, b2) => b2.size - a2.size).map((b) => b.name);
  const most = names.slice(0, 3).join(p.lang === "zh" ? "、" : ", ");
  const rows = [...a.rows].sort((x, y) => num(y.power_of_dispersion) - num(x.power_of_dispersion));
  return {
    option: bubbles({ points, groups, xName: p.say("power"), yName: p.say("sensitivity"), xFormat: (v) => fixed(v, 2), yFormat: (v) => fixed(v, 1), guideX: 1, guideY: 1 }),
    summary: p.lang === "zh" ? `${a.rows.length} 个行业中有 ${names.length} 个关键行业${most ? `，最大的是${most}` : ""}。`
      : `${names.length} of ${a.rows.length} industries are key${most ? `; the largest: ${most}` : ""}.`,
    head: ["", p.say("power"), p.say("sensitivity"), p.say("key")],
    rows: rows.map((r) => [p.name("linkages", "industry", r.industry), fixed(num(r.power_of_dispersion)), fixed(num(r.sensitivity_of_dispersion)), p.name("linkages", "key", r.key)]),
  };
}

/** Foreign suppliers, the largest in the year first. */
const foreignSuppliers = (p: Page): string[] => p.answer("suppliers").where({ year: String(p.brief.year) })
  .filter((r) => r.partner !== p.own).sort((a, b) => num(b.total) - num(a.total)).map((r) => String(r.partner));

function suppliers(p: Page): Draw | undefined {
  const years = p.years("suppliers"), top = foreignSuppliers(p).slice(0, 6);
  if (top.length === 0 || years.length < 2) return undefined;
  const of = (c: string): number[] => p.series("suppliers", { partner: c }, "total");
  return {
    option: lines({ years, format: pct, zero: true, series: top.map((c, k) => ({ name: p.name("suppliers", "partner", c), values: of(c), strong: k === 0 })) }),
    summary: p.largest(...top.slice(0, 2).map((c): [string, string] => [p.name("suppliers", "partner", c), pct(of(c)[years.length - 1])])),
    head: ["", ...top.map((c) => p.name("suppliers", "partner", c))],
    rows: years.map((y, k) => [y, ...top.map((c) => percent(of(c)[k], 2))]),
  };
}

function exposure(p: Page): Draw | undefined {
  const a = p.answer("exposure"), top = foreignSuppliers(p).slice(0, 8);
  const codes = [...new Set(a.rows.map((r) => String(r.industry)))];
  const total = (industry: string, partner: string): number => num(a.where({ industry, partner })[0]?.total);
  const sum = (i: string): number => a.where({ industry: i }).filter((r) => r.partner !== p.own).reduce((s, r) => s + num(r.total), 0);
  const order = codes.filter((c) => Number.isFinite(sum(c))).sort((x, y) => sum(y) - sum(x)).slice(0, 16);
  if (order.length === 0 || top.length === 0) return undefined;
  const rows = order.map((c) => p.name("exposure", "industry", c)), columns = top.map((c) => p.name("suppliers", "partner", c));
  return {
    option: heat({ rows, columns, format: (v) => percent(v, 1), value: (r, c) => total(order[r], top[c]) }),
    summary: p.lang === "zh" ? `对国外投入依赖最大：${rows[0]}（${pct(sum(order[0]))}）。` : `Most dependent on inputs from abroad: ${rows[0]} (${pct(sum(order[0]))}).`,
    head: ["", ...columns], rows: order.map((c, k) => [rows[k], ...top.map((t) => percent(total(c, t), 2))]),
  };
}

function choke(p: Page): Draw | undefined {
  const rows = p.answer("choke").rows.filter((r) => r.partner !== p.own && num(r.total) > 0)
    .sort((a, b) => num(b.total) - num(a.total)).slice(0, 12);
  if (rows.length === 0) return undefined;
  const names = rows.map((r) => `${p.name("choke", "partner", r.partner)} · ${p.name("choke", "partner_industry", r.partner_industry)}`);
  return {
    option: bars({ names, wide: true, format: (v) => percent(v, 2), series: [{ name: String(p.brief.year), values: rows.map((r) => num(r.total)) }] }),
    summary: p.largest([names[0], percent(num(rows[0].total), 2)]),
    head: ["", p.lang === "zh" ? "全部投入" : "all inputs", p.lang === "zh" ? "直接采购" : "bought directly"],
    rows: rows.map((r, k) => [names[k], percent(num(r.total), 2), percent(num(r.direct), 2)]),
  };
}

function markets(p: Page): Draw | undefined {
  const of = (year: number): Row[] => p.answer("markets").where({ year: String(year) });
  const now = of(p.brief.year), all = now.reduce((s, r) => s + num(r.value), 0);
  const before = of(p.brief.first_year), allBefore = before.reduce((s, r) => s + num(r.value), 0);
  const abroad = now.filter((r) => r.economy !== p.own).sort((a, b) => num(b.value) - num(a.value));
  if (abroad.length === 0 || !(all > 0)) return undefined;
  const names = abroad.map((r) => p.name("markets", "economy", r.economy)), both = p.brief.first_year !== p.brief.year;
  const then = (r: Row): number => num(before.find((b) => b.economy === r.economy)?.value) / allBefore;
  const top = abroad.slice(0, 12);
  return {
    option: bars({ names: names.slice(0, 12), format: pct, series: [
      { name: String(p.brief.year), values: top.map((r) => num(r.value) / all) },
      ...(both ? [{ name: String(p.brief.first_year), values: top.map(then), quiet: true }] : [])] }),
    summary: p.largest(...names.slice(0, 2).map((n, k): [string, string] => [n, pct(num(abroad[k].value) / all)])),
    head: ["", String(p.brief.year), ...(both ? [String(p.brief.first_year)] : [])],
    rows: abroad.map((r, k) => [names[k], percent(num(r.value) / all, 2), ...(both ? [percent(then(r), 2)] : [])]),
  };
}

/** A decomposition that does not add up takes only its own picture away. */
function attempt(draw: () => Draw | undefined): Pick<Figure, "draw" | "refused"> {
  try { return { draw: draw() }; } catch (e) { return { refused: e instanceof Error ? e.message : String(e) }; }
}

/** Room for bars with a name above each, or beside each. */
const above = (p: Page, id: string): number => 40 + 40 * Math.min(p.answer(id).rows.length, 10);
const beside = (count: number): number => 60 + 26 * count;

export const figures = (p: Page): Figure[] => [
  { id: "growth", title: "growth", doc: "growthDoc", height: 260, sources: ["growth", "growth_terms"], ...attempt(() => growth(p)) },
  { id: "growthPath", title: "growthPath", doc: "growthPathDoc", height: 300, sources: ["growth"], draw: growthPath(p) },
  { id: "growthIndustries", title: "growthIndustries", doc: "growthIndustriesDoc", height: beside(Math.min(p.answer("growth_industries").rows.length, 20)),
    sources: ["growth_industries"], draw: growthIndustries(p) },
  { id: "growthPeers", title: "growthPeers", doc: "growthPeersDoc", height: beside(Math.min(p.answer("growth_peers").rows.length, 25)), sources: ["growth_peers"], draw: growthPeers(p) },
  { id: "structure", title: "structure", doc: "structureDoc", height: 600, sources: ["industries", "industries_first"], draw: structure(p) },
  { id: "shares", title: "shares", doc: "sharesDoc", height: 260, sources: ["economies"], draw: shares(p) },
  { id: "smile", title: "smile", doc: "smileDoc", height: 420, sources: ["industries", "up"], draw: smile(p) },
  { id: "position", title: "position", doc: "positionDoc", height: 320, sources: ["position"], draw: position(p) },
  { id: "content", title: "content", doc: "contentDoc", height: 280, sources: ["content"], draw: content(p) },
  { id: "terms", title: "terms", doc: "termsDoc", height: 340, sources: ["terms"], draw: terms(p) },
  { id: "participation", title: "participation", doc: "participationDoc", height: 300, sources: ["participation"], draw: participation(p) },
  { id: "length", title: "length", doc: "lengthDoc", height: 300, sources: ["length"], draw: length(p) },
  { id: "path", title: "path", doc: "pathDoc", height: 400, sources: ["path"], draw: path(p) },
  { id: "upgrading", title: "upgrading", doc: "upgradingDoc", height: 400, sources: ["upgrading"], draw: upgrading(p) },
  { id: "chain", title: "chain", doc: "chainDoc", height: 560, sources: ["chain"], draw: chain(p) },
  { id: "origin", title: "origin", doc: "originDoc", height: 360, sources: ["origin", "origin_first"], draw: origin(p) },
  { id: "key", title: "key", doc: "keyDoc", height: 460, sources: ["linkages"], draw: key(p) },
  { id: "suppliers", title: "suppliers", doc: "suppliersDoc", height: 300, sources: ["suppliers"], draw: suppliers(p) },
  { id: "exposure", title: "exposure", doc: "exposureDoc", height: 480, sources: ["exposure"], draw: exposure(p) },
  { id: "choke", title: "choke", doc: "chokeDoc", height: 340, sources: ["choke"], draw: choke(p) },
  { id: "obstacles", title: "obstacles", doc: "obstaclesDoc", height: above(p, "obstacles"), sources: ["obstacles"], draw: obstacles(p) },
  { id: "gaps", title: "gaps", doc: "gapsDoc", height: above(p, "gaps"), sources: ["gaps"], draw: gaps(p) },
  { id: "kinds", title: "kinds", doc: "kindsDoc", height: beside(p.answer("kinds").rows.length), sources: ["kinds"], draw: kinds(p) },
  { id: "reform", title: "reform", doc: "reformDoc", height: beside(Math.min(p.answer("reform").rows.length, 25)), sources: ["reform"], draw: reform(p) },
  { id: "reformIndustries", title: "reformIndustries", doc: "reformIndustriesDoc", height: beside(Math.min(p.answer("reform_industries").rows.length, 20)),
    sources: ["reform_industries"], draw: reformIndustries(p) },
  { id: "reformTerms", title: "reformTerms", doc: "reformTermsDoc", height: beside(6), sources: ["reform_terms", "reform"], ...attempt(() => reformTerms(p)) },
  { id: "markets", title: "markets", doc: "marketsDoc", height: 340, sources: ["markets"], draw: markets(p) },
];
