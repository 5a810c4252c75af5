"""truth_table_out.py DOMAR FOLDER: the table that `reform.simulate --table-out` writes, cell by cell, against one made from
the dense computation of truth_reform.py and the accounting alone.  Two categories of final use with inventories below
zero, labour, capital, taxes on products and production, jobs, emissions, a price index.  Rule: every cell within 1e-8 of the
largest of its block; a scenario that changes nothing gives the base table back within 1e-9 of output.
"""
import os
import subprocess
import sys

import h5py
import numpy as np

import truth_reform as truth
from truth_reform import ECONOMIES, F, G, INDUSTRIES, N, World, n

C = 2


def write_table(folder, t):
    """The table of truth_reform.py with final use in two columns: the second goes up and down."""
    rng = np.random.default_rng(8)
    stocks = rng.uniform(-0.3, 0.3, (n, G)) * t["Y"]
    t["YC"] = np.stack([t["Y"] - stocks, stocks], 2)
    t["tlsC"] = np.stack([1.2 * t["tls_y"], -0.2 * t["tls_y"]], 1)
    t["S"] = rng.uniform(1, 9, (3, n))
    keys = [f"{e}_{i}" for e in ECONOMIES for i in INDUSTRIES]
    with open(os.path.join(folder, "two.csv"), "w") as f:
        put = lambda row: f.write(",".join(v if isinstance(v, str) else repr(float(v)) for v in row) + "\n")
        put([""] + keys + [f"{e}_{c}" for e in ECONOMIES for c in ("HH", "INV")])
        for k in range(n):
            put([keys[k], *t["Z"][k], *t["YC"][k].reshape(-1)])
        for name, row in ("L", t["L"]), ("K", t["K"]), ("TP", t["tp"]):
            put([name, *row, *[""] * G * C])
        put(["TLS", *t["tls"], *t["tlsC"].reshape(-1)])
        for name, row in zip(("EMP", "CO2", "PI"), t["S"]):
            put([name, *row, *[""] * G * C])
    with open(os.path.join(folder, "two.yaml"), "w") as f:
        f.write('title: Small world\nsource: made up\ncitation: made up\nlicence: none\nyear: 2010\ncurrency: USD\n'
                'unit: million\nseparator: "_"\neconomies: [AA, BB, CC]\nindustries: [x, y, z]\n'
                "final_demand: {HH: households, INV: inventories}\n"
                "factors: {L: labour, K: capital, TP: tax_production, TLS: tax_products}\n"
                "satellites: {EMP: {kind: jobs, unit: heads}, CO2: {kind: emission, unit: tons}, PI: {kind: price_index, unit: index}}\n")


def sellers(w):
    """u, j, i: what each buyer pays to sellers at the last computation."""
    return w.now["share"] * w.now["B"][:, :, None] / w.Tn.prod(0)[w.of]


def split(t, flow, base, specific):
    """Final use over categories: cells without negative parts in proportion, others as the model's own flow moves."""
    like = np.maximum(t["YC"], 0).reshape(G, N, G, C).sum(0)                   # good, buyer, category
    like /= like.sum(2, keepdims=True)
    out = np.zeros((n, G, C))
    for i in range(G):
        for j in range(N):
            for g in range(G):
                part, now = t["YC"][i * N + j, g], flow[n + g, j, i]
                hat = now / part.sum() if part.min() >= 0 else now / base[n + g, j, i]
                out[i * N + j, g] = part * hat + (now - hat * part.sum()) * like[j, g]
    return out


def expected(t, w, base, want, output_tax):
    flow = sellers(w)
    Z = flow[:n].transpose(2, 1, 0).reshape(n, n)
    Y = split(t, flow, base, w.specific)
    x = Z.sum(1) + Y.sum((1, 2))
    wedges = (flow * (w.Tn.prod(0)[w.of] - 1)).sum((1, 2)) + ((w.tgn - 1) * w.now["B"]).sum(1)
    L, K = (want["W"] * w.tfn).T
    TP = x * (t["tp"] / t["x"] + output_tax)
    K = K + x * (1 - 1 / w.mun) - TP                                           # what markups leave
    hat = want["E"] / w.E
    tax = t["tlsC"] * hat[:, None]
    bought = Y.sum(0)
    tax += (wedges[n:] - tax.sum(1))[:, None] * bought / bought.sum(1, keepdims=True)
    heads = np.empty(n)
    for p in range(n):
        g, k = p // N, w.kappa[0]
        mine = slice(g * N, g * N + N)
        mean = want["mean"][g, 0]
        if np.isinf(k):
            heads[p] = want["W"][p, 0] / w.W[p, 0] / want["w"][p, 0]
        else:                                                                  # pool's labour, then who works where
            weight = w.W[mine, 0] / w.W[mine, 0].sum()
            pool = (want["W"][mine, 0].sum() / w.W[mine, 0].sum()) / mean
            share = weight * want["w"][mine, 0] ** (1 + k)
            heads[p] = pool * (share / share.sum() / weight)[p - g * N] if k > 0 else pool
    quantity = want["R"] / w.R / want["p"]
    return dict(Z=Z, Y=Y.reshape(n, -1), x=x, V=np.stack([L, K, TP, wedges[:n]]), TLSY=tax.reshape(-1),
                S=t["S"] * np.stack([heads, quantity, want["p"]]))


