/* newfrom.c - yearbook.yaml of the next volume, from that of the one before: its lines and comments stay, what belongs to one year changes */
#include "command/newfrom.h"
#include "base/file.h"
#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What becomes of a key. */
enum fate {
	FATE_KEEP,
	FATE_YEARS /* in its words */,
	FATE_VOLUME,
	FATE_DATE,
	FATE_SPAN,
	FATE_POSTS,
	FATE_IMAGES,
	FATE_REMOTE,
	FATE_DROP,
	FATE_STAY
};

static const struct {
	const char *key;
	enum fate fate;
} fates[] = {{"title", FATE_YEARS}, {"subtitle", FATE_YEARS}, {"description", FATE_YEARS}, {"volume", FATE_VOLUME},
	{"from", FATE_DATE}, {"to", FATE_DATE}, {"years", FATE_SPAN}, {"posts", FATE_POSTS}, {"images", FATE_IMAGES},
	{"remote", FATE_REMOTE}, {"isbn", FATE_DROP}, {"identifier", FATE_DROP}, {"date", FATE_DROP}, {"edition", FATE_DROP},
	{"foreword", FATE_DROP}, {"fixes", FATE_STAY}, {"waive", FATE_STAY}};

/* A yearbook.yaml in the making. */
struct yaml_next {
	struct run_state *r;
	const struct volume_before *v;
	struct buf out;
	bool volume, posts, images, site; /* these keys have come */
};

/* ---- words and figures ---- */

/* The year at s[i], 1990 to 2099, as a number by itself; else 0. */
static int
year_at(struct str s, size_t i)
{
	int64_t year;
	bool alone = (!i || !char_digit(s.p[i - 1])) && (i + 4 >= s.n || !char_digit(s.p[i + 4]));
	return i + 4 <= s.n && alone && str_to_int(str_sub(s, i, i + 4), &year) && char_digit(s.p[i]) && year >= 1990 &&
			year < 2100
		? (int)year
		: 0;
}

/* How many bytes lie between two years of a span: "-", "–", " - "; 0: it is none. */
static size_t
dash_at(struct str s, size_t i)
{
	size_t from = i;
	while (i < s.n && s.p[i] == ' ')
		i++;
	struct str rest = str_sub(s, i, s.n);
	size_t dash = str_starts(rest, "-") ? 1 : str_starts(rest, "\xE2\x80\x93") ? 3 : 0;
	for (i += dash; dash && i < s.n && s.p[i] == ' ';)
		i++;
	return dash ? i - from : 0;
}

/* The last year becomes the next one; a span that ends with it becomes that one year. */
static struct str
years_raised(struct arena *a, struct str s, int year)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		int here = year_at(s, i);
		size_t dash = here ? dash_at(s, i + 4) : 0;
		if (here && here < year && dash && year_at(s, i + 4 + dash) == year)
			i += 4 + dash; /* the year behind it follows */
		else if (here == year && year) {
			buf_fmt(&b, "%d", year + 1);
			i += 4;
		} else
			buf_char(&b, s.p[i++]);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* "2024-07-01" -> "2025-07-01"; the last of February becomes the 28th. */
static struct str
date_raised(struct arena *a, struct str text)
{
	int year = year_at(text, 0);
	struct str rest = year ? str_sub(text, 4, text.n) : STR_NONE;
	if (!year)
		return text;
	if (str_starts(rest, "-02-29"))
		return str_fmt(a, "%d-02-28%.*s", year + 1, STR_FMT(str_sub(rest, 6, rest.n)));
	return str_fmt(a, "%d%.*s", year + 1, STR_FMT(rest));
}

