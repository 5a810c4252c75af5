"""exact_tfp.py FOLDER DATA: draws the panel tests/data/firms_tfp.csv into DATA and writes the coefficients of firms.tfp and the
markups of firms.markups on it, computed densely (numpy): every criterion on all rows, Newton with numerical derivatives from
near the truth (b = 0.6, 0.4)."""
import csv
import itertools
import os
import sys

import numpy as np

PATH = "tests/data/firms_tfp.csv"


def draw(path, n=80, years=6):
    """Firms that choose labour half a period before they see productivity, at wages of their own; materials go with output."""
    r = np.random.default_rng(20)
    bl, bk, rho = .6, .4, .7
    half, step = np.sqrt(rho), np.sqrt(.09 * (1 - rho))
    om, w, k, phi = r.normal(0, .3, n), r.normal(0, .1, n), r.normal(0, 1, n), .1 * np.exp(r.normal(0, .6, n))
    rows = []
    for t in range(20 + years):
        early = half * om + r.normal(0, step, n)
        om = half * early + r.normal(0, step, n)
        w = .3 * w + r.normal(0, .095, n)
        l = (np.log(bl) + bk * k + half * early - w) / (1 - bl) + r.normal(0, .2, n)
        m = bl * l + bk * k + om
        y = m + r.normal(0, .1, n)
        inv = np.log(phi) + 1.8 * om + r.normal(0, .05, n)
        rows += [(f"f{i:03d}", 2001 + t - 20, y[i], l[i], k[i], m[i], inv[i]) for i in range(n) if t >= 20 and (i + t) % 23]
        k = np.log(.8 * np.exp(k) + np.exp(inv))
    rows.sort()
    with open(path, "w") as f:
        f.write("firm,year,y,l,k,m,inv\n")
        for q in rows:
            f.write(",".join([q[0], str(q[1])] + [f"{v:.5f}" for v in q[2:]]) + "\n")


def read():
    rows = list(csv.DictReader(open(PATH)))
    d = {c: np.array([float(r[c]) for r in rows]) for c in ("y", "l", "k", "m", "inv")}
    at = {(r["firm"], int(r["year"])): i for i, r in enumerate(rows)}
    pairs = [(i, at[f, t - 1]) for (f, t), i in at.items() if (f, t - 1) in at]
    firm = np.unique([r["firm"] for r in rows], return_inverse=True)[1]
    return d, np.array(pairs).T, firm, rows


def poly(columns, degree):
    z = [(c - c.mean()) / c.std() for c in columns]
    out = [np.ones_like(z[0])]
    for g in range(1, degree + 1):
        out += [np.prod([z[i] for i in q], axis=0) for q in itertools.combinations_with_replacement(range(len(z)), g)]
    return np.column_stack(out)


def ols(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


def innovation(target, lagged, powers=3):
    v = lagged - lagged.mean()
    W = np.column_stack([v ** a for a in range(powers + 1)])
    return target - W @ ols(W, target)


def newton(f, b, h=1e-6):
    b = np.array(b, float)
    for _ in range(60):
        J = np.column_stack([(f(b + h * e) - f(b - h * e)) / (2 * h) for e in np.eye(b.size)])
        step = np.linalg.solve(J, f(b))
        b = b - step
        if np.abs(step).max() < 1e-14:
            break
    return b


def acf(d, pairs, X, Z, first, degree=2):
    B = poly(first, degree)
    phi = B @ ols(B, d["y"])
    now, lag = pairs

    def moments(b):
        w = phi - X @ b
        return Z.T @ innovation(w[now], w[lag]) / now.size
    return moments, phi


def clustered(X, e, firm, absorbed=0):
    inv = np.linalg.inv(X.T @ X)
    n, k = X.shape
    G = np.unique(firm).size
    S = sum(np.outer(s, s) for s in (X[firm == g].T @ e[firm == g] for g in np.unique(firm)))
    return np.sqrt(np.diag(inv @ S @ inv * G / (G - 1) * (n - 1) / (n - k)))


def case(f, params, source, head, rows, method="firms.tfp", tolerance="1e-8"):
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: {method}\nparams: {params}\ntolerance: {tolerance}\n")
    f.write("".join(f"source: {line}\n" for line in source))
    f.write(head + "\n" + "".join(",".join("" if v is None else v if isinstance(v, str) else repr(float(v)) for v in r) + "\n" for r in rows) + "\n")


HEAD = "term,estimate,se,low,high,elasticity,rows,units"
WORDS = "y=y free=l state=k"


def tquantile(df):
    """0.975 of Student's t by Newton on its distribution, integrated by Simpson."""
    from math import gamma, pi, sqrt, lgamma, exp
    c = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)
    dens = lambda x: c * (1 + x * x / df) ** (-(df + 1) / 2)
    t = 1.96
    for _ in range(50):
        x = np.linspace(0, t, 4001)
        v = np.array([dens(z) for z in x])
        area = (v[0] + v[-1] + 4 * v[1:-1:2].sum() + 2 * v[2:-1:2].sum()) * (x[1] - x[0]) / 3
        t -= (area - .475) / dens(t)
    return t


