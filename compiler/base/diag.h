/* diag.h - findings: collected from all threads, sorted, printed as file:line:col: level: text [kind] */
#ifndef YB_DIAG_H
#define YB_DIAG_H
#include "base/str.h"

#include <stdio.h>

/* A note tells what was done and is shown with -v only; a warning says what was repaired or left out; an error means that
 * no output was replaced. */
enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Every kind of finding: enumerator, name shown in brackets, level. Kept in the order of the rooms. */
#define DIAG_KINDS(X) \
	X(DIAG_FILE_UNREADABLE, "file-unreadable", DIAG_ERROR) /* a post or setting could not be read */ \
	X(DIAG_FILE_UNWRITABLE, "file-unwritable", DIAG_ERROR) /* an output could not be written */ \
	X(DIAG_FILE_TOO_LARGE, "file-too-large", DIAG_WARNING) /* a post beyond the limit was left out */ \
	X(DIAG_POST_OUTSIDE, "post-outside", DIAG_WARNING) /* a link that leads out of the folder of posts, or nowhere */ \
	X(DIAG_NO_POSTS, "no-posts", DIAG_ERROR) /* nothing to print */ \
	X(DIAG_SCAN_LIMIT, "too-many-files", DIAG_WARNING) /* the folders hold more than is looked at */ \
	X(DIAG_POST_FORMAT, "post-format", DIAG_WARNING) /* posts in a format that is not read */ \
	X(DIAG_POST_RESOURCE, "page-resource", DIAG_NOTE) /* a file that belongs to the post in the same folder */ \
	X(DIAG_YAML_SYNTAX, "yaml-syntax", DIAG_ERROR) /* a file of settings does not parse */ \
	X(DIAG_YAML_LIMIT, "yaml-limit", DIAG_WARNING) /* too deep, too large, too many aliases */ \
	X(DIAG_KEY_DUPLICATE, "duplicate-key", DIAG_WARNING) \
	X(DIAG_KEY_UNKNOWN, "unknown-key", DIAG_WARNING) \
	X(DIAG_VALUE_BAD, "bad-value", DIAG_WARNING) /* a setting's value was not understood; the default holds */ \
	X(DIAG_FIX_ANCHOR, "fix-anchor", DIAG_ERROR) /* what a fix quotes or names is not in the post, or is there twice */ \
	X(DIAG_TALKS, "talks-listed", \
		DIAG_NOTE) /* abstracts of talks that stand in the e-book only, for print lists the talks */ \
	X(DIAG_CSV, "csv", DIAG_WARNING) /* a table of a spreadsheet is not quite one */ \
	X(DIAG_SHEET, "sheet", DIAG_WARNING) /* a table of the desk: a row twice, a column missing or renamed */ \
	X(DIAG_SHEET_OPEN, "sheet-open", DIAG_WARNING) /* a spreadsheet program has the table open */ \
	X(DIAG_SHEET_UNREADABLE, "sheet-unreadable", DIAG_ERROR) /* a table of the desk that cannot be taken as it is */ \
	X(DIAG_UNPLANNED, "unplanned", DIAG_NOTE) /* posts that posts.csv does not know yet */ \
	X(DIAG_LIST_BAD, "list-unread", DIAG_WARNING) /* a file of people, sponsors or credits that cannot be read */ \
	X(DIAG_LOGO_WHITE, "logo-white", DIAG_WARNING) /* a logo that white paper does not show */ \
	X(DIAG_CREDIT_UNUSED, "credit-unused", DIAG_WARNING) /* a credit for a picture that the book does not have */ \
	X(DIAG_STYLE_MISSING, "style-missing", DIAG_ERROR) /* the style named does not exist */ \
	X(DIAG_PRINTER_MISSING, "printer-missing", DIAG_ERROR) /* the printer's profile does not exist */ \
	X(DIAG_PRINTER_PAPER, "printer-paper", DIAG_WARNING) /* it does not print pages of the book's size */ \
	X(DIAG_PRINTER_GUTTER, "printer-gutter", DIAG_WARNING) /* the margin at the spine cannot be had */ \
	X(DIAG_FRONT_UNCLOSED, "front-matter-unclosed", DIAG_WARNING) \
	X(DIAG_FRONT_SYNTAX, "front-matter-syntax", DIAG_WARNING) /* does not parse; what could be read is used */ \
	X(DIAG_DATE_BAD, "bad-date", DIAG_WARNING) \
	X(DIAG_DATE_MISSING, "no-date", DIAG_WARNING) \
	X(DIAG_ENCODING, "encoding", DIAG_WARNING) /* bytes that are not UTF-8, NUL bytes */ \
	X(DIAG_REPAIRED, "repaired-text", DIAG_WARNING) /* text read with the wrong encoding, mended */ \
	X(DIAG_TEXT_TIDIED, "tidied-text", \
		DIAG_NOTE) /* accents joined with their letters, characters that show nothing removed */ \
	X(DIAG_POST_EMPTY, "empty-post", DIAG_WARNING) \
	X(DIAG_POST_DRAFT, "draft", DIAG_NOTE) /* left out: a draft */ \
	X(DIAG_POST_FUTURE, "future", DIAG_WARNING) /* left out: dated later than today */ \
	X(DIAG_POST_PAGE, "no-post", DIAG_NOTE) /* left out: a page of the site, no post */ \
	X(DIAG_POST_PAGES, "pages-left-out", DIAG_WARNING) /* pages with a text that might be meant as posts */ \
	X(DIAG_POST_UNSELECTED, "not-selected", DIAG_NOTE) /* left out: not what was asked for */ \
	X(DIAG_POST_LANGUAGE, "other-language", DIAG_NOTE) /* left out: another language's version */ \
	X(DIAG_NO_VERSION, "no-version", DIAG_WARNING) /* left out: in no version that the book's language has */ \
	X(DIAG_POST_SKIPPED, "skipped", DIAG_NOTE) /* left out on request */ \
	X(DIAG_POST_DUPLICATE, "duplicate-post", DIAG_NOTE) /* left out: the same post stands twice */ \
	X(DIAG_POST_NEARLY, "nearly-the-same", DIAG_WARNING) /* left out: a post that differs in some words is printed */ \
	X(DIAG_TITLE_MISSING, "no-title", DIAG_WARNING) \
	X(DIAG_LANGUAGE_UNSURE, "language-unsure", DIAG_NOTE) /* neither the front matter nor the text says surely */ \
	X(DIAG_AUTHOR_MISSING, "no-author", DIAG_WARNING) \
	X(DIAG_REQUEST, "request", DIAG_WARNING) /* a mail to an author that somebody changed, and that is out of date */ \
	X(DIAG_WITHOUT, "without", DIAG_NOTE) /* what was left out because somebody is not to be shown */ \
	X(DIAG_WITHOUT_SEEN, "without-perhaps", DIAG_WARNING) /* the same, where only a text names that person */ \
	X(DIAG_SOURCE, "source-unattached", DIAG_NOTE) /* a post's source that the PDF does not hold, and why */ \
	X(DIAG_SOURCES, "sources-unattached", DIAG_WARNING) /* how many there are */ \
	X(DIAG_WITHOUT_NAMED, "still-named", DIAG_WARNING) /* a text that goes on naming somebody who is not to be shown */ \
	X(DIAG_PERSON_UNKNOWN, "no-such-person", DIAG_ERROR) /* somebody who is not to be shown, and whom nobody knows */ \
	X(DIAG_TOO_DEEP, "too-deep", DIAG_WARNING) /* nesting cut */ \
	X(DIAG_TOO_WIDE, "too-wide", DIAG_WARNING) /* a table with too many columns, a line too long */ \
	X(DIAG_HTML_DROPPED, "html-dropped", DIAG_WARNING) /* an element that cannot be printed: script, form, … */ \
	X(DIAG_SHORTCODE, "shortcode", DIAG_WARNING) /* unknown shortcode; what was printed instead */ \
	X(DIAG_SHORTCODE_UNKNOWN, "shortcode-unknown", DIAG_WARNING) /* one for each name in the whole book */ \
	X(DIAG_SHORTCODE_PLACE, "shortcode-place", DIAG_NOTE) /* and each of its places */ \
	X(DIAG_NOTE_LOST, "note-lost", DIAG_WARNING) /* a footnote that is not called, a call without its footnote */ \
	X(DIAG_SOURCE_SHOWN, "source-shown", DIAG_WARNING) /* a formula or a diagram printed as its source */ \
	X(DIAG_DRAWN, "drawn", DIAG_NOTE) /* a picture took the place of a diagram's source */ \
	X(DIAG_EMBED, "embed", DIAG_NOTE) /* an embed became a line with its address */ \
	X(DIAG_EMBEDS_OUT, "embeds-left-out", DIAG_NOTE) /* how many, where the book wants none */ \
	X(DIAG_INDEX_TERM, "index-term", \
		DIAG_WARNING) /* a term of the index that stands twice, is too short, or below itself */ \
	X(DIAG_INDEX_UNFOUND, "index-unfound", DIAG_WARNING) /* a term of the index that no post has */ \
	X(DIAG_INDEX_SEE, "index-see", DIAG_WARNING) /* see, see also: to a term that is not there, or in a circle */ \
	X(DIAG_INDEX_COMMON, "index-common", DIAG_NOTE) /* a tag of nearly all posts tells nothing */ \
	X(DIAG_LINK_BROKEN, "broken-link", DIAG_WARNING) /* a link within the book that leads nowhere */ \
	X(DIAG_ALIAS, "alias", DIAG_WARNING) /* an older address that two posts claim */ \
	X(DIAG_LINK_LOOSE, "loose-link", DIAG_WARNING) /* [text] (address): a blank makes it none */ \
	X(DIAG_LINK_PREVIEW, "preview-link", DIAG_WARNING) /* an address with a preview token */ \
	X(DIAG_WEB_TALK, "web-talk", DIAG_NOTE) /* a phrase that makes no sense on paper */ \
	X(DIAG_DATE_RELATIVE, "relative-date", DIAG_NOTE) /* "next week": nobody knows which, a year later */ \
	X(DIAG_FIRST_PERSON, "first-person", DIAG_NOTE) /* "I", and nobody signed */ \
	X(DIAG_SIGNED_TWICE, "signed-twice", DIAG_NOTE) /* the author's name once more at the end */ \
	X(DIAG_PICTURE_MISSING, "picture-missing", DIAG_WARNING) \
	X(DIAG_POST_UNKNOWN, "no-such-post", DIAG_ERROR) /* a post that was asked for is not there */ \
	X(DIAG_ADDRESS_UNKNOWN, "no-address", DIAG_WARNING) /* where a post stands online is not known */ \
	X(DIAG_CONTACT_NONE, "no-contact", DIAG_WARNING) /* nothing says where authors send their forms back */ \
	X(DIAG_POST_PRINTED, "printed-before", DIAG_NOTE) /* a post stands in an earlier volume, by the ledger */ \
	X(DIAG_PICTURE_REMOTE, "picture-remote", DIAG_WARNING) /* a remote picture that was not saved */ \
	X(DIAG_PICTURE_BROKEN, "picture-broken", DIAG_WARNING) /* truncated, lying, or of an unknown format */ \
	X(DIAG_PICTURE_OUTSIDE, "picture-outside", DIAG_WARNING) /* a path that leaves the roots */ \
	X(DIAG_PICTURE_RENAMED, "picture-renamed", DIAG_NOTE) /* found under a name in other capitals or accents */ \
	X(DIAG_PICTURE_MISNAMED, "picture-misnamed", DIAG_NOTE) /* the name says another format than the bytes */ \
	X(DIAG_PICTURE_PROFILE, "picture-profile", DIAG_NOTE) /* its colour profile is damaged: sRGB was taken */ \
	X(DIAG_PRESS_PROFILE, "press-profile", DIAG_ERROR) /* the ICC profile of the output is of no use */ \
	X(DIAG_PICTURE_STILL, "picture-still", DIAG_NOTE) /* a moving picture, of which the first moment is shown */ \
	X(DIAG_ORIGINAL, "original", DIAG_NOTE) /* a better copy of a picture, in the folder originals */ \
	X(DIAG_ORIGINAL_DOUBT, "original-doubt", \
		DIAG_WARNING) /* one that is not taken: no picture, none like it, two like it */ \
	X(DIAG_EPUB_BUDGET, "epub-budget", DIAG_WARNING) /* it cannot be as small as it should be */ \
	X(DIAG_EPUB_REDUCED, "epub-reduced", DIAG_NOTE) /* its pictures were made smaller so that it is */ \
	X(DIAG_PDF_BUDGET, "pdf-budget", DIAG_WARNING) /* it cannot be as small as it should be */ \
	X(DIAG_PDF_REDUCED, "pdf-reduced", DIAG_NOTE) /* its pictures were made smaller so that it is */ \
	X(DIAG_PICTURE_SMALL, "picture-small", DIAG_WARNING) /* fewer than 200 ppi at the size asked */ \
	X(DIAG_PICTURE_IN_NOTE, "picture-in-note", DIAG_WARNING) /* a footnote has no room for a picture */ \
	X(DIAG_PICTURE_ALT, "no-alt", DIAG_NOTE) /* no alternative text, or one that says nothing */ \
	X(DIAG_ALT_LONG, "alt-long", DIAG_NOTE) /* an alternative text that is a text of its own */ \
	X(DIAG_ALT_REPEATED, "alt-repeated", DIAG_NOTE) /* one text for many pictures */ \
	X(DIAG_ALT_CAPTION, "alt-is-caption", DIAG_NOTE) /* a listener hears the same words twice */ \
	X(DIAG_ALT_WORDING, "alt-wording", DIAG_NOTE) /* "picture of", "….jpg" */ \
	X(DIAG_ORNAMENT_TOLD, "ornament-captioned", DIAG_NOTE) /* a picture with a caption that is said to be an ornament */ \
	X(DIAG_LINK_VAGUE, "vague-link", DIAG_NOTE) /* a link's text does not say where it leads */ \
	X(DIAG_LINK_BARE, "bare-link", DIAG_NOTE) /* a link's text is a long address */ \
	X(DIAG_LINKS_ALIKE, "links-alike", DIAG_NOTE) /* links with one text that lead to different places */ \
	X(DIAG_TABLE_HEADLESS, "no-header-cells", DIAG_NOTE) /* a table whose columns have no names */ \
	X(DIAG_TABLE_ARRANGES, "layout-table", DIAG_NOTE) /* a table that only arranges what stands in it */ \
	X(DIAG_TABLE_ROWS, "no-row-headers", DIAG_NOTE) /* a first column in bold names the rows */ \
	X(DIAG_HEADING_LIKE, "like-a-heading", DIAG_NOTE) /* a bold line that stands for a heading */ \
	X(DIAG_HEADING_SIGNS, "heading-of-signs", DIAG_NOTE) /* a heading without a word */ \
	X(DIAG_HEADING_SKIPS, "heading-skips", DIAG_NOTE) /* a level is left out between two headings */ \
	X(DIAG_HEADING_TOPS, "several-titles", DIAG_NOTE) /* more than one heading of the title's level */ \
	X(DIAG_LIST_LIKE, "like-a-list", DIAG_NOTE) /* lines with marks that stand for a list */ \
	X(DIAG_LETTERS_DRAWN, "drawn-letters", DIAG_NOTE) /* mathematical and other signs that look like letters */ \
	X(DIAG_EMOJI_READ, "emoji-row", DIAG_NOTE) /* emoji that are read by their names, one after the other */ \
	X(DIAG_LANGUAGE_UNTOLD, "language-untold", DIAG_NOTE) /* only its text says in which language a post is */ \
	X(DIAG_LANGUAGE_BELIED, "language-wrong", DIAG_NOTE) /* the text is not in the language that is said */ \
	X(DIAG_LANGUAGE_PASSAGE, "language-of-passage", DIAG_NOTE) /* a passage in another language that nobody says */ \
	X(DIAG_EMBED_BARE, "embed-untold", DIAG_NOTE) /* an embed of which only the address is known */ \
	X(DIAG_CONTRAST, "contrast", DIAG_NOTE) /* a colour that is hard to see on its ground */ \
	X(DIAG_HEADING_SHIFTED, "heading-shifted", DIAG_NOTE) /* levels closed up */ \
	X(DIAG_TITLE_LONG, "title-long", DIAG_NOTE) \
	X(DIAG_GLYPH_MISSING, "glyph-missing", DIAG_WARNING) \
	X(DIAG_FONT_MISSING, "font-missing", DIAG_WARNING) /* the emoji face, or one that the style names */ \
	X(DIAG_PATTERNS_MISSING, "hyphens-missing", DIAG_NOTE) /* no hyphenation patterns for a language */ \
	X(DIAG_LINE_OVERFULL, "overfull-line", DIAG_WARNING) \
	X(DIAG_WORD_BROKEN, "word-broken", \
		DIAG_NOTE) /* a word without a place to divide it was broken where its line was full */ \
	X(DIAG_TABLE_WIDE, "table-too-wide", DIAG_WARNING) /* set as a list of records */ \
	X(DIAG_PAGE_SHORT, "page-short", DIAG_NOTE) /* lines stay empty at the foot of a page */ \
	X(DIAG_PAGE_BREAK, "page-break", DIAG_NOTE) /* a page ends where none should: a paragraph's line stands alone */ \
	X(DIAG_PAGE_OVERFULL, "page-overfull", DIAG_WARNING) /* something is taller than a page */ \
	X(DIAG_PDF_BROKEN, "pdf-broken", DIAG_ERROR) /* a PDF as it was written cannot be read back */ \
	X(DIAG_PDF_STANDARD, "pdf-standard", DIAG_ERROR) /* it does not keep what it promises: a clause of its standard */ \
	X(DIAG_PDF_INK, "pdf-ink", DIAG_WARNING) /* more ink than the printer's paper takes, as it was written */ \
	X(DIAG_SHEET_SCALED, "sheet-scaled", DIAG_WARNING) /* pages made smaller, so that the sheet takes them */ \
	X(DIAG_BOOKLET_THICK, "booklet-thick", DIAG_WARNING) /* more sheets than can be folded and stapled at once */ \
	X(DIAG_PRESS_PICTURE, "press-picture", DIAG_WARNING) /* refused: fewer pixels to the inch than the printer takes */ \
	X(DIAG_PRESS_SOFT, "press-soft", DIAG_WARNING) /* a picture that prints softly */ \
	X(DIAG_PRESS_MISSING, "press-missing", DIAG_WARNING) /* a picture that is not there is printed as a frame */ \
	X(DIAG_PRESS_INK, "press-ink", DIAG_WARNING) /* refused: a colour that is more ink than the printer takes */ \
	X(DIAG_PRESS_BLEED, "press-bleed", DIAG_WARNING) /* refused: something ends at the cut edge instead of beyond it */ \
	X(DIAG_PRESS_SAFETY, "press-safety", DIAG_WARNING) /* refused: text so near to the edge that it may be cut */ \
	X(DIAG_PRESS_TYPE, "press-type", DIAG_WARNING) /* refused: type below the least size */ \
	X(DIAG_PRESS_TYPE_INKS, "press-type-inks", DIAG_WARNING) /* small type in more than one ink */ \
	X(DIAG_PRESS_RULE, "press-rule", DIAG_WARNING) /* a rule that is thinner than a press can print */ \
	X(DIAG_PRESS_PAGES, "press-pages", DIAG_WARNING) /* refused: too few, too many, not the multiple */ \
	X(DIAG_PRESS_BLANKS, "press-blanks", DIAG_WARNING) /* refused: too many blank pages in a row */ \
	X(DIAG_PRESS_TRANSPARENCY, "press-transparency", DIAG_NOTE) /* what shows through is laid on white */ \
	X(DIAG_PRESS_FILE, "press-file", DIAG_WARNING) /* refused: the file is larger than the printer takes */ \
	X(DIAG_PLACEHOLDER, "placeholder", DIAG_WARNING) /* a text that was to be filled in: lorem ipsum, TODO */ \
	X(DIAG_RELEASE, "release", DIAG_ERROR) /* what keeps a book from being released */ \
	X(DIAG_CLOSED_UP, "closed-up", DIAG_NOTE) /* a release shows nothing in a missing picture's place: it is waived */ \
	X(DIAG_WAIVER_UNUSED, "waiver-unused", DIAG_WARNING) /* a waiver that nothing needs */ \
	X(DIAG_COUNT_, "", DIAG_NOTE)

