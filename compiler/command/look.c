/* look.c - what the e-book takes from the style: its colours, moved until they can be read on every ground that a reader may choose */
#include "command/look.h"
#include "press/raster.h"

/* ---- colours ---- */

/* Light of a channel, as a cubic that stays within a hundredth of sRGB's curve: the same on every machine. */
static double
channel_light(int v)
{
	double x = v / 255.0;
	return x * (x * (x * 0.305306011 + 0.682171111) + 0.012522878);
}

static double
shade_light(struct shade s)
{
	return 0.2126 * channel_light(s.r) + 0.7152 * channel_light(s.g) + 0.0722 * channel_light(s.b);
}

int
shade_contrast(struct shade a, struct shade b)
{
	double x = shade_light(a) + 0.05, y = shade_light(b) + 0.05;
	return (int)(1000 * (x > y ? x / y : y / x));
}

struct shade
shade_of(struct colour ink)
{
	double rgb[3];
	ink_shown(ink, rgb);
	return (struct shade){(int)(rgb[0] * 255 + 0.5), (int)(rgb[1] * 255 + 0.5), (int)(rgb[2] * 255 + 0.5)};
}

struct shade
shade_text_on(struct shade ground)
{
	static const struct shade white = {255, 255, 255}, black = {0, 0, 0};
	return shade_contrast(white, ground) >= 4500 || shade_contrast(white, ground) > shade_contrast(black, ground) ? white
														      : black;
}

static int
mixed(int v, int other, int part)
{
	return v + (other - v) * part / 32;
}

/* Graphics need 3 : 1 (WCAG 2, 1.4.11). Sepia is the darkest of the pale grounds that readers offer. */
struct shade
shade_rule(struct shade c)
{
	static const struct shade sepia = {244, 236, 216}, black = {0, 0, 0};
	int towards = shade_contrast(c, sepia) < 3000 ? 0 : 255;
	for (int part = 0; part <= 32; part++) {
		struct shade s = {mixed(c.r, towards, part), mixed(c.g, towards, part), mixed(c.b, towards, part)};
		if (shade_contrast(s, sepia) >= 3000 && shade_contrast(s, black) >= 3000)
			return s;
	}
	return (struct shade){128, 128, 128};
}

/* ---- style sheets ---- */

static struct str
replaced(struct arena *a, struct str css, const char *what, struct shade by)
{
	struct buf out = {0};
	struct str colour = str_of(what);
	for (ptrdiff_t at; (at = str_find(css, colour)) >= 0; css = str_sub(css, (size_t)at + colour.n, css.n)) {
		buf_add(&out, css.p, (size_t)at);
		buf_fmt(&out, "#%02x%02x%02x", (unsigned)by.r, (unsigned)by.g, (unsigned)by.b);
	}
	buf_add(&out, css.p, css.n);
	struct str done = str_fmt(a, "%.*s", STR_FMT(buf_view(&out)));
	buf_free(&out);
	return done;
}

/* The three colours that stand in the sheets for the style's. */
static struct str
coloured(struct arena *a, struct str css, const struct style *style)
{
	struct shade panel = shade_of(style->panel);
	css = replaced(a, css, "#2f8494", shade_rule(shade_of(style->accent)));
	css = replaced(a, css, "#0b5c68", panel);
	return replaced(a, css, "#fefefe", shade_text_on(panel));
}

void
look_make(struct run_state *r, struct epub_options *options)
{
	const struct config *config = r->book->config;
	struct diag *unheard = diag_new(); /* what the pages say already */
	struct style *style = style_read(r->a, unheard, config->style, config->paper);
	options->css = style_builtin("styles/epub.css");
	options->css_more = style_builtin(options->variant == EPUB_KINDLE ? "styles/kindle.css" : "styles/epub-modern.css");
	options->html_css = style_builtin("styles/html.css");
	if (style) {
		options->html_css = coloured(r->a, options->html_css, style);
		options->css = coloured(r->a, options->css, style);
		options->css_more = coloured(r->a, options->css_more, style);
	}
	diag_free(unheard);
}
