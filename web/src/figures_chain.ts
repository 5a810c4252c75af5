// figures_chain.ts -- pictures of the value chain: exports by term.
import { num } from "./data";
import { stack } from "./charts/bars";
import { pct, type Draw, type Page } from "./figures";
import type { Word } from "./words";

/** Terms of Koopman, Wang and Wei, put together as a reader asks: where does the value end? */
const ends: [Word, string[]][] = [
  ["termFinal", ["dva_fin"]], ["termInputs", ["dva_int"]], ["termThird", ["dva_int_rex"]],
  ["termHome", ["rdv_fin", "rdv_int"]], ["termForeign", ["fva_fin", "fva_int"]],
  ["termTwice", ["ddc", "fdc"]], ["termOther", ["other"]]];

export function terms(p: Page): Draw | undefined {
  const a = p.answer("terms"), years = p.years("terms");
  if (a.empty) return undefined;
  const share = (codes: string[], year: string): number => a.where({ year })
    .filter((r) => codes.includes(String(r.term))).reduce((s, r) => s + num(r.share), 0);
  const parts = ends.map(([word, codes]) => ({ name: p.say(word), values: years.map((y) => share(codes, y)) }))
    .filter((s) => s.values.some((v) => Math.abs(v) > 0));
  const last = years.length - 1, top = [...parts].sort((x, y) => y.values[last] - x.values[last]);
  return {
    option: stack({ years, format: pct, series: parts }),
    summary: p.largest(...top.slice(0, 2).map((s): [string, string] => [s.name, pct(s.values[last])])),
    head: ["", ...parts.map((s) => s.name)],
    rows: years.map((y, k) => [y, ...parts.map((s) => pct(s.values[k]))]),
  };
}
