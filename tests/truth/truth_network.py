"""truth_network.py DOMAR FOLDER: chain.network of WIOD 2008 between economies against dense numpy: the linear
system of PageRank, all shortest ways by Floyd and Warshall with counts, the disparity filter; the
communities are checked by what they are for: their modularity, and that no economy moved alone and no
two communities joined would raise it."""
import csv
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
TABLE = SHARED + "/io/wiod13/wiod13_2008.csv.gz"


def ask(program, table, *options):
    done = subprocess.run([program, "run", "chain.network", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def shortest(W):
    """Lengths and numbers of shortest ways."""
    G = len(W)
    with np.errstate(divide="ignore"):
        D = np.where(W > 0, 1 / W, np.inf)
    for k in range(G):
        D = np.minimum(D, D[:, [k]] + D[[k], :])
    np.fill_diagonal(D, 0)
    near = lambda a, b: np.isclose(a, b, rtol=1e-12, atol=0)
    count = np.zeros((G, G))
    for s in range(G):
        count[s, s] = 1
        for r in np.argsort(D[s])[1:]:
            for k in range(G):
                if k != r and W[k, r] > 0 and D[s, k] < D[s, r] and near(D[s, k] + 1 / W[k, r], D[s, r]):
                    count[s, r] += count[s, k]
    return D, count, near


def betweenness(W):
    G = len(W)
    D, count, near = shortest(W)
    b = np.zeros(G)
    for k in range(G):
        for s in range(G):
            for r in range(G):
                if len({s, k, r}) == 3 and near(D[s, k] + D[k, r], D[s, r]):
                    b[k] += count[s, k] * count[k, r] / count[s, r]
    return b / ((G - 1) * (G - 2))


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table, failures, count = os.path.join(folder, "network.h5"), [], 0
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output", "keep"],
                   check=True, stderr=subprocess.DEVNULL)

    def check(what, got, want, scale=1.0):
        nonlocal count
        got, want = np.asarray(got, float), np.asarray(want, float)
        count += want.size
        if not np.all(np.abs(got - want) <= 1e-9 * np.maximum(np.abs(want), scale)):
            failures.append(f"{what}: {got}, expected {want}")

    w = base.read_wiod13(TABLE)
    G, v, X = w.G, w.per_output(w.va), w.B @ w.by_user()
    W = (v[:, None] * X).reshape(G, w.N, G).sum(axis=1)
    np.fill_diagonal(W, 0)
    out, into, total = W.sum(axis=1), W.sum(axis=0), W.sum()
    nodes = ask(program, table)
    column = lambda name: [float(r[name]) for r in nodes]
    check("out", column("out_strength"), out, total)
    check("in", column("in_strength"), into, total)
    rank = np.linalg.solve(np.eye(G) - 0.85 * (W / out[:, None]).T, np.full(G, 0.15 / G))
    check("pagerank", column("pagerank"), rank)
    check("betweenness", column("betweenness"), betweenness(W))
    degree_out, degree_in = (W > 0).sum(axis=1)[:, None], (W > 0).sum(axis=0)[None, :]
    chance = np.minimum((1 - W / out[:, None]) ** (degree_out - 1), (1 - W / into[None, :]) ** (degree_in - 1))
    keep = (W > 0) & (chance < 0.05)
    check("edges", column("edges"), keep.sum(axis=0) + keep.sum(axis=1))
    edges = ask(program, table, "--by", "edge")
    at = [(w.economies.index(r["economy"]), w.economies.index(r["partner"])) for r in edges]
    assert len(at) == G * (G - 1)
    check("flows", [float(r["value"]) for r in edges], [W[e] for e in at], total / G)
    check("chance", [float(r["significance"]) for r in edges], [chance[e] for e in at])
    check("backbone", [r["backbone"] == "yes" for r in edges], [keep[e] for e in at])
    of = np.array([int(float(c)) for c in column("community")])
    M = W - np.outer(out, into) / total
    score = lambda groups: (M * (groups[:, None] == groups[None, :])).sum()
    best = score(of)
    for k in range(G):
        for c in set(of):
            moved = of.copy()
            moved[k] = c
            count += 1
            if score(moved) > best + 1e-9 * total:
                failures.append(f"{w.economies[k]} would raise modularity in community {c}")
    for a in set(of):
        for b in set(of):
            count += 1
            if score(np.where(of == b, a, of)) > best + 1e-9 * total:
                failures.append(f"communities {a} and {b} would raise modularity together")
    for line in failures[:10]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures")
    return 1 if failures or count < 3500 else 0


sys.exit(main())
