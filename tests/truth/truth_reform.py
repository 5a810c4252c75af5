"""truth_reform.py DOMAR FOLDER: reform.simulate on a small world with labour, capital and taxes, for every kind
of change, against a dense computation written from the equations alone: all prices, sales, wages and incomes as one
system, solved by Newton with differences.  Rule: real income, real wage, output and trade within 1e-7 points.
"""
import csv
import io
import os
import subprocess
import sys

import numpy as np

G, N, F = 3, 3, 2
n = G * N
ECONOMIES, INDUSTRIES, FACTORS = ["AA", "BB", "CC"], ["x", "y", "z"], ["L", "K"]


def make_table(folder, on_inputs=0.06, on_final=0.1, on_output=0.03):
    rng = np.random.default_rng(5)
    Z = rng.uniform(1, 10, (n, n)) * np.where(np.kron(np.eye(G), np.ones((N, N))) > 0, 3, 1)
    Y = rng.uniform(10, 40, (n, G)) * np.where(np.kron(np.eye(G), np.ones((N, 1))) > 0, 4, 1)
    x = Z.sum(1) + Y.sum(1)
    tls, tls_y, tp = on_inputs * Z.sum(0), on_final * Y.sum(0), on_output * x
    rest = x - Z.sum(0) - tls - tp
    L = rest * rng.uniform(0.4, 0.7, n)
    K = rest - L
    assert (K > 0).all()
    keys = [f"{e}_{i}" for e in ECONOMIES for i in INDUSTRIES]
    with open(os.path.join(folder, "small.csv"), "w") as f:
        put = lambda row: f.write(",".join(map(str, row)) + "\n")
        put([""] + keys + [f"{e}_FC" for e in ECONOMIES])
        for k in range(n):
            put([keys[k]] + [repr(v) for v in [*Z[k], *Y[k]]])
        put(["L"] + [repr(v) for v in L] + [""] * G)
        put(["K"] + [repr(v) for v in K] + [""] * G)
        put(["TP"] + [repr(v) for v in tp] + [""] * G)
        put(["TLS"] + [repr(v) for v in [*tls, *tls_y]])
    with open(os.path.join(folder, "small.yaml"), "w") as f:
        f.write('title: Small world\nsource: made up\ncitation: made up\nlicence: none\nyear: 2010\ncurrency: USD\n'
                'unit: million\nseparator: "_"\neconomies: [AA, BB, CC]\nindustries: [x, y, z]\nfinal_demand: {FC: final}\n'
                "factors: {L: labour, K: capital, TP: tax_production, TLS: tax_products}\n")
    return dict(Z=Z, Y=Y, x=x, tls=tls, tls_y=tls_y, tp=tp, L=L, K=K)


def ces(shares, prices, e):
    """Price of the nest and new shares; prices are hats, last axis."""
    if abs(e - 1) < 1e-12:
        return np.prod(prices ** shares, -1), shares
    price = (shares * prices ** (1 - e)).sum(-1) ** (1 / (1 - e))
    return price, shares * (prices / np.asarray(price)[..., None]) ** (1 - e)


