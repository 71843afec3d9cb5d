/* vetcontent.c - the operators of a written PDF's pages: colours, names, balance, ink */
#include "pdf/vet.h"

#include "base/pool.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of one page's content; ours are below a hundredth of it. */
enum { CONTENT_MOST = 64 << 20, STATES = 64 };

struct str
vet_inflate(const struct vet *v, const struct reread_object *o, struct arena *a, size_t most)
{
	const struct reread *filter = reread_entry(&v->file, o->value, "Filter");
	if (!o->stream.p || filter->kind == REREAD_NULL)
		return o->stream;
	if (!reread_is(filter, "FlateDecode") || reread_entry(&v->file, o->value, "DecodeParms")->kind != REREAD_NULL)
		return STR_NONE;
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	struct str out = STR_NONE;
	for (size_t size = o->stream.n * 6 + 4096; z; size *= 4) {
		size_t n;
		char *p = arena_alloc(a, size);
		enum libdeflate_result result = libdeflate_zlib_decompress(z, o->stream.p, o->stream.n, p, size, &n);
		if (result == LIBDEFLATE_SUCCESS)
			out = (struct str){p, n};
		if (result != LIBDEFLATE_INSUFFICIENT_SPACE || size > most)
			break;
	}
	libdeflate_free_decompressor(z);
	return out;
}

/* What the graphics state holds that matters here. */
struct state {
	bool overprint; /* of what is filled */
	bool white; /* the colour of what is filled */
};

/* A stream on its way through its operators. */
struct reader {
	const struct vet *v;
	struct vet_content *c;
	struct state now, saved[STATES];
	int depth, texts, marks; /* open: q, BT, BMC and BDC */
};

/* Whether it is one of the operators that PDF 1.3 to 1.6 share (and none that is out of place in ours). */
static bool
operator_known(struct str name)
{
	static const char known[] =
		" b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG "
		"rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" ";
	char word[8] = " ";
	if (!name.n || name.n > 3)
		return false;
	memcpy(word + 1, name.p, name.n);
	word[name.n + 1] = ' ';
	return strstr(known, word);
}

static bool
resource_there(const struct reader *r, const char *kind, const struct reread *name)
{
	const struct reread *dict = reread_entry(&r->v->file, r->c->resources, kind);
	for (size_t i = 0; name->kind == REREAD_NAME && dict->kind == REREAD_DICT && i < dict->n; i++)
		if (str_eq(dict->items[i].key, name->text))
			return reread_value(&r->v->file, &dict->items[i])->kind == REREAD_DICT;
	return false;
}

static void
colour_read(struct reader *r, const struct reread_content *c, bool fill)
{
	int64_t sum = 0, coloured = 0, one = REREAD_ONE;
	bool registration = true;
	for (size_t i = 0; i < c->n; i++) {
		int64_t part = c->operands[i].number;
		part = part < 0 ? 0 : part > one ? one : part;
		sum += part;
		coloured += i < 3 ? part : 0;
		registration = registration && part == one;
	}
	if (fill)
		r->now.white = !sum;
	if (registration)
		return; /* marks that show whether the inks meet */
	if (r->v->gray && coloured)
		r->c->faults |= CONTENT_COLOURED;
	int percent = (int)((sum * 100 + one / 2) / one);
	if (percent > r->c->inks)
		r->c->inks = percent;
}

static void
state_read(struct reader *r, const struct reread_content *c)
{
	const struct reread_file *f = &r->v->file;
	if (!c->n || !resource_there(r, "ExtGState", &c->operands[c->n - 1])) {
		r->c->faults |= CONTENT_NAME;
		return;
	}
	const struct reread *all = reread_entry(f, r->c->resources, "ExtGState");
	for (size_t i = 0; i < all->n; i++) {
		if (!str_eq(all->items[i].key, c->operands[c->n - 1].text))
			continue;
		const struct reread *op = reread_entry(f, &all->items[i], "op");
		if (op->kind == REREAD_NULL)
			op = reread_entry(f, &all->items[i], "OP");
		if (op->kind == REREAD_BOOL)
			r->now.overprint = op->number && reread_entry(f, &all->items[i], "OPM")->number;
	}
}

