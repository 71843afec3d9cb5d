/* xml.h - text escaped for XML */
#ifndef YB_XML_H
#define YB_XML_H
#include "base/str.h"

/* Adds s with & < > " escaped; control characters that XML 1.0 forbids are left out. Fit for text and
 * for attributes in double quotes. s is valid UTF-8. */
void xml_text(struct buf *b, struct str s);
#endif
