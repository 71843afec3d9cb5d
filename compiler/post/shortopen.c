/* shortopen.c - one shortcode after the other: what its name stands for decides */
#include "post/shortwrite.h"

#include <string.h>

/* ---- what is not known ---- */

static void
unknown_count(struct expander *e, struct str name, enum short_fate fate)
{
	struct post *p = e->post;
	size_t i = 0;
	while (i < p->n_unknown && !str_eq(p->unknown[i].name, name))
		i++;
	if (i == p->n_unknown) {
		if (i >= 200) /* nobody reads more: the place is told by a note */
			return;
		*PUSH(p->arena, p->unknown, p->n_unknown, e->cap_unknown) =
			(struct short_unknown){.name = str_dup(p->arena, name), .line = writer_line(&e->w)};
	}
	p->unknown[i].count++;
	p->unknown[i].fates |= fate;
}

static void
act_unknown(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str src = args_value(args, "src|image|img|url|picture|photo"), file = args_value(args, "\x01");
	struct str name = file.n ? file : t->name, text = args_value(args, "text|content|caption|title|label|body");
	if (t->pair >= 0) {
		TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; what it encloses was printed");
		unknown_count(e, name, FATE_INNER);
	} else if (args_url(args).n) {
		TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; its address was printed");
		unknown_count(e, name, FATE_ADDRESS);
		add_object(e, t, args_url(args));
	} else if (path_dot(src) && !str_ends(src, ".html")) {
		TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; its picture was printed");
		unknown_count(e, name, FATE_PICTURE);
		act_picture(e, t, k, args, STR_NONE);
	} else if (text.n) {
		TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; its text was printed");
		unknown_count(e, name, FATE_TEXT);
		struct buf b = {0};
		markdown_flat(&b, text);
		add_buf(e, &b);
	} else {
		TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; it was left out");
		unknown_count(e, name, FATE_OUT);
	}
}

/* ---- settings and variables ---- */

static struct str *
variable(struct expander *e, struct str name)
{
	for (size_t i = e->n_variables; i-- > 0;)
		if (str_eq(e->variables[i].key, name))
			return &e->variables[i].value;
	return NULL;
}

static void
variable_set(struct expander *e, struct str name, struct str value)
{
	struct str *old = variable(e, name);
	if (old)
		*old = value;
	else if (name.n && e->n_variables < 100)
		*PUSH(e->a, e->variables, e->n_variables, e->cap_variables) = (struct arg){name, value};
}

/* {% assign name = "value" %} */
static void
act_assign(struct expander *e, const struct tag *t)
{
	ptrdiff_t equals = str_find_char(t->args, '=');
	struct args args;
	if (equals < 1)
		return;
	struct str value = str_trim(str_sub(t->args, (size_t)equals + 1, t->args.n));
	args_read(e->a, value, &args);
	struct str name = str_trim(str_sub(t->args, 0, (size_t)equals)), from = setting_value(e, args_at(&args, 0));
	bool literal = value.n && (strchr("\"'", value.p[0]) || char_digit(value.p[0]));
	variable_set(e, name, literal ? args_at(&args, 0) : from);
}

static void
act_setting(struct expander *e, const struct tag *t, struct str name)
{
	const struct str *own = variable(e, name);
	struct str value = own ? *own : setting_value(e, name);
	if (value.n) {
		writer_add(&e->w, value);
		return;
	}
	TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s is not known; it names a setting without a value and was left out");
	unknown_count(e, name, FATE_SETTING);
}

/* Applies Liquid's filters that join texts: | append: "x" | prepend: site.baseurl */
static struct str
filters_apply(struct expander *e, struct str value, struct str rest)
{
	for (ptrdiff_t bar; (bar = str_find_char(rest, '|')) >= 0;) {
		struct args args;
		rest = str_trim(str_sub(rest, (size_t)bar + 1, rest.n));
		bool append = str_starts(rest, "append:"), prepend = str_starts(rest, "prepend:"),
		     plain = str_starts(rest, "default:");
		if (!append && !prepend && !plain)
			continue;
		ptrdiff_t next = str_find_char(rest, '|');
		struct str source = str_trim(str_sub(rest, append ? 7 : 8, next < 0 ? rest.n : (size_t)next));
		args_read(e->a, source, &args);
		struct str word = args_at(&args, 0);
		if (source.n && !strchr("\"'", source.p[0]))
			word = setting_value(e, word);
		if (plain)
			value = value.n ? value : word;
		else
			value = str_fmt(e->a, "%.*s%.*s", STR_FMT(append ? value : word), STR_FMT(append ? word : value));
	}
	return value;
}

