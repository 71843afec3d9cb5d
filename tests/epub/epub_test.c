/* epub_test.c - every kind of block and run made by hand, as XHTML against tests/epub/article.expected; addresses; a whole archive */
#include "../check.h"
#include "base/file.h"
#include "epub/room.h"

#include <stdlib.h>
#include <string.h>

static const char expected_path[] = "tests/epub/article.expected", archive_path[] = "epub_test.tmp";

/* ---- making a post ---- */

static struct arena *a;
static struct post post;
static struct block *at; /* new blocks go below it */
static size_t cap_runs, cap_links, cap_pictures, cap_notes;

static struct block *
open_block(enum block_kind kind)
{
	struct block *b = NEW(a, struct block);
	*b = (struct block){
		.kind = kind, .id = ++post.n_blocks, .parent = at, .picture = -1, .link = -1, .colspan = 1, .rowspan = 1};
	if (at) {
		*(at->last ? &at->last->next : &at->first) = b;
		at->last = b;
	}
	at = b;
	cap_runs = 0;
	return b;
}

static void
close_block(void)
{
	at = at->parent;
}

/* More text at the end of a block. */
static struct run *
say(struct block *b, int flags, const char *text)
{
	struct run *r = PUSH(a, b->runs, b->n_runs, cap_runs);
	*r = (struct run){.start = (uint32_t)b->text.n, .flags = (uint16_t)flags, .link = -1, .picture = -1, .note = -1};
	b->text = str_fmt(a, "%.*s%s", STR_FMT(b->text), text);
	r->end = (uint32_t)b->text.n;
	return r;
}

static struct block *
leaf(enum block_kind kind, const char *text)
{
	struct block *b = open_block(kind);
	if (*text)
		say(b, 0, text);
	close_block();
	return b;
}

static int
link_to(const char *href, int entry, const char *anchor)
{
	*PUSH(a, post.links, post.n_links, cap_links) =
		(struct link){.href = str_of(href), .post = entry, .anchor = str_of(anchor)};
	return (int)post.n_links - 1;
}

static int
picture(const char *src, const char *alt, int image)
{
	*PUSH(a, post.pictures, post.n_pictures, cap_pictures) =
		(struct picture){.src = str_of(src), .alt = str_of(alt), .image = image};
	return (int)post.n_pictures - 1;
}

static void
linked(struct block *b, const char *href, int entry, const char *anchor, const char *text)
{
	int link = link_to(href, entry, anchor);
	say(b, 0, text)->link = link;
	say(b, 0, " ");
}

static void
note_call(struct block *b, int note)
{
	struct run *r = say(b, 0, note ? "2" : "1");
	r->kind = RUN_NOTE;
	r->note = note;
}

/* ---- the post ---- */

static void
make_runs(void)
{
	struct block *b = open_block(BLOCK_PARA);
	b->anchor = STR("first");
	say(b, 0, "Plain <&> \"text\" ");
	say(b, RUN_BOLD, "bold ");
	say(b, RUN_BOLD | RUN_ITALIC, "both");
	say(b, RUN_ITALIC, " italic");
	say(b, 0, "\nnew line ");
	say(b, RUN_CODE, "a < b");
	say(b, RUN_STRIKE | RUN_UNDERLINE | RUN_MARK | RUN_SMALL, "four");
	say(b, RUN_SUP, "sup");
	say(b, RUN_SUB, "sub");
	say(b, RUN_KBD, "Ctrl");
	say(b, 0, " hola ")->lang = STR("es");
	say(b, 0, "no language ")->lang = STR("x y\"");
	note_call(b, 0);
	note_call(b, 0);
	close_block();
	b = open_block(BLOCK_PARA);
	int link = link_to("https://example.org/?a=1&b=2", -1, "");
	say(b, RUN_BOLD, "begins bold, ")->link = -1;
	say(b, RUN_BOLD, "bold in link")->link = link;
	say(b, 0, ", rest of link")->link = link;
	struct run *r = say(b, 0, "\xEF\xBF\xBC");
	r->kind = RUN_PICTURE;
	r->picture = picture("icon.png", "an icon", 0);
	r->link = link;
	close_block();
	b = open_block(BLOCK_PARA);
	linked(b, "../other/", 1, "sub-heading", "to an anchor");
	linked(b, "../other/", 1, "hidden", "to a hidden anchor");
	linked(b, "../other/", 1, "ñandú 1", "to an odd anchor");
	linked(b, "#first", -1, "", "here");
	linked(b, "#nowhere", -1, "", "nowhere");
	linked(b, "javascript:alert(1)", -1, "", "script");
	linked(b, "http://exa mple.org/x", -1, "", "bad host");
	linked(b, "https://example.org/a b[1]%zz#x#y", -1, "", "mended");
	linked(b, "mailto:ana@example.org", -1, "", "mail");
	close_block();
}

