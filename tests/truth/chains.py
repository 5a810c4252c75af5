"""chains.py DOMAR FOLDER: chain.participation and chain.length on WIOD 2008.

Against the stored numpy computation (../shared/data/truth/chains/independent_2008, made elsewhere)
and decompr 7 (trade based measures).  Rule: |a - b| <= 1e-9 max(|b|, output, exports, or 1).
"""
import csv
import gzip
import math
import os
import subprocess
import sys

SHARED = "../shared/data"
TABLE = SHARED + "/io/wiod13/wiod13_2008.csv.gz"
TRUTH = SHARED + "/truth/chains/"
RTOL = 1e-9
PRODUCTION = {"V_D": "v_d", "V_RT": "v_rt", "V_GVC_S": "v_gvc_s", "V_GVC_C": "v_gvc_c", "GVCPt_f": "gvc_forward",
              "Y_D": "y_d", "Y_RT": "y_rt", "Y_GVC_S": "y_gvc_s", "Y_GVC_C": "y_gvc_c", "GVCPt_b": "gvc_backward"}
LENGTH = {k: k.lower() for k in ("PLv", "PLv_D", "PLv_RT", "PLv_GVC", "PLy", "PLy_DRT", "PLy_GVC")}
LENGTH["GVC_position"] = "gvc_position"
COUNTRY = {"gvc_participation_koopman": "koopman_participation", "gvc_position_koopman": "koopman_position",
           "fc_in_exports(VS)": "vs", "indirect_va(VS1)": "vs1"}
# The stored length of an industry without intermediate trade is noise over noise: 1e-16 / 1e-16.
NOISE = {("LVA", "c5", "PLv_GVC"), ("LVA", "c5", "GVC_position")}


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def ask(program, table, method, *options):
    done = subprocess.run([program, "run", method, table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def number(text):
    return float(text) if text not in ("", None) else math.nan


def main():
    program, folder = sys.argv[1:3]
    if not os.path.exists(TABLE) or not os.path.exists(TRUTH):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    table, failures, count = os.path.join(folder, "chains_2008.h5"), [], 0
    subprocess.run([program, "import", TABLE, "-o", table, "--output-from", "rows", "--zero-output", "keep"],
                   check=True, stderr=subprocess.DEVNULL)

    def check(what, got, want, scale):
        nonlocal count
        if math.isnan(got) and math.isnan(want):
            return
        count += 1
        if not abs(got - want) <= RTOL * max(abs(want), scale):
            failures.append(f"{what}: {got!r}, expected {want!r}")

    stored = rows(TRUTH + "independent_2008/sector_indicators.csv.gz")
    for method, names in (("chain.participation", PRODUCTION), ("chain.length", LENGTH)):
        for got, want in zip(ask(program, table, method), stored, strict=True):
            key = got["economy"], got["industry"]
            for theirs, ours in names.items():
                if (*key, theirs) in NOISE:
                    continue
                share = method == "chain.length" or theirs.startswith("GVCPt")
                check(f"{key} {ours}", number(got[ours]), number(want[theirs]), 1 if share else number(want["x"]))
    economies = {r["economy"]: r for r in ask(program, table, "chain.participation", "--by", "economy")}
    indicators = rows(TRUTH + "independent_2008/country_indicators.csv.gz")
    for want in indicators:
        got = economies[want[list(want)[0]]]
        for theirs, ours in COUNTRY.items():
            check(f"{got['economy']} {ours}", number(got[ours]), number(want[theirs]),
                  number(want["exports"]) if ours.startswith("vs") else 1)
    for want in rows(TRUTH + "peers_2008/decompr7_bm_country_exporter_source_exports.csv.gz"):
        for name in ("GVC", "GVCB", "GVCF"):
            check(f"{want['Exporting_Country']} {name}", number(economies[want["Exporting_Country"]][name.lower()]),
                  number(want[name]), number(want["GEXP"]))
    trade = {(r["economy"], r["industry"]): r for r in ask(program, table, "chain.participation", "--by", "trade")}
    for want in rows(TRUTH + "peers_2008/decompr7_bm_sector_exporter_source_exports.csv.gz"):
        key = want["Exporting_Country"], want["Exporting_Industry"]
        for name in ("GVC", "GVCB", "GVCF"):
            check(f"{key} {name}", number(trade[key][name.lower()]), number(want[name]),
                  number(economies[key[0]]["exports"]))
    for line in failures[:20]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures, rtol {RTOL:g}")
    return 1 if failures or count < 28000 else 0


sys.exit(main())
