/* unit/probes.c -- each layout is claimed by its own reader, and what is no table by none. */
#include "engine/registry.h"
#include "readers_kit.h"

static const char *surest(const char *bytes, size_t size, bool whole)
{
    const domar_head head = { .name = "t.csv", .bytes = bytes, .size = size, .whole = whole };
    const domar_read_options none = { 0 };
    const char *best = "";
    int most = 0, second = 0;
    for (const domar_reader *const *r = domar_readers; *r; r++) {
        const int sure = (*r)->probe(&head, &none);
        assert_in_range(sure, 0, 100);
        if (sure > most) {
            second = most;
            most = sure;
            best = (*r)->id;
        } else if (sure > second)
            second = sure;
    }
    assert_true(most == 0 || most > second);          /* never a draw */
    return best;
}

static const struct { const char *id, *head; } layouts[] = {
    { "china", "Code,Description,DescriptionInChinese,01,02,TIU,FU101,FU102,FU103,EX,IM,GO\n01,a,b,1,2,3\n" },
    { "china", "Code,Description,DescriptionInChinese,Origin,01,02,TIU,TC,EX,TFU,GO\n" },
    { "oecd_national", "Code,Description,01,02,HFCE,EXPO,IMPO\n01,a,1,2,3,4,5\nTXS_INT_FNL,t,1,2\nOUTPUT,o,1\n" },
    { "bea", "code,111CA,331,Total Intermediate,F010,F040,F050,Total Commodity Output\n111CA,1,2,3\n" },
    { "bea", "code,1111A0,1111B0,T008\n1111A0,1,2,3\n" },
    { "tidy", "year,role,from_economy,from_industry,to_economy,to_industry,value\n2001,flow,A,x,A,x,1\n" },
    { "tidy", "value;role;year;from_economy;from_industry;to_economy;to_industry\r\n" },
    { "wiot_long", "year,row_country,row_id,row_isic3,col_country,col_id,col_isic3,value\n1965,AUS,1,C,AUS,1,C,1\n" },
    { "wiod16", "\"IndustryCode\",\"IndustryDescription\",\"Country\",\"RNr\",\"Year\",\"AUS1\",\"AUS2\"\n" },
    { "wiod16", "IndustryCode,IndustryDescription,Country,RNr,Year,AUS1,AUS2\n" },
    { "figaro", "rowLabels,AR_A01,AR_A02,AR_P3_S13,AR_P3_S14,AR_P3_S15,AR_P51G,AR_P5M\n" },
    { "figaro", "rowLabels,AR_CPA_A01,AR_CPA_A02,AR_P3_S13,AR_P3_S14,AR_P3_S15,AR_P51G,AR_P5M\n" },
    { "figaro_flat", "refArea,rowIi,counterpartArea,colIi,obsValue\nAR,A01,AR,A01,1\n" },
    { "adb", "PK\3\4 workbook\nsheet\tLegend\nsheet\tADB\n7\t\t\t\t\tc1\tc2\tc3\tc4\tF3\tF4\tF5\tr69\n" },
    { "wiod13_xlsx", "PK\3\4 workbook\nsheet\tW\n6\t\t\t\t\tc1\tc2\tc3\tc4\tc39\tc41\tc42\n" },
    { "", "PK\3\4 workbook\nsheet\tW\n6\t\t\t\t\tc1\tc2\tc3\tc4\tc39\tc41\n" },
    { "", "PK\3\4 workbook\nsheet\tc1\n" },
    { "", "" },
    { "", "\n\n\n" },
    { "", "{\"role\": \"value\"}\n" },
    { "", "a,b,c\n1,2,3\n" },
    { "", "code,en,zh,kind\nAGR,Agriculture,x,AGR\n" },
    { "", "Code,Description\n01,Agriculture\n" },
    { "", "\x89HDF\r\n\x1a\n" },
    { "", "country,variable,code,1995,1996\nAUS,GO,TOT,1,2\n" },
    { "", "year,economy,industry,output,value_added\n2008,CHN,c1,1,2\n" },
};

static void own_layouts(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof layouts / sizeof *layouts; k++) {
        const char *id = surest(layouts[k].head, strlen(layouts[k].head), true);
        if (strcmp(id, layouts[k].id) != 0)
            fail_msg("%s is claimed by \"%s\", not \"%s\"", layouts[k].head, id, layouts[k].id);
    }
}

/* Any beginning of a layout may be probed, and nobody looks past its end. */
static void cut_heads(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof layouts / sizeof *layouts; k++)
        for (size_t size = 0; size <= strlen(layouts[k].head); size++) {
            char *exact = malloc(size + 1);
            memcpy(exact, layouts[k].head, size);
            exact = realloc(exact, size ? size : 1);
            const char *id = surest(exact, size, false);
            if (*id && strcmp(id, layouts[k].id) != 0) fail_msg("%zu bytes of %s: %s", size, layouts[k].id, id);
            free(exact);
        }
}

static void real_files(void **state)
{
    static const struct { const char *path, *id; } files[] = {
        { SHARED("china_io/china_2007_135.csv"), "china" },
        { SHARED("china_io/OECD21ed_JPN_1995to2018/OECD21ed_JPN_1995.csv"), "oecd_national" },
        { SHARED("us_bea/Summary_Use_2019_PRO_BeforeRedef_17sch.csv.gz"), "bea" },
        { SHARED("us_bea/Detail_Make_2012_BeforeRedef_12sch.csv.gz"), "bea" },
        { SHARED("wiod13/wiod13_2008.csv.gz"), "wiod13" },
        { SHARED("wiod13/wiod13_sea_july14.csv.gz"), "" },
        { SHARED("wiod13/industries.csv"), "" },
        { SHARED("china_io/china_employment.csv"), "" },
        { SHARED("us_bea/Summary_CPI_IO_17sch.csv.gz"), "" },
        { SHARED("format_samples/oecd_mock/ICIO2018_2010.zip"), "icio" },
        { SHARED("format_samples/exio3_mock/A.txt"), "" } };
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        domar_source *source;
        domar_head head;
        if (!shared_is_there(files[k].path)) skip();
        assert_int_equal(domar_source_open(*state, &source, files[k].path, NULL, NULL), DOMAR_OK);
        assert_int_equal(domar_source_head(*state, source, &head), DOMAR_OK);
        const char *id = surest(head.bytes, head.size, head.whole);
        if (strcmp(id, files[k].id) != 0) fail_msg("%s: \"%s\"", files[k].path, id);
        domar_source_free(source);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { READING_TEST(own_layouts), READING_TEST(cut_heads),
                                        READING_TEST(real_files) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
