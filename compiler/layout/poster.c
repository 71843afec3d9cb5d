/* poster.c - the year on one large sheet: its number, its photographs, its events by month, the code that leads to the site */
#include "layout/poster.h"

enum { PHOTOS_MOST = 4, PHOTOS_LEAST = 2 };

/* The poster on its way down the sheet. */
struct poster {
	struct sheet s;
	const struct style *style;
	const struct book *book;
	dim w, h, edge; /* of the sheet; white at its edges */
	dim unit; /* a hundredth of its width */
	bool ground; /* the head stands on the accent */
};

/* A style of the book's in a size of the poster's. */
static struct text_style
style_at(const struct poster *p, enum text_role role, dim size)
{
	struct text_style t = p->style->text_styles[role];
	t.size = size;
	t.leading = size * 11 / 10;
	return t;
}

static dim
text_put(struct poster *p, struct str text, const struct text_style *t, uint8_t role, dim x, dim y, dim w)
{
	struct str lang = p->book->language;
	struct para_in in = {.text = text, .lang = lang, .style = t, .measure = w, .role = role, .rtl = language_rtl(lang)};
	return sheet_para(&p->s, &in, x, y, true);
}

static void
rect_put(struct poster *p, dim x, dim y, dim w, dim h, struct colour fill)
{
	sheet_item_whole(
		&p->s, (struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = fill});
}

/* ---- head ---- */

/* The head from the upper edge on: who, the years as large as the sheet is wide, what. Drawn twice: first to find out where it ends (then nothing
 * is kept), for its ground lies below it. Returns its lower edge. */
static dim
head_put(struct poster *p, bool measured)
{
	struct sheet_items whole = p->s.whole;
	struct parts_env *env = p->s.env;
	dim w = p->w - 2 * p->edge, y = p->edge + p->unit * 2;
	struct str years = years_text(env), lang = p->book->language;
	struct text_style name = style_at(p, TEXT_COVER_NAME, p->unit * 2), title = style_at(p, TEXT_COVER_TITLE, p->unit * 7),
			  says = style_at(p, TEXT_COVER_SUBTITLE, p->unit * 3), year = style_at(p, TEXT_COVER_YEAR, p->unit * 34);
	name.colour = title.colour;
	if (p->book->publisher.n)
		y = text_put(p, special_short(env, p->book->publisher, &name, lang, w, 2), &name, ROLE_BYLINE, p->edge, y, w);
	if (years.n) {
		year = style_to_fit(env, &year, years, w);
		y += year.size * 3 / 4 + p->unit * 2;
		text_put(p, years, &year, ROLE_KICKER, p->edge - year.size / 30, y, p->w);
	}
	/* a title that only says the name, or was made of the years, is none */
	bool made = !p->book->config->title.n && years.n && str_find(p->book->title, years) >= 0;
	if (p->book->title.n && !made && !str_eq(p->book->title, p->book->publisher)) {
		struct str shown = special_short(env, p->book->title, &title, lang, w, 3);
		y = text_put(p, shown, &title, ROLE_TITLE, p->edge, y + title.size * 3 / 2, w);
	}
	if (p->book->subtitle.n)
		y = text_put(p, special_short(env, p->book->subtitle, &says, lang, w, 2), &says, ROLE_SUBTITLE, p->edge,
			y + says.size * 8 / 5, w);
	if (measured)
		p->s.whole = whole;
	return y + p->unit * 5;
}

/* ---- photographs ---- */

static bool
is_photo(const struct poster *p, const struct entry *e)
{
	const struct image *image =
		e->opening >= 0 && (size_t)e->opening < p->book->n_images ? &p->book->images[e->opening] : NULL;
	return image && image->photograph && image->w >= 600;
}

/* Some photographs, evenly from the whole year: entries' places. */
static size_t
photos_find(const struct poster *p, size_t *out)
{
	size_t have = 0, n = 0, k = 0;
	for (size_t i = 0; i < p->book->n_entries; i++)
		have += is_photo(p, &p->book->entries[i]);
	size_t take = have < PHOTOS_MOST ? have : PHOTOS_MOST;
	if (take < PHOTOS_LEAST)
		return 0;
	for (size_t i = 0; i < p->book->n_entries && n < take; i++)
		if (is_photo(p, &p->book->entries[i]) && k++ >= n * have / take)
			out[n++] = i;
	return n;
}

/* A strip of them from edge to edge. */
static void
photos_put(struct poster *p, const size_t *which, size_t n, dim y, dim h)
{
	dim gap = p->unit / 2, w = (p->w - (dim)(n - 1) * gap) / (dim)n;
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &p->book->entries[which[i]];
		struct item item = picture_filling(&p->book->images[e->opening], e->opening_alt, (dim)i * (w + gap), y, w, h);
		crop_heads(&item);
		sheet_item_whole(&p->s, item);
	}
}

/* ---- foot ---- */

static dim
foot_height(const struct poster *p)
{
	return p->edge + p->unit * 12;
}

/* The code that leads to the site, its address, and who it is from. */
static void
foot_put(struct poster *p)
{
	dim side = p->unit * 10, y = p->h - p->edge - side, w = p->w - 2 * p->edge - side - p->unit * 3;
	struct str url = p->book->config->base_url;
	struct text_style address = style_at(p, TEXT_COVER_NAME, p->unit * 3), name = style_at(p, TEXT_EMBED, p->unit * 2);
	address.capitals = false;
	address.tracking = 0;
	address.colour = name.colour = p->style->text;
	dim x = p->edge;
	if (url.n && special_code(&p->s, url, p->edge, y, side, p->style->text, true))
		x += side + p->unit * 3;
	if (url.n)
		text_put(p, special_short(p->s.env, address_short(url), &address, p->book->language, w, 2), &address, ROLE_PARA,
			x, y + side / 2, w);
	if (p->book->publisher.n && !str_eq(p->book->publisher, address_short(url)))
		text_put(p, special_short(p->s.env, p->book->publisher, &name, p->book->language, w, 1), &name, ROLE_PARA, x,
			y + side, w);
}

struct page *
special_poster(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	struct poster p = {
		.s = sheet_new(env, STR_NONE), .style = style, .book = env->book, .w = style->trim_w, .h = style->trim_h};
	size_t photos[PHOTOS_MOST];
	p.unit = p.w / 100;
	p.edge = p.unit * 5;
	p.ground = style->panel.c || style->panel.m || style->panel.y || style->panel.k;
	p.s.bare = true;
	dim head = head_put(&p, true), foot = foot_height(&p), strip = 0, gap = p.unit * 4;
	size_t n_photos = photos_find(&p, photos);
	if (n_photos)
		strip = p.h / 7;
	dim room = p.h - head - strip - foot - 2 * gap;
	struct events events = events_fit(env, p.w - 2 * p.edge, room > p.unit * 20 ? room : p.unit * 20, p.unit);
	/* what the events leave goes to the photographs, then to the blank around the head */
	dim spare = room > events.h ? room - events.h : 0;
	if (n_photos) {
		dim more = spare < p.h / 7 ? spare : p.h / 7;
		strip += more;
		spare -= more;
	}
	if (p.ground)
		rect_put(&p, 0, 0, p.w, head, style->panel);
	else if (!n_photos)
		rect_put(&p, p.edge, head - p.unit / 2, p.w - 2 * p.edge, p.unit / 2, style->accent);
	head_put(&p, false);
	if (n_photos)
		photos_put(&p, photos, n_photos, head, strip);
	events_put(&p.s, &events, p.edge, head + strip + gap + spare / 3);
	foot_put(&p);
	return sheet_pages(&p.s, n);
}
