"""exact_smile.py FOLDER: chain.smile of the leather case in exact fractions, stages counted along powers
of A summed as B and B B.  The program under test is not used."""
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table
from exact_exports import LEATHER, Gold, number

TIERS = 6


def main(folder):
    t = Table(*LEATHER)
    v = [a / x for a, x in zip(t.va, t.x)]
    p = t.keys.index(("GER", "Transport_Equipment"))
    paid, b = sum(t.F[p]), t.B[:, p]
    bb = t.B @ b
    rows = [f"{t.year},{g},{k},{number(v[i] * b[i] * paid)},{number(v[i] * b[i])},{number(bb[i] / b[i])},{number(v[i])}"
            for i, (g, k) in enumerate(t.keys)]
    whole, tiers = [], []
    for g, code in enumerate(t.economies):
        mine = [i for i in range(t.n) if t.own[i] == g]
        earned = sum(v[i] * b[i] for i in mine)
        whole.append(f"{t.year},{code},{number(earned * paid)},{number(earned)},"
                     f"{number(sum(v[i] * bb[i] for i in mine) / earned)},{number(earned / sum(b[i] for i in mine))}")
        now, left = np.array([Q(int(i == p)) for i in range(t.n)], dtype=object), earned
        for k in range(TIERS - 1):
            part = sum(v[i] * now[i] for i in mine)
            left -= part
            tiers.append(f"{t.year},{code},{k},{number(part * paid)},{number(part)}")
            now = t.A @ now
        tiers.append(f"{t.year},{code},rest,{number(left * paid)},{number(left)}")
    gold = Gold("The chain of transport equipment finally made in Germany.")
    for by, header, lines in (("industry", "economy,industry,value,share,distance,va_share", rows),
                              ("economy", "economy,value,share,distance,va_share", whole),
                              ("tier", "economy,term,value,share", tiers)):
        gold.lines += [f"table: {t.path}", "method: chain.smile", f"params: by={by} maker=GER product=Transport_Equipment",
                       "tolerance: 1e-12", "source: independent computation in fractions", "year," + header, *lines, ""]
    gold.write(os.path.join(folder, "chain.smile.gold"))


main(sys.argv[1])
