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
	static const struct {
		const char *name;
		int (*run)(struct run_state *r);
	} commands[] = {{"build", command_build}, {"check", command_check}, {"new", command_new}, {"dump", command_dump},
		{"index", command_index}, {"handout", command_handout}, {"plan", command_plan}, {"fixes", command_fixes},
		{"requests", command_requests}, {"proof", command_proof}};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!strcmp(r->opt.command, commands[i].name))
			return commands[i].run(r);
	return EXIT_SYSTEM; /* options_read knows no others */
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
