"""truth_forces_data.py DOMAR FOLDER: growth.forces on the shipped table against dense numpy, written from the equations.

For economies, a bloc of two and all that have accounts, over three pairs of years; under the three readings of gaps, with gaps
of pay and without, with both prices where none is known, with a declared user cost and with wedges of a user: growth, factors,
forces, relations, remainder, every term, every industry, every factor.
Rule: |a - b| <= 1e-9 max(|b|, 1) per cent.  DOMAR_LONG=1 asks all of it of more scopes and years.
"""
import csv
import gzip
import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np

import recompute as base

RTOL = 1e-9
LONG = bool(os.environ.get("DOMAR_LONG"))
YEARS = [2003, 2004, 2005, 2006] if LONG else [2003, 2004, 2005]
SKILLS = ["HS", "MS", "LS"]
ROWS = ["LAB", "K_GFCF", "GO_QI"] + ["H_" + s for s in SKILLS] + ["LAB" + s for s in SKILLS]
FLOWS = ["labour_flow", "capital_flow", "inputs", "final_use", "exports", "imports"]


def read(y):
    path = f"data/world12/world12_{y}.csv.gz"
    w = base.read_wiod13(path)
    with gzip.open(path, "rt", encoding="utf-8") as f:
        rows = {r[0]: r[1:w.Z.shape[0] + 1] for r in csv.reader(f)}
    w.rows = {code: np.array([float(v) if v else np.nan for v in rows[code]]) for code in ROWS}
    w.x = np.array([float(v) for v in rows["OUT"]])                                # published output
    w.year, w.groups = y, [("LAB" + s, "H_" + s) for s in SKILLS]
    return w


# rows that the small national table lacks: pay, hours, real stock by year and industry
NATIONAL = {"LAB": {2000: (45, 40), 2005: (65, 70)}, "H_EMP": {2000: (90, 80), 2005: (80, 110)},
            "K_GFCF": {2000: (100, 300), 2005: (120, 420)}}


def national(folder):
    """A table of one economy with imports as a column: an import is the same share of every use at home, of one price."""
    with open("tests/data/national_years.csv") as f:
        lines = list(csv.DictReader(f))
    with open(os.path.join(folder, "rows.csv"), "w") as f:
        f.write("row,economy,industry,year,value,kind,unit\n")
        for row, kind in (("LAB", "labour"), ("H_EMP", "hours"), ("K_GFCF", "capital_stock")):
            for year, values in NATIONAL[row].items():
                for industry, v in zip(("farm", "mill"), values):
                    f.write(f"{row},AAA,{industry},{year},{v},{kind},\n")
    years = []
    for year in (2000, 2005):
        at = {(r["role"], r["from_industry"], r["to_industry"]): float(r["value"]) for r in lines if r["year"] == str(year)}
        names = ["farm", "mill"]
        Z = np.array([[at["flow", i, j] for j in names] for i in names])
        use, out, imported = (np.array([at["final", i, c] for i in names]) for c in ("HFCE", "EXPO", "IMPO"))
        m = -imported / (Z.sum(1) + use)
        w = SimpleNamespace(economies=["AAA", "abroad"], industries=names, categories=["all"], year=year, groups=[("LAB", "H_EMP")])
        w.Z = np.block([[Z * (1 - m)[:, None], np.zeros((2, 2))], [Z * m[:, None], np.zeros((2, 2))]])
        w.Y = np.block([[(use * (1 - m))[:, None], out[:, None]], [(use * m)[:, None], np.zeros((2, 1))]])
        w.x = w.Z.sum(1) + w.Y.sum(1)
        wide = lambda v: np.array([*v, np.nan, np.nan], dtype=float)
        w.rows = {row: wide(NATIONAL[row][year]) for row in NATIONAL}
        w.rows["GO_QI"] = wide([at["satellite", "GO_QI", i] for i in names])
        years.append(w)
    return years


def mean(a):
    return (a[0] + a[1]) / 2


def log_mean(a):
    with np.errstate(all="ignore"):
        far = (a[1] - a[0]) / np.log(a[1] / a[0])
    return np.where(np.isfinite(far) & (np.abs(a[1] / np.where(a[0] == 0, 1, a[0]) - 1) > 1e-7), far, mean(a))


