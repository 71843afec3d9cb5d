/* toml.h - TOML 1.0 (toml.io/en/v1.0.0) into the tree of yaml.h */
#ifndef YB_TOML_H
#define YB_TOML_H
#include "base/yaml.h"

/* Reads a document as yaml_read does: NULL when it is not TOML (*error filled in, nothing reported). Limits: 64 levels, 100,000
 * values, 4,096 keys in a table; more is an error. Integers become decimal text, floats lose their underscores, dates stay as written. */
struct yaml *toml_read(struct arena *a, struct str s, int line, struct yaml_error *error);
/* Reads what can be read of a text that is not TOML: values without quotation marks are text to the end of their line, a key that stands
 * twice holds its last value, and lines that are nothing are reported in d and left out. Never NULL. */
struct yaml *toml_rescue(struct arena *a, struct diag *d, struct str file, struct str s, int line);
#endif
