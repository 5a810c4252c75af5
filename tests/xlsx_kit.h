/* tests/xlsx_kit.h -- workbooks written by hand, member by member. */
#ifndef DOMAR_TESTS_XLSX_KIT_H
#define DOMAR_TESTS_XLSX_KIT_H
#include "readers_kit.h"
#include <zip.h>

#define XLSX_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define XLSX_TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

typedef struct { const char *name, *text; } xlsx_member;

/* A zip of these members; the file goes with forget(). */
static inline const char *zip_of(const char *name, const xlsx_member *members, size_t count)
{
    const char *path = file_with(name, "");
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(zip);
    for (size_t k = 0; k < count; k++) {
        zip_source_t *s = zip_source_buffer(zip, members[k].text, strlen(members[k].text), 0);
        assert_true(zip_file_add(zip, members[k].name, s, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    return path;
}

/* A workbook whose sheets "First" and "Second" are these; shared: the texts <si>...</si>. */
static inline const char *workbook(const char *name, const char *first, const char *second,
                                   const char *shared)
{
    static const char rels[] =
        "<Relationships xmlns=\"r\"><Relationship Id=\"a\" Type=\"" XLSX_TYPES
        "/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>";
    static const char book[] =
        "<workbook " XLSX_NS " xmlns:r=\"" XLSX_TYPES "\"><sheets>"
        "<sheet name=\"First\" sheetId=\"1\" r:id=\"one\"/>"
        "<sheet name=\"Second\" sheetId=\"2\" r:id=\"two\"/></sheets></workbook>";
    static const char parts[] =
        "<Relationships xmlns=\"r\">"
        "<Relationship Id=\"one\" Type=\"" XLSX_TYPES "/worksheet\" Target=\"worksheets/a.xml\"/>"
        "<Relationship Id=\"two\" Type=\"" XLSX_TYPES "/worksheet\" Target=\"/xl/worksheets/b.xml\"/>"
        "<Relationship Id=\"s\" Type=\"" XLSX_TYPES "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        "</Relationships>";
    const size_t room = strlen(first) + strlen(second) + strlen(shared) + 1024;
    char *a = malloc(room), *b = malloc(room), *t = malloc(room);
    snprintf(a, room, "<worksheet " XLSX_NS "><sheetData>%s</sheetData></worksheet>", first);
    snprintf(b, room, "<worksheet " XLSX_NS "><sheetData>%s</sheetData></worksheet>", second);
    snprintf(t, room, "<sst " XLSX_NS ">%s</sst>", shared);
    const xlsx_member members[] = {
        { "[Content_Types].xml", "<Types/>" }, { "_rels/.rels", rels }, { "xl/workbook.xml", book },
        { "xl/_rels/workbook.xml.rels", parts }, { "xl/worksheets/a.xml", a },
        { "xl/worksheets/b.xml", b }, { "xl/sharedStrings.xml", t } };
    const char *path = zip_of(name, members, sizeof members / sizeof *members);
    free(a);
    free(b);
    free(t);
    return path;
}
#endif
