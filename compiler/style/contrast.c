/* contrast.c - which of a style's texts are hard to see on what they stand on, as screens show it */
#include "base/message.h"
#include "style/style.h"

enum {
	LEAST = 4500, /* thousandths (WCAG 2, 1.4.3) */
	LEAST_LARGE = 3000, /* of letters from 18 pt on, or 14 pt and bold */
	LARGE = 18,
	LARGE_BOLD = 14,
	NAMED = 4 /* texts in a finding */
};

static struct colour
ground_colour(const struct style *s, enum ground g)
{
	switch (g) {
	case GROUND_PANEL: return s->panel;
	case GROUND_CODE: return s->code_ground;
	case GROUND_MARK: return s->mark_ground;
	default: return (struct colour){.k = 0};
	}
}

static const char *
ground_name(enum ground g)
{
	static const char *const names[GROUND_COUNT] = {
		MESSAGE("the paper"), MESSAGE("the panel"), MESSAGE("the ground of code"), MESSAGE("the ground of marked words")};
	return message(names[g]);
}

/* What a text stands on, as bits. Code, missing pictures and marked words have a ground of their own. */
static unsigned
grounds_of(const struct style *s, enum text_role role)
{
	switch (role) {
	case TEXT_COVER_NAME:
		return 1u << (s->handout ? GROUND_PAPER : GROUND_PANEL); /* on posters it takes the title's colour */
	case TEXT_YEAR:
	case TEXT_PART_TITLE:
	case TEXT_PART_LIST:
	case TEXT_COVER_YEAR:
	case TEXT_COVER_TITLE:
	case TEXT_COVER_SUBTITLE:
	case TEXT_COVER_TEXT:
	case TEXT_COVER_LIST:
	case TEXT_SPINE: return 1u << GROUND_PANEL;
	case TEXT_CODE: return 1u << GROUND_PAPER | 1u << GROUND_CODE;
	case TEXT_CAPTION: return 1u << GROUND_PAPER | 1u << GROUND_CODE | 1u << GROUND_MARK;
	case TEXT_BODY:
	case TEXT_QUOTE:
	case TEXT_TABLE:
	case TEXT_NOTE: return 1u << GROUND_PAPER | 1u << GROUND_MARK;
	default: return 1u << GROUND_PAPER;
	}
}

static int
contrast(struct colour text, struct colour ground)
{
	uint8_t a[3], b[3];
	ink_screen(text, a);
	ink_screen(ground, b);
	return screen_contrast(a, b);
}

static int
least_of(const struct text_style *t)
{
	bool bold = t->face == FACE_TEXT_BOLD || t->face == FACE_TEXT_BOLD_ITALIC || t->face == FACE_CAPTION_BOLD ||
		t->face == FACE_CODE_BOLD;
	return t->size >= PT(bold ? LARGE_BOLD : LARGE) ? LEAST_LARGE : LEAST;
}

/* The nearest colour that is seen on the other one: more black in it, or less of all inks. */
static struct colour
seen_on(struct colour c, struct colour other, int least, bool paler)
{
	for (int part = 99; paler && part >= 0 && contrast(c, other) < least; part--) {
		struct colour pale = {(uint8_t)(c.c * part / 100), (uint8_t)(c.m * part / 100), (uint8_t)(c.y * part / 100),
			(uint8_t)(c.k * part / 100)};
		if (!part || contrast(pale, other) >= least)
			return pale;
	}
	while (!paler && c.k < 100 && contrast(c, other) < least)
		c.k++;
	return c;
}

static bool
white(struct colour c)
{
	return !c.c && !c.m && !c.y && !c.k;
}

/* A text that is hard to see on one of its grounds: the first, for others are no use before that. */
struct gap {
	bool there, told;
	enum ground ground;
	int contrast, least;
	bool ground_moves; /* white letters stay white, and those that paper shows well stay as they are */
	const struct style_place *at; /* where that colour is named, else the other one */
};

