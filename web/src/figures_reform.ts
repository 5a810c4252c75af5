// figures_reform.ts -- what holds back, and one reform: who gains, which industries move, where the gain comes from.
import { num, type Row } from "./data";
import { diverging } from "./charts/diverging";
import { ranked } from "./charts/ranked";
import { waterfall } from "./charts/waterfall";
import type { Draw, Page } from "./figures";
import { money, percent, type Word } from "./words";

/** "+2.84%", "−0.33%"; v in per cent. */
const signed = (v: number, digits = 2): string => {
  if (!Number.isFinite(v)) return "–";
  const text = percent(Math.abs(v) / 100, digits), zero = /^[0.]*%$/.test(text);
  return `${zero ? "" : v < 0 ? "−" : "+"}${text}`;
};
const moneyOf = (p: Page, v: number): string => (v < 0 ? `−${money(-v, p.brief.money, p.lang)}` : money(v, p.brief.money, p.lang));

/** An obstacle in words: who buys what from whom, or which industry of whom. */
function phrase(p: Page, r: Row): string {
  const name = (column: string): string => p.name("obstacles", column, r[column]);
  const zh = p.lang === "zh", [kind, who, good] = [name("kind"), name("economy"), name("industry")];
  if (r.partner !== "-") return zh ? `${kind}：${who}从${name("partner")}购买${good}` : `${kind}: ${who} buys ${good} from ${name("partner")}`;
  if (r.user !== "-") return zh ? `${kind}：${who}${name("user")}使用${good}` : `${kind}: ${good} used by ${name("user")} in ${who}`;
  return zh ? `${kind}：${who}的${good}` : `${kind}: ${good} in ${who}`;
}

/** The same for the picture, where a line has less room; the kind is told where there are several. */
function shorter(p: Page, r: Row, several: boolean): string {
  const name = (column: string): string => p.name("obstacles", column, r[column]);
  if (r.partner === "-") return phrase(p, r);
  return `${several ? `${name("kind")} · ` : ""}${name("partner")} → ${name("economy")}${p.lang === "zh" ? "：" : ": "}${name("industry")}`;
}

export function obstacles(p: Page): Draw | undefined {
  const rows = p.answer("obstacles").rows.filter((r) => num(r.gain_feasible) > 0);
  if (rows.length === 0) return undefined;
  const share = (v: unknown): number => num(v as number) / p.brief.final_use, names = rows.map((r) => phrase(p, r));
  const show = (v: number): string => percent(v, 2), total = num(rows[0].gain_feasible);
  const several = new Set(rows.map((r) => r.kind)).size > 1, known = rows.some((r) => Number.isFinite(num(r.level)));
  const level = (r: Row): string => (Number.isFinite(num(r.level)) ? percent(num(r.level) / 100, 1) : "–");
  return {
    option: ranked({ names: rows.map((r) => shorter(p, r, several)), values: rows.map((r) => share(r.gain_feasible)), format: show, series: p.say("ofFinalUse") }),
    summary: p.largest([names[0], p.lang === "zh" ? `${money(total, p.brief.money, "zh")}，占最终使用 ${show(share(total))}`
      : `${money(total, p.brief.money, "en")}, ${show(share(total))} of final use`]),
    open: true,
    head: ["", p.say("obstacle"), ...(known ? [p.say("level")] : []), p.say("gain"), p.say("ofFinalUse"), p.say("perPoint"), p.say("confirmed")],
    rows: rows.map((r, k) => [k + 1, names[k], ...(known ? [level(r)] : []), moneyOf(p, num(r.gain_feasible)),
      show(share(r.gain_feasible)), moneyOf(p, num(r.gain_per_point)), p.name("obstacles", "confirmed", r.confirmed)]),
  };
}

export function gaps(p: Page): Draw | undefined {
  const rows = p.answer("gaps").rows.filter((r) => num(r.gain_feasible) > 0);
  if (rows.length === 0) return undefined;
  const share = (r: Row): number => num(r.gain_feasible) / p.brief.final_use, own = rows.every((r) => r.economy === p.own);
  const names = rows.map((r) => p.name("gaps", "industry", r.industry) + (own || r.economy === p.own ? "" : ` (${p.name("gaps", "economy", r.economy)})`));
  const weight = (r: Row): string => r.economy === p.own ? percent(num(p.answer("industries").where({ industry: r.industry })[0]?.va_share), 1) : "–";
  return {
    option: ranked({ names, values: rows.map(share), format: (v) => percent(v, 1), series: p.say("ofFinalUse") }),
    summary: p.largest([names[0], percent(share(rows[0]), 1)]),
    head: ["", p.say("gain"), p.say("ofFinalUse"), p.say("shareOfVa"), p.say("confirmed")],
    rows: rows.map((r, k) => [names[k], moneyOf(p, num(r.gain_feasible)), percent(share(r), 2), weight(r), p.name("gaps", "confirmed", r.confirmed)]),
  };
}

