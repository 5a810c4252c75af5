"""exact_tiva.py FOLDER: rows of chain.tiva.gold, each indicator from the words of the OECD's guide, in
exact fractions.  The program under test is not used."""
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table, eye, inverse
from exact_exports import LEATHER, WORLDS, Gold, number


def levels(t):
    """{code: function(row, partner)} and {code: function(row)}."""
    N = t.N
    v = [a / x if x else Q(0) for a, x in zip(t.va, t.x)]
    rows = [[i for i in range(t.n) if t.own[i] == g] for g in range(t.G)]
    local = {g: inverse(eye(N) - t.A[np.ix_(rows[g], rows[g])]) for g in range(t.G)}
    inputs = lambda a, p: sum((t.Z[a, j] for j in rows[p]), Q(0))
    sold = lambda a, p: inputs(a, p) + t.F[a, p]
    content = lambda g, j: sum((v[k] * t.B[k, j] for k in rows[g]), Q(0))
    ends = lambda a, g: sum((t.B[a, j] * t.F[j, g] for j in range(t.n)), Q(0))
    e = t.exports()
    at = lambda a, p: rows[p][a % N]
    c = lambda a: t.own[a]
    vL = lambda a: sum((v[k] * local[c(a)][k % N, a % N] for k in rows[c(a)]), Q(0))
    own = lambda a: v[a] * local[c(a)][a % N, a % N]
    two = {
        "EXGR": sold, "EXGR_FNL": lambda a, p: t.F[a, p], "EXGR_INT": inputs,
        "IMGR": lambda a, p: sold(at(a, p), c(a)), "IMGR_FNL": lambda a, p: t.F[at(a, p), c(a)],
        "IMGR_INT": lambda a, p: inputs(at(a, p), c(a)),
        "BALGR": lambda a, p: sold(a, p) - sold(at(a, p), c(a)),
        "EXGR_DVA": lambda a, p: content(c(a), a) * sold(a, p),
        "EXGR_DDC": lambda a, p: own(a) * sold(a, p),
        "EXGR_IDC": lambda a, p: (vL(a) - own(a)) * sold(a, p),
        "EXGR_RIM": lambda a, p: (content(c(a), a) - vL(a)) * sold(a, p),
        "EXGR_FVA": lambda a, p: sum((content(g, a) for g in range(t.G) if g != c(a)), Q(0)) * sold(a, p),
        "EXGR_INTDVA": lambda a, p: content(c(a), a) * inputs(a, p),
        "IMGR_DVA": lambda a, p: content(c(a), at(a, p)) * sold(at(a, p), c(a)),
        "DEXFVA_LEVEL": lambda a, p: content(p, a) * e[a],
        "FEXDVA_LEVEL": lambda a, p: content(c(a), at(a, p)) * e[at(a, p)],
        "FFD_DVA": lambda a, p: v[a] * ends(a, p), "DFD_FVA": lambda a, p: v[at(a, p)] * ends(at(a, p), c(a))}
    two["EXGR_FNLDVA"] = lambda a, p: content(c(a), a) * t.F[a, p]
    made = [sum((t.B[j, k] * e[k] for k in rows[t.own[j]]), Q(0)) for j in range(t.n)]    # B_cc e_c
    two["REII"] = lambda a, p: sum((t.A[at(a, p), j] * made[j] for j in rows[c(a)]), Q(0))
    two["BALVAFD"] = lambda a, p: two["FFD_DVA"](a, p) - two["DFD_FVA"](a, p)
    one = {"PROD": lambda a: t.x[a], "VALU": lambda a: t.va[a], "DOM": lambda a: sold(a, c(a)),
           "DOM_FNL": lambda a: t.F[a, c(a)], "DOM_INT": lambda a: inputs(a, c(a)),
           "DXD_DVA": lambda a: v[a] * ends(a, c(a)),
           "FD_VA": lambda a: sum((v[a] * ends(a, g) for g in range(t.G)), Q(0))}
    return two, one, rows


