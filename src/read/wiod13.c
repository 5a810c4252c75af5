/* read/wiod13.c -- world tables of the WIOD 2013 release as CSV: docs/readers/wiod13.md. */
#include "read/world.h"
#include <string.h>

static const char *const categories[] = { "c37", "c38", "c39", "c41", "c42", NULL };
static const char *const outputs[] = { "OUT", NULL };
static const char *const factors[] = { "VA", NULL };
static const domar_world_layout layout = { .industry_list = "industries_wiod13",
                                           .categories = categories,
                                           .outputs = outputs,
                                           .factors = factors };

static int probe(const domar_head *head, const domar_read_options *options)
{
    char first[32], second[64], last[64];
    (void)options;
    if (!domar_world_header(head, first, second, last) || first[0]) return 0;
    const char *cut = strchr(second, '_');
    return cut && strcmp(cut, "_c1") == 0 && domar_world_has(head, "c37") &&
                   strcmp(last, "OUT") == 0
               ? 95
               : 0;
}

static domar_status read_wiod13(domar_cx *cx, domar_series *series, domar_source *source,
                                const domar_read_options *options)
{
    static const domar_pair about[] = {
        { "title", "World Input-Output Database, 2013 release" },
        { "source", "World Input-Output Database (www.wiod.org), world tables in current prices" },
        { "version", "2013 release" },
        { "licence", "free with citation" },
        { "citation",
          "Timmer, Dietzenbacher, Los, Stehrer and de Vries (2015), Review of International "
          "Economics 23(3), 575-605" },
        { "currency", "USD" },
        { "unit", "million" },
        { "price_basis", "current" },
        { NULL, NULL }
    };
    int year;
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = domar_world_read(cx, series, source, year, &layout);
    return st ? st : domar_info_set_all(cx, series, about);
}

const domar_reader domar_read_wiod13 = { .id = "wiod13",
                                         .title_en = "WIOD 2013 release, world table as CSV",
                                         .title_zh = "WIOD 2013 版世界表（CSV）",
                                         .page = "docs/readers/wiod13.md",
                                         .probe = probe,
                                         .read = read_wiod13 };
