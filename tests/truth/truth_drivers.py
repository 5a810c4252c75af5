"""truth_drivers.py DOMAR FOLDER: growth.drivers on exports by product and on WIOD 2008, against dense numpy and against
numbers printed elsewhere.

Exports by product are the data of the R package economiccomplexity (Vargas Sepulveda; Apache-2.0): 226 economies, 1998 to
2000.  Its manual and vignette (CRAN, version 2.0.0) print first values of what it computes from them:
`complexity_measures`, `density`, `complexity_outlook`; they are PRINTED below.  Everything else is computed here from the
definitions: eigenvectors of the plain transition matrix, fitness by its iteration, gains by really adding the advantage.

Rule: |a - b| <= 1e-9 max(|b|, largest |b| of the column)."""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
TRADE = SHARED + "/panel/complexity/world_trade_1998_2000.csv.gz"
INCOME = SHARED + "/panel/complexity/world_gdp_1998_2000.csv"
TABLE = SHARED + "/io/wiod13/wiod13_2008.csv.gz"
ACCOUNTS = SHARED + "/io/wiod13/wiod13_sea_july14.csv.gz"
RTOL = 1e-9
FIRST = ["afg", "ago", "aia", "alb", "and"]
GOODS = ["0011", "0012", "0013", "0014", "0015"]
PRINTED = {                                                # rounded as printed; fitness after 19 rounds
    "eci": [-0.5764283, -1.7770752, 1.4090414, -0.1732606, 1.0772452],
    "pci": [-0.66657613, -1.62657599, -0.08149436, 0.19917280, 0.14935653],
    "fitness": [0.78605655, 0.03999516, 1.05645538, 1.24261128, 1.37321261],
    "quality": [0.7538883, 0.7491391, 2.3018690, 0.9903918, 1.3120378],
    "outlook": [103.948610, 9.962401, 122.311158, 152.107317, 151.295380],
    "density": [[0.16689576, 0.17378847, 0.1414189, 0.15075914, 0.14556406],
                [0.01474693, 0.01543965, 0.0111554, 0.01217709, 0.01240472],
                [0.17902020, 0.16726547, 0.1688524, 0.18488279, 0.18946228],
                [0.26578601, 0.25458634, 0.2278275, 0.25202762, 0.23219603],
                [0.26138713, 0.22934698, 0.2312170, 0.23978684, 0.27186394]],
    "rca": [[0.2312238, 0.285438688, 0, 0, 0], [0.1777917, 0.087436319, 0.002076625, 0.00139056, 0.001106041],
            [0, 0.002581853, 0, 0, 0], [0, 0, 0, 0.01582754, 0.073011368],
            [2.4825815, 0.550954168, 0, 0.48208017, 3.815013019]],
    # its gain keeps what the product itself was worth to the outlook: ours + density p + p / reach
    "gain": [[0.8615531, 0.7613878, 0.7537907, 1.0961458, 0.8143851], [0.9681802, 0.8436855, 0.8219918, 1.2151040, 0.8883146],
             [0.8339114, 0.7475080, 0.7247198, 1.0425043, 0.7671877], [0.7979779, 0.7199705, 0.7132042, 1.0170093, 0.7636545],
             [0, 0.7118512, 0.6829531, 0.9987236, 0]]}

failures, count = [], 0


def check(what, got, want, scale=0.0, rtol=RTOL):
    global count
    got, want = np.asarray(got, float), np.asarray(want, float)
    count += got.size
    bad = ~(np.abs(got - want) <= rtol * np.maximum(np.abs(want), scale)) & ~(np.isnan(got) & np.isnan(want))
    if bad.any():
        k = np.argwhere(bad)[0]
        failures.append(f"{what}: {bad.sum()} differ, at {tuple(k)} {got[tuple(k)]!r}, expected {want[tuple(k)]!r}")


