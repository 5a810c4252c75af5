#!/bin/sh
# down.sh SOURCE: includes point down only, rooms of one floor never meet, methods include no
# method, programs include only <domar/...>.  The rule is first tried on a small tree that breaks
# it in every way: a test that cannot fail is none.
set -eu
source=$1

# check TREE: prints each include that breaks the rule; status 1 if there is one.
check() {
    (cd "$1" && find src apps include \( -name '*.[ch]' -o -name '*.cpp' -o -name '*.def' \) \
        -exec grep -Hn '^ *# *include *[<"]' {} + 2>/dev/null) | awk '
    BEGIN {
        split("base 1 linalg 2 axis 2 table 3 panel 3 solve 3 spec 4 model 5 read 5 write 5 " \
              "methods 6 engine 7 brief 8 study 8", w, " ")
        for (k = 1; k in w; k += 2) floor[w[k]] = w[k + 1]
    }
    function wrong(why) { print file ":" line ": includes " what ": " why; bad = 1 }
    {
        split($0, part, ":"); file = part[1]; line = part[2]; seen++
        what = $0; sub(/^[^<"]*[<"]/, "", what); sub(/[>"].*/, "", what)
        quoted = $0 ~ /include *"/
        split(file, f, "/"); split(what, t, "/")
        if (f[1] == "include") {
            if (quoted) wrong("public headers include public headers only")
            next
        }
        if (f[1] == "apps") {
            if (quoted && what ~ /\//) wrong("programs include only <domar/...>")
            if (quoted && (t[1] in floor)) wrong("programs include only <domar/...>")
            next
        }
        if (!quoted) next
        if (what !~ /\//) { wrong("write the room: \"room/file.h\""); next }
        if (!(f[2] in floor)) { wrong("the room src/" f[2] " has no floor yet"); next }
        if (!(t[1] in floor)) { wrong("there is no room " t[1]); next }
        if (f[2] == "methods") {
            if (t[1] == "methods") wrong("methods never include each other")
            else if (floor[t[1]] >= 6) wrong("points up")
            next
        }
        if (t[1] == f[2]) next
        if (floor[t[1]] > floor[f[2]]) wrong("points up")
        else if (floor[t[1]] == floor[f[2]]) wrong("rooms of one floor never meet")
    }
    END { if (!seen) { print "no includes found"; bad = 1 } exit bad }'
}

# ---- the rule bites
toy=$(mktemp -d)
trap 'rm -rf "$toy"' EXIT
try() {   # try FILE INCLUDE EXPECT
    rm -rf "${toy:?}"/*
    mkdir -p "$toy/src" "$toy/apps" "$toy/include" "$toy/$(dirname "$1")"
    printf '%s\n' "#include $2" > "$toy/$1"
    got=fine
    check "$toy" > /dev/null || got=wrong
    [ "$got" = "$3" ] || { echo "the rule calls $1 with #include $2 $got, not $3" >&2; exit 1; }
}
try src/base/a.c '"table/table.h"' wrong
try src/table/a.c '"solve/b.h"' wrong
try src/solve/a.c '"table/b.h"' wrong
try src/panel/a.c '"table/b.h"' wrong
try src/read/a.c '"write/b.h"' wrong
try src/read/a.c '"model/b.h"' wrong
try src/spec/a.h '"read/source.h"' wrong
try src/methods/chain/a.c '"methods/chain/b.h"' wrong
try src/methods/chain/a.c '"engine/registry.h"' wrong
try src/engine/a.c '"brief/b.h"' wrong
try src/engine/a.c '"apps/b.h"' wrong
try src/table/a.c '"b.h"' wrong
try src/cellar/a.c '"base/b.h"' wrong
try apps/cli/a.c '"base/text.h"' wrong
try apps/cli/a.c '"engine/run.h"' wrong
try include/domar/a.h '"base/text.h"' wrong
try src/methods/chain/a.c '"model/b.h"' fine
try src/model/a.c '"solve/b.h"' fine
try src/brief/a.c '"engine/b.h"' fine
try src/solve/a.c '"solve/b_inside.h"' fine
try apps/cli/a.c '"args.h"' fine
try apps/cli/a.c '<domar/domar.h>' fine
try src/base/a.c '<stdio.h>' fine

# ---- the house
if ! check "$source"; then
    echo "an include points the wrong way: docs/architecture.md, Floors" >&2
    exit 1
fi
echo "includes point down"
