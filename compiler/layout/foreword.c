/* foreword.c - the pages of the foreword, set as a post's are, among the front matter */
#include "layout/flow.h"
#include "layout/parts.h"

#include <string.h>

struct page *
part_foreword(struct parts_env *env, size_t *n)
{
	const struct post_pages *laid = env->foreword;
	*n = 0;
	if (!laid)
		return NULL;
	if (env->number % 2 == 0 && laid->verso)
		laid = laid->verso;
	struct page *pages = NEW_N(env->keep, laid->n, struct page);
	for (size_t k = 0; k < laid->n; k++) {
		struct page *page = &pages[k];
		*page = laid->list[k];
		page->number = env->number + (int)k;
		page->folio = env->roman ? roman(env->keep, env->folio + (int)k) : str_fmt(env->keep, "%d", env->folio + (int)k);
		page->post = -1;
		/* the part is made twice: what was set stays as it is */
		struct frame *frames = NEW_N(env->keep, page->n_frames, struct frame);
		if (page->n_frames)
			memcpy(frames, page->frames, page->n_frames * sizeof *frames);
		page->frames = frames;
		for (size_t i = 0; i < page->n_frames; i++)
			frames[i].post = (int)env->book->n_entries + 1;
		frames_shift(env->style, page);
		furniture_add(env, page, k ? part_name(env, PART_FOREWORD) : STR_NONE);
	}
	*n = laid->n;
	return pages;
}
