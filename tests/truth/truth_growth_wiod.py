"""truth_growth_wiod.py DOMAR FOLDER: growth.accounts on WIOD with its accounts, 2005-2007, against dense numpy.

Industries (contributions, double and single deflation), factors (skills), economies (Domar aggregation and reallocation), levels
(CCD over all economies), Fisher by its own formula, stocks out of investment where the stock is taken out of the accounts.
Rule: |a - b| <= 1e-9 max(|b|, 1), in per cent; both or neither are empty."""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data/io/wiod13/"
YEARS = (2005, 2006, 2007)
TABLES = [f"{SHARED}wiod13_{y}.csv.gz" for y in YEARS]
ACCOUNTS = SHARED + "wiod13_sea_july14.csv.gz"
RTOL, COVERED, DEPRECIATION = 1e-9, 0.9, 0.05
SKILLS = ("HS", "MS", "LS")
np.seterr(divide="ignore", invalid="ignore")


def log(a, b):
    return np.where((a > 0) & (b > 0), np.log(b / a), np.nan)


def read_years():
    worlds = [base.read_wiod13(p) for p in TABLES]
    plain = ["EMP", "H_EMP", "GO_QI", "II_QI", "VA_QI", "GO_P", "GFCF_P", *("H_" + k for k in SKILLS), *("LAB" + k for k in SKILLS)]
    names = plain + ["LAB", "CAP", "GFCF", "K_GFCF"]
    for w, year in zip(worlds, YEARS):
        base.attach_accounts(w, ACCOUNTS, year, names + ["GO"], ["LAB", "CAP", "GFCF"])
        r = w.rows
        r["rate"] = np.where(r["GO"] > 0, w.x / r["GO"], np.nan)
        for k in SKILLS:
            r["H_" + k], r["LAB" + k] = r["H_" + k] * r["H_EMP"], r["LAB" + k] * r["LAB"]
        r["output"] = np.where(w.x != 0, w.x, np.nan)
        r["inputs"] = r["output"] - w.va
        r["va"] = w.va
    for w in worlds:
        w.rows["K"] = w.rows["K_GFCF"] * worlds[0].rows["rate"]
    return worlds


def perpetual(worlds):
    """Real investment at the money of the first year, cumulated: the deflator of money is output's price in it over its own."""
    real = []
    for w in worlds:
        r, first = w.rows, worlds[0].rows
        rate = (r["output"] / r["GO_QI"] / r["GO_P"]) / (first["output"] / first["GO_QI"] / first["GO_P"])
        real.append(r["GFCF"] / (r["GFCF_P"] * rate))
    real = np.array(real)
    stock = np.full(real.shape, np.nan)
    for i in range(real.shape[1]):
        I = real[:, i]
        start = int(np.argmax(I > 0)) if (I > 0).any() else len(I)
        gaps = np.flatnonzero(np.isnan(I[start:]))
        end = start + (gaps[0] if gaps.size else len(I) - start)
        above = [t for t in range(start, end) if I[t] > 0]
        if len(above) < 2:
            continue
        g = np.log(I[above[-1]] / I[start]) / (above[-1] - start)
        if g + DEPRECIATION <= 0:
            continue
        K = I[start] / (g + DEPRECIATION)
        for t in range(start, len(I)):
            K = K if t == start else K * (1 - DEPRECIATION) + I[t]
            stock[t, i] = K
    return stock


