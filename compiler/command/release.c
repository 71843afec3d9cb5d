/* release.c - what a release asks before it is printed: each question with the way to settle it, and the way to waive it */
#include "command/release.h"
#include "base/file.h"
#include "base/map.h"
#include "desk/sheet.h"
#include "press/preflight.h"

#include <string.h>

const char *const release_questions[] = {"picture-missing", "no-author", "unknown-author", "unknown-person", "consent",
	"placeholder", "call-expired", "printer-gutter", "press-picture", "press-ink", "press-bleed", "press-safety",
	"press-type", "press-pages", "press-blanks", "press-file"};
const size_t n_release_questions = sizeof release_questions / sizeof *release_questions;

/* ---- whom a finding is about ---- */

/* The entry of a file, or NULL. */
static const struct entry *
entry_of(const struct book *b, struct str file)
{
	for (size_t i = 0; i < b->n_all && file.n; i++)
		if (str_eq(b->entries[i].post->path, file))
			return &b->entries[i];
	return NULL;
}

static struct str
src_plain(struct str src)
{
	ptrdiff_t query = str_find_char(src, '?');
	return query >= 0 ? str_sub(src, 0, (size_t)query) : src;
}

enum { NAMES_MOST = 40 };

/* Names that a waiver may give: the file, the post's slug, pictures of the line that are not there. */
static size_t
names_of(const struct book *b, const struct finding *f, struct str names[NAMES_MOST])
{
	const struct entry *e = entry_of(b, f->file);
	size_t n = 0;
	names[n++] = f->file;
	if (!e)
		return n;
	names[n++] = e->slug;
	names[n++] = e->post->slug; /* by which its fixes are called */
	for (size_t i = 0; i < e->post->n_pictures && n < NAMES_MOST - 1; i++) {
		const struct picture *p = &e->post->pictures[i];
		if (p->line == f->line && p->image < 0)
			names[n++] = src_plain(p->src);
	}
	for (size_t i = 0; i < e->post->n_images && n < NAMES_MOST; i++)
		if (f->line < e->post->body_line)
			names[n++] = src_plain(e->post->images[i]);
	return n;
}

/* ---- missing pictures ---- */

/* The first says it for all. */
static const char *const picture_whats[] = {"picture-missing", "picture-remote", "picture-broken", "picture-outside"};
enum { PICTURE_WHATS = sizeof picture_whats / sizeof *picture_whats };

static const struct waiver *
picture_waiver(const struct desk *desk, const struct str *names, size_t n)
{
	const struct waiver *w = NULL;
	for (size_t i = 0; i < PICTURE_WHATS && !w; i++)
		w = desk_waiver(desk, str_of(picture_whats[i]), names, n);
	return w;
}

/* A row whose last picture was closed up goes with them. */
static void
row_close(struct block *row)
{
	for (const struct block *b = row->first; b; b = b->next)
		if (!b->hidden)
			return;
	row->hidden = true;
}

static void
blocks_close(struct post *post, struct block *root)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		for (size_t i = 0; i < b->n_runs; i++) {
			struct run *run = &b->runs[i];
			if (run->kind == RUN_PICTURE && run->picture >= 0 && (size_t)run->picture < post->n_pictures &&
				post->pictures[run->picture].closed)
				run->picture = -1;
		}
		if (b->kind != BLOCK_FIGURE || b->picture < 0 || (size_t)b->picture >= post->n_pictures ||
			!post->pictures[b->picture].closed)
			continue;
		b->hidden = true;
		if (b->parent && b->parent->kind == BLOCK_ROW)
			row_close(b->parent);
	}
}

/* Is every picture of that line that is not there closed up? */
static bool
line_closed(const struct post *post, int line)
{
	for (size_t i = 0; i < post->n_pictures; i++)
		if (post->pictures[i].line == line && post->pictures[i].image < 0 && !post->pictures[i].closed)
			return false;
	return true;
}

