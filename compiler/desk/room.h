/* room.h - the desk's data and the steps that lay it over the posts (inside desk/ only) */
#ifndef YB_DESK_ROOM_H
#define YB_DESK_ROOM_H
#include "desk/desk.h"

struct desk {
	struct arena *a; /* lives as long as the book */
	struct desk_options options;
	struct waiver *waivers;
	size_t n_waivers;
	struct sheet *picture_sheet; /* pictures.csv; NULL: it was not read */
	struct desk_picture *pictures; /* its rows that say something, by hash */
	size_t n_pictures;
};

/* ---- waive.c ---- */
void waivers_read(struct desk *desk, struct diag *d);
#endif
