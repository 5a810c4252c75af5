"""exact.py: the rows of *.gold that are independent computations, in exact fractions.

Run from the root of the project:  python3 tests/gold/exact_files.py tests/gold
Every measure is written down from its definition with rational numbers (Gauss-Jordan inverse),
the eigenvector in 60-digit decimals; results are rounded once, when they are printed.  The program
under test is not used.  Missing numbers are None and print as an empty cell.
"""
import csv
import decimal

from fractions import Fraction as Q

import numpy as np

decimal.getcontext().prec = 60


def eye(n):
    return np.array([[Q(int(i == j)) for j in range(n)] for i in range(n)], dtype=object)


def inverse(M):
    """Gauss-Jordan with rational pivots."""
    n = len(M)
    W = np.concatenate([M.copy(), eye(n)], axis=1)
    for c in range(n):
        p = next(r for r in range(c, n) if W[r, c] != 0)
        W[[c, p]] = W[[p, c]]
        W[c] = W[c] / W[c, c]
        for r in range(n):
            if r != c:
                W[r] = W[r] - W[c] * W[r, c]
    return W[:, n:]


class Table:
    """A labelled matrix of tests/data: E_k rows and columns, other columns are final demand."""

    def __init__(self, path, year, economies, industries, satellites=()):
        with open(path, encoding="utf-8") as f:
            rows = {r[0]: r for r in csv.reader(f)}
        head = rows[""]
        self.path, self.year, self.economies, self.industries = path, year, economies, industries
        self.G, self.N = len(economies), len(industries)
        self.n = self.G * self.N
        self.keys = [(g, k) for g in economies for k in industries]
        labels = [g + "_" + k for g, k in self.keys]
        finals = [c for c in head[1:] if c not in labels and c != "OUT"]
        number = lambda row, col: (Q(rows[row][head.index(col)])      # what is absent is zero
                                   if row in rows and col in head else Q(0))
        self.Z = np.array([[number(i, j) for j in labels] for i in labels], dtype=object)
        self.x = np.array([number(i, "OUT") for i in labels], dtype=object)
        self.F = np.array([[sum((number(i, c) for c in finals if c.startswith(g)), Q(0)) for g in economies]
                           for i in labels], dtype=object)
        self.C = np.array([[number(i, g + "_C") if g + "_C" in head else Q(0) for g in economies]
                           for i in labels], dtype=object)
        self.inv = np.array([sum((number(i, c) for c in finals if c.endswith("_V")), Q(0)) for i in labels],
                            dtype=object)
        self.va = self.x - self.Z.sum(axis=0)
        self.rows = {s: [Q(rows[s][head.index(j)]) if rows[s][head.index(j)] else None for j in labels]
                     for s in satellites}
        self.own = [i // self.N for i in range(self.n)]
        self.A = np.array([[self.Z[i, j] / self.x[j] if self.x[j] else Q(0) for j in range(self.n)]
                           for i in range(self.n)], dtype=object)
        self.B = inverse(eye(self.n) - self.A)

    def per_output(self, row):
        return [None if v is None else v / x if x else Q(0) for v, x in zip(row, self.x)]

    def producing(self, g=None):
        return [i for i in range(self.n) if self.x[i] and g in (None, self.own[i])]

    def complete(self, row, g=None):
        return row is not None and all(row[i] is not None for i in self.producing(g))

    def exports(self):
        return [sum((self.Z[i, j] for j in range(self.n) if self.own[j] != self.own[i]), Q(0)) +
                sum((self.F[i, g] for g in range(self.G) if g != self.own[i]), Q(0)) for i in range(self.n)]


def known(row):
    return np.array([Q(0) if v is None else v for v in row], dtype=object)


# ---- accounts
def multipliers(t, labour, jobs, closed, domestic):
    B = t.B
    wage = t.per_output(labour) if labour else None
    if closed:
        inside = [g for g in range(t.G) if t.complete(labour, g)]
        W = np.array([[known(wage)[i] if t.own[i] == g else Q(0) for i in range(t.n)] for g in inside])
        H = np.array([[t.C[i, g] / t.C[:, g].sum() for g in inside] for i in range(t.n)])
        k = len(inside)
        top, low = np.concatenate([t.A, H], axis=1), np.concatenate([W, eye(k) * 0], axis=1)
        B = inverse(eye(t.n + k) - np.concatenate([top, low]))[:t.n, :t.n]
    bought = [sum((t.Z[i, j] for i in range(t.n) if t.own[i] != t.own[j]), Q(0)) for j in range(t.n)]
    imports = t.per_output(bought) if t.G > 1 else None
    rows = [[Q(1)] * t.n, t.per_output(t.va), wage, t.per_output(jobs) if jobs else None, imports]
    answer = []
    for j in range(t.n):
        line = []
        for c, row in enumerate(rows):
            local = domestic or c == 4
            if not t.complete(row, t.own[j] if local else None):
                line.append(None)
                continue
            over = [i for i in range(t.n) if not local or t.own[i] == t.own[j]]
            line.append(sum(known(row)[i] * B[i, j] for i in over))
        answer.append(line)
    return answer


def eigenvector(t):
    """q'A = lambda q' by powers until 50 digits stand still."""
    D = lambda v: decimal.Decimal(v.numerator) / decimal.Decimal(v.denominator)
    A = [[D(v) for v in row] for row in t.A]
    q = [decimal.Decimal(1)] * t.n
    for _ in range(3000):
        nxt = [sum(q[i] * A[i][j] for i in range(t.n)) for j in range(t.n)]
        top = max(nxt)
        nxt = [v / top for v in nxt]
        still = max(abs(a - b) for a, b in zip(nxt, q)) < decimal.Decimal(10) ** -50
        q = nxt
        if still:
            break
    return q


def mean(t, values, keep):
    over = range(t.n) if keep else t.producing()
    return sum(values[i] for i in over) / len(over)


def linkages(t, forward_from, keep):
    backward = [t.B[:, j].sum() for j in range(t.n)]
    rows = [t.B[i].sum() for i in range(t.n)]
    H = np.array([[t.Z[i, j] / t.x[i] if t.x[i] else Q(0) for j in range(t.n)] for i in range(t.n)])
    ghosh = [r.sum() for r in inverse(eye(t.n) - H)]
    forward = ghosh if forward_from == "ghosh" else rows
    q = eigenvector(t)
    mb, mf, mr, mq = (mean(t, v, keep) for v in (backward, forward, rows, q))
    word = {(1, 1): "key", (1, 0): "backward", (0, 1): "forward", (0, 0): "weak"}
    return [[backward[i], forward[i], backward[i] / mb, rows[i] / mr, q[i] / mq,
             word[int(backward[i] > mb), int(forward[i] > mf)]] if t.x[i] or keep
            else [None] * 5 + ["none"] for i in range(t.n)]


def direct(t):
    return [[t.A[:, i].sum(), t.Z[i].sum() / t.x[i]] if t.x[i] else [None, None] for i in range(t.n)]


def footprint(t, row, by):
    f = t.per_output(row)
    X = t.B.dot(t.F)
    if by == "industry":
        return {(r, k, s): None if f[s * t.N + k] is None else f[s * t.N + k] * X[s * t.N + k, r]
                for r in range(t.G) for k in range(t.N) for s in range(t.G)}
    if by == "economy":
        return {(r, s): sum(f[i] * X[i, r] for i in t.producing(s)) if t.complete(row, s) else None
                for r in range(t.G) for s in range(t.G)}
    answer = {}
    for r in range(t.G):
        for k in range(t.N):
            for s in range(t.G):
                some = [sum(known(f)[i] * t.B[i, g * t.N + k] for i in t.producing(s)) * t.F[g * t.N + k, r]
                        for g in range(t.G)]
                answer[r, k, s] = sum(some) if t.complete(row, s) else None
    return answer


def extraction(t, taken):
    """Output with row, column and final demand of the industries taken away."""
    stay = [i for i in range(t.n) if i not in taken]
    left = inverse(eye(len(stay)) - t.A[np.ix_(stay, stay)]).dot(t.F[stay].sum(axis=1))
    lost = [t.x[i] - left[stay.index(i)] if i in stay else t.x[i] for i in range(t.n)]
    v = t.per_output(t.va)
    return [sum(lost), sum(a * b for a, b in zip(v, lost))]
