"""truth_forces.py DOMAR FOLDER: growth.forces against the solved model.

For shocks of every kind that data can tell, the world of truth_reform.py is solved at -h, h, -2h, 2h; what its statisticians
would publish (flows, output volumes, hours, capital, pay, taxes, and its wedges as a table of the user) is a series of
tables, and growth of GDP, forces, factors and relations between -h and h, by Richardson's extrapolation, must be the
derivatives that truth_first_order.py writes down from the linearised equations.  One open economy each, the closed world,
under every reading of the gaps that the world is in keeping with.  Rule: 1e-6 relative to the largest part; and laws:
prices give the relations that quantities give, no wedges mean no relations, and technology in a Cobb-Douglas economy is
Hulten's sum.
"""
import csv
import io
import os
import subprocess
import sys

import numpy as np

from truth_first_order import KINDS, Linear, SETTINGS, formula
from truth_reform import ECONOMIES, F, G, INDUSTRIES, N, edges, make_table, n

H = 2e-3
FIRST = 1901                                # year of the first table
STEPS = (-H, H, -2 * H, 2 * H)
# not told by tables: wedges on exports, and trade costs of what is finally used
UNTOLD = {"export_tax", "rent of exporter", "trade_cost"}
SCOPES = [("AA", [0]), ("BB", [1]), ("CC", [2]), ("world", [0, 1, 2])]


def solved(w, kind, x, dz):
    """The world after the kind's shock of size x, solved to rounding from the linear guess."""
    shocked = w.copy()
    kind(shocked, x)
    z = x * dz
    for _ in range(40):
        f = shocked.system(z)
        if np.abs(f).max() < 2e-14:
            break
        z = z - np.linalg.solve(w.J, f)
    assert np.abs(f).max() < 1e-12, np.abs(f).max()
    return shocked, shocked.detail(z)


