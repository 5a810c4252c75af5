"""truth_firms.py DOMAR FOLDER: firms.misallocation, firms.dynamics and firms.tfp on economies drawn here and on plants of
Chile, against numpy.

Misallocation: a Hsieh-Klenow economy (sigma 3, R 0.1, w 1, lognormal wedges, fixed seed): wedges of every firm, means of
marginal products, TFPRbar and A over Abar as the paper has them, trimming as panel.md pins it, and what lognormality
predicts.  Dynamics: a panel with entry and exit, sums over sets of firms by label.
Production functions: the criterion of acf on all rows, at every least point that is told.
Rule: |a - b| <= 1e-9 max(|b|, 1)."""
import csv
import itertools
import os
import subprocess
import sys

import numpy as np

PROGRAM, FOLDER = sys.argv[1], sys.argv[2]
failures, count = [], 0


def check(what, got, want, rtol=1e-9):
    global count
    got, want = np.atleast_1d(np.asarray(got, float)), np.atleast_1d(np.asarray(want, float))
    count += want.size
    if got.shape != want.shape or not (np.abs(got - want) <= rtol * np.maximum(np.abs(want), 1)).all():
        at = 0 if got.shape != want.shape else int(np.argmax(np.abs(got - want)))
        failures.append(f"{what}: {got.size} numbers, at {at} {got.ravel()[at]!r}, expected {want.ravel()[at]!r}")


def ask(method, path, *options):
    done = subprocess.run([PROGRAM, "run", method, path, "--format", "csv", *options], stdout=subprocess.PIPE, text=True, check=True)
    rows = list(csv.reader(done.stdout.splitlines()))
    return {name: [r[c] for r in rows[1:]] for c, name in enumerate(rows[0])}


def numbers(column):
    return np.array([float(v) if v else np.nan for v in column])


def write(path, names, columns):
    with open(path, "w") as f:
        f.write(",".join(names) + "\n")
        for row in zip(*columns):
            f.write(",".join(str(v) if isinstance(v, (str, np.str_)) else repr(float(v)) if isinstance(v, float) else str(int(v)) for v in row) + "\n")


def economy(n, industries, years, sd_y, sd_k, seed):
    rng = np.random.default_rng(seed)
    s, R = 3.0, .1
    ind = rng.integers(0, industries, n)
    a = rng.uniform(.25, .65, industries)
    firm, year, I, va, k, wl = [], [], [], [], [], []
    for t in range(years):
        lnA, ly, lk = rng.normal(0, 1, n), rng.normal(0, sd_y, n), rng.normal(0, sd_k, n)
        al = a[ind]
        py = (np.exp(lnA) * np.exp(ly) / np.exp(lk) ** al) ** (s - 1)       # revenue under wedges 1 - tau_Y, 1 + tau_K
        va.append(py)
        wl.append((1 - al) * (s - 1) / s * np.exp(ly) * py)
        k.append(al * (s - 1) / s * np.exp(ly) / np.exp(lk) * py / R)
        firm.append(np.arange(n)), year.append(np.full(n, 2000 + t)), I.append(ind)
    return [np.concatenate(x) for x in (firm, year, I, va, k, wl)], a


def hk(I, va, k, wl, a, s=3.0, R=.1):
    """Log Y* / Y, logs of TFPR and TFPQ, of one year."""
    al, N = a[I], len(a)
    one_ty, one_tk = s / (s - 1) * wl / ((1 - al) * va), al / (1 - al) * wl / (R * k)
    Y = np.bincount(I, va, N)
    sh = va / Y[I]
    mrpl = 1 / np.bincount(I, one_ty * sh, N)
    mrpk = R / np.bincount(I, one_ty / one_tk * sh, N)
    bar = s / (s - 1) * (mrpk / a) ** a * (mrpl / (1 - a)) ** (1 - a)
    A, tfpr = va ** (s / (s - 1)) / (k ** al * wl ** (1 - al)), va / (k ** al * wl ** (1 - al))
    Abar = np.bincount(I, A ** (s - 1), N) ** (1 / (s - 1))
    inside = np.bincount(I, (A / Abar[I] * bar[I] / tfpr) ** (s - 1), N)
    theta = Y / Y.sum()
    M = np.bincount(I, minlength=N)
    with np.errstate(divide="ignore"):
        gain = -(theta * np.where(M > 0, np.log(inside), 0)).sum() / (s - 1)
    var = lambda x: np.bincount(I, x * x, N) / M - (np.bincount(I, x, N) / M) ** 2
    predicted = (theta * (s / 2 * var(np.log(tfpr)) + a * (1 - a) / 2 * var(np.log(one_tk)))).sum()
    return gain, np.log(tfpr / bar[I]), np.log(A * M[I] ** (1 / (s - 1)) / Abar[I]), predicted, one_tk


