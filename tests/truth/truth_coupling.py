"""truth_coupling.py DOMAR FOLDER: index.coupling, index.obstacles and index.forecast against numpy, and Wang's published table.

Table 8 of Wang et al. (2021) prints traditional and modified C of 13 cities x 7 years with four digits; the two systems were
worked out from the pair, so both must come back (90 of 91 rows have an answer).  All else on the 13 cities and on made-up
panels, from the formulas.
"""
import csv
import os
import sys

import numpy as np

import truth_index as t

TABLE = f"{t.TRUTH}/published_wang2021_table8_C.csv"
FOLDER = t.FOLDER


def couple(U, share, variant):
    n = U.shape[1]
    if variant == "wang":
        apart = np.mean([np.abs(U[:, i] - U[:, j]) for i in range(n) for j in range(i)], axis=0)
        C = np.sqrt((1 - apart) * np.prod(U / U.max(axis=1, keepdims=True), axis=1) ** (1 / (n - 1)))
    else:
        C = n * np.prod(U, axis=1) ** (1 / n) / U.sum(axis=1)
    T = U @ share
    return C, T, np.sqrt(C * T)


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([head, *rows])
    return path


def classes(D, four):
    names = (["low", "moderate", "high", "extreme"] if four else
             ["extreme_disorder", "severe_disorder", "moderate_disorder", "mild_disorder", "near_disorder", "bare", "primary", "intermediate",
              "good", "high_quality"])
    edges = [0.3, 0.5, 0.8] if four else [k / 10 for k in range(1, 10)]
    return [names[int(np.searchsorted(edges, d, side="right"))] for d in D]


def made_up_coupling():
    rng = np.random.default_rng(5)
    for n in (2, 3, 5):
        U = rng.uniform(0.001, 0.999, size=(400, n))
        heads = [f"s{k}" for k in range(n)]
        file = write(f"{FOLDER}/coupled.csv", ["unit", "year", *heads], [[f"U{i // 4}", 2000 + i % 4, *map(repr, U[i].tolist())] for i in range(400)])
        share = rng.uniform(size=n)
        for variant in ("trad", "wang"):
            for four in (False, True):
                rows = t.run("index.coupling", file, "--systems", ",".join(heads), "--shares", ",".join(map(repr, share.tolist())), "--variant", variant,
                             "--classes", "four" if four else "ten")
                C, T, D = couple(U, share / share.sum(), variant)
                for name, want in (("coupling", C), ("development", T), ("degree", D), ("gap", U.max(axis=1) - U.min(axis=1))):
                    t.near("made up " + name, t.column(rows, name), want, 1e-13)
                assert [r["class"] for r in rows] == classes(D, four)
                lag = [heads[k] if g > 0.1 else "none" for k, g in zip(U.argmin(axis=1), U.max(axis=1) - U.min(axis=1))]
                assert [r["lagging"] for r in rows] == lag
                if n == 2:
                    high = U >= U.mean(axis=0)
                    want = ["both_high" if a and b else "first_high" if a else "second_high" if b else "both_low" for a, b in high]
                    assert [r["plane"] for r in rows] == want


def published_coupling():
    with open(TABLE, encoding="utf-8-sig") as f:
        given = [r for r in csv.DictReader(f)]
    whole = [r for r in given if 0 <= t.number(r["implied_U1"]) <= 1 and 0 <= t.number(r["implied_U2"]) <= 1]
    assert len(given) == 91 and len(whole) == 90, (len(given), len(whole))
    file = write(f"{FOLDER}/wang.csv", ["city", "year", "U1", "U2"], [[r["city"], r["year"], r["implied_U1"], r["implied_U2"]] for r in whole])
    want = {(r["city"], r["year"]): r for r in whole}
    for variant, column in (("trad", "C_traditional"), ("wang", "C_modified")):
        rows = t.run("index.coupling", file, "--systems", "U1,U2", "--variant", variant)
        t.near("Wang 2021, " + variant, t.column(rows, "coupling"), [float(want[r["unit"], r["period"]][column]) for r in rows], 5e-13)


def cities():
    page = "examples/panels/jjj13.yaml"
    panel, _ = t.published_panel()
    X = panel.X
    Z = np.column_stack([i.normalise(X[:, j], "minmax") for j, i in enumerate(panel.inds)])
    systems = [list(range(4 * k, 4 * k + 4)) for k in range(3)]
    for weigh in ("entropy", "critic"):
        w = np.zeros(12)
        U = np.zeros((65, 3))
        for k, s in enumerate(systems):
            w[s] = t.weights(weigh, Z[:, s], X[:, s]) / 3
            U[:, k] = Z[:, s] @ w[s] * 3
        for variant in ("trad", "wang"):
            rows = t.run("index.coupling", panel.file, "--define", page, "--weights", weigh, "--variant", variant)
            for name, want in zip(("coupling", "development", "degree"), couple(U, np.ones(3) / 3, variant)):
                t.near("13 cities " + name, t.column(rows, name), want, 1e-13)
        rows = t.run("index.coupling", panel.file, "--define", page, "--weights", weigh, "--by", "system")
        t.near("13 cities systems", t.column(rows, "score").reshape(65, 3), U, 1e-14)
        O = w * (1 - Z)
        O /= O.sum(axis=1, keepdims=True)
        rows = t.run("index.obstacles", panel.file, "--define", page, "--weights", weigh)
        t.near("obstacles", t.column(rows, "obstacle").reshape(65, 12), O, 1e-14)
        t.near("obstacle ranks", t.column(rows, "rank").reshape(65, 12), 1 + (O[:, None, :] > O[:, :, None]).sum(axis=2), 0)
        rows = t.run("index.obstacles", panel.file, "--define", page, "--weights", weigh, "--by", "system")
        t.near("obstacles of systems", t.column(rows, "obstacle").reshape(65, 3), O.reshape(65, 3, 4).sum(axis=2), 1e-14)
        rows = t.run("index.obstacles", panel.file, "--define", page, "--weights", weigh, "--by", "period")
        mean = np.array([O[panel.period == str(y)].mean(axis=0) for y in range(2013, 2018)])
        t.near("obstacles of periods", t.column(rows, "obstacle").reshape(5, 12), mean, 1e-14)
    rows = t.run("index.coupling", panel.file, "--define", page, "--by", "class")
    assert t.column(rows, "count").sum() == 65
    score, _ = panel.index(groups=systems)
    forecasts(panel.file, ["--define", page], score.reshape(13, 5), "13 cities")


