/* translate.c - the versions of a post in several languages, and posts that stand twice: which of them are printed */
#include "book/detect.h"
#include "book/gather.h"

#include "base/file.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

struct versions {
	struct gather *g;
	struct choice *c;
	size_t n;
	const struct selection *s;
	const struct site *site; /* never NULL */
	struct arena *a; /* scratch */
	struct str language; /* the book's */
	bool marks; /* some post is marked */
};

static bool
same_language(struct str a, struct str b)
{
	size_t n = 0;
	while (n < a.n && a.p[n] != '-')
		n++;
	return a.n && b.n >= n && str_eq_nocase(str_sub(a, 0, n), str_sub(b, 0, n)) && (b.n == n || b.p[n] == '-');
}

/* ---- marks ---- */

/* Folders named after languages count as marks when the site declares the language or two of them stand side by side. */
struct folder_marks {
	struct map first; /* folder above -> index of the first name met there */
	struct map several; /* folders above that hold two and more */
	struct texts names;
};

/* Calls for every folder of the path that is named after a language: its place above and its name. */
static bool
folder_next(struct str *rest, struct str whole, struct str *above, struct str *name)
{
	while (rest->n) {
		ptrdiff_t slash = str_find_char(*rest, '/');
		*name = slash < 0 ? *rest : str_sub(*rest, 0, (size_t)slash);
		*above = (struct str){whole.p, (size_t)(name->p - whole.p)};
		*rest = slash < 0 ? STR_NONE : str_sub(*rest, (size_t)slash + 1, rest->n);
		if (language_in_name(*name))
			return true;
	}
	return false;
}

static void
folders_count(struct versions *v, struct folder_marks *f)
{
	for (size_t i = 0; i < v->n; i++) {
		struct str whole = v->c[i].post->dir, rest = whole, above, name;
		while (folder_next(&rest, whole, &above, &name)) {
			bool added;
			int *at = map_add(&f->first, above, (int)f->names.n, &added);
			if (added)
				*PUSH(v->a, f->names.p, f->names.n, f->names.cap) = name;
			else if (!str_eq_nocase(f->names.p[*at], name))
				map_add(&f->several, above, 0, NULL);
		}
	}
}

static bool
site_declares(const struct site *site, struct str tag)
{
	for (size_t i = 0; i < site->n_languages; i++)
		if (same_language(site->languages[i].tag, tag))
			return true;
	return same_language(site->default_language, tag);
}

/* The language that the post's folders say; empty: none. */
static struct str
folder_mark(struct versions *v, const struct folder_marks *f, const struct post *p)
{
	const struct site *site = v->site;
	struct str rest = p->dir, above, name, inside;
	for (size_t i = 0; i < site->n_languages; i++)
		if (site->languages[i].content_dir.n &&
			path_inside(path_beside(v->a, site->folder, site->languages[i].content_dir), path_tidy(v->a, p->dir),
				&inside))
			return site->languages[i].tag;
	while (folder_next(&rest, p->dir, &above, &name))
		if (map_find(&f->several, above) || (p->lang_mark == LANG_BY_FOLDER && site_declares(site, name)))
			return name;
	return STR_NONE;
}

static void
marks_set(struct versions *v)
{
	struct folder_marks f = {.first = {.a = v->a}, .several = {.a = v->a}};
	folders_count(v, &f);
	for (size_t i = 0; i < v->n; i++) {
		struct choice *c = &v->c[i];
		struct post *p = c->post;
		if (p->lang_mark == LANG_UNMARKED || p->lang_mark == LANG_BY_FOLDER) {
			struct str tag = language_tag(p->arena, folder_mark(v, &f, p));
			p->lang = tag;
			p->lang_mark = tag.n ? LANG_BY_FOLDER : LANG_UNMARKED;
		}
		struct str said = p->edit ? language_tag(v->g->a, p->edit->lang) : STR_NONE;
		bool fixed = said.n > 0; /* an editor who says what a post is in wants it printed */
		c->lang = fixed ? said : language_tag(v->g->a, p->lang);
		c->marked = c->lang.n && !fixed;
		v->marks |= c->marked;
	}
}

/* Equal texts have equal fingerprints. A short text may be what is always said: then the title counts, too; a very short one ("Photos:")
 * says nothing. */
static uint64_t
post_fingerprint(const struct post *p, size_t *bytes)
{
	enum { SHORT = 100, SURE = 400 }; /* bytes */
	uint64_t hash = 0;
	size_t n = 0;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		hash = hash * UINT64_C(0x9E3779B97F4A7C15) + str_hash(b->text) + (uint64_t)b->kind;
		n += b->text.n;
	}
	*bytes = n;
	if (n < SURE)
		hash = hash * UINT64_C(0x9E3779B97F4A7C15) + str_hash(p->title);
	return n < SHORT ? 0 : hash | 1;
}

