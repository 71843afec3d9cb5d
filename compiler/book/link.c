/* link.c - links: those that lead to a post of the book, those that lead out, those that lead nowhere */
#include "book/target.h"

#include "base/file.h"

#include <string.h>

struct linker {
	struct gather *g;
	struct targets *targets;
	const struct entry *e; /* whose links are resolved */
	bool *pictured; /* of each of its links: nothing but a picture carries it; filled in when first needed */
	struct str *pictures; /* and the picture's address */
	struct map pages; /* files that are no posts -> place in page_list: where their pages stand */
	struct str *page_list;
	size_t n_pages, cap_pages;
};

enum { PAGES_MOST = 200 }; /* read for a link to them */

static bool
one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(s, names[i]))
			return true;
	return false;
}

/* In whose file it stands. */
static const struct post *
post_of(const struct linker *l, const struct link *k)
{
	return k->from ? k->from : l->e->post;
}

/* Not in a line so long that looking through it for each of its links would take forever. */
static int
column_of(const struct linker *l, const struct link *k)
{
	enum { LINE_MOST = 20000 };
	const struct post *p = post_of(l, k);
	if (k->line < 1 || k->href.n < 2 || (size_t)k->line >= p->n_lines ||
		p->line_starts[k->line] - p->line_starts[k->line - 1] > LINE_MOST)
		return 0;
	return post_column(p, k->line, k->href);
}

#define BROKEN(l, k, ...) \
	diag_add((l)->g->d, DIAG_LINK_BROKEN, post_of((l), (k))->path, (k)->line, column_of((l), (k)), __VA_ARGS__)
#define HREF(k) STR_FMT(str_sub((k)->href, 0, 200))

/* ---- where a path leads ---- */

/* By its path from the site's root; then below the language that the path names; then by its last part. */
static int
key_resolve(struct linker *l, struct str key)
{
	struct str lang = l->e->lang, named, rest;
	key = target_below_base(l->targets, key);
	int at = target_by_path(l->targets, key, lang);
	if (at >= 0)
		return at;
	if (target_language(l->targets, key, &named, &rest)) {
		at = target_by_path(l->targets, rest, named);
		return at >= 0 ? at : target_by_name(l->targets, rest, named);
	}
	return target_by_name(l->targets, key, lang);
}

/* A relative path is seen from the post's file, as an editor does, then from its address, as a browser does, then from the root of all posts, as
 * Hugo's ref does. */
static int
relative_find(struct linker *l, struct str path)
{
	struct arena *a = l->g->a;
	struct str lang = l->e->lang, file = place_file(l->g, l->e->post->path), dir = path_dir(file);
	struct str page = target_page(l->targets, (int)(l->e - l->g->book->entries));
	struct str seen[] = {dir, path_key(a, file), str_sub(page, page.n > 0, page.n)};
	if (str_starts_nocase(path_base(file), "index."))
		seen[1] = path_dir(dir); /* "../other/" is often meant beside the bundle's folder */
	if (!str_ends(page, "/"))
		seen[2] = path_dir(seen[2]);
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
		struct str from = str_is(seen[i], ".") ? STR_NONE : seen[i];
		int at = target_by_path(l->targets, path_key(a, path_join(a, from, path)), lang);
		if (at >= 0)
			return at;
	}
	while (str_starts(path, "../") || str_starts(path, "./"))
		path = str_sub(path, path.p[1] == '/' ? 2 : 3, path.n);
	return key_resolve(l, path_key(a, path));
}

/* ---- what becomes of a link ---- */

/* Sets the link to a post of the book, and to a place in it if there is such a place. */
static void
link_within(struct linker *l, struct link *k, int entry, struct str fragment)
{
	fragment = percent_decode(l->g->a, fragment);
	k->post = entry;
	if (!fragment.n || str_is(fragment, "top"))
		return;
	k->anchor = target_anchor(l->targets, entry, fragment);
	int part = k->anchor.n ? -1 : target_part(l->targets, entry, fragment, &k->anchor);
	k->post = part >= 0 ? part : entry;
	if (!k->anchor.n)
		BROKEN(l, k, "there is no \"#%.*s\" in %.*s; the link leads to its beginning: compare it with the headings there",
			STR_FMT(str_sub(fragment, 0, 100)), STR_FMT(l->g->book->entries[entry].post->path));
}

