/* options.c - the command line: what may stand there, and what it means */
#include "command/options.h"

#include "base/message.h"
#include "base/pool.h"
#include "style/style.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	MESSAGE("usage: yearbook build [options] PATH    write the book as PDF and EPUB\n"
		"       yearbook build --printer NAME PATH   fill a folder with all that a print shop needs\n"
		"       yearbook handout [options] PATH  sheets to hand out at the door: one post, some, or all\n"
		"       yearbook check [options] PATH    read and lay out, write nothing, print the findings\n"
		"       yearbook new DIR                 make a small book to start from\n"
		"       yearbook new --from LAST DIR     make the next volume of the one in the folder LAST\n"
		"       yearbook dump --book|--pages|--tags PATH  print the model, the pages or what is read aloud\n"
		"       yearbook plan PATH               posts.csv: which posts are printed, to be edited in a spreadsheet\n"
		"       yearbook proof --by-author PATH  each author's pages with a form to correct and sign\n"
		"       yearbook requests PATH           a mail to each author that asks for what is missing\n"
		"       yearbook fixes [--post NAME] PATH  what the editor changes, before and after\n"
		"       yearbook index --suggest [PATH]  print names for the index that the posts hold\n"
		"\n"
		"PATH is the root of a site, a folder with a yearbook.yaml, any folder of posts, or one post.\n"
		"\n"
		"      --from DATE      only posts from a year, month or day on; --to DATE: up to one\n"
		"      --lang TAG       only this language (es), or all with translations side by side\n"
		"      --tag, --section, --author NAME   only posts that have it; may be repeated\n"
		"      --include, --exclude GLOB         only, or not, the files of these paths\n"
		"      --without NAME   nothing that shows or names this person; may be repeated\n"
		"      --drafts         drafts, too; --future: posts dated later than today, too\n"
		"      --draft          all that was found marked on the pages; --release: only when nothing is open\n"
		"  -o, --output DIR     where the outputs go (default: build)\n"
		"      --only LIST      outputs to write: pdf, epub, kindle, html, or several: pdf,epub\n"
		"      --kindle         an EPUB for Amazon's Kindle, too\n"
		"      --epub-budget SIZE  pictures as good as an EPUB of 20MB allows; --pdf-budget SIZE: a PDF\n"
		"      --printer NAME   lulu, kdp, ingram, offset-us, offset-eu, imprenta, home, or a FILE.yaml\n"
		"      --copies N       in the letter to the printer; --paper-stock NAME: white, cream\n"
		"      --impose HOW     sheets for an office printer: booklet, or 2up or 4up pages to a side\n"
		"      --paper SIZE     6x9, media-carta, a5, letter or a4\n"
		"      --links HOW      addresses of links in print: notes, endnotes, qr or none\n"
		"      --no-cache       do not keep converted pictures in ~/.cache/yearbook\n"
		"      --no-repair      leave text alone that was read with the wrong encoding\n"
		"      --werror         warnings are errors: no output is replaced\n"
		"      --post NAME      handout: the post of this slug, path or title; --latest N: the newest;\n"
		"                       --all: every post in a file of its own, and an index\n"
		"      --format KIND    handout: a4, letter, booklet, a6-card or poster; check: json\n"
		"      --gray           handout: for a printer without colours\n"
		"      --report         how the pages came out: bad breaks one by one, and the totals\n"
		"      --report-pdf FILE  check --printer: a page with what the printer would object to\n"
		"      --a11y           check: what the book wants for readers who do not see it\n"
		"      --desk           check: what makes no sense on paper, too; fixes --propose: to paste\n"
		"      --pictures       plan: where pictures stand in a large book, too\n"
		"      --missing        check: list the remote pictures to fetch, for wget -x -i\n"
		"  -j, --jobs N         threads (default: one per processor)\n"
		"  -q, --quiet          print errors only; -v, --verbose: notes, times and memory, too\n"
		"      --ui-lang LANG   language of the messages: en, es or pt (default: the system's)\n"
		"  -h, --help           this text; more in yearbook(1) and yearbook(5)\n"
		"  -V, --version        the version\n"
		"\n"
		"Exit status: 0 done, 1 errors in the input (outputs not replaced), 2 wrong usage or the system failed.\n");

