"""truth_reform_cp.py DOMAR FOLDER: the world of Caliendo and Parro (2015), made by examples/cp2015.  NAFTA against the
published base's solution (hats 1e-8 relative, per-cent columns 1e-6 points); other changes of tariffs, trade costs and
elasticities against a computation of the paper's own equations, nested loops in numpy; icebergs of ten and elasticities
of 0.02 must converge.
"""
import csv
import io
import os
import shutil
import subprocess
import sys

import numpy as np

DATA = "../shared/data/ge/cp2015/"
N, J = 31, 40


def load(name, labels=1):
    rows = list(csv.reader(open(DATA + name + ".csv")))
    return np.array([[float(x) for x in r[labels:]] for r in rows[1:]]), rows[0][labels:]


class Paper:
    """Shares by good, importer, exporter; equations (5)-(10) of the paper with wages by a damped outer loop."""

    def __init__(self):
        pi, self.countries = load("pi_base_nodeficit", 2)
        self.pi = pi.reshape(J, N, N)
        self.tau = load("tariff_gross_1993", 2)[0].reshape(J, N, N)
        self.tau05 = load("tariff_gross_2005", 2)[0].reshape(J, N, N)
        G = load("io_materials_share", 2)[0].reshape(N, J, J)
        self.B, self.alpha = load("va_share")[0], load("final_share")[0]
        self.M = (1 - self.B).T[:, :, None] * np.transpose(G, (0, 2, 1))
        self.theta, self.VA = load("theta")[0].ravel(), load("country")[0][:, 0]
        self.X0 = load("expenditure_base_nodeficit")[0]
        self.nafta = [self.countries.index(c) for c in ("MEX", "CAN", "USA")]

    def within(self, tau, other):
        out = tau.copy()
        for a in self.nafta:
            for b in self.nafta:
                if a != b:
                    out[:, a, b] = other[:, a, b]
        return out

    def solve(self, tau, iceberg=1.0, theta=1.0, damping=0.25):
        th = (self.theta * theta)[:, None, None]
        d = np.where(np.eye(N) > 0, 1, iceberg)[None]
        A = self.pi * (tau / self.tau * d) ** -th
        lw, lp, X = np.zeros(N), np.zeros((J, N)), self.X0.copy()
        for it in range(4000):
            for _ in range(4):
                z = np.exp(-th[:, :, 0] * (self.B * lw + np.einsum("njk,kn->jn", self.M, lp)))
                q = np.einsum("jni,ji->jn", A, z)
                q = np.where(q > 0, q, 1)
                lp = -np.log(q) / th[:, :, 0]
            D = A * z[:, None] / q[:, :, None] / tau
            for _ in range(4):
                Y = np.einsum("jni,jn->ji", D, X)
                revenue = (X * (1 - D.sum(2)) * (self.pi.sum(2) > 0)).sum(0)
                X = np.einsum("njk,jn->kn", self.M, Y) + self.alpha * (np.exp(lw) * self.VA + revenue)
            demand = (self.B * Y).sum(0)
            new = np.log(demand / self.VA * self.VA.sum() / demand.sum())
            if np.abs(new - lw).max() < 1e-12:
                P = np.exp((self.alpha * lp).sum(0))
                base = self.VA + (self.X0 * (1 - (self.pi / self.tau).sum(2)) * (self.pi.sum(2) > 0)).sum(0)
                return 100 * (np.exp(lw) / P - 1), 100 * ((np.exp(lw) * self.VA + revenue) / base / P - 1)
            lw += damping * (new - lw)
        sys.exit("the paper's loop does not converge")


