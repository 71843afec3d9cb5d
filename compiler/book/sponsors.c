/* sponsors.c - who paid for it: from sponsors.yaml, sponsors.csv or the key `sponsors` */
#include "book/lists.h"

#include <stdlib.h>

enum { SPONSORS_MOST = 2000 };
enum { COLUMN_NAME, COLUMN_TIER, COLUMN_LOGO, COLUMN_URL, COLUMN_COUNT };

static const char *const columns[COLUMN_COUNT] = {
	[COLUMN_NAME] = "name nombre nome sponsor patrocinador organisation organization",
	[COLUMN_TIER] = "tier level nivel categoria category group grupo",
	[COLUMN_LOGO] = "logo image imagen imagem picture logotipo",
	[COLUMN_URL] = "url web website sitio site link enlace"};

/* A sponsor on its way into the book. */
struct candidate {
	struct sponsor sponsor;
	struct str logo;
	int line;
	int rank; /* of its tier */
	size_t index;
};

static int
candidate_cmp(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* false (reported) when it has neither name nor logo. */
static bool
item_take(struct list *l, const struct list_item *item, struct candidate *c)
{
	struct gather *g = l->g;
	const struct yaml *y = item->y;
	struct sponsor *s = &c->sponsor;
	s->image = -1;
	c->line = y->line;
	if (y->kind == YAML_SCALAR) { /* "Acme: logos/acme.svg", or "Acme" */
		s->name = text_plain(g->a, item->key.n ? item->key : yaml_text(y), false);
		c->logo = item->key.n ? str_trim(yaml_text(y)) : STR_NONE;
	} else {
		list_check(l, y);
		s->name = list_cell(l, y, COLUMN_NAME);
		s->url = list_url(l, y, COLUMN_URL);
		s->tier = list_cell(l, y, COLUMN_TIER);
		c->logo = list_raw(l, y, COLUMN_LOGO);
	}
	if (!s->tier.n)
		s->tier = item->group;
	if (!s->name.n)
		s->name = text_plain(g->a, item->key, false);
	if (s->name.n)
		return true;
	diag_add(g->d, DIAG_LIST_BAD, l->file, y->line, 0,
		"a sponsor without a name; left out: its name stands in the column \"name\", also where there is a logo");
	return false;
}

/* ---- on white paper ---- */

enum {
	LOOK_SIDE = 200,
	SEEN_LEAST = 40 /* of 255: darker than the paper by so much is seen */,
	INK_LEAST = 10 /* and so much is no paper */
};

/* A span of n steps that holds those from first to last, and one more on each side, in thousandths. */
static void
span_set(uint32_t first, uint32_t last, uint32_t n, int *at, int *length)
{
	uint32_t from = first ? first - 1 : 0, to = last + 2 < n ? last + 2 : n;
	*at = (int)(from * 1000 / n);
	*length = (int)((to * 1000 + n - 1) / n) - *at;
}

/* Finds what of a logo is to be seen on white; false when that is nothing. */
static bool
ink_find(const struct image *im, struct sponsor *s)
{
	struct pixels px = {0};
	bool broken = false, seen = false;
	if (image_decode(im, LOOK_SIDE, true, &px, &broken) || broken || !px.w || !px.h) {
		free(px.p);
		return true;
	}
	image_on_white(&px);
	uint32_t left = px.w, right = 0, top = px.h, bottom = 0;
	for (uint32_t y = 0; y < px.h; y++)
		for (uint32_t x = 0; x < px.w; x++) {
			const unsigned char *p = px.p + ((size_t)y * px.w + x) * (size_t)px.channels;
			int least = 255;
			for (int c = 0; c < px.channels; c++)
				least = p[c] < least ? p[c] : least;
			seen = seen || least < 255 - SEEN_LEAST;
			if (least >= 255 - INK_LEAST)
				continue;
			left = x < left ? x : left;
			right = x > right ? x : right;
			top = y < top ? y : top;
			bottom = y;
		}
	if (left <= right && top <= bottom) {
		span_set(left, right, px.w, &s->ink_x, &s->ink_w);
		span_set(top, bottom, px.h, &s->ink_y, &s->ink_h);
	}
	free(px.p);
	return seen || !(im->alpha || im->vector);
}

void
sponsors_check(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_sponsors; i++) {
		struct sponsor *s = &b->sponsors[i];
		s->ink_w = s->ink_h = 1000;
		if (s->image < 0 || ink_find(&b->images[s->image], s))
			continue;
		diag_add(g->d, DIAG_LOGO_WHITE, b->images[s->image].shown, 0, 0,
			"this logo is white, for dark grounds, and would not be seen on paper; the name %.*s stands in its "
			"place: use "
			"the logo that is made for white paper",
			STR_FMT(str_sub(s->name, 0, 100)));
		s->image = -1;
	}
}

void
sponsors_read(struct gather *g)
{
	struct list l = {.g = g, .columns = columns, .n_columns = COLUMN_COUNT};
	struct map tiers = {.a = g->a};
	size_t n, kept = 0;
	bool asked;
	if (!list_find(g, g->config->sponsors, "sponsors", &l, &asked)) {
		if (asked)
			diag_add(g->d, DIAG_VALUE_BAD, g->config->file, g->config->sponsors->line, g->config->sponsors->col,
				"\"sponsors\" is yes, but there is neither a sponsors.yaml nor a sponsors.csv beside this file; "
				"no "
				"page of sponsors was made");
		return;
	}
	struct list_item *items = list_items(&l, COLUMN_TIER, &n);
	if (n > SPONSORS_MOST) {
		diag_add(g->d, DIAG_LIST_BAD, l.file, 0, 0, "more than %d sponsors; those behind were left out", SPONSORS_MOST);
		n = SPONSORS_MOST;
	}
	if (!n)
		diag_add(g->d, DIAG_LIST_BAD, l.file, 0, 0,
			"no sponsor is listed here: each has a name, and may have a tier, a logo and a url");
	struct candidate *list = NEW_N(g->a, n, struct candidate);
	for (size_t i = 0; i < n; i++)
		if (item_take(&l, &items[i], &list[kept])) {
			list[kept].index = kept;
			list[kept].rank = *map_add(&tiers, list[kept].sponsor.tier, (int)kept, NULL);
			kept++;
		}
	if (kept)
		qsort(list, kept, sizeof *list, candidate_cmp);
	g->book->sponsors = NEW_N(g->a, kept, struct sponsor);
	g->book->n_sponsors = kept;
	for (size_t i = 0; i < kept; i++) {
		g->book->sponsors[i] = list[i].sponsor;
		if (list[i].logo.n)
			reference_add(g, l.file, list[i].logo, list[i].line, &g->book->sponsors[i].image);
	}
}