static int
usage_error(const char *what, const char *value)
{
	fprintf(stderr, "yearbook: %s%s%s; ", message(what), value ? ": " : "", value ? value : "");
	fprintf(stderr, "%s\n", message("see yearbook --help"));
	return EXIT_SYSTEM;
}

static bool
only_read(struct options *o)
{
	struct str unknown;
	return outputs_read(str_of(optarg), &o->only, &unknown) && o->only;
}

enum long_option {
	OPT_ONLY = 256,
	OPT_KINDLE,
	OPT_EPUB_BUDGET,
	OPT_PDF_BUDGET,
	OPT_WERROR,
	OPT_FORMAT,
	OPT_POST,
	OPT_LATEST,
	OPT_ALL,
	OPT_GRAY,
	OPT_REPORT,
	OPT_REPORT_PDF,
	OPT_MISSING,
	OPT_A11Y,
	OPT_SUGGEST,
	OPT_BOOK,
	OPT_PAGES,
	OPT_COVER,
	OPT_TAGS,
	OPT_FONTS,
	OPT_PAPER,
	OPT_PRINTER,
	OPT_COPIES,
	OPT_STOCK,
	OPT_IMPOSE,
	OPT_SHEET,
	OPT_DUPLEX,
	OPT_SIGNATURE,
	OPT_ENLARGE,
	OPT_LINKS,
	OPT_NO_REPAIR,
	OPT_NO_CACHE,
	OPT_UI_LANG,
	OPT_DRAFT,
	OPT_RELEASE,
	OPT_WITHOUT,
	OPT_BY_AUTHOR,
	OPT_PICTURES,
	OPT_PROPOSE,
	OPT_DESK,
	OPT_SELECT /* and what follows, in the order of enum select_key */
};

static const struct option long_options[] = {
	{"output", required_argument, NULL, 'o'},
	{"only", required_argument, NULL, OPT_ONLY},
	{"kindle", no_argument, NULL, OPT_KINDLE},
	{"epub-budget", required_argument, NULL, OPT_EPUB_BUDGET},
	{"pdf-budget", required_argument, NULL, OPT_PDF_BUDGET},
	{"paper", required_argument, NULL, OPT_PAPER},
	{"printer", required_argument, NULL, OPT_PRINTER},
	{"copies", required_argument, NULL, OPT_COPIES},
	{"paper-stock", required_argument, NULL, OPT_STOCK},
	{"impose", required_argument, NULL, OPT_IMPOSE},
	{"sheet", required_argument, NULL, OPT_SHEET},
	{"duplex", required_argument, NULL, OPT_DUPLEX},
	{"signature", required_argument, NULL, OPT_SIGNATURE},
	{"enlarge", no_argument, NULL, OPT_ENLARGE},
	{"links", required_argument, NULL, OPT_LINKS},
	{"fonts", required_argument, NULL, OPT_FONTS},
	{"no-cache", no_argument, NULL, OPT_NO_CACHE},
	{"no-repair", no_argument, NULL, OPT_NO_REPAIR},
	{"ui-lang", required_argument, NULL, OPT_UI_LANG},
	{"draft", no_argument, NULL, OPT_DRAFT},
	{"release", no_argument, NULL, OPT_RELEASE},
	{"without", required_argument, NULL, OPT_WITHOUT},
	{"by-author", no_argument, NULL, OPT_BY_AUTHOR},
	{"pictures", no_argument, NULL, OPT_PICTURES},
	{"propose", no_argument, NULL, OPT_PROPOSE},
	{"desk", no_argument, NULL, OPT_DESK},
	{"from", required_argument, NULL, OPT_SELECT + SELECT_FROM},
	{"to", required_argument, NULL, OPT_SELECT + SELECT_TO},
	{"tag", required_argument, NULL, OPT_SELECT + SELECT_TAG},
	{"section", required_argument, NULL, OPT_SELECT + SELECT_SECTION},
	{"author", required_argument, NULL, OPT_SELECT + SELECT_AUTHOR},
	{"lang", required_argument, NULL, OPT_SELECT + SELECT_LANG},
	{"include", required_argument, NULL, OPT_SELECT + SELECT_INCLUDE},
	{"exclude", required_argument, NULL, OPT_SELECT + SELECT_EXCLUDE},
	{"drafts", no_argument, NULL, OPT_SELECT + SELECT_DRAFTS},
	{"future", no_argument, NULL, OPT_SELECT + SELECT_FUTURE},
	{"jobs", required_argument, NULL, 'j'},
	{"werror", no_argument, NULL, OPT_WERROR},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, 'v'},
	{"report", no_argument, NULL, OPT_REPORT},
	{"report-pdf", required_argument, NULL, OPT_REPORT_PDF},
	{"format", required_argument, NULL, OPT_FORMAT},
	{"post", required_argument, NULL, OPT_POST},
	{"latest", required_argument, NULL, OPT_LATEST},
	{"all", no_argument, NULL, OPT_ALL},
	{"gray", no_argument, NULL, OPT_GRAY},
	{"missing", no_argument, NULL, OPT_MISSING},
	{"a11y", no_argument, NULL, OPT_A11Y},
	{"suggest", no_argument, NULL, OPT_SUGGEST},
	{"book", no_argument, NULL, OPT_BOOK},
	{"pages", no_argument, NULL, OPT_PAGES},
	{"cover", no_argument, NULL, OPT_COVER},
	{"tags", no_argument, NULL, OPT_TAGS},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

