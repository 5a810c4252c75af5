"""truth_rank.py DOMAR FOLDER: obstacles.rank on the small world of truth_reform.py with a wedge of every kind, against that
dense computation solved anew for each: the gradient by central differences of solved worlds (1e-6 relative), the gain over the
range by the solved end of it (1e-7), real GDP by integrating its Divisia index over solved points, revenue likewise; groups
against reform.simulate; what makes a gain against the gain; ranges by peers against numpy's percentiles.
"""
import copy
import csv
import io
import os
import subprocess
import sys

import numpy as np

from truth_reform import ECONOMIES, F, FACTORS, G, INDUSTRIES, N, World, edges, make_table, n

ALL = range(G)
BASELINE = """  - {kind: tariff, economy: [AA, BB], partner: all, to: 8}
  - {kind: tariff, economy: CC, industry: y, partner: AA, to: 20}
  - {kind: export_tax, partner: BB, industry: z, to: 4}
  - {kind: rent, economy: CC, industry: y, owner: burn, to: 5}
  - {kind: rent, economy: BB, industry: x, partner: CC, to: 6}
  - {kind: rent, economy: AA, industry: z, partner: CC, owner: exporter, to: 7}
  - {kind: friction, economy: AA, industry: y, user: [x, final], to: 12}
  - {kind: markup, economy: BB, industry: z, to: 15}
  - {kind: factor_tax, economy: CC, industry: x, factor: K, to: 25}
"""
CHANGES = "changes:\n  - {kind: productivity, economy: BB, industry: x, by: 25}\n  - {kind: tariff, economy: AA, industry: y, to: 3}\n"
SETTINGS = [
    ("common", dict(theta=[4.0, 1.5, 2.5], e=0.6, x=0.8, r=1.3, final=1.4, kappa=[np.inf, np.inf], eta=[0, 0]), False),
    ("specific", dict(theta=[6.0, 2.0, 3.0], e=1, x=0.5, r=0.8, final=0.9, kappa=[0.6, 0.0], eta=[0.7, 0]), True),
]
TAKEN = dict(tariff=0, rent_exporter=1, export_tax=0, trade_cost=1, input_tax=3)       # which row of a kind; default 0
MOBILITY = 3.0


