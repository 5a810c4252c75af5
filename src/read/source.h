/* read/source.h -- bytes of an input, whatever wraps them: plain (mapped), gzip, zstd, a zip
 * member; UTF-8 with or without BOM, GB18030.  Guards: bombs (ratio, size), members with paths
 * that leave the archive, truncation, memory. */
#ifndef DOMAR_READ_SOURCE_H
#define DOMAR_READ_SOURCE_H
#include "read/xlsx.h"
#include "spec/reader.h"

/* path "-" is standard input.  encoding: NULL (detect), "utf-8", "gb18030".  member picks a file
 * of a zip.  With NULL a zip that holds several tables opens on the first one: its head may be
 * looked at, but its lines are refused until one is named. */
domar_status domar_source_open(domar_cx *cx, domar_source **out, const char *path,
                               const char *member, const char *encoding);
void domar_source_free(domar_source *s);
/* "ICIO2018.zip:ICIO2018_2010.CSV": for messages. */
const char *domar_source_name(const domar_source *s);
/* As it was opened. */
const char *domar_source_path(const domar_source *s);

/* The year in a file's name, 0 if none: the last one that stands alone ("wiod13_2008.csv.gz"),
 * else the last four digits that look like one ("CHN2018ttl.csv"). */
int domar_year_in(const char *name);
/* The year of the table: wanted (0: not said), else from the member's or the file's name.
 * DOMAR_EDATA when the two disagree or there is none. */
domar_status domar_source_year(domar_cx *cx, const domar_source *s, int wanted, int *year);

/* The first bytes.  To be asked for before the first line is read, or after a rewind. */
domar_status domar_source_head(domar_cx *cx, domar_source *s, domar_head *head);

/* The next run of whole lines as UTF-8 (the last may lack its newline), borrowed until the next
 * call; *size 0 at the end.  first_line: number of its first line, from 1. Plain files come as
 * one mapped block; compressed ones in blocks of some MiB. At least 64 readable bytes follow the
 * block, so parsers may look ahead. */
domar_status domar_source_lines(domar_cx *cx, domar_source *s, const char **block, size_t *size,
                                size_t *first_line);
/* The same without looking whether a mapped block is UTF-8 all through (a pass over all its
 * bytes): for parsers that check what they keep, as domar_csv_read does. */
domar_status domar_source_run(domar_cx *cx, domar_source *s, const char **block, size_t *size,
                              size_t *first_line);
/* All bytes of a file that is no text but a header array file (har_file.h) or one of Stata or SPSS (stat_file.h),
 * borrowed; false for any other input. Its head may be looked at as well, its lines are refused. */
bool domar_source_bytes(const domar_source *s, const void **bytes, size_t *size);
/* The Excel workbook that this is, borrowed; NULL for any other input.  Its head is what
 * xlsx_head.h says, its lines are refused. */
domar_xlsx *domar_source_workbook(const domar_source *s);
/* From now on the source is this sheet of the workbook as comma-separated lines, row 1 first (blank
 * rows are empty lines), each as wide as the first row; a formula's error (#VALUE!, #N/A) is an empty
 * field.  For small sheets: they are held whole. */
domar_status domar_source_sheet(domar_cx *cx, domar_source *s, size_t sheet);
/* Start again from the top. */
domar_status domar_source_rewind(domar_cx *cx, domar_source *s);
/* Bytes of the file behind us and in all, for progress. */
void domar_source_progress(const domar_source *s, size_t *done, size_t *total);

/* Zip: the tables in it, sorted; names is an array of texts, each to be released, then the array.
 * NULL and 0 for anything that is not a zip. */
domar_status domar_source_members(domar_cx *cx, const char *path, char ***names, size_t *count);
#endif
