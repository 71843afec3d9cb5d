/* xml.c - text escaped for XML */
#include "base/xml.h"

static const char *
xml_entity(unsigned char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return NULL;
	}
}

/* XML 1.0, 2.2: of what valid UTF-8 can hold, controls and U+FFFE, U+FFFF may not stand in a document. */
static bool
xml_allows(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c != 0xEF || s.n - i < 3 || (unsigned char)s.p[i + 1] != 0xBF || (unsigned char)s.p[i + 2] < 0xBE;
}

void
xml_text(struct buf *b, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *entity = xml_entity((unsigned char)s.p[i]);
		if (!entity && xml_allows(s, i))
			continue;
		buf_add(b, s.p + from, i - from);
		if (entity)
			buf_z(b, entity);
		else if ((unsigned char)s.p[i] == 0xEF)
			i += 2;
		from = i + 1;
	}
	if (from < s.n)
		buf_add(b, s.p + from, s.n - from);
}
