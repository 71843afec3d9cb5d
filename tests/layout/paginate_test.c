/* paginate_test.c - page breaks: levels, widows, figures that wait or shrink, boxes taller than a page */
#include "layout/paginate.h"

#include "../check.h"

enum { LINE = 10, MOST = 400 };

static struct vbox boxes[MOST];
static const struct vsize sizes_tall[] = {{9, 1, 0}}, sizes_two[] = {{6, 1, 0}, {4, 1, 30}},
			  sizes_row[] = {{6, 1, 0}, {5, 2, 20}};

/* n lines in paragraphs of `para` lines with widows and orphans at a cost. */
static void
lines_make(size_t n, size_t para)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = i % para;
		boxes[i] = (struct vbox){.steps = 1, .head = 1, .cost = k + 1 == para ? 0 : k == 0 || k + 2 == para ? 500 : 5};
	}
}

static struct vplan
plan_of(struct arena *a, size_t n, const struct vfigure *figures, size_t m)
{
	struct vroom room = {.first = 6, .full = 10, .grid = LINE, .notes_gap = 5};
	struct arena *scratch = arena_new();
	struct vlist list = {.boxes = boxes, .n = n, .figures = figures, .n_figures = m};
	struct vplan plan = paginate(a, scratch, &list, &room);
	arena_free(scratch);
	size_t box = 0, figure = 0;
	for (size_t i = 0; i < plan.n; i++) { /* everything once, in order */
		CHECK(plan.pages[i].box == box && plan.pages[i].figure == figure);
		box += plan.pages[i].n_boxes;
		figure += plan.pages[i].n_figures;
		CHECK(!i || plan.pages[i].n_boxes + plan.pages[i].n_figures > 0);
	}
	CHECK(box == n && figure == m);
	return plan;
}

static void
test_lines(struct arena *a)
{
	lines_make(36, 9);
	struct vplan plan = plan_of(a, 36, NULL, 0);
	CHECK(plan.n <= 5);
	for (size_t i = 0; i + 1 < plan.n; i++) {
		size_t end = plan.pages[i].box + plan.pages[i].n_boxes;
		CHECK(boxes[end - 1].cost < 500);
	}
	lines_make(1, 1);
	CHECK_INT(plan_of(a, 1, NULL, 0).n, 1);
	CHECK_INT(plan_of(a, 0, NULL, 0).n, 1); /* the opening alone */
}

static void
test_figures(struct arena *a)
{
	lines_make(30, 5);
	struct vfigure tall = {.mention = 5, .sizes = sizes_tall, .n_sizes = 1};
	struct vplan plan = plan_of(a, 30, &tall, 1);
	CHECK_INT(plan.pages[0].n_boxes, 5); /* the figure waits for the next page; one line more would be an orphan */
	CHECK_INT(plan.pages[1].n_figures, 1);
	struct vfigure two = {.mention = 5, .sizes = sizes_two, .n_sizes = 2};
	plan = plan_of(a, 30, &two, 1);
	CHECK(plan.pages[0].n_boxes >= 5);
	struct vfigure many[10];
	for (int i = 0; i < 10; i++)
		many[i] = (struct vfigure){.mention = 10, .sizes = sizes_two, .n_sizes = 2};
	plan = plan_of(a, 30, many, 10);
	CHECK(plan.n >= 6 && plan.n <= 11);
	struct vfigure row[2];
	for (int i = 0; i < 2; i++)
		row[i] = (struct vfigure){.mention = 3, .sizes = i ? sizes_two : sizes_row, .n_sizes = 2};
	lines_make(6, 3);
	plan = plan_of(a, 6, row, 2);
	CHECK(plan.sizes[0] == 1 && plan.sizes[1] == -1); /* side by side */
}

static void
test_tall_boxes(struct arena *a)
{
	lines_make(12, 3);
	boxes[4].steps = boxes[4].head = 30;
	CHECK(plan_of(a, 12, NULL, 0).cost > 0);
	for (int i = 0; i < 50; i++)
		boxes[i] = (struct vbox){.steps = 1, .head = 1, .cost = BREAK_NEVER};
	plan_of(a, 50, NULL, 0);
}

static void
test_notes(struct arena *a)
{
	lines_make(20, 20);
	for (int i = 0; i < 20; i++)
		boxes[i].cost = 0;
	boxes[2].notes = 30;
	struct vplan plan = plan_of(a, 20, NULL, 0);
	CHECK_INT(plan.pages[0].n_boxes, 2); /* with the third line its note would come to 65 of 60 */
}

int
main(void)
{
	struct arena *a = arena_new();
	test_lines(a);
	test_figures(a);
	test_tall_boxes(a);
	test_notes(a);
	arena_free(a);
	return check_status();
}
