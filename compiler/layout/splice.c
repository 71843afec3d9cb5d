/* splice.c - the numbers of notes, put into a paragraph where the book's text has none or others */
#include "layout/flow.h"

#include <string.h>

/* A paragraph's text and runs with what is put in. */
struct splicer {
	struct flow *f;
	const struct setting_of *s;
	struct buf text;
	struct run *runs;
	size_t n_runs, cap_runs;
	struct splice *list;
	size_t n, cap;
	bool numbered; /* a number stands last */
};

/* Adds text that stands in for bytes [at, end) of the paragraph's. */
static void
splice_add(struct splicer *p, struct run run, uint32_t at, uint32_t end, struct str text, uint32_t call)
{
	struct splice *to = PUSH(p->f->scratch, p->list, p->n, p->cap);
	*to = (struct splice){at, end, (uint32_t)p->text.n, (uint32_t)(p->text.n + text.n), call};
	buf_str(&p->text, text);
	run.start = to->new_at;
	run.end = to->new_end;
	*PUSH(p->f->scratch, p->runs, p->n_runs, p->cap_runs) = run;
}

static void
number_add(struct splicer *p, uint32_t at, uint32_t end, uint32_t number)
{
	struct run run = {.kind = RUN_NOTE, .link = -1, .picture = -1, .note = -1};
	struct run comma = {.kind = RUN_TEXT, .flags = RUN_SUP, .link = -1, .picture = -1, .note = -1};
	if (p->numbered)
		splice_add(p, comma, at, at, STR(","), 0);
	splice_add(p, run, at, end, str_fmt(p->f->scratch, "%u", (unsigned)number), number > UINT16_MAX ? 0 : number);
	p->numbered = true;
}

/* What stands behind a link that ends at a byte of the block's text. */
static void
link_end(struct splicer *p, const struct run *r, uint32_t end, uint32_t end_in_block)
{
	const struct series *s = &p->f->series;
	if (r->link < 0 || (size_t)r->link >= p->f->post->n_links || s->call_block[r->link] != p->s->block->id ||
		s->call_end[r->link] != end_in_block)
		return;
	if (s->beside[r->link].n && (p->s->role == ROLE_NOTE || p->s->role == ROLE_CAPTION)) {
		struct run run = *r;
		run.flags = 0;
		run.kind = RUN_TEXT;
		run.picture = -1;
		splice_add(p, run, end ? end - 1 : 0, end, str_fmt(p->f->scratch, " (%.*s)", STR_FMT(s->beside[r->link])), 0);
	} else if (s->of_link[r->link] && p->s->role != ROLE_NOTE) {
		number_add(p, end, end, s->of_link[r->link]);
	}
}

static bool
needs_any(const struct flow *f, const struct para_in *in)
{
	for (size_t i = 0; i < in->n_runs; i++)
		if (in->runs[i].kind == RUN_NOTE || (in->runs[i].link >= 0 && (size_t)in->runs[i].link < f->post->n_links))
			return true;
	return false;
}

size_t
splices_make(struct flow *f, const struct setting_of *s, struct para_in *in, const struct splice **out)
{
	struct splicer p = {.f = f, .s = s};
	*out = NULL;
	if (!s->block || !in->runs || !f->series.of_link || in->preformatted || !needs_any(f, in))
		return 0;
	for (size_t i = 0; i < in->n_runs; i++) {
		const struct run *r = &in->runs[i];
		if (r->kind == RUN_NOTE && r->note >= 0 && (size_t)r->note < f->post->n_notes) {
			number_add(&p, r->start, r->end, f->series.of_note[r->note]);
			continue;
		}
		struct run own = *r;
		own.start = (uint32_t)p.text.n;
		buf_str(&p.text, str_sub(in->text, r->start, r->end));
		own.end = (uint32_t)p.text.n;
		*PUSH(f->scratch, p.runs, p.n_runs, p.cap_runs) = own;
		p.numbered = false;
		link_end(&p, r, r->end, r->end + (uint32_t)s->skip);
	}
	if (p.n) {
		in->text = buf_keep(&p.text, f->scratch);
		in->runs = p.runs;
		in->n_runs = p.n_runs;
	}
	buf_free(&p.text);
	*out = p.list;
	return p.n;
}

dim
splices_width(const struct flow *f, const struct block *b, dim size, dim *widest)
{
	dim sum = 0;
	*widest = 0;
	for (size_t i = 0; f->series.of_link && i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		bool ends = r->link >= 0 && (size_t)r->link < f->post->n_links && f->series.call_block[r->link] == b->id &&
			f->series.call_end[r->link] == r->end;
		uint32_t number = ends ? f->series.of_link[r->link] : 0;
		dim w = number ? size * (number < 10 ? 5 : number < 100 ? 9 : 13) / 10 : 0;
		sum += w;
		*widest = w > *widest ? w : *widest;
	}
	return sum;
}

/* The last one that begins at or before a byte of the new text, or NULL. */
static const struct splice *
splice_at(const struct splice *list, size_t n, uint32_t byte)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (list[mid].new_at <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &list[low - 1] : NULL;
}

void
splices_undo(const struct splice *list, size_t n, struct para *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (uint32_t k = 0; k < p->lines[i].n; k++) {
			struct piece *piece = &p->lines[i].pieces[k];
			const struct splice *s = splice_at(list, n, piece->start);
			if (!s)
				continue;
			if (piece->start < s->new_end) {
				piece->start = s->at;
				piece->end = s->end;
				piece->call = (uint16_t)s->call;
			} else {
				piece->start = piece->start - s->new_end + s->end;
				piece->end = piece->end - s->new_end + s->end;
			}
		}
}
