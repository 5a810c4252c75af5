/* gold.h -- a file of worked answers, case by case.
 *
 *     table: tests/data/miller_blair_2x2.csv     a line of its own for every key
 *     panel: tests/data/dea.csv                  or a panel, with `keys:` (unit=dmu period=year sheet=2)
 *     import: zero-output=keep                   options of the import, several with blanks
 *     method: accounts.multipliers
 *     params: closed=true by=industry
 *     tolerance: 1e-12                           |a - b| <= tolerance * max(|b|, scale)
 *     scale: 1                                   1 if not given
 *     source: where the numbers come from, in words; may run over several lines `source:`
 *     year,economy,industry,output               the header of the answer, all of it
 *     2009,A,1,1.25                              every row of the answer, in any order;
 *                                                an empty cell must be missing
 *     refused: households                        instead of rows: no answer, and the message
 *                                                has these words
 *
 * Lines with # are remarks; the next `table:` or `panel:` begins the next case. */
#ifndef GOLD_H
#define GOLD_H
#include <domar/domar.h>
#include <stdio.h>

enum { GOLD_TEXT = 512, GOLD_PAIRS = 12, GOLD_COLUMNS = 32, GOLD_ROWS = 4096 };

struct gold {
    char table[GOLD_TEXT], method[GOLD_TEXT], refused[GOLD_TEXT];
    char words[2][GOLD_TEXT];                    /* import, params */
    domar_pair options[2][GOLD_PAIRS];
    bool   on_panel;                             /* table is the file of a panel, options[0] its keys */
    double tolerance, scale;
    bool   has_source;
    size_t columns, rows, line;                  /* line: of the header, for messages */
    char  *cells[GOLD_ROWS][GOLD_COLUMNS];       /* row 0 is the header; in text */
    char  *text;
};

/* Next case from f into g (cleared first); false at the end.  Exits with a message on a mistake
 * in the file. *line is carried from call to call. */
bool gold_next(struct gold *g, FILE *f, const char *file, size_t *line);
void gold_clear(struct gold *g);
#endif
