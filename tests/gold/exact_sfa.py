"""exact_sfa.py FOLDER: frontier.sfa.gold on the made-up sample panel, by quadrature over u and Newton with differences
(tests/truth/sfa_likelihood.py), which share nothing with domar's closed forms."""
import csv
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "truth"))
from sfa_likelihood import Frontier, maximum  # noqa: E402

SAMPLE = "examples/panels/sample.csv"
ASK = "y=log(output) x=log(capital),log(labour)"


def data():
    with open(SAMPLE, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    of = lambda c: np.array([float(r[c]) for r in rows])
    units = list(dict.fromkeys(r["unit"] for r in rows))
    group = np.array([units.index(r["unit"]) for r in rows])
    X = np.column_stack([np.ones(len(rows)), np.log(of("capital")), np.log(of("labour"))])
    return np.log(of("output")), X, of("openness"), group, of("year")


def start(y, X, more):
    b = np.linalg.lstsq(X, y, rcond=None)[0]
    s2 = float(np.mean((y - X @ b) ** 2)) / (1 - 1.2 / math.pi)
    b[0] += math.sqrt(2 * 0.6 * s2 / math.pi)
    return np.concatenate([b, [s2, 0.6], more])


def ols(y, X):
    b, ssr = np.linalg.lstsq(X, y, rcond=None)[:2]
    return b, np.sqrt(np.diag(np.linalg.inv(X.T @ X)) * ssr[0] / (len(y) - X.shape[1]))


def two_sided(t):
    return math.erfc(abs(t) / math.sqrt(2))


def case(lines, params, what):
    lines += ["panel: " + SAMPLE, "method: frontier.sfa", "params: " + params, "tolerance: 2e-6",
              "source: independent computation: quadrature over u, Newton with differences: " + what]


def coefficients(lines, y, X, f, p, se, params, names, what):
    b, bse = ols(y, X)
    case(lines, params, what)
    lines.append("term,part,estimate,se,t,p,ols,ols_se,status")
    for k, name in enumerate(names):
        part = "frontier" if k < 3 else "variance" if k < 5 else "inefficiency"
        t = p[k] / se[k]
        lines.append(f"{name},{part},{p[k]!r},{se[k]!r},{t!r},{'' if part == 'variance' else repr(two_sided(t))},"
                     + (f"{b[k]!r},{bse[k]!r}" if k < 3 else ",") + ",found")


def main():
    y, X, z, group, year = data()
    names = ["constant", "log(capital)", "log(labour)", "sigma2", "gamma"]
    lines = ["# Stochastic frontiers of the sample panel; made by tests/gold/exact_sfa.py."]
    models = [("half-normal", "", [], Frontier(y, X)),
              ("exponential", " distribution=exponential", [], Frontier(y, X, "exponential")),
              ("one draw a unit, decaying", " model=bc92", ["eta"], Frontier(y, X, group=group, age=year - year.max()))]
    for what, params, more, f in models:
        p = start(y, X, [0.02] * len(more))
        p, se = maximum(f.loglik, p, 3)
        tolerance = len(lines)
        coefficients(lines, y, X, f, np.array([float(v) for v in p]), np.array([float(v) for v in se]),
                     ASK + params + " by=coefficient", names + more, what)
        lines[tolerance + 3] = "tolerance: 1e-3"       # standard errors: second differences
        mean = f.expectations(p)[0]
        case(lines, ASK + params + " by=period", what)
        lines.append("period,rows,mean,sd,min,max")
        for t in np.unique(year):
            e = mean[year == t]
            lines.append(f"{int(t)},{len(e)},{float(e.mean())!r},{float(e.std(ddof=1))!r},{float(e.min())!r},{float(e.max())!r}")
    for params, words in ((ASK + ",2*log(capital)", "combination"), ("y=log(output) x=log(capital) model=bc95", "--z"),
                          (ASK + " model=bc92 distribution=exponential", "half-normal or truncated")):
        lines += ["panel: " + SAMPLE, "method: frontier.sfa", "params: " + params, "refused: " + words]
    with open(sys.argv[1] + "/frontier.sfa.gold", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main()
