/* mailbox.h - the mails of a run and of earlier ones, in the output folder: nothing that a person changed is lost (inside command/ only) */
#ifndef YB_MAILBOX_H
#define YB_MAILBOX_H
#include "base/map.h"
#include "command/run.h"

/* What was written last lies in .yearbook/requests below the folder, by which it is known what a person changed. */
struct mailbox {
	struct run_state *r;
	struct diag *d; /* what is said of them */
	struct str folder, kept;
	struct map written; /* names of files */
};

/* Makes the folders; false, reported in d, when that cannot be done. */
bool mailbox_open(struct mailbox *m, struct run_state *r, struct diag *d);
/* Writes folder/name, which must live as long as the mailbox. A mail that a person changed stays as long as there is nothing else to say; then it lies
 * beside the new one as NAME~. false, reported, when it cannot be written. */
bool mailbox_write(struct mailbox *m, struct str name, struct str text);
/* Takes away the mails of earlier runs whose reason is gone; those that a person changed stay, and that is said. */
void mailbox_clear(struct mailbox *m);
#endif
