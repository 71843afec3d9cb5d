/* book_test.c - books made of posts by hand: order, titles, authors, headings, links, openings, whatever the parser does */
#include "book/gather.h"
#include "../check.h"

#include <string.h>

enum { POSTS_MOST = 8 };

static struct arena *a;
static struct diag *d;
static struct config config;
static struct post *posts[POSTS_MOST];
static size_t n_posts;

static void
begin(void)
{
	static struct str folder;
	a = arena_new();
	d = diag_new();
	folder = STR("content");
	config = (struct config){.selection.future = true,
		.root = folder,
		.posts = &folder,
		.n_posts = 1,
		.images = &folder,
		.n_images = 1,
		.style = STR("print")};
	n_posts = 0;
}

static void
end(struct book *b)
{
	book_free(b);
	diag_free(d);
	arena_free(a);
}

static struct post *
post_add(const char *path, const char *title, int64_t instant)
{
	struct arena *own = arena_new();
	struct post *p = NEW(own, struct post);
	struct str file = str_of(path);
	*p = (struct post){
		.arena = own, .path = file, .dir = STR("content"), .title = str_of(title), .root = NEW(own, struct block)};
	p->slug = str_sub(file, 8, file.n - 3);
	if (instant)
		p->date = (struct date){.precision = DATE_DAY,
			.year = 1970 + (int)(instant / 31556952),
			.month = 1,
			.day = 2,
			.instant = instant};
	posts[n_posts++] = p;
	return p;
}

static struct block *
block_add(struct post *p, enum block_kind kind, const char *text)
{
	struct block *b = NEW(p->arena, struct block);
	*b = (struct block){.kind = kind,
		.id = ++p->n_blocks,
		.line = (int)p->n_blocks,
		.parent = p->root,
		.text = str_of(text),
		.picture = -1};
	if (p->root->last)
		p->root->last->next = b;
	else
		p->root->first = b;
	p->root->last = b;
	if (b->text.n) {
		b->runs = NEW(p->arena, struct run);
		b->runs[0] = (struct run){.end = (uint32_t)b->text.n, .link = -1, .picture = -1, .note = -1};
		b->n_runs = 1;
	}
	return b;
}

static void
link_add(struct post *p, const char *href)
{
	struct link *links = NEW_N(p->arena, p->n_links + 1, struct link);
	if (p->n_links)
		memcpy(links, p->links, p->n_links * sizeof *links);
	links[p->n_links] = (struct link){.href = str_of(href), .line = 1, .post = -1};
	p->links = links;
	p->n_links++;
}

static struct book *
make(void)
{
	return book_make(a, d, &config, posts, n_posts, 2);
}

static size_t
findings(enum diag_kind kind)
{
	size_t n, count = 0;
	const struct finding *f = diag_sorted(d, &n);
	for (size_t i = 0; i < n; i++)
		count += f[i].kind == kind;
	return count;
}

static void
order(void)
{
	begin();
	block_add(post_add("content/b.md", "Late", 3000000000), BLOCK_PARA, "One");
	block_add(post_add("content/c.md", "Same", 1700000000), BLOCK_PARA, "Two");
	block_add(post_add("content/a.md", "Same too", 1700000000), BLOCK_PARA, "Three");
	block_add(post_add("content/z.md", "Undated", 0), BLOCK_PARA, "Four");
	block_add(post_add("content/draft.md", "Draft", 1700000000), BLOCK_PARA, "Five");
	posts[4]->draft = true;
	post_add("content/empty.md", "Only a title", 1700000000);
	posts[6] = NULL;
	n_posts = 7;
	struct book *b = make();
	CHECK_INT(b->n_entries, 4);
	CHECK_STR(b->entries[0].post->path, "content/a.md");
	CHECK_STR(b->entries[1].post->path, "content/c.md");
	CHECK_STR(b->entries[2].post->path, "content/b.md");
	CHECK_STR(b->entries[3].post->path, "content/z.md");
	CHECK_STR(b->entries[3].kicker, "");
	CHECK_INT(findings(DIAG_POST_DRAFT), 1);
	CHECK_INT(findings(DIAG_POST_EMPTY), 1);
	CHECK_INT(findings(DIAG_DATE_MISSING), 1);
	CHECK_INT(b->n_parts, 3);
	CHECK_STR(b->parts[0].title, "2023");
	CHECK_STR(b->parts[2].title, "Undated");
	CHECK_STR(b->title, "Yearbook 2023–2065");
	CHECK_INT(b->modified, 3000000000);
	end(b);
}

