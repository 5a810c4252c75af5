"""Costs passed on and supply followed forward, from their definitions, on the World of recompute.py."""
import numpy as np


def given_prices(w, c, given):
    """Prices with some of them given (n, NaN elsewhere): the other equations alone."""
    X = ~np.isnan(given)
    p = np.where(X, given, 0.0)
    R = np.flatnonzero(~X)
    right = c[R] + p @ w.A[:, R]
    p[R] = np.linalg.solve((np.eye(len(R)) - w.A[np.ix_(R, R)]).T, right)
    return p


def ghosh(w):
    """(I - diag(1/x) Z)^-1 itself."""
    with np.errstate(divide="ignore", invalid="ignore"):
        H = np.where(w.x[:, None] > 0, w.Z / w.x[:, None], 0.0)
    return H, np.linalg.inv(np.eye(w.n) - H)


def indices(w, p):
    """consumer, final, output, exports, imports: old quantities at new prices; and the bill."""
    F, H = w.by_user(), w.Y.reshape(w.n, w.G, w.C)[:, :, w.households]
    e = w.exports()
    bought = np.array([w.Z[:, w.own == g].sum(axis=1) + F[:, g] for g in range(w.G)])
    bought[w.own == np.arange(w.G)[:, None]] = 0
    own = (w.own == np.arange(w.G)[:, None]).astype(float)
    mean = lambda q: (q @ p) / q.sum(axis=1)
    return [mean(H.T), mean(F.T), mean(own * w.x), mean(own * e), mean(bought)], H.T @ p


def against(ask, w, c):
    """The program on these: Compared c counts."""
    H, G = ghosh(w)
    got = ask.numbers("accounts.ghosh", ["direct", "total", "domestic", "received"])
    same = w.own[:, None] == w.own[None, :]
    wants = [H.sum(axis=1), G.sum(axis=1), (G * same).sum(axis=1), G.sum(axis=0)]
    for k, name in enumerate(("direct", "total", "domestic", "received")):
        c.check("ghosh " + name, got[k], wants[k])
    got = ask.numbers("accounts.ghosh", ["value"], "--by", "partner")
    c.check("ghosh by partner", got[0], G.reshape(w.n, w.G, w.N).sum(axis=2))
    chn = w.economies.index("CHN")
    put_in = np.where(w.own == chn, 0.1 * w.va, 0)
    out = put_in @ G
    names = ["input", "output", "final", "value_added"]
    got = ask.numbers("accounts.ghosh", names, "--by", "effect", "--from-economy", "CHN")
    for k, want in enumerate((put_in, out, out * (1 - H.sum(axis=1)), w.per_output(w.va) * out)):
        c.check("ghosh effect " + names[k], got[k], want, np.maximum(w.x, 1))
    labour = np.where(w.own == chn, 0.1 * np.nan_to_num(w.per_output(w.rows["LAB"])), 0)
    options = ("--row", "LAB", "--from-economy", "CHN")
    p = labour @ w.B
    got = ask.numbers("accounts.prices", ["direct", "total"], *options)
    c.check("wages of CHN direct", got[0], 100 * labour)
    c.check("wages of CHN total", got[1], 100 * p)
    means, bill = indices(w, p)
    names = ["consumer", "final", "output", "exports", "imports", "bill"]
    got = ask.numbers("accounts.prices", names, "--by", "economy", *options)
    for k in range(5):
        c.check("wages of CHN " + names[k], got[k], 100 * means[k])
    c.check("wages of CHN bill", got[5], bill, w.x.sum() / w.G)
    oil = np.full(w.n, np.nan)
    oil[np.arange(w.n) % w.N == w.industries.index("c8")] = 0.5
    got = ask.numbers("accounts.prices", ["total"], "--shock", "price", "--from-industry", "c8", "--change", "50")
    c.check("price of c8 given", got[0], 100 * given_prices(w, np.zeros(w.n), oil))
    fixed = np.where(w.own == w.economies.index("USA"), 0.0, np.nan)
    got = ask.numbers("accounts.prices", ["total"], *options, "--hold-economy", "USA")
    c.check("prices of USA held", got[0], 100 * given_prices(w, labour, fixed))
    got = ask.numbers("accounts.prices", ["total"], "--by", "partner", "--change", "100")
    origin = (w.per_output(w.va)[:, None] * w.B).reshape(w.G, w.N, w.n).sum(axis=1).T
    c.check("value added by economy in prices", got[0], 100 * origin)
