/* profile.h - a printer's profile on its way from YAML (inside press/ only) */
#ifndef YB_PROFILE_H
#define YB_PROFILE_H
#include "press/printer.h"

#include "base/yaml.h"

struct profile_reader {
	struct arena *a;
	struct diag *d;
	struct printer *p;
	struct str file; /* whose keys are read */
	bool cover_bleed, cover_standard; /* were set; else they are as the interior's */
};

/* Sets what a file's map says; unknown keys and bad values are reported, what was there stays. */
void profile_apply(struct profile_reader *r, const struct yaml *map);
/* The lists: papers, gutter, stocks. */
void profile_papers(struct profile_reader *r, const struct yaml *y);
void profile_gutters(struct profile_reader *r, const struct yaml *y);
void profile_stocks(struct profile_reader *r, const struct yaml *y);
/* Findings about a value: `names` ends with NULL. */
void profile_unknown(struct profile_reader *r, const struct yaml *y, const char *const *names, size_t n);
void profile_kind_bad(struct profile_reader *r, const struct yaml *y, const char *wanted);
#endif
