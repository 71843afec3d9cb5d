/* front.c - find the front matter of a post and cut it off */
#include "post/front.h"

#include "base/json.h"
#include "base/toml.h"

#include <string.h>

enum { FRONT_MOST = 64 * 1024, LINES_MOST = 2000 };

/* A line of the text and where it ends. */
struct line {
	struct str s; /* without blanks at its end */
	size_t next; /* where the line behind it begins */
};

static struct line
line_at(struct str text, size_t i)
{
	struct str rest = str_sub(text, i, text.n), s = str_line(&rest);
	while (s.n && char_blank((unsigned char)s.p[s.n - 1]))
		s.n--;
	return (struct line){s, text.n - rest.n};
}

static int
lines_between(struct str text, size_t from, size_t to)
{
	int n = 0;
	for (size_t i = from; i < to; i++)
		n += text.p[i] == '\n';
	return n;
}

bool
front_key_known(struct str key)
{
	static const char *const known[] = {"title", "subtitle", "date", "author", "authors", "tag", "tags", "category",
		"categories", "slug", "draft", "layout", "description", "summary", "excerpt", "image", "images", "cover", "lang",
		"language", "locale", "type", "url", "permalink", "aliases", "weight", "series", "featured", "published",
		"lastmod", "modified", "keywords", "comments", "path", "template", "link", "license", "video", "speakers", "toc",
		"status", "id", "taxonomies", "extra", "params", "resources", "titulo", "fecha", "autor", "etiquetas",
		"categorias"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is_nocase(key, known[i]))
			return true;
	return false;
}

bool
front_key(struct str line, struct str *key, struct str *value)
{
	ptrdiff_t colon = str_find_char(line, ':');
	if (colon <= 0 || colon > 60)
		return false;
	*key = str_trim(str_sub(line, 0, (size_t)colon));
	*value = str_trim(str_sub(line, (size_t)colon + 1, line.n));
	if (key->n > 2 && (key->p[0] == '"' || key->p[0] == '\'') && key->p[key->n - 1] == key->p[0])
		*key = str_sub(*key, 1, key->n - 1);
	for (size_t i = 0; i < key->n; i++)
		if (!char_alnum((unsigned char)key->p[i]) && !strchr("_-.", key->p[i]))
			return false;
	bool apart = (size_t)colon + 1 == line.n || char_blank((unsigned char)line.p[colon + 1]);
	return key->n && !char_digit((unsigned char)key->p[0]) && (apart || (front_key_known(*key) && !str_starts(*value, "//")));
}

/* Three or more dashes, pluses or full stops alone: what was meant to close. */
static bool
is_fence(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == line.p[0] && strchr("-+.", line.p[n]))
		n++;
	return n >= 3 && n == line.n;
}

/* Whether the line looks like one of front matter, given what came before. */
static bool
front_like(struct str line, bool toml, bool had_key)
{
	struct str key, value;
	if (toml) {
		ptrdiff_t equals = str_find_char(line, '=');
		return line.p[0] == '[' || (equals > 0 && equals < 60 && !char_blank((unsigned char)line.p[0])) ||
			(had_key && (char_blank((unsigned char)line.p[0]) || line.p[0] == ']' || line.p[0] == '"'));
	}
	if (had_key && (char_blank((unsigned char)line.p[0]) || str_starts(line, "- ") || line.p[0] == ']' || line.p[0] == '}'))
		return true;
	return front_key(line, &key, &value) && (front_key_known(key) || value.n < 200);
}

/* A table's head, or a known key. */
static bool
toml_known(struct str line)
{
	ptrdiff_t equals = str_find_char(line, '=');
	if (line.p[0] == '[')
		return line.p[line.n - 1] == ']' && str_find_char(line, '(') < 0 && str_find_char(line, ' ') < 0;
	return equals > 0 && front_key_known(str_trim(str_sub(line, 0, (size_t)equals)));
}

/* Where lines that look like front matter end: behind blank lines and comments only if a known key follows. */
struct extent {
	size_t end; /* of the front matter */
	size_t body; /* behind what was meant to close it, if there is anything */
	size_t keys;
	bool closed; /* by dashes of another kind or length */
};

static struct extent
extent_find(struct str text, size_t i, bool toml)
{
	struct extent e = {.end = i, .body = i};
	bool doubt = false;
	for (int n = 0; i < text.n && n < LINES_MOST; n++) {
		struct line l = line_at(text, i);
		struct str key, value;
		i = l.next;
		if (!l.s.n || (l.s.p[0] == '#' && !str_starts(l.s, "##"))) {
			doubt = true;
			continue;
		}
		if (is_fence(l.s)) {
			e.closed = e.keys > 0;
			e.body = e.closed ? i : e.body;
			break;
		}
		bool known = toml ? toml_known(l.s) : front_key(l.s, &key, &value) && front_key_known(key);
		if (!front_like(l.s, toml, e.keys > 0) || (doubt && !known))
			break;
		doubt = false;
		e.keys++;
		e.end = e.body = i;
	}
	return e;
}

