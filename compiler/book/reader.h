/* reader.h - reading the keys of yearbook.yaml (inside book/ only) */
#ifndef YB_BOOK_READER_H
#define YB_BOOK_READER_H
#include "book/gather.h"

#include "base/yaml.h"

struct reader {
	struct arena *a;
	struct diag *d;
	struct config *c;
};

/* Reports a value: what is wrong with it, what was done, what to write. */
#define BAD(r, y, ...) diag_add((r)->d, DIAG_VALUE_BAD, (r)->c->file, (y)->line, (y)->col, __VA_ARGS__)

/* ---- config.c: values. What is wrong with them is reported. ---- */

struct str text_value(struct reader *r, const struct yaml *y);
/* A list of texts, or one text for a list of one. Empty ones are left out. */
struct str *list_value(struct reader *r, const struct yaml *y, size_t *n);
bool switch_value(struct reader *r, const struct yaml *y, bool otherwise);
void date_value(struct reader *r, const struct yaml *y, struct date *out);
/* Folders or files named by the user: relative to yearbook.yaml, and may lie anywhere. */
struct str *paths_value(struct reader *r, const struct yaml *y, bool folders, size_t *n);
/* The key's place in the list of names; -1 (reported) when it is unknown. */
int key_find(struct reader *r, const struct yaml *y, const char *const *names, size_t n);

/* ---- matter.c: parts of the book ---- */

void parts_take(struct reader *r, const struct yaml *y);
void foreword_take(struct reader *r, const struct yaml *y);
void contents_take(struct reader *r, const struct yaml *y);
void multiple_take(struct reader *r, const struct yaml *y);

/* ---- printing.c: printers, copies ---- */

void printers_take(struct reader *r, const struct yaml *y);
void copies_take(struct reader *r, const struct yaml *y);

/* ---- cover.c: what stands on the printed book's cover ---- */

void isbn_take(struct reader *r, const struct yaml *y);
void cover_take(struct reader *r, const struct yaml *y);

/* ---- ebook.c: what is written, and how the files for screens are made ---- */

void outputs_take(struct reader *r, const struct yaml *y);
void epub_take(struct reader *r, const struct yaml *y);
void pdf_take(struct reader *r, const struct yaml *y);
void volume_take(struct reader *r, const struct yaml *y);

/* ---- without.c: who is not to be shown ---- */

void without_take(struct reader *r, const struct yaml *y);

/* ---- group.c: the posts' parts ---- */

void group_take(struct reader *r, const struct yaml *y);
#endif
