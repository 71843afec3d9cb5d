/* style.c - read a style */
#include "style/style.h"

struct style *
style_read(struct arena *a, struct diag *d, struct str name, struct str paper)
{
	(void)a, (void)d, (void)name, (void)paper;
	return NULL;
}
