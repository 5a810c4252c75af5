/* model/production.h -- production functions of firms that know their productivity when they choose inputs
 *
 *     y = f(x; b) + omega + eps,    omega_t = g(omega_(t-1)) + xi
 *
 *   acf    y = phi(x, m) + eps; then E[xi z] = 0 with z the input itself where it was chosen before (states), its value a
 *          period before where not (free)                                                  [ackerberg2015]
 *   lp     y = b'free + phi(states, m) + eps; then sum (y - b'free - states'b - g(phi - states'b))^2 least   [levinsohn2003]
 *          (gross output: moments of states and of materials a period before)
 *   op     the same with investment, and g in the probability of staying too              [olley1996]
 *   wooldridge   y on x and a polynomial in states and m a period before, free inputs instrumented by those a period before
 *          [wooldridge2009]
 *   ols, fe
 *
 * The criterion of acf has several roots as a rule [ackerberg2015], and least points that are none: all that starts
 * from many places find are kept. */
#ifndef DOMAR_MODEL_PRODUCTION_H
#define DOMAR_MODEL_PRODUCTION_H
#include "model/innovation.h"

typedef enum { DOMAR_TFP_ACF, DOMAR_TFP_LP, DOMAR_TFP_OP, DOMAR_TFP_WOOLDRIDGE, DOMAR_TFP_OLS, DOMAR_TFP_FE } domar_tfp_method;
typedef enum { DOMAR_FIRM_STAYS, DOMAR_FIRM_LEAVES, DOMAR_FIRM_UNKNOWN } domar_firm_next;     /* unknown: no later period */

typedef struct {
    domar_tfp_method method;
    size_t rows, free, states;
    bool   gross;                        /* the last input is the material m */
    bool   translog;                     /* acf, ols, fe: squares and products too */
    const double *y, *proxy;             /* rows; logs */
    const double *const *x;              /* free, then states, then m where gross */
    const size_t *before;                /* rows: the firm's row a period before, SIZE_MAX if none */
    const uint32_t *firm;                /* rows: 0 .. firms - 1 */
    size_t firms;
    const uint8_t *next;                 /* rows: domar_firm_next; op alone */
    size_t degree, powers, starts;       /* of phi; of g; places to start from */
    size_t draws;                        /* bootstrap of firms; 0: none */
    uint64_t seed;
    size_t choose;                       /* 1, 2, ...: this least point; 0: by the rule */
} domar_production_input;

typedef struct {
    double b[DOMAR_INNOVATION_MOST];     /* of all terms */
    double criterion, condition;         /* condition of the Jacobian, columns of length 1; NaN: least squares */
    double least, most;                  /* smallest and largest mean elasticity */
    bool   root, admissible;             /* criterion 0 but for rounding; all mean elasticities in (0, 1.2) */
    size_t starts;                       /* that led here */
} domar_production_point;

typedef struct {
    size_t terms;
    uint8_t first[DOMAR_INNOVATION_MOST], second[DOMAR_INNOVATION_MOST];   /* inputs of a term; UINT8_MAX: one only */
    double b[DOMAR_INNOVATION_MOST], se[DOMAR_INNOVATION_MOST], low[DOMAR_INNOVATION_MOST], high[DOMAR_INNOVATION_MOST];
    domar_production_point *point;       /* roots first */
    size_t points, chosen, lost;         /* chosen: SIZE_MAX where there are none; lost: starts that went nowhere */
    size_t rows, pairs, firms;           /* used */
    size_t draws, draws_lost;
    double *phi, *eps, *omega, *tfp;     /* rows; NaN where not known; tfp = y - f */
    double r2_first;
    size_t leavers;                      /* op: 0: g in omega alone */
    double F[DOMAR_INNOVATION_MOST], cragg_donald;     /* wooldridge: of each free input, clustered; of all together */
} domar_production;

domar_status domar_production_fit(domar_cx *cx, domar_production *out, const domar_production_input *in);
void domar_production_free(domar_production *p);
/* d f / d x_input at a row. */
double domar_production_elasticity(const domar_production *p, const double *b, const double *const *x, size_t input, size_t row);
/* Number of inputs. */
static inline size_t domar_production_inputs(const domar_production_input *in) { return in->free + in->states + in->gross; }
#endif
