/* fixpicture.c - what the editor says about single pictures of a post: `pictures` of a fix */
#include "desk/fixing.h"
#include "desk/value.h"

#include "base/file.h"

enum { SHARE_LEAST = 15, SHARE_FULL = 90, KEYS_MOST = 2000 };

enum picture_key { KEY_CAPTION, KEY_ALT, KEY_CREDIT, KEY_SIZE, KEY_FOCUS, KEY_DROP, KEY_COUNT };

static const char *const key_names[KEY_COUNT] = {"caption", "alt", "credit", "size", "focus", "drop"};

/* What one key names: pictures of the text, candidates for the opening, or both where they are the same file. */
struct named {
	int picture; /* of the text; -1: none */
	int n_pictures, image, n_images;
	bool differ; /* they are several files */
};

static bool
address_is(struct str address, struct str key)
{
	ptrdiff_t query = str_find_char(address, '?');
	if (str_eq(address, key))
		return true;
	if (query >= 0)
		address.n = (size_t)query;
	return str_eq(address, key) ||
		(address.n > key.n && address.p[address.n - key.n - 1] == '/' &&
			str_eq(str_sub(address, address.n - key.n, address.n), key));
}

static struct named
picture_named(const struct fixing *x, struct str key)
{
	const struct post *p = x->post;
	struct named found = {.picture = -1, .image = -1};
	struct str first = STR_NONE;
	int64_t number;
	if (str_to_int(key, &number)) {
		if (number >= 1 && (uint64_t)number <= p->n_pictures) {
			found.picture = (int)number - 1;
			found.n_pictures = 1;
		}
		return found;
	}
	while (str_starts(key, "./"))
		key = str_sub(key, 2, key.n);
	for (size_t i = 0; key.n && i < p->n_pictures + p->n_images; i++) {
		bool text = i < p->n_pictures;
		struct str src = text ? p->pictures[i].src : p->images[i - p->n_pictures];
		if (!address_is(src, key))
			continue;
		found.differ |= first.p && !str_eq(first, src) && !str_eq(path_base(first), path_base(src));
		first = first.p ? first : src;
		if (text) {
			found.picture = found.n_pictures++ ? found.picture : (int)i;
		} else
			found.image = found.n_images++ ? found.image : (int)(i - p->n_pictures);
	}
	return found;
}

/* Names of files that are there, for somebody who mistyped one. */
static void
unknown_report(const struct fixing *x, const struct yaml *y)
{
	const struct post *p = x->post;
	size_t n = p->n_pictures + p->n_images;
	const char **names = NEW_N(p->arena, n + 1, const char *);
	for (size_t i = 0; i < n; i++)
		names[i] = str_z(p->arena, path_base(i < p->n_pictures ? p->pictures[i].src : p->images[i - p->n_pictures]));
	const char *nearest = n <= KEYS_MOST ? name_nearest(path_base(y->key), names, n) : NULL;
	if (nearest)
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->key_line, y->key_col,
			"the post has no picture \"%.*s\", which \"pictures\" names; did you mean \"%s\"?", STR_FMT(y->key),
			nearest);
	else
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->key_line, y->key_col,
			"the post has no picture \"%.*s\", which \"pictures\" names; it has %zu: name one as the post does, or "
			"by its "
			"number from 1",
			STR_FMT(y->key), p->n_pictures);
}

/* ---- captions ---- */

static struct block *
figure_of(const struct post *p, int picture)
{
	for (size_t i = 0; i <= p->n_notes; i++) {
		struct block *root = i ? p->notes[i - 1] : p->root;
		for (struct block *b = root; b; b = block_next(b, root))
			if (b->kind == BLOCK_FIGURE && b->picture == picture)
				return b;
	}
	return NULL;
}

static void
caption_set(const struct fixing *x, const struct yaml *y, int picture, struct str text)
{
	struct post *p = x->post;
	struct block *b = picture < 0 ? NULL : figure_of(p, picture);
	if (!b) {
		diag_add(x->d, DIAG_VALUE_BAD, x->file, y->line, y->col,
			"a picture that stands in a line of text, or opens the post from its front matter, has no caption; left "
			"out");
		return;
	}
	b->text = str_dup(p->arena, text);
	b->n_runs = text.n ? 1 : 0;
	b->runs = NEW(p->arena, struct run);
	b->runs[0] = (struct run){.end = (uint32_t)text.n, .link = -1, .picture = -1, .note = -1};
}

/* ---- values ---- */

/* "50%", "50" or "full"; -1 (reported): none of them. */
static int
size_value(struct values *v, const struct yaml *y)
{
	struct str s = value_text(v, y);
	int64_t percent;
	if (str_is_nocase(s, "full"))
		return 0;
	s = str_trim(str_sub(s, 0, s.n - str_ends(s, "%")));
	if (!str_to_int(s, &percent) || percent < SHARE_LEAST || percent > 100) {
		VALUE_BAD(v, y, "\"size\" of a picture is a share of the text's width from %d%% to 100%%, or full; left out",
			SHARE_LEAST);
		return -1;
	}
	return percent >= SHARE_FULL ? 0 : (int)percent;
}

