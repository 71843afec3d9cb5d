/* credits.c - who made each picture: from a file of credits, the posts' front matter, the pictures' own metadata */
#include "book/lists.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

enum { RULES_MOST = 20000, PATTERNS_MOST = 200, FORMS_MOST = 64 };
enum { COLUMN_PICTURE, COLUMN_CREDIT, COLUMN_LICENCE, COLUMN_SOURCE, COLUMN_COUNT };

static const char *const columns[COLUMN_COUNT] = {
	[COLUMN_PICTURE] = "picture image imagen imagem foto photo file archivo arquivo path",
	[COLUMN_CREDIT] = "credit credito author autor autora photographer fotografo fotografa fotografia artist by",
	[COLUMN_LICENCE] = "licence license licencia licenca rights derechos direitos",
	[COLUMN_SOURCE] = "source fuente fonte origen origem url link enlace"};

/* A line of the file of credits. */
struct rule {
	struct str picture; /* a path, a name, a folder, or a pattern */
	struct credit credit;
	int line;
	bool used;
};

struct crediting {
	struct gather *g;
	struct list l;
	struct rule *rules;
	size_t n, cap;
	struct map plain; /* the first rule of each path without stars */
	size_t patterns[PATTERNS_MOST]; /* rules with them */
	size_t n_patterns;
};

/* ---- the file ---- */

static void
rule_add(struct crediting *c, const struct list_item *item)
{
	struct gather *g = c->g;
	const struct yaml *y = item->y;
	struct rule r = {.line = y->line};
	if (y->kind == YAML_SCALAR) { /* "images/a.jpg: Ana Pérez" */
		r.picture = item->key;
		r.credit.credit = quotes_text(g->a, text_plain(g->a, yaml_text(y), false));
	} else {
		list_check(&c->l, y);
		r.picture = list_raw(&c->l, y, COLUMN_PICTURE).n ? list_raw(&c->l, y, COLUMN_PICTURE) : item->key;
		r.credit.credit = list_cell(&c->l, y, COLUMN_CREDIT);
		r.credit.licence = list_cell(&c->l, y, COLUMN_LICENCE);
		r.credit.source = list_raw(&c->l, y, COLUMN_SOURCE);
	}
	bool pattern = str_find_char(r.picture, '*') >= 0 || str_find_char(r.picture, '?') >= 0;
	r.picture = pattern || !r.picture.n ? r.picture : path_tidy(g->a, r.picture);
	while (str_starts(r.picture, "/"))
		r.picture = str_sub(r.picture, 1, r.picture.n);
	if (!r.picture.n || (!r.credit.credit.n && !r.credit.licence.n && !r.credit.source.n)) {
		diag_add(g->d, DIAG_LIST_BAD, c->l.file, y->line, 0,
			"a credit is a picture's path and who made it; this one lacks one of them and was left out");
		return;
	}
	if (pattern && c->n_patterns == PATTERNS_MOST) {
		diag_add(g->d, DIAG_LIST_BAD, c->l.file, y->line, 0,
			"more than %d patterns of pictures; this one was left out: name the pictures or their folder",
			PATTERNS_MOST);
		return;
	}
	if (pattern)
		c->patterns[c->n_patterns++] = c->n;
	else
		map_add(&c->plain, r.picture, (int)c->n, NULL);
	*PUSH(g->a, c->rules, c->n, c->cap) = r;
}

static void
rules_read(struct crediting *c)
{
	struct gather *g = c->g;
	size_t n;
	bool asked;
	c->l = (struct list){.columns = columns, .n_columns = COLUMN_COUNT};
	if (!list_find(g, g->config->credits, "credits", &c->l, &asked)) {
		if (asked)
			diag_add(g->d, DIAG_VALUE_BAD, g->config->file, g->config->credits->line, g->config->credits->col,
				"\"credits\" is yes, but there is neither a credits.csv nor a credits.yaml beside this file");
		return;
	}
	struct list_item *items = list_items(&c->l, COLUMN_PICTURE, &n);
	for (size_t i = 0; i < n && i < RULES_MOST; i++)
		rule_add(c, &items[i]);
	if (n > RULES_MOST)
		diag_add(g->d, DIAG_LIST_BAD, c->l.file, 0, 0, "more than %d credits; those behind were left out", RULES_MOST);
}

