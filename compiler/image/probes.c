/* probes.c - what pictures were found to be, kept between runs, so that a file that did not change is not read again */
#include "image/room.h"

#include "base/file.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Records that are kept at most, runs after which one that was not asked for goes, and seconds for which a file that was just written is not
 * trusted: it might be written again without its time showing it. */
enum { RECORDS_MAX = 50000, RUNS_MAX = 20, SETTLED = 2 };
static const char file_name[] = "probes";

/* Plain data without holes; of this machine only, in this version only. */
struct record {
	uint64_t key[2], size, hash;
	uint32_t stored_w, stored_h, w, h;
	uint8_t format, orientation, bits, colour, alpha, interlaced, progressive, adobe, has_icc, photograph, moving, idle_runs;
	char artist[IMAGE_CREDIT_MAX], rights[IMAGE_CREDIT_MAX], unused[4];
};

struct head {
	char magic[24];
	uint64_t n, crc;
};

struct image_probes {
	struct record *kept; /* sorted by key */
	size_t n;
	bool *used; /* of each; written by any thread, always the same */
	pthread_mutex_t lock; /* over what follows */
	struct record *fresh;
	size_t n_fresh, cap;
};

static struct head
head_of(const struct record *list, size_t n)
{
	struct head h = {.n = n, .crc = libdeflate_crc32(0, n ? (const void *)list : "", n * sizeof *list)};
	snprintf(h.magic, sizeof h.magic, "ybprobes 2 %s %u", YB_VERSION, (unsigned)sizeof(struct record));
	return h;
}

static void
records_read(struct image_probes *p, int fd)
{
	struct head h, want;
	struct stat st;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || !cache_fd_read(fd, &h, sizeof h) || h.n > RECORDS_MAX ||
		(uint64_t)st.st_size != sizeof h + h.n * sizeof *p->kept)
		return;
	p->kept = xmalloc((h.n + 1) * sizeof *p->kept);
	if (cache_fd_read(fd, p->kept, h.n * sizeof *p->kept)) {
		want = head_of(p->kept, h.n);
		p->n = memcmp(&h, &want, sizeof h) ? 0 : h.n;
	}
}

struct image_probes *
image_probes_open(void)
{
	struct image_probes *p = xmalloc(sizeof *p);
	*p = (struct image_probes){0};
	pthread_mutex_init(&p->lock, NULL);
	int folder = cache_folder(false),
	    fd = folder < 0 ? -1 : openat(folder, file_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd >= 0) {
		records_read(p, fd);
		close(fd);
	}
	if (folder >= 0)
		close(folder);
	p->used = memset(xmalloc(p->n + 1), 0, p->n + 1);
	return p;
}

/* ---- one picture ---- */

static int
record_cmp(const void *pa, const void *pb)
{
	const struct record *a = pa, *b = pb;
	for (int i = 0; i < 2; i++)
		if (a->key[i] != b->key[i])
			return a->key[i] < b->key[i] ? -1 : 1;
	return 0;
}

/* What changes when a file is written, replaced or exchanged for another: its times, also that of its last change of name or rights, its
 * number and its length. */
