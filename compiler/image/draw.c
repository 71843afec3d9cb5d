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

enum { SECONDS_MAX = 8, PLAIN_MAX = 256 << 10 };
#define ARGUMENT "--draw-picture"

/* What a drawing of a few bytes can multiply its work with: filters, masks, patterns, references, dashes, pictures. The rest costs no more than its
 * bytes times its pixels. */
bool
draw_plain(struct str file)
{
	static const char *const dear[] = {
		"filter", "mask", "<use", ":use", "pattern", "dash", "marker", "<image", ":image", "<!ENTITY", "clip"};
	if (file.n > PLAIN_MAX)
		return false;
	for (size_t i = 0; i < sizeof dear / sizeof *dear; i++)
		if (str_find_nocase(file, str_of(dear[i])) >= 0)
			return false;
	return true;
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
	snprintf(size, sizeof size, "%ux%u", w, h);
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

const char *
draw_apart(struct str file, struct pixels *px)
{
	size_t n = (size_t)px->w * px->h * 3;
	int in = memfd_create("drawing", MFD_CLOEXEC), out = memfd_create("pixels", MFD_CLOEXEC);
	const char *why =
		MESSAGE("an SVG that cannot be drawn, or takes too long: open it in a drawing program and save it as PNG");
	if (in > 2 && out > 2 && fd_fill(in, file) && child_run(in, out, px->w, px->h) && lseek(out, 0, SEEK_END) == (off_t)n) {
		px->p = malloc(n);
		size_t got = 0;
		for (ssize_t k; px->p && got < n && (k = pread(out, px->p + got, n - got, (off_t)got)) > 0;)
			got += (size_t)k;
		why = got == n ? NULL : MESSAGE("too large for the memory of this machine");
	}
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return why;
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

bool
image_draws(int argc, char **argv, int *status)
{
	struct pixels px = {.channels = 3};
	struct buf file = {0};
	struct rlimit seconds = {SECONDS_MAX, SECONDS_MAX};
	if (argc != 3 || strcmp(argv[1], ARGUMENT))
		return false;
	setrlimit(RLIMIT_CPU, &seconds);
	*status = 1;
	if (sscanf(argv[2], "%5ux%5u", &px.w, &px.h) != 2 || !px.w || !px.h || px.w > VECTOR_MAX || px.h > VECTOR_MAX)
		return true;
	if (input_read(&file) && !svg_draw(buf_view(&file), &px) &&
		fd_fill(1, (struct str){(const char *)px.p, (size_t)px.w * px.h * 3}))
		*status = 0;
	free(px.p);
	buf_free(&file);
	return true;
}