/* The ways in which a picture's path may be written: below each folder of pictures, and below that of yearbook.yaml. */
static size_t
forms_of(struct gather *g, struct str path, struct str forms[FORMS_MOST])
{
	const struct config *c = g->config;
	struct str rest;
	size_t n = 0;
	forms[n++] = path_tidy(g->a, path);
	if (path_inside(c->root, forms[0], &rest) && rest.n)
		forms[n++] = rest;
	for (size_t i = 0; i < c->n_images && n + 1 < FORMS_MOST; i++)
		if (path_inside(c->images[i], forms[0], &rest) && rest.n) {
			forms[n++] = rest;
			forms[n++] = path_join(g->a, path_base(c->images[i]), rest);
		}
	return n;
}

/* The first rule that a path, its name or one of the folders above it has; best so far in *best. */
static void
plain_find(const struct crediting *c, struct str form, int *best)
{
	for (size_t i = 0; i <= form.n; i++) {
		if (i < form.n && form.p[i] != '/')
			continue;
		const int *at = map_find(&c->plain, str_sub(form, 0, i));
		if (at && (*best < 0 || *at < *best))
			*best = *at;
	}
}

static struct rule *
rule_find(struct crediting *c, const struct image *im)
{
	struct str forms[FORMS_MOST];
	size_t n = im->bytes.p ? 0 : forms_of(c->g, im->own.n ? im->own : im->path, forms);
	int best = -1;
	for (size_t i = 0; i < n; i++)
		plain_find(c, forms[i], &best);
	if (n) {
		ptrdiff_t slash = str_rfind_char(forms[0], '/');
		plain_find(c, slash < 0 ? forms[0] : str_sub(forms[0], (size_t)slash + 1, forms[0].n), &best);
	}
	for (size_t k = 0; k < c->n_patterns; k++) {
		size_t at = c->patterns[k];
		if (best >= 0 && at > (size_t)best)
			break;
		for (size_t i = 0; i < n; i++)
			if (glob_match(c->rules[at].picture, forms[i])) {
				best = (int)at;
				break;
			}
	}
	return best < 0 ? NULL : &c->rules[best];
}

static void
fill(struct str *to, struct str from)
{
	if (!to->n)
		*to = from;
}

static void
fill_all(struct credit *to, const struct credit *from)
{
	fill(&to->credit, from->credit);
	fill(&to->licence, from->licence);
	fill(&to->source, from->source);
}

static void
rules_apply(struct crediting *c)
{
	struct book *b = c->g->book;
	for (size_t i = 0; i < b->n_images && c->n; i++) {
		struct rule *r = rule_find(c, &b->images[i]);
		if (!r)
			continue;
		r->used = true;
		b->credited = true;
		fill_all(&b->credits[i], &r->credit);
	}
	for (size_t i = 0; i < c->n; i++)
		if (!c->rules[i].used)
			diag_add(c->g->d, DIAG_CREDIT_UNUSED, c->l.file, c->rules[i].line, 0,
				"no picture of the book is called %.*s, or another credit names it first; look at its path",
				STR_FMT(str_sub(c->rules[i].picture, 0, 200)));
}

/* ---- the posts ---- */

/* A key of the front matter without what parts its words, in small letters: "cover.image_credit" -> "coverimagecredit". */
static size_t
key_fold(struct str key, char to[64])
{
	size_t n = 0;
	for (size_t i = 0; i < key.n && n < 63; i++)
		if (char_alnum((unsigned char)key.p[i]))
			to[n++] = char_lower(key.p[i]);
	to[n] = '\0';
	return n;
}

static bool
word_of(const char *key, const char *const *words, size_t n)
{
	static const char *const before[] = {"", "image", "photo", "cover", "coverimage", "picture", "hero", "heroimage",
		"header", "headerimage", "featured", "featuredimage", "thumbnail", "banner", "teaser", "feature", "featureimage",
		"foto", "imagen", "imagem"};
	if (!strncmp(key, "extra", 5) || !strncmp(key, "params", 6))
		key += key[0] == 'e' ? 5 : 6;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t m = strlen(before[i]);
		for (size_t k = 0; k < n && !strncmp(key, before[i], m); k++)
			if (!strcmp(key + m, words[k]))
				return true;
	}
	return false;
}

