// study_figures.ts -- pictures of a study from what its page asks for: which columns on which axes; a sentence and a table beside each.
import type { Option } from "./charts/kit";
import { cloud, type Point } from "./charts/cloud";
import { columns as ranked } from "./charts/columns";
import { matrix } from "./charts/matrix";
import { pile } from "./charts/pile";
import { ramp, strands, type Strand } from "./charts/strands";
import { num, type Column, type Row, type Show, type Step } from "./study_data";
import { sorted } from "./study_table";
import { axisName, digitsFor, tell, tick, unitWord, type StudyWord } from "./study_words";

export interface Picture { option: Option; height: number; wide?: boolean; summary: string; head: string[]; rows: string[][] }

const list = (zh: boolean, parts: string[]): string => parts.join(zh ? "，" : ", ");

class Drawing {
  readonly zh: boolean; readonly y: Column[]; readonly percent: boolean; readonly rows: Row[]; readonly format: (v: number) => string; readonly tick: (v: number) => string;
  constructor(readonly step: Step, readonly show: Show, readonly narrow: boolean, period: string) {
    this.zh = step.lang === "zh";
    this.rows = step.rows(show, period);
    const first = step.values.filter((c) => this.rows.some((r) => r[c.name] !== null))[0] ?? step.values[0];
    this.y = (show.across ? [show.value ?? first.name] : show.y ?? (show.value ? [show.value] : [first.name])).map((n) => step.column(n));
    this.percent = show.percent ?? this.y.every((c) => c.unit === "share");
    this.format = digitsFor(this.y.flatMap((c) => this.rows.map((r) => num(r[c.name]))), this.percent);
    this.tick = tick(this.percent);
  }
  say(w: StudyWord): string { return tell(w, this.step.lang); }
  axis(c: Column): string { return this.percent && c.unit === "share" ? axisName({ ...c, unit: "" }, this.step.lang) : axisName(c, this.step.lang); }
  /** One name for several columns: their unit. */
  yName(): string { return this.y.length === 1 ? this.axis(this.y[0]) : this.percent ? "" : [...new Set(this.y.map((c) => unitWord(c.unit, this.step.lang)).filter(Boolean))].join(", "); }
  at(rows: Row[], match: Record<string, string>, column: string): number {
    return num(rows.find((r) => Object.entries(match).every(([k, v]) => String(r[k]) === v))?.[column]);
  }
  ends(when: string, named: [string, number][]): string {
    const known = named.filter(([, v]) => Number.isFinite(v)).sort((a, b) => b[1] - a[1]);
    if (known.length === 0) return "";
    const [top, low] = [known[0], known[known.length - 1]], part = ([n, v]: [string, number]): string => (this.zh ? `${n}（${this.format(v)}）` : `${n} (${this.format(v)})`);
    const body = known.length === 1 ? part(top) : list(this.zh, [`${this.say("highest")} ${part(top)}`, `${this.say("lowest")} ${part(low)}`]);
    return `${when ? `${when}${this.zh ? "：" : ": "}${body}` : body[0].toUpperCase() + body.slice(1)}${this.zh ? "。" : "."}`;
  }
}

/** Lines: a code of `series` or a column each. */
function series(d: Drawing, x: string): { name: string; match: Record<string, string>; column: string }[] {
  const free = d.step.free(d.rows, x), dim = d.show.series ?? (d.y.length === 1 ? free[0] : undefined);
  const codes = dim ? d.step.codes(dim, d.rows) : [""], several = d.y.length > 1;
  return d.y.flatMap((c) => codes.map((code) => ({
    name: [...(dim ? [d.step.label(dim, code)] : []), ...(several || !dim ? [d.step.name(c.name)] : [])].join(" · "),
    match: dim ? { [dim]: code } : {} as Record<string, string>, column: c.name })));
}

/** Rows of one series in a map from x to the value. */
function index(d: Drawing, x: string, s: { match: Record<string, string>; column: string }): Map<string, number> {
  return new Map(d.rows.filter((r) => Object.entries(s.match).every(([k, v]) => String(r[k]) === v)).map((r) => [String(r[x]), num(r[s.column])]));
}