static bool
number_read(const char *text, int most, int *out)
{
	int64_t n;
	if (!str_to_int(str_of(text), &n) || n < 1 || n > most)
		return false;
	*out = (int)n;
	return true;
}

/* Says what follows in a language, named by its tag or a locale ("es", "es_MX.UTF-8"). false when there are no messages in it. */
static bool
ui_language(struct options *o, const char *name)
{
	char lang[3] = "", file[40];
	if (strlen(name) >= 2 && (!name[2] || strchr("_-.@", name[2])))
		memcpy(lang, name, 2);
	lang[0] = char_lower(lang[0]);
	lang[1] = char_lower(lang[1]);
	if (!strcmp(lang, "en")) {
		o->ui_lang = "en";
		return messages_use(STR_NONE);
	}
	snprintf(file, sizeof file, "styles/messages/%s.mo", lang);
	struct str mo = style_builtin(file);
	if (!mo.n || !messages_use(mo))
		return false;
	o->ui_lang = !strcmp(lang, "es") ? "es" : "pt";
	return true;
}

void
ui_language_default(struct options *o)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value) {
			ui_language(o, value);
			return;
		}
	}
}

/* One option of the selection; -1 when all is well. */
static int
select_read(struct options *o, enum select_key key)
{
	bool split = key != SELECT_INCLUDE && key != SELECT_EXCLUDE;
	const char *fault = selection_add(o->a, &o->selection, key, str_of(optarg), split);
	return fault ? usage_error(fault, optarg) : -1;
}

/* One option of the imposition; -1 when all is well. */
static int
imposition_read(struct imposition *im, int c)
{
	struct str value = str_of(optarg);
	switch (c) {
	case OPT_IMPOSE:
		return impose_read(value, &im->how) ? -1 : usage_error("--impose knows booklet, 2up, 4up and none", optarg);
	case OPT_SHEET:
		return sheet_size_read(value, im)
			? -1
			: usage_error("--sheet knows letter, legal, oficio, tabloid, a4, a3, a2, or a size such as 320x450mm",
				  optarg);
	case OPT_DUPLEX: return duplex_read(value, &im->duplex) ? -1 : usage_error("--duplex knows long and short", optarg);
	default:
		return signature_read(value, &im->signature)
			? -1
			: usage_error("--signature needs a number of pages: 4, 8, 12 and so on, up to 400", optarg);
	}
}

