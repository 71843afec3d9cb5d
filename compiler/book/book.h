/* book.h - the book: configuration, posts in order, pictures found, links resolved */
#ifndef YB_BOOK_H
#define YB_BOOK_H
#include "desk/desk.h"
#include "image/image.h"
#include "post/post.h"

/* Outputs. Bits. */
enum output {
	OUTPUT_PDF = 1,
	OUTPUT_EPUB = 2,
	OUTPUT_KINDLE = 4 /* an EPUB for its conversion */,
	OUTPUT_HTML = 8 /* one file */
};
enum { OUTPUT_KINDS = 4, OUTPUT_EBOOKS = OUTPUT_EPUB | OUTPUT_KINDLE | OUTPUT_HTML };
/* Reads a list such as "pdf,epub". false, and the word in *unknown, where one is no output; the others are in *outputs all the same. */
bool outputs_read(struct str list, unsigned *outputs, struct str *unknown);
/* A size such as "20MB", "1.5 GB" or "800 KB" (thousands, as shops count), at least a byte; false when it is none. */
bool size_read(struct str text, uint64_t *bytes);

/* What becomes of embedded films and frames. By default a line in print and a card in the EPUB. */
enum embeds { EMBEDS_DEFAULT, EMBEDS_LINE, EMBEDS_CARD, EMBEDS_NONE };

/* Parts of a book, as the key `parts` names them. Those before the posts have roman folios. */
enum book_part {
	PART_COVER,
	PART_HALF_TITLE,
	PART_TITLE,
	PART_IMPRINT,
	PART_CONTENTS,
	PART_FOREWORD,
	PART_TIMELINE,
	PART_POSTS,
	PART_GALLERY,
	PART_PEOPLE,
	PART_SPONSORS,
	PART_PICTURES, /* the list of pictures */
	PART_INDEX,
	PART_COLOPHON,
	PART_BLANK, /* an empty page; the only one that may stand twice */
	PART_COUNT
};
extern const char *const book_part_names[PART_COUNT]; /* "half-title" */

/* Pictures that stay in a post's text when `gallery` does not say how many. */
enum { GALLERY_KEEPS = 3 };

/* What is printed of where links lead. By default notes. In files, links are links. */
enum links {
	LINKS_DEFAULT,
	LINKS_NOTES, /* numbers, and addresses at the foot of the page */
	LINKS_ENDNOTES, /* numbers, and addresses at the end of the post */
	LINKS_QR, /* codes at the end of the post */
	LINKS_NONE
};
bool links_read(struct str word, enum links *out); /* "notes", "endnotes", "qr", "none" */

/* How the posts are put into parts. By default by year. */
enum grouping { GROUP_DEFAULT, GROUP_YEAR, GROUP_NONE, GROUP_OWN };

/* A part that the key `group` names. */
struct group {
	struct str title; /* never empty */
	struct str *posts; /* patterns of paths, slugs, names of files */
	size_t n_posts;
	int line, col; /* in yearbook.yaml */
};

/* Somebody who is not to be shown: no picture, no line in the index or in the list of people, no byline. */
struct without {
	struct str name; /* as people.csv has it, else as asked for */
	int line, col; /* in yearbook.yaml; 0: the option asks for it */
	struct str *keys; /* all names that this person goes by: person_key */
	size_t n_keys;
	bool known; /* somebody goes by one of them */
};

struct site;
struct yaml;

struct texts {
	struct str *p;
	size_t n, cap;
};

/* Which posts are wanted; what is empty wants all. From yearbook.yaml, or from the command line, which comes first. */
struct selection {
	struct date from, to; /* both within; DATE_NONE: open */
	struct texts tags, sections, authors; /* any of them */
	struct texts include, exclude; /* patterns of paths */
	struct texts languages; /* BCP 47; several are printed side by side */
	bool all_languages, drafts, future;
};

enum select_key {
	SELECT_FROM,
	SELECT_TO,
	SELECT_TAG,
	SELECT_SECTION,
	SELECT_AUTHOR,
	SELECT_LANG,
	SELECT_INCLUDE,
	SELECT_EXCLUDE,
	SELECT_DRAFTS,
	SELECT_FUTURE
};

/* Adds one value as a user writes it; `split`: commas part several. NULL, or what is wrong with it: a whole sentence. The text must live as
 * long as the selection. */
