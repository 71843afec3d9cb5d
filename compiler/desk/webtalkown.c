/* webtalkown.c - a site's own phrases: `web-talk` in yearbook.yaml, read beside the lists of styles/words/ */
#include "desk/webtalk.h"

enum { OWN_MOST = 2000 };

/* What one key of `web-talk` says, and how many phrases there were so far. */
struct own {
	struct talk_lists *t;
	struct diag *d;
	struct str file;
	size_t n;
};

static void
phrase_take(struct own *o, const struct yaml *y, struct str phrase, int line, int col, enum talk_act act)
{
	struct talk_phrase like = {.act = act, .group = STR("own"), .own = true, .with = str_trim(yaml_text(y))};
	if (o->n++ == OWN_MOST)
		diag_add(o->d, DIAG_YAML_LIMIT, o->file, line, col, "only the first %d phrases of \"web-talk\" were read",
			OWN_MOST);
	if (o->n > OWN_MOST)
		return;
	if (act == TALK_REPLACE && !like.with.n)
		diag_add(o->d, DIAG_VALUE_BAD, o->file, line, col,
			"\"%.*s\" under \"web-talk\" does not say what stands instead; left out: write replace: {\"%.*s\": "
			"\"…\"}, or put it "
			"under cut",
			STR_FMT(phrase), STR_FMT(phrase));
	else if (!talk_phrase_add(o->t, phrase, &like))
		diag_add(o->d, DIAG_VALUE_BAD, o->file, line, col,
			"\"%.*s\" under \"web-talk\" is no phrase of 1 to %d words; left out", STR_FMT(str_sub(phrase, 0, 80)),
			TALK_WORDS_MOST);
}

static void
phrases_take(struct own *o, const struct yaml *y, enum talk_act act)
{
	bool map = act == TALK_REPLACE;
	if (y->kind == YAML_SCALAR && !map) {
		phrase_take(o, NULL, y->text, y->line, y->col, act);
	} else if (y->kind == (map ? YAML_MAP : YAML_LIST)) {
		for (size_t i = 0; i < y->n; i++) {
			const struct yaml *item = &y->items[i];
			phrase_take(o, map ? item : NULL, map ? item->key : yaml_text(item), map ? item->key_line : item->line,
				map ? item->key_col : item->col, act);
		}
	} else if (map) {
		diag_add(o->d, DIAG_VALUE_BAD, o->file, y->line, y->col,
			"\"replace\" under \"web-talk\" takes a map from phrases to what stands instead; left out");
	} else if (y->kind != YAML_NULL) {
		diag_add(o->d, DIAG_VALUE_BAD, o->file, y->line, y->col,
			"\"%.*s\" under \"web-talk\" takes a list of phrases; left out", STR_FMT(y->key));
	}
}

/* Leaves out a group of the lists that come with the program; false: there is none of that name. */
static bool
group_off(struct talk_lists *t, struct str name)
{
	bool known = str_is(name, "preview") || str_is(name, "signature") || str_is(name, "first-person");
	t->no_preview |= str_is(name, "preview");
	t->no_signature |= str_is(name, "signature");
	for (size_t i = 0; i < t->n_languages && str_is(name, "first-person"); i++)
		t->languages[i].n_first_person = 0;
	size_t kept = 0;
	for (size_t i = 0; i < t->n; i++) {
		bool off = !t->phrases[i].own && str_eq(t->phrases[i].group, name);
		known |= off;
		if (!off)
			t->phrases[kept++] = t->phrases[i];
	}
	t->n = kept;
	return known;
}

static void
off_take(struct own *o, const struct yaml *y)
{
	size_t n = y->kind == YAML_LIST ? y->n : y->kind != YAML_NULL;
	for (size_t i = 0; i < n; i++) {
		const struct yaml *item = y->kind == YAML_LIST ? &y->items[i] : y;
		struct str name = str_trim(yaml_text(item));
		for (size_t k = 0; k < i; k++)
			if (str_eq(name, str_trim(yaml_text(&y->items[k]))))
				name = STR_NONE; /* once more */
		if (i == 50)
			return;
		if (!name.n && item->kind == YAML_SCALAR)
			continue;
		if (!group_off(o->t, name))
			diag_add(o->d, DIAG_VALUE_BAD, o->file, item->line, item->col,
				"\"%.*s\" is nothing that \"off\" under \"web-talk\" knows; left out: it takes comments, share, "
				"follow, "
				"registration, live, here, embeds, dates, preview, signature and first-person",
				STR_FMT(name));
	}
}

void
talk_own_read(struct talk_lists *t, struct diag *d, struct str file, const struct yaml *y)
{
	static const char *const keys[] = {"cut", "replace", "tell", "fine", "off"};
	static const enum talk_act acts[] = {TALK_CUT, TALK_REPLACE, TALK_TELL, TALK_FINE};
	struct own o = {t, d, file, 0};
	if (!y || y->kind == YAML_NULL)
		return;
	if (y->kind != YAML_MAP) {
		diag_add(d, DIAG_VALUE_BAD, file, y->line, y->col,
			"\"web-talk\" takes a map with cut, replace, tell, fine and off; left out: write web-talk: {cut: "
			"[\"…\"]}");
		return;
	}
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		size_t k = 0;
		while (k < 5 && !str_is_nocase(item->key, keys[k]))
			k++;
		if (k < 4)
			phrases_take(&o, item, acts[k]);
		else if (k == 4)
			off_take(&o, item);
		else
			diag_add(d, DIAG_KEY_UNKNOWN, file, item->key_line, item->key_col,
				"\"web-talk\" has no key \"%.*s\", but cut, replace, tell, fine and off; left out",
				STR_FMT(item->key));
	}
}
