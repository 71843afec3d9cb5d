/* people.c - lists of people and sponsors with their pictures */
#include "epub/room.h"

#include "base/xml.h"

enum { PORTRAIT_LEAST = 60 /* pixels: with fewer nobody would be known */ };

/* A picture that is named by what stands beside it has an empty alternative. Its width in hundredths of an em; 0: as the style sheet says. */
static void
image_put(struct epub *e, struct buf *b, int image, struct str alt, const char *css, int width)
{
	struct epub_picture *p = &e->pictures[image];
	atomic_store(&p->used, true);
	if (alt.n)
		atomic_store(&e->any_picture, true);
	buf_z(b, "<img src=\"");
	buf_str(b, p->name);
	buf_z(b, "\" alt=\"");
	xml_text(b, alt);
	buf_fmt(b, "\" width=\"%u\" height=\"%u\" class=\"%s\"", p->w, p->h, css);
	if (width)
		buf_fmt(b, " style=\"width: %d.%02dem\"", width / 100, width % 100);
	buf_z(b, alt.n ? "/>" : " role=\"presentation\"/>");
}

static bool
url_begin(struct buf *b, struct str url)
{
	if (!address_opens(url))
		return false;
	buf_z(b, "<a href=\"");
	uri_write(b, url);
	buf_z(b, "\">");
	return true;
}

static void
section_begin(struct epub *e, struct buf *b, enum book_part part)
{
	struct str title = part_word(part, e->book->language);
	document_begin(b, title, e->book->language, "backmatter");
	buf_fmt(b, "<section class=\"%s\"%s aria-labelledby=\"title.\">\n<h1 id=\"title.\">", book_part_names[part],
		part == PART_SPONSORS ? " epub:type=\"acknowledgments\" role=\"doc-acknowledgments\""
				      : " epub:type=\"contributors\"");
	xml_text(b, title);
	buf_z(b, "</h1>\n");
}

/* A group's head, and its list; *open: one is open. */
static void
group_begin(struct buf *b, const char *css, struct str name, bool *open)
{
	if (*open)
		buf_z(b, "</ul>\n");
	element_text(b, "h2", "group", name);
	buf_fmt(b, "<ul class=\"%s\">\n", css);
	*open = true;
}

static void
person_put(struct epub *e, struct buf *b, const struct person *p)
{
	buf_z(b, "<li>");
	const struct image *im = p->image >= 0 ? &e->book->images[p->image] : NULL;
	if (im && (im->vector || (im->w >= PORTRAIT_LEAST && im->h >= PORTRAIT_LEAST))) {
		image_put(e, b, p->image, STR_NONE, "portrait", 0);
		buf_char(b, '\n');
	} else {
		buf_z(b, "<p class=\"initials\" aria-hidden=\"true\">");
		xml_text(b, person_initials(e->arena, p->name));
		buf_z(b, "</p>\n");
	}
	buf_z(b, "<p class=\"name\">");
	bool link = url_begin(b, p->url);
	xml_text(b, p->name);
	buf_z(b, link ? "</a></p>\n" : "</p>\n");
	element_text(b, "p", "role", p->role);
	element_text(b, "p", "role", p->organisation);
	buf_z(b, "</li>\n");
}

void
people_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	bool open = false;
	section_begin(e, b, PART_PEOPLE);
	for (size_t i = 0; i < book->n_people; i++) {
		if (!i || !str_eq(book->people[i].group, book->people[i - 1].group))
			group_begin(b, "people", book->people[i].group, &open);
		person_put(e, b, &book->people[i]);
	}
	buf_z(b, "</ul>\n</section>\n");
	document_end(b);
}

/* Logos cover one area, as they do in print; one of few pixels is not enlarged. In hundredths of an em. */
static int
logo_width(const struct epub *e, const struct sponsor *s)
{
	enum { SIDE = 420, W_MOST = 1000, H_MOST = 520, PIXELS = 16 /* to an em */ };
	const struct image *im = &e->book->images[s->image];
	int64_t across = (int64_t)im->w * s->ink_w, down = (int64_t)im->h * s->ink_h, w = 1;
	while (w < W_MOST && w * w < (int64_t)SIDE * SIDE * across / down)
		w++;
	if (w * down / across > H_MOST)
		w = H_MOST * across / down;
	w = w * 1000 / s->ink_w; /* with its empty border */
	int64_t most = im->vector || (int64_t)im->w * 100 / PIXELS > W_MOST ? W_MOST : (int64_t)im->w * 100 / PIXELS;
	return (int)(w > most ? most : w < 1 ? 1 : w);
}

static void
sponsor_put(struct epub *e, struct buf *b, const struct sponsor *s)
{
	buf_z(b, "<li>");
	bool link = url_begin(b, s->url);
	if (s->image >= 0)
		image_put(e, b, s->image, s->name, "logo", logo_width(e, s));
	else
		xml_text(b, s->name);
	buf_z(b, link ? "</a></li>\n" : "</li>\n");
}

void
sponsors_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	bool open = false;
	section_begin(e, b, PART_SPONSORS);
	for (size_t i = 0; i < book->n_sponsors; i++) {
		if (!i || !str_eq(book->sponsors[i].tier, book->sponsors[i - 1].tier))
			group_begin(b, "sponsors", book->sponsors[i].tier, &open);
		sponsor_put(e, b, &book->sponsors[i]);
	}
	buf_z(b, "</ul>\n</section>\n");
	document_end(b);
}
