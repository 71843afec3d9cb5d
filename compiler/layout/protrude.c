/* protrude.c - how far characters hang over the margin: a table in thousandths of their width, before what a face does by itself */
#include "layout/protrude.h"

#include <stddef.h>

struct hang {
	uint32_t rune;
	int16_t left, right;
};

/* Sorted by character. Small marks hang most; round and slanted letters a little. */
static const struct hang hangs[] = {
	{'!', 0, 100},
	{'"', 400, 400},
	{'\'', 500, 500},
	{'(', 100, 0},
	{')', 0, 100},
	{'*', 200, 200},
	{',', 0, 600},
	{'-', 400, 500},
	{'.', 0, 700},
	{'/', 100, 200},
	{':', 0, 400},
	{';', 0, 300},
	{'?', 0, 150},
	{'A', 50, 50},
	{'C', 50, 0},
	{'D', 0, 50},
	{'F', 0, 50},
	{'G', 50, 0},
	{'J', 50, 0},
	{'K', 0, 50},
	{'L', 0, 50},
	{'O', 50, 50},
	{'Q', 50, 50},
	{'T', 50, 50},
	{'V', 50, 50},
	{'W', 50, 50},
	{'X', 50, 50},
	{'Y', 50, 50},
	{'[', 50, 0},
	{']', 0, 50},
	{'k', 0, 50},
	{'r', 0, 50},
	{'t', 0, 50},
	{'v', 50, 50},
	{'w', 50, 50},
	{'x', 50, 50},
	{'y', 50, 50},
	{0xAB, 250, 250},
	{0xB7, 200, 300},
	{0xBB, 250, 250},
	{0xBF, 100, 0},
	{0x2010, 400, 500},
	{0x2013, 200, 250},
	{0x2014, 150, 200},
	{0x2018, 500, 500},
	{0x2019, 500, 600},
	{0x201A, 400, 400},
	{0x201C, 350, 350},
	{0x201D, 350, 450},
	{0x201E, 350, 350},
	{0x2026, 0, 150},
	{0x2039, 300, 300},
	{0x203A, 300, 300},
};

static const struct hang *
hang_find(uint32_t rune)
{
	size_t low = 0, high = sizeof hangs / sizeof hangs[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (hangs[middle].rune == rune)
			return &hangs[middle];
		if (hangs[middle].rune < rune)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

int
protrude_left(uint32_t rune)
{
	const struct hang *h = hang_find(rune);
	return h ? h->left : 0;
}

int
protrude_right(uint32_t rune)
{
	const struct hang *h = hang_find(rune);
	return h ? h->right : 0;
}
