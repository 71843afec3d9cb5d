/* nearest.c - how far two names are apart */
#include "book/target.h"

#include <string.h>

enum { LONGEST = 160, WIDEST = 24 };

uint64_t
letters_of(struct str s)
{
	uint64_t out = 0;
	for (size_t i = 0; i < s.n; i++)
		out |= UINT64_C(1) << ((unsigned char)s.p[i] & 63);
	return out;
}

static size_t
least_of(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return c < least ? c : least;
}

/* Ukkonen, "Algorithms for approximate string matching" (1985): only the cells near the diagonal can stay within `most`. */
size_t
distance_within(struct str a, struct str b, size_t most, size_t *cost)
{
	size_t row[LONGEST + 2] = {0};
	if (most > WIDEST)
		most = WIDEST;
	if (a.n > LONGEST || b.n > LONGEST || (a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (size_t j = 0; j <= b.n + 1; j++)
		row[j] = j <= most ? j : most + 1;
	for (size_t i = 1; i <= a.n; i++) {
		size_t from = i > most ? i - most : 1, to = i + most < b.n ? i + most : b.n, best = most + 1;
		size_t diagonal = row[from - 1], left = from == 1 && i <= most ? i : most + 1;
		row[from - 1] = left;
		for (size_t j = from; j <= to; j++) {
			size_t above = j == i + most ? most + 1 : row[j];
			size_t here = least_of(diagonal + (a.p[i - 1] != b.p[j - 1]), above + 1, left + 1);
			diagonal = row[j];
			row[j] = left = here;
			best = here < best ? here : best;
		}
		*cost += to - from + 2;
		if (best > most)
			return most + 1;
	}
	return row[b.n] > most ? most + 1 : row[b.n];
}
