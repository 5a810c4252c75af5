// study_table.ts -- tables of a study: columns as asked, or one value with a dimension across.
import { num, type Column, type Row, type Show, type Step } from "./study_data";
import { axisName, columnName, digitsFor, tell } from "./study_words";

export interface Table { head: string[]; docs: string[]; rows: string[][]; left: boolean[]; total: number }
const usual = 60;

const isPercent = (c: Column, show: Show): boolean => (show.percent ?? c.unit === "share") && c.kind === "value";

function formats(step: Step, show: Show, columns: Column[], rows: Row[]): ((r: Row) => string)[] {
  return columns.map((c) => {
    if (c.kind !== "value") return (r) => step.label(c.name, r[c.name]);
    const format = digitsFor(rows.map((r) => num(r[c.name])), isPercent(c, show));
    return (r) => format(num(r[c.name]));
  });
}

export function sorted(rows: Row[], by: string | undefined): Row[] {
  if (!by) return rows;
  const up = by.startsWith("+"), name = up ? by.slice(1) : by;
  const size = (r: Row): number => (Number.isFinite(num(r[name])) ? (up ? -num(r[name]) : num(r[name])) : -Infinity);
  return [...rows].sort((a, b) => size(b) - size(a));
}

/** One value, a dimension across: units down, years to the right. */
function across(step: Step, show: Show): Table {
  const rows = step.rows(show, "all"), x = show.x!, value = step.column(show.columns?.[0] ?? step.values[0].name);
  const down = step.dims.map((c) => c.name).filter((n) => n !== x && !(n in (show.where ?? {})));
  const codes = step.codes(x, rows), key = (r: Row): string => down.map((d) => String(r[d])).join("\u0000");
  const lines = new Map<string, Map<string, Row>>();
  for (const r of rows) {
    if (!lines.has(key(r))) lines.set(key(r), new Map());
    lines.get(key(r))!.set(String(r[x]), r);
  }
  const last = codes[codes.length - 1], by = show.sort, size = (m: Map<string, Row>): number => num(m.get(last)?.[value.name]);
  let all = [...lines.values()];
  if (by) all = all.sort((a, b) => (by.startsWith("+") ? size(a) - size(b) : size(b) - size(a)) || 0);
  const format = digitsFor(rows.map((r) => num(r[value.name])), isPercent(value, show)), total = all.length;
  all = all.slice(0, show.top || usual);
  const text = (m: Map<string, Row>, c: string): string => {
    const r = m.get(c);
    return r ? (value.kind === "value" ? format(num(r[value.name])) : step.label(value.name, r[value.name])) : "";
  };
  return {
    head: [...down.map((d) => step.name(d)), ...codes.map((c) => step.label(x, c))], docs: [`${value.name}: ${value[step.lang]}`], left: [...down.map(() => true), ...codes.map(() => value.kind !== "value")], total,
    rows: all.map((m) => { const any = [...m.values()][0]; return [...down.map((d) => step.label(d, any[d])), ...codes.map((c) => text(m, c))]; }),
  };
}

export function table(step: Step, show: Show): Table {
  if (show.x) return across(step, show);
  const rows = sorted(step.rows(show, "all"), show.sort);
  const dims = step.dims.filter((c) => !(c.name in (show.where ?? {})) && (show.columns?.includes(c.name) || new Set(rows.map((r) => r[c.name])).size > 1 || step.dims.length === 1));
  const wanted = show.columns ? show.columns.map((n) => step.column(n)).filter((c) => c.kind !== "dimension")
    : step.columns.filter((c) => c.kind !== "dimension" && rows.some((r) => r[c.name] !== null));
  const columns = [...dims, ...wanted], format = formats(step, show, columns, rows);
  return {
    head: columns.map((c) => axisName(c, step.lang)), docs: columns.map((c) => `${c.name}: ${c[step.lang]}${c.unit ? ` [${c.unit}]` : ""}`),
    rows: rows.slice(0, show.top || usual).map((r) => format.map((f) => f(r))), left: columns.map((c) => c.kind !== "value"), total: rows.length,
  };
}

/** How far conventions move numbers: columns "score.critic" against the first of "score.*". */
export function moves(step: Step): { head: string[]; rows: string[][] } | undefined {
  const compared = step.set.certificate?.find(([k]) => k === "compared")?.[1];
  if (!compared) return undefined;
  const head = [tell("convention", step.lang), tell("against", step.lang), tell("column", step.lang), tell("rows", step.lang),
    tell("meanMove", step.lang), tell("largestMove", step.lang), tell("order", step.lang)];
  const rows: string[][] = [], firsts = new Map<string, string>();
  for (const c of step.values) {
    const [base, value, diff] = c.name.split(".");
    if (!value || diff) continue;
    if (!firsts.has(base)) { firsts.set(base, value); continue; }
    const pairs = step.answer.rows.map((r) => [num(r[`${base}.${firsts.get(base)}`]), num(r[c.name])]).filter((p) => p.every(Number.isFinite));
    if (pairs.length < 2) continue;
    if (pairs.every(([a, b]) => a === pairs[0][0] && b === a)) continue;       // the same everywhere: nothing to tell
    const off = pairs.map(([a, b]) => Math.abs(b - a)), format = digitsFor([...off, ...pairs.map(([a]) => a)]);
    rows.push([`${compared}: ${value}`, firsts.get(base)!, columnName({ ...c, name: base }, step.lang), String(pairs.length), format(off.reduce((s, v) => s + v, 0) / off.length),
      format(Math.max(...off)), order(spearman(pairs))]);
  }
  return rows.length ? { head, rows } : undefined;
}

const order = (v: number): string => (Number.isFinite(v) ? v.toFixed(3).replace(/-/g, "−") : "–");

function ranks(values: number[]): number[] {
  const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b]), out = values.slice();
  for (let k = 0; k < order.length;) {
    let end = k;
    while (end + 1 < order.length && values[order[end + 1]] === values[order[k]]) end++;
    for (let j = k; j <= end; j++) out[order[j]] = (k + end) / 2;
    k = end + 1;
  }
  return out;
}

export function spearman(pairs: number[][]): number {
  const [a, b] = [ranks(pairs.map((p) => p[0])), ranks(pairs.map((p) => p[1]))], mean = (pairs.length - 1) / 2;
  let ab = 0, aa = 0, bb = 0;
  a.forEach((x, k) => { ab += (x - mean) * (b[k] - mean); aa += (x - mean) ** 2; bb += (b[k] - mean) ** 2; });
  return ab / Math.sqrt(aa * bb);
}
