/* config.c - yearbook.yaml, or what stands for it */
#include "book/reader.h"
#include "book/index.h"

#include "base/file.h"
#include "base/message.h"

enum { CONFIG_MOST = 4 << 20, YEAR_FIRST = 1900, YEAR_LAST = 2999 };

struct str
text_value(struct reader *r, const struct yaml *y)
{
	if (y->kind == YAML_LIST || y->kind == YAML_MAP)
		BAD(r, y, "\"%.*s\" takes one text, not a list or map; left out", STR_FMT(y->key));
	return str_trim(yaml_text(y));
}

/* A list of texts, or one text for a list of one. Empty ones are left out. */
struct str *
list_value(struct reader *r, const struct yaml *y, size_t *n)
{
	const struct yaml *items = y->kind == YAML_LIST ? y->items : y;
	size_t count = y->kind == YAML_LIST ? y->n : 1;
	struct str *list = NEW_N(r->a, count, struct str);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		struct str text = str_trim(yaml_text(&items[i]));
		if (items[i].kind == YAML_LIST || items[i].kind == YAML_MAP)
			BAD(r, &items[i], "\"%.*s\" takes a list of texts; this entry is none and was left out", STR_FMT(y->key));
		else if (text.n)
			list[(*n)++] = text;
	}
	return list;
}

bool
switch_value(struct reader *r, const struct yaml *y, bool otherwise)
{
	if (y->kind != YAML_NULL && yaml_bool(y, true) != yaml_bool(y, false))
		BAD(r, y, "\"%.*s\" is yes or no; left at %s", STR_FMT(y->key), otherwise ? "yes" : "no");
	return yaml_bool(y, otherwise);
}

void
date_value(struct reader *r, const struct yaml *y, struct date *out)
{
	struct str text = text_value(r, y);
	if (text.n && !date_read(text, out)) {
		*out = (struct date){0};
		BAD(r, y, "\"%.*s\" is no date; left out: write 2024-02-14, or 2024 for a year", STR_FMT(text));
	}
}

static struct str
language_value(struct reader *r, const struct yaml *y)
{
	struct str text = text_value(r, y), tag = language_tag(r->a, text);
	if (text.n && !tag.n)
		BAD(r, y, "\"%.*s\" is no language; left out: write es, pt-BR or the like", STR_FMT(text));
	return tag;
}

/* Folders or files named by the user: relative to yearbook.yaml, and may lie anywhere. */
struct str *
paths_value(struct reader *r, const struct yaml *y, bool folders, size_t *n)
{
	size_t count, kept = 0;
	struct str *list = list_value(r, y, &count);
	for (size_t i = 0; i < count; i++) {
		struct str path = path_beside(r->a, r->c->root, list[i]);
		enum path_kind kind = path_kind(str_z(r->a, path));
		if (kind == PATH_NONE || (folders && kind != PATH_FOLDER))
			BAD(r, y,
				folders ? MESSAGE("\"%.*s\" names %.*s, which is no folder; left out")
					: MESSAGE("\"%.*s\" names %.*s, which is no folder or file; left out"),
				STR_FMT(y->key), STR_FMT(list[i]));
		else
			list[kept++] = str_dup(r->a, path);
	}
	*n = kept;
	return list;
}

/* "2024", "2022-2025", "2022–2025", or a list of such. */
static void
years_take(struct reader *r, const struct yaml *y, struct str text)
{
	int64_t from, to;
	ptrdiff_t dash = str_find_char(text, '-'), wide = str_find(text, STR("–"));
	size_t at = dash >= 0 ? (size_t)dash : wide >= 0 ? (size_t)wide : text.n;
	size_t behind = dash >= 0 ? at + 1 : wide >= 0 ? at + 3 : text.n;
	bool ok = str_to_int(str_trim(str_sub(text, 0, at)), &from);
	to = from;
	if (behind < text.n)
		ok = ok && str_to_int(str_trim(str_sub(text, behind, text.n)), &to);
	if (!ok || from < YEAR_FIRST || to > YEAR_LAST || to < from) {
		BAD(r, y, "\"%.*s\" is no year; left out: write 2024 or 2022-2025", STR_FMT(text));
		return;
	}
	if (!r->c->year_from || from < r->c->year_from)
		r->c->year_from = (int)from;
	if (to > r->c->year_to)
		r->c->year_to = (int)to;
}

