/* emoji_test.c - what emoji are called in each language */
#include "../check.h"
#include "layout/emojiname.h"

#include <hb.h>
#include <unicode/uchar.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "layout/unicode.h"
#include "style/style.h"

static struct arena *a;

/* The language stands for the file in what is said when it is not so. */
static void
named(const char *lang, const char *emoji, const char *want)
{
	check_str(lang, 0, emoji_name(a, str_of(emoji), str_of(lang)), want);
}

static void
test_names(void)
{
	named("es", "👍", "pulgar hacia arriba");
	named("en", "👍", "thumbs up");
	named("pt", "👍", "polegar para cima");
	/* with a selector and without */
	named("es", "❤️", "corazón rojo");
	named("es", "❤", "corazón rojo");
	named("en", "☺️", "smiling face");
	/* the first and the last of the files */
	named("en", "#️⃣", "keycap: #");
	named("es", "7️⃣", "tecla: 7");
	named("pt", "*⃣", "tecla: *");
	/* flags: of countries, of regions */
	named("es", "🇪🇸", "Bandera: España");
	named("pt", "🇧🇷", "bandeira: Brasil");
	named("en", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "flag: Scotland");
	named("en", "🏳️‍🌈", "rainbow flag");
	/* sequences */
	named("es", "👩‍💻", "profesional de la tecnología mujer");
	named("en", "👨‍👩‍👧‍👦", "family: man, woman, girl, boy");
	named("pt", "🧑‍🌾", "agricultor");
}

static void
test_tones(void)
{
	named("en", "👍🏽", "thumbs up: medium skin tone");
	named("es", "👍🏽", "pulgar hacia arriba: tono de piel medio");
	named("pt", "👍🏿", "polegar para cima: pele escura");
	/* before what the name says besides */
	named("en", "👨🏻‍🦰", "man: light skin tone, red hair");
	named("es", "👩🏾‍🦱", "mujer: tono de piel oscuro medio y pelo rizado");
	/* of two people, who stand in the name or not */
	named("en", "🧑🏻‍🤝‍🧑🏿", "people holding hands: light skin tone, dark skin tone");
	named("es", "👩🏼‍❤️‍👨🏿",
		"pareja enamorada: mujer, hombre, tono de piel claro medio, tono de piel oscuro");
	named("pt", "👩🏼‍❤️‍👨🏼", "casal apaixonado: mulher, homem e pele morena clara");
	named("en", "👩🏽‍❤️‍💋‍👩🏽", "kiss: woman, woman, medium skin tone");
	named("en", "🏽", "medium skin tone");
}

static void
test_languages(void)
{
	named("es-MX", "🎃", "calabaza");
	named("es-ES", "🎃", "calabaza de Halloween");
	named("es-MX", "👍", "pulgar hacia arriba");
	named("es-419", "4️⃣", "tecla: 4");
	named("pt-PT", "🚌", "autocarro");
	named("pt-AO", "🚌", "autocarro");
	named("pt-BR", "🚌", "ônibus");
	named("pt-Latn-PT", "🚌", "autocarro");
	named("pt-PT", "👍🏽", "polegar para cima: tipo de pele 4");
	named("EN-gb-x-es", "🚌", "bus");
	named("fr", "🚌", "bus");
	named("", "🚌", "bus");
	CHECK_STR(emoji_lang(STR("es-AR"), STR("en")), "es-AR");
	CHECK_STR(emoji_lang(STR("es-es"), STR("en")), "es-es");
	CHECK_STR(emoji_lang(STR("fr"), STR("pt-BR")), "pt-BR");
	CHECK_STR(emoji_lang(STR("fr"), STR("de")), "en");
	CHECK_STR(emoji_lang(STR_NONE, STR_NONE), "en");
	CHECK_STR(emoji_lang(STR("est"), STR("esp")), "en");
}

/* What nobody has named is named by its parts. */
static void
test_parts(void)
{
	named("es", "👍👍", "pulgar hacia arriba, pulgar hacia arriba");
	named("es", "🐱‍👓", "cara de gato, gafas");
	named("en", "🧑🏽‍🍌", "person: medium skin tone, banana");
	named("es", "🇽🇽", "Bandera: XX");
	named("es", "🇪", "E");
	named("pt", "🏴󠁵󠁳󠁴󠁸󠁿", "bandeira: US-TX");
	named("es", "🍎󠁵󠁳󠁿", "manzana roja");
	named("es", "🀀", "mahjong tile east wind"); /* may once be an emoji */
	named("es", "\U0001FC00", "U+1FC00"); /* kept free for one */
	named("es", "x👍", "x, pulgar hacia arriba");
	named("es", "\u200D", "");
	named("es", "👍\u200D", "pulgar hacia arriba");
	named("es", "", "");
	named("en", "\xF0\x9F\x91", "\uFFFD, \uFFFD, \uFFFD");
	/* longer than anything that has a name */
	struct buf b = {0};
	for (int i = 0; i < 100; i++)
		buf_z(&b, "👍🏽\u200D");
	struct str name = emoji_name(a, buf_view(&b), STR("en"));
	CHECK(str_starts(name, "thumbs up: medium skin tone, thumbs up: medium skin tone, "));
	buf_free(&b);
}

