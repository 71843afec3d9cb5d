/* content.c - what a surface shows, as a deflated stream of operators */
#include "pdf/draw.h"

#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

struct content_job {
	struct pdf *f;
	struct draw *workers;
};

void
draw_rect(struct draw *d, dim x, dim y, dim w, dim h, const char *operators)
{
	put_dim(&d->b, x);
	put_dim(&d->b, y);
	put_dim(&d->b, w);
	put_dim(&d->b, h);
	buf_z(&d->b, operators);
}

void
draw_mark_end(struct draw *d)
{
	if (d->reversed)
		buf_z(&d->b, "EMC\n");
	if (d->mark != MARK_NONE)
		buf_z(&d->b, "EMC\n");
	d->reversed = false;
	d->mark = MARK_NONE;
}

/* box: of a background, which has to say where it is (ISO 32000-1, table 330); from the page's lower left corner. */
static void
draw_artifact(struct draw *d, int kind, const struct box *box)
{
	static const char *const names[] = {[MARK_HEADER] = "Pagination/Subtype/Header/Attached[/Top]",
		[MARK_FOOTER] = "Pagination/Subtype/Footer/Attached[/Bottom]",
		[MARK_LAYOUT] = "Layout",
		[MARK_BACKGROUND] = "Background",
		[MARK_PAGE] = "Page"};
	if (d->mark == kind && !box)
		return;
	draw_mark_end(d);
	buf_z(&d->b, "/Artifact<</Type/");
	buf_z(&d->b, names[kind]);
	if (box) {
		buf_z(&d->b, "/BBox");
		buf_rect(&d->b, box->x, box->y, box->x + box->w, box->y + box->h);
	}
	buf_z(&d->b, ">>BDC\n");
	d->mark = (uint8_t)kind;
}

/* The end of the operands of BDC. */
static void
draw_mcid(struct draw *d, uint32_t tag, uint32_t at)
{
	buf_z(&d->b, d->b.p[d->b.n - 1] == '>' ? "/MCID " : "<</MCID ");
	buf_int(&d->b, (int64_t)d->n_list);
	buf_z(&d->b, ">>BDC\n");
	*PUSH(d->scratch, d->list, d->n_list, d->list_cap) = (struct mark){tag, at};
	d->mark = MARK_CONTENT;
	d->tag = tag;
}

void
draw_tag(struct draw *d, uint32_t tag, uint32_t at)
{
	if (!tag || tag >= d->f->pages->n_tags) {
		draw_artifact(d, d->artifact_kind, NULL);
		return;
	}
	d->at = at;
	if (d->mark == MARK_CONTENT && d->tag == tag && d->reversed == d->rtl) {
		struct mark *mark = &d->list[d->n_list - 1];
		mark->at = at < mark->at ? at : mark->at;
		return;
	}
	draw_mark_end(d);
	d->mark_from = d->b.n;
	put_char(&d->b, '/');
	buf_z(&d->b, tagging_name(d->f, tag));
	draw_mcid(d, tag, at);
	if (d->rtl) /* it ends with the other one: see actual_begin */
		buf_z(&d->b, "/ReversedChars BMC\n");
	d->reversed = d->rtl;
	d->mark_to = d->b.n;
}

void
draw_actual(struct draw *d, struct str text)
{
	if (d->mark == MARK_CONTENT && d->b.n == d->mark_to) { /* nothing stands in it yet */
		d->b.n = d->mark_from;
		d->reversed = false;
		d->n_list--;
	} else {
		draw_mark_end(d);
	}
	buf_z(&d->b, "/Span<</ActualText");
	buf_text16(&d->b, text);
	draw_mcid(d, d->tag, d->at);
	d->mark_to = 0;
}

/* A picture, or a rectangle: a rule, or a ground on which something stands. */
static void
draw_item_mark(struct draw *d, const struct item *item)
{
	enum { RULE_THICKEST = 6 * DIM_PT };
	bool thin = item->kind == ITEM_RECT && (item->w < RULE_THICKEST || item->h < RULE_THICKEST);
	struct box box = {d->x, d->y - item->h, item->w, item->h};
	if (item->tag && item->tag < d->f->pages->n_tags && !d->artifact)
		draw_tag(d, item->tag, 0);
	else if (thin || d->marks)
		draw_artifact(d, d->artifact_kind, NULL);
	else
		draw_artifact(d, MARK_BACKGROUND, &box);
}

/* What in a frame is no element's content. */
static int
artifact_kind(const struct draw *d, const struct frame *frame)
{
	if (d->marks)
		return MARK_PAGE;
	if (frame->kind != FRAME_HEAD)
		return MARK_LAYOUT;
	return frame->y < d->f->pages->trim_h / 2 ? MARK_HEADER : MARK_FOOTER;
}