def tfp(folder):
    d, pairs, firm, rows = read()
    now, lag = pairs
    n, G = firm.size, np.unique(firm).size
    X = np.column_stack([d["l"], d["k"]])
    f = open(os.path.join(folder, "firms.tfp.gold"), "w", encoding="utf-8")
    f.write("# Production functions of 80 firms drawn with b = (0.6, 0.4) (exact_tfp.py draws them too).\n")
    t = tquantile(G - 1)

    def line(b, se=None):
        return [[name, b[j]] + ([None] * 3 if se is None else [se[j], b[j] - t * se[j], b[j] + t * se[j]]) + [b[j], n, G]
                for j, name in enumerate(("l", "k"))]
    full = np.column_stack([X, np.ones(n)])
    b = ols(full, d["y"])
    case(f, f"{WORDS} method=ols", ["normal equations; errors clustered by firm with G/(G-1) (n-1)/(n-k)"], HEAD,
         line(b, clustered(full, d["y"] - full @ b, firm)), tolerance="1e-9")
    within = lambda v: v - (np.bincount(firm, v) / np.bincount(firm))[firm]
    Xw, yw = np.column_stack([within(c) for c in X.T]), within(d["y"])
    b = ols(Xw, yw)
    case(f, f"{WORDS} method=fe", ["the same of deviations from firms' means; effects lie within clusters and do not count"], HEAD,
         line(b, clustered(Xw, yw - Xw @ b, firm)), tolerance="1e-9")
    Z = np.column_stack([d["l"][lag], d["k"][now]])
    moments, phi = acf(d, pairs, X, Z, [d["l"], d["k"], d["m"]])
    b = newton(moments, [.6, .4])
    case(f, f"{WORDS} proxy=m draws=0", ["root of the moments on all rows, Newton from the truth"], HEAD, line(b))
    moments3, _ = acf(d, pairs, X, Z, [d["l"], d["k"], d["m"]], 3)
    case(f, f"{WORDS} proxy=m draws=0 degree=3", ["the same, first stage of degree 3"], HEAD, line(newton(moments3, [.6, .4])))
    # Levinsohn and Petrin: the least sum of squares in one unknown, by golden section on all rows
    for method, proxy in (("lp", "m"), ("op", "inv")):
        B = np.column_stack([d["l"], poly([d["k"], d[proxy]], 2)])
        c = ols(B, d["y"])
        rest, part = d["y"] - c[0] * d["l"], B[:, 1:] @ c[1:]
        if method == "op":
            continue                                    # who leaves needs a probit: tests/truth
        ssr = lambda v: (innovation(rest[now] - v * d["k"][now], part[lag] - v * d["k"][lag]) ** 2).sum()
        grid = np.linspace(-.2, 1.4, 3201)
        v = grid[np.argmin([ssr(x) for x in grid])]
        slope = lambda x: np.array([(ssr(x[0] + 1e-5) - ssr(x[0] - 1e-5)) / 2e-5])
        v = newton(slope, [v], 1e-4)[0]
        case(f, f"{WORDS} proxy=m method=lp draws=0", ["least sum of squares on all rows: grid, then Newton"], HEAD, line([c[0], v]), tolerance="1e-7")
    # Wooldridge: two-stage least squares with errors clustered by firm
    other = np.column_stack([d["k"][now], poly([d["k"], d["m"]], 2)[lag]])
    ex = np.column_stack([d["l"][now], other])
    iv = np.column_stack([d["l"][lag], other])
    hat = iv @ ols(iv, ex)
    b = ols(hat, d["y"][now])
    se = clustered(hat, d["y"][now] - ex @ b, firm[now])
    t = tquantile(np.unique(firm[now]).size - 1)
    case(f, f"{WORDS} proxy=m method=wooldridge", ["two-stage least squares, labour a period before as instrument"], HEAD,
         line(b[:2], se), tolerance="1e-7")
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: firms.tfp\nparams: {WORDS} proxy=m method=lp form=translog\n"
            "source: free inputs are taken out before\nrefused: translog goes with acf\n")
    f.close()


def markups(folder):
    d, pairs, firm, rows = read()
    now, lag = pairs
    X, Z = np.column_stack([d["l"], d["k"]]), np.column_stack([d["l"][lag], d["k"][now]])
    moments, phi = acf(d, pairs, X, Z, [d["l"], d["k"], d["m"]])
    b = newton(moments, [.6, .4])
    paid, sales = np.exp(d["l"]) * .9, np.exp(d["y"])
    f = open(os.path.join(folder, "firms.markups.gold"), "w", encoding="utf-8")
    f.write("# Markups of 80 drawn firms from labour (exact_tfp.py).\n")
    words = f"{WORDS} proxy=m expenditure=exp(l)*0.9 sales=exp(y)"
    for corrected in (True, False):
        share = paid / sales * (np.exp(d["y"] - phi) if corrected else 1)
        mu = b[0] / share
        more = "" if corrected else " corrected=false"
        if corrected:
            case(f, words + " by=unit", ["root of the moments on all rows; elasticity over labour's share in exp(y - eps)"],
                 "unit,period,markup,elasticity,share", [[r["firm"], r["year"], mu[i], b[0], share[i]] for i, r in enumerate(rows)], "firms.markups")
        out = []
        for t in sorted({r["year"] for r in rows}):
            m = np.array([r["year"] == t for r in rows])
            q = np.quantile(mu[m], [.5, .1, .25, .75, .9])
            out.append([t, q[0], mu[m].mean(), np.log(mu[m]).std(ddof=1), *q[1:], (mu[m] * sales[m]).sum() / sales[m].sum(),
                        (mu[m] * paid[m]).sum() / paid[m].sum(), (mu[m] < 1).mean(), m.sum(), m.sum(), sales[m].max() / sales[m].sum()])
        case(f, words + more + " by=period", ["the same, over firms of a period"],
             "period,median,mean,sd_log,p10,p25,p75,p90,sales_weighted,cost_weighted,below_one,rows,units,dominance", out, "firms.markups")
    f.write(f"panel: {PATH}\nkeys: unit=firm period=year\nmethod: firms.markups\nparams: {words} input=k\n"
            "source: capital was chosen before\nrefused: is a state\n")
    f.close()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        draw(os.path.join(sys.argv[2], os.path.basename(PATH)))
    tfp(sys.argv[1])
    markups(sys.argv[1])
