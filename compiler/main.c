/* main.c - one run from its first to its last line: command, signals, exit status */
#include "base/file.h"
#include "base/message.h"
#include "command/run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
interrupted(int signal_number)
{
	file_out_drop_all();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static int
command_run(struct run_state *r)
{
	if (!strcmp(r->opt.command, "new"))
		return command_new(r);
	if (!strcmp(r->opt.command, "check"))
		return command_check(r);
	if (!strcmp(r->opt.command, "dump"))
		return command_dump(r);
	if (!strcmp(r->opt.command, "index"))
		return command_index(r);
	if (!strcmp(r->opt.command, "handout"))
		return command_handout(r);
	return command_build(r);
}

int
main(int argc, char **argv)
{
	static char name[] = "yearbook"; /* for getopt's messages: not the path it was called by */
	struct run_state r = {0};
	int drawn;
	if (image_draws(argc, argv, &drawn))
		return drawn;
	if (argc > 0)
		argv[0] = name;
	r.opt = (struct options){.a = r.a = arena_new(), .ui_lang = "en"};
	ui_language_default(&r.opt);
	int status = options_read(&r.opt, argc, argv);
	if (status < 0) {
		clock_gettime(CLOCK_MONOTONIC, &r.start);
		signal(SIGINT, interrupted);
		signal(SIGTERM, interrupted);
		signal(SIGHUP, interrupted);
		signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
		r.terminal = isatty(STDERR_FILENO) && !r.opt.quiet;
		r.d = diag_new();
		status = command_run(&r);
		layout_free(r.layout);
		book_free(r.book);
		image_probes_close(r.probes);
		image_cache_close(r.cache);
		diag_free(r.d);
	}
	arena_free(r.a);
	if (fflush(stdout) || ferror(stdout)) {
		fputs(message("yearbook: the output could not be written\n"), stderr);
		status = EXIT_SYSTEM;
	}
	return status;
}
