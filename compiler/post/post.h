/* post.h - a post as it was read: what its front matter says and its text as blocks */
#ifndef YB_POST_H
#define YB_POST_H
#include "base/diag.h"

/* ---- text ---- */

/* How a run of text is set. Bits. */
enum run_flags {
	RUN_BOLD = 1,
	RUN_ITALIC = 2,
	RUN_CODE = 4,
	RUN_STRIKE = 8,
	RUN_SUP = 16,
	RUN_SUB = 32,
	RUN_KBD = 64,
	RUN_UNDERLINE = 128,
	RUN_MARK = 256,
	RUN_SMALL = 512
};

enum run_kind {
	RUN_TEXT, /* plain text; "\n" in it is a forced line break */
	RUN_PICTURE, /* U+FFFC: a small picture that stands in the line (`picture`) */
	RUN_NOTE /* a call of a footnote: its number as text (`note`) */
};

/* A stretch of a block's text that is set alike. Runs are in order, never empty, and cover the whole text. */
struct run {
	uint32_t start, end; /* bytes of the block's text */
	enum run_kind kind;
	uint16_t flags; /* enum run_flags */
	uint16_t abbr; /* an abbreviation: number from 1 of the post's, which says what it is short for; 0: it is none */
	int link; /* index into the post's links, or -1. Neighbours with one number are one link */
	int picture; /* index into the post's pictures, or -1 */
	int note; /* index into the post's notes, or -1 */
	struct str lang; /* BCP 47, where it differs from the block's; else empty */
};

/* ---- blocks ---- */

enum block_kind {
	BLOCK_ROOT, /* the post; children */
	BLOCK_PARA, /* text */
	BLOCK_HEADING, /* text; level */
	BLOCK_LIST, /* children: items; ordered, start, tight */
	BLOCK_ITEM, /* children; check */
	BLOCK_QUOTE, /* children; an attribution is a last PARA with attribution set (without its dash) */
	BLOCK_PULLQUOTE, /* text (without its quotation marks); children: at most one PARA, the name (without its dash) */
	BLOCK_CODE, /* text with "\n" at line ends, none at the last, tabs filled up with blanks; code_lang */
	BLOCK_TABLE, /* children: rows; columns; caption is a first child PARA */
	BLOCK_TABLE_ROW, /* children: cells; header */
	BLOCK_CELL, /* children (a plain cell has one PARA); align, header, colspan, rowspan */
	BLOCK_RULE, /* a thematic break */
	BLOCK_FIGURE, /* picture; text: its caption (may be empty) */
	BLOCK_ROW, /* children: figures that stand side by side; text: a caption for all (may be empty) */
	BLOCK_EMBED, /* text: the one line that stands for it, wholly a link; children: at most one PARA, its caption */
	BLOCK_DETAILS, /* children: first a PARA (the summary), then what it hides; printed open */
	BLOCK_ALERT, /* children; text: its title in the post's language ("Note") */
	BLOCK_DEFLIST, /* children: TERM and DEFINITION */
	BLOCK_TERM, /* text */
	BLOCK_DEFINITION, /* children */
	BLOCK_GROUP, /* children: a div or section with an anchor, a language or an alignment of its own */
	BLOCK_NOTE, /* children: the text of a footnote; not in the tree but in post.notes */
	BLOCK_SIGNATURE /* text: who signed at the end */
};

/* Where a block is shown. */
enum edition { EDITION_ALL, EDITION_PRINT /* pages */, EDITION_SCREEN /* EPUB, HTML */ };

