"""exact_drivers.py FOLDER: growth.drivers of tests/data/exports_small.csv, three economies and four products.

Advantages, proximities, densities and moves in fractions.  The transition matrix between three economies has the eigenvalue
1 and two that a quadratic equation gives, so that complexity needs no iteration; gains in complexity and outlook are found
by adding the advantage and computing again.  The program under test is not used."""
import csv
import decimal
import os
import sys
from fractions import Fraction as Q

decimal.getcontext().prec = 50
D = decimal.Decimal
PATH = "tests/data/exports_small.csv"
WEIGHTS = [D("0.4"), D("0.15"), D("0.15"), D("0.15"), D("0.15")]
NAMES = ["near", "complex", "opening", "keeping", "productive"]
ROUNDS = 7


def real(q):
    return D(q.numerator) / D(q.denominator) if isinstance(q, Q) else q


def text(v):
    return "" if v is None else repr(float(v))


def standard(values, sample):
    known = [v for v in values if v is not None]
    mean = sum(known) / len(known)
    spread = (sum((v - mean) ** 2 for v in known) / (len(known) - sample)).sqrt()
    return [None if v is None else (v - mean) / spread if spread else D(0) for v in values]     # one alone is its mean


def complexity(M, k, u):
    """Second eigenvectors: W = D^-1 M U^-1 M' is 3 x 3 and its first eigenvalue 1."""
    G, N = len(M), len(M[0])
    W = [[sum(Q(M[g][i] * M[h][i], k[g] * u[i]) for i in range(N)) for h in range(G)] for g in range(G)]
    trace = sum(W[g][g] for g in range(3))
    det = sum(W[0][a] * (W[1][(a + 1) % 3] * W[2][(a + 2) % 3] - W[1][(a + 2) % 3] * W[2][(a + 1) % 3]) for a in range(3))
    root = (real((trace - 1) ** 2 - 4 * det)).sqrt()
    second = (real(trace - 1) + root) / 2
    assert root > D("0.01") and second < D("0.99")
    A = [[real(W[g][h]) - (second if g == h else 0) for h in range(3)] for g in range(2)]
    e = [A[0][1] * A[1][2] - A[0][2] * A[1][1], A[0][2] * A[1][0] - A[0][0] * A[1][2], A[0][0] * A[1][1] - A[0][1] * A[1][0]]
    mean = sum(e) / 3
    if sum((x - mean) * (real(Q(j)) - real(Q(sum(k), 3))) for x, j in zip(e, k)) < 0:
        e = [-x for x in e]
    p = [sum(e[g] * M[g][i] for g in range(G)) / u[i] for i in range(N)]
    return standard(e, 1), standard(p, 1), p, e


def fitness(M):
    G, N = len(M), len(M[0])
    F, P = [Q(1)] * G, [Q(1)] * N
    for _ in range(ROUNDS):
        f = [sum(P[i] for i in range(N) if M[g][i]) for g in range(G)]
        q = [1 / sum(1 / F[g] for g in range(G) if M[g][i]) for i in range(N)]
        F, P = [x * G / sum(f) for x in f], [x * N / sum(q) for x in q]
    return F, P


