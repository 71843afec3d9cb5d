/* pdf_test.c - pages made by hand, written as PDF: bytes, objects, faults. With arguments it writes files for pdf.sh:
 * pdf_test book OUT THREADS [PICTURE …], pdf_test many OUT PAGES, pdf_test tagged OUT THREADS [PICTURE], pdf_test press OUT STANDARD INKS THREADS [PICTURE …] */
#include "../check.h"

#include "base/diag.h"
#include "base/pool.h"
#include "pdf/pdf.h"
#include "pdf/verify.h"
#include "style/style.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { SERIF, ITALIC, SANS, CODE, EMOJI, FACES };

struct maker {
	struct arena *a;
	struct face faces[FACES];
	const struct face *list[FACES];
	struct pages pages;
	size_t cap, outline_cap, tags_cap;
	struct frame *frame; /* being filled */
	size_t item_cap;
	dim y;
};

static const struct colour black = {0, 0, 0, 100};

static void
face_make(struct maker *m, int number, struct str name, struct str data)
{
	hb_blob_t *blob = hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	hb_font_extents_t e;
	hb_font_get_h_extents(font, &e);
	m->faces[number] = (struct face){.name = name,
		.data = data.p,
		.size = data.n,
		.number = number,
		.hb_face = face,
		.hb_font = font,
		.upem = (int)hb_face_get_upem(face),
		.ascent = e.ascender,
		.descent = e.descender,
		.cap_height = 670,
		.emoji = number == EMOJI};
	m->list[number] = &m->faces[number];
	hb_blob_destroy(blob);
}

static void
maker_open(struct maker *m)
{
	static const char *const names[] = {
		"SourceSerif4-Regular", "SourceSerif4-It", "SourceSans3-Semibold", "SourceCodePro-Regular"};
	*m = (struct maker){.a = arena_new()};
	for (int i = 0; i < EMOJI; i++)
		face_make(m, i, str_of(names[i]), style_builtin(str_fmt(m->a, "fonts/%s.ttf", names[i]).p));
	struct str emoji = STR_NONE;
	file_read(m->a, "fonts/NotoColorEmoji.ttf", 64 << 20, &emoji);
	if (getenv("TOP") && !emoji.n)
		file_read(m->a, str_fmt(m->a, "%s/fonts/NotoColorEmoji.ttf", getenv("TOP")).p, 64 << 20, &emoji);
	face_make(m, EMOJI, STR("NotoColorEmoji"), emoji);
	m->pages = (struct pages){.trim_w = MM(152.4),
		.trim_h = MM(228.6),
		.bleed = MM(3.2),
		.faces = m->list,
		.n_faces = FACES,
		.title = STR("Un año de comunidad"),
		.author = STR("Nodos & Redes"),
		.subject = STR("Memoria <2024>"),
		.keywords = STR("nube, código"),
		.language = STR("es"),
		.identifier = STR("urn:uuid:00000000-0000-4000-8000-000000000001"),
		.modified = 1700000000};
}

static void
maker_close(struct maker *m)
{
	for (int i = 0; i < FACES; i++) {
		hb_font_destroy(m->faces[i].hb_font);
		hb_face_destroy(m->faces[i].hb_face);
	}
	arena_free(m->a);
}

static struct shaped *
word_make(struct maker *m, int face, struct str text)
{
	hb_buffer_t *b = hb_buffer_create();
	struct shaped *w = NEW(m->a, struct shaped);
	unsigned n;
	hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
	hb_buffer_guess_segment_properties(b);
	hb_shape(m->faces[face].hb_font, b, NULL, 0);
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
	hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, &n);
	struct glyph *g = NEW_N(m->a, n + 1, struct glyph);
	*w = (struct shaped){.face = &m->faces[face],
		.text = text,
		.glyphs = g,
		.n = (uint16_t)n,
		.rtl = hb_buffer_get_direction(b) == HB_DIRECTION_RTL};
	for (unsigned i = 0; i < n; i++) {
		g[i] = (struct glyph){(uint16_t)info[i].codepoint, (uint16_t)info[i].cluster, (int16_t)pos[i].x_offset,
			(int16_t)pos[i].y_offset, (int16_t)pos[i].x_advance};
		w->advance += pos[i].x_advance;
	}
	hb_buffer_destroy(b);
	return w;
}

