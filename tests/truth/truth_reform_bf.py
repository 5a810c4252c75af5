"""truth_reform_bf.py DOMAR FOLDER: one closed economy, the US in 1982 with 76 industries: what a shock to one
industry's productivity does to real consumption, factors held where they are and factors free to move, against the
regression values of Baqaee and Farhi (2019).  Rule: 1e-8 in logs (the file has ten digits).
"""
import csv
import io
import math
import os
import subprocess
import sys

import numpy as np

DATA = "../shared/data/ge/bf2019/"


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "reform_bf")
    if not os.path.isdir(DATA):
        print("the data of Baqaee and Farhi are not there")
        sys.exit(77)
    os.makedirs(folder, exist_ok=True)
    read = lambda name: np.loadtxt(DATA + name + ".csv", delimiter=",")
    omega, alpha, beta = read("omega_1982"), read("alpha_1982"), read("beta_1982")
    n = len(alpha)
    A = (1 - alpha)[:, None] * omega                                # row: user
    sales = np.linalg.solve(np.eye(n) - A.T, beta)
    Z = (A * sales[:, None]).T                                      # row: supplier
    with open(os.path.join(folder, "us.csv"), "w") as f:
        put = lambda row: f.write(",".join(map(str, row)) + "\n")
        put([""] + [f"US_s{k + 1}" for k in range(n)] + ["US_FC"])
        for k in range(n):
            put([f"US_s{k + 1}"] + [repr(float(v)) for v in Z[k]] + [repr(float(beta[k]))])
        put(["VA"] + [repr(float(v)) for v in alpha * sales] + [""])
    with open(os.path.join(folder, "us.yaml"), "w") as f:
        f.write('title: US 1982\nsource: Baqaee and Farhi (2019)\ncitation: Baqaee and Farhi (2019)\nlicence: none stated\n'
                'year: 1982\ncurrency: USD\nunit: million\nseparator: "_"\neconomies: [US]\nindustries: [' +
                ", ".join(f"s{k + 1}" for k in range(n)) + "]\nfinal_demand: {FC: final}\nfactors: {VA: value_added}\n")
    table = os.path.join(folder, "us.h5")
    subprocess.run([program, "import", os.path.join(folder, "us.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    numbers, failures = 0, []
    for row in csv.DictReader(open(DATA + "regression_single_sector.csv")):
        for column, mobility in (("dlogY_immobile", "0"), ("dlogY_mobile", "infinite")):
            if not row[column]:
                continue
            page = os.path.join(folder, "shock.yaml")
            with open(page, "w") as f:
                f.write(f"source: Baqaee and Farhi (2019)\nelasticities: {{goods: {row['epsilon']}, value_added: {row['theta']}, "
                        f"final: {row['sigma']}}}\nmobility: {mobility}\nclosure: {{negatives: keep}}\nchanges:\n"
                        f"  - {{kind: productivity, industry: s{int(row['sector'])}, times: {row['A']}}}\n")
            done = subprocess.run([program, "run", "reform.simulate", table, "--scenario", page, "--format", "csv"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            want = float(row[column])
            numbers += 1
            if done.returncode:
                failures.append(f"{row}: {mobility}: {done.stderr.strip()}")
                continue
            got = math.log1p(float(next(csv.DictReader(io.StringIO(done.stdout)))["real_income"]) / 100)
            if not abs(got - want) <= 1e-8:
                failures.append(f"sector {row['sector']} A {row['A']} sigma {row['sigma']} theta {row['theta']} epsilon "
                                f"{row['epsilon']} mobility {mobility}: {got!r}, expected {want!r}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures")
    sys.exit(1 if failures or not numbers else 0)


main()