/* One value of the selection, or a list of them. */
static void
selection_value(struct reader *r, const struct yaml *y, enum select_key key)
{
	size_t n;
	struct str *list = list_value(r, y, &n);
	bool split = y->kind != YAML_LIST && key != SELECT_INCLUDE && key != SELECT_EXCLUDE;
	for (size_t i = 0; i < n; i++) {
		const char *fault = selection_add(r->a, &r->c->selection, key, list[i], split);
		if (fault)
			BAD(r, y, "\"%.*s\" was left out: %s", STR_FMT(list[i]), message(fault));
	}
}

static void
embeds_take(struct reader *r, const struct yaml *y)
{
	static const char *const words[] = {"line", "card", "none"};
	struct str text = text_value(r, y);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is_nocase(text, words[i]))
			r->c->embeds = (enum embeds)(i + 1);
	if (text.n && !r->c->embeds)
		BAD(r, y, "\"embeds\" is line, card or none; \"%.*s\" was left out", STR_FMT(text));
}

/* yes: some pictures stay in the text; a number: so many. */
static void
gallery_take(struct reader *r, const struct yaml *y)
{
	struct str text = text_value(r, y);
	int64_t n;
	if (str_to_int(text, &n) && n >= 0 && n <= 1000)
		r->c->gallery = (int)n;
	else if (y->kind == YAML_NULL || yaml_bool(y, true) == yaml_bool(y, false))
		r->c->gallery = yaml_bool(y, false) ? GALLERY_KEEPS : -1;
	else if (text.n)
		BAD(r, y, "\"gallery\" is yes, no, or how many pictures stay in a post's text; \"%.*s\" was left out",
			STR_FMT(text));
}

bool
links_read(struct str word, enum links *out)
{
	static const char *const words[] = {"notes", "endnotes", "qr", "none"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is_nocase(word, words[i])) {
			*out = (enum links)(i + 1);
			return true;
		}
	return false;
}

static void
links_take(struct reader *r, const struct yaml *y)
{
	struct str text = text_value(r, y);
	if (text.n && !links_read(text, &r->c->links))
		BAD(r, y, "\"links\" is notes, endnotes, qr or none; \"%.*s\" was left out", STR_FMT(text));
}

/* ---- keys ---- */

enum key {
	KEY_TITLE,
	KEY_SUBTITLE,
	KEY_LANGUAGE,
	KEY_PUBLISHER,
	KEY_EDITORS,
	KEY_RIGHTS,
	KEY_IDENTIFIER,
	KEY_DESCRIPTION,
	KEY_DATE,
	KEY_YEARS,
	KEY_POSTS,
	KEY_IMAGES,
	KEY_REMOTE,
	KEY_STYLE,
	KEY_PAPER,
	KEY_PRINTER,
	KEY_COPIES,
	KEY_STOCK,
	KEY_OUTPUTS,
	KEY_REPAIR,
	KEY_FIXES,
	KEY_SITE,
	KEY_SHORTCODES,
	KEY_EMBEDS,
	KEY_LINKS,
	KEY_LANGUAGES,
	KEY_FROM,
	KEY_TO,
	KEY_TAGS,
	KEY_SECTIONS,
	KEY_AUTHORS,
	KEY_INCLUDE,
	KEY_EXCLUDE,
	KEY_DRAFTS,
	KEY_FUTURE,
	KEY_PARTS,
	KEY_FOREWORD,
	KEY_CONTENTS,
	KEY_MULTIPLE,
	KEY_EDITION,
	KEY_COLOPHON,
	KEY_INDEX,
	KEY_PEOPLE,
	KEY_SPONSORS,
	KEY_CREDITS,
	KEY_GALLERY,
	KEY_GROUP,
	KEY_ISBN,
	KEY_COVER,
	KEY_EPUB,
	KEY_PDF,
	KEY_SERIES,
	KEY_VOLUME,
	KEY_WAIVE,
	KEY_WITHOUT,
	KEY_CONTACT,
	KEY_WEB_TALK,
	KEY_COUNT
};

