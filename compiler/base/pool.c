/* pool.c - the same work on many items, on several threads */
#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct job {
	void (*work)(void *ctx, size_t i, int worker);
	void *ctx;
	size_t n;
	atomic_size_t next;
};

struct worker {
	struct job *job;
	int number;
	pthread_t thread;
};

static void *
worker_run(void *arg)
{
	struct worker *w = arg;
	for (;;) {
		size_t i = atomic_fetch_add(&w->job->next, 1);
		if (i >= w->job->n)
			return NULL;
		w->job->work(w->job->ctx, i, w->number);
	}
}

void
pool_run(int threads, size_t n, void (*work)(void *, size_t, int), void *ctx)
{
	struct job job = {.work = work, .ctx = ctx, .n = n};
	if (threads < 1)
		threads = 1;
	if ((size_t)threads > n)
		threads = n ? (int)n : 1;
	struct worker *w = xmalloc((size_t)threads * sizeof *w);
	int started = 1; /* number 0 is the caller */
	w[0] = (struct worker){.job = &job};
	for (int i = 1; i < threads; i++) {
		w[started] = (struct worker){.job = &job, .number = started};
		if (pthread_create(&w[started].thread, NULL, worker_run, &w[started]) == 0)
			started++;
	}
	worker_run(&w[0]);
	for (int i = 1; i < started; i++)
		pthread_join(w[i].thread, NULL);
	free(w);
}

int
pool_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set))
		return 1;
	int n = CPU_COUNT(&set);
	return n > 0 ? n : 1;
}
