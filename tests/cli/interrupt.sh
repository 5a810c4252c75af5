#!/bin/sh
# interrupt.sh PROGRAM: Ctrl-C ends with 130, one line, and leaves no file, not even a temporary.
set -eu
bin=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
data=$(cd "$(dirname "$0")/../../data" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# A table that never ends, a line now and then: the program can only be waiting or reading.
endless() {
    echo year,role,from_economy,from_industry,to_economy,to_industry,value
    k=0
    while kill -0 $$ 2> /dev/null && [ ! -e stop ]; do
        k=$((k + 1))
        echo "2000,flow,A,i$k,A,i$k,1" || exit 0
    done
}
mkdir out
mkfifo table
endless > table 2> /dev/null &
writer=$!
"$bin" import - --format tidy -o out/t.h5 < table 2> said &
program=$!
sleep 0.5
kill -INT $program
code=0
wait $program || code=$?
: > stop
wait $writer || true
[ $code = 130 ] || { echo "ended with $code, not 130:" >&2; cat said >&2; exit 1; }
[ "$(cat said)" = "domar: interrupted" ] || { cat said >&2; exit 1; }
[ -z "$(ls -A out)" ] || { ls -A out >&2; exit 1; }

# Equilibria by the thousand: the same, within a sweep or two.
"$bin" import "$data/world12/world12_2011.csv.gz" -o w.h5 2> /dev/null
"$bin" run reform.sensitivity w.h5 --scenario @trade_costs --draws 100000 -o out/draws.csv 2> said &
program=$!
sleep 1
kill -INT $program
code=0
wait $program || code=$?
[ $code = 130 ] || { echo "draws ended with $code, not 130:" >&2; cat said >&2; exit 1; }
[ "$(cat said)" = "domar: interrupted" ] || { cat said >&2; exit 1; }
[ -z "$(ls -A out)" ] || { ls -A out >&2; exit 1; }
