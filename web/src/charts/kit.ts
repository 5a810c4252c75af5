// charts/kit.ts -- what all charts share: colours that colour-blind readers can tell apart
// (Okabe-Ito), text, the ECharts parts in use.  Charts are functions from data to an option.
import { use } from "echarts/core";
import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import type { EChartsCoreOption } from "echarts/core";

use([BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart, AriaComponent, GridComponent, LegendComponent,
  MarkLineComponent, TooltipComponent, VisualMapComponent, LabelLayout, SVGRenderer]);

export type Option = EChartsCoreOption;
export const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555"];
export const quiet = "#b8bec6";
export const ink = "#22303c";
const font = '-apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export const base = {
  animation: false,
  textStyle: { fontFamily: font, color: ink, fontSize: 12 },
  color: palette,
  aria: { enabled: true },
};
export const axisText = { color: ink, fontSize: 12 };
export const thinLine = { lineStyle: { color: "#e3e7eb" } };

/** Long names are cut where they would push the chart away; the table beside it has them whole. */
export const short = (text: string, most: number): string => {
  let width = 0, out = "";
  for (const c of text) {
    width += c.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (width > most) return `${out}…`;
    out += c;
  }
  return out;
};
