/* spec/writer.h -- what a writer of results is. */
#ifndef DOMAR_SPEC_WRITER_H
#define DOMAR_SPEC_WRITER_H
#include "base/out.h"
#include "spec/result.h"

typedef struct {
    const char *lang;          /* "en", "zh" */
    const char *labels;        /* "code", "name", "both" */
    int  width;                /* columns of the terminal; 0: unlimited */
    bool color;
    int  digits;               /* significant digits for the aligned table; 0: its default */
} domar_write_options;

typedef struct domar_writer {
    const char *id;            /* "csv" */
    const char *title_en, *title_zh;
    bool binary;               /* needs a file */
    domar_status (*write)(domar_cx *cx, domar_out *out, const domar_result *r,
                          const domar_write_options *options);
} domar_writer;
#endif
