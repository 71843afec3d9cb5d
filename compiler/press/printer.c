/* printer.c - what a printer asks for: a chain of files from the built-in one to the user's, and what follows from the facts */
#include "press/printer.h"
#include "press/profile.h"

#include "base/dim.h"
#include "base/file.h"
#include "base/message.h"
#include "style/style.h"

#include <string.h>

enum { CHAIN_MOST = 8, PROFILE_BYTES = 256 * 1024, INCH_MILLIONTHS = 1000000 };

/* The files that make a profile, the one asked for first. */
struct chain {
	struct {
		struct str name, file;
		const struct yaml *root;
	} links[CHAIN_MOST];
	size_t n;
};

static const char folder[] = "styles/printers/";

/* "home, ingram, kdp": the built-in profiles. */
static struct str
names_list(struct arena *a)
{
	struct str all = STR_NONE;
	const char *name;
	for (size_t i = 0; (name = style_builtin_name(i)); i++) {
		struct str s = str_of(name);
		if (!str_starts(s, folder) || !str_ends(s, ".yaml"))
			continue;
		s = str_sub(s, sizeof folder - 1, s.n - 5);
		all = all.n ? str_fmt(a, "%.*s, %.*s", STR_FMT(all), STR_FMT(s)) : s;
	}
	return all;
}

/* The text of a profile, and the file as messages show it; {NULL, 0} when there is none (reported). */
static struct str
text_find(struct arena *a, struct diag *d, struct str name, struct str from, int line, struct str *file)
{
	struct str text = STR_NONE;
	if (str_find_char(name, '/') < 0 && !str_ends(name, ".yaml") && !str_ends(name, ".yml")) {
		*file = str_fmt(a, "%s%.*s.yaml", folder, STR_FMT(name));
		text = name.n ? style_builtin(file->p) : text;
		if (!text.p)
			diag_add(d, DIAG_PRINTER_MISSING, from, line, 0,
				"there is no printer \"%.*s\"; name one of these: %.*s, or the file of a profile (it ends in "
				".yaml)",
				STR_FMT(str_sub(name, 0, 60)), STR_FMT(names_list(a)));
		return text;
	}
	*file = from.n && name.p[0] != '/' ? path_join(a, path_dir(from), name) : name;
	const char *why = file_read(a, str_z(a, *file), PROFILE_BYTES, &text);
	if (why) {
		diag_add(d, DIAG_PRINTER_MISSING, from, line, 0,
			"the printer's profile \"%.*s\" cannot be read (%s); name a file, or one of these: %.*s", STR_FMT(*file),
			message(why), STR_FMT(names_list(a)));
		return STR_NONE;
	}
	return text.p ? text : STR("");
}

static bool
chain_read(struct arena *a, struct diag *d, struct str name, struct chain *c)
{
	struct str from = STR_NONE;
	int line = 0;
	for (;;) {
		struct yaml_error error;
		struct str file;
		if (c->n == CHAIN_MOST) {
			diag_add(d, DIAG_PRINTER_MISSING, from, line, 0,
				"printers are based on each other more than %d deep, or in a circle", CHAIN_MOST);
			return false;
		}
		struct str text = text_find(a, d, name, from, line, &file);
		if (!text.p)
			return false;
		const struct yaml *root = yaml_read(a, d, file, text, 1, &error);
		if (!root) {
			diag_add(d, DIAG_YAML_SYNTAX, file, error.line, error.col, "%.*s", STR_FMT(error.text));
			return false;
		}
		if (root->kind != YAML_MAP && root->kind != YAML_NULL) {
			diag_add(d, DIAG_YAML_SYNTAX, file, root->line, 0,
				"a printer's profile is a map of keys, as in styles/printers/kdp.yaml");
			return false;
		}
		c->links[c->n].name = name;
		c->links[c->n].file = file;
		c->links[c->n++].root = root;
		const struct yaml *base = yaml_find(root, "based-on");
		if (!yaml_text(base).n)
			return true;
		from = file;
		line = base->line;
		name = str_trim(yaml_text(base));
	}
}

/* What a file's name may hold: letters, digits, hyphens. "mi-imprenta.yaml" gives "mi-imprenta". */
static struct str
plain_name(struct arena *a, struct str s)
{
	s = path_base(s);
	if (str_find_char(s, '.') > 0)
		s = str_sub(s, 0, (size_t)str_find_char(s, '.'));
	struct str out = str_dup(a, str_sub(s, 0, 40));
	char *p = NEW_N(a, out.n + 1, char);
	for (size_t i = 0; i < out.n; i++) {
		char c = out.p[i];
		bool upper = c >= 'A' && c <= 'Z';
		p[i] = upper ? (char)(c - 'A' + 'a') : (c >= 'a' && c <= 'z') || char_digit(c) ? c : '-';
	}
	return (struct str){p, out.n};
}

