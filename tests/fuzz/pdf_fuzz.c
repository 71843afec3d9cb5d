/* pdf_fuzz.c - any bytes as a PDF that was written: read back and judged, for every standard */
#include "pdf/verify.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct surface surface = {.w = PT(200),
		.h = PT(300),
		.bleed = {PT(10), PT(10), PT(180), PT(280)},
		.trim = {PT(20), PT(20), PT(160), PT(260)}};
	for (enum pdf_standard standard = PDF_PLAIN; standard <= PDF_X4; standard++) {
		struct sheets s = {.list = &surface,
			.n = 1,
			.standard = standard,
			.inks = standard == PDF_PLAIN ? INKS_GRAY : INKS_CMYK,
			.ink_most = 300};
		struct diag *d = diag_new();
		bool good = pdf_verify_bytes(&s, (struct str){(const char *)data, n}, STR("a.pdf"), d, 1);
		if (good != !diag_count(d, DIAG_ERROR))
			abort();
		diag_free(d);
	}
	return 0;
}
