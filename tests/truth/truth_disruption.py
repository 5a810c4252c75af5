"""truth_disruption.py DOMAR FOLDER: obstacles.disruption against computations of its own.

Horizons: a small world with taxes and two factors, whose equations are solved densely at every mobility
(truth_reform.py), first orders by differences of those solutions; and the US of Baqaee and Farhi (2019), whose
published values are met without reallocation and with all of it.  Rule: 1e-7 points, first orders 1e-5; 1e-8 in logs.

Days: the inventory model of Hallegatte (2014) in money, day by day, written from the published equations (see
`Ario`), on the shipped table of 2011 and on the small world.  Rule: 1e-9.
"""
import csv
import gzip
import io
import math
import os
import subprocess
import sys

import numpy as np

import truth_reform as small

BF = "../shared/data/ge/bf2019/"
HORIZONS = {"none": 0.0, "partial": None, "full": np.inf}


class Tally:
    def __init__(self):
        self.numbers, self.failures = 0, []

    def same(self, what, got, want, tolerance):
        self.numbers += 1
        got = math.nan if got == "" else float(got)
        if math.isnan(want) != math.isnan(got) or not (math.isnan(want) or abs(got - want) <= tolerance):
            self.failures.append(f"{what}: {got!r}, expected {want!r}")

    def true(self, what, holds):
        self.numbers += 1
        if not holds:
            self.failures.append(what)


