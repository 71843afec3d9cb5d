/* sheet_test.c - tables that a person and the program write together */
#include "base/file.h"
#include "../check.h"
#include "desk/sheet.h"

#include <stdlib.h>
#include <unistd.h>

static const struct sheet_column columns[] = {{"path", "ruta", NULL, SHEET_KEY, SHEET_TEXT},
	{"include", "incluir", "incluir", SHEET_PROPOSAL, SHEET_TEXT}, {"order date", NULL, NULL, SHEET_PROPOSAL, SHEET_DATE},
	{"title", "título", NULL, SHEET_PROPOSAL, SHEET_TEXT}, {"words", NULL, NULL, SHEET_FACT, SHEET_TEXT},
	{"note", NULL, NULL, SHEET_PERSON, SHEET_TEXT}, {"state", NULL, NULL, SHEET_FACT, SHEET_TEXT}};
enum { N = sizeof columns / sizeof *columns, PATH = 0, INCLUDE, DATE, TITLE, WORDS, NOTE, STATE };

static struct arena *a;
static struct str root;

static void
put(const char *name, struct str text)
{
	FILE *f = fopen(path_join(a, root, str_of(name)).p, "wb");
	fwrite(text.p, 1, text.n, f);
	fclose(f);
}

static struct str
get(const char *name)
{
	struct str s = STR_NONE;
	file_read(a, path_join(a, root, str_of(name)).p, 1 << 20, &s);
	return s;
}

static void
clear(void)
{
	unlink(path_join(a, root, STR("t.csv")).p);
	unlink(path_join(a, root, STR("t.csv~")).p);
	unlink(path_join(a, root, STR(".yearbook/t.csv")).p);
}

/* One run of the program: what it has to say is laid over the table. The number of its warnings and errors. */
static size_t
run(const char *const (*say)[N], size_t n, bool sorted)
{
	struct diag *d = diag_new();
	struct sheet *s = sheet_read(a, d, root, "t.csv", columns, N);
	struct str **cells = NEW_N(a, n + 1, struct str *);
	for (size_t i = 0; i < n; i++) {
		cells[i] = NEW_N(a, N, struct str);
		for (size_t c = 0; c < N; c++)
			cells[i][c] = str_of(say[i][c]);
	}
	sheet_merge(s, a, cells, n, sorted);
	sheet_write(s, d);
	size_t found = diag_count(d, DIAG_WARNING) + diag_count(d, DIAG_ERROR);
	diag_free(d);
	return found;
}

static struct sheet *
look(struct diag *d)
{
	return sheet_read(a, d, root, "t.csv", columns, N);
}

static const char *const two[][N] = {
	{"a.md", "yes", "2024-03-02", "=Uno, \"dos\"", "10", "", ""}, {"b.md", "yes", "2024-03-20", "-Dos", "20", "", ""}};

#define HEAD "path,include,order date,title,words,note,state"

static void
fresh_and_again(void)
{
	clear();
	CHECK_INT(run(two, 2, false), 0);
	CHECK_STR(get("t.csv"),
		"\xEF\xBB\xBF" HEAD "\na.md,yes,2024-03-02,\"'=Uno, \"\"dos\"\"\",10,,\nb.md,yes,2024-03-20,'-Dos,20,,\n");
	CHECK_INT(run(two, 2, false), 0);
	CHECK(!get("t.csv~").n); /* nothing changed, nothing was written */
	struct diag *d = diag_new();
	struct sheet *s = look(d);
	CHECK_STR(s->rows[0].cells[TITLE], "=Uno, \"dos\"");
	CHECK(!s->rows[0].changed[TITLE] && !s->rows[1].changed[TITLE]);
	diag_free(d);
}

/* As a spreadsheet saves it: semicolons, CR LF, the day first, a column of the person's own, columns in another order. */
static void
person_edits(void)
{
	static const char *const later[][N] = {
		{"a.md", "no", "2024-04-05", "Otro", "11", "", ""}, {"c.md", "yes", "2024-05-01", "Tres", "30", "", ""}};
	clear();
	run(two, 2, false);
	put("t.csv",
		STR("mine;path;incluir;order date;title;words;note;state\r\nx;a.md;yes;02/03/2024;A mano;10;ver "
		    "\"\"\"foto\"\"\r\nuno\";\r\n"
		    ";b.md;yes;20/03/24;'-Dos;20;;\r\n"));
	CHECK(run(later, 2, false) > 0); /* the quotation mark is out of place: it is left alone */
	CHECK(str_find(get("t.csv"), STR("A mano")) > 0 && str_find(get("t.csv"), STR("Otro")) < 0);
	put("t.csv",
		STR("mine;path;incluir;order date;title;words;note;state\r\nx;a.md;yes;02/03/2024;A mano;10;\"ver "
		    "\"\"foto\"\"\r\nuno\";\r\n"
		    ";b.md;yes;20/03/24;'-Dos;20;;\r\n"));
	CHECK_INT(run(later, 2, false), 0);
	CHECK_STR(get("t.csv"),
		"mine;path;incluir;order date;title;words;note;state\r\nx;a.md;no;2024-04-05;A mano;11;\"ver "
		"\"\"foto\"\"\r\nuno\";\r\n"
		";b.md;yes;20/03/24;'-Dos;20;;gone\r\n;c.md;yes;2024-05-01;Tres;30;;\r\n");
	CHECK(str_find(get("t.csv~"), STR("20/03/24;'-Dos;20;;\r\n")) > 0);
	CHECK_INT(run(two, 2, true), 0); /* b comes back, and nobody had changed it; c is gone */
	CHECK_STR(get("t.csv"),
		"mine;path;incluir;order date;title;words;note;state\r\nx;a.md;yes;2024-03-02;A mano;10;\"ver "
		"\"\"foto\"\"\r\nuno\";\r\n"
		";b.md;yes;20/03/24;'-Dos;20;;\r\n;c.md;yes;2024-05-01;Tres;30;;gone\r\n");
}