/* What was said of a frame holds no more. */
static void
closed_tell(struct run_state *r, const struct closed_picture *list, size_t n)
{
	static const enum diag_kind kinds[] = {
		DIAG_PICTURE_MISSING, DIAG_PICTURE_REMOTE, DIAG_PICTURE_BROKEN, DIAG_PICTURE_OUTSIDE};
	struct diag_place *places = NEW_N(r->a, n, struct diag_place);
	size_t n_places = 0;
	for (size_t i = 0; i < n; i++) {
		const struct post *post = r->book->entries[list[i].entry].post;
		if (line_closed(post, list[i].line))
			places[n_places++] = (struct diag_place){post->path, list[i].line};
	}
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		diag_withdraw(r->d, kinds[k], places, n_places);
	for (size_t i = 0; i < n; i++) {
		const struct post *post = r->book->entries[list[i].entry].post;
		struct str src = str_sub(list[i].src, 0, 200);
		diag_add(r->d, DIAG_CLOSED_UP, post->path, list[i].line, post_column(post, list[i].line, list[i].src),
			"the picture \"%.*s\" is not there, and a waiver in line %d of yearbook.yaml says so: its place was "
			"closed up",
			STR_FMT(src), list[i].waiver->line);
	}
}

struct closed_picture *
release_close(struct run_state *r, size_t *n)
{
	const struct book *book = r->book;
	struct closed_picture *list = NULL;
	size_t cap = 0;
	*n = 0;
	for (size_t i = 0; i < book->n_all; i++) {
		struct post *post = book->entries[i].post;
		bool any = false;
		for (size_t k = 0; k < post->n_pictures; k++) {
			struct picture *p = &post->pictures[k];
			struct str names[] = {src_plain(p->src), post->path, book->entries[i].slug, post->slug};
			const struct waiver *w =
				p->image < 0 ? picture_waiver(book->config->desk, names, sizeof names / sizeof *names) : NULL;
			if (!w)
				continue;
			p->closed = any = true;
			*PUSH(r->a, list, *n, cap) = (struct closed_picture){
				.entry = (int)i, .file = post->path, .src = p->src, .line = p->line, .waiver = w};
		}
		for (size_t k = 0; k < post->n_notes && any; k++)
			blocks_close(post, post->notes[k]);
		if (any)
			blocks_close(post, post->root);
	}
	closed_tell(r, list, *n);
	return list;
}

/* ---- questions ---- */

/* What a waiver calls a finding that a release asks about; NULL: it asks nothing. */
static const char *
question_of(enum diag_kind kind)
{
	switch (kind) {
	case DIAG_PICTURE_MISSING:
	case DIAG_PICTURE_REMOTE:
	case DIAG_PICTURE_BROKEN:
	case DIAG_PICTURE_OUTSIDE: return picture_whats[0];
	case DIAG_AUTHOR_MISSING:
	case DIAG_PLACEHOLDER: return diag_kind_name(kind);
	default: return preflight_refuses(kind) ? diag_kind_name(kind) : NULL;
	}
}

/* The name of a picture for a waiver; with its folder, where the name alone ("0.jpg", as of films' stills) may be that of many. */
static struct str
name_telling(struct str src)
{
	enum { TELLING = 8 };
	struct str base = path_base(src), dir = path_dir(src);
	if (base.n >= TELLING || base.n == src.n || !path_base(dir).n || path_base(dir).p[0] == '.')
		return base;
	return str_sub(src, src.n - base.n - 1 - path_base(dir).n, src.n);
}

static void
picture_ask(struct run_state *r, const struct finding *f, struct str slug, bool shared, struct str src)
{
	struct str picture = path_base(src), telling = name_telling(src);
	if (shared)
		diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
			"a release has no room for a picture that is not there: bring it, or leave it out in yearbook.yaml: "
			"fixes: {\"%.*s\": {pictures: {\"%.*s\": {drop: yes}}}}, or close up its place there: waive: [{what: "
			"picture-missing, where: \"%.*s\", reason: \"…\"}]",
			STR_FMT(slug), STR_FMT(picture), STR_FMT(telling));
	else if (slug.n)
		diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
			"a release has no room for a picture that is not there: bring it, or leave it out in fixes/%.*s.yaml "
			"(pictures: {\"%.*s\": {drop: yes}}), or close up its place; in yearbook.yaml: waive: [{what: "
			"picture-missing, where: \"%.*s\", reason: \"…\"}]",
			STR_FMT(slug), STR_FMT(picture), STR_FMT(telling));
	else
		diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
			"a release has no room for a picture that is not there: bring it, or take it out of this file; or in "
			"yearbook.yaml: waive: [{what: picture-missing, where: \"%.*s\", reason: \"…\"}]",
			STR_FMT(picture));
}

