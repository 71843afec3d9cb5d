/* sheet_fuzz.c - any bytes as a table of the editor: read, merged, written, read again; nothing that a person wrote is lost */
#include "base/file.h"
#include "base/utf8.h"
#include "desk/sheet.h"
#include "desk/sheetroom.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))

static const struct sheet_column columns[] = {{"path", "ruta", NULL, SHEET_KEY, SHEET_PATH},
	{"include", NULL, NULL, SHEET_PROPOSAL, SHEET_CONSENT}, {"date", "fecha", NULL, SHEET_PROPOSAL, SHEET_DATES},
	{"words", NULL, NULL, SHEET_FACT, SHEET_TEXT}, {"note", NULL, NULL, SHEET_PERSON, SHEET_TEXT},
	{"state", NULL, NULL, SHEET_FACT, SHEET_TEXT}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void
put(struct str path, struct str bytes)
{
	FILE *f = fopen(path.p, "wb");
	DEMAND(f);
	DEMAND(fwrite(bytes.p ? bytes.p : "", 1, bytes.n, f) == bytes.n);
	fclose(f);
}

/* What a person wrote stands there again. */
static void
kept_check(const struct sheet *before, const struct sheet *after)
{
	const struct sheet_own *a = before->own, *b = after->own;
	DEMAND(!after->unreadable && after->n_rows >= before->n_rows);
	for (size_t i = 0; i < before->n_rows; i++) {
		const struct sheet_row *row = &before->rows[i], *now = sheet_find(after, row->cells[0]);
		DEMAND(now);
		for (size_t c = 0; c < COLUMNS; c++)
			DEMAND(columns[c].owner != SHEET_PERSON || str_eq(now->cells[c], row->cells[c]));
		for (size_t c = 1; c <= 2; c++)
			DEMAND(!row->changed[c] || !row->cells[c].n ||
				str_eq(now->cells[c], row->cells[c])); /* an emptied one is made anew */
		DEMAND(now->line > 0);
	}
	DEMAND(b->n_lines >= a->n_lines && b->n_heads == a->n_heads);
	for (size_t i = 0; i < a->n_lines; i++)
		for (size_t h = 0; h < a->n_heads; h++)
			DEMAND(a->known[h] >= 0 || str_eq(str_trim(a->lines[i].cells[h]), str_trim(b->lines[i].cells[h])));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char folder[] = "/tmp/sheetfuzzXXXXXX";
	static bool made;
	made = made || mkdtemp(folder);
	DEMAND(made);
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	struct str root = str_of(folder), path = path_join(a, root, STR("t.csv")),
		   base = path_join(a, root, STR(".yearbook/t.csv"));
	struct str text = {(const char *)data, n}, now = STR_NONE;
	ptrdiff_t cut = str_find(text, STR("\n===\n")); /* behind it, what the program wrote last */
	put(path, cut < 0 ? text : str_sub(text, 0, (size_t)cut));
	unlink(base.p);
	if (cut >= 0) {
		folder_make(path_join(a, root, STR(".yearbook")).p);
		put(base, str_sub(text, (size_t)cut + 5, text.n));
	}
	struct sheet *before = sheet_read(a, d, root, "t.csv", columns, COLUMNS),
		     *s = sheet_read(a, d, root, "t.csv", columns, COLUMNS);
	struct str one[COLUMNS] = {STR("a.md"), STR("yes"), STR("2024-03-02"), STR("7"), STR("x"), STR_NONE},
		   two[COLUMNS] = {STR("=b.md"), STR("no"), STR_NONE, STR("8"), STR_NONE, STR_NONE};
	struct str *cells[] = {one, two};
	sheet_merge(s, a, cells, 2, n & 1);
	bool written = sheet_write(s, d);
	DEMAND(written != before->unreadable);
	if (before->unreadable) {
		file_read(a, path.p, 1 << 24, &now);
		DEMAND(str_eq(now, cut < 0 ? text : str_sub(text, 0, (size_t)cut)));
	} else if (!(n & 1)) {
		struct sheet *after = sheet_read(a, d, root, "t.csv", columns, COLUMNS);
		kept_check(before, after);
		sheet_merge(after, a, cells, 2, false);
		struct str first = STR_NONE;
		file_read(a, path.p, 1 << 24, &first);
		DEMAND(sheet_write(after, d));
		file_read(a, path.p, 1 << 24, &now);
		DEMAND(str_eq(first, now)); /* nothing to say: nothing is written */
	}
	diag_free(d);
	arena_free(a);
	return 0;
}