static void
draw_role(struct draw *d, uint8_t role)
{
	bool artifact = role == ROLE_ARTIFACT;
	if (d->tagged) {
		d->artifact = artifact; /* whatever its pieces' tags say */
		return;
	}
	if (artifact == d->artifact)
		return;
	buf_z(&d->b, artifact ? "/Artifact BMC\n" : "EMC\n");
	d->artifact = artifact;
}

static void
used_note(struct draw *d, uint32_t number)
{
	for (size_t i = 0; i < d->n_used; i++)
		if (d->used[i] == number)
			return;
	*PUSH(d->scratch, d->used, d->n_used, d->used_cap) = number;
}

void
draw_xobject(struct draw *d, const dim m[6], uint32_t number)
{
	for (int i = 0; i < 6; i++)
		put_dim(&d->b, m[i]);
	buf_z(&d->b, "cm /I");
	buf_int(&d->b, number);
	buf_z(&d->b, " Do Q\n");
	used_note(d, number);
}

/* ---- pictures and pages ---- */

/* From the unit square of the stored picture to its upright place: the eight orientations of EXIF. */
static void
draw_matrix(int orientation, dim x, dim y, dim w, dim h, dim m[6])
{
	/* a and b: where the stored right leads; c and d: where the stored up leads */
	static const signed char ways[9][4] = {{1, 0, 0, 1}, {1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
		{0, -1, -1, 0}, {0, -1, 1, 0}, {0, 1, 1, 0}, {0, 1, -1, 0}};
	const signed char *way = ways[orientation >= 1 && orientation <= 8 ? orientation : 1];
	m[0] = way[0] * w;
	m[1] = way[1] * h;
	m[2] = way[2] * w;
	m[3] = way[3] * h;
	m[4] = x + (way[0] + way[2] < 0 ? w : 0);
	m[5] = y + (way[1] + way[3] < 0 ? h : 0);
}

static void
draw_picture(struct draw *d, const struct item *item)
{
	const struct image *image = item->picture.image;
	dim w = item->picture.full_w, h = item->picture.full_h, m[6];
	if (!image || w <= 0 || h <= 0 || item->w <= 0 || item->h <= 0)
		return;
	size_t number = use_picture(d->f, image);
	draw_overprint(d, false);
	buf_z(&d->b, "q ");
	if (item->picture.crop_x || item->picture.crop_y || w != item->w || h != item->h)
		draw_rect(d, d->x, d->y - item->h, item->w, item->h, "re W n ");
	int orientation = d->f->xobjects[number].upright ? 1 : image->orientation;
	draw_matrix(orientation, d->x - item->picture.crop_x, d->y + item->picture.crop_y - h, w, h, m);
	draw_xobject(d, m, (uint32_t)number);
}

static void
draw_item(struct draw *d, const struct frame *frame, const struct item *item)
{
	if (item->kind == ITEM_LINK || item->kind == ITEM_DEST)
		return;
	d->x = d->origin_x + frame->x + item->x;
	d->y = d->origin_y - frame->y - item->y;
	draw_role(d, d->tagged || item->kind != ITEM_RECT ? item->role : ROLE_ARTIFACT);
	if (d->tagged && item->kind != ITEM_LINE)
		draw_item_mark(d, item);
	if (item->kind == ITEM_LINE) {
		draw_line(d, &item->line);
	} else if (item->kind == ITEM_PICTURE) {
		draw_picture(d, item);
	} else if (item->kind == ITEM_RECT) {
		draw_colour(d, item->fill, item->w < item->h ? item->w : item->h);
		draw_rect(d, d->x, d->y - item->h, item->w, item->h, "re f\n");
	}
}

/* ---- surfaces ---- */

/* What Q brings back. */
static void
state_restore(struct draw *d, const struct draw *before)
{
	d->coloured = before->coloured;
	d->over = before->over;
	d->colour = before->colour;
	d->invisible = before->invisible;
	d->font = before->font;
	d->soft = before->soft;
	d->size = before->size;
	d->rise = before->rise;
	d->stretch = before->stretch;
	d->spacing = before->spacing;
	d->spacing_size = before->spacing_size;
	d->origin_x = before->origin_x;
	d->origin_y = before->origin_y;
}

/* Makes the place of what is drawn next the origin. */
static void
draw_lie(struct draw *d, struct lie lie)
{
	/* where the right and where the up of what is drawn lead, by quarters of a turn clockwise */
	static const signed char ways[4][4] = {{1, 0, 0, 1}, {0, -1, 1, 0}, {-1, 0, 0, -1}, {0, 1, -1, 0}};
	for (int i = 0; i < 4; i++) {
		buf_decimal(&d->b, ways[lie.quarters][i] * lie.scale, 4);
		put_char(&d->b, ' ');
	}
	put_dim(&d->b, d->origin_x + lie.x);
	put_dim(&d->b, d->origin_y - lie.y);
	buf_z(&d->b, "cm\n");
	d->origin_x = d->origin_y = 0;
}

/* Before q and Q, which marked content may not straddle. */
static void
draw_unmarked(struct draw *d)
{
	draw_role(d, ROLE_PARA);
	draw_mark_end(d);
}

static void
draw_frame(struct draw *d, const struct frame *frame)
{
	struct draw before = *d;
	struct frame turned = *frame;
	d->artifact_kind = (uint8_t)artifact_kind(d, frame);
	if (frame->turn % 360) {
		draw_unmarked(d);
		buf_z(&d->b, "q ");
		draw_lie(d, lie_frame(frame));
		turned.x = turned.y = 0;
	}
	for (size_t i = 0; i < frame->n; i++) {
		const struct item *next = i + 1 < frame->n ? &frame->items[i + 1] : NULL;
		d->next_tag = next && next->kind == ITEM_LINE && next->line.n ? next->line.pieces[0].tag : 0;
		draw_item(d, &turned, &frame->items[i]);
	}
	if (frame->turn % 360) {
		draw_unmarked(d);
		buf_z(&d->b, "Q\n");
		state_restore(d, &before);
	}
}

/* A page that fills its surface is drawn as it is. */
static void
draw_placement(struct draw *d, const struct surface *s, const struct placement *p)
{
	const struct page *page = &d->f->pages->list[p->page];
	struct lie lie = lie_placement(d->f->pages, p);
	const struct box *c = &p->clip;
	bool clipped = c->x > 0 || c->y > 0 || c->x + c->w < s->w || c->y + c->h < s->h;
	bool moved = lie.quarters || lie.scale != 10000;
	struct draw before = *d;
	if (clipped || moved)
		buf_z(&d->b, "q ");
	if (clipped)
		draw_rect(d, c->x, s->h - c->y - c->h, c->w, c->h, "re W n\n");
	d->origin_x = 0;
	d->origin_y = s->h;
	if (moved) {
		draw_lie(d, lie);
	} else {
		d->origin_x = lie.x;
		d->origin_y = s->h - lie.y;
	}
	for (size_t k = 0; k < page->n_frames; k++)
		draw_frame(d, &page->frames[k]);
	draw_unmarked(d);
	if (!clipped && !moved)
		return;
	buf_z(&d->b, "Q\n");
	state_restore(d, &before);
}

static void
draw_surface(struct draw *d, const struct surface *s, struct content *out)
{
	arena_reset(d->scratch);
	/* a surface begins with nothing set; only memory is carried over */
	*d = (struct draw){.f = d->f,
		.z = d->z,
		.kept = d->kept,
		.scratch = d->scratch,
		.settings = d->settings,
		.tagged = d->tagged,
		.b = {d->b.p, 0, d->b.cap}};
	for (size_t i = 0; i < s->n_placements; i++)
		draw_placement(d, s, &s->placements[i]);
	d->origin_x = 0;
	d->origin_y = s->h;
	d->marks = true;
	for (size_t k = 0; k < s->n_frames; k++)
		draw_frame(d, &s->frames[k]);
	draw_unmarked(d);
	out->data = deflater_keep(d->z, d->kept, buf_view(&d->b));
	out->n_marks = d->n_list;
	out->marks = d->n_list ? (struct mark *)(void *)arena_dup(d->kept, d->list, d->n_list * sizeof *d->list) : NULL;
	out->n_xobjects = d->n_used;
	out->xobjects = d->n_used ? (uint32_t *)(void *)arena_dup(d->kept, d->used, d->n_used * sizeof *d->used) : NULL;
}

static void
content_surface(void *ctx, size_t i, int worker)
{
	struct content_job *job = ctx;
	draw_surface(&job->workers[worker], &job->f->sheets->list[i], &job->f->contents[i]);
}

void
content_make(struct pdf *f)
{
	struct content_job job = {.f = f, .workers = xmalloc((size_t)f->threads * sizeof *job.workers)};
	f->contents = NEW_N(f->arena, f->sheets->n + 1, struct content);
	struct arena *settings = arena_new();
	for (int i = 0; i < f->threads; i++)
		job.workers[i] = (struct draw){.f = f,
			.z = deflater_open(4),
			.kept = f->worker_arenas[i],
			.scratch = arena_new(),
			.settings = settings_new(settings),
			.tagged = pdf_tagged(f)};
	pool_run(f->threads, f->sheets->n, content_surface, &job);
	for (int i = 0; i < f->threads; i++) {
		deflater_close(job.workers[i].z);
		arena_free(job.workers[i].scratch);
		buf_free(&job.workers[i].b);
	}
	arena_free(settings);
	free(job.workers);
}
