/* famine/files.c -- reading every layout, saving and opening the native file. */
#include "famine/famine.h"
#include "laws/economy.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char wiod[] =
    "\"\",AAA_c1,AAA_c2,RoW_c1,RoW_c2,AAA_c37,RoW_c37,OUT\n"
    "AAA_c1,10,20,5,0,60,5,100\nAAA_c2,0,0,0,0,0,0,0\nRoW_c1,7,8,9,0,1,25,50\n"
    "RoW_c2,0,0,0,0,0,1,1\nVA,83,-28,36,1,,,\nOUT,100,0,50,1,,,\n";
static const char accounts[] =
    "country,variable,code,2004,2005\n"
    "AAA,GO,TOT,1,2\nAAA,GO,c1,300,400\nAAA,GO,c2,0,0\nAAA,LAB,c1,30,40\nAAA,LAB,c2,0,0\n"
    "AAA,EMP,c1,6,7\n";
static const char icio[] =
    ",AAA_01,MEX_01,MX1_01,AAA_HFCE,AAA_GGFC,AAA_P33,MEX_HFCE,MEX_GGFC,MEX_P33,TOTAL\n"
    "AAA_01,1,0,2,3,4,5,6,7,8,36\nMEX_01,0,0,0,0,0,0,0,0,0,0\nMX1_01,9,0,10,11,12,13,14,15,16,"
    "100\n"
    "AAA_TAXSUB,0.5,0,0.25,1,2,3,4,5,6,21.75\nMEX_TAXSUB,1.5,0,1.25,7,8,9,1,2,3,32.75\n"
    "VALU,24,0,86.5,0,0,0,0,0,0,110.5\nOUTPUT,36,0,100,1,1,1,1,1,1,136\n";
static const char tidy[] =
    "role,from_economy,from_industry,to_economy,to_industry,category,factor,value\n"
    "flow,DEU,x,DEU,x,,,1\nflow,DEU,y,DEU,x,,,2\nfinal,DEU,x,DEU,,G,,8\nfinal,DEU,y,DEU,,G,,3\n"
    "factor,,,DEU,x,,W,6\noutput,DEU,x,,,,,9\noutput,DEU,y,,,,,5\n";
static const char tidy_page[] =
    "title: Two\nfinal_demand: {G: government}\nfactors: {W: labour}\n"
    "industries: {x: Coal, y: Steel}\n";

static const char sdmx[] =
    "DATAFLOW,freq,ind_use,ind_ava,c_dest,unit,c_orig,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "X:Y(1.0),A,x,x,AT,MIO_EUR,AT,2020,3,\nX:Y(1.0),A,P51G,x,AT,MIO_EUR,AT,2020,4,e\n"
    "X:Y(1.0),A,x,D1,AT,MIO_EUR,DOM,2020,4,\n";

static const char figaro[] =
    "rowLabels,AT_A01,FIGW1_A01,AT_P3_S13,FIGW1_P3_S13\n"
    "AT_A01,1,2,3,4\nFIGW1_A01,5,6,7,8\nW2_D1,4,5,0,0\nW2_B2A3G,0,13,0,0\n";
static const char figaro_flat[] =
    "refArea,rowIi,counterpartArea,colIi,obsValue\n"
    "AT,A01,AT,A01,1\nAT,A01,AT,P3_S13,3\nW2,D1,AT,A01,3\n";

struct import { const char *path; domar_pair options[6]; const char *second; };

/* The same economy in another classification, with one use more. */
static const char other[] =
    "role,from_economy,from_industry,to_economy,to_industry,category,factor,value\n"
    "flow,DEU,x,DEU,x,,,1\nflow,DEU,z,DEU,x,,,2\nfinal,DEU,x,DEU,,G,,8\nfinal,DEU,z,DEU,,I,,3\n"
    "factor,,,DEU,x,,W,6\noutput,DEU,x,,,,,9\noutput,DEU,z,,,,,5\n";
static const char other_page[] =
    "title: Two\nfinal_demand: {G: government, I: investment}\nfactors: {W: labour}\n"
    "industries: {x: Coal, y: Steel, z: Iron}\n";
static const char coarse[] = "source,target,weight\nx,X,1\ny,Y,1\nz,Y,1\n";

static domar_status import(const famine *f)
{
    const struct import *i = f->what;
    domar_series *s = NULL;
    const char *const paths[] = { i->path, i->second };
    const domar_status st = domar_import(f->cx, &s, paths, i->second ? 2 : 1, i->options);
    if (st && s) abort();
    domar_series_free(s);
    return st;
}

/* what: the ending of the name, which chooses the format. */
static domar_status save(const famine *f)
{
    char path[256];
    snprintf(path, sizeof path, "%s/saved%s", f->folder, (const char *)f->what);
    const domar_status st = domar_save(f->cx, f->series, path);
    if (!st) unlink(path);
    return st;
}

static domar_status open_file(const famine *f)
{
    domar_series *s = NULL;
    const domar_status st = domar_open(f->cx, &s, f->what);
    domar_series_free(s);
    return st;
}

/* what: the path of a wedge table. */
static domar_status growth(const famine *f)
{
    const domar_pair params[] = { { "wedges", f->what }, { NULL, NULL } };
    domar_result *r = NULL;
    const domar_status st = domar_run(f->cx, &r, "growth.forces", f->series, params);
    domar_result_free(r);
    return st;
}

