/* model/manufacturing.h -- the place of manufacturing in economies over years: its shares, whether their peaks have passed
 * early, and whether it is hollowed out. */
#ifndef DOMAR_MODEL_MANUFACTURING_H
#define DOMAR_MODEL_MANUFACTURING_H
#include "model/growth.h"

/* An economy in a year; NaN where the table does not tell. */
typedef struct {
    double value_share, jobs_share;     /* of manufacturing in value added (current prices) and jobs (else hours) */
    double real_share;                  /* all but finance and real estate, in value added */
    double va_ratio;                    /* value added over output of manufacturing */
    double imported;                    /* imported inputs over output of manufacturing */
    double level;                       /* value added a job (an hour), current prices, over that of the leaders */
} domar_manufacturing;
/* G of a year.  jobs: n, NaN not known, or NULL.  Leaders: the quarter of economies with the highest value added a job, the
 * rest of the world left out. */
domar_status domar_manufacturing_of(domar_cx *cx, domar_manufacturing *of, const domar_table *t, const double *jobs);

typedef enum { DOMAR_PEAK_AHEAD, DOMAR_PEAK_JOBS, DOMAR_PEAK_VALUE, DOMAR_PEAK_MATURE, DOMAR_PEAK_PREMATURE,
               DOMAR_PEAK_BEFORE_MATURE, DOMAR_PEAK_BEFORE_EARLY, DOMAR_PEAK_BEFORE, DOMAR_PEAK_UNKNOWN } domar_peak_verdict;
typedef struct {
    size_t value_year, jobs_year;       /* positions of the peaks; SIZE_MAX unknown */
    double level;                       /* at the peak of jobs, else of value added */
    domar_peak_verdict verdict;
} domar_peak;
/* path[k * step], years 0..count-1.  fall: how far below its peak a share is past it; threshold: level below which it is
 * early. */
domar_peak domar_peak_of(const domar_manufacturing *path, size_t step, size_t count, double fall, double threshold);

typedef enum { DOMAR_HOLLOW, DOMAR_HOLLOW_PARTLY, DOMAR_HOLLOW_NOT, DOMAR_HOLLOW_UNKNOWN } domar_hollow_verdict;
/* Share in value added fallen, value added over output fallen, imported inputs risen, each by more than `fall`. */
domar_hollow_verdict domar_hollow_of(const domar_manufacturing *first, const domar_manufacturing *last, double fall);
#endif
