/* residue.c - what the pages could not have: noted while they are composed, reported when their numbers are known */
#include "layout/join.h"

enum {
	COST_BAD = 140, /* a break without a name of its own that costs so much is noted */
	LEFT_MANY = 4 /* lines that stay empty are a finding from here on */
};

struct residue *
residue_add(struct flow *f, struct post_pages *out, enum residue_kind kind, int amount)
{
	struct residue *r = PUSH(f->keep, out->residues, out->n_residues, out->cap_residues);
	*r = (struct residue){.kind = kind, .page = out->n, .amount = amount};
	return r;
}

void
residue_break(struct flow *f, struct post_pages *out, const struct vbox *b, int line)
{
	static const struct {
		bool head, orphan, widow;
	} is[] = {[WRONG_NOTHING] = {0},
		[WRONG_ORPHAN] = {.orphan = true},
		[WRONG_WIDOW] = {.widow = true},
		[WRONG_BOTH] = {.orphan = true, .widow = true},
		[WRONG_HEAD] = {.head = true}};
	struct residue *r;
	if (is[b->wrong].head || (b->cost == BREAK_NEVER && b->airy)) {
		r = residue_add(f, out, RESIDUE_HEADING, 1);
	} else if (is[b->wrong].orphan) {
		r = residue_add(f, out, RESIDUE_ORPHAN, 1);
	} else if (!is[b->wrong].widow) {
		if (b->cost < COST_BAD || b->cost == BREAK_NEVER)
			return;
		r = residue_add(f, out, RESIDUE_BREAK, 1);
	} else {
		r = NULL;
	}
	if (r) {
		r->line = line;
		r->cost = b->cost;
	}
	if (is[b->wrong].widow) {
		r = residue_add(f, out, RESIDUE_WIDOW, 1);
		r->page++;
		r->line = 1;
		r->cost = b->cost;
	}
}

/* ---- in the book ---- */

static void
residue_say(struct parts_env *env, const struct residue_entry *r, int folio)
{
	struct str file = env->book->entries[r->entry].post->path;
	switch (r->kind) {
	case RESIDUE_SHORT:
		if (r->amount >= LEFT_MANY)
			diag_add(env->d, DIAG_PAGE_SHORT, file, 0, 0,
				"%d lines stay empty at the foot of page %d, for what follows does not fit there; a picture or a "
				"heading elsewhere may help",
				r->amount, folio);
		break;
	case RESIDUE_OVERFULL:
		diag_add(env->d, DIAG_PAGE_OVERFULL, file, 0, 0,
			"something on page %d is taller than the page and sticks out by %d lines; divide it or make it "
			"smaller",
			folio, r->amount);
		break;
	case RESIDUE_HEADING:
		diag_add(env->d, DIAG_PAGE_BREAK, file, 0, 0,
			"page %d ends with a heading that has too little of its text below it; a word more or less may help",
			folio);
		break;
	case RESIDUE_ORPHAN:
		diag_add(env->d, DIAG_PAGE_BREAK, file, 0, 0,
			"page %d ends with the first line of a paragraph; a word more or less may help", folio);
		break;
	case RESIDUE_WIDOW:
		diag_add(env->d, DIAG_PAGE_BREAK, file, 0, 0,
			"page %d begins with the last line of a paragraph; a word more or less may help", folio);
		break;
	case RESIDUE_BREAK:
		diag_add(env->d, DIAG_PAGE_BREAK, file, 0, 0,
			"page %d ends where what belongs together is divided; a word more or less may help", folio);
		break;
	default: break;
	}
}

static void
entry_add(struct parts_env *env, struct pages *out, size_t *cap, struct residue_entry e, int front)
{
	*PUSH(env->keep, out->residues, out->n_residues, *cap) = e;
	residue_say(env, &e, e.page - front);
}

/* Facing pages that end at different heights; those at a post's ends are not measured by it. */
static void
spread_check(struct parts_env *env, struct pages *out, size_t *cap, size_t entry, const struct post_pages *post, size_t k,
	int start, int front)
{
	int number = front + start + (int)k;
	if (number % 2 == 0 || k < 2 || k + 1 >= post->n_text)
		return;
	const struct foot *left = &post->feet[k - 1], *right = &post->feet[k];
	int a = left->notes ? 0 : left->left, b = right->notes ? 0 : right->left;
	out->n_spreads++;
	out->n_level += a == b;
	if (a != b)
		entry_add(env, out, cap,
			(struct residue_entry){
				.kind = RESIDUE_UNEVEN, .page = number, .entry = (int)entry, .amount = a > b ? a - b : b - a},
			front);
}

void
residues_collect(struct parts_env *env, const struct post_pages *posts, const int *starts, int front, struct pages *out)
{
	size_t cap = 0;
	for (size_t i = 0; i < env->book->n_entries; i++) {
		size_t at = 0;
		for (size_t k = 0; k < posts[i].n; k++) {
			int number = front + starts[i] + (int)k;
			spread_check(env, out, &cap, i, &posts[i], k, starts[i], front);
			if (number % 2 && k + 1 < posts[i].n && posts[i].feet[k].hyphen)
				entry_add(env, out, &cap,
					(struct residue_entry){
						.kind = RESIDUE_HYPHEN, .page = number, .entry = (int)i, .amount = 1},
					front);
			for (; at < posts[i].n_residues && posts[i].residues[at].page <= k; at++) {
				const struct residue *r = &posts[i].residues[at];
				entry_add(env, out, &cap,
					(struct residue_entry){
						r->kind, front + starts[i] + (int)r->page, (int)i, r->line, r->amount, r->cost},
					front);
			}
		}
	}
}
