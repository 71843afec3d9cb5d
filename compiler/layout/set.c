/* set.c - set a block's text and put its lines, pictures and links in their places */
#include "layout/flow.h"

#include <string.h>

void
item_add(struct flow *f, struct items *to, struct item item)
{
	*PUSH(f->tmp, to->p, to->n, to->cap) = item;
}

void
rect_add(struct flow *f, struct items *to, dim x, dim y, dim w, dim h, struct colour fill)
{
	item_add(f, to, (struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = fill});
}

void
items_move(struct flow *f, struct items *to, const struct items *from, dim dx, dim dy)
{
	for (size_t i = 0; i < from->n; i++) {
		struct item item = from->p[i];
		item.x += dx;
		item.y += dy;
		item_add(f, to, item);
	}
}

struct str
dest_name(struct flow *f, struct str name)
{
	return str_fmt(f->keep, "%.*s--%.*s", STR_FMT(f->entry->slug), STR_FMT(name));
}

void
dest_wait(struct flow *f, struct str name)
{
	if (name.n)
		item_add(f, &f->waiting, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = dest_name(f, name)});
}

/* The runs behind the first `skip` bytes, counted from there. */
static const struct run *
runs_behind(struct flow *f, const struct setting_of *s, size_t *n)
{
	struct run *runs = NEW_N(f->scratch, s->n_runs, struct run);
	*n = 0;
	for (size_t i = 0; i < s->n_runs; i++) {
		if (s->runs[i].end <= s->skip)
			continue;
		struct run *r = &runs[(*n)++];
		*r = s->runs[i];
		r->start = r->start > s->skip ? r->start - (uint32_t)s->skip : 0;
		r->end -= (uint32_t)s->skip;
	}
	return runs;
}

void
text_set(struct flow *f, const struct setting_of *s, dim measure, struct para *out)
{
	struct para_in in = {.text = s->text,
		.runs = s->runs,
		.n_runs = s->n_runs,
		.lang = s->lang.n ? s->lang : f->entry->lang,
		.style = s->own ? s->own : &f->style->text_styles[s->style],
		.measure = measure,
		.first_indent = s->indent,
		.preformatted = s->pre,
		.looseness = s->looseness,
		.variants = s->variants,
		.inset_lines = s->inset_lines,
		.inset = s->inset,
		.end_room = s->end_room,
		.rtl = s->rtl,
		.role = s->role,
		.block = s->block ? s->block->id : 0,
		.file = f->post->path,
		.line = s->block ? s->block->line : 0,
		.picture_size = inline_picture_size,
		.ctx = f};
	in.align = s->align == ALIGN_LEFT  ? s->physical ? PARA_LEFT : PARA_START
		: s->align == ALIGN_CENTER ? PARA_CENTER
		: s->align == ALIGN_RIGHT  ? s->physical ? PARA_RIGHT : PARA_END
					   : PARA_STYLE;
	arena_reset(f->scratch);
	if (s->skip) {
		in.text = str_sub(s->text, s->skip, s->text.n);
		if (s->runs)
			in.runs = runs_behind(f, s, &in.n_runs);
	}
	if (in.runs && !in.n_runs)
		in.runs = NULL;
	const struct splice *splices;
	size_t n_splices = splices_make(f, s, &in, &splices);
	para_set(f->fonts, f->keep, f->scratch, &in, out, f->d);
	if (n_splices)
		splices_undo(splices, n_splices, out);
	for (size_t i = 0; s->skip && i < out->n; i++)
		for (uint32_t k = 0; k < out->lines[i].n; k++) {
			out->lines[i].pieces[k].start += (uint32_t)s->skip;
			out->lines[i].pieces[k].end += (uint32_t)s->skip;
		}
}

/* The run of a block's text that holds a byte, or NULL. */
static const struct run *
run_at(const struct setting_of *s, uint32_t byte)
{
	size_t low = 0, high = s->n_runs;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (s->runs[mid].end <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n_runs && s->runs[low].start <= byte ? &s->runs[low] : NULL;
}

/* Pictures that stand in the line leave it and become items of their own. */
static void
pictures_lift(struct flow *f, struct items *to, const struct setting_of *s, struct line *line, dim x, dim y)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		if (p->word) {
			line->pieces[kept++] = *p;
			continue;
		}
		const struct run *run = run_at(s, p->start);
		const struct image *image = run ? picture_image(f, run->picture) : NULL;
		dim w = 0, h = 0;
		if (!image)
			continue;
		inline_picture_size(f, run, &w, &h);
		struct item item = {.kind = ITEM_PICTURE, .role = ROLE_FIGURE, .block = p->block, .x = x + p->x, .w = w, .h = h};
		item.y = y - h + h / 8;
		item.picture.image = image;
		item.picture.alt = f->post->pictures[run->picture].alt;
		item.picture.full_w = w;
		item.picture.full_h = h;
		item_add(f, to, item);
	}
	line->n = kept;
}

