/* furniture.c - running heads and folios */
#include "layout/parts.h"

#include <string.h>

dim
text_left(const struct style *style, int page_number)
{
	return page_number % 2 != style->bound_right ? style->margin_inner : style->margin_outer;
}

void
frames_shift(const struct style *style, struct page *page)
{
	for (size_t i = 0; i < page->n_frames; i++)
		if (page->frames[i].kind == FRAME_TEXT || page->frames[i].kind == FRAME_NOTES)
			page->frames[i].x += text_left(style, page->number);
}

struct str
roman(struct arena *a, int n)
{
	static const struct {
		int value;
		const char *text;
	} steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
		{9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
	struct buf b = {0};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			buf_z(&b, steps[i].text);
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

enum { HEAD_MOST = 800 }; /* bytes: no running head is so long */

/* The text, cut behind a word and with an ellipsis where it is wider than the measure. */
static struct str
text_shorten(struct parts_env *env, struct str text, struct str lang, const struct text_style *style, dim measure)
{
	struct str cut = text;
	if (cut.n > HEAD_MOST) {
		cut.n = HEAD_MOST;
		while (cut.n && ((unsigned char)text.p[cut.n] & 0xC0) == 0x80)
			cut.n--;
	}
	while (cut.n) {
		struct str shown = cut.n == text.n ? text : str_fmt(env->keep, "%.*s\xE2\x80\xA6", STR_FMT(cut));
		arena_reset(env->scratch);
		if (text_width(env->fonts, env->scratch, shown, lang, style) <= measure)
			return shown;
		ptrdiff_t blank = str_rfind_char(cut, ' ');
		if (blank > 0) {
			cut = str_trim(str_sub(cut, 0, (size_t)blank));
			while (cut.n > 1 && strchr(",;:.-(", cut.p[cut.n - 1])) /* no other point before the ellipsis */
				cut = str_trim(str_sub(cut, 0, cut.n - 1));
			continue;
		}
		size_t n = cut.n - 1;
		while (n && ((unsigned char)cut.p[n] & 0xC0) == 0x80)
			n--;
		cut = str_sub(cut, 0, n);
	}
	return STR_NONE;
}

static void
line_put(struct parts_env *env, struct frame *frame, struct str text, struct str lang, enum text_role role, bool right, dim y)
{
	struct para_in in = {.text = text,
		.lang = lang,
		.rtl = language_rtl(lang),
		.style = &env->style->text_styles[role],
		.measure = frame->w,
		.align = right ? PARA_RIGHT : PARA_LEFT,
		.role = ROLE_ARTIFACT};
	struct para para;
	arena_reset(env->scratch);
	para_set(env->fonts, env->keep, env->scratch, &in, &para, env->d);
	if (!para.n)
		return;
	struct item *item = &frame->items[frame->n++];
	*item = (struct item){.kind = ITEM_LINE, .role = ROLE_ARTIFACT, .y = y, .w = para.lines[0].w, .line = para.lines[0]};
}

/* An empty frame for heads and folios, behind the page's others. */
static struct frame *
furniture_frame(struct parts_env *env, struct page *page, size_t most)
{
	const struct style *style = env->style;
	struct frame *frames = NEW_N(env->keep, page->n_frames + 1, struct frame);
	for (size_t i = 0; i < page->n_frames; i++)
		frames[i] = page->frames[i];
	struct frame *frame = &frames[page->n_frames++];
	*frame = (struct frame){.kind = FRAME_HEAD,
		.x = text_left(style, page->number),
		.w = style->trim_w - style->margin_inner - style->margin_outer,
		.h = style->trim_h,
		.items = NEW_N(env->keep, most, struct item)};
	page->frames = frames;
	return frame;
}

void
handout_furniture(struct parts_env *env, struct page *page, const struct entry *e, size_t k, size_t n)
{
	const struct style *style = env->style;
	const struct text_style *t = &style->text_styles[TEXT_RUNNING_HEAD];
	if (n < 2)
		return;
	struct frame *frame = furniture_frame(env, page, 3);
	struct str who = env->book->publisher;
	dim half = frame->w / 2 - PT(9);
	if (k && style->head_baseline) {
		bool rtl = language_rtl(e->lang);
		line_put(env, frame, text_shorten(env, who, e->lang, t, half), e->lang, TEXT_RUNNING_HEAD, rtl,
			style->head_baseline);
		line_put(env, frame, text_shorten(env, e->title, e->lang, t, half), e->lang, TEXT_RUNNING_HEAD, !rtl,
			style->head_baseline);
	}
	line_put(env, frame, page->folio, env->book->language, TEXT_FOLIO, true, style->folio_baseline);
}

void
furniture_add(struct parts_env *env, struct page *page, struct str head)
{
	const struct style *style = env->style;
	bool odd = page->number % 2, right = odd != style->bound_right;
	struct frame *frame = furniture_frame(env, page, 2);
	if (head.n && style->head_baseline) {
		const struct text_style *t = &style->text_styles[TEXT_RUNNING_HEAD];
		bool of_post = page->post >= 0 && (size_t)page->post < env->book->n_entries && odd;
		struct str lang = of_post ? env->book->entries[page->post].lang : env->book->language;
		line_put(env, frame, text_shorten(env, head, lang, t, frame->w), lang, TEXT_RUNNING_HEAD, right,
			style->head_baseline);
	}
	if (page->folio.n)
		line_put(env, frame, page->folio, env->book->language, TEXT_FOLIO, right, style->folio_baseline);
}
