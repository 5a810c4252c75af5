// charts/bubbles.ts -- points with a size and a name; optional guide lines.
import { axisText, base, palette, short, thinLine, type Option } from "./kit";

export interface Bubble { name: string; x: number; y: number; size: number; group: number }
export interface Bubbles {
  points: Bubble[]; groups: string[]; xName: string; yName: string; inverseX?: boolean;
  xFormat: (v: number) => string; yFormat: (v: number) => string; guideX?: number; guideY?: number;
}

export function bubbles(d: Bubbles): Option {
  const largest = Math.max(...d.points.map((p) => p.size), 0);
  const radius = (size: number): number => (largest > 0 ? 8 + 30 * Math.sqrt(Math.max(size, 0) / largest) : 12);
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
    xAxis: { type: "value", scale: true, inverse: d.inverseX, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, formatter: d.xFormat }, splitLine: thinLine },
    yAxis: { type: "value", scale: true, name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yFormat }, splitLine: thinLine, position: "left" },
    series: d.groups.map((group, g) => ({
      type: "scatter", name: group, itemStyle: { color: palette[g % palette.length], opacity: 0.75, borderColor: "#fff", borderWidth: 1 },
      data: d.points.filter((p) => p.group === g).map((p) => ({ name: p.name, value: [p.x, p.y], symbolSize: radius(p.size) })),
      label: { show: true, position: "right", formatter: (p: { name: string }) => short(p.name, 26), color: "#22303c", fontSize: 11 },
      labelLayout: { moveOverlap: "shiftY" },
      markLine: g === 0 && guides.length ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: "#7b8794", type: "dashed" }, data: guides } : undefined,
    })),
  };
}
