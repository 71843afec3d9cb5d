/* printer.h - what a printer asks for: a profile, read from styles/printers/NAME.yaml or a file of the user's own */
#ifndef YB_PRINTER_H
#define YB_PRINTER_H
#include "base/diag.h"
#include "press/sheets.h"

enum { PRINTER_PAPERS = 8, PRINTER_GUTTERS = 8, PRINTER_STOCKS = 6 };

/* From so many pages on, the margin at the spine is at least so wide. */
struct gutter {
	int pages;
	dim least;
};

/* A kind of paper that the printer has. */
struct stock {
	struct str name; /* "white", "cream" */
	int caliper; /* thickness of a PAGE (half a leaf), millionths of an inch: pages x caliper is the spine's width */
	bool cream;
};

enum binding { BINDING_PERFECT, BINDING_SADDLE };
enum binding_rule { BINDING_BY_PAGES, BINDING_ALWAYS_PERFECT, BINDING_ALWAYS_SADDLE };

struct printer {
	struct str name; /* "kdp": part of the files' names */
	struct str title; /* as people call it */
	struct str file; /* where it was read, for findings */
	bool verified; /* its facts stand in the printer's own pages */
	struct str papers[PRINTER_PAPERS]; /* sizes that it takes, as `paper:` names them; none: any */
	int n_papers;
	dim bleed_top, bleed_bottom, bleed_outer, bleed_inner;
	dim safety; /* what matters keeps so far from the trimmed edge */
	dim cut_tolerance;
	struct gutter gutters[PRINTER_GUTTERS]; /* by ascending pages */
	int n_gutters;
	enum pdf_standard standard;
	enum inks inks;
	struct str icc; /* path of the output's ICC profile; empty: the built-in one */
	struct str condition;
	int ink_most; /* percent; 0: no limit */
	int intent;
	bool black_point;
	int ppi_good, ppi_least, ppi_most; /* below good: a warning; below least: refused; above most: made smaller */
	int quality;
	bool crop_marks, registration_marks, slug;
	dim mark_length, mark_gap; /* of a crop mark; from the trimmed edge to it (never less than the bleed) */
	int multiple; /* the number of pages is a multiple of it */
	bool last_blank; /* the last page is blank */
	int pages_least, pages_most; /* 0: no bound */
	int blanks_in_row; /* blank pages in a row at most; 0: any */
	int type_least; /* hundredths of a point; 0: any */
	int rule_least; /* thinnest rule, thousandths of a point */
	bool links, outline, metadata; /* allowed in the file */
	bool transparency; /* allowed */
	int64_t file_most; /* bytes; 0: any */
	enum binding_rule binding; /* whether the number of pages decides it */
	int saddle_below; /* a book of fewer pages is stapled (a multiple of 4, no spine); 0: never */
	struct stock stocks[PRINTER_STOCKS]; /* the first is what is taken unless the user names another */
	int n_stocks;
	dim cover_bleed, cover_safety;
	bool cover_marks;
	enum pdf_standard cover_standard;
	int spine_text_pages; /* the spine bears text from so many pages on; 0: never */
	dim spine_clearance; /* on both sides of its text */
	dim spine_extra; /* what the cover's own paper adds to the spine's width */
	struct str note; /* what a volunteer should know, one paragraph; may be empty */
	struct str upload; /* where the files go: an address, or what to do; may be empty */
	struct str note_es, note_pt, upload_es, upload_pt; /* the same in Spanish and Portuguese; empty: there is only the one */
};

/* Reads a profile: a built-in name ("kdp") or a file (it has a slash or ends in .yaml), which may be based on another. Bad values are reported,
 * and what held before stays. NULL when there is none, or it cannot be used (reported, with the names there are). */
struct printer *printer_read(struct arena *a, struct diag *d, struct str name);
/* The note, or where the files go, in a language ("es", "pt", else English). */
struct str printer_note(const struct printer *p, const char *lang);
struct str printer_upload(const struct printer *p, const char *lang);
/* The margin at the spine that a book of so many pages needs at least. */
dim printer_gutter(const struct printer *p, int pages);
/* The number of pages is a multiple of it: the printer's own, and 4 in a stapled book. */
int printer_multiple(const struct printer *p, int pages);
/* Stapled or glued. */
enum binding printer_binding(const struct printer *p, int pages);
/* Width of the spine; 0 for a stapled book. */
dim printer_spine(const struct printer *p, const struct stock *stock, int pages);
#endif