def misallocation():
    for sd_y, sd_k, seed in ((.35, .25, 1), (.0, .4, 2), (0., 0., 3)):
        (firm, year, I, va, k, wl), a = economy(4000, 12, 3, sd_y, sd_k, seed)
        path = os.path.join(FOLDER, f"hk{seed}.csv")
        write(path, ["firm", "year", "ind", "va", "k", "wl", "alpha"],
              [np.char.add("f", firm.astype(str)), year, np.char.add("i", I.astype(str)), va, k, wl, a[I]])
        for trim in (0, .01, .025):
            own = ["--value-added", "va", "--capital", "k", "--wage-bill", "wl", "--industry", "ind", "--capital-share", "alpha", "--trim", str(trim)]
            got = ask("firms.misallocation", path, *own)
            for t in range(3):
                m = year == 2000 + t
                x = [v[m] for v in (I, va, k, wl)]
                gain, tfpr, tfpq, predicted, _ = hk(*x, a)
                if trim:
                    keep = np.ones(m.sum(), bool)
                    for v in (tfpr, tfpq):
                        lo, hi = np.quantile(v, [trim, 1 - trim])
                        keep &= (v >= lo) & (v <= hi)
                    if sd_y or sd_k:
                        gain, tfpr, tfpq, predicted, _ = hk(*[v[keep] for v in x], a)
                        check(f"trim {trim}: firms used", float(got["units"][t]), keep.sum())
                row = {n: float(got[n][t]) for n in got}
                if trim and not (sd_y or sd_k):                       # ties at rounding: only the gain is told
                    check("no wedges, no gain", row["gain"], 0)
                    continue
                check(f"gain {seed} {trim} {t}", row["gain"], 100 * np.expm1(gain))
                check("lognormal", row["gain_lognormal"], 100 * np.expm1(predicted))
                for name, v in (("tfpr", tfpr), ("tfpq", tfpq)):
                    q = np.quantile(v, [.1, .25, .75, .9])
                    check(name, [row["sd_" + name], row["iqr_" + name], row["decile_" + name]], [v.std(ddof=1), q[2] - q[1], q[3] - q[0]])
                if not trim and sd_y:                                 # the design's own answer, up to the sample
                    theta = np.bincount(x[0], x[1]) / x[1].sum()
                    design = (theta * (1.5 * (sd_y ** 2 + (a * sd_k) ** 2) + a * (1 - a) / 2 * sd_k ** 2)).sum()
                    check("as the design has it", row["gain_lognormal"], 100 * np.expm1(design), .05)
                    check("gain near to the lognormal one", np.log1p(row["gain"] / 100), design, .15)
        if sd_y == 0 and sd_k:                                        # only capital wedges: taking them away is all
            check("capital wedges alone", numbers(got["gain_capital"]), numbers(got["gain"]))


