/* notes.c - footnotes and the addresses of links: their numbers, and how they are set */
#include "layout/address.h"
#include "layout/flow.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

enum {
	SLOTS_MOST = 2, /* short addresses side by side */
	SLOT_LEAST = 11, /* ems that one of them has at least */
	SERIES_MOST = 60000, /* addresses: numbers beyond 65,535 have no room in a piece */
	ADDRESS_LEAST = 30, /* characters that a shortened address keeps */
	FITS_MOST = 4, /* trials */
	PAGES_MOST = 3 /* of a note: a longer one stands at the end */
};

/* ---- numbers ---- */

/* Addresses and places that have a number, or a code. */
struct known {
	uint32_t *slots; /* number, 0: empty */
	struct str *names; /* what each number leads to */
	size_t mask, n;
};

struct numbering {
	struct flow *f;
	struct series *s;
	struct known known;
	uint32_t *from; /* of each link: where its text begins in its last block */
	bool *worded; /* it has text, not only a picture */
	size_t cap, cap_codes;
	bool coded; /* addresses have codes */
};

static bool
is_shown(const struct block *b)
{
	return block_shown(b, EDITION_PRINT) && b->kind != BLOCK_EMBED && b->kind != BLOCK_CODE && b->runs;
}

static bool
run_links(const struct numbering *n, const struct run *r)
{
	return r->link >= 0 && (size_t)r->link < n->f->post->n_links;
}

static bool
run_calls(const struct numbering *n, const struct run *r)
{
	return r->kind == RUN_NOTE && r->note >= 0 && (size_t)r->note < n->f->post->n_notes;
}

/* Where each link ends. */
static void
ends_find(struct numbering *n, const struct block *root)
{
	for (const struct block *b = block_next(root, root); b; b = block_next(b, root))
		for (size_t i = 0; is_shown(b) && i < b->n_runs; i++) {
			const struct run *r = &b->runs[i];
			if (!run_links(n, r))
				continue;
			if (n->s->call_block[r->link] != b->id)
				n->from[r->link] = r->start;
			n->s->call_block[r->link] = b->id;
			n->s->call_end[r->link] = r->end;
			n->worded[r->link] |= r->kind == RUN_TEXT;
		}
}

static struct str
link_text(const struct numbering *n, const struct block *b, int link)
{
	return str_trim(str_sub(b->text, n->from[link], n->s->call_end[link]));
}

/* The address that a link's text does not say; empty when there is nothing to add. */
static struct str
address_unsaid(struct numbering *n, const struct block *b, int link)
{
	const struct link *l = &n->f->post->links[link];
	if (!n->worded[link] || !l->href.n || l->post >= 0)
		return STR_NONE;
	struct str shown = address_shown(n->f->tmp, l->href);
	return address_said(n->f->scratch, link_text(n, b, link), shown) ? STR_NONE : shown;
}

/* Does a link lead to another post of the book? */
static bool
leads_within(const struct numbering *n, int link)
{
	int post = n->f->post->links[link].post;
	return n->worded[link] && post >= 0 && (size_t)post < n->f->book->n_entries && &n->f->book->entries[post] != n->f->entry;
}

static uint32_t
number_add(struct numbering *n, struct numbered one)
{
	*PUSH(n->f->tmp, n->s->list, n->s->n, n->cap) = one;
	return (uint32_t)n->s->n;
}

/* One address, or place in the book, has one number in a post. */
static uint32_t
address_number(struct numbering *n, const struct block *b, int link, struct str shown)
{
	const struct link *l = &n->f->post->links[link];
	struct known *k = &n->known;
	struct str name = shown.n ? shown : str_fmt(n->f->tmp, " %d#%.*s", l->post, STR_FMT(l->anchor));
	size_t at = (size_t)str_hash(name) & k->mask;
	for (; k->slots[at]; at = (at + 1) & k->mask)
		if (str_eq(k->names[at], name))
			return n->coded ? 0 : k->slots[at];
	if (k->n >= SERIES_MOST)
		return 0;
	struct numbered one = {.note = -1, .link = link, .shown = shown, .said = link_text(n, b, link)};
	k->n++;
	k->names[at] = name;
	if (!n->coded)
		return k->slots[at] = number_add(n, one);
	k->slots[at] = 1;
	*PUSH(n->f->tmp, n->s->codes, n->s->n_codes, n->cap_codes) = one;
	return 0;
}

