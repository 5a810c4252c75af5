"""truth_convergence.py DOMAR FOLDER: index.convergence on 31 provinces over 13 years against regressions with dummies in numpy: coefficients
(1e-10), standard errors clustered by unit, robust and classical (1e-9), speed and half-life, spread and its trend; spans of one and three
years, with a control and with effects.  With neighbours (SAR, SDM; effects of units and periods taken out) rho by a search for the largest
concentrated likelihood (1e-6), coefficients given it (1e-6); and the same answers from panel.spatial.
"""
import csv
import io
import math
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel/nqpf"


def run(domar, *args):
    out = subprocess.run([domar, "run", "index.convergence", *args, "--format", "csv"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def near(what, value, truth, tolerance=1e-10):
    if not abs(float(value) - truth) <= tolerance * max(1, abs(truth)):
        sys.exit(f"{what}: {value} is not {truth}")


def check(domar, path, rows, effects, se, step, control):
    value = {(r["code"], int(r["year"])): r for r in rows}
    pairs = [(c, t) for c, t in sorted(value) if (c, t + step) in value]
    log = lambda c, t: math.log(float(value[c, t]["nqpf"]))
    g = np.array([(log(c, t + step) - log(c, t)) / step for c, t in pairs])
    columns = [np.array([log(c, t) for c, t in pairs])]
    if control:
        columns.append(np.array([float(value[c, t]["gtfp"]) for c, t in pairs]))
    units, years = sorted({c for c, _ in pairs}), sorted({t for _, t in pairs})
    slopes = len(columns)
    D = []
    if effects in ("unit", "two-way"):
        D += [np.array([float(c == u) for c, _ in pairs]) for u in units]
    if effects in ("period", "two-way"):
        D += [np.array([float(t == y) for _, t in pairs]) for y in years[1 if D else 0:]]
    X = np.column_stack(columns + (D or [np.ones(len(g))]))
    inverse = np.linalg.inv(X.T @ X)
    b = inverse @ X.T @ g
    e = g - X @ b
    n, K = X.shape
    if se == "classical":
        V, df = inverse * (e @ e) / (n - K), n - K
    elif se == "robust":
        V, df = inverse @ (X.T * e ** 2) @ X @ inverse * n / (n - K), n - K
    else:
        S = np.array([sum(X[i] * e[i] for i in range(n) if pairs[i][0] == u) for u in units])
        G = len(units)
        counted = slopes + (1 if effects in ("none", "unit") else len(years))       # effects within clusters do not count
        V, df = inverse @ S.T @ S @ inverse * G / (G - 1) * (n - 1) / (n - counted), G - 1
    options = ["--variable", "nqpf", "--effects", effects, "--se", se, "--step", str(step)] + (["--x", "gtfp"] if control else [])
    terms = {r["term"]: r for r in run(domar, path, *options, "--by", "coefficient")}
    for k, name in enumerate(["log(nqpf)", "gtfp"][:slopes]):
        near(f"{options} {name}", terms[name]["estimate"], b[k])
        near(f"{options} se of {name}", terms[name]["se"], V[k, k] ** .5, 1e-9)
    s = {r["statistic"]: r for r in run(domar, path, *options)}
    near("beta", s["beta"]["value"], b[0])
    if s["beta"]["df2"] != str(df):
        sys.exit(f"df {s['beta']['df2']} is not {df}")
    speed = -math.log(1 + b[0] * step) / step
    near("speed", s["speed"]["value"], speed)
    near("speed_se", s["speed_se"]["value"], V[0, 0] ** .5 / (1 + b[0] * step), 1e-9)
    if speed > 0:
        near("half_life", s["half_life"]["value"], math.log(2) / speed)
    elif s["half_life"]["outcome"] != "undefined":
        sys.exit("a half-life of what drifts apart")


def spread(domar, path, rows):
    years = sorted({r["year"] for r in rows})
    answer = {r["period"]: r for r in run(domar, path, "--variable", "nqpf", "--by", "period")}
    cv, sd = [], []
    for y in years:
        x = np.array([float(r["nqpf"]) for r in rows if r["year"] == y])
        cv.append(x.std() / x.mean())
        sd.append(np.log(x).std())
        near("cv", answer[y]["cv"], cv[-1])
        near("sd_log", answer[y]["sd_log"], sd[-1])
    s = {r["statistic"]: r for r in run(domar, path, "--variable", "nqpf")}
    t = np.array([float(y) for y in years])
    for name, v in (("sigma_trend", cv), ("sd_log_trend", sd)):
        slope, level = np.polyfit(t - t.mean(), v, 1)
        near(name, s[name]["value"], slope)


def neighbours(domar, path, rows, durbin):
    units, years = sorted({r["code"] for r in rows}), sorted({int(r["year"]) for r in rows})
    log = {(r["code"], int(r["year"])): math.log(float(r["nqpf"])) for r in rows}
    n, T = len(units), len(years) - 1
    y = np.array([[log[u, t + 1] - log[u, t] for u in units] for t in years[:-1]])
    x = np.array([[log[u, t] for u in units] for t in years[:-1]])
    W = np.zeros((n, n))
    for r in csv.DictReader(open(f"{SHARED}/province_adjacency.csv")):
        W[units.index(r["i"]), units.index(r["j"])] = 1
    W /= W.sum(1, keepdims=True)
    out = lambda a: (a - a.mean(0) - a.mean(1, keepdims=True) + a.mean()).ravel()
    X = np.column_stack([out(x)] + ([out(x @ W.T)] if durbin else []))
    e0, e1 = (v - X @ np.linalg.lstsq(X, v, rcond=None)[0] for v in (out(y), out(y @ W.T)))
    eigen = np.linalg.eigvals(W).real
    likelihood = lambda rho: -n * T / 2 * math.log(((e0 - rho * e1) ** 2).sum() / (n * T)) + T * np.log(1 - rho * eigen).sum()
    low, high = -0.9, 0.9
    for _ in range(120):                                                    # the likelihood has one top here
        a, b = low + (high - low) * 0.382, low + (high - low) * 0.618
        low, high = (low, b) if likelihood(a) > likelihood(b) else (a, high)
    rho = (low + high) / 2
    b = np.linalg.lstsq(X, out(y) - rho * out(y @ W.T), rcond=None)[0]
    file = ["--adjacency", f"{SHARED}/province_adjacency.csv", "--model", "sdm" if durbin else "sar", "--effects", "two-way"]
    terms = {r["term"]: r for r in run(domar, path, "--variable", "nqpf", *file, "--by", "coefficient")}
    near("rho", terms["rho"]["estimate"], rho, 1e-6)
    for k, name in enumerate(["log(nqpf)", "W.log(nqpf)"][:len(b)]):
        near(name, terms[name]["estimate"], b[k], 1e-6)
    for model in ("sar", "sem", "sdm"):
        file[3] = model
        mine = {r["term"]: r for r in run(domar, path, "--variable", "nqpf", *file, "--by", "coefficient")}
        other = subprocess.run([domar, "run", "panel.spatial", path, "--y", "F.log(nqpf)-log(nqpf)", "--x", "log(nqpf)", "--correction", "none", *file,
                                "--format", "csv"], capture_output=True, text=True)
        if other.returncode:
            sys.exit(other.stderr)
        for r in csv.DictReader(io.StringIO(other.stdout)):
            near(f"{model} {r['term']}", mine[r["term"]]["estimate"], float(r["estimate"]), 1e-9)
            near(f"{model} se of {r['term']}", mine[r["term"]]["se"], float(r["se"]), 1e-9)


if __name__ == "__main__":
    if not os.path.exists(f"{SHARED}/nqpf_province.csv"):
        print("skipped: ../shared/data/panel is missing")
        sys.exit(77)
    os.makedirs(sys.argv[2], exist_ok=True)
    rows = list(csv.DictReader(open(f"{SHARED}/nqpf_province.csv")))
    path = os.path.join(sys.argv[2], "convergence_provinces.csv")
    with open(path, "w") as f:
        f.write("province,year,nqpf,gtfp\n" + "".join(f"{r['code']},{r['year']},{r['nqpf']},{r['gtfp']}\n" for r in rows))
    for effects in ("none", "unit", "period", "two-way"):
        for se in ("cluster", "robust", "classical"):
            for step, control in ((1, False), (3, True)):
                check(sys.argv[1], path, rows, effects, se, step, control)
    spread(sys.argv[1], path, rows)
    neighbours(sys.argv[1], path, rows, False)
    neighbours(sys.argv[1], path, rows, True)