def made(program, table, page, path):
    subprocess.run([program, "run", "reform.simulate", table, "--scenario", page, "--table-out", path, "--format", "csv"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "check", path, "--tolerance", "1e-9"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with h5py.File(path, "r") as f:
        g = f["2010"]
        return {k: g[k][...] for k in ("Z", "Y", "x", "V", "VY", "S", "va")}


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "table_out")
    os.makedirs(folder, exist_ok=True)
    t = truth.make_table(folder)
    write_table(folder, t)
    table = os.path.join(folder, "two.h5")
    subprocess.run([program, "import", os.path.join(folder, "two.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    numbers, failures, moved = 0, [], 0.0

    def compare(name, got, want, tolerance, scale=None):
        nonlocal numbers
        numbers += np.size(want)
        gap = np.abs(got - want).max() / (np.abs(want).max() if scale is None else scale)
        if not gap <= tolerance:
            failures.append(f"{name}: {gap:.3g}")

    for k, (layout, s) in enumerate(truth.SETTINGS):
        for name, change, lines in truth.CASES[k % 4::4]:                      # every kind once, some twice
            w = World(t, layout == "specific", s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"],
                      truth.with_baseline())
            base = sellers(w)
            change(w)
            want = w.solve()
            tax = np.zeros(n)
            if name == "outputs":                                              # BB z: from 3 % of output to 10 % of cost
                tax[5] = (1 - 1 / 1.1) - (t["tp"] / t["x"])[5]
            page, path = os.path.join(folder, f"{name}.yaml"), os.path.join(folder, f"{name}.h5")
            truth.page(page, layout, s, lines)
            got, e = made(program, table, page, path), expected(t, w, base, want, tax)
            moved = max(moved, np.abs(e["Z"] / t["Z"] - 1).max())
            for part in ("Z", "Y", "x", "S"):
                compare(f"setting {k + 1}, {name}: {part}", got[part], e[part], 1e-8)
            for r, row in enumerate(("L", "K", "TP", "TLS")):
                compare(f"setting {k + 1}, {name}: {row}", got["V"][r], e["V"][r], 1e-8)
            compare(f"setting {k + 1}, {name}: taxes of final use", got["VY"][3], e["TLSY"], 1e-8)
        page, path = os.path.join(folder, "nothing.yaml"), os.path.join(folder, "nothing.h5")
        truth.page(page, layout, s, "  - {kind: tariff, economy: AA, by: 0}\n")
        got = made(program, table, page, path)
        same = lambda what, a, b: compare(f"setting {k + 1}, nothing moves: {what}", a, b, 1e-9)
        for r, row in enumerate((t["L"], t["K"], t["tp"])):
            same(f"row {r}", got["V"][r], row)
        same("satellites", got["S"], t["S"])
        same("output", got["x"], t["x"])
        if layout == "specific":
            same("Z", got["Z"], t["Z"])
            same("Y", got["Y"], t["YC"].reshape(n, -1))
            same("taxes", got["V"][3], t["tls"])
            same("taxes of final use", got["VY"][3], t["tlsC"].reshape(-1))
        else:                                                                  # in common: what is traded, and what each pays
            uses = lambda Z, Y: np.stack([Z[:, g * N:(g + 1) * N].sum(1) + Y[:, g * C:(g + 1) * C].sum(1) for g in range(G)])
            same("trade", uses(got["Z"], got["Y"]), uses(t["Z"], t["YC"].reshape(n, -1)))
            same("inputs with their taxes", got["Z"].sum(0) + got["V"][3], t["Z"].sum(0) + t["tls"])
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest change of a flow {moved:.3g}")
    sys.exit(1 if failures or moved < 0.1 else 0)


main()
