/* glob.c - patterns of paths: ? and * within a name, ** across folders */
#include "book/gather.h"

#include <stdlib.h>
#include <string.h>

/* Reads the pattern as a machine that is in several places at once: time goes with the product of the lengths, whatever the stars. at[i] is
 * whether all before the pattern's byte i has matched. */
struct machine {
	struct str p;
	bool *at, *next;
};

/* A star also matches nothing; a double star with its slash does so where a name begins. */
static void
stars_pass(const struct machine *m, bool *at, bool begins)
{
	for (size_t i = 0; i < m->p.n; i++) {
		if (!at[i] || m->p.p[i] != '*')
			continue;
		bool two = i + 1 < m->p.n && m->p.p[i + 1] == '*';
		at[i + 1 + two] = true;
		if (two && begins && i + 2 < m->p.n && m->p.p[i + 2] == '/')
			at[i + 3] = true;
	}
}

static void
machine_step(struct machine *m, char c)
{
	memset(m->next, 0, m->p.n + 1);
	for (size_t i = 0; i < m->p.n; i++) {
		char p = m->p.p[i];
		bool two = p == '*' && i + 1 < m->p.n && m->p.p[i + 1] == '*';
		if (!m->at[i])
			continue;
		if (p == '*' && (two || c != '/'))
			m->next[i] = true;
		else if (p != '*' && (p == c || (p == '?' && c != '/')))
			m->next[i + 1] = true;
	}
	bool *was = m->at;
	m->at = m->next;
	m->next = was;
	stars_pass(m, m->at, c == '/');
}

/* Whether the pattern matches the path or, so that a folder's name means what is in it, the path as far as one of its slashes. */
static bool
pattern_reaches(struct str pattern, struct str path)
{
	struct machine m = {.p = pattern, .at = xmalloc(pattern.n + 1), .next = xmalloc(pattern.n + 1)};
	bool found = false;
	memset(m.at, 0, pattern.n + 1);
	m.at[0] = true;
	stars_pass(&m, m.at, true);
	for (size_t i = 0; i < path.n && !found; i++) {
		found = path.p[i] == '/' && m.at[pattern.n];
		machine_step(&m, path.p[i]);
	}
	found |= m.at[pattern.n];
	free(m.at);
	free(m.next);
	return found;
}

bool
glob_match(struct str pattern, struct str path)
{
	while (str_starts(pattern, "./"))
		pattern = str_sub(pattern, 2, pattern.n);
	while (str_ends(pattern, "/"))
		pattern.n--;
	bool anchored = str_find_char(pattern, '/') >= 0;
	if (str_starts(pattern, "/"))
		pattern = str_sub(pattern, 1, pattern.n);
	if (!pattern.n)
		return false;
	if (anchored)
		return pattern_reaches(pattern, path);
	while (path.n) { /* a name alone: of the file, or of any folder above it */
		ptrdiff_t slash = str_find_char(path, '/');
		if (pattern_reaches(pattern, slash < 0 ? path : str_sub(path, 0, (size_t)slash)))
			return true;
		path = slash < 0 ? STR_NONE : str_sub(path, (size_t)slash + 1, path.n);
	}
	return false;
}