static const char *put(const char *folder, const char *name, const char *text)
{
    static char paths[16][256];
    static size_t used;
    char *path = paths[used++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file)) abort();
    return path;
}

/* The header array file of a series read as that of a stranger: its mark made another name. */
static void stranger(famine f, const char *folder, const char *path)
{
    static const char page[] =
        "headers: {Z: Z, Y: Y, V: V, S: S, X: X}\nfinal_demand: {hh: households, gov: "
        "government, "
        "inv: investment, stk: inventories}\nfactors: {lab: labour, cap: capital, tax: "
        "tax_products}\n"
        "satellites: {EMP: jobs, HRS: hours, K: capital_stock, LAB: money, CO2: emission, "
        "GO_P: price_index, H_HS: hours, H_LS: hours, LABHS: money, LABLS: money}\n";
    const char *sidecar = put(folder, "kept.yaml", page);
    FILE *file = fopen(path, "r+b");
    if (!file || fseek(file, 4, SEEK_SET) || fwrite("NOTE", 1, 4, file) != 4 || fclose(file))
        abort();
    const struct import all = { path, { { "sidecar", sidecar }, { NULL, NULL } }, NULL };
    f.what = &all;
    famine_try("import header arrays by a page", import, f);
    unlink(sidecar);
}

static void native(const char *folder)
{
    const toy_economy economy = { .G = 3, .N = 4, .years = 2, .seed = 8, .money = 1,
                                  .satellites = true, .holes = true };
    famine f = { .cx = famine_cx(), .folder = folder };
    char path[256];
    domar_series *s = toy_economy_series(f.cx, &economy);
    if (!s) abort();
    f.series = s;
    f.what = put(folder, "wedges.csv", "kind,economy,user,factor,value\nmarkup,,,,5\ninput_tax,EAA,final,,10\n"
                                       "factor_tax,EAA,,labour,20\nmarkup,EAA,,,10\n");
    famine_try("growth with wedges of a user", growth, f);
    unlink(f.what);
    f.what = ".har";
    famine_try("save header arrays", save, f);
    snprintf(path, sizeof path, "%s/kept.har", folder);
    if (domar_save(f.cx, s, path)) abort();
    f.what = path;
    famine_try("open header arrays", open_file, f);
    stranger(f, folder, path);
    unlink(path);
    f.what = ".h5";
    famine_try("save", save, f);
    snprintf(path, sizeof path, "%s/kept.h5", folder);
    if (domar_save(f.cx, s, path)) abort();
    f.what = path;
    famine_try("open", open_file, f);
    unlink(path);
    domar_series_free(s);
    domar_cx_free(f.cx);
}

void famine_files(const char *folder)
{
    const char *const made[] = { put(folder, "wiod13_2005.csv", wiod),
                                 put(folder, "sea.csv", accounts),
                                 put(folder, "ICIO2018_2010.CSV", icio),
                                 put(folder, "b_1999.csv", tidy),
                                 put(folder, "b.yaml", tidy_page),
                                 put(folder, "figaro.csv", sdmx),
                                 put(folder, "matrix_2021.csv", figaro),
                                 put(folder, "flat_2021.csv", figaro_flat), put(folder, "b_2001.csv", other),
                                 put(folder, "wide.yaml", other_page), put(folder, "coarse.csv", coarse) };
    const struct { const char *name; struct import import; } all[] = {
        { "import WIOD 2013 with accounts",
          { made[0], { { "satellite", made[1] }, { NULL, NULL } }, NULL } },
        { "import years of other industries",
          { made[3], { { "sidecar", made[9] }, { "industries", made[10] }, { NULL, NULL } }, made[8] } },
        { "import ICIO, parts joined", { made[2], { { "economies", "whole" }, { NULL, NULL } }, NULL } },
        { "import tidy", { made[3], { { "sidecar", made[4] }, { NULL, NULL } }, NULL } },
        { "import SDMX-CSV", { made[5], { { NULL, NULL } }, NULL } },
        { "import FIGARO", { made[6], { { NULL, NULL } }, NULL } },
        { "import FIGARO, flat", { made[7], { { NULL, NULL } }, NULL } },
        { "import a workbook",
          { DOMAR_SOURCE_DIR "/tests/data/adb_2021.xlsx", { { NULL, NULL } }, NULL } },
        { "import matrix", { DOMAR_SOURCE_DIR "/tests/data/leather.csv", { { NULL, NULL } }, NULL } },
        { "import gzip, economies joined",
          { DOMAR_SOURCE_DIR "/data/world12/world12_2008.csv.gz",
            { { "economies", "whole" }, { NULL, NULL } }, NULL } },
        { "import accounts without flows",
          { DOMAR_SOURCE_DIR "/tests/data/klems_small.csv", { { NULL, NULL } }, NULL } },
        { "import with rows",
          { DOMAR_SOURCE_DIR "/tests/data/two_years.csv",
            { { "rows", DOMAR_SOURCE_DIR "/tests/data/two_years_rows.csv" }, { NULL, NULL } }, NULL } },
        { "import, balanced",
          { DOMAR_SOURCE_DIR "/tests/data/leather.csv",
            { { "balance", "gras" }, { NULL, NULL } }, NULL } },
    };
    famine f = { .cx = famine_cx(), .folder = folder };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        f.what = &all[k].import;
        famine_try(all[k].name, import, f);
    }
    for (size_t k = 0; k < sizeof made / sizeof *made; k++) unlink(made[k]);
    domar_cx_free(f.cx);
    native(folder);
}
