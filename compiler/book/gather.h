/* gather.h - the steps that make a book of posts (inside book/ only) */
#ifndef YB_GATHER_H
#define YB_GATHER_H
#include "book/book.h"

#include "base/map.h"

/* What every step sees. */
struct gather {
	struct arena *a; /* lives as long as the book */
	struct diag *d;
	const struct config *config;
	struct book *book;
	int threads;
	struct str *below_site; /* of each of the configuration's posts: its folder below that of the site; place.c */
	struct reference *references; /* to pictures outside of posts */
	size_t n_references, cap_references;
	struct portrait **portraits; /* of people who are not to be shown */
	size_t n_portraits, cap_portraits;
	struct outside *outside; /* posts that exist and are not in the book, in the order of reading */
	size_t n_outside, cap_outside;
};

/* A portrait that must not be printed wherever it stands. */
struct portrait {
	int image; /* index into images, or -1, when the pictures were found */
	struct without *who;
};

/* A picture that is wanted outside of posts: a portrait, a logo. */
struct reference {
	const struct post *at; /* stands for the file that names it: its path and folder alone are known */
	struct str src;
	int line; /* there */
	int *image; /* what pictures_find fills in: index into images, or -1 */
};

/* A post that was left out. Links to it lead to the one printed in its place, else to the site. */
struct outside {
	const struct post *post; /* a shadow in the book's arena: only texts, date, aliases and categories */
	const struct post *instead; /* the post of the book that stands for it (a translation, the same text), or NULL */
};

/* ---- choice.c, glob.c, select.c, translate.c: which posts are wanted ---- */

/* A post that may come into the book. */
struct choice {
	struct post *post;
	struct date date; /* the editor's, else its own, else a guess */
	const char *date_from; /* "its title": where the date was guessed from; NULL: it was not */
	bool dated; /* by the editor, its front matter or its file name */
	int out; /* enum left_out, or -1: it is in the book */
	bool nearly; /* the texts differ in some words */
	struct choice *instead; /* the one that is printed in its place, or NULL */
	const struct printed *printed; /* the volume that has it, or NULL */
	/* translate.c */
	struct str lang; /* marked, else found from the text; may be empty */
	bool marked;
	struct str guess; /* what the text seems to be in, where nothing marks it; may be empty */
	int guess_percent; /* how sure that is; 0: nobody asked */
	uint64_t text; /* equal for equal texts; 0: too short to tell */
	size_t bytes; /* of its text */
	size_t work; /* the same number for the versions of one post */
	struct choice *lead; /* the first of its versions, beside which it stands */
	int rank; /* among them */
};

bool glob_match(struct str pattern, struct str path); /* path relative to the folder; without a slash a name anywhere in it */
bool choice_wanted(
	const struct choice *c); /* posts.csv says "yes": it is printed, be it a draft, a page, a copy or another language's */
/* Sets `out` for what is not a post, not yet one, or not asked for; reports names that nothing has. */
void posts_select(struct gather *g, struct choice *c, size_t n);
/* Chooses one version of each post by language, and drops what stands twice; the book's language; lead and rank. */
void versions_choose(struct gather *g, struct choice *c, size_t n);
/* Says what there is to choose from, when nothing is left. */
void choices_report(struct gather *g, const struct choice *c, size_t n);
struct str post_language(const struct post *p); /* found from the text; empty when that does not tell */
/* The first folder of a post below its folder of posts, without languages and _posts; else its first category; may be empty. */
struct str post_section(struct gather *g, const struct post *p);

/* ---- order.c: which posts, in which order ---- */

/* Leaves out drafts, skipped and empty posts (and frees them), dates the undated, sorts: book->entries. */
void order_entries(struct gather *g, struct post **posts, size_t n);

/* ---- dateorder.c ---- */

/* Decides which figure of dates such as 03/04/2024 is the day. */
void date_orders_decide(struct gather *g, struct post **posts, size_t n);

