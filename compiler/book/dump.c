/* dump.c - the book as text: for tests, and for a person whose page looks wrong */
#include "book/gather.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

/* One line: what would hide or break it is written out. A literal "{" is "\{", since braces mark runs. */
static void
add_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (rune == '\n')
			buf_z(out, "\\n");
		else if (rune == '\\' || rune == '{')
			buf_fmt(out, "\\%c", (char)rune);
		else if (rune < 0x20 || (rune >= 0x7F && rune <= 0xA0) || rune == 0xAD || (rune >= 0x200B && rune <= 0x200F) ||
			(rune >= 0x2028 && rune <= 0x202F) || (rune >= 0x2060 && rune <= 0x206F) || rune == 0xFEFF)
			buf_fmt(out, "{U+%04X}", (unsigned)rune);
		else
			buf_rune(out, rune);
	}
}

static void
field(struct buf *out, const char *indent, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(out, "%s%s ", indent, name);
	add_text(out, value);
	buf_char(out, '\n');
}

static void
fields(struct buf *out, const char *indent, const char *name, const struct str *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		field(out, indent, name, values[i]);
}

/* Days since 1970 to a date (Howard Hinnant's algorithm). */
static void
add_instant(struct buf *out, int64_t t)
{
	int64_t days = t / 86400 - (t % 86400 < 0), second = t - days * 86400;
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
	buf_fmt(out, "%04lld-%02lld-%02lldT%02lld:%02lld:%02lldZ", (long long)(yoe + era * 400 + (month <= 2)), (long long)month,
		(long long)day, (long long)(second / 3600), (long long)(second / 60 % 60), (long long)(second % 60));
}

static void
add_date(struct buf *out, const struct date *d)
{
	int offset = d->offset < 0 ? -d->offset : d->offset;
	if (d->precision >= DATE_YEAR)
		buf_fmt(out, "%04d", d->year);
	if (d->precision >= DATE_MONTH)
		buf_fmt(out, "-%02d", d->month);
	if (d->precision >= DATE_DAY)
		buf_fmt(out, "-%02d", d->day);
	if (d->precision >= DATE_TIME)
		buf_fmt(out, "T%02d:%02d:%02d%c%02d:%02d", d->hour, d->minute, d->second, d->offset < 0 ? '-' : '+', offset / 60,
			offset % 60);
	buf_z(out, " = ");
	add_instant(out, d->instant);
}

static void
field_date(struct buf *out, const char *indent, const char *name, const struct date *d)
{
	if (d->precision == DATE_NONE)
		return;
	buf_fmt(out, "%s%s ", indent, name);
	add_date(out, d);
	buf_char(out, '\n');
}

/* ---- runs ---- */

static bool
run_plain(const struct run *r)
{
	return r->kind == RUN_TEXT && !r->flags && r->link < 0 && !r->lang.n && !r->abbr;
}

static void
run_marks(struct buf *out, const struct run *r)
{
	static const char *const flags[] = {"b", "i", "code", "strike", "sup", "sub", "kbd", "u", "mark", "small"};
	size_t start = out->n;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (r->flags >> i & 1)
			buf_fmt(out, "%s%s", out->n > start ? " " : "", flags[i]);
	if (r->kind == RUN_PICTURE)
		buf_fmt(out, "%spicture=%d", out->n > start ? " " : "", r->picture);
	if (r->kind == RUN_NOTE)
		buf_fmt(out, "%snote=%d", out->n > start ? " " : "", r->note);
	if (r->link >= 0)
		buf_fmt(out, "%slink=%d", out->n > start ? " " : "", r->link);
	if (r->abbr)
		buf_fmt(out, "%sabbr=%d", out->n > start ? " " : "", r->abbr);
	if (r->lang.n)
		buf_fmt(out, "%slang=%.*s", out->n > start ? " " : "", STR_FMT(r->lang));
}

/* {b}bold{/}: what differs from plain text, with what it is. */
static void
add_runs(struct buf *out, const struct block *b)
{
	size_t at = 0;
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		if (r->start != at)
			buf_fmt(out, "{?%u}", (unsigned)r->start); /* runs must cover the text without gaps */
		if (!run_plain(r)) {
			buf_char(out, '{');
			run_marks(out, r);
			buf_char(out, '}');
		}
		add_text(out, str_sub(b->text, r->start, r->end));
		if (!run_plain(r))
			buf_z(out, "{/}");
		at = r->end;
	}
	if (!b->n_runs)
		add_text(out, b->text);
	else if (at != b->text.n)
		buf_fmt(out, "{?%u}", (unsigned)at);
}

/* ---- blocks ---- */

