/* reread.c - a written PDF read back: tokens, values, the table of objects */
#include "pdf/reread.h"

#include <stdio.h>
#include <string.h>

/* Values of one object. Ours have a hundredth of it. */
enum { VALUES_MOST = 1 << 20 };

static const struct reread nothing = {.kind = REREAD_NULL};

/* ---- tokens ---- */

enum token_kind {
	TOKEN_END,
	TOKEN_VALUE,
	TOKEN_WORD,
	TOKEN_OPEN_ARRAY,
	TOKEN_CLOSE_ARRAY,
	TOKEN_OPEN_DICT,
	TOKEN_CLOSE_DICT,
	TOKEN_BAD
};

static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool
delimiter(char c)
{
	return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' ||
		c == '%';
}

static void
blanks_skip(struct str *s)
{
	while (s->n) {
		if (*s->p == '%')
			while (s->n && *s->p != '\n' && *s->p != '\r')
				*s = str_sub(*s, 1, s->n);
		else if (!blank(*s->p))
			return;
		else
			*s = str_sub(*s, 1, s->n);
	}
}

static struct str
cut(struct str *s, size_t n)
{
	struct str head = str_sub(*s, 0, n);
	*s = str_sub(*s, n, s->n);
	return head;
}

/* Bytes of a (string) with its brackets; 0: it does not close. */
static size_t
string_length(struct str s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && !--depth)
			return i + 1;
	}
	return 0;
}

/* A number in hundred-thousandths; false when the word is none. Digits beyond are cut off. */
static bool
number_read(struct str s, int64_t *out)
{
	size_t i = 0;
	int64_t v = 0, place = REREAD_ONE;
	bool minus = s.n && s.p[0] == '-', digits = false, behind = false;
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		i++;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && !behind) {
			behind = true;
			continue;
		}
		if (!char_digit(s.p[i]))
			return false;
		digits = true;
		if (behind) {
			place /= 10;
			v += (s.p[i] - '0') * place;
		} else if (v < INT64_C(1000000000000) * REREAD_ONE / 10) {
			v = v * 10 + (s.p[i] - '0') * REREAD_ONE;
		} else {
			return false;
		}
	}
	*out = minus ? -v : v;
	return digits;
}

static enum token_kind
word_read(struct str *s, struct reread *out)
{
	size_t n = 0;
	while (n < s->n && !blank(s->p[n]) && !delimiter(s->p[n]))
		n++;
	if (!n)
		return TOKEN_BAD;
	out->text = cut(s, n);
	if (number_read(out->text, &out->number)) {
		out->kind = REREAD_NUMBER;
		return TOKEN_VALUE;
	}
	if (str_is(out->text, "true") || str_is(out->text, "false")) {
		out->kind = REREAD_BOOL;
		out->number = out->text.n == 4;
		return TOKEN_VALUE;
	}
	return str_is(out->text, "null") ? TOKEN_VALUE : TOKEN_WORD;
}

static enum token_kind
token_read(struct str *s, struct reread *out)
{
	blanks_skip(s);
	*out = nothing;
	if (!s->n)
		return TOKEN_END;
	size_t n = 1;
	switch (*s->p) {
	case '/':
		while (n < s->n && !blank(s->p[n]) && !delimiter(s->p[n]))
			n++;
		out->text = cut(s, n);
		out->text = str_sub(out->text, 1, n);
		out->kind = REREAD_NAME;
		return TOKEN_VALUE;
	case '(': n = string_length(*s); break;
	case '<':
		if (s->n > 1 && s->p[1] == '<') {
			cut(s, 2);
			return TOKEN_OPEN_DICT;
		}
		while (n < s->n && s->p[n] != '>')
			n++;
		n = n < s->n ? n + 1 : 0;
		break;
	case '>':
		if (s->n < 2 || s->p[1] != '>')
			return TOKEN_BAD;
		cut(s, 2);
		return TOKEN_CLOSE_DICT;
	case '[': cut(s, 1); return TOKEN_OPEN_ARRAY;
	case ']': cut(s, 1); return TOKEN_CLOSE_ARRAY;
	default: return word_read(s, out);
	}
	if (!n)
		return TOKEN_BAD;
	out->text = cut(s, n);
	out->kind = REREAD_STRING;
	return TOKEN_VALUE;
}

