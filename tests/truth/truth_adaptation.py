"""truth_adaptation.py DOMAR FOLDER: growth.adaptation on two years of a world of three economies with two factors: the
second year's table is the world of the first with productivity and wedges moved, solved here from the equations of
truth_reform.py, and priced and paid as the accounts have it.

    L = log U* - log U      of each economy (own wedges off) and of the world (all off, transfers free), both years: 1e-9
    g_i = dL/dlog A_i       by differences of the solved world: 1e-6; for one industry of each scope also with both sides solved anew
    tfp                     Tornqvist at cost shares: 1e-9
    drag, relief, abroad    trapezoids of the slopes here: 1e-6
    remainder               of third order: with half the shock an eighth of it
    flows                   of labour by the covariance at mean weights, up to third order
    taxes of the table      the same answers where markups are the table's own taxes on production
    elastic supply          misfit and g of the world again, where weights of households are not their spending
    no series of wedges     g as before, drag and relief empty
"""
import copy
import csv
import io
import os
import subprocess
import sys

import numpy as np

from truth_frontier import ELASTICITIES, Distorted, Wedges
from truth_reform import ECONOMIES, F, FACTORS, G, INDUSTRIES, N, make_table, n

SIZE = n * F + 2 * n + G
KAPPA = np.array([np.inf, 0.0])                # labour moves, capital stays
SMALL = {"A": 1e-5, "tau": 1e-4}            # sizes of differences
PRODUCERS = [(e, i) for e in ECONOMIES for i in INDUSTRIES]


class Mixed(Distorted):
    """Wedges at any level, not only those of the base to a power."""

    def put(self, logA, w, off):
        """off: None, an economy whose wedges go, or all."""
        m = self.copy()
        gone = [] if off is None else range(G) if off == "world" else [off]
        T, tg, mu, tf = w.T.copy(), w.tg.copy(), w.mu.copy(), w.tf.copy()
        for g in gone:
            T[g], tg[g], mu[g * N:(g + 1) * N], tf[g * N:(g + 1) * N] = 1, 1, 1, 1
        m.Tn = self.T.copy()
        m.Tn[2] = T
        m.tgn, m.mun, m.tfn, m.Z = tg[self.of], mu, tf, np.exp(logA)
        return m

    def flows(self, *at):
        out = super().flows(*at)
        self.P_now = out[4]
        return out

    def both(self, z):
        """The equations, and log of welfare."""
        value = self.system(z)
        return np.concatenate([value, z[-G:] - np.log(self.P_now)])

    def welfare(self, z):
        return self.both(z)[SIZE:]


def jacobian(f, x, h=1e-5):
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(x.size)]).T


def newton(f, x, J=None):
    for k in range(60):
        value = f(x)
        if np.abs(value).max() < 3e-14:
            break
        if J is None or k in (15, 30):
            J = jacobian(f, x)
        x = x - np.linalg.solve(J, value)
    assert np.abs(f(x)).max() < 1e-12, np.abs(f(x)).max()
    return x


