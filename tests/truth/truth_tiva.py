"""truth_tiva.py DOMAR FOLDER: chain.tiva on WIOD 2008 against exvatools (method "oecd") and against a
dense computation from the definitions of the OECD's guide on 2011.

exvatools prints levels as DEXFVAP and FEXDVAP, which the OECD defines as shares; its REF is left out
(it goes negative).  Rule: |a - b| <= 1e-9 max(|b|, exports or value added of the economy, 1 for shares).
"""
import csv
import gzip
import os
import subprocess
import sys

import numpy as np

import recompute as base

SHARED = "../shared/data"
YEARS = {y: f"{SHARED}/io/wiod13/wiod13_{y}.csv.gz" for y in (2008, 2011)}
PEER = SHARED + "/truth/chains/peers_2008/exvatools_oecd_tiva_worldtotals.csv.gz"
OURS = {"DEXFVAP": "DEXFVA_LEVEL", "FEXDVAP": "FEXDVA_LEVEL", "VA": "VALU"}
LEFT_OUT = {"country", "industry", "REF"}
RTOL = 1e-9


def ask(program, table, *options):
    done = subprocess.run([program, "run", "chain.tiva", table, "--format", "csv", *options],
                          stdout=subprocess.PIPE, text=True, check=True)
    rows = csv.reader(done.stdout.splitlines())
    next(rows)
    return {tuple(r[1:-1]): float(r[-1]) if r[-1] else float("nan") for r in rows}


def bilateral(w):
    """{indicator: G x N x G} (economy, industry, partner) from full matrices."""
    G, N, n = w.G, w.N, w.n
    F, v = w.by_user(), w.per_output(w.va)
    Z = w.Z.reshape(n, G, N).sum(axis=2)
    VB = np.array([np.where(w.own == g, v, 0) @ w.B for g in range(G)])
    X, e = w.B @ F, w.exports()
    home = w.own[:, None] == np.arange(G)[None, :]
    E = np.where(home, 0, Z + F)
    local = np.zeros(n)
    own = np.zeros(n)
    for g in range(G):
        k = slice(g * N, (g + 1) * N)
        L = np.linalg.inv(np.eye(N) - w.A[k, k])
        local[k], own[k] = v[k] @ L, v[k] * np.diag(L)
    mine = VB[w.own, np.arange(n)]
    shape = lambda M: M.reshape(G, N, G)
    swap = lambda M: M.reshape(G, N, G).transpose(2, 1, 0)
    dva, int_dva = mine[:, None] * E, mine[:, None] * np.where(home, 0, Z)
    out = {"EXGR": shape(E), "EXGR_FNL": shape(np.where(home, 0, F)), "EXGR_INT": shape(np.where(home, 0, Z)),
           "EXGR_DVA": shape(dva), "EXGR_DDC": shape(own[:, None] * E), "EXGR_IDC": shape((local - own)[:, None] * E),
           "EXGR_RIM": shape((mine - local)[:, None] * E), "EXGR_FVA": shape((VB.sum(axis=0) - mine)[:, None] * E),
           "EXGR_INTDVA": shape(int_dva), "FFD_DVA": shape(v[:, None] * X),
           "DEXFVA_LEVEL": shape(VB.T * e[:, None]), "FEXDVA_LEVEL": swap(VB.T * e[:, None]),
           "DFD_FVA": swap(v[:, None] * X)}
    made = np.concatenate([w.B[w.own == g][:, w.own == g] @ e[w.own == g] for g in range(G)])
    out["REII"] = swap((w.A * made).reshape(n, G, N).sum(axis=2))
    for name in ("EXGR", "EXGR_FNL", "EXGR_INT"):
        out["IM" + name[2:]] = out[name].transpose(2, 1, 0)
    out["IMGR_DVA"] = (VB[:, :].T.reshape(G, N, G) * swap(E).transpose(2, 1, 0)).transpose(2, 1, 0)
    out["BALGR"] = out["EXGR"] - out["IMGR"]
    out["BALVAFD"] = out["FFD_DVA"] - out["DFD_FVA"]
    return out


