/* requestwords.c - what the mails to authors say, in the authors' languages */
#include "command/requestwords.h"

static const struct request_words words[] = {
	{"en", "$: a few questions about your posts", "Hello $,",
		"We are making the book \"$\", and what you wrote is in it. A few things are missing that only you can give us. "
		"They are listed below, post by post. Send what you have; if you can no longer find something, just say so.",
		"We are making the book \"$\". The posts below are in it, and nobody has signed them. A few things are missing.",
		"(We ask $ as well: one answer from any of you is enough.)",
		{"the file is missing", "a larger original; ours has $ pixels", "who took it or drew it?",
			"may it be printed? It shows $", "what does it show, for a reader who cannot see it?",
			"who wrote this post?"},
		{"Missing files: send us the picture, or tell us to leave it out.",
			"Larger originals: send the file as the camera or the phone made it, best as an attachment of a mail or "
			"through a "
			"shared folder; messengers and social networks make pictures small.",
			"Credits: the name as it shall be printed, and under which terms we may use the picture (for example CC "
			"BY 4.0, or "
			"\"with my permission\").",
			"Consent: ask the people whether they agree to be in a printed book and in its e-book, and send us "
			"their answer. "
			"Without a yes the picture is left out.",
			"Descriptions: one sentence is enough, such as \"Eight people around a table with a map\". Readers who "
			"do not see "
			"the picture hear it instead.",
			"Authors: tell us the name as it shall be printed."},
		"Please send your answer to $.", "Please reply to this mail.", "Thank you!", "editors"},
	{"es", "$: unas preguntas sobre tus artículos", "Hola, $:",
		"Estamos preparando el libro «$», y lo que escribiste forma parte de él. Faltan algunas cosas que solo tú puedes "
		"darnos. "
		"Van abajo, artículo por artículo. Envía lo que tengas; si algo ya no aparece, basta con decírnoslo.",
		"Estamos preparando el libro «$». Los artículos de abajo forman parte de él y nadie los firma. Faltan algunas "
		"cosas.",
		"(También se lo preguntamos a $: basta con que responda una sola persona.)",
		{"falta el archivo", "un original más grande; el nuestro tiene $ píxeles", "¿quién la tomó o la dibujó?",
			"¿se puede imprimir? Muestra a $", "¿qué muestra, para quien no puede verla?",
			"¿quién escribió este artículo?"},
		{"Archivos que faltan: envíanos la imagen, o dinos que la quitemos.",
			"Originales más grandes: envía el archivo tal como lo hizo la cámara o el teléfono, mejor adjunto a un "
			"correo o en "
			"una carpeta compartida; los mensajeros y las redes sociales encogen las imágenes.",
			"Créditos: el nombre como debe imprimirse, y con qué condiciones podemos usar la imagen (por ejemplo CC "
			"BY 4.0, o "
			"«con mi permiso»).",
			"Consentimiento: pregunta a las personas si aceptan aparecer en un libro impreso y en su versión "
			"electrónica, y "
			"envíanos su respuesta. Sin un sí, la imagen no se publica.",
			"Descripciones: basta una frase, como «Ocho personas alrededor de una mesa con un mapa». La oye quien no "
			"ve la "
			"imagen.",
			"Autoría: dinos el nombre como debe imprimirse."},
		"Por favor, envía tu respuesta a $.", "Por favor, responde a este mismo correo.", "¡Gracias!",
		"equipo editorial"},
	{"pt", "$: algumas perguntas sobre os seus artigos", "Olá, $:",
		"Estamos preparando o livro “$”, e o que você escreveu faz parte dele. Faltam algumas coisas que só você pode "
		"nos dar. "
		"Estão abaixo, artigo por artigo. Envie o que tiver; se não encontrar algo, é só avisar.",
		"Estamos preparando o livro “$”. Os artigos abaixo fazem parte dele e ninguém os assina. Faltam algumas coisas.",
		"(Também perguntamos a $: basta que uma só pessoa responda.)",
		{"falta o arquivo", "um original maior; o nosso tem $ pixels", "quem a tirou ou desenhou?",
			"pode ser impressa? Mostra $", "o que ela mostra, para quem não pode vê-la?",
			"quem escreveu este artigo?"},
		{"Arquivos que faltam: envie a imagem, ou diga que a retiremos.",
			"Originais maiores: envie o arquivo como a câmera ou o telefone o fez, de preferência anexado a um "
			"e-mail ou numa "
			"pasta compartilhada; mensageiros e redes sociais reduzem as imagens.",
			"Créditos: o nome como deve ser impresso, e em que condições podemos usar a imagem (por exemplo CC BY "
			"4.0, ou “com "
			"a minha permissão”).",
			"Consentimento: pergunte às pessoas se aceitam aparecer num livro impresso e na sua versão eletrônica, e "
			"envie-nos a "
			"resposta. Sem um sim, a imagem não é publicada.",
			"Descrições: basta uma frase, como “Oito pessoas em volta de uma mesa com um mapa”. Quem não vê a imagem "
			"a ouve.",
			"Autoria: diga-nos o nome como deve ser impresso."},
		"Por favor, envie a sua resposta para $.", "Por favor, responda a este mesmo e-mail.", "Agradecemos a sua ajuda!",
		"equipe editorial"},
};

const struct request_words *
request_words(struct str lang)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts_nocase(lang, words[i].lang) && (lang.n == 2 || lang.p[2] == '-'))
			return &words[i];
	return NULL;
}
