/* draw.c - drawings that could take for ever are drawn in a process of their own, which may take so long and no longer */
#include "image/room.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bytes of drawings that are drawn here: a stroke that crosses itself takes time with the square of its length, and letters can be large. */
enum { SECONDS_MAX = 8, PLAIN_MAX = 16 << 10, PLAIN_TEXT_MAX = 4 << 10 };
#define ARGUMENT "--draw-picture"
#define MEMORY_MAX ((rlim_t)2 << 30)

/* Whether one of the words stands in it, or may do so in another encoding. */
static bool
holds_any(struct str file, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_find_nocase(file, str_of(words[i])) >= 0)
			return true;
	ptrdiff_t encoding = str_find(file, STR("encoding="));
	return str_find_char(file, '\0') >= 0 ||
		(encoding >= 0 && !str_starts_nocase(str_sub(file, (size_t)encoding + 10, file.n), "utf-8"));
}
#define HOLDS(file, list) holds_any((file), (list), sizeof(list) / sizeof *(list))

/* What a drawing of a few bytes can multiply its work with: filters, masks, patterns, references, dashes, pictures; the last two are other
 * spellings. The rest costs no more than its bytes times its pixels, as long as it is small. */
bool
draw_plain(struct str file)
{
	static const char *const dear[] = {"filter", "mask", "<use", ":use", "pattern", "dash", "marker", "<image", ":image",
		"<!ENTITY", "clip", "<style", ":style", "\\", "&#"};
	static const char *const text[] = {"<text", ":text"};
	return file.n <= PLAIN_MAX && (file.n <= PLAIN_TEXT_MAX || !HOLDS(file, text)) && !HOLDS(file, dear);
}

/* Reading takes long where a style sheet is matched with every element. */
bool
draw_reads_plain(struct str file)
{
	static const char *const sheets[] = {"<style", ":style", "<!ENTITY"};
	return file.n <= PLAIN_MAX || !HOLDS(file, sheets);
}

/* ---- the parent's side ---- */

static bool
fd_fill(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = str_sub(s, (size_t)n, s.n);
	}
	return !lseek(fd, 0, SEEK_SET);
}

/* Runs this program anew with the drawing as its input; its output goes to a file in memory. */
static bool
child_run(int in, int out, uint32_t w, uint32_t h)
{
	extern char **environ;
	char program[] = "yearbook", draw[] = ARGUMENT, size[32];
	char *argv[] = {program, draw, size, NULL};
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int status = -1;
	snprintf(size, sizeof size, "%ux%u", w, h); /* 0x0: to be measured */
	if (posix_spawn_file_actions_init(&actions))
		return false;
	bool ok = !posix_spawn_file_actions_adddup2(&actions, in, 0) && !posix_spawn_file_actions_adddup2(&actions, out, 1) &&
		!posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) &&
		!posix_spawn(&pid, "/proc/self/exe", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	while (ok && waitpid(pid, &status, 0) < 0)
		ok = errno == EINTR;
	return ok && WIFEXITED(status) && !WEXITSTATUS(status);
}

/* What the child makes of the drawing: n bytes, to be freed; NULL when there are not as many. */
static unsigned char *
child_answer(struct str file, uint32_t w, uint32_t h, size_t n)
{
	int in = memfd_create("drawing", MFD_CLOEXEC), out = memfd_create("answer", MFD_CLOEXEC);
	unsigned char *p = NULL;
	size_t got = 0;
	if (in > 2 && out > 2 && fd_fill(in, file) && child_run(in, out, w, h) && lseek(out, 0, SEEK_END) == (off_t)n)
		p = malloc(n);
	for (ssize_t k; p && got < n && (k = pread(out, p + got, n - got, (off_t)got)) > 0;)
		got += (size_t)k;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (got < n) {
		free(p);
		return NULL;
	}
	return p;
}

const char *
draw_apart(struct str file, struct pixels *px)
{
	px->p = child_answer(file, px->w, px->h, (size_t)px->w * px->h * 3);
	return px->p ? NULL
		     : MESSAGE("an SVG that cannot be drawn, or takes too long: open it in a drawing program and save it as PNG");
}

bool
draw_measure_apart(struct str file, struct svg_size *size)
{
	unsigned char *p = child_answer(file, 0, 0, sizeof *size);
	if (p)
		memcpy(size, p, sizeof *size);
	free(p);
	return p != NULL;
}

/* ---- the child's side ---- */

static bool
input_read(struct buf *file)
{
	char block[65536];
	ssize_t n;
	while ((n = read(0, block, sizeof block)) > 0)
		buf_add(file, block, (size_t)n);
	return !n;
}

/* It may take so long and so much. */
static void
limits_set(void)
{
	struct rlimit seconds = {SECONDS_MAX, SECONDS_MAX};
	setrlimit(RLIMIT_CPU, &seconds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* these take all addresses for themselves */
	struct rlimit memory = {MEMORY_MAX, MEMORY_MAX};
	setrlimit(RLIMIT_AS, &memory);
#endif
}

static bool
draws(struct str file, struct pixels *px)
{
	struct svg_size size;
	if (!px->w)
		return svg_measure(file, &size) && fd_fill(1, (struct str){(const char *)&size, sizeof size});
	return !svg_draw(file, px) && fd_fill(1, (struct str){(const char *)px->p, (size_t)px->w * px->h * 3});
}

bool
image_draws(int argc, char **argv, int *status)
{
	struct pixels px = {.channels = 3};
	struct buf file = {0};
	if (argc != 3 || strcmp(argv[1], ARGUMENT))
		return false;
	limits_set();
	*status = 1;
	if (sscanf(argv[2], "%5ux%5u", &px.w, &px.h) != 2 || !px.w != !px.h || px.w > VECTOR_MAX || px.h > VECTOR_MAX)
		return true;
	if (input_read(&file) && draws(buf_view(&file), &px))
		*status = 0;
	free(px.p);
	buf_free(&file);
	return true;
}
