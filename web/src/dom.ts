// dom.ts -- small helpers that make elements; text is always set as text.
export type Child = Node | string;

export function el(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  e.append(...children);
  return e;
}

/** A table twin: header, rows; the first column is a row header, numbers stand right. */
export function tableOf(head: string[], rows: (string | number)[][]): HTMLElement {
  const body = rows.map((r) => el("tr", {}, ...r.map((c, k) =>
    k === 0 ? el("th", { scope: "row" }, String(c)) : el("td", {}, String(c)))));
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...head.map((h) => el("th", { scope: "col" }, h)))), el("tbody", {}, ...body)));
}

/** A line without axes for a tile. */
export function spark(values: number[]): SVGElement {
  const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
  const known = values.filter(Number.isFinite), low = Math.min(...known), high = Math.max(...known);
  svg.setAttribute("viewBox", "0 0 100 24");
  svg.setAttribute("class", "spark");
  svg.setAttribute("aria-hidden", "true");
  if (known.length < 2) return svg;
  const line = document.createElementNS(ns, "polyline");
  line.setAttribute("points", values.map((v, k) => Number.isFinite(v)
    ? `${(100 * k / (values.length - 1)).toFixed(1)},${(22 - 20 * (v - low) / (high - low || 1)).toFixed(1)}` : "").filter(Boolean).join(" "));
  svg.append(line);
  return svg;
}