/* Reads one option; -1 when all is well, else the exit status. */
static int
option_read(struct options *o, int c)
{
	switch (c) {
	case 'o': o->output = optarg; return -1;
	case 'j': return number_read(optarg, 256, &o->threads) ? -1 : usage_error("-j needs a number from 1 to 256", optarg);
	case 'q': o->quiet = true; return -1;
	case 'v': o->verbose = true; return -1;
	case OPT_ONLY: o->only = 0; return only_read(o) ? -1 : usage_error("--only knows pdf, epub, kindle and html", optarg);
	case OPT_KINDLE: o->kindle = true; return -1;
	case OPT_EPUB_BUDGET:
		return size_read(str_of(optarg), &o->epub_budget)
			? -1
			: usage_error("--epub-budget needs a size such as 20MB or 800KB", optarg);
	case OPT_PDF_BUDGET:
		return size_read(str_of(optarg), &o->pdf_budget)
			? -1
			: usage_error("--pdf-budget needs a size such as 10MB or 800KB", optarg);
	case OPT_PAPER: o->paper = optarg; return -1;
	case OPT_PRINTER:
		o->printer = optarg;
		return optarg[strspn(optarg, ", \t")] ? -1 : usage_error("--printer needs the name of a printer", optarg);
	case OPT_STOCK: o->stock = optarg; return -1;
	case OPT_COPIES:
		return number_read(optarg, 1000000, &o->copies)
			? -1
			: usage_error("--copies needs a number from 1 to 1,000,000", optarg);
	case OPT_IMPOSE:
	case OPT_SHEET:
	case OPT_DUPLEX:
	case OPT_SIGNATURE: return imposition_read(&o->imposition, c);
	case OPT_ENLARGE: o->imposition.enlarge = true; return -1;
	case OPT_LINKS:
		return links_read(str_of(optarg), &o->links) ? -1
							     : usage_error("--links knows notes, endnotes, qr and none", optarg);
	case OPT_FONTS: o->fonts = optarg; return -1;
	case OPT_NO_CACHE: o->no_cache = true; return -1;
	case OPT_NO_REPAIR: o->no_repair = true; return -1;
	case OPT_UI_LANG: return ui_language(o, optarg) ? -1 : usage_error("--ui-lang knows en, es and pt", optarg);
	case OPT_WERROR: o->werror = true; return -1;
	case OPT_FORMAT: o->format = optarg; return -1;
	case OPT_POST: *PUSH(o->a, o->handout_posts.p, o->handout_posts.n, o->handout_posts.cap) = str_of(optarg); return -1;
	case OPT_LATEST:
		return str_to_int(str_of(optarg), &o->handout_latest) && o->handout_latest > 0
			? -1
			: usage_error("--latest needs a number of posts", optarg);
	case OPT_ALL: o->handout_all = true; return -1;
	case OPT_GRAY: o->handout_gray = true; return -1;
	case OPT_PROPOSE: o->propose = true; return -1;
	case OPT_DESK: o->desk = true; return -1;
	case OPT_MISSING: o->missing = true; return -1;
	case OPT_A11Y: o->a11y = true; return -1;
	case OPT_REPORT: o->report = true; return -1;
	case OPT_REPORT_PDF: o->report_pdf = optarg; return -1;
	case OPT_DRAFT: o->draft = true; return -1;
	case OPT_RELEASE: o->release = true; return -1;
	case OPT_WITHOUT: *PUSH(o->a, o->without.p, o->without.n, o->without.cap) = str_of(optarg); return -1;
	case OPT_BY_AUTHOR: o->by_author = true; return -1;
	case OPT_PICTURES: o->pictures = true; return -1;
	case OPT_SUGGEST: o->suggest = true; return -1;
	case OPT_BOOK: o->dump_book = true; return -1;
	case OPT_PAGES: o->dump_pages = true; return -1;
	case OPT_COVER: o->dump_cover = true; return -1;
	case OPT_TAGS: o->dump_tags = true; return -1;
	case 'h': fputs(message(help), stdout); return EXIT_DONE;
	case 'V': puts("yearbook " YB_VERSION); return EXIT_DONE;
	case OPT_SELECT + SELECT_FROM: o->from = optarg; return -1;
	default:
		if (c >= OPT_SELECT && c <= OPT_SELECT + SELECT_FUTURE)
			return select_read(o, (enum select_key)(c - OPT_SELECT));
		fprintf(stderr, "yearbook: %s\n", message("see yearbook --help"));
		return EXIT_SYSTEM;
	}
}

