/* keys.h - the keys of a style file (inside style/ only) */
#ifndef YB_KEYS_H
#define YB_KEYS_H
#include "style/style.h"

#include "base/yaml.h"

struct style_file {
	struct str name; /* as messages show it */
	bool builtin;
	const struct yaml *root; /* a map, or null when the file is empty */
};

/* A colour that a text style names: it follows the style's colours when they change. */
enum colour_ref { COLOUR_OF_TEXT, COLOUR_OF_ACCENT, COLOUR_OWN };

struct style_reader {
	struct arena *a;
	struct diag *d;
	struct style *style;
	const struct style_file *file; /* whose keys are read */
	bool first; /* the file on which all are based: its body text is what the others start from */
	int scale; /* percent: all type and what is measured with it */
	enum colour_ref colours[TEXT_COUNT];
};

/* Findings: a key that is not known (the nearest of the known is named), a value that is none (`wanted` says what it may be; gives false). */
void key_unknown(struct style_reader *r, const struct yaml *y, const char *const *known, size_t n);
bool value_bad(struct style_reader *r, const struct yaml *y, const char *wanted);
/* The place of a name among n, or -1. */
int name_index(struct str s, const char *const *names, int n);
/* faces.c: the keys `faces` and `fallback`; the role that a text style names. */
void faces_read(struct style_reader *r, const struct yaml *map);
void fallback_read(struct style_reader *r, const struct yaml *y);
bool face_value(const struct yaml *y, enum face_role *out);
/* Sets what the map says; unknown keys and bad values are reported, what was there stays. `paper`: the map is one of `papers`. */
void style_apply(struct style_reader *r, const struct yaml *map, bool paper);
/* Applies scale and named colours: once, at the end. */
void style_finish(struct style_reader *r);
#endif
