/* requests.c - yearbook requests: a mail to each author that asks for what is missing */
#include "base/file.h"
#include "base/message.h"
#include "command/authors.h"
#include "command/mailbox.h"
#include "command/requestwords.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 20, SRC_MOST = 300, ALT_MOST = 120 };

/* A mail in the making. */
struct mail {
	const struct author *author; /* its name is empty: nobody signed */
	size_t questions, posts;
	unsigned asked; /* bits: 1 << enum request */
};

struct requests {
	struct run_state *r;
	const struct book *b;
	struct mail *mails; /* one for each author */
	size_t n;
	const struct finding *found;
	size_t n_found;
	struct str *gaps; /* of each image: those who do not, or not yet, agree; or empty */
	const struct request_words *words; /* of the mail at hand */
};

/* ---- in which words ---- */

/* The language of most of the author's posts, of those that there are texts in. */
static const struct request_words *
words_choose(const struct requests *q, const struct mail *m)
{
	const struct request_words *best = NULL;
	size_t most = 0;
	for (size_t i = 0; i < m->author->n; i++) {
		const struct request_words *one = request_words(q->b->entries[m->author->entries[i]].lang);
		size_t count = 0;
		for (size_t k = i; k < m->author->n && one; k++)
			count += request_words(q->b->entries[m->author->entries[k]].lang) == one;
		if (count > most) {
			most = count;
			best = one;
		}
		if (most > m->author->n / 2)
			break;
	}
	if (!best)
		best = request_words(q->b->language);
	return best ? best : request_words(STR("en"));
}

/* ---- what is missing ---- */

/* The first of the findings about a file. */
static size_t
findings_of(const struct requests *q, struct str file)
{
	return str_lower_bound(q->found, q->n_found, sizeof *q->found, offsetof(struct finding, file), file);
}

/* Was this found of something in this line of the post? */
static bool
found_at(const struct requests *q, const struct post *p, int line, enum diag_kind kind)
{
	for (size_t i = findings_of(q, p->path); i < q->n_found && str_eq(q->found[i].file, p->path); i++)
		if (q->found[i].kind == kind && q->found[i].line == line)
			return true;
	return false;
}

static void
gaps_find(struct requests *q)
{
	struct run_state *r = q->r;
	size_t n;
	struct consent_gap *gaps = consent_gaps(q->b, r->a, &n);
	q->gaps = NEW_N(r->a, q->b->n_images, struct str);
	for (size_t i = 0; i < n; i++) {
		struct str *to = &q->gaps[gaps[i].image];
		struct str who = gaps[i].person.n ? gaps[i].person : STR("?");
		if (gaps[i].consent == CONSENT_PENDING)
			*to = to->n ? str_fmt(r->a, "%.*s, %.*s", STR_FMT(*to), STR_FMT(who)) : who;
	}
	for (size_t i = 0; i < q->b->n_images; i++) {
		const struct desk_picture *row = desk_picture(q->b->config->desk, q->b->images[i].key);
		if (!row || row->consent != CONSENT_UNKNOWN || q->gaps[i].n)
			continue;
		struct str names[NAMES_MOST];
		size_t n_names = 0;
		for (size_t k = 0; k < row->n_people && n_names < NAMES_MOST; k++) {
			const struct desk_person *who = desk_person(q->b->config->desk, row->people[k]);
			if (!who || who->consent == CONSENT_UNKNOWN)
				names[n_names++] = who ? who->name : row->people[k];
		}
		q->gaps[i] = list_words(r->a, names, n_names, q->b->language);
	}
}

/* ---- one mail ---- */

/* A text with what stands for its "$". */
static void
put(struct buf *b, const char *text, struct str with)
{
	const char *mark = strchr(text, '$');
	buf_add(b, text, mark ? (size_t)(mark - text) : strlen(text));
	if (!mark)
		return;
	buf_str(b, with);
	buf_z(b, mark + 1);
}

/* A question about the picture whose name was the last to be put, or about the post. */
static void
ask(struct requests *q, struct mail *m, struct buf *b, enum request kind, struct str with)
{
	buf_z(b, "    - ");
	put(b, q->words->asked[kind], with);
	buf_char(b, '\n');
	m->asked |= 1u << kind;
	m->questions++;
}

