/* read/adb.c -- multi-regional input-output tables of the Asian Development Bank, in Excel
 * workbooks of 62 to 73 economies and 35 industries: docs/readers/adb.md. */
#include "read/world_sheet.h"
#include <stdio.h>
#include <string.h>

static const char *const categories[] = { "F1", "F2", "F3", "F4", "F5", NULL };
static const domar_sheet_layout layout = { .industry_list = "industries_wiod13",
                                           .categories = categories };

static int probe(const domar_head *head, const domar_read_options *options)
{
    (void)options;
    return domar_world_sheet_is(head, "F5") ? 95 : 0;
}

/* "ADB-MRIO62-2021 at constant 2010 prices.xlsx". */
static void prices(char to[64], const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *constant = strcasestr(slash ? slash : path, "constant");
    strcpy(to, "current");
    if (!constant) return;
    constant = strpbrk(constant, "0123456789");
    if (constant && strspn(constant, "0123456789") == 4)
        snprintf(to, 64, "constant prices of %.4s", constant);
    else strcpy(to, "constant");
}

static domar_status read(domar_cx *cx, domar_series *series, domar_source *source,
                         const domar_read_options *options)
{
    static const domar_pair about[] = {
        { "title", "ADB Multi-Regional Input-Output Tables" },
        { "source", "Asian Development Bank, Multi-Regional Input-Output Tables "
                    "(mrio.adbx.online)" },
        { "citation", "Asian Development Bank, Multi-Regional Input-Output Tables" },
        { "licence", "free with citation, terms of use of the Asian Development Bank" },
        { "currency", "USD" },
        { "unit", "million" },
        { NULL, NULL }
    };
    char basis[64];
    prices(basis, domar_source_path(source));
    domar_status st = domar_world_sheet_read(cx, series, source, options->year, &layout);
    if (!st) st = domar_info_set_all(cx, series, about);
    return st ? st : domar_info_set(cx, series, "price_basis", basis);
}

const domar_reader domar_read_adb = { .id = "adb",
                                      .title_en = "ADB MRIO, Excel workbook",
                                      .title_zh = "亚洲开发银行多区域投入产出表（Excel 工作簿）",
                                      .page = "docs/readers/adb.md",
                                      .probe = probe,
                                      .read = read };
