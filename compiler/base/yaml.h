/* yaml.h - YAML text into a small tree of text scalars, lists and maps */
#ifndef YB_YAML_H
#define YB_YAML_H
#include "base/diag.h"

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

/* What a scalar is said to be by a syntax that says it (TOML, JSON). In YAML the reader of a key gives it its type. */
enum yaml_type { YAML_UNTYPED, YAML_STRING, YAML_INTEGER, YAML_FLOAT, YAML_BOOLEAN, YAML_DATE };

/* A node of the tree, which TOML and JSON are read into as well. Scalars are text as written; integers of TOML are decimal. */
struct yaml {
	enum yaml_kind kind;
	enum yaml_type type; /* of a scalar */
	unsigned char mark; /* a reader's own note while it reads; says nothing afterwards */
	struct str text; /* of a scalar */
	bool quoted; /* the scalar stood in quotes or in a block: "no" is then a word, not a switch */
	int line, col; /* of the node in its file, from 1 */
	struct str key; /* in a map: its key */
	int key_line, key_col;
	struct yaml *items; /* of a list or map, in order of writing */
	size_t n;
};

/* What is wrong with a text that does not parse. */
struct yaml_error {
	int line, col; /* in the file, from 1 */
	struct str text; /* in a few words */
};

/* Reads one document. `line` is the line of the file on which s begins (1 for a whole file). Duplicate keys (the last one holds),
 * depth over 64, over 100,000 nodes and aliases that would expand beyond that are reported in d at `file`. Returns an
 * empty map for an empty text; NULL when it does not parse (*error filled in, nothing reported). */
struct yaml *yaml_read(struct arena *a, struct diag *d, struct str file, struct str s, int line, struct yaml_error *error);

/* Adds an empty entry behind the others of a map or list that was made by this function alone; earlier entries may move. */
struct yaml *yaml_append(struct arena *a, struct yaml *to, struct str key, int line, int col);
struct yaml *yaml_find(const struct yaml *map, const char *key); /* or NULL; keys match without regard to ASCII case */
struct str yaml_text(const struct yaml *y); /* of a scalar, else empty; NULL is allowed */
bool yaml_bool(const struct yaml *y, bool otherwise); /* true/yes/on/1, false/no/off/0, else `otherwise` */
/* The number of bytes to add, take away or change between two names, whatever their capitals; only the first 48 count. */
size_t name_distance(struct str a, struct str b);
/* The nearest of the n known names by edit distance (at most 2, or a third of its length), or NULL: for "did you mean". */
const char *name_nearest(struct str name, const char *const *known, size_t n);
#endif
