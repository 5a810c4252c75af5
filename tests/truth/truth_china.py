"""truth_china.py DOMAR FOLDER: China's national tables 2002 to 2020 with employment, from the published files to the answers.

Nine tables of five classifications are read, aggregated to broad sectors and joined by the program; employment by sector is
made here from the series of the same source (10 thousand persons, letters A to T, up to 2018) and attached.  Everything is
then read and computed again in numpy, and looked at for sense.  No capital, no deflators: current prices.
Rule: |a - b| <= 1e-9 max(|b|, scale), scale = output or 100 per cent.
"""
import csv
import os
import subprocess
import sys

import numpy as np

SHARED = "../shared/data/io/china_io"
FILES = {2002: 122, 2005: 42, 2007: 135, 2010: 41, 2012: 139, 2015: 42, 2017: 149, 2018: 153, 2020: 153}
YEARS = list(FILES)
KIND = {r["code"]: r["kind"] for r in csv.DictReader(open("data/codes/industries_china.csv", encoding="utf-8"))}
SECTORS = [r["code"] for r in csv.DictReader(open("data/codes/broad.csv", encoding="utf-8"))]
# Divisions of national accounts in broad sectors; N (water conservancy, environment, public facilities) as the tables' own.
LETTERS = {"A": "AGR", "B": "MIN", "C": "MAN", "D": "EGW", "E": "CON", "F": "TRD", "G": "TRA", "H": "TRD", "I": "ICT", "J": "FIN",
           "K": "REA", "L": "BUS", "M": "BUS", "N": "NNN", "O": "OTH", "P": "PUB", "Q": "PUB", "R": "OTH", "S": "PUB", "T": "PUB"}
LETTERS["N"] = KIND["水利管理业"]
RTOL = 1e-9


class Year:
    def __init__(self, year):
        with open(f"{SHARED}/china_{year}_{FILES[year]}.csv", encoding="utf-8-sig") as f:
            rows = list(csv.reader(f))
        head, body = rows[0], {r[0]: r for r in rows[1:]}
        codes = [c for c in head if c.isdigit()]
        at = {c: head.index(c) for c in head}
        sector = np.array([SECTORS.index(KIND[body[c][2]]) for c in codes])
        fold = np.zeros((len(SECTORS), len(codes)))
        fold[sector, np.arange(len(codes))] = 1
        number = lambda r, c: float(r[at[c]] or 0)
        column = lambda c: fold @ np.array([number(body[k], c) for k in codes]) if c in at else np.zeros(len(SECTORS))
        Z = np.array([[number(body[i], j) for j in codes] for i in codes])
        self.Z = fold @ Z @ fold.T
        self.x, self.e, self.m = column("GO"), column("EX"), column("IM")
        self.va = self.x - self.Z.sum(axis=0)
        home = self.x - self.e
        self.D = home / (home + self.m)
        self.y = home + self.m - self.Z.sum(axis=1)            # final use at home with what is left over
        self.A = self.Z / self.x
        self.jobs = np.full(len(SECTORS), np.nan)


def value(years, f, s):
    A, of, other, B, mix, level = (years[s[1]].A, years[s[2]], years[s[1]], years[s[3]].D, years[s[4]], years[s[5]])
    # What an industry did not buy in the year of the sources comes from where it does in the year of the technology.
    D = np.where(of.Z != 0, of.D[:, None], other.D[:, None])
    L = np.linalg.inv(np.eye(len(f[0])) - D * A)
    return np.array([f[s[0]] * (L @ (B * mix.y / mix.y.sum() * level.y.sum())),
                     f[s[0]] * (L @ (mix.e / mix.e.sum() * level.e.sum()))])


