"""truth_sources.py DOMAR FOLDER: growth.sources against dense numpy, written from the equations.

The shipped table over the last seven years with volumes, polar and over all 720 orders; WIOD 2007 to 2008 with its accounts where
../shared is there; nothing of the program's is used.
Rule: |a - b| <= 1e-8 max(|b|, row of the economy).
"""
import csv
import gzip
import itertools
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data/io/wiod13"
RTOL = 1e-8
FACTORS = ("coefficient", "technology", "sourcing", "bought", "mix", "level")
CAUSES = ["coefficient"] + [k + u for k in ("technology", "substitution", "origins", "final_substitution", "final_origins",
                                            "final_mix", "final_level") for u in ("_home", "_abroad")]
SIX = {"coefficient": ["coefficient"], "technology": ["technology_home", "technology_abroad"],
       "import_substitution": ["substitution_home", "origins_home", "final_substitution_home", "final_origins_home"],
       "export_competition": ["substitution_abroad", "origins_abroad", "final_substitution_abroad", "final_origins_abroad"],
       "home_demand": ["final_mix_home", "final_level_home"], "foreign_demand": ["final_mix_abroad", "final_level_abroad"]}


def divide(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b != 0, a / b, 0.0)


class Year:
    """Flows of a year, perhaps in other prices: A, F (n x G), x, the row."""

    def __init__(self, Z, F, x, row, G):
        self.G, self.N, self.n = G, len(x) // G, len(x)
        self.own = np.repeat(np.arange(G), self.N)
        self.x, self.A, self.F = x, divide(Z, x), F.copy()
        self.F[np.arange(self.n), self.own] += x - self.A @ x - F.sum(axis=1)
        self.f = np.ones(self.n) if row is None else np.where(np.isnan(row), np.nan, divide(row, x))
        self.total = self.A.reshape(G, self.N, self.n).sum(axis=0)                  # N x n
        by_product = self.F.reshape(G, self.N, G)
        self.bought, size = by_product.sum(axis=0), np.abs(by_product).sum(axis=0)  # N x G
        self.level = self.F.sum(axis=0)
        self.loose = (size > 0) & ~(np.abs(self.bought) > 1e-9 * size)


