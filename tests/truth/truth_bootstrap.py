"""truth_bootstrap.py DOMAR FOLDER: frontier.bootstrap recomputed from the papers with the same random numbers.

Philox 2x64-10 (Salmon et al. 2011), scores in exact fractions (lp.py), truncated regression by Newton's method: all written
apart from domar.  Replicas then agree one by one, not only on average.  Bootstrap 1e-9, second stage 1e-6.
"""
import csv
import math
import os
import statistics
import subprocess
import sys
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lp  # noqa: E402

SEED, NORMAL = 7, statistics.NormalDist()
MASK = (1 << 64) - 1
worst, failures = {}, []


def philox(key, a, b):
    for _ in range(10):
        product = a * 0xD2B74407B1CE6E93
        a, b = (product >> 64) ^ key ^ b, product & MASK
        key = (key + 0x9E3779B97F4A7C15) & MASK
    return a, b


def unit(bits):
    return ((bits >> 11) + 0.5) * 2.0 ** -53


def uniform(stream, place):
    return unit(philox(SEED, stream, place)[0])


def normal(stream, place):
    a, b = philox(SEED, stream, place)
    return math.sqrt(-2 * math.log(unit(a))) * math.cos(6.283185307179586 * unit(b))


def quantile(values, q):
    v = sorted(values)
    at = (len(v) - 1) * q
    k = min(int(at), len(v) - 2)
    return v[k] + (at - k) * (v[k + 1] - v[k])


def rows_of():
    """Two periods of nine units, two inputs, one output, one circumstance."""
    out = []
    for i in range(9):
        for t in range(2):
            x1, x2 = 2 + (7 * i + 3 * t) % 11, 1 + (5 * i + 2 * t) % 7
            z = ((3 * i + t) % 8) / 4
            y = round(math.sqrt(x1 * x2) * (1 - 0.11 * ((i * i + t) % 5)) + 0.1 * i, 3)
            out.append((f"u{i}", 2000 + t, x1, x2, y, z))
    return out


def check(what, key, got, want, tolerance):
    off = abs(float(got or "nan") - want)
    worst[what] = max(worst.get(what, 0), off)
    if not off <= tolerance:
        failures.append(f"{what} {key}: {got}, expected {want!r}")


def ask(program, path, *options):
    done = subprocess.run([program, "run", "frontier.bootstrap", path, "--format", "csv", "--inputs", "a,b", "--outputs", "y", "--seed",
                           str(SEED), *options], stdout=subprocess.PIPE, text=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def scores(points, X, Y, way):
    return [float(lp.radial([F(v) for v in p[2:4]], [F(p[4])], X, Y, "vrs", way)[1]) for p in points]


def moved(points, f, way):
    """The reference with inputs (in) or outputs (out) times f."""
    X = [[F(float(v) * g) if way == "in" else F(v) for v in p[2:4]] for p, g in zip(points, f)]
    Y = [[F(float(p[4]) * g) if way == "out" else F(p[4])] for p, g in zip(points, f)]
    return X, Y


def plain(points):
    return [[F(v) for v in p[2:4]] for p in points], [[F(p[4])] for p in points]


def smoothed(program, path, rows, way, draws):
    got = {(r["unit"], r["period"]): r for r in ask(program, path, "--orientation", way, "--draws", str(draws))}
    for k, period in enumerate((2000, 2001)):
        points = [r for r in rows if r[1] == period]
        n, th = len(points), scores(points, *plain(points), way)
        sd = statistics.stdev(th)
        iqr = quantile(th, .75) - quantile(th, .25)
        h = 0.9 * (min(sd, iqr / 1.34) if iqr > 0 else sd) * n ** -0.2     # no range: the deviation alone
        replicas = []
        for b in range(draws):
            stream = 2 * k * draws + 2 * b
            beta = [th[int(uniform(stream, i) * n)] for i in range(n)]
            mean = sum(beta) / n
            star = []
            for i in range(n):
                t = beta[i] + h * normal(stream + 1, i)
                if t > 1 if way == "in" else t < 1:
                    t = 2 - t
                star.append(mean + (t - mean) / math.sqrt(1 + h * h / sd ** 2))
            replicas.append(scores(points, *moved(points, [a / s for a, s in zip(th, star)], way), way))
        for i, p in enumerate(points):
            of = [r[i] for r in replicas]
            row, bias = got[p[0], str(period)], sum(of) / draws - th[i]
            want = {"score": th[i], "bias": bias, "corrected": th[i] - bias, "sd": statistics.stdev(of),
                    "lower": th[i] - quantile([v - th[i] for v in of], .975), "upper": th[i] - quantile([v - th[i] for v in of], .025)}
            for name, value in want.items():
                check(f"1998 {way} {name}", p[0], row[name], value, 1e-9)


# ---- second stage
def solve(A, b):
    n = len(b)
    M = [row[:] + [v] for row, v in zip(A, b)]
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(M[i][k]))
        M[k], M[p] = M[p], M[k]
        for i in range(n):
            if i != k:
                f = M[i][k] / M[k][k]
                M[i] = [a - f * c for a, c in zip(M[i], M[k])]
    return [M[k][n] / M[k][k] for k in range(n)]


def log_below(s):
    return math.log(0.5 * math.erfc(-s / math.sqrt(2)))


