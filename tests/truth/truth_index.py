"""truth_index.py DOMAR FOLDER: composite indices against published numbers and numpy, written from the formulas.

13 cities x 5 years x 12 indicators: the published entropy weights (1e-9; they treat negative indicators as positive ones) and
TOPSIS closeness (printed with 8 digits: 5e-9).  Every normalisation, weighting, aggregation, pool and scope on those data and
on a made-up panel with moderate, bounded and negative indicators, against numpy; laws of units of measurement and of row order.
"""
import csv
import importlib.util
import itertools
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data"
LONG = f"{SHARED}/panel/china/jjj13_indicators_long.csv"
TRUTH = f"{SHARED}/truth/panel"
DOMAR, FOLDER = sys.argv[1:3]
worst = {}


def near(name, got, want, tolerance, scale=1.0):
    got, want = np.asarray(got, float), np.asarray(want, float)
    assert got.shape == want.shape, (name, got.shape, want.shape)
    assert (np.isnan(got) == np.isnan(want)).all(), (name, got, want)
    gap = np.nanmax(np.abs(got - want) / np.maximum(np.abs(want), scale), initial=0)
    worst[name] = max(worst.get(name, 0), gap)
    if not gap <= tolerance:
        sys.exit(f"{name}: {gap:.3g} off, {tolerance:g} allowed")


def run(method, file, *args):
    done = subprocess.run([DOMAR, "run", method, file, *args], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"domar run {method} {file} {' '.join(args)}: {done.stderr}")
    return list(csv.DictReader(done.stdout.splitlines()))


def number(text):
    return float(text) if text else float("nan")


def column(rows, name):
    return np.array([number(r[name]) for r in rows])


# ---- the formulas
class Indicator:
    def __init__(self, name, direction="positive", best=None, bounds=None):
        self.name, self.direction, self.best, self.bounds = name, direction, best, bounds

    def oriented(self, x):
        if self.direction == "moderate":
            a, b = self.best
            return -np.maximum(0, np.maximum(a - x, x - b))
        return -x if self.direction == "negative" else x

    def normalise(self, x, how, base=60, spread=40):
        o = self.oriented(x)
        lo, hi = o.min(), (0 if self.direction == "moderate" else o.max())
        if self.bounds:
            lo, hi = self.bounds if self.direction == "positive" else (-self.bounds[1], -self.bounds[0])
        if how == "minmax":
            z = (o - lo) / (hi - lo)
            return np.clip(z, 0, 1) if self.bounds else z
        if how == "efficacy":
            return base + spread * (o - lo) / (hi - lo)
        if how == "zscore":
            return (o - o.mean()) / o.std(ddof=1)
        return o / np.sqrt((o * o).sum())


def entropy(Z):
    P = Z / Z.sum(axis=0)
    logs = np.where(P > 0, np.log(np.where(P > 0, P, 1)), 0)
    return -(P * logs).sum(axis=0) / np.log(len(Z))


def nonnegative_leading(H):
    """The best of all supports: Perron's vector of each block that has one."""
    m, best, w = len(H), -1, None
    for size in range(1, m + 1):
        for S in itertools.combinations(range(m), size):
            values, V = np.linalg.eigh(H[np.ix_(S, S)])
            v = V[:, -1] * np.sign(V[:, -1].sum() or 1)
            if (v >= -1e-12).all() and values[-1] > best + 1e-9:
                best, w = values[-1], np.zeros(m)
                w[list(S)] = np.maximum(v, 0)
    return w


