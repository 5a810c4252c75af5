"""truth_dea.py DOMAR FOLDER: frontier.dea against published scores, Stata's teddf, and an exact simplex in fractions.

teddf prints 7 to 16 digits and stops its programs at 1e-7: 1e-6.  Charnes, Cooper and Rhodes 1981 and Tone 2001 are
published with 2 to 3 decimals; the fractions of lp.py hold to 1e-10 on the sets, one model after another.
"""
import csv
import math
import os
import subprocess
import sys
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lp  # noqa: E402

SHARED = "../shared/data/panel/"
STATA = "../shared/data/truth/panel/"
worst, failures = {}, []


def table(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return list(csv.DictReader(f))


def ask(program, path, *options):
    done = subprocess.run([program, "run", "frontier.dea", path, "--format", "csv", *options], stdout=subprocess.PIPE,
                          text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def check(what, key, got, want, tolerance):
    off = abs(float(got or "nan") - float(want))
    worst[what] = max(worst.get(what, 0), off)
    if not off <= tolerance:
        failures.append(f"{what} {key}: {got}, expected {float(want)!r}")


def teddf(program):
    data = SHARED + "china/gtfpch_30prov_2013_2015.csv"
    common = ["--unit", "Province", "--inputs", "K,L", "--outputs", "Y", "--bad", "CO2"]
    for name, options in (("radial_dirKLYC", ["--model", "ddf", "--direction", "own"]),
                          ("radial_dirYC", ["--model", "ddf", "--direction", "outputs"]),
                          ("nonradial_w1111", ["--model", "ddf-nonradial", "--weights", "ones"])):
        truth = {(r["Province"], r["year"]): r for r in table(f"{STATA}stata_teddf_{name}.csv")}
        rows = ask(program, data, *common, *options)
        assert len(rows) == len(truth) == 90
        for r in rows:
            check(f"teddf {name}", r["unit"] + r["period"], r["score"], truth[r["unit"], r["period"]]["Dv"], 1e-6)
    parts = ask(program, data, *common, *options, "--by", "slack")
    for r in parts:
        check("teddf betas", r["unit"] + r["period"] + r["variable"], r["beta"],
              truth[r["unit"], r["period"]]["B_" + r["variable"]], 1e-6)


def published(program):
    rho = {"DMU_A": 0.798, "DMU_B": 0.568, "DMU_C": 1, "DMU_D": 0.667, "DMU_E": 1}
    for r in ask(program, SHARED + "dea/Tone2001.csv", "--inputs", "Input1,Input2", "--outputs", "Output1,Output2", "--model", "sbm"):
        check("Tone 2001", r["unit"], r["score"], rho[r["unit"]], 5e-4)


def columns(rows, names):
    return [[F(r[n]) for n in names] for r in rows]


def exact(program, path, inputs, outputs, key, bads=(), models=("radial", "sbm", "additive", "super", "super_sbm")):
    rows = table(path)
    X, Y, B = columns(rows, inputs), columns(rows, outputs), columns(rows, bads)
    name = os.path.basename(path)
    base = ["--unit", key, "--inputs", ",".join(inputs), "--outputs", ",".join(outputs), *(("--bad", ",".join(bads)) if bads else ())]

    def each(what, options, want, every=1):
        got = ask(program, path, *base, *options)
        assert len(got) == len(rows)
        for k, r in enumerate(got):
            if k % every:
                continue
            outcome, value = want(k)[:2]
            if r["status"] != outcome:
                failures.append(f"{name} {what} {r['unit']}: {r['status']}, expected {outcome}")
            elif outcome == "optimal":
                check(f"{name} {what}", r["unit"], r["score"], value, 1e-10 * max(1, abs(float(value))))

    def others(k, of):
        return of[:k] + of[k + 1:]

    if models == ("ccr",):
        each("ccr", [], lambda k: lp.radial(X[k], Y[k], X, Y), 7)       # seconds a program in fractions
        return
    for returns in ("crs", "vrs", "nirs", "ndrs"):
        common = ["--returns", returns]
        if "radial" in models:
            for way in ("in", "out"):
                each(f"radial {way} {returns}", [*common, "--orientation", way],
                     lambda k: lp.radial(X[k], Y[k], X, Y, returns, way))
        if "sbm" in models:
            each(f"sbm {returns}", [*common, "--model", "sbm"], lambda k: lp.sbm(X[k], Y[k], B[k], X, Y, B, returns))
        if "additive" in models:
            each(f"additive {returns}", [*common, "--model", "additive"], lambda k: lp.additive(X[k], Y[k], X, Y, returns))
        if "super" in models:
            for way in ("in", "out"):
                each(f"super {way} {returns}", [*common, "--super", "--orientation", way],
                     lambda k: lp.radial(X[k], Y[k], others(k, X), others(k, Y), returns, way))
        if "super_sbm" in models:
            def again(k):
                plain = lp.sbm(X[k], Y[k], B[k], X, Y, B, returns)
                return lp.super_sbm(X[k], Y[k], others(k, X), others(k, Y), returns) if plain[1] == 1 else plain
            each(f"super sbm {returns}", [*common, "--super", "--model", "sbm"], again)
        if "ddf" in models:
            for how in ("weak", "strong"):
                each(f"ddf {how} {returns}", [*common, "--model", "ddf", "--disposal", how],
                     lambda k: lp.ddf(X[k], Y[k], B[k], X[k] + Y[k] + B[k], X, Y, B, returns, how == "weak"))


def main():
    program = sys.argv[1]
    if not os.path.exists(SHARED) or not os.path.exists(STATA):
        print("skipped: ../shared/data/panel")
        return 77
    teddf(program)
    published(program)
    exact(program, SHARED + "dea/Tone2001.csv", ["Input1", "Input2"], ["Output1", "Output2"], "DMU")
    exact(program, SHARED + "dea/Tone2003.csv", ["x"], ["yg"], "DMU", ["yb"], ("sbm", "ddf"))
    exact(program, SHARED + "dea/Power_plants.csv", ["X1", "X2", "X3", "X4"], ["Y1", "Y2"], "DMU")
    exact(program, SHARED + "dea/Coelli_1998.csv", ["input1", "input2"], ["output"], "dmus")
    exact(program, SHARED + "dea/PFT1981.csv", ["Education", "Occupation", "Parental", "Counseling", "Teachers"],
          ["Reading", "Math", "Coopersmith"], "Site", (), ("ccr",))
    for what in sorted(worst):
        print(f"{what}: {worst[what]:.1e}")
    print("\n".join(failures[:20]) or "all agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
