/* front.h - the front matter: found, read, and put into the post (inside post/ only) */
#ifndef YB_FRONT_H
#define YB_FRONT_H
#include "base/yaml.h"
#include "post/post.h"

/* A file's text in two. */
struct front {
	struct yaml *map; /* what the front matter says, whatever its syntax; empty when there is none */
	struct str body; /* the text behind it */
	int body_line; /* its first line in the file, from 1 */
};

/* Finds and reads the front matter: YAML, TOML or JSON, also one that never opens, never closes or does not parse (reported). */
struct front front_cut(struct arena *a, struct diag *d, struct str path, struct str text);
/* Sets the post's fields from the map and from its path; what is odd is reported. */
void front_apply(struct post *p, const struct yaml *map, struct diag *d);

/* Whether a line at the left margin looks like `key: value`; the key without quotes. */
bool front_key(struct str line, struct str *key, struct str *value);
/* A key that sites of all makes use. */
bool front_key_known(struct str key);

/* Reads the front matter's lines one by one: what is left to do when it does not parse. Never fails. */
struct yaml *rescue_read(struct arena *a, struct diag *d, struct str path, struct str s, int line);
/* What is wrong with a date. */
enum date_fault { DATE_FINE, DATE_EMPTY, DATE_NO_FORM, DATE_NO_YEAR, DATE_NO_MONTH, DATE_NO_DAY, DATE_NO_TIME };
enum date_fault date_fault(struct str s);

/* Takes the post's title from its first heading, or drops a heading that repeats it. After blocks_read. */
void title_from_blocks(struct post *p);
#endif