static void
make_lists(void)
{
	open_block(BLOCK_LIST)->tight = true;
	open_block(BLOCK_ITEM)->check = 1;
	leaf(BLOCK_PARA, "to do");
	leaf(BLOCK_PARA, "second paragraph");
	close_block();
	open_block(BLOCK_ITEM)->check = 2;
	leaf(BLOCK_PARA, "done");
	struct block *list = open_block(BLOCK_LIST);
	list->ordered = true;
	list->start = 7;
	open_block(BLOCK_ITEM);
	leaf(BLOCK_PARA, "seven");
	close_block();
	close_block();
	close_block();
	close_block();
	open_block(BLOCK_DEFLIST);
	open_block(BLOCK_DEFINITION);
	leaf(BLOCK_PARA, "a definition without a term");
	close_block();
	leaf(BLOCK_TERM, "a term without a definition");
	close_block();
}

static void
make_row(bool header, int cells)
{
	open_block(BLOCK_TABLE_ROW)->header = header;
	for (int i = 0; i < cells; i++) {
		struct block *cell = open_block(BLOCK_CELL);
		cell->align = i == 1 ? ALIGN_RIGHT : ALIGN_NONE;
		cell->header = i == 0;
		cell->colspan = i == 2 ? 2 : 1;
		leaf(BLOCK_PARA, header ? "Head" : "cell");
		if (i == 2)
			leaf(BLOCK_PARA, "more");
		close_block();
	}
	close_block();
}

static void
make_tables(void)
{
	open_block(BLOCK_TABLE);
	leaf(BLOCK_PARA, "The caption");
	make_row(true, 3);
	make_row(false, 3);
	make_row(true, 1);
	make_row(false, 0);
	close_block();
	open_block(BLOCK_TABLE);
	make_row(true, 2);
	close_block();
	open_block(BLOCK_TABLE);
	close_block();
}

static void
make_quotes(void)
{
	struct block *b = open_block(BLOCK_QUOTE);
	b->lang = STR("pt-BR");
	leaf(BLOCK_PARA, "Uma citação");
	leaf(BLOCK_PARA, "Alguém")->attribution = true;
	close_block();
	b = open_block(BLOCK_PULLQUOTE);
	say(b, 0, "Pulled out");
	leaf(BLOCK_PARA, "Somebody");
	close_block();
	b = open_block(BLOCK_ALERT);
	say(b, 0, "Note");
	leaf(BLOCK_PARA, "Take care");
	close_block();
	open_block(BLOCK_DETAILS);
	leaf(BLOCK_PARA, "The summary");
	leaf(BLOCK_PARA, "What it hid");
	close_block();
	b = open_block(BLOCK_EMBED);
	int link = link_to("https://example.org/watch?v=1", -1, "");
	say(b, 0, "example.org/watch")->link = link;
	leaf(BLOCK_PARA, "Its caption");
	close_block();
	b = open_block(BLOCK_GROUP);
	b->rtl = true;
	b->lang = STR("ar");
	b->anchor = STR("ñ group");
	leaf(BLOCK_PARA, "مرحبا")->align = ALIGN_CENTER;
	close_block();
}

static void
make_pictures(void)
{
	struct block *b = open_block(BLOCK_FIGURE);
	b->picture = picture("a.jpg", "", 1);
	post.pictures[b->picture].credit = STR("Ana & Co");
	say(b, 0, "A caption");
	close_block();
	leaf(BLOCK_FIGURE, "")->picture = picture("dir/gone.jpg", "", -1);
	b = leaf(BLOCK_FIGURE, "");
	b->picture = picture("ornament.png", "", 0);
	post.pictures[b->picture].decorative = true;
	b = open_block(BLOCK_ROW);
	say(b, 0, "Both");
	leaf(BLOCK_FIGURE, "")->picture = picture("b.jpg", "left", 1);
	leaf(BLOCK_FIGURE, "right")->picture = picture("c.jpg", "gone & missed", -1);
	close_block();
}