static void
link_set(struct linker *l, struct link *k, struct str page, const struct address *at)
{
	k->href = str_fmt(l->g->a, "%.*s%s%.*s%s%.*s", STR_FMT(page), at->query.n ? "?" : "", STR_FMT(at->query),
		at->fragment.n ? "#" : "", STR_FMT(at->fragment));
}

/* A post that exists and is not in the book: to its page, where that is known. */
static void
link_outside(struct linker *l, struct link *k, int target, const struct address *at)
{
	struct str url = target_url(l->targets, target);
	const struct post *p = target_post(l->targets, target);
	if (url.n && !p->draft) {
		link_set(l, k, url, at);
		return;
	}
	if (p->draft)
		BROKEN(l, k,
			"the link to \"%.*s\" leads to %.*s, which is a draft; its text stays without a link: take the link out "
			"until that "
			"post is published",
			HREF(k), STR_FMT(p->path));
	else
		BROKEN(l, k,
			"the link to \"%.*s\" leads to %.*s, which is not in this book; its text stays without a link: set "
			"\"site\" in "
			"yearbook.yaml to "
			"the address where both can be read",
			HREF(k), STR_FMT(p->path));
	k->href = STR_NONE;
}

static void
link_to_target(struct linker *l, struct link *k, int target, const struct address *at)
{
	if ((size_t)target < l->g->book->n_entries)
		link_within(l, k, target, at->fragment);
	else
		link_outside(l, k, target, at);
}

static void
link_lost(struct linker *l, struct link *k, int near, bool file)
{
	bool based = l->g->config->base_url.n > 0;
	if (file && !based)
		BROKEN(l, k,
			"the link to \"%.*s\" leads to a file of the site, which is not in this book; its text stays without a "
			"link: set \"site\" in "
			"yearbook.yaml to the address of the site",
			HREF(k));
	else if (based && near < 0)
		BROKEN(l, k,
			"the link to \"%.*s\" leads to no post of this site; its text stays without a link: mend it, or write "
			"the whole address",
			HREF(k));
	else if (near >= 0)
		BROKEN(l, k, "the link to \"%.*s\" leads to no post; its text stays without a link: was %.*s meant?", HREF(k),
			STR_FMT(target_post(l->targets, near)->path));
	else
		BROKEN(l, k,
			"the link to \"%.*s\" leads to no post of this book; its text stays without a link: mend it, write the "
			"whole "
			"address, or set \"site\" in yearbook.yaml",
			HREF(k));
	k->href = STR_NONE;
}

/* ---- links to pictures ---- */

static bool
picture_name(struct str path)
{
	static const char *const kinds[] = {
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".heic", ".tif", ".tiff", ".jfif"};
	return one_of(path_ext(path_base(path)), kinds, sizeof kinds / sizeof *kinds);
}

static void
pictured_find(struct linker *l)
{
	const struct post *p = l->e->post;
	bool *worded = NEW_N(l->g->a, p->n_links + 1, bool);
	l->pictured = NEW_N(l->g->a, p->n_links + 1, bool);
	l->pictures = NEW_N(l->g->a, p->n_links + 1, struct str);
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		if (b->kind == BLOCK_FIGURE && b->link >= 0 && b->picture >= 0) {
			l->pictured[b->link] = true;
			l->pictures[b->link] = p->pictures[b->picture].src;
		}
		for (size_t i = 0; i < b->n_runs; i++) {
			const struct run *r = &b->runs[i];
			if (r->link < 0)
				continue;
			if (r->kind == RUN_PICTURE && r->picture >= 0) {
				l->pictured[r->link] = true;
				l->pictures[r->link] = p->pictures[r->picture].src;
			} else {
				worded[r->link] = true;
			}
		}
	}
	for (size_t i = 0; i < p->n_links; i++)
		l->pictured[i] &= !worded[i];
}

static struct str
picture_stem(struct arena *a, struct str address)
{
	struct str base = path_base(address_split(address).path);
	base.n -= path_ext(base).n;
	return name_fold(a, percent_decode(a, base));
}

/* A picture that leads to itself, perhaps in another size ("a-300x200.jpg", "a-large.jpg"): the book shows it. */
static bool
leads_to_itself(struct linker *l, const struct link *k)
{
	const struct post *p = l->e->post;
	size_t i = (size_t)(k - p->links);
	if (!l->pictured)
		pictured_find(l);
	if (!l->pictured[i])
		return false;
	struct str there = picture_stem(l->g->a, k->href), here = picture_stem(l->g->a, l->pictures[i]);
	return there.n && here.n && (str_find(there, here) >= 0 || str_find(here, there) >= 0);
}

