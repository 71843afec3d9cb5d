/* features.c - the key `features` of a text: OpenType features by their tags */
#include "style/keys.h"

#include "base/message.h"

#include <string.h>

/* "ss01", "-liga", "cv02=2". */
static bool
feature_read(struct str s, struct feature *out)
{
	int64_t value = 1;
	if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
		value = s.p[0] == '+';
		s = str_sub(s, 1, s.n);
	}
	if (s.n > 5 && s.p[4] == '=') {
		if (!str_to_int(str_sub(s, 5, s.n), &value) || value < 0 || value > 255)
			return false;
		s = str_sub(s, 0, 4);
	}
	for (size_t i = 0; i < s.n; i++)
		if (!char_alnum((unsigned char)s.p[i]))
			return false;
	if (s.n != 4)
		return false;
	memcpy(out->tag, s.p, 4);
	out->tag[4] = '\0';
	out->value = (unsigned)value;
	return true;
}

static bool
text_features(struct str s, struct feature_set *set)
{
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != ' ' && s.p[i] != ',')
			continue;
		if (i > from && (set->n == FEATURES_MOST || !feature_read(str_sub(s, from, i), &set->list[set->n++])))
			return false;
		from = i + 1;
	}
	return true;
}

static bool
set_same(const struct feature_set *a, const struct feature_set *b)
{
	bool same = a->n == b->n;
	for (int i = 0; i < a->n && same; i++)
		same = !strcmp(a->list[i].tag, b->list[i].tag) && a->list[i].value == b->list[i].value;
	return same;
}

void
features_read(struct style_reader *r, const struct yaml *y, enum text_role role)
{
	struct style *s = r->style;
	struct feature_set set = {.text = role, .file = r->file->name, .line = y->line, .col = y->col};
	bool ok = y->kind == YAML_LIST || y->kind == YAML_NULL || (y->kind == YAML_SCALAR && text_features(y->text, &set));
	for (size_t i = 0; ok && y->kind == YAML_LIST && i < y->n; i++)
		ok = yaml_text(&y->items[i]).n && text_features(y->items[i].text, &set);
	if (!ok) {
		value_bad(r, y, MESSAGE("a list of up to 12 OpenType features such as ss01, -liga or cv02=2"));
		return;
	}
	s->text_styles[role].features = 0;
	for (int i = 0; set.n && i < s->n_feature_sets && !s->text_styles[role].features; i++)
		if (set_same(&set, &s->feature_sets[i]))
			s->text_styles[role].features = (uint8_t)(i + 1);
	if (!set.n || s->text_styles[role].features)
		return;
	if (s->n_feature_sets == FEATURE_SETS_MOST) {
		value_bad(r, y, MESSAGE("one of at most 15 different lists"));
		return;
	}
	s->feature_sets[s->n_feature_sets++] = set;
	s->text_styles[role].features = (uint8_t)s->n_feature_sets;
}