static void
key_make(struct record *r, const char *path, const struct stat *st)
{
	uint64_t facts[] = {str_hash(str_of(path)), (uint64_t)st->st_dev, (uint64_t)st->st_ino, (uint64_t)st->st_size,
		(uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec, (uint64_t)st->st_ctim.tv_sec,
		(uint64_t)st->st_ctim.tv_nsec, 0};
	for (int i = 0; i < 2; i++) {
		facts[8] = (uint64_t)i;
		r->key[i] = str_hash((struct str){(const char *)facts, sizeof facts});
	}
}

static void
record_give(const struct record *r, struct image *out)
{
	out->format = r->format;
	out->stored_w = r->stored_w;
	out->stored_h = r->stored_h;
	out->w = r->w;
	out->h = r->h;
	out->orientation = r->orientation;
	out->bits = r->bits;
	out->colour = r->colour;
	out->alpha = r->alpha;
	out->interlaced = r->interlaced;
	out->progressive = r->progressive;
	out->adobe = r->adobe;
	out->has_icc = r->has_icc;
	out->photograph = r->photograph;
	out->moving = r->moving;
	memcpy(out->artist, r->artist, sizeof out->artist);
	memcpy(out->rights, r->rights, sizeof out->rights);
	out->size = r->size;
	out->hash = out->key = r->hash;
}

static void
record_take(struct record *r, const struct image *im)
{
	r->format = (uint8_t)im->format;
	r->stored_w = im->stored_w;
	r->stored_h = im->stored_h;
	r->w = im->w;
	r->h = im->h;
	r->orientation = (uint8_t)im->orientation;
	r->bits = (uint8_t)im->bits;
	r->colour = (uint8_t)im->colour;
	r->alpha = im->alpha;
	r->interlaced = im->interlaced;
	r->progressive = im->progressive;
	r->adobe = im->adobe;
	r->has_icc = im->has_icc;
	r->photograph = im->photograph;
	r->moving = im->moving;
	memcpy(r->artist, im->artist, sizeof r->artist);
	memcpy(r->rights, im->rights, sizeof r->rights);
	r->size = im->size;
	r->hash = im->hash;
}

static bool
settled(const struct stat *st)
{
	time_t now = time(NULL);
	return now - st->st_ctim.tv_sec > SETTLED && now - st->st_mtim.tv_sec > SETTLED;
}

const char *
image_probe_kept(struct image_probes *p, struct arena *a, const char *path, struct image *out)
{
	struct stat st, after;
	struct record r = {0};
	if (!p || stat(path, &st) || !S_ISREG(st.st_mode))
		return image_probe(a, path, out);
	key_make(&r, path, &st);
	const struct record *found = p->n ? bsearch(&r, p->kept, p->n, sizeof r, record_cmp) : NULL;
	if (found) {
		p->used[found - p->kept] = true;
		*out = (struct image){.path = str_dup(a, str_of(path))};
		out->shown = out->path;
		record_give(found, out);
		return NULL;
	}
	const char *why = image_probe(a, path, out);
	/* what a drawing is found to be depends on more than its file */
	if (why || out->vector || !settled(&st) || stat(path, &after) || memcmp(&st.st_mtim, &after.st_mtim, sizeof st.st_mtim) ||
		memcmp(&st.st_ctim, &after.st_ctim, sizeof st.st_ctim) || (uint64_t)after.st_size != out->size)
		return why;
	record_take(&r, out);
	pthread_mutex_lock(&p->lock);
	if (p->n_fresh == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 64;
		p->fresh = xrealloc(p->fresh, p->cap * sizeof *p->fresh);
	}
	p->fresh[p->n_fresh++] = r;
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* ---- kept for the next run ---- */

static void
records_write(const struct record *list, size_t n)
{
	char tmp[60];
	struct head h = head_of(list, n);
	int folder = cache_folder(true);
	if (folder < 0)
		return;
	snprintf(tmp, sizeof tmp, "tmp-%ld-probes", (long)getpid());
	int fd = openat(folder, tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0) {
		bool ok = cache_fd_write(fd, &h, sizeof h) && cache_fd_write(fd, list, n * sizeof *list);
		ok &= !close(fd);
		if (!ok || renameat(folder, tmp, folder, file_name))
			unlinkat(folder, tmp, 0);
	}
	close(folder);
}

void
image_probes_close(struct image_probes *p)
{
	if (!p)
		return;
	if (p->n_fresh) { /* nothing new: the file stays as it is */
		size_t n = 0;
		struct record *all = xmalloc((p->n + p->n_fresh) * sizeof *all);
		for (size_t i = 0; i < p->n_fresh && n < RECORDS_MAX; i++)
			all[n++] = p->fresh[i];
		for (size_t i = 0; i < p->n && n < RECORDS_MAX; i++) {
			struct record r = p->kept[i];
			r.idle_runs = p->used[i] ? 0 : (uint8_t)(r.idle_runs + 1);
			if (r.idle_runs <= RUNS_MAX)
				all[n++] = r;
		}
		qsort(all, n, sizeof *all, record_cmp);
		records_write(all, n);
		free(all);
	}
	pthread_mutex_destroy(&p->lock);
	free(p->kept);
	free(p->used);
	free(p->fresh);
	free(p);
}