def world(t, layout, s):
    T = np.ones((3, G, N, G))
    T[2][edges([0, 1], ALL, ALL)] *= 1.08
    T[2][2, 1, 0] *= 1.2
    T[0][edges(ALL, [2], [1])] *= 1.04
    T[1][edges([2], [1], ALL)] *= 1.05
    T[2][1, 0, 2] *= 1.06
    T[0][0, 2, 2] *= 1.07
    fr, markup, tf = np.ones((n + G, N)), np.ones(n), np.ones((n, F))
    fr[[0, n], 1] = 1.12
    markup[5], tf[6, 1] = 1.15, 1.25
    return World(t, layout == "specific", s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"], T, fr, markup, tf)


def change(w):
    w.Z = np.where(np.arange(n) == 3, 1.25, 1.0)
    w.Tn = w.T.copy()
    w.Tn[2][edges([0], [1], ALL)] *= 1.03 / 1.08


def eased(w, row, log):
    """A copy in which the obstacle of a row has moved by log; mobility to kappa = log."""
    v = copy.copy(w)
    kind = row["kind"]
    b = ECONOMIES.index(row["economy"])
    j = INDUSTRIES.index(row["industry"]) if row["industry"] != "-" else None
    i = ECONOMIES.index(row["partner"]) if row["partner"] != "-" else None
    step = np.exp(log)
    wedge = dict(tariff=2, rent_importer=2, export_tax=0, rent_exporter=0, rent_burn=1)
    if kind in wedge:
        v.Tn = w.Tn.copy()
        v.Tn[wedge[kind], b, j, i] *= step
    elif kind == "trade_cost":
        v.d = w.d * np.ones((G, N, G))
        v.d[b, j, i] *= step
    elif kind in ("input_tax", "friction"):
        u = n + b if row["user"] == "final" else b * N + INDUSTRIES.index(row["user"])
        v.tgn, v.frn = w.tgn.copy(), w.frn.copy()
        v.tgn[u, j] *= step
        if kind == "friction":
            v.frn[u, j] *= step
    elif kind in ("output_tax", "markup"):
        v.mun = w.mun.copy()
        v.mun[b * N + j] *= step
    elif kind == "factor_tax":
        v.tfn = w.tfn.copy()
        v.tfn[b * N + j, FACTORS.index(row["user"])] *= step
    elif kind == "productivity":
        v.Z = w.Z * np.ones(n)
        v.Z[b * N + j] *= step
    else:
        v.kappa = np.broadcast_to(w.kappa, (G, F)).copy()
        v.kappa[b, FACTORS.index(row["user"])] = log
    return v


class Chord:
    """Solved worlds near one that is solved: Newton with the derivative of the first."""

    def __init__(self, w):
        self.z = w.find()
        J = np.empty((self.z.size, self.z.size))
        for k in range(self.z.size):
            h = np.zeros(self.z.size)
            h[k] = 1e-6
            J[:, k] = (w.system(self.z + h) - w.system(self.z - h)) / 2e-6
        self.inverse = np.linalg.inv(J)

    def state(self, v):
        z = self.z.copy()
        for _ in range(60):
            f = v.system(z)
            if np.abs(f).max() < 2e-13:
                break
            if not np.abs(f).max() < 1:
                break
            z -= self.inverse @ f
        if not np.abs(f).max() < 2e-13:                     # too far for that
            z = v.find(self.z)
        for _ in range(3):                                  # to rounding: differences are taken
            z -= self.inverse @ v.system(z)
        return state(v, z)


def state(w, z):
    hat_w, p, R, E, (_, W, other, _, P, burnt, X) = w.levels(z)
    border = X / w.Tn.prod(0) * w.Tn[0]
    price = p.reshape(G, N).T[None] * (w.Tn / w.T).prod(0)
    return dict(w=hat_w, P=P, E=E, W=W, burnt=burnt, border=border, shipped=X / price, revenue=((other - burnt) / P).sum())


def value(w, s, objective, of, of_industry):
    e = np.array([g in of for g in range(G)])
    p = np.array([k // N in of and k % N in of_industry for k in range(n)])
    if objective == "welfare":
        return ((s["E"] - s["burnt"]) / s["P"])[e].sum()
    if objective == "value_added":
        return (s["W"].sum(1) / s["P"][np.arange(n) // N])[p].sum()
    labour = w.W[:, 0] * p
    return 100 * (labour / labour.sum() * s["W"][:, 0] / w.W[:, 0] / s["w"][:, 0]).sum()


def nominal_gdp(s):
    trade = s["border"].copy()
    for g in range(G):
        trade[g, :, g] = 0
    return s["E"] + trade.sum((0, 1)) - trade.sum((1, 2))


def slope(f, x, h):
    """Central differences of fourth order."""
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


def gdp_rate(at, t, h):
    """d log of real GDP by economy at t: what is spent and traded, at the prices of the point."""
    here = at(t)

    def quantities(x):
        s = at(x)
        return np.concatenate([np.log(s["E"] / s["P"]), np.log(s["shipped"]).ravel()])
    d = slope(quantities, t, h)
    rate, flow = here["E"] * d[:G], here["border"] * d[G:].reshape(G, N, G)
    for g in range(G):
        flow[g, :, g] = 0
    return (rate + flow.sum((0, 1)) - flow.sum((1, 2))) / nominal_gdp(here)


def integrate(at, h=4e-3, nodes=5):
    x, weight = np.polynomial.legendre.leggauss(nodes)
    return sum(k / 2 * gdp_rate(at, (c + 1) / 2, h) for c, k in zip(x, weight))


class Asker:
    def __init__(self, program, table, page):
        self.program, self.table, self.page = program, table, page

    def rows(self, method="obstacles.rank", page=None, **options):
        words = [w for k, v in options.items() for w in (f"--{k.replace('_', '-')}", str(v))]
        done = subprocess.run([self.program, "run", method, self.table, "--scenario", page or self.page, "--format", "csv", *words],
                              stdout=subprocess.PIPE, text=True, check=True)
        return list(csv.DictReader(io.StringIO(done.stdout)))


class Book:
    def __init__(self):
        self.numbers, self.failures, self.kinds = 0, [], set()

    def same(self, what, got, want, rtol, scale=0.0):
        self.numbers += 1
        if not abs(got - want) <= rtol * max(abs(want), scale):
            self.failures.append(f"{what}: {got!r}, expected {want!r}")

    def true(self, what, holds):
        self.numbers += 1
        if not holds:
            self.failures.append(what)


def write_page(path, layout, s, changed, extra=""):
    number = lambda v: "infinite" if np.isinf(v) else repr(v)
    with open(path, "w") as f:
        f.write("source: made up\nlayout: %s\nelasticities:\n  trade: {x: %r, y: %r, z: %r}\n" % (layout, *s["theta"]))
        f.write("  goods: %r\n  value_added: %r\n  factors: %r\n  final: %r\n" % (s["e"], s["x"], s["r"], s["final"]))
        f.write("mobility: {L: %s, K: %s}\nsupply: {L: %s, K: %s}\n" % tuple(number(v) for v in (*s["kappa"], *s["eta"])))
        f.write("baseline:\n" + BASELINE + ((CHANGES + extra) if changed else ("changes:\n" + extra if extra else "")))


def range_of(row, ease=10, raised=10):
    if row["kind"] == "trade_cost":
        return np.log1p(-ease / 100)
    if row["kind"] == "productivity":
        return np.log1p(raised / 100)
    return MOBILITY if row["kind"] == "mobility" else -np.log1p(float(row["level"]) / 100)


def step_of(row):
    """Log move of one point, or of one per cent."""
    if row["kind"] in ("trade_cost", "productivity"):
        return np.log1p(-0.01 if row["kind"] == "trade_cost" else 0.01)
    level = float(row["level"]) / 100
    return -np.copysign(0.01, level) / (1 + level)


def key(row):
    return tuple(row[c] for c in ("kind", "economy", "industry", "partner", "user"))


def check_goal(book, ask, w, near, objective, of, of_industry, name):
    options = dict(objective=objective, of=",".join(ECONOMIES[g] for g in of))
    if objective in ("value_added", "jobs"):
        options["of_industry"] = ",".join(INDUSTRIES[k] for k in of_industry)
    plain = {key(r): r for r in ask.rows(most=5000, confirm=0, **options)}
    full = {key(r): r for r in ask.rows(most=5000, confirm=5000, **options)}
    book.true(f"{name}: the same obstacles", set(plain) == set(full) and len(full) == (101 if ask.changed else 95))
    book.true(f"{name}: all confirmed", all(r["confirmed"] == "yes" and r["basis"] == "exact" for r in full.values()))
    before = state(w, near.z)
    seen = {}
    for k, row in full.items():
        seen.setdefault(row["kind"], []).append(k)
    for kind, keys in seen.items():
        book.kinds.add(kind)
        k = sorted(keys)[min(TAKEN.get(kind, 0), len(keys) - 1)]
        row, h, to = full[k], 1e-3, range_of(full[k])
        end = near.state(eased(w, row, to))
        b, f = ECONOMIES.index(row["economy"]), FACTORS.index(row["user"]) if row["user"] in FACTORS else 0
        if kind == "mobility":                     # kappa / (1 + kappa) moves evenly; the point is in kappa
            now, step = w.kappa[f], 1.0
            slack = lambda c: c / (1 + c)
            path = lambda t: (u := slack(now) + t * (slack(to) - slack(now))) / (1 - u)
        else:
            now, step, path = 0.0, step_of(row), lambda t: t * to
        inside = kind != "mobility" or now > 0       # no differences around a kappa of 0
        at_move = lambda m: near.state(eased(w, row, m))
        if objective == "gdp":
            at = lambda t: at_move(path(t))
            base = ask.gdp * np.exp(ask.grown)
            mask = np.array([g in of for g in range(G)])
            gain = (base * np.expm1(integrate(at)))[mask].sum()
            point = (base * gdp_rate(at_move, now, h))[mask].sum() * step if inside else None
        else:
            of_state = lambda s: value(w, s, objective, of, of_industry)
            gain = of_state(end) - of_state(before)
            point = slope(lambda m: of_state(at_move(m)), now, h) * step if inside else None
        scale = 1e-3 * abs(gain) + 1e-5
        book.same(f"{name} {k}: gain", float(row["gain_feasible"]), gain, 1e-6 if objective == "gdp" else 1e-7, scale)
        if point is not None:
            book.same(f"{name} {k}: point", float(plain[k]["gain_per_point"]), point, 1e-6, 1e-3 * abs(point) + 1e-5)
            if kind == "productivity":
                book.same(f"{name} {k}: per cent", float(row["gain_per_percent"]), point, 1e-6, 1e-5)
            if objective == "welfare":
                lost = -slope(lambda m: at_move(m)["revenue"], now, h) * step
                got = plain[k]["gain_per_revenue"]
                book.true(f"{name} {k}: per revenue at the margin {got}, {lost}", lost < 0.02 * abs(point) if got == "" else lost > 0)
                if got != "":
                    book.same(f"{name} {k}: per revenue at the margin", float(got), point / lost, 1e-5, 1e-3)
        more = end["revenue"] - before["revenue"]
        book.same(f"{name} {k}: revenue", float(row["revenue"]), more, 1e-7, 1e-4)
        empty = row["gain_per_revenue"] == ""
        book.true(f"{name} {k}: per revenue", -more < 0.02 * abs(gain) if empty else more < 0)
        if not empty:
            book.same(f"{name} {k}: per revenue", float(row["gain_per_revenue"]), gain / -more, 1e-5, 1e-4)
    return plain, full


def check_along(book, ask, full, name):
    """Gains along the range are far nearer than those at the start, and the largest by size are confirmed."""
    some = {key(r): r for r in ask.rows(most=5000, confirm=8)}
    along = [k for k, r in some.items() if r["basis"] == "range"]
    start = {key(r): r for r in ask.rows(most=5000, confirm=0)}
    book.true(f"{name}: some are followed along the range", len(along) >= 8)
    off = lambda rows, k: abs(float(rows[k]["gain_feasible"]) - float(full[k]["gain_feasible"]))
    far = [k for k in along if off(start, k) > 0.1 * abs(float(full[k]["gain_feasible"]))]
    book.true(f"{name}: there is something to correct", len(far) >= 3)
    book.true(f"{name}: corrected", all(off(some, k) < 0.1 * off(start, k) for k in far))
    largest = sorted(full, key=lambda k: -abs(float(full[k]["gain_feasible"])))[:8]
    book.true(f"{name}: the largest of all are confirmed", all(some[k]["confirmed"] == "yes" for k in largest))


def check_groups(book, ask, folder, layout, s, changed, name):
    """Each group against reform.simulate with the same wedges off."""
    lines = {("kind", ("tariff",)): "  - {kind: tariff, to: 0}\n", ("economy", ("CC",)):
             "  - {kind: tariff, economy: CC, to: 0}\n  - {kind: factor_tax, economy: CC, to: 0}\n",
             ("industry", ("z",)): "  - {kind: tariff, industry: z, to: 0}\n",
             ("partner", ("BB",)): "  - {kind: tariff, partner: BB, to: 0}\n",
             ("kind,economy", ("tariff", "BB")): "  - {kind: tariff, economy: BB, to: 0}\n",
             ("kind,industry", ("trade_cost", "y")): "  - {kind: trade_cost, industry: y, by: -10}\n"}
    kinds = {"economy": "tariff,factor_tax", "kind,industry": "trade_cost"}
    path = os.path.join(folder, "eased.yaml")
    write_page(path, layout, s, changed)
    before = {r["economy"]: float(r["ev"]) for r in ask.rows("reform.simulate")} if changed else dict.fromkeys(ECONOMIES, 0.0)
    for (grain, codes), extra in lines.items():
        rows = ask.rows(by=grain, kinds=kinds.get(grain, "tariff"))
        row = next(r for r in rows if tuple(r[d] for d in grain.split(",")) == codes)
        write_page(path, layout, s, changed, extra)
        ev = sum(float(r["ev"]) - before[r["economy"]] for r in ask.rows("reform.simulate", path))
        book.same(f"{name} group {codes}", float(row["gain_feasible"]), ev, 1e-8, 1e-2)
        gains = [float(r["gain_feasible"]) for r in rows]
        book.true(f"{name} group {codes}: sorted", gains == sorted(gains, reverse=True))
        book.same(f"{name} group {codes}: overlap", float(row["overlap"]), 100 * float(row["gain_feasible"]) / float(row["parts"]), 1e-12)
    single = ask.rows(kinds="tariff", confirm=0, most=5000)
    parts = next(r for r in ask.rows(by="kind") if r["kind"] == "tariff")
    book.same(f"{name}: parts", float(parts["parts"]), sum(float(r["gain_feasible"]) for r in single), 1e-10)
    book.same(f"{name}: cells", float(parts["cells"]), len(single), 0)


def check_split(book, ask, w, near, full, name):
    for kinds, objective in (("tariff", "welfare"), ("markup", "welfare"), ("friction", "welfare"), ("trade_cost", "gdp"),
                             ("productivity", "value_added"), ("factor_tax", "jobs"), ("mobility", "welfare")):
        options = dict(kinds=kinds, objective=objective, confirm=3)
        if objective in ("jobs", "value_added"):
            options["of_industry"] = "x,z"
        first = ask.rows(most=2, **options)
        for rank, row in enumerate(first, 1):
            if row["confirmed"] != "yes":
                continue
            gain = float(row["gain_feasible"])
            terms = ask.rows(by="term", rank=rank, **options)
            cells = ask.rows(by="cells", rank=rank, most=7, **options)
            book.same(f"{name} {key(row)} terms", sum(float(r["gain"]) for r in terms), gain, 1e-7, 1e-3)
            book.same(f"{name} {key(row)} cells", sum(float(r["gain"]) for r in cells), gain, 1e-7, 1e-3)
            book.same(f"{name} {key(row)} shares", sum(float(r["share"]) for r in cells), 100, 1e-6)
            if objective != "welfare":
                continue
            book.true(f"{name} {key(row)}: many cells", len(cells) == 8 and cells[-1]["term"] == "rest")
            end = near.state(eased(w, row, range_of(row)))
            before = state(w, near.z)
            for g in range(G):                              # each economy's terms are its own gain
                mine = sum(float(r["gain"]) for r in terms if r["economy"] == ECONOMIES[g])
                want = ((end["E"] - end["burnt"]) / end["P"] - (before["E"] - before["burnt"]) / before["P"])[g]
                book.same(f"{name} {key(row)} terms of {ECONOMIES[g]}", mine, want, 1e-6, 1e-3)


def check_peers(book, ask, folder, w, near, name):
    X = w.levels(near.z)[4][6]
    T = w.Tn.prod(0)
    left = np.full((G, N, G), np.nan)
    for b in range(G):
        for j in range(N):
            pi = X[:, j] / X[:, j].sum(1, keepdims=True)
            for i in range(G):
                if i != b:
                    left[b, j, i] = (pi[b, i] * pi[i, b] / pi[b, b] / pi[i, i]) ** (-1 / (2 * w.theta[j])) / np.sqrt(T[b, j, i] * T[i, j, b])
    rows = {key(r): r for r in ask.rows(kinds="trade_cost,tariff", range="peers", most=5000, confirm=5000)}
    count = 0
    for j in range(N):
        target = np.percentile(np.log(left[:, j][~np.isnan(left[:, j])]), 10)
        for b in range(G):
            for i in range(G):
                k = ("trade_cost", ECONOMIES[b], INDUSTRIES[j], ECONOMIES[i], "-")
                if b == i:
                    continue
                off = target - np.log(left[b, j, i])
                book.true(f"{name} {k}: listed", (k in rows) == (off < -1e-12))
                if k not in rows:
                    continue
                count += 1
                book.same(f"{name} {k}: residual", float(rows[k]["residual"]), 100 * (left[b, j, i] - 1), 1e-8, 1)
                book.same(f"{name} {k}: theta", float(rows[k]["theta"]), w.theta[j], 0)
                if count % 5 == 1:
                    end = near.state(eased(w, rows[k], off))
                    gain = value(w, end, "welfare", ALL, ALL) - value(w, state(w, near.z), "welfare", ALL, ALL)
                    book.same(f"{name} {k}: gain to peers", float(rows[k]["gain_feasible"]), gain, 1e-7, 1e-2)
    book.true(f"{name}: residuals were compared", count >= 8)
    # tariffs on y: AA 8 or 3 to BB and CC, BB 8 to AA and CC, CC 20 to AA, 0 to BB
    level = np.log(1 + np.array([0.03 if ask.changed else 0.08] * 2 + [0.08] * 2 + [0.2, 0.0]))
    target = np.percentile(level, 10)
    row = rows[("tariff", "CC", "y", "AA", "-")]
    end = near.state(eased(w, row, target - np.log(1.2)))
    gain = value(w, end, "welfare", ALL, ALL) - value(w, state(w, near.z), "welfare", ALL, ALL)
    book.same(f"{name}: tariff to peers", float(row["gain_feasible"]), gain, 1e-7, 1e-2)
    # productivity to the 90th percentile of the industry
    path = os.path.join(folder, "levels.csv")
    level = {"AA": 1.0, "BB": 0.7, "CC": 1.3}
    with open(path, "w") as f:
        f.write("economy,industry,value\n" + "".join(f"{e},y,{v}\n" for e, v in level.items()))
    rows = {r["economy"]: r for r in ask.rows(kinds="productivity", levels=path, confirm=9)}
    target = np.percentile(np.log(list(level.values())), 90)
    book.true(f"{name}: only those below the target with levels", set(rows) == {"AA", "BB"})
    end = near.state(eased(w, rows["BB"], target - np.log(0.7)))
    gain = value(w, end, "welfare", ALL, ALL) - value(w, state(w, near.z), "welfare", ALL, ALL)
    book.same(f"{name}: productivity to peers", float(rows["BB"]["gain_feasible"]), gain, 1e-7, 1e-2)
    book.same(f"{name}: productivity gap", float(rows["BB"]["level"]), 100 * (0.7 / np.exp(target) - 1), 1e-9)


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "rank")
    os.makedirs(folder, exist_ok=True)
    t = make_table(folder)
    table = os.path.join(folder, "small.h5")
    subprocess.run([program, "import", os.path.join(folder, "small.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    book = Book()
    for number, (layout, s, changed) in enumerate(SETTINGS, 1):
        name = f"setting {number}"
        page = os.path.join(folder, f"page{number}.yaml")
        write_page(page, layout, s, changed)
        ask = Asker(program, table, page)
        w = world(t, layout, s)
        ask.base, ask.changed, ask.grown = copy.copy(w), changed, np.zeros(G)
        ask.gdp = nominal_gdp(state(w, w.find()))
        if changed:
            change(w)
            first = Chord(ask.base)

            def on_path(share):                             # log-linear in all that changes
                v = copy.copy(ask.base)
                v.Z, v.Tn = w.Z ** share, ask.base.T * (w.Tn / ask.base.T) ** share
                return first.state(v)
            ask.grown = integrate(on_path, nodes=6)
        near = Chord(w)
        _, full = check_goal(book, ask, w, near, "welfare", list(ALL), list(ALL), f"{name} welfare")
        check_goal(book, ask, w, near, "welfare", [1], list(ALL), f"{name} welfare of BB")
        check_goal(book, ask, w, near, "gdp", [0, 2], list(ALL), f"{name} gdp")
        check_goal(book, ask, w, near, "value_added", [0, 1], [1], f"{name} value added")
        check_goal(book, ask, w, near, "jobs", [1], [0, 2], f"{name} jobs")
        check_along(book, ask, full, name)
        check_groups(book, ask, folder, layout, s, changed, name)
        check_split(book, ask, w, near, full, name)
        check_peers(book, ask, folder, w, near, name)
    kinds = {"tariff", "export_tax", "rent_importer", "rent_exporter", "rent_burn", "input_tax", "friction", "output_tax", "markup",
             "factor_tax", "trade_cost", "productivity", "mobility"}
    book.true(f"every kind: {kinds - book.kinds} missing", book.kinds == kinds)
    for line in book.failures[:20]:
        print(line)
    print(f"{book.numbers} numbers, {len(book.failures)} failures")
    sys.exit(1 if book.failures else 0)


main()
