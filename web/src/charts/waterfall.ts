// charts/waterfall.ts -- steps from nothing to a total that they add up to.
import { axisText, base, ink, short, thinLine, type Option } from "./kit";
import { gain, loss } from "./diverging";

export interface Waterfall { steps: { name: string; value: number }[]; total: { name: string; value: number }; format: (v: number) => string }

/** Refuses steps that do not add up: a picture of a decomposition that is none is wrong. */
export function check(d: Waterfall): void {
  const sum = d.steps.reduce((s, x) => s + x.value, 0);
  const size = Math.max(Math.abs(d.total.value), ...d.steps.map((x) => Math.abs(x.value)));
  if (!(Math.abs(sum - d.total.value) <= 1e-6 * size)) throw new Error(`steps add up to ${sum}, not to ${d.total.value}`);
}

export function waterfall(d: Waterfall): Option {
  check(d);
  let at = 0;
  const spans = d.steps.map((s) => { const from = at; at += s.value; return { from, to: at, value: s.value, color: s.value < 0 ? loss[0] : gain[0] }; });
  const all = [...spans, { from: 0, to: d.total.value, value: d.total.value, color: "#555555" }];
  // A span beside zero stands on an unseen foot; one across zero has a part on either side.
  const part = (k: number, side: 1 | -1): number => { const { from, to } = all[k], ends = [side * from, side * to];
    return side * (Math.max(...ends, 0) - Math.max(Math.min(...ends), 0)); };
  const foot = (k: number): number => { const { from, to } = all[k];
    return from > 0 && to > 0 ? Math.min(from, to) : from < 0 && to < 0 ? Math.max(from, to) : 0; };
  const bar = (side: 1 | -1): object => ({
    type: "bar", stack: "span", barWidth: 16,
    data: all.map((s, k) => ({ value: part(k, side), itemStyle: { color: s.color },
      label: { show: side > 0 ? part(k, 1) !== 0 || part(k, -1) === 0 : part(k, 1) === 0 && part(k, -1) !== 0,
        formatter: d.format(s.value), fontWeight: k === d.steps.length ? "bold" : "normal" } })),
    label: { position: "right", color: ink, fontSize: 11 },
  });
  return {
    ...base,
    grid: { left: 8, right: 56, top: 4, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" },
      formatter: (list: { dataIndex: number; name: string }[]) => `${list[0].name}: ${d.format(all[list[0].dataIndex].value)}` },
    xAxis: { type: "value", splitNumber: 5, axisLabel: { ...axisText, formatter: d.format, hideOverlap: true, alignMaxLabel: "right" }, splitLine: thinLine },
    yAxis: { type: "category", inverse: true, data: [...d.steps, d.total].map((s) => short(s.name, 34)), axisTick: { show: false },
      axisLine: { onZero: false, show: false }, axisLabel: { ...axisText, interval: 0 } },
    series: [
      { type: "bar", stack: "span", barWidth: 16, silent: true, itemStyle: { color: "transparent" }, data: all.map((_, k) => foot(k)) },
      bar(1), bar(-1)],
  };
}