function lines(d: Drawing): Picture | undefined {
  const x = d.show.x ?? (d.step.hasPeriod ? "period" : d.step.dims[0].name), codes = d.step.codes(x, d.rows), names = codes.map((c) => d.step.label(x, c));
  const all = series(d, x).map((s) => ({ ...s, values: index(d, x, s) })).filter((s) => [...s.values.values()].some(Number.isFinite));
  if (all.length === 0) return undefined;
  const last = codes[codes.length - 1], size = (s: { values: Map<string, number> }): number => s.values.get(last) ?? NaN;
  const order = [...all].sort((a, b) => (Number.isFinite(size(b)) ? size(b) : -Infinity) - (Number.isFinite(size(a)) ? size(a) : -Infinity));
  const count = d.show.named ?? (all.length <= 7 ? all.length : 5), named = new Set(order.slice(0, count));
  const kept = all.length > 1 && all.length <= 7 ? all : order;
  const first = all[0], finite = (v: number | undefined): number | null => (v !== undefined && Number.isFinite(v) ? v : null);
  return {
    option: strands({ categories: names, xName: d.step.name(x), yName: d.yName(), zero: d.show.zero, yTick: d.tick, format: d.format, narrow: d.narrow,
      strands: kept.map((s): Strand => ({ name: s.name, named: named.has(s), values: codes.map((c, k) => [names[k], finite(s.values.get(c))]) })) }),
    height: 360,
    summary: all.length === 1 ? list(d.zh, [codes[0], last].map((c) => `${d.step.label(x, c)}${d.zh ? "：" : ": "}${d.format(first.values.get(c) ?? NaN)}`)) + (d.zh ? "。" : ".")
      : d.ends(names[names.length - 1], all.map((s): [string, number] => [s.name, size(s)])),
    head: ["", ...names], rows: order.map((s) => [s.name, ...codes.map((c) => d.format(s.values.get(c) ?? NaN))]),
  };
}

function stacked(d: Drawing): Picture | undefined {
  const x = d.show.x ?? (d.step.hasPeriod ? "period" : d.step.dims[0].name), codes = d.step.codes(x, d.rows), names = codes.map((c) => d.step.label(x, c));
  const parts = series(d, x).map((s) => { const at = index(d, x, s); return { name: s.name, values: codes.map((c) => at.get(c) ?? NaN) }; }).filter((p) => p.values.some(Number.isFinite));
  if (parts.length === 0) return undefined;
  const last = names.length - 1;
  return {
    option: pile({ names, parts, xName: d.step.name(x), yName: d.yName(), yTick: d.tick, format: d.format, narrow: d.narrow }), height: 350,
    summary: `${names[last]}${d.zh ? "：" : ": "}${list(d.zh, parts.slice(0, 5).map((p) => `${p.name} ${d.format(p.values[last])}`))}${d.zh ? "。" : "."}`,
    head: ["", ...parts.map((p) => p.name)], rows: names.map((n, k) => [n, ...parts.map((p) => d.format(p.values[k]))]),
  };
}

function bars(d: Drawing): Picture | undefined {
  const dims = d.show.names ? [d.show.names] : d.step.free(d.rows).length ? d.step.free(d.rows) : [d.step.dims[0].name];
  const rows = sorted(d.rows.filter((r) => Number.isFinite(num(r[d.y[0].name]))), d.show.sort ?? d.y[0].name), top = rows.slice(0, d.show.top || 25);
  if (rows.length === 0) return undefined;
  const largest = Math.max(...top.flatMap((r) => d.y.map((c) => num(r[c.name]))).filter(Number.isFinite));
  const name = (r: Row): string => dims.map((n) => d.step.label(n, r[n])).join(" · "), when = d.step.hasPeriod ? d.step.label("period", rows[0].period) : "";
  return {
    option: ranked({ names: top.map(name), series: d.y.map((c) => ({ name: d.step.name(c.name), values: top.map((r) => num(r[c.name])) })), xName: d.yName(), yName: dims.map((n) => d.step.name(n)).join(" · "),
      tick: d.tick, format: d.format, narrow: d.narrow, most: d.percent && largest > 0.8 && largest <= 1 ? 1 : undefined }),
    wide: top.length > 22,
    height: 84 + top.length * (d.y.length > 1 ? 12 + 10 * d.y.length : 19),
    summary: d.ends(when, rows.map((r): [string, number] => [name(r), num(r[d.y[0].name])])),
    head: ["", ...d.y.map((c) => d.axis(c))], rows: rows.map((r) => [name(r), ...d.y.map((c) => d.format(num(r[c.name])))]),
  };
}