static const char *
kind_name(enum block_kind kind)
{
	static const char *const names[] = {"root", "para", "heading", "list", "item", "quote", "pullquote", "code", "table",
		"row", "cell", "rule", "figure", "pictures", "embed", "details", "alert", "deflist", "term", "definition",
		"group", "note", "signature"};
	return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "?";
}

static void
add_attributes(struct buf *out, const struct block *b)
{
	static const char *const aligns[] = {"", " left", " center", " right"};
	if (b->kind == BLOCK_HEADING)
		buf_fmt(out, " h%d", b->level);
	if (b->kind == BLOCK_LIST)
		buf_fmt(out, b->ordered ? " ordered start=%d" : " bullets", b->start);
	if (b->marker)
		buf_fmt(out, " type=%c", b->marker);
	if (b->reversed)
		buf_z(out, " reversed");
	if (b->leaps)
		buf_fmt(out, " value=%d", b->start);
	if (b->kind == BLOCK_LIST && b->tight)
		buf_z(out, " tight");
	if (b->check)
		buf_z(out, b->check == 2 ? " checked" : " unchecked");
	if (b->kind == BLOCK_TABLE)
		buf_fmt(out, " columns=%d", b->columns);
	if (b->header)
		buf_z(out, " header");
	if (b->colspan > 1)
		buf_fmt(out, " colspan=%d", b->colspan);
	if (b->rowspan > 1)
		buf_fmt(out, " rowspan=%d", b->rowspan);
	if (b->kind == BLOCK_FIGURE)
		buf_fmt(out, " picture=%d", b->picture);
	if (b->share)
		buf_fmt(out, " share=%d", b->share);
	if (b->code_lang.n)
		buf_fmt(out, " code=%.*s", STR_FMT(b->code_lang));
	buf_z(out, aligns[b->align]);
	if (b->attribution)
		buf_z(out, " attribution");
	if (b->hidden)
		buf_z(out, " hidden");
	if (b->only)
		buf_z(out, b->only == EDITION_PRINT ? " only=print" : " only=screen");
	if (b->rtl)
		buf_z(out, " rtl");
	if (b->lang.n)
		buf_fmt(out, " lang=%.*s", STR_FMT(b->lang));
	if (b->anchor.n) {
		buf_z(out, " #");
		add_text(out, b->anchor);
	}
}

static void
add_block(struct buf *out, const struct block *b, int depth)
{
	buf_fmt(out, "%*s%s %u @%d", depth * 2, "", kind_name(b->kind), (unsigned)b->id, b->line);
	add_attributes(out, b);
	if (b->kind == BLOCK_CODE) {
		struct str rest = b->text;
		buf_char(out, '\n');
		while (rest.n) {
			buf_fmt(out, "%*s| ", depth * 2 + 2, "");
			add_text(out, str_line(&rest));
			buf_char(out, '\n');
		}
		return;
	}
	if (b->text.n) {
		buf_z(out, ": ");
		add_runs(out, b);
	}
	buf_char(out, '\n');
}

/* The tree below root, without recursion: deeper than 40 levels the indent stays. */
static void
add_tree(struct buf *out, const struct block *root, bool itself, int depth)
{
	const struct block *b = itself ? root : root->first;
	while (b) {
		add_block(out, b, depth < 40 ? depth : 40);
		if (b->first) {
			b = b->first;
			depth++;
			continue;
		}
		while (b != root && !b->next) {
			b = b->parent;
			depth--;
		}
		b = b == root ? NULL : b->next;
	}
}

/* ---- entries ---- */

static void
add_links(struct buf *out, const struct post *p)
{
	for (size_t i = 0; i < p->n_links; i++) {
		const struct link *l = &p->links[i];
		buf_fmt(out, "  link %zu @%d ", i, l->line);
		add_text(out, l->href);
		if (l->title.n) {
			buf_z(out, " title: ");
			add_text(out, l->title);
		}
		if (l->post >= 0)
			buf_fmt(out, " -> entry %d", l->post);
		if (l->anchor.n)
			buf_fmt(out, "#%.*s", STR_FMT(l->anchor));
		buf_char(out, '\n');
	}
}

static void
add_pictures(struct buf *out, const struct post *p)
{
	for (size_t i = 0; i < p->n_pictures; i++) {
		const struct picture *k = &p->pictures[i];
		buf_fmt(out, "  picture %zu @%d ", i, k->line);
		add_text(out, k->src);
		if (k->image >= 0)
			buf_fmt(out, " -> image %d\n", k->image);
		else
			buf_z(out, " -> missing\n");
		field(out, "    ", "alt", k->alt);
		if (k->decorative)
			buf_z(out, "    decorative\n");
		field(out, "    ", "title", k->title);
		field(out, "    ", "credit", k->credit);
		if (k->share)
			buf_fmt(out, "    share %d%%\n", k->share);
		if (k->focus_x)
			buf_fmt(out, "    focus %d%% %d%%\n", k->focus_x - 1, k->focus_y - 1);
	}
}

