"""truth_upgrading.py DOMAR FOLDER: chain.upgrading on WIOD 1995 and 2011 against dense numpy.

Within and between by industry and by economy for each ratio, their sum against the change of the
economy's ratio, shares, positions, growth and verdicts.  Here too value added without jobs (LTU c35 in
1995) counts as within.  Rule: |a - b| <= 1e-9 max(|b|, ratio of the economy); both or neither are empty."""
import csv
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data/io/wiod13/"
YEARS = (1995, 2011)
TABLES = [f"{SHARED}wiod13_{y}.csv.gz" for y in YEARS]
ACCOUNTS = SHARED + "wiod13_sea_july14.csv.gz"
RTOL = 1e-9
WORDS = {(True, True): "upgraded", (True, False): "selective", (False, True): "squeezed",
         (False, False): "retreated"}


def ask(program, table, *options):
    done = subprocess.run([program, "run", "chain.upgrading", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def column(rows, name):
    return np.array([float(r[name]) if r[name] else np.nan for r in rows])


def over(a, b):
    """a / b; empty where b is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b != 0, a / b, np.nan)


def parts(tops, bottoms, G):
    """Within and between, and the ratio of each economy in both years.  Written from contributions: what an
    economy's ratio gains from an industry, less what its weight brings, happened within it."""
    sums = lambda v: v.reshape(G, -1).sum(axis=1)
    wide = lambda v: np.repeat(v, tops[0].size // G)
    R = [over(sums(t), sums(b)) for t, b in zip(tops, bottoms)]
    weight = [over(b, wide(sums(b))) for b in bottoms]
    gains = [over(t, wide(sums(b))) for t, b in zip(tops, bottoms)]
    first, last = (over(t, b) for t, b in zip(tops, bottoms))
    first, last = np.where(bottoms[0] == 0, last, first), np.where(bottoms[1] == 0, first, last)
    mean = np.where((bottoms[0] == 0) & (bottoms[1] == 0), 0, (first + last) / 2)
    moved = weight[1] - weight[0]
    return gains[1] - gains[0] - mean * moved, (mean - wide(R[0] + R[1]) / 2) * moved, R


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in (*TABLES, ACCOUNTS)):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table, failures, count = os.path.join(folder, "upgrading.h5"), [], 0
    subprocess.run([program, "import", *TABLES, "-o", table, "--output-from", "rows", "--zero-output", "keep",
                    "--satellite", ACCOUNTS], check=True, stderr=subprocess.DEVNULL)
    worlds = [base.read_wiod13(p) for p in TABLES]
    for w, year in zip(worlds, YEARS):
        base.attach_accounts(w, ACCOUNTS, year, ["EMP"], [])
        w.A = np.nan_to_num(over(w.Z, w.x))              # slightly negative output is output
        w.stages = np.linalg.solve(np.eye(w.n) - w.A, w.x)
    G, keys = worlds[0].G, worlds[0].keys()
    real = [w.x != 0 for w in worlds]

    def check(what, got, want, scale=1.0):
        nonlocal count
        empty = np.isnan(got) & np.isnan(want)
        bad = ~empty & ~(np.abs(got - want) <= RTOL * np.maximum(np.abs(want), scale))
        count += int((~empty).sum())
        if bad.any():
            p = int(np.flatnonzero(bad)[0])
            failures.append(f"{what}: {int(bad.sum())} differ, first row {p}: {got[p]!r}, expected {want[p]!r}")

    ratios = {"va_share": (lambda w: w.va, lambda w: w.x), "productivity": (lambda w: w.va, lambda w: w.rows["EMP"]),
              "upstreamness": (lambda w: w.stages, lambda w: w.x)}
    for name, (top, bottom) in ratios.items():
        tops, bottoms = ([np.where(r, f(w), 0) for w, r in zip(worlds, real)] for f in (top, bottom))
        within, between, R = parts(tops, bottoms, G)
        rows = ask(program, table, "--measure", name)
        path = [r for r in ask(program, table, "--measure", name, "--by", "economy") if r["year"] == str(YEARS[1])]
        scale = np.nan_to_num(np.abs(R[1]))
        for what, want in (("within", within), ("between", between)):
            check(f"{name} {what}", column(rows, what), want, np.repeat(scale, len(keys) // G))
            check(f"{name} {what} of economies", column(path, what), want.reshape(G, -1).sum(axis=1), scale)
        check(f"{name} change", column(path, "within") + column(path, "between"), R[1] - R[0], scale)

    kept = [over(np.where(r, w.va, 0), w.x) for w, r in zip(worlds, real)]
    held = [over(w.va, np.tile(w.va.reshape(G, -1).sum(axis=0), G)) for w in worlds]
    stages = [over(w.stages, w.x) for w in worlds]
    for what, (a, b) in (("va_share", kept), ("world_share", held), ("upstreamness", stages)):
        check(f"{what}_change", column(rows, f"{what}_change"), np.where(np.logical_and(*real), b - a, np.nan)
              if what != "world_share" else b - a)
        if what != "world_share":
            check(what, column(rows, what), b)
    jobs = [over(np.where(r, w.va, 0), np.where(r, w.rows["EMP"], 0)) for w, r in zip(worlds, real)]
    check("productivity", column(rows, "productivity"), jobs[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = np.where((jobs[0] > 0) & (jobs[1] > 0), (jobs[1] / jobs[0]) ** (1 / (YEARS[1] - YEARS[0])) - 1, np.nan)
    check("productivity_growth", column(rows, "productivity_growth"), grown)
    for p, r in enumerate(rows):
        word = "none" if np.isnan(kept[0][p]) or np.isnan(kept[1][p]) else \
            WORDS[bool(kept[1][p] >= kept[0][p]), bool(held[1][p] >= held[0][p])]
        count += 1
        if r["verdict"] != word:
            failures.append(f"verdict {keys[p]}: {r['verdict']}, expected {word}")
    for line in failures[:20]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures, rtol {RTOL:g}")
    return 1 if failures or count < 15000 else 0


sys.exit(main())
