/* vet.h - what the parts of the judge of a written PDF share (inside pdf/ only) */
#ifndef YB_PDF_VET_H
#define YB_PDF_VET_H
#include "base/diag.h"
#include "pdf/reread.h"
#include "press/sheets.h"

/* What was found of a content stream; several may be. */
enum content_fault {
	CONTENT_UNREADABLE = 1, /* it does not inflate, or its brackets do not close */
	CONTENT_OPERATOR = 2, /* an operator that PDF does not have */
	CONTENT_UNBALANCED = 4, /* q without Q, BT without ET, BDC without EMC */
	CONTENT_NAME = 8, /* a font, picture or state that the page's resources do not have */
	CONTENT_RGB = 16,
	CONTENT_COLOURED = 32, /* coloured ink in a file of one ink */
	CONTENT_WHITE_LOST = 64 /* white that overprints: nobody would see it */
};

/* A content stream: a page's, or a form's. */
struct vet_content {
	const struct reread_object *stream;
	const struct reread *resources;
	size_t page; /* from 1; 0: a form, which several pages may show */
	unsigned faults; /* enum content_fault */
	int inks; /* the highest sum of inks, percent */
};

struct vet {
	const struct sheets *sheets;
	struct reread_file file;
	struct diag *diag;
	struct str name; /* of the file */
	struct arena *arena;
	struct vet_content *contents;
	size_t n_contents, contents_cap;
	bool x; /* the file promises a PDF/X */
	bool flat; /* without transparency */
	bool gray; /* one ink */
	bool failed;
};

/* vet.c: fonts, pictures, states, what is forbidden anywhere in the file */
void vet_objects(struct vet *v);
/* vetcontent.c: the operators of v->contents, on several threads */
void vet_contents(struct vet *v, int threads);
/* The bytes of a stream without its compression, in the arena; p is NULL when they cannot be read, or are more than `most`. */
struct str vet_inflate(const struct vet *v, const struct reread_object *o, struct arena *a, size_t most);
#endif
