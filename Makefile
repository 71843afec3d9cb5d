# yearbook: `make` builds ./yearbook; `make book` installs what is missing and compiles the sample book; `make check` tests all.

CC ?= cc
PKG_CONFIG ?= pkg-config
PREFIX ?= /usr/local
DESTDIR ?=
O ?= build/obj
VERSION := 0.1.0

PKGS := harfbuzz harfbuzz-subset libzip yaml-0.1 icu-uc icu-i18n libpng libjpeg libturbojpeg zlib libdeflate libcmark-gfm gumbo
OPT ?= -O2 -g
WARN := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wcast-qual -Wvla -Wformat=2 -Wundef
CPPFLAGS += -D_GNU_SOURCE -DYB_VERSION='"$(VERSION)"' -Icompiler
CFLAGS += $(OPT) $(WARN) $(SAN) -MMD -MP -pthread $(shell $(PKG_CONFIG) --cflags-only-I $(PKGS) 2>/dev/null)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lhpdf -lhyphen -lm
LDFLAGS += $(SAN) -pthread

SRC := $(sort $(wildcard compiler/*/*.c))
OBJ := $(SRC:compiler/%.c=$(O)/%.o)
# Everything that is compiled in: text faces, styles, hyphenation patterns.
DATA := $(filter-out fonts/NotoColorEmoji.ttf,$(sort $(wildcard fonts/*.ttf))) $(sort $(wildcard styles/*.yaml styles/*.css styles/*/*.yaml styles/*/*.dic styles/new/*.md))

all: yearbook

yearbook: $(O)/main.o $(O)/data.o $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(O)/%.o: compiler/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# A table {name, start, end} of the files compiled in; style/builtin.c reads it.
$(O)/data.S: $(DATA) Makefile
	@mkdir -p $(@D)
	@{ printf '.section .rodata\n.balign 16\n'; i=0; for f in $(DATA); do \
	  printf 'n%d: .asciz "%s"\n.balign 16\nb%d: .incbin "%s"\ne%d: .byte 0\n.balign 16\n' $$i $$f $$i $$f $$i; i=$$((i+1)); done; \
	  printf '.section .data.rel.ro,"aw"\n.balign 8\n.globl builtin_files\nbuiltin_files:\n'; i=0; for f in $(DATA); do printf '.quad n%d, b%d, e%d\n' $$i $$i $$i; i=$$((i+1)); done; \
	  printf '.quad 0, 0, 0\n.section .note.GNU-stack,"",%%progbits\n'; } > $@

$(O)/data.o: $(O)/data.S
	$(CC) -c -o $@ $<

clean:
	rm -rf build yearbook

-include $(OBJ:.o=.d) $(O)/main.d
.PHONY: all clean