static void
page_new(struct maker *m, struct str folio)
{
	struct page *p = PUSH(m->a, m->pages.list, m->pages.n, m->cap);
	*p = (struct page){.number = (int)m->pages.n, .folio = folio, .frames = NEW(m->a, struct frame), .n_frames = 1};
	m->frame = p->frames;
	*m->frame = (struct frame){.kind = FRAME_TEXT, .x = MM(20), .y = MM(20), .w = MM(106), .h = MM(180)};
	m->item_cap = 0;
	m->y = PT(13);
}

static struct item *
item_new(struct maker *m, enum item_kind kind, dim x, dim y, dim w, dim h)
{
	struct item *item = PUSH(m->a, m->frame->items, m->frame->n, m->item_cap);
	*item = (struct item){.kind = kind, .role = ROLE_PARA, .x = x, .y = y, .w = w, .h = h};
	return item;
}

/* A line of words. '|' before a word: no blank before it; '-' at the end of "\x01word-": an inserted hyphen; the emoji
 * face is taken for words that begin with a byte of F0. */
static struct item *
line_new(struct maker *m, int face, dim size, const char *text)
{
	struct str rest = str_of(text), word;
	struct piece *pieces = NULL;
	size_t n = 0, cap = 0;
	dim x = 0;
	while (str_word(&rest, &word)) {
		bool joined = word.p[0] == '|', hyphen = word.p[0] == '\x01';
		word = str_sub(word, joined || hyphen, word.n);
		bool emoji = (unsigned char)word.p[0] >= 0xF0;
		struct shaped *shaped = word_make(m, emoji ? EMOJI : face, word);
		if (n && !joined)
			x += size / 4 + 37; /* as justified lines have it: not a whole number of anything */
		*PUSH(m->a, pieces, n, cap) = (struct piece){.word = shaped,
			.x = x,
			.size = size,
			.role = ROLE_PARA,
			.colour = black,
			.flags = (uint8_t)((joined ? 0 : PIECE_SPACE) | (hyphen ? PIECE_HYPHEN : 0))};
		x += dim_scale(size, shaped->advance, shaped->face->upem);
	}
	struct item *item = item_new(m, ITEM_LINE, 0, m->y, x, 0);
	item->line = (struct line){.pieces = pieces, .n = (uint32_t)n, .w = x};
	m->y += size * 13 / 10;
	return item;
}

static void
picture_new(struct maker *m, const char *path)
{
	struct image *image = NEW(m->a, struct image);
	const char *why = image_probe(m->a, path, image);
	if (why) {
		printf("%s: %s\n", path, why);
		return;
	}
	dim w = PT(90), h = dim_scale(w, image->h, image->w);
	if (m->y + h > m->frame->h)
		page_new(m, STR_NONE);
	struct item *item = item_new(m, ITEM_PICTURE, 0, m->y, w, h);
	item->picture.image = image;
	item->picture.full_w = w;
	item->picture.full_h = h;
	item = item_new(
		m, ITEM_PICTURE, PT(100), m->y, w, h - PT(4)); /* cropped by 2 pt above and below, and sharing its bytes */
	item->picture.image = image;
	item->picture.full_w = w;
	item->picture.full_h = h;
	item->picture.crop_y = PT(2);
	m->y += h + PT(10);
}

static void
dest_new(struct maker *m, const char *name)
{
	item_new(m, ITEM_DEST, 0, m->y - PT(13), 0, 0)->dest = str_of(name);
}

static void
link_new(struct maker *m, const char *uri, const char *dest)
{
	struct item *item = item_new(m, ITEM_LINK, 0, m->y - PT(26), PT(100), PT(12));
	item->link.uri = str_of(uri);
	item->link.dest = str_of(dest);
}

