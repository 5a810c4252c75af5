"""threshold_search.py: Hansen's (1999) fixed-effect thresholds by brute force: a least-squares fit for every candidate."""
import math

import numpy as np


def within(A, unit):
    A = np.asarray(A, float)
    sums = np.zeros((unit.max() + 1,) + A.shape[1:])
    np.add.at(sums, unit, A)
    return A - (sums.T / np.bincount(unit)).T[unit]


class Panel:
    def __init__(self, y, X, W, q, unit, grid, trim, last=False):
        """last: rows of a unit stand together, and squares leave out the last of each."""
        self.unit, self.q, self.X = unit, q, X
        self.kept = np.append(unit[1:] == unit[:-1], False) if last else np.ones(len(y), bool)
        self.y, self.base = self.reduce(y), self.reduce(np.column_stack([W, X]))
        self.n, self.df = len(y), len(y) - (unit.max() + 1)
        self.least = max(1, math.ceil(trim * self.n - 1e-9))
        distinct = np.unique(q)
        if grid:
            share = [trim + k / grid for k in range(grid + 1) if trim + k / grid <= 1 - trim + 1e-12]
            at = sorted({math.floor(s * len(distinct) + 1e-9) for s in share})
        else:
            at = range(1, len(distinct))
        self.candidates = [distinct[a - 1] for a in at if 0 < a < len(distinct)]

    def reduce(self, A):
        return within(A, self.unit)[self.kept]

    def block(self, g):
        return self.reduce(self.X * (self.q <= g)[:, None])

    def ssr(self, thresholds, y=None):
        A = np.column_stack([self.base] + [self.block(g) for g in thresholds])
        y = self.y if y is None else y
        r = y - A @ np.linalg.lstsq(A, y, rcond=None)[0]
        return float(r @ r)

    def allowed(self, thresholds):
        return min(np.bincount(np.digitize(self.q, sorted(thresholds), right=True), minlength=len(thresholds) + 1)) >= self.least

    def curve(self, others):
        return [self.ssr(others + [g]) if self.allowed(others + [g]) and g not in others else math.nan for g in self.candidates]

    def find(self, count):
        """Thresholds as found, as refined, sums of squares by stage, F."""
        first, at, ssr, f = [], [], [self.ssr([])], []
        for _ in range(count):
            before = self.ssr(at)
            c = self.curve(at)
            k = int(np.nanargmin(c))
            first.append(self.candidates[k])
            ssr.append(c[k])
            f.append((before - c[k]) / (c[k] / self.df))
            at = at + [self.candidates[k]]
            moved, now = len(at) > 1, c[k]
            while moved:
                moved = False
                for m in range(len(at)):
                    others = at[:m] + at[m + 1:]
                    c = self.curve(others)
                    k = int(np.nanargmin(c))
                    if self.candidates[k] != at[m] and c[k] < now * (1 - 1e-13):
                        at, now, moved = at[:m] + [self.candidates[k]] + at[m + 1:], c[k], True
        return first, at, ssr, f, self.ssr(at)

    def interval(self, at, m, level=0.95):
        others = at[:m] + at[m + 1:]
        final = self.ssr(at)
        lr = [(c - final) / (final / self.df) for c in self.curve(others)]
        limit = -2 * math.log(1 - math.sqrt(level))
        inside = [g for g, v in zip(self.candidates, lr) if v <= limit or g == at[m]]
        return min(inside), max(inside), lr

    def regression(self, W, at):
        """Coefficients of W and of X by regime (x1 in regime 1, 2, ..., x2 ...), with classical, HC0 and clustered errors."""
        regime = np.digitize(self.q, sorted(at), right=True)
        D = [self.X[:, [k]] * (regime == r)[:, None] for k in range(self.X.shape[1]) for r in range(len(at) + 1)]
        A = self.reduce(np.column_stack([W] + D))
        inv = np.linalg.inv(A.T @ A)
        b = inv @ A.T @ self.y
        e = self.y - A @ b
        k, n, G = A.shape[1], len(A), self.unit.max() + 1
        classical = inv * (e @ e) / (self.df - k)
        hc0 = inv @ (A * (e ** 2)[:, None]).T @ A @ inv
        S = np.zeros((G, k))
        np.add.at(S, self.unit[self.kept], A * e[:, None])
        cluster = inv @ S.T @ S @ inv * G / (G - 1) * (n - 1) / (n - k)
        return b, [np.sqrt(np.diag(v)) for v in (classical, hc0, cluster)], regime
