"""world12.py FOLDER: world12.gold, answers on the shipped world table of 2008 by dense numpy.

The table is read from data/world12 by the reader of tests/truth/recompute.py (x := row sums, value
added := the rest of the column, empty columns where there is no output); measures come from there,
with a full inverse.  The program under test is not used.
"""
import csv
import gzip
import sys

import numpy as np

sys.path.insert(0, "tests/truth")
import recompute as base
import recompute_chain as chain

TABLE = "data/world12/world12_2008.csv.gz"


def read():
    w = base.read_wiod13(TABLE)
    w.households, w.inventories = w.categories.index("c37"), w.categories.index("c42")
    with gzip.open(TABLE, "rt", encoding="utf-8") as f:
        rows = {row[0]: row[1:w.n + 1] for row in csv.reader(f)}
    for code in ("EMP", "LAB"):
        w.rows[code] = np.array([float(v) if v else np.nan for v in rows[code]])
    return w


def cell(v):
    if isinstance(v, str):
        return v
    return "" if np.isnan(v) else repr(float(v))


class Gold:
    def __init__(self, w):
        self.w, self.lines = w, ["# China in the shipped table of 2008, by a dense recomputation in numpy."]

    def case(self, method, params, words, header, rows, scale=1.0):
        self.lines += [f"table: {TABLE}", "import: sidecar=data/world12/world12.yaml output-from=rows zero-output=keep",
                       f"method: {method}", f"params: economy=CHN {params}".rstrip(), "tolerance: 1e-9",
                       f"scale: {scale!r}", "source: independent computation: numpy, full inverse; " + words,
                       "year," + header]
        self.lines += [",".join(["2008", "CHN"] + [cell(v) for v in row]) for row in rows]

    def industries(self, method, params, words, names, columns, scale=1.0):
        rows = zip(self.w.industries, *[c[:self.w.N] for c in columns])
        self.case(method, params, words, "economy,industry," + ",".join(names), rows, scale)


def linkages(w):
    H = w.Z / np.where(w.x > 0, w.x, 1)[:, None]
    b, r, f = w.B.sum(axis=0), w.B.sum(axis=1), np.linalg.inv(np.eye(w.n) - H).sum(axis=1)
    word = {(True, True): "key", (True, False): "backward", (False, True): "forward", (False, False): "weak"}
    key = [word[bool(p > b.mean()), bool(q > f.mean())] for p, q in zip(b, f)]
    return [b, f, b / b.mean(), r / r.mean(), base.left_eigenvector(w), key]


def main():
    w = read()
    g = Gold(w)
    names = ["output", "value_added", "income", "jobs", "imports"]
    closed = base.closed_inverse(w, w.rows["LAB"])
    for B, flag in ((w.B, "false"), (closed, "true")):
        for scope in ("world", "domestic"):
            g.industries("accounts.multipliers", f"closed={flag} scope={scope}", "row / output times the inverse",
                         names, base.multipliers(w, w.rows["LAB"], w.rows["EMP"], B, scope == "domestic"))
    g.industries("accounts.linkages", "", "sums of inverses over their means; eigenvector by inverse iteration",
                 ["backward", "forward", "power_of_dispersion", "sensitivity_of_dispersion", "eigenvector", "key"],
                 linkages(w))
    output = float(w.x[:w.N].sum())
    lost = np.array([base.extraction(w, [i]) for i in range(w.N)]).T
    g.industries("accounts.extraction", "", "the smaller system solved", ["loss_output", "loss_value_added"], lost, output)
    for net in (False, True):
        for k, name in enumerate(("upstreamness", "downstreamness")):
            g.industries("chain." + name, f"inventories={'net' if net else 'none'}", "systems of H and A", [name],
                         [chain.steps(w, net, False)[k]])
    jobs = base.footprint(w, w.rows["EMP"])[0].reshape(w.G, w.N).sum(axis=1)
    g.case("accounts.footprint", "row=EMP by=economy", "row / output times B F", "economy,partner,factor,value",
           [(e, "EMP", v) for e, v in zip(w.economies, jobs)], float(np.nansum(jobs)))
    exports = float(w.exports()[:w.N].sum())
    for final in (False, True):
        value = chain.value_added(w, final)[0].reshape(w.G, w.N).sum(axis=1)
        total = w.by_user()[:, 0].sum() if final else exports
        g.case("chain.value_added", f"by=partner in={'final_demand' if final else 'exports'}", "v B D",
               "economy,partner,value,share", zip(w.economies, value, value / total))
    d, t, h = chain.dependence_on_economies(w, True)
    g.case("chain.dependence", "by=economy", "columns of A and B - I weighted by output",
           "economy,partner,direct,total,hhi", [(e, d[0, s], t[0, s], h[0]) for s, e in enumerate(w.economies)])
    with open(sys.argv[1] + "/world12.gold", "w", encoding="utf-8") as f:
        f.write("\n".join(g.lines) + "\n")


main()
