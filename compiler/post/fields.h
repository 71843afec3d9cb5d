/* fields.h - looking up the front matter's keys (inside post/ only) */
#ifndef YB_FIELDS_H
#define YB_FIELDS_H
#include "base/yaml.h"
#include "post/post.h"

enum { NAMES_MOST = 1000 };

/* A list of names that grows. */
struct names {
	struct str *p;
	size_t n, cap;
};

/* The first of the keys (NULL ends them) that has a value, at the top or in the tables where some sites keep their own keys. */
const struct yaml *field_find(const struct yaml *map, const char *const *keys);
#define FIELD(map, ...) field_find((map), (const char *const[]){__VA_ARGS__, NULL})
/* The one text of a value: a list's first, a map's name. */
struct str field_text(const struct yaml *y);
void name_add(struct arena *a, struct names *to, struct str s); /* what is empty or there already is not added */
struct str text_cut(struct str s, size_t n); /* at most n bytes, no character cut in two */

void authors_read(struct post *p, const struct yaml *map); /* byline.c */
void images_read(struct post *p, const struct yaml *map); /* covers.c */
/* A bundle's picture called featured.* or cover.*, as themes of Hugo take it, where the front matter names none. */
void images_beside(struct post *p);
void extras_read(struct post *p, const struct yaml *map); /* extras.c */
#endif
