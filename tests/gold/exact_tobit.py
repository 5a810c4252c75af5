"""exact_tobit.py FOLDER: panel.tobit.gold on the made-up sample panel by a plain likelihood, Simpson's rule over effects of
units and Newton with differences (tests/truth/tobit_likelihood.py)."""
import csv
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "truth"))
from tobit_likelihood import Limited, maximum  # noqa: E402

SAMPLE = "examples/panels/sample.csv"


def main():
    with open(SAMPLE, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    of = lambda c: np.array([float(r[c]) for r in rows])
    units = list(dict.fromkeys(r["unit"] for r in rows))
    unit = np.array([units.index(r["unit"]) for r in rows])
    X = np.column_stack([np.ones(len(rows)), np.log(of("capital")), np.log(of("labour"))])
    y = of("openness")
    lines = ["# Limited regressions of the sample panel; made by tests/gold/exact_tobit.py."]

    def case(params, tolerance, header):
        lines.extend(["panel: " + SAMPLE, "method: panel.tobit", "params: y=openness x=log(capital),log(labour) " + params,
                      "tolerance: " + tolerance, "source: independent computation: plain likelihood, Simpson, Newton with differences", header])

    for params, f in (("left=0.3 right=0.45", Limited(y, X, 0.3, 0.45)), ("left=0.3 effects=random", Limited(y, X, 0.3, unit=unit)),
                      ("model=truncated left=0", Limited(y, X, 0, truncated=True))):
        b = np.linalg.lstsq(X, y, rcond=None)[0]
        s = float(np.std(y - X @ b))
        p, V = maximum(f.loglik, np.concatenate([b, [s] if f.unit is None else [s, s / 2]]))
        names = ["constant", "log(capital)", "log(labour)", "sigma", "sigma_unit"]
        case(params + " by=coefficient", "1e-4", "term,estimate,se,t,p,status")      # second differences
        for k in range(len(p)):
            se = math.sqrt(V[k, k])
            t = float(p[k]) / se
            lines.append(f"{names[k]},{float(p[k])!r},{se!r},{t!r},{repr(math.erfc(abs(t) / math.sqrt(2))) if k < 3 else ''},found")
        case(params + " by=unit", "1e-6", "unit,period,y,place,latent,expected,conditional,probability")
        seen, conditional, inside = f.expectations(p)
        for i, r in enumerate(rows):
            place = "left" if y[i] <= f.left else "right" if y[i] >= f.right else "inside"
            v = (float(y[i]), place, float(X[i] @ p[:3]), float(seen[i]), float(conditional[i]), float(inside[i]))
            lines.append(",".join([r["unit"], r["year"]] + [x if isinstance(x, str) else repr(x) for x in v]))
    for params, words in (("model=truncated left=0.3", "beyond a limit"), ("left=5", "too few rows"), ("left=1 right=0", "not below")):
        lines.extend(["panel: " + SAMPLE, "method: panel.tobit", "params: y=openness x=log(capital),log(labour) " + params, "refused: " + words])
    with open(sys.argv[1] + "/panel.tobit.gold", "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main()
