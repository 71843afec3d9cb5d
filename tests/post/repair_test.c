/* repair_test.c - text that was read with the wrong encoding is mended, and other text is left alone */
#include "post/text.h"

#include "base/utf8.h"

#include "../check.h"

#include <string.h>

static struct str
mended(struct arena *a, const char *s)
{
	struct diag *d = diag_new();
	size_t n;
	struct str out = text_repair(a, d, STR("x.md"), str_of(s));
	diag_sorted(d, &n);
	CHECK((n > 0) == !str_is(out, s));
	diag_free(d);
	return out;
}

static void
test_mended(struct arena *a)
{
	static const char *const cases[][2] = {
		/* Mac Roman */
		{"Get ready, Bogot√°! In Bogot√° to stay", "Get ready, Bogotá! In Bogotá to stay"},
		{"\xEF\xA3\xBFüé§ Call, \xEF\xA3\xBFü§ù Sponsors, \xEF\xA3\xBFüéüÔ∏è Tickets",
			"🎤 Call, 🤝 Sponsors, 🎟️ Tickets"},
		{"*   **üé§ Call for Proposals", "*   **🎤 Call for Proposals"},
		{"Mart√≠n Ju√°rez, ni√±o, ping√ºino", "Martín Juárez, niño, pingüino"},
		{"informa√ß√µes, S√£o Paulo, √© n√£o", "informações, São Paulo, é não"},
		{"It‚Äôs ‚Äúso‚Äù ‚Äì and ‚Äî or ‚Ä¶", "It’s “so” – and — or …"},
		{"¬øQu√©? ¬°S√≠!", "¿Qué? ¡Sí!"},
		{"√öltimo √≥rgano, N¬∫ 5, 20¬∞C", "Último órgano, Nº 5, 20°C"},
		{"BogotaÃÅ y nÃÉandú", "Bogota\u0301 y n\u0303andú"},
		{"Ko≈°ice, ƒçesk√Ω", "Košice, český"},
		/* Windows-1252 and Latin-1 */
		{"BogotÃ¡, MedellÃ­n, niÃ±o, pingÃ¼ino", "Bogotá, Medellín, niño, pingüino"},
		{"Â¿QuÃ©? Â¡SÃ­!", "¿Qué? ¡Sí!"},
		{"Itâ€™s â€œsoâ€\xC2\x9D â€“ and â€” or â€¦", "It’s “so” – and — or …"},
		{"â€œsoâ€", "“so”"},
		{"SÃ£o Paulo, nÃ£o, informaÃ§Ãµes, Ã‰ ele", "São Paulo, não, informações, É ele"},
		{"ORGANIZACIÃ“N", "ORGANIZACIÓN"},
		{"MÃ©xico", "México"},
		{"Ã“ptimo, Ãºltimo, Ã©", "Óptimo, último, é"},
		{"ðŸŽ¤ ðŸ¤\xC2\x9D ðŸ˜€", "🎤 🤝 😀"},
		{"cÅ“ur, KoÅ¡ice", "cœur, Košice"},
		{"Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"},
		{"æ—¥æœ¬", "日本"},
		{"â”œâ”€â”€ src", "├── src"},
		{"20Â°C, NÂº 5, Â© 2024", "20°C, Nº 5, © 2024"},
		/* twice */
		{"BogotÃƒÂ¡", "Bogotá"},
		{"Itâ€šÃ„Ã´s", "It’s"},
		{"ItÃ¢â‚¬â„¢s", "It’s"},
		/* Windows-1252 bytes that were read as Latin-1 */
		{"It\xC2\x92s \xC2\x93so\xC2\x94", "It’s “so”"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(mended(a, cases[i][0]), cases[i][1]);
}

static void
test_left_alone(struct arena *a)
{
	static const char *const cases[] = {"", "plain", "é", "Ã", "√2 and √π, 2√πr, √∞, √x", "SÃO PAULO, NÃO, CORAÇÃO, IRMÃ",
		"“AMANHÔ e “IRMÃ”", "não, São, ação, órgãos, à, às", "là\u00a0», «\u00a0voilà\u00a0», où, cœur, Noël, français",
		"¿Qué? ¡Sí! …éramos —él “éxito” «él» ‘á’ –ésa", "El 5 % — más…", "MÉXICO”, PARÍS’, CAFÉ…, ÑANDÚ”, “É”, Ä”",
		"Größe, Äpfel, Übung, Straße", "≈£5, ≈°, ƒ(x), ¬p, x ≠ y, ∑∞, ∂ø", "привет, Γειά, 日本語, العربية",
		"🐱💻 👋 ✍️ 💜", "5 °C, 3 µm, n.º 1, 1.ª, ½, m², £5, ©, ®", "Ångström, Ægir, Þór, ð, ÿ",
		"Łódź, Kraków, Čapek, Škoda", "±√(2), √∑, 3√±1", "e\u0301, n\u0303", "Ü, ü, übel, müde, üüüüüü!",
		"Â, Ê, Ô: THÉÂTRE, FÊTE", "x\u00a0= √\u00a0y", "Ô\u00a0; Ã\u00a0— Â", "İstanbul ığüşöç"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(mended(a, cases[i]), cases[i]);
}

/* What one finding says. */
static void
test_report(struct arena *a)
{
	struct diag *d = diag_new();
	size_t n;
	text_repair(a, d, STR("x.md"), STR("one\nBogot√° and Bogot√°, \"Bogot√°\"; Mart√≠n\nthree\nS√≠.\n"));
	const struct finding *f = diag_sorted(d, &n);
	CHECK_INT(n, 2);
	if (n == 2) {
		CHECK_INT(f[0].line, 2);
		CHECK_STR(f[0].text,
			"text that was saved in a wrong encoding was mended: Bogot√° -> Bogotá, Mart√≠n -> Martín; check it and "
			"correct the file");
		CHECK_INT(f[1].line, 4);
	}
	diag_free(d);
	d = diag_new();
	struct buf b = {0};
	for (int i = 0; i < 100; i++)
		buf_z(&b, "Bogot√°\n");
	text_repair(a, d, STR("x.md"), buf_view(&b));
	diag_sorted(d, &n);
	CHECK_INT(n, 21);
	buf_free(&b);
	diag_free(d);
}

static struct str
decoded(struct arena *a, struct diag *d, struct str s)
{
	struct str out = STR("(no text)");
	text_decode(a, d, STR("x.md"), s, &out);
	CHECK(utf8_valid(out) == out.n);
	return out;
}

static void
test_decode(struct arena *a)
{
	struct diag *d = diag_new();
	size_t n;
	CHECK_STR(decoded(a, d, STR("plain, é\n")), "plain, é\n");
	CHECK_STR(decoded(a, d, STR("\xEF\xBB\xBF\xEF\xBB\xBFone\r\ntwo\rthree\r\r\nfour")), "one\ntwo\nthree\nfour");
	diag_sorted(d, &n);
	CHECK_INT(n, 1); /* the second mark */
	CHECK_STR(decoded(a, d, STR("Bogot\xE1 y Medell\xEDn \x93so\x94\n")), "Bogotá y Medellín “so”\n");
	CHECK_STR(decoded(a, d, STR("Bogot\x87 y Medell\x92n, ni\x96o\n")), "Bogotá y Medellín, niño\n");
	CHECK_STR(decoded(a, d, STR("Bogotá\nMedell\xEDn\n")), "Bogotá\nMedellín\n");
	CHECK_STR(decoded(a, d, STR("One\0two\0three\x01\x1b[31m.\x7f\n")), "Onetwothree[31m.\n");
	CHECK_STR(decoded(a, d, STR("\xFF\xFEh\0\xE9\0\x3D\xD8\x00\xDE")), "hé😀");
	CHECK_STR(decoded(a, d, STR("\xFE\xFF\0h\0\xE9\xD8\x3D\xDE\x00")), "hé😀");
	CHECK_STR(decoded(a, d, STR("p\0l\0a\0i\0n\0\n\0")), "plain\n");
	CHECK_STR(decoded(a, d, STR("\xED\xA0\xBD\xED\xB8\x80 and \xED\xA0\xBD\n")), "😀 and í\u00a0½\n");
	CHECK_STR(decoded(a, d, STR("cut \xF0\x9F\x98")), "cut \uFFFD");
	CHECK_STR(decoded(a, d, STR("caf\xE9")), "café");
	struct str out;
	CHECK(!text_decode(a, d, STR("x.md"), STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"), &out));
	diag_free(d);
}

static void
test_tidy(struct arena *a)
{
	static const char *const cases[][2] = {{"sound", "sound"}, {"Jose\u0301", "José"}, {"Vie\u0323\u0302t", "Việt"},
		{"a\u0302\u0301", "ấ"}, {"x\u0301", "x\u0301"}, {"\u0301", "\u0301"}, {"か\u3099", "が"},
		{"\u1112\u1161\u11ab", "한"}, {"one\u200btwo", "onetwo"}, {"a\u200d b\u200cc\u2060", "a bc"},
		{"👩\u200d🚀", "👩\u200d🚀"}, {"می\u200cخواهم", "می\u200cخواهم"}, {"क्\u200dष", "क्\u200dष"},
		{"**a:**\u200bb", "**a:**\u200bb"}, {"ไทย\u200bไทย", "ไทย\u200bไทย"}, {"so\u00adft", "so\u00adft"},
		{"```\ne\u0301\u200b\n```\ne\u0301", "```\ne\u0301\u200b\n```\né"},
		{"~~~\n```\ne\u0301\n~~~\ne\u0301", "~~~\n```\ne\u0301\n~~~\né"},
		{"> ```\n> e\u0301\n> ```\n\u200be", "> ```\n> e\u0301\n> ```\ne"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag *d = diag_new();
		CHECK_STR(text_tidy(a, d, STR("x.md"), str_of(cases[i][0])), cases[i][1]);
		diag_free(d);
	}
	struct diag *d = diag_new();
	size_t n;
	CHECK_STR(text_tidy(a, d, STR("x.md"), STR("a\nJose\u0301 y Nu\u0301n\u0303ez\u200b")), "a\nJosé y Núñez");
	const struct finding *f = diag_sorted(d, &n);
	CHECK(n == 2 && f[0].line == 2 && f[0].kind == DIAG_TEXT_TIDIED && str_starts(f[1].text, "3 letters"));
	diag_free(d);
}

int
main(void)
{
	struct arena *a = arena_new();
	test_mended(a);
	test_left_alone(a);
	test_report(a);
	test_decode(a);
	test_tidy(a);
	arena_free(a);
	return check_status();
}