static struct printer
printer_default(void)
{
	return (struct printer){.ppi_good = 200,
		.ppi_least = 150,
		.quality = 90,
		.black_point = true,
		.mark_length = MM(5),
		.mark_gap = MM(3),
		.multiple = 1,
		.rule_least = 250,
		.links = true,
		.outline = true,
		.metadata = true,
		.transparency = true,
		.spine_clearance = MM(1.6)};
}

static dim
larger(dim a, dim b)
{
	return a > b ? a : b;
}

/* Facts that are fine alone and cannot stand together. */
static void
printer_check(struct profile_reader *r)
{
	struct printer *p = r->p;
	bool x1a = p->standard == PDF_X1A_2001 || p->standard == PDF_X1A_2003;
	if (!r->cover_bleed)
		p->cover_bleed = p->bleed_outer;
	if (!r->cover_standard)
		p->cover_standard = p->standard;
	if (p->ppi_good < p->ppi_least)
		p->ppi_good = p->ppi_least;
	if (p->ppi_most && p->ppi_most < p->ppi_good) {
		diag_add(r->d, DIAG_VALUE_BAD, r->file, 0, 0,
			"pictures are asked to have %d pixels to the inch, but are made smaller from %d on; %d is used for both",
			p->ppi_good, p->ppi_most, p->ppi_good);
		p->ppi_most = p->ppi_good;
	}
	if (p->pages_most && p->pages_most < p->pages_least) {
		diag_add(r->d, DIAG_VALUE_BAD, r->file, 0, 0,
			"a book has at least %d and at most %d pages here, which no book has; the bounds were left out",
			p->pages_least, p->pages_most);
		p->pages_least = p->pages_most = 0;
	}
	if (x1a && (p->inks == INKS_SRGB || p->inks == INKS_AS_THEY_ARE)) {
		diag_add(r->d, DIAG_VALUE_BAD, r->file, 0, 0,
			"PDF/X-1a takes inks only; pictures are converted: write `inks: cmyk` or `inks: gray`");
		p->inks = INKS_CMYK;
	}
	if (x1a)
		p->transparency = false;
	if (p->standard == PDF_X4 && p->inks == INKS_AS_THEY_ARE)
		p->inks = INKS_SRGB; /* X-4 allows RGB only with an ICC profile */
	if (standard_press(p->standard))
		p->links = false; /* no annotations inside the bleed box */
	p->mark_gap = larger(p->mark_gap, larger(larger(p->bleed_top, p->bleed_bottom), larger(p->bleed_outer, p->bleed_inner)));
}

struct printer *
printer_read(struct arena *a, struct diag *d, struct str name)
{
	struct chain c = {.n = 0};
	struct profile_reader r = {.a = a, .d = d, .p = NEW(a, struct printer)};
	if (!chain_read(a, d, str_trim(name), &c))
		return NULL;
	*r.p = printer_default();
	for (size_t i = c.n; i-- > 0;) {
		r.file = c.links[i].file;
		r.p->verified = false; /* what another file changes is not what the printer says */
		profile_apply(&r, c.links[i].root);
	}
	struct str own = yaml_text(yaml_find(c.links[0].root, "name"));
	r.p->name = plain_name(a, own.n ? own : c.links[0].name);
	r.p->file = r.file;
	if (!r.p->title.n)
		r.p->title = r.p->name;
	printer_check(&r);
	return r.p;
}

/* ---- what follows ---- */

static struct str
in_language(struct str text, struct str es, struct str pt, const char *lang)
{
	struct str own = !strcmp(lang, "es") ? es : !strcmp(lang, "pt") ? pt : STR_NONE;
	return own.n ? own : text;
}

struct str
printer_note(const struct printer *p, const char *lang)
{
	return in_language(p->note, p->note_es, p->note_pt, lang);
}

struct str
printer_upload(const struct printer *p, const char *lang)
{
	return in_language(p->upload, p->upload_es, p->upload_pt, lang);
}

dim
printer_gutter(const struct printer *p, int pages)
{
	dim least = 0;
	for (int i = 0; i < p->n_gutters && p->gutters[i].pages <= pages; i++)
		least = p->gutters[i].least;
	return least;
}

enum binding
printer_binding(const struct printer *p, int pages)
{
	if (p->binding != BINDING_BY_PAGES)
		return p->binding == BINDING_ALWAYS_SADDLE ? BINDING_SADDLE : BINDING_PERFECT;
	return pages < p->saddle_below ? BINDING_SADDLE : BINDING_PERFECT;
}

int
printer_multiple(const struct printer *p, int pages)
{
	if (printer_binding(p, pages) == BINDING_PERFECT || p->multiple % 4 == 0)
		return p->multiple;
	return p->multiple % 2 ? p->multiple * 4 : p->multiple * 2;
}

dim
printer_spine(const struct printer *p, const struct stock *stock, int pages)
{
	if (!stock || printer_binding(p, pages) == BINDING_SADDLE)
		return 0;
	return dim_scale((dim)(72 * DIM_PT), (int64_t)stock->caliper * pages, INCH_MILLIONTHS) + p->spine_extra;
}
