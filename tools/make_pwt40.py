"""make_pwt40.py PWT1001.csv.gz OUT.csv: forty economies of the Penn World Table 10.01, 1990-2019, for examples/panels/pwt.yaml.

The rule: all columns known in all years, no investment price flagged as an outlier in the source (i_outlier), then the forty with the
largest real output (cgdpo) in 2019.  Numbers are copied as they stand.
"""
import csv
import gzip
import sys

COLUMNS = ["pop", "emp", "hc", "cgdpo", "cn", "ctfp", "rgdpna", "rnna", "rtfpna", "labsh", "csh_c", "csh_i", "csh_g", "csh_x", "csh_m"]
FIRST, LAST, COUNT = 1990, 2019, 40


def main(source, target):
    rows = {}
    with gzip.open(source, "rt", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if FIRST <= int(r["year"]) <= LAST:
                rows.setdefault(r["isocode"], []).append(r)
    whole = {code: of for code, of in rows.items() if len(of) == LAST - FIRST + 1
             and all(r[c] for r in of for c in COLUMNS) and all(r["i_outlier"] == "no" for r in of)}
    chosen = sorted(whole, key=lambda code: -float(whole[code][-1]["cgdpo"]))[:COUNT]
    with open(target, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["code", "year", *COLUMNS])
        for code in sorted(chosen):
            for r in whole[code]:
                out.writerow([code, r["year"], *(r[c] for c in COLUMNS)])
    print(f"{len(chosen)} of {len(whole)} economies with all data")


if __name__ == "__main__":
    main(*sys.argv[1:3])
