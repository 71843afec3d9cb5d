/* file.c - files read whole, paths kept inside their roots, outputs replaced whole */
#include "base/file.h"

#include "base/message.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
errno_text(void)
{
	switch (errno) {
	case ENOENT: return MESSAGE("no such file");
	case EACCES: return MESSAGE("permission denied");
	case ENOSPC: return MESSAGE("no space left on the disk");
	case ELOOP: return MESSAGE("too many symbolic links");
	case ENOTDIR: return MESSAGE("not a folder");
	case EISDIR: return MESSAGE("a folder");
	case EROFS: return MESSAGE("a read-only disk");
	case EFBIG: return MESSAGE("too large for the disk");
	case ENAMETOOLONG: return MESSAGE("the name is too long");
	default: return MESSAGE("input/output error");
	}
}

static const char *
fd_read(struct arena *a, int fd, size_t limit, struct str *out)
{
	struct stat st;
	if (fstat(fd, &st))
		return errno_text();
	if (S_ISDIR(st.st_mode))
		return MESSAGE("a folder");
	if (!S_ISREG(st.st_mode))
		return MESSAGE("not a regular file");
	if (st.st_size < 0 || (uint64_t)st.st_size > limit)
		return MESSAGE("too large");
	char *p = arena_alloc(a, (size_t)st.st_size + 1);
	size_t n = 0;
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, p + n, (size_t)st.st_size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno_text();
		if (got == 0)
			break; /* it shrank while it was read */
		n += (size_t)got;
	}
	*out = (struct str){p, n};
	return NULL;
}

const char *
file_read(struct arena *a, const char *path, size_t limit, struct str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno_text();
	const char *why = fd_read(a, fd, limit, out);
	close(fd);
	return why;
}

enum path_kind
path_kind(const char *path)
{
	struct stat st;
	if (stat(path, &st))
		return PATH_NONE;
	return S_ISREG(st.st_mode) ? PATH_FILE : S_ISDIR(st.st_mode) ? PATH_FOLDER : PATH_OTHER;
}

bool
path_is_link(const char *path)
{
	struct stat st;
	return !lstat(path, &st) && S_ISLNK(st.st_mode);
}

struct str
path_join(struct arena *a, struct str dir, struct str rel)
{
	if (!dir.n)
		return str_dup(a, rel);
	return str_fmt(a, "%.*s%s%.*s", STR_FMT(dir), dir.p[dir.n - 1] == '/' ? "" : "/", STR_FMT(rel));
}

struct str
path_dir(struct str path)
{
	ptrdiff_t at = str_rfind_char(path, '/');
	return at < 0 ? STR(".") : at == 0 ? STR("/") : str_sub(path, 0, (size_t)at);
}

struct str
path_base(struct str path)
{
	return str_sub(path, (size_t)(str_rfind_char(path, '/') + 1), path.n);
}

struct str
path_ext(struct str path)
{
	struct str base = path_base(path);
	ptrdiff_t at = str_rfind_char(base, '.');
	return at <= 0 ? STR_NONE : str_sub(base, (size_t)at, base.n);
}

bool
path_clean(struct arena *a, struct str rel, struct str *out)
{
	if (rel.n && rel.p[0] == '/')
		return false;
	char *p = arena_alloc(a, rel.n + 1);
	size_t n = 0;
	while (rel.n) {
		ptrdiff_t at = str_find_char(rel, '/');
		struct str part = at < 0 ? rel : str_sub(rel, 0, (size_t)at);
		rel = at < 0 ? STR_NONE : str_sub(rel, (size_t)at + 1, rel.n);
		if (!part.n || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			if (!n)
				return false;
			while (n && p[--n] != '/')
				;
			continue;
		}
		if (n)
			p[n++] = '/';
		memcpy(p + n, part.p, part.n);
		n += part.n;
	}
	p[n] = '\0';
	*out = (struct str){p, n};
	return true;
}

enum path_found
path_in_root(struct arena *a, struct str root, struct str rel, struct str *out)
{
	struct str clean;
	char real_root[PATH_MAX], real[PATH_MAX];
	if (!path_clean(a, rel, &clean))
		return PATH_OUTSIDE;
	if (memchr(rel.p ? rel.p : "", '\0', rel.n) || !clean.n)
		return PATH_MISSING;
	*out = path_join(a, root, clean);
	if (!realpath(str_z(a, root), real_root) || !realpath(out->p, real))
		return PATH_MISSING;
	size_t n = strlen(real_root);
	if (n == 1)
		n = 0; /* the root folder itself: its slash is the separator */
	if (strncmp(real, real_root, n) || real[n] != '/')
		return PATH_OUTSIDE;
	return PATH_FOUND;
}

