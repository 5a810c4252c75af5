// charts/trail.ts -- the way of one point over the years among others that stand still.
import { axisText, base, ink, palette, quiet, short, thinLine, type Option } from "./kit";

export interface Trail {
  name: string; steps: { name: string; at: [number, number] }[]; others: { name: string; at: [number, number] }[];
  xName: string; yName: string; xFormat: (v: number) => string; yFormat: (v: number) => string;
}

export function trail(d: Trail): Option {
  const last = d.steps.length - 1;
  const told = (k: number): boolean => k === 0 || k === last;   // more years would stand on each other
  return {
    ...base,
    grid: { left: 12, right: 40, top: 28, bottom: 28, containLabel: true },
    tooltip: { trigger: "item", formatter: (p: { name: string; value: number[] }) => `${p.name}<br>${d.xName}: ${d.xFormat(p.value[0])}<br>${d.yName}: ${d.yFormat(p.value[1])}` },
    xAxis: { type: "value", scale: true, inverse: true, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, formatter: d.xFormat }, splitLine: thinLine, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: true, name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yFormat }, splitLine: thinLine, position: "left", axisLine: { onZero: false } },
    series: [
      { type: "scatter", symbolSize: 7, itemStyle: { color: quiet }, data: d.others.map((o) => ({ name: o.name, value: o.at })),
        label: { show: true, position: "right", color: "#7b8794", fontSize: 11, formatter: (p: { name: string }) => short(p.name, 18) }, labelLayout: { hideOverlap: true } },
      { type: "line", name: d.name, z: 4, lineStyle: { color: palette[0], width: 2.5 }, itemStyle: { color: palette[0] }, symbolSize: 6, symbol: "circle",
        data: d.steps.map((s, k) => ({ name: `${d.name} ${s.name}`, value: s.at, symbolSize: k === last ? 11 : 6,
          label: { show: told(k), formatter: s.name, position: "top", color: ink, fontSize: 11, fontWeight: k === last ? "bold" : "normal" } })) },
    ],
  };
}