static void
finding_ask(struct run_state *r, const struct finding *f)
{
	struct str names[NAMES_MOST];
	size_t n = names_of(r->book, f, names);
	struct str slug = n > 2 ? names[2] : STR_NONE, src = n > 3 ? names[3] : names[0];
	const struct entry *e = entry_of(r->book, f->file);
	bool shared = e && e->post->slug_shared; /* then its path is its name */
	slug = shared ? desk_path(r->a, r->book->config->root, e->post->path) : slug;
	const char *what = question_of(f->kind);
	const struct desk *desk = r->book->config->desk;
	if (!what || (what == picture_whats[0] ? picture_waiver(desk, names, n) : desk_waiver(desk, str_of(what), names, n)))
		return;
	switch (f->kind) {
	case DIAG_PICTURE_MISSING:
	case DIAG_PICTURE_REMOTE:
	case DIAG_PICTURE_BROKEN:
	case DIAG_PICTURE_OUTSIDE: picture_ask(r, f, slug, shared, src); break;
	case DIAG_AUTHOR_MISSING:
		if (shared)
			diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
				"a release says who wrote each text: in yearbook.yaml: fixes: {\"%.*s\": {author: Name}}; or "
				"there: "
				"waive: [{what: no-author, where: \"%.*s\", reason: \"…\"}]",
				STR_FMT(slug), STR_FMT(slug));
		else
			diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
				"a release says who wrote each text: in fixes/%.*s.yaml: author: Name; or in yearbook.yaml: "
				"waive: "
				"[{what: no-author, where: %.*s, reason: \"…\"}]",
				STR_FMT(slug), STR_FMT(slug));
		break;
	case DIAG_PLACEHOLDER:
		if (shared)
			diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
				"a release prints no text that was to be filled in: write it in the post, cut or replace it in "
				"yearbook.yaml: fixes: {\"%.*s\": {cut: […]}}, or, where it is meant, there: waive: [{what: "
				"placeholder, where: \"%.*s\", reason: \"…\"}]",
				STR_FMT(slug), STR_FMT(slug));
		else
			diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
				"a release prints no text that was to be filled in: write it in the post, cut or replace it in "
				"fixes/%.*s.yaml, or, where it is meant, in yearbook.yaml: waive: [{what: placeholder, where: "
				"%.*s, "
				"reason: \"…\"}]",
				STR_FMT(slug), STR_FMT(slug));
		break;
	default:
		diag_add(r->d, DIAG_RELEASE, f->file, f->line, f->col,
			"a release is not made while the printer would refuse it: do what the finding [%s] says, or in "
			"yearbook.yaml: waive: [{what: %s, where: \"%.*s\", reason: \"…\"}]",
			what, what, STR_FMT(path_base(f->file)));
	}
}

struct closed_picture *
release_closed(struct run_state *r, const struct closed_picture *closed, size_t *n)
{
	size_t n_findings, n_closed = *n;
	const struct finding *list = diag_sorted(r->d, &n_findings);
	struct closed_picture *out = NEW_N(r->a, n_closed + n_findings + 1, struct closed_picture);
	if (n_closed)
		memcpy(out, closed, n_closed * sizeof *out);
	for (size_t i = 0; i < n_findings; i++) {
		const struct finding *f = &list[i];
		if (question_of(f->kind) != picture_whats[0])
			continue;
		struct str names[NAMES_MOST];
		size_t n_names = names_of(r->book, f, names);
		const struct waiver *w = picture_waiver(r->book->config->desk, names, n_names);
		if (w)
			out[n_closed++] = (struct closed_picture){-1, f->file, n_names > 3 ? names[3] : STR_NONE, f->line, w};
	}
	*n = n_closed;
	return out;
}

/* ---- people ---- */

