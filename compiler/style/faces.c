/* faces.c - the keys of a style that name faces: built-in ones, files, instances of variable faces, installed families */
#include "style/keys.h"

#include "base/file.h"
#include "base/message.h"

#include <string.h>

enum { NAME_MOST = 4096, AXIS_LEAST = -2000, AXIS_MOST = 20000 };

static const char *const face_names[FACE_COUNT] = {
	"text",
	"text-italic",
	"text-bold",
	"text-bold-italic",
	"display",
	"subhead-italic",
	"caption",
	"caption-italic",
	"caption-bold",
	"sans",
	"sans-italic",
	"sans-semibold",
	"sans-semibold-italic",
	"code",
	"code-bold",
	"code-italic",
	"emoji",
};

const char *
style_face_key(enum face_role role)
{
	return face_names[role];
}

bool
face_value(const struct yaml *y, enum face_role *out)
{
	int face = name_index(yaml_text(y), face_names, FACE_COUNT);
	if (face < 0 || face == FACE_EMOJI)
		return false;
	*out = (enum face_role)face;
	return true;
}

/* Is it a path, to be read from the style's own folder? */
static struct str
face_path(const struct style_reader *r, struct str name)
{
	static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pfa"};
	bool file = str_find_char(name, '/') >= 0;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !file; i++)
		file = str_ends(name, ends[i]);
	return r->file->builtin || !file || name.p[0] == '/' ? name : path_join(r->a, path_dir(r->file->name), name);
}

/* "Semibold" is an instance; "2" the second face of a collection. */
static bool
part_read(struct str part, struct face_name *out)
{
	int64_t number;
	if (!str_to_int(part, &number)) {
		out->instance = part;
		return part.n > 0;
	}
	out->index = (unsigned)number - 1;
	return number > 0 && number <= 10000;
}

/* "faces/A.ttf", "A.ttf#Semibold", "A.ttc#2". */
static bool
face_text(struct style_reader *r, struct str s, struct face_name *out)
{
	ptrdiff_t hash = str_rfind_char(s, '#');
	if (hash > 0 && !part_read(str_trim(str_sub(s, (size_t)hash + 1, s.n)), out))
		return false;
	if (hash > 0)
		s = str_trim(str_sub(s, 0, (size_t)hash));
	out->name = face_path(r, s);
	return s.n && s.n <= NAME_MOST;
}

static bool
axis_read(struct style_reader *r, const struct yaml *y, struct face_name *out)
{
	dim v;
	if (!dim_parse(yaml_text(y), "pt", &v) || !char_digit(y->text.p[y->text.n - 1]) || v < PT(AXIS_LEAST) ||
		v > PT(AXIS_MOST))
		return value_bad(r, y, MESSAGE("a number on an axis of the face, such as 600"));
	if (out->n_axes == AXES_MOST)
		return value_bad(r, y, MESSAGE("one of at most six axes"));
	struct face_axis *axis = &out->axes[out->n_axes++];
	memcpy(axis->tag, y->key.p, 4);
	axis->value = v;
	return true;
}

/* {file: A.ttf, instance: Semibold, wght: 620} */
static bool
face_map(struct style_reader *r, const struct yaml *map, struct face_name *out)
{
	static const char *const known[] = {"file", "instance", "wght", "wdth", "opsz", "slnt", "ital", "GRAD"};
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		struct str text = str_trim(yaml_text(y));
		bool file = str_is_nocase(y->key, "file"), instance = str_is_nocase(y->key, "instance");
		if ((file || instance) && !text.n)
			return value_bad(r, y, MESSAGE("a name"));
		if (file && !face_text(r, text, out))
			return false;
		if (instance && !part_read(text, out))
			return false;
		if (!file && !instance && y->key.n != 4)
			key_unknown(r, y, known, sizeof known / sizeof *known);
		else if (!file && !instance)
			axis_read(r, y, out);
	}
	return out->name.n > 0;
}

void
faces_read(struct style_reader *r, const struct yaml *map)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		int face = name_index(y->key, face_names, FACE_COUNT);
		struct face_name name = {.file = r->file->name, .line = y->line, .col = y->col};
		if (face < 0) {
			key_unknown(r, y, face_names, FACE_COUNT);
			continue;
		}
		struct face_name *to = &r->style->faces[face];
		name.own = to->own;
		if (y->kind == YAML_MAP ? face_map(r, y, &name) : face_text(r, str_trim(yaml_text(y)), &name))
			*to = name;
		else
			value_bad(r, y,
				MESSAGE("the name of a built-in face, a font file (with an instance: Name.ttf#Semibold) or an "
					"installed family"));
		if (r->first)
			to->own = to->name;
	}
}

void
fallback_read(struct style_reader *r, const struct yaml *y)
{
	struct str list[FALLBACK_MOST] = {STR_NONE};
	size_t n = y->kind == YAML_LIST ? y->n : y->kind == YAML_SCALAR;
	bool ok = y->kind == YAML_NULL || (n > 0 && n <= FALLBACK_MOST) || (y->kind == YAML_LIST && !n);
	for (size_t i = 0; i < n && ok; i++) {
		struct str name = yaml_text(y->kind == YAML_LIST ? &y->items[i] : y);
		ok = name.n && name.n <= NAME_MOST;
		if (ok)
			list[i] = face_path(r, name);
	}
	if (ok)
		memcpy(r->style->fallback, list, sizeof list);
	else
		value_bad(r, y, MESSAGE("a list of up to 16 font files or names of installed families"));
}
