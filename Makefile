# Entente: one loadable file from ext/ and schema/.
#
#   make                build/entente.so       (.load build/entente)
#   make static         build/libentente.a     (SQLITE_CORE, see ext/entente.h)
#   make amalgamation   build/entente.c, build/entente.h
#   make test           unit suites, golden SQL, the documentation
#   make entry          which SQLite the entry point refuses
#   make docs           every example and SQL block of the documentation
#   make reference      ext/README.md, from what is registered
#   make check          the rules that a compiler does not know
#   make demo           the first sample, told query by query
#   make bindings       the ranking from every language that can be had here
#   make pictures       samples/pictures/*.svg, from SQL; needs npm
#   make dqlite         the ranking from three nodes, one of them killed
#   make beyond         that, Litestream and ClickHouse; needs npm, 0.6 GB
#   make asan           the tests under the address and UB sanitizers
#   make faults         each allocation and disk operation fails; kill -9
#   make threads        many threads at once, under the thread sanitizer
#   make versions       the one file in nine versions of SQLite; needs npm
#   make machines       other processors, C libraries, compilers; MACHINE=s390x
#   make safe           a shell with -safe that has it built in; needs npm
#   make fuzz           SECONDS=60 for each fuzzer; needs clang
#   make analyze        what clang-tidy, scan-build and -Weverything find
#   make coverage       lines and branches that the tests reach; some minutes
#   make mcdc           conditions that they show to decide; needs clang-19
#   make torture        all of these, and the random tests at length;
#                       PART="fuzz machines"
#   make bench          the targets, each beside a peer
#   make format         clang-format over the .c files
#   make install        PREFIX=/usr/local, LIBDIR=, MANDIR=, DESTDIR=
#   make installcheck   what is installed, used
#   make deb            Debian's packages, build/deb
#   make wheel npm      Python's and Node's, build/dist; PLATFORMS=
#   make dist           all that is released, with checksums, build/dist
#   make wasm           SQLite with Entente for browsers, build/wasm
#   make packagecheck   those, installed and used; PACKAGE=deb
#
# CC, CFLAGS, CPPFLAGS, LDFLAGS are the caller's. WERROR=1 makes warnings
# errors. CJSON_SRC=dir compiles dir/cJSON.c in, hidden, instead of linking
# the system's library. BUILD=dir builds elsewhere.

VERSION   := $(shell sed -n 's/^\#define ENT_VERSION "\(.*\)"/\1/p' ext/sql/sql.h)
BUILD     ?= build
PREFIX    ?= /usr/local
DESTDIR   ?=
# Debian's own place for libraries when the prefix is the system's.
LIBDIR    ?= $(PREFIX)/lib$(if $(filter /usr,$(PREFIX)),$(addprefix \
               /,$(shell $(CC) -print-multiarch 2>/dev/null)))
MANDIR    ?= $(PREFIX)/share/man
CC        ?= cc
AR        ?= ar
CFLAGS    ?= -O2 -g
PKGCONFIG ?= pkg-config
SQLITE3   ?= sqlite3

WARN := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla \
        -Werror=implicit-function-declaration
ifdef WERROR
WARN += -Werror
endif

# ---- The platform: that of the compiler, which may not be the one here

MACHINE := $(shell $(CC) -dumpmachine 2>/dev/null)
PIC     := -fPIC
ifneq (,$(findstring mingw,$(MACHINE)))
SO      := dll
PIC     :=
# The file has neither the time nor the folder of its making in it.
SHARED  := -shared -static-libgcc -Wl,--no-insert-timestamp \
           -Wl,--disable-auto-image-base
EXPORTS := $(BUILD)/exports.def
EXPORT  := $(EXPORTS)
LISTED  := EXPORTS\n  %s\n  %s\n
else ifneq (,$(findstring darwin,$(MACHINE)))
SO      := dylib
SHARED  := -dynamiclib -undefined dynamic_lookup
EXPORTS := $(BUILD)/exports
EXPORT  := -Wl,-exported_symbols_list,$(EXPORTS)
LISTED  := _%s\n_%s\n
else
SO      := so
# nodelete: functions that stay registered after a failed load must not hang
# in unmapped memory. defs: nothing but SQLite's table of routines is needed.
SHARED  := -shared -Wl,-z,nodelete -Wl,-z,defs -Wl,-soname,entente.so
EXPORTS := $(BUILD)/exports
EXPORT  := -Wl,--version-script=$(EXPORTS)
LISTED  := {\n  global: %s; %s;\n  local: *;\n};\n
endif
ENTRIES := sqlite3_entente_init sqlite3_entente_nofiles_init

