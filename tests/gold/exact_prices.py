"""exact_prices.py FOLDER: writes accounts.prices.gold and accounts.ghosh.gold, in exact fractions.

Every case is written down from its definition: prices given from outside by the partitioned system
(rows and columns of the others alone), the Ghosh inverse by inverting I - diag(1/x) Z itself."""
import sys
from fractions import Fraction as Q

import numpy as np

import exact
from exact_gold import Gold, keyed

BOOK = exact.Table("tests/data/miller_blair_closed.csv", 2009, ["A"], ["1", "2"], ["L", "N"])
WORLDS = exact.Table("tests/data/two_worlds.csv", 2001, ["AAA", "BBB"], ["m", "f"], ["EMP", "LAB", "CO2"])
GAPS = exact.Table("tests/data/three_gaps.csv", 2001, ["AAA", "BBB", "CCC"], ["m", "f"], ["EMP", "LAB"])
PRICE_HEAD, INDEX_HEAD = "economy,industry,direct,total", "economy,consumer,final,output,exports,imports,bill"


def places(t, economies=None, industries=None):
    return [i for i, (g, k) in enumerate(t.keys)
            if (not economies or g in economies) and (not industries or k in industries)]


def money(t, row, rate, where):
    """What each industry pays more."""
    return [rate * row[i] if i in where else Q(0) for i in range(t.n)]


def prices(t, c, given):
    """c: change of cost per output; given: {industry: change of its price}. Partitioned system."""
    X, R = sorted(given), [i for i in range(t.n) if i not in given]
    p = [given.get(i) for i in range(t.n)]
    if R:
        right = [c[j] + sum((given[i] * t.A[i, j] for i in X), Q(0)) for j in R]
        B = exact.inverse(exact.eye(len(R)) - t.A[np.ix_(R, R)])
        for b, j in enumerate(R):
            p[j] = sum(right[a] * B[a, b] for a in range(len(R)))
    return p


def direct(t, c, given):
    return [given[j] if j in given else c[j] + sum((given[i] * t.A[i, j] for i in given), Q(0)) for j in range(t.n)]


def mean(p, q):
    return sum(a * b for a, b in zip(p, q)) / sum(q) if sum(q) > 0 else None


def indices(t, p):
    e, rows = t.exports(), []
    for g in range(t.G):
        own = [i for i in range(t.n) if t.own[i] == g]
        abroad = [Q(0) if t.own[i] == g else t.F[i, g] + sum((t.Z[i, j] for j in own), Q(0)) for i in range(t.n)]
        some = lambda v: [v[i] for i in own]
        bill = sum(a * b for a, b in zip(p, t.C[:, g]))
        means = [mean(p, t.C[:, g]), mean(p, t.F[:, g]), mean(some(p), some(t.x)), mean(some(p), some(e)),
                 mean(p, abroad) if t.G > 1 else None]
        rows.append([t.economies[g]] + [None if m is None else 100 * m for m in means] + [bill])
    return rows


def price_rows(t, c, given, moved):
    d, p = direct(t, c, given), prices(t, c, {**{i: Q(0) for i in moved}, **given})
    return keyed(t, [[100 * a, 100 * b] if x else [None, None] for a, b, x in zip(d, p, t.x)])


