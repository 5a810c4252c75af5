"""exact_growth.py FOLDER: growth.sources and growth.structure of tests/data/national_years.csv, written down apart from the
program: two products by two in exact fractions, orders of change gone through one after the other, logarithms last.

    x = (I - D A)^-1 (D y + e),   D = (x - e) / (x - e + m): the home share of each product for all users at home
"""
import csv
import os
import sys
from fractions import Fraction as Q
from math import log

PATH = "tests/data/national_years.csv"
NAMES = ["farm", "mill"]
FACTORS = ("coefficient", "technology_home", "substitution_home", "final_substitution_home", "mix", "level")
DETAIL = ["coefficient"] + [k + u for k in ("technology", "substitution", "origins", "final_substitution", "final_origins",
                                            "final_mix", "final_level") for u in ("_home", "_abroad")]
SIX = {"coefficient": ["coefficient"], "technology": ["technology_home"],
       "import_substitution": ["substitution_home", "final_substitution_home"], "export_competition": [],
       "home_demand": ["final_mix_home", "final_level_home"], "foreign_demand": ["final_mix_abroad", "final_level_abroad"]}


class Year:
    def __init__(self, year, price=(Q(1), Q(1))):
        self.Z, self.y, self.e, self.m = [[Q(0)] * 2 for _ in range(2)], [Q(0)] * 2, [Q(0)] * 2, [Q(0)] * 2
        self.rows = {}
        for r in csv.DictReader(open(PATH, encoding="utf-8")):
            if int(r["year"]) != year:
                continue
            v = Q(r["value"])
            if r["role"] == "satellite":
                self.rows.setdefault(r["from_industry"], [None] * 2)[NAMES.index(r["to_industry"])] = v
                continue
            i = NAMES.index(r["from_industry"])
            v /= price[i]
            if r["role"] == "flow":
                self.Z[i][NAMES.index(r["to_industry"])] = v
            elif r["to_industry"] == "HFCE":
                self.y[i] = v
            elif r["to_industry"] == "EXPO":
                self.e[i] = v
            else:
                self.m[i] = -v
        self.x = [sum(self.Z[i]) + self.y[i] + self.e[i] - self.m[i] for i in range(2)]
        self.va = [self.x[j] - self.Z[0][j] - self.Z[1][j] for j in range(2)]
        self.A = [[self.Z[i][j] / self.x[j] for j in range(2)] for i in range(2)]
        self.D = [(self.x[i] - self.e[i]) / (self.x[i] - self.e[i] + self.m[i]) for i in range(2)]


def solve(M, b):
    det = M[0][0] * M[1][1] - M[0][1] * M[1][0]
    return [(M[1][1] * b[0] - M[0][1] * b[1]) / det, (M[0][0] * b[1] - M[1][0] * b[0]) / det]


def value(years, f, s):
    """The row in a state, by demand at home and abroad."""
    A, D, B = years[s[1]].A, years[s[2]].D, years[s[3]].D
    mix, level = years[s[4]], years[s[5]]
    M = [[(i == j) - D[i] * A[i][j] for j in range(2)] for i in range(2)]
    home = [B[i] * mix.y[i] / sum(mix.y) * sum(level.y) for i in range(2)]
    away = [mix.e[i] / sum(mix.e) * sum(level.e) for i in range(2)]
    return [[f[s[0]][i] * v[i] for i in range(2)] for v in (solve(M, home), solve(M, away))]


def causes(years, f):
    out = {k: [Q(0)] * 2 for k in DETAIL}
    for order in (range(6), range(5, -1, -1)):
        state = [0] * 6
        for k in order:
            before = value(years, f, state)
            state[k] = 1
            after = value(years, f, state)
            for user, name in enumerate(("_home", "_abroad")):
                cause = FACTORS[k] if k < 4 else "final_" + FACTORS[k] + name
                for i in range(2):
                    out[cause][i] += (after[user][i] - before[user][i]) / 2
    return out


def per_cent(part, a, b):
    mean = float(b - a) / log(b / a) if a != b else float(a)
    return 100 * float(part) / mean


def told(cause):
    return cause == "coefficient" or cause in ("technology_home", "substitution_home", "final_substitution_home") or "mix" in \
        cause or "level" in cause


class Gold:
    def __init__(self, title):
        self.lines = ["# " + title]

    def case(self, method, params, header, rows):
        self.lines += [f"table: {PATH}", f"method: {method}", f"params: {params}", "tolerance: 1e-11",
                       "source: independent computation in fractions, two products by two (exact_growth.py)", header] + rows + [""]

    def write(self, path):
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.lines))


