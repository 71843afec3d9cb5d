/* reread.h - a written PDF read back: its objects and the operators of its contents (inside pdf/ only) */
#ifndef YB_PDF_REREAD_H
#define YB_PDF_REREAD_H
#include "base/str.h"

/* What a PDF holds. */
enum reread_kind {
	REREAD_NULL,
	REREAD_BOOL,
	REREAD_NUMBER,
	REREAD_NAME,
	REREAD_STRING,
	REREAD_ARRAY,
	REREAD_DICT,
	REREAD_REF,
	REREAD_KINDS
};

/* A value; borrowed from the file's bytes and the arena. */
struct reread {
	enum reread_kind kind;
	struct str key; /* of a dictionary's entry: its name, without the slash */
	struct str text; /* of a name, without the slash; of a string, with its brackets, as it is written */
	int64_t number; /* hundred-thousandths; of a bool 0 or 1; of a reference the object's number */
	struct reread *items; /* of an array or a dictionary */
	size_t n;
};
#define REREAD_ONE INT64_C(100000)

/* An object of the file. */
struct reread_object {
	struct reread *value; /* NULL: free, or broken */
	struct str stream; /* its bytes as they lie there; p is NULL where it is no stream */
};

struct reread_file {
	struct str bytes;
	struct arena *arena;
	struct reread_object *objects; /* by number, from 1 */
	size_t n; /* one more than the highest number */
	struct reread *trailer; /* a dictionary */
	int64_t version; /* tenths: 16 is 1.6 */
	const char *broken; /* what is wrong with the file's build, in a word; NULL: nothing */
	size_t broken_at; /* the object where it is, or 0 */
};

/* Reads all objects of a file with one table of them, as we write it: no updates, no compressed objects. Streams are found and not
 * looked into. false when the file's build is broken (f->broken). Any bytes are allowed. */
bool reread_file_read(struct reread_file *f, struct arena *a, struct str bytes);
/* The value itself, which may be a reference; never NULL (a value of kind REREAD_NULL stands for what is missing). */
const struct reread *reread_value(const struct reread_file *f, const struct reread *v);
/* The entry of a dictionary, followed; and as it stands there. */
const struct reread *reread_entry(const struct reread_file *f, const struct reread *dict, const char *key);
const struct reread *reread_entry_raw(const struct reread_file *f, const struct reread *dict, const char *key);
/* The object that the value refers to; NULL: none, or the value is no reference. */
const struct reread_object *reread_target(const struct reread_file *f, const struct reread *v);
bool reread_is(const struct reread *v, const char *name); /* this name */
struct str reread_string(const struct reread *v, struct arena *a); /* the bytes of a string; empty for anything else */

/* Values that are read and not yet part of another, and where the open brackets stand among them. */
enum { REREAD_DEPTH = 32 };
struct reread_stack {
	struct reread *list;
	size_t n, cap;
	struct {
		size_t from;
		bool dict;
	} open[REREAD_DEPTH];
	size_t depth;
};

/* The operators of a content stream, one by one. */
struct reread_content {
	struct str rest;
	struct arena *arena; /* for arrays and dictionaries among the operands */
	struct str operator; /* "re" */
	const struct reread *operands; /* until the next */
	size_t n;
	struct reread_stack stack;
	bool broken; /* brackets that do not close, bytes that are nothing */
};
/* false at the end. An inline picture is one operator "BI", its dictionary's keys and values the operands. */
bool reread_next(struct reread_content *c);
#endif
