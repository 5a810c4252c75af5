/* write/sdmx.c -- SDMX-CSV 2.0: one observation a row.  Dimensions keep their names in capitals,
 * classes are attributes; a result with several value columns has the dimension MEASURE. */
#include "write/cells.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

static void capitals(domar_cells *c, const char *name)
{
    for (const char *p = name; *p; p++) {
        const char up = (char)toupper((unsigned char)*p);
        domar_cells_put(c, &up, 1);
    }
}

/* "DOMAR:CHAIN_UPSTREAMNESS(1.0.0)": agency, structure, version. */
static void structure(domar_cells *c, const domar_result *r)
{
    domar_cells_text(c, "dataflow,DOMAR:");
    for (const char *p = domar_result_method(r); *p; p++) {
        const char up = *p == '.' ? '_' : (char)toupper((unsigned char)*p);
        domar_cells_put(c, &up, 1);
    }
    domar_cells_text(c, "(1.0.0),I");
}

static void header(domar_cells *c, const domar_result *r)
{
    domar_cells_text(c, "STRUCTURE,STRUCTURE_ID,ACTION");
    for (size_t k = 0; k < domar_result_columns(r); k++)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_DIMENSION) {
            const char *name = domar_result_name(r, k);
            domar_cells_put(c, ",", 1);
            if (strcmp(name, "year") == 0) domar_cells_text(c, "TIME_PERIOD");
            else capitals(c, name);
        }
    domar_cells_text(c, ",MEASURE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS");
    for (size_t k = 0; k < domar_result_columns(r); k++)
        if (domar_result_kind(r, k) == DOMAR_COLUMN_CLASS) {
            domar_cells_put(c, ",", 1);
            capitals(c, domar_result_name(r, k));
        }
    domar_cells_put(c, "\n", 1);
}

static void codes(domar_cells *c, const domar_result *r, size_t i, domar_column_kind kind)
{
    for (size_t k = 0; k < domar_result_columns(r); k++)
        if (domar_result_kind(r, k) == kind) {
            domar_cells_put(c, ",", 1);
            domar_cells_csv(c,
                            domar_axis_code(domar_result_axis(r, k), domar_result_items(r, k)[i]));
        }
}

static void observation(domar_cells *c, const domar_result *r, size_t i, size_t k)
{
    const double v = k == SIZE_MAX ? NAN : domar_result_values(r, k)[i];
    structure(c, r);
    codes(c, r, i, DOMAR_COLUMN_DIMENSION);
    domar_cells_put(c, ",", 1);
    if (k != SIZE_MAX) capitals(c, domar_result_name(r, k));
    domar_cells_put(c, ",", 1);
    domar_cells_number(c, v, "");
    domar_cells_put(c, ",", 1);
    if (k != SIZE_MAX) domar_cells_csv(c, domar_result_unit(r, k));
    domar_cells_text(c, isnan(v) ? ",M" : ",A");          /* CL_OBS_STATUS: missing, normal */
    codes(c, r, i, DOMAR_COLUMN_CLASS);
    domar_cells_put(c, "\n", 1);
}

static domar_status write(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *o)
{
    const size_t rows = domar_result_rows(r);
    const domar_mark mark = domar_scratch_mark(cx);
    domar_cells *c = domar_scratch_bytes(cx, 1, sizeof *c);
    domar_status st = c ? DOMAR_OK : DOMAR_ENOMEM;
    (void)o;                                              /* SDMX has codes only */
    if (st) goto done;
    c->out = out;
    header(c, r);
    for (size_t i = 0; i < rows && !st; i++) {
        bool any = false;
        for (size_t k = 0; k < domar_result_columns(r); k++)
            if (domar_result_kind(r, k) == DOMAR_COLUMN_VALUE) {
                observation(c, r, i, k);
                any = true;
            }
        if (!any) observation(c, r, i, SIZE_MAX);
        if (i % 65536 == 0) st = domar_tick(cx, i, rows);
    }
    domar_cells_flush(c);
done:
    domar_scratch_rewind(cx, mark);
    return st;
}

const domar_writer domar_writer_sdmx = {
    .id = "sdmx", .title_en = "SDMX-CSV 2.0", .title_zh = "SDMX-CSV 2.0", .write = write
};