/* What a post's front matter says of its opening picture. */
static struct credit
front_credit(struct gather *g, const struct post *p)
{
	static const char *const credit[] = {"credit", "credits", "credito", "creditos", "photographer", "attribution", "byline",
		"author", "by"},
				 *const licence[] = {"license", "licence", "licencia", "licenca"},
				 *const source[] = {"source", "creditlink", "crediturl", "fuente", "fonte"};
	struct credit c = {0};
	for (size_t i = 0; i < p->n_extras; i++) {
		char key[64];
		const struct extra *x = &p->extras[i];
		size_t n = key_fold(x->key, key);
		/* "author" and "source" by themselves are the post's */
		bool bare = !strcmp(key, "author") || !strcmp(key, "by") || !strcmp(key, "byline") || !strcmp(key, "license") ||
			!strcmp(key, "licence") || !strcmp(key, "source") || !strcmp(key, "licencia") ||
			!strcmp(key, "licenca") || !strcmp(key, "fuente") || !strcmp(key, "fonte") || !strcmp(key, "credits");
		if (!n || bare || str_find_char(x->value, '\n') >= 0)
			continue;
		if (word_of(key, credit, sizeof credit / sizeof *credit))
			fill(&c.credit, quotes_text(g->a, text_plain(g->a, x->value, false)));
		if (word_of(key, licence, sizeof licence / sizeof *licence))
			fill(&c.licence, text_plain(g->a, x->value, false));
		if (word_of(key, source, sizeof source / sizeof *source))
			fill(&c.source, str_dup(g->a, str_trim(x->value)));
	}
	return c;
}

static void
posts_apply(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_all; i++) {
		const struct entry *e = &b->entries[i];
		const struct post *p = e->post;
		for (size_t k = 0; k < p->n_pictures; k++)
			if (p->pictures[k].image >= 0 && p->pictures[k].credit.n)
				fill(&b->credits[p->pictures[k].image].credit, p->pictures[k].credit);
		if (e->opening >= 0 && e->opening_edit)
			fill(&b->credits[e->opening].credit, e->opening_edit->credit);
		struct credit front = e->opening >= 0 ? front_credit(g, p) : (struct credit){0};
		b->credited |= front.credit.n > 0;
		if (e->opening >= 0)
			fill_all(&b->credits[e->opening], &front);
	}
}

/* ---- the pictures' own metadata ---- */

static struct str
metadata_text(struct gather *g, const char *text)
{
	struct str s = str_of(text), out;
	if (utf8_valid(s) == s.n)
		return str_trim(s);
	struct diag *unheard = diag_new();
	bool good = text_decode(g->a, unheard, STR("?"), s, &out);
	diag_free(unheard);
	return good ? str_trim(str_dup(g->a, out)) : STR_NONE;
}

bool
credit_says_nothing(struct str s)
{
	static const char *const words[] = {"unknown", "none", "n/a", "camera", "user", "owner", "picasa", "photographer",
		"artist", "default", "copyright", "desconocido", "desconhecido", "author", "your name", "admin"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is_nocase(s, words[i]))
			return true;
	size_t letters = 0;
	for (size_t i = 0; i < s.n; i++)
		letters += (unsigned char)s.p[i] >= 0x80 ||
			(char_alnum((unsigned char)s.p[i]) && !char_digit((unsigned char)s.p[i]));
	return letters < 3;
}

/* "Copyright (c) 2023 Ana Pérez" -> "Ana Pérez". */
static struct str
notice_name(struct str s)
{
	static const char *const words[] = {"copyright", "(c)", "©", "all rights reserved", "by ", ","};
	for (bool cut = true; cut;) {
		cut = false;
		s = str_trim(s);
		while (s.n &&
			(char_digit((unsigned char)s.p[0]) || s.p[0] == '-' || s.p[0] == '.' || s.p[0] == ':' || s.p[0] == ','))
			s = str_trim(str_sub(s, 1, s.n));
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_starts_nocase(s, words[i])) {
				s = str_sub(s, strlen(words[i]), s.n);
				cut = true;
			}
	}
	return s;
}

