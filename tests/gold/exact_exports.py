"""exact_exports.py FOLDER: rows of chain.exports.*.gold, from the definitions, in exact fractions.

Los-Timmer-de Vries by really taking flows out of the table and solving again; the nine terms by
the sums of Koopman, Wang and Wei (2014, eq. 36) over whole economies; the sixteen of Wang, Wei and
Zhu (2018, eq. 22) term by term for one pair of economies after the other.  Economies may be put
together as blocs.  The program under test is not used.
"""
import os
import sys
from fractions import Fraction as Q

import numpy as np

from exact import Table, eye, inverse

LEATHER = ("tests/data/leather.csv", 2013, ["ARG", "TUR", "GER"],
           ["Agriculture", "Textile_and_Leather", "Transport_Equipment"])
CHAIN = ("tests/data/kww_chain.csv", 2014, ["C1", "C2"], ["S1", "S2", "S3"])
PARTS = ("tests/data/split_parts.csv", 2001, ["CHN", "CN1", "CN2", "USA"], ["m"])
WORLDS = ("tests/data/two_worlds.csv", 2001, ["AAA", "BBB"], ["m", "f"])


class Regions:
    """A table with economies put together; blocs: [["TUR", "GER"], ...] names first members."""

    def __init__(self, t, blocs=()):
        self.t, self.names, of = t, [], {}
        for g, code in enumerate(t.economies):
            bloc = next((b for b in blocs if code in b[1]), None)
            name = bloc[0] if bloc else code
            if name not in self.names:
                self.names.append(name)
            of[g] = self.names.index(name)
        self.R = len(self.names)
        self.of = [of[t.own[i]] for i in range(t.n)]
        self.rows = [[i for i in range(t.n) if self.of[i] == r] for r in range(self.R)]
        self.F = np.array([[sum((t.F[i, g] for g in range(t.G) if of[g] == r), Q(0))
                            for r in range(self.R)] for i in range(t.n)], dtype=object)
        self.v = np.array([a / x if x else Q(0) for a, x in zip(t.va, t.x)], dtype=object)
        self.L = [inverse(eye(len(k)) - t.A[np.ix_(k, k)]) for k in self.rows]

    def block(self, M, s, r):
        return M[np.ix_(self.rows[s], self.rows[r])]

    def exports(self, i, r):
        return sum((self.t.Z[i, j] for j in self.rows[r]), Q(0)) + self.F[i, r]


def without(g, s, sellers, users):
    """How much the value added of s falls when these rows sell nothing to these regions."""
    t = g.t
    Z, y = t.Z.copy(), g.F.copy()
    for i in sellers:
        for r in users:
            y[i, r] = Q(0)
            for j in g.rows[r]:
                Z[i, j] = Q(0)
    A = np.array([[Z[i, j] / t.x[j] if t.x[j] else Q(0) for j in range(t.n)] for i in range(t.n)])
    x = inverse(eye(t.n) - A) @ y.sum(axis=1)
    return sum(g.v[i] * (t.x[i] - x[i]) for i in g.rows[s])


def ltv(g, s, sellers, users):
    dva = without(g, s, sellers, users)
    sold = {i: sum((g.exports(i, r) for r in users), Q(0)) for i in sellers}
    made = lambda r: sum(g.v[k] * g.t.B[k, i] * sold[i] for i in sellers for k in g.rows[r])
    home = made(s)
    return [("dva", dva), ("ddc", home - dva),
            ("fc", sum((made(r) for r in range(g.R) if r != s), Q(0)))]


