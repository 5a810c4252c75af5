"""truth_decompose.py DOMAR FOLDER: chain.decompose on WIOD 1995 and 2011 against dense numpy.

Polar as printed by Dietzenbacher and Los (1998), every order really gone through, logarithmic means flow
by flow.  Value added is the row; x := row sums.  Rule: |a - b| <= 1e-9 max(|b|, output of the economy).
"""
import csv
import itertools
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
YEARS = {y: f"{SHARED}/io/wiod13/wiod13_{y}.csv.gz" for y in (1995, 2011)}
RTOL = 1e-9


def ask(program, table, *options):
    done = subprocess.run([program, "run", "chain.decompose", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    rows = csv.reader(done.stdout.splitlines())
    next(rows)
    out = {}
    for r in rows:
        out.setdefault(r[-2], []).append(float(r[-1]) if r[-1] else np.nan)
    return {k: np.array(v) for k, v in out.items()}


def by_orders(value, factors, orders):
    """Mean over orders of the change that each factor brings when it is its turn."""
    parts = {k: 0 for k in factors}
    for order in orders:
        state = dict.fromkeys(factors, 0)
        before = value(state)
        for k in order:
            state[k] = 1
            after = value(state)
            parts[k] = parts[k] + (after - before) / len(orders)
            before = after
    return parts


class Six:
    """Row of value added with six factors of either year; B is kept for each pair of inputs."""

    def __init__(self, worlds):
        self.w, self.kept = worlds, {}
        self.side = []
        for w in worlds:
            F = w.by_user()
            F[np.arange(w.n), w.own] += w.x - w.A @ w.x - F.sum(axis=1)
            bought = F.reshape(w.G, w.N, w.G).sum(axis=0)
            level = F.sum(axis=0)
            total = w.A.reshape(w.G, w.N, w.n).sum(axis=0)
            with np.errstate(divide="ignore", invalid="ignore"):
                self.side.append((w.per_output(w.va), total, w.A / np.tile(total, (w.G, 1)),
                                  F / np.tile(bought, (w.G, 1)), bought / level, level))

    def pick(self, k, year):
        """Sources of a year; where nothing was bought then, those of the other."""
        here, there = self.side[year][k], self.side[1 - year][k]
        return np.nan_to_num(np.where(np.isfinite(here), here, there))

    def __call__(self, s):
        key = s["technology"], s["sourcing"]
        if key not in self.kept:
            A = np.tile(self.side[key[0]][1], (self.w[0].G, 1)) * self.pick(2, key[1])
            self.kept[key] = np.linalg.inv(np.eye(len(A)) - A)
        y = (self.pick(3, s["final_sourcing"]) * np.tile(self.side[s["final_mix"]][4], (self.w[0].G, 1)) *
             self.side[s["final_level"]][5]).sum(axis=1)
        return self.side[s["dv"]][0] * (self.kept[key] @ y)


def logarithmic(a, b):
    va, vb = a.per_output(a.va), b.per_output(b.va)
    clean = lambda v, noise: np.where(np.abs(v) > noise, v, 0.0)      # rounding around zero has no logarithm
    ya, yb = (clean(w.x - w.A @ w.x, 1e-12 * np.abs(w.x)) for w in (a, b))
    Ba, Bb = clean(a.B, 1e-15), clean(b.B, 1e-15)
    f0 = [np.repeat(va[:, None], a.n, 1), Ba, np.repeat(ya[None, :], a.n, 0)]
    f1 = [np.repeat(vb[:, None], a.n, 1), Bb, np.repeat(yb[None, :], a.n, 0)]
    w0, w1 = f0[0] * f0[1] * f0[2], f1[0] * f1[1] * f1[2]
    with np.errstate(divide="ignore", invalid="ignore"):
        good = (f0[0] * f1[0] > 0) & (f0[1] * f1[1] > 0) & (f0[2] * f1[2] > 0)
        logs = [np.log(q / p) for p, q in zip(f0, f1)]
        ratio = sum(logs)
        mean = np.where(np.abs(ratio) > 1e-8, (w1 - w0) / ratio, 0.5 * (w0 + w1))
    parts = []
    for k in range(3):
        l, m = (k + 1) % 3, (k + 2) % 3
        orders = (f1[k] - f0[k]) * (2 * f0[l] * f0[m] + f0[l] * f1[m] + f1[l] * f0[m] + 2 * f1[l] * f1[m]) / 6
        with np.errstate(invalid="ignore"):
            parts.append(np.where(good, mean * logs[k], orders).sum(axis=1))
    return dict(zip(("dv", "dl", "dy"), parts))


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in YEARS.values()):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table, failures, count = os.path.join(folder, "decompose.h5"), [], 0
    subprocess.run([program, "import", *YEARS.values(), "-o", table, "--output-from", "rows", "--zero-output", "keep"],
                   check=True, stderr=subprocess.DEVNULL)
    a, b = (base.read_wiod13(p) for p in YEARS.values())
    for w in (a, b):                                    # slightly negative output is output
        with np.errstate(divide="ignore", invalid="ignore"):
            w.A = np.where(w.x != 0, w.Z / w.x, 0.0)
        w.per_output = lambda row, w=w: np.divide(row, w.x, out=np.zeros_like(row, dtype=float), where=w.x != 0)
        w.B = np.linalg.inv(np.eye(w.n) - w.A)
    scale = np.repeat(b.x.reshape(b.G, b.N).sum(axis=1), b.N)

    def check(what, got, want):
        nonlocal count
        for k, x in want.items():
            bad = ~(np.abs(got[k] - x) <= RTOL * np.maximum(np.abs(x), scale))
            count += x.size
            if bad.any():
                p = int(np.flatnonzero(bad)[0])
                failures.append(f"{what} {k}: {int(bad.sum())} differ, first {b.keys()[p]}: {got[k][p]!r}, expected {x[p]!r}")

    va0, va1 = a.per_output(a.va), b.per_output(b.va)
    y0, y1 = a.x - a.A @ a.x, b.x - b.A @ b.x
    printed = {"dv": 0.5 * ((va1 - va0) * (a.B @ y0) + (va1 - va0) * (b.B @ y1)),
               "dl": 0.5 * (va1 * ((b.B - a.B) @ y0) + va0 * ((b.B - a.B) @ y1)),
               "dy": 0.5 * (va1 * (b.B @ (y1 - y0)) + va0 * (a.B @ (y1 - y0)))}
    check("polar", ask(program, table), printed)
    three = ("dv", "dl", "dy")
    value = lambda s: (va0, va1)[s["dv"]] * ((a, b)[s["dl"]].B @ (y0, y1)[s["dy"]])
    check("all", ask(program, table, "--method", "all"), by_orders(value, three, list(itertools.permutations(three))))
    check("lmdi", ask(program, table, "--method", "lmdi"), logarithmic(a, b))
    six = ("dv", "technology", "sourcing", "final_sourcing", "final_mix", "final_level")
    full = Six((a, b))
    check("full polar", ask(program, table, "--full"), by_orders(full, six, [six, six[::-1]]))
    states = {}
    kept = lambda s: states.setdefault(tuple(s.values()), full(s))
    check("full all", ask(program, table, "--full", "--method", "all"),
          by_orders(kept, six, list(itertools.permutations(six))))
    for line in failures[:20]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures, rtol {RTOL:g}")
    return 1 if failures else 0


sys.exit(main())
