"""exact_files.py FOLDER: writes the .gold files whose numbers exact.py and exact_chain.py work out."""
import decimal
import sys

import exact
import exact_chain as chain
from exact_gold import Gold, keyed

WORLDS = exact.Table("tests/data/two_worlds.csv", 2001, ["AAA", "BBB"], ["m", "f"], ["EMP", "LAB", "CO2"])
GAPS = exact.Table("tests/data/three_gaps.csv", 2001, ["AAA", "BBB", "CCC"], ["m", "f"], ["EMP", "LAB"])
BOOK = exact.Table("tests/data/miller_blair_2x2.csv", 2009, ["A"], ["1", "2"])
HOUSE = exact.Table("tests/data/miller_blair_closed.csv", 2009, ["A"], ["1", "2"], ["L", "N"])


def multipliers(folder):
    g = Gold(folder, "accounts.multipliers", "What a unit of final demand sets in motion, open and closed.")
    head = "economy,industry,output,value_added,income,jobs,imports"
    two = ["Miller and Blair's flows, closed for households (2.5, 6.2): one more row, labour over output, one",
           "more column, consumption as shares of its total; inverse of the larger matrix in fractions; sums over",
           "the two industries (the truncated, type II multipliers of section 6.2.3)"]
    g.case(HOUSE, "accounts.multipliers", "closed=true", two, head,
           keyed(HOUSE, exact.multipliers(HOUSE, HOUSE.rows["L"], None, True, False)))
    g.case(HOUSE, "accounts.multipliers", "", ["the same table open: type I"], head,
           keyed(HOUSE, exact.multipliers(HOUSE, HOUSE.rows["L"], None, False, False)))
    for t, words in ((WORLDS, "two economies, all data"), (GAPS, "the third economy has no data on jobs and "
                     "labour: world totals are missing, its households stay open")):
        for closed in (False, True):
            for scope in ("world", "domestic"):
                rows = keyed(t, exact.multipliers(t, t.rows["LAB"], t.rows["EMP"], closed, scope == "domestic"))
                rows = [r if x else r[:2] + [None] * 5 for r, x in zip(rows, t.x)]
                g.case(t, "accounts.multipliers", f"closed={'true' if closed else 'false'} scope={scope}",
                       [words, "row / output times the inverse, exact fractions; no output, no number"], head, rows)
    g.write()


def linkages(folder):
    g = Gold(folder, "accounts.linkages", "Pull, push, dispersion, eigenvector, key industries.")
    head = "economy,industry,backward,forward,power_of_dispersion,sensitivity_of_dispersion,eigenvector,key"
    book = ["Miller and Blair's A = [.15 .25; .20 .05]: lambda^2 - .2 lambda - .0425 = 0, so lambda ="
            " .1 + sqrt(.0525),", "left eigenvector (1, (lambda - .15) / .2) with mean 1; Ghosh from H ="
            " [.15 .5; .1 .05], exact inverses"]
    rows = exact.linkages(BOOK, "ghosh", False)
    second = (decimal.Decimal("0.0525").sqrt() + decimal.Decimal("-0.05")) / decimal.Decimal("0.2")
    for k, q in enumerate((decimal.Decimal(1), second)):       # by the quadratic, not by powers
        rows[k][4] = 2 * q / (1 + second)
    g.case(BOOK, "accounts.linkages", "", book, head, keyed(BOOK, rows))
    words = ["row and column sums of exact inverses over their means, eigenvector by powers in 60 digits"]
    g.case(WORLDS, "accounts.linkages", "", words, head, keyed(WORLDS, exact.linkages(WORLDS, "ghosh", False)))
    g.case(WORLDS, "accounts.linkages", "forward=leontief", words, head,
           keyed(WORLDS, exact.linkages(WORLDS, "leontief", False)))
    g.case(GAPS, "accounts.linkages", "", words + ["means leave out the industry without output"], head,
           keyed(GAPS, exact.linkages(GAPS, "ghosh", False)))
    g.case(GAPS, "accounts.linkages", "", words + ["the industry without output counts in the means"], head,
           keyed(GAPS, exact.linkages(GAPS, "ghosh", True)), options="zero-output=keep")
    g.case(GAPS, "accounts.linkages", "by=direct", ["column sums of A, row sums of Z over output"],
           "economy,industry,backward_direct,forward_direct", keyed(GAPS, exact.direct(GAPS)))
    g.write()


def footprint(folder):
    g = Gold(folder, "accounts.footprint", "Satellite rows and value added from producer to consumer.")
    words = {"industry": "row / output of the producer times the inverse times final demand of the consumer",
             "economy": "the same summed over producing industries; a gap in one leaves none",
             "product": "the same by the product that is finally bought, summed over who sells it"}
    for t, code, row in ((WORLDS, "CO2", WORLDS.rows["CO2"]), (WORLDS, "VA", list(WORLDS.va)),
                         (GAPS, "EMP", GAPS.rows["EMP"])):
        for by, text in words.items():
            rows = []
            for key, v in exact.footprint(t, row, by).items():
                names = [t.economies[key[0]]] + ([t.industries[key[1]]] if len(key) == 3 else [])
                rows.append(names + [t.economies[key[-1]], code, v])
            dims = {"industry": "economy,industry,partner", "economy": "economy,partner",
                    "product": "economy,product,partner"}[by]
            g.case(t, "accounts.footprint", f"row={code} by={by}", [text + ", exact fractions"],
                   dims + ",factor,value", rows)
    g.write()


