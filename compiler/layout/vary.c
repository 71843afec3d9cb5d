/* vary.c - a variable face at one of its instances, as a static font: what is shaped is what is embedded */
#include "layout/vary.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

enum { AXES_OF_FACE = 16, NAME_MOST = 64 };

struct axes {
	hb_ot_var_axis_info_t info[AXES_OF_FACE];
	float at[AXES_OF_FACE];
	unsigned n;
};

static struct str
name_read(struct arena *a, hb_face_t *face, hb_ot_name_id_t id)
{
	char text[NAME_MOST];
	unsigned n = sizeof text;
	hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &n, text);
	return str_dup(a, (struct str){text, n});
}

static bool
same_name(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	for (;; i++, k++) {
		while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-'))
			i++;
		while (k < b.n && (b.p[k] == ' ' || b.p[k] == '-'))
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (char_lower(a.p[i]) != char_lower(b.p[k]))
			return false;
	}
}

static void
axes_read(hb_face_t *face, struct axes *x)
{
	x->n = AXES_OF_FACE;
	hb_ot_var_get_axis_infos(face, 0, &x->n, x->info);
	for (unsigned i = 0; i < x->n; i++)
		x->at[i] = x->info[i].default_value;
}

/* Moves the axes to the instance of that name; false: there is none, and `known` lists what there is. */
static bool
instance_take(struct fonts *f, hb_face_t *face, struct str name, struct axes *x, struct buf *known)
{
	unsigned n = hb_ot_var_get_named_instance_count(face);
	for (unsigned i = 0; i < n; i++) {
		struct str own = name_read(f->arena, face, hb_ot_var_named_instance_get_subfamily_name_id(face, i));
		unsigned axes = AXES_OF_FACE;
		if (same_name(own, name)) {
			hb_ot_var_named_instance_get_design_coords(face, i, &axes, x->at);
			return true;
		}
		if (i < 24)
			buf_fmt(known, i ? ", %.*s" : "%.*s", STR_FMT(own));
	}
	return false;
}

static void
axis_take(struct fonts *f, const struct face_name *name, const struct face_axis *axis, const char *key, struct axes *x)
{
	float value = (float)axis->value / DIM_PT;
	struct str shown = str_of(axis->tag);
	for (unsigned i = 0; i < x->n; i++) {
		const hb_ot_var_axis_info_t *info = &x->info[i];
		if (info->tag != hb_tag_from_string(axis->tag, 4))
			continue;
		x->at[i] = value < info->min_value ? info->min_value : value > info->max_value ? info->max_value : value;
		if (x->at[i] < value || x->at[i] > value)
			diag_add(f->d, DIAG_VALUE_BAD, name->file, name->line, name->col,
				"the face `%s` goes from %d to %d on the axis \"%.*s\"; the nearest value is used", key,
				(int)info->min_value, (int)info->max_value, STR_FMT(shown));
		return;
	}
	diag_add(f->d, DIAG_VALUE_BAD, name->file, name->line, name->col, "the face `%s` has no axis \"%.*s\"; it was left out",
		key, STR_FMT(shown));
}

static hb_blob_t *
axes_pin(hb_face_t *face, const struct axes *x)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_face_t *pinned = NULL;
	if (in) {
		hb_set_invert(hb_subset_input_unicode_set(in));
		hb_set_invert(hb_subset_input_glyph_set(in));
		hb_set_invert(hb_subset_input_set(in, HB_SUBSET_SETS_NAME_ID));
		hb_set_invert(hb_subset_input_set(in, HB_SUBSET_SETS_NAME_LANG_ID));
		hb_set_t *features = hb_subset_input_set(in, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
		hb_set_clear(features);
		hb_set_invert(features);
		hb_subset_input_set_flags(
			in, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
		for (unsigned i = 0; i < x->n; i++)
			hb_subset_input_pin_axis_location(in, face, x->info[i].tag, x->at[i]);
		pinned = hb_subset_or_fail(face, in);
	}
	hb_blob_t *blob = pinned ? hb_face_reference_blob(pinned) : NULL;
	hb_face_destroy(pinned);
	hb_subset_input_destroy(in);
	return blob;
}

/* "Name-wght600-opsz8": where the axes are not at rest; an instance's own name otherwise. */
static struct str
ps_make(struct arena *a, hb_face_t *face, const struct face_name *name, bool instance, const struct axes *x)
{
	struct buf b = {0};
	struct str family = name_read(a, face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
	buf_str(&b, family.n ? family : STR("Face"));
	if (!name->n_axes && instance)
		buf_fmt(&b, "-%.*s", STR_FMT(name->instance));
	for (unsigned i = 0; i < x->n && (name->n_axes || !instance); i++) {
		char tag[5] = "";
		if (x->at[i] >= x->info[i].default_value && x->at[i] <= x->info[i].default_value)
			continue;
		hb_tag_to_string(x->info[i].tag, tag);
		buf_fmt(&b, "-%s%d", tag, (int)x->at[i]);
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

static void
static_say(struct fonts *f, const struct face_name *name, const struct vary_name *shown)
{
	if ((name->instance.n && !shown->style_met) || name->n_axes)
		diag_add(f->d, DIAG_VALUE_BAD, name->file, name->line, name->col,
			"the face `%s` is not variable and has neither instances nor axes; it is used as it is", shown->key);
}

hb_blob_t *
vary_pin(struct fonts *f, hb_blob_t *blob, unsigned *index, const struct face_name *name, struct vary_name *shown)
{
	hb_face_t *face = hb_face_create(blob, *index);
	struct axes x;
	struct buf known = {0};
	if (!hb_ot_var_has_data(face)) {
		static_say(f, name, shown);
		hb_face_destroy(face);
		return blob;
	}
	axes_read(face, &x);
	unsigned most = AXES_OF_FACE;
	if (shown->instance)
		hb_ot_var_named_instance_get_design_coords(face, shown->instance - 1, &most, x.at);
	bool instance = name->instance.n && (shown->instance || instance_take(f, face, name->instance, &x, &known));
	if (name->instance.n && !instance)
		diag_add(f->d, DIAG_VALUE_BAD, name->file, name->line, name->col,
			"the face `%s` has no instance \"%.*s\"; it has: %.*s", shown->key, STR_FMT(name->instance),
			STR_FMT(buf_view(&known)));
	for (int i = 0; i < name->n_axes; i++)
		axis_take(f, name, &name->axes[i], shown->key, &x);
	shown->ps = ps_make(f->arena, face, name, instance, &x);
	hb_blob_t *pinned = axes_pin(face, &x);
	buf_free(&known);
	hb_face_destroy(face);
	if (!pinned)
		return blob;
	hb_blob_destroy(blob);
	*index = 0;
	return pinned;
}
