/* engine/registry.h -- the one place that knows all rooms. */
#ifndef DOMAR_ENGINE_REGISTRY_H
#define DOMAR_ENGINE_REGISTRY_H
#include "spec/method.h"
#include "spec/reader.h"
#include "spec/writer.h"
#include <domar/method.h>

typedef struct { const char *key, *text, *bibtex; } domar_reference;

/* Lists end with NULL (references: with a NULL key). */
extern const domar_method *const domar_methods[];
extern const domar_reader *const domar_readers[];
extern const domar_writer *const domar_writers[];
extern const domar_reference domar_references[];

/* Parameters that every method takes (year, by, economy, ...); ends with a nameless row. */
extern const domar_param domar_common_params[];
extern const domar_param domar_panel_params[];      /* of methods on panels */
extern const domar_param domar_panel_reading[];     /* how the file of a panel is read: options of domar_panel_open */

const domar_method *domar_method_of(const char *id);
#endif
