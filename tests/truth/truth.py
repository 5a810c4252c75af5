"""truth.py DOMAR FOLDER: the program on WIOD 2008 against two computations made elsewhere.

published: ../shared/data/truth/chains/independent_2008, where the data are there;
own:       recompute.py, which reads the published tables itself.
Rule: |a - b| <= 1e-9 max(|b|, scale), scale the economy's exports or output, 1 for ratios.
"""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base
import recompute_chain as chain
import recompute_prices as prices

SHARED = "../shared/data"
TABLE = SHARED + "/io/wiod13/wiod13_2008.csv.gz"
ACCOUNTS = SHARED + "/io/wiod13/wiod13_sea_july14.csv.gz"
TRUTH = SHARED + "/truth/chains/independent_2008/"
RTOL = 1e-9


class Compared:
    """Counts what was compared and keeps what failed."""

    def __init__(self):
        self.numbers = self.missing = 0
        self.failures = []

    def check(self, what, got, want, scale=1.0, slack=0.0):
        got, want = np.asarray(got, float).ravel(), np.asarray(want, float).ravel()
        if got.shape != want.shape:
            self.failures.append(f"{what}: {got.size} numbers, expected {want.size}")
            return
        scale = np.broadcast_to(scale, want.shape)
        both = np.isnan(got) & np.isnan(want)
        bound = RTOL * np.maximum(np.abs(want), scale) + slack
        with np.errstate(invalid="ignore"):
            bad = ~both & ~(np.abs(got - want) <= bound)
        self.numbers += int((~np.isnan(want)).sum())
        self.missing += int(both.sum())
        if (~np.isnan(want)).sum() == 0:
            self.failures.append(f"{what}: nothing but gaps, so nothing was compared")
        if bad.any():
            p = int(np.flatnonzero(bad)[0])
            self.failures.append(f"{what}: {int(bad.sum())} of {bad.size} differ, first at {p}: "
                                 f"{got[p]!r}, expected {want[p]!r}")


class Answers:
    """Runs the program and hands out columns, in the order that it prints."""

    def __init__(self, program, table):
        self.program, self.table = program, table

    def __call__(self, method, *options):
        command = [self.program, "run", method, self.table, "--format", "csv", *options]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        rows = list(csv.reader(done.stdout.splitlines()))
        columns = {name: [row[c] for row in rows[1:]] for c, name in enumerate(rows[0])}
        return columns

    def numbers(self, method, names, *options):
        columns = self(method, *options)
        return [np.array([float(v) if v else np.nan for v in columns[name]]) for name in names]


