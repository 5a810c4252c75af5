#!/bin/sh
# web/build.sh: the bundle from the lock file into web/dist.  Node 18 or newer.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --loglevel=error
for page in brief study; do PAGE=$page npm run build --silent -- --logLevel warn; done