static const char *const key_names[KEY_COUNT] = {"title", "subtitle", "language", "publisher", "editors", "rights", "identifier",
	"description", "date", "years", "posts", "images", "remote", "style", "paper", "printer", "copies", "paper-stock",
	"outputs", "repair", "fixes", "site", "shortcodes", "embeds", "links", "languages", "from", "to", "tags", "sections",
	"authors", "include", "exclude", "drafts", "future", "parts", "foreword", "contents", "multiple", "edition", "colophon",
	"index", "people", "sponsors", "credits", "gallery", "group", "isbn", "cover", "epub", "pdf", "series", "volume", "waive",
	"without", "contact", "web-talk"};

/* The key's place in the list of names; -1 (reported) when it is unknown. */
int
key_find(struct reader *r, const struct yaml *y, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(y->key, names[i]))
			return (int)i;
	const char *nearest = name_nearest(y->key, names, n);
	if (nearest)
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->c->file, y->key_line, y->key_col,
			"there is no key \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(y->key), nearest);
	else
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->c->file, y->key_line, y->key_col,
			"there is no key \"%.*s\"; left out: yearbook(5) lists those that there are", STR_FMT(y->key));
	return -1;
}

#define LOOSE_LINKS "loose-links"

/* A repair that is made in all posts. */
static void
fixes_named(struct reader *r, const struct yaml *y)
{
	if (str_is_nocase(str_trim(yaml_text(y)), LOOSE_LINKS))
		r->c->loose_links = true;
	else
		BAD(r, y,
			"\"fixes\" is a map from posts to what is changed about them, or the name of a repair, which is "
			"loose-links; left out");
}

/* What is changed about single posts is the desk's. */
static void
fixes_map(struct reader *r, const struct yaml *y)
{
	for (size_t i = 0; i < y->n; i++)
		if (str_is_nocase(y->items[i].key, LOOSE_LINKS))
			r->c->loose_links = switch_value(r, &y->items[i], false);
}

static void
fixes_take(struct reader *r, const struct yaml *y)
{
	if (y->kind == YAML_SCALAR)
		fixes_named(r, y);
	if (y->kind == YAML_LIST && y->n)
		for (size_t i = 0; i < y->n; i++) {
			if (y->items[i].kind == YAML_MAP)
				fixes_map(r, &y->items[i]);
			else
				fixes_named(r, &y->items[i]);
		}
	if (y->kind == YAML_MAP)
		fixes_map(r, y);
}

