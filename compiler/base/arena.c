/* arena.c - memory that is given out piece by piece and taken back all at once */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define YB_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define YB_ASAN 1
#endif
#endif
#ifdef YB_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

/* Chunks grow slowly: a thousand posts have an arena each, and the empty end of a large chunk is lost. */
enum { CHUNK_MIN = 16 * 1024, CHUNK_MAX = 1024 * 1024, CHUNK_SHARE = 8, ALIGN = 16 };

struct chunk {
	struct chunk *prev;
	size_t size; /* bytes after the head */
	size_t used;
	_Alignas(ALIGN) unsigned char data[];
};

struct arena {
	struct chunk *top;
	size_t held; /* bytes in all chunks */
};

static void
memory_ran_out(void)
{
	fputs("yearbook: out of memory; nothing was replaced\n", stderr);
	_Exit(2);
}

void *
xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);
	if (!p)
		memory_ran_out();
	return p;
}

void *
xrealloc(void *p, size_t size)
{
	void *q = realloc(p, size ? size : 1);
	if (!q)
		memory_ran_out();
	return q;
}

struct arena *
arena_new(void)
{
	struct arena *a = xmalloc(sizeof *a);
	*a = (struct arena){0};
	return a;
}

static void
chunks_free(struct chunk *c)
{
	while (c) {
		struct chunk *prev = c->prev;
		ASAN_UNPOISON_MEMORY_REGION(c->data, c->size);
		free(c);
		c = prev;
	}
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	chunks_free(a->top);
	free(a);
}

void
arena_adopt(struct arena *to, struct arena *from)
{
	struct chunk *bottom = from->top;
	while (bottom && bottom->prev)
		bottom = bottom->prev;
	if (bottom && to->top) { /* below the chunk that is being filled */
		bottom->prev = to->top->prev;
		to->top->prev = from->top;
	} else if (bottom)
		to->top = from->top;
	to->held += from->held;
	free(from);
}

void
arena_reset(struct arena *a)
{
	if (!a->top)
		return;
	chunks_free(a->top->prev);
	a->top->prev = NULL;
	a->top->used = 0;
	a->held = a->top->size;
	ASAN_POISON_MEMORY_REGION(a->top->data, a->top->size);
}

static void
chunk_add(struct arena *a, size_t size)
{
	size_t n = a->held / CHUNK_SHARE;
	n = n < CHUNK_MIN ? CHUNK_MIN : n > CHUNK_MAX ? CHUNK_MAX : n;
	if (size > n)
		n = size;
	if (n > SIZE_MAX / 2)
		memory_ran_out();
	struct chunk *c = xmalloc(sizeof *c + n);
	*c = (struct chunk){.prev = a->top, .size = n};
	ASAN_POISON_MEMORY_REGION(c->data, n);
	a->top = c;
	a->held += n;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX / 4)
		memory_ran_out();
	size_t n = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (!n)
		n = ALIGN;
	if (!a->top || a->top->size - a->top->used < n)
		chunk_add(a, n);
	void *p = a->top->data + a->top->used;
	a->top->used += n;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	memset(p, 0, size);
	return p;
}

void *
arena_alloc_n(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 4 / size)
		memory_ran_out();
	return arena_alloc(a, n * size);
}

char *
arena_dup(struct arena *a, const void *p, size_t n)
{
	char *q = arena_alloc(a, n + 1);
	if (n)
		memcpy(q, p, n);
	return q;
}

size_t
arena_size(const struct arena *a)
{
	return a->held;
}

void *
arena_grow(struct arena *a, void *p, size_t n, size_t *cap, size_t size)
{
	*cap = *cap ? *cap * 2 : 8;
	void *q = arena_alloc_n(a, *cap, size);
	if (n)
		memcpy(q, p, n * size);
	return q;
}
