/* diag.c - findings: collected from all threads, sorted, printed */
#include "base/diag.h"

#include "base/message.h"
#include "base/utf8.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

struct diag {
	pthread_mutex_t lock;
	struct arena *arena;
	struct finding *list;
	size_t n, cap;
	size_t sorted; /* the first so many are sorted and without repetition */
	enum diag_level levels[DIAG_COUNT_];
};

static const struct {
	const char *name;
	enum diag_level level;
} kinds[] = {
#define DIAG_ROW_(kind, name, level) {name, level},
	DIAG_KINDS(DIAG_ROW_)
#undef DIAG_ROW_
};

struct diag *
diag_new(void)
{
	struct diag *d = xmalloc(sizeof *d);
	*d = (struct diag){.arena = arena_new()};
	for (int i = 0; i < DIAG_COUNT_; i++)
		d->levels[i] = kinds[i].level;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void
diag_free(struct diag *d)
{
	if (!d)
		return;
	pthread_mutex_destroy(&d->lock);
	arena_free(d->arena);
	free(d);
}

const char *
diag_kind_name(enum diag_kind kind)
{
	return kinds[kind].name;
}

const char *
diag_level_name(enum diag_level level)
{
	static const char *const names[] = {MESSAGE("note"), MESSAGE("warning"), MESSAGE("error")};
	return names[level];
}

/* Control characters would let a post paint on the terminal: they become blanks; invalid bytes become U+FFFD. */
static struct str
text_harmless(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		buf_rune(&b, rune < 0x20 || (rune >= 0x7F && rune < 0xA0) ? ' ' : rune);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

__attribute__((format(printf, 3, 0))) static void
finding_add(struct diag *d, const struct finding *about, const char *fmt, va_list ap)
{
	char text[2000];
	int n = vsnprintf(text, sizeof text, message(fmt), ap);
	if (n < 0)
		return;
	struct str s = {text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1};
	pthread_mutex_lock(&d->lock);
	struct finding *f = PUSH(d->arena, d->list, d->n, d->cap);
	*f = *about;
	f->level = d->levels[about->kind];
	f->file = text_harmless(d->arena, about->file);
	f->text = text_harmless(d->arena, s);
	pthread_mutex_unlock(&d->lock);
}

void
diag_add(struct diag *d, enum diag_kind kind, struct str file, int line, int col, const char *fmt, ...)
{
	struct finding about = {.kind = kind, .pattern = fmt, .file = file, .line = line, .col = col};
	va_list ap;
	va_start(ap, fmt);
	finding_add(d, &about, fmt, ap);
	va_end(ap);
}

void
diag_add_page(struct diag *d, enum diag_kind kind, struct str file, int line, int page, const char *fmt, ...)
{
	struct finding about = {.kind = kind, .pattern = fmt, .file = file, .line = line, .page = page};
	va_list ap;
	va_start(ap, fmt);
	finding_add(d, &about, fmt, ap);
	va_end(ap);
}

void
diag_level_set(struct diag *d, enum diag_kind kind, enum diag_level level)
{
	d->levels[kind] = level;
}

static int
finding_cmp(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int c = str_cmp(a->file, b->file);
	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	if (!c)
		c = (a->col > b->col) - (a->col < b->col);
	if (!c)
		c = (int)a->kind - (int)b->kind;
	return c ? c : str_cmp(a->text, b->text);
}

const struct finding *
diag_sorted(struct diag *d, size_t *n)
{
	if (d->sorted != d->n) {
		size_t kept = 0;
		qsort(d->list, d->n, sizeof *d->list, finding_cmp);
		for (size_t i = 0; i < d->n; i++)
			if (!kept || finding_cmp(&d->list[kept - 1], &d->list[i]))
				d->list[kept++] = d->list[i];
		d->n = d->sorted = kept;
	}
	*n = d->n;
	return d->list;
}

static bool
is_forgotten(const struct finding *f, const struct str *files, size_t n)
{
	size_t from = 0, to = n;
	if (f->level == DIAG_ERROR || f->kind == DIAG_FRONT_UNCLOSED || f->kind == DIAG_FRONT_SYNTAX ||
		f->kind == DIAG_DATE_BAD || f->kind == DIAG_NO_VERSION)
		return false;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int c = str_cmp(f->file, files[middle]);
		if (!c)
			return true;
		if (c < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

void
diag_forget(struct diag *d, const struct str *files, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->n; i++)
		if (!is_forgotten(&d->list[i], files, n))
			d->list[kept++] = d->list[i];
	d->n = kept;
	d->sorted = 0;
}

void
diag_take(struct diag *d, struct diag *from)
{
	size_t n;
	const struct finding *list = diag_sorted(from, &n);
	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	for (size_t i = 0; i < n; i++) {
		struct finding *f = PUSH(d->arena, d->list, d->n, d->cap);
		*f = list[i];
		f->file = str_dup(d->arena, list[i].file);
		f->text = str_dup(d->arena, list[i].text);
	}
	pthread_mutex_unlock(&d->lock);
}

static int
place_cmp(const void *pa, const void *pb)
{
	const struct diag_place *a = pa, *b = pb;
	int c = str_cmp(a->file, b->file);
	return c ? c : (a->line > b->line) - (a->line < b->line);
}

void
diag_withdraw(struct diag *d, enum diag_kind kind, struct diag_place *places, size_t n)
{
	size_t kept = 0;
	if (!n)
		return;
	qsort(places, n, sizeof *places, place_cmp);
	for (size_t i = 0; i < d->n; i++) {
		struct diag_place at = {d->list[i].file, d->list[i].line};
		if (d->list[i].kind != kind || !bsearch(&at, places, n, sizeof *places, place_cmp))
			d->list[kept++] = d->list[i];
	}
	d->n = kept;
	d->sorted = 0;
}

size_t
diag_count(const struct diag *d, enum diag_level level)
{
	size_t count = 0;
	for (size_t i = 0; i < d->n; i++)
		count += d->list[i].level == level;
	return count;
}

static void
json_string(FILE *out, struct str s)
{
	fputc('"', out);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			fputc('\\', out);
		fputc(s.p[i], out);
	}
	fputc('"', out);
}

void
diag_print_json(struct diag *d, FILE *out, enum diag_level least)
{
	size_t n, printed = 0;
	const struct finding *f = diag_sorted(d, &n);
	fputs("[", out);
	for (size_t i = 0; i < n; i++, f++) {
		if (f->level < least)
			continue;
		fprintf(out, "%s\n  {\"file\": ", printed++ ? "," : "");
		json_string(out, f->file);
		fprintf(out, ", \"line\": %d, \"column\": %d, \"level\": \"%s\", \"kind\": \"%s\", \"text\": ", f->line, f->col,
			diag_level_name(f->level), diag_kind_name(f->kind));
		json_string(out, f->text);
		if (f->page)
			fprintf(out, ", \"page\": %d", f->page);
		fputs("}", out);
	}
	fputs(printed ? "\n]\n" : "]\n", out);
}
