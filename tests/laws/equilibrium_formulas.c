/* Equilibria against formulas of the literature on worlds drawn from seeds: gains from trade (Arkolakis, Costinot and
 * Rodriguez-Clare 2012; Costinot and Rodriguez-Clare 2014; Galle, Rodriguez-Clare and Yi 2023), Hulten's theorem,
 * Lerner's symmetry, a uniform wedge on final use, and the chain of two industries of Liu (2019).  Every equilibrium is
 * solved by both ways (solved.h). */
#include "laws/solved.h"

static domar_cx *cx;
static int start(void **state) { (void)state; return domar_cx_new(&cx, NULL) != DOMAR_OK; }
static int stop(void **state) { (void)state; domar_cx_free(cx); return 0; }

enum { SEEDS = 12 };

/* Cobb-Douglas but between origins, one factor, no transfers: the base is that of a world whose transfers were
 * taken away. */
static domar_world *plain(size_t G, size_t N, bool specific, double factors, double kappa, uint64_t seed)
{
    domar_world *w = random_world(cx, G, N, 1, specific, false, seed), *v;
    assert_non_null(w);
    for (size_t j = 0; j < N; j++) w->theta[j] = 1.5 + 0.7 * (double)((seed + j) % 5);
    for (size_t u = 0; u < w->users; u++) w->e[u] = 1;
    for (size_t p = 0; p < w->n; p++) {
        w->x[p] = w->r[p] = 1;
        if (factors > 0) w->s[p] = factors;
    }
    for (size_t b = 0; b < G; b++) {
        w->kappa[b] = kappa;
        w->eta[b] = 0;
    }
    assert_int_equal(domar_world_balance(cx, w), DOMAR_OK);
    domar_move none = { { NULL } };
    assert_int_equal(domar_move_want(cx, &none, w, DOMAR_MOVE_TRANSFER), DOMAR_OK);
    for (size_t b = 0; b < G; b++) none.of[DOMAR_MOVE_TRANSFER][b] = -w->D[b];
    solved s = solve(cx, w, &none, 1);
    v = rebased(cx, s.o.m);
    for (size_t b = 0; b < G; b++) assert_true(fabs(v->D[b]) < 1e-12);
    solved_free(&s);
    domar_move_free(&none);
    domar_world_free(w);
    return v;
}

/* Trade costs between economies, and productivity and factors of all but economy 0: what its formula is silent about. */
static domar_move foreign(const domar_world *w, uint64_t seed)
{
    dice d = { seed };
    domar_move m = { { NULL } };
    assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_ICEBERG), DOMAR_OK);
    assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_PRODUCTIVITY), DOMAR_OK);
    assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_SUPPLY), DOMAR_OK);
    for (size_t at = 0; at < w->G * w->n; at++)
        if (at % w->G != at / w->n) m.of[DOMAR_MOVE_ICEBERG][at] = 0.8 * (roll(&d) - 0.4);
    for (size_t p = w->N; p < w->n; p++) m.of[DOMAR_MOVE_PRODUCTIVITY][p] = roll(&d) - 0.5;
    for (size_t b = 1; b < w->G; b++) m.of[DOMAR_MOVE_SUPPLY][b] = roll(&d) - 0.5;
    return m;
}

/* log of the hat of economy 0's share of itself in good j. */
static double own_share(const domar_market *m, size_t j)
{
    const domar_world *w = m->w;
    const size_t group = domar_world_group_of(w, domar_world_home(w, 0));
    return log(origin_share(m, group, j, 0) / w->pi[(group * w->N + j) * w->G]);
}

