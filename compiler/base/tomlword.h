/* tomlword.h - the scanner and the scalars of TOML (for toml.c only) */
#ifndef YB_TOMLWORD_H
#define YB_TOMLWORD_H
#include "base/yaml.h"

/* Where the reader stands. */
struct toml_scan {
	struct arena *a;
	struct str s;
	size_t i;
	int line;
	size_t col_at; /* a place on this line whose column is known */
	int col; /* that column, from 1 */
	bool lenient; /* rescue: take what is not TOML as it was probably meant */
	const char *wrong; /* what the first error was, in a few words */
};

char scan_peek(const struct toml_scan *t); /* NUL at the end */
bool scan_take(struct toml_scan *t, const char *z);
void scan_blanks(struct toml_scan *t); /* blanks and tabs */
bool scan_comment(struct toml_scan *t); /* a comment, if one stands here, up to its line's end */
bool scan_newline(struct toml_scan *t); /* LF or CR LF, if it stands here */
bool scan_lines(struct toml_scan *t); /* blanks, comments and line ends */
int scan_col(struct toml_scan *t); /* of the place where t stands, in characters */
bool scan_fail(struct toml_scan *t, const char *what); /* notes the first error; returns false */

/* The string that begins here, of the four kinds; without `lines`, of the two that stand on one line. */
bool toml_string(struct toml_scan *t, bool lines, struct str *out);
/* Gives a word without quotes its type and its normal text; false when it is no value of TOML. */
bool toml_bare(struct arena *a, struct str word, struct yaml *y);
#endif
