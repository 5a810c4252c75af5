"""exact_bootstrap.py FOLDER: frontier.bootstrap.gold and its panel, by tests/truth/truth_bootstrap.py's own replicas."""
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "truth"))
import truth_bootstrap as T  # noqa: E402

T.SEED = 0


def main():
    rows, draws = [r for r in T.rows_of() if r[1] == 2000], 4
    with open(os.path.join(HERE, "..", "data", "nine_units.csv"), "w", encoding="utf-8") as f:
        f.write("unit,a,b,y\n" + "".join(f"{r[0]},{r[2]},{r[3]},{r[4]}\n" for r in rows))
    th = T.scores(rows, *T.plain(rows), "in")
    sd, n = statistics.stdev(th), len(rows)
    h = 0.9 * min(sd, (T.quantile(th, .75) - T.quantile(th, .25)) / 1.34) * n ** -0.2
    replicas = []
    for b in range(draws):
        beta = [th[int(T.uniform(2 * b, i) * n)] for i in range(n)]
        mean, star = sum(beta) / n, []
        for i in range(n):
            t = beta[i] + h * T.normal(2 * b + 1, i)
            t = 2 - t if t > 1 else t
            star.append(mean + (t - mean) / (1 + h * h / sd ** 2) ** 0.5)
        replicas.append(T.scores(rows, *T.moved(rows, [a / s for a, s in zip(th, star)], "in"), "in"))
    with open(os.path.join(sys.argv[1], "frontier.bootstrap.gold"), "w", encoding="utf-8") as out:
        out.write("panel: tests/data/nine_units.csv\nkeys: unit=unit\nmethod: frontier.bootstrap\n"
                  f"params: inputs=a,b outputs=y draws={draws}\ntolerance: 1e-9\n"
                  "source: Simar and Wilson (1998) with the same random numbers: tests/gold/exact_bootstrap.py (Philox, fractions)\n"
                  "unit,score,bias,corrected,sd,lower,upper,worth,drawn\n")
        for i, r in enumerate(rows):
            of = [v[i] for v in replicas]
            bias, var = sum(of) / draws - th[i], statistics.variance(of)
            off = [v - th[i] for v in of]
            values = th[i], bias, th[i] - bias, var ** 0.5, th[i] - T.quantile(off, .975), th[i] - T.quantile(off, .025), bias ** 2 / (3 * var)
            out.write(r[0] + "," + ",".join(map(repr, values)) + ",yes\n")


if __name__ == "__main__":
    main()
