# yearbook: `make` builds ./yearbook; `make book` installs what is missing, builds and compiles the sample book;
# `make check` installs what the tests need and runs them all. CONTRIBUTING.md explains the rest.

CC ?= cc
PKG_CONFIG ?= pkg-config
PREFIX ?= /usr/local
DESTDIR ?=
O ?= build/obj
BIN ?= yearbook
VERSION := 0.1.0

# What building needs, what testing needs, and what only the long checks of CI need, as Debian and Ubuntu name it.
DEPS := build-essential gettext pkg-config libcairo2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcsv-dev libexpat1-dev libgumbo-dev libfontconfig-dev libharfbuzz-dev \
	libheif-dev libhpdf-dev libhyphen-dev libicu-dev libjansson-dev libjpeg-dev liblcms2-dev libpng-dev libqrencode-dev librsvg2-dev libturbojpeg0-dev libwebp-dev libyaml-dev \
	libzint-dev libzip-dev zlib1g-dev libdeflate-dev nettle-dev
CHECK_DEPS := $(DEPS) cmark-gfm culmus default-jre-headless epubcheck fonts-hosny-amiri fonts-lohit-deva fonts-lohit-telu \
	fonts-tlwg-loma-ttf fonts-wqy-microhei ghostscript mandoc mupdf-tools poppler-utils python3 qpdf tidy unzip zbar-tools
CI_DEPS := $(CHECK_DEPS) calibre clang clang-format cppcheck libclang-rt-dev

PKGS := cairo expat fontconfig harfbuzz harfbuzz-subset lcms2 libzip yaml-0.1 jansson icu-uc icu-i18n libpng libjpeg libturbojpeg libqrencode zlib libdeflate nettle libcmark-gfm gumbo \
	libwebp libwebpdemux libheif librsvg-2.0 gdk-pixbuf-2.0
OPT ?= -O3 -g
WARN := -std=c17 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wcast-qual -Wvla -Wformat=2 -Wundef
CPPFLAGS += -D_GNU_SOURCE -DYB_VERSION='"$(VERSION)"' -Icompiler
CFLAGS += $(OPT) $(WARN) $(WERROR) $(SAN) -MMD -MP -pthread $(shell $(PKG_CONFIG) --cflags-only-I $(PKGS) 2>/dev/null)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lcsv -lzint -lhpdf -lhyphen -lm
LDFLAGS += $(SAN) -pthread

SRC := $(sort $(wildcard compiler/*/*.c))
OBJ := $(SRC:compiler/%.c=$(O)/%.o)
# Everything that is compiled in: text faces, styles, hyphenation patterns, names of emoji, the first book of `yearbook new`.
DATA := $(filter-out fonts/NotoColorEmoji.ttf,$(sort $(wildcard fonts/*.ttf))) \
	$(sort $(wildcard styles/*.yaml styles/*.css styles/*/*.yaml styles/printers/*.icc styles/*/*.dic styles/new/*.md styles/press/*.txt styles/emoji/*.txt))
# The languages of the messages: catalogues compiled from styles/messages/*.po.
CATALOGUES := $(patsubst %.po,$(O)/%.mo,$(sort $(wildcard styles/messages/*.po)))
TESTS := $(patsubst tests/%.c,$(O)/tests/%,$(sort $(wildcard tests/*/*_test.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,$(O)/fuzz/%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))

# As many at a time as there are processors, unless -j says otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

# V=1 shows the commands
Q := $(if $(V),,@)
say = @printf '  %s\n' '$(1)'

all: $(BIN)