static void
text_number(struct numbering *n, const struct block *b)
{
	for (size_t i = 0; is_shown(b) && i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		if (run_calls(n, r) && !n->s->of_note[r->note])
			n->s->of_note[r->note] = number_add(n, (struct numbered){.note = r->note, .link = -1});
		if (n->f->book->config->links == LINKS_NONE || !run_links(n, r) || n->s->call_block[r->link] != b->id ||
			n->s->call_end[r->link] != r->end)
			continue;
		struct str shown = address_unsaid(n, b, r->link);
		if (shown.n || (leads_within(n, r->link) && !n->coded))
			n->s->of_link[r->link] = address_number(n, b, r->link, shown);
	}
}

/* Notes that nothing printed calls, for what calls them stands in the e-book alone. */
static const bool *
notes_elsewhere(struct flow *f)
{
	const struct post *post = f->post;
	bool *printed = NEW_N(f->tmp, post->n_notes, bool), *elsewhere = NEW_N(f->tmp, post->n_notes, bool);
	for (size_t k = 0; k <= post->n_notes; k++) {
		const struct block *root = k ? post->notes[k - 1] : post->root;
		for (const struct block *b = block_next(root, root); b; b = block_next(b, root))
			for (size_t i = 0; i < b->n_runs; i++)
				if (b->runs[i].kind == RUN_NOTE && b->runs[i].note >= 0 &&
					(size_t)b->runs[i].note < post->n_notes)
					(b->only == EDITION_SCREEN ? elsewhere : printed)[b->runs[i].note] = true;
	}
	for (size_t i = 0; i < post->n_notes; i++)
		elsewhere[i] = elsewhere[i] && !printed[i];
	return elsewhere;
}

/* A note has no notes, nor has a page of pictures: what its links lead to stands behind them. */
static void
note_addresses(struct numbering *n, const struct block *note)
{
	ends_find(n, note);
	for (const struct block *b = block_next(note, note); b; b = block_next(b, note))
		for (size_t i = 0; is_shown(b) && i < b->n_runs; i++) {
			const struct run *r = &b->runs[i];
			if (run_links(n, r) && n->s->call_block[r->link] == b->id && n->s->call_end[r->link] == r->end)
				n->s->beside[r->link] = address_unsaid(n, b, r->link);
		}
}

void
series_make(struct flow *f)
{
	const struct post *post = f->post;
	struct series *s = &f->series;
	struct numbering n = {.f = f, .s = s, .known = {.mask = 15}, .coded = f->book->config->links == LINKS_QR};
	size_t links = post->n_links;
	if (!links && !post->n_notes)
		return;
	while (n.known.mask < 2 * (links < SERIES_MOST ? links : SERIES_MOST))
		n.known.mask = n.known.mask * 2 + 1;
	n.known.slots = NEW_N(f->tmp, n.known.mask + 1, uint32_t);
	n.known.names = NEW_N(f->tmp, n.known.mask + 1, struct str);
	n.from = NEW_N(f->tmp, links, uint32_t);
	n.worded = NEW_N(f->tmp, links, bool);
	s->of_note = NEW_N(f->tmp, post->n_notes, uint32_t);
	s->of_link = NEW_N(f->tmp, links, uint32_t);
	s->call_block = NEW_N(f->tmp, links, uint32_t);
	s->call_end = NEW_N(f->tmp, links, uint32_t);
	s->beside = NEW_N(f->tmp, links, struct str);
	ends_find(&n, post->root);
	for (const struct block *b = block_next(post->root, post->root); b && b != post->gallery; b = block_next(b, post->root))
		text_number(&n, b);
	if (post->gallery && f->book->config->links != LINKS_NONE)
		note_addresses(&n, post->gallery);
	const bool *elsewhere = notes_elsewhere(f);
	for (size_t i = 0; i < post->n_notes; i++) {
		if (elsewhere[i])
			continue;
		if (!s->of_note[i]) /* only notes call it */
			s->of_note[i] = number_add(&n, (struct numbered){.note = (int)i, .link = -1});
		if (f->book->config->links != LINKS_NONE)
			note_addresses(&n, post->notes[i]);
	}
	arena_reset(f->scratch);
}

