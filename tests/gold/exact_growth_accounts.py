"""exact_growth_accounts.py FOLDER: growth.accounts of tests/data/klems_{small,kinds}.csv by the textbook's formulas, in plain Python.

Mean shares times log changes, a term at a time; levels of what two economies share.  The program under test is not used."""
import csv
import os
import sys
from math import exp, log

PATH, KINDS = "tests/data/klems_small.csv", "tests/data/klems_kinds.csv"
BOUGHT, SKILLS, ASSETS = ("E", "M"), ("HS", "LS"), ("IT", "OMach")
INDUSTRY = ("output,inputs,hours,quality,capital,tfp,labour,capital_and_tfp,value_added,va_labour,va_capital,va_tfp,"
            "labour_productivity,tfp_to_economy")
ECONOMY = ("value_added,hours,quality,capital,tfp,tfp_industries,reallocation_capital,reallocation_labour,deflation,"
           "reallocation_value_added,labour,capital_and_tfp,labour_productivity,covered")
LEVEL = "level_output,level_inputs,level_labour,level_capital,level_input,level_tfp,level_productivity"


def read(path=PATH):
    with open(path, encoding="utf-8") as f:
        return {(r["country"], r["industry"], int(r["year"])): {k: float(v) if v not in ("", "NA") else None for k, v in r.items()
                if k not in ("country", "industry", "year", "remark")} for r in csv.DictReader(f)}


def cells(values):
    return ",".join("" if v is None else repr(float(v)) for v in values)


def growth(a, b):
    d = lambda k: None if a[k] is None else log(b[k] / a[k])
    mean = lambda part, whole: (part(a) / whole(a) + part(b) / whole(b)) / 2
    out, cost = d("GO_QI"), lambda r: r["GO"]
    w = {"II_QI": mean(lambda r: r["GO"] - r["VA"], cost), "H_EMP": mean(lambda r: r["LAB"], cost),
         "K_GFCF": mean(lambda r: r["CAP"], cost)}
    v = {k: mean(lambda r, k=k: r[k], lambda r: r["VA"]) for k in ("LAB", "CAP")}
    bought, hours = w["II_QI"] * d("II_QI"), w["H_EMP"] * d("H_EMP")
    capital = None if a["K_GFCF"] is None else w["K_GFCF"] * d("K_GFCF")
    va, va_labour = d("VA_QI"), v["LAB"] * d("H_EMP")
    va_capital = None if capital is None else v["CAP"] * d("K_GFCF")
    g = dict(output=out, inputs=bought, hours=hours, quality=None, capital=capital, labour=hours, capital_and_tfp=out - bought - hours,
             tfp=None if capital is None else out - bought - hours - capital, value_added=va, va_labour=va_labour, va_capital=va_capital,
             va_tfp=None if capital is None else va - va_labour - va_capital, labour_productivity=out - d("H_EMP"),
             share=1 - w["II_QI"], implied=(out - bought) / (1 - w["II_QI"]))
    return g


def economy(a, b):
    """a, b: rows of the industries."""
    g = [growth(x, y) for x, y in zip(a, b)]
    total = [sum(r["VA"] for r in year) for year in (a, b)]
    w = [(x["VA"] / total[0] + y["VA"] / total[1]) / 2 for x, y in zip(a, b)]
    out = dict(value_added=sum(p * q["value_added"] for p, q in zip(w, g)),
               deflation=sum(p * (q["value_added"] - q["implied"]) for p, q in zip(w, g)), quality=None, covered=1)
    share = sum(sum(r["LAB"] for r in year) / t for year, t in zip((a, b), total)) / 2
    hours = log(sum(r["H_EMP"] for r in b) / sum(r["H_EMP"] for r in a))
    out["hours"] = out["labour"] = share * hours
    out["capital_and_tfp"] = out["value_added"] - out["labour"]
    out["labour_productivity"] = out["value_added"] - hours
    out["reallocation_labour"] = sum(p / q["share"] * q["labour"] for p, q in zip(w, g)) - out["labour"]
    out["reallocation_value_added"] = log(sum(x["VA"] * exp(q["value_added"]) for x, q in zip(a, g)) / total[0]) - out["value_added"]
    known = all(q["capital"] is not None for q in g)
    out["capital"] = (1 - share) * log(sum(r["K_GFCF"] for r in b) / sum(r["K_GFCF"] for r in a)) if known else None
    out["tfp"] = out["capital_and_tfp"] - out["capital"] if known else None
    own = [p / q["share"] * q["tfp"] if known else None for p, q in zip(w, g)]
    out["tfp_industries"] = sum(own) if known else None
    out["reallocation_capital"] = sum(p / q["share"] * q["capital"] for p, q in zip(w, g)) - out["capital"] if known else None
    if known:                                       # Jorgenson's identity
        assert abs(out["tfp"] - out["tfp_industries"] - out["reallocation_capital"] - out["reallocation_labour"] - out["deflation"]) < 1e-15
    return out, own


