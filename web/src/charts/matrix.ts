// charts/matrix.ts -- a matrix of numbers as colours: one hue where all have one sign, two where they do not; numbers in the cells where
// there is room.
import { axisText, base, ink, short, type Option } from "./kit";

export interface Matrix { rows: string[]; columns: string[]; value: (row: number, column: number) => number; xName: string; yName: string; format: (v: number) => string; tick: (v: number) => string; narrow: boolean }

export function matrix(d: Matrix): Option {
  const cells = d.rows.flatMap((_, r) => d.columns.map((__, c) => [c, r, d.value(r, c)])).filter((c) => Number.isFinite(c[2]));
  const dust = 1e-9 * Math.max(...cells.map((c) => Math.abs(c[2])));
  cells.forEach((c) => { if (Math.abs(c[2]) < dust) c[2] = 0; });
  const hue = ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"], values = cells.map((c) => c[2]), least = Math.min(...values), most = Math.max(...values), side = Math.max(-least, most), both = least < 0 && most > 0, below = most <= 0 && least < 0;
  const told = d.columns.length <= (d.narrow ? 6 : 12) && d.rows.length <= 40, low = both ? -side : least, high = both ? side : most;
  const cut = d.columns.length <= 6 && !d.narrow ? 26 : 16;
  const wide = (text: string): number => [...short(text, cut)].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e80 ? 12.5 : 7), 0);
  const room = (d.narrow ? 250 : 860) / d.columns.length, turn = d.columns.length <= 12 && Math.max(...d.columns.map(wide)) > room;
  return {
    ...base,
    grid: { left: turn && !d.narrow ? 40 : 12, right: 20, top: 26, bottom: turn ? 56 : 76, containLabel: true },
    tooltip: { confine: true, formatter: (p: { data: number[] }) => `${d.rows[p.data[1]]} · ${d.columns[p.data[0]]}: ${d.format(p.data[2])}` },
    xAxis: { type: "category", data: d.columns.map((n) => short(n, cut)), name: turn ? "" : d.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: axisText, axisTick: { show: false },
      axisLabel: { ...axisText, ...(d.columns.length > 12 ? { hideOverlap: true } : { interval: 0, rotate: turn ? 35 : 0 }) } },
    yAxis: { type: "category", inverse: true, data: d.rows.map((n) => short(n, d.narrow ? 14 : 30)), name: d.yName, nameLocation: "start", nameTextStyle: { ...axisText, align: "right" }, nameGap: 10,
      axisLabel: { ...axisText, fontSize: d.rows.length > 30 ? 10.5 : 12, interval: 0 }, axisTick: { show: false } },
    visualMap: { min: low, max: high > low ? high : low + 1, orient: "horizontal", left: "center", bottom: 0, itemWidth: 12, itemHeight: 150, calculable: false,
      text: [d.tick(high), d.tick(low)], textStyle: axisText, precision: 6,
      inRange: { color: both ? ["#b2182b", "#ef8a62", "#fddbc7", "#f7f7f7", "#d1e5f0", "#67a9cf", "#2166ac"] : below ? [...hue].reverse() : hue } },
    series: [{
      type: "heatmap", data: cells.map((c) => ({ value: c, label: { color: (both || below ? Math.abs(c[2]) / side : (c[2] - least) / (most - least || 1)) > 0.6 ? "#fff" : ink } })),
      label: { show: told, fontSize: 10.5, formatter: (p: { value: number[] }) => d.format(p.value[2]) }, itemStyle: { borderColor: "#fff", borderWidth: told ? 1 : 0.5 },
    }],
  };
}
