#!/bin/sh
# tools/demo.sh BUILD OUT: the main job on the shipped data, from published table to brief.
set -eu
build=${1:-build} out=${2:-out}
economy=${ECONOMY:-CHN} lang=${DOMAR_LANG:-en}
mkdir -p "$out"
"$build/domar" import data/world12/world12_*.csv.gz --sidecar data/world12/world12.yaml \
  -o "$out/world12.h5"
"$build/domar" brief "$out/world12.h5" --economy "$economy" --lang "$lang" -o "$out/brief.html"
"$build/domar" study examples/panels/pwt.yaml --lang "$lang" -o "$out/study.html" | tail -1