class Wedges:
    """Lines (kind, year, economy, industry, partner, user, factor, per cent); the most special one counts."""

    def __init__(self, lines=()):
        self.lines, self.named = list(lines), {}
        for kind, *names, v in self.lines:
            named = zip(("year", "economy", "industry", "partner", "user", "factor"), names)
            self.named.setdefault(kind, []).append(({q: name for q, name in named if name}, v))

    def at(self, kind, **place):
        best, value = -1, 0.0
        for named, v in self.named.get(kind, ()):
            if not named.items() <= place.items():
                continue
            size = len(named)
            if size >= best:
                best, value = size, v
        return 1 + value / 100

    def write(self, path):
        with open(path, "w") as f:
            f.write("kind,year,economy,industry,partner,user,factor,value\n")
            for line in self.lines:
                f.write(",".join(str(c) for c in line) + "\n")


class Side:
    """One year of a scope: home economies `home` (positions)."""

    def __init__(self, w, home, wedges):
        N, C, n, G = len(w.industries), len(w.categories), len(w.x), len(w.economies)
        of = np.arange(n) // N
        self.H = np.flatnonzero(np.isin(of, home))
        self.M = np.flatnonzero(~np.isin(of, home))
        self.of = np.concatenate([of[self.H], home])                                # economy of each user
        rows, h = np.concatenate([self.H, self.M]), len(self.H)
        final = np.stack([w.Y[:, g * C:(g + 1) * C].sum(1) for g in home], 1)
        z = np.concatenate([w.Z[:, self.H], final], 1)
        abroad = w.Z[:, self.M].sum(1) + sum(w.Y[:, g * C:(g + 1) * C].sum(1) for g in range(G) if g not in home)
        self.exports = abroad[self.H] if len(self.M) else np.zeros(h)
        z = z[rows]
        rest = w.x - w.Z.sum(1) - w.Y.sum(1)                                        # what the table does not tell is used at home
        for k, i in enumerate(self.H):
            z[k, h + home.index(of[i])] += rest[i]
        self.z, self.x = z, w.x[self.H]
        code = lambda i: dict(economy=w.economies[i // N], industry=w.industries[i % N], year=w.year)
        self.T = np.ones_like(z)
        for k, i in enumerate(rows):
            for u in range(z.shape[1]):
                if wedges.lines:
                    g = self.of[u]
                    place = dict(year=w.year, economy=w.economies[g], industry=w.industries[i % N])
                    self.T[k, u] = wedges.at("input_tax", user=w.industries[self.H[u] % N] if u < h else "final", **place)
                    if of[i] != g:
                        self.T[k, u] *= wedges.at("tariff", partner=w.economies[of[i]], **place)
        self.mu = np.array([wedges.at("output_tax", **code(i)) * wedges.at("markup", **code(i)) for i in self.H])
        self.tf = np.array([[wedges.at("factor_tax", factor=f, **code(i)) for i in self.H] for f in ("labour", "capital")])
        shares = np.stack([w.rows[pay][self.H] for pay, _ in w.groups])
        self.labour = w.rows["LAB"][self.H] * shares / shares.sum(0)
        self.hours = np.stack([w.rows[hours][self.H] for _, hours in w.groups])
        self.stock, self.q = w.rows["K_GFCF"][self.H], w.rows["GO_QI"]

    def settle(self, gap, labour, user_cost, odd):
        """Costs, markups, pay, wedges on factors; then Domar weights.  odd: factors x H that are out of the wedges."""
        h = len(self.H)
        self.goods = (self.T * self.z)[:, :h].sum(0)
        self.m, self.cost = self.mu.copy(), self.x / self.mu
        capital = self.cost - self.goods - self.labour.sum(0)
        self.pay, self.l = np.vstack([self.labour, capital]), np.vstack([self.hours, self.stock])
        self.Tf = np.vstack([np.tile(self.tf[0], (len(self.labour), 1)), self.tf[1]])
        if odd is None:
            return ~((self.pay > 0) & (self.l > 0))
        for e in set(self.of[:h]):
            here = self.of[:h] == e
            for f in range(len(self.pay)):
                use = here & ~odd[f]
                skill = f < len(self.labour)
                if (skill and gap != "none" and labour == "gaps") or (not skill and gap == "capital"):
                    self.Tf[f, use] = self.pay[f, use] / self.l[f, use] / (self.pay[f, use].sum() / self.l[f, use].sum())
                if not skill and gap == "markup":
                    r = user_cost or self.pay[f, use].sum() / (self.tf[1] * self.l[f])[use].sum()
                    self.pay[f, here] = (r * self.tf[1] * self.l[f])[here]
        self.cost = self.goods + self.pay.sum(0)
        self.m = self.x / self.cost
        paid = self.T * self.z
        self.gdp = paid[:, h:].sum() + self.exports.sum() - self.z[h:].sum()
        b = (paid[:h, h:].sum(1) + self.exports) / self.gdp
        self.lam = np.linalg.solve(np.eye(h) - paid[:h, :h] / self.cost, b)
        self.made = self.z[:h].sum(1) + self.exports
        self.net = self.pay / self.Tf
        return None


def prices(a, b, own, home):
    """dlog of the price of every row of the table; where none is known: peers abroad, or home's."""
    N = len(a.industries)
    dp = np.log(b.x / a.x) - np.log(b.rows["GO_QI"] / a.rows["GO_QI"])
    value, of = (a.x + b.x) / 2, np.arange(len(dp)) // N
    filled = dp.copy()
    for i in np.flatnonzero(np.isnan(dp)):
        line = np.arange(len(dp)) % N == i % N
        for inside in ([True, False] if own else [False, True]):
            peers = line & ~np.isnan(dp) & (np.isin(of, home) == inside)
            if peers.any():
                filled[i] = (value * dp)[peers].sum() / value[peers].sum()
                break
    return filled


def growth(a, b, home, gap, labour, own, user_cost, wedges):
    s = [Side(a, home, wedges), Side(b, home, wedges)]
    odd = np.logical_or(*[d.settle(gap, labour, user_cost, None) for d in s])
    for d in s:
        d.settle(gap, labour, user_cost, odd)
    h, F = len(s[0].H), len(s[0].pay)
    rows = np.concatenate([s[0].H, s[0].M])
    dp = prices(a, b, own, home)[rows]
    dq = np.log(s[1].q / s[0].q)[s[0].H]
    lam = np.stack([d.lam for d in s])
    E = log_mean(lam)
    term = dict.fromkeys(["hours", "quality", "capital", "technology"] + FLOWS, 0.0)
    tfp, relations, factors, gdp = dq.copy(), np.zeros(h), np.zeros(h), 0.0

    # goods: shares and worths, users then exports
    for k, i in enumerate(rows):
        at_home = k < h
        all_ = np.array([d.made[k] if at_home else d.z[k].sum() for d in s])
        if not (all_ > 0).all():                                                    # an import that comes or goes
            assert not at_home
            weight = np.stack([np.concatenate([d.lam / d.cost, np.full(len(home), 1 / d.gdp)]) * d.T[k] * d.z[k] for d in s])
            gain = np.diff(weight.sum(1))[0] - np.diff(all_ / [d.gdp for d in s])[0]
            gdp += (weight[1] - weight[0])[h:].sum() - np.diff(all_ / [d.gdp for d in s])[0]
            tfp -= weight[1, :h] / lam[1] - weight[0, :h] / lam[0]
            term["imports"] += gain
            relations[np.flatnonzero(s[0].H % len(a.industries) == i % len(a.industries))[0]] += gain
            continue
        share = np.stack([np.append(d.z[k], d.exports[k]) if at_home else d.z[k] for d in s]) / all_[:, None]
        worth = np.stack([np.concatenate([d.lam / d.cost, np.full(len(home), 1 / d.gdp)]) * d.T[k] for d in s]) * all_[:, None]
        if at_home:
            worth = np.hstack([worth, np.array([[all_[t] / s[t].gdp] for t in range(2)])])
        whole = lam[:, k] if at_home else np.array([all_[t] / s[t].gdp for t in range(2)])
        size, dlog = log_mean(whole), dq[k] if at_home else np.log(all_[1] / all_[0]) - dp[k]
        rho, dchi = worth / whole[:, None], share[1] - share[0]
        part = size * (mean(rho * share) * dlog + mean(rho) * dchi)
        moved = size * (mean(rho) - 1) * dchi
        gdp += part[h:].sum()
        own_cost = worth[:, :h] / lam
        tfp -= log_mean(own_cost) * (mean(share)[:h] * dlog + dchi[:h])
        if at_home:
            term["inputs"] += moved[:h].sum()
            term["final_use"] += moved[h:-1].sum()
            term["exports"] += moved[-1]
            relations += moved[:h]
            relations[k] += moved[h:].sum()
        else:
            gain = moved.sum() + size * (mean((rho * share).sum(1)) - 1) * dlog
            gdp -= size * dlog
            term["imports"] += gain
            relations[np.flatnonzero(s[0].H % len(a.industries) == i % len(a.industries))[0]] += gain

    # factors by pool
    table = []
    economies = list(dict.fromkeys(s[0].of[:h]))
    all_hours = {e: np.log(s[1].hours[:, s[1].of[:h] == e].sum() / s[0].hours[:, s[0].of[:h] == e].sum()) for e in economies}
    for f in range(F):
        flow, private, supplied_f, cost_f = 0.0, 0.0, 0.0, 0.0
        capital = f == F - 1
        alone = np.ones(h, bool) if capital and gap == "none" else np.zeros(h, bool) if capital and gap == "markup" else odd[f]
        pools = [[k] for k in np.flatnonzero(alone)] + [np.flatnonzero(~alone & (s[0].of[:h] == e)) for e in economies]
        for pool in pools:
            pool = np.asarray(pool)
            if not pool.size:
                continue
            W = np.stack([d.lam * d.pay[f] / d.cost for d in s])[:, pool]
            l = np.stack([d.l[f] for d in s])[:, pool]
            net = np.stack([d.net[f] for d in s])[:, pool]
            whole = W.sum(1)
            share = net / net.sum(1, keepdims=True)
            if len(pool) == 1:
                dlog, dchi = np.log(l[1] / l[0])[0] if (l > 0).all() else 0.0, np.zeros(1)
            elif gap == "none" or (labour == "quality" and not capital):
                v = log_mean(share)
                grow = np.log(l[1] / l[0])
                dlog = (v * grow).sum() / v.sum()
                dchi = v * (grow - dlog)
            else:
                dlog, dchi = np.log(l[1].sum() / l[0].sum()), share[1] - share[0]
            rho = W / share / whole[:, None] if len(pool) > 1 else np.ones((2, 1))
            size = log_mean(whole)
            supplied = size * mean(rho * share) * dlog
            moved = size * (mean(rho) - 1) * dchi
            earns = np.stack([d.pay[f] * d.m / d.gdp for d in s])[:, pool]
            rho_p = earns / share / earns.sum(1, keepdims=True)
            private += (log_mean(earns.sum(1)) * (mean(rho_p) - 1) * dchi).sum()
            own_cost = whole[:, None] * rho / lam[:, pool]
            tfp[pool] -= log_mean(own_cost) * (mean(share) * dlog + dchi)
            factors[pool] += supplied
            relations[pool] += moved
            flow += moved.sum()
            supplied_f += supplied.sum()
            cost_f += mean(W).sum()
            if capital:
                term["capital"] += supplied.sum()
            else:
                hours = mean(W).sum() * all_hours[s[0].of[pool[0]]]
                term["hours"] += hours
                term["quality"] += supplied.sum() - hours
        term["capital_flow" if capital else "labour_flow"] += flow
        table.append([supplied_f / cost_f, mean([(d.net[f] / d.gdp).sum() for d in s]), cost_f, flow, private])
    term["technology"] = (E * tfp).sum()
    term["remainder"] = gdp - sum(term.values())
    sales = mean(np.stack([d.x / d.gdp for d in s]))
    return gdp, term, dict(weight=E, sales=sales, tfp=tfp, factors=factors, forces=E * tfp, relations=relations), table


def ask(program, table, by, *options):
    done = subprocess.run([program, "run", "growth.forces", table, "--by", by, "--format", "csv", *options], stdout=subprocess.PIPE,
                          text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def some_wedges():
    return Wedges([("markup", "", "", "", "", "", "", 5.0), ("markup", "", "USA", "MAC", "", "", "", 12.0),
                   ("markup", 2004, "USA", "MAC", "", "", "", 30.0),
                   ("output_tax", "", "CHN", "CHM", "", "", "", -4.0), ("input_tax", "", "USA", "FOD", "", "final", "", 8.0),
                   ("input_tax", 2005, "CHN", "MET", "", "MAC", "", 6.0), ("input_tax", "", "CHN", "", "", "", "", 2.0),
                   ("tariff", "", "USA", "", "", "", "", 3.0), ("tariff", 2003, "CHN", "ELE", "USA", "", "", 15.0),
                   ("tariff", 2005, "CHN", "ELE", "", "", "", 9.0), ("factor_tax", "", "USA", "TRD", "", "", "labour", 20.0),
                   ("factor_tax", 2005, "CHN", "", "", "", "capital", 7.0)])


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "forces_data")
    os.makedirs(folder, exist_ok=True)
    table, path = os.path.join(folder, "w12.h5"), os.path.join(folder, "wedges.csv")
    subprocess.run([program, "import", *[f"data/world12/world12_{y}.csv.gz" for y in YEARS], "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    some_wedges().write(path)
    years = [read(y) for y in YEARS]
    economies, industries = years[0].economies, years[0].industries
    bloc = ["--bloc", "NA=USA+MEX"]
    plain = [(gap, labour, own, 0, False) for gap in ("capital", "markup", "none")
             for labour, own in (("gaps", False), ("quality", True))]
    taxed = [("markup", "gaps", False, 12.5, True), ("capital", "gaps", False, 0, True), ("none", "gaps", True, 0, True)]
    cases = plain + taxed if LONG else [plain[0], plain[3], *taxed]
    numbers, failures = 0, []

    def near(what, got, want):
        nonlocal numbers
        numbers += 1
        if not abs(float(got) - want) <= RTOL * max(abs(want), 1):
            failures.append(f"{what}: {got}, expected {want!r}")

    for case in cases:
        gap, labour, own, user_cost, with_wedges = case
        options = ["--gap", gap, "--labour", labour, "--missing_price", "own" if own else "peers"]
        options += ["--wedges", path] if with_wedges else []
        options += ["--user_cost", repr(user_cost)] if gap == "markup" else []
        wedges = some_wedges() if with_wedges else Wedges()
        world = [g for g, e in enumerate(economies) if e not in ("ROW",)]
        scopes = [("USA", [economies.index("USA")], []), ("CHN", [economies.index("CHN")], []),
                  ("NA", [economies.index("USA"), economies.index("MEX")], bloc)]
        if not LONG:
            scopes = scopes[2:] if case in plain else scopes[:2]
        if case == plain[3] or LONG:
            scopes.append(("WORLD", world, ["--scope", "world"]))
        for name, home, how in scopes:
            want = [growth(a, b, home, gap, labour, own, user_cost / 100, wedges) for a, b in zip(years, years[1:])]
            only = [] if name == "WORLD" else ["--economy", name]
            answers = {by: ask(program, table, by, *options, *how, *only) for by in ("economy", "term", "industry", "factor")}
            where = f"{case} {name}"
            for t, year in enumerate(YEARS[1:]):
                gdp, term, line, factor = want[t]
                rows = {by: [r for r in answers[by] if r["economy"] == name and r["year"] == str(year)] for by in answers}
                if [len(rows[by]) for by in rows] != [1, 11, len(industries), len(SKILLS) + 1]:
                    failures.append(f"{where} {year}: rows {[len(rows[by]) for by in rows]}")
                    continue
                one = rows["economy"][0]
                for column, value in (("gdp", gdp), ("forces", term["technology"]), ("remainder", term["remainder"]),
                                      ("factors", term["hours"] + term["quality"] + term["capital"]),
                                      ("relations", sum(term[q] for q in FLOWS))):
                    near(f"{where} {year} {column}", one[column], 100 * value)
                for r in rows["term"]:
                    near(f"{where} {year} {r['term']}", r["value"], 100 * term[r["term"]])
                for r in rows["factor"]:
                    f = (SKILLS + ["capital"]).index(r["factor"])
                    for c, column in enumerate(("supply", "share", "cost_share", "flow_social", "flow_private")):
                        near(f"{where} {year} {r['factor']} {column}", r[column], factor[f][c] * (1 if c in (1, 2) else 100))
                for column in line:
                    size = 1 if column in ("weight", "sales") else 100
                    total = {q: line[q].reshape(-1, len(industries)).sum(0) for q in line}
                    total["tfp"] = total["forces"] / total["weight"]
                    for r in rows["industry"]:
                        k = industries.index(r["industry"])
                        near(f"{where} {year} {r['industry']} {column}", r[column], size * total[column][k])
    # a table of one economy
    years = national(folder)
    subprocess.run([program, "import", "tests/data/national_years.csv", "--rows", os.path.join(folder, "rows.csv"), "-o", table],
                   check=True, stderr=subprocess.DEVNULL)
    for gap in ("capital", "markup", "none"):
        gdp, term, line, factor = growth(*years, [0], gap, "gaps", False, 0, Wedges())
        for r in ask(program, table, "term", "--gap", gap):
            near(f"national, {gap} {r['term']}", r["value"], 100 * term[r["term"]])
        for k, r in enumerate(ask(program, table, "industry", "--gap", gap)):
            for column in line:
                near(f"national, {gap} {r['industry']} {column}", r[column], line[column][k] * (1 if column in ("weight", "sales") else 100))
        for k, r in enumerate(ask(program, table, "factor", "--gap", gap)):
            near(f"national, {gap} {r['factor']} flow", r["flow_social"], 100 * factor[k][3])
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
