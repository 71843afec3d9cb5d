/* identity.c - the book's own title, names, years and identifier */
#include "book/gather.h"

#include <stdlib.h>
#include <string.h>

enum { MODIFIED_DEFAULT = 946684800 /* 2000-01-01: a book that knows no date */ };

/* ---- years, title ---- */

static void
years_set(struct gather *g)
{
	struct book *b = g->book;
	size_t outside = 0;
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct date *date = &b->entries[i].date;
		if (date->precision == DATE_NONE)
			continue;
		if (!b->year_from || date->year < b->year_from)
			b->year_from = date->year;
		if (date->year > b->year_to)
			b->year_to = date->year;
		outside += g->config->year_from && (date->year < g->config->year_from || date->year > g->config->year_to);
	}
	if (!g->config->year_from)
		return;
	b->year_from = g->config->year_from;
	b->year_to = g->config->year_to;
	if (outside)
		diag_add(g->d, DIAG_VALUE_BAD, g->config->file, 0, 0,
			"posts are dated outside of the years covered, %d to %d (their number: %zu); nothing was left out: "
			"\"skip: yes\" under "
			"\"fixes\" does that",
			b->year_from, b->year_to, outside);
}

static struct str
years_words(struct gather *g)
{
	const struct book *b = g->book;
	if (!b->year_from)
		return STR_NONE;
	if (b->year_from == b->year_to)
		return str_fmt(g->a, "%d", b->year_from);
	return str_fmt(g->a, "%d–%d", b->year_from, b->year_to);
}

/* The title that is set, else the organisation, else "Yearbook", with the years. Never the name of a folder: that would be "content", and
 * the book would change when somebody moves it. */
static void
title_set(struct gather *g)
{
	struct book *b = g->book;
	struct str years = years_words(g), name = b->publisher.n ? b->publisher : own_word_in(OWN_YEARBOOK, b->language);
	if (g->config->title.n)
		b->title = g->config->title;
	else
		b->title = years.n ? str_fmt(g->a, "%.*s %.*s", STR_FMT(name), STR_FMT(years)) : name;
}

/* ---- the identifier ---- */

bool
isbn_read(struct str s, char out[14])
{
	int n = 0, sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == 'x' ? 'X' : s.p[i];
		if (c == '-' || c == ' ')
			continue;
		if (n == 13 || !(char_digit(c) || (c == 'X' && n == 9)))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	for (int i = 0; i < n; i++) {
		int digit = out[i] == 'X' ? 10 : out[i] - '0';
		sum += n == 10 ? digit * (10 - i) : digit * (i % 2 ? 3 : 1);
	}
	return n == 10 ? sum % 11 == 0 : n == 13 && sum % 10 == 0 && !strchr(out, 'X');
}

static bool
uuid_is(struct str s)
{
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23,
		     hex = char_digit(s.p[i]) || (char_lower(s.p[i]) >= 'a' && char_lower(s.p[i]) <= 'f');
		if (hyphen ? s.p[i] != '-' : !hex)
			return false;
	}
	return true;
}

static struct str
identifier_given(struct gather *g, struct str s)
{
	char isbn[14];
	bool said = str_starts_nocase(s, "urn:isbn:") || str_starts_nocase(s, "isbn");
	struct str bare = str_starts_nocase(s, "urn:isbn:") ? str_sub(s, 9, s.n) : said ? str_sub(s, 4, s.n) : s;
	while (said && bare.n && (bare.p[0] == ':' || bare.p[0] == ' '))
		bare = str_sub(bare, 1, bare.n);
	if (isbn_read(bare, isbn))
		return str_fmt(g->a, "urn:isbn:%s", isbn);
	if (str_starts_nocase(s, "urn:uuid:"))
		bare = str_sub(s, 9, s.n);
	if (uuid_is(bare))
		return str_fmt(g->a, "urn:uuid:%.*s", STR_FMT(str_lower(g->a, bare)));
	bool figures = bare.n >= 10;
	for (size_t i = 0; i < bare.n; i++)
		figures &= char_digit(bare.p[i]) || bare.p[i] == '-' || bare.p[i] == ' ' || bare.p[i] == 'X';
	if (said || figures)
		diag_add(g->d, DIAG_VALUE_BAD, g->config->file, 0, 0,
			"the identifier \"%.*s\" looks like an ISBN, but its check digit is wrong; used as it is: compare it "
			"with the agency's",
			STR_FMT(s));
	return s;
}

