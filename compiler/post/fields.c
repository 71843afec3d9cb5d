/* fields.c - what the front matter and the path say, put into the post */
#include "base/file.h"
#include "post/fields.h"
#include "post/front.h"
#include "post/text.h"

#include <string.h>

/* ---- looking up ---- */

const struct yaml *
field_find(const struct yaml *map, const char *const *keys)
{
	static const char *const sections[] = {"extra", "params", "taxonomies"};
	for (; *keys; keys++) {
		const struct yaml *y = yaml_find(map, *keys);
		for (size_t i = 0; i < 3 && (!y || y->kind == YAML_NULL); i++)
			y = yaml_find(yaml_find(map, sections[i]), *keys);
		if (y && y->kind != YAML_NULL && !(y->kind == YAML_SCALAR && !str_trim(y->text).n))
			return y;
	}
	return NULL;
}

struct str
field_text(const struct yaml *y)
{
	for (int depth = 0; y && y->kind != YAML_SCALAR && depth < 4; depth++) {
		const struct yaml *named = y->kind == YAML_MAP ? FIELD(y, "name", "title", "text", "src", "image", "url") : NULL;
		y = named ? named : y->n ? &y->items[0] : NULL;
	}
	return str_trim(yaml_text(y));
}

/* A text that may have been taken for a list: title: [Draft] A title. */
static struct str
text_of(struct arena *a, const struct yaml *y)
{
	if (!y || y->kind != YAML_LIST || y->n < 2)
		return field_text(y);
	struct buf b = {0};
	for (size_t i = 0; i < y->n && i < NAMES_MOST; i++) {
		buf_z(&b, b.n ? ", " : "");
		buf_str(&b, field_text(&y->items[i]));
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

void
name_add(struct arena *a, struct names *to, struct str s)
{
	if (!s.n || to->n >= NAMES_MOST)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->p[i], s))
			return;
	*PUSH(a, to->p, to->n, to->cap) = s;
}

struct str
text_cut(struct str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_sub(s, 0, n);
}

/* ---- tags ---- */

static struct str *
tags_read(struct post *p, const struct yaml *y, size_t *n)
{
	struct names names = {0};
	if (y && y->kind == YAML_SCALAR) {
		struct str rest = text_cut(y->text, 10000);
		while (rest.n) {
			ptrdiff_t comma = str_find_char(rest, ',');
			name_add(p->arena, &names,
				text_plain(p->arena, str_sub(rest, 0, comma < 0 ? rest.n : (size_t)comma), false));
			rest = comma < 0 ? STR_NONE : str_sub(rest, (size_t)comma + 1, rest.n);
		}
	}
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++)
		name_add(p->arena, &names, text_plain(p->arena, field_text(&y->items[i]), false));
	*n = names.n;
	return names.p;
}

/* ---- date ---- */

/* The file's name, or its folder's where the file is called index. Without .md and without a language. */
static struct str
own_name(const struct post *p, struct str *lang)
{
	struct str name = path_base(p->path), ext = path_ext(name);
	*lang = STR_NONE;
	if (str_is_nocase(ext, ".md") || str_is_nocase(ext, ".markdown") || str_is_nocase(ext, ".mdown"))
		name.n -= ext.n;
	ext = path_ext(name);
	if (ext.n >= 3 && ext.n <= 6) {
		*lang = str_sub(ext, 1, ext.n);
		name = str_sub(name, 0, name.n - ext.n);
	}
	return name;
}