static void
choice_read(void *ctx, size_t i, int worker)
{
	struct versions *v = ctx;
	struct choice *c = &v->c[i];
	(void)worker;
	c->text = post_fingerprint(c->post, &c->bytes);
	if (c->lang.n)
		return;
	struct guess guess = post_language_guess(c->post);
	c->guess = guess.lang;
	c->guess_percent = guess.percent;
	c->lang = guess.percent >= GUESS_SURE ? guess.lang : STR_NONE;
}

/* ---- the book's language ---- */

/* The language of most of the posts that are asked for; the first one's of those that tie. */
static struct str
most_used(struct versions *v, bool unmarked_only)
{
	struct map seen = {.a = v->a};
	struct str best = STR_NONE;
	int most = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < v->n; i++) {
			const struct choice *c = &v->c[i];
			if (c->out >= 0 || !c->lang.n || (unmarked_only && c->marked))
				continue;
			int *count = map_add(&seen, c->lang, 0, NULL);
			if (!pass) {
				++*count;
			} else if (*count > most) {
				most = *count;
				best = c->lang;
			}
		}
	return best;
}

static bool
somebody_speaks(const struct versions *v, struct str lang)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->c[i].out < 0 && same_language(lang, v->c[i].lang))
			return true;
	return false;
}

static void
book_language(struct versions *v)
{
	const struct config *c = v->g->config;
	v->language = v->s->languages.n ? v->s->languages.p[0] : c->language;
	/* A theme's default that nobody changed is no reason to print nothing. */
	if (v->language.n && (v->s->languages.n || !c->site_language || !v->marks || somebody_speaks(v, v->language)))
		return;
	v->language = v->marks ? most_used(v, true) : STR_NONE;
	if (!v->language.n)
		v->language = most_used(v, false);
}

/* ---- versions of one post ---- */

/* The path without the language, the ending and "index": what the versions of a post have in common. */
static struct str
work_name(struct versions *v, const struct post *p)
{
	struct str path = path_tidy(v->a, p->path), ext = path_ext(path), rest, above, name;
	path.n -= ext.n;
	if (p->lang_mark == LANG_BY_NAME)
		path.n -= path_ext(path).n;
	if (str_is(path_base(path), "index"))
		path = path_dir(path);
	if (p->lang_mark != LANG_BY_FOLDER)
		return path;
	const struct site *site = v->site;
	for (size_t i = 0; i < site->n_languages; i++)
		if (site->languages[i].content_dir.n &&
			path_inside(path_beside(v->a, site->folder, site->languages[i].content_dir), path, &rest))
			return str_fmt(v->a, "content:%.*s", STR_FMT(rest));
	rest = path;
	while (folder_next(&rest, path, &above, &name))
		if (same_language(language_tag(v->a, name), p->lang))
			return rest.n ? str_fmt(v->a, "%.*s%.*s", STR_FMT(above), STR_FMT(rest)) : path;
	return path;
}

static size_t
work_root(struct choice *c, size_t i)
{
	while (c[i].work != i) {
		c[i].work = c[c[i].work].work;
		i = c[i].work;
	}
	return i;
}

static void
works_join(struct versions *v, struct map *names, struct str name, size_t i)
{
	bool added;
	int *first = map_add(names, name, (int)i, &added);
	size_t a = work_root(v->c, (size_t)*first), b = work_root(v->c, i);
	if (a < b)
		v->c[b].work = a;
	else
		v->c[a].work = b;
}

static void
works_find(struct versions *v)
{
	struct map names = {.a = v->a};
	for (size_t i = 0; i < v->n; i++)
		v->c[i].work = i;
	for (size_t i = 0; i < v->n; i++) {
		const struct post *p = v->c[i].post;
		if (p->part > 1) { /* of a post that was split: not one more version of it */
			works_join(v, &names, str_fmt(v->a, "part %d %.*s", p->part, STR_FMT(work_name(v, p))), i);
			continue;
		}
		works_join(v, &names, str_fmt(v->a, "path %.*s", STR_FMT(work_name(v, p))), i);
		if (p->translation.n)
			works_join(v, &names, str_fmt(v->a, "key %.*s", STR_FMT(p->translation)), i);
	}
	for (size_t i = 0; i < v->n; i++)
		v->c[i].work = work_root(v->c, i);
}