/* What the front matter said, where the entry does not repeat it. */
static void
add_front(struct buf *out, const struct post *p)
{
	fields(out, "  ", "from-author", p->authors, p->n_authors);
	fields(out, "  ", "tag", p->tags, p->n_tags);
	fields(out, "  ", "category", p->categories, p->n_categories);
	fields(out, "  ", "from-image", p->images, p->n_images);
	field(out, "  ", "from-slug", p->slug);
	field(out, "  ", "from-summary", p->summary);
	field(out, "  ", "from-lang", p->lang);
	field(out, "  ", "from-url", p->url);
	fields(out, "  ", "alias", p->aliases, p->n_aliases);
	field(out, "  ", "place", p->place);
	for (size_t i = 0; i < p->n_extras; i++) {
		buf_fmt(out, "  extra %.*s ", STR_FMT(p->extras[i].key));
		add_text(out, p->extras[i].value);
		buf_char(out, '\n');
	}
	buf_fmt(out, "  lines title %d text %d\n", p->title_line, p->body_line);
}

static void
add_entry(struct buf *out, const struct entry *e, size_t i)
{
	const struct post *p = e->post;
	buf_fmt(out, "\nentry %zu\n", i);
	field(out, "  ", "file", p->path);
	field(out, "  ", "title", e->title);
	field(out, "  ", "subtitle", e->subtitle);
	field(out, "  ", e->author_is_publisher ? "author-publisher" : "author", e->author);
	field(out, "  ", "lang", e->lang);
	if (e->lang_guess.n)
		buf_fmt(out, "  lang-from-text %.*s %d %%\n", STR_FMT(e->lang_guess), e->lang_percent);
	field(out, "  ", "slug", e->slug);
	field_date(out, "  ", "date", &e->date);
	field(out, "  ", "kicker", e->kicker);
	field(out, "  ", "summary", e->summary);
	field(out, "  ", "url", e->url);
	buf_fmt(out, "  part %d level %d\n", e->part, e->toc_level);
	if (e->opening >= 0)
		buf_fmt(out, "  opening %d picture %d\n", e->opening, e->opening_picture);
	field(out, "  ", "opening-alt", e->opening_alt);
	add_front(out, p);
	add_tree(out, p->root, false, 1);
	for (size_t k = 0; k < p->n_notes; k++)
		add_tree(out, p->notes[k], true, 1);
	add_links(out, p);
	add_pictures(out, p);
}

/* ---- the book ---- */

static void
add_book(struct buf *out, const struct book *b)
{
	buf_z(out, "book\n");
	field(out, "  ", "title", b->title);
	field(out, "  ", "subtitle", b->subtitle);
	field(out, "  ", "language", b->language);
	field(out, "  ", "publisher", b->publisher);
	fields(out, "  ", "editor", b->config->editors, b->config->n_editors);
	field(out, "  ", "creator", b->creator);
	field(out, "  ", "rights", b->rights);
	field(out, "  ", "description", b->description);
	field(out, "  ", "identifier", b->identifier);
	if (!str_eq(b->epub_identifier, b->identifier))
		field(out, "  ", "epub-identifier", b->epub_identifier);
	field(out, "  ", "series", b->config->series);
	if (b->config->volume)
		buf_fmt(out, "  volume %d\n", b->config->volume);
	field_date(out, "  ", "date", &b->config->date);
	buf_z(out, "  modified ");
	add_instant(out, b->modified);
	buf_fmt(out, "\n  years %d %d\n", b->year_from, b->year_to);
	field(out, "  ", "site", b->config->base_url);
	field(out, "  ", "style", b->config->style);
	field(out, "  ", "paper", b->config->paper);
	fields(out, "  ", "printer", b->config->printers, b->config->n_printers);
	field(out, "  ", "paper-stock", b->config->stock);
	if (b->config->copies)
		buf_fmt(out, "  copies %d\n", b->config->copies);
	buf_fmt(out, "  cover %d\n", b->cover);
	field(out, "  ", "cover-text", b->config->cover_text);
	if (b->cover_back >= 0)
		buf_fmt(out, "  cover-back %d\n", b->cover_back);
	field(out, "  ", "isbn", b->isbn);
	for (int i = 0; i < LEFT_COUNT; i++)
		if (b->left_out[i])
			buf_fmt(out, "  left-out %zu %s\n", b->left_out[i], left_out_names[i]);
	fields(out, "  ", "posts-in", b->config->posts, b->config->n_posts);
	fields(out, "  ", "pictures-in", b->config->images, b->config->n_images);
	fields(out, "  ", "remote-in", b->config->remote, b->config->n_remote);
}

