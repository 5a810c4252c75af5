/* model/tiva_terms.h -- the indicators of chain.tiva, in the order of docs: what each is, and for
 * shares what is divided by what. */
#ifndef DOMAR_MODEL_TIVA_TERMS_H
#define DOMAR_MODEL_TIVA_TERMS_H
#include "spec/method.h"

/* Levels, in money; those from DOMAR_TIVA_ALONE on know no partner. */
typedef enum {
    DOMAR_EXGR, DOMAR_EXGR_FNL, DOMAR_EXGR_INT, DOMAR_IMGR, DOMAR_IMGR_FNL, DOMAR_IMGR_INT,
    DOMAR_BALGR, DOMAR_EXGR_DVA, DOMAR_EXGR_DDC, DOMAR_EXGR_IDC, DOMAR_EXGR_RIM, DOMAR_EXGR_FVA,
    DOMAR_EXGR_INTDVA, DOMAR_EXGR_FNLDVA, DOMAR_IMGR_DVA, DOMAR_REII, DOMAR_DEXFVA, DOMAR_FEXDVA,
    DOMAR_FFD_DVA, DOMAR_DFD_FVA, DOMAR_BALVAFD,
    DOMAR_TIVA_ALONE, DOMAR_PROD = DOMAR_TIVA_ALONE, DOMAR_VALU, DOMAR_DOM, DOMAR_DOM_FNL,
    DOMAR_DOM_INT, DOMAR_DXD_DVA, DOMAR_FD_VA, DOMAR_TIVA_LEVELS
} domar_tiva_level;

/* What a share is a share of: a level of the same row, of the economy, or of all partners. */
typedef enum { DOMAR_LEVEL, DOMAR_OF_ROW, DOMAR_OF_ECONOMY, DOMAR_OF_PARTNERS } domar_tiva_base;

typedef struct {
    domar_tiva_level level, whole;   /* 100 level / whole for shares */
    domar_tiva_base  base;
    bool alone, partner;             /* shown without, and with, a partner */
} domar_tiva_rule;

/* One rule a term; domar_tiva_terms ends with a codeless row. */
extern const domar_term domar_tiva_terms[];
extern const domar_tiva_rule domar_tiva_rules[];
/* Codes separated by commas, in any case: DOMAR_EUSAGE with the nearest one where a code is not
 * known, or is not shown by (or without) a partner.  NULL is every code. */
domar_status domar_tiva_check(domar_cx *cx, const char *list, bool partner);
bool domar_tiva_listed(const char *list, const char *code);
#endif
