/* plain.c - a title or a name from the front matter as plain text */
#include "base/utf8.h"
#include "post/text.h"

#include <string.h>

/* The HTML elements that stand in titles. Others are left as they are: a title may speak of Vec<T>. */
static bool
is_element(struct str name)
{
	static const char *const names[] = {"a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "div", "em", "font",
		"h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "ins", "kbd", "mark", "p", "q", "s", "small", "span", "strike",
		"strong", "sub", "sup", "tt", "u", "wbr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

/* The length of the tag or comment that s begins with, or 0. `breaks` is set for one that ends a line. */
static size_t
tag_length(struct str s, bool *breaks)
{
	*breaks = false;
	if (str_starts(s, "<!--")) {
		ptrdiff_t end = str_find(s, STR("-->"));
		return end < 0 ? 0 : (size_t)end + 3;
	}
	size_t i = 1, start = s.n > 1 && s.p[1] == '/' ? 2 : 1;
	for (i = start; i < s.n && char_alnum((unsigned char)s.p[i]);)
		i++;
	struct str name = str_sub(s, start, i);
	ptrdiff_t end = str_find_char(s, '>');
	if (end < 0 || !is_element(name) || !(s.p[i] == '>' || s.p[i] == '/' || char_blank((unsigned char)s.p[i])))
		return 0;
	*breaks = str_is_nocase(name, "br");
	return (size_t)end + 1;
}

/* U+00A0 to U+00FF in order (HTML 4.01, HTMLlat1), then the signs that titles use. */
static const char latin1[] =
	"nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
	"micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig "
	"Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash "
	"Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc "
	"euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml "
	"yacute thorn yuml";
static const struct {
	char name[8];
	uint16_t rune;
} signs[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"hellip", 0x2026}, {"ndash", 0x2013},
	{"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
	{"bdquo", 0x201E}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"bull", 0x2022}, {"trade", 0x2122}, {"euro", 0x20AC},
	{"rarr", 0x2192}, {"larr", 0x2190}, {"ensp", 0x2002}, {"emsp", 0x2003}, {"thinsp", 0x2009}, {"zwj", 0x200D},
	{"zwnj", 0x200C}, {"hearts", 0x2665}, {"minus", 0x2212}, {"OElig", 0x152}, {"oelig", 0x153}, {"Scaron", 0x160},
	{"scaron", 0x161}};

static uint32_t
entity_named(struct str name)
{
	struct str rest = STR(latin1), word;
	for (uint32_t r = 0xA0; str_word(&rest, &word); r++)
		if (str_eq(word, name))
			return r;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_is(name, signs[i].name))
			return signs[i].rune;
	return 0;
}

static uint32_t
entity_numbered(struct str s)
{
	bool hex = s.n && (s.p[0] == 'x' || s.p[0] == 'X');
	uint32_t r = 0;
	for (size_t i = hex; i < s.n; i++) {
		char c = char_lower(s.p[i]);
		uint32_t digit = char_digit(c)	      ? (uint32_t)(c - '0')
			: hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
						      : 99;
		if (digit == 99 || r > 0x10FFFF)
			return 0;
		r = r * (hex ? 16 : 10) + digit;
	}
	if (r >= 0x80 && r < 0xA0) /* as browsers do: HTML Standard, numeric character reference end state */
		r = page_rune(PAGE_WINDOWS, (unsigned char)r);
	return r < 0x20 ? 0 : r;
}

/* The length of the entity that s begins with, or 0. */
static size_t
entity_length(struct str s, uint32_t *rune)
{
	ptrdiff_t end = str_find_char(str_sub(s, 0, 12), ';');
	if (end < 2)
		return 0;
	struct str name = str_sub(s, 1, (size_t)end);
	*rune = name.p[0] == '#' ? entity_numbered(str_sub(name, 1, name.n)) : entity_named(name);
	return *rune ? (size_t)end + 1 : 0;
}

/* What is being written. */
struct plain {
	struct buf out;
	bool breaks;
	bool blank; /* white space stands before what comes next */
	bool line; /* a break, too */
};

static void
plain_rune(struct plain *p, uint32_t rune)
{
	if (rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0x2028 || rune == 0x2029) {
		p->blank = true;
		return;
	}
	if (p->out.n && p->line)
		buf_char(&p->out, '\n');
	else if (p->out.n && p->blank)
		buf_char(&p->out, ' ');
	p->blank = p->line = false;
	buf_rune(&p->out, rune);
}

/* A letter or digit of any script; not a sign, punctuation or emoji. */
static bool
rune_word(uint32_t r)
{
	if (r < 0x80)
		return char_alnum((int)r);
	return r >= 0xC0 && r != 0xD7 && r != 0xF7 && !(r >= 0x2000 && r < 0x2C00) && !(r >= 0x3000 && r < 0x3004) &&
		!(r >= 0xFE00 && r < 0xFE10) && r < 0x1F000;
}

/* The character before s[i], or a blank. */
static uint32_t
rune_before(struct str s, size_t i)
{
	size_t at = i;
	while (at && ((unsigned char)s.p[--at] & 0xC0) == 0x80)
		;
	return at < i ? utf8_next(s, &at) : ' ';
}

/* A run of equal marks. */
struct marks {
	size_t n;
	bool opens,
		closes; /* it stands at the edge of a word; in a word (snake_case) or between blanks (2 * 3) it does neither */
};

