/* values.c - the values of a style's keys: lengths, whole numbers, percentages, colours, switches */
#include "style/keys.h"

#include "base/message.h"

#include <string.h>

static int
whole_mm(dim v)
{
	return (int)(((int64_t)v * 254 + 360 * DIM_PT) / (720 * DIM_PT));
}

/* Bounds are told in the unit of a bare number. */
static void
dim_bad(struct style_reader *r, const struct yaml *y, const struct key *k)
{
	struct buf least = {0}, most = {0}, b = {0};
	buf_dim(&least, k->min);
	buf_dim(&most, k->max);
	if (!strcmp(k->unit, "mm"))
		buf_fmt(&b,
			message(k->n > 1 ? MESSAGE("a list of lengths from %d to %d mm (write 20, 20mm, 2cm, 0.8in, 57pt, 4 "
						   "lines)")
					 : MESSAGE("a length from %d to %d mm (write 20, 20mm, 2cm, 0.8in, 57pt, 4 lines)")),
			whole_mm(k->min), whole_mm(k->max));
	else
		buf_fmt(&b, message(MESSAGE("a length from %.*s to %.*s pt (write 13, 13pt, 5mm, 0.5in, 1.2em, 2 lines)")),
			STR_FMT(buf_view(&least)), STR_FMT(buf_view(&most)));
	buf_char(&b, 0);
	value_bad(r, y, b.p);
	buf_free(&b);
	buf_free(&most);
	buf_free(&least);
}

/* ---- values ---- */

/* "1.5em" of a size, "2 lines" of the grid. */
static bool
relative_value(const struct style_reader *r, struct str s, dim em, dim *out)
{
	static const struct {
		const char *name;
		bool grid;
	} units[] = {{"em", false}, {"lines", true}, {"line", true}};
	dim v;
	s = str_trim(s);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!str_ends(s, units[i].name))
			continue;
		s = str_trim(str_sub(s, 0, s.n - strlen(units[i].name)));
		if (!s.n || !(char_digit(s.p[s.n - 1]) || s.p[s.n - 1] == '.') || !dim_parse(s, "pt", &v))
			return false;
		*out = dim_scale(v, units[i].grid ? r->style->grid : em, DIM_PT);
		return true;
	}
	return false;
}

bool
dim_value(const struct style_reader *r, struct str s, const struct key *k, dim em, dim *out)
{
	dim v;
	if ((!relative_value(r, s, em, &v) && !dim_parse(s, k->unit, &v)) || v < k->min || v > k->max)
		return false;
	*out = v;
	return true;
}

/* Does it end in a unit that follows the type: em, line, lines? */
static bool
unit_follows(struct str s)
{
	s = str_trim(s);
	return str_ends(s, "em") || str_ends(s, "line") || str_ends(s, "lines");
}

bool
dims_read(struct style_reader *r, const struct yaml *y, const struct key *k, dim em, bool *relative, dim *out)
{
	dim v[3] = {0};
	bool ok = k->n == 1 ? y->kind == YAML_SCALAR : y->kind == YAML_LIST && y->n == (size_t)k->n;
	*relative = false;
	for (int i = 0; ok && i < k->n; i++) {
		struct str s = k->n == 1 ? y->text : yaml_text(&y->items[i]);
		ok = dim_value(r, s, k, em, &v[i]);
		*relative = *relative || unit_follows(s);
	}
	if (ok)
		memcpy(out, v, sizeof *out * (size_t)k->n);
	else
		dim_bad(r, y, k);
	return ok;
}

bool
int_value(const struct yaml *y, int min, int max, int *out)
{
	int64_t v;
	if (!str_to_int(str_trim(yaml_text(y)), &v) || v < min || v > max)
		return false;
	*out = (int)v;
	return true;
}

/* "3", "3 %", "2.5%" in tenths of a percent. */
bool
percent10_value(struct str s, int min, int max, int *out)
{
	dim v;
	s = str_trim(s);
	if (str_ends(s, "%"))
		s = str_trim(str_sub(s, 0, s.n - 1));
	if (!s.n || !(char_digit(s.p[s.n - 1])) || !dim_parse(s, "pt", &v))
		return false;
	int tenths = dim_scale(v, 10, DIM_PT);
	if (tenths < min || tenths > max)
		return false;
	*out = tenths;
	return true;
}

bool
colour_value(const struct yaml *y, struct colour *out)
{
	int v[4];
	if (y->kind != YAML_LIST || y->n != 4)
		return false;
	for (int i = 0; i < 4; i++)
		if (!int_value(&y->items[i], 0, 100, &v[i]))
			return false;
	*out = (struct colour){(uint8_t)v[0], (uint8_t)v[1], (uint8_t)v[2], (uint8_t)v[3]};
	return true;
}

bool
bool_value(const struct yaml *y, bool *out)
{
	bool yes = yaml_bool(y, false);
	if (y->kind != YAML_SCALAR || yes != yaml_bool(y, true))
		return false;
	*out = yes;
	return true;
}