/* ---- setting ---- */

/* A note in the making. */
struct note_maker {
	struct flow *f;
	struct note_set *set;
	size_t cap;
	unsigned number;
	dim hang, leading;
};

/* The number before a note, which leads back to its call. */
static void
note_label(struct note_maker *m, struct items *line, bool rtl)
{
	struct flow *f = m->f;
	struct para mark;
	struct setting_of s = {.text = str_fmt(f->keep, "%u", m->number),
		.style = TEXT_NOTE,
		.role = ROLE_LABEL,
		.rtl = rtl,
		.align = ALIGN_LEFT};
	text_set(f, &s, f->measure, &mark);
	item_add(f, line,
		(struct item){
			.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = dest_name(f, str_fmt(f->tmp, "note-%u", m->number))});
	for (size_t k = 0; k < mark.n && k < 1; k++) {
		line_add(f, line, &s, &mark.lines[k], 0, m->leading);
		struct item back = {.kind = ITEM_LINK,
			.role = ROLE_ARTIFACT,
			.x = rtl ? f->measure - mark.lines[k].w : 0,
			.y = m->leading / 5,
			.w = mark.lines[k].w,
			.h = m->leading};
		back.link.dest = dest_name(f, str_fmt(f->tmp, "call-%u", m->number));
		item_add(f, line, back);
	}
}

/* Adds the lines of one paragraph of a note; the first line of the note bears its number. `uri`: all of it leads there. */
static void
note_lines(struct note_maker *m, const struct setting_of *s, struct str uri)
{
	struct flow *f = m->f;
	struct para p;
	text_set(f, s, f->measure - m->hang, &p);
	for (size_t i = 0; i < p.n; i++) {
		bool first = !m->set->n;
		struct items *line = PUSH(f->tmp, m->set->lines, m->set->n, m->cap);
		dim x = s->rtl ? 0 : m->hang;
		*line = (struct items){0};
		if (first)
			note_label(m, line, s->rtl);
		line_add(f, line, s, &p.lines[i], x, m->leading);
		if (uri.n) {
			struct item link = {.kind = ITEM_LINK,
				.role = ROLE_ARTIFACT,
				.x = s->rtl ? f->measure - m->hang - p.lines[i].w : x,
				.y = m->leading / 5,
				.w = p.lines[i].w,
				.h = m->leading,
				.link = {.uri = uri}};
			item_add(f, line, link);
		}
	}
}

/* Which notes the text itself calls. One that only notes call has no place at the foot of a page: it stands at the end. */
static const bool *
notes_called(const struct flow *f)
{
	const struct post *post = f->post;
	bool *called = NEW_N(f->tmp, post->n_notes, bool);
	for (const struct block *b = block_next(post->root, post->root); b; b = block_next(b, post->root))
		for (size_t i = 0; i < b->n_runs && block_shown(b, EDITION_PRINT); i++)
			if (b->runs[i].kind == RUN_NOTE && b->runs[i].note >= 0 && (size_t)b->runs[i].note < post->n_notes)
				called[b->runs[i].note] = true;
	return called;
}

/* A picture has no room at the foot of a page: its alternative text stands for it. */
static void
note_picture(struct flow *f, const struct block *b, struct setting_of *s)
{
	if (b->kind != BLOCK_FIGURE || b->picture < 0 || !block_shown(b, EDITION_PRINT))
		return;
	const struct picture *p = &f->post->pictures[b->picture];
	struct str says = p->alt.n ? p->alt : path_base(p->src), word = word_in(WORD_PICTURE, f->entry->lang);
	diag_add(f->d, DIAG_PICTURE_IN_NOTE, f->post->path, p->line, 0,
		"a picture in a footnote is not printed: its text stands for it; put the picture into the post");
	*s = (struct setting_of){.style = TEXT_NOTE, .role = ROLE_NOTE, .lang = b->lang};
	s->text = b->text.n ? str_fmt(f->keep, "%.*s (%.*s): %.*s", STR_FMT(word), STR_FMT(says), STR_FMT(b->text))
			    : str_fmt(f->keep, "%.*s: %.*s", STR_FMT(word), STR_FMT(says));
}