static struct marks
marks_at(struct str s, size_t i)
{
	size_t end = i;
	while (end < s.n && s.p[end] == s.p[i])
		end++;
	struct marks m = {.n = end - i};
	if (m.n > 3 || (s.p[i] == '~' && m.n != 2))
		return m;
	uint32_t before = rune_before(s, i), after = end < s.n ? utf8_next(s, &end) : ' ';
	m.opens = !rune_word(before) && !rune_blank(after);
	m.closes = !rune_word(after) && !rune_blank(before);
	return m;
}

/* Whether marks s[i] have their counterpart: behind them if they open, before them if they close. */
static bool
marks_paired(struct str s, size_t i, struct marks m)
{
	for (size_t k = 0; k < s.n;) {
		if (s.p[k] != s.p[i]) {
			k++;
			continue;
		}
		struct marks other = marks_at(s, k);
		if (other.n == m.n && ((k < i && m.closes && other.opens) || (k > i && m.opens && other.closes)))
			return true;
		k += other.n;
	}
	return false;
}

/* Leaves marks of emphasis out that come in pairs, writes others. Returns the place behind them. */
static size_t
marks_add(struct plain *p, struct str s, size_t i)
{
	struct marks m = marks_at(s, i);
	bool paired = (m.opens || m.closes) && marks_paired(s, i, m);
	for (size_t k = 0; k < m.n && !paired; k++)
		plain_rune(p, (unsigned char)s.p[i]);
	return i + m.n;
}

/* Code between backticks is taken as it stands. Returns its length with the ticks, or 0. */
static size_t
code_add(struct plain *p, struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == '`')
		n++;
	ptrdiff_t end = str_find(str_sub(s, n, s.n), str_sub(s, 0, n));
	if (end <= 0)
		return 0;
	struct str code = str_trim(str_sub(s, n, n + (size_t)end));
	for (size_t i = 0; i < code.n;)
		plain_rune(p, utf8_next(code, &i));
	return n + (size_t)end + n;
}

/* [text](address) and ![text](address): the text stays. Returns where the text ends, and behind the address. */
static bool
link_find(struct str s, struct str *text, size_t *length)
{
	size_t start = s.p[0] == '!' ? 2 : 1;
	ptrdiff_t middle = str_find(s, STR("]("));
	ptrdiff_t end = middle < 0 ? -1 : str_find_char(str_sub(s, (size_t)middle, s.n), ')');
	if (end < 0 || (size_t)middle <= start || str_find_char(str_sub(s, start, (size_t)middle), '[') >= 0)
		return false;
	*text = str_sub(s, start, (size_t)middle);
	*length = (size_t)(middle + end) + 1;
	return true;
}

static bool
is_ascii_punctuation(char c)
{
	return c > ' ' && c < 0x7F && !char_alnum((unsigned char)c);
}

/* Writes what s[i] begins and returns where it goes on. */
static size_t
plain_step(struct plain *p, struct str s, size_t i)
{
	struct str rest = str_sub(s, i, s.n), text;
	uint32_t rune;
	bool breaks;
	size_t n;
	char c = s.p[i];
	if (c == '<' && (n = tag_length(rest, &breaks))) {
		p->line |= breaks && p->breaks;
		p->blank |= breaks;
		return i + n;
	}
	if (c == '&' && (n = entity_length(rest, &rune))) {
		plain_rune(p, rune);
		return i + n;
	}
	if (c == '`' && (n = code_add(p, rest)))
		return i + n;
	if (c == '*' || c == '_' || c == '~')
		return marks_add(p, s, i);
	if ((c == '[' || (c == '!' && i + 1 < s.n && s.p[i + 1] == '[')) && link_find(rest, &text, &n)) {
		for (size_t k = 0; k < text.n;)
			plain_rune(p, utf8_next(text, &k));
		return i + n;
	}
	if (c == '\\' && i + 1 < s.n && is_ascii_punctuation(s.p[i + 1]))
		i++;
	plain_rune(p, utf8_next(s, &i));
	return i;
}

struct str
text_plain(struct arena *a, struct str s, bool breaks)
{
	enum { LONGEST = 10000 }; /* a title, not a text: looking for ends of tags must not take long */
	struct plain p = {.breaks = breaks};
	s = str_trim(s);
	bool cut = s.n > LONGEST;
	s = str_sub(s, 0, LONGEST);
	while (cut && s.n && ((unsigned char)s.p[s.n - 1] & 0xC0) == 0x80)
		s.n--;
	if (cut && s.n && (unsigned char)s.p[s.n - 1] >= 0xC0)
		s.n--;
	for (size_t i = 0; i < s.n;)
		i = plain_step(&p, s, i);
	buf_z(&p.out, cut ? "…" : "");
	struct str out = buf_keep(&p.out, a);
	buf_free(&p.out);
	return out;
}

/* The next letter or digit, lower case where ASCII or Latin; 0 at the end. Signs, blanks and emoji do not count. */
static uint32_t
letter_next(struct str s, size_t *i)
{
	while (*i < s.n) {
		uint32_t r = utf8_next(s, i);
		if (!rune_word(r))
			continue;
		if (r < 0x80)
			return (uint32_t)(unsigned char)char_lower((char)r);
		return r >= 0xC0 && r < 0xDF ? r + 32 : r >= 0x100 && r < 0x180 ? r | 1 : r;
	}
	return 0;
}

bool
text_same(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	uint32_t x, y;
	do {
		x = letter_next(a, &i);
		y = letter_next(b, &k);
	} while (x && x == y);
	return x == y;
}