/* Where the line stands that closes, or text.n; *behind is the place behind it. */
static size_t
close_find(struct str text, size_t i, const char *mark, const char *other, size_t *behind)
{
	while (i < text.n) {
		if (text.p[i] == mark[0] || text.p[i] == other[0]) {
			struct line l = line_at(text, i);
			if (str_is(l.s, mark) || str_is(l.s, other)) {
				*behind = l.next;
				return i;
			}
		}
		ptrdiff_t end = str_find_char(str_sub(text, i, text.n), '\n');
		i = end < 0 ? text.n : i + (size_t)end + 1;
	}
	*behind = text.n;
	return text.n;
}

static struct front
front_none(struct arena *a, struct str text)
{
	struct yaml *map = NEW(a, struct yaml);
	*map = (struct yaml){.kind = YAML_MAP, .line = 1, .col = 1};
	return (struct front){map, text, 1};
}

static struct front
front_at(struct yaml *map, struct str text, size_t body)
{
	return (struct front){map, str_sub(text, body, text.n), 1 + lines_between(text, 0, body)};
}

/* YAML, or what can be read of it line by line. `keys`: there are lines that look like keys. NULL: it was no front matter. */
static struct yaml *
yaml_or_rescue(struct arena *a, struct diag *d, struct str path, struct str s, int line, bool keys)
{
	struct yaml_error error;
	if (s.n > FRONT_MOST) {
		diag_add(d, DIAG_YAML_LIMIT, path, line, 0,
			"the front matter is larger than 64 KB: its lines were read one by one; shorten it");
		return rescue_read(a, d, path, s, line);
	}
	struct yaml *map = yaml_read(a, d, path, s, line, &error);
	if (map && (map->kind == YAML_MAP || !keys))
		return map->kind == YAML_MAP ? map : NULL;
	if (map)
		diag_add(d, DIAG_FRONT_SYNTAX, path, line, 0,
			"the front matter does not parse: its lines were read one by one; put a blank behind each key's colon");
	else
		diag_add(d, DIAG_FRONT_SYNTAX, path, error.line, error.col,
			"the front matter does not parse (%.*s): its lines were read one by one; put values that hold a colon, a "
			"number "
			"sign or a quotation mark into quotes",
			STR_FMT(error.text));
	return rescue_read(a, d, path, s, line);
}

/* Whether lines beyond a blank one are front matter all the same: they parse, and no key is a sentence. */
static bool
is_sound(struct arena *a, struct str s)
{
	struct yaml_error error;
	struct diag *unheard = diag_new();
	struct yaml *map = s.n <= FRONT_MOST ? yaml_read(a, unheard, STR_NONE, s, 1, &error) : NULL;
	bool sound = map && map->kind == YAML_MAP;
	for (size_t i = 0; sound && i < map->n; i++) {
		struct str rest = map->items[i].key, word;
		size_t words = 0;
		while (str_word(&rest, &word))
			words++;
		sound = words <= 3;
	}
	diag_free(unheard);
	return sound;
}

/* TOML, or what can be read of it. */
static struct yaml *
toml_or_rescue(struct arena *a, struct diag *d, struct str path, struct str s, int line)
{
	struct yaml_error error;
	if (s.n > FRONT_MOST) {
		diag_add(d, DIAG_YAML_LIMIT, path, line, 0,
			"the front matter is larger than 64 KB: what is beyond was left out; shorten it");
		return toml_rescue(a, d, path, str_sub(s, 0, FRONT_MOST), line);
	}
	struct yaml *map = toml_read(a, s, line, &error);
	if (map)
		return map;
	diag_add(d, DIAG_FRONT_SYNTAX, path, error.line, error.col,
		"the front matter is not TOML (%.*s): its lines were read one by one; put texts into quotation marks, one value "
		"a line",
		STR_FMT(error.text));
	return toml_rescue(a, d, path, s, line);
}

static struct yaml *
front_parse(struct arena *a, struct diag *d, struct str path, struct str s, int line, bool toml)
{
	return toml ? toml_or_rescue(a, d, path, s, line) : yaml_or_rescue(a, d, path, s, line, true);
}

/* No line closes it, or one far down in the text that was not meant to: the lines that look like front matter are taken for it. */
static struct front
front_unclosed(struct arena *a, struct diag *d, struct str path, struct str text, size_t open, size_t i, bool toml)
{
	const char *fence = toml ? "+++" : "---";
	struct extent e = extent_find(text, i, toml);
	int line = 1 + lines_between(text, 0, open);
	if (!e.keys)
		return front_none(a, text);
	int last = lines_between(text, 0, e.end) + (e.end == text.n && text.p[text.n - 1] != '\n');
	diag_add(d, DIAG_FRONT_UNCLOSED, path, line, 0,
		"the front matter that begins here is not closed: it was taken to end with line %d; put a line %s behind that",
		last, fence);
	struct yaml *map = front_parse(a, d, path, str_sub(text, i, e.end), line + 1, toml);
	return map ? front_at(map, text, e.body) : front_none(a, text);
}