def truncated(y, z):
    """b and sigma of the top of the likelihood of y > 1, by damped Newton steps in d = b / sigma, t = 1 / sigma."""
    p = len(z[0])
    ones = [1.0] * len(y)

    def value(q):
        if q[p] <= 0:
            return -math.inf
        try:
            return sum(math.log(q[p]) - 0.5 * (q[p] * v - sum(a * c for a, c in zip(q, r))) ** 2
                       - log_below(sum(a * c for a, c in zip(q, r)) - q[p]) for v, r in zip(y, z))
        except ValueError:
            return -math.inf

    A = [[sum(r[i] * r[j] for r in z) for j in range(p)] for i in range(p)]
    b = solve(A, [sum(r[i] * v for r, v in zip(z, y)) for i in range(p)])
    s = math.sqrt(sum((v - sum(a * c for a, c in zip(b, r))) ** 2 for v, r in zip(y, z)) / len(y))
    q = [v / s for v in b] + [1 / s]
    for _ in range(500):
        g, H = [0.0] * (p + 1), [[0.0] * (p + 1) for _ in range(p + 1)]
        for v, r, _one in zip(y, z, ones):
            zz, w = list(r) + [-v], list(r) + [-1.0]
            u = q[p] * v - sum(a * c for a, c in zip(q, r))
            e = sum(a * c for a, c in zip(q, w))
            lam = math.exp(-0.5 * e * e - 0.5 * math.log(2 * math.pi) - log_below(e))
            for i in range(p + 1):
                g[i] += u * zz[i] - lam * w[i] + (1 / q[p] if i == p else 0)
                for j in range(p + 1):
                    H[i][j] += zz[i] * zz[j] - lam * (lam + e) * w[i] * w[j] + (1 / q[p] ** 2 if i == j == p else 0)
        step, scale, now = solve(H, g), 1.0, value(q)
        while scale > 1e-12 and not value([a + scale * c for a, c in zip(q, step)]) >= now:
            scale /= 2
        if scale <= 1e-12 or max(abs(c) for c in step) < 1e-13:
            break
        q = [a + scale * c for a, c in zip(q, step)]
    return [v / q[p] for v in q[:p]] + [1 / q[p]]


def drawn(mean, sigma, u):
    return max(1, mean - sigma * NORMAL.inv_cdf(u * math.exp(log_below((mean - 1) / sigma))))


def second(program, path, rows, way, algorithm, draws, correction):
    got = {r["term"]: r for r in ask(program, path, "--orientation", way, "--by", "term", "--environment", "z", "--draws", str(draws),
                                     "--algorithm", algorithm, *(["--correction", str(correction)] if algorithm == "2" else []))}
    by_period = [[i for i, r in enumerate(rows) if r[1] == period] for period in (2000, 2001)]
    delta = [0.0] * len(rows)
    for at in by_period:
        points = [rows[i] for i in at]
        for i, v in zip(at, scores(points, *plain(points), way)):
            delta[i] = 1 / v if way == "in" else v
    z = [[1.0, float(r[5])] for r in rows]
    place = {i: k for k, i in enumerate(i for at in by_period for i in at)}       # periods, and units by code in them

    def fit(values):
        use = [i for i, v in enumerate(values) if v > 1 + 1e-9]
        return use, truncated([values[i] for i in use], [z[i] for i in use])

    use, b = fit(delta)
    if algorithm == "2":
        better = delta[:]
        for at in by_period:
            points, total = [rows[i] for i in at], [0.0] * len(at)
            for d in range(correction):
                star = {i: drawn(b[0] + b[1] * z[i][1], b[2], uniform(draws + d, place[i])) for i in at}
                f = [star[i] / delta[i] if way == "in" else delta[i] / star[i] for i in at]
                for k, v in enumerate(scores(points, *moved(points, f, way), way)):
                    total[k] += 1 / v if way == "in" else v
            for k, i in enumerate(at):
                better[i] = 2 * delta[i] - total[k] / correction
        use, b = fit(better)
    replicas = []
    for d in range(draws):
        y = [drawn(b[0] + b[1] * z[i][1], b[2], uniform(d, place[i])) for i in use]
        replicas.append(truncated(y, [z[i] for i in use]))
    for k, term in enumerate(("constant", "z", "sigma")):
        what = f"2007 {algorithm} {way}"
        of = [r[k] for r in replicas]
        check(what, term, got[term]["estimate"], b[k], 1e-6)
        check(what, term + " se", got[term]["se"], statistics.stdev(of), 1e-6 * max(1, max(abs(v) for v in of)))
        check(what, term + " lower", got[term]["lower"], b[k] - quantile([v - b[k] for v in of], .975), 1e-6 * max(1, max(abs(v) for v in of)))
        check(what, term + " upper", got[term]["upper"], b[k] - quantile([v - b[k] for v in of], .025), 1e-6 * max(1, max(abs(v) for v in of)))


def main():
    program, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    path, rows = os.path.join(folder, "nine.csv"), rows_of()
    with open(path, "w", encoding="utf-8") as f:
        f.write("unit,year,a,b,y,z\n" + "".join(",".join(map(str, r)) + "\n" for r in rows))
    smoothed(program, path, rows, "in", 6)
    smoothed(program, path, rows, "out", 6)
    second(program, path, rows, "out", "1", 12, 0)
    second(program, path, rows, "in", "2", 12, 4)
    for what in sorted(worst):
        print(f"{what}: {worst[what]:.1e}")
    print("\n".join(failures[:20]) or "all agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
