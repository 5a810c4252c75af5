"""truth_forces_partly.py DOMAR FOLDER: what growth.forces tells where capital or labour is not known.

The shipped table without its rows of capital, and without those of labour too.  Growth of GDP does not depend on them, and
with capital that belongs to its industry (--gap none) what labour explains does not depend on capital: the same numbers as
with all rows, and the rest together as `untold`.  Rule: 1e-9."""
import csv
import gzip
import os
import subprocess
import sys

YEARS = (2003, 2004, 2005)


def table(program, folder, name, left_out):
    where = os.path.join(folder, name)
    os.makedirs(where, exist_ok=True)
    files = []
    for year in YEARS:
        with gzip.open(f"data/world12/world12_{year}.csv.gz", "rt") as f:
            lines = [line for line in f if line.split(",")[0] not in left_out]
        files.append(os.path.join(where, f"world12_{year}.csv"))
        with open(files[-1], "w") as f:
            f.writelines(lines)
    with open("data/world12/world12.yaml") as f:
        page = [line for line in f if line.strip().split(":")[0] not in left_out]
    with open(os.path.join(where, "world12.yaml"), "w") as f:
        f.writelines(page)
    path = os.path.join(where, "t.h5")
    subprocess.run([program, "import", *files, "-o", path], check=True, stderr=subprocess.DEVNULL)
    return path


def ask(program, path, *options):
    done = subprocess.run([program, "run", "growth.forces", path, "--by", "term", "--format", "csv", *options],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return {(r["year"], r["economy"], r["term"]): float(r["value"]) for r in csv.DictReader(done.stdout.splitlines())}


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "forces_partly")
    capital = {"K_GFCF"}
    labour = capital | {"LAB", "LABHS", "LABMS", "LABLS"}
    full = ask(program, table(program, folder, "full", set()), "--gap", "none")
    numbers, failures = 0, []

    def check(what, got, want):
        nonlocal numbers
        numbers += 1
        if not abs(got - want) <= 1e-9 * max(1, abs(want)):
            failures.append(f"{what}: {got!r}, expected {want!r}")

    keys = {(year, economy) for year, economy, term in full}
    growth = {k: sum(v for (y, e, t), v in full.items() if (y, e) == k) for k in keys}
    without_capital = ask(program, table(program, folder, "capital", capital))
    without_labour = ask(program, table(program, folder, "labour", labour))
    for k in keys:
        for term in ("hours", "quality"):
            check(f"{k} {term}", without_capital[k + (term,)], full[k + (term,)])
        rest = growth[k] - full[k + ("hours",)] - full[k + ("quality",)]
        check(f"{k} without capital", without_capital[k + ("untold",)], rest)
        check(f"{k} without labour", without_labour[k + ("untold",)], growth[k])
    told = {t for y, e, t in without_capital}
    if told != {"hours", "quality", "untold"} or {t for y, e, t in without_labour} != {"untold"}:
        failures.append(f"terms that are told: {told}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures")
    return 1 if failures or numbers < 80 else 0


sys.exit(main())
