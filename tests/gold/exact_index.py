"""exact_index.py FOLDER: gold files of composite indices, in plain Python from the formulas (no numpy, nothing of the program's).

The panel is tests/data/index_small.csv: 4 units x 3 years, one indicator of which less is better and one with a best middle.
"""
import csv
import math
import sys

SMALL = "tests/data/index_small.csv"
NAMES = ["skill", "patents", "waste", "debt"]


def read():
    with open(SMALL, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    return [(r["unit"], r["year"]) for r in rows], {n: [float(r[n]) for r in rows] for n in NAMES}


def minmax(x, direction="positive"):
    if direction == "moderate":
        d = [max(3 - v, v - 4, 0) for v in x]
        return [1 - v / max(d) for v in d]
    lo, hi = min(x), max(x)
    return [(hi - v) / (hi - lo) if direction == "negative" else (v - lo) / (hi - lo) for v in x]


DIRECTION = {"skill": "positive", "patents": "positive", "waste": "negative", "debt": "moderate"}


def share(w):
    return [v / sum(w) for v in w]


def entropy(Z):
    e = []
    for z in Z:
        p = share(z)
        e.append(-sum(v * math.log(v) for v in p if v > 0) / math.log(len(z)))
    return e


def mean(x):
    return sum(x) / len(x)


def sd(x):
    return math.sqrt(sum((v - mean(x)) ** 2 for v in x) / (len(x) - 1))


def correlation(x, y):
    return sum((a - mean(x)) * (b - mean(y)) for a, b in zip(x, y)) / (len(x) - 1) / sd(x) / sd(y)


def critic(Z):
    return share([sd(z) * sum(1 - correlation(z, y) for y in Z if y is not z) for z in Z])


def topsis(Z, w):
    out = []
    for i in range(len(Z[0])):
        near = math.sqrt(sum((wj * (z[i] - max(z))) ** 2 for wj, z in zip(w, Z)))
        far = math.sqrt(sum((wj * (z[i] - min(z))) ** 2 for wj, z in zip(w, Z)))
        out.append((far / (near + far), near, far))
    return out


def rank(score, keys):
    return [1 + sum(s > score[i] for s, k in zip(score, keys) if k[1] == keys[i][1]) for i in range(len(keys))]


def change(ranks, keys):
    place = {k: r for k, r in zip(keys, ranks)}
    return [place[u, str(int(y) - 1)] - r if (u, str(int(y) - 1)) in place else None for (u, y), r in zip(keys, ranks)]


class Gold:
    def __init__(self, folder, name, remark):
        self.path, self.lines = f"{folder}/{name}.gold", ["# " + remark]

    def case(self, method, params, header, rows, tolerance="1e-13"):
        self.lines += [f"panel: {SMALL}", f"method: {method}", f"params: {params}", f"tolerance: {tolerance}",
                       "source: independent computation from the formulas of the method (exact_index.py)", header]
        self.lines += [",".join("" if v is None else repr(v) if isinstance(v, float) else str(v) for v in r) for r in rows]

    def refused(self, method, params, words):
        self.lines += [f"panel: {SMALL}", f"method: {method}", f"params: {params}", f"refused: {words}"]

    def write(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.lines) + "\n")


def build(folder):
    keys, X = read()
    g = Gold(folder, "index.build", "Composite indices of a small panel.")
    Z = [minmax(X[n], DIRECTION[n]) for n in NAMES]
    e = entropy(Z)
    w = share([1 - v for v in e])
    score = [sum(wj * z[i] for wj, z in zip(w, Z)) for i in range(len(keys))]
    page = "define=tests/data/index_small.yaml"
    r = rank(score, keys)
    g.case("index.build", page, "unit,period,score,rank,rank_change",
           [[*k, s, a, b] for k, s, a, b in zip(keys, score, r, change(r, keys))])
    w = critic(Z)
    t = topsis(Z, w)
    r = rank([v[0] for v in t], keys)
    g.case("index.build", page + " weights=critic aggregate=topsis", "unit,period,score,rank,rank_change,distance_best,distance_worst",
           [[*k, v[0], a, b, v[1], v[2]] for k, v, a, b in zip(keys, t, r, change(r, keys))])
    # Within dimensions: people (skill, patents) and burden (waste, debt), equal shares.
    rows = []
    parts = [("people", Z[:2]), ("burden", Z[2:])]
    scores = []
    for code, z in parts:
        v = share([1 - x for x in entropy(z)])
        scores.append([sum(a * b[i] for a, b in zip(v, z)) for i in range(len(keys))])
    for i, k in enumerate(keys):
        for (code, _), s in zip(parts, scores):
            rows.append([*k, code, s[i], rank(s, keys)[i], s[i] / 2])
    g.case("index.build", page + " scope=dimension by=dimension", "unit,period,dimension,score,rank,contribution", rows)
    g.refused("index.build", "indicators=skill,kind", "kind")
    g.refused("index.build", "indicators=skill,same", "indicator same tells nothing: it has the same value in all 12 rows")
    g.refused("index.build", "indicators=skill,patents negative=waste", "--negative waste is not among --indicators")
    g.refused("index.build", "weights=critic", "which indicators? Give --define FILE")
    g.refused("index.build", "indicators=skill,patents normalise=zscore", "entropy needs numbers of 0 and above")
    g.refused("index.build", page + " weights=ahp", "has no comparisons for")
    g.write()