/* ---- values ---- */

/* What stands since the last open bracket becomes one array or dictionary. */
static bool
bracket_close(struct reread_stack *s, struct arena *a, bool dict)
{
	if (!s->depth || s->open[s->depth - 1].dict != dict)
		return false;
	size_t from = s->open[--s->depth].from, n = s->n - from;
	struct reread v = {.kind = dict ? REREAD_DICT : REREAD_ARRAY, .n = dict ? n / 2 : n};
	if (dict && n % 2)
		return false;
	v.items = NEW_N(a, v.n + 1, struct reread);
	for (size_t i = 0; i < v.n; i++) {
		v.items[i] = s->list[from + (dict ? 2 * i + 1 : i)];
		if (!dict)
			continue;
		if (s->list[from + 2 * i].kind != REREAD_NAME)
			return false;
		v.items[i].key = s->list[from + 2 * i].text;
	}
	s->n = from;
	*PUSH(a, s->list, s->n, s->cap) = v;
	return true;
}

/* "12 0 R" */
static bool
reference_close(struct reread_stack *s)
{
	if (s->n < 2 || s->list[s->n - 1].kind != REREAD_NUMBER || s->list[s->n - 2].kind != REREAD_NUMBER)
		return false;
	struct reread *v = &s->list[s->n - 2];
	v->kind = REREAD_REF;
	v->number /= REREAD_ONE;
	s->n--;
	return true;
}

/* Takes a token in; false: it may not stand there. */
static bool
stack_take(struct reread_stack *s, struct arena *a, enum token_kind kind, const struct reread *token)
{
	switch (kind) {
	case TOKEN_VALUE: *PUSH(a, s->list, s->n, s->cap) = *token; return s->n < VALUES_MOST;
	case TOKEN_WORD: return str_is(token->text, "R") && reference_close(s);
	case TOKEN_OPEN_ARRAY:
	case TOKEN_OPEN_DICT:
		if (s->depth == REREAD_DEPTH)
			return false;
		s->open[s->depth].from = s->n;
		s->open[s->depth++].dict = kind == TOKEN_OPEN_DICT;
		return true;
	case TOKEN_CLOSE_ARRAY:
	case TOKEN_CLOSE_DICT: return bracket_close(s, a, kind == TOKEN_CLOSE_DICT);
	default: return false;
	}
}

/* The value up to the word that follows it, which stays in rest; NULL: there is none, or more than one. */
static struct reread *
value_read(struct arena *a, struct str *rest)
{
	struct reread_stack s = {0};
	for (;;) {
		struct reread token;
		blanks_skip(rest);
		struct str before = *rest;
		enum token_kind kind = token_read(rest, &token);
		if (!s.depth && (kind == TOKEN_END || (kind == TOKEN_WORD && !str_is(token.text, "R")))) {
			*rest = before;
			return s.n == 1 ? &s.list[0] : NULL;
		}
		if (!stack_take(&s, a, kind, &token))
			return NULL;
	}
}

const struct reread *
reread_value(const struct reread_file *f, const struct reread *v)
{
	for (int hops = 0; v && v->kind == REREAD_REF && hops < 8; hops++)
		v = v->number > 0 && (uint64_t)v->number < f->n ? f->objects[v->number].value : NULL;
	return v && v->kind != REREAD_REF ? v : &nothing;
}

const struct reread *
reread_entry_raw(const struct reread_file *f, const struct reread *dict, const char *key)
{
	dict = reread_value(f, dict);
	for (size_t i = 0; dict->kind == REREAD_DICT && i < dict->n; i++)
		if (str_is(dict->items[i].key, key))
			return &dict->items[i];
	return &nothing;
}

const struct reread *
reread_entry(const struct reread_file *f, const struct reread *dict, const char *key)
{
	return reread_value(f, reread_entry_raw(f, dict, key));
}

const struct reread_object *
reread_target(const struct reread_file *f, const struct reread *v)
{
	if (!v || v->kind != REREAD_REF || v->number <= 0 || (uint64_t)v->number >= f->n)
		return NULL;
	return &f->objects[v->number];
}

bool
reread_is(const struct reread *v, const char *name)
{
	return v->kind == REREAD_NAME && str_is(v->text, name);
}

