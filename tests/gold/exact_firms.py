"""exact_firms.py FOLDER: firms.misallocation and firms.dynamics of tests/data/firms_small.csv, written down from the papers'
own steps (wedges of each firm, means of marginal products, TFPRbar; decompositions as sums over sets of firms), in
floating point with sums by fsum."""
import csv
import math
import os
import sys

PATH = "tests/data/firms_small.csv"
ROWS = [{k: v if k in ("firm", "sector", "year") else float(v) for k, v in r.items()} for r in csv.DictReader(open(PATH))]
YEARS, SECTORS = ["2001", "2002"], ["s1", "s2"]
S, R = 3.0, 0.1
SHARE = {"s1": 0.4, "s2": 0.3}
S_FIVE = 5.0
fsum = math.fsum


def industry(firms, a, s=S):
    """Hsieh and Klenow 2009, section II, w = 1 and L the wage bill."""
    Y = fsum(f["va"] for f in firms)
    wedge = [(s / (s - 1) * f["w"] / ((1 - a) * f["va"]), a / (1 - a) * f["w"] / (R * f["k"])) for f in firms]   # 1 - tau_Y, 1 + tau_K
    sh = [f["va"] / Y for f in firms]
    mrpl = 1 / fsum(y * q for (y, _), q in zip(wedge, sh))
    mrpk = R / fsum(y / k * q for (y, k), q in zip(wedge, sh))
    bar = s / (s - 1) * (mrpk / a) ** a * (mrpl / (1 - a)) ** (1 - a)
    A = [f["va"] ** (s / (s - 1)) / (f["k"] ** a * f["w"] ** (1 - a)) for f in firms]
    tfpr = [f["va"] / (f["k"] ** a * f["w"] ** (1 - a)) for f in firms]
    Abar = fsum(x ** (s - 1) for x in A) ** (1 / (s - 1))
    ratio = fsum((x / Abar * bar / t) ** (s - 1) for x, t in zip(A, tfpr)) ** (1 / (s - 1))        # Y / Y*

    def tfp(no_output, no_capital):
        """Real output of the industry's K and L under other wedges: shares, then inputs that they need."""
        w = [(1 if no_output else y, 1 if no_capital else k) for y, k in wedge]
        q = [(x * y / k ** a) ** (s - 1) for x, (y, k) in zip(A, w)]
        total = fsum(q)
        K, L = fsum(v * y / k for v, (y, k) in zip(q, w)) / total, fsum(v * y for v, (y, _) in zip(q, w)) / total
        return total ** (1 / (s - 1)) / (K ** a * L ** (1 - a))
    base = tfp(False, False)
    M = len(firms)
    lt = [math.log(t / bar) for t in tfpr]
    lk = [math.log(k) for _, k in wedge]
    var = lambda x: fsum((v - fsum(x) / M) ** 2 for v in x) / M
    logs = {"tfpr": lt, "tfpq": [math.log(x * M ** (1 / (s - 1)) / Abar) for x in A],
            "mrpk": [math.log(f["va"] / f["k"]) - math.log(Y / fsum(g["k"] for g in firms)) for f in firms],
            "mrpl": [math.log(f["va"] / f["w"]) - math.log(Y / fsum(g["w"] for g in firms)) for f in firms]}
    assert abs(tfp(True, True) / base * ratio - 1) < 1e-12
    return {"Y": Y, "log": -math.log(ratio), "output": math.log(tfp(True, False) / base), "capital": math.log(tfp(False, True) / base),
            "lognormal": s / 2 * var(lt) + a * (1 - a) / 2 * var(lk), "logs": logs, "wedge": wedge, "firms": firms, "A": A, "Abar": Abar,
            "ty": 1 - 1 / mrpl, "tk": mrpk / (R * mrpl) - 1, "tfpr": [t / bar for t in tfpr], "M": M,
            "most": max(f["va"] for f in firms)}


