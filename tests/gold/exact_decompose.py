"""exact_decompose.py FOLDER: chain.decompose of tests/data/two_years.csv in exact fractions: orders of
change gone through one after the other.  The program under test is not used."""
import itertools
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import eye, inverse
from exact_exports import Gold, number
from exact_structure import ECONOMIES, INDUSTRIES, PATH, read

KEYS = [(g, k) for g in ECONOMIES for k in INDUSTRIES]
G, N = len(ECONOMIES), len(INDUSTRIES)


class Year:
    def __init__(self, lines):
        at = {key: i for i, key in enumerate(KEYS)}
        n = len(KEYS)
        Z = np.array([[Q(0)] * n for _ in range(n)], dtype=object)
        F = np.array([[Q(0)] * G for _ in range(n)], dtype=object)
        for r in lines:
            i = at.get((r["from_economy"], r["from_industry"]))
            if r["role"] == "flow":
                Z[i, at[r["to_economy"], r["to_industry"]]] += Q(r["value"])
            elif r["role"] == "final":
                F[i, ECONOMIES.index(r["to_economy"])] += Q(r["value"])
        x = Z.sum(axis=1) + F.sum(axis=1)
        self.A = np.array([[Z[i, j] / x[j] for j in range(n)] for i in range(n)], dtype=object)
        self.x, self.va = x, x - Z.sum(axis=0)
        self.v = self.va / x
        self.total = np.array([[sum((self.A[g * N + k, j] for g in range(G)), Q(0)) for j in range(n)]
                               for k in range(N)], dtype=object)
        self.F, self.level = F, F.sum(axis=0)
        self.bought = np.array([[sum((F[s * N + k, g] for s in range(G)), Q(0)) for g in range(G)] for k in range(N)],
                               dtype=object)


def share(part, whole, part2, whole2):
    return part / whole if whole else part2 / whole2 if whole2 else Q(0)


def full(sides, s):
    n = len(KEYS)
    t, o, p = sides[s[1]], sides[s[2]], sides[1 - s[2]]
    A = np.array([[t.total[i % N, j] * share(o.A[i, j], o.total[i % N, j], p.A[i, j], p.total[i % N, j])
                   for j in range(n)] for i in range(n)], dtype=object)
    b, c = sides[s[3]], sides[1 - s[3]]
    y = np.array([sum((share(b.F[i, g], b.bought[i % N, g], c.F[i, g], c.bought[i % N, g]) *
                       sides[s[4]].bought[i % N, g] / sides[s[4]].level[g] * sides[s[5]].level[g]
                       for g in range(G)), Q(0)) for i in range(n)], dtype=object)
    return sides[s[0]].v * (inverse(eye(n) - A) @ y)


def basic(sides, s):
    y = sides[s[2]].F.sum(axis=1)
    return sides[s[0]].v * (inverse(eye(len(KEYS)) - sides[s[1]].A) @ y)


def parts(value, count, orders):
    kept = {}
    at = lambda s: kept.setdefault(tuple(s), value(tuple(s)))
    out = [0] * count
    for order in orders:
        state = [0] * count
        for k in order:
            before = at(state)
            state[k] = 1
            out[k] = out[k] + (at(state) - before) / Q(len(orders))
    return out


def main(folder):
    sides = [Year(lines) for _, lines in sorted(read().items())]
    gold = Gold("Change of value added from 2000 to the last year, by cause.")
    for names, value, flag in ((("dv", "dl", "dy"), basic, ""), (("dv", "technology", "sourcing", "final_sourcing",
                                                                  "final_mix", "final_level"), full, " full=true")):
        count = len(names)
        poles = [list(range(count)), list(range(count))[::-1]]
        for method, orders in (("polar", poles), ("all", list(itertools.permutations(range(count))))):
            found = parts(lambda s: value(sides, s), count, orders)
            year = max(read())
            rows = [f"{year},{g},{k},VA,{t},{number(found[c][i])}" for i, (g, k) in enumerate(KEYS)
                    for c, t in enumerate(names)]
            gold.lines += [f"table: {PATH}", "method: chain.decompose", f"params: method={method}{flag}",
                           "tolerance: 1e-10", "source: independent computation, every order gone through in fractions",
                           "year,economy,industry,factor,term,value", *rows, ""]
    gold.write(os.path.join(folder, "chain.decompose.gold"))


if __name__ == "__main__":
    main(sys.argv[1])