def percent(values, names):
    return cells(None if values.get(k) is None else values[k] if k == "covered" else 100 * values[k] for k in names.split(","))


def level(c, us):
    """Economies with hours and inputs; only one has a stock, so productivity compares with nobody but itself."""
    ii = lambda r: r["GO"] - r["VA"]
    out = [c["GO"] / us["GO"], ii(c) / ii(us), c["H_EMP"] / us["H_EMP"]]
    known = c["K_GFCF"] is not None
    return out + ([1, 1, 1] if known else [None, None, None]) + [c["GO"] / c["H_EMP"] / (us["GO"] / us["H_EMP"])]


# ---- inputs, skills and assets by kind
def mean(part_a, whole_a, part_b, whole_b):
    return (part_a / whole_a + part_b / whole_b) / 2


def tornqvist(values_a, values_b, q_a, q_b):
    """Contributions of kinds to the growth of their sum."""
    return [mean(x, sum(values_a), y, sum(values_b)) * log(q / p) for x, y, p, q in zip(values_a, values_b, q_a, q_b)]


def pick(row, prefix, kinds, suffix=""):
    return [row[prefix + k + suffix] for k in kinds]


def by_kind(a, b):
    """Contributions by kind and what is left."""
    bought = [mean(x, a["GO"], y, b["GO"]) * log(q / p) for x, y, p, q in zip(
        pick(a, "II", BOUGHT), pick(b, "II", BOUGHT), pick(a, "II", BOUGHT, "_QI"), pick(b, "II", BOUGHT, "_QI"))]
    labour, capital = mean(a["LAB"], a["GO"], b["LAB"], b["GO"]), mean(a["CAP"], a["GO"], b["CAP"], b["GO"])
    skills = [labour * x for x in tornqvist(pick(a, "LAB", SKILLS), pick(b, "LAB", SKILLS), pick(a, "H_", SKILLS), pick(b, "H_", SKILLS))]
    assets = [capital * x for x in tornqvist(pick(a, "CAP_", ASSETS), pick(b, "CAP_", ASSETS), pick(a, "K_", ASSETS), pick(b, "K_", ASSETS))]
    return bought, skills, assets, log(b["GO_QI"] / a["GO_QI"]) - sum(bought) - sum(skills) - sum(assets)


def economy_by_kind(a, b):
    """Every skill and every asset added up over industries."""
    parts = [by_kind(x, y) for x, y in zip(a, b)]
    total = [sum(r["VA"] for r in year) for year in (a, b)]
    w = [mean(x["VA"], total[0], y["VA"], total[1]) for x, y in zip(a, b)]
    domar = [p / mean(x["VA"], x["GO"], y["VA"], y["GO"]) for p, x, y in zip(w, a, b)]
    grown = [(log(y["GO_QI"] / x["GO_QI"]) - sum(q[0])) / mean(x["VA"], x["GO"], y["VA"], y["GO"]) for q, x, y in zip(parts, a, b)]
    over = lambda year, names: [sum(r[k] for r in year) for k in names]
    names = lambda prefix, kinds: [prefix + k for k in kinds]
    share = mean(sum(over(a, ["LAB"])), total[0], sum(over(b, ["LAB"])), total[1])
    out = dict(value_added=sum(p * g for p, g in zip(w, grown)), deflation=0, covered=1)
    hours = log(sum(over(b, ["H_EMP"])) / sum(over(a, ["H_EMP"])))
    sums = lambda pay, q, kinds: sum(tornqvist(*(over(y, names(p, kinds)) for p in (pay, q) for y in (a, b))))
    out["hours"], out["labour"] = share * hours, share * sums("LAB", "H_", SKILLS)
    out["capital"] = (1 - share) * sums("CAP_", "K_", ASSETS)
    out["quality"] = out["labour"] - out["hours"]
    out["capital_and_tfp"] = out["value_added"] - out["labour"]
    out["tfp"] = out["capital_and_tfp"] - out["capital"]
    out["labour_productivity"] = out["value_added"] - hours
    out["tfp_industries"] = sum(d * q[3] for d, q in zip(domar, parts))
    out["reallocation_labour"] = sum(d * sum(q[1]) for d, q in zip(domar, parts)) - out["labour"]
    out["reallocation_capital"] = sum(d * sum(q[2]) for d, q in zip(domar, parts)) - out["capital"]
    out["reallocation_value_added"] = log(sum(x["VA"] * exp(g) for x, g in zip(a, grown)) / total[0]) - out["value_added"]
    assert abs(out["tfp"] - out["tfp_industries"] - out["reallocation_capital"] - out["reallocation_labour"]) < 1e-15
    return out


