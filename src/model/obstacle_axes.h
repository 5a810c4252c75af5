/* model/obstacle_axes.h -- code lists and words for obstacles in answers. */
#ifndef DOMAR_MODEL_OBSTACLE_AXES_H
#define DOMAR_MODEL_OBSTACLE_AXES_H
#include "model/obstacle.h"

/* Positions as in domar_obstacle_place; "-" stands where there is none. */
typedef struct { domar_axis *rank, *kind, *economy, *industry, *partner, *user; } domar_obstacle_axes;

domar_status domar_obstacle_axes_new(domar_cx *cx, domar_obstacle_axes *a, const domar_case *c, size_t ranks);
void domar_obstacle_axes_free(domar_obstacle_axes *a);
/* "tariff in China, Vehicles, from Japan", or in Chinese; freed by domar_release. */
char *domar_obstacle_words(domar_cx *cx, const domar_obstacle_axes *a, const domar_case *c, const domar_obstacle *o, const char *lang);
#endif
