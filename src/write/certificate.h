/* write/certificate.h -- the certificate inside other formats. */
#ifndef DOMAR_WRITE_CERTIFICATE_H
#define DOMAR_WRITE_CERTIFICATE_H
#include "write/cells.h"

/* {"name":{"value":...,"bound":...,"holds":true}, "name":"text", ...} in order. */
void domar_certificate_json(domar_cells *c, const domar_result *r);
#endif
