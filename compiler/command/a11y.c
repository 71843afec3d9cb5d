/* a11y.c - yearbook check --a11y: what the book wants for readers who do not see it, counted, then place by place */
#include "base/file.h"
#include "base/message.h"
#include "command/run.h"
#include "style/style.h"

#include <stdio.h>

/* Findings of the report, in the order in which they matter, and how they are summed up. What is told softly is no warning: it is mended already, or may be
 * meant so. */
static const struct told_kind {
	enum diag_kind kind;
	enum telling { LOUD, SOFTLY, COUNTED /* the same, and each place with -v only */ } how;
	const char *sum;
} kinds[] = {
	{DIAG_PICTURE_ALT, LOUD, MESSAGE("pictures of which nothing says what they show")},
	{DIAG_ALT_REPEATED, LOUD, MESSAGE("one alternative text for many pictures")},
	{DIAG_LINK_VAGUE, LOUD, MESSAGE("links that do not say where they lead")},
	{DIAG_TABLE_HEADLESS, LOUD, MESSAGE("tables without header cells")},
	{DIAG_HEADING_LIKE, LOUD, MESSAGE("bold lines that look like headings")},
	{DIAG_HEADING_SIGNS, LOUD, MESSAGE("headings without a word")},
	{DIAG_LANGUAGE_BELIED, LOUD, MESSAGE("posts that are not in the language that they say")},
	{DIAG_LANGUAGE_PASSAGE, LOUD, MESSAGE("passages in another language that nobody says")},
	{DIAG_LANGUAGE_UNSURE, LOUD, MESSAGE("posts whose language not even their text tells")},
	{DIAG_LETTERS_DRAWN, LOUD, MESSAGE("signs that only look like letters")},
	{DIAG_EMBED_BARE, LOUD, MESSAGE("films and frames of which only the address is known")},
	{DIAG_CONTRAST, LOUD, MESSAGE("texts that are hard to see on their ground")},
	{DIAG_ALT_LONG, SOFTLY, MESSAGE("alternative texts that are too long to listen to")},
	{DIAG_ALT_CAPTION, SOFTLY, MESSAGE("alternative texts that only repeat the caption")},
	{DIAG_ALT_WORDING, SOFTLY, MESSAGE("alternative texts that begin with \"picture of\" or end in \".jpg\"")},
	{DIAG_ORNAMENT_TOLD, SOFTLY, MESSAGE("ornaments that have a caption")},
	{DIAG_LINK_BARE, SOFTLY, MESSAGE("links that are bare addresses")},
	{DIAG_LINKS_ALIKE, SOFTLY, MESSAGE("links of one name that lead to different places")},
	{DIAG_TABLE_ARRANGES, SOFTLY, MESSAGE("tables that only arrange what stands in them")},
	{DIAG_TABLE_ROWS, SOFTLY, MESSAGE("tables whose first column names the rows, but does not say so")},
	{DIAG_LIST_LIKE, SOFTLY, MESSAGE("lines with signs that look like a list")},
	{DIAG_EMOJI_READ, SOFTLY, MESSAGE("rows of emoji")},
	{DIAG_LANGUAGE_UNTOLD, COUNTED, MESSAGE("posts whose language only their text tells")},
	{DIAG_HEADING_TOPS, SOFTLY, MESSAGE("posts with several titles")},
	{DIAG_HEADING_SKIPS, SOFTLY, MESSAGE("headings that skip a level")},
	{DIAG_HEADING_SHIFTED, COUNTED, MESSAGE("posts whose levels of headings were closed up")},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct told_kind *
told_kind(enum diag_kind kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (kinds[i].kind == kind)
			return &kinds[i];
	return NULL;
}

/* ---- contrast of the pages' styles; the e-book's colours are moved until they can be read ---- */

/* What is counted besides posts: texts of the styles on their grounds, and those among them that are hard to see. */
struct contrasts {
	size_t n, weak;
};

static void
contrast_check(struct run_state *r, struct str name, struct str paper, struct contrasts *c)
{
	struct diag *unheard = diag_new(); /* what is wrong with the style itself is another report's */
	const struct style *style = style_read(r->a, unheard, name, paper);
	diag_free(unheard);
	if (!style)
		return;
	c->n += TEXT_COUNT;
	c->weak += style_contrast(style, r->d);
}

/* The book's style, and the one of its handouts, if it has its own. */
static struct contrasts
contrasts_check(struct run_state *r)
{
	const struct config *config = r->book->config;
	struct contrasts c = {0};
	contrast_check(r, config->style, config->paper, &c);
	struct str handout = STR("styles/handout.yaml");
	if (!str_is(config->root, "."))
		handout = path_join(r->a, config->root, handout);
	if (path_kind(str_z(r->a, handout)) == PATH_FILE)
		contrast_check(r, handout, STR_NONE, &c);
	return c;
}

/* ---- the report ---- */

static void
counts_print(const struct access *n, size_t posts, const struct contrasts *c)
{
	printf(message("pictures: %zu; with an alternative text %zu, with a caption alone %zu, ornaments %zu, with nothing "
		       "%zu\n"),
		n->pictures, n->described, n->captioned, n->decorative, n->lacking);
	if (n->missing)
		printf(message("pictures that are not there: %zu; in their places stands what the post says that they show\n"),
			n->missing);
	if (n->drawn)
		printf(message("drawings and screenshots among them: %zu; text in them is read to nobody unless the post says "
			       "it, too\n"),
			n->drawn);
	if (n->pictures > n->decorative)
		puts(n->lacking ? message("The EPUB does not say that its pictures have alternative texts: not all do.")
				: message("The EPUB says that its pictures have alternative texts."));
	printf(message("links: %zu; with a text that does not say where they lead %zu, bare addresses %zu\n"), n->links, n->vague,
		n->bare);
	printf(message("tables: %zu; without header cells %zu\n"), n->tables, n->headless);
	printf(message("bold lines that look like headings: %zu\n"), n->headings_like);
	printf(message("films and frames: %zu; of which nothing but the address is known %zu\n"), n->embeds, n->embeds_bare);
	printf(message("posts: %zu; whose language only their text tells %zu, and not even that %zu\n"), posts, n->undeclared,
		n->unsure);
	printf(message("texts of the style on their grounds: %zu; hard to see %zu\n"), c->n, c->weak);
	puts(access_met(n) ? message("The EPUB says of itself that it conforms to WCAG 2.1 at level AA.")
			   : message("The EPUB does not say of itself that it conforms to WCAG 2.1 at level AA: for that, every "
				     "picture needs a text, every table header cells, and every post a language."));
}

static struct str
title_of(const struct book *b, struct str path)
{
	for (size_t i = 0; i < b->n_all; i++)
		if (str_eq(b->entries[i].post->path, path))
			return b->entries[i].title;
	return STR_NONE;
}

/* Each post's findings below its title. */
static void
findings_list(const struct book *b, struct diag *told, bool all)
{
	size_t n;
	const struct finding *f = diag_sorted(told, &n);
	struct str file = STR_NONE;
	bool any = false;
	for (size_t i = 0; i < n; i++, f++) {
		const struct told_kind *kind = told_kind(f->kind);
		if (!all && kind && kind->how == COUNTED)
			continue;
		if (!any || !str_eq(f->file, file)) {
			struct str title = title_of(b, f->file);
			printf("\n%.*s%s", STR_FMT(title), title.n ? "\n" : "");
		}
		any = true;
		file = f->file;
		printf("%.*s", STR_FMT(f->file));
		if (f->line)
			printf(":%d", f->line);
		if (f->line && f->col)
			printf(":%d", f->col);
		if (f->level == DIAG_NOTE)
			printf(": %s", message(diag_level_name(f->level)));
		printf(": %.*s [%s]\n", STR_FMT(f->text), diag_kind_name(f->kind));
	}
}

/* What there is to do, by its kind: how often, and in how many files. */
static void
kinds_print(struct diag *told, bool all)
{
	size_t n, places[KINDS] = {0}, files[KINDS] = {0}, last[KINDS] = {0};
	const struct finding *f = diag_sorted(told, &n);
	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)(told_kind(f[i].kind) - kinds);
		files[k] += !places[k] || !str_eq(f[last[k]].file, f[i].file);
		places[k]++;
		last[k] = i;
	}
	for (int softly = 0; softly < 2; softly++) {
		bool headed = false;
		for (size_t k = 0; k < KINDS; k++) {
			if (!places[k] || (kinds[k].how != LOUD) != softly)
				continue;
			if (!headed)
				printf("\n%s\n",
					softly ? message("Notes (what the book mends by itself, or what may be meant so):")
					       : message("What there is to do:"));
			headed = true;
			printf(message("%6zu  %s (in files: %zu) [%s]"), places[k], message(kinds[k].sum), files[k],
				diag_kind_name(kinds[k].kind));
			puts(all || kinds[k].how != COUNTED ? "" : message(" (-v names them)"));
		}
	}
}

