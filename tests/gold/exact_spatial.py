"""exact_spatial.py FOLDER: panel.spatial.gold in plain Python: three units in a row, a - b - c, so that with rows that add
up to 1 the determinant of I - rho W is 1 - rho^2; one regressor, effects of units, three years. rho is the root of the
derivative of the likelihood by halving, the inverse of I - rho W is written down by its adjugate."""
import csv
import math
import sys

rows = list(csv.DictReader(open("tests/data/panel_spatial.csv")))
U, T = "abc", ("2001", "2002", "2003")
at = {(r["unit"], r["year"]): r for r in rows}
value = lambda name: [[float(at[u, t][name]) for u in U] for t in T]
lag = lambda v: [[w[1], (w[0] + w[2]) / 2, w[1]] for w in v]


def clear(v):
    mean = [sum(v[t][i] for t in range(3)) / 3 for i in range(3)]
    return [v[t][i] - mean[i] for t in range(3) for i in range(3)]


dot = lambda a, b: sum(p * q for p, q in zip(a, b))
y, x = value("y"), value("x")
cy, cw, cx = clear(y), clear(lag(y)), clear(x)
b0, b1 = dot(cx, cy) / dot(cx, cx), dot(cx, cw) / dot(cx, cx)
e0 = [p - b0 * q for p, q in zip(cy, cx)]
e1 = [p - b1 * q for p, q in zip(cw, cx)]
N, P = 6, 2                                             # of the likelihood without the effects


def slope(rho):
    e = [p - rho * q for p, q in zip(e0, e1)]
    return N * dot(e, e1) / dot(e, e) - P * 2 * rho / (1 - rho * rho)


lo, hi = -1 + 1e-9, 1 - 1e-9
for _ in range(200):
    mid = (lo + hi) / 2
    lo, hi = (mid, hi) if slope(mid) > 0 else (lo, mid)
rho = (lo + hi) / 2
beta = b0 - rho * b1
e = [p - rho * q for p, q in zip(e0, e1)]
s2 = dot(e, e) / N
h = rho / 2
A = [[1, -rho, 0], [-h, 1, -h], [0, -rho, 1]]
det = 1 - rho * rho
inverse = [[(1 - rho * h) / det, rho / det, rho * h / det], [h / det, 1 / det, h / det], [rho * h / det, rho / det, (1 - rho * h) / det]]
for i in range(3):
    for j in range(3):
        assert abs(sum(A[i][k] * inverse[k][j] for k in range(3)) - (i == j)) < 1e-12
W = [[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]]
G = [[sum(W[i][k] * inverse[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
trace = sum(G[i][i] for i in range(3))
square = sum(G[i][j] * G[j][i] for i in range(3) for j in range(3))
size = sum(G[i][j] ** 2 for i in range(3) for j in range(3))
Xb = [[beta * cx[3 * t + i] for i in range(3)] for t in range(3)]
move = [sum(G[i][j] * Xb[t][j] for j in range(3)) for t in range(3) for i in range(3)]
J = [[dot(cx, cx) / s2, dot(cx, move) / s2, 0], [dot(cx, move) / s2, P * (square + size) + dot(move, move) / s2, P * trace / s2],
     [0, P * trace / s2, N / (2 * s2 * s2)]]
minor = lambda r, c: [[J[i][j] for j in range(3) if j != c] for i in range(3) if i != r]
two = lambda m: m[0][0] * m[1][1] - m[0][1] * m[1][0]
whole = sum((-1) ** j * J[0][j] * two(minor(0, j)) for j in range(3))
Z = 1.959963984540054


def line(name, b, se):
    t = b / se
    return ",".join([name] + [repr(v) for v in (b, se, t, math.erfc(abs(t) / math.sqrt(2)), b - Z * se, b + Z * se)] + ["3", "estimated"])


head = "term,estimate,se,t,p,ci_low,ci_high,units,status"
base = "y=y x=x model=sar effects=unit adjacency=tests/data/panel_spatial_ties.csv"
out = ["# Three units in a row: the likelihood by hand (exact_spatial.py).", "panel: tests/data/panel_spatial.csv",
       "method: panel.spatial", "params: " + base, "tolerance: 1e-10", "source: plain Python, tests/gold/exact_spatial.py", head,
       line("x", beta, math.sqrt(two(minor(0, 0)) / whole)), line("rho", rho, math.sqrt(two(minor(1, 1)) / whole))]
M = sum(inverse[i][i] for i in range(3)) / 3
D = sum(G[i][j] * inverse[j][i] for i in range(3) for j in range(3)) / 3
V = lambda r, c: (-1) ** (r + c) * two(minor(r, c)) / whole
direct, total = beta * M, beta / (1 - rho)
slopes = {"direct": (M, beta * D), "total": (1 / (1 - rho), beta / (1 - rho) ** 2)}
slopes["indirect"] = tuple(p - q for p, q in zip(slopes["total"], slopes["direct"]))
out += ["panel: tests/data/panel_spatial.csv", "method: panel.spatial", f"params: {base} by=effect", "tolerance: 1e-10",
        "source: mean own entry and mean row sum of (I - rho W)^-1 times the coefficient; delta method",
        "variable,effect,estimate,se,t,p,ci_low,ci_high,units,status"]
for name, v in (("direct", direct), ("indirect", total - direct), ("total", total)):
    a, b = slopes[name]
    out.append("x," + line(name, v, math.sqrt(a * a * V(0, 0) + 2 * a * b * V(0, 1) + b * b * V(1, 1))))
out += ["panel: tests/data/panel_gmm.csv", "method: panel.spatial", "params: y=y x=y", "source: nobody says who is near whom",
        "refused: near"]
open(sys.argv[1] + "/panel.spatial.gold", "w").write("\n".join(out) + "\n")
