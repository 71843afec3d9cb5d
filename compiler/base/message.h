/* message.h - what is said to the user, in the user's language */
#ifndef YB_MESSAGE_H
#define YB_MESSAGE_H
#include "base/str.h"

/* From now on messages are looked up in a compiled catalogue (the bytes of a GNU .mo file, which stay where they are); empty: none, messages stay
 * English. Called once, before any thread starts. false when the bytes are no catalogue. */
bool messages_use(struct str mo);
/* A message, or a format of one, in the user's language; what was given where the catalogue lacks it. Never NULL. */
const char *message(const char *english) __attribute__((format_arg(1)));
/* Marks a text for the catalogue where message() cannot be called: in a table. */
#define MESSAGE(text) text
#endif
