/* engine/run.h -- what runs on tables and runs on panels share. */
#ifndef DOMAR_ENGINE_RUN_H
#define DOMAR_ENGINE_RUN_H
#include "spec/method.h"

/* DOMAR_EUSAGE with the nearest id. */
domar_status domar_run_unknown(domar_cx *cx, const char *id);
/* Method, grain, engine, threads. */
domar_status domar_run_certify_engine(domar_cx *cx, domar_result *r, const domar_method *m, size_t grain);
/* What was asked for, so that a result says how to repeat it. */
domar_status domar_run_certify_params(domar_cx *cx, domar_result *r, const domar_pair *params);
/* A bound that does not hold is said at once. */
void domar_run_warn_broken(domar_cx *cx, const domar_result *r);
#endif
