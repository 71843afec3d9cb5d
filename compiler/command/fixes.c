/* fixes.c - yearbook fixes: what the editor changes, before and after */
#include "base/file.h"
#include "base/message.h"
#include "command/run.h"

enum { WRAP = 100 };

/* ---- as text ---- */

/* The end of a line: a break, or the end of the first sentence beyond WRAP. */
static size_t
line_end(struct str s, bool *broken)
{
	for (size_t i = 0; i < s.n; i++) {
		*broken = (unsigned char)s.p[i] < 0x20;
		if (*broken || (i > WRAP && s.p[i] == ' ' && str_find_char(STR(".!?"), s.p[i - 1]) >= 0))
			return i;
	}
	*broken = false;
	return s.n;
}

/* A text as lines without blanks at their ends; empty ones are none. */
static struct str *
lines_of(struct arena *a, struct str s, size_t *n)
{
	struct str *lines = NULL;
	size_t cap = 0;
	for (*n = 0; s.n;) {
		bool broken;
		size_t end = line_end(s, &broken);
		struct str line = str_trim(str_sub(s, 0, end));
		if (line.n)
			*PUSH(a, lines, *n, cap) = line;
		s = str_sub(s, end + (end < s.n), s.n);
	}
	return lines;
}

static void
lines_print(char mark, const struct str *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("    %c %.*s\n", mark, STR_FMT(lines[i]));
}

/* What both texts begin and end with stands once. */
static void
diff_print(struct arena *a, struct str before, struct str after)
{
	size_t n_old, n_new, head = 0, tail = 0;
	const struct str *old = lines_of(a, before, &n_old), *new = lines_of(a, after, &n_new);
	while (head < n_old && head < n_new && str_eq(old[head], new[head]))
		head++;
	while (tail < n_old - head && tail < n_new - head && str_eq(old[n_old - tail - 1], new[n_new - tail - 1]))
		tail++;
	lines_print(' ', old, head);
	lines_print('-', old + head, n_old - head - tail);
	lines_print('+', new + head, n_new - head - tail);
	lines_print(' ', old + n_old - tail, tail);
}

static void
change_print(struct arena *a, const struct desk_change *c)
{
	size_t n;
	printf("  %.*s:%d: %s", STR_FMT(c->file), c->line, c->key);
	if (c->picture.n)
		printf(": %.*s", STR_FMT(c->picture));
	if (c->what)
		printf(": %s", c->what);
	putchar('\n');
	if (c->failed || c->unusable) {
		const struct str *quote = lines_of(a, c->quote, &n);
		lines_print('?', quote, n);
		printf("    %s\n",
			c->unusable
				? message("not done: its value is none that the key takes")
				: message("not done: what it quotes is not there, stands there twice, or is changed by another "
					  "fix, too"));
	} else if (!c->before.n && !c->after.n) { /* within another cut */
		diff_print(a, c->quote, STR_NONE);
	} else {
		diff_print(a, c->before, c->after);
	}
}

/* ---- as JSON ---- */

static void
json_text(const char *key, struct str s, const char *behind)
{
	printf("\"%s\": \"", key);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < 0x20)
			fputs("\\n", stdout);
		else
			putchar(c);
	}
	printf("\"%s", behind);
}

static void
changes_json(const struct desk_change *list, size_t n)
{
	printf("[");
	for (size_t i = 0; i < n; i++) {
		const struct desk_change *c = &list[i];
		printf("%s\n{", i ? "," : "");
		json_text("post", c->path, ", ");
		json_text("key", str_of(c->key), ", ");
		if (c->picture.n)
			json_text("picture", c->picture, ", ");
		if (c->what)
			json_text("what", str_of(c->what), ", ");
		json_text("file", c->file, ", ");
		printf("\"line\": %d, \"done\": %s, ", c->line, c->failed || c->unusable ? "false" : "true");
		json_text("quote", c->quote, ", ");
		json_text("before", c->before, ", ");
		json_text("after", c->after, "}");
	}
	printf("%s]\n", n ? "\n" : "");
}

/* ---- which ---- */

/* A post is named as in fixes: by its path or the end of it, or by its file or folder without the ending. */
static bool
names(struct str name, struct str path)
{
	if (str_ends(path, name.p) && (path.n == name.n || path.p[path.n - name.n - 1] == '/'))
		return true;
	struct str base = path_base(path);
	return str_eq(name, str_sub(base, 0, base.n - path_ext(base).n)) || str_eq(name, path_base(path_dir(path)));
}

static bool
wanted(const struct options *opt, struct str path)
{
	bool any = !opt->handout_posts.n;
	for (size_t i = 0; i < opt->handout_posts.n && !any; i++)
		any = names(opt->handout_posts.p[i], path);
	return any;
}

int
command_fixes(struct run_state *r)
{
	if (r->opt.propose)
		return command_propose(r);
	r->book = book_read(r);
	findings_print(r);
	if (!r->book)
		return EXIT_INPUT;
	size_t n, kept = 0, failed = 0;
	const struct desk_change *all = desk_changes(r->book->config->desk, &n);
	struct desk_change *list = NEW_N(r->a, n, struct desk_change);
	for (size_t i = 0; i < n; i++)
		if (wanted(&r->opt, all[i].path)) {
			failed += all[i].failed;
			list[kept++] = all[i];
		}
	if (r->opt.json) {
		changes_json(list, kept);
	} else {
		for (size_t i = 0; i < kept; i++) {
			if (!i || !str_eq(list[i].path, list[i - 1].path))
				printf("%s%.*s\n", i ? "\n" : "", STR_FMT(list[i].path));
			change_print(r->a, &list[i]);
		}
		if (!kept)
			printf("%s\n", message("nothing is changed: yearbook(5) says under FIXES how to write what is"));
	}
	return failed || input_failed(r) ? EXIT_INPUT : EXIT_DONE;
}
