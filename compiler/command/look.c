/* look.c - what the e-book takes from the style: its colours, moved until they can be read on every ground; its faces, if they are wanted */
#include "command/look.h"
#include "base/colour.h"

/* ---- colours ---- */

int
shade_contrast(struct shade a, struct shade b)
{
	const uint8_t x[3] = {(uint8_t)a.r, (uint8_t)a.g, (uint8_t)a.b}, y[3] = {(uint8_t)b.r, (uint8_t)b.g, (uint8_t)b.b};
	return screen_contrast(x, y);
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
shade_rule(struct shade c, int on_black)
{
	static const struct shade sepia = {244, 236, 216}, black = {0, 0, 0};
	int towards = shade_contrast(c, sepia) < 3000 ? 0 : 255;
	for (int part = 0; part <= 32; part++) {
		struct shade s = {mixed(c.r, towards, part), mixed(c.g, towards, part), mixed(c.b, towards, part)};
		if (shade_contrast(s, sepia) >= 3000 && shade_contrast(s, black) >= on_black)
			return s;
	}
	return (struct shade){128, 128, 128};
}

/* ---- style sheets ---- */

static struct str
replaced(struct arena *a, struct str css, const char *what, struct str by)
{
	struct buf out = {0};
	struct str old = str_of(what);
	for (ptrdiff_t at; (at = str_find(css, old)) >= 0; css = str_sub(css, (size_t)at + old.n, css.n)) {
		buf_add(&out, css.p, (size_t)at);
		buf_str(&out, by);
	}
	buf_add(&out, css.p, css.n);
	struct str done = str_fmt(a, "%.*s", STR_FMT(buf_view(&out)));
	buf_free(&out);
	return done;
}

static struct str
shade_css(struct arena *a, struct shade s)
{
	return str_fmt(a, "#%02x%02x%02x", (unsigned)s.r, (unsigned)s.g, (unsigned)s.b);
}

/* The colours that stand in the sheets for the style's. */
static struct str
coloured(struct arena *a, struct str css, const struct style *style)
{
	struct shade panel = shade_of(style->panel);
	struct shade accent = shade_of(style->accent);
	css = replaced(a, css, "#2f8494", shade_css(a, shade_rule(accent, 3000)));
	css = replaced(a, css, "#5d9aa6", shade_css(a, shade_rule(accent, 5000)));
	css = replaced(a, css, "#0b5c68", shade_css(a, panel));
	return replaced(a, css, "#fefefe", shade_css(a, shade_text_on(panel)));
}

/* ---- faces ---- */

/* What the sheets know of the style's faces, and under which name: the reader may still choose others. */
static const struct wanted {
	enum face_role role;
	const char *family;
	int weight;
	bool italic;
} wanted[] = {
	{FACE_TEXT, "Book Text", 400, false},
	{FACE_TEXT_ITALIC, "Book Text", 400, true},
	{FACE_TEXT_BOLD, "Book Text", 700, false},
	{FACE_TEXT_BOLD_ITALIC, "Book Text", 700, true},
	{FACE_DISPLAY, "Book Display", 700, false},
	{FACE_SANS, "Book Sans", 400, false},
	{FACE_SANS_ITALIC, "Book Sans", 400, true},
	{FACE_SANS_SEMIBOLD, "Book Sans", 700, false},
	{FACE_CODE, "Book Code", 400, false},
};

/* The layout of the front finds the style's faces, as it finds those of the pages. */
static void
faces_take(struct run_state *r, const struct style *style, struct diag *unheard, struct epub_options *options)
{
	struct layout *l = layout_front(r->book, style, r->layout ? unheard : r->d, r->opt.fonts);
	struct epub_face *faces = NEW_N(r->a, sizeof wanted / sizeof *wanted, struct epub_face);
	for (size_t i = 0; l && i < sizeof wanted / sizeof *wanted; i++) {
		const struct wanted *w = &wanted[i];
		const struct face *face = layout_face(l, w->role);
		if (!face)
			continue;
		struct str font = str_dup(r->a, (struct str){face->data, face->size});
		faces[options->n_faces++] = (struct epub_face){w->family, w->weight, w->italic, font, face->index};
	}
	layout_free(l);
	options->faces = faces;
	if (!options->n_faces)
		return;
	struct str css = replaced(r->a, options->css, "font-family: sans-serif", STR("font-family: \"Book Sans\", sans-serif"));
	css = replaced(r->a, css, "font-family: monospace", STR("font-family: \"Book Code\", monospace"));
	options->html_css =
		replaced(r->a, options->html_css, "font-family: sans-serif", STR("font-family: \"Book Sans\", sans-serif"));
	options->css =
		str_fmt(r->a, "body { font-family: \"Book Text\", serif; }\n%.*s\nh1 { font-family: \"Book Display\", serif; }\n",
			STR_FMT(css));
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
		/* a browser has no faces of its reader's choice */
		if (options->variant == EPUB_HTML || (config->epub.faces && options->variant == EPUB_READERS))
			faces_take(r, style, unheard, options);
	}
	diag_free(unheard);
}
