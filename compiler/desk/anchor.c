/* anchor.c - what a fix quotes, found where it must stand; the finding where it does not */
#include "desk/anchor.h"

enum { QUOTE_SHOWN = 80, BLOCKS_MOST = 200 /* places among which one block is looked for */ };

static struct str
shown(const struct anchored *x, struct str quote)
{
	return str_one_line(x->values->a, str_sub(quote, 0, QUOTE_SHOWN));
}

void
anchor_missing(const struct anchored *x, const struct yaml *at, const char *key, struct str quote)
{
	struct values *v = x->values;
	int line = 0;
	struct str nearest = scroll_nearest(x->scroll, v->a, quote, &line), said = shown(x, quote);
	if (nearest.n)
		diag_add(v->d, DIAG_FIX_ANCHOR, v->file, at->line, at->col,
			"\"%s\": \"%.*s\" stands nowhere in %.*s, which was left as it is there; the nearest text, in line %d, "
			"is \"%.*s\"",
			key, STR_FMT(said), STR_FMT(x->post->path), line, STR_FMT(nearest));
	else
		diag_add(v->d, DIAG_FIX_ANCHOR, v->file, at->line, at->col,
			"\"%s\": \"%.*s\" stands nowhere in %.*s, nor anything like it; nothing was changed: quote what is "
			"printed",
			key, STR_FMT(said), STR_FMT(x->post->path));
}

bool
anchor_one(const struct anchored *x, const struct yaml *at, const char *key, struct str quote, int nth, const struct span *after,
	struct span *out)
{
	struct values *v = x->values;
	size_t most = after ? 1 : nth > 1 ? (size_t)nth : 2;
	struct span *found = NEW_N(v->a, most, struct span);
	size_t n = scroll_find(x->scroll, quote, after, found, most);
	struct str said = shown(x, quote);
	if (!n) {
		struct span before;
		if (after && scroll_find(x->scroll, quote, NULL, &before, 1) && before.first <= after->last)
			diag_add(v->d, DIAG_FIX_ANCHOR, v->file, at->line, at->col,
				"\"%s\": \"%.*s\" stands only before the first words in %.*s, in line %d; nothing was changed: "
				"quote what stands behind them",
				key, STR_FMT(said), STR_FMT(x->post->path), scroll_block(x->scroll, before.first)->line);
		else
			anchor_missing(x, at, key, quote);
		return false;
	}
	if (!after && nth < 1 && n > 1) {
		diag_add(v->d, DIAG_FIX_ANCHOR, v->file, at->line, at->col,
			"\"%s\": \"%.*s\" stands more than once in %.*s, in line %d and in line %d; nothing was changed: quote "
			"more of it, or add \"nth: "
			"2\" for the second place",
			key, STR_FMT(said), STR_FMT(x->post->path), scroll_block(x->scroll, found[0].first)->line,
			scroll_block(x->scroll, found[1].first)->line);
		return false;
	}
	if (nth > 1 && (size_t)nth > n) {
		diag_add(v->d, DIAG_FIX_ANCHOR, v->file, at->line, at->col,
			"\"%s\": \"%.*s\" stands fewer than %d times in %.*s, namely %zu times; nothing was changed: lower the "
			"number",
			key, STR_FMT(said), nth, STR_FMT(x->post->path), n);
		return false;
	}
	*out = found[!after && nth > 1 ? nth - 1 : 0];
	return true;
}

/* Is it all that its block says? Marks that nobody quotes may stand around it. */
static bool
is_whole(const struct scroll *s, const struct span *span)
{
	struct str text = scroll_block(s, span->first)->text;
	return span->first == span->last && !str_trim(str_sub(text, 0, span->start)).n &&
		!str_trim(str_sub(text, span->end, text.n)).n;
}

struct block *
anchor_block(const struct anchored *x, const struct yaml *at, const char *key, struct str quote)
{
	struct span *found = NEW_N(x->values->a, BLOCKS_MOST, struct span);
	size_t n = scroll_find(x->scroll, quote, NULL, found, BLOCKS_MOST), whole = 0, which = 0, other = 0;
	struct str said = shown(x, quote);
	for (size_t i = 0; i < n; i++) {
		other = found[i].first != found[0].first && !other ? i : other;
		if (is_whole(x->scroll, &found[i])) {
			whole++;
			which = i;
		}
	}
	if (n && (whole == 1 || !other))
		return scroll_block(x->scroll, found[which].first);
	if (!n)
		anchor_missing(x, at, key, quote);
	else
		diag_add(x->values->d, DIAG_FIX_ANCHOR, x->values->file, at->line, at->col,
			"\"%s\": \"%.*s\" stands more than once in %.*s, in line %d and in line %d; nothing was changed: quote "
			"more of it",
			key, STR_FMT(said), STR_FMT(x->post->path), scroll_block(x->scroll, found[0].first)->line,
			scroll_block(x->scroll, found[other].first)->line);
	return NULL;
}
