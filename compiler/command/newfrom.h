/* newfrom.h - a new volume from the one before (inside command/ only) */
#ifndef YB_NEWFROM_H
#define YB_NEWFROM_H
#include "base/yaml.h"
#include "command/run.h"

/* What is known of the volume before. */
struct volume_before {
	struct str file, text; /* its yearbook.yaml */
	const struct yaml *top; /* the same as it was read */
	const struct config *config;
	char *root, *to; /* real paths of its folder, and of the new one; with no slash at the end */
	int year; /* the last that it covers; 0: not known */
	struct str language; /* that the program found it to be in, by its ledger; empty: it says so itself, or nobody knows */
	bool own_posts; /* some of its posts lie in its folder */
};

/* The new yearbook.yaml: a copy with its comments, where what belongs to one volume is raised, led elsewhere or taken out. Says what it changes. */
struct str newfrom_yaml(struct run_state *r, const struct volume_before *v);
/* Copies the files of its own that the new volume needs: style, faces, word lists, people, sponsors, credits, the ledger. false (said) when one cannot be. */
bool newfrom_files(struct run_state *r, const struct volume_before *v);
/* A real path as seen from the folder `from`, both without dots: "../2025/posts". */
struct str path_from(struct arena *a, struct str from, struct str to);
#endif