def stored(name):
    with gzip.open(TRUTH + name, "rt", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    names = [row[0] for row in rows[1:]]
    data = np.array([[float(v) if v else np.nan for v in row[1:]] for row in rows[1:]])
    return names, rows[0][1:], data


def against_published(ask, w, c):
    """Files of independent_2008: 12 significant digits; U and D by economy, net of inventories, 8."""
    names, heads, data = stored("sector_indicators.csv.gz")
    col = {h: data[:, k] for k, h in enumerate(heads)}
    assert names == [f"{g}_{k}" for g, k in w.keys()]
    output, exports = w.x.reshape(w.G, w.N).sum(axis=1), w.exports().reshape(w.G, w.N).sum(axis=1)
    got = ask.numbers("accounts.multipliers", ["output", "value_added"])
    c.check("multipliers output", got[0], col["backward_total"])
    c.check("multipliers value_added", got[1], col["va_mult"])
    pairs = [("backward", "backward_total"), ("forward", "forward_ghosh"),
             ("power_of_dispersion", "power_dispersion"), ("sensitivity_of_dispersion", "sensitivity_dispersion")]
    for (name, key), got in zip(pairs, ask.numbers("accounts.linkages", [p[0] for p in pairs])):
        c.check("linkages " + name, got, col[key])
    pairs = [("direct", "forward_direct_ghosh"), ("total", "forward_ghosh"), ("sensitivity", "ghosh_sensitivity")]
    for (name, key), got in zip(pairs, ask.numbers("accounts.ghosh", [p[0] for p in pairs])):
        c.check("ghosh " + name, got, col[key])
    c.check("linkages forward leontief", ask.numbers("accounts.linkages", ["forward"], "--forward", "leontief")[0],
            col["forward_leontief_rowsum"])
    got = ask.numbers("accounts.linkages", ["backward_direct", "forward_direct"], "--by", "direct")
    c.check("linkages direct backward", got[0], col["backward_direct"])
    c.check("linkages direct forward", got[1], col["forward_direct_ghosh"])
    for method, short in (("upstreamness", "upstream"), ("downstreamness", "downstream")):
        for option, key in (("none", "raw"), ("net", "invcorr")):
            got = ask.numbers("chain." + method, [method], "--inventories", option)
            c.check(f"{method} {option}", got[0], col[f"{short}_{key}"])
    c.check("extraction", ask.numbers("accounts.extraction", ["loss_output"])[0], col["hem_total_loss"],
            np.repeat(output, w.N))
    _, heads, data = stored("country_level_U_D.csv.gz")
    for k, method in enumerate(("upstreamness", "downstreamness")):
        got = ask.numbers("chain." + method, [method], "--by", "whole", "--inventories", "net")
        c.check(method + " whole", got[0], data[:, k], slack=5.0001e-8)       # half of the last digit kept
    for file, options in (("va_content_of_exports_source_by_exporter.csv.gz", ()),
                          ("va_origin_by_absorption_country.csv.gz", ("--in", "final_demand"))):
        _, _, data = stored(file)                                              # origin x exporter
        got = ask.numbers("chain.value_added", ["value"], "--by", "partner", *options)
        c.check(file, got[0], data.T, np.repeat(exports, w.G))
    _, heads, data = stored("country_indicators.csv.gz")
    names = ["total", "vax", "vax_ratio", "domestic", "foreign"]
    for k, got in enumerate(ask.numbers("chain.value_added", names, "--by", "economy")):
        c.check("value_added by economy " + names[k], got, data[:, k], 1 if k == 2 else exports)


def against_own_accounts(ask, w, c):
    labour, jobs = w.rows["LAB"], w.rows["EMP"]
    names = ["output", "value_added", "income", "jobs", "imports"]
    closed = base.closed_inverse(w, labour)
    for B, close in ((w.B, ()), (closed, ("--closed",))):
        for scope in ("world", "domestic"):
            got = ask.numbers("accounts.multipliers", names, "--scope", scope, *close)
            want = base.multipliers(w, labour, jobs, B, scope == "domestic")
            for k, name in enumerate(names):
                what = f"multipliers {name} {scope} {' '.join(close)}"
                if scope == "world" and name in ("income", "jobs"):   # the rest of the world has no accounts
                    if not np.isnan(want[k]).all() or not np.isnan(got[k]).all():
                        c.failures.append(what + ": a world total was given although there are gaps")
                    continue
                c.check(what, got[k], want[k])
    c.check("eigenvector", ask.numbers("accounts.linkages", ["eigenvector"])[0], base.left_eigenvector(w))
    scale = np.nansum(jobs)
    wide = base.footprint(w, jobs)
    got = ask.numbers("accounts.footprint", ["value"], "--row", "EMP")
    # rows: consumer, industry, producer
    want = wide.reshape(w.G, w.G, w.N).transpose(0, 2, 1)
    c.check("footprint jobs", got[0], want, scale)
    some = ask.numbers("accounts.footprint", ["value"], "--row", "EMP", "--by", "economy")
    gaps = np.array([not base.complete(w, jobs, s) for s in range(w.G)])
    sums = np.nansum(wide.reshape(w.G, w.G, w.N), axis=2)
    sums[:, gaps] = np.nan
    c.check("footprint jobs by economy", some[0], sums, scale)
    product = base.footprint_by_product(w, w.va)
    got = ask.numbers("accounts.footprint", ["value"], "--row", "VA", "--by", "product")
    c.check("footprint value added by product", got[0], product, w.va.sum() / w.G)
    value = ask.numbers("accounts.extraction", ["loss_output", "loss_value_added"], "--by", "economy")
    got = ask.numbers("accounts.extraction", ["loss_output", "loss_value_added"])
    output = w.x.reshape(w.G, w.N).sum(axis=1)
    for g in list(range(0, w.G, 4)) + [w.G - 1]:
        want = base.extraction(w, np.arange(g * w.N, (g + 1) * w.N))
        c.check(f"extraction of {w.economies[g]}", [value[0][g], value[1][g]], want, output[g])
        i = g * w.N + g % w.N
        c.check(f"extraction of industry {i}", [got[0][i], got[1][i]], base.extraction(w, [i]), output[g])


def against_own_chain(ask, w, c):
    exports = w.exports().reshape(w.G, w.N).sum(axis=1)
    for method, k in (("upstreamness", 0), ("downstreamness", 1)):
        for net in (False, True):
            got = ask.numbers("chain." + method, [method], "--by", "whole", "--inventories", "net" if net else "none")
            c.check(f"{method} whole, net {net}", got[0], chain.steps(w, net, True)[k])
        mean = (chain.steps(w, False, False)[k] * w.x).reshape(w.G, w.N).sum(axis=1)
        got = ask.numbers("chain." + method, [method], "--by", "economy")
        c.check(method + " mean", got[0], mean / w.x.reshape(w.G, w.N).sum(axis=1))
    for final in (False, True):
        got = ask.numbers("chain.value_added", ["value"], "--in", "final_demand" if final else "exports")
        c.check(f"value_added by industry, final {final}", got[0], chain.value_added(w, final),
                np.repeat(exports, w.n))
    got = ask.numbers("chain.value_added", ["vax"], "--by", "economy")
    c.check("vax", got[0], chain.vax(w), exports)
    names = ["direct", "total", "hhi"]
    got = ask.numbers("chain.dependence", names)
    d, t, h = chain.dependence_on_economies(w, False)
    for k, want in enumerate((d, t, np.repeat(h, w.G))):
        c.check("dependence of industries " + names[k], got[k], want)
    got = ask.numbers("chain.dependence", names, "--by", "economy")
    d, t, h = chain.dependence_on_economies(w, True)
    for k, want in enumerate((d, t, np.repeat(h, w.G))):
        c.check("dependence of economies " + names[k], got[k], want)
    got = ask.numbers("chain.dependence", names, "--by", "supplier", "--economy", "CHN,DEU,LUX")
    chosen = [w.economies.index(g) for g in ("CHN", "DEU", "LUX")]
    for k, want in enumerate(chain.dependence_on_industries(w, True)):
        c.check("dependence on industries " + names[k], got[k], want[chosen])
    choke_points(ask, w, c)


def choke_points(ask, w, c):
    """The listed suppliers are the largest, their numbers right."""
    rows = ask("chain.dependence", "--by", "choke", "--economy", "CHN,MLT")
    d, t, h = chain.dependence_on_industries(w, False)
    at = {key: p for p, key in enumerate(w.keys())}
    users = [at[key] for key in zip(rows["economy"], rows["industry"])]
    suppliers = [at[key] for key in zip(rows["partner"], rows["partner_industry"])]
    for name, want in (("direct", d), ("total", t), ("hhi", h)):
        c.check("choke points " + name, [float(v) for v in rows[name]], want[users, suppliers])
    for j in sorted(set(users)):
        foreign = np.where(w.own == w.own[j], -np.inf, t[j])
        listed = [suppliers[k] for k in range(len(users)) if users[k] == j]
        if len(listed) != 5 or not np.allclose(sorted(foreign[listed]), np.sort(foreign)[-5:], rtol=1e-9):
            c.failures.append(f"choke points of {w.keys()[j]}: not the five largest")


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE) or not os.path.exists(TRUTH):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table = os.path.join(folder, "wiod13_2008.h5")
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output", "keep",
                    "--satellite", ACCOUNTS], check=True, stderr=subprocess.DEVNULL)
    w = base.read_wiod13(TABLE)
    w.households, w.inventories = w.categories.index("c37"), w.categories.index("c42")
    base.attach_accounts(w, ACCOUNTS, 2008, ["LAB", "EMP"], ["LAB"])
    ask, c = Answers(program, table), Compared()
    against_published(ask, w, c)
    published = c.numbers
    against_own_accounts(ask, w, c)
    prices.against(ask, w, c)
    against_own_chain(ask, w, c)
    for line in c.failures:
        print(line)
    print(f"{published} numbers against the stored computation, {c.numbers - published} against recompute.py, "
          f"{c.missing} gaps in both, {len(c.failures)} failures, rtol {RTOL:g}")
    return 1 if c.failures else 0


sys.exit(main())
