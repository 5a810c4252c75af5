/* spec/har.h -- how a series lies in a GEMPACK header array file, told once for its writer and its
 * reader (docs/readers/har.md says it to people).
 *
 *   Z(IND,REG,IND,REG,TIME)  Y(IND,REG,CAT,REG,TIME)  V(FAC,IND,REG,TIME)  VY(FAC,CAT,REG,TIME)
 *   S(SAT,IND,REG,TIME)      X(IND,REG,TIME)          supplier first; the first index runs fastest
 *
 * Numbers of these files have 24 bits.  What a double has beyond them follows in headers of the
 * same shape, ZR1 and ZR2, where there is any: Z + ZR1 + ZR2 is the number, exactly. */
#ifndef DOMAR_SPEC_HAR_H
#define DOMAR_SPEC_HAR_H

#define DOMAR_HAR_MARK    "DOMR"      /* text: layout and version */
#define DOMAR_HAR_LAYOUT  "domar 1"
#define DOMAR_HAR_INFO    "INFO"      /* text: key=value */
#define DOMAR_HAR_PARTS   "PART"      /* text: what each year has, such as "Z Y V X" */
#define DOMAR_HAR_GAPS    "SGAP"      /* 1 where a satellite has no number */
#define DOMAR_HAR_TIME    "TIME"
/* Sets, in the order of domar_dimension; REGE, REGZ, REGK, REGU: labels, kinds and units. */
#define DOMAR_HAR_SETS    { "REG", "IND", "CAT", "FAC", "SAT" }
#define DOMAR_HAR_LABELS  { "", "E", "Z", "K", "U" }
enum { DOMAR_HAR_ELEMENT = 12,        /* characters of an element, a set or a coefficient */
       DOMAR_HAR_NAME = 4, DOMAR_HAR_LONG = 70, DOMAR_HAR_RANK = 7 };
#endif
