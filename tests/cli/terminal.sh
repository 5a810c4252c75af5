#!/bin/sh
# terminal.sh PROGRAM: what a person at a terminal sees: an aligned table with names that fits the
# window in both languages, colour unless NO_COLOR; CSV as soon as somebody reads a pipe.
set -eu
bin=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
data=$(cd "$(dirname "$0")/../data" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset COLUMNS NO_COLOR || true
LC_ALL=C.UTF-8 TERM=xterm
export LC_ALL TERM
wrong() { echo "$1" >&2; cat shown >&2; exit 1; }
# on COLUMNS COMMAND...: into the file shown, as a terminal of that width gets it
on() {
    width=$1; shift
    script -qec "stty cols $width; $*" /dev/null < /dev/null | tr -d '\r' > shown
}
escape=$(printf '\033')
"$bin" import "$data/two_years.csv" --sidecar "$data/two_years.yaml" -o t.h5 2> /dev/null

on 100 "$bin" run accounts.structure t.h5 --economy AAA
grep -q 'plant Plants' shown || wrong "no names beside the codes"
grep -q "$escape\[1m" shown || wrong "no bold header"
grep -q '^AAA, 2003: the largest' shown || wrong "the reading is missing"
on 100 env NO_COLOR=1 "$bin" run accounts.structure t.h5
if grep -q "$escape" shown; then wrong "colour although NO_COLOR is set"; fi
on 100 "$bin" run accounts.structure t.h5 --lang zh
grep -q 'plant 工厂' shown || wrong "no Chinese names"
on 100 "$bin" run accounts.structure t.h5 --format csv
[ "$(head -1 shown)" = year,economy,industry,output,value_added,va_share,export_share,jobs ] || wrong "not CSV"

# No line of the table is wider than the window; what had to go is named.
for lang in en zh; do
    for width in 40 60 80; do
        on $width env NO_COLOR=1 "$bin" run accounts.structure t.h5 --lang $lang
        [ -s shown ] || wrong "nothing shown"
        [ "$(sed "/^$/,\$d; /^(/d; /^（/d" shown | wc -L)" -le $width ] || wrong "wider than $width columns"
    done
done
on 40 env NO_COLOR=1 "$bin" run accounts.structure t.h5
grep -q 'not shown.* jobs' shown || wrong "columns left out are not named"
on 60 env NO_COLOR=1 "$bin" info t.h5
grep -q '^Economies .*2: AAA BBB' shown || wrong "info does not list the economies by name of the property"
# Into a pipe: CSV, codes alone, no colour.
"$bin" run accounts.structure t.h5 | cat > shown
[ "$(sed -n 2p shown | cut -d, -f1-3)" = 2003,AAA,plant ] || wrong "not CSV in a pipe"
