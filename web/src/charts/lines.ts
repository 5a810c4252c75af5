// charts/lines.ts -- lines over years; some stand out, the rest stay grey behind them.
import { axisText, base, palette, quiet, short, thinLine, type Option } from "./kit";

export interface Lines {
  years: string[]; series: { name: string; values: (number | null)[]; quiet?: boolean; strong?: boolean }[];
  format: (v: number) => string; zero?: boolean;
}

export function lines(d: Lines): Option {
  let colour = 0;
  return {
    ...base,
    grid: { left: 8, right: 132, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", valueFormatter: (v: unknown) => d.format(v as number), order: "valueDesc" },
    xAxis: { type: "category", boundaryGap: false, data: d.years, axisLabel: axisText },
    yAxis: { type: "value", scale: !d.zero, axisLabel: { ...axisText, formatter: d.format }, splitLine: thinLine },
    series: d.series.map((s) => {
      const ink = s.quiet ? quiet : palette[colour++ % palette.length];
      return {
        type: "line", name: s.name, data: s.values, showSymbol: false, connectNulls: false, z: s.strong ? 4 : s.quiet ? 1 : 3,
        lineStyle: { width: s.strong ? 3.5 : s.quiet ? 1 : 2, color: ink }, itemStyle: { color: ink },
        endLabel: { show: true, formatter: short(s.name, 18), color: s.quiet ? "#7b8794" : ink, fontSize: 11, fontWeight: s.strong ? "bold" : "normal" },
        labelLayout: { moveOverlap: "shiftY" },
      };
    }),
  };
}
