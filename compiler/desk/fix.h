/* fix.h - what the editor wrote about single posts under `fixes` and in the folder fixes (inside desk/ only) */
#ifndef YB_DESK_FIX_H
#define YB_DESK_FIX_H
#include "desk/value.h"

#include "base/map.h"

/* Where a fix stands: the second holds over the first. */
enum fix_layer { FIX_CONFIG /* yearbook.yaml */, FIX_FILE /* fixes/SLUG.yaml */, FIX_LAYERS };

/* What is changed about one post. */
struct fix {
	struct str post; /* what the post is called here: path, the end of it, file name, slug */
	struct str file;
	int line; /* where that stands */
	enum fix_layer layer;
	struct edit edit; /* fields that it says nothing about are empty */
	bool skips; /* it says something about skip */
	bool no_repair;
	const struct yaml *keys; /* all of it as written: a map, or what stands in a map's place */
	const struct yaml *cut, *replace, *pictures, *talks, *split, *join; /* as written, or NULL */
	int posts; /* that it means */
	int left_out; /* that it means, and that a pattern left out */
};

/* All of them. */
struct fixes {
	struct fix *list;
	size_t n, cap;
	struct map names[FIX_LAYERS]; /* to places in the list */
	struct map folded[FIX_LAYERS]; /* the same as outputs name posts: small letters, figures, hyphens */
};

/* ---- fixread.c ---- */
void fixes_read(struct desk *desk, struct diag *d);

/* ---- fix.c ---- */
/* The fix of a layer that a name means: of a post's path alone, where its slug is not known yet (empty). NULL: there is none. */
struct fix *fix_find(const struct fixes *f, enum fix_layer layer, struct str path, struct str slug);
/* What one post has: its fix in each layer, or NULL. */
struct fix_pair {
	struct fix *of[FIX_LAYERS];
};
/* The fixes of n posts (NULL among them have none). Reports fixes that mean no post or several. */
struct fix_pair *fixes_match(struct desk *desk, struct diag *d, struct post *const *posts, size_t n);
/* change.c: adds what a fix changes of the fields to desk->changes; before they are laid over. */
void fix_changes(struct desk *desk, const struct fix *fix, const struct post *p);
/* Lays the fields of a fix over what is said about the post. */
void fix_fields(struct desk *desk, const struct fix *fix, struct post *p);
#endif
