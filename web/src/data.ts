// data.ts -- the answers in the page, as rows that can be asked for by name.
import type { Lang } from "./words";

export interface Column {
  name: string; kind: "dimension" | "value" | "class"; unit: string; en: string; zh: string;
  labels?: Record<string, [string, string]>;
}
export interface Dataset {
  method: string; command: string; missing?: string; reading?: Record<Lang, string>;
  columns?: Column[]; rows?: (string | number | null)[][]; certificate?: [string, string, number | null][];
}
export interface Finding { rule: string; score: number; en: string; zh: string; command: string }
export interface Method {
  id: string; title: Record<Lang, string>; about: Record<Lang, string>; formula: string;
  cite: { text: string; where: string }[];
}
export interface Brief {
  lang: Lang; year: number; first_year: number; engine: string; money: string;
  economy: { code: string; en: string; zh: string }; final_use: number;
  scenarios: Record<"baseline" | "reform", { path: string; en: string; zh: string }>;
  info: Record<string, string>; findings: Finding[]; data: Record<string, Dataset>;
  methods: { methods: Method[] };
}

export type Row = Record<string, string | number | null>;

/** A dataset as a list of rows; empty where the table could not answer. */
export class Answer {
  rows: Row[];
  constructor(readonly set: Dataset) {
    const names = (set.columns ?? []).map((c) => c.name);
    this.rows = (set.rows ?? []).map((r) => Object.fromEntries(names.map((n, k) => [n, r[k] ?? null])));
  }
  get empty(): boolean { return this.rows.length === 0; }
  column(name: string): Column | undefined { return this.set.columns?.find((c) => c.name === name); }
  label(column: string, code: string, lang: Lang): string {
    const both = this.column(column)?.labels?.[code];
    return both ? both[lang === "zh" ? 1 : 0] : code;
  }
  where(match: Row): Row[] {
    return this.rows.filter((r) => Object.entries(match).every(([k, v]) => r[k] === v));
  }
}

export const num = (v: string | number | null | undefined): number => (typeof v === "number" ? v : NaN);
