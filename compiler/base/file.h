/* file.h - files read whole, paths kept inside their roots, outputs replaced whole */
#ifndef YB_FILE_H
#define YB_FILE_H
#include "base/str.h"

#include <stdio.h>

/* Reads a regular file of at most `limit` bytes into the arena (a NUL behind it). Returns NULL when it worked, else what
 * was wrong in a few words ("no such file", "larger than 16 MB", "a folder"), constant or from strerror. Never blocks on a
 * pipe or a device. */
const char *file_read(struct arena *a, const char *path, size_t limit, struct str *out);

enum path_kind { PATH_NONE, PATH_FILE, PATH_FOLDER, PATH_OTHER };
enum path_kind path_kind(const char *path);
bool path_is_link(const char *path); /* whether or not there is something where it leads */ /* follows links */

struct str path_join(struct arena *a, struct str dir, struct str rel); /* "a", "b" -> "a/b"; an empty dir gives rel */
struct str path_dir(struct str path); /* "a/b" -> "a"; "b" -> "." */
struct str path_base(struct str path); /* "a/b.md" -> "b.md" */
struct str path_ext(struct str path); /* "a/b.tar.gz" -> ".gz"; or empty */
/* Without "." and ".." and doubled slashes, by text alone; false when it climbs above its start or is absolute. */
bool path_clean(struct arena *a, struct str rel, struct str *out);
/* Looks up root/rel. FOUND gives the path; OUTSIDE means that it (by "..", as absolute path or through a symbolic link)
 * leaves the root's real folder; a root may itself be a link. */
enum path_found { PATH_MISSING, PATH_FOUND, PATH_OUTSIDE };
enum path_found path_in_root(struct arena *a, struct str root, struct str rel, struct str *out);

/* Lists a folder: names sorted by bytes, without "." and "..". Returns NULL or what was wrong. */
const char *folder_list(struct arena *a, const char *path, struct str **names, size_t *n);
/* Makes a folder and those above it. Returns NULL or what was wrong. */
const char *folder_make(const char *path);

/* An output: written to a file beside its place, flushed, checked and renamed by file_out_commit. */
struct file_out {
	FILE *f; /* NULL when it could not be opened */
	char *path, *tmp; /* owned */
	uint64_t n; /* bytes written so far */
	const char *error; /* the first thing that went wrong, or NULL */
};
bool file_out_open(struct file_out *o, const char *path);
bool file_out_write(struct file_out *o, const void *p, size_t n); /* false once anything went wrong */
bool file_out_ready(struct file_out *o); /* flushes and syncs, and closes the file; false if anything went wrong (o->error) */
bool file_out_commit(struct file_out *o); /* ready, if it was not; then renames. The output is now replaced */
void file_out_drop(struct file_out *o); /* removes what was written, leaves the old output; after commit frees only */
/* Removes the files of outputs that are still open: callable from a signal handler. */
void file_out_drop_all(void);
#endif