def ask(program, table, *options):
    done = subprocess.run([program, "run", "growth.drivers", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def column(rows, name, shape=None):
    v = np.array([float(r[name]) if r[name] else np.nan for r in rows])
    return v if shape is None else v.reshape(shape)


class Space:
    """Advantage, proximity, density, complexity of exports X; `there`: rows that may have advantages."""

    def __init__(self, X, there=None, rounds=100, products=True):
        there = np.ones(len(X), bool) if there is None else there
        known = np.nan_to_num(X)
        with np.errstate(invalid="ignore", divide="ignore"):
            self.share = known / known.sum(axis=1, keepdims=True)
            self.world = known.sum(axis=0) / known.sum()
            self.rca = np.where(np.isnan(X), np.nan, self.share / self.world)
        self.M = (np.nan_to_num(self.rca) >= 1) & there[:, None]
        k, u = self.M.sum(axis=1).astype(float), self.M.sum(axis=0).astype(float)
        g, i = k > 0, u > 0
        self.k, self.u = np.where(g, k, np.nan), u
        M = self.M[np.ix_(g, i)].astype(float)
        phi = np.array([M.T @ M[:, j] / np.maximum(u[i], u[i][j]) for j in range(M.shape[1])])
        self.phi = np.full((len(u), len(u)), np.nan)
        self.phi[np.ix_(i, i)] = phi
        self.near = phi / phi.sum(axis=0)
        self.density = self.spread(M @ self.near, g, i)
        W = (M / k[g][:, None]) @ (M / u[i]).T
        values, vectors = np.linalg.eig(W)
        self.second = np.argsort(-values.real)[1]
        e = vectors[:, self.second].real
        p = np.zeros(i.sum())
        if products:
            values, vectors = np.linalg.eig((M / u[i]).T @ (M / k[g][:, None]))
            p = vectors[:, np.argsort(-values.real)[1]].real
        if np.corrcoef(e, k[g])[0, 1] < 0:
            e = -e
        if products and np.corrcoef(M @ p / k[g], e)[0, 1] < 0:
            p = -p
        self.eci, self.pci = np.full(len(k), np.nan), np.full(len(u), np.nan)
        self.eci[g] = (e - e.mean()) / e.std(ddof=1)
        if products:
            self.pci[i] = (p - p.mean()) / p.std(ddof=1)
        F, Q = np.ones(g.sum()), np.ones(i.sum())
        for _ in range(rounds):
            F, Q = M @ Q, 1 / (M.T @ (1 / F))
            F, Q = F / F.mean(), Q / Q.mean()
        self.fitness, self.quality = np.full(len(k), np.nan), np.full(len(u), np.nan)
        self.fitness[g], self.quality[i] = F, Q
        self.mean_quality = (M @ Q).mean()
        self.open = g[:, None] & i[None, :] & ~self.M & ~np.isnan(self.rca)

    @staticmethod
    def spread(part, g, i):
        out = np.full((len(g), len(i)), np.nan)
        out[np.ix_(g, i)] = part
        return out

    def outlook_of(self, M, g, p):
        """With these advantages (a row), the proximities being what they are."""
        i = self.u > 0
        return (M[i] @ self.near * (1 - M[i]) * p[i]).sum()

    def outlook(self, p):
        return np.array([self.outlook_of(self.M[g].astype(float), g, p) if self.k[g] > 0 else np.nan for g in range(len(self.k))])

    def gain_outlook(self, g, p):
        """By adding the advantage and computing the outlook again."""
        out, now = np.full(len(self.u), np.nan), self.M[g].astype(float)
        before = self.outlook_of(now, g, p)
        for i in np.flatnonzero(self.open[g]):
            now[i] = 1
            out[i] = self.outlook_of(now, g, p) - before
            now[i] = 0
        return out

    def gain_eci(self):
        """eci is the mean pci of an economy's advantages, standardised: that line, read at one more advantage."""
        mean = np.array([self.pci[m].mean() if m.any() else np.nan for m in self.M])
        ok = ~np.isnan(mean)
        slope, at = np.polyfit(mean[ok], self.eci[ok], 1)
        check("eci is a line in mean pci", slope * mean[ok] + at, self.eci[ok], 1)
        more = (mean[:, None] * self.k[:, None] + self.pci) / (self.k[:, None] + 1)
        return np.where(self.open, slope * more + at - self.eci[:, None], np.nan)


def scores(open_, parts, weights):
    """Score, rank and reason of every candidate."""
    G, N = open_.shape
    score, rank, reason = np.full((G, N), np.nan), np.full((G, N), np.nan), [[None] * N for _ in range(G)]
    names = ["near", "complex", "opening", "keeping", "productive"]
    for g in range(G):
        c = np.flatnonzero(open_[g])
        if not len(c):
            continue
        z = np.array([v if np.isnan(v).all() else (v - np.nanmean(v)) / np.nanstd(v) for v in (p[g][c] for p in parts)])
        w = np.where(np.isnan(z), 0, np.array(weights)[:, None])
        score[g, c] = (w * np.nan_to_num(z)).sum(axis=0) / w.sum(axis=0)
        rank[g, c[np.argsort(-score[g, c], kind="stable")]] = np.arange(1, len(c) + 1)
        for q, i in enumerate(c):
            good = [(w[k, q] * z[k, q], k) for k in range(5) if w[k, q] > 0 and z[k, q] > 0 and parts[k][g][i] > 0]
            best = sorted(k for _, k in sorted(good, reverse=True)[:2])
            reason[g][i] = "_".join(names[k] for k in best) or "modest"
    return score, rank, reason


def trade(program):
    with gzip.open(TRADE, "rt") as f:
        rows = list(csv.DictReader(f))
    E, P = list(dict.fromkeys(r["country"] for r in rows)), list(dict.fromkeys(r["product"] for r in rows))
    e, p = {c: k for k, c in enumerate(E)}, {c: k for k, c in enumerate(P)}
    X = np.zeros((len(E), len(P)))
    for r in rows:
        X[e[r["country"]], p[r["product"]]] = float(r["value"])
    s = Space(X, rounds=19)
    got = ask(program, TRADE, "--by", "economy", "--rounds", "19", "--complexity", "fitness")
    assert [r["economy"] for r in got] == E
    check("exports", column(got, "exports"), X.sum(axis=1))
    for name, want in (("eci", s.eci), ("fitness", s.fitness), ("diversity", s.k), ("outlook", s.outlook(s.quality))):
        check("trade " + name, column(got, name), want, np.nanmax(np.abs(want)))
    for name in ("eci", "fitness", "outlook"):
        check("printed " + name, column(got, name)[[e[c] for c in FIRST]], PRINTED[name], rtol=6e-7)
    lines = ask(program, TRADE, "--by", "line", "--rounds", "19")
    assert [r["industry"] for r in lines] == P
    for name, want in (("pci", s.pci), ("quality", s.quality), ("ubiquity", s.u)):
        check("trade " + name, column(lines, name), want, np.nanmax(np.abs(want)))
    for name in ("pci", "quality"):
        check("printed " + name, column(lines, name)[[p[c] for c in GOODS]], PRINTED[name], rtol=1e-7)
    some = E if os.environ.get("DOMAR_LONG") else sorted(FIRST + ["chn", "deu", "jpn", "usa", "chl", "nga", "sgs", "vnm", "zaf"])
    cells = ask(program, TRADE, "--rounds", "19", "--complexity", "fitness", "--economy", ",".join(some))
    shape, part = (len(some), len(P)), [e[c] for c in some]
    gain = column(cells, "gain_outlook", shape)
    own = np.where(s.open, s.quality, np.nan)[part]
    check("trade rca", column(cells, "rca", shape), s.rca[part], 1)
    check("trade density", column(cells, "density", shape), s.density[part])
    check("trade gain of fitness", column(cells, "gain_complexity", shape), own / s.mean_quality)
    for c in ("chn", "sgs"):
        check("trade gain_outlook", gain[some.index(c)], s.gain_outlook(e[c], s.quality), np.nanmax(np.abs(gain[some.index(c)])))
    at = np.ix_([some.index(c) for c in FIRST], [p[c] for c in GOODS])
    for name in ("rca", "density"):
        check("printed " + name, column(cells, name, shape)[at], PRINTED[name], rtol=5e-6 if name == "rca" else 1e-6)
    theirs = np.where(s.open[part], gain + s.density[part] * s.quality + s.quality / np.nansum(s.phi, axis=0), 0)
    check("printed gain", theirs[at], PRINTED["gain"], rtol=1e-7)
    none = np.full(shape, np.nan)
    score, _, _ = scores(s.open[part], [s.density[part], own, gain, none, none], [.4, .15, .15, .15, .15])
    check("trade score", column(cells, "score", shape), score, 1)
    pairs = ask(program, TRADE, "--by", "pair", "--minimum-proximity", "0.55")
    near = np.argwhere((s.phi >= 0.55) & ~np.eye(len(P), dtype=bool))
    if [(P[i], P[j]) for i, j in near] != [(r["industry"], r["partner_industry"]) for r in pairs]:
        failures.append("pairs nearer than 0.55 differ")
    else:
        check("proximity", column(pairs, "proximity"), s.phi[near[:, 0], near[:, 1]])

    # What is known of the index: who is at its top, and that it goes with income.
    big = X.sum(axis=1) >= 1e8
    s = Space(X[big], products=False)
    got = ask(program, TRADE, "--by", "economy", "--minimum-exports", "1e8")
    want = np.full(len(E), np.nan)
    want[big] = s.eci
    eci = column(got, "eci")
    check("large exporters", eci, want, 1)
    top = [E[k] for k in np.argsort(-np.nan_to_num(eci, nan=-9))[:10]]
    if not {"jpn", "deu", "che"} <= set(top):
        failures.append(f"Japan, Germany and Switzerland are not all among the ten most complex: {top}")
    with open(INCOME) as f:
        income = {r["country"]: float(r["value"]) for r in csv.DictReader(f)}
    both = [k for k, c in enumerate(E) if c in income and not np.isnan(eci[k])]
    r = np.corrcoef(eci[both], np.log([income[E[k]] for k in both]))[0, 1]
    if not r > 0.5:
        failures.append(f"eci does not go with log income: {r:.3f}")
    print(f"{len(both)} economies: eci and log income {r:.3f}; first {top}")


def world(program, folder):
    table = os.path.join(folder, "drivers.h5")
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output", "missing",
                    "--satellite", ACCOUNTS], check=True, stderr=subprocess.DEVNULL)
    w = base.read_wiod13(TABLE)
    base.attach_accounts(w, ACCOUNTS, 2008, ["EMP"], [])
    G, N, shape = w.G, w.N, (w.G, w.N)
    there, produces = np.array([g != "RoW" for g in w.economies]), (w.x != 0)
    same = w.own[:, None] == w.own[None, :]
    L = np.linalg.inv(np.eye(w.n) - w.A * same)                 # economies apart
    exports = {"value_added": w.per_output(w.va) * (L @ w.exports()), "gross": w.exports()}
    stages = w.B @ w.x
    jobs = w.rows["EMP"]
    for measure, X in exports.items():
        X = np.where(produces, np.maximum(X, 0), np.nan).reshape(shape)
        s = Space(X, there)
        rows = ask(program, table, "--measure", measure)
        check(measure + " exports", column(rows, "exports", shape), X, np.nanmax(X))
        for name, want in (("rca", s.rca), ("density", s.density), ("pci", np.tile(s.pci, (G, 1))),
                           ("quality", np.tile(s.quality, (G, 1)))):
            check(f"{measure} {name}", column(rows, name, shape), want, 1)

        def where_held(top, bottom):
            ok = s.M & ~np.isnan(top + bottom).reshape(shape) & (bottom > 0).reshape(shape)
            with np.errstate(invalid="ignore"):
                return (np.where(ok, top.reshape(shape), 0).sum(0)) / np.where(ok, bottom.reshape(shape), 0).sum(0)

        def of_exports(top, bottom):
            ok = (bottom > 0).reshape(shape)
            with np.errstate(invalid="ignore", divide="ignore"):
                r = np.where(ok, (top / bottom).reshape(shape), 0)
            part = np.where(ok, np.nan_to_num(X), 0)
            return (r * part).sum(1) / part.sum(1)

        # the weight of the industry rises to the world's, all others shrink: the mean before and after, from the shares
        share, to = s.share, s.world
        moves = {}
        for name, top in (("gain_position", stages), ("gain_va_share", w.va)):
            own, held = of_exports(top, w.x), where_held(top, w.x)
            rest = (own[:, None] - share * held) / (1 - share)        # were it like the others', at its own weight
            moves[name] = np.where(s.open, to * held + (1 - to) * rest - own[:, None], np.nan)
            check(f"{measure} {name}", column(rows, name, shape), moves[name], np.nanmax(np.abs(moves[name])))
        ok = ~np.isnan(jobs) & (jobs > 0)
        own = np.array([w.va[ok & (w.own == g)].sum() / jobs[ok & (w.own == g)].sum() if (ok & (w.own == g)).any() else np.nan
                        for g in range(G)])
        with np.errstate(divide="ignore", invalid="ignore"):
            made = np.where(s.open, 100 * np.log(where_held(w.va, jobs)[None, :] / own[:, None]), np.nan)
        check(measure + " gain_productivity", column(rows, "gain_productivity", shape), made, 1)
        gain = np.array([s.gain_outlook(g, s.pci) if there[g] else np.full(N, np.nan) for g in range(G)])
        check(measure + " gain_outlook", column(rows, "gain_outlook", shape), gain, 1)
        complex_ = s.gain_eci()
        check(measure + " gain_complexity", column(rows, "gain_complexity", shape), complex_, 1)
        score, rank, reason = scores(s.open, [s.density, complex_, gain, moves["gain_va_share"], made], [.4, .15, .15, .15, .15])
        check(measure + " score", column(rows, "score", shape), score, 1)
        check(measure + " rank", column(rows, "rank", shape), rank)
        for k, r in enumerate(rows):
            want = reason[k // N][k % N] or ("held" if s.M[k // N, k % N] else "unknown")
            if r["reason"] != want:
                failures.append(f"{measure} {r['economy']} {r['industry']}: {r['reason']}, expected {want}")
        got = ask(program, table, "--measure", measure, "--by", "economy")
        check(measure + " eci", column(got, "eci"), s.eci, 1)
        check(measure + " fitness", column(got, "fitness"), s.fitness, 1)
        check(measure + " outlook", column(got, "outlook"), np.where(there, s.outlook(s.pci), np.nan), 1)
        turned = column(ask(program, table, "--measure", measure, "--by", "economy", "--sign", "productivity"), "eci")
        with np.errstate(divide="ignore"):
            r = np.corrcoef(turned[there], np.log(own[there]))[0, 1]
        if not r > 0 or not np.allclose(np.abs(turned[there]), np.abs(s.eci[there]), rtol=1e-9, atol=1e-9):
            failures.append(f"{measure}: --sign productivity gives {r:.3f}")


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in (TRADE, INCOME, TABLE, ACCOUNTS)):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    trade(program)
    world(program, folder)
    print(f"{count} numbers compared, {len(failures)} wrong")
    for line in failures[:20]:
        print(" ", line)
    return 1 if failures else 0


sys.exit(main())