/* ---- what another volume has ---- */

/* Did the editor ask for this language? */
static bool
language_asked(const struct versions *v, struct str lang)
{
	const struct config *c = v->g->config;
	for (size_t i = 0; i < v->s->languages.n; i++)
		if (same_language(v->s->languages.p[i], lang))
			return true;
	return !v->s->languages.n && !c->site_language && same_language(c->language, lang);
}

/* A post that another volume has is not printed again as its translation, but in a language that was asked for. */
static void
printed_versions(struct versions *v)
{
	struct choice **printed = NEW_N(v->a, v->n, struct choice *);
	for (size_t i = 0; i < v->n; i++)
		if (v->c[i].out == LEFT_PRINTED && !printed[v->c[i].work])
			printed[v->c[i].work] = &v->c[i];
	for (size_t i = 0; i < v->n; i++) {
		struct choice *c = &v->c[i], *p = printed[c->work];
		if (!p || c->out >= 0 || choice_wanted(c) || same_language(p->lang, c->lang) || language_asked(v, c->lang))
			continue;
		c->out = LEFT_PRINTED;
		c->printed = p->printed;
		c->instead = p;
	}
}

/* ---- which are printed ---- */

/* The better one first: in the book's very language, marked, earlier, of a shorter path. */
static int
preference_cmp(const struct choice *a, const struct choice *b)
{
	if (a->marked != b->marked)
		return a->marked ? -1 : 1;
	if ((a->date.precision != DATE_NONE) != (b->date.precision != DATE_NONE))
		return a->date.precision ? -1 : 1;
	if (a->date.precision && a->date.instant != b->date.instant)
		return a->date.instant < b->date.instant ? -1 : 1;
	if (a->post->path.n != b->post->path.n)
		return a->post->path.n < b->post->path.n ? -1 : 1;
	int path = str_cmp(a->post->path, b->post->path);
	return path ? path : a->post->part - b->post->part;
}

static int
work_cmp(const void *pa, const void *pb)
{
	const struct choice *a = *(struct choice *const *)pa, *b = *(struct choice *const *)pb;
	if (a->work != b->work)
		return a->work < b->work ? -1 : 1;
	if (a->rank != b->rank) /* for now: the exact tag of the book */
		return a->rank - b->rank;
	return preference_cmp(a, b);
}

static int
all_cmp(const void *pa, const void *pb)
{
	return preference_cmp(*(struct choice *const *)pa, *(struct choice *const *)pb);
}

enum wanted { UNWANTED, IF_ALONE, WANTED };

static enum wanted
language_wanted(const struct versions *v, const struct choice *c)
{
	const struct selection *s = v->s;
	if (choice_wanted(c) || s->all_languages || (!s->languages.n && !v->marks))
		return WANTED;
	for (size_t i = 0; i < s->languages.n; i++)
		if (same_language(s->languages.p[i], c->lang))
			return WANTED;
	if (s->languages.n)
		return c->lang.n ? UNWANTED : IF_ALONE;
	if (same_language(v->language, c->lang))
		return WANTED;
	return c->marked ? UNWANTED : IF_ALONE; /* not marked as another language: the site shows it in its own */
}

static bool
texts_equal(const struct choice *a, const struct choice *b)
{
	return a->text && a->text == b->text && a->post->n_pictures == b->post->n_pictures;
}

static void
leave_out(struct choice *c, enum left_out why, struct choice *instead)
{
	if (choice_wanted(c))
		return;
	c->out = why;
	c->instead = instead;
}

/* Whether k, which is printed, says all that c says: by its text, or as the marked version of what is not marked. */
static bool
says_the_same(const struct choice *k, const struct choice *c)
{
	return same_language(k->lang, c->lang) && (texts_equal(k, c) || k->marked != c->marked);
}

/* The versions of one post, the better ones first. */
static void
work_choose(struct versions *v, struct choice **list, size_t n)
{
	struct choice *first = NULL;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++) {
			struct choice *c = list[i];
			enum wanted wanted = language_wanted(v, c);
			if (c->out >= 0 || wanted != (pass ? IF_ALONE : WANTED))
				continue;
			if (pass && first) {
				leave_out(c, LEFT_LANGUAGE, first);
				continue;
			}
			for (size_t k = 0; k < n; k++) /* what it says is another language's */
				if (pass && c->lang.n && list[k]->marked && texts_equal(list[k], c))
					leave_out(c, LEFT_LANGUAGE, NULL);
			for (size_t k = 0; k < i && c->out < 0; k++)
				if (list[k]->out < 0 && language_wanted(v, list[k]) == wanted && says_the_same(list[k], c))
					leave_out(c, LEFT_TWICE, list[k]);
			if (c->out < 0 && !first && !pass)
				first = c;
		}
	for (size_t i = 0; i < n && !first; i++)
		if (list[i]->out < 0 && language_wanted(v, list[i]) != UNWANTED)
			first = list[i];
	for (size_t i = 0; i < n; i++)
		if (list[i]->out < 0 && language_wanted(v, list[i]) == UNWANTED)
			leave_out(list[i], LEFT_LANGUAGE, first);
}

