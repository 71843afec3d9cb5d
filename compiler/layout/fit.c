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
	struct style *const *styles;
	const char *fonts;
	int threads;
	struct trial *trials; /* one for each of the styles */
};

static bool
trial_make(struct fitting *f, size_t k)
{
	struct trial *t = &f->trials[k];
	if (t->layout)
		return true;
	t->d = diag_new();
	t->layout = layout_make(f->book, f->styles[k], t->d, f->fonts, f->threads);
	t->pages = t->layout ? layout_pages(t->layout)->n : 0;
	return t->layout != NULL;
}

/* Which of the styles, or n when a face cannot be read. Pages grow with the size, or nearly so: what lies between is halved. */
static size_t
size_find(struct fitting *f, size_t n, size_t usual, size_t most)
{
	size_t low = 0, high = n - 1;
	if (!trial_make(f, high))
		return n;
	if (f->trials[high].pages <= f->book->n_entries || !high)
		return high;
	if (!trial_make(f, low))
		return n;
	size_t fewest = f->trials[low].pages;
	if (f->trials[high].pages <= fewest)
		return high;
	if (fewest > most * f->book->n_entries)
		return trial_make(f, usual) ? usual : n;
	while (high - low > 1) { /* low has the fewest, high has more */
		size_t middle = low + (high - low) / 2;
		if (!trial_make(f, middle))
			return n;
		if (f->trials[middle].pages <= fewest)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct layout *
layout_fit(const struct book *book, struct style *const *styles, size_t n, size_t usual, size_t most, struct diag *d,
	const char *fonts, int threads, size_t *took)
{
	struct arena *a = arena_new();
	struct fitting f = {
		.book = book, .styles = styles, .fonts = fonts, .threads = threads, .trials = NEW_N(a, n, struct trial)};
	struct layout *best = NULL;
	*took = size_find(&f, n, usual, most);
	for (size_t k = 0; k < n; k++) {
		struct trial *t = &f.trials[k];
		if (!t->d)
			continue;
		if (k == *took || *took == n)
			diag_take(d, t->d);
		if (k == *took)
			best = t->layout;
		else
			layout_free(t->layout);
		diag_free(t->d);
	}
	arena_free(a);
	return best;
}
