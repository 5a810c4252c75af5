"""truth_owners.py DOMAR FOLDER: households, owners elsewhere, frictions that nobody earns, scale economies, transfers as shares
of the world's spending and closing rates, against a dense computation written from the equations alone: all of them, closing
rates too, as one system, solved by Newton with differences.  Rule: real income of households and economies and output within
1e-7 points, closing rates within 1e-7 points.
"""
import csv
import io
import json
import os
import subprocess
import sys

import numpy as np

G, N, F, C = 2, 3, 2, 2
n = G * N
ECONOMIES, INDUSTRIES = ["AA", "BB"], ["x", "y", "z"]
THETA, EIN, XVA, RF, FINAL, PSI = np.array([4.0, 2.5, 3.0]), 0.6, 0.7, 1.4, 0.8, np.array([0.05, 0.0, 0.1])


def make_table(folder):
    rng = np.random.default_rng(11)
    home = np.kron(np.eye(G), np.ones((N, N)))
    Z = rng.uniform(1, 10, (n, n)) * np.where(home > 0, 3, 1)
    Y = rng.uniform(10, 40, (n, G * C)) * np.where(np.kron(np.eye(G), np.ones((N, C))) > 0, 4, 1)
    x = Z.sum(1) + Y.sum(1)
    tp = 0.04 * x
    rest = x - Z.sum(0) - tp
    L = rest * rng.uniform(0.4, 0.7, n)
    K = rest - L
    assert (K > 0).all()
    keys = [f"{e}_{i}" for e in ECONOMIES for i in INDUSTRIES]
    with open(os.path.join(folder, "owners.csv"), "w") as f:
        put = lambda row: f.write(",".join(map(str, row)) + "\n")
        put([""] + keys + [f"{e}_{c}" for e in ECONOMIES for c in ("HH", "GG")])
        for k in range(n):
            put([keys[k]] + [repr(v) for v in [*Z[k], *Y[k]]])
        for name, row in (("L", L), ("K", K), ("TP", tp)):
            put([name] + [repr(v) for v in row] + [""] * (G * C))
    with open(os.path.join(folder, "owners.yaml"), "w") as f:
        f.write('title: Owners\nsource: made up\ncitation: made up\nlicence: none\nyear: 2010\ncurrency: USD\n'
                'unit: million\nseparator: "_"\neconomies: [AA, BB]\nindustries: [x, y, z]\n'
                'final_demand: {HH: households, GG: government}\nfactors: {L: labour, K: capital, TP: tax_production}\n')
    return dict(Z=Z, Y=Y, x=x, tp=tp, L=L, K=K)


def ces(share, price, e):
    if abs(e - 1) < 1e-12:
        return np.prod(price ** share, -1), share
    bundle = (share * price ** (1 - e)).sum(-1) ** (1 / (1 - e))
    return bundle, share * (price / np.asarray(bundle)[..., None]) ** (1 - e)


