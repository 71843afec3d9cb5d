/* emojipicture.c - pictures that sites show for emoji become emoji again: as sharp as the text, and read aloud as what they are */
#include "post/builder.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

enum {
	SELECTOR = 0xFE0F, /* behind a character that is a text by default */
	JOINER = 0x200D,
	KEYCAP = 0x20E3,
	EMOJI_MOST = 96, /* bytes of the longest */
	SMILEY_MOST = 4 /* bytes: ":-))" */
};

static bool
is_tone(uint32_t c)
{
	return c >= 0x1F3FB && c <= 0x1F3FF;
}

/* Signs that are a text in every face: ©, ®, ™; figures, # and *. */
static bool
is_sign(uint32_t c)
{
	return c <= 0xAE || c == 0x2122;
}

/* What an emoji is made of besides characters that are one by themselves. */
static bool
is_part(uint32_t c)
{
	return c == SELECTOR || c == JOINER || c == KEYCAP || (c >= 0xE0020 && c <= 0xE007F);
}

/* Runes as an emoji, with the selectors that sites leave away; empty when they are none. */
static struct str
emoji_of_runes(struct builder *b, const uint32_t *runes, size_t n)
{
	bool keycap = n > 1 && runes[n - 1] == KEYCAP, emoji = keycap;
	struct buf made = {0};
	for (size_t i = 0; i < n; i++) {
		uint32_t c = runes[i], next = i + 1 < n ? runes[i + 1] : 0;
		bool known = u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) && (c >= 0xA9 || keycap);
		if (!known && (!i || !is_part(c))) {
			emoji = false;
			break;
		}
		emoji = emoji || known;
		buf_rune(&made, c);
		if (known && next != SELECTOR && !is_tone(next) && (!is_sign(c) || keycap) &&
			!u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION))
			buf_rune(&made, SELECTOR);
	}
	struct str s = emoji ? buf_keep(&made, b->a) : STR_NONE;
	buf_free(&made);
	return s;
}

/* A text that is nothing but emoji; else empty. */
static struct str
emoji_of_text(struct builder *b, struct str s)
{
	uint32_t runes[EMOJI_MOST];
	size_t n = 0;
	if (s.n > EMOJI_MOST)
		return STR_NONE;
	for (size_t i = 0; i < s.n;)
		runes[n++] = utf8_next(s, &i);
	return emoji_of_runes(b, runes, n);
}

/* The number of a character in hexadecimal at the head of s; 0 when there is none. */
static uint32_t
hex_cut(struct str *s)
{
	uint32_t c = 0;
	size_t n = 0;
	for (; n < s->n && n < 6; n++) {
		char digit = char_lower(s->p[n]);
		if (!char_digit(digit) && (digit < 'a' || digit > 'f'))
			break;
		c = c * 16 + (uint32_t)(char_digit(digit) ? digit - '0' : digit - 'a' + 10);
	}
	*s = str_sub(*s, n, s->n);
	return n >= 2 ? c : 0;
}

/* ".../72x72/1f469-200d-1f4bb.png", ".../emoji_u1f600.svg", ".../noto-emoji/1f382/72.png": the emoji that a file is named after; else empty. */
static struct str
emoji_of_file(struct builder *b, struct str src)
{
	ptrdiff_t end = str_find_char(src, '?');
	struct str path = str_sub(src, 0, end < 0 ? src.n : (size_t)end), found = STR_NONE;
	for (int steps = 0; steps < 2 && path.n && !found.n; steps++) {
		ptrdiff_t slash = str_rfind_char(path, '/');
		struct str name = str_sub(path, (size_t)(slash + 1), path.n);
		path = str_sub(path, 0, slash < 0 ? 0 : (size_t)slash);
		if (str_starts_nocase(name, "emoji_u"))
			name = str_sub(name, 7, name.n);
		uint32_t runes[EMOJI_MOST / 4];
		size_t n = 0;
		while (name.n && n < sizeof runes / sizeof *runes && (runes[n] = hex_cut(&name)) > 0) {
			n++;
			if (!name.n || (name.p[0] != '-' && name.p[0] != '_'))
				break;
			name = str_sub(name, 1, name.n);
		}
		if (n && (!name.n || name.p[0] == '.') && (n > 1 || runes[0] > 0xFF))
			found = emoji_of_runes(b, runes, n);
	}
	return found;
}

/* ":tada:" as an emoji, ":-)" as it is; else empty. */
static struct str
emoji_of_name(struct str s, bool smilies)
{
	if (s.n > 2 && s.p[0] == ':' && s.p[s.n - 1] == ':')
		return emoji_find(str_sub(s, 1, s.n - 1));
	bool smiley = smilies && s.n > 1 && s.n <= SMILEY_MOST && strchr(":;=8", s.p[0]);
	for (size_t i = 1; i < s.n && smiley; i++)
		smiley = strchr("-'()[]|/\\*?!DPOpox", s.p[i]);
	return smiley ? s : STR_NONE;
}

/* Folders in which sites keep emoji. */
static bool
is_emoji_address(struct str src)
{
	static const char *const places[] = {
		"/emoji/", "/emojis/", "//emoji.", "emojione", "twemoji", "notoemoji", "noto-emoji", "/smilies/", "/smileys/"};
	for (size_t i = 0; i < sizeof places / sizeof *places && !str_starts(src, "data:"); i++)
		if (str_find_nocase(src, str_of(places[i])) >= 0)
			return true;
	return false;
}

struct str
emoji_of_picture(struct builder *b, const struct node *n, struct str src, bool small)
{
	struct str class = node_attr(n, ATTR_CLASS),
		   texts[] = {str_trim(node_attr(n, ATTR_ALT)), str_trim(node_attr(n, ATTR_TITLE))};
	bool placed = is_emoji_address(src), smilies = str_find_nocase(class, STR("smil")) >= 0;
	bool sure = placed || smilies || str_find_nocase(class, STR("emoji")) >= 0;
	struct str found = STR_NONE;
	for (size_t i = 0; i < 2 && !found.n && (sure || small); i++) {
		found = emoji_of_text(b, texts[i]);
		if (!found.n)
			found = emoji_of_name(texts[i], placed || smilies);
		if (texts[i].n)
			break;
	}
	return found.n || !placed ? found : emoji_of_file(b, src);
}

struct str
emoji_of_class(const struct node *n)
{
	static const char *const prefixes[] = {"em-", "twa-"};
	struct str rest = node_attr(n, ATTR_CLASS), word, found = STR_NONE;
	while (!found.n && str_word(&rest, &word))
		for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && !found.n; i++) {
			char name[48];
			size_t skip = strlen(prefixes[i]), length = 0;
			if (!str_starts(word, prefixes[i]) || word.n - skip > sizeof name)
				continue;
			for (size_t k = skip; k < word.n; k++)
				name[length++] = word.p[k] == '-' ? '_' : word.p[k];
			found = emoji_find((struct str){name, length});
		}
	return found;
}
