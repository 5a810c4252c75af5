"""truth_tobit.py DOMAR FOLDER: panel.tobit on the Philippine rice farms: pooled, two limits, random effects, truncated. At its
estimates an independent likelihood has no slope, its neighbours are lower, standard errors are those of its second
derivatives; expectations and marginal effects are integrals and their differences."""
import csv
import json
import math
import os
import subprocess
import sys

import numpy as np

from tobit_likelihood import Limited, slopes

DATA = "../shared/data/panel/sfa/riceProdPhil.csv"
failures = []


def expect(what, got, want, near):
    if not abs(float(got) - want) <= near:
        failures.append(f"{what}: {got!r}, expected {want!r} within {near}")


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(DATA):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)

    def ask(*options):
        path = os.path.join(folder, "tobit.json")
        done = subprocess.run([program, "run", "panel.tobit", DATA, "--format", "csv", "--unit", "FMERCODE", "--period", "YEARDUM",
                               "--certificate=" + path, *options], stdout=subprocess.PIPE, text=True, check=True)
        with open(path, encoding="utf-8") as f:
            words = json.load(f)
        return list(csv.DictReader(done.stdout.splitlines())), words.get("certificate", words)

    with open(DATA, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    rows.sort(key=lambda r: (int(r["FMERCODE"]), int(r["YEARDUM"])))
    of = lambda c: np.array([float(r[c]) for r in rows])
    unit = np.unique(of("FMERCODE"), return_inverse=True)[1]
    one = np.ones(len(rows))
    X = np.column_stack([one, np.log(of("AREA")), of("EDYRS"), of("NADULT")])
    terms = "log(AREA),EDYRS,NADULT"
    Z = np.column_stack([one, np.log(of("AREA")), np.log(of("LABOR"))])
    share = ["--y", "BANRAT", "--x", terms]
    models = [("two limits", share + ["--left", "0", "--right", "1"], Limited(of("BANRAT"), X, 0, 1)),
              ("upper limit", share + ["--left", "none", "--right", "1"], Limited(of("BANRAT"), X, right=1)),
              ("random effects", ["--y", "OTHER", "--x", terms, "--left", "40", "--effects", "random"], Limited(of("OTHER"), X, 40, unit=unit)),
              ("random effects, two limits", ["--y", "NPK", "--x", "log(AREA),log(LABOR)", "--left", "60", "--right", "400", "--effects", "random"],
               Limited(of("NPK"), Z, 60, 400, unit=unit)),
              ("truncated", ["--y", "log(PROD)", "--x", "log(AREA),log(LABOR)", "--model", "truncated", "--left", "-3"],
               Limited(np.log(of("PROD")), Z, -3, truncated=True)),
              ("truncated between", ["--y", "log(PROD)", "--x", "log(AREA),log(LABOR)", "--model", "truncated", "--left", "-3.3", "--right",
                                     "3.5"], Limited(np.log(of("PROD")), Z, -3.3, 3.5, truncated=True))]
    if not os.environ.get("DOMAR_LONG"):            # the others ask the same code with fewer things at once
        models = [m for m in models if m[0] not in ("upper limit", "random effects", "truncated")]
    for name, options, f in models:
        got, words = ask(*options)
        p, se = (np.array([float(r[c]) for r in got]) for c in ("estimate", "se"))
        value = f.loglik(p)
        expect(name + ": log-likelihood", words["log_likelihood"]["value"], value, 1e-8 * (1 + abs(value)))
        rough = slopes(f.loglik, p, se * 1e-3)[1]
        g, H = slopes(f.loglik, p, 1e-2 / np.sqrt(-np.diag(rough)))
        inverse = np.linalg.inv(-H)
        expect(name + ": what is still to gain", g @ inverse @ g, 0, 1e-9)
        for a, b, row in zip(se, np.sqrt(np.diag(inverse)), got):
            expect(f"{name}: standard error of {row['term']}", a, b, 1e-3 * b)
        draw = np.random.default_rng(5)
        if any(f.loglik(p + 0.1 * np.sqrt(1 / -np.diag(H)) * draw.standard_normal(len(p))) > value + 1e-9 for _ in range(20)):
            failures.append(name + ": a neighbour is higher")
        seen, conditional, inside = f.expectations(p)
        for i, row in enumerate(ask(*options, "--by", "unit")[0]):
            expect(f"{name}: expected {i}", row["expected"], seen[i], 1e-7 * (1 + abs(seen[i])))
            expect(f"{name}: conditional {i}", row["conditional"], conditional[i], 1e-7 * (1 + abs(conditional[i])))
            expect(f"{name}: probability {i}", row["probability"], inside[i], 1e-9)
        mean = dict(zip(("expected", "conditional", "probability"), f.effects(p)), latent=1.0)
        for k, row in enumerate(ask(*options, "--by", "effect")[0]):
            want = p[1 + k // 4] * mean[row["class"]]
            expect(f"{name}: effect of {row['term']} on {row['class']}", row["estimate"], want, 1e-6 * abs(p[1 + k // 4]))
            # delta method, by moving every parameter
            turn = np.zeros(len(p))
            for a in range(len(p)):
                away = [p.copy(), p.copy()]
                away[0][a] += 1e-3 * se[a]
                away[1][a] -= 1e-3 * se[a]
                e = [q[1 + k // 4] * dict(zip(("expected", "conditional", "probability"), f.effects(q)), latent=1.0)[row["class"]] for q in away]
                turn[a] = (e[0] - e[1]) / (2e-3 * se[a])
            expect(f"{name}: its standard error", row["se"], math.sqrt(turn @ inverse @ turn), 3e-3 * float(row["se"]) + 1e-8 * abs(p[1 + k // 4]))
    print("\n".join(failures[:40]) if failures else "limited regressions by an independent likelihood agree")
    return 1 if failures else 0


sys.exit(main())
