"""exports.py DOMAR FOLDER: chain.exports on full years of WIOD.

Against decompr 6.4 (wwz, kww), decompr 7 (Borin-Mancini) and exvatools (kww by industry, Borin-Mancini
in fine terms, Miroudot-Ye) on 2008, as stored under ../shared/data/truth; against extraction really carried out (numpy, dense) for single economies and
a bloc on 2011.  Rule: |a - b| <= 1e-9 max(|b|, exports of the economy).
"""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
YEARS = {y: f"{SHARED}/io/wiod13/wiod13_{y}.csv.gz" for y in (2008, 2011)}
PEERS = SHARED + "/truth/chains/peers_2008/"
RTOL = 1e-9
KWW = {"DVA_FIN": "dva_fin", "DVA_INT": "dva_int", "DVA_INTrex": "dva_int_rex", "RDV_FIN": "rdv_fin",
       "RDV_INT": "rdv_int", "DDC": "ddc", "FVA_FIN": "fva_fin", "FVA_INT": "fva_int", "FDC": "fdc"}
# exvatools names value added absorbed abroad VAX and what returns REF
EXVATOOLS = {"VAX1": "dva_fin", "VAX2": "dva_int", "VAX3": "dva_int_rex", "REF1": "rdv_fin",
             "REF2": "rdv_int", "DDC": "ddc", "FVA1": "fva_fin", "FVA2": "fva_int", "FDC": "fdc"}
EU27 = ("AUT BEL BGR CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROM "
        "SVK SVN ESP SWE").split()                       # Croatia is in the rest of the world here


class Tally:
    def __init__(self):
        self.numbers, self.failures = 0, []

    def check(self, what, got, want, scale):
        self.numbers += 1
        if got is None or not abs(got - want) <= RTOL * max(abs(want), scale):
            self.failures.append(f"{what}: {got!r}, expected {want!r}")


