/* budget.c - how good the pictures may be in an EPUB that must not be larger than so many bytes */
#include "epub/room.h"

/* Ways to make the pictures, each taking fewer bytes than the one above it: first what hardly shows, then fewer pixels; phones have 1,080 to 1,440 on
 * their longest side as they are held, e-ink readers 1,400 to 1,900. The first is as configured. */
static const struct rung {
	int quality, longest;
} ladder[] = {{100, 10000}, {80, 2048}, {75, 2048}, {70, 2048}, {75, 1600}, {70, 1600}, {65, 1600}, {70, 1280}, {60, 1280},
	{65, 1024}, {55, 1024}, {60, 800}, {50, 800}, {55, 640}, {45, 640}, {45, 480}, {40, 320}};

/* At this quality the photographs of real posts keep 0.98 and more of their structural similarity (make bench). */
enum { N_RUNGS = sizeof ladder / sizeof *ladder, LONGEST = 2048, QUALITY = 85 };

static int
lesser(int a, int b)
{
	return a < b ? a : b;
}

void
rung_wish(const struct ebook *config, int rung, struct image_screen_wish *wish)
{
	int longest = config->longest ? config->longest : LONGEST, quality = config->quality ? config->quality : QUALITY;
	wish->most = (uint32_t)lesser(longest, ladder[rung].longest);
	wish->quality = lesser(quality, ladder[rung].quality);
}

/* The cover gives way with the pictures, down to what shops ask for at least. */
void
rung_cover(struct epub *e)
{
	enum { SHOP_LEAST = 1024 };
	struct image_screen_wish wish = {.srgb = e->srgb};
	struct image_screened made = {0};
	struct image im;
	bool broken;
	if (!e->rung || !e->options->cover || !e->srgb || image_probe_bytes(e->options->cover->jpeg, &im))
		return;
	rung_wish(&e->book->config->epub, e->rung, &wish);
	wish.most = wish.most > SHOP_LEAST ? wish.most : SHOP_LEAST;
	if (!image_screen_make(&im, &wish, &made, &broken) && !made.png && made.bytes.n < e->options->cover->jpeg.n) {
		struct epub_options *options = NEW(e->arena, struct epub_options);
		struct epub_cover *cover = NEW(e->arena, struct epub_cover);
		*cover = (struct epub_cover){.jpeg = str_dup(e->arena, buf_view(&made.bytes)), .w = made.w, .h = made.h};
		*options = *e->options;
		options->cover = cover;
		e->options = options;
	}
	buf_free(&made.bytes);
}

/* An entry of an archive stands in it twice: before its bytes with 30 bytes and its name, and in the list at the end with 46; "mimetype" is
 * 8 letters that stand before 20; the end of the list takes 22 (APPNOTE 4.3). */
static uint64_t
archive_size(const struct epub *e)
{
	uint64_t sum = 22 + 76 + 2 * 8 + 20;
	for (size_t i = 0; i < e->n_files; i++)
		sum += 76 + 2 * e->files[i].name.n + e->files[i].n;
	for (size_t i = 0; i < e->book->n_images; i++)
		if (atomic_load(&e->pictures[i].used))
			sum += 76 + 2 * (4 + e->pictures[i].name.n) + e->pictures[i].size; /* "OPS/" */
	return sum;
}

/* Makes all but the archive. What is found on the way is said when the EPUB itself is made. */
static uint64_t
size_at(const struct book *book, const struct epub_options *options, int rung, int threads)
{
	struct diag *unheard = diag_new();
	struct epub e;
	epub_begin(&e, book, options, unheard);
	e.rung = rung;
	epub_documents(&e, threads);
	uint64_t size = archive_size(&e);
	epub_end(&e);
	diag_free(unheard);
	return size;
}

static int
kilobytes(uint64_t n)
{
	n = n / 1000 + (n % 1000 > 0);
	return n > INT32_MAX ? INT32_MAX : (int)n;
}

/* Halves what is left between a rung that is too good and one that fits. */
static int
rung_between(const struct book *book, const struct epub_options *options, int threads)
{
	int over = 0, fits = N_RUNGS - 1;
	while (fits - over > 1) {
		int middle = over + (fits - over) / 2;
		if (size_at(book, options, middle, threads) > book->config->epub.budget)
			over = middle;
		else
			fits = middle;
	}
	return fits;
}

int
budget_rung(const struct book *book, const struct epub_options *options, struct diag *d, int threads)
{
	const struct ebook *config = &book->config->epub;
	struct str file = book->config->file;
	struct image_screen_wish wish;
	if (!config->budget || size_at(book, options, 0, threads) <= config->budget)
		return 0;
	uint64_t least = size_at(book, options, N_RUNGS - 1, threads);
	if (least > config->budget) {
		diag_add(d, DIAG_EPUB_BUDGET, file, 0, 0,
			"the EPUB has %d KB even with its pictures as small as they are made, and its budget is %d KB: leave out "
			"posts or pictures, or allow more",
			kilobytes(least), kilobytes(config->budget));
		return N_RUNGS - 1;
	}
	int rung = rung_between(book, options, threads);
	rung_wish(config, rung, &wish);
	diag_add(d, DIAG_EPUB_REDUCED, file, 0, 0,
		"photographs are packed at quality %d and pictures have at most %d pixels on a side, so that the EPUB keeps to "
		"its "
		"budget of %d KB",
		wish.quality, (int)wish.most, kilobytes(config->budget));
	return rung;
}
