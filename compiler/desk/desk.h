/* desk.h - the editor's desk: what the files beside yearbook.yaml say about posts, pictures and people, laid over the posts as they were read */
#ifndef YB_DESK_H
#define YB_DESK_H
#include "base/yaml.h"
#include "post/post.h"

/* What the editor says about one post without touching it: from posts.csv, `fixes` in yearbook.yaml and fixes/SLUG.yaml, of which a later one
 * holds. A post's own fields stay what the site says; the book asks post->edit first. Edits of the text are done in the post's blocks. */
struct edit {
	struct str title, subtitle, author, lang, lead; /* empty: unchanged; lead: the text under the title */
	struct str *authors; /* where there are several: each by itself; `author` names all, with commas */
	size_t n_authors;
	struct date date; /* by which it is ordered; DATE_NONE: the event's first day, else its own */
	struct date printed; /* as printed; DATE_NONE: the event's days, else its own */
	struct date event_from, event_to; /* days of the event; DATE_NONE: not said; a single day: both the same */
	struct str place; /* of the event; empty: the post's own */
	bool skip; /* not in the book */
	bool wanted; /* posts.csv says "yes": in the book, although a draft, a page or another language's version */
	struct str file; /* where the latest of it stands, for messages */
	int line;
};

/* A person's consent. */
enum consent { CONSENT_UNKNOWN, CONSENT_YES, CONSENT_NO, CONSENT_PENDING, CONSENT_NOT_NEEDED };
extern const char *const consent_names[5]; /* "", "yes", "no", "pending", "not needed" */
/* As people write it in three languages ("sí", "não", "pendiente"); false when it is none of them. An empty text is UNKNOWN. */
bool consent_read(struct str s, enum consent *out);

/* Cells of pictures.csv that somebody wrote, and not the program. Bits. */
enum picture_said { SAID_PHOTOGRAPHER = 1, SAID_LICENCE = 2, SAID_SOURCE = 4, SAID_CAPTION = 8, SAID_ALT = 16 };

/* A row of pictures.csv as the editor left it; what is empty says nothing. */
struct desk_picture {
	uint64_t hash; /* of the bytes of the post's own picture: struct image's `key` */
	unsigned said; /* enum picture_said: these hold instead of what the post says; the others fill in what it does not say */
	struct str photographer, licence, source, caption, alt;
	struct str *people; /* who are shown, names as written */
	size_t n_people;
	enum consent consent;
	int line; /* in pictures.csv */
};

/* A row of people.csv, as far as the desk needs it: the book prints people from the same file (book/people.c). */
struct desk_person {
	struct str name;
	struct str *aliases; /* handles and other spellings */
	size_t n_aliases;
	struct str mail;
	enum consent consent;
	int line; /* in people.csv */
	struct str key; /* of the name: person_key */
	struct str *keys; /* of the name and of the aliases: n_aliases + 1 of them; none is empty but where nothing can be read */
};

/* A name as it compares: without capitals, accents and marks, one hyphen between words; empty when it has neither letters nor figures. */
struct str person_key(struct arena *a, struct str name);
/* The names in a cell, in `a`, and their number in *n (at most 200): ";", "|", " / " or a line's end between them; commas, where none of those stands. */
struct str *names_split(struct arena *a, struct str s, size_t *n);
/* Does a text that went through person_key hold a name that did, as whole words? */
bool key_within(struct str text, struct str name);

/* What the editor takes upon himself: `waive` in yearbook.yaml. */
struct waiver {
	struct str what; /* the name of a kind of finding ("picture-missing"), or of a question of the release ("consent") */
	struct str where; /* path, slug, name of a file or person that it is about; empty: all */
	struct str reason; /* never empty */
	int line; /* in yearbook.yaml */
	bool used;
};

/* Where the desk's files lie and what yearbook.yaml says of it. */
struct desk_options {
	struct str root; /* the folder of yearbook.yaml, or the one that was named */
	struct str file; /* yearbook.yaml as messages show it; may be empty */
	const struct yaml *fixes, *waive, *people, *talk; /* the keys as they are written, or NULL */
	const struct shortcode_file *words; /* those of styles/words */
	size_t n_words;
	struct str language; /* of the book as far as it is known; may be empty */
	bool kinds; /* desk_kind will be asked, though it is no plan */
	bool plan; /* posts.csv is about to be written: what stands there is not laid over the posts */
};

/* What a post seems to be. */
enum post_kind { KIND_POST, KIND_REPORT, KIND_ANNOUNCEMENT, KIND_CALL, KIND_LINKS, KIND_DUPLICATE, KIND_COUNT };
extern const char *const post_kind_names[KIND_COUNT]; /* "post", "report", …: MESSAGEs */
struct post_guess {
	enum post_kind kind; /* never a duplicate: the book knows that */
	struct date until; /* a call: the last day that it names; may be NONE */
};

/* A row of printed.csv: a post that stands in a volume. */
struct printed {
	struct str title, year, pages, lang; /* may be empty */
	int volume; /* 0: not said */
	struct str file;
	int line;
};

struct desk;

/* Reads posts.csv, pictures.csv, people.csv, printed.csv, `fixes` and the folder fixes; what is not there says nothing, what is wrong is reported.
 * Nothing is written. In `a`; never NULL. */
