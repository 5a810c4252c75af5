"""truth_regress.py DOMAR FOLDER: panel.regress against dense numpy: effects as dummies written out and solved by
SVD, covariances from full matrices of which residuals may be correlated, random effects by generalised least squares
with the full covariance matrix of the errors. Grunfeld (balanced), Produc with logarithms and regions, and EmplUK
(unbalanced). Figures that plm prints for Grunfeld are met to their digits."""
import csv
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel/regional/"
worst = 0.0


def ask(program, table, *options):
    done = subprocess.run([program, "run", "panel.regress", SHARED + table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def near(got, want, what, tolerance=1e-9, scale=None):
    global worst
    gap = abs(float(got) - want) / (scale or max(abs(want), 1e-12))
    worst = max(worst, gap)
    if not gap <= tolerance:
        sys.exit(f"{what}: {got}, numpy {want!r}")


def dummies(codes):
    names = sorted(set(codes))
    return (np.array(codes)[:, None] == np.array(names)[None, :]).astype(float)


class Panel:
    def __init__(self, table, unit, period, y, x, region=None):
        with open(SHARED + table) as f:
            rows = list(csv.DictReader(f))
        order = {}
        for r in rows:
            order.setdefault(r[unit], len(order))
        rows.sort(key=lambda r: (order[r[unit]], float(r[period])))
        self.unit = np.array([r[unit] for r in rows])
        self.period = np.array([float(r[period]) for r in rows])
        self.region = np.array([r[region] for r in rows]) if region else None
        self.y = np.array([y(r) for r in rows])
        self.X = np.array([[g(r) for g in x] for r in rows])
        self.n = len(rows)


def projector(D):
    U, s, _ = np.linalg.svd(D, full_matrices=False)
    U = U[:, s > 1e-9 * s[0]]
    return U @ U.T, U.shape[1]


def absorb(p, effects, extra=False):
    blocks = {"none": [], "unit": [p.unit], "period": [p.period], "two-way": [p.unit, p.period]}[effects]
    blocks = blocks + ([p.region] if extra else [])
    return blocks


def meat(e, X, kind, p, rows, h=None, lags=None):
    n = len(e)
    g = X * e[:, None]
    unit, period = p.unit[rows], p.period[rows]
    same = lambda c: (c[:, None] == c[None, :]).astype(float)
    if kind in ("hc0", "robust"):
        return g.T @ g
    if kind in ("hc2", "hc3"):
        d = (1 - h) ** (1 if kind == "hc2" else 2)
        return (g / d[:, None]).T @ g
    if kind == "unit":
        return g.T @ same(unit) @ g
    if kind == "both":
        return g.T @ np.maximum(same(unit), same(period)) @ g
    times = np.unique(period)
    place = np.searchsorted(times, period)
    far = np.abs(place[:, None] - place[None, :])
    m = int(np.floor(4 * (len(times) / 100) ** (2 / 9))) if lags is None else lags
    return g.T @ np.maximum(0, 1 - far / (m + 1)) @ g


def covariance(e, Xt, X, kind, p, rows, absorbed, h, nested):
    """Xt: regressors cleared of effects; h: leverage of all columns; nested(kind): parameters that count."""
    A = np.linalg.inv(Xt.T @ Xt)
    n, k = Xt.shape
    if kind == "classical":
        return A * (e @ e) / (n - k - absorbed)
    V = A @ meat(e, Xt, kind, p, rows, h) @ A
    if kind == "robust":
        return V * n / (n - k - absorbed)
    if kind in ("unit", "both", "dk"):
        G = {"unit": len(set(p.unit[rows])), "dk": len(set(p.period[rows]))}.get(kind)
        G = G or min(len(set(p.unit[rows])), len(set(p.period[rows])))
        V = V * G / (G - 1) * (n - 1) / (n - k - nested)
        if kind == "both":
            w, U = np.linalg.eigh((V + V.T) / 2)
            V = U @ np.diag(np.maximum(w, 0)) @ U.T
    return V


SE = {"classical": ["--se", "classical"], "robust": ["--se", "robust"], "hc0": ["--se", "hc0"], "hc2": ["--se", "hc2"],
      "hc3": ["--se", "hc3"], "unit": ["--se", "cluster"], "both": ["--se", "cluster", "--cluster", "unit,period"],
      "dk": ["--se", "driscoll-kraay"]}


def fixed(program, table, p, words, effects, extra=False):
    blocks = absorb(p, effects, extra)
    n, k = p.X.shape
    rows = np.arange(n)
    D = np.hstack([dummies(list(b)) for b in blocks]) if blocks else np.ones((n, 1))
    P, rank = projector(D)
    Xt, yt = p.X - P @ p.X, p.y - P @ p.y
    b = np.linalg.lstsq(Xt, yt, rcond=None)[0]
    e = yt - Xt @ b
    h = np.diag(P) + np.einsum("ij,jk,ik->i", Xt, np.linalg.inv(Xt.T @ Xt), Xt)
    more = ["--absorb", extra] if extra else []
    for kind, option in SE.items():
        got = ask(program, table, *words, "--effects", effects, *more, *option)
        off = 0 if blocks else 1
        within = effects in ("unit", "two-way") and kind in ("unit", "both")
        within_t = effects in ("period", "two-way") and kind == "both"
        if not within and not within_t:
            counted = rank
        else:
            left = [c for c, inside in zip(blocks, ([within, within_t] if effects == "two-way" else [True]) + [False])
                    if not inside]
            counted = projector(np.hstack([dummies(list(c)) for c in left]))[1] if left else 1
        V = covariance(e, Xt, None, kind, p, rows, rank, h, counted)
        for j in range(k):
            near(got[j + off]["estimate"], b[j], f"{table} {effects} b{j}")
            near(got[j + off]["se"], np.sqrt(V[j, j]), f"{table} {effects} {kind} se{j}", 1e-8)
    ssr = e @ e
    stats = {r["statistic"]: r for r in ask(program, table, *words, "--effects", effects, *more, "--by", "statistic",
                                             "--se", "classical")}
    near(stats["ssr"]["value"], ssr, "ssr")
    near(stats["effects"]["value"], rank if blocks else 0, "parameters of effects")
    V = covariance(e, Xt, None, "classical", p, rows, rank, h, rank)
    near(stats["slopes"]["value"], b @ np.linalg.inv(V) @ b / k, "slopes F", 1e-8)
    if blocks:
        Z = np.hstack([np.ones((n, 1)), p.X])
        r0 = p.y - Z @ np.linalg.lstsq(Z, p.y, rcond=None)[0]
        F = (r0 @ r0 - ssr) / (rank - 1) / (ssr / (n - k - rank))
        near(stats["f_effects"]["value"], F, "F of effects", 1e-8)
    shown = ask(program, table, *words, "--effects", effects, *more, "--by", "unit")
    place = {(u, t): i for i, (u, t) in enumerate(zip(p.unit, p.period))}
    for r in shown:
        i = place[r["unit"], float(r["period"])]
        near(r["residual"], e[i], "residual", 1e-9, np.abs(e).max())
        near(r["fitted"], p.y[i] - e[i], "fitted")
        if effects == "unit" and not extra:
            mine = p.unit == p.unit[i]
            near(r["unit_effect"], np.mean(p.y[mine] - p.X[mine] @ b), "effect", 1e-8)


def random(program, table, p, words):
    n, k = p.X.shape
    D = dummies(list(p.unit))
    T = D.sum(0)
    N = len(T)
    Z = np.hstack([np.ones((n, 1)), p.X])
    P = D @ np.diag(1 / T) @ D.T
    Q = np.eye(n) - P
    bw = np.linalg.lstsq(Q @ p.X, Q @ p.y, rcond=None)[0]
    ew = Q @ (p.y - p.X @ bw)
    s_e = ew @ ew / (n - N - k)
    bb = np.linalg.lstsq(P @ Z, P @ p.y, rcond=None)[0]
    eb = P @ (p.y - Z @ bb)
    tr = np.trace(np.linalg.solve(Z.T @ P @ Z, Z.T @ D @ D.T @ Z))
    s_u = max(0, (eb @ eb - (N - k - 1) * s_e) / (n - tr))
    Om = s_e * np.eye(n) + s_u * D @ D.T
    W = np.linalg.inv(Om)
    b = np.linalg.solve(Z.T @ W @ Z, Z.T @ W @ p.y)
    got = ask(program, table, *words, "--effects", "random", "--se", "classical")
    e = p.y - Z @ b
    s2 = s_e * (e @ W @ e) / (n - k - 1)            # of the quasi-demeaned regression
    V = s2 / s_e * np.linalg.inv(Z.T @ W @ Z)
    for j in range(k + 1):
        near(got[j]["estimate"], b[j], f"{table} random b{j}", 1e-8)
        near(got[j]["se"], np.sqrt(V[j, j]), f"{table} random se{j}", 1e-8)
    A = np.linalg.inv(Z.T @ W @ Z)
    same = (p.unit[:, None] == p.unit[None, :]).astype(float)
    S = Z.T @ W @ (np.outer(e, e) * same) @ W @ Z
    Vc = A @ S @ A * N / (N - 1) * (n - 1) / (n - k - 1)
    got = ask(program, table, *words, "--effects", "random", "--se", "cluster")
    for j in range(k + 1):
        near(got[j]["se"], np.sqrt(Vc[j, j]), f"{table} random cluster se{j}", 1e-8)
    stats = {r["statistic"]: r for r in ask(program, table, *words, "--effects", "random", "--by", "statistic")}
    near(stats["s_e"]["value"], s_e, "s_e")
    near(stats["s_u"]["value"], s_u, "s_u", 1e-8)
    Vw = np.linalg.inv(p.X.T @ Q @ p.X) * s_e
    gap = bw - b[1:]
    diff = Vw - V[1:, 1:]
    if np.linalg.eigvalsh(diff)[0] > 0:
        near(stats["hausman"]["value"], gap @ np.linalg.solve(diff, gap), "Hausman", 1e-6)
    elif stats["hausman"]["outcome"] != "undefined":
        sys.exit("Hausman where the difference of variances is none")
    M = np.hstack([Z, P @ p.X])
    bm = np.linalg.solve(M.T @ W @ M, M.T @ W @ p.y)
    em = p.y - M @ bm
    Am = np.linalg.inv(M.T @ W @ M)
    Vm = Am @ (M.T @ W @ (np.outer(em, em) * same) @ W @ M) @ Am * N / (N - 1) * (n - 1) / (n - M.shape[1])
    g = bm[k + 1:]
    near(stats["mundlak"]["value"], g @ np.linalg.solve(Vm[k + 1:, k + 1:], g), "Mundlak", 1e-6)
    bo = np.linalg.lstsq(Z, p.y, rcond=None)[0]
    eo = p.y - Z @ bo
    LM = n * n / 2 * (1 - (D.T @ eo) @ (D.T @ eo) / (eo @ eo)) ** 2 / ((T ** 2).sum() - n)
    near(stats["lm_units"]["value"], LM, "Breusch-Pagan", 1e-8)
    shown = ask(program, table, *words, "--effects", "random", "--by", "unit")
    u = s_u * D.T @ W @ e
    names = sorted(set(p.unit))
    for r in shown:
        near(r["unit_effect"], u[names.index(r["unit"])], "prediction of the unit's effect", 1e-8, np.abs(u).max())


def other(program, table, p, words):
    n, k = p.X.shape
    got = ask(program, table, *words, "--effects", "between", "--se", "classical")
    D = dummies(list(p.unit))
    Z = (D / D.sum(0)).T @ np.hstack([np.ones((n, 1)), p.X])
    y = (D / D.sum(0)).T @ p.y
    b = np.linalg.lstsq(Z, y, rcond=None)[0]
    e = y - Z @ b
    V = np.linalg.inv(Z.T @ Z) * (e @ e) / (len(y) - k - 1)
    for j in range(k + 1):
        near(got[j]["estimate"], b[j], "between b", 1e-8)
        near(got[j]["se"], np.sqrt(V[j, j]), "between se", 1e-8)
    pair = [i for i in range(1, n) if p.unit[i] == p.unit[i - 1] and p.period[i] == p.period[i - 1] + 1]
    rows = np.array(pair)
    dX, dy = p.X[rows] - p.X[rows - 1], p.y[rows] - p.y[rows - 1]
    for drift in (False, True):
        X = np.hstack([np.ones((len(rows), 1)), dX]) if drift else dX
        b = np.linalg.lstsq(X, dy, rcond=None)[0]
        e = dy - X @ b
        V = covariance(e, X, None, "unit", p, rows, 0, None, 0)
        got = ask(program, table, *words, "--effects", "first-difference", *(["--drift"] if drift else []))
        for j in range(len(b)):
            near(got[j]["estimate"], b[j], "difference b", 1e-8)
            near(got[j]["se"], np.sqrt(V[j, j]), "difference se", 1e-8)


def published(program):
    """Grunfeld: digits that summary(plm(...)) and phtest of the R package plm print."""
    words = ["--y", "inv", "--x", "value,capital"]
    digits = lambda got, want, places: abs(float(got) - want) <= 0.5 * 10.0 ** -places or sys.exit(f"{got}, printed {want}")
    fe = ask(program, "plm_Grunfeld.csv", *words, "--effects", "unit", "--se", "classical")
    digits(fe[0]["estimate"], 0.110124, 6)
    digits(fe[1]["estimate"], 0.310065, 6)
    re = ask(program, "plm_Grunfeld.csv", *words, "--effects", "random", "--se", "classical")
    digits(re[0]["estimate"], -57.834415, 6)
    digits(re[1]["estimate"], 0.109781, 6)
    digits(re[2]["estimate"], 0.308113, 6)
    digits(re[0]["se"], 28.898935, 6)
    digits(re[1]["se"], 0.010493, 6)
    digits(re[2]["se"], 0.017180, 6)
    stats = {r["statistic"]: r for r in ask(program, "plm_Grunfeld.csv", *words, "--effects", "random", "--by", "statistic")}
    digits(stats["hausman"]["value"], 2.3304, 4)
    digits(stats["s_e"]["value"], 2784.46, 2)
    digits(stats["s_u"]["value"], 7089.80, 2)
    digits(stats["theta_low"]["value"], 0.8612, 4)


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(SHARED + "plm_Grunfeld.csv"):
        print("skipped: ../shared/data/panel/regional is missing")
        return 77
    number = lambda name: lambda r: float(r[name])
    log = lambda name: lambda r: np.log(float(r[name]))
    grunfeld = Panel("plm_Grunfeld.csv", "firm", "year", number("inv"), [number("value"), number("capital")])
    produc = Panel("plm_Produc.csv", "state", "year", log("gsp"), [log("pcap"), log("pc"), log("emp"), number("unemp")], "region")
    empl = Panel("plm_EmplUK.csv", "firm", "year", log("emp"), [log("wage"), log("capital"), log("output")])
    cases = [("plm_Grunfeld.csv", grunfeld, ["--y", "inv", "--x", "value,capital"]),
             ("plm_Produc.csv", produc, ["--y", "log(gsp)", "--x", "log(pcap),log(pc),log(emp),unemp"]),
             ("plm_EmplUK.csv", empl, ["--y", "log(emp)", "--x", "log(wage),log(capital),log(output)"])]
    for table, p, words in cases:
        for effects in ("none", "unit", "period", "two-way"):
            fixed(program, table, p, words, effects)
        random(program, table, p, words)
        other(program, table, p, words)
    fixed(program, "plm_Produc.csv", produc, cases[1][2], "period", "region")
    published(program)
    print(f"panel.regress agrees with numpy, largest relative gap {worst:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
