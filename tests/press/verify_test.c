/* verify_test.c - the judge of written PDFs: verify_test FILE STANDARD… prints what it finds in each file (plants.py makes them); without arguments
 * it judges bytes that are no PDF */
#include "../check.h"

#include "base/diag.h"
#include "base/file.h"
#include "pdf/verify.h"

#include <stdlib.h>
#include <string.h>

/* The sheets of plants.py's sample. */
static struct sheets
sheets_made(struct surface *surface, const char *standard)
{
	*surface = (struct surface){.w = PT(200),
		.h = PT(300),
		.bleed = {PT(10), PT(10), PT(180), PT(280)},
		.trim = {PT(20), PT(20), PT(160), PT(260)}};
	struct sheets s = {.list = surface, .n = 1, .standard = PDF_X4, .condition = STR("FOGRA39"), .ink_most = 300};
	if (!strcmp(standard, "PDF/X-1a:2001"))
		s.standard = PDF_X1A_2001;
	if (!strcmp(standard, "PDF/X-1a:2003"))
		s.standard = PDF_X1A_2003;
	if (!strcmp(standard, "plain"))
		s.standard = PDF_PLAIN;
	return s;
}

static void
junk_judged(void)
{
	static const char *const junk[] = {"", "%PDF-1.6\n", "%PDF-1.6\nstartxref\n9\n%%EOF\n",
		"%PDF-1.6\nxref\n0 99999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n",
		"%PDF-1.6\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"};
	struct surface surface;
	struct sheets s = sheets_made(&surface, "PDF/X-4");
	for (size_t i = 0; i < sizeof junk / sizeof *junk; i++) {
		struct diag *d = diag_new();
		CHECK(!pdf_verify_bytes(&s, str_of(junk[i]), STR("junk.pdf"), d, 1));
		CHECK(diag_count(d, DIAG_ERROR) > 0);
		diag_free(d);
	}
	struct diag *d = diag_new();
	CHECK(!pdf_verify(&s, "/nowhere/no.pdf", STR("no.pdf"), d, 1));
	diag_free(d);
}

int
main(int argc, char **argv)
{
	if (argc == 1)
		junk_judged();
	for (int i = 1; i + 1 < argc; i += 2) {
		struct surface surface;
		struct sheets s = sheets_made(&surface, argv[i + 1]);
		struct diag *d = diag_new();
		bool good = pdf_verify(&s, argv[i], str_of("planted.pdf"), d, 2);
		printf("%s %s\n", argv[i], good ? "good" : "bad");
		diag_print(d, stdout, DIAG_NOTE, true);
		diag_free(d);
	}
	return check_status();
}
