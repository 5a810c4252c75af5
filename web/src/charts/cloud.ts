// charts/cloud.ts -- points in a plane with lines that part it (quadrants, the diagonal); the farthest from the middle are named.
import { axisText, base, palette, short, thinLine, type Option } from "./kit";

export interface Point { name: string; x: number; y: number; group: number }
export interface Cloud {
  points: Point[]; groups: string[]; cross?: [number, number]; diagonal?: boolean; named: number; xName: string; yName: string;
  xTick: (v: number) => string; yTick: (v: number) => string; format: (x: number, y: number) => string; narrow: boolean;
}

/** The names to write: far from the middle in either direction, scaled by the spread. */
export function farthest(points: Point[], count: number): Set<Point> {
  const spread = (list: number[]): [number, number] => { const m = list.reduce((s, v) => s + v, 0) / list.length; return [m, Math.sqrt(list.reduce((s, v) => s + (v - m) ** 2, 0) / list.length) || 1]; };
  const [mx, sx] = spread(points.map((p) => p.x)), [my, sy] = spread(points.map((p) => p.y)), far = (p: Point): number => ((p.x - mx) / sx) ** 2 + ((p.y - my) / sy) ** 2;
  return new Set([...points].sort((a, b) => far(b) - far(a)).slice(0, count));
}

export function cloud(d: Cloud): Option {
  const told = farthest(d.points, d.named), line = { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: "#7b8794", type: "dashed" } };
  const xs = d.points.map((p) => p.x), ys = d.points.map((p) => p.y), low = Math.max(Math.min(...xs), Math.min(...ys)), high = Math.min(Math.max(...xs), Math.max(...ys));
  const legend = d.groups.length > 1;
  return {
    ...base,
    grid: { left: 12, right: d.narrow ? 46 : 84, top: legend ? 34 + 22 * Math.ceil(d.groups.length / (d.narrow ? 2 : 5)) : 34, bottom: 30, containLabel: true },
    legend: legend ? { top: 0, left: 0, textStyle: { ...axisText, fontSize: 11.5 } } : undefined,
    tooltip: { trigger: "item", confine: true, formatter: (p: { data: { value: number[]; name: string } }) => `${p.data.name}<br>${d.format(p.data.value[0], p.data.value[1])}` },
    xAxis: { type: "value", scale: true, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, formatter: d.xTick, hideOverlap: true }, splitLine: thinLine, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: true, name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yTick }, splitLine: thinLine, axisLine: { onZero: false } },
    series: d.groups.map((group, g) => ({
      type: "scatter", name: group, symbolSize: 8, itemStyle: { color: palette[g % palette.length], opacity: 0.8, borderColor: "#fff", borderWidth: 0.5 },
      data: d.points.filter((p) => p.group === g).map((p) => ({ name: p.name, value: [p.x, p.y], label: { show: told.has(p) } })),
      label: { show: true, position: "right", formatter: (p: { name: string }) => short(p.name, d.narrow ? 10 : 16), color: "#22303c", fontSize: 11 }, labelLayout: { hideOverlap: true },
      markLine: g === 0 && (d.cross || d.diagonal) ? { ...line, data: [
        ...(d.cross ? [{ xAxis: d.cross[0] }, { yAxis: d.cross[1] }] : []),
        ...(d.diagonal && high > low ? [[{ coord: [low, low] }, { coord: [high, high] }]] : [])] } : undefined,
    })),
  };
}
