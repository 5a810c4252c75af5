"""truth_first_order.py DOMAR FOLDER: real GDP of the world and of each open economy, to first order and complete
(Baqaee and Farhi 2020, 2024; all wedges, imports, several factors, any mobility), against small shocks of every kind
in reform.simulate, by Richardson's extrapolation of central differences.

Nothing of the right-hand side comes from the program: the equilibrium is linearised here, from the equations of
truth_reform.py, and its responses enter

    price side      sum lam~ (dA - dmu) - sum lam~_u Om~_ue dT_ue - sum b_e dT_e + sum Lam~_f (dl_f - dLam_f)
                    + sum over imports (Lam~_m - Lam_m)(dm - dLam_m)
    quantity side   technology + sum Lam~_f dL_f + sum lam~_u Om~_ue dchi_ue + sum b_e dchi_e + sum (Lam~_m - Lam_m) dm

(d: of logs; lam~ = b'(I - Om~)^-1 with cost shares at buyers' prices; chi_ue: user's share of what is made, imported
or supplied of e).  Rule: both sides equal to 1e-8, the program's gdp to 1e-6 relative.
"""
import math
import os
import subprocess
import sys

import numpy as np

from truth_reform import ALL, BASELINE, ECONOMIES, F, FACTORS, G, N, World, ask, ces, edges, make_table, n, page, with_baseline

H = 2e-3                                    # of the program's shocks


class Linear(World):
    """The world, its flows in detail, and how they respond."""
    J = None

    def factor_taxes(self, tf):
        self.tf = self.tfn = tf
        one = self.flows(np.ones(n), np.ones((n, F)), self.R, self.E)
        self.W = one[1]
        income = np.array([self.W[g * N:(g + 1) * N].sum() for g in range(G)])
        self.D = self.Dn = self.E - one[2] - income
        self.burnt = one[5]

    def detail(self, z):
        """Quantities shipped to each user (u, j, i), factors (n, F), and all prices and values."""
        w, p = np.exp(z[:n * F]).reshape(n, F), np.exp(z[n * F:n * F + n])
        R, E = self.R * np.exp(z[n * F + n:n * F + 2 * n]), self.E * np.exp(z[n * F + 2 * n:])
        hat = (self.Tn / self.T).prod(0) * self.d
        price = hat[self.of] * p.reshape(G, N).T[None]
        q, share = np.empty((n + G, N)), np.empty_like(self.pi)
        for j in range(N):
            q[:, j], share[:, j] = ces(self.pi[:, j], price[:, j], 1 + self.theta[j])
        q = q * self.tgn / self.tg
        m, g = np.empty(n + G), np.empty((n + G, N))
        for u in range(n + G):
            m[u], g[u] = ces(self.g[u], q[u], self.e if u < n else self.final)
        bill, W, Om_f = np.empty(n + G), np.empty((n, F)), np.empty((n, F))
        for u in range(n):
            v, phi = ces(self.phi[u], (self.tfn / self.tf * w / self.a)[u], self.r)
            _, two = ces(np.array([self.s[u], 1 - self.s[u]]), np.array([v, m[u]]), self.x)
            bill[u] = two[1] * R[u] / self.mun[u]
            Om_f[u] = two[0] * phi
            W[u] = two[0] * phi * R[u] / self.mun[u] / self.tfn[u]
        bill[n:] = E
        paid = bill[:, None, None] * g[:, :, None] * share                         # at the user's price
        wedge = self.Tn.prod(0)[self.of] * self.tgn[:, :, None]
        made = np.broadcast_to(p.reshape(G, N).T[None], paid.shape)
        border = paid / wedge * self.Tn[0][self.of]
        return dict(paid=paid, shipped=paid / wedge / made, border=border, l=W / w, W=W, Om_f=Om_f, E=E, P=m[n:], R=R, p=p,
                    cost=R / self.mun)

    def respond(self, kind):
        """Derivatives by the size of the kind's shock: of z, then of the logs of everything in detail."""
        size = n * F + 2 * n + G
        def at(z, x):
            shocked = self.copy()
            kind(shocked, x)
            return shocked.system(z)
        def slope(f, h=2e-4):                                                      # fourth order
            return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
        if self.J is None:
            self.J = np.array([slope(lambda x: self.system(x * np.eye(size)[k])) for k in range(size)]).T
        dz = np.linalg.solve(self.J, -slope(lambda x: at(np.zeros(size), x)))
        def logs(x):
            shocked = self.copy()
            kind(shocked, x)
            with np.errstate(divide="ignore"):
                return {k: np.log(v) for k, v in shocked.detail(x * dz).items() if k in ("shipped", "border", "l", "W", "E", "R", "p")}
        far, near = [logs(x) for x in (4e-4, -4e-4)], [logs(x) for x in (2e-4, -2e-4)]
        with np.errstate(invalid="ignore"):
            return {k: (8 * (near[0][k] - near[1][k]) - (far[0][k] - far[1][k])) / 24e-4 for k in far[0]}

    def copy(self):
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def shocks(self, kind):
        """Logs of what the kind moves, by its size: exactly, for the formula."""
        up, down, h = self.copy(), self.copy(), 1e-5
        kind(up, h)
        kind(down, -h)
        d = lambda get: (np.log(get(up)) - np.log(get(down))) / (2 * h)
        zero = np.zeros((G, N, G))
        return dict(A=d(lambda w: w.Z * np.ones(n)), mu=d(lambda w: w.mun), T=[d(lambda w: w.Tn[o]) for o in range(3)],
                    ice=d(lambda w: w.d * (zero + 1)), tg=d(lambda w: w.tgn), tf=d(lambda w: w.tfn), a=d(lambda w: w.a * np.ones((n, F))))


