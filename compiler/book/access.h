/* access.h - what is asked of the posts for readers who do not see them (inside book/ only) */
#ifndef YB_ACCESS_H
#define YB_ACCESS_H
#include "base/map.h"
#include "book/book.h"

/* What book_access goes through the posts with. */
struct accessor {
	struct access n;
	const struct book *book;
	const struct entry *e;
	struct diag *d; /* NULL: only counted */
	struct arena *a; /* forgotten after each post */
	struct map alts; /* of the post: how many pictures have it */
	struct map alt_images; /* and the last of them */
	const struct block *marked; /* the paragraph before, for lists that are none */
	struct map link_texts; /* of the post: index into named */
	struct link_named {
		const struct link *first;
		struct str text;
		const struct link *goals[2]; /* different places that links with this text lead to */
		int n; /* of them; one more when it was told */
	} * named;
	size_t n_named, cap_named;
};

enum { ACCESS_SHOWN = 100 /* bytes of a text in a message */ };

/* Tells of the post's line, at the column of `what`. */
#define WANTS(x, kind, line, what, ...) \
	do { \
		if ((x)->d) \
			diag_add((x)->d, kind, (x)->e->post->path, line, post_column((x)->e->post, line, what), __VA_ARGS__); \
	} while (0)

/* accesstext.c: bold lines that look like headings are counted; headings, lists and signs are told of only. */
void access_text(struct accessor *x, const struct block *b);
void access_headings(struct accessor *x); /* of the whole post */
/* accesslang.c: whether the post's language is said; with x->d, whether its text and the passages in it are in it. */
void access_language(struct accessor *x);

#endif
