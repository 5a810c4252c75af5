// charts/sankey.ts -- flows through layers of nodes, each layer the same total.
import { base, ink, palette, short, type Option } from "./kit";

export interface Sankey {
  /** Name of a node and the layer it stands in, from the left. */
  nodes: { name: string; layer: number; quiet?: boolean }[];
  links: { from: number; to: number; value: number }[];
  format: (v: number) => string;
}

/** Refuses flows that are lost between two layers: a picture that does not add up is wrong. */
function check(d: Sankey): void {
  const layers = Math.max(...d.nodes.map((n) => n.layer)), sums: number[] = [];
  for (let k = 0; k < layers; k++)
    sums.push(d.links.filter((l) => d.nodes[l.from].layer === k).reduce((s, l) => s + l.value, 0));
  for (const s of sums)
    if (Math.abs(s - sums[0]) > 1e-6 * Math.abs(sums[0])) throw new Error(`layers carry ${sums.join(", ")}`);
}

export function sankey(d: Sankey): Option {
  check(d);
  const layers = [...new Set(d.nodes.map((n) => n.layer))], key = (k: number): string => `${d.nodes[k].layer}\u0000${d.nodes[k].name}`;
  const size = (k: number): number => Math.max(d.links.filter((l) => l.from === k).reduce((s, l) => s + l.value, 0),
    d.links.filter((l) => l.to === k).reduce((s, l) => s + l.value, 0));
  let colour = 0;
  return {
    ...base,
    tooltip: { trigger: "item", formatter: (p: { dataType: string; name: string; data: { value?: number; source?: string; target?: string }; value: number }) => {
      const plain = (s: string): string => s.split("\u0000").pop() ?? s;
      return p.dataType === "edge" ? `${plain(p.data.source!)} → ${plain(p.data.target!)}: ${d.format(p.data.value!)}` : `${plain(p.name)}: ${d.format(p.value)}`;
    } },
    series: [{
      type: "sankey", left: 8, right: 240, top: 12, bottom: 8, nodeWidth: 14, nodeGap: 9, draggable: false, layoutIterations: 0, emphasis: { focus: "adjacency" },
      label: { color: ink, fontSize: 11.5, formatter: (p: { name: string; value: number }) => `${short(p.name.split("\u0000").pop() ?? "", 26)} ${d.format(p.value)}` },
      lineStyle: { color: "source", opacity: 0.35, curveness: 0.5 },
      data: d.nodes.map((n, k) => ({ name: key(k), depth: n.layer, value: size(k),
        itemStyle: { color: n.quiet ? "#9aa5b1" : palette[n.layer === layers[0] ? colour++ % palette.length : (n.layer + 4) % palette.length] } })),
      links: d.links.filter((l) => l.value > 0).map((l) => ({ source: key(l.from), target: key(l.to), value: l.value })),
    }],
  };
}
