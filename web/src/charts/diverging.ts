// charts/diverging.ts -- gains to the right of zero, losses to the left; one name may stand out.
import { axisText, base, ink, short, thinLine, type Option } from "./kit";

export interface Diverging { names: string[]; values: number[]; strong?: number; format: (v: number) => string; series: string }

/** Full and quiet. */
export const gain = ["#0072b2", "#8abfdd"], loss = ["#d55e00", "#ecb58c"];

/** In the order given, the first on top. */
export function diverging(d: Diverging): Option {
  return {
    ...base,
    grid: { left: 8, right: 52, top: 4, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "value", splitNumber: 4, axisLabel: { ...axisText, formatter: d.format, hideOverlap: true, alignMaxLabel: "right" }, splitLine: thinLine },
    yAxis: { type: "category", inverse: true, data: d.names.map((n) => short(n, 34)), axisTick: { show: false },
      axisLine: { onZero: false, show: false }, axisLabel: { ...axisText, interval: 0 } },
    series: [{
      type: "bar", name: d.series, barMaxWidth: 16,
      data: d.values.map((value, k) => ({ value,
        itemStyle: { color: (value < 0 ? loss : gain)[d.strong === undefined || d.strong === k ? 0 : 1] },
        label: { fontWeight: d.strong === k ? "bold" : "normal" } })),
      // Beside the bar on the right, also where it is a loss: on the left stand the names.
      label: { show: true, position: "right", formatter: (p: { value: number }) => d.format(p.value), color: ink, fontSize: 11 },
    }],
  };
}
