// charts/bubbles.ts -- points with a size and a name; optional guide lines.
import { axisText, base, palette, short, thinLine, type Option } from "./kit";

export interface Bubble { name: string; x: number; y: number; size: number; group: number }
export interface Bubbles {
  points: Bubble[]; groups: string[]; xName: string; yName: string; inverseX?: boolean;
  xFormat: (v: number) => string; yFormat: (v: number) => string; guideX?: number; guideY?: number;
}

type Side = "right" | "left" | "top" | "bottom";
type Box = [left: number, top: number, right: number, bottom: number];
const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
const widthOf = (text: string): number => [...text].reduce((s, c) => s + (c.charCodeAt(0) > 0x2e80 ? 11.5 : 6), 0);

/** Where each name stands, the largest bubble choosing first; undefined where no side is free
 *  (the tooltip and the table have the name). Reckoned on a plot of 800 x 330 points. */
function sides(d: Bubbles, diameter: (size: number) => number): Map<Bubble, Side | undefined> {
  const span = (list: number[]): [number, number] => [Math.min(...list), Math.max(...list) - Math.min(...list) || 1];
  const [x0, xs] = span(d.points.map((p) => p.x)), [y0, ys] = span(d.points.map((p) => p.y));
  const at = (p: Bubble): [number, number] => [(d.inverseX ? 1 - (p.x - x0) / xs : (p.x - x0) / xs) * 800, (1 - (p.y - y0) / ys) * 330];
  const disc = (p: Bubble): Box => { const [x, y] = at(p), r = diameter(p.size) / 2; return [x - r, y - r, x + r, y + r]; };
  const discs = d.points.map((p) => ({ p, box: disc(p) })), taken: Box[] = [], out = new Map<Bubble, Side | undefined>();
  for (const p of [...d.points].sort((a, b) => b.size - a.size)) {
    const [x, y] = at(p), r = diameter(p.size) / 2 + 5, w = widthOf(short(p.name, 26)), h = 14;
    const boxes: [Side, Box][] = [["right", [x + r, y - h / 2, x + r + w, y + h / 2]], ["left", [x - r - w, y - h / 2, x - r, y + h / 2]],
      ["top", [x - w / 2, y - r - h, x + w / 2, y - r]], ["bottom", [x - w / 2, y + r, x + w / 2, y + r + h]]];
    const cost = ([, b]: [Side, Box]): number => taken.reduce((s, t) => s + 3 * overlap(b, t), 0) + (b[0] < -30 || b[2] > 940 || b[3] > 342 ? 1e6 : 0)
      + discs.reduce((s, o) => s + (o.p === p ? 0 : overlap(b, o.box)), 0);
    const best = boxes.map((b) => [cost(b), b] as const).reduce((a, b) => (b[0] < a[0] ? b : a));
    const free = best[0] < 0.25 * w * h && taken.length < 28;
    out.set(p, free ? best[1][0] : undefined);
    if (free) taken.push(best[1][1]);
  }
  return out;
}

export function bubbles(d: Bubbles): Option {
  const largest = Math.max(...d.points.map((p) => p.size), 0);
  const radius = (size: number): number => (largest > 0 ? 8 + 30 * Math.sqrt(Math.max(size, 0) / largest) : 12);
  const side = sides(d, radius);
  const guides = [
    ...(d.guideX === undefined ? [] : [{ xAxis: d.guideX }]), ...(d.guideY === undefined ? [] : [{ yAxis: d.guideY }])];
  return {
    ...base,
    grid: { left: 12, right: 150, top: d.groups.length > 1 ? 60 : 28, bottom: 28, containLabel: true },
    legend: d.groups.length > 1 ? { top: 0, left: 0, textStyle: axisText } : undefined,
    tooltip: {
      trigger: "item",
      formatter: (p: { data: { value: number[]; name: string } }) =>
        `${p.data.name}<br>${d.xName}: ${d.xFormat(p.data.value[0])}<br>${d.yName}: ${d.yFormat(p.data.value[1])}`,
    },
    xAxis: { type: "value", scale: true, inverse: d.inverseX, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, formatter: d.xFormat }, splitLine: thinLine, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: true, name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yFormat }, splitLine: thinLine, position: "left", axisLine: { onZero: false } },
    series: d.groups.map((group, g) => ({
      type: "scatter", name: group, itemStyle: { color: palette[g % palette.length], opacity: 0.75, borderColor: "#fff", borderWidth: 1 },
      data: d.points.filter((p) => p.group === g).map((p) => ({ name: p.name, value: [p.x, p.y], symbolSize: radius(p.size),
        label: { show: side.get(p) !== undefined, position: side.get(p) ?? "right" } })),
      label: { formatter: (p: { name: string }) => short(p.name, 26), color: "#22303c", fontSize: 11 },
      markLine: g === 0 && guides.length ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: "#7b8794", type: "dashed" }, data: guides } : undefined,
    })),
  };
}
