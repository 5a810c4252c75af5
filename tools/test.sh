#!/bin/sh
# tools/test.sh BUILD JOBS: all tests of the release build, then unit, gold, laws and famine
# again under the address and undefined-behaviour sanitizers.
set -eu
build=${1:-build} jobs=${2:-2}
ctest --test-dir "$build" --output-on-failure -j "$jobs" --no-tests=error
if [ "${DOMAR_SKIP_SANITIZERS:-}" != 1 ]; then
    echo "Sanitizers:"
    cmake --preset sanitize > /dev/null
    cmake --build build-sanitize -j "$jobs"
    ctest --test-dir build-sanitize --output-on-failure -j "$jobs" --no-tests=error \
          -L 'unit|gold|famine|bad'
fi
