/* fixpicture.c - what the editor says about single pictures of a post: `pictures` of a fix */
#include "desk/fixing.h"
#include "desk/nfc.h"
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
	key = address_nfc(p->arena, key);
	for (size_t i = 0; key.n && i < p->n_pictures + p->n_images; i++) {
		bool text = i < p->n_pictures;
		struct str src = address_nfc(p->arena, text ? p->pictures[i].src : p->images[i - p->n_pictures]);
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

static bool
caption_set(const struct fixing *x, const struct yaml *y, int picture, struct str text)
{
	struct post *p = x->post;
	struct block *b = picture < 0 ? NULL : figure_of(p, picture);
	if (!b) {
		diag_add(x->d, DIAG_VALUE_BAD, x->file, y->line, y->col,
			"a picture that stands in a line of text, or opens the post from its front matter, has no caption; left "
			"out");
		return false;
	}
	b->text = str_dup(p->arena, text);
	b->n_runs = text.n ? 1 : 0;
	b->runs = NEW(p->arena, struct run);
	b->runs[0] = (struct run){.end = (uint32_t)text.n, .link = -1, .picture = -1, .note = -1};
	return true;
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

/* ---- before and after ---- */

/* What is said about a picture, as text. */
static struct str
picture_said(const struct fixing *x, const struct named *what, enum picture_key key)
{
	const struct post *p = x->post;
	const struct picture none = {0}, *edit = what->image < 0 || !p->images_edit ? &none : &p->images_edit[what->image],
			     *pic = what->picture < 0 ? edit : &p->pictures[what->picture];
	const struct block *figure = what->picture < 0 || key != KEY_CAPTION ? NULL : figure_of(p, what->picture);
	struct arena *a = x->desk->a;
	size_t place = what->picture < 0 ? p->n_pictures + (size_t)what->image : (size_t)what->picture;
	switch (key) {
	case KEY_CAPTION: return figure ? str_dup(a, figure->text) : STR_NONE;
	case KEY_ALT: return str_dup(a, pic != edit || pic->alt.n || !p->images_alt ? pic->alt : p->images_alt[what->image]);
	case KEY_CREDIT: return str_dup(a, pic->credit);
	case KEY_SIZE: return pic->share ? str_fmt(a, "%d%%", pic->share) : STR("full");
	case KEY_FOCUS: return pic->focus_x ? str_fmt(a, "%d%% %d%%", pic->focus_x - 1, pic->focus_y - 1) : STR_NONE;
	default:
		if (x->drops && x->drops[place])
			return STR_NONE;
		return str_dup(a, what->picture < 0 ? p->images[what->image] : p->pictures[what->picture].src);
	}
}

static struct desk_change *
picture_change(const struct fixing *x, const struct yaml *y, struct str name)
{
	struct desk_change *c = change_add(x->desk, x->post, "pictures", x->file, y->key_line);
	c->picture = name;
	return c;
}

/* ---- the keys ---- */

static bool
is_switch(const struct yaml *y)
{
	return yaml_bool(y, true) == yaml_bool(y, false);
}

static void
drop_set(struct fixing *x, const struct named *what)
{
	struct post *p = x->post;
	if (!x->drops)
		x->drops = NEW_N(p->arena, p->n_pictures + p->n_images, bool);
	if (what->picture >= 0)
		x->drops[what->picture] = true;
	if (what->image >= 0)
		x->drops[p->n_pictures + (size_t)what->image] = true;
}

/* false, reported: the value is none that the key takes. */
static bool
key_apply(struct fixing *x, struct values *v, const struct named *what, const struct yaml *y, enum picture_key key)
{
	struct post *p = x->post;
	struct picture ignored = {0}, *text = what->picture < 0 ? &ignored : &p->pictures[what->picture],
		       *opens = what->image < 0 ? &ignored : opening_edit(p, what->image);
	int share;
	if (value_long(v, y, TEXT_SENTENCES))
		return false;
	switch (key) {
	case KEY_CAPTION: text->fixed |= FIXED_CAPTION; return caption_set(x, y, what->picture, value_text(v, y));
	case KEY_ALT:
		opens->alt = str_dup(p->arena, value_text(v, y));
		if (what->picture >= 0)
			alt_set(x, what->picture, opens->alt);
		text->fixed |= FIXED_ALT;
		opens->fixed |= FIXED_ALT;
		return true;
	case KEY_CREDIT:
		text->credit = opens->credit = str_dup(p->arena, value_text(v, y));
		text->fixed |= FIXED_CREDIT;
		opens->fixed |= FIXED_CREDIT;
		return true;
	case KEY_SIZE:
		share = size_value(v, y);
		if (share >= 0)
			text->share = share;
		return share >= 0;
	case KEY_FOCUS:
		if (!focus_value(v, y, &text->focus_x, &text->focus_y))
			return false;
		opens->focus_x = text->focus_x;
		opens->focus_y = text->focus_y;
		return true;
	default:
		if (value_switch(v, y, false))
			drop_set(x, what);
		return is_switch(y);
	}
}

static void
key_take(struct fixing *x, struct values *v, const struct named *what, const struct yaml *y, struct str name)
{
	int key = value_key(v, y, key_names, KEY_COUNT);
	if (key < 0)
		return;
	struct str before = picture_said(x, what, (enum picture_key)key);
	bool usable = key_apply(x, v, what, y, (enum picture_key)key);
	struct desk_change *c = picture_change(x, y, name);
	c->what = key_names[key];
	c->unusable = !usable;
	if (usable) {
		c->before = before;
		c->after = picture_said(x, what, (enum picture_key)key);
	}
}

static void
picture_fix(struct fixing *x, struct values *v, const struct yaml *y)
{
	struct str name = str_trim(y->key);
	struct named what = picture_named(x, name);
	bool none = what.picture < 0 && what.image < 0, several = what.differ || what.n_pictures > 1;
	if (y->kind != YAML_MAP) {
		VALUE_BAD(v, y, "what is changed about the picture \"%.*s\" is a map, such as {caption: \"…\"}; left out",
			STR_FMT(y->key));
		picture_change(x, y, name)->unusable = true;
		return;
	}
	if (none || several) {
		struct desk_change *c = picture_change(x, y, name);
		c->failed = true;
		c->quote = name;
	}
	if (none)
		unknown_report(x, y);
	else if (several)
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->key_line, y->key_col,
			"several pictures of the post are called \"%.*s\", which \"pictures\" names; write more of its path, or "
			"its number from 1",
			STR_FMT(y->key));
	for (size_t k = 0; !none && !several && k < y->n; k++)
		key_take(x, v, &what, &y->items[k], name);
}

void
pictures_fix(struct fixing *x, const struct yaml *node)
{
	struct values v = {x->post->arena, x->d, x->file};
	if (node->kind != YAML_MAP) {
		VALUE_BAD(&v, node,
			"\"pictures\" is a map from pictures to what is changed about them; left out: write "
			"{\"photo.jpg\": {caption: \"…\"}}");
		picture_change(x, node, STR_NONE)->unusable = true;
		return;
	}
	if (node->n > KEYS_MOST)
		VALUE_BAD(&v, node, "only the first %d pictures of a fix were read", KEYS_MOST);
	for (size_t i = 0; i < node->n && i < KEYS_MOST; i++)
		picture_fix(x, &v, &node->items[i]);
}
