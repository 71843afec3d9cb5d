/* builtin.c - the files that are compiled into the program */
#include "style/style.h"

#include <string.h>

/* The Makefile writes this table: name, first byte, byte behind the last; ends with a NULL name. */
struct builtin_file {
	const char *name, *start, *end;
};
extern const struct builtin_file builtin_files[];

struct str
style_builtin(const char *name)
{
	for (const struct builtin_file *f = builtin_files; f->name; f++)
		if (!strcmp(f->name, name))
			return (struct str){f->start, (size_t)(f->end - f->start)};
	return STR_NONE;
}

const char *
style_builtin_name(size_t i)
{
	return builtin_files[i].name;
}
