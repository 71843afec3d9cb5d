/* form.h - the form that goes with an author's proof (inside layout/ only) */
#ifndef YB_FORM_H
#define YB_FORM_H
#include "layout/layout.h"
#include "layout/sheet.h"

/* Makes the pages of each; env->posts are all of the book's. */
void forms_set(struct parts_env *env, struct form *forms, size_t n);

/* A form on its way. */
struct form_set {
	struct sheet sheet;
	struct form *form;
	const size_t *first, *last; /* of each entry: its first and last page's index, plus 1; 0: it has none */
	size_t *spot; /* of each image: the first page at hand that shows it, as an index plus 1; 0: none. Clean between forms */
	bool *listed; /* of each image: it has its row. Clean between forms */
	dim box; /* side of a square to tick */
	int lines; /* to write corrections on */
	bool alone; /* a page has nothing but the place to sign */
};

/* Text below what stands; turns the page where it does not fit. */
void form_text(struct form_set *f, struct str text, enum text_role style, uint8_t role, dim x, dim measure);
/* A square to tick with its baseline at y, and a text behind it; returns the text's last baseline. */
dim form_tick(struct form_set *f, struct str text, dim x, dim y, dim measure);
/* A line to write on, at y. */
void form_line(struct form_set *f, dim x, dim y, dim w);
/* A line above, and the word in bold; room for `behind` below it. */
void form_heading(struct form_set *f, enum form_word w, dim behind);
/* A square to tick on lines of its own, with so many lines to write on. */
void form_question(struct form_set *f, enum form_word w, int lines);
/* The pictures that the author's pages show or miss, a row for each, and who is to be seen. */
void form_pictures(struct form_set *f);
#endif