static void
titles(void)
{
	begin();
	block_add(post_add("content/a.md", "Kubecon 2023: \n Architecting Futures", 1700000000), BLOCK_PARA,
		"The text of the first post.");
	block_add(post_add("content/b.md", "KCD Colombia 2025: Bogotá to Host Major Cloud-Native, OpenInfra, and OSPO Gathering",
			  1700000001),
		BLOCK_PARA, "Text");
	block_add(post_add("content/c.md", "What we did:", 1700000002), BLOCK_PARA, "\"It's\" a text...");
	block_add(post_add("content/c-2.md", "", 1700000003), BLOCK_PARA,
		"A text whose first words have to serve as the title of a post without one");
	block_add(post_add("content/C.md", "Don't", 1700000004), BLOCK_PARA, "Text");
	posts[0]->summary = STR("The text of the first…");
	posts[1]->summary = STR("A deck of its own");
	struct book *b = make();
	CHECK_STR(b->entries[0].title, "Kubecon 2023");
	CHECK_STR(b->entries[0].subtitle, "Architecting Futures");
	CHECK_STR(b->entries[0].summary, "");
	CHECK_STR(b->entries[1].title, "KCD Colombia 2025");
	CHECK_STR(b->entries[1].subtitle, "Bogotá to Host Major Cloud-Native, OpenInfra, and OSPO Gathering");
	CHECK_STR(b->entries[1].summary, "A deck of its own");
	CHECK_STR(b->entries[2].title, "What we did");
	CHECK_STR(b->entries[2].post->root->first->text, "“It’s” a text…");
	CHECK_INT(b->entries[2].post->root->first->runs[0].end, b->entries[2].post->root->first->text.n);
	CHECK_STR(b->entries[3].title, "A text whose first words have to serve as the title of a…");
	CHECK_STR(b->entries[4].title, "Don’t");
	CHECK_STR(b->entries[2].slug, "c");
	CHECK_STR(b->entries[3].slug, "c-2");
	CHECK_STR(b->entries[4].slug, "c-3");
	end(b);
}

static void
authors(void)
{
	struct str names[] = {STR("Ana"), STR("Inés"), STR("Ana")};
	begin();
	config.publisher = STR("Clowder Space");
	config.language = STR("es");
	for (int i = 0; i < 4; i++)
		block_add(post_add(str_fmt(a, "content/%d.md", i).p, "Título", 1700000000 + i), BLOCK_PARA, "Text");
	posts[0]->authors = names;
	posts[0]->n_authors = 3;
	posts[1]->signature = block_add(posts[1], BLOCK_SIGNATURE, "Por Teyza Ponce");
	posts[2]->signature = block_add(posts[2], BLOCK_SIGNATURE, "INES");
	posts[2]->authors = names;
	posts[2]->n_authors = 2;
	struct book *b = make();
	CHECK_STR(b->entries[0].author, "Ana e Inés");
	CHECK_STR(b->entries[1].author, "Teyza Ponce");
	CHECK_INT(b->entries[1].post->signature->hidden, true);
	CHECK_STR(b->entries[2].author, "Ana e Inés");
	CHECK_INT(b->entries[2].post->signature->hidden, true);
	CHECK_STR(b->entries[3].author, "Clowder Space");
	CHECK_INT(b->entries[3].author_is_publisher, true);
	CHECK_INT(findings(DIAG_AUTHOR_MISSING), 1);
	CHECK_STR(b->title, "Clowder Space 2023");
	end(b);
}

static void
headings(void)
{
	static const int levels[][2] = {{3, 2}, {1, 2}, {3, 3}, {6, 4}, {4, 4}, {1, 2}, {6, 3}};
	begin();
	struct post *p = post_add("content/a.md", "Title", 1700000000);
	for (int i = 0; i < 7; i++)
		block_add(p, BLOCK_HEADING, "Key takeaways: ")->level = levels[i][0];
	struct book *b = make();
	struct block *h = p->root->first;
	for (int i = 0; i < 7; i++, h = h->next) {
		CHECK_INT(h->level, levels[i][1]);
		CHECK_STR(h->text, "Key takeaways");
		CHECK_INT(h->runs[0].end, h->text.n);
	}
	CHECK_INT(findings(DIAG_HEADING_SHIFTED), 1);
	end(b);
}

/* What becomes of an address in the post content/blog/one.md. */
static void
leads(struct book *b, size_t i, int post, const char *anchor, const char *href)
{
	const struct link *l = &posts[0]->links[i];
	(void)b;
	if (l->post != post || !str_is(l->anchor, anchor) || !str_is(l->href, href))
		printf("link %zu: \"%.*s\" -> %d #%.*s\n", i, STR_FMT(l->href), l->post, STR_FMT(l->anchor));
	CHECK_INT(l->post, post);
	CHECK_STR(l->anchor, anchor);
	CHECK_STR(l->href, href);
}

