/* footnotes.c - the notes at the feet of a post's pages: those that a page calls, in lines; what has no room runs on to the next page */
#include "layout/flow.h"

void
footnotes_begin(struct flow *f, struct footnotes *fn)
{
	*fn = (struct footnotes){.shown = NEW_N(f->tmp, f->series.n + 1, size_t), .page = 0};
}

void
footnotes_page(struct footnotes *fn)
{
	fn->page++;
	fn->x = 0;
}

void
footnotes_call(struct flow *f, struct footnotes *fn, uint32_t first, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t number = f->calls[first + i];
		const struct note_set *note = &f->notes[number];
		bool shown = note->again ? fn->shown[number] == fn->page : fn->shown[number] > 0;
		if (shown || note->at_end || !note->n)
			continue;
		fn->shown[number] = fn->page;
		dim gap = footnotes_blank(f);
		if (note->run_w > 0 && fn->x > 0 && (int64_t)fn->x + gap + note->run_w <= f->measure) {
			dim x = fn->x + gap;
			items_move(f, &fn->lines[fn->n - 1], &note->lines[0], note->rtl ? -x : x, 0);
			fn->x = x + note->run_w;
			continue;
		}
		for (size_t k = 0; k < note->n; k++) {
			struct items *line = PUSH(f->tmp, fn->lines, fn->n, fn->cap);
			*line = (struct items){0};
			items_move(f, line, &note->lines[k], 0, 0);
		}
		fn->x = note->run_w;
	}
}

dim
footnotes_blank(const struct flow *f)
{
	return f->style->inset;
}

int
footnotes_lines(const struct footnotes *fn, const struct vpage *page)
{
	size_t waiting = fn->n - fn->done, most = page->notes_rest > 0 ? (size_t)page->note_lines : waiting;
	return (int)(waiting < most ? waiting : most);
}

void
footnotes_frame(struct flow *f, struct footnotes *fn, int lines, struct frame *frame)
{
	dim leading = f->style->text_styles[TEXT_NOTE].leading, y = f->style->grid, w = f->style->pullquote_rule_w;
	struct items items = {0};
	if (fn->rest) /* a note goes on: the rule reaches over the measure */
		w = f->measure;
	frame->kind = FRAME_NOTES;
	frame->h = (dim)lines * leading + f->style->grid;
	frame->y = f->style->last_baseline - frame->h;
	frame->w = f->measure;
	rect_add(
		f, &items, language_rtl(f->entry->lang) ? f->measure - w : 0, f->style->grid * 6 / 7, w, PT(0.5), f->style->text);
	for (int i = 0; i < lines; i++, y += leading)
		items_move(f, &items, &fn->lines[fn->done++], 0, y);
	frame->items = items_keep(f->keep, &items);
	frame->n = items.n;
}