static int
hex(char c)
{
	return char_digit(c) ? c - '0' : char_lower(c) >= 'a' && char_lower(c) <= 'f' ? char_lower(c) - 'a' + 10 : -1;
}

struct str
reread_string(const struct reread *v, struct arena *a)
{
	if (v->kind != REREAD_STRING || v->text.n < 2)
		return STR_NONE;
	struct str in = str_sub(v->text, 1, v->text.n - 1);
	char *out = arena_alloc(a, in.n + 1);
	size_t n = 0;
	if (v->text.p[0] == '<') {
		for (size_t i = 0, digits = 0; i < in.n; i++)
			if (hex(in.p[i]) >= 0) {
				out[n] = (char)(digits % 2 ? out[n] | hex(in.p[i]) : hex(in.p[i]) << 4);
				n += digits++ % 2;
			}
		return (struct str){out, n};
	}
	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] != '\\' || i + 1 == in.n) {
			out[n++] = in.p[i];
			continue;
		}
		int octal = 0, digits = 0;
		for (i++; digits < 3 && i < in.n && in.p[i] >= '0' && in.p[i] <= '7'; i++, digits++)
			octal = octal * 8 + (in.p[i] - '0');
		if (digits)
			i--;
		out[n++] = digits ? (char)octal : in.p[i] == 'n' ? '\n' : in.p[i] == 'r' ? '\r' : in.p[i] == 't' ? '\t' : in.p[i];
	}
	return (struct str){out, n};
}

/* ---- the file ---- */

static bool
file_broken(struct reread_file *f, const char *what, size_t at)
{
	f->broken = what;
	f->broken_at = at;
	return false;
}

static bool
header_read(struct reread_file *f)
{
	struct str s = f->bytes;
	if (!str_starts(s, "%PDF-") || s.n < 16 || !char_digit(s.p[5]) || s.p[6] != '.' || !char_digit(s.p[7]))
		return file_broken(f, "its header", 0);
	f->version = (s.p[5] - '0') * 10 + (s.p[7] - '0');
	return true;
}

/* A number of so many digits, and blanks or zeros before. */
static bool
digits_read(struct str s, uint64_t *out)
{
	int64_t v;
	bool ok = s.n && char_digit(s.p[0]) && str_to_int(s, &v);
	*out = ok ? (uint64_t)v : 0;
	return ok;
}

/* Where the table of objects begins: the number behind "startxref". */
static bool
table_find(struct reread_file *f, struct str *table)
{
	struct str tail = str_sub(f->bytes, f->bytes.n > 64 ? f->bytes.n - 64 : 0, f->bytes.n);
	ptrdiff_t at = str_find(tail, STR("startxref\n"));
	uint64_t start;
	if (at < 0 || !str_ends(tail, "%%EOF\n"))
		return file_broken(f, "its end", 0);
	struct str line = str_sub(tail, (size_t)at + 10, tail.n);
	if (!digits_read(str_line(&line), &start) || start >= f->bytes.n)
		return file_broken(f, "the place of its table of objects", 0);
	*table = str_sub(f->bytes, start, f->bytes.n);
	return true;
}

/* Bytes of an object's stream that begins here; its length may be an object of its own. */
static bool
stream_read(struct reread_file *f, struct reread_object *o, struct str rest, const uint64_t *offsets)
{
	const struct reread *length = reread_entry_raw(f, o->value, "Length");
	int64_t n = length->kind == REREAD_NUMBER ? length->number / REREAD_ONE : -1;
	if (length->kind == REREAD_REF && length->number > 0 && (uint64_t)length->number < f->n) {
		struct str there = str_sub(f->bytes, offsets[length->number], f->bytes.n);
		ptrdiff_t at = str_find(str_sub(there, 0, 40), STR(" obj"));
		struct str digits = at < 0 ? STR_NONE : str_trim(str_sub(there, (size_t)at + 4, (size_t)at + 24));
		size_t k = 0;
		while (k < digits.n && char_digit(digits.p[k]))
			k++;
		str_to_int(str_sub(digits, 0, k), &n);
	}
	cut(&rest, rest.n > 1 && rest.p[0] == '\r' ? 2 : 1);
	if (n < 0 || (uint64_t)n > rest.n)
		return false;
	o->stream = cut(&rest, (size_t)n);
	if (!o->stream.p)
		o->stream.p = f->bytes.p;
	blanks_skip(&rest);
	return str_starts(rest, "endstream");
}

