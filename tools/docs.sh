#!/bin/sh
# tools/docs.sh BUILD [DIR]: pages of docs/methods from what the program says of itself; the
# headers are those of its answers on the shipped table.
set -eu
build=${1:-build} dir=${2:-docs/methods}
table=$build/docs-world12.h5
mkdir -p "$dir"
"$build/domar" import data/world12/world12_1995.csv.gz data/world12/world12_2007.csv.gz \
  --sidecar data/world12/world12.yaml -o "$table" 2>/dev/null
"$build/domar" methods --json | python3 tools/docs.py "$dir" "$build/domar" "$table"