def extraction(folder):
    g = Gold(folder, "accounts.extraction", "Output before less output after, from two systems.")
    words = ["row, column and final demand taken away, the smaller system solved in fractions,",
             "output before less output after; value added at each industry's share in output"]
    for t in (WORLDS, GAPS):
        rows = [exact.extraction(t, [i]) if t.x[i] else [None, None] for i in range(t.n)]
        g.case(t, "accounts.extraction", "", words, "economy,industry,loss_output,loss_value_added", keyed(t, rows))
        rows = [[e] + exact.extraction(t, list(range(k * t.N, (k + 1) * t.N))) for k, e in enumerate(t.economies)]
        g.case(t, "accounts.extraction", "by=economy", words, "economy,loss_output,loss_value_added", rows)
    g.write()


def steps(folder):
    for method, up in (("upstreamness", True), ("downstreamness", False)):
        g = Gold(folder, "exact." + method, "Stages to final use, and since primary inputs.")
        for t in (WORLDS, GAPS):
            for net in (False, True):
                inv = f"inventories={'net' if net else 'none'}"
                words = ["(I - H)^-1 1 and 1'(I - A)^-1 in fractions" + (", rows of Z times x / (x - inventories)" if net else "")]
                u = chain.steps(t, up, net, False)
                g.case(t, "chain." + method, inv, words, "economy,industry," + method,
                       keyed(t, [[v] if x else [None] for v, x in zip(u, t.x)]))
                means = [sum(u[i] * t.x[i] for i in t.producing(k)) / sum(t.x[i] for i in t.producing(k))
                         for k in range(t.G)]
                g.case(t, "chain." + method, inv + " by=economy", words + ["weighted by output"], "economy," + method,
                       [[e, v] for e, v in zip(t.economies, means)])
                g.case(t, "chain." + method, inv + " by=whole", words + ["on the table summed to economies"],
                       "economy," + method, [[e, v] for e, v in zip(t.economies, chain.steps(t, up, net, True))])
        g.write()


def value_added(folder):
    g = Gold(folder, "exact.value_added", "Who earns what an economy exports or finally uses.")
    for t in (WORLDS, GAPS):
        absorbed, _ = chain.value_added(t, True)
        absorbed = [chain.by_economy(t, row) for row in absorbed]
        for final in (False, True):
            inside = f"in={'final_demand' if final else 'exports'}"
            words = ["v B D in fractions, D = " + ("final demand by user" if final else "exports in own rows")]
            values, totals = chain.value_added(t, final)
            rows = [[t.economies[r], t.keys[i][0], t.keys[i][1], values[r][i] if t.x[i] else None]
                    for r in range(t.G) for i in range(t.n)]
            g.case(t, "chain.value_added", inside, words, "economy,partner,industry,value", rows)
            sums = [chain.by_economy(t, v) for v in values]
            rows = [[t.economies[r], t.economies[s], sums[r][s], sums[r][s] / totals[r]]
                    for r in range(t.G) for s in range(t.G)]
            g.case(t, "chain.value_added", inside + " by=partner", words, "economy,partner,value,share", rows)
            rows = []
            for r in range(t.G):
                row = [t.economies[r], totals[r], sums[r][r], sum(sums[r]) - sums[r][r], sums[r][r] / totals[r]]
                vax = sum(absorbed[q][r] for q in range(t.G) if q != r)
                rows.append(row + ([] if final else [vax, vax / totals[r]]))
            g.case(t, "chain.value_added", inside + " by=economy", words, "economy,total,domestic,foreign,"
                   "domestic_share" + ("" if final else ",vax,vax_ratio"), rows)
    g.write()


def dependence(folder):
    g = Gold(folder, "exact.dependence", "Shares of suppliers in what is bought and in all that stands behind.")
    words = ["columns of A and of B - I in fractions as shares; hhi over the other economies"]
    for t in (WORLDS, GAPS):
        single, groups = [[j] for j in range(t.n)], [list(range(k * t.N, (k + 1) * t.N)) for k in range(t.G)]
        for users, by, dims in ((single, "industry", "economy,industry,partner"),
                                (groups, "economy", "economy,partner")):
            rows = []
            for u in users:
                d, total = chain.dependence(t, u)
                d, total = chain.by_economy(t, d), chain.by_economy(t, total)
                h = chain.hhi(total, t.own[u[0]]) if sum(total) else None
                who = list(t.keys[u[0]]) if by == "industry" else [t.economies[t.own[u[0]]]]
                rows += [who + [e, a, b, h] for e, a, b in zip(t.economies, chain.shares(d), chain.shares(total))]
            g.case(t, "chain.dependence", "by=" + by, words, dims + ",direct,total,hhi", rows)
        for users, by, dims in ((groups, "supplier", "economy,partner,partner_industry"),
                                (single, "choke", "economy,industry,partner,partner_industry")):
            rows = []
            for u in users:
                own = t.own[u[0]]
                d, total = chain.dependence(t, u)
                if not sum(total):
                    continue
                lines = []
                for i, (a, b) in enumerate(zip(chain.shares(d), chain.shares(total))):
                    who = list(t.keys[u[0]]) if by == "choke" else [t.economies[own]]
                    h = chain.hhi([total[s * t.N + i % t.N] for s in range(t.G)], own)
                    if by == "supplier" or (t.own[i] != own and b > 0):
                        lines.append(who + list(t.keys[i]) + [a, b, h])
                if by == "choke":
                    lines = sorted(lines, key=lambda line: -line[5])[:2]
                rows += lines
            g.case(t, "chain.dependence", "by=" + by + (" suppliers=2" if by == "choke" else ""), words,
                   dims + ",direct,total,hhi", rows)
    g.write()


for make in (multipliers, linkages, footprint, extraction, steps, value_added, dependence):
    make(sys.argv[1])
