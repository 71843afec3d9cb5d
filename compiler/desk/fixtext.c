/* fixtext.c - cut and replace: anchors are found in a post's text as it was read, then the text is changed */
#include "desk/fixtext.h"
#include "desk/room.h"

#include <stdlib.h>

enum { OPS_MOST = 2000, PLACES_MOST = 100000, PLACES_SHOWN = 50 };

static const uint64_t WORK_MOST = 3000000000; /* bytes that are looked through for one post: some seconds */

/* A piece of the text that goes, and what comes in its place. */
struct op {
	struct span span;
	struct str with; /* empty: nothing */
	bool replaces, everywhere; /* one of all places: it may go with another fix */
	size_t done; /* in the log */
	size_t order; /* as they are written */
	const struct fix *fix;
	const struct yaml *at;
};

struct texter {
	struct desk *desk;
	struct diag *d;
	struct arena *scratch;
	struct post *p;
	struct scroll *scroll;
	struct op *ops;
	size_t n, cap;
	size_t first_change; /* of its fixes, in the log */
	size_t read; /* fixes, whether they were found or not */
	bool enough; /* the others were left out */
	struct span *found; /* OPS_MOST places of one quotation; NULL until they are needed */
	const struct fix *fix;
};

/* ---- reading ---- */

/* Behind the calls of notes that stand at a byte of a text. */
static uint32_t
calls_behind(const struct block *b, uint32_t at)
{
	size_t low = 0, high = b->n_runs;
	while (low < high) { /* the first run that does not begin before it */
		size_t middle = (low + high) / 2;
		if (b->runs[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < b->n_runs && b->runs[low].kind == RUN_NOTE; low++)
		at = b->runs[low].end;
	return at;
}

static void
op_add(struct texter *t, const struct yaml *at, struct span span, bool replaces, struct str with, size_t done)
{
	if (!with.n)
		span.end = calls_behind(scroll_block(t->scroll, span.last), span.end);
	*PUSH(t->scratch, t->ops, t->n, t->cap) = (struct op){
		.span = span, .with = with, .replaces = replaces, .done = done, .order = t->n, .fix = t->fix, .at = at};
}

static size_t
log_add(struct texter *t, const struct yaml *at, bool replaces, struct str quote)
{
	struct desk_change *c = change_add(t->desk, t->p, replaces ? "replace" : "cut", t->fix->file, at->line);
	c->quote = quote;
	c->failed = true;
	return t->desk->n_changes - 1;
}

static void
unusable_add(struct texter *t, const struct yaml *at, bool replaces, struct str quote)
{
	size_t place = log_add(t, at, replaces, quote); /* which may move them all */
	struct desk_change *c = &t->desk->changes[place];
	c->failed = false;
	c->unusable = true;
}

/* What comes: white space as in a paragraph; blank lines part paragraphs. In code it stays as it is. */
static struct str
with_read(struct texter *t, struct str s, bool code)
{
	struct buf b = {0};
	int breaks = 0;
	if (code)
		return s;
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (char_blank((unsigned char)s.p[i])) {
			breaks += s.p[i] == '\n';
			if (i + 1 < s.n && !char_blank((unsigned char)s.p[i + 1])) {
				buf_char(&b, breaks > 1 ? PARA_PART : ' ');
				breaks = 0;
			}
		} else if ((unsigned char)s.p[i] >= 0x20) {
			buf_char(&b, s.p[i]);
		}
	}
	struct str out = buf_keep(&b, t->p->arena);
	buf_free(&b);
	return out;
}

/* What one fix says. */
struct said {
	struct str text, from, to, with;
	const struct yaml *at_to;
	int nth; /* 0: it must stand once; -1: wherever it stands */
	bool has_with;
};

static bool
with_take(struct values *v, const struct yaml *y, struct said *s)
{
	if (y->kind == YAML_SCALAR && y->text.n > TEXT_SENTENCES) {
		VALUE_BAD(v, y, "a text of more than %d bytes takes no other's place; left out: write a post of your own",
			TEXT_SENTENCES);
		return false;
	}
	if (y->kind == YAML_LIST || y->kind == YAML_MAP)
		return value_text(v, y).n; /* reported */
	s->with = yaml_text(y);
	s->has_with = true;
	return true;
}

static void
said_key(struct values *v, const struct yaml *y, bool replaces, struct said *s)
{
	static const char *const cuts[] = {"text", "nth", "from", "to"}, *const replacements[] = {"text", "nth", "with"};
	int64_t n;
	switch (value_key(v, y, replaces ? replacements : cuts, replaces ? 3 : 4)) {
	case 0: s->text = value_text(v, y); break;
	case 1:
		if (str_is_nocase(str_trim(yaml_text(y)), "all"))
			s->nth = -1;
		else if (str_to_int(str_trim(yaml_text(y)), &n) && n >= 1 && n <= OPS_MOST)
			s->nth = (int)n;
		else
			VALUE_BAD(v, y, "\"nth\" is a number from 1, or all; left out");
		break;
	case 2:
		if (replaces) {
			if (!with_take(v, y, s))
				s->text = STR_NONE;
		} else {
			s->from = value_text(v, y);
		}
		break;
	case 3:
		s->to = value_text(v, y);
		s->at_to = y;
		break;
	default: break;
	}
}

static void
said_find(struct texter *t, struct values *v, const struct yaml *at, bool replaces, const struct said *s)
{
	const char *what = replaces ? "replace" : "cut";
	struct anchored x = {t->scroll, v, t->p};
	struct str quote = s->text.n ? s->text : s->from;
	struct span span, end;
	size_t done = log_add(t, at, replaces, quote);
	if (t->read++ >= OPS_MOST || t->n > PLACES_MOST || scroll_searched(t->scroll) > WORK_MOST) {
		if (!t->enough)
			VALUE_BAD(v, at,
				"there are too many changes of one post's text, or it is too long for so many; this one and "
				"those behind it were left out: split the post's file");
		t->enough = true;
		return;
	}
	if (s->nth < 0 && !s->to.n) {
		t->found = t->found ? t->found : NEW_N(t->scratch, OPS_MOST, struct span);
		struct span *all = t->found;
		size_t n = scroll_find(t->scroll, quote, NULL, all, OPS_MOST);
		if (n == OPS_MOST)
			VALUE_BAD(v, at, "more than %d places have this text; those behind the first %d stay as they are",
				OPS_MOST - 1, OPS_MOST);
		for (size_t i = 0; i < n; i++) {
			op_add(t, at, all[i], replaces,
				with_read(t, s->with, scroll_block(t->scroll, all[i].first)->kind == BLOCK_CODE), done);
			t->ops[t->n - 1].everywhere = true;
		}
		if (!n)
			anchor_missing(&x, at, what, quote);
		return;
	}
	if (!anchor_one(&x, at, what, quote, s->nth, NULL, &span))
		return;
	if (s->to.n) {
		if (!anchor_one(&x, s->at_to, "to", s->to, 0, &span, &end))
			return;
		span.last = end.last;
		span.end = end.end;
	}
	op_add(t, at, span, replaces, with_read(t, s->with, scroll_block(t->scroll, span.first)->kind == BLOCK_CODE), done);
}

static void
said_take(struct texter *t, struct values *v, const struct yaml *y, bool replaces)
{
	struct said s = {0};
	if (y->kind == YAML_SCALAR && !replaces)
		s.text = str_trim(yaml_text(y));
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++)
		said_key(v, &y->items[i], replaces, &s);
	bool whole = replaces ? s.text.n && s.has_with : s.text.n || (s.from.n && s.to.n);
	if (whole) {
		said_find(t, v, y, replaces, &s);
		return;
	}
	if (y->kind == YAML_NULL && !replaces)
		return;
	if (replaces)
		VALUE_BAD(v, y, "a replacement is {text: \"what is printed\", with: \"what shall be\"}; left out");
	else
		VALUE_BAD(v, y, "a cut is a quotation, or {from: \"first words\", to: \"last words\"}; left out");
	unusable_add(t, y, replaces, STR_NONE);
}

