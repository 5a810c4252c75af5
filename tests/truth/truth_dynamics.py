"""truth_dynamics.py DOMAR FOLDER: reform.dynamics against computations written from the equations alone.

1. Two economies, two industries, labour and capital: quantities of labour in every industry and of capital in every
   economy as they are (no efficiency units), all years' markets by Newton with differences, expectations by iteration
   on the dense matrix of choices, horizon and end of the path other than the program's.  Also with value added that is
   not split: labour and capital written out, against the program's one factor.
2. One economy, one industry: k_(t+1) = beta (1 - delta + r* A^(1/s) k^(alpha - 1)) k in closed form.
Rule: 1e-7 points.
"""
import csv
import io
import math
import os
import subprocess
import sys

import numpy as np

G = N = 2
n = G * N
T = 260                                                    # the program is asked for 300 years
KEYS = [f"{e}_{i}" for e in ("AA", "BB") for i in ("x", "y")]


def write_table(folder, name, Z, Y, rows, keys, economies, industries):
    with open(os.path.join(folder, name + ".csv"), "w") as f:
        put = lambda row: f.write(",".join(map(str, row)) + "\n")
        put([""] + keys + [f"{e}_FC" for e in economies])
        for k in range(len(keys)):
            put([keys[k]] + [repr(float(v)) for v in [*Z[k], *Y[k]]])
        for code, values in rows.items():
            put([code] + [repr(float(v)) for v in values] + [""] * len(economies))
    kinds = {"L": "labour", "K": "capital", "VA": "value_added"}
    with open(os.path.join(folder, name + ".yaml"), "w") as f:
        f.write('title: Small world\nsource: made up\ncitation: made up\nlicence: none\nyear: 2010\ncurrency: USD\n'
                f'unit: million\nseparator: "_"\neconomies: [{", ".join(economies)}]\nindustries: [{", ".join(industries)}]\n'
                "final_demand: {FC: final}\nfactors: {" + ", ".join(f"{c}: {kinds[c]}" for c in rows) + "}\n")
    table = os.path.join(folder, name + ".h5")
    return os.path.join(folder, name + ".csv"), table


