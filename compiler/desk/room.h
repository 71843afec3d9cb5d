/* room.h - the desk's data and the steps that lay it over the posts (inside desk/ only) */
#ifndef YB_DESK_ROOM_H
#define YB_DESK_ROOM_H
#include "base/map.h"
#include "desk/desk.h"

/* A name or an alias, for finding who it is. */
struct known_name {
	struct str key;
	size_t person;
	int consent; /* 0: it is refused, 1: open, 2: neither: of several with one name it stands for the first of the lowest */
};
struct fixes;
struct kinds;

struct desk {
	struct arena *a; /* lives as long as the book */
	const struct kinds *kinds; /* kind.c; NULL: nobody asks */
	struct desk_options options;
	struct fixes *fixes; /* desk/fix.h; never NULL */
	struct desk_change *changes; /* what was changed, for those who look */
	size_t n_changes, cap_changes;
	struct waiver *waivers;
	size_t n_waivers;
	struct sheet *picture_sheet; /* pictures.csv; NULL: it was not read */
	struct desk_picture *pictures; /* its rows that say something, by hash */
	size_t n_pictures;
	struct desk_person *people; /* peoplesheet.c */
	size_t n_people;
	struct known_name *names; /* of people, sorted */
	size_t n_names;
	struct str people_file; /* empty: there is none */
	struct printed *ledger; /* ledger.c: what earlier volumes printed */
	size_t n_ledger;
	struct ledger_key *ledger_keys; /* what its rows are found by, sorted */
	size_t n_ledger_keys;
	const struct talk_lists *talk; /* webtalk.h */
	struct map slugs; /* slug -> how many of all posts that were read have it */
};

/* ---- ledger.c ---- */
void ledger_open(struct desk *desk, struct diag *d); /* reads printed.csv */

/* ---- webtalk.c ---- */
void webtalk_open(struct desk *desk, struct diag *d); /* reads the word lists */

/* ---- waive.c ---- */
void waivers_read(struct desk *desk, struct diag *d);

/* ---- postsheet.c ---- */
/* Lays posts.csv over the posts: before the fixes, which hold over it. */
void postsheet_apply(struct desk *desk, struct diag *d, struct post *const *posts, size_t n);
/* Reports what posts.csv said of a post (`said`) and a fix said otherwise. */
void postsheet_overruled(struct diag *d, const struct edit *said, const struct post *p);

/* ---- kind.c ---- */
const struct kinds *kinds_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n);

/* ---- peoplesheet.c ---- */
void people_open(struct desk *desk, struct diag *d); /* reads people.csv, or people.yaml */

/* ---- change.c ---- */
/* A change more, to be filled in; it may move when the next one is added. */
struct desk_change *change_add(struct desk *desk, const struct post *p, const char *key, struct str file, int line);
/* Puts them in the order of the posts, of whose paths `order` has the places, and of writing. */
void changes_sort(struct desk *desk, const struct map *order);
/* What stands in a text that is shown: its beginning or its end, within some 100 bytes, with an ellipsis where there is more. */
struct str shown_head(struct arena *a, struct str s);
struct str shown_tail(struct arena *a, struct str s);
/* The first or the last text in a block: the block that has it, or the block itself. */
const struct block *words_first(const struct block *root);
const struct block *words_last(const struct block *root);

/* ---- fix.c ---- */
/* What the editor says about a post, to be written into: p->edit, which is made where there is none. */
struct edit *edit_of(struct arena *a, struct post *p);
/* ---- picturesheet.c ---- */
void pictures_read(struct desk *desk, struct diag *d);
#endif
