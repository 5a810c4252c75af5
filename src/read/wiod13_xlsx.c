/* read/wiod13_xlsx.c -- world tables of the WIOD 2013 release as they are published, in Excel
 * workbooks (wiot95_row_apr12.xlsx ... wiot11_row_sep12.xlsx): docs/readers/wiod13.md. */
#include "read/world_sheet.h"

static const char *const categories[] = { "c37", "c38", "c39", "c41", "c42", NULL };
static const domar_sheet_layout layout = { .industry_list = "industries_wiod13",
                                           .categories = categories,
                                           .file_year = "wiot" };

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    return domar_world_sheet_is(head, "c42") ? 95 : 0;
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
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
    const domar_status st = domar_world_sheet_read(cx, series, source, options->year, &layout);
    return st ? st : domar_info_set_all(cx, series, about);
}

const domar_reader domar_read_wiod13_xlsx = { .id = "wiod13_xlsx",
                                              .title_en = "WIOD 2013 release, Excel workbook",
                                              .title_zh = "WIOD 2013 版世界表（Excel 工作簿）",
                                              .page = "docs/readers/wiod13.md",
                                              .probe = probe,
                                              .read = read };
