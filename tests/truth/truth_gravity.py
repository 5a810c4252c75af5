"""truth_gravity.py DOMAR FOLDER: index.network on the made-up panel examples/panels/sample.csv, every measure by brute force: flows
from the formula, steps by Floyd and Warshall, betweenness by counting shortest ways pair by pair, parts by reachability, blocks by numpy's corrcoef
taken again and again, QAP by lstsq and 4000 exchanges of its own.  With distances from a file the answers are the same.
"""
import csv
import io
import os
import subprocess
import sys

import numpy as np

SAMPLE = "examples/panels/sample.csv"


def run(domar, *args):
    out = subprocess.run([domar, "run", "index.network", SAMPLE, *args, "--format", "csv"], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return list(csv.DictReader(io.StringIO(out.stdout)))


def near(what, value, truth, tolerance=1e-10):
    if (value == "") != bool(np.isnan(truth)) or (value != "" and not abs(float(value) - truth) <= tolerance * max(1, abs(truth))):
        sys.exit(f"{what}: {value} is not {truth}")


def flows(rows, names, year, masses, head, power, share):
    r = {x["unit"]: x for x in rows if x["year"] == year}
    M = np.array([np.prod([float(r[u][m]) for m in masses]) ** (1 / len(masses)) for u in names])
    X = np.array([[float(r[u]["x"]), float(r[u]["y"])] for u in names])
    d = np.sqrt(((X[:, None] - X[None]) ** 2).sum(2))
    D = d.copy()
    if head:
        g = np.array([float(r[u][head]) for u in names])
        with np.errstate(divide="ignore", invalid="ignore"):
            D = d / np.abs(g[:, None] - g[None])
    with np.errstate(divide="ignore", invalid="ignore"):
        R = np.outer(M, M) / D ** power * (M[:, None] / (M[:, None] + M[None]) if share else 1)
    np.fill_diagonal(R, 0)
    return R, d, r


def ties_of(R, threshold, level):
    n = len(R)
    cut = {"row_mean": R.sum(1, keepdims=True) / (n - 1), "mean": R.sum() / (n * (n - 1)), "value": level}[threshold]
    A = R > cut
    np.fill_diagonal(A, False)
    return A


def steps(A):
    D = np.where(A, 1.0, np.inf)
    np.fill_diagonal(D, 0)
    for k in range(len(A)):
        D = np.minimum(D, D[:, k:k + 1] + D[k:k + 1])
    return D


def ways(A, D):
    """Number of shortest ways."""
    n = len(A)
    S = np.zeros((n, n))
    for s in range(n):
        S[s, s] = 1
        for j in sorted(range(n), key=lambda j: D[s, j]):
            if j != s and np.isfinite(D[s, j]):
                S[s, j] = sum(S[s, i] for i in range(n) if A[i, j] and D[s, i] == D[s, j] - 1)
    return S


def blocks(A, splits):
    def part(at):
        X = np.vstack([A[:, at], A[at].T]).astype(float)
        with np.errstate(all="ignore"):
            C = np.nan_to_num(np.corrcoef(X.T))
            np.fill_diagonal(C, 1)
            for _ in range(200):
                C = np.nan_to_num(np.corrcoef(C.T))
                np.fill_diagonal(C, 1)
                if np.abs(C).min() > 1 - 1e-9:
                    break
        return C[0] > 0
    label = np.zeros(len(A), int)
    for split in range(splits):
        label *= 2
        for b in range(0, 2 << split, 2):
            at = np.where(label == b)[0]
            if len(at) > 1:
                label[at[~part(at)]] += 1
    return label


def check_year(rows, names, year, answer, options):
    R, d, r = flows(rows, names, year, options["masses"], options["head"], options["power"], options["share"])
    A = ties_of(R, options["threshold"], options["level"])
    n = len(A)
    U = A | A.T
    D, E = steps(A), steps(U)
    off = ~np.eye(n, dtype=bool)
    finite = np.isfinite(D) & off
    whole = next(a for a in answer["period"] if a["period"] == year)
    both, either = (finite & finite.T).sum() / 2, (finite | finite.T).sum() / 2
    parts = {tuple(np.where(np.isfinite(E[i]))[0]) for i in range(n)}
    spare = sum(U[np.ix_(p, p)].sum() / 2 - (len(p) - 1) for p in map(list, parts))
    most = sum(len(p) * (len(p) - 1) / 2 - (len(p) - 1) for p in parts)
    cluster = np.array([U[np.ix_(k, k)].sum() / (len(k) * (len(k) - 1)) if len(k) > 1 else np.nan for k in (np.where(U[i])[0] for i in range(n))])
    with np.errstate(divide="ignore"):
        inverse = np.where(off, 1 / np.where(D > 0, D, 1), 0)
    for name, truth in dict(ties=A.sum(), density=A.sum() / (n * (n - 1)), reciprocity=(A & A.T).sum() / A.sum(), flow=R.sum(),
                            connectedness=(np.isfinite(E) & off).sum() / (n * (n - 1)), hierarchy=1 - both / either, efficiency=1 - spare / most,
                            clustering=np.nanmean(cluster), path=D[finite].mean(), reach=finite.sum() / (n * (n - 1)),
                            global_efficiency=inverse.sum() / (n * (n - 1))).items():
        near(f"{year} {name}", whole[name], float(truth))
    S = ways(A, D)
    label = blocks(A, 2)
    units = {a["unit"]: a for a in answer["unit"] if a["period"] == year}
    pairs = {(a["unit"], a["partner"]): a for a in answer["tie"] if a["period"] == year}
    for v, u in enumerate(names):
        between = sum(S[s, v] * S[v, t] / S[s, t] for s in range(n) for t in range(n)
                      if len({s, t, v}) == 3 and np.isfinite(D[s, t]) and D[s, v] + D[v, t] == D[s, t])
        for name, truth in dict(out=A[v].sum(), betweenness=between / ((n - 1) * (n - 2)), degree=U[v].sum() / (n - 1), flow_out=R[v].sum(),
                                flow_in=R[:, v].sum(), closeness_out=inverse[v].sum() / (n - 1), closeness_in=inverse[:, v].sum() / (n - 1),
                                clustering=cluster[v], block=label[v] + 1, **{"in": A[:, v].sum()}).items():
            near(f"{year} {u} {name}", units[u][name], float(truth))
        for t, p in enumerate(names):
            if t != v and (pairs[u, p]["tie"] == "yes") != A[v, t]:
                sys.exit(f"{year} {u} {p}: {pairs[u, p]}")
    sizes = np.bincount(label, minlength=4)
    for a in answer["block"]:
        if a["period"] == year:
            i, j = label == int(a["block"]) - 1, label == int(a["partner"]) - 1
            near("block ties", a["ties"], float(A[np.ix_(i, j)].sum()))
            near("block size", a["units"], float(sizes[int(a["block"]) - 1]))
    names_x = ["distance", "|d capital|", "|d labour|"]
    columns = [d] + [np.abs(np.subtract.outer(*[[float(r[u][k]) for u in names]] * 2)) for k in ("capital", "labour")]
    X = np.column_stack([np.ones(n * (n - 1))] + [c[off] for c in columns])
    b, *_ = np.linalg.lstsq(X, A[off].astype(float), rcond=None)
    generator = np.random.default_rng(3)
    hat = np.linalg.pinv(X)
    orders = [generator.permutation(n) for _ in range(4000)]
    drawn = np.array([hat @ A[np.ix_(o, o)][off] for o in orders])
    y = A[off].astype(float)
    for k, name in enumerate(names_x):
        a = next(q for q in answer["qap"] if q["period"] == year and q["term"] == name)
        near(f"qap {name}", a["coefficient"], b[k + 1], 1e-9)
        near(f"qap {name} standardised", a["standardised"], b[k + 1] * X[:, k + 1].std() / y.std(), 1e-9)
        near(f"qap {name} correlation", a["correlation"], np.corrcoef(X[:, k + 1], y)[0, 1], 1e-9)
        near(f"qap {name} p", a["p"], (np.abs(drawn[:, k + 1]) >= abs(b[k + 1])).mean(), 0.04)
        near(f"qap {name} p_large", a["p_large"], (drawn[:, k + 1] >= b[k + 1]).mean(), 0.04)
        near("r2", a["r2"], 1 - ((y - X @ b) ** 2).sum() / ((y - y.mean()) ** 2).sum(), 1e-9)


def check(domar, rows, names, extra, **options):
    answer = {}
    for by in ("period", "unit", "tie", "block", "qap"):
        more = ["--explain", "distance,capital,labour", "--draws", "3999"] if by == "qap" else []
        answer[by] = run(domar, *extra, "--by", by, *more)
    for year in ("2015", "2020"):
        check_year(rows, names, year, answer, options)
    return answer


if __name__ == "__main__":
    domar, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    rows = list(csv.DictReader(open(SAMPLE)))
    names = sorted({r["unit"] for r in rows})
    place = ["--variable", "output", "--distance", "x,y"]
    plain = check(domar, rows, names, place, masses=["output"], head=None, power=2, share=True, threshold="row_mean", level=0)
    check(domar, rows, names, ["--variable", "output,labour,capital", "--distance", "x,y", "--per_head", "openness", "--threshold", "mean"],
          masses=["output", "labour", "capital"], head="openness", power=2, share=True, threshold="mean", level=0)
    check(domar, rows, names, place + ["--share=false", "--power", "1", "--threshold", "value", "--level", "900"], masses=["output"], head=None,
          power=1, share=False, threshold="value", level=900)
    at = {r["unit"]: (float(r["x"]), float(r["y"])) for r in rows}
    path = os.path.join(folder, "distances.csv")
    with open(path, "w") as f:
        f.write("from,to,km\n" + "".join(f"{a},{b},{float(np.hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]))!r}\n" for a in names for b in names if a < b))
    for a, b in zip(plain["unit"], run(domar, "--variable", "output", "--distances", path, "--by", "unit")):
        for name in a:
            if name not in ("unit", "period"):
                near(f"from a file: {name}", b[name], float(a[name] or "nan"))