def obstacles(folder):
    keys, X = read()
    g = Gold(folder, "index.obstacles", "Obstacle degrees of a small panel.")
    Z = [minmax(X[n], DIRECTION[n]) for n in NAMES]
    w = share([1 - v for v in entropy(Z)])
    rows, by_period = [], {}
    for i, k in enumerate(keys):
        gap = [1 - z[i] for z in Z]
        o = share([a * b for a, b in zip(w, gap)])
        by_period.setdefault(k[1], []).append((o, gap))
        for n, v, d in zip(NAMES, o, gap):
            rows.append([*k, n, v, 1 + sum(x > v for x in o), d, "obstacles"])
    g.case("index.obstacles", "define=tests/data/index_small.yaml", "unit,period,indicator,obstacle,rank,gap,status", rows)
    rows = []
    for year, list_ in by_period.items():
        means = [mean([o[j] for o, _ in list_]) for j in range(4)]
        for j, n in enumerate(NAMES):
            rows.append([year, n, means[j], 1 + sum(m > means[j] for m in means), mean([d[j] for _, d in list_]),
                         sum(o[j] == max(o) for o, _ in list_), len(list_)])
    g.case("index.obstacles", "define=tests/data/index_small.yaml by=period", "period,indicator,obstacle,rank,gap,largest,units", rows)
    # Of one indicator alone the best unit lacks nothing: C in 2020.
    z = minmax(X["skill"])
    g.case("index.obstacles", "indicators=skill weights=equal", "unit,period,indicator,obstacle,rank,gap,status",
           [[*k, "skill", None if v == 1 else 1, None if v == 1 else 1, 1 - v, "none" if v == 1 else "obstacles"] for k, v in zip(keys, z)])
    g.refused("index.obstacles", "indicators=skill,patents normalise=vector", "use --normalise minmax, not vector")
    g.write()


TEN = ["extreme_disorder", "severe_disorder", "moderate_disorder", "mild_disorder", "near_disorder", "bare", "primary", "intermediate", "good",
       "high_quality"]


def coupling(folder):
    keys, X = read()
    g = Gold(folder, "index.coupling", "Coupling of systems of a small panel.")
    U = [[v / 10 for v in X["skill"]], [v / 8 for v in X["debt"]], [v / 40 for v in X["patents"]]]
    for variant in ("trad", "wang"):
        rows, D = [], []
        for i in range(len(keys)):
            u = [s[i] for s in U]
            if variant == "trad":
                c = 3 * math.prod(u) ** (1 / 3) / sum(u)
            else:
                apart = mean([abs(u[0] - u[1]), abs(u[0] - u[2]), abs(u[1] - u[2])])
                c = math.sqrt((1 - apart) * math.prod(v / max(u) for v in u) ** 0.5)
            T = 0.5 * u[0] + 0.25 * u[1] + 0.25 * u[2]
            D.append(math.sqrt(c * T))
            gap = max(u) - min(u)
            lag = ["skill/10", "debt/8", "patents/40"][u.index(min(u))] if gap > 0.1 else "none"
            rows.append([c, T, D[-1], None, TEN[min(9, int(D[-1] * 10))], lag, gap])
        for r, k in zip(rows, rank(D, keys)):
            r[3] = k
        g.case("index.coupling", f"systems=skill/10,debt/8,patents/40 shares=2,1,1 variant={variant}",
               "unit,period,coupling,development,degree,rank,class,lagging,gap", [[*k, *r] for k, r in zip(keys, rows)])
    g.refused("index.coupling", "systems=skill,debt/8", "system skill of A, 2018 is 3.5: systems lie in [0, 1]")
    g.refused("index.coupling", "systems=skill/10", "coupling needs two systems or more")
    g.refused("index.coupling", "define=tests/data/index_small.yaml", "coupling needs two systems or more, and tests/data/index_small.yaml has one")
    g.refused("index.coupling", "systems=skill/10,debt/8 shares=1", "give one number for each of the 2 systems")
    g.write()


