"""truth_world12.py DOMAR FOLDER: index rows and stocks of the shipped table against the source, aggregated here.

    log(I_t / I_t-1) = sum of mean shares x log changes of the parts (Tornqvist), 100 in 1995
    K_GFCF           = sum of stocks at 1995 prices x (table's output / accounts' output) of 1995

The accounts are read with the csv module and pandas-free numpy; shipped numbers have six digits: rule 2e-5 relative."""
import csv
import glob
import gzip
import math
import os
import sys

import numpy as np

SOURCE = "../shared/data/io/wiod13"
VALUE = {"GO_P": "GO", "GO_QI": "GO", "VA_P": "VA", "VA_QI": "VA", "II_QI": "II", "GFCF_P": "GFCF"}


def concordance(path):
    with open(path, encoding="utf-8") as f:
        rows = list(csv.reader(line for line in f if not line.startswith("#")))
    return {r[0]: r[1] for r in rows[1:]}


def shipped():
    """{year: {row: {economy_industry: value}}}"""
    out = {}
    for path in sorted(glob.glob("data/world12/world12_*.csv.gz")):
        with gzip.open(path, "rt") as f:
            rows = list(csv.reader(f))
        out[int(path[-11:-7])] = {r[0]: {c: float(v) if v else math.nan for c, v in zip(rows[0][1:], r[1:])} for r in rows[1:]}
    return out


def accounts():
    """{(economy, variable, code): 17 numbers}"""
    out = {}
    with gzip.open(SOURCE + "/wiod13_sea_july14.csv.gz", "rt", encoding="utf-8") as f:
        rows = csv.reader(f)
        header = next(rows)
        first = next(k for k, name in enumerate(header) if name.lstrip("_") == "1995")
        for r in rows:
            out[r[0], r[1], r[2]] = np.array([float(v) if v not in ("", "NA") else math.nan for v in r[first:first + 17]])
    return out


def outputs():
    """{economy_industry: 17 outputs}"""
    out = {}
    for year in range(1995, 2012):
        with gzip.open(f"{SOURCE}/wiod13_{year}.csv.gz", "rt") as f:
            rows = csv.reader(f)
            header = next(rows)
            last = None
            for r in rows:
                last = r
        assert last[0] == "OUT"
        for label, value in zip(header[1:1436], last[1:1436]):
            out.setdefault(label, []).append(float(value))
    return {k: np.array(v) for k, v in out.items()}


def tornqvist(lines):
    """17 years of the index of [(output, value, index)]; a gap ends it."""
    if len(lines) == 1:
        return lines[0][2]
    def mean(t):
        """The first year that has all its parts: geometric mean."""
        whole = sum(m[t] for o, m, p in lines if o[t] > 0)
        shares = [(m[t] / whole, p[t]) for o, m, p in lines if o[t] > 0]
        return math.exp(sum(share * (math.log(p) if p > 0 else math.nan) for share, p in shares if share != 0))

    chain = [mean(0)]
    for t in range(1, 17):
        if all(map(math.isnan, chain)):
            chain.append(mean(t))
            continue
        grow, weights = 0.0, 0.0
        whole = [sum(m[s] for o, m, p in lines if o[s] > 0) for s in (t - 1, t)]
        for o, m, p in lines:
            weight = 0.5 * (m[t - 1] / whole[0] + m[t] / whole[1])
            if weight == 0 or not (o[t] > 0 and o[t - 1] > 0):
                continue
            grow += weight * math.log(p[t] / p[t - 1]) if p[t] > 0 and p[t - 1] > 0 else math.nan
            weights += weight
        chain.append(chain[-1] * math.exp(grow / weights))
    return chain


def main():
    if not os.path.exists(SOURCE):
        print("skipped: ../shared")
        return 77
    economies = concordance("data/concordances/world12_economies.csv")
    industries = concordance("data/concordances/world12_industries.csv")
    sea, x, table = accounts(), outputs(), shipped()
    groups = {}
    for label in x:
        g, i = label.split("_", 1)
        groups.setdefault(f"{economies[g]}_{industries[i]}", []).append((g, i))
    numbers, failures = 0, []

    def check(what, got, want):
        nonlocal numbers
        if math.isnan(got) != math.isnan(want) or abs(got - want) > 2e-5 * abs(want):
            failures.append(f"{what}: {got!r}, expected {want!r}")
        numbers += not math.isnan(want)

    def of(g, variable, i):
        g = {"ROM": "ROU"}.get(g, g) if (g, variable, i) not in sea else g
        return sea.get((g, variable, i), np.full(17, math.nan))

    for target, parts in groups.items():
        if target.startswith("ROW_"):
            continue
        for row, of_value in VALUE.items():
            lines = []
            for g, i in parts:
                out = x[f"{g}_{i}"]
                with np.errstate(divide="ignore", invalid="ignore"):
                    money = out if of_value == "GO" else of(g, of_value, i) * out / of(g, "GO", i)
                lines.append((out, np.where(out == 0, 0, money), of(g, row, i)))
            if len(parts) > 1 and of_value in ("VA", "II"):      # the program weighs by the table's own, which holds taxes
                continue
            # economies first, then industries, as the program is asked to: an index of indices is not quite the index
            stages = {}
            for (g, i), line in zip(parts, lines):
                stages.setdefault(i, []).append(line)
            chain = tornqvist([(sum(o for o, m, p in group), sum(m for o, m, p in group), tornqvist(group))
                               for group in stages.values()])
            for t in range(17):
                check(f"{row} {target} {1995 + t}", table[1995 + t][row][target], chain[t])
        for t in range(17):
            stock = 0.0
            for g, i in parts:
                rate = x[f"{g}_{i}"][0] / of(g, "GO", i)[0] if of(g, "GO", i)[0] else math.nan
                k = of(g, "K_GFCF", i)[t]
                if math.isnan(k) and of(g, "CAP", i)[t] == 0 and of(g, "GFCF", i)[t] == 0:
                    k = 0.0
                k *= rate
                if not (math.isnan(k) and x[f"{g}_{i}"][t] == 0):
                    stock += k
            got = table[1995 + t]["K_GFCF"][target]
            if not (math.isnan(got) and any(x[f"{g}_{i}"][0] == 0 for g, i in parts)):
                check(f"K_GFCF {target} {1995 + t}", got, stock)
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures")
    return 1 if failures or numbers < 10000 else 0


sys.exit(main())
