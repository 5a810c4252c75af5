"""Measures on a world table, straight from their definitions with a full inverse (numpy).

Nothing here knows the program under test: the table and the Socio-Economic Accounts are read from
the published files, and every measure is the textbook formula on dense matrices.  Slow and plain
on purpose.  Letters as in the design: Z n x n, Y n x m, x output, va value added, B = (I - A)^-1;
an industry without output has an empty column of A (convention "keep").
"""
import csv
import gzip
import io

import numpy as np


class World:
    """One year: economies, industries, Z, Y (categories inside economies), x, va, satellites."""

    def __init__(self, economies, industries, categories, Z, Y, x, va):
        self.economies, self.industries, self.categories = economies, industries, categories
        self.Z, self.Y, self.x, self.va = Z, Y, x, va
        self.G, self.N, self.C = len(economies), len(industries), len(categories)
        self.n = self.G * self.N
        self.own = np.repeat(np.arange(self.G), self.N)          # economy of each industry
        self.rows = {}                                           # satellites: code -> n, NaN missing
        with np.errstate(divide="ignore", invalid="ignore"):
            self.A = np.where(x != 0, Z / x, 0.0)
        self.B = np.linalg.inv(np.eye(self.n) - self.A)

    def keys(self):
        return [(g, k) for g in self.economies for k in self.industries]

    def per_output(self, row):
        """row / x, 0 without output, NaN where the row is missing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.isnan(row), np.nan, np.where(self.x != 0, row / self.x, 0.0))

    def by_user(self):
        """Final demand of each economy, n x G."""
        return self.Y.reshape(self.n, self.G, self.C).sum(axis=2)

    def exports(self):
        foreign = self.own[:, None] != self.own[None, :]
        F = self.by_user()
        return (self.Z * foreign).sum(axis=1) + F.sum(axis=1) - F[np.arange(self.n), self.own]


def read_wiod13(path):
    """The CSV form of the 2013 release; x := row sums, value added := the rest of the column."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        head = [c.strip('"') for c in f.readline().rstrip("\n").split(",")][1:-1]
        body = []
        for line in f:
            cells = line.rstrip("\n").split(",")
            if cells[0].strip('"') in ("VA", "OUT"):
                break
            body.append(np.array(cells[1:-1], dtype=float))
    parts = [label.rsplit("_", 1) for label in head]
    n = len(body)
    economies = list(dict.fromkeys(p[0] for p in parts[:n]))
    industries = list(dict.fromkeys(p[1] for p in parts[:n]))
    categories = list(dict.fromkeys(p[1] for p in parts[n:]))
    data = np.array(body)
    Z, Y = data[:, :n], data[:, n:]
    x = Z.sum(axis=1) + Y.sum(axis=1)
    return World(economies, industries, categories, Z, Y, x, x - Z.sum(axis=0))


def attach_accounts(w, path, year, variables, money):
    """Rows of the Socio-Economic Accounts; money times output in the table over output there."""
    at = {key: p for p, key in enumerate(w.keys())}
    raw = {}
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            country = "ROM" if row["country"] == "ROU" else row["country"]
            p = at.get((country, row["code"]))
            if p is None or row["variable"] not in variables + ["GO"]:
                continue
            cell = row[str(year)]
            raw.setdefault(row["variable"], np.full(w.n, np.nan))[p] = float(cell) if cell else np.nan
    for v in variables:
        values = raw[v].copy()
        if v in money:
            go = raw["GO"]
            with np.errstate(divide="ignore", invalid="ignore"):
                scaled = np.where(go > 0, values * (w.x / go), np.nan)
            # Nothing produced here nor there, and nothing paid: a zero, not a gap.
            values = np.where((go == 0) & (w.x == 0) & (values == 0), 0.0, scaled)
        w.rows[v] = values


# ---- accounts
def complete(w, row, g):
    """Has every industry of economy g that produces a number?"""
    part = w.own == g
    return not np.isnan(row[part & (w.x > 0)]).any()


def closed_inverse(w, labour):
    """The industries' block of the inverse of the table with households inside it: one more row
    (labour compensation per output) and column (consumption, shares of its total) an economy."""
    inside = [g for g in range(w.G) if complete(w, labour, g)]
    wage = np.nan_to_num(w.per_output(labour))
    W = np.array([np.where(w.own == g, wage, 0) for g in inside])
    households = w.Y.reshape(w.n, w.G, w.C)[:, :, w.households]
    H = np.array([households[:, g] / households[:, g].sum() for g in inside]).T
    k = len(inside)
    big = np.block([[w.A, H], [W, np.zeros((k, k))]])
    return np.linalg.inv(np.eye(w.n + k) - big)[:w.n, :w.n]


def multipliers(w, labour, jobs, B, domestic):
    """Columns output, value_added, income, jobs, imports."""
    same = w.own[:, None] == w.own[None, :]
    m = w.per_output((w.Z * ~same).sum(axis=0))
    rows = [np.ones(w.n), w.per_output(w.va), w.per_output(labour), w.per_output(jobs), m]
    out = []
    for c, row in enumerate(rows):
        local = domestic or c == 4
        known = np.nan_to_num(row)
        value = (known[:, None] * B * same).sum(axis=0) if local else known @ B
        for g in range(w.G):
            part = w.own == g
            gap = not complete(w, row, g) if local else not all(complete(w, row, h) for h in range(w.G))
            if gap:
                value[part] = np.nan
        out.append(value)
    return out


def left_eigenvector(w):
    """q'A = lambda q', mean 1: inverse iteration at a shift just above the largest eigenvalue."""
    q = np.ones(w.n)
    size = 1.0
    for _ in range(300):
        q = w.A.T @ q
        size = np.abs(q).max()
        q /= size
    M = np.linalg.inv(w.A.T - size * (1 + 1e-5) * np.eye(w.n))
    for _ in range(30):
        q = M @ q
        q /= q[np.abs(q).argmax()]
    return q / q.mean()


def footprint(w, row):
    """economy (consumer) x producer's industries: row / x times B F."""
    return (w.per_output(row)[:, None] * (w.B @ w.by_user())).T


def footprint_by_product(w, row):
    """consumer x product (economy that sells it, industry) x producer economy."""
    f = w.per_output(row)
    answer = np.empty((w.G, w.N, w.G))
    for s in range(w.G):
        R = np.where(w.own == s, f, 0) @ w.B                     # of one unit of each product
        bought = R[:, None] * w.by_user()
        answer[:, :, s] = bought.reshape(w.G, w.N, w.G).sum(axis=0).T
    return answer


def without(w, taken):
    """Output after industries are taken away: row, column and final demand."""
    stay = np.setdiff1d(np.arange(w.n), taken)
    f = w.Y.sum(axis=1)[stay]
    x = np.zeros(w.n)
    x[stay] = np.linalg.solve(np.eye(len(stay)) - w.A[np.ix_(stay, stay)], f)
    return x


def extraction(w, taken):
    """Loss of output and of value added, own counted in."""
    lost = w.x - without(w, taken)
    return lost.sum(), (w.per_output(w.va) * lost).sum()
