/* pdf.h - sheets -> PDF */
#ifndef YB_PDF_H
#define YB_PDF_H
#include "base/file.h"
#include "press/sheets.h"

/* Writes the surfaces to o's temporary place; the caller commits o when every output is ready. false when the disk or a library failed
 * (o->error, or reported). Pictures stream from their files; one that breaks while it is read leaves its place gray and is reported. */
bool pdf_write(const struct sheets *sheets, struct file_out *o, struct diag *d, int threads);
#endif
