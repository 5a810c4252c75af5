"""truth_structure.py DOMAR FOLDER: growth.structure on the shipped table against numpy, written from the equations.

Shift-share at prices of the year before and in current prices, Baumol and Denison, shares, peaks with their verdicts, the signs
of hollowing out, and the contribution of a list that data/strategic holds.  Rule: |a - b| <= 1e-9 max(|b|, 1).
"""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base

RTOL = 1e-9
YEARS = list(range(1995, 2010))
KINDS = {r["code"]: r["kind"] for r in csv.DictReader(open("data/codes/industries_world12.csv", encoding="utf-8"))}


def read(y):
    path = f"data/world12/world12_{y}.csv.gz"
    w = base.read_wiod13(path)
    with gzip.open(path, "rt", encoding="utf-8") as f:
        rows = {r[0]: r[1:w.n + 1] for r in csv.reader(f)}
    for code in ("EMP", "H_EMP", "VA_QI"):
        w.rows[code] = np.array([float(v) if v else np.nan for v in rows[code]])
    return w


def ask(program, table, *options):
    done = subprocess.run([program, "run", "growth.structure", table, "--format", "csv", *options], stdout=subprocess.PIPE,
                          text=True, check=True)
    return [{k: v for k, v in r.items()} for r in csv.DictReader(done.stdout.splitlines())]


def real(a, b, g, constant):
    """Value added of an economy in both years, the later at prices of the earlier."""
    va0, va1 = a.va[g], b.va[g]
    if not constant:
        return va0, va1
    q0, q1 = a.rows["VA_QI"][g], b.rows["VA_QI"][g]
    with np.errstate(divide="ignore", invalid="ignore"):
        ok = (va0 > 0) & (va1 > 0) & (q0 > 0) & (q1 > 0)
        p = np.log(va1 / va0) - np.log(q1 / q0)
    mean = np.sum((va0 + va1)[ok] * p[ok]) / np.sum((va0 + va1)[ok])
    return va0, va1 / np.exp(np.where(ok, p, mean))


def shift(y0, y1, l0, l1):
    """By industry: within, static, dynamic, contribution to value added, own growth."""
    s0, s1, p0, p1 = l0 / l0.sum(), l1 / l1.sum(), y0 / l0, y1 / l1
    P0, P1 = y0.sum() / l0.sum(), y1.sum() / l1.sum()
    scale = 100 * np.log(P1 / P0) / (P1 - P0)
    ds, dp = s1 - s0, p1 - p0
    va = 100 * np.log(y1.sum() / y0.sum()) / (y1.sum() - y0.sum()) * (y1 - y0)
    return scale * s0 * dp, scale * ds * (p0 - P0), scale * ds * (dp - (P1 - P0)), va, 100 * np.log(p1 / p0)


def made(w, g, man):
    x, va, jobs = w.x[g], w.va[g], w.rows["EMP"][g]
    foreign = np.ones(w.n, dtype=bool)
    foreign[g] = False
    fin = np.array([KINDS[k] in ("FIN", "REA") for k in w.industries])
    return {"manufacturing_share": va[man].sum() / va.sum(), "manufacturing_jobs_share": jobs[man].sum() / jobs.sum(),
            "real_economy_share": va[~fin].sum() / va.sum(), "va_ratio": va[man].sum() / x[man].sum(),
            "imported_inputs": w.Z[foreign][:, g][:, man].sum() / x[man].sum()}


