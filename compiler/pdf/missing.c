/* missing.c - characters that no glyph of their own can show, in a file that promises to be read by machines */
#include "pdf/draw.h"

#include "base/utf8.h"

bool
cluster_missing(const struct font *font, const struct cluster *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->glyphs[i].id || c->glyphs[i].id >= font->n)
			return true;
	return false;
}

bool
text_private(struct str text)
{
	for (size_t i = 0; i < text.n;) {
		uint32_t r = utf8_next(text, &i);
		if ((r >= 0xE000 && r <= 0xF8FF) || r >= 0xF0000)
			return true;
	}
	return false;
}

void
missing_box(const struct font *font, const struct piece *p, dim x, dim wide, struct box sides[4])
{
	int upem = font->face->upem > 0 ? font->face->upem : 1000, cap = font->face->cap_height;
	dim inset = wide / 10, w = wide - 2 * inset, h = dim_scale(p->size, cap > 0 ? cap : upem * 7 / 10, upem);
	dim line = p->size / 24 + 1, y = p->rise;
	x += inset;
	sides[0] = (struct box){x, y, w, line};
	sides[1] = (struct box){x, y + h - line, w, line};
	sides[2] = (struct box){x, y + line, line, h - 2 * line};
	sides[3] = (struct box){x + w - line, y + line, line, h - 2 * line};
}
