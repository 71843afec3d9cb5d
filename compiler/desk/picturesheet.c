/* picturesheet.c - pictures.csv: who made a picture, who is on it, and what an editor says of it */
#include "desk/room.h"
#include "desk/sheet.h"

#include <stdlib.h>

const struct sheet_column picture_columns[PICTURE_COLUMNS] = {
	[PICTURE_PATH] = {"picture", "imagen", "imagem", SHEET_FACT, SHEET_TEXT},
	[PICTURE_POSTS] = {"posts", "artículos", "artigos", SHEET_FACT, SHEET_TEXT},
	[PICTURE_PIXELS] = {"pixels", "píxeles", NULL, SHEET_FACT, SHEET_TEXT},
	[PICTURE_PRINTED] = {"printed", "impresa", "impressa", SHEET_FACT, SHEET_TEXT},
	[PICTURE_PPI] = {"ppi", "ppp", NULL, SHEET_FACT, SHEET_TEXT},
	[PICTURE_PHOTOGRAPHER] = {"photographer", "fotógrafo", NULL, SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_LICENCE] = {"licence", "licencia", "licença", SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_SOURCE] = {"source", "fuente", "fonte", SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_PEOPLE] = {"people", "personas", "pessoas", SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_CONSENT] = {"consent", "consentimiento", "consentimento", SHEET_PERSON, SHEET_CONSENT},
	[PICTURE_CAPTION] = {"caption", "pie de foto", "legenda", SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_ALT] = {"alt", "texto alternativo", NULL, SHEET_PROPOSAL, SHEET_TEXT},
	[PICTURE_ORIGINAL] = {"original", NULL, NULL, SHEET_FACT, SHEET_TEXT},
	[PICTURE_METADATA] = {"in the file", "en el archivo", "no arquivo", SHEET_FACT, SHEET_TEXT},
	[PICTURE_STATE] = {"state", "estado", NULL, SHEET_FACT, SHEET_TEXT},
	[PICTURE_HASH] = {"hash", NULL, NULL, SHEET_KEY, SHEET_TEXT},
};

/* ---- reading ---- */

/* "h" and 16 hexadecimal digits; false when it is not that. */
static bool
hash_read(struct str s, uint64_t *out)
{
	s = str_trim(s);
	if (str_starts_nocase(s, "h"))
		s = str_sub(s, 1, s.n);
	if (s.n != 16)
		return false;
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = char_lower(s.p[i]);
		if (!char_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*out = *out << 4 | (uint64_t)(char_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

static unsigned
said_of(const struct sheet_row *row)
{
	static const struct {
		enum picture_column column;
		enum picture_said said;
	} cells[] = {{PICTURE_PHOTOGRAPHER, SAID_PHOTOGRAPHER}, {PICTURE_LICENCE, SAID_LICENCE}, {PICTURE_SOURCE, SAID_SOURCE},
		{PICTURE_CAPTION, SAID_CAPTION}, {PICTURE_ALT, SAID_ALT}};
	unsigned said = 0;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		said |= row->changed[cells[i].column] && row->cells[cells[i].column].n ? cells[i].said : 0;
	return said;
}

static void
row_read(struct desk *desk, struct diag *d, const struct sheet_row *row, size_t *cap)
{
	struct desk_picture p = {.said = said_of(row), .line = row->line};
	struct str path = desk->picture_sheet->path, consent = str_trim(row->cells[PICTURE_CONSENT]);
	if (!hash_read(row->cells[PICTURE_HASH], &p.hash)) {
		if (consent_read(consent, &p.consent) && (p.consent == CONSENT_NO || p.consent == CONSENT_PENDING)) {
			diag_add(d, DIAG_SHEET_UNREADABLE, path, row->line, 0,
				"the hash \"%.*s\" names no picture, and somebody did not agree to be shown on it: \"yearbook "
				"plan\" "
				"adds the picture's row, write the consent there and take this one away",
				STR_FMT(str_sub(row->cells[PICTURE_HASH], 0, 60)));
			return;
		}
		diag_add(d, DIAG_CSV, path, row->line, 0,
			"the hash \"%.*s\" names no picture, so this row says nothing: leave that column as \"yearbook plan\" "
			"writes it",
			STR_FMT(str_sub(row->cells[PICTURE_HASH], 0, 60)));
		return;
	}
	p.photographer = str_trim(row->cells[PICTURE_PHOTOGRAPHER]);
	p.licence = str_trim(row->cells[PICTURE_LICENCE]);
	p.source = str_trim(row->cells[PICTURE_SOURCE]);
	p.caption = str_trim(str_one_line(desk->a, row->cells[PICTURE_CAPTION]));
	p.alt = str_trim(str_one_line(desk->a, row->cells[PICTURE_ALT]));
	p.people = desk_names(desk, desk->a, row->cells[PICTURE_PEOPLE], &p.n_people);
	if (!consent_read(consent, &p.consent)) {
		p.consent = CONSENT_PENDING; /* what is not understood must not pass for a yes */
		diag_add(d, DIAG_CSV, path, row->line, 0,
			"the consent \"%.*s\" is none of yes, no, pending and not needed; it counts as pending",
			STR_FMT(str_sub(consent, 0, 60)));
	}
	*PUSH(desk->a, desk->pictures, desk->n_pictures, *cap) = p;
}

static int
hash_cmp(const void *a, const void *b)
{
	uint64_t x = ((const struct desk_picture *)a)->hash, y = ((const struct desk_picture *)b)->hash;
	return x < y ? -1 : x > y;
}

void
pictures_read(struct desk *desk, struct diag *d)
{
	size_t cap = 0;
	struct sheet *s = sheet_read(desk->a, d, desk->options.root, "pictures.csv", picture_columns, PICTURE_COLUMNS);
	desk->picture_sheet = s;
	for (size_t i = 0; i < s->n_rows; i++)
		row_read(desk, d, &s->rows[i], &cap);
	if (desk->n_pictures)
		qsort(desk->pictures, desk->n_pictures, sizeof *desk->pictures, hash_cmp);
}

/* ---- asking ---- */

const struct desk_picture *
desk_picture(const struct desk *desk, uint64_t key)
{
	struct desk_picture wanted = {.hash = key};
	return desk && desk->n_pictures && !desk->options.plan
		? bsearch(&wanted, desk->pictures, desk->n_pictures, sizeof wanted, hash_cmp)
		: NULL;
}

struct sheet *
desk_picture_sheet(const struct desk *desk)
{
	return desk ? desk->picture_sheet : NULL;
}
