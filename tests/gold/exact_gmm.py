"""exact_gmm.py FOLDER: panel.gmm.gold from exact fractions: three periods leave one equation in differences and one
instrument, y of the first period, as in Anderson and Hsiao: b = sum z dy / sum z dy_-1, V = sum (z e)^2 / (sum z dy_-1)^2."""
import csv
import math
import sys
from fractions import Fraction as F

rows = list(csv.DictReader(open("tests/data/panel_gmm.csv")))
y = {(r["unit"], int(r["year"])): F(r["y"]) for r in rows}
units = sorted({u for u, _ in y})
z = [y[u, 1] for u in units]
dy = [y[u, 3] - y[u, 2] for u in units]
dx = [y[u, 2] - y[u, 1] for u in units]
zx = sum(a * b for a, b in zip(z, dx))
b = sum(a * c for a, c in zip(z, dy)) / zx
e = [c - b * a for a, c in zip(dx, dy)]
robust = sum((a * c) ** 2 for a, c in zip(z, e)) / zx ** 2
s2 = sum(c * c for c in e) / (len(units) - 1) / 2
plain = s2 * 2 * sum(a * a for a in z) / zx ** 2
out = ["# One instrument for one lag: exact fractions (exact_gmm.py)."]
for words, v in (("steps=one", robust), ("steps=two", robust), ("steps=one se=conventional", plain)):
    se = math.sqrt(v)
    t = float(b) / se
    out += ["panel: tests/data/panel_gmm.csv", "method: panel.gmm", f"params: y=y period-effects=false {words}", "tolerance: 1e-12",
            "source: exact fractions, tests/gold/exact_gmm.py", "term,estimate,se,t,p,ci_low,ci_high,units,status",
            ",".join(["L.y"] + [repr(x) for x in (float(b), se, t, math.erfc(abs(t) / math.sqrt(2)), float(b) - 1.959963984540054 * se,
                                                   float(b) + 1.959963984540054 * se)] + ["4", "estimated"])]
out += ["panel: tests/data/panel_gmm.csv", "method: panel.gmm", "params: y=y lags=2",
        "source: three periods have no differences with two lags", "refused: no unit has"]
open(sys.argv[1] + "/panel.gmm.gold", "w").write("\n".join(out) + "\n")
