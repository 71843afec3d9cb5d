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

enum key_type { KEY_DIM, KEY_DIMS, KEY_INT, KEY_PERCENT10, KEY_BOOL, KEY_COLOUR, KEY_TEXT, KEY_TEXTS, KEY_GROUND };

/* One key of a group. */
struct key {
	const char *group, *name;
	enum key_type type;
	size_t at; /* offset in struct style */
	int n; /* of a list: number of values */
	bool scaled; /* grows with `scale` */
	const char *unit; /* of a bare number */
	int32_t min, max; /* dim or int */
};

/* Where a key was set last; no file: nowhere. */
struct key_set {
	const struct style_file *file;
	int line, col;
	bool relative; /* in em or lines: it grows with the type */
};

enum { KEYS_MOST = 96 };

/* A colour that a text style names: it follows the style's colours when they change. */
enum colour_ref { COLOUR_OF_TEXT, COLOUR_OF_ACCENT, COLOUR_OWN };

struct style_reader {
	struct arena *a;
	struct diag *d;
	struct style *style;
	const struct style_file *file; /* whose keys are read */
	bool first; /* the file on which all are based: its body text is what the others start from */
	bool panel_own; /* its colour is not the accent's */
	int scale; /* percent: all type and what is measured with it */
	const struct yaml *measure[2]; /* the nodes of the grid and the size of the text, once they are read */
	enum colour_ref colours[TEXT_COUNT];
	struct key_set set_colour[TEXT_COUNT];
	struct key_set set[KEYS_MOST]; /* by the keys' order in keys.c */
	struct key_set set_scale;
	struct key_set set_text[TEXT_COUNT][2]; /* size and leading of each text */
};

/* Findings: a key that is not known (the nearest of the known is named), a value that is none (`wanted` says what it may be; gives false). */
void key_unknown(struct style_reader *r, const struct yaml *y, const char *const *known, size_t n);
bool value_bad(struct style_reader *r, const struct yaml *y, const char *wanted);
/* The place of a name among n, or -1. */
int name_index(struct str s, const char *const *names, int n);
/* values.c: false when it is none, or beyond its limits; the `read` one reports that. `em`: what an em is. */
bool dim_value(const struct style_reader *r, struct str s, const struct key *k, dim em, dim *out);
bool dims_read(struct style_reader *r, const struct yaml *y, const struct key *k, dim em, bool *relative, dim *out);
bool int_value(const struct yaml *y, int min, int max, int *out);
bool percent10_value(struct str s, int min, int max, int *out); /* in tenths */
bool colour_value(const struct yaml *y, struct colour *out);
bool bool_value(const struct yaml *y, bool *out);
/* features.c: the key `features` of a text. */
void features_read(struct style_reader *r, const struct yaml *y, enum text_role role);
/* faces.c: the keys `faces` and `fallback`; the role that a text style names. */
void faces_read(struct style_reader *r, const struct yaml *map);
void fallback_read(struct style_reader *r, const struct yaml *y);
bool face_value(const struct yaml *y, enum face_role *out);
/* Sets what the map says; unknown keys and bad values are reported, what was there stays. `paper`: the map is one of `papers`. */
void style_apply(struct style_reader *r, const struct yaml *map, bool paper);
/* Where a key was set. */
const struct key_set *key_place(const struct style_reader *r, const char *group, const char *name);
/* check.c: values that are fine alone and cannot stand together are mended, with a finding at the key that asked for it. */
void style_check(struct style_reader *r);
/* Applies scale and named colours: once, at the end. */
void style_finish(struct style_reader *r);
#endif