def main(folder):
    with open(PATH, encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    E, P = list(dict.fromkeys(r["economy"] for r in rows)), list(dict.fromkeys(r["industry"] for r in rows))
    G, N = len(E), len(P)
    grid = lambda name: [[(lambda c: Q(c) if c else None)(rows[g * N + i][name]) for i in range(N)] for g in range(G)]
    GO, VA, EMP = grid("GO"), grid("VA"), grid("EMP")
    X = [[x or Q(0) for x in line] for line in GO]
    total, world = [sum(x) for x in X], [sum(X[g][i] for g in range(G)) for i in range(N)]
    share = [[X[g][i] / total[g] for i in range(N)] for g in range(G)]
    to = [w / sum(world) for w in world]
    rca = [[share[g][i] / to[i] for i in range(N)] for g in range(G)]
    M = [[int(r >= 1) for r in line] for line in rca]
    k, u = [sum(m) for m in M], [sum(M[g][i] for g in range(G)) for i in range(N)]
    phi = [[Q(sum(M[g][i] * M[g][j] for g in range(G)), max(u[i], u[j])) for j in range(N)] for i in range(N)]
    density = lambda m: [sum(m[j] * phi[j][i] for j in range(N)) / sum(phi[j][i] for j in range(N)) for i in range(N)]
    eci, pci, raw, e = complexity(M, k, u)
    F, quality = fitness(M)
    outlook = lambda m: sum(real(d) * (1 - a) * p for d, a, p in zip(density(m), m, pci))
    mean_raw = [sum(raw[i] for i in range(N) if M[g][i]) / k[g] for g in range(G)]
    spread = (sum((x - sum(e) / 3) ** 2 for x in e) / 2).sqrt()

    def eci_of(m):
        """eci is proportional to the mean of the products' eigenvector: W e = second e, read in units of the spread."""
        second = mean_raw[0] / e[0]
        return (sum(raw[i] for i in range(N) if m[i]) / sum(m) / second - sum(e) / 3) / spread

    held = lambda a, b, i: sum(a[g][i] for g in range(G) if M[g][i] and a[g][i] and b[g][i]) / \
        sum(b[g][i] for g in range(G) if M[g][i] and a[g][i] and b[g][i])
    lines = []
    for g in range(G):
        assert abs(eci_of(M[g]) - eci[g]) < D("1e-40")
        own = sum(share[g][i] * VA[g][i] / GO[g][i] for i in range(N) if GO[g][i]) / sum(share[g][i] for i in range(N) if GO[g][i])
        made = [i for i in range(N) if VA[g][i] and EMP[g][i]]
        average = sum(VA[g][i] for i in made) / sum(EMP[g][i] for i in made)
        parts = [[None] * N for _ in NAMES]
        for i in range(N):
            if M[g][i]:
                continue
            more = [int(m or j == i) for j, m in enumerate(M[g])]
            parts[0][i] = real(density(M[g])[i])
            parts[1][i] = eci_of(more) - eci[g]
            parts[2][i] = outlook(more) - outlook(M[g])
            rest = (own - share[g][i] * held(VA, GO, i)) / (1 - share[g][i])       # were it like the others' at its weight
            parts[3][i] = real(to[i] * held(VA, GO, i) + (1 - to[i]) * rest - own)
            parts[4][i] = 100 * real(held(VA, EMP, i) / average).ln()
        z = [standard(p, 0) for p in parts]
        score = [None if M[g][i] else sum(w * z[q][i] for q, w in enumerate(WEIGHTS)) for i in range(N)]
        order = sorted((i for i in range(N) if not M[g][i]), key=lambda i: -score[i])
        for i in range(N):
            good = [] if M[g][i] else [(WEIGHTS[q] * z[q][i], q) for q in range(5) if z[q][i] > 0 and parts[q][i] > 0]
            best = sorted(q for _, q in sorted(good, reverse=True)[:2])
            why = "held" if M[g][i] else "_".join(NAMES[q] for q in best) or "modest"
            cells = [X[g][i], rca[g][i], density(M[g])[i], pci[i], quality[i], parts[1][i], parts[2][i], parts[3][i], parts[4][i],
                     score[i], None if M[g][i] else order.index(i) + 1]
            lines.append(f"2010,{E[g]},{P[i]}," + ",".join(text(c) for c in cells) + "," + why)
    rank = lambda g: 1 + sum(x > eci[g] for x in eci)
    source = "source: independent computation: fractions, the quadratic equation of the eigenvalues (exact_drivers.py)"
    case = lambda by, header, body: [f"table: {PATH}", "method: growth.drivers", f"params: by={by}" +
                                     ("" if by == "pair" else f" rounds={ROUNDS}"), "tolerance: 1e-12", source, header, *body, ""]
    out = ["# New growth drivers of three economies; output stands for exports, as there are no flows."]
    out += case("industry", "year,economy,industry,exports,rca,density,pci,quality,gain_complexity,gain_outlook,gain_va_share,"
                "gain_productivity,score,rank,reason", lines)
    out += case("economy", "year,economy,exports,diversity,ubiquity,eci,eci_rank,fitness,outlook",
                [f"2010,{E[g]}," + ",".join(text(c) for c in (total[g], k[g], Q(sum(u[i] for i in range(N) if M[g][i]), k[g]), eci[g],
                 rank(g), F[g], outlook(M[g]))) for g in range(G)])
    out += case("line", "year,industry,exports,ubiquity,pci,quality,va_share,productivity",
                [f"2010,{P[i]}," + ",".join(text(c) for c in (world[i], u[i], pci[i], quality[i], held(VA, GO, i), held(VA, EMP, i)))
                 for i in range(N)])
    out += case("pair", "year,industry,partner_industry,proximity",
                [f"2010,{P[i]},{P[j]},{text(phi[i][j])}" for i in range(N) for j in range(N) if i != j])
    with open(os.path.join(folder, "growth.drivers.gold"), "w", encoding="utf-8") as f:
        f.write("\n".join(out))


main(sys.argv[1])
