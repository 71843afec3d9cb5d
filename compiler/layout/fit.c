/* fit.c - sheets to hand out, set as large as they can be without taking another page */
#include "layout/layout.h"

/* A size that was tried. */
struct trial {
	struct layout *layout; /* NULL: not tried, or given up */
	struct diag *d; /* what was found in it */
	size_t pages;
};

struct fitting {
	const struct book *book;
	const struct fit *fit;
	struct trial *trials; /* one for each of the styles, then for the tight ones */
	bool failed; /* a face cannot be read */
};

static const struct style *
style_of(const struct fit *fit, size_t k)
{
	return k < fit->n ? fit->styles[k] : fit->tight[k - fit->n];
}

/* The pages in style k; so many as to be never the fewest where that fails. */
static size_t
trial_make(struct fitting *f, size_t k)
{
	struct trial *t = &f->trials[k];
	if (t->d)
		return t->pages;
	t->d = diag_new();
	t->layout = layout_make_with(f->book, style_of(f->fit, k), f->fit->patterns, t->d, f->fit->fonts, f->fit->threads);
	t->pages = t->layout ? layout_pages(t->layout)->n : SIZE_MAX;
	f->failed = f->failed || !t->layout;
	return t->pages;
}

/* The largest of the styles [low, high] that has as few pages as the smallest. Pages grow with the size, or nearly so: what lies between is
 * halved. */
static size_t
size_find(struct fitting *f, size_t low, size_t high)
{
	size_t fewest = trial_make(f, low);
	if (trial_make(f, high) <= fewest)
		return high;
	while (high - low > 1) { /* low has the fewest, high has more */
		size_t middle = low + (high - low) / 2;
		if (trial_make(f, middle) <= fewest)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Smaller pictures are the second choice: only where they save a page. */
static size_t
style_find(struct fitting *f)
{
	size_t n = f->fit->n, least = f->book->n_entries, fewest;
	if (trial_make(f, n - 1) <= least)
		return n - 1;
	fewest = trial_make(f, 0);
	if (fewest > least && trial_make(f, n) < fewest && f->trials[n].pages <= f->fit->most * least)
		return size_find(f, n, 2 * n - 1);
	if (fewest > f->fit->most * least) {
		trial_make(f, f->fit->usual);
		return f->fit->usual;
	}
	return size_find(f, 0, n - 1);
}

struct layout *
layout_fit(const struct book *book, const struct fit *fit, struct diag *d, const struct style **took)
{
	struct arena *a = arena_new();
	struct fitting f = {.book = book, .fit = fit, .trials = NEW_N(a, 2 * fit->n, struct trial)};
	struct layout *best = NULL;
	size_t at = style_find(&f);
	*took = style_of(fit, at);
	for (size_t k = 0; k < 2 * fit->n; k++) {
		struct trial *t = &f.trials[k];
		if (!t->d)
			continue;
		if (k == at || f.failed)
			diag_take(d, t->d);
		if (k == at)
			best = t->layout;
		else
			layout_free(t->layout);
		diag_free(t->d);
	}
	arena_free(a);
	return best;
}