/* Says what is wrong with what stands where a date should. */
static void
date_report(const struct post *p, const struct yaml *y, struct diag *d)
{
	struct str s = text_cut(field_text(y), 60);
	int n = (int)s.n;
	switch (y->kind == YAML_MAP ? DATE_EMPTY : date_fault(field_text(y))) {
	case DATE_EMPTY:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"what stands here is not a date; it was left out: write 2024-02-14, or 2024-02-14T10:00:00-06:00");
		break;
	case DATE_NO_YEAR:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is not a date, for its year is not between 1900 and 2199; it was left out: write 2024-02-14, "
			"or 2024-02-14T10:00:00-06:00",
			n, s.p);
		break;
	case DATE_NO_MONTH:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is not a date, for there is no such month; it was left out: write 2024-02-14, or "
			"2024-02-14T10:00:00-06:00",
			n, s.p);
		break;
	case DATE_NO_DAY:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is not a date, for that month has no such day; it was left out: write 2024-02-14, or "
			"2024-02-14T10:00:00-06:00",
			n, s.p);
		break;
	case DATE_NO_TIME:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is not a date, for there is no such time of day; it was left out: write 2024-02-14, or "
			"2024-02-14T10:00:00-06:00",
			n, s.p);
		break;
	default:
		diag_add(d, DIAG_DATE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is in no form of a date that is known; it was left out: write 2024-02-14, or "
			"2024-02-14T10:00:00-06:00",
			n, s.p);
	}
}

static void
date_take(struct post *p, const struct yaml *map, struct diag *d)
{
	static const char *const keys[] = {"date", "publishDate", "publish_date", "pubDate", "pub_date", "published",
		"published_at", "publishedAt", "published_on", "published_date", "publishedDate", "datePublished",
		"date_published", "post_date", "posted", "fecha", "created", "created_at", "createdAt", "date_created",
		"event_date", "data"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys && !p->date.precision; i++) {
		const struct yaml *y = FIELD(map, keys[i]);
		bool other = str_is(str_of(keys[i]), "published") || str_is(str_of(keys[i]), "data"); /* true; a map of figures */
		if (!y || (y->kind != YAML_MAP && date_read_either(field_text(y), &p->date)) || other)
			continue;
		date_report(p, y, d);
		p->date_bad = true;
	}
	struct str lang, name = own_name(p, &lang);
	struct date named;
	if (str_is_nocase(name, "index"))
		name = path_base(p->dir);
	if (!p->date.precision && date_in_name(name, &named) && named.precision >= DATE_MONTH)
		p->date = named;
	const struct yaml *changed = p->date.precision
		? NULL
		: FIELD(map, "lastmod", "updated", "modified", "last_modified_at", "updated_at", "dateModified");
	if (changed)
		date_read_either(field_text(changed), &p->date);
}

/* ---- slug, language ---- */

/* Without the date that Jekyll puts before it. */
static struct str
name_undated(struct str name)
{
	struct date date;
	size_t i = 0;
	if (!date_in_name(name, &date) || date.precision != DATE_DAY)
		return name;
	while (i < name.n && i < 10 && (char_digit((unsigned char)name.p[i]) || strchr("-_.", name.p[i])))
		i++;
	while (i < name.n && strchr("-_. ", name.p[i]))
		i++;
	return i < name.n ? str_sub(name, i, name.n) : name;
}

static struct str
slashes_cut(struct str s)
{
	s = str_trim(s);
	while (s.n && s.p[0] == '/')
		s = str_sub(s, 1, s.n);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

/* The last part of an address: https://example.org/blog/post.html?x -> post. */
static struct str
address_last(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '?' || s.p[i] == '#')
			s.n = i;
	ptrdiff_t scheme = str_find(s, STR("://"));
	if (scheme >= 0) {
		s = str_sub(s, (size_t)scheme + 3, s.n);
		ptrdiff_t slash = str_find_char(s, '/');
		s = slash < 0 ? STR_NONE : str_sub(s, (size_t)slash, s.n);
	}
	s = path_base(slashes_cut(s));
	if (str_ends(s, ".html"))
		s.n -= 5;
	return str_find_char(s, ':') >= 0 ? STR_NONE : s; /* :year/:title is a pattern */
}

static void
slug_read(struct post *p, const struct yaml *map)
{
	struct str lang, s = slashes_cut(field_text(FIELD(map, "slug", "post_name")));
	p->own_slug = str_dup(p->arena, text_cut(s, 200));
	if (!s.n)
		s = address_last(field_text(FIELD(map, "url", "permalink", "path")));
	if (!s.n || str_is(s, "index")) {
		s = own_name(p, &lang);
		if (str_is_nocase(s, "index"))
			s = path_base(p->dir);
		if (!s.n || str_is(s, ".") || str_is(s, "..") || str_is(s, "/"))
			s = STR("index");
		s = name_undated(s);
	}
	p->slug = str_dup(p->arena, text_cut(s, 200));
}

