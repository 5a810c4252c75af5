"""make.py DATA OUT: the files of Caliendo and Parro (2015) as a table that domar reads, with tariffs.

DATA holds country.csv, pi_base_nodeficit.csv, expenditure_base_nodeficit.csv, io_materials_share.csv, va_share.csv,
final_share.csv, tariff_gross_1993.csv, tariff_gross_2005.csv and theta.csv.  Into OUT go caliendo_parro.csv and
caliendo_parro.yaml (the table: flows net of tariffs, with a row TLS of the tariffs that each buyer pays),
tariff_1993.csv and tariff_2005.csv (per cent), theta.csv.

The published base clears markets to 1e-8 only.  It is written as given; the scenarios say so
(closure: base as_given), and the numbers are those of the paper's own base.
"""
import csv
import os
import sys


def matrix(path, labels=1):
    """Rows of numbers and of labels, and the header."""
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    return [[float(x) for x in r[labels:]] for r in rows[1:]], [r[:labels] for r in rows[1:]], rows[0][labels:]


class World:
    def __init__(self, data):
        read = lambda name, labels=1: matrix(os.path.join(data, name + ".csv"), labels)
        flat, keys, self.economies = read("pi_base_nodeficit", 2)
        self.G = len(self.economies)
        self.J = len(flat) // self.G
        self.names = [keys[j * self.G][0] for j in range(self.J)]
        cube = lambda rows: [rows[j * self.G:(j + 1) * self.G] for j in range(self.J)]      # [good][importer][exporter]
        self.pi = cube(flat)
        self.tau = cube(read("tariff_gross_1993", 2)[0])
        self.tau05 = cube(read("tariff_gross_2005", 2)[0])
        materials = read("io_materials_share", 2)[0]
        self.gamma = [materials[n * self.J:(n + 1) * self.J] for n in range(self.G)]         # [economy][input][user]
        self.beta = read("va_share")[0]                                                      # [good][economy]
        self.alpha = read("final_share")[0]
        self.theta = [r[0] for r in read("theta")[0]]
        self.X = read("expenditure_base_nodeficit")[0]
        self.value_added = [r[0] for r in read("country")[0]]
        self.settle()

    def sales(self):
        """Y[j][i], and tariffs by importer."""
        Y = [[0.0] * self.G for _ in range(self.J)]
        tariffs = [0.0] * self.G
        for j in range(self.J):
            for n in range(self.G):
                for i in range(self.G):
                    value = self.pi[j][n][i] * self.X[j][n]
                    Y[j][i] += value / self.tau[j][n][i]
                    tariffs[n] += value - value / self.tau[j][n][i]
        return Y, tariffs

    def settle(self):
        """Sales as the base has them; final spending is stated value added and tariffs: no deficits."""
        self.Y, tariffs = self.sales()
        self.income = [self.value_added[n] + tariffs[n] for n in range(self.G)]


def write_table(w, out):
    codes = [f"s{j + 1}" for j in range(w.J)]
    users = [(n, k) for n in range(w.G) for k in range(w.J)]
    head = [f"{w.economies[n]}_{codes[k]}" for n, k in users] + [f"{e}_FC" for e in w.economies]
    bill = [[(1 - w.beta[k][n]) * w.Y[k][n] * w.gamma[n][j][k] for n, k in users] +
            [w.alpha[j][n] * w.income[n] for n in range(w.G)] for j in range(w.J)]
    buyer = [n for n, _ in users] + list(range(w.G))
    with open(os.path.join(out, "caliendo_parro.csv"), "w", newline="", encoding="utf-8") as f:
        put = csv.writer(f, lineterminator="\n").writerow
        put([""] + head)
        taxes = [0.0] * len(head)
        for i in range(w.G):
            for j in range(w.J):
                share = [w.pi[j][n][i] / w.tau[j][n][i] for n in range(w.G)]
                duty = [w.pi[j][n][i] - share[n] for n in range(w.G)]
                put([f"{w.economies[i]}_{codes[j]}"] + [repr(b * share[n]) for b, n in zip(bill[j], buyer)])
                for c, n in enumerate(buyer):
                    taxes[c] += bill[j][c] * duty[n]
        put(["VA"] + [repr(w.beta[k][n] * w.Y[k][n]) for n, k in users] + [""] * w.G)
        put(["TLS"] + [repr(t) for t in taxes])
        put(["OUT"] + [repr(w.Y[k][n]) for n, k in users] + [""] * w.G)
    with open(os.path.join(out, "caliendo_parro.yaml"), "w", encoding="utf-8") as f:
        f.write("title: World of Caliendo and Parro (2015), 1993\nsource: Caliendo and Parro (2015), replication files\n"
                "citation: Caliendo, L. and Parro, F. (2015). Estimates of the Trade and Welfare Effects of NAFTA. "
                "Review of Economic Studies 82(1), 1-44.\nlicence: none stated\nyear: 1993\ncurrency: USD\nunit: thousand million\n"
                'separator: "_"\neconomies: {' + ", ".join(w.economies) + "}\nindustries:\n")
        f.writelines(f'  {c}: "{name}"\n' for c, name in zip(codes, w.names))
        f.write("final_demand: {FC: final}\nfactors: {VA: value_added, TLS: tax_products}\noutput: OUT\n")


def write_tariffs(w, tau, path):
    with open(path, "w", newline="", encoding="utf-8") as f:
        put = csv.writer(f, lineterminator="\n").writerow
        put(["economy", "industry", "partner", "value"])
        for j in range(w.J):
            for n in range(w.G):
                for i in range(w.G):
                    if n != i and (tau[j][n][i] != 1 or w.tau[j][n][i] != 1):
                        put([w.economies[n], f"s{j + 1}", w.economies[i], repr(100 * (tau[j][n][i] - 1))])


def main():
    data, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    w = World(data)
    write_table(w, out)
    write_tariffs(w, w.tau, os.path.join(out, "tariff_1993.csv"))
    write_tariffs(w, w.tau05, os.path.join(out, "tariff_2005.csv"))
    with open(os.path.join(out, "theta.csv"), "w", encoding="utf-8") as f:
        f.write("industry,value\n" + "".join(f"s{j + 1},{t!r}\n" for j, t in enumerate(w.theta)))


if __name__ == "__main__":
    main()
