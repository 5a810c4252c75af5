// charts/strands.ts -- many lines of which some are named; over a list of periods or over a number (density curves).
import { axisText, base, palette, quiet, short, thinLine, type Option } from "./kit";

export interface Strand { name: string; values: [number | string, number | null][]; named: boolean; dashed?: boolean; colour?: string }
export interface Strands {
  strands: Strand[]; categories?: string[]; xName: string; yName: string; zero?: boolean; xTick?: (v: number) => string;
  yTick: (v: number) => string; format: (v: number) => string; narrow: boolean; legend?: boolean;
}

/** From pale to dark, for years of a distribution. */
export function ramp(k: number, count: number): string {
  const stops = [[0x9e, 0xca, 0xe1], [0x42, 0x92, 0xc6], [0x08, 0x45, 0x94], [0x08, 0x1d, 0x58]], at = count < 2 ? 2 : (3 * k) / (count - 1);
  const low = Math.min(Math.floor(at), 2), part = at - low;
  return `rgb(${stops[low].map((v, c) => Math.round(v + part * (stops[low + 1][c] - v))).join(",")})`;
}

export function strands(d: Strands): Option {
  const named = d.strands.filter((s) => s.named), legend = (d.legend || d.narrow) && named.length > 1;
  const widest = Math.max(0, ...named.map((s) => Math.min([...s.name].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 0), 160)));
  let colour = 0;
  return {
    ...base,
    grid: { left: 12, right: legend || named.length === 0 ? 20 : widest + 22, top: legend ? 34 + 22 * Math.ceil(named.length / (d.narrow ? 3 : 8)) : 34, bottom: 30, containLabel: true },
    legend: legend ? { top: 0, left: 0, textStyle: { ...axisText, fontSize: 11 }, data: named.map((s) => s.name), itemWidth: 14 } : undefined,
    tooltip: { trigger: "axis", confine: true, valueFormatter: (v: unknown) => d.format(v as number), order: "valueDesc",
      ...(d.strands.length > 14 ? { formatter: (list: { seriesName: string; marker: string; axisValueLabel: string; value: [unknown, number] }[]) => {
        const shown = list.filter((p) => named.some((s) => s.name === p.seriesName)).sort((a, b) => b.value[1] - a.value[1]);
        return [list[0]?.axisValueLabel ?? "", ...shown.map((p) => `${p.marker}${p.seriesName} <b>${d.format(p.value[1])}</b>`)].join("<br>");
      } } : {}) },
    xAxis: { type: d.categories ? "category" : "value", boundaryGap: false, data: d.categories, scale: true, name: d.xName, nameLocation: "middle", nameGap: 26,
      nameTextStyle: axisText, axisLabel: { ...axisText, ...(d.categories ? { hideOverlap: true } : { formatter: d.xTick }) }, splitLine: { show: false }, axisLine: { onZero: false } },
    yAxis: { type: "value", scale: !d.zero, name: d.yName, nameTextStyle: { ...axisText, align: "left" }, axisLabel: { ...axisText, formatter: d.yTick }, splitLine: thinLine, axisLine: { onZero: false } },
    series: d.strands.map((s) => {
      const ink = s.colour ?? (s.named ? palette[colour++ % palette.length] : quiet);
      return {
        type: "line", name: s.name, data: s.values, showSymbol: s.values.length === 1, connectNulls: false, z: s.named ? 3 : 1, silent: !s.named,
        lineStyle: { width: s.named ? 2.2 : 0.9, color: ink, type: s.dashed ? "dashed" : "solid", opacity: s.named ? 1 : 0.75 }, itemStyle: { color: ink },
        endLabel: { show: s.named && !legend && named.length > 0, formatter: short(s.name, 25), color: ink, fontSize: 11 },
        labelLayout: { moveOverlap: "shiftY" },
      };
    }),
  };
}