# ---- cJSON: the system's, or compiled in

ifdef CJSON_SRC
CJSON_H     := $(BUILD)/cjson/cjson/cJSON.h
CJSON_FLAGS := -I$(BUILD)/cjson -I$(BUILD)/cjson/cjson
CJSON_OBJ   := $(BUILD)/cjson/cJSON.o
CJSON_LIBS  :=
else
CJSON_FLAGS := $(shell $(PKGCONFIG) --cflags libcjson 2>/dev/null)
CJSON_LIBS  := $(shell $(PKGCONFIG) --libs libcjson 2>/dev/null || echo -lcjson)
endif

# ---- What is built from what

SCHEMA := $(wildcard $(addprefix schema/, provenance.sql states.sql deals.sql \
            articles.sql dictionary.sql search.sql \
            parameter.sql \
            reference/source.sql reference/state.sql reference/names.sql \
            reference/un.sql reference/dictionary.sql)) \
          $(sort $(wildcard schema/import/*.sql))
HEADERS := $(wildcard ext/*.h ext/*/*.h)
SOURCES := $(sort $(wildcard ext/world/*.c)) $(sort $(wildcard ext/measure/*.c)) \
           $(sort $(wildcard ext/text/*.c)) $(sort $(wildcard ext/read/*.c)) \
           $(sort $(wildcard ext/sql/*.c)) $(sort $(wildcard ext/*.c))
SUITES  := $(sort $(wildcard tests/unit/test_*.c))
UNIT    := $(sort $(wildcard tests/unit/*.c))

OBJ      := $(SOURCES:ext/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/schema_data.o
CORE_OBJ := $(SOURCES:ext/%.c=$(BUILD)/core/%.o) $(BUILD)/core/schema_data.o
UNIT_OBJ := $(UNIT:tests/unit/%.c=$(BUILD)/unit/%.o)

# The version script hides all but the entry points, so no symbol can be
# replaced by another library's, and the compiler may count on that.
ALL_CFLAGS := -std=c11 $(PIC) -fno-semantic-interposition $(WARN) $(CFLAGS)
ALL_CPPFLAGS := -Iext -D_FILE_OFFSET_BITS=64 $(CJSON_FLAGS) $(CPPFLAGS) -MMD -MP

.PHONY: all loadable static amalgamation test unit golden entry docs reference check \
        demo bindings hosts pictures pictures-check dqlite beyond asan faults \
        threads versions machines safe fuzz analyze coverage mcdc torture bench format \
        install installcheck uninstall deb wheel npm dist wasm packagecheck clean help \
        FORCE
.DELETE_ON_ERROR:

all: loadable
loadable: $(BUILD)/entente.$(SO)
static: $(BUILD)/libentente.a $(BUILD)/entente.h
amalgamation: $(BUILD)/entente.c $(BUILD)/entente.h

help:
	@sed -n 's/^#   make/  make/p' Makefile

# A list that changes remakes what depends on it; one that does not, nothing.
define keep
	@mkdir -p $(@D)
	@printf '%s\n' $(1) >$@.new
	@cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@
endef

$(BUILD)/flags: FORCE
	$(call keep,'$(subst ','\'',$(CC) $(ALL_CFLAGS) $(ALL_CPPFLAGS) $(LDFLAGS))')

$(BUILD)/sources: FORCE
	$(call keep,$(SOURCES) $(SCHEMA))

$(EXPORTS): Makefile
	@mkdir -p $(@D)
	@printf '$(LISTED)' $(ENTRIES) >$@

# ---- Compile

$(BUILD)/schema_data.c: schema/embed.sh $(SCHEMA) $(BUILD)/sources
	sh schema/embed.sh $(SCHEMA) >$@

$(BUILD)/obj/%.o: ext/%.c $(BUILD)/flags $(CJSON_H)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_CPPFLAGS) -c -o $@ $<

$(BUILD)/obj/schema_data.o: $(BUILD)/schema_data.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_CPPFLAGS) -c -o $@ $<

$(BUILD)/core/%.o: ext/%.c $(BUILD)/flags $(CJSON_H)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_CPPFLAGS) -DSQLITE_CORE -c -o $@ $<

$(BUILD)/core/schema_data.o: $(BUILD)/schema_data.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_CPPFLAGS) -DSQLITE_CORE -c -o $@ $<

$(BUILD)/unit/%.o: tests/unit/%.c $(BUILD)/flags $(BUILD)/test_list.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -I$(BUILD) $(ALL_CPPFLAGS) \
	  -DSQLITE_CORE -c -o $@ $<

ifdef CJSON_SRC
$(CJSON_H): $(CJSON_SRC)/cJSON.h
	@mkdir -p $(@D)
	cp $< $@
$(CJSON_OBJ): $(CJSON_SRC)/cJSON.c $(CJSON_H) $(BUILD)/flags
	$(CC) -std=c11 $(PIC) $(CFLAGS) $(ALL_CPPFLAGS) -DCJSON_HIDE_SYMBOLS -c -o $@ $<
endif

# ---- Link

$(BUILD)/entente.$(SO): $(OBJ) $(CJSON_OBJ) $(EXPORTS) $(BUILD)/sources
	$(CC) $(SHARED) $(EXPORT) $(CFLAGS) $(LDFLAGS) -o $@ \
	  $(OBJ) $(CJSON_OBJ) $(CJSON_LIBS) -lm

$(BUILD)/libentente.a: $(CORE_OBJ) $(CJSON_OBJ) $(BUILD)/sources
	@rm -f $@
	$(AR) rcs $@ $(CORE_OBJ) $(CJSON_OBJ)

$(BUILD)/entente.h: ext/entente.h
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/entente.c: ext/amalgamate.awk $(HEADERS) $(SOURCES) \
                    $(BUILD)/schema_data.c $(BUILD)/sources
	LC_ALL=C awk -v version='$(VERSION)' -f ext/amalgamate.awk \
	  $(SOURCES) $(BUILD)/schema_data.c >$@

# ---- Test

$(BUILD)/test_list.h: FORCE
	$(call keep,$(foreach s,$(patsubst tests/unit/test_%.c,%,$(SUITES)),'X($(s))'))

$(BUILD)/entente_test: $(UNIT_OBJ) $(CORE_OBJ) $(CJSON_OBJ) $(BUILD)/sources
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(UNIT_OBJ) $(CORE_OBJ) \
	  $(CJSON_OBJ) $(CJSON_LIBS) -lcunit -lsqlite3 -lpthread -lm

test: unit golden entry docs pictures-check hosts

unit: $(BUILD)/entente_test
	$(BUILD)/entente_test $(SUITE)

golden: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) \
	  PRELOAD='$(PRELOAD)' sh tests/golden/run $(CASE)

entry: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) CC='$(CC)' sh tests/entry/run

docs: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) sh tests/docs

reference: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) \
	  sh ext/reference.sh >$(BUILD)/reference.md
	mv $(BUILD)/reference.md ext/README.md

demo: $(BUILD)/entente.$(SO)
	@ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) sh samples/demo

# Programs of other languages; `hosts` are those that need nothing more.
bindings hosts: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) CC='$(CC)' \
	  $(if $(filter hosts,$@),INSTALL=0) sh tests/bindings \
	  $(if $(filter hosts,$@),shell c python,$(HOST))

# Graphviz and Vega-Lite draw them; PICTURE=map is one of them.
pictures: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) \
	  sh samples/pictures/draw $(PICTURE)

pictures-check: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) sh tests/pictures

dqlite: loadable static
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) CC='$(CC)' \
	  CJSON_LIBS='$(CJSON_LIBS)' sh samples/beyond/dqlite

beyond: dqlite
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) \
	  sh samples/beyond/litestream
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) \
	  sh samples/beyond/clickhouse

check: all amalgamation
	BUILD=$(BUILD) CC='$(CC)' MAKE='$(MAKE)' sh tests/check

SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
            -fno-sanitize-recover=undefined
asan:
	$(MAKE) BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' unit
	$(MAKE) BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' \
	  PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	  golden

# What is built in, and then the file, loaded from all threads.
threads:
	$(MAKE) BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' \
	  all $(BUILD)/tsan/entente_test
	for file in '' ENTENTE=$(BUILD)/tsan/entente; do \
	  env TSAN_OPTIONS='halt_on_error=0 exitcode=66' \
	    ENTENTE_ROUNDS=$${ENTENTE_ROUNDS:-10} $$file \
	    $(BUILD)/tsan/entente_test threads || exit 1; \
	done

versions: $(BUILD)/entente.$(SO) $(BUILD)/entente_test
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) CC='$(CC)' CJSON_LIBS='$(CJSON_OBJ) $(CJSON_LIBS)' \
	  sh tests/versions/run $(VERSIONS)

safe: $(BUILD)/entente.$(SO) static
	BUILD=$(BUILD) CC='$(CC)' SQLITE3=$(SQLITE3) \
	  CJSON_LIBS='$(CJSON_OBJ) $(CJSON_LIBS)' sh tests/safe

machines: $(BUILD)/entente.$(SO)
	BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/machines/run $(MACHINE)

CLANG   ?= clang
SECONDS ?= 60
fuzz:
	$(MAKE) BUILD=$(BUILD)/fuzz CC='$(CLANG)' CFLAGS='-O1 -g \
	  -fsanitize=fuzzer-no-link,address,undefined \
	  -fno-sanitize-recover=undefined' static
	BUILD=$(BUILD)/fuzz CLANG='$(CLANG)' SECONDS_EACH=$(SECONDS) \
	  CJSON_LIBS='$(CJSON_OBJ) $(CJSON_LIBS)' sh tests/fuzz/run $(FUZZER)

# Hours; ENTENTE_EVERY=7 is a seventh of it.
faults: $(BUILD)/entente_test
	ENTENTE_EVERY=$${ENTENTE_EVERY:-1} $(BUILD)/entente_test memory
	ENTENTE_EVERY=$${ENTENTE_EVERY:-1} ENTENTE_KILLS=500 \
	  $(BUILD)/entente_test disk

analyze:
	BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/analyze $(PART)

coverage:
	BUILD=$(BUILD) MAKE='$(MAKE)' SQLITE3=$(SQLITE3) WHAT=$(WHAT) sh tests/coverage
mcdc:
	BUILD=$(BUILD) MAKE='$(MAKE)' WHAT=$(WHAT) sh tests/coverage mcdc

torture:
	@BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/torture $(PART)

bench: $(BUILD)/entente.$(SO)
	ENTENTE=$(BUILD)/entente BUILD=$(BUILD) SQLITE3=$(SQLITE3) CC='$(CC)' \
	  sh tests/bench/run $(CASE)

format:
	clang-format -i $(SOURCES) $(UNIT)

# ---- Install

$(BUILD)/entente.7: ext/manual.sql $(BUILD)/entente.$(SO)
	$(SQLITE3) -batch -init /dev/null -cmd '.load $(BUILD)/entente' <$< >$@

$(BUILD)/entente.pc: Makefile FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' \
	  'includedir=$${prefix}/include' 'extension=$${libdir}/entente' '' \
	  'Name: entente' 'Description: International relations in SQL' \
	  'Version: $(VERSION)' 'Requires: sqlite3$(if $(CJSON_SRC),, libcjson)' \
	  'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lentente -lm' >$@

# The loader looks for a bare name in the system's own directories only, so
# `.load entente` works with PREFIX=/usr; elsewhere the path is needed.
install: loadable static $(BUILD)/entente.7 $(BUILD)/entente.pc
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include \
	  $(DESTDIR)$(MANDIR)/man7
	install -m 644 $(BUILD)/entente.$(SO) $(DESTDIR)$(LIBDIR)/entente.$(SO)
	install -m 644 $(BUILD)/libentente.a $(DESTDIR)$(LIBDIR)/libentente.a
	install -m 644 $(BUILD)/entente.pc $(DESTDIR)$(LIBDIR)/pkgconfig/entente.pc
	install -m 644 ext/entente.h $(DESTDIR)$(PREFIX)/include/entente.h
	install -m 644 $(BUILD)/entente.7 $(DESTDIR)$(MANDIR)/man7/entente.7
	@echo 'In the sqlite3 shell: .load $(if $(filter /usr,$(PREFIX)),entente,$(LIBDIR)/entente)'

uninstall:
	rm -f $(addprefix $(DESTDIR),$(addprefix $(LIBDIR)/,entente.$(SO) \
	  libentente.a pkgconfig/entente.pc) $(PREFIX)/include/entente.h \
	  $(MANDIR)/man7/entente.7)

installcheck: loadable static
	BUILD=$(BUILD) SQLITE3=$(SQLITE3) CC='$(CC)' MAKE='$(MAKE)' sh tests/install

# ---- Packages: ext/package makes them, tests/package installs and uses them

deb wheel npm dist wasm:
	BUILD=$(BUILD) CC='$(CC)' MAKE='$(MAKE)' CJSON_SRC='$(CJSON_SRC)' \
	  PLATFORMS='$(PLATFORMS)' sh ext/package/$@.sh

packagecheck:
	@for package in $(or $(PACKAGE),deb wheel npm dist wasm); do \
	  echo "== $$package"; \
	  BUILD=$(BUILD) CC='$(CC)' MAKE='$(MAKE)' sh tests/package/$$package || exit 1; \
	done

clean:
	rm -rf $(BUILD)

-include $(OBJ:.o=.d) $(CORE_OBJ:.o=.d) $(UNIT_OBJ:.o=.d)
