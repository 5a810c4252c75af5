"""truth_income.py DOMAR FOLDER: chain.income and chain.smile on WIOD 2008 against dense numpy.

Rule: |a - b| <= 1e-9 max(|b|, value of the economy's row)."""
import csv
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
TABLE = SHARED + "/io/wiod13/wiod13_2008.csv.gz"
ACCOUNTS = SHARED + "/io/wiod13/wiod13_sea_july14.csv.gz"
MADE = [f"c{k}" for k in range(3, 17)]                   # ISIC Rev. 3 section D
RTOL = 1e-9


def ask(program, method, table, *options):
    done = subprocess.run([program, "run", method, table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def number(text):
    return float(text) if text else np.nan


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE) or not os.path.exists(ACCOUNTS):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table, failures, count = os.path.join(folder, "income.h5"), [], 0
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output", "keep",
                    "--satellite", ACCOUNTS], check=True, stderr=subprocess.DEVNULL)
    w = base.read_wiod13(TABLE)
    base.attach_accounts(w, ACCOUNTS, 2008, ["LAB", "EMP"], ["LAB"])

    def check(what, got, want, scale):
        nonlocal count
        if np.isnan(got) and np.isnan(want):
            return
        count += 1
        if not abs(got - want) <= RTOL * max(abs(want), scale):
            failures.append(f"{what}: {got!r}, expected {want!r}")

    made = np.array([k in MADE for _, k in w.keys()])
    final = w.by_user().sum(axis=1)
    everything = w.B @ np.where(made, final, 0)
    apart = {k: w.B @ np.where(np.array([i == k for _, i in w.keys()]), final, 0) for k in MADE}
    german = w.B @ np.where(made & (w.own == w.economies.index("DEU")), final, 0)
    rows = {"VA": w.va, "LAB": w.rows["LAB"], "EMP": w.rows["EMP"]}
    for code, row in rows.items():
        f = w.per_output(row)
        scale = {g: np.nansum(row[w.own == k]) for k, g in enumerate(w.economies)}
        sums = lambda x: [np.sum((f * x)[(w.own == g) & (w.x != 0)]) for g in range(w.G)]
        known = np.nansum(sums(everything))
        for r, want in zip(ask(program, "chain.income", table, "--rows", code), sums(everything), strict=True):
            check(f"{code} {r['economy']}", number(r["value"]), want, scale[r["economy"]])
            check(f"{code} {r['economy']} share", number(r["share"]), want / known, 1)
        for r, want in zip(ask(program, "chain.income", table, "--rows", code, "--maker", "DEU"), sums(german), strict=True):
            check(f"{code} {r['economy']} of German products", number(r["value"]), want, scale[r["economy"]])
        for r, want in zip(ask(program, "chain.income", table, "--rows", code, "--by", "industry"),
                           np.where(w.x != 0, f * everything, 0), strict=True):     # no output earns nothing
            check(f"{code} {r['economy']} {r['industry']}", number(r["value"]), want, scale[r["economy"]])
        grid = {k: np.array(sums(x)) for k, x in apart.items()}
        total = sum(np.nan_to_num(v) for v in grid.values())
        for r in ask(program, "chain.income", table, "--rows", code, "--by", "product"):
            if r["product"] not in MADE:
                check(f"{code} {r['product']} left out", number(r["value"]), np.nan, 1)
                continue
            g, line = w.economies.index(r["economy"]), grid[r["product"]]
            check(f"{code} {r['economy']} in {r['product']}", number(r["value"]), line[g], scale[r["economy"]])
            rca = (line[g] / total[g]) / (np.nansum(line) / total.sum()) if total[g] else np.nan
            check(f"{code} {r['economy']} rca {r['product']}", number(r["rca"]), rca, 1)
    p = w.keys().index(("DEU", "c15"))
    b = w.B[:, p]
    stages, v, paid = (w.B @ b) / np.where(b != 0, b, np.nan), w.per_output(w.va), w.by_user()[p].sum()
    for r, i in zip(ask(program, "chain.smile", table, "--maker", "DEU", "--product", "c15"), range(w.n), strict=True):
        check(f"smile {w.keys()[i]}", number(r["value"]), v[i] * b[i] * paid, paid / w.n)
        if v[i] * b[i]:
            check(f"distance {w.keys()[i]}", number(r["distance"]), stages[i], 1)
    for line in failures[:20]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures, rtol {RTOL:g}")
    return 1 if failures or count < 9000 else 0


sys.exit(main())
