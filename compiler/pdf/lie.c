/* lie.c - how pages and frames lie on a surface: turned, scaled, moved */
#include "pdf/room.h"

enum { FULL = 10000 }; /* ten-thousandths of the own size */

static int
quarters(int degrees)
{
	return (degrees % 360 + 360) % 360 / 90;
}

struct lie
lie_frame(const struct frame *frame)
{
	return (struct lie){.x = frame->x, .y = frame->y, .quarters = quarters(frame->turn), .scale = FULL};
}

/* The corner from which the page is measured, when another one lies at the upper left. */
struct lie
lie_placement(const struct pages *pages, const struct placement *p)
{
	struct lie lie = {.x = p->x, .y = p->y, .quarters = quarters(p->turn), .scale = p->scale};
	dim w = dim_scale(pages->trim_w, p->scale, FULL), h = dim_scale(pages->trim_h, p->scale, FULL);
	if (lie.quarters == 1)
		lie.x += h;
	if (lie.quarters == 2)
		lie.x += w;
	if (lie.quarters == 2)
		lie.y += h;
	if (lie.quarters == 3)
		lie.y += w;
	return lie;
}

struct box
lie_box(struct lie lie, struct box b)
{
	dim x = dim_scale(b.x, lie.scale, FULL), y = dim_scale(b.y, lie.scale, FULL);
	dim w = dim_scale(b.w, lie.scale, FULL), h = dim_scale(b.h, lie.scale, FULL);
	switch (lie.quarters) {
	case 1: return (struct box){lie.x - y - h, lie.y + x, h, w};
	case 2: return (struct box){lie.x - x - w, lie.y - y - h, w, h};
	case 3: return (struct box){lie.x + y, lie.y - x - w, h, w};
	default: return (struct box){lie.x + x, lie.y + y, w, h};
	}
}

struct box
frame_box(const struct frame *frame, const struct item *item)
{
	struct lie lie = lie_frame(frame);
	return lie_box(lie, (struct box){item->x, item->y, item->w, item->h});
}

struct box
box_common(struct box a, struct box b)
{
	dim x0 = a.x > b.x ? a.x : b.x, x1 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
	dim y0 = a.y > b.y ? a.y : b.y, y1 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
	return (struct box){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}
