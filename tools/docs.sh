#!/bin/sh
# tools/docs.sh BUILD [DIR]: pages of docs/methods from what the program says of itself.
set -eu
build=${1:-build} dir=${2:-docs/methods}
mkdir -p "$dir"
"$build/domar" methods --json | python3 tools/docs.py "$dir"
