/* engine/words.h -- a column of free texts, as a class column whose classes are those texts. */
#ifndef DOMAR_ENGINE_WORDS_H
#define DOMAR_ENGINE_WORDS_H
#include "spec/result.h"

/* One text a row (not empty); equal texts share a class. */
domar_status domar_words_put(domar_cx *cx, domar_result *r, const domar_column *column,
                             const char *const *values);
#endif