/* {{ … }}: Liquid's output. What is none (a template quoted in the prose) stays as it is. */
size_t
output_write(struct expander *e, const struct tag *t)
{
	static const char *const roots[] = {"site.", "page.", "post.", "layout.", "include.", "theme.", "jekyll.", "paginator.",
		"forloop.", "config.", "section.", "current_"};
	struct args args;
	args_read(e->a, t->args, &args);
	if (t->args.n && strchr("\"'", t->args.p[0])) {
		ptrdiff_t bar = str_find_char(t->args, '|');
		writer_add(&e->w,
			filters_apply(e, args_at(&args, 0), bar < 0 ? STR_NONE : str_sub(t->args, (size_t)bar, t->args.n)));
		return t->end;
	}
	if (str_starts(t->name, "site.baseurl") || str_is(t->name, "site.url")) {
		writer_add(&e->w, filters_apply(e, STR_NONE, t->args));
		return t->end;
	}
	struct str *own = variable(e, t->name);
	if (own) {
		writer_add(&e->w, filters_apply(e, *own, t->args));
		return t->end;
	}
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (str_starts(t->name, roots[i])) {
			struct str value = filters_apply(e, setting_value(e, t->name), t->args);
			if (value.n)
				writer_add(&e->w, value);
			else
				act_setting(e, t, t->name);
			return t->end;
		}
	}
	if (str_is(t->name, "content")) {
		act_setting(e, t, t->name);
		return t->end;
	}
	TAG_FINDING(e, t, DIAG_SHORTCODE,
		"%.*s looks like a template's placeholder; it was printed as written: mark it as code, or write its value in its "
		"place");
	writer_copy(&e->w, t->end);
	return t->end;
}

/* ---- what a name stands for ---- */

/* {% include figure.html … %}: the file's name says what it is. */
static void
args_shift(struct expander *e, struct args *args, const struct known **k)
{
	struct str file = args_at(args, 0);
	ptrdiff_t dot = str_rfind_char(file, '.'), slash = str_rfind_char(file, '/');
	*k = known_find(e->options->shortcodes, str_sub(file, (size_t)(slash + 1), dot > 0 ? (size_t)dot : file.n));
	size_t at = 0;
	while (at < args->n && args->list[at].key.n)
		at++;
	enum short_act act = (*k)->act;
	bool fits = act == ACT_PICTURE || act == ACT_EMBED || act == ACT_ALERT || act == ACT_LINK || act == ACT_ROW ||
		act == ACT_NONE || act == ACT_TEXT || act == ACT_RULE || act == ACT_DROP;
	if (!fits)
		*k = known_find(NULL, STR_NONE);
	if (at < args->n && fits) {
		memmove(&args->list[at], &args->list[at + 1], (args->n - at - 1) * sizeof *args->list);
		args->n--;
	} else if (at < args->n) {
		args->list[at].key = STR("\x01"); /* the name of what is not known */
	}
}

/* {% include video id="x" provider="youtube" %}: the provider's name says where it is. */
static void
provider_take(const struct expander *e, const struct args *args, const struct known **k)
{
	const struct known *provider = known_find(e->options->shortcodes, args_value(args, "provider|platform"));
	if (provider->act == ACT_EMBED && !(*k)->parts[PART_ADDRESS].n)
		*k = provider;
}

/* A template of Markdown, with {inner} where what is enclosed goes. */
static size_t
act_text(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner)
{
	const struct templates *list = &k->parts[PART_TEXT];
	bool enclosed = str_trim(inner).n > 0;
	for (size_t i = 0; i < list->n; i++) {
		struct str before, behind = STR_NONE, template = list->list[i];
		ptrdiff_t at = str_find(template, STR("{inner}"));
		if ((at >= 0 && !enclosed) ||
			!template_fill(e, at < 0 ? template : str_sub(template, 0, (size_t)at), args, inner, &before))
			continue;
		if (at >= 0 && !template_fill(e, str_sub(template, (size_t)at + 7, template.n), args, inner, &behind))
			continue;
		writer_add(&e->w, before);
		if (at < 0)
			return t->pair >= 0 ? e->tags[t->pair].end : t->end;
		struct tag *close = &e->tags[t->pair];
		close->args = behind; /* written when its turn comes */
		return t->end;
	}
	if (t->pair < 0)
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s lacks what it is to print; it was left out");
	return t->end;
}

static size_t
act_drop(struct expander *e, const struct tag *t, const struct args *args)
{
	/* dev.to's {% comment 123 %} shows one */
	if (t->pair < 0 && t->form == SHORT_LIQUID && str_is(t->name, "comment") && t->args.n)
		add_object(e, t, str_fmt(e->a, "https://dev.to/comments/%.*s", STR_FMT(args_at(args, 0))));
	return t->pair >= 0 ? e->tags[t->pair].end : t->end;
}