def weights(how, Z, X, zeros="zero", inds=None, **o):
    m = Z.shape[1]
    if how == "entropy":
        E = Z
        if zeros == "shift":
            E = Z + o.get("shift", 1e-4)
        if zeros == "rescale":
            lo, hi = o.get("low", 0.01), o.get("high", 0.99)
            E = lo + (hi - lo) * (Z - Z.min(axis=0)) / (Z.max(axis=0) - Z.min(axis=0))
        if zeros == "spssau":
            E = X.copy()
            for j, i in enumerate(inds):
                e = i.oriented(X[:, j])
                if i.direction != "positive" and e.max() <= 0:
                    e = e - e.min()
                E[:, j] = e - e.min() + 0.01 if e.min() <= 0 else e
        w = 1 - entropy(E)
    elif how == "critic":
        R = np.corrcoef(Z.T) if m > 1 else np.ones((1, 1))
        R = np.abs(R) if o.get("absolute") else R
        s = Z.std(axis=0, ddof=1)
        w = (s / np.abs(Z.mean(axis=0)) if o.get("cv") else s) * (1 - R).sum(axis=0) if m > 1 else np.ones(1)
    elif how == "cv":
        w = X.std(axis=0, ddof=1) / np.abs(X.mean(axis=0))
    elif how == "scatter":
        H = Z.T @ Z
        w = np.linalg.eigh(H)[1][:, -1]
        w = w * np.sign(w.sum())
        if (w < -1e-12).any() and not o.get("signed"):
            w = nonnegative_leading(H)
    elif how == "pca":
        values, V = np.linalg.eigh(np.corrcoef(Z.T) if m > 1 else np.ones((1, 1)))
        order = np.argsort(values)[::-1]
        kept, w = 0, np.zeros(m)
        for e in order:
            if kept >= 0.85 * m * (1 - 1e-12):
                break
            kept += values[e]
            w += values[e] * (np.abs(V[:, e]) if o.get("absolute_loadings") else V[:, e] ** 2)
    elif how == "equal":
        w = np.ones(m)
    elif how == "game":
        W = np.array([weights(k, Z, X, zeros, inds) for k in o["combine"]])
        G = W @ W.T
        a = np.abs(np.linalg.solve(G, np.diag(G)))
        w = (a / a.sum()) @ W
    return w / w.sum()


def aggregate(how, Z, w, rho=0.5):
    if how == "additive":
        return Z @ w
    best, low = Z.max(axis=0), Z.min(axis=0)
    if how == "topsis":
        near_, far = np.sqrt(((w * (Z - best)) ** 2).sum(axis=1)), np.sqrt(((w * (Z - low)) ** 2).sum(axis=1))
        return far / (near_ + far)
    delta = best - Z
    return ((delta.min() + rho * delta.max()) / (delta + rho * delta.max())) @ w


def ranks(score, period):
    return np.array([1 + ((period == t) & (score > s)).sum() for s, t in zip(score, period)])