struct desk *desk_open(struct arena *a, struct diag *d, const struct desk_options *options);
/* Must a post be read without repair? For reading, before desk_apply. */
bool desk_no_repair(const struct desk *desk, struct str path);
/* A pattern left this post out before it was read: its fixes are not reported as meaning nothing. */
void desk_left_out(struct desk *desk, struct str path);
/* Lays the edits over the posts as they were read (NULL among them are skipped): sets post->edit, changes their blocks, splits and joins posts.
 * Returns the posts, in `a`, and their number in *n; posts that are no longer needed were freed. An anchor that is not found, or found twice, is an error
 * that names the fix and shows the nearest text. */
struct post **desk_apply(struct desk *desk, struct arena *a, struct diag *d, struct post **posts, size_t *n);
/* ---- webtalk*.c: what makes no sense on paper ---- */

enum webtalk_kind {
	WEBTALK_CUT, /* a sentence that says nothing on paper */
	WEBTALK_REPLACE, /* words for which others stand */
	WEBTALK_TELL, /* a person must look */
	WEBTALK_DATE, /* "next week" */
	WEBTALK_FIRST_PERSON, /* "I", and nobody signed */
	WEBTALK_SIGNED /* the author's name once more at the end */
};

/* One such place, with what to paste into fixes/SLUG.yaml. In the post's arena. */
struct webtalk {
	enum webtalk_kind kind;
	int line, col; /* in the post's file; col 0: unknown */
	struct str text; /* the sentence or the words, in full */
	struct str why; /* which group of styles/words it is of: "comments"; may be empty */
	struct str cut; /* an item of `cut`, quoted as YAML wants it; empty: none */
	struct str replace; /* an item of `replace`: {text: "…", with: "…"}; empty: none */
	bool other_month; /* a date: the event was in another month than the post */
};

/* Finds them in a post as it was read and edited, and keeps them in post->talk. Safe from any thread, each post in one. */
void desk_webtalk(const struct desk *desk, struct post *p);
/* Reports what was found in a post that is printed. `signed_by`: it has an author; nobody else need be named for "I". */
void desk_webtalk_report(struct diag *d, const struct post *p, bool signed_by);
/* A text as a scalar of YAML in quotation marks. */
struct str desk_quoted(struct arena *a, struct str s);

/* Do several of all posts that were read go by this slug? Then a fix must name them by their paths. */
bool desk_slug_shared(const struct desk *desk, struct str slug);
/* What a post seems to be, by the lists `kinds` of styles/words and by what it is made of. `date` is the post's. Safe from any thread. */
struct post_guess desk_kind(const struct desk *desk, const struct post *p, const struct date *date);
/* The name by which posts.csv knows a post: its path below the folder of yearbook.yaml. */
struct str desk_path(struct arena *a, struct str root, struct str path);
/* What the editor changes, as `yearbook fixes` shows it. */
struct desk_change {
	struct str path; /* of the post */
	const char *key; /* "title", "cut" */
	struct str picture; /* pictures: as the fix names it */
	const char *what; /* pictures: "caption"; else NULL */
	struct str file; /* where the fix stands */
	int line;
	struct str quote; /* what was looked for: words, a heading, a post */
	struct str before, after; /* of a text with some words around it; "\n" parts lines and blocks */
	bool failed; /* it is not done: its anchor is not there, or more than once */
	bool unusable; /* it is not done: its value is none that the key takes */
};
/* In the order of the posts and, within one, as they are written; after desk_apply. */
const struct desk_change *desk_changes(const struct desk *desk, size_t *n);

/* Texts that were to be filled in, by the lists `placeholders` of styles/words: a finding for each. langs: the posts' languages. */
void desk_placeholders(const struct desk *desk, struct diag *d, struct post *const *posts, const struct str *langs, size_t n);
const struct desk_picture *desk_picture(const struct desk *desk, uint64_t key); /* by struct image's `key`; or NULL */
/* The table itself, for `plan`, which has read it by then (columns: enum picture_column); or NULL. */
struct sheet;
struct sheet *desk_picture_sheet(const struct desk *desk);
/* By name or alias, whatever capitals and accents; or NULL. */
const struct desk_person *desk_person(const struct desk *desk, struct str name);
/* Who a cell names, in `a`: as names_split, and "Pérez, Ana" and "Ana y Bea" are those whom people.csv has. */
struct str *desk_names(const struct desk *desk, struct arena *a, struct str text, size_t *n);
const struct desk_person *desk_people(const struct desk *desk, size_t *n); /* all, in the order of the file */
struct str desk_people_file(const struct desk *desk); /* people.csv as messages show it; empty: there is none */
/* The waiver for a question about something (names that it goes by, n of them), or NULL. Marks it as used. */
const struct waiver *desk_waiver(const struct desk *desk, struct str what, const struct str *names, size_t n);
const struct waiver *desk_waivers(const struct desk *desk, size_t *n);

/* Does printed.csv name posts? */
bool desk_has_ledger(const struct desk *desk);
/* The row of printed.csv by which a post (its own date, its address or none) stands in another volume than this one, or NULL. */
const struct printed *desk_printed(const struct desk *desk, struct arena *scratch, const struct post *p, const struct date *date,
	struct str url, int volume);
/* What a post's text is told by: the same as long as its file's text is, whatever stands in its front matter; empty for a very short one. */
struct str desk_text_mark(struct arena *a, const struct post *p);
#endif
