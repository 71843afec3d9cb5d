/* shorttitle.c - shortcodes in the front matter's title: no site reads them there, and no reader wants to see them */
#include "post/shortcode.h"

/* The text with settings filled in and the signs of other shortcodes taken off. */
static struct str
text_plain_of_tags(struct expander *e, struct str s, bool *any)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		struct tag t;
		if (s.p[i] != '{' || (!tag_read(s, i, &t) && !tag_salvage(s, i, &t)) ||
			(t.form != SHORT_HUGO && t.form != SHORT_LIQUID)) {
			buf_char(&b, s.p[i++]);
			continue;
		}
		struct args args;
		args_read(e->a, t.args, &args);
		struct str value = STR_NONE;
		if (known_find(e->options->shortcodes, t.name)->act == ACT_PARAM)
			value = setting_value(e, args_at(&args, 0));
		if (value.n) {
			buf_str(&b, value);
		} else {
			buf_str(&b, t.name);
			for (size_t k = 0; k < args.n; k++) {
				buf_char(&b, ' ');
				buf_str(&b, args.list[k].value);
			}
		}
		*any = true;
		i = t.end;
	}
	struct str out = *any ? str_trim(buf_keep(&b, e->post->arena)) : s;
	buf_free(&b);
	return out;
}

void
shortcode_titles(struct post *p, const struct post_options *options, struct diag *d)
{
	struct str *texts[] = {&p->title, &p->subtitle, &p->summary};
	struct expander e = {.a = p->arena, .post = p, .options = options, .d = d};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		bool any = false;
		if (str_find(*texts[i], STR("{{<")) < 0 && str_find(*texts[i], STR("{{%")) < 0 &&
			str_find(*texts[i], STR("{%")) < 0)
			continue;
		struct str plain = text_plain_of_tags(&e, *texts[i], &any);
		if (!any)
			continue;
		diag_add(d, DIAG_SHORTCODE, p->path, p->title_line, 0,
			"shortcodes in the front matter (\"%.*s\") are not read; their words were printed: write what they stand "
			"for",
			STR_FMT(*texts[i]));
		*texts[i] = plain;
	}
}