static struct str
key_of(struct versions *v, const struct choice *c)
{
	char key[sizeof c->text + sizeof c->post->n_pictures];
	memcpy(key, &c->text, sizeof c->text);
	memcpy(key + sizeof c->text, &c->post->n_pictures, sizeof c->post->n_pictures);
	return str_dup(v->a, (struct str){key, sizeof key});
}

/* Equal texts under different names, wherever they stand. Then those that are left out as another language's: their post may be printed under
 * another name. */
static void
twice_drop(struct versions *v, struct choice **list)
{
	struct map texts = {.a = v->a};
	if (v->n)
		qsort(list, v->n, sizeof *list, all_cmp);
	for (size_t i = 0; i < v->n; i++) {
		struct choice *c = list[i];
		bool added;
		if (!c->text || c->out >= 0)
			continue;
		int *at = map_add(&texts, key_of(v, c), (int)(c - v->c), &added);
		if (!added)
			leave_out(c, LEFT_TWICE, &v->c[*at]);
	}
	for (size_t i = 0; i < v->n; i++)
		if (list[i]->text && list[i]->out == LEFT_LANGUAGE && list[i]->instead)
			map_add(&texts, key_of(v, list[i]), (int)(list[i]->instead - v->c), NULL);
	for (size_t i = 0; i < v->n; i++) {
		struct choice *c = list[i];
		const int *at = c->text && c->out == LEFT_LANGUAGE && !c->instead ? map_find(&texts, key_of(v, c)) : NULL;
		if (at)
			c->instead = &v->c[*at];
	}
}

/* ---- nearly the same ---- */

/* The words of a post as sorted numbers, in scratch memory. */
static int
number_cmp(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
	return a < b ? -1 : a > b;
}

static uint64_t *
words_of(struct arena *a, const struct post *p, size_t *n)
{
	uint64_t *words = NULL;
	size_t cap = 0;
	*n = 0;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		struct str rest = b->text, word;
		while (str_word(&rest, &word))
			*PUSH(a, words, *n, cap) = str_hash(word);
	}
	if (*n)
		qsort(words, *n, sizeof *words, number_cmp);
	return words;
}

/* Whether four of five words are in both. */
static bool
nearly_equal(const struct post *p, const struct post *q)
{
	enum { FEWEST = 50 }; /* words: short notes of one day may be told alike */
	struct arena *a = arena_new();
	size_t np, nq, common = 0;
	uint64_t *one = words_of(a, p, &np), *two = words_of(a, q, &nq);
	for (size_t i = 0, k = 0; i < np && k < nq;) {
		common += one[i] == two[k];
		bool first = one[i] <= two[k], second = two[k] <= one[i];
		i += first;
		k += second;
	}
	arena_free(a);
	size_t most = np > nq ? np : nq;
	return most >= FEWEST && common * 5 >= most * 4;
}

/* Asked before the words are: a short post is not held against all of a long one. */
static bool
sizes_near(const struct choice *a, const struct choice *b)
{
	return a->bytes / 4 <= b->bytes && b->bytes / 4 <= a->bytes;
}

/* Posts of one title, day and language that say nearly the same: one was mended and its copy forgotten. */
static void
near_drop(struct versions *v, struct choice **list)
{
	enum { LOOKED_AT = 8 }; /* of one title and day */
	struct map titles = {.a = v->a};
	for (size_t i = 0; i < v->n; i++) {
		struct choice *c = list[i];
		bool added = false;
		if (c->out >= 0 || !c->dated || !c->post->title.n)
			continue;
		for (int k = 0; k < LOOKED_AT && !added && c->out < 0; k++) {
			struct str key = str_fmt(v->a, "%d %d-%d-%d %.*s %.*s", k, c->date.year, c->date.month, c->date.day,
				STR_FMT(c->lang), STR_FMT(name_fold(v->a, c->post->title)));
			const int *at = map_add(&titles, key, (int)(c - v->c), &added);
			if (added || !sizes_near(&v->c[*at], c) || !nearly_equal(v->c[*at].post, c->post))
				continue;
			leave_out(c, LEFT_TWICE, &v->c[*at]);
			c->nearly = true;
		}
	}
}

