#!/bin/sh
# docs.sh BUILD: the pages of docs/methods are those that the program of BUILD would make.
set -eu
build=$1
fresh=$build/docs-methods
rm -rf "$fresh"
tools/docs.sh "$build" "$fresh"
diff -r docs/methods "$fresh" || { echo "docs/methods is out of date: make docs" >&2; exit 1; }