class Series:
    """Lines of a long table and of a wedge table, a year at a time."""

    def __init__(self):
        self.lines, self.wedges, self.year = ["year,role,from_economy,from_industry,to_economy,to_industry,value"], \
            ["kind,year,economy,industry,partner,user,factor,value"], FIRST - 1

    def add(self, base, w, d):
        self.year += 1
        y, put = self.year, self.lines.append
        basic = d["shipped"] * d["p"].reshape(G, N).T[None]                    # user, good, origin
        x = basic[:, :, :].sum(0).T.reshape(-1)
        name = lambda u: f"{ECONOMIES[u // N]},{INDUSTRIES[u % N]}" if u < n else f"{ECONOMIES[u - n]},FC"
        for u in range(n + G):
            for j in range(N):
                for i in range(G):
                    put(f"{y},{'flow' if u < n else 'final'},{ECONOMIES[i]},{INDUSTRIES[j]},{name(u)},{basic[u, j, i]!r}")
        uniform = base.tg[:, :1]                                                # taxes of the table: all goods of a user alike
        taxes = (uniform[:, 0] - 1) * basic.sum((1, 2))
        for u in range(n + G):
            put(f"{y},{'factor' if u < n else 'factor_final'},,TLS,{name(u)},{taxes[u]!r}")
        for u in range(n):
            put(f"{y},factor,,TP,{name(u)},{x[u] * (1 - 1 / base.mu[u])!r}")
            put(f"{y},factor,,L,{name(u)},{d['W'][u, 0] * w.tfn[u, 0]!r}")
            put(f"{y},satellite,,H_EMP,{name(u)},{d['l'][u, 0]!r}")
            put(f"{y},satellite,,K_GFCF,{name(u)},{d['l'][u, 1]!r}")
            put(f"{y},satellite,,GO_QI,{name(u)},{x[u] / d['p'][u]!r}")
        self.add_wedges(y, base, w)

    def add_wedges(self, y, base, w):
        def put(kind, economy, industry, partner, user, factor, T):
            if T != 1:
                self.wedges.append(f"{kind},{y},{economy},{industry},{partner},{user},{factor},{float(100 * (T - 1))!r}")
        for u in range(n + G):
            for j in range(N):
                put("input_tax", ECONOMIES[base.of[u]], INDUSTRIES[j], "", INDUSTRIES[u % N] if u < n else "final", "",
                    w.tgn[u, j] / base.tg[u, 0])
        for g in range(G):
            for j in range(N):
                for i in range(G):
                    put("tariff", ECONOMIES[g], INDUSTRIES[j], ECONOMIES[i], "", "", w.Tn[1][g, j, i] * w.Tn[2][g, j, i])
        for u in range(n):
            put("markup", ECONOMIES[u // N], INDUSTRIES[u % N], "", "", "", w.mun[u] / base.mu[u])
            put("factor_tax", ECONOMIES[u // N], INDUSTRIES[u % N], "", "", "labour", w.tfn[u, 0])
            put("factor_tax", ECONOMIES[u // N], INDUSTRIES[u % N], "", "", "capital", w.tfn[u, 1])

    def write(self, program, folder, name):
        table = os.path.join(folder, name + ".h5")
        for end, lines in (("csv", self.lines), ("wedges.csv", self.wedges)):
            with open(os.path.join(folder, f"{name}.{end}"), "w") as f:
                f.write("\n".join(lines) + "\n")
        with open(os.path.join(folder, name + ".yaml"), "w") as f:
            f.write("title: Small world\nsource: made up\nlicence: none\ncurrency: USD\nunit: million\n"
                    "final_demand: {FC: final}\nfactors: {L: labour, TP: tax_production, TLS: tax_products}\n"
                    "satellites:\n  H_EMP: {kind: hours, unit: hours}\n  K_GFCF: {kind: capital_stock, unit: units}\n"
                    "  GO_QI: {kind: volume_index, unit: index}\n")
        subprocess.run([program, "import", os.path.join(folder, name + ".csv"), "--output-from", "rows", "-o", table], check=True,
                       stderr=subprocess.DEVNULL)
        return table


def ask(program, table, wedges, *more):
    more = (["--wedges", wedges] if wedges else []) + list(more)
    done = subprocess.run([program, "run", "growth.forces", table, "--by", "term", *more],
                          stdout=subprocess.PIPE, text=True, check=True)
    values = {}
    for row in csv.DictReader(io.StringIO(done.stdout)):
        values[int(row["year"]), row["economy"], row["term"]] = float(row["value"]) / 100
    return values


def price_gap(program, table, wedges, *more):
    """How far relations by prices are from relations by quantities, per cent: the certificate's largest."""
    done = subprocess.run([program, "run", "growth.forces", table, "--wedges", wedges, "--certificate", *more],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    return [float(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("relations_by_prices_gap")][0]


FLOWS = ["labour_flow", "capital_flow", "inputs", "final_use", "exports", "imports"]


def parts(values, year, scope):
    of = lambda *terms: sum(values[year, scope, t] for t in terms)
    factors, forces, relations = of("hours", "quality", "capital"), of("technology"), of(*FLOWS)
    return np.array([factors, forces, relations, factors + forces + relations + of("remainder")])


def slope(values, year, scope):
    """Richardson: from -h to h, and from -2h to 2h."""
    return (4 * parts(values, year + 1, scope) / (2 * H) - parts(values, year + 3, scope) / (4 * H)) / 3


def compare(program, folder, t, k, layout, s, failures):
    w = Linear(t, layout == "specific", s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"], start_of_wedges())
    w.factor_taxes(taxes_on_factors())
    base = w.detail(np.zeros(n * F + 2 * n + G))
    kinds, series = [q for q in KINDS if q[0] not in UNTOLD], Series()
    kinds = kinds if k == 1 else kinds[k // 2::2]
    wanted = []
    for name, kind, _ in kinds:
        r = w.respond(kind)
        dz = np.linalg.solve(w.J, (at_rest(w, kind, -1e-4) - at_rest(w, kind, 1e-4)) / 2e-4)
        wanted.append((name, [formula(w, base, r, w.shocks(kind), home) for _, home in SCOPES]))
        for x in STEPS:
            series.add(w, *solved(w, kind, x, dz))
    table = series.write(program, folder, f"world{k}")
    wedges = os.path.join(folder, f"world{k}.wedges.csv")
    numbers, largest = 0, 0.0
    mobile = all(np.isinf(s["kappa"]))
    # one return for all: a markup has nothing to hide; else returns differ, and would be taken for one
    for gap, labour in [("capital", "gaps"), ("none", "gaps")] + ([("markup", "gaps"), ("markup", "quality")] if mobile else []):
        how = ["--gap", gap, "--labour", labour]
        values = ask(program, table, wedges, *how)
        values.update({(y, "world", term): v for (y, _, term), v in ask(program, table, wedges, *how, "--bloc",
                                                                         "world=AA+BB+CC").items()})
        for scope in ("economies", "world"):                                     # third order: 1e-5 of a step's 0.06 per cent
            gap_of_prices = price_gap(program, table, wedges, *how, "--scope", scope)
            numbers += 1
            if not gap_of_prices <= 2e-5:
                failures.append(f"setting {k + 1}, gap {gap}, labour {labour}, {scope}: sides differ by {gap_of_prices} per cent")
        for at, (name, sides) in enumerate(wanted):
            for (scope, _), (price, quantity, _, _, technology, factors, flow) in zip(SCOPES, sides):
                specific = flow[1] if gap == "none" else 0                      # capital of an industry is a factor of its own
                want = np.array([factors.sum() + specific, technology, quantity - technology - factors.sum() - specific, quantity])
                got = slope(values, FIRST + 4 * at, scope)
                numbers += 4
                largest = max(largest, abs(want[2]))
                if not np.abs(got - want).max() <= 1e-6 * max(np.abs(want).max(), 1e-2):
                    failures.append(f"setting {k + 1}, {name}, gap {gap}, {scope}: factors, forces, relations, gdp {got}, "
                                    f"expected {want}")
    return numbers, largest


def at_rest(w, kind, x):
    shocked = w.copy()
    kind(shocked, x)
    return shocked.system(np.zeros(n * F + 2 * n + G))


def start_of_wedges():
    T = np.ones((3, G, N, G))
    T[2][edges([0, 1], range(G), range(G))] *= 1.08
    T[1][edges([2], [1], range(G))] *= 1.05
    return T


def taxes_on_factors():
    tf = np.ones((n, F))
    tf[[1, 2, 7, 8], 0] = 1.2
    tf[3, 1] = 1.35
    return tf


def laws(program, folder, failures):
    """A world without any wedge: no relations, whatever the shock; Cobb-Douglas: forces are sales over GDP times dlog A."""
    s = dict(theta=[0.0, 0.0, 0.0], e=1, x=1, r=1, final=1, kappa=[np.inf, np.inf], eta=[0, 0])
    w = Linear(make_table(folder, 0, 0, 0), False, s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"],
               np.ones((3, G, N, G)))
    w.factor_taxes(np.ones((n, F)))
    kinds, series, dlog = {q[0]: q[1] for q in KINDS}, Series(), 0.3
    for name in ("productivity", "factor_supply", "transfer"):
        w.respond(kinds[name])
        for x in (0.0, dlog):
            shocked = w.copy()
            kinds[name](shocked, x)
            series.add(w, shocked, shocked.detail(shocked.find()))
    table = series.write(program, folder, "plain")
    sales = w.R[[1, 4, 6]].sum() / w.E.sum()
    numbers = 0
    for gap in ("capital", "markup", "none"):
        values = ask(program, table, None, "--gap", gap, "--bloc", "world=AA+BB+CC")
        for year in (FIRST + 1, FIRST + 3, FIRST + 5):
            factors, forces, relations, gdp = parts(values, year, "world")
            numbers += 3
            if not abs(relations) <= 1e-12:
                failures.append(f"no wedges, gap {gap}, year {year}: relations {relations!r}")
            hulten = sales * np.log1p(dlog) if year == FIRST + 1 else 0
            small = 1e-6 if year == FIRST + 5 else 1e-12                         # a transfer of 30 moves all shares: third order
            if not abs(forces - hulten) <= small or (year == FIRST + 1 and not abs(gdp - hulten) <= 1e-12):
                failures.append(f"no wedges, gap {gap}, year {year}: forces {forces!r}, gdp {gdp!r}, Hulten {hulten!r}")
    return numbers


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "forces")
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(11)
    failures, largest = [], 0.0
    numbers = laws(program, folder, failures)
    t = make_table(folder, rng.uniform(-0.02, 0.15, n), rng.uniform(0.02, 0.2, G), rng.uniform(0.01, 0.12, n))
    for k, (layout, s) in enumerate(SETTINGS):
        more, size = compare(program, folder, t, k, layout, s, failures)
        numbers, largest = numbers + more, max(largest, size)
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest slope of relations {largest:.3g}")
    sys.exit(1 if failures or largest < 0.05 else 0)


if __name__ == "__main__":
    main()
