"""exact_upgrading.py FOLDER: chain.upgrading of tests/data/two_years.csv in exact fractions.

The parts of a change are checked against the change itself before they are written.  The program
under test is not used."""
import os
import sys

from exact import eye, inverse
from exact_decompose import G, KEYS, N, Year
from exact_exports import Gold, number
from exact_structure import PATH, accounts, read


def figures(y, mine, line):
    x, va = sum(y.x[i] for i in mine), sum(y.va[i] for i in mine)
    stages = inverse(eye(len(KEYS)) - y.A) @ y.x
    return (sum(stages[i] for i in mine) / x, va / x, va / sum(y.va[i] for i in line))


def shifts(a, b, measure):
    """Within and between of each industry, and a proof that they are the change."""
    out = {}
    for g in range(G):
        mine = range(g * N, (g + 1) * N)
        top, bottom = [measure(y)[0] for y in (a, b)], [measure(y)[1] for y in (a, b)]
        R = [sum(t[i] for i in mine) / sum(u[i] for i in mine) for t, u in zip(top, bottom)]
        for i in mine:
            w = [u[i] / sum(u[k] for k in mine) for u in bottom]
            r = [t[i] / u[i] for t, u in zip(top, bottom)]
            out[i] = ((w[0] + w[1]) / 2 * (r[1] - r[0]), ((r[0] + r[1]) / 2 - (R[0] + R[1]) / 2) * (w[1] - w[0]))
        assert sum(sum(out[i]) for i in mine) == R[1] - R[0]
    return out


def productivity(years, key):
    """Value added a job in the last year and its growth a year; empty where jobs are not known."""
    found = []
    for y in (years[0], years[-1]):
        _, va, _, jobs = accounts(read()[y])[key]
        found.append(va / jobs if jobs else None)
    last = "" if found[1] is None else number(found[1])
    growth = "" if None in found else repr(float(found[1] / found[0]) ** (1 / (years[-1] - years[0])) - 1)
    return f"{last},{growth}"


def main(folder):
    years = sorted(read())
    a, b = (Year(read()[y]) for y in (years[0], years[-1]))
    measures = {"va_share": lambda y: (y.va, y.x),
                "upstreamness": lambda y: (inverse(eye(len(KEYS)) - y.A) @ y.x, y.x)}
    gold = Gold("Who moved up between the two years, and what it did to the economy.")
    words = {(True, True): "upgraded", (True, False): "selective", (False, True): "squeezed", (False, False): "retreated"}
    for name, measure in measures.items():
        parts, rows = shifts(a, b, measure), []
        for i, (g, k) in enumerate(KEYS):
            line = [j for j in range(len(KEYS)) if KEYS[j][1] == k]
            first, last = figures(a, [i], line), figures(b, [i], line)
            cells = [v for p, q in zip(first, last) for v in (q, q - p)]
            word = words[last[1] >= first[1], last[2] >= first[2]]
            rows.append(f"{years[-1]},{g},{k}," + ",".join(number(v) for v in cells) + "," +
                        productivity(years, (g, k)) + f",{number(parts[i][0])},{number(parts[i][1])},{word}")
        gold.lines += [f"table: {PATH}", "method: chain.upgrading", f"params: measure={name}", "tolerance: 1e-11",
                       "source: independent computation in fractions",
                       "year,economy,industry,upstreamness,upstreamness_change,va_share,va_share_change,world_share,"
                       "world_share_change,productivity,productivity_growth,within,between,verdict", *rows, ""]
    gold.write(os.path.join(folder, "chain.upgrading.gold"))


main(sys.argv[1])