class Pair:
    """Growth of all industries from year a to year b, in logs."""

    def __init__(self, a, b, stocks, single=False, fisher=False):
        self.a, self.b = a, b
        n = a["output"].size
        self.known = ~np.isnan(a["LAB"] + a["CAP"] + b["LAB"] + b["CAP"])
        self.V = [np.where(self.known, r["LAB"] + r["CAP"], np.where(np.isnan(r["output"]), np.nan, r["va"])) for r in (a, b)]
        cost = [r["inputs"] + v for r, v in zip((a, b), self.V)]
        cost = [np.where(c > 0, c, np.nan) for c in cost]
        rest = [np.where(self.known, r["CAP"], v - r["LAB"]) for r, v in zip((a, b), self.V)]
        self.s = [np.stack([r["inputs"] / c, r["LAB"] / c, k / c]) for r, c, k in zip((a, b), cost, rest)]
        hours = log(a["H_EMP"], b["H_EMP"])
        self.heads = np.isnan(hours)
        hours = np.where(self.heads, log(a["EMP"], b["EMP"]), hours)
        skill = np.zeros(n)
        self.skill = []
        whole = [sum(r["LAB" + k] for k in SKILLS) for r in (a, b)]
        for k in SKILLS:
            w = (a["LAB" + k] / whole[0] + b["LAB" + k] / whole[1]) / 2
            part = np.where((a["LAB" + k] == 0) & (b["LAB" + k] == 0) & (w == 0), 0, w * log(a["H_" + k], b["H_" + k]))
            self.skill.append(part)
            skill = skill + part
        labour = np.where(np.isnan(skill), hours, skill)
        nothing = (a["CAP"] == 0) & (b["CAP"] == 0)
        capital = np.where(nothing, 0, log(stocks[0], stocks[1]))
        bought = np.where((a["inputs"] == 0) & (b["inputs"] == 0), 0, log(a["II_QI"], b["II_QI"]))
        g = np.stack([bought, labour, capital])
        w = (self.s[0] + self.s[1]) / 2
        self.w = w
        part = np.where(w == 0, 0, w * g)
        self.output = log(a["GO_QI"], b["GO_QI"])
        self.inputs, self.labour, self.capital = part
        self.hours = np.where(w[1] == 0, 0, w[1] * hours)
        self.quality = np.where(np.isnan(skill), np.where(w[1] == 0, 0, np.nan), np.where(w[1] == 0, 0, w[1] * (skill - hours)))
        self.rest = self.output - self.inputs - self.labour
        self.tfp = self.rest - self.capital
        self.implied = np.where((self.V[0] > 0) & (self.V[1] > 0), (self.output - self.inputs) / (1 - w[0]), np.nan)
        self.value_added = log(a["VA_QI"], b["VA_QI"])
        self.value_added = np.where(np.isnan(self.value_added), self.implied, self.value_added)
        if fisher:
            made = log(self.s[0][0] * 0 + 1, (np.exp(self.output) - self.s[0][0] * np.exp(bought)) / (1 - self.s[0][0]))
            back = log(self.s[1][0] * 0 + 1, (np.exp(-self.output) - self.s[1][0] * np.exp(-bought)) / (1 - self.s[1][0]))
            self.value_added = np.where(np.isnan(log(a["VA_QI"], b["VA_QI"])), (made - back) / 2, self.value_added)
        if single:
            self.value_added = log(self.V[0], self.V[1]) - (log(a["output"], b["output"]) - self.output)
        v = [s[1:] / (1 - s[0]) for s in self.s]
        u = (v[0] + v[1]) / 2
        self.va_labour = np.where(u[0] == 0, 0, u[0] * labour)
        self.va_capital = np.where(u[1] == 0, 0, u[1] * capital)
        self.va_tfp = self.value_added - self.va_labour - self.va_capital
        self.per_hour = self.output - hours
        # Fisher's own formula: no weights.
        L, P = (s[0] + s[1] + s[2] for s in (self.s[0] * np.exp(g), self.s[1] * np.exp(-g)))
        self.fisher_tfp = self.output - 0.5 * np.log(np.where((L > 0) & (P > 0), L / P, np.nan))

    def fisher_value_added(self, rows):
        """Of one economy, of the industries whose accounts Fisher's index closes."""
        m = np.array([i for i in rows if np.isfinite(self.value_added[i] + self.implied[i] + self.fisher_tfp[i])], int)
        here = [np.nansum(np.abs(v[rows.start:rows.stop])) for v in self.V]
        if not m.size or np.mean([np.abs(v[m]).sum() / t for v, t in zip(self.V, here)]) < COVERED:
            return np.nan
        L, P = ((v[m] * np.exp(g * self.value_added[m])).sum() / v[m].sum() for v, g in zip(self.V, (1, -1)))
        return 0.5 * np.log(L / P)

    def economy(self, rows, share=COVERED):
        """Sums over the rows of one economy; what cannot be told is missing."""
        a, b, s = self.a, self.b, slice(rows.start, rows.stop)
        idle = (np.isnan(a["output"][s])) & (np.isnan(b["output"][s]))
        for told, needed in (("all", self.value_added + self.implied + self.tfp), ("labour", self.value_added + self.implied + self.rest),
                             ("output", self.value_added)):
            ok = np.isfinite(needed[s]) & ~idle
            covered = np.mean([np.nansum(np.abs(v[s])[ok]) / np.nansum(np.abs(v[s])[~idle]) for v in self.V]) if ok.any() else 0
            if covered >= share:
                break
        else:
            return dict(covered=covered)
        m = np.arange(rows.start, rows.stop)[ok]
        out = dict(covered=covered)
        total = [v[m].sum() for v in self.V]
        w = (self.V[0][m] / total[0] + self.V[1][m] / total[1]) / 2
        domar = w / (1 - self.w[0][m])
        out["value_added"] = (w * self.value_added[m]).sum()
        out["deflation"] = (w * (self.value_added[m] - self.implied[m])).sum()
        out["tfp_industries"] = (domar * self.tfp[m]).sum()
        out["own"] = np.full(rows.stop - rows.start, np.nan)
        out["own"][ok] = domar * self.tfp[m]
        if told == "output":
            return out
        pays = ~((np.nan_to_num(a["LAB"][m]) == 0) & (np.nan_to_num(b["LAB"][m]) == 0))
        earns = ~((np.nan_to_num(a["CAP"][m]) == 0) & (np.nan_to_num(b["CAP"][m]) == 0))
        v = np.mean([r["LAB"][m].sum() / t for r, t in zip((a, b), total)])
        hours = log(a["H_EMP"][m][pays].sum(), b["H_EMP"][m][pays].sum())
        pay = [[r["LAB" + k][m].sum() for k in SKILLS] for r in (a, b)]
        skill = 0
        for j, k in enumerate(SKILLS):
            here = ~((np.nan_to_num(a["LAB" + k][m]) == 0) & (np.nan_to_num(b["LAB" + k][m]) == 0))
            skill += (pay[0][j] / sum(pay[0]) + pay[1][j] / sum(pay[1])) / 2 * log(a["H_" + k][m][here].sum(), b["H_" + k][m][here].sum())
        stock = log(self.stocks[0][m][earns].sum(), self.stocks[1][m][earns].sum())
        out["hours"], out["labour"], out["capital"] = v * hours, v * skill, (1 - v) * stock
        out["quality"] = out["labour"] - out["hours"]
        out["capital_and_tfp"] = out["value_added"] - out["labour"]
        out["tfp"] = out["capital_and_tfp"] - out["capital"]
        out["reallocation_labour"] = (domar * self.labour[m]).sum() - out["labour"]
        out["reallocation_capital"] = (domar * self.capital[m]).sum() - out["capital"]
        out["labour_productivity"] = out["value_added"] - hours
        out["members"] = m
        return out