/* es, pt-br, es_MX, eng: letters and digits in parts, the first of two or three letters. */
static bool
is_language(struct str s)
{
	size_t part = 0, parts = 0;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '-' && s.p[i] != '_') {
			if (!char_alnum((unsigned char)s.p[i]) || (!parts && char_digit((unsigned char)s.p[i])))
				return false;
			part++;
			continue;
		}
		if (part < 2 || part > (parts ? 8u : 3u))
			return false;
		parts++;
		part = 0;
	}
	return true;
}

/* Languages that a community's site has in names of files and folders; names of formats and tools (.js, .go) are none of them. */
bool
language_in_name(struct str s)
{
	static const char known[] =
		"en es pt fr de it ca gl eu nl pl ru uk ja zh ko ar he tr cs sv da fi nb nn no el hu ro bg sr hr id vi th hi fa "
		"ur bn ta qu gn ay sk sl lt lv et";
	struct str rest = STR(known), word;
	if (!is_language(s) || (s.n > 2 && s.p[2] != '-' && s.p[2] != '_'))
		return false;
	char base[3] = {s.p[0], s.p[1], '\0'};
	while (str_word(&rest, &word))
		if (str_is_nocase(word, base))
			return true;
	return false;
}

/* As BCP 47 has it: es-MX. */
static struct str
language_tag(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		p[i] = p[i] == '_' ? '-' : char_lower(p[i]);
	if (s.n == 5 && p[2] == '-')
		for (size_t i = 3; i < 5; i++)
			p[i] = p[i] >= 'a' && p[i] <= 'z' ? (char)(p[i] - 32) : p[i];
	return (struct str){p, s.n};
}