static void
outline_new(struct maker *m, const char *title, const char *dest, int level)
{
	*PUSH(m->a, m->pages.outline, m->pages.n_outline, m->outline_cap) =
		(struct outline_entry){.title = str_of(title), .dest = str_of(dest), .level = level};
}

static void
book_text(struct maker *m)
{
	page_new(m, STR_NONE);
	item_new(m, ITEM_RECT, -MM(23.2), -MM(23.2), MM(160), MM(60))->fill = (struct colour){90, 35, 40, 20};
	line_new(m, SANS, PT(24), "Un año de comunidad")->line.pieces[0].colour = (struct colour){0, 0, 0, 0};
	page_new(m, STR("ii"));
	page_new(m, STR("1"));
	dest_new(m, "uno");
	line_new(m, SERIF, PT(9.8), "Medellín affinity office Bogotá, São Paulo: “coração” y ñandú (pingüino) \\ fin.");
	line_new(m, SERIF, PT(9.8), "Los grupos de \x01Kuber-");
	line_new(m, SERIF, PT(9.8), "netes son well-known e\xCC\x81xito x\xCC\x81y 10\xC2\xA0km \xE2\x88\x80.");
	line_new(m, ITALIC, PT(9.8), "AVATAR To Ta Va “finales” AV Ærø ﬁ ŀl");
	line_new(m, CODE, PT(8), "if (a != b) { return a->n; } // kubectl --help");
	line_new(m, SERIF, PT(9.8),
		"Fiesta \xF0\x9F\x8E\x89 con \xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD\xE2\x80\x8D\xF0\x9F\x92\xBB |, y "
		"\xF0\x9F\x87\xA8\xF0\x9F\x87\xB4 aquí");
	struct item *line = line_new(m, SERIF, PT(9.8), "subrayado seguido y tachado con nota |7");
	for (uint32_t i = 0; i < 2; i++)
		line->line.pieces[i].flags |= PIECE_UNDERLINE;
	line->line.pieces[3].flags |= PIECE_STRIKE;
	line->line.pieces[6].rise = PT(3.5);
	line->line.pieces[6].size = PT(6);
	line_new(m, SERIF, PT(9.8), "un enlace externo");
	link_new(m, "https://example.org/a b?x=(ñ)", "");
	line_new(m, SERIF, PT(9.8), "un enlace interno");
	link_new(m, "", "dos (2)");
	line_new(m, SERIF, PT(9.8), "un enlace roto");
	link_new(m, "", "nowhere");
	line = line_new(m, SERIF, PT(9.8), "una línea más ancha de lo suyo");
	for (uint32_t i = 0; i < line->line.n; i++) {
		line->line.pieces[i].stretch = 200;
		line->line.pieces[i].x += line->line.pieces[i].x / 50;
	}
	line = line_new(m, SANS, PT(8), "BOGOTÁ · 2024");
	for (uint32_t i = 0; i < line->line.n; i++) {
		line->line.pieces[i].tracking = 60;
		line->line.pieces[i].x += (dim)i * PT(5);
	}
	line_new(m, SANS, PT(7.8), "folio 1")->role = ROLE_ARTIFACT;
	page_new(m, STR_NONE);
	page_new(m, STR("3"));
	dest_new(m, "dos (2)");
	line_new(m, SERIF, PT(9.8), "Página tres");
	outline_new(m, "Primera parte: Año ☀ 2024", "uno", 0);
	outline_new(m, "Uno", "uno", 1);
	outline_new(m, "Too deep", "uno", 5);
	outline_new(m, "Dos (2)", "dos (2)", 1);
	outline_new(m, "Fin", "dos (2)", 0);
}

