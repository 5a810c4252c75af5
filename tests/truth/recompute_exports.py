"""recompute_exports.py: Borin-Mancini and Miroudot-Ye, written down from the papers.

Plain and dense on purpose (numpy), and by another route than the program's: the table without the
flows of a perimeter is really inverted, and every term is the formula of the paper.  Letters: A n x n, B = (I - A)^-1, A/s and F/s without the exports of s,
L_r = (I - A_rr)^-1, v value added over output, F n x G final demand by user.

Run by itself it compares every number with those of decompr 7 (bm) and exvatools (bm_src, bm_snk,
my) on 2008: |a - b| <= 1e-9 max(|b|, exports of the economy).
"""
import csv
import gzip
import os
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
PEERS = SHARED + "/truth/chains/peers_2008/"
RTOL = 1e-9
FINE = ["VAX1", "VAX2", "VAX3", "VAX4", "REF1", "REF2", "DDC", "FVA1", "FVA2", "FVA3", "FVA4", "FDC"]


class Trade:
    def __init__(self, w):
        self.w, self.G, self.N, self.n = w, w.G, w.N, w.n
        self.A, self.B, self.F = w.A, w.B, w.by_user()
        self.v = w.per_output(w.va)
        self.rows = [slice(g * w.N, (g + 1) * w.N) for g in range(w.G)]
        self.L = [np.linalg.inv(np.eye(w.N) - w.A[r, r]) for r in self.rows]
        Z = w.A * w.x
        self.E = np.array([Z[:, r].sum(axis=1) for r in self.rows]).T + self.F
        for g, r in enumerate(self.rows):
            self.E[r, g] = 0
        self.e = self.E.sum(axis=1)
        self.BF = self.B @ self.F

    def others(self, s):
        return [g for g in range(self.G) if g != s]

    def without(self, s, rows=None, partners=None):
        """A and F cut at a perimeter (rows of s to partners; all by default): B/ and F/."""
        A, F = self.A.copy(), self.F.copy()
        rows = slice(self.rows[s].start, self.rows[s].stop) if rows is None else rows
        for r in self.others(s) if partners is None else partners:
            A[rows, self.rows[r]] = 0
            F[rows, r] = 0
        return np.linalg.inv(np.eye(self.n) - A), F

    def origin(self, s, B):
        """Content of the goods of s by B: domestic, foreign (N each)."""
        own = self.v[self.rows[s]] @ B[self.rows[s], self.rows[s]]
        return own, self.v @ B[:, self.rows[s]] - own


def flows(t, s, r, onward):
    """What s sells to r, N x 7: used at once, used at r, finished at r for others and for s, sent
    on and used by others and by s, and sold over the perimeter again.  onward: n x G, output by
    final user of what is followed."""
    S, R = t.rows[s], t.rows[r]
    Asr = t.A[S, R] @ t.L[r]
    sold = t.F[R].copy()
    sold[:, r] = 0
    abroad = t.A[R].copy()
    abroad[:, R] = 0
    sent = abroad @ onward
    again = t.A[S, R] @ (t.BF[R] - onward[R]).sum(axis=1)
    return np.stack([
        t.F[S, r], Asr @ t.F[R, r], Asr @ (sold.sum(axis=1) - sold[:, s]),
        Asr @ (sent.sum(axis=1) - sent[:, s]), Asr @ sold[:, s], Asr @ sent[:, s], again], axis=1)


def terms(t, s, cut, approach, partners=None):
    """Twelve terms (FINE) of what each industry of s sells to each partner: N x G x 12.  cut:
    (B/, F/) of the perimeter; meaningful for flows that cross it."""
    Bx, Fx = cut
    sink = approach == "sink"
    out = np.zeros((t.N, t.G, 12))
    once, once_foreign = t.origin(s, Bx)
    all_own, all_foreign = t.origin(s, t.B)
    onward = Bx @ Fx if sink else t.BF
    own, foreign = (all_own, all_foreign) if sink else (once, once_foreign)
    for r in t.others(s) if partners is None else partners:
        f, e = flows(t, s, r, onward), t.E[t.rows[s], r]
        out[:, r, :6] = own[:, None] * f[:, :6]
        out[:, r, 6] = own * f[:, 6] if sink else (all_own - once) * e
        out[:, r, 7:9] = foreign[:, None] * f[:, :2]
        out[:, r, 9:11] = foreign[:, None] * (f[:, 2:4] + f[:, 4:6])
        out[:, r, 11] = foreign * f[:, 6] if sink else (all_foreign - once_foreign) * e
    return out


