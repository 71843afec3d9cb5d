/* notes.c - the working notes of a release: what was waived and why, what was closed up, what is not in the book */
#include "command/release.h"

#include <string.h>
#include <time.h>

enum note_word {
	NOTE_TITLE,
	NOTE_CONTENT,
	NOTE_PROGRAM,
	NOTE_POSTS,
	NOTE_PICTURES,
	NOTE_WAIVED,
	NOTE_UNUSED,
	NOTE_CLOSED,
	NOTE_LEFT,
	NOTE_EDITED,
	NOTE_LINE,
	NOTE_NONE,
	NOTE_WORDS
};

static const char *
word(const struct book *book, enum note_word w)
{
	static const char *const words[NOTE_WORDS][3] = {
		[NOTE_TITLE] = {"working notes of the release", "notas de trabajo de la edición", "notas de trabalho da edição"},
		[NOTE_CONTENT] = {"date of the content", "fecha del contenido", "data do conteúdo"},
		[NOTE_PROGRAM] = {"made with", "hecho con", "feito com"},
		[NOTE_POSTS] = {"posts", "entradas", "textos"},
		[NOTE_PICTURES] = {"pictures", "imágenes", "imagens"},
		[NOTE_WAIVED] = {"Waived", "Dispensado", "Dispensado"},
		[NOTE_UNUSED] = {"not needed any more", "ya no hace falta", "não é mais necessário"},
		[NOTE_CLOSED] = {"Missing pictures whose places were closed up", "Imágenes que faltan y cuyo lugar se cerró",
			"Imagens que faltam e cujo lugar foi fechado"},
		[NOTE_LEFT] = {"Posts that are not in the book", "Entradas que no están en el libro",
			"Textos que não estão no livro"},
		[NOTE_EDITED] = {"What fixes changed", "Lo que cambiaron las correcciones", "O que as correções mudaram"},
		[NOTE_LINE] = {"line", "línea", "linha"},
		[NOTE_NONE] = {"none", "ninguno", "nenhum"},
	};
	struct str lang = book->language;
	return words[w][str_starts_nocase(lang, "es") ? 1 : str_starts_nocase(lang, "pt") ? 2 : 0];
}

static void
head_write(const struct run_state *r, struct buf *b)
{
	const struct book *book = r->book;
	time_t t = (time_t)book->modified;
	struct tm tm;
	buf_fmt(b, "# %.*s: %s\n\n", STR_FMT(book->title), word(book, NOTE_TITLE));
	if (book->modified && gmtime_r(&t, &tm))
		buf_fmt(b, "- %s: %04d-%02d-%02d\n", word(book, NOTE_CONTENT), tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	buf_fmt(b, "- %s: yearbook %s\n- %s: %zu\n- %s: %zu\n", word(book, NOTE_PROGRAM), YB_VERSION, word(book, NOTE_POSTS),
		book->n_entries, word(book, NOTE_PICTURES), book->n_images);
}

static void
section(struct buf *b, const char *title)
{
	buf_fmt(b, "\n## %s\n\n", title);
}

static void
waivers_write(const struct run_state *r, struct buf *b)
{
	size_t n;
	const struct waiver *list = desk_waivers(r->book->config->desk, &n);
	section(b, word(r->book, NOTE_WAIVED));
	for (size_t i = 0; i < n; i++) {
		const struct waiver *w = &list[i];
		buf_fmt(b, "- %.*s%s%.*s: %.*s", STR_FMT(w->what), w->where.n ? ", " : "", STR_FMT(w->where), STR_FMT(w->reason));
		if (!w->used)
			buf_fmt(b, " (%s)", word(r->book, NOTE_UNUSED));
		buf_char(b, '\n');
	}
	if (!n)
		buf_fmt(b, "%s\n", word(r->book, NOTE_NONE));
}

static void
closed_write(const struct run_state *r, const struct closed_picture *closed, size_t n, struct buf *b)
{
	section(b, word(r->book, NOTE_CLOSED));
	for (size_t i = 0; i < n; i++) {
		buf_fmt(b, "- %.*s%s%.*s", STR_FMT(closed[i].src), closed[i].src.n ? ", " : "", STR_FMT(closed[i].file));
		if (closed[i].line)
			buf_fmt(b, ", %s %d", word(r->book, NOTE_LINE), closed[i].line);
		buf_fmt(b, ": %.*s\n", STR_FMT(closed[i].waiver->reason));
	}
	if (!n)
		buf_fmt(b, "%s\n", word(r->book, NOTE_NONE));
}

/* For each post the keys of its fixes that changed something, and how often: "cut 2, title 1". */
static void
edited_write(const struct run_state *r, struct buf *b)
{
	enum { KEYS_MOST = 40 };
	size_t n;
	const struct desk_change *list = desk_changes(r->book->config->desk, &n);
	section(b, word(r->book, NOTE_EDITED));
	for (size_t i = 0, end; i < n; i = end) {
		const char *keys[KEYS_MOST];
		size_t counts[KEYS_MOST], n_keys = 0;
		for (end = i; end < n && str_eq(list[end].path, list[i].path); end++) {
			size_t k = 0;
			while (k < n_keys && strcmp(keys[k], list[end].key))
				k++;
			if (k == n_keys && n_keys < KEYS_MOST) {
				keys[n_keys] = list[end].key;
				counts[n_keys++] = 0;
			}
			if (k < n_keys)
				counts[k]++;
		}
		buf_fmt(b, "- %.*s:", STR_FMT(list[i].path));
		for (size_t k = 0; k < n_keys; k++)
			buf_fmt(b, "%s %s %zu", k ? "," : "", keys[k], counts[k]);
		buf_char(b, '\n');
	}
	if (!n)
		buf_fmt(b, "%s\n", word(r->book, NOTE_NONE));
}

/* Why a post is not in the book. */
static bool
leaves_out(enum diag_kind kind)
{
	switch (kind) {
	case DIAG_POST_DRAFT:
	case DIAG_POST_FUTURE:
	case DIAG_POST_PAGE:
	case DIAG_POST_UNSELECTED:
	case DIAG_POST_LANGUAGE:
	case DIAG_NO_VERSION:
	case DIAG_POST_SKIPPED:
	case DIAG_POST_DUPLICATE:
	case DIAG_POST_NEARLY:
	case DIAG_POST_EMPTY: return true;
	default: return false;
	}
}

static void
left_write(struct run_state *r, struct buf *b)
{
	size_t n, shown = 0;
	const struct finding *list = diag_sorted(r->d, &n);
	section(b, word(r->book, NOTE_LEFT));
	for (size_t i = 0; i < n; i++)
		if (leaves_out(list[i].kind) && list[i].file.n && ++shown)
			buf_fmt(b, "- %.*s: %s\n", STR_FMT(list[i].file), diag_kind_name(list[i].kind));
	if (!shown)
		buf_fmt(b, "%s\n", word(r->book, NOTE_NONE));
}

struct str
working_notes(struct run_state *r, const struct closed_picture *closed, size_t n_closed)
{
	struct buf b = {0};
	head_write(r, &b);
	waivers_write(r, &b);
	closed_write(r, closed, n_closed, &b);
	if (r->book->config->desk)
		edited_write(r, &b);
	left_write(r, &b);
	struct str text = buf_keep(&b, r->a);
	buf_free(&b);
	return text;
}