static void
json_print(const struct access *n, size_t posts, const struct contrasts *c, struct diag *told)
{
	printf("{\"posts\": %zu, \"pictures\": %zu, \"described\": %zu, \"captioned\": %zu, \"decorative\": %zu, \"lacking\": "
	       "%zu, "
	       "\"missing\": %zu, \"drawn\": %zu, \"links\": %zu, \"vague\": %zu, \"bare\": %zu, \"tables\": %zu, \"headless\": "
	       "%zu, "
	       "\"headings_like\": %zu, \"embeds\": %zu, \"embeds_bare\": %zu, \"undeclared\": %zu, \"unsure\": %zu, "
	       "\"contrasts\": %zu, \"weak\": %zu, \"conforms\": %s,\n\"findings\": ",
		posts, n->pictures, n->described, n->captioned, n->decorative, n->lacking, n->missing, n->drawn, n->links,
		n->vague, n->bare, n->tables, n->headless, n->headings_like, n->embeds, n->embeds_bare, n->undeclared, n->unsure,
		c->n, c->weak, access_met(n) ? "true" : "false");
	diag_print_json(told, stdout, DIAG_NOTE);
	puts("}");
}

/* Of a post whose headings skip a level or stand beside its title that alone is told, not what follows from it. */
static bool
told_better(const struct finding *list, size_t n, const struct finding *f)
{
	const struct finding *from = f, *end = list + n;
	while (from > list && str_eq(from[-1].file, f->file))
		from--;
	for (; from < end && str_eq(from->file, f->file); from++)
		if (from->kind == DIAG_HEADING_SKIPS || from->kind == DIAG_HEADING_TOPS)
			return true;
	return false;
}

