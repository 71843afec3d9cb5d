/* inks.c - colours of pictures become inks: lcms2 fills a table of nodes once, pixels are set between them */
#include "image/inks.h"

#include "base/message.h"

#include <lcms2.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Nodes on a side of the table: what lcms2 itself takes for three channels of 8 bits. WHOLE is the distance of two nodes. */
enum { NODES = 33, N_NODES = NODES * NODES * NODES, WHOLE = 1 << 15, TABLES_KEPT = 64, ICC_MOST = 4 << 20 };
/* A difference in 8 bits that nobody sees. */
enum { UNSEEN = 2 };

struct image_table {
	struct image_table *next; /* of those that are kept */
	uint64_t key;
	const struct image_inks *s;
	bool kept; /* lives as long as the inks */
	bool broken; /* the profile it was asked for is; it is that of sRGB */
	int in, out; /* channels */
	bool gray; /* what comes out becomes one channel */
	bool idle;
	int most; /* of ink, in steps of 1/255; 0: no limit */
	unsigned char tone[256]; /* of gray pixels */
	uint64_t *nodes; /* of RGB: four times 16 bits a node, the first channel lowest; NULL: none */
	cmsHTRANSFORM slow; /* of CMYK with a profile of its own; NULL: as they are */
};

struct image_inks {
	struct image_output output;
	cmsHPROFILE profile; /* of the output; shades of black are made of sRGB */
	uint64_t hash;
	pthread_mutex_t lock; /* over the list, and while a table is filled */
	struct image_table *tables;
	int n_tables;
	uint32_t axis[256]; /* where a value lies between the nodes of an axis: node << 16 | distance */
};

/* ---- the output ---- */

static const char *
class_fault(cmsHPROFILE p)
{
	switch ((uint32_t)cmsGetDeviceClass(p)) {
	case cmsSigOutputClass: return NULL;
	case cmsSigInputClass:
		return MESSAGE(
			"it is the profile of a camera or scanner, not of a press; name the profile that the print shop gives");
	case cmsSigDisplayClass:
		return MESSAGE("it is the profile of a screen, not of a press; name the profile that the print shop gives");
	case cmsSigLinkClass:
		return MESSAGE(
			"it is a link between two devices, not the profile of a press; name the profile that the print shop "
			"gives");
	default: return MESSAGE("it is not the profile of a press; name the profile that the print shop gives");
	}
}

/* lcms2 reads a profile's parts when they are asked for: the whole must be there. */
static bool
icc_whole(struct str icc)
{
	const unsigned char *p = (const unsigned char *)icc.p;
	if (icc.n < 132 || memcmp(p + 36, "acsp", 4))
		return false;
	size_t size = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	return size >= 132 && size <= icc.n;
}

static const char *
profile_open(struct image_inks *s)
{
	struct str icc = s->output.icc;
	if (icc.n >= 132 && !memcmp(icc.p + 36, "acsp", 4) && !icc_whole(icc))
		return MESSAGE("it ends too early; fetch it again");
	s->profile = icc_whole(icc) ? cmsOpenProfileFromMem(icc.p, (cmsUInt32Number)icc.n) : NULL;
	if (!s->profile)
		return MESSAGE("it is no ICC profile, or damaged; fetch it again");
	const char *why = class_fault(s->profile);
	if (why)
		return why;
	if (cmsGetColorSpace(s->profile) != cmsSigCmykData)
		return MESSAGE(
			"it is the profile of a printer, but not one of the four inks CMYK; name the profile that the print shop "
			"gives");
	if (!cmsIsTag(s->profile, cmsSigBToA0Tag) || !cmsIsTag(s->profile, cmsSigAToB0Tag))
		return MESSAGE("it lacks the tables that turn colours into inks; fetch it again");
	return NULL;
}

static cmsUInt32Number
flags_of(const struct image_inks *s)
{
	return cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE | (s->output.black_point ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0);
}

