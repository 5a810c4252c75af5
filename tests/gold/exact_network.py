"""exact_network.py FOLDER: chain.network of the leather case: ranks as the solution of their linear system in
fractions, shortest ways by listing every way, communities by trying every partition.  The program
under test is not used."""
import itertools
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table, eye, inverse
from exact_exports import LEATHER, Gold, number


def partitions(nodes):
    if not nodes:
        yield []
        return
    head, *tail = nodes
    for rest in partitions(tail):
        for k in range(len(rest)):
            yield rest[:k] + [[head, *rest[k]]] + rest[k + 1:]
        yield [[head], *rest]


def main(folder):
    t = Table(*LEATHER)
    G, v = t.G, [a / x for a, x in zip(t.va, t.x)]
    cases = {"value_added": lambda s, r: sum(v[i] * t.B[i, j] * t.F[j, r] for i in range(t.n) if t.own[i] == s
                                             for j in range(t.n)),
             "inputs": lambda s, r: sum(t.Z[i, j] for i in range(t.n) if t.own[i] == s for j in range(t.n)
                                        if t.own[j] == r)}
    gold = Gold("The network of three economies.")
    for flows, flow in cases.items():
        W = np.array([[Q(0) if s == r else flow(s, r) for r in range(G)] for s in range(G)], dtype=object)
        out, into, total = W.sum(axis=1), W.sum(axis=0), W.sum()
        d = Q(85, 100)
        P = np.array([[W[s, r] / out[s] for s in range(G)] for r in range(G)], dtype=object)
        rank = inverse(eye(G) - d * P) @ np.array([(1 - d) / G] * G, dtype=object)
        between = [Q(0)] * G
        for s, r in itertools.permutations(range(G), 2):
            ways = [(s, *middle, r) for k in range(G - 1) for middle in itertools.permutations(set(range(G)) - {s, r}, k)]
            length = {w: sum(1 / W[a, b] for a, b in zip(w, w[1:])) for w in ways}
            best = [w for w in ways if length[w] == min(length.values())]
            for w in best:
                for k in w[1:-1]:
                    between[k] += Q(1, len(best)) / ((G - 1) * (G - 2))
        score = lambda groups: sum(W[a, b] - out[a] * into[b] / total for g in groups for a in g for b in g)
        groups = sorted(max(partitions(list(range(G))), key=score), key=lambda g: -sum(out[k] + into[k] for k in g))
        community = {k: c + 1 for c, g in enumerate(groups) for k in g}
        chance = lambda s, r: min((1 - W[s, r] / out[s]) ** (G - 2), (1 - W[s, r] / into[r]) ** (G - 2))
        keep = {(s, r): chance(s, r) < Q(1, 2) for s, r in itertools.permutations(range(G), 2)}
        nodes = [f"{t.year},{t.economies[k]},{number(out[k])},{number(into[k])},{number(rank[k])},{number(between[k])},"
                 f"{number(float(sum(x for e, x in keep.items() if k in e)))},{number(float(community[k]))}" for k in range(G)]
        edges = [f"{t.year},{t.economies[s]},{t.economies[r]},{number(W[s, r])},{number(W[s, r] / out[s])},"
                 f"{number(W[s, r] / into[r])},{number(chance(s, r))},{'yes' if keep[s, r] else 'no'}"
                 for s, r in itertools.permutations(range(G), 2)]
        for by, header, rows in (("economy", "economy,out_strength,in_strength,pagerank,betweenness,edges,community", nodes),
                                 ("edge", "economy,partner,value,share_out,share_in,significance,backbone", edges)):
            gold.lines += [f"table: {t.path}", "method: chain.network", f"params: by={by} flows={flows} alpha=0.5",
                           "tolerance: 1e-11", "source: independent computation, everything listed or solved in fractions",
                           "year," + header, *rows, ""]
    gold.write(os.path.join(folder, "chain.network.gold"))


main(sys.argv[1])
