/* syllables_test.c - where words are divided, by language: the rules of Spanish and Portuguese over a list of words */
#include "../check.h"
#include "layout/seg.h"

#include <string.h>
#include <unicode/uscript.h>

static struct arena *a;
static struct fonts *fonts;

/* A word with "-" where patterns divide it, "~" behind its own hyphens, "=" where the hyphen is repeated, "|" at plain breaks. */
static struct str
divided(const char *lang, struct str word)
{
	struct shape_key key = {.font = fonts->roles[FACE_TEXT], .lang = lang_pack(str_of(lang)), .script = USCRIPT_LATIN};
	const struct word_shape *w = word_find(fonts, &key, word);
	const struct points *points = word_points(fonts, w);
	struct buf b = {0};
	for (size_t i = 0, k = 0; i < w->shaped.text.n; i++) {
		if (k < points->n && points->list[k].at == i)
			buf_char(&b, "-~=|"[points->list[k++].kind]);
		buf_char(&b, w->shaped.text.p[i]);
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

/* Words as they are divided, a blank between them. */
static const struct {
	const char *lang, *words;
} lists[] = {
	{"es",
		"poe-ta aé-reo oes-te maes-tro cao-ba lí-nea lí-neas océano leer coope-rar creen-cia tea-tro país baúl búho "
		"aho-ra "
		"al-cohol prohi-bir ahí abier-to ideas área ac-ción épo-ca ora-dor usua-rio uni-ver-si-dad or-ga-ni-za-ción "
		"mu-cha-cho no-che di-cha ca-lle po-llo ella lla-ve cu-chi-llo pe-rro ca-rro gui-ta-rra de-sa-rro-llo arri-ba "
		"inhi-bir inhu-ma-no des-ha-cer des-hie-lo enhe-brar exhi-bir anhe-lo clorhi-dra-to malhe-ri-do des-her-bar "
		"cons-truc-ción obs-tá-cu-lo trans-por-te ins-ti-tu-to perspec-ti-va atle-ta atlánti-co ha-blar acró-ba-ta "
		"in-yec-ción con-mo-ver abs-trac-to su-bra-yar exac-to ta-xi pin-güino ver-güen-za gue-rra que-so co-mu-ni-dad "
		"no-so-tros vo-so-tros «pa-si-llo» ¡bien-ve-ni-dos! (or-ga-ni-za-do-res) con-tri-bu-ción, teó-rico-=prác-ti-co "
		"franco-=mexi-ca-na Cas-tilla-~León his-tó-rico-=artís-ti-co pre-=lanza-mien-to ex-=presi-den-te Ku-ber-ne-tes "
		"CNCF"},
	{"pt",
		"co-ra-ção co-nhe-ci-men-to tra-ba-lho chu-va car-ro pas-sar pás-sa-ro nas-cer des-cer ex-ce-ção água guer-ra "
		"quen-te de-sen-vol-vi-men-to co-mu-ni-da-de or-ga-ni-za-ção abai-xo ida-de aé-reo saú-de pa-ís po-e-ta "
		"co-o-pe-rar "
		"guarda-=chuva vice-=campe-ão sub-=huma-no mon-ta-nha ga-li-nha ca-chor-ro fi-lho bi-cho qui-lô-me-tro "
		"lin-gui-ça "
		"ap-to rit-mo"},
	{"en",
		"or-ches-tra-tion com-mu-nity op-por-tu-nity beau-ti-ful ev-ery-thing knowl-edge ty-pog-ra-phy through "
		"open-~source "
		"self-~hosted"},
};

/* A hyphen is the word's own where = or ~ follows. */
static struct str
undivided(const char *p, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n; i++)
		if (p[i] == '-' ? i + 1 < n && (p[i + 1] == '=' || p[i + 1] == '~') : p[i] != '=' && p[i] != '~')
			buf_char(&b, p[i]);
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

static void
test_words(void)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (const char *p = lists[i].words; *p;) {
			size_t n = strcspn(p, " ");
			CHECK_STR(divided(lists[i].lang, undivided(p, n)), str_dup(a, (struct str){p, n}).p);
			p += n + (p[n] == ' ');
		}
}

int
main(void)
{
	struct diag *d = diag_new();
	a = arena_new();
	struct style *style = style_read(a, d, STR("print"), STR_NONE);
	/* As few letters as the rules allow, so that it is the rules that are seen. */
	if (style)
		style->hyphen_left = style->hyphen_right = 2;
	fonts = style ? fonts_open(style, d, "fonts") : NULL;
	CHECK(fonts != NULL);
	if (fonts)
		test_words();
	fonts_close(fonts);
	diag_free(d);
	arena_free(a);
	return check_status();
}
