// figures_chain.ts -- pictures of the value chain: exports by term, participation and length, the path of
// upgrading, the chain of one product.
import { num, type Row } from "./data";
import { bars, stack } from "./charts/bars";
import { lines } from "./charts/lines";
import { trail } from "./charts/trail";
import { sankey, type Sankey } from "./charts/sankey";
import { pct, type Draw, type Page } from "./figures";
import { fixed, money, percent, type Word } from "./words";

/** Terms of Koopman, Wang and Wei, put together as a reader asks: where does the value end? */
const ends: [Word, string[]][] = [
  ["termFinal", ["dva_fin"]], ["termInputs", ["dva_int"]], ["termThird", ["dva_int_rex"]],
  ["termHome", ["rdv_fin", "rdv_int"]], ["termForeign", ["fva_fin", "fva_int"]],
  ["termTwice", ["ddc", "fdc"]], ["termOther", ["other"]]];

export function terms(p: Page): Draw | undefined {
  const a = p.answer("terms"), years = p.years("terms");
  if (a.empty) return undefined;
  const share = (codes: string[], year: string): number => a.where({ year })
    .filter((r) => codes.includes(String(r.term))).reduce((s, r) => s + num(r.share), 0);
  const parts = ends.map(([word, codes]) => ({ name: p.say(word), values: years.map((y) => share(codes, y)) }))
    .filter((s) => s.values.some((v) => Math.abs(v) > 0));
  const last = years.length - 1, top = [...parts].sort((x, y) => y.values[last] - x.values[last]);
  return {
    option: stack({ years, format: pct, series: parts }),
    summary: p.largest(...top.slice(0, 2).map((s): [string, string] => [s.name, pct(s.values[last])])),
    head: ["", ...parts.map((s) => s.name)],
    rows: years.map((y, k) => [y, ...parts.map((s) => pct(s.values[k]))]),
  };
}

/** Several columns of the economy's own answer over the years. */
function over(p: Page, id: string, columns: [Word, string][], format: (v: number) => string): Draw | undefined {
  const years = p.years(id), series = columns.map(([word, c]) => ({ name: p.say(word), values: p.series(id, {}, c) }))
    .filter((s) => s.values.some(Number.isFinite));
  if (years.length < 2 || series.length === 0) return undefined;
  const last = years.length - 1;
  return {
    option: lines({ years, format, series: series.map((s, k) => ({ ...s, strong: k === 0 })) }),
    summary: `${years[last]}: ${series.map((s) => `${s.name} ${format(s.values[last])}`).join(p.lang === "zh" ? "，" : ", ")}${p.lang === "zh" ? "。" : "."}`,
    head: ["", ...series.map((s) => s.name)],
    rows: years.map((y, k) => [y, ...series.map((s) => format(s.values[k]))]),
  };
}

export const participation = (p: Page): Draw | undefined => over(p, "participation",
  [["gvcTrade", "gvc_share"], ["forward", "gvc_forward"], ["backward", "gvc_backward"]], pct);
export const length = (p: Page): Draw | undefined => over(p, "length",
  [["lengthGvc", "plv_gvc"], ["lengthFinal", "plv_rt"], ["lengthHome", "plv_d"]], (v) => fixed(v, 2));

export function path(p: Page): Draw | undefined {
  const a = p.answer("path"), years = p.years("path"), own = p.own;
  const at = (r: Row): [number, number] => [num(r.upstreamness), num(r.va_share)];
  const steps = years.map((year) => a.where({ year, economy: own })[0]).filter(Boolean).map((r) => ({ name: String(r.year), at: at(r) }));
  if (years.length < 2 || steps.length < 2) return undefined;
  const others = a.where({ year: years[years.length - 1] }).filter((r) => r.economy !== own)
    .map((r) => ({ name: p.name("path", "economy", r.economy), at: at(r) })).filter((s) => s.at.every(Number.isFinite));
  const [first, last] = [steps[0], steps[steps.length - 1]];
  return {
    option: trail({ steps, others, name: p.name("path", "economy", own), xName: p.say("stages"), yName: p.say("ratio"),
      xFormat: (v) => fixed(v, 1), yFormat: (v) => percent(v, 0) }),
    summary: p.lang === "zh" ? `${first.name}–${last.name} 年：上游度 ${fixed(first.at[0])} → ${fixed(last.at[0])}，增加值率 ${pct(first.at[1])} → ${pct(last.at[1])}。`
      : `${first.name} to ${last.name}: ${fixed(first.at[0])} to ${fixed(last.at[0])} stages, ${pct(first.at[1])} to ${pct(last.at[1])} of output kept as value added.`,
    head: ["", p.say("stages"), p.say("ratio")],
    rows: steps.map((s) => [s.name, fixed(s.at[0]), pct(s.at[1])]),
  };
}

