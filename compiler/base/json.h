/* json.h - JSON (RFC 8259) into the tree of yaml.h */
#ifndef YB_JSON_H
#define YB_JSON_H
#include "base/yaml.h"

/* Reads a document, an object or an array, as yaml_read does: NULL when it does not parse (*error filled in, nothing reported);
 * a key that stands twice is reported in d at `file`, and its last value holds. Limits: 64 levels, 100,000 values. */
struct yaml *json_read(struct arena *a, struct diag *d, struct str file, struct str s, int line, struct yaml_error *error);
#endif