def ask(program, table, scenario, *options):
    done = subprocess.run([program, "run", "obstacles.disruption", table, "--scenario", scenario, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def write(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


# ---- horizons: a small world, solved densely
def solve(w, kappa, shock, size):
    w.kappa, w.Z = np.array([kappa, kappa]), np.exp(size * shock)
    return w.solve()


def horizons(program, folder, tally):
    t = small.make_table(folder)
    table = os.path.join(folder, "small.h5")
    subprocess.run([program, "import", os.path.join(folder, "small.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    w = small.World(t, False, [4.0, 2.0, 2.5], 0.4, 0.6, 0.8, 0.9, [0, 0], [0, 0])
    shock = np.zeros(small.n)
    shock[[1, 5]] = np.log([0.6, 0.85])                     # AA y, BB z
    page = write(os.path.join(folder, "loss.yaml"),
                 "source: made up\nelasticities:\n  trade: {x: 4, y: 2, z: 2.5}\n  goods: 0.4\n  value_added: 0.6\n  factors: 0.8\n"
                 "  final: 0.9\nmobility: 7\nchanges:\n  - {kind: productivity, economy: AA, industry: y, times: 0.6}\n"
                 "  - {kind: productivity, economy: BB, industry: z, times: 0.85}\n")
    rows = {(r["horizon"], r["economy"]): r for r in ask(program, table, page, "--partial", "1.5")}
    producers = {(r["horizon"], r["economy"], r["industry"]): r
                 for r in ask(program, table, page, "--partial", "1.5", "--by", "industry")}
    tally.true("every horizon and economy has a row", len(rows) == 3 * small.G and len(producers) == 3 * small.n)
    for name, kappa in HORIZONS.items():
        kappa = 1.5 if kappa is None else kappa
        want = solve(w, kappa, shock, 1)
        up, down = (solve(w, kappa, shock, h)["real_income"] for h in (1e-3, -1e-3))
        slope = (np.log1p(up / 100) - np.log1p(down / 100)) / 2e-3
        hulten = [(w.R * shock)[g * small.N:(g + 1) * small.N].sum() / (w.E[g] - w.D[g]) for g in range(small.G)]
        for g, e in enumerate(small.ECONOMIES):
            r = rows[name, e]
            tally.same(f"{name} {e} real income", r["real_income"], want["real_income"][g], 1e-7)
            tally.same(f"{name} {e} ev", r["ev"], want["real_income"][g] / 100 * (w.E[g] - w.burnt[g]), 1e-6)
            tally.same(f"{name} {e} first order", r["first_order"], 100 * np.expm1(slope[g]), 1e-5)
            tally.same(f"{name} {e} hulten", r["hulten"], 100 * np.expm1(hulten[g]), 1e-7)
            for k, i in enumerate(small.INDUSTRIES):
                tally.same(f"{name} {e} {i} output", producers[name, e, i]["output"], want["output"][g * small.N + k], 1e-7)
    return t, table


# ---- horizons: the US of 1982
def baqaee_farhi(program, folder, tally):
    if not os.path.isdir(BF):
        print("the data of Baqaee and Farhi are not there: left out")
        return
    load = lambda name: np.loadtxt(BF + name + ".csv", delimiter=",")
    omega, alpha, beta = load("omega_1982"), load("alpha_1982"), load("beta_1982")
    n = len(alpha)
    A = (1 - alpha)[:, None] * omega
    sales = np.linalg.solve(np.eye(n) - A.T, beta)
    Z = (A * sales[:, None]).T
    lines = [",".join([""] + [f"US_s{k + 1}" for k in range(n)] + ["US_FC"])]
    lines += [",".join([f"US_s{k + 1}"] + [repr(float(v)) for v in [*Z[k], beta[k]]]) for k in range(n)]
    lines.append(",".join(["VA"] + [repr(float(v)) for v in alpha * sales] + [""]))
    source = write(os.path.join(folder, "us.csv"), "\n".join(lines) + "\n")
    write(os.path.join(folder, "us.yaml"),
          'title: US 1982\nsource: Baqaee and Farhi (2019)\ncitation: Baqaee and Farhi (2019)\nlicence: none stated\nyear: 1982\n'
          'currency: USD\nunit: million\nseparator: "_"\neconomies: [US]\nindustries: [' +
          ", ".join(f"s{k + 1}" for k in range(n)) + "]\nfinal_demand: {FC: final}\nfactors: {VA: value_added}\n")
    table = os.path.join(folder, "us.h5")
    subprocess.run([program, "import", source, "--output-from", "rows", "-o", table], check=True, stderr=subprocess.DEVNULL)
    for row in csv.DictReader(open(BF + "regression_single_sector.csv")):
        if not row["dlogY_immobile"]:
            continue
        page = write(os.path.join(folder, "us_shock.yaml"),
                     f"source: Baqaee and Farhi (2019)\nelasticities: {{goods: {row['epsilon']}, value_added: {row['theta']}, "
                     f"final: {row['sigma']}}}\nclosure: {{negatives: keep}}\nchanges:\n"
                     f"  - {{kind: productivity, industry: s{int(row['sector'])}, times: {row['A']}}}\n")
        got = {r["horizon"]: r for r in ask(program, table, page)}
        what = f"sector {row['sector']} A {row['A']}"
        log = lambda horizon, column: math.log1p(float(got[horizon][column]) / 100)
        tally.same(f"{what} immobile", log("none", "real_income"), float(row["dlogY_immobile"]), 1e-8)
        if row["dlogY_mobile"]:
            tally.same(f"{what} mobile", log("full", "real_income"), float(row["dlogY_mobile"]), 1e-8)
        domar = float(sales[int(row["sector"]) - 1] / beta.sum() * math.log(float(row["A"])))
        for h in got:                                      # closed, no wedges: one first order, and gdp is income
            tally.same(f"{what} {h} hulten", log(h, "hulten"), domar, 1e-10)
            tally.same(f"{what} {h} hulten as published", log(h, "hulten"), float(row["hulten"]), 1e-9)
            tally.same(f"{what} {h} first order", log(h, "first_order"), domar, 1e-9)
            tally.same(f"{what} {h} gdp", log(h, "gdp"), log(h, "real_income"), 1e-8)
        losses = [log(h, "real_income") for h in ("none", "partial", "full")]
        tally.true(f"{what}: reallocation helps: {losses}", losses[0] <= losses[1] + 1e-12 and losses[1] <= losses[2] + 1e-12)


# ---- days
class Ario:
    """Hallegatte (2014), a day a step, in money of a day: Z, Y flows of a year, of: class of each supplier, days: target
    of each class.  Orders are those of yesterday; a stock is the sum over the suppliers of its class."""

    def __init__(self, Z, Y, of, days, psi, tau, alpha_max, tau_alpha):
        self.Z, self.Y = Z / 365, Y / 365
        self.X = self.Z.sum(1) + self.Y.sum(1)
        self.pick = np.eye(of.max() + 1)[of].T                              # classes x suppliers
        self.use = self.pick @ self.Z                                       # normal purchases by class
        with np.errstate(divide="ignore", invalid="ignore"):
            self.A = np.nan_to_num(self.use / self.X)
            self.share = np.nan_to_num(self.Z / (self.pick.T @ self.use))
        self.days, self.psi, self.tau, self.alpha_max, self.tau_alpha = days[:, None], psi, tau, alpha_max, tau_alpha
        self.S = self.days * self.use
        self.O = self.Z.copy()
        self.alpha = np.ones(len(Z))

    def day(self, lost, open_Z, open_Y):
        O, Y = self.O * open_Z, self.Y * open_Y
        D = O.sum(1) + Y.sum(1)
        cap = self.alpha * (1 - lost) * self.X
        opt = np.minimum(cap, D)
        needed = np.maximum(self.psi * self.days, 1) * self.A * opt         # stock that production at opt asks for
        with np.errstate(divide="ignore", invalid="ignore"):
            P = opt * np.minimum(1, np.where(needed > 0, self.S / needed, np.inf).min(0))
            served = np.where(D > 0, P / D, 0)
            scarce = np.where(D > 0, (D - P) / D, 0)
        self.alpha += np.where(scarce > 0, (self.alpha_max - self.alpha) * scarce, 1 - self.alpha) / self.tau_alpha
        got = O * served[:, None]
        self.S += self.pick @ got - self.A * P
        gap = np.maximum(0, self.days * self.A * opt - self.S)
        order = self.A * P + gap / np.minimum(self.tau, self.days)
        self.O = (self.pick.T @ order) * self.share
        return P, (Y * served[:, None]).sum(0), got


def days(program, tally, name, table, world, page, lost, open_edge, settings, duration, length, by_supplier=False):
    """world: Z, Y (n x G), va, G, N, unstored (N, bool); open_edge(G, N, G): buyer, good, origin."""
    Z, Y, va, G, N, unstored = world
    n = G * N
    stored, quick, psi, tau, most, tau_alpha = settings
    of = np.arange(n) if by_supplier else np.arange(n) % N
    target = np.where(unstored[np.arange(of.max() + 1) % N], quick, stored).astype(float)
    m = Ario(Z, Y, of, target, psi, tau, most, tau_alpha)
    links = open_edge.transpose(2, 1, 0).reshape(n, G).astype(float)        # supplier x buying economy
    open_Z = np.repeat(links, N, 1)
    options = ["--days", str(length), "--duration", str(duration), "--inventory", str(stored), "--unstored", str(quick), "--psi",
               str(psi), "--restoring", str(tau), "--overcapacity", str(100 * most), "--adapting", str(tau_alpha),
               "--inputs", "supplier" if by_supplier else "good"]
    got = {(int(r["day"]), r["economy"]): r for r in ask(program, table, page, "--by", "day", *options)}
    loss = ask(program, table, page, "--by", "loss", *options)
    codes = [r["economy"] for r in loss[::N]]
    missed, lowest, last = np.zeros(n), np.ones(n), np.zeros(n)
    normal, final = m.X.copy(), m.Y.sum(0)
    opened, flows = m.S.sum(), 0.0
    for day in range(1, length + 1):
        hit = day <= duration
        P, served, bought = m.day(lost if hit else 0 * lost, open_Z if hit else 1 + 0 * open_Z, links if hit else 1 + 0 * links)
        flows += bought.sum() - (m.A * P).sum()
        tally.true(f"{name} day {day}: goods are conserved", abs(P.sum() - bought.sum() - served.sum()) <= 1e-12 * normal.sum())
        tally.true(f"{name} day {day}: no stock below zero", m.S.min() >= -1e-9 * m.S.max())
        y = P / normal
        missed += 1 - y
        lowest = np.minimum(lowest, y)
        last[y < 0.999] = day
        for g, code in enumerate(codes):
            mine, r = slice(g * N, (g + 1) * N), got[day, code]
            tally.same(f"{name} day {day} {code} output", r["output"], 100 * P[mine].sum() / normal[mine].sum(), 1e-7)
            tally.same(f"{name} day {day} {code} value added", r["value_added"], 100 * (va[mine] * y[mine]).sum() / va[mine].sum(), 1e-7)
            tally.same(f"{name} day {day} {code} final use", r["final_use"], 100 * served[g] / final[g], 1e-7)
    tally.true(f"{name}: stocks add up", abs(m.S.sum() - opened - flows) <= 1e-9 * normal.sum())
    tally.true(f"{name}: something is lost", missed.max() > 0.1)
    for p, r in enumerate(loss):
        what = f"{name} {r['economy']} {r['industry']}"
        tally.same(f"{what} loss", r["loss"], va[p] / 365 * missed[p], 1e-9 * max(1, abs(va[p])))
        tally.same(f"{what} days lost", r["days_lost"], missed[p], 1e-9 * max(1, missed[p]))
        tally.same(f"{what} lowest", r["lowest"], 100 * lowest[p], 1e-7)
        tally.same(f"{what} recovery", r["recovery"], math.nan if last[p] >= length else last[p], 0)


def read_world12(path):
    """Z, final use by economy, value added as the rest of published output; what is below zero is nobody's purchase."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    n = 12 * 16
    head = rows[0][1:n + 60 + 1]                                           # what follows is the row's total
    body = np.array([[float(v) for v in r[1:n + 60 + 1]] for r in rows[1:n + 1]])
    Z, Y = body[:, :n], body[:, n:]
    output = np.array([float(v) for v in next(r for r in rows if r[0] == "OUT")[1:n + 1]])
    va = output - Z.sum(0)
    keys = [k.split("_") for k in head[:n]]
    final = np.zeros((n, 12))
    for c, k in enumerate(head[n:]):
        final[:, [e for e, _ in keys[::16]].index(k.split("_")[0])] += Y[:, c]
    unstored = np.array([i == "TRC" for _, i in keys[:16]])                # transport, post and telecommunications
    return (np.maximum(Z, 0), np.maximum(final, 0), va, 12, 16, unstored), [e for e, _ in keys[::16]], [i for _, i in keys[:16]]


def all_days(program, folder, tally, t, small_table):
    world, economies, industries = read_world12("data/world12/world12_2011.csv.gz")
    table = os.path.join(folder, "w.h5")
    subprocess.run([program, "import", "data/world12/world12_2011.csv.gz", "-o", table], check=True, stderr=subprocess.DEVNULL)
    at = lambda e, i: economies.index(e) * 16 + industries.index(i)
    usual, tight = (90, 3, 0.8, 60, 1.25, 365), (12, 2, 0.95, 20, 1.1, 90)
    whole = np.ones((12, 16, 12), bool)
    lost = np.zeros(192)
    lost[at("KOR", "ELE")] = 1
    page = write(os.path.join(folder, "shut.yaml"), "source: made up\nchanges:\n  - {kind: shut_down, economy: KOR, industry: ELE}\n")
    days(program, tally, "shut down", table, world, page, lost, whole, usual, 60, 200)
    days(program, tally, "shut down, little stock", table, world, page, lost, whole, tight, 30, 120)
    days(program, tally, "shut down, by supplier", table, world, page, lost, whole, usual, 45, 90, True)
    cut = whole.copy()
    cut[economies.index("CHN"), industries.index("ELE"), [economies.index("KOR"), economies.index("JPN")]] = False
    days(program, tally, "links", table, world, "examples/scenarios/supplier_cut_off.yaml", 0 * lost, cut, tight, 40, 100)
    lost = np.zeros(192)
    lost[[at("DEU", "VEH"), at("CZE", "VEH")]] = [1 - 0.4 * 0.9, 0.1]
    page = write(os.path.join(folder, "part.yaml"), "source: made up\nchanges:\n  - {kind: productivity, economy: DEU, industry: VEH, "
                 "by: -60}\n  - {kind: productivity, economy: [DEU, CZE], industry: VEH, times: 0.9}\n")
    days(program, tally, "capacity", table, world, page, lost, whole, usual, 20, 60)
    G, N, n = small.G, small.N, small.n
    va = t["x"] - t["Z"].sum(0)
    page = write(os.path.join(folder, "small_shut.yaml"), "source: made up\nchanges:\n  - {kind: shut_down, economy: BB, industry: x}\n"
                 "  - {kind: shut_down, economy: AA, industry: z, partner: CC}\n")
    lost, links = np.zeros(n), np.ones((G, N, G), bool)
    lost[N] = 1
    links[0, 2, 2] = False
    days(program, tally, "small", small_table, (t["Z"], t["Y"], va, G, N, np.zeros(N, bool)), page, lost, links, (20, 3, 0.7, 30, 1.5, 60),
         25, 150)
    for r in ask(program, table, "examples/scenarios/supplier_cut_off.yaml", "--by", "day", "--duration", "0", "--days", "40"):
        tally.true(f"nothing is hit and nothing moves: {r}", all(abs(float(r[c]) - 100) <= 1e-10 for c in ("output", "value_added", "final_use")))


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "disruption")
    os.makedirs(folder, exist_ok=True)
    tally = Tally()
    t, table = horizons(program, folder, tally)
    baqaee_farhi(program, folder, tally)
    all_days(program, folder, tally, t, table)
    for line in tally.failures[:20]:
        print(line)
    print(f"{tally.numbers} numbers, {len(tally.failures)} failures")
    sys.exit(1 if tally.failures else 0)


main()
