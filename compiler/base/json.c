/* json.c - JSON text into the tree of yaml.h */
#include "base/json.h"

#include "base/utf8.h"

#include <jansson.h>
#include <string.h>

enum { DEPTH_MAX = 64, NODES_MAX = 100000 };

/* jansson's values know no places: the text, which is sound by then, is walked beside the tree. */
struct walk {
	struct arena *a;
	struct str s;
	size_t i;
	int line;
	size_t col_at; /* a place on this line whose column is known */
	int col;
	bool placed; /* false when a key stood twice: then tree and text differ in order */
	size_t nodes;
};

/* An object or array that is being copied. */
struct level {
	json_t *from;
	struct yaml *to;
	void *iter; /* of an object: its next entry */
	size_t i; /* of an array: its next item */
};

/* Goes to the next value or key. */
static void
walk_next(struct walk *w)
{
	for (; w->i < w->s.n && strchr(" \t\r\n,:]}", w->s.p[w->i]); w->i++)
		if (w->s.p[w->i] == '\n') {
			w->line++;
			w->col_at = w->i + 1;
			w->col = 1;
		}
	w->col += (int)utf8_count(str_sub(w->s, w->col_at, w->i));
	w->col_at = w->i;
}

/* Behind the scalar or the opening bracket that stands here. Returns its text. */
static struct str
walk_over(struct walk *w)
{
	size_t start = w->i;
	char c = w->i < w->s.n ? w->s.p[w->i++] : 0;
	if (c == '"') {
		while (w->i < w->s.n && w->s.p[w->i] != '"')
			w->i += 1 + (w->s.p[w->i] == '\\');
		w->i++;
	} else if (c != '[' && c != '{') {
		while (w->i < w->s.n && !strchr(" \t\r\n,:]}", w->s.p[w->i]))
			w->i++;
	}
	return str_sub(w->s, start, w->i);
}

/* What no output may hold (XML 1.0, 2.2) becomes a blank. */
static struct str
text_clean(struct arena *a, const char *p, size_t n)
{
	char *out = arena_dup(a, p, n);
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)out[i] < 0x20 && out[i] != '\n' && out[i] != '\t')
			out[i] = ' ';
		else if (n - i >= 3 && !memcmp(out + i, "\xEF\xBF", 2) && ((unsigned char)out[i + 2] | 1) == 0xBF)
			memset(out + i, ' ', 3);
	}
	return (struct str){out, n};
}

static void
scalar_copy(struct walk *w, const json_t *from, struct str written, struct yaml *to)
{
	to->kind = json_is_null(from) ? YAML_NULL : YAML_SCALAR;
	if (json_is_string(from)) {
		to->type = YAML_STRING;
		to->quoted = true;
		to->text = text_clean(w->a, json_string_value(from), json_string_length(from));
	} else if (json_is_boolean(from)) {
		to->type = YAML_BOOLEAN;
		to->text = json_is_true(from) ? STR("true") : STR("false");
	} else if (json_is_integer(from)) {
		to->type = YAML_INTEGER;
		to->text = str_fmt(w->a, "%lld", (long long)json_integer_value(from));
	} else if (json_is_real(from)) {
		to->type = YAML_FLOAT;
		to->text = w->placed ? str_dup(w->a, written) : str_fmt(w->a, "%.15g", json_real_value(from));
	}
}

/* The next entry of a level: its value, and a place for it. NULL when the level is done. */
static json_t *
level_next(struct walk *w, struct level *l, struct yaml **to)
{
	json_t *value;
	struct str key = STR_NONE;
	if (json_is_array(l->from)) {
		if (l->i >= json_array_size(l->from))
			return NULL;
		value = json_array_get(l->from, l->i++);
	} else {
		if (!l->iter)
			return NULL;
		value = json_object_iter_value(l->iter);
		key = text_clean(w->a, json_object_iter_key(l->iter), json_object_iter_key_len(l->iter));
		l->iter = json_object_iter_next(l->from, l->iter);
		if (w->placed)
			walk_next(w);
	}
	*to = yaml_append(w->a, l->to, key, w->line, w->col);
	if (key.p && w->placed)
		walk_over(w);
	return value;
}

/* Copies the tree; NULL, or what it has too much of. */
static const char *
tree_copy(struct walk *w, json_t *from, struct yaml *to)
{
	struct level stack[DEPTH_MAX];
	int depth = 0;
	while (from) {
		struct str written = STR_NONE;
		if (w->placed) {
			walk_next(w);
			to->line = w->line;
			to->col = w->col;
			written = walk_over(w);
		}
		if (++w->nodes > NODES_MAX)
			return "more than 100,000 values";
		if (json_is_object(from) || json_is_array(from)) {
			if (depth == DEPTH_MAX)
				return "nested deeper than 64 levels";
			to->kind = json_is_object(from) ? YAML_MAP : YAML_LIST;
			stack[depth++] = (struct level){from, to, json_is_object(from) ? json_object_iter(from) : NULL, 0};
		} else {
			scalar_copy(w, from, written, to);
		}
		for (from = NULL; depth && !(from = level_next(w, &stack[depth - 1], &to)); depth--)
			;
	}
	return NULL;
}

struct yaml *
json_read(struct arena *a, struct diag *d, struct str file, struct str s, int line, struct yaml_error *error)
{
	enum { FLAGS = JSON_ALLOW_NUL };
	json_error_t fault;
	struct yaml *root = NEW(a, struct yaml);
	struct walk w = {.a = a, .s = s, .line = line, .col = 1, .placed = true};
	*root = (struct yaml){.line = line, .col = 1};
	json_t *top = json_loadb(s.p ? s.p : "", s.n, FLAGS | JSON_REJECT_DUPLICATES, &fault);
	if (!top && json_error_code(&fault) == json_error_duplicate_key) {
		diag_add(d, DIAG_KEY_DUPLICATE, file, line + fault.line - 1, 0, "a key stands here again; its last value holds");
		w.placed = false;
		top = json_loadb(s.p, s.n, FLAGS, &fault);
	}
	if (!top) {
		*error = (struct yaml_error){line + (fault.line > 0 ? fault.line - 1 : 0), fault.column > 0 ? fault.column : 0,
			str_dup(a, str_of(fault.text))};
		return NULL;
	}
	const char *wrong = tree_copy(&w, top, root);
	json_decref(top);
	if (wrong) {
		*error = (struct yaml_error){w.line, 0, str_of(wrong)};
		return NULL;
	}
	return root;
}
