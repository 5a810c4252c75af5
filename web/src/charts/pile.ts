// charts/pile.ts -- parts of a sum by period; what is below zero hangs under the axis.
import { axisText, base, palette, thinLine, type Option } from "./kit";

export interface Pile { names: string[]; parts: { name: string; values: number[] }[]; xName: string; yName: string; yTick: (v: number) => string; format: (v: number) => string; narrow: boolean }

export function pile(d: Pile): Option {
  const line = d.narrow ? 2 : 4;
  return {
    ...base,
    grid: { left: 12, right: 18, top: 34 + 22 * Math.ceil(d.parts.length / line), bottom: 30, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { ...axisText, fontSize: 11.5 }, itemWidth: 14 },
    tooltip: { trigger: "axis", confine: true, axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "category", data: d.names, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, hideOverlap: true }, axisLine: { onZero: false } },
    yAxis: { type: "value", name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yTick }, splitLine: thinLine },
    series: d.parts.map((p, k) => ({ type: "bar", stack: "all", name: p.name, data: p.values, barMaxWidth: 34, itemStyle: { color: palette[k % palette.length] } })),
  };
}