/* One industry: U^ = lambda^(-1/theta) (Arkolakis et al. 2012); with inputs of its own -1/(theta s). */
static void one_sector(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (int inputs = 0; inputs < 2; inputs++) {
            domar_world *w = plain(4, 1, seed % 2 == 1 && !inputs, inputs ? 0 : 1, seed % 2 ? 0 : INFINITY, 60 + seed);
            domar_move m = foreign(w, 5 + seed);
            solved s = solve(cx, w, &m, 1);
            const double share = own_share(s.o.m, 0);
            assert_true(fabs(share) > 1e-3);
            close_to(log(domar_real_income(s.o.m, 0)), -share / w->theta[0] / w->s[0], 1e-10, "one industry", seed);
            solved_free(&s);
            domar_move_free(&m);
            domar_world_free(w);
        }
}

/* Many: log U^ = - alpha' (I - M)^-1 log(lambda)/theta, M what producers spend on goods [costinot2014]. */
static void many_sectors(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (int inputs = 0; inputs < 2; inputs++) {
            enum { N = 4 };
            domar_world *w = plain(3, N, false, inputs ? 0 : 1, INFINITY, 80 + seed);
            domar_move m = foreign(w, 9 + seed);
            solved s = solve(cx, w, &m, 1);
            double l[N] = { 0 }, next[N], want = 0;
            for (int round = 0; round < 400; round++) {                  /* l = log(lambda)/theta + M l */
                for (size_t j = 0; j < N; j++) {
                    next[j] = own_share(s.o.m, j) / w->theta[j];
                    for (size_t k = 0; k < N; k++) next[j] += (1 - w->s[j]) * w->g[j * N + k] * l[k];
                }
                memcpy(l, next, sizeof l);
            }
            for (size_t j = 0; j < N; j++) want -= w->g[domar_world_home(w, 0) * N + j] * l[j];
            assert_true(fabs(want) > 1e-5);
            close_to(log(domar_real_income(s.o.m, 0)), want, 1e-10, "many industries", seed);
            solved_free(&s);
            domar_move_free(&m);
            domar_world_free(w);
        }
}

/* Factors that move with friction: U^ = Prod lambda^(-alpha/theta) r^(-alpha/(1 + kappa)), r the industry's part of
 * factor income (Galle et al. 2023, whose kappa is 1 + kappa). */
static void friction(void **state)
{
    (void)state;
    static const double mobility[] = { 0, 0.5, 1.7, 6 };
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = plain(3, 4, false, 1, mobility[seed % 4], 30 + seed);
        domar_move m = foreign(w, 2 + seed);
        solved s = solve(cx, w, &m, 1);
        double want = 0, base = 0, now = 0;
        for (size_t j = 0; j < w->N; j++) {
            base += w->W[j];
            now += s.o.m->Wd[j];
        }
        for (size_t j = 0; j < w->N; j++) {
            const double alpha = w->g[domar_world_home(w, 0) * w->N + j];
            want -= alpha * own_share(s.o.m, j) / w->theta[j];
            want -= alpha * log(s.o.m->Wd[j] / w->W[j] * base / now) / (1 + mobility[seed % 4]);
        }
        close_to(log(domar_real_income(s.o.m, 0)), want, 1e-10, "friction", seed);
        solved_free(&s);
        domar_move_free(&m);
        domar_world_free(w);
    }
}

/* No wedges: what the world gains from a producer's productivity is its sales, from a factor its income, from a
 * trade cost the flow, whatever elasticities, mobility and transfers. */
