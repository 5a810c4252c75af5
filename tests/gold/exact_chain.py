"""Chain measures in exact fractions, on the Table of exact.py."""
from fractions import Fraction as Q

import numpy as np

from exact import eye, inverse


def steps(t, up, net, whole):
    Z, x, inv, n = t.Z, t.x, t.inv, t.n
    if whole:
        S = np.array([[Q(int(t.own[i] == g)) for i in range(n)] for g in range(t.G)])
        Z, x, inv, n = S.dot(Z).dot(S.T), S.dot(x), S.dot(inv), t.G
    if net:
        Z = np.array([[Z[i, j] * x[i] / (x[i] - inv[i]) if x[i] != inv[i] else Z[i, j] for j in range(n)]
                      for i in range(n)])
    if up:
        M = np.array([[Z[i, j] / x[i] if x[i] else Q(0) for j in range(n)] for i in range(n)])
        return [row.sum() for row in inverse(eye(n) - M)]
    M = np.array([[Z[i, j] / x[j] if x[j] else Q(0) for j in range(n)] for i in range(n)])
    return list(inverse(eye(n) - M).sum(axis=0))


def value_added(t, final):
    """[r][i]: what industry i earns in the exports (final demand) of r."""
    e, v = t.exports(), t.per_output(t.va)
    D = t.F if final else np.array([[e[i] if t.own[i] == r else Q(0) for r in range(t.G)] for i in range(t.n)])
    X = t.B.dot(D)
    return [[v[i] * X[i, r] for i in range(t.n)] for r in range(t.G)], [D[:, r].sum() for r in range(t.G)]


def by_economy(t, values):
    return [sum(values[i] for i in range(t.n) if t.own[i] == g) for g in range(t.G)]


def shares(part):
    whole = sum(part)
    return [p / whole for p in part] if whole else [None] * len(part)


def hhi(part, own):
    rest = [p for k, p in enumerate(part) if k != own]
    return sum((p / sum(rest)) ** 2 for p in rest) if sum(rest) > 0 else None


def dependence(t, users):
    """For the group of user industries: inputs bought and all inputs behind, by supplier industry,
    a single industry per unit of output, several weighted by their output."""
    w = [t.x[j] for j in users] if len(users) > 1 else [Q(1)]
    d = [sum(t.A[i, j] * k for j, k in zip(users, w)) for i in range(t.n)]
    total = t.B - eye(t.n)
    return d, [sum(total[i, j] * k for j, k in zip(users, w)) for i in range(t.n)]
