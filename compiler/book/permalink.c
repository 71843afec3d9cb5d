/* permalink.c - patterns of addresses: "/:year/:month/:slug/" of Hugo, Jekyll and Hexo */
#include "book/gather.h"

#include <stdlib.h>
#include <string.h>

enum { ADDRESS_MOST = 2000 };

/* Letters and digits as they are, with those of `also`; the rest becomes one hyphen, or goes where drop is set and it is no blank. */
struct str
address_part(struct arena *a, struct str s, const char *also, bool drop)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	bool gap = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
		if (c == 0xC2 && next != 0xAA && next != 0xB5 && next != 0xBA) { /* U+0080 to U+00BF without letters */
			gap |= !drop || next == 0xA0;
			i++;
		} else if (c == 0xE2 && i + 2 < s.n && (next & 0xFE) == 0x80) { /* U+2000 to U+207F: punctuation */
			gap |= !drop;
			i += 2;
		} else if (char_alnum(c) || c >= 0x80 || (c && strchr(also, c))) {
			if (gap && n)
				p[n++] = '-';
			p[n++] = (char)c;
			gap = false;
		} else if (!drop || char_blank(c) || c == '-') {
			gap = true;
		}
	}
	p[n] = 0;
	return (struct str){p, n};
}

/* Hugo's: https://gohugo.io/methods/page/path/ and helpers there. */
struct str
address_part_hugo(struct arena *a, struct str s)
{
	return str_lower(a, address_part(a, s, "._+~@", true));
}

/* ---- what stands behind a colon ---- */

static int
day_of_year(const struct date *d)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	bool leap = (d->year % 4 == 0 && d->year % 100) || d->year % 400 == 0;
	return before[d->month - 1] + d->day + (leap && d->month > 2);
}

/* 0 is Sunday. */
static int
day_of_week(const struct date *d)
{
	int y = d->year - 1;
	return (int)((y + y / 4 - y / 100 + y / 400 + day_of_year(d)) % 7);
}

static const char *const months[] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
static const char *const weekdays[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

static bool
date_token(struct buf *b, struct str name, const struct date *d)
{
	static const struct {
		const char *name;
		int width;
		char what;
	} known[] = {{"year", 4, 'y'}, {"short_year", 2, 'Y'}, {"month", 2, 'm'}, {"i_month", 1, 'm'}, {"day", 2, 'd'},
		{"i_day", 1, 'd'}, {"y_day", 3, 'n'}, {"yearday", 1, 'n'}, {"hour", 2, 'h'}, {"minute", 2, 'i'},
		{"second", 2, 's'}, {"weekday", 1, 'w'}, {"w_day", 1, 'w'}};
	if (str_is(name, "monthname") || str_is(name, "long_month")) {
		buf_z(b, months[d->month - 1]);
		return true;
	}
	if (str_is(name, "short_month")) {
		buf_add(b, months[d->month - 1], 3);
		return true;
	}
	if (str_is(name, "weekdayname") || str_is(name, "long_day")) {
		buf_z(b, weekdays[day_of_week(d)]);
		return true;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!str_is(name, known[i].name))
			continue;
		int value = 0;
		switch (known[i].what) {
		case 'y': value = d->year; break;
		case 'Y': value = d->year % 100; break;
		case 'm': value = d->month; break;
		case 'd': value = d->day; break;
		case 'n': value = day_of_year(d); break;
		case 'h': value = d->hour; break;
		case 'i': value = d->minute; break;
		case 's': value = d->second; break;
		default: value = day_of_week(d); break;
		}
		buf_fmt(b, "%0*d", known[i].width, value);
		return true;
	}
	return false;
}

/* Parts from to to of "a/b/c". */
static struct str
parts_cut(struct str s, size_t from, size_t to)
{
	size_t start = 0, at = 0, part = 0;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '/')
			continue;
		if (part < from)
			start = i + 1;
		if (part < to)
			at = i;
		part++;
	}
	return start < at ? str_sub(s, start, at) : STR_NONE;
}

/* ":sections[1:]", "[0]", "[last]": *rest stands behind the name. */
static struct str
sections_token(struct str *rest, struct str sections)
{
	ptrdiff_t end = str_starts(*rest, "[") ? str_find_char(*rest, ']') : -1;
	size_t n = 1, from = 0, to = SIZE_MAX;
	if (end < 0)
		return sections;
	struct str inner = str_sub(*rest, 1, (size_t)end);
	*rest = str_sub(*rest, (size_t)end + 1, rest->n);
	for (size_t i = 0; i < sections.n; i++)
		n += sections.p[i] == '/';
	ptrdiff_t colon = str_find_char(inner, ':');
	int64_t a = 0, z = (int64_t)n;
	struct str first = colon < 0 ? inner : str_sub(inner, 0, (size_t)colon);
	struct str last = colon < 0 ? STR_NONE : str_sub(inner, (size_t)colon + 1, inner.n);
	if (str_is(first, "last"))
		a = (int64_t)n - 1;
	else if (first.n && !str_to_int(first, &a))
		return STR_NONE;
	if (last.n && !str_is(last, "last") && !str_to_int(last, &z))
		return STR_NONE;
	from = a < 0 ? 0 : (size_t)a;
	to = colon < 0 ? from + 1 : str_is(last, "last") ? n - 1 : z < 0 ? 0 : (size_t)z;
	return parts_cut(sections, from, to);
}

static bool
token_write(struct buf *b, const struct permalink_parts *p, struct str name, struct str *rest)
{
	const struct {
		const char *name;
		struct str text;
	} texts[] = {{"slug", p->slug}, {"title", p->title}, {"slugorfilename", p->slug_or_name},
		{"slugorcontentbasename", p->slug_or_name}, {"filename", p->name}, {"contentbasename", p->name},
		{"name", p->name}, {"post_title", p->title}, {"section", p->section}, {"categories", p->categories},
		{"slugified_categories", p->categories}, {"category", p->categories}, {"collection", p->collection},
		{"path", p->path}, {"output_ext", STR(".html")}};
	if (str_is(name, "sections")) {
		buf_str(b, sections_token(rest, p->sections));
		return true;
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (str_is(name, texts[i].name)) {
			buf_str(b, texts[i].text);
			return true;
		}
	return p->date.precision >= DATE_DAY && date_token(b, name, &p->date);
}

struct str
permalink_expand(struct arena *a, struct str pattern, const struct permalink_parts *p)
{
	struct buf b = {0};
	bool ok = true;
	struct str rest = pattern;
	while (rest.n && ok && b.n < ADDRESS_MOST) {
		size_t n = 1;
		if (rest.p[0] != ':') {
			/* Empty parts leave no doubled slash. */
			if (rest.p[0] != '/' || !b.n || b.p[b.n - 1] != '/')
				buf_char(&b, rest.p[0]);
			rest = str_sub(rest, 1, rest.n);
			continue;
		}
		while (n < rest.n && ((rest.p[n] >= 'a' && rest.p[n] <= 'z') || rest.p[n] == '_'))
			n++;
		struct str behind = STR_NONE;
		for (ok = false; n > 1 && !ok; n--) { /* ":year_:title": the longest name that is one */
			behind = str_sub(rest, n, rest.n);
			ok = token_write(&b, p, str_sub(rest, 1, n), &behind);
		}
		rest = behind;
	}
	struct str out = ok && b.n < ADDRESS_MOST ? buf_keep(&b, a) : STR_NONE;
	buf_free(&b);
	if (out.n && out.p[0] != '/')
		out = str_fmt(a, "/%.*s", STR_FMT(out));
	return out;
}