class World:
    """Buyers u: n producers, then G final users; goods j from origins i."""

    def __init__(self, t, specific, theta, e, x, r, final, kappa, eta, T0=None, fr0=1.0, markup0=1.0, tf0=1.0):
        self.specific, self.theta, self.e, self.x, self.r, self.final = specific, theta, e, x, r, final
        self.kappa, self.eta = np.array(kappa), np.array(eta)                  # by factor, or economy and factor
        self.of = np.array([u // N for u in range(n)] + list(range(G)))        # economy of each buyer
        flow = np.concatenate([t["Z"], t["Y"]], 1).reshape(G, N, n + G).transpose(2, 1, 0)      # u, j, i: seller's
        self.T = np.ones((3, G, N, G)) if T0 is None else T0.copy()            # exporter, burn, importer
        border = flow * self.T.prod(0)[self.of]
        self.fr = np.ones((n + G, N)) * fr0                                    # frictions: nobody's, inside taxes on goods
        bill = (border.sum(2) * self.fr).sum(1)
        tax = np.concatenate([t["tls"], t["tls_y"]]) - (border - flow).sum((1, 2))
        self.tg = (1 + tax / bill)[:, None] * self.fr
        self.mu = t["x"] / (t["x"] - t["tp"]) * markup0
        goods = bill[:n] + tax[:n]
        cost = t["x"] / self.mu
        factors = cost - goods
        self.s = factors / cost
        lab = np.minimum(t["L"], factors)
        self.phi = np.stack([lab, factors - lab], 1) / factors[:, None]
        self.tf = np.ones((n, F)) * tf0
        if specific:
            self.pi = border / border.sum(2, keepdims=True)
        else:
            pooled = np.stack([border[self.of == g].sum(0) for g in range(G)])
            pooled /= pooled.sum(2, keepdims=True)
            self.pi = pooled[self.of]
        spent = border.sum(2) * self.tg
        self.g = spent / spent.sum(1, keepdims=True)
        self.E = spent[n:].sum(1)
        self.R = t["x"].copy()
        self.d = self.Z = self.a = self.L = self.b = 1.0
        self.Tn, self.tgn, self.mun, self.tfn, self.frn = self.T, self.tg, self.mu, self.tf, self.fr
        self.settle()
        out = self.flows(np.ones(n), np.ones((n, F)), self.R, self.E)
        self.W = out[1]
        self.D = self.E - out[2] - np.array([self.W[g * N:(g + 1) * N].sum() for g in range(G)])
        self.burnt = out[5]
        self.Dn = self.D

    def settle(self):
        """Sales that clear the base, to rounding."""
        for _ in range(3000):
            last, self.R = self.R, self.flows(np.ones(n), np.ones((n, F)), self.R, self.E)[0]
            if np.abs(self.R / last - 1).max() < 4e-16:
                break

    def flows(self, p, w, R, E):
        tau = (self.Tn / self.T).prod(0) * self.d
        price = tau[self.of] * p.reshape(G, N).T[None]                         # u, j, i
        q = np.empty((n + G, N))
        share = np.empty_like(self.pi)
        for j in range(N):
            q[:, j], share[:, j] = ces(self.pi[:, j], price[:, j], 1 + self.theta[j])
        q_tax = q * self.tgn / self.tg
        m, g = np.empty(n + G), np.empty((n + G, N))
        for u in range(n):
            m[u], g[u] = ces(self.g[u], q_tax[u], self.e)
        weights = self.g[n:] * self.b
        weights = weights / weights.sum(1, keepdims=True)
        for u in range(G):
            m[n + u], g[n + u] = ces(weights[u], q_tax[n + u], self.final)
        v, phi, c, s = np.empty(n), np.empty((n, F)), np.empty(n), np.empty(n)
        for u in range(n):
            v[u], phi[u] = ces(self.phi[u], (self.tfn / self.tf * w / self.a)[u], self.r)
            c[u], two = ces(np.array([self.s[u], 1 - self.s[u]]), np.array([v[u], m[u]]), self.x)
            s[u] = two[0]
        cost = R / self.mun
        B = np.concatenate([((1 - s) * cost)[:, None] * g[:n], E[:, None] * g[n:]]) / self.tgn
        X = np.zeros((G, N, G))
        for u in range(n + G):
            X[self.of[u]] += share[u] * B[u][:, None]
        self.now = dict(share=share, B=B)                                      # of the last call, for truth_table_out.py
        net = X / self.Tn.prod(0)
        sales = net.sum(0).T.reshape(-1)
        W = phi * (s * cost)[:, None] / self.tfn
        inside, border = X / self.Tn[2], net * self.Tn[0]
        burnt = (inside - border).sum((1, 2))
        other = (X - inside).sum((1, 2)) + burnt + (border - net).sum((0, 1))
        for g_ in range(G):
            mine = slice(g_ * N, (g_ + 1) * N)
            other[g_] += ((1 - 1 / self.mun) * R)[mine].sum() + ((self.tfn - 1) * W)[mine].sum()
            other[g_] += ((self.tgn - 1) * B)[self.of == g_].sum()
            burnt[g_] += ((self.frn - 1) * B)[self.of == g_].sum()
        return sales, W, other, c * self.mun / self.mu / self.Z, m[n:], burnt, X

    def system(self, z):
        w, p, R, E = np.exp(z[:n * F]).reshape(n, F), np.exp(z[n * F:n * F + n]), self.R * np.exp(z[n * F + n:n * F + 2 * n]), \
            self.E * np.exp(z[n * F + 2 * n:])
        sales, W, other, price, P, burnt, X = self.flows(p, w, R, E)
        out = [np.log(price / p), np.log(sales / R)]
        supply = np.empty((n, F))
        for g in range(G):
            mine = slice(g * N, (g + 1) * N)
            for f in range(F):
                k, eta = np.broadcast_to(self.kappa, (G, F))[g, f], self.eta[f]
                base = self.W[mine, f]
                wf = w[mine, f]
                mean = wf[0] if np.isinf(k) else ((base / base.sum() * wf ** (1 + k)).sum()) ** (1 / (1 + k))
                if np.isinf(k):                                               # one price: markets clear in the sum
                    supply[mine, f] = np.log(wf / wf[0])
                    if np.isinf(eta):
                        supply[g * N, f] = np.log(wf[0] / P[g])
                    else:
                        L = self.L_at(g, f) * (wf[0] / P[g]) ** eta
                        supply[g * N, f] = np.log(W[mine, f].sum() / (base.sum() * L * wf[0]))
                else:
                    if np.isinf(eta):                                         # supply so that the mean return is P
                        L = (W[mine, f].sum() / base.sum()) / mean
                        extra = np.log(mean / P[g])
                        supply[mine, f] = np.log(W[mine, f] / (base * L * wf ** (1 + k) * mean ** -k)) + extra
                    else:
                        L = self.L_at(g, f) * (mean / P[g]) ** eta
                        supply[mine, f] = np.log(W[mine, f] / (base * L * wf ** (1 + k) * mean ** -k))
        income = np.array([W[g * N:(g + 1) * N].sum() for g in range(G)])
        out += [supply.ravel(), np.log((income + other + self.Dn) / E)]
        out = np.concatenate(out)
        out[-1] = np.log(income.sum() / self.W.sum())                          # one budget follows from the rest
        return out

    def L_at(self, g, f):
        return self.L if np.isscalar(self.L) else self.L[g, f]

    def find(self, z=None):
        z = np.zeros(n * F + 2 * n + G) if z is None else z.copy()
        for _ in range(60):
            f = self.system(z)
            if np.abs(f).max() < 1e-12:
                break
            J = np.empty((z.size, z.size))
            for k in range(z.size):
                h = np.zeros(z.size)
                h[k] = 1e-6
                J[:, k] = (self.system(z + h) - self.system(z - h)) / 2e-6
            step = np.linalg.solve(J, -f)
            z += step * min(1, 0.5 / np.abs(step).max())
        assert np.abs(self.system(z)).max() < 1e-11, np.abs(self.system(z)).max()
        return z

    def levels(self, z):
        w, p, R, E = np.exp(z[:n * F]).reshape(n, F), np.exp(z[n * F:n * F + n]), self.R * np.exp(z[n * F + n:n * F + 2 * n]), \
            self.E * np.exp(z[n * F + 2 * n:])
        return w, p, R, E, self.flows(p, w, R, E)

    def solve(self):
        w, p, R, E, (_, W, _, _, P, burnt, X) = self.levels(self.find())
        U = (E - burnt) / (self.E - self.burnt) / P
        pool = np.array([[W[g * N:(g + 1) * N, f].sum() / self.W[g * N:(g + 1) * N, f].sum() for f in range(F)] for g in range(G)])
        mean = np.empty((G, F))
        for g in range(G):
            for f in range(F):
                base, wf, k = self.W[g * N:(g + 1) * N, f], w[g * N:(g + 1) * N, f], np.broadcast_to(self.kappa, (G, F))[g, f]
                mean[g, f] = wf[0] if np.isinf(k) else ((base / base.sum() * wf ** (1 + k)).sum()) ** (1 / (1 + k))
        return dict(real_income=100 * (U - 1), real_wage=100 * (mean[:, 0] / P - 1), output=100 * (R / self.R / p - 1),
                    value=X, returns=100 * (w - 1), w=w, p=p, R=R, E=E, P=P, W=W, mean=mean)


SETTINGS = [
    ("common", dict(theta=[4.0, 0.0, 2.5], e=1, x=1, r=1, final=1, kappa=[np.inf, np.inf], eta=[0, 0])),
    ("common", dict(theta=[6.0, 1.5, 3.0], e=0.4, x=0.6, r=1.3, final=1.7, kappa=[np.inf, 0], eta=[0, 0])),
    ("specific", dict(theta=[4.0, 2.0, 2.5], e=0.3, x=0.5, r=0.8, final=0.9, kappa=[1.6, 0.5], eta=[0.7, 0])),
    ("specific", dict(theta=[4.0, 2.0, 2.5], e=1, x=0.5, r=1, final=2, kappa=[np.inf, np.inf], eta=[0.4, np.inf])),
    ("common", dict(theta=[3.0, 2.0, 2.5], e=0.8, x=0.5, r=1.2, final=1, kappa=[2.0, 1.0], eta=[0, np.inf])),
]


def edges(economies, goods, partners):
    mask = np.zeros((G, N, G), bool)
    mask[np.ix_(economies, goods, partners)] = True
    for g in range(G):
        mask[g, :, g] = False
    return mask


ALL = range(G)
BASELINE = "  - {kind: tariff, economy: [AA, BB], partner: all, to: 8}\n  - {kind: rent, economy: CC, industry: y, owner: burn, to: 5}\n" \
           "  - {kind: export_tax, partner: BB, industry: z, to: 4}\n"


def with_baseline():
    T = np.ones((3, G, N, G))
    T[2][edges([0, 1], ALL, ALL)] *= 1.08
    T[1][edges([2], [1], ALL)] *= 1.05
    T[0][edges(ALL, [2], [1])] *= 1.04
    return T


def tariff(w):
    T = w.T.copy()
    T[2][edges([0], [0, 1], ALL)] = 1.25
    w.Tn = T


def export_and_rents(w):
    T = w.T.copy()
    m = edges([1, 2], [0], [0])
    T[0][m] *= 1.10
    T[1][edges([0], [1], ALL)] *= 1.15
    T[2][edges([2], ALL, [1])] *= 1.07
    w.Tn = T


def iceberg(w):
    d = np.ones((G, N, G))
    d[edges(ALL, ALL, [0])] = 0.9
    w.d = d


def inputs(w):
    t = w.tg.copy()
    rows = [u for u in (3, 4)]
    t[np.ix_(rows, [0])] = 0.8
    w.tgn = t


def outputs(w):
    mu = w.mu.copy()
    mu[[0, 1, 2]] *= 1.2
    mu[5] = 1.1
    w.mun = mu


def factor_tax(w):
    t = w.tf.copy()
    t[6:9, 0] = 1.3
    w.tfn = t


def technology(w):
    Z, a = np.ones(n), np.ones((n, F))
    Z[[1, 4]] = 1.15
    a[:3, 0] = 1.2
    w.Z, w.a = Z, a


def supply(w):
    L = np.ones((G, F))
    L[1] = 1.1
    w.L = L


def transfer(w):
    w.Dn = w.D + np.array([20, -20, 0])


def taste(w):
    b = np.ones((G, N))
    b[2, 1] = 1.5
    w.b = b


def no_deficits(w):
    w.Dn = np.zeros(G)


CASES = [
    ("tariff", tariff, "  - {kind: tariff, economy: AA, industry: [x, y], to: 25}\n"),
    ("rents", export_and_rents, "  - {kind: export_tax, economy: [BB, CC], industry: x, partner: AA, to: 10}\n"
     "  - {kind: rent, economy: AA, industry: y, owner: burn, to: 15}\n  - {kind: rent, economy: CC, partner: BB, to: 7}\n"),
    ("iceberg", iceberg, "  - {kind: trade_cost, partner: AA, by: -10}\n"),
    ("inputs", inputs, "  - {kind: input_tax, economy: BB, industry: x, user: [x, y], to: -20}\n"),
    ("outputs", outputs, "  - {kind: markup, economy: AA, to: 20}\n  - {kind: output_tax, economy: BB, industry: z, to: 10}\n"),
    ("factor_tax", factor_tax, "  - {kind: factor_tax, economy: CC, factor: L, to: 30}\n"),
    ("technology", technology, "  - {kind: productivity, economy: [AA, BB], industry: y, times: 1.15}\n"
     "  - {kind: factor_productivity, economy: AA, factor: L, by: 20}\n"),
    ("supply", supply, "  - {kind: factor_supply, economy: BB, times: 1.1}\n"),
    ("transfer", transfer, "  - {kind: transfer, economy: AA, partner: BB, by: 20}\n"),
    ("taste", taste, "  - {kind: taste, economy: CC, industry: y, times: 1.5}\n"),
    ("deficits", no_deficits, None),
]


def page(path, layout, s, case):
    number = lambda v: "infinite" if np.isinf(v) else repr(v)
    with open(path, "w") as f:
        f.write("source: made up\nlayout: %s\n" % layout)
        f.write("elasticities:\n  trade: {x: %r, y: %r, z: %r}\n" % tuple(s["theta"]))
        f.write("  goods: %r\n  value_added: %r\n  factors: %r\n  final: %r\n" % (s["e"], s["x"], s["r"], s["final"]))
        f.write("mobility: {L: %s, K: %s}\nsupply: {L: %s, K: %s}\n" % tuple(number(v) for v in (*s["kappa"], *s["eta"])))
        f.write("baseline:\n" + BASELINE)
        f.write("closure: {deficits: zero}\n" if case is None else "changes:\n" + case)


def ask(program, table, scenario, by):
    done = subprocess.run([program, "run", "reform.simulate", table, "--scenario", scenario, "--by", by, "--format", "csv"],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "reform")
    os.makedirs(folder, exist_ok=True)
    t = make_table(folder)
    table = os.path.join(folder, "small.h5")
    subprocess.run([program, "import", os.path.join(folder, "small.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    numbers, failures, largest = 0, [], 0.0
    for k, (layout, s) in enumerate(SETTINGS):
        for name, change, lines in CASES[k % 2::2] + CASES[:1]:      # every kind under three or two settings
            w = World(t, layout == "specific", s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"], with_baseline())
            change(w)
            want = w.solve()
            path = os.path.join(folder, f"{name}.yaml")
            page(path, layout, s, lines)
            pairs = []
            for g, row in enumerate(ask(program, table, path, "economy")):
                pairs += [(f"{row['economy']} {c}", float(row[c]), want[c][g]) for c in ("real_income", "real_wage")]
            for p, row in enumerate(ask(program, table, path, "industry")):
                pairs.append((f"{row['economy']} {row['industry']} output", float(row["output"]), want["output"][p]))
            X = want["value"]
            for row in ask(program, table, path, "industry,partner"):
                b, j, i = (ECONOMIES.index(row["economy"]), INDUSTRIES.index(row["industry"]), ECONOMIES.index(row["partner"]))
                pairs.append((f"trade {row['economy']} {row['industry']} {row['partner']}", float(row["value"]), X[b, j, i]))
            for row in ask(program, table, path, "factor"):
                p = ECONOMIES.index(row["economy"]) * N + INDUSTRIES.index(row["industry"])
                pairs.append((f"return {row['economy']} {row['industry']} {row['factor']}", float(row["return"]),
                              want["returns"][p, FACTORS.index(row["factor"])]))
            largest = max(largest, max(abs(v) for _, _, v in pairs[:6]))
            for what, got, expected in pairs:
                numbers += 1
                if not abs(got - expected) <= 1e-7 * max(1, abs(expected)):
                    failures.append(f"setting {k + 1}, {name}: {what}: {got!r}, expected {expected!r}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest gain {largest:.3g} %")
    sys.exit(1 if failures or largest < 1 else 0)


if __name__ == "__main__":
    main()