static bool
sheets_write(const struct sheets *sheets, struct diag *d, const char *path, int threads)
{
	struct file_out out;
	bool ok = file_out_open(&out, path) && pdf_write(sheets, &out, d, threads) && file_out_commit(&out);
	if (!ok)
		printf("%s: %s\n", path, out.error ? out.error : "failed without a reason");
	file_out_drop(&out);
	/* tagged pages are judged by ua.py and archive.py */
	if (ok && !sheets->pages->n_tags && !getenv("UNREAD") && !pdf_verify(sheets, path, str_of(path), d, threads))
		printf("%s: read back, it is not what was meant\n", path);
	return ok;
}

static bool
book_write(struct maker *m, struct diag *d, const char *path, int threads)
{
	struct sheets sheets = sheets_plain(&m->pages, m->a);
	return sheets_write(&sheets, d, path, threads);
}

static double
cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t
tag_new(struct maker *m, enum tag_type type, uint32_t parent, uint32_t at)
{
	if (!m->pages.n_tags)
		*PUSH(m->a, m->pages.tags, m->pages.n_tags, m->tags_cap) = (struct tag){0};
	*PUSH(m->a, m->pages.tags, m->pages.n_tags, m->tags_cap) =
		(struct tag){.type = (uint8_t)type, .parent = parent, .at = at};
	return (uint32_t)m->pages.n_tags - 1;
}

/* A line's own copy, of an element. */
static void
many_tag(struct maker *m, struct item *item, uint32_t tag)
{
	struct piece *pieces = NEW_N(m->a, item->line.n, struct piece);
	memcpy(pieces, item->line.pieces, item->line.n * sizeof *pieces);
	for (uint32_t i = 0; i < item->line.n; i++)
		pieces[i].tag = tag;
	item->line.pieces = pieces;
	item->line.flags |= LINE_BLANK;
}

/* Pages of 39 lines from a stock of words, each with a link, a place and an outline entry. */
static int
many_main(const char *path, size_t pages, int threads)
{
	static const char *const stock[] = {"la comunidad se reunió en Bogotá para hablar de código abierto y",
		"contenedores con más de doscientas personas que llegaron desde",
		"Medellín, Cali y Barranquilla; affinity, office and the first",
		"fotografías del encuentro muestran a quienes lo hicieron"};
	struct maker m;
	struct diag *d = diag_new();
	struct rusage u;
	maker_open(&m);
	uint32_t document = getenv("TAGGED") ? tag_new(&m, TAG_DOCUMENT, 0, 0) : 0;
	struct item *lines[4];
	page_new(&m, STR_NONE);
	for (int i = 0; i < 4; i++)
		lines[i] = line_new(&m, i == 3 ? ITALIC : SERIF, PT(9.8), stock[i]);
	for (size_t p = 1; p < pages; p++) {
		page_new(&m, str_fmt(m.a, "%zu", p));
		const char *name = str_fmt(m.a, "place-%zu", p).p;
		dest_new(&m, name);
		if (p % 7 == 0)
			outline_new(&m, str_fmt(m.a, "Artículo %zu", p).p, name, p % 21 ? 1 : 0);
		link_new(&m, "", str_fmt(m.a, "place-%zu", p * 7919 % pages).p);
		for (int i = 0; i < 39; i++, m.y += PT(13)) {
			struct line line = lines[(p + (size_t)i * i) % 4]->line;
			struct item *item = item_new(&m, ITEM_LINE, i % 5 ? 0 : PT(13), m.y, line.w, 0);
			item->line = line;
			if (document)
				many_tag(&m, item, tag_new(&m, TAG_P, document, 0));
		}
	}
	for (size_t i = 0; document && i < m.pages.n; i++) /* every page's link is one of its own */
		for (size_t k = 0; k < m.pages.list[i].frames->n; k++)
			if (m.pages.list[i].frames->items[k].kind == ITEM_LINK)
				m.pages.list[i].frames->items[k].tag = tag_new(&m, TAG_LINK, document, 0);
	getrusage(RUSAGE_SELF, &u);
	long before = u.ru_maxrss;
	double start = cpu();
	bool ok = book_write(&m, d, path, threads);
	double spent = cpu() - start;
	getrusage(RUSAGE_SELF, &u);
	fprintf(stderr, "%zu pages: %d ms CPU, memory %ld MB more\n", pages, (int)(spent * 1000), (u.ru_maxrss - before) / 1024);
	diag_print(d, stdout, DIAG_NOTE, true);
	diag_free(d);
	maker_close(&m);
	return !ok;
}

