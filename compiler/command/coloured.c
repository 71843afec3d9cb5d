/* coloured.c - figures about the pages for letter and checklist: how many show a colour, how sharp the pictures are */
#include "command/press.h"

static bool
coloured(const struct colour *c)
{
	return c->c || c->m || c->y;
}

static bool
line_coloured(const struct line *line, bool emoji)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		if (p->flags & PIECE_INVISIBLE)
			continue;
		if (coloured(&p->colour) || (emoji && p->word && p->word->face->emoji))
			return true;
	}
	return false;
}

static bool
item_coloured(const struct item *it, bool pictures, bool emoji)
{
	switch (it->kind) {
	case ITEM_LINE: return line_coloured(&it->line, emoji);
	case ITEM_PICTURE: return pictures && it->picture.image && it->picture.image->colour != IMAGE_GRAY;
	case ITEM_RECT: return coloured(&it->fill);
	default: return false;
	}
}

static bool
page_coloured(const struct page *page, bool pictures, bool emoji)
{
	for (size_t f = 0; f < page->n_frames; f++)
		for (size_t i = 0; i < page->frames[f].n; i++)
			if (item_coloured(&page->frames[f].items[i], pictures, emoji))
				return true;
	return false;
}

int
pages_coloured(const struct pages *pages, size_t first, size_t end, enum inks inks)
{
	bool pictures = inks != INKS_GRAY && !pages->one_ink, emoji = inks != INKS_GRAY && inks != INKS_CMYK;
	int n = 0;
	for (size_t i = first; inks != INKS_GRAY && i < end; i++)
		n += page_coloured(&pages->list[i], pictures, emoji);
	return n;
}

int
pages_ppi_least(const struct pages *pages, size_t first, size_t end)
{
	int64_t least = 0;
	for (size_t i = first; i < end; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++)
			for (size_t k = 0; k < pages->list[i].frames[f].n; k++) {
				const struct item *it = &pages->list[i].frames[f].items[k];
				if (it->kind != ITEM_PICTURE || !it->picture.image || it->picture.image->vector ||
					it->picture.full_w <= 0)
					continue;
				int64_t ppi = (int64_t)it->picture.image->w * 72 * DIM_PT / it->picture.full_w;
				if (!least || ppi < least)
					least = ppi;
			}
	return (int)least;
}