def ask(program, table, page, by, *options):
    done = subprocess.run([program, "run", "reform.dynamics", table, "--scenario", page, "--by", by, "--format", "csv",
                           *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{page} {options}: {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def ces(share, price, e):
    """Price of a nest (last axis) and its new shares."""
    if abs(e - 1) < 1e-12:
        return np.exp((share * np.log(price)).sum(-1)), share + 0 * price
    index = (share * price ** (1 - e)).sum(-1) ** (1 / (1 - e))
    return index, share * (price / index[..., None]) ** (1 - e)


class World:
    """Markets of many years at once: first axis."""

    def __init__(self, Z, Y, L, K, theta, e, x, r, final, A, d, alpha=None):
        self.theta, self.e, self.x, self.r, self.final, self.A, self.d = theta, e, x, r, final, A, d
        R = Z.sum(1) + Y.sum(1)
        if alpha is not None:
            L, K = (1 - alpha) * (L + K), alpha * (L + K)
        self.R, self.L, self.K = R, L, K
        flow = np.stack([Z[:, g * N:(g + 1) * N].sum(1) + Y[:, g] for g in range(G)])       # buyer, seller
        self.pi = flow.reshape(G, G, N).transpose(0, 2, 1)                                 # buyer, good, origin
        self.pi = self.pi / self.pi.sum(2, keepdims=True)
        self.g = Z.reshape(G, N, n).sum(0).T
        self.g = self.g / self.g.sum(1, keepdims=True)                                     # producer, good
        self.h = Y.reshape(G, N, G).sum(0).T
        self.E = self.h.sum(1)
        self.h = self.h / self.E[:, None]
        self.s = (L + K) / R
        self.phi = np.stack([L, K], 1) / (L + K)[:, None]
        self.K0 = K.reshape(G, N).sum(1)
        self.D = self.E - (L + K).reshape(G, N).sum(1)
        self.size = (L.reshape(G, N) / L.reshape(G, N).sum(1)[:, None]).ravel()
        self.of = np.arange(n) // N

    def unpack(self, z):
        return np.split(np.exp(z), [n, n + G, 2 * n + G, 3 * n + G], axis=1)

    def system(self, z, lab, cap, A):
        """w (n), r (G), p (n), R (n), E (G) as hats; lab (T, n), cap (T, G) hats of quantities."""
        w, r, p, Rh, Eh = self.unpack(z)
        price = p.reshape(-1, 1, G, N).transpose(0, 1, 3, 2) * self.d                      # buyer, good, origin
        q, share = np.empty((len(z), G, N)), np.empty((len(z), G, N, G))
        for j in range(N):
            q[:, :, j], share[:, :, j] = ces(self.pi[:, j], price[:, :, j], 1 + self.theta[j])
        m, g = ces(self.g, q[:, self.of], self.e)
        P, h = ces(self.h, q, self.final)
        v, phi = ces(self.phi, np.stack([w, r[:, self.of]], 2), self.r)
        c, two = ces(np.stack([self.s, 1 - self.s], 1), np.stack([v, m], 2), self.x)
        R, E = self.R * Rh, self.E * Eh
        bill = (two[:, :, 1] * R)[:, :, None] * g
        bill = bill.reshape(-1, G, N, N).sum(2) + h * E[:, :, None]                        # buyer, good
        sales = (share * bill[:, :, :, None]).sum(1).transpose(0, 2, 1).reshape(-1, n)
        pay = phi * (two[:, :, 0] * R)[:, :, None]
        rent = pay[:, :, 1].reshape(-1, G, N).sum(2)
        income = pay.sum(2).reshape(-1, G, N).sum(2)
        budget = np.log((income + self.D) / E)
        budget[:, -1] = np.log(income.sum(1) / (self.L + self.K).sum())
        return np.concatenate([np.log(pay[:, :, 0] / (self.L * lab * w)), np.log(rent / (self.K0 * cap * r)),
                               np.log(c / A / p), np.log(sales / R), budget], 1), P

    def markets(self, z, lab, cap, A):
        for _ in range(40):
            f, P = self.system(z, lab, cap, A)
            if np.abs(f).max() < 3e-14:
                break
            J = np.empty((len(z), z.shape[1], z.shape[1]))
            for k in range(z.shape[1]):
                step = np.zeros(z.shape[1])
                step[k] = 1e-5
                J[:, :, k] = (self.system(z + step, lab, cap, A)[0] - self.system(z - step, lab, cap, A)[0]) / 2e-5
            dz = np.linalg.solve(J, -f[:, :, None])[:, :, 0]
            z = z + dz * np.minimum(1, 0.5 / np.abs(dz).max(1))[:, None]
        assert np.abs(f).max() < 1e-12, np.abs(f).max()
        return z, P


def anderson(step, z, tol, memory=12, mix=0.3):
    Fs, Zs = [], []
    for k in range(400):
        f = step(z) - z
        if np.abs(f).max() < tol:
            return z + f
        Fs, Zs = (Fs + [f])[-memory:], (Zs + [z])[-memory:]
        dF, dZ = np.diff(np.array(Fs), axis=0), np.diff(np.array(Zs), axis=0)
        z = z + mix * f
        if len(dF):
            c = np.linalg.lstsq(dF.T, f, rcond=1e-12)[0]
            z = z - (dZ + mix * dF).T @ c
    sys.exit(f"the independent path does not settle: {np.abs(f).max():.1e}")


def choices(world, stay):
    mu = np.zeros((n, n))
    for j in range(n):
        for k in range(n):
            if world.of[j] == world.of[k]:
                mu[j, k] = stay * (j == k) + (1 - stay) * world.size[k]
    return mu


def path(world, beta, delta, nu, stay, labour, foresight, gift=None):
    """Quantities and values of T years as one vector, improved until nothing moves."""
    mu, rental = choices(world, stay), 1 / beta - 1 + delta
    first = np.ones(G) if gift is None else gift
    state = {"z": np.zeros((T, 3 * n + 2 * G))}

    def forever(w):                                         # one row a year
        V, moved = np.zeros(w.shape), 1
        while moved > 1e-14:
            last, V = V, np.log(w) + nu * np.log(np.exp(beta * V / nu) @ mu.T)
            moved = np.abs(V - last).max()
        return V

    def step(y):
        k, l, V = np.exp(y[:T * G].reshape(T, G)), np.exp(y[T * G:T * (G + n)].reshape(T, n)), y[T * (G + n):].reshape(T, n)
        state["z"], P = world.markets(state["z"], l, k, world.A)
        w, r, _, _, E = world.unpack(state["z"])
        w, r = w / P[:, world.of], r / P
        new_k, new_l, new_V = np.ones((T, G)), np.ones((T, n)), np.empty((T, n))
        new_k[0] = first
        for t in range(T - 1):
            new_k[t + 1] = beta * (1 - delta + rental * r[t]) * new_k[t]
        if labour == "gradual":
            if foresight == "perfect":
                new_V[-1] = forever(w[-1:])[0]                # wages of the last year stay
                for t in range(T - 2, -1, -1):
                    new_V[t] = np.log(w[t]) + nu * np.log(mu @ np.exp(beta * new_V[t + 1] / nu))
                ahead = np.concatenate([new_V[1:], new_V[-1:]])
            else:
                new_V = V * 0
                ahead = forever(w)
            for t in range(T - 1):
                go = mu * np.exp(beta * ahead[t] / nu)
                go /= go.sum(1, keepdims=True)
                new_l[t + 1] = (world.size * new_l[t]) @ go / world.size
        else:
            new_V = V * 0
        state.update(k=new_k, l=new_l, w=w, r=r, U=E / P)
        return np.concatenate([np.log(new_k).ravel(), np.log(new_l).ravel(), new_V.ravel()])

    anderson(step, np.zeros(T * (G + 2 * n)), 1e-11)
    k, U = state["k"], state["U"]
    stock = world.K0 / rental
    k_next = np.concatenate([k[1:], k[-1:] * beta * (1 - delta + rental * state["r"][-1:])])
    C = (world.E * U - stock * (k_next - (1 - delta) * k)) / (world.E - delta * stock)
    state["C"], state["R"] = C, state["z"]
    weights = (1 - beta) * beta ** np.arange(T)
    state["welfare"] = np.exp(weights @ np.log(C) + beta ** T * np.log(C[-1])) - 1
    state["return"] = rental * state["r"] - delta
    return state


class Tally:
    def __init__(self):
        self.numbers, self.failures, self.worst = 0, [], 0.0

    def same(self, got, want, what):
        self.numbers += 1
        error = abs(float(got) - want)
        self.worst = max(self.worst, error)
        if not error <= 1e-7:
            self.failures.append(f"{what}: {got}, expected {want!r}")


def compare(tally, program, table, page, world, settings, years=25):
    beta, delta, nu, stay, labour, foresight, gift, extra = settings
    s = path(world, beta, delta, nu, stay, labour, foresight, gift)
    options = ["--beta", beta, "--delta", delta, "--labour", labour, "--years", years, "--horizon", 300, *extra]
    if labour == "gradual":
        options += ["--nu", nu, "--stay", stay, "--foresight", foresight]
    name = f"{os.path.basename(table)} {labour} {foresight}"
    for row in ask(program, table, page, "period", *options):
        t, g = int(row["period"]), ["AA", "BB"].index(row["economy"])
        want = (0, 0, 0, 100 * (1 / beta - 1)) if t == 0 else (
            100 * (s["U"][t - 1, g] - 1), 100 * (s["C"][t - 1, g] - 1), 100 * (s["k"][t - 1, g] - 1), 100 * s["return"][t - 1, g])
        for column, value in zip(("real_income", "consumption", "capital", "return"), want):
            tally.same(row[column], value, f"{name} {row['economy']} {t} {column}")
    for row in ask(program, table, page, "industry", *options):
        t, p = int(row["period"]), KEYS.index(f"{row['economy']}_{row['industry']}")
        want = (0, 0) if t == 0 else (100 * (s["l"][t - 1, p] - 1), 100 * (s["w"][t - 1, p] - 1))
        for column, value in zip(("labour", "wage"), want):
            tally.same(row[column], value, f"{name} {KEYS[p]} {t} {column}")
    for row in ask(program, table, page, "economy", *options):
        g = ["AA", "BB"].index(row["economy"])
        for column, value in (("impact", s["U"][0, g] - 1), ("long_run", s["U"][-1, g] - 1), ("welfare", s["welfare"][g]),
                              ("long_run_consumption", s["C"][-1, g] - 1)):
            tally.same(row[column], 100 * value, f"{name} {row['economy']} {column}")
    gap = np.log(s["k"]) - np.log(s["k"][-1])
    for row in ask(program, table, page, "convergence", *options):
        g = ["AA", "BB"].index(row["economy"])
        for after in (1, 5, 10):
            tally.same(row[f"capital_{after}"], 1 - gap[after, g] / gap[0, g], f"{name} {row['economy']} capital_{after}")


def two_by_two(tally, program, folder):
    rng = np.random.default_rng(3)
    Z = rng.uniform(2, 10, (n, n)) + 12 * np.kron(np.eye(G), np.ones((N, N)))
    Y = rng.uniform(5, 20, (n, G)) + 60 * np.kron(np.eye(G), np.ones((N, 1)))
    R = Z.sum(1) + Y.sum(1)
    VA = R - Z.sum(0)
    L = VA * rng.uniform(0.5, 0.75, n)
    assert (VA > 0).all()
    A, d = np.array([1.15, 1.0, 1.0, 0.95]), np.ones((G, N, G))
    d[0, 1, 1] = 1.1                                        # AA buys y from BB
    lines = ("changes:\n  - {kind: productivity, economy: AA, industry: x, by: 15}\n"
             "  - {kind: productivity, economy: BB, industry: y, by: -5}\n"
             "  - {kind: trade_cost, economy: AA, industry: y, partner: BB, by: 10}\n")
    for name, rows in (("split", {"L": L, "K": VA - L}), ("whole", {"VA": VA})):
        source, table = write_table(folder, name, Z, Y, rows, KEYS, ["AA", "BB"], ["x", "y"])
        subprocess.run([program, "import", source, "--output-from", "rows", "-o", table], check=True, stderr=subprocess.DEVNULL)
        page = os.path.join(folder, name + "_page.yaml")
        r, alpha = (0.8, None) if name == "split" else (1.0, 0.4)
        elasticities = "elasticities: {trade: {x: 4, y: 2.5}, goods: 0.5, value_added: 0.7, final: 1.2, factors: %g}\n" % r
        world = World(Z, Y, L, VA - L, [4, 2.5], 0.5, 0.7, r, 1.2, A, d, alpha)
        extra = [] if alpha is None else ["--capital-share", alpha]
        with open(page, "w") as f:
            f.write("source: made up\n" + elasticities + lines)
        for labour, foresight in (("gradual", "perfect"), ("gradual", "static"), ("fixed", "")):
            compare(tally, program, table, page, world, (0.92, 0.08, 1.5, 0.85, labour, foresight, None, extra))
        if name == "split":
            relabelled(tally, program, folder, Z, Y, rows, table, page)
            # a fifth of BB's capital is lost in the first year
            with open(page, "w") as f:
                f.write("source: made up\n" + elasticities + lines +
                        "  - {kind: factor_supply, economy: BB, factor: K, by: -20}\n")
            compare(tally, program, table, page, world, (0.95, 0.05, 2.02, 0.9, "gradual", "perfect", np.array([1, 0.8]), extra))


def relabelled(tally, program, folder, Z, Y, rows, table, page):
    """The same world in another order of economies and industries gives the same path, to 1e-9 points."""
    turned = [3, 2, 1, 0]
    source, other = write_table(folder, "turned", Z[np.ix_(turned, turned)], Y[turned][:, ::-1], {c: v[turned] for c, v in rows.items()},
                                KEYS[::-1], ["BB", "AA"], ["y", "x"])
    subprocess.run([program, "import", source, "--output-from", "rows", "-o", other], check=True, stderr=subprocess.DEVNULL)
    for by in ("economy", "period", "industry", "convergence"):
        dims = ("economy", "industry", "period")
        key = lambda row: tuple(row.get(d) for d in dims)
        want = {key(row): row for row in ask(program, table, page, by)}
        for row in ask(program, other, page, by):
            for column, value in row.items():
                if column in dims + ("year",) or not value:
                    continue
                tally.numbers += 1
                if not abs(float(value) - float(want[key(row)][column])) <= 1e-9 * max(1, abs(float(value))):
                    tally.failures.append(f"relabelled {key(row)} {column}: {value}, before {want[key(row)][column]}")


def closed_form(tally, program, folder):
    source, table = write_table(folder, "ramsey", [[40.0]], [[60.0]], {"L": [36.0], "K": [24.0]}, ["AA_x"], ["AA"], ["x"])
    subprocess.run([program, "import", source, "--output-from", "rows", "-o", table], check=True, stderr=subprocess.DEVNULL)
    page = os.path.join(folder, "ramsey_page.yaml")
    beta, delta, A, s, alpha = 0.94, 0.07, 1.2, 0.6, 0.4
    with open(page, "w") as f:
        f.write("source: made up\nchanges:\n  - {kind: productivity, by: 20}\n")
    rental, k = 1 / beta - 1 + delta, [1.0]
    income = lambda k: A ** (1 / s) * k ** alpha
    for t in range(60):
        k.append(beta * (1 - delta + rental * income(k[-1]) / k[-1]) * k[-1])
    for labour in ("mobile", "gradual", "fixed"):
        for row in ask(program, table, page, "period", "--beta", beta, "--delta", delta, "--years", 50, "--labour", labour):
            t = int(row["period"])
            tally.same(row["capital"], 100 * (k[max(t, 1) - 1] - 1), f"ramsey {labour} {t} capital")
            tally.same(row["real_income"], 100 * (income(k[t - 1]) - 1) if t else 0, f"ramsey {labour} {t} real_income")
        for row in ask(program, table, page, "economy", "--beta", beta, "--delta", delta, "--labour", labour):
            tally.same(row["long_run"], 100 * (A ** (1 / s / (1 - alpha)) - 1), f"ramsey {labour} long_run")
        # late on the path the gap shrinks by beta (1 - delta + r* alpha) a year
        for row in ask(program, table, page, "convergence", "--beta", beta, "--delta", delta, "--labour", labour):
            if not abs(float(row["speed"]) - 100 * (1 - beta * (1 - delta + rental * alpha))) < 0.02:
                tally.failures.append(f"ramsey {labour}: speed {row['speed']}")


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "dynamics")
    os.makedirs(folder, exist_ok=True)
    tally = Tally()
    closed_form(tally, program, folder)
    two_by_two(tally, program, folder)
    for line in tally.failures[:20]:
        print(line)
    print(f"{tally.numbers} numbers, {len(tally.failures)} failures, worst {tally.worst:.1e}")
    sys.exit(1 if tally.failures or not tally.numbers else 0)


main()
