"""exact_imports.py FOLDER: rows of chain.imports.gold in exact fractions: inputs that an economy
imports are really taken out of the table.  The program under test is not used."""
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table, eye, inverse
from exact_exports import CHAIN, LEATHER, PARTS, WORLDS, Gold, Regions, number


def imports(g, r):
    """[(va, dc)] by origin, and the rest of the imports of r."""
    t, abroad = g.t, [i for i in range(g.t.n) if g.of[i] != r]
    A = t.A.copy()
    for i in abroad:
        for j in g.rows[r]:
            A[i, j] = Q(0)
    B = inverse(eye(t.n) - A)
    d = np.array([g.exports(i, r) if g.of[i] != r else Q(0) for i in range(t.n)], dtype=object)
    once, all_of_it = B @ d, t.B @ d
    parts = [(sum((g.v[i] * once[i] for i in g.rows[s]), Q(0)),
              sum((g.v[i] * (all_of_it[i] - once[i]) for i in g.rows[s]), Q(0))) for s in range(g.R)]
    return parts, d.sum() - sum(a + b for a, b in parts), d.sum()


def rows(g, by_partner, others):
    out = []
    share = lambda v, total: number(v / total) if total else ""
    for r in range(g.R):
        parts, rest, total = imports(g, r)
        sums = [("va", sum(a for a, _ in parts)), ("dc", sum(b for _, b in parts))]
        lines = [(g.names[s] + ",", k, v) for s, pair in enumerate(parts)
                 for k, v in zip(("va", "dc"), pair)] if by_partner else \
            [("", k, v) for k, v in sums + ([("other", rest)] if others else [])]
        out += [f"{g.t.year},{g.names[r]},{p}{k},{number(v)},{share(v, total)}" for p, k, v in lines]
    return out


class Imports(Gold):
    def case(self, t, params, source, header, lines):
        super().case(t, params, source, header, lines)
        at = len(self.lines) - len(lines) - 1
        self.lines = [x.replace("chain.exports", "chain.imports") if k < at else x
                      for k, x in enumerate(self.lines)]


def main(folder):
    gold = Imports("Imports from the importer's view, in exact fractions.")
    source = "Borin and Mancini (2019), imported inputs taken out of the table, in fractions"
    leather = Table(*LEATHER)
    for t, blocs, params in ((leather, (), ""), (Table(*CHAIN), (), ""), (Table(*WORLDS), (), ""),
                             (leather, [("PAIR", ["TUR", "GER"])], " bloc=PAIR=TUR+GER"),
                             (Table(*PARTS), [("CHN", ["CHN", "CN1", "CN2"])], "")):
        g = Regions(t, blocs)
        others = any(imports(g, r)[1] for r in range(g.R))
        gold.case(t, "by=economy" + params, source, "year,economy,term,value,share",
                  rows(g, False, others))
        gold.case(t, "by=partner" + params, source, "year,economy,partner,term,value,share",
                  rows(g, True, others))
    gold.write(os.path.join(folder, "chain.imports.gold"))


if __name__ == "__main__":
    main(sys.argv[1])