static int
book_main(const char *path, int threads, char **pictures, int n)
{
	struct maker m;
	struct diag *d = diag_new();
	maker_open(&m);
	book_text(&m);
	page_new(&m, STR_NONE);
	for (int i = 0; i < n; i++)
		picture_new(&m, pictures[i]);
	if (getenv("GONE"))
		unlink(getenv("GONE")); /* between layout and writing */
	if (getenv("CUT") && truncate(getenv("CUT"), 90))
		perror("truncate");
	double start = cpu();
	bool ok = book_write(&m, d, path, threads);
	if (getenv("TIMES"))
		fprintf(stderr, "%d ms CPU\n", (int)((cpu() - start) * 1000));
	diag_print(d, stdout, DIAG_NOTE, true);
	diag_free(d);
	maker_close(&m);
	return !ok;
}

/* ---- tagged pages ---- */

static struct tag_more *
tag_more(struct maker *m, uint32_t tag)
{
	struct tag_more *more = NEW(m->a, struct tag_more);
	m->pages.tags[tag].more = more;
	return more;
}

/* A line of one element, from a byte of its text on. */
static struct item *
line_tagged(struct maker *m, uint32_t tag, uint32_t at, const char *text)
{
	struct item *item = line_new(m, SERIF, PT(9.8), text);
	for (uint32_t i = 0; i < item->line.n; i++) {
		struct piece *p = &item->line.pieces[i];
		p->tag = tag;
		p->start = at;
		at += (uint32_t)p->word->text.n + 1;
		p->end = at - 1;
	}
	return item;
}

static void
link_tagged(struct maker *m, uint32_t tag, const char *uri, const char *dest)
{
	link_new(m, uri, dest);
	m->frame->items[m->frame->n - 1].tag = tag;
}

static void
tagged_list(struct maker *m, uint32_t parent)
{
	uint32_t list = tag_new(m, TAG_L, parent, 0);
	tag_more(m, list)->numbering = NUMBERING_DECIMAL;
	for (int i = 0; i < 2; i++) {
		uint32_t entry = tag_new(m, TAG_LI, list, 0), label = tag_new(m, TAG_LBL, entry, 0),
			 body = tag_new(m, TAG_P, tag_new(m, TAG_LBODY, entry, 0), 0);
		struct item *item = line_tagged(m, body, 0, i ? "2. segundo" : "1. primero");
		item->line.pieces[0].tag = label;
	}
}

static void
tagged_table(struct maker *m, uint32_t parent)
{
	uint32_t table = tag_new(m, TAG_TABLE, parent, 0), head = tag_new(m, TAG_TR, tag_new(m, TAG_THEAD, table, 0), 0),
		 *heads = NEW_N(m->a, 2, uint32_t);
	for (int i = 0; i < 2; i++) {
		heads[i] = tag_new(m, TAG_TH, head, 0);
		line_tagged(m, heads[i], 0, i ? "Año" : "Ciudad");
	}
	uint32_t body = tag_new(m, TAG_TBODY, table, 0), row = tag_new(m, TAG_TR, body, 0), cell = tag_new(m, TAG_TH, row, 0);
	struct tag_more *more = tag_more(m, cell);
	more->heads_row = true;
	more->rowspan = 2;
	line_tagged(m, cell, 0, "Bogotá");
	more = tag_more(m, tag_new(m, TAG_TD, row, 0)); /* empty: it has its place */
	more->headers = heads;
	more->n_headers = 2;
	line_tagged(m, tag_new(m, TAG_TD, tag_new(m, TAG_TR, body, 0), 0), 0, "2024");
}

