/* formula.c - formulas in TeX: simple ones are set as text, others shown as they were written; Markdown may not touch them */
#include "post/mend.h"

#include "base/utf8.h"

#include <string.h>

enum {
	INLINE_MAX = 500, /* bytes of a formula in the line */
	LINES_MAX = 200, /* of one that stands alone */
	SCRIPT_MAX = 40 /* bytes of a superscript */
};

struct formulas {
	struct arena *a;
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	size_t at, at_line; /* the start of a line, and its number from 0 */
};

static int
line_here(struct formulas *f)
{
	for (; f->at < f->walk.line; f->at++)
		f->at_line += f->s.p[f->at] == '\n';
	return source_line(f->w.from, f->at_line);
}

/* ---- TeX that text can say ---- */

static const struct {
	const char *name, *text;
} commands[] = {{"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"varepsilon", "ε"},
	{"zeta", "ζ"}, {"eta", "η"}, {"theta", "θ"}, {"iota", "ι"}, {"kappa", "κ"}, {"lambda", "λ"}, {"mu", "μ"}, {"nu", "ν"},
	{"xi", "ξ"}, {"pi", "π"}, {"rho", "ρ"}, {"sigma", "σ"}, {"tau", "τ"}, {"phi", "φ"}, {"varphi", "φ"}, {"chi", "χ"},
	{"psi", "ψ"}, {"omega", "ω"}, {"Gamma", "Γ"}, {"Delta", "Δ"}, {"Theta", "Θ"}, {"Lambda", "Λ"}, {"Pi", "Π"},
	{"Sigma", "Σ"}, {"Phi", "Φ"}, {"Psi", "Ψ"}, {"Omega", "Ω"}, {"times", "×"}, {"cdot", "·"}, {"div", "÷"}, {"pm", "±"},
	{"leq", "≤"}, {"le", "≤"}, {"geq", "≥"}, {"ge", "≥"}, {"neq", "≠"}, {"ne", "≠"}, {"approx", "≈"}, {"equiv", "≡"},
	{"to", "→"}, {"rightarrow", "→"}, {"leftarrow", "←"}, {"Rightarrow", "⇒"}, {"infty", "∞"}, {"sum", "∑"}, {"partial", "∂"},
	{"in", "∈"}, {"ldots", "…"}, {"dots", "…"}, {"cdots", "⋯"}, {"log", "log"}, {"ln", "ln"}, {"sin", "sin"}, {"cos", "cos"},
	{"tan", "tan"}, {"exp", "exp"}, {"min", "min"}, {"max", "max"}, {"quad", " "}, {"left", ""}, {"right", ""}};

/* Text that neither Markdown nor HTML takes for anything else. */
static void
escaped_add(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\n')
			buf_char(out, ' ');
		else if (c > ' ' && c < 0x7F && !char_alnum(c))
			buf_fmt(out, "&#%d;", c);
		else
			buf_char(out, (char)c);
	}
}

/* At a backslash: bytes of the command, after writing what it stands for; 0 when text cannot say it. */
static size_t
command_add(struct buf *out, struct str s)
{
	size_t n = 1;
	while (n < s.n && char_alnum((unsigned char)s.p[n]) && !char_digit(s.p[n]))
		n++;
	if (n == 1 && s.n > 1 && strchr(",;: !", s.p[1])) {
		buf_z(out, s.p[1] == '!' ? "" : " ");
		return 2;
	}
	if (n == 1 && s.n > 1 && strchr("%$&#_{}", s.p[1])) {
		escaped_add(out, str_sub(s, 1, 2));
		return 2;
	}
	struct str name = str_sub(s, 1, n);
	if (str_is(name, "text") || str_is(name, "mathrm")) {
		ptrdiff_t end = str_find_char(s, '}');
		if (n >= s.n || s.p[n] != '{' || end < 0 || memchr(s.p + n + 1, '{', (size_t)end - n - 1) ||
			memchr(s.p + n, '\\', (size_t)end - n))
			return 0;
		escaped_add(out, str_sub(s, n + 1, (size_t)end));
		return (size_t)end + 1;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (str_is(name, commands[i].name)) {
			buf_z(out, commands[i].text);
			return n;
		}
	return 0;
}

/* Letters, digits, signs and commands, without scripts. */
static size_t
atom_add(struct buf *out, struct str s)
{
	size_t n = 0;
	unsigned char c = (unsigned char)s.p[0];
	if (c == '\\')
		return command_add(out, s);
	while (n < s.n && char_alnum((unsigned char)s.p[n]) && !char_digit(s.p[n]))
		n++;
	if (n) {
		buf_z(out, "<i>");
		buf_str(out, str_sub(s, 0, n));
		buf_z(out, "</i>");
		return n;
	}
	if (c == '-' || c == '\'') {
		buf_z(out, c == '-' ? "−" : "′");
		return 1;
	}
	if (c < 0x80 && strchr("{}^_&#%$~", c))
		return 0;
	utf8_next(s, &n);
	escaped_add(out, str_sub(s, 0, n));
	return n;
}

/* At "^" or "_": the same. */
static size_t
script_add(struct buf *out, struct str s)
{
	size_t n = 1;
	if (s.n > 1)
		utf8_next(s, &n);
	struct str in = str_sub(s, 1, n);
	if (in.n && in.p[0] == '{') {
		size_t depth = 1;
		for (; n < s.n && n < SCRIPT_MAX && depth; n++)
			depth += s.p[n] == '{' ? 1 : s.p[n] == '}' ? (size_t)-1 : 0;
		if (depth || n < 4)
			return 0;
		in = str_sub(s, 2, n - 1);
	} else if (in.n && in.p[0] == '\\') {
		for (; n < s.n && char_alnum((unsigned char)s.p[n]); n++)
			;
		in = str_sub(s, 1, n);
	}
	if (!in.n)
		return 0;
	buf_z(out, s.p[0] == '^' ? "<sup>" : "<sub>");
	for (size_t i = 0, k; i < in.n; i += k)
		if (!(k = atom_add(out, str_sub(in, i, in.n))))
			return 0;
	buf_z(out, s.p[0] == '^' ? "</sup>" : "</sub>");
	return n;
}

/* A formula as text; false when text cannot say it: then out holds nothing of use. */
static bool
text_formula(struct buf *out, struct str s)
{
	if (s.n > INLINE_MAX)
		return false;
	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = str_sub(s, i, s.n);
		n = s.p[i] == '^' || s.p[i] == '_' ? script_add(out, rest) : atom_add(out, rest);
		if (!n)
			return false;
	}
	return true;
}