static void
make_notes(void)
{
	for (int i = 0; i < 2; i++) {
		struct block *root = at;
		at = NULL;
		struct block *note = open_block(BLOCK_NOTE);
		struct block *b = open_block(BLOCK_PARA);
		say(b, 0, i ? "The second, called from the first" : "The first, see ");
		if (!i)
			note_call(b, 1);
		close_block();
		*PUSH(a, post.notes, post.n_notes, cap_notes) = note;
		at = root;
	}
}

static void
make_post(void)
{
	post = (struct post){.path = STR("content/post.md"), .slug = STR("post")};
	post.root = open_block(BLOCK_ROOT);
	make_runs();
	struct block *b = leaf(BLOCK_HEADING, "A heading");
	b->level = 2;
	b->anchor = STR("a-heading");
	b = leaf(BLOCK_HEADING, "Deeper");
	b->level = 3;
	b->anchor = STR("1-deeper");
	make_lists();
	make_tables();
	make_quotes();
	make_pictures();
	b = leaf(BLOCK_CODE, "if (a < b)\n\treturn;");
	b->code_lang = STR("c");
	leaf(BLOCK_RULE, "");
	leaf(BLOCK_PARA, "not shown")->hidden = true;
	leaf(BLOCK_SIGNATURE, "Somebody");
	make_notes();
}

/* The post that others link to. */
static struct post *
make_other(void)
{
	struct post *other = NEW(a, struct post);
	struct post kept = post;
	post = (struct post){.path = STR("content/other.md"), .slug = STR("other")};
	at = NULL;
	post.root = open_block(BLOCK_ROOT);
	leaf(BLOCK_HEADING, "Sub")->anchor = STR("sub-heading");
	post.root->last->level = 2;
	leaf(BLOCK_PARA, "Odd")->anchor = STR("ñandú 1");
	open_block(BLOCK_GROUP)->hidden = true;
	leaf(BLOCK_PARA, "Hidden")->anchor = STR("hidden");
	close_block();
	*other = post;
	post = kept;
	return other;
}

/* ---- tests ---- */

static struct book
make_book(struct entry entries[2], struct part *part, struct config *config, struct image images[2])
{
	CHECK(!image_probe(a, "tests/image/pictures/plain.png", &images[0]));
	CHECK(!image_probe(a, "tests/image/pictures/orientation-6.jpg", &images[1]));
	make_post();
	entries[0] = (struct entry){.post = &post,
		.title = STR("Title & text"),
		.subtitle = STR("Subtitle"),
		.author = STR("Ana"),
		.lang = STR("en"),
		.slug = STR("post"),
		.summary = STR("Deck"),
		.kicker = STR("Bogotá · 2024"),
		.url = STR("https://www.example.org/post/?x=1"),
		.opening = 1,
		.opening_picture = -1};
	entries[1] = (struct entry){.post = make_other(),
		.title = STR("Other"),
		.lang = STR("es"),
		.slug = STR("other"),
		.opening = -1,
		.opening_picture = -1};
	*part = (struct part){.title = STR("2024"), .n = 2};
	return (struct book){.config = config,
		.title = STR("Book <1>"),
		.language = STR("en"),
		.identifier = STR("urn:uuid:6f0f3c1a-5b0e-4c55-9a43-2f1d0c7e8b26"),
		.epub_identifier = STR("urn:uuid:6f0f3c1a-5b0e-4c55-9a43-2f1d0c7e8b26"),
		.modified = 1700000000,
		.year_from = 2024,
		.year_to = 2024,
		.entries = entries,
		.n_entries = 2,
		.n_all = 2,
		.parts = part,
		.n_parts = 1,
		.images = images,
		.n_images = 2,
		.cover = -1};
}

static void
check_expected(struct str have)
{
	const char *bless = getenv("BLESS");
	FILE *f = bless && *bless == '1' ? fopen(expected_path, "wb") : NULL;
	struct str expected = STR_NONE;
	if (f) {
		fwrite(have.p, 1, have.n, f);
		fclose(f);
	}
	file_read(a, expected_path, 1 << 20, &expected);
	for (int line = 1; have.n || expected.n; line++) {
		struct str h = str_line(&have), e = str_line(&expected);
		if (!str_eq(h, e))
			check_failures++, printf("%s:%d:\n- %.*s\n+ %.*s\n", expected_path, line, STR_FMT(e), STR_FMT(h));
	}
}