def kww(g, s):
    t, R = g.t, range(g.R)
    abroad = [r for r in R if r != s]
    B, A = (lambda a, b: g.block(t.B, a, b)), (lambda a, b: g.block(t.A, a, b))
    V = lambda r: g.v[g.rows[r]]
    F = lambda a, b: g.F[g.rows[a], b]
    E = lambda a: sum(np.array([g.exports(i, r) for i in g.rows[a]], dtype=object) for r in R if r != a)
    out = {}
    out["dva_fin"] = sum(V(s) @ B(s, s) @ F(s, r) for r in abroad)
    out["dva_int"] = sum(V(s) @ B(s, r) @ F(r, r) for r in abroad)
    out["dva_int_rex"] = sum((V(s) @ B(s, r) @ F(r, k) for r in abroad for k in abroad if k != r), Q(0))
    out["rdv_fin"] = sum(V(s) @ B(s, r) @ F(r, s) for r in abroad)
    out["rdv_int"] = sum(V(s) @ B(s, r) @ A(r, s) @ g.L[s] @ F(s, s) for r in abroad)
    out["ddc"] = sum(V(s) @ B(s, r) @ A(r, s) @ g.L[s] @ E(s) for r in abroad)
    out["fva_fin"] = sum(V(k) @ B(k, s) @ F(s, r) for k in abroad for r in abroad)
    out["fva_int"] = sum(V(k) @ B(k, s) @ A(s, r) @ g.L[r] @ F(r, r) for k in abroad for r in abroad)
    out["fdc"] = sum(V(k) @ B(k, s) @ A(s, r) @ g.L[r] @ E(r) for k in abroad for r in abroad)
    return list(out.items())


def wwz(g, s, r):
    """Sixteen terms, one list of (term, value) for each row of s."""
    t = g.t
    third = [k for k in range(g.R) if k not in (s, r)]
    B, A = (lambda a, b: g.block(t.B, a, b)), g.block(t.A, s, r)
    F = lambda a, b: g.F[g.rows[a], b]
    E = lambda a: sum(np.array([g.exports(i, k) for i in g.rows[a]], dtype=object)
                      for k in range(g.R) if k != a)
    V = lambda a, b: g.v[g.rows[a]] @ B(a, b)
    nil = F(s, s) * 0
    home, partner, local = V(s, s), V(r, s), g.v[g.rows[s]] @ g.L[s]
    others = sum((V(k, s) for k in third), nil)
    zero = F(r, r) * 0
    out = {
        "dva_fin": home * F(s, r),
        "dva_int": local * (A @ (B(r, r) @ F(r, r))),
        "dva_intrexi1": local * (A @ sum((B(r, k) @ F(k, k) for k in third), zero)),
        "dva_intrexf": local * (A @ (B(r, r) @ sum((F(r, k) for k in third), zero))),
        "dva_intrexi2": local * (A @ sum((B(r, k) @ F(k, u) for k in third for u in range(g.R)
                                          if u not in (s, k)), zero)),
        "rdv_int": local * (A @ (B(r, s) @ F(s, s))),
        "rdv_fin": local * (A @ (B(r, r) @ F(r, s))),
        "rdv_fin2": local * (A @ sum((B(r, k) @ F(k, s) for k in third), zero)),
        "ova_fin": others * F(s, r),
        "mva_fin": partner * F(s, r),
        "ova_int": others * (A @ (g.L[r] @ F(r, r))),
        "mva_int": partner * (A @ (g.L[r] @ F(r, r))),
        "ddc_fin": local * (A @ (B(r, s) @ sum((F(s, k) for k in range(g.R) if k != s), nil))),
        "ddc_int": (home - local) * (A @ t.x[g.rows[r]]),
        "odc": others * (A @ (g.L[r] @ E(r))),
        "mdc": partner * (A @ (g.L[r] @ E(r)))}
    return [[(k, v[i]) for k, v in out.items()] for i in range(len(g.rows[s]))]


def cut(g, sellers, users):
    """Inverse without these intermediate flows, and final demand without these final ones."""
    A, F = g.t.A.copy(), g.F.copy()
    for i in sellers:
        for r in users:
            F[i, r] = Q(0)
            for j in g.rows[r]:
                A[i, j] = Q(0)
    return inverse(eye(g.t.n) - A), F


