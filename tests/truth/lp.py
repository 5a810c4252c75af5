"""lp.py: linear programs in exact fractions, and envelopment models written out one by one.

Dense tableau, two phases, Bland's rule: slow and simple, so that it can be believed.  Nothing of domar is used.
"""
from fractions import Fraction as F


def _pivot(rows, cost, basis, r, c):
    p = rows[r][c]
    rows[r] = [v / p for v in rows[r]]
    for i, row in enumerate(rows):
        if i != r and row[c]:
            f = row[c]
            rows[i] = [a - f * b if b else a for a, b in zip(row, rows[r])]
    f = cost[c]
    if f:
        cost[:] = [a - f * b if b else a for a, b in zip(cost, rows[r])]
    basis[r] = c


def _run(rows, cost, basis, allowed):
    while True:
        c = next((j for j in range(allowed) if cost[j] < 0), None)
        if c is None:
            return True
        best = None
        for i, row in enumerate(rows):
            if row[c] > 0:
                key = (row[-1] / row[c], basis[i])
                if best is None or key < best[0]:
                    best = key, i
        if best is None:
            return False
        _pivot(rows, cost, basis, best[1], c)


def solve(c, A, b):
    """min c'x, A x = b, x >= 0: ("optimal", value, x), ("infeasible", None, None) or ("unbounded", None, None)."""
    m, n = len(A), len(c)
    rows = []
    for i in range(m):
        sign = -1 if b[i] < 0 else 1
        rows.append([sign * F(v) for v in A[i]] + [F(int(i == k)) for k in range(m)] + [sign * F(b[i])])
    basis = list(range(n, n + m))
    cost = [-sum(r[j] for r in rows) for j in range(n)] + [F(0)] * m + [-sum(r[-1] for r in rows)]
    _run(rows, cost, basis, n)
    if cost[-1] != 0:
        return "infeasible", None, None
    for i in range(m):
        if basis[i] >= n:
            j = next((j for j in range(n) if rows[i][j]), None)
            if j is not None:
                _pivot(rows, cost, basis, i, j)
    cost = [F(v) for v in c] + [F(0)] * m + [F(0)]
    for i in range(m):
        if basis[i] < n and cost[basis[i]]:
            f = cost[basis[i]]
            cost = [a - f * v for a, v in zip(cost, rows[i])]
    if not _run(rows, cost, basis, n):
        return "unbounded", None, None
    x = [F(0)] * n
    for i in range(m):
        if basis[i] < n:
            x[basis[i]] = rows[i][-1]
    return "optimal", -cost[-1], x


class Model:
    """Columns by name, rows as dictionaries: only what is said enters."""

    def __init__(self):
        self.names, self.cost, self.rows, self.right = [], {}, [], []

    def column(self, name, cost=0, free=False):
        for sign in ((1, -1) if free else (1,)):
            self.names.append((name, sign))
            self.cost[(name, sign)] = sign * F(cost)

    def row(self, entries, right, sense="="):
        entries = dict(entries)
        if sense != "=":
            slack = f"slack{len(self.rows)}"
            self.column(slack)
            entries[slack] = 1 if sense == "<" else -1
        self.rows.append(entries)
        self.right.append(F(right))

    def solve(self):
        A = [[sign * F(r.get(name, 0)) for name, sign in self.names] for r in self.rows]
        outcome, value, x = solve([self.cost[k] for k in self.names], A, self.right)
        if outcome != "optimal":
            return outcome, None, None
        answer = {}
        for (name, sign), v in zip(self.names, x):
            answer[name] = answer.get(name, 0) + sign * v
        return outcome, value, answer


SENSE = {"vrs": "=", "nirs": "<", "ndrs": ">"}


def _lambdas(m, ref):
    for j in range(len(ref)):
        m.column(("l", j))


def _scale(m, ref, returns, right=1, more=None):
    if returns != "crs":
        m.row({**{("l", j): 1 for j in range(len(ref))}, **(more or {})}, right, SENSE[returns])


