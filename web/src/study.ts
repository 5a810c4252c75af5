// study.ts -- the report on a study: chapters with tables and figures, robustness, conventions, methods.  Nothing is computed here but
// what stands beside the numbers: peaks, ranks, the largest and the least.
import { init, type ECharts } from "echarts/core";
import { el, tableOf } from "./dom";
import { picture } from "./study_figures";
import { Step, type Both, type Chapter, type Show, type Study } from "./study_data";
import { moves, table } from "./study_table";
import { policy, tell, type StudyWord } from "./study_words";
import type { Lang } from "./words";
import "./study.css";

let charts: ECharts[] = [];

/** With a view box the style sheet can shrink a drawing to the paper. */
function frame(chart: ECharts): void {
  chart.getDom().querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

class Page {
  tables = 0; figures = 0; said = "";
  readonly narrow = document.documentElement.clientWidth < 640;
  constructor(readonly study: Study, readonly lang: Lang) {}
  say(w: StudyWord): string { return tell(w, this.lang); }
  colon(text: string): string { return this.lang === "zh" ? `${text}：` : `${text}: `; }
  step(set: Chapter["steps"][number]): Step { return new Step(set, this.lang, (set.size ?? 0) <= this.study.most); }
  titleOf(set: Chapter["steps"][number]): string { return set.title[this.lang] || this.study.methods.find((m) => m.id === set.method)?.title[this.lang] || set.method; }
  csv(name: string, text: string): HTMLElement { return el("a", { href: `${encodeURIComponent(this.study.folder)}/${encodeURIComponent(name)}`, class: "csv" }, text); }
}

function paragraphs(both: Both, lang: Lang, name = "about"): HTMLElement[] {
  // A page folds its lines with spaces, which Chinese does not have.
  const text = both[lang].replace(/([\u3000-\u9fff\uff00-\uffef])[ \n](?=[\u3000-\u9fff\uff00-\uffef])/g, "$1");
  return text ? text.split(/\n\s*\n?/).map((t) => el("p", { class: name }, t.trim())) : [];
}

function tableFigure(p: Page, step: Step, show: Show): HTMLElement {
  const t = table(step, show), number = ++p.tables, title = show.title?.[p.lang] ?? p.titleOf(step.set);
  const box = el("figure", { class: "table", id: `table-${number}` }, el("h4", {}, `${p.say("table")} ${number}${title ? ` · ${title}` : ""}`));
  if (show.about?.[p.lang]) box.append(el("p", { class: "doc" }, show.about[p.lang]));
  const made = tableOf(t.head, t.rows);
  made.querySelectorAll("tr").forEach((tr) => Array.from(tr.children).forEach((c, k) => { if (t.left[k]) c.classList.add("left"); }));
  box.append(made);
  if (t.rows.length < t.total)
    box.append(el("p", { class: "doc" }, `${p.lang === "zh" ? `显示 ${t.total} 行中的 ${t.rows.length} 行；` : `${t.rows.length} of ${t.total} rows; `}`, p.csv(step.set.csv, p.say("all"))));
  box.append(el("details", {}, el("summary", {}, p.say("columns")), ...t.docs.map((d) => el("p", { class: "doc" }, d))));
  return box;
}

function chartFigure(p: Page, step: Step, show: Show): HTMLElement {
  const number = ++p.figures, title = show.title?.[p.lang] ?? p.titleOf(step.set), made = step.whole ? picture(step, show, p.narrow) : undefined;
  const box = el("figure", { class: `chart-${show.kind}${made?.wide ? " wide" : ""}`, id: `figure-${number}` }, el("h4", {}, `${p.say("figure")} ${number}${title ? ` · ${title}` : ""}`));
  if (show.about?.[p.lang]) box.append(el("p", { class: "doc" }, show.about[p.lang]));
  if (!made) {
    box.append(el("p", { class: "missing" }, step.whole ? p.say("nothing") : p.say("tooLong")));
    return box;
  }
  const canvas = el("div", { class: "chart", tabindex: "0", role: "img", "aria-label": `${title}. ${made.summary}`, style: `height:${made.height}px` });
  box.append(el("p", { class: "summary" }, made.summary), canvas, el("details", {}, el("summary", {}, p.say("numbers")), tableOf(made.head, made.rows)));
  queueMicrotask(() => {
    const chart = init(canvas, undefined, { renderer: "svg" });
    chart.setOption(made.option);
    charts.push(chart);
    frame(chart);
  });
  return box;
}

/** Charts stand two by two; one that is left over takes the whole width. */
function pairUp(figures: HTMLElement[]): void {
  const whole = (f: HTMLElement): boolean => /table|heat|scatter|wide/.test(f.className);
  let run: HTMLElement[] = [];
  for (const f of [...figures, undefined]) {
    if (f && !whole(f)) { run.push(f); continue; }
    if (run.length % 2) run[run.length - 1].classList.add("wide");
    run = [];
  }
}

function stepSection(p: Page, set: Chapter["steps"][number], number: string, robust: boolean): HTMLElement {
  const step = p.step(set), title = p.titleOf(set);
  const box = el("section", { class: "step", id: `step-${number}` }, el("h3", {}, `${number} ${title}`), ...paragraphs(set.about, p.lang));
  if (set.missing) {
    box.append(el("p", { class: "missing" }, p.colon(p.say("missing")) + set.missing));
    return box;
  }
  const reading = set.reading?.[p.lang] ?? "", said = p.said === reading;     // two grains of one answer read alike
  p.said = reading;
  if (reading && !said) box.append(el("p", { class: "reading" }, reading));
  const moved = robust ? moves(step) : undefined;
  if (moved) {
    const made = tableOf(moved.head, moved.rows);
    made.querySelectorAll("tr").forEach((tr) => Array.from(tr.children).slice(0, 3).forEach((c) => c.classList.add("left")));
    box.append(el("figure", { class: "table" }, el("h4", {}, `${p.say("table")} ${++p.tables} · ${title}`), made));
  }
  const shows = moved && set.show.length === 1 && Object.keys(set.show[0]).length === 1 ? [] : set.show;
  const figures = shows.map((s) => (s.kind === "table" ? tableFigure(p, step, s) : chartFigure(p, step, s)));
  pairUp(figures);
  box.append(el("div", { class: "figures" }, ...figures));
  box.append(el("p", { class: "from" }, el("code", {}, set.asked), " · ", p.csv(set.csv, set.csv), ...(set.keep.length ? [` · ${p.say("kept")} `, el("code", {}, set.keep.join(", "))] : [])));
  return box;
}

function dataBlock(p: Page, c: Chapter): HTMLElement {
  const d = c.data, zh = p.lang === "zh", facts = zh ? `${d.units} 个单位（${d.unit}）${d.period ? ` × ${d.periods} 期（${d.first}—${d.last}）` : ""}，${d.rows} 行`
    : `${d.units} units (${d.unit})${d.period ? ` × ${d.periods} periods (${d.first}–${d.last})` : ""}, ${d.rows} rows`;
  const line = (w: StudyWord, text: string): HTMLElement[] => (text ? [el("p", {}, el("strong", {}, p.colon(p.say(w))), text)] : []);
  return el("div", { class: "asked" }, el("p", {}, el("strong", {}, p.colon(p.say("data"))), el("code", {}, d.file), ` · ${facts}`), ...line("source", d.source[p.lang]),
    ...line("licence", d.licence[p.lang] || p.say("noLicence")), ...line("gaps", policy(d.missing, p.lang)), ...line("onlyRows", d.where), ...line("onlyPeriods", d.only));
}

function chapter(p: Page, c: Chapter, k: number): HTMLElement {
  return el("section", { id: `chapter-${c.id}` }, el("h2", {}, p.study.chapters.length > 1 ? `${k + 1} ${c.title[p.lang]}` : c.title[p.lang]), ...paragraphs(c.about, p.lang), dataBlock(p, c),
    ...c.steps.map((s, j) => stepSection(p, s, `${k + 1}.${j + 1}`, false)));
}

function robustness(p: Page): HTMLElement[] {
  const with_ = p.study.chapters.filter((c) => c.robustness.length);
  if (with_.length === 0) return [];
  return [el("section", { id: "robustness" }, el("h2", {}, p.say("robustness")), el("p", { class: "about" }, p.say("robustAbout")),
    ...with_.flatMap((c) => c.robustness.map((s, j) => stepSection(p, s, `R${p.study.chapters.indexOf(c) + 1}.${j + 1}`, true))))];
}

function conventions(p: Page): HTMLElement {
  const all = p.study.chapters.flatMap((c, k) => [...c.steps.map((s, j) => ({ s, n: `${k + 1}.${j + 1}` })), ...c.robustness.map((s, j) => ({ s, n: `R${k + 1}.${j + 1}` }))]);
  return el("section", { id: "conventions" }, el("h2", {}, p.say("conventions")), el("p", { class: "about" }, `${p.say("conventionsAbout")} `, p.csv("00-conventions.csv", "00-conventions.csv")),
    ...all.filter(({ s }) => s.certificate).map(({ s, n }) => el("details", { class: "certificate" }, el("summary", {}, `${n} ${p.titleOf(s)} `, el("code", {}, s.method)),
      tableOf(["", "", "≤"], s.certificate!.map(([k, v, bound]) => [k, v, bound === null ? "" : bound.toExponential(1)])))));
}

function methods(p: Page): HTMLElement {
  return el("section", { id: "methods" }, el("h2", {}, p.say("methods")), ...p.study.methods.map((m) =>
    el("details", { class: "method" }, el("summary", {}, `${m.title[p.lang]} `, el("code", {}, m.id)), el("p", {}, m.about[p.lang]), el("pre", {}, m.formula),
      ...m.cite.map((c) => el("p", { class: "cite" }, `${c.text} ${c.where}`)))),
    el("p", { class: "source" }, `domar ${p.study.engine} · ${p.study.page}`));
}

function contents(p: Page): HTMLElement {
  const line = (id: string, text: string, ...under: HTMLElement[]): HTMLElement => el("li", {}, el("a", { href: `#${id}` }, text), ...(under.length ? [el("ul", {}, ...under)] : []));
  return el("nav", { "aria-label": p.say("contents") }, el("ol", {}, ...p.study.chapters.map((c, k) =>
    line(`chapter-${c.id}`, c.title[p.lang], ...c.steps.map((s, j) => el("li", {}, el("a", { href: `#step-${k + 1}.${j + 1}` }, `${k + 1}.${j + 1} ${p.titleOf(s)}`))))),
    ...(p.study.chapters.some((c) => c.robustness.length) ? [line("robustness", p.say("robustness"))] : []), line("conventions", p.say("conventions")), line("methods", p.say("methods"))));
}

function header(p: Page, redraw: (lang: Lang) => void): HTMLElement {
  const other: Lang = p.lang === "zh" ? "en" : "zh", toggle = el("button", { type: "button", class: "toggle", lang: other === "zh" ? "zh-CN" : "en" }, p.say("language"));
  toggle.addEventListener("click", () => redraw(other));
  const print = el("button", { type: "button", class: "toggle" }, p.say("print"));
  print.addEventListener("click", () => window.print());
  return el("header", {}, el("div", { class: "tools" }, toggle, print), el("p", { class: "kicker" }, p.say("title")), el("h1", {}, p.study.title[p.lang]), ...paragraphs(p.study.about, p.lang),
    ...(p.study.chapters.length > 1 ? [el("p", { class: "source" }, p.say("apart"))] : []), ...(p.study.confidential ? [el("p", { class: "missing" }, p.say("confidential"))] : []));
}

function draw(study: Study, lang: Lang): void {
  const p = new Page(study, lang), root = document.getElementById("study")!;
  charts.forEach((c) => c.dispose());
  charts = [];
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = study.title[lang];
  root.replaceChildren(header(p, (next) => draw(study, next)), contents(p), ...study.chapters.map((c, k) => chapter(p, c, k)), ...robustness(p), conventions(p), methods(p));
}

const study = JSON.parse(document.getElementById("data")!.textContent!) as Study;
draw(study, study.lang);
window.addEventListener("resize", () => charts.forEach((c) => {
  c.resize();
  frame(c);
}));