static void hulten(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = random_world(cx, 3, 4, 2, seed % 2 == 1, false, 200 + seed);
        assert_non_null(w);
        for (size_t q = 0; q < w->G * w->F; q++) w->eta[q] = 0;
        domar_move none = { { NULL } }, slope = { { NULL } };
        assert_int_equal(random_move(cx, &slope, w, 0, 1), DOMAR_OK);
        solved s = solve(cx, w, &none, 0);
        domar_market *m = s.o.m;
        const domar_fixed_point f = domar_market_map(m);
        const domar_objective world = { .welfare = w->E };
        double *room = domar_alloc(cx, domar_gradient_room(m), sizeof *room);
        assert_non_null(room);
        assert_int_equal(domar_gradient(cx, &slope, m, &f, &world, room), DOMAR_OK);
        for (size_t p = 0; p < w->n; p++) close_to(slope.of[DOMAR_MOVE_PRODUCTIVITY][p], w->R[p], 1e-10, "Domar weight", p);
        for (size_t k = 0; k < w->n * w->F; k++)
            close_to(slope.of[DOMAR_MOVE_AUGMENT][k], w->W[k], 1e-10, "factor", k);
        for (size_t q = 0; q < w->G * w->F; q++) close_to(slope.of[DOMAR_MOVE_SUPPLY][q], m->pool[q], 1e-10, "pool", q);
        for (size_t at = 0; at < w->G * w->n; at++) close_to(slope.of[DOMAR_MOVE_ICEBERG][at], -m->X[at], 1e-10, "flow", at);
        for (int kind = DOMAR_MOVE_EXPORTER; kind <= DOMAR_MOVE_IMPORTER; kind++)      /* wedges: second order, unless burnt */
            for (size_t at = 0; kind != DOMAR_MOVE_BURN && at < w->G * w->n; at++)
                close_to(slope.of[kind][at], 0, 1e-10, "wedge", at);
        domar_release(room);
        domar_move_free(&slope);
        solved_free(&s);
        domar_world_free(w);
    }
}

/* One closed economy, Cobb-Douglas: exactly so, however large, mobile or not. */
static void hulten_exact(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = plain(1, 5, false, 0, seed % 2 ? 0 : INFINITY, 300 + seed);
        dice d = { seed };
        domar_move m = { { NULL } };
        double want = 0;
        assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_PRODUCTIVITY), DOMAR_OK);
        for (size_t p = 0; p < w->n; p++) want += w->R[p] / w->E[0] * (m.of[DOMAR_MOVE_PRODUCTIVITY][p] = 2 * (roll(&d) - 0.5));
        solved s = solve(cx, w, &m, 1);
        close_to(log(domar_real_income(s.o.m, 0)), want, 1e-10, "closed economy", seed);
        solved_free(&s);
        domar_move_free(&m);
        domar_world_free(w);
    }
}

/* All kinds of wedges but those whose revenue is nobody's; incomes stay in their economy: all taxes on goods with its
 * first household, the rest by base shares. */
static domar_world *at_home(size_t G, uint64_t seed)
{
    domar_world *w = random_world(cx, G, 4, 2, seed % 2 == 1, true, seed);
    assert_non_null(w);
    for (size_t at = 0; at < w->G * w->n; at++) w->T[DOMAR_BURN][at] = 1;
    for (size_t at = 0; at < w->users * w->N; at++) w->fr[at] = 1;
    for (size_t k = 0; k < w->G * w->sources; k++)
        for (size_t h = 0; h < w->homes; h++) {
            const bool first = k % w->sources == DOMAR_EARN_INPUT;
            const double share = first ? (h % w->H ? 0 : 1) : w->basket[h];
            w->own[k * w->homes + h] = h / w->H == k / w->sources ? share : 0;
        }
    w->indexed = false;
    assert_int_equal(domar_world_balance(cx, w), DOMAR_OK);
    return w;
}