def causes(a, b, row):
    f = [row(a) / a.x, row(b) / b.x]
    out = {k: 0 for k in ("coefficient", "technology", "import_substitution", "home_demand", "foreign_demand")}
    for order in (range(6), range(5, -1, -1)):
        s = [0] * 6
        for k in order:
            before = value((a, b), f, s)
            s[k] = 1
            step = 0.5 * (value((a, b), f, s) - before)
            if k >= 4:
                out["home_demand"], out["foreign_demand"] = out["home_demand"] + step[0], out["foreign_demand"] + step[1]
            else:
                name = ("coefficient", "technology", "import_substitution", "import_substitution")[k]
                out[name] = out[name] + step.sum(axis=0)
    return out


class Truth:
    def __init__(self, program):
        self.program, self.count, self.failures = program, 0, []

    def ask(self, method, table, *options):
        done = subprocess.run([self.program, "run", method, table, "--format", "csv", *options], stdout=subprocess.PIPE,
                              text=True, check=True)
        return list(csv.DictReader(done.stdout.splitlines()))

    def same(self, what, got, want, scale=100.0):
        self.count += 1
        got = float(got) if got else np.nan
        if not ((np.isnan(got) and np.isnan(want)) or abs(got - want) <= RTOL * max(abs(want), scale)):
            self.failures.append(f"{what}: {got!r}, expected {want!r}")

    def sense(self, what, holds):
        self.count += 1
        if not holds:
            self.failures.append("makes no sense: " + what)


def employment(path, years):
    """Broad sectors from the letters; written as rows to attach."""
    with open(f"{SHARED}/china_employment.csv", encoding="utf-8-sig") as f:
        rows = {r["Code"]: r for r in csv.DictReader(f)}
    for y, w in years.items():
        if str(y) in rows["A"]:
            w.jobs = np.zeros(len(SECTORS))
            for letter, sector in LETTERS.items():
                w.jobs[SECTORS.index(sector)] += float(rows[letter][str(y)])
            assert abs(w.jobs.sum() - float(rows["TOT"][str(y)])) < 60          # the parts are rounded
    with open(path, "w", encoding="utf-8") as f:
        f.write("row,economy,industry,year,value,kind,unit\n")
        for y, w in years.items():
            for k, v in zip(SECTORS, w.jobs):
                f.write(f"EMP,CHN,{k},{y},{'' if np.isnan(v) else repr(float(v))},jobs,10 thousand persons\n")


def sources(t, table, w):
    for row, name in ((lambda y: y.x, "OUTPUT"), (lambda y: y.va, "VA"), (lambda y: y.jobs, "EMP")):
        got = {(int(r["year"]), r["industry"], r["term"]): r["value"] for r in t.ask("growth.sources", table, "--row", name)}
        chained = {}
        for a, b in zip(YEARS, YEARS[1:]):
            parts, size = causes(w[a], w[b], row), np.nansum(row(w[b]))
            for k, part in parts.items():
                for i, sector in enumerate(SECTORS):
                    t.same(f"{name} {b} {sector} {k}", got[b, sector, k], part[i], size)
                chained[k] = chained.get(k, 0) + 100 * part.sum() * np.log(row(w[b]).sum() / row(w[a]).sum()) / (
                    row(w[b]).sum() - row(w[a]).sum())
            t.sense("export_competition is told", got[b, "MAN", "export_competition"] == "")
        whole = t.ask("growth.sources", table, "--row", name, "--whole", "--by", "economy")
        for r in whole:
            if r["term"] != "export_competition":
                t.same(f"{name} whole {r['term']}", r["contribution"], chained[r["term"]])
        if name == "EMP":
            t.sense("jobs of 2020 are not known, yet told", all(r["value"] == "" for r in whole))
        else:
            total = sum(float(r["contribution"]) for r in whole if r["contribution"])
            t.same(f"{name} sum", repr(total), 100 * np.log(row(w[2020]).sum() / row(w[2002]).sum()))
    up = {r["term"]: float(r["contribution"]) for r in t.ask("growth.sources", table, "--whole", "--by", "economy", "--year",
                                                             "2002-2007") if r["contribution"]}
    down = {r["term"]: float(r["contribution"]) for r in t.ask("growth.sources", table, "--whole", "--by", "economy", "--year",
                                                               "2007-2020") if r["contribution"]}
    t.sense("demand at home brings most", up["home_demand"] > up["foreign_demand"] > 0)
    t.sense("exports bring less after 2007", down["foreign_demand"] / sum(down.values()) < up["foreign_demand"] / sum(up.values()))