static void
gap_find(const struct style *s, enum text_role role, struct gap *gap)
{
	const struct text_style *t = &s->text_styles[role];
	unsigned grounds = grounds_of(s, role);
	*gap = (struct gap){.least = least_of(t)};
	for (int g = 0; g < GROUND_COUNT && !gap->there; g++) {
		gap->contrast = contrast(t->colour, ground_colour(s, (enum ground)g));
		gap->there = grounds >> g & 1 && gap->contrast < gap->least;
		gap->ground = (enum ground)g;
	}
	gap->ground_moves = gap->ground != GROUND_PAPER && (white(t->colour) || gap->ground != GROUND_PANEL);
	const struct style_place *text = &s->colour_at[role], *ground = &s->ground_at[gap->ground];
	gap->at = gap->ground_moves ? (ground->file.n ? ground : text) : text->file.n ? text : ground;
}

/* Texts that one colour makes hard to see are one finding. */
static bool
alike(const struct gap *gaps, int a, int b)
{
	const struct gap *x = &gaps[a], *y = &gaps[b];
	if (!y->there || x->ground_moves != y->ground_moves || x->ground != y->ground)
		return false;
	return str_eq(x->at->file, y->at->file) && x->at->line == y->at->line && x->at->col == y->at->col;
}

/* Tells of a text and of all that are like it. */
static void
gap_tell(const struct style *s, struct diag *d, struct gap *gaps, int first)
{
	struct buf names = {0};
	int n = 0, worst = first;
	for (int i = first; i < TEXT_COUNT; i++) {
		if (!alike(gaps, first, i))
			continue;
		if (n++ < NAMED)
			buf_fmt(&names, "%s\"%s\"", n > 1 ? ", " : "", style_text_key((enum text_role)i));
		if (gaps[i].contrast * (int64_t)gaps[worst].least < gaps[worst].contrast * (int64_t)gaps[i].least)
			worst = i;
		gaps[i].told = true;
	}
	if (n > NAMED)
		buf_z(&names, ", …");
	const struct gap *g = &gaps[worst];
	struct colour text = s->text_styles[worst].colour, ground = ground_colour(s, g->ground);
	/* on the panel, what is wrong is that both are pale, or both dark */
	bool paler = g->ground_moves ? g->ground != GROUND_PANEL
				     : g->ground == GROUND_PANEL && contrast((struct colour){.k = 100}, ground) < g->least;
	struct colour better = g->ground_moves ? seen_on(ground, text, g->least, paler) : seen_on(text, ground, g->least, paler);
	diag_add(d, DIAG_CONTRAST, g->at->file.n ? g->at->file : s->name, g->at->line, g->at->col,
		g->ground_moves ? MESSAGE("texts of the style (%d: %.*s) have a contrast of %d.%d to 1 with %s, and %d.%d to 1 "
					  "is the least "
					  "that weak eyes read: give the ground another colour, as [%d, %d, %d, %d]")
				: MESSAGE("texts of the style (%d: %.*s) have a contrast of %d.%d to 1 with %s, and %d.%d to 1 "
					  "is the least "
					  "that weak eyes read: give them another colour, as [%d, %d, %d, %d]"),
		n, STR_FMT(buf_view(&names)), g->contrast / 1000, g->contrast / 100 % 10, ground_name(g->ground), g->least / 1000,
		g->least / 100 % 10, better.c, better.m, better.y, better.k);
	buf_free(&names);
}

size_t
style_contrast(const struct style *s, struct diag *d)
{
	struct gap gaps[TEXT_COUNT];
	size_t found = 0;
	for (int i = 0; i < TEXT_COUNT; i++) {
		gap_find(s, (enum text_role)i, &gaps[i]);
		found += gaps[i].there;
	}
	for (int i = 0; i < TEXT_COUNT; i++)
		if (gaps[i].there && !gaps[i].told)
			gap_tell(s, d, gaps, i);
	return found;
}