const char *selection_add(struct arena *a, struct selection *s, enum select_key key, struct str text, bool split);
/* What `over` says holds instead of what s says. */
void selection_override(struct selection *s, const struct selection *over);

/* Why a post is not in the book, in the order in which that is asked. */
enum left_out {
	LEFT_PATH, /* a pattern leaves it out */
	LEFT_SKIPPED, /* the editor leaves it out */
	LEFT_DRAFT,
	LEFT_PAGE, /* a page of the site, no post */
	LEFT_DATE,
	LEFT_TAG,
	LEFT_SECTION,
	LEFT_AUTHOR,
	LEFT_FUTURE, /* dated later than today */
	LEFT_LANGUAGE,
	LEFT_TWICE, /* the same post is printed */
	LEFT_EMPTY,
	LEFT_PRINTED, /* it stands in an earlier volume */
	LEFT_COUNT
};
extern const char *const left_out_names[LEFT_COUNT]; /* "drafts", "in other languages": for a line of counts */

/* Does the EPUB say where the printed pages begin? */
enum page_listing { PAGE_LIST_AUTO /* when a printed edition is made in the same run */, PAGE_LIST_YES, PAGE_LIST_NO };

/* What the key `epub` says. */
struct ebook {
	int longest; /* pixels of the longest side of a picture, at most; 0: not said */
	int quality; /* of photographs, 1 to 100; 0: not said */
	uint64_t budget; /* bytes that the EPUB may have; 0: any */
	enum page_listing page_list;
	bool faces; /* the style's faces are embedded */
};

/* What the key `pdf` says of the PDF for screens. */
struct screen_pdf {
	int ppi; /* pixels to the inch that pictures keep, at most; 0: not said */
	int quality; /* of photographs that are made anew, 1 to 100; 0: not said */
	uint64_t budget; /* bytes that the file may have; 0: any */
	bool sources; /* it holds the posts' own texts as files */
};

/* yearbook.yaml, or what stands for it. Paths are relative to the working folder. */
struct config {
	struct str file; /* yearbook.yaml as messages show it; empty when there is none */
	struct str root; /* the folder that was named */
	struct str title, subtitle, publisher, rights, identifier, description;
	struct str language; /* BCP 47; empty until the book is made */
	struct str base_url; /* of the site, from its settings or the key `site`; no slash at its end; may be empty */
	const struct site *site; /* its settings (book/ only); never NULL behind config_read */
	bool hugo; /* the posts are part of a Hugo or Zola site: a folder with an index.md is one post */
	bool whole_site; /* the folders of posts are a whole site's: undated pages among them are no posts */
	bool jekyll; /* a Jekyll site's root: posts lie in folders called _posts */
	bool guess_urls; /* the site's settings are known: they tell where each post stands */
	struct str *editors;
	size_t n_editors;
	struct str *posts; /* folders or files */
	size_t n_posts;
	struct str *images; /* roots for pictures, in order */
	size_t n_images;
	struct str *remote; /* roots of saved remote pictures: HOST/PATH below */
	size_t n_remote;
	struct str style; /* name or file; "print" by default */
	enum embeds embeds;
	enum links links;
	struct str shortcodes; /* the user's own file of shortcodes, or empty */
	struct str paper; /* size key of the style, else empty */
	/* printers whose folders are filled: names of profiles, or paths of files (relative to yearbook.yaml's folder) */
	struct str *printers;
	size_t n_printers;
	int copies; /* how many are printed; 0: not said */
	struct str stock; /* the paper, as the printer's profile names it ("cream"); empty: its first */
	struct date date; /* the book's own, else DATE_NONE */
	int year_from, year_to; /* covered; 0: from the posts */
	unsigned outputs; /* enum output */
	bool no_repair;
	bool loose_links; /* [text] (address) with a blank between is a link */
	struct selection selection;
	bool site_language; /* language is the site's, not the user's */
	struct plan *plan; /* to be filled in by book_make, also where nothing is left to print; NULL: nobody asks */
	size_t left_by_path; /* files that the selection's patterns left out */
	enum book_part *
		order; /* what `parts` names; the posts are among them. NULL: it names nothing, and the book's data say what there is */
	size_t n_order;
	struct str foreword; /* its file; empty: none */
	struct post *foreword_post; /* the same as it was read, by whoever reads the posts; the book takes it over. NULL: none */
	enum grouping grouping;
	struct group *groups; /* GROUP_OWN: at least one */
	size_t n_groups;
	int contents_levels; /* 2: posts and their headings; else posts */
	int multiple; /* blank pages at the end make the number of pages a multiple of this; 0: none */
	struct str edition, colophon; /* texts for the imprint and for the last page */
	const struct index_wishes *index; /* what the key `index` says (book/ only); NULL: nothing */
	/* the keys as they are written, or NULL: book/ reads people, sponsors and credits from them, or from the files beside yearbook.yaml */
	const struct yaml *people, *sponsors, *credits;
	const struct yaml *fixes_key, *waive_key,
		*talk_key; /* `fixes`, `waive` and `web-talk` as they are written, for the desk; or NULL */
	struct desk *desk; /* set by whoever reads the posts; NULL: there is none */
	struct str isbn,
		isbn_shown; /* of the printed book: 13 figures, and with the hyphens that the editor wrote; empty: none */
	struct str cover_text, cover_back; /* text and picture of the cover's back; may be empty */
	int cover_line; /* where that picture is named */
	int gallery; /* a post keeps so many pictures in its text, the others follow it on pages of their own; -1: all stay */
	struct ebook epub;
	struct screen_pdf pdf;
	struct str series; /* of which the book is a volume; empty: none */
	int volume; /* its number there; 0: none */
	struct str contact; /* where answers of authors go: a mail or an address; empty: none */
	struct without *without; /* people who are not to be shown, of `without` and of the option; in order */
	size_t n_without;
	const struct hollow
		*hollow; /* texts that say nothing, for book_access; set by whoever reads the posts; NULL: none is known */
	struct image_probes *probes; /* what pictures were found to be in earlier runs; NULL: nothing is kept */
};

