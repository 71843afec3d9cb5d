/* front_fuzz.c - any bytes as a post's front matter: YAML, TOML, JSON, encodings, dates, names */
#include "base/utf8.h"
#include "post/front.h"
#include "post/text.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))
#define VALID(s) DEMAND(utf8_valid(s) == (s).n)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	struct post p = {.arena = a, .path = STR("blog/2024-02-30-odd.es.md"), .dir = STR("blog")};
	struct str text = {(const char *)data, n}, all;
	if (text_decode(a, d, p.path, text, &text)) {
		VALID(text);
		all = text = text_tidy(a, d, p.path, text_repair(a, d, p.path, text));
		VALID(text);
		struct front f = front_cut(a, d, p.path, text);
		DEMAND(f.body.n <= all.n && f.body_line >= 1 && (!f.body.n || f.body.p + f.body.n == all.p + all.n));
		front_apply(&p, f.map, d);
		VALID(p.title);
		VALID(p.summary);
		VALID(p.slug);
		DEMAND(p.slug.n > 0);
		for (size_t i = 0; i < p.n_authors; i++)
			VALID(p.authors[i]);
	}
	size_t findings;
	diag_sorted(d, &findings);
	DEMAND(findings < 200);
	diag_free(d);
	arena_free(a);
	return 0;
}
