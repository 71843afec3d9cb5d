/* source.h - Markdown on its way to cmark: lines that remember where they came from, and a walk that knows prose from code
 * (inside post/ only) */
#ifndef YB_SOURCE_H
#define YB_SOURCE_H
#include "base/str.h"

/* The last private characters of Unicode mark what must survive cmark and the HTML parser. A post's own are replaced first
 * (source_from). */
#define MARK_OBJECT "\xF4\x8F\xBF\xB0" /* U+10FFF0, a number, then MARK_END: an object that a shortcode left (struct object) */
#define MARK_END "\xF4\x8F\xBF\xB1" /* U+10FFF1 */
#define MARK_RAW \
	"\xF4\x8F\xBF\xB2" /* U+10FFF2, a line of the source (after tags_clean: of the file), then MARK_END: raw HTML begins here */
#define MARK_RAW_END "\xF4\x8F\xBF\xB3" /* U+10FFF3: it ends */
#define MARK_TEXT \
	"\xF4\x8F\xBF\xB4" /* U+10FFF4, a number, then MARK_END: text that the HTML parser need not see (struct clean) */
enum { MARK_LEAD = 0xF4, MARK_LENGTH = 4 }; /* the first byte, and the bytes, of each */

/* Markdown whose lines know where they came from. */
struct source {
	struct str text;
	const int *lines; /* of each line of text, from 0: its line in the post's file */
	size_t n_lines; /* at least 1 */
};

struct source source_from(struct arena *a, struct str text, int first_line);
/* The file's line of line `i` (from 0; clamped). */
int source_line(const struct source *s, size_t i);

/* Writes the next version of a source: what is copied keeps its lines, what is inserted belongs to the line given. */
struct writer {
	struct arena *a;
	const struct source *from;
	struct buf out;
	int *lines;
	size_t n, cap; /* of lines */
	size_t at, at_line; /* a place in the old text (what was copied or skipped) and the number of its line, from 0 */
};

void writer_start(struct writer *w, struct arena *a, const struct source *from);
void writer_copy(struct writer *w, size_t to); /* the old text from w->at up to `to` */
void writer_skip(struct writer *w, size_t to); /* leaves that out */
void writer_add(struct writer *w, struct str s); /* inserts text; it belongs to the line of w->at */
int writer_line(const struct writer *w); /* the file's line of w->at */
struct source writer_finish(struct writer *w); /* copies the rest; frees the buffer */

/* A walk over the prose of a Markdown text: fenced and indented code, code spans, comments, <pre> and the like are passed over. */
struct walk {
	struct str s;
	size_t i; /* the next byte to look at; the caller may move it forward */
	size_t line, line_end; /* the current line without its "\n" */
	bool stop[256]; /* bytes to stop at */
	bool slashes; /* stop at backslashes too; the caller then passes over what they protect */
	bool fenced, in_list, was_blank, was_code;
	bool fence_quoted; /* the fence stands in a block quote */
	bool components; /* stop at "<" before a capital letter, too */
	char fence_char;
	size_t fence_len;
	size_t para_end; /* end of the paragraph that was last asked for */
	size_t no_ticks[32]; /* from here on the paragraph has no further run of so many backticks; 0: not known */
	bool no_close[5], no_comment; /* nor the text an end tag of that kind, or the end of a comment */
};

enum walk_event { WALK_END, WALK_LINE, WALK_BYTE };

/* `bytes`: those that the caller wants to stop at. */
void walk_start(struct walk *w, struct str s, const char *bytes);
/* Goes to the next line of prose (w->line … w->line_end; w->i is its start) or to the next wanted byte in it (at w->i). After
 * WALK_BYTE the caller moves w->i at least one byte on. */
enum walk_event walk_next(struct walk *w);
/* Bytes of a line's prefix: blanks and ">" and, if `marks`, list marks with the blank behind them. */
size_t line_prefix(struct str line, bool marks);
#endif