def abroad(t, s, r):
    """Of what s sells to r, what others than s finally use (N)."""
    R = t.rows[r]
    return t.F[t.rows[s], r] + t.A[t.rows[s], R] @ (t.BF[R].sum(axis=1) - t.BF[R, s])


def one_industry(t, s, i):
    """DVA, VAX, REF, DDC, FVA, FDC of all that one industry sells abroad, by source, the perimeter
    that flow alone: (I - A without it)^-1 in the column i is B_.i / (1 + A_i,abroad B_abroad,i)."""
    p = t.rows[s].start + i
    away = t.w.own != s
    own, foreign = (g[i] for g in t.origin(s, t.B))
    once = 1 / (1 + t.A[p, away] @ t.B[away, p])
    e, used = t.e[p], sum(abroad(t, s, r)[i] for r in t.others(s))
    return np.array([own * once * e, own * once * used, own * once * (e - used),
                     own * (1 - once) * e, foreign * once * e, foreign * (1 - once) * e])


def world(t, s, approach):
    """Foreign value added in the exports of s, counted once in all exports of the world: where it
    first leaves its maker (source), or where it last crosses a border (sink)."""
    S = t.rows[s]
    if approach == "source":
        return sum((t.v[t.rows[j]] @ t.L[j]) @ t.A[t.rows[j], S] @ t.L[s] @ t.e[S]
                   for j in t.others(s))
    total = 0.0
    foreign = t.origin(s, t.B)[1]
    for r in t.others(s):
        R = t.rows[r]
        direct = t.F[S, r] + t.A[S, R] @ t.L[r] @ t.F[R, r]
        total += foreign @ direct
        sold = sum(t.F[R, u] + t.A[R, t.rows[u]] @ t.L[u] @ t.F[t.rows[u], u] for u in t.others(r))
        total += t.v[R] @ t.B[R, S] @ t.A[S, R] @ t.L[r] @ sold
    return total


def imports(t, r):
    """Imports of r by origin: value added that enters once, and what comes in again (G each)."""
    A = t.A.copy()
    cut = t.w.own != r
    A[np.ix_(cut, ~cut)] = 0
    once = t.v * (np.linalg.inv(np.eye(t.n) - A) @ t.E[:, r])
    again = t.v * (t.B @ t.E[:, r]) - once
    return once.reshape(t.G, t.N).sum(axis=1), again.reshape(t.G, t.N).sum(axis=1)