static void
footnote_set(struct note_maker *m, const struct block *note)
{
	struct flow *f = m->f;
	for (const struct block *b = block_next(note, note); b; b = block_next(b, note)) {
		struct setting_of s = {.block = b,
			.text = b->text,
			.runs = b->runs,
			.n_runs = b->n_runs,
			.style = TEXT_NOTE,
			.role = ROLE_NOTE,
			.lang = b->lang,
			.rtl = b->rtl || language_rtl(b->lang.n ? b->lang : f->entry->lang)};
		s.pre = b->kind == BLOCK_CODE;
		note_picture(f, b, &s);
		if (s.text.n && block_shown(b, EDITION_PRINT))
			note_lines(m, &s, STR_NONE);
	}
}

/* "Page 47": the number is known when all posts are laid out, and the line is filled in then (see links.c). */
static void
page_set(struct note_maker *m, const struct numbered *one)
{
	struct flow *f = m->f;
	bool rtl = language_rtl(f->entry->lang);
	struct items *line = PUSH(f->tmp, m->set->lines, m->set->n, m->cap);
	struct item link = {.kind = ITEM_LINK,
		.role = ROLE_ARTIFACT,
		.x = rtl ? 0 : m->hang,
		.y = m->leading / 5,
		.w = f->measure - m->hang,
		.h = m->leading};
	link_target(f, &f->post->links[one->link], &link);
	*line = (struct items){0};
	note_label(m, line, rtl);
	item_add(f, line, link);
	item_add(f, line, (struct item){.kind = ITEM_LINE, .role = ROLE_NOTE, .x = link.x, .y = m->leading, .w = link.w});
}

/* An address that has to be shortened becomes short enough for one line, where a line holds a legible piece of it. */
static struct str
address_fit(struct note_maker *m, struct str shown)
{
	struct flow *f = m->f;
	const struct text_style *t = &f->style->text_styles[TEXT_NOTE];
	dim room = f->measure - m->hang;
	int most = f->style->address_most;
	struct str s = address_shorten(f->keep, shown, most);
	for (int i = 0; i < FITS_MOST && s.p != shown.p; i++) {
		arena_reset(f->scratch);
		dim w = text_width(f->fonts, f->scratch, s, STR("en"), t);
		int64_t less = w ? (int64_t)utf8_count(s) * room / w : 0;
		if (w <= room || less < ADDRESS_LEAST)
			break;
		most = (int)less - i;
		s = address_shorten(f->keep, shown, most);
	}
	return s;
}

static void
address_set(struct note_maker *m, const struct numbered *one)
{
	struct flow *f = m->f;
	struct setting_of s = {.text = address_fit(m, one->shown),
		.style = TEXT_NOTE,
		.role = ROLE_NOTE,
		.align = ALIGN_LEFT,
		.rtl = language_rtl(f->entry->lang)};
	note_lines(m, &s, f->post->links[one->link].href);
}

