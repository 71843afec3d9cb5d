/* coversheet.c - back, spine and front side by side on one ground */
#include "layout/cover.h"

static struct frame
ground(struct parts_env *env, const struct cover_shape *shape, dim w)
{
	struct frame frame = {.kind = FRAME_PAGE, .w = w, .h = shape->trim_h, .items = NEW(env->keep, struct item), .n = 1};
	*frame.items = (struct item){.kind = ITEM_RECT,
		.role = ROLE_ARTIFACT,
		.x = -shape->bleed,
		.y = -shape->bleed,
		.w = w + 2 * shape->bleed,
		.h = shape->trim_h + 2 * shape->bleed,
		.fill = env->style->panel};
	return frame;
}

/* The style of one side: what stands there keeps off the edges and folds. */
static const struct style *
side_style(const struct parts_env *env, const struct cover_shape *shape)
{
	struct style *s = NEW(env->keep, struct style);
	*s = *env->style;
	s->trim_w = shape->trim_w;
	s->trim_h = shape->trim_h;
	s->bleed = shape->bleed;
	if (s->margin_inner < shape->safety)
		s->margin_inner = shape->safety;
	if (s->margin_inner > shape->trim_w / 4)
		s->margin_inner = shape->trim_w / 4;
	return s;
}

static void
metadata(const struct book *book, struct pages *out)
{
	out->title = book->title;
	out->author = book->creator;
	out->subject = book->description.n ? book->description : book->subtitle;
	out->language = book->language;
	out->identifier = book->identifier;
	out->modified = book->modified;
}

static void
frame_place(struct page *page, struct frame frame, dim x, dim w, dim h)
{
	frame.kind = FRAME_PAGE;
	frame.x = x;
	frame.w = w;
	frame.h = h;
	if (frame.n)
		page->frames[page->n_frames++] = frame;
}

/* Upper edge of the front's photograph; 0: it has none. */
static dim
band_top(const struct frame *front)
{
	for (size_t i = 0; i < front->n; i++)
		if (front->items[i].kind == ITEM_PICTURE)
			return front->items[i].y;
	return 0;
}

void
cover_sheet(struct parts_env *env, const struct cover_shape *shape, struct pages *out)
{
	struct page *page = NEW(env->keep, struct page);
	struct parts_env side = *env;
	dim w = shape->trim_w, h = shape->trim_h, whole = 2 * w + shape->spine;
	bool rtl = language_rtl(env->book->language); /* bound on the right: the front is the sheet's left side */
	side.part = PART_COVER;
	side.number = 1;
	side.style = side_style(env, shape);
	*page = (struct page){.number = 1, .post = -1, .frames = NEW_N(env->keep, 4, struct frame)};
	page->frames[page->n_frames++] = ground(env, shape, whole);
	struct frame front = cover_front(&side);
	frame_place(page, front, rtl ? 0 : w + shape->spine, w, h);
	frame_place(page, cover_spine(&side, shape), w + shape->spine, h, shape->spine);
	frame_place(page, cover_back(&side, shape, band_top(&front)), rtl ? w + shape->spine : 0, w, h);
	*out = (struct pages){.trim_w = whole, .trim_h = h, .bleed = shape->bleed, .list = page, .n = 1, .bound_right = rtl};
	metadata(env->book, out);
}

void
cover_alone(struct parts_env *env, struct pages *out)
{
	struct page *page = NEW(env->keep, struct page);
	const struct style *s = env->style;
	const struct cover_shape shape = {.trim_w = s->trim_w, .trim_h = s->trim_h};
	struct parts_env side = *env;
	side.part = PART_COVER;
	side.number = 1;
	side.style = side_style(env, &shape);
	*page = (struct page){.number = 1, .post = -1, .frames = NEW_N(env->keep, 2, struct frame)};
	page->frames[page->n_frames++] = ground(env, &shape, s->trim_w);
	frame_place(page, cover_front(&side), 0, s->trim_w, s->trim_h);
	*out = (struct pages){.trim_w = s->trim_w, .trim_h = s->trim_h, .list = page, .n = 1};
	metadata(env->book, out);
}
