"""exact_regress.py FOLDER: panel.regress.gold from exact fractions: one regressor on an unbalanced panel of three units.
Six rows with three effects and a slope leave two degrees of freedom, and three clusters too: there the t distribution is
elementary: P(|T| > t) = 1 - t / sqrt(2 + t^2), and its 97.5 % point is 0.95 sqrt(2 / (4 0.975 0.025))."""
import csv
import math
import sys
from fractions import Fraction as F

QUANTILE = 0.95 * math.sqrt(2 / (4 * 0.975 * 0.025))


def line(b, v):
    se = math.sqrt(v)
    t = float(b) / se
    p = 1 - abs(t) / math.sqrt(2 + t * t)
    return [repr(float(b)), repr(se), repr(t), repr(p), repr(float(b) - QUANTILE * se), repr(float(b) + QUANTILE * se)]


def centred(values, groups):
    mean = {g: sum(v for v, h in zip(values, groups) if h == g) / groups.count(g) for g in groups}
    return [v - mean[g] for v, g in zip(values, groups)]


def main():
    rows = list(csv.DictReader(open("tests/data/panel_regress.csv")))
    unit = [r["unit"] for r in rows]
    y, x = [F(r["y"]) for r in rows], [F(r["x"]) for r in rows]
    yt, xt = centred(y, unit), centred(x, unit)
    xx = sum(a * a for a in xt)
    b = sum(a * c for a, c in zip(xt, yt)) / xx
    e = [c - b * a for a, c in zip(xt, yt)]
    n = len(rows)
    classical = sum(a * a for a in e) / (n - 4) / xx
    scores = [sum(a * c for a, c, h in zip(xt, e, unit) if h == g) for g in sorted(set(unit))]
    cluster = sum(s * s for s in scores) / xx ** 2 * F(3, 2) * F(n - 1, n - 2)
    hc1 = sum((a * c) ** 2 for a, c in zip(xt, e)) / xx ** 2 * F(n, n - 4)
    out = ["# Unit effects on a small unbalanced panel: exact fractions (exact_regress.py)."]
    for se, v in (("classical", classical), ("cluster", cluster), ("robust", hc1)):
        out += ["panel: tests/data/panel_regress.csv", "method: panel.regress", f"params: y=y x=x se={se}", "tolerance: 1e-13",
                "source: exact fractions, tests/gold/exact_regress.py; t with two degrees of freedom in closed form",
                "term,estimate,se,t,p,ci_low,ci_high,units,status", ",".join(["x"] + line(b, v) + ["3", "estimated"])]
    effect = {g: sum(c - b * a for a, c, h in zip(x, y, unit) if h == g) / unit.count(g) for g in set(unit)}
    out += ["panel: tests/data/panel_regress.csv", "method: panel.regress", "params: y=y x=x by=unit", "tolerance: 1e-13",
            "source: exact fractions, tests/gold/exact_regress.py", "unit,period,observed,fitted,residual,unit_effect,period_effect"]
    for r, c, d in zip(rows, y, e):
        out.append(f"{r['unit']},{r['year']},{r['y']},{float(c - d)!r},{float(d)!r},{float(effect[r['unit']])!r},")
    out += ["panel: tests/data/panel_regress.csv", "method: panel.regress", "params: y=y x=x,2*x+1", "tolerance: 1e-13",
            "source: the second regressor is made of the first one and the effects: it is named, and left out",
            "term,estimate,se,t,p,ci_low,ci_high,units,status", ",".join(["x"] + line(b, cluster) + ["3", "estimated"]),
            "2*x+1,,,,,,,3,collinear"]
    out += ["panel: tests/data/panel_regress.csv", "method: panel.regress", "params: y=y x=3",
            "source: nothing varies within units", "refused: no regressor varies beside the effects"]
    open(sys.argv[1] + "/panel.regress.gold", "w").write("\n".join(out) + "\n")


main()