static bool
map_has(const struct yaml *y, const char *one, const char *other)
{
	return yaml_find(y, one) || yaml_find(y, other);
}

static void
cuts_read(struct texter *t, struct values *v, const struct yaml *y)
{
	if (y->kind != YAML_LIST)
		said_take(t, v, y, false);
	else
		for (size_t i = 0; i < y->n; i++)
			said_take(t, v, &y->items[i], false);
}

/* A list of replacements, one of them, or a map from what is printed to what shall be. */
static void
replacements_read(struct texter *t, struct values *v, const struct yaml *y)
{
	if (y->kind == YAML_LIST) {
		for (size_t i = 0; i < y->n; i++)
			if (y->items[i].kind == YAML_MAP && !map_has(&y->items[i], "text", "with"))
				replacements_read(t, v, &y->items[i]);
			else
				said_take(t, v, &y->items[i], true);
	} else if (y->kind != YAML_MAP || map_has(y, "text", "with")) {
		if (y->kind != YAML_NULL)
			said_take(t, v, y, true);
	} else {
		for (size_t i = 0; i < y->n; i++) {
			struct said s = {.text = str_trim(y->items[i].key)};
			if (!with_take(v, &y->items[i], &s))
				unusable_add(t, &y->items[i], true, s.text);
			else if (s.text.n)
				said_find(t, v, &y->items[i], true, &s);
		}
	}
}

