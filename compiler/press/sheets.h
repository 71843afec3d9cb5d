/* sheets.h - pages placed on sheets, and how the file is to be written: what the PDF writer receives */
#ifndef YB_SHEETS_H
#define YB_SHEETS_H
#include "layout/pages.h"

/* A place on a surface, from its upper left corner, y downwards. */
struct box {
	dim x, y, w, h;
};

/* A page where it lies on a surface. */
struct placement {
	size_t page; /* index of pages->list */
	dim x, y; /* of the upper left corner of its trimmed area, as it lies there (turned and scaled) */
	int turn; /* degrees clockwise: 0, 90, 180, 270 */
	int scale; /* ten-thousandths of its own size */
	struct box clip; /* what may show of it: its trimmed area, and the bleed as far as there is room */
};

/* One side of a sheet of paper: a page of the file. */
struct surface {
	dim w, h; /* of the paper: the media box */
	struct box bleed, trim; /* what is printed up to, what is cut out of it */
	struct placement *placements; /* in the order of drawing */
	size_t n_placements;
	struct frame *frames; /* what stands around and over them: marks, slug line; from the surface's corner */
	size_t n_frames;
	struct str label; /* of the file's page: a page's folio ("iv"); empty: none */
};

/* What the file promises to be. */
enum pdf_standard {
	PDF_PLAIN,
	PDF_X1A_2001, /* the values of `standard` in a printer's profile, in their order: profile.c */
	PDF_X1A_2003,
	PDF_X4,
	PDF_DIGITAL /* PDF/A-2a and PDF/UA-1, in PDF 1.7: tagged, for screens and archives */
};

/* Whether it is one of the press: PDF/X. */
static inline bool
standard_press(enum pdf_standard s)
{
	return s != PDF_PLAIN && s != PDF_DIGITAL;
}

/* How an office printer is to print both sides: written as the file's wish, so that the printing dialog offers it. */
enum duplex { DUPLEX_NONE /* no wish */, DUPLEX_LONG /* flipped on the long edge */, DUPLEX_SHORT };

/* How pictures are written. Text and rules are in percent of inks, but for PDF_DIGITAL: in sRGB. */
enum inks {
	INKS_AS_THEY_ARE, /* as they lie in their files */
	INKS_SRGB, /* converted to sRGB where their files have another colour space */
	INKS_CMYK, /* converted to the output's inks */
	INKS_GRAY /* in shades of black */
};

/* A file that the PDF holds beside its pages: what they were made of. */
struct attachment {
	struct str name; /* of the file: ASCII; each once */
	struct str about; /* for people; may be empty */
	const char *mime; /* "text/markdown" */
	struct str head, body; /* its bytes: one behind the other */
	int64_t modified; /* seconds since 1970 */
};

/* Pages on their way to paper or to a screen. Plain data; everything is borrowed and lives as long as it. */
struct sheets {
	const struct pages *pages;
	struct surface *list;
	size_t n;
	enum pdf_standard standard;
	enum inks inks;
	/* the output intent; empty in a plain file */
	struct str icc; /* the bytes of an ICC profile of the output */
	struct str condition; /* identifier of the printing condition: "FOGRA39", or "Custom" */
	struct str condition_name; /* the same for people */
	int ink_most; /* percent that the inks of one spot sum up to at most; 0: no limit */
	int intent; /* rendering intent of pictures: 0 perceptual, 1 relative colorimetric, 2 saturation, 3 absolute */
	bool black_point; /* compensation */
	int ppi_most; /* pictures with more pixels to the inch are made smaller; 0: as they are */
	int quality; /* of JPEGs that are made anew, 1 to 100 */
	bool screened; /* pictures are made for screens, in INKS_SRGB, and packed in few bytes */
	uint64_t budget; /* bytes that the file may have, where pictures are screened: they give way to it; 0: any */
	struct str
		emoji; /* the face of emoji in one ink (fonts/NotoEmoji-Regular.ttf), which CMYK, gray and PDF/X take; empty: pictures */
	bool flat; /* no transparency: what shows through is laid on white */
	bool overprint; /* black alone is printed over what lies beneath */
	bool links, outline; /* what can be clicked; the outline, named places and labels */
	bool bare; /* nothing about the book in the file's metadata */
	bool screen; /* to be read on a screen: shown as it will be trimmed (the crop box) */
	const struct attachment *attached; /* n_attached, by name; of PDF_DIGITAL alone */
	size_t n_attached;
	enum duplex duplex; /* imposed sheets are printed so, and at their own size */
};

/* Every page on a surface of its own: for a screen. Tagged pages make it PDF_DIGITAL. */
struct sheets sheets_plain(const struct pages *pages, struct arena *a);
#endif