def level_by_kind(c, us):
    """Two economies: CCD is the Tornqvist index between them; values over price levels."""
    output, bought = (log(c[v] / c[p] * us[p] / us[v]) for v, p in (("GO", "GO_PLI"), ("II", "II_PLI")))
    labour = sum(tornqvist(pick(us, "LAB", SKILLS), pick(c, "LAB", SKILLS), pick(us, "H_", SKILLS), pick(c, "H_", SKILLS)))
    capital = sum(tornqvist(pick(us, "CAP_", ASSETS), pick(c, "CAP_", ASSETS), pick(us, "K_", ASSETS), pick(c, "K_", ASSETS)))
    inputs = sum(mean(us[k], us["GO"], c[k], c["GO"]) * g for k, g in (("II", bought), ("LAB", labour), ("CAP", capital)))
    return [exp(v) for v in (output, bought, labour, capital, inputs, output - inputs, output - log(c["H_EMP"] / us["H_EMP"]))]


def kinds(case):
    data, order = read(KINDS), [(c, i) for c in ("AAA", "BBB") for i in ("farms", "mills")]
    for r in data.values():
        r["II"] = r["GO"] - r["VA"]
    rows = []
    for c, i in order:
        bought, skills, assets, tfp = by_kind(data[c, i, 2000], data[c, i, 2001])
        names = [*("II" + k for k in BOUGHT), "inputs", *("LAB" + k for k in SKILLS), "labour", *("CAP_" + k for k in ASSETS), "capital", "tfp"]
        rows += [f"2001,{c},{i},{k},{100 * v!r}" for k, v in zip(names, [*bought, 0.0, *skills, 0.0, *assets, 0.0, tfp])]
    case("by=factor", "year,economy,industry,factor,contribution", rows, KINDS)
    rows = [f"2001,{c}," + percent(economy_by_kind(*([data[c, i, y] for i in ("farms", "mills")] for y in (2000, 2001))), ECONOMY)
            for c in ("AAA", "BBB")]
    case("by=economy", "year,economy," + ECONOMY, rows, KINDS)
    rows = [f"{y},{c},{i}," + cells(level_by_kind(data[c, i, y], data["BBB", i, y])) for y in (2000, 2001) for c, i in order]
    case("by=level reference=BBB", "year,economy,industry," + LEVEL, rows, KINDS)


def main(folder):
    data, who = read(), {"AAA": ["farms", "mills"], "BBB": ["farms"]}
    lines = ["# growth.accounts: shares, logs and sums of a small table; an industry without stock, one that is not there.",
             "# Written by tests/gold/exact_growth_accounts.py.", ""]

    def case(params, header, rows, path=PATH):
        lines.extend([f"table: {path}", "method: growth.accounts", f"params: {params}", "tolerance: 1e-12",
                      "source: textbook formulas in plain Python, exact_growth_accounts.py", header, *rows, ""])

    sums = {c: economy([data[c, i, 2000] for i in k], [data[c, i, 2001] for i in k]) for c, k in who.items()}
    rows = []
    for c in who:
        for n, i in enumerate(("farms", "mills")):
            g = growth(data[c, i, 2000], data[c, i, 2001]) if i in who[c] else {}
            g["tfp_to_economy"] = sums[c][1][n] if g else None
            rows.append(f"2001,{c},{i}," + percent(g, INDUSTRY))
    case("by=industry", "year,economy,industry," + INDUSTRY, rows)
    case("by=economy", "year,economy," + ECONOMY, [f"2001,{c}," + percent(sums[c][0], ECONOMY) for c in who])
    rows = [f"2000,{c},{i}," + cells(level(data[c, i, 2000], data["AAA", i, 2000]) if i in who[c] else [None] * 7)
            for c in who for i in ("farms", "mills")]
    case("by=level year=2000 reference=AAA", "year,economy,industry," + LEVEL, rows)
    kinds(case)
    lines.extend([f"table: {PATH}", "method: growth.accounts", "params: year=2001", "refused: compares years", ""])
    lines.extend(["table: tests/data/two_years.csv", "method: growth.accounts", "params: by=economy", "refused: GO_QI or GO_P", ""])
    with open(os.path.join(folder, "growth.accounts.gold"), "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


main(sys.argv[1])
