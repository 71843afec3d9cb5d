/* covers.c - the pictures that the front matter names for the opening of a post */
#include "base/file.h"
#include "post/fields.h"
#include "post/text.h"

#include <string.h>

/* What was found so far. */
struct covers {
	struct post *p;
	struct names names;
	struct str alts[NAMES_MOST]; /* of each name, or empty */
};

/* A path or address, and not a switch such as `featured: true`. */
static void
cover_add(struct covers *c, struct str s, struct str alt)
{
	size_t before = c->names.n;
	s = str_trim(s);
	if (str_find_char(s, '.') < 0 && str_find_char(s, '/') < 0)
		return;
	name_add(c->p->arena, &c->names, str_dup(c->p->arena, s));
	if (c->names.n > before)
		c->alts[before] = text_plain(c->p->arena, alt, false);
}

static void
cover_map_add(struct covers *c, const struct yaml *y)
{
	cover_add(c,
		field_text(FIELD(y, "src", "image", "url", "path", "file", "filename", "feature", "featured", "overlay_image",
			"og_image", "large", "teaser", "thumbnail")),
		field_text(FIELD(y, "alt", "alt_text", "image_alt", "imageAlt")));
}

static void
covers_add(struct covers *c, const struct yaml *y, struct str alt)
{
	if (y && y->kind == YAML_SCALAR)
		cover_add(c, y->text, alt);
	else if (y && y->kind == YAML_MAP)
		cover_map_add(c, y);
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++) {
		if (y->items[i].kind == YAML_MAP)
			cover_map_add(c, &y->items[i]);
		else
			cover_add(c, field_text(&y->items[i]), i ? STR_NONE : alt);
	}
}

/* Hugo's page bundles: the resource that is called the cover. */
static void
resources_add(struct covers *c, const struct yaml *y)
{
	static const char *const called[] = {"feature", "cover", "header", "thumbnail", "banner"};
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		struct str name = field_text(FIELD(item, "name", "title")), src = field_text(FIELD(item, "src"));
		for (size_t k = 0; k < sizeof called / sizeof *called; k++)
			if ((str_find_nocase(name, str_of(called[k])) >= 0 ||
				    (!name.n && str_starts_nocase(path_base(src), called[k]))) &&
				str_find_char(src, '*') < 0)
				cover_add(c, src, field_text(FIELD(yaml_find(item, "params"), "alt")));
	}
}

static void
covers_keep(struct covers *c)
{
	struct post *p = c->p;
	p->images = c->names.p;
	p->n_images = c->names.n;
	p->images_alt = NEW_N(p->arena, c->names.n, struct str);
	for (size_t i = 0; i < c->names.n; i++)
		p->images_alt[i] = c->alts[i];
}

void
images_read(struct post *p, const struct yaml *map)
{
	static const char *const keys[] = {"images", "image", "featured_image", "featuredImage", "featured-image", "featureimage",
		"feature_image", "featureImage", "featured", "cover", "cover_image", "coverImage", "cover-image", "cover_photo",
		"hero", "hero_image", "heroImage", "banner", "banner_image", "bannerImage", "header", "header_image",
		"headerImage", "header-img", "header_img", "main_image", "mainImage", "lead_image", "post_image", "img", "photo",
		"picture", "imagen", "imagem", "og_image", "ogImage", "og", "opengraph", "open_graph", "social_image",
		"socialImage", "social", "share_image", "shareImage", "share-img", "meta_image", "seo", "thumbnail",
		"thumbnail-img", "thumbnail_image", "thumb", "teaser", "background", "splash"};
	struct covers c = {.p = p};
	struct str alt = field_text(FIELD(map, "image_alt", "imageAlt", "image-alt", "cover_alt", "coverAlt", "cover_image_alt",
		"featured_image_alt", "featuredImageAlt", "feature_image_alt", "hero_alt", "heroAlt", "thumbnail_alt"));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		covers_add(&c, FIELD(map, keys[i]), alt);
	resources_add(&c, FIELD(map, "resources"));
	covers_keep(&c);
}

/* featured.jpg, cover-image.PNG; not coverage.png. */
static bool
is_cover(struct str name)
{
	static const char *const stems[] = {"featured", "feature", "cover"},
				 *const formats[] = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic"};
	for (size_t i = 0; i < 3; i++) {
		size_t n = strlen(stems[i]);
		if (!str_starts_nocase(name, stems[i]) || char_alnum((unsigned char)name.p[n]))
			continue;
		for (size_t k = 0; k < sizeof formats / sizeof *formats; k++)
			if (str_is_nocase(path_ext(name), formats[k]))
				return true;
	}
	return false;
}

void
images_beside(struct post *p)
{
	struct str *names;
	size_t n;
	if (p->n_images || !str_starts_nocase(path_base(p->path), "index."))
		return;
	struct arena *scratch = arena_new();
	if (!folder_list(scratch, str_z(scratch, p->dir), &names, &n))
		for (size_t i = 0; i < n && !p->n_images; i++) {
			if (!is_cover(names[i]))
				continue;
			p->images = NEW(p->arena, struct str);
			p->images_alt = NEW(p->arena, struct str);
			p->images[p->n_images++] = str_dup(p->arena, names[i]);
		}
	arena_free(scratch);
}
