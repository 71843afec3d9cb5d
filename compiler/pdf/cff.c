/* cff.c - the CIDs of a CFF font's glyphs (Adobe Technical Note 5176) */
#include "pdf/room.h"

/* What is read; a read behind the end gives 0 and sets `bad`. */
struct reader {
	struct str s;
	size_t at;
	bool bad;
};

/* What the first dictionary says. */
struct top {
	bool ros; /* its glyphs have CIDs */
	uint32_t charset, charstrings;
};

static uint32_t
number(struct reader *r, int bytes)
{
	uint32_t v = 0;
	if (r->at > r->s.n || r->s.n - r->at < (size_t)bytes) {
		r->bad = true;
		return 0;
	}
	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)r->s.p[r->at++];
	return v;
}

/* Reads an index: its number of objects, and the first of them; moves behind it. */
static uint32_t
index_read(struct reader *r, struct str *first)
{
	uint32_t n = number(r, 2), off_size, start, end;
	*first = STR_NONE;
	if (!n || r->bad)
		return 0;
	off_size = number(r, 1);
	if (off_size < 1 || off_size > 4) {
		r->bad = true;
		return 0;
	}
	size_t offsets = r->at, data = offsets + (size_t)(n + 1) * off_size - 1;
	start = number(r, (int)off_size);
	end = number(r, (int)off_size);
	r->at = offsets + (size_t)n * off_size;
	uint32_t last = number(r, (int)off_size);
	if (r->bad || start < 1 || end < start || last < end || data > r->s.n || last > r->s.n - data) {
		r->bad = true;
		return 0;
	}
	*first = str_sub(r->s, data + start, data + end);
	r->at = data + last;
	return n;
}

/* An operand of a dictionary; only whole numbers matter here. */
static int32_t
operand(struct reader *r, unsigned b0)
{
	if (b0 == 28)
		return (int16_t)number(r, 2);
	if (b0 == 29)
		return (int32_t)number(r, 4);
	if (b0 == 30) {
		while (!r->bad && (number(r, 1) & 0xF) != 0xF)
			;
		return 0;
	}
	if (b0 >= 32 && b0 <= 246)
		return (int32_t)b0 - 139;
	if (b0 >= 247 && b0 <= 250)
		return (int32_t)((b0 - 247) * 256 + number(r, 1) + 108);
	if (b0 >= 251 && b0 <= 254)
		return -(int32_t)((b0 - 251) * 256 + number(r, 1)) - 108;
	return 0;
}

static struct top
top_read(struct str dict)
{
	enum { CHARSET = 15, CHARSTRINGS = 17, ESCAPE = 12, ROS = 30 };
	struct reader r = {.s = dict};
	struct top top = {.ros = false};
	int32_t last = 0;
	while (r.at < dict.n && !r.bad) {
		unsigned b0 = number(&r, 1);
		if (b0 > 21) {
			last = operand(&r, b0);
			continue;
		}
		if (b0 == ESCAPE)
			top.ros = number(&r, 1) == ROS || top.ros;
		else if (b0 == CHARSET)
			top.charset = last > 0 ? (uint32_t)last : 0;
		else if (b0 == CHARSTRINGS)
			top.charstrings = last > 0 ? (uint32_t)last : 0;
	}
	return top;
}

size_t
cff_cids(struct str cff, uint16_t *cids, size_t most)
{
	struct reader r = {.s = cff, .at = 2};
	struct str first;
	r.at = number(&r, 1);
	index_read(&r, &first);
	index_read(&r, &first);
	struct top top = top_read(first);
	/* The three charsets with numbers are of fonts without CIDs. */
	if (r.bad || !top.ros || top.charset < 3)
		return 0;
	r.at = top.charstrings;
	uint32_t n = index_read(&r, &first);
	n = n > most ? (uint32_t)most : n;
	r.at = top.charset;
	uint32_t format = number(&r, 1), g = 1;
	cids[0] = 0;
	while (g < n && !r.bad && format <= 2) {
		uint32_t cid = number(&r, 2), left = format ? number(&r, format == 1 ? 1 : 2) : 0;
		for (uint32_t k = 0; k <= left && g < n && !r.bad; k++)
			cids[g++] = (uint16_t)(cid + k);
	}
	return r.bad || g < n ? 0 : n;
}
