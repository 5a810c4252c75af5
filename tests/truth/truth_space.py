"""truth_space.py DOMAR FOLDER: index.space against dense numpy: Moran's I and Geary's c with both variances (1e-10), local Moran with
its exact conditional z (1e-9), for crime in 49 districts of Columbus and the index of 31 provinces over 13 years, under several weights.
Means and tails of random exchanges are drawn here again with another generator, 20000 of them: p values within 0.02.  For Columbus I is
0.485770914 and its variance 0.008991121, as the documentation of R's spdep prints them.
"""
import csv
import io
import math
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel"


def run(domar, *args):
    out = subprocess.run([domar, "run", "index.space", *args, "--format", "csv"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def near(what, value, truth, tolerance):
    if not abs(float(value) - truth) <= tolerance * max(1, abs(truth)):
        sys.exit(f"{what}: {value} is not {truth}")


def tail(z):
    return math.erfc(abs(z) / math.sqrt(2))


def check(domar, path, names, columns, W, *options, variable):
    """columns: period -> values in the order of names."""
    n = len(names)
    answer = {r["period"]: r for r in run(domar, path, "--variable", variable, *options, "--draws", "9999")}
    local = {(r["unit"], r["period"]): r for r in run(domar, path, "--variable", variable, *options, "--by", "unit", "--draws", "9999")}
    generator = np.random.default_rng(5)
    for period, x in columns.items():
        z = x - x.mean()
        S0, m2 = W.sum(), (z ** 2).sum()
        S1 = ((W + W.T) ** 2).sum() / 2
        S2 = ((W.sum(0) + W.sum(1)) ** 2).sum()
        b2 = n * (z ** 4).sum() / m2 ** 2
        I = n / S0 * (z @ W @ z) / m2
        E = -1 / (n - 1)
        VN = (n * n * S1 - n * S2 + 3 * S0 ** 2) / ((n * n - 1) * S0 ** 2) - E * E
        VR = (n * ((n * n - 3 * n + 3) * S1 - n * S2 + 3 * S0 ** 2) - b2 * (n * (n - 1) * S1 - 2 * n * S2 + 6 * S0 ** 2)) / (
            (n - 1) * (n - 2) * (n - 3) * S0 ** 2) - E * E
        c = (n - 1) / (2 * S0) * (W * (x[:, None] - x[None, :]) ** 2).sum() / m2
        CN = ((2 * S1 + S2) * (n - 1) - 4 * S0 ** 2) / (2 * (n + 1) * S0 ** 2)
        CR = ((n - 1) * S1 * (n * n - 3 * n + 3 - (n - 1) * b2) - (n - 1) * S2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) / 4 + S0 ** 2 * (
            n * n - 3 - (n - 1) ** 2 * b2)) / (n * (n - 2) * (n - 3) * S0 ** 2)
        a = answer[period]
        for name, truth in dict(moran=I, sd=VR ** .5, z=(I - E) / VR ** .5, z_normal=(I - E) / VN ** .5, p=tail((I - E) / VR ** .5),
                                geary=c, geary_z=(c - 1) / CR ** .5, geary_z_normal=(c - 1) / CN ** .5).items():
            near(f"{period} {name}", a[name], truth, 1e-10)
        draws = np.array([(lambda q: n / S0 * (q @ W @ q) / m2)(z[generator.permutation(n)]) for _ in range(20000)])
        near(f"{period} sd of draws", draws.std(), VR ** .5, 0.02)          # the formula itself
        near(f"{period} p_draws", a["p_draws"], 2 * min((draws >= I).mean(), (draws <= I).mean()), 0.02)
        s = z / (m2 / n) ** .5
        lag = W @ s
        mixed = np.array([generator.permutation(n - 1) for _ in range(4000)])
        for i, unit in enumerate(names):
            r = local[unit, period]
            others = np.delete(s, i)
            w = np.delete(W[i], i)
            near(f"{unit} local", r["local"], s[i] * lag[i], 1e-10)
            mean, var = w.sum() * others.mean(), others.var() * (n - 1) / (n - 2) * ((w ** 2).sum() - w.sum() ** 2 / (n - 1))
            near(f"{unit} z", r["local_z"], (lag[i] - mean) / var ** .5 * (1 if s[i] >= 0 else -1), 1e-9)
            drawn = others[mixed] @ w
            p = min((drawn >= lag[i] - 1e-12).mean(), (drawn <= lag[i] + 1e-12).mean())
            near(f"{unit} {period} p", r["local_p"], p, 0.035)
            corner = ("high" if s[i] >= 0 else "low") + "_" + ("high" if lag[i] >= 0 else "low")
            if r["quadrant"] != corner or r["cluster"] != (corner if float(r["local_p"]) < 0.05 else "none"):
                sys.exit(f"{unit}: {r} is not {corner}")


def columbus(domar, folder):
    rows = list(csv.DictReader(open(f"{SHARED}/regional/columbus.csv")))
    names = [str(k + 1) for k in range(len(rows))]
    path = os.path.join(folder, "columbus.csv")
    with open(path, "w") as f:
        f.write("id,CRIME\n" + "".join(f"{k},{r['CRIME']}\n" for k, r in zip(names, rows)))
    x = np.array([float(r["CRIME"]) for r in rows])
    W = np.zeros((len(x), len(x)))
    for r in csv.DictReader(open(f"{SHARED}/regional/columbus_nb.csv")):
        W[int(r["i"]) - 1, int(r["j"]) - 1] = 1
    file = ["--adjacency", f"{SHARED}/regional/columbus_nb.csv"]
    check(domar, path, names, {"all": x}, W / W.sum(1, keepdims=True), *file, variable="CRIME")
    check(domar, path, names, {"all": x}, W, *file, "--standardise", "none", variable="CRIME")
    a = run(domar, path, "--variable", "CRIME", *file)[0]
    near("spdep's I", a["moran"], 0.485770914, 6e-10)
    near("spdep's variance", float(a["sd"]) ** 2, 0.008991121, 6e-10)


def provinces(domar, folder):
    rows = list(csv.DictReader(open(f"{SHARED}/nqpf/nqpf_province.csv")))
    names = sorted({r["code"] for r in rows})
    path = os.path.join(folder, "space_provinces.csv")
    with open(path, "w") as f:
        f.write("province,year,nqpf,gtfp\n" + "".join(f"{r['code']},{r['year']},{r['nqpf']},{r['gtfp']}\n" for r in rows))
    value = {(r["code"], r["year"]): float(r["nqpf"]) for r in rows}
    years = sorted({r["year"] for r in rows})
    columns = {y: np.array([value[p, y] for p in names]) for y in years}
    W = np.zeros((31, 31))
    for r in csv.DictReader(open(f"{SHARED}/nqpf/province_adjacency.csv")):
        W[names.index(r["i"]), names.index(r["j"])] = 1
    check(domar, path, names, columns, W / W.sum(1, keepdims=True), "--adjacency", f"{SHARED}/nqpf/province_adjacency.csv", variable="nqpf")
    mean = np.array([np.mean([float(r["gtfp"]) for r in rows if r["code"] == p]) for p in names])
    gap = np.abs(mean[:, None] - mean[None, :])
    np.fill_diagonal(gap, np.inf)
    check(domar, path, names, {"2010": columns["2010"]}, (1 / gap) / (1 / gap).sum(1, keepdims=True), "--economic", "gtfp", variable="nqpf")
    nested = W / gap
    check(domar, path, names, {"2010": columns["2010"]}, nested / nested.sum(1, keepdims=True), "--economic", "gtfp", "--adjacency",
          f"{SHARED}/nqpf/province_adjacency.csv", variable="nqpf")


if __name__ == "__main__":
    if not os.path.exists(f"{SHARED}/nqpf/nqpf_province.csv"):
        print("skipped: ../shared/data/panel is missing")
        sys.exit(77)
    os.makedirs(sys.argv[2], exist_ok=True)
    columbus(sys.argv[1], sys.argv[2])
    provinces(sys.argv[1], sys.argv[2])