/* Lerner: a tariff of economy 1 on all imports does what a tax on all its exports does, without transfers. */
static void lerner(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = at_home(3, 400 + seed);
        domar_move m[2];
        memset(m, 0, sizeof m);
        for (int side = 0; side < 2; side++) {
            const domar_move_kind kind = side ? DOMAR_MOVE_EXPORTER : DOMAR_MOVE_IMPORTER;
            assert_int_equal(domar_move_want(cx, &m[side], w, DOMAR_MOVE_TRANSFER), DOMAR_OK);
            assert_int_equal(domar_move_want(cx, &m[side], w, kind), DOMAR_OK);
            for (size_t h = 0; h < w->homes; h++) m[side].of[DOMAR_MOVE_TRANSFER][h] = -w->D[h];
            for (size_t at = 0; at < w->G * w->n; at++) {
                const size_t b = at / w->n, i = at % w->G;
                if (b != i && (side ? i : b) == 1) m[side].of[kind][at] = log(1.35);
            }
        }
        solved s = solve(cx, w, &m[0], 1), t = solve(cx, w, &m[1], 1);
        for (size_t h = 0; h < w->homes; h++)
            close_to(domar_household_income(s.o.m, h), domar_household_income(t.o.m, h), 1e-10,
                     "income under tariff and export tax", h);
        for (size_t p = 0; p < w->n; p++)
            close_to(s.o.m->lR[p] - s.o.m->lp[p], t.o.m->lR[p] - t.o.m->lp[p], 1e-10, "output under tariff and export tax", p);
        assert_true(fabs(s.o.m->lp[w->N] - t.o.m->lp[w->N]) > 1e-2);                   /* prices do differ */
        solved_free(&s);
        solved_free(&t);
        domar_move_free(&m[0]);
        domar_move_free(&m[1]);
        domar_world_free(w);
    }
}

/* The same tax on all that the first household of economy 2 buys comes back to it: nothing happens. */
static void uniform_final(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        domar_world *w = at_home(3, 500 + seed);
        domar_move m = { { NULL } };
        const size_t u = domar_world_home(w, 2 * w->H);
        for (size_t q = 0; q < w->G * w->F; q++) w->eta[q] = 0;      /* work is worth less in consumption: supply would move */
        assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_INPUT), DOMAR_OK);
        for (size_t j = 0; j < w->N; j++) m.of[DOMAR_MOVE_INPUT][u * w->N + j] = log(1.4);
        solved s = solve(cx, w, &m, 1);
        for (size_t p = 0; p < w->n; p++) close_to(s.o.m->lR[p], 0, 1e-10, "sales under a uniform wedge", p);
        for (size_t h = 0; h < w->homes; h++)
            close_to(domar_household_income(s.o.m, h), 1, 1e-10, "income under a uniform wedge", h);
        close_to(s.o.m->lm[u], log(1.4), 1e-10, "price under a uniform wedge", u);
        solved_free(&s);
        domar_move_free(&m);
        domar_world_free(w);
    }
}

/* ---- Liu (2019): upstream 0 is made of labour, downstream 1 of labour and 0, and consumed.  Labour's price 1, base
 * cost shares s and 1 - s at a wedge chi0 whose revenue is lost.  With m = price of the input, hats over the base:
 *     p = [s + (1 - s) m^(1-x)]^(1/(1-x)),  a = s p^(x-1),  b = (1 - s) m^(1-x) p^(x-1)
 * of what is spent a goes to labour downstream, b / chi to upstream, b / (chi t) to its labour, the rest of b / chi
 * back to taxpayers: U is (a + b / chi) / (a + b / (chi t)) / p over the same at the base. */
static double chain(double s, double x, double chi0, double chi, double t)
{
    double value[2];
    for (int now = 0; now < 2; now++) {
        const double c = now ? chi : chi0, tax = now ? t : 1, m = c * tax / chi0;
        const double p = fabs(x - 1) < 1e-12 ? pow(m, 1 - s) : pow(s + (1 - s) * pow(m, 1 - x), 1 / (1 - x));
        const double a = s * pow(p, x - 1), b = (1 - s) * pow(m / p, 1 - x);
        value[now] = (a + b / c) / (a + b / (c * tax)) / p;
    }
    return value[1] / value[0];
}

/* The wedge stands on what downstream pays for the good, or (edge) at the border between economy and good, which only
 * downstream buys. */
