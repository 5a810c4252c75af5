#!/bin/sh
# tools/make_world12.sh [WIOD [BUILD]]: makes data/world12 anew from the 2013 release of the World
# Input-Output Database in CSV form (wiod13_YYYY.csv.gz, 1995 to 2011, and the Socio-Economic
# Accounts of July 2014, wiod13_sea_july14.csv.gz), in the folder WIOD.
#
# domar itself reads, attaches the accounts and aggregates by data/concordances/world12_*.csv;
# what is left here is to write each year as text, so that changes to the data can be reviewed.
# Needs Python with h5py and numpy.
set -eu
wiod=${1:-../shared/data/io/wiod13} build=${2:-build}
cd "$(dirname "$0")/.."
[ -f "$wiod/wiod13_1995.csv.gz" ] || { echo "make_world12: no wiod13_1995.csv.gz in $wiod" >&2; exit 3; }
[ -x "$build/domar" ] || { echo "make_world12: build first: make" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set --
for year in $(seq 1995 2011); do set -- "$@" "$wiod/wiod13_$year.csv.gz"; done
"$build/domar" import "$@" --satellite "$wiod/wiod13_sea_july14.csv.gz" \
  --economies world12 --industries world12 -o "$work/world12.h5"
python=$(command -v /usr/bin/python3 || command -v python3)
"$python" tools/make_world12.py "$work/world12.h5" data/world12
du -sk data/world12