static void
word_write(struct buf *b, struct str s)
{
	bool plain = s.n > 0 && (char_alnum((unsigned char)s.p[0]) || s.p[0] == '.' || s.p[0] == '/');
	for (size_t i = 0; i < s.n && plain; i++)
		plain = char_alnum((unsigned char)s.p[i]) || strchr("_./-", s.p[i]);
	if (plain) {
		buf_str(b, s);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

struct str
path_from(struct arena *a, struct str from, struct str to)
{
	size_t same = 0, i = 0;
	struct buf b = {0};
	for (; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
		if (from.p[i] == '/')
			same = i + 1;
	if ((i == from.n && (i == to.n || to.p[i] == '/')) || (i == to.n && from.p[i] == '/'))
		same = i + 1;
	for (size_t k = same; k < from.n; k++)
		if (k == same || from.p[k - 1] == '/')
			buf_z(&b, "../");
	if (same < to.n)
		buf_str(&b, str_sub(to, same, to.n));
	while (b.n > 1 && b.p[b.n - 1] == '/')
		b.n--;
	struct str out = b.n ? buf_keep(&b, a) : STR(".");
	buf_free(&b);
	return out;
}

/* ---- what is said, what is written ---- */

static void
line_say(const struct yaml_next *n, struct str line)
{
	if (!n->r->opt.quiet)
		printf("  %.*s\n", STR_FMT(line));
}

/* A key with a new value, and the remark behind the old one. */
static void
value_write(struct yaml_next *n, const char *key, struct str value, struct str remark)
{
	struct str line = str_fmt(n->r->a, "%s: %.*s", key, STR_FMT(value));
	line_say(n, line);
	buf_str(&n->out, line);
	if (remark.n)
		buf_fmt(&n->out, "    %.*s", STR_FMT(remark));
	buf_char(&n->out, '\n');
}

/* Folders as seen from the new one; `first` (or none) and the last before them. */
static void
paths_write(struct yaml_next *n, const char *key, const char *first, const struct str *paths, size_t n_paths, const char *last)
{
	struct buf b = {0};
	struct arena *a = n->r->a;
	struct texts seen = {0};
	buf_char(&b, '[');
	if (first)
		buf_z(&b, first);
	for (size_t i = 0; i < n_paths + (last ? 1 : 0); i++) {
		char *real = realpath(i < n_paths ? str_z(a, paths[i]) : last, NULL);
		struct str path = real ? path_from(a, str_of(n->v->to), str_of(real)) : STR_NONE;
		bool again = !real; /* or it was not there last year, either */
		free(real);
		for (size_t k = 0; k < seen.n && !again; k++)
			again = str_eq(seen.p[k], path);
		if (again)
			continue;
		*PUSH(a, seen.p, seen.n, seen.cap) = path;
		buf_z(&b, b.n > 1 ? ", " : "");
		word_write(&b, path);
	}
	buf_char(&b, ']');
	if (b.n > 2)
		value_write(n, key, buf_keep(&b, a), STR_NONE);
	buf_free(&b);
}

static void
posts_write(struct yaml_next *n)
{
	n->posts = true;
	paths_write(n, "posts", n->v->own_posts ? "posts" : NULL, n->v->config->posts, n->v->config->n_posts, NULL);
}

static void
images_write(struct yaml_next *n)
{
	n->images = true;
	paths_write(n, "images", NULL, n->v->config->images, n->v->config->n_images, n->v->root);
}

/* The lines of a key as a comment. */
static void
drop_write(struct yaml_next *n, struct str chunk, struct str key)
{
	line_say(n, str_fmt(n->r->a, message("not carried over: %.*s"), STR_FMT(key)));
	while (chunk.n) {
		struct str line = str_line(&chunk);
		buf_fmt(&n->out, "# %.*s\n", STR_FMT(line));
	}
}

/* The remark behind a value on one line. */
static struct str
remark_of(struct str chunk)
{
	struct str line = str_line(&chunk);
	ptrdiff_t at = str_find(line, STR(" #"));
	return at < 0 ? STR_NONE : str_trim(str_sub(line, (size_t)at, line.n));
}

static void
key_write(struct yaml_next *n, const struct yaml *y, struct str chunk, enum fate fate)
{
	struct arena *a = n->r->a;
	struct str text = yaml_text(y), raised;
	int64_t volume;
	switch (fate) {
	case FATE_YEARS:
		raised = years_raised(a, chunk, n->v->year);
		if (!str_eq(raised, chunk))
			line_say(n, str_fmt(a, "%.*s: %.*s", STR_FMT(y->key), STR_FMT(years_raised(a, text, n->v->year))));
		buf_str(&n->out, raised);
		break;
	case FATE_VOLUME:
		n->volume = str_to_int(text, &volume) && volume >= 1 && volume <= 9998;
		if (n->volume)
			value_write(n, "volume", str_fmt(a, "%d", (int)volume + 1), remark_of(chunk));
		else
			drop_write(n, chunk, y->key);
		break;
	case FATE_DATE: value_write(n, str_z(a, y->key), date_raised(a, text), remark_of(chunk)); break;
	case FATE_SPAN: value_write(n, "years", years_raised(a, text, n->v->year), remark_of(chunk)); break;
	case FATE_POSTS: posts_write(n); break;
	case FATE_IMAGES: images_write(n); break;
	case FATE_REMOTE: paths_write(n, "remote", NULL, n->v->config->remote, n->v->config->n_remote, NULL); break;
	case FATE_DROP: drop_write(n, chunk, y->key); break;
	case FATE_STAY:
		drop_write(n, str_fmt(a, "%.*s: those of the volume before stay with it\n", STR_FMT(y->key)), y->key);
		break;
	case FATE_KEEP: buf_str(&n->out, chunk); break;
	}
}

static enum fate
fate_of(struct str key)
{
	for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
		if (str_is_nocase(key, fates[i].key))
			return fates[i].fate;
	return FATE_KEEP;
}

/* ---- all lines ---- */

/* Where the line begins that stands so many behind the one at `at`; the text's end behind the last. */
static size_t
lines_on(struct str s, size_t at, int lines)
{
	while (lines > 0 && at < s.n)
		if (s.p[at++] == '\n')
			lines--;
	return at;
}

/* Where the lines of a key end: blank ones and comments at the margin belong to what follows. */
static size_t
chunk_end(struct str s, size_t from, size_t to)
{
	while (to > from) {
		size_t line = to - 1;
		while (line > from && s.p[line - 1] != '\n')
			line--;
		struct str text = str_trim(str_sub(s, line, to));
		if (line == from || (text.n && s.p[line] != '#'))
			break;
		to = line;
	}
	return to;
}

/* Keys that were not there, and must be. */
static void
rest_write(struct yaml_next *n)
{
	const struct config *c = n->v->config;
	if (n->out.n && n->out.p[n->out.n - 1] != '\n')
		buf_char(&n->out, '\n');
	if (!n->volume) /* the ledger tells volumes apart by it */
		value_write(n, "volume", STR("2"), STR_NONE);
	if (!n->posts)
		posts_write(n);
	if (!n->images)
		images_write(n);
	if (n->v->language.n) /* what is left of the site may be mostly in another */
		value_write(n, "language", n->v->language, STR_NONE);
	if (!n->site && c->base_url.n) {
		struct buf b = {0};
		word_write(&b, c->base_url);
		value_write(n, "site", buf_keep(&b, n->r->a), STR_NONE);
		buf_free(&b);
	}
}

struct str
newfrom_yaml(struct run_state *r, const struct volume_before *v)
{
	struct yaml_next n = {.r = r, .v = v};
	const struct yaml *top = v->top;
	size_t at = 0, from = top->n ? lines_on(v->text, 0, top->items[0].key_line - 1) : 0, next;
	for (size_t i = 0; i < top->n; i++, from = next) {
		next = i + 1 < top->n ? lines_on(v->text, from, top->items[i + 1].key_line - top->items[i].key_line) : v->text.n;
		size_t end = chunk_end(v->text, from, next);
		buf_str(&n.out, str_sub(v->text, at, from));
		n.site |= str_is_nocase(top->items[i].key, "site");
		struct str chunk = str_sub(v->text, from, end);
		key_write(&n, &top->items[i], chunk, fate_of(top->items[i].key));
		at = end;
	}
	buf_str(&n.out, str_sub(v->text, at, v->text.n));
	rest_write(&n);
	struct str out = buf_keep(&n.out, r->a);
	buf_free(&n.out);
	return out;
}