/* "40% 20%": from the left and from the top. */
static bool
focus_value(struct values *v, const struct yaml *y, int *fx, int *fy)
{
	struct str rest = value_text(v, y), word;
	int64_t at[2] = {-1, -1};
	int n = 0;
	for (; n < 3 && str_word(&rest, &word); n++)
		if (n == 2 || !str_to_int(str_sub(word, 0, word.n - (str_ends(word, "%") || str_ends(word, ","))), &at[n]))
			break;
	if (n != 2 || str_trim(rest).n || at[0] < 0 || at[0] > 100 || at[1] < 0 || at[1] > 100) {
		VALUE_BAD(v, y,
			"\"focus\" of a picture is two percentages, from the left and from the top, such as \"40%% 20%%\"; left "
			"out");
		return false;
	}
	*fx = (int)at[0] + 1;
	*fy = (int)at[1] + 1;
	return true;
}

/* The alternative text is there now: what was said about the one that was not is taken back, where it was said about this picture alone. */
static void
alt_set(const struct fixing *x, int picture, struct str text)
{
	struct post *p = x->post;
	int alone = 0;
	struct picture *to = &p->pictures[picture];
	for (size_t i = 0; i < p->n_pictures; i++)
		alone += p->pictures[i].line == to->line;
	to->alt = text;
	to->decorative = !text.n;
	struct diag_place place = {p->path, to->line};
	if (alone == 1)
		diag_withdraw(x->d, DIAG_PICTURE_ALT, &place, 1);
}

/* What the front matter's picture has besides its address. */
static struct picture *
opening_edit(struct post *p, int image)
{
	if (!p->images_edit)
		p->images_edit = NEW_N(p->arena, p->n_images, struct picture);
	return &p->images_edit[image];
}

static void
key_take(struct fixing *x, struct values *v, const struct named *what, const struct yaml *y)
{
	struct post *p = x->post;
	struct picture *text = what->picture < 0 ? NULL : &p->pictures[what->picture],
		       *opens = what->image < 0 ? NULL : opening_edit(p, what->image);
	int fx, fy, share;
	struct str s;
	switch (value_key(v, y, key_names, KEY_COUNT)) {
	case KEY_CAPTION: caption_set(x, y, what->picture, value_text(v, y)); break;
	case KEY_ALT:
		s = str_dup(p->arena, value_text(v, y));
		if (text)
			alt_set(x, what->picture, s);
		if (opens)
			opens->alt = s;
		break;
	case KEY_CREDIT:
		s = str_dup(p->arena, value_text(v, y));
		if (text)
			text->credit = s;
		if (opens)
			opens->credit = s;
		break;
	case KEY_SIZE:
		share = size_value(v, y);
		if (text && share >= 0)
			text->share = share;
		break;
	case KEY_FOCUS:
		if (!focus_value(v, y, &fx, &fy))
			break;
		if (text) {
			text->focus_x = fx;
			text->focus_y = fy;
		}
		if (opens) {
			opens->focus_x = fx;
			opens->focus_y = fy;
		}
		break;
	case KEY_DROP:
		if (!value_switch(v, y, false))
			break;
		if (!x->drops)
			x->drops = NEW_N(p->arena, p->n_pictures + p->n_images, bool);
		if (text)
			x->drops[what->picture] = true;
		if (opens)
			x->drops[p->n_pictures + (size_t)what->image] = true;
		break;
	default: break;
	}
}

void
pictures_fix(struct fixing *x, const struct yaml *node)
{
	struct values v = {x->post->arena, x->d, x->file};
	if (node->kind != YAML_MAP) {
		VALUE_BAD(&v, node,
			"\"pictures\" is a map from pictures to what is changed about them; left out: write "
			"{\"photo.jpg\": {caption: \"…\"}}");
		return;
	}
	if (node->n > KEYS_MOST)
		VALUE_BAD(&v, node, "only the first %d pictures of a fix were read", KEYS_MOST);
	for (size_t i = 0; i < node->n && i < KEYS_MOST; i++) {
		const struct yaml *y = &node->items[i];
		struct named what = picture_named(x, str_trim(y->key));
		if (y->kind != YAML_MAP)
			VALUE_BAD(&v, y,
				"what is changed about the picture \"%.*s\" is a map, such as {caption: \"…\"}; left out",
				STR_FMT(y->key));
		else if (what.picture < 0 && what.image < 0)
			unknown_report(x, y);
		else if (what.differ || what.n_pictures > 1)
			diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->key_line, y->key_col,
				"several pictures of the post are called \"%.*s\", which \"pictures\" names; write more of its "
				"path, or "
				"its number from 1",
				STR_FMT(y->key));
		else
			for (size_t k = 0; k < y->n; k++)
				key_take(x, &v, &what, &y->items[k]);
	}
}