static void
source_report(struct formulas *f)
{
	diag_add(f->d, DIAG_SOURCE_SHOWN, f->path, line_here(f), 0,
		"a formula was printed as its TeX source: to have it drawn, show it as a picture");
}

/* ---- in the line ---- */

/* Does it say something that a price or a shell variable does not? */
static bool
is_tex(struct str s)
{
	if (s.n == 1 && char_alnum((unsigned char)s.p[0]) && !char_digit(s.p[0]))
		return true;
	for (size_t i = 0; i + 1 < s.n; i++) {
		bool letter = char_alnum((unsigned char)s.p[i + 1]) && !char_digit(s.p[i + 1]);
		if (s.p[i] == '^' || s.p[i] == '=' || (s.p[i] == '\\' && letter))
			return true;
		if (s.p[i] == '_' && (s.p[i + 1] == '{' || i + 2 >= s.n || !char_alnum((unsigned char)s.p[i + 2])))
			return true;
	}
	return false;
}

static const struct {
	const char *open, *close;
	bool certain; /* nothing else is written so */
} kinds[] = {{"$$", "$$", true}, {"$", "$", false}, {"\\\\(", "\\\\)", true}, {"\\\\[", "\\\\]", true}, {"\\(", "\\)", false},
	{"\\[", "\\]", false}};

/* The formula that begins at s[i]: its inner text and all its bytes; 0 when there is none. */
static size_t
inline_find(struct str line, size_t i, struct str *inner)
{
	struct str rest = str_sub(line, i, i + INLINE_MAX);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t n = strlen(kinds[k].open);
		if (!str_starts(rest, kinds[k].open))
			continue;
		ptrdiff_t end = str_find(str_sub(rest, n, rest.n), str_of(kinds[k].close));
		if (end < 1)
			return 0;
		*inner = str_sub(rest, n, n + (size_t)end);
		size_t all = n + (size_t)end + n;
		bool dollar = k == 1,
		     edges = char_blank((unsigned char)inner->p[0]) || char_blank((unsigned char)inner->p[inner->n - 1]);
		unsigned char before = i ? (unsigned char)line.p[i - 1] : ' ',
			      after = i + all < line.n ? (unsigned char)line.p[i + all] : ' ';
		if (dollar && (edges || char_alnum(before) || char_alnum(after) || strchr("\"'=/$", before) || after == '$'))
			return 0;
		bool fits = kinds[k].certain ? !edges || is_tex(*inner) : is_tex(*inner);
		return fits && !memchr(inner->p, '`', inner->n) && !memchr(inner->p, '<', inner->n) ? all : 0;
	}
	return 0;
}

static void
inline_write(struct formulas *f)
{
	size_t i = f->walk.i, from = f->walk.line;
	struct str line = str_sub(f->s, from, f->walk.line_end), inner;
	size_t n = i >= f->w.at ? inline_find(line, i - from, &inner) : 0;
	f->walk.i += n ? n : f->s.p[i] == '\\' ? 2 : 1;
	if (!n) {
		while (f->walk.i < f->walk.line_end && f->s.p[i] == '$' && f->s.p[f->walk.i] == '$')
			f->walk.i++;
		return;
	}
	struct buf out = {0};
	inner = str_trim(inner);
	if (!text_formula(&out, inner)) {
		out.n = 0;
		buf_z(&out, "<code>");
		escaped_add(&out, inner);
		buf_z(&out, "</code>");
		source_report(f);
	}
	writer_copy(&f->w, i);
	writer_add(&f->w, buf_view(&out));
	writer_skip(&f->w, i + n);
	buf_free(&out);
}