enum align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* A block. Only the fields that its kind names above are set; text, runs, anchor, lang, line always mean the same. */
struct block {
	enum block_kind kind;
	uint32_t id; /* unique in the post, in document order from 1 (0 is none) */
	int line; /* of the post's file, from 1 */
	struct block *parent, *first, *last, *next;
	struct str text; /* UTF-8, white space already collapsed (but in code), trimmed */
	struct run *runs;
	size_t n_runs;
	struct str anchor; /* id, unique in the post; every heading has one; else empty */
	struct str lang; /* BCP 47 where declared, else empty: inherits */
	bool rtl; /* declared dir="rtl" */
	enum align align;
	int level; /* heading: 1 to 6 as written; the book closes gaps and shifts (see book.h) */
	bool ordered, tight, header, attribution;
	int start; /* ordered list: its first number; an item of one: its own number */
	uint8_t written; /* heading: its level before the book closed the gaps; 0: it has not yet */
	char marker; /* ordered list: 'a', 'A', 'i' or 'I' where its numbers are letters or Roman; else 0 */
	bool reversed; /* ordered list: counts down */
	bool leaps; /* item of an ordered list: its number does not follow from its place */
	int check; /* item: 0 no box, 1 an empty box, 2 a checked one */
	int columns; /* table */
	int colspan, rowspan; /* cell, at least 1 */
	int picture; /* figure: index into the post's pictures, else -1 */
	int link; /* figure: index into the post's links where the picture leads somewhere, else -1 */
	int share; /* figure in a row: its declared twelfths (col-6: 6), 0 when none */
	struct str head; /* embed: what its card is called: who shows it ("YouTube"), else the host; empty: it is no card */
	bool card; /* embed: it is a card in print, too: the book sets it */
	struct str code_lang; /* code: the fence's first word, else empty */
	bool indexed; /* the index leads to it: the book sets it */
	bool hidden; /* not shown (a signature that the byline repeats): the book sets it */
	enum edition only; /* the desk sets it on a block and all that is in it: they are left out of the other editions */
};

/* The next block in document order, or NULL after the last of `root`. Does not recurse. */
struct block *block_next(const struct block *b, const struct block *root);
/* The next block that is not inside b. */
struct block *block_after(const struct block *b, const struct block *root);
/* Is it shown in an edition? EDITION_ALL: in any. */
bool block_shown(const struct block *b, enum edition edition);
struct post;
/* Gives the blocks of a post and of its notes their numbers anew, in document order: whoever adds, moves or takes away blocks. */
void blocks_number(struct post *p);

/* ---- what posts point at ---- */

struct link {
	struct str href; /* as written, entities decoded; the book makes it absolute, or empties it: then the text is no link */
	struct str title;
	int line;
	int post; /* the book sets it: index of the post that it leads to within the book, or -1 */
	struct str anchor; /* and the anchor in it, or empty */
	const struct post *from; /* a post that was joined to this one, in whose file it stands; NULL: it is the post's own */
};

struct picture {
	struct str src; /* as written, entities decoded, blanks at the ends cut */
	struct str alt; /* empty: none was given, or it says nothing ("Image description") */
	bool decorative; /* alt="" was written on purpose */
	struct str title; /* of the <img>; may be empty */
	struct str credit; /* photographer, where the post names one */
	int share; /* percent of the text's width that the author asked for, 15 to 89; 0: nothing */
	int line;
	bool closed; /* it is not there, and a release shows nothing in its place */
	int image; /* the book sets it: index into its images, or -1 when it is not there */
	int focus_x,
		focus_y; /* what a crop keeps in its middle, percent of the width from the left and of the height from the top, plus 1; 0: not said */
	const struct post *from; /* as a link's */
	unsigned fixed; /* what a fix of the desk says of it, which comes before pictures.csv: enum picture_fixed */
};

enum picture_fixed { FIXED_CAPTION = 1, FIXED_ALT = 2, FIXED_CREDIT = 4 };

/* ---- dates ---- */

enum date_precision { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_TIME };

/* How 03/04/2024 was written: which figure is the day. */
enum date_order { DATE_PLAIN, DATE_DAY_FIRST, DATE_MONTH_FIRST, DATE_EITHER };

struct date {
	enum date_precision precision;
	enum date_order order; /* EITHER: read with the day first; the book decides (date_turn) */
	int year, month, day, hour, minute, second; /* as written, in the date's own zone; month and day from 1 */
	int offset; /* of the zone, minutes east of UTC */
	int64_t instant; /* seconds since 1970-01-01T00:00:00Z; for a day its first second, for a year its last */
};

/* A language tag that sites have in names of files and folders; "js" and "go" are none. */
bool language_in_name(struct str s);
/* Reads any date form seen in the wild. false when it is none (an impossible day is none, nor one whose day and month could be either way
 * round). */
bool date_read(struct str s, struct date *out);
/* The same, but 03/04/2024 is a date: the day first, order EITHER. */
bool date_read_either(struct str s, struct date *out);
/* The same date with day and month changing places. */
void date_turn(struct date *d);
/* A date at the start of a name: "2024-02-14-slug.md"; or a year in it. */
bool date_in_name(struct str name, struct date *out);
/* A year from 1990 to 2099 that stands as a word in a text; 0 when there is none or several. */
int date_year_in_text(struct str s);
/* The last second of a year: where an undated post of that year is placed. */
struct date date_of_year(int year);