static domar_world *liu(double s, double x, double chi0, bool edge)
{
    domar_world *w = NULL;
    assert_int_equal(domar_world_new(cx, &w, 1, 2, 1, 1, false), DOMAR_OK);
    assert_int_equal(edge ? domar_world_ones(cx, &w->T[DOMAR_BURN], 2) : domar_world_ones(cx, &w->fr, 6), DOMAR_OK);
    w->pi[0] = w->pi[1] = 1;
    w->g[0 * 2 + 0] = 1;                                   /* upstream buys nothing: a bill of 0 */
    w->g[1 * 2 + 0] = 1;
    w->g[2 * 2 + 1] = 1;
    w->s[0] = 1;
    w->s[1] = s;
    w->phi[0] = w->phi[1] = w->R[0] = w->R[1] = w->E[0] = 1;
    w->x[1] = x;
    (edge ? w->T[DOMAR_BURN] : w->fr)[edge ? 0 : 2] = chi0;
    assert_int_equal(domar_world_balance(cx, w), DOMAR_OK);
    return w;
}

static void liu_chain(void **state)
{
    (void)state;
    static const double cases[][4] = { { 1, 1.3, 1, 1 }, { 1, 1.3, 1.3, 0.8 }, { 1.4, 1.1, 1, 0.7 }, { 0.3, 1.2, 1.8, 1 },
        { 0.3, 1.2, 1.5, 0.6 }, { 3, 1.25, 1.1, 1.3 }, { 3, 1, 2, 0.5 }, { 0.05, 1.3, 1.6, 0.9 } };   /* x, chi0, chi, t */
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (int edge = 0; edge < 2; edge++) {
            const double s = 0.4, x = cases[k][0], chi0 = cases[k][1], chi = cases[k][2], t = cases[k][3];
            const domar_move_kind kind = edge ? DOMAR_MOVE_BURN : DOMAR_MOVE_FRICTION;
            domar_world *w = liu(s, x, chi0, edge);
            domar_move m = { { NULL } };
            assert_int_equal(domar_move_want(cx, &m, w, kind), DOMAR_OK);
            assert_int_equal(domar_move_want(cx, &m, w, DOMAR_MOVE_FACTOR), DOMAR_OK);
            m.of[kind][edge ? 0 : 2] = log(chi / chi0);
            m.of[DOMAR_MOVE_FACTOR][0] = log(t);
            solved o = solve(cx, w, &m, 1);
            const double U = domar_real_income(o.o.m, 0);
            close_to(U, chain(s, x, chi0, chi, t), 1e-10, "chain", k);
            assert_true(fabs(U - 1) > 1e-3);
            solved_free(&o);
            domar_move_free(&m);
            domar_world_free(w);
        }
}

/* A subsidy to labour upstream gains in proportion to its distortion centrality less 1: influence (cost-based Domar
 * weight) over sales [liu2019]. */
static void liu_centrality(void **state)
{
    (void)state;
    const double s = 0.4, chi = 1.5;
    domar_world *w = liu(s, 1, chi, false);
    domar_move none = { { NULL } }, slope = { { NULL } };
    assert_int_equal(random_move(cx, &slope, w, 0, 1), DOMAR_OK);
    solved o = solve(cx, w, &none, 0);
    const domar_fixed_point f = domar_market_map(o.o.m);
    const double one = 1, influence = 1 - s, sales = w->R[0] / (w->E[0] - w->burnt[0]);
    const domar_objective welfare = { .welfare = &one };
    double *room = domar_alloc(cx, domar_gradient_room(o.o.m), sizeof *room);
    assert_non_null(room);
    assert_int_equal(domar_gradient(cx, &slope, o.o.m, &f, &welfare, room), DOMAR_OK);
    close_to(-slope.of[DOMAR_MOVE_FACTOR][0], influence - sales, 1e-10, "distortion centrality", 0);
    assert_true(influence / sales > 1.1);
    domar_release(room);
    domar_move_free(&slope);
    solved_free(&o);
    domar_world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_sector), cmocka_unit_test(many_sectors), cmocka_unit_test(friction),
        cmocka_unit_test(hulten), cmocka_unit_test(hulten_exact), cmocka_unit_test(lerner), cmocka_unit_test(uniform_final),
        cmocka_unit_test(liu_chain), cmocka_unit_test(liu_centrality) };
    return cmocka_run_group_tests(tests, start, stop);
}