/* ---- plan.c ---- */

/* Fills in config->plan, if somebody asks, while the posts that are left out are still there; n in the order of the book. */
void plan_record(struct gather *g, struct choice *c, size_t n);
void plan_finish(struct gather *g); /* titles, authors and languages as printed */

/* ---- outside.c ---- */

/* Remembers a post that is left out, before its arena is freed; `instead` as in struct outside. */
void outside_add(struct gather *g, const struct post *p, const struct post *instead);

/* ---- title.c, author.c, language.c, identity.c, part.c ---- */

void titles_set(struct gather *g); /* title, subtitle, summary, slug of every entry */
void authors_set(struct gather *g); /* author; hides signatures */
void languages_set(struct gather *g); /* lang of every entry, and the book's */
/* The figures of an ISBN (ISO 2108) without hyphens, 10 or 13 with a right check digit; false when it is none. */
bool isbn_read(struct str s, char out[14]);
void cover_set(struct gather *g); /* cover.c: before the pictures are looked for */
void identity_set(struct gather *g); /* the book's own title, publisher, creator, identifier, date, years */
void editions_set(struct gather *g); /* the identifiers of the printed edition and of the EPUB; behind cover_set */
void kickers_set(struct gather *g); /* kicker and url */
void parts_set(struct gather *g); /* may change the order of the entries */
void parts_own(struct gather *g); /* group.c: as the key `group` says */

/* Closes the gaps between a post's levels of headings and drops the colons at their ends. Safe from any thread. */
void headings_mend(struct gather *g, struct entry *e);

/* ---- foreword.c ---- */
void foreword_set(struct gather *g); /* behind the entries; n_all */

/* ---- embeds.c ---- */
void embeds_set(struct gather *g); /* as the key `embeds` says */

/* ---- quotes.c: typographic punctuation ---- */

/* Rewrites all of a post's text and the entry's own. Safe from any thread: memory comes from the post's arena. */
void quotes_set(struct entry *e);
struct str quotes_text(struct arena *a, struct str s); /* the same for one plain text */

/* ---- handle.c: authors named by a handle ---- */

struct handles;

struct handles *handles_new(struct gather *g);
/* The name that the site's own page or data of its authors gives for a handle; what was given where there is none. */
struct str handle_name(struct handles *h, struct str author);
/* Who writes the posts that name nobody, where the site's settings say so (Jekyll's defaults); or empty. */
struct str author_by_default(struct gather *g, const struct post *p);

/* The tree of a page's front matter or of a file of data (YAML, JSON, TOML); NULL when it is not there or does not parse. */
const struct yaml *file_tree(struct arena *a, struct str path);

/* ---- people.c, sitepeople.c, sponsors.c, credits.c ---- */

void people_read(struct gather *g); /* book->people */
void sponsors_read(struct gather *g); /* book->sponsors */
void sponsors_check(struct gather *g); /* takes away logos that white paper does not show */
void credits_set(struct gather *g); /* book->credits and the credits of the posts' pictures */
/* Asks for a picture that a file outside of the posts names; *image is set by pictures_find and must stay where it is. */
void reference_add(struct gather *g, struct str file, struct str src, int line, int *image);

/* ---- withheld.c, withheldtext.c: what is left out because somebody is not to be shown (`without`) ---- */

void withheld_bylines(struct gather *g); /* behind the authors */
void withheld_pictures(struct gather *g); /* behind the credits: takes away the pictures of these people */
void withheld_tell(struct gather *g); /* at the end: texts that name them still; names of nobody */
/* original.c: puts better copies from the folder originals in the place of the files that posts refer to. */
void originals_find(struct gather *g, struct image **files, size_t n);
void cover_choose(struct book *b); /* picture.c: the best picture of the posts */

/* ---- picture.c, link.c ---- */