def quantile(x, q):
    x = sorted(x)
    place = (len(x) - 1) * q
    low = min(int(place), len(x) - 2)
    return x[low] + (place - low) * (x[low + 1] - x[low])


def spreads(logs):
    out = []
    for name in ("tfpr", "tfpq", "mrpk", "mrpl"):
        x = logs[name]
        mean = fsum(x) / len(x)
        out += [math.sqrt(fsum((v - mean) ** 2 for v in x) / (len(x) - 1)) if len(x) > 1 else None]
        out += [quantile(x, .75) - quantile(x, .25), quantile(x, .9) - quantile(x, .1)] if len(x) > 1 else [None, None]
    return out


def sectors(year, trim=0, share=SHARE, s=S):
    groups = {g: [dict(r) for r in ROWS if r["year"] == year and r["sector"] == g and min(r["va"], r["k"], r["w"]) > 0] for g in SECTORS}
    out = {g: industry(groups[g], share[g], s) for g in SECTORS}
    trimmed = {g: [] for g in SECTORS}
    if trim:
        cut = {}
        for name in ("tfpr", "tfpq"):
            pool = [v for g in SECTORS for v in out[g]["logs"][name]]
            cut[name] = quantile(pool, trim), quantile(pool, 1 - trim)
        for g in SECTORS:
            stays = [all(cut[n][0] <= out[g]["logs"][n][i] <= cut[n][1] for n in cut) for i in range(out[g]["M"])]
            trimmed[g] = [f for f, k in zip(groups[g], stays) if not k]
            out[g] = industry([f for f, k in zip(groups[g], stays) if k], share[g], s)
    return out, trimmed, {g: sum(1 for r in ROWS if r["year"] == year and r["sector"] == g and not min(r["va"], r["k"], r["w"]) > 0)
                          for g in SECTORS}


def text(v):
    return "" if v is None else v if isinstance(v, str) else repr(float(v))


def pct(x):
    return 100 * math.expm1(x)


def case(f, method, params, source, head, rows):
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: {method}\nparams: {params}\ntolerance: 1e-11\n")
    f.write("".join(f"source: {line}\n" for line in source))
    f.write(head + "\n" + "".join(",".join(text(v) for v in r) + "\n" for r in rows) + "\n")


SPREAD = "sd_tfpr,iqr_tfpr,decile_tfpr,sd_tfpq,iqr_tfpq,decile_tfpq,sd_mrpk,iqr_mrpk,decile_mrpk,sd_mrpl,iqr_mrpl,decile_mrpl"
COLUMNS = "value_added=va capital=k wage_bill=w industry=sector"
GIVEN = "capital_share=s1=0.4,s2=0.3"