/* ---- pages of the site ---- */

/* Where a page that is no post stands, as it says itself; "about.md" may be called otherwise. */
static struct str
page_path(struct linker *l, struct str file)
{
	struct arena *a = l->g->a;
	const int *known = map_find(&l->pages, file);
	if (known)
		return l->page_list[*known];
	struct post shadow = {.path = file, .dir = path_dir(file)}, *read = NULL;
	struct diag *unheard = diag_new();
	if (l->n_pages < PAGES_MOST)
		read = post_read(file, &(struct post_options){0}, unheard);
	diag_free(unheard);
	struct str path = str_dup(a, place_path(l->g, read ? read : &shadow, read ? &read->date : &shadow.date));
	if (read)
		arena_free(read->arena);
	map_add(&l->pages, file, (int)l->n_pages, NULL);
	*PUSH(a, l->page_list, l->n_pages, l->cap_pages) = path;
	return path;
}

/* The page of a file of the site that was not read as a post ("_index.md"), or of one that this very path would have; empty when there is no such file. */
static struct str
file_page(struct linker *l, struct str path)
{
	struct gather *g = l->g;
	struct arena *a = g->a;
	const struct site *s = g->config->site;
	struct str root = s && s->folder.n ? path_beside(a, s->folder, s->content_dir) : g->config->root, clean, file;
	struct str dirs[] = {path_tidy(a, l->e->post->dir), root};
	bool rooted = path.n && path.p[0] == '/';
	if (rooted)
		path = str_sub(path, 1, path.n);
	for (size_t i = rooted; i < 2; i++) {
		file = path_beside(a, dirs[i], path);
		if (!path_inside(root, file, &clean) || path_kind(str_z(a, file)) != PATH_FILE)
			continue;
		struct str base = path_base(file);
		base.n -= path_ext(base).n;
		if (str_starts_nocase(base, "_index"))
			return str_fmt(a, "/%.*s/", STR_FMT(path_dir(clean)));
		return page_path(l, file);
	}
	return STR_NONE;
}

/* The whole address of a page or file of the site that is no post. Empty when that cannot be known. */
static struct str
site_address(struct linker *l, const struct address *at, bool source)
{
	struct arena *a = l->g->a;
	const struct config *c = l->g->config;
	struct address base = address_split(c->base_url);
	struct str path = at->path, own = target_url(l->targets, (int)(l->e - l->g->book->entries)), page, clean;
	if (source) {
		page = file_page(l, percent_decode(a, path));
		return page.n ? str_fmt(a, "%.*s%.*s", STR_FMT(c->base_url), STR_FMT(page)) : STR_NONE;
	}
	if (path.n && path.p[0] == '/') { /* Jekyll: its "{{ site.baseurl }}" stood before it */
		struct str key = path_key(a, path);
		bool below = c->site && c->site->kind == SITE_JEKYLL && str_eq(target_below_base(l->targets, key), key);
		return str_fmt(a, "%.*s://%.*s%.*s%.*s", STR_FMT(base.scheme), STR_FMT(base.host),
			STR_FMT(below ? base.path : STR_NONE), STR_FMT(path));
	}
	struct address from = address_split(own);
	if (own.n && target_host(l->targets, from.host)) { /* as a browser would (RFC 3986, 5.2) */
		struct str dir = str_ends(from.path, "/") ? from.path
							  : str_sub(from.path, 0, (size_t)(str_rfind_char(from.path, '/') + 1));
		page = path_tidy(a, str_fmt(a, "/%.*s%.*s", STR_FMT(dir), STR_FMT(path)));
		return str_fmt(a, "%.*s://%.*s%.*s%s", STR_FMT(from.scheme), STR_FMT(from.host), STR_FMT(page),
			str_ends(path, "/") ? "/" : "");
	}
	struct str file = path_key(a, place_file(l->g, l->e->post->path));
	if (!path_clean(a, path_join(a, file, path), &clean))
		clean = path_base(path);
	return str_fmt(a, "%.*s/%.*s%s", STR_FMT(c->base_url), STR_FMT(clean), str_ends(path, "/") ? "/" : "");
}