static bool
object_read(struct reread_file *f, size_t i, const uint64_t *offsets)
{
	struct reread_object *o = &f->objects[i];
	struct str rest = str_sub(f->bytes, offsets[i], offsets[i + 1]);
	char head[32];
	int n = snprintf(head, sizeof head, "%zu 0 obj", i);
	if (!str_starts(rest, head))
		return file_broken(f, "the table's place of an object", i);
	cut(&rest, (size_t)n);
	o->value = value_read(f->arena, &rest);
	if (!o->value)
		return file_broken(f, "an object", i);
	if (str_starts(rest, "stream")) {
		cut(&rest, 6);
		if (o->value->kind != REREAD_DICT || !stream_read(f, o, rest, offsets))
			return file_broken(f, "the length of a stream", i);
		return true;
	}
	return str_starts(rest, "endobj") || file_broken(f, "the end of an object", i);
}

static bool
objects_read(struct reread_file *f, struct str table)
{
	static const char head[] = "xref\n0 ";
	uint64_t n;
	if (!str_starts(table, head))
		return file_broken(f, "its table of objects", 0);
	cut(&table, sizeof head - 1);
	if (!digits_read(str_line(&table), &n) || !n || n > table.n / 20)
		return file_broken(f, "its table of objects", 0);
	f->n = n;
	f->objects = NEW_N(f->arena, n, struct reread_object);
	uint64_t *offsets = NEW_N(f->arena, n + 1, uint64_t);
	offsets[n] = (uint64_t)(table.p - f->bytes.p);
	for (size_t i = 0; i < n; i++) {
		struct str line = cut(&table, 20);
		if (!digits_read(str_sub(line, 0, 10), &offsets[i]) || offsets[i] >= f->bytes.n || line.p[17] != (i ? 'n' : 'f'))
			return file_broken(f, "its table of objects", i);
	}
	/* they lie in this order, so that none can be read twice */
	for (size_t i = 1; i < n; i++)
		if (offsets[i] >= offsets[i + 1])
			return file_broken(f, "its table of objects", i);
	if (!str_starts(table, "trailer\n"))
		return file_broken(f, "its trailer", 0);
	cut(&table, 8);
	f->trailer = value_read(f->arena, &table);
	if (!f->trailer || f->trailer->kind != REREAD_DICT)
		return file_broken(f, "its trailer", 0);
	for (size_t i = 1; i < n; i++)
		if (!object_read(f, i, offsets))
			return false;
	return true;
}

bool
reread_file_read(struct reread_file *f, struct arena *a, struct str bytes)
{
	struct str table;
	*f = (struct reread_file){.bytes = bytes, .arena = a};
	return header_read(f) && table_find(f, &table) && objects_read(f, table);
}

/* ---- contents ---- */

/* Skips an inline picture's bytes: up to EI between blanks. */
static void
inline_skip(struct reread_content *c)
{
	for (size_t i = 0; i + 4 <= c->rest.n; i++)
		if (blank(c->rest.p[i]) && c->rest.p[i + 1] == 'E' && c->rest.p[i + 2] == 'I' && blank(c->rest.p[i + 3])) {
			cut(&c->rest, i + 3);
			return;
		}
	c->rest = STR_NONE;
	c->broken = true;
}

bool
reread_next(struct reread_content *c)
{
	struct reread_stack *s = &c->stack;
	struct reread token;
	bool picture = false;
	s->n = s->depth = 0;
	for (;;) {
		enum token_kind kind = token_read(&c->rest, &token);
		if (kind == TOKEN_WORD && !s->depth && str_is(token.text, "BI")) {
			picture = true;
			continue;
		}
		if (kind == TOKEN_END || (kind == TOKEN_WORD && !s->depth))
			break;
		if (!stack_take(s, c->arena, kind, &token)) {
			c->broken = true;
			c->rest = STR_NONE;
			return false;
		}
	}
	if (!token.text.n) {
		c->broken |= s->depth || s->n;
		return false;
	}
	c->operator= picture ? STR("BI") : token.text;
	if (picture)
		inline_skip(c);
	c->operands = s->list;
	c->n = s->n;
	return true;
}
