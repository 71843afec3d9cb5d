/* sums.c - checksums of what is handed over: SHA-256, by nettle */
#include "command/sums.h"

#include "base/message.h"

#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>

enum { SUM_BLOCK = 1 << 18 };

const char *
sum_file(const char *path, char hex[SUM_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;
	FILE *f = fopen(path, "rbe");
	uint8_t *block = f ? malloc(SUM_BLOCK) : NULL;
	size_t n;
	bool ok = block;
	sha256_init(&ctx);
	while (ok && (n = fread(block, 1, SUM_BLOCK, f)) > 0)
		sha256_update(&ctx, n, block);
	ok = ok && !ferror(f);
	free(block);
	if (f)
		fclose(f);
	if (!ok)
		return MESSAGE("it could not be read again");
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&ctx, digest);
#else
	sha256_digest(&ctx, sizeof digest, digest);
#endif
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[SUM_HEX] = '\0';
	return NULL;
}
