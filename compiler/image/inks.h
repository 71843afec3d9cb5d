/* inks.h - pictures in the inks of a press: the output's profile, rows converted into it, the amount of ink */
#ifndef YB_IMAGE_INKS_H
#define YB_IMAGE_INKS_H
#include "image/image.h"

/* What pictures are converted into. */
struct image_output {
	struct str icc; /* the output's ICC profile; borrowed; of CMYK only */
	int channels; /* 1: shades of black; 3: sRGB; 4: CMYK */
	int ink_most; /* percent that the inks of a spot sum up to at most; 0: no limit */
	int intent; /* 0 perceptual, 1 relative colorimetric, 2 saturation, 3 absolute */
	bool black_point; /* compensation */
};

/* An output, and what was prepared for it. Threads share it. */
struct image_inks;
/* Opens it. NULL, or what is wrong with the output's profile; then *inks is NULL. */
const char *image_inks_open(const struct image_output *output, struct image_inks **inks);
void image_inks_close(struct image_inks *inks);
int image_inks_channels(const struct image_inks *inks);
int image_inks_most(const struct image_inks *inks); /* percent; 0: no limit */
bool image_inks_is(const struct image_inks *inks, struct str icc); /* whether that is the output's profile */
/* Two outputs of the same hash make the same bytes of a picture. */
uint64_t image_inks_hash(const struct image_inks *inks);

struct str image_srgb(struct arena *a); /* the profile of sRGB, the same bytes each time; empty when it cannot be made */

/* How one picture's pixels become inks. */
struct image_table;
/* For pixels of `channels` (1, 3, 4) in the colours of the picture's own profile; an empty one means sRGB, and CMYK as it is. `less`: percent
 * that the sum of the inks stays below the limit. *broken: the profile is damaged or of another kind, and was not used. */
struct image_table *image_table_open(struct image_inks *inks, struct str icc, int channels, int less, bool *broken);
void image_table_close(struct image_table *t);
/* Whether it changes nothing worth mentioning: the picture's bytes can stay as they are. */
bool image_table_idle(const struct image_table *t);
/* Channels that come out: of gray pixels 1, else those of the output. */
int image_table_channels(const struct image_table *t);
/* Converts n pixels, which have `step` bytes each (the channels first). CMYK counts ink: 255 is full; one channel counts light. */
void image_table_row(const struct image_table *t, unsigned char *to, const unsigned char *from, size_t n, int step);
/* The most ink of n CMYK pixels, in steps of 1/255: 1020 is 400 percent. *at: the first that has it. */
int image_ink_row(const unsigned char *cmyk, size_t n, size_t *at);

/* ---- pictures made for an output (make.c) ---- */

struct image_wish {
	struct image_inks *inks;
	uint32_t most; /* pixels of the longest side; 0: all */
	int quality; /* of JPEGs */
	bool flat; /* what shows through is laid on white */
};

/* A picture as it is written: not turned, as it is stored. */
struct image_made {
	uint32_t w, h;
	int channels; /* 1 light, 3 RGB, 4 inks: in a JPEG inverted, as Adobe's are */
	bool as_it_is; /* the file's own bytes are fit (image_strip, image_png_data); nothing was made */
	bool jpeg; /* else a zlib stream of a PNG's rows */
	bool profile_broken; /* its own profile was damaged; sRGB was taken */
	int ink; /* the most ink of a spot as it is written, in steps of 1/255; -1: not counted */
	uint32_t ink_x, ink_y; /* that spot */
	struct buf bytes, mask; /* mask: a zlib stream of a PNG's rows of one channel; may be empty */
};
/* Makes it; row by row where its format allows. NULL or what is wrong; *broken: it ended too early, the rest is gray. buf_free both in any case. */
const char *image_make(const struct image *im, const struct image_wish *wish, struct image_made *made, bool *broken);
/* Whether image_make would leave its bytes as they are. */
bool image_stays(const struct image *im, const struct image_wish *wish, bool *profile_broken);

/* ---- pictures made for screens (screen.c) ---- */

struct image_screen_wish {
	struct image_inks *srgb; /* of three channels */
	uint32_t most; /* pixels of the longest side; 0: as many as stores take */
	int quality; /* of JPEGs */
	bool page; /* for a page of a PDF: of any size; what shows through is a mask of its own */
	bool flat; /* there it is laid on white */
};

/* A picture as an e-book holds it: upright, in sRGB, without metadata. */
struct image_screened {
	uint32_t w, h;
	bool png; /* else a JPEG */
	bool profile_broken; /* its own profile was damaged; sRGB was taken */
	struct buf bytes; /* the whole file */
	struct buf mask; /* for a page: how opaque its pixels are, a PNG in 8 bits of gray; empty: they all are */
};
/* Makes it. Photographs become JPEGs, all else PNGs with the fewest bits for a pixel; a JPEG's own bytes stay, packed better without loss, where
 * anything else would save little. What is transparent is laid on white where its ink is dark, since it may stand on a dark page. NULL or
 * what is wrong; *broken: it ended too early, the rest is gray. buf_free both in any case. */
const char *image_screen_make(
	const struct image *im, const struct image_screen_wish *wish, struct image_screened *made, bool *broken);
/* The longest side at which it is made: at most 4 million pixels in all. */
uint32_t image_screen_side(const struct image *im, uint32_t most);
#endif
