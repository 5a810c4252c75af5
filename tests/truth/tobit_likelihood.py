"""tobit_likelihood.py: tobit, truncated and random-effects tobit, row by row in natural parameters (b, sigma, sigma_unit);
effects of units by Simpson's rule over a wide range; marginal effects by differences of expectations that are integrals."""
import math

import numpy as np

erfc = np.vectorize(math.erfc)


def log_below(z):
    return np.log(0.5 * erfc(-np.asarray(z, float) / math.sqrt(2)))


def log_density(z):
    return -0.5 * np.log(2 * np.pi) - 0.5 * np.asarray(z, float) ** 2


class Limited:
    def __init__(self, y, X, left=-math.inf, right=math.inf, truncated=False, unit=None):
        self.y, self.X, self.left, self.right, self.truncated, self.unit = y, X, left, right, truncated, unit
        self.k = X.shape[1]

    def rows(self, m, s):
        """Log-likelihood of rows with mean m (rows, or rows x nodes)."""
        y = self.y.reshape((-1,) + (1,) * (m.ndim - 1))
        l = log_density((y - m) / s) - math.log(s)
        if self.truncated:
            up = 1.0 if math.isinf(self.right) else np.exp(log_below((self.right - m) / s))
            down = 0.0 if math.isinf(self.left) else np.exp(log_below((self.left - m) / s))
            return l - np.log(up - down)
        if not math.isinf(self.left):
            l = np.where(y <= self.left, log_below((self.left - m) / s), l)
        if not math.isinf(self.right):
            l = np.where(y >= self.right, log_below((m - self.right) / s), l)
        return l

    def loglik(self, p):
        m, s = self.X @ p[:self.k], p[self.k]
        if self.unit is None:
            return float(np.sum(self.rows(m, s)))
        n = 401
        z = np.linspace(-9, 9, n)
        w = np.full(n, 2.0)
        w[1::2] = 4
        w[[0, -1]] = 1
        w *= (z[1] - z[0]) / 3
        l = self.rows(m[:, None] + p[self.k + 1] * z, s)
        of = np.zeros((self.unit.max() + 1, n))
        np.add.at(of, self.unit, l)
        of += log_density(z)
        top = of.max(axis=1)
        return float(np.sum(top + np.log(np.exp(of - top[:, None]) @ w)))

    def spread(self, p):
        return p[self.k] if self.unit is None else math.hypot(p[self.k], p[self.k + 1])

    def expectations(self, p):
        """E[y], E[y | inside], P(inside) of every row, by Gauss and Legendre over y* between the limits."""
        node, weight = np.polynomial.legendre.leggauss(120)
        m, s = self.X @ p[:self.k], self.spread(p)
        low, high = np.maximum(self.left, m - 12 * s), np.minimum(self.right, m + 12 * s)
        half = (high - low) / 2
        v = low[:, None] + half[:, None] * (1 + node)
        f = np.exp(log_density((v - m[:, None]) / s)) / s * half[:, None] * weight
        inside, first = f.sum(axis=1), (f * v).sum(axis=1)
        seen = first.copy()
        if not math.isinf(self.left):
            seen += self.left * np.exp(log_below((self.left - m) / s))
        if not math.isinf(self.right):
            seen += self.right * np.exp(log_below((m - self.right) / s))
        return seen, first / inside, inside

    def effects(self, p, h=1e-5):
        """Mean slopes over rows per unit of x b: of E[y], E[y | inside], P; then of each term."""
        up, down = p.copy(), p.copy()
        up[0], down[0] = p[0] + h, p[0] - h
        return [float(np.mean(a - b)) / (2 * h) for a, b in zip(self.expectations(up), self.expectations(down))]


def slopes(f, p, step):
    n = len(p)
    g, H, unit = np.zeros(n), np.zeros((n, n)), np.diag(step)
    for i in range(n):
        a = [f(p + c * unit[i]) for c in (-2, -1, 1, 2)]
        g[i] = (a[0] - 8 * a[1] + 8 * a[2] - a[3]) / (12 * step[i])
        for j in range(i + 1):
            s, d = unit[i] + unit[j], unit[i] - unit[j]
            H[i, j] = H[j, i] = (f(p + s) - f(p + d) - f(p - d) + f(p - s)) / (4 * step[i] * step[j])
    return g, H


def maximum(f, p, rounds=40):
    """Newton with differences; estimates and their covariance."""
    step = np.maximum(np.abs(p), 0.1) * 1e-4
    for _ in range(rounds):
        g, H = slopes(f, p, step)
        root, way = np.linalg.eigh(-H)
        move = way @ ((way.T @ g) / np.maximum(np.abs(root), 1e-3 * root.max() if root.min() <= 0 else 0))
        for _ in range(40):
            if f(p + move) >= f(p) - 1e-10:
                break
            move = move / 2
        p = p + move
        step = 5e-3 / np.sqrt(np.abs(np.diag(H)))
        if root.min() > 0 and abs(g @ move) < 1e-14:
            break
    return p, np.linalg.inv(-slopes(f, p, step)[1])