def structure(t, table, w):
    years = [y for y in YEARS if y <= 2018]
    span = ("--year", "2002-2018")
    got = {(int(r["year"]), r["industry"]): r for r in t.ask("growth.structure", table, *span, "--by", "industry")}
    rows = {int(r["year"]): r for r in t.ask("growth.structure", table, *span)}
    total = dict.fromkeys(("within", "between_static", "between_dynamic"), 0.0)
    for a, b in zip(years, years[1:]):
        y0, y1, l0, l1 = w[a].va, w[b].va, w[a].jobs, w[b].jobs
        P0, P1, p0, p1, s0, s1 = y0.sum() / l0.sum(), y1.sum() / l1.sum(), y0 / l0, y1 / l1, l0 / l0.sum(), l1 / l1.sum()
        scale = 100 * np.log(P1 / P0) / (P1 - P0)
        parts = {"within": scale * s0 * (p1 - p0), "between_static": scale * (s1 - s0) * (p0 - P0),
                 "between_dynamic": scale * (s1 - s0) * (p1 - p0 - P1 + P0)}
        for k, part in parts.items():
            total[k] += part.sum()
            t.same(f"{b} {k}", rows[b][k], part.sum())
            for i, sector in enumerate(SECTORS):
                t.same(f"{b} {sector} {k}", got[b, sector][k], part[i])
        t.same(f"{b} growth", rows[b]["growth"], 100 * np.log(P1 / P0))
        t.sense(f"{b}: current prices and heads", (rows[b]["prices"], rows[b]["labour"], rows[b]["baumol"]) == ("current", "jobs", ""))
        man = SECTORS.index("MAN")
        t.same(f"{b} share", rows[b]["manufacturing_share"], y1[man] / y1.sum(), 1)
        t.same(f"{b} imported", rows[b]["imported_inputs"], ((1 - w[b].D) * w[b].Z[:, man]).sum() / w[b].x[man], 1)
    share = [float(got[b, "AGR"]["labour_share"]) for b in years[1:]]
    t.sense("agriculture's share in jobs falls", share == sorted(share, reverse=True))
    t.sense("labour left agriculture for better industries", total["between_static"] > 0)
    t.sense("most of the growth is within", total["within"] > total["between_static"] + total["between_dynamic"])
    t.sense("agriculture is below the mean, finance above", float(got[2018, "AGR"]["relative_productivity"]) < 1 <
            float(got[2018, "FIN"]["relative_productivity"]))
    t.sense("manufacturing's share peaked before 2018", int(rows[2018]["peak_year"] or 0) < 2018)
    last = t.ask("growth.structure", table, "--whole")[0]
    t.sense("2020 has no jobs, so no productivity", last["growth"] == "" and last["manufacturing_share"] != "")


def main():
    t, folder = Truth(sys.argv[1]), sys.argv[2]
    paths = [f"{SHARED}/china_{y}_{n}.csv" for y, n in FILES.items()]
    if not all(os.path.exists(p) for p in paths + [f"{SHARED}/china_employment.csv"]):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    years = {y: Year(y) for y in YEARS}
    rows, table = os.path.join(folder, "china_jobs.csv"), os.path.join(folder, "china.h5")
    employment(rows, years)
    subprocess.run([t.program, "import", *paths, "--industries", "broad", "--rows", rows, "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    sources(t, table, years)
    structure(t, table, years)
    for line in t.failures[:20]:
        print(line)
    print(f"{t.count} numbers, {len(t.failures)} failures, rtol {RTOL:g}")
    return 1 if t.failures else 0


sys.exit(main())