static void
tagged_notes(struct maker *m, uint32_t parent)
{
	uint32_t para = tag_new(m, TAG_P, parent, 0), call = tag_new(m, TAG_REFERENCE, para, 5),
		 note = tag_new(m, TAG_NOTE, parent, 0), label = tag_new(m, TAG_LBL, note, 0);
	struct item *item = line_tagged(m, para, 0, "texto |1 sigue");
	item->line.pieces[1].tag = call;
	item = line_tagged(m, note, 0, "1 la nota");
	item->line.pieces[0].tag = label;
}

/* Running head and foot, a rule and a ground: no one's content. */
static void
tagged_furniture(struct maker *m)
{
	struct page *page = &m->pages.list[m->pages.n - 1];
	struct frame *frames = NEW_N(m->a, 3, struct frame);
	frames[1] = page->frames[0];
	for (int i = 0; i < 3; i += 2) {
		frames[i] = (struct frame){.kind = FRAME_HEAD, .x = MM(20), .y = i ? MM(215) : MM(8), .w = MM(106), .h = MM(5)};
		m->frame = &frames[i];
		m->item_cap = 0;
		m->y = PT(9);
		line_new(m, SANS, PT(7.8), i ? "12" : "Un año de comunidad");
	}
	page->frames = frames;
	page->n_frames = 3;
	m->frame = &frames[1];
	m->item_cap = frames[1].n; /* so that what follows is copied */
}

static void
tagged_text(struct maker *m, char **pictures, int n)
{
	uint32_t document = tag_new(m, TAG_DOCUMENT, 0, 0), sect = tag_new(m, TAG_SECT, document, 0);
	tag_more(m, sect)->title = STR("Un año");
	m->pages.tags[sect].lang = STR("pt-BR");
	page_new(m, STR("1"));
	item_new(m, ITEM_RECT, -MM(23.2), -MM(23.2), MM(160), MM(60))->fill = (struct colour){90, 35, 40, 20};
	item_new(m, ITEM_RECT, 0, PT(6), MM(106), PT(0.5))->fill = black;
	dest_new(m, "uno");
	line_tagged(m, tag_new(m, TAG_H1, sect, 0), 0, "Un año de comunidad");
	/* a paragraph with a link over two lines and a hyphen, from one page to the next */
	uint32_t para = tag_new(m, TAG_P, sect, 0), link = tag_new(m, TAG_LINK, para, 11), emoji = tag_new(m, TAG_SPAN, para, 46);
	tag_more(m, emoji)->alt = STR("confeti");
	struct item *line = line_tagged(m, para, 0, "Los grupos un enlace");
	line->line.flags |= LINE_BLANK;
	line->line.pieces[2].tag = line->line.pieces[3].tag = link;
	line->line.pieces[2].flags |= PIECE_UNDERLINE;
	link_tagged(m, link, "https://example.org/a b", "");
	line = line_tagged(m, para, 21, "largo de \x01Kuber-");
	line->line.pieces[0].tag = link;
	link_tagged(m, link, "https://example.org/a b", "");
	line = line_tagged(m, para, 35, "netes fiesta \xF0\x9F\x8E\x89 fin");
	line->line.pieces[2].tag = emoji;
	line->line.flags |= LINE_BLANK;
	tagged_furniture(m);
	page_new(m, STR("2"));
	line_tagged(m, para, 60, "y más.");
	uint32_t figure = tag_new(m, TAG_FIGURE, sect, 0), caption = tag_new(m, TAG_CAPTION, figure, 0);
	tag_more(m, figure)->alt = STR("Una plaza (de día)");
	for (int i = 0; i < n; i++) {
		picture_new(m, pictures[i]);
		m->frame->items[m->frame->n - 2].tag = figure; /* the other one decorates */
	}
	line_tagged(m, caption, 0, "Pie de foto");
	tagged_list(m, sect);
	tagged_table(m, sect);
	tagged_notes(m, sect);
	uint32_t away = tag_new(m, TAG_LINK, tag_new(m, TAG_P, sect, 0), 0);
	line_tagged(m, away, 0, "véase uno");
	link_tagged(m, away, "", "uno");
	link_tagged(m, 0, "", "uno"); /* no one's: it is not written */
	/* as the head of a table that is shown again: its pieces are shared, and no content */
	line_tagged(m, caption, 0, "otra vez")->role = ROLE_ARTIFACT;
}