static void
add_image(struct buf *out, const struct image *im, size_t i)
{
	static const char *const formats[] = {"none", "JPEG", "PNG", "GIF", "WebP", "SVG", "BMP", "HEIC", "AVIF", "other"};
	buf_fmt(out, "image %zu ", i);
	add_text(out, im->shown);
	buf_fmt(out, " %s %ux%u", formats[im->format], im->w, im->h);
	if (im->orientation != 1)
		buf_fmt(out, " orientation=%d", im->orientation);
	buf_z(out,
		im->colour == IMAGE_GRAY	      ? " gray"
			: im->colour == IMAGE_CMYK    ? " CMYK"
			: im->colour == IMAGE_PALETTE ? " palette"
						      : " RGB");
	buf_fmt(out, " %d-bit", im->bits);
	buf_z(out, im->alpha ? " alpha" : "");
	buf_z(out, im->interlaced ? " interlaced" : "");
	buf_z(out, im->progressive ? " progressive" : "");
	buf_z(out, im->has_icc ? " icc" : "");
	buf_z(out, im->vector ? " vector" : "");
	buf_z(out, im->moving ? " moving" : "");
	buf_z(out, im->photograph ? " photograph\n" : "\n");
}

static void
add_picture_of(struct buf *out, const char *name, int index)
{
	if (index >= 0)
		buf_fmt(out, "  %s %d\n", name, index);
}

static void
add_people(struct buf *out, const struct book *b)
{
	for (size_t i = 0; i < b->n_people; i++) {
		const struct person *p = &b->people[i];
		field(out, i ? "" : "\n", "person", p->name);
		field(out, "  ", "role", p->role);
		field(out, "  ", "organisation", p->organisation);
		field(out, "  ", "group", p->group);
		field(out, "  ", "url", p->url);
		add_picture_of(out, "image", p->image);
	}
	for (size_t i = 0; i < b->n_sponsors; i++) {
		const struct sponsor *s = &b->sponsors[i];
		field(out, i ? "" : "\n", "sponsor", s->name);
		field(out, "  ", "tier", s->tier);
		field(out, "  ", "url", s->url);
		add_picture_of(out, "image", s->image);
	}
}

static void
add_credit(struct buf *out, const struct credit *c)
{
	field(out, "  ", "credit", c->credit);
	field(out, "  ", "licence", c->licence);
	field(out, "  ", "source", c->source);
}

/* Writes what has gathered, so that a book of any size needs little memory. */
static void
flush(struct buf *out, FILE *f)
{
	if (out->n)
		fwrite(out->p, 1, out->n, f);
	out->n = 0;
}

/* "see" and where to, "3:12+40" for entry 3, block 12, byte 40; "3" for the post, "3*" for all of it. */
static void
add_index(struct buf *out, const struct book *b)
{
	for (size_t i = 0; i < b->n_index; i++) {
		const struct index_term *t = &b->index[i];
		buf_fmt(out, "%sindex %.*s%*s ", i ? "" : "\n", STR_FMT(t->letter), 2 * t->level, "");
		add_text(out, t->text);
		for (size_t k = 0; k < t->n_places; k++) {
			const struct index_place *p = &t->places[k];
			buf_fmt(out, " %d", p->entry);
			if (p->block)
				buf_fmt(out, ":%u+%u", p->block, p->start);
			else if (p->whole)
				buf_char(out, '*');
		}
		for (size_t k = 0; k < t->n_also + (t->see >= 0); k++) {
			buf_z(out, k < t->n_also ? " also " : " see ");
			add_text(out, b->index[k < t->n_also ? t->also[k] : t->see].text);
		}
		buf_char(out, '\n');
	}
}

void
book_dump(const struct book *b, FILE *f)
{
	struct buf out = {0};
	add_book(&out, b);
	for (size_t i = 0; i < b->n_parts; i++) {
		buf_fmt(&out, "part %zu entries %zu to %zu: ", i, b->parts[i].first, b->parts[i].first + b->parts[i].n - 1);
		add_text(&out, b->parts[i].title);
		buf_char(&out, '\n');
	}
	for (size_t i = 0; i < b->n_entries; i++) {
		add_entry(&out, &b->entries[i], i);
		flush(&out, f);
	}
	buf_z(&out, b->n_images || b->n_missing ? "\n" : "");
	for (size_t i = 0; i < b->n_images; i++) {
		add_image(&out, &b->images[i], i);
		add_credit(&out, &b->credits[i]);
	}
	add_people(&out, b);
	fields(&out, "", "missing", b->missing, b->n_missing);
	add_index(&out, b);
	flush(&out, f);
	buf_free(&out);
}