static void
links(void)
{
	struct str alias[] = {STR("/old/address/")};
	begin();
	config.base_url = STR("https://oss.lat/mx");
	struct post *p = post_add("content/blog/one.md", "One", 1700000000);
	struct post *q = post_add("content/blog/two/index.es.md", "Two", 1700000001);
	p->dir = STR("content/blog");
	p->slug = STR("one");
	q->dir = STR("content/blog/two");
	q->slug = STR("Two-Slug");
	q->aliases = alias;
	q->n_aliases = 1;
	block_add(p, BLOCK_HEADING, "Conclusión")->anchor = STR("conclusion");
	block_add(q, BLOCK_HEADING, "Ya")->anchor = STR("ya");
	static const struct {
		const char *href;
		int post;
		const char *anchor, *out;
	} cases[] = {
		{"/blog/two/", 1, "", "/blog/two/"},
		{"../two/#ya", 1, "ya", "../two/#ya"},
		{"two/index.md", 1, "", "two/index.md"},
		{"/mx/blog/two-slug/", 1, "", "/mx/blog/two-slug/"},
		{"https://oss.lat/mx/blog/two-slug/?utm=1", 1, "", "https://oss.lat/mx/blog/two-slug/?utm=1"},
		{"https://oss.lat/mx/about/", -1, "", "https://oss.lat/mx/about/"},
		{"/old/address/", 1, "", "/old/address/"},
		{"#conclusi%C3%B3n", 0, "conclusion", "#conclusi%C3%B3n"},
		{"#nowhere", 0, "", "#nowhere"},
		{"/about/", -1, "", "https://oss.lat/about/"},
		{"../three.md", -1, "", ""},
		{"www.example.org", -1, "", "https://www.example.org"},
		{"example.com/x", -1, "", "https://example.com/x"},
		{"ana@example.org", -1, "", "mailto:ana@example.org"},
		{"javascript:alert(1)", -1, "", ""},
		{"file:///etc/passwd", -1, "", ""},
		{"mailto:ana@example.org", -1, "", "mailto:ana@example.org"},
		{"//cdn.example.org/x", -1, "", "https://cdn.example.org/x"},
		{"https://dev.to/a-temp-slug-1?a=b&preview=c0ffee#x", -1, "", "https://dev.to/a-temp-slug-1?a=b#x"},
		{"../../../../x", -1, "", "https://oss.lat/mx/x"},
		{"", -1, "", ""},
		{"/tags/two/", -1, "", "https://oss.lat/tags/two/"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		link_add(p, cases[i].href);
	struct book *b = make();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		leads(b, i, cases[i].post, cases[i].anchor, cases[i].out);
	CHECK_INT(findings(DIAG_LINK_PREVIEW), 1);
	CHECK_INT(findings(DIAG_LINK_BROKEN), 4);
	end(b);
}

static void
identifiers(void)
{
	static const char *const pairs[][2] = {{"978-0-306-40615-7", "urn:isbn:9780306406157"},
		{"ISBN 0-306-40615-2", "urn:isbn:0306406152"}, {"urn:isbn:9780306406157", "urn:isbn:9780306406157"},
		{"978-0-306-40615-8", "978-0-306-40615-8"},
		{"F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
		{"our-book", "our-book"}};
	struct str first = STR_NONE;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		begin();
		config.identifier = str_of(pairs[i][0]);
		block_add(post_add("content/a.md", "A", 1700000000), BLOCK_PARA, "Text");
		struct book *b = make();
		CHECK_STR(b->identifier, pairs[i][1]);
		CHECK_INT(findings(DIAG_VALUE_BAD), i == 3);
		end(b);
	}
	for (int i = 0; i < 2; i++) { /* the same when a post is added */
		begin();
		config.title = STR("Our year");
		block_add(post_add("content/a.md", "A", 1700000000), BLOCK_PARA, "Text");
		if (i)
			block_add(post_add("content/b.md", "B", 1600000000), BLOCK_PARA, "Text");
		struct book *b = make();
		static char kept[64];
		if (!i) {
			snprintf(kept, sizeof kept, "%.*s", STR_FMT(b->identifier));
			first = str_of(kept);
		}
		CHECK(str_eq(b->identifier, first));
		CHECK_INT(b->identifier.n, 45);
		CHECK(b->identifier.p[23] == '8');
		end(b);
	}
}

static void
languages(void)
{
	begin();
	block_add(post_add("content/a.md", "", 1700000000), BLOCK_PARA,
		"El año que pasó fue muy bueno para la comunidad y para todos los que están en ella.");
	block_add(post_add("content/b.md", "", 1700000001), BLOCK_PARA,
		"A comunidade não para: foi um ano muito bom e nós estamos juntos com você em todas as cidades do Brasil.");
	block_add(post_add("content/c.md", "", 1700000002), BLOCK_PARA,
		"This is what the community did with all of its time in the year.");
	block_add(post_add("content/d.md", "", 1700000003), BLOCK_PARA, "Kubernetes, Prometheus, Envoy");
	block_add(post_add("content/e.md", "", 1700000004), BLOCK_PARA, "コミュニティの一年をふりかえる");
	block_add(post_add("content/f.md", "", 1700000005), BLOCK_PARA,
		"Los eventos del año y las personas que los hicieron en el país.");
	struct book *b = make();
	static const char *const want[] = {"es", "pt", "en", "es", "ja", "es"};
	for (size_t i = 0; i < 6; i++)
		CHECK_STR(b->entries[i].lang, want[i]);
	CHECK_STR(b->language, "es");
	CHECK_STR(b->title, "Anuario 2023");
	end(b);
}

static void
nothing(void)
{
	begin();
	CHECK(!make());
	CHECK_INT(findings(DIAG_NO_POSTS), 1);
	end(NULL);
}

int
main(void)
{
	order();
	titles();
	authors();
	headings();
	links();
	identifiers();
	languages();
	nothing();
	return check_status();
}
