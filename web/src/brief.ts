// brief.ts -- the page on one economy: head, tiles, findings, figures with table twins, methods,
// certificates.  Nothing is computed here but shares of what the program gives.
import { init, type ECharts } from "echarts/core";
import { num, type Brief } from "./data";
import { el, spark, tableOf } from "./dom";
import { figures, Page, type Figure } from "./figures";
import { fixed, money, percent, reason, say, unitName, type Lang, type Word } from "./words";
import "./brief.css";

let charts: ECharts[] = [];

/** With a view box the style sheet can shrink a drawing to the paper. */
function frame(chart: ECharts): void {
  chart.getDom().querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

function header(p: Page, redraw: (lang: Lang) => void): HTMLElement {
  const b = p.brief, other: Lang = p.lang === "zh" ? "en" : "zh";
  const toggle = el("button", { type: "button", class: "toggle", lang: other === "zh" ? "zh-CN" : "en" }, say("language", p.lang));
  toggle.addEventListener("click", () => redraw(other));
  const print = el("button", { type: "button", class: "toggle" }, p.say("print"));
  print.addEventListener("click", () => window.print());
  return el("header", {}, el("div", { class: "tools" }, toggle, print),
    el("p", { class: "kicker" }, `${p.say("title")} · ${p.say("asOf")} ${b.year}`),
    el("h1", {}, b.economy[p.lang]), el("p", { class: "source" }, `${b.info.source} · ${unitName(b.money, p.lang)} · ${b.info.price_basis === "current" ? p.say("currentPrices") : b.info.price_basis}`));
}

function tile(name: string, value: string, change: string, values: number[]): HTMLElement {
  return el("div", { class: "tile" }, el("div", { class: "name" }, name), el("div", { class: "value" }, value),
    el("div", { class: "change" }, change), spark(values));
}

function tiles(p: Page): HTMLElement {
  const b = p.brief, own = { economy: p.own };
  const since = (text: string): string => {
    if (b.first_year === b.year) return "";
    return p.lang === "zh" ? `自 ${b.first_year} 年 ${text}` : `${text} since ${b.first_year}`;
  };
  const points = (v: number[]): string => {
    const d = 100 * (v[v.length - 1] - v[0]);
    return Number.isFinite(d) ? since(`${d < 0 ? "−" : "+"}${fixed(Math.abs(d), 1)} ${p.say("points")}`) : "";
  };
  const last = (v: number[]): number => v[v.length - 1];
  const va = p.series("economies", own, "value_added"), years = p.years("economies");
  const total = years.map((y) => p.answer("economies").where({ year: y }).reduce((s, r) => s + num(r.value_added), 0));
  const share = va.map((v, k) => v / total[k]);
  const box = el("section", { class: "tiles", "aria-label": p.say("stands") });
  box.append(tile(`${p.say("valueAdded")} (${p.say("currentPrices")})`, money(last(va), b.money, p.lang), since(`×${fixed(last(va) / va[0], 1)}`), va));
  const several = new Set(p.answer("economies").rows.map((r) => r.economy)).size > 1;
  if (several) box.append(tile(p.say("worldShare"), percent(last(share)), points(share), share));
  for (const [word, id, column] of [["manufacturing", "economies", "manufacturing_share"], ["realEconomy", "economies", "real_economy_share"],
    ["exportShare", "economies", "export_share"], ["domesticContent", "content", "domestic_share"]] as const) {
    const v = p.series(id, own, column);
    if (v.some(Number.isFinite)) box.append(tile(p.say(word), percent(last(v)), points(v), v));
  }
  const up = p.series("position", own, "upstreamness");
  if (up.some(Number.isFinite)) {
    const d = last(up) - up[0];
    box.append(tile(p.say("upstreamness"), fixed(last(up)), since(`${d < 0 ? "−" : "+"}${fixed(Math.abs(d))}`), up));
  }
  return box;
}

function findings(p: Page, from: number, to: number): HTMLElement {
  return el("ol", from ? { start: String(from + 1), class: "minor" } : {}, ...p.brief.findings.slice(from, to).map((f) =>
    el("li", {}, el("p", {}, f[p.lang]),
      el("p", { class: "from" }, `${p.say("command")} `, el("code", {}, f.command), ` · ${p.say("score")} ${fixed(f.score, 1)}`))));
}

function figure(p: Page, f: Figure): HTMLElement {
  const box = el("figure", { id: f.id }, el("h3", {}, p.say(f.title)), el("p", { class: "doc" }, p.say(f.doc)));
  if (!f.draw) {
    const said = [...new Set(f.sources.map((s) => p.brief.data[s]?.missing).filter(Boolean))].join("; ");
    const empty = f.sources.map((s) => p.brief.data[s]).filter((d) => d?.rows?.length === 0).map((d) => d.reading?.[p.lang]).join("; ");
    const why = f.refused || said || empty || (p.brief.first_year === p.brief.year ? p.say("oneYear") : "");
    box.append(el("p", { class: "missing" }, `${p.say("missing")}${why ? (p.lang === "zh" ? `：${reason(why, p.lang)}` : `: ${why}`) : ""}`));
    return box;
  }
  const canvas = el("div", { class: "chart", tabindex: "0", role: "img", "aria-label": `${p.say(f.title)}. ${f.draw.summary}`, style: `height:${f.height}px` });
  box.append(el("p", { class: "summary" }, f.draw.summary), canvas,
    el("details", f.draw.open ? { open: "" } : {}, el("summary", {}, p.say("table")), tableOf(f.draw.head, f.draw.rows)));
  const option = f.draw.option;
  queueMicrotask(() => {
    const chart = init(canvas, undefined, { renderer: "svg" });
    chart.setOption(option);
    charts.push(chart);
    frame(chart);
  });
  return box;
}

/** What was asked with: the page told back in words, what is assumed, whose elasticities. */
function asked(p: Page, which: "baseline" | "reform", assumed: Word, ...sources: string[]): HTMLElement {
  const s = p.brief.scenarios[which], [title, ...lines] = s[p.lang].trim().split("\n");
  // The page says so itself, also where there is no answer to repeat it.
  const shaky = lines.some((l) => /^(Illustrative|示意性情景)/.test(l)) || sources.some((id) => p.brief.data[id].certificate?.some(([k]) => k === "illustrative"));
  return el("div", { class: "asked" },
    el("p", {}, `${p.say("askedWith")} `, el("code", {}, s.path), p.lang === "zh" ? `：${title}` : `: ${title}`),
    ...(shaky || which === "baseline" ? [el("p", { class: "assumed" }, ...(shaky ? [el("strong", {}, p.say("illustrative")), " "] : []), p.say(assumed))] : []),
    el("p", {}, p.say("elasticities")),
    el("details", {}, el("summary", {}, p.say("says")), ...lines.map((l) => el("p", l.startsWith("- ") ? { class: "line" } : {}, l))));
}

function methods(p: Page): HTMLElement {
  const used = new Set(Object.values(p.brief.data).map((d) => d.method));
  return el("section", {}, el("h2", {}, p.say("methods")), ...p.brief.methods.methods.filter((m) => used.has(m.id)).map((m) =>
    el("details", { class: "method" }, el("summary", {}, `${m.title[p.lang]} `, el("code", {}, m.id)),
      el("p", {}, m.about[p.lang]), el("pre", {}, m.formula), ...m.cite.map((c) => el("p", { class: "cite" }, `${c.text} ${c.where}`)))));
}

function certificates(p: Page): HTMLElement {
  const b = p.brief, info = Object.entries(b.info).filter(([, v]) => v);
  return el("section", {}, el("h2", {}, p.say("certificates")),
    el("details", { open: "" }, el("summary", {}, p.say("dataVersion")), tableOf(["", ""], [...info, ["domar", b.engine]].map(([k, v]) => [k, v]))),
    ...Object.entries(b.data).filter(([, d]) => d.certificate).map(([, d]) =>
      el("details", {}, el("summary", {}, el("code", {}, d.command)),
        tableOf(["", "", "≤"], d.certificate!.map(([k, v, bound]) => [k, v, bound === null ? "" : bound.toExponential(1)])))));
}

function draw(brief: Brief, lang: Lang): void {
  const p = new Page(brief, lang), root = document.getElementById("brief")!;
  charts.forEach((c) => c.dispose());
  charts = [];
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  const all = figures(p), pick = (...ids: string[]): HTMLElement[] => ids.map((id) => figure(p, all.find((f) => f.id === id)!));
  const group = (title: Word, before: HTMLElement | string, ...ids: string[]): HTMLElement =>
    el("section", {}, el("h2", {}, p.say(title)), ...(typeof before === "string" ? [] : [before]),
      el("div", { class: "figures" }, ...pick(...(typeof before === "string" ? [before] : []), ...ids)));
  root.replaceChildren(header(p, (next) => draw(brief, next)), tiles(p),
    group("groupGrowth", "growth", "growthPath", "growthIndustries", "growthPeers"),
    el("section", { class: "findings" }, el("h2", {}, p.say(brief.findings.length < 5 ? "fewFindings" : "findings")), findings(p, 0, 5)),
    group("groupHome", "structure", "position", "shares", "smile"),
    group("groupExports", "content", "origin", "terms", "participation", "length", "key"),
    group("groupChain", "path", "upgrading", "chain"),
    group("groupTies", "suppliers", "markets", "choke", "exposure"),
    group("groupObstacles", asked(p, "baseline", "assumedRanges", "obstacles", "gaps", "kinds"), "obstacles", "gaps", "kinds"),
    group("groupReform", asked(p, "reform", "assumedLevels", "reform", "reform_industries", "reform_terms"), "reform", "reformIndustries", "reformTerms"),
    ...(brief.findings.length > 5 ? [el("section", { class: "findings" }, el("h2", {}, p.say("further")), findings(p, 5, 99))] : []),
    methods(p), certificates(p));
}

const brief = JSON.parse(document.getElementById("data")!.textContent!) as Brief;
draw(brief, brief.lang);
window.addEventListener("resize", () => charts.forEach((c) => {
  c.resize();
  frame(c);
}));
