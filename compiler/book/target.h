/* target.h - what a link can lead to: the posts of the book, and those that were left out (inside book/ only) */
#ifndef YB_TARGET_H
#define YB_TARGET_H
#include "book/gather.h"

/* A target is a number: below the number of entries the entry, above it a post outside of the book; -1 is none. */
struct targets;

struct targets *targets_new(struct gather *g);
/* A path as it is looked up: decoded, tidy, in small letters, without ".md", ".html", "index" and slashes at the ends. Empty when it climbs out. */
struct str path_key(struct arena *a, struct str path);
/* By the path of a file or page, below the site's root; first among the posts in that language. */
int target_by_path(const struct targets *t, struct str key, struct str lang);
/* By the last part of a path alone, where the folders before it say nothing else. */
int target_by_name(const struct targets *t, struct str key, struct str lang);
/* By a whole address that a post gives itself. */
int target_by_url(const struct targets *t, const struct address *at);
/* Is it a host of the site? With or without "www.". */
bool target_host(const struct targets *t, struct str host);
/* The key below the site's address, when that is a folder of its host; and the language that the path names, if it does. */
struct str target_below_base(const struct targets *t, struct str key);
bool target_language(const struct targets *t, struct str key, struct str *lang, struct str *rest);
const struct post *target_post(const struct targets *t, int target);
/* The address of a target's page: whole, and its path below the site's address; empty where unknown. */
struct str target_url(const struct targets *t, int target);
struct str target_page(const struct targets *t, int target);
/* The anchor of an entry that is meant by a fragment; empty when there is none. */
struct str target_anchor(struct targets *t, int entry, struct str fragment);
/* The other part of a post that was split which has a place so named: its entry, or -1. */
int target_part(struct targets *t, int entry, struct str fragment, struct str *anchor);
/* The target whose path or name is most like the key, or -1. Strict: hardly a letter differs. Bounded in cost: after enough of them it finds none. */
int target_nearest(struct targets *t, struct str key, bool strict);

/* ---- nearest.c ---- */

/* Edit distance, at most `most`; more gives most + 1. *cost counts the steps. */
size_t distance_within(struct str a, struct str b, size_t most, size_t *cost);
/* The letters and digits that a text holds, a bit each. */
uint64_t letters_of(struct str s);
#endif