static void
metadata_apply(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_images; i++) {
		const struct image *im = &b->images[i];
		struct str artist = metadata_text(g, im->artist), rights = metadata_text(g, im->rights);
		bool licence = str_find_nocase(rights, STR("CC BY")) >= 0 || str_find_nocase(rights, STR("CC-BY")) >= 0 ||
			str_find_nocase(rights, STR("Creative Commons")) >= 0 || str_find_nocase(rights, STR("CC0")) >= 0;
		if (credit_says_nothing(artist))
			artist = licence || credit_says_nothing(notice_name(rights)) ? STR_NONE : notice_name(rights);
		fill(&b->credits[i].credit, text_plain(g->a, artist, false));
		if (licence)
			fill(&b->credits[i].licence, text_plain(g->a, rights, false));
	}
}

/* ---- the desk ---- */

/* Before all others: what a fix says, then what somebody wrote into pictures.csv. */
static void
sheet_apply_said(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_all; i++) {
		const struct entry *e = &b->entries[i];
		const struct post *p = e->post;
		for (size_t k = 0; k < p->n_pictures; k++)
			if (p->pictures[k].image >= 0 && p->pictures[k].fixed & FIXED_CREDIT)
				fill(&b->credits[p->pictures[k].image].credit, p->pictures[k].credit);
		if (e->opening >= 0 && e->opening_edit && e->opening_edit->fixed & FIXED_CREDIT)
			fill(&b->credits[e->opening].credit, e->opening_edit->credit);
	}
	for (size_t i = 0; i < b->n_images; i++) {
		const struct desk_picture *desk = desk_picture(g->config->desk, b->images[i].key);
		if (!desk)
			continue;
		if (desk->said & SAID_PHOTOGRAPHER)
			fill(&b->credits[i].credit, quotes_text(g->a, desk->photographer));
		if (desk->said & SAID_LICENCE)
			fill(&b->credits[i].licence, desk->licence);
		if (desk->said & SAID_SOURCE)
			fill(&b->credits[i].source, desk->source);
		b->credited |= b->credits[i].credit.n > 0;
	}
}

/* Behind all others: what `plan` found in the file itself and nobody struck out. */
static void
sheet_apply_found(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_images; i++) {
		const struct desk_picture *desk = desk_picture(g->config->desk, b->images[i].key);
		if (!desk)
			continue;
		fill(&b->credits[i].credit, quotes_text(g->a, desk->photographer));
		fill(&b->credits[i].licence, desk->licence);
		fill(&b->credits[i].source, desk->source);
	}
}

/* ---- captions ---- */

/* A caption names who made its picture, unless it does so already. */
static void
captions_credit(struct book *b, struct post *p)
{
	for (struct block *at = p->root; (at = block_next(at, p->root));) {
		if (at->kind != BLOCK_FIGURE || at->picture < 0 || !at->text.n)
			continue;
		struct picture *picture = &p->pictures[at->picture];
		struct str credit = picture->image >= 0 ? b->credits[picture->image].credit : STR_NONE;
		if (credit.n && !(picture->fixed & FIXED_CREDIT) && !str_eq(picture->credit, credit))
			picture->credit = str_find_nocase(at->text, credit) >= 0 ? STR_NONE : credit;
	}
}

static bool
listed(const struct book *b, int image, struct str shows)
{
	const struct credit *c = image >= 0 ? &b->credits[image] : NULL;
	return c && (c->credit.n || c->licence.n || c->source.n || (b->pictures_all && shows.n));
}

static bool
any_listed(const struct book *b)
{
	for (size_t i = 0; i < b->n_all; i++) {
		const struct entry *e = &b->entries[i];
		if (listed(b, e->opening, e->opening_alt))
			return true;
		for (size_t k = 0; k < e->post->n_pictures; k++)
			if (listed(b, e->post->pictures[k].image, e->post->pictures[k].alt))
				return true;
	}
	return false;
}

void
credits_set(struct gather *g)
{
	struct book *b = g->book;
	struct crediting c = {.g = g, .plain = {.a = g->a}};
	b->credits = NEW_N(g->a, b->n_images, struct credit);
	b->pictures_all = part_wanted(g, PART_PICTURES);
	sheet_apply_said(g);
	rules_read(&c);
	rules_apply(&c);
	posts_apply(g);
	metadata_apply(g);
	sheet_apply_found(g);
	withheld_pictures(g);
	for (size_t i = 0; i < b->n_all; i++)
		captions_credit(b, b->entries[i].post);
	b->pictures_listed = any_listed(b);
}
