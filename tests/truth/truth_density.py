"""truth_density.py DOMAR FOLDER: index.density on 31 provinces over 13 years against sums over all values as they stand (1e-12), bandwidths by
the rules (1e-12), and peaks counted and placed on a grid of 200001 points (1e-4 of the range), with and without reflection at bounds.
"""
import csv
import io
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel/nqpf"


def run(domar, *args):
    out = subprocess.run([domar, "run", "index.density", *args, "--format", "csv"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def near(what, value, truth, tolerance=1e-12):
    if not abs(float(value) - truth) <= tolerance * max(1, abs(truth)):
        sys.exit(f"{what}: {value} is not {truth}")


def density(x, data, h, low, high):
    total = np.zeros_like(x)
    for mirror in [None] + [b for b in (low, high) if b is not None]:
        d = data if mirror is None else 2 * mirror - data
        total += np.exp(-0.5 * ((x[:, None] - d[None, :]) / h) ** 2).sum(1)
    return total / (len(data) * h * np.sqrt(2 * np.pi))


def check(domar, path, values, rule, bounds):
    options = ["--variable", "nqpf", "--rule", rule] + (["--bandwidth", "0.05"] if rule == "fixed" else [])
    low = high = None
    if bounds:
        options += ["--bounds", bounds]
        low, high = (float(b) if b else None for b in bounds.split(","))
    summary = {r["period"]: r for r in run(domar, path, *options)}
    curve = run(domar, path, *options, "--by", "point", "--points", "51")
    for year, data in values.items():
        n, sd = len(data), data.std(ddof=1)
        q = np.percentile(data, [25, 75, 10, 50, 90])
        h = {"nrd0": 0.9 * min(sd, (q[1] - q[0]) / 1.34) * n ** -0.2, "silverman": 1.06 * sd * n ** -0.2, "fixed": 0.05}[rule]
        r = summary[year]
        near("bandwidth", r["bandwidth"], h)
        for name, truth in zip(("p10", "median", "p90"), q[2:]):
            near(name, r[name], truth)
        near("skewness", r["skewness"], ((data - data.mean()) ** 3).mean() / data.std() ** 3)
        mine = [c for c in curve if c["period"] == year]
        x = np.array([float(c["value"]) for c in mine])
        for c, f in zip(mine, density(x, data, h, low, high)):
            near(f"density at {c['value']}", c["density"], f)
        a, b = data.min() - h, data.max() + h
        a, b = a if low is None else max(a, low), b if high is None else min(b, high)
        x = np.linspace(a, b, 200001)
        f = density(x, data, h, low, high)
        top = [k for k in range(1, len(x) - 1) if f[k - 1] < f[k] >= f[k + 1]]
        top += [0] if low is not None and a == low and f[0] > f[1] else []
        top.sort(key=lambda k: -f[k])
        near(f"{year} {rule} peak", r["peak"], x[top[0]], 1e-4 * (b - a))
        near("height", r["height"], f[top[0]], 1e-8)
        near(f"{year} {rule} {bounds} peaks", r["peaks"], sum(f[k] >= 0.05 * f[top[0]] for k in top))
        above = np.where(f > 0.5 * f[top[0]])[0]
        left = right = int(np.searchsorted(above, top[0]))
        while left > 0 and above[left - 1] == above[left] - 1:
            left -= 1
        while right + 1 < len(above) and above[right + 1] == above[right] + 1:
            right += 1
        if above[left] > 0 or low is not None:
            near("width", r["width"], x[above[right]] - x[above[left]], 1e-4 * (b - a))


if __name__ == "__main__":
    if not os.path.exists(f"{SHARED}/nqpf_province.csv"):
        print("skipped: ../shared/data/panel is missing")
        sys.exit(77)
    os.makedirs(sys.argv[2], exist_ok=True)
    rows = list(csv.DictReader(open(f"{SHARED}/nqpf_province.csv")))
    path = os.path.join(sys.argv[2], "density_provinces.csv")
    with open(path, "w") as f:
        f.write("province,year,nqpf\n" + "".join(f"{r['code']},{r['year']},{r['nqpf']}\n" for r in rows))
    values = {y: np.array([float(r["nqpf"]) for r in rows if r["year"] == y]) for y in sorted({r["year"] for r in rows})}
    check(sys.argv[1], path, values, "nrd0", None)
    check(sys.argv[1], path, values, "silverman", None)
    check(sys.argv[1], path, values, "fixed", None)
    check(sys.argv[1], path, values, "nrd0", "0.5,")
