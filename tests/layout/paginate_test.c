/* paginate_test.c - page breaks: levels, widows, figures that wait or shrink, boxes taller than a page */
#include "layout/paginate.h"

#include "../check.h"

#include <string.h>

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

/* Everything stands once, in order. */
static void
plan_check(const struct vplan *plan, size_t n, size_t m)
{
	size_t box = 0, figure = 0;
	for (size_t i = 0; i < plan->n; i++) {
		CHECK(plan->pages[i].box == box && plan->pages[i].figure == figure);
		box += plan->pages[i].n_boxes;
		figure += plan->pages[i].n_figures;
		CHECK(!i || plan->pages[i].n_boxes + plan->pages[i].n_figures > 0 || plan->pages[i].note_lines > 0);
	}
	CHECK(box == n && figure == m);
}

static void
plans_of(struct arena *a, struct vlist *list, size_t n, const struct vfigure *figures, size_t m, struct vplan plans[SIDES])
{
	struct vroom room = {
		.first = 6, .full = 10, .grid = LINE, .notes_gap = 5, .note_leading = LINE, .note_blank = 4, .measure = 100};
	struct arena *scratch = arena_new();
	list->boxes = boxes;
	list->n = n;
	list->figures = figures;
	list->n_figures = m;
	struct vplans both = paginate(a, scratch, list, &room);
	memcpy(plans, both.of, sizeof both.of);
	arena_free(scratch);
	plan_check(&plans[SIDE_RECTO], n, m);
	plan_check(&plans[SIDE_VERSO], n, m);
}

