/* arena.h - memory that is given out piece by piece and taken back all at once */
#ifndef YB_ARENA_H
#define YB_ARENA_H
#include <stddef.h>

/* A chain of chunks. Not thread-safe: one arena belongs to one thread at a time. Memory that it gives is
 * zeroed and aligned for any type. Running out of memory ends the program with a message and status 2. */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is allowed */
/* What `from` holds lives as long as `to` from now on; `from` is gone. */
void arena_adopt(struct arena *to, struct arena *from);
void arena_reset(struct arena *a); /* forgets everything, keeps one chunk for reuse */
void *arena_alloc(struct arena *a, size_t size); /* never NULL */
void *arena_alloc_n(struct arena *a, size_t n, size_t size); /* n elements; checks for overflow */
char *arena_dup(struct arena *a, const void *p, size_t n); /* copy of n bytes and a NUL */
size_t arena_size(const struct arena *a); /* bytes held, for the figures of -v */

/* One zeroed object, or n of them, of a type. */
#define NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define NEW_N(a, n, type) ((type *)arena_alloc_n((a), (n), sizeof(type)))

/* malloc and realloc that end the program when memory runs out; freed by free(). */
void *xmalloc(size_t size);
void *xrealloc(void *p, size_t size);

/* An array in an arena that grows by doubling: p (elements), n (used), cap. The old block stays in the arena. */
void *arena_grow(struct arena *a, void *p, size_t n, size_t *cap, size_t size);
#define PUSH(a, p, n, cap) ((void)((n) == (cap) ? ((p) = arena_grow((a), (p), (n), &(cap), sizeof *(p))) : (p)), &(p)[(n)++])
#endif