def borin_mancini(g, s, sellers, users, sink, world=False):
    """{(row, partner): [(term, value)]} for one perimeter, by inverses without its flows."""
    t, out = g.t, {}
    B2, F2 = cut(g, sellers, users)
    produced = B2 @ F2.sum(axis=1)
    used_home = (B2 if sink else t.B) @ (F2 if sink else g.F)[:, s]
    B = t.B if sink else B2
    content = lambda r, i, M: sum((g.v[k] * M[k, i] for k in g.rows[r]), Q(0))
    local = lambda r, y: dict(zip(g.rows[r], g.L[r] @ np.array([y[j] for j in g.rows[r]], dtype=object)))
    R = range(g.R)
    for i in sellers:
        home, first = content(s, i, t.B), content(s, i, B)
        abroad = sum((content(r, i, t.B) for r in R if r != s), Q(0))
        other = sum((content(r, i, B) for r in R if r != s), Q(0))
        for r in users:
            chain = lambda y: sum((t.A[i, j] * y[j] for j in g.rows[r]), Q(0))
            E, F = g.exports(i, r), g.F[i, r]
            once = F + chain(produced) if sink else E
            dva, fva = first * once, other * once
            direct = F + chain(local(r, g.F[:, r]))
            if world and sink:
                on = {j: sum((g.F[j, u] + sum((t.A[j, k] * local(u, g.F[:, u])[k] for k in g.rows[u]), Q(0))
                              for u in R if u != r), Q(0)) for j in g.rows[r]}
                fva = abroad * direct + content(r, i, t.B) * chain(local(r, on))
            elif world:
                fva = E * sum((g.v[k] * g.L[o][g.rows[o].index(k), g.rows[o].index(a)] * t.A[a, b] *
                               g.L[s][g.rows[s].index(b), g.rows[s].index(i)]
                               for o in R if o != s for k in g.rows[o] for a in g.rows[o]
                               for b in g.rows[s]), Q(0))
            ref, davax = first * chain(used_home), first * direct
            ddc, fdc = home * E - dva, abroad * E - fva
            terms = [("dva", dva), ("vax", dva - ref), ("davax", davax), ("ref", ref), ("ddc", ddc),
                     ("fva", fva), ("fdc", fdc), ("gvc", E - davax), ("gvcb", ddc + fva + fdc),
                     ("gvcf", E - davax - ddc - fva - fdc)]
            full = len(users) == g.R - 1 and len(sellers) == len(g.rows[s]) and not sink and not world
            out[i, r] = [(k, x) for k, x in terms if full or k not in ("davax", "gvc", "gvcb", "gvcf")]
    return out


def bm_rows(g, perspective, sink):
    rows = []
    for s in range(g.R):
        abroad, found = [r for r in range(g.R) if r != s], {}
        groups = [[i] for i in g.rows[s]] if "sector" in perspective else [g.rows[s]]
        borders = [[r] for r in abroad] if "bilateral" in perspective else [abroad]
        for sellers in groups:
            for users in borders:
                found.update(borin_mancini(g, s, sellers, users, sink, perspective == "world"))
        for i in g.rows[s]:
            for r in abroad:
                key = f"{g.t.year},{g.names[s]},{g.t.keys[i][1]},{g.names[r]}"
                rows += [f"{key},{k},{number(v)}" for k, v in found[i, r]]
    return rows


# ---- files
def number(v):
    return repr(float(v))


class Gold:
    def __init__(self, title):
        self.lines = ["# " + title]

    def case(self, t, params, source, header, rows):
        self.lines += [f"table: {t.path}", "method: chain.exports", f"params: {params}",
                       "tolerance: 1e-12", "source: " + source, header]
        self.lines += rows + [""]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.lines))


def by_economy(g, terms, shares=True):
    rows = []
    for s in range(g.R):
        total = sum(g.exports(i, r) for i in g.rows[s] for r in range(g.R) if r != s)
        rows += [f"{g.t.year},{g.names[s]},{k},{number(v)},{number(v / total)}" for k, v in terms(s)]
    return rows


