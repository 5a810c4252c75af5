"""Chain measures from their definitions, on the World of recompute.py."""
import numpy as np


def steps(w, net, whole):
    """Upstreamness and downstreamness: H = diag(1/x) Z and A, net inventories rescale rows of Z."""
    Z, x = w.Z, w.x
    inv = w.Y.reshape(w.n, w.G, w.C)[:, :, w.inventories].sum(axis=1)
    if whole:
        S = np.zeros((w.G, w.n))
        S[w.own, np.arange(w.n)] = 1
        Z, x, inv = S @ Z @ S.T, S @ x, S @ inv
    if net:
        used = x - inv
        Z = Z * np.where(used != 0, x / np.where(used != 0, used, 1), 1)[:, None]
    n = len(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        H = np.where(x[:, None] > 0, Z / x[:, None], 0)
        A = np.where(x > 0, Z / x, 0)
    return np.linalg.solve(np.eye(n) - H, np.ones(n)), np.linalg.solve((np.eye(n) - A).T, np.ones(n))


def value_added(w, final):
    """r x origin industries: v B D, D = exports of r in its own rows, or what r finally uses."""
    if final:
        D = w.by_user()
    else:
        D = np.where(w.own[:, None] == np.arange(w.G), w.exports()[:, None], 0)
    return (w.per_output(w.va)[:, None] * (w.B @ D)).T


def vax(w):
    """Value added of each economy in what the others finally use."""
    content = value_added(w, True).reshape(w.G, w.G, w.N).sum(axis=2)
    return content.sum(axis=0) - np.diag(content)


def foreign_concentration(total, own):
    """Sum of squared shares of the suppliers other than the user (last axis: suppliers)."""
    part = np.delete(total, own)
    return ((part / part.sum()) ** 2).sum() if part.sum() > 0 else np.nan


def shares(rows):
    """Rows over their sums, no number where nothing is bought."""
    whole = rows.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole != 0, rows / whole, np.nan)


def dependence(w, weights, users):
    """Rows users (n x U selection matrix), columns supplier industries: direct and total parts.
    direct is A, total B - I, one unit of each user industry weighted."""
    U = users * weights[:, None]
    return (w.A @ U).T, ((w.B - np.eye(w.n)) @ U).T


def dependence_on_economies(w, by_economy):
    """direct, total (users x G) and hhi (users)."""
    if by_economy:
        users = (w.own[:, None] == np.arange(w.G)).astype(float)
        d, t = dependence(w, w.x, users)
        owners = np.arange(w.G)
    else:
        d, t = dependence(w, np.ones(w.n), np.eye(w.n))
        owners = w.own
    d = d.reshape(len(d), w.G, w.N).sum(axis=2)
    t = t.reshape(len(t), w.G, w.N).sum(axis=2)
    t[d.sum(axis=1) == 0] = 0
    hhi = np.array([foreign_concentration(row, own) for row, own in zip(t, owners)])
    return shares(d), shares(t), hhi


def dependence_on_industries(w, by_economy):
    """direct, total (users x n) and hhi within the product (users x n)."""
    if by_economy:
        users = (w.own[:, None] == np.arange(w.G)).astype(float)
        d, t = dependence(w, w.x, users)
        owners = np.arange(w.G)
    else:
        d, t = dependence(w, np.ones(w.n), np.eye(w.n))
        owners = w.own
    t[d.sum(axis=1) == 0] = 0
    cube = t.reshape(len(t), w.G, w.N)
    foreign = cube.copy()
    foreign[np.arange(len(t)), owners, :] = 0
    whole = foreign.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        hhi = np.where(whole > 0, (foreign / whole) ** 2, np.nan).sum(axis=1)
    return shares(d), shares(t), np.tile(hhi, (1, w.G))
