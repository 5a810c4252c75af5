"""truth_malmquist.py DOMAR FOLDER: frontier.malmquist against Stata's gtfpch, deaR, and an exact simplex in fractions.

gtfpch prints 7 digits: 1e-6.  The rows "rd" of the deaR file are those of "gl": its Ray-Desli looks from the earlier
period alone, where the paper takes the geometric mean of both, so "rd" is held against --decomposition grifell-lovell.
The fractions (lp.py) hold every reference and index to 1e-10 on eight provinces whose data are rounded to four digits.
"""
import csv
import math
import os
import subprocess
import sys
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lp  # noqa: E402

PANEL = "../shared/data/panel/"
TRUTH = "../shared/data/truth/panel/"
PROVINCES = "china/gtfpch_30prov_2013_2015.csv"
worst, failures = {}, []


def table(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return list(csv.DictReader(f))


def ask(program, path, *options):
    done = subprocess.run([program, "run", "frontier.malmquist", path, "--format", "csv", *options], stdout=subprocess.PIPE, text=True,
                          check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def check(what, key, got, want, tolerance):
    if want is None and got == "":
        return
    off = math.inf if want is None or got == "" else abs(float(got) - float(want))
    worst[what] = max(worst.get(what, 0), off)
    if not off <= tolerance:
        failures.append(f"{what} {key}: {got}, expected {want}")


def gtfpch(program):
    common = ["--unit", "Province", "--inputs", "K,L", "--outputs", "Y", "--bad", "CO2", "--reference", "global"]
    for name, options in (("gml", ["--index", "ml"]),
                          ("nonradial_luenberger_global", ["--index", "luenberger", "--distance", "nonradial", "--weights", "ones"])):
        truth = {(r["Province"], r["Pdwise"][-4:]): r for r in table(f"{TRUTH}stata_gtfpch_{name}.csv")}
        rows = ask(program, PANEL + PROVINCES, *common, *options)
        assert len(rows) == len(truth) == 60
        for r in rows:
            for ours, theirs in (("index", "TFPCH"), ("ec", "TECH"), ("tc", "TECCH")):
                check(f"gtfpch {name} {ours}", r["unit"] + r["period"], r[ours], truth[r["unit"], r["period"]][theirs], 1e-6)


def dear(program):
    truth = {(r["type"], r["dmu"]): r for r in table(TRUTH + "malm_grifell_lovell_1999.csv")}
    for kind, ours in (("fgnz", "fgnz"), ("gl", "grifell-lovell"), ("rd", "grifell-lovell")):
        for r in ask(program, PANEL + "dea/Grifell_Lovell_1999.csv", "--inputs", "X", "--outputs", "Y", "--decomposition", ours):
            t = truth[kind, r["unit"]]
            for a, b in (("index", "mi"), ("pec", "pech"), ("sec", "sech"), ("tc", "tc")):
                check(f"deaR {kind}", r["unit"] + a, r[a], t[b], 1e-12)
    for r in ask(program, PANEL + "dea/Grifell_Lovell_1999.csv", "--inputs", "X", "--outputs", "Y", "--decomposition", "ray-desli"):
        check("deaR rd, both periods", r["unit"], r["index"], truth["rd", r["unit"]]["mi"], 1e-12)


def four_digits(text):
    return "%.3e" % float(text)


class Exact:
    """Distances in fractions, remembered."""

    def __init__(self, rows, index):
        self.rows, self.index, self.known = rows, index, {}

    def u(self, unit, period, periods, returns):
        key = unit, period, tuple(periods), returns
        if key not in self.known:
            r = self.rows[unit, period]
            ref = [v for (_, p), v in self.rows.items() if p in periods]
            X, Y, B = [v[:2] for v in ref], [v[2:3] for v in ref], [v[3:] for v in ref]
            if self.index == "malmquist":
                v = lp.radial(r[:2], r[2:3], X, Y, returns, "out")[1]
                v = None if v is None else -math.log(v)
            else:
                g = [0, 0, r[2], r[3]]
                v = lp.ddf(r[:2], r[2:3], r[3:], g, X, Y, B, returns)[1]
                v = None if v is None else -math.log1p(v) if self.index == "ml" else -float(v)
            self.known[key] = v
        return self.known[key]


def minus(a, b):
    return None if a is None or b is None else a - b


def plus(a, b):
    return None if a is None or b is None else a + b


def half(a):
    return None if a is None else a / 2


def expected(exact, unit, s, t, periods, reference, split):
    def span(p):
        return [q for q in periods if q <= p] if reference == "sequential" else [p]

    def move(returns):
        if reference in ("global", "biennial"):
            pooled = periods if reference == "global" else [s, t]
            return minus(exact.u(unit, t, pooled, returns), exact.u(unit, s, pooled, returns))
        first = minus(exact.u(unit, t, span(s), returns), exact.u(unit, s, span(s), returns))
        if split == "grifell-lovell":
            return first
        return half(plus(first, minus(exact.u(unit, t, span(t), returns), exact.u(unit, s, span(t), returns))))

    def catching(returns):
        return minus(exact.u(unit, t, span(t), returns), exact.u(unit, s, span(s), returns))

    index, ec, pec = move("crs"), catching("crs"), catching("vrs")
    if split == "fgnz":
        return index, ec, minus(index, ec), pec, minus(ec, pec)
    tc = minus(move("vrs"), pec)
    return index, ec, tc, pec, minus(minus(index, pec), tc)


def fractions(program, folder):
    names = sorted({r["Province"] for r in table(PANEL + PROVINCES)})[:8]
    path = os.path.join(folder, "eight.csv")
    rows, periods = {}, [2013, 2014, 2015]
    with open(path, "w", encoding="utf-8") as f:
        f.write("unit,year,K,L,Y,C\n")
        for r in table(PANEL + PROVINCES):
            if r["Province"] in names:
                values = [four_digits(r[k]) for k in ("K", "L", "Y", "CO2")]
                rows[r["Province"], int(r["year"])] = [F(v) for v in values]
                f.write(f"{r['Province']},{r['year']}," + ",".join(values) + "\n")
    none = 0
    for index in ("malmquist", "ml", "luenberger"):
        exact = Exact(rows, index)
        for reference in ("contemporaneous", "sequential", "global", "biennial"):
            for split in ("fgnz", "ray-desli", "grifell-lovell"):
                if split == "grifell-lovell" and reference in ("global", "biennial"):
                    continue
                bad = [] if index == "malmquist" else ["--bad", "C"]
                got = ask(program, path, "--inputs", "K,L", "--outputs", "Y", *bad, "--index", index, "--reference", reference,
                          "--decomposition", split)
                assert len(got) == 16
                for r in got:
                    t = int(r["period"])
                    want = expected(exact, r["unit"], t - 1, t, periods, reference, split)
                    none += r["status"] == "infeasible"
                    for name, value in zip(("index", "ec", "tc", "pec", "sec"), want):
                        told = value if value is None or index == "luenberger" else math.exp(value)
                        check(f"fractions {index} {reference}", f"{split} {r['unit']} {t} {name}", r[name], told, 1e-10)
    print(f"{none} rows infeasible")
    if not none:
        failures.append("no row is infeasible: the test has lost its point")


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(PANEL) or not os.path.exists(TRUTH):
        print("skipped: ../shared/data/panel")
        return 77
    os.makedirs(folder, exist_ok=True)
    gtfpch(program)
    dear(program)
    fractions(program, folder)
    for what in sorted(worst):
        print(f"{what}: {worst[what]:.1e}")
    print("\n".join(failures[:20]) or "all agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