function heat(d: Drawing): Picture | undefined {
  const x = d.show.x ?? (d.step.hasPeriod ? "period" : d.step.dims[d.step.dims.length - 1].name), down = d.show.rows ?? d.step.free(d.rows, x)[0] ?? d.step.dims.filter((c) => c.name !== x)[0]?.name;
  if (!down) return undefined;
  const columns = d.step.codes(x, d.rows), value = d.y[0].name, cells = new Map(d.rows.map((r) => [`${r[down]}\u0000${r[x]}`, num(r[value])]));
  const at = (r: string, c: string): number => cells.get(`${r}\u0000${c}`) ?? NaN, last = columns[columns.length - 1];
  let rows = d.step.codes(down, d.rows);
  if (x === "period" && rows.length > 8) rows = [...rows].sort((a, b) => (at(b, last) || -Infinity) - (at(a, last) || -Infinity));
  if (d.show.top) rows = rows.slice(0, d.show.top);
  const names = rows.map((r) => d.step.label(down, r)), heads = columns.map((c) => d.step.label(x, c));
  const all = rows.flatMap((r, i) => columns.map((c, j): [string, number] => [`${names[i]} · ${heads[j]}`, at(r, c)])).filter(([, v]) => Number.isFinite(v));
  if (all.length === 0) return undefined;
  return {
    option: matrix({ rows: names, columns: heads, value: (i, j) => at(rows[i], columns[j]), xName: d.step.name(x), yName: d.step.name(down), format: d.format, tick: d.tick, narrow: d.narrow }),
    height: 130 + (heads.length <= 12 && Math.max(...heads.map((h) => h.length)) > 5 ? 50 : 0) + Math.max(rows.length * (rows.length > 20 ? 16 : 26), 90), summary: d.ends("", all),
    head: ["", ...heads], rows: rows.map((r, i) => [names[i], ...columns.map((c) => d.format(at(r, c)))]),
  };
}

function correlation(points: Point[]): number {
  const n = points.length, mx = points.reduce((s, p) => s + p.x, 0) / n, my = points.reduce((s, p) => s + p.y, 0) / n;
  const sum = (f: (p: Point) => number): number => points.reduce((s, p) => s + f(p), 0);
  return sum((p) => (p.x - mx) * (p.y - my)) / Math.sqrt(sum((p) => (p.x - mx) ** 2) * sum((p) => (p.y - my) ** 2));
}

/** Codes of a dimension side by side: forces against relations. */
function turned(d: Drawing): { x: Column; y: Column; rows: Row[] } {
  const across = d.show.across!, value = d.step.column(d.show.value ?? d.step.values[0].name), at = [d.show.x!, d.show.y![0]], keys = d.step.dims.map((c) => c.name).filter((n) => n !== across);
  const rows = new Map<string, Row>();
  for (const r of d.rows) {
    const key = keys.map((k) => String(r[k])).join("\u0000"), row = rows.get(key) ?? { ...r };
    at.forEach((code, k) => { if (String(r[across]) === code) row[`\u0000${k}`] = r[value.name]; });
    rows.set(key, row);
  }
  const column = (k: number): Column => ({ ...value, name: `\u0000${k}`, en: d.step.label(across, at[k]), zh: d.step.label(across, at[k]), unit: value.unit });
  return { x: column(0), y: column(1), rows: [...rows.values()] };
}

