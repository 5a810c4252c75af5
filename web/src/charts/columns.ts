// charts/columns.ts -- ranked bars with axis names; below zero to the left.
import { axisText, base, ink, palette, short, thinLine, type Option } from "./kit";

export interface Columns { names: string[]; series: { name: string; values: number[] }[]; xName: string; yName: string; tick: (v: number) => string; format: (v: number) => string; narrow: boolean; most?: number }

export function columns(d: Columns): Option {
  const several = d.series.length > 1;
  return {
    ...base,
    grid: { left: 12, right: 62, top: several ? 56 : 30, bottom: 30, containLabel: true },
    legend: several ? { top: 0, left: 0, textStyle: axisText } : undefined,
    tooltip: { trigger: "axis", confine: true, axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "value", splitNumber: 4, max: d.most, name: d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisLabel: { ...axisText, formatter: d.tick, hideOverlap: true }, splitLine: thinLine },
    yAxis: { type: "category", inverse: true, data: d.names.map((n) => short(n, d.narrow ? 18 : 34)), name: d.yName, nameLocation: "start", nameGap: 10, nameTextStyle: { ...axisText, align: "right" },
      axisLabel: { ...axisText, interval: 0 }, axisTick: { show: false }, axisLine: { onZero: false, show: false } },
    series: d.series.map((s, k) => ({
      type: "bar", name: s.name, barMaxWidth: 16, itemStyle: { color: palette[k % palette.length] },
      data: s.values.map((value) => ({ value, label: { position: value < 0 ? "left" : "right" } })),
      label: { show: d.series.length < 3, formatter: (p: { value: number }) => d.format(p.value), color: ink, fontSize: 11 },
    })),
  };
}
