"""truth_sfa.py DOMAR FOLDER: frontier.sfa against FRONTIER 4.1's EG1.OUT, results of the R package frontier, and, for every
model, likelihoods by quadrature: slopes are 0 at the estimates, the neighbours are lower, standard errors and efficiencies
are those of the integrals."""
import csv
import math
import os
import subprocess
import sys

import numpy as np

from sfa_likelihood import Frontier, slopes

DATA = "../shared/data/panel/sfa/"
TRUTH = "../shared/data/truth/panel/"
failures = []


def expect(what, got, want, near):
    if not abs(got - want) <= near:
        failures.append(f"{what}: {got!r}, expected {want!r} within {near}")


def ask(program, file, folder, *options):
    path = os.path.join(folder, "sfa.json")
    done = subprocess.run([program, "run", "frontier.sfa", file, "--format", "csv", "--certificate=" + path, *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    import json
    with open(path, encoding="utf-8") as f:
        text = f.read()
    words = json.loads(text)
    words = words.get("certificate", words)
    return list(csv.DictReader(done.stdout.splitlines())), words


def number(words, name):
    v = words[name]
    return float(v["value"] if isinstance(v, dict) else v)


def table(file):
    with open(file, encoding="utf-8") as f:
        return list(csv.DictReader(f))


def column(rows, name):
    return np.array([float(r[name]) for r in rows])


def frontier41(program, folder):
    """EG1.OUT: FRONTIER stops at 1e-5, so its digits agree to about 1e-5."""
    keys = ["--unit", "firm", "--y", "log(output)", "--x", "log(capital),log(labour)"]
    rows, words = ask(program, DATA + "front41.csv", folder, *keys, "--by", "coefficient")
    for row, want in zip(rows, [0.56161963, 0.28110205, 0.53647981, 0.21700046, 0.79720730]):
        expect("EG1 " + row["term"], float(row["estimate"]), want, 1.2e-5)
    for row, b, se in zip(rows, [0.24489834, 0.28049246, 0.53330637], [0.21360307, 0.048066617, 0.051498586]):
        expect("EG1 ols " + row["term"], float(row["ols"]), b, 2e-7)
        expect("EG1 ols se " + row["term"], float(row["ols_se"]), se, 2e-7)
    expect("EG1 log-likelihood", number(words, "log_likelihood"), -17.027229, 5e-6)
    expect("EG1 LR", number(words, "lr"), 2.8392402, 2e-5)
    rows, _ = ask(program, DATA + "front41.csv", folder, *keys)
    for row, want in zip(rows, table(TRUTH + "sfa_front41_eff.csv")):
        expect("EG1 efficiency " + row["unit"], float(row["efficiency"]), float(want["eff"]), 2e-6)


def rice(program, folder):
    """The R package's own test output (nestedModels.Rout.save, efficiency effects without z)."""
    keys = ["--unit", "FMERCODE", "--period", "YEARDUM", "--y", "log(PROD)", "--x", "log(AREA),log(LABOR),log(NPK)"]
    rows, _ = ask(program, DATA + "riceProdPhil.csv", folder, *keys, "--by", "coefficient")
    for row, want in zip(rows, [-1.043244, 0.3555118, 0.3332984, 0.2712777, 0.2386278, 0.8853821]):
        expect("rice " + row["term"], float(row["estimate"]), want, 1e-5)
    rows, words = ask(program, DATA + "riceProdPhil.csv", folder, *keys, "--by", "coefficient", "--distribution", "truncated")
    if words["status"] != "no_maximum" or rows[0]["estimate"]:
        failures.append("rice, truncated: mu runs to minus infinity there (-64 and -105 in the package), and has no estimate")


def models():
    """Name, file, options, Frontier."""
    rows = table(DATA + "front41.csv")
    X = np.column_stack([np.ones(len(rows)), np.log(column(rows, "capital")), np.log(column(rows, "labour"))])
    y = np.log(column(rows, "output"))
    keys = [DATA + "front41.csv", "--unit", "firm", "--y", "log(output)", "--x", "log(capital),log(labour)"]
    for law in ("half-normal", "truncated", "exponential"):
        yield law, keys + ["--distribution", law], Frontier(y, X, law)
    translog = np.column_stack([X, X[:, 1] ** 2 / 2, X[:, 1] * X[:, 2], X[:, 2] ** 2 / 2])
    yield "translog", keys + ["--translog"], Frontier(y, translog)
    rows = table(DATA + "riceProdPhil.csv")
    farm, year = column(rows, "FMERCODE").astype(int), column(rows, "YEARDUM")
    order = np.lexsort((year, farm))
    rows = [rows[i] for i in order]
    farm, year = farm[order], year[order]
    X = np.column_stack([np.ones(len(rows))] + [np.log(column(rows, c)) for c in ("AREA", "LABOR", "NPK")])
    y = np.log(column(rows, "PROD"))
    keys = [DATA + "riceProdPhil.csv", "--unit", "FMERCODE", "--period", "YEARDUM", "--y", "log(PROD)", "--x",
            "log(AREA),log(LABOR),log(NPK)"]
    group = np.unique(farm, return_inverse=True)[1]
    yield "invariant", keys + ["--model", "bc92", "--decay=false"], Frontier(y, X, group=group)
    yield "decay", keys + ["--model", "bc92"], Frontier(y, X, group=group, age=year - 8)
    yield "decay, mu", keys + ["--model", "bc92", "--distribution", "truncated"], Frontier(y, X, "truncated", group=group, age=year - 8)
    Z = np.column_stack([np.ones(len(rows)), column(rows, "EDYRS"), column(rows, "BANRAT")])
    yield "effects", keys + ["--model", "bc95", "--z", "EDYRS,BANRAT"], Frontier(y, X, "truncated", Z=Z)
    yield "effects, no constant", keys + ["--model", "bc95", "--z", "BANRAT", "--z_constant=false"], Frontier(y, X, "truncated", Z=Z[:, 2:])
    cost = np.log(np.array([float(r["AREA"]) * float(r["AREAP"]) + float(r["LABOR"]) * float(r["LABORP"]) + float(r["NPK"]) * float(r["NPKP"])
                            for r in rows]))
    W = np.column_stack([np.ones(len(rows))] + [np.log(column(rows, c)) for c in ("PROD", "AREA", "LABORP", "NPKP")])
    options = keys[:5] + ["--y", "log(AREA*AREAP+LABOR*LABORP+NPK*NPKP)", "--x", "log(PROD),log(AREA),log(LABORP),log(NPKP)",
                          "--frontier", "cost"]
    yield "cost", options, Frontier(cost, W, cost=True)


def at_top(program, folder, name, options, f):
    rows, words = ask(program, options[0], folder, *options[1:], "--by", "coefficient")
    p, se = column(rows, "estimate"), column(rows, "se")
    value = f.loglik(p)
    expect(name + ": log-likelihood", number(words, "log_likelihood"), value, 1e-7)
    rough = slopes(f.loglik, p, se * 1e-3)[1]
    gradient, H = slopes(f.loglik, p, 1e-2 / np.sqrt(-np.diag(rough)))     # steps in the way of one parameter alone
    inverse = np.linalg.inv(-H)
    expect(name + ": what is still to gain", gradient @ inverse @ gradient, 0, 1e-9)
    for a, b, row in zip(se, np.sqrt(np.diag(inverse)), rows):
        expect(f"{name}: standard error of {row['term']}", a, b, (2e-2 if f.law == "truncated" else 3e-3) * b)    # mu, sigma2, gamma nearly trade off
    draw = np.random.default_rng(1)
    for _ in range(20):
        away = p + 0.1 * np.sqrt(1 / -np.diag(H)) * draw.standard_normal(len(p))
        if f.loglik(away) > value + 1e-9:
            failures.append(f"{name}: a neighbour is higher")
            break
    rows, _ = ask(program, options[0], folder, *options[1:])
    mean, u = f.expectations(p)
    got = {(r["unit"], r.get("period")): r for r in rows}
    for i, row in enumerate(rows):          # rows come by unit and period, as the model's own
        expect(f"{name}: efficiency {i}", float(row["efficiency"]), mean[i], 1e-8)
        expect(f"{name}: inefficiency {i}", float(row["inefficiency"]), u[i], 1e-8)
        expect(f"{name}: jlms {i}", float(row["jlms"]), math.exp(-u[i]), 1e-8)
    return len(got)


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(DATA + "front41.csv"):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    frontier41(program, folder)
    rice(program, folder)
    for name, options, f in models():
        at_top(program, folder, name, options, f)
    print("\n".join(failures[:40]) if failures else "FRONTIER 4.1, frontier, and ten models by quadrature agree")
    return 1 if failures else 0


sys.exit(main())
