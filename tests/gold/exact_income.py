"""exact_income.py FOLDER: chain.income of two worlds in exact fractions.  The program under test is not
used."""
import os
import sys
from fractions import Fraction as Q

from exact import Table
from exact_exports import WORLDS, Gold, number


def main(folder):
    t = Table(*WORLDS, satellites=("LAB", "EMP"))
    gold = Gold("Who earns in the chains of final products.")
    for code, row in (("VA", t.va), ("LAB", t.rows["LAB"]), ("EMP", t.rows["EMP"])):
        f = [a / x for a, x in zip(row, t.x)]
        chain = lambda products: [f[i] * sum((t.B[i, j] * sum(t.F[j]) for j in range(t.n) if t.keys[j][1] in products),
                                             Q(0)) for i in range(t.n)]
        mine = lambda g: [i for i in range(t.n) if t.own[i] == g]
        for params, products in (("", ["m"]), (" products=all", ["m", "f"]), (" products=f", ["f"])):
            earned = chain(products)
            rows = [f"{t.year},{code_g},{code},{number(sum(earned[i] for i in mine(g)))},"
                    f"{number(sum(earned[i] for i in mine(g)) / sum(earned))}" for g, code_g in enumerate(t.economies)]
            gold.lines += [f"table: {t.path}", "method: chain.income", f"params: rows={code}{params}", "tolerance: 1e-12",
                           "source: independent computation in fractions", "year,economy,factor,value,share", *rows, ""]
        lines = {k: chain([k]) for k in t.industries}
        rows = []
        for g, name in enumerate(t.economies):
            own = {k: sum(v[i] for i in mine(g)) for k, v in lines.items()}
            for k, v in lines.items():
                rca = (own[k] / sum(own.values())) / (sum(v) / sum(sum(x) for x in lines.values()))
                rows.append(f"{t.year},{name},{k},{code},{number(own[k])},{number(own[k] / sum(v))},{number(rca)}")
        gold.lines += [f"table: {t.path}", "method: chain.income", f"params: by=product products=all rows={code}",
                       "tolerance: 1e-12", "source: independent computation in fractions",
                       "year,economy,product,factor,value,share,rca", *rows, ""]
    gold.write(os.path.join(folder, "chain.income.gold"))


main(sys.argv[1])
