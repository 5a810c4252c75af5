"""exact_length.py FOLDER: rows of chain.length.gold and chain.participation.gold in exact fractions.

Sums over paths are written out with full inverses: B of the whole table, D the inverse of the
table without any intermediate trade.  The program under test is not used.
"""
import math
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table, eye, inverse
from exact_exports import LEATHER, WORLDS, Gold, number


class Paths:
    def __init__(self, t):
        self.t, n = t, t.n
        home = np.array([[i // t.N == j // t.N for j in range(n)] for i in range(n)])
        self.C = np.where(home, Q(0), t.A)
        self.D = inverse(eye(n) - np.where(home, t.A, Q(0)))
        self.v = np.array([a / x if x else Q(0) for a, x in zip(t.va, t.x)], dtype=object)
        self.yD = np.array([t.F[i, t.own[i]] for i in range(n)], dtype=object)
        self.yF = np.array([sum((t.F[i, g] for g in range(t.G) if g != t.own[i]), Q(0)) for i in range(n)],
                           dtype=object)
        self.e = np.array(t.exports(), dtype=object)


def ratio(a, b):
    return None if not b else a / b


def length(p):
    """Numerator and denominator of every length, by industry."""
    B, D, C, y = p.t.B, p.D, p.C, p.yD + p.yF
    simple = D @ (C @ (D @ p.yD))
    pairs = {"plv": (B @ (B @ y), B @ y), "plv_d": (D @ (D @ p.yD), D @ p.yD), "plv_rt": (D @ (D @ p.yF), D @ p.yF),
             "plv_gvc": (B @ (B @ y) - D @ (D @ y), B @ y - D @ y),
             "plv_gvc_s": (D @ simple + D @ (C @ (D @ (D @ p.yD))), simple)}
    pairs["plv_gvc_c"] = tuple(a - b for a, b in zip(pairs["plv_gvc"], pairs["plv_gvc_s"]))
    pairs["ply"] = (p.v @ B @ B, p.v @ B)
    pairs["ply_drt"] = (p.v @ D @ D, p.v @ D)
    pairs["ply_gvc"] = (p.v @ B @ B - p.v @ D @ D, p.v @ B - p.v @ D)
    return pairs


def participation(p):
    B, D, C, y = p.t.B, p.D, p.C, p.yD + p.yF
    s, all_v = D @ (C @ (D @ p.yD)), B @ y - D @ y
    back, first = p.v @ B - p.v @ D, p.v @ D @ C @ D
    direct = p.yF + C @ (D @ p.yD)
    out = {"v_d": p.v * (D @ p.yD), "v_rt": p.v * (D @ p.yF), "v_gvc_s": p.v * s, "v_gvc_c": p.v * (all_v - s),
           "y_d": (p.v @ D) * p.yD, "y_rt": (p.v @ D) * p.yF, "y_gvc_s": first * p.yD,
           "y_gvc_c": back * y - first * p.yD, "exports": p.e, "gvc": p.e - (p.v @ D) * direct,
           "gvcb": (p.v @ B - p.v @ D) * p.e}
    out["gvcf"] = out["gvc"] - out["gvcb"]
    return out


PRODUCTION = ["v_d", "v_rt", "v_gvc_s", "v_gvc_c", "gvc_forward", "y_d", "y_rt", "y_gvc_s", "y_gvc_c", "gvc_backward"]
TRADE = ["exports", "gvc", "gvcb", "gvcf", "gvc_share"]


def shares(p, out, rows):
    total = {k: sum(v[i] for i in rows) for k, v in out.items()}
    va, y = sum(p.v[i] * p.t.x[i] for i in rows), sum(p.yD[i] + p.yF[i] for i in rows)
    total["gvc_forward"] = ratio(total["v_gvc_s"] + total["v_gvc_c"], va)
    total["gvc_backward"] = ratio(total["y_gvc_s"] + total["y_gvc_c"], y)
    total["gvc_share"] = ratio(total["gvc"], total["exports"])
    return total


def text(v):
    return "" if v is None else v if isinstance(v, str) else number(v)


def koopman(p, g):
    t = p.t
    mine = [i for i in range(t.n) if t.own[i] == g]
    other = [i for i in range(t.n) if t.own[i] != g]
    vs = sum(p.v[k] * t.B[k, i] * p.e[i] for k in other for i in mine)
    vs1 = sum(p.v[k] * t.B[k, i] * p.e[i] for k in mine for i in other)
    e = sum(p.e[i] for i in mine)
    return [vs, vs1, (vs + vs1) / e, repr(math.log(1 + vs1 / e) - math.log(1 + vs / e))]


def write(folder, name, title, cases):
    gold = Gold(title)
    for t, params, header, rows in cases:
        gold.lines += [f"table: {t.path}", f"method: {name}", f"params: {params}", "tolerance: 1e-12",
                       "source: independent computation with full inverses in fractions", header, *rows, ""]
    gold.write(os.path.join(folder, name + ".gold"))


def main(folder):
    lengths, parts = [], []
    for spec in (LEATHER, WORLDS):
        t = Table(*spec)
        p, y = Paths(t), None
        y = p.yD + p.yF
        economies = [[i for i in range(t.n) if t.own[i] == g] for g in range(t.G)]
        pairs, out = length(p), participation(p)
        names = list(pairs)
        rows, whole = [], []
        for i, (g, k) in enumerate(t.keys):
            values = {c: ratio(a[i], b[i]) for c, (a, b) in pairs.items()}
            position = ratio(values["plv_gvc"], values["ply_gvc"]) if values["plv_gvc"] is not None else None
            rows.append(f"{t.year},{g},{k}," + ",".join(text(values[c]) for c in names) + "," + text(position))
        for g, members in enumerate(economies):
            values = {}
            for c, (a, b) in pairs.items():
                weight = y if c.startswith("ply") else p.v
                values[c] = ratio(sum(weight[i] * a[i] for i in members), sum(weight[i] * b[i] for i in members))
            position = ratio(values["plv_gvc"], values["ply_gvc"])
            whole.append(f"{t.year},{t.economies[g]}," + ",".join(text(values[c]) for c in names) + "," + text(position))
        head = ",".join(names) + ",gvc_position"
        lengths += [(t, "by=industry", "year,economy,industry," + head, rows), (t, "by=economy", "year,economy," + head, whole)]
        for by, columns in (("industry", PRODUCTION), ("trade", TRADE)):
            rows = [f"{t.year},{g},{k}," + ",".join(text(shares(p, out, [i])[c]) for c in columns)
                    for i, (g, k) in enumerate(t.keys)]
            parts.append((t, "by=" + by, "year,economy,industry," + ",".join(columns), rows))
        rows = [f"{t.year},{t.economies[g]}," + ",".join(text(shares(p, out, m)[c]) for c in PRODUCTION + TRADE) + "," +
                ",".join(text(v) for v in koopman(p, g)) for g, m in enumerate(economies)]
        parts.append((t, "by=economy", "year,economy," + ",".join(PRODUCTION + TRADE) +
                      ",vs,vs1,koopman_participation,koopman_position", rows))
    write(folder, "chain.length", "Production lengths of Wang, Wei, Yu and Zhu.", lengths)
    write(folder, "chain.participation", "Participation by production and by trade.", parts)


if __name__ == "__main__":
    main(sys.argv[1])
