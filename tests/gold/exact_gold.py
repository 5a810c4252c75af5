"""exact_gold.py: a gold file of exact fractions, rounded once when they are printed."""
import decimal
from fractions import Fraction as Q

EXACT = "source: independent computation: "


def cell(v):
    if v is None:
        return ""
    if isinstance(v, (Q, decimal.Decimal)):
        return repr(float(v))
    return str(v)


class Gold:
    def __init__(self, folder, name, remark):
        self.path, self.lines = f"{folder}/{name}.gold", ["# " + remark]

    def case(self, t, method, params, source, header, rows, tolerance="1e-12", options=""):
        self.lines += ["table: " + t.path]
        self.lines += ["import: " + options] if options else []
        self.lines += ["method: " + method]
        self.lines += ["params: " + params] if params else []
        self.lines += ["tolerance: " + tolerance] + [EXACT + source[0]] + ["source: " + s for s in source[1:]]
        self.lines += ["year," + header]
        self.lines += [",".join([str(t.year)] + [cell(v) for v in row]) for row in rows]

    def refused(self, t, method, params, words):
        self.lines += ["table: " + t.path, "method: " + method, "params: " + params, "refused: " + words]

    def write(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.lines) + "\n")


def keyed(t, rows):
    return [list(key) + list(row) for key, row in zip(t.keys, rows)]
