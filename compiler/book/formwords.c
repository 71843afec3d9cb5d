/* formwords.c - words of an author's form, and of a book's place in its series, in the book's languages */
#include "book/gather.h"

struct str
form_word_in(enum form_word word, struct str lang)
{
	static const char *const words[][3] = {
		[FORM_PROOF] = {"Author’s proof", "Prueba de autor", "Prova de autor"},
		[FORM_PROOF_EDITORS] = {"Proof for the editors", "Prueba para la redacción", "Prova para a redação"},
		[FORM_EDITORS] = {"Posts without an author", "Textos sin autor", "Textos sem autor"},
		[FORM_INTRO] = {"These are your pages as they are to be printed, with the numbers that they have in the book. "
				"Please read them, answer here, sign, and send this form back.",
			"Estas son sus páginas tal como se van a imprimir, con los números que llevan en el libro. "
			"Por favor, léalas, responda aquí, firme y devuelva este formulario.",
			"Estas são as suas páginas tal como vão ser impressas, com os números que têm no livro. "
			"Por favor, leia-as, responda aqui, assine e devolva este formulário."},
		[FORM_INTRO_EDITORS] = {"Nobody signed these posts. Here are their pages as they are to be printed, with the "
					"numbers "
					"that they have in the book. Please read them, and write down who wrote them where that "
					"is "
					"known.",
			"Nadie firmó estos textos. Aquí están sus páginas tal como se van a imprimir, con los números que llevan "
			"en el libro. Por favor, léalas y anote quién los escribió, si se sabe.",
			"Ninguém assinou estes textos. Aqui estão as páginas deles tal como vão ser impressas, com os números "
			"que "
			"têm no livro. Por favor, leia-as e anote quem os escreveu, se isso for conhecido."},
		[FORM_CONTENT_OF] = {"Content up to", "Contenido hasta el", "Conteúdo até"},
		[FORM_RETURN] = {"Send back to", "Devolver a", "Devolver a"},
		[FORM_PAGES] = {"Your pages", "Sus páginas", "Suas páginas"},
		[FORM_PAGES_EDITORS] = {"The pages", "Las páginas", "As páginas"},
		[FORM_ALSO] = {"Your pictures are also on page", "Sus imágenes están también en la página",
			"As suas imagens estão também na página"},
		[FORM_TEXT] = {"The text", "El texto", "O texto"},
		[FORM_CORRECT] = {"Correct as it is", "Correcto tal como está", "Correto tal como está"},
		[FORM_MARKED] = {"Correct with the changes marked on the pages or written here:",
			"Correcto con los cambios marcados en las páginas o escritos aquí:",
			"Correto com as alterações marcadas nas páginas ou escritas aqui:"},
		[FORM_PICTURES] = {"The pictures", "Las imágenes", "As imagens"},
		[FORM_MAY] = {"may be printed", "se puede imprimir", "pode ser impressa"},
		[FORM_CREDIT] = {"the credit is right", "el crédito es correcto", "o crédito está certo"},
		[FORM_MADE_BY] = {"Photo or drawing by", "Foto o dibujo de", "Foto ou desenho de"},
		[FORM_MISSING] = {"not found: please send it", "no se encontró: por favor, envíela",
			"não foi encontrada: por favor, envie-a"},
		[FORM_PEOPLE] = {"The people shown", "Las personas retratadas", "As pessoas retratadas"},
		[FORM_AGREE] = {"All who can be recognised agree to be in the book",
			"Todas las personas reconocibles aceptan aparecer en el libro",
			"Todas as pessoas reconhecíveis aceitam aparecer no livro"},
		[FORM_EXCEPT] = {"Except (page and name):", "Excepto (página y nombre):", "Exceto (página e nome):"},
		[FORM_NAME] = {"Name", "Nombre", "Nome"},
		[FORM_DATE] = {"Date", "Fecha", "Data"},
		[FORM_SIGNATURE] = {"Signature", "Firma", "Assinatura"},
		[FORM_VOLUME] = {"Volume", "Volumen", "Volume"},
		[FORM_OF_SERIES] = {"of the series", "de la serie", "da série"},
		[FORM_SERIES] = {"Series", "Serie", "Série"},
	};
	return str_of(words[word][language_is(lang, "es") ? 1 : language_is(lang, "pt") ? 2 : 0]);
}

struct str
series_words(struct arena *a, const struct config *config, struct str lang)
{
	if (!config->series.n)
		return config->volume ? str_fmt(a, "%.*s %d", STR_FMT(form_word_in(FORM_VOLUME, lang)), config->volume)
				      : STR_NONE;
	if (!config->volume)
		return str_fmt(a, "%.*s %.*s", STR_FMT(form_word_in(FORM_SERIES, lang)), STR_FMT(config->series));
	return str_fmt(a, "%.*s %d %.*s %.*s", STR_FMT(form_word_in(FORM_VOLUME, lang)), config->volume,
		STR_FMT(form_word_in(FORM_OF_SERIES, lang)), STR_FMT(config->series));
}