enum diag_kind {
#define DIAG_ENUM_(kind, name, level) kind,
	DIAG_KINDS(DIAG_ENUM_)
#undef DIAG_ENUM_
};

struct diag;

/* A finding as it is printed. */
struct finding {
	enum diag_kind kind;
	enum diag_level level;
	const char *pattern; /* the format of its text in English: findings of one kind and pattern are alike */
	struct str file; /* as the user would write it; may be empty */
	int line, col; /* from 1; 0 is unknown */
	int page; /* of the file for the press that it is about, from 1; 0: none */
	struct str text; /* one line, no full stop at the end */
};

struct diag *diag_new(void);
void diag_free(struct diag *d);
/* Adds a finding; safe from any thread. The text says what is wrong, what was done, and what to do. The same finding at
 * the same place counts once. */
void diag_add(struct diag *d, enum diag_kind kind, struct str file, int line, int col, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* The same about a page of a file for the press, from 1. */
void diag_add_page(struct diag *d, enum diag_kind kind, struct str file, int line, int page, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* From now on findings of this kind have this level. Not while other threads add. */
void diag_level_set(struct diag *d, enum diag_kind kind, enum diag_level level);
/* Takes over what another one holds, which keeps nothing: findings of a trial that was kept. */
void diag_take(struct diag *d, struct diag *from);
/* A line of a file. */
struct diag_place {
	struct str file;
	int line;
};
/* Takes back findings of this kind at these places, for another says more. Sorts the places. */
void diag_withdraw(struct diag *d, enum diag_kind kind, struct diag_place *places, size_t n);
size_t diag_count(const struct diag *d, enum diag_level level);
/* Takes back what was found in these files (sorted by bytes), but errors, what their front matter has wrong, and why they are left out. */
void diag_forget(struct diag *d, const struct str *files, size_t n);
/* Sorts by file, line, column, kind and text, drops repetitions, and returns the array (owned by d). */
const struct finding *diag_sorted(struct diag *d, size_t *n);
const char *diag_kind_name(enum diag_kind kind);
const char *diag_level_name(enum diag_level level); /* in English */
/* Prints the findings from `least` upwards. Unless `all`, what one file has several times over is one line that names the other lines, and of many
 * that are alike only the first few are printed, and how many more there are. Errors are all printed. */
void diag_print(struct diag *d, FILE *out, enum diag_level least, bool all);
/* The same as a JSON array of objects {file, line, column, level, kind, text}, and page where there is one. */
void diag_print_json(struct diag *d, FILE *out, enum diag_level least);
#endif
