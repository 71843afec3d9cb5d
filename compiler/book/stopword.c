/* stopword.c - the small words of the languages that are told apart by them */
#include "book/detect.h"

#include <stdlib.h>
#include <string.h>

enum {
	EN = 1 << LANG_EN,
	ES = 1 << LANG_ES,
	PT = 1 << LANG_PT,
	FR = 1 << LANG_FR,
	DE = 1 << LANG_DE,
	IT = 1 << LANG_IT,
	CA = 1 << LANG_CA,
	GL = 1 << LANG_GL
};

/* Frequent words in small letters and the languages that they belong to, in byte order. Words of six languages and more tell nothing. */
static const struct stop_word {
	const char *word;
	uint8_t languages;
} stop_words[] = {{"abans", CA}, {"abbiamo", IT}, {"aber", DE}, {"about", EN}, {"ademais", GL}, {"además", ES}, {"after", EN},
	{"against", EN}, {"agli", IT}, {"agora", PT | GL}, {"ahora", ES}, {"ai", IT}, {"ainda", PT}, {"ainsi", FR}, {"així", CA},
	{"al", ES | IT | CA}, {"aldea", GL}, {"algo", ES}, {"algunas", ES}, {"algunos", ES}, {"all", EN}, {"alla", IT},
	{"alle", DE | IT}, {"allo", IT}, {"alors", FR}, {"als", DE | CA}, {"also", EN}, {"além", PT}, {"am", DE}, {"amb", CA},
	{"an", EN | DE}, {"anche", IT}, {"ancora", IT}, {"and", EN}, {"anni", IT}, {"anno", IT}, {"année", FR}, {"années", FR},
	{"ano", PT | GL}, {"anos", PT | GL}, {"ante", ES}, {"antes", ES}, {"any", EN | CA}, {"anys", CA}, {"ao", PT | GL},
	{"aos", PT | GL}, {"après", FR}, {"aquest", CA}, {"aquesta", CA}, {"aquestes", CA}, {"aquests", CA}, {"aqui", PT},
	{"aquí", ES | CA | GL}, {"arbeit", DE}, {"are", EN}, {"as", EN | PT | GL}, {"assim", PT}, {"así", ES | GL}, {"at", EN},
	{"ata", GL}, {"até", PT | GL}, {"au", FR}, {"auch", DE}, {"auf", DE}, {"aunque", ES}, {"aus", DE}, {"aussi", FR},
	{"autre", FR}, {"autres", FR}, {"aux", FR}, {"avant", FR}, {"avec", FR}, {"avere", IT}, {"avez", FR}, {"avoir", FR},
	{"avons", FR}, {"avui", CA}, {"ayer", ES}, {"aínda", GL}, {"año", ES}, {"años", ES}, {"bairro", PT}, {"be", EN},
	{"because", EN}, {"been", EN}, {"bei", DE}, {"being", EN}, {"benvidos", GL}, {"benvingut", CA}, {"benvinguts", CA},
	{"between", EN}, {"bien", FR}, {"bienvenue", FR}, {"bis", DE}, {"both", EN}, {"but", EN}, {"by", EN},
	{"cada", ES | PT | CA | GL}, {"calles", ES}, {"can", EN}, {"cando", GL}, {"car", FR}, {"carrers", CA}, {"carte", FR},
	{"ce", FR}, {"cela", FR}, {"ces", FR}, {"cette", FR}, {"chaque", FR}, {"che", IT}, {"chez", FR}, {"ci", IT},
	{"cidade", PT | GL}, {"ciudad", ES}, {"ciutat", CA}, {"co", GL}, {"coa", GL}, {"coas", GL}, {"com", PT | CA},
	{"come", IT}, {"começar", PT}, {"comme", FR}, {"communauté", FR}, {"community", EN}, {"como", ES | PT | GL},
	{"comunidad", ES}, {"comunidade", PT | GL}, {"comunitat", CA}, {"comunità", IT}, {"con", ES | IT | GL}, {"contra", ES},
	{"cos", GL}, {"cosa", IT}, {"così", IT}, {"could", EN}, {"cual", ES}, {"cuando", ES}, {"da", PT | IT | GL}, {"dal", IT},
	{"dalla", IT}, {"danke", DE}, {"dann", DE}, {"dans", FR}, {"das", PT | DE | GL}, {"dass", DE},
	{"de", ES | PT | FR | CA | GL}, {"degli", IT}, {"dei", IT}, {"del", ES | IT | CA | GL}, {"della", IT}, {"delle", IT},
	{"dello", IT}, {"dels", CA}, {"dem", DE}, {"den", DE}, {"dende", GL}, {"depois", PT}, {"depuis", FR}, {"der", DE},
	{"des", FR | DE | CA}, {"desde", ES | PT | GL}, {"desenvolvimento", PT}, {"despois", GL}, {"després", CA},
	{"después", ES}, {"deux", FR}, {"di", IT}, {"dia", PT | CA}, {"dias", PT}, {"did", EN}, {"die", DE}, {"dies", CA},
	{"diese", DE}, {"dieser", DE}, {"dieses", DE}, {"do", EN | PT | GL}, {"dois", PT}, {"donc", FR}, {"donde", ES},
	{"dont", FR}, {"dopo", IT}, {"dos", ES | PT | CA | GL}, {"dous", GL}, {"dove", IT}, {"down", EN}, {"du", FR},
	{"duas", PT}, {"dues", CA}, {"dun", GL}, {"dunha", GL}, {"durante", ES}, {"durch", DE}, {"during", EN}, {"día", ES | GL},
	{"días", ES | GL}, {"dúas", GL}, {"e", ES | PT | IT | GL}, {"each", EN}, {"ein", DE}, {"eine", DE}, {"einem", DE},
	{"einen", DE}, {"einer", DE}, {"el", ES | CA}, {"ela", PT}, {"elas", PT}, {"ele", PT}, {"eles", PT}, {"ell", CA},
	{"ella", ES | CA}, {"ellas", ES}, {"elle", FR}, {"elles", FR}, {"ellos", ES}, {"ells", CA}, {"els", CA}, {"em", PT},
	{"embora", PT}, {"en", ES | FR | CA | GL}, {"encara", CA}, {"encontro", PT}, {"encuentro", ES}, {"enquanto", PT},
	{"entre", ES | PT | FR | CA | GL}, {"então", PT}, {"equip", CA}, {"equipe", PT}, {"equipo", ES | GL}, {"er", DE},
	{"era", ES | PT | IT | CA | GL}, {"eran", ES}, {"erano", IT}, {"es", ES | DE | CA}, {"esa", ES}, {"ese", ES}, {"eso", ES},
	{"essa", PT}, {"esse", PT}, {"essere", IT}, {"est", FR}, {"esta", ES | PT | GL}, {"estamos", ES | PT | GL}, {"estan", CA},
	{"estar", ES}, {"estas", ES}, {"estat", CA}, {"este", ES | PT | GL}, {"estes", PT | GL}, {"esto", ES}, {"estos", ES},
	{"està", CA}, {"está", ES | PT | GL}, {"están", ES | GL}, {"estão", PT}, {"et", FR}, {"eu", PT | GL}, {"facer", GL},
	{"faire", FR}, {"fait", FR}, {"fare", IT}, {"fatto", IT}, {"fazer", PT}, {"feina", CA}, {"fer", CA}, {"fet", CA},
	{"find", EN}, {"fins", CA}, {"first", EN}, {"foi", PT | GL}, {"for", EN}, {"foram", PT}, {"foron", GL}, {"fra", IT},
	{"from", EN}, {"fue", ES}, {"fueron", ES}, {"für", DE}, {"galega", GL}, {"galego", GL}, {"galicia", GL},
	{"gemeinschaft", DE}, {"gent", CA}, {"gente", ES | PT}, {"getting", EN}, {"giorni", IT}, {"giorno", IT}, {"già", IT},
	{"gli", IT}, {"gracias", ES}, {"grazas", GL}, {"grazie", IT}, {"gràcies", CA}, {"ha", ES | IT | CA}, {"haben", DE},
	{"había", ES}, {"hace", ES}, {"hacer", ES}, {"had", EN}, {"hai", GL}, {"han", ES | CA}, {"hanno", IT}, {"has", EN},
	{"hasta", ES}, {"hat", DE}, {"have", EN}, {"hay", ES}, {"he", EN | ES}, {"hem", CA}, {"hemos", ES}, {"her", EN},
	{"here", EN}, {"heute", DE}, {"hi", CA}, {"hier", DE}, {"him", EN}, {"his", EN}, {"ho", CA}, {"hoje", PT}, {"how", EN},
	{"however", EN}, {"hoxe", GL}, {"hoy", ES}, {"há", PT}, {"i", EN | IT | CA}, {"ich", DE}, {"ici", FR}, {"if", EN},
	{"ihr", DE}, {"ihre", DE}, {"il", FR | IT}, {"ils", FR}, {"im", DE}, {"in", EN | DE | IT}, {"incontro", IT}, {"into", EN},
	{"io", IT}, {"is", EN}, {"isso", PT}, {"ist", DE}, {"isto", PT | GL}, {"it", EN}, {"its", EN}, {"ja", CA}, {"jahr", DE},
	{"jahre", DE}, {"je", FR}, {"jetzt", DE}, {"jo", CA}, {"join", EN}, {"jornada", CA}, {"jour", FR}, {"jours", FR},
	{"just", EN}, {"já", PT}, {"kann", DE}, {"kein", DE}, {"keine", DE}, {"können", DE}, {"la", ES | FR | IT | CA},
	{"las", ES}, {"lavoro", IT}, {"le", ES | FR | IT}, {"learn", EN}, {"lei", IT}, {"les", ES | FR | CA}, {"leur", FR},
	{"leurs", FR}, {"leute", DE}, {"li", CA}, {"like", EN}, {"lo", ES | IT}, {"loro", IT}, {"los", ES}, {"lui", FR | IT},
	{"ma", FR | IT}, {"made", EN}, {"mais", PT | FR | GL}, {"make", EN}, {"man", DE}, {"many", EN}, {"mas", PT}, {"may", EN},
	{"me", EN | ES | PT}, {"meeting", EN}, {"mehr", DE}, {"mein", DE}, {"mejor", ES}, {"melhor", PT}, {"mellor", GL},
	{"mentre", CA}, {"mentres", GL}, {"merci", FR}, {"mes", FR}, {"mesmo", PT}, {"mi", ES}, {"mich", DE}, {"mientras", ES},
	{"mir", DE}, {"mis", ES}, {"mit", DE}, {"miña", GL}, {"moi", GL}, {"moita", GL}, {"moitas", GL}, {"moito", GL},
	{"moitos", GL}, {"molt", CA}, {"molta", CA}, {"molto", IT}, {"molts", CA}, {"mon", FR}, {"monde", FR}, {"mondo", IT},
	{"more", EN}, {"most", EN}, {"mucho", ES}, {"muchos", ES}, {"muita", PT}, {"muitas", PT}, {"muito", PT}, {"muitos", PT},
	{"mundo", ES | PT | GL}, {"muy", ES}, {"my", EN}, {"máis", GL}, {"más", ES}, {"més", CA}, {"même", FR}, {"mí", ES},
	{"món", CA}, {"na", PT | GL}, {"nach", DE}, {"nada", ES}, {"nas", PT | GL}, {"ne", FR}, {"nei", IT}, {"nel", IT},
	{"nella", IT}, {"nelle", IT}, {"nem", PT}, {"neue", DE}, {"neuen", DE}, {"new", EN}, {"ni", ES | CA}, {"nicht", DE},
	{"ningunha", GL}, {"noch", DE}, {"noi", IT}, {"non", FR | IT | GL}, {"nos", ES | PT | FR | GL}, {"nosa", GL},
	{"nosaltres", CA}, {"nosas", GL}, {"noso", GL}, {"nosos", GL}, {"nosotros", ES}, {"nossa", PT}, {"nossas", PT},
	{"nosso", PT}, {"nossos", PT}, {"nostra", IT | CA}, {"nostre", CA}, {"nostres", CA}, {"nostri", IT}, {"nostro", IT},
	{"not", EN}, {"notre", FR}, {"nou", CA}, {"nous", FR}, {"nouveau", FR}, {"nouveaux", FR}, {"nouvelle", FR},
	{"nova", PT | CA | GL}, {"novo", PT | GL}, {"now", EN}, {"nuestra", ES}, {"nuestras", ES}, {"nuestro", ES},
	{"nuestros", ES}, {"nueva", ES}, {"nuevo", ES}, {"num", PT}, {"numa", PT}, {"nun", GL}, {"nunha", GL}, {"nuova", IT},
	{"nuovo", IT}, {"nur", DE}, {"não", PT}, {"nós", PT | GL}, {"o", ES | PT | CA | GL}, {"obrigada", PT}, {"obrigado", PT},
	{"oder", DE}, {"of", EN}, {"oggi", IT}, {"ogni", IT}, {"on", EN | FR | CA}, {"onde", PT | GL}, {"one", EN}, {"only", EN},
	{"ont", FR}, {"onte", GL}, {"ontem", PT}, {"or", EN}, {"os", PT | GL}, {"other", EN}, {"otra", ES}, {"otras", ES},
	{"otro", ES}, {"otros", ES}, {"ou", PT | FR | GL}, {"our", EN}, {"out", EN}, {"over", EN}, {"où", FR}, {"page", EN},
	{"pagina", IT}, {"par", FR}, {"para", ES | PT | GL}, {"parce", FR}, {"pas", FR}, {"pela", PT}, {"pelas", PT},
	{"pelo", PT}, {"pelos", PT}, {"pendant", FR}, {"people", EN}, {"per", IT | CA}, {"perché", IT}, {"pero", ES | GL},
	{"perquè", CA}, {"persoas", GL}, {"personas", ES}, {"persone", IT}, {"personnes", FR}, {"però", CA}, {"pessoas", PT},
	{"peut", FR}, {"più", IT}, {"plus", FR}, {"poble", CA}, {"poco", ES}, {"pode", PT | GL}, {"podem", PT},
	{"poden", CA | GL}, {"poi", IT}, {"pola", GL}, {"polas", GL}, {"polo", GL}, {"polos", GL}, {"por", ES | PT | GL},
	{"porque", ES | PT | GL}, {"pot", CA}, {"pour", FR}, {"prima", IT}, {"progetto", IT}, {"project", EN}, {"projecte", CA},
	{"projekt", DE}, {"projet", FR}, {"projeto", PT}, {"proxecto", GL}, {"proyecto", ES}, {"puede", ES}, {"pueden", ES},
	{"può", IT}, {"pàgina", CA}, {"página", ES | PT}, {"páxina", GL}, {"quan", CA}, {"quand", FR}, {"quando", PT | IT},
	{"que", ES | PT | FR | CA | GL}, {"quella", IT}, {"quello", IT}, {"quem", PT}, {"quen", GL}, {"questa", IT},
	{"queste", IT}, {"questi", IT}, {"questo", IT}, {"qui", FR | IT | CA}, {"quien", ES}, {"quienes", ES}, {"què", CA},
	{"qué", ES}, {"release", EN}, {"rencontre", FR}, {"resum", CA}, {"resumen", ES}, {"reunión", ES}, {"riunione", IT},
	{"ruas", PT}, {"rúas", GL}, {"sa", FR}, {"said", EN}, {"sans", FR}, {"schon", DE}, {"se", ES | PT | FR | IT | GL},
	{"see", EN}, {"segundo", PT | GL}, {"según", ES}, {"sehr", DE}, {"sein", DE}, {"seit", DE}, {"seite", DE}, {"sem", PT},
	{"sen", GL}, {"sense", CA}, {"senza", IT}, {"ser", ES | PT | CA | GL}, {"ses", FR}, {"seu", PT | CA | GL},
	{"seus", PT | CA | GL}, {"seva", CA}, {"seves", CA}, {"share", EN}, {"she", EN}, {"si", ES | FR | IT | CA}, {"sich", DE},
	{"sido", ES | PT | GL}, {"sie", DE}, {"sin", ES}, {"sind", DE}, {"site", FR}, {"so", EN | DE},
	{"sobre", ES | PT | CA | GL}, {"solo", ES | IT}, {"some", EN}, {"son", ES | FR | GL}, {"sono", IT}, {"sont", FR},
	{"sous", FR}, {"squadra", IT}, {"started", EN}, {"stata", IT}, {"stato", IT}, {"strade", IT}, {"straßen", DE},
	{"su", ES | IT}, {"sua", PT | IT}, {"suas", PT}, {"such", EN}, {"sul", IT}, {"sulla", IT}, {"suo", IT}, {"suoi", IT},
	{"sur", FR}, {"sus", ES}, {"são", PT}, {"sí", ES}, {"só", PT | GL}, {"sólo", ES}, {"són", CA}, {"súa", GL}, {"súas", GL},
	{"tag", DE}, {"tage", DE}, {"taller", ES}, {"también", ES}, {"també", CA}, {"também", PT}, {"tamén", GL}, {"tanto", ES},
	{"te", ES}, {"team", EN | DE}, {"tem", PT}, {"temos", PT | GL}, {"ten", GL}, {"tenemos", ES}, {"ter", PT | GL},
	{"teñen", GL}, {"than", EN}, {"thank", EN}, {"thanks", EN}, {"that", EN}, {"the", EN}, {"their", EN}, {"them", EN},
	{"then", EN}, {"there", EN}, {"these", EN}, {"they", EN}, {"this", EN}, {"those", EN}, {"through", EN}, {"ti", ES},
	{"tiene", ES}, {"tienen", ES}, {"time", EN}, {"to", EN}, {"todo", ES | PT | GL}, {"todos", ES | PT | GL}, {"tot", CA},
	{"tota", CA}, {"totes", CA}, {"tots", CA}, {"tous", FR}, {"tout", FR}, {"toute", FR}, {"toutes", FR}, {"tra", IT},
	{"trabajo", ES}, {"trabalho", PT}, {"traballo", GL}, {"travail", FR}, {"treball", CA}, {"treffen", DE}, {"trobada", CA},
	{"très", FR}, {"tu", ES | FR | IT | CA}, {"tus", ES}, {"tutti", IT}, {"tutto", IT}, {"two", EN}, {"têm", PT}, {"tú", ES},
	{"túa", GL}, {"um", PT | DE}, {"uma", PT}, {"un", ES | FR | IT | CA | GL}, {"una", ES | IT | CA}, {"und", DE},
	{"une", FR}, {"unes", CA}, {"unha", GL}, {"unhas", GL}, {"uno", ES | IT}, {"unos", ES}, {"uns", DE | CA | GL},
	{"unser", DE}, {"unsere", DE}, {"unserer", DE}, {"unter", DE}, {"up", EN}, {"us", EN}, {"use", EN}, {"va", CA},
	{"vam", CA}, {"van", CA}, {"vers", FR}, {"very", EN}, {"vez", ES | PT | GL}, {"ville", FR}, {"você", PT}, {"vocês", PT},
	{"voi", IT}, {"von", DE}, {"vor", DE}, {"vos", FR}, {"votre", FR}, {"vous", FR}, {"vós", GL}, {"war", DE},
	{"was", EN | DE}, {"way", EN}, {"we", EN}, {"weil", DE}, {"welcome", EN}, {"welt", DE}, {"wenn", DE}, {"wer", DE},
	{"werden", DE}, {"were", EN}, {"what", EN}, {"when", EN}, {"where", EN}, {"which", EN}, {"while", EN}, {"who", EN},
	{"wie", DE}, {"will", EN}, {"wir", DE}, {"wird", DE}, {"with", EN}, {"within", EN}, {"without", EN}, {"wo", DE},
	{"work", EN}, {"working", EN}, {"world", EN}, {"would", EN}, {"wurde", DE}, {"xa", GL}, {"xente", GL}, {"y", ES | FR},
	{"ya", ES}, {"year", EN}, {"years", EN}, {"yo", ES}, {"you", EN}, {"your", EN}, {"zu", DE}, {"zum", DE}, {"zur", DE},
	{"zwischen", DE}, {"à", PT | FR}, {"às", PT}, {"á", GL}, {"ás", GL}, {"ça", FR}, {"è", IT}, {"é", PT | GL}, {"él", ES},
	{"équipe", FR}, {"és", CA}, {"été", FR}, {"être", FR}, {"über", DE}};

static int
word_cmp(const void *key, const void *entry)
{
	const struct stop_word *w = entry;
	return str_cmp(*(const struct str *)key, str_of(w->word));
}

unsigned
stop_word_languages(struct str word)
{
	const struct stop_word *w =
		bsearch(&word, stop_words, sizeof stop_words / sizeof *stop_words, sizeof *stop_words, word_cmp);
	return w ? w->languages : 0;
}