/* ---- the order among translations ---- */

/* Languages as they stand side by side: the book's, then by their tags. */
static int
side_cmp(const void *pa, const void *pb)
{
	const struct choice *a = *(struct choice *const *)pa, *b = *(struct choice *const *)pb;
	if (a->work != b->work)
		return a->work < b->work ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank - b->rank;
	int c = str_cmp(a->lang, b->lang);
	return c ? c : preference_cmp(a, b);
}

static void
leads_set(struct versions *v, struct choice **list)
{
	bool beside = v->s->all_languages || v->s->languages.n > 1;
	size_t first = 0, n = 0;
	for (size_t i = 0; i < v->n; i++) {
		v->c[i].lead = &v->c[i];
		v->c[i].rank = !same_language(v->language, v->c[i].lang);
		if (v->c[i].out < 0 && v->c[i].lang.n)
			list[n++] = &v->c[i];
	}
	if (!beside || !n)
		return;
	qsort(list, n, sizeof *list, side_cmp);
	for (size_t i = 0; i < n; i++) {
		if (!i || list[i]->work != list[first]->work)
			first = i;
		list[i]->rank = (int)(i - first);
		/* Two in one language are no translations: each keeps its own place. */
		if (i == first || !str_eq(list[i]->lang, list[i - 1]->lang))
			list[i]->lead = list[first];
	}
}

/* ---- what is said of it ---- */

static int
path_cmp(const void *pa, const void *pb)
{
	const struct choice *a = *(struct choice *const *)pa, *b = *(struct choice *const *)pb;
	return str_cmp(a->post->path, b->post->path);
}

/* Posts that the book's reader does not get in any version. */
static void
lost_report(struct versions *v, struct choice **list)
{
	struct buf b = {0};
	size_t lost = 0, last = SIZE_MAX;
	for (size_t i = 0; i < v->n; i++)
		list[i] = &v->c[i];
	if (v->n)
		qsort(list, v->n, sizeof *list, path_cmp);
	struct map works = {.a = v->a}; /* those in the book or named */
	for (size_t i = 0; i < v->n; i++)
		if (v->c[i].out < 0 || v->c[i].instead)
			map_add(&works, str_fmt(v->a, "%zu", v->c[i].work), 0, NULL);
	for (size_t i = 0; i < v->n; i++) {
		bool added;
		if (list[i]->out != LEFT_LANGUAGE)
			continue;
		map_add(&works, str_fmt(v->a, "%zu", list[i]->work), 0, &added);
		if (!added)
			continue;
		if (lost < 10) {
			buf_z(&b, lost ? ", " : "");
			buf_str(&b, list[i]->post->path);
		}
		last = i;
		lost++;
	}
	if (lost > 10)
		buf_z(&b, ", …");
	if (lost == 1)
		diag_add(v->g->d, DIAG_NO_VERSION, list[last]->post->path, 0, 0,
			"this post has no version in the book's language, %.*s, and was left out; --lang all prints it",
			STR_FMT(v->language));
	else if (lost)
		diag_add(v->g->d, DIAG_NO_VERSION, v->g->config->root, 0, 0,
			"%zu posts have no version in the book's language, %.*s, and were left out: %.*s; --lang all prints them",
			lost, STR_FMT(v->language), STR_FMT(buf_view(&b)));
	buf_free(&b);
}

void
versions_choose(struct gather *g, struct choice *c, size_t n)
{
	static const struct site nowhere;
	const struct site *site = g->config->site ? g->config->site : &nowhere;
	struct versions v = {.g = g, .site = site, .c = c, .n = n, .s = &g->config->selection, .a = arena_new()};
	struct choice **list = NEW_N(v.a, n, struct choice *);
	marks_set(&v);
	pool_run(g->threads, n, choice_read, &v);
	works_find(&v);
	printed_versions(&v);
	book_language(&v);
	for (size_t i = 0; i < n; i++) {
		list[i] = &c[i];
		c[i].rank = !str_eq_nocase(c[i].lang, v.language);
	}
	if (n)
		qsort(list, n, sizeof *list, work_cmp);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && list[k]->work == list[i]->work; k++)
			;
		work_choose(&v, list + i, k - i);
	}
	twice_drop(&v, list);
	near_drop(&v, list);
	lost_report(&v, list);
	leads_set(&v, list);
	g->book->language = str_dup(g->a, v.language);
	arena_free(v.a);
}
