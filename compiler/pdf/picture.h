/* picture.h - what the files that make pictures ready share (inside pdf/ only) */
#ifndef YB_PDF_PICTURE_H
#define YB_PDF_PICTURE_H
#include "pdf/room.h"

/* A picture ready to be written. */
struct ready {
	struct buf entries, bytes;
	struct buf mask_entries, mask_bytes;
	uint64_t length; /* of the bytes */
	bool again; /* not held: to be read once more */
	struct str rgb; /* how RGB is named: as struct pdf has it */
	bool gray; /* a palette of grays is one of shades, not of RGB: the pages are in one ink */
};

/* The dictionary of a picture as it is written, piece by piece. */
void entries_begin(struct buf *b, uint32_t w, uint32_t h, int bits);
void entries_predictor(struct buf *b, uint32_t w, int channels, int bits);
void entries_length(struct buf *b, uint64_t n);
const char *space_name(int channels);
void entries_space(struct ready *r, int channels); /* of the picture itself: RGB by its profile where there is one */

const char *pass_entries(struct ready *r, const struct image *image); /* of its own bytes; NULL or what is wrong */

/* Whether PDF takes the file's own bytes, whatever their colours. */
bool image_passes(const struct pdf *f, const struct image *image);
/* Pixels of the longest side that a picture keeps where nothing says more. */
uint32_t side_most(const struct xobject *x);

void picture_lost(struct pdf *f, const struct image *image, const char *why);
/* The file's own bytes. NULL or what is wrong. */
const char *ready_pass(struct ready *r, const struct image *image);
/* Whether the picture shows what lies beneath it; of other formats than PNG that is taken to be white paper. */
bool image_masked(const struct image *image);

/* ---- in the inks of a press (inked.c) ---- */

void profile_tell(struct pdf *f, const struct image *image); /* its own was damaged */
/* Pixels of the longest side that a picture keeps there; 0: all. */
uint32_t inked_side(const struct pdf *f, const struct xobject *x);
const char *ready_inked(struct pdf *f, struct ready *r, const struct xobject *x, HPDF_Dict mask);

/* ---- for screens (screened.c) ---- */

enum { SCREEN_RUNGS = 26 };

/* How fine the pictures of a rung are: pixels to the inch of photographs and of drawings, quality of photographs. */
struct screen_rung {
	int ppi, drawing_ppi, quality;
};
struct screen_rung screen_rung(const struct pdf *f, int rung);
uint32_t screened_side(const struct pdf *f, const struct xobject *x); /* pixels of the longest side, at most */
const char *ready_screened(struct pdf *f, struct ready *r, const struct xobject *x, HPDF_Dict mask);

/* What picture i takes in the file at its rung: its streams with what they say of themselves. From `first` on, n of them; into sizes. */
void pictures_measure(struct pictures *p, const size_t *list, size_t n, uint64_t *sizes);
/* What all takes but the pictures. */
uint64_t pictures_without(struct pictures *p);
#endif
