#!/bin/sh
# Install into a stage, build examples/c with what pkg-config says (shared and static), run it.
set -eu
build=$1
stage=$build/stage
rm -rf "$stage"
cmake --install "$build" --prefix "$stage" > /dev/null
PKG_CONFIG_PATH=$(dirname "$(find "$stage" -name domar.pc)")
export PKG_CONFIG_PATH
libdir=$(pkg-config --variable=libdir domar)
for file in share/man/man1/domar.1 share/bash-completion/completions/domar \
            share/zsh/site-functions/_domar share/fish/vendor_completions.d/domar.fish \
            bin/domar include/domar/domar.h; do
    [ -s "$stage/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
"$stage/bin/domar" import data/world12/*.csv.gz -o "$stage/world12.h5" 2> /dev/null
# shellcheck disable=SC2046
cc -std=c17 -Wall -Wextra -Werror examples/c/exposure.c $(pkg-config --cflags --libs domar) -o "$stage/exposure"
LD_LIBRARY_PATH=$libdir "$stage/exposure" "$stage/world12.h5" CHN > "$stage/shared.txt"
# The archive of domar with the shared libraries it needs (their own archives need a Fortran
# compiler's run time, which nobody asked for).
private=$(pkg-config --print-requires-private domar | tr '\n' ' ')
# shellcheck disable=SC2046,SC2086
cc -std=c17 examples/c/exposure.c $(pkg-config --cflags domar) "$libdir/libdomar.a" \
   $(pkg-config --libs $private) -lhdf5_hl -lreadstat -lstdc++ -lm -lpthread -o "$stage/exposure-static"
"$stage/exposure-static" "$stage/world12.h5" CHN > "$stage/static.txt"
cmp "$stage/shared.txt" "$stage/static.txt"
[ "$(wc -l < "$stage/shared.txt")" = 5 ] || { cat "$stage/shared.txt" >&2; exit 1; }
if LD_LIBRARY_PATH=$libdir "$stage/exposure" "$stage/world12.h5" XXX > /dev/null 2> "$stage/err.txt"; then
    echo "an unknown economy was accepted" >&2; exit 1
fi
grep -q "there is no economy XXX" "$stage/err.txt"