export function upgrading(p: Page): Draw | undefined {
  const rows = p.answer("upgrading").rows.filter((r) => Number.isFinite(num(r.world_share_change)))
    .sort((a, b) => num(b.world_share_change) - num(a.world_share_change));
  if (rows.length === 0) return undefined;
  const word = (r: Row): string => p.name("upgrading", "verdict", r.verdict);
  const names = rows.map((r) => p.name("upgrading", "industry", r.industry));
  const points = (v: number): string => `${v < 0 ? "−" : ""}${fixed(Math.abs(100 * v), 1)}`;
  return {
    option: bars({ names: names.slice(0, 20), format: points, series: [{ name: p.say("change"), values: rows.slice(0, 20).map((r) => num(r.world_share_change)) }] }),
    summary: p.brief.data.upgrading.reading?.[p.lang] ?? "",
    head: ["", p.say("change"), p.say("ratio"), p.say("stages"), p.say("verdict")],
    rows: rows.map((r, k) => [names[k], points(num(r.world_share_change)), points(num(r.va_share_change)), fixed(num(r.upstreamness_change)), word(r)]),
  };
}

/** The largest by name, the rest together; every row keeps its place in one of the groups. */
function largest(rows: Row[], key: (r: Row) => string, most: number): string[] {
  const sums = new Map<string, number>();
  rows.forEach((r) => sums.set(key(r), (sums.get(key(r)) ?? 0) + num(r.value)));
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, most).map(([k]) => k);
}

export function chain(p: Page): Draw | undefined {
  const set = p.brief.data.chain, rows = p.answer("chain").rows.filter((r) => num(r.value) > 0);
  const [maker, product] = (set.certificate?.find(([k]) => k === "product")?.[1] ?? "").split(" ");
  if (rows.length === 0 || !product) return undefined;
  const economies = largest(rows, (r) => String(r.economy), 9), industries = largest(rows, (r) => String(r.industry), 9);
  const nodes: Sankey["nodes"] = [
    ...economies.map((c) => ({ name: p.name("chain", "economy", c), layer: 0 })), { name: p.say("others"), layer: 0, quiet: true },
    ...industries.map((c) => ({ name: p.name("chain", "industry", c), layer: 1 })), { name: p.say("otherIndustries"), layer: 1, quiet: true },
    { name: `${p.name("chain", "industry", product)}, ${p.name("chain", "economy", maker)}`, layer: 2 }];
  const place = (list: string[], c: string, from: number): number => from + (list.includes(c) ? list.indexOf(c) : list.length);
  const flows = new Map<string, number>(), add = (from: number, to: number, v: number): void => {
    flows.set(`${from} ${to}`, (flows.get(`${from} ${to}`) ?? 0) + v);
  };
  const middle = economies.length + 1, end = nodes.length - 1;
  for (const r of rows) {
    const from = place(economies, String(r.economy), 0), to = place(industries, String(r.industry), middle);
    add(from, to, num(r.value));
    add(to, end, num(r.value));
  }
  const links = [...flows].map(([k, value]) => { const [from, to] = k.split(" ").map(Number); return { from, to, value }; });
  const used = nodes.map((_, k) => links.some((l) => l.from === k || l.to === k));
  const kept = nodes.map((_, k) => used.slice(0, k).filter(Boolean).length);
  const total = rows.reduce((s, r) => s + num(r.value), 0), show = (v: number): string => money(v, p.brief.money, p.lang);
  const share = (v: number): string => percent(v / total, 1);
  return {
    option: sankey({ nodes: nodes.filter((_, k) => used[k]), links: links.map((l) => ({ ...l, from: kept[l.from], to: kept[l.to] })), format: share }),
    summary: `${nodes[end].name}: ${show(total)}${p.lang === "zh" ? "。" : ". "}${set.reading?.[p.lang] ?? ""}`,
    head: ["", p.lang === "zh" ? "行业" : "industry", p.say("valueAdded"), "%", p.say("stages")],
    rows: [...rows].sort((a, b) => num(b.value) - num(a.value)).slice(0, 60).map((r) => [p.name("chain", "economy", r.economy),
      p.name("chain", "industry", r.industry), show(num(r.value)), share(num(r.value)), fixed(num(r.distance))]),
  };
}
