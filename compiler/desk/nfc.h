/* nfc.h - accents joined with their letters (inside desk/ only) */
#ifndef YB_DESK_NFC_H
#define YB_DESK_NFC_H
#include "base/arena.h"
#include "base/str.h"

/* The text in Unicode's form NFC, as posts are read: a Mac types "é" as one character and names its files with two. The text itself where it has it. */
struct str str_nfc(struct arena *a, struct str s);
/* The same of an address, whose %xx are the bytes that they stand for. */
struct str address_nfc(struct arena *a, struct str s);
#endif