KINDS = ("T", "tg", "mu", "tf")
# of a cell: who imposes the wedge, on whose product or production
OWNER = {"T": lambda k: k[0], "tg": lambda k: k[0], "mu": lambda k: k[0] // N, "tf": lambda k: k[0] // N}
PRODUCT = {"T": lambda k: k[1], "tg": lambda k: k[1], "mu": lambda k: k[0] % N, "tf": lambda k: k[0] % N}


def steps_of(a, b):
    """Log changes of wedges from a to b by economy and product: (kind, mask) pairs."""
    out = [[] for _ in range(n)]
    for kind in KINDS:
        change = np.log(getattr(b, kind) / getattr(a, kind))
        at = np.array([OWNER[kind](k) * N + PRODUCT[kind](k) for k in np.ndindex(change.shape)]).reshape(change.shape)
        for p in range(n):
            out[p].append((kind, np.where(at == p, change, 0)))
    return out


class Point:
    """Where productivity and wedges are what they are: welfare with and without the wedges of a scope, and its slopes by
    productivity of every producer and by wedges on every product or production, along their steps."""

    def __init__(self, world, logA, w, steps):
        self.world, self.logA, self.w, self.steps = world, logA, w, steps
        self.knobs = [("A", p) for p in range(n)] + [("tau", p) for p in range(n)]
        self.z = newton(world.put(logA, w, None).system, np.zeros(SIZE), world.J0)

    def as_is(self):
        if not hasattr(self, "dU"):
            self.U, self.dU = self.slopes(None)

    def nudge(self, knob, h, off):
        logA, w = self.logA.copy(), copy.copy(self.w)
        if knob[0] == "A":
            logA[knob[1]] += h
        else:
            for kind, change in self.steps[knob[1]]:
                setattr(w, kind, getattr(w, kind) * np.exp(h * change))
        return self.world.put(logA, w, off)

    def slopes(self, off):
        """Log welfare (G) and its slopes (G, knobs), by the linearised equations at the solution."""
        m = self.world.put(self.logA, self.w, off)
        z = self.z if off is None else newton(m.system, self.z, self.J)
        all_, one = jacobian(m.both, z), m.welfare(z)
        J, dW = all_[:SIZE], all_[SIZE:]
        if off is None:
            self.J = J
        out = []
        for knob in self.knobs:
            h = SMALL[knob[0]]
            up, down = self.nudge(knob, h, off), self.nudge(knob, -h, off)
            move = (up.both(z) - down.both(z)) / (2 * h)
            out.append(dW @ np.linalg.solve(J, -move[:SIZE]) + move[SIZE:])
        return one, np.array(out).T

    def one(self, c):
        """Economy c: L and dL by all knobs."""
        self.as_is()
        U, dU = self.slopes(c)
        return U[c] - self.U[c], dU[c] - self.dU[c]

    def together(self):
        """The world: kappa, and its slopes; who gains is compared to welfare as it is."""
        self.as_is()
        def free(m):
            def f(y):
                eased = m.copy()
                eased.Dn = m.D + y[SIZE:SIZE + G]
                value = eased.both(y[:SIZE])
                return np.concatenate([value[:SIZE], value[SIZE:] - y[-1], [y[SIZE:SIZE + G].sum() / m.E.sum()]])
            return f
        base = np.concatenate([np.zeros(SIZE), self.U, [0]])
        m = self.world.put(self.logA, self.w, "world")
        scale = np.concatenate([np.ones(SIZE), m.E, [1]])                     # transfers as parts of spending
        f = lambda m: lambda y: free(m)(y * scale) - base
        y = newton(f(m), np.concatenate([newton(m.system, self.z, self.J), np.zeros(G), [0]]))
        J, out = jacobian(f(m), y), []
        for k, knob in enumerate(self.knobs):
            h = SMALL[knob[0]]
            up, down = self.nudge(knob, h, "world"), self.nudge(knob, -h, "world")
            move = (f(up)(y) - f(down)(y)) / (2 * h) - np.concatenate([np.zeros(SIZE), self.dU[:, k], [0]])
            out.append(np.linalg.solve(J, -move)[-1])
        return y[-1], np.array(out)

    def anew(self, c, p, h=1e-3):
        """dL/dlog A_p of economy c with both worlds solved anew."""
        L = []
        for s in (h, -h, h / 2, -h / 2):
            m, off = self.nudge(("A", p), s, None), self.nudge(("A", p), s, c)
            L.append(off.welfare(newton(off.system, self.z, self.J))[c] - m.welfare(newton(m.system, self.z, self.J))[c])
        return (8 * (L[2] - L[3]) - (L[0] - L[1])) / (6 * h)


# ---- tables and pages
def flows_of(p):
    m = p.world.put(p.logA, p.w, None)
    d = m.detail(p.z)
    wedge = m.Tn.prod(0)[m.of] * m.tgn[:, :, None]
    sold = (d["paid"] / wedge).transpose(2, 1, 0).reshape(n, n + G)           # products x users, sellers' values
    pay = d["W"] * m.tfn
    return dict(Z=sold[:, :n], Y=sold[:, n:], x=d["R"], L=pay[:, 0], paid=d["paid"], cost=d["cost"], pay=pay, price=d["p"], l=d["l"],
                E=d["E"], W=d["W"], mu=m.mun, tf=m.tfn)


def write_tables(folder, points, name="small"):
    """small: markups stand in no row; taxed: they are the table's taxes on production."""
    keys = [f"{e}_{i}" for e, i in PRODUCERS]
    head = dict(zip(("title", "source", "citation", "licence"), ("Small world", "made up", "made up", "none")))
    for year, p in zip((2001, 2002), points):
        t = flows_of(p)
        with open(os.path.join(folder, f"{name}_{year}.csv"), "w") as f:
            put = lambda row: f.write(",".join(map(str, row)) + "\n")
            put([""] + keys + [f"{e}_FC" for e in ECONOMIES])
            for k in range(n):
                put([keys[k]] + [repr(float(v)) for v in [*t["Z"][k], *t["Y"][k]]])
            put(["L"] + [repr(float(v)) for v in t["L"]] + [""] * G)
            taxes = t["x"] * (1 - 1 / t["mu"]) if name == "taxed" else np.zeros(n)
            put(["K"] + [repr(float(v)) for v in t["x"] - t["Z"].sum(0) - t["L"] - taxes] + [""] * G)
            if name == "taxed":
                put(["TP"] + [repr(float(v)) for v in taxes] + [""] * G)
    with open(os.path.join(folder, name + ".yaml"), "w") as f:
        f.write("".join(f"{k}: {v}\n" for k, v in head.items()))
        f.write('currency: USD\nunit: million\nseparator: "_"\neconomies: [AA, BB, CC]\nindustries: [x, y, z]\nfinal_demand: {FC: final}\n'
                "factors: {L: labour, K: capital%s}\n" % (", TP: tax_production" if name == "taxed" else ""))
    with open(os.path.join(folder, "rows.csv"), "w") as f:
        f.write("economy,industry,row,year,value,kind,unit\n")
        for year, p in zip((2001, 2002), points):
            t = flows_of(p)
            for k, (e, i) in enumerate(PRODUCERS):
                for row, v, kind in (("GO_P", t["price"][k], "price_index"), ("H_EMP", 3 * t["l"][k, 0], "hours"),
                                     ("K_GFCF", 2 * t["l"][k, 1], "capital_stock")):
                    f.write(f"{e},{i},{row},{year},{float(v)!r},{kind},{'million hours' if kind == 'hours' else kind}\n")


def write_wedges(path, points, kinds=KINDS):
    with open(path, "w") as f:
        f.write("year,kind,economy,industry,partner,factor,value\n")
        for year, p in points:
            for short, kind in zip(KINDS, ("tariff", "input_tax", "markup", "factor_tax")):
                if short not in kinds:
                    continue
                for k, v in np.ndenumerate(getattr(p.w, short)):
                    if short == "T" and k[0] == k[2]:
                        continue
                    partner = ECONOMIES[k[2]] if short == "T" else ""
                    factor = ("labour", "capital")[k[1]] if short == "tf" else ""
                    f.write(f"{year},{kind},{ECONOMIES[OWNER[short](k)]},{INDUSTRIES[PRODUCT[short](k)]},{partner},{factor},"
                            f"{float(100 * (v - 1))!r}\n")


def write_page(path, more=""):
    s = ELASTICITIES
    with open(path, "w") as f:
        f.write("title: As it is\nsource: made up\nelasticities:\n  trade: {x: %r, y: %r, z: %r}\n" % tuple(s["theta"]))
        f.write("  goods: %r\n  value_added: %r\n  factors: %r\n  final: %r\n" % (s["e"], s["x"], s["r"], s["final"]))
        f.write("mobility: {L: infinite, K: 0}\n" + more)


class Program:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def load(self, points):
        at = lambda name: os.path.join(self.folder, name)
        for name in ("small", "taxed"):
            write_tables(self.folder, points, name)
            subprocess.run([self.program, "import", at(name + "_2001.csv"), at(name + "_2002.csv"), "--output-from", "rows", "--satellite",
                            at("rows.csv"), "-o", at(name + ".h5")], check=True, stderr=subprocess.DEVNULL)
        write_wedges(at("rest.csv"), zip((2001, 2002), points), ("T", "tg", "tf"))
        write_wedges(at("wedges.csv"), zip((2001, 2002), points))
        write_wedges(at("constant.csv"), [("", points[0])])
        write_page(at("page.yaml"))
        write_page(at("elastic.yaml"), "supply: {L: 0.5}\n")

    def ask(self, *options, wedges="wedges.csv", page="page.yaml", table="small.h5"):
        done = subprocess.run([self.program, "run", "growth.adaptation", os.path.join(self.folder, table), "--scenario",
                               os.path.join(self.folder, page), "--wedges", os.path.join(self.folder, wedges), "--format", "csv",
                               *options], stdout=subprocess.PIPE, text=True, check=True)
        number = lambda v: float(v) if v else np.nan
        return [{k: v if k in ("year", "economy", "industry", "factor") else number(v) for k, v in row.items()}
                for row in csv.DictReader(io.StringIO(done.stdout))]


class Tally:
    def __init__(self):
        self.numbers, self.failures = 0, []

    def check(self, what, got, want, tolerance):
        self.numbers += 1
        if not abs(got - want) <= tolerance:
            self.failures.append(f"{what}: {got!r}, expected {want!r}")


def tornqvist(a, b, p):
    """100 x dlog of productivity of producer p from the flows of two years at buyers' prices."""
    d = lambda k: np.log(b[k] / a[k])
    share = [np.concatenate([t["paid"][p].T.reshape(-1), t["pay"][p]]) / t["cost"][p] for t in (a, b)]
    quantity = np.concatenate([np.log(b["Z"][:, p] / a["Z"][:, p]) - d("price"), np.log(b["l"][p] / a["l"][p])])
    return 100 * (np.log(b["x"][p] / a["x"][p]) - d("price")[p] - (0.5 * (share[0] + share[1]) * quantity).sum())


def labour_flow(a, b, g):
    """Labour of economy g by the covariance, weights the means of the two years; social, private."""
    mine, out = slice(g * N, (g + 1) * N), np.zeros((2, 2, N))
    for k, t in enumerate((a, b)):
        flat = t["paid"].transpose(0, 2, 1).reshape(n + G, n)                 # users x products, buyers' prices
        Y = t["E"][g] + t["Z"][mine].sum() + t["Y"][mine].sum() - t["Z"][mine, mine].sum() - t["Y"][mine, g].sum()
        abroad = [i for i in range(n) if i // N != g]
        Y -= t["Z"][abroad][:, mine].sum() + t["Y"][abroad, g].sum()          # imports before tariffs
        exports = t["x"][mine] - t["Z"][mine, mine].sum(1) - t["Y"][mine, g]
        Om = flat[mine, mine] / t["cost"][mine, None]
        lam = np.linalg.solve(np.eye(N) - Om.T, (flat[n + g, mine] + exports) / Y)
        Lam = t["W"][mine, 0].sum() / Y
        chi = t["W"][mine, 0] / t["W"][mine, 0].sum()
        for s, weight in enumerate((lam / (t["x"][mine] / Y), np.ones(N))):
            phi = weight * t["mu"][mine] * t["tf"][mine, 0]
            out[s, k] = Lam * chi * (phi - (chi * phi).sum())
    dchi = np.log(b["l"][mine, 0] / b["l"][mine, 0].sum() / (a["l"][mine, 0] / a["l"][mine, 0].sum()))
    return 100 * (out.mean(1) * dchi).sum(1)


def hold(c, program, points):
    """All of the answer at full shocks."""
    a, b = points
    flows = [flows_of(p) for p in points]
    for scope in ("economies", "world"):
        rows = program.ask("--scope", scope)
        economy = program.ask("--scope", scope, "--by", "economy")
        ends = {s: [p.together() if s == "world" else p.one(s) for p in points] for s in (range(G) if scope == "economies" else ["world"])}
        for s, (first, last) in ends.items():
            spent = [flows[k]["E"].sum() if s == "world" else flows[k]["E"][s] for k in range(2)]
            mine = [r for r in economy if s == "world" or r["economy"] == ECONOMIES[s]]
            for k, L in enumerate((first[0], last[0])):
                c.check(f"{s} misfit {k}", mine[k]["misfit"], 100 * L, 1e-7)
                c.check(f"{s} misfit money {k}", mine[k]["misfit_money"], L * spent[k], 1e-9 * spent[k])
            drag, relief, abroad = np.zeros(n), np.zeros(n), 0.0
            tfp = np.array([tornqvist(*flows, p) for p in range(n)])
            for k, (kind, p) in enumerate(a.knobs):
                part = 50 * (first[1][k] + last[1][k]) * (tfp[p] / 100 if kind == "A" else 1)
                if s != "world" and p // N != s:
                    abroad += part
                elif kind == "A":
                    drag[p] += part
                else:
                    relief[p] -= part
            for p in range(n):
                if s != "world" and p // N != s:
                    continue
                for k, r in enumerate([r for r in rows if (r["economy"], r["industry"]) == PRODUCERS[p]]):
                    c.check(f"{s} g {p} {k}", r["g"], (first, last)[k][1][p], 1e-6 * np.abs((first, last)[k][1][:n]).max())
                c.check(f"{s} tfp {p}", r["tfp"], tfp[p], 1e-7)
                for name, want in (("drag", drag[p]), ("relief", relief[p]), ("adaptation", relief[p] - drag[p])):
                    c.check(f"{s} {name} {p}", r[name], want, 1e-6 * (np.abs(drag).sum() + np.abs(relief).sum()))
                    c.check(f"{s} {name} money {p}", r[name + "_money"], want / 100 * sum(spent) / 2, 1e-6 * sum(spent) / 100)
            r, size = mine[1], np.abs(drag).sum() + np.abs(relief).sum() + abs(abroad)
            for name, want in (("drag", drag.sum()), ("relief", relief.sum()), ("abroad", abroad), ("change", 100 * (last[0] - first[0])),
                               ("remainder", 100 * (last[0] - first[0]) - drag.sum() + relief.sum() - abroad), ("covered", 1)):
                c.check(f"{s} {name}", r[name], want, 1e-6 * max(size, 1))
            if s != "world":
                p = s * N + 1
                c.check(f"{s} g solved anew", first[1][p], a.anew(s, p), 1e-7)
    for r, taxed in zip(program.ask(), program.ask(wedges="rest.csv", table="taxed.h5")):
        for k in ("g", "tfp", "drag", "relief"):
            if not np.isnan(r[k]):
                c.check(f"taxes of the table {r['economy']} {r['industry']} {r['year']} {k}", taxed[k], r[k], 1e-7)
    constant = program.ask("--year", "2001", wedges="constant.csv")
    g = [a.one(s)[1][p] for s in range(G) for p in range(s * N, (s + 1) * N)]
    for p, r in enumerate(constant):
        c.check(f"constant wedges g {p}", r["g"], g[p], 1e-6 * np.abs(g).max())
    for r in program.ask(wedges="constant.csv"):
        c.check("no series: drag and relief empty", float(np.isnan(r["drag"]) and np.isnan(r["relief"]) and np.isfinite(r["g"])), 1, 0)


def hold_elastic(c, program, point):
    """Labour that answers to its return: spending is no weight of households at the frontier."""
    elastic = point.world.copy()
    elastic.eta = np.array([0.5, 0.0])
    L, slopes = Point(elastic, point.logA, point.w, point.steps).together()
    rows = program.ask("--scope", "world", "--year", "2001", wedges="constant.csv", page="elastic.yaml")
    economy = program.ask("--scope", "world", "--year", "2001", "--by", "economy", wedges="constant.csv", page="elastic.yaml")
    c.check("elastic supply: misfit", economy[0]["misfit"], 100 * L, 1e-7)
    for p, r in enumerate(rows):
        c.check(f"elastic supply: g {p}", r["g"], slopes[p], 1e-6 * np.abs(slopes[:n]).max())


def main():
    folder = os.path.join(sys.argv[2], "adaptation")
    os.makedirs(folder, exist_ok=True)
    program, c = Program(sys.argv[1], folder), Tally()
    t = make_table(folder, 0, 0, 0)
    w0, w1, rng = Wedges(0.12), Wedges(0.12, 4), np.random.default_rng(8)
    world = Mixed(t, w0, np.inf)
    world.kappa = KAPPA
    world.J0 = jacobian(world.put(np.zeros(n), w0, None).system, np.zeros(SIZE))
    growth = 0.06 * rng.standard_normal(n)
    rest, gaps = {}, {}
    for size in (1.0, 0.5):
        w = Wedges(0)
        for k in KINDS:
            was, then = getattr(w0, k), getattr(w1, k)
            setattr(w, k, was * (then / was) ** (0.3 * size))
        points = [Point(world, np.zeros(n), w0, steps_of(w0, w)), Point(world, growth * size, w, steps_of(w0, w))]
        program.load(points)
        if size == 1:
            hold(c, program, points)
            hold_elastic(c, program, points[0])
        rows = [r for s in ("economies", "world") for r in program.ask("--scope", s, "--by", "economy") if r["year"] == "2002"]
        rest[size] = np.array([(r["remainder"], r["change"]) for r in rows])
        flows = [flows_of(p) for p in points]
        labour = [r for r in program.ask("--by", "factor", "--gap", "none") if r["factor"] == "labour"]
        want = np.array([labour_flow(*flows, g) for g in range(G)])
        got = np.array([(r["flow_social"], r["flow_private"]) for r in labour])
        gaps[size] = np.abs(got - want).max(), np.abs(want).max()
    for k, (full, half) in enumerate(zip(rest[1.0], rest[0.5])):
        print(f"scope {k}: change {full[1]:.4f}, remainder {full[0]:.2e}, with half the shock {half[0]:.2e}: ratio {full[0] / half[0]:.2f}")
        c.check(f"scope {k} remainder is of third order", full[0] / half[0], 8, 2.5)
        c.check(f"scope {k} remainder is small", full[0] / full[1], 0, 0.02)
    print(f"flows: largest {gaps[1.0][1]:.4f}, here and there differ by {gaps[1.0][0]:.2e}, with half the shock {gaps[0.5][0]:.2e}")
    c.check("flows up to third order", gaps[1.0][0] / gaps[0.5][0], 8, 2.5)
    c.check("flows", gaps[1.0][0] / gaps[1.0][1], 0, 0.02)
    for line in c.failures[:20]:
        print(line)
    print(f"{c.numbers} numbers, {len(c.failures)} failures")
    sys.exit(1 if c.failures else 0)


main()
