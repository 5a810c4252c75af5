"""exact_paths.py FOLDER: accounts.paths of the leather case: every path up to six purchases is written
down in exact fractions and the largest are taken.  The program under test is not used."""
import os
import sys

from exact import Table
from exact_exports import LEATHER, Gold, number


def main(folder):
    t = Table(*LEATHER)
    v = [a / x for a, x in zip(t.va, t.x)]
    m = [sum(v[i] * t.B[i, j] for i in range(t.n)) for j in range(t.n)]
    gold = Gold("The largest paths of value added into final demand.")
    user = t.economies.index("TUR")
    for params, y in (("", [sum(t.F[i]) for i in range(t.n)]), (" user=TUR", [t.F[i, user] for i in range(t.n)])):
        total = sum(a * b for a, b in zip(m, y))
        level = [((i,), y[i]) for i in range(t.n)]
        found = []
        for _ in range(7):
            found += [(v[p[-1]] * w, p, w) for p, w in level]
            level = [(p + (i,), t.A[i, p[-1]] * w) for p, w in level for i in range(t.n)]
            level = sorted(level, key=lambda e: -e[1])[:3000]        # far more than the twenty that are shown
        rows = []
        for value, p, w in sorted(found, key=lambda e: -e[0])[:20]:
            names = [" ".join(t.keys[i]) for i in reversed(p)]
            ends = ",".join(t.keys[p[-1]] + t.keys[p[0]])
            rows.append(f"{t.year},{ends},VA,{' > '.join(names)},{number(value)},{number(value / total)},"
                        f"{number(float(len(p)))},{number(m[p[-1]] * w)}")
        gold.lines += [f"table: {t.path}", "method: accounts.paths", f"params: most=20{params}", "tolerance: 1e-12",
                       "source: every path written down, in fractions",
                       "year,economy,industry,partner,partner_industry,factor,path,value,share,stages,tree", *rows, ""]
    gold.write(os.path.join(folder, "accounts.paths.gold"))


main(sys.argv[1])
