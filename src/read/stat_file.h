/* read/stat_file.h -- files of statistics packages by their first bytes. */
#ifndef DOMAR_READ_STAT_FILE_H
#define DOMAR_READ_STAT_FILE_H
#include <stddef.h>

typedef enum { DOMAR_STAT_NONE, DOMAR_STAT_DTA, DOMAR_STAT_SAV } domar_stat_kind;

domar_stat_kind domar_stat_is(const void *bytes, size_t size);
#endif
