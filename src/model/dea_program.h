/* model/dea_program.h -- the linear program of one point, for model/dea*.c. */
#ifndef DOMAR_MODEL_DEA_PROGRAM_H
#define DOMAR_MODEL_DEA_PROGRAM_H
#include "model/dea.h"

#define DOMAR_DEA_NONE UINT32_MAX

typedef struct {
    size_t variables, rows, own, room;
    size_t scale, norm;                  /* their rows; SIZE_MAX: none */
    double *A, *b, *c;                   /* room x rows, rows, room */
    unsigned char *kind;                 /* room */
    uint32_t *slack, *move;              /* variables: own columns of slack, and of be or of what super-sbm gives way; NONE */
    uint32_t main;                       /* column of th, ph, be or t; NONE */
    uint32_t *start;                     /* rows */
    double *z, *g, *w;                   /* variables: the point at hand */
} domar_dea_program;

size_t domar_dea_lines(const domar_dea_form *f);
size_t domar_dea_room(const domar_dea_form *f);
/* Room for programs of this form; what is filled in is dropped, not the struct. */
domar_status domar_dea_program_new(domar_cx *cx, domar_dea_program *p, const domar_dea_form *f);
void domar_dea_program_drop(domar_dea_program *p);
/* Fill from z, g, w.  again: the second run of a super-sbm, without the unit. */
void domar_dea_build(domar_dea_program *p, const domar_dea_form *f, bool again);
/* A basis at the point itself (place `self` of the set), into start; needs the program in lp, whose own columns it names. */
void domar_dea_start(domar_dea_program *p, const domar_dea_form *f, const domar_lp *lp, size_t self);
/* The most slacks at the optimum `score` of the main column: costs, bounds and the right side change. */
void domar_dea_second_stage(domar_dea_program *p, const domar_dea_form *f, double main);
#endif