def misallocation(folder):
    f = open(os.path.join(folder, "firms.misallocation.gold"), "w", encoding="utf-8")
    f.write("# Eleven firms of two industries in two years; one without value added.\n")
    words = ["Hsieh and Klenow (2009) step by step: wedges of each firm, means of marginal products, TFPRbar, A over Abar",
             "(exact_firms.py); the kernel uses none of these"]
    for trim, s, share, how in ((0, S, SHARE, GIVEN), (0.1, S, SHARE, GIVEN), (0, S_FIVE, None, "")):
        rows, parts = [], []
        if share is None:
            share = {}
            for g in SECTORS:
                good = [r for r in ROWS if r["sector"] == g and r["va"] > 0 and r["w"] > 0]
                share[g] = 1 - 1.2 * fsum(r["w"] for r in good) / fsum(r["va"] for r in good)
            how = "labour_scale=1.2 sigma=5"
        for year in YEARS:
            out, gone, left = sectors(year, trim, share, s)
            total = fsum(o["Y"] for o in out.values())
            theta = {g: out[g]["Y"] / total for g in SECTORS}
            add = lambda key: fsum(theta[g] * out[g][key] for g in SECTORS)
            pool = {n: [v for g in SECTORS for v in out[g]["logs"][n]] for n in ("tfpr", "tfpq", "mrpk", "mrpl")}
            rows.append([year, pct(add("log")), math.exp(-add("log")), 100 * (math.exp(add("log")) / 1.05 - 1), pct(add("capital")),
                         pct(add("output")), pct(add("lognormal"))] + spreads(pool) +
                        [sum(o["M"] for o in out.values()), sum(map(len, gone.values())), sum(left.values()),
                         max(o["most"] for o in out.values()) / total])
            for g in SECTORS:
                o = out[g]
                parts.append([year, g, pct(o["log"]), pct(o["capital"]), pct(o["output"]), pct(o["lognormal"]), theta[g],
                              theta[g] * o["log"] / add("log"), share[g], o["ty"], o["tk"]] + spreads(o["logs"]) +
                             [o["M"], len(gone[g]), left[g], o["most"] / o["Y"]])
        case(f, "firms.misallocation", f"{COLUMNS} {how} trim={trim} reference=5", words,
             f"period,gain,output_ratio,gain_reference,gain_capital,gain_output,gain_lognormal,{SPREAD},units,trimmed,left_out,dominance", rows)
        case(f, "firms.misallocation", f"by=industry {COLUMNS} {how} trim={trim}", words,
             f"period,industry,gain,gain_capital,gain_output,gain_lognormal,weight,contribution,capital_share,output_wedge,capital_wedge,{SPREAD},"
             "units,trimmed,left_out,dominance", parts)
    firms, wedges = [], []
    for r in ROWS:
        if not r["va"] > 0:
            firms.append([r["firm"], r["year"]] + [None] * 5 + ["not_positive"])
    for year in YEARS:
        out, _, _ = sectors(year)
        for g in SECTORS:
            o = out[g]
            for i, r in enumerate(o["firms"]):
                y, k = o["wedge"][i]
                firms.append([r["firm"], year, o["tfpr"][i], math.exp(o["logs"]["tfpq"][i]), 1 - y, k - 1,
                              (o["A"][i] / o["Abar"]) ** (S - 1) / (r["va"] / o["Y"]), "used"])
            X = fsum(r["go"] for r in o["firms"])
            over = o["Y"] - o["Y"] * (1 - o["ty"])                  # revenue of the wedge, out of value added
            wedges.append([year, "CHN", g, "markup", "all", 100 * (X / (X - over) - 1), o["M"], o["most"] / o["Y"]])
            wedges.append([year, "CHN", g, "factor_tax", "capital", 100 * o["tk"], o["M"], o["most"] / o["Y"]])
    case(f, "firms.misallocation", f"by=unit {COLUMNS} {GIVEN} trim=0", words,
         "unit,period,tfpr,tfpq,output_wedge,capital_wedge,efficient_size,state", firms)
    case(f, "firms.misallocation", f"by=wedge {COLUMNS} {GIVEN} trim=0 gross_output=go output_wedge=markup economy_code=CHN",
         words + ["the wedge on gross output: output over output less the revenue of the wedge"],
         "year,economy,industry,kind,factor,value,units,dominance", wedges)
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: firms.misallocation\nparams: {COLUMNS} labour_scale=3\n"
            "source: labour would have more than there is\nrefused: capital share\n")
    f.close()