def levels(w):
    """Value added a job of each economy over that of the richest quarter; the rest of the world has no jobs."""
    va, jobs = w.va.reshape(w.G, w.N).sum(axis=1), w.rows["EMP"].reshape(w.G, w.N).sum(axis=1)
    known = np.flatnonzero(~np.isnan(jobs))
    top = sorted(known, key=lambda g: -va[g] / jobs[g])[:len(known) // 4]
    return va / jobs / (va[top].sum() / jobs[top].sum())


def verdict(value, jobs, level, fall=0.01, early=0.5):
    k, j = int(np.argmax(value)), int(np.argmax(jobs))
    past = value[k] - value[-1] > fall, jobs[j] - jobs[-1] > fall
    if not any(past):
        return "ahead"
    if not all(past):
        return "jobs_past" if past[1] else "value_past"
    if j == 0:
        return "premature_before" if level[0] < early else "mature_before"
    return "premature" if level[j] < early else "mature"


class Truth:
    def __init__(self):
        self.count, self.failures = 0, []

    def same(self, what, got, want):
        self.count += 1
        if isinstance(want, str):
            good = got == want
        else:
            got = float(got) if got else np.nan
            good = (np.isnan(got) and np.isnan(want)) or abs(got - want) <= RTOL * max(abs(want), 1)
        if not good:
            self.failures.append(f"{what}: {got!r}, expected {want!r}")


def main():
    program, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    table, t = os.path.join(folder, "structure12.h5"), Truth()
    subprocess.run([program, "import", *[f"data/world12/world12_{y}.csv.gz" for y in YEARS], "-o", table, "--output-from", "rows",
                    "--zero-output", "keep"], check=True, stderr=subprocess.DEVNULL)
    worlds = {y: read(y) for y in YEARS}
    w = worlds[1995]
    man = np.array([KINDS[k] == "MAN" for k in w.industries])
    high = {r["code"] for r in csv.DictReader(open("data/strategic/high_technology.csv", encoding="utf-8"))
            if r["codes"] == "world12" and r["part"] != "left_out"}
    listed = np.array([k in high for k in w.industries])
    assert high == {"CHM", "MAC", "ELE", "VEH"}
    level = np.array([levels(worlds[y]) for y in YEARS])
    for prices in ("previous", "current"):
        yearly = ask(program, table, "--prices", prices)
        fine = ask(program, table, "--prices", prices, "--by", "industry")
        whole = ask(program, table, "--prices", prices, "--whole")
        for e, code in enumerate(w.economies):
            g = slice(e * w.N, (e + 1) * w.N)
            rows = {int(r["year"]): r for r in yearly if r["economy"] == code}
            cells = {(int(r["year"]), r["industry"]): r for r in fine if r["economy"] == code}
            last = next(r for r in whole if r["economy"] == code)
            path = [made(worlds[y], g, man) for y in YEARS]
            if np.isnan(worlds[1995].rows["EMP"][g]).all():           # the rest of the world
                t.same(f"{code} growth", last["growth"], np.nan)
                t.same(f"{code} share", last["manufacturing_share"], path[-1]["manufacturing_share"])
                continue
            chained = dict.fromkeys(("growth", "within", "between_static", "between_dynamic", "baumol", "fixed_shares", "denison",
                                     "va_growth", "strategic_growth", "strategic_va_growth"), 0.0)
            start = worlds[1995].va[g] / worlds[1995].va[g].sum()
            for k, (a, b) in enumerate(zip(YEARS, YEARS[1:]), 1):
                wa, wb, r = worlds[a], worlds[b], rows[b]
                y0, y1 = real(wa, wb, g, prices == "previous")
                l0, l1 = wa.rows["H_EMP"][g], wb.rows["H_EMP"][g]
                within, static, dynamic, va, own = shift(y0, y1, l0, l1)
                share = 0.5 * (wa.va[g] / wa.va[g].sum() + wb.va[g] / wb.va[g].sum())
                growth = 100 * np.log(y1.sum() / l1.sum() / (y0.sum() / l0.sum()))
                want = {"growth": growth, "within": within.sum(), "between_static": static.sum(), "between_dynamic": dynamic.sum(),
                        "va_growth": va.sum(), "strategic_va_growth": va[listed].sum(),
                        "strategic_growth": (within + static + dynamic)[listed].sum()}
                none = np.nan if prices == "current" else 0.0
                want.update(fixed_shares=none + (start * own).sum(), baumol=none + ((share - start) * own).sum(),
                            denison=none + growth - (share * own).sum())
                for c, v in want.items():
                    chained[c] += v
                    t.same(f"{prices} {code} {b} {c}", r[c], v)
                t.same("structural change", r["structural_change"], static.sum() + dynamic.sum())
                for c, v in path[k].items():
                    t.same(f"{code} {b} {c}", r[c], v)
                t.same("strategic share", r["strategic_share"], wb.va[g][listed].sum() / wb.va[g].sum())
                value = [p["manufacturing_share"] for p in path[:k + 1]]
                jobs = [p["manufacturing_jobs_share"] for p in path[:k + 1]]
                t.same(f"{code} {b} peak", r["peak_year"], YEARS[int(np.argmax(value))])
                t.same(f"{code} {b} jobs' peak", r["jobs_peak_year"], YEARS[int(np.argmax(jobs))])
                t.same(f"{code} {b} level", r["level_at_peak"], level[int(np.argmax(jobs)), e])
                t.same(f"{code} {b} verdict", r["deindustrialization"], verdict(value, jobs, level[:, e]))
                signs = sum([value[0] - value[-1] > 0.01, path[0]["va_ratio"] - path[k]["va_ratio"] > 0.01,
                             path[k]["imported_inputs"] - path[0]["imported_inputs"] > 0.01])
                t.same(f"{code} {b} hollowing", r["hollowing"], {3: "hollowing", 2: "partly"}.get(signs, "no"))
                for i, industry in enumerate(w.industries):
                    c = cells[b, industry]
                    for name, v in (("within", within[i]), ("between_static", static[i]), ("between_dynamic", dynamic[i]),
                                    ("va_growth", va[i]), ("growth", own[i]), ("labour_share", l1[i] / l1.sum()),
                                    ("baumol", none + (share[i] - start[i]) * own[i])):
                        t.same(f"{prices} {code} {b} {industry} {name}", c[name], v)
                    t.same("list", c["strategic"], ("mixed" if industry in ("CHM", "VEH") else "yes") if listed[i] else "no")
            for c, v in chained.items():
                t.same(f"{prices} {code} whole {c}", last[c], v)
    for line in t.failures[:20]:
        print(line)
    print(f"{t.count} numbers, {len(t.failures)} failures, rtol {RTOL:g}")
    return 1 if t.failures else 0


sys.exit(main())