$(BIN): $(O)/main.o $(O)/data.o $(OBJ)
	$(call say,link $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(O)/%.o: compiler/%.c
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Loops over every byte of a picture.
$(O)/image/inks.o $(O)/image/png.o $(O)/image/screen.o $(O)/image/small.o $(O)/image/resample.o: OPT += -O3

# A table {name, first byte, byte behind the last} of the files compiled in; style/builtin.c reads it.
$(O)/data.S: $(DATA) $(CATALOGUES) Makefile
	@mkdir -p $(@D)
	@{ printf '.section .rodata\n'; i=0; for f in $(DATA) $(CATALOGUES); do \
	  printf '.balign 16\nn%d: .asciz "%s"\n.balign 16\nb%d: .incbin "%s"\ne%d: .byte 0\n' $$i $${f#$(O)/} $$i $$f $$i; i=$$((i+1)); done; \
	  printf '.section .data.rel.ro,"aw"\n.balign 8\n.globl builtin_files\nbuiltin_files:\n'; i=0; \
	  for f in $(DATA) $(CATALOGUES); do printf '.quad n%d, b%d, e%d\n' $$i $$i $$i; i=$$((i+1)); done; \
	  printf '.quad 0, 0, 0\n.section .note.GNU-stack,"",%%progbits\n'; } > $@

$(O)/%.mo: %.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

# What stands before a text that is said to the user.
MESSAGE_WORDS := $(addprefix --keyword=,message MESSAGE diag_add:6 diag_add_page:6 WANTS:5 BAD:3 NAME_FINDING TAG_FINDING:4 progress:2 usage_error:1)

# The texts of the program as a template.
pot:
	@mkdir -p build
	xgettext --language=C --from-code=UTF-8 $(MESSAGE_WORDS) --flag=diag_add:6:c-format --flag=diag_add_page:6:c-format --flag=WANTS:5:c-format --no-location \
	  --sort-output --no-wrap --package-name=yearbook --package-version=$(VERSION) -o build/messages.pot compiler/*.c compiler/*/*.c

# The catalogues brought up to it: what is new stands there with an empty msgstr.
messages: pot
	for po in styles/messages/*.po; do msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --sort-output $$po build/messages.pot; done

$(O)/data.o: $(O)/data.S
	$(Q)$(CC) -c -o $@ $<

# ---- the two commands of the README ----

deps:
	@tests/tools/install $(DEPS)

check-deps:
	@tests/tools/install $(CHECK_DEPS)

ci-deps:
	@tests/tools/install $(CI_DEPS)

book: deps
	@$(MAKE) --no-print-directory all
	./$(BIN) build content

# A browser and the readers in it, for tests/readers; what cannot be had is said, and those tests skip.
readers-deps: check-deps # one after the other: both install packages
	@tests/readers/install

check: check-deps readers-deps
	@$(MAKE) --no-print-directory test

# ---- tests ----

$(O)/tests/%: tests/%.c $(O)/data.o $(OBJ)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(O)/data.o $(OBJ) $(LDLIBS)

tests-built: all $(TESTS)

test: tests-built
	@BIN=$(abspath $(BIN)) OBJ=$(abspath $(O)) SANITIZED="$(SAN)" tests/run $(T)

# The whole suite under AddressSanitizer and UndefinedBehaviorSanitizer.
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
asan:
	@mkdir -p build && ln -sfn ../fonts build/fonts # the face of emoji lies beside the program
	@$(MAKE) --no-print-directory O=build/asan BIN=build/asan-yearbook SAN="$(SANITIZE)" OPT="-O1 -g" test

# Each fuzz target for SECONDS seconds over its stored corpus; new inputs go to build/.
FUZZ_SECONDS ?= 60
$(O)/fuzz/%: tests/fuzz/%.c $(O)/data.o $(OBJ)
	@mkdir -p $(@D)
	$(call say,link $@)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(O)/data.o $(OBJ) $(LDLIBS)

fuzzers: $(FUZZERS)

fuzz:
	@$(MAKE) --no-print-directory O=build/fuzz CC=clang SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all" OPT="-O1 -g" fuzzers
	@tests/tools/fuzz build/fuzz/fuzz $(FUZZ_SECONDS)

lint:
	@tests/tools/lint

bench: all
	@tests/tools/bench

shots: all
	@tests/tools/shots

# ---- installation ----

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/yearbook $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/man/man7 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/yearbook
	install -m 644 fonts/NotoColorEmoji.ttf fonts/NotoColorEmoji-LICENSE.txt $(DESTDIR)$(PREFIX)/share/yearbook
	install -m 644 compiler/man/yearbook.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 compiler/man/yearbook.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 compiler/man/yearbook.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 compiler/man/yearbook.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/yearbook

clean:
	rm -rf build yearbook

-include $(OBJ:.o=.d) $(O)/main.d
.PHONY: all deps check-deps readers-deps ci-deps book check test tests-built asan fuzz fuzzers lint bench shots pot messages install clean