/* --format means another thing to each command. */
static int
format_read(struct options *o)
{
	static const struct {
		const char *name;
		enum handout_format format;
		const char *paper;
	} formats[] = {{"a4", HANDOUT_SHEETS, "a4"}, {"letter", HANDOUT_SHEETS, "letter"}, {"a5", HANDOUT_SHEETS, "a5"},
		{"half-letter", HANDOUT_SHEETS, "half-letter"}, {"booklet", HANDOUT_BOOKLET, NULL},
		{"a6-card", HANDOUT_CARDS, NULL}, {"poster", HANDOUT_POSTER, NULL}};
	if (!o->format)
		return -1;
	if (strcmp(o->command, "handout")) {
		o->json = !strcmp(o->format, "json");
		return o->json || !strcmp(o->format, "text") ? -1 : usage_error("--format knows text and json", o->format);
	}
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(o->format, formats[i].name)) {
			o->handout_format = formats[i].format;
			if (formats[i].paper)
				o->paper = formats[i].paper;
			return -1;
		}
	return usage_error("a handout's --format knows a4, letter, booklet, a6-card and poster", o->format);
}

/* --from is the volume before to `new`, a date to all others. */
static int
from_read(struct options *o)
{
	if (!o->from)
		return -1;
	if (!strcmp(o->command, "new")) {
		o->new_from = o->from;
		return *o->from ? -1 : usage_error("a path is empty", NULL);
	}
	const char *fault = selection_add(o->a, &o->selection, SELECT_FROM, str_of(o->from), true);
	return fault ? usage_error(fault, o->from) : -1;
}

/* Options that make sense together only; -1 when all is well. */
static int
imposition_check(const struct options *o)
{
	const struct imposition *im = &o->imposition;
	if (im->how && o->only && !(o->only & OUTPUT_PDF))
		return usage_error("--impose makes a PDF; --only must name it", NULL);
	if (im->how == IMPOSE_NONE && !strcmp(o->command, "build") && (im->sheet_w || im->duplex || im->signature || im->enlarge))
		return usage_error("--sheet, --duplex, --signature and --enlarge need --impose", NULL);
	return -1;
}

int
options_read(struct options *o, int argc, char **argv)
{
	static const char *const commands[] = {
		"build", "check", "new", "dump", "index", "handout", "plan", "fixes", "requests", "proof"};
	enum { COMMANDS = sizeof commands / sizeof *commands };
	int c, status;
	*o = (struct options){.ui_lang = o->ui_lang, .output = "build", .threads = pool_processors(), .a = o->a};
	while ((c = getopt_long(argc, argv, "o:j:qvhV", long_options, NULL)) != -1)
		if ((status = option_read(o, c)) >= 0)
			return status;
	if (optind >= argc)
		return usage_error("a command is missing", NULL);
	o->command = argv[optind];
	for (size_t i = 0; i <= COMMANDS; i++) {
		if (i == COMMANDS)
			return usage_error("there is no such command", o->command);
		if (!strcmp(o->command, commands[i]))
			break;
	}
	if ((status = from_read(o)) >= 0)
		return status;
	if (!strcmp(o->command, "index") && !o->suggest)
		return usage_error("index needs --suggest", NULL);
	if (!strcmp(o->command, "proof") && !o->by_author)
		return usage_error("proof needs --by-author", NULL);
	if (optind + 1 >= argc && !strcmp(o->command, "index")) {
		o->path = ".";
		return -1;
	}
	if (optind + 1 >= argc)
		return usage_error(
			!strcmp(o->command, "new") ? "a folder to make is missing" : "a folder of posts is missing", NULL);
	if (optind + 2 < argc)
		return usage_error("one path at a time; this is one too many", argv[optind + 2]);
	o->path = argv[optind + 1];
	if (!*o->path || !*o->output)
		return usage_error("a path is empty", NULL);
	if (!strcmp(o->command, "dump") && o->dump_book + o->dump_pages + o->dump_cover + o->dump_tags != 1)
		return usage_error("dump needs --book, --pages, --tags or --cover", NULL);
	if (o->dump_cover && !o->printer)
		return usage_error("a cover is made for a printer: --cover needs --printer", NULL);
	if (o->draft && o->release)
		return usage_error("a build is a draft or a release, not both", NULL);
	status = imposition_check(o);
	return status >= 0 ? status : format_read(o);
}
