/* words.c - dates and words in the book's languages */
#include "book/gather.h"

enum tongue { ENGLISH, SPANISH, PORTUGUESE, TONGUES };

/* Books in other languages get English words. */
static enum tongue
tongue_of(struct str lang)
{
	return language_is(lang, "es") ? SPANISH : language_is(lang, "pt") ? PORTUGUESE : ENGLISH;
}

static const char *const months[TONGUES][12] = {
	{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
		"December"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
		"diciembre"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
		"dezembro"},
};

struct str
month_word(int month, struct str lang)
{
	return str_of(months[tongue_of(lang)][month < 1 || month > 12 ? 0 : month - 1]);
}

struct str
date_words(struct arena *a, const struct date *date, struct str lang)
{
	enum tongue tongue = tongue_of(lang);
	if (date->precision == DATE_NONE)
		return STR_NONE;
	if (date->precision == DATE_YEAR || date->month < 1 || date->month > 12)
		return str_fmt(a, "%d", date->year);
	struct str foreign = tongue == ENGLISH && !language_is(lang, "en") ? date_foreign(a, date, lang) : STR_NONE;
	if (foreign.n)
		return foreign;
	const char *month = months[tongue][date->month - 1];
	if (date->precision == DATE_MONTH)
		return str_fmt(a, tongue == ENGLISH ? "%s %d" : "%s de %d", month, date->year);
	if (tongue == ENGLISH && str_is_nocase(lang, "en-US"))
		return str_fmt(a, "%s %d, %d", month, date->day, date->year);
	if (tongue == ENGLISH)
		return str_fmt(a, "%d %s %d", date->day, month, date->year);
	/* In Brazil the first of a month is an ordinal. */
	bool ordinal = tongue == PORTUGUESE && date->day == 1 && !str_is_nocase(lang, "pt-PT");
	return str_fmt(a, "%d%s de %s de %d", date->day, ordinal ? "º" : "", month, date->year);
}

/* "30 de marzo de 2024" without " de 2024". */
static struct str
year_cut(struct str s, int year)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%d", year);
	if (!str_ends(s, digits))
		return s;
	s = str_trim(str_sub(s, 0, s.n - str_of(digits).n));
	if (str_ends(s, " de"))
		s = str_sub(s, 0, s.n - 3);
	return str_ends(s, ",") ? str_sub(s, 0, s.n - 1) : s;
}

struct str
date_range_words(struct arena *a, const struct date *from, const struct date *to, struct str lang)
{
	struct str last = date_words(a, to, lang), first = date_words(a, from, lang);
	if (str_eq(first, last) || !last.n || !first.n)
		return first.n ? first : last;
	bool year = from->year == to->year && from->precision >= DATE_MONTH && to->precision >= DATE_MONTH;
	bool days = from->precision >= DATE_DAY && to->precision >= DATE_DAY;
	struct str day = str_fmt(a, "%d ", to->day);
	if (year && days && from->month == to->month && last.n > day.n && str_eq(str_sub(last, 0, day.n), day))
		return str_fmt(a, "%d–%.*s", from->day, STR_FMT(last));
	if (year)
		first = year_cut(first, from->year);
	return str_fmt(a, "%.*s – %.*s", STR_FMT(first), STR_FMT(last));
}

/* Spanish "y" becomes "e" before the sound of i, but not before a diphthong ("y hierro", "y Ionesco"). */
static bool
sounds_like_i(struct str s)
{
	if (str_starts_nocase(s, "h"))
		s = str_sub(s, 1, s.n);
	if (str_starts(s, "í") || str_starts(s, "Í"))
		return true;
	if (!s.n || (char_lower(s.p[0]) != 'i' && char_lower(s.p[0]) != 'y'))
		return false;
	struct str next = str_sub(s, 1, s.n);
	static const char *const vowels[] = {"a", "e", "o", "u", "á", "é", "ó", "ú"};
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
		if (str_starts_nocase(next, vowels[i]))
			return false;
	return next.n && ((unsigned char)next.p[0] >= 0x80 || char_alnum(next.p[0]));
}