/* ---- standing alone ---- */

/* What ends a formula that this line begins, or NULL; the bytes of what begins it. */
static const char *
block_opens(struct formulas *f, struct str text, size_t *n, struct str *environment)
{
	static const char *const opens[] = {"$$", "\\\\[", "\\["}, *const closes[] = {"$$", "\\\\]", "\\]"};
	*n = 0;
	for (size_t k = 0; k < 3; k++)
		if (str_starts(text, opens[k])) {
			*n = strlen(opens[k]);
			return text.n > *n && text.p[*n] == '$' ? NULL : closes[k];
		}
	ptrdiff_t end = str_find_char(text, '}');
	if (!str_starts(text, "\\begin{") || end < 8 || end > 40)
		return NULL;
	*environment = str_fmt(f->a, "\\end%.*s", (int)end - 5, text.p + 6);
	return environment->p;
}

/* Where the formula ends that begins at `from`: the place of its end mark, which stands last in its line. SIZE_MAX: nowhere. */
static size_t
block_end(const struct formulas *f, size_t from, const char *close)
{
	struct str rest = str_sub(f->s, from, f->s.n);
	for (size_t i = 0; i < LINES_MAX && rest.n; i++) {
		struct str line = str_trim(str_line(&rest));
		if (str_ends(line, close) && line.p + line.n - strlen(close) >= f->s.p + from)
			return (size_t)(line.p - f->s.p) + line.n - strlen(close);
		if (!line.n && i && !strcmp(close, "\\]"))
			break;
	}
	return SIZE_MAX;
}

/* The lines without their prefixes. */
static struct str
block_text(struct formulas *f, struct str inner)
{
	struct buf b = {0};
	while (inner.n) {
		struct str line = str_line(&inner);
		line = str_trim(str_sub(line, line_prefix(line, false), line.n));
		if (line.n)
			buf_fmt(&b, "%s%.*s", b.n ? "\n" : "", STR_FMT(line));
	}
	struct str s = buf_keep(&b, f->a);
	buf_free(&b);
	return s;
}

static void
block_write(struct formulas *f, struct str prefix, struct str inner)
{
	static const char fence[] = "~~~~~~~~~~~~";
	struct buf out = {0}, text = {0};
	if (text_formula(&text, inner)) {
		buf_z(&out, "<p align=\"center\">");
		buf_str(&out, buf_view(&text));
		buf_fmt(&out, "</p>\n%.*s", STR_FMT(prefix));
	} else {
		buf_fmt(&out, "%s math\n", fence);
		while (inner.n) {
			struct str line = str_line(&inner);
			buf_str(&out, prefix);
			buf_str(&out, line);
			buf_char(&out, '\n');
		}
		buf_str(&out, prefix);
		buf_z(&out, fence); /* reported where it becomes a block */
	}
	writer_add(&f->w, buf_view(&out));
	buf_free(&out);
	buf_free(&text);
}

static void
line_look(struct formulas *f)
{
	struct str line = str_sub(f->s, f->walk.line, f->walk.line_end), environment = STR_NONE;
	size_t prefix = line_prefix(line, false), n;
	struct str text = str_sub(line, prefix, line.n);
	if (!text.n || (text.p[0] != '$' && text.p[0] != '\\') || f->walk.line < f->w.at)
		return;
	const char *close = block_opens(f, text, &n, &environment);
	size_t from = f->walk.line + prefix + n, end = close ? block_end(f, from, close) : SIZE_MAX;
	if (end == SIZE_MAX)
		return;
	size_t behind = end + strlen(close);
	struct str inner = block_text(f, str_sub(f->s, from, environment.n ? behind : end));
	if (!inner.n || (close[0] == '\\' && close[1] == ']' && !is_tex(inner)))
		return;
	writer_copy(&f->w, f->walk.line + prefix);
	writer_skip(&f->w, behind);
	block_write(f, str_sub(line, 0, prefix), inner);
	f->walk.i = behind;
}

struct source
formula_expand(struct arena *a, struct source from, struct str path, struct diag *d)
{
	struct formulas f = {.a = a, .path = path, .s = from.text, .d = d};
	if (!from.text.n || (!memchr(from.text.p, '$', from.text.n) && !memchr(from.text.p, '\\', from.text.n)))
		return from;
	walk_start(&f.walk, from.text, "$");
	f.walk.slashes = true;
	writer_start(&f.w, a, &from);
	enum walk_event event;
	while ((event = walk_next(&f.walk)) != WALK_END) {
		if (event == WALK_LINE)
			line_look(&f);
		else
			inline_write(&f);
	}
	return writer_finish(&f.w);
}