def dynamics():
    rng = np.random.default_rng(11)
    rows = []
    for i in range(600):
        first, last = sorted(rng.integers(0, 6, 2))
        first, last = (0, 5) if rng.random() < .4 else (first, last)
        p, size = rng.normal(1, .5), rng.normal(0, 1)
        for t in range(first, last + 1):
            p += rng.normal(.02, .1)
            size += rng.normal(0, .2)
            if rng.random() > .03:
                rows.append((f"f{i}", 2000 + t, "abc"[i % 3], float(p), float(np.exp(size))))
    path = os.path.join(FOLDER, "dynamics.csv")
    write(path, ["firm", "year", "ind", "tfp", "size"], [list(c) for c in zip(*rows)])
    for span in (1, 3):
        got = ask("firms.dynamics", path, "--productivity", "tfp", "--share", "size", "--by", "scheme", "--span", str(span))
        at = {(p, s): i for i, (p, s) in enumerate(zip(got["period"], got["scheme"]))}
        for t in range(2000 + span, 2006):
            one, two = ({r[0]: r[3:] for r in rows if r[1] == y} for y in (t - span, t))
            parts = sets(one, two)
            for scheme, want in parts.items():
                i = at[str(t), scheme]
                names = ("within", "covariance", "between", "cross", "entry", "exit")
                check(f"{scheme} {t}", [float(got[n][i] or 0) for n in names], want)
                check(f"{scheme} {t} sums", sum(float(got[n][i] or 0) for n in names), float(got["change"][i]))


def sets(one, two):
    stay = [i for i in one if i in two]
    arr = lambda d, names, c: np.array([d[i][c] for i in names])
    T1, T2 = sum(v[1] for v in one.values()), sum(v[1] for v in two.values())
    new, gone = [i for i in two if i not in one], [i for i in one if i not in two]
    P = lambda d, names: (arr(d, names, 0) * arr(d, names, 1)).sum() / arr(d, names, 1).sum()
    m = lambda d, names: arr(d, names, 0).mean()
    P1, P2, s1, s2 = P(one, list(one)), P(two, list(two)), arr(one, stay, 1) / T1, arr(two, stay, 1) / T2
    p1, p2 = arr(one, stay, 0), arr(two, stay, 0)
    sE, pE, sX, pX = arr(two, new, 1) / T2, arr(two, new, 0), arr(one, gone, 1) / T1, arr(one, gone, 0)
    out = {"mp": [m(two, stay) - m(one, stay), P(two, stay) - m(two, stay) - P(one, stay) + m(one, stay), 0, 0,
                  (sE * (pE - P(two, stay))).sum(), (sX * (P(one, stay) - pX)).sum()],
           "op": [m(two, list(two)) - m(one, list(one)), P2 - m(two, list(two)) - P1 + m(one, list(one)), 0, 0, 0, 0],
           "fhk": [(s1 * (p2 - p1)).sum(), 0, ((s2 - s1) * (p1 - P1)).sum(), ((s2 - s1) * (p2 - p1)).sum(), (sE * (pE - P1)).sum(),
                   -(sX * (pX - P1)).sum()],
           "bhc": [(s1 * (p2 - p1)).sum(), 0, ((s2 - s1) * p2).sum(), 0, (sE * pE).sum(), -(sX * pX).sum()]}
    for name, ref in (("gr", (P1 + P2) / 2), ("bg", (sX * pX).sum() / sX.sum() if gone else P1)):
        out[name] = [((s1 + s2) / 2 * (p2 - p1)).sum(), 0, ((s2 - s1) * ((p1 + p2) / 2 - ref)).sum(), 0, (sE * (pE - ref)).sum(),
                     -(sX * (pX - ref)).sum()]
    return out


# ---- production functions: the criterion on all rows, at what the program says
def acf_economy(n, years, seed, wage, error):
    """After Ackerberg, Caves and Frazer (2015), b = (0.6, 0.4): labour is chosen half a period before productivity is seen, at
    wages of the firm's own (first design) or with errors of optimisation (second); materials go with output."""
    r = np.random.default_rng(seed)
    bl, bk, rho = .6, .4, .7
    half, step = np.sqrt(rho), np.sqrt(.09 * (1 - rho))
    om, w, k, phi = r.normal(0, .3, n), r.normal(0, wage, n), r.normal(0, 1, n), .1 * np.exp(r.normal(0, .6, n))
    rows = []
    for t in range(30 + years):
        early = half * om + r.normal(0, step, n)
        om = half * early + r.normal(0, step, n)
        w = .3 * w + r.normal(0, wage * np.sqrt(.91), n)
        seen = half * early if wage else om
        l = (np.log(bl) + bk * k + seen - w) / (1 - bl) + r.normal(0, 1, n) * error
        m = bl * l + bk * k + om
        if t >= 30:
            rows.append((np.arange(n), np.full(n, t - 30), m + r.normal(0, .1, n), l, k, m))
        k = np.log(.8 * np.exp(k) + phi * np.exp(1.8 * om + r.normal(0, .05, n)))
    return [np.concatenate(c) for c in zip(*rows)]


