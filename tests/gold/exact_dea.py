"""exact_dea.py FOLDER: frontier.{dea,malmquist}.gold from the exact simplex of tests/truth/lp.py; nothing of domar is used."""
import csv
import os
import sys
from fractions import Fraction as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "truth"))
import lp  # noqa: E402

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "tone2001.csv")


def number(v):
    return repr(float(v)) if v is not None else ""


def main():
    with open(DATA, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    names = [r["unit"] for r in rows]
    X = [[F(r["x1"]), F(r["x2"])] for r in rows]
    Y = [[F(r["y1"]), F(r["y2"])] for r in rows]
    n = len(rows)
    out = open(os.path.join(sys.argv[1], "frontier.dea.gold"), "w", encoding="utf-8")

    def head(params, *source):
        out.write("panel: tests/data/tone2001.csv\nkeys: unit=unit\nmethod: frontier.dea\nparams: inputs=x1,x2 outputs=y1,y2"
                  f" {params}\ntolerance: 1e-12\n" + "".join(f"source: {s}\n" for s in source))

    # sbm, constant returns
    answers = [lp.sbm(X[k], Y[k], [], X, Y, [[]] * n) for k in range(n)]
    rho = [a[1] for a in answers]
    peers = [[j for j in range(n) if a[2][("l", j)]] for a in answers]
    head("model=sbm", "Tone (2001), five units; published 0.798, 0.568, 1, 0.667, 1",
         "all digits from tests/gold/exact_dea.py (simplex in fractions)")
    out.write("unit,score,efficiency,rank,slacks,peers,referenced,status\n")
    for k in range(n):
        x = answers[k][2]
        slacks = sum(x[("x", i)] / x["t"] / X[k][i] for i in range(2)) + sum(x[("y", r)] / x["t"] / Y[k][r] for r in range(2))
        rank = 1 + sum(v > rho[k] for v in rho)
        used = sum(k in p for j, p in enumerate(peers) if j != k)
        out.write(f"{names[k]},{number(rho[k])},{number(rho[k])},{rank},{number(slacks)},{len(peers[k])},{used},optimal\n")
    out.write("\n")

    # scale
    head("by=scale", "tests/gold/exact_dea.py: radial input scores in fractions; increasing where nirs = crs < vrs")
    out.write("unit,crs,vrs,nirs,scale,returns_to_scale\n")
    for k in range(n):
        crs, vrs, nirs = (lp.radial(X[k], Y[k], X, Y, r)[1] for r in ("crs", "vrs", "nirs"))
        word = "crs" if crs == vrs else "irs" if nirs == crs else "drs"
        out.write(f"{names[k]},{number(crs)},{number(vrs)},{number(nirs)},{number(crs / vrs)},{word}\n")
    out.write("\n")

    # additive: slacks and targets
    head("by=slack model=additive", "tests/gold/exact_dea.py: largest sum of slacks in fractions")
    out.write("unit,variable,value,target,change,slack,beta,role,status\n")
    for k in range(n):
        x = lp.additive(X[k], Y[k], X, Y)[2]
        for name, value, slack, role in (("x1", X[k][0], x[("x", 0)], "input"), ("x2", X[k][1], x[("x", 1)], "input"),
                                         ("y1", Y[k][0], x[("y", 0)], "output"), ("y2", Y[k][1], x[("y", 1)], "output")):
            target = value - slack if role == "input" else value + slack
            out.write(f"{names[k]},{name},{number(value)},{number(target)},{number(100 * (target / value - 1))},{number(slack)},,"
                      f"{role},optimal\n")
    out.close()
    malmquist(sys.argv[1])


def malmquist(folder):
    """Two periods, one input, one output: index, ec, tc, pec, sec [fare1994], cumulative = index."""
    with open(DATA.replace("tone2001", "grifell1999"), encoding="utf-8") as f:
        rows = {(r["unit"], r["period"]): ([F(r["x"])], [F(r["y"])]) for r in csv.DictReader(f)}
    units = sorted({u for u, _ in rows})

    def e(unit, period, frontier, returns="crs"):
        ref = [v for (_, p), v in rows.items() if p == frontier or frontier == "all"]
        return 1 / lp.radial(*rows[unit, period], [v[0] for v in ref], [v[1] for v in ref], returns, "out")[1]

    with open(os.path.join(folder, "frontier.malmquist.gold"), "w", encoding="utf-8") as out:
        for reference in ("contemporaneous", "global"):
            out.write("panel: tests/data/grifell1999.csv\nkeys: unit=unit period=period\nmethod: frontier.malmquist\n"
                      f"params: inputs=x outputs=y reference={reference}\ntolerance: 1e-12\n"
                      "source: data of Grifell-Tatje and Lovell (1999); tests/gold/exact_dea.py (simplex in fractions)\n"
                      "unit,period,index,ec,tc,pec,sec,cumulative,status\n")
            for u in units:
                ec, pec = e(u, "2", "2") / e(u, "1", "1"), e(u, "2", "2", "vrs") / e(u, "1", "1", "vrs")
                index = float(e(u, "2", "1") / e(u, "1", "1") * e(u, "2", "2") / e(u, "1", "2")) ** 0.5
                if reference == "global":
                    index = float(e(u, "2", "all") / e(u, "1", "all"))
                out.write(f"{u},2,{index!r},{number(ec)},{index / float(ec)!r},{number(pec)},{number(ec / pec)},{index!r},optimal\n")
            out.write("\n")


if __name__ == "__main__":
    main()
