/* consent.c - whether somebody agrees to be shown, as people write it in a table */
#include "desk/desk.h"

const char *const consent_names[5] = {"", "yes", "no", "pending", "not needed"};

static const struct {
	enum consent consent;
	const char *words; /* in the form of person_key, between blanks */
} said[] = {{CONSENT_YES, "yes y si s sim ok okay given granted dado dada true verdadero verdadeiro x 1"},
	{CONSENT_NO,
		"no n nao refused withdrawn denied never negado negada revocado revocada retirado retirada revogado revogada "
		"false falso 0"},
	{CONSENT_PENDING,
		"pending pendiente pendente asked ask waiting por-pedir preguntar preguntado perguntar perguntado en-espera "
		"em-espera "
		"solicitado por-confirmar a-confirmar unknown desconocido desconhecido"},
	{CONSENT_NOT_NEEDED,
		"not-needed notneeded none-needed unneeded not-required n-a na no-hace-falta no-necesario innecesario "
		"no-requerido "
		"nao-necessario desnecessario dispensado no-aplica nao-se-aplica"}};

bool
consent_read(struct str s, enum consent *out)
{
	struct arena *scratch = arena_new();
	struct str key = person_key(scratch, str_sub(s, 0, 100));
	bool found = !str_trim(s).n;
	*out = CONSENT_UNKNOWN;
	for (size_t i = 0; i < sizeof said / sizeof *said && !found; i++) {
		struct str words = str_of(said[i].words), one;
		while (!found && str_word(&words, &one))
			if (str_eq(one, key)) {
				*out = said[i].consent;
				found = true;
			}
	}
	arena_free(scratch);
	return found;
}