def main(folder):
    leather, chain, worlds = Table(*LEATHER), Table(*CHAIN), Table(*WORLDS)
    economy = "year,economy,term,value,share"
    abroad = lambda g, s: [r for r in range(g.R) if r != s]
    gold = Gold("Terms of exports in exact fractions: whole economies.")
    for t in (leather, chain, worlds):
        g = Regions(t)
        gold.case(t, "by=economy scheme=kww", "Koopman, Wang and Wei (2014), eq. 36, in fractions",
                  economy, by_economy(g, lambda s: kww(g, s)))
        gold.case(t, "by=economy scheme=ltv", "flows taken out of the table, solved again in fractions",
                  economy, by_economy(g, lambda s: ltv(g, s, g.rows[s], abroad(g, s))))
    gold.write(os.path.join(folder, "chain.exports.economy.gold"))

    gold = Gold("A bloc is one economy: what TUR and GER sell each other is no trade.")
    g = Regions(leather, [("PAIR", ["TUR", "GER"])])
    gold.case(leather, "by=economy scheme=kww bloc=PAIR=TUR+GER",
              "Koopman, Wang and Wei (2014), eq. 36, with both in one block, in fractions", economy,
              by_economy(g, lambda s: kww(g, s)))
    gold.case(leather, "by=economy scheme=ltv bloc=PAIR=TUR+GER",
              "flows taken out of the table, solved again in fractions", economy,
              by_economy(g, lambda s: ltv(g, s, g.rows[s], abroad(g, s))))
    rows = []
    for s in range(g.R):
        for r in abroad(g, s):
            per_row = wwz(g, s, r)
            for k, name in enumerate(leather.industries):
                for c, (term, _) in enumerate(per_row[0]):
                    value = sum(line[c][1] for i, line in zip(g.rows[s], per_row)
                                if i % leather.N == k)
                    rows.append(f"2013,{g.names[s]},{name},{g.names[r]},{term},{number(value)}")
    gold.case(leather, "scheme=wwz bloc=PAIR=TUR+GER",
              "Wang, Wei and Zhu (2018), eq. 22, industries of both members summed, in fractions",
              "year,economy,industry,partner,term,value", rows)
    parts = Table(*PARTS)
    g = Regions(parts, [("CHN", ["CHN", "CN1", "CN2"])])
    gold.case(parts, "by=economy scheme=kww", "parts of a split economy are one unless told otherwise; "
              "eq. 36 in fractions", economy, by_economy(g, lambda s: kww(g, s)))
    gold.write(os.path.join(folder, "chain.exports.bloc.gold"))

    gold = Gold("Borin and Mancini, every perspective, by inverses without the flows of the perimeter.")
    g = Regions(leather)
    for perspective in ("exporter", "world", "bilateral", "sector", "sector_bilateral"):
        for sink in (False, True):
            gold.case(leather, f"scheme=bm approach={'sink' if sink else 'source'} "
                      f"perspective={perspective}", "Borin and Mancini (2023), in fractions",
                      "year,economy,industry,partner,term,value", bm_rows(g, perspective, sink))
    g = Regions(leather, [("PAIR", ["TUR", "GER"])])
    for sink in (False, True):
        rows = {}
        for row in bm_rows(g, "exporter", sink):
            *key, value = row.split(",")
            rows[",".join(key)] = rows.get(",".join(key), 0.0) + float(value)
        gold.case(leather, f"scheme=bm approach={'sink' if sink else 'source'} bloc=PAIR=TUR+GER",
                  "the same with both in one block, industries of the members added",
                  "year,economy,industry,partner,term,value", [f"{k},{v!r}" for k, v in rows.items()])
    gold.write(os.path.join(folder, "chain.exports.bm.gold"))

    gold = Gold("Each flow taken away alone.")
    g, rows, whole = Regions(leather), [], []
    for s in range(g.R):
        for i in g.rows[s]:
            for r in abroad(g, s):
                key = f"2013,{g.names[s]},{leather.keys[i][1]},{g.names[r]}"
                rows += [f"{key},{k},{number(v)}" for k, v in ltv(g, s, [i], [r])]
        for r in abroad(g, s):
            total = sum(g.exports(i, r) for i in g.rows[s])
            whole += [f"2013,{g.names[s]},{g.names[r]},{k},{number(v)},{number(v / total)}"
                      for k, v in ltv(g, s, g.rows[s], [r])]
    gold.case(leather, "scheme=ltv", "flows taken out of the table, solved again in fractions",
              "year,economy,industry,partner,term,value", rows)
    gold.case(leather, "scheme=ltv by=partner", "the same, all industries together",
              "year,economy,partner,term,value,share", whole)
    gold.write(os.path.join(folder, "chain.exports.alone.gold"))


if __name__ == "__main__":
    main(sys.argv[1])
