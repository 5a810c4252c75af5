"""sfa_likelihood.py: stochastic frontiers by quadrature, not by their closed forms: the density of a residual is the integral
over u of the normal density of what is left times the density of u, and efficiencies are ratios of such integrals.  Also a
maximum of such a likelihood by Newton with differences."""
import math

import numpy as np

NODE, WEIGHT = np.polynomial.legendre.leggauss(40)
PIECES = 10


def normal_log(x, sd):
    return -0.5 * np.log(2 * np.pi) - np.log(sd) - 0.5 * (x / sd) ** 2


def log_above(mu, su):
    """log P(mu + su Z > 0), elementwise."""
    return np.array([math.log(0.5 * math.erfc(-m / su / math.sqrt(2))) for m in np.atleast_1d(mu)])


def u_log(u, law, mu, su):
    if law == "exponential":
        return -np.log(su) - u / su
    return normal_log(u - mu[:, None], su) - log_above(mu, su)[:, None]


def grid_of(center, spread):
    """Nodes and weights over u >= 0 where the integrand lives: (groups, nodes)."""
    low, high = np.maximum(0, center - 14 * spread), np.maximum(14 * spread, center + 14 * spread)
    edge = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, PIECES + 1) ** 1.5
    half = np.diff(edge, axis=1)[:, :, None] / 2
    u = edge[:, :-1, None] + half * (1 + NODE)
    return u.reshape(len(low), -1), (half * WEIGHT).reshape(len(low), -1)


class Frontier:
    """y, X with the constant, Z (rows of groups), group of each row (NULL: rows), age of each row; natural parameters in
    domar's order: b, sigma2, gamma, mu or d, eta."""

    def __init__(self, y, X, law="half-normal", Z=None, group=None, age=None, cost=False):
        self.y, self.X, self.law, self.cost = y, X, law, cost
        self.group = np.arange(len(y)) if group is None else group
        self.groups = self.group.max() + 1
        self.Z = np.ones((self.groups, 1)) if law == "truncated" and Z is None else Z
        self.age = age

    def parts(self, p):
        k = self.X.shape[1]
        q = 0 if self.Z is None else self.Z.shape[1]
        b, sigma2, gamma = p[:k], p[k], p[k + 1]
        mu = self.Z @ p[k + 2:k + 2 + q] if q else np.zeros(self.groups)
        h = np.ones(len(self.y)) if self.age is None else np.exp(-p[-1] * self.age)
        e = (self.y - self.X @ b) * (-1 if self.cost else 1)
        return e, math.sqrt((1 - gamma) * sigma2), math.sqrt(gamma * sigma2), mu, h

    def logs(self, p):
        e, sv, su, mu, h = self.parts(p)
        A, B = np.zeros(self.groups), np.zeros(self.groups)
        np.add.at(A, self.group, h * h)
        np.add.at(B, self.group, h * e)
        if self.law == "exponential":
            center, spread = -e - sv ** 2 / su, np.full(len(e), sv)
        else:
            center = (mu * sv ** 2 - B * su ** 2) / (sv ** 2 + A * su ** 2)
            spread = np.sqrt(su ** 2 * sv ** 2 / (sv ** 2 + A * su ** 2))
        u, w = grid_of(center, spread)
        density = u_log(u, self.law, mu, su)
        for i in range(len(self.y)):
            g = self.group[i]
            density[g] += normal_log(e[i] + h[i] * u[g], sv)
        return u, w, density, h

    def loglik(self, p):
        k = self.X.shape[1]
        if not (p[k] > 0 and 0 < p[k + 1] < 1):
            return -np.inf
        u, w, d, _ = self.logs(p)
        top = d.max(axis=1)
        return float(np.sum(top + np.log(np.sum(w * np.exp(d - top[:, None]), axis=1))))

    def expectations(self, p):
        """E[exp(-h u) | e] and E[h u | e] of every row."""
        u, w, d, h = self.logs(p)
        d = w * np.exp(d - d.max(axis=1)[:, None])
        d /= d.sum(axis=1)[:, None]
        g = self.group
        return (np.sum(d[g] * np.exp(-h[:, None] * u[g]), axis=1), np.sum(d[g] * h[:, None] * u[g], axis=1))


def slopes(f, p, step):
    """Gradient and second derivatives by central differences of fourth and second order."""
    n = len(p)
    g, H = np.zeros(n), np.zeros((n, n))
    unit = np.diag(step)
    for i in range(n):
        a = [f(p + c * unit[i]) for c in (-2, -1, 1, 2)]
        g[i] = (a[0] - 8 * a[1] + 8 * a[2] - a[3]) / (12 * step[i])
        for j in range(i + 1):
            s = unit[i] + unit[j]
            d = unit[i] - unit[j]
            H[i, j] = H[j, i] = (f(p + s) - f(p + d) - f(p - d) + f(p - s)) / (4 * step[i] * step[j])
    return g, H


def maximum(f, p, k, rounds=40):
    """Newton with differences, over log sigma2 (place k) and logit gamma (k + 1); estimates and standard errors as natural."""
    def natural(q):
        n = q.copy()
        n[k], n[k + 1] = math.exp(q[k]), 1 / (1 + math.exp(-q[k + 1]))
        return n

    q = p.copy()
    q[k], q[k + 1] = math.log(p[k]), math.log(p[k + 1] / (1 - p[k + 1]))
    of = lambda v: f(natural(v))
    step = np.full(len(q), 1e-3)
    for _ in range(rounds):
        g, H = slopes(of, q, step)
        root, way = np.linalg.eigh(-H)
        floor = 1e-3 * root.max() if root.min() <= 0 else 0
        move = way @ ((way.T @ g) / np.maximum(np.abs(root), floor))
        for _ in range(40):
            if of(q + move) >= of(q) - 1e-10:
                break
            move = move / 2
        q = q + move
        step = 1e-2 / np.sqrt(np.maximum(np.abs(np.diag(H)), 1e-2))
        if root.min() > 0 and abs(g @ move) < 1e-13:
            break
    p = natural(q)
    rough = slopes(f, p, np.maximum(np.abs(p), 1e-2) * 1e-4)[1]
    return p, np.sqrt(np.diag(np.linalg.inv(-slopes(f, p, 1e-2 / np.sqrt(-np.diag(rough)))[1])))