/* Reads the configuration of a folder (or of a folder of posts without one, or a single post); looks for the site's settings
 * (hugo.*, config.*, _config.yml, in the folder and up to two above) and for the usual roots of pictures. NULL when yearbook.yaml is
 * unreadable or does not parse (reported). */
struct config *config_read(struct arena *a, struct diag *d, const char *path);
/* What the site's settings say, for shortcodes: "title", "params.version". */
struct site_setting *config_settings(struct arena *a, const struct config *config, size_t *n);

/* The printers of a list such as "kdp,lulu", each once. */
struct str *printers_split(struct arena *a, struct str text, size_t *n);

/* The files of all folders and files of posts, each once, in byte order. */
struct str *book_posts(struct arena *a, struct diag *d, struct config *config, size_t *n);

/* A post as `yearbook plan` lists it, be it in the book or not. */
struct planned {
	struct str path; /* as messages show it */
	bool printed;
	bool other_language; /* it is left out because of its language alone */
	bool decide; /* somebody should look at it */
	const char *why; /* it is left out, or what there is to decide: a MESSAGE; NULL: nothing */
	struct date date; /* by which it is ordered; may be NONE */
	struct date printed_date, event_from, event_to; /* what the fixes say of them; NONE: nothing */
	struct str place, lang; /* may be empty */
	struct str version_of; /* path of the post whose translation or copy it is; may be empty */
	struct str title, author; /* one line; may be empty */
	size_t words, pictures;
	enum post_kind kind;
	bool expired; /* a call whose last day is over when the newest post of the book appears */
};
/* All posts that were read, in the order of the book, those without a date last. */
struct plan {
	struct str root; /* the folder that posts.csv lies in */
	struct planned *list;
	size_t n;
};

/* What a post was called that was joined to another. */
struct joined_name {
	struct str slug; /* as an entry's, and no other has it */
	struct str anchor; /* of the heading where its text begins */
};

