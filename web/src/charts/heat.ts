// charts/heat.ts -- a matrix of shares: darker is more, the number stands in the cell.
import { axisText, base, short, type Option } from "./kit";

export interface Heat { rows: string[]; columns: string[]; value: (row: number, column: number) => number; format: (v: number) => string }

export function heat(d: Heat): Option {
  const cells = d.rows.flatMap((_, r) => d.columns.map((__, c) => [c, r, d.value(r, c)]));
  const most = Math.max(...cells.map((c) => c[2]).filter(Number.isFinite), 0);
  return {
    ...base,
    grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
    tooltip: { formatter: (p: { data: number[] }) => `${d.rows[p.data[1]]} ← ${d.columns[p.data[0]]}: ${d.format(p.data[2])}` },
    xAxis: { type: "category", position: "top", data: d.columns.map((n) => short(n, 22)), axisLabel: { ...axisText, interval: 0, rotate: d.columns.length > 6 ? 28 : 0 }, axisTick: { show: false } },
    yAxis: { type: "category", inverse: true, data: d.rows.map((n) => short(n, 34)), axisLabel: { ...axisText, interval: 0 }, axisTick: { show: false } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"] } },
    series: [{
      type: "heatmap", data: cells,
      label: { show: true, fontSize: 10.5, formatter: (p: { data: number[] }) => (Number.isFinite(p.data[2]) ? d.format(p.data[2]) : "–") },
      itemStyle: { borderColor: "#fff", borderWidth: 1 },
    }],
  };
}