/* What of all findings the report tells. */
static struct diag *
told_findings(struct run_state *r)
{
	struct diag *told = diag_new();
	size_t n;
	const struct finding *f = diag_sorted(r->d, &n);
	for (size_t i = 0; i < KINDS; i++)
		diag_level_set(told, kinds[i].kind, kinds[i].how == LOUD ? DIAG_WARNING : DIAG_NOTE);
	for (size_t i = 0; i < n; i++)
		if (told_kind(f[i].kind) && (f[i].kind != DIAG_HEADING_SHIFTED || !told_better(f, n, &f[i])))
			diag_add(told, f[i].kind, f[i].file, f[i].line, f[i].col, "%.*s", STR_FMT(f[i].text));
	return told;
}

int
command_a11y(struct run_state *r)
{
	r->book = book_read(r);
	progress_clear(r);
	if (!r->book) {
		findings_print(r);
		return EXIT_INPUT;
	}
	struct access n = book_access(r->book, r->d);
	struct contrasts c = contrasts_check(r);
	struct diag *told = told_findings(r);
	bool failed = diag_count(r->d, DIAG_ERROR) > 0 || (r->opt.werror && diag_count(told, DIAG_WARNING) > 0);
	diag_print(r->d, stderr, DIAG_ERROR, r->opt.verbose);
	if (r->opt.json) {
		json_print(&n, r->book->n_entries, &c, told);
	} else {
		counts_print(&n, r->book->n_entries, &c);
		if (!r->opt.quiet)
			findings_list(r->book, told, r->opt.verbose);
		kinds_print(told, r->opt.verbose || r->opt.quiet);
	}
	diag_free(told);
	return failed ? EXIT_INPUT : EXIT_DONE;
}