/* Authors whom people.csv does not have, each at the first post that they signed. Where there is no such list nobody is unknown. */
static void
authors_ask(struct run_state *r)
{
	const struct book *b = r->book;
	const struct desk *desk = b->config->desk;
	struct map asked = {.a = r->a};
	if (!str_is(path_base(desk_people_file(desk)), "people.csv"))
		return;
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		for (size_t k = 0; k < e->n_authors; k++) {
			struct str name = e->authors[k], names[] = {name, e->post->path, e->slug, e->post->slug};
			bool fresh = false;
			if (desk_person(desk, name) ||
				desk_waiver(desk, STR("unknown-author"), names, sizeof names / sizeof *names))
				continue;
			map_add(&asked, person_key(r->a, name), 0, &fresh);
			if (!fresh)
				continue;
			int line = post_front_line(e->post, name);
			diag_add(r->d, DIAG_RELEASE, e->post->path, line, line ? post_column(e->post, line, name) : 0,
				"a release knows its authors, and %.*s is not in people.csv: `yearbook plan` adds a row, or "
				"write "
				"the name there as an alias of whom it means, or in yearbook.yaml: waive: [{what: "
				"unknown-author, "
				"where: \"%.*s\", reason: \"…\"}]",
				STR_FMT(str_sub(name, 0, 200)), STR_FMT(str_sub(name, 0, 200)));
		}
	}
}

/* "Ana Pérez (left)": is somebody of people.csv in it? Names of one word may mean anybody. */
static bool
somebody_within(const struct desk *desk, struct arena *a, struct str text)
{
	size_t n;
	const struct desk_person *people = desk_people(desk, &n);
	struct str key = person_key(a, text);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k <= people[i].n_aliases; k++)
			if (str_find_char(people[i].keys[k], '-') >= 0 && key_within(key, people[i].keys[k]))
				return true;
	return false;
}

/* Those whom pictures.csv names and people.csv does not have, where the picture's own consent settles nothing. Each at the first picture that shows them. */
static void
shown_ask(struct run_state *r)
{
	const struct book *b = r->book;
	const struct desk *desk = b->config->desk;
	struct map asked = {.a = r->a};
	if (!str_is(path_base(desk_people_file(desk)), "people.csv"))
		return;
	for (size_t i = 0; i < b->n_images; i++) {
		const struct desk_picture *row = desk_picture(desk, b->images[i].key);
		bool settled = row && (row->consent == CONSENT_YES || row->consent == CONSENT_NOT_NEEDED);
		for (size_t k = 0; row && !settled && k < row->n_people; k++) {
			struct str name = row->people[k], key = person_key(r->a, name), names[] = {name, b->images[i].shown};
			bool fresh = false;
			if (!key.n || map_find(&asked, key) || desk_person(desk, name) || somebody_within(desk, r->a, name) ||
				desk_waiver(desk, STR("unknown-person"), names, 2))
				continue;
			map_add(&asked, key, 0, &fresh);
			diag_add(r->d, DIAG_RELEASE, desk_picture_sheet(desk)->path, row->line, 0,
				"a release knows whom it shows, and %.*s, who is on %.*s, is not in people.csv: `yearbook plan` "
				"adds a row, or write the name there as an alias of whom it means, or in yearbook.yaml: waive: "
				"[{what: unknown-person, where: \"%.*s\", reason: \"…\"}]",
				STR_FMT(str_sub(name, 0, 200)), STR_FMT(path_base(b->images[i].shown)),
				STR_FMT(str_sub(name, 0, 200)));
		}
	}
}

/* Pictures whose people do not, or not yet, agree. */
static void
consent_ask(struct run_state *r)
{
	size_t n;
	const struct consent_gap *gaps = consent_gaps(r->book, r->a, &n);
	for (size_t i = 0; i < n; i++) {
		const struct consent_gap *gap = &gaps[i];
		struct str names[] = {gap->picture, gap->person};
		if (desk_waiver(r->book->config->desk, STR("consent"), names, gap->person.n ? 2 : 1))
			continue;
		struct str where = path_base(gap->picture);
		if (gap->person.n)
			diag_add(r->d, DIAG_RELEASE, gap->file, gap->line, 0,
				"a release shows nobody who does not agree: %.*s is on %.*s; write `yes` in the column consent "
				"once "
				"it is so, build with --without \"%.*s\", or in yearbook.yaml: waive: [{what: consent, where: "
				"\"%.*s\", reason: \"…\"}]",
				STR_FMT(gap->person), STR_FMT(where), STR_FMT(gap->person), STR_FMT(where));
		else
			diag_add(r->d, DIAG_RELEASE, gap->file, gap->line, 0,
				"a release shows nobody who does not agree: those on %.*s; write `yes` or `not needed` in the "
				"column "
				"consent once it is so, drop the picture in the fixes of its post, or in yearbook.yaml: waive: "
				"[{what: consent, where: \"%.*s\", reason: \"…\"}]",
				STR_FMT(where), STR_FMT(where));
	}
}