# ---- against the peers
def peer(name):
    with gzip.open(PEERS + name, "rt", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def headline(fine, e):
    """Terms as decompr names them, of fine ones along the last axis and the exports e.  For decompr
    what an industry without output sells is neither domestic nor foreign, yet GVC-related."""
    vax, ref = fine[..., :4].sum(-1), fine[..., 4:6].sum(-1)
    fva = fine[..., 7:11].sum(-1)
    davax, ddc, fdc = fine[..., :2].sum(-1), fine[..., 6], fine[..., 11]
    return {"DVA": vax + ref, "VAX": vax, "DAVAX": davax, "REF": ref, "DDC": ddc, "FVA": fva,
            "FDC": fdc, "DC": vax + ref + ddc, "FC": fva + fdc, "GEXP": e, "GVC": e - davax,
            "GVCB": fva + fdc + ddc, "GVCF": e - davax - fva - fdc - ddc}


class Tally:
    def __init__(self, t):
        self.t, self.numbers, self.worst, self.failures = t, 0, 0.0, []

    def rows(self, file, place, values):
        """Every number of a peer's file; place(row) -> (s, i, r) or parts of it."""
        t = self.t
        for row in peer(file):
            at = place(row)
            scale = t.e[t.rows[at[0]]].sum()
            for name in values:
                if name not in row:
                    continue
                want, got = float(row[name]), float(values[name][at])
                gap = abs(got - want) / max(abs(want), scale)
                self.numbers, self.worst = self.numbers + 1, max(self.worst, gap)
                if not gap <= RTOL:
                    self.failures.append(f"{file} {at} {name}: {got!r}, expected {want!r}")


def compare(t):
    c = Tally(t)
    G = {k: g for g, k in enumerate(t.w.economies)}
    I = {k: i for i, k in enumerate(t.w.industries)}
    E, e = t.E.reshape(t.G, t.N, t.G), t.e.reshape(t.G, t.N)
    src, snk = (np.zeros((t.G, t.N, t.G, 12)) for _ in range(2))
    sector = np.zeros((t.G, t.N, 6))
    for s in range(t.G):
        cut = t.without(s)
        src[s], snk[s] = terms(t, s, cut, "source"), terms(t, s, cut, "sink")
        for i in range(t.N):
            sector[s, i] = one_industry(t, s, i)
    sold = lambda r: (G[r["exporter"]], I[r["industry"]], G[r["importer"]])
    bilateral = lambda r: (G[r["Exporting_Country"]], I[r["Exporting_Industry"]],
                           G[r["Importing_Country"]])
    country = lambda r: (G[r["Exporting_Country"]],)
    industry = lambda r: (G[r["Exporting_Country"]], I[r["Exporting_Industry"]])
    for name, T in (("src", src), ("snk", snk)):
        c.rows(f"exvatools_bm_{name}_terms.csv.gz", sold, {k: T[..., j] for j, k in enumerate(FINE)})
    c.rows("decompr7_bm_bilateral_exporter_source_exports.csv.gz", bilateral, headline(src, E))
    c.rows("decompr7_bm_sector_exporter_source_exports.csv.gz", industry, headline(src.sum(axis=2), e))
    c.rows("decompr7_bm_sector_exporter_sink_exports.csv.gz", industry, headline(snk.sum(axis=2), e))
    whole = headline(src.sum(axis=(1, 2)), e.sum(axis=1))
    c.rows("decompr7_bm_country_exporter_source_exports.csv.gz", country, whole)
    for approach in ("source", "sink"):
        fva = np.array([world(t, s, approach) for s in range(t.G)])
        c.rows(f"decompr7_bm_country_world_{approach}_exports.csv.gz", country,
               {**whole, "FVA": fva, "FDC": whole["FC"] - fva})
    c.rows("decompr7_bm_sector_self_source_exports.csv.gz", industry,
           {k: sector[..., j] for j, k in enumerate(("DVA", "VAX", "REF", "DDC", "FVA", "FDC"))})
    c.rows("exvatools_my_terms_worldtotals.csv.gz", lambda r: (G[r["exporter"]], I[r["industry"]]),
           headline(src.sum(axis=2), e))
    once, again = np.array([[x.sum() for x in imports(t, r)] for r in range(t.G)]).T
    c.rows("decompr7_bm_country_importer_source_imports.csv.gz",
           lambda r: (G[r["Importing_Country"]],),
           {"VA": once, "DC": again, "GIMP": once + again})
    return c


def main():
    table = SHARED + "/io/wiod13/wiod13_2008.csv.gz"
    if not os.path.exists(table) or not os.path.exists(PEERS):
        print("skipped: ../shared")
        return 77
    c = compare(Trade(base.read_wiod13(table)))
    for line in c.failures[:20]:
        print(line)
    print(f"{c.numbers} numbers, {len(c.failures)} failures, worst {c.worst:.2g} of exports")
    return 1 if c.failures or c.numbers < 2000000 else 0


if __name__ == "__main__":
    sys.exit(main())
