/* folder.c - fill the folder that is handed to a print shop: written beside their places, its files are put there when all are whole */
#include "base/message.h"
#include "command/press.h"
#include "command/sums.h"
#include "pdf/pdf.h"
#include "pdf/verify.h"
#include "press/preflight.h"
#include "press/surfaces.h"

#include <unistd.h>

/* Whoever sets slug lines: the faces are those of the pages. */
struct slug_setter {
	struct run_state *r;
	struct layout *layout;
	const struct style *style;
};

static struct line
slug_line(void *ctx, struct str text)
{
	struct slug_setter *s = ctx;
	struct text_style small = s->style->text_styles[TEXT_FOLIO];
	small.size = PT(6);
	small.tracking = 0;
	small.colour = (struct colour){.k = 100};
	return layout_text(s->layout, &small, text, STR("en"), s->r->d);
}

static bool
file_open(struct run_state *r, struct press *p, enum press_file which)
{
	struct str path = path_join(r->a, p->folder, p->names[which]);
	if (file_out_open(&p->files[which], path.p))
		return true;
	diag_add(r->d, DIAG_FILE_UNWRITABLE, path, 0, 0, "cannot be written: %s", message(p->files[which].error));
	return false;
}

static bool
file_close(struct run_state *r, struct file_out *o, bool ok)
{
	if (ok && file_out_ready(o))
		return true;
	diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(o->path), 0, 0, "not replaced: %s",
		message(o->error ? o->error : MESSAGE("it could not be made")));
	return false;
}

/* What the sheets lack of the output's inks. */
static void
inks_fill(const struct press *p, struct sheets *sheets)
{
	sheets->emoji = style_builtin("fonts/NotoEmoji-Regular.ttf");
	if (sheets->standard == PDF_PLAIN && sheets->inks != INKS_CMYK)
		return;
	sheets->icc = p->icc;
	bool own =
		p->printer->icc.n > 0; /* else the built-in profile, made of the measurements that the registry calls FOGRA39 */
	if (!own && !sheets->condition.n)
		sheets->condition = STR("FOGRA39");
	if (!sheets->condition_name.n)
		sheets->condition_name = own ? path_base(p->printer->icc) : STR("Coated paper, offset, FOGRA39 data");
}

/* Writes the sheets and reads them back. */
static bool
sheets_write(struct run_state *r, struct press *p, enum press_file which, struct sheets *sheets)
{
	struct file_out *o = &p->files[which];
	inks_fill(p, sheets);
	if (!file_open(r, p, which) || !file_close(r, o, pdf_write(sheets, o, r->d, r->opt.threads)) ||
		!pdf_verify(sheets, o->tmp, str_of(o->path), r->d, r->opt.threads))
		return false;
	preflight_file(r->d, p->printer, str_of(o->path), o->n);
	return true;
}

static bool
pdfs_write(struct run_state *r, struct press *p)
{
	struct slug_setter setter = {r, p->own ? p->own : r->layout, p->style};
	struct slug slug = {.file = p->names[PRESS_INTERIOR], .set = slug_line, .ctx = &setter};
	progress(r, "writing the pages for the printer");
	struct sheets interior = sheets_press(p->pages, p->first, p->end, p->printer, &slug, r->a);
	if (r->opt.imposition.how) {
		struct str path = path_join(r->a, p->folder, p->names[PRESS_INTERIOR]);
		interior = sheets_impose(&interior, &r->opt.imposition, r->a, r->d, path);
		p->advice = impose_advice(&interior);
	}
	if (!sheets_write(r, p, PRESS_INTERIOR, &interior))
		return false;
	progress(r, "writing the cover");
	setter.layout = p->cover;
	slug.file = p->names[PRESS_COVER];
	struct sheets cover = sheets_cover(layout_pages(p->cover), p->printer, p->spine, &slug, r->a);
	return sheets_write(r, p, PRESS_COVER, &cover);
}

static bool
text_write(struct run_state *r, struct press *p, enum press_file which, struct str text)
{
	struct file_out *o = &p->files[which];
	return file_open(r, p, which) && file_close(r, o, file_out_write(o, text.p, text.n));
}

static bool
texts_write(struct run_state *r, struct press *p)
{
	static const char *const langs[] = {"es", "pt", "en"};
	for (int i = 0; i < 3; i++)
		if (!text_write(r, p, PRESS_QUOTE_ES + i, press_text(r->a, r->book, p, "quote", langs[i])))
			return false;
	return text_write(r, p, PRESS_CHECKLIST, press_text(r->a, r->book, p, "checklist", r->opt.ui_lang));
}

static bool
sums_write(struct run_state *r, struct press *p)
{
	struct buf b = {0};
	char hex[SUM_HEX + 1];
	for (int i = 0; i < PRESS_SUMS; i++) {
		const char *why = sum_file(p->files[i].tmp, hex);
		if (why) {
			diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(p->files[i].path), 0, 0, "not replaced: %s", message(why));
			buf_free(&b);
			return false;
		}
		buf_fmt(&b, "%s  %.*s\n", hex, STR_FMT(p->names[i]));
	}
	bool ok = text_write(r, p, PRESS_SUMS, buf_view(&b));
	buf_free(&b);
	return ok;
}

static void
names_fill(struct run_state *r, struct press *p)
{
	static const char *const texts[] = {"quote-es.txt", "quote-pt.txt", "quote-en.txt", "checklist.txt", "SHA256SUMS"};
	p->folder = path_join(r->a, str_of(r->opt.output), p->name);
	static const char *const imposed[] = {"", "-booklet", "-2up", "-4up"};
	p->names[PRESS_INTERIOR] =
		str_fmt(r->a, "yearbook-interior-%.*s%s.pdf", STR_FMT(p->name), imposed[r->opt.imposition.how]);
	p->names[PRESS_COVER] = str_fmt(r->a, "yearbook-cover-%.*s.pdf", STR_FMT(p->name));
	for (int i = PRESS_QUOTE_ES; i < PRESS_FILES; i++)
		p->names[i] = str_of(texts[i - PRESS_QUOTE_ES]);
}

bool
press_write(struct run_state *r, struct press *p)
{
	names_fill(r, p);
	const char *why = folder_make(p->folder.p);
	if (why) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, p->folder, 0, 0, "cannot be made: %s", message(why));
		return false;
	}
	return pdfs_write(r, p) && texts_write(r, p) && sums_write(r, p);
}

bool
press_commit(struct run_state *r, struct press *p)
{
	for (int i = 0; i < PRESS_FILES; i++)
		if (!file_out_commit(&p->files[i]))
			return file_close(r, &p->files[i], false);
	return true;
}

void
press_drop(struct press *p)
{
	for (int i = 0; i < PRESS_FILES; i++)
		file_out_drop(&p->files[i]);
	if (p->folder.n)
		rmdir(p->folder.p); /* made for nothing; one that holds something stays */
}
