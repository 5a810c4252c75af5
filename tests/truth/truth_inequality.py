"""truth_inequality.py DOMAR FOLDER: index.inequality on the new-quality-productive-forces index of 31 provinces by four
regions and of 2711 counties by 31 provinces, against the definitions summed pair by pair here in plain Python (no sorting,
no prefix sums), to 1e-12, weighted too.  The design note's shares of the green productivity of the provinces in 2010 (48.3 between, 26.1 transvariation,
25.5 within; found there by another program) come out.  Counties have values below zero from 2012 on: the answer says so.
"""
import csv
import gzip
import io
import math
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel/nqpf"
TOLERANCE = 1e-12


def naive(y, w, g):
    """Dagum's parts by their definitions."""
    W = sum(w)
    m = sum(a * b for a, b in zip(y, w)) / W
    names = sorted(set(g))
    members = {j: [i for i in range(len(y)) if g[i] == j] for j in names}
    Wj = {j: sum(w[i] for i in members[j]) for j in names}
    mj = {j: sum(w[i] * y[i] for i in members[j]) / Wj[j] for j in names}
    p = {j: Wj[j] / W for j in names}
    s = {j: Wj[j] * mj[j] / (W * m) for j in names}
    gini = sum(w[i] * w[r] * abs(y[i] - y[r]) for i in range(len(y)) for r in range(len(y))) / (2 * W * W * m)
    within = between = trans = 0
    G, D = {}, {}
    for j in names:
        for h in names:
            d = sum(w[i] * w[r] * max(y[i] - y[r], 0) for i in members[j] for r in members[h]) / (Wj[j] * Wj[h])
            q = sum(w[i] * w[r] * max(y[r] - y[i], 0) for i in members[j] for r in members[h]) / (Wj[j] * Wj[h])
            G[j, h] = (d + q) / (mj[j] + mj[h])
            if j == h:
                within += G[j, j] * p[j] * s[j]
            elif mj[j] > mj[h] or (mj[j] == mj[h] and j > h):
                D[j, h] = D[h, j] = (d - q) / (d + q)
                both = G[j, h] * (p[j] * s[h] + p[h] * s[j])
                between += both * D[j, h]
                trans += both * (1 - D[j, h])
    T = sum(a * b / m * math.log(b / m) for a, b in zip(w, y)) / W
    Tb = sum(s[j] * math.log(mj[j] / m) for j in names)
    L = sum(a * math.log(m / b) for a, b in zip(w, y)) / W
    Lb = sum(p[j] * math.log(m / mj[j]) for j in names)
    return dict(gini=gini, within=within, between=between, transvariation=trans, theil_t=T, theil_t_between=Tb,
                theil_t_within=T - Tb, theil_l=L, theil_l_between=Lb, theil_l_within=L - Lb), G, D


def run(domar, *args):
    out = subprocess.run([domar, "run", "index.inequality", *args, "--format", "csv"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def near(what, value, truth, tolerance=TOLERANCE):
    if abs(float(value) - truth) > tolerance * max(1, abs(truth)):
        sys.exit(f"{what}: {value} is not {truth}")


def provinces(domar, folder):
    region = {r["code"]: r["region4"] for r in csv.DictReader(open(f"{SHARED}/province_codes.csv", encoding="utf-8"))}
    rows = list(csv.DictReader(open(f"{SHARED}/nqpf_province.csv")))
    path = os.path.join(folder, "inequality_provinces.csv")
    with open(path, "w") as f:
        f.write("province,year,region,nqpf,gtfp\n")
        for r in rows:
            f.write(f"{r['code']},{r['year']},{region[r['code']]},{r['nqpf']},{r['gtfp']}\n")
    for variable, weights in (("gtfp", []), ("nqpf", []), ("nqpf", ["--weights", "gtfp"])):
        answer = {r["period"]: r for r in run(domar, path, "--variable", variable, "--group", "region", *weights)}
        pairs = {(r["period"], r["group"], r["partner"]): r for r in
                 run(domar, path, "--variable", variable, "--group", "region", "--by", "pair", *weights)}
        for year in sorted({r["year"] for r in rows}):
            mine = [r for r in rows if r["year"] == year]
            truth, G, D = naive([float(r[variable]) for r in mine], [float(r["gtfp"]) if weights else 1 for r in mine],
                                [region[r["code"]] for r in mine])
            for name, value in truth.items():
                near(f"{year} {name}", answer[year][name], value)
            for j, h in D:
                if j < h:
                    near(f"{year} {j}-{h} gini", pairs[year, j, h]["gini"], G[j, h])
                    near(f"{year} {j}-{h} D", pairs[year, j, h]["affluence"], D[j, h], 1e-10)
            if variable == "gtfp" and year == "2010":
                for part, share in PUBLISHED.items():
                    near(f"published {part}", answer[year][part + "_share"], share, 0.051 / share)


def counties(domar, folder):
    rows = list(csv.DictReader(gzip.open(f"{SHARED}/nqpf_county.csv.gz", "rt")))
    path = os.path.join(folder, "inequality_counties.csv")
    with open(path, "w") as f:
        f.write("county,year,province,nqpf\n")
        for r in rows:
            f.write(f"{r['code']},{r['year']},P{r['code'][:2]},{r['nqpf']}\n")
    answer = {r["period"]: r for r in run(domar, path, "--unit", "county", "--variable", "nqpf", "--group", "province")}
    mine = [r for r in rows if r["year"] == "2010"]
    y, g = np.array([float(r["nqpf"]) for r in mine]), np.array([r["code"][:2] for r in mine])
    far = np.abs(y[:, None] - y[None, :])
    size = 2 * len(y) ** 2 * y.mean()
    truth = dict(gini=far.sum() / size, within=0, between=0, transvariation=0)
    for j in np.unique(g):
        for h in np.unique(g):
            a, b = g == j, g == h
            part = far[np.ix_(a, b)].sum() / size
            if j == h:                                      # G_jj p_j s_j is this share of the sum of distances
                truth["within"] += part
            else:
                D = abs(y[a].mean() - y[b].mean()) / far[np.ix_(a, b)].mean()
                truth["between"] += part * D
                truth["transvariation"] += part * (1 - D)
    for name, value in truth.items():
        near(f"counties {name}", answer["2010"][name], value, 1e-11)
    for year in answer:
        least = min(float(r["nqpf"]) for r in rows if r["year"] == year)
        if (least < 0) != (answer[year]["status"] in ("negative", "meanless")):
            sys.exit(f"counties {year}: least value {least}, status {answer[year]['status']}")


PUBLISHED = {"between": 48.3, "transvariation": 26.1, "within": 25.5}
if __name__ == "__main__":
    if not os.path.exists(f"{SHARED}/nqpf_province.csv"):
        print("skipped: ../shared/data/panel/nqpf is missing")
        sys.exit(77)
    os.makedirs(sys.argv[2], exist_ok=True)
    provinces(sys.argv[1], sys.argv[2])
    counties(sys.argv[1], sys.argv[2])