def main():
    program, folder = sys.argv[1:3]
    if not all(os.path.exists(p) for p in YEARS.values()) or not os.path.exists(PEER):
        print("skipped: ../shared")
        return 77
    os.makedirs(folder, exist_ok=True)
    failures, count, tables = [], 0, {}
    for year, path in YEARS.items():
        tables[year] = os.path.join(folder, f"tiva_{year}.h5")
        subprocess.run([program, "import", path, "-o", tables[year], "--output-from", "rows",
                        "--zero-output", "keep"], check=True, stderr=subprocess.DEVNULL)

    def check(what, got, want, scale):
        nonlocal count
        count += 1
        if got is None or not abs(got - want) <= RTOL * max(abs(want), scale):
            failures.append(f"{what}: {got!r}, expected {want!r}")

    got = ask(program, tables[2008])
    with gzip.open(PEER, "rt", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    scale = {}
    for r in rows:
        scale[r["country"]] = scale.get(r["country"], 0) + float(r["EXGR"])
    for r in rows:
        for name in set(r) - LEFT_OUT:
            check(f"{r['country']} {r['industry']} {name}",
                  got.get((r["country"], r["industry"], OURS.get(name, name))), float(r[name]), scale[r["country"]])

    w = base.read_wiod13(YEARS[2011])
    exports = w.exports().reshape(w.G, w.N).sum(axis=1)
    wanted = bilateral(w)
    names = ",".join(wanted)
    fine = ask(program, tables[2011], "--by", "industry,partner", "--indicator", names, "--economy", "CHN,DEU,LUX")
    whole = ask(program, tables[2011], "--by", "partner", "--indicator", names + ",EXGR_DVASH,DEXFVAP,FEXDVAP,EXGRPSH,"
                "IMGRPSH,FFD_DVAPSH,DFD_FVAPSH,EXGR_DVAPSH,IMGR_DVASH,EXGR_INTDVASH,EXGR_FVASH,IMGRINT_REII")
    one = ask(program, tables[2011], "--by", "economy")
    for c, code in enumerate(w.economies):
        for name, M in wanted.items():
            abroad = [p for p in range(w.G) if p != c]
            check(f"{code} {name}", one.get((code, name)), M[c][:, abroad].sum(), exports[c])
            for p in abroad:
                check(f"{code} {w.economies[p]} {name}", whole.get((code, w.economies[p], name)), M[c, :, p].sum(),
                      exports[c])
                if code in ("CHN", "DEU", "LUX"):
                    for i, k in enumerate(w.industries):
                        check(f"{code} {k} {w.economies[p]} {name}", fine.get((code, k, w.economies[p], name)),
                              M[c, i, p], exports[c])
        S = {name: M[c].sum(axis=0) for name, M in wanted.items()}
        for share, (a, b) in {"EXGR_DVASH": ("EXGR_DVA", "EXGR"), "EXGR_FVASH": ("EXGR_FVA", "EXGR"),
                              "IMGR_DVASH": ("IMGR_DVA", "IMGR"), "EXGR_INTDVASH": ("EXGR_INTDVA", "EXGR"),
                              "IMGRINT_REII": ("REII", "IMGR_INT")}.items():
            for p in abroad:
                if S[b][p]:
                    check(f"{code} {share}", whole.get((code, w.economies[p], share)), 100 * S[a][p] / S[b][p], 1)
        for share, a in {"EXGRPSH": "EXGR", "IMGRPSH": "IMGR", "FFD_DVAPSH": "FFD_DVA", "DFD_FVAPSH": "DFD_FVA",
                         "EXGR_DVAPSH": "EXGR_DVA"}.items():
            for p in abroad:
                check(f"{code} {share}", whole.get((code, w.economies[p], share)), 100 * S[a][p] / S[a][abroad].sum(), 1)
        for share, a in {"DEXFVAP": "DEXFVA_LEVEL", "FEXDVAP": "FEXDVA_LEVEL"}.items():
            for p in abroad:
                check(f"{code} {share}", whole.get((code, w.economies[p], share)), 100 * S[a][p] / exports[c], 1)
    for line in failures[:20]:
        print(line)
    print(f"{count} numbers, {len(failures)} failures, rtol {RTOL:g}")
    return 1 if failures or count < 140000 else 0


sys.exit(main())