/* A picture as its author knows it: the file, and what the post says of it. */
static void
picture_put(struct requests *q, struct buf *b, struct str src, struct str alt)
{
	struct arena *a = q->r->a;
	src = str_starts(src, "data:") ? STR("data:") : str_one_line(a, str_sub(src, 0, SRC_MOST));
	alt = str_trim(str_one_line(a, alt));
	buf_fmt(b, "  %.*s", STR_FMT(src));
	if (alt.n && alt.n <= ALT_MOST)
		buf_fmt(b, " \xC2\xB7 %.*s", STR_FMT(alt));
	buf_char(b, '\n');
}

/* About one picture of a post. */
static void
picture_ask(struct requests *q, struct mail *m, struct buf *b, const struct post *p, const struct picture *picture)
{
	struct arena *a = q->r->a;
	size_t start = b->n, asked = m->questions;
	int image = picture->image, line = picture->line;
	picture_put(q, b, picture->src, picture->alt);
	if (image < 0) {
		ask(q, m, b, REQUEST_MISSING, STR_NONE);
		return;
	}
	const struct image *im = &q->b->images[image];
	if (found_at(q, p, line, DIAG_PICTURE_SMALL))
		ask(q, m, b, REQUEST_ORIGINAL, str_fmt(a, "%u × %u", (unsigned)im->w, (unsigned)im->h));
	if (im->photograph && !q->b->credits[image].credit.n)
		ask(q, m, b, REQUEST_CREDIT, STR_NONE);
	if (q->gaps[image].n)
		ask(q, m, b, REQUEST_CONSENT, q->gaps[image]);
	if (found_at(q, p, line, DIAG_PICTURE_ALT))
		ask(q, m, b, REQUEST_ALT, STR_NONE);
	if (m->questions == asked)
		b->n = start;
}

/* A file as it is called below the folder of the book. */
static struct str
shown_path(const struct requests *q, struct str path)
{
	struct str below = desk_path(q->r->a, q->b->config->root, path);
	return str_starts(below, "/") || str_starts(below, "..") ? path_base(below) : below;
}

/* The same is asked of the others who signed a post: they may settle who answers. */
static void
others_put(struct requests *q, const struct mail *m, struct buf *out, const struct entry *e)
{
	struct str names[NAMES_MOST];
	size_t n = 0;
	for (size_t i = 0; i < e->n_authors && n < NAMES_MOST && m->author->name.n; i++)
		if (!str_eq(author_key(q->r, e->authors[i]), m->author->key))
			names[n++] = e->authors[i];
	if (!n)
		return;
	put(out, q->words->others, list_words(q->r->a, names, n, str_of(q->words->lang)));
	buf_char(out, '\n');
}

static void
entry_ask(struct requests *q, struct mail *m, struct buf *out, const struct entry *e)
{
	const struct post *p = e->post;
	struct buf b = {0};
	size_t before = m->questions;
	if (!m->author->name.n)
		ask(q, m, &b, REQUEST_AUTHOR, STR_NONE);
	if (e->opening >= 0 && e->opening_picture < 0) {
		const struct image *im = &q->b->images[e->opening];
		picture_ask(q, m, &b, p,
			&(struct picture){.src = shown_path(q, im->own.n ? im->own : im->shown),
				.alt = e->opening_alt,
				.image = e->opening,
				.line = p->title_line});
	}
	for (size_t k = 0; k < p->n_pictures; k++) {
		const struct picture *picture = &p->pictures[k];
		bool again = !picture->src.n; /* taken away */
		for (size_t i = 0; i < k && i < 200 && !again; i++)
			again = picture->image == p->pictures[i].image && str_eq(picture->src, p->pictures[i].src);
		if (!again)
			picture_ask(q, m, &b, p, picture);
	}
	if (m->questions > before) {
		m->posts++;
		buf_char(out, '\n');
		buf_str(out, str_one_line(q->r->a, e->title));
		buf_char(out, '\n');
		buf_str(out, e->url.n ? e->url : shown_path(q, p->path));
		buf_char(out, '\n');
		others_put(q, m, out, e);
		buf_str(out, buf_view(&b));
	}
	buf_free(&b);
}