static struct str
language_named(struct str s)
{
	static const struct {
		const char *name, *tag;
	} names[] = {{"english", "en"}, {"inglés", "en"}, {"inglês", "en"}, {"spanish", "es"}, {"español", "es"},
		{"espanol", "es"}, {"castellano", "es"}, {"espanhol", "es"}, {"portuguese", "pt"}, {"português", "pt"},
		{"portugues", "pt"}, {"portugués", "pt"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(s, names[i].name))
			return str_of(names[i].tag);
	return STR_NONE;
}

/* content/es/post.md: a folder right below the posts'. */
static struct str
folder_language(struct str dir)
{
	static const char *const homes[] = {"content", "contents", "posts", "_posts", "blog", "i18n"};
	struct str parent = STR_NONE;
	while (dir.n) {
		ptrdiff_t slash = str_find_char(dir, '/');
		struct str part = slash < 0 ? dir : str_sub(dir, 0, (size_t)slash);
		dir = slash < 0 ? STR_NONE : str_sub(dir, (size_t)slash + 1, dir.n);
		for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
			if (str_is(parent, homes[i]) && language_in_name(part))
				return part;
		parent = part;
	}
	return STR_NONE;
}

static void
lang_read(struct post *p, const struct yaml *map, struct diag *d)
{
	struct str in_name;
	own_name(p, &in_name);
	const struct yaml *y = FIELD(map, "lang", "language", "locale", "languageCode");
	struct str s = field_text(y), named = language_named(s);
	ptrdiff_t dot = str_find_char(s, '.'); /* es_MX.UTF-8 */
	if (dot > 0)
		s = str_sub(s, 0, (size_t)dot);
	if (named.n)
		s = named;
	if (s.n && !is_language(s)) {
		diag_add(d, DIAG_VALUE_BAD, p->path, y->line, y->col,
			"\"%.*s\" is no language and was left out; write es, pt-BR or the like", (int)(s.n < 40 ? s.n : 40), s.p);
		s = STR_NONE;
	}
	p->lang_mark = s.n ? LANG_BY_KEY : language_in_name(in_name) ? LANG_BY_NAME : LANG_BY_FOLDER;
	if (!s.n)
		s = p->lang_mark == LANG_BY_NAME ? in_name : folder_language(p->dir);
	if (!s.n)
		p->lang_mark = LANG_UNMARKED;
	p->lang = s.n ? language_tag(p->arena, s) : STR_NONE;
}

/* ---- all of it ---- */

static void
title_read(struct post *p, const struct yaml *map)
{
	const struct yaml *y = FIELD(map, "title", "titulo", "título", "post_title", "name", "headline");
	p->title = text_plain(p->arena, text_of(p->arena, y), true);
	p->title_line = y ? y->line : 1;
	p->subtitle = text_plain(
		p->arena, text_of(p->arena, FIELD(map, "subtitle", "sub_title", "sub-title", "subtitulo", "subtítulo")), true);
	p->summary = text_plain(p->arena,
		text_of(p->arena,
			FIELD(map, "summary", "description", "excerpt", "lede", "deck", "abstract", "resumen", "resumo",
				"descripcion", "descripción", "descrição")),
		false);
}

static void
place_read(struct post *p, const struct yaml *map)
{
	const struct yaml *y = FIELD(map, "place", "location", "city", "venue", "lugar", "local");
	const struct yaml *inner = y && y->kind == YAML_MAP ? FIELD(y, "name", "city", "place") : y;
	p->place = text_plain(p->arena, field_text(inner), false);
}

static void
draft_read(struct post *p, const struct yaml *map)
{
	struct str status = field_text(FIELD(map, "status"));
	bool export = str_starts(path_base(p->path), "draft_") && str_is_nocase(path_ext(p->path), ".html"); /* Medium's */
	p->draft = export || yaml_bool(yaml_find(map, "draft"), false) || !yaml_bool(yaml_find(map, "published"), true) ||
		str_is_nocase(status, "draft") || str_find(p->path, STR("_drafts/")) >= 0;
}

/* What a site makes no page of, and which posts are one in several languages. */
static void
page_read(struct post *p, const struct yaml *map)
{
	const struct yaml *build = yaml_find(map, "build") ? yaml_find(map, "build") : yaml_find(map, "_build");
	const struct yaml *render = build ? yaml_find(build, "render") : yaml_find(map, "render"); /* Hugo, Zola */
	p->unlisted = yaml_bool(yaml_find(map, "headless"), false) || str_is_nocase(yaml_text(render), "never") ||
		!yaml_bool(render, true);
	p->layout = str_dup(p->arena, field_text(FIELD(map, "layout", "template")));
	struct str key =
		field_text(FIELD(map, "translationKey", "translation_key", "translation_id", "lang-ref", "lang_ref", "page_id"));
	if (!key.n && p->lang_mark == LANG_BY_KEY)
		key = field_text(FIELD(map, "ref"));
	p->translation = str_dup(p->arena, key);
}

static void
aliases_read(struct post *p, const struct yaml *map)
{
	struct names names = {0};
	const struct yaml *y = FIELD(map, "aliases", "alias", "redirect_from");
	if (y && y->kind == YAML_SCALAR)
		name_add(p->arena, &names, str_dup(p->arena, str_trim(y->text)));
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++)
		name_add(p->arena, &names, str_dup(p->arena, str_trim(field_text(&y->items[i]))));
	p->aliases = names.p;
	p->n_aliases = names.n;
}

void
front_apply(struct post *p, const struct yaml *map, struct diag *d)
{
	title_read(p, map);
	date_take(p, map, d);
	authors_read(p, map);
	p->tags = tags_read(p, FIELD(map, "tags", "tag", "etiquetas", "keywords"), &p->n_tags);
	p->categories =
		tags_read(p, FIELD(map, "categories", "category", "categorias", "categorías", "section"), &p->n_categories);
	images_read(p, map);
	extras_read(p, map);
	slug_read(p, map);
	lang_read(p, map, d);
	place_read(p, map);
	draft_read(p, map);
	page_read(p, map);
	aliases_read(p, map);
	struct str url = field_text(FIELD(map, "canonical_url", "canonicalURL", "canonicalUrl", "canonical", "permalink", "url"));
	p->permalink = str_dup(p->arena, str_trim(field_text(FIELD(map, "permalink", "url", "path"))));
	p->url = str_find_char(url, ':') == 0 || str_find(url, STR("/:")) >= 0 ? STR_NONE : str_dup(p->arena, url);
}