def safe(values):
    return np.where(np.isfinite(values), values, 0)


def formula(w, base, r, s, home):
    """Price side, quantity side, flow of factors in two ways (quantity side, section 5), GDP, and parts of the quantity side:
    technology, factors, flow by factor; home: economies."""
    H_ = [g * N + k for g in home for k in range(N)]
    users, finals = H_, [n + g for g in home]
    inside, outside = list(home), [i for i in ALL if i not in home]
    of = w.of
    # values, (u, j, i) -> matrices by product (i, j) = i * N + j
    flat = lambda x: x.transpose(0, 2, 1).reshape(x.shape[0], n)
    paid, border = flat(base["paid"]), flat(base["border"])
    dship, dborder = safe(flat(r["shipped"])), safe(flat(r["border"]))
    foreign_users = [u for u in range(n + G) if of[u] not in home]
    X_ = [i * N + j for i in outside for j in range(N)]
    exports, imports = border[np.ix_(foreign_users, H_)].sum(0), border[np.ix_(users + finals, X_)].sum(0)
    ratio = lambda d, value: (d * value).sum(0) / np.where(value.sum(0) > 0, value.sum(0), 1)
    ship = base["shipped"]
    ship = flat(ship)
    dex = ratio(dship[np.ix_(foreign_users, H_)], ship[np.ix_(foreign_users, H_)]) if outside else np.zeros(len(H_))
    # exports are valued at the border price of each buyer: aggregate by value
    Y = base["E"][inside].sum() + exports.sum() - imports.sum()
    dY = ((r["E"][inside] * base["E"][inside]).sum() + (dborder * border)[np.ix_(foreign_users, H_)].sum() -
          (dborder * border)[np.ix_(users + finals, X_)].sum()) / Y
    Om = paid / np.concatenate([base["cost"], base["E"]])[:, None]
    b_all = paid[finals] / Y                                                     # finals x products
    lam = np.linalg.solve(np.eye(len(H_)) - Om[np.ix_(H_, H_)].T, b_all[:, H_].sum(0) + exports / Y)
    edgeT = [flat(t[of]) for t in s["T"]]
    tg = np.repeat(s["tg"][:, :, None], G, 2)
    tg, ice = flat(tg), flat(s["ice"][of])
    own = np.isin(np.arange(n) // N, inside)
    T = edgeT[1] + edgeT[2] + tg + np.where(own[None], edgeT[0], 0)             # imports: the border price holds their T[0]
    weights = lam[:, None] * Om[H_]                                             # lam~_u Om~_ue, users x products
    technology = lam @ s["A"][H_] - (weights * ice[H_]).sum() - (b_all * ice[finals]).sum()
    Lf = lam[:, None] * base["Om_f"][H_]
    technology += (Lf * s["a"][H_]).sum()
    price = technology - lam @ s["mu"][H_] - (weights * T[H_]).sum() - (b_all * T[finals]).sum() - (Lf * s["tf"][H_]).sum()
    if outside:
        price -= ((border / Y * edgeT[0])[np.ix_(foreign_users, H_)]).sum()      # export taxes: wedges of home's on exports
    dL = r["l"][H_]
    dLam = r["W"][H_] - dY
    price += (Lf * (dL - dLam)).sum()
    quantity = technology
    # imports: one input for each origin, good and buyer of its own price at the border: here one price an (i, j)
    LmT = weights[:, X_].sum(0) + b_all[:, X_].sum(0)
    Lm = imports / Y
    rows = users + finals
    dm = ratio(dship[np.ix_(rows, X_)], ship[np.ix_(rows, X_)])
    dLm = ratio(dborder[np.ix_(rows, X_)], border[np.ix_(rows, X_)]) - dY
    price += (LmT - Lm) @ (dm - dLm)
    # quantities: shares of uses in what is made, imported, supplied
    dy = r["R"] - r["p"]
    dmade = np.zeros(n)
    dmade[H_], dmade[X_] = dy[H_], dm
    quantity += (weights * (dship[H_] - dmade)).sum() + (b_all * (dship[finals] - dmade)).sum() + (LmT - Lm) @ dm
    if outside:
        value = border[np.ix_(foreign_users, H_)] / Y
        quantity += (value * (dship[np.ix_(foreign_users, H_)] - dy[H_])).sum()
    flow, factors, by_factor = [0.0, 0.0], np.zeros(F), np.zeros(F)
    for g in inside:
        for f in range(F):
            mine = [k for k, u in enumerate(H_) if u // N == g]
            l = base["l"][[H_[k] for k in mine], f]
            chi = l / l.sum()
            dlf = dL[mine, f]
            dLf = (chi * dlf).sum()
            part = Lf[mine, f]
            quantity += part.sum() * dLf + (part * (dlf - dLf)).sum()
            flow[0] += (part * (dlf - dLf)).sum()
            factors[f] += part.sum() * dLf
            by_factor[f] += (part * (dlf - dLf)).sum()
            Lam = base["W"][[H_[k] for k in mine], f].sum() / Y
            phi = lam[mine] / (base["R"][[H_[k] for k in mine]] / Y) * (w.mun * w.tfn[:, f])[[H_[k] for k in mine]]
            flow[1] += (Lam * chi * (phi - part.sum() / Lam) * (dlf - dLf)).sum()
    return price, quantity, flow, Y, technology, factors, by_factor


# ---- every kind of shock: what it does here, and the line for the program, x a small number
def on_edges(owner, mask):
    def kind(w, x):
        T = w.T.copy()
        T[owner][mask] += x
        w.Tn = T
    return kind


def setter(name, base, where, times):
    def kind(w, x):
        value = np.array(base(w), dtype=float)
        value[where] = value[where] * (1 + x) if times else value[where] + x
        setattr(w, name, value)
    return kind


def output_tax(w, x):
    w.mun = w.mu.copy()
    w.mun[3:6] += x


def markup(w, x):
    w.mun = w.mu.copy()
    w.mun[[2, 5, 8]] *= 1 + x


def transfer(w, x):
    w.Dn = w.D + 100 * x * np.array([1, 0, -1])


KINDS = [
    ("tariff", on_edges(2, edges([0, 2], [0, 1], ALL)), "tariff, economy: [AA, CC], industry: [x, y]"),
    ("export_tax", on_edges(0, edges(ALL, [1, 2], [1])), "export_tax, industry: [y, z], partner: BB"),
    ("rent burnt", on_edges(1, edges([2], [1], ALL)), "rent, owner: burn, economy: CC, industry: y"),
    ("rent of importer", on_edges(2, edges([2], ALL, [0])), "rent, economy: CC, partner: AA"),
    ("rent of exporter", on_edges(0, edges([0], ALL, [2])), "rent, owner: exporter, economy: AA, partner: CC"),
    ("trade_cost", setter("d", lambda w: np.ones((G, N, G)), edges([0, 1], ALL, ALL), True), "trade_cost, economy: [AA, BB]"),
    ("input_tax", setter("tgn", lambda w: w.tg, np.ix_([3, 4], [0, 2]), False), "input_tax, economy: BB, industry: [x, z], user: [x, y]"),
    ("final_tax", setter("tgn", lambda w: w.tg, np.ix_([n, n + 1, n + 2], [1]), False), "input_tax, industry: y, user: final"),
    # nobody gets it, but it is spent in the economy: real GDP moves as with a tax
    ("friction", setter("tgn", lambda w: w.tg, np.ix_([0, 2], [1]), True), "friction, economy: AA, industry: y, user: [x, z]"),
    ("output_tax", output_tax, "output_tax, economy: BB"),
    ("markup", markup, "markup, industry: z"),
    ("factor_tax", setter("tfn", lambda w: w.tf, np.ix_([6, 7], [0]), False), "factor_tax, economy: CC, industry: [x, y], factor: L"),
    ("productivity", setter("Z", lambda w: np.ones(n), [1, 4, 6], True), None),
    ("factor_productivity", setter("a", lambda w: np.ones((n, F)), np.ix_([0, 1, 2], [1]), True), "factor_productivity, economy: AA, factor: K"),
    ("factor_supply", setter("L", lambda w: np.ones((G, F)), np.ix_([1], [0, 1]), True), "factor_supply, economy: BB"),
    ("transfer", transfer, "transfer, economy: AA, partner: CC"),
]
SOME = ["productivity, economy: [AA, BB], industry: y", "productivity, economy: CC, industry: x"]

SETTINGS = [
    ("common", dict(theta=[4.0, 0.0, 2.5], e=1, x=1, r=1, final=1, kappa=[np.inf, np.inf], eta=[0, 0])),
    ("specific", dict(theta=[4.0, 2.0, 2.5], e=0.3, x=0.5, r=0.8, final=0.9, kappa=[1.6, 0], eta=[0.7, 0])),
    ("common", dict(theta=[6.0, 1.5, 3.0], e=0.4, x=0.6, r=1.3, final=1.7, kappa=[np.inf, 0.5], eta=[0, 0])),
]


def program_slope(program, table, folder, layout, s, lines):
    values = []
    for x in (H, -H, 2 * H, -2 * H):
        path = os.path.join(folder, "small_shock.yaml")
        page(path, layout, s, "".join("  - {kind: %s, by: %r}\n" % (line, 100 * x) for line in lines))
        text = open(path).read().replace("changes:", FACTOR_TAX + "changes:")
        open(path, "w").write(text)
        values.append([math.log1p(float(row["gdp"]) / 100) for row in ask(program, table, path, "economy")])
    v = np.array(values)
    return (8 * (v[0] - v[1]) - (v[2] - v[3])) / (12 * H)


FACTOR_TAX = "  - {kind: factor_tax, economy: [AA, CC], industry: [y, z], factor: L, to: 20}\n" \
             "  - {kind: factor_tax, economy: BB, industry: x, factor: K, to: 35}\n"


def main():
    program, folder = sys.argv[1], os.path.join(sys.argv[2], "first_order")
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(11)
    t = make_table(folder, rng.uniform(-0.02, 0.15, n), rng.uniform(0.02, 0.2, G), rng.uniform(0.01, 0.12, n))
    table = os.path.join(folder, "small.h5")
    subprocess.run([program, "import", os.path.join(folder, "small.csv"), "--output-from", "rows", "-o", table], check=True,
                   stderr=subprocess.DEVNULL)
    tf = np.ones((n, F))
    tf[[1, 2, 7, 8], 0] = 1.2
    tf[3, 1] = 1.35
    numbers, failures, largest = 0, [], 0.0
    for k, (layout, s) in enumerate(SETTINGS):
        w = Linear(t, layout == "specific", s["theta"], s["e"], s["x"], s["r"], s["final"], s["kappa"], s["eta"], with_baseline())
        w.factor_taxes(tf)
        base = w.detail(np.zeros(n * F + 2 * n + G))
        for name, kind, line in KINDS if k == 1 else KINDS[k // 2::2]:        # all where all is mixed, else half
            r, moved = w.respond(kind), w.shocks(kind)
            got = program_slope(program, table, folder, layout, s, [line] if line else SOME)
            sides = [formula(w, base, r, moved, home) for home in ([0], [1], [2], [0, 1, 2])]
            gdp = [side[3] for side in sides]
            got = list(got) + [float(np.dot(got, gdp[:3]) / gdp[3])]
            for scope, slope, (price, quantity, flow, *_) in zip(ECONOMIES + ["world"], got, sides):
                numbers += 3
                largest = max(largest, abs(price))
                scale = max(abs(price), 1e-2)
                if not abs(price - quantity) <= 1e-8 * max(1, abs(price)):
                    failures.append(f"setting {k + 1}, {name}, {scope}: price side {price!r}, quantity side {quantity!r}")
                if not abs(flow[0] - flow[1]) <= 1e-8:
                    failures.append(f"setting {k + 1}, {name}, {scope}: flow of factors {flow[0]!r}, by section 5 {flow[1]!r}")
                if not abs(slope - price) <= 1e-6 * scale:
                    failures.append(f"setting {k + 1}, {name}, {scope}: {slope!r}, expected {price!r}")
    for line in failures[:20]:
        print(line)
    print(f"{numbers} numbers, {len(failures)} failures; largest slope {largest:.3g}")
    sys.exit(1 if failures or largest < 0.1 else 0)


if __name__ == "__main__":
    main()
