/* mark.c - Markdown -> HTML: the only file that knows cmark */
#include "post/mark.h"

#include "base/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS = CMARK_OPT_SOURCEPOS | CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_FULL_INFO_STRING };

static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

/* cmark-gfm keeps the special characters of the extensions in a global table while it parses. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static cmark_node *
document_parse(cmark_parser *parser, struct str s)
{
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
		cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
		if (extension)
			cmark_parser_attach_syntax_extension(parser, extension);
	}
	cmark_parser_feed(parser, s.p ? s.p : "", s.n);
	cmark_node *document = cmark_parser_finish(parser);
	pthread_mutex_unlock(&lock);
	return document;
}

/* Marks where raw HTML begins (with its line) and ends: a tag that is never closed then harms only its own block. */
static void
raw_blocks_mark(cmark_node *document)
{
	struct buf b = {0};
	cmark_iter *iter = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
			continue;
		b.n = 0;
		buf_fmt(&b, MARK_RAW "%d" MARK_END, cmark_node_get_start_line(node));
		buf_z(&b, cmark_node_get_literal(node));
		buf_z(&b, MARK_RAW_END);
		buf_char(&b, '\0');
		cmark_node_set_literal(node, b.p);
	}
	cmark_iter_free(iter);
	buf_free(&b);
}

/* cmark 0.29.0.gfm.6 can cut a character in two; what is broken becomes "?". */
static void
bytes_check(char *html)
{
	struct str s = str_of(html);
	for (size_t i; (i = utf8_valid(s)) < s.n; s = str_sub(s, i + 1, s.n))
		html[s.p - html + (ptrdiff_t)i] = '?';
}

char *
mark_raw(struct str html)
{
	struct buf b = {0};
	buf_z(&b, MARK_RAW "1" MARK_END);
	buf_str(&b, html);
	buf_z(&b, MARK_RAW_END);
	buf_char(&b, '\0');
	return b.p;
}

char *
mark_html(struct str markdown)
{
	pthread_once(&once, cmark_gfm_core_extensions_ensure_registered);
	cmark_parser *parser = cmark_parser_new(OPTIONS);
	cmark_node *document = document_parse(parser, markdown);
	raw_blocks_mark(document);
	char *html = cmark_render_html(document, OPTIONS, cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(document);
	cmark_parser_free(parser);
	bytes_check(html);
	return html;
}