void pictures_find(struct gather *g); /* images, missing, cover; the openings of the entries */
void links_resolve(struct gather *g);
/* pictureedit.c: lays what pictures.csv says over a post's captions and alternative texts, when its pictures are found. */
void pictures_edit(struct gather *g, struct entry *e);

/* ---- lookup.c: from a reference to a file ---- */

/* What a reference to a picture came to. */
enum lookup_result {
	LOOKUP_FOUND,
	LOOKUP_OTHER_CASE, /* found under a name that differs in case or accents */
	LOOKUP_MISSING,
	LOOKUP_OUTSIDE, /* it leaves the folders of pictures */
	LOOKUP_REMOTE, /* a remote picture that was not saved */
	LOOKUP_INLINE, /* data: the bytes stand in the text */
	LOOKUP_SCHEME /* an address of a kind that is not fetched */
};

struct lookup {
	enum lookup_result result;
	struct str path; /* found: the file */
	struct str address; /* remote: its whole address, without fragment */
};

struct lookups; /* remembers what was looked up */

struct lookups *lookups_new(struct gather *g);
void lookups_free(struct lookups *l);
/* Looks up a reference as it stands in a post. What it returns lives as long as the book. */
const struct lookup *lookup_picture(struct lookups *l, const struct post *p, struct str src);
/* The folders searched, for messages: "static, assets and the post's own". */
struct str lookup_places(struct lookups *l);

/* ---- inline.c: pictures whose bytes stand in the text ---- */

bool inline_is(struct str src); /* a data: address */
/* Decodes it into the arena. Returns NULL or what is wrong, constant. */
const char *inline_bytes(struct arena *a, struct str src, struct str *out);

/* ---- find.c: where the posts lie ---- */

struct site;
void posts_default(
	struct arena *a, struct diag *d, struct config *c, const struct site *site); /* config->posts, when nobody names them */
void posts_named(struct arena *a, struct config *c, const struct site *site); /* what the folders are that somebody names */

/* ---- site.c: settings of the site that the posts come from ---- */

enum site_kind { SITE_NONE, SITE_HUGO, SITE_ZOLA, SITE_JEKYLL, SITE_HEXO };

/* A language that the settings declare. */
struct site_language {
	struct str tag; /* as the site writes it, in small letters: "es", "pt-br" */
	struct str title, base_url; /* its own, or empty */
	struct str content_dir; /* Hugo's contentDir, relative to the site's folder; empty: marked by the names of files */
	bool disabled;
};

/* How the posts of a section are addressed: "blog" -> "/:year/:slug/". */
struct permalink {
	struct str section, pattern;
};

struct site {
	enum site_kind kind;
	struct str file; /* of the settings; empty when there are none */
	struct str folder; /* of the site; empty when there is none */
	struct str title, base_url, publisher;
	struct str language; /* the main one as declared ("es-MX", "en") */
	struct str default_language; /* the tag of the language whose pages and files have no mark; empty when nothing is said */
	struct site_language *languages; /* those declared */
	size_t n_languages;
	struct permalink *permalinks; /* Hugo; an empty section stands for all */
	size_t n_permalinks;
	struct str permalink; /* Jekyll's and Hexo's for all posts; empty: the default */
	struct str content_dir; /* where posts are, relative to the folder: "content", "_posts", "source" */
	const struct yaml *params; /* Hugo's params, Zola's extra, all of Jekyll's settings; or NULL */
	bool ugly_urls; /* pages end in .html */
	bool default_in_subdir; /* the default language's pages stand below its tag, too */
	bool content; /* the settings lie in the folder itself that was named */
	bool hugo; /* of Hugo's or Zola's kind: its posts are in content/ */
	bool has_permalinks; /* the site has a scheme of addresses of its own */
};

/* Looks in the folder and up to two above. Fields stay empty when nothing is found. */
void site_read(struct arena *a, struct str folder, struct site *site);

/* ---- permalink.c: patterns of addresses ---- */