/* Calls whose last day had passed when the newest post appeared, unless posts.csv wants them. */
static void
calls_ask(struct run_state *r)
{
	enum { DAY = 86400, USUAL = 60 };
	const struct book *book = r->book;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		if (e->post->edit && e->post->edit->wanted)
			continue;
		struct post_guess guess = desk_kind(book->config->desk, e->post, &e->date);
		int64_t until = guess.until.precision	? guess.until.instant + DAY
			: e->date.precision > DATE_YEAR ? e->date.instant + (int64_t)USUAL * DAY
							: INT64_MAX;
		struct str names[] = {e->post->path, e->slug, e->post->slug};
		if (guess.kind != KIND_CALL || until >= book->modified ||
			desk_waiver(book->config->desk, STR("call-expired"), names, sizeof names / sizeof *names))
			continue;
		diag_add(r->d, DIAG_RELEASE, e->post->path, e->post->title_line, 0,
			"this seems to be a call that has expired, of which a book has no use: say `no` or `yes` to it in the "
			"column "
			"include of posts.csv, or in yearbook.yaml: waive: [{what: call-expired, where: %.*s, reason: \"…\"}]",
			STR_FMT(e->post->slug));
	}
}

void
release_judge(struct run_state *r)
{
	size_t n;
	const struct finding *list = diag_sorted(r->d, &n);
	struct finding *now = NEW_N(r->a, n, struct finding); /* the list grows while it is asked */
	if (n)
		memcpy(now, list, n * sizeof *now);
	for (size_t i = 0; i < n; i++)
		finding_ask(r, &now[i]);
	authors_ask(r);
	shown_ask(r);
	consent_ask(r);
	calls_ask(r);
}

void
placeholders_tell(struct run_state *r)
{
	const struct book *book = r->book;
	struct post **posts = NEW_N(r->a, book->n_all, struct post *);
	struct str *langs = NEW_N(r->a, book->n_all, struct str);
	for (size_t i = 0; i < book->n_all; i++) {
		posts[i] = book->entries[i].post;
		langs[i] = book->entries[i].lang;
	}
	desk_placeholders(book->config->desk, r->d, posts, langs, book->n_all);
}

void
waivers_unused(struct run_state *r)
{
	size_t n;
	const struct config *config = r->book->config;
	const struct waiver *list = desk_waivers(config->desk, &n);
	for (size_t i = 0; i < n; i++) {
		const struct waiver *w = &list[i];
		bool known = false;
		for (size_t k = 0; k < PICTURE_WHATS; k++)
			known |= str_is(w->what, picture_whats[k]);
		for (size_t k = 0; k < n_release_questions; k++)
			known |= str_is(w->what, release_questions[k]);
		const char *near = known ? NULL : name_nearest(w->what, release_questions, n_release_questions);
		if (near)
			diag_add(r->d, DIAG_WAIVER_UNUSED, config->file, w->line, 0,
				"a release asks nothing about \"%.*s\": did you mean \"%s\"?", STR_FMT(w->what), near);
		else if (!known)
			diag_add(r->d, DIAG_WAIVER_UNUSED, config->file, w->line, 0,
				"a release asks nothing about \"%.*s\": take the waiver out", STR_FMT(w->what));
		else if (!w->used)
			diag_add(r->d, DIAG_WAIVER_UNUSED, config->file, w->line, 0,
				"nothing in the book needs the waiver of %.*s any more: take it out", STR_FMT(w->what));
	}
}