def polynomial(columns, degree):
    z = [(c - c.mean()) / c.std() for c in columns]
    out = [np.ones_like(z[0])]
    for g in range(1, degree + 1):
        out += [np.prod([z[i] for i in q], axis=0) for q in itertools.combinations_with_replacement(range(len(z)), g)]
    return np.column_stack(out)


class Dense:
    """acf on all rows."""

    def __init__(self, firm, year, y, free, state, proxy, degree):
        at = {key: i for i, key in enumerate(zip(firm, year))}
        self.now = np.array([i for (f, t), i in at.items() if (f, t - 1) in at])
        self.lag = np.array([at[firm[i], year[i] - 1] for i in self.now])
        B = polynomial(free + state + [proxy], degree)
        self.phi = B @ np.linalg.lstsq(B, y, rcond=None)[0]
        self.X = np.column_stack(free + state)
        self.Z = np.column_stack([c[self.lag] for c in free] + [c[self.now] for c in state])
        self.root = np.linalg.cholesky(self.Z.T @ self.Z / self.now.size)

    def moments(self, b):
        w = self.phi - self.X @ b
        v = w[self.lag] - w[self.lag].mean()
        W = np.column_stack([v ** a for a in range(4)])
        e = w[self.now] - W @ np.linalg.lstsq(W, w[self.now], rcond=None)[0]
        return np.linalg.solve(self.root, self.Z.T @ e / self.now.size)

    def criterion(self, b):
        g = self.moments(b)
        return g @ g


def optima(path, *options):
    got = ask("firms.tfp", path, "--by", "optimum", *options)
    out = {}
    for i, o in enumerate(got["optimum"]):
        at = out.setdefault(int(o), {"b": [], "criterion": float(got["criterion"][i]), "state": got["state"][i]})
        at["b"].append(float(got["estimate"][i]))
    return out


def against_dense(what, dense, found):
    for k, at in found.items():
        b, c = np.array(at["b"]), at["criterion"]
        if at["state"] != "least_point":
            J = np.column_stack([(dense.moments(b + 1e-6 * e) - dense.moments(b - 1e-6 * e)) / 2e-6 for e in np.eye(b.size)])
            check(f"{what}: {k} is a root, to its own step", np.linalg.solve(J, dense.moments(b)), np.zeros(b.size), 1e-8)
            continue
        check(f"{what}: criterion of {k}", c, dense.criterion(b), 1e-9)
        h = 1e-4
        slope = [(dense.criterion(b + h * e) - dense.criterion(b - h * e)) / (2 * h) for e in np.eye(b.size)]
        bend = [abs(dense.criterion(b + h * e) + dense.criterion(b - h * e) - 2 * c) / h ** 2 for e in np.eye(b.size)]
        check(f"{what}: {k} is least", [s / max(q, 1e-12) for s, q in zip(slope, bend)], np.zeros(b.size), 2e-3)


def production():
    path = SHARED + "/chile_prodest.csv"
    c = {k: np.array(v) for k, v in zip(*columns(path))}
    own = ["--unit", "idvar", "--period", "timevar", "--y", "Y", "--free", "fX1,fX2", "--state", "sX", "--proxy", "pX"]
    num = {k: c[k].astype(float) for k in ("Y", "fX1", "fX2", "sX", "pX")}
    for degree in (2, 3):
        dense = Dense(c["idvar"], c["timevar"].astype(int), num["Y"], [num["fX1"], num["fX2"]], [num["sX"]], num["pX"], degree)
        found = optima(path, *own, "--degree", str(degree))
        against_dense(f"Chile {degree}", dense, found)
        if degree == 2:                                   # panel.md: the root, and what prodest stops at
            check("Chile", found[1]["b"], [.6457, .6440, .2508], 6e-5)
            local = min((at for at in found.values() if at["state"] == "least_point"), key=lambda at: abs(at["b"][0] - .152))
            check("the least point of prodest", local["b"] + [1e5 * local["criterion"]], [.152, .156, .143, 6.5], 2e-2)
    path = SHARED + "/acf_dgp3_replica.csv.gz"
    c = {k: np.array(v, float) for k, v in zip(*columns(path))}
    dense = Dense(c["firm"], c["period"], c["lny"], [c["lnl"]], [c["lnk"]], c["lnm1"], 2)
    against_dense("DGP3", dense, optima(path, "--unit", "firm", "--period", "period", "--y", "lny", "--free", "lnl", "--state", "lnk", "--proxy", "lnm1"))


