// charts/bars.ts -- horizontal bars, one or two series a name (then and now), or stacked columns.
import { axisText, base, palette, quiet, short, thinLine, type Option } from "./kit";

export interface Bars {
  names: string[]; series: { name: string; values: number[]; quiet?: boolean }[];
  format: (v: number) => string; wide?: boolean;
}

/** Largest on top, in the order given. */
export function bars(d: Bars): Option {
  return {
    ...base,
    grid: { left: 8, right: 56, top: d.series.length > 1 ? 32 : 8, bottom: 4, containLabel: true },
    legend: d.series.length > 1 ? { top: 0, left: 0, textStyle: axisText } : undefined,
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "value", splitNumber: 4, axisLabel: { ...axisText, formatter: d.format, hideOverlap: true }, splitLine: thinLine },
    yAxis: { type: "category", inverse: true, data: d.names.map((n) => short(n, d.wide ? 64 : 34)), axisLabel: axisText, axisTick: { show: false } },
    series: d.series.map((s, k) => ({
      type: "bar", name: s.name, data: s.values, barMaxWidth: 16, barGap: "10%",
      itemStyle: { color: s.quiet ? quiet : palette[k % palette.length] },
      label: s.quiet ? undefined : { show: true, position: "right", formatter: (p: { value: number }) => d.format(p.value), color: "#22303c", fontSize: 11 },
    })),
  };
}

/** Parts of a whole over years.  Refuses parts that do not add up to the same whole. */
export function stack(d: { years: string[]; series: { name: string; values: number[] }[]; format: (v: number) => string }): Option {
  d.years.forEach((year, k) => {
    const sum = d.series.reduce((s, x) => s + x.values[k], 0);
    if (Number.isFinite(sum) && Math.abs(sum - 1) > 1e-6) throw new Error(`parts of ${year} add up to ${sum}, not to 1`);
  });
  return {
    ...base,
    grid: { left: 8, right: 16, top: d.series.length > 4 ? 64 : 32, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: axisText },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (v: unknown) => d.format(v as number) },
    xAxis: { type: "category", data: d.years, axisLabel: axisText },
    yAxis: { type: "value", max: 1, axisLabel: { ...axisText, formatter: d.format }, splitLine: thinLine },
    series: d.series.map((s) => ({ type: "bar", name: s.name, data: s.values, stack: "all", barMaxWidth: 28 })),
  };
}