def price_gold(folder):
    g = Gold(folder, "accounts.prices", "Costs and given prices passed on.")
    none, book = {}, ["Miller and Blair's flows (2.6) with labour 300 and 500: wages of sector 1 rise by 30 %,",
                      "0.30 to 0.39 of its output; p = c'(I - A)^-1 = .09 (.95, .25) / .7575: 11.29 % and 2.97 %"]
    c = [Q(9, 100), Q(0)]
    g.case(BOOK, "accounts.prices", "row=L change=30 from_industry=1", book, PRICE_HEAD,
           price_rows(BOOK, c, none, ()))
    g.case(BOOK, "accounts.prices", "row=L change=30 from_industry=1 by=economy",
           ["the same weighted by household consumption (50, 400), final demand and output"], INDEX_HEAD,
           indices(BOOK, prices(BOOK, c, none)))
    g.case(BOOK, "accounts.prices", "shock=price from_industry=1",
           ["the price of sector 1 given, + 10 %: p_2 = .1 a_12 / (1 - a_22) = .1 * .25 / .95 (open price model)"],
           PRICE_HEAD, price_rows(BOOK, [Q(0)] * 2, {0: Q(1, 10)}, ()))
    g.case(BOOK, "accounts.prices", "", ["all value added + 10 %: every price rises by as much (1' = v'B)"],
           PRICE_HEAD, price_rows(BOOK, [Q(65, 1000), Q(70, 1000)], none, ()))
    tests = [(WORLDS, "row=LAB change=5 from_economy=BBB", money(WORLDS, WORLDS.rows["LAB"], Q(1, 20), places(WORLDS, ["BBB"])), none, (), "wages of one economy"),
             (WORLDS, "row=CO2 levy=0.5", money(WORLDS, WORLDS.rows["CO2"], Q(1, 2), places(WORLDS)), none, (), "a levy on each unit of CO2"),
             (WORLDS, "shock=price from_economy=AAA from_industry=m", [Q(0)] * 4, {0: Q(1, 10)}, (), "one price given"),
             (WORLDS, "row=LAB from_economy=BBB hold_economy=AAA", money(WORLDS, WORLDS.rows["LAB"], Q(1, 10), places(WORLDS, ["BBB"])), none, places(WORLDS, ["AAA"]), "prices of the other economy stand"),
             (GAPS, "from_economy=AAA,BBB", money(GAPS, list(GAPS.va), Q(1, 10), places(GAPS, ["AAA", "BBB"])), none, (), "an industry without output has no number"),
             (GAPS, "shock=price from_industry=f change=-20", [Q(0)] * 6, {i: Q(-1, 5) for i in places(GAPS, None, ["f"])}, (), "prices of one industry fall everywhere")]
    for t, params, paid, given, held, words in tests:
        c = t.per_output(paid)
        p = prices(t, c, {**{i: Q(0) for i in held}, **given})
        text = [words + ": partitioned system in fractions"]
        g.case(t, "accounts.prices", params, text, PRICE_HEAD, price_rows(t, c, given, held))
        g.case(t, "accounts.prices", params + " by=economy", text, INDEX_HEAD, indices(t, p))
        parts = [prices(t, [v if t.own[i] == s else Q(0) for i, v in enumerate(c)],
                        {**{i: Q(0) for i in held}, **{i: v if t.own[i] == s else Q(0) for i, v in given.items()}})
                 for s in range(t.G)]
        rows = [list(t.keys[i]) + [t.economies[s], 100 * parts[s][i] if t.x[i] else None]
                for i in range(t.n) for s in range(t.G)]
        g.case(t, "accounts.prices", params + " by=partner", text + ["one economy's change at a time"],
               "economy,industry,partner,total", rows)
    g.refused(WORLDS, "accounts.prices", "row=CO2", "not paid in money")
    g.refused(GAPS, "accounts.prices", "row=LAB", "no number for")
    g.refused(WORLDS, "accounts.prices", "from_economy=CCC", "no economy CCC")
    g.write()


def ghosh_gold(folder):
    g = Gold(folder, "accounts.ghosh", "Supply followed forward: the inverse of I - H, inverted as such.")
    head = "economy,industry,direct,total,domestic,sensitivity,received"
    for t, options, keep in ((BOOK, "", False), (WORLDS, "", False), (GAPS, "", False), (GAPS, "zero-output=keep", True)):
        H = np.array([[t.Z[i, j] / t.x[i] if t.x[i] else Q(0) for j in range(t.n)] for i in range(t.n)], dtype=object)
        G = exact.inverse(exact.eye(t.n) - H)
        total = [row.sum() for row in G]
        mean_total = exact.mean(t, total, keep)
        home = [sum(G[i, j] for j in range(t.n) if t.own[j] == t.own[i]) for i in range(t.n)]
        shown = lambda i, v: v if t.x[i] or keep else [None] * len(v)
        words = ["rows and columns of the exact inverse of I - diag(1/x) Z"]
        if t is BOOK:
            words += ["Miller and Blair's flows: H = [.15 .5; .1 .05] (12.1)"]
        g.case(t, "accounts.ghosh", "", words, head, keyed(t, [shown(i, [H[i].sum(), total[i], home[i], total[i] / mean_total,
               G[:, i].sum()]) for i in range(t.n)]), options=options)
        rows = [list(t.keys[i]) + [t.economies[s]] + shown(i, [sum(G[i, j] for j in range(t.n) if t.own[j] == s)])
                for i in range(t.n) for s in range(t.G)]
        g.case(t, "accounts.ghosh", "by=partner", words, "economy,industry,partner,value", rows, options=options)
        c = money(t, list(t.va), Q(1, 10), places(t, [t.economies[0]], [t.industries[0]]))
        y = [sum(c[i] * G[i, j] for i in range(t.n)) for j in range(t.n)]
        v = t.per_output(t.va)
        final = [y[j] * (1 - H[j].sum()) for j in range(t.n)]
        assert sum(final) == sum(c)
        where = f"from_economy={t.economies[0]} from_industry={t.industries[0]}"
        g.case(t, "accounts.ghosh", where + " by=effect", ["c'G, c = a tenth of the value added of one industry;",
               "the part of each output that is not sold to producers sums to c"],
               "economy,industry,input,output,value_added,final,per_cent",
               keyed(t, [shown(j, [c[j], y[j], v[j] * y[j], final[j]]) + [100 * y[j] / t.x[j] if t.x[j] else None]
                         for j in range(t.n)]), options=options)
        rows = []
        for s in range(t.G):
            own = [i for i in range(t.n) if t.own[i] == s]
            add = lambda w: sum(w[i] for i in own)
            rows.append([t.economies[s], add(c), add(y), sum(v[i] * y[i] for i in own), add(final), 100 * add(y) / add(t.x)])
        g.case(t, "accounts.ghosh", where + " by=economy", ["the same summed over the industries of an economy"],
               "economy,input,output,value_added,final,per_cent", rows, options=options)
    g.write()


price_gold(sys.argv[1])
ghosh_gold(sys.argv[1])