/* An address of one line may share it with the next ones. */
static void
run_in_set(struct note_maker *m, const struct numbered *one)
{
	struct flow *f = m->f;
	const struct text_style *t = &f->style->text_styles[TEXT_NOTE];
	struct str word = word_in(WORD_PAGE, f->entry->lang);
	const struct items *line = &m->set->lines[0];
	dim w = 0;
	for (size_t i = 0; i < line->n; i++)
		if (line->p[i].kind == ITEM_LINE && line->p[i].role == ROLE_NOTE)
			w = line->p[i].line.w;
	if (!one->shown.n) { /* room for the number that is not known yet */
		arena_reset(f->scratch);
		w = text_width(f->fonts, f->scratch, str_fmt(f->scratch, "%.*s 0000", STR_FMT(word)), f->entry->lang, t);
	}
	m->set->rtl = language_rtl(f->entry->lang);
	/* they stand below each other: in halves of the measure, where it is wide */
	dim blank = footnotes_blank(f);
	int slots = (int)(f->measure / (t->size * SLOT_LEAST));
	slots = slots > SLOTS_MOST ? SLOTS_MOST : slots;
	if (slots < 2)
		return;
	dim slot = (f->measure - (slots - 1) * blank) / slots, run = slot;
	while (run < m->hang + w && run < f->measure)
		run += blank + slot;
	m->set->run_w = run < f->measure ? run : f->measure;
}

/* How far the text of notes stands from their numbers' left edge: as far as the widest number needs. */
static dim
hang_of(struct flow *f)
{
	const struct text_style *t = &f->style->text_styles[TEXT_NOTE];
	dim least = f->style->inset * 4 / 5, w = 0;
	if (f->series.n > 9)
		w = text_width(f->fonts, f->scratch, str_fmt(f->scratch, "%zu", f->series.n), STR("en"), t) + t->size / 2;
	return w > least ? w : least;
}

void
notes_set(struct flow *f)
{
	const struct style *style = f->style;
	const bool *called = notes_called(f);
	dim hang = hang_of(f);
	f->notes = NEW_N(f->tmp, f->series.n, struct note_set);
	for (size_t i = 0; i < f->series.n; i++) {
		const struct numbered *one = &f->series.list[i];
		struct note_maker m = {.f = f,
			.set = &f->notes[i],
			.number = (unsigned)i + 1,
			.hang = hang,
			.leading = style->text_styles[TEXT_NOTE].leading};
		if (one->note >= 0)
			footnote_set(&m, f->post->notes[one->note]);
		else if (one->shown.n)
			address_set(&m, one);
		else
			page_set(&m, one);
		m.set->again = one->note < 0;
		if (style->notes_run_in && one->note < 0 && m.set->n == 1)
			run_in_set(&m, one);
		bool lost = i >= UINT16_MAX || f->book->config->links == LINKS_ENDNOTES || (one->note >= 0 && !called[one->note]);
		m.set->at_end = lost || (int64_t)m.set->n * m.leading > (int64_t)style->lines * style->grid * PAGES_MOST;
	}
}

/* ---- behind the text ---- */

enum { TOGETHER = 4 /* lines of notes that stay together: in the print style they take three steps of the grid */ };

/* Adds lines that stand close, the last one on the grid. */
static void
lines_together(struct flow *f, const struct items *lines, int n, int steps, dim leading)
{
	struct items items = {0};
	for (int i = 0; i < n; i++)
		items_move(f, &items, &lines[i], 0, steps * f->style->grid - (n - i) * leading);
	atom_add(f, items, steps, 0);
}

void
notes_flow(struct flow *f)
{
	struct items lines[TOGETHER] = {{0}}, rule = {0};
	const struct style *style = f->style;
	dim leading = style->text_styles[TEXT_NOTE].leading;
	int n = 0;
	bool any = false;
	for (size_t i = 0; i < f->series.n; i++)
		for (size_t k = 0; f->notes[i].at_end && k < f->notes[i].n; k++) {
			if (!any) {
				rect_add(f, &rule, language_rtl(f->entry->lang) ? f->measure - style->pullquote_rule_w : 0,
					style->grid * 6 / 7, style->pullquote_rule_w, PT(0.5), style->text);
				blank_ask(f, 1, 1);
				atom_add(f, rule, 1, BREAK_NEVER);
				any = true;
			}
			lines[n++] = f->notes[i].lines[k];
			if (n == TOGETHER) {
				lines_together(f, lines, n, (int)((n * leading + style->grid - 1) / style->grid), leading);
				n = 0;
			}
		}
	if (n)
		lines_together(f, lines, n, (int)((n * leading + style->grid - 1) / style->grid), leading);
	codes_flow(f);
}