/* Between two fences. */
static struct front
front_fenced(struct arena *a, struct diag *d, struct str path, struct str text, size_t open, size_t i, bool toml)
{
	struct yaml_error error;
	size_t behind, end = close_find(text, i, toml ? "+++" : "---", toml ? "+++" : "...", &behind);
	struct str s = str_sub(text, i, end);
	int line = 2 + lines_between(text, 0, open);
	if (end == text.n && behind == text.n)
		return front_unclosed(a, d, path, text, open, i, toml);
	struct extent e = extent_find(text, i, toml);
	if (!toml && s.n <= FRONT_MOST && !str_trim(s).n)
		return front_at(front_none(a, text).map, text, behind);
	if (!toml && e.end < end && e.keys && !line_at(text, e.end).s.n && !is_sound(a, s))
		return front_unclosed(a, d, path, text, open, i, toml); /* the fence belongs to the text */
	if (!toml && !e.keys && (s.n > FRONT_MOST || !yaml_read(a, d, path, s, line, &error)))
		return front_none(a, text); /* two thematic breaks with text between them */
	struct yaml *map = e.keys || toml ? front_parse(a, d, path, s, line, toml) : yaml_or_rescue(a, d, path, s, line, false);
	return map ? front_at(map, text, behind) : front_none(a, text);
}

/* JSON: an object at the very beginning, to its closing brace. */
static struct front
front_json(struct arena *a, struct diag *d, struct str path, struct str text, size_t i)
{
	size_t start = i, end;
	int depth = 0;
	bool string = false;
	for (; i < text.n && i - start <= FRONT_MOST; i++) {
		char c = text.p[i];
		if (string && c == '\\')
			i++;
		else if (c == '"')
			string = !string;
		else if (!string && (c == '{' || c == '['))
			depth++;
		else if (!string && (c == '}' || c == ']') && --depth == 0)
			break;
	}
	end = i + 1;
	if (i >= text.n || depth || line_at(text, end).s.n)
		return front_none(a, text);
	struct yaml_error error;
	int line = 1 + lines_between(text, 0, start);
	struct yaml *map = json_read(a, d, path, str_sub(text, start, end), line, &error);
	if (!map) /* with commas at ends and comments it is still YAML of a kind */
		map = yaml_or_rescue(a, d, path, str_sub(text, start, end), line, true);
	return map ? front_at(map, text, line_at(text, end).next) : front_none(a, text);
}

static bool
json_like(struct str s)
{
	struct str rest = str_trim(str_sub(s, 1, s.n < 200 ? s.n : 200));
	return rest.n && rest.p[0] == '"' && str_find(str_sub(rest, 0, 100), STR("\":")) > 0;
}

/* Keys at the top without a fence above: somebody lost the first line, or the site reads "Title: …" up to a blank line. */
static struct front
front_headless(struct arena *a, struct diag *d, struct str path, struct str text, size_t i)
{
	struct str key, value;
	struct line first = line_at(text, i);
	int line = 1 + lines_between(text, 0, i);
	if (!front_key(first.s, &key, &value) || !value.n ||
		!(str_is_nocase(key, "title") || str_is_nocase(key, "date") || str_is_nocase(key, "layout")))
		return front_none(a, text);
	struct extent e = extent_find(text, i, false);
	struct line second = line_at(text, first.next);
	bool two = e.keys >= 2 && front_key(second.s, &key, &value) && front_key_known(key);
	if (e.closed)
		diag_add(d, DIAG_FRONT_UNCLOSED, path, line, 0,
			"the front matter does not begin with a line ---; it was read all the same; add that line");
	else if (!two || (e.end < text.n && line_at(text, e.end).s.n))
		return front_none(a, text);
	struct yaml *map = yaml_or_rescue(a, d, path, str_sub(text, i, e.end), line, true);
	return map ? front_at(map, text, e.body) : front_none(a, text);
}

struct front
front_cut(struct arena *a, struct diag *d, struct str path, struct str text)
{
	size_t i = 0;
	while (i < text.n && char_blank((unsigned char)text.p[i]))
		i++;
	while (i && text.p[i - 1] != '\n')
		i--; /* the line that is not blank begins here */
	if (i == text.n)
		return front_none(a, text);
	struct line l = line_at(text, i);
	if (str_is(l.s, "---"))
		return front_fenced(a, d, path, text, i, l.next, false);
	if (str_is(l.s, "+++"))
		return front_fenced(a, d, path, text, i, l.next, true);
	if (l.s.n && l.s.p[0] == '{' && json_like(str_sub(text, i, text.n)))
		return front_json(a, d, path, text, i);
	return front_headless(a, d, path, text, i);
}
