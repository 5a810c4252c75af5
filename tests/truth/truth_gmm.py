"""truth_gmm.py DOMAR FOLDER: panel.gmm. Table 4(b) of Arellano and Bond (1991) with Windmeijer's standard errors from
../shared/data/truth/panel; then difference and system, one and two steps, collapsed or not, predetermined and endogenous
regressors against numpy: instruments by looking up unit and year in a dictionary, weights of full stacked matrices,
Windmeijer's correction from a numerical derivative of the two-step estimate by the one-step one, the tests of serial
correlation from the influence of every unit, difference-in-Hansen by estimating again."""
import csv
import os
import subprocess
import sys

import numpy as np

TABLE = "../shared/data/panel/regional/plm_EmplUK.csv"
TRUTH = "../shared/data/truth/panel/arellano_bond_t4b.csv"
worst = {}


def ask(program, *options):
    done = subprocess.run([program, "run", "panel.gmm", TABLE, "--format", "csv", *options], stdout=subprocess.PIPE, text=True,
                          check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def near(got, want, what, tolerance):
    gap = abs(float(got) - want) / max(abs(want), 1e-9)
    worst[what] = max(worst.get(what, 0), gap)
    if not gap <= tolerance:
        sys.exit(f"{what}: {got}, expected {want!r}")


def published(program):
    truth = list(csv.DictReader(open(TRUTH)))
    rows = ask(program, "--y", "log(emp)", "--lags", "2", "--x", "log(wage),L.log(wage),log(capital),log(output),L.log(output)")
    plain = ask(program, "--y", "log(emp)", "--lags", "2", "--x", "log(wage),L.log(wage),log(capital),log(output),L.log(output)",
                "--se", "conventional")
    for k, t in enumerate(truth):
        near(rows[k]["estimate"], float(t["Estimate"]), "Table 4(b), coefficients", 1e-9)
        near(rows[k]["se"], float(t["se_windmeijer"]), "Table 4(b), Windmeijer", 1e-9)
        near(plain[k]["se"], float(t["Std..Error"]), "Table 4(b), two-step errors", 1e-9)
    for got, printed in zip(rows, (0.474, -0.053, -0.513, 0.225, 0.293, 0.610, -0.446)):
        if abs(float(got["estimate"]) - printed) > 0.0005:
            sys.exit("Table 4(b) as printed")


class Model:
    def __init__(self, data, system, collapse, kinds, lo=2, hi=99, initial="full"):
        """kinds: list of (name, kind); data[name][firm, year]."""
        self.kinds, self.initial = kinds, initial
        firms = sorted({f for f, _ in data["y"]})
        years = sorted({t for _, t in data["y"]})
        val = lambda name, f, t: data[name].get((f, t))
        full = {(f, t) for f in firms for t in years
                if val("y", f, t) is not None and val("y", f, t - 1) is not None
                and all(val(n, f, t) is not None for n, _ in kinds)}
        eqs = {f: [("d", t) for t in years if (f, t) in full and (f, t - 1) in full]
               + ([("l", t) for t in years if (f, t) in full] if system else []) for f in firms}
        self.firms = [f for f in firms if eqs[f]]
        touched = sorted({t for f in firms for e, t in eqs[f]} | {t - 1 for f in firms for e, t in eqs[f] if e == "d"})
        dummies = touched[1:]
        level_x = lambda f, t: ([val("y", f, t - 1)] + [val(n, f, t) for n, _ in kinds] + [float(t == s) for s in dummies]
                                + ([1.0] if system else []))
        cols = {}
        place = lambda key: cols.setdefault(key, len(cols))
        entries = []
        for f in self.firms:
            for r, (e, t) in enumerate(eqs[f]):
                row = {}
                lagging = [("y", lo)] + [(n, lo if k == "endo" else lo - 1) for n, k in kinds if k != "exo"]
                for name, first in lagging:
                    if e == "d":
                        for lag in range(first, hi - (lo - first) + 1):
                            z = val(name, f, t - lag)
                            if z:
                                row[place((name, "d", lag) if collapse else (name, "d", lag, t))] = z
                    else:
                        a, b = val(name, f, t - first + 1), val(name, f, t - first)
                        if a is not None and b is not None and a != b:
                            row[place((name, "l") if collapse else (name, "l", t))] = a - b
                for n, k in kinds:
                    if k == "exo":
                        row[place((n, "iv"))] = val(n, f, t) - (val(n, f, t - 1) if e == "d" else 0)
                for s in dummies:
                    z = float(t == s) - (float(t - 1 == s) if e == "d" else 0)
                    if z:
                        row[place((s, "dummy"))] = z
                if system and e == "l":
                    row[place("constant")] = 1.0
                entries.append(row)
        self.cols = cols
        L = len(cols)
        self.Z, self.X, self.y, self.e = [], [], [], []
        it = iter(entries)
        for f in self.firms:
            Z = np.zeros((len(eqs[f]), L))
            for r in range(len(eqs[f])):
                for c, z in next(it).items():
                    Z[r, c] = z
            X = [np.array(level_x(f, t)) - (np.array(level_x(f, t - 1)) if e == "d" else 0) for e, t in eqs[f]]
            y = [val("y", f, t) - (val("y", f, t - 1) if e == "d" else 0) for e, t in eqs[f]]
            self.Z.append(Z)
            self.X.append(np.array(X))
            self.y.append(np.array(y))
        self.eqs = [eqs[f] for f in self.firms]
        self.K = self.X[0].shape[1]
        self.slopes = 1 + len(kinds)

    def H(self, eqs):
        """Covariance of the errors of the equations: M M' where M takes white noise of the years to equations."""
        years = sorted({t for _, t in eqs} | {t - 1 for e, t in eqs if e == "d"})
        M = np.array([[(s == t) - (e == "d" and s == t - 1) for s in years] for e, t in eqs], float)
        if self.initial == "white":
            return np.eye(len(eqs))
        H = M @ M.T
        if self.initial == "blocks":
            kind = np.array([e == "d" for e, _ in eqs])
            H = H * (kind[:, None] == kind[None, :])
        return H

    def fit(self, W, keep=None):
        Z = [z if keep is None else z[:, keep] for z in self.Z]
        ZX = sum(z.T @ x for z, x in zip(Z, self.X))
        Zy = sum(z.T @ y for z, y in zip(Z, self.y))
        A = np.linalg.inv(ZX.T @ W @ ZX)
        b = A @ ZX.T @ W @ Zy
        return b, A, ZX, Zy

    def S(self, b):
        return sum(np.outer(g, g) for g in (z.T @ (y - x @ b) for z, x, y in zip(self.Z, self.X, self.y)))

    def one(self):
        W = np.linalg.pinv(sum(z.T @ self.H(q) @ z for z, q in zip(self.Z, self.eqs)), rcond=1e-12, hermitian=True)
        return (W,) + self.fit(W)

    def two(self, b1):
        W = np.linalg.pinv(self.S(b1), rcond=1e-11, hermitian=True)
        return (W,) + self.fit(W)


def compare(program, model, options, se_tolerance=1e-6):
    W1, b1, A1, ZX, Zy = model.one()
    W2, b2, A2, _, _ = model.two(b1)
    e = [y - x @ b1 for x, y in zip(model.X, model.y)]
    d = np.concatenate([[v for v, (k, _) in zip(r, q) if k == "d"] for r, q in zip(e, model.eqs)])
    s2 = d @ d / (len(d) - model.K) / 2
    V1 = A1 @ ZX.T @ W1 @ model.S(b1) @ W1 @ ZX @ A1
    D = np.zeros((model.K, model.K))
    for j in range(model.K):
        h = 1e-4 * max(abs(b1[j]), 0.05)
        up, down = b1.copy(), b1.copy()
        up[j] += h
        down[j] -= h
        fine = (model.two(up)[1] - model.two(down)[1]) / (2 * h)
        up[j] += h
        down[j] -= h
        D[:, j] = (4 * fine - (model.two(up)[1] - model.two(down)[1]) / (4 * h)) / 3
    VW = A2 + D @ A2 + A2 @ D.T + D @ V1 @ D.T
    cases = {("one", "robust"): (b1, V1), ("one", "conventional"): (b1, s2 * A1), ("two", "robust"): (b2, VW),
             ("two", "conventional"): (b2, A2)}
    for (steps, se), (b, V) in cases.items():
        rows = ask(program, *options, "--steps", steps, "--se", se)
        if len(rows) != model.K:
            sys.exit(f"{len(rows)} regressors, expected {model.K}")
        for k, r in enumerate(rows):
            near(r["estimate"], b[k], f"coefficients, {steps} steps", 1e-7)
            near(r["se"], np.sqrt(V[k, k]), f"errors, {steps} steps, {se}", se_tolerance)
        stats = {r["statistic"]: r for r in ask(program, *options, "--steps", steps, "--se", se, "--by", "statistic")}
        near(stats["instruments"]["value"], len(model.cols), "instruments", 0)
        g1 = Zy - ZX @ b1
        near(stats["sargan"]["value"], g1 @ W1 @ g1 / s2, "Sargan", 1e-6)
        g2 = Zy - ZX @ b2
        J = g2 @ W2 @ g2
        near(stats["hansen"]["value"], J, "Hansen", 1e-6)
        near(stats["hansen"]["df1"], len(model.cols) - model.K, "degrees of freedom", 0)
        serial(model, stats, b, V, (W1, A1) if steps == "one" else (W2, A2), ZX, s2, steps == "one" and se == "conventional")
        names = list(model.cols)
        sets = {"levels": [isinstance(c, tuple) and len(c) > 1 and c[1] == "l" for c in names]}
        for name, kind in [("y", "pre")] + model.kinds:
            if kind != "exo":
                sets[name] = [isinstance(c, tuple) and c[0] == name and c[1] in "dl" for c in names]
        sets["exogenous"] = [isinstance(c, tuple) and c[1] == "iv" for c in names]
        for name, out in sets.items():
            out = np.array(out)
            label = "log(emp)" if name == "y" else {"wage": "log(wage)", "capital": "log(capital)", "output": "log(output)"}.get(name, name)
            row = stats.get("difference: " + label)
            if not out.any() or (~out).sum() <= model.K:
                continue
            Wr = np.linalg.inv(model.S(b1)[np.ix_(~out, ~out)])
            br, _, ZXr, Zyr = model.fit(Wr, ~out)
            gr = Zyr - ZXr @ br
            near(row["value"], J - gr @ Wr @ gr, "difference in Hansen", 1e-5)
            near(row["df1"], out.sum(), "degrees of freedom of the difference", 0)


def serial(model, stats, b, V, weights, ZX, s2, plain):
    W, A = weights
    for order in (1, 2):
        top, wX, parts = 0.0, 0.0, []
        for z, x, y, q in zip(model.Z, model.X, model.y, model.eqs):
            e = y - x @ b
            at = {t: v for (k, t), v in zip(q, e) if k == "d"}
            w = np.array([at.get(t - order, 0.0) if k == "d" else 0.0 for k, t in q])
            M = s2 * model.H(q) if plain else np.outer(e, e)
            parts.append((w @ M @ w, z.T @ M @ w))
            top += w @ e
            wX = wX + w @ x
        first = sum(p for p, _ in parts)
        second = wX @ A @ ZX.T @ W @ sum(p for _, p in parts)
        near(stats[f"ar{order}"]["value"], top / np.sqrt(first - 2 * second + wX @ V @ wX), f"AR({order})", 1e-5)


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE) or not os.path.exists(TRUTH):
        print("skipped: ../shared/data is missing")
        return 77
    published(program)
    rows = list(csv.DictReader(open(TABLE)))
    data = {}
    for name in ("emp", "wage", "capital", "output"):
        data["y" if name == "emp" else name] = {(int(r["firm"]), int(r["year"])): float(np.log(float(r[name]))) for r in rows}
    base = ["--y", "log(emp)"]
    exo = lambda *names: [(n, "exo") for n in names]
    compare(program, Model(data, False, False, exo("wage", "capital")), base + ["--x", "log(wage),log(capital)"])
    compare(program, Model(data, False, True, exo("wage") + [("capital", "pre")]),
            base + ["--x", "log(wage)", "--predetermined", "log(capital)", "--collapse"])
    compare(program, Model(data, True, False, exo("wage", "capital"), 2, 3),
            base + ["--x", "log(wage),log(capital)", "--equations", "system", "--to", "3"])
    for initial in ("full", "blocks", "white"):
        compare(program, Model(data, True, True, [("wage", "pre"), ("capital", "endo")], 2, 4, initial),
                base + ["--predetermined", "log(wage)", "--endogenous", "log(capital)", "--equations", "system", "--collapse",
                        "--to", "4", "--initial", initial])
    print("panel.gmm agrees: " + ", ".join(f"{k} {v:.0e}" for k, v in worst.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