/* ---- order ---- */

static int
span_cmp(const struct span *a, const struct span *b)
{
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

static int
op_cmp(const void *pa, const void *pb)
{
	const struct op *a = pa, *b = pb;
	int order = span_cmp(&a->span, &b->span);
	return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

static bool
begins_within(const struct op *op, const struct op *last)
{
	return op->span.first < last->span.last || (op->span.first == last->span.last && op->span.start < last->span.end);
}

/* Cuts that overlap are one cut; other fixes that do cannot both be. */
static void
ops_part(struct texter *t)
{
	size_t kept = 0;
	if (t->n)
		qsort(t->ops, t->n, sizeof *t->ops, op_cmp);
	for (size_t i = 0; i < t->n; i++) {
		struct op *op = &t->ops[i], *last = kept ? &t->ops[kept - 1] : NULL;
		if (!last || !begins_within(op, last)) {
			t->ops[kept++] = *op;
		} else if (!op->replaces && !last->replaces) {
			bool further = op->span.last > last->span.last ||
				(op->span.last == last->span.last && op->span.end > last->span.end);
			last->span.last = further ? op->span.last : last->span.last;
			last->span.end = further ? op->span.end : last->span.end;
			t->desk->changes[op->done].failed = false;
		} else if (!op->everywhere) {
			diag_add(t->d, DIAG_FIX_ANCHOR, op->fix->file, op->at->line, op->at->col,
				"this fix changes a text of %.*s that the one in line %d changes, too; it was left out: make one "
				"of both",
				STR_FMT(t->p->path), last->at->line);
		}
	}
	t->n = kept;
}

/* ---- changing ---- */

/* Some words around a place, as `yearbook fixes` shows them. */
static struct str
words_around(const struct block *b, uint32_t start, bool before)
{
	enum { AROUND = 40 };
	size_t from = before ? (start > AROUND ? start - AROUND : 0) : start, to = before ? start : start + AROUND;
	while (before && from && from < start && b->text.p[from - 1] != ' ')
		from++;
	while (!before && to < b->text.n && to > start && b->text.p[to] != ' ')
		to--;
	return str_sub(b->text, from, to);
}

/* What a change shows: of many places the first ones. */
struct shown {
	struct buf before, after;
	size_t places;
};

static void
op_show(const struct texter *t, const struct op *op, struct shown *shown)
{
	const struct block *first = scroll_block(t->scroll, op->span.first), *last = scroll_block(t->scroll, op->span.last);
	struct str head = words_around(first, op->span.start, true), tail = words_around(last, op->span.end, false);
	struct buf *before = &shown->before, *after = &shown->after;
	if (++shown->places > PLACES_SHOWN)
		return;
	if (before->n) {
		buf_char(before, '\n');
		buf_char(after, '\n');
	}
	buf_str(before, head);
	buf_str(after, head);
	if (!op->with.n && str_ends(head, " ") && (!tail.n || str_find_char(STR(" ,.;:!?)"), tail.p[0]) >= 0))
		after->n--; /* as text_edit closes the gap */
	for (size_t i = op->span.first; i <= op->span.last; i++) {
		const struct block *b = scroll_block(t->scroll, i);
		size_t from = i == op->span.first ? op->span.start : 0, to = i == op->span.last ? op->span.end : b->text.n;
		if (i > op->span.first && b->text.n)
			buf_char(before, '\n');
		buf_str(before, str_sub(b->text, from, to));
	}
	buf_str(after, op->with);
	buf_str(before, tail);
	buf_str(after, tail);
}

/* Those that are done, with the text before and after. */
static void
ops_show(struct texter *t)
{
	size_t n = t->desk->n_changes - t->first_change;
	struct shown *shown = NEW_N(t->scratch, n, struct shown);
	for (size_t i = 0; i < t->n; i++)
		op_show(t, &t->ops[i], &shown[t->ops[i].done - t->first_change]);
	for (size_t i = 0; i < n; i++) {
		struct desk_change *c = &t->desk->changes[t->first_change + i];
		if (!shown[i].places)
			continue;
		if (shown[i].places > PLACES_SHOWN) {
			buf_z(&shown[i].before, "\n\xE2\x80\xA6");
			buf_z(&shown[i].after, "\n\xE2\x80\xA6");
		}
		c->failed = false;
		c->before = buf_keep(&shown[i].before, t->desk->a);
		c->after = buf_keep(&shown[i].after, t->desk->a);
		buf_free(&shown[i].before);
		buf_free(&shown[i].after);
	}
}

/* Pieces of one block, which are cut when the next block is met. */
struct pieces {
	size_t block, n, cap;
	struct piece *list;
};

static bool
vanishes_empty(enum block_kind kind)
{
	switch (kind) {
	case BLOCK_PARA:
	case BLOCK_HEADING:
	case BLOCK_CODE:
	case BLOCK_TERM:
	case BLOCK_SIGNATURE:
	case BLOCK_EMBED:
	case BLOCK_PULLQUOTE: return true;
	default: return false;
	}
}

/* An address in the text that is a link to itself: the new one leads where it says. */
static void
link_follow(struct texter *t, const struct op *op)
{
	const struct span *s = &op->span;
	const struct block *b = scroll_block(t->scroll, s->first);
	struct str from = str_sub(b->text, s->start, s->end);
	bool address = str_starts_nocase(op->with, "http://") || str_starts_nocase(op->with, "https://");
	for (size_t i = 0; s->first == s->last && address && i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		if (r->link < 0 || r->start > s->start || r->end < s->end)
			continue;
		struct link *k = &t->p->links[r->link];
		if (str_eq(k->href, from) && str_find_char(op->with, ' ') < 0 && str_find_char(op->with, PARA_PART) < 0)
			k->href = op->with;
	}
}

static bool
pieces_cut(struct texter *t, struct pieces *pieces, bool *gone)
{
	struct block *b = scroll_block(t->scroll, pieces->block);
	if (!pieces->n)
		return false;
	text_edit(t->p->arena, b, pieces->list, pieces->n);
	pieces->n = 0;
	if (!b->text.n && vanishes_empty(b->kind))
		gone[b->id] = true;
	return true;
}

static void
piece_add(struct texter *t, struct pieces *pieces, size_t block, uint32_t start, uint32_t end, struct str with, bool *gone)
{
	if (pieces->block != block)
		pieces_cut(t, pieces, gone);
	pieces->block = block;
	if (end > start || with.n)
		*PUSH(t->scratch, pieces->list, pieces->n, pieces->cap) = (struct piece){start, end, with};
}

/* The place of the block behind b and all that is in it. */
static size_t
place_behind(const struct texter *t, size_t i, const size_t *places)
{
	const struct block *next = block_after(scroll_block(t->scroll, i), t->p->root);
	return next ? places[next->id] : SIZE_MAX;
}

static void
op_apply(struct texter *t, const struct op *op, struct pieces *pieces, bool *gone, const size_t *places)
{
	const struct span *s = &op->span;
	const struct block *first = scroll_block(t->scroll, s->first), *last = scroll_block(t->scroll, s->last);
	piece_add(t, pieces, s->first, s->start, s->first == s->last ? s->end : (uint32_t)first->text.n, op->with, gone);
	if (s->first == s->last)
		return;
	for (size_t i = s->first + 1; i < s->last;) {
		struct block *b = scroll_block(t->scroll, i);
		size_t behind = place_behind(t, i, places);
		bool within = behind <= s->last;
		if (within)
			gone[b->id] = true;
		i = within ? behind : i + 1;
	}
	if (last->kind == BLOCK_FIGURE && s->end >= last->text.n)
		gone[last->id] = true;
	piece_add(t, pieces, s->last, 0, s->end, STR_NONE, gone);
}

static void
ops_apply(struct texter *t, struct withdrawn *w)
{
	struct post *p = t->p;
	struct uses before = uses_of(t->scratch, p);
	bool *gone = NEW_N(t->scratch, p->n_blocks + 1, bool), parted = false;
	size_t *places = NEW_N(t->scratch, p->n_blocks + 1, size_t);
	struct pieces pieces = {0};
	for (size_t i = 0; scroll_block(t->scroll, i); i++)
		places[scroll_block(t->scroll, i)->id] = i;
	ops_show(t);
	for (size_t i = 0; i < t->n; i++)
		link_follow(t, &t->ops[i]);
	for (size_t i = 0; i < t->n; i++)
		op_apply(t, &t->ops[i], &pieces, gone, places);
	pieces_cut(t, &pieces, gone);
	tree_prune(t->scratch, p, gone, w);
	for (size_t i = 0; i < t->n; i++)
		if (t->ops[i].with.n)
			parted |= text_part(p->arena, scroll_block(t->scroll, t->ops[i].span.first));
	if (parted)
		blocks_number(p);
	uses_drop(t->scratch, p, &before, w);
	if (!block_next(p->root, p->root) && t->n)
		diag_add(t->d, DIAG_POST_EMPTY, t->ops[0].fix->file, t->ops[0].at->line, t->ops[0].at->col,
			"the fixes of %.*s leave nothing of its text: \"skip: yes\" leaves a post out", STR_FMT(p->path));
}

/* Ids must tell the blocks apart. */
static bool
ids_whole(const struct scroll *s, const struct post *p)
{
	for (size_t i = 0; scroll_block(s, i); i++)
		if (scroll_block(s, i)->id > p->n_blocks)
			return false;
	return true;
}

void
fix_text(struct desk *desk, struct diag *d, const struct fix_pair *fixes, struct post *p, struct withdrawn *w)
{
	struct texter t = {.desk = desk, .d = d, .p = p, .first_change = desk->n_changes};
	bool any = false;
	for (int i = 0; i < FIX_LAYERS; i++)
		any |= fixes->of[i] && (fixes->of[i]->cut || fixes->of[i]->replace);
	if (!any)
		return;
	t.scratch = arena_new();
	t.scroll = scroll_new(t.scratch, p, SCROLL_ALL);
	if (!ids_whole(t.scroll, p))
		blocks_number(p);
	for (int i = 0; i < FIX_LAYERS; i++) {
		const struct fix *fix = t.fix = fixes->of[i];
		struct values v = {.a = t.scratch, .d = d, .file = fix ? fix->file : STR_NONE};
		if (fix && fix->cut)
			cuts_read(&t, &v, fix->cut);
		if (fix && fix->replace)
			replacements_read(&t, &v, fix->replace);
	}
	ops_part(&t);
	if (t.n)
		ops_apply(&t, w);
	scroll_free(t.scroll);
	arena_free(t.scratch);
}