def drawn_production():
    for name, wage, error in (("wages", .1, 0), ("wages and errors", .1, .37)):
        firm, year, y, l, k, m = acf_economy(4000, 10, 5, wage, error)
        path = os.path.join(FOLDER, "acf.csv")
        write(path, ["firm", "year", "y", "l", "k", "m"], [np.char.add("f", firm.astype(str)), year, y, l, k, m])
        found = optima(path, "--y", "y", "--free", "l", "--state", "k", "--proxy", "m")
        against_dense(name, Dense(firm, year, y, [l], [k], m, 2), found)
        check(f"{name}: the truth", found[1]["b"], [.6, .4], .03)
        if not any(at["b"][0] > .9 and abs(at["b"][1]) < .1 for at in found.values()):
            failures.append(f"{name}: the spurious root near (1, 0) is not listed")


def translog():
    """Squares and products: moments of the program's root on all rows, and markups from its coefficients."""
    firm, year, y, l, k, m = acf_economy(3000, 8, 9, .1, .37)
    path = os.path.join(FOLDER, "translog.csv")
    l, k, m = l - l.mean(), k - k.mean(), m - m.mean()
    y = y + .02 * l * l + .01 * l * k + .015 * k * k
    m = m + .02 * l * l + .01 * l * k + .015 * k * k
    write(path, ["firm", "year", "y", "l", "k", "m"], [np.char.add("f", firm.astype(str)), year, y, l, k, m])
    own = ["--y", "y", "--free", "l", "--state", "k", "--proxy", "m", "--form", "translog"]
    got = ask("firms.tfp", path, *own, "--draws", "0")
    b = numbers(got["estimate"])
    if got["term"] != ["l", "k", "l^2", "l*k", "k^2"]:
        failures.append(f"terms {got['term']}")
    dense = Dense(firm, year, y, [l], [k], m, 2)
    now, lag = dense.now, dense.lag
    dense.X = np.column_stack([l, k, l * l, l * k, k * k])
    dense.Z = np.column_stack([l[lag], k[now], l[lag] ** 2, l[lag] * k[now], k[now] ** 2])
    dense.root = np.linalg.cholesky(dense.Z.T @ dense.Z / now.size)
    against_dense("translog", dense, {1: {"b": b, "criterion": 0, "state": "chosen"}})
    check("translog near the truth", [b[0], b[1]], [.6, .4], .1)
    mu = ask("firms.markups", path, *own, "--expenditure", "exp(l)", "--sales", "exp(y)", "--by", "unit")
    at = {key: i for i, key in enumerate(zip(np.char.add("f", firm.astype(str)), year.astype(str)))}
    order = [at[key] for key in zip(mu["unit"], mu["period"])]
    theta = b[0] + 2 * b[2] * l + b[3] * k
    check("markups", numbers(mu["markup"]), (theta / (np.exp(l) / np.exp(dense.phi)))[order], 1e-7)


def least(f, start, h=1e-4):
    """Newton on the slope of a smooth function of one or two unknowns."""
    b = np.array(start, float)
    for _ in range(60):
        E = np.eye(b.size) * h
        g = np.array([(f(b + e) - f(b - e)) / (2 * h) for e in E])
        H = np.array([[(f(b + e + d) - f(b + e - d) - f(b - e + d) + f(b - e - d)) / (4 * h * h) for d in E] for e in E])
        step = np.linalg.solve(H, g)
        b = b - step
        if np.abs(step).max() < 1e-12:
            break
    return b


