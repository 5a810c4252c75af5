#!/bin/sh
# names.sh DOMAR: no parameter of a method has the name of an option of `domar run`, which would take its place.
set -eu
domar=$1
options=$("$domar" help run | grep -o '^  *--*[a-z-]*' | tr -d ' -' )
[ "$(echo "$options" | wc -w)" -ge 10 ] || { echo "the options of run were not found" >&2; exit 1; }
"$domar" methods --json | OPTIONS="$options" python3 -c '
import json, os, sys
about = json.load(sys.stdin)
options = set(os.environ["OPTIONS"].split())
bad = []
for m in about["methods"]:
    shared = ["common_panel", "reading_panel"] if "panel" in m["needs"] else ["common"]
    taken = options | {p["name"] for s in shared for p in about[s]}
    bad += [m["id"] + " --" + p["name"] for p in m["params"] if p["name"] in taken]
if bad:
    sys.exit("parameters that an option of the program hides: " + ", ".join(bad))
'
