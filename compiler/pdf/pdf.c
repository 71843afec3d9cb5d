/* pdf.c - pages -> PDF: the parts in order */
#include "pdf/pdf.h"

bool
pdf_write(const struct pages *pages, struct file_out *o, struct diag *d, int threads)
{
	(void)pages, (void)o, (void)d, (void)threads;
	return false;
}