static int
name_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

const char *
folder_list(struct arena *a, const char *path, struct str **names, size_t *n)
{
	DIR *dir = opendir(path);
	if (!dir)
		return errno_text();
	struct str *list = NULL;
	size_t count = 0, cap = 0;
	struct dirent *e;
	while ((e = readdir(dir)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			*PUSH(a, list, count, cap) = str_dup(a, str_of(e->d_name));
	closedir(dir);
	if (count)
		qsort(list, count, sizeof *list, name_cmp);
	*names = list;
	*n = count;
	return NULL;
}

const char *
folder_make(const char *path)
{
	char *p = strdup(path);
	const char *why = NULL;
	if (!p)
		return MESSAGE("out of memory");
	for (char *s = p + 1; !why; s++) {
		if (*s && *s != '/')
			continue;
		char c = *s;
		*s = '\0';
		if (mkdir(p, 0777) && errno != EEXIST)
			why = errno_text();
		*s = c;
		if (!c)
			break;
	}
	if (!why && path_kind(path) != PATH_FOLDER)
		why = MESSAGE("not a folder");
	free(p);
	return why;
}

/* Names of the files that a signal must remove; slots are claimed and freed atomically. */
enum { OPEN_OUTPUTS = 4096 }; /* a handout for each post of a large site */
static _Atomic(char *) open_outputs[OPEN_OUTPUTS];

static void
output_register(char *tmp)
{
	for (int i = 0; i < OPEN_OUTPUTS; i++) {
		char *none = NULL;
		if (atomic_compare_exchange_strong(&open_outputs[i], &none, tmp))
			return;
	}
}

static void
output_forget(char *tmp)
{
	for (int i = 0; i < OPEN_OUTPUTS; i++) {
		char *mine = tmp;
		if (atomic_compare_exchange_strong(&open_outputs[i], &mine, NULL))
			return;
	}
}

void
file_out_drop_all(void)
{
	for (int i = 0; i < OPEN_OUTPUTS; i++) {
		char *tmp = atomic_load(&open_outputs[i]);
		if (tmp)
			unlink(tmp);
	}
}

static bool
out_failed(struct file_out *o, const char *why)
{
	if (!o->error)
		o->error = why;
	return false;
}

bool
file_out_open(struct file_out *o, const char *path)
{
	size_t n = strlen(path);
	*o = (struct file_out){.path = xmalloc(n + 1), .tmp = xmalloc(n + 24)};
	memcpy(o->path, path, n + 1);
	snprintf(o->tmp, n + 24, "%s.%ld.part", path, (long)getpid());
	if (path_kind(path) == PATH_FOLDER) { /* found out now, and not when another output has taken its place already */
		errno = EISDIR;
		return out_failed(o, errno_text());
	}
	int fd = open(o->tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		return out_failed(o, errno_text());
	output_register(o->tmp);
	o->f = fdopen(fd, "wb");
	if (!o->f) {
		close(fd);
		return out_failed(o, errno_text());
	}
	return true;
}

bool
file_out_write(struct file_out *o, const void *p, size_t n)
{
	if (o->error || !o->f)
		return false;
	if (n && fwrite(p, 1, n, o->f) != n)
		return out_failed(o, errno_text());
	o->n += n;
	return true;
}

bool
file_out_ready(struct file_out *o)
{
	if (o->f) {
		if (!o->error && (fflush(o->f) || ferror(o->f) || fsync(fileno(o->f))))
			out_failed(o, errno_text());
		if (fclose(o->f))
			out_failed(o, errno_text());
		o->f = NULL;
	}
	return !o->error;
}

bool
file_out_commit(struct file_out *o)
{
	if (!file_out_ready(o))
		return false;
	if (rename(o->tmp, o->path))
		return out_failed(o, errno_text());
	output_forget(o->tmp);
	free(o->tmp);
	o->tmp = NULL;
	return true;
}

void
file_out_drop(struct file_out *o)
{
	if (o->f)
		fclose(o->f);
	if (o->tmp) {
		unlink(o->tmp);
		output_forget(o->tmp);
	}
	free(o->tmp);
	free(o->path);
	*o = (struct file_out){0};
}
