/* picturesheet.c - pictures.csv: who made a picture, who is on it, and what an editor says of it */
#include "desk/room.h"
#include "desk/sheet.h"

#include <stdlib.h>

const struct sheet_column picture_columns[PICTURE_COLUMNS] = {
	[PICTURE_PATH] = {"picture", "imagen", "imagem", SHEET_FACT},
	[PICTURE_POSTS] = {"posts", "artículos", "artigos", SHEET_FACT},
	[PICTURE_PIXELS] = {"pixels", "píxeles", NULL, SHEET_FACT},
	[PICTURE_PRINTED] = {"printed", "impresa", "impressa", SHEET_FACT},
	[PICTURE_PPI] = {"ppi", "ppp", NULL, SHEET_FACT},
	[PICTURE_PHOTOGRAPHER] = {"photographer", "fotógrafo", NULL, SHEET_PROPOSAL},
	[PICTURE_LICENCE] = {"licence", "licencia", "licença", SHEET_PROPOSAL},
	[PICTURE_SOURCE] = {"source", "fuente", "fonte", SHEET_PROPOSAL},
	[PICTURE_PEOPLE] = {"people", "personas", "pessoas", SHEET_PROPOSAL},
	[PICTURE_CONSENT] = {"consent", "consentimiento", "consentimento", SHEET_PERSON},
	[PICTURE_CAPTION] = {"caption", "pie de foto", "legenda", SHEET_PROPOSAL},
	[PICTURE_ALT] = {"alt", "texto alternativo", NULL, SHEET_PROPOSAL},
	[PICTURE_ORIGINAL] = {"original", NULL, NULL, SHEET_FACT},
	[PICTURE_METADATA] = {"in the file", "en el archivo", "no arquivo", SHEET_FACT},
	[PICTURE_STATE] = {"state", "estado", NULL, SHEET_FACT},
	[PICTURE_HASH] = {"hash", NULL, NULL, SHEET_KEY},
};

static int
hash_cmp(const void *a, const void *b)
{
	uint64_t x = ((const struct desk_picture *)a)->hash, y = ((const struct desk_picture *)b)->hash;
	return x < y ? -1 : x > y;
}

const struct desk_picture *
desk_picture(const struct desk *desk, uint64_t key)
{
	struct desk_picture wanted = {.hash = key};
	return desk && desk->n_pictures ? bsearch(&wanted, desk->pictures, desk->n_pictures, sizeof wanted, hash_cmp) : NULL;
}

struct sheet *
desk_picture_sheet(const struct desk *desk)
{
	return desk ? desk->picture_sheet : NULL;
}