/* A UUID of version 8 (RFC 9562, 5.8) of a text. */
static struct str
uuid_of(struct arena *a, struct str seed)
{
	uint64_t hi = str_hash(str_fmt(a, "yearbook 1\n%.*s", STR_FMT(seed)));
	uint64_t lo = str_hash(str_fmt(a, "yearbook 2\n%.*s", STR_FMT(seed)));
	hi = (hi & ~UINT64_C(0xF000)) | UINT64_C(0x8000);
	lo = (lo & ~(UINT64_C(3) << 62)) | UINT64_C(2) << 62;
	return str_fmt(a, "urn:uuid:%08x-%04x-%04x-%04x-%012llx", (unsigned)(hi >> 32), (unsigned)(hi >> 16 & 0xFFFF),
		(unsigned)(hi & 0xFFFF), (unsigned)(lo >> 48), (unsigned long long)(lo & UINT64_C(0xFFFFFFFFFFFF)));
}

/* From what stays the same when posts are added: the site, the publisher, and the title and years where an editor wrote them. A book that says
 * nothing of itself is told from others by its first post. */
static struct str
identifier_made(struct gather *g)
{
	const struct config *c = g->config;
	struct str own = STR_NONE;
	if (!c->base_url.n && !c->publisher.n && !c->title.n)
		own = g->book->entries[0].slug;
	return uuid_of(g->a,
		str_fmt(g->a, "%.*s\n%.*s\n%.*s\n%d\n%d\n%.*s", STR_FMT(c->base_url), STR_FMT(c->publisher), STR_FMT(c->title),
			c->year_from, c->year_to, STR_FMT(own)));
}

void
editions_set(struct gather *g)
{
	struct book *b = g->book;
	bool printed = b->isbn.n && str_starts(b->identifier, "urn:isbn:") &&
		(str_ends(b->identifier, b->isbn.p) || !g->config->isbn.n /* it was taken from there */);
	b->epub_identifier = printed ? identifier_made(g) : b->identifier;
	b->print_identifier = b->isbn.n ? str_fmt(g->a, "urn:isbn:%.*s", STR_FMT(b->isbn))
					: uuid_of(g->a, str_fmt(g->a, "print\n%.*s", STR_FMT(b->epub_identifier)));
}

/* ---- the date ---- */

/* https://reproducible-builds.org/specs/source-date-epoch/ */
static bool
epoch_read(struct gather *g, int64_t *out)
{
	const char *s = getenv("SOURCE_DATE_EPOCH");
	if (!s || !*s)
		return false;
	if (str_to_int(str_of(s), out) && *out >= 0 && *out < INT64_C(253402300800)) /* the year 10000 */
		return true;
	diag_add(g->d, DIAG_VALUE_BAD, STR_NONE, 0, 0, "SOURCE_DATE_EPOCH is \"%s\", no number of seconds since 1970; not used",
		s);
	return false;
}

static void
modified_set(struct gather *g)
{
	struct book *b = g->book;
	if (epoch_read(g, &b->modified))
		return;
	b->modified = g->config->date.precision ? g->config->date.instant : MODIFIED_DEFAULT;
	for (size_t i = 0; i < b->n_entries && !g->config->date.precision; i++)
		if (b->entries[i].date.precision && (b->entries[i].date.instant > b->modified || b->modified == MODIFIED_DEFAULT))
			b->modified = b->entries[i].date.instant;
}

void
identity_set(struct gather *g)
{
	struct book *b = g->book;
	const struct config *c = g->config;
	years_set(g);
	b->publisher = c->publisher;
	b->subtitle = c->subtitle;
	b->rights = c->rights;
	b->description = c->description;
	title_set(g);
	if (language_is(b->language, "en") || language_is(b->language, "es") || language_is(b->language, "pt")) {
		b->title = quotes_text(g->a, b->title);
		b->subtitle = quotes_text(g->a, b->subtitle);
	}
	b->creator = c->n_editors ? list_words(g->a, c->editors, c->n_editors, b->language) : b->publisher;
	b->identifier = c->identifier.n ? identifier_given(g, c->identifier) : identifier_made(g);
	modified_set(g);
}