def peer(name):
    with gzip.open(PEERS + name, "rt", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def ask(program, table, *options):
    done = subprocess.run([program, "run", "chain.exports", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    rows = csv.reader(done.stdout.splitlines())
    head = next(rows)
    value = head.index("value")
    keys = [k for k, name in enumerate(head) if name not in ("year", "value", "share")]
    return {tuple(row[k] for k in keys): float(row[value]) for row in rows if row[value]}


def against_peers(program, table, c):
    exports = {r["Country"]: sum(float(r[k]) for k in KWW) for r in peer("decompr_kww_country.csv.gz")}
    got = ask(program, table, "--scheme", "wwz", "--by", "industry,partner")
    for r in peer("decompr_wwz16.csv.gz"):
        key = r["Exporting_Country"], r["Exporting_Industry"], r["Importing_Country"]
        for name in r:
            if name not in ("Exporting_Country", "Exporting_Industry", "Importing_Country", "texp"):
                c.check(f"wwz {key} {name}", got.get((*key, name.lower())), float(r[name]), exports[key[0]])
    got = ask(program, table, "--scheme", "kww", "--by", "economy")
    for file in ("decompr_kww_country.csv.gz", "decompr_wwz2kww_country.csv.gz"):
        for r in peer(file):
            for name, term in KWW.items():
                mine = got.get((r["Country"], term))
                if name == "FDC" and file.startswith("decompr_kww"):
                    mine += got.get((r["Country"], "other"), 0)    # theirs is what the others leave
                c.check(f"kww {r['Country']} {name}", mine, float(r[name]), exports[r["Country"]])
    got = ask(program, table, "--scheme", "kww", "--by", "industry")
    for r in peer("exvatools_kww_terms.csv.gz"):
        for name, term in EXVATOOLS.items():
            c.check(f"kww {r['country']} {r['industry']} {name}",
                    got.get((r["country"], r["industry"], term)), float(r[name]), exports[r["country"]])


# decompr 7, bm(): perspective and approach in the name of the file
BM = {"DVA": "dva", "VAX": "vax", "DAVAX": "davax", "REF": "ref", "DDC": "ddc", "FVA": "fva", "FDC": "fdc",
      "GVC": "gvc", "GVCB": "gvcb", "GVCF": "gvcf"}
BM_FILES = [("bilateral_exporter_source", "source", "exporter", "industry,partner"),
            ("country_exporter_source", "source", "exporter", "economy"),
            ("country_world_sink", "sink", "world", "economy"),
            ("country_world_source", "source", "world", "economy"),
            ("sector_exporter_sink", "sink", "exporter", "industry"),
            ("sector_exporter_source", "source", "exporter", "industry"),
            ("sector_self_source", "source", "sector", "industry")]


def against_borin_mancini(program, table, c):
    exports = {r["Exporting_Country"]: float(r["GEXP"])
               for r in peer("decompr7_bm_country_exporter_source_exports.csv.gz")}
    for file, approach, perspective, by in BM_FILES:
        got = ask(program, table, "--scheme", "bm", "--approach", approach, "--perspective", perspective,
                  "--by", by)
        for r in peer(f"decompr7_bm_{file}_exports.csv.gz"):
            key = [r[k] for k in ("Exporting_Country", "Exporting_Industry", "Importing_Country") if k in r]
            if key[0] == key[-1] and len(key) == 3:
                continue                                # what an economy sells itself is no export
            for name in BM.keys() & r.keys():
                c.check(f"bm {file} {key} {name}", got.get((*key, BM[name])), float(r[name]),
                        exports[key[0]])
    for approach, file in (("source", "src"), ("sink", "snk")):
        got = ask(program, table, "--scheme", "bm", "--approach", approach, "--detail")
        for r in peer(f"exvatools_bm_{file}_terms.csv.gz"):
            key = r["exporter"], r["industry"], r["importer"]
            for name in set(r) - {"exporter", "industry", "importer", "EXGR"}:
                c.check(f"bm {file} {key} {name}", got.get((*key, name.lower())), float(r[name]),
                        exports[key[0]])
    got = ask(program, table, "--scheme", "my", "--by", "industry")
    for r in peer("exvatools_my_terms_worldtotals.csv.gz"):
        for name in ("DVA", "DDC", "FVA", "FDC"):
            c.check(f"my {r['exporter']} {r['industry']} {name}",
                    got.get((r["exporter"], r["industry"], name.lower())), float(r[name]),
                    exports[r["exporter"]])


def against_imports(program, table, c):
    done = subprocess.run([program, "run", "chain.imports", table, "--format", "csv"],
                          stdout=subprocess.PIPE, text=True, check=True)
    got = {(r["economy"], r["term"]): float(r["value"]) for r in csv.DictReader(done.stdout.splitlines())}
    for r in peer("decompr7_bm_country_importer_source_imports.csv.gz"):
        g = r["Importing_Country"]
        for name, terms in (("VA", ["va"]), ("DC", ["dc"]), ("GIMP", ["va", "dc"])):
            c.check(f"imports {g} {name}", sum(got[g, k] for k in terms), float(r[name]), float(r["GIMP"]))


def extracted(w, members):
    """Value added that these economies lose without exports to the others."""
    mine = np.isin(w.own, members)
    Z, F = w.Z.copy(), w.by_user()
    Z[np.ix_(mine, ~mine)] = 0
    F[np.ix_(mine, [g for g in range(w.G) if g not in members])] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        A = np.where(w.x > 0, Z / w.x, 0.0)
    x = np.linalg.solve(np.eye(w.n) - A, F.sum(axis=1))
    return float((w.per_output(w.va)[mine] * (w.x - x)[mine]).sum())


def against_extraction(program, table, w, c):
    whole = ask(program, table, "--scheme", "ltv", "--by", "economy")
    terms = ask(program, table, "--scheme", "kww", "--by", "economy")
    scale = w.exports().reshape(w.G, w.N).sum(axis=1)
    for g in range(0, w.G, 6):
        code, want = w.economies[g], extracted(w, [g])
        c.check("extraction of " + code, whole.get((code, "dva")), want, scale[g])
        five = sum(terms[code, k] for k in list(KWW.values())[:5])
        c.check("five terms of kww, " + code, five, want, scale[g])
    members = [w.economies.index(k) for k in EU27]
    for options in (("--bloc", "EU27"), ("--bloc", "EUROPE=" + "+".join(EU27))):
        name = options[1].split("=")[0]
        got = ask(program, table, "--scheme", "ltv", "--by", "economy", *options)
        c.check("extraction of " + name, got.get((name, "dva")), extracted(w, members), scale.sum())
        got = ask(program, table, "--scheme", "wwz", "--by", "economy", *options)
        five = sum(v for k, v in got.items() if k[0] == name and k[1][:3] in ("dva", "rdv"))
        c.check("value-added terms of wwz, " + name, five, extracted(w, members), scale.sum())


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in YEARS.values()) or not os.path.exists(PEERS):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    c, tables = Tally(), {}
    for year, path in YEARS.items():
        tables[year] = os.path.join(folder, f"exports_{year}.h5")
        subprocess.run([program, "import", path, "-o", tables[year], "--output-from", "rows",
                        "--zero-output", "keep"], check=True, stderr=subprocess.DEVNULL)
    against_peers(program, tables[2008], c)
    against_borin_mancini(program, tables[2008], c)
    against_imports(program, tables[2008], c)
    against_extraction(program, tables[2011], base.read_wiod13(YEARS[2011]), c)
    for line in c.failures[:20]:
        print(line)
    print(f"{c.numbers} numbers, {len(c.failures)} failures, rtol {RTOL:g}")
    return 1 if c.failures or c.numbers < 2700000 else 0


sys.exit(main())