static struct vplan
plan_of(struct arena *a, size_t n, const struct vfigure *figures, size_t m)
{
	struct vplan plans[SIDES];
	struct vlist list = {.n = 0};
	plans_of(a, &list, n, figures, m, plans);
	return plans[SIDE_RECTO];
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
lines_plain(size_t n)
{
	lines_make(n, n);
	for (size_t i = 0; i < n; i++)
		boxes[i].cost = 0;
}

static void
test_notes(struct arena *a)
{
	static const struct vnote notes[] = {{.lines = 3}, {.lines = 8}, {.lines = 1, .run_w = 40}, {.lines = 1, .run_w = 40},
		{.lines = 1, .run_w = 40}, {.lines = 1, .again = true}, {.lines = 90}};
	static const uint32_t calls[] = {0, 1, 2, 3, 4, 5, 5, 5, 0, 6, 0};
	struct vlist list = {.notes = notes, .n_notes = 7, .calls = calls};
	struct vplan plans[SIDES];
	lines_plain(20);
	boxes[2].call = 0;
	boxes[2].n_calls = 1;
	plans_of(a, &list, 20, NULL, 0, plans);
	CHECK_INT(plans[0].pages[0].n_boxes, 2); /* with the third line its note would come to 6.5 of 6 */
	CHECK_INT(plans[0].pages[1].note_lines, 3);
	lines_plain(20); /* a long note runs on */
	boxes[10].call = 1;
	boxes[10].n_calls = 1;
	plans_of(a, &list, 20, NULL, 0, plans);
	CHECK(plans[0].pages[1].notes_rest >= 2 && plans[0].pages[1].note_lines >= 2);
	CHECK_INT(plans[0].pages[1].note_lines + plans[0].pages[2].note_lines, 8);
	lines_plain(10); /* short ones share a line: two at most in this measure */
	boxes[7].call = 2;
	boxes[7].n_calls = 3;
	plans_of(a, &list, 10, NULL, 0, plans);
	CHECK_INT(plans[0].pages[1].note_lines, 2);
	lines_plain(20); /* once on a page, again on the next; a footnote that is called twice stands where it is called first */
	boxes[0].call = 5;
	boxes[0].n_calls = 2;
	boxes[7].call = 10;
	boxes[7].n_calls = 1;
	boxes[14].call = 7;
	boxes[14].n_calls = 2;
	plans_of(a, &list, 20, NULL, 0, plans);
	CHECK_INT(plans[0].pages[0].note_lines, 1);
	CHECK_INT(plans[0].pages[1].note_lines, 3);
	CHECK_INT(plans[0].pages[2].note_lines, 1);
	lines_plain(3); /* more than two pages of notes */
	boxes[1].call = 9;
	boxes[1].n_calls = 1;
	plans_of(a, &list, 3, NULL, 0, plans);
	int lines = 0;
	for (size_t i = 0; i < plans[0].n; i++)
		lines += plans[0].pages[i].note_lines;
	CHECK_INT(lines, 90);
}

/* Facing pages end level: the page that must end a line short takes its neighbour with it. */
static void
test_spreads(struct arena *a)
{
	struct vlist list = {.n = 0};
	struct vplan plans[SIDES];
	lines_plain(66);
	boxes[15].cost = boxes[25].cost = 900; /* places where a full page would end, were all full */
	for (int side = 0; side < SIDES; side++)
		for (int first = 4; first < 46; first++) {
			lines_plain(66);
			boxes[first].cost = 900;
			plans_of(a, &list, 66, NULL, 0, plans);
			for (size_t k = 1; k + 2 < plans[side].n; k++)
				if ((k % 2 == 1) == (side == SIDE_RECTO)) /* page k is a verso */
					CHECK_INT(plans[side].pages[k].left, plans[side].pages[k + 1].left);
		}
}

/* A hyphen at a page's foot costs, more where the page must be turned, and nothing at the end of the post. */
static void
test_hyphens(struct arena *a)
{
	struct vlist list = {.n = 0};
	struct vplan plain[SIDES], plans[SIDES];
	lines_plain(36);
	plans_of(a, &list, 36, NULL, 0, plain);
	for (size_t i = 0; i < 36; i++)
		boxes[i].hyphen = true;
	plans_of(a, &list, 36, NULL, 0, plans);
	CHECK_INT(plans[SIDE_RECTO].n, 4);
	CHECK_INT(plans[SIDE_RECTO].cost - plain[SIDE_RECTO].cost, 2 * COST_RECTO_HYPHEN + COST_VERSO_HYPHEN);
	CHECK_INT(plans[SIDE_VERSO].cost - plain[SIDE_VERSO].cost, COST_RECTO_HYPHEN + 2 * COST_VERSO_HYPHEN);
	int moved[2] = {0, 0}; /* the least cost of the break after which it is no longer made: without its hyphen, with it */
	for (int hyphen = 0; hyphen < 2; hyphen++)
		for (int cost = 0; cost < 2000 && !moved[hyphen]; cost += 10) {
			lines_plain(36);
			boxes[25].hyphen = hyphen;
			boxes[25].cost = cost;
			plans_of(a, &list, 36, NULL, 0, plans);
			moved[hyphen] = plans[SIDE_RECTO].pages[3].box == 26 ? 0 : cost;
		}
	CHECK_INT(moved[0] - moved[1], COST_RECTO_HYPHEN);
}

/* A page takes the cheapest paragraphs to be set longer. */
static void
test_paras(struct arena *a)
{
	static const struct vpara paras[] = {{6, 5, 300, BREAK_NEVER}, {11, 5, 10, BREAK_NEVER}};
	struct vlist list = {.paras = paras, .n_paras = 2};
	struct vplan plans[SIDES];
	size_t found[2];
	lines_make(30, 5);
	for (size_t i = 0; i < 30; i++)
		boxes[i].cost =
			i == 5 || i == 15 ? 10 : 2000; /* six lines on the opening's page, nine would be left for the next */
	boxes[14].cost = 0;
	boxes[15].cost = 2000;
	boxes[24].cost = 0;
	plans_of(a, &list, 30, NULL, 0, plans);
	CHECK_INT(plans[0].pages[1].n_boxes, 9);
	list.boxes = boxes;
	CHECK_INT(paras_cheapest(&list, 0, 6, 16, true, 1, found), 1);
	CHECK_INT(found[0], 1);
	CHECK_INT(paras_cheapest(&list, 0, 7, 16, true, 2, found), 1);
	CHECK_INT(paras_cheapest(&list, 0, 6, 16, false, 2, found), 0);
}

int
main(void)
{
	struct arena *a = arena_new();
	test_lines(a);
	test_figures(a);
	test_tall_boxes(a);
	test_notes(a);
	test_spreads(a);
	test_hyphens(a);
	test_paras(a);
	arena_free(a);
	return check_status();
}
