/* press.h - the folder for a print shop: what is in it, as the texts in it tell (inside command/ only) */
#ifndef YB_PRESS_H
#define YB_PRESS_H
#include "command/run.h"
#include "press/printer.h"

/* A file of the folder. */
struct handed_file {
	struct str name; /* empty: there is none */
	uint64_t bytes;
};

/* The facts of one printer's folder. */
struct handed {
	const struct book *book;
	const struct printer *printer;
	const struct stock *stock; /* NULL: the printer names none */
	enum binding binding;
	int pages, coloured; /* of the interior */
	dim trim_w, trim_h, bleed;
	dim inner, outer, gutter; /* margins as they are; the least at the spine that the printer asks for */
	dim spine;
	int multiple;
	size_t warnings;
	struct handed_file interior, cover;
};

/* How many of these pages show a colour besides black, printed as the printer's profile says. */
int pages_coloured(const struct pages *pages, size_t first, size_t end, enum inks inks);

/* The text in a language ("es", "pt", "en"): `kind` is "quote" (a letter that asks for a price) or "checklist". */
struct str handed_text(struct arena *a, const struct handed *h, const char *kind, const char *lang);
#endif
