#!/bin/sh
# tests/web/run.sh BUILD: the bundle in the tree equals a rebuild from the lock file, briefs
# and studies hold in a real browser.  SHOTS=1 renews docs/screenshots.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:-$top/build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

echo "web: rebuilding the bundle"
mkdir "$work/web"
(cd "$top/web" && cp -r package.json package-lock.json tsconfig.json vite.config.ts build.sh src "$work/web/")
"$work/web/build.sh"
for file in brief.js brief.css study.js study.css; do
    cmp "$work/web/dist/$file" "$top/web/dist/$file" || { echo "web: web/dist/$file is not what the sources give: run web/build.sh" >&2; exit 1; }
    passed=$((passed + 1))
done
# The walk needs playwright-core, which the rebuild has just installed.
[ -d "$top/web/node_modules/playwright-core" ] || cp -r "$work/web/node_modules" "$top/web/node_modules"

node "$top/tests/web/charts.mjs"
passed=$((passed + 1))

cd "$top"
"$build/domar" import data/world12/*.csv.gz -o "$work/w.h5" 2> /dev/null
"$build/domar" import data/world12/world12_2008.csv.gz -o "$work/one.h5" 2> /dev/null
walk() {
    "$build/domar" brief "$2" --economy "$3" --lang "$4" ${YEAR:+--year "$YEAR"} -o "$work/$1.html" > /dev/null
    shot=""
    if [ "${SHOTS:-}" = 1 ] && [ -n "${5:-}" ]; then shot="docs/screenshots/$5.png"; fi
    node tests/web/walk.mjs "$work/$1.html" "$4" $shot
    passed=$((passed + 1))
}
walk chn-en "$work/w.h5" CHN en china-en
walk chn-zh "$work/w.h5" CHN zh china-zh
walk deu-en "$work/w.h5" DEU en germany-en
walk deu-zh "$work/w.h5" DEU zh germany-zh
walk cze-en "$work/w.h5" CZE en czechia-en
walk cze-zh "$work/w.h5" CZE zh czechia-zh
walk row-en "$work/w.h5" ROW en
YEAR=2002 walk past-en "$work/w.h5" CHN en
walk one-en "$work/one.h5" MEX en
study() {
    "$build/domar" study "$1" --lang "$2" -o "$work/study-$2.html" > /dev/null
    shot=""
    if [ "${SHOTS:-}" = 1 ] && [ -n "${3:-}" ]; then shot="docs/screenshots/$3.png"; fi
    node tests/web/study.mjs "$work/study-$2.html" "$2" $shot
    passed=$((passed + 1))
}
study examples/panels/pwt.yaml en study-en
study examples/panels/pwt.yaml zh
study tests/data/study_small.yaml zh
echo "web: $passed passed, 0 failed"
