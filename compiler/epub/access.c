/* access.c - metadata of accessibility: what the documents hold, not what one would like them to */
#include "epub/room.h"

#include "base/xml.h"

static void
schema(struct buf *b, const char *property, const char *value)
{
	buf_fmt(b, "<meta property=\"schema:%s\">%s</meta>\n", property, value);
}

static void
summary_write(struct buf *b, struct str lang, size_t told, size_t pictures)
{
	static const struct {
		const char *book, *pictures, *of;
	} texts[3] = {
		{"A screen reader can read all of this book in order; contents, headings and links serve to move about in it.",
			" Pictures with a text that says what they show: ", " of "},
		{"Un lector de pantalla puede leer todo este libro en orden; un índice de contenidos, títulos y enlaces sirven "
		 "para "
		 "moverse por él.",
			" Imágenes con un texto que dice lo que muestran: ", " de "},
		{"Um leitor de tela pode ler todo este livro em ordem; um sumário, títulos e links servem para percorrê-lo.",
			" Imagens com um texto que diz o que mostram: ", " de "},
	};
	int tongue = str_starts_nocase(lang, "es") ? 1 : str_starts_nocase(lang, "pt") ? 2 : 0;
	buf_fmt(b, "<meta property=\"schema:accessibilitySummary\">%s", texts[tongue].book);
	if (pictures)
		buf_fmt(b, "%s%zu%s%zu.", texts[tongue].pictures, told, texts[tongue].of, pictures);
	buf_z(b, "</meta>\n");
}

/* Each by itself, as far as it is there. */
static void
features_write(const struct epub *e, struct buf *b, bool texts)
{
	bool pages = e->n_pages > 0;
	const struct {
		const char *name;
		bool there;
	} features[] = {{"tableOfContents", true}, {"structuralNavigation", true}, {"readingOrder", true},
		{"displayTransformability", true}, {"ARIA", true}, {"alternativeText", texts},
		{"index", e->matter[PART_INDEX] > 0}, {"pageNavigation", pages}, {"pageBreakMarkers", pages}};
	for (size_t i = 0; i < sizeof features / sizeof *features; i++)
		if (features[i].there)
			schema(b, "accessibilityFeature", features[i].name);
}

/* A caption stands for an alternative text: a listener hears it with the picture. */
void
access_write(struct epub *e, struct buf *b)
{
	struct access n = book_access(e->book, NULL);
	size_t telling = n.pictures - n.decorative;
	bool pictures = telling || atomic_load(&e->any_picture);
	schema(b, "accessMode", "textual");
	if (pictures)
		schema(b, "accessMode", "visual");
	if (!n.lacking)
		schema(b, "accessModeSufficient", "textual");
	if (pictures)
		schema(b, "accessModeSufficient", "textual,visual");
	features_write(e, b, pictures && !n.lacking);
	schema(b, "accessibilityHazard", "none");
	summary_write(b, e->book->language, telling - n.lacking, telling);
	if (access_met(&n))
		buf_z(b, "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>\n");
}