static void
month_first(void)
{
	clear();
	put("t.csv", STR(HEAD "\na.md,yes,3/2/24,T,,,\nb.md,yes,3/20/24,T,,,\nc.md,yes,45336,T,,,\n"));
	struct diag *d = diag_new();
	struct sheet *s = look(d);
	CHECK_STR(s->rows[0].cells[DATE], "2024-03-02");
	CHECK_STR(s->rows[1].cells[DATE], "2024-03-20");
	CHECK_STR(s->rows[2].cells[DATE], "2024-02-14");
	CHECK(s->rows[0].changed[TITLE]); /* nobody knows */
	diag_free(d);
}

/* What is wrong with a table is said, and the table is left alone. */
static void
broken(void)
{
	static const char *const bad[] = {HEAD "\na.md,yes,\"2024\n", HEAD "\na.md,\"y\"es,2024\nb.md,\"n\",\n", "",
		"pth,include\na.md,no\n", HEAD "\na.md,no,2024-01-01,T,,,\nb.md,n", HEAD "\na.md,y\"es,\n"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		clear();
		put("t.csv", str_of(bad[i]));
		struct diag *d = diag_new();
		struct sheet *s = look(d);
		CHECK(s->unreadable && !s->n_rows && !sheet_find(s, STR("a.md")));
		CHECK(diag_count(d, DIAG_ERROR) == 1);
		diag_free(d);
		CHECK(run(two, 2, false) > 0);
		CHECK_STR(get("t.csv"), bad[i]);
	}
}

static void
odd(void)
{
	clear();
	put("t.csv",
		STR("path,include,title,titel,words,,note,state\na.md,no,T,own,5,z,,\na.md,yes,U\n,,\nx,y,z,1,2,3,4,5,6\n,"
		    "lost\n"));
	struct diag *d = diag_new();
	struct sheet *s = look(d);
	CHECK(!s->unreadable);
	CHECK_INT(s->n_rows, 2);
	CHECK_STR(sheet_find(s, STR("a.md"))->cells[INCLUDE], "no");
	CHECK_INT(diag_count(d, DIAG_WARNING), 2); /* twice, without a key */
	diag_free(d);
	run(two, 1, false);
	CHECK_STR(get("t.csv"),
		"path,include,title,titel,words,,note,state,,order "
		"date\na.md,no,T,own,10,z,,,,2024-03-02\na.md,yes,U,,,,,,,\n,,,,,,,,,\n"
		"x,y,z,1,2,3,4,gone,6,\n,lost,,,,,,,,\n");
	clear();
	put("t.csv", STR("sep=;\npath;title\na.md;A\xF1o\n"));
	s = look(d = diag_new());
	CHECK_STR(s->rows[0].cells[TITLE], "Año");
	CHECK_INT(s->rows[0].line, 3);
	diag_free(d);
}

/* Somebody writes while the program works. */
static void
raced(void)
{
	clear();
	put("t.csv", STR(HEAD "\na.md,yes,,T,,,\n"));
	struct diag *d = diag_new();
	struct sheet *s = look(d);
	put("t.csv", STR(HEAD "\na.md,yes,,New,,,\n"));
	sheet_merge(s, a, NULL, 0, false);
	CHECK(!sheet_write(s, d));
	CHECK_STR(get("t.csv"), HEAD "\na.md,yes,,New,,,\n");
	put(".~lock.t.csv#", STR("x"));
	size_t before = diag_count(d, DIAG_WARNING);
	look(d);
	CHECK_INT(diag_count(d, DIAG_WARNING), before + 1);
	unlink(path_join(a, root, STR(".~lock.t.csv#")).p);
	diag_free(d);
}

static void
dates(void)
{
	static const char *const forms[][2] = {{"2024-02-14", "2024-02-14"}, {"14/02/2024", "2024-02-14"},
		{"2/14/24", "2024-02-14"}, {"14 feb 2024", "2024-02-14"}, {"45336", "2024-02-14"}, {"45336,5", "2024-02-14"},
		{"14.2.24", "2024-02-14"}, {"14-feb-24", "2024-02-14"}, {"feb-24", "2024-02"},
		{"14/02/2024 0:00:00", "2024-02-14"}, {"14/02/24 00:00", "2024-02-14"}, {"14 de febrero de 2024", "2024-02-14"},
		{"14 de fev. de 2024", "2024-02-14"}, {"2024-02", "2024-02"}, {"2024", "2024"}, {"31/02/2024", ""}, {"yes", ""},
		{"", ""}, {"1234567", ""}, {"12", ""}, {"2024-02-14 10:30", "2024-02-14 10:30"}, {"15-ago-24", "2024-08-15"},
		{"14-mar", ""}, {"3/4", ""}, {"1/1/99", "1999-01-01"}};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct date d = {0};
		bool is = sheet_date(str_of(forms[i][0]), &d);
		CHECK_STR(is ? sheet_date_text(a, &d) : STR_NONE, forms[i][1]);
	}
}

int
main(void)
{
	char folder[] = "/tmp/sheetXXXXXX";
	a = arena_new();
	root = str_of(mkdtemp(folder));
	fresh_and_again();
	person_edits();
	month_first();
	broken();
	odd();
	raced();
	dates();
	clear();
	rmdir(path_join(a, root, STR(".yearbook")).p);
	rmdir(folder);
	arena_free(a);
	return check_status();
}