/* A post's place in the book. */
struct entry {
	struct post *post;
	struct str title, subtitle; /* as printed: <br> and a colon split, no colon at the end */
	struct str author; /* as printed, "A, B and C" in the post's language; may be empty */
	struct str *authors; /* the same, each by itself; none where the organisation stands there */
	size_t n_authors;
	bool author_is_publisher; /* nobody signed: the organisation stands there */
	struct str lang; /* BCP 47, never empty */
	struct str lang_guess; /* where nothing but the text says it: what the text seems to be in; may be empty */
	int lang_percent; /* how sure that is, 50 to 99; 0: it was declared */
	struct str slug; /* unique in the book, [a-z0-9-]: file name in the EPUB, destination in the PDF */
	struct joined_name *joined; /* of the posts that were joined to it */
	size_t n_joined;
	struct str summary; /* deck; empty when it only repeats the title or the text's beginning */
	struct str kicker; /* "PLACE · DATE" in the post's language, not yet in capitals; may be only a year */
	struct str url; /* where the post stands online: absolute, without query; empty when that is unknown */
	int year; /* of the part that it stands in: its own, or that of the post whose translation it is; 0: undated */
	struct date date; /* the one it is ordered by; precision YEAR when only the year is known, NONE when nothing is */
	int part; /* index into parts */
	int opening; /* index into images of the opening picture, or -1 */
	int opening_picture; /* index into the post's pictures when the opening is one of them (then it is not shown again), or -1 */
	const struct block *opening_figure; /* that picture's figure, hidden: its caption stands with the opening; NULL: none */
	struct str opening_alt;
	const struct picture *opening_edit; /* what the editor says about an opening that the front matter names, or NULL */
	int toc_level; /* in the contents and the outline: 1 below the title of a part, 0 where the book has one part */
};

/* A part: a year, by default. One part when the book covers one year. */
struct part {
	struct str title;
	size_t first, n; /* entries */
};

/* A place that the index leads to. */
struct index_place {
	int entry; /* of the book */
	uint32_t block, start; /* id in the post, byte of its text; block 0: the post's beginning */
	bool whole; /* all of the post: what it is about */
};

/* A line of the index. */
struct index_term {
	struct str text;
	struct str letter; /* head of the group that it stands in: "A"; "#" for digits and symbols */
	int level; /* 0; 1, 2: below the last one of the level above */
	int see; /* another term that is to be looked up instead, or -1 */
	int *also; /* terms to be looked up as well */
	size_t n_also;
	struct index_place *places; /* in the order of the book; each block once, but for blocks that may go over several pages */
	size_t n_places;
};

/* Somebody on the pages of people. */
struct person {
	struct str name; /* never empty */
	struct str role, organisation, url; /* may be empty */
	struct str group; /* people of one group stand together, in the order of the groups' first member; may be empty */
	int image; /* index into the book's images, or -1: initials stand there */
};

/* The first letters of the first and of the last name. */
struct str person_initials(struct arena *a, struct str name);

struct book;

/* A picture of the book whose person does not, or not yet, agree to be shown. */
struct consent_gap {
	int image; /* index into the book's images */
	struct str picture; /* its file, as a message shows it */
	struct str person; /* who; empty: pictures.csv says it of the whole picture */
	enum consent consent; /* NO or PENDING */
	struct str file; /* where that is said: pictures.csv, people.csv */
	int line;
};
/* All of them: pictures of posts by pictures.csv and, for those whom it names, by people.csv; portraits by people.csv. In the order of the book's images. In `a`. */
struct consent_gap *consent_gaps(const struct book *b, struct arena *a, size_t *n);
/* Adds people to those who are not to be shown, behind desk_open and before book_make; `names` must live as long as the book. */
void config_without(struct arena *a, struct diag *d, struct config *c, const struct texts *names);

/* Who of them a name is, or the first whom a text names; NULL: nobody. */
struct without *without_name(const struct config *c, struct str name);
struct without *without_in(const struct config *c, struct str text);

struct sponsor {
	struct str name; /* never empty */
	struct str tier; /* sponsors of one tier stand together, in the order of the tiers' first; may be empty */
	struct str url; /* may be empty */
	int image; /* its logo: index into the book's images, or -1: the name stands there */
	int ink_x, ink_y, ink_w,
		ink_h; /* what of the logo is to be seen on white: thousandths of its width and height; the rest is
					   an empty border */
};

/* Who made a picture, and what it may be used for. All may be empty. */
struct credit {
	struct str credit, licence, source;
};

/* A finding as a draft shows it: a number beside the text that it is about, and the text in a list at the end. */
struct draft_mark {
	int number; /* from 1, in the order of the book */
	int entry; /* of the book, or -1: it is about none of its posts */
	uint32_t block; /* id in the post that it is about; 0: its beginning */
	bool grave; /* it keeps the book from being released */
	struct str text; /* of the finding */
	struct str kind; /* its name */
	struct str file;
	int line; /* of the file; 0: none */
};

