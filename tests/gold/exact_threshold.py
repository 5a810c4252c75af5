"""exact_threshold.py FOLDER: panel.threshold.gold on the made-up sample panel by brute force (tests/truth/threshold_search.py)."""
import csv
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "truth"))
from threshold_search import Panel  # noqa: E402

SAMPLE = "examples/panels/sample.csv"
ASK = "y=log(output) x=log(labour) controls=log(capital) threshold=openness thresholds=2 grid=30 trim=0.1 draws=0"


def cell(v):
    return "" if isinstance(v, float) and math.isnan(v) else repr(float(v))


def main():
    with open(SAMPLE, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    of = lambda c: np.array([float(r[c]) for r in rows])
    units = list(dict.fromkeys(r["unit"] for r in rows))
    unit = np.array([units.index(r["unit"]) for r in rows])
    W, X, year = np.log(of("capital"))[:, None], np.log(of("labour"))[:, None], of("year")
    p = Panel(np.log(of("output")), X, W, of("openness"), unit, 30, 0.1)
    first, at, ssr, f, _ = p.find(2)
    lines = ["# Thresholds of the sample panel; made by tests/gold/exact_threshold.py."]

    def case(more, header):
        lines.extend(["panel: " + SAMPLE, "method: panel.threshold", "params: " + ASK + more, "tolerance: 1e-9",
                      "source: independent computation: a least-squares fit for every candidate", header])

    case(" by=threshold", "term,estimate,low,high,first,f,p,ssr,critical_10,critical_5,critical_1")
    for k in range(2):
        low, high, _ = p.interval(at, k)
        lines.append(",".join([str(k + 1)] + [cell(v) for v in (at[k], low, high, first[k], f[k])] + ["", cell(ssr[k + 1]), "", "", ""]))
    case(" by=curve", "term,class,value,lr")
    for k in range(2):
        for g, v in zip(p.candidates, p.interval(at, k)[2]):
            lines.append(f"{k + 1},{float(g)!r},{float(g)!r},{cell(0.0 if g == at[k] else v)}")
    b, se, regime = p.regression(W, at)
    case(" by=coefficient", "term,class,estimate,se,se_robust,se_cluster,t,p")
    lines[-3] = "tolerance: 1e-8"
    from t_tail import two_sided
    for k, (term, cls) in enumerate([("log(capital)", "all"), ("log(labour)", "1"), ("log(labour)", "2"), ("log(labour)", "3")]):
        t = b[k] / se[1][k]
        lines.append(",".join([term, cls] + [cell(v) for v in (b[k], se[0][k], se[1][k], se[2][k], t, two_sided(t, p.df - len(b)))]))
    case(" by=regime", "period,class,rows,share")
    for t in np.unique(year):
        for r in range(3):
            count = int(np.sum((year == t) & (regime == r)))
            lines.append(f"{int(t)},{r + 1},{count},{cell(count / np.sum(year == t))}")
    last = Panel(np.log(of("output")), X, W, of("openness"), unit, 30, 0.1, last=True)
    first, at, ssr, f, _ = last.find(2)
    case(" deleted=last by=threshold", "term,estimate,low,high,first,f,p,ssr,critical_10,critical_5,critical_1")
    for k in range(2):
        low, high, _ = last.interval(at, k)
        lines.append(",".join([str(k + 1)] + [cell(v) for v in (at[k], low, high, first[k], f[k])] + ["", cell(ssr[k + 1]), "", "", ""]))
    for params, words in (("y=log(output) x=log(labour),2*log(labour) threshold=openness", "combination"), ("y=log(output) x=log(labour)", "--threshold")):
        lines.extend(["panel: " + SAMPLE, "method: panel.threshold", "params: " + params, "refused: " + words])
    with open(sys.argv[1] + "/panel.threshold.gold", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main()