static void
nesting_read(struct reader *r, struct str op)
{
	int *open = str_is(op, "q") || str_is(op, "Q") ? &r->depth : op.p[0] == 'B' || str_is(op, "ET") ? &r->texts : &r->marks;
	if (str_is(op, "BMC") || str_is(op, "BDC"))
		open = &r->marks;
	bool opens = op.p[0] == 'q' || op.p[0] == 'B';
	if (opens && open == &r->depth && r->depth < STATES)
		r->saved[r->depth] = r->now;
	*open += opens ? 1 : -1;
	if (*open < 0) {
		r->c->faults |= CONTENT_UNBALANCED;
		*open = 0;
	}
	if (!opens && open == &r->depth && r->depth < STATES)
		r->now = r->saved[r->depth];
}

static bool
paints(struct str op)
{
	static const char *const painting[] = {"f", "f*", "F", "B", "B*", "b", "b*", "Tj", "TJ", "'", "\""};
	for (size_t i = 0; i < sizeof painting / sizeof *painting; i++)
		if (str_is(op, painting[i]))
			return true;
	return false;
}

static bool
names_rgb(const struct reread_content *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (reread_is(&c->operands[i], "DeviceRGB") || reread_is(&c->operands[i], "RGB"))
			return true;
	return false;
}

static bool
intent_known(const struct reread *name)
{
	return reread_is(name, "Perceptual") || reread_is(name, "RelativeColorimetric") || reread_is(name, "Saturation") ||
		reread_is(name, "AbsoluteColorimetric");
}

static void
operator_read(struct reader *r, const struct reread_content *c)
{
	struct str op = c->operator;
	const struct reread *last = c->n ? &c->operands[c->n - 1] : NULL;
	if (str_is(op, "k") || str_is(op, "K")) {
		colour_read(r, c, op.p[0] == 'k');
	} else if (str_is(op, "g") || str_is(op, "G")) {
		if (op.p[0] == 'g')
			r->now.white = last && last->number == REREAD_ONE;
	} else if (str_is(op, "q") || str_is(op, "Q") || str_is(op, "BT") || str_is(op, "ET") || str_is(op, "BMC") ||
		str_is(op, "BDC") || str_is(op, "EMC")) {
		nesting_read(r, op);
	} else if (str_is(op, "rg") || str_is(op, "RG") ||
		((str_is(op, "cs") || str_is(op, "CS") || str_is(op, "BI")) && names_rgb(c))) {
		r->c->faults |= CONTENT_RGB;
	} else if (str_is(op, "gs")) {
		state_read(r, c);
	} else if (str_is(op, "Do")) {
		if (!last || !resource_there(r, "XObject", last))
			r->c->faults |= CONTENT_NAME;
	} else if (str_is(op, "Tf")) {
		if (c->n < 2 || !resource_there(r, "Font", &c->operands[c->n - 2]))
			r->c->faults |= CONTENT_NAME;
	} else if (str_is(op, "ri")) {
		if (!last || !intent_known(last))
			r->c->faults |= CONTENT_OPERATOR;
	} else if (!operator_known(op)) {
		r->c->faults |= CONTENT_OPERATOR;
	}
	if (r->now.white && r->now.overprint && paints(op))
		r->c->faults |= CONTENT_WHITE_LOST;
}

struct content_job {
	struct vet *v;
	struct arena **arenas; /* of each thread */
};

static void
content_vet(void *ctx, size_t i, int worker)
{
	struct content_job *job = ctx;
	struct arena *a = job->arenas[worker];
	struct vet_content *content = &job->v->contents[i];
	struct reader r = {.v = job->v, .c = content};
	struct reread_content c = {.arena = a, .rest = vet_inflate(job->v, content->stream, a, CONTENT_MOST)};
	if (!c.rest.p)
		content->faults |= CONTENT_UNREADABLE;
	while (c.rest.p && reread_next(&c))
		operator_read(&r, &c);
	if (c.broken)
		content->faults |= CONTENT_UNREADABLE;
	if (r.depth || r.texts || r.marks)
		content->faults |= CONTENT_UNBALANCED;
	arena_reset(a);
}

void
vet_contents(struct vet *v, int threads)
{
	struct content_job job = {v, NEW_N(v->arena, (size_t)threads, struct arena *)};
	for (int i = 0; i < threads; i++)
		job.arenas[i] = arena_new();
	pool_run(threads, v->n_contents, content_vet, &job);
	for (int i = 0; i < threads; i++)
		arena_free(job.arenas[i]);
}
