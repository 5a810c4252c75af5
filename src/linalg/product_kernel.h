/* linalg/product_kernel.h -- the loops of product.c for one instruction set; included once for
 * each, with VEC of LANES doubles, its operations, ROWS that fit the registers, NAME and TARGET.
 *
 * Every entry is summed in the order of j (rows) or i (transposed) whatever piece it falls into,
 * so the split over threads leaves no trace. */

/* y_i = sum_j m_ij x_j for R rows from i on: so many streams keep memory busy.  Two vectors of
 * partial sums a row, added in order, the same for any R. */
TARGET static inline __attribute__((always_inline)) void NAME(dot)(const struct job *job, size_t i,
                                                                   const size_t R)
{
    const size_t cols = job->cols;
    const double *x = job->X, *m = job->M + i * cols;
    VEC s[ROWS * 2];
    size_t j = 0;
    for (size_t p = 0; p < 2 * R; p++) s[p] = ALL(0.0);
    for (; j + 2 * LANES <= cols; j += 2 * LANES)
        for (size_t r = 0; r < R; r++)
            for (size_t l = 0; l < 2; l++)
                s[2 * r + l] = FMA(LOAD(m + r * cols + j + l * LANES), LOAD(x + j + l * LANES),
                                   s[2 * r + l]);
    for (size_t r = 0; r < R; r++) {
        double lanes[LANES], sum = 0;
        for (size_t p = j; p < cols; p++) sum += m[r * cols + p] * x[p];
        STORE(lanes, s[2 * r] + s[2 * r + 1]);
        for (size_t l = 0; l < LANES; l++) sum += lanes[l];
        job->Y[i + r] = sum;
    }
}

TARGET static void NAME(one_column)(const struct job *job, size_t begin, size_t end)
{
    size_t i = begin;
    for (; i + ROWS <= end; i += ROWS) NAME(dot)(job, i, ROWS);
    for (; i < end; i++) NAME(dot)(job, i, 1);
}

/* C vectors of columns from `first` on against R rows from i on: R C sums stay in registers. */
TARGET static inline __attribute__((always_inline)) void NAME(tile)(const struct job *job,
                                                                    size_t i, size_t first,
                                                                    const size_t R, const size_t C)
{
    const size_t cols = job->cols, k = job->k;
    const double *m = job->M + i * cols, *x = job->X + first;
    VEC s[ROWS * 2];
    for (size_t p = 0; p < R * C; p++) s[p] = ALL(0.0);
    for (size_t j = 0; j < cols; j++) {
        VEC b[2];
        for (size_t c = 0; c < C; c++) b[c] = LOAD(x + j * k + c * LANES);
        for (size_t r = 0; r < R; r++) {
            const VEC a = ALL(m[r * cols + j]);
            for (size_t c = 0; c < C; c++) s[r * C + c] = FMA(a, b[c], s[r * C + c]);
        }
    }
    for (size_t r = 0; r < R; r++)
        for (size_t c = 0; c < C; c++)
            STORE(job->Y + (i + r) * k + first + c * LANES, s[r * C + c]);
}

TARGET static void NAME(rows)(const struct job *job, size_t begin, size_t end)
{
    if (job->k == 1) {
        NAME(one_column)(job, begin, end);
        return;
    }
    for (size_t i = begin; i < end;) {
        const bool full = i + ROWS <= end;
        if (job->k == LANES) {
            if (full) NAME(tile)(job, i, 0, ROWS, 1);
            else NAME(tile)(job, i, 0, 1, 1);
        } else
            for (size_t first = 0; first < job->k; first += 2 * LANES)
                if (full) NAME(tile)(job, i, first, ROWS, 2);
                else NAME(tile)(job, i, first, 1, 2);
        i += full ? ROWS : 1;
    }
}

/* y_j += sum of m_ij x_i over R rows from i on, for one right-hand side. */
TARGET static inline __attribute__((always_inline)) void NAME(add_one)(const struct job *job,
                                                                       size_t i, size_t begin,
                                                                       size_t end, const size_t R)
{
    const size_t cols = job->cols;
    const double *m = job->M + i * cols;
    double *y = job->Y;
    VEC x[ROWS];
    size_t j = begin;
    for (size_t r = 0; r < R; r++) x[r] = ALL(job->X[i + r]);
    for (; j + LANES <= end; j += LANES) {
        VEC s = LOAD(y + j);
        for (size_t r = 0; r < R; r++) s = FMA(x[r], LOAD(m + r * cols + j), s);
        STORE(y + j, s);
    }
    for (; j < end; j++)
        for (size_t r = 0; r < R; r++) y[j] += m[r * cols + j] * job->X[i + r];
}

/* The same for C vectors of right-hand sides from `first` on. */
TARGET static inline __attribute__((always_inline)) void NAME(add)(const struct job *job, size_t i,
                                                                   size_t begin, size_t end,
                                                                   size_t first, const size_t R,
                                                                   const size_t C)
{
    const size_t cols = job->cols, k = job->k;
    const double *m = job->M + i * cols;
    VEC x[ROWS * 2];
    for (size_t r = 0; r < R; r++)
        for (size_t c = 0; c < C; c++)
            x[r * C + c] = LOAD(job->X + (i + r) * k + first + c * LANES);
    for (size_t j = begin; j < end; j++) {
        double *y = job->Y + j * k + first;
        VEC s[2];
        for (size_t c = 0; c < C; c++) s[c] = LOAD(y + c * LANES);
        for (size_t r = 0; r < R; r++) {
            const VEC a = ALL(m[r * cols + j]);
            for (size_t c = 0; c < C; c++) s[c] = FMA(a, x[r * C + c], s[c]);
        }
        for (size_t c = 0; c < C; c++) STORE(y + c * LANES, s[c]);
    }
}

/* Columns begin..end of M' X. */
TARGET static void NAME(transposed)(const struct job *job, size_t begin, size_t end)
{
    memset(job->Y + begin * job->k, 0, (end - begin) * job->k * sizeof *job->Y);
    for (size_t i = 0; i < job->rows;) {
        const bool full = i + ROWS <= job->rows;
        if (job->k == 1) {
            if (full) NAME(add_one)(job, i, begin, end, ROWS);
            else NAME(add_one)(job, i, begin, end, 1);
        } else if (job->k == LANES) {
            if (full) NAME(add)(job, i, begin, end, 0, ROWS, 1);
            else NAME(add)(job, i, begin, end, 0, 1, 1);
        } else
            for (size_t first = 0; first < job->k; first += 2 * LANES)
                if (full) NAME(add)(job, i, begin, end, first, ROWS, 2);
                else NAME(add)(job, i, begin, end, first, 1, 2);
        i += full ? ROWS : 1;
    }
}

#undef NAME
#undef TARGET
#undef ROWS
#undef LANES
#undef VEC
#undef ALL
#undef LOAD
#undef STORE
#undef FMA
