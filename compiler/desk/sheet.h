/* sheet.h - a table that the program and a person write together: CSV that is merged and never overwritten */
#ifndef YB_SHEET_H
#define YB_SHEET_H
#include "base/diag.h"
#include "post/post.h"

/* Whose a column is. */
enum sheet_owner {
	SHEET_KEY, /* names the row; the first column that is one, exactly one */
	SHEET_FACT, /* the program's: written anew in each run */
	SHEET_PROPOSAL, /* the program fills it in; what a person changed stays */
	SHEET_PERSON /* a person's: the program leaves it as it is */
};

/* What its cells are. */
enum sheet_form {
	SHEET_TEXT,
	SHEET_DATE, /* read in any form, day or month first as its rows show, and given as 2024-02-14 */
	SHEET_DATES, /* one, or two: "2024-03-19/2024-03-22" */
	SHEET_CONSENT, /* yes or no: of two rows for one thing, either one's no holds */
	SHEET_PATH /* of a file: ".\\posts\\a.md" is "posts/a.md" */
};

struct sheet_column {
	const char *name; /* as the first row names it: "printed date" */
	const char *es, *pt; /* its other names, or NULL */
	enum sheet_owner owner;
	enum sheet_form form;
};

struct sheet_row {
	struct str *cells; /* one for each of the known columns; may be empty */
	int line; /* in the file, from 1; 0: not in it yet */
	bool gone; /* its thing vanished: kept, and marked in the column "state" */
	bool *changed; /* for each column: a person changed it since the program wrote it (or nobody knows) */
};

/* A table as it lies in the file. Columns of a person's own are kept behind the others. */
struct sheet {
	struct str path;
	const struct sheet_column *columns;
	size_t n_columns;
	struct sheet_row *rows;
	size_t n_rows;
	bool there; /* the file exists */
	bool unreadable; /* it cannot be taken as it is (half written, a broken quotation mark, without its key column): reported; never written over */
	bool insist; /* it is written also while a spreadsheet has it open: what it says must not get lost */
	void *own; /* sheet.c's: the person's own columns, separators, line ends, byte order mark */
};

/* Reads root/name (UTF-8 with or without byte order mark, UTF-16 and Windows-1252 as spreadsheets save them; comma, semicolon or tab) and what the
 * program wrote last (root/.yearbook/name), by which it tells what a person changed. A row that stands twice is reported and the first one holds. Never NULL. */
struct sheet *sheet_read(
	struct arena *a, struct diag *d, struct str root, const char *name, const struct sheet_column *columns, size_t n);
/* The row of a key, or NULL. */
const struct sheet_row *sheet_find(const struct sheet *s, struct str key);

/* What the program has to say now: n rows of s->n_columns cells, in the order that new rows shall have. Rows that are there keep their place unless `sorted`;
 * rows without a counterpart are kept and marked as gone. */
void sheet_merge(struct sheet *s, struct arena *a, struct str **cells, size_t n, bool sorted);
/* Writes it in the way the file had (separator, line ends, mark), beside its place, and renames; the one before stays as NAME~ (one backup). Unchanged bytes
 * are not written. false, reported, when it cannot be written, is unreadable, or was changed by somebody since it was read. */
bool sheet_write(struct sheet *s, struct diag *d);
/* The file that is written: where a link leads; else the path. */
struct str sheet_target(struct arena *a, const struct sheet *s);

/* The columns of pictures.csv (picturesheet.c). */
enum picture_column {
	PICTURE_PATH,
	PICTURE_POSTS, /* slugs of those that show it */
	PICTURE_PIXELS, /* "4000x3000" */
	PICTURE_PRINTED, /* "110x74 mm": the greatest place */
	PICTURE_PPI,
	PICTURE_PHOTOGRAPHER,
	PICTURE_LICENCE,
	PICTURE_SOURCE,
	PICTURE_PEOPLE,
	PICTURE_CONSENT,
	PICTURE_CAPTION,
	PICTURE_ALT,
	PICTURE_ORIGINAL, /* the better copy that is printed */
	PICTURE_METADATA, /* what the file says: description, keywords */
	PICTURE_STATE,
	PICTURE_HASH, /* the key: "h" and 16 hexadecimal digits (figures alone would be a number to a spreadsheet) */
	PICTURE_COLUMNS
};
extern const struct sheet_column picture_columns[PICTURE_COLUMNS];

/* The columns of posts.csv (postsheet.c). */
enum post_column {
	POST_PATH, /* the key: below the folder of yearbook.yaml */
	POST_INCLUDE, /* "yes", "no" */
	POST_ORDER_DATE,
	POST_PRINTED_DATE,
	POST_EVENT, /* "2024-03-19", "2024-03-19/2024-03-22" */
	POST_PLACE,
	POST_LANGUAGE,
	POST_VERSION_OF, /* the path of the post whose translation or copy it is */
	POST_TITLE,
	POST_AUTHOR,
	POST_WORDS,
	POST_PICTURES,
	POST_KIND,
	POST_WHY,
	POST_STATE, /* "gone" */
	POST_COLUMNS
};
extern const struct sheet_column post_columns[POST_COLUMNS];
/* The days of an event in one cell: a date, or two with "/", "-", "to", "al" or "até" between, of which the first may lack its month and year. */
bool sheet_dates(struct arena *a, struct str s, struct date *from, struct date *to);
/* As the program writes them: "2024-03-19/2024-03-22", or one date where both are the same; empty for none. */
struct str sheet_dates_text(struct arena *a, const struct date *from, const struct date *to);
/* The columns of printed.csv (ledger.c). */
enum ledger_column {
	LEDGER_KEY, /* volume and slug: "3/a-post" */
	LEDGER_VOLUME, /* empty: the book says none */
	LEDGER_YEAR,
	LEDGER_PAGES, /* "35-37": the first and the last */
	LEDGER_TITLE,
	LEDGER_DATE,
	LEDGER_LANG,
	LEDGER_SLUG,
	LEDGER_PATH,
	LEDGER_URL,
	LEDGER_TEXT, /* desk_text_mark */
	LEDGER_STATE,
	LEDGER_COLUMNS
};
extern const struct sheet_column ledger_columns[LEDGER_COLUMNS];

/* A date as spreadsheets write it ("2024-02-14", "14/02/2024", "2/14/24", "14 feb 2024", 45336 as a serial number); false when it is none. */
bool sheet_date(struct str s, struct date *out);
/* A date as the program writes it: "2024-02-14", "2024-02", "2024", "2024-02-14 10:30"; empty for none. */
struct str sheet_date_text(struct arena *a, const struct date *d);
#endif
