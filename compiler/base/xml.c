/* xml.c - text escaped for XML */
#include "base/xml.h"

#include "base/utf8.h"

static const char *
xml_entity(uint32_t rune)
{
	switch (rune) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return NULL;
	}
}

static bool
xml_allows(uint32_t rune)
{
	return rune >= 0x20 ? rune != 0xFFFE && rune != 0xFFFF : rune == '\t' || rune == '\n' || rune == '\r';
}

void
xml_text(struct buf *b, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		const char *entity = xml_entity(rune);
		if (!entity && xml_allows(rune))
			continue;
		buf_add(b, s.p + from, at - from);
		if (entity)
			buf_z(b, entity);
		from = i;
	}
	if (from < s.n)
		buf_add(b, s.p + from, s.n - from);
}
