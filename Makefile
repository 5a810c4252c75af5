# domar: `make demo` and `make test` do everything on a fresh Debian 12, dependencies included.
#
#   make            build build/domar            make bench       ratios to the machine and to peers
#   make demo       the main job, shipped data   make test-web    a real browser, the bundle rebuilt
#   make test       all tests                    make test-fresh  both commands in a bare chroot
#   make install    PREFIX=/usr/local            make test-long   the slow suites
#   make docs       pages made from the program  make fuzz        long fuzzing
BUILD  ?= build
PREFIX ?= /usr/local
JOBS   ?= $(shell nproc)
TYPE   ?= Release
OUT    ?= out

.PHONY: all demo test test-web test-fresh test-long fuzz bench install docs clean setup setup-test setup-web sanitize
all: build

.PHONY: build
build: $(BUILD)/CMakeCache.txt
	@MAKEFLAGS=--no-print-directory cmake --build $(BUILD) -j $(JOBS)

$(BUILD)/CMakeCache.txt: CMakeLists.txt
	@cmake -S . -B $(BUILD) -DCMAKE_BUILD_TYPE=$(TYPE) -DDOMAR_TESTS=OFF -DCMAKE_INSTALL_PREFIX=$(PREFIX) > $(BUILD).log 2>&1 \
	  || { cat $(BUILD).log; rm -f $(BUILD).log; echo "domar: cmake failed; tools/setup.sh build installs what is missing"; exit 1; }
	@rm -f $(BUILD).log

setup:
	@tools/setup.sh build
setup-test:
	@tools/setup.sh build test
setup-web:
	@tools/setup.sh build test web

demo: setup
	@$(MAKE) --no-print-directory build
	@tools/demo.sh $(BUILD) $(OUT)

# The tests join a build that may have been made without them (and without cmocka).
.PHONY: build-tests
build-tests: setup-test $(BUILD)/CMakeCache.txt
	@cmake -S . -B $(BUILD) -DDOMAR_TESTS=ON > $(BUILD)/configure.log || { cat $(BUILD)/configure.log; exit 1; }
	@$(MAKE) --no-print-directory build

test: build-tests
	@tools/test.sh $(BUILD) $(JOBS)

test-web: setup-web
	@$(MAKE) --no-print-directory build
	@tests/web/run.sh $(BUILD)

test-fresh:
	@tools/fresh-machine.sh

test-long: build-tests
	@DOMAR_LONG=1 tools/test.sh $(BUILD) $(JOBS)

fuzz: setup-test
	@tests/fuzz/run.sh long

bench: build
	@MAKEFLAGS=--no-print-directory cmake --build $(BUILD) --target domar_bench -j $(JOBS)
	@$(BUILD)/bench/domar_bench

docs: build
	@tools/docs.sh $(BUILD)

install: build
	@cmake --install $(BUILD) --prefix $(PREFIX)

clean:
	rm -rf $(BUILD) build-* $(OUT)
