/* layout_fuzz.c - any text as a paragraph: nothing is lost, the order is kept, no line is longer than it may be */
#include "layout/seg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 8, RUNS = 6 };

static struct arena *arena, *scratch, *kept;
static struct style *style;
static struct fonts *fonts;

static void
must(bool so, const char *what)
{
	if (so)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

/* The input as valid UTF-8 without NUL and CR, which is what the layout is given. */
static struct str
text_make(const uint8_t *data, size_t size)
{
	struct str raw = {(const char *)data, size};
	struct buf b = {0};
	for (size_t i = 0; i < raw.n;) {
		uint32_t rune = utf8_next(raw, &i);
		if (rune && rune != '\r')
			buf_rune(&b, rune);
	}
	struct str text = buf_keep(&b, arena);
	buf_free(&b);
	return text;
}

static void
picture_size(void *ctx, const struct run *run, dim *w, dim *h)
{
	(void)run;
	*w = *(dim *)ctx;
	*h = PT(8);
}

/* Runs that cover the text, cut at characters. */
static size_t
runs_make(struct str text, const uint8_t *head, struct run *runs)
{
	size_t n = 0, at = 0, step = head[6] % 32 + 1;
	while (at < text.n && n + 1 < RUNS) {
		size_t end = at;
		for (size_t k = 0; k < step && end < text.n; k++)
			utf8_next(text, &end);
		runs[n] = (struct run){.start = (uint32_t)at,
			.end = (uint32_t)end,
			.flags = (uint16_t)(head[7] * (n + 1) & 0x3FF),
			.link = (int)(n & 1) - 1,
			.picture = -1,
			.note = -1,
			.lang = n == 2 ? STR("pt") : STR_NONE};
		runs[n].kind = n == 3 && head[7] & 1 ? RUN_PICTURE : n == 4 ? RUN_NOTE : RUN_TEXT;
		at = end;
		n++;
	}
	if (at < text.n)
		runs[n++] = (struct run){.start = (uint32_t)at, .end = (uint32_t)text.n, .link = -1, .picture = -1, .note = -1};
	return n;
}

static int
piece_cmp(const void *pa, const void *pb)
{
	const struct piece *a = *(const struct piece *const *)pa, *b = *(const struct piece *const *)pb;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* What no piece shows: blanks, marks that show nothing, pictures when none are wanted. */
static void
gap_check(const struct para_in *in, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t at = i;
		uint32_t rune = utf8_next(in->text, &i);
		enum rune_class class = rune_class(rune);
		bool picture = false;
		for (size_t k = 0; k < in->n_runs && in->runs; k++)
			picture = picture || (in->runs[k].kind == RUN_PICTURE && at >= in->runs[k].start && at < in->runs[k].end);
		must(picture || (in->preformatted ? rune == '\n' : class != RUNE_PLAIN && class != RUNE_COMPLEX),
			"every character is shown");
	}
}

static dim
piece_width(const struct piece *p)
{
	if (!p->word)
		return p->size;
	dim w = word_width((const struct word_shape *)(const void *)p->word, p->size, p->tracking);
	return w + (dim)((int64_t)w * p->stretch / 10000);
}

static void
line_check(const struct para_in *in, const struct line *line, const struct piece **sorted, size_t *at, bool overfull)
{
	dim size = 2 * in->style->size, least = in->first_indent < 0 ? in->first_indent : 0;
	for (uint32_t k = 0; k < line->n; k++) {
		const struct piece *p = &line->pieces[k];
		sorted[k] = p;
		must(p->start <= p->end && p->end <= in->text.n, "ranges lie in the text");
		must(p->x >= least - size, "nothing stands left of the line");
		must(overfull || p->x + piece_width(p) <= in->measure + size, "nothing sticks out unreported");
	}
	qsort(sorted, line->n, sizeof *sorted, piece_cmp);
	for (uint32_t k = 0; k < line->n; k++) {
		const struct piece *p = sorted[k];
		if (p->start == p->end)
			continue;
		must(p->start >= *at, "nothing is shown twice");
		gap_check(in, *at, p->start);
		*at = p->end;
	}
}

static void
para_check(const struct para_in *in, const struct para *para, bool overfull)
{
	size_t at = 0;
	for (size_t i = 0; i < para->n; i++) {
		const struct piece **sorted = NEW_N(scratch, para->lines[i].n, const struct piece *);
		line_check(in, &para->lines[i], sorted, &at, overfull);
	}
	gap_check(in, at, in->text.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const langs[] = {"en", "es-MX", "pt", "de", "ar", "tr", "zh-Hant", "x"};
	struct run runs[RUNS];
	if (size < HEAD || size > 20000)
		return 0;
	struct diag *d = diag_new();
	if (!fonts) {
		kept = arena_new();
		arena = arena_new();
		scratch = arena_new();
		style = style_read(kept, d, STR("print"), STR_NONE);
		fonts = style ? fonts_open(style, diag_new(), "fonts") : NULL;
		must(fonts, "the faces are there");
	}
	arena_reset(arena);
	arena_reset(scratch);
	dim picture = PT(data[1]);
	struct para_in in = {.text = text_make(data + HEAD, size - HEAD),
		.runs = runs,
		.lang = str_of(langs[data[0] % 8]),
		.style = &style->text_styles[data[1] % TEXT_COUNT],
		.measure = PT(20) + data[2] * PT(2),
		.first_indent = (data[3] % 40 - 15) * DIM_PT,
		.preformatted = data[4] % 8 == 7,
		.rtl = data[4] & 16,
		.looseness = data[4] & 32 ? 1
			: data[4] & 64	  ? -1
					  : 0,
		.role = (uint8_t)(data[5] % (ROLE_EMBED + 1)),
		.block = 7,
		.file = STR("fuzz.md"),
		.line = 1,
		.ctx = &picture};
	in.align = data[5] >> 6;
	if (in.first_indent > in.measure / 2)
		in.first_indent = 0;
	if (data[4] & 8) {
		in.inset_lines = 1 + data[0] / 8 % 8;
		in.inset = in.measure / 3;
	}
	if (data[4] & 128)
		in.picture_size = picture_size;
	in.n_runs = runs_make(in.text, data, runs);
	struct para para;
	para_set(fonts, arena, scratch, &in, &para, d);
	para_check(&in, &para, diag_count(d, DIAG_WARNING) > 0);
	text_width(fonts, scratch, in.text, in.lang, in.style);
	diag_free(d);
	return 0;
}