class Pair:
    def __init__(self, a, b, B):
        """B: inverse of the first year, which the reader has made."""
        self.y, self.G, self.N, self.n, self.own = (a, b), a.G, a.N, a.n, a.own
        self.A = {(t, s): self.inputs(t, s) for t in (0, 1) for s in (0, 1)}
        self.B = {k: B if k == (0, 0) else np.linalg.inv(np.eye(a.n) - A) for k, A in self.A.items()}
        self.shares = [self.final_shares(k) for k in (0, 1)]
        self.kept, self.outputs = {}, {}

    def tiled(self, m):
        return np.tile(m, (self.G, 1))

    def inputs(self, t, s):
        if t == s:
            return self.y[t].A
        T, S = self.y[t], self.y[s]
        there = self.tiled(np.abs(S.total) > 0)
        return np.where(there, divide(S.A, self.tiled(S.total)), divide(T.A, self.tiled(T.total))) * self.tiled(T.total)

    def final_shares(self, k):
        here, there = self.y[k], self.y[1 - k]
        return np.where(self.tiled(here.bought != 0), divide(here.F, self.tiled(here.bought)),
                        divide(there.F, self.tiled(there.bought)))

    def demand(self, s):
        mix, level = self.y[s[4]], self.y[s[5]]
        Y = self.shares[s[3]] * self.tiled(divide(mix.bought, mix.level)) * level.level
        return np.where(self.tiled(self.y[0].loose | self.y[1].loose), level.F, Y)

    def output(self, s):
        key = s[1:]
        if key not in self.outputs:
            self.outputs[key] = self.B[s[1], s[2]] @ self.demand(s)       # n x G: by final user
        return self.outputs[key]

    def by_own(self, M):
        """n x G by user: own economy, others."""
        home = M[np.arange(self.n), self.own]
        return home, M.sum(axis=1) - home

    def foreign(self, M):
        """Sum over foreign origins by product, laid back on rows; M n x users, each with an economy."""
        own = (self.own[:, None] == (np.arange(M.shape[1]) // (M.shape[1] // self.G))[None, :])
        out = np.where(own, 0.0, M)
        return own, self.tiled(out.reshape(self.G, self.N, -1).sum(axis=0))

    def substitution(self, a, b):
        own, ta = self.foreign(a)
        tb = self.foreign(b)[1]
        sa, sb = divide(a, ta), divide(b, tb)
        mean = np.where((ta != 0) & (tb != 0), 0.5 * (sa + sb), np.where(ta != 0, sa, sb))
        return np.where(own, b - a, (tb - ta) * mean)

    def users(self, M):
        return M.reshape(self.n, self.G, -1).sum(axis=2)

    def step(self, k, s):
        if (k, s) in self.kept:
            return self.kept[k, s]
        s2 = s[:k] + (1,) + s[k + 1:]
        f, out = self.y[s[0]].f, {}
        both = lambda name, pair: out.update({name + "_home": pair[0], name + "_abroad": pair[1]})
        X, X2 = self.output(s).sum(axis=1), self.output(s2).sum(axis=1)
        if k == 0:
            out["coefficient"] = (self.y[1].f - self.y[0].f) * X
        elif k in (1, 2):
            a, b = self.A[s[1], s[2]], self.A[s2[1], s2[2]]
            moved = lambda D: self.by_own(f[:, None] * 0.5 * (self.B[s2[1], s2[2]] @ self.users(D * X) +
                                                              self.B[s[1], s[2]] @ self.users(D * X2)))
            if k == 1:
                both("technology", moved(b - a))
            else:
                swap = self.substitution(a, b)
                both("substitution", moved(swap))
                both("origins", moved(b - a - swap))
        else:
            whole = self.by_own(f[:, None] * (self.output(s2) - self.output(s)))
            if k == 3:
                swap = self.substitution(self.shares[0], self.shares[1])
                swap = np.where(self.tiled(self.y[0].loose | self.y[1].loose), 0.0, swap)
                M = swap * self.tiled(divide(self.y[s[4]].bought, self.y[s[4]].level)) * self.y[s[5]].level
                part = self.by_own(f[:, None] * (self.B[s[1], s[2]] @ M))
                both("final_substitution", part)
                both("final_origins", (whole[0] - part[0], whole[1] - part[1]))
            else:
                both("final_mix" if k == 4 else "final_level", whole)
        self.kept[k, s] = out
        return out

    def causes(self, orders):
        total = {c: np.zeros(self.n) for c in CAUSES}
        for order in orders:
            s = (0,) * 6
            for k in order:
                for c, v in self.step(k, s).items():
                    total[c] += v / len(orders)
                s = s[:k] + (1,) + s[k + 1:]
        return total


def prices(a, b, qa, qb, G):
    """Price change of suppliers; without one the mean of the economy, then of the industry, then of all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ok = (a > 0) & (b > 0) & (qa > 0) & (qb > 0)
        p = np.where(ok, np.log(np.where(ok, b / a, 1)) - np.log(np.where(ok, qb / qa, 1)), np.nan)
    N, weight = len(a) // G, a + b
    mean = lambda at: np.sum(np.where(at & ok, p * weight, 0)) / np.sum(np.where(at & ok, weight, 0))
    econ, ind = np.arange(len(a)) // N, np.arange(len(a)) % N
    out = p.copy()
    for i in np.flatnonzero(~ok):
        at = econ == econ[i]
        if not (at & ok).any():
            at = ind == ind[i]
        if not (at & ok).any():
            at = np.ones_like(ok)
        out[i] = mean(at)
    return np.exp(out)


class Truth:
    def __init__(self, program, folder):
        self.program, self.folder, self.count, self.failures = program, folder, 0, []

    def ask(self, table, *options):
        done = subprocess.run([self.program, "run", "growth.sources", table, "--format", "csv", *options],
                              stdout=subprocess.PIPE, text=True, check=True)
        rows = csv.reader(done.stdout.splitlines())
        head = next(rows)
        out = {}
        for r in rows:
            row = dict(zip(head, r))
            for c in ("value", "contribution"):
                out.setdefault((int(row["year"]), row["term"], c), []).append(float(row[c]) if row[c] else np.nan)
        return {k: np.array(v) for k, v in out.items()}

    def check(self, what, got, want, scale):
        bad = ~((np.abs(got - want) <= RTOL * np.maximum(np.abs(want), scale)) | (np.isnan(got) & np.isnan(want)))
        self.count += want.size
        if bad.any():
            p = int(np.flatnonzero(bad)[0])
            self.failures.append(f"{what}: {int(bad.sum())} differ, first {p}: {got[p]!r}, expected {want[p]!r}")


def log_mean(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        ok = (a > 0) & (b > 0)
        r = np.log(np.where(ok, b / a, np.nan))
        return np.where(np.abs(r) > 1e-8, (b - a) / r, 0.5 * (a + b))


def pair_of(w0, w1, row, deflate):
    """The pair, the row in both years (the later in the prices of the earlier)."""
    G = w0.G
    known = {"OUTPUT": lambda w: w.x, "VA": lambda w: w.va, "EMP": lambda w: w.rows["EMP"]}[row]
    r0, r1, p = known(w0), known(w1), np.ones(w0.n)
    if deflate:
        p = prices(w0.x, w1.x, w0.rows["GO_QI"], w1.rows["GO_QI"], G)
        if row == "OUTPUT":
            r1 = r1 / p
        if row == "VA":
            with np.errstate(divide="ignore", invalid="ignore"):
                q = w1.rows["VA_QI"] / w0.rows["VA_QI"]
            r1 = np.where(np.isfinite(q) & (q > 0) & (r0 != 0) & (w0.x != 0) & (w1.x != 0), r0 * q, r1 / p)
    rows = (None, None) if row == "OUTPUT" else (r0, r1)
    return Pair(Year(w0.Z, w0.by_user(), w0.x, rows[0], G),
                Year(w1.Z / p[:, None], w1.by_user() / p[:, None], w1.x / p, rows[1], G), w0.B), r0, r1


POLAR = [tuple(range(6)), tuple(range(5, -1, -1))]


def shipped(t):
    years = list(range(2003, 2010))
    worlds = {}
    for y in years:
        path = f"data/world12/world12_{y}.csv.gz"
        w = base.read_wiod13(path)
        with gzip.open(path, "rt", encoding="utf-8") as f:
            rows = {r[0]: r[1:w.n + 1] for r in csv.reader(f)}
        for code in ("EMP", "GO_QI", "VA_QI"):
            w.rows[code] = np.array([float(v) if v else np.nan for v in rows[code]])
        worlds[y] = w
    table = os.path.join(t.folder, "sources12.h5")
    subprocess.run([t.program, "import", *[f"data/world12/world12_{y}.csv.gz" for y in years], "-o", table, "--output-from",
                    "rows", "--zero-output", "keep"], check=True, stderr=subprocess.DEVNULL)
    G, N = worlds[2003].G, worlds[2003].N
    whole = lambda v: v.reshape(G, N).sum(axis=1)
    for row in ("OUTPUT", "VA", "EMP"):
        got = t.ask(table, "--row", row, "--prices", "previous", "--detail")
        six = t.ask(table, "--row", row, "--prices", "previous", "--by", "economy", "--whole")
        chained = {k: np.zeros(G) for k in SIX}
        for a, b in zip(years, years[1:]):
            pair, r0, r1 = pair_of(worlds[a], worlds[b], row, True)
            causes, size = pair.causes(POLAR), np.repeat(np.nan_to_num(whole(np.nan_to_num(r1))), N)
            for c in CAUSES:
                t.check(f"{row} {b} {c}", got[b, c, "value"], causes[c], size)
                per = 100 * causes[c] / log_mean(r0, r1)
                t.check(f"{row} {b} {c} %", got[b, c, "contribution"], per, np.where(np.isnan(per), 0, 100 * size / log_mean(r0, r1)))
            for k, members in SIX.items():
                chained[k] += 100 * whole(sum(causes[c] for c in members)) / log_mean(whole(r0), whole(r1))
        for k in SIX:
            t.check(f"{row} chained {k}", six[2009, k, "contribution"], chained[k], 100)
    pair, r0, r1 = pair_of(worlds[2003], worlds[2009], "VA", False)
    got = t.ask(table, "--row", "VA", "--prices", "current", "--ends", "--method", "all", "--detail")
    causes = pair.causes(list(itertools.permutations(range(6))))
    for c in CAUSES:
        t.check(f"all {c}", got[2009, c, "value"], causes[c], np.repeat(whole(r1), N))


def wiod(t):
    years, worlds = (2007, 2008), []
    files = [f"{SHARED}/wiod13_{y}.csv.gz" for y in years]
    accounts = f"{SHARED}/wiod13_sea_july14.csv.gz"
    if not all(os.path.exists(p) for p in files + [accounts]):
        return False
    for y, p in zip(years, files):
        w = base.read_wiod13(p)
        base.attach_accounts(w, accounts, y, ["GO_QI", "VA_QI"], [])
        worlds.append(w)
    table = os.path.join(t.folder, "sources.h5")
    subprocess.run([t.program, "import", *files, "--satellite", accounts, "-o", table, "--output-from", "rows", "--zero-output",
                    "keep"], check=True, stderr=subprocess.DEVNULL)
    pair, r0, r1 = pair_of(*worlds, "OUTPUT", True)
    got, causes = t.ask(table, "--detail"), pair.causes(POLAR)
    size = np.repeat(r1.reshape(pair.G, pair.N).sum(axis=1), pair.N)
    for c in CAUSES:
        t.check(f"WIOD {c}", got[2008, c, "value"], causes[c], size)
    return True


def main():
    t = Truth(*sys.argv[1:3])
    os.makedirs(t.folder, exist_ok=True)
    shipped(t)
    if not wiod(t):
        print("skipped: WIOD, ../shared is not here")
    for line in t.failures[:20]:
        print(line)
    print(f"{t.count} numbers, {len(t.failures)} failures, rtol {RTOL:g}")
    return 1 if t.failures else 0


sys.exit(main())