class World:
    """Users: n producers, then households AA people, AA state, BB people, BB state.  Rules as docs/scenarios.md says them."""

    def __init__(self, t, friction, owners):
        H = G * C
        self.of = np.array([u // N for u in range(n)] + [h // C for h in range(H)])
        flow = np.concatenate([t["Z"], np.zeros((n, H))], 1)
        # people: 0.9 of HH and 0.2 of GG; state: the rest
        for g in range(G):
            hh, gg = t["Y"][:, g * C], t["Y"][:, g * C + 1]
            flow[:, n + g * C], flow[:, n + g * C + 1] = 0.9 * hh + 0.2 * gg, 0.1 * hh + 0.8 * gg
        flow = flow.reshape(G, N, n + H).transpose(2, 1, 0)                     # user, good, origin
        self.fr0 = np.ones((n + H, N))
        self.fr0[:, 1] = 1 + friction                                           # good y, all users
        self.mu0 = t["x"] / (t["x"] - t["tp"])
        bill = flow.sum(2) * self.fr0
        cost = t["x"] / self.mu0
        goods = bill[:n].sum(1)
        self.s = (cost - goods) / cost
        lab = np.minimum(t["L"], cost - goods)
        self.phi = np.stack([lab, cost - goods - lab], 1) / (cost - goods)[:, None]
        pooled = np.stack([flow[self.of == g].sum(0) for g in range(G)])
        self.pi = (pooled / pooled.sum(2, keepdims=True))[self.of]
        self.g = bill / bill.sum(1, keepdims=True)
        self.E = bill[n:].sum(1)
        self.basket = np.array([self.E[h] / self.E[h // C * C:(h // C + 1) * C].sum() for h in range(H)])
        # who owns: sources L, K, taxes on output of each economy -> households
        self.own = np.zeros((G, 4, H))                                           # L, K, output tax, input tax
        for g in range(G):
            people, state = g * C, g * C + 1
            self.own[g, 0, people] = 1
            self.own[g, 1, people], self.own[g, 1, state] = 0.7, 0.3
            self.own[g, 2, state] = self.own[g, 3, state] = 1
        if owners:                                                               # 0.4 of BB's capital to AA, 0.1 to nobody
            self.own[1, 1] *= 0.5
            self.own[1, 1, 0] += 0.4 * 0.7
            self.own[1, 1, 1] += 0.4 * 0.3
        self.fr, self.mu, self.tg = self.fr0.copy(), self.mu0.copy(), np.ones((n + H, N))
        self.d, self.D, self.Dn, self.indexed = np.ones((G, N, G)), np.zeros(H), np.zeros(H), False
        self.R = t["x"].copy()
        for _ in range(3000):
            self.R = self.flows(np.ones(n), np.ones((G, F)), self.R, self.E, self.R)["sales"]
        out = self.flows(np.ones(n), np.ones((G, F)), self.R, self.E, self.R)
        self.W, self.burnt = out["pool"], out["burnt"]
        self.Dn = self.D = self.E - out["income"]

    def flows(self, p, w, R, E, R0):
        price = self.d[self.of] * p.reshape(G, N).T[None]
        q, share = np.empty(self.g.shape), np.empty_like(self.pi)
        for j in range(N):
            q[:, j], share[:, j] = ces(self.pi[:, j], price[:, j], 1 + THETA[j])
        q = q * self.fr / self.fr0 * self.tg
        H = G * C
        m, g = np.empty(n + H), np.empty(self.g.shape)
        for u in range(n + H):
            m[u], g[u] = ces(self.g[u], q[u], EIN if u < n else FINAL)
        v, phi, c, s = np.empty(n), np.empty((n, F)), np.empty(n), np.empty(n)
        for u in range(n):
            v[u], phi[u] = ces(self.phi[u], w[self.of[u]], RF)
            c[u], two = ces(np.array([self.s[u], 1 - self.s[u]]), np.array([v[u], m[u]]), XVA)
            s[u] = two[0]
        cost = R / self.mu
        size = (R / R0) / (self.mu / self.mu0) / c                                # quantity of the bundle of inputs
        new_p = c * self.mu / self.mu0 / size ** np.tile(PSI, G)
        bill = np.concatenate([((1 - s) * cost)[:, None] * g[:n], E[:, None] * g[n:]])
        B = bill / (self.fr * self.tg)                                            # at the border
        X = share * B[:, :, None]
        W = phi * (s * cost)[:, None]
        pool = np.array([[W[g * N:(g + 1) * N, f].sum() for f in range(F)] for g in range(G)])
        taxes_out = np.array([((1 - 1 / self.mu) * R)[g * N:(g + 1) * N].sum() for g in range(G)])
        taxes_in = np.array([((self.tg - 1) * self.fr * B)[self.of == g].sum() for g in range(G)])
        friction = np.array([((self.fr - 1) * B)[self.of == g].sum() for g in range(G)])
        earned = np.concatenate([pool, taxes_out[:, None], taxes_in[:, None]], 1)
        burn = friction + (earned * (1 - self.own.sum(2))).sum(1)
        burnt = self.basket * np.repeat(burn, C)
        income = np.einsum("gs,gsh->h", earned, self.own) + burnt
        return dict(sales=X.sum(0).T.reshape(-1), pool=pool, income=income, burnt=burnt, price=new_p, P=m[n:],
                    revenue=taxes_out + taxes_in)

    def unpack(self, z):
        H = G * C
        p, w, R, E, t = np.split(z, np.cumsum([n, G * F, n, H]))
        return np.exp(p), np.exp(w).reshape(G, F), self.R * np.exp(R), self.E * np.exp(E), t

    def close(self, t):
        """One rate t (log) an economy on what its users pay for goods."""
        if len(t):
            self.tg = np.exp(t)[self.of][:, None] * np.ones((1, N))

    def system(self, z, target):
        p, w, R, E, t = self.unpack(z)
        self.close(t)
        o = self.flows(p, w, R, E, self.R)
        index = E.sum() / self.E.sum() if self.indexed else 1
        out = [np.log(o["price"] / p), np.log(o["pool"] / (self.W * w)).ravel(), np.log(o["sales"] / R),
               np.log((o["income"] + self.Dn * index) / E)]
        out[3][-1] = np.log(o["pool"].sum() / self.W.sum())        # one budget follows from the rest: the unit instead
        if len(t):
            P = np.array([np.exp((self.E[g * C:(g + 1) * C] * np.log(o["P"][g * C:(g + 1) * C])).sum() / self.E[g * C:(g + 1) * C].sum())
                          for g in range(G)])
            out.append((o["revenue"] / P - target) / self.E.reshape(G, C).sum(1))
        return np.concatenate(out)

    def solve(self, closing):
        z = np.zeros(2 * n + G * F + G * C + (G if closing else 0))
        target = self.base_revenue * closing if closing else None
        for _ in range(60):
            f = self.system(z, target)
            if np.abs(f).max() < 1e-12:
                break
            J = np.empty((f.size, z.size))
            for k in range(z.size):
                h = np.zeros(z.size)
                h[k] = 1e-6
                J[:, k] = (self.system(z + h, target) - self.system(z - h, target)) / 2e-6
            step = np.linalg.solve(J, -f)
            z += step * min(1, 0.3 / np.abs(step).max())
        assert np.abs(self.system(z, target)).max() < 1e-11
        p, w, R, E, t = self.unpack(z)
        o = self.flows(p, w, R, E, self.R)
        spent0, spent = self.E - self.burnt, E - o["burnt"]
        U = spent / spent0 / o["P"]
        economy = [(U * spent0)[g * C:(g + 1) * C].sum() / spent0[g * C:(g + 1) * C].sum() for g in range(G)]
        return dict(household=100 * (U - 1), economy=100 * (np.array(economy) - 1), output=100 * (R / self.R / p - 1), rate=100 * np.expm1(t))


HOUSEHOLDS = """households:
  people: {spends: {HH: 0.9, GG: 0.2}, factors: {L: 1, K: 0.7}}
  state: {spends: {HH: 0.1, GG: 0.8}, factors: {L: 0, K: 0.3}, revenue: 1}
"""
OWNERS = "ownership:\n  - {of: capital, economy: BB, owner: {AA: 0.4, burn: 0.1}}\n"
PAGE = "source: made up\nelasticities: {trade: {x: 4, y: 2.5, z: 3}, goods: 0.6, value_added: 0.7, factors: 1.4, final: 0.8, " \
       "scale: {x: 0.05, y: 0, z: 0.1}}\n"


def cases():
    def iceberg(w):
        w.d[0, :, 1] *= 0.85

    def ease(w):
        w.fr[w.of == 1, 1] = 1.0

    def tax(w):
        w.mu[:2] = np.array([1.3, 1.3])

    yield "households", 0.0, False, False, 0, iceberg, "", "changes:\n  - {kind: trade_cost, economy: AA, by: -15}\n"
    yield "owners", 0.0, True, False, 0, iceberg, "", "changes:\n  - {kind: trade_cost, economy: AA, by: -15}\n"
    yield "friction", 0.2, True, True, 0, ease, "closure: {deficits: world_income}\n", "changes:\n  - {kind: friction, economy: BB, industry: y, to: 0}\n"
    yield "closing", 0.1, True, False, 0.8, iceberg, "closure: {revenue: [{kind: input_tax, times: 0.8}]}\n", \
        "changes:\n  - {kind: trade_cost, economy: AA, by: -15}\n"


def ask(program, folder, path, by):
    certificate = os.path.join(folder, "certificate.json")
    done = subprocess.run([program, "run", "reform.simulate", os.path.join(folder, "owners.h5"), "--scenario", path, "--by", by,
                           "--format", "csv", f"--certificate={certificate}"], stdout=subprocess.PIPE, text=True, check=True)
    with open(certificate) as f:
        return list(csv.DictReader(io.StringIO(done.stdout))), f.read()


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "owners")
    os.makedirs(folder, exist_ok=True)
    t = make_table(folder)
    subprocess.run([program, "import", os.path.join(folder, "owners.csv"), "--output-from", "rows", "-o", os.path.join(folder, "owners.h5")],
                   check=True, stderr=subprocess.DEVNULL)
    numbers, failures, largest = 0, [], 0.0
    for name, friction, owners, indexed, closing, change, closure, lines in cases():
        w = World(t, friction, owners)
        w.base_revenue = w.flows(np.ones(n), np.ones((G, F)), w.R, w.E, w.R)["revenue"]
        w.indexed = indexed
        change(w)
        want = w.solve(closing)
        path = os.path.join(folder, name + ".yaml")
        baseline = f"baseline:\n  - {{kind: friction, industry: y, to: {100 * friction}}}\n" if friction else ""
        with open(path, "w") as f:
            f.write(PAGE + closure + HOUSEHOLDS + (OWNERS if owners else "") + baseline + lines)
        pairs, terms = [], 0.0
        rows, _ = ask(program, folder, path, "household")
        for h, row in enumerate(rows):
            pairs.append((f"{row['economy']} {row['household']}", float(row["real_income"]), want["household"][h]))
            parts = ("terms_of_trade", "trade_volume", "technology", "reallocation", "factors", "transfers", "distribution")
            pairs.append(("sum of terms", sum(float(row[c]) for c in parts), float(row["real_income"])))
        rows, certificate = ask(program, folder, path, "economy")
        for g, row in enumerate(rows):
            pairs.append((row["economy"], float(row["real_income"]), want["economy"][g]))
        rows, _ = ask(program, folder, path, "industry")
        for k, row in enumerate(rows):
            pairs.append((f"output {row['economy']} {row['industry']}", float(row["output"]), want["output"][k]))
        if closing:
            found = {k: v for k, v in walk(json.loads(certificate)) if k.startswith("closing_rate_per_cent.")}
            for g in range(G):
                pairs.append((f"rate of {ECONOMIES[g]}", float(found[f"closing_rate_per_cent.{ECONOMIES[g]}"]), want["rate"][g]))
        for what, got, expected in pairs:
            numbers += 1
            largest = max(largest, abs(expected))
            if not abs(got - expected) <= 1e-7 * max(1, abs(expected)):
                failures.append(f"{name}: {what}: {got!r}, expected {expected!r}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest {largest:.3g} %")
    sys.exit(1 if failures or largest < 1 else 0)


def walk(tree):
    """(key, value) of every leaf or {key:, value:} record of a certificate."""
    if isinstance(tree, dict):
        if "key" in tree and "value" in tree:
            yield tree["key"], tree["value"]
        for k, v in tree.items():
            if isinstance(v, dict) and "value" in v:
                yield k, v["value"]
            elif not isinstance(v, (dict, list)):
                yield k, v
            yield from walk(v)
    elif isinstance(tree, list):
        for v in tree:
            yield from walk(v)


main()