/* A link to something of the site that is no post: to the site, when its address is known. */
static void
link_to_site(struct linker *l, struct link *k, const struct address *at)
{
	struct arena *a = l->g->a;
	struct str ext = path_ext(path_base(at->path)), key = target_below_base(l->targets, path_key(a, at->path)), page;
	bool source = str_is_nocase(ext, ".md") || str_is_nocase(ext, ".markdown") || str_is_nocase(ext, ".mdx");
	bool file = ext.n && !source && !str_is_nocase(ext, ".html") && !str_is_nocase(ext, ".htm") && ext.n > 1 &&
		!char_digit((unsigned char)ext.p[1]);
	if (picture_name(at->path) && leads_to_itself(l, k)) {
		k->href = STR_NONE;
		return;
	}
	/* A bare name is what a reference to a post leaves, and no address. */
	bool bare = !ext.n && !at->query.n && str_find_char(at->path, '/') < 0;
	page = l->g->config->base_url.n && !bare ? site_address(l, at, source) : STR_NONE;
	int near = file ? -1 : target_nearest(l->targets, key, page.n > 0);
	if (!page.n) {
		link_lost(l, k, near, file);
		return;
	}
	if (near >= 0)
		BROKEN(l, k, "there is no post at \"%.*s\"; the link leads to that page of the site: was %.*s meant?", HREF(k),
			STR_FMT(target_post(l->targets, near)->path));
	link_set(l, k, page, at);
}

/* ---- the kinds of links ---- */

/* Parts of a query that open what is not published. */
static bool
secret(struct str part)
{
	return str_starts_nocase(part, "preview=") || str_starts_nocase(part, "preview_token=") ||
		str_starts_nocase(part, "preview_id=") || str_starts_nocase(part, "preview_nonce=") ||
		str_is_nocase(part, "preview");
}

static void
link_preview(struct linker *l, struct link *k, const struct address *at)
{
	struct str query = at->query;
	struct buf kept = {0};
	bool found = false;
	while (query.n) {
		ptrdiff_t amp = str_find_char(query, '&');
		struct str part = amp < 0 ? query : str_sub(query, 0, (size_t)amp);
		query = amp < 0 ? STR_NONE : str_sub(query, (size_t)amp + 1, query.n);
		if (secret(part)) {
			found = true;
			continue;
		}
		buf_char(&kept, kept.n ? '&' : '?');
		buf_str(&kept, part);
	}
	if (found) {
		size_t n = (size_t)(at->query.p - k->href.p) - 1;
		k->href = str_fmt(l->g->a, "%.*s%.*s%s%.*s", (int)n, k->href.p, STR_FMT(buf_view(&kept)),
			at->fragment.n ? "#" : "", STR_FMT(at->fragment));
	}
	buf_free(&kept);
	if (found)
		diag_add(l->g->d, DIAG_LINK_PREVIEW, post_of(l, k)->path, k->line, column_of(l, k),
			"the link to \"%.*s\" is one to a draft; its preview token was left out: write the address under which "
			"it was "
			"published",
			STR_FMT(str_sub(k->href, 0, 120)));
	else if (str_find(at->path, STR("-temp-slug-")) >= 0)
		diag_add(l->g->d, DIAG_LINK_PREVIEW, post_of(l, k)->path, k->line, column_of(l, k),
			"the link to \"%.*s\" is one to a draft: write the address under which it was published",
			STR_FMT(str_sub(k->href, 0, 120)));
}

/* "www.example.org/x", "example.org/x": written without the scheme that a browser would need. */
static bool
host_like(struct str path)
{
	static const char *const tops[] = {"com", "org", "net", "io", "dev", "edu", "gov", "lat", "mx", "ar", "br", "co", "cl",
		"pe", "uy", "ec", "gt", "cr", "bo", "ve", "es", "pt", "app", "info"};
	ptrdiff_t slash = str_find_char(path, '/');
	struct str head = slash < 0 ? path : str_sub(path, 0, (size_t)slash);
	ptrdiff_t dot = str_rfind_char(head, '.');
	if (str_starts_nocase(path, "www."))
		return true;
	for (size_t i = 0; i < head.n; i++)
		if (!char_alnum((unsigned char)head.p[i]) && head.p[i] != '.' && head.p[i] != '-')
			return false;
	return dot > 0 && one_of(str_sub(head, (size_t)dot + 1, head.n), tops, sizeof tops / sizeof *tops);
}

static void
link_absolute(struct linker *l, struct link *k, const struct address *at)
{
	if (!at->host.n) {
		BROKEN(l, k, "the link to \"%.*s\" names no host; its text stays without a link: mend it", HREF(k));
		k->href = STR_NONE;
		return;
	}
	int target = target_by_url(l->targets, at);
	bool own = target_host(l->targets, at->host);
	if (target < 0 && own && at->path.n > 1)
		target = key_resolve(l, path_key(l->g->a, at->path));
	if (target >= 0 && (size_t)target < l->g->book->n_entries)
		link_within(l, k, target, at->fragment);
	else if (own && picture_name(at->path) && leads_to_itself(l, k))
		k->href = STR_NONE;
	else
		link_preview(l, k, at);
}

