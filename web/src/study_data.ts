// study_data.ts -- what a study's page holds, and its answers as rows.
import { Answer, num, type Column, type Dataset, type Row } from "./data";
import { columnName } from "./study_words";
import type { Lang } from "./words";

export type Both = Record<Lang, string>;
export interface Show {
  kind: "table" | "lines" | "bars" | "stacked" | "heat" | "scatter" | "density";
  title?: Both; about?: Both; where?: Record<string, string>; period?: string; columns?: string[]; sort?: string; top?: number;
  x?: string; y?: string[]; value?: string; rows?: string; series?: string; names?: string; color?: string; named?: number;
  zero?: boolean; across?: string; quadrants?: "zero" | "one" | "mean"; diagonal?: boolean; percent?: boolean;
}
export interface StepSet extends Omit<Dataset, "command"> {
  id: string; asked: string; csv: string; title: Both; about: Both; keep: string[]; show: Show[]; size?: number;
}
export interface Chapter {
  id: string; title: Both; about: Both; steps: StepSet[]; robustness: StepSet[];
  data: { file: string; unit: string; period: string; first: string; last: string; rows: number; units: number; periods: number;
    missing: string; where: string; only: string; source: Both; licence: Both };
}
export interface Study {
  lang: Lang; engine: string; page: string; folder: string; confidential: boolean; most: number; title: Both; about: Both; chapters: Chapter[];
  methods: { id: string; title: Both; about: Both; formula: string; cite: { text: string; where: string }[] }[];
}

/** Codes that are all numbers stand in their order, others as the answer has them. */
export function inOrder(codes: string[]): string[] {
  const once = [...new Set(codes)];
  return once.every((c) => c !== "" && Number.isFinite(Number(c))) ? once.sort((a, b) => Number(a) - Number(b)) : once;
}

export class Step {
  readonly answer: Answer;
  constructor(readonly set: StepSet, readonly lang: Lang, readonly whole: boolean) { this.answer = new Answer({ ...set, command: set.asked }); }

  get columns(): Column[] { return this.set.columns ?? []; }
  get dims(): Column[] { return this.columns.filter((c) => c.kind === "dimension"); }
  get values(): Column[] { return this.columns.filter((c) => c.kind === "value"); }
  column(name: string): Column { return this.answer.column(name)!; }
  label(column: string, code: unknown): string { return code === null || code === undefined ? "–" : this.answer.label(column, String(code), this.lang); }
  name(column: string): string { return columnName(this.column(column), this.lang); }
  codes(column: string, rows: Row[]): string[] { return inOrder(rows.map((r) => String(r[column]))); }
  get hasPeriod(): boolean { return this.dims.some((c) => c.name === "period"); }

  /** Rows that a table or figure is of. */
  rows(show: Show, period: string): Row[] {
    let rows = this.answer.rows.filter((r) => Object.entries(show.where ?? {}).every(([k, v]) => String(r[k]) === v));
    const which = show.period ?? period;
    if (this.hasPeriod && which !== "all") {
      const codes = this.codes("period", rows), code = which === "first" ? codes[0] : which === "last" ? codes[codes.length - 1] : which;
      rows = rows.filter((r) => String(r.period) === code);
    }
    return rows;
  }
  /** Dimensions with more than one code among the rows. */
  free(rows: Row[], ...taken: (string | undefined)[]): string[] {
    return this.dims.map((c) => c.name).filter((n) => !taken.includes(n) && new Set(rows.map((r) => r[n])).size > 1);
  }
}

export { num, type Row, type Column };