def ask(program, folder, scenario, by):
    done = subprocess.run([program, "run", "reform.simulate", folder + "/cp.h5", "--scenario", f"{folder}/{scenario}.yaml",
                           "--by", by, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{scenario}: {done.stderr}")
    return {r["economy"]: r for r in csv.DictReader(io.StringIO(done.stdout))}


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "cp2015")
    if not os.path.isdir(DATA):
        print("the data of Caliendo and Parro are not there")
        sys.exit(77)
    subprocess.run([sys.executable, "examples/cp2015/make.py", DATA, folder], check=True)
    for page in ("base", "nafta", "all_2005", "all_2005_without_nafta", "free_trade"):
        shutil.copy(f"examples/cp2015/{page}.yaml", folder)
    subprocess.run([program, "import", folder + "/caliendo_parro.csv", "-o", folder + "/cp.h5"], check=True, stderr=subprocess.DEVNULL)
    numbers, failures = 0, []

    def compare(what, got, want, allowed):
        nonlocal numbers
        numbers += 1
        if not abs(got - want) <= allowed:
            failures.append(f"{what}: {got!r}, expected {want!r}")

    truth = list(csv.DictReader(open(DATA + "truth_welfare.csv")))
    economy, market, formula = (ask(program, folder, "nafta", by) for by in ("economy", "market", "caliendo_parro"))
    for row in truth:
        c = row["country"]
        for name, source, column, allowed in (
                ("real_income", economy, "exact_real_income_pct", 1e-6), ("real_wage", economy, "real_wage_pct", 1e-6),
                ("wage_hat", market, "wage_hat", 1e-8), ("cpi_hat", market, "cpi_hat", 1e-8),
                ("cp_welfare", formula, "welfare_cp_linear_pct", 1e-6), ("cp_terms_of_trade", formula, "tot_pct", 1e-6),
                ("cp_trade_volume", formula, "vot_pct", 1e-6)):
            compare(f"nafta {c} {name}", float(source[c][name]), float(row[column]), allowed)
    p = Paper()
    theta3 = "\n".join(["industry,value"] + [f"s{k + 1},{3 * v!r}" for k, v in enumerate(p.theta.tolist())])
    open(folder + "/theta3.csv", "w").write(theta3 + "\n")
    pages = {"ice15": "changes:\n  - {kind: trade_cost, times: 1.5}\n", "ice07": "changes:\n  - {kind: trade_cost, times: 0.7}\n",
             "theta3": "elasticities: {trade: {file: theta3.csv}}\nchanges:\n  - {kind: tariff, to: 0}\n"}
    for name, text in pages.items():
        open(f"{folder}/{name}.yaml", "w").write("extends: base.yaml\nsource: test\n" + text)
    one = np.ones_like(p.tau)
    cases = {"all_2005": p.solve(p.tau05), "all_2005_without_nafta": p.solve(p.within(p.tau05, p.tau)), "free_trade": p.solve(one),
             "ice15": p.solve(p.tau, 1.5), "ice07": p.solve(p.tau, 0.7, damping=0.1), "theta3": p.solve(one, theta=3, damping=0.1)}
    for name, (wage, income) in cases.items():
        got = ask(program, folder, name, "economy")
        for k, c in enumerate(p.countries):
            compare(f"{name} {c} real_wage", float(got[c]["real_wage"]), wage[k], 1e-6)
            compare(f"{name} {c} real_income", float(got[c]["real_income"]), income[k], 1e-6)
    hard = {"ice10": "changes:\n  - {kind: trade_cost, times: 10}\n",
            "stiff": "elasticities: {trade: 0.02, goods: 0.02, value_added: 0.02, final: 0.02}\nclosure: {negatives: drop, base: balanced}\n"
                     "changes:\n  - {kind: tariff, to: 0}\n"}
    for name, text in hard.items():
        open(f"{folder}/{name}.yaml", "w").write("extends: base.yaml\nsource: test\n" + text)
        for c, row in ask(program, folder, name, "market").items():
            numbers += 1
            if not 0.01 < float(row["wage_hat"]) < 100:
                failures.append(f"{name} {c}: wage_hat {row['wage_hat']}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