static int
tagged_main(const char *path, int threads, char **pictures, int n)
{
	struct maker m;
	struct diag *d = diag_new();
	maker_open(&m);
	tagged_text(&m, pictures, n);
	bool ok = book_write(&m, d, path, threads);
	diag_print(d, stdout, DIAG_NOTE, true);
	diag_free(d);
	maker_close(&m);
	return !ok;
}

/* For a press: what overprints and what must not, marks on every plate, a slug line, a sheet of two pages turned. */
static void
press_text(struct maker *m)
{
	page_new(m, STR("7"));
	item_new(m, ITEM_RECT, -MM(23.2), -MM(23.2), MM(160), MM(60))->fill = (struct colour){90, 35, 40, 20};
	line_new(m, SANS, PT(20), "Negro sobre color");
	line_new(m, SANS, PT(20), "Blanco sobre color")->line.pieces[0].colour = (struct colour){0, 0, 0, 0};
	line_new(m, SANS, PT(40), "Grande");
	item_new(m, ITEM_RECT, 0, PT(100), MM(100), PT(0.5))->fill = black;
	item_new(m, ITEM_RECT, 0, PT(110), MM(100), MM(20))->fill = black;
	item_new(m, ITEM_RECT, 0, PT(300), MM(100), MM(20))->fill = (struct colour){100, 100, 50, 80};
	line_new(m, SERIF, PT(9.8),
		"Banderas \xF0\x9F\x87\xB2\xF0\x9F\x87\xBD |\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBE y familias "
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 fin");
	page_new(m, STR("8"));
	line_new(m, SERIF, PT(9.8), "Unapágina de texto nada más.");
	link_new(m, "https://example.org/turned", "");
}

static struct frame
press_marks(struct maker *m, dim side)
{
	struct frame frame = {.kind = FRAME_PAGE};
	m->frame = &frame;
	m->item_cap = 0;
	for (int i = 0; i < 2; i++) {
		struct item *item =
			item_new(m, ITEM_RECT, i ? side : 0, i ? 0 : side, i ? PT(0.25) : MM(5), i ? MM(5) : PT(0.25));
		item->fill = (struct colour){100, 100, 100, 100};
		item->role = ROLE_ARTIFACT;
	}
	m->y = PT(12);
	line_new(m, SANS, PT(6), "libro.pdf · pliego")->role = ROLE_ARTIFACT;
	return frame;
}

static struct sheets
press_sheets(struct maker *m, enum pdf_standard standard, enum inks inks)
{
	const struct pages *p = &m->pages;
	dim side = MM(10), w = p->trim_w + 2 * side, h = p->trim_h + 2 * side;
	struct sheets s = {.pages = p, .list = NEW_N(m->a, p->n, struct surface), .standard = standard, .inks = inks};
	s.overprint = s.outline = s.links = true;
	s.flat = getenv("FLAT") || standard == PDF_X1A_2001 || standard == PDF_X1A_2003;
	s.icc = style_builtin("styles/printers/coated.icc");
	s.emoji = style_builtin(getenv("EMOJI") ? getenv("EMOJI") : "fonts/NotoEmoji-Regular.ttf");
	s.bare = getenv("BARE") != NULL;
	s.ink_most = getenv("INK_MOST") ? atoi(getenv("INK_MOST")) : 0;
	s.duplex = getenv("SHORT") ? DUPLEX_SHORT : DUPLEX_NONE;
	s.condition = STR("Custom");
	s.condition_name = STR("Coated paper");
	s.intent = 1;
	s.quality = 92;
	struct frame *frames = NEW(m->a, struct frame);
	*frames = press_marks(m, side);
	struct box trim = {side, side, p->trim_w, p->trim_h},
		   bleed = {side - MM(3), side - MM(3), p->trim_w + MM(6), p->trim_h + MM(6)};
	struct placement *placed = NEW_N(m->a, p->n + 1, struct placement);
	for (size_t i = 0; i + 2 < p->n; i++) {
		placed[i] = (struct placement){i, side, side, 0, 10000, bleed};
		s.list[s.n++] = (struct surface){w, h, bleed, trim, placed + i, 1, frames, 1, p->list[i].folio};
	}
	/* the last two on one side, a quarter turned */
	for (size_t i = p->n - 2; i < p->n; i++) {
		dim y = side + (i == p->n - 2 ? 0 : p->trim_h / 2), across = dim_scale(p->trim_h, 6000, 10000);
		struct box clip = {side, y, across, dim_scale(p->trim_w, 6000, 10000)};
		placed[i] = (struct placement){i, side, y, i % 2 ? 90 : 270, 6000, clip};
	}
	s.list[s.n++] = (struct surface){w, h, bleed, trim, placed + p->n - 2, 2, frames, 1, STR_NONE};
	return s;
}

static int
press_main(int argc, char **argv)
{
	static const char *const standards[] = {"plain", "x1a-2001", "x1a-2003", "x4"},
				 *const inks[] = {"as-is", "srgb", "cmyk", "gray"};
	unsigned standard = 0, ink = 0;
	while (standard < 3 && strcmp(standards[standard], argv[1]) != 0)
		standard++;
	while (ink < 3 && strcmp(inks[ink], argv[2]) != 0)
		ink++;
	struct maker m;
	struct diag *d = diag_new();
	maker_open(&m);
	book_text(&m);
	page_new(&m, STR_NONE);
	for (int i = 4; i < argc; i++)
		picture_new(&m, argv[i]);
	press_text(&m);
	struct sheets sheets = press_sheets(&m, (enum pdf_standard)standard, (enum inks)ink);
	bool ok = sheets_write(&sheets, d, argv[0], atoi(argv[3]));
	diag_print(d, stdout, DIAG_NOTE, true);
	diag_free(d);
	maker_close(&m);
	return !ok;
}

static struct str
book_bytes(struct arena *a, int threads)
{
	struct str s = STR_NONE;
	char path[] = "/tmp/yearbook-pdf-XXXXXX";
	int fd = mkstemp(path);
	if (fd < 0)
		return s;
	close(fd);
	CHECK(book_main(path, threads, NULL, 0) == 0);
	CHECK(file_read(a, path, 64 << 20, &s) == NULL);
	unlink(path);
	return s;
}

int
main(int argc, char **argv)
{
	if (argc >= 4 && !strcmp(argv[1], "book"))
		return book_main(argv[2], atoi(argv[3]), argv + 4, argc - 4);
	if (argc >= 4 && !strcmp(argv[1], "many"))
		return many_main(argv[2], (size_t)atoi(argv[3]), argc > 4 ? atoi(argv[4]) : 1);
	if (argc >= 4 && !strcmp(argv[1], "tagged"))
		return tagged_main(argv[2], atoi(argv[3]), argv + 4, argc - 4);
	if (argc >= 6 && !strcmp(argv[1], "press"))
		return press_main(argc - 2, argv + 2);
	struct arena *a = arena_new();
	struct str one = book_bytes(a, 1), four = book_bytes(a, 4);
	CHECK(one.n > 10000);
	CHECK(str_eq(one, four));
	CHECK(str_starts(one, "%PDF-1.7\n"));
	CHECK(str_find(one, STR("/DisplayDocTitle true")) > 0);
	CHECK(str_find(one, STR("/CreationDate (D:20231114221320Z)")) > 0);
	CHECK(str_find(one, STR("/Nums[0<</S/r>>2<</S/D>>]")) > 0);
	arena_free(a);
	return check_status();
}
