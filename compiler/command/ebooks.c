/* ebooks.c - the e-books of a run: what they are written with besides the book */
#include "command/ebooks.h"
#include "command/look.h"

static struct epub_options
options_make(struct run_state *r, struct ebooks *e, enum epub_variant variant)
{
	if (!e->made) {
		e->options.cover = front_make(r, &e->front) ? &e->front.cover : NULL;
		/* a printer's pages of its own, on another paper, are not the book's: their numbers would mislead */
		if (r->layout && r->book->config->epub.page_list != PAGE_LIST_NO)
			e->breaks = page_breaks_find(layout_pages(r->layout), r->book, r->a);
		e->breaks.source = r->book->print_identifier;
		e->options.breaks = e->breaks.n ? &e->breaks : NULL;
	}
	e->made = true;
	struct epub_options options = e->options;
	options.variant = variant;
	look_make(r, &options);
	return options;
}

bool
ebook_epub(struct run_state *r, struct ebooks *e, enum epub_variant variant, struct file_out *o)
{
	struct epub_options options = options_make(r, e, variant);
	return epub_write(r->book, &options, o, r->d, r->opt.threads);
}

bool
ebook_html(struct run_state *r, struct ebooks *e, struct file_out *o)
{
	struct epub_options options = options_make(r, e, EPUB_HTML);
	return html_write(r->book, &options, o, r->d, r->opt.threads);
}

void
ebooks_free(struct ebooks *e)
{
	buf_free(&e->front.jpeg);
}