/* What the front matter says and no field holds. */
struct extra {
	struct str key; /* its path: "extra.series.0" */
	struct str value; /* as written, at most 2,000 bytes */
	int line;
};

/* ---- the post ---- */

/* What says a post's language. */
enum lang_mark { LANG_UNMARKED, LANG_BY_KEY, LANG_BY_NAME, LANG_BY_FOLDER };

/* What became of a shortcode that is not known. Bits. */
enum short_fate {
	FATE_OUT = 1, /* it was left out */
	FATE_INNER = 2, /* what it encloses was printed */
	FATE_ADDRESS = 4, /* its address was printed */
	FATE_PICTURE = 8, /* its picture was printed */
	FATE_TEXT = 32, /* an argument that is text was printed */
	FATE_SETTING = 16 /* a setting of the site without a value: it was left out */
};

/* The places of a post with a shortcode that is not known. */
struct short_unknown {
	struct str name;
	int line; /* of the first */
	int count;
	unsigned fates; /* enum short_fate */
};

struct edit; /* desk/desk.h */
struct webtalk;

struct post {
	struct arena *arena; /* holds everything below */
	struct str path; /* as a message shows it */
	struct str source; /* the whole file as it was read: UTF-8, mended */
	uint32_t *line_starts; /* where its lines begin */
	size_t n_lines;
	struct str dir; /* its folder: where relative pictures are looked for first */
	struct str title, subtitle; /* plain text; the title is the front matter's, else the first heading's (taken out of the
	                                    blocks), else empty */
	struct date date;
	struct str *authors; /* from author, authors; names as written */
	size_t n_authors;
	struct str *tags, *categories;
	size_t n_tags, n_categories;
	struct str *images; /* images/image/featured_image/cover as written: candidates for the opening picture */
	struct str *images_alt; /* their alternative texts, n_images of them; may be empty */
	size_t n_images;
	struct picture *images_edit; /* what the editor says about them (alt, credit, focus), n_images; NULL: nothing */
	struct str slug; /* never empty: front matter's without its slashes, else from the file name (index.md: the folder) */
	bool slug_shared; /* other posts that were read have it, too: a fix must name this one by its path (desk_apply) */
	struct str summary; /* summary, else description; plain text; may be empty */
	struct str lang; /* declared (front matter or file name), else empty */
	enum lang_mark lang_mark; /* where lang comes from */
	struct str translation; /* translationKey, or Jekyll's ref: posts with the same one are translations; may be empty */
	struct str layout; /* the site's template for it; may be empty */
	bool date_bad; /* it has a date that cannot be read */
	bool unlisted; /* the site makes no page of it: headless, render: never */
	struct str own_slug; /* the front matter's slug as written; empty when it has none */
	struct str url; /* permalink or canonical_url, else empty */
	struct str
		permalink; /* permalink, url or path of the front matter as written: may be a pattern ("/:year/:title/"); may be empty */
	struct str *aliases; /* older addresses of the post on its site, as written */
	size_t n_aliases;
	struct extra *extras; /* in the order of writing, at most 200 */
	size_t n_extras;
	struct str place; /* event's place, where the front matter names it */
	bool draft;
	int title_line; /* where the title stands, for messages */
	int body_line; /* where the text begins, from 1 */
	struct block *root; /* BLOCK_ROOT */
	uint32_t n_blocks; /* ids go from 1 to this */
	struct block
		*gallery; /* the book makes it: a last BLOCK_GROUP of rows with the photographs that left the text; NULL: none */
	struct block *signature; /* BLOCK_SIGNATURE in the tree, or NULL */
	struct link *links;
	size_t n_links;
	struct str *abbrs; /* what abbreviations are short for (<abbr title="…">): one line each, never empty */
	size_t n_abbrs;
	struct picture *pictures;
	size_t n_pictures;
	struct block **notes; /* BLOCK_NOTE, in the order of their first call */
	size_t n_notes;
	struct post **
		joined; /* posts whose text the editor appended to this one: links to them lead here; their arenas live as long */
	size_t n_joined;
	int part; /* of a post that the editor split: 1, 2, …; 0: it is whole. Parts have one path, one language and one source */
	const struct webtalk *talk; /* what makes no sense on paper (desk/desk.h); n_talk of them */
	size_t n_talk;
	const struct edit *edit; /* what the editor says about it: the desk sets it; NULL: nothing */
	struct short_unknown *unknown; /* shortcodes that are not known: shortcodes_report tells of them for the whole book */
	size_t n_unknown;
};