SHARES = {"PROD_VASH": ("VALU", "PROD"), "EXGR_DVASH": ("EXGR_DVA", "EXGR"), "EXGR_FVASH": ("EXGR_FVA", "EXGR"),
          "EXGR_INTDVASH": ("EXGR_INTDVA", "EXGR"), "EXGR_FNLDVASH": ("EXGR_FNLDVA", "EXGR"),
          "IMGRINT_REII": ("REII", "IMGR_INT"), "EXGR_TFVAIND": ("EXGR_FVA", None), "IMGR_DVASH": ("IMGR_DVA", "IMGR"),
          "VALU_FFDDVA": ("FFD_DVA", "VALU"), "EXGR_TDVAIND": ("EXGR_DVA", None), "DEXFVAP": ("DEXFVA_LEVEL", None),
          "FEXDVAP": ("FEXDVA_LEVEL", None)}
PARTNER = {"EXGRPSH": "EXGR", "IMGRPSH": "IMGR", "EXGR_DVAPSH": "EXGR_DVA", "FFD_DVAPSH": "FFD_DVA", "DFD_FVAPSH": "DFD_FVA",
           "EXGR_INTDVAPSH": "EXGR_INTDVA"}
ORDER = ("PROD VALU PROD_VASH EXGR EXGR_FNL EXGR_INT EXGRPSH IMGR IMGR_FNL IMGR_INT IMGRPSH BALGR DOM DOM_FNL DOM_INT "
         "EXGR_DVA EXGR_DDC EXGR_IDC EXGR_RIM EXGR_FVA EXGR_DVASH EXGR_FVASH EXGR_TDVAIND EXGR_TFVAIND EXGR_DVAPSH "
         "EXGR_INTDVA EXGR_INTDVASH EXGR_FNLDVASH EXGR_INTDVAPSH IMGR_DVA IMGR_DVASH REII IMGRINT_REII DEXFVA_LEVEL DEXFVAP FEXDVA_LEVEL FEXDVAP FD_VA DXD_DVA FFD_DVA FFD_DVAPSH "
         "VALU_FFDDVA DFD_FVA DFD_FVAPSH BALVAFD").split()


def lines(t, members, partners, key, by_partner):
    two, one, rows = levels(t)
    economy = t.own[members[0]]
    total = sum(t.exports()[i] for i in rows[economy])
    abroad = [p for p in range(t.G) if p != economy]
    sums = lambda code, over: sum((two[code](a, p) for a in members for p in over), Q(0))
    level = {k: sums(k, partners) for k in two}
    if not by_partner:
        level.update({k: sum((f(a) for a in members), Q(0)) for k, f in one.items()})
    out = {}
    for code in ORDER:
        if code in PARTNER:
            if by_partner:
                whole = sums(PARTNER[code], abroad)
                out[code] = 100 * level[PARTNER[code]] / whole if whole else None
        elif code in SHARES:
            a, b = SHARES[code]
            if a not in level or (b and b not in level) or (by_partner and code in ("VALU_FFDDVA", "EXGR_TDVAIND", "EXGR_TFVAIND")):
                continue
            whole = level[b] if b else total
            out[code] = 100 * level[a] / whole if whole else None
        elif code in level:
            out[code] = level[code]
    return [f"{key},{k},{'' if x is None else number(x)}" for k, x in out.items()]


def main(folder):
    gold = Gold("Trade in value added, every indicator.")
    for spec in (LEATHER, WORLDS):
        t = Table(*spec)
        cases = {"industry": [], "economy": [], "partner": [], "industry,partner": []}
        for g, code in enumerate(t.economies):
            mine, abroad = [i for i in range(t.n) if t.own[i] == g], [p for p in range(t.G) if p != g]
            cases["economy"] += lines(t, mine, abroad, f"{t.year},{code}", False)
            for p in abroad:
                cases["partner"] += lines(t, mine, [p], f"{t.year},{code},{t.economies[p]}", True)
            for i in mine:
                cases["industry"] += lines(t, [i], abroad, f"{t.year},{code},{t.keys[i][1]}", False)
                for p in abroad:
                    cases["industry,partner"] += lines(t, [i], [p], f"{t.year},{code},{t.keys[i][1]},{t.economies[p]}", True)
        for by, rows in cases.items():
            gold.lines += [f"table: {t.path}", "method: chain.tiva", f"params: by={by}", "tolerance: 1e-12",
                           "source: independent computation from the definitions in fractions",
                           f"year,economy,{by + ',' if by != 'economy' else ''}indicator,value", *rows, ""]
    gold.write(os.path.join(folder, "chain.tiva.gold"))


main(sys.argv[1])
