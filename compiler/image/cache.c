/* cache.c - converted pictures kept between runs, in a folder of the user's */
#include "image/room.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Counted up whenever the same recipe would make other bytes than before: a decoder, a filter, a level of packing. */
#define CACHE_VERSION "3"
static const char magic[8] = "ybcache" CACHE_VERSION;
/* Bytes that it may hold, and that are left when it is trimmed. */
#define CACHE_MAX ((uint64_t)2 << 30)
#define CACHE_TRIMMED ((uint64_t)3 << 29)
enum { HEAD = 24, NAME_MAX_ = 80, TMP_AGE = 86400 /* seconds after which a file that nobody finished is removed */ };

struct image_cache {
	int folder;
	atomic_uint count; /* files that this run wrote: their temporary names */
	char drawings[200]; /* what a drawing's look depends on */
};

static struct str
folder_path(struct arena *a)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if (cache && *cache == '/')
		return path_join(a, str_of(cache), STR("yearbook/pictures"));
	return home && *home == '/' ? path_join(a, str_of(home), STR(".cache/yearbook/pictures")) : STR_NONE;
}

int
cache_folder(bool make)
{
	struct arena *a = arena_new();
	struct str path = folder_path(a);
	int folder = path.n && (!make || !folder_make(path.p)) ? open(path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	arena_free(a);
	return folder;
}

struct image_cache *
image_cache_open(bool drawings)
{
	int folder = cache_folder(true);
	if (folder < 0)
		return NULL;
	struct image_cache *c = xmalloc(sizeof *c);
	c->folder = folder;
	atomic_init(&c->count, 0);
	c->drawings[0] = '\0';
	if (drawings)
		svg_versions(c->drawings, sizeof c->drawings);
	return c;
}

/* ---- entries: a head (magic, checksum of the rest, its length), then the bytes ---- */

static void
entry_name(const struct image_cache *c, const struct image *im, const char *recipe, char name[NAME_MAX_])
{
	char whole[400];
	snprintf(whole, sizeof whole, "%s %s %s", YB_VERSION, recipe, im->vector ? c->drawings : "");
	snprintf(name, NAME_MAX_, "%016llx-%llx-%016llx", (unsigned long long)im->hash, (unsigned long long)im->size,
		(unsigned long long)str_hash(str_of(whole)));
}

static void
head_make(unsigned char head[HEAD], const void *p, size_t n)
{
	uint64_t parts[2] = {libdeflate_crc32(0, n ? p : "", n), n};
	memcpy(head, magic, 8);
	memcpy(head + 8, parts, sizeof parts);
}

bool
cache_fd_read(int fd, void *to, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t got = read(fd, (char *)to + done, n - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

bool
cache_fd_write(int fd, const void *p, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t put = write(fd, (const char *)p + done, n - done);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		done += (size_t)put;
	}
	return true;
}

static bool
entry_read(int fd, struct buf *out)
{
	unsigned char head[HEAD], wanted[HEAD];
	struct stat st;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size < HEAD || (uint64_t)st.st_size > FILE_MAX ||
		!cache_fd_read(fd, head, HEAD))
		return false;
	size_t n = (size_t)st.st_size - HEAD;
	char *p = xmalloc(n + 1);
	bool ok = cache_fd_read(fd, p, n);
	head_make(wanted, p, n);
	ok = ok && !memcmp(head, wanted, HEAD);
	if (ok)
		buf_add(out, p, n);
	free(p);
	return ok;
}

bool
image_cache_take(const struct image_cache *c, const struct image *im, const char *recipe, struct buf *out)
{
	char name[NAME_MAX_];
	if (!c)
		return false;
	entry_name(c, im, recipe, name);
	int fd = openat(c->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	bool ok = entry_read(fd, out);
	if (ok)
		futimens(fd, NULL); /* used: it goes last when the cache is trimmed */
	else
		unlinkat(c->folder, name, 0);
	close(fd);
	return ok;
}

void
image_cache_put(struct image_cache *c, const struct image *im, const char *recipe, struct str bytes)
{
	char name[NAME_MAX_], tmp[NAME_MAX_];
	unsigned char head[HEAD];
	if (!c || bytes.n > FILE_MAX / 2)
		return;
	entry_name(c, im, recipe, name);
	snprintf(tmp, sizeof tmp, "tmp-%ld-%u", (long)getpid(), atomic_fetch_add(&c->count, 1));
	int fd = openat(c->folder, tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return;
	head_make(head, bytes.p, bytes.n);
	bool ok = cache_fd_write(fd, head, HEAD) && cache_fd_write(fd, bytes.p, bytes.n);
	ok &= !close(fd);
	if (!ok || renameat(c->folder, tmp, c->folder, name))
		unlinkat(c->folder, tmp, 0);
}

/* ---- trimming ---- */

struct kept {
	char name[NAME_MAX_];
	int64_t used, size;
};

static int
kept_cmp(const void *pa, const void *pb)
{
	const struct kept *a = pa, *b = pb;
	int order = (a->used > b->used) - (a->used < b->used);
	return order ? order : strcmp(a->name, b->name);
}

/* Lists the entries and removes what was never finished. */
static struct kept *
entries_list(struct arena *a, DIR *dir, size_t *n, uint64_t *sum)
{
	struct kept *list = NULL;
	size_t cap = 0;
	struct stat st;
	*n = 0;
	*sum = 0;
	for (struct dirent *e; (e = readdir(dir));) {
		if (strlen(e->d_name) >= NAME_MAX_ || fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ||
			!S_ISREG(st.st_mode))
			continue;
		if (!strncmp(e->d_name, "tmp-", 4)) {
			if (st.st_mtim.tv_sec < time(NULL) - TMP_AGE)
				unlinkat(dirfd(dir), e->d_name, 0);
			continue;
		}
		struct kept *k = PUSH(a, list, *n, cap);
		*k = (struct kept){.used = st.st_mtim.tv_sec, .size = st.st_size};
		memcpy(k->name, e->d_name, strlen(e->d_name) + 1);
		*sum += (uint64_t)st.st_size;
	}
	return list;
}

static void
cache_trim(struct image_cache *c)
{
	DIR *dir = fdopendir(c->folder);
	struct arena *a = arena_new();
	size_t n;
	uint64_t sum;
	if (!dir) {
		close(c->folder);
		arena_free(a);
		return;
	}
	struct kept *list = entries_list(a, dir, &n, &sum);
	if (sum > CACHE_MAX)
		qsort(list, n, sizeof *list, kept_cmp);
	bool trim = sum > CACHE_MAX;
	for (size_t i = 0; trim && i < n && sum > CACHE_TRIMMED; i++) {
		unlinkat(dirfd(dir), list[i].name, 0);
		sum -= (uint64_t)list[i].size;
	}
	arena_free(a);
	closedir(dir);
}

void
image_cache_close(struct image_cache *c)
{
	if (!c)
		return;
	if (atomic_load(&c->count))
		cache_trim(c);
	else
		close(c->folder);
	free(c);
}