/* What the names of shortcodes stand for. Read-only once it is made: all threads share it. */
struct shortcodes;

/* A file of shortcodes that was read. */
struct shortcode_file {
	struct str name, text;
};

/* Reads the tables of styles/shortcodes.yaml and of files like it; later ones override earlier ones. What is wrong in one of them is
 * reported and left out. In `a`; never NULL. */
const struct shortcodes *shortcodes_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n);
/* Reports what the posts of a book hold of shortcodes that are not known: each name once, at its first place. `root` is the folder
 * of the book or site, where their templates may lie; it may be empty. */
void shortcodes_report(struct diag *d, struct post *const *posts, size_t n, struct str root);

/* Texts that say nothing, as styles/words/ lists them. Read-only once they are made. */
struct hollow;

/* Reads such lists. In `a`; never NULL. */
const struct hollow *hollow_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n);
/* Does a picture's alternative text say nothing: "Image description", "IMG_2034", the name of its file `src`, signs alone? h may be NULL: then
 * the lists are not asked. An empty one does not count. */
bool alt_hollow(const struct hollow *h, struct str alt, struct str src);
/* Does it begin with what a listener knows already: "Picture of"? */
bool alt_begins(const struct hollow *h, struct str alt);
/* Does it end as the name of a file does: ".jpg"? */
bool alt_ends(struct str alt);
/* Does a link's text not say where it leads: "here", "haz clic aquí"? */
bool link_hollow(const struct hollow *h, struct str text);

/* A setting of the site: its name ("title", "params.version") and its value. */
struct site_setting {
	struct str name, value;
};

/* What reading a post depends on besides its bytes. */
struct post_options {
	bool no_repair; /* leave text alone that was read with the wrong encoding */
	bool loose_links; /* [text] (address) with a blank between is a link */
	struct str lang; /* the book's language: for titles of alerts and the like in a post without one */
	const struct shortcodes *shortcodes; /* NULL: none is known */
	const struct hollow *hollow; /* NULL: none is known */
	const struct str *roots; /* folders that "/" in an address may mean: for galleries of a whole folder */
	size_t n_roots;
	const struct site_setting *settings; /* of the site, for shortcodes that print them */
	size_t n_settings;
};

/* What lies in a folder besides posts, by the kind of site that it is part of. */
struct scan_options {
	bool bundles; /* Hugo, Zola: a folder with an index.md is one post, and the other texts in it are parts of that */
	bool jekyll; /* posts are what lies in folders called _posts (and _drafts), wherever these are */
	bool html; /* posts may also be .html */
};

/* The posts of a folder (walked to any depth, in byte order, never leaving it through a link) or the one file named; where there are none but .html, those. Hidden files, `_index.md`,
 * README.md, LICENSE.md and their like, and folders called node_modules, public, themes or _site are left out. Files: .md, .markdown and
 * its other endings. At most 300,000 names are looked at. Paths are in the arena. `options` may be NULL. */
struct str *post_scan(struct arena *a, struct diag *d, struct str path, const struct scan_options *options, size_t *n);
/* Reads one post. Never fails: what is wrong is reported, and a post that cannot be read at all is NULL. Safe from any
 * thread. The caller frees post->arena. */
struct post *post_read(struct str path, const struct post_options *options, struct diag *d);
/* The column, in characters from 1, at which `what` stands first in a line of the post's file; 0 where it does not. */
int post_column(const struct post *p, int line, struct str what);
/* The first line of the front matter that has `what`; 0: none. */
int post_front_line(const struct post *p, struct str what);
/* The same as post_read from memory. */
struct post *post_parse(struct str path, struct str text, const struct post_options *options, struct diag *d);

/* ---- texts of other files ---- */

/* A file's bytes as valid UTF-8 without byte order mark, CR and control characters. UTF-16, Windows-1252 and Mac Roman are converted;
 * what was done is reported. The result is s itself when nothing had to change. false (reported) when it is no text. */
bool text_decode(struct arena *a, struct diag *d, struct str path, struct str s, struct str *out);
/* A title or name as plain text: entities decoded, tags and Markdown's marks removed, white space collapsed; <br> becomes "\n"
 * with `breaks`, else a blank. */
struct str text_plain(struct arena *a, struct str s, bool breaks);
#endif
