"""exact_structure.py FOLDER: accounts.structure of tests/data/two_years.csv in exact fractions."""
import csv
import sys
from fractions import Fraction as Q

PATH = "tests/data/two_years.csv"
ECONOMIES, INDUSTRIES = ["AAA", "BBB"], ["plant", "bank", "shop"]


def read():
    years = {}
    with open(PATH, encoding="utf-8") as f:
        for row in csv.DictReader(f):
            years.setdefault(int(row["year"]), []).append(row)
    return years


def accounts(lines):
    """(economy, industry) -> output, value added, exports, jobs."""
    answer = {}
    for g in ECONOMIES:
        for k in INDUSTRIES:
            sold = [(r["to_economy"], Q(r["value"])) for r in lines if r["role"] in ("flow", "final") and
                    (r["from_economy"], r["from_industry"]) == (g, k)]
            bought = sum((Q(r["value"]) for r in lines if r["role"] == "flow" and
                          (r["to_economy"], r["to_industry"]) == (g, k)), Q(0))
            jobs = [Q(r["value"]) for r in lines if r["role"] == "satellite" and
                    (r["to_economy"], r["to_industry"]) == (g, k)]
            x = sum((v for _, v in sold), Q(0))
            away = sum((v for to, v in sold if to != g), Q(0))
            answer[g, k] = (x, x - bought, away, jobs[0] if jobs else None)
    return answer


def cell(v):
    return "" if v is None else repr(float(v)) if isinstance(v, Q) else str(v)


def main():
    fine, coarse, before = [], [], None
    for year, lines in sorted(read().items()):
        a = accounts(lines)
        total = {g: sum(a[g, k][1] for k in INDUSTRIES) for g in ECONOMIES}
        share = {key: row[1] / total[key[0]] for key, row in a.items()}
        for (g, k), (x, va, e, jobs) in a.items():
            fine.append([year, g, k, x, va, share[g, k], e / x, jobs])
        for g in ECONOMIES:
            x, e = (sum(a[g, k][c] for k in INDUSTRIES) for c in (0, 2))
            jobs = [a[g, k][3] for k in INDUSTRIES]
            change = sum(abs(share[g, k] - before[g, k]) for k in INDUSTRIES) / 2 if before else None
            coarse.append([year, g, x, total[g], e / x, None if None in jobs else sum(jobs), share[g, "plant"],
                           share[g, "plant"] + share[g, "shop"], change])
        before = share
    cases = [("year=all", "economy,industry,output,value_added,va_share,export_share,jobs", fine),
             ("year=all by=economy", "economy,output,value_added,export_share,jobs,manufacturing_share,"
              "real_economy_share,structural_change", coarse)]
    with open(sys.argv[1] + "/accounts.structure.gold", "w", encoding="utf-8") as f:
        f.write("# Sizes, shares and change over two years; one industry has no data on jobs.\n")
        for params, head, rows in cases:
            f.write(f"table: {PATH}\nmethod: accounts.structure\nparams: {params}\ntolerance: 1e-13\n"
                    "source: independent computation: sums and shares in exact fractions from the lines of the file;\n"
                    "source: structural change is half the sum of absolute changes of value-added shares\n"
                    f"year,{head}\n")
            f.writelines(",".join(cell(v) for v in row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