static void
key_take(struct reader *r, const struct yaml *y)
{
	struct config *c = r->c;
	switch (key_find(r, y, key_names, KEY_COUNT)) {
	case KEY_TITLE: c->title = text_value(r, y); break;
	case KEY_SUBTITLE: c->subtitle = text_value(r, y); break;
	case KEY_LANGUAGE: c->language = language_value(r, y); break;
	case KEY_PUBLISHER: c->publisher = text_value(r, y); break;
	case KEY_EDITORS: c->editors = list_value(r, y, &c->n_editors); break;
	case KEY_RIGHTS: c->rights = text_value(r, y); break;
	case KEY_IDENTIFIER: c->identifier = text_value(r, y); break;
	case KEY_DESCRIPTION: c->description = text_value(r, y); break;
	case KEY_DATE: date_value(r, y, &c->date); break;
	case KEY_YEARS: {
		size_t n;
		struct str *list = list_value(r, y, &n);
		for (size_t i = 0; i < n; i++)
			years_take(r, y, list[i]);
		break;
	}
	case KEY_POSTS:
		if (y->kind != YAML_NULL)
			c->posts = paths_value(r, y, false, &c->n_posts);
		break;
	case KEY_IMAGES: c->images = paths_value(r, y, true, &c->n_images); break;
	case KEY_REMOTE: c->remote = paths_value(r, y, true, &c->n_remote); break;
	case KEY_STYLE: c->style = text_value(r, y); break;
	case KEY_PAPER: c->paper = text_value(r, y); break;
	case KEY_PRINTER: printers_take(r, y); break;
	case KEY_COPIES: copies_take(r, y); break;
	case KEY_STOCK: c->stock = text_value(r, y); break;
	case KEY_OUTPUTS: outputs_take(r, y); break;
	case KEY_REPAIR: c->no_repair = !switch_value(r, y, true); break;
	case KEY_FIXES:
		c->fixes_key = y;
		fixes_take(r, y);
		break;
	case KEY_LANGUAGES: selection_value(r, y, SELECT_LANG); break;
	case KEY_FROM: selection_value(r, y, SELECT_FROM); break;
	case KEY_TO: selection_value(r, y, SELECT_TO); break;
	case KEY_TAGS: selection_value(r, y, SELECT_TAG); break;
	case KEY_SECTIONS: selection_value(r, y, SELECT_SECTION); break;
	case KEY_AUTHORS: selection_value(r, y, SELECT_AUTHOR); break;
	case KEY_INCLUDE: selection_value(r, y, SELECT_INCLUDE); break;
	case KEY_EXCLUDE: selection_value(r, y, SELECT_EXCLUDE); break;
	case KEY_DRAFTS: c->selection.drafts = switch_value(r, y, false); break;
	case KEY_FUTURE: c->selection.future = switch_value(r, y, false); break;
	case KEY_PARTS: parts_take(r, y); break;
	case KEY_FOREWORD: foreword_take(r, y); break;
	case KEY_CONTENTS: contents_take(r, y); break;
	case KEY_MULTIPLE: multiple_take(r, y); break;
	case KEY_EDITION: c->edition = text_value(r, y); break;
	case KEY_COLOPHON: c->colophon = text_value(r, y); break;
	case KEY_INDEX: c->index = index_wishes_read(r->a, r->d, c->file, y); break;
	case KEY_SITE: c->base_url = text_value(r, y); break;
	case KEY_PEOPLE: c->people = y; break;
	case KEY_WAIVE: c->waive_key = y; break;
	case KEY_WEB_TALK: c->talk_key = y; break;
	case KEY_SPONSORS: c->sponsors = y; break;
	case KEY_CREDITS: c->credits = y; break;
	case KEY_GALLERY: gallery_take(r, y); break;
	case KEY_GROUP: group_take(r, y); break;
	case KEY_ISBN: isbn_take(r, y); break;
	case KEY_COVER: cover_take(r, y); break;
	case KEY_EPUB: epub_take(r, y); break;
	case KEY_PDF: pdf_take(r, y); break;
	case KEY_SERIES: c->series = text_value(r, y); break;
	case KEY_VOLUME: volume_take(r, y); break;
	case KEY_WITHOUT: without_take(r, y); break;
	case KEY_CONTACT: c->contact = text_value(r, y); break;
	case KEY_EMBEDS: embeds_take(r, y); break;
	case KEY_LINKS: links_take(r, y); break;
	case KEY_SHORTCODES: {
		struct str name = text_value(r, y);
		c->shortcodes = name.n ? path_beside(r->a, c->root, name) : STR_NONE;
		break;
	}
	default: break;
	}
}

/* ---- the file ---- */

