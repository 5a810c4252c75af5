"""truth_published.py DOMAR FOLDER: upstreamness and downstreamness as authors have published them.

Antras and Chor (2018): every industry of WIOD in 1995, 2000, 2005 and 2008, with output as row sums and
net inventories spread over the users.  Their tables had decimals; the stored ones are whole millions, in
which a cell below one half is gone: rows sum to less than the published output by a median of 0.38 per
cent in 1995, 0.39 in 2000, 0.28 in 2005 and 0.20 in 2008, and the differences go with it.

Antras, Chor, Fally and Hillberry (2012), continued to 2012: US industries from the detailed use table.
They take the commodity rows as the industries of the same code, and divide by output less exports and
net inventories, plus imports: by what is used at home.  So the page below leaves those three columns
out and the row sums are output; a commodity that is nobody's product counts one stage.
"""
import csv
import gzip
import os
import statistics
import subprocess
import sys

SHARED = "../shared/data/io/"
WIOD = SHARED + "published/antras_chor_2018_wiod13.csv.gz"
USA = SHARED + "published/acfh_upstreamness_us_2012.csv"
USE = SHARED + "us_bea/Detail_Use_2012_PRO_BeforeRedef_12sch.csv.gz"
# Median |difference|; what is gone from the tables of the two early years costs downstreamness more.
BOUND = {("upstreamness", year): .005 for year in (1995, 2000, 2005, 2008)}
BOUND |= {("downstreamness", year): .005 for year in (2005, 2008)}
BOUND |= {("downstreamness", year): .006 for year in (1995, 2000)}
BOUND_USA = .003
LEFT_OUT = "F03000 F04000 F05000 T001 T004 T007 T005 T006 T008"


def run(program, *words):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{words[0]}: {done.stderr}")
    return done.stdout


def answers(program, method, table, *options):
    rows = list(csv.reader(run(program, "run", method, table, "--format", "csv", *options).splitlines()))
    return {tuple(r[1:3]): float(r[3]) for r in rows[1:] if r[3]}


class Medians:
    def __init__(self):
        self.failures = 0

    def check(self, what, got, want, bound, least):
        common = [key for key in want if key in got]
        median = statistics.median(abs(got[key] - want[key]) for key in common) if common else float("nan")
        good = median <= bound and len(common) >= least
        self.failures += not good
        print(f"{what}: {len(common)} of {len(want)} numbers, median difference {median:.4f}, bound {bound}"
              f"{'' if good else ': FAILED'}")


def world(program, folder, medians):
    with gzip.open(WIOD, "rt", encoding="utf-8") as f:
        published = list(csv.DictReader(f))
    for year in sorted({year for _, year in BOUND}):
        table = os.path.join(folder, f"published_{year}.h5")
        run(program, "import", f"{SHARED}wiod13/wiod13_{year}.csv.gz", "-o", table, "--output-from", "rows",
            "--zero-output", "keep")
        for method, column in (("upstreamness", "GVC_Ui"), ("downstreamness", "GVC_Di")):
            want = {(r["country"], r["industry"]): float(r[column]) for r in published
                    if r["year"] == str(year) and r[column]}
            got = answers(program, "chain." + method, table, "--inventories", "net")
            medians.check(f"WIOD {year} {method}", got, want, BOUND[method, year], 1435)
            plain = answers(program, "chain." + method, table)
            worse = statistics.median(abs(plain[key] - want[key]) for key in want)
            if not worse > 2 * BOUND[method, year]:      # the correction is what brings them together
                medians.failures += 1
                print(f"WIOD {year} {method}: {worse:.4f} without the correction: the comparison is blunt")


def usa(program, folder, medians):
    with gzip.open(USE, "rt", encoding="utf-8") as f:
        rows = [line.split(",", 1)[0] for line in f]
    with gzip.open(USE, "rt", encoding="utf-8") as f:
        heads = f.readline().strip().replace('"', "").split(",")
    industries = heads[1:heads.index("T001")]
    final = [h for h in heads if h[0] == "F" and h not in LEFT_OUT.split()]
    rows = [r.strip('"') for r in rows[1:]]
    kinds = {"V00100": "labour", "V00200": "tax_production", "V00300": "capital"}
    for r in rows:                                 # what no industry is called after: inputs from outside
        if r not in industries and r not in kinds and r not in LEFT_OUT.split():
            kinds[r] = "imported_inputs"
    quoted = lambda codes: ", ".join(f'"{c}"' for c in codes)
    page = os.path.join(folder, "published_usa.yaml")
    with open(page, "w", encoding="utf-8") as f:
        f.write("title: Detailed use table of the United States, commodities taken as industries\n"
                "source: US Bureau of Economic Analysis\nyear: 2012\neconomy: USA\ncurrency: USD\nunit: million\n"
                f"absent: zero\nindustries: [{quoted(industries)}]\n"
                f"final_demand: {{{', '.join(f'{c}: {kind(c)}' for c in final)}}}\n"
                f"factors: {{{', '.join(f'{r}: {k}' for r, k in kinds.items())}}}\n"
                f"ignore: [{quoted(c for c in LEFT_OUT.split() if c in heads or c in rows)}]\n")
    table = os.path.join(folder, "published_usa.h5")
    run(program, "import", USE, "--format", "matrix", "--sidecar", page, "-o", table, "--output-from", "rows",
        "--zero-output", "keep")
    with open(USA, encoding="utf-8") as f:
        want = {("USA", r["io_industry"]): float(r["upstreamness"]) for r in csv.DictReader(f)}
    medians.check("USA 2012 upstreamness", answers(program, "chain.upstreamness", table), want, BOUND_USA, 400)


def kind(code):
    return "households" if code == "F01000" else "investment" if code[:3] == "F02" else "government"


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in (WIOD, USA, USE)):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    medians = Medians()
    world(program, folder, medians)
    usa(program, folder, medians)
    return 1 if medians.failures else 0


sys.exit(main())