/* A transform that works tells more of a profile than its header. */
static const char *
profile_try(const struct image_inks *s)
{
	cmsHPROFILE rgb = cmsCreate_sRGBProfile(), lab = cmsCreateLab4Profile(NULL);
	cmsHTRANSFORM there =
		cmsCreateTransform(rgb, TYPE_RGB_16, s->profile, TYPE_CMYK_16, (cmsUInt32Number)s->output.intent, flags_of(s));
	cmsHTRANSFORM back =
		cmsCreateTransform(s->profile, TYPE_CMYK_16, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
	const char *why = there && back ? NULL : MESSAGE("it lacks the tables that turn colours into inks; fetch it again");
	if (there)
		cmsDeleteTransform(there);
	if (back)
		cmsDeleteTransform(back);
	cmsCloseProfile(rgb);
	cmsCloseProfile(lab);
	return why;
}

static uint64_t
output_hash(const struct image_output *o)
{
	int facts[] = {o->channels, o->ink_most, o->intent, o->black_point, NODES};
	uint64_t hashes[] = {str_hash(o->icc), str_hash((struct str){(const char *)facts, sizeof facts})};
	return str_hash((struct str){(const char *)hashes, sizeof hashes});
}

const char *
image_inks_open(const struct image_output *output, struct image_inks **inks)
{
	struct image_inks *s = xmalloc(sizeof *s);
	*s = (struct image_inks){.output = *output};
	*inks = NULL;
	if (s->output.intent < 0 || s->output.intent > 3)
		s->output.intent = INTENT_RELATIVE_COLORIMETRIC;
	pthread_mutex_init(&s->lock, NULL);
	for (uint32_t v = 0; v < 256; v++) {
		uint32_t at = v * (NODES - 1) * WHOLE / 255, node = at / WHOLE;
		if (node == NODES - 1)
			node--; /* the last node is the end of the last cell */
		s->axis[v] = node << 16 | (at - node * WHOLE);
	}
	s->hash = output_hash(&s->output);
	const char *why = NULL;
	if (output->channels != 4)
		s->profile = cmsCreate_sRGBProfile();
	if (output->channels == 4)
		why = profile_open(s);
	if (!why && output->channels == 4)
		why = profile_try(s);
	if (why)
		image_inks_close(s);
	else
		*inks = s;
	return why;
}

static void
table_free(struct image_table *t)
{
	free(t->nodes);
	if (t->slow)
		cmsDeleteTransform(t->slow);
	free(t);
}

void
image_inks_close(struct image_inks *s)
{
	if (!s)
		return;
	for (struct image_table *t = s->tables, *next; t; t = next) {
		next = t->next;
		table_free(t);
	}
	if (s->profile)
		cmsCloseProfile(s->profile);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

struct str
image_srgb(struct arena *a)
{
	cmsHPROFILE profile = cmsCreate_sRGBProfile();
	cmsUInt32Number n = 0;
	struct str icc = STR_NONE;
	if (profile && cmsSaveProfileToMem(profile, NULL, &n) && n > 128) {
		static const unsigned char date[12] = {0x07, 0xD0, 0, 1, 0, 1}; /* bytes 24 to 35; lcms2 writes the clock's */
		unsigned char *p = arena_alloc(a, n);
		if (cmsSaveProfileToMem(profile, p, &n)) {
			memcpy(p + 24, date, sizeof date);
			icc = (struct str){(const char *)p, n};
		}
	}
	cmsCloseProfile(profile);
	return icc;
}

int
image_inks_channels(const struct image_inks *s)
{
	return s->output.channels;
}

int
image_inks_most(const struct image_inks *s)
{
	return s->output.channels == 4 && s->output.ink_most > 0 && s->output.ink_most < 400 ? s->output.ink_most : 0;
}

bool
image_inks_is(const struct image_inks *s, struct str icc)
{
	return s->output.channels == 4 && str_eq(icc, s->output.icc);
}

uint64_t
image_inks_hash(const struct image_inks *s)
{
	return s->hash;
}

/* ---- the limit ---- */

/* Colours give way, black stays: what cmsCreateInkLimitingDeviceLink does. The sum never comes out above `most`. */
static inline void
ink_limit(uint32_t ink[4], uint32_t most)
{
	uint32_t colours = ink[0] + ink[1] + ink[2];
	if (!colours || colours + ink[3] <= most)
		return;
	uint32_t room = ink[3] < most ? most - ink[3] : 0;
	for (int i = 0; i < 3; i++)
		ink[i] = (uint32_t)((uint64_t)ink[i] * room / colours);
}

int
image_ink_row(const unsigned char *cmyk, size_t n, size_t *at)
{
	int most = -1;
	for (size_t i = 0; i < n; i++, cmyk += 4) {
		int sum = cmyk[0] + cmyk[1] + cmyk[2] + cmyk[3];
		if (sum > most) {
			most = sum;
			*at = i;
		}
	}
	return most;
}

/* ---- filling a table ---- */

static void
nodes_limit(struct image_table *t, uint16_t *node)
{
	uint32_t ink[4] = {node[0], node[1], node[2], node[3]};
	if (t->most)
		ink_limit(ink, ((uint32_t)t->most - 2) * 256); /* four channels are rounded, each by half a step at most */
	for (int i = 0; i < 4; i++)
		node[i] = (uint16_t)ink[i];
}

static void
node_put(struct image_table *t, size_t at, const uint16_t *from)
{
	uint16_t node[4] = {0};
	for (int i = 0; i < t->out; i++)
		node[i] = (uint16_t)((uint32_t)from[i] * 65280 / 65535);
	if (t->out == 4)
		nodes_limit(t, node);
	t->nodes[at] = node[0] | (uint64_t)node[1] << 16 | (uint64_t)node[2] << 32 | (uint64_t)node[3] << 48;
}

static bool
rgb_fill(struct image_inks *s, struct image_table *t, cmsHPROFILE from)
{
	cmsHTRANSFORM x = cmsCreateTransform(from, TYPE_RGB_16, s->profile, t->out == 4 ? TYPE_CMYK_16 : TYPE_RGB_16,
		(cmsUInt32Number)s->output.intent, flags_of(s));
	uint16_t in[NODES * 3], out[NODES * 4];
	int far = 0;
	if (!x)
		return false;
	t->nodes = xmalloc(N_NODES * sizeof *t->nodes);
	for (size_t i = 0; i < N_NODES; i += NODES) {
		uint16_t r = (uint16_t)(i / (NODES * NODES) * 65535 / (NODES - 1)),
			 g = (uint16_t)(i / NODES % NODES * 65535 / (NODES - 1));
		for (size_t b = 0; b < NODES; b++)
			in[b * 3] = r, in[b * 3 + 1] = g, in[b * 3 + 2] = (uint16_t)(b * 65535 / (NODES - 1));
		cmsDoTransform(x, in, out, NODES);
		for (size_t b = 0; b < NODES; b++)
			node_put(t, i + b, out + b * (size_t)t->out);
		for (size_t k = 0; k < NODES * 3 && t->out == 3; k++)
			far = abs(in[k] - out[k]) > far ? abs(in[k] - out[k]) : far;
	}
	if (s->output.intent != INTENT_ABSOLUTE_COLORIMETRIC)
		t->nodes[N_NODES - 1] = t->out == 4 ? 0 : 0xFF00FF00FF00u; /* white is bare paper */
	cmsDeleteTransform(x);
	t->idle = t->out == 3 && far <= UNSEEN * 257;
	return true;
}

/* The lightness of 256 pixels of one channel, or of as many amounts of black. */
static bool
lightness(cmsHPROFILE from, cmsUInt32Number format, const unsigned char *in, double out[256])
{
	cmsHPROFILE lab = cmsCreateLab4Profile(NULL);
	cmsHTRANSFORM x = cmsCreateTransform(
		from, format, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE);
	cmsCIELab l[256];
	if (x) {
		cmsDoTransform(x, in, l, 256);
		for (int i = 0; i < 256; i++)
			out[i] = l[i].L;
		cmsDeleteTransform(x);
	}
	cmsCloseProfile(lab);
	return x;
}

/* Gray pixels stay on the black plate: as much black as looks as light, where the darkest that black alone can do is black. */
static bool
gray_to_black(struct image_inks *s, struct image_table *t, cmsHPROFILE from, bool one)
{
	unsigned char gray[256], rgb[256 * 3], black[256 * 4] = {0};
	double wanted[256], got[256];
	for (int i = 0; i < 256; i++) {
		gray[i] = rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = black[4 * i + 3] = (unsigned char)i;
	}
	if (!lightness(from, one ? TYPE_GRAY_8 : TYPE_RGB_8, one ? gray : rgb, wanted) ||
		!lightness(s->profile, TYPE_CMYK_8, black, got))
		return false;
	double darkest = got[255], white = wanted[255] > 1 ? wanted[255] : 100;
	for (int v = 0, k = 255; v < 256; v++) {
		double l = darkest + wanted[v] / white * (got[0] - darkest);
		while (k > 0 && got[k - 1] - l <= l - got[k]) /* the next is nearer */
			k--;
		t->tone[v] = (unsigned char)(255 - k);
	}
	return true;
}

static bool
gray_to_gray(struct image_inks *s, struct image_table *t, cmsHPROFILE from)
{
	unsigned char gray[256], rgb[256 * 3];
	cmsHTRANSFORM x = cmsCreateTransform(
		from, TYPE_GRAY_8, s->profile, TYPE_RGB_8, (cmsUInt32Number)s->output.intent, cmsFLAGS_NOCACHE);
	for (int i = 0; i < 256; i++)
		gray[i] = (unsigned char)i;
	if (!x)
		return false;
	cmsDoTransform(x, gray, rgb, 256);
	for (int i = 0; i < 256; i++)
		t->tone[i] = rgb[3 * i + 1];
	cmsDeleteTransform(x);
	return true;
}

static bool
gray_fill(struct image_inks *s, struct image_table *t, cmsHPROFILE from)
{
	bool one = cmsGetColorSpace(from) == cmsSigGrayData, ok = true;
	t->idle = true;
	for (int i = 0; i < 256; i++)
		t->tone[i] = (unsigned char)i;
	if (s->output.channels == 4)
		ok = gray_to_black(s, t, from, one);
	else if (one)
		ok = gray_to_gray(s, t, from);
	for (int i = 0; i < 256; i++)
		t->idle &= abs(t->tone[i] - i) <= UNSEEN;
	return ok;
}

static bool
cmyk_fill(struct image_inks *s, struct image_table *t, cmsHPROFILE from)
{
	t->slow = cmsCreateTransform(from, TYPE_CMYK_8, s->profile, t->out == 4 ? TYPE_CMYK_8 : TYPE_RGB_8,
		(cmsUInt32Number)s->output.intent,
		cmsFLAGS_NOCACHE | (s->output.black_point ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0));
	return t->slow;
}

/* A picture's own profile, when it fits the picture's channels; else NULL. */
static cmsHPROFILE
source_open(struct str icc, int channels)
{
	if (!icc_whole(icc) || icc.n > ICC_MOST)
		return NULL;
	cmsHPROFILE p = cmsOpenProfileFromMem(icc.p, (cmsUInt32Number)icc.n);
	if (!p)
		return NULL;
	uint32_t kind = (uint32_t)cmsGetDeviceClass(p), space = (uint32_t)cmsGetColorSpace(p);
	bool fits = kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
		kind == cmsSigColorSpaceClass;
	fits &= channels == 4	? space == cmsSigCmykData
		: channels == 3 ? space == cmsSigRgbData
				: space == cmsSigGrayData || space == cmsSigRgbData;
	if (fits)
		return p;
	cmsCloseProfile(p);
	return NULL;
}

static bool
table_fill(struct image_inks *s, struct image_table *t, struct str icc)
{
	cmsHPROFILE from = icc.n ? source_open(icc, t->in) : t->in == 4 ? NULL : cmsCreate_sRGBProfile();
	bool same = icc.n && t->out == 4 && str_eq(icc, s->output.icc), ok = false;
	if (t->in == 4 && (!icc.n || same)) {
		t->idle = t->out == 4 && !t->most;
		ok = true;
	} else if (!from) {
		return false;
	} else if (t->in == 1) {
		ok = gray_fill(s, t, from);
	} else {
		ok = t->in == 3 ? rgb_fill(s, t, from) : cmyk_fill(s, t, from);
	}
	if (from)
		cmsCloseProfile(from);
	return ok;
}

/* A table as it is before it is filled: shades of black are made of sRGB. */
static struct image_table *
table_new(const struct image_inks *s, int channels, int less, uint64_t key)
{
	struct image_table *t = xmalloc(sizeof *t);
	*t = (struct image_table){.key = key, .in = channels, .out = s->output.channels == 4 ? 4 : 3};
	int most = image_inks_most(s) - less;
	if (image_inks_most(s) && most < 400)
		t->most = most > 2 ? most * 255 / 100 : 5;
	t->gray = s->output.channels == 1;
	return t;
}

struct image_table *
image_table_open(struct image_inks *s, struct str icc, int channels, int less, bool *broken)
{
	uint64_t facts[] = {str_hash(icc), icc.n, (uint64_t)channels, (uint64_t)less};
	uint64_t key = str_hash((struct str){(const char *)facts, sizeof facts});
	pthread_mutex_lock(&s->lock);
	struct image_table *t = s->tables;
	while (t && t->key != key)
		t = t->next;
	if (!t) {
		t = table_new(s, channels, less, key);
		t->s = s;
		if (!table_fill(s, t, icc)) {
			t->broken = true;
			table_fill(s, t, STR_NONE);
		}
		t->kept = s->n_tables < TABLES_KEPT;
		if (t->kept) {
			t->next = s->tables;
			s->tables = t;
			s->n_tables++;
		}
	}
	pthread_mutex_unlock(&s->lock);
	*broken = t->broken;
	return t;
}

void
image_table_close(struct image_table *t)
{
	if (t && !t->kept)
		table_free(t);
}

bool
image_table_idle(const struct image_table *t)
{
	return t->idle && !(t->gray && t->in != 1);
}

int
image_table_channels(const struct image_table *t)
{
	return t->in == 1 || t->gray ? 1 : t->out;
}

/* ---- rows ---- */

static inline uint32_t
larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static inline uint32_t
smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Between the four nodes of the tetrahedron that holds the colour: from the lowest corner of its cell, along the axis on which it lies farthest,
 * then along the second, then the third. Two channels at a time, in the halves of a word. The distance on each axis and the axis' step
 * are sorted as one number. Gives the channels as 24 bits, of which the upper 8 count, in both halves. */
static inline void
between(const uint64_t *node, uint32_t r, uint32_t g, uint32_t b, uint64_t *even, uint64_t *odd)
{
	const uint64_t half = 0x0000FFFF0000FFFFu;
	node += (r >> 16) * (NODES * NODES) + (g >> 16) * NODES + (b >> 16);
	r = r << 16 | NODES * NODES;
	g = g << 16 | NODES;
	b = b << 16 | 1;
	uint32_t high = larger(r, g), low = smaller(r, g);
	uint32_t first = larger(high, b), middle = smaller(high, b);
	uint32_t second = larger(middle, low), third = smaller(middle, low);
	const uint64_t *n1 = node + (first & 0xFFFF), *n2 = n1 + (second & 0xFFFF), *n3 = n2 + (third & 0xFFFF);
	uint64_t w0 = WHOLE - (first >> 16), w1 = (first >> 16) - (second >> 16), w2 = (second >> 16) - (third >> 16),
		 w3 = third >> 16;
	*even = (*node & half) * w0 + (*n1 & half) * w1 + (*n2 & half) * w2 + (*n3 & half) * w3 + 0x0040000000400000u;
	*odd = (*node >> 16 & half) * w0 + (*n1 >> 16 & half) * w1 + (*n2 >> 16 & half) * w2 + (*n3 >> 16 & half) * w3 +
		0x0040000000400000u;
}

static inline unsigned char
luminance(const unsigned char rgb[3])
{
	return (unsigned char)((rgb[0] * 299u + rgb[1] * 587u + rgb[2] * 114u + 500) / 1000);
}

static void
rgb_row(const struct image_table *t, unsigned char *to, const unsigned char *from, size_t n, int step)
{
	const uint32_t *axis = t->s->axis;
	for (size_t i = 0; i < n; i++, from += step, to += t->out) {
		uint64_t even, odd;
		between(t->nodes, axis[from[0]], axis[from[1]], axis[from[2]], &even, &odd);
		to[0] = (unsigned char)(even >> 23);
		to[1] = (unsigned char)(odd >> 23);
		to[2] = (unsigned char)(even >> 55);
		if (t->out == 4)
			to[3] = (unsigned char)(odd >> 55);
	}
}

/* Without a profile, as viewers show it. */
static void
cmyk_simply(unsigned char *to, const unsigned char *from, size_t n)
{
	for (size_t i = 0; i < n; i++, from += 4, to += 3)
		for (int c = 0; c < 3; c++)
			to[c] = (unsigned char)(((255u - from[c]) * (255u - from[3]) + 127) / 255);
}

static void
cmyk_row(const struct image_table *t, unsigned char *to, const unsigned char *from, size_t n)
{
	if (t->slow)
		cmsDoTransform(t->slow, from, to, (cmsUInt32Number)n);
	else if (t->out == 4)
		memcpy(to, from, n * 4);
	else
		cmyk_simply(to, from, n);
	for (size_t i = 0; i < n && t->most; i++, to += 4) {
		uint32_t ink[4] = {to[0], to[1], to[2], to[3]};
		ink_limit(ink, (uint32_t)t->most);
		for (int k = 0; k < 3; k++)
			to[k] = (unsigned char)ink[k];
	}
}

static void
colours_row(const struct image_table *t, unsigned char *to, const unsigned char *from, size_t n, int step)
{
	if (t->in == 4)
		cmyk_row(t, to, from, n);
	else
		rgb_row(t, to, from, n, step);
}

void
image_table_row(const struct image_table *t, unsigned char *to, const unsigned char *from, size_t n, int step)
{
	enum { PART = 256 };
	unsigned char rgb[PART * 3];
	if (t->in == 1) {
		for (size_t i = 0; i < n; i++)
			to[i] = t->tone[from[i * (size_t)step]];
		return;
	}
	if (!t->gray) {
		colours_row(t, to, from, n, step);
		return;
	}
	for (size_t at = 0; at < n; at += PART) {
		size_t part = n - at < PART ? n - at : PART;
		colours_row(t, rgb, from + at * (size_t)step, part, step);
		for (size_t i = 0; i < part; i++)
			to[at + i] = luminance(rgb + 3 * i);
	}
}