/* Liquid's {% for %}, {% if %}, {% capture %}. */
static size_t
act_control(struct expander *e, const struct tag *t, const struct known *k, struct str inner)
{
	if (t->form == SHORT_HUGO) /* Hugo has no such things: a shortcode of the site's own of that name */
		return t->end;
	if (t->pair < 0) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
		return t->end;
	}
	if (k->act == ACT_CONDITION) {
		if (str_trim(inner).n)
			TAG_FINDING(e, t, DIAG_SHORTCODE,
				"%.*s is a condition that only the site can decide; all its branches were printed");
		return t->end;
	}
	if (k->act == ACT_CAPTURE) {
		variable_set(e, str_trim(t->args), str_trim(inner));
	} else if (str_find(str_sub(inner, 0, 2000), STR("{{")) < 0) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s is a loop; what it holds was printed once");
		return t->end;
	} else
		TAG_FINDING(e, t, DIAG_SHORTCODE,
			"%.*s goes through data of the site, which are not here; it was left out: write what it lists in its "
			"place");
	return e->tags[t->pair].end;
}

static void
act_code(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner)
{
	if (t->pair < 0)
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
	else if (pair_block(e, t) || str_find_char(inner, '\n') >= 0)
		code_fence(e, t, t, code_language(e, k, args));
	else
		writer_add(&e->w, STR("``` "));
}

/* GitBook: {% code title="a.js" %} around a fence, which is the code. */
static size_t
code_fenced(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str title = args_value(args, "title");
	struct buf b = {0};
	if (title.n) {
		buf_z(&b, "<p><strong>");
		html_escape(&b, title);
		buf_z(&b, "</strong></p>\n");
		add_block(e, t, &b);
	}
	writer_skip(&e->w, t->end);
	writer_copy(&e->w, e->tags[t->pair].start);
	return e->tags[t->pair].end;
}

/* A picture's end is that of the tag that closes it. */
static size_t
act_picture_whole(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner)
{
	struct tag whole = *t;
	if (t->pair >= 0) {
		whole.end = e->tags[t->pair].end;
		whole.line_end = e->tags[t->pair].line_end;
	}
	act_picture(e, &whole, k, args, inner);
	return whole.end;
}

/* Where the picture at the head of a text ends, its link included; 0 when there is none. */
static size_t
picture_end(struct str s)
{
	ptrdiff_t image = str_find_nocase(s, STR("<img")), mark = str_find(s, STR("![")), end;
	if (image >= 0) {
		end = str_find_char(str_sub(s, (size_t)image, s.n), '>');
		if (end < 0)
			return 0;
		size_t at = (size_t)(image + end) + 1, blank = at;
		while (blank < s.n && char_blank((unsigned char)s.p[blank]))
			blank++;
		return str_starts_nocase(str_sub(s, blank, s.n), "</a>") ? blank + 4 : at;
	}
	end = mark < 0 ? -1 : str_find_char(str_sub(s, (size_t)mark, s.n), ')');
	if (end < 0)
		return 0;
	size_t at = (size_t)(mark + end) + 1;
	if (mark > 0 && s.p[mark - 1] == '[' && str_starts(str_sub(s, at, s.n), "](")) {
		end = str_find_char(str_sub(s, at, s.n), ')');
		at += end < 0 ? 0 : (size_t)end + 1;
	}
	return at;
}

/* [caption]<img> text[/caption] */
static size_t
act_captioned(struct expander *e, const struct tag *t, const struct args *args, struct str inner)
{
	size_t cut = picture_end(inner);
	struct str text = str_trim(str_sub(inner, cut, inner.n)), prefix = tag_prefix(e, t);
	if (!text.n)
		text = args_value(args, "caption|title");
	if (t->pair < 0 || !cut) {
		if (t->pair < 0)
			TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
		return t->end;
	}
	struct buf b = {0};
	buf_fmt(&b, "<figure>\n%.*s\n%.*s", STR_FMT(prefix), STR_FMT(prefix));
	markdown_flat(&b, str_trim(str_sub(inner, 0, cut)));
	buf_fmt(&b, "\n%.*s\n%.*s<figcaption>\n%.*s\n%.*s", STR_FMT(prefix), STR_FMT(prefix), STR_FMT(prefix), STR_FMT(prefix));
	markdown_flat(&b, text);
	buf_fmt(&b, "\n%.*s\n%.*s</figcaption></figure>", STR_FMT(prefix), STR_FMT(prefix));
	struct tag whole = *t;
	whole.line_end = e->tags[t->pair].line_end;
	add_block(e, &whole, &b);
	return e->tags[t->pair].end;
}

