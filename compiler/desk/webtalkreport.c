/* webtalkreport.c - what makes no sense on paper, told */
#include "desk/webtalk.h"

/* The beginning of a text, for a message. */
static struct str
shown(const struct post *p, struct str s)
{
	size_t n = 90;
	if (s.n <= n)
		return s;
	while (n > 60 && s.p[n] != ' ')
		n--;
	while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_fmt(p->arena, "%.*s…", (int)n, s.p);
}

static void
cut_tell(struct diag *d, const struct post *p, const struct webtalk *w, struct str text)
{
	if (str_is(w->why, "preview") && w->cut.n)
		diag_add(d, DIAG_WEB_TALK, p->path, w->line, w->col,
			"\"%.*s\" leads to a draft that nobody may read; in fixes/%.*s.yaml: cut: [%.*s]", STR_FMT(text),
			STR_FMT(p->slug), STR_FMT(w->cut));
	else if (w->cut.n)
		diag_add(d, DIAG_WEB_TALK, p->path, w->line, w->col,
			"\"%.*s\" makes no sense on paper; in fixes/%.*s.yaml: cut: [%.*s]", STR_FMT(text), STR_FMT(p->slug),
			STR_FMT(w->cut));
	else
		diag_add(d, DIAG_WEB_TALK, p->path, w->line, w->col,
			"\"%.*s\" makes no sense on paper, and stands there more than once: cut it in fixes/%.*s.yaml, quoted "
			"with "
			"words that stand before or behind it",
			STR_FMT(text), STR_FMT(p->slug));
}

static void
date_tell(struct diag *d, const struct post *p, const struct webtalk *w, struct str text)
{
	if (w->other_month && w->replace.n)
		diag_add(d, DIAG_DATE_RELATIVE, p->path, w->line, w->col,
			"\"%.*s\" stands in a post of another month than its event; in fixes/%.*s.yaml: replace: [%.*s]",
			STR_FMT(text), STR_FMT(p->slug), STR_FMT(w->replace));
	else if (w->replace.n)
		diag_add(d, DIAG_DATE_RELATIVE, p->path, w->line, w->col,
			"\"%.*s\": who reads the book does not know which; in fixes/%.*s.yaml: replace: [%.*s]", STR_FMT(text),
			STR_FMT(p->slug), STR_FMT(w->replace));
	else
		diag_add(d, DIAG_DATE_RELATIVE, p->path, w->line, w->col,
			"\"%.*s\": who reads the book does not know which; write the date under \"replace\" in fixes/%.*s.yaml",
			STR_FMT(text), STR_FMT(p->slug));
}

static void
talk_tell(struct diag *d, const struct post *p, const struct webtalk *w)
{
	struct str text = shown(p, w->text);
	switch (w->kind) {
	case WEBTALK_CUT: cut_tell(d, p, w, text); break;
	case WEBTALK_DATE: date_tell(d, p, w, text); break;
	case WEBTALK_FIRST_PERSON:
		diag_add(d, DIAG_FIRST_PERSON, p->path, w->line, w->col,
			"\"%.*s\": somebody speaks of himself, and nobody signed; in fixes/%.*s.yaml: author: \"…\"",
			STR_FMT(text), STR_FMT(p->slug));
		break;
	case WEBTALK_SIGNED:
		if (w->cut.n)
			diag_add(d, DIAG_SIGNED_TWICE, p->path, w->line, w->col,
				"\"%.*s\" signs at the end what is signed below the title; in fixes/%.*s.yaml: cut: [%.*s]",
				STR_FMT(text), STR_FMT(p->slug), STR_FMT(w->cut));
		else
			diag_add(d, DIAG_SIGNED_TWICE, p->path, w->line, w->col,
				"\"%.*s\" signs at the end what is signed below the title: cut it in fixes/%.*s.yaml",
				STR_FMT(text), STR_FMT(p->slug));
		break;
	case WEBTALK_REPLACE:
	case WEBTALK_TELL:
		if (w->replace.n)
			diag_add(d, DIAG_WEB_TALK, p->path, w->line, w->col,
				"\"%.*s\" makes no sense on paper; in fixes/%.*s.yaml: replace: [%.*s]", STR_FMT(text),
				STR_FMT(p->slug), STR_FMT(w->replace));
		else
			diag_add(d, DIAG_WEB_TALK, p->path, w->line, w->col,
				"\"%.*s\" makes no sense on paper; look whether \"cut\" or \"replace\" in fixes/%.*s.yaml mends "
				"it",
				STR_FMT(text), STR_FMT(p->slug));
		break;
	}
}

void
desk_webtalk_report(struct diag *d, const struct post *p, bool signed_by)
{
	for (size_t i = 0; i < p->n_talk; i++)
		if (p->talk[i].kind != WEBTALK_FIRST_PERSON || !signed_by)
			talk_tell(d, p, &p->talk[i]);
}