def by_suppliers(a, b, j):
    """Growth of what industry j buys where its accounts tell no volume: each supplier at its own price, those with one."""
    za, zb = a.Z[:, j], b.Z[:, j]
    dz = log(za, zb) - (log(a.rows["output"], b.rows["output"]) - log(a.rows["GO_QI"], b.rows["GO_QI"]))
    k = np.isfinite(dz)
    return ((za[k] / za[k].sum() + zb[k] / zb[k].sum()) / 2 * dz[k]).sum()


def growth(worlds, stocks, **kind):
    pairs = []
    for k in range(1, len(worlds)):
        p = Pair(worlds[k - 1].rows, worlds[k].rows, (stocks[k - 1], stocks[k]), **kind)
        p.stocks = (stocks[k - 1], stocks[k])
        for j in np.flatnonzero(np.isnan(p.inputs) & ~np.isnan(p.w[0])):
            p.inputs[j] = p.w[0][j] * by_suppliers(worlds[k - 1], worlds[k], j)
        pairs.append(p)
    return pairs


def levels(w, industry):
    """CCD of one industry, logs against the United States; G each."""
    at = np.arange(w.G) * w.N + industry
    r = {k: v[at] for k, v in w.rows.items()}
    out = {"level_output": np.where(r["output"] > 0, np.log(r["output"]), np.nan),
           "level_inputs": np.where(r["inputs"] > 0, np.log(r["inputs"]), np.nan)}

    def ccd(share, logs):
        return (0.5 * (share + share.mean(axis=1, keepdims=True)) * (logs - logs.mean(axis=1, keepdims=True))).sum(axis=0)

    pay, q = (np.array([r[p + k] for k in SKILLS]) for p in ("LAB", "H_"))
    ok = (q > 0).all(axis=0) & (pay.sum(axis=0) > 0)
    out["level_labour"] = np.full(w.G, np.nan)
    if ok.any():
        out["level_labour"][ok] = ccd(pay[:, ok] / pay[:, ok].sum(axis=0), np.log(q[:, ok]))
    out["level_capital"] = np.where(r["K"] > 0, np.log(r["K"]), np.nan)
    out["level_productivity"] = out["level_output"] - np.where(r["H_EMP"] > 0, np.log(r["H_EMP"]), np.nan)
    cost = np.array([r["inputs"], r["LAB"], r["CAP"]])
    logs = np.array([out["level_inputs"], out["level_labour"], out["level_capital"]])
    ok = np.isfinite(logs).all(axis=0) & np.isfinite(out["level_output"]) & (cost.sum(axis=0) > 0) & (cost != 0).all(axis=0)
    out["level_input"] = np.full(w.G, np.nan)
    if ok.any():
        out["level_input"][ok] = ccd(cost[:, ok] / cost[:, ok].sum(axis=0), logs[:, ok])
    out["level_tfp"] = out["level_output"] - out["level_input"]
    us = w.economies.index("USA")
    return {k: np.exp(v - v[us]) for k, v in out.items()}