def forecast(folder):
    """A series that doubles each year: a = 2 (1 - 2) / (1 + 2) = -2/3; the rest by least squares in sums."""
    g = Gold(folder, "index.forecast", "GM(1,1) of short series.")
    path = "tests/data/grey_small.csv"
    with open(path, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    units = list(dict.fromkeys(r["unit"] for r in rows))

    def fit(x):
        sums = [sum(x[:k + 1]) for k in range(len(x))]
        z = [(a + b) / 2 for a, b in zip(sums, sums[1:])]
        y = x[1:]
        slope = sum((p - mean(z)) * (q - mean(y)) for p, q in zip(z, y)) / sum((p - mean(z)) ** 2 for p in z)
        return -slope, mean(y) - slope * mean(z)

    def curve(x, a, b, k):
        return x[0] if not k else (x[0] - b / a) * (math.exp(-a * k) - math.exp(-a * (k - 1)))

    out, values = [], []
    for u in units:
        x = [float(r["v"]) for r in rows if r["unit"] == u]
        years = [int(r["year"]) for r in rows if r["unit"] == u]
        n = len(x)
        a, b = fit(x)
        guess = [curve(x, a, b, k) for k in range(n + 2)]
        e = [p - q for p, q in zip(x, guess)]
        s1 = math.sqrt(mean([(v - mean(x)) ** 2 for v in x]))
        s2 = math.sqrt(mean([(v - mean(e)) ** 2 for v in e]))
        P = mean([abs(v - mean(e)) < 0.6745 * s1 for v in e])
        C = s2 / s1
        grade = next((g for g, c, p in (("good", .35, .95), ("qualified", .5, .8), ("barely", .65, .7)) if C < c and P > p), "unqualified")
        ratio = [p / q for p, q in zip(x, x[1:])]
        bound = math.exp(2 / (n + 1))
        held = x[:n - 1]
        a2, b2 = fit(held)
        errors = [abs(curve(held, a2, b2, n - 1) - x[-1]) / x[-1], abs(held[-1] + (held[-1] - held[0]) / (n - 2) - x[-1]) / x[-1]]
        out.append([u, n, a, b, C, P, mean([abs(v) / w for v, w in zip(e[1:], x[1:])]), min(ratio), max(ratio),
                    "fitted" if min(ratio) > 1 / bound and max(ratio) < bound else "level_ratio", grade, 1, *errors,
                    "grey" if errors[0] <= errors[1] else "benchmark"])
        for k in range(n + 2):
            values.append([u, years[0] + k, x[k] if k < n else None, guess[k],
                           None if k < n else x[-1] + (k - n + 1) * (x[-1] - x[0]) / (n - 1), "observed" if k < n else "forecast"])
    for params, header, lines in (("column=v hold=1", "unit,points,a,b,variance_ratio,small_error,relative_error,least_ratio,largest_ratio,status,grade,"
                                   "held_back,error_grey,error_benchmark,better", out),
                                  ("column=v horizon=2 by=period", "unit,period,value,grey,benchmark,kind", values)):
        g.lines += [f"panel: {path}", "method: index.forecast", f"params: {params}", "tolerance: 1e-10",
                    "source: independent computation from the formulas of the method (exact_index.py)", header]
        g.lines += [",".join("" if v is None else repr(v) if isinstance(v, float) else str(v) for v in r) for r in lines]
    g.refused("index.forecast", "horizon=2", "what is to be forecast? Give --column")
    g.write()


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else "tests/gold"
    for make in (build, obstacles, coupling, forecast):
        make(target)