/* Every line of a file is found. */
static void
test_lines(const char *lang, const char *file, size_t least)
{
	struct str rest = style_builtin(file);
	size_t n = 0;
	for (; rest.n; n++) {
		struct str line = str_line(&rest);
		ptrdiff_t tab = str_find_char(line, '\t');
		CHECK(tab > 0);
		struct str name = str_sub(line, (size_t)tab + 1, line.n);
		check_str(file, (int)n + 1, emoji_name(a, str_sub(line, 0, (size_t)tab), str_of(lang)), str_z(a, name));
	}
	CHECK(n >= least);
}

/* ---- everything that the face shows ---- */

/* Does the face draw it as one picture? */
static bool
face_has(hb_font_t *font, struct str text)
{
	hb_buffer_t *b = hb_buffer_create();
	hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
	hb_buffer_guess_segment_properties(b);
	hb_shape(font, b, NULL, 0);
	unsigned n;
	const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(b, &n);
	bool has = n == 1 && glyphs[0].codepoint;
	hb_buffer_destroy(b);
	return has;
}

/* Has the language a line of its own for it, but for selectors and skin tones? */
static bool
listed(struct str emoji, const char *file)
{
	struct buf line = {0};
	buf_char(&line, '\n');
	bool tone_only = emoji.n == 4;
	for (size_t i = 0; i < emoji.n;) {
		uint32_t rune = utf8_next(emoji, &i);
		if (rune != 0xFE0F && (tone_only || rune < 0x1F3FB || rune > 0x1F3FF))
			buf_rune(&line, rune);
	}
	buf_char(&line, '\t');
	struct str names = style_builtin(file), sought = buf_view(&line);
	bool found = str_find(names, sought) >= 0 || str_starts(names, buf_keep(&line, a).p + 1);
	buf_free(&line);
	return found;
}

static size_t
check_all(hb_font_t *font, const char *pattern)
{
	static const char *const langs[] = {"en", "es", "pt"};
	static const char *const files[] = {"styles/emoji/en.txt", "styles/emoji/es.txt", "styles/emoji/pt.txt"};
	UChar text[64];
	UErrorCode error = U_ZERO_ERROR;
	u_charsToUChars(pattern, text, (int32_t)strlen(pattern) + 1);
	USet *set = uset_openPattern(text, -1, &error);
	size_t shown = 0;
	for (int32_t k = 0; k < uset_getItemCount(set); k++) {
		UChar32 from, to;
		error = U_ZERO_ERROR;
		int32_t n = uset_getItem(set, k, &from, &to, text, 64, &error);
		for (UChar32 c = n ? 0 : from; c <= (n ? 0 : to); c++) {
			char utf8[128];
			struct str emoji = {utf8, n ? 0 : utf8_put(utf8, (uint32_t)c)};
			if (n) {
				int32_t bytes;
				u_strToUTF8(utf8, sizeof utf8, &bytes, text, n, &error);
				emoji.n = (size_t)bytes;
			}
			if (!face_has(font, emoji))
				continue;
			shown++;
			for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
				if (!listed(emoji, files[i]) || !emoji_name(a, emoji, str_of(langs[i])).n)
					check_str(files[i], 0, STR_NONE, str_z(a, emoji));
		}
	}
	uset_close(set);
	return shown;
}

int
main(void)
{
	a = arena_new();
	test_names();
	test_tones();
	test_languages();
	test_parts();
	test_lines("en", "styles/emoji/en.txt", 1900);
	test_lines("es", "styles/emoji/es.txt", 1900);
	test_lines("es-MX", "styles/emoji/es-419.txt", 300);
	test_lines("pt", "styles/emoji/pt.txt", 1900);
	test_lines("pt-PT", "styles/emoji/pt-PT.txt", 1000);
	hb_blob_t *blob = hb_blob_create_from_file("fonts/NotoColorEmoji.ttf");
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	CHECK(check_all(font, "[[:Emoji:]-[#*0-9\\U0001F1E6-\\U0001F1FF]]") > 1300);
	CHECK(check_all(font, "\\p{RGI_Emoji}") > 3000);
	hb_font_destroy(font);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	arena_free(a);
	return check_status();
}