function scatter(d: Drawing): Picture | undefined {
  const { x, y, rows } = d.show.across ? turned(d) : { x: d.step.column(d.show.x ?? d.step.values[0].name), y: d.step.column(d.show.y?.[0] ?? d.step.values[1]?.name ?? d.step.values[0].name), rows: d.rows };
  const taken = d.show.across ? [d.show.across] : [], dims = d.show.names ? [d.show.names] : d.step.free(rows, ...taken).length ? d.step.free(rows, ...taken) : [d.step.dims[0].name], color = d.show.color;
  const groups = color ? d.step.codes(color, d.rows) : [""];
  const points = rows.map((r): Point => ({ name: dims.map((n) => d.step.label(n, r[n])).join(" · "), x: num(r[x.name]), y: num(r[y.name]), group: color ? groups.indexOf(String(r[color])) : 0 }))
    .filter((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
  if (points.length < 2) return undefined;
  const [fx, fy] = [x, y].map((c) => digitsFor(rows.map((r) => num(r[c.name])))), mean = (f: (p: Point) => number): number => points.reduce((s, p) => s + f(p), 0) / points.length;
  const cross: [number, number] | undefined = d.show.quadrants === "zero" ? [0, 0] : d.show.quadrants === "one" ? [1, 1] : d.show.quadrants === "mean" ? [mean((p) => p.x), mean((p) => p.y)] : undefined;
  const when = d.step.hasPeriod && d.show.period !== "all" ? d.step.label("period", d.rows[0].period) : "", r = correlation(points).toFixed(2).replace("-", "−");
  const part = (right: boolean, up: boolean): number => points.filter((p) => (p.x >= cross![0]) === right && (p.y >= cross![1]) === up).length;
  const quarters = cross ? (d.zh ? `第一至第四象限：${part(true, true)}、${part(false, true)}、${part(false, false)}、${part(true, false)} 个${d.say("points")}，` : `Quadrants I to IV hold ${part(true, true)}, ${part(false, true)}, ${part(false, false)} and ${part(true, false)} ${d.say("points")}; `) : "";
  const name = (c: Column): string => (c.name.startsWith("\u0000") ? (unitWord(c.unit, d.step.lang) ? `${c.en} (${unitWord(c.unit, d.step.lang)})` : c.en) : axisName(c, d.step.lang)), ax = name(x), ay = name(y);
  return {
    option: cloud({ points, groups: groups.map((g) => (color ? d.step.label(color, g) : ay)), cross, diagonal: d.show.diagonal, named: d.show.named ?? (d.narrow ? 6 : 14), xName: ax, yName: ay, xTick: tick(false), yTick: tick(false),
      format: (a, b) => `${ax}: ${fx(a)}<br>${ay}: ${fy(b)}`, narrow: d.narrow }),
    height: 400, summary: `${when}${when ? (d.zh ? "：" : ": ") : ""}${quarters}${d.zh ? `相关系数 ${r}。` : `${quarters || when ? "correlation" : "Correlation"} ${r}.`}`,
    head: ["", ...(color ? [d.step.name(color)] : []), ax, ay], rows: points.map((p) => [p.name, ...(color ? [d.step.label(color, groups[p.group])] : []), fx(p.x), fy(p.y)]),
  };
}

/** Curves over a number, a period each: the first and the last are named, and a few between. */
function density(d: Drawing): Picture | undefined {
  const x = d.step.column(d.show.x ?? d.step.values[0].name), y = d.step.column(d.show.y?.[0] ?? d.step.values[1].name), dim = d.show.series ?? (d.step.hasPeriod ? "period" : d.step.free(d.rows)[0]);
  const codes = dim ? d.step.codes(dim, d.rows) : [""], count = Math.max(2, d.show.named ?? 5), every = Math.max(1, (codes.length - 1) / (count - 1));
  const chosen = new Set(Array.from({ length: count }, (_, k) => codes[Math.min(Math.round(k * every), codes.length - 1)]));
  const curves = codes.map((code) => ({ code, points: d.rows.filter((r) => !dim || String(r[dim]) === code).map((r): [number, number] => [num(r[x.name]), num(r[y.name])]).filter((p) => p.every(Number.isFinite)).sort((a, b) => a[0] - b[0]) })).filter((c) => c.points.length > 1);
  if (curves.length === 0) return undefined;
  const fx = digitsFor(curves.flatMap((c) => c.points.map((p) => p[0]))), fy = digitsFor(curves.flatMap((c) => c.points.map((p) => p[1]))), peak = (c: { points: [number, number][] }): [number, number] => c.points.reduce((a, b) => (b[1] > a[1] ? b : a));
  const label = (code: string): string => (dim ? d.step.label(dim, code) : d.step.name(y.name)), told = curves.filter((c) => chosen.has(c.code));
  return {
    option: strands({ xName: axisName(x, d.step.lang), yName: axisName(y, d.step.lang), zero: true, xTick: tick(false), yTick: tick(false), format: fy, narrow: d.narrow, legend: true,
      strands: told.map((c, k): Strand => ({ name: label(c.code), named: true, values: c.points, colour: ramp(k, told.length) })) }),
    height: 370,
    summary: list(d.zh, [curves[0], ...(curves.length > 1 ? [curves[curves.length - 1]] : [])].map((c) => (d.zh ? `${label(c.code)} 峰值位于 ${fx(peak(c)[0])}（密度 ${fy(peak(c)[1])}）` : `${label(c.code)}: peak at ${fx(peak(c)[0])} (density ${fy(peak(c)[1])})`))) + (d.zh ? "。" : "."),
    head: [dim ? d.step.name(dim) : "", d.zh ? "峰值位置" : "peak at", d.zh ? "峰值密度" : "density there"], rows: curves.map((c) => [label(c.code), fx(peak(c)[0]), fy(peak(c)[1])]),
  };
}

const kinds = { lines, bars, stacked, heat, scatter, density };

/** undefined: nothing to draw. */
export function picture(step: Step, show: Show, narrow: boolean): Picture | undefined {
  const kind = show.kind as keyof typeof kinds, one = kind === "bars" || kind === "scatter" || (kind === "heat" && (show.x ?? "period") !== "period" && show.rows !== "period");
  return kinds[kind](new Drawing(step, show, narrow, one ? "last" : "all"));
}
