#!/bin/sh
# tests/fuzz/run.sh short|long [BUILD]: build the fuzz targets with clang and run them from the
# committed seeds.  short: a few seconds each (a test); long: FUZZ_SECONDS each (default 1800).
# What crashes is left in BUILD/crash-*; what was found on the way stays in BUILD/corpus.
set -eu
cd "$(dirname "$0")/../.."
mode=${1:-short}
build=${2:-build/fuzz}
if [ "$mode" = long ]; then seconds=${FUZZ_SECONDS:-1800}; else seconds=${FUZZ_SECONDS:-8}; fi
if ! command -v clang > /dev/null; then
    echo "skipped: no clang to fuzz with (tools/setup.sh build test)"
    exit 77
fi
launcher=
command -v ccache > /dev/null &&
    launcher="-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
mkdir -p "$build"
[ -f "$build/CMakeCache.txt" ] ||
    CFLAGS='' CXXFLAGS='' cmake -S . -B "$build" -DCMAKE_C_COMPILER=clang \
        -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=RelWithDebInfo -DDOMAR_SANITIZE=ON -DDOMAR_FUZZ=ON \
        -DCMAKE_C_FLAGS=-fsanitize=fuzzer-no-link -DCMAKE_CXX_FLAGS=-fsanitize=fuzzer-no-link \
        $launcher > "$build/configure.log"
cmake --build "$build" --target fuzz_read fuzz_run fuzz_panel -j "$(nproc)" > "$build/build.log" 2>&1 ||
    { tail -n 30 "$build/build.log"; exit 1; }
for target in read run panel; do
    mkdir -p "$build/corpus/$target"
    # detect_leaks: every object must be given back whatever the input.
    if ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 \
       OPENBLAS_NUM_THREADS=1 "$build/tests/fuzz/fuzz_$target" "$build/corpus/$target" \
       "tests/fuzz/corpus/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=4096 \
       -artifact_prefix="$build/" > "$build/$target.log" 2>&1
    then tail -n 1 "$build/$target.log"
    else
        tail -n 60 "$build/$target.log"
        echo "fuzz_$target failed: the input is in $build/" >&2
        exit 1
    fi
done