def decompose(one, two):
    """one, two: {firm: (share, p)}; every scheme as its paper writes it."""
    S_, E, X = [i for i in one if i in two], [i for i in two if i not in one], [i for i in one if i not in two]
    agg = lambda d, names: fsum(d[i][0] * d[i][1] for i in names)
    P1, P2 = agg(one, one), agg(two, two)
    out = {}
    n = len(S_)

    def op(d, names):
        total = fsum(d[i][0] for i in names)
        s = {i: d[i][0] / total for i in names}
        mean = fsum(d[i][1] for i in names) / len(names)
        return mean, fsum((s[i] - 1 / len(names)) * (d[i][1] - mean) for i in names), total
    (m1, c1, s1), (m2, c2, s2) = op(one, S_), op(two, S_)
    PS1, PS2 = m1 + c1, m2 + c2
    sE, sX = fsum(two[i][0] for i in E), fsum(one[i][0] for i in X)
    PE, PX = (agg(two, E) / sE if E else 0), (agg(one, X) / sX if X else 0)
    out["mp"] = [m2 - m1, c2 - c1, None, None, sE * (PE - PS2), sX * (PS1 - PX)]
    a1, b1, _ = op(one, list(one))
    a2, b2, _ = op(two, list(two))
    out["op"] = [a2 - a1, b2 - b1, None, None, None, None]
    d = {i: (two[i][0] - one[i][0], two[i][1] - one[i][1], (two[i][0] + one[i][0]) / 2, (two[i][1] + one[i][1]) / 2) for i in S_}
    out["fhk"] = [fsum(one[i][0] * d[i][1] for i in S_), None, fsum(d[i][0] * (one[i][1] - P1) for i in S_), fsum(d[i][0] * d[i][1] for i in S_),
                  fsum(two[i][0] * (two[i][1] - P1) for i in E), -fsum(one[i][0] * (one[i][1] - P1) for i in X)]
    for name, ref in (("gr", (P1 + P2) / 2), ("bg", PX if X else P1)):
        out[name] = [fsum(d[i][2] * d[i][1] for i in S_), None, fsum(d[i][0] * (d[i][3] - ref) for i in S_), None,
                     fsum(two[i][0] * (two[i][1] - ref) for i in E), -fsum(one[i][0] * (one[i][1] - ref) for i in X)]
    out["bhc"] = [fsum(one[i][0] * d[i][1] for i in S_), None, fsum(d[i][0] * two[i][1] for i in S_), None, agg(two, E), -agg(one, X)]
    for v in out.values():
        assert abs(fsum(x for x in v if x is not None) - (P2 - P1)) < 1e-12
    mean, cov, _ = op(two, list(two))
    least = min([n] + [len(x) for x in (E, X) if x])
    tail = [sE, sX, n, len(E), len(X), P2, mean, cov, least, max(v[0] for d in (one, two) for v in d.values())]
    return P2 - P1, out, tail


def shares(rows):
    total = fsum(r["k"] for r in rows)
    return {r["firm"]: (r["k"] / total, math.log(r["go"] / r["w"])) for r in rows}


def dynamics(folder):
    f = open(os.path.join(folder, "firms.dynamics.gold"), "w", encoding="utf-8")
    f.write("# Eleven firms, some of which enter and leave.\n")
    words = ["sums over the sets of firms, as each paper writes them (exact_firms.py)"]
    P = "productivity=log(go/w) share=k"
    tail = "share_entrants,share_leavers,stayers,entrants,leavers,productivity,mean,op_covariance,units,dominance"
    change, out, last = decompose(*(shares([r for r in ROWS if r["year"] == y]) for y in YEARS))
    case(f, "firms.dynamics", f"by=scheme {P}", words, f"period,scheme,change,within,covariance,between,cross,entry,exit,{tail}",
         [["2002", name, change] + v + last for name, v in out.items()])
    case(f, "firms.dynamics", f"{P} scheme=gr", words, f"period,change,within,between,entry,exit,{tail}",
         [["2002", change] + [v for v in out["gr"] if v is not None] + last])
    rows = []
    for g in SECTORS:
        change, out, last = decompose(*(shares([r for r in ROWS if r["year"] == y and r["sector"] == g]) for y in YEARS))
        rows.append(["2002", g, change] + [v for v in out["mp"] if v is not None] + last)
    case(f, "firms.dynamics", f"by=industry {P} industry=sector", words, f"period,industry,change,within,covariance,entry,exit,{tail}", rows)
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: firms.dynamics\nparams: {P} span=2\n"
            "source: there is no such pair of years\nrefused: no two periods\n")
    f.close()


if __name__ == "__main__":
    misallocation(sys.argv[1])
    dynamics(sys.argv[1])