static void
mail_text(struct requests *q, struct mail *m, struct buf *out)
{
	const struct config *c = q->b->config;
	const struct request_words *w = q->words = words_choose(q, m);
	const struct desk_person *who = desk_person(c->desk, m->author->name);
	struct buf posts = {0};
	for (size_t i = 0; i < m->author->n; i++)
		entry_ask(q, m, &posts, &q->b->entries[m->author->entries[i]]);
	if (m->questions) {
		if (who && who->mail.n)
			buf_fmt(out, "To: %.*s\n", STR_FMT(str_one_line(q->r->a, who->mail)));
		buf_z(out, "Subject: ");
		put(out, w->subject, str_one_line(q->r->a, q->b->title));
		buf_z(out, "\n\n");
		put(out, w->greeting, m->author->name.n ? m->author->name : str_of(w->nobody));
		buf_z(out, "\n\n");
		put(out, m->author->name.n ? w->intro : w->intro_unsigned, str_one_line(q->r->a, q->b->title));
		buf_char(out, '\n');
		buf_str(out, buf_view(&posts));
		buf_char(out, '\n');
		for (int kind = 0; kind < REQUEST_KINDS; kind++)
			if (m->asked & 1u << kind) {
				buf_z(out, w->how[kind]);
				buf_char(out, '\n');
			}
		buf_char(out, '\n');
		put(out, c->contact.n ? w->send_to : w->answer, c->contact);
		buf_fmt(out, "\n\n%s\n", w->thanks);
		struct str editors = list_words(q->r->a, c->editors, c->n_editors, str_of(w->lang));
		if (editors.n)
			buf_fmt(out, "%.*s\n", STR_FMT(editors));
		if (q->b->publisher.n)
			buf_fmt(out, "%.*s\n", STR_FMT(q->b->publisher));
	}
	buf_free(&posts);
}

/* ---- the files ---- */

static bool
mail_write(struct requests *q, struct mailbox *box, struct mail *m)
{
	struct run_state *r = q->r;
	struct str name = str_fmt(r->a, "%.*s.txt", STR_FMT(m->author->file));
	struct buf text = {0};
	mail_text(q, m, &text);
	bool ok = !text.n || mailbox_write(box, name, buf_view(&text));
	if (ok && text.n && !r->opt.quiet)
		printf(message("%s: questions %zu, posts %zu\n"), path_join(r->a, box->folder, name).p, m->questions, m->posts);
	buf_free(&text);
	return ok;
}

/* Of a post that several signed, --author asks those alone whom it names: the others' mails would lack their other posts. A part of a name, by
 * which posts are chosen, too, names nobody, and then all are asked. */
static bool *
wanted_find(const struct requests *q)
{
	const struct texts *only = &q->r->opt.selection.authors;
	bool *wanted = NEW_N(q->r->a, q->n + 1, bool), any = false;
	for (size_t i = 0; i < only->n; i++)
		for (size_t k = 0; k < q->n; k++)
			if (str_eq(author_key(q->r, only->p[i]), q->mails[k].author->key))
				wanted[k] = any = true;
	for (size_t k = 0; k < q->n && !any; k++)
		wanted[k] = true;
	return wanted;
}

static bool
mails_write(struct requests *q)
{
	struct run_state *r = q->r;
	struct diag *d = diag_new(); /* those of the posts are not said here */
	struct mailbox box;
	const bool *wanted = wanted_find(q);
	bool ok = mailbox_open(&box, r, d), any = false;
	for (size_t i = 0; i < q->n && ok; i++) {
		ok = !wanted[i] || mail_write(q, &box, &q->mails[i]);
		any |= q->mails[i].questions > 0;
	}
	if (ok)
		mailbox_clear(&box);
	if (ok && !any && !r->opt.quiet)
		printf("%s\n", message("nothing is missing: no mail was written"));
	fflush(stdout);
	diag_print(d, stderr, r->opt.quiet ? DIAG_ERROR : DIAG_WARNING, false);
	diag_free(d);
	return ok;
}

int
command_requests(struct run_state *r)
{
	struct requests q = {.r = r};
	int status = EXIT_INPUT;
	r->book = book_read(r);
	if (r->book && !diag_count(r->d, DIAG_ERROR) && (r->layout = pages_make(r))) {
		q.b = r->book;
		q.found = diag_sorted(r->d, &q.n_found);
		gaps_find(&q);
		const struct author *authors = authors_list(r, &q.n);
		q.mails = NEW_N(r->a, q.n + 1, struct mail);
		for (size_t i = 0; i < q.n; i++)
			q.mails[i].author = &authors[i];
		status = mails_write(&q) ? EXIT_DONE : EXIT_SYSTEM;
	}
	progress_clear(r);
	if (r->opt.verbose || status == EXIT_INPUT)
		findings_print(r);
	else
		diag_print(r->d, stderr, DIAG_ERROR, false);
	return status;
}
