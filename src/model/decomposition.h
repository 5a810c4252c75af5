/* model/decomposition.h -- structural decomposition of a row between two years: what chain.decompose and
 * growth.sources share.
 *
 *     f^_i (B y)_i,     f = row / x,   B = (I - A)^-1,   y = (I - A) x
 *
 * Three factors f, B, y, or six: B into technology (inputs of product k per unit, whoever sells them) and sourcing
 * (the share of each seller), y into sourcing, mix over products and level of each economy's final demand.  A state says
 * which factors have the value of the last year; E(state) is the row with them.  A decomposition is a list of steps from
 * one state to another that differs in one factor, with weights:
 *
 *     polar: factors changed from first to last, and from last to first, half each
 *     all:   every order,  |S|! (K - 1 - |S|)! / K!  the step from S to S + k                    [dietzenbacher1998]
 *
 * Memory comes from scratch; the systems are freed by domar_decomposition_end. */
#ifndef DOMAR_MODEL_DECOMPOSITION_H
#define DOMAR_MODEL_DECOMPOSITION_H
#include "solve/leontief.h"
#include "table/table.h"

enum { DOMAR_DECOMPOSE_BASIC = 3, DOMAR_DECOMPOSE_FULL = 6, DOMAR_DECOMPOSE_STATES = 1 << DOMAR_DECOMPOSE_FULL };
/* Bits of a state.  The basic structure is technology and sourcing, the basic y the last three. */
enum { DOMAR_OF_COEFFICIENT = 1, DOMAR_OF_TECHNOLOGY = 2, DOMAR_OF_SOURCING = 4, DOMAR_OF_BOUGHT = 8, DOMAR_OF_MIX = 16,
       DOMAR_OF_LEVEL = 32 };

/* One year: flows and output are given, the rest is made by domar_decomposition_side_make.  n = G N. */
typedef struct {
    const double *Z, *x, *row;   /* n x n, n, n; row NULL: output itself */
    double *F;                   /* n x G: final demand by economy; made to balance, B F 1 = x */
    domar_leontief *system;
    double *f;                   /* n */
    double *level, *mix;         /* G; N x G: share of each product */
    bool   *loose;               /* N x G: bought here and returned there (inventories), nothing in all: no shares */
} domar_decomposition_side;

typedef struct {
    size_t n, G, N, factors;
    domar_decomposition_side of[2];
    bool   by_user;              /* E apart by final demand of the own economy and of others, and X kept */
    double *E[DOMAR_DECOMPOSE_STATES];  /* n, or 2 x n: own, others; of the states asked for */
    double *X[DOMAR_DECOMPOSE_STATES];  /* by_user: n, output of the state, without coefficient bit */
    const double *A[4], *per[4]; /* by_user: A_ij = A[ij] / per[j], of the inputs of each state / DOMAR_OF_TECHNOLOGY */
    domar_leontief *mixed[4];    /* by_user: systems of mixed inputs */
} domar_decomposition;

typedef struct {
    size_t   factor;
    unsigned from, to;           /* states */
    double   weight;
} domar_decomposition_step;
enum { DOMAR_DECOMPOSE_STEPS = DOMAR_DECOMPOSE_FULL * DOMAR_DECOMPOSE_STATES / 2 };

/* Coefficient, level, mix and system of a year from Z, x, row and F; what is left of output is used at home. */
domar_status domar_decomposition_side_make(domar_cx *cx, domar_decomposition_side *s, size_t G, size_t N);
/* E of every state that the steps meet. */
domar_status domar_decomposition_evaluate(domar_cx *cx, domar_decomposition *d, bool poles);
/* By factor, first those from first to last (polar) or by subset. */
size_t domar_decomposition_steps(domar_decomposition_step steps[DOMAR_DECOMPOSE_STEPS], size_t factors, bool poles);
/* part: factors x n, zeroed; what each factor brings, by_user both kinds of demand together. */
void domar_decomposition_parts(double *part, const domar_decomposition *d, bool poles);
/* Systems of the sides and of mixed inputs. */
void domar_decomposition_end(domar_decomposition *d);

/* y_(s,k) = sum_g origin x mix x level of a state: column g of Y (n x G), or their sum in one column. */
void domar_decomposition_demand(double *y, size_t width, size_t column, const domar_decomposition *d, unsigned state,
                                bool by_user);

/* by_user: what the factors that have a user say of own users and of others (after evaluation).  Shifts between home and
 * abroad have the origins among foreigners of the mean of both years. */
enum { DOMAR_BY_TECHNOLOGY, DOMAR_BY_SUBSTITUTION, DOMAR_BY_ORIGINS, DOMAR_BY_FINAL_SUBSTITUTION, DOMAR_BY_FINAL_ORIGINS,
       DOMAR_BY_MIX, DOMAR_BY_LEVEL, DOMAR_BY_KINDS };
/* part: DOMAR_BY_KINDS x 2 x n (own users, others), then the coefficient's n. */
domar_status domar_decomposition_by_user(domar_cx *cx, double *part, const domar_decomposition *d, bool poles);
#endif