def with_exit():
    """op with a probit of staying, lp of gross output: the criteria on all rows, from their definitions."""
    rng = np.random.default_rng(4)
    firm, year, y, l, k, m = acf_economy(1500, 8, 12, .1, .3)
    inv = .5 * k + 1.5 * (m - .6 * l - .4 * k) + rng.normal(0, .02, k.size)
    om = m - .6 * l - .4 * k
    leave = {}
    for i in np.argsort(year, kind="stable"):                 # who is unproductive leaves, more so the small
        if firm[i] not in leave and rng.random() < 1 / (1 + np.exp(2.5 + 3 * om[i] + .4 * k[i])):
            leave[firm[i]] = year[i]
    keep = np.array([year[i] <= leave.get(firm[i], 99) for i in range(firm.size)])
    firm, year, y, l, k, m, inv = (v[keep] for v in (firm, year, y, l, k, m, inv))
    path = os.path.join(FOLDER, "exit.csv")
    write(path, ["firm", "year", "y", "l", "k", "m", "inv"], [np.char.add("f", firm.astype(str)), year, y, l, k, m, inv])
    at = {key: i for i, key in enumerate(zip(firm, year))}
    now = np.array([i for (f, t), i in at.items() if (f, t - 1) in at])
    lag = np.array([at[firm[i], year[i] - 1] for i in now])
    Q = polynomial([k, inv], 2)
    c = np.linalg.lstsq(np.column_stack([l, Q]), y, rcond=None)[0]
    rest, part = y - c[0] * l, Q @ c[1:]
    known, stays = year < year.max(), np.array([(f, t + 1) in at for f, t in zip(firm, year)])
    from math import erf
    Phi = np.vectorize(lambda z: .5 * (1 + erf(z / np.sqrt(2))))
    b = np.zeros(Q.shape[1])
    for _ in range(60):                                       # scoring
        z = Q[known] @ b
        p, d = Phi(z), np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        W = d * d / (p * (1 - p))
        step = np.linalg.solve((Q[known].T * W) @ Q[known], Q[known].T @ (W * (stays[known] - p) / d))
        b += step
        if np.abs(step).max() < 1e-13:
            break
    P = Phi(Q @ b)

    def ssr(v):
        w, q = part[lag] - v[0] * k[lag], P[lag]
        w, q = (w - w.mean()) / w.std(), (q - q.mean()) / q.std()
        W = np.column_stack([w ** i * q ** j for i in range(4) for j in range(4 - i)])
        t = rest[now] - v[0] * k[now]
        e = t - W @ np.linalg.lstsq(W, t, rcond=None)[0]
        return e @ e / e.size
    grid = np.linspace(-.2, 1.4, 161)
    v = least(ssr, [grid[np.argmin([ssr([x]) for x in grid])]])
    got = ask("firms.tfp", path, "--y", "y", "--free", "l", "--state", "k", "--proxy", "inv", "--method", "op", "--draws", "0")
    check("op", numbers(got["estimate"]), [c[0], v[0]], 1e-6)
    # gross output: the least sum is replaced by moments of capital and of materials a period before
    Q = polynomial([k, m], 2)
    c = np.linalg.lstsq(np.column_stack([l, Q]), y, rcond=None)[0]
    rest, part = y - c[0] * l, Q @ c[1:]
    X, Z = np.column_stack([k, m]), np.column_stack([k[now], m[lag]])

    def moments(v):
        w, t = part[lag] - X[lag] @ v, rest[now] - X[now] @ v
        w = (w - w.mean()) / w.std()
        W = np.column_stack([w ** i for i in range(4)])
        return Z.T @ (t - W @ np.linalg.lstsq(W, t, rcond=None)[0]) / t.size
    found = optima(path, "--y", "y", "--free", "l", "--state", "k", "--proxy", "m", "--method", "lp", "--measure", "gross")
    for o, p in found.items():
        if p["state"] in ("chosen", "admissible_root") and p["criterion"] < 1e-20:
            v = np.array(p["b"][1:])
            J = np.column_stack([(moments(v + 1e-6 * e) - moments(v - 1e-6 * e)) / 2e-6 for e in np.eye(2)])
            check(f"lp of gross output, {o}", np.linalg.solve(J, moments(v)), [0, 0], 1e-7)
            check("its free input", p["b"][0], c[0])


