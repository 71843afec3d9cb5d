/* document.c - what all XHTML documents have: head, foot, small elements, attributes */
#include "epub/room.h"

#include "base/xml.h"

void
attribute_text(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	xml_text(b, value);
	buf_char(b, '"');
}

/* RFC 5646, 2.1, roughly: letters, then parts of up to eight letters and digits. */
bool
lang_fit(struct str lang)
{
	size_t part = 0, n = 0;
	for (size_t i = 0; i <= lang.n; i++) {
		if (i < lang.n && lang.p[i] != '-') {
			n++;
			if (!char_alnum((unsigned char)lang.p[i]) || (!part && char_digit((unsigned char)lang.p[i])))
				return false;
			continue;
		}
		if (n < (part ? 1u : 2u) || n > (part ? 8u : 3u))
			return false;
		part++;
		n = 0;
	}
	return true;
}

void
attribute_lang(struct buf *b, const char *name, struct str lang)
{
	if (lang_fit(lang))
		attribute_text(b, name, lang);
}

void
attributes_lang(struct buf *b, struct str lang)
{
	attribute_lang(b, "lang", lang);
	attribute_lang(b, "xml:lang", lang);
	if (language_rtl(lang) && lang_fit(lang))
		buf_z(b, " dir=\"rtl\"");
}

void
attributes_lang_other(const struct epub *e, struct buf *b, struct str lang)
{
	if (!str_eq(lang, e->book->language))
		attributes_lang(b, lang);
}

void
document_begin(struct buf *b, struct str title, struct str lang, const char *type)
{
	buf_z(b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	attributes_lang(b, lang);
	buf_z(b, ">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
	xml_text(b, title.n ? title : STR("\xE2\x80\xA6"));
	buf_z(b,
		"</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n"
		"<link rel=\"stylesheet\" type=\"text/css\" href=\"more.css\"/>\n</head>\n<body");
	if (type)
		buf_fmt(b, " epub:type=\"%s\"", type);
	buf_z(b, ">\n");
}

void
document_end(struct buf *b)
{
	buf_z(b, "</body>\n</html>\n");
}

void
element_text(struct buf *b, const char *tag, const char *css, struct str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s class=\"%s\">", tag, css);
	xml_text(b, text);
	buf_fmt(b, "</%s>\n", tag);
}

void
element_said(struct buf *b, const char *css, const char *type, struct str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<p class=\"%s\" epub:type=\"%s\" role=\"doc-%s\">", css, type, type);
	xml_text(b, text);
	buf_z(b, "</p>\n");
}