/* How far a piece reaches: to the one that stands next, else by its own width. */
static dim
piece_end(const struct line *line, uint32_t i)
{
	const struct piece *p = &line->pieces[i];
	const struct face *face = p->word->face;
	dim w = dim_scale(p->size, p->word->advance, face->upem ? face->upem : 1000) +
		dim_scale(p->size, (int64_t)p->tracking * p->word->n, 1000);
	w += dim_scale(w, p->stretch, 10000);
	dim end = p->x + w;
	return i + 1 < line->n && line->pieces[i + 1].x > p->x && line->pieces[i + 1].x < end ? line->pieces[i + 1].x : end;
}

/* The ground behind marked text. */
static void
marks_add(struct flow *f, struct items *to, const struct setting_of *s, const struct line *line, dim x, dim y)
{
	dim size = (s->own ? s->own : &f->style->text_styles[s->style])->size;
	for (uint32_t i = 0; i < line->n;) {
		const struct run *run = run_at(s, line->pieces[i].start);
		uint32_t last = i;
		while (run && run->flags & RUN_MARK && last + 1 < line->n) {
			const struct run *next = run_at(s, line->pieces[last + 1].start);
			if (!next || !(next->flags & RUN_MARK))
				break;
			last++;
		}
		if (run && run->flags & RUN_MARK && line->pieces[i].word && line->pieces[last].word) {
			dim left = line->pieces[i].x - size / 12, right = piece_end(line, last) + size / 12;
			rect_add(f, to, x + left, y - size * 85 / 100, right - left, size * 115 / 100, f->style->mark_ground);
		}
		i = last + 1;
	}
}

void
line_add(struct flow *f, struct items *to, const struct setting_of *s, const struct line *line, dim x, dim y)
{
	struct item item = {.kind = ITEM_LINE,
		.role = s->role,
		.block = s->block  ? s->block->id
			: s->owner ? s->owner->id
				   : 0,
		.x = x,
		.y = y,
		.w = line->w,
		.line = *line};
	bool pictures = false, links = false;
	for (size_t i = 0; s->block && i < s->n_runs; i++)
		if (s->runs && s->runs[i].flags & RUN_MARK) {
			marks_add(f, to, s, line, x, y);
			break;
		}
	for (uint32_t i = 0; i < line->n; i++) {
		pictures |= !line->pieces[i].word;
		links |= line->pieces[i].flags & PIECE_LINK || line->pieces[i].call;
	}
	if (pictures)
		pictures_lift(f, to, s, &item.line, x, y);
	if (item.line.n)
		item_add(f, to, item);
	if (links && s->runs)
		links_add(f, to, s, &item.line, x, y);
}

/* ---- links ---- */

static void
call_link_add(struct flow *f, struct items *to, uint32_t number, struct item link)
{
	link.link.dest = dest_name(f, str_fmt(f->scratch, "note-%u", (unsigned)number));
	item_add(f, to, link);
	struct item dest = {.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .x = link.x, .y = link.y};
	dest.dest = dest_name(f, str_fmt(f->scratch, "call-%u", (unsigned)number));
	item_add(f, to, dest);
}

void
link_target(struct flow *f, const struct link *l, struct item *item)
{
	if (l->post < 0 || (size_t)l->post >= f->book->n_all) {
		item->link.uri = l->href;
		return;
	}
	struct str slug = f->book->entries[l->post].slug;
	item->link.dest = l->anchor.n ? str_fmt(f->keep, "%.*s--%.*s", STR_FMT(slug), STR_FMT(l->anchor)) : slug;
}

void
links_add(struct flow *f, struct items *to, const struct setting_of *s, const struct line *line, dim x, dim y)
{
	const struct text_style *t = s->own ? s->own : &f->style->text_styles[s->style];
	for (uint32_t i = 0; i < line->n;) {
		const struct piece *p = &line->pieces[i];
		const struct run *run = p->block && s->block ? run_at(s, p->start) : NULL;
		if (!p->call && (!run || run->link < 0)) {
			i++;
			continue;
		}
		uint32_t last = i;
		for (uint32_t k = i + 1; k < line->n && line->pieces[k].call == p->call; k++) {
			const struct run *next = run_at(s, line->pieces[k].start);
			if (!p->call && (!next || next->link != run->link))
				break;
			last = k;
		}
		struct item item = {.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .block = p->block, .x = x + p->x};
		item.y = y - dim_scale(t->size, 80, 100);
		item.w = x + piece_end(line, last) - item.x;
		item.h = dim_scale(t->size, 108, 100);
		if (p->call)
			call_link_add(f, to, p->call, item);
		else if ((size_t)run->link < f->post->n_links) {
			link_target(f, &f->post->links[run->link], &item);
			if (item.link.uri.n || item.link.dest.n)
				item_add(f, to, item);
		}
		i = last + 1;
	}
}

void
calls_add(struct flow *f, const struct setting_of *s, const struct line *line)
{
	uint32_t last = 0;
	(void)s;
	for (uint32_t i = 0; i < line->n; i++)
		if (line->pieces[i].call && line->pieces[i].call != last) {
			last = line->pieces[i].call;
			*PUSH(f->tmp, f->calls, f->n_calls, f->cap_calls) = last - 1;
		}
}