static bool
file_take(struct reader *r)
{
	struct str text;
	struct yaml_error error;
	struct config *c = r->c;
	const char *why = file_read(r->a, str_z(r->a, c->file), CONFIG_MOST, &text);
	if (why) {
		diag_add(r->d, DIAG_FILE_UNREADABLE, c->file, 0, 0, "could not be read: %s", why);
		return false;
	}
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	struct yaml *top = yaml_read(r->a, r->d, c->file, text, 1, &error);
	if (!top) {
		diag_add(r->d, DIAG_YAML_SYNTAX, c->file, error.line, error.col,
			"this is not YAML: %.*s; nothing was built: mend it", STR_FMT(error.text));
		return false;
	}
	if (top->kind != YAML_MAP) {
		diag_add(r->d, DIAG_YAML_SYNTAX, c->file, top->line, top->col,
			"the configuration is not a map of keys and values, such as \"title: Our year\"; nothing was built: mend "
			"it");
		return false;
	}
	for (size_t i = 0; i < top->n; i++)
		key_take(r, &top->items[i]);
	/* A style of the user's own lies beside the configuration. */
	if (str_find_char(c->style, '/') >= 0 || str_ends(c->style, ".yaml") || str_ends(c->style, ".yml"))
		c->style = path_beside(r->a, c->root, c->style);
	return true;
}

static void
site_take(struct arena *a, struct diag *d, struct config *c)
{
	struct site *known = NEW(a, struct site), site;
	site_read(a, c->root, known);
	site = *known;
	c->site = known;
	c->hugo = site.hugo;
	if (!c->posts) /* a folder that is named and not there is no reason to print others */
		posts_default(a, d, c, &site);
	posts_named(a, c, &site);
	if (!c->title.n)
		c->title = site.title;
	if (!c->language.n) {
		c->language = language_tag(a, site.language);
		c->site_language = true;
	}
	if (!c->publisher.n)
		c->publisher = site.publisher;
	if (!c->base_url.n) {
		c->base_url = site.base_url;
	}
	/* Hugo's newest way to write permalinks is a list: not read here, and a guess would be wrong. */
	c->guess_urls = c->base_url.n && site.file.n && !(site.hugo && site.has_permalinks && !site.n_permalinks);
	while (str_ends(c->base_url, "/"))
		c->base_url.n--;
}

/* Fills in root and, where there is one, file; false when there is nothing at the path (reported). */
static bool
place_find(struct reader *r, struct str path)
{
	struct config *c = r->c;
	enum path_kind kind = path_kind(path.p);
	if (kind == PATH_NONE || kind == PATH_OTHER) {
		diag_add(r->d, DIAG_FILE_UNREADABLE, path, 0, 0, "there is no such folder or file");
		return false;
	}
	if (kind == PATH_FILE) {
		c->root = path_tidy(r->a, path_dir(path));
		if (str_is_nocase(path_ext(path), ".yaml") || str_is_nocase(path_ext(path), ".yml")) {
			c->file = path_tidy(r->a, path);
			return true;
		}
		c->posts = NEW(r->a, struct str);
		c->posts[0] = path_tidy(r->a, path);
		c->n_posts = 1;
		return true;
	}
	c->root = path_tidy(r->a, path);
	static const char *const names[] = {"yearbook.yaml", "yearbook.yml"};
	for (size_t i = 0; i < 2 && !c->file.n; i++) {
		struct str file = path_beside(r->a, c->root, str_of(names[i]));
		if (path_kind(file.p) != PATH_NONE)
			c->file = file;
	}
	return true;
}

struct config *
config_read(struct arena *a, struct diag *d, const char *path)
{
	struct config *c = NEW(a, struct config);
	struct reader r = {.a = a, .d = d, .c = c};
	*c = (struct config){.style = STR("print"), .outputs = OUTPUT_PDF | OUTPUT_EPUB, .gallery = -1};
	if (!place_find(&r, str_of(path)))
		return NULL;
	if (c->file.n && !file_take(&r))
		return NULL;
	if (!c->style.n)
		c->style = STR("print");
	site_take(a, d, c);
	roots_find(a, c);
	return c;
}