def grey(x, ahead):
    x1 = np.cumsum(x)
    B = np.column_stack([-(x1[1:] + x1[:-1]) / 2, np.ones(len(x) - 1)])
    a, b = np.linalg.lstsq(B, x[1:], rcond=None)[0]
    k = np.arange(len(x) + ahead)
    return a, b, np.diff((x[0] - b / a) * np.exp(-a * k) + b / a, prepend=0)


def trend(x, ahead):
    return np.polyval(np.polyfit(np.arange(len(x)), x, 1), np.arange(len(x), len(x) + ahead))


def drift(x, ahead):
    return x[-1] + np.arange(1, ahead + 1) * (x[-1] - x[0]) / (len(x) - 1)


def forecasts(file, args, series, label, hold=2, ahead=3):
    for name, model in (("drift", drift), ("trend", trend)):
        rows = t.run("index.forecast", file, *args, "--benchmark", name, "--horizon", str(ahead), "--hold", str(hold))
        values = t.run("index.forecast", file, *args, "--benchmark", name, "--horizon", str(ahead), "--by", "period")
        n = series.shape[1]
        h = min(hold, n - 4)
        for r, x, block in zip(rows, series, np.array(values).reshape(len(series), n + ahead)):
            a, b, guess = grey(x, ahead)
            e = x - guess[:n]
            s1, s2 = x.std(), e.std()
            t.near(label + " a, b", [t.number(r["a"]), t.number(r["b"])], [a, b], 1e-9)
            t.near(label + " C, P", [t.number(r["variance_ratio"]), t.number(r["small_error"])],
                   [s2 / s1, (np.abs(e - e.mean()) < 0.6745 * s1).mean()], 1e-9)
            t.near(label + " relative error", t.number(r["relative_error"]), (np.abs(e[1:]) / x[1:]).mean(), 1e-9)
            t.near(label + " values", [t.number(v["grey"]) for v in block], guess, 1e-9)
            t.near(label + " benchmark", [t.number(v["benchmark"]) for v in block[n:]], model(x, ahead), 1e-11)
            short, rest = x[:n - h], x[n - h:]
            t.near(label + " held back", [t.number(r["error_grey"]), t.number(r["error_benchmark"])],
                   [(np.abs(grey(short, h)[2][-h:] - rest) / rest).mean(), (np.abs(model(short, h) - rest) / rest).mean()], 1e-9)
            ratio = x[:-1] / x[1:]
            inside = ratio.min() > np.exp(-2 / (n + 1)) and ratio.max() < np.exp(2 / (n + 1))
            assert r["status"] == ("fitted" if inside else "level_ratio"), r


def made_up_forecasts():
    rng = np.random.default_rng(8)
    x = np.exp(np.cumsum(rng.normal(0.03, 0.08, size=(20, 11)), axis=1)) * 50
    file = write(f"{FOLDER}/series.csv", ["firm", "year", "v"], [[f"F{i}", 2000 + k, repr(float(x[i, k]))] for i in range(20) for k in range(11)])
    forecasts(file, ["--column", "v"], x, "made up")
    rows = t.run("index.forecast", write(f"{FOLDER}/odd.csv", ["firm", "year", "v"],
                 [["a", y, 1 + y % 3] for y in (2000, 2001, 2003, 2004, 2005)] + [["b", y, y - 2001] for y in range(2000, 2006)] +
                 [["c", y, 5] for y in range(2003, 2006)] + [["d", y, 7] for y in range(2000, 2006)]), "--column", "v")
    assert [r["status"] for r in rows] == ["gaps", "not_positive", "short", "fitted"], rows


def main():
    os.makedirs(FOLDER, exist_ok=True)
    made_up_coupling()
    made_up_forecasts()
    if os.path.exists(TABLE) and os.path.exists(t.LONG):
        published_coupling()
        cities()
    for name, gap in t.worst.items():
        print(f"{name}: {gap:.2g}")
    if not os.path.exists(TABLE):
        print("skipped: ../shared is not there (made-up panels agree)")
        sys.exit(77)


if __name__ == "__main__":
    main()