class Panel:
    def __init__(self, file, unit, period, inds):
        self.file, self.inds = file, inds
        with open(file, encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        order = {}
        for r in rows:
            order.setdefault(r[unit], len(order))
        rows.sort(key=lambda r: (order[r[unit]], r[period]))
        self.unit = np.array([r[unit] for r in rows])
        self.period = np.array([r[period] for r in rows])
        self.X = np.array([[float(r[i.name]) for i in inds] for r in rows])

    def pools(self, by):
        key = self.period if by == "year" else self.unit if by == "unit" else np.zeros(len(self.unit))
        return [np.flatnonzero(key == k) for k in dict.fromkeys(key)]

    def index(self, normalise="minmax", weigh="entropy", put="additive", pool="panel", groups=None, **o):
        """score (rows), weights (pools x terms); groups: lists of columns, each an equal share."""
        score, W = np.zeros(len(self.X)), []
        for rows in self.pools(pool):
            X = self.X[rows]
            Z = np.column_stack([i.normalise(X[:, j], normalise) for j, i in enumerate(self.inds)])
            w = np.zeros(len(self.inds))
            for g in groups or [list(range(len(self.inds)))]:
                w[g] = weights(weigh, Z[:, g], X[:, g], inds=[self.inds[j] for j in g], **o) / len(groups or [0])
            score[rows] = aggregate(put, Z, w)
            W.append(w)
        return score, np.array(W)

    def check(self, label, definition, args, tolerance=1e-11, **how):
        score, W = self.index(**how)
        base = [definition] if isinstance(definition, str) else definition
        rows = run("index.build", self.file, *base, *args)
        near(label + " scores", column(rows, "score"), score, tolerance)
        near(label + " ranks", column(rows, "rank"), ranks(score, self.period), 0)
        rows = run("index.build", self.file, *base, *args, "--by", "indicator")
        near(label + " weights", column(rows, "weight").reshape(W.shape), W, tolerance)


def conventions(panel, label, definition, entropy_too=("minmax", "efficacy")):
    for n, w, a in itertools.product(("minmax", "zscore", "vector", "efficacy"), ("entropy", "critic", "cv", "scatter", "pca", "equal"),
                                     ("additive", "topsis", "grey")):
        args, zeros = ["--normalise", n, "--weights", w, "--aggregate", a], {}
        if w == "entropy" and n not in entropy_too:
            args, zeros = args + ["--zeros", "rescale"], {"zeros": "rescale"}
        panel.check(f"{label}", definition, args, normalise=n, weigh=w, put=a, **zeros)
    for extra, how in ((["--zeros", "shift", "--shift", "0.01"], dict(zeros="shift", shift=0.01)),
                       (["--zeros", "rescale", "--low", "0.1", "--high", "0.9"], dict(zeros="rescale", low=0.1, high=0.9)),
                       (["--zeros", "spssau"], dict(zeros="spssau")),
                       (["--weights", "critic", "--correlation", "absolute"], dict(weigh="critic", absolute=True)),
                       (["--weights", "critic", "--contrast", "cv"], dict(weigh="critic", cv=True)),
                       (["--weights", "pca", "--loadings", "absolute"], dict(weigh="pca", absolute_loadings=True)),
                       (["--weights", "scatter", "--normalise", "zscore", "--scatter", "signed"], dict(weigh="scatter", normalise="zscore", signed=True)),
                       (["--weights", "game", "--combine", "entropy,critic,cv"], dict(weigh="game", combine=("entropy", "critic", "cv"))),
                       (["--weights", "game", "--combine", "entropy,equal"], dict(weigh="game", combine=("entropy", "equal"))),
                       (["--pool", "year"], dict(pool="year")), (["--pool", "year", "--weights", "critic", "--aggregate", "topsis"],
                                                                 dict(pool="year", weigh="critic", put="topsis")),
                       (["--pool", "unit", "--weights", "scatter"], dict(pool="unit", weigh="scatter"))):
        panel.check(f"{label} options", definition, extra, **how)


# ---- published: 13 cities
def published_panel():
    """The 13 cities as a wide file, and how their columns are called in the data."""
    spec = importlib.util.spec_from_file_location("wide", "examples/panels/jjj13_wide.py")
    wide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(wide)
    file = f"{FOLDER}/jjj13.csv"
    wide.convert(LONG, file)
    inds = [Indicator(n, "negative" if k < 4 else "positive") for k, n in enumerate(wide.NAMES.values())]
    return Panel(file, "city", "year", inds), wide


def published():
    panel, wide = published_panel()
    file, page = panel.file, "examples/panels/jjj13.yaml"
    with open(f"{TRUTH}/jjj13_entropy_weights_published.csv", encoding="utf-8") as f:
        given = {wide.NAMES[r["indicator"]]: r for r in csv.DictReader(f)}
    rows = run("index.build", file, "--define", page, "--direction", "as-published", "--by", "indicator")
    assert [r["indicator"] for r in rows] == list(given)
    near("published entropies", column(rows, "entropy"), [float(r["entropy"]) for r in given.values()], 1e-9)
    near("published weights", column(rows, "weight_within"), [float(r["weight"]) for r in given.values()], 1e-9)
    with open(f"{TRUTH}/jjj13_topsis_published.csv", encoding="utf-8") as f:
        given = {(r["system"], r["city"], r["year"]): float(r["closeness"]) for r in csv.DictReader(f)}
    rows = run("index.build", file, "--define", page, "--direction", "as-published", "--aggregate", "topsis", "--by", "system")
    near("published TOPSIS", column(rows, "score"), [given.pop((r["system"], r["unit"], r["period"])) for r in rows], 5e-9)
    assert not given
    systems = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    for put in ("additive", "topsis", "grey"):
        panel.check("13 cities, systems", ["--define", page], ["--aggregate", put], groups=systems, put=put)
    conventions(panel, "13 cities", ["--define", page, "--scope", "all"])
    return panel, page


# ---- made up: moderate, bounded, negative
PAGE = """index:
  dimensions:
    - code: one
      weight: 3
      indicators:
        - {name: a, weight: 2}
        - {name: b, direction: negative, weight: 1}
        - {name: c, direction: moderate, best: [4, 6], weight: 1}
    - code: two
      weight: 1
      indicators:
        - {name: d, bounds: [1, 9], weight: 1}
        - {name: e, direction: negative, bounds: [0.5, 12], weight: 4}
  judgements:
    dimensions: [[1, 3], [1/3, 1]]
    one: [[1, 2, 5], [1/2, 1, 3], [1/5, 1/3, 1]]
    two: [[1, 1/4], [4, 1]]
"""


def made_up():
    rng = np.random.default_rng(11)
    file, page = f"{FOLDER}/index_made.csv", f"{FOLDER}/index_made.yaml"
    X = np.exp(rng.normal(size=(60, 5)) * 0.6) * 4 + 0.5
    X[:, 1] += 0.5 * X[:, 0]
    with open(file, "w", encoding="utf-8") as f:
        f.write("unit,year,a,b,c,d,e\n")
        for i in range(60):
            f.write(f"U{i // 6:02d},{2010 + i % 6}," + ",".join(repr(float(v)) for v in X[i]) + "\n")
    with open(page, "w", encoding="utf-8") as f:
        f.write(PAGE)
    inds = [Indicator("a"), Indicator("b", "negative"), Indicator("c", "moderate", best=(4, 6)), Indicator("d", bounds=(1, 9)),
            Indicator("e", "negative", bounds=(0.5, 12))]
    panel = Panel(file, "unit", "year", inds)
    conventions(panel, "made up", ["--define", page], entropy_too=("minmax",))
    expert = np.array([0.75 * 0.5, 0.75 * 0.25, 0.75 * 0.25, 0.25 * 0.2, 0.25 * 0.8])
    rows = run("index.build", file, "--define", page, "--weights", "expert", "--by", "indicator")
    near("expert weights", column(rows, "weight"), expert, 1e-14)
    a = np.array([[1, 2, 5], [1 / 2, 1, 3], [1 / 5, 1 / 3, 1]])
    values, V = np.linalg.eig(a)
    v = np.abs(V[:, values.real.argmax()].real)
    v /= v.sum()
    rows = run("index.build", file, "--define", page, "--weights", "ahp", "--by", "indicator")
    near("AHP weights", column(rows, "weight"), np.concatenate([0.75 * v, 0.25 * np.array([0.2, 0.8])]), 1e-12)
    near("AHP scopes", column(rows, "weight_within"), np.concatenate([v, [0.2, 0.8]]), 1e-12)
    done = subprocess.run([DOMAR, "run", "index.build", file, "--define", page, "--weights", "ahp", "--certificate"], capture_output=True, text=True)
    ratio = [l.split()[1] for l in done.stderr.splitlines() if l.startswith("consistency_ratio")][0]
    near("AHP consistency", float(ratio), (values.real.max() - 3) / 2 / 0.58, 1e-5)
    return panel


# ---- laws
def laws(panel, page):
    """Other units of measurement, other order of rows: the same scores."""
    other = f"{FOLDER}/index_other.csv"
    with open(panel.file, encoding="utf-8") as f:
        head, *rows = list(csv.reader(f))
    def write(rows):
        with open(other, "w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows([head, *rows])
    for extra in ([], ["--weights", "critic"], ["--weights", "cv"], ["--aggregate", "topsis"], ["--aggregate", "grey"]):
        want = {(r["unit"], r["period"]): r for r in run("index.build", panel.file, "--define", page, *extra)}
        write([[*r[:2], *(repr(float(v) * 1000) for v in r[2:])] for r in rows])
        got = run("index.build", other, "--define", page, *extra)
        near("law: unit of measurement", column(got, "score"), [number(want[r["unit"], r["period"]]["score"]) for r in got], 1e-11)
        write([rows[k] for k in np.random.default_rng(3).permutation(len(rows))])
        got = run("index.build", other, "--define", page, *extra)
        near("law: order of rows", column(got, "score"), [number(want[r["unit"], r["period"]]["score"]) for r in got], 1e-12)


def robustness(panel, page):
    rows = run("index.build", panel.file, "--define", page, "--scope", "all", "--by", "robustness", "--over-normalise", "minmax,vector",
               "--over-weights", "critic,equal", "--over-aggregate", "additive,topsis")
    all_ = np.array([ranks(panel.index(n, w, a)[0], panel.period) for n in ("minmax", "vector") for w in ("critic", "equal")
                     for a in ("additive", "topsis")])
    mine = ranks(panel.index()[0], panel.period)
    near("robust: best", column(rows, "best_rank"), all_.min(axis=0), 0)
    near("robust: median", column(rows, "median_rank"), np.median(all_, axis=0), 0)
    near("robust: worst", column(rows, "worst_rank"), all_.max(axis=0), 0)
    near("robust: near", column(rows, "near"), (np.abs(all_ - mine) <= 2).mean(axis=0), 1e-14)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    made_up()
    if os.path.exists(LONG):
        panel, page = published()
        laws(panel, page)
        robustness(panel, page)
    for name, gap in worst.items():
        print(f"{name}: {gap:.2g}")
    if not os.path.exists(LONG):
        print("skipped: ../shared is not there (the made-up panel agrees)")
        sys.exit(77)


if __name__ == "__main__":
    main()