struct str
list_words(struct arena *a, const struct str *names, size_t n, struct str lang)
{
	static const char *const and_words[TONGUES] = {" and ", " y ", " e "};
	enum tongue tongue = tongue_of(lang);
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		if (i && i + 1 == n)
			buf_z(&b, tongue == SPANISH && sounds_like_i(names[i]) ? " e " : and_words[tongue]);
		else if (i)
			buf_z(&b, ", ");
		buf_str(&b, names[i]);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

struct str
word_in(enum word word, struct str lang)
{
	static const char *const words[][TONGUES] = {
		[WORD_CONTENTS] = {"Contents", "Índice", "Sumário"},
		[WORD_BY] = {"By", "Por", "Por"},
		[WORD_PHOTO] = {"Photo", "Foto", "Foto"},
		[WORD_NOTE] = {"Note", "Nota", "Nota"},
		[WORD_PICTURE_MISSING] = {"Picture missing", "Falta la imagen", "Falta a imagem"},
		[WORD_PAGE] = {"page", "página", "página"},
		[WORD_COVER] = {"Cover", "Portada", "Capa"},
		[WORD_TO_TEXT] = {"Skip to the text", "Ir al texto", "Ir para o texto"},
		[WORD_TITLE_PAGE] = {"Title page", "Página de título", "Folha de rosto"},
		[WORD_NOTES] = {"Notes", "Notas", "Notas"},
		[WORD_EDITED_BY] = {"Edited by", "Edición de", "Edição de"},
		[WORD_SET_IN] = {"Set in", "Compuesto en", "Composto em"},
		[WORD_MADE_WITH] = {"Made with Yearbook, free software", "Hecho con Yearbook, software libre",
			"Feito com o Yearbook, software livre"},
		[WORD_PICTURE] = {"Picture", "Imagen", "Imagem"},
		[WORD_IMPRINT] = {"Imprint", "Créditos", "Créditos"},
		[WORD_HALF_TITLE] = {"Half title", "Portadilla", "Falsa folha de rosto"},
		[WORD_FOREWORD] = {"Foreword", "Prólogo", "Prefácio"},
		[WORD_TIMELINE] = {"At a glance", "De un vistazo", "Num relance"},
		[WORD_GALLERY] = {"Gallery", "Galería", "Galeria"},
		[WORD_PEOPLE] = {"People", "Personas", "Pessoas"},
		[WORD_SPONSORS] = {"Sponsors", "Patrocinadores", "Patrocinadores"},
		[WORD_PICTURES] = {"Pictures", "Imágenes", "Imagens"},
		[WORD_INDEX] = {"Index", "Índice analítico", "Índice remissivo"},
		[WORD_COLOPHON] = {"Colophon", "Colofón", "Colofão"},
		[WORD_SEE] = {"see", "véase", "ver"},
		[WORD_SEE_ALSO] = {"see also", "véase también", "ver também"},
		[WORD_PAGE_LIST] = {"Pages of the printed book", "Páginas del libro impreso", "Páginas do livro impresso"},
		[WORD_TABLE] = {"Table", "Tabla", "Tabela"},
		[WORD_DRAFT] = {"Draft", "Borrador", "Rascunho"},
		[WORD_FINDINGS] = {"To look at", "Por revisar", "Por rever"},
		[WORD_DONE] = {"Done", "Hecho", "Feito"},
		[WORD_OPEN] = {"To do", "Pendiente", "Por fazer"},
	};
	return str_of(words[word][tongue_of(lang)]);
}

struct str
part_word(enum book_part part, struct str lang)
{
	static const enum word words[PART_COUNT] = {[PART_COVER] = WORD_COVER,
		[PART_HALF_TITLE] = WORD_HALF_TITLE,
		[PART_TITLE] = WORD_TITLE_PAGE,
		[PART_IMPRINT] = WORD_IMPRINT,
		[PART_CONTENTS] = WORD_CONTENTS,
		[PART_FOREWORD] = WORD_FOREWORD,
		[PART_TIMELINE] = WORD_TIMELINE,
		[PART_GALLERY] = WORD_GALLERY,
		[PART_PEOPLE] = WORD_PEOPLE,
		[PART_SPONSORS] = WORD_SPONSORS,
		[PART_PICTURES] = WORD_PICTURES,
		[PART_INDEX] = WORD_INDEX,
		[PART_COLOPHON] = WORD_COLOPHON};
	return part == PART_POSTS || part == PART_BLANK ? STR_NONE : word_in(words[part], lang);
}

struct str
own_word_in(enum own_word word, struct str lang)
{
	static const char *const words[][TONGUES] = {
		[OWN_YEARBOOK] = {"Yearbook", "Anuario", "Anuário"},
		[OWN_UNDATED] = {"Undated", "Sin fecha", "Sem data"},
		[OWN_OTHERS] = {"Other posts", "Otras entradas", "Outros textos"},
	};
	return str_of(words[word][tongue_of(lang)]);
}
