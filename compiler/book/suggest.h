/* suggest.h - candidates for the index, found in the text (inside book/ only) */
#ifndef YB_SUGGEST_H
#define YB_SUGGEST_H
#include "book/index.h"

enum suggest_kind { SUGGEST_PERSON, SUGGEST_ORGANISATION, SUGGEST_PLACE, SUGGEST_OTHER, SUGGEST_KINDS };

/* What a word of the three languages tells of the names beside it or of those that it is in. All take a folded word. */
bool word_links(struct str word); /* may stand in small letters within a name: de, of */
bool word_role(struct str word); /* directora, CEO: a person stands beside it */
bool word_organisation(struct str word); /* Fundación, University */
bool word_given(struct str word); /* a frequent given name */
bool word_place_before(struct str word); /* en, in: a place may follow */
bool word_calendar(struct str word); /* months and days */
#endif
