"""truth_spatial.py DOMAR FOLDER: panel.spatial on Produc with the weights of its 48 states, and on a made-up cross-section of
weights that are not symmetric, against numpy with full n T x n T matrices: the data without effects are projected on an
orthonormal basis of what dummies leave, the exact normal log-likelihood of all of them is evaluated from determinants, its
numerical gradient must vanish at domar's estimates and its value be domar's; the information is that of the whole
covariance structure (from traces of full matrices). Effects by full inverses and numerical derivatives; tests from their
definition."""
import csv
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/panel/regional/"
worst, asked = {}, ""
X = ["log(pcap)", "log(pc)", "log(emp)", "unemp"]


def ask(program, table, *options):
    global asked
    asked = " ".join(options)
    done = subprocess.run([program, "run", "panel.spatial", table, "--format", "csv", *options], stdout=subprocess.PIPE, text=True,
                          check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def near(got, want, what, tolerance, scale=None):
    gap = abs(float(got) - want) / (scale or max(abs(want), 1e-9))
    worst[what] = max(worst.get(what, 0), gap)
    if not gap <= tolerance:
        sys.exit(f"{what}: {got}, expected {want!r} ({asked})")


def basis(n, T, effects, corrected):
    """Rows: an orthonormal basis of the complement of the dummies, or, uncorrected, of everything."""
    comp = lambda m: np.linalg.svd(np.ones((1, m)))[2][1:]
    t = comp(T) if effects in ("unit", "two-way") else np.eye(T)
    s = comp(n) if effects in ("period", "two-way") else np.eye(n)
    return np.kron(t, s)


class Case:
    def __init__(self, y, Xs, W, T, model, effects, corrected):
        n = len(W)
        self.n, self.T, self.W = n, T, W
        self.lag, self.err = model in ("sar", "sac", "sdm"), model in ("sem", "sac", "sdem")
        self.Wf = np.kron(np.eye(T), W)
        Z = np.hstack([Xs, self.Wf @ Xs]) if model in ("sdm", "sdem") else Xs
        dum = []
        if effects in ("unit", "two-way"):
            dum.append(np.kron(np.ones((T, 1)), np.eye(n)))
        if effects in ("period", "two-way"):
            dum.append(np.kron(np.eye(T), np.ones((n, 1))))
        if effects == "none":
            Z = np.hstack([np.ones((n * T, 1)), Z])
        self.y, self.Z, self.k = y, Z, Z.shape[1]
        self.D = np.hstack(dum) if dum else np.zeros((n * T, 0))
        self.F = basis(n, T, effects, corrected) if corrected else None
        self.corrected = corrected
        self.m = self.k + self.lag + self.err

    def split(self, p):
        rho = p[self.k] if self.lag else 0.0
        lam = p[-1] if self.err else 0.0
        return p[:self.k], rho, lam

    def likelihood(self, p, s2=None):
        """Corrected: density of F y, whose model has F Wf F' as weights. Uncorrected: density of y with dummies at their best."""
        b, rho, lam = self.split(p)
        if self.corrected:
            W, y, Z = self.F @ self.Wf @ self.F.T, self.F @ self.y, self.F @ self.Z
            A, B = np.eye(len(y)) - rho * W, np.eye(len(y)) - lam * W
            e = B @ (A @ y - Z @ b)
        else:
            A, B = np.eye(len(self.y)) - rho * self.Wf, np.eye(len(self.y)) - lam * self.Wf
            u = B @ (A @ self.y - self.Z @ b)
            BD = B @ self.D
            e = u - BD @ np.linalg.lstsq(BD, u, rcond=None)[0] if self.D.shape[1] else u
        N = len(e)
        s2 = e @ e / N if s2 is None else s2
        det = np.linalg.slogdet(A)[1] + np.linalg.slogdet(B)[1]
        return det - N / 2 * np.log(2 * np.pi * s2) - e @ e / (2 * s2), e, s2

    def information(self, p):
        b, rho, lam = self.split(p)
        _, _, s2 = self.likelihood(p)
        if self.corrected:
            W, Z, y = self.F @ self.Wf @ self.F.T, self.F @ self.Z, self.F @ self.y
            full = Z
            beta = b
        else:
            W, y = self.Wf, self.y
            A, B = np.eye(len(y)) - rho * W, np.eye(len(y)) - lam * W
            full = np.hstack([self.Z, self.D])
            beta = np.linalg.lstsq(B @ full, B @ A @ y, rcond=None)[0]
        N = len(y)
        A, B = np.eye(N) - rho * W, np.eye(N) - lam * W
        GA, GB = W @ np.linalg.inv(A), W @ np.linalg.inv(B)
        H = B @ GA @ np.linalg.inv(B)
        BX, v = B @ full, B @ GA @ full @ beta
        K = full.shape[1]
        m = K + self.lag + self.err + 1
        J = np.zeros((m, m))
        J[:K, :K] = BX.T @ BX / s2
        r, l = K, K + self.lag
        if self.lag:
            J[:K, r] = J[r, :K] = BX.T @ v / s2
            J[r, r] = np.trace(GA @ GA) + np.trace(H.T @ H) + v @ v / s2
            J[r, -1] = J[-1, r] = np.trace(GA) / s2
        if self.err:
            J[l, l] = np.trace(GB @ GB) + np.trace(GB.T @ GB)
            J[l, -1] = J[-1, l] = np.trace(GB) / s2
        if self.lag and self.err:
            J[r, l] = J[l, r] = np.trace(GB.T @ H) + np.trace(W @ np.linalg.inv(A) @ W @ np.linalg.inv(B))
        J[-1, -1] = N / (2 * s2 * s2)
        scale = 1 / np.sqrt(np.diag(J))
        V = np.linalg.pinv(J * np.outer(scale, scale), rcond=1e-12, hermitian=True) * np.outer(scale, scale)
        keep = list(range(self.k)) + list(range(K, m - 1))
        return V[np.ix_(keep, keep)], s2

    def effects(self, p, names):
        b, rho, lam = self.split(p)
        off = self.k - (2 if self.k >= 2 * names else 1) * names
        M = np.linalg.inv(np.eye(self.n) - rho * self.W)
        out = []
        for j in range(names):
            S = M * b[off + j]
            if self.k >= 2 * names:
                S = S + M @ self.W * b[off + names + j]
            direct, total = np.trace(S) / self.n, S.sum() / self.n
            out += [direct, total - direct, total]
        return np.array(out)


def jacobian(f, p, steps):
    J = []
    for j, h in enumerate(steps):
        d = np.zeros(len(p))
        d[j] = h
        J.append((8 * (f(p + d) - f(p - d)) - (f(p + 2 * d) - f(p - 2 * d))) / (12 * h))
    return np.array(J).T


def compare(program, table, words, case, names, tests=None):
    rows = ask(program, table, *words)
    p = np.array([float(r["estimate"]) for r in rows])
    se = np.array([float(r["se"]) for r in rows])
    if len(p) != case.m:
        sys.exit(f"{len(p)} parameters, expected {case.m}")
    V, s2 = case.information(p)
    for j in range(case.m):
        near(se[j], np.sqrt(V[j, j]), "errors", 1e-7)
    gradient = jacobian(lambda q: np.array([case.likelihood(q)[0]]), p, 1e-3 * se)[0] * se
    worst["gradient"] = max(worst.get("gradient", 0), np.abs(gradient).max())
    if np.abs(gradient).max() > 1e-6:
        sys.exit(f"gradient {gradient}")
    top, e, _ = case.likelihood(p)
    rng = np.random.default_rng(1)
    for _ in range(5):                                  # and it is a maximum
        if case.likelihood(p + 0.3 * se * rng.standard_normal(case.m))[0] >= top:
            sys.exit("not a maximum")
    stats = {r["statistic"]: r for r in ask(program, table, *words, "--by", "statistic")}
    near(stats["log_likelihood"]["value"], top, "likelihood", 1e-10)
    near(stats["sigma2"]["value"], s2, "s2", 1e-9)
    effects = ask(program, table, *words, "--by", "effect")
    want = case.effects(p, names)
    J = jacobian(lambda q: case.effects(q, names), p, 1e-3 * se)
    for k, r in enumerate(effects):
        near(r["estimate"], want[k], "effects", 1e-9, np.abs(want).max())
        near(r["se"], np.sqrt(max(J[k] @ V @ J[k], 0)), "errors of effects", 1e-5, np.sqrt(max(J[k] @ V @ J[k], 1e-12)))
    if case.lag:
        draws = ask(program, table, *words, "--by", "effect", "--errors", "draws", "--draws", "4000")
        real = np.linalg.eigvals(case.W)
        real = real.real[np.abs(real.imag) < 1e-10]
        inside = lambda q: 1 / real.min() < q[case.k] < 1 / real.max()
        mine = np.array([case.effects(p + d, names) for d in rng.multivariate_normal(np.zeros(case.m), V, 4000) if inside(p + d)])
        for k, a in enumerate(draws):                   # next to the pole draws have no standard deviation to speak of
            sd = mine[:, k].std()
            if sd < 1.5 * float(effects[k]["se"]) and not 0.9 < float(a["se"]) / sd < 1.11:
                sys.exit(f"draws {a}, numpy {sd}")
    return stats


def multipliers(stats, y, Xs, W, T, effects, corrected):
    n = len(W)
    c = Case(y, Xs, W, T, "sar", effects, corrected)
    if corrected:
        Wf, y, Z = c.F @ c.Wf @ c.F.T, c.F @ c.y, c.F @ c.Z
    else:
        Wf, y, Z = c.Wf, c.y, np.hstack([c.Z, c.D])
    b = np.linalg.lstsq(Z, y, rcond=None)[0]
    e = y - Z @ b
    s2 = e @ e / len(e)
    tr = np.trace(Wf @ Wf) + np.trace(Wf.T @ Wf)
    v = Wf @ Z @ b
    v = v - Z @ np.linalg.lstsq(Z, v, rcond=None)[0]
    J = v @ v / s2 + tr
    a, d = e @ Wf @ y / s2, e @ Wf @ e / s2
    near(stats["lm_lag"]["value"], a * a / J, "LM", 1e-7)
    near(stats["lm_error"]["value"], d * d / tr, "LM", 1e-7)
    near(stats["lm_lag_robust"]["value"], (a - d) ** 2 / (J - tr), "LM", 1e-7)
    near(stats["lm_error_robust"]["value"], (d - tr / J * a) ** 2 / (tr * (1 - tr / J)), "LM", 1e-7)


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(SHARED + "usaww.csv"):
        print("skipped: ../shared/data/panel/regional is missing")
        return 77
    os.makedirs(folder, exist_ok=True)
    rows = list(csv.DictReader(open(SHARED + "plm_Produc.csv")))
    lines = list(csv.reader(open(SHARED + "usaww.csv")))
    states = [r[0] for r in lines[1:]]
    W = np.array([[float(v) for v in r[1:]] for r in lines[1:]])
    W /= W.sum(1, keepdims=True)                        # thirds are written with seven digits
    years = [str(t) for t in range(1970, 1976)]         # full matrices of 288 rows
    at = {(r["state"], r["year"]): r for r in rows}
    value = lambda s, t, name: np.log(float(at[s, t][name[4:-1]])) if name.startswith("log(") else float(at[s, t][name])
    y = np.array([value(s, t, "log(gsp)") for t in years for s in states])
    Xs = np.array([[value(s, t, x) for x in X] for t in years for s in states])
    base = ["--y", "log(gsp)", "--x", ",".join(X), "--adjacency", SHARED + "usaww.csv", "--periods", "1970-1975"]
    table = SHARED + "plm_Produc.csv"
    for effects, model, corrected in [("unit", "sar", True), ("unit", "sem", False), ("two-way", "sdm", True), ("unit", "sac", True),
                                      ("period", "sar", True), ("none", "sar", True), ("two-way", "sem", True), ("unit", "sdem", True),
                                      ("two-way", "sar", False), ("none", "sac", False)]:
        corrected_here = corrected and effects != "none"
        case = Case(y, Xs, W, len(years), model, effects, corrected_here)
        words = base + ["--effects", effects, "--model", model, "--correction", "lee-yu" if corrected else "none"]
        stats = compare(program, table, words, case, len(X))
        multipliers(stats, y, Xs, W, len(years), effects, corrected_here)
        if model == "sdm":
            sdm(program, table, words, stats, case)
    crooked(program, folder)
    published(program, table)
    print("panel.spatial agrees: " + ", ".join(f"{k} {v:.0e}" for k, v in worst.items()))
    return 0


def sdm(program, table, words, stats, case):
    names = len(X)
    rows = ask(program, table, *words)
    p = np.array([float(r["estimate"]) for r in rows])
    V, _ = case.information(p)
    t = p[names:2 * names]
    near(stats["wald_lag"]["value"], t @ np.linalg.solve(V[names:2 * names, names:2 * names], t), "Wald", 1e-6)
    f = lambda q: q[names:2 * names] + q[-1] * q[:names]
    J = jacobian(f, p, 1e-3 * np.ones(len(p)))
    near(stats["wald_error"]["value"], f(p) @ np.linalg.solve(J @ V @ J.T, f(p)), "Wald", 1e-6)
    for model, name in (("sar", "lr_lag"), ("sem", "lr_error")):
        other = [w if w != "sdm" else model for w in words]
        simple = {r["statistic"]: r for r in ask(program, table, *other, "--by", "statistic")}
        near(stats[name]["value"], 2 * (float(stats["log_likelihood"]["value"]) - float(simple["log_likelihood"]["value"])), "LR", 1e-6)


def crooked(program, folder):
    """Nearest neighbours are not mutual: complex eigenvalues; as they are, rows that do not add up to 1."""
    rng = np.random.default_rng(5)
    n, T = 30, 4
    place = rng.uniform(0, 10, (n, 2))
    D = np.linalg.norm(place[:, None] - place[None, :], axis=2)
    np.fill_diagonal(D, np.inf)
    W = np.zeros((n, n))
    for i in range(n):
        for j in np.argsort(D[i])[:3 + i % 2]:
            W[i, j] = 1 / (1 + D[i, j])
    x = rng.standard_normal((T, n, 2))
    y = np.stack([np.linalg.solve(np.eye(n) - 0.4 * W, x[t] @ [1.0, -0.5] + rng.standard_normal(n) + np.arange(n) / 10)
                  for t in range(T)])
    table, ties = os.path.join(folder, "crooked.csv"), os.path.join(folder, "crooked_w.csv")
    with open(table, "w") as f:
        f.write("unit,year,y,a,b\n")
        for i in range(n):
            for t in range(T):
                f.write(f"u{i},{t},{y[t, i]!r},{x[t, i, 0]!r},{x[t, i, 1]!r}\n".replace("np.float64(", "").replace(")", ""))
    with open(ties, "w") as f:
        f.write("from,to,weight\n")
        for i in range(n):
            for j in range(n):
                if W[i, j] > 0:
                    f.write(f"u{i},u{j},{float(W[i, j])!r}\n")
    Xs, yv = x.reshape(T * n, 2), y.reshape(-1)
    for standardise, effects, model, correction in [("row", "two-way", "sdm", "lee-yu"), ("none", "unit", "sar", "lee-yu"),
                                                    ("none", "two-way", "sar", "none"), ("none", "unit", "sac", "none"),
                                                    ("row", "period", "sem", "lee-yu")]:
        M = W / W.sum(1, keepdims=True) if standardise == "row" else W
        case = Case(yv, Xs, M, T, model, effects, correction == "lee-yu")
        words = ["--y", "y", "--x", "a,b", "--adjacency", ties, "--standardise", standardise, "--effects", effects, "--model", model,
                 "--correction", correction]
        stats = compare(program, table, words, case, 2)
        multipliers(stats, yv, Xs, M, T, effects, correction == "lee-yu")


def published(program, table):
    """What spml of the R package splm gives on all years with effects of states as parameters, as a public test of that
    call has it: lambda of the error model, rho and lambda of both together (splm calls them rho, lambda and rho)."""
    words = ["--y", "log(gsp)", "--x", ",".join(X), "--adjacency", SHARED + "usaww.csv", "--effects", "unit", "--correction", "none"]
    printed = {"sem": [0.5574013], "sac": [0.08857603, 0.4553116]}
    for model, want in printed.items():
        got = ask(program, table, *words, "--model", model)[-len(want):]
        for r, b in zip(got, want):
            if abs(float(r["estimate"]) - b) > 6e-8:
                sys.exit(f"{model}: {r}, splm {b}")


if __name__ == "__main__":
    sys.exit(main())
