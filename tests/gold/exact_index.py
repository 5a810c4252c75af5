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


if __name__ == "__main__":
    build(sys.argv[1] if len(sys.argv) > 1 else "tests/gold")