static void
link_relative(struct linker *l, struct link *k, const struct address *at)
{
	if (!at->path.n && !at->query.n) { /* "#anchor" */
		link_within(l, k, (int)(l->e - l->g->book->entries), at->fragment);
		return;
	}
	struct address to = *at;
	if (str_starts(to.path, "@/")) /* Zola: from the root of all posts */
		to.path = str_sub(to.path, 1, to.path.n);
	int target = str_starts(to.path, "/") ? key_resolve(l, path_key(l->g->a, to.path)) : relative_find(l, to.path);
	if (target >= 0)
		link_to_target(l, k, target, &to);
	else
		link_to_site(l, k, &to);
}

/* What a person wrote without the scheme or slashes that a browser would need. */
static void
link_complete(struct linker *l, struct link *k, const struct address *at)
{
	if (at->scheme.n || at->has_host || !at->path.n || strchr("/.@", at->path.p[0]))
		return;
	ptrdiff_t sign = str_find_char(at->path, '@');
	if (sign < 0 && host_like(at->path) && relative_find(l, at->path) < 0)
		k->href = str_fmt(l->g->a, "https://%.*s", STR_FMT(k->href));
	else if (sign > 0 && str_find_char(at->path, '/') < 0)
		k->href = str_fmt(l->g->a, "mailto:%.*s", STR_FMT(k->href));
}

/* An address that readers of an EPUB do not open, or that none opens. */
static void
link_unfit(struct linker *l, struct link *k)
{
	static const char *const in_pdf[] = {"ftps", "sftp", "geo", "ircs", "matrix", "sms"};
	struct address at = address_split(k->href);
	if (k->post >= 0 || !at.scheme.n || address_opens(k->href))
		return;
	if (one_of(at.scheme, in_pdf, sizeof in_pdf / sizeof *in_pdf)) {
		BROKEN(l, k,
			"no e-reader opens the link to \"%.*s\"; the EPUB has its text without a link: write an https:// address "
			"beside it",
			HREF(k));
		return;
	}
	BROKEN(l, k, "the address \"%.*s\" is not one that e-readers and browsers open; its text stays without a link: mend it",
		HREF(k));
	k->href = STR_NONE;
}

static void
link_resolve(struct linker *l, struct link *k)
{
	static const char *const outward[] = {
		"mailto", "tel", "ftp", "ftps", "sftp", "geo", "irc", "ircs", "xmpp", "matrix", "news", "sms"};
	k->post = -1;
	k->href = site_root_mark_cut(str_trim(k->href));
	if (str_starts(k->href, "//"))
		k->href = str_fmt(l->g->a, "https:%.*s", STR_FMT(k->href));
	struct address at = address_split(k->href);
	if (!k->href.n)
		return;
	link_complete(l, k, &at);
	at = address_split(k->href);
	if (str_is_nocase(at.scheme, "doi") && at.path.n) { /* its resolver */
		k->href = str_fmt(l->g->a, "https://doi.org/%.*s", STR_FMT(str_sub(k->href, 4, k->href.n)));
		at = address_split(k->href);
	}
	if (str_is_nocase(at.scheme, "http") || str_is_nocase(at.scheme, "https")) {
		link_absolute(l, k, &at);
	} else if (!at.scheme.n) {
		link_relative(l, k, &at);
	} else if (!one_of(at.scheme, outward, sizeof outward / sizeof *outward)) {
		BROKEN(l, k,
			"the link to \"%.*s\" cannot be followed from a book; its text stays without a link: write an address "
			"that begins "
			"with https://",
			HREF(k));
		k->href = STR_NONE;
	}
}

void
links_resolve(struct gather *g)
{
	struct book *b = g->book;
	struct linker l = {.g = g, .targets = targets_new(g), .pages = {.a = g->a}};
	for (size_t i = 0; i < b->n_all; i++) {
		struct post *p = b->entries[i].post;
		l.e = &b->entries[i];
		l.pictured = NULL;
		for (size_t k = 0; k < p->n_links; k++) {
			link_resolve(&l, &p->links[k]);
			link_unfit(&l, &p->links[k]);
		}
	}
}
