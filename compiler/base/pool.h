/* pool.h - the same work on many items, on several threads */
#ifndef YB_POOL_H
#define YB_POOL_H
#include <stddef.h>

/* Calls work(ctx, i, worker) once for each i of 0..n-1, on up to `threads` threads (at least one; the caller's is one
 * of them). Items are taken in ascending order; worker is 0..threads-1, for scratch memory per thread. Returns when all
 * are done. Results must not depend on the order. */
void pool_run(int threads, size_t n, void (*work)(void *ctx, size_t i, int worker), void *ctx);
/* Number of processors that this process may use, at least 1. */
int pool_processors(void);
#endif