export function kinds(p: Page): Draw | undefined {
  const rows = p.answer("kinds").rows;
  if (rows.length === 0) return undefined;
  const share = (r: Row): number => num(r.gain_feasible) / p.brief.final_use, names = rows.map((r) => p.name("kinds", "kind", r.kind));
  return {
    option: diverging({ names, values: rows.map((r) => 100 * share(r)), format: (v) => signed(v, 1), series: p.say("ofFinalUse") }),
    summary: p.largest(...names.slice(0, 2).map((n, k): [string, string] => [n, signed(100 * share(rows[k]), 1)])),
    head: ["", p.say("gain"), p.say("ofFinalUse"), p.say("count")],
    rows: rows.map((r, k) => [names[k], moneyOf(p, num(r.gain_feasible)), signed(100 * share(r)), num(r.cells)]),
  };
}

export function reform(p: Page): Draw | undefined {
  const rows = p.answer("reform").rows.filter((r) => Number.isFinite(num(r.real_income))).sort((a, b) => num(b.real_income) - num(a.real_income));
  if (rows.length === 0) return undefined;
  const names = rows.map((r) => p.name("reform", "economy", r.economy)), own = rows.findIndex((r) => r.economy === p.own);
  // A table of many economies: the ends, and the own one with them.
  const most = 24, keep = rows.map((_, k) => k).filter((k) => rows.length <= most || k < most / 2 || k >= rows.length - most / 2 || k === own);
  const lost = rows.filter((r) => num(r.real_income) < 0).length, mine = num(rows[own]?.real_income), ev = num(rows[own]?.ev);
  return {
    option: diverging({ names: keep.map((k) => names[k]), values: keep.map((k) => num(rows[k].real_income)), strong: keep.indexOf(own), format: (v) => signed(v), series: p.say("realIncome") }),
    summary: p.lang === "zh" ? `${p.brief.economy.zh}：${signed(mine)}（${moneyOf(p, ev)}），列第 ${own + 1} 位；${rows.length} 个经济体中 ${rows.length - lost} 个不受损，${lost} 个受损。`
      : `${p.brief.economy.en}: ${signed(mine)} (${moneyOf(p, ev)}), place ${own + 1} of ${rows.length} economies, of which ${lost === 0 ? "none loses" : lost === 1 ? "one loses" : `${lost} lose`}.`,
    head: ["", p.say("realIncome"), p.say("ev"), p.say("gdp"), p.say("realWage")],
    rows: rows.map((r, k) => [names[k], signed(num(r.real_income)), moneyOf(p, num(r.ev)), signed(num(r.gdp)), signed(num(r.real_wage))]),
  };
}

export function reformIndustries(p: Page): Draw | undefined {
  const rows = p.answer("reform_industries").rows.filter((r) => Number.isFinite(num(r.output))).sort((a, b) => num(b.output) - num(a.output));
  if (rows.length === 0) return undefined;
  const names = rows.map((r) => p.name("reform_industries", "industry", r.industry)), last = rows.length - 1;
  const keep = rows.map((_, k) => k).filter((k) => rows.length <= 20 || k < 10 || k > last - 10);
  return {
    option: diverging({ names: keep.map((k) => names[k]), values: keep.map((k) => num(rows[k].output)), format: (v) => signed(v, 1), series: p.say("output") }),
    summary: p.lang === "zh" ? `最高：${names[0]}（${signed(num(rows[0].output), 1)}）；最低：${names[last]}（${signed(num(rows[last].output), 1)}）。`
      : `Highest: ${names[0]} (${signed(num(rows[0].output), 1)}); lowest: ${names[last]} (${signed(num(rows[last].output), 1)}).`,
    head: ["", p.say("output"), p.say("price"), p.say("factorIncome"), p.say("sales")],
    rows: rows.map((r, k) => [names[k], signed(num(r.output)), signed(num(r.price)), signed(num(r.factor_income)), moneyOf(p, num(r.sales))]),
  };
}

const termNames: Record<string, Word> = { terms_of_trade: "termTermsOfTrade", trade_volume: "termVolume", technology: "termTechnology",
  reallocation: "termReallocation", factors: "termFactors", transfers: "termTransfers" };

/** Terms of the answer by instrument, summed, against the exact gain of the answer by economy. */
export function reformTerms(p: Page): Draw | undefined {
  const a = p.answer("reform_terms"), own = p.answer("reform").where({ economy: p.own })[0];
  const columns = (a.set.columns ?? []).filter((c) => c.kind === "value" && c.name !== "ev");
  if (a.empty || !own || columns.length === 0) return undefined;
  const sum = (column: string): number => a.rows.reduce((s, r) => s + num(r[column]), 0);
  const name = (column: string): string => (termNames[column] ? p.say(termNames[column]) : column);
  const all = columns.map((c) => ({ column: c.name, name: name(c.name), value: sum(c.name) }));
  const steps = all.filter((s) => s.value !== 0), total = { name: p.say("realIncome"), value: num(own.real_income) };
  if (steps.length === 0) return undefined;
  const top = [...steps].sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  const several = a.rows.length > 1 ? a.rows : [];
  return {
    option: waterfall({ steps, total, format: (v) => signed(v) }),
    summary: p.largest(...top.slice(0, 2).map((s): [string, string] => [s.name, signed(s.value)])),
    head: ["", p.say("ofFinalUse"), ...several.map((r) => p.name("reform_terms", "term", r.term))],
    rows: [...all.map((s) => [s.name, signed(s.value), ...several.map((r) => signed(num(r[s.column])))]),
      [`${total.name} (${moneyOf(p, num(own.ev))})`, signed(total.value), ...several.map((r) => signed(columns.reduce((s, c) => s + num(r[c.name]), 0)))]],
  };
}