/* What the names in a pattern stand for. */
struct permalink_parts {
	struct date date; /* names of dates are unknown below a day */
	struct str slug, title, name, slug_or_name;
	struct str section, sections; /* the first folder, and all of them: "blog", "blog/2024" */
	struct str categories; /* "a/b" */
	struct str collection, path; /* Jekyll */
};

/* From "/"; empty when the pattern names what is not known. Empty parts leave no doubled slashes. */
struct str permalink_expand(struct arena *a, struct str pattern, const struct permalink_parts *p);
/* A name as part of an address: letters, digits and those of `also`; the rest becomes one hyphen, or goes where drop is set and it is no blank. */
struct str address_part(struct arena *a, struct str s, const char *also, bool drop);
struct str address_part_hugo(struct arena *a, struct str s);

/* ---- place.c: where a post stands on its site ---- */

/* The file of a post below the folder of the site's content ("blog/one.es.md"); below the folder of posts where there is no site. */
struct str place_file(struct gather *g, struct str path);
/* The path of a post's page below the site's own address, from "/"; empty when that is not known. */
struct str place_path(struct gather *g, const struct post *p, const struct date *date);
/* The whole address of a post's page: as it says itself, else by the rules of its site; empty when these are not known. */
struct str place_url(struct gather *g, const struct post *p, const struct date *date);

/* ---- roots.c: folders by name ---- */

struct str path_tidy(struct arena *a, struct str path); /* without ".", doubled slashes, and "x/.."; "." when nothing is left */
struct str path_up(struct arena *a, struct str path); /* the folder above, by text */
struct str path_beside(struct arena *a, struct str dir, struct str name); /* dir/name, tidy */
/* What follows the folder's name and slash in path (both tidy); false when path is not inside. "" for the folder itself. */
bool path_inside(struct str folder, struct str path, struct str *rest);
void roots_find(struct arena *a, struct config *c); /* adds the usual folders to c->images and c->remote */

/* ---- address.c ---- */

struct address {
	struct str scheme; /* lower or upper case as written; empty: none */
	struct str host; /* with port; empty: none */
	struct str path, query, fragment; /* without their marks */
	bool has_host;
};

struct address address_split(struct str s);
struct str site_root_mark_cut(struct str s); /* without what an export of Ghost writes for the site's own address */
struct str percent_decode(struct arena *a, struct str s); /* s itself where there is nothing to decode; a bad %xx stays */
bool site_host(
	const struct config *c, struct str host); /* is it the site's, or that of one of its languages, with or without "www."? */
bool str_eq_nocase(struct str a, struct str b); /* equal but for ASCII case */
struct str str_lower(struct arena *a, struct str s); /* a copy with small ASCII letters */

/* ---- fold.c: letters to plain ASCII ---- */

/* The same with "." kept and at most `most` bytes: for comparing names of files without regard to case and accents. */
struct str name_fold(struct arena *a, struct str s);

/* ---- language.c ---- */

/* "es_MX", "spanish", "ES" -> "es-MX", "es", "es"; empty when it is no language tag. */
struct str language_tag(struct arena *a, struct str s);
bool language_is(struct str tag, const char *primary); /* "es-MX" is "es" */
struct str post_language(const struct post *p); /* found from the post's text; empty when it is not sure */

/* ---- foreign.c ---- */

/* A date with month in another language, "2 mars 2024"; empty for languages that are not known. */
struct str date_foreign(struct arena *a, const struct date *date, struct str lang);

/* ---- words.c ---- */

enum own_word { OWN_YEARBOOK, OWN_UNDATED, OWN_OTHERS };
struct str own_word_in(enum own_word word, struct str lang);

/* ---- matter.c: the parts around the posts ---- */

void matter_set(struct gather *g);

/* ---- gallery.c: surplus pictures ---- */

void galleries_make(struct gather *g); /* as the key `gallery` says; blocks are numbered anew */
#endif
