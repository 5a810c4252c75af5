// charts/ranked.ts -- bars whose names are whole phrases: each stands above its bar, so that a narrow window
// has room for both.
import { axisText, base, ink, palette, short, thinLine, type Option } from "./kit";

export interface Ranked { names: string[]; values: number[]; format: (v: number) => string; series: string }

export function ranked(d: Ranked): Option {
  return {
    ...base,
    grid: { left: 8, right: 60, top: 14, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, confine: true, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "value", splitNumber: 4, axisLabel: { ...axisText, formatter: d.format, hideOverlap: true, alignMinLabel: "left", alignMaxLabel: "right" }, splitLine: thinLine },
    yAxis: { type: "category", inverse: true, data: d.names.map((n, k) => `${k + 1}. ${n}`), axisTick: { show: false }, axisLabel: { show: false } },
    series: [
      { type: "bar", name: d.series, data: d.values, barWidth: 11, itemStyle: { color: palette[0] },
        label: { show: true, position: "right", formatter: (p: { value: number }) => d.format(p.value), color: ink, fontSize: 11 } },
      // A bar of no length carries the name, at the axis above the other.
      { type: "bar", data: d.values.map(() => 0), barWidth: 11, barGap: "-100%", silent: true, tooltip: { show: false },
        label: { show: true, position: [2, -15], formatter: (p: { dataIndex: number }) => `${p.dataIndex + 1}. ${short(d.names[p.dataIndex], 66)}`, color: ink, fontSize: 11 } },
    ],
  };
}