def instruments():
    """wooldridge with two free inputs: coefficients, F of each first stage, Cragg and Donald's smallest eigenvalue."""
    rng = np.random.default_rng(8)
    firm, year, y, l, k, m = acf_economy(600, 7, 21, .1, .3)
    s = .5 * l + rng.normal(0, .3, l.size) + .4 * np.repeat(0, l.size)
    at = {key: i for i, key in enumerate(zip(firm, year))}
    for i in np.argsort(year, kind="stable"):
        if (firm[i], year[i] - 1) in at:
            s[i] += .5 * s[at[firm[i], year[i] - 1]]
    path = os.path.join(FOLDER, "two.csv")
    write(path, ["firm", "year", "y", "l", "s", "k", "m"], [np.char.add("f", firm.astype(str)), year, y, l, s, k, m])
    now = np.array([i for (f, t), i in at.items() if (f, t - 1) in at])
    lag = np.array([at[firm[i], year[i] - 1] for i in now])
    other = np.column_stack([k[now], polynomial([k, m], 2)[lag]])
    X, I = np.column_stack([l, s])[now], np.column_stack([l, s])[lag]
    iv = np.column_stack([I, other])
    hat = np.column_stack([iv @ np.linalg.lstsq(iv, X, rcond=None)[0], other])
    b = np.linalg.lstsq(hat, y[now], rcond=None)[0]
    f = firm[now]
    G, n = np.unique(f).size, now.size
    F = []
    for j in range(2):
        g = np.linalg.lstsq(iv, X[:, j], rcond=None)[0]
        e = X[:, j] - iv @ g
        inv = np.linalg.inv(iv.T @ iv)
        S = sum(np.outer(q, q) for q in (iv[f == c].T @ e[f == c] for c in np.unique(f)))
        V = inv @ S @ inv * G / (G - 1) * (n - 1) / (n - iv.shape[1])
        F.append(g[:2] @ np.linalg.solve(V[:2, :2], g[:2]) / 2)
    M = lambda v: v - other @ np.linalg.lstsq(other, v, rcond=None)[0]
    Xt, It = M(X), M(I)
    fit = It @ np.linalg.lstsq(It, Xt, rcond=None)[0]
    E = Xt - fit
    L = np.linalg.inv(np.linalg.cholesky(E.T @ E / (n - iv.shape[1])))
    cd = np.linalg.eigvalsh(L @ (fit.T @ fit / 2) @ L.T)[0]
    out = os.path.join(FOLDER, "two.out.csv")
    done = subprocess.run([PROGRAM, "run", "firms.tfp", path, "--y", "y", "--free", "l,s", "--state", "k", "--proxy", "m", "--method", "wooldridge",
                           "--format", "json", "-o", out + ".json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    import json
    answer = json.load(open(out + ".json"))
    note = answer["certificate"]
    note = {name: e["value"] for name, e in note.items() if isinstance(e, dict)}
    check("wooldridge", numbers(ask("firms.tfp", path, "--y", "y", "--free", "l,s", "--state", "k", "--proxy", "m", "--method", "wooldridge")["estimate"]),
          b[:3], 1e-7)
    check("first stages", [float(note["first_stage_F.l"]), float(note["first_stage_F.s"])], F, 1e-7)
    check("Cragg and Donald", float(note["cragg_donald"]), cd, 1e-7)


def columns(path):
    import gzip
    with (gzip.open(path, "rt") if path.endswith(".gz") else open(path)) as f:
        rows = list(csv.reader(f))
    return rows[0], list(zip(*rows[1:]))


SHARED = "../shared/data/panel/firms"
os.makedirs(FOLDER, exist_ok=True)
misallocation()
dynamics()
drawn_production()
translog()
with_exit()
instruments()
if os.path.exists(SHARED + "/chile_prodest.csv"):
    production()
else:
    print("skipped: " + SHARED + " is not there")
print(f"{count} numbers compared, {len(failures)} failures")
print("\n".join(failures[:20]))
sys.exit(bool(failures))
