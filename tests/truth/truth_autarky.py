"""truth_autarky.py DOMAR FOLDER: the shipped table (12 economies x 16 industries, 2011) without trade, and under a tariff of 40 % on
everything, with other elasticities in every industry.

Without trade the real wage has a closed formula, in logs, with home shares pi, cost shares A, final shares alpha
[Arkolakis, Costinot and Rodriguez-Clare 2012, sec. V; Costinot and Rodriguez-Clare 2014, eq. 29]:

    w / P = - alpha' (I - A')^-1 t,   t_k = - log(pi_k) / theta_k

(trade costs 10,000 times as high leave 1e-10 of trade).  The tariff is solved here by fixed-point iteration of the equations of
Caliendo and Parro (2015) without deficits.  Rule: real wages and real income within 1e-7 points, without trade 1e-6.
"""
import csv
import gzip
import io
import os
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "..", "data", "world12", "world12_2011.csv.gz")
G, N, C = 12, 16, 5
n = G * N


def load():
    with gzip.open(TABLE, "rt") as f:
        rows = list(csv.reader(f))
    keys = [r[0] for r in rows[1:n + 1]]
    flow = np.array([[float(v or 0) for v in r[1:n + G * C + 1]] for r in rows[1:n + 1]])
    out = next(r for r in rows if r[0] == "OUT")
    x = np.array([float(v or 0) for v in out[1:n + 1]])
    return keys, flow[:, :n], flow[:, n:].reshape(n, G, C).sum(2), x


class Base:
    """Shares as docs/scenarios.md has them: negative purchases are none, origins common to an economy's users, markets cleared."""

    def __init__(self):
        self.keys, Z, Y, x = load()
        assert (x > 0).all()
        Z, Y = np.maximum(Z, 0), np.maximum(Y, 0)
        good = np.arange(n) % N
        use = np.array([[Z[good == k, u].sum() for k in range(N)] for u in range(n)])            # u, k
        self.s = 1 - use.sum(1) / x
        self.A = use / x[:, None]                                                                # cost shares, s + sum A = 1
        final = np.array([[Y[good == k, b].sum() for k in range(N)] for b in range(G)])
        self.E, self.alpha = final.sum(1), final / final.sum(1, keepdims=True)
        buy = np.array([Z[:, b * N:(b + 1) * N].sum(1) + Y[:, b] for b in range(G)]).reshape(G, G, N)   # b, i, k
        self.pi = buy / buy.sum(1, keepdims=True)
        R = x.copy()
        for _ in range(20000):
            new = self.sales(self.pi, R, self.E, 1.0)
            if np.abs(new / R - 1).max() < 1e-15:
                break
            R = new
        self.R = R
        self.W = np.array([(self.s * R)[b * N:(b + 1) * N].sum() for b in range(G)])

    def sales(self, pi, R, E, net):
        spent = self.alpha * E[:, None] + np.array([(self.A * R[:, None])[b * N:(b + 1) * N].sum(0) for b in range(G)])     # b, k
        return np.einsum("bik,bk->ik", pi * net, spent).reshape(-1)

    def autarky(self, theta):
        wage = []
        for b in range(G):
            A, t = self.A[b * N:(b + 1) * N], -np.log(self.pi[b, b]) / theta
            wage.append(-self.alpha[b] @ (np.linalg.solve(np.eye(N) - A, A @ t) + t))
        return 100 * np.expm1(wage)

    def tariff(self, theta, rate):
        """Fixed point in prices, sales, wages and spending, damped; world factor income is the unit."""
        T = np.where(np.eye(G)[:, :, None] > 0, 1.0, 1 + rate)                                  # b, i, k
        w, p, R, E = np.ones(G), np.ones((G, N)), self.R.copy(), self.W.copy()
        for step in range(200000):
            up = (T * p[None]) ** -theta
            S = (self.pi * up).sum(1)                                                           # b, k
            P = S ** (-1 / theta)
            pi = self.pi * up / S[:, None]
            new_p = np.array([w[b] ** self.s[b * N:(b + 1) * N] * np.exp(self.A[b * N:(b + 1) * N] @ np.log(P[b])) for b in range(G)])
            spent = self.alpha * E[:, None] + np.array([(self.A * R[:, None])[b * N:(b + 1) * N].sum(0) for b in range(G)])
            X = pi * spent[:, None]
            new_R = (X / T).sum(0).reshape(-1)
            revenue = (X - X / T).sum((1, 2))
            need = np.array([(self.s * R)[b * N:(b + 1) * N].sum() for b in range(G)])
            scale = self.W.sum() / need.sum()
            new_w, new_E = need * scale / self.W, need * scale + revenue
            moved = max(np.abs(np.log(a / b)).max() for a, b in ((new_p, p), (new_R, R), (new_w, w), (new_E, E)))
            p, R, E, w = new_p, new_R, new_E, w * (new_w / w) ** 0.2
            if moved < 1e-14:
                break
        assert moved < 1e-13, moved
        cpi = np.exp((self.alpha * np.log(P)).sum(1))
        return 100 * (w / cpi - 1), 100 * (E / self.E / cpi - 1)


def ask(program, table, page, by):
    done = subprocess.run([program, "run", "reform.simulate", table, "--scenario", page, "--by", by, "--format", "csv"],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "autarky")
    os.makedirs(folder, exist_ok=True)
    table = os.path.join(folder, "w.h5")
    subprocess.run([program, "import", TABLE, "-o", table], check=True, stderr=subprocess.DEVNULL)
    base, theta = Base(), np.linspace(2.5, 9, N)
    codes = [k.split("_")[1] for k in base.keys[:N]]
    head = "source: made up\nelasticities: {trade: {%s}}\nclosure: {deficits: zero}\nchanges:\n" % ", ".join(
        f"{c}: {t!r}" for c, t in zip(codes, theta.tolist()))
    failures, pairs = [], []
    page = os.path.join(folder, "page.yaml")

    def write(change):
        with open(page, "w") as f:
            f.write(head + change)

    write("  - {kind: trade_cost, times: 10000}\n")
    for row, want in zip(ask(program, table, page, "market"), base.autarky(theta)):
        pairs.append((f"autarky, {row['economy']}", 100 * (float(row["wage_hat"]) / float(row["cpi_hat"]) - 1), want, 1e-6))
    write("  - {kind: tariff, to: 40}\n")
    for row, wage, income in zip(ask(program, table, page, "economy"), *base.tariff(theta, 0.4)):
        pairs.append((f"tariff, {row['economy']} wage", float(row["real_wage"]), wage, 1e-7))
        pairs.append((f"tariff, {row['economy']} income", float(row["real_income"]), income, 1e-7))
    for what, got, want, tolerance in pairs:
        if not abs(got - want) <= tolerance * max(1, abs(want)):
            failures.append(f"{what}: {got!r}, expected {want!r}")
    numbers, largest = len(pairs), max(abs(p[2]) for p in pairs)
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest {largest:.4g} %")
    sys.exit(1 if failures or largest < 1 else 0)


main()