static void
test_article(const struct book *book)
{
	const struct epub_options options = {.css = STR("")};
	struct epub e = {.book = book, .arena = a, .diag = diag_new(), .options = &options, .spool = -1};
	struct buf out = {0};
	e.pictures = NEW_N(a, book->n_images, struct epub_picture);
	e.posts = NEW_N(a, book->n_entries, struct epub_post);
	pictures_make(&e, 1);
	for (size_t i = 0; i < book->n_entries; i++) {
		e.posts[i].file = str_fmt(a, "p-%s.xhtml", book->entries[i].slug.p);
		anchors_find(&e.posts[i], book->entries[i].post, a);
	}
	article_write(&e, 0, &out, a);
	check_expected(buf_view(&out));
	CHECK(atomic_load(&e.any_picture));
	CHECK(e.pictures[1].w == 32 && e.pictures[1].h == 48 && !e.pictures[1].png && e.pictures[0].png);
	buf_free(&out);
	pictures_free(&e);
	diag_free(e.diag);
}

static void
test_archive(const struct book *book)
{
	const struct epub_cover cover = {.jpeg = STR("not looked at"), .w = 3, .h = 4};
	const struct epub_options options = {.css = STR("p { margin: 0 }"), .cover = &cover};
	struct str bytes[2];
	for (int i = 0; i < 2; i++) {
		struct diag *d = diag_new();
		struct file_out o;
		CHECK(file_out_open(&o, archive_path));
		CHECK(epub_write(book, &options, &o, d, i ? 4 : 1));
		CHECK(file_out_commit(&o));
		file_out_drop(&o);
		CHECK(!file_read(a, archive_path, 1 << 20, &bytes[i]));
		CHECK(!diag_count(d, DIAG_WARNING));
		diag_free(d);
	}
	CHECK(str_eq(bytes[0], bytes[1]));
	CHECK(str_starts(bytes[0], "PK\3\4"));
	CHECK_STR(str_sub(bytes[0], 30, 58), "mimetypeapplication/epub+zip");
	CHECK(str_find(bytes[0], STR("PK\6\6")) < 0); /* no ZIP64 */
	if (!getenv("KEEP"))
		remove(archive_path);
}

static void
check_uri(const char *href, bool fit, const char *written)
{
	struct buf b = {0};
	if (address_opens(str_of(href)) != fit)
		check_failures++, printf("address_opens(%s)\n", href);
	uri_write(&b, str_of(href));
	if (written)
		CHECK_STR(buf_view(&b), written);
	buf_free(&b);
}

static void
test_uris(void)
{
	check_uri("https://example.org", true, "https://example.org");
	check_uri("HTTP://example.org:8080/ñ?q=a b&c=100%", true, "HTTP://example.org:8080/%C3%B1?q=a%20b&amp;c=100%25");
	check_uri("https://user@example.org/{x}|^`\"<>\\y", true, "https://user@example.org/%7Bx%7D%7C%5E%60%22%3C%3E/y");
	check_uri("https://example.org/%C3%B1%4", true, "https://example.org/%C3%B1%254");
	check_uri("https://españa.example/", true, "https://espa%C3%B1a.example/");
	check_uri("https://", false, NULL);
	check_uri("https://.example.org", false, NULL);
	check_uri("https://example..org", false, NULL);
	check_uri("https://example.org:80a/", false, NULL);
	check_uri("https://[::1]/", false, NULL);
	check_uri("//example.org/", false, NULL);
	check_uri("/relative", false, NULL);
	check_uri("mailto:", false, NULL);
	check_uri("mailto:a@b.example?subject=x y", true, "mailto:a@b.example?subject=x%20y");
	check_uri("tel:+57-1 23", false, NULL);
	check_uri("tel:+57123", true, NULL);
	check_uri("data:text/html,x", false, NULL);
	check_uri("", false, NULL);
}

int
main(void)
{
	struct entry entries[2];
	struct image images[2];
	struct part part;
	struct config config = {0};
	a = arena_new();
	struct book book = make_book(entries, &part, &config, images);
	enum book_part order[] = {PART_POSTS};
	book.order = order;
	book.n_order = 1;
	test_uris();
	test_article(&book);
	test_archive(&book);
	arena_free(a);
	return check_status();
}
