#!/bin/sh
# alone.sh SOURCE CC CXX: every public header compiles as the only line of a program, in C11 and
# in C++11, twice over, without a warning; it has an extern "C" and at most 250 lines.
set -eu
source=$1 cc=$2 cxx=$3
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
warn="-Wall -Wextra -Wpedantic -Wshadow -Werror -fsyntax-only -I$source/include"
bad=0
fail() { echo "$1" >&2; bad=1; }

count=0
for header in "$source"/include/domar/*.h; do
    name=domar/$(basename "$header")
    printf '#include <%s>\n#include <%s>\nextern int one; int one;\n' "$name" "$name" > "$dir/a.c"
    cp "$dir/a.c" "$dir/a.cpp"
    # shellcheck disable=SC2086
    $cc -std=c11 -Wconversion $warn "$dir/a.c" || fail "$name: not C11 by itself"
    # shellcheck disable=SC2086
    $cxx -std=c++11 $warn "$dir/a.cpp" || fail "$name: not C++11 by itself"
    if grep -q DOMAR_API "$header" && ! grep -q 'extern "C"' "$header"; then
        fail "$name: functions without extern \"C\""
    fi
    [ "$(wc -l < "$header")" -le 250 ] || fail "$name: more than 250 lines"
    if grep -n '#include "' "$header"; then fail "$name: includes something that is not public"; fi
    [ "$name" = domar/domar.h ] || grep -q "<$name>" "$source/include/domar/domar.h" ||
        fail "$name: domar/domar.h does not include it"
    count=$((count + 1))
done
[ "$count" -ge 5 ] || fail "only $count public headers found in $source/include/domar"
[ $bad -eq 0 ] && echo "$count public headers stand alone"
exit $bad