class Check:
    def __init__(self, program, folder):
        self.program, self.folder, self.numbers, self.empty, self.failures = program, folder, 0, 0, []

    def ask(self, table, *options):
        done = subprocess.run([self.program, "run", "growth.accounts", table, "--format", "csv", *options], stdout=subprocess.PIPE,
                              text=True, check=True)
        return list(csv.DictReader(done.stdout.splitlines()))

    def column(self, what, rows, name, want, scale=1.0):
        got = np.array([float(r[name]) if r[name] else np.nan for r in rows])
        if got.size != want.size:
            self.failures.append(f"{what} {name}: {got.size} rows for {want.size}")
            return
        want = np.where(np.isfinite(want), want, np.nan)
        none = np.isnan(got) & np.isnan(want)
        bad = ~none & ~(np.abs(got - want) <= RTOL * np.maximum(np.abs(want), scale))
        self.numbers += int((~none).sum())
        self.empty += int(none.sum())
        if (~np.isnan(want)).sum() == 0:
            self.failures.append(f"{what} {name}: nothing was compared")
        if bad.any():
            p = int(np.flatnonzero(bad)[0])
            self.failures.append(f"{what} {name}: {int(bad.sum())} differ, first row {p} {list(rows[p].values())[:3]}: {got[p]!r}, "
                                 f"expected {want[p]!r}")


def industries(c, table, pairs, what, *options):
    rows = c.ask(table, *options)
    names = {"output": "output", "inputs": "inputs", "hours": "hours", "quality": "quality", "capital": "capital", "tfp": "tfp",
             "labour": "labour", "capital_and_tfp": "rest", "value_added": "value_added", "va_labour": "va_labour",
             "va_capital": "va_capital", "va_tfp": "va_tfp", "labour_productivity": "per_hour"}
    for name, mine in names.items():
        c.column(what, rows, name, 100 * np.concatenate([getattr(p, mine) for p in pairs]))
    return rows


def economies(c, table, pairs, w, what, *options):
    rows = c.ask(table, "--by", "economy", *options)
    sums = [[p.economy(range(g * w.N, (g + 1) * w.N)) for g in range(w.G)] for p in pairs]
    flat = [s for year in sums for s in year]
    for name in ("value_added", "hours", "quality", "capital", "tfp", "tfp_industries", "reallocation_capital", "reallocation_labour",
                 "deflation", "labour", "capital_and_tfp", "labour_productivity"):
        c.column(what, rows, name, 100 * np.array([s.get(name, np.nan) for s in flat]))
    c.column(what, rows, "covered", np.array([s["covered"] for s in flat]))
    return rows, sums