/* What a draft shows besides the book. */
struct draft {
	struct draft_mark *marks; /* those of a post together, in the order of the book; those without one last */
	size_t n;
	struct str lang; /* of the findings' texts */
	struct str more; /* in the same: that so many are not among them, and where they are; empty: all are */
	struct str slug; /* "BORRADOR · 14 de febrero de 2024": what every page says */
};

struct book {
	struct arena *arena;
	const struct config *config;
	struct str title, subtitle, language, publisher, rights, description;
	struct str creator; /* editors joined, else the publisher, for metadata */
	struct str identifier; /* urn:uuid:… or urn:isbn:…; or the editor's own text as written */
	struct str epub_identifier; /* the same; but never the printed book's ISBN, for an e-book is another edition */
	struct str
		print_identifier; /* of the printed edition, for the EPUB's list of pages: its ISBN, else a UUID; never the EPUB's */
	int64_t modified; /* seconds since 1970: SOURCE_DATE_EPOCH, else the newest post; never the clock */
	int year_from, year_to; /* 0: unknown */
	size_t left_out[LEFT_COUNT]; /* posts */
	struct entry *entries; /* in order */
	size_t n_entries;
	size_t n_all; /* n_entries, or one more: behind the posts the foreword, which is set like one but is none of them (its part is -1) */
	struct part *parts;
	size_t n_parts;
	enum book_part *order; /* the parts around the posts and the posts among them, as they follow each other */
	size_t n_order;
	struct image *images; /* every picture once, by content, in order of first use */
	size_t n_images;
	struct credit *credits; /* of each image */
	bool credited; /* a file of credits or a post's front matter names some of them: the book lists them */
	bool pictures_listed; /* the list of pictures has something to say */
	bool pictures_all; /* the list of pictures holds those without a credit, too, for the editor asks for it */
	struct person *people; /* groups together, in the order they are printed */
	size_t n_people;
	struct sponsor *sponsors; /* tiers together */
	size_t n_sponsors;
	int cover; /* index into images, or -1: the best landscape photograph of 1,250 px or more */
	int cover_back; /* index into images of the picture on the cover's back, or -1 */
	struct str isbn, isbn_shown; /* of the printed book: 13 figures, and as it is read; empty: none */
	struct str *missing; /* addresses of remote pictures that were not saved, sorted, once each */
	size_t n_missing;
	struct index_term *index; /* in the order of printing; none: the book has no index */
	size_t n_index;
	struct image_cache *cache; /* of converted pictures; NULL: none */
	const struct draft *draft; /* set by whoever makes a draft, when all findings are known; NULL: it is none */
};

/* What cameras and programs write where nobody's name is known ("Picasa", "unknown"). */
bool credit_says_nothing(struct str s);
/* Gathers the posts into a book: order, titles, authors, languages, headings (levels closed up: the post's highest becomes 2, no gaps),
 * links, pictures. Takes over the posts (NULL among them are skipped). NULL when nothing is left (reported). `threads` for probing pictures. */
struct book *book_make(struct arena *a, struct diag *d, const struct config *config, struct post **posts, size_t n, int threads);
/* A book of some of the posts (by their places), to be handed out: nothing stands around them, and links to the others lead to where they
 * stand online. Plain borrowing: it lives as long as both the book and the arena, and is not to be freed. */
struct book *book_some(const struct book *from, struct arena *a, const size_t *which, size_t n);
/* The dated entries by their dates: *n of them, whatever the order of the book is. */
const struct entry **book_timeline(const struct book *b, struct arena *a, size_t *n);
bool book_has(const struct book *b, enum book_part part);
/* Frees the posts' arenas. The book's own is the caller's. */
void book_free(struct book *b);
/* What the book holds for readers who do not see it, as far as a program can tell. Places are counted, not files. */
struct access {
	size_t pictures; /* shown in posts; each is one of the four that follow */
	size_t described; /* with an alternative text */
	size_t captioned; /* with a caption only */
	size_t decorative;
	size_t lacking; /* with neither */
	size_t missing; /* not among them: their files are not there */
	size_t drawn; /* of all pictures: drawings and screenshots, which may hold text */
	size_t links, vague,
		bare; /* to places that are there; of them: with a text that says nothing; with an address for a text */
	size_t tables, headless; /* of them: without header cells, though they have rows and columns */
	size_t headings_like; /* bold lines that look like headings */
	size_t embeds, embeds_bare; /* of them: nothing but an address */
	size_t undeclared, unsure; /* posts whose language nobody says; of them: those whose text does not tell it */
};
/* Counts, and tells d of what is wanting (but of pictures without a text, which reading the posts tells of). d may be NULL. */
struct access book_access(const struct book *b, struct diag *d);
/* Nothing is wanting that a program can find and that WCAG 2.1 asks for at level AA. */
bool access_met(const struct access *n);
/* Prints the model as text: for tests, and for a person whose page looks wrong. */
void book_dump(const struct book *b, FILE *out);
/* Prints names found in the posts that might stand in the index, as YAML. */
void index_suggest(const struct book *b, FILE *out);

