/* verify.h - a written PDF read back and judged: does it keep what it promises? */
#ifndef YB_PDF_VERIFY_H
#define YB_PDF_VERIFY_H
#include "base/diag.h"
#include "press/sheets.h"

/* Reads the file at path (which may still have its temporary name) and compares it with the sheets that it was made of and with the
 * standard that they promise: its build, boxes, fonts, colours, transparency, metadata, output intent, the operators of its contents.
 * Pictures are not decoded. `name` is how findings call the file. false: something is wrong and reported; it should not be replaced. */
bool pdf_verify(const struct sheets *sheets, const char *path, struct str name, struct diag *d, int threads);
/* The same of bytes in memory; any bytes are allowed. */
bool pdf_verify_bytes(const struct sheets *sheets, struct str bytes, struct str name, struct diag *d, int threads);
#endif