/* Docsy's {{< tabpane >}}: what its tabs hold is code, unless text=true stands there. */
static bool
tab_is_code(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	if (k->act != ACT_TITLED || t->pair < 0 || t->form != SHORT_HUGO || e->s.p[t->start + 2] != '<' || !e->tabpane)
		return false;
	const struct tag *pane = &e->tags[e->tabpane - 1];
	struct args pane_args;
	if (pane->pair < 0 || t->start > e->tags[pane->pair].start)
		return false;
	args_read(e->a, pane->args, &pane_args);
	return !str_is(args_value(&pane_args, "text"), "true") && !str_is(args_value(args, "text"), "true") &&
		str_find_char(str_sub(e->s, t->end, e->tags[t->pair].start), '\n') >= 0;
}

/* Writes what an opening or single tag stands for; returns the place behind what was used up. */
size_t
tag_open_write(struct expander *e, const struct tag *t)
{
	struct args args;
	const struct known *k = known_find(e->options->shortcodes, t->name);
	args_read(e->a, t->args, &args);
	if (k->act == ACT_INCLUDE)
		args_shift(e, &args, &k);
	struct str inner = t->pair >= 0 ? str_sub(e->s, t->end, e->tags[t->pair].start) : STR_NONE;
	switch (k->act) {
	case ACT_EMBED:
		provider_take(e, &args, &k);
		act_embed(e, t, k, &args, inner);
		return t->pair >= 0 && url_whole(str_trim(inner)) ? e->tags[t->pair].end : t->end;
	case ACT_POST: act_post(e, t, k, &args); break;
	case ACT_REF: act_ref(e, t, &args); break;
	case ACT_PICTURE: return act_picture_whole(e, t, k, &args, inner);
	case ACT_PARAM: act_setting(e, t, args_at(&args, 0)); break;
	case ACT_CAPTIONED: return act_captioned(e, t, &args, inner);
	case ACT_TEXT: return act_text(e, t, k, &args, inner);
	case ACT_DROP: return act_drop(e, t, &args);
	case ACT_CODE:
		if (t->pair >= 0 && str_starts(str_trim(inner), "```"))
			return code_fenced(e, t, &args);
		act_code(e, t, k, &args, inner);
		break;
	case ACT_LINK: act_link(e, t, k, &args); break;
	case ACT_RULE: {
		struct buf b = {0};
		buf_z(&b, "<hr>");
		add_block(e, t, &b);
		break;
	}
	case ACT_ASSIGN: act_assign(e, t); break;
	case ACT_CAPTURE:
	case ACT_CONDITION:
	case ACT_LOOP: return act_control(e, t, k, inner);
	case ACT_DETAILS:
	case ACT_QUOTE:
	case ACT_WRAP:
	case ACT_TITLED:
		if (t->pair < 0 && (k->act == ACT_DETAILS || k->act == ACT_QUOTE) && args.n)
			TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; only its title was printed: close it");
		else if (t->pair < 0 && !args.n)
			TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
		act_pair(e, t, k, &args, false);
		if (tab_is_code(e, t, k, &args)) {
			writer_add(&e->w, str_fmt(e->a, "\n%.*s", STR_FMT(tag_prefix(e, t))));
			code_fence(e, t, t, code_language(e, k, &args));
		}
		break;
	case ACT_ALERT:
	case ACT_ROW: act_pair(e, t, k, &args, false); break;
	case ACT_INNER:
		if (str_is_nocase(t->name, "tabpane"))
			e->tabpane = (size_t)(t - e->tags) + 1;
		break;
	case ACT_NONE:
		if (args.n)
			TAG_FINDING(e, t, DIAG_SHORTCODE_PLACE, "%.*s prints nothing in a book; it was left out");
		break;
	case ACT_RAW:
	case ACT_BRANCH: break;
	case ACT_INCLUDE:
	case ACT_UNKNOWN: act_unknown(e, t, k, &args); break;
	}
	return t->end;
}

void
tag_close_write(struct expander *e, const struct tag *t)
{
	if (t->pair < 0) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s closes nothing; it was left out");
		return;
	}
	const struct tag *open = &e->tags[t->pair];
	const struct known *k = known_find(e->options->shortcodes, open->name);
	struct args args;
	args_read(e->a, open->args, &args);
	if (k->act == ACT_CODE && (pair_block(e, open) || str_find_char(str_sub(e->s, open->end, t->start), '\n') >= 0))
		code_fence(e, open, t, STR_NONE);
	else if (k->act == ACT_CODE)
		writer_add(&e->w, STR(" ```"));
	else if (tab_is_code(e, open, k, &args))
		code_fence(e, open, t, STR_NONE);
	else if (k->act == ACT_LINK)
		act_link_end(e, k, &args);
	else if (k->act == ACT_TEXT)
		writer_add(&e->w, t->args);
	else
		act_pair(e, t, k, &args, true);
}
