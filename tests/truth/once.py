"""once.py DOMAR FOLDER: Borin-Mancini, exports in every perspective and imports, on 2011.

exports.py holds the program against what peers printed for 2008; recompute_exports.py, a separate
computation, is held against the same.  Here the two meet on another year, also where no peer has
anything.  Rule: |a - b| <= 1e-9 max(|b|, exports of the economy).
"""
import csv
import os
import subprocess
import sys

import numpy as np

import recompute as base
import recompute_exports as theory

TABLE = theory.SHARED + "/io/wiod13/wiod13_2011.csv.gz"
SHORT = ["DVA", "VAX", "REF", "DDC", "FVA", "FDC"]


class Answers:
    """Answers of the program as arrays economy x (industry) x (partner), by term."""

    def __init__(self, program, table, t):
        self.program, self.table, self.t = program, table, t
        self.at = {"economy": {k: g for g, k in enumerate(t.w.economies)},
                   "industry": {k: i for i, k in enumerate(t.w.industries)}}
        self.at["partner"] = self.at["economy"]

    def ask(self, terms, by, *options, method=("chain.exports", "--scheme", "bm")):
        done = subprocess.run([self.program, "run", method[0], self.table, "--format", "csv",
                               *method[1:], "--by", by, *options], stdout=subprocess.PIPE,
                              text=True, check=True)
        rows = csv.reader(done.stdout.splitlines())
        head = next(rows)
        place = [(head.index(d), self.at[d]) for d in ("economy", "industry", "partner") if d in head]
        out = {k.lower(): np.full([len(codes) for _, codes in place], np.nan) for k in terms}
        term, value = head.index("term"), head.index("value")
        for row in rows:
            if row[term] in out:
                out[row[term]][tuple(codes[row[k]] for k, codes in place)] = float(row[value])
        return {k: out[k.lower()] for k in terms}


class Tally:
    def __init__(self, t):
        self.t, self.numbers, self.failures = t, 0, []

    def one(self, what, s, got, want):
        scale = self.t.e[self.t.rows[s]].sum()
        self.numbers += 1
        if not abs(got - want) <= theory.RTOL * max(abs(want), scale):
            self.failures.append(f"{what}: {got!r}, expected {want!r}")

    def flows(self, what, s, got, fine, industries=None, partners=None):
        """got: code -> G x N x G; fine: N x G x 12 of exporter s."""
        want = theory.headline(fine, fine.sum(-1))
        want.update({k: fine[..., j] for j, k in enumerate(theory.FINE)})
        for k in got:
            for r in partners or self.t.others(s):
                for i in range(self.t.N) if industries is None else industries:
                    self.one(f"{what} {s} {i} {r} {k}", s, got[k][s, i, r], want[k][i, r])


def against_theory(a, c):
    t, some = a.t, range(3, a.t.G, 13)
    only = ["--economy", ",".join(t.w.economies[s] for s in some)]
    names = SHORT + [k for k in theory.FINE if k not in SHORT]
    for approach in ("source", "sink"):
        ask = lambda by, perspective, *more: a.ask(
            names, by, "--approach", approach, "--perspective", perspective, *more)
        got = {p: ask("industry,partner", p, "--detail", *only)
               for p in ("exporter", "bilateral", "sector", "sector_bilateral")}
        world = a.ask(SHORT, "economy", "--approach", approach, "--perspective", "world")
        for s in range(t.G):
            fva = theory.world(t, s, approach)
            c.one(f"world {approach} {s}", s, world["FVA"][s], fva)
        for s in some:
            S = t.rows[s].start
            fine = theory.terms(t, s, t.without(s), approach)
            c.flows(f"exporter {approach}", s, got["exporter"], fine)
            for r in t.others(s)[::9]:
                fine = theory.terms(t, s, t.without(s, partners=[r]), approach, [r])
                c.flows(f"bilateral {approach}", s, got["bilateral"], fine, partners=[r])
            for i in range(s % 7, t.N, 7):
                cut = t.without(s, rows=[S + i])
                fine = theory.terms(t, s, cut, approach)
                c.flows(f"sector {approach}", s, got["sector"], fine, industries=[i])
                r = t.others(s)[(5 * i) % (t.G - 1)]
                fine = theory.terms(t, s, t.without(s, [S + i], [r]), approach, [r])
                c.flows(f"one flow {approach}", s, got["sector_bilateral"], fine, [i], [r])


def against_imports(a, c):
    t = a.t
    got = a.ask(["va", "dc"], "partner", method=["chain.imports"])
    for r in range(5, t.G, 12):
        for name, want in zip(("va", "dc"), theory.imports(t, r)):
            for s in range(t.G):
                c.one(f"imports {r} {s} {name}", r, got[name][r, s], want[s])


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table = os.path.join(folder, "once_2011.h5")
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output",
                    "keep"], check=True, stderr=subprocess.DEVNULL)
    t = theory.Trade(base.read_wiod13(TABLE))
    c = Tally(t)
    a = Answers(program, table, t)
    against_theory(a, c)
    against_imports(a, c)
    for line in c.failures[:20]:
        print(line)
    print(f"{c.numbers} numbers, {len(c.failures)} failures, rtol {theory.RTOL:g}")
    return 1 if c.failures or c.numbers < 150000 else 0


sys.exit(main())
