/* model/order_statistics.c -- quantiles by counting. */
#include "model/order_statistics.h"
#include "linalg/sorted.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 4096, SMALL = 32, MOST = 16 };

static void sort_few(double *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double value = values[i];
        size_t place = i;
        for (; place && values[place - 1] > value; place--) values[place] = values[place - 1];
        values[place] = value;
    }
}

struct wanted { size_t rank; double value; };
struct bins { double low, scale; size_t count, of[BINS]; };

static size_t bin_of(const struct bins *b, double value)
{
    const double place = (value - b->low) * b->scale;
    return place < (double)(b->count - 1) ? (size_t)place : b->count - 1;
}

/* Order statistics of the values; ranks ascending.  The values of wanted bins are moved to the front, one bin after the
 * other, each bin looked at again: a far value only costs another round. */
static void ranks(struct wanted *w, size_t count, double *values, size_t n)
{
    if (!count) return;
    double low = values[0], high = values[0];
    for (size_t i = 1; i < n; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
    }
    struct bins b;
    b.low = low;
    b.count = n < BINS ? n : BINS;
    b.scale = (double)b.count / (high - low);
    if (n <= SMALL || !(high > low) || !isfinite(b.scale)) {
        if (high > low && n <= SMALL) sort_few(values, n);
        else if (high > low) qsort(values, n, sizeof *values, domar_ascending);
        for (size_t k = 0; k < count; k++) w[k].value = values[w[k].rank];
        return;
    }
    memset(b.of, 0, b.count * sizeof *b.of);
    for (size_t i = 0; i < n; i++) b.of[bin_of(&b, values[i])]++;
    size_t before = 0, first = 0;
    for (size_t k = 0; k < count; ) {
        while (before + b.of[first] <= w[k].rank) before += b.of[first++];
        size_t last = k, kept = 0;
        while (last < count && w[last].rank < before + b.of[first]) w[last++].rank -= before;
        for (size_t i = 0; kept < b.of[first]; i++) {        /* to the front; what stood there takes its place */
            if (bin_of(&b, values[i]) != first) continue;
            const double value = values[i];
            values[i] = values[kept];
            values[kept++] = value;
        }
        ranks(w + k, last - k, values, kept);
        k = last;
    }
}

static int by_rank(const void *a, const void *b)
{
    const size_t x = ((const struct wanted *)a)->rank, y = ((const struct wanted *)b)->rank;
    return (x > y) - (x < y);
}

static double found(const struct wanted *w, size_t count, size_t rank, const size_t *rank_of)
{
    for (size_t k = 0; k < count; k++)
        if (rank_of[k] == rank) return w[k].value;
    return NAN;
}

void domar_quantiles(double *at, const double *q, size_t count, const double *values, size_t n, double *work)
{
    struct wanted w[2 * MOST];
    size_t own[2 * MOST], distinct = 0;
    for (size_t k = 0; k < count; k++) at[k] = NAN;
    if (!n) return;
    if (work != values) memcpy(work, values, n * sizeof *work);
    for (size_t k = 0; k < count; k++) {
        const double place = (double)(n - 1) * q[k];
        const size_t below = (size_t)place;
        w[2 * k].rank = below < n ? below : n - 1;
        w[2 * k + 1].rank = below + 1 < n ? below + 1 : n - 1;
    }
    qsort(w, 2 * count, sizeof *w, by_rank);
    for (size_t k = 0; k < 2 * count; k++)
        if (!distinct || w[distinct - 1].rank != w[k].rank) w[distinct++].rank = w[k].rank;
    for (size_t k = 0; k < distinct; k++) own[k] = w[k].rank;
    ranks(w, distinct, work, n);
    for (size_t k = 0; k < count; k++) {
        const double place = (double)(n - 1) * q[k];
        const size_t below = (size_t)place < n ? (size_t)place : n - 1, above = below + 1 < n ? below + 1 : n - 1;
        const double lower = found(w, distinct, below, own), part = place - (double)below;
        at[k] = part > 0 ? lower + part * (found(w, distinct, above, own) - lower) : lower;
    }
}
