/* suggestword.c - words in Spanish, Portuguese and English that tell what a name is */
#include "book/suggest.h"

#include <stdlib.h>

/* All lists: folded (ñ stays), in byte order, words between blanks. */
static bool
listed(const char *list, struct str word)
{
	struct str rest = str_of(list), one;
	while (str_word(&rest, &one))
		if (str_eq(one, word))
			return true;
	return false;
}

bool
word_links(struct str word)
{
	return listed("da das de del den der di do dos for la las los of para the van von", word);
}

bool
word_role(struct str word)
{
	return listed("advogada advogado ambassador autora author ceo cofounder cofundador cofundadora colega conferencista "
		      "coordenador coordenadora coordinador coordinadora cto desarrollador desarrolladora desenvolvedor "
		      "desenvolvedora developer director directora diretor diretora doctor doctora dr dra embajador embajadora "
		      "engenheira engenheiro engineer founder fundador fundadora gerente host ingeniera ingeniero investigador "
		      "investigadora jefa jefe lead leader lider maintainer manager mantenedor mantenedora mentor mentora "
		      "moderator ms mr mrs mentorada orador oradora organizador organizadora organizer palestrante ponente "
		      "presentadora presentador president presidenta presidente prof profesor profesora professor professora "
		      "rector rectora señor señora speaker sr sra teacher tallerista voluntaria voluntario volunteer",
		word);
}

bool
word_organisation(struct str word)
{
	return listed("academia alianza alliance asociacion associacao association banco bank biblioteca camara center centre "
		      "centro club colectivo coletivo colegio college colegios comite committee community companhia compañia "
		      "comunidad comunidade consejo conselho consortium consorcio cooperativa corp corporation escola escuela "
		      "facultad faculdade federacion federacao federation fondo foundation fundacao fundacion fundo gmbh grupo "
		      "inc institut institute instituto laboratorio laboratory labs liga ltda ministerio ministry museo museu "
		      "network observatorio ong organizacion organizacao organization school secretaria sindicato "
		      "sociedad sociedade society union universidad universidade university",
		word);
}

bool
word_given(struct str word)
{
	return listed(
		"abel adrian adriana agustin alan alba alberto alejandra alejandro alex alexandre alice alicia alvaro ana "
		"andre andrea andreia andres angel angela anna anne antonio antonia ariel arthur arturo barbara beatriz "
		"bernardo beto bia brenda bruno bruna camila carla carlos carmen carol carolina catalina cecilia cesar "
		"charles chris christian clara claudia claudio cristian cristina daniel daniela danilo dario david debora "
		"diana diego eduarda eduardo elena elisa emilia emilio emma enrique ernesto esteban ester eva fabian fabio "
		"facundo felipe fernanda fernando flor florencia francisca francisco gabriel gabriela george gerardo "
		"german gilberto gloria gonzalo guadalupe guillermo gustavo hector helena henrique hugo humberto ignacio "
		"igor ines irene isabel isabela ismael ivan jaime james javier jennifer jessica jesus joana joao joaquin "
		"joel john jorge jose juan juana julia julian juliana julieta julio karen karina karla katia kevin larissa "
		"laura leandro leonardo leticia lia lidia lilia liliana lorena lorenzo lucas lucia luciana luis luisa luiz "
		"magdalena manuel manuela marcela marcelo marcia marco marcos margarita maria mariana mariano marina mario "
		"marisol mark marta martin mary mateo matheus matias mauricio mauro maximo mayra mercedes michael miguel "
		"milena monica natalia nelson nestor nicolas nicole noelia nora norma octavio olga omar oscar pablo paola "
		"patricia patricio paul paula paulo pedro peter pilar rafael rafaela ramiro ramon raquel raul rebeca "
		"regina renata renato ricardo robert roberta roberto rocio rodolfo rodrigo rogelio romina rosa rosario "
		"roxana ruben ruth salvador samuel sandra santiago sara sebastian sergio silvana silvia silvina simon sofia "
		"sonia susana tania tatiana teresa thiago tiago thomas tomas valentina valeria vanessa veronica vicente "
		"victor victoria vinicius virginia viviana walter william xavier ximena yolanda",
		word);
}

bool
word_place_before(struct str word)
{
	return listed("at desde em en from hacia hasta in na no para near", word);
}

bool
word_calendar(struct str word)
{
	return listed("abril agosto april august december diciembre dezembro domingo enero february febrero fevereiro friday "
		      "janeiro january jueves julho julio july june junho junio lunes maio march marco martes marzo may mayo "
		      "miercoles monday november noviembre novembro october octubre outubro sabado saturday september septiembre "
		      "setembro sunday thursday tuesday viernes wednesday quinta-feira segunda-feira sexta-feira",
		word);
}