def sources(folder):
    gold = Gold("What growth owes to demand at home and abroad, technology, import substitution: one economy.")
    current = [Year(2000), Year(2005)]
    q = [[Q(v) for v in y.rows["GO_QI"]] for y in current]
    price = [current[1].x[i] / current[0].x[i] / (q[1][i] / q[0][i]) for i in range(2)]
    assert price == [Q(5, 4), Q(1)]
    constant = [current[0], Year(2005, price)]
    volume = [current[0].va[i] * current[1].rows["VA_QI"][i] / current[0].rows["VA_QI"][i] for i in range(2)]
    for row, prices in (("OUTPUT", "previous"), ("OUTPUT", "current"), ("VA", "previous"), ("EMP", "previous")):
        years = constant if prices == "previous" else current
        r = {"OUTPUT": [y.x for y in years], "EMP": [y.rows["EMP"] for y in years],
             "VA": [years[0].va, volume if prices == "previous" else years[1].va]}[row]
        parts = causes(years, [[r[t][i] / years[t].x[i] for i in range(2)] for t in range(2)])
        for i in range(2):
            assert sum(p[i] for p in parts.values()) == r[1][i] - r[0][i]
        rows = []
        for i, k in enumerate(NAMES):
            for c in DETAIL:
                v = f"{float(parts[c][i])!r},{per_cent(parts[c][i], r[0][i], r[1][i])!r}" if told(c) else ","
                rows.append(f"2005,AAA,{k},{row},{c},{v}")
        gold.case("growth.sources", f"row={row} prices={prices} detail=true", "year,economy,industry,factor,term,value,contribution", rows)
        rows = []
        for c, members in SIX.items():
            part = sum(parts[k][i] for k in members for i in range(2))
            rows.append(f"2005,AAA,{row},{c}," + (f"{float(part)!r},{per_cent(part, sum(r[0]), sum(r[1]))!r}" if members else ","))
        gold.case("growth.sources", f"row={row} prices={prices} by=economy whole=true", "year,economy,factor,term,value,contribution", rows)
    gold.write(os.path.join(folder, "growth.sources.gold"))


def structure(folder):
    gold = Gold("Structural change of one economy: farms and mills.")
    a, b = Year(2000), Year(2005)
    for prices in ("previous", "current"):
        y0 = a.va
        y1 = [a.va[i] * b.rows["VA_QI"][i] / a.rows["VA_QI"][i] for i in range(2)] if prices == "previous" else b.va
        l0, l1 = a.rows["EMP"], b.rows["EMP"]
        P = [sum(y0) / sum(l0), sum(y1) / sum(l1)]
        p = [[y0[i] / l0[i] for i in range(2)], [y1[i] / l1[i] for i in range(2)]]
        s = [[l[i] / sum(l) for i in range(2)] for l in (l0, l1)]
        scale = 100 * log(P[1] / P[0]) / float(P[1] - P[0])
        w0, w1 = [v / sum(a.va) for v in a.va], [v / sum(b.va) for v in b.va]
        cells = []
        for i in range(2):
            g = 100 * log(p[1][i] / p[0][i])
            within, static = scale * float(s[0][i] * (p[1][i] - p[0][i])), scale * float((s[1][i] - s[0][i]) * (p[0][i] - P[0]))
            dynamic = scale * float((s[1][i] - s[0][i]) * (p[1][i] - p[0][i] - P[1] + P[0]))
            share = float(w0[i] + w1[i]) / 2
            cells.append([g, within, static, dynamic, static + dynamic, float(w0[i]) * g, (share - float(w0[i])) * g,
                          within + static + dynamic - share * g, per_cent(y1[i] - y0[i], sum(y0), sum(y1))])
        hide = lambda row: [v if prices == "previous" or c not in (5, 6, 7) else None for c, v in enumerate(row)]
        text = lambda row: ",".join("" if v is None else repr(float(v)) for v in row)
        rows = [f"2005,AAA,{NAMES[i]},{text(hide(cells[i]) + [s[1][i], w1[i], w1[i] / s[1][i]])},{'yes' if i else 'no'},"
                f"{prices},jobs" for i in range(2)]
        gold.case("growth.structure", f"prices={prices} by=industry strategic=mill", "year,economy,industry,growth,within,"
                  "between_static,between_dynamic,structural_change,fixed_shares,baumol,denison,va_growth,labour_share,va_share,"
                  "relative_productivity,strategic,prices,labour", rows)
        whole = [sum(c[k] for c in cells) for k in range(9)]
        whole[0] = 100 * log(P[1] / P[0])
        imported = sum((1 - b.D[i]) * b.Z[i][1] for i in range(2)) / b.x[1]
        mill = b.va[1] / sum(b.va)
        values = hide(whole) + [cells[1][8], sum(cells[1][1:4]), mill, mill, s[1][1], 1, b.va[1] / b.x[1], imported]
        gold.case("growth.structure", f"prices={prices} strategic=mill", "year,economy,growth,within,between_static,"
                  "between_dynamic,structural_change,fixed_shares,baumol,denison,va_growth,strategic_va_growth,strategic_growth,"
                  "strategic_share,manufacturing_share,manufacturing_jobs_share,real_economy_share,va_ratio,imported_inputs,"
                  "peak_year,jobs_peak_year,level_at_peak,deindustrialization,hollowing,prices,labour",
                  [f"2005,AAA,{text(values)},2005,2005,,ahead,no,{prices},jobs"])
    gold.write(os.path.join(folder, "growth.structure.gold"))


sources(sys.argv[1])
structure(sys.argv[1])