def radial(x, y, X, Y, returns="crs", orientation="in"):
    """x, y: the unit; X, Y: lists of the reference units' inputs and outputs."""
    m = Model()
    _lambdas(m, X)
    m.column("t", 1 if orientation == "in" else -1, free=True)
    for i, v in enumerate(x):
        e = {("l", j): X[j][i] for j in range(len(X))}
        m.row({**e, "t": -v} if orientation == "in" else e, 0 if orientation == "in" else v, "<")
    for r, v in enumerate(y):
        e = {("l", j): Y[j][r] for j in range(len(X))}
        m.row(e if orientation == "in" else {**e, "t": -v}, v if orientation == "in" else 0, ">")
    _scale(m, X, returns)
    outcome, value, answer = m.solve()
    return outcome, None if value is None else answer["t"], answer


def sbm(x, y, b, X, Y, B, returns="crs"):
    m = Model()
    _lambdas(m, X)
    m.column("t", 1)
    for i, v in enumerate(x):
        m.column(("x", i), -1 / (F(v) * len(x)))
        m.row({**{("l", j): X[j][i] for j in range(len(X))}, ("x", i): 1, "t": -v}, 0)
    norm, count = {"t": 1}, len(y) + len(b)
    for r, v in enumerate(y):
        m.column(("y", r))
        m.row({**{("l", j): Y[j][r] for j in range(len(X))}, ("y", r): -1, "t": -v}, 0)
        norm[("y", r)] = 1 / (F(v) * count)
    for r, v in enumerate(b):
        m.column(("b", r))
        m.row({**{("l", j): B[j][r] for j in range(len(X))}, ("b", r): 1, "t": -v}, 0)
        norm[("b", r)] = 1 / (F(v) * count)
    m.row(norm, 1)
    _scale(m, X, returns, 0, {"t": -1})
    return m.solve()


def super_sbm(x, y, X, Y, returns="crs"):
    """X, Y without the unit: xbar >= what they use, ybar <= what they make, xbar >= x, 0 <= ybar <= y [tone2002, (5)]."""
    m = Model()
    _lambdas(m, X)
    m.column("t")
    norm = {}
    for i, v in enumerate(x):
        m.column(("x", i), 1 / (F(v) * len(x)))
        m.row({**{("l", j): X[j][i] for j in range(len(X))}, ("x", i): -1}, 0, "<")
        m.row({("x", i): 1, "t": -v}, 0, ">")
    for r, v in enumerate(y):
        m.column(("y", r))
        m.row({**{("l", j): Y[j][r] for j in range(len(X))}, ("y", r): -1}, 0, ">")
        m.row({("y", r): 1, "t": -v}, 0, "<")
        norm[("y", r)] = 1 / (F(v) * len(y))
    m.row(norm, 1)
    _scale(m, X, returns, 0, {"t": -1})
    return m.solve()


def additive(x, y, X, Y, returns="crs"):
    m = Model()
    _lambdas(m, X)
    for i, v in enumerate(x):
        m.column(("x", i), -1)
        m.row({**{("l", j): X[j][i] for j in range(len(X))}, ("x", i): 1}, v)
    for r, v in enumerate(y):
        m.column(("y", r), -1)
        m.row({**{("l", j): Y[j][r] for j in range(len(X))}, ("y", r): -1}, v)
    _scale(m, X, returns)
    outcome, value, answer = m.solve()
    return outcome, None if value is None else -value, answer


def ddf(x, y, b, g, X, Y, B, returns="crs", weak=True):
    """g: the direction of inputs, outputs and bads, in a row."""
    m = Model()
    _lambdas(m, X)
    m.column("be", -1, free=True)
    for i, v in enumerate(x):
        m.row({**{("l", j): X[j][i] for j in range(len(X))}, "be": g[i]}, v, "<")
    for r, v in enumerate(y):
        m.row({**{("l", j): Y[j][r] for j in range(len(X))}, "be": -F(g[len(x) + r])}, v, ">")
    for r, v in enumerate(b):
        m.row({**{("l", j): B[j][r] for j in range(len(X))}, "be": g[len(x) + len(y) + r]}, v, "=" if weak else "<")
    _scale(m, X, returns)
    outcome, value, answer = m.solve()
    return outcome, None if value is None else -value, answer