def added_up(c, rows, pairs, sums, w):
    """Reallocation of value added: volumes at prices of 2005 against the index."""
    want, volume = [], [np.where(pairs[0].known, pairs[0].a["LAB"] + pairs[0].a["CAP"], pairs[0].a["va"])]
    for p in pairs:
        volume.append(volume[-1] * np.exp(p.value_added))
    for k, year in enumerate(sums):
        for s in year:
            m = s.get("members")
            want.append(np.nan if m is None else log(volume[k][m].sum(), volume[k + 1][m].sum()) - s["value_added"])
    full = [r for r, x in zip(rows, want) if not np.isnan(x)]
    c.column("economy", full, "reallocation_value_added", 100 * np.array([x for x in want if not np.isnan(x)]))


def without_stock(folder):
    path = os.path.join(folder, "growth_no_stock.csv.gz")
    with gzip.open(ACCOUNTS, "rt", encoding="utf-8") as f, gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as out:
        out.writelines(line for line in f if ",K_GFCF," not in line)
    return path


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in (*TABLES, ACCOUNTS)):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    c = Check(program, folder)
    made = {}
    for name, accounts in (("growth_wiod", ACCOUNTS), ("growth_invested", without_stock(folder))):
        made[name] = os.path.join(folder, name + ".h5")
        subprocess.run([program, "import", *TABLES, "-o", made[name], "--output-from", "rows", "--zero-output", "keep", "--satellite",
                        accounts], check=True, stderr=subprocess.DEVNULL)
    table, worlds = made["growth_wiod"], read_years()
    w, stocks = worlds[0], [v.rows["K"] for v in worlds]
    pairs = growth(worlds, stocks)
    rows = industries(c, table, pairs, "industry")
    by_economy, sums = economies(c, table, pairs, w, "economy")
    added_up(c, by_economy, pairs, sums, w)
    own = np.concatenate([s.get("own", np.full(w.N, np.nan)) for year in sums for s in year])
    c.column("industry", rows, "tfp_to_economy", 100 * own)
    single = growth(worlds, stocks, single=True)
    industries(c, table, single, "single", "--value-added", "single")
    economies(c, table, single, w, "economy, single", "--value-added", "single")

    rows = c.ask(table, "--by", "factor")
    for j, k in enumerate(SKILLS):
        some = [r for r in rows if r["factor"] == "LAB" + k]
        whole = [np.isnan(sum(p.skill)) for p in pairs]
        c.column("factor", some, "contribution", 100 * np.concatenate([np.where(n, np.nan, p.w[1] * p.skill[j]) for n, p in zip(whole, pairs)]))
    rows = c.ask(table, "--index", "fisher")
    tfp = np.concatenate([p.fisher_tfp for p in pairs])
    known = ~np.isnan(tfp)
    c.column("fisher", [r for r, k in zip(rows, known) if k], "tfp", 100 * tfp[known])
    rows = c.ask(table, "--index", "fisher", "--by", "economy")
    pairs_of_fisher = growth(worlds, stocks, fisher=True)
    c.column("fisher industries", c.ask(table, "--index", "fisher"), "value_added",
             100 * np.concatenate([p.value_added for p in pairs_of_fisher]))
    fisher = [p.fisher_value_added(range(g * w.N, (g + 1) * w.N)) for p in pairs_of_fisher for g in range(w.G)]
    some = [r["tfp"] != "" for r in rows]
    c.column("fisher", [r for r, k in zip(rows, some) if k], "value_added", 100 * np.array(fisher)[some])

    rows = c.ask(table, "--whole", "--by", "economy")
    total = {k: 100 * np.sum([[s.get(k, np.nan) for s in year] for year in sums], axis=0) for k in ("value_added", "tfp", "hours")}
    for name, want in total.items():
        c.column("whole", rows, name, want)

    rows = c.ask(table, "--by", "level", "--reference", "USA", "--year", "2006-2007")
    for k, year in enumerate(YEARS[1:], 1):
        found = [levels(worlds[k], j) for j in range(w.N)]
        mine = [r for r in rows if r["year"] == str(year)]
        for name in found[0]:
            c.column("level", mine, name, np.array([found[j][name][g] for g in range(w.G) for j in range(w.N)]))

    invested = growth(worlds, perpetual(worlds))
    industries(c, made["growth_invested"], invested, "perpetual inventory")
    for line in c.failures[:25]:
        print(line)
    print(f"{c.numbers} numbers, {c.empty} empty in both, {len(c.failures)} failures, rtol {RTOL:g}")
    return 1 if c.failures or c.numbers < 120000 else 0


sys.exit(main())
