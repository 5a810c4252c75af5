/* read/icio.c -- OECD inter-country input-output tables, editions 2016 to 2025.  Layouts:
 * docs/readers/icio.md. */
#include "read/world.h"
#include <stdio.h>
#include <string.h>

static const char *const categories[] = { "HFCE", "NPISH", "NPS",   "GGFC", "GFCF", "INVNT",
                                          "INV",  "P33",   "DPABR", "DIRP", NULL };
static const char *const outputs[] = { "OUTPUT", "OUT", "TOTAL", NULL };
static const char *const factors[] = { "VALU", "VA", "VA+TAXSUB", NULL };
static const char *const taxes[] = { "TLS", NULL };
static const domar_world_layout layout = { .industry_list = "industries_icio",
                                           .categories = categories,
                                           .outputs = outputs,
                                           .factors = factors,
                                           .tax_suffix = "TAXSUB",
                                           .taxes = taxes,
                                           .discrepancy = "DISC" };

static int probe(const domar_head *head, const domar_read_options *options)
{
    char first[32], second[64], last[64];
    (void)options;
    if (!domar_world_header(head, first, second, last) || (first[0] && strcmp(first, "V1") != 0))
        return 0;
    if (strlen(second) < 5 || second[3] != '_' || !domar_world_has(head, "HFCE") ||
        !domar_world_has(head, "GGFC")) return 0;
    return strcmp(last, "TOTAL") == 0 || strcmp(last, "OUT") == 0 || strcmp(last, "DISC") == 0 ? 95
                                                                                               : 0;
}

/* Editions differ in the codes of final demand, the last column, the number of industries. */
static const char *edition(const domar_head *head, const domar_series *series)
{
    char first[32], second[64], last[64];
    if (!domar_world_header(head, first, second, last)) return "";
    if (strcmp(last, "DISC") == 0) return "2016 edition";
    if (domar_world_has(head, "P33")) return "2018 edition";
    if (strcmp(last, "TOTAL") == 0) return "2021 edition";
    return domar_axis_size(domar_series_axis(series, DOMAR_INDUSTRIES)) >= 50 ? "2025 edition"
                                                                              : "2023 edition";
}

static domar_status read_icio(domar_cx *cx, domar_series *series, domar_source *source,
                              const domar_read_options *options)
{
    static const domar_pair about[] = {
        { "title", "OECD Inter-Country Input-Output tables" },
        { "source", "OECD (oe.cd/icio)" },
        { "licence", "OECD terms and conditions; free with citation" },
        { "currency", "USD" }, { "unit", "million" }, { "price_basis", "current" }, { NULL, NULL } };
    domar_head head;
    int year;
    char citation[96];
    domar_status st = domar_source_year(cx, source, options->year, &year);
    if (!st) st = domar_world_read(cx, series, source, year, &layout);
    if (!st) st = domar_info_set_all(cx, series, about);
    if (!st) st = domar_source_rewind(cx, source);
    if (!st) st = domar_source_head(cx, source, &head);
    if (st) return st;
    const char *version = edition(&head, series);
    snprintf(citation, sizeof citation, "OECD, Inter-Country Input-Output tables, %s", version);
    if ((st = domar_info_set(cx, series, "version", version))) return st;
    return domar_info_set(cx, series, "citation", citation);
}

const domar_reader domar_read_icio = { .id = "icio",
                                       .title_en = "OECD ICIO, editions 2016 to 2025",
                                       .title_zh = "OECD 国家间投入产出表（2016 至 2025 版）",
                                       .page = "docs/readers/icio.md",
                                       .probe = probe,
                                       .read = read_icio };