/* Is it a whole address that e-readers and browsers open (http, https, mailto, tel, ftp, irc, news, xmpp), and well-formed? */
bool address_opens(struct str href);
/* Is the language (BCP 47) written from right to left? */
bool language_rtl(struct str lang);
/* Is the first character of the text that has a direction written from right to left? */
bool text_rtl(struct str text);
/* Dates and words in a book's languages (en, es, pt; others in English). */
struct str date_words(struct arena *a, const struct date *date, struct str lang); /* "14 de febrero de 2024", "2022" */
struct str date_range_words(
	struct arena *a, const struct date *from, const struct date *to, struct str lang); /* "14–16 de febrero de 2024" */
struct str month_word(int month, struct str lang); /* 1 to 12: "febrero" */
struct str list_words(struct arena *a, const struct str *names, size_t n, struct str lang); /* "A, B and C" */
enum word {
	WORD_CONTENTS,
	WORD_BY,
	WORD_PHOTO,
	WORD_NOTE,
	WORD_PICTURE_MISSING,
	WORD_PAGE,
	WORD_COVER,
	WORD_TO_TEXT, /* a link that leaps over what stands before the text */
	WORD_TITLE_PAGE,
	WORD_NOTES,
	WORD_EDITED_BY,
	WORD_SET_IN, /* faces */
	WORD_MADE_WITH, /* this program */
	WORD_PICTURE,
	WORD_IMPRINT,
	WORD_HALF_TITLE,
	WORD_FOREWORD,
	WORD_TIMELINE,
	WORD_GALLERY,
	WORD_PEOPLE,
	WORD_SPONSORS,
	WORD_PICTURES,
	WORD_INDEX,
	WORD_COLOPHON,
	WORD_SEE,
	WORD_SEE_ALSO,
	WORD_PAGE_LIST, /* pages of the printed book */
	WORD_TABLE,
	WORD_DRAFT,
	WORD_FINDINGS, /* of a draft */
	WORD_DONE, /* of a task: its box has a tick */
	WORD_OPEN
};
struct str word_in(enum word word, struct str lang);
struct str part_word(enum book_part part, struct str lang); /* the heading of a part around the posts */

/* ---- formwords.c: of an author's proof, and of a series ---- */
enum form_word {
	FORM_PROOF,
	FORM_PROOF_EDITORS,
	FORM_EDITORS, /* in an author's place: nobody signed */
	FORM_INTRO,
	FORM_INTRO_EDITORS,
	FORM_CONTENT_OF, /* a date */
	FORM_RETURN,
	FORM_PAGES,
	FORM_PAGES_EDITORS,
	FORM_ALSO, /* page */
	FORM_TEXT,
	FORM_CORRECT,
	FORM_MARKED,
	FORM_PICTURES,
	FORM_MAY,
	FORM_CREDIT,
	FORM_MADE_BY,
	FORM_MISSING,
	FORM_PEOPLE,
	FORM_AGREE,
	FORM_EXCEPT,
	FORM_NAME,
	FORM_DATE,
	FORM_SIGNATURE,
	FORM_VOLUME,
	FORM_OF_SERIES,
	FORM_SERIES
};
struct str form_word_in(enum form_word word, struct str lang);
/* "Volume 3 of the series Community Yearbooks"; as much of it as is known, or empty. */
struct str series_words(struct arena *a, const struct config *config, struct str lang);

/* ---- fold.c ---- */

/* Lower-case a-z, 0-9 and single hyphens between; what has no ASCII likeness is dropped. May be empty. */
struct str slug_of(struct arena *a, struct str s);
#endif
